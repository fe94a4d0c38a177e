package relay

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/logging"
	"github.com/pion/stun/v4"
	"github.com/pion/turn/v5"
	"go.uber.org/goleak"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func address(t *testing.T, a net.Addr) netip.AddrPort {
	t.Helper()
	parsed, err := netip.ParseAddrPort(a.String())
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// leakless proves that nothing started after it outlives the test.
func leakless(t *testing.T) {
	t.Helper()
	ignore := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		if err := goleak.Find(ignore); err != nil && !t.Failed() {
			t.Errorf("something outlives the relay: %v", err)
		}
	})
}

// start runs a relay on loopback that ends with the test.
func start(t *testing.T, c Config) (*Server, *x509.CertPool) {
	t.Helper()
	certificate, err := SelfSigned("127.0.0.1", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	chain, err := certificate(nil)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(chain.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(leaf)
	c.UDP, c.TCP, c.TLS, c.Certificate = "127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0", certificate
	s, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close relay: %v", err)
		}
	})
	return s, trusted
}

// The call of somebody whose network lets only one thing through.
func TestMediaFlowThroughTheRelayOnly(t *testing.T) {
	for i, by := range []string{"UDP", "TCP", "TLS"} {
		t.Run(by, func(t *testing.T) {
			leakless(t)
			engine := roomstest.Engine(t, rooms.Config{})
			s, trusted := start(t, Config{Peers: []Peer{{Told: address(t, engine.UDPAddr())}}})
			roomstest.Room(t, engine, "r")
			credential := s.Credential("per_b")
			began := time.Now()
			options := client.Options{
				Relay:      true,
				ICEServers: []rooms.ICEServer{{URLs: credential.URLs[i : i+1], Username: credential.Username, Credential: credential.Password}},
			}
			if by == "TLS" {
				options.Dial = func(network, to string) (net.Conn, error) {
					return tls.Dial(network, to, &tls.Config{RootCAs: trusted, ServerName: "127.0.0.1"})
				}
			}
			near := roomstest.Join(t, engine, roomstest.Everything("r", "per_a"), client.Options{})
			picture := near.Publish(rooms.Camera)[0]
			far := roomstest.Join(t, engine, roomstest.Everything("r", "per_b"), options)
			far.Flows(picture.ID, 1)
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("the first frame took %s", took)
			} else {
				t.Logf("first frame after %s", took.Round(time.Millisecond))
			}
			voice := far.Publish(rooms.Microphone)[0]
			near.Flows(voice.ID, 10)
			far.Flows(picture.ID, 10)
			if n := s.Allocations(); n != 2 {
				t.Errorf("%d allocations for two connections", n)
			}
		})
	}
}

func TestOnlyTheMediaAddressesOfTheEngineMayBeReached(t *testing.T) {
	engine := netip.MustParseAddrPort("203.0.113.7:7882")
	inside := netip.MustParseAddrPort("10.1.2.3:7882")
	set, err := newPeers([]Peer{{Told: engine, At: inside}})
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{peers: set}
	rows := []struct {
		name, ip string
		want     bool
	}{
		{"the engine, as clients are told", "203.0.113.7", true},
		{"the engine in IPv6 clothes", "::ffff:203.0.113.7", true},
		{"the engine's inside address", "10.1.2.3", false},
		{"another public address", "203.0.113.8", false},
		{"the machine itself", "127.0.0.1", false},
		{"the machine itself by another name", "127.8.8.8", false},
		{"a private network", "10.0.0.1", false},
		{"another private network", "172.16.0.1", false},
		{"a home network", "192.168.1.1", false},
		{"the metadata of a cloud", "169.254.169.254", false},
		{"the carrier's own range", "100.64.0.1", false},
		{"everybody on the wire", "255.255.255.255", false},
		{"a group", "224.0.0.251", false},
		{"nobody", "0.0.0.0", false},
		{"the machine itself in IPv6", "::1", false},
		{"nobody in IPv6", "::", false},
		{"the machine itself in IPv6 clothes", "::ffff:127.0.0.1", false},
		{"the metadata in IPv6 clothes", "::ffff:169.254.169.254", false},
		{"a private network in IPv6 clothes", "::ffff:10.0.0.1", false},
		{"a local IPv6 network", "fd00::1", false},
		{"a link-local IPv6 address", "fe80::1", false},
		{"a translated private address", "64:ff9b::a00:1", false},
		{"the engine through a translator", "64:ff9b::cb00:7107", false},
	}
	for _, row := range rows {
		if got := s.permit(nil, net.ParseIP(row.ip)); got != row.want {
			t.Errorf("%s (%s): %v", row.name, row.ip, got)
		}
	}
	for name, ip := range map[string]net.IP{"no address": nil, "half an address": {10, 0}} {
		if s.permit(nil, ip) {
			t.Errorf("%s is permitted", name)
		}
	}
}

