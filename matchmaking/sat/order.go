package sat

// none is no variable.
const none = ^uint32(0)

// order holds what decides the next variable and its value: a heap of scores for the stable mode, a queue of variables by
// their last use in a conflict for the focused one, and the phases.
type order struct {
	stable bool

	scores   []float64
	scoreInc float64
	heap     []uint32
	heapAt   []uint32 // by variable: its index in the heap, or none

	links    []link
	stamps   []uint64 // by variable: the time of its last bump, growing along the queue
	time     uint64
	first    uint32
	last     uint32
	unbumped uint32 // every variable behind it in the queue is assigned
	inactive []bool // eliminated variables: never decided

	initial []int8
	saved   []int8
	target  []int8 // 0: none
	best    []int8
	// Longest prefixes of the trail without a conflict since the last rephasing.
	targetLength, bestLength int

	diversified bool
}

type link struct{ prev, next uint32 }

func (o *order) init() {
	o.first, o.last, o.unbumped = none, none, none
	o.scoreInc = 1
}

func (o *order) growOrder(v uint32) {
	o.scores = append(o.scores, 0)
	o.heapAt = append(o.heapAt, none)
	o.links = append(o.links, link{none, none})
	o.stamps = append(o.stamps, 0)
	o.inactive = append(o.inactive, false)
	o.initial = append(o.initial, -1)
	o.saved = append(o.saved, -1)
	o.target = append(o.target, 0)
	o.best = append(o.best, 0)
	o.push(v)
	o.enqueue(v)
	o.unbumped = v
}

// enqueue puts a variable that is in no queue at its end.
func (o *order) enqueue(v uint32) {
	o.links[v] = link{o.last, none}
	if o.last == none {
		o.first = v
	} else {
		o.links[o.last].next = v
	}
	o.last = v
	o.time++
	o.stamps[v] = o.time
}

func (o *order) dequeue(v uint32) {
	l := o.links[v]
	if l.prev == none {
		o.first = l.next
	} else {
		o.links[l.prev].next = l.next
	}
	if l.next == none {
		o.last = l.prev
	} else {
		o.links[l.next].prev = l.prev
	}
}

// unassigned takes a variable back as a candidate.
func (o *order) unassigned(v uint32) {
	if o.heapAt[v] == none {
		o.push(v)
	}
	if o.stamps[o.unbumped] < o.stamps[v] {
		o.unbumped = v
	}
}

// moveToEnd makes v the next decision of the focused mode once it is open.
func (s *Solver) moveToEnd(v uint32) {
	if s.last == v {
		return
	}
	if s.unbumped == v {
		if p := s.links[v].prev; p != none {
			s.unbumped = p
		} else {
			s.unbumped = s.links[v].next
		}
	}
	s.dequeue(v)
	s.enqueue(v)
	if s.values[positive(v)] == 0 {
		s.unbumped = v
	}
}

// bumpScore raises the score of v in the heap.
func (o *order) bumpScore(v uint32) {
	o.scores[v] += o.scoreInc
	if o.scores[v] > 1e150 {
		for i := range o.scores {
			o.scores[i] *= 1e-150
		}
		o.scoreInc *= 1e-150
	}
	if at := o.heapAt[v]; at != none {
		o.up(at)
	}
}

func (o *order) decayScores() { o.scoreInc *= 1 / 0.95 }

// before orders the heap: higher scores first, then earlier variables.
func (o *order) before(a, b uint32) bool {
	if o.scores[a] != o.scores[b] {
		return o.scores[a] > o.scores[b]
	}
	return a < b
}

func (o *order) push(v uint32) {
	at := u32(len(o.heap))
	o.heap = append(o.heap, v)
	o.heapAt[v] = at
	o.up(at)
}

func (o *order) up(at uint32) {
	v := o.heap[at]
	for at > 0 {
		parent := (at - 1) / 2
		w := o.heap[parent]
		if !o.before(v, w) {
			break
		}
		o.heap[at] = w
		o.heapAt[w] = at
		at = parent
	}
	o.heap[at] = v
	o.heapAt[v] = at
}

func (o *order) pop() uint32 {
	top := o.heap[0]
	end := len(o.heap) - 1
	v := o.heap[end]
	o.heap = o.heap[:end]
	o.heapAt[top] = none
	if end > 0 {
		o.heap[0] = v
		o.heapAt[v] = 0
		o.down(0)
	}
	return top
}

func (o *order) down(at uint32) {
	v := o.heap[at]
	n := u32(len(o.heap))
	for {
		child := 2*at + 1
		if child >= n {
			break
		}
		if child+1 < n && o.before(o.heap[child+1], o.heap[child]) {
			child++
		}
		w := o.heap[child]
		if !o.before(w, v) {
			break
		}
		o.heap[at] = w
		o.heapAt[w] = at
		at = child
	}
	o.heap[at] = v
	o.heapAt[v] = at
}

// nextVariable is the open variable to decide, or none if there is none.
func (s *Solver) nextVariable() uint32 {
	if s.stable {
		for len(s.heap) > 0 {
			v := s.heap[0]
			if s.values[positive(v)] == 0 && !s.inactive[v] {
				return v
			}
			s.pop()
		}
		return none
	}
	v := s.unbumped
	for v != none && (s.values[positive(v)] != 0 || s.inactive[v]) {
		v = s.links[v].prev
	}
	if v != none {
		s.unbumped = v
	} else {
		s.unbumped = s.first
	}
	return v
}

// decisionPhase is the value that v is tried with first.
func (s *Solver) decisionPhase(v uint32) int8 {
	if s.stable && s.target[v] != 0 {
		return s.target[v]
	}
	return s.saved[v]
}

// suspend takes a variable out of the decisions, resume puts it back.
func (s *Solver) suspend(v uint32) {
	s.inactive[v] = true
}

func (s *Solver) resume(v uint32) {
	if s.inactive[v] {
		s.inactive[v] = false
		s.unassigned(v)
	}
}

// diversify disturbs the first order of the variables a little, once, as the seed says.
func (s *Solver) diversify() {
	if s.opts.Seed == 0 || s.diversified {
		return
	}
	s.diversified = true
	for range s.variables / 10 {
		s.moveToEnd(u32(s.random.below(int(s.variables))))
	}
	s.heap = s.heap[:0]
	for v := range s.variables {
		s.heapAt[v] = none
		s.scores[v] += s.scoreInc * 1e-3 * s.random.fraction()
	}
	for v := range s.variables {
		s.push(v)
	}
}
