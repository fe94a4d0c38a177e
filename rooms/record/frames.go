package record

import (
	"time"

	"github.com/pion/rtp/codecs"
	"github.com/pion/rtp/codecs/vp9"
)

// frame is one access unit as a file holds it.
type frame struct {
	timestamp uint32
	arrived   time.Time
	key       bool
	data      []byte
	width     int
	height    int
}

// frames makes frames out of packets in order.
type frames interface {
	// add takes a packet and gives the frames that are complete.
	add(packet) []frame
	// lost says that packets are missing before the next one.
	lost()
	// wantsKey reports whether nothing can be written before a key frame.
	wantsKey() bool
	// finish gives the frame under way if it may be complete.
	finish() []frame
	// private is what the file says about the codec; known after the first frame.
	private() []byte
	// dropped counts frames that were not whole, or could not be shown because another was not.
	dropped() uint64
}

func newFrames(codec string) frames {
	switch codec {
	case "opus":
		// OpusHead of RFC 7845 section 5.1: two channels, 48 kHz, nothing to skip.
		return &sounds{head: []byte{'O', 'p', 'u', 's', 'H', 'e', 'a', 'd', 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0}}
	case "pcmu":
		// WAVEFORMATEX: µ-law, one channel, 8,000 samples of 8 bits.
		return &sounds{head: []byte{7, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0, 0, 0}}
	case "vp9":
		return &pictures{kind: &vp9Kind{}, broken: true}
	case "h264":
		return &pictures{kind: &h264Kind{}, broken: true}
	case "av1":
		return &pictures{kind: &av1Kind{}, broken: true}
	}
	return &pictures{kind: &vp8Kind{}, broken: true}
}

// sounds are frames of one packet each.
type sounds struct{ head []byte }

func (s *sounds) add(p packet) []frame {
	if len(p.payload) == 0 {
		return nil
	}
	return []frame{{timestamp: p.header.Timestamp, arrived: p.arrived, key: true, data: p.payload}}
}

func (s *sounds) lost()           {}
func (s *sounds) wantsKey() bool  { return false }
func (s *sounds) finish() []frame { return nil }
func (s *sounds) private() []byte { return s.head }
func (s *sounds) dropped() uint64 { return 0 }

// kind is what differs between the codecs of pictures.
type kind interface {
	// begin forgets the frame under way.
	begin()
	// append takes the payload of the next packet; first says that it should begin a frame. It reports whether the packet fits.
	append(payload []byte, first bool) bool
	// take gives the frame, whether it stands alone, and its size if it does. Nothing is no frame.
	take() (data []byte, key bool, width, height int)
	private() []byte
}

// maxFrame bounds a frame in bytes: more is no picture of a conference.
const maxFrame = 4 << 20

// pictures are frames of several packets. After a loss nothing is written before a key frame: a file that shows no picture for half a
// second is better than one that shows a broken one.
type pictures struct {
	kind
	broken    bool // no frame can be shown before a key frame
	spoilt    bool // the frame under way is not whole
	open      bool
	timestamp uint32
	arrived   time.Time
	size      int
	count     uint64
}

func (s *pictures) lost() { s.broken, s.spoilt = true, s.open }

func (s *pictures) wantsKey() bool  { return s.broken }
func (s *pictures) dropped() uint64 { return s.count }

func (s *pictures) add(p packet) []frame {
	var out []frame
	if s.open && p.header.Timestamp != s.timestamp {
		out = s.finish() // the marker was lost, or never set
	}
	if len(p.payload) == 0 {
		return out
	}
	first := !s.open
	if first {
		s.open, s.timestamp, s.arrived, s.size = true, p.header.Timestamp, p.arrived, 0
		s.spoilt = false // whether its beginning is there, the payload says
		s.begin()
	}
	if s.size += len(p.payload); s.size > maxFrame || !s.append(p.payload, first) {
		s.spoilt = true
	}
	if p.header.Marker {
		out = append(out, s.finish()...)
	}
	return out
}

func (s *pictures) finish() []frame {
	if !s.open {
		return nil
	}
	s.open = false
	spoilt := s.spoilt
	s.spoilt = false
	data, key, width, height := s.take()
	if spoilt || len(data) == 0 {
		if spoilt || s.broken {
			s.count++
		}
		s.broken = s.broken || spoilt
		return nil
	}
	if key {
		s.broken = false
	}
	if s.broken {
		s.count++
		return nil
	}
	return []frame{{timestamp: s.timestamp, arrived: s.arrived, key: key, data: data, width: width, height: height}}
}

// vp8Kind is RFC 7741.
type vp8Kind struct {
	packet codecs.VP8Packet
	data   []byte
}

func (k *vp8Kind) begin() { k.data = nil }

func (k *vp8Kind) append(payload []byte, first bool) bool {
	k.packet = codecs.VP8Packet{}
	data, err := k.packet.Unmarshal(payload)
	if err != nil || first && (k.packet.S != 1 || k.packet.PID != 0) {
		return false
	}
	k.data = append(k.data, data...)
	return true
}

