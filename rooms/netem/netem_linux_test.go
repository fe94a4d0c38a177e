package netem

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"go.uber.org/goleak"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/relay"
	"fairground/rooms/roomstest"
)

var subnets atomic.Int32

// open makes a link that ends with the test, which is left out where there can be none.
func open(t *testing.T) *Link {
	t.Helper()
	l, err := New(byte(subnets.Add(1)), 1)
	if errors.Is(err, ErrUnsupported) {
		t.Skipf("needs Linux, the right to make network devices, /dev/net/tun and ip: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Errorf("close link: %v", err)
		}
	})
	return l
}

// call is somebody behind the link who hears and sees somebody before it.
type call struct {
	t      *testing.T
	link   *Link
	engine *rooms.Engine
	near   *client.Client
	far    *client.Client

	mu    sync.Mutex
	voice heard
	shown heard
	back  heard // the voice from behind the link
	stop  context.CancelFunc
	work  sync.WaitGroup
}

// heard is what came of a stream.
type heard struct {
	first, last int64 // extended sequence numbers
	seen        map[int64]bool
	at          time.Time     // of the newest
	gap         time.Duration // the longest between two
	started     time.Time
}

func (h *heard) take(p *rtp.Packet) {
	now := time.Now()
	if h.seen == nil {
		h.seen, h.first, h.last, h.started = map[int64]bool{}, int64(p.SequenceNumber), int64(p.SequenceNumber), now
	} else if d := now.Sub(h.at); d > h.gap {
		h.gap = d
	}
	h.at = now
	n := h.last + int64(int16(p.SequenceNumber-uint16(h.last)))
	h.last = max(h.last, n)
	h.seen[n] = true
}

// lost is the share of packets that never came, those of the last moments not counted: they may still be asked for.
func (h *heard) lost() float64 {
	const open = 20
	if h.last-h.first < 2*open {
		return 1
	}
	missing := 0
	for n := h.first; n < h.last-open; n++ {
		if !h.seen[n] {
			missing++
		}
	}
	return float64(missing) / float64(h.last-open-h.first)
}

func (c *call) measure() (voice, shown heard) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.voice, c.shown
}

// again forgets what was measured.
func (c *call) again() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.voice, c.shown, c.back = heard{}, heard{}, heard{}
}

// setting is what differs between calls.
type setting struct {
	packet  time.Duration // of sound; 20 ms if 0
	proxied bool          // over TCP by way of the namespace
	talks   bool          // who is behind the link speaks as well
	options func(*rooms.Engine, *client.Options)
}

// begin starts a call and returns when the one behind the link sees a first frame, with how long that took.
func begin(t *testing.T, l *Link, o setting) (*call, time.Duration) {
	t.Helper()
	ignore := goleak.IgnoreCurrent()
	t.Cleanup(func() {
		if !t.Failed() {
			if err := goleak.Find(ignore); err != nil {
				t.Error(err)
			}
		}
	})
	config := rooms.Config{UDPAddress: l.Near.String() + ":0", TCPAddress: l.Near.String() + ":0"}
	if o.proxied {
		config.PublicAddresses = []string{elsewhere}
	}
	engine := roomstest.Engine(t, config)
	if o.proxied {
		proxy(t, l, engine.TCPAddr())
	}
	roomstest.Room(t, engine, "r")
	c := &call{t: t, link: l, engine: engine}
	ctx, cancel := context.WithCancel(context.Background())
	c.stop = cancel
	join := func(participant string, o client.Options) *client.Client {
		within, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		p, err := client.Join(within, client.NewPipe(engine, client.ByGrant(roomstest.Everything("r", participant))), o)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	c.near = join("per_near", client.Options{TCP: o.proxied, OnPacket: func(_ rooms.OfferedTrack, p *rtp.Packet) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.back.take(p)
	}})
	c.publish(ctx, c.near, cmp.Or(o.packet, 20*time.Millisecond), rooms.Microphone, rooms.Camera)
	network, err := l.Net()
	if err != nil {
		t.Fatal(err)
	}
	first := make(chan struct{}, 1)
	there := client.Options{Net: network, TCP: o.proxied, OnPacket: func(track rooms.OfferedTrack, p *rtp.Packet) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if track.Source.Audio() {
			c.voice.take(p)
			return
		}
		c.shown.take(p)
		select {
		case first <- struct{}{}:
		default:
		}
	}}
	if o.options != nil {
		o.options(engine, &there)
	}
	began := time.Now()
	c.far = join("per_far", there)
	t.Cleanup(func() {
		cancel()
		c.work.Wait()
		for _, p := range []*client.Client{c.near, c.far} {
			if err := p.Close(); err != nil && !errors.Is(err, client.ErrClosed) {
				t.Logf("close: %v", err)
			}
		}
	})
	select {
	case <-first:
	case <-time.After(15 * time.Second):
		t.Fatal("no frame came")
	}
	if o.talks {
		c.publish(ctx, c.far, 20*time.Millisecond, rooms.Microphone)
		roomstest.Eventually(t, "the voice from behind the link", func() bool {
			c.mu.Lock()
			defer c.mu.Unlock()
			return len(c.back.seen) > 10
		})
	}
	return c, time.Since(began)
}

