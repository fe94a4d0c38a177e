package rooms_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const stage = "stage"

func everything(participant string) rooms.Grant { return roomstest.Everything(stage, participant) }

func moderator(participant string) rooms.Grant {
	g := everything(participant)
	g.Moderate = true
	return g
}

// open starts an engine with a room.
func open(t *testing.T, config rooms.Config) (*rooms.Engine, *rooms.Room) {
	t.Helper()
	e := roomstest.Engine(t, config)
	return e, roomstest.Room(t, e, stage)
}

func join(t *testing.T, e *rooms.Engine, g rooms.Grant) *roomstest.Client {
	t.Helper()
	return roomstest.Join(t, e, g, client.Options{})
}

func TestTwoPeersExchangeMediaBothWays(t *testing.T) {
	for name, tcp := range map[string]bool{"over UDP": false, "over TCP when UDP is blocked": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := rooms.Config{}
			if tcp {
				config.UDPAddress = "-"
			}
			e, r := open(t, config)
			a := roomstest.Join(t, e, everything("a"), client.Options{TCP: tcp})
			b := roomstest.Join(t, e, everything("b"), client.Options{TCP: tcp})
			fromA := a.Publish(rooms.Camera, rooms.Microphone)
			fromB := b.Publish(rooms.Camera, rooms.Microphone)
			for i := range fromA {
				b.Flows(fromA[i].ID, 10)
				a.Flows(fromB[i].ID, 10)
			}
			for _, s := range r.Stats() {
				if len(s.Published) != 2 || len(s.Received) != 2 {
					t.Fatalf("stats of %s: %+v", s.Participant, s)
				}
				for _, stream := range slices.Concat(s.Published, s.Received) {
					if stream.Packets == 0 || stream.Bytes == 0 || stream.Lost != 0 {
						t.Errorf("stats of %s: %+v", s.Participant, stream)
					}
				}
			}
		})
	}
}

func TestAWildcardAddressServesTheInterfacesNamed(t *testing.T) {
	t.Parallel()
	free, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(free.LocalAddr().String())
	if err != nil {
		t.Fatal(err)
	}
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	e, _ := open(t, rooms.Config{UDPAddress: "0.0.0.0:" + port, TCPAddress: "-", Interfaces: []string{"lo"}})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	b.Flows(a.Publish(rooms.Microphone)[0].ID, 3)
	answer := roomstest.Await(a, func(rooms.Answer) bool { return true })
	for line := range strings.Lines(answer.SDP) {
		if strings.HasPrefix(line, "a=candidate") && !strings.Contains(line, " 127.0.0.1 ") && !strings.Contains(line, " ::1 ") {
			t.Errorf("an address of another interface is told: %s", line)
		}
	}
}

func TestAListenerWhoComesLaterGetsWhatIsAlreadyPublished(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	a := join(t, e, everything("a"))
	tracks := a.Publish(rooms.Screen, rooms.ScreenAudio)
	b := join(t, e, everything("b"))
	if got := b.Joined().Tracks; len(got) != 2 {
		t.Fatalf("snapshot has tracks %v", got)
	}
	for _, track := range tracks {
		b.Flows(track.ID, 5)
	}
	for _, m := range b.Subscribed() {
		if m.Participant != "a" || (m.Source != rooms.Screen && m.Source != rooms.ScreenAudio) || m.Track == "" {
			t.Errorf("mapping %+v", m)
		}
	}
}

