package rooms

import (
	"strings"

	"github.com/pion/webrtc/v4"
)

// mimeRED is redundant sound: each packet repeats earlier ones (RFC 2198).
const mimeRED = "audio/red"

// maxRED is how many blocks one packet of redundant sound has at most.
const maxRED = 8

// primaryOf is where the newest block of a packet of redundant sound begins, which alone is the packet without redundancy. It fails for
// what is cut off, or has blocks of more than one payload type.
func primaryOf(payload []byte) (offset int, pt uint8, ok bool) {
	length, at := 0, 0
	for blocks := 0; ; blocks++ {
		if blocks == maxRED || at >= len(payload) {
			return 0, 0, false
		}
		kind := payload[at] & 0x7f
		if blocks > 0 && kind != pt {
			return 0, 0, false
		}
		pt = kind
		if payload[at]&0x80 == 0 { // the last header has neither time nor length
			at++
			break
		}
		if at+4 > len(payload) {
			return 0, 0, false
		}
		length += int(payload[at+2]&3)<<8 | int(payload[at+3])
		at += 4
	}
	if at+length >= len(payload) {
		return 0, 0, false
	}
	return at + length, pt, true
}

// redundant is the payload type of redundant sound among what a section agreed on, 0 if it did not.
func redundant(list []webrtc.RTPCodecParameters) uint8 {
	for _, c := range list {
		if strings.EqualFold(c.MimeType, mimeRED) {
			return uint8(c.PayloadType)
		}
	}
	return 0
}
