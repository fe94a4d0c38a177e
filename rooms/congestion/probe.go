package congestion

import "time"

// Probe asks for packets beyond those of media: Packets of Size bytes each, evenly at Rate bits per second, handed to Sent with ID.
type Probe struct {
	ID      uint8
	Rate    int
	Packets int
	Size    int
}

// Duration is how long the probe takes to send.
func (p Probe) Duration() time.Duration {
	return time.Duration(p.Packets*p.Size*8) * time.Second / time.Duration(max(p.Rate, 1))
}

const (
	probeTime    = 20 * time.Millisecond
	probePackets = 6
	probeSize    = 255             // bytes: padding in one packet, RFC 3550 section 5.1
	probePause   = 5 * time.Second // between probes; doubles while they find nothing
	probePatient = 15 * time.Second
	probeWait    = 2 * time.Second        // for the reports of one
	knockPause   = 500 * time.Millisecond // between two looks whether a network that is gone is back
)

// probes asks for more at the beginning (3 times, 6 times, and twice what was found for as long as that is found), and afterwards
// now and then while more is wanted than is known to fit.
type probes struct {
	id       uint8
	active   bool
	asked    time.Time
	pause    time.Duration
	rate     float64
	packets  int
	before   float64 // estimate when asked
	opening  int     // probes of the beginning that are left
	found    float64
	again    bool
	sends    int
	firstOut int64
	lastOut  int64
	outBytes int
	lastSize int

	arrivals  int
	firstIn   int64
	lastIn    int64
	inBytes   int
	firstSize int
}

func newProbes() probes { return probes{pause: probePause, opening: 2} }

// Probe says whether to probe now. wanted is how many bits per second would be sent if they fitted: more is not looked for.
func (e *Estimator) Probe(wanted int, now time.Time) (Probe, bool) {
	target := float64(e.Target(now))
	e.mu.Lock()
	defer e.mu.Unlock()
	p := &e.probes
	if e.before > 0 {
		// Pictures are off by now, and sound is not reported on: without this nobody would notice that packets arrive again.
		if now.Sub(p.asked) < knockPause {
			return Probe{}, false
		}
		p.active, p.asked = false, now
		if p.id++; p.id == 0 {
			p.id = 1
		}
		return Probe{ID: p.id, Rate: 100_000, Packets: 2, Size: 100}, true
	}
	if p.active && now.Sub(p.asked) < probeWait {
		return Probe{}, false
	}
	if p.active { // reports did not come
		p.active = false
		p.pause = min(2*p.pause, probePatient)
	}
	goal := min(float64(wanted)*1.5, float64(e.config.Max))
	if at := e.micros(now); at-e.loss.updated > blackout.Microseconds() {
		e.loss.share = 0 // of another time
	}
	if goal <= target*1.05 || e.trend.state == over || e.loss.share > 0.1 {
		return Probe{}, false
	}
	var rate float64
	switch {
	case p.opening > 0 && !e.told && p.opening == 1:
		return Probe{}, false // the first has not been answered, and may never be
	case p.opening > 0:
		rate = float64(e.config.Initial) * []float64{6, 3}[p.opening-1]
		p.opening--
		if rate <= target {
			rate = 2 * target
		}
	case !e.told:
		return Probe{}, false
	case p.again:
		rate = 2 * target
	case now.Sub(p.asked) >= p.pause:
		rate = 2 * target
	default:
		return Probe{}, false
	}
	p.again = false
	rate = min(rate, goal)
	id := p.id + 1
	if id == 0 {
		id = 1
	}
	bytes := rate * probeTime.Seconds() / 8
	packets := max(probePackets, int(bytes/probeSize)+1)
	size := min(max(int(bytes)/packets, 100), probeSize)
	*p = probes{
		id: id, active: true, asked: now, pause: p.pause, opening: p.opening, rate: rate, packets: packets, before: target,
	}
	return Probe{ID: id, Rate: int(rate), Packets: packets, Size: size}, true
}

func (p *probes) sent(id uint8, at int64, size int) {
	if id != p.id || !p.active {
		return
	}
	if p.sends == 0 {
		p.firstOut = at
	}
	p.sends++
	p.lastOut, p.lastSize = at, size
	p.outBytes += size
}

func (p *probes) arrived(a arrival) {
	if a.probe != p.id || !p.active {
		return
	}
	if p.arrivals == 0 || a.at < p.firstIn {
		p.firstIn, p.firstSize = a.at, a.size
	}
	p.arrivals++
	p.lastIn = max(p.lastIn, a.at)
	p.inBytes += a.size
	if p.arrivals*10 >= p.packets*8 {
		p.judge()
	}
}

// judge compares how fast the probe was sent with how fast it came.
func (p *probes) judge() {
	if p.sends < p.packets {
		return // still being sent: the last reports will do
	}
	p.active = false
	out, in := float64(p.lastOut-p.firstOut), float64(p.lastIn-p.firstIn)
	if out <= 0 || in <= 0 {
		return
	}
	sent := float64(p.outBytes-p.lastSize) * 8e6 / out
	came := float64(p.inBytes-p.firstSize) * 8e6 / in
	found := min(sent, came)
	if came < 0.9*sent {
		found = 0.95 * came // the path gave this much and no more
	}
	p.found = min(found, p.rate)
	if p.found > 1.05*p.before {
		p.pause = probePause
		p.again = p.found > 0.7*p.rate
	} else {
		p.pause = min(2*p.pause, probePatient)
	}
}

// result is what the last probe has shown, once.
func (p *probes) result() float64 {
	found := p.found
	p.found = 0
	return found
}
