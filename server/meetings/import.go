package meetings

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
	"fairground/server/sheet"
)

// WishColumns are the columns of a table of wishes. An organization is named by its id or by one of its names; the level is
// must, want, which an empty cell is, or never.
func WishColumns() []string { return []string{"organization", "wants", "level"} }

// wishRow is one row of such a table: what an organization wants of another.
type wishRow struct {
	row      int
	org, of  string
	want     Want
	observed bool // the organization wants just that already
}

// roll finds the organizations of an exhibition by what a table calls them.
type roll struct {
	ids   map[string]bool
	named map[string]string // id by name, "" where two have the same name
}

func newRoll(list []Organization) roll {
	r := roll{ids: map[string]bool{}, named: map[string]string{}}
	for _, o := range list {
		r.ids[o.ID] = true
		for _, name := range o.Name {
			key := alike(name)
			if other, taken := r.named[key]; taken && other != o.ID {
				r.named[key] = ""
				continue
			}
			r.named[key] = o.ID
		}
	}
	return r
}

// alike is a name without what people write in two ways: case, width, composition, white space around it.
func alike(name string) string { return strings.ToLower(norm.NFKC.String(strings.TrimSpace(name))) }

// find gives the id of a name, or the code and words of why there is none.
func (r roll) find(name string) (id, code, message string) {
	if r.ids[name] {
		return name, "", ""
	}
	id, known := r.named[alike(name)]
	switch {
	case !known:
		return "", "organization_unknown", "no organization of this name takes part"
	case id == "":
		return "", "organization_ambiguous", "several organizations have this name; write the id"
	}
	return id, "", ""
}

// called is how an export calls an organization so that an import finds it again.
func (r roll) called(o Organization, tag string) string {
	name, _ := o.Name.In(tag)
	if r.named[alike(name)] != o.ID {
		return o.ID
	}
	return name
}

// judgeWishes reads the rows of an import against who takes part and what everybody wants already. A Never that an
// organization has said itself stays: nobody else lifts it.
func judgeWishes(m *sheet.Import, r roll, have map[string]wishes) []wishRow {
	var list []wishRow
	seen := map[[2]string]int{}
	room := map[string]int{} // preferences that an organization will have
	for org, w := range have {
		room[org] = len(w.List)
	}
	for line, cells := range m.Rows() {
		w := wishRow{row: line, want: Want(strings.ToLower(cells.Cell("level")))}
		if w.want == "" {
			w.want = Wish
		}
		if !slices.Contains([]Want{Must, Wish, Never}, w.want) {
			m.Fault(line, "level", "level_invalid", "must be must, want or never; empty is want")
		}
		find := func(column string) string {
			id, code, message := r.find(cells.Cell(column))
			if code != "" {
				m.Fault(line, column, code, message)
			}
			return id
		}
		w.org, w.of = find("organization"), find("wants")
		if !m.Sound(line) {
			continue
		}
		pair := [2]string{w.org, w.of}
		first, twice := seen[pair]
		now := have[w.org].toward(w.of)
		w.observed = now == w.want
		switch {
		case w.org == w.of:
			m.Fault(line, "wants", "own_organization", "an organization does not meet itself")
		case twice:
			m.Fault(line, "wants", "pair_twice", fmt.Sprintf("row %d says what it wants of the same organization", first))
		case now == Never && w.want != Never:
			m.Fault(line, "level", "never_stays", "this organization has said never; only it can take that back")
		case now == None && room[w.org] == maxPreferences:
			m.Fault(line, "organization", "preferences_full", fmt.Sprintf("at most %d preferences can be kept", maxPreferences))
		case now == None:
			room[w.org]++
		}
		seen[pair] = line
		list = append(list, w)
	}
	return list
}

// ImportWishes sets what organizations want of each other, all rows or, if one is wrong, none; in a dry run none. Each
// organization's preferences are one write, so an import that was interrupted is completed by the same once more.
func (s *Service) ImportWishes(ctx context.Context, exhibition string, t sheet.Table, dry bool) (sheet.Report, error) {
	who := actor.From(ctx)
	if err := organizes(who, exhibition); err != nil {
		return sheet.Report{}, err
	}
	m := sheet.NewImport(t, WishColumns()[:2], WishColumns()[2:])
	orgs, err := s.Roster.Participants(ctx, exhibition)
	if err != nil {
		return sheet.Report{}, fmt.Errorf("list participants: %w", err)
	}
	have, err := s.wishes.everybodys(ctx, exhibition)
	if err != nil {
		return sheet.Report{}, err
	}
	rows := judgeWishes(m, newRoll(orgs), have)
	if dry || !m.Clean() {
		return m.Report(0), nil
	}
	rows = slices.DeleteFunc(rows, func(w wishRow) bool { return w.observed })
	byOrg := map[string][]wishRow{}
	var order []string
	for _, w := range rows {
		if byOrg[w.org] == nil {
			order = append(order, w.org)
		}
		byOrg[w.org] = append(byOrg[w.org], w)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sheet.WriteTime)
	defer cancel()
	imported := 0
	for _, org := range order {
		n, err := s.importOf(ctx, exhibition, org, byOrg[org], m)
		if err != nil {
			return sheet.Report{}, err
		}
		imported += n
	}
	return m.Report(imported), nil
}

// importOf sets the preferences of one organization. What it says itself meanwhile counts as if it had said it before: a row
// against its Never becomes a fault.
func (s *Service) importOf(ctx context.Context, exhibition, org string, rows []wishRow, m *sheet.Import) (imported int, err error) {
	for range attempts {
		var w wishes
		if w, err = s.wishes.of(ctx, exhibition, org); err != nil {
			return 0, err
		}
		var late []wishRow
		imported = 0
		for _, r := range rows {
			if w.toward(r.of) == Never && r.want != Never {
				late = append(late, r)
				continue
			}
			if err := w.set(r.of, r.want); err != nil {
				return 0, err
			}
			imported++
		}
		now := s.now()
		w.V++
		w.Outbox = append(w.Outbox, db.OutboxEntry{
			ID: db.NewID("out", now), Type: "preference.imported", At: now, By: actor.From(ctx).Person, Entity: w.ID, Exhibition: exhibition,
		})
		err = s.wishes.save(ctx, w)
		if err == nil {
			for _, r := range late {
				m.Fault(r.row, "level", "never_stays", "this organization has just said never; only it can take that back")
			}
			return imported, nil
		}
		if !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
			return 0, err
		}
	}
	return 0, fmt.Errorf("import preferences: %w", err)
}
