package matchmaking

// verifyNodes is how many patterns of one person are looked at before the bound counts as not shown.
const verifyNodes = 50_000_000

// fitting looks for a choice of slots into which all wishes of one person fit, block by block.
type fitting struct {
	v       *verifier
	choices [][]int // slots of each wish
	open    []bool
	last    []int // slot of each wish
	taken   []int // ascending
	nodes   int
	rest    map[[2]int]int64 // least breaks of so many meetings from a slot on
}

func (v *verifier) pattern(choices [][]int, open []bool) *fitting {
	f := &fitting{v: v, choices: choices, open: open, last: make([]int, len(choices)), rest: map[[2]int]int64{}}
	for i, c := range choices {
		for _, s := range c {
			f.last[i] = max(f.last[i], s)
		}
	}
	return f
}

// fewest is the least number of breaks with which all wishes have a slot of their own, known to be enough at least.
func (f *fitting) fewest(enough int64) int64 {
	for breaks := enough; breaks < int64(len(f.open)); breaks++ {
		if f.block(0, breaks) || f.nodes > verifyNodes {
			return breaks
		}
	}
	return enough
}

// block decides about the block that begins with a slot and all after it.
func (f *fitting) block(from int, breaks int64) bool {
	if from == len(f.open) {
		return len(f.taken) == len(f.choices)
	}
	to := from
	for to < len(f.open) && f.v.block[to] == f.v.block[from] {
		to++
	}
	return f.run(from, to, from, breaks)
}

// run chooses the next run of meetings of a block, or none.
func (f *fitting) run(at, to, from int, breaks int64) bool {
	if f.nodes++; f.nodes > verifyNodes {
		return false
	}
	for start := at; start < to; start++ {
		before := len(f.taken)
		for end := start; end < to && f.open[end]; end++ {
			if f.taken = append(f.taken, end); !f.served() {
				break
			}
			// A further run is a break away from this one, and a slot at least.
			if f.following(to, breaks) || breaks > 0 && f.run(end+2, to, from, breaks-1) {
				return true
			}
		}
		f.taken = f.taken[:before]
	}
	return at == from && f.following(to, breaks)
}

// following goes on with the next block, if what is left can do with so few breaks and nobody was forgotten.
func (f *fitting) following(to int, breaks int64) bool {
	n := len(f.choices) - len(f.taken)
	key := [2]int{to, n}
	least, known := f.rest[key]
	if !known {
		least = f.remaining(to, n)
		f.rest[key] = least
	}
	return n >= 0 && least <= breaks && f.housed(to) && f.block(to, breaks)
}

// remaining is the least number of breaks of n meetings from a slot on.
func (f *fitting) remaining(from, n int) int64 {
	free := 0
	later := make([]bool, len(f.open))
	for s := from; s < len(f.open); s++ {
		if later[s] = f.open[s]; later[s] {
			free++
		}
	}
	if n < 0 || free < n {
		return int64(len(f.open)) + 1
	}
	return f.v.pauses(later, n, n)
}

// served reports whether every slot taken can have a wish of its own.
func (f *fitting) served() bool {
	of := make([]int, len(f.choices))
	for i := range of {
		of[i] = -1
	}
	var give func(s int, seen []bool) bool
	give = func(s int, seen []bool) bool {
		for i, c := range f.choices {
			if seen[i] || !member(c, s) {
				continue
			}
			seen[i] = true
			if of[i] < 0 || give(of[i], seen) {
				of[i] = s
				return true
			}
		}
		return false
	}
	for _, s := range f.taken {
		if !give(s, make([]bool, len(f.choices))) {
			return false
		}
	}
	return true
}

// housed reports whether every wish that has no slot from here on can have one of those taken. Together with served that means
// both at once (Mendelsohn and Dulmage).
func (f *fitting) housed(from int) bool {
	of := map[int]int{}
	var give func(i int, seen map[int]bool) bool
	give = func(i int, seen map[int]bool) bool {
		for _, s := range f.taken {
			if seen[s] || !member(f.choices[i], s) {
				continue
			}
			seen[s] = true
			if other, has := of[s]; !has || give(other, seen) {
				of[s] = i
				return true
			}
		}
		return false
	}
	for i := range f.choices {
		if f.last[i] < from && !give(i, map[int]bool{}) {
			return false
		}
	}
	return true
}

func member(list []int, s int) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
