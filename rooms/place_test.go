package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func breakouts(t *testing.T, r *rooms.Room, list ...rooms.Breakout) {
	t.Helper()
	for i := range list {
		list[i].Name = map[string]string{"en": list[i].ID}
	}
	if err := r.SetBreakouts(list); err != nil {
		t.Fatal(err)
	}
}

func moving(c *roomstest.Client, place string, participants ...string) func(context.Context) error {
	return func(ctx context.Context) error { return c.Move(ctx, place, participants...) }
}

// receives reports whether a client's newest mapping has a track.
func receives(c *roomstest.Client, track string) bool {
	return slices.ContainsFunc(c.Subscribed(), func(m rooms.OfferedTrack) bool { return m.Track == track })
}

// credentials are the ICE user names of a client's subscribe offers: a new one is a new connection.
func credentials(c *roomstest.Client) (list []string) {
	for _, m := range c.Messages() {
		offer, ok := m.(rooms.Offer)
		if !ok {
			continue
		}
		for line := range strings.Lines(offer.SDP) {
			if ufrag, ok := strings.CutPrefix(line, "a=ice-ufrag:"); ok && !slices.Contains(list, ufrag) {
				list = append(list, ufrag)
			}
		}
	}
	return list
}

func TestPeopleAreMovedWithoutReconnecting(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	breakouts(t, r, rooms.Breakout{ID: "brk_1"})
	m := join(t, e, moderator("m"))
	a, b, c := join(t, e, everything("a")), join(t, e, everything("b")), join(t, e, everything("c"))
	clients := []*roomstest.Client{a, b, c}
	var tracks []rooms.Track
	for _, x := range clients {
		tracks = append(tracks, x.Publish(rooms.Microphone)[0])
	}
	for i, x := range clients {
		x.Flows(tracks[(i+1)%3].ID, 3)
		x.Flows(tracks[(i+2)%3].ID, 3)
	}
	act(t, moving(m, "brk_1", "a", "b"))
	changed := roomstest.Await(c, func(m rooms.ParticipantChanged) bool { return m.Participant.ID == "b" })
	if changed.Participant.Place != "brk_1" {
		t.Errorf("b is told to be at %q", changed.Participant.Place)
	}
	roomstest.Eventually(t, "two places", func() bool {
		return !receives(a, tracks[2].ID) && !receives(b, tracks[2].ID) && len(c.Subscribed()) == 0
	})
	a.Flows(tracks[1].ID, 10)
	b.Flows(tracks[0].ID, 10)
	before := c.Received(tracks[0].ID).Packets + c.Received(tracks[1].ID).Packets
	a.Flows(tracks[1].ID, 10)
	if after := c.Received(tracks[0].ID).Packets + c.Received(tracks[1].ID).Packets; after != before {
		t.Errorf("%d packets came from the breakout to the floor", after-before)
	}
	act(t, moving(a, ""))
	a.Flows(tracks[2].ID, 5)
	c.Flows(tracks[0].ID, 5)
	for _, x := range clients {
		if list := credentials(x); len(list) != 1 {
			t.Errorf("%s had the connections %q", x.Joined().Self.ID, list)
		}
	}
}

// sulking is a client that does not answer any more, once told so.
type sulking struct {
	client.Transport
	sulks atomic.Bool
}

func (s *sulking) Send(ctx context.Context, m rooms.Message) error {
	if _, answers := m.(rooms.Answer); answers && s.sulks.Load() {
		return nil
	}
	return s.Transport.Send(ctx, m)
}

func TestWhoDoesNotAnswerHearsThePlaceTheyLeftNoLonger(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	breakouts(t, r, rooms.Breakout{ID: "brk_1"})
	a := join(t, e, everything("a"))
	track := a.Publish(rooms.Microphone)[0]
	transport := &sulking{Transport: client.NewPipe(e, client.ByGrant(everything("b")))}
	b, err := roomstest.Over(t, transport, client.Options{Token: "-"})
	if err != nil {
		t.Fatal(err)
	}
	b.Flows(track.ID, 5)
	transport.sulks.Store(true)
	before := len(offers(b))
	screen := a.Publish(rooms.ScreenAudio)[0] // an offer that stays unanswered
	roomstest.Eventually(t, "an offer under way", func() bool { return len(offers(b)) > before })
	b.Flows(track.ID, 5)
	if err := r.Move([]string{"b"}, "brk_1"); err != nil {
		t.Fatal(err)
	}
	stopped := settled(b, track.ID)
	c := join(t, e, everything("c"))
	c.Flows(track.ID, 10)
	if n := b.Received(track.ID).Packets; n != stopped {
		t.Errorf("%d more packets came", n-stopped)
	}
	_ = screen
}

