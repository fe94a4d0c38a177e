package deals

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"fairground/server/money"
)

// Change is one line of a redline.
type Change struct {
	Path   string `json:"path" doc:"Such as clauses[delivery].text or milestones[Master].amount."`
	Kind   string `json:"kind" enum:"added,removed,changed"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
}

// The kinds of a change.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
)

// Redline lists what became of one version in another, in the order of the term sheet. Lines are recognized by their item
// or text, milestones by their title, clauses by their id. It is empty exactly if the two have the same canonical form.
func Redline(before, after Terms) []Change {
	was, is := before.rows(), after.rows()
	old := make(map[string]string, len(was))
	for _, r := range was {
		old[r.path] = r.value
	}
	now := make(map[string]bool, len(is))
	changes := []Change{}
	for _, r := range is {
		now[r.path] = true
		switch value, known := old[r.path]; {
		case !known:
			changes = append(changes, Change{Path: r.path, Kind: Added, After: r.value})
		case value != r.value:
			changes = append(changes, Change{Path: r.path, Kind: Changed, Before: value, After: r.value})
		}
	}
	for _, r := range was {
		if !now[r.path] {
			changes = append(changes, Change{Path: r.path, Kind: Removed, Before: r.value})
		}
	}
	return changes
}

// row is one value of a term sheet under its path. A path occurs once; an empty value has no row, except where it would hide
// that something is there.
type row struct{ path, value string }

type sheet struct {
	rows []row
	used map[string]bool
}

func (s *sheet) put(path, value string) {
	if value != "" {
		s.rows = append(s.rows, row{path, value})
	}
}

// key makes a name for an element of a list, numbered if another one has the same.
func (s *sheet) key(list, name string) string {
	key := list + "[" + name + "]"
	for n := 2; s.used[key]; n++ {
		key = list + "[" + name + "#" + strconv.Itoa(n) + "]"
	}
	s.used[key] = true
	return key
}

// order tells of a list's order, which counts for the hash as well.
func (s *sheet) order(list string, keys []string) {
	if len(keys) > 1 {
		s.put(list, listed(keys))
	}
}

func (t Terms) rows() []row {
	s := sheet{used: map[string]bool{}}
	for _, tag := range slices.Sorted(maps.Keys(t.Subject)) {
		s.rows = append(s.rows, row{"subject." + tag, t.Subject[tag]})
	}
	var keys []string
	for _, l := range t.Lines {
		name := l.Item
		if name == "" {
			name = l.Text
		}
		at := s.key("lines", name)
		keys = append(keys, at)
		s.rows = append(s.rows, row{at + ".text", l.Text})
		s.put(at+".item", l.Item)
		s.put(at+".quantity", l.Quantity)
		s.put(at+".unit", l.Unit)
		s.rows = append(s.rows, row{at + ".price", spell(l.Price)}, row{at + ".amount", spell(l.Amount)})
	}
	s.order("lines", keys)
	s.rows = append(s.rows, row{"total", spell(t.Total)})
	s.put("feePaidBy", t.FeePaidBy)
	s.put("incoterm", t.Incoterm)
	s.put("place", t.Place)
	s.put("hs", t.HS)
	if r := t.Rights; r != nil {
		s.rows = append(s.rows, row{"rights.work", r.Work})
		s.put("rights.rights", listed(r.Rights))
		s.put("rights.territories", listed(r.Territories))
		s.put("rights.languages", listed(r.Languages))
		s.put("rights.from", r.From)
		s.put("rights.to", r.To)
		s.put("rights.exclusive", yes(r.Exclusive))
		s.put("rights.holdback", r.Holdback)
	}
	keys = nil
	for _, m := range t.Milestones {
		at := s.key("milestones", m.Title)
		keys = append(keys, at)
		s.rows = append(s.rows, row{at + ".title", m.Title}, row{at + ".amount", spell(m.Amount)})
		s.put(at+".due", m.Due)
		s.put(at+".deliverable", m.Deliverable)
		s.put(at+".inspectionDays", strconv.Itoa(m.InspectionDays))
		s.put(at+".silenceAccepts", yes(m.SilenceAccepts))
		if m.Quantity > 0 {
			s.put(at+".quantity", strconv.FormatInt(m.Quantity, 10))
		}
	}
	s.order("milestones", keys)
	s.put("validUntil", t.ValidUntil)
	keys = nil
	for _, c := range t.Clauses {
		at := s.key("clauses", c.ID)
		keys = append(keys, at)
		s.rows = append(s.rows, row{at + ".title", c.Title}, row{at + ".text", c.Text})
	}
	s.order("clauses", keys)
	return s.rows
}

// listed spells a list so that its elements cannot run into each other.
func listed(list []string) string {
	quoted := make([]string, len(list))
	for i, e := range list {
		if strings.ContainsAny(e, ", \"") || e == "" {
			e = strconv.Quote(e)
		}
		quoted[i] = e
	}
	return strings.Join(quoted, ", ")
}

func yes(f bool) string {
	if f {
		return "yes"
	}
	return "no"
}

func spell(a money.Amount) string {
	if a.Validate() != nil {
		return fmt.Sprintf("%d %s", a.Minor, a.Currency)
	}
	return a.String()
}
