package congestion

import (
	"math"
	"time"
)

// decrease is by how much the rate falls below what arrived when delays grow.
const decrease = 0.85

// rate is the delay-based estimate: multiplicative increase far from a known limit, additive near it, decrease below what arrived
// (draft-ietf-rmcat-gcc-02 section 5.5).
type rate struct {
	now      float64
	rising   bool
	updated  int64
	lowered  int64
	capacity float64 // of the link, as of the last decreases; 0: unknown
	spread   float64 // relative variance of it
}

func (r *rate) update(s state, acked float64, measured bool, rtt time.Duration, at int64) {
	passed := min(max(float64(at-r.updated)/1e6, 0), 1)
	r.updated = at
	switch s {
	case over:
		r.rising = false
		// One decrease takes a round trip to be seen.
		wait := max(10*time.Millisecond, min(200*time.Millisecond, rtt)).Microseconds()
		if at-r.lowered < wait || !measured {
			return
		}
		r.learn(acked)
		r.lowered = at
		r.now = min(r.now, acked*decrease)
	case under:
		r.rising = false // the queue is emptying: let it
	case normal:
		if !r.rising {
			r.rising = true
			return
		}
		next := r.now
		if r.near(acked) && measured {
			// Half a packet of 1,200 bytes per response time, but not less than 4 kbit/s a second.
			response := rtt.Seconds() + 0.1
			next += max(4000, 4800/response) * passed
		} else {
			r.forget(acked)
			next += max(r.now*(math.Pow(1.08, passed)-1), 1000*passed)
		}
		if measured {
			// Nobody knows whether more than half beyond what is being sent would arrive.
			next = min(next, max(r.now, 1.5*acked+10_000))
		}
		r.now = next
	}
}

func (r *rate) learn(acked float64) {
	if r.capacity == 0 || acked < r.capacity-3*r.deviation() {
		r.capacity, r.spread = acked, 0.4
		return
	}
	const alpha = 0.05
	r.capacity += alpha * (acked - r.capacity)
	d := acked - r.capacity
	r.spread = min(max((1-alpha)*r.spread+alpha*d*d/max(r.capacity, 1)/1000, 0.4), 2.5)
}

func (r *rate) deviation() float64 { return math.Sqrt(r.spread * r.capacity / 1000 * 1e6) }

func (r *rate) near(acked float64) bool {
	return r.capacity > 0 && acked < r.capacity+3*r.deviation() && r.now > r.capacity*0.9
}

func (r *rate) forget(acked float64) {
	if r.capacity > 0 && acked > r.capacity+3*r.deviation() {
		r.capacity = 0
	}
}

// raise takes what a probe has shown to fit.
func (r *rate) raise(to float64) {
	if to > r.now {
		r.now = to
		if to > r.capacity {
			r.capacity = 0
		}
	}
}

// lossRate is the loss-based estimate (draft-ietf-rmcat-gcc-02 section 6): above 10 % it falls, below 2 % it rises.
type lossRate struct {
	now         float64
	lost, total int
	share       float64
	fresh       bool
	updated     int64
	lowered     int64
}

// lossSample is how many packets a share of losses is taken from at least.
const lossSample = 20

func (l *lossRate) add(lost, total int) {
	l.lost += lost
	l.total += total
	if l.total >= lossSample {
		l.set(max(float64(l.lost), 0) / float64(l.total))
		l.lost, l.total = 0, 0
	}
}

func (l *lossRate) set(share float64) {
	l.share += (share - l.share) / 2
	l.fresh = true
}

func (l *lossRate) update(s state, rtt time.Duration, at int64) {
	if !l.fresh {
		return
	}
	l.fresh = false
	passed := min(max(float64(at-l.updated)/1e6, 0), 1)
	l.updated = at
	switch {
	case l.share > 0.1:
		if at-l.lowered > (300*time.Millisecond + rtt).Microseconds() {
			l.lowered = at
			l.now *= 1 - l.share/2
		}
	case l.share < 0.02:
		l.now += max(l.now*(math.Pow(1.08, passed)-1), 1000*passed)
	case s == normal:
		// Some loss without any delay is a property of the path, such as radio, and no sign of a limit: go on, slowly.
		l.now += l.now * (math.Pow(1.02, passed) - 1)
	}
}

func (l *lossRate) raise(to float64) { l.now = max(l.now, to) }
