package congestion

import "math"

// state is what the delays say of the use of the path.
type state uint8

const (
	normal state = iota
	over
	under
)

// The constants of the trend filter and of its threshold (draft-ietf-rmcat-gcc-02 section 5; the gain and the bounds of the number of
// deltas are those of the implementation in browsers, whose units the threshold is in).
const (
	burst         = 5_000 // microseconds: packets sent within are one group
	trendWindow   = 20    // groups
	smoothing     = 0.9
	gain          = 4.0
	maxDeltas     = 60
	overuseTime   = 10.0 // milliseconds
	thresholdUp   = 0.0087
	thresholdDown = 0.039
	jumpMicros    = 3_000_000 // a gap in arrivals after which everything begins anew
)

type group struct {
	any                  bool
	firstSent, lastSent  int64
	firstAt, lastArrival int64
}

// trend follows how the delay of groups of packets changes.
type trend struct {
	now, before group
	haveBefore  bool

	count     int
	delay     float64 // accumulated, milliseconds
	smooth    float64
	x, y      [trendWindow]float64
	points    int
	origin    int64
	slope     float64
	threshold float64
	updated   float64
	overFor   float64
	overCount int
	state     state
}

func newTrend() trend { return trend{threshold: 12.5, overFor: -1} }

func (t *trend) add(a arrival) {
	g := &t.now
	switch {
	case !g.any:
		*g = group{true, a.sent, a.sent, a.at, a.at}
		return
	case a.at-g.lastArrival > jumpMicros || g.lastArrival-a.at > jumpMicros:
		threshold := t.threshold
		*t = newTrend()
		t.threshold = threshold
		t.now = group{true, a.sent, a.sent, a.at, a.at}
		return
	case a.sent < g.firstSent:
		return // reordered into an earlier group
	case a.sent-g.firstSent <= burst || t.joins(a):
		g.lastSent, g.lastArrival = max(g.lastSent, a.sent), max(g.lastArrival, a.at)
		return
	}
	if t.haveBefore {
		sent := float64(g.lastSent-t.before.lastSent) / 1000
		came := float64(g.lastArrival-t.before.lastArrival) / 1000
		t.update(came-sent, sent, g.lastArrival)
	}
	t.before, t.haveBefore = *g, true
	*g = group{true, a.sent, a.sent, a.at, a.at}
}

// joins: what was held up somewhere comes in a burst, and the burst says nothing about the path.
func (t *trend) joins(a arrival) bool {
	g := &t.now
	sent, came := a.sent-g.lastSent, a.at-g.lastArrival
	return came-sent < 0 && came <= burst && a.at-g.firstAt < 100_000
}

func (t *trend) update(delta, sent float64, arrival int64) {
	if t.points == 0 {
		t.origin = arrival
	}
	t.count = min(t.count+1, 1000)
	t.delay += delta
	t.smooth = smoothing*t.smooth + (1-smoothing)*t.delay
	i := t.points % trendWindow
	t.x[i], t.y[i] = float64(arrival-t.origin)/1000, t.smooth
	t.points++
	slope := t.slope
	if t.points >= trendWindow {
		slope = t.fit()
	}
	t.detect(slope, sent, float64(arrival-t.origin)/1000)
}

// fit is the slope of the line through the window.
func (t *trend) fit() float64 {
	var mx, my float64
	for i := range trendWindow {
		mx += t.x[i]
		my += t.y[i]
	}
	mx, my = mx/trendWindow, my/trendWindow
	var num, den float64
	for i := range trendWindow {
		num += (t.x[i] - mx) * (t.y[i] - my)
		den += (t.x[i] - mx) * (t.x[i] - mx)
	}
	if den == 0 {
		return t.slope
	}
	return num / den
}

func (t *trend) detect(slope, sent, now float64) {
	if t.count < 2 {
		return
	}
	m := float64(min(t.count, maxDeltas)) * slope * gain
	switch {
	case m > t.threshold:
		if t.overFor < 0 {
			t.overFor = sent / 2
		} else {
			t.overFor += sent
		}
		t.overCount++
		if t.overFor > overuseTime && t.overCount > 1 && slope >= t.slope {
			t.overFor, t.overCount = 0, 0
			t.state = over
		}
	case m < -t.threshold:
		t.overFor, t.overCount = -1, 0
		t.state = under
	default:
		t.overFor, t.overCount = -1, 0
		t.state = normal
	}
	t.slope = slope
	t.adapt(m, now)
}

// adapt moves the threshold, so that a path shared with loss-driven traffic is not given up (section 5.4).
func (t *trend) adapt(m, now float64) {
	passed := min(now-t.updated, 100)
	t.updated = now
	m = math.Abs(m)
	if m > t.threshold+15 {
		return // a spike, such as a change of route
	}
	k := thresholdUp
	if m < t.threshold {
		k = thresholdDown
	}
	t.threshold = min(max(t.threshold+k*(m-t.threshold)*passed, 6), 600)
}