func (k *vp8Kind) take() (data []byte, key bool, width, height int) {
	// Frame tag and, of a key frame, start code and size: RFC 6386 section 9.1.
	if len(k.data) >= 10 && k.data[0]&1 == 0 && k.data[3] == 0x9d && k.data[4] == 0x01 && k.data[5] == 0x2a {
		width = int(k.data[6]) | int(k.data[7]&0x3f)<<8
		height = int(k.data[8]) | int(k.data[9]&0x3f)<<8
		key = width > 0 && height > 0
	}
	return k.data, key, width, height
}

func (k *vp8Kind) private() []byte { return nil }

// vp9Kind is RFC 9628.
type vp9Kind struct {
	packet codecs.VP9Packet
	data   []byte
}

func (k *vp9Kind) begin() { k.data = nil }

func (k *vp9Kind) append(payload []byte, first bool) bool {
	k.packet = codecs.VP9Packet{}
	data, err := k.packet.Unmarshal(payload)
	if err != nil || first && !k.packet.B {
		return false
	}
	k.data = append(k.data, data...)
	return true
}

func (k *vp9Kind) take() (data []byte, key bool, width, height int) {
	var h vp9.Header
	if err := h.Unmarshal(k.data); err == nil && !h.ShowExistingFrame && !h.NonKeyFrame {
		return k.data, true, int(h.Width()), int(h.Height())
	}
	return k.data, false, 0, 0
}

func (k *vp9Kind) private() []byte { return nil }

// h264Kind is RFC 6184; the file holds NAL units with their length before them (ISO/IEC 14496-15).
type h264Kind struct {
	packet   *codecs.H264Packet
	data     []byte
	sps, pps []byte
	head     []byte
}

func (k *h264Kind) begin() { k.data, k.packet = nil, &codecs.H264Packet{IsAVC: true} }

const (
	naluIDR      = 5
	naluSPS      = 7
	naluPPS      = 8
	naluFUA      = 28
	fragmentHead = 0x80
)

func (k *h264Kind) append(payload []byte, first bool) bool {
	if first && payload[0]&0x1f == naluFUA && (len(payload) < 2 || payload[1]&fragmentHead == 0) {
		return false
	}
	data, err := k.packet.Unmarshal(payload)
	if err != nil {
		return false
	}
	k.data = append(k.data, data...)
	return true
}

func (k *h264Kind) take() (data []byte, key bool, width, height int) {
	for rest := k.data; len(rest) >= 4; {
		n := int(rest[0])<<24 | int(rest[1])<<16 | int(rest[2])<<8 | int(rest[3])
		if n < 1 || n > len(rest)-4 {
			return nil, false, 0, 0
		}
		nalu := rest[4 : 4+n]
		switch nalu[0] & 0x1f {
		case naluIDR:
			key = true
		case naluSPS:
			k.sps = append([]byte(nil), nalu...)
		case naluPPS:
			k.pps = append([]byte(nil), nalu...)
		}
		rest = rest[4+n:]
	}
	if !key {
		return k.data, false, 0, 0
	}
	if len(k.sps) < 4 || len(k.pps) == 0 || len(k.sps) > 0xffff || len(k.pps) > 0xffff {
		return nil, false, 0, 0
	}
	if k.head == nil {
		k.head = []byte{1, k.sps[1], k.sps[2], k.sps[3], 0xff, 0xe1, byte(len(k.sps) >> 8), byte(len(k.sps))} //nolint:gosec // bounded above
		k.head = append(append(k.head, k.sps...), 1, byte(len(k.pps)>>8), byte(len(k.pps)))                   //nolint:gosec // bounded above
		k.head = append(k.head, k.pps...)
	}
	width, height = sizeOfSPS(k.sps)
	return k.data, true, width, height
}

func (k *h264Kind) private() []byte { return k.head }

// av1Kind is the AV1 RTP payload format; the file holds OBUs with their size, without temporal delimiters.
type av1Kind struct {
	depacketizer *codecs.AV1Depacketizer
	data         []byte
	head         []byte
}

func (k *av1Kind) begin() { k.data, k.depacketizer = nil, &codecs.AV1Depacketizer{} }

func (k *av1Kind) append(payload []byte, first bool) bool {
	const continues = 0x80 // Z: the first OBU began in an earlier packet
	if first && payload[0]&continues != 0 {
		return false
	}
	data, err := k.depacketizer.Unmarshal(payload)
	if err != nil {
		return false
	}
	k.data = append(k.data, data...)
	return true
}

func (k *av1Kind) take() (data []byte, key bool, width, height int) {
	sequence, ok := av1Sequence(k.data)
	if !ok {
		return k.data, false, 0, 0
	}
	s, ok := parseAV1Sequence(sequence)
	if !ok {
		return k.data, false, 0, 0
	}
	if k.head == nil {
		// AV1CodecConfigurationRecord: version 1, profile and level, tier, depth and sampling, then the sequence header.
		obu := append([]byte{0x0a}, leb128(len(sequence))...)
		k.head = append([]byte{0x81, s.profile<<5 | s.level, s.flags, 0}, append(obu, sequence...)...)
	}
	return k.data, true, s.width, s.height
}

func (k *av1Kind) private() []byte { return k.head }
