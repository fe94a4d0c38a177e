package settlement

import (
	"context"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Proposal is what a maker has proposed and a checker may confirm.
type Proposal struct {
	ID         string        `json:"id"`
	Action     string        `json:"action" doc:"Type of the command in the ledger."`
	Order      string        `json:"order,omitempty"`
	Milestone  string        `json:"milestone,omitempty"`
	Title      string        `json:"title,omitempty" doc:"Of the order."`
	Part       string        `json:"part,omitempty" doc:"Title of the milestone."`
	Payout     string        `json:"payout,omitempty"`
	Object     string        `json:"object,omitempty" doc:"What else it is about: money in suspense, a party, an advance."`
	ObjectName lang.Text     `json:"objectName,omitempty" doc:"What it is called if it is an organization, in lists of proposals."`
	Amount     *money.Amount `json:"amount,omitempty"`
	Details    []Detail      `json:"details,omitempty" nullable:"false" doc:"All else the command says."`
	To         string        `json:"to,omitempty" doc:"The state it would bring about, where a person says so."`
	Evidence   string        `json:"evidence,omitempty"`
	Note       string        `json:"note,omitempty"`
	ProposedBy string        `json:"proposedBy"`
	By         string        `json:"by,omitempty" doc:"What that person is called, in lists of proposals."`
	At         time.Time     `json:"at"`
	Yours      bool          `json:"yours" doc:"The reader may confirm it."`
	May        []string      `json:"may" nullable:"false" doc:"What the reader may do now: confirm, drop."`
}

// Detail is a parameter of a command: a word or a number.
type Detail struct {
	Name   string `json:"name"`
	Text   string `json:"text,omitempty"`
	Number int64  `json:"number,omitempty" doc:"As the command has it: minor units, basis points or milliseconds since 1970."`
}

// pair gives a command that takes two people: a maker's is a proposal, a checker's identical one carries it out. done says
// that it was carried out. The checker acts on the version of the order or payout as it is now: what he confirms is what was
// proposed, word for word.
func (s *Service) pair(ctx context.Context, c ledger.Command, key string) (done bool, err error) {
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return false, err
	}
	var maker string
	before, known := s.outcome(ctx, k)
	s.engine.View(func(st *ledger.State) {
		if p, ok := st.Proposal(c); ok {
			maker = p.Maker
		}
		if o, ok := st.Order(c.Order); ok {
			c.Version = o.Version
		}
		if p, ok := st.Payout(c.Payout); ok {
			c.Version = p.Version
		}
		if !known { // it may be so by now
			before, known = st.Outcome(k)
		}
	})
	switch {
	case known && !before.OK:
		return false, refusal(before.Why)
	case known: // who does what may have changed since
		return maker == "", nil
	}
	r, err := clearingRole(a, maker)
	if err != nil {
		return false, err
	}
	if r == ledger.Maker {
		c = ledger.Propose(c)
	}
	c.Key, c.Actor = k, as(a, r)
	if err := s.do(ctx, c); err != nil {
		return false, err
	}
	return r == ledger.Checker, nil
}

// Proposals lists what waits for a checker, the oldest first.
func (s *Service) Proposals(ctx context.Context) ([]Proposal, error) {
	a := actor.From(ctx)
	if !a.Clears(actor.ClearingMaker) && !a.Clears(actor.ClearingChecker) && !a.Clears(actor.Auditor) {
		return nil, refusal(ledger.WhyRole)
	}
	var waiting []*ledger.Proposal
	var agreed []string // the milestone agreed on that a part belongs to
	s.engine.View(func(st *ledger.State) {
		waiting = st.Proposals()
		for _, p := range waiting {
			of := ""
			if o, ok := st.Order(p.Order); ok {
				if m, ok := o.Milestone(p.Milestone); ok {
					of = m.Agreed()
				}
			}
			agreed = append(agreed, of)
		}
	})
	views := make([]Proposal, 0, len(waiting))
	for n, p := range waiting {
		v := viewProposal(a, p)
		v.By = s.personName(ctx, p.Maker)
		if strings.HasPrefix(p.Object, "org_") {
			v.ObjectName = s.orgName(ctx, p.Object)
		}
		if p.Order != "" {
			t, err := s.store.text(ctx, p.Order)
			if err != nil {
				return nil, err
			}
			v.Title, v.Part = t.Title, t.Milestones[agreed[n]]
		}
		views = append(views, v)
	}
	return views, nil
}

