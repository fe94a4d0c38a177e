package settlement

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Payout is money on its way to an organization.
type Payout struct {
	ID         string        `json:"id"`
	Org        string        `json:"org"`
	State      string        `json:"state" enum:"REQUESTED,APPROVED,BATCHED,SUBMITTED,ACCEPTED,UNKNOWN,SETTLED,RETURNED,REJECTED,CANCELLED"`
	Amount     money.Amount  `json:"amount"`
	For        string        `json:"for" enum:"user,funder" doc:"Whose money it is: the organization's own, or what it lends from."`
	RefundOf   string        `json:"refundOf,omitempty" doc:"The order whose money goes back."`
	Batch      string        `json:"batch,omitempty" doc:"Message id of the payment file it is in."`
	Suspense   string        `json:"suspense,omitempty" doc:"The money in suspense that goes back to its sender."`
	Evidence   string        `json:"evidence,omitempty" doc:"What two people went by who said what became of it."`
	Returned   *money.Amount `json:"returned,omitempty" doc:"What came back; what is missing the banks kept."`
	Reason     string        `json:"reason,omitempty" doc:"Why it was rejected or came back: the bank's code or words."`
	Proposed   []Proposal    `json:"proposed,omitempty" doc:"What makers have found out about an unknown payout."`
	TwoPeople  bool          `json:"twoPeople" doc:"Above the limit: a maker and a checker decide."`
	ProposedBy string        `json:"proposedBy,omitempty"`
	May        []string      `json:"may" nullable:"false" doc:"What the reader may do now: approve, cancel, resolve."`
	Created    time.Time     `json:"created"`
	Changed    time.Time     `json:"changed"`
	V          int64         `json:"v"`
	Sandbox    bool          `json:"sandbox"`
	Notice     string        `json:"notice,omitempty"`
}

// Balance is what an organization has in one currency.
type Balance struct {
	Currency  string       `json:"currency"`
	Available money.Amount `json:"available" doc:"Free to be paid out."`
	Requested money.Amount `json:"requested" doc:"Held for payouts that wait for approval."`
	Leaving   money.Amount `json:"leaving" doc:"In payouts under way."`
	Reserve   money.Amount `json:"reserve" doc:"Kept back of releases until nobody may call the money back."`
	Debt      money.Amount `json:"debt" doc:"Owed since more was called back than there was, or since an order ended with early payment on it; no payout is made before it is paid."`
	Blocked   money.Amount `json:"blocked" doc:"Kept back because compliance has blocked the organization."`
	Reserves  []Reserved   `json:"reserves,omitempty" doc:"Of which orders the reserve is, and until when."`
}

// Balances returns what the actor's organization has, one row for each currency it ever had.
func (s *Service) Balances(ctx context.Context) (rows []Balance, asOf int64, err error) {
	org := actor.From(ctx).Org
	if org == "" {
		return nil, 0, problem.New(problem.Forbidden, "organization_missing", "you act for no organization")
	}
	rows = []Balance{}
	watched := s.reserving(org)
	names := [...]string{
		ledger.AvailableAccount(org), ledger.PayoutAccount(org), ledger.ReserveAccount(org), ledger.BlockedAccount(org), ledger.DebtAccount(org), ledger.RecourseAccount(org),
	}
	currencies := money.Currencies()
	s.engine.View(func(st *ledger.State) {
		asOf = st.Seq
		for _, c := range currencies {
			var of [len(names)]ledger.Balance
			for i, name := range names {
				of[i] = st.Balance(ledger.AccountID{Name: name, Currency: c})
			}
			avail, leaving, reserve, blocked, debt := of[0], of[1], of[2], of[3], -of[4].Posted-of[5].Posted
			if avail.Seq == 0 && leaving.Seq == 0 && reserve.Seq == 0 && blocked.Seq == 0 && debt == 0 {
				continue
			}
			in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: c} }
			rows = append(rows, Balance{string(c), in(avail.Posted - avail.Held), in(avail.Held), in(leaving.Posted), in(reserve.Posted), in(debt), in(blocked.Posted), s.reserves(st, org, c, watched)})
		}
	})
	return rows, asOf, nil
}

// ownerRole is the role in which an organization asks for money of its own: what it lends from it asks for as a funder.
func ownerRole(lent bool) ledger.Role {
	if lent {
		return ledger.Funder
	}
	return ledger.Seller
}

