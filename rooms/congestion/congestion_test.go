package congestion

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
)

// link is a bottleneck with a queue that drops at its tail, 30 ms away, whose far end reports every 50 ms.
type link struct {
	t        testing.TB
	e        *Estimator
	random   *rand.Rand
	now      time.Duration
	capacity float64 // bits per second
	queue    time.Duration
	loss     float64 // of every packet
	burst    int     // packets lost together each time
	losing   int
	wanted   int // bits per second that the source would send
	silent   bool
	number   uint16

	busy     time.Duration // until when the link is busy
	recorder *twcc.Recorder
	arrivals []delivery
	reports  []report
	nextOut  time.Duration
	nextBack time.Duration
	probe    Probe
	probeAt  time.Duration
	probed   int

	worst time.Duration // longest wait in the queue since the last look
	sum   time.Duration
	count int
}

type delivery struct {
	at     time.Duration
	number uint16
}

type report struct {
	at      time.Duration
	packets []rtcp.Packet
}

var zero = time.Unix(1_700_000_000, 0)

func newLink(t testing.TB, capacity float64) *link {
	t.Helper()
	l := &link{
		t: t, random: rand.New(rand.NewPCG(1, 2)), capacity: capacity, queue: 300 * time.Millisecond, wanted: 3_000_000,
		recorder: twcc.NewRecorder(1), e: New(Config{}, zero), burst: 1,
	}
	return l
}

func (l *link) send(size int, probe uint8) {
	l.number++
	n := l.number
	l.e.Sent(n, size, probe, zero.Add(l.now))
	if l.losing > 0 {
		l.losing--
		return
	}
	if l.random.Float64() < l.loss/float64(l.burst) {
		l.losing = l.burst - 1
		return
	}
	wait := max(l.busy-l.now, 0)
	if wait > l.queue {
		return
	}
	l.worst = max(l.worst, wait)
	l.sum += wait
	l.count++
	l.busy = l.now + wait + time.Duration(float64(size*8)/l.capacity*float64(time.Second))
	l.arrivals = append(l.arrivals, delivery{l.busy + 30*time.Millisecond, n})
}

// run lets time pass. Media are sent evenly at the target, but not more than wanted.
func (l *link) run(d time.Duration) {
	const step = time.Millisecond
	for end := l.now + d; l.now < end; l.now += step {
		now := zero.Add(l.now)
		for len(l.arrivals) > 0 && l.arrivals[0].at <= l.now {
			l.recorder.Record(7, l.arrivals[0].number, l.arrivals[0].at.Microseconds())
			l.arrivals = l.arrivals[1:]
		}
		if l.now >= l.nextBack {
			l.nextBack = l.now + 50*time.Millisecond
			if packets := l.recorder.BuildFeedbackPacket(); len(packets) > 0 && !l.silent {
				l.reports = append(l.reports, report{l.now + 30*time.Millisecond, packets})
			}
		}
		for len(l.reports) > 0 && l.reports[0].at <= l.now {
			for _, p := range l.reports[0].packets {
				raw, err := p.Marshal()
				if err != nil {
					l.t.Fatal(err)
				}
				var f rtcp.TransportLayerCC
				if err := f.Unmarshal(raw); err != nil {
					l.t.Fatal(err)
				}
				l.e.Feedback(&f, now)
			}
			l.reports = l.reports[1:]
		}
		if p, ok := l.e.Probe(l.wanted, now); ok {
			l.probe, l.probeAt, l.probed = p, l.now, 0
		}
		for l.probed < l.probe.Packets && l.probeAt <= l.now {
			l.send(l.probe.Size, l.probe.ID)
			l.probed++
			l.probeAt += l.probe.Duration() / time.Duration(l.probe.Packets)
		}
		target := min(l.e.Target(now), l.wanted)
		for l.nextOut <= l.now && target > 0 {
			l.send(1200, 0)
			l.nextOut = max(l.nextOut, l.now-50*time.Millisecond) + time.Duration(1200*8/float64(target)*float64(time.Second))
		}
	}
}

