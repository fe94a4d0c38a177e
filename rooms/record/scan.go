package record

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/at-wat/ebml-go"
)

// ErrFile is a file that this package did not write, or of which not even the beginning is there.
var ErrFile = errors.New("not a recording")

const (
	idSegment = 0x18538067
	idCluster = 0x1f43b675
	idTracks  = 0x1654ae6b
	idTime    = 0xe7
	idBlock   = 0xa3
)

// scanner reads what a muxer wrote.
type scanner struct {
	r      *bufio.Reader
	at     int64
	head   int64 // bytes before the first cluster
	tracks []entry
	body   int64 // bytes of whole clusters so far
}

// maxElement bounds what is read into memory at once.
const maxElement = 8 << 20

func newScanner(r io.Reader) (*scanner, error) {
	s := &scanner{r: bufio.NewReader(r)}
	for {
		next, err := s.r.Peek(4)
		if s.tracks != nil && (errors.Is(err, io.EOF) || bytes.Equal(next, []byte{0x1f, 0x43, 0xb6, 0x75})) {
			s.head = s.at
			return s, nil
		}
		id, size, err := s.element()
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrFile, err)
		}
		switch {
		case id == idSegment:
		case size < 0 || size > maxElement:
			return nil, fmt.Errorf("%w: an element without end before the first cluster", ErrFile)
		default:
			content, err := s.content(size)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrFile, err)
			}
			if id == idTracks {
				if err := s.readTracks(content); err != nil {
					return nil, err
				}
			}
		}
	}
}

func (s *scanner) readTracks(content []byte) error {
	var t struct {
		Entry []entry `ebml:"TrackEntry"`
	}
	if err := ebml.Unmarshal(bytes.NewReader(content), &t); err != nil || len(t.Entry) == 0 {
		return fmt.Errorf("%w: its tracks cannot be read", ErrFile)
	}
	s.tracks = t.Entry
	return nil
}

// cluster reads the next one; io.EOF after the last whole one.
func (s *scanner) cluster() (blocks []block, err error) {
	before := s.at
	id, size, err := s.element()
	if err != nil {
		return nil, err
	}
	if id != idCluster || size < 0 || size > maxElement {
		return nil, fmt.Errorf("%w: no cluster where one should be", ErrFile)
	}
	content, err := s.content(size)
	if err != nil {
		return nil, err
	}
	s.body += s.at - before
	began := int64(0)
	inner := &scanner{r: bufio.NewReader(bytes.NewReader(content))}
	for {
		id, size, err := inner.element()
		if errors.Is(err, io.EOF) {
			return blocks, nil
		}
		if err != nil || size < 0 || size > maxElement {
			return nil, fmt.Errorf("%w: a broken cluster", ErrFile)
		}
		data, err := inner.content(size)
		if err != nil {
			return nil, fmt.Errorf("%w: a broken cluster", ErrFile)
		}
		switch {
		case id == idTime && len(data) <= 8:
			for _, b := range data {
				began = began<<8 | int64(b)
			}
		case id == idBlock && len(data) >= 4 && data[0]&0x80 != 0:
			blocks = append(blocks, block{
				track: data[0] & 0x7f, at: began + int64(int16(uint16(data[1])<<8|uint16(data[2]))), //nolint:gosec // a signed number by its format
				key: data[3]&0x80 != 0, data: data[4:],
			})
		}
	}
}

func (s *scanner) content(size int64) ([]byte, error) {
	data := make([]byte, size)
	n, err := io.ReadFull(s.r, data)
	s.at += int64(n)
	if err != nil {
		return nil, io.EOF // the end was cut off
	}
	return data, nil
}

// element reads an id and a size; -1 is unknown.
func (s *scanner) element() (id, size int64, err error) {
	if id, _, err = s.number(4, true); err != nil {
		return 0, 0, err
	}
	size, bytes, err := s.number(8, false)
	if err != nil {
		return 0, 0, io.EOF
	}
	if size == 1<<(7*bytes)-1 {
		size = unknown
	}
	return id, size, nil
}

