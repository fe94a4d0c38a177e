package matchmaking

import "slices"

// left is a set of wishes of which a timetable as good as this one on the first two levels leaves out at most count.
type left struct {
	wishes map[string]bool
	count  int
}

// explained derives from the witnesses of the first two levels what can be missing: the losses of separate sets that add up
// to the value leave nothing to be lost elsewhere. ok is false if they do not.
func (v *verifier) explained() (all []left, ok bool) {
	for i, level := range []string{"unmetMust", "unmetWant"} {
		l := v.proof.Levels[i]
		if l.Value == 0 {
			continue
		}
		if l.Bound != l.Value || l.By != ByRelaxation {
			return nil, false
		}
		for _, x := range v.proof.Losses {
			if x.Level != level {
				continue
			}
			if x.Shared {
				return nil, false
			}
			set, _, _, err := v.witnessed(x)
			if err != nil {
				return nil, false
			}
			of, cheapest := left{wishes: map[string]bool{}, count: int(x.Lost)}, x.Lost
			for _, w := range set {
				switch {
				case i == 0 && w.Level == Must:
					of.wishes[w.ID] = true
				case i == 1 && w.Level == Want && int64(w.Value) <= x.Lost:
					of.wishes[w.ID] = true
					cheapest = min(cheapest, int64(w.Value))
				}
			}
			if i == 1 {
				of.count = int(x.Lost / cheapest)
			}
			all = append(all, of)
		}
	}
	return all, true
}

// spare is how many of some wishes can be missing.
func (v *verifier) spare(all []left, wishes []string) int {
	total := 0
	for _, of := range all {
		n := 0
		for _, id := range wishes {
			if of.wishes[id] {
				n++
			}
		}
		total += min(n, of.count)
	}
	return total
}

// nights checks that the potentials of every witness stay below the nights they bound, and adds them up.
func (v *verifier) nights() error {
	bound := v.proof.Levels[3].Bound
	if bound == 0 || v.proof.Levels[3].By == BySearch {
		return nil
	}
	missing, ok := v.explained()
	if !ok {
		return rejected("nights are bounded although it is not known which wishes are met")
	}
	loose, charged, sum := map[string]bool{}, map[string]string{}, int64(0)
	for _, of := range missing {
		for id := range of.wishes {
			loose[id] = true
		}
	}
	for _, n := range v.proof.Nights {
		var ids []string
		for id := range n.Wishes {
			w := v.wish[id]
			if w == nil || !slices.Contains(w.People, n.Person) {
				return rejected("%s is charged with the nights of %s", n.Person, id)
			}
			if other, twice := charged[id]; twice {
				return rejected("the nights of %s are charged to %s and to %s", id, other, n.Person)
			}
			charged[id] = n.Person
			ids = append(ids, id)
		}
		if len(n.Spare) < v.spare(missing, ids) {
			return rejected("%s can leave out more wishes than the witness says", n.Person)
		}
		for s, x := range n.Slots {
			if s < 0 || s >= len(v.p.Slots) || x > 0 {
				return rejected("potential %d of slot %d of %s", x, s, n.Person)
			}
			sum += x
		}
		highest := int64(-1 << 40)
		for _, x := range n.Spare {
			if x > 0 {
				return rejected("potential %d of a spare slot of %s", x, n.Person)
			}
			highest = max(highest, x)
			sum += x
		}
		for id, u := range n.Wishes {
			sum += u
			for _, s := range v.domain(v.wish[id]) {
				if u+n.Slots[s] > v.darkness(id, s) {
					return rejected("the potentials of %s and slot %d exceed its nights", id, s)
				}
			}
			if loose[id] && u+highest > 0 {
				return rejected("the potentials of %s exceed 0 where it is left out", id)
			}
		}
	}
	if sum != bound {
		return rejected("the witnesses of nights add up to %d, the bound says %d", sum, bound)
	}
	return nil
}

