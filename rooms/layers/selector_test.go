package layers

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// stream makes the packets of a VP8 encoder: so many packets per picture, a pattern of temporal layers, a key frame when asked.
type stream struct {
	reader     Reader
	number     int64
	stamp      uint32
	pic        uint16
	tl0, key   uint8
	pattern    []uint8
	at         int
	packets    int
	descriptor bool
}

type packet struct {
	Packet
	payload []byte
	info    Info
}

func newStream(number int64, stamp uint32, pic uint16, pattern ...uint8) *stream {
	return &stream{reader: Reader{Codec: VP8}, number: number, stamp: stamp, pic: pic, pattern: pattern, packets: 3, descriptor: true}
}

func (s *stream) picture(key bool) []packet {
	if key {
		s.at = 0
		s.key++
	}
	var tid uint8
	if len(s.pattern) > 0 {
		tid = s.pattern[s.at%len(s.pattern)]
	}
	s.at++
	s.pic = (s.pic + 1) & 0x7fff
	if tid == 0 {
		s.tl0++
	}
	s.stamp += 3000
	list := make([]packet, s.packets)
	for i := range list {
		s.number++
		first := byte(0x80)
		if i == 0 {
			first |= 0x10
		}
		body := byte(1)
		if key {
			body = 0
		}
		sync := byte(0)
		if tid > 0 {
			sync = 0x20
		}
		payload := []byte{first, 0xf0, 0x80 | byte(s.pic>>8), byte(s.pic), s.tl0, tid<<6 | sync | s.key&0x1f, body, 1, 2, 3}
		p := packet{Packet: Packet{s.number, s.stamp, i == len(list)-1}, payload: payload}
		p.info = s.reader.Read(payload, nil, p.Marker)
		list[i] = p
	}
	return list
}

// written is what a receiver sees of a VP8 packet.
type written struct {
	Out
	pic      uint16
	tl0, key uint8
	info     Info
}

func write(out Out, p packet) written {
	payload := append([]byte{}, p.payload...)
	out.Apply(payload)
	var r Reader
	r.Codec = VP8
	info := r.Read(payload, nil, out.Marker)
	return written{out, info.vp8.pic, info.vp8.tl0, info.vp8.key, info}
}

var zero = time.Unix(1_700_000_000, 0)

func TestSwitchOfStreams(t *testing.T) {
	clocks := &Clocks{Rate: 90000}
	s := New(clocks, 99)
	low, high := newStream(5000, 1_000_000, 100), newStream(65530, 4_294_000_000, 32760)
	var got []written
	at := zero
	feed := func(keyLow, keyHigh bool) {
		at = at.Add(33 * time.Millisecond)
		for _, p := range low.picture(keyLow) {
			if out, ok := s.Take(0, p.Packet, &p.info, p.payload, at); ok {
				got = append(got, write(out, p))
			}
		}
		for _, p := range high.picture(keyHigh) {
			if out, ok := s.Take(1, p.Packet, &p.info, p.payload, at); ok {
				got = append(got, write(out, p))
			}
		}
	}
	feed(true, true)
	if len(got) != 0 {
		t.Fatal("something was passed on before it was wanted")
	}
	s.Want(Choice{Feed: 0})
	feed(false, false)
	if len(got) != 0 {
		t.Fatal("a stream began without a key frame")
	}
	if f, ok := s.NeedsKey(); !ok || f != 0 {
		t.Fatalf("waits for a key frame of %d, %v; want 0", f, ok)
	}
	feed(true, false)
	feed(false, false)
	if _, ok := s.NeedsKey(); ok {
		t.Error("a key frame is waited for that has come")
	}
	s.Want(Choice{Feed: 1})
	feed(false, false) // the old one goes on
	if n := len(got); n != 9 {
		t.Fatalf("%d packets while waiting for the key frame, want 9", n)
	}
	feed(false, true)
	feed(false, false)
	s.Want(Choice{Feed: 0})
	feed(true, false)
	for i, w := range got {
		if w.Number != int64(100+i) {
			t.Errorf("packet %d has number %d, want %d", i, w.Number, 100+i)
		}
		if i == 0 {
			continue
		}
		before := got[i-1]
		step := w.Timestamp - before.Timestamp
		switch {
		case before.Marker && (step == 0 || step > 9000):
			t.Errorf("picture %d is %d ticks after the one before", i, step)
		case !before.Marker && step != 0 && !w.info.Start:
			t.Errorf("packet %d changes the timestamp inside of a picture", i)
		}
		if w.info.Start && (w.pic-before.pic)&0x7fff != 1 {
			t.Errorf("picture id %d follows %d", w.pic, before.pic)
		}
		if w.info.Start && w.tl0-before.tl0 != 1 {
			t.Errorf("TL0PICIDX %d follows %d", w.tl0, before.tl0)
		}
	}
}

