package ledger

import "math/big"

// The naive side of money that comes in.

func (m *model) receipt(e *Entry) string {
	// A receipt in suspense keeps the order it was meant for in its note.
	named := e.Order
	if named == "" {
		named = e.Note
	}
	cur, v := string(e.Currency), big.NewInt(e.Amount)
	if v.Sign() <= 0 {
		return WhyAmount
	}
	o := m.orders[named]
	why := ""
	switch {
	case o == nil:
		why = WhyOrderUnknown
	case ended(o.state):
		why = WhyOrderClosed
	case o.state == Proposed:
		why = WhyState
	case o.hold:
		why = WhyHeld
	case string(o.terms.Currency) != cur && o.wanted(cur) == nil:
		why = WhyCurrency
	case e.text(suspendParam) != "":
		why = e.text(suspendParam)
	}
	if why != "" {
		m.pay("bank:"+e.Rail+":custody", "suspense:"+e.Rail, cur, v)
		m.lay(e, e.Rail, cur, e.text(payerParam), v)
		return "suspense:" + why
	}
	if q := o.wanted(cur); q != nil {
		m.arrived(named, o, q, "bank:"+e.Rail+":custody", v)
		return ""
	}
	m.receive("bank:"+e.Rail+":custody", named, o, cur, v)
	return ""
}

// receive pays money from an account on an order.
func (m *model) receive(from, named string, o *modelOrder, cur string, v *big.Int) {
	left := new(big.Int).Set(v)
	full := true
	for i := range o.ms {
		ms := &o.ms[i]
		if ended(ms.state) {
			continue
		}
		gap := new(big.Int).Sub(ms.due, ms.held)
		if gap.Cmp(left) > 0 {
			gap.Set(left)
		}
		ms.held.Add(ms.held, gap)
		left.Sub(left, gap)
		if ms.held.Cmp(ms.due) == 0 {
			if ms.state == Planned {
				ms.state = Funded
			}
		} else {
			full = false
		}
	}
	m.pay(from, "escrow:"+named, cur, new(big.Int).Sub(v, left))
	m.pay(from, "user:"+o.terms.Buyer+":avail", cur, left)
	if o.state == AwaitingFunds || o.state == PartiallyFunded {
		o.state = PartiallyFunded
		if full {
			o.state = Funded
		}
	}
	o.version++
}
