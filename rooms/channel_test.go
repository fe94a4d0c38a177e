package rooms_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func interpreter(participant string, languages ...string) rooms.Grant {
	g := everything(participant)
	g.Interpret, g.Languages = true, languages
	return g
}

// act runs an action of a client and fails the test if the room refuses.
func act(t *testing.T, do func(context.Context) error) {
	t.Helper()
	if err := attempt(do); err != nil {
		t.Fatal(err)
	}
}

func attempt(do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(context.Background(), roomstest.Patience)
	defer cancel()
	return do(ctx)
}

func sit(t *testing.T, c *roomstest.Client, language, source string) {
	t.Helper()
	act(t, func(ctx context.Context) error { return c.Interpret(ctx, language, source) })
}

func listen(t *testing.T, c *roomstest.Client, language string, floor int) {
	t.Helper()
	act(t, func(ctx context.Context) error { return c.Listen(ctx, language, floor) })
}

func channels(t *testing.T, r *rooms.Room, languages ...string) {
	t.Helper()
	if err := r.SetChannels(languages); err != nil {
		t.Fatal(err)
	}
}

// ear remembers what was heard of interpretation.
type ear struct {
	mu      sync.Mutex
	packets []heard
}

type heard struct {
	at        time.Time
	track     string
	language  string
	sequence  uint16
	timestamp uint32
	words     string
}

func (e *ear) hear(t rooms.OfferedTrack, p *rtp.Packet) {
	if t.Source != rooms.Interpretation {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.packets = append(e.packets, heard{time.Now(), t.Track, t.Language, p.SequenceNumber, p.Timestamp, string(p.Payload)})
}

func (e *ear) all() []heard {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.packets)
}

// count is how often words have been heard.
func (e *ear) count(words string) (n int) {
	for _, h := range e.all() {
		if h.words == words {
			n++
		}
	}
	return n
}

func (e *ear) awaits(t *testing.T, words string, times int) {
	t.Helper()
	t.Helper()
	before := e.count(words)
	roomstest.Eventually(t, fmt.Sprintf("%q, %d times", words, times), func() bool { return e.count(words) >= before+times })
}

// offsetClock is the real clock and what a test adds.
type offsetClock struct{ ahead atomic.Int64 }

func (c *offsetClock) now() time.Time       { return time.Now().Add(time.Duration(c.ahead.Load())) }
func (c *offsetClock) skip(d time.Duration) { c.ahead.Add(int64(d)) }

