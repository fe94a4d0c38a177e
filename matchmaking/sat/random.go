package sat

// random is the generator SplitMix64: small, seedable, the same on every machine.
type random struct{ state uint64 }

func newRandom(seed uint64) random { return random{seed} }

func (r *random) next() uint64 {
	r.state += 0x9e3779b97f4a7c15
	z := r.state
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below is a number from 0 to n-1; n is positive.
func (r *random) below(n int) int {
	return int(r.next() >> 33 % uint64(n)) //nolint:gosec // n is positive, the result below it
}

// fraction is a number from 0 up to 1.
func (r *random) fraction() float64 { return float64(r.next()>>11) / (1 << 53) }
