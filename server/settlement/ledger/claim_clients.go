package ledger

import (
	"strconv"

	"fairground/server/money"
)

// The simulated clients of claims, reserves, debts and deposits.

// inventReserve lets some orders keep a reserve for a while after their end.
func (w *world) inventReserve(t *Terms) {
	if w.rng.IntN(3) == 0 {
		return
	}
	if t.Conditions == nil {
		t.Conditions = &Conditions{}
	}
	t.Conditions.Liability, t.Conditions.ReserveBP = int64(w.rng.IntN(6000))*w.scale, int64(1+w.rng.IntN(3))*1000
}

// inventClaim lets a bank call money back, or goes on with a claim.
func inventClaim(w *world, c *Command) bool {
	m, r := w.model, w.rng
	if len(m.claimIDs) > 0 && r.IntN(3) > 0 {
		place := m.claimIDs[max(0, len(m.claimIDs)-1-r.IntN(3))]
		c.Order, c.Object = place[0], place[1]
		o := m.orders[c.Order]
		k := o.money.claims[c.Object]
		c.Type = []Type{ContestClaim, ContestClaim, WinClaim, LoseClaim, LoseClaim, DecideClaim, DecideClaim}[r.IntN(7)]
		c.Actor, c.Version = w.actor(rules[c.Type].roles, o.terms.Buyer, o.terms.Seller, "l1"), o.version
		switch c.Type {
		case ContestClaim:
			c.Ref = "proof"
		case WinClaim:
			c.Rail, c.Amount, c.Currency = "sandbox", k.amount.Int64(), o.terms.Currency
		case DecideClaim: // of one claim always the same, so that the second person says what the first has said
			c.Ref, c.Params = "letter", []Param{{Name: outcomeParam, Text: []string{Won, Lost}[k.amount.Bit(0)]}}
			if r.IntN(20) == 0 {
				c.Ref = ""
			}
		default: // a lost claim says no more
		}
		switch r.IntN(12) {
		case 0:
			c.Amount++
		case 1:
			c.Object = "clm_none"
		}
		if rules[c.Type].pair {
			w.needsProposal(c)
		}
		return true
	}
	c.Order = m.ids[r.IntN(len(m.ids))]
	for range 4 { // rather one that has been paid
		if m.orders[c.Order].money.funded.Sign() == 0 {
			c.Order = m.ids[max(0, len(m.ids)-1-r.IntN(6))]
		}
	}
	o := m.orders[c.Order]
	c.Type, c.Actor, c.Object = OpenClaim, w.actor([]Role{Rail}, "", "", ""), "clm_"+strconv.Itoa(max(0, len(m.claimIDs)-1+r.IntN(4)))
	c.Rail, c.Currency, c.Amount = "sandbox", o.terms.Currency, 1+int64(r.IntN(240_000))
	if o.money.funded.Sign() > 0 && r.IntN(2) == 0 {
		c.Amount = o.money.funded.Int64()
	}
	for _, id := range m.ids { // or a little of one that keeps a reserve
		if o := m.orders[id]; o.money.reserved.Sign() > 0 && r.IntN(2) == 0 {
			c.Order, c.Currency, c.Amount = id, o.terms.Currency, int64(1+r.IntN(20))
		}
	}
	c.Params = []Param{{Name: claimKindParam, Text: ClaimKinds()[r.IntN(3)]}, {Name: untilParam, Minor: w.now + int64(r.IntN(3000))*w.scale}}
	if r.IntN(20) == 0 {
		c.Currency = "EUR"
	}
	return true
}

// inventDebt asks for a reserve, a debt, a loss or a deposit.
func inventDebt(w *world, c *Command) bool {
	m, r := w.model, w.rng
	org, cur := w.someone()
	for range 24 { // rather one that owes something
		if m.debt(org, string(cur)).Sign() <= 0 {
			org, cur = w.someone()
		}
	}
	owed := m.debt(org, string(cur)).Int64()
	switch roll := r.IntN(16); {
	case roll < 8:
		c.Type, c.Actor, c.Order = ReleaseReserve, w.actor([]Role{Timer}, "", "", ""), m.ids[r.IntN(len(m.ids))]
		for range 24 { // rather one that keeps something
			if o := m.orders[c.Order]; o.money.reserved.Sign() == 0 || (!ended(o.state) && r.IntN(4) > 0) {
				c.Order = m.ids[r.IntN(len(m.ids))]
			}
		}
		for _, place := range m.claimIDs { // or one that must keep it, as a claim is open
			if o := m.orders[place[0]]; o.money.reserved.Sign() > 0 && o.disputedByBank() {
				c.Order = place[0]
			}
		}
	case roll < 11 && (owed > 0 || roll == 8):
		c.Type, c.Actor, c.Object, c.Currency = CollectDebt, w.actor([]Role{Timer}, "", "", ""), org, cur
	case roll < 14 && owed > 0:
		c.Type, c.Actor, c.Object, c.Currency, c.Amount = WriteOffDebt, w.actor([]Role{Checker}, "", "", ""), org, cur, owed-owed/3
		w.needsProposal(c)
	case roll < 15:
		c.Type, c.Actor, c.Currency, c.Amount, c.Rail = BookLoss, w.actor([]Role{Checker}, "", "", ""), "CNY", int64(1+r.IntN(2)), "sandbox"
		if r.IntN(3) > 0 {
			c.Ref = "statement line"
		}
		w.needsProposal(c)
	default:
		c.Type, c.Actor, c.Object, c.Currency, c.Rail = BookDeposit, w.actor([]Role{Rail}, "", "", ""), org, cur, "sandbox"
		c.Amount, c.Params = int64(1+r.IntN(5000)), []Param{{Name: forParam, Text: []string{"user", "user", "funder", "friends"}[r.IntN(4)]}}
	}
	return true
}

// someone is an organization and a currency.
func (w *world) someone() (string, money.Currency) {
	return []string{"b", "s"}[w.rng.IntN(2)] + strconv.Itoa(w.rng.IntN(3)), []money.Currency{"CNY", "JPY"}[w.rng.IntN(2)]
}