func TestAListenerMissesNothingWhenInterpretersHandOver(t *testing.T) {
	e, r := open(t, rooms.Config{})
	channels(t, r, "de", "en")
	one, two := join(t, e, interpreter("i1", "de")), join(t, e, interpreter("i2", "de"))
	one.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("one"))
	second := two.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("two"))
	second.Level(127) // the partner's microphone is open and still
	sit(t, one, "de", rooms.Floor)
	sit(t, two, "de", rooms.Floor)

	ear := &ear{}
	l := roomstest.Join(t, e, everything("l"), client.Options{OnPacket: ear.hear})
	listen(t, l, "de", 10)
	ear.awaits(t, "one", 25)
	if n := ear.count("two"); n != 0 {
		t.Fatalf("both voices at once: %d", n)
	}

	for round, turn := range []struct {
		from, to *roomstest.Client
		words    string
	}{{one, two, "two"}, {two, one, "one"}} {
		to := turn.to.Joined().Self.ID
		act(t, func(ctx context.Context) error { return turn.from.HandOver(ctx, "de", to) })
		roomstest.Await(turn.to, func(m rooms.Channels) bool {
			return m.Channels[0].Handover != nil && m.Channels[0].Handover.To == to
		})
		act(t, func(ctx context.Context) error { return turn.to.TakeOver(ctx, "de") })
		if round == 0 {
			ear.awaits(t, "one", 10) // the old voice goes on while the new one is still
			if c, _ := l.Channel("de"); c.Active != "i1" {
				t.Errorf("active is %q before the partner is heard", c.Active)
			}
			second.Level(25)
		}
		ear.awaits(t, turn.words, 25)
		roomstest.Eventually(t, "the listener to know", func() bool {
			c, ok := l.Channel("de")
			return ok && c.Active == to && c.Handover == nil && !c.Muted
		})
	}

	all := ear.all()
	var longest, elsewhere time.Duration
	for i := 1; i < len(all); i++ {
		before, now := all[i-1], all[i]
		if now.sequence != before.sequence+1 || now.track != all[0].track || now.language != "de" {
			t.Fatalf("packet %d: %+v after %+v", i, now, before)
		}
		// Listeners play by timestamps: they must go on as time does, at a switch too.
		if ticks := now.timestamp - before.timestamp; ticks < 960 || ticks > 960*6 {
			t.Errorf("packet %d is %d ticks after the one before (%q to %q)", i, ticks, before.words, now.words)
		}
		gap := now.at.Sub(before.at)
		if before.words != now.words {
			longest = max(longest, gap)
		} else {
			elsewhere = max(elsewhere, gap)
		}
	}
	t.Logf("%d packets; the longest time between two: %s at a switch, %s otherwise", len(all), longest, elsewhere)
	if longest > elsewhere+roomstest.VoicePacket {
		t.Errorf("a switch took %s, more than a packet beyond the jitter of %s", longest, elsewhere)
	}
}

func TestAnInterpreterIsHeardInTheChannelOnly(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	channels(t, r, "de", "en")
	speaker := join(t, e, everything("s"))
	voice := speaker.Publish(rooms.Microphone)[0]
	i := join(t, e, interpreter("i"))
	floor, german, english := &ear{}, &ear{}, &ear{}
	f := roomstest.Join(t, e, everything("f"), client.Options{OnPacket: floor.hear})
	d := roomstest.Join(t, e, everything("d"), client.Options{OnPacket: german.hear})
	n := roomstest.Join(t, e, everything("n"), client.Options{OnPacket: english.hear})
	listen(t, d, "de", 10)
	listen(t, n, "en", 10)
	i.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("deutsch"))
	if c := r.Channels()[0]; c.Active != "" || len(c.Booth) != 0 {
		t.Errorf("the channel is %+v before anybody sat down", c)
	}
	sit(t, i, "de", rooms.Floor)
	german.awaits(t, "deutsch", 10)
	for _, c := range []*roomstest.Client{i, f, d, n} {
		c.Flows(voice.ID, 5) // the floor goes on for everybody, under the interpretation too
	}
	if floor.count("deutsch")+english.count("deutsch") != 0 {
		t.Error("the interpreter is heard elsewhere")
	}
	for _, m := range f.Subscribed() {
		if m.Source == rooms.Interpretation {
			t.Errorf("the floor is offered %+v", m)
		}
	}
	if list := d.Subscribed(); !slices.ContainsFunc(list, func(m rooms.OfferedTrack) bool {
		return m.Source == rooms.Interpretation && m.Language == "de" && m.Track == r.Channels()[0].Track
	}) {
		t.Errorf("the listener is offered %+v", list)
	}
	// Muted, and taken back: the channel says so, so that clients raise the floor again.
	mute := func(r rooms.Request) rooms.Message {
		return rooms.Mute{Request: r, Sources: []rooms.Source{rooms.Interpretation}}
	}
	i.Must(mute)
	roomstest.Eventually(t, "the channel to be muted", func() bool { c, _ := d.Channel("de"); return c.Muted && c.Active == "i" })
	i.Must(func(r rooms.Request) rooms.Message {
		return rooms.Unmute{Request: r, Sources: []rooms.Source{rooms.Interpretation}}
	})
	german.awaits(t, "deutsch", 5)
	// The floor alone again.
	listen(t, d, "", 100)
	roomstest.Eventually(t, "the channel to be gone", func() bool {
		return !slices.ContainsFunc(d.Subscribed(), func(m rooms.OfferedTrack) bool { return m.Source == rooms.Interpretation })
	})
	i.Vanish()
	if err := r.Remove("i", ""); err != nil {
		t.Fatal(err)
	}
	roomstest.Eventually(t, "an empty booth", func() bool { c, _ := d.Channel("de"); return c.Active == "" && len(c.Booth) == 0 })
}