func offers(c *roomstest.Client) (list []rooms.Offer) {
	for _, m := range c.Messages() {
		if offer, ok := m.(rooms.Offer); ok {
			list = append(list, offer)
		}
	}
	return list
}

func TestBackstageHearsTheFloorAndIsNotHeardThere(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	m, listener := join(t, e, moderator("m")), join(t, e, everything("l"))
	behind := everything("s")
	behind.Place = rooms.Backstage
	s := join(t, e, behind)
	other := join(t, e, func() rooms.Grant { g := behind; g.Participant = "o"; return g }())
	if s.Joined().Self.Place != rooms.Backstage || r.Participants()[2].Place != rooms.Backstage {
		t.Errorf("the speaker begins at %q", s.Joined().Self.Place)
	}
	voice, floor := s.Publish(rooms.Microphone)[0], listener.Publish(rooms.Microphone)[0]
	s.Flows(floor.ID, 5)
	other.Flows(voice.ID, 5)
	other.Flows(floor.ID, 5)
	if receives(listener, voice.ID) || receives(m, voice.ID) {
		t.Error("the floor receives what is said backstage")
	}
	roomstest.Await(other, func(m rooms.Speakers) bool { return len(m.Speakers) == 2 })
	for _, got := range listener.Messages() {
		if speakers, ok := got.(rooms.Speakers); ok && slices.ContainsFunc(speakers.Speakers, func(x rooms.Speaker) bool { return x.Participant == "s" }) {
			t.Error("the floor is told who speaks backstage")
		}
	}
	if err := attempt(moving(s, "")); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("a speaker went on air alone: %v", err)
	}
	act(t, moving(m, "", "s"))
	listener.Flows(voice.ID, 5)
	// Coming in anew, they are where they were put, not where their grant begins.
	s.Vanish()
	if err := r.Remove("s", ""); err != nil {
		t.Fatal(err)
	}
	s = join(t, e, behind)
	if s.Joined().Self.Place != "" {
		t.Errorf("back at %q", s.Joined().Self.Place)
	}
	act(t, moving(s, rooms.Backstage))
	if err := attempt(moving(s, "")); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("a speaker went on air alone: %v", err)
	}
}

// numbers are the offsets that a client was told, in order; those skipped are there too.
func numbers(c *roomstest.Client) (list []uint64) {
	for _, m := range c.Messages() {
		if skipped, ok := m.(rooms.Skipped); ok {
			for n := skipped.Offset; n <= max(skipped.Offset, skipped.Through); n++ {
				list = append(list, n)
			}
			continue
		}
		if joined, ok := m.(rooms.Joined); ok {
			list = []uint64{joined.Offset}
			continue
		}
		if _, ok := m.(rooms.Resumed); ok {
			continue
		}
		if f := reflect.ValueOf(m).FieldByName("Offset"); f.IsValid() && f.Uint() > 0 {
			list = append(list, f.Uint())
		}
	}
	return list
}

func gapless(t *testing.T, c *roomstest.Client) {
	t.Helper()
	list := numbers(c)
	for i := 1; i < len(list); i++ {
		if list[i] != list[i-1]+1 {
			t.Errorf("the numbers of %s are %v", c.Joined().Self.ID, list)
			return
		}
	}
}

func texts(c *roomstest.Client) (list []string) {
	for _, m := range c.Messages() {
		if chat, ok := m.(rooms.Chat); ok {
			list = append(list, chat.Text)
		}
	}
	return list
}