// RequestPayout asks for a payout of available money to the organization's account at the rail: of its own, or, for
// "funder", of what it lends from. Up to the limit it is approved and sent at once.
func (s *Service) RequestPayout(ctx context.Context, amount money.Amount, purpose, key string) (Payout, error) {
	a, lent := actor.From(ctx), purpose == ForLending
	switch {
	case a.Org == "":
		return Payout{}, problem.New(problem.Forbidden, "organization_missing", "you act for no organization")
	case lent && !a.Clears(actor.Funder):
		return Payout{}, refusal(ledger.WhyRole)
	}
	k, err := clientKey(a, key)
	if err != nil {
		return Payout{}, err
	}
	id := "pay_" + short(ledger.NewKey("payout", k.String()))
	err = s.do(ctx, ledger.Command{
		Key: k, Type: ledger.RequestPayout, Actor: as(a, ownerRole(lent)), Payout: id, Amount: amount.Minor, Currency: amount.Currency,
		Rail: s.opt.Rail.Capabilities().Name, Ref: a.Org,
	})
	if err != nil {
		return Payout{}, err
	}
	s.progressPayout(ctx, id)
	return s.Payout(ctx, id)
}

// Payout returns a payout to its owner, to those who clear and to auditors.
func (s *Service) Payout(ctx context.Context, id string) (Payout, error) {
	p, err := s.findPayout(ctx, id)
	if err != nil {
		return Payout{}, err
	}
	return s.viewPayout(actor.From(ctx), p), nil
}

func (s *Service) findPayout(ctx context.Context, id string) (*ledger.Payout, error) {
	var p *ledger.Payout
	s.engine.View(func(st *ledger.State) { p, _ = st.Payout(id) })
	a := actor.From(ctx)
	if p == nil || (!readsAll(a) && (a.Org == "" || a.Org != p.Org)) {
		return nil, refusal(ledger.WhyPayoutUnknown)
	}
	return p, nil
}

func (s *Service) viewPayout(a actor.Actor, p *ledger.Payout) Payout {
	caps := s.opt.Rail.Capabilities()
	v := Payout{
		ID: p.ID, Org: p.Org, State: p.State, Amount: money.Amount{Minor: p.Amount, Currency: p.Currency}, For: ForOwn, RefundOf: p.Order,
		TwoPeople: p.Amount > s.limit(p.Currency).Payout, Created: *instant(p.Created), Changed: *instant(p.Changed), V: p.Version, May: []string{},
		Sandbox: !caps.RealMoney, Notice: caps.Notice, Suspense: p.Suspense, Evidence: p.Evidence, Reason: p.Reason, Batch: p.Batch,
	}
	if p.Funder {
		v.For = ForLending
	}
	if p.State == ledger.Returned {
		v.Returned = &money.Amount{Minor: p.Back, Currency: p.Currency}
	}
	if p.State == ledger.Unknown && (a.Clears(actor.ClearingMaker) || a.Clears(actor.ClearingChecker)) && a.Org != p.Org {
		v.May, v.Proposed = append(v.May, "resolve"), s.proposedFor(a, func(q *ledger.Proposal) bool { return q.Payout == p.ID })
	}
	if p.State == ledger.Requested {
		v.ProposedBy = p.Maker
		if _, err := clearingRole(a, p.Maker); err == nil && a.Org != p.Org && a.Person != p.Requester {
			v.May = append(v.May, "approve")
		}
	}
	if slices.Contains([]string{ledger.Requested, ledger.Approved, ledger.Batched}, p.State) && (owns(a, p) || a.Clears(actor.ClearingMaker) || a.Clears(actor.ClearingChecker)) {
		v.May = append(v.May, "cancel")
	}
	return v
}

// Payouts lists payouts, newest first by id: the organization's own, or all for those who clear and audit.
func (s *Service) Payouts(ctx context.Context, state, cursor string, limit int) ([]Payout, string, error) {
	a := actor.From(ctx)
	org := a.Org
	if readsAll(a) {
		org = ""
	} else if org == "" {
		return nil, "", nil
	}
	s.fresh(ctx)
	limit = min(max(limit, 1), 200)
	ids, err := s.store.payoutPage(ctx, org, state, cursor, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("list payouts: %w", err)
	}
	next := ""
	if len(ids) > limit {
		ids = ids[:limit]
		next = ids[limit-1]
	}
	var out []Payout
	for _, id := range ids {
		p, err := s.findPayout(ctx, id)
		if problem.Is(err, problem.NotFound) {
			continue
		}
		if err != nil {
			return nil, "", err
		}
		out = append(out, s.viewPayout(a, p))
	}
	return out, next, nil
}

// owns says whether a person may dispose of the money of a payout: one of its organization, and of what that lends a funder.
func owns(a actor.Actor, p *ledger.Payout) bool {
	return a.Org != "" && a.Org == p.Org && (!p.Funder || a.Clears(actor.Funder))
}

// ApprovePayout is a maker proposing a payout or a checker approving what another has proposed.
func (s *Service) ApprovePayout(ctx context.Context, id string, version int64, key string) (Payout, error) {
	return s.actPayout(ctx, id, version, key, func(a actor.Actor, p *ledger.Payout) (ledger.Type, ledger.Role, error) {
		r, err := clearingRole(a, p.Maker)
		if r == ledger.Maker {
			return ledger.ProposePayout, r, err
		}
		return ledger.ApprovePayout, r, err
	})
}

