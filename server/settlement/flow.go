package settlement

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// DayTotals is a day of one currency, for charts: what lay in escrow at its end, and what moved in it. Days are UTC.
type DayTotals struct {
	Day         string       `json:"day" doc:"YYYY-MM-DD"`
	Currency    string       `json:"currency"`
	Held        money.Amount `json:"held" doc:"In escrow, contested money included, at the end of the day."`
	Funded      money.Amount `json:"funded"`
	Released    money.Amount `json:"released" doc:"Left escrow for sellers, commissions, tax and funders."`
	Refunded    money.Amount `json:"refunded" doc:"Left escrow for buyers."`
	ChargedBack money.Amount `json:"chargedBack" doc:"Left escrow because a bank took it back."`
}

// flow is what an entry, or a day of them, moves in and out of escrow in one currency.
type flow struct{ funded, released, refunded, chargedBack int64 }

func (f flow) net() int64 { return f.funded - f.released - f.refunded - f.chargedBack }

func (f *flow) add(g flow) {
	f.funded += g.funded
	f.released += g.released
	f.refunded += g.refunded
	f.chargedBack += g.chargedBack
}

// flowOf says what one entry about an order moves; buyer gets refunds.
func flowOf(e *ledger.Entry, buyer string) map[money.Currency]flow {
	if !e.OK || e.Order == "" {
		return nil
	}
	var out map[money.Currency]flow
	for _, l := range e.Legs {
		if class := ledger.Class(l.Account); l.Book != ledger.Posted || (class != "escrow" && class != "dispute") {
			continue
		}
		if out == nil {
			out = map[money.Currency]flow{}
		}
		f := out[l.Currency]
		f.funded += l.Minor // for now: the balance
		out[l.Currency] = f
	}
	for c, f := range out {
		if f.funded >= 0 {
			continue
		}
		left := -f.funded
		f = flow{}
		for _, l := range e.Legs {
			switch {
			case l.Book != ledger.Posted || l.Currency != c || l.Minor <= 0:
			case l.Account == ledger.AvailableAccount(buyer) || l.Account == ledger.BlockedAccount(buyer):
				f.refunded += l.Minor
			case ledger.Class(l.Account) == "bank":
				f.chargedBack += l.Minor
			}
		}
		f.refunded = min(f.refunded, left)
		f.chargedBack = min(f.chargedBack, left-f.refunded)
		f.released = left - f.refunded - f.chargedBack
		out[c] = f
	}
	return out
}

// flows remembers the days that were summed up already; it grows by a few numbers a day.
type flows struct {
	mu   sync.Mutex
	from int64 // first instant that is summed up, milliseconds
	seq  int64 // last block that is
	days map[string]map[money.Currency]flow
}

const dayMillis = 24 * 60 * 60 * 1000

func dayOf(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.DateOnly) }

// ClearingTotals returns the last days, the newest last, for those who clear and audit.
func (s *Service) ClearingTotals(ctx context.Context, days int) ([]DayTotals, error) {
	a := actor.From(ctx)
	if !readsAll(a) {
		return nil, refusal(ledger.WhyRole)
	}
	now := s.opt.Now().UnixMilli()
	from := now/dayMillis*dayMillis - int64(days-1)*dayMillis
	held := map[money.Currency]int64{}
	var last int64
	s.engine.View(func(st *ledger.State) {
		last = st.Seq
		for _, id := range st.Accounts() {
			if class := ledger.Class(id.Name); class == "escrow" || class == "dispute" {
				held[id.Currency] += st.Balance(id).Posted
			}
		}
	})
	f := &s.flows
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := s.sumUp(ctx, f, from, last); err != nil {
		return nil, err
	}
	rows := []DayTotals{}
	for _, c := range money.Currencies() {
		balance, seen := held[c]
		var of []DayTotals
		for day := now / dayMillis * dayMillis; day >= from; day -= dayMillis {
			d := f.days[dayOf(day)][c]
			seen = seen || d != flow{}
			in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: c} }
			of = append(of, DayTotals{dayOf(day), string(c), in(balance), in(d.funded), in(d.released), in(d.refunded), in(d.chargedBack)})
			balance -= d.net()
		}
		if seen {
			rows = append(rows, of...)
		}
	}
	slices.Reverse(rows)
	slices.SortStableFunc(rows, func(a, b DayTotals) int { return strings.Compare(a.Currency, b.Currency) })
	return rows, nil
}

// sumUp adds what the log has since, up to block last. An earlier first day than before is read from there anew.
func (s *Service) sumUp(ctx context.Context, f *flows, from, last int64) error {
	if f.days == nil || from < f.from {
		first, err := s.firstAt(ctx, from, last)
		if err != nil {
			return err
		}
		f.from, f.seq, f.days = from, first-1, map[string]map[money.Currency]flow{}
	}
	err := s.each(ctx, f.seq+1, last, func(b *ledger.Block) {
		day := dayOf(b.Time)
		for i := range b.Entries {
			e := &b.Entries[i]
			var buyer string
			s.engine.View(func(st *ledger.State) {
				if o, ok := st.Order(e.Order); ok {
					buyer = o.Terms.Buyer
				}
			})
			for c, more := range flowOf(e, buyer) {
				if f.days[day] == nil {
					f.days[day] = map[money.Currency]flow{}
				}
				sum := f.days[day][c]
				sum.add(more)
				f.days[day][c] = sum
			}
		}
		f.seq = b.Seq
	})
	if err != nil {
		f.days = nil // half a block may be in it
	}
	return err
}