// personName is what a person is called; "" if nobody knows. The log knows people by their ids only.
func (s *Service) personName(ctx context.Context, person string) string {
	if s.opt.PersonName == nil || person == "" {
		return ""
	}
	name, err := s.opt.PersonName(ctx, person)
	if err != nil && !problem.Is(err, problem.NotFound) {
		s.opt.Logger.WarnContext(ctx, "the name of a person is not known at the moment", "err", err)
	}
	return name
}

// orgName is what an organization is called; nil if nobody knows.
func (s *Service) orgName(ctx context.Context, org string) lang.Text {
	if org == "" {
		return nil
	}
	v, err := s.party(ctx, org)
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "the name of an organization is not known at the moment", "err", err)
	}
	if len(v.OrgName) == 0 {
		return s.nameOf(ctx, org)
	}
	return v.OrgName
}

// proposedFor lists the proposals about one thing.
func (s *Service) proposedFor(a actor.Actor, about func(*ledger.Proposal) bool) []Proposal {
	var waiting []*ledger.Proposal
	s.engine.View(func(st *ledger.State) { waiting = st.Proposals() })
	var views []Proposal
	for _, p := range waiting {
		if about(p) {
			views = append(views, viewProposal(a, p))
		}
	}
	return views
}

func viewProposal(a actor.Actor, p *ledger.Proposal) Proposal {
	v := Proposal{
		ID: p.ID, Action: string(p.Type), Order: p.Order, Milestone: p.Milestone, Payout: p.Payout, Object: p.Object, To: p.Text("to"),
		Evidence: p.Ref, Note: p.Note, ProposedBy: p.Maker, At: *instant(p.Time), Yours: a.Clears(actor.ClearingChecker) && a.Person != p.Maker,
	}
	v.May = []string{}
	for _, d := range p.Params {
		v.Details = append(v.Details, Detail{d.Name, d.Text, d.Minor})
	}
	if v.Yours {
		v.May = append(v.May, "confirm")
	}
	if a.Person == p.Maker || a.Clears(actor.ClearingChecker) {
		v.May = append(v.May, "drop")
	}
	if p.Amount > 0 {
		v.Amount = &money.Amount{Minor: p.Amount, Currency: p.Currency}
	}
	return v
}

// Confirm is a checker carrying out what somebody else has proposed.
func (s *Service) Confirm(ctx context.Context, id, key string) error {
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return err
	}
	if out, known := s.outcome(ctx, k); known {
		if !out.OK {
			return refusal(out.Why)
		}
		return nil
	}
	found, err := s.proposal(id)
	if err != nil {
		return err
	}
	if !a.Clears(actor.ClearingChecker) {
		return refusal(ledger.WhyRole)
	}
	if _, err := s.pair(ctx, found.Command(), key); err != nil {
		return err
	}
	s.settleAfter(ctx, found)
	return nil
}

func (s *Service) proposal(id string) (*ledger.Proposal, error) {
	var waiting []*ledger.Proposal
	s.engine.View(func(st *ledger.State) { waiting = st.Proposals() })
	if i := slices.IndexFunc(waiting, func(p *ledger.Proposal) bool { return p.ID == id }); i >= 0 {
		return waiting[i], nil
	}
	return nil, problem.New(problem.NotFound, "proposal_not_found", "nothing of that kind waits to be confirmed")
}

// Drop is a maker taking back what it has proposed, or a checker refusing it.
func (s *Service) Drop(ctx context.Context, id, key string) error {
	a := actor.From(ctx)
	k, err := clientKey(a, key)
	if err != nil {
		return err
	}
	if out, known := s.outcome(ctx, k); known && out.OK {
		return nil
	}
	p, err := s.proposal(id)
	if err != nil {
		return err
	}
	r := ledger.Checker
	switch {
	case a.Person == p.Maker && a.Clears(actor.ClearingMaker):
		r = ledger.Maker
	case a.Person == p.Maker && a.Clears(actor.Compliance):
		r = ledger.Compliance
	case !a.Clears(actor.ClearingChecker):
		return refusal(ledger.WhyRole)
	}
	return s.do(ctx, ledger.Command{Key: k, Type: ledger.DropAction, Actor: as(a, r), Object: id})
}

// settleAfter lets the system go on with what two people have decided.
func (s *Service) settleAfter(ctx context.Context, p *ledger.Proposal) {
	if p.Order != "" {
		s.progressOrder(ctx, p.Order)
	}
	if p.Payout != "" {
		s.progressPayout(ctx, p.Payout)
	}
}
