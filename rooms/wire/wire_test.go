package wire

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func listen(t testing.TB, h Handler) *Conn {
	t.Helper()
	c, err := Listen(&net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}, 1<<20, 0, h)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func receiver(t testing.TB) (*net.UDPConn, netip.AddrPort) {
	t.Helper()
	c, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	if err := c.SetReadBuffer(4 << 20); err != nil {
		t.Fatal(err)
	}
	return c, c.LocalAddr().(*net.UDPAddr).AddrPort()
}

func sizes(t *testing.T, c *net.UDPConn, n int) (list []int) {
	t.Helper()
	buf := make([]byte, 4096)
	for i := range n {
		if err := c.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		n, err := c.Read(buf)
		if err != nil {
			t.Fatal(err)
		}
		if int(buf[0]) != i {
			t.Fatalf("packet %d came as number %d", buf[0], i)
		}
		list = append(list, n)
	}
	return list
}

func TestWhatIsCommittedArrivesAsItWas(t *testing.T) {
	rows := map[string]struct{ sizes []int }{
		"one":                             {[]int{100}},
		"a frame of equal packets":        {[]int{1200, 1200, 1200, 1200, 1200}},
		"the last is shorter":             {[]int{1200, 1200, 300}},
		"a longer one begins a new train": {[]int{1199, 1199, 1200, 1200}},
		"a shorter one ends a train":      {[]int{1200, 800, 1200, 1200}},
		"larger than a segment":           {[]int{1450, 1450, 1450}},
		"more than a train":               {slices.Repeat([]int{500}, 40)},
		"more than a message":             {slices.Repeat([]int{1400}, 60)},
		"more than the arena":             {slices.Repeat([]int{1390, 1400}, 100)},
	}
	for _, how := range []string{"trains", "batches", "one by one"} {
		for name, row := range rows {
			t.Run(how+"/"+name, func(t *testing.T) {
				c := listen(t, nil)
				c.segmentation.Store(c.segmentation.Load() && how == "trains")
				c.batching.Store(c.batching.Load() && how != "one by one")
				to, addr := receiver(t)
				b := c.NewBatch()
				for i, size := range row.sizes {
					room := b.Room()
					room[0] = byte(i)
					b.Commit(addr, size)
				}
				b.Flush()
				if got := sizes(t, to, len(row.sizes)); !slices.Equal(got, row.sizes) {
					t.Errorf("sent %v, got %v", row.sizes, got)
				}
				if c.Dropped() != 0 {
					t.Errorf("%d dropped", c.Dropped())
				}
			})
		}
	}
}

