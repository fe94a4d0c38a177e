package ledger

import (
	"encoding/binary"
	"slices"
)

// ArchiveOrders takes orders out of memory that ended long ago and of which nothing can come any more. It is an entry of the
// log, so that every replay forgets the same orders at the same block, whatever the program that replays thinks long is. What the
// log says of them stays there; a print of the id stays in memory, so that nobody takes it again. Params name the orders.
const ArchiveOrders Type = "order.archive"

// WhyArchived refuses everything about an order that was archived.
const WhyArchived = "order_archived"

// Archived is where an order goes; it is a state in the log only, no order in memory has it.
const Archived = "ARCHIVED"

// MaxArchived bounds the orders of one command.
const MaxArchived = MaxParams

// ArchiveAfter is how long an order stays at hand after its end, in milliseconds of block time: 400 days, so that a year's
// statements and audits find it in memory, and longer than banks may call money back by their own rules.
const ArchiveAfter = 400 * 24 * 60 * 60 * 1000

var archiveRules = map[Type]rule{
	ArchiveOrders: {roles: []Role{Timer}, do: archiveOrders, apply: (*scratch).putAway},
}

// unarchived are the commands that say themselves what an archived order means to them.
var unarchived = map[Type]bool{ImportOrder: true, DraftOrder: true, BookReceipt: true}

// Farewell is an order as it was when it was archived, and the blocks with entries about it, ascending.
type Farewell struct {
	Order *Order
	Trail []int64
}

// Archive is the command that archives orders, MaxArchived at most; the key is the caller's.
func Archive(ids []string) Command {
	c := Command{Type: ArchiveOrders, Actor: Actor{Role: Timer}}
	for i, id := range ids {
		c.Params = append(c.Params, Param{Name: "order" + string(rune('a'+i)), Text: id})
	}
	return c
}

func orderPrint(id string) uint64 {
	k := NewKey("order", id)
	return binary.BigEndian.Uint64(k[:])
}

// Gone says whether an order was archived.
func (s *State) Gone(id string) bool {
	_, here := s.books.Orders[id]
	return !here && id != "" && s.books.Gone.has(orderPrint(id))
}

func (x *scratch) gone(id string) bool {
	if id == "" {
		return false
	}
	if o, ours := x.orders.mine[id]; ours {
		return o == nil // only archiving takes an order away
	}
	return x.base.Gone(id)
}

// taken says whether a new order may not have an id because an archived one has it.
func (x *scratch) taken(id string) bool { return x.gone(id) && !x.base.plant.has(plantRetake) }

// finished is the instant after which an order may be archived as far as time goes, 0 as long as something is open.
func (s *State) finished(o *Order) int64 {
	if !o.over() {
		return 0
	}
	return max(o.liable(), o.Ended+s.window.rest)
}

// over says whether an order has ended with everything that hung on it.
func (o *Order) over() bool {
	switch {
	case !terminalOrder(o.State), o.Hold != nil, o.Reserved != 0, o.Escrow() != 0, o.underClaim():
		return false
	case slices.ContainsFunc(o.Disputes, func(d Dispute) bool { return !terminalDispute(d.State) }):
		return false
	case slices.ContainsFunc(o.Quotes, func(q Quote) bool { return !terminalQuote(q.State) || q.Received != 0 }):
		return false
	}
	return !slices.ContainsFunc(o.Advances, func(a Advance) bool { return !terminalAdvance(a.State) || a.Principal != 0 || a.Interest != 0 })
}

// pending says whether a proposal about an order waits for a checker.
func (x *scratch) pending(order string) bool {
	for id := range x.base.books.Proposals {
		if p, waits := x.proposals.find(id); waits && p.Order == order {
			return true
		}
	}
	return slices.ContainsFunc(x.proposals.changed, func(id string) bool {
		p, waits := x.proposals.find(id)
		return waits && p.Order == order
	})
}

func archiveOrders(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if len(c.Params) == 0 || c.Order != "" {
		return WhyOrderUnknown
	}
	for _, p := range c.Params {
		if x.gone(p.Text) || slices.ContainsFunc(e.Moves, func(m Move) bool { return m.ID == p.Text }) {
			return WhyArchived
		}
		o, ok := x.order(p.Text)
		switch {
		case !ok:
			return WhyOrderUnknown
		case !o.over() || x.pending(o.ID):
			return WhyState
		case x.time <= x.base.finished(o):
			return WhyNotDue
		}
		e.moveTo("o", o.ID, o.State, Archived)
	}
	return ""
}

