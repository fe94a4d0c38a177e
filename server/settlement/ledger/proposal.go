package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"fairground/server/money"
)

// Four eyes for whatever no machine of its own decides (invariant I12): a maker proposes a command, all of it, and a
// checker who is another person gives the same command. Nothing is changed between the two, because the proposal is found
// by what it says.

// doParam names the type of the command that is proposed.
const doParam = "do"

// Proposal is a command that a maker has proposed and nobody has confirmed yet.
type Proposal struct {
	ID        string // SHA-256 of what is proposed, in hexadecimal
	Type      Type
	Order     string
	Milestone string
	Payout    string
	Amount    int64
	Currency  money.Currency
	Rail      string
	Ref       string
	Note      string
	Object    string
	Params    []Param
	Maker     string
	Time      int64
	Seq       int64
}

// Command is what the checker confirms; key, actor and version are the caller's.
func (p *Proposal) Command() Command {
	return Command{
		Type: p.Type, Order: p.Order, Milestone: p.Milestone, Payout: p.Payout, Amount: p.Amount, Currency: p.Currency, Rail: p.Rail,
		Ref: p.Ref, Note: p.Note, Object: p.Object, Params: p.Params,
	}
}

// Text is a detail of what is proposed.
func (p *Proposal) Text(name string) string { return param(p.Params, name).Text }

// Propose is the command that proposes c; key and actor are the caller's.
func Propose(c Command) Command {
	do := string(c.Type)
	c.Type, c.Version = ProposeAction, 0
	c.Params = append(slices.Clone(c.Params), Param{Name: doParam, Text: do})
	slices.SortFunc(c.Params, func(a, b Param) int { return compare(a.Name, b.Name) })
	return c
}

// Proposals returns what waits for a checker, the oldest first.
func (s *State) Proposals() []*Proposal {
	var out []*Proposal
	for _, p := range s.books.Proposals {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Proposal) int {
		if a.Seq != b.Seq {
			return int(a.Seq - b.Seq)
		}
		return compare(a.ID, b.ID)
	})
	return out
}

// Proposal finds what waits for a checker of a command: key, actor and version do not matter.
func (s *State) Proposal(c Command) (*Proposal, bool) {
	p, ok := s.books.Proposals[intended(&Entry{
		Type: c.Type, Order: c.Order, Milestone: c.Milestone, Payout: c.Payout, Amount: c.Amount, Currency: c.Currency, Rail: c.Rail, Ref: c.Ref,
		Note: c.Note, Object: c.Object, Params: c.Params,
	}).ID]
	return p, ok
}

// intended is the proposal that an action.propose makes (with "do" among its params) or that a command needs (without).
func intended(e *Entry) *Proposal {
	p := &Proposal{
		Type: e.Type, Order: e.Order, Milestone: e.Milestone, Payout: e.Payout, Amount: e.Amount, Currency: e.Currency, Rail: e.Rail,
		Ref: e.Ref, Note: e.Note, Object: e.Object,
	}
	for _, one := range e.Params {
		if one.Name == doParam {
			p.Type = Type(one.Text)
		} else {
			p.Params = append(p.Params, one)
		}
	}
	c := p.Command()
	print := c.Fingerprint()
	sum := sha256.Sum256(append([]byte("fairground.proposal.1"), print[:]...))
	p.ID = hex.EncodeToString(sum[:])
	return p
}

var proposalRules = map[Type]rule{
	ProposeAction: {roles: []Role{Maker, Compliance}, do: proposeAction, apply: (*scratch).propose},
	DropAction:    {roles: []Role{Maker, Compliance, Checker}, do: dropAction, apply: (*scratch).drop},
}

// DropAction ends a proposal without carrying it out: who made it takes it back, or a checker refuses it. Object is its id.
const DropAction Type = "action.drop"

// proposers are who may propose what a rule lets a checker confirm.
func proposers(r rule) []Role {
	if r.proposer != "" {
		return []Role{r.proposer}
	}
	return []Role{Maker}
}

func proposeAction(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	o, _ := x.order(c.Order)
	p, _ := x.payout(c.Payout)
	if why := entitled(c, o, p); why != "" {
		return why
	}
	if c.Actor.Org != "" && c.Actor.Org == c.Object {
		return WhyParty
	}
	if _, twice := x.proposals.find(intended(e).ID); twice {
		return WhyTwice
	}
	if o != nil {
		e.Version = o.Proposed + 1
	}
	return ""
}

func (x *scratch) propose(e *Entry) (int64, error) {
	p := intended(e)
	if len(e.Legs) > 0 || len(e.Moves) > 0 || e.Actor.Person == "" {
		return 0, broken("I12: a proposal of %s moves something or is nobody's", p.Type)
	}
	// Proposals about an order are counted by themselves: raising its version would make stale what its parties are about to do.
	// Those of earlier releases say 0.
	if o, ok := x.order(e.Order); ok && e.Version != 0 {
		if e.Version != o.Proposed+1 {
			return 0, broken("I7: order %s has %d proposals, the entry says it is number %d", o.ID, o.Proposed, e.Version)
		}
		o = x.orders.own(e.Order)
		o.Proposed, o.Seq = e.Version, x.seq
	}
	p.Maker, p.Time, p.Seq = e.Actor.Person, x.time, x.seq
	x.proposals.put(p.ID, p)
	return 0, nil
}

func dropAction(x *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	p, ok := x.proposals.find(c.Object)
	if !ok {
		return WhyNoProposal
	}
	if c.Actor.Role != Checker && c.Actor.Person != p.Maker {
		return WhyNotParty
	}
	return ""
}

func (x *scratch) drop(e *Entry) (int64, error) {
	if _, ok := x.proposals.find(e.Object); !ok || len(e.Legs) > 0 || len(e.Moves) > 0 {
		return 0, broken("I12: %q is dropped and was not proposed", e.Object)
	}
	x.proposals.put(e.Object, nil)
	return 0, nil
}

// confirm finds the proposal a command of two people needs and writes both into the entry.
func (x *scratch) confirm(c *Command, e *Entry) string {
	p, ok := x.proposals.find(intended(e).ID)
	if !ok {
		return WhyNoProposal
	}
	if p.Maker == c.Actor.Person {
		return WhySamePerson
	}
	e.Maker, e.Checker = p.Maker, c.Actor.Person
	return ""
}

// consume asserts I12 on a recorded entry and takes its proposal away.
func (x *scratch) consume(e *Entry) error {
	id := intended(e).ID
	p, ok := x.proposals.find(id)
	if !ok || p.Maker != e.Maker || e.Checker == "" || e.Checker == e.Maker || e.Checker != e.Actor.Person {
		return broken("I12: %s by %q and %q was not proposed so", e.Type, e.Maker, e.Checker)
	}
	x.proposals.put(id, nil)
	return nil
}
