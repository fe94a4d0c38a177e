package ledger

import "slices"

// What the recorded entries of disputes do, and what they must not.

// bookOpening adds the dispute that an entry opens: what is contested becomes a part of its own if it is not all.
func (x *scratch) bookOpening(o *Order, e *Entry, escrowed int64) error {
	i := o.index(e.Milestone)
	if i < 0 || o.dispute(e.Object) != nil || !identifier(e.Object) {
		return broken("I7: dispute %q of %s cannot be opened", e.Object, e.Milestone)
	}
	from, role := "", e.Actor.Role
	for _, m := range e.Moves {
		if m.ID == e.Milestone {
			from = m.From
		}
	}
	if o.Milestones[i].State == Divided {
		at, err := o.divided(e.Milestone, o.Milestones[i].Amount-e.Amount)
		if err != nil {
			return err
		}
		o.Milestones[at].Quantity, o.Milestones[at+1].Quantity = 0, 0
		i = at + 1
	}
	m, c := &o.Milestones[i], o.Terms.Currency
	want := []Leg{{EscrowAccount(o.ID), c, -m.Due(), Posted}, {DisputeAccount(o.ID), c, m.Due(), Posted}}
	if m.State != Disputed || m.Amount != e.Amount || escrowed != 0 || !slices.Equal(e.Legs, want) {
		return broken("I3: dispute %s freezes other than the %d contested of %s", e.Object, e.Amount, m.ID)
	}
	k := o.Terms.clocks()
	d := Dispute{
		ID: e.Object, Milestone: m.ID, State: Negotiation, Contested: m.Amount, Opener: role, Reason: e.text(reasonParam), Note: e.Note, From: from, Opened: x.time,
		NegotiateUntil: x.time + k.Negotiate, EscalatesAt: x.time + k.Escalate,
	}
	if role == Timer {
		d.Reason = NoResponse
	}
	if m.InspectUntil > 0 {
		d.Left = max(0, m.InspectUntil-x.time)
		m.InspectUntil = 0
	}
	o.Disputes = append(o.Disputes, d)
	return nil
}

// standing finds the dispute an entry is about and the milestone it froze; the entry must move no escrow unless it may.
func (o *Order) standing(e *Entry, escrowed int64, may bool) (*Dispute, *Milestone, error) {
	d := o.dispute(e.Object)
	if d == nil || d.Milestone != e.Milestone || o.index(e.Milestone) < 0 {
		return nil, nil, broken("I7: order %s has no dispute %q about %q", o.ID, e.Object, e.Milestone)
	}
	if !may && (escrowed != 0 || len(e.Legs) > 0) {
		return nil, nil, broken("I3: %s moves %d of what is frozen", e.Type, escrowed)
	}
	return d, &o.Milestones[o.index(e.Milestone)], nil
}

func (x *scratch) bookOffer(o *Order, e *Entry, escrowed int64) error {
	d, m, err := o.standing(e, escrowed, false)
	if err != nil {
		return err
	}
	offer := Offer{e.Actor.Role, e.num(sellerParam), e.num(buyerParam), x.time}
	if offer.Seller < 0 || offer.Buyer < 0 || offer.Seller+offer.Buyer != m.Amount {
		return broken("I3: an offer splits %d in %d and %d", m.Amount, offer.Seller, offer.Buyer)
	}
	d.Offers = append(d.Offers, offer)
	return nil
}

func (x *scratch) bookEvidence(o *Order, e *Entry, escrowed int64) error {
	d, _, err := o.standing(e, escrowed, false)
	if err != nil {
		return err
	}
	d.Evidence = append(d.Evidence, Evidence{e.Actor.Role, e.text(proofParam), e.Ref, e.Note, x.time})
	return nil
}

