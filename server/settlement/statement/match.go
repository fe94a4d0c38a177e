package statement

import (
	"cmp"
	"slices"

	"fairground/server/money"
)

// Expected is something a book says must stand on a statement.
type Expected struct {
	ID        string
	EndToEnd  string       // "" if the other side was given none
	Reference string       // what the other side was asked to state; several may share one
	Amount    money.Amount // positive comes in, negative goes out
}

// Finding is what Match has to say about lines and expectations. Each line and each expectation is in exactly one.
type Finding struct {
	Kind     FindingKind
	Expected []int // places in the book
	Lines    []int // places in the lines
}

// FindingKind says what is the matter.
type FindingKind string

// The findings.
const (
	Matched    FindingKind = "matched"    // by the end-to-end id and the amount
	Grouped    FindingKind = "grouped"    // several of one side and one or several of the other, by reference and sum
	Short      FindingKind = "short"      // the amount lacks exactly the charges that the line states
	Differs    FindingKind = "differs"    // the right id, the wrong amount
	Duplicated FindingKind = "duplicated" // a line that says again what another one has said
	TakenBack  FindingKind = "takenBack"  // a line and the reversal of it; what it was for is still expected
	Swapped    FindingKind = "swapped"    // lines that carry each other's ids
	Missing    FindingKind = "missing"    // expected, and no line says it
	Unexpected FindingKind = "unexpected" // a line that nobody expects
)

// Match compares a book with the lines of statements: n expectations with m lines. It finds what belongs together and never
// guesses: a pair needs the same id or the same reference, and the same sum to the minor unit. Pending lines are left out. It
// takes time in proportion to what it is given, apart from sorting; equal input gives equal output.
func Match(book []Expected, lines []Line) []Finding {
	m := matcher{book: book, lines: lines, expected: make([]bool, len(book)), told: make([]bool, len(lines))}
	for i, l := range lines {
		m.told[i] = !l.Booked
	}
	m.reversals()
	m.byID()
	m.swaps()
	m.differences()
	m.groups()
	m.rest()
	slices.SortStableFunc(m.findings, func(a, b Finding) int { return cmp.Compare(first(a), first(b)) })
	return m.findings
}

// first orders findings by the line they begin with, those without a line last.
func first(f Finding) int {
	if len(f.Lines) == 0 {
		return 1<<31 + f.Expected[0]
	}
	return f.Lines[0]
}

type matcher struct {
	book     []Expected
	lines    []Line
	expected []bool // settled
	told     []bool // settled
	findings []Finding
}

func (m *matcher) find(k FindingKind, expected, lines []int) {
	for _, e := range expected {
		m.expected[e] = true
	}
	for _, l := range lines {
		m.told[l] = true
	}
	m.findings = append(m.findings, Finding{k, expected, lines})
}

// idAmount is what a line is looked up by that a reversal takes back.
type idAmount struct {
	id     string
	amount money.Amount
}

// reversals pairs each reversal with the latest line before it that it takes back.
func (m *matcher) reversals() {
	open := map[idAmount][]int{}
	for i, l := range m.lines {
		id := cmp.Or(l.EndToEnd, l.Reference)
		if m.told[i] || id == "" {
			continue
		}
		if !l.Reversal {
			k := idAmount{id, l.Amount}
			open[k] = append(open[k], i)
			continue
		}
		taken, err := l.Amount.Neg()
		before := open[idAmount{id, taken}]
		if err != nil || len(before) == 0 {
			continue
		}
		open[idAmount{id, taken}] = before[:len(before)-1]
		m.find(TakenBack, nil, []int{before[len(before)-1], i})
	}
}

// byID pairs what has the same id and amount, or lacks the charges only; a second line of the kind says it again.
func (m *matcher) byID() {
	byID := map[string]int{}
	for e, x := range m.book {
		if _, twice := byID[x.EndToEnd]; !twice && x.EndToEnd != "" {
			byID[x.EndToEnd] = e
		}
	}
	for i, l := range m.lines {
		e, known := byID[l.EndToEnd]
		if m.told[i] || !known || l.Reversal {
			continue
		}
		same, short := l.Amount == m.book[e].Amount, l.shortOf(m.book[e].Amount)
		switch {
		case m.expected[e] && (same || short):
			m.find(Duplicated, nil, []int{i})
		case same:
			m.find(Matched, []int{e}, []int{i})
		case short:
			m.find(Short, []int{e}, []int{i})
		}
	}
}

