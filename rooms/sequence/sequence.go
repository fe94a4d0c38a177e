// Package sequence follows 16-bit sequence numbers: it extends them over their wraps, and notes which are missing and when to ask
// for them again (RFC 4585 section 6.2.1).
//
// It knows numbers and times. It does not know packets.
package sequence

import (
	"slices"
	"time"
)

// Extender extends sequence numbers. The zero value has seen none.
type Extender struct {
	started bool
	newest  int64
}

// Guess is the extended number nearest to the newest one; before the first it is the number itself. It may be negative for a number
// from before the first.
func (e *Extender) Guess(number uint16) int64 {
	if !e.started {
		return int64(number)
	}
	return e.newest + int64(int16(number-uint16(e.newest))) //nolint:gosec // the low 16 bits, and their signed distance
}

// Accept notes an extended number.
func (e *Extender) Accept(number int64) {
	if !e.started || number > e.newest {
		e.started, e.newest = true, number
	}
}

// Newest is the highest number accepted, false before the first.
func (e *Extender) Newest() (int64, bool) { return e.newest, e.started }

// Bounds of what is asked for again.
const (
	maxMissing = 256 // numbers
	maxLeap    = 512 // a gap this long is a restart, or an outage that retransmission does not heal
	maxTries   = 8
	maxAge     = time.Second
)

// Gaps are the missing numbers of one stream. The zero value is ready.
type Gaps struct {
	started bool
	newest  int64
	missing []gap
}

type gap struct {
	number       int64
	since, asked time.Time
	tries        int
}

// Seen notes a number that has come, in extended form.
func (g *Gaps) Seen(number int64, now time.Time) {
	switch {
	case !g.started:
		g.started, g.newest = true, number
	case number <= g.newest:
		if i, ok := slices.BinarySearchFunc(g.missing, number, func(m gap, n int64) int { return int(m.number - n) }); ok {
			g.missing = slices.Delete(g.missing, i, i+1)
		}
	default:
		if number-g.newest > maxLeap {
			g.missing = g.missing[:0]
		} else {
			for n := g.newest + 1; n < number; n++ {
				g.missing = append(g.missing, gap{number: n, since: now})
			}
			if over := len(g.missing) - maxMissing; over > 0 {
				g.missing = slices.Delete(g.missing, 0, over)
			}
		}
		g.newest = number
	}
}

// Due appends the numbers that are to be asked for now: those not asked for within again, up to eight times, for up to a second.
func (g *Gaps) Due(now time.Time, again time.Duration, list []uint16) []uint16 {
	g.missing = slices.DeleteFunc(g.missing, func(m gap) bool { return m.tries >= maxTries || now.Sub(m.since) > maxAge })
	for i := range g.missing {
		m := &g.missing[i]
		if m.tries == 0 || now.Sub(m.asked) >= again {
			m.tries++
			m.asked = now
			list = append(list, uint16(m.number)) //nolint:gosec // the number as it is in packets
		}
	}
	return list
}

// Missing is how many numbers are missing and not given up.
func (g *Gaps) Missing() int { return len(g.missing) }
