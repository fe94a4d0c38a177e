package sat

import "math"

// Tiers of learned clauses by glue: those of the first are kept for good, those of the second as long as they are used.
const (
	tierOne = 2
	tierTwo = 6
)

// limits holds the averages and the schedule of everything that interrupts the search, all counted in conflicts or ticks.
type limits struct {
	fast, slow         float64 // moving averages of the glue
	fastBias, slowBias float64
	glueTime           uint32
	glueSeen           []uint32

	pace       pace
	restart    int64 // no restart before this conflict
	luby       reluctant
	rephase    int64
	rephases   int
	reduce     int64
	inprocess  int64
	mode       int64 // ticks (conflicts the first time) at which the mode changes
	modeTicks  int64
	modeLength int64
	modes      int64
	tidied     int   // assignments of level 0 that the clauses no longer mention
	poll       int64 // ticks at which the context is asked again
}

const (
	restartInterval = 2
	restartMargin   = 1.10
	pollInterval    = 200_000
	fastAlpha       = 0.03
	slowAlpha       = 1e-5
)

// pace is how many conflicts lie between the interruptions at the beginning; most of these grow rarer.
type pace struct {
	mode, luby, rephase, reduce, inprocess int64
}

func (l *limits) init() {
	l.fastBias, l.slowBias = 1, 1
	l.set(pace{mode: 1000, luby: 1024, rephase: 1000, reduce: 1000, inprocess: 2000})
}

// set starts with a pace. The first simplification comes before the search.
func (l *limits) set(p pace) {
	l.pace = p
	l.rephase, l.reduce, l.mode, l.inprocess = p.rephase, p.reduce, p.mode, 0
}

// conflict updates the averages of the glue.
func (l *limits) conflict(glue uint32) {
	g := float64(glue)
	l.fast += fastAlpha * (g - l.fast)
	l.slow += slowAlpha * (g - l.slow)
	l.fastBias *= 1 - fastAlpha
	l.slowBias *= 1 - slowAlpha
	l.luby.tick()
}

// worsening tells whether the glue of late is above the average.
func (l *limits) worsening() bool {
	return l.fast/(1-l.fastBias) > restartMargin*l.slow/(1-l.slowBias)
}

// reluctant is Knuth's reluctant doubling: a trigger at the intervals of the Luby sequence.
type reluctant struct {
	u, v, period, countdown int64
	due                     bool
}

func (r *reluctant) start(period int64) {
	*r = reluctant{u: 1, v: 1, period: period, countdown: period}
}

func (r *reluctant) tick() {
	if r.countdown == 0 {
		return
	}
	r.countdown--
	if r.countdown > 0 {
		return
	}
	if r.u&-r.u == r.v {
		r.u, r.v = r.u+1, 1
	} else {
		r.v *= 2
	}
	if r.v >= 1<<20 {
		r.u, r.v = 1, 1
	}
	r.countdown = r.v * r.period
	r.due = true
}

// restartDue tells whether the search should start again from the first open decision.
func (s *Solver) restartDue() bool {
	if s.stats.Conflicts < s.limits.restart || s.level() == 0 {
		return false
	}
	if s.stable {
		if s.limits.luby.due {
			s.limits.luby.due = false
			return true
		}
		return false
	}
	return s.limits.worsening()
}

// restart keeps the assumptions and the decisions that would be taken again.
func (s *Solver) restart(assumptions int) {
	s.stats.Restarts++
	keep := u32(min(assumptions, len(s.control)))
	if v := s.nextVariable(); v != none {
		for keep < s.level() {
			d := s.trail[s.control[keep]].variable()
			if s.stable && !s.before(d, v) || !s.stable && s.stamps[d] <= s.stamps[v] {
				break
			}
			keep++
		}
	}
	s.backtrack(keep)
	s.limits.restart = s.stats.Conflicts + restartInterval
}

// modeDue tells whether it is time to change between the focused and the stable mode.
func (s *Solver) modeDue() bool {
	if s.limits.modes == 0 {
		return s.stats.Conflicts >= s.limits.mode
	}
	return s.ticks >= s.limits.mode
}

// skip leaves the time of a simplification out of both modes.
func (l *limits) skip(ticks int64) {
	if l.modes == 0 {
		l.modeTicks += ticks
	} else {
		l.mode += ticks
	}
}

// changeMode gives both modes the same share of the time: the second phase takes as many ticks as the first one did.
func (s *Solver) changeMode() {
	l := &s.limits
	if l.modes == 0 {
		l.modeLength = max(s.ticks-l.modeTicks, 100_000)
	}
	l.modes++
	n := (l.modes + 1) / 2
	l.mode = s.ticks + l.modeLength*n*n
	s.stable = !s.stable
	s.backtrack(0)
	if s.stable {
		l.luby.start(l.pace.luby)
		s.resetTarget()
	}
	l.fast, l.fastBias = l.slow/(1-l.slowBias), 0
	l.restart = s.stats.Conflicts + restartInterval
}

// rememberTarget keeps the longest conflict-free assignments of the stable mode as phases.
func (s *Solver) rememberTarget(length int) {
	if !s.stable {
		return
	}
	if length > s.targetLength {
		s.targetLength = length
		for _, l := range s.trail[:length] {
			s.target[l.variable()] = l.phase()
		}
	}
	if length > s.bestLength {
		s.bestLength = length
		for _, l := range s.trail[:length] {
			s.best[l.variable()] = l.phase()
		}
	}
}

func (s *Solver) resetTarget() {
	s.targetLength = 0
	clear(s.target)
}

// rephase sets the saved phases anew: by turns to the initial ones, their opposite, the best ones, and what a random walk
// makes of them.
func (s *Solver) rephase() {
	s.backtrack(0)
	l := &s.limits
	s.stats.Rephased++
	n := l.rephases
	l.rephases++
	const cycle = "BWOBWI"
	kind := byte('O')
	switch {
	case n == 1:
		kind = 'I'
	case n > 1:
		kind = cycle[(n-2)%len(cycle)]
	}
	switch kind {
	case 'O':
		copy(s.saved, s.initial)
	case 'I':
		for v, p := range s.initial {
			s.saved[v] = -p
		}
	case 'B':
		for v, p := range s.best {
			if p != 0 {
				s.saved[v] = p
			}
		}
	case 'W':
		s.walk()
	}
	s.resetTarget()
	s.bestLength = 0
	k := float64(l.rephases + 1)
	delta := float64(l.pace.rephase) * k * math.Pow(math.Log10(k+9), 3)
	l.rephase = s.stats.Conflicts + int64(delta)
}
