package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/at-wat/ebml-go"
	"github.com/at-wat/ebml-go/webm"
)

// block is one frame in a file.
type block struct {
	track uint8
	at    int64 // ms since the beginning of the file
	key   bool
	data  []byte
}

// The measures of a cluster: what a crash loses, and what is in memory.
const (
	clusterLength = 4000 // ms
	clusterSize   = 1 << 20
	clusterShort  = 1000 // ms, before which a key frame does not begin a new one
)

// tail is how long the last frame of a file is shown.
const tail = 20 // ms

// cue says where a player may begin.
type cue struct {
	at       int64
	track    uint8
	position int64 // of the cluster, from the first cluster
}

// muxer writes blocks into clusters and clusters into a file.
type muxer struct {
	w       io.Writer
	tracks  []entry
	pending []block
	size    int
	head    int64 // bytes of the header as it was written
	body    int64 // bytes of clusters
	written int64
	length  int64 // ms
	cues    []cue
}

func newMuxer(w io.Writer) *muxer { return &muxer{w: w} }

// describe adds a stream; all of them before the first block.
func (m *muxer) describe(s Stream, private []byte, first frame) {
	e := entry{
		Number: uint64(len(m.tracks) + 1), UID: uint64(len(m.tracks) + 1), Name: s.Name, LanguageBCP47: s.Language,
		Codec:   map[string]string{"vp8": "V_VP8", "vp9": "V_VP9", "av1": "V_AV1", "h264": "V_MPEG4/ISO/AVC", "opus": "A_OPUS", "pcmu": "A_MS/ACM"}[s.Codec],
		Private: private, Type: 1,
	}
	if s.Audio() {
		e.Type, e.Audio = 2, &webm.Audio{SamplingFrequency: 48000, Channels: 2}
		if s.Codec == "pcmu" {
			e.Audio = &webm.Audio{SamplingFrequency: 8000, Channels: 1}
		} else {
			e.SeekPreRoll = 80_000_000 // ns, RFC 7845 section 4.6
		}
	} else {
		e.Video = &webm.Video{PixelWidth: uint64(max(first.width, 1)), PixelHeight: uint64(max(first.height, 1))} //nolint:gosec // above 0
	}
	m.tracks = append(m.tracks, e)
}

// entry is a TrackEntry of RFC 9559.
type entry struct {
	Number        uint64      `ebml:"TrackNumber"`
	UID           uint64      `ebml:"TrackUID"`
	Type          uint64      `ebml:"TrackType"`
	Name          string      `ebml:"Name,omitempty"`
	Language      string      `ebml:"Language,omitempty"`
	LanguageBCP47 string      `ebml:"LanguageIETF,omitempty"`
	Codec         string      `ebml:"CodecID"`
	Private       []byte      `ebml:"CodecPrivate,omitempty"`
	SeekPreRoll   uint64      `ebml:"SeekPreRoll,omitempty"`
	Audio         *webm.Audio `ebml:"Audio"`
	Video         *webm.Video `ebml:"Video"`
}

// free reports whether WebM may hold the stream.
func (e entry) free() bool { return e.Codec != "V_MPEG4/ISO/AVC" && e.Codec != "A_MS/ACM" }

// add takes a block; blocks of one track come in the order of their times.
func (m *muxer) add(b block) error {
	if len(m.pending) > 0 {
		began := m.pending[0].at
		key := b.key && (m.tracks[b.track-1].Type == 1 && b.at-began >= clusterShort)
		if key || b.at-began >= clusterLength || m.size+len(b.data) > clusterSize {
			if err := m.flush(); err != nil {
				return err
			}
		}
	}
	m.pending = append(m.pending, b)
	m.size += len(b.data)
	m.length = max(m.length, b.at+tail)
	return nil
}

func (m *muxer) flush() error {
	if len(m.pending) == 0 {
		return nil
	}
	if m.head == 0 {
		head, err := header(m.tracks, nil, 0, unknown)
		if err != nil {
			return err
		}
		if err := m.write(head); err != nil {
			return err
		}
		m.head = int64(len(head))
	}
	blocks := m.pending
	m.pending, m.size = nil, 0
	slices.SortStableFunc(blocks, func(a, b block) int { return int(a.at - b.at) })
	c := webm.Cluster{Timecode: uint64(blocks[0].at)} //nolint:gosec // not negative
	for _, b := range blocks {
		c.SimpleBlock = append(c.SimpleBlock, ebml.Block{
			TrackNumber: uint64(b.track), Timecode: int16(b.at - blocks[0].at), Keyframe: b.key, Data: [][]byte{b.data}, //nolint:gosec // within a cluster
		})
	}
	var out bytes.Buffer
	if err := ebml.Marshal(&struct {
		Cluster webm.Cluster `ebml:"Cluster"`
	}{c}, &out); err != nil {
		return fmt.Errorf("make cluster: %w", err)
	}
	m.note(blocks)
	m.body += int64(out.Len())
	return m.write(out.Bytes())
}

// note remembers where a player may begin: at a picture that stands alone, and in sound anywhere.
func (m *muxer) note(blocks []block) {
	pictures := slices.ContainsFunc(m.tracks, func(e entry) bool { return e.Type == 1 })
	for _, b := range blocks {
		if b.key && (!pictures || m.tracks[b.track-1].Type == 1) {
			m.cues = append(m.cues, cue{b.at, b.track, m.body})
			return
		}
	}
}