func TestMuteStopsPacketsAtTheServer(t *testing.T) {
	t.Parallel()
	rows := map[string]struct {
		mute, unmute func(rooms.Request) rooms.Message
		by           string
	}{
		"of one's own": {
			func(r rooms.Request) rooms.Message {
				return rooms.Mute{Request: r, Sources: []rooms.Source{rooms.Camera}}
			},
			func(r rooms.Request) rooms.Message {
				return rooms.Unmute{Request: r, Sources: []rooms.Source{rooms.Camera}}
			},
			"a",
		},
		"by a moderator, and unmuted by oneself": {
			func(r rooms.Request) rooms.Message {
				return rooms.MuteParticipant{Request: r, Participant: "a", Sources: []rooms.Source{rooms.Camera}}
			},
			func(r rooms.Request) rooms.Message {
				return rooms.Unmute{Request: r, Sources: []rooms.Source{rooms.Camera}}
			},
			"m",
		},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			e, r := open(t, rooms.Config{})
			a, m := join(t, e, everything("a")), join(t, e, moderator("m"))
			track := a.Publish(rooms.Camera)[0]
			m.Flows(track.ID, 5)
			by := a
			if row.by == "m" {
				by = m
			}
			by.Must(row.mute)
			roomstest.Await(m, func(c rooms.TrackChanged) bool { return c.Track.ID == track.ID && c.Track.Muted && c.By == row.by })
			stopped := settled(m, track.ID)
			arrived := func() uint64 { return r.Stats()[0].Published[0].Packets }
			before := arrived()
			roomstest.Eventually(t, "packets that are not passed on", func() bool { return arrived() >= before+6 })
			if after := m.Received(track.ID).Packets; after != stopped {
				t.Errorf("%d packets came while muted", after-stopped)
			}
			a.Must(row.unmute)
			m.Flows(track.ID, 5)
			for _, s := range r.Stats() {
				for _, stream := range s.Received {
					if stream.Resent != 0 {
						t.Errorf("the mute left a gap: %+v", stream)
					}
				}
			}
		})
	}
}

