package layers

import (
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// frame is one layer of one picture of a scalable stream, with what it needs to be decoded.
type frame struct {
	number            int // counts all frames
	spatial, temporal int
	refs              []int
	key               bool
	chain             []int // by spatial layer: the frame before it in that chain, or itself
}

// encoder makes three spatial by three temporal layers, in the pattern 0 2 1 2. With keyed, layers lean on those below in key pictures only.
type encoder struct {
	keyed    bool
	count    int
	picture  int
	spatials int
	newest   [3][3]int // number of the newest frame by spatial and temporal
	chained  [3]int    // newest frame in the chain of a spatial layer
}

func (e *encoder) next(key bool) []frame {
	if key {
		e.picture = 0
	}
	phase := e.picture % 4
	temporal := []int{0, 2, 1, 2}[phase]
	e.picture++
	var list []frame
	for sid := range e.spatials {
		f := frame{number: e.count, spatial: sid, temporal: temporal, key: key && sid == 0}
		if !key {
			switch phase {
			case 0, 1, 2:
				f.refs = append(f.refs, e.newest[sid][0])
			case 3:
				f.refs = append(f.refs, e.newest[sid][1])
			}
		}
		if sid > 0 && (key || !e.keyed) {
			f.refs = append(f.refs, e.count-1)
		}
		for c := range e.spatials {
			if key && sid == 0 {
				e.chained[c] = e.count
			}
			f.chain = append(f.chain, e.chained[c])
		}
		e.newest[sid][temporal] = e.count
		if temporal == 0 {
			for c := sid; c < e.spatials; c++ {
				if c == sid || key || !e.keyed {
					e.chained[c] = e.count
				}
			}
		}
		e.count++
		list = append(list, f)
	}
	return list
}

type bitWriter struct {
	data []byte
	n    int
}

func (b *bitWriter) put(v, n int) {
	for i := n - 1; i >= 0; i-- {
		if b.n%8 == 0 {
			b.data = append(b.data, 0)
		}
		b.data[b.n/8] |= byte(v>>i&1) << (7 - b.n%8)
		b.n++
	}
}

func (b *bitWriter) below(v, n int) {
	w := 0
	for x := n; x > 0; x >>= 1 {
		w++
	}
	m := 1<<w - n
	if v < m {
		b.put(v, w-1)
		return
	}
	b.put((v+m)>>1, w-1)
	b.put((v+m)&1, 1)
}

// indication is what a frame is to the target of a spatial and a temporal layer.
func (e *encoder) indication(f frame, key bool, spatial, temporal int) int {
	switch {
	case f.spatial > spatial || f.temporal > temporal:
		return 0
	case f.spatial < spatial && e.keyed && !key:
		return 0
	case key || f.spatial == spatial && f.temporal == 0:
		return 2
	case f.spatial == spatial && f.temporal == temporal:
		return 1
	default:
		return 3
	}
}

// descriptor writes the dependency descriptor of a packet: layers and indications by template where the structure says them, references and
// chains by the frame.
func (e *encoder) descriptor(f frame, key, start, end bool) []byte {
	var b bitWriter
	flag := func(v bool) {
		if v {
			b.put(1, 1)
		} else {
			b.put(0, 1)
		}
	}
	const offset = 60 // so that template ids wrap
	flag(start)
	flag(end)
	b.put((offset+f.spatial*3+f.temporal)%64, 6)
	b.put(f.number&0xffff, 16)
	told := f.key && start
	flag(told)
	flag(false)
	custom := e.keyed || key
	flag(custom)
	flag(true)
	flag(true)
	targets := e.spatials * 3
	if told {
		b.put(offset, 6)
		b.put(targets-1, 5)
		for i := range targets {
			switch {
			case i == targets-1:
				b.put(3, 2)
			case i%3 == 2:
				b.put(2, 2)
			default:
				b.put(1, 2)
			}
		}
		for i := range targets {
			for d := range targets {
				b.put(e.indication(frame{spatial: i / 3, temporal: i % 3}, false, d/3, d%3), 2)
			}
		}
		for range targets {
			b.put(1, 1)
			b.put(2, 4)
			b.put(0, 1)
		}
		b.below(e.spatials, targets+1)
		for d := range targets {
			b.below(d/3, e.spatials)
		}
		for range targets {
			for range e.spatials {
				b.put(1, 4)
			}
		}
		b.put(1, 1)
		for s := range e.spatials {
			b.put(320<<s-1, 16)
			b.put(180<<s-1, 16)
		}
	}
	if custom {
		for d := range targets {
			b.put(e.indication(f, key, d/3, d%3), 2)
		}
	}
	for _, ref := range f.refs {
		b.put(1, 2)
		b.put(f.number-ref-1, 4)
	}
	b.put(0, 2)
	for _, c := range f.chain {
		b.put(f.number-c, 8)
	}
	return b.data
}

// vp9 writes the payload descriptor of a packet, not flexible, with the sizes in key pictures.
func (e *encoder) vp9(f frame, key, start, end bool) []byte {
	flags := byte(0xa0)
	if !key {
		flags |= 0x40
	}
	if start {
		flags |= 0x08
	}
	if end {
		flags |= 0x04
	}
	sized := f.key && start
	if sized {
		flags |= 0x02
	}
	up := byte(0x10)
	out := []byte{flags, 0x80, byte(f.number), byte(f.temporal<<5) | up | byte(f.spatial<<1), 0}
	if sized {
		out = append(out, byte(e.spatials-1)<<5|0x10)
		for s := range e.spatials {
			out = binary.BigEndian.AppendUint16(out, uint16(320<<s))
			out = binary.BigEndian.AppendUint16(out, uint16(180<<s))
		}
	}
	return append(out, 1, 2, 3)
}

func TestWhatIsPassedOnCanBeDecoded(t *testing.T) {
	for _, row := range []struct {
		name  string
		codec Codec
		keyed bool
	}{
		{"AV1 with all layers leaning on those below", AV1, false},
		{"AV1 with layers leaning on those below in key pictures only", AV1, true},
		{"VP9 with all layers leaning on those below", VP9, false},
		{"VP9 with layers leaning on those below in key pictures only", VP9, true},
	} {
		t.Run(row.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				e := &encoder{keyed: row.keyed, spatials: 3}
				s := New(nil, 0)
				reader := Reader{Codec: row.codec}
				decoded := map[int]bool{}
				number, written, stamp := int64(65500), int64(0), uint32(0)
				marked := true
				want := Choice{0, 2, 2}
				s.Want(want)
				sent, reached := 0, 0
				for picture := range 120 {
					if picture%20 == 10 {
						want = Choice{0, rapid.IntRange(0, 2).Draw(t, "spatial"), rapid.IntRange(0, 2).Draw(t, "temporal")}
						s.Want(want)
						reached = -1
					}
					_, key := s.NeedsKey()
					key = key && picture%5 == 0 || picture == 0
					stamp += 3000
					frames := e.next(key)
					for i, f := range frames {
						for part := range 2 {
							var payload, dd []byte
							if row.codec == AV1 {
								payload, dd = []byte{0, 1, 2, 3}, e.descriptor(f, key, part == 0, part == 1)
							} else {
								payload = e.vp9(f, key, part == 0, part == 1)
							}
							number++
							p := Packet{number, stamp, i == len(frames)-1 && part == 1}
							info := reader.Read(payload, dd, p.Marker)
							if int(info.Spatial) != f.spatial || int(info.Temporal) != f.temporal || info.Start != (part == 0) || info.Key != (f.key && part == 0) {
								t.Fatalf("read %+v of %+v part %d", info, f, part)
							}
							out, ok := s.Take(0, p, &info, payload, zero.Add(time.Duration(picture)*33*time.Millisecond))
							if !ok {
								continue
							}
							written++
							if out.Number != written {
								t.Fatalf("number %d, want %d", out.Number, written)
							}
							if f.spatial > want.Spatial && reached >= 0 && picture > 12 && picture%20 < 10 && picture%20 > 5 {
								t.Fatalf("spatial layer %d is passed on, wanted %+v", f.spatial, want)
							}
							for _, ref := range f.refs {
								if !decoded[ref] {
									t.Fatalf("frame %+v was passed on without %d; wanted %+v, now %+v", f, ref, want, s.Current())
								}
							}
							if part == 1 {
								decoded[f.number] = true
							}
							marked = out.Marker
							sent++
						}
					}
					if !marked {
						t.Fatalf("picture %d ends without a marker; wanted %+v, now %+v", picture, want, s.Current())
					}
					if s.Current() == want {
						reached = picture
					}
					if picture%20 == 9 && s.Current() != want {
						t.Fatalf("wanted %+v, still at %+v", want, s.Current())
					}
				}
				if reader.Sizes[2] != (Size{1280, 720}) || reader.Spatials != 3 || reader.Temporals != 3 {
					t.Fatalf("sizes %v, %d by %d layers", reader.Sizes, reader.Spatials, reader.Temporals)
				}
			})
		})
	}
}

