package netem

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// ErrUnsupported says that this machine, or this user, cannot have a link.
var ErrUnsupported = errors.New("links cannot be made here")

// Conditions are those of a link, alike in both directions.
type Conditions struct {
	Delay   time.Duration // one way
	Jitter  time.Duration // added to it, evenly spread; packets keep their order
	Loss    float64       // chance of a packet, or of a burst's first, to be lost
	Burst   int           // how many in a row are lost then; 0 is 1
	Rate    int           // bits per second; 0 is without limit
	Queue   time.Duration // how much of Rate waits before packets are dropped; 300 ms if 0
	Cut     bool          // nothing gets through
	DropUDP bool
}

// Link joins a namespace to the machine. Make one with New and end it with Close.
type Link struct {
	Near, Far netip.Addr // the machine's end, and the namespace's

	space   *space
	devices [2]*os.File
	work    sync.WaitGroup

	mu         sync.Mutex
	conditions Conditions
	random     *rand.Rand
	directions [2]direction
	closed     bool
	wake       chan struct{}
}

type direction struct {
	busy    time.Time // until when the line sends what it has
	bursts  int       // packets still to be lost
	last    time.Time // when the newest packet arrives
	pending []arrival // in the order of their times
	passed  int
	lost    int
}

// New makes a link under a subnet of its own. ErrUnsupported where that cannot be.
func New(subnet byte, seed uint64) (_ *Link, err error) {
	if _, err := exec.LookPath("ip"); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	if _, err := os.Stat("/dev/net/tun"); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	l := &Link{
		Near: netip.AddrFrom4([4]byte{10, 77, subnet, 1}), Far: netip.AddrFrom4([4]byte{10, 77, subnet, 2}),
		random: rand.New(rand.NewPCG(seed, 1)), wake: make(chan struct{}, 1), //nolint:gosec // the same on purpose
	}
	if l.space, err = newSpace(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, l.Close())
		}
	}()
	// Named by process and subnet, so that tests of two packages do not meet.
	name := fmt.Sprintf("fg%d.%d", os.Getpid()%100_000, subnet)
	if l.devices[0], err = device(name, l.Near); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	l.space.Do(func() { l.devices[1], err = device(name, l.Far) })
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnsupported, err)
	}
	l.work.Go(func() { l.take(0) })
	l.work.Go(func() { l.take(1) })
	l.work.Go(l.deliver)
	return l, nil
}

// Set changes the conditions from now on.
func (l *Link) Set(c Conditions) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.conditions = c
}

// Passed and lost packets towards the namespace.
func (l *Link) Passed() (passed, lost int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.directions[0].passed, l.directions[0].lost
}

// Do runs a function whose sockets are in the namespace.
func (l *Link) Do(f func()) { l.space.Do(f) }

// Dial connects from within the namespace to an address that needs no name server.
func (l *Link) Dial(network, address string) (conn net.Conn, err error) {
	l.space.Do(func() { conn, err = (&net.Dialer{Timeout: 10 * time.Second}).Dial(network, address) }) //nolint:noctx // the timeout bounds it
	return conn, err
}

// Close ends the link, its devices and its namespace.
func (l *Link) Close() error {
	l.mu.Lock()
	l.closed = true
	l.mu.Unlock()
	l.nudge()
	var err error
	for _, d := range l.devices {
		if d != nil {
			err = errors.Join(err, d.Close())
		}
	}
	l.work.Wait()
	if l.space != nil {
		l.space.close()
	}
	return err
}

func (l *Link) nudge() {
	select {
	case l.wake <- struct{}{}:
	default:
	}
}

// take reads what one end sends.
func (l *Link) take(from int) {
	buf := make([]byte, 65536)
	for {
		n, err := l.devices[from].Read(buf)
		if err != nil {
			return
		}
		l.queue(from, buf[:n], time.Now())
	}
}

// udp is the protocol number in an IPv4 header.
const udp = 17

