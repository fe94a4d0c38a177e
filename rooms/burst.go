package rooms

import (
	"time"

	"fairground/rooms/wire"
)

// burst gathers what goes out: a batch for each socket, and a buffer for what goes over TCP. Not safe for concurrent use.
type burst struct {
	batches []*wire.Batch // by index of the socket, made when needed
	buffer  []byte
	now     time.Time
}

func (b *burst) room(to *path) []byte {
	if to.conn == nil {
		if b.buffer == nil {
			b.buffer = make([]byte, wire.MaxPacket)
		}
		return b.buffer
	}
	return b.batch(to.conn).Room()
}

func (b *burst) batch(c *wire.Conn) *wire.Batch {
	for len(b.batches) <= c.Index() {
		b.batches = append(b.batches, nil)
	}
	if b.batches[c.Index()] == nil {
		b.batches[c.Index()] = c.NewBatch()
	}
	return b.batches[c.Index()]
}

func (b *burst) commit(to *path, packet []byte) error {
	if to.conn == nil {
		return to.stream.Packet(packet)
	}
	b.batch(to.conn).Commit(to.to, len(packet))
	return nil
}

func (b *burst) flush() {
	for _, batch := range b.batches {
		if batch != nil {
			batch.Flush()
		}
	}
}

// borrow is a burst for somebody who is not the reader of a socket; giveBack sends what is in it.
func (m *media) borrow() *burst {
	b, ok := m.bursts.Get().(*burst)
	if !ok {
		b = &burst{}
	}
	b.now = time.Now()
	return b
}

func (m *media) giveBack(b *burst) {
	b.flush()
	m.bursts.Put(b)
}
