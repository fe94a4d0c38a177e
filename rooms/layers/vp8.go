package layers

import "encoding/binary"

// vp8Head is where the payload descriptor keeps what a change of streams or dropped frames must rewrite (RFC 7741 section 4.2). A
// position of 0 says that the field is absent.
type vp8Head struct {
	size                 uint8
	picAt, tl0At, layer  uint8
	wide                 bool // the picture id has 15 bits
	pic                  uint16
	tl0                  uint8
	key                  uint8
	hasLayer, hasKeyBits bool
}

// maxHead is the longest payload descriptor of VP8.
const maxHead = 6

func (r *Reader) readVP8(payload []byte, info *Info) {
	h, ok := readVP8Head(payload, info)
	if !ok {
		*info = Info{codec: VP8, End: info.End}
		return
	}
	info.vp8 = h
	body := payload[h.size:]
	info.Start = payload[0]&0x10 != 0 && payload[0]&0x07 == 0
	// The first bit of a frame is 0 in key frames (RFC 6386 section 9.1).
	info.Key = info.Start && len(body) > 0 && body[0]&1 == 0
	if info.Key && len(body) >= 10 && body[3] == 0x9d && body[4] == 0x01 && body[5] == 0x2a {
		r.Sizes[0] = Size{
			Width:  int(binary.LittleEndian.Uint16(body[6:]) & 0x3fff),
			Height: int(binary.LittleEndian.Uint16(body[8:]) & 0x3fff),
		}
	}
}

func readVP8Head(b []byte, info *Info) (vp8Head, bool) {
	h := vp8Head{size: 1}
	if len(b) < 1 {
		return h, false
	}
	if b[0]&0x80 == 0 {
		return h, true
	}
	if len(b) < 2 {
		return h, false
	}
	flags := b[1]
	h.size = 2
	if flags&0x80 != 0 {
		if len(b) <= int(h.size) {
			return h, false
		}
		h.picAt = h.size
		h.pic = uint16(b[h.size] & 0x7f)
		if b[h.size]&0x80 != 0 {
			h.wide = true
			h.size++
			if len(b) <= int(h.size) {
				return h, false
			}
			h.pic = h.pic<<8 | uint16(b[h.size])
		}
		h.size++
	}
	if flags&0x40 != 0 {
		if len(b) <= int(h.size) {
			return h, false
		}
		h.tl0At, h.tl0 = h.size, b[h.size]
		h.size++
	}
	if flags&0x30 != 0 {
		if len(b) <= int(h.size) {
			return h, false
		}
		h.layer = h.size
		h.hasLayer, h.hasKeyBits = flags&0x20 != 0, flags&0x10 != 0
		if h.hasLayer {
			info.Temporal = b[h.size] >> 6
			info.sync = b[h.size]&0x20 != 0
		}
		if h.hasKeyBits {
			h.key = b[h.size] & 0x1f
		}
		h.size++
	}
	return h, true
}

// write patches a copy of the descriptor. The width of each field stays, so the payload keeps its length.
func (h *vp8Head) write(to []byte, pic uint16, tl0, key uint8) {
	if h.picAt != 0 {
		if h.wide {
			binary.BigEndian.PutUint16(to[h.picAt:], 0x8000|pic&0x7fff)
		} else {
			to[h.picAt] = byte(pic & 0x7f)
		}
	}
	if h.tl0At != 0 {
		to[h.tl0At] = tl0
	}
	if h.hasKeyBits {
		to[h.layer] = to[h.layer]&0xe0 | key&0x1f
	}
}
