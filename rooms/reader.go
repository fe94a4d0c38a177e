package rooms

import (
	"net/netip"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"

	"fairground/rooms/wire"
)

// reader sees the packets of one socket before pion does. It implements wire.Handler.
type reader struct {
	media *media
	burst burst
}

// Packet implements wire.Handler: SRTP and SRTCP (RFC 7983 section 7) from known addresses stay here.
func (r *reader) Packet(_ *wire.Conn, from netip.AddrPort, b []byte) bool {
	if len(b) < 12 || b[0]>>6 != 2 {
		return false
	}
	l := r.media.routes.find(from)
	if l == nil {
		return false
	}
	r.burst.now = time.Now()
	if 192 <= b[1] && b[1] <= 223 { // RFC 5761 section 4
		return l.takeRTCP(&r.burst, b)
	}
	return l.takeRTP(&r.burst, b)
}

// Idle implements wire.Handler.
func (r *reader) Idle(*wire.Conn) { r.burst.flush() }

// routes finds the link of a remote address.
type routes struct {
	mu sync.RWMutex
	to map[netip.AddrPort]*link
}

func (r *routes) find(from netip.AddrPort) *link {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.to[from]
}

// change moves a link from one address to another; the zero address is none.
func (r *routes) change(from, to netip.AddrPort, l *link) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.to[from] == l {
		delete(r.to, from)
	}
	if to.IsValid() {
		if r.to == nil {
			r.to = make(map[netip.AddrPort]*link)
		}
		r.to[to] = l
	}
}

// socket is the one that a local candidate stands for. With 1:1 NAT candidates have other addresses than sockets, and among several
// sockets the first of the family is taken: the outside is the same for all.
func (m *media) socket(local *webrtc.ICECandidate, remote netip.Addr) *wire.Conn {
	addr, err := netip.ParseAddr(local.Address)
	if err != nil {
		return nil
	}
	var first *wire.Conn
	for _, c := range m.sockets {
		if c.Local().Addr().WithZone("") == addr.Unmap().WithZone("") && c.Local().Port() == local.Port {
			return c
		}
		if first == nil && c.Local().Addr().Is4() == remote.Is4() {
			first = c
		}
	}
	return first
}
