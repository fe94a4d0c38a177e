package relay

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the scheme that TURN clients and servers share; an HMAC is safe with it
	"encoding/base64"
	"net"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/pion/turn/v5"
)

// Credential lets one user in for a while.
type Credential struct {
	URLs     []string // of the listeners, the most direct first
	Username string
	Password string
	Expires  time.Time
}

// maxUser bounds the id of a user in bytes.
const maxUser = 128

// Credential makes one for a user, as the REST API for access to TURN services describes it: the name is the expiry and the user,
// the password its HMAC-SHA1, so that a coturn with the same secret believes it too.
func (s *Server) Credential(user string) Credential {
	user = strings.Map(func(r rune) rune {
		if r == ':' || r < 0x21 || r > 0x7e {
			return '_'
		}
		return r
	}, user)
	user = user[:min(len(user), maxUser)]
	expires := s.config.Now().Add(s.config.Life)
	name := strconv.FormatInt(expires.Unix(), 10) + ":" + user
	return Credential{URLs: s.urls(), Username: name, Password: s.password(name), Expires: expires}
}

func (s *Server) password(name string) string {
	mac := hmac.New(sha1.New, s.config.Secret)
	mac.Write([]byte(name)) // documented never to fail
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// urls names the listeners as RFC 7065 spells them.
func (s *Server) urls() []string {
	var list []string
	for _, l := range []struct {
		scheme, transport string
		addr              net.Addr
	}{{"turn", "udp", s.udp}, {"turn", "tcp", s.tcp}, {"turns", "tcp", s.tls}} {
		if l.addr == nil {
			continue
		}
		host, port, err := net.SplitHostPort(l.addr.String())
		if err != nil {
			continue
		}
		if s.config.Host != "" {
			host = s.config.Host
		}
		list = append(list, l.scheme+":"+net.JoinHostPort(host, port)+"?transport="+l.transport)
	}
	return list
}

// longest is how long an allocation may be kept up with a credential that has expired since: as long as any call lasts. Without it
// everybody behind a relay would be cut off in mid-sentence when their credential ends.
const longest = 12 * time.Hour

// authenticate believes a credential of ours: for a new allocation while it is valid, for an allocation that stands a while longer.
func (s *Server) authenticate(request *turn.RequestAttributes) (user string, key []byte, ok bool) {
	expiry, user, found := strings.Cut(request.Username, ":")
	at, err := strconv.ParseInt(expiry, 10, 64)
	if !found || user == "" || len(user) > maxUser || err != nil {
		return "", nil, false
	}
	late := s.config.Now().Sub(time.Unix(at, 0))
	if late > 0 && (late > longest || !s.users.holds(request.SrcAddr, user)) {
		return "", nil, false
	}
	return user, turn.GenerateAuthKey(request.Username, request.Realm, s.password(request.Username)), true
}

// users counts allocations.
type users struct {
	perUser, total int

	mu       sync.Mutex
	by       map[string][]string  // addresses of clients with an allocation, by user
	promised map[string]time.Time // allocations agreed to and not made yet, by client address
	owner    map[string]string    // user of a promise
	made     int
}

// promiseLife is how long an allocation that was agreed to may take; it is a matter of microseconds unless it fails.
const promiseLife = 5 * time.Second

func newUsers(perUser, total int) *users {
	return &users{
		perUser: perUser, total: total,
		by: make(map[string][]string), promised: make(map[string]time.Time), owner: make(map[string]string),
	}
}

func (u *users) count() int {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.made
}

// holds says whether a client address has an allocation of the user.
func (u *users) holds(client net.Addr, user string) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.Contains(u.by[user], client.String())
}

// promise agrees to one more allocation, or does not.
func (u *users) promise(user, client string, now time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	mine := len(u.by[user])
	for c, at := range u.promised {
		switch {
		case now.Sub(at) > promiseLife:
			delete(u.promised, c)
			delete(u.owner, c)
		case u.owner[c] == user && c != client:
			mine++
		}
	}
	if mine >= u.perUser || u.made+len(u.promised) >= u.total {
		return false
	}
	u.promised[client], u.owner[client] = now, user
	return true
}

func (u *users) add(user, client string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.promised, client)
	delete(u.owner, client)
	u.by[user] = append(u.by[user], client)
	u.made++
}

func (u *users) remove(user, client string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	i := slices.Index(u.by[user], client)
	if i < 0 {
		return
	}
	u.made--
	if u.by[user] = slices.Delete(u.by[user], i, i+1); len(u.by[user]) == 0 {
		delete(u.by, user)
	}
}

func (s *Server) quota(user, _ string, client net.Addr) bool {
	ok := s.users.promise(user, client.String(), s.config.Now())
	if !ok {
		s.config.Logger.Info("relay quota reached", "user", user)
	}
	return ok
}

func (s *Server) created(client, _ net.Addr, _, user, _ string, _ net.Addr, _ int) {
	s.users.add(user, client.String())
}

func (s *Server) deleted(client, _ net.Addr, _, user, _ string) {
	s.users.remove(user, client.String())
}