func TestTimestampsFollowTheSendersClocks(t *testing.T) {
	clocks := &Clocks{Rate: 90000}
	s := New(clocks, 0)
	low, high := newStream(1, 1000, 1), newStream(1, 500_000, 1)
	const second = 1 << 32
	clocks.Report(0, 100*second, 900_000)            // at 100 s low is at 900,000
	clocks.Report(1, 101*second+second/2, 4_000_000) // at 101.5 s high is at 4,000,000
	// 101.5 s is 900,000 + 135,000 on the line of low.
	if d, ok := clocks.Between(1, 0); !ok || 4_000_000+d != 1_035_000 {
		t.Fatalf("4,000,000 becomes %d", 4_000_000+d)
	}
	low.stamp, high.stamp = 1_032_000, 3_997_000+3000 // both next pictures were taken at the same moment, 101.5 s
	s.Want(Choice{Feed: 0})
	p := low.picture(true)[0]
	first, ok := s.Take(0, p.Packet, &p.info, p.payload, zero)
	if !ok || first.Timestamp != 1_035_000 {
		t.Fatalf("first timestamp %d", first.Timestamp)
	}
	s.Want(Choice{Feed: 1})
	// It comes a second later than it was taken: the clocks, not the arrival, decide.
	high.picture(false)
	p = high.picture(true)[0]
	out, ok := s.Take(1, p.Packet, &p.info, p.payload, zero.Add(time.Second))
	if want := uint32(1_035_000 + 6000); !ok || out.Timestamp != want {
		t.Errorf("timestamp %d after the change, want %d", out.Timestamp, want)
	}
	if stamp, ok := s.Stamp(1, 4_000_000); !ok || stamp != 1_035_000 {
		t.Errorf("a sender report is told as %d", stamp)
	}
	if _, ok := s.Stamp(0, 1); ok {
		t.Error("the clock of a stream that is not passed on was told")
	}
}

func TestTimestampsWithoutClocksFollowTheTimeThatPassed(t *testing.T) {
	s := New(nil, 0)
	low, high := newStream(1, 1000, 1), newStream(1, 4_000_000_000, 1)
	s.Want(Choice{Feed: 0})
	p := low.picture(true)[0]
	first, _ := s.Take(0, p.Packet, &p.info, p.payload, zero)
	s.Want(Choice{Feed: 1})
	p = high.picture(true)[0]
	out, ok := s.Take(1, p.Packet, &p.info, p.payload, zero.Add(100*time.Millisecond))
	if d := out.Timestamp - first.Timestamp; !ok || d != 9000 {
		t.Errorf("%d ticks for 100 ms, want 9000", d)
	}
}

func TestAClockFarOffIsNotBelieved(t *testing.T) {
	clocks := &Clocks{Rate: 90000}
	clocks.Report(0, 100<<32, 1000)
	clocks.Report(1, 100<<32, 1000+50*90000)
	s := New(clocks, 0)
	low, high := newStream(1, 1000, 1), newStream(1, 1000, 1)
	s.Want(Choice{Feed: 0})
	p := low.picture(true)[0]
	first, _ := s.Take(0, p.Packet, &p.info, p.payload, zero)
	s.Want(Choice{Feed: 1})
	p = high.picture(true)[0]
	out, _ := s.Take(1, p.Packet, &p.info, p.payload, zero.Add(100*time.Millisecond))
	if d := out.Timestamp - first.Timestamp; d != 9000 {
		t.Errorf("%d ticks for 100 ms, want 9000", d)
	}
}

