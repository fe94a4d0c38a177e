// Package congestion estimates how much one connection can carry, from what its receiver reports: Google congestion control as in
// draft-ietf-rmcat-gcc-02 over transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01), with probes beyond what is
// being sent, and with the receiver's own estimate (REMB) or its loss reports where there is no such feedback.
//
// It knows packet sizes and times. It does not know tracks, layers or sockets, it sends nothing, and time is handed to it.
package congestion

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/pion/rtcp"
)

// Config bounds an estimate, in bits per second.
type Config struct {
	Initial int // 300,000 if 0
	Min     int // 10,000 if 0
	Max     int // 20,000,000 if 0
}

const (
	kept     = 1024 // packets remembered; three seconds of 4 Mbit/s
	blackout = 2 * time.Second
)

// sent is one packet on its way.
type sent struct {
	at     int64 // microseconds since the first
	number uint16
	size   uint16
	probe  uint8 // 0: none
	state  uint8
}

const (
	free uint8 = iota
	flying
	missing // reported lost; a later report may still say otherwise
)

// Estimator is one connection's estimate. It is safe for concurrent use.
type Estimator struct {
	config Config

	mu      sync.Mutex
	start   time.Time
	ring    [kept]sent
	batch   []arrival
	sending window // what is sent
	acked   window // what arrived, by arrival time

	reference int64     // unwrapped reference time of the newest feedback, in units of 64 ms
	told      bool      // there has been feedback
	waiting   time.Time // when the first packet was sent that no feedback has come after; zero: nothing waits
	lastSent  time.Time
	rtt       time.Duration

	trend   trend
	delayed rate // delay-based
	loss    lossRate
	remb    int
	rembAt  time.Time
	before  float64 // the target when a blackout began; 0: there is none
	back    bool    // a blackout has ended since Back was asked
	since   int64   // packets sent until then were lost in a blackout, which says nothing about the path

	probes probes
}

type arrival struct {
	sent, at int64 // microseconds, of two unrelated clocks
	size     int
	probe    uint8
}

// New makes an estimator; now is the beginning of its time.
func New(config Config, now time.Time) *Estimator {
	config.Initial = cmp.Or(config.Initial, 300_000)
	config.Min = cmp.Or(config.Min, 10_000)
	config.Max = cmp.Or(config.Max, 20_000_000)
	e := &Estimator{config: config, start: now, rtt: 100 * time.Millisecond}
	e.trend = newTrend()
	e.delayed = rate{now: float64(config.Initial)}
	e.loss = lossRate{now: float64(config.Initial)}
	e.probes = newProbes()
	return e
}

func (e *Estimator) micros(t time.Time) int64 { return t.Sub(e.start).Microseconds() }

// Sent remembers that a packet went out. size is in bytes on the wire as far as known; probe is the ID of the probe it belongs to, or 0.
func (e *Estimator) Sent(number uint16, size int, probe uint8, now time.Time) {
	at := e.micros(now)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ring[number%kept] = sent{at: at, number: number, size: uint16(min(max(size, 0), 65535)), probe: probe, state: flying} //nolint:gosec // bounded
	e.sending.add(at, size)
	e.lastSent = now
	if e.waiting.IsZero() {
		e.waiting = now
	}
	if probe != 0 {
		e.probes.sent(probe, at, size)
	}
}

