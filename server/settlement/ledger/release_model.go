package ledger

import "math/big"

// The naive side of what a release takes and gives.

// share returns the commission on a base as [payer][receiver]: payer 0 is the buyer, receiver 0 the exchange.
func (o *modelOrder) share(base *big.Int) (parts [2][2]*big.Int) {
	t := o.terms
	both := t.ExchangeBP + t.PlatformBP
	all := floorOf(base, both, 10000)
	buyer := floorOf(all, t.BuyerShareBP, 10000)
	for i, x := range []*big.Int{buyer, new(big.Int).Sub(all, buyer)} {
		ex := new(big.Int)
		if both > 0 {
			ex = floorOf(x, t.ExchangeBP, both)
		}
		parts[i] = [2]*big.Int{ex, new(big.Int).Sub(x, ex)}
	}
	return parts
}

func (m *model) release(id string, o *modelOrder, ms *modelMilestone) {
	m.earn(id, o, ms)
	ms.held, ms.state = new(big.Int), Released
	o.finish()
}

// earn pays a milestone out of escrow: the commissions, then whoever takes of the rest, then the seller.
func (m *model) earn(id string, o *modelOrder, ms *modelMilestone) {
	cur := string(o.terms.Currency)
	s0, s1 := o.share(o.released), o.share(new(big.Int).Add(o.released, ms.amount))
	net := new(big.Int).Set(ms.held)
	for r, account := range []string{"fee:exchange", "fee:platform"} {
		fee := new(big.Int).Add(ms.fee[r], s1[1][r])
		fee.Sub(fee, s0[1][r])
		m.pay("escrow:"+id, account, cur, fee)
		net.Sub(net, fee)
	}
	m.withhold(id, o, ms.amount, net)
	m.serve(id, o, net)
	m.keep(id, o, net)
	m.pay("escrow:"+id, "user:"+o.terms.Seller+":avail", cur, net)
	o.released.Add(o.released, ms.amount)
}