// settled waits until the packets under way have arrived: none for three frames.
func settled(c *roomstest.Client, track string) uint64 {
	for {
		got := c.Received(track)
		if time.Since(got.Last) > 100*time.Millisecond {
			return got.Packets
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestATrackMayBePublishedMuted(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	if err := a.PublishMuted(rooms.Microphone); err != nil {
		t.Fatal(err)
	}
	added := roomstest.Await(b, func(m rooms.TrackAdded) bool { return m.Track.Participant == "a" })
	if !added.Track.Muted {
		t.Error("it began audible")
	}
	a.Must(func(r rooms.Request) rooms.Message {
		return rooms.Unmute{Request: r, Sources: []rooms.Source{rooms.Microphone}}
	})
	b.Flows(added.Track.ID, 5)
}

func TestWhoLeavesIsGoneAtOnceAndWhoVanishesAfterTheGrace(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{Grace: 500 * time.Millisecond})
	a, b, c := join(t, e, everything("a")), join(t, e, everything("b")), join(t, e, everything("c"))
	left, vanished := a.Publish(rooms.Microphone)[0], b.Publish(rooms.Microphone)[0]
	c.Flows(left.ID, 3)
	c.Flows(vanished.ID, 3)
	ctx, cancel := context.WithTimeout(t.Context(), roomstest.Patience)
	defer cancel()
	if err := a.Leave(ctx); err != nil {
		t.Fatal(err)
	}
	roomstest.Await(c, func(m rooms.TrackRemoved) bool { return m.Track == left.ID })
	roomstest.Await(c, func(m rooms.ParticipantLeft) bool { return m.Participant == "a" && m.Reason == rooms.ReasonLeft })
	if got, ok := a.Closed(); !ok || got.Reason != rooms.ReasonLeft {
		t.Errorf("last word %+v", got)
	}
	b.Vanish()
	away := roomstest.Await(c, func(m rooms.ParticipantChanged) bool { return m.Participant.ID == "b" && !m.Participant.Connected })
	gone := roomstest.Await(c, func(m rooms.ParticipantLeft) bool { return m.Participant == "b" && m.Reason == rooms.ReasonVanished })
	if gone.Offset <= away.Offset {
		t.Error("gone before away")
	}
	roomstest.Eventually(t, "only c is left", func() bool { return len(r.Participants()) == 1 && len(r.Tracks()) == 0 })
}

func TestOnePublisherReachesTenSubscribers(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	a := join(t, e, everything("a"))
	track := a.Publish(rooms.Camera)[0]
	listeners := make([]*roomstest.Client, 10)
	for i := range listeners {
		listeners[i] = join(t, e, everything(fmt.Sprintf("l%d", i)))
	}
	for _, l := range listeners {
		l.Flows(track.ID, 10)
	}
}

// stalled is a sink that takes nothing until it is released.
type stalled struct{ released chan struct{} }

func (s stalled) Send(rooms.Message) error {
	<-s.released
	return errors.New("transport closed")
}

func TestASinkThatStallsHarmsOnlyItself(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{QueueLength: 32, Grace: 300 * time.Millisecond})
	sink := stalled{make(chan struct{})}
	var once sync.Once
	release := func() { once.Do(func() { close(sink.released) }) }
	t.Cleanup(release)
	p, err := r.Join(t.Context(), everything("slow"), sink)
	if err != nil {
		t.Fatal(err)
	}
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	// Fewer than the burst of the limiter, more than the queue. b keeps pace, as the scheduler might let a run on alone.
	for i := range 45 {
		a.Must(func(r rooms.Request) rooms.Message {
			return rooms.Say{Request: r, ClientID: fmt.Sprint(i), Text: "hello"}
		})
		roomstest.Await(b, func(m rooms.Chat) bool { return m.ClientID == fmt.Sprint(i) })
	}
	select {
	case <-p.Done():
	case <-time.After(roomstest.Patience):
		t.Fatal("the stalled connection was not dropped")
	}
	if p.Reason() != rooms.ReasonSlow {
		t.Errorf("dropped for %q", p.Reason())
	}
	if err := p.Receive(t.Context(), rooms.Ping{}); !errors.Is(err, rooms.ErrEnded) {
		t.Errorf("a dropped connection still receives: %v", err)
	}
	roomstest.Await(b, func(m rooms.ParticipantLeft) bool { return m.Participant == "slow" && m.Reason == rooms.ReasonVanished })
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	release()
	p.Wait()
}

func TestWhatTheGrantForbidsIsRefused(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	listener := rooms.Grant{Room: stage, Participant: "l", Join: true, Subscribe: true}
	audio := everything("s")
	audio.Publish = []rooms.Kind{rooms.Audio}
	l, s := join(t, e, listener), join(t, e, audio)
	other := join(t, e, everything("o"))
	rows := map[string]struct {
		do   func() error
		code rooms.Code
	}{
		"publishing without the right to": {func() error { return l.TryPublish(rooms.Microphone) }, rooms.CodeForbidden},
		"a camera with sound only":        {func() error { return s.TryPublish(rooms.Microphone, rooms.Camera) }, rooms.CodeForbidden},
		"chat":                            {try(l, func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: "1", Text: "x"} }), rooms.CodeForbidden},
		"muting somebody": {try(s, func(r rooms.Request) rooms.Message {
			return rooms.MuteParticipant{Request: r, Participant: "o", Sources: []rooms.Source{rooms.Camera}}
		}), rooms.CodeForbidden},
		"removing somebody": {try(s, func(r rooms.Request) rooms.Message {
			return rooms.RemoveParticipant{Request: r, Participant: "o"}
		}), rooms.CodeForbidden},
		"changing one's own permissions": {try(s, func(r rooms.Request) rooms.Message {
			return rooms.SetPermissions{Request: r, Participant: "s", Publish: &[]rooms.Kind{rooms.Video}}
		}), rooms.CodeForbidden},
		"lowering somebody's hand": {try(s, func(r rooms.Request) rooms.Message {
			return rooms.LowerHand{Request: r, Participant: "o"}
		}), rooms.CodeForbidden},
		"closing the room":      {try(s, func(r rooms.Request) rooms.Message { return rooms.CloseRoom{Request: r} }), rooms.CodeForbidden},
		"withdrawing another's": {try(s, func(r rooms.Request) rooms.Message { return rooms.Unpublish{Request: r, Track: "trk_x"} }), rooms.CodeNotFound},
		"joining twice":         {try(s, func(r rooms.Request) rooms.Message { return rooms.Join{Request: r, Version: 1, Token: "x"} }), rooms.CodeOrder},
		"an answer to no question": {try(s, func(r rooms.Request) rooms.Message {
			return rooms.Answer{Request: r, PC: rooms.Subscribe, ID: 9, SDP: "v=0"}
		}), rooms.CodeOrder},
		"an offer that is no SDP": {try(s, func(r rooms.Request) rooms.Message {
			return rooms.Offer{Request: r, PC: rooms.Publish, ID: 1, SDP: "v=0", Tracks: []rooms.OfferedTrack{}}
		}), rooms.CodeNegotiation},
	}
	for name, row := range rows {
		if err := row.do(); roomstest.Code(err) != row.code {
			t.Errorf("%s: %v, want %s", name, err, row.code)
		}
	}
	if tracks := r.Tracks(); len(tracks) != 0 {
		t.Errorf("published nevertheless: %v", tracks)
	}
	_ = other
}

