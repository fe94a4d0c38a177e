package rooms_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/rooms/roomstest"
)

// discard takes every message.
type discard struct{}

func (discard) Send(rooms.Message) error { return nil }

func TestBadInputHarmsOnlyWhoSendsIt(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	channels(t, r, "de")
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	listener := rooms.Grant{Session: "s", Room: stage, Participant: "x", Name: "x", Join: true, Subscribe: true}
	x := join(t, e, listener)
	roomstest.Await(b, func(m rooms.ParticipantJoined) bool { return m.Participant.ID == "x" })

	ours, theirs := newTokens(t, key(1), nil), newTokens(t, key(2), nil)
	longAgo := newTokens(t, key(1), func() time.Time { return time.Now().Add(-time.Hour) })
	token := func(by *rooms.Tokens, change func(*rooms.Grant)) string {
		g := everything("stranger")
		g.Epoch = r.Epoch()
		change(&g)
		signed, err := by.Issue(g)
		if err != nil {
			t.Fatal(err)
		}
		return signed
	}
	none := func(*rooms.Grant) {}
	enter := func(token string) func() error {
		return func() error {
			_, err := e.Enter(t.Context(), ours, rooms.Join{Version: rooms.Version, Token: token}, discard{})
			return err
		}
	}
	parse := func(frame string) func() error {
		return func() error {
			_, err := rooms.Parse([]byte(frame))
			return err
		}
	}
	rows := map[string]struct {
		do   func() error
		code rooms.Code
	}{
		"an expired token":                  {enter(token(longAgo, none)), rooms.CodeToken},
		"a token signed elsewhere":          {enter(token(theirs, none)), rooms.CodeToken},
		"a token for another room":          {enter(token(ours, func(g *rooms.Grant) { g.Room = "other" })), rooms.CodeToken},
		"a token for another epoch":         {enter(token(ours, func(g *rooms.Grant) { g.Epoch = "earlier" })), rooms.CodeToken},
		"a token that does not let in":      {enter(token(ours, func(g *rooms.Grant) { g.Join = false })), rooms.CodeForbidden},
		"no token":                          {enter("x.y.z"), rooms.CodeToken},
		"no message":                        {parse(`{"type":"move","place":{}}`), rooms.CodeMalformed},
		"a message without end":             {parse(strings.Repeat(`{"type":`, 20_000)), rooms.CodeTooLarge},
		"joining twice on one connection":   {try(x, func(r rooms.Request) rooms.Message { return rooms.Join{Request: r, Version: 1, Token: "x"} }), rooms.CodeOrder},
		"publishing without the permission": {func() error { return x.TryPublish(rooms.Microphone) }, rooms.CodeForbidden},
		"interpreting without the grant":    {func() error { return x.TryPublish(rooms.Interpretation) }, rooms.CodeForbidden},
		"an offer that is no description": {try(x, func(r rooms.Request) rooms.Message {
			return rooms.Offer{Request: r, PC: rooms.Publish, ID: 7, SDP: strings.Repeat("m=audio\r\n", 1000), Tracks: []rooms.OfferedTrack{}}
		}), rooms.CodeNegotiation},
		"an answer to nothing": {try(x, func(r rooms.Request) rooms.Message {
			return rooms.Answer{Request: r, PC: rooms.Subscribe, ID: 1 << 60, SDP: "v=0"}
		}), rooms.CodeOrder},
		"moderating": {try(x, func(r rooms.Request) rooms.Message {
			return rooms.BanParticipant{Request: r, Participant: "a"}
		}), rooms.CodeForbidden},
		"slowing everybody down":    {try(x, func(r rooms.Request) rooms.Message { return rooms.SlowMode{Request: r, Seconds: 600} }), rooms.CodeForbidden},
		"removing others' messages": {try(x, func(r rooms.Request) rooms.Message { return rooms.RemoveMessage{Request: r, ID: "msg_1"} }), rooms.CodeForbidden},
		"calling oneself":           {try(x, func(r rooms.Request) rooms.Message { return rooms.CallHand{Request: r, Participant: "x"} }), rooms.CodeForbidden},
		"moving others":             {try(x, func(r rooms.Request) rooms.Message { return rooms.Move{Request: r, Participants: []string{"a"}} }), rooms.CodeForbidden},
		"a slide without a screen":  {try(x, func(r rooms.Request) rooms.Message { return rooms.Slide{Request: r, Image: slide("x")} }), rooms.CodeForbidden},
		"a caption without a grant": {try(x, func(r rooms.Request) rooms.Message {
			return rooms.Caption{Request: r, Language: "de", ID: "1", Text: "x"}
		}), rooms.CodeForbidden},
		"chat without a grant":       {try(x, func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: "1", Text: "x"} }), rooms.CodeForbidden},
		"a channel that is not hers": {try(x, func(r rooms.Request) rooms.Message { return rooms.TakeOver{Request: r, Language: "de"} }), rooms.CodeForbidden},
	}
	before := b.Position().Offset
	for name, row := range rows {
		if err := row.do(); roomstest.Code(err) != row.code {
			t.Errorf("%s: %v, want %s", name, err, row.code)
		}
	}
	if n := b.Position().Offset - before; n != 0 {
		t.Errorf("the others were told %d events", n)
	}
	if n := len(r.Participants()); n != 3 {
		t.Errorf("%d participants", n)
	}
	b.Flows(track.ID, 5)
	x.Flows(track.ID, 5)
}

func TestACrowdFitsIntoASnapshot(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	for i := range 400 {
		g := everything(fmt.Sprintf("per_%d", i))
		g.Name, g.Organization = strings.Repeat("x", 200), strings.Repeat("y", 200)
		if _, err := r.Join(t.Context(), g, discard{}); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(join(t, e, everything("last")).Joined().Participants); n != 401 {
		t.Errorf("the snapshot names %d", n)
	}
}
