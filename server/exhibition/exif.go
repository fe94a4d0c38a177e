package exhibition

import (
	"bytes"
	"encoding/binary"
)

// orientation finds the EXIF orientation, 1 to 8, of a JPEG file (CIPA DC-008, JEITA CP-3451). It is upright where the file
// says nothing, or something that cannot be read: a picture that lies on its side is no reason to refuse it.
func orientation(jpeg []byte) int {
	rest := jpeg
	if len(rest) < 4 || rest[0] != 0xff || rest[1] != 0xd8 {
		return upright
	}
	rest = rest[2:]
	for len(rest) >= 4 && rest[0] == 0xff {
		marker, size := rest[1], int(binary.BigEndian.Uint16(rest[2:]))
		if marker == 0xda || size < 2 || size+2 > len(rest) { // the pixels begin, or the file is cut
			return upright
		}
		segment := rest[4 : 2+size]
		if tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && marker == 0xe1 {
			return tiffOrientation(tiff)
		}
		rest = rest[2+size:]
	}
	return upright
}

// tiffOrientation reads the tag 0x0112 of the first directory.
func tiffOrientation(tiff []byte) int {
	if len(tiff) < 8 {
		return upright
	}
	var order binary.ByteOrder
	switch string(tiff[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return upright
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return upright
	}
	n := int64(order.Uint16(tiff[at:]))
	const entry = 12
	for i := range n {
		e := at + 2 + i*entry
		if e+entry > int64(len(tiff)) {
			return upright
		}
		if order.Uint16(tiff[e:]) != 0x0112 {
			continue
		}
		if v := int(order.Uint16(tiff[e+8:])); order.Uint16(tiff[e+2:]) == 3 && v >= 1 && v <= 8 {
			return v
		}
		return upright
	}
	return upright
}
