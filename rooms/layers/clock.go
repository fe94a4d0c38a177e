package layers

// Clocks holds the newest sender report of each stream of a track: by them timestamps of one stream are put on the time line of
// another (RFC 3550 section 6.4.1). The zero value with a Rate is ready.
type Clocks struct {
	Rate uint32 // ticks per second, the same for all streams of a track

	feeds [MaxFeeds]struct {
		known bool
		ntp   uint64
		rtp   uint32
	}
}

// Report takes the pair of wall clock (NTP format, 32.32) and RTP time of a stream.
func (c *Clocks) Report(feed int, ntp uint64, rtp uint32) {
	if feed >= 0 && feed < MaxFeeds {
		f := &c.feeds[feed]
		f.known, f.ntp, f.rtp = true, ntp, rtp
	}
}

// Forget drops what is known of a stream that has begun anew.
func (c *Clocks) Forget(feed int) {
	if feed >= 0 && feed < MaxFeeds {
		c.feeds[feed].known = false
	}
}

// Between is what must be added to a timestamp of one stream to put it on the time line of another.
func (c *Clocks) Between(from, to int) (uint32, bool) {
	if from == to {
		return 0, true
	}
	a, b := c.feeds[from], c.feeds[to]
	if !a.known || !b.known {
		return 0, false
	}
	// The reports are seconds apart at most, and the difference is taken before the product to stay within 64 bits.
	apart := int64(a.ntp - b.ntp) //nolint:gosec // two's complement difference
	if apart > 60<<32 || apart < -60<<32 {
		return 0, false
	}
	ticks := apart >> 12 * int64(c.Rate) >> 20
	return b.rtp + uint32(ticks) - a.rtp, true //nolint:gosec // timestamps wrap
}