func (l *Link) queue(from int, packet []byte, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, d := l.conditions, &l.directions[from]
	if len(packet) < 20 || packet[0]>>4 != 4 {
		return // the system's own IPv6 chatter
	}
	drop := c.Cut || c.DropUDP && packet[9] == udp
	if !drop && d.bursts > 0 {
		d.bursts--
		drop = true
	} else if !drop && c.Loss > 0 && l.random.Float64() < c.Loss {
		d.bursts = max(c.Burst-1, 0)
		drop = true
	}
	if drop {
		d.lost++
		return
	}
	leaves := now
	if c.Rate > 0 {
		limit := c.Queue
		if limit == 0 {
			limit = 300 * time.Millisecond
		}
		if d.busy.Before(now) {
			d.busy = now
		}
		if d.busy.Sub(now) > limit {
			d.lost++
			return
		}
		d.busy = d.busy.Add(time.Duration(len(packet)) * 8 * time.Second / time.Duration(c.Rate))
		leaves = d.busy
	}
	at := leaves.Add(c.Delay)
	if c.Jitter > 0 {
		at = at.Add(time.Duration(l.random.Int64N(int64(c.Jitter))))
	}
	if at.Before(d.last) {
		at = d.last
	}
	d.last = at
	d.passed++
	d.pending = append(d.pending, arrival{at, append([]byte(nil), packet...)})
	l.nudge()
}

// deliver writes packets to the other end when their time has come.
func (l *Link) deliver() {
	timer := time.NewTimer(time.Hour)
	defer timer.Stop()
	for {
		l.mu.Lock()
		if l.closed {
			l.mu.Unlock()
			return
		}
		now := time.Now()
		next := now.Add(time.Hour)
		var due [2][][]byte
		for i := range l.directions {
			d := &l.directions[i]
			for len(d.pending) > 0 && !d.pending[0].at.After(now) {
				due[i] = append(due[i], d.pending[0].packet)
				d.pending = d.pending[1:]
			}
			if len(d.pending) > 0 && d.pending[0].at.Before(next) {
				next = d.pending[0].at
			}
		}
		l.mu.Unlock()
		for i, packets := range due {
			for _, p := range packets {
				// It fails when the link ends; a packet is then lost, as packets are.
				_, _ = l.devices[1-i].Write(p)
			}
		}
		timer.Reset(time.Until(next))
		select {
		case <-l.wake:
		case <-timer.C:
		}
	}
}

type arrival struct {
	at     time.Time
	packet []byte
}

// device makes a TUN device with an address, in the namespace of the calling thread.
func device(name string, address netip.Addr) (_ *os.File, err error) {
	fd, err := unix.Open("/dev/net/tun", unix.O_RDWR|unix.O_CLOEXEC|unix.O_NONBLOCK, 0)
	if err != nil {
		return nil, fmt.Errorf("open tun: %w", err)
	}
	request, err := unix.NewIfreq(name)
	if err == nil {
		request.SetUint16(unix.IFF_TUN | unix.IFF_NO_PI)
		err = unix.IoctlIfreq(fd, unix.TUNSETIFF, request)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make device: %w", err), unix.Close(fd))
	}
	file := os.NewFile(uintptr(fd), name)
	for _, arguments := range []string{"addr add " + address.String() + "/30 dev " + name, "link set dev " + name + " mtu 1500 up", "link set dev lo up"} {
		//nolint:gosec,noctx // our own words; it waits for nothing
		if out, err := exec.Command("ip", strings.Fields(arguments)...).CombinedOutput(); err != nil {
			return nil, errors.Join(fmt.Errorf("ip %s: %w: %s", arguments, err, out), file.Close())
		}
	}
	return file, nil
}

// space is a network namespace: a thread that is in it.
type space struct {
	calls chan func()
	done  chan struct{}
}

func newSpace() (*space, error) {
	s := &space{calls: make(chan func()), done: make(chan struct{})}
	ready := make(chan error)
	go func() {
		defer close(s.done)
		// Not unlocked: the thread ends with the goroutine, and the namespace with it and the last socket.
		runtime.LockOSThread()
		err := unix.Unshare(unix.CLONE_NEWNET)
		ready <- err
		if err != nil {
			return
		}
		for f := range s.calls {
			f()
		}
	}()
	if err := <-ready; err != nil {
		return nil, fmt.Errorf("make namespace: %w", err)
	}
	return s, nil
}

// Do runs a function in the namespace and waits for it. Functions come one after another.
func (s *space) Do(f func()) {
	done := make(chan struct{})
	s.calls <- func() {
		defer close(done)
		f()
	}
	<-done
}

func (s *space) close() {
	close(s.calls)
	<-s.done
}
