package settlement

import (
	"maps"
	"slices"

	"fairground/server/actor"
	"fairground/server/settlement/ledger"
)

// docket is the orders with something left to do, filed by who asks for them: a page that somebody opens must not look through
// everybody's orders. The service's lock guards it.
type docket struct {
	orders map[string]*ledger.Order // as of the last block that was heard of
	of     map[string]shelf         // by organization: its orders as buyer, seller or carrier
	marked [marks]shelf
}

// shelf is ids of orders.
type shelf map[string]bool

// mark says what is special about an order, so that an office finds what lies before it.
type mark int

const (
	accepted mark = iota // a milestone waits for its release
	lent                 // early payment was offered on it
	wanted               // its seller wants early payment
	disputed             // something of it was ever disputed
	stopped              // compliance holds it
	marks
)

func newDocket() docket {
	d := docket{orders: map[string]*ledger.Order{}, of: map[string]shelf{}}
	for m := range d.marked {
		d.marked[m] = shelf{}
	}
	return d
}

func marksOf(o *ledger.Order) [marks]bool {
	return [marks]bool{
		accepted: slices.ContainsFunc(o.Milestones, func(m ledger.Milestone) bool { return m.State == ledger.Accepted }),
		lent:     len(o.Advances) > 0, wanted: len(o.Asks) > 0, disputed: len(o.Disputes) > 0, stopped: o.Hold != nil,
	}
}

// file puts an order in, or in the place of what it was before.
func (d *docket) file(o *ledger.Order) {
	d.mark(o, marksOf(o))
	if _, known := d.orders[o.ID]; !known {
		for _, org := range []string{o.Terms.Buyer, o.Terms.Seller, o.Terms.Logistics} {
			if d.of[org] == nil {
				d.of[org] = shelf{}
			}
			d.of[org][o.ID] = true
		}
	}
	d.orders[o.ID] = o
}

// drop takes an order out.
func (d *docket) drop(o *ledger.Order) {
	delete(d.orders, o.ID)
	d.mark(o, [marks]bool{})
	for _, org := range []string{o.Terms.Buyer, o.Terms.Seller, o.Terms.Logistics} {
		if delete(d.of[org], o.ID); len(d.of[org]) == 0 {
			delete(d.of, org)
		}
	}
}

func (d *docket) mark(o *ledger.Order, now [marks]bool) {
	for m, is := range now {
		if is {
			d.marked[m][o.ID] = true
		} else {
			delete(d.marked[m], o.ID)
		}
	}
}

// filed looks at the docket as it is after every block that was answered: answers come before the state takes a block over.
func (s *Service) filed(look func()) {
	s.engine.View(func(*ledger.State) {
		s.mu.Lock()
		defer s.mu.Unlock()
		look()
	})
}

// live are the orders with something left to do, in order of id.
func (s *Service) live() (ids []string) {
	s.filed(func() { ids = slices.Sorted(maps.Keys(s.orders)) })
	return ids
}

// ordersOf are those of live that an organization has a part in, in order of id.
func (s *Service) ordersOf(org string) (ids []string) {
	s.filed(func() { ids = slices.Sorted(maps.Keys(s.of[org])) })
	return ids
}

// ordersWith are those of live with one of some marks, in order of id.
func (s *Service) ordersWith(of ...mark) []string {
	found := shelf{}
	s.filed(func() {
		for _, m := range of {
			maps.Copy(found, s.marked[m])
		}
	})
	return slices.Sorted(maps.Keys(found))
}

// concerned are the orders in which an actor may have something to do, in order of id: those of the own organization, and those
// that lie before an office.
func (s *Service) concerned(a actor.Actor) []string {
	var of []mark
	for role, m := range map[actor.Role]mark{actor.Arbitrator: disputed, actor.Compliance: stopped, actor.Funder: wanted} {
		if a.Clears(role) {
			of = append(of, m)
		}
	}
	ids := append(s.ordersOf(a.Org), s.ordersWith(of...)...)
	slices.Sort(ids)
	return slices.Compact(ids)
}