// putAway takes orders out of the state; it asserts that nothing of them is open. How long ago they ended is not asserted: that
// was decided, and may be decided otherwise one day.
func (x *scratch) putAway(e *Entry) (int64, error) {
	if len(e.Legs) > 0 || len(e.Moves) == 0 || len(e.Moves) > MaxArchived || e.Order != "" {
		return 0, broken("%s moves money, or nothing", e.Type)
	}
	for _, m := range e.Moves {
		o, ok := x.order(m.ID)
		if !ok || m != (Move{"o", o.ID, o.State, Archived}) {
			return 0, broken("I7: order %q is not there to be archived", m.ID)
		}
		if !o.over() || x.time <= o.liable() || x.pending(o.ID) {
			return 0, broken("I7: order %s is archived and something of it is open", o.ID)
		}
		for _, id := range o.accounts() {
			if b := x.balance(id); b.Posted != 0 || b.Held != 0 {
				return 0, broken("I3: order %s is archived with %d on %s", o.ID, b.Posted, id)
			}
		}
		x.orders.put(o.ID, nil)
		x.away = append(x.away, o)
	}
	return 0, nil
}

// accounts are those that only one order ever moves.
func (o *Order) accounts() []AccountID {
	c := o.Terms.Currency
	ids := []AccountID{{EscrowAccount(o.ID), c}, {DisputeAccount(o.ID), c}}
	for _, q := range o.Quotes {
		ids = append(ids, AccountID{QuoteAccount(q.ID), q.Currency})
	}
	for _, a := range o.Advances {
		ids = append(ids, AccountID{principalAccount(a.ID), c}, AccountID{interestAccount(a.ID), c})
	}
	return ids
}

// forget drops what is left of the orders a block has archived, and says goodbye to each.
func (s *State) forget(away []*Order) []Farewell {
	if s.plant != 0 {
		away = s.misfiled(away)
	}
	all := make([]Farewell, 0, len(away))
	for _, o := range away {
		all = append(all, Farewell{o, s.books.Trails[o.ID]})
		delete(s.books.Trails, o.ID)
		for _, id := range o.accounts() {
			delete(s.books.Accounts, id)
		}
		s.books.Gone.add(orderPrint(o.ID))
		s.past(o)
	}
	return all
}

// Past is what the archived orders of an exhibition came to in a currency.
type Past struct {
	Exhibition string
	Orders     int64
	Totals     Totals
}

// past adds an order to the sums of its exhibition.
func (s *State) past(o *Order) {
	if o.Terms.Exhibition == "" {
		return
	}
	id, t := o.Terms.Exhibition+"|"+string(o.Terms.Currency), o.Totals()
	p := s.books.Past[id]
	if p == nil {
		p = &Past{Exhibition: o.Terms.Exhibition, Totals: Totals{Currency: t.Currency}}
		s.books.Past[id] = p
	}
	p.Orders++
	p.Totals.Due += t.Due
	p.Totals.Funded += t.Funded
	p.Totals.Escrow += t.Escrow
	p.Totals.Released += t.Released
	p.Totals.Fees += t.Fees
	p.Totals.Refunded += t.Refunded
	p.Totals.CancelFees += t.CancelFees
}

// Past returns the sums of an exhibition's archived orders by currency, in the order of currencies.
func (s *State) Past(exhibition string) []Past {
	var all []Past
	for _, p := range s.books.Past {
		if p.Exhibition == exhibition {
			all = append(all, *p)
		}
	}
	slices.SortFunc(all, func(a, b Past) int { return compare(a.Totals.Currency, b.Totals.Currency) })
	return all
}

// Archivable returns ids of orders that may be archived at an instant, any of them, most at most.
func (s *State) Archivable(now int64, most int) []string {
	waiting := map[string]bool{}
	for _, p := range s.books.Proposals {
		waiting[p.Order] = true
	}
	var ids []string
	for id, o := range s.books.Orders {
		if len(ids) == most {
			break
		}
		if o.Ended == 0 || now <= o.Ended+s.window.rest {
			continue // most of them: asked first, as it costs nothing
		}
		if at := s.finished(o); at > 0 && now > at && !waiting[id] {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Archived returns how many orders were archived.
func (s *State) Archived() (n int) {
	for _, shelf := range s.books.Gone.Shelves {
		n += len(shelf)
	}
	return n
}

// Recall replays the entries about one order, in blocks that need hold no others, and returns what became of it. The log alone
// gives it, whatever was forgotten since; all but what the next withholding would be computed from, of which there is none.
func Recall(order string, blocks []Block) (*Order, error) {
	s := newState(window{})
	s.partial = true
	for _, b := range blocks {
		x := s.scratch(b.Seq, b.Time, len(b.Entries))
		for i := range b.Entries {
			e := &b.Entries[i]
			if e.Order != order {
				continue
			}
			if err := x.apply(e, i); err != nil {
				return nil, err
			}
		}
		x.commit(Block{Header: b.Header})
	}
	o, ok := s.Order(order)
	if !ok {
		return nil, broken("the entries do not contain the beginning of order %q", order)
	}
	o = o.clone()
	o.Withheld = Withheld{Total: o.Withheld.Total}
	return o, nil
}
