package embedded

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	opReply = 1
	opQuery = 2004
	opMsg   = 2013

	headerBytes = 16
	// maxMessage is MongoDB's limit for one message, in bytes.
	maxMessage = 48_000_000
	// trusted is the length up to which memory is taken at a header's word.
	trusted = 1 << 20
	// maxWriteBatch is the largest number of writes in one command.
	maxWriteBatch = 100_000

	flagChecksum   = 1 << 0
	flagMoreToCome = 1 << 1
	requiredFlags  = 0xffff // of these an unknown one must be refused
)

// message is one request: a command document and the document sequences sent beside it.
type message struct {
	id        int32
	legacy    bool // OP_QUERY, answered by OP_REPLY: how drivers say hello
	noReply   bool
	body      doc
	sequences map[string][]bson.Raw
}

// readMessage reads one message; beyond a megabyte memory grows with what arrives, not with what the header claims.
func readMessage(r io.Reader) (*message, error) {
	var header [headerBytes]byte
	if _, err := io.ReadFull(r, header[:]); err != nil {
		return nil, err
	}
	n := int64(int32(binary.LittleEndian.Uint32(header[:])))
	if n < headerBytes || n > maxMessage {
		return nil, fmt.Errorf("message of %d bytes", n)
	}
	n -= headerBytes
	var payload []byte
	if n <= trusted {
		payload = make([]byte, n)
		if _, err := io.ReadFull(r, payload); err != nil {
			return nil, err
		}
	} else {
		var buf bytes.Buffer
		if _, err := io.CopyN(&buf, r, n); err != nil {
			return nil, err
		}
		payload = buf.Bytes()
	}
	return parseMessage(header, payload)
}

func parseMessage(header [headerBytes]byte, payload []byte) (*message, error) {
	m := &message{id: int32(binary.LittleEndian.Uint32(header[4:]))}
	switch op := binary.LittleEndian.Uint32(header[12:]); op {
	case opMsg:
		return m, m.parseMsg(header, payload)
	case opQuery:
		m.legacy = true
		return m, m.parseQuery(payload)
	default:
		return nil, fmt.Errorf("opcode %d is not spoken", op)
	}
}

func (m *message) parseMsg(header [headerBytes]byte, b []byte) error {
	if len(b) < 5 {
		return fmt.Errorf("message is cut off")
	}
	flags := binary.LittleEndian.Uint32(b)
	if unknown := flags & requiredFlags &^ (flagChecksum | flagMoreToCome); unknown != 0 {
		return fmt.Errorf("unknown message flags 0x%x", unknown)
	}
	m.noReply = flags&flagMoreToCome != 0
	sections := b[4:]
	if flags&flagChecksum != 0 {
		if len(sections) < 4 {
			return fmt.Errorf("checksum is cut off")
		}
		end := len(sections) - 4
		sum := crc32.Update(crc32.Checksum(header[:], castagnoli), castagnoli, b[:4+end])
		if sum != binary.LittleEndian.Uint32(sections[end:]) {
			return fmt.Errorf("checksum is wrong")
		}
		sections = sections[:end]
	}
	for len(sections) > 0 {
		kind := sections[0]
		sections = sections[1:]
		switch kind {
		case 0:
			if m.body != nil {
				return fmt.Errorf("message with two bodies")
			}
			d, rest, err := readDoc(sections, 1)
			if err != nil {
				return err
			}
			m.body, sections = d, rest
		case 1:
			rest, err := m.parseSequence(sections)
			if err != nil {
				return err
			}
			sections = rest
		default:
			return fmt.Errorf("unknown section kind %d", kind)
		}
	}
	if len(m.body) == 0 {
		return fmt.Errorf("message without a command")
	}
	return nil
}

func (m *message) parseSequence(b []byte) (rest []byte, err error) {
	if len(b) < 4 {
		return nil, fmt.Errorf("document sequence is cut off")
	}
	n := int64(binary.LittleEndian.Uint32(b))
	if n < 5 || n > int64(len(b)) {
		return nil, fmt.Errorf("document sequence length %d does not fit", n)
	}
	rest = b[n:]
	name, b, err := readCString(b[4:n])
	if err != nil {
		return nil, err
	}
	if _, twice := m.sequences[name]; twice {
		return nil, fmt.Errorf("document sequence %q comes twice", name)
	}
	var docs []bson.Raw
	for len(b) > 0 {
		_, after, err := frame(b)
		if err != nil {
			return nil, err
		}
		n := len(b) - len(after)
		docs = append(docs, bson.Raw(b[:n:n]))
		b = after
		if len(docs) > maxWriteBatch {
			return nil, fmt.Errorf("more than %d documents in a sequence", maxWriteBatch)
		}
	}
	if m.sequences == nil {
		m.sequences = make(map[string][]bson.Raw)
	}
	m.sequences[name] = docs
	return rest, nil
}

func (m *message) parseQuery(b []byte) error {
	if len(b) < 4 {
		return fmt.Errorf("query is cut off")
	}
	ns, b, err := readCString(b[4:])
	if err != nil {
		return err
	}
	db, isCommand := strings.CutSuffix(ns, ".$cmd")
	if len(b) < 8 || !isCommand {
		return fmt.Errorf("a query is answered only for commands")
	}
	d, _, err := readDoc(b[8:], 1)
	if err != nil {
		return err
	}
	if q, ok := d.value("$query").(doc); ok {
		d = q
	}
	if len(d) == 0 {
		return fmt.Errorf("query without a command")
	}
	m.body = d.set("$db", db)
	return nil
}

// reply encodes the answer to m.
func (m *message) reply(id int32, d doc) []byte {
	b := make([]byte, headerBytes, 1024)
	if m.legacy {
		b = append(b, make([]byte, 16)...) // flags, cursor, starting from
		binary.LittleEndian.PutUint32(b[headerBytes:], 8)
		b = binary.LittleEndian.AppendUint32(b, 1)
		binary.LittleEndian.PutUint32(b[12:], opReply)
	} else {
		b = append(b, 0, 0, 0, 0, 0)
		binary.LittleEndian.PutUint32(b[12:], opMsg)
	}
	b = appendDoc(b, d)
	binary.LittleEndian.PutUint32(b, uint32(len(b)))
	binary.LittleEndian.PutUint32(b[4:], uint32(id))
	binary.LittleEndian.PutUint32(b[8:], uint32(m.id))
	return b
}
