package conference

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"

	turn "fairground/rooms/relay"

	"fairground/rooms"
)

// Relay says where the relay for those listens whose network lets no media through. The zero value has none.
type Relay struct {
	UDP, TCP, TLS    string // host:port; "" leaves one out
	Certificate, Key string // PEM files for TLS; "" makes a certificate that nobody vouches for
	Host             string // name or address by which browsers reach it; "" is the listener's own
	Secret           string // that credentials are made with, at least 16 bytes; "" draws one
}

func (r Relay) wanted() bool { return r.UDP != "" || r.TCP != "" || r.TLS != "" }

// openRelay starts the relay beside the engine.
func (s *Service) openRelay(c Relay) error {
	if !c.wanted() {
		return nil
	}
	peers, err := mediaPeers(s.engine.UDPAddr(), s.config.Media, s.config.PublicIP)
	if err != nil {
		return fmt.Errorf("open relay: %w", err)
	}
	certificate, err := c.certificate(s)
	if err != nil {
		return fmt.Errorf("open relay: %w", err)
	}
	s.relay, err = turn.New(turn.Config{
		UDP: c.UDP, TCP: c.TCP, TLS: c.TLS, Certificate: certificate, Host: c.Host, Peers: peers, Secret: []byte(c.Secret),
		Logger: s.log, Now: s.now,
	})
	return err
}

func (r Relay) certificate(s *Service) (func(*tls.ClientHelloInfo) (*tls.Certificate, error), error) {
	switch {
	case r.TLS == "":
		return nil, nil
	case r.Certificate != "":
		return turn.FromFiles(r.Certificate, r.Key, s.now)
	}
	host := r.Host
	if host == "" {
		var err error
		if host, _, err = net.SplitHostPort(r.TLS); err != nil {
			return nil, err
		}
	}
	return turn.SelfSigned(host, s.now())
}

// mediaPeers lists the addresses at which the engine takes media over UDP: the only ones that the relay reaches.
func mediaPeers(bound net.Addr, media, public string) ([]turn.Peer, error) {
	var inside []netip.AddrPort
	if bound != nil {
		at, err := netip.ParseAddrPort(bound.String())
		if err != nil {
			return nil, fmt.Errorf("read media address: %w", err)
		}
		if !at.Addr().IsUnspecified() {
			inside = append(inside, at)
		}
	}
	if len(inside) == 0 {
		_, port, err := net.SplitHostPort(media)
		if err != nil {
			return nil, fmt.Errorf("read media address: %w", err)
		}
		own, err := net.InterfaceAddrs()
		if err != nil {
			return nil, fmt.Errorf("list addresses: %w", err)
		}
		for _, a := range own {
			prefix, err := netip.ParsePrefix(a.String())
			if err != nil || prefix.Addr().IsLoopback() || !prefix.Addr().IsGlobalUnicast() {
				continue
			}
			at, err := netip.ParseAddrPort(net.JoinHostPort(prefix.Addr().String(), port))
			if err != nil {
				return nil, fmt.Errorf("read media port: %w", err)
			}
			inside = append(inside, at)
		}
	}
	if len(inside) == 0 {
		return nil, errors.New("the media have no address over UDP")
	}
	if public != "" {
		told, err := netip.ParseAddr(public)
		if err != nil {
			return nil, fmt.Errorf("read public address: %w", err)
		}
		for _, at := range inside {
			if at.Addr().Is4() == told.Is4() {
				return []turn.Peer{{Told: netip.AddrPortFrom(told, at.Port()), At: at}}, nil
			}
		}
		return nil, errors.New("the media have no address of the public one's family")
	}
	peers := make([]turn.Peer, 0, len(inside))
	for _, at := range inside {
		peers = append(peers, turn.Peer{Told: at})
	}
	return peers, nil
}

// iceServers are those of the configuration and the relay, with a credential for one user and one visit.
func (s *Service) iceServers(user string) []rooms.ICEServer {
	list := append([]rooms.ICEServer{}, s.config.ICEServers...)
	if s.relay == nil {
		return list
	}
	c := s.relay.Credential(user)
	return append(list, rooms.ICEServer{URLs: c.URLs, Username: c.Username, Credential: c.Password})
}