func TestARelayIsHeardInsteadOfTheFloorWhileSomebodySpeaksIntoIt(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	channels(t, r, "en", "de", "es")
	s := join(t, e, everything("s"))
	tracks := s.Publish(rooms.Microphone, rooms.Camera)
	heardByB := &ear{}
	a := join(t, e, interpreter("a"))
	b := roomstest.Join(t, e, interpreter("b"), client.Options{OnPacket: heardByB.hear})
	a.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("english"))
	sit(t, a, "en", rooms.Floor)
	b.Flows(tracks[0].ID, 3)
	sit(t, b, "de", "en")
	heardByB.awaits(t, "english", 5)
	has := func(track string) bool {
		return slices.ContainsFunc(b.Subscribed(), func(m rooms.OfferedTrack) bool { return m.Track == track })
	}
	roomstest.Eventually(t, "the floor's sound to be gone and its picture to stay", func() bool {
		return !has(tracks[0].ID) && has(tracks[1].ID)
	})
	if c, _ := b.Channel("de"); c.Source != "en" || c.Active != "b" {
		t.Errorf("the channel is %+v", c)
	}
	if err := attempt(func(ctx context.Context) error { return a.Interpret(ctx, "en", "de") }); roomstest.Code(err) != rooms.CodeInvalidValue {
		t.Errorf("a relay in a circle: %v", err)
	}
	if err := attempt(func(ctx context.Context) error { return a.Interpret(ctx, "", "") }); err != nil {
		t.Fatal(err)
	}
	b.Flows(tracks[0].ID, 3) // nobody speaks English: back to the floor
}

func TestAPartnerTakesAChannelWhoseInterpreterIsGone(t *testing.T) {
	t.Parallel()
	clock := &offsetClock{}
	e, r := open(t, rooms.Config{Now: clock.now, Grace: time.Hour})
	channels(t, r, "de")
	one, two := join(t, e, interpreter("i1")), join(t, e, interpreter("i2"))
	voice := one.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("one"))
	two.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("two"))
	sit(t, one, "de", rooms.Floor)
	sit(t, two, "de", rooms.Floor)
	ear := &ear{}
	l := roomstest.Join(t, e, everything("l"), client.Options{OnPacket: ear.hear})
	listen(t, l, "de", 0)
	ear.awaits(t, "one", 5)
	take := func() error { return attempt(func(ctx context.Context) error { return two.TakeOver(ctx, "de") }) }
	if err := take(); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("taken from somebody who speaks: %v", err)
	}
	voice.Pause(true)
	one.Vanish()
	if err := take(); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("taken at once: %v", err)
	}
	clock.skip(3 * time.Second)
	if err := take(); err != nil {
		t.Fatal(err)
	}
	ear.awaits(t, "two", 5)
	// Who leaves the booth leaves it to whoever takes it.
	sit(t, two, "", "")
	roomstest.Eventually(t, "nobody to interpret", func() bool { c, _ := l.Channel("de"); return c.Active == "" && len(c.Booth) == 1 })
}

