package ledger

import "slices"

// A claim is a bank taking back what came in for an order: a chargeback, a recall, or the reversal of a booking. The bank has
// done it already, so the ledger does not ask whether, but at whose cost: first what still lies in escrow for the order, then
// the side that has the money, from the reserve of this order, from what it has available, and as a debt. No other order is
// touched.

// The commands about claims. Object is the claim, Order what the money had come in for.
const (
	OpenClaim    Type = "claim.open"    // Amount, Currency, Rail, Ref; params "kind" (see ClaimKinds) and "until" (to contest it; 0: ten days)
	ContestClaim Type = "claim.contest" // Ref: the evidence
	WinClaim     Type = "claim.win"     // the money came back; Amount and Currency are the statement line's
	LoseClaim    Type = "claim.lose"    // a bank's line says so, the seller gives in, or nobody has contested in time
	DecideClaim  Type = "claim.decide"  // two people say how the bank has decided: param "to" is WON or LOST, Ref what shows it
)

// States of a claim.
const (
	ClaimOpen = "OPEN"
	Contested = "CONTESTED"
	Won       = "WON"
	Lost      = "LOST"
)

// ClaimStates lists the states of a claim, the terminal ones last.
func ClaimStates() []string { return []string{ClaimOpen, Contested, Won, Lost} }

func terminalClaim(state string) bool { return state == Won || state == Lost }

func claimEdge(from string) []string {
	switch from {
	case "":
		return []string{ClaimOpen}
	case ClaimOpen:
		return []string{Contested, Won, Lost}
	case Contested:
		return []string{Won, Lost}
	}
	return nil
}

// ClaimKinds lists what may be behind a claim.
func ClaimKinds() []string { return []string{"chargeback", "recall", "reversal"} }

// The parameters of claim.open, and how long a claim may be contested if the bank does not say.
const (
	claimKindParam = "kind"
	untilParam     = "until"
	contestUsual   = 10 * 24 * 3600 * 1000
)

// The reasons of claims.
const (
	WhyClaimUnknown = "claim_unknown"
	WhyClaim        = "claim_open"     // what waits for a claim to end
	WhyLiability    = "liability_over" // the agreed time in which money may be called back has passed
)

// Claim is a sum called back and whose it was.
type Claim struct {
	ID       string
	State    string
	Kind     string
	Amount   int64
	Taken    Clawback
	Rail     string
	Ref      string // of the bank's notice
	Evidence string
	Decided  string // what shows how the bank has decided, as two people have said; won and the money awaited as long as it has not ended
	Until    int64  // may be contested
	Opened   int64
	Changed  int64
}

// Clawback is where the money of a claim was taken from.
type Clawback struct {
	Escrow     int64
	Reserve    int64 // what this order had put there
	Seller     int64
	SellerDebt int64
	Buyer      int64
	BuyerDebt  int64
}

// ofSeller is what was taken of what the seller had got out of the order.
func (t Clawback) ofSeller() int64 { return t.Reserve + t.Seller + t.SellerDebt }

// ClaimPlace says which order a claim is about.
type ClaimPlace struct{ ID, Order string }

// Claim finds a claim and its order.
func (s *State) Claim(id string) (Claim, *Order, bool) {
	place, ok := s.books.Claims[id]
	if !ok {
		return Claim{}, nil, false
	}
	o, ok := s.books.Orders[place.Order]
	if !ok { // archived: the id stays taken
		return Claim{}, nil, false
	}
	return o.Claims[o.claim(id)], o, true
}

