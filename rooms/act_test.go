package rooms_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func TestWhoIsBannedStaysOut(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	m, a, b := join(t, e, moderator("m")), join(t, e, everything("a")), join(t, e, everything("b"))
	ban := func(participant string) func(rooms.Request) rooms.Message {
		return func(r rooms.Request) rooms.Message {
			return rooms.BanParticipant{Request: r, Participant: participant, Reason: "rude"}
		}
	}
	if _, err := a.Try(ban("b")); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("banned by anybody: %v", err)
	}
	if _, err := m.Try(ban("m")); roomstest.Code(err) != rooms.CodeInvalidValue {
		t.Errorf("banned oneself: %v", err)
	}
	m.Must(ban("b"))
	if closed := roomstest.Await(b, func(rooms.Closed) bool { return true }); closed.Reason != rooms.ReasonRemoved || closed.Detail != "rude" {
		t.Errorf("closed %+v", closed)
	}
	roomstest.Await(a, func(m rooms.ParticipantLeft) bool { return m.Participant == "b" })
	pipe := client.NewPipe(e, client.ByGrant(everything("b")))
	if err := pipe.Send(t.Context(), rooms.Join{Version: rooms.Version, Token: "-"}); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("came in again: %v", err)
	}
	if _, err := r.Resume(t.Context(), everything("b"), rooms.Resume{Epoch: r.Epoch()}, stalled{}); !errors.Is(err, rooms.ErrBanned) {
		t.Errorf("resumed: %v", err)
	}
	if err := r.Ban("never here", "known elsewhere"); err != nil {
		t.Fatal(err)
	}
	if _, err := r.Join(t.Context(), everything("never here"), stalled{}); !errors.Is(err, rooms.ErrBanned) || !errors.Is(err, rooms.ErrForbidden) {
		t.Errorf("who was banned beforehand: %v", err)
	}
	r.Unban("b")
	join(t, e, everything("b"))
}

func TestSlowModeSpacesOutWhatOneSays(t *testing.T) {
	t.Parallel()
	clock := &offsetClock{}
	k := &keeper{}
	e, r := open(t, rooms.Config{Now: clock.now, Grace: time.Hour, Keeper: k})
	m, a, b := join(t, e, moderator("m")), join(t, e, everything("a")), join(t, e, everything("b"))
	n := 0
	say := func(c *roomstest.Client) rooms.Code {
		n++
		_, err := c.Try(func(r rooms.Request) rooms.Message {
			return rooms.Say{Request: r, ClientID: fmt.Sprint(n), Text: "hello"}
		})
		if err == nil {
			return ""
		}
		return roomstest.Code(err)
	}
	slow := func(seconds int) {
		m.Must(func(r rooms.Request) rooms.Message { return rooms.SlowMode{Request: r, Seconds: seconds} })
		roomstest.Await(a, func(m rooms.SlowMode) bool { return m.Seconds == seconds && m.Offset > 0 })
	}
	slow(30)
	k.mu.Lock()
	k.fail = true
	k.mu.Unlock()
	if code := say(a); code != rooms.CodeChat {
		t.Errorf("not kept: %q", code)
	}
	k.mu.Lock()
	k.fail = false
	k.mu.Unlock()
	for i, want := range []rooms.Code{"", rooms.CodeSlow} { // what was not kept does not count
		if code := say(a); code != want {
			t.Errorf("message %d: %q, want %q", i, code, want)
		}
	}
	if code := say(b); code != "" {
		t.Errorf("somebody else: %q", code)
	}
	for range 3 {
		if code := say(m); code != "" {
			t.Errorf("a moderator: %q", code)
		}
	}
	// To come in anew does not help.
	a.Vanish()
	if err := r.Remove("a", ""); err != nil {
		t.Fatal(err)
	}
	a = join(t, e, everything("a"))
	if a.Joined().SlowMode != 30 {
		t.Errorf("the snapshot says %d", a.Joined().SlowMode)
	}
	if code := say(a); code != rooms.CodeSlow {
		t.Errorf("after coming in anew: %q", code)
	}
	clock.skip(30 * time.Second)
	if code := say(a); code != "" {
		t.Errorf("after half a minute: %q", code)
	}
	slow(0)
	for range 3 {
		if code := say(a); code != "" {
			t.Errorf("when it is over: %q", code)
		}
	}
}