func TestAListenersChoiceSurvivesALostConnection(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{EventHistory: 4})
	channels(t, r, "de")
	i := join(t, e, interpreter("i"))
	i.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("eins"))
	sit(t, i, "de", rooms.Floor)
	ear := &ear{}
	l := roomstest.Join(t, e, everything("l"), client.Options{OnPacket: ear.hear})
	listen(t, l, "de", 15)
	ear.awaits(t, "eins", 3)
	drop(t, l)
	for n := range 6 { // more than the history keeps, so that a snapshot comes
		i.Must(func(r rooms.Request) rooms.Message {
			return rooms.Say{Request: r, ClientID: fmt.Sprint(n), Text: "hello"}
		})
	}
	if !reconnect(t, e, l, everything("l")) {
		t.Fatal("the seat was gone")
	}
	if got := l.Joined().Self.Listening; got == nil || *got != (rooms.Listening{Language: "de", Floor: 15}) {
		t.Errorf("the snapshot says %+v", got)
	}
	if c, ok := l.Channel("de"); !ok || c.Active != "i" {
		t.Errorf("the snapshot's channel is %+v", c)
	}
	ear.awaits(t, "eins", 3)
	if other := i.Joined().Participants; slices.ContainsFunc(other, func(p rooms.Participant) bool { return p.Listening != nil }) {
		t.Error("others are told what somebody listens to")
	}
}

func TestABreakoutHasChannelsOfItsOwn(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	channels(t, r, "de")
	if err := r.SetBreakouts([]rooms.Breakout{{ID: "brk_1", Name: map[string]string{"en": "Group"}}}); err != nil {
		t.Fatal(err)
	}
	floor, group := &ear{}, &ear{}
	i, j := join(t, e, interpreter("i")), join(t, e, interpreter("j"))
	f := roomstest.Join(t, e, everything("f"), client.Options{OnPacket: floor.hear})
	g := roomstest.Join(t, e, everything("g"), client.Options{OnPacket: group.hear})
	i.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("floor"))
	j.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("group"))
	sit(t, i, "de", rooms.Floor)
	listen(t, f, "de", 10)
	listen(t, g, "de", 10)
	group.awaits(t, "floor", 3)
	if err := r.Move([]string{"g", "j"}, "brk_1"); err != nil {
		t.Fatal(err)
	}
	sit(t, j, "de", rooms.Floor)
	group.awaits(t, "group", 5)
	floor.awaits(t, "floor", 5)
	if floor.count("group") != 0 {
		t.Error("the floor hears the group's interpreter")
	}
	if list := r.Channels(); len(list) != 2 || list[0].Place != "" || list[1].Place != "brk_1" || list[0].Track == list[1].Track {
		t.Errorf("the channels are %+v", list)
	}
	// Back on the floor there is the floor's interpreter, and the group's channel is gone with its booth.
	if err := r.SetBreakouts(nil); err != nil {
		t.Fatal(err)
	}
	group.awaits(t, "floor", 3)
	if list := r.Channels(); len(list) != 1 || list[0].Active != "i" {
		t.Errorf("the channels are %+v", list)
	}
}

func TestInterpretersWithDifferentCodecsShareAChannel(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	channels(t, r, "de")
	one, two := join(t, e, interpreter("i1")), join(t, e, interpreter("i2"))
	ear := &ear{}
	l := roomstest.Join(t, e, everything("l"), client.Options{OnPacket: ear.hear})
	listen(t, l, "de", 10)
	one.Speak(rooms.Interpretation, webrtc.MimeTypePCMU, []byte("one"))
	two.Speak(rooms.Interpretation, webrtc.MimeTypeOpus, []byte("two"))
	sit(t, one, "de", rooms.Floor)
	sit(t, two, "de", rooms.Floor)
	ear.awaits(t, "one", 5)
	act(t, func(ctx context.Context) error { return one.HandOver(ctx, "de", "i2") })
	act(t, func(ctx context.Context) error { return two.TakeOver(ctx, "de") })
	ear.awaits(t, "two", 5)
	tracks := map[string]bool{}
	for _, h := range ear.all() {
		tracks[h.track] = true
	}
	if len(tracks) != 1 {
		t.Errorf("the channel had tracks %v", tracks)
	}
}

