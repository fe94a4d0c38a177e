package layers

import "math/bits"

// The bounds of a dependency descriptor (RTP Payload Format For AV1, appendix A).
const (
	maxTargets   = 32
	maxTemplates = 64
	keptChains   = 8 // spatial layers have one chain each; what protects a target beyond is taken for unknown
)

// structure is what a sender says once about all frames that follow: immutable after it has been read.
type structure struct {
	offset    uint8
	targets   int
	chains    int
	protected [maxTargets]uint8 // the chain of a target
	layer     [maxTargets]struct{ spatial, temporal uint8 }
	templates []template
}

type template struct {
	spatial, temporal uint8
	alone             bool // refers to no other frame
	present, enter    uint32
	chain             [keptChains]uint8
}

// av1Frame is what the dependency descriptor says of one frame.
type av1Frame struct {
	structure *structure
	number    uint16
	present   uint32 // the targets that the frame belongs to
	enter     uint32 // the targets that may be begun with it, given that it can be decoded
	chain     [keptChains]uint8
}

// target finds the best decode target within a choice of layers, -1 if there is none.
func (s *structure) target(spatial, temporal int) int {
	best, worth := -1, -1
	for i := range s.targets {
		l := s.layer[i]
		if int(l.spatial) <= spatial && int(l.temporal) <= temporal {
			if w := int(l.spatial)<<8 | int(l.temporal); w > worth {
				best, worth = i, w
			}
		}
	}
	return best
}

// bitReader reads big-endian bits; beyond the end it reads zeros and remembers that it did.
type bitReader struct {
	data []byte
	at   int
	over bool
}

func (b *bitReader) take(n int) uint32 {
	var v uint32
	for range n {
		v <<= 1
		if b.at>>3 >= len(b.data) {
			b.over = true
			continue
		}
		v |= uint32(b.data[b.at>>3]>>(7-b.at&7)) & 1
		b.at++
	}
	return v
}

func (b *bitReader) flag() bool { return b.take(1) != 0 }

// below reads a number smaller than n, of as few bits as can be (AV1 specification section 4.10.7).
func (b *bitReader) below(n int) int {
	width := bits.Len(uint(n)) //nolint:gosec // at most maxTargets + 1
	m := 1<<width - n
	v := int(b.take(width - 1))
	if v < m {
		return v
	}
	return v<<1 - m + int(b.take(1))
}

// readDescriptor reads the dependency descriptor. It fails on what is cut off or refers to a structure that never came.
func (r *Reader) readDescriptor(b []byte, info *Info) bool {
	if len(b) < 3 {
		return false
	}
	in := bitReader{data: b}
	start, end := in.flag(), in.flag()
	id := uint8(in.take(6))       //nolint:gosec // six bits
	number := uint16(in.take(16)) //nolint:gosec // sixteen bits
	var customTargets, customRefs, customChains bool
	current := r.structure
	if len(b) > 3 {
		told, active := in.flag(), in.flag()
		customTargets, customRefs, customChains = in.flag(), in.flag(), in.flag()
		if told {
			var sizes [MaxSpatial]Size
			s, ok := readStructure(&in, &sizes)
			if !ok {
				return false
			}
			current = s
			if sizes[0].Width != 0 {
				r.Sizes = sizes
			}
		}
		if active && current != nil {
			in.take(current.targets)
		}
	}
	if current == nil {
		return false
	}
	index := int(id-current.offset) & 63
	if index >= len(current.templates) {
		return false
	}
	t := &current.templates[index]
	frame := av1Frame{structure: current, number: number, present: t.present, enter: t.enter, chain: t.chain}
	alone := t.alone
	if customTargets {
		frame.present, frame.enter = readTargets(&in, current.targets)
	}
	if customRefs {
		alone = true
		for size := in.take(2); size != 0 && !in.over; size = in.take(2) {
			alone = false
			in.take(4 * int(size))
		}
	}
	if customChains {
		for c := range current.chains {
			if v := uint8(in.take(8)); c < keptChains { //nolint:gosec // eight bits
				frame.chain[c] = v
			}
		}
	}
	if in.over {
		return false
	}
	r.structure = current
	info.Start, info.End = start, end
	info.Spatial, info.Temporal = t.spatial, t.temporal
	info.Key = start && alone && t.spatial == 0
	info.av1 = frame
	return true
}

func readTargets(in *bitReader, count int) (present, enter uint32) {
	for i := range count {
		switch in.take(2) {
		case 0: // not present
		case 2: // switch
			present |= 1 << i
			enter |= 1 << i
		default: // discardable, required
			present |= 1 << i
		}
	}
	return present, enter
}

func readStructure(in *bitReader, sizes *[MaxSpatial]Size) (*structure, bool) {
	s := &structure{offset: uint8(in.take(6)), targets: int(in.take(5)) + 1} //nolint:gosec // six bits
	var spatial, temporal uint8
	for more := true; more; {
		if len(s.templates) == maxTemplates || spatial >= MaxSpatial || temporal >= MaxTemporal || in.over {
			return nil, false
		}
		s.templates = append(s.templates, template{spatial: spatial, temporal: temporal})
		switch in.take(2) {
		case 1:
			temporal++
		case 2:
			temporal = 0
			spatial++
		case 3:
			more = false
		}
	}
	for i := range s.templates {
		s.templates[i].present, s.templates[i].enter = readTargets(in, s.targets)
	}
	for i := range s.templates {
		t := &s.templates[i]
		t.alone = true
		for in.flag() {
			t.alone = false
			in.take(4)
			if in.over {
				return nil, false
			}
		}
	}
	s.chains = in.below(s.targets + 1)
	if s.chains > 0 {
		for i := range s.targets {
			s.protected[i] = uint8(in.below(s.chains)) //nolint:gosec // below 33
		}
		for i := range s.templates {
			for c := range s.chains {
				if v := uint8(in.take(4)); c < keptChains { //nolint:gosec // four bits
					s.templates[i].chain[c] = v
				}
			}
		}
	}
	for i := range s.targets {
		for _, t := range s.templates {
			if t.present>>i&1 != 0 {
				s.layer[i].spatial = max(s.layer[i].spatial, t.spatial)
				s.layer[i].temporal = max(s.layer[i].temporal, t.temporal)
			}
		}
	}
	if in.flag() {
		for i := 0; i <= int(spatial); i++ {
			sizes[i] = Size{Width: int(in.take(16)) + 1, Height: int(in.take(16)) + 1}
		}
	}
	return s, !in.over
}

// av1Key reports whether a payload begins a coded video sequence (RTP Payload Format For AV1, section 4.4, bit N).
func av1Key(b []byte) bool { return len(b) > 0 && b[0]&0x88 == 0x08 }
