package ledger

import "slices"

// A dispute freezes what is contested of one milestone, and nothing else. The sides first negotiate, each tabling how to
// split it; either may take it to an arbitrator after the time to negotiate, and in the end the clock does. The arbitrator
// rules once both sides have been heard or had their time; above the limit a second one confirms. Each dispute may be
// appealed once, to arbitrators who have not ruled on it.

// The commands of disputes. Params seller and buyer are how the contested amount is split.
const (
	OpenDispute     Type = "dispute.open"     // Amount is contested, 0: all of it; params reason
	OfferSplit      Type = "dispute.offer"    // params buyer, seller
	AcceptSplit     Type = "dispute.accept"   // params offer: its number
	EscalateDispute Type = "dispute.escalate" // to an arbitrator
	FileEvidence    Type = "dispute.evidence" // params kind; Ref names the proof
	DecideDispute   Type = "dispute.decide"   // params buyer, seller
	ConfirmRuling   Type = "dispute.confirm"  // by a second arbitrator, above the limit
	AppealRuling    Type = "dispute.appeal"
	ExecuteRuling   Type = "dispute.execute" // nobody has appealed, or nobody can any more
	WithdrawDispute Type = "dispute.withdraw"
)

// States of a dispute; it also may be Settled, Executed and Withdrawn.
const (
	Negotiation = "NEGOTIATION"
	Hearing     = "EVIDENCE" // it was escalated
	Ruled       = "RULED"    // and waits for the second arbitrator
	Decided     = "DECIDED"  // and may be appealed
	Appealed    = "APPEALED"
)

// DisputeStates lists the states of a dispute, the terminal ones last.
func DisputeStates() []string {
	return []string{Negotiation, Hearing, Ruled, Decided, Appealed, Settled, Executed, Withdrawn}
}

func terminalDispute(state string) bool {
	return state == Settled || state == Executed || state == Withdrawn
}

// disputeEdges is the machine of disputes.
func disputeEdges(from string) []string {
	switch from {
	case "":
		return []string{Negotiation}
	case Negotiation:
		return []string{Hearing, Settled, Withdrawn}
	case Hearing:
		return []string{Ruled, Decided, Settled, Withdrawn}
	case Ruled:
		return []string{Decided, Withdrawn} // the last one, here and below, when a bank takes what is contested
	case Decided:
		return []string{Appealed, Executed, Withdrawn}
	case Appealed:
		return []string{Ruled, Decided, Settled, Withdrawn}
	}
	return nil
}

// The reasons only disputes have.
const (
	WhyDisputeUnknown = "dispute_unknown"
	WhyOffer          = "offer_not_open"
	WhyLate           = "time_over"
	WhyOpener         = "not_the_opener"
	WhyTooMany        = "too_many"
)

// Bounds of what one order can gather.
const (
	MaxDisputes = 64 // that people open
	MaxOffers   = 64 // in one dispute
	MaxEvidence = 64
)

// UsualClocks are the lengths of a dispute's steps where the parties agreed on none: three days to negotiate, on the
// seventh it goes to an arbitrator by itself, and a week each for evidence and for an appeal.
func UsualClocks() Clocks {
	const day = 24 * 3600 * 1000
	return Clocks{Negotiate: 3 * day, Escalate: 7 * day, Evidence: 7 * day, Appeal: 7 * day}
}

// clocks are those agreed on, the usual ones in their place where there are none.
func (t *Terms) clocks() Clocks {
	usual := UsualClocks()
	if t.Conditions == nil {
		return usual
	}
	k := t.Conditions.Clocks
	for _, pair := range []struct{ agreed, usual *int64 }{
		{&k.Negotiate, &usual.Negotiate}, {&k.Escalate, &usual.Escalate}, {&k.Evidence, &usual.Evidence}, {&k.Appeal, &usual.Appeal},
	} {
		if *pair.agreed == 0 {
			*pair.agreed = *pair.usual
		}
	}
	return k
}

// Dispute is a contested milestone of an order. Texts are commitments and references, never what people wrote.
type Dispute struct {
	ID        string
	Milestone string
	State     string
	Contested int64
	Opener    Role // Timer: nobody answered in time
	Reason    string
	Note      string
	From      string // state of the milestone before
	Left      int64  // of its inspection

	Opened         int64
	NegotiateUntil int64
	EscalatesAt    int64
	EvidenceUntil  int64 // 0: not escalated
	AppealUntil    int64 // 0: no ruling that can be appealed

	Offers   []Offer
	Evidence []Evidence
	Heard    int // pieces of evidence given before this hearing
	Ruling   Ruling
	Judges   []string // who ruled before the appeal
	Appealer Role
	Appeal   string // note of the appeal
}

// Offer is a way to split the contested amount that one side has tabled.
type Offer struct {
	By            Role
	Seller, Buyer int64
	Time          int64
}

// Evidence is a reference to a proof.
type Evidence struct {
	By   Role
	Kind string
	Ref  string
	Note string
	Time int64
}

// Ruling is an arbitrator's decision; Time is 0 as long as there is none.
type Ruling struct {
	Seller, Buyer int64
	By            string // person
	Second        string
	Note          string
	Time          int64
}

// Dispute finds a dispute by its id.
func (o *Order) Dispute(id string) (Dispute, bool) {
	if d := o.dispute(id); d != nil {
		return *d, true
	}
	return Dispute{}, false
}

func (o *Order) dispute(id string) *Dispute {
	for i := range o.Disputes {
		if o.Disputes[i].ID == id {
			return &o.Disputes[i]
		}
	}
	return nil
}

func (d *Dispute) clone() Dispute {
	c := *d
	c.Offers, c.Evidence, c.Judges = slices.Clone(d.Offers), slices.Clone(d.Evidence), slices.Clone(d.Judges)
	return c
}

// BothHeard says whether both sides have given evidence in this hearing.
func (d *Dispute) BothHeard() bool {
	gave := func(r Role) bool {
		return slices.ContainsFunc(d.Evidence[d.Heard:], func(e Evidence) bool { return e.By == r })
	}
	return gave(Buyer) && gave(Seller)
}

// appealed says whether the one appeal was made.
func (d *Dispute) appealed() bool { return d.Appealer != "" }
