package settlement

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// Work is what the reader has to do next.
type Work struct {
	Items  []WorkItem `json:"items" nullable:"false"`
	Late   int        `json:"late" doc:"How many of the reader's own items are late; so with the next two."`
	AtRisk int        `json:"atRisk"`
	Due    int        `json:"due"`
	More   int        `json:"more" doc:"Items that are not listed, less urgent than all that are."`
	AsOf   int64      `json:"asOf" doc:"Number of the ledger block this is read at."`
	Notice string     `json:"screeningNotice,omitempty" doc:"To be shown while parties are compared with no list of sanctioned parties."`
}

// WorkItem is one thing to do. Items of one kind and action can be done together.
type WorkItem struct {
	Kind      string        `json:"kind" enum:"order,milestone,dispute,quote,advance,financing,release,payout,resolve,suspense,claim,debt,proposal,exception,statement,party"`
	Action    string        `json:"action" enum:"agree,fund,ship,confirm-arrival,inspect,cancel-or-wait,answer-quote,offer-split,answer-offer,file-evidence,read-ruling,decide-dispute,confirm-ruling,answer-advance,offer-advance,pay-debt,propose,check,examine,contest,import,screen,review-hold" doc:"The next step."`
	Urgency   string        `json:"urgency" enum:"late,at_risk,due,anytime"`
	Role      string        `json:"role" doc:"As what it is done."`
	Yours     bool          `json:"yours" doc:"The reader may do it. Officers also see what waits for another one."`
	Order     string        `json:"order,omitempty"`
	Milestone string        `json:"milestone,omitempty"`
	Payout    string        `json:"payout,omitempty"`
	Object    string        `json:"object,omitempty" doc:"Dispute, quote, advance, suspense, proposal, claim, exception, bank account or organization."`
	Code      string        `json:"code,omitempty" doc:"Of which sort it is: why money is nobody's, the code of an exception, the command proposed, the currency without statements."`
	Title     string        `json:"title,omitempty" doc:"Of the order."`
	Part      string        `json:"part,omitempty" doc:"Title of the milestone."`
	Org       string        `json:"org,omitempty" doc:"The other side, or who gets the money."`
	OrgName   lang.Text     `json:"orgName,omitempty"`
	Amount    *money.Amount `json:"amount,omitempty"`
	Since     *time.Time    `json:"since,omitempty"`
	Due       *time.Time    `json:"due,omitempty" doc:"When it is late."`

	Proposal       string `json:"proposal,omitempty" doc:"What a maker has proposed about it, to be confirmed or dropped by this id."`
	ProposedBy     string `json:"proposedBy,omitempty"`
	ProposedByName string `json:"proposedByName,omitempty"`
	V              int64  `json:"v,omitempty" doc:"Version for If-Match."`
}

// maxWork bounds the list.
const maxWork = 500

// Work lists what the actor has to do next, the most urgent first: parties about their own orders, officers about whatever
// lies before their role. What waits for another officer comes last.
func (s *Service) Work(ctx context.Context) (Work, error) {
	a, now := actor.From(ctx), s.opt.Now().UnixMilli()
	orders := s.concerned(a)
	w := Work{Notice: s.screeningNotice()}
	var items []WorkItem
	s.engine.View(func(st *ledger.State) {
		w.AsOf = st.Seq
		for _, id := range orders {
			if o, ok := st.Order(id); ok {
				for _, r := range sides(a, o) {
					if _, lifting := st.Proposal(ledger.Command{Type: ledger.LiftHold, Order: id}); lifting && r == ledger.Compliance {
						continue // a checker is next
					}
					items = append(items, orderWork(o, r, a.Person, now)...)
				}
				items = append(items, fundingWork(o, a)...)
			}
		}
		items = append(items, partyWork(st, a, now)...)
		items = append(items, debtorWork(s.debts(st), a)...)
	})
	for i := range items {
		items[i].Yours = true
	}
	office, err := s.clearingWork(ctx, a, now)
	if err != nil {
		return Work{}, err
	}
	items = append(items, office...)
	sortWork(items)
	for _, i := range items {
		switch {
		case !i.Yours: // somebody else's to do
		case i.Urgency == Late:
			w.Late++
		case i.Urgency == AtRisk:
			w.AtRisk++
		case i.Urgency == Due:
			w.Due++
		}
	}
	w.Items = append([]WorkItem{}, items[:min(len(items), maxWork)]...)
	w.More = len(items) - len(w.Items)
	return w, s.tell(ctx, w.Items)
}

// sortWork puts the reader's own items first, the most urgent before the others.
func sortWork(items []WorkItem) {
	rank, theirs := []string{Late, AtRisk, Due, Anytime}, map[bool]int{false: 1}
	slices.SortStableFunc(items, func(x, y WorkItem) int {
		return cmp.Or(
			cmp.Compare(theirs[x.Yours], theirs[y.Yours]), cmp.Compare(slices.Index(rank, x.Urgency), slices.Index(rank, y.Urgency)),
			before(x.Due, y.Due), before(x.Since, y.Since), cmp.Compare(x.Order, y.Order),
		)
	})
}

// before compares instants of which either may be missing; what has one comes first.
func before(a, b *time.Time) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return a.Compare(*b)
}