// Feedback takes a report of the receiver. What it says about packets that are not remembered is ignored.
func (e *Estimator) Feedback(f *rtcp.TransportLayerCC, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.batch = e.batch[:0]
	reference := e.unwrap(f.ReferenceTime)
	at := reference * 64_000
	newest := int64(-1)
	var lost, total int
	number, left, delta := f.BaseSequenceNumber, int(f.PacketStatusCount), 0
	status := func(symbol uint16) {
		if left == 0 {
			return
		}
		left--
		s := &e.ring[number%kept]
		known := s.state != free && s.number == number
		number++
		if symbol == rtcp.TypeTCCPacketNotReceived || symbol == rtcp.TypeTCCPacketReceivedWithoutDelta {
			if known && s.state == flying && symbol == rtcp.TypeTCCPacketNotReceived {
				s.state = missing
				if e.before == 0 && s.at > e.since {
					lost++
					total++
				}
			}
			return
		}
		if delta >= len(f.RecvDeltas) {
			return
		}
		at += f.RecvDeltas[delta].Delta
		delta++
		if !known {
			return
		}
		if s.state == missing {
			lost-- // it was late only
		} else {
			total++
		}
		s.state = free
		newest = max(newest, s.at)
		e.batch = append(e.batch, arrival{sent: s.at, at: at, size: int(s.size), probe: s.probe})
	}
	for _, chunk := range f.PacketChunks {
		switch c := chunk.(type) {
		case *rtcp.RunLengthChunk:
			for range min(int(c.RunLength), left) {
				status(c.PacketStatusSymbol)
			}
		case *rtcp.StatusVectorChunk:
			for _, symbol := range c.SymbolList {
				status(symbol)
			}
		}
	}
	if total == 0 && len(e.batch) == 0 {
		return
	}
	e.told, e.waiting = true, time.Time{}
	if e.before > 0 && len(e.batch) > 0 {
		// A network that was gone and is there again is most likely the same; if it is worse, its delays will say so at once.
		e.delayed.now, e.loss.now = max(e.delayed.now, e.before), max(e.loss.now, e.before)
		e.before, e.since, e.back = 0, newest, true
		e.trend = newTrend()
	}
	if newest >= 0 {
		e.rtt += (max(now.Sub(e.start)-time.Duration(newest)*time.Microsecond, time.Millisecond) - e.rtt) / 8
	}
	// Feedback is in the order of sending; delays build up in the order of arrival.
	slices.SortStableFunc(e.batch, func(a, b arrival) int { return cmp.Compare(a.at, b.at) })
	e.learn()
	e.loss.add(lost, total)
	e.settle(now)
}

// unwrap extends the 24 bits of the reference time.
func (e *Estimator) unwrap(reference uint32) int64 {
	if !e.told {
		e.reference = int64(reference & 0xffffff)
		return e.reference
	}
	d := int64(reference&0xffffff) - e.reference&0xffffff
	switch {
	case d > 1<<23:
		d -= 1 << 24
	case d < -(1 << 23):
		d += 1 << 24
	}
	e.reference += d
	return e.reference
}

// learn feeds what arrived to the trend of delays and to probes.
func (e *Estimator) learn() {
	for _, a := range e.batch {
		e.acked.add(a.at, a.size)
		e.trend.add(a)
		if a.probe != 0 {
			e.probes.arrived(a)
		}
	}
}

// settle changes the estimate by what has been learnt.
func (e *Estimator) settle(now time.Time) {
	at := e.micros(now)
	acked, measured := e.acked.newest()
	e.delayed.update(e.trend.state, acked, measured, e.rtt, at)
	if found := e.probes.result(); found > 0 {
		e.delayed.raise(found)
		e.loss.raise(found)
	}
	e.loss.update(e.trend.state, e.rtt, at)
	e.bound()
}

func (e *Estimator) bound() {
	low, high := float64(e.config.Min), float64(e.config.Max)
	e.delayed.now = min(max(e.delayed.now, low), high)
	e.loss.now = min(max(e.loss.now, low), high)
	// Losses say how much less; they do not say how much more than the delays allow.
	e.loss.now = min(e.loss.now, e.delayed.now*1.05)
	if !e.told {
		e.delayed.now = max(e.delayed.now, e.loss.now)
	}
}

