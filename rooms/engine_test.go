package rooms_test

import (
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func TestTheFirstMessageDecidesWhoComesIn(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{MaxParticipants: 2})
	tokens := newTokens(t, key(1), nil)
	token := func(change func(*rooms.Grant)) string {
		g := everything("a")
		g.Epoch = r.Epoch()
		change(&g)
		token, err := tokens.Issue(g)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	same := func(*rooms.Grant) {}
	good := token(same)
	if _, err := roomstest.Over(t, client.NewPipe(e, tokens), client.Options{Token: good}); err != nil {
		t.Fatalf("a good token: %v", err)
	}
	join(t, e, everything("b"))
	hello := func(version int, token string) rooms.Message {
		return rooms.Join{Request: rooms.Request{Ref: "1"}, Version: version, Token: token}
	}
	rows := map[string]struct {
		first rooms.Message
		code  rooms.Code
	}{
		"another version":         {hello(2, good), rooms.CodeVersion},
		"no token":                {hello(1, "x"), rooms.CodeToken},
		"another room":            {hello(1, token(func(g *rooms.Grant) { g.Room = "elsewhere" })), rooms.CodeToken},
		"another epoch":           {hello(1, token(func(g *rooms.Grant) { g.Epoch = "older" })), rooms.CodeToken},
		"no right to join":        {hello(1, token(func(g *rooms.Grant) { g.Join = false })), rooms.CodeForbidden},
		"one more than there are": {hello(1, token(func(g *rooms.Grant) { g.Participant = "c" })), rooms.CodeFull},
		"another message first":   {rooms.Ping{}, rooms.CodeOrder},
	}
	for name, row := range rows {
		_, err := e.Enter(t.Context(), tokens, row.first, stalled{})
		if roomstest.Code(err) != row.code {
			t.Errorf("%s: %v, want %s", name, err, row.code)
		}
		var refused *rooms.Error
		if _, ok := row.first.(rooms.Join); ok && errors.As(err, &refused) && refused.Ref != "1" {
			t.Errorf("%s: the refusal lost its ref", name)
		}
	}
}

func TestWhenASessionEndsItsSeatsEnd(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	e.EndSession("ses_a", "signed out")
	if closed := roomstest.Await(a, func(rooms.Closed) bool { return true }); closed.Reason != rooms.ReasonRemoved {
		t.Errorf("closed %+v", closed)
	}
	roomstest.Await(b, func(m rooms.ParticipantLeft) bool { return m.Participant == "a" })
	e.EndSession("", "nobody in particular")
	if n := len(r.Participants()); n != 1 {
		t.Errorf("%d participants", n)
	}
}

func TestTheLimitsHold(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{MaxRooms: 2, MaxTracks: 1})
	roomstest.Room(t, e, "second")
	if _, err := e.Room("third"); !errors.Is(err, rooms.ErrRooms) {
		t.Errorf("a third room: %v", err)
	}
	if _, err := e.Room(stage); err != nil {
		t.Errorf("a room that exists: %v", err)
	}
	if _, err := e.Room(""); err == nil {
		t.Error("a room without a name")
	}
	if n := len(e.Rooms()); n != 2 {
		t.Errorf("%d rooms", n)
	}
	a := join(t, e, everything("a"))
	if err := a.TryPublish(rooms.Camera, rooms.Microphone); roomstest.Code(err) != rooms.CodeLimit {
		t.Errorf("two tracks: %v", err)
	}
}

func TestTooManyMessagesAreRefusedAndCounted(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{Now: (&clock{time.Now()}).now})
	a := join(t, e, everything("a"))
	for range rooms.MessageBurst {
		a.Must(func(r rooms.Request) rooms.Message { return rooms.Ping{Request: r} })
	}
	// The refusal has no ref: the message is not read any more.
	go func() { _, _ = a.Try(func(r rooms.Request) rooms.Message { return rooms.Ping{Request: r} }) }()
	roomstest.Await(a, func(m rooms.Error) bool { return m.Code == rooms.CodeRate })
	a.Vanish()
}

func TestAnEmptyRoomIsForgotten(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{EmptyRoom: 50 * time.Millisecond})
	a := join(t, e, everything("a"))
	roomstest.Eventually(t, "nothing, while somebody is here", func() bool { return len(e.Rooms()) == 1 })
	a.Vanish()
	if err := r.Remove("a", ""); err != nil {
		t.Fatal(err)
	}
	roomstest.Eventually(t, "the room is forgotten", func() bool { _, ok := e.Lookup(stage); return !ok })
	if again := roomstest.Room(t, e, stage); again.Epoch() == r.Epoch() {
		t.Error("it kept its epoch")
	}
}

func TestTheAddressesAreThoseThatWereAskedFor(t *testing.T) {
	t.Parallel()
	e := roomstest.Engine(t, rooms.Config{})
	for _, addr := range []net.Addr{e.UDPAddr(), e.TCPAddr()} {
		host, port, err := net.SplitHostPort(addr.String())
		if err != nil || host != "127.0.0.1" || port == "0" {
			t.Errorf("address %v", addr)
		}
	}
	if !e.Loopback() || !e.HasUDP() {
		t.Error("it is on loopback, with UDP")
	}
	for name, config := range map[string]rooms.Config{
		"an address that is taken":     {UDPAddress: e.UDPAddr().String()},
		"a TCP address that is taken":  {TCPAddress: e.TCPAddr().String()},
		"a wildcard without a port":    {UDPAddress: "0.0.0.0:0"},
		"no address":                   {UDPAddress: "127.0.0.1"},
		"neither UDP nor TCP":          {UDPAddress: "-", TCPAddress: "-"},
		"a public address that is not": {PublicAddresses: []string{"fair.example"}},
	} {
		if e, err := rooms.New(config); err == nil {
			t.Errorf("%s was accepted", name)
			if err := e.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

func TestAPublicAddressIsWhatClientsAreTold(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{PublicAddresses: []string{"192.0.2.7"}})
	if e.Loopback() {
		t.Error("it is told to be elsewhere")
	}
	a := join(t, e, everything("a"))
	if err := a.TryPublish(rooms.Microphone); err != nil {
		t.Fatal(err)
	}
	sdp := roomstest.Await(a, func(rooms.Answer) bool { return true }).SDP
	_, udp, err := net.SplitHostPort(e.UDPAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	_, tcp, err := net.SplitHostPort(e.TCPAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"192.0.2.7 " + udp + " typ host", "192.0.2.7 " + tcp + " typ host tcptype passive", "a=ice-lite"} {
		if !strings.Contains(sdp, want) {
			t.Errorf("no %q in %s", want, sdp)
		}
	}
	if strings.Contains(sdp, " 127.0.0.1 ") {
		t.Errorf("the inner address is told: %s", sdp)
	}
}
