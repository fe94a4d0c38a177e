package settlement

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Dispute is a contested milestone as one of its readers sees it.
type Dispute struct {
	ID        string         `json:"id"`
	Milestone string         `json:"milestone"`
	State     string         `json:"state" enum:"NEGOTIATION,EVIDENCE,RULED,DECIDED,APPEALED,SETTLED,EXECUTED,WITHDRAWN"`
	Contested money.Amount   `json:"contested" doc:"Frozen until the dispute ends; the buyer's part of the commissions on it is frozen with it."`
	OpenedBy  string         `json:"openedBy" doc:"buyer, seller, or system if nobody answered in time."`
	Opened    time.Time      `json:"opened"`
	Reason    string         `json:"reason" doc:"As in the list of reasons."`
	Note      string         `json:"note,omitempty"`
	Offers    []SplitOffer   `json:"offers" nullable:"false"`
	Evidence  []EvidenceView `json:"evidence" nullable:"false"`
	Clocks    DisputeClocks  `json:"clocks"`
	Ruling    *Ruling        `json:"ruling,omitempty" doc:"While it waits for a second arbitrator only arbitrators see it."`
	Appeal    *AppealView    `json:"appeal,omitempty"`
	May       []string       `json:"may" nullable:"false" doc:"What the reader may do now: offer, accept, escalate, evidence, decide, confirm, appeal, withdraw."`
	V         int64          `json:"v" doc:"The order's version."`
}

// SplitOffer is a way to split the contested amount that one side has tabled. Only the newest is open.
type SplitOffer struct {
	N      int          `json:"n"`
	By     string       `json:"by"`
	Seller money.Amount `json:"seller"`
	Buyer  money.Amount `json:"buyer"`
	At     time.Time    `json:"at"`
}

// EvidenceView is a proof that one side has named.
type EvidenceView struct {
	By   string    `json:"by"`
	Kind string    `json:"kind"`
	Ref  string    `json:"ref,omitempty"`
	Note string    `json:"note,omitempty"`
	At   time.Time `json:"at"`
}

// DisputeClocks are the instants at which a dispute goes on.
type DisputeClocks struct {
	NegotiateUntil time.Time  `json:"negotiateUntil" doc:"Afterwards either side may escalate."`
	EscalatesAt    time.Time  `json:"escalatesAt" doc:"It escalates by itself."`
	EvidenceUntil  *time.Time `json:"evidenceUntil,omitempty"`
	AppealUntil    *time.Time `json:"appealUntil,omitempty" doc:"Afterwards the ruling is carried out."`
}

// Ruling is an arbitrator's decision.
type Ruling struct {
	Seller money.Amount `json:"seller"`
	Buyer  money.Amount `json:"buyer"`
	Reason string       `json:"reason"`
	At     time.Time    `json:"at"`
	By     string       `json:"by" doc:"Opaque id of the arbitrator."`
	Name   string       `json:"name,omitempty" doc:"What the arbitrator is called; the parties are not told."`
	Second string       `json:"second,omitempty" doc:"Who confirmed it, above the limit."`
}

// AppealView is the one appeal against a ruling.
type AppealView struct {
	By     string `json:"by"`
	Reason string `json:"reason,omitempty"`
}

// viewDisputes shows an order's disputes, the newest last.
func (s *Service) viewDisputes(ctx context.Context, o *ledger.Order, r ledger.Role) ([]Dispute, error) {
	list := []Dispute{}
	if len(o.Disputes) == 0 {
		return list, nil
	}
	said, err := s.texts(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	now := s.opt.Now().UnixMilli()
	for i := range o.Disputes {
		v := viewDispute(o, &o.Disputes[i], r, actor.From(ctx).Person, said, now)
		if v.Ruling != nil && r != ledger.Buyer && r != ledger.Seller {
			v.Ruling.Name = s.personName(ctx, v.Ruling.By)
		}
		list = append(list, v)
	}
	return list, nil
}

func viewDispute(o *ledger.Order, d *ledger.Dispute, r ledger.Role, person string, said map[string]string, now int64) Dispute {
	in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: o.Terms.Currency} }
	v := Dispute{
		ID: d.ID, Milestone: d.Milestone, State: d.State, Contested: in(d.Contested), OpenedBy: roleWords[d.Opener], Opened: *instant(d.Opened),
		Reason: d.Reason, Note: said[d.Note], Offers: []SplitOffer{}, Evidence: []EvidenceView{}, May: mayDispute(d, r, person, now), V: o.Version,
		Clocks: DisputeClocks{*instant(d.NegotiateUntil), *instant(d.EscalatesAt), instant(d.EvidenceUntil), instant(d.AppealUntil)},
	}
	for i, f := range d.Offers {
		v.Offers = append(v.Offers, SplitOffer{i + 1, roleWords[f.By], in(f.Seller), in(f.Buyer), *instant(f.Time)})
	}
	for _, e := range d.Evidence {
		v.Evidence = append(v.Evidence, EvidenceView{roleWords[e.By], e.Kind, e.Ref, said[e.Note], *instant(e.Time)})
	}
	if g := d.Ruling; g.Time > 0 && (d.State != ledger.Ruled || r == ledger.Arbitrator) {
		v.Ruling = &Ruling{Seller: in(g.Seller), Buyer: in(g.Buyer), Reason: said[g.Note], At: *instant(g.Time), By: g.By, Second: g.Second}
	}
	if d.Appealer != "" {
		v.Appeal = &AppealView{roleWords[d.Appealer], said[d.Appeal]}
	}
	return v
}

