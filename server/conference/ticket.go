package conference

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/problem"
)

// Pass is what somebody needs to come in: a ticket for the WebSocket, which opens it once, and a room token for its first message.
type Pass struct {
	Ticket      string
	Expires     time.Time // of the ticket
	Token       string
	Room        string
	Participant string
	ICEServers  []rooms.ICEServer
}

// ticket is what a ticket stands for.
type ticket struct {
	room, exhibition string
	grant            rooms.Grant
	actor            actor.Actor
	extra            bool // the seat is beside the counted ones
	expires          time.Time
}

// maxTickets bounds the memory of tickets that nobody uses.
const maxTickets = 200_000

// tickets keeps the tickets of this node until they are used or expire. A lost ticket costs its owner one more request.
type tickets struct {
	life time.Duration
	now  func() time.Time

	mu   sync.Mutex
	live map[[sha256.Size]byte]ticket // by the digest: a look at the memory gives no ticket away
}

func newTickets(life time.Duration, now func() time.Time) *tickets {
	return &tickets{life: life, now: now, live: make(map[[sha256.Size]byte]ticket)}
}

// issue makes a ticket.
func (t *tickets) issue(k ticket) (secret string, expires time.Time, err error) {
	secret = rand.Text() + rand.Text() // 260 bits
	k.expires = t.now().Add(t.life)
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.live) >= maxTickets {
		return "", time.Time{}, problem.New(problem.Unavailable, "too_many_tickets", "too many people come in at once; try again")
	}
	t.live[sha256.Sum256([]byte(secret))] = k
	return secret, k.expires, nil
}

// claim takes a ticket; the first who asks gets it, and it is gone whatever he then does with it. who is the person of the
// request's own session, "" if it has none.
func (t *tickets) claim(secret, room, who string) (ticket, error) {
	if secret == "" {
		return ticket{}, problem.New(problem.Unauthenticated, "ticket_required", "fetch a ticket for the room first")
	}
	digest := sha256.Sum256([]byte(secret))
	t.mu.Lock()
	k, ok := t.live[digest]
	delete(t.live, digest)
	t.mu.Unlock()
	switch {
	case !ok || !t.now().Before(k.expires):
		return ticket{}, problem.New(problem.Unauthenticated, "ticket_invalid", "this ticket was used, has expired, or never was")
	case k.room != room:
		return ticket{}, problem.New(problem.Forbidden, "ticket_foreign", "this ticket is for another room")
	case who != "" && who != k.actor.Person:
		return ticket{}, problem.New(problem.Forbidden, "ticket_foreign", "this ticket is somebody else's")
	}
	return k, nil
}

// sweep forgets what has expired.
func (t *tickets) sweep() {
	now := t.now()
	t.mu.Lock()
	defer t.mu.Unlock()
	for digest, k := range t.live {
		if !now.Before(k.expires) {
			delete(t.live, digest)
		}
	}
}

// drop forgets the tickets of a session that has ended.
func (t *tickets) drop(session string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for digest, k := range t.live {
		if k.actor.Session == session {
			delete(t.live, digest)
		}
	}
}

// Admission gives the actor a pass into a room, if the rules let him in now. Who must be let in by a host is put into the lobby
// and told so: a Conflict "room_lobby"; asking again is how to wait.
func (s *Service) Admission(ctx context.Context, id string) (Pass, error) {
	if s.sockets.refusing() {
		return Pass{}, unavailable()
	}
	a := actor.From(ctx)
	r, err := s.room(ctx, id)
	if err != nil {
		return Pass{}, err
	}
	standing := r.Standing(a)
	if err := r.Enter(standing, s.now()); err != nil {
		return Pass{}, err
	}
	if !standing.Join {
		return Pass{}, s.wait(ctx, r, a)
	}
	live, err := s.engine.Room(id)
	if err != nil {
		return Pass{}, problem.New(problem.Unavailable, "rooms_full", "no more rooms can be opened at the moment").Wrap(err)
	}
	if err := hasSeat(live, r, a.Person, standing.Extra); err != nil {
		return Pass{}, err
	}
	s.furnish(r)
	grant := s.grant(r, standing, a, live.Epoch())
	return s.issue(grant, r, a, standing.Extra)
}

// wait puts the actor into the lobby.
func (s *Service) wait(ctx context.Context, r Room, a actor.Actor) error {
	guest := Guest{
		Person: a.Person, Name: cut(a.Name, 200), OrgName: cut(a.OrgName, 200), Lang: cut(a.Lang, 35),
		Since: s.now().UTC().Truncate(time.Millisecond),
	}
	rang := false
	_, err := s.alter(ctx, r, func(d *Door) (changed bool, err error) {
		changed, err = d.knock(guest)
		rang = changed
		return changed, err
	})
	if err != nil {
		return err
	}
	if rang {
		if err := s.Announce(ctx, r.ID, "lobby.waiting", map[string]string{"participant": a.Person, "name": guest.Name, "organization": guest.OrgName}); err != nil {
			s.log.WarnContext(ctx, "nobody was told of a guest in the lobby", "room", r.ID, "err", err)
		}
	}
	return problem.New(problem.Conflict, "room_lobby", "a host will let you in; ask again in a few seconds")
}

// hasSeat says whether there is room for one more in a room whose seats are counted. Whoever sits in it already has a seat.
func hasSeat(live *rooms.Room, r Room, person string, extra bool) error {
	if !r.capped() || extra {
		return nil
	}
	taken := 0
	for _, p := range live.Participants() {
		if p.ID == person {
			return nil
		}
		if !p.Permissions.Interpret && !p.Synthetic {
			taken++
		}
	}
	if taken >= seats {
		return problem.Newf(problem.Conflict, "room_full", "all %d seats are taken", seats)
	}
	return nil
}

// cut keeps at most n bytes of a text, whole characters.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && text[n]&0xC0 == 0x80 {
		n--
	}
	return text[:n]
}

// onlyHolder is a Verifier that believes a room token only if it was issued together with the ticket of the socket, or later to
// the same person and session for the same room.
type onlyHolder struct {
	tokens rooms.Verifier
	ticket ticket
}

// Verify implements rooms.Verifier.
func (v onlyHolder) Verify(token string) (rooms.Grant, error) {
	g, err := v.tokens.Verify(token)
	if err != nil {
		return rooms.Grant{}, err
	}
	mine := v.ticket.grant
	if g.Room != mine.Room || g.Participant != mine.Participant || g.Session != mine.Session {
		return rooms.Grant{}, fmt.Errorf("%w: not issued to the holder of the ticket", rooms.ErrToken)
	}
	// An older token of the same person must not bring back what was taken away since.
	g.Moderate = g.Moderate && mine.Moderate
	g.Interpret = g.Interpret && mine.Interpret
	g.Caption = g.Caption && mine.Caption
	g.Roam = g.Roam && mine.Roam
	g.Languages, g.Place = mine.Languages, mine.Place
	g.Publish = slices.DeleteFunc(slices.Clone(g.Publish), func(k rooms.Kind) bool { return !slices.Contains(mine.Publish, k) })
	return g, nil
}