// number reads a variable-length integer (RFC 8794 section 4), with its marker if whole.
func (s *scanner) number(most int, whole bool) (v int64, n int, err error) {
	first, err := s.r.ReadByte()
	if err != nil {
		return 0, 0, err
	}
	s.at++
	n = 1
	for mask := byte(0x80); n <= most && first&mask == 0; mask >>= 1 {
		n++
	}
	if n > most {
		return 0, 0, fmt.Errorf("%w: a number too long", ErrFile)
	}
	v = int64(first)
	if !whole {
		v &= 0xff >> n
	}
	for range n - 1 {
		b, err := s.r.ReadByte()
		if err != nil {
			return 0, 0, io.EOF
		}
		s.at++
		v = v<<8 | int64(b)
	}
	return v, n, nil
}

// Mended is what Recover found.
type Mended struct {
	Old    int64  // bytes of the header that is there
	Head   []byte // to put in its place
	Body   int64  // bytes of whole clusters after it; what follows is cut off
	Length time.Duration
}

// Recover reads a file that was not closed, to its last whole cluster, and makes the header that Close would have made. A file of
// which nothing can be saved is ErrEmpty or ErrFile.
func Recover(r io.Reader) (Mended, error) {
	s, err := newScanner(r)
	if err != nil {
		return Mended{}, err
	}
	m := &muxer{tracks: s.tracks}
	for {
		before := s.body
		blocks, err := s.cluster()
		if err != nil {
			break // the end, or what a crash left of a cluster
		}
		m.body = before
		m.note(blocks)
		for _, b := range blocks {
			m.length = max(m.length, b.at+tail)
		}
	}
	if s.body == 0 {
		return Mended{}, ErrEmpty
	}
	head, err := header(s.tracks, m.cues, m.length, s.body)
	if err != nil {
		return Mended{}, err
	}
	return Mended{Old: s.head, Head: head, Body: s.body, Length: time.Duration(m.length) * time.Millisecond}, nil
}

// Part is one file to put together with others.
type Part struct {
	File io.Reader
	// Offset is how much later than the others its time begins; parts are moved so that the first begins at 0.
	Offset time.Duration
}

// Mux puts the streams of several recordings into one file, as a participant's voice and picture, and gives its length.
func Mux(w io.Writer, parts ...Part) (time.Duration, error) {
	m := newMuxer(w)
	type source struct {
		scanner *scanner
		blocks  []block
		base    uint8
		offset  int64
	}
	earliest := int64(math.MaxInt64)
	var list []*source
	for _, p := range parts {
		s, err := newScanner(p.File)
		if err != nil {
			return 0, err
		}
		if len(m.tracks)+len(s.tracks) > 16 {
			return 0, fmt.Errorf("%w: too many streams", ErrFile)
		}
		list = append(list, &source{scanner: s, base: uint8(len(m.tracks)), offset: p.Offset.Milliseconds()}) //nolint:gosec // at most 16
		for _, e := range s.tracks {
			e.Number, e.UID = uint64(len(m.tracks)+1), uint64(len(m.tracks)+1)
			m.tracks = append(m.tracks, e)
		}
		earliest = min(earliest, p.Offset.Milliseconds())
	}
	for {
		var next *source
		for _, s := range list {
			for len(s.blocks) == 0 && s.scanner != nil {
				blocks, err := s.scanner.cluster()
				if err != nil {
					s.scanner = nil
				}
				s.blocks = blocks
			}
			if len(s.blocks) > 0 && (next == nil || s.blocks[0].at+s.offset < next.blocks[0].at+next.offset) {
				next = s
			}
		}
		if next == nil {
			break
		}
		b := next.blocks[0]
		next.blocks = next.blocks[1:]
		b.track += next.base
		b.at += next.offset - earliest
		if err := m.add(b); err != nil {
			return 0, err
		}
	}
	return time.Duration(m.length) * time.Millisecond, m.close()
}