// Claims returns the ids of all claims in order, but for those on archived orders.
func (s *State) Claims() []string {
	ids := make([]string, 0, len(s.books.Claims))
	for id, place := range s.books.Claims {
		if _, here := s.books.Orders[place.Order]; here {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func (o *Order) claim(id string) int {
	return slices.IndexFunc(o.Claims, func(c Claim) bool { return c.ID == id })
}

var claimRules = map[Type]rule{
	OpenClaim:    {roles: []Role{Rail}, about: "o", ended: true, do: openClaim, book: (*scratch).bookClaim},
	ContestClaim: {roles: []Role{Seller, Maker}, about: "o", ended: true, do: contestClaim, book: (*scratch).bookContest},
	WinClaim:     {roles: []Role{Rail}, about: "o", ended: true, do: winClaim, book: (*scratch).bookWon},
	LoseClaim:    {roles: []Role{Rail, Timer, Seller}, about: "o", ended: true, do: loseClaim, book: (*scratch).bookLost},
	DecideClaim:  {roles: []Role{Checker}, about: "o", ended: true, pair: true, do: decideClaim, book: (*scratch).bookDecision},
}

func openClaim(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	_, twice := x.claims.find(c.Object)
	switch {
	case twice:
		return WhyTwice
	case !identifier(c.Object) || !slices.Contains(ClaimKinds(), c.text(claimKindParam)):
		return WhyClaimUnknown
	case c.Currency != o.Terms.Currency:
		return WhyCurrency
	case c.Amount <= 0 || !identifier(c.Rail) || c.num(untilParam) < 0:
		return WhyAmount
	case o.Funded == 0:
		return WhyFunds
	case o.Ended > 0 && x.time > o.liable():
		return WhyLiability
	}
	t := x.clawback(o, c.Amount)
	e.moveTo("c", c.Object, "", ClaimOpen)
	cur := o.Terms.Currency
	e.post(BankAccount(c.Rail), cur, c.Amount)
	e.takeBack(o, t.Escrow)
	e.post(ReserveAccount(o.Terms.Seller), cur, -t.Reserve)
	e.post(AvailableAccount(o.Terms.Seller), cur, -t.Seller)
	e.post(DebtAccount(o.Terms.Seller), cur, -t.SellerDebt)
	e.post(AvailableAccount(o.Terms.Buyer), cur, -t.Buyer)
	e.post(DebtAccount(o.Terms.Buyer), cur, -t.BuyerDebt)
	return ""
}

// clawback says from where an amount is taken: escrow, then the seller as far as the seller got money out of the order and
// still has its part, then the buyer, who has had the rest back.
func (x *scratch) clawback(o *Order, amount int64) Clawback {
	var t Clawback
	left := amount
	take := func(most int64) int64 {
		part := max(0, min(left, most))
		left -= part
		return part
	}
	free := func(org string) int64 {
		b := x.balance(AccountID{AvailableAccount(org), o.Terms.Currency})
		return b.Posted - b.Held
	}
	t.Escrow = take(o.Escrow())
	got := o.Released + o.CancelFees
	for _, c := range o.Claims {
		if c.State != Won {
			got -= c.Taken.ofSeller()
		}
	}
	t.Reserve = take(min(got, o.Reserved))
	t.Seller = take(min(got-t.Reserve, free(o.Terms.Seller)))
	t.SellerDebt = take(got - t.Reserve - t.Seller)
	t.Buyer = take(free(o.Terms.Buyer))
	t.BuyerDebt = take(left)
	return t
}

// givers are the milestones in the order in which they lose money to a bank: those that are not contested, the last one
// first, then the contested ones.
func (o *Order) givers(contested func(Milestone) bool) []int {
	var free, frozen []int
	for i, m := range slices.Backward(o.Milestones) {
		switch {
		case m.Held == 0:
		case contested(m):
			frozen = append(frozen, i)
		default:
			free = append(free, i)
		}
	}
	return append(free, frozen...)
}

// takeBack takes money out of escrow. The milestones that lose some go back to their beginning, and the order with them;
// where a contested one does, nothing is left to dispute and what it keeps is frozen no more.
func (e *Entry) takeBack(o *Order, amount int64) {
	left, thawed := amount, int64(0)
	for _, i := range o.givers(func(m Milestone) bool { return m.State == Disputed }) {
		m := o.Milestones[i]
		part := min(left, m.Held)
		left -= part
		if part == 0 || m.State == Planned {
			continue
		}
		e.moveTo("m", m.ID, m.State, Planned)
		if m.State == Disputed {
			thawed += m.Held
			d := o.disputeOf(m.ID)
			e.moveTo("d", d.ID, d.State, Withdrawn)
		}
	}
	e.post(DisputeAccount(o.ID), o.Terms.Currency, -thawed)
	e.post(EscrowAccount(o.ID), o.Terms.Currency, thawed-amount)
	if amount == 0 || (o.State != Funded && o.State != PartiallyFunded) {
		return
	}
	to := PartiallyFunded
	if o.Escrow() == amount {
		to = AwaitingFunds
	}
	if to != o.State {
		e.moveTo("o", o.ID, o.State, to)
	}
}

// disputeOf is the dispute that has not ended about a milestone.
func (o *Order) disputeOf(milestone string) *Dispute {
	i := slices.IndexFunc(o.Disputes, func(d Dispute) bool { return d.Milestone == milestone && !terminalDispute(d.State) })
	return &o.Disputes[i]
}

// claimed finds the claim of a command if it is in one of the states.
func (o *Order) claimed(id string, states ...string) (Claim, string) {
	i := o.claim(id)
	if i < 0 {
		return Claim{}, WhyClaimUnknown
	}
	if !slices.Contains(states, o.Claims[i].State) {
		return Claim{}, WhyState
	}
	return o.Claims[i], ""
}

func contestClaim(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	k, why := o.claimed(c.Object, ClaimOpen)
	if why != "" {
		return why
	}
	if c.Ref == "" {
		return WhyEvidence
	}
	e.moveTo("c", k.ID, k.State, Contested)
	return ""
}

func winClaim(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	k, why := o.claimed(c.Object, ClaimOpen, Contested)
	switch {
	case why != "":
		return why
	case c.Currency != o.Terms.Currency:
		return WhyCurrency
	case c.Amount != k.Amount:
		return WhyAmount
	}
	e.moveTo("c", k.ID, k.State, Won)
	cur, t := o.Terms.Currency, k.Taken
	e.post(BankAccount(k.Rail), cur, -k.Amount)
	// What had been in escrow lies in suspense: the order may have been paid again or have ended since, so two people say.
	e.post(SuspenseAccount(k.Rail), cur, t.Escrow)
	e.post(ReserveAccount(o.Terms.Seller), cur, t.Reserve)
	for _, side := range []struct {
		org         string
		taken, owed int64
	}{{o.Terms.Seller, t.Seller, t.SellerDebt}, {o.Terms.Buyer, t.Buyer, t.BuyerDebt}} {
		// A debt that was paid or written off meanwhile comes back as money.
		still := min(side.owed, -x.balance(AccountID{DebtAccount(side.org), cur}).Posted)
		e.post(DebtAccount(side.org), cur, still)
		e.post(AvailableAccount(side.org), cur, side.taken+side.owed-still)
	}
	return ""
}

func loseClaim(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	states := []string{ClaimOpen}
	if c.Actor.Role == Rail {
		states = append(states, Contested)
	}
	k, why := o.claimed(c.Object, states...)
	if why != "" {
		return why
	}
	if c.Actor.Role == Timer && x.time <= k.Until {
		return WhyNotDue
	}
	e.moveTo("c", k.ID, k.State, Lost)
	return ""
}

// decideClaim keeps what the bank has decided. A lost claim ends, as the bank has the money already. A won one does not: it
// can be lost by time no longer, but the line that brings the money books it, so that the ledger never has at a bank what no
// statement shows.
func decideClaim(_ *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	k, why := o.claimed(c.Object, ClaimOpen, Contested)
	to := c.text(outcomeParam)
	switch {
	case why != "":
		return why
	case to != Won && to != Lost:
		return WhyState
	case c.Ref == "":
		return WhyEvidence
	case to == Lost:
		e.moveTo("c", k.ID, k.State, Lost)
	case k.Decided != "":
		return WhyTwice
	case k.State == ClaimOpen:
		e.moveTo("c", k.ID, ClaimOpen, Contested)
	}
	return ""
}
