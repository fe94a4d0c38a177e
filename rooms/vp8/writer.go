package vp8

// writer is the boolean entropy encoder (RFC 6386 section 7): an interval of which each bit keeps the part that its probability
// gives it.
type writer struct {
	out    []byte
	low    uint64 // the interval's lower end; bits above position count+8 are settled but for a carry
	spread uint32 // its width, 128 to 255
	count  int    // bits in low beyond the first eight, -24 when a byte has just been taken
}

func (w *writer) reset() { w.out, w.low, w.spread, w.count = w.out[:0], 0, 255, -24 }

// bit writes a bit that is false with probability p/256.
func (w *writer) bit(v bool, p uint8) {
	split := 1 + (w.spread-1)*uint32(p)>>8
	if v {
		w.low += uint64(split)
		w.spread -= split
	} else {
		w.spread = split
	}
	for w.spread < 128 {
		w.spread <<= 1
		w.shift()
	}
}

// shift moves the interval by one bit and takes a byte when eight have gathered above the 24 still in play.
func (w *writer) shift() {
	w.low <<= 1
	w.count++
	if w.count < 0 {
		return
	}
	if w.low>>32 != 0 {
		w.carry()
	}
	w.out = append(w.out, byte(w.low>>24))
	w.low &= 1<<24 - 1
	w.count = -8
}

// carry adds one to the bytes already written.
func (w *writer) carry() {
	for i := len(w.out) - 1; i >= 0; i-- {
		w.out[i]++
		if w.out[i] != 0 {
			return
		}
	}
}

// literal writes the low n bits of v, the highest first, each as likely as not.
func (w *writer) literal(v, n int) {
	for i := n - 1; i >= 0; i-- {
		w.bit(v>>i&1 == 1, 128)
	}
}

// magnitude writes a coefficient that is not zero as its token and extra bits, after the branches for end and zero (section 13.2).
func (w *writer) magnitude(v int, p *[11]uint8) {
	switch {
	case v == 1:
		w.bit(false, p[2])
		return
	case v <= 4:
		w.bit(true, p[2])
		w.bit(false, p[3])
		w.bit(v > 2, p[4])
		if v > 2 {
			w.bit(v == 4, p[5])
		}
		return
	}
	w.bit(true, p[2])
	w.bit(true, p[3])
	switch {
	case v < 11:
		w.bit(false, p[6])
		w.bit(v >= 7, p[7])
		if v < 7 {
			w.extra(v-5, 159)
		} else {
			w.extra(v-7, 165, 145)
		}
	case v < 35:
		w.bit(true, p[6])
		w.bit(false, p[8])
		w.bit(v >= 19, p[9])
		if v < 19 {
			w.extra(v-11, 173, 148, 140)
		} else {
			w.extra(v-19, 176, 155, 140, 135)
		}
	default:
		w.bit(true, p[6])
		w.bit(true, p[8])
		w.bit(v >= 67, p[10])
		if v < 67 {
			w.extra(v-35, 180, 157, 141, 134, 130)
		} else {
			w.extra(v-67, 254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129)
		}
	}
}

func (w *writer) extra(v int, probabilities ...uint8) {
	for i, p := range probabilities {
		w.bit(v>>(len(probabilities)-1-i)&1 == 1, p)
	}
}

// finish settles the interval and returns the bytes, which are the writer's until the next reset.
func (w *writer) finish() []byte {
	for range 32 {
		w.shift()
	}
	return w.out
}