func TestPacketsGoToThePortOfTheEngineOnlyAndComeFromIt(t *testing.T) {
	leakless(t)
	listen := func() *net.UDPConn {
		c, err := net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		return c
	}
	engine, neighbour := listen(), listen()
	told := netip.MustParseAddrPort("203.0.113.7:7882")
	s, _ := start(t, Config{Peers: []Peer{{Told: told, At: address(t, engine.LocalAddr())}}})
	relayed, _, err := (*generator)(s).AllocatePacketConn(turn.AllocateListenerConfig{Network: "udp4"})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = relayed.Close() }()
	send := func(to netip.AddrPort, words string) {
		t.Helper()
		if _, err := relayed.WriteTo([]byte(words), net.UDPAddrFromAddrPort(to)); err != nil {
			t.Fatalf("%s: %v", to, err)
		}
	}
	send(address(t, neighbour.LocalAddr()), "another port")
	send(address(t, engine.LocalAddr()), "by the inside address")
	send(told, "as told")
	buf := make([]byte, 100)
	if err := engine.SetReadDeadline(time.Now().Add(roomstest.Patience)); err != nil {
		t.Fatal(err)
	}
	n, from, err := engine.ReadFrom(buf)
	if err != nil || string(buf[:n]) != "as told" {
		t.Fatalf("the engine was sent %q first, %v", buf[:n], err)
	}
	if err := neighbour.SetReadDeadline(time.Now().Add(50 * time.Millisecond)); err != nil {
		t.Fatal(err)
	}
	if n, _, err := neighbour.ReadFrom(buf); err == nil {
		t.Errorf("the neighbour was sent %q", buf[:n])
	}
	for _, c := range []*net.UDPConn{neighbour, engine} {
		if _, err := c.WriteTo([]byte(c.LocalAddr().String()), from); err != nil {
			t.Fatal(err)
		}
	}
	if err := relayed.SetReadDeadline(time.Now().Add(roomstest.Patience)); err != nil {
		t.Fatal(err)
	}
	n, back, err := relayed.ReadFrom(buf)
	if err != nil || string(buf[:n]) != engine.LocalAddr().String() || back.String() != told.String() {
		t.Errorf("the client was sent %q from %v, %v", buf[:n], back, err)
	}
}

func TestMoreThanTheBandwidthOfAnAllocationIsDropped(t *testing.T) {
	b := newBucket(10_000)
	for range 10 {
		if !b.take(1000) {
			t.Fatal("a second's worth is dropped")
		}
	}
	if b.take(1000) {
		t.Error("more than a second's worth goes through at once")
	}
	b.last = b.last.Add(-time.Second / 2)
	if !b.take(4900) || b.take(1000) {
		t.Error("half a second later it is not half of it")
	}
}

