package ledger

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// The naive side of archiving: the order stays where it is, with a mark. Its clients and planted bugs.

var archiveModel = map[Type]func(*model, *Entry, int64) string{
	ArchiveOrders: func(m *model, e *Entry, now int64) string {
		if !by(e, "T") {
			return WhyRole
		}
		if len(e.Params) == 0 {
			return WhyOrderUnknown
		}
		var named []*modelOrder
		for _, p := range e.Params {
			o := m.orders[p.Text]
			switch {
			case o == nil:
				return WhyOrderUnknown
			case o.archived || slices.Contains(named, o):
				return WhyArchived
			case !ended(o.state) || m.unsettled(o):
				return WhyState
			case now <= o.liableUntil() || now <= o.money.endedAt+m.rest:
				return WhyNotDue
			}
			named = append(named, o)
		}
		for _, o := range named {
			o.archived = true
		}
		return ""
	},
}

// unsettled says whether anything hangs on an order yet.
func (m *model) unsettled(o *modelOrder) bool {
	open := o.hold || o.disputedByBank() || o.money.reserved.Sign() != 0
	for _, d := range o.disputes {
		open = open || !slices.Contains(strings.Fields("SETTLED EXECUTED WITHDRAWN"), d.state)
	}
	for _, q := range o.quotes {
		open = open || q.got.Sign() != 0 || !slices.Contains(strings.Fields("EXECUTED EXPIRED RETURNED"), q.state)
	}
	for _, a := range o.advances {
		open = open || !slices.Contains(strings.Fields("REPAID WRITTEN_OFF WITHDRAWN DECLINED EXPIRED"), a.state)
	}
	for what := range m.proposals {
		_, about, _ := strings.Cut(what, " ")
		open = open || strings.HasPrefix(about, fmt.Sprintf("%q ", o.id))
	}
	return open
}

// recalled is what every archived order must pass: what the log says of it alone is what was in memory.
func (w *world) recalled(f Farewell) {
	var trail []int64
	var blocks []Block
	for _, b := range w.majority {
		if slices.ContainsFunc(b.Entries, func(e Entry) bool { return e.Order == f.Order.ID }) {
			trail, blocks = append(trail, b.Seq), append(blocks, b)
		}
	}
	if !slices.Equal(trail, f.Trail) {
		w.fail("order %s is archived with blocks %v, the log has it in %v", f.Order.ID, f.Trail, trail)
		return
	}
	was := f.Order.clone()
	was.Withheld = Withheld{Total: was.Withheld.Total}
	if o, err := Recall(was.ID, blocks); err != nil || !reflect.DeepEqual(o, was) {
		w.fail("order %s is archived as %+v, the log alone gives %+v, %v", f.Order.ID, f.Order, o, err)
	}
}

// inventArchive archives what has ended, rather.
func inventArchive(w *world, c *Command) bool {
	m, r := w.model, w.rng
	var ids []string
	for range 1 + r.IntN(3) {
		id := m.ids[r.IntN(len(m.ids))]
		for range 24 {
			if o := m.orders[id]; ended(o.state) && !o.archived && !slices.Contains(ids, id) {
				break
			}
			id = m.ids[r.IntN(len(m.ids))]
		}
		ids = append(ids, id)
	}
	if !slices.ContainsFunc(ids, func(id string) bool { return ended(m.orders[id].state) }) && r.IntN(8) > 0 {
		return false
	}
	key := c.Key
	*c = Archive(ids)
	c.Key = key
	if r.IntN(20) == 0 {
		c.Actor = w.actor([]Role{Maker}, "", "", "")
	}
	return true
}

// archiveBugs are planted where orders are taken out of memory.
var archiveBugs = []bug{
	{"archived-while-liable", archivesIn(WhyNotDue)},
	{"archived-with-something-open", archivesIn(WhyState)},
}

// archivesIn archives all the same, as if there were no such reason not to.
func archivesIn(why string) func(*scratch, *Command, *Entry) {
	return func(x *scratch, c *Command, e *Entry) {
		if c.Type != ArchiveOrders || e.Why != why || len(c.Params) != 1 {
			return
		}
		if o, ok := x.order(c.Params[0].Text); ok && terminalOrder(o.State) {
			e.OK, e.Why = true, ""
			e.moveTo("o", o.ID, o.State, Archived)
		}
	}
}

// misfiled is part of planted bugs: what a writer drops that should not, or keeps.
func (s *State) misfiled(away []*Order) []*Order {
	switch {
	case s.plant.has(plantKeeps):
		for _, o := range away {
			s.books.Orders[o.ID] = o
		}
		return nil
	case s.plant.has(plantSweeps):
		for _, id := range s.Orders() {
			if o := s.books.Orders[id]; o.over() && s.Time > s.finished(o) {
				delete(s.books.Orders, id)
				away = append(away, o)
			}
		}
	}
	return away
}