func (l *link) forget() { l.worst, l.sum, l.count = 0, 0, 0 }

func (l *link) target() float64 { return float64(l.e.Target(zero.Add(l.now))) }

func (l *link) mean() time.Duration { return l.sum / time.Duration(max(l.count, 1)) }

// until runs until the target is within a range and says how long it took.
func (l *link) until(low, high float64, limit time.Duration) time.Duration {
	l.t.Helper()
	begin := l.now
	for l.now-begin < limit {
		l.run(100 * time.Millisecond)
		if t := l.target(); t >= low && t <= high {
			return l.now - begin
		}
	}
	l.t.Errorf("the target is %.0f bit/s after %v, not within %.0f and %.0f", l.target(), limit, low, high)
	return limit
}

func TestFollowsTheCapacity(t *testing.T) {
	l := newLink(t, 2_000_000)
	t.Logf("2 Mbit/s found after %v", l.until(1_500_000, 2_300_000, 5*time.Second))
	l.run(10 * time.Second)
	l.forget()
	l.run(20 * time.Second)
	t.Logf("at 2 Mbit/s: target %.0f, queue mean %v worst %v", l.target(), l.mean(), l.worst)
	if tg := l.target(); tg < 1_400_000 || tg > 2_300_000 {
		t.Errorf("target %.0f at 2 Mbit/s", tg)
	}
	if l.mean() > 60*time.Millisecond {
		t.Errorf("packets wait %v in the queue", l.mean())
	}
	l.capacity = 300_000
	t.Logf("300 kbit/s found after %v", l.until(150_000, 330_000, 4*time.Second))
	l.run(6 * time.Second)
	l.forget()
	l.run(10 * time.Second)
	t.Logf("at 300 kbit/s: target %.0f, queue mean %v worst %v", l.target(), l.mean(), l.worst)
	if tg := l.target(); tg < 180_000 || tg > 360_000 {
		t.Errorf("target %.0f at 300 kbit/s", tg)
	}
	if l.mean() > 120*time.Millisecond {
		t.Errorf("packets wait %v in the queue", l.mean())
	}
	l.capacity = 1_000_000
	t.Logf("1 Mbit/s found after %v", l.until(750_000, 1_100_000, 20*time.Second))
	l.run(20 * time.Second)
	if tg := l.target(); tg < 650_000 || tg > 1_150_000 {
		t.Errorf("target %.0f at 1 Mbit/s", tg)
	}
}

func TestLossesWithoutDelayDoNotCollapse(t *testing.T) {
	for _, row := range []struct {
		name  string
		loss  float64
		burst int
	}{{"5 % at random", 0.05, 1}, {"5 % in bursts of four", 0.05, 4}, {"1 %", 0.01, 1}} {
		t.Run(row.name, func(t *testing.T) {
			l := newLink(t, 2_000_000)
			l.loss, l.burst = row.loss, row.burst
			l.until(1_000_000, 2_500_000, 15*time.Second)
			low := l.target()
			for range 60 {
				l.run(500 * time.Millisecond)
				low = min(low, l.target())
			}
			t.Logf("target %.0f, never below %.0f", l.target(), low)
			if low < 600_000 {
				t.Errorf("fell to %.0f", low)
			}
		})
	}
}

func TestAfterACollapseRoomIsFoundAgain(t *testing.T) {
	l := newLink(t, 2_000_000)
	l.until(1_000_000, 2_500_000, 5*time.Second)
	l.loss = 0.95
	l.until(0, 50_000, 30*time.Second)
	l.wanted = 0 // everything is paused
	l.run(5 * time.Second)
	l.loss, l.wanted = 0, 2_000_000
	t.Logf("room found again after %v", l.until(1_000_000, 2_500_000, 20*time.Second))
}

