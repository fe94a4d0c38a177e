package sat

// tidy removes what the assignments of level 0 have decided: satisfied clauses and false literals. It expects level 0 after a
// complete propagation, where the two watched literals of a clause that is not satisfied are both open.
func (s *Solver) tidy() {
	if s.limits.tidied == len(s.trail) {
		return
	}
	for _, list := range [][]ref{s.clauses, s.learned} {
		for _, c := range list {
			if !s.garbage(c) {
				s.tidyClause(c)
			}
		}
	}
	for _, l := range s.trail[s.limits.tidied:] {
		s.touchBinaries(l)
		s.touchBinaries(l.not())
	}
	for p := range s.bins {
		p := lit(u32(p))
		bs := s.bins[p]
		n := 0
		for _, b := range bs {
			if s.values[p] == 0 && s.values[b.lit()] == 0 {
				bs[n] = b
				n++
			} else if p.not() < b.lit() {
				s.proof.remove(p.not(), b.lit())
			}
		}
		s.bins[p] = bs[:n]
	}
	s.limits.tidied = len(s.trail)
	s.collect()
}

func (s *Solver) tidyClause(c ref) {
	lits := s.lits(c)
	falses := 0
	for _, l := range lits {
		if s.values[l] > 0 {
			s.drop(c)
			return
		}
		if s.values[l] < 0 {
			falses++
		}
	}
	if falses > 0 {
		kept := s.scratch[:0]
		for _, l := range lits {
			if s.values[l] == 0 {
				kept = append(kept, l)
			}
		}
		s.scratch = kept
		s.replace(c, kept)
	}
}

// drop deletes a clause that is no longer needed.
func (s *Solver) drop(c ref) {
	s.proof.remove(s.lits(c)...)
	if !s.redundant(c) {
		s.touch(s.lits(c))
	}
	s.discard(c)
}

// touch makes variables candidates for elimination again.
func (s *Solver) touch(lits []lit) {
	for _, l := range lits {
		s.touched[l.variable()] = true
	}
}

func (s *Solver) touchBinaries(p lit) {
	for _, b := range s.bins[p] {
		s.touched[b.lit().variable()] = true
	}
}

// replace puts a shorter clause of open literals in the place of c, on level 0. A unit is assigned, but not propagated.
func (s *Solver) replace(c ref, lits []lit) {
	s.proof.add(lits...)
	redundant, glue := s.redundant(c), s.glue(c)
	flags := s.arena[c] & (flagUsed | flagUsedTwice)
	s.drop(c)
	switch len(lits) {
	case 0:
		s.refute()
	case 1:
		s.assign(lits[0], noReason)
	case 2:
		s.addBinary(lits[0], lits[1], redundant)
	default:
		d := s.newClause(lits, redundant, min(glue, u32(len(lits))-1))
		s.arena[d] |= flags
		s.watchClause(d)
	}
}

// uniteBinaries removes repeated binary clauses; an irredundant one stays in preference.
func (s *Solver) uniteBinaries() {
	for p := range s.bins {
		p := lit(u32(p))
		bs := s.bins[p]
		if len(bs) < 2 {
			continue
		}
		for _, b := range bs {
			if !b.redundant() {
				s.pairMark[b.lit()] = 1
			}
		}
		n := 0
		for _, b := range bs {
			m := &s.pairMark[b.lit()]
			keep := *m == 1 && !b.redundant() || *m == 0
			if keep {
				*m = 2
				bs[n] = b
				n++
			} else if p.not() < b.lit() {
				s.proof.remove(p.not(), b.lit())
			}
		}
		s.bins[p] = bs[:n]
		for _, b := range s.bins[p] {
			s.pairMark[b.lit()] = 0
		}
	}
}

// rewatch rebuilds all watch lists, on level 0 of a tidy formula.
func (s *Solver) rewatch() {
	for p := range s.watches {
		s.watches[p] = s.watches[p][:0]
	}
	for _, list := range [][]ref{s.clauses, s.learned} {
		for _, c := range list {
			if !s.garbage(c) {
				s.watchClause(c)
			}
		}
	}
}
