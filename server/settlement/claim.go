package settlement

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// Claim is money a bank has called back.
type Claim struct {
	ID           string       `json:"id"`
	Order        string       `json:"order"`
	Title        string       `json:"title,omitempty" doc:"Of the order."`
	Seller       PartyView    `json:"seller"`
	Buyer        PartyView    `json:"buyer"`
	Kind         string       `json:"kind" enum:"chargeback,recall,reversal"`
	State        string       `json:"state" enum:"OPEN,CONTESTED,WON,LOST"`
	Amount       money.Amount `json:"amount"`
	Taken        Clawback     `json:"taken" doc:"Where it was taken from; the parts sum to the amount."`
	Ref          string       `json:"ref,omitempty" doc:"Of the bank's notice."`
	Evidence     string       `json:"evidence,omitempty"`
	Decided      string       `json:"decided,omitempty" doc:"What shows how the bank has decided, as two people have said. A claim that has not ended is won and waits for the money."`
	Proposed     []Proposal   `json:"proposed,omitempty" doc:"What makers have proposed to say of the bank's decision; for those who clear and audit."`
	ContestUntil time.Time    `json:"contestUntil" doc:"Uncontested it is lost then."`
	Opened       time.Time    `json:"opened"`
	Changed      time.Time    `json:"changed"`
	May          []string     `json:"may" nullable:"false" doc:"What the reader may do now: contest, concede, decide (with a second person)."`
	V            int64        `json:"v" doc:"Version of the order, for If-Match."`
	Sandbox      bool         `json:"sandbox"`
	Notice       string       `json:"notice,omitempty"`
}

// Clawback is where the money of a claim came from.
type Clawback struct {
	Escrow     money.Amount `json:"escrow"`
	Reserve    money.Amount `json:"reserve"`
	Seller     money.Amount `json:"seller" doc:"Of what the seller had available."`
	SellerDebt money.Amount `json:"sellerDebt" doc:"What the seller owes since."`
	Buyer      money.Amount `json:"buyer" doc:"Of what the buyer had had back."`
	BuyerDebt  money.Amount `json:"buyerDebt"`
}

func (s *Service) viewClaim(o *ledger.Order, k ledger.Claim, r ledger.Role) Claim {
	in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: o.Terms.Currency} }
	caps, t := s.opt.Rail.Capabilities(), k.Taken
	v := Claim{
		ID: k.ID, Order: o.ID, Seller: PartyView{Org: o.Terms.Seller}, Buyer: PartyView{Org: o.Terms.Buyer}, Kind: k.Kind, State: k.State, Amount: in(k.Amount), Ref: k.Ref, Evidence: k.Evidence, Decided: k.Decided, ContestUntil: *instant(k.Until),
		Taken:  Clawback{in(t.Escrow), in(t.Reserve), in(t.Seller), in(t.SellerDebt), in(t.Buyer), in(t.BuyerDebt)},
		Opened: *instant(k.Opened), Changed: *instant(k.Changed), May: []string{}, V: o.Version, Sandbox: !caps.RealMoney, Notice: caps.Notice,
	}
	running := k.State == ledger.ClaimOpen || k.State == ledger.Contested
	if k.State == ledger.ClaimOpen && (r == ledger.Seller || r == ledger.Maker) {
		v.May = append(v.May, "contest")
	}
	if k.State == ledger.ClaimOpen && r == ledger.Seller {
		v.May = append(v.May, "concede")
	}
	if running && (r == ledger.Maker || r == ledger.Checker) {
		v.May = append(v.May, "decide")
	}
	return v
}

// tell adds what the log does not know: what the order and its sides are called.
func (k *Claim) tell(t dealText) {
	k.Title, k.Seller.OrgName, k.Buyer.OrgName = t.Title, t.SellerName, t.BuyerName
	for _, side := range []*PartyView{&k.Seller, &k.Buyer} {
		if side.OrgName == nil {
			side.OrgName = lang.Text{}
		}
	}
}

// Claims lists the claims the actor may see, the newest first: those of an organization's own orders, or all for those who
// clear and audit. An empty state is what has not ended or, about one order, every state.
func (s *Service) Claims(ctx context.Context, order, state string) ([]Claim, error) {
	a := actor.From(ctx)
	states := []string{state}
	switch {
	case state == "" && order == "":
		states = []string{ledger.ClaimOpen, ledger.Contested}
	case state == "":
		states = ledger.ClaimStates()
	}
	views := []Claim{}
	s.engine.View(func(st *ledger.State) {
		for _, id := range st.Claims() {
			k, o, _ := st.Claim(id)
			r := side(a, o)
			if r != "" && r != ledger.Organizer && slices.Contains(states, k.State) && (order == "" || order == o.ID) {
				views = append(views, s.viewClaim(o, k, r))
			}
		}
	})
	slices.SortStableFunc(views, func(x, y Claim) int { return y.Opened.Compare(x.Opened) })
	for i := range views {
		text, err := s.store.text(ctx, views[i].Order)
		if err != nil {
			return nil, err
		}
		views[i].tell(text)
		views[i].Proposed = s.decisions(a, views[i].ID)
	}
	return views, nil
}