// elsewhere is a loopback address at which the engine does not listen.
const elsewhere = "127.0.0.77"

// proxy takes TCP connections to the engine and leads them through the namespace: pion's ICE opens its own connections past the
// network that it is given.
func proxy(t *testing.T, l *Link, to net.Addr) {
	t.Helper()
	_, port, err := net.SplitHostPort(to.String())
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(elsewhere, port))
	if err != nil {
		t.Fatal(err)
	}
	var work sync.WaitGroup
	work.Go(func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			work.Go(func() {
				defer func() { _ = in.Close() }()
				out, err := l.Dial("tcp", to.String())
				if err != nil {
					return
				}
				defer func() { _ = out.Close() }()
				work.Go(func() {
					_, _ = io.Copy(out, in)
					_ = out.Close()
				})
				_, _ = io.Copy(in, out)
			})
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		work.Wait()
	})
}

// publish sends a voice of 16 kbit/s and a picture of 30 frames a second.
func (c *call) publish(ctx context.Context, p *client.Client, sound time.Duration, sources ...rooms.Source) {
	c.t.Helper()
	for _, s := range []struct {
		source  rooms.Source
		mime    string
		clock   uint32
		every   time.Duration
		payload []byte
	}{
		{rooms.Microphone, webrtc.MimeTypeOpus, 48000, sound, append([]byte{0xf8}, make([]byte, sound/(500*time.Microsecond)-1)...)},
		{rooms.Camera, webrtc.MimeTypeVP8, 90000, time.Second / 30, append([]byte{0x10, 0}, make([]byte, 900)...)},
	} {
		if !slices.Contains(sources, s.source) {
			continue
		}
		local, err := webrtc.NewTrackLocalStaticRTP(webrtc.RTPCodecCapability{MimeType: s.mime, ClockRate: s.clock}, string(s.source), "near")
		if err != nil {
			c.t.Fatal(err)
		}
		if err := p.Publish(ctx, client.Track{Source: s.source, Local: local}); err != nil {
			c.t.Fatal(err)
		}
		c.work.Go(func() {
			ticker := time.NewTicker(s.every)
			defer ticker.Stop()
			packet := rtp.Packet{Header: rtp.Header{Version: 2, Marker: true}, Payload: s.payload}
			for {
				select {
				case <-ctx.Done():
					return
				case <-ticker.C:
				}
				packet.SequenceNumber++
				packet.Timestamp += uint32(s.every.Seconds() * float64(s.clock))
				if local.WriteRTP(&packet) != nil {
					return
				}
			}
		})
	}
}

// during measures for a while.
func (c *call) during(d time.Duration) (voice, shown heard) {
	c.again()
	<-time.After(d)
	return c.measure()
}

