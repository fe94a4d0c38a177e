package roomstest

import (
	"net"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/transport/v4"
	"github.com/pion/transport/v4/stdnet"
)

// Network is the machine's network with faults: for client.Options.Net.
type Network struct {
	*stdnet.Net
	broken  atomic.Bool
	lose    atomic.Int64
	counted atomic.Int64
	rate    atomic.Int64
}

// NewNetwork makes a network that works.
func NewNetwork(t testing.TB) *Network {
	t.Helper()
	n, err := stdnet.NewNet()
	if err != nil {
		t.Fatalf("make network: %v", err)
	}
	return &Network{Net: n}
}

// Break loses everything both ways, until it is called with false.
func (n *Network) Break(broken bool) { n.broken.Store(broken) }

// LoseEvery loses every nth large datagram that comes in, media but no handshakes; 0 loses none.
func (n *Network) LoseEvery(nth int) { n.lose.Store(int64(nth)) }

// Limit lets so many bits per second come in, with a short queue that drops what is too much; 0 lifts it. It is called once before the
// network is used, for the queue to be short, and may be called again.
func (n *Network) Limit(bitsPerSecond int) { n.rate.Store(int64(bitsPerSecond)) }

// shortQueue is the receive buffer of a limited network, in bytes as the kernel counts them: twice the packets themselves, and more.
const shortQueue = 24 << 10

// ListenUDP implements transport.Net.
func (n *Network) ListenUDP(network string, address *net.UDPAddr) (transport.UDPConn, error) {
	conn, err := n.Net.ListenUDP(network, address)
	if err != nil {
		return nil, err
	}
	if n.rate.Load() > 0 {
		if err := conn.SetReadBuffer(shortQueue); err != nil {
			return nil, err
		}
	}
	return &faulty{UDPConn: conn, network: n}, nil
}

// media is the size from which a datagram is taken for a picture.
const media = 800

type faulty struct {
	transport.UDPConn
	network *Network
	busy    time.Time // until when the link is taken; of the goroutine that reads
}

// pace waits until a datagram would have come over the link.
func (f *faulty) pace(size int) {
	rate := f.network.rate.Load()
	if rate == 0 {
		return
	}
	now := time.Now()
	if f.busy.Before(now.Add(-10 * time.Millisecond)) {
		f.busy = now.Add(-10 * time.Millisecond)
	}
	f.busy = f.busy.Add(time.Duration(int64(size+28) * 8 * int64(time.Second) / rate))
	time.Sleep(f.busy.Sub(now))
}

func (f *faulty) lost(size int) bool {
	if f.network.broken.Load() {
		return true
	}
	nth := f.network.lose.Load()
	return nth > 0 && size >= media && f.network.counted.Add(1)%nth == 0
}

// ReadFrom implements net.PacketConn.
func (f *faulty) ReadFrom(b []byte) (int, net.Addr, error) {
	for {
		n, from, err := f.UDPConn.ReadFrom(b)
		if err != nil || !f.lost(n) {
			f.pace(n)
			return n, from, err
		}
	}
}

// WriteTo implements net.PacketConn.
func (f *faulty) WriteTo(b []byte, to net.Addr) (int, error) {
	if f.network.broken.Load() {
		return len(b), nil
	}
	return f.UDPConn.WriteTo(b, to)
}
