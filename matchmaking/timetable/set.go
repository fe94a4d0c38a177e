package timetable

import "math/bits"

// MaxSlots is how many slots a timetable may have: ten days and more of half hours by day.
const MaxSlots = 256

// Set is a set of slots, by number.
type Set [MaxSlots / 64]uint64

// Of is the set of the slots given. Numbers outside 0 to MaxSlots−1 are not in it.
func Of(slots ...int) Set {
	var s Set
	for _, i := range slots {
		if i >= 0 && i < MaxSlots {
			s.Add(i)
		}
	}
	return s
}

// First is the set of the slots 0 to n−1.
func First(n int) Set {
	var s Set
	for i := range s {
		switch left := n - 64*i; {
		case left >= 64:
			s[i] = ^uint64(0)
		case left > 0:
			s[i] = 1<<left - 1
		}
	}
	return s
}

// Has reports whether slot i is in the set.
func (s *Set) Has(i int) bool { return s[uint(i)/64&3]>>(uint(i)&63)&1 != 0 }

// Add puts slot i into the set.
func (s *Set) Add(i int) { s[uint(i)/64&3] |= 1 << (uint(i) & 63) }

// Del takes slot i out of the set.
func (s *Set) Del(i int) { s[uint(i)/64&3] &^= 1 << (uint(i) & 63) }

// And is what both sets have.
func (s *Set) And(o *Set) Set { return Set{s[0] & o[0], s[1] & o[1], s[2] & o[2], s[3] & o[3]} }

// Or is what either set has.
func (s *Set) Or(o *Set) Set { return Set{s[0] | o[0], s[1] | o[1], s[2] | o[2], s[3] | o[3]} }

// Without is what only the first of the two sets has.
func (s *Set) Without(o *Set) Set { return Set{s[0] &^ o[0], s[1] &^ o[1], s[2] &^ o[2], s[3] &^ o[3]} }

// Empty reports whether the set has no slot.
func (s *Set) Empty() bool { return s[0]|s[1]|s[2]|s[3] == 0 }

// Len is the number of slots in the set.
func (s *Set) Len() int {
	return bits.OnesCount64(s[0]) + bits.OnesCount64(s[1]) + bits.OnesCount64(s[2]) + bits.OnesCount64(s[3])
}

// Next is the first slot of the set at or after i, or -1.
func (s *Set) Next(i int) int {
	if i >= MaxSlots {
		return -1
	}
	w := i / 64
	word := s[w] >> (uint(i) & 63) << (uint(i) & 63)
	for word == 0 {
		if w++; w == len(s) {
			return -1
		}
		word = s[w]
	}
	return 64*w + bits.TrailingZeros64(word)
}

// Nth is the n-th slot of the set, from 0, or -1.
func (s *Set) Nth(n int) int {
	for w, word := range s {
		c := bits.OnesCount64(word)
		if n >= c {
			n -= c
			continue
		}
		for range n {
			word &= word - 1
		}
		return 64*w + bits.TrailingZeros64(word)
	}
	return -1
}

// later is every slot of the set moved to the next number.
func (s *Set) later() Set {
	return Set{s[0] << 1, s[1]<<1 | s[0]>>63, s[2]<<1 | s[1]>>63, s[3]<<1 | s[2]>>63}
}