func TestTemporalLayersOfVP8(t *testing.T) {
	s := New(nil, 0)
	in := newStream(1, 1, 32766, 0, 2, 1, 2)
	s.Want(Choice{Feed: 0, Temporal: 2})
	var got []written
	run := func(pictures int) (tids []uint8) {
		for range pictures {
			for _, p := range in.picture(len(got) == 0) {
				if out, ok := s.Take(0, p.Packet, &p.info, p.payload, zero); ok {
					got = append(got, write(out, p))
					if p.info.Start {
						tids = append(tids, p.info.Temporal)
					}
				}
			}
		}
		return tids
	}
	if n := len(run(8)); n != 8 {
		t.Fatalf("%d pictures of 8", n)
	}
	s.Want(Choice{Feed: 0, Temporal: 0})
	if n := len(run(8)); n != 2 {
		t.Errorf("%d pictures of 8 in the base layer, want 2", n)
	}
	s.Want(Choice{Feed: 0, Temporal: 2})
	if tids := run(8); len(tids) < 5 || tids[0] != 0 || tids[1] != 1 {
		t.Errorf("layers came back as %v: one at a time, at a point of entry", tids)
	}
	for i := 1; i < len(got); i++ {
		if got[i].Number != got[i-1].Number+1 {
			t.Fatalf("number %d follows %d", got[i].Number, got[i-1].Number)
		}
		if got[i].info.Start && (got[i].pic-got[i-1].pic)&0x7fff != 1 {
			t.Fatalf("picture id %d follows %d", got[i].pic, got[i-1].pic)
		}
	}
}

func TestARestartedStreamGoesOn(t *testing.T) {
	s := New(&Clocks{Rate: 90000}, 0)
	in := newStream(1, 1, 1)
	s.Want(Choice{Feed: 0})
	var last Out
	for _, p := range in.picture(true) {
		last, _ = s.Take(0, p.Packet, &p.info, p.payload, zero)
	}
	s.Restart(0)
	if _, _, _, ok := s.Find(uint16(last.Number)); ok {
		t.Error("a packet of the old stream is still found")
	}
	again := newStream(40000, 99_000_000, 77)
	p := again.picture(true)[0]
	out, ok := s.Take(0, p.Packet, &p.info, p.payload, zero.Add(time.Second))
	if !ok || out.Number != last.Number+1 || out.Timestamp-last.Timestamp != 90000 {
		t.Errorf("goes on with %+v after %+v", out.Packet, last.Packet)
	}
}

func TestPaddingTakesANumber(t *testing.T) {
	s := New(nil, 10)
	if _, ok := s.Pad(); ok {
		t.Fatal("padding before the first packet")
	}
	in := newStream(1, 1, 1)
	s.Want(Choice{Feed: 0})
	a, b := in.picture(true), in.picture(false)
	for _, p := range a {
		s.Take(0, p.Packet, &p.info, p.payload, zero)
	}
	pad, ok := s.Pad()
	if !ok || pad.Number != 14 {
		t.Fatalf("padding has %d, want 14", pad.Number)
	}
	out, _ := s.Take(0, b[0].Packet, &b[0].info, b[0].payload, zero)
	if out.Number != 15 {
		t.Errorf("after padding comes %d, want 15", out.Number)
	}
	if _, _, _, ok := s.Find(14); ok {
		t.Error("padding is found as a packet")
	}
	if _, _, source, ok := s.Find(15); !ok || source != b[0].Number {
		t.Errorf("15 is found as %d, want %d", source, b[0].Number)
	}
}