func try(c *roomstest.Client, build func(rooms.Request) rooms.Message) func() error {
	return func() error {
		_, err := c.Try(build)
		return err
	}
}

func TestOneWhoComesInTwiceReplacesThemself(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	older, b := join(t, e, everything("a")), join(t, e, everything("b"))
	old := older.Publish(rooms.Microphone)[0]
	b.Flows(old.ID, 3)
	newer := join(t, e, everything("a"))
	closed := roomstest.Await(older, func(rooms.Closed) bool { return true })
	if closed.Reason != rooms.ReasonReplaced {
		t.Errorf("the older was closed as %q", closed.Reason)
	}
	roomstest.Await(b, func(m rooms.ParticipantLeft) bool { return m.Participant == "a" && m.Reason == rooms.ReasonReplaced })
	track := newer.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	if n := len(r.Participants()); n != 2 {
		t.Errorf("%d participants", n)
	}
	older.Vanish()
	if n := len(r.Participants()); n != 2 {
		t.Error("the end of the older connection took the newer's seat")
	}
}

func TestGoroutinesReturnToTheBaselineAfterFiftyJoins(t *testing.T) {
	e, r := open(t, rooms.Config{})
	before := goleak.IgnoreCurrent()
	for i := range 25 {
		a, b := join(t, e, everything(fmt.Sprintf("a%d", i))), join(t, e, everything(fmt.Sprintf("b%d", i)))
		ctx, cancel := context.WithTimeout(t.Context(), roomstest.Patience)
		if i%8 == 0 { // media for some, and they leave while packets are under way
			b.Flows(a.Publish(rooms.Camera)[0].ID, 2)
		}
		a.Vanish()
		if err := b.Leave(ctx); err != nil {
			t.Error(err)
		}
		cancel()
		if err := r.Remove(fmt.Sprintf("a%d", i), ""); err != nil {
			t.Error(err)
		}
	}
	if n := len(r.Participants()); n != 0 {
		t.Errorf("%d are left", n)
	}
	if err := goleak.Find(before); err != nil {
		t.Error(err)
	}
}

func TestASectionIsUsedAgainForLaterTracks(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	a.Publish(rooms.Microphone)
	var last rooms.Offer
	for range 4 {
		track := a.Publish(rooms.Screen)
		screen := track[len(track)-1]
		b.Flows(screen.ID, 5)
		a.Must(func(r rooms.Request) rooms.Message { return rooms.Unpublish{Request: r, Track: screen.ID} })
		last = roomstest.Await(b, func(m rooms.Offer) bool {
			return m.ID > last.ID && len(m.Tracks) == 1
		})
		a.Forget(rooms.TrackAdded{}.Kind())
	}
	if n := strings.Count(last.SDP, "m="); n > 3 {
		t.Errorf("after four screens there are %d sections", n)
	}
}