func TestKeyFrames(t *testing.T) {
	rows := []struct {
		name       string
		codec      Codec
		payload    []byte
		key, start bool
	}{
		{"VP8 key frame", VP8, []byte{0x10, 0x00, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x02, 0x68, 0x01}, true, true},
		{"VP8 key frame, second packet", VP8, []byte{0x00, 0x00, 0}, false, false},
		{"VP8 key frame, second partition", VP8, []byte{0x11, 0x00, 0}, false, false},
		{"VP8 delta frame", VP8, []byte{0x10, 0x01}, false, true},
		{"VP8 cut off", VP8, []byte{0x90, 0xf0, 0x80}, false, false},
		{"VP9 key frame", VP9, []byte{0x8c, 0x80, 1, 0}, true, true},
		{"VP9 delta frame", VP9, []byte{0xcc, 0x80, 1, 0}, false, true},
		{"VP9 upper layer of a key picture", VP9, []byte{0xac, 0x80, 1, 0x02, 0}, false, true},
		{"H.264 slice of a key frame", H264, []byte{0x65, 0x88}, true, true},
		{"H.264 parameters", H264, []byte{0x67, 0x42}, true, true},
		{"H.264 aggregate with parameters", H264, []byte{24, 0, 1, 0x09, 0, 2, 0x67, 0x42}, true, true},
		{"H.264 aggregate without", H264, []byte{24, 0, 1, 0x09, 0, 2, 0x41, 0x42}, false, false},
		{"H.264 first fragment of a key frame", H264, []byte{0x7c, 0x85, 1}, true, true},
		{"H.264 later fragment", H264, []byte{0x7c, 0x05, 1}, false, false},
		{"H.264 delta frame", H264, []byte{0x41, 0x9a}, false, false},
		{"AV1 new sequence", AV1, []byte{0x18, 0x0a}, true, true},
		{"AV1 new sequence, continued", AV1, []byte{0x98, 0x0a}, false, false},
		{"AV1 delta frame", AV1, []byte{0x10, 0x32}, false, false},
		{"sound", Plain, []byte{1}, true, true},
		{"nothing", VP8, nil, false, false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := Reader{Codec: row.codec}
			if info := r.Read(row.payload, nil, false); info.Key != row.key || info.Start != row.start {
				t.Errorf("key %v, start %v; want %v, %v", info.Key, info.Start, row.key, row.start)
			}
		})
	}
	r := Reader{Codec: VP8}
	r.Read(rows[0].payload, nil, false)
	if r.Sizes[0] != (Size{640, 360}) {
		t.Errorf("size %v", r.Sizes[0])
	}
}

