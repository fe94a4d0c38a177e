package ledger

// Closing a period: what is booked later never counts into it. Block time never runs back, so an entry without a day of its
// own belongs to an open period by itself; one that names the day it is meant for must not name a closed one.

// ClosePeriod closes everything before param "until" (milliseconds). A maker proposes, a checker confirms.
const ClosePeriod Type = "period.close"

const closeParam = "until"

// WhyPeriod refuses to book into a closed period or into the future.
const WhyPeriod = "period_closed"

// effectiveParam of any command is the instant it is meant for, in milliseconds; without it that is the block's time.
const effectiveParam = "effective"

var periodRules = map[Type]rule{
	ClosePeriod: {roles: []Role{Checker}, pair: true, do: closePeriod, apply: (*scratch).applyClose},
}

// Closed returns the end of the last closed period, 0 if none is.
func (s *State) Closed() int64 { return s.books.Closed }

func closePeriod(x *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	switch until := c.num(closeParam); {
	case until <= x.closed:
		return WhyTwice
	case until > x.time:
		return WhyNotDue
	}
	return ""
}

func (x *scratch) applyClose(e *Entry) (int64, error) {
	if until := e.num(closeParam); len(e.Legs) > 0 || len(e.Moves) > 0 || until <= x.closed || until > x.time {
		return 0, broken("a period is closed at %d up to %d after one up to %d", x.time, until, x.closed)
	}
	x.closed = e.num(closeParam)
	return 0, nil
}
