package meetings

import (
	"cmp"
	"slices"
)

// Candidate is somebody of an organization who could sit at the table.
type Candidate struct {
	Person    string
	Languages []string // BCP 47; none if nothing is known
	Load      int      // meetings that he has at the exhibition already
	Free      bool     // at the time in question
}

// speaks reports whether the candidate speaks one of the languages, whatever their script and region. Of whom nothing is
// known it is not assumed.
func (c Candidate) speaks(spoken []string) bool {
	return slices.ContainsFunc(c.Languages, func(own string) bool {
		return slices.ContainsFunc(spoken, func(other string) bool { return sameLanguage(own, other) })
	})
}

// Representative picks who sits at the table: somebody who is free before somebody who is not, then who speaks one of the
// languages, then who has the fewest meetings, then by id, so that the same question always has the same answer. It reports
// false if there is nobody at all.
func Representative(candidates []Candidate, spoken []string) (Candidate, bool) {
	if len(candidates) == 0 {
		return Candidate{}, false
	}
	return slices.MinFunc(candidates, func(a, b Candidate) int {
		return cmp.Or(
			first(a.Free, b.Free), first(a.speaks(spoken), b.speaks(spoken)), cmp.Compare(a.Load, b.Load), cmp.Compare(a.Person, b.Person),
		)
	}), true
}

// first orders what is true before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}
