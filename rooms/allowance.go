package rooms

import (
	"time"
)

// allowance is a token bucket. Not safe for concurrent use.
type allowance struct {
	rate, burst float64 // per second; at once
	left        float64
	last        time.Time
}

// take takes n and reports whether there was so much.
func (a *allowance) take(now time.Time, n float64) bool {
	if a.last.IsZero() {
		a.left = a.burst
	} else if passed := now.Sub(a.last).Seconds(); passed > 0 {
		a.left = min(a.burst, a.left+passed*a.rate)
	}
	a.last = now
	if a.left < n {
		return false
	}
	a.left -= n
	return true
}