// mayDispute lists what a reader could do to a dispute now, for the client's buttons. The ledger decides again.
func mayDispute(d *ledger.Dispute, r ledger.Role, person string, now int64) []string {
	may := []string{}
	can := func(what string, now bool) {
		if now {
			may = append(may, what)
		}
	}
	live := slices.Contains([]string{ledger.Negotiation, ledger.Hearing, ledger.Appealed}, d.State)
	switch r {
	case ledger.Buyer, ledger.Seller:
		can("offer", live)
		can("accept", live && len(d.Offers) > 0 && d.Offers[len(d.Offers)-1].By != r)
		can("escalate", d.State == ledger.Negotiation && now > d.NegotiateUntil)
		can("evidence", live && (d.State == ledger.Negotiation || now <= d.EvidenceUntil))
		can("appeal", d.State == ledger.Decided && d.Appealer == "" && now <= d.AppealUntil)
		can("withdraw", d.Opener == r && (d.State == ledger.Negotiation || d.State == ledger.Hearing))
	case ledger.Arbitrator:
		fresh := !slices.Contains(d.Judges, person)
		heard := now > d.EvidenceUntil || d.BothHeard()
		can("decide", fresh && (d.State == ledger.Ruled || ((d.State == ledger.Hearing || d.State == ledger.Appealed) && heard)))
		can("confirm", fresh && d.State == ledger.Ruled && d.Ruling.By != person)
	default: // the others read
	}
	return may
}

// Contest is what somebody contests of a milestone, and why.
type Contest struct {
	Reason string
	Note   string
	Amount *money.Amount // nil: all of it
}

// OpenDispute is a party contesting a milestone that is under way or under inspection.
func (s *Service) OpenDispute(ctx context.Context, id, milestone string, why Contest, v int64, key string) (Order, error) {
	return s.act(ctx, id, v, key, func(o *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		return s.contest(ctx, o, milestone, why, key)
	})
}

// Reject is the buyer refusing what was delivered, or a part of it.
func (s *Service) Reject(ctx context.Context, id, milestone string, why Contest, v int64, key string) (Order, error) {
	return s.act(ctx, id, v, key, func(o *ledger.Order, r ledger.Role) (ledger.Command, error) {
		switch m, ok := o.Milestone(milestone); {
		case r != ledger.Buyer:
			return ledger.Command{}, refusal(ledger.WhyRole)
		case ok && m.State == ledger.Shipped:
			return ledger.Command{}, refusal(ledger.WhyState)
		}
		return s.contest(ctx, o, milestone, why, key)
	})
}

func (s *Service) contest(ctx context.Context, o *ledger.Order, milestone string, why Contest, key string) (ledger.Command, error) {
	c := ledger.Command{Type: ledger.OpenDispute, Milestone: milestone, Params: []ledger.Param{{Name: "reason", Text: why.Reason}}}
	if _, known := reason(why.Reason); !known {
		return c, problem.New(problem.Invalid, "reason_unknown", "give a reason of the list")
	}
	if a := why.Amount; a != nil {
		if a.Currency != o.Terms.Currency {
			return c, refusal(ledger.WhyCurrency)
		}
		if a.Sign() <= 0 {
			return c, refusal(ledger.WhyAmount)
		}
		c.Amount = a.Minor
	}
	var err error
	c.Note, err = s.note(ctx, o.ID, key, why.Note)
	return c, err
}

// onDispute gives a command about a dispute, with a text that stays outside the log.
func (s *Service) onDispute(ctx context.Context, id, dispute, text string, v int64, key string, c ledger.Command) (Order, error) {
	return s.act(ctx, id, v, key, func(*ledger.Order, ledger.Role) (ledger.Command, error) {
		c.Object = dispute
		var err error
		c.Note, err = s.note(ctx, id, key, text)
		return c, err
	})
}