// bookHearing begins the time for evidence, after an escalation or an appeal. Who has ruled before hears it no more.
func (x *scratch) bookHearing(o *Order, e *Entry, escrowed int64) error {
	d, _, err := o.standing(e, escrowed, false)
	if err != nil {
		return err
	}
	d.EvidenceUntil, d.Heard = x.time+o.Terms.clocks().Evidence, len(d.Evidence)
	if e.Type == AppealRuling {
		if d.appealed() {
			return broken("I7: dispute %s is appealed twice", d.ID)
		}
		d.Appealer, d.Appeal, d.AppealUntil = e.Actor.Role, e.Note, 0
		d.Judges = []string{d.Ruling.By}
		if d.Ruling.Second != "" {
			d.Judges = append(d.Judges, d.Ruling.Second)
		}
	}
	return nil
}

func (x *scratch) bookRuling(o *Order, e *Entry, escrowed int64) error {
	d, m, err := o.standing(e, escrowed, false)
	if err != nil {
		return err
	}
	if e.Type == ConfirmRuling {
		d.Ruling.Second = e.Actor.Person
	} else {
		d.Ruling = Ruling{Seller: e.num(sellerParam), Buyer: e.num(buyerParam), By: e.Actor.Person, Note: e.Note, Time: x.time}
	}
	if r := d.Ruling; r.Seller < 0 || r.Buyer < 0 || r.Seller+r.Buyer != m.Amount {
		return broken("I3: a ruling splits %d in %d and %d", m.Amount, r.Seller, r.Buyer)
	}
	if e.Actor.Person == "" || slices.Contains(d.Judges, e.Actor.Person) || d.Ruling.By == d.Ruling.Second {
		return broken("I12: %q may not rule on dispute %s", e.Actor.Person, d.ID)
	}
	if d.State != Decided {
		return nil
	}
	if err := x.twoPeople(e, m.Due(), x.limit(o.Terms.Currency).Release); err != nil {
		return err
	}
	if !d.appealed() {
		d.AppealUntil = x.time + o.Terms.clocks().Appeal
	}
	return nil
}

// bookSettlement is invariants I3 and I4 for a split: what leaves the frozen account is the seller's part with the
// commissions on it, and all the rest goes to the buyer.
func (x *scratch) bookSettlement(o *Order, e *Entry, escrowed int64) error {
	d, m, err := o.standing(e, escrowed, true)
	if err != nil {
		return err
	}
	seller := d.Ruling.Seller
	if e.Type == AcceptSplit {
		n := e.num(offerParam)
		if n < 1 || n != int64(len(d.Offers)) || d.Offers[n-1].By == e.Actor.Role {
			return broken("I7: dispute %s is settled by an offer that is not open", d.ID)
		}
		seller = d.Offers[n-1].Seller
	}
	if m.State != Split || escrowed != -m.Held || m.Held != m.Due() {
		return broken("I3: %s holds %d and its dispute gives away %d", m.ID, m.Held, -escrowed)
	}
	won, lost := m.apart(seller)
	if want := x.splitLegs(o, o.index(m.ID), seller); !slices.Equal(e.Legs, want) && !x.base.partial {
		return broken("I4: the split of %s of order %s is not as settled", m.ID, o.ID)
	}
	for _, l := range e.Legs {
		if Class(l.Account) == "fee" {
			o.Fees += l.Minor
		}
	}
	o.Released += m.Held - lost.Due()
	o.Refunded += lost.Due()
	o.Base += won.Amount
	m.Held, m.Won = 0, seller
	return nil
}

func (x *scratch) bookWithdrawal(o *Order, e *Entry, escrowed int64) error {
	d, m, err := o.standing(e, escrowed, true)
	if err != nil {
		return err
	}
	c := o.Terms.Currency
	want := []Leg{{DisputeAccount(o.ID), c, -m.Due(), Posted}, {EscrowAccount(o.ID), c, m.Due(), Posted}}
	if m.State != d.From || d.Opener != e.Actor.Role || escrowed != 0 || !slices.Equal(e.Legs, want) {
		return broken("I3: withdrawing dispute %s does not put %s back", d.ID, m.ID)
	}
	if d.From == Inspection && m.Inspect > 0 {
		m.InspectUntil = x.time + d.Left
	}
	return nil
}

// frozen is what the order's disputes hold together, which is the balance of its dispute account.
func (o *Order) frozen() int64 {
	var sum int64
	for _, m := range o.Milestones {
		if m.State == Disputed {
			sum += m.Held
		}
	}
	return sum
}
