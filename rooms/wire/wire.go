// Package wire is a UDP socket that reads and writes datagrams in batches: many per system call, and trains of equal size to one
// address as one message that the kernel cuts (UDP_SEGMENT). It also keeps the accepted connections of a TCP listener writable by
// address, with RFC 4571 framing.
//
// It knows addresses and bytes. It does not know RTP, encryption or who is behind an address.
package wire

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	// MaxPacket bounds a datagram in bytes, in and out. Larger ones that come in are dropped.
	MaxPacket = 2048
	// MaxSegment is the largest datagram that is sent in a train: with IPv6 and UDP headers it fits a path of 1,450 bytes.
	MaxSegment = 1400
	// MaxTrain is the most datagrams in a train.
	MaxTrain = 16

	maxTrainBytes = 60_000  // below the 64 KiB of one message
	maxMessages   = 64      // in one system call
	arenaBytes    = 192_000 // of a batch: it stays in a second-level cache
	patience      = 5 * time.Millisecond
	maxRefusals   = 64
)

// Handler sees datagrams before the reader does. Its methods are called from the goroutine that reads.
type Handler interface {
	// Packet reports whether it took the datagram; b is valid and may be written to during the call.
	Packet(c *Conn, from netip.AddrPort, b []byte) bool
	// Idle says that everything read so far has been handled: a good moment to flush what was gathered.
	Idle(c *Conn)
}

// Conn is a UDP socket. It implements net.PacketConn and the reading and writing by netip.AddrPort that package ice looks for.
// One goroutine may read; any may write.
type Conn struct {
	udp     *net.UDPConn
	raw     syscall.RawConn
	local   netip.AddrPort
	handler Handler
	in      *reader

	segmentation atomic.Bool // trains go out as one message
	batching     atomic.Bool // many messages go out in one system call
	refusals     atomic.Int32
	dropped      atomic.Uint64
	index        int
	letters      sync.Pool // of batches for one datagram
}

// Listen binds a socket with buffers of the given size in bytes; the kernel may give less. A nil handler sees nothing. index is
// the caller's number for the socket.
func Listen(addr *net.UDPAddr, buffer, index int, handler Handler) (*Conn, error) {
	udp, err := net.ListenUDP("udp", addr)
	if err != nil {
		return nil, fmt.Errorf("bind UDP: %w", err)
	}
	c, err := newConn(udp, buffer, index, handler)
	if err != nil {
		return nil, errors.Join(err, udp.Close())
	}
	return c, nil
}

func newConn(udp *net.UDPConn, buffer, index int, handler Handler) (*Conn, error) {
	if err := errors.Join(udp.SetReadBuffer(buffer), udp.SetWriteBuffer(buffer)); err != nil {
		return nil, fmt.Errorf("set UDP buffers: %w", err)
	}
	raw, err := udp.SyscallConn()
	if err != nil {
		return nil, fmt.Errorf("reach UDP socket: %w", err)
	}
	local, ok := udp.LocalAddr().(*net.UDPAddr)
	if !ok {
		return nil, errors.New("reach UDP socket: its address is no UDP address")
	}
	c := &Conn{udp: udp, raw: raw, handler: handler, index: index}
	c.local = netip.AddrPortFrom(local.AddrPort().Addr().Unmap(), local.AddrPort().Port())
	c.in = newReader(c)
	c.batching.Store(batchesSupported)
	c.segmentation.Store(c.batching.Load() && segmentationSupported(raw))
	return c, nil
}

// Index is the number that Listen was given.
func (c *Conn) Index() int { return c.index }

// Local is the bound address.
func (c *Conn) Local() netip.AddrPort { return c.local }

// Segmentation reports whether trains go out as one message.
func (c *Conn) Segmentation() bool { return c.segmentation.Load() }

// Dropped counts datagrams that the kernel did not take in time.
func (c *Conn) Dropped() uint64 { return c.dropped.Load() }

// ReadFromAddrPort returns the next datagram that the handler did not take.
func (c *Conn) ReadFromAddrPort(b []byte) (int, netip.AddrPort, error) {
	for {
		for {
			packet, from, ok := c.in.next()
			if !ok {
				break
			}
			if c.handler != nil && c.handler.Packet(c, from, packet) {
				continue
			}
			return copy(b, packet), from, nil
		}
		if c.handler != nil {
			c.handler.Idle(c)
		}
		if err := c.in.fill(); err != nil {
			return 0, netip.AddrPort{}, err
		}
	}
}

// ReadFrom implements net.PacketConn.
func (c *Conn) ReadFrom(b []byte) (int, net.Addr, error) {
	n, from, err := c.ReadFromAddrPort(b)
	if err != nil {
		return 0, nil, err
	}
	return n, net.UDPAddrFromAddrPort(from), nil
}