func TestACallOverABadNetwork(t *testing.T) {
	rows := []struct {
		name    string
		network Conditions
		settle  time.Duration // before it is measured
		lost    float64       // of the voice, at most, after what was asked for again
		gap     time.Duration // of the picture, at most; 0: there need be none
		packet  time.Duration // of sound
	}{
		{"5 % lost and 100 ms there and back", Conditions{Delay: 50 * time.Millisecond, Loss: 0.05}, 0, 0.03, time.Second, 0},
		{"bursts of four", Conditions{Delay: 50 * time.Millisecond, Loss: 0.0125, Burst: 4}, 0, 0.03, time.Second, 0},
		{"40 kbit/s", Conditions{Delay: 50 * time.Millisecond, Rate: 40_000}, 8 * time.Second, 0.03, 0, 60 * time.Millisecond},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			l := open(t)
			c, _ := begin(t, l, setting{packet: row.packet})
			l.Set(row.network)
			<-time.After(row.settle)
			_, before := l.Passed()
			voice, shown := c.during(6 * time.Second)
			_, after := l.Passed()
			t.Logf("voice: %d packets, %.2f %% lost, longest gap %s; picture: %d packets, longest gap %s; the network lost %d",
				len(voice.seen), 100*voice.lost(), voice.gap.Round(time.Millisecond), len(shown.seen), shown.gap.Round(time.Millisecond), after-before)
			if voice.lost() >= row.lost || len(voice.seen) < int(5*time.Second/cmp.Or(row.packet, 20*time.Millisecond)) {
				t.Errorf("%.2f %% of %d packets of the voice never came", 100*voice.lost(), len(voice.seen))
			}
			if row.gap > 0 && (shown.gap > row.gap || len(shown.seen) < 100) {
				t.Errorf("the picture stood still for %s", shown.gap)
			}
			if row.network.Loss > 0 && after == before {
				t.Error("the network lost nothing: the test shows nothing")
			}
		})
	}
}

// cutFor is how long the network is gone: long enough that both ends notice, and in the nightly run as long as the promise says.
func cutFor(t *testing.T) time.Duration {
	t.Helper()
	if s := os.Getenv("NETEM_CUT"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		return time.Duration(n) * time.Second
	}
	return 6 * time.Second
}

func TestTheMediaAreBackThreeSecondsAfterTheNetworkIs(t *testing.T) {
	l := open(t)
	c, _ := begin(t, l, setting{talks: true})
	l.Set(Conditions{Delay: 20 * time.Millisecond})
	track := c.far.Subscribed()
	<-time.After(2 * time.Second) // a call that has found its rate
	l.Set(Conditions{Cut: true})
	<-time.After(cutFor(t))
	c.again()
	l.Set(Conditions{Delay: 20 * time.Millisecond})
	back := time.Now()
	for deadline := back.Add(roomstest.Patience); ; <-time.After(10 * time.Millisecond) {
		voice, shown := c.measure()
		c.mu.Lock()
		returned := len(c.back.seen)
		c.mu.Unlock()
		if len(voice.seen) > 5 && len(shown.seen) > 5 && returned > 5 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("after %s: voice %d, picture %d, the other way %d packets", roomstest.Patience, len(voice.seen), len(shown.seen), returned)
		}
	}
	if took := time.Since(back); took > 3*time.Second {
		t.Errorf("they came back after %s", took)
	} else {
		t.Logf("back after %s, gone for %s", took.Round(time.Millisecond), cutFor(t))
	}
	if r, ok := c.engine.Lookup("r"); !ok || len(r.Participants()) != 2 || len(c.far.Subscribed()) != len(track) {
		t.Error("the seat is another")
	}
}

