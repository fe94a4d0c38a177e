package relay

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
)

// peers are the addresses that may be reached.
type peers struct {
	ips     map[netip.Addr]bool
	inside  map[netip.AddrPort]netip.AddrPort // told → at
	outside map[netip.AddrPort]netip.AddrPort // at → told
	bind    netip.Addr                        // where relayed sockets are opened
}

func newPeers(list []Peer) (peers, error) {
	p := peers{
		ips:    make(map[netip.Addr]bool),
		inside: make(map[netip.AddrPort]netip.AddrPort), outside: make(map[netip.AddrPort]netip.AddrPort),
	}
	for i, peer := range list {
		told, at := plain(peer.Told), plain(peer.At)
		if !at.IsValid() {
			at = told
		}
		if !told.IsValid() || told.Port() == 0 || told.Addr().IsUnspecified() || at.Port() == 0 || at.Addr().IsUnspecified() {
			return p, fmt.Errorf("media address %s is none that can be reached", peer.Told)
		}
		p.ips[told.Addr()] = true
		p.inside[told] = at
		p.outside[at] = told
		switch {
		case i == 0:
			p.bind = at.Addr()
		case p.bind != at.Addr():
			p.bind = netip.IPv4Unspecified()
		}
	}
	return p, nil
}

// plain takes the IPv6 clothes off an IPv4 address, and a zone.
func plain(a netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(a.Addr().Unmap().WithZone(""), a.Port())
}

// permit decides on a permission or channel (RFC 8656 section 9): it names no port, so each packet is looked at again.
func (s *Server) permit(_ net.Addr, ip net.IP) bool {
	address, ok := netip.AddrFromSlice(ip)
	return ok && s.peers.ips[address.Unmap()]
}

var errOnlyUDP = errors.New("only UDP is relayed")

// generator opens the relayed sockets.
type generator Server

// Validate implements turn.RelayAddressGenerator.
func (g *generator) Validate() error { return nil }

// AllocatePacketConn implements turn.RelayAddressGenerator. A client that asks for a port of its choice gets another.
func (g *generator) AllocatePacketConn(turn turnAllocation) (net.PacketConn, net.Addr, error) {
	s := (*Server)(g)
	conn, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(s.peers.bind, 0)))
	if err != nil {
		return nil, nil, fmt.Errorf("open relayed socket for %s: %w", turn.Network, err)
	}
	r := &socket{UDPConn: conn, server: s, in: newBucket(s.config.Bandwidth), out: newBucket(s.config.Bandwidth)}
	s.mu.Lock()
	closed := s.closed
	if !closed {
		s.relays[r] = struct{}{}
	}
	s.mu.Unlock()
	if closed {
		return nil, nil, errors.Join(net.ErrClosed, conn.Close())
	}
	// The engine answers to where packets come from and needs no candidate, so what the client is told here is only a name.
	told := *conn.LocalAddr().(*net.UDPAddr) //nolint:forcetypeassert // ListenUDP gives no other
	if told.IP.IsUnspecified() {
		for address := range s.peers.ips {
			told.IP = address.AsSlice()
		}
	}
	return r, &told, nil
}

// AllocateListener implements turn.RelayAddressGenerator.
func (g *generator) AllocateListener(turnAllocation) (net.Listener, net.Addr, error) {
	return nil, nil, errOnlyUDP
}

// AllocateConn implements turn.RelayAddressGenerator.
func (g *generator) AllocateConn(turnConn) (net.Conn, error) { return nil, errOnlyUDP }
