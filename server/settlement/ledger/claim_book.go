package ledger

import "slices"

// What recorded entries about claims do.

func (x *scratch) bookClaim(o *Order, e *Entry, escrowed int64) error {
	if _, twice := x.claims.find(e.Object); twice || !identifier(e.Object) || !slices.Contains(e.Moves, Move{"c", e.Object, "", ClaimOpen}) {
		return broken("I7: claim %q exists already or is not opened", e.Object)
	}
	seller, buyer := o.Terms.Seller, o.Terms.Buyer
	t := Clawback{
		Escrow: -escrowed, Reserve: -moved(e, ReserveAccount(seller)), Seller: -moved(e, AvailableAccount(seller)), SellerDebt: -moved(e, DebtAccount(seller)),
		Buyer: -moved(e, AvailableAccount(buyer)), BuyerDebt: -moved(e, DebtAccount(buyer)),
	}
	sum := t.Escrow + t.ofSeller() + t.Buyer + t.BuyerDebt
	if sum != e.Amount || moved(e, BankAccount(e.Rail)) != e.Amount || min(t.Escrow, t.Reserve, t.Seller, t.SellerDebt, t.Buyer, t.BuyerDebt) < 0 {
		return broken("I3: claim %s of %d takes %+v", e.Object, e.Amount, t)
	}
	until := e.num(untilParam)
	if until == 0 {
		until = x.time + contestUsual
	}
	o.Claims = append(o.Claims, Claim{
		ID: e.Object, State: ClaimOpen, Kind: e.text(claimKindParam), Amount: e.Amount, Taken: t, Rail: e.Rail, Ref: e.Ref, Until: until, Opened: x.time, Changed: x.time,
	})
	x.claims.put(e.Object, &ClaimPlace{e.Object, o.ID})
	o.ChargedBack += t.Escrow
	return o.giveUp(e, t.Escrow)
}

// giveUp takes money off the milestones. Those that lose some stand at their beginning now: what was proposed, shown or
// timed for them no longer counts.
func (o *Order) giveUp(e *Entry, v int64) error {
	wasContested := func(m Milestone) bool {
		return m.State == Disputed || slices.Contains(e.Moves, Move{"m", m.ID, Disputed, Planned})
	}
	for _, i := range o.givers(wasContested) {
		m := &o.Milestones[i]
		part := min(v, m.Held)
		if part > 0 && m.State != Planned {
			return broken("I3: %s of order %s is %s and money of it is called back", m.ID, o.ID, m.State)
		}
		v -= part
		if m.Held -= part; part > 0 {
			m.Maker, m.Evidence, m.InspectUntil, m.Reminded = "", "", 0, 0
		}
	}
	if v != 0 {
		return broken("I3: %d more is called back from order %s than its milestones hold", v, o.ID)
	}
	return nil
}

// ownClaim finds the claim an entry is about, whose move was made already.
func (x *scratch) ownClaim(o *Order, e *Entry, state string) (*Claim, error) {
	if len(e.Moves) != 1 || e.Moves[0].Kind != "c" || e.Moves[0].ID != e.Object {
		return nil, broken("I7: %s moves something else than claim %q", e.Type, e.Object)
	}
	return x.claimIn(o, e, state)
}

// claimIn finds the claim an entry is about and asserts its state afterwards.
func (x *scratch) claimIn(o *Order, e *Entry, state string) (*Claim, error) {
	i := o.claim(e.Object)
	if i < 0 || o.Claims[i].State != state {
		return nil, broken("I7: %s of claim %q, which is not %s afterwards", e.Type, e.Object, state)
	}
	k := &o.Claims[i]
	k.Changed = x.time
	return k, nil
}

func (x *scratch) bookContest(o *Order, e *Entry, _ int64) error {
	k, err := x.ownClaim(o, e, Contested)
	if err != nil {
		return err
	}
	k.Evidence = e.Ref
	return nothingPosted(e)
}

func (x *scratch) bookLost(o *Order, e *Entry, _ int64) error {
	if _, err := x.ownClaim(o, e, Lost); err != nil {
		return err
	}
	return nothingPosted(e)
}

func (x *scratch) bookDecision(o *Order, e *Entry, _ int64) error {
	state, find := Contested, x.ownClaim
	if e.text(outcomeParam) == Lost {
		state = Lost
	} else if len(e.Moves) == 0 {
		find = x.claimIn // it was contested before
	}
	k, err := find(o, e, state)
	if err != nil {
		return err
	}
	k.Decided = e.Ref
	return nothingPosted(e)
}

func nothingPosted(e *Entry) error {
	if len(e.Legs) > 0 {
		return broken("%s posts something", e.Type)
	}
	return nil
}

func (x *scratch) bookWon(o *Order, e *Entry, escrowed int64) error {
	k, err := x.ownClaim(o, e, Won)
	if err != nil {
		return err
	}
	side := func(org string) int64 { return moved(e, AvailableAccount(org)) + moved(e, DebtAccount(org)) }
	seller, buyer, t := o.Terms.Seller, o.Terms.Buyer, k.Taken
	if escrowed != 0 || moved(e, BankAccount(k.Rail)) != -k.Amount || moved(e, SuspenseAccount(k.Rail)) != t.Escrow || moved(e, ReserveAccount(seller)) != t.Reserve ||
		side(seller) != t.Seller+t.SellerDebt || side(buyer) != t.Buyer+t.BuyerDebt {
		return broken("I3: claim %s is won and %+v does not go back where it came from", k.ID, t)
	}
	if t.Escrow > 0 {
		x.lay(Suspense{ID: SuspenseID(e.Key), Rail: k.Rail, Amount: t.Escrow, Currency: o.Terms.Currency, Why: WhyClaim, Named: o.ID, Ref: e.Ref})
	}
	return nil
}
