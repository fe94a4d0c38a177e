package accounts

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// Session returns who holds the session secret, and the token that unsafe requests of the session carry.
func (s *Service) Session(ctx context.Context, secret string) (actor.Actor, string, error) {
	if secret == "" || len(secret) > maxSecret {
		return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_unknown", "sign in first")
	}
	key := hash(secret)
	if a, ok := s.cache.find(key); ok {
		return a, csrf(secret), nil
	}
	read := s.cache.begin()
	ses, err := s.store.sessionByHash(ctx, key)
	if problem.Is(err, problem.NotFound) {
		return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_unknown", "sign in first")
	}
	if err != nil {
		return actor.Actor{}, "", err
	}
	now := s.now()
	if err := ses.live(now); err != nil {
		return actor.Actor{}, "", err
	}
	a, err := s.actor(ctx, ses.Person, ses.ID)
	if err != nil {
		return actor.Actor{}, "", err
	}
	if now.Sub(ses.Seen) >= seenEvery {
		if err := s.store.sessionSeen(ctx, ses.ID, now); err != nil {
			return actor.Actor{}, "", err
		}
	}
	s.cache.keep(read, key, a)
	return a, csrf(secret), nil
}

// Token returns who holds the API token.
func (s *Service) Token(ctx context.Context, token string) (actor.Actor, error) {
	unknown := problem.New(problem.Unauthenticated, "token_unknown", "this API token is not valid")
	if !strings.HasPrefix(token, tokenPrefix) || len(token) > maxSecret {
		return actor.Actor{}, unknown
	}
	key := hash(token)
	if a, ok := s.cache.find(key); ok {
		return a, nil
	}
	read := s.cache.begin()
	t, err := s.store.tokenByHash(ctx, key)
	if problem.Is(err, problem.NotFound) {
		return actor.Actor{}, unknown
	}
	if err != nil {
		return actor.Actor{}, err
	}
	a, err := s.actor(ctx, t.Person, t.ID)
	if err != nil {
		return actor.Actor{}, err
	}
	if now := s.now(); now.Sub(t.Used) >= seenEvery {
		if err := s.store.tokenUsed(ctx, t.ID, now); err != nil {
			return actor.Actor{}, err
		}
	}
	s.cache.keep(read, key, a)
	return a, nil
}

// actor is the person as the rules see them. Somebody who may no longer enter is no longer authenticated.
func (s *Service) actor(ctx context.Context, person, credential string) (actor.Actor, error) {
	p, err := s.store.people.Find(ctx, person)
	if err == nil {
		var o Organization
		if o, err = s.enter(ctx, p); err == nil {
			name, _ := o.Name.In(p.Lang)
			return actor.Actor{
				Person: p.ID, Name: p.Name, Org: p.Org, OrgName: name, Session: credential,
				Lang: p.Lang, Zone: p.Zone, Grants: slices.Clone(p.Grants),
			}, nil
		}
	}
	if problem.Is(err, problem.NotFound) || problem.Is(err, problem.Forbidden) {
		return actor.Actor{}, problem.New(problem.Unauthenticated, "account_closed", "this account may not sign in at the moment").Wrap(err)
	}
	return actor.Actor{}, err
}

const (
	// cacheLife keeps every revocation, also one made by another node, within a second.
	cacheLife = 750 * time.Millisecond
	cacheSize = 20_000
)

// cache remembers authenticated credentials by their hash. A flush also discards what is being read from the database at
// that moment, which may be older than the change that caused the flush.
type cache struct {
	now func() time.Time

	mu      sync.Mutex
	epoch   int
	entries map[string]cached
}

type cached struct {
	actor actor.Actor
	until time.Time
}

func newCache(now func() time.Time) *cache { return &cache{now: now, entries: map[string]cached{}} }

func (c *cache) find(key string) (actor.Actor, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok || !c.now().Before(e.until) {
		return actor.Actor{}, false
	}
	return e.actor, true
}

// reading is the moment at which a read of the database began.
type reading struct {
	epoch int
	at    time.Time
}

func (c *cache) begin() reading {
	c.mu.Lock()
	defer c.mu.Unlock()
	return reading{epoch: c.epoch, at: c.now()}
}

func (c *cache) keep(r reading, key string, a actor.Actor) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.epoch != c.epoch {
		return
	}
	now := c.now()
	if len(c.entries) >= cacheSize {
		for k, e := range c.entries {
			if !now.Before(e.until) {
				delete(c.entries, k)
			}
		}
	}
	if len(c.entries) < cacheSize {
		c.entries[key] = cached{actor: a, until: r.at.Add(cacheLife)}
	}
}

func (c *cache) flush() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.epoch++
	clear(c.entries)
}