func TestWhoMayInterpretWhat(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	channels(t, r, "de", "en")
	german, partner, guest := join(t, e, interpreter("g", "de")), join(t, e, interpreter("p")), join(t, e, everything("x"))
	behind := interpreter("b")
	behind.Place = rooms.Backstage
	back := join(t, e, behind)
	sit(t, german, "de", rooms.Floor)
	sit(t, partner, "de", rooms.Floor)
	rows := map[string]struct {
		do   func(context.Context) error
		code rooms.Code
	}{
		"without the grant":               {func(ctx context.Context) error { return guest.Interpret(ctx, "de", rooms.Floor) }, rooms.CodeForbidden},
		"into a language that is not his": {func(ctx context.Context) error { return german.Interpret(ctx, "en", rooms.Floor) }, rooms.CodeForbidden},
		"into a language that is not there": {func(ctx context.Context) error {
			return partner.Interpret(ctx, "fr", rooms.Floor)
		}, rooms.CodeNotFound},
		"from a language that is not there": {func(ctx context.Context) error { return partner.Interpret(ctx, "de", "fr") }, rooms.CodeNotFound},
		"backstage":                         {func(ctx context.Context) error { return back.Interpret(ctx, "de", rooms.Floor) }, rooms.CodeForbidden},
		"handing over what is not his":      {func(ctx context.Context) error { return partner.HandOver(ctx, "de", "g") }, rooms.CodeForbidden},
		"handing over to nobody":            {func(ctx context.Context) error { return german.HandOver(ctx, "de", "x") }, rooms.CodeNotFound},
		"handing over to himself":           {func(ctx context.Context) error { return german.HandOver(ctx, "de", "g") }, rooms.CodeInvalidValue},
		"taking what was not offered":       {func(ctx context.Context) error { return partner.TakeOver(ctx, "de") }, rooms.CodeForbidden},
		"taking from outside":               {func(ctx context.Context) error { return guest.TakeOver(ctx, "de") }, rooms.CodeForbidden},
		"listening to what is not there":    {func(ctx context.Context) error { return guest.Listen(ctx, "fr", 10) }, rooms.CodeNotFound},
		"publishing the voice without the grant": {func(context.Context) error {
			return guest.TryPublish(rooms.Interpretation) //nolint:contextcheck // it takes its time from the test
		}, rooms.CodeForbidden},
		"asking for slowness from outside": {func(ctx context.Context) error {
			_, err := guest.Do(ctx, func(r rooms.Request) rooms.Message { return rooms.SlowDown{Request: r, Language: "de"} })
			return err
		}, rooms.CodeForbidden},
	}
	for name, row := range rows {
		if err := attempt(row.do); roomstest.Code(err) != row.code {
			t.Errorf("%s: %v, want %s", name, err, row.code)
		}
	}
	slower := func(r rooms.Request) rooms.Message { return rooms.SlowDown{Request: r, Language: "de"} }
	german.Must(slower)
	roomstest.Await(guest, func(m rooms.SlowDown) bool { return m.Participant == "g" && m.Language == "de" })
	if _, err := partner.Try(slower); roomstest.Code(err) != rooms.CodeRate {
		t.Errorf("asked twice within five seconds: %v", err)
	}
	if err := r.SetChannels(make([]string, rooms.MaxChannels+1)); roomstest.Code(err) != rooms.CodeInvalidValue {
		t.Errorf("seventeen channels: %v", err)
	}
	for _, list := range [][]string{{""}, {rooms.Floor}, {"de", "de"}} {
		if err := r.SetChannels(list); roomstest.Code(err) != rooms.CodeInvalidValue {
			t.Errorf("channels %q: %v", list, err)
		}
	}
	channels(t, r, "en")
	roomstest.Eventually(t, "the German booth to be gone", func() bool {
		_, ok := guest.Channel("de")
		return !ok
	})
	if err := attempt(func(ctx context.Context) error { return german.TakeOver(ctx, "de") }); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("in a booth that is gone: %v", err)
	}
}