func TestTrainsAreMadeOfEqualPacketsToOneAddress(t *testing.T) {
	a, b := netip.MustParseAddrPort("127.0.0.1:1000"), netip.MustParseAddrPort("127.0.0.1:1001")
	full := message{to: a, size: 1200, segment: 1200, count: 1}
	rows := map[string]struct {
		m     message
		to    netip.AddrPort
		start int
		n     int
		want  bool
	}{
		"the same":                    {full, a, 1200, 1200, true},
		"shorter":                     {full, a, 1200, 1, true},
		"longer":                      {full, a, 1200, 1201, false},
		"another address":             {full, b, 1200, 1200, false},
		"not beside it":               {full, a, 1300, 1200, false},
		"behind a shorter one":        {message{to: a, size: 1300, segment: 1200, count: 2}, a, 1300, 100, false},
		"the train is long enough":    {message{to: a, size: 100 * MaxTrain, segment: 100, count: MaxTrain}, a, 100 * MaxTrain, 100, false},
		"too large for the path":      {message{to: a, size: 1401, segment: 1401, count: 1}, a, 1401, 1401, false},
		"exactly what a path carries": {message{to: a, size: 1400, segment: 1400, count: 1}, a, 1400, 1400, true},
	}
	for name, row := range rows {
		if got := row.m.joins(row.to, row.start, row.n); got != row.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestManyReceiversAreServedFromOneBatch(t *testing.T) {
	c := listen(t, nil)
	b := c.NewBatch()
	const receivers = 100
	var list []*net.UDPConn
	for range receivers {
		r, addr := receiver(t)
		list = append(list, r)
		for i := range 3 {
			b.Room()[0] = byte(i)
			b.Commit(addr, 1000)
		}
	}
	b.Commit(netip.MustParseAddrPort("[::1]:9"), 100) // another family: dropped, and nobody else is
	b.Flush()
	for _, r := range list {
		sizes(t, r, 3)
	}
	if c.Dropped() != 1 {
		t.Errorf("%d dropped", c.Dropped())
	}
}

// odd takes packets with an odd first byte.
type odd struct{ taken, idle atomic.Int64 }

func (o *odd) Packet(_ *Conn, from netip.AddrPort, b []byte) bool {
	if from.Addr() != netip.MustParseAddr("127.0.0.1") || b[0]%2 == 0 {
		return false
	}
	o.taken.Add(1)
	return true
}
func (o *odd) Idle(*Conn) { o.idle.Add(1) }

func TestTheHandlerSeesPacketsBeforeTheReader(t *testing.T) {
	h := &odd{}
	c := listen(t, h)
	from, addr := receiver(t)
	for i := range byte(10) {
		if _, err := from.WriteTo([]byte{i, i}, c.LocalAddr()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := from.WriteTo(make([]byte, MaxPacket+1), c.LocalAddr()); err != nil { // too large, and even
		t.Fatal(err)
	}
	if _, err := from.WriteTo([]byte{100}, c.LocalAddr()); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, MaxPacket)
	for _, want := range []byte{0, 2, 4, 6, 8, 100} {
		n, source, err := c.ReadFromAddrPort(buf)
		if err != nil || buf[0] != want || source != addr || n == 0 {
			t.Fatalf("read %d from %v, %v; want %d", buf[0], source, err, want)
		}
	}
	if h.taken.Load() != 5 || h.idle.Load() == 0 {
		t.Errorf("%d taken, %d times idle", h.taken.Load(), h.idle.Load())
	}
	done := make(chan error, 1)
	go func() {
		_, _, err := c.ReadFrom(buf)
		done <- err
	}()
	if err := c.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err == nil {
		t.Error("the reader did not end")
	}
	b := c.NewBatch()
	b.Commit(addr, 10)
	b.Flush() // on a closed socket: nothing happens
}

func TestASocketThatCannotCutTrainsIsNotAskedAgain(t *testing.T) {
	c := listen(t, nil)
	if !c.Segmentation() {
		t.Skip("no segmentation here")
	}
	r, addr := receiver(t)
	b := c.NewBatch()
	for i := range 2 {
		b.Room()[0] = byte(i)
		b.Commit(addr, 100)
	}
	refuse(b)
	if c.Segmentation() {
		t.Error("it is asked again")
	}
	if got := sizes(t, r, 2); !slices.Equal(got, []int{100, 100}) {
		t.Errorf("got %v", got)
	}
}

func TestStreamsAreFramedAndNeverBlock(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := NewListener(inner)
	client, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn, err := l.Accept()
	if err != nil {
		t.Fatal(err)
	}
	remote := client.LocalAddr().(*net.TCPAddr).AddrPort()
	s := l.Find(remote)
	if s == nil || net.Conn(s) != conn {
		t.Fatal("not found by its address")
	}
	if err := s.Packet([]byte("hello")); err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Write([]byte{0, 1, 'x'}); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 10)
	if _, err := io.ReadFull(client, got); err != nil || !bytes.Equal(got, []byte("\x00\x05hello\x00\x01x")) {
		t.Fatalf("%q %v", got, err)
	}
	big := make([]byte, 60_000)
	for range 200 { // nobody reads: far more than the queue and the kernel hold
		if err := s.Packet(big); err != nil {
			t.Fatal(err)
		}
	}
	for range 100 { // frames stay whole
		var length [2]byte
		if _, err := io.ReadFull(client, length[:]); err != nil {
			break
		}
		if n := binary.BigEndian.Uint16(length[:]); n != 60_000 {
			t.Fatalf("a frame of %d bytes", n)
		}
		if _, err := io.CopyN(io.Discard, client, 60_000); err != nil {
			t.Fatal(err)
		}
		if s.waiting() == 0 {
			break
		}
	}
	if err := client.Close(); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if l.Find(remote) != nil || s.Packet(nil) == nil {
		t.Error("it is still there")
	}
}

func (s *Stream) waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.queue)
}

func BenchmarkSend(b *testing.B) {
	for _, how := range []string{"trains", "batches", "one by one"} {
		b.Run(fmt.Sprintf("frames of 5 to 100/%s", how), func(b *testing.B) {
			c := listen(b, nil)
			c.segmentation.Store(how == "trains")
			c.batching.Store(how != "one by one")
			var to []netip.AddrPort
			for range 100 {
				_, addr := receiver(b)
				to = append(to, addr)
			}
			batch := c.NewBatch()
			b.ReportAllocs()
			for b.Loop() {
				for _, addr := range to {
					for range 5 {
						batch.Room()
						batch.Commit(addr, 1200)
					}
				}
				batch.Flush()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*500), "ns/packet")
		})
	}
}