// shortOf says that what came in lacks exactly the stated charges.
func (l Line) shortOf(expected money.Amount) bool {
	if l.Charges <= 0 || l.Amount.Minor < 0 {
		return false
	}
	whole, err := l.Amount.Add(money.Amount{Minor: l.Charges, Currency: l.Amount.Currency})
	return err == nil && whole == expected
}

// swaps finds pairs of lines that would match if they exchanged their ids.
func (m *matcher) swaps() {
	byID, wants := map[string]int{}, map[[2]money.Amount][]int{}
	for e, x := range m.book {
		if !m.expected[e] && x.EndToEnd != "" {
			byID[x.EndToEnd] = e
		}
	}
	for i, l := range m.lines {
		e, known := byID[l.EndToEnd]
		if m.told[i] || !known || l.Reversal {
			continue
		}
		// This line has one amount under the id of another; its counterpart has it the other way round.
		other := [2]money.Amount{m.book[e].Amount, l.Amount}
		partners := wants[other]
		j := slices.IndexFunc(partners, func(j int) bool {
			return !m.told[j] && !m.expected[byID[m.lines[j].EndToEnd]] && byID[m.lines[j].EndToEnd] != e
		})
		if j < 0 || m.expected[e] {
			own := [2]money.Amount{l.Amount, m.book[e].Amount}
			wants[own] = append(wants[own], i)
			continue
		}
		p := partners[j]
		wants[other] = slices.Delete(partners, j, j+1)
		m.find(Swapped, []int{byID[m.lines[p].EndToEnd], e}, []int{p, i})
	}
}

// differences pairs what has the same id and another amount, once for each expectation.
func (m *matcher) differences() {
	byID := map[string]int{}
	for e, x := range m.book {
		if !m.expected[e] && x.EndToEnd != "" {
			byID[x.EndToEnd] = e
		}
	}
	for i, l := range m.lines {
		if e, known := byID[l.EndToEnd]; known && !m.told[i] && !m.expected[e] && !l.Reversal {
			m.find(Differs, []int{e}, []int{i})
		}
	}
}

// groups pairs what shares a reference and adds up: a payment in parts, one payment for several things, or several for
// several. All that is left of a reference must add up, else it is left to people.
func (m *matcher) groups() {
	type group struct{ expected, lines []int }
	of, order := map[string]*group{}, []string{}
	add := func(reference string) *group {
		if of[reference] == nil {
			of[reference] = &group{}
			order = append(order, reference)
		}
		return of[reference]
	}
	for e, x := range m.book {
		if !m.expected[e] && x.Reference != "" {
			g := add(x.Reference)
			g.expected = append(g.expected, e)
		}
	}
	for i, l := range m.lines {
		if !m.told[i] && of[l.Reference] != nil && !l.Reversal {
			of[l.Reference].lines = append(of[l.Reference].lines, i)
		}
	}
	for _, reference := range order {
		g := of[reference]
		var want, have []money.Amount
		for _, e := range g.expected {
			want = append(want, m.book[e].Amount)
		}
		for _, i := range g.lines {
			have = append(have, m.lines[i].Amount)
		}
		if a, ok := total(want); ok {
			if b, ok := total(have); ok && a == b {
				m.find(Grouped, g.expected, g.lines)
			}
		}
	}
}

// total adds amounts of one currency and one direction; false if they are not that, or none.
func total(all []money.Amount) (money.Amount, bool) {
	if len(all) == 0 {
		return money.Amount{}, false
	}
	sum := money.Amount{Currency: all[0].Currency}
	for _, a := range all {
		var err error
		if sum, err = sum.Add(a); err != nil || a.Sign() != all[0].Sign() {
			return money.Amount{}, false
		}
	}
	return sum, true
}

func (m *matcher) rest() {
	for i := range m.lines {
		if !m.told[i] {
			m.find(Unexpected, nil, []int{i})
		}
	}
	for e := range m.book {
		if !m.expected[e] {
			m.find(Missing, []int{e}, nil)
		}
	}
}
