package conference

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/problem"
)

const exhibition = "exh_1"

// cast is everybody of the tests, by the API token "fgt_" + name.
func cast() map[string]actor.Actor {
	grant := func(roles ...actor.Role) []actor.Grant {
		var list []actor.Grant
		for _, r := range roles {
			g := actor.Grant{Role: r}
			if !r.Settles() {
				g.Exhibition = exhibition
			}
			list = append(list, g)
		}
		return list
	}
	list := []actor.Actor{
		{Person: "per_buyer", Name: "Anna Berg", Org: "org_b", OrgName: "Nordlicht Film", Lang: "de", Grants: grant(actor.Buyer)},
		{Person: "per_buyer2", Name: "Ben Kraft", Org: "org_b", OrgName: "Nordlicht Film", Lang: "de", Grants: grant(actor.Buyer)},
		{Person: "per_exhibitor", Name: "Wei Zhang", Org: "org_x", OrgName: "Taihu Studio", Lang: "zh-Hans", Grants: grant(actor.Exhibitor)},
		{Person: "per_other", Name: "Omar Said", Org: "org_o", OrgName: "Delta Media", Lang: "ar", Grants: grant(actor.Buyer)},
		{Person: "per_organizer", Name: "Olga", Org: "org_org", OrgName: "Fair", Lang: "en", Grants: grant(actor.Organizer)},
		{Person: "per_moderator", Name: "Max", Org: "org_org", OrgName: "Fair", Lang: "en", Grants: grant(actor.Moderator)},
		{Person: "per_interpreter", Name: "Ines", Org: "org_i", OrgName: "Words", Lang: "en", Grants: grant(actor.Interpreter)},
		{Person: "per_clearing", Name: "Clara", Org: "org_c", OrgName: "Clearing", Grants: grant(actor.ClearingMaker)},
		{Person: "per_stranger", Name: "Stan", Org: "org_s", OrgName: "Elsewhere", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_2"}}},
	}
	m := map[string]actor.Actor{}
	for _, a := range list {
		a.Session = "ses_" + a.Person
		m[strings.TrimPrefix(a.Person, "per_")] = a
	}
	return m
}

type door struct{}

func (door) Session(_ context.Context, secret string) (actor.Actor, string, error) {
	a, ok := cast()[secret]
	if !ok {
		return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_ended", "sign in again")
	}
	return a, "csrf", nil
}

func (door) Token(_ context.Context, token string) (actor.Actor, error) {
	a, ok := cast()[strings.TrimPrefix(token, "fgt_")]
	if !ok {
		return actor.Actor{}, problem.New(problem.Unauthenticated, "token_unknown", "this token is not valid")
	}
	return a, nil
}

// near is the neighbourhood: one meeting, one deal and one booth, which the tests move in time.
type near struct {
	mu       sync.Mutex
	meeting  MeetingRoom
	deal     DealRoom
	booth    BoothRoom
	ceremony CeremonyDeal
	recorded []Attendance
	fails    bool
	panics   bool
}

func (n *near) change(f func(*near)) {
	n.mu.Lock()
	defer n.mu.Unlock()
	f(n)
}

func (n *near) MeetingRoom(_ context.Context, id string) (MeetingRoom, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.panics {
		panic("a neighbour's bug")
	}
	if id != n.meeting.Meeting {
		return MeetingRoom{}, problem.New(problem.NotFound, "meeting_not_found", "none")
	}
	return n.meeting, nil
}

func (n *near) MeetingRooms(_ context.Context, _ string, a actor.Actor) ([]MeetingRoom, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if a.Org != "org_b" && a.Org != "org_x" {
		return nil, nil
	}
	return []MeetingRoom{n.meeting}, nil
}

func (n *near) Interpreted(context.Context, string) ([]MeetingRoom, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.meeting.Needs) == 0 {
		return nil, nil
	}
	return []MeetingRoom{n.meeting}, nil
}

func (n *near) DealRoom(_ context.Context, id string) (DealRoom, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if id != n.deal.Deal {
		return DealRoom{}, problem.New(problem.NotFound, "deal_not_found", "none")
	}
	return n.deal, nil
}

func (n *near) DealRooms(context.Context, string, actor.Actor) ([]DealRoom, error) { return nil, nil }

func (n *near) BoothRoom(_ context.Context, id string) (BoothRoom, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if id != n.booth.Booth {
		return BoothRoom{}, problem.New(problem.NotFound, "booth_not_found", "none")
	}
	return n.booth, nil
}

func (n *near) BoothRooms(_ context.Context, _ string, a actor.Actor) ([]BoothRoom, error) {
	if a.Org != "org_x" {
		return nil, nil
	}
	return []BoothRoom{n.booth}, nil
}

