package roomstest

import (
	"net"
	"sync/atomic"
	"testing"

	"github.com/pion/transport/v4"
	"github.com/pion/transport/v4/stdnet"
)

// Network is the machine's network with faults: for client.Options.Net.
type Network struct {
	*stdnet.Net
	broken  atomic.Bool
	lose    atomic.Int64
	counted atomic.Int64
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

// ListenUDP implements transport.Net.
func (n *Network) ListenUDP(network string, address *net.UDPAddr) (transport.UDPConn, error) {
	conn, err := n.Net.ListenUDP(network, address)
	if err != nil {
		return nil, err
	}
	return &faulty{conn, n}, nil
}

// media is the size from which a datagram is taken for a picture.
const media = 800

type faulty struct {
	transport.UDPConn
	network *Network
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