func (m *muxer) write(b []byte) error {
	n, err := m.w.Write(b)
	m.written += int64(n)
	if err != nil {
		return fmt.Errorf("write recording: %w", err)
	}
	return nil
}

// ErrEmpty is a recording without a single frame.
var ErrEmpty = errors.New("nothing was recorded")

// close writes the last cluster, and the header anew if the file can take it.
func (m *muxer) close() error {
	if err := m.flush(); err != nil {
		return err
	}
	if m.head == 0 {
		return ErrEmpty
	}
	file, ok := m.w.(Header)
	if !ok {
		return nil
	}
	head, err := header(m.tracks, m.cues, m.length, m.body)
	if err != nil {
		return err
	}
	if err := file.SetHeader(m.head, head); err != nil {
		return fmt.Errorf("write index of recording: %w", err)
	}
	m.written += int64(len(head)) - m.head
	m.head = int64(len(head))
	return nil
}

// unknown is the size of clusters that are yet to come.
const unknown = -1

// segment is what stands between the beginning of a file and its clusters.
type segment struct {
	SeekHead *webm.SeekHead `ebml:"SeekHead"`
	Info     webm.Info      `ebml:"Info"`
	Tracks   struct {
		Entry []entry `ebml:"TrackEntry"`
	} `ebml:"Tracks"`
	Cues *webm.Cues `ebml:"Cues"`
}

// header makes everything before the clusters. With cues it says how long the file is and where to begin; the positions in it depend
// on its own length, which depends on how many bytes they take, so it is made until it fits.
func header(tracks []entry, cues []cue, length, body int64) ([]byte, error) {
	doc := "webm"
	if slices.ContainsFunc(tracks, func(e entry) bool { return !e.free() }) {
		doc = "matroska"
	}
	first, err := marshal(&struct {
		EBML webm.EBMLHeader `ebml:"EBML"`
	}{webm.EBMLHeader{
		EBMLVersion: 1, EBMLReadVersion: 1, EBMLMaxIDLength: 4, EBMLMaxSizeLength: 8, DocType: doc, DocTypeVersion: 4, DocTypeReadVersion: 2,
	}})
	if err != nil {
		return nil, err
	}
	s := segment{Info: webm.Info{TimecodeScale: 1_000_000, MuxingApp: "fairground", WritingApp: "fairground", Duration: float64(length)}}
	s.Tracks.Entry = tracks
	guess := int64(0)
	for range 8 {
		s.SeekHead, s.Cues = nil, nil
		if len(cues) > 0 {
			s.Cues = &webm.Cues{}
			for _, c := range cues {
				s.Cues.CuePoint = append(s.Cues.CuePoint, webm.CuePoint{
					CueTime: uint64(c.at), //nolint:gosec // not negative
					CueTrackPositions: []webm.CueTrackPosition{{
						CueTrack: uint64(c.track), CueClusterPosition: uint64(guess + c.position), //nolint:gosec // not negative
					}},
				})
			}
			if s.SeekHead, err = seekHead(s); err != nil {
				return nil, err
			}
		}
		inside, err := marshal(&s)
		if err != nil {
			return nil, err
		}
		if guess == int64(len(inside)) || len(cues) == 0 {
			return slices.Concat(first, segmentStart(body, int64(len(inside))), inside), nil
		}
		guess = int64(len(inside))
	}
	return nil, errors.New("index of recording does not settle")
}

// segmentStart is the id and size of the Segment, in eight bytes whatever the size.
func segmentStart(body, inside int64) []byte {
	out := []byte{0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}
	if body == unknown {
		return out
	}
	size := body + inside
	for i := 11; i > 4; i-- {
		out[i] = byte(size) //nolint:gosec // seven bytes of it
		size >>= 8
	}
	return out
}

// seekHead says where Info, Tracks and Cues are, from the beginning of the segment's content.
func seekHead(s segment) (*webm.SeekHead, error) {
	info, err := marshal(&struct {
		Info webm.Info `ebml:"Info"`
	}{s.Info})
	if err != nil {
		return nil, err
	}
	tracks, err := marshal(&struct {
		Tracks any `ebml:"Tracks"`
	}{s.Tracks})
	if err != nil {
		return nil, err
	}
	own := 0
	for range 4 {
		head := &webm.SeekHead{Seek: []webm.Seek{
			{SeekID: []byte{0x15, 0x49, 0xa9, 0x66}, SeekPosition: uint64(own)},                           //nolint:gosec // not negative
			{SeekID: []byte{0x16, 0x54, 0xae, 0x6b}, SeekPosition: uint64(own + len(info))},               //nolint:gosec // not negative
			{SeekID: []byte{0x1c, 0x53, 0xbb, 0x6b}, SeekPosition: uint64(own + len(info) + len(tracks))}, //nolint:gosec // not negative
		}}
		out, err := marshal(&struct {
			SeekHead *webm.SeekHead `ebml:"SeekHead"`
		}{head})
		if err != nil {
			return nil, err
		}
		if len(out) == own {
			return head, nil
		}
		own = len(out)
	}
	return nil, errors.New("index of recording does not settle")
}

func marshal(v any) ([]byte, error) {
	var out bytes.Buffer
	if err := ebml.Marshal(v, &out); err != nil {
		return nil, fmt.Errorf("make header of recording: %w", err)
	}
	return out.Bytes(), nil
}