func (n *near) RecordPresence(_ context.Context, meeting string, a Attendance) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.fails {
		n.fails = false
		return errors.New("the meetings are away")
	}
	if meeting == n.meeting.Meeting {
		n.recorded = append(n.recorded, a)
	}
	return nil
}

func (n *near) CeremonyDeal(_ context.Context, id string) (CeremonyDeal, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if id != n.ceremony.Deal {
		return CeremonyDeal{}, problem.New(problem.NotFound, "deal_not_found", "none")
	}
	return n.ceremony, nil
}

func (n *near) Profile(_ context.Context, in, person string) (Profile, error) {
	a, ok := cast()[strings.TrimPrefix(person, "per_")]
	if !ok {
		return Profile{}, problem.New(problem.NotFound, "person_not_found", "none")
	}
	p := Profile{Name: a.Name, Org: a.Org, OrgName: lang.Text{"en": a.OrgName}, Interpreter: a.Has(actor.Interpreter, in)}
	if a.Org == n.booth.Org {
		p.Booth = n.booth.Booth
	}
	return p, nil
}

const (
	meetingRoom = "room_mtg_1"
	dealRoom    = "room_deal_1"
	boothRoom   = "room_bth_1"
)

// fair is a conference behind a real listener.
type fair struct {
	*Service
	t     testing.TB
	api   *api.API
	near  *near
	base  string // http://127.0.0.1:port
	ahead *atomic.Int64
	voice *rooms.Peer // see relay
}

// open starts a fair that ends with the test, and proves that nothing of it runs on.
func open(t testing.TB, config Config) *fair {
	t.Helper()
	ignore := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		if !t.Failed() {
			// The two of fasthttp sleep on for a while after the server has ended.
			err := goleak.Find(ignore, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
				goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"))
			if err != nil {
				t.Errorf("something outlives the fair: %v", err)
			}
		}
	})
	database := dbtest.Memory(t)
	ahead := &atomic.Int64{}
	now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	n := &near{
		meeting: MeetingRoom{
			Meeting: "mtg_1", Exhibition: exhibition, Name: lang.Text{"en": "Nordlicht and Taihu"}, Starts: now().Add(-time.Minute),
			Ends: now().Add(29 * time.Minute), Parties: []string{"org_b", "org_x"}, Interpreters: []string{"per_interpreter"},
		},
		deal:  DealRoom{Deal: "deal_1", Exhibition: exhibition, Name: lang.Text{"en": "River Spirits"}, Parties: []string{"org_b", "org_x"}, Hosts: []string{"per_exhibitor"}},
		booth: BoothRoom{Booth: "bth_1", Exhibition: exhibition, Name: lang.Text{"en": "Taihu Studio"}, Org: "org_x", Open: true},
		ceremony: CeremonyDeal{
			Deal: "deal_1", Exhibition: exhibition, Title: "River Spirits", State: "agreed", Hash: strings.Repeat("ab", 32),
			Signers: []Signer{{Org: "org_b", Name: lang.Text{"en": "Nordlicht Film"}}, {Org: "org_x", Name: lang.Text{"en": "Taihu Studio"}}},
		},
	}
	config.Now = now
	s, err := New(database, Neighbours{Meetings: n, Deals: n, Booths: n, Presence: n, People: n, Ceremonies: n}, config)
	if err != nil {
		t.Fatal(err)
	}
	a := api.New(api.Options{Version: "test", Authenticator: door{}, RatePerSecond: -1, Now: now})
	Routes(a, s)
	if err := s.Indexes(context.Background()); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- a.App().Listener(listener) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		if err := s.Close(ctx); err != nil {
			t.Errorf("close the conference: %v", err)
		}
		if err := a.App().ShutdownWithContext(ctx); err != nil {
			t.Errorf("close the edge: %v", err)
		}
		if err := <-served; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	// fasthttp forgets a Shutdown that comes before it serves, and would then serve for ever.
	transport := &http.Transport{DisableKeepAlives: true}
	resp, err := (&http.Client{Transport: transport, Timeout: patience}).Get("http://" + listener.Addr().String() + "/")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return &fair{Service: s, t: t, api: a, near: n, base: "http://" + listener.Addr().String(), ahead: ahead}
}

// later moves the clock of the fair.
func (f *fair) later(d time.Duration) { f.ahead.Add(int64(d)) }

// as is a context in which somebody of the cast acts.
func as(name string) context.Context { return actor.With(context.Background(), cast()[name]) }

func withActor(a actor.Actor) context.Context { return actor.With(context.Background(), a) }

// answer is what a route said.
type answer struct {
	status int
	header http.Header
	body   map[string]any
	raw    []byte
}

func (a answer) code() string { s, _ := a.body["code"].(string); return s }

func (a answer) text(name string) string { s, _ := a.body[name].(string); return s }

