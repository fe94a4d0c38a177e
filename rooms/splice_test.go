package rooms

import (
	"testing"
	"time"

	"github.com/pion/rtp"
)

// stand is a channel's stream under test, with a clock that only the test moves.
type stand struct {
	t    *testing.T
	at   time.Time
	p    *splice
	out  *track
	sent *line
}

func newStand(t *testing.T) *stand {
	t.Helper()
	s := &stand{t: t, at: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)}
	s.p = &splice{now: func() time.Time { return s.at }}
	s.out = channelTrack("chn_1", "de", codecs()[0])
	s.sent = &line{}
	r := plainRoom(nil)
	o := &outlet{track: s.out, subscription: newSubscription(newSeat(r, Grant{Room: "r", Participant: "l"}, s.at))}
	if _, err := o.Bind(s.sent); err != nil {
		t.Fatal(err)
	}
	s.out.attach(o)
	return s
}

func (s *stand) voice(name string, codec int) *track {
	t := channelTrack("trk_"+name, "", codecs()[codec])
	t.seat = newSeat(plainRoom(nil), Grant{Room: "r", Participant: name, Interpret: true}, s.at)
	return t
}

func (s *stand) say(t *track, sequence uint16, timestamp uint32, words string, level uint8) {
	s.p.take(t, rtp.Header{Version: 2, SequenceNumber: sequence, Timestamp: timestamp}, []byte(words), level)
}

func (s *stand) expect(words string) {
	s.t.Helper()
	var got string
	for i, w := range s.sent.payloads {
		got += w
		if i == 0 {
			continue
		}
		if d := s.sent.headers[i].SequenceNumber - s.sent.headers[i-1].SequenceNumber; d != 1 {
			s.t.Errorf("packet %d is %d after the one before", i, int16(d)) //nolint:gosec // wraps on purpose
		}
		if d := s.sent.headers[i].Timestamp - s.sent.headers[i-1].Timestamp; d != 960 {
			s.t.Errorf("packet %d is %d ticks after the one before", i, int32(d)) //nolint:gosec // wraps on purpose
		}
	}
	if got != words {
		s.t.Errorf("heard %q, want %q", got, words)
	}
}

func TestTheNewVoiceFollowsTheOldWithoutAGapInNumbers(t *testing.T) {
	s := newStand(t)
	a, b := s.voice("a", 0), s.voice("b", 0)
	s.p.set(s.out, a, nil, time.Time{})
	step := func(i int) { // both speak all the time, with numbers of their own that wrap on the way
		s.say(a, uint16(65530+i), uint32(960*i), "a", 20)
		level := silence
		if i >= 8 {
			level = 30
		}
		s.say(b, uint16(100+i), uint32(4294960000+960*i), "b", level)
		s.at = s.at.Add(20 * time.Millisecond)
	}
	for i := range 5 {
		step(i)
	}
	s.p.set(s.out, a, b, s.at.Add(handoverTime))
	for i := range 4 { // b is silent at first: a goes on, until the eighth packet of all
		step(5 + i)
	}
	if !s.p.handed() {
		t.Error("the handover has not happened")
	}
	s.p.set(s.out, b, nil, time.Time{})
	for i := range 3 {
		step(9 + i)
	}
	// In the step of the switch both are heard: a before b spoke up, and b's first word in the same 20 ms.
	if w := s.sent.payloads; len(w) != 13 || w[8] != "a" || w[9] != "b" {
		t.Fatalf("heard %q", w)
	}
	if d := s.sent.headers[9].Timestamp - s.sent.headers[8].Timestamp; d != 960 {
		t.Errorf("the first word is %d ticks after the last", d)
	}
	if !s.sent.headers[9].Marker || s.sent.headers[10].Marker {
		t.Error("the new voice is to begin with a marker, and only that")
	}
	s.expect("aaaaaaaaabbbb")
}

func TestASilentPartnerTakesOverAfterASecond(t *testing.T) {
	s := newStand(t)
	a, b := s.voice("a", 0), s.voice("b", 0)
	s.p.set(s.out, a, nil, time.Time{})
	s.say(a, 1, 0, "a", 20)
	s.p.set(s.out, a, b, s.at.Add(handoverTime))
	s.at = s.at.Add(999 * time.Millisecond)
	s.say(b, 9, 0, "b", silence)
	s.say(a, 2, 960, "a", 20)
	s.at = s.at.Add(time.Millisecond)
	s.say(a, 3, 1920, "a", 20)
	s.say(b, 10, 0, "b", silence)
	if !s.p.handed() {
		t.Error("the handover has not happened")
	}
	s.expectWords("aab")
}

func (s *stand) expectWords(words string) {
	s.t.Helper()
	var got string
	for _, w := range s.sent.payloads {
		got += w
	}
	if got != words {
		s.t.Errorf("heard %q, want %q", got, words)
	}
}

func TestLatePacketsOfAVoiceKeepTheirPlaceAndThoseFromBeforeAreNobodys(t *testing.T) {
	s := newStand(t)
	a, b := s.voice("a", 0), s.voice("b", 0)
	s.p.set(s.out, a, nil, time.Time{})
	s.say(a, 1, 0, "1", 20)
	s.say(a, 3, 1920, "3", 20)
	s.say(a, 2, 960, "2", 20) // as after a loss that was repaired
	s.at = s.at.Add(20 * time.Millisecond)
	s.p.set(s.out, b, nil, time.Time{})
	s.say(b, 500, 7000, "5", 20)
	s.say(b, 499, 6040, "x", 20) // b was not the voice then
	s.say(a, 4, 2880, "x", 20)   // a is the voice no longer
	s.expectWords("1325")
	want := []uint16{1, 3, 2, 4}
	for i, h := range s.sent.headers {
		if h.SequenceNumber != want[i] {
			t.Errorf("packet %d has number %d, want %d", i, h.SequenceNumber, want[i])
		}
	}
}

func TestAVoiceIsHeardForHours(t *testing.T) {
	s := newStand(t)
	a := s.voice("a", 0)
	s.p.set(s.out, a, nil, time.Time{})
	for i := range 100_000 {
		s.say(a, uint16(i), uint32(960*i), "a", 20) //nolint:gosec // wraps on purpose
	}
	if n := len(s.sent.payloads); n != 100_000 {
		t.Errorf("%d packets were heard", n)
	}
}

func TestAVoiceInAnotherCodecIsNotForcedIntoTheStream(t *testing.T) {
	s := newStand(t)
	b := s.voice("b", 1)
	s.p.set(s.out, b, nil, time.Time{})
	s.say(b, 1, 0, "b", 20)
	s.p.set(channelTrack("chn_1", "de", codecs()[1]), b, nil, time.Time{})
	s.say(b, 2, 160, "b", 20)
	s.expectWords("")
}
