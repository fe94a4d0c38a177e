package layers

import "encoding/binary"

// readVP9 reads the payload descriptor of RFC 9628 section 4.2.
func (r *Reader) readVP9(b []byte, info *Info) {
	fail := func() { *info = Info{codec: VP9, End: info.End} }
	if len(b) < 1 {
		fail()
		return
	}
	flags := b[0]
	i := 1
	if flags&0x80 != 0 { // I: picture id
		if len(b) <= i {
			fail()
			return
		}
		if b[i]&0x80 != 0 {
			i++
		}
		i++
	}
	if flags&0x20 != 0 { // L: layer indices
		if len(b) <= i {
			fail()
			return
		}
		info.Temporal = b[i] >> 5
		info.sync = b[i]&0x10 != 0
		info.Spatial = b[i] >> 1 & 7
		i++
		if flags&0x10 == 0 { // not flexible: TL0PICIDX
			i++
		}
	}
	if len(b) < i {
		fail()
		return
	}
	info.apart = flags&0x40 == 0
	info.Start = flags&0x08 != 0
	// Without spatial layers the marker says the same; both are kept in case a sender forgets one.
	info.End = flags&0x04 != 0 || info.End
	info.Key = info.Start && info.apart && info.Spatial == 0
	if flags&0x50 == 0x50 { // F and P: references, at most three
		for range 3 {
			if len(b) <= i {
				return
			}
			more := b[i]&1 != 0
			i++
			if !more {
				break
			}
		}
	}
	if flags&0x02 != 0 && len(b) > i { // V: scalability structure
		count := int(b[i]>>5) + 1
		sized := b[i]&0x10 != 0
		i++
		for s := 0; sized && s < count && len(b) >= i+4; s++ {
			r.Sizes[s] = Size{Width: int(binary.BigEndian.Uint16(b[i:])), Height: int(binary.BigEndian.Uint16(b[i+2:]))}
			i += 4
		}
	}
}