func TestModeration(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	m, a, b := join(t, e, moderator("m")), join(t, e, everything("a")), join(t, e, everything("b"))
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)

	m.Must(func(r rooms.Request) rooms.Message {
		return rooms.SetPermissions{Request: r, Participant: "a", Publish: &[]rooms.Kind{rooms.Video}}
	})
	changed := roomstest.Await(a, func(m rooms.ParticipantChanged) bool { return m.Participant.ID == "a" })
	if !slices.Equal(changed.Participant.Permissions.Publish, []rooms.Kind{rooms.Video}) || !changed.Participant.Permissions.Data {
		t.Errorf("permissions %+v", changed.Participant.Permissions)
	}
	roomstest.Await(b, func(m rooms.TrackChanged) bool { return m.Track.ID == track.ID && m.Track.Muted })
	unmute := func(r rooms.Request) rooms.Message {
		return rooms.Unmute{Request: r, Sources: []rooms.Source{rooms.Microphone}}
	}
	if _, err := a.Try(unmute); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("unmuted without permission: %v", err)
	}
	m.Must(func(r rooms.Request) rooms.Message {
		return rooms.SetPermissions{Request: r, Participant: "a", Publish: &[]rooms.Kind{rooms.Audio}}
	})
	a.Must(unmute)
	b.Flows(track.ID, 3)

	no := false
	m.Must(func(r rooms.Request) rooms.Message {
		return rooms.SetPermissions{Request: r, Participant: "b", Subscribe: &no}
	})
	roomstest.Await(b, func(m rooms.Offer) bool { return m.ID > 1 && len(m.Tracks) == 0 })

	if _, err := m.Try(func(r rooms.Request) rooms.Message { return rooms.RemoveParticipant{Request: r, Participant: "nobody"} }); roomstest.Code(err) != rooms.CodeNotFound {
		t.Errorf("removed nobody: %v", err)
	}
	m.Must(func(r rooms.Request) rooms.Message {
		return rooms.RemoveParticipant{Request: r, Participant: "b", Reason: "off topic"}
	})
	if closed := roomstest.Await(b, func(rooms.Closed) bool { return true }); closed.Reason != rooms.ReasonRemoved || closed.Detail != "off topic" {
		t.Errorf("closed %+v", closed)
	}
	if err := r.Remove("b", ""); !errors.Is(err, rooms.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}

	if _, err := m.Try(func(r rooms.Request) rooms.Message { return rooms.CloseRoom{Request: r, Reason: "time"} }); err != nil && !errors.Is(err, client.ErrClosed) {
		t.Error(err)
	}
	for _, c := range []*roomstest.Client{a, m} {
		if closed := roomstest.Await(c, func(rooms.Closed) bool { return true }); closed.Reason != rooms.ReasonClosed || closed.Detail != "time" {
			t.Errorf("closed %+v", closed)
		}
	}
	again := roomstest.Room(t, e, stage)
	if again.Epoch() == r.Epoch() {
		t.Error("a closed room came back with its old epoch")
	}
	if _, err := r.Join(t.Context(), everything("a"), stalled{}); !errors.Is(err, rooms.ErrClosed) {
		t.Errorf("joined a closed room: %v", err)
	}
}

func TestTheSpeakingQueueKeepsItsOrder(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	m, a, b := join(t, e, moderator("m")), join(t, e, everything("a")), join(t, e, everything("b"))
	raise := func(language string) func(rooms.Request) rooms.Message {
		return func(r rooms.Request) rooms.Message { return rooms.RaiseHand{Request: r, Language: language} }
	}
	b.Must(raise("es"))
	a.Must(raise("zh-Hans"))
	b.Must(raise("en")) // keeps the place
	queue := func(want ...string) func(rooms.Hands) bool {
		return func(h rooms.Hands) bool {
			var got []string
			for _, hand := range h.Hands {
				got = append(got, hand.Participant+":"+hand.Language)
			}
			return slices.Equal(got, want)
		}
	}
	roomstest.Await(m, queue("b:en", "a:zh-Hans"))
	late := join(t, e, everything("late"))
	if got := late.Joined().Hands; len(got) != 2 || got[0].Participant != "b" {
		t.Errorf("the snapshot's queue is %v", got)
	}
	m.Must(func(r rooms.Request) rooms.Message { return rooms.LowerHand{Request: r, Participant: "b"} })
	roomstest.Await(a, queue("a:zh-Hans"))
	ctx, cancel := context.WithTimeout(t.Context(), roomstest.Patience)
	defer cancel()
	if err := a.Leave(ctx); err != nil {
		t.Fatal(err)
	}
	roomstest.Await(m, queue())
}

