package layers

// Types of NAL units (RFC 6184 section 5.2, H.264 table 7-1).
const (
	nalIDR  = 5
	nalSPS  = 7
	nalSTAP = 24
	nalFU   = 28
)

// h264Key reports whether a key frame begins in a payload: with its parameters, or with the first part of its slice.
func h264Key(b []byte) bool {
	if len(b) < 2 {
		return false
	}
	switch kind := b[0] & 0x1f; kind {
	case nalIDR, nalSPS:
		return true
	case nalFU:
		inner := b[1] & 0x1f
		return b[1]&0x80 != 0 && (inner == nalIDR || inner == nalSPS)
	case nalSTAP:
		for i := 1; i+2 < len(b); {
			size := int(b[i])<<8 | int(b[i+1])
			inner := b[i+2] & 0x1f
			if inner == nalIDR || inner == nalSPS {
				return true
			}
			i += 2 + size
		}
	}
	return false
}