// tell fills in the words: what orders and milestones are about, and what organizations and people are called. Each is read
// once; what cannot be read stays an id.
func (s *Service) tell(ctx context.Context, items []WorkItem) error {
	texts, orgs, people := map[string]dealText{}, map[string]lang.Text{}, map[string]string{}
	agreed := make([]string, len(items)) // the milestone agreed on that a part belongs to
	s.engine.View(func(st *ledger.State) {
		for n, i := range items {
			if o, ok := st.Order(i.Order); ok {
				if m, ok := o.Milestone(i.Milestone); ok {
					agreed[n] = m.Agreed()
				}
			}
		}
	})
	for n := range items {
		i := &items[n]
		if i.Order != "" {
			t, ok := texts[i.Order]
			if !ok {
				var err error
				if t, err = s.store.text(ctx, i.Order); err != nil {
					return err
				}
				texts[i.Order] = t
			}
			i.Title, i.Part = t.Title, t.Milestones[agreed[n]]
		}
		if _, ok := orgs[i.Org]; !ok {
			orgs[i.Org] = s.orgName(ctx, i.Org)
		}
		if _, ok := people[i.ProposedBy]; !ok {
			people[i.ProposedBy] = s.personName(ctx, i.ProposedBy)
		}
		i.OrgName, i.ProposedByName = orgs[i.Org], people[i.ProposedBy]
		if i.Kind == "financing" {
			i.Title = "" // a funder learns what is delivered, not what it is a part of
		}
	}
	return nil
}

// sides are the roles in which the actor has to do with an order: a party as such, else by office.
func sides(a actor.Actor, o *ledger.Order) []ledger.Role {
	switch r := side(a, o); r {
	case ledger.Buyer, ledger.Seller, ledger.Logistics:
		return []ledger.Role{r}
	default:
		var roles []ledger.Role
		if a.Clears(actor.Arbitrator) {
			roles = append(roles, ledger.Arbitrator)
		}
		if a.Clears(actor.Compliance) {
			roles = append(roles, ledger.Compliance)
		}
		return roles
	}
}

func orderWork(o *ledger.Order, r ledger.Role, person string, now int64) []WorkItem {
	var items []WorkItem
	for _, d := range duties(o, r, person, now) {
		i := WorkItem{
			Kind: "order", Action: d.action, Urgency: urgency(d.due, now), Role: roleWords[r], Order: o.ID, Milestone: d.milestone, Object: d.object,
			Since: instant(d.since), Due: instant(d.due), V: o.Version,
		}
		switch {
		case d.action == "answer-advance":
			i.Kind = "advance"
		case d.action == "answer-quote":
			i.Kind = "quote"
		case d.object != "":
			i.Kind = "dispute"
		case d.milestone != "":
			i.Kind = "milestone"
		}
		if d.amount != 0 {
			i.Amount = &money.Amount{Minor: d.amount, Currency: o.Terms.Currency}
		}
		switch r {
		case ledger.Buyer:
			i.Org = o.Terms.Seller
		case ledger.Seller:
			i.Org = o.Terms.Buyer
		default: // an officer has no other side
		}
		items = append(items, i)
	}
	return items
}

// partyWork are the parties that compliance has to look at.
func partyWork(st *ledger.State, a actor.Actor, now int64) []WorkItem {
	var items []WorkItem
	if !a.Clears(actor.Compliance) {
		return nil
	}
	for _, p := range st.Standings() {
		if !p.Blocked && p.Decision != ledger.Clear && p.By == "" {
			due := p.Time + clearWithin.Milliseconds()
			items = append(items, WorkItem{
				Kind: "party", Action: "screen", Urgency: urgency(due, now), Role: roleWords[ledger.Compliance], Object: p.Org, Org: p.Org,
				Since: instant(p.Time), Due: instant(due),
			})
		}
	}
	return items
}

// debtorWork is what the actor's own organization owes since money was called back.
func debtorWork(debts []ledger.Debt, a actor.Actor) []WorkItem {
	var items []WorkItem
	for _, d := range debts {
		if a.Org != "" && d.Org == a.Org {
			items = append(items, WorkItem{
				Kind: "debt", Action: "pay-debt", Urgency: Anytime, Role: roleWords[ledger.Seller], Object: d.Org, Amount: &money.Amount{Minor: d.Minor, Currency: d.Currency},
			})
		}
	}
	return items
}

// fundingWork is what sellers ask of funders and the actor has not answered with an offer.
func fundingWork(o *ledger.Order, a actor.Actor) []WorkItem {
	if a.Org == "" || !a.Clears(actor.Funder) || slices.Contains([]string{o.Terms.Buyer, o.Terms.Seller, o.Terms.Organizer}, a.Org) {
		return nil
	}
	var items []WorkItem
	for _, ask := range o.Asks {
		most := min(o.Financeable(ask.Milestone), ask.Amount)
		answered := slices.ContainsFunc(o.Advances, func(v ledger.Advance) bool {
			return v.Milestone == ask.Milestone && v.Funder == a.Org && (v.State == ledger.Offered || v.State == ledger.Accepted)
		})
		if most <= 0 || answered {
			continue
		}
		items = append(items, WorkItem{
			Kind: "financing", Action: "offer-advance", Urgency: Anytime, Role: roleWords[ledger.Funder], Order: o.ID, Milestone: ask.Milestone, Org: o.Terms.Seller,
			Amount: &money.Amount{Minor: most, Currency: o.Terms.Currency}, Since: instant(ask.Time), V: o.Version,
		})
	}
	return items
}
