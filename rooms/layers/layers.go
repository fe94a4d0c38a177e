// Package layers chooses, for one subscriber of one track, which of its layers to pass on, and renumbers what is passed on so that a
// receiver sees one unbroken stream: simulcast of several streams for VP8 and H.264, temporal layers of VP8, spatial and temporal
// layers within one stream for VP9 (RFC 9628) and AV1 (dependency descriptor).
//
// It reads payloads and says what to write. It does not know connections, rooms, bandwidth or clocks other than those handed to it,
// it keeps no packets and starts no goroutine. Nothing is allocated per packet.
package layers

// Codec says how layers are told in a payload.
type Codec uint8

// The codecs. Plain is any other: one layer, every packet is an entry.
const (
	Plain Codec = iota
	VP8
	VP9
	H264
	AV1
)

// CodecOf finds a codec by its name in lower case, as in "vp8".
func CodecOf(name string) Codec {
	switch name {
	case "vp8":
		return VP8
	case "vp9":
		return VP9
	case "h264":
		return H264
	case "av1":
		return AV1
	default:
		return Plain
	}
}

// MaxFeeds is how many simulcast streams a track has at most, MaxSpatial and MaxTemporal how many layers a stream.
const (
	MaxFeeds    = 3
	MaxSpatial  = 8
	MaxTemporal = 8
)

// Info is what one packet says about its place among the layers. It is read once per packet and used for all subscribers.
type Info struct {
	// Start and End: the first and the last packet of a frame; with spatial layers each of them is a frame of its own.
	Start, End bool
	// Key: the first packet of a picture that decodes without anything before it.
	Key bool
	// Spatial and Temporal are 0 for the base layer.
	Spatial, Temporal uint8

	sync  bool // VP8: Y; VP9: U. The temporal layers above may be entered here
	apart bool // VP9: not predicted from earlier pictures
	codec Codec

	vp8 vp8Head
	av1 av1Frame
}

// Size is that of a picture in pixels.
type Size struct{ Width, Height int }

// Reader reads the packets of one stream. It keeps what later packets need to be understood: the structure of AV1's layers, and the
// sizes told in key frames. The zero value with a Codec is ready; it is for one goroutine.
type Reader struct {
	Codec Codec
	// Sizes are by spatial layer, zero where the stream has not told.
	Sizes [MaxSpatial]Size
	// Spatials and Temporals are how many layers have been seen, at least 1 after the first packet.
	Spatials, Temporals int

	structure *structure
	keyed     bool // a key frame has been recognized
	blind     int  // packets without one
}

// patience is how many packets a stream may have without a key frame that can be recognized, as when payloads are encrypted from end to end.
// After that it is passed on as it comes: a receiver that can read it will ask for what it needs.
const patience = 500

// Read says where a packet belongs. descriptor is the AV1 dependency descriptor, nil if there is none. A payload that cannot be read is
// treated as a packet of the base layer in which no frame begins.
func (r *Reader) Read(payload, descriptor []byte, marker bool) Info {
	info := Info{codec: r.Codec, End: marker}
	switch r.Codec {
	case VP8:
		r.readVP8(payload, &info)
	case VP9:
		r.readVP9(payload, &info)
	case H264:
		info.Key = h264Key(payload)
		info.Start = info.Key // only key frames are looked for
	case AV1:
		if descriptor == nil || !r.readDescriptor(descriptor, &info) {
			info.av1 = av1Frame{}
			info.Key = av1Key(payload)
			info.Start = info.Key
		}
	case Plain:
		info.Start, info.Key = true, true
	}
	switch {
	case info.Key:
		r.keyed = true
	case !r.keyed && r.blind < patience:
		r.blind++
	case !r.keyed && info.Spatial == 0:
		info.Start, info.Key = true, true
	}
	r.Spatials = max(r.Spatials, int(info.Spatial)+1)
	r.Temporals = max(r.Temporals, int(info.Temporal)+1)
	return info
}