// claim finds a claim the actor may see, with its order and what the actor is to it.
func (s *Service) claim(ctx context.Context, id string) (k ledger.Claim, o *ledger.Order, r ledger.Role, err error) {
	var known bool
	s.engine.View(func(st *ledger.State) { k, o, known = st.Claim(id) })
	if !known {
		return k, nil, "", refusal(ledger.WhyClaimUnknown)
	}
	if r = side(actor.From(ctx), o); r == "" || r == ledger.Organizer {
		return k, nil, "", refusal(ledger.WhyClaimUnknown)
	}
	return k, o, r, nil
}

// Claim returns a claim to the sides of its order and to those who clear and audit.
func (s *Service) Claim(ctx context.Context, id string) (Claim, error) {
	k, o, r, err := s.claim(ctx, id)
	if err != nil {
		return Claim{}, err
	}
	text, err := s.store.text(ctx, o.ID)
	if err != nil {
		return Claim{}, err
	}
	v := s.viewClaim(o, k, r)
	v.tell(text)
	v.Proposed = s.decisions(actor.From(ctx), id)
	return v, nil
}

// ContestClaim is the seller, or a clearing officer for the seller, holding evidence against a claim.
func (s *Service) ContestClaim(ctx context.Context, id, evidence string, version int64, key string) (Claim, error) {
	return s.answerClaim(ctx, id, version, key, ledger.Command{Type: ledger.ContestClaim, Ref: evidence})
}

// ConcedeClaim is the seller giving in.
func (s *Service) ConcedeClaim(ctx context.Context, id string, version int64, key string) (Claim, error) {
	return s.answerClaim(ctx, id, version, key, ledger.Command{Type: ledger.LoseClaim})
}

// DecideClaim is a maker proposing, with what shows it, how the bank has decided, or a checker confirming it.
func (s *Service) DecideClaim(ctx context.Context, id string, won bool, evidence string, version int64, key string) (Claim, error) {
	k, o, _, err := s.claim(ctx, id)
	if err != nil {
		return Claim{}, err
	}
	given, err := clientKey(actor.From(ctx), key)
	if err != nil {
		return Claim{}, err
	}
	_, again := s.outcome(ctx, given)
	switch {
	case evidence == "":
		return Claim{}, refusal(ledger.WhyEvidence)
	case !again && o.Version != version:
		return Claim{}, refusal(ledger.WhyVersion)
	case !again && (k.State == ledger.Won || k.State == ledger.Lost):
		return Claim{}, refusal(ledger.WhyState)
	}
	to := ledger.Lost
	if won {
		to = ledger.Won
	}
	c := ledger.Command{Type: ledger.DecideClaim, Order: o.ID, Object: id, Ref: evidence, Params: []ledger.Param{{Name: "to", Text: to}}}
	done, err := s.pair(ctx, c, key)
	if err != nil {
		return Claim{}, err
	}
	if done {
		s.progressOrder(ctx, o.ID)
	}
	return s.Claim(ctx, id)
}

// decisions are what makers have proposed to say of how the bank has decided, for those who may know.
func (s *Service) decisions(a actor.Actor, claim string) []Proposal {
	if !examines(a) {
		return nil
	}
	return s.proposedFor(a, func(p *ledger.Proposal) bool { return p.Type == ledger.DecideClaim && p.Object == claim })
}

func (s *Service) answerClaim(ctx context.Context, id string, version int64, key string, c ledger.Command) (Claim, error) {
	_, o, r, err := s.claim(ctx, id)
	if err != nil {
		return Claim{}, err
	}
	a := actor.From(ctx)
	if c.Key, err = clientKey(a, key); err != nil {
		return Claim{}, err
	}
	c.Actor, c.Order, c.Object, c.Version = as(a, r), o.ID, id, version
	if err := s.do(ctx, c); err != nil {
		return Claim{}, err
	}
	return s.Claim(ctx, id)
}

// ClaimID is the id of the claim that a bank's notice opens: the same notice never opens two.
func ClaimID(rail, notice string) string { return "clm_" + short(ledger.NewKey("claim", rail, notice)) }