// keeper remembers what it was asked to keep.
type keeper struct {
	mu   sync.Mutex
	kept []rooms.Utterance
	fail bool
}

func (k *keeper) Keep(_ context.Context, u rooms.Utterance) (string, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail {
		return "", errors.New("disk full")
	}
	k.kept = append(k.kept, u)
	return fmt.Sprintf("msg_%d", len(k.kept)), nil
}

func TestChatIsKeptBeforeItIsToldAndSaidOnce(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	e, _ := open(t, rooms.Config{Keeper: k})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	say := func(r rooms.Request) rooms.Message {
		return rooms.Say{Request: r, ClientID: "c-1", Text: "¿Precio?", Language: "es"}
	}
	k.mu.Lock()
	k.fail = true
	k.mu.Unlock()
	if _, err := a.Try(say); roomstest.Code(err) != rooms.CodeChat {
		t.Errorf("a message that was not kept: %v", err)
	}
	k.mu.Lock()
	k.fail = false
	k.mu.Unlock()
	a.Must(say)
	a.Must(say)
	a.Must(func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: "c-2", Text: "end"} })
	roomstest.Await(b, func(c rooms.Chat) bool { return c.ClientID == "c-2" })
	said := 0
	for _, m := range b.Messages() {
		if c, ok := m.(rooms.Chat); ok && c.ClientID == "c-1" {
			said++
			if c.ID != "msg_1" || c.Participant != "a" || c.Text != "¿Precio?" || c.Language != "es" || c.At.IsZero() {
				t.Errorf("chat %+v", c)
			}
		}
	}
	if said != 1 || len(k.kept) != 2 || k.kept[0].Session != "ses_a" {
		t.Errorf("said %d times, kept %+v", said, k.kept)
	}
}

func TestWhoIsHeardIsTold(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	a.Publish(rooms.Microphone)
	roomstest.Await(b, func(m rooms.Speakers) bool {
		return len(m.Speakers) == 1 && m.Speakers[0].Participant == "a" && m.Speakers[0].Level <= 20
	})
	a.Must(func(r rooms.Request) rooms.Message {
		return rooms.Mute{Request: r, Sources: []rooms.Source{rooms.Microphone}}
	})
	roomstest.Await(b, func(m rooms.Speakers) bool { return len(m.Speakers) == 0 })
}

func TestAHiddenParticipantIsSeenByNobodyAndHearsEverything(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	a := join(t, e, everything("a"))
	hidden := everything("h")
	hidden.Hidden = true
	h := join(t, e, hidden)
	track := a.Publish(rooms.Microphone)[0]
	h.Flows(track.ID, 3)
	if len(r.Participants()) != 1 || len(h.Joined().Participants) != 1 {
		t.Error("it is listed")
	}
	if err := h.TryPublish(rooms.Microphone); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("it publishes: %v", err)
	}
	if _, err := h.Try(func(r rooms.Request) rooms.Message { return rooms.RaiseHand{Request: r} }); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("it raises its hand: %v", err)
	}
	h.Vanish()
	if err := r.Remove("h", ""); err != nil {
		t.Fatal(err)
	}
	a.Must(func(r rooms.Request) rooms.Message { return rooms.Ping{Request: r} })
	for _, m := range a.Messages() {
		switch m := m.(type) {
		case rooms.ParticipantJoined, rooms.ParticipantChanged, rooms.ParticipantLeft:
			t.Errorf("a was told of it: %+v", m)
		}
	}
}