func TestHeavyLossLowersTheTarget(t *testing.T) {
	l := newLink(t, 5_000_000)
	l.until(1_500_000, 5_000_000, 5*time.Second)
	l.loss = 0.3
	l.until(0, 700_000, 10*time.Second)
}

func TestASourceThatSendsLittleStillFindsRoom(t *testing.T) {
	l := newLink(t, 3_000_000)
	l.until(1_500_000, 6_000_000, 5*time.Second)
	l.capacity = 200_000
	l.until(0, 230_000, 4*time.Second)
	l.run(3 * time.Second)
	l.capacity = 3_000_000
	took := l.until(1_500_000, 4_000_000, 30*time.Second)
	t.Logf("room found again after %v", took)
}

func TestNoProbesForWhatIsNotWanted(t *testing.T) {
	l := newLink(t, 10_000_000)
	l.wanted = 100_000
	l.run(10 * time.Second)
	if l.probe.ID != 0 {
		t.Errorf("probed at %d bit/s for a source of 100 kbit/s", l.probe.Rate)
	}
}

func TestSilenceLowersTheTarget(t *testing.T) {
	l := newLink(t, 2_000_000)
	l.until(1_000_000, 2_500_000, 5*time.Second)
	before := l.target()
	l.silent = true
	l.run(7 * time.Second)
	if l.target() > before/3 {
		t.Errorf("target %.0f after 7 s without a report, before %.0f", l.target(), before)
	}
	l.silent = false
	l.until(1_000_000, 2_500_000, 20*time.Second)
}

func TestWhatIsKnownOfASilentPathIsWhatWasMeasuredBefore(t *testing.T) {
	l := newLink(t, 2_000_000)
	l.until(1_000_000, 2_500_000, 5*time.Second)
	before := l.target()
	known := func() (float64, bool) {
		bits, dead := l.e.Known(zero.Add(l.now))
		return float64(bits), dead
	}
	if got, dead := known(); got != before || dead {
		t.Errorf("%.0f known of a path that is heard, dead %v, want %.0f", got, dead, before)
	}
	l.silent = true
	l.run(7 * time.Second)
	if got, dead := known(); got < before*0.8 || !dead {
		t.Errorf("%.0f known after 7 s without a report, dead %v; the target is %.0f, before %.0f", got, dead, l.target(), before)
	}
	l.silent = false
	l.run(2 * knockPause)
	if got, dead := known(); got != l.target() || dead {
		t.Errorf("%.0f known once it is heard again, dead %v; the target is %.0f", got, dead, l.target())
	}
}

func TestAPauseInWhichNothingIsSentSaysNothing(t *testing.T) {
	l := newLink(t, 2_000_000)
	l.until(1_000_000, 2_500_000, 5*time.Second)
	wanted := l.wanted
	l.wanted = 0
	l.run(time.Second) // what was under way is reported
	before := l.target()
	l.now += 8 * time.Second
	l.send(1200, 0)
	if got := l.target(); got < before {
		t.Errorf("target %.0f at the first packet after the pause, before %.0f", got, before)
	}
	l.wanted = wanted
	l.run(time.Second)
	if got := l.target(); got < before*0.8 {
		t.Errorf("target %.0f a second after the pause, before %.0f", got, before)
	}
}

// numbers are transport-wide sequence numbers.
func numbers() func() uint16 {
	var n uint16
	return func() uint16 {
		n++
		return n
	}
}

func TestReceiversEstimateCountsWithoutFeedback(t *testing.T) {
	e := New(Config{}, zero)
	e.REMB(750_000, zero)
	if got := e.Target(zero); got != 750_000 {
		t.Errorf("target %d", got)
	}
	if got := e.Target(zero.Add(20 * time.Second)); got != 300_000 {
		t.Errorf("target %d long after the last estimate", got)
	}
	e.REMB(float32(0), zero)
	if got := e.Target(zero); got != 750_000 {
		t.Errorf("target %d after an estimate of nothing", got)
	}
}