func TestACallWithoutUDP(t *testing.T) {
	t.Run("over TCP", func(t *testing.T) {
		l := open(t)
		l.Set(Conditions{Delay: 25 * time.Millisecond, DropUDP: true})
		c, took := begin(t, l, setting{proxied: true})
		check(t, c, took)
	})
	t.Run("over TURN and TLS", func(t *testing.T) {
		l := open(t)
		l.Set(Conditions{Delay: 25 * time.Millisecond, DropUDP: true})
		c, took := begin(t, l, setting{options: func(e *rooms.Engine, o *client.Options) {
			certificate, err := relay.SelfSigned(l.Near.String(), time.Now())
			if err != nil {
				t.Fatal(err)
			}
			at, err := netip.ParseAddrPort(e.UDPAddr().String())
			if err != nil {
				t.Fatal(err)
			}
			s, err := relay.New(relay.Config{TLS: l.Near.String() + ":0", Certificate: certificate, Peers: []relay.Peer{{Told: at}}})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			credential := s.Credential("per_far")
			o.Relay = true
			o.ICEServers = []rooms.ICEServer{{URLs: credential.URLs, Username: credential.Username, Credential: credential.Password}}
			o.Dial = func(network, to string) (net.Conn, error) {
				conn, err := l.Dial(network, to)
				if err != nil {
					return nil, err
				}
				return tls.Client(conn, &tls.Config{InsecureSkipVerify: true}), nil // the test's own
			}
		}})
		check(t, c, took)
	})
}

func check(t *testing.T, c *call, took time.Duration) {
	t.Helper()
	if took > 3*time.Second {
		t.Errorf("the first frame took %s", took)
	} else {
		t.Logf("first frame after %s", took.Round(time.Millisecond))
	}
	voice, shown := c.during(2 * time.Second)
	if len(voice.seen) < 60 || len(shown.seen) < 40 {
		t.Errorf("%d and %d packets in two seconds", len(voice.seen), len(shown.seen))
	}
	if passed, lost := c.link.Passed(); passed == 0 {
		t.Errorf("nothing went over the link (%d lost)", lost)
	}
}

func TestTheLinkDoesWhatItSays(t *testing.T) {
	l := open(t)
	server, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(l.Near, 0)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Close() }()
	var conn *net.UDPConn
	l.Do(func() { conn, err = net.DialUDP("udp", nil, server.LocalAddr().(*net.UDPAddr)) })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	// trip sends n datagrams and counts those that arrive within a second, and when the first did.
	trip := func(n, size int) (arrived int, first time.Duration) {
		t.Helper()
		began := time.Now()
		for range n {
			if _, err := conn.Write(make([]byte, size)); err != nil {
				t.Fatal(err)
			}
		}
		if err := server.SetReadDeadline(began.Add(time.Second)); err != nil {
			t.Fatal(err)
		}
		buf := make([]byte, 2000)
		for {
			if _, _, err := server.ReadFrom(buf); err != nil {
				return arrived, first
			}
			if arrived++; arrived == 1 {
				first = time.Since(began)
			}
		}
	}
	rows := []struct {
		name      string
		c         Conditions
		n, size   int
		low, high int
		first     time.Duration
	}{
		{"nothing at all", Conditions{}, 100, 100, 100, 100, 0},
		{"delay", Conditions{Delay: 200 * time.Millisecond}, 10, 100, 10, 10, 200 * time.Millisecond},
		{"a tenth lost", Conditions{Loss: 0.1}, 200, 10, 155, 195, 0},
		{"bursts", Conditions{Loss: 0.02, Burst: 5}, 200, 10, 130, 198, 0},
		{"80 kbit/s and a queue of 300 ms", Conditions{Rate: 80_000}, 20, 972, 3, 6, 0},
		{"cut", Conditions{Cut: true}, 10, 10, 0, 0, 0},
		{"no UDP", Conditions{DropUDP: true}, 10, 10, 0, 0, 0},
	}
	for _, row := range rows {
		l.Set(row.c)
		arrived, first := trip(row.n, row.size)
		if arrived < row.low || arrived > row.high || first < row.first {
			t.Errorf("%s: %d of %d arrived, the first after %s", row.name, arrived, row.n, first)
		}
	}
}