func (a answer) items() []any { l, _ := a.body["items"].([]any); return l }

// ask calls a route as somebody; "" is nobody.
func (f *fair) ask(who, method, path string, body any, header ...string) answer {
	f.t.Helper()
	var reader io.Reader
	kind := "application/json"
	if data, whole := body.([]byte); whole {
		reader, kind = bytes.NewReader(data), "audio/webm"
	} else if body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			f.t.Fatal(err)
		}
		reader = bytes.NewReader(b)
	}
	r, err := http.NewRequestWithContext(context.Background(), method, "http://fair.example"+path, reader)
	if err != nil {
		f.t.Fatal(err)
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer fgt_"+who)
	}
	if body != nil {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := f.api.Test(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header, raw: raw}
	if strings.Contains(resp.Header.Get("Content-Type"), "json") && !strings.Contains(resp.Header.Get("Content-Type"), "ndjson") && len(raw) > 0 {
		if err := json.Unmarshal(raw, &a.body); err != nil {
			f.t.Fatalf("%s %s: %v in %q", method, path, err, raw)
		}
	}
	return a
}

// pass is what somebody needs to come in.
func (f *fair) pass(who, room string) Pass {
	f.t.Helper()
	p, err := f.Admission(as(who), room)
	if err != nil {
		f.t.Fatalf("ticket of %s for %s: %v", who, room, err)
	}
	return p
}

// dial opens a WebSocket with the headers given; the Origin is the fair's own unless they say otherwise.
func (f *fair) dial(path string, header http.Header) (*websocket.Conn, *http.Response, error) {
	h := http.Header{"Origin": {f.base}}
	for k, v := range header {
		h[k] = v
	}
	if h.Get("Origin") == "" {
		delete(h, "Origin")
	}
	d := websocket.Dialer{HandshakeTimeout: 10 * time.Second}
	conn, resp, err := d.Dial("ws"+strings.TrimPrefix(f.base, "http")+path, h)
	return conn, resp, err
}

// line is a client's end of a socket.
type line struct {
	*websocket.Conn
	t testing.TB
}

// connect opens a socket with a pass, without a word.
func (f *fair) connect(p Pass) line {
	f.t.Helper()
	conn, resp, err := f.dial("/api/v1/rooms/"+p.Room+"/socket?ticket="+p.Ticket, nil)
	if err != nil {
		f.t.Fatalf("dial: %v", err)
	}
	resp.Body.Close()
	f.t.Cleanup(func() { _ = conn.Close() }) // often cut by then
	return line{conn, f.t}
}

// cut ends the line without a word, as a crash does.
func (l line) cut() {
	l.t.Helper()
	if err := l.NetConn().Close(); err != nil {
		l.t.Errorf("cut the line: %v", err)
	}
}

// enter brings somebody into a room and reads the snapshot.
func (f *fair) enter(who, room string) (line, rooms.Joined) {
	f.t.Helper()
	p := f.pass(who, room)
	l := f.connect(p)
	l.say(rooms.Join{Version: rooms.Version, Token: p.Token})
	return l, await[rooms.Joined](l)
}

func (l line) say(m rooms.Message) {
	l.t.Helper()
	frame, err := rooms.Encode(m)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := l.WriteMessage(websocket.TextMessage, frame); err != nil {
		l.t.Fatalf("say %s: %v", m.Kind(), err)
	}
}

const patience = 10 * time.Second

// hear reads the next message.
func (l line) hear() (rooms.Message, error) {
	if err := l.SetReadDeadline(time.Now().Add(patience)); err != nil {
		return nil, err
	}
	_, frame, err := l.ReadMessage()
	if err != nil {
		return nil, err
	}
	return rooms.ParseServer(frame)
}

// await reads until a message of the kind comes.
func await[M rooms.Message](l line) M {
	l.t.Helper()
	for {
		m, err := l.hear()
		if err != nil {
			var none M
			l.t.Fatalf("waited in vain for %s: %v", none.Kind(), err)
		}
		if m, ok := m.(M); ok {
			return m
		}
	}
}

// closed reads to the end and gives the code of the close frame, 0 if none came.
func (l line) closed() (code int, before []rooms.Message) {
	l.t.Helper()
	for {
		m, err := l.hear()
		var e *websocket.CloseError
		switch {
		case errors.As(err, &e):
			if e.Code == websocket.CloseAbnormalClosure {
				return 0, before
			}
			return e.Code, before
		case err != nil:
			var timeout net.Error
			if errors.As(err, &timeout) && timeout.Timeout() {
				l.t.Fatal("the socket does not end")
			}
			return 0, before
		}
		before = append(before, m)
	}
}

// eventually polls until a condition holds.
func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(patience)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("waited %s in vain for: %s", patience, what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}