// Whatever is lost, late, left out or changed over: no two packets are written under one number, every packet written is found by its
// number, and pictures left out on purpose leave no gap.
func TestNumbersAreUniqueAndFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New(&Clocks{Rate: 90000}, int64(rapid.IntRange(0, 65535).Draw(t, "first")))
		streams := []*stream{
			newStream(int64(rapid.IntRange(0, 65535).Draw(t, "seq0")), 7, 5, 0, 2, 1, 2),
			newStream(int64(rapid.IntRange(0, 65535).Draw(t, "seq1")), 900, 32700, 0, 2, 1, 2),
		}
		type source struct {
			feed   int
			number int64
		}
		seen := map[int64]source{}
		var held []packet
		var heldFeed []int
		at := zero
		take := func(feed int, p packet) {
			out, ok := s.Take(feed, p.Packet, &p.info, p.payload, at)
			if !ok {
				return
			}
			if before, twice := seen[out.Number]; twice {
				t.Fatalf("%d was written for %v and for %v", out.Number, before, source{feed, p.Number})
			}
			seen[out.Number] = source{feed, p.Number}
			number, f, n, ok := s.Find(uint16(out.Number))
			if !ok || number != out.Number || f != feed || n != p.Number {
				t.Fatalf("%d is found as %d, %d/%d %v, want %d/%d", out.Number, number, f, n, ok, feed, p.Number)
			}
			again, ok := s.Again(f, p.Packet, &p.info, p.payload)
			if !ok || again != out {
				t.Fatalf("written again as %+v, %v, first as %+v", again, ok, out)
			}
		}
		for range rapid.IntRange(1, 60).Draw(t, "pictures") {
			at = at.Add(33 * time.Millisecond)
			if rapid.IntRange(0, 9).Draw(t, "change") == 0 {
				s.Want(Choice{Feed: rapid.IntRange(-1, 1).Draw(t, "feed"), Temporal: rapid.IntRange(0, 2).Draw(t, "temporal")})
			}
			if rapid.IntRange(0, 19).Draw(t, "pad") == 0 {
				if pad, ok := s.Pad(); ok {
					if _, twice := seen[pad.Number]; twice {
						t.Fatal("padding took a number that was in use")
					}
					seen[pad.Number] = source{-1, 0}
				}
			}
			for feed, in := range streams {
				_, need := s.NeedsKey()
				for _, p := range in.picture(need && s.Wanted().Feed == feed) {
					switch rapid.IntRange(0, 9).Draw(t, "fate") {
					case 0: // lost
					case 1:
						held, heldFeed = append(held, p), append(heldFeed, feed)
					default:
						take(feed, p)
					}
				}
			}
			if rapid.IntRange(0, 3).Draw(t, "release") == 0 {
				for i, p := range held {
					take(heldFeed[i], p)
				}
				held, heldFeed = nil, nil
			}
		}
	})
}

func TestLongStretchesStayFindable(t *testing.T) {
	s := New(nil, 0)
	in := newStream(1, 1, 1)
	s.Want(Choice{Feed: 0})
	for i := range 60000 {
		for _, p := range in.picture(i == 0) {
			out, ok := s.Take(0, p.Packet, &p.info, p.payload, zero)
			if !ok {
				t.Fatal("not passed on")
			}
			if _, _, n, ok := s.Find(uint16(out.Number)); !ok || n != p.Number {
				t.Fatalf("packet %d of picture %d is found as %d, %v", out.Number, i, n, ok)
			}
			if _, _, n, ok := s.Find(uint16(out.Number - 500)); i > 500 && (!ok || n != p.Number-500) {
				t.Fatalf("500 before %d is found as %d, %v", out.Number, n, ok)
			}
		}
	}
}

func BenchmarkSelector(b *testing.B) {
	for _, row := range []struct {
		name string
		want Choice
	}{{"everything", Choice{Temporal: 2}}, {"base layer", Choice{}}} {
		b.Run(row.name, func(b *testing.B) {
			s := New(&Clocks{Rate: 90000}, 0)
			in := newStream(1, 1, 1, 0, 2, 1, 2)
			s.Want(row.want)
			var packets []packet
			for i := range 100 {
				packets = append(packets, in.picture(i == 0)...)
			}
			b.ReportAllocs()
			for i := range b.N {
				p := &packets[i%len(packets)]
				p.Number += 300
				s.Take(0, p.Packet, &p.info, p.payload, zero)
			}
		})
	}
}