func TestAStreamWithoutKeyFramesIsPassedOnInTheEnd(t *testing.T) {
	r := Reader{Codec: H264}
	s := New(nil, 0)
	s.Want(Choice{})
	passed := 0
	for i := range int64(patience + 10) {
		payload := []byte{0x41, 1, 2}
		info := r.Read(payload, nil, true)
		if _, ok := s.Take(0, Packet{Number: i, Timestamp: uint32(i) * 3000}, &info, payload, zero); ok {
			passed++
		}
	}
	if passed != 10 {
		t.Errorf("%d packets passed on, want 10", passed)
	}
}

func TestCodecNames(t *testing.T) {
	for name, want := range map[string]Codec{"vp8": VP8, "vp9": VP9, "h264": H264, "av1": AV1, "opus": Plain} {
		if got := CodecOf(name); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
}

func TestMeter(t *testing.T) {
	var m Meter
	at := zero
	for range 100 {
		m.Add(at, 0, 0, 500)
		m.Add(at, 0, 1, 250)
		m.Add(at, 1, 0, 1000)
		at = at.Add(20 * time.Millisecond)
	}
	for _, row := range []struct{ spatial, temporal, want int }{{0, 0, 200_000}, {0, 1, 300_000}, {1, 1, 700_000}, {7, 7, 700_000}} {
		if got := m.Rate(at, row.spatial, row.temporal); got < row.want*9/10 || got > row.want*11/10 {
			t.Errorf("up to %d/%d: %d bit/s, want %d", row.spatial, row.temporal, got, row.want)
		}
	}
	if got := m.Rate(at.Add(3*time.Second), 0, 0); got != 0 {
		t.Errorf("%d bit/s of a stream that has stopped", got)
	}
}

func FuzzRead(f *testing.F) {
	e := &encoder{spatials: 3}
	for i := range 5 {
		for _, fr := range e.next(i == 0) {
			f.Add(uint8(AV1), []byte{1, 2}, e.descriptor(fr, i == 0, true, false), uint16(i))
			f.Add(uint8(VP9), e.vp9(fr, i == 0, true, true), []byte{}, uint16(i))
		}
	}
	f.Add(uint8(VP8), []byte{0x90, 0xf0, 0x80, 1, 2, 0xe3, 0, 1}, []byte{}, uint16(1))
	f.Add(uint8(H264), []byte{24, 0, 1, 9, 0xff, 0xff, 7}, []byte{}, uint16(1))
	readers := map[Codec]*Reader{}
	selectors := map[Codec]*Selector{}
	for _, c := range []Codec{Plain, VP8, VP9, H264, AV1} {
		readers[c], selectors[c] = &Reader{Codec: c}, New(nil, 0)
		selectors[c].Want(Choice{Spatial: 2, Temporal: 2})
	}
	f.Fuzz(func(t *testing.T, codec uint8, payload, descriptor []byte, sequence uint16) {
		c := Codec(codec % 5)
		if len(descriptor) == 0 {
			descriptor = nil
		}
		info := readers[c].Read(payload, descriptor, sequence&1 == 0)
		if info.Spatial >= MaxSpatial || info.Temporal >= MaxTemporal {
			t.Fatalf("layers %d, %d", info.Spatial, info.Temporal)
		}
		p := Packet{Number: int64(sequence), Timestamp: uint32(sequence) * 3000}
		if out, ok := selectors[c].Take(0, p, &info, payload, zero); ok {
			out.Apply(payload)
		}
		if _, _, source, ok := selectors[c].Find(sequence); ok {
			selectors[c].Again(0, Packet{Number: source}, &info, payload)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	e := &encoder{spatials: 3}
	key := e.next(true)[0]
	delta := e.next(false)[0]
	av1 := &Reader{Codec: AV1}
	av1.Read(nil, e.descriptor(key, true, true, true), true)
	vp8 := newStream(1, 1, 1, 0, 1).picture(true)[0].payload
	for _, row := range []struct {
		name      string
		r         *Reader
		payload   []byte
		extension []byte
	}{
		{"VP8", &Reader{Codec: VP8}, vp8, nil},
		{"VP9", &Reader{Codec: VP9}, e.vp9(delta, false, true, true), nil},
		{"AV1", av1, []byte{0, 1}, e.descriptor(delta, false, true, true)},
	} {
		b.Run(row.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				row.r.Read(row.payload, row.extension, true)
			}
		})
	}
}

func ExampleSelector() {
	s := New(&Clocks{Rate: 90000}, 0)
	s.Want(Choice{Feed: 1})
	feed, needed := s.NeedsKey()
	fmt.Println("key frame of", feed, needed)
	// Output: key frame of 1 true
}