func TestAReportReachesTheModeratorsOnly(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	m, bad := join(t, e, moderator("m")), join(t, e, moderator("bad"))
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	report := func(r rooms.Request) rooms.Message {
		return rooms.Report{Request: r, Participant: "bad", Reason: "insults"}
	}
	a.Must(report)
	filed := roomstest.Await(m, func(m rooms.Announced) bool { return m.Event == "report.filed" })
	if filed.Data["participant"] != "bad" || filed.Data["by"] != "a" || filed.Data["reason"] != "insults" {
		t.Errorf("filed %+v", filed)
	}
	if _, err := a.Try(report); roomstest.Code(err) != rooms.CodeRate {
		t.Errorf("twice at once: %v", err)
	}
	if _, err := b.Try(func(r rooms.Request) rooms.Message {
		return rooms.Report{Request: r, Participant: "nobody", Reason: "x"}
	}); roomstest.Code(err) != rooms.CodeNotFound {
		t.Errorf("about nobody: %v", err)
	}
	m.Must(func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: "1", Text: "end"} })
	for _, c := range []*roomstest.Client{a, b, bad} { // not even the moderator it is about
		roomstest.Await(c, func(m rooms.Chat) bool { return m.Text == "end" })
		gapless(t, c)
		for _, got := range c.Messages() {
			if _, ok := got.(rooms.Announced); ok {
				t.Errorf("%s is told of the report", c.Joined().Self.ID)
			}
		}
	}
}

func TestARemovedMessageIsGoneForThoseWhoComeBack(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	m, a, b := join(t, e, moderator("m")), join(t, e, everything("a")), join(t, e, everything("b"))
	a.Must(func(r rooms.Request) rooms.Message {
		return rooms.Say{Request: r, ClientID: "0", Text: "first", Note: "note_1"}
	})
	roomstest.Await(b, func(m rooms.Chat) bool { return m.Note == "note_1" })
	drop(t, b)
	a.Must(func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: "1", Text: "insult"} })
	said := roomstest.Await(m, func(m rooms.Chat) bool { return m.ClientID == "1" })
	remove := func(r rooms.Request) rooms.Message { return rooms.RemoveMessage{Request: r, ID: said.ID} }
	if _, err := a.Try(remove); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("removed by anybody: %v", err)
	}
	m.Must(remove)
	roomstest.Await(a, func(m rooms.MessageRemoved) bool { return m.ID == said.ID })
	if !reconnect(t, e, b, everything("b")) {
		t.Fatal("the seat was gone")
	}
	roomstest.Await(b, func(m rooms.MessageRemoved) bool { return m.ID == said.ID })
	if slices.Contains(texts(b), "insult") {
		t.Error("the words were told after they were removed")
	}
	gapless(t, b)
}

func TestAModeratorGivesTheWord(t *testing.T) {
	t.Parallel()
	e, _ := open(t, rooms.Config{})
	audience := rooms.Grant{Session: "s", Room: stage, Participant: "a", Name: "a", Join: true, Subscribe: true}
	m, a := join(t, e, moderator("m")), join(t, e, audience)
	b := join(t, e, everything("b"))
	call := func(participant string) func(rooms.Request) rooms.Message {
		return func(r rooms.Request) rooms.Message { return rooms.CallHand{Request: r, Participant: participant} }
	}
	raise := func(r rooms.Request) rooms.Message { return rooms.RaiseHand{Request: r} }
	if _, err := m.Try(call("a")); roomstest.Code(err) != rooms.CodeNotFound {
		t.Errorf("called without a hand: %v", err)
	}
	a.Must(raise)
	b.Must(raise)
	if err := a.TryPublish(rooms.Microphone); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("spoke uncalled: %v", err)
	}
	if _, err := b.Try(call("a")); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("called by anybody: %v", err)
	}
	m.Must(call("a"))
	roomstest.Await(a, func(m rooms.ParticipantChanged) bool {
		return m.Participant.ID == "a" && slices.Equal(m.Participant.Permissions.Publish, []rooms.Kind{rooms.Audio})
	})
	roomstest.Await(b, func(m rooms.Hands) bool { return len(m.Hands) == 1 && m.Hands[0].Participant == "b" })
	m.Flows(a.Publish(rooms.Microphone)[0].ID, 3)
	m.Must(func(r rooms.Request) rooms.Message { return rooms.DismissHands{Request: r} })
	roomstest.Await(b, func(m rooms.Hands) bool { return len(m.Hands) == 0 })
	if _, err := b.Try(func(r rooms.Request) rooms.Message { return rooms.DismissHands{Request: r} }); roomstest.Code(err) != rooms.CodeForbidden {
		t.Errorf("dismissed by anybody: %v", err)
	}
}