// darkness is how many people of a wish have night in a slot.
func (v *verifier) darkness(wish string, s int) int64 {
	n := int64(0)
	for _, id := range v.wish[wish].People {
		if v.dark[v.person[id].Zone][s] {
			n++
		}
	}
	return n
}

// breaks recomputes how many breaks each person must have, whoever he meets, in slots that the nights leave if their
// bound is reached.
func (v *verifier) breaks() error {
	bound := v.proof.Levels[4].Bound
	if bound == 0 || v.proof.Levels[4].By == BySearch {
		return nil
	}
	missing, ok := v.explained()
	if !ok {
		return rejected("breaks are bounded although it is not known which wishes are met")
	}
	tight := map[string]*NightWitness{}
	if night := v.proof.Levels[3]; night.Value == night.Bound && night.By == ByRelaxation {
		for i := range v.proof.Nights {
			for id := range v.proof.Nights[i].Wishes {
				tight[id] = &v.proof.Nights[i]
			}
		}
	}
	open, wanted, choices := map[string][]bool{}, map[string][]string{}, map[string][][]int{}
	for id, w := range v.wish {
		own := []int{}
		for _, s := range v.domain(w) {
			if n := tight[id]; n != nil && n.Wishes[id]+n.Slots[s] < v.darkness(id, s) {
				continue
			}
			own = append(own, s)
			for _, person := range w.People {
				if open[person] == nil {
					open[person] = make([]bool, len(v.p.Slots))
				}
				open[person][s] = true
			}
		}
		for _, person := range w.People {
			wanted[person] = append(wanted[person], id)
			choices[person] = append(choices[person], own)
		}
	}
	sum, whole := int64(0), map[string]int64{} // of those of whom no wish may be missing
	for person, ids := range wanted {
		most := len(ids)
		least := most - v.spare(missing, ids)
		if limit := v.person[person].Max; limit > 0 {
			most = min(most, limit)
		}
		if open[person] == nil {
			continue
		}
		n := v.pauses(open[person], least, most)
		sum += n
		if least == len(ids) {
			whole[person] = n
		}
	}
	// Whether just these wishes fit the pattern is asked only as long as the bound needs it.
	for person, n := range whole {
		if sum >= bound {
			break
		}
		sum += v.pattern(choices[person], open[person]).fewest(n) - n
	}
	if bound > sum {
		return rejected("breaks are bounded by %d, recomputed %d", bound, sum)
	}
	return nil
}

// pauses is the least number of breaks of from least to most meetings in open slots. It looks at blocks one by one: fewest[n]
// is what n meetings cost in the blocks seen so far.
func (v *verifier) pauses(open []bool, least, most int) int64 {
	const never = int64(1) << 40
	fewest := []int64{0}
	for from := 0; from < len(open); {
		to := from
		for to < len(open) && v.block[to] == v.block[from] {
			to++
		}
		cost := v.blockCost(open[from:to])
		next := make([]int64, len(fewest)+len(cost)-1)
		for i := range next {
			next[i] = never
		}
		for a, x := range fewest {
			for b, y := range cost {
				next[a+b] = min(next[a+b], x+y)
			}
		}
		fewest, from = next, to
	}
	best := never
	for n := least; n <= most && n < len(fewest); n++ {
		best = min(best, fewest[n])
	}
	if best == never {
		return 0
	}
	return best
}

// blockCost is, for every number of meetings in one block, the least number of breaks: the longest stretches of open slots
// are filled first.
func (v *verifier) blockCost(open []bool) []int64 {
	var stretches []int
	run, total := 0, 0
	for i := 0; i <= len(open); i++ {
		if i < len(open) && open[i] {
			run++
			total++
			continue
		}
		if run > 0 {
			stretches = append(stretches, run)
		}
		run = 0
	}
	slices.Sort(stretches)
	slices.Reverse(stretches)
	cost := make([]int64, total+1)
	for n := range cost {
		have := 0
		for i, length := range stretches {
			if have += length; n > 0 && have >= n {
				cost[n] = int64(i)
				break
			}
		}
	}
	return cost
}