func TestEveryPlaceHasItsOwnChatAndHandsAndTheNumbersHaveNoGap(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	e, r := open(t, rooms.Config{Keeper: k})
	breakouts(t, r, rooms.Breakout{ID: "brk_1"}, rooms.Breakout{ID: "brk_2"})
	a, b, c := join(t, e, everything("a")), join(t, e, everything("b")), join(t, e, everything("c"))
	behind := everything("s")
	behind.Place = rooms.Backstage
	s := join(t, e, behind)
	n := 0
	say := func(x *roomstest.Client, text string) {
		n++
		x.Must(func(r rooms.Request) rooms.Message {
			return rooms.Say{Request: r, ClientID: fmt.Sprint(n), Text: text}
		})
	}
	move := func(place string, ids ...string) {
		if err := r.Move(ids, place); err != nil {
			t.Fatal(err)
		}
	}
	move("brk_1", "a", "b")
	say(a, "in one")
	say(c, "on the floor")
	a.Must(func(r rooms.Request) rooms.Message { return rooms.RaiseHand{Request: r} })
	roomstest.Await(b, func(m rooms.Hands) bool { return m.Place == "brk_1" && len(m.Hands) == 1 })
	drop(t, b)
	say(a, "while b was away")
	move("brk_2", "b")
	say(a, "after b was moved")
	say(c, "on the floor again")
	if !reconnect(t, e, b, everything("b")) {
		t.Fatal("the seat was gone")
	}
	arrived := roomstest.Await(b, func(m rooms.Arrived) bool { return m.Place == "brk_2" })
	if len(arrived.Hands) != 0 || b.Place() != "brk_2" {
		t.Errorf("arrived %+v", arrived)
	}
	move("", "b")
	say(b, "end")
	move("brk_1", "s") // and the hand that is up there
	roomstest.Await(s, func(m rooms.Arrived) bool { return m.Place == "brk_1" && len(m.Hands) == 1 })
	say(a, "end")
	for who, row := range map[*roomstest.Client][]string{
		a: {"in one", "while b was away", "after b was moved", "end"},
		b: {"in one", "while b was away", "end"},
		c: {"on the floor", "on the floor again", "end"},
		s: {"on the floor", "on the floor again", "end", "end"}, // backstage sees the floor
	} {
		roomstest.Eventually(t, who.Joined().Self.ID+" to have read everything", func() bool { return len(texts(who)) >= len(row) })
		if got := texts(who); !slices.Equal(got, row) {
			t.Errorf("%s read %q, want %q", who.Joined().Self.ID, got, row)
		}
		roomstest.Eventually(t, "everybody to know the newest number", func() bool { return who.Position().Offset == c.Position().Offset })
		gapless(t, who)
	}
	for _, m := range c.Messages() {
		if h, ok := m.(rooms.Hands); ok && h.Place != "" {
			t.Errorf("the floor is told of %+v", h)
		}
	}
	if k.kept[0].Place != "brk_1" || k.kept[1].Place != "" {
		t.Errorf("kept as said at %q and %q", k.kept[0].Place, k.kept[1].Place)
	}
	// What comes in late sees the queue of its place only.
	if late := join(t, e, everything("late")); len(late.Joined().Hands) != 0 || len(late.Joined().Breakouts) != 2 {
		t.Errorf("the snapshot has %+v", late.Joined().Hands)
	}
}

func TestBreakoutsEndByTheClock(t *testing.T) {
	t.Parallel()
	clock := &offsetClock{}
	e, r := open(t, rooms.Config{Now: clock.now, Grace: time.Hour})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	speaker := everything("s")
	speaker.Place = rooms.Backstage
	s := join(t, e, speaker)
	breakouts(t, r, rooms.Breakout{ID: "brk_1", Ends: clock.now().Add(10 * time.Minute)}, rooms.Breakout{ID: "brk_2"})
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	if err := r.Move([]string{"a", "s"}, "brk_1"); err != nil {
		t.Fatal(err)
	}
	if err := r.Move([]string{"nobody yet"}, "brk_2"); err != nil {
		t.Fatal(err)
	}
	roomstest.Eventually(t, "b to be alone", func() bool { return !receives(b, track.ID) })
	clock.skip(11 * time.Minute)
	roomstest.Await(b, func(m rooms.Breakouts) bool { return len(m.Breakouts) == 1 && m.Breakouts[0].ID == "brk_2" })
	b.Flows(track.ID, 3)
	if a.Place() != "" || s.Place() != rooms.Backstage {
		t.Errorf("a is at %q and the speaker at %q", a.Place(), s.Place())
	}
	if late := join(t, e, everything("nobody yet")); late.Joined().Self.Place != "brk_2" {
		t.Errorf("who was expected begins at %q", late.Joined().Self.Place)
	}
}

