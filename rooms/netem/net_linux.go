package netem

import (
	"net"

	"github.com/pion/transport/v4"
	"github.com/pion/transport/v4/stdnet"
)

// Net is the network as a client in the namespace sees it, for client.Options.Net.
func (l *Link) Net() (transport.Net, error) {
	var inner *stdnet.Net
	var err error
	l.space.Do(func() { inner, err = stdnet.NewNet() })
	if err != nil {
		return nil, err
	}
	return &inside{inner, l}, nil
}

// inside opens sockets in the namespace.
type inside struct {
	*stdnet.Net
	link *Link
}

// ListenPacket implements transport.Net.
func (n *inside) ListenPacket(network, address string) (c net.PacketConn, err error) {
	n.link.Do(func() { c, err = n.Net.ListenPacket(network, address) })
	return c, err
}

// ListenUDP implements transport.Net.
func (n *inside) ListenUDP(network string, address *net.UDPAddr) (c transport.UDPConn, err error) {
	n.link.Do(func() { c, err = n.Net.ListenUDP(network, address) })
	return c, err
}

// Dial implements transport.Net.
func (n *inside) Dial(network, address string) (net.Conn, error) {
	return n.link.Dial(network, address)
}

// DialUDP implements transport.Net.
func (n *inside) DialUDP(network string, from, to *net.UDPAddr) (c transport.UDPConn, err error) {
	n.link.Do(func() { c, err = n.Net.DialUDP(network, from, to) })
	return c, err
}

// DialTCP implements transport.Net.
func (n *inside) DialTCP(network string, from, to *net.TCPAddr) (c transport.TCPConn, err error) {
	n.link.Do(func() { c, err = n.Net.DialTCP(network, from, to) })
	return c, err
}

// CreateDialer implements transport.Net.
func (n *inside) CreateDialer(d *net.Dialer) transport.Dialer {
	return dialer{n.Net.CreateDialer(d), n.link}
}

type dialer struct {
	transport.Dialer
	link *Link
}

// Dial implements transport.Dialer.
func (d dialer) Dial(network, address string) (c net.Conn, err error) {
	d.link.Do(func() { c, err = d.Dialer.Dial(network, address) })
	return c, err
}