// newClient is a TURN client of the protocol's own library.
func newClient(t *testing.T, s *Server, name, password string) *turn.Client {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	quiet := logging.NewDefaultLoggerFactory()
	quiet.DefaultLogLevel = logging.LogLevelDisabled
	c, err := turn.NewClient(&turn.ClientConfig{
		STUNServerAddr: s.UDPAddr().String(), TURNServerAddr: s.UDPAddr().String(), Conn: conn,
		Username: name, Password: password, Realm: realm, LoggerFactory: quiet,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		c.Close()
		_ = conn.Close()
	})
	if err := c.Listen(); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestWhoIsLetIn(t *testing.T) {
	leakless(t)
	var ahead atomic.Int64
	began := time.Now()
	now := func() time.Time { return began.Add(time.Duration(ahead.Load())) }
	peer := netip.MustParseAddrPort("127.0.0.1:9")
	s, _ := start(t, Config{Peers: []Peer{{Told: peer}}, Now: now, Secret: []byte("sixteen bytes or")})
	good := s.Credential("per_a")
	old := strconv.FormatInt(began.Add(-time.Second).Unix(), 10) + ":per_a"
	rows := []struct {
		name, user, password string
		want                 bool
	}{
		{"with a credential", good.Username, good.Password, true},
		{"with another password", good.Username, good.Password + "x", false},
		{"with an expired one", old, s.password(old), false},
		{"with one for somebody else", strings.Replace(good.Username, "per_a", "per_b", 1), good.Password, false},
		{"without a user", good.Username[:10] + ":", s.password(good.Username[:10] + ":"), false},
		{"with no number", "soon:per_a", s.password("soon:per_a"), false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			c := newClient(t, s, row.user, row.password)
			relayed, err := c.Allocate()
			if (err == nil) != row.want {
				t.Fatalf("allocate: %v", err)
			}
			if err != nil {
				return
			}
			// A third party: the permission is refused.
			err = c.CreatePermission(&net.UDPAddr{IP: net.IPv4(169, 254, 169, 254), Port: 80})
			var refused *stun.TurnError
			if err == nil || errors.As(err, &refused) && refused.ErrorCodeAttr.Code != stun.CodeForbidden {
				t.Errorf("a permission for the metadata address: %v", err)
			}
			if err := c.CreatePermission(net.UDPAddrFromAddrPort(peer)); err != nil {
				t.Errorf("a permission for the engine: %v", err)
			}
			// The credential ends; whoever is in stays in, nobody comes in with it any more.
			ahead.Store(int64(time.Hour))
			defer ahead.Store(0)
			if err := c.CreatePermission(net.UDPAddrFromAddrPort(peer)); err != nil {
				t.Errorf("an allocation that stands is not kept up: %v", err)
			}
			if _, err := newClient(t, s, row.user, row.password).Allocate(); err == nil {
				t.Error("an expired credential makes a new allocation")
			}
			if err := relayed.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAUserHasOnlySoManyAllocations(t *testing.T) {
	leakless(t)
	s, _ := start(t, Config{Peers: []Peer{{Told: netip.MustParseAddrPort("127.0.0.1:9")}}, PerUser: 2, Total: 3})
	allocate := func(user string) (net.PacketConn, error) {
		c := s.Credential(user)
		relayed, err := newClient(t, s, c.Username, c.Password).Allocate()
		if err == nil {
			t.Cleanup(func() { _ = relayed.Close() })
		}
		return relayed, err
	}
	first, err := allocate("a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := allocate("a"); err != nil {
		t.Fatal(err)
	}
	if _, err := allocate("a"); err == nil {
		t.Error("a third allocation of one user")
	}
	if _, err := allocate("b"); err != nil {
		t.Errorf("the quota of one user is held against another: %v", err)
	}
	if _, err := allocate("c"); err == nil {
		t.Error("a fourth allocation of all")
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	roomstest.Eventually(t, "an allocation that ended frees its place", func() bool { return s.Allocations() == 2 })
	if _, err := allocate("c"); err != nil {
		t.Errorf("after one has ended: %v", err)
	}
}

func TestConnectionsThatSayNothingOrAreTooManyAreCut(t *testing.T) {
	leakless(t)
	s, _ := start(t, Config{Peers: []Peer{{Told: netip.MustParseAddrPort("127.0.0.1:9")}}, ConnsPer: 2, Silence: 200 * time.Millisecond})
	dial := func(to net.Addr) net.Conn {
		c, err := net.Dial("tcp", to.String())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = c.Close() })
		if err := c.SetReadDeadline(time.Now().Add(roomstest.Patience)); err != nil {
			t.Fatal(err)
		}
		return c
	}
	cut := func(c net.Conn) bool {
		_, err := c.Read(make([]byte, 1))
		var timeout net.Error
		return err != nil && (!errors.As(err, &timeout) || !timeout.Timeout())
	}
	silent := []net.Conn{dial(s.TCPAddr()), dial(s.TLSAddr())}
	third := dial(s.TCPAddr())
	began := time.Now()
	if !cut(third) || time.Since(began) > 150*time.Millisecond {
		t.Error("a third connection of one address is kept")
	}
	for _, c := range silent {
		if !cut(c) {
			t.Error("a silent connection is kept")
		}
	}
	garbage := dial(s.TLSAddr())
	if _, err := garbage.Write([]byte("GET / HTTP/1.1\r\n\r\n")); err != nil {
		t.Fatal(err)
	}
	for range 10 { // an alert, then the end
		if _, err := garbage.Read(make([]byte, 100)); err != nil {
			break
		}
	}
	roomstest.Eventually(t, "no connection is left over", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return len(s.links) == 0 && len(s.per) == 0
	})
}

func TestWhatCannotBeStarted(t *testing.T) {
	leakless(t)
	peer := []Peer{{Told: netip.MustParseAddrPort("127.0.0.1:9")}}
	rows := map[string]Config{
		"no listener":             {Peers: peer},
		"no peer":                 {UDP: "127.0.0.1:0"},
		"a wildcard as peer":      {UDP: "127.0.0.1:0", Peers: []Peer{{Told: netip.MustParseAddrPort("0.0.0.0:9")}}},
		"TLS without certificate": {TLS: "127.0.0.1:0", Peers: peer},
		"a short secret":          {UDP: "127.0.0.1:0", Peers: peer, Secret: []byte("short")},
		"no such address":         {UDP: "127.0.0.1:0", TCP: "203.0.113.1:1", Peers: peer},
	}
	for name, c := range rows {
		if s, err := New(c); err == nil {
			t.Errorf("%s: started", name)
			_ = s.Close()
		}
	}
}

func TestWhatClientsAreTold(t *testing.T) {
	leakless(t)
	s, _ := start(t, Config{Peers: []Peer{{Told: netip.MustParseAddrPort("127.0.0.1:9")}}, Host: "turn.fair.example"})
	c := s.Credential("per a:b")
	for i, want := range []string{"turn:turn.fair.example:", "turn:turn.fair.example:", "turns:turn.fair.example:"} {
		if !strings.HasPrefix(c.URLs[i], want) {
			t.Errorf("address %d is %s", i, c.URLs[i])
		}
	}
	if !strings.HasSuffix(c.Username, ":per_a_b") || strings.Count(c.Username, ":") != 1 {
		t.Errorf("the name is %q", c.Username)
	}
	if slices.Contains(c.URLs, "") || time.Until(c.Expires) > 10*time.Minute+time.Second {
		t.Errorf("%+v", c)
	}
}