func TestReportsCountWithoutFeedback(t *testing.T) {
	number := numbers()
	e := New(Config{Initial: 100_000}, zero)
	now := zero
	run := func(seconds int, fraction uint8) int {
		for range seconds {
			for range 20 {
				now = now.Add(50 * time.Millisecond)
				e.Sent(number(), e.Target(now)/160, 0, now)
			}
			e.Report(fraction, 80*time.Millisecond, now)
		}
		return e.Target(now)
	}
	if got := run(20, 0); got < 200_000 || got > 1_000_000 {
		t.Errorf("%d bit/s after 20 s without loss", got)
	}
	before := e.Target(now)
	if got := run(8, 64); got > before/2 {
		t.Errorf("%d bit/s after 8 s of 25 %% loss, before %d", got, before)
	}
}

func TestTargetsStayWithinTheirBounds(t *testing.T) {
	number := numbers()
	e := New(Config{Initial: 50_000, Min: 20_000, Max: 60_000}, zero)
	now := zero
	for range 50 {
		now = now.Add(time.Second)
		e.Report(255, time.Second, now)
	}
	if got := e.Target(now); got != 20_000 {
		t.Errorf("target %d, want the least", got)
	}
	for range 200 {
		now = now.Add(time.Second)
		e.Sent(number(), 60_000, 0, now)
		e.Report(0, time.Second, now)
	}
	if got := e.Target(now); got != 60_000 {
		t.Errorf("target %d, want the most", got)
	}
}

func FuzzFeedback(f *testing.F) {
	r := twcc.NewRecorder(1)
	for i := range 40 {
		if i%7 != 0 {
			r.Record(7, uint16(i), int64(i)*5000)
		}
	}
	for _, p := range r.BuildFeedbackPacket() {
		raw, err := p.Marshal()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	e := New(Config{}, zero)
	now := zero
	number := numbers()
	f.Fuzz(func(t *testing.T, raw []byte) {
		for range 20 {
			now = now.Add(time.Millisecond)
			e.Sent(number(), 1200, 0, now)
		}
		packets, err := rtcp.Unmarshal(raw)
		if err != nil {
			return
		}
		for _, p := range packets {
			switch p := p.(type) {
			case *rtcp.TransportLayerCC:
				e.Feedback(p, now)
			case *rtcp.ReceiverEstimatedMaximumBitrate:
				e.REMB(p.Bitrate, now)
			case *rtcp.ReceiverReport:
				for _, rr := range p.Reports {
					e.Report(rr.FractionLost, time.Duration(rr.Delay), now)
				}
			}
		}
		if target := e.Target(now); target < e.config.Min || target > e.config.Max {
			t.Fatalf("target %d", target)
		}
	})
}

func BenchmarkPacket(b *testing.B) {
	number := numbers()
	b.ReportAllocs()
	e := New(Config{}, zero)
	now := zero
	for range b.N {
		now = now.Add(time.Millisecond)
		e.Sent(number(), 1200, 0, now)
	}
}

// One report of 50 packets.
func BenchmarkFeedback(b *testing.B) {
	number := numbers()
	e := New(Config{}, zero)
	now := zero
	r := twcc.NewRecorder(1)
	b.ReportAllocs()
	for range b.N {
		b.StopTimer()
		for range 50 {
			now = now.Add(time.Millisecond)
			n := number()
			e.Sent(n, 1200, 0, now)
			r.Record(7, n, now.Sub(zero).Microseconds()+30_000)
		}
		var reports []*rtcp.TransportLayerCC
		for _, p := range r.BuildFeedbackPacket() {
			reports = append(reports, p.(*rtcp.TransportLayerCC))
		}
		b.StartTimer()
		for _, p := range reports {
			e.Feedback(p, now)
		}
	}
}