// REMB takes the receiver's own estimate, in bits per second. It counts while there is no transport-wide feedback.
func (e *Estimator) REMB(estimate float32, now time.Time) {
	if !(estimate > 0) { // not a number either
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.remb, e.rembAt = int(min(estimate, 1e9)), now
}

// Report takes a receiver report's fraction lost, in 1/256 of the packets since the last. It counts while there is no transport-wide
// feedback: then the estimate rises while less than 2 % is lost, to at most twice what is being sent.
func (e *Estimator) Report(fraction uint8, rtt time.Duration, now time.Time) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if rtt > 0 && rtt < 10*time.Second {
		e.rtt = rtt
	}
	if e.told {
		return
	}
	at := e.micros(now)
	e.loss.set(float64(fraction) / 256)
	before := e.loss.now
	e.loss.update(normal, e.rtt, at)
	if sending, ok := e.sending.at(at); ok {
		e.loss.now = min(e.loss.now, max(before, 2*sending))
	}
	e.delayed.now = e.loss.now
	e.bound()
}

// Target is what the connection can carry now, in bits per second.
func (e *Estimator) Target(now time.Time) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	// Nothing is heard although something is sent: nothing gets through. A pause in which nothing was sent says nothing.
	for e.told && !e.waiting.IsZero() && e.lastSent.Sub(e.waiting) > blackout && now.Sub(e.waiting) > blackout {
		if e.before == 0 {
			e.before = min(e.delayed.now, e.loss.now)
		}
		e.waiting = e.waiting.Add(blackout)
		e.delayed.now *= 0.6
		e.loss.now *= 0.6
		e.bound()
	}
	target := min(e.delayed.now, e.loss.now)
	if !e.told && e.remb > 0 && now.Sub(e.rembAt) < 10*time.Second {
		return min(max(e.remb, e.config.Min), e.config.Max)
	}
	return int(target)
}

// Known is the target by what has been measured: while nothing is heard, what it was before that, for Target then only guesses. dead is
// true for as long.
func (e *Estimator) Known(now time.Time) (bits int, dead bool) {
	target := e.Target(now)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.before > 0 {
		return int(e.before), true
	}
	return target, false
}

// Back reports once that a network that was gone is there again, with the estimate of before.
func (e *Estimator) Back() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	back := e.back
	e.back = false
	return back
}

// Sending is how many bits per second were sent in the last half second.
func (e *Estimator) Sending(now time.Time) int {
	e.mu.Lock()
	defer e.mu.Unlock()
	sending, _ := e.sending.at(e.micros(now))
	return int(sending)
}

// RTT is the smoothed round-trip time, as seen by feedback: with the receiver's wait before it reports.
func (e *Estimator) RTT() time.Duration {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.rtt
}

// Told reports whether there has been transport-wide feedback.
func (e *Estimator) Told() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.told
}

// Congested reports whether delays are growing now.
func (e *Estimator) Congested() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.trend.state == over
}

// Loss is the smoothed share of packets lost, 0 to 1.
func (e *Estimator) Loss() float64 {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.loss.share
}

// window measures a rate over the last half second, in buckets.
type window struct {
	buckets [25]int64
	head    int64 // number of the newest bucket
	first   int64 // number of the first bucket ever
	any     bool
	sum     int64
}

const bucket = 20_000 // microseconds

func (w *window) add(at int64, size int) {
	w.roll(at)
	n := at / bucket
	if w.head-n >= int64(len(w.buckets)) {
		return
	}
	w.buckets[index(n)] += int64(size)
	w.sum += int64(size)
}

func index(n int64) int { return int((n%25 + 25) % 25) }

func (w *window) roll(at int64) {
	n := at / bucket
	if !w.any {
		w.any, w.head, w.first = true, n, n
		return
	}
	if n-w.head >= int64(len(w.buckets)) {
		w.buckets, w.sum, w.head = [25]int64{}, 0, n
		return
	}
	for w.head < n {
		w.head++
		i := index(w.head)
		w.sum -= w.buckets[i]
		w.buckets[i] = 0
	}
}

func (w *window) at(now int64) (float64, bool) {
	w.roll(now)
	return w.newest()
}

// newest is the rate in bits per second, once there has been enough to measure.
func (w *window) newest() (float64, bool) {
	span := min(w.head-w.first+1, int64(len(w.buckets)))
	if !w.any || span < 5 {
		return 0, false
	}
	return float64(w.sum) * 8 / (float64(span) * bucket / 1e6), true
}
