package settlement

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// Suspense is money that came in and fits no live order.
type Suspense struct {
	ID       string       `json:"id"`
	State    string       `json:"state" enum:"LYING,ASSIGNED,RETURNED,REVERSED"`
	Amount   money.Amount `json:"amount"`
	Rail     string       `json:"rail"`
	Why      string       `json:"why" doc:"Why it is nobody's, as a stable code."`
	Named    string       `json:"named,omitempty" doc:"The order the sender named."`
	Ref      string       `json:"ref,omitempty" doc:"Of the bank's notice."`
	Payer    string       `json:"payer,omitempty" doc:"Opaque reference of the account it came from."`
	Sender   *Sender      `json:"sender,omitempty" doc:"Who that is, as the bank tells it."`
	Order    string       `json:"order,omitempty" doc:"That got it."`
	Payout   string       `json:"payout,omitempty" doc:"That gives it back, or by which it came back."`
	Since    time.Time    `json:"since"`
	Changed  time.Time    `json:"changed"`
	Proposed []Proposal   `json:"proposed,omitempty" doc:"What makers have proposed to do with it."`
	May      []string     `json:"may" nullable:"false" doc:"What the reader may do now: assign, return."`
	V        int64        `json:"v"`
	Sandbox  bool         `json:"sandbox"`
	Notice   string       `json:"notice,omitempty"`
}

// examines says whether the actor may look at what waits for clearing.
func examines(a actor.Actor) bool {
	return slices.ContainsFunc([]actor.Role{actor.ClearingMaker, actor.ClearingChecker, actor.Auditor, actor.Compliance}, a.Clears)
}

// SuspenseList lists the money in a state, the oldest first; an empty state is what still lies.
func (s *Service) SuspenseList(ctx context.Context, state string) ([]Suspense, error) {
	a := actor.From(ctx)
	if !examines(a) {
		return nil, refusal(ledger.WhyRole)
	}
	if state == "" {
		state = ledger.Lying
	}
	var found []*ledger.Suspense
	s.engine.View(func(st *ledger.State) { found = st.SuspenseIn(state) })
	senders, err := s.senders(ctx, found...)
	if err != nil {
		return nil, err
	}
	views := make([]Suspense, 0, len(found))
	for _, u := range found {
		views = append(views, s.viewSuspense(a, u, senders[u.ID]))
	}
	return views, nil
}

// SuspenseItem returns one sum that lies or lay in suspense.
func (s *Service) SuspenseItem(ctx context.Context, id string) (Suspense, error) {
	a := actor.From(ctx)
	if !examines(a) {
		return Suspense{}, refusal(ledger.WhyRole)
	}
	var u *ledger.Suspense
	s.engine.View(func(st *ledger.State) { u, _ = st.Suspense(id) })
	if u == nil {
		return Suspense{}, refusal(ledger.WhySuspenseUnknown)
	}
	senders, err := s.senders(ctx, u)
	if err != nil {
		return Suspense{}, err
	}
	return s.viewSuspense(a, u, senders[u.ID]), nil
}

func (s *Service) viewSuspense(a actor.Actor, u *ledger.Suspense, sender *Sender) Suspense {
	caps := s.opt.Rail.Capabilities()
	v := Suspense{
		ID: u.ID, State: u.State, Amount: money.Amount{Minor: u.Amount, Currency: u.Currency}, Rail: u.Rail, Why: u.Why, Named: u.Named, Ref: u.Ref,
		Payer: u.Payer, Sender: sender, Order: u.Order, Payout: u.Payout, Since: *instant(u.Created), Changed: *instant(u.Changed), May: []string{}, V: 1,
		Sandbox: !caps.RealMoney, Notice: caps.Notice,
	}
	if u.State != ledger.Lying {
		v.V = 2 // it moves once
		return v
	}
	v.Proposed = s.proposedFor(a, func(p *ledger.Proposal) bool { return p.Object == u.ID })
	if a.Clears(actor.ClearingMaker) || a.Clears(actor.ClearingChecker) {
		v.May = append(v.May, "assign", "return")
	}
	return v
}

// AssignSuspense is a maker proposing that money in suspense is an order's, or a checker confirming it.
func (s *Service) AssignSuspense(ctx context.Context, id, order string, version int64, key string) (Suspense, error) {
	return s.moveSuspense(ctx, id, version, ledger.Command{Type: ledger.AssignSuspense, Object: id, Order: order}, key)
}

// ReturnSuspense is a maker proposing to give money in suspense back to who sent it, or a checker confirming it. account is
// needed only if the bank did not say where it came from. The payout goes out at once.
func (s *Service) ReturnSuspense(ctx context.Context, id, account string, version int64, key string) (Suspense, error) {
	c := ledger.Command{Type: ledger.ReturnSuspense, Object: id, Payout: "pay_" + short(ledger.NewKey("suspense", id)), Ref: account}
	return s.moveSuspense(ctx, id, version, c, key)
}

func (s *Service) moveSuspense(ctx context.Context, id string, version int64, c ledger.Command, key string) (Suspense, error) {
	before, err := s.SuspenseItem(ctx, id)
	if err != nil {
		return Suspense{}, err
	}
	k, err := clientKey(actor.From(ctx), key)
	if err != nil {
		return Suspense{}, err
	}
	if _, again := s.outcome(ctx, k); !again && before.V != version {
		return Suspense{}, refusal(ledger.WhyVersion)
	}
	if c.Type == ledger.AssignSuspense {
		if _, _, err := s.find(ctx, c.Order); err != nil {
			return Suspense{}, err
		}
	}
	done, err := s.pair(ctx, c, key)
	if err != nil {
		return Suspense{}, err
	}
	if done {
		s.settleAfter(ctx, &ledger.Proposal{Order: c.Order, Payout: c.Payout})
	}
	return s.SuspenseItem(ctx, id)
}
