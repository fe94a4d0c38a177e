package ledger

import "slices"

// cut is what somebody takes of a seller's net before the seller gets it: at most left, in legs that sum to it.
type cut func(x *scratch, o *Order, i int, left int64) []Leg

// cuts are taken in this order: withheld tax, interest and principal of advances, what is kept in reserve.
var cuts = []cut{withhold, cutInterest, cutPrincipal, keepReserve}

// releaseLegs computes the postings of releasing milestone i now: the commissions, then the cuts, the rest to the seller
// (invariant I4: all of them together are the gross, to the fen).
func (x *scratch) releaseLegs(o *Order, i int) []Leg {
	m, t := o.Milestones[i], o.Terms
	fee := t.commission(o.Base + m.Amount).minus(t.commission(o.Base))
	net := m.Amount - fee.seller()
	taken := []Leg{}
	for _, take := range cuts {
		for _, l := range take(x, o, i, net) {
			net -= l.Minor
			taken = append(taken, l)
		}
	}
	legs := append([]Leg{
		{EscrowAccount(o.ID), t.Currency, -m.Due(), Posted},
		{AvailableAccount(t.Seller), t.Currency, net, Posted},
		{ExchangeFeeAccount, t.Currency, m.BuyerExchange + fee.sellerExchange, Posted},
		{PlatformFeeAccount, t.Currency, m.BuyerPlatform + fee.sellerPlatform, Posted},
	}, taken...)
	return slices.DeleteFunc(legs, func(l Leg) bool { return l.Minor == 0 })
}
