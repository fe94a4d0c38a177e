package conference

import (
	"encoding/binary"
	"errors"
	"time"
)

// errWebM says that bytes are no WebM with sound only.
var errWebM = errors.New("no WebM with sound only")

// The elements of Matroska (RFC 9559) that matter here; all others are skipped.
const (
	ebmlHead      = 0x1A45DFA3
	ebmlDocType   = 0x4282
	mkvSegment    = 0x18538067
	mkvInfo       = 0x1549A966
	mkvScale      = 0x2AD7B1
	mkvTracks     = 0x1654AE6B
	mkvTrackEntry = 0xAE
	mkvTrackType  = 0x83
	mkvCluster    = 0x1F43B675
	mkvTimestamp  = 0xE7
	mkvSimple     = 0xA3
	mkvGroup      = 0xA0
	mkvBlock      = 0xA1
)

// maxWebMElements bounds the walk: a minute of Opus has 3,000 blocks.
const maxWebMElements = 20_000

// soundLength reads how long a WebM of sound is: recorders in browsers write no duration, so it is the time of the last block. It
// walks the elements without building anything, and refuses a file with pictures or without sound.
func soundLength(data []byte) (time.Duration, error) {
	var scale uint64 = 1_000_000 // nanoseconds in a tick
	var cluster, last uint64
	var sound, blocks, typed bool
	for n := 0; len(data) > 0; n++ {
		if n > maxWebMElements {
			return 0, errWebM
		}
		id, size, unknown, rest, err := element(data)
		if err != nil {
			return 0, err
		}
		data = rest
		switch id {
		case ebmlHead, mkvSegment, mkvInfo, mkvTracks, mkvTrackEntry, mkvCluster, mkvGroup:
			continue // what is inside comes next
		}
		if unknown || size > uint64(len(data)) {
			return 0, errWebM
		}
		value := data[:size]
		data = data[size:]
		switch id {
		case ebmlDocType:
			typed = string(value) == "webm"
		case mkvScale:
			if scale = number(value); scale == 0 || scale > uint64(time.Second) {
				return 0, errWebM
			}
		case mkvTrackType:
			if number(value) != 2 { // audio
				return 0, errWebM
			}
			sound = true
		case mkvTimestamp:
			cluster = number(value)
		case mkvSimple, mkvBlock:
			_, used, ok := vint(value, false)
			if !ok || len(value) < used+3 {
				return 0, errWebM
			}
			blocks = true
			offset := int64(int16(binary.BigEndian.Uint16(value[used:]))) //nolint:gosec // signed by the format
			if at := int64(min(cluster, 1<<40)) + offset; at > 0 {        //nolint:gosec // bounded
				last = max(last, uint64(at))
			}
		}
	}
	if !typed || !sound || !blocks {
		return 0, errWebM
	}
	if last > uint64(24*time.Hour)/scale {
		return 24 * time.Hour, nil
	}
	return time.Duration(last * scale), nil //nolint:gosec // at most a day
}

// element reads the id and the size of an element.
func element(data []byte) (id, size uint64, unknown bool, rest []byte, err error) {
	id, n, ok := vint(data, true)
	if !ok || n > 4 {
		return 0, 0, false, nil, errWebM
	}
	data = data[n:]
	size, n, ok = vint(data, false)
	if !ok {
		return 0, 0, false, nil, errWebM
	}
	return id, size, size == 1<<(7*n)-1, data[n:], nil
}

// vint reads a number of variable length (RFC 8794 section 4), with its length marker or without.
func vint(data []byte, marked bool) (value uint64, length int, ok bool) {
	if len(data) == 0 || data[0] == 0 {
		return 0, 0, false
	}
	length = 1
	for mask := byte(0x80); data[0]&mask == 0; mask >>= 1 {
		length++
	}
	if len(data) < length {
		return 0, 0, false
	}
	value = uint64(data[0])
	if !marked {
		value &= 1<<(8-length) - 1
	}
	for _, b := range data[1:length] {
		value = value<<8 | uint64(b)
	}
	return value, length, true
}

// number reads an unsigned integer; one that is too long reads as the greatest.
func number(value []byte) uint64 {
	if len(value) > 8 {
		return 1<<64 - 1
	}
	var n uint64
	for _, b := range value {
		n = n<<8 | uint64(b)
	}
	return n
}