// scribe remembers the captions it was asked to keep.
type scribe struct {
	mu    sync.Mutex
	lines []rooms.CaptionLine
	fail  bool
}

func (s *scribe) KeepCaption(_ context.Context, line rooms.CaptionLine) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail {
		return errors.New("disk full")
	}
	s.lines = append(s.lines, line)
	return nil
}

func TestCaptionsAreToldAtThePlaceAndTheFinalOnesKept(t *testing.T) {
	t.Parallel()
	s := &scribe{}
	e, r := open(t, rooms.Config{Captions: s})
	breakouts(t, r, rooms.Breakout{ID: "brk_1"})
	typist := everything("typist")
	typist.Caption = true
	i, w, a := join(t, e, interpreter("i", "de")), join(t, e, typist), join(t, e, everything("a"))
	away := join(t, e, everything("away"))
	if err := r.Move([]string{"away"}, "brk_1"); err != nil {
		t.Fatal(err)
	}
	line := func(language, text string, final bool) rooms.Caption {
		return rooms.Caption{Language: language, ID: "c1", Text: text, Final: final, Speaker: "a"}
	}
	write := func(c *roomstest.Client, line rooms.Caption) error {
		return attempt(func(ctx context.Context) error { return c.Caption(ctx, line) })
	}
	for what, row := range map[string]struct {
		err  error
		code rooms.Code
	}{
		"by an interpreter":                    {write(i, line("de", "Guten", false)), ""},
		"by an interpreter, of somebody's own": {write(i, line("en", "Good", false)), rooms.CodeForbidden},
		"by whoever may":                       {write(w, line("en", "Good morning", true)), ""},
		"by anybody":                           {write(a, line("en", "Good", false)), rooms.CodeForbidden},
	} {
		if roomstest.Code(row.err) != row.code {
			t.Errorf("%s: %v, want %q", what, row.err, row.code)
		}
	}
	got := roomstest.Await(a, func(m rooms.Caption) bool { return m.Participant == "typist" })
	if got.Language != "en" || got.Text != "Good morning" || !got.Final || got.Speaker != "a" || got.At.IsZero() {
		t.Errorf("told %+v", got)
	}
	roomstest.Await(a, func(m rooms.Caption) bool { return m.Participant == "i" && !m.Final })
	if len(s.lines) != 1 || s.lines[0].Text != "Good morning" || s.lines[0].Room != stage || s.lines[0].Session != "ses_typist" || s.lines[0].At != got.At {
		t.Errorf("kept %+v", s.lines)
	}
	s.fail = true
	if err := write(w, line("en", "lost", true)); roomstest.Code(err) != rooms.CodeCaption {
		t.Errorf("not kept: %v", err)
	}
	s.fail = false
	if err := r.Caption(t.Context(), rooms.CaptionLine{Place: "brk_1", Language: "fr", ID: "x", Text: "Bonjour", Final: true}); err != nil {
		t.Fatal(err)
	}
	roomstest.Await(away, func(m rooms.Caption) bool { return m.Text == "Bonjour" && m.Participant == "" })
	if err := r.Caption(t.Context(), rooms.CaptionLine{Place: "brk_9", Language: "fr", ID: "x", Text: "Bonjour"}); !errors.Is(err, rooms.ErrNotFound) {
		t.Errorf("at no place: %v", err)
	}
	if err := r.Caption(t.Context(), rooms.CaptionLine{Language: "fr", ID: "x", Text: strings.Repeat("x", rooms.MaxCaption+1)}); roomstest.Code(err) != rooms.CodeInvalidValue {
		t.Errorf("too long: %v", err)
	}
	a.Must(func(r rooms.Request) rooms.Message { return rooms.Ping{Request: r} })
	for _, m := range a.Messages() {
		if c, ok := m.(rooms.Caption); ok && (c.Text == "Bonjour" || c.Text == "lost") {
			t.Errorf("the floor reads %q", c.Text)
		}
	}
	for _, m := range away.Messages() {
		if c, ok := m.(rooms.Caption); ok && c.Text != "Bonjour" {
			t.Errorf("the breakout reads %q", c.Text)
		}
	}
}

