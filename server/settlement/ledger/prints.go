package ledger

import (
	"encoding/binary"
	"slices"
)

// KeysKept is how many of the newest outcomes a state keeps at hand: about 37 MB, two months of a year with 1.6 million entries.
// Who repeats a command is nearly always much faster; who is not waits for one read by the index on keys.
const KeysKept = 1 << 18

// window is how much of the past a state keeps. Snapshots are of one window; a program with another one replays the log.
type window struct {
	keys int   // outcomes; 0: all of them
	bits uint  // of a print
	rest int64 // milliseconds from an order's end to its archive
}

// kept is the window of every engine.
var kept = window{keys: KeysKept, bits: 64, rest: ArchiveAfter}

// print is a number that stands for a key: its first bits, which are those of a SHA-256 sum. Of 64 bits two keys share them
// about never, and then somebody looks in vain.
func (w window) print(k Key) uint64 {
	return binary.BigEndian.Uint64(k[:]) &^ (1<<(64-w.bits) - 1)
}

// shelfBits cut prints into so many shelves that adding one moves a few kilobytes even after ten years.
const shelfBits = 12

// prints is a set of prints, eight bytes each: shelves by their first bits, each sorted.
type prints struct {
	Shelves [][]uint64 // none at all before the first print
}

func (p *prints) has(v uint64) bool {
	if len(p.Shelves) == 0 {
		return false
	}
	_, in := slices.BinarySearch(p.Shelves[v>>(64-shelfBits)], v)
	return in
}

func (p *prints) add(v uint64) {
	if len(p.Shelves) == 0 {
		p.Shelves = make([][]uint64, 1<<shelfBits)
	}
	shelf := &p.Shelves[v>>(64-shelfBits)]
	if at, in := slices.BinarySearch(*shelf, v); !in {
		*shelf = slices.Insert(*shelf, at, v)
	}
}
