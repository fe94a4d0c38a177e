package ledger

import "fairground/server/money"

// A reserve is a part of the seller's net that stays back from each release while the money may still be called back. It
// answers for its own order only, and goes to the seller when the time of liability is over.

// ReleaseReserve gives an order's reserve to the seller.
const ReleaseReserve Type = "reserve.release"

var reserveRules = map[Type]rule{
	ReleaseReserve: {roles: []Role{Timer}, about: "o", ended: true, do: releaseReserve, book: (*scratch).bookReserve},
}

// keepReserve is the last cut of a release.
func keepReserve(_ *scratch, o *Order, _ int, left int64) []Leg {
	c := o.Terms.Conditions
	if c == nil || c.ReserveBP == 0 {
		return nil
	}
	return []Leg{{ReserveAccount(o.Terms.Seller), o.Terms.Currency, portion(left, c.ReserveBP, money.MaxFeeBasisPoints), Posted}}
}

// liable is the last instant at which money of an ended order may be called back.
func (o *Order) liable() int64 {
	if c := o.Terms.Conditions; c != nil {
		return o.Ended + c.Liability
	}
	return o.Ended
}

// underClaim says whether a claim on the order has not ended yet.
func (o *Order) underClaim() bool {
	for _, c := range o.Claims {
		if !terminalClaim(c.State) {
			return true
		}
	}
	return false
}

// ReserveDue is the instant after which the order's reserve goes to the seller, 0 if there is nothing to wait for.
func (o *Order) ReserveDue() int64 {
	if o.Reserved == 0 || o.Ended == 0 || o.underClaim() {
		return 0
	}
	return o.liable()
}

// Wakes is the instant after which an order that has ended moves on by itself, 0 if nothing is left to wait for.
func (o *Order) Wakes() int64 {
	at := o.ReserveDue()
	for _, c := range o.Claims {
		if c.State == ClaimOpen && (at == 0 || c.Until < at) {
			at = c.Until
		}
	}
	return at
}

func releaseReserve(x *scratch, _ *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	switch {
	case o.Reserved == 0:
		return WhyState
	case o.underClaim():
		return WhyClaim
	case o.Ended == 0 || x.time <= o.liable():
		return WhyNotDue
	}
	e.post(ReserveAccount(o.Terms.Seller), o.Terms.Currency, -o.Reserved)
	e.post(AvailableAccount(o.Terms.Seller), o.Terms.Currency, o.Reserved)
	return ""
}

func (x *scratch) bookReserve(o *Order, e *Entry, escrowed int64) error {
	if given := moved(e, AvailableAccount(o.Terms.Seller)); escrowed != 0 || len(e.Moves) > 0 || given != o.Reserved || o.underClaim() {
		return broken("order %s has %d in reserve and gives %d", o.ID, o.Reserved, given)
	}
	return nil
}