func TestEverybodyKnowsThatTheRoomIsRecorded(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	a := join(t, e, everything("a"))
	mark := &rooms.Recorded{ID: "rec_1", Since: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)}
	for range 2 { // said once
		if err := r.SetRecording(mark); err != nil {
			t.Fatal(err)
		}
	}
	roomstest.Await(a, func(m rooms.RecordingChanged) bool { return m.Recording != nil && *m.Recording == *mark })
	if late := join(t, e, everything("late")).Joined().Recording; late == nil || *late != *mark {
		t.Errorf("the snapshot says %+v", late)
	}
	if err := r.SetRecording(nil); err != nil {
		t.Fatal(err)
	}
	roomstest.Await(a, func(m rooms.RecordingChanged) bool { return m.Recording == nil })
	told := 0
	for _, m := range a.Messages() {
		if _, ok := m.(rooms.RecordingChanged); ok {
			told++
		}
	}
	if told != 2 {
		t.Errorf("told %d times", told)
	}
}

func climb(t *testing.T, c *roomstest.Client, step rooms.Step) {
	t.Helper()
	act(t, func(ctx context.Context) error { return c.Climb(ctx, step) })
}

func TestTheLadderStopsWhatAStepDoesNotCarry(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{EventHistory: 2})
	channels(t, r, "de")
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	tracks := a.Publish(rooms.Microphone, rooms.Camera, rooms.Screen, rooms.ScreenAudio)
	carried := func() (list []rooms.Source) {
		for _, m := range b.Subscribed() {
			list = append(list, m.Source)
		}
		slices.Sort(list)
		return list
	}
	all := []rooms.Source{rooms.Camera, rooms.Microphone, rooms.Screen, rooms.ScreenAudio}
	sound := []rooms.Source{rooms.Microphone, rooms.ScreenAudio}
	for _, row := range []struct {
		step rooms.Step
		want []rooms.Source
	}{
		{rooms.StepVideo, all}, {rooms.StepSlides, sound}, {rooms.StepLow, all}, {rooms.StepText, nil}, {rooms.StepAudio, sound},
	} {
		climb(t, b, row.step)
		roomstest.Eventually(t, string(row.step), func() bool { return slices.Equal(carried(), row.want) })
	}
	b.Flows(tracks[0].ID, 5)
	drop(t, b)
	for i := range 4 {
		a.Must(func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: fmt.Sprint(i), Text: "x"} })
	}
	if !reconnect(t, e, b, everything("b")) || b.Joined().Self.Step != rooms.StepAudio {
		t.Errorf("the step was %q after a lost connection", b.Joined().Self.Step)
	}
}

func slide(words string) string {
	return "data:image/webp;base64," + base64.StdEncoding.EncodeToString([]byte(words))
}

