//go:build !linux || (!amd64 && !arm64)

package wire

import (
	"net/netip"
	"syscall"
)

const batchesSupported = false

func segmentationSupported(syscall.RawConn) bool { return false }

// reader takes one datagram per system call.
type reader struct {
	conn *Conn
	buf  [MaxPacket]byte
	from netip.AddrPort
	n    int
	full bool
}

func newReader(c *Conn) *reader { return &reader{conn: c} }

func (r *reader) fill() error {
	n, from, err := r.conn.udp.ReadFromUDPAddrPort(r.buf[:])
	if err != nil {
		return err
	}
	r.n, r.from, r.full = n, netip.AddrPortFrom(from.Addr().Unmap(), from.Port()), true
	return nil
}

func (r *reader) next() ([]byte, netip.AddrPort, bool) {
	if !r.full {
		return nil, netip.AddrPort{}, false
	}
	r.full = false
	return r.buf[:r.n], r.from, true
}

type writer struct{}

func (writer) init() {}

func (b *Batch) transmit() error {
	b.singly(b.messages)
	return nil
}