// CancelPayout takes back a payout that the rail does not have yet.
func (s *Service) CancelPayout(ctx context.Context, id string, version int64, key string) (Payout, error) {
	return s.actPayout(ctx, id, version, key, func(a actor.Actor, p *ledger.Payout) (ledger.Type, ledger.Role, error) {
		switch {
		case owns(a, p):
			return ledger.CancelPayout, ownerRole(p.Funder), nil
		case a.Clears(actor.ClearingMaker):
			return ledger.CancelPayout, ledger.Maker, nil
		case a.Clears(actor.ClearingChecker):
			return ledger.CancelPayout, ledger.Checker, nil
		}
		return "", "", refusal(ledger.WhyRole)
	})
}

func (s *Service) actPayout(ctx context.Context, id string, version int64, key string, choose func(actor.Actor, *ledger.Payout) (ledger.Type, ledger.Role, error)) (Payout, error) {
	p, err := s.findPayout(ctx, id)
	if err != nil {
		return Payout{}, err
	}
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Payout{}, err
	}
	if out, known := s.outcome(ctx, k); known && out.OK {
		return s.viewPayout(a, p), nil // done under this key before; who does what may have changed since
	}
	ty, r, err := choose(a, p)
	if err != nil {
		return Payout{}, err
	}
	if err := s.do(ctx, ledger.Command{Key: k, Type: ty, Actor: as(a, r), Payout: id, Version: version}); err != nil {
		return Payout{}, err
	}
	s.progressPayout(ctx, id)
	return s.Payout(ctx, id)
}

// ResolvePayout is a maker saying, with evidence, what became of a payout nobody knows about, or a checker agreeing. to is
// SETTLED or REJECTED.
func (s *Service) ResolvePayout(ctx context.Context, id, to, evidence string, version int64, key string) (Payout, error) {
	p, err := s.findPayout(ctx, id)
	if err != nil {
		return Payout{}, err
	}
	k, err := clientKey(actor.From(ctx), key)
	if err != nil {
		return Payout{}, err
	}
	if _, again := s.outcome(ctx, k); !again && p.Version != version {
		return Payout{}, refusal(ledger.WhyVersion)
	}
	switch {
	case evidence == "":
		return Payout{}, refusal(ledger.WhyEvidence)
	case p.State != ledger.Unknown && p.State != to:
		return Payout{}, refusal(ledger.WhyState)
	}
	c := ledger.Command{Type: ledger.ResolvePayout, Payout: id, Ref: evidence, Params: []ledger.Param{{Name: "to", Text: to}}}
	if _, err := s.pair(ctx, c, key); err != nil {
		return Payout{}, err
	}
	return s.Payout(ctx, id)
}

// clearingRole says in which role a clearing officer acts next on something proposed by maker ("" is nobody).
func clearingRole(a actor.Actor, maker string) (ledger.Role, error) {
	switch {
	case maker == "" && a.Clears(actor.ClearingMaker):
		return ledger.Maker, nil
	case maker == "" && a.Clears(actor.ClearingChecker):
		return "", refusal(ledger.WhyNoProposal)
	case maker != "" && maker == a.Person:
		return "", refusal(ledger.WhySamePerson)
	case maker != "" && a.Clears(actor.ClearingChecker):
		return ledger.Checker, nil
	}
	return "", refusal(ledger.WhyRole)
}

// ApproveRelease is a maker proposing the release of an accepted milestone or a checker confirming it, for amounts above
// the limit. as, if not empty, must be what the actor is about to be: "maker" or "checker".
func (s *Service) ApproveRelease(ctx context.Context, id, milestone, as string, version int64, key string) (Order, error) {
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return Order{}, err
	}
	if out, known := s.outcome(ctx, k); known && out.OK {
		return s.Order(ctx, id)
	}
	return s.act(ctx, id, version, key, func(o *ledger.Order, r ledger.Role) (ledger.Command, error) {
		m, ok := o.Milestone(milestone)
		if !ok {
			return ledger.Command{}, refusal(ledger.WhyMilestoneUnknown)
		}
		if r != ledger.Maker && r != ledger.Checker {
			return ledger.Command{}, refusal(ledger.WhyRole)
		}
		if m.State != ledger.Accepted {
			return ledger.Command{}, refusal(ledger.WhyState)
		}
		acts, err := clearingRole(a, m.Maker)
		if err != nil {
			return ledger.Command{}, err
		}
		if word := map[ledger.Role]string{ledger.Maker: "maker", ledger.Checker: "checker"}[acts]; as != "" && as != word {
			return ledger.Command{}, problem.New(problem.Conflict, "other_role_next", "what comes next is up to a "+word)
		}
		c := ledger.Command{Type: ledger.Release, Milestone: milestone}
		if acts == ledger.Maker {
			c.Type = ledger.ProposeRelease
		}
		c.Actor.Role = acts
		return c, nil
	})
}

func payoutAmount(p *ledger.Payout) money.Amount {
	return money.Amount{Minor: p.Amount, Currency: p.Currency}
}