func TestSlidesReachThoseAtThePlaceWhoAskedForThem(t *testing.T) {
	t.Parallel()
	clock := &offsetClock{}
	e, r := open(t, rooms.Config{Now: clock.now, Grace: time.Hour})
	breakouts(t, r, rooms.Breakout{ID: "brk_1"})
	a, b, c := join(t, e, everything("a")), join(t, e, everything("b")), join(t, e, everything("c"))
	away := join(t, e, everything("away"))
	if err := r.Move([]string{"away"}, "brk_1"); err != nil {
		t.Fatal(err)
	}
	climb(t, b, rooms.StepSlides)
	climb(t, away, rooms.StepSlides)
	show := func(words string) rooms.Code {
		_, err := a.Try(func(r rooms.Request) rooms.Message { return rooms.Slide{Request: r, Image: slide(words)} })
		if err == nil {
			return ""
		}
		return roomstest.Code(err)
	}
	if code := show("uncalled"); code != rooms.CodeForbidden {
		t.Errorf("a slide without a screen: %q", code)
	}
	screen := a.Publish(rooms.Screen)[0]
	if code := show("one"); code != "" {
		t.Errorf("a slide: %q", code)
	}
	if code := show("two"); code != rooms.CodeRate {
		t.Errorf("two slides at once: %q", code)
	}
	clock.skip(2 * time.Second)
	if code := show("two"); code != "" {
		t.Errorf("a slide after two seconds: %q", code)
	}
	got := roomstest.Await(b, func(m rooms.Slide) bool { return m.Image == slide("two") })
	if got.Participant != "a" || got.At.IsZero() {
		t.Errorf("told %+v", got)
	}
	climb(t, c, rooms.StepSlides) // later: the newest
	roomstest.Await(c, func(m rooms.Slide) bool { return m.Image == slide("two") })
	if err := r.Move([]string{"away"}, ""); err != nil {
		t.Fatal(err)
	}
	roomstest.Await(away, func(m rooms.Slide) bool { return m.Image == slide("two") })
	a.Must(func(r rooms.Request) rooms.Message { return rooms.Unpublish{Request: r, Track: screen.ID} })
	for _, x := range []*roomstest.Client{b, c, away} {
		roomstest.Await(x, func(m rooms.Slide) bool { return m.Image == "" && m.Participant == "a" })
	}
	late := join(t, e, everything("late"))
	climb(t, late, rooms.StepSlides)
	late.Must(func(r rooms.Request) rooms.Message { return rooms.Ping{Request: r} })
	for _, x := range []*roomstest.Client{a, away, late} {
		for _, m := range x.Messages() {
			if s, ok := m.(rooms.Slide); ok && (x != away || s.Image == slide("one")) {
				t.Errorf("%s was shown %q", x.Joined().Self.ID, s.Image)
			}
		}
	}
}

func TestWhoFloodsTheRoomHarmsOnlyThemself(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	channels(t, r, "de")
	breakouts(t, r, rooms.Breakout{ID: "brk_1", Roam: true})
	a, b := join(t, e, everything("a")), join(t, e, everything("b"))
	track := a.Publish(rooms.Microphone)[0]
	b.Flows(track.ID, 3)
	pipe := client.NewPipe(e, client.ByGrant(interpreter("f")))
	if err := pipe.Send(t.Context(), rooms.Join{Version: rooms.Version, Token: "-"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := pipe.Close(); err != nil {
			t.Error(err)
		}
	})
	var answers sync.WaitGroup
	counts := map[string]int{}
	answers.Go(func() {
		for {
			m, err := pipe.Receive(context.Background())
			if err != nil {
				return
			}
			counts[m.Kind()]++
		}
	})
	messages := []rooms.Message{
		rooms.Move{Place: "brk_1"},
		rooms.Move{Place: ""},
		rooms.Interpret{Language: "de", Source: rooms.Floor},
		rooms.Interpret{},
		rooms.SlowDown{Language: "de"},
		rooms.Caption{Language: "de", ID: "1", Text: strings.Repeat("x", rooms.MaxCaption)},
		rooms.Slide{Image: slide(strings.Repeat("x", 30_000))},
		rooms.Report{Participant: "a", Reason: "x"},
		rooms.Ladder{Step: rooms.StepText},
		rooms.Listen{Language: "de"},
	}
	before := b.Position().Offset
	for i := range 3000 {
		frame, err := rooms.Encode(messages[i%len(messages)])
		if err != nil {
			t.Fatal(err)
		}
		if err := pipe.Peer().Handle(t.Context(), frame); err != nil {
			break // dropped for not keeping up with the refusals
		}
	}
	a.Must(func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: "1", Text: "still here"} })
	roomstest.Await(b, func(m rooms.Chat) bool { return m.Text == "still here" })
	b.Flows(track.ID, 5)
	if told := b.Position().Offset - before; told > 200 {
		t.Errorf("the others were told %d events", told)
	}
	gapless(t, b)
	if err := pipe.Close(); err != nil {
		t.Error(err)
	}
	answers.Wait()
	if counts["error"] == 0 {
		t.Error("the flood was not refused")
	}
}
