package record

// bits reads a bit string, zeros beyond its end.
type bits struct {
	data []byte
	at   int
}

func (b *bits) read(n int) int {
	v := 0
	for range n {
		v <<= 1
		if i := b.at / 8; i < len(b.data) {
			v |= int(b.data[i]>>(7-b.at%8)) & 1
		}
		b.at++
	}
	return v
}

func (b *bits) flag() bool { return b.read(1) == 1 }

func (b *bits) over() bool { return b.at > 8*len(b.data) }

// golomb reads an unsigned Exp-Golomb code (ITU-T H.264 section 9.1).
func (b *bits) golomb() int {
	zeros := 0
	for !b.flag() {
		if zeros++; zeros > 31 || b.over() {
			return 0
		}
	}
	return 1<<zeros - 1 + b.read(zeros)
}

func (b *bits) signedGolomb() int {
	v := b.golomb()
	if v%2 == 0 {
		return -v / 2
	}
	return (v + 1) / 2
}

// sizeOfSPS is the picture size that a sequence parameter set gives (ITU-T H.264 section 7.3.2.1.1), 0 for one that is none.
func sizeOfSPS(nalu []byte) (width, height int) {
	var raw []byte // without emulation prevention
	for i := 1; i < len(nalu); i++ {
		if i > 2 && nalu[i] == 3 && nalu[i-1] == 0 && nalu[i-2] == 0 {
			continue
		}
		raw = append(raw, nalu[i])
	}
	b := &bits{data: raw}
	profile := b.read(8)
	b.read(16)
	b.golomb()
	chroma := 1
	switch profile {
	case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135:
		if chroma = b.golomb(); chroma == 3 {
			b.read(1)
		}
		b.golomb()
		b.golomb()
		b.read(1)
		if b.flag() {
			lists := 8
			if chroma == 3 {
				lists = 12
			}
			for i := range lists {
				if b.flag() {
					skipScaling(b, i)
				}
			}
		}
	}
	b.golomb()
	switch b.golomb() {
	case 0:
		b.golomb()
	case 1:
		b.read(1)
		b.signedGolomb()
		b.signedGolomb()
		for n := min(b.golomb(), 255); n > 0; n-- {
			b.signedGolomb()
		}
	}
	b.golomb()
	b.read(1)
	width = (b.golomb() + 1) * 16
	units := b.golomb() + 1
	frameOnly := b.read(1)
	height = (2 - frameOnly) * units * 16
	if frameOnly == 0 {
		b.read(1)
	}
	b.read(1)
	if b.flag() {
		x, y := 1, 1
		if chroma == 1 || chroma == 2 {
			x = 2
		}
		if chroma == 1 {
			y = 2
		}
		y *= 2 - frameOnly
		left, right := b.golomb(), b.golomb()
		top, bottom := b.golomb(), b.golomb()
		width -= x * (left + right)
		height -= y * (top + bottom)
	}
	if b.over() || width <= 0 || height <= 0 || width > 1<<14 || height > 1<<14 {
		return 0, 0
	}
	return width, height
}

func skipScaling(b *bits, list int) {
	size := 16
	if list >= 6 {
		size = 64
	}
	last, next := 8, 8
	for range size {
		if next != 0 {
			next = (last + b.signedGolomb() + 256) % 256
		}
		if next != 0 {
			last = next
		}
	}
}

func leb128(n int) []byte {
	var out []byte
	for {
		b := byte(n & 0x7f)
		if n >>= 7; n == 0 {
			return append(out, b)
		}
		out = append(out, b|0x80)
	}
}

// av1Sequence finds the sequence header among the OBUs of a temporal unit: real-time encoders send it with each key frame.
func av1Sequence(unit []byte) ([]byte, bool) {
	for len(unit) > 1 {
		kind, extended, sized := unit[0]>>3&15, unit[0]&4 != 0, unit[0]&2 != 0
		at := 1
		if extended {
			at++
		}
		if !sized {
			return nil, false
		}
		size, shift := 0, 0
		for {
			if at >= len(unit) || shift > 28 {
				return nil, false
			}
			b := unit[at]
			at++
			size |= int(b&0x7f) << shift
			shift += 7
			if b&0x80 == 0 {
				break
			}
		}
		if size > len(unit)-at {
			return nil, false
		}
		if kind == 1 {
			return unit[at : at+size], true
		}
		unit = unit[at+size:]
	}
	return nil, false
}

type av1Header struct {
	profile, level, flags byte
	width, height         int
}

// parseAV1Sequence reads what a file must say from a sequence header (AV1 bitstream specification, section 5.5.1).
func parseAV1Sequence(data []byte) (av1Header, bool) {
	b := &bits{data: data}
	var h av1Header
	h.profile = byte(b.read(3)) //nolint:gosec // three bits
	b.read(1)
	var tier int
	if b.flag() {
		h.level = byte(b.read(5)) //nolint:gosec // five bits
	} else {
		decoderModel, delayLength := false, 0
		if b.flag() {
			b.read(32)
			b.read(32)
			if b.flag() {
				b.golomb()
			}
			if decoderModel = b.flag(); decoderModel {
				delayLength = b.read(5) + 1
				b.read(32)
				b.read(10)
			}
		}
		initialDelay := b.flag()
		points := b.read(5) + 1
		for i := range points {
			b.read(12)
			level := b.read(5)
			t := 0
			if level > 7 {
				t = b.read(1)
			}
			if decoderModel && b.flag() {
				b.read(delayLength)
				b.read(delayLength)
				b.read(1)
			}
			if initialDelay && b.flag() {
				b.read(4)
			}
			if i == 0 {
				h.level, tier = byte(level), t //nolint:gosec // five bits
			}
		}
	}
	w, v := b.read(4)+1, b.read(4)+1
	h.width, h.height = b.read(w)+1, b.read(v)+1
	// 8 bits, 4:2:0, as every encoder of a browser sends it; the decoder reads the truth from the sequence header itself.
	h.flags = byte(tier)<<7 | 0x0c //nolint:gosec // one bit
	return h, !b.over()
}