func TestWhoMayGoWhere(t *testing.T) {
	t.Parallel()
	clock := &offsetClock{}
	e, r := open(t, rooms.Config{Now: clock.now, Grace: time.Hour})
	breakouts(t, r, rooms.Breakout{ID: "brk_open", Roam: true}, rooms.Breakout{ID: "brk_1"})
	roaming := everything("roams")
	roaming.Roam = true
	m, a, roams := join(t, e, moderator("m")), join(t, e, everything("a")), join(t, e, roaming)
	assigned := join(t, e, everything("assigned"))
	if err := r.Move([]string{"assigned"}, "brk_1"); err != nil {
		t.Fatal(err)
	}
	rows := []struct {
		what string
		do   func(context.Context) error
		code rooms.Code
	}{
		{"to a place that is not there", moving(a, "brk_9"), rooms.CodeNotFound},
		{"into a closed breakout", moving(a, "brk_1"), rooms.CodeForbidden},
		{"backstage", moving(a, rooms.Backstage), rooms.CodeForbidden},
		{"moving somebody else", moving(a, "brk_open", "roams"), rooms.CodeForbidden},
		{"a moderator moving nobody", moving(m, "brk_1", "nobody"), rooms.CodeNotFound},
		{"into an open breakout", moving(a, "brk_open"), ""},
		{"twice within a second", moving(a, ""), rooms.CodeRate},
		{"into a closed one with the grant to roam", moving(roams, "brk_1"), ""},
		{"away from where one was put", moving(assigned, ""), ""},
		{"a moderator anywhere", moving(m, "brk_1"), ""},
		{"a moderator backstage", moving(m, rooms.Backstage), ""},
	}
	for _, row := range rows {
		if err := attempt(row.do); roomstest.Code(err) != row.code {
			t.Errorf("%s: %v, want %q", row.what, err, row.code)
		}
	}
	clock.skip(time.Second)
	act(t, moving(assigned, "brk_1"))

	for _, list := range [][]rooms.Breakout{{{}}, {{ID: rooms.Backstage}}, {{ID: "x"}, {ID: "x"}}, make([]rooms.Breakout, rooms.MaxBreakouts+1)} {
		if err := r.SetBreakouts(list); roomstest.Code(err) != rooms.CodeInvalidValue {
			t.Errorf("%d breakouts: %v", len(list), err)
		}
	}
	if err := r.Move([]string{"a"}, "brk_9"); !errors.Is(err, rooms.ErrNotFound) {
		t.Errorf("moved to nowhere: %v", err)
	}
	if err := r.Move(make([]string, 4*500+1), ""); !errors.Is(err, rooms.ErrFull) {
		t.Errorf("remembered without bound: %v", err)
	}
}

// leisurely is a sink that takes its time with each message.
type leisurely struct{ taken *atomic.Int64 }

func (l leisurely) Send(rooms.Message) error {
	time.Sleep(200 * time.Microsecond) // the behaviour under test, not a wait for something
	l.taken.Add(1)
	return nil
}

func TestHundredsAreMovedAtOnceAndNobodyIsDroppedForIt(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{QueueLength: 100, EventHistory: 2000})
	breakouts(t, r, rooms.Breakout{ID: "brk_1"})
	var ids []string
	var peers []*rooms.Peer
	var taken atomic.Int64 // by all
	for i := range 150 {
		ids = append(ids, fmt.Sprintf("per_%d", i))
		p, err := r.Join(t.Context(), everything(ids[i]), leisurely{&taken})
		if err != nil {
			t.Fatal(err)
		}
		peers = append(peers, p)
		if i%30 == 29 { // they do not all come in one moment
			everything := int64((i + 1) * (i + 2) / 2) // a snapshot, and everybody who came later
			roomstest.Eventually(t, "the messages to be taken", func() bool { return taken.Load() >= everything })
		}
	}
	a := join(t, e, everything("a"))
	a.Must(func(r rooms.Request) rooms.Message { return rooms.RaiseHand{Request: r} })
	if err := r.Move(ids, "brk_1"); err != nil {
		t.Fatal(err)
	}
	moved := func() (n int) {
		for _, m := range a.Messages() {
			if c, ok := m.(rooms.ParticipantChanged); ok && c.Participant.Place == "brk_1" {
				n++
			}
		}
		return n
	}
	for _, p := range r.Participants()[:150] {
		if p.Place != "brk_1" {
			t.Fatalf("%s is still at %q", p.ID, p.Place)
		}
	}
	roomstest.Eventually(t, "all of them to be told", func() bool { return moved() == 150 })
	gapless(t, a)
	for _, p := range peers {
		select {
		case <-p.Done():
			t.Fatalf("%s was dropped: %s", p.Participant(), p.Reason())
		default:
		}
	}
}