// Split is how a contested amount is divided: the two are all of it.
type Split struct{ Seller, Buyer money.Amount }

func (p Split) params(o *ledger.Order) ([]ledger.Param, error) {
	if p.Seller.Currency != o.Terms.Currency || p.Buyer.Currency != o.Terms.Currency {
		return nil, refusal(ledger.WhyCurrency)
	}
	return []ledger.Param{{Name: "buyer", Minor: p.Buyer.Minor}, {Name: "seller", Minor: p.Seller.Minor}}, nil
}

// OfferSplit tables a way to split what is contested; who offers accepts it himself.
func (s *Service) OfferSplit(ctx context.Context, id, dispute string, p Split, v int64, key string) (Order, error) {
	return s.act(ctx, id, v, key, func(o *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		params, err := p.params(o)
		return ledger.Command{Type: ledger.OfferSplit, Object: dispute, Params: params}, err
	})
}

// AcceptSplit accepts the newest offer of the other side, which ends the dispute.
func (s *Service) AcceptSplit(ctx context.Context, id, dispute string, offer, v int64, key string) (Order, error) {
	return s.onDispute(ctx, id, dispute, "", v, key, ledger.Command{Type: ledger.AcceptSplit, Params: []ledger.Param{{Name: "offer", Minor: offer}}})
}

// Escalate takes a dispute to an arbitrator once the time to negotiate is over.
func (s *Service) Escalate(ctx context.Context, id, dispute string, v int64, key string) (Order, error) {
	return s.onDispute(ctx, id, dispute, "", v, key, ledger.Command{Type: ledger.EscalateDispute})
}

// FileEvidence names a proof: its kind, an opaque reference such as a document's id, and what it shows.
func (s *Service) FileEvidence(ctx context.Context, id, dispute, kind, ref, text string, v int64, key string) (Order, error) {
	if !slices.Contains(EvidenceKinds(), kind) {
		return Order{}, problem.New(problem.Invalid, "evidence_unknown", "evidence is of a kind of the list")
	}
	if len(ref) > ledger.MaxText {
		return Order{}, problem.Newf(problem.Invalid, "evidence_too_long", "a reference has at most %d bytes", ledger.MaxText)
	}
	return s.onDispute(ctx, id, dispute, text, v, key, ledger.Command{Type: ledger.FileEvidence, Ref: ref, Params: []ledger.Param{{Name: "kind", Text: kind}}})
}

// RuleOn is an arbitrator's ruling, which needs its reasons.
func (s *Service) RuleOn(ctx context.Context, id, dispute string, p Split, reasons string, v int64, key string) (Order, error) {
	return s.act(ctx, id, v, key, func(o *ledger.Order, _ ledger.Role) (ledger.Command, error) {
		params, err := p.params(o)
		if err != nil {
			return ledger.Command{}, err
		}
		c := ledger.Command{Type: ledger.DecideDispute, Object: dispute, Params: params}
		if c.Note, err = s.note(ctx, id, key, reasons); err == nil && c.Note == "" {
			err = problem.New(problem.Invalid, "ruling_without_reasons", "a ruling says why")
		}
		return c, err
	})
}

// ConfirmRuling is a second arbitrator agreeing to a ruling above the limit.
func (s *Service) ConfirmRuling(ctx context.Context, id, dispute string, v int64, key string) (Order, error) {
	return s.onDispute(ctx, id, dispute, "", v, key, ledger.Command{Type: ledger.ConfirmRuling})
}

// AppealRuling takes a ruling to arbitrators who have not ruled on it, once.
func (s *Service) AppealRuling(ctx context.Context, id, dispute, why string, v int64, key string) (Order, error) {
	return s.onDispute(ctx, id, dispute, why, v, key, ledger.Command{Type: ledger.AppealRuling})
}

// WithdrawDispute is who opened it giving it up: the milestone goes on with the time to inspect it that was left.
func (s *Service) WithdrawDispute(ctx context.Context, id, dispute string, v int64, key string) (Order, error) {
	return s.onDispute(ctx, id, dispute, "", v, key, ledger.Command{Type: ledger.WithdrawDispute})
}

// unripe is a ruling that waits for a second arbitrator: the sides hear of it once it is one.
func unripe(e ledger.Entry) bool {
	return e.Type == ledger.DecideDispute && !slices.ContainsFunc(e.Moves, func(m ledger.Move) bool { return m.To == ledger.Decided })
}
