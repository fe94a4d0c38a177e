package settlement

import (
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// CurrencyTotals are the sums over all orders of an exhibition in one currency.
type CurrencyTotals struct {
	Currency string `json:"currency"`
	Orders   int    `json:"orders"`
	Totals   Totals `json:"totals"`
}

// ExhibitionTotals sums the orders of an exhibition by currency for the organizer's board. It names no order and no
// party; the caller decides who may see it.
func (s *Service) ExhibitionTotals(exhibition string) ([]CurrencyTotals, error) {
	sums, count := map[money.Currency]*Totals{}, map[money.Currency]int{}
	var err error
	s.engine.View(func(st *ledger.State) {
		for _, past := range st.Past(exhibition) {
			c := money.Currency(past.Totals.Currency)
			count[c], sums[c] = int(past.Orders), pastTotals(past.Totals)
		}
		for _, id := range st.Orders() {
			o, _ := st.Order(id)
			if o.Terms.Exhibition != exhibition {
				continue
			}
			c, t := o.Terms.Currency, totals(o)
			count[c]++
			if sums[c] == nil {
				sums[c] = &t
				continue
			}
			err = sums[c].add(t)
			if err != nil {
				return
			}
		}
	})
	if err != nil {
		return nil, err
	}
	rows := []CurrencyTotals{}
	for _, c := range money.Currencies() {
		if sums[c] != nil {
			rows = append(rows, CurrencyTotals{string(c), count[c], *sums[c]})
		}
	}
	return rows, nil
}

// pastTotals are the sums of orders that are not at hand any more.
func pastTotals(t ledger.Totals) *Totals {
	in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: money.Currency(t.Currency)} }
	return &Totals{
		Funded: in(t.Funded), Held: in(t.Escrow), Released: in(t.Released), Refunded: in(t.Refunded), Fees: in(t.Fees), CancelFees: in(t.CancelFees),
		ChargedBack: in(0), Reserved: in(0),
	}
}

func (t *Totals) add(u Totals) error {
	for _, p := range []struct {
		to   *money.Amount
		more money.Amount
	}{
		{&t.Funded, u.Funded}, {&t.Held, u.Held}, {&t.Released, u.Released}, {&t.Refunded, u.Refunded}, {&t.Fees, u.Fees}, {&t.CancelFees, u.CancelFees},
	} {
		sum, err := p.to.Add(p.more)
		if err != nil {
			return err
		}
		*p.to = sum
	}
	return nil
}
