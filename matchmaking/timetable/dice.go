package timetable

// Dice is a small source of numbers that are the same on every machine (splitmix64).
type Dice struct{ State uint64 }

// Next is the next 64 bits.
func (d *Dice) Next() uint64 {
	d.State += 0x9e3779b97f4a7c15
	z := d.State
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// Intn is a number from 0 to n−1, n below 2^32. The bias is below n/2^32.
func (d *Dice) Intn(n int) int {
	return int(d.Next() >> 32 * uint64(n) >> 32) //nolint:gosec // n is positive
}

// Float is a number from 0 up to 1.
func (d *Dice) Float() float64 { return float64(d.Next()>>11) / (1 << 53) }