// WriteToAddrPort sends one datagram at once. Like a batch it does not wait for long: what the kernel does not take within 5 ms, or
// refuses, is counted by Dropped and is no error.
func (c *Conn) WriteToAddrPort(b []byte, to netip.AddrPort) (int, error) {
	if len(b) > MaxPacket {
		return c.udp.WriteToUDPAddrPort(b, to)
	}
	letter, ok := c.letters.Get().(*Batch)
	if !ok {
		letter = c.newBatch(MaxPacket)
	}
	defer c.letters.Put(letter)
	copy(letter.Room(), b)
	letter.Commit(to, len(b))
	if err := letter.send(); err != nil {
		return 0, err
	}
	return len(b), nil
}

// WriteTo implements net.PacketConn.
func (c *Conn) WriteTo(b []byte, to net.Addr) (int, error) { return c.udp.WriteTo(b, to) }

// Close implements net.PacketConn; it ends the reader.
func (c *Conn) Close() error { return c.udp.Close() }

// LocalAddr implements net.PacketConn.
func (c *Conn) LocalAddr() net.Addr { return c.udp.LocalAddr() }

// SetDeadline implements net.PacketConn.
func (c *Conn) SetDeadline(t time.Time) error { return c.udp.SetDeadline(t) }

// SetReadDeadline implements net.PacketConn.
func (c *Conn) SetReadDeadline(t time.Time) error { return c.udp.SetReadDeadline(t) }

// SetWriteDeadline implements net.PacketConn.
func (c *Conn) SetWriteDeadline(t time.Time) error { return c.udp.SetWriteDeadline(t) }

// message is one datagram or a train of them, side by side in the arena.
type message struct {
	to      netip.AddrPort
	start   int
	size    int // of all datagrams
	segment int // of each but the last, which may be shorter
	count   int
}

// joins reports whether a datagram of n bytes behind m may become part of it.
func (m *message) joins(to netip.AddrPort, start, n int) bool {
	return m.to == to && m.start+m.size == start && n <= m.segment && m.segment <= MaxSegment && m.count < MaxTrain &&
		m.size == m.segment*m.count && m.size+n <= maxTrainBytes
}

// Batch gathers datagrams for one socket. Not safe for concurrent use.
type Batch struct {
	conn     *Conn
	arena    []byte
	used     int
	messages []message
	out      writer
}

// NewBatch makes a batch of about 200 KB; it is meant to be kept and used again.
func (c *Conn) NewBatch() *Batch { return c.newBatch(arenaBytes) }

func (c *Conn) newBatch(arena int) *Batch {
	b := &Batch{conn: c, arena: make([]byte, arena), messages: make([]message, 0, maxMessages)}
	b.out.init()
	return b
}

// Room is where the next datagram is to be written, MaxPacket bytes. What was gathered is sent first if there is none left.
func (b *Batch) Room() []byte {
	if len(b.arena)-b.used < MaxPacket || len(b.messages) == maxMessages {
		b.Flush()
	}
	return b.arena[b.used : b.used+MaxPacket : b.used+MaxPacket]
}

// Commit addresses the first n bytes of the last Room.
func (b *Batch) Commit(to netip.AddrPort, n int) {
	if b.conn.local.Addr().Is4() && !to.Addr().Unmap().Is4() {
		b.conn.dropped.Add(1) // another family cannot be reached from this socket
		return
	}
	start := b.used
	b.used += n
	if i := len(b.messages) - 1; i >= 0 && b.conn.segmentation.Load() && b.messages[i].joins(to, start, n) {
		b.messages[i].size += n
		b.messages[i].count++
		return
	}
	b.messages = append(b.messages, message{to: to, start: start, size: n, segment: n, count: 1})
}

// Flush sends what was gathered. What the kernel does not take within 5 ms is dropped: media that old help nobody.
func (b *Batch) Flush() {
	_ = b.send() // it fails when the socket is closed, and then its reader ends everything
}

func (b *Batch) send() error {
	var err error
	if len(b.messages) > 0 {
		err = b.transmit()
		b.messages = b.messages[:0]
	}
	b.used = 0
	return err
}

// singly sends messages without batching and trains.
func (b *Batch) singly(list []message) {
	for _, m := range list {
		for at := m.start; at < m.start+m.size; at += m.segment {
			// An address that cannot be reached is the business of ICE, which will notice.
			if _, err := b.conn.udp.WriteToUDPAddrPort(b.arena[at:min(at+m.segment, m.start+m.size)], m.to); err != nil {
				b.conn.dropped.Add(1)
			}
		}
	}
}
