package settlement

import (
	"cmp"
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// Work is what the reader has to do next.
type Work struct {
	Items  []WorkItem `json:"items" nullable:"false"`
	Late   int        `json:"late"`
	AtRisk int        `json:"atRisk"`
	Due    int        `json:"due"`
	More   int        `json:"more" doc:"Items that are not listed, less urgent than all that are."`
	AsOf   int64      `json:"asOf" doc:"Number of the ledger block this is read at."`
	Notice string     `json:"screeningNotice,omitempty" doc:"To be shown while parties are compared with no list of sanctioned parties."`
}

// WorkItem is one thing to do. Items of one kind and action can be done together.
type WorkItem struct {
	Kind      string        `json:"kind" enum:"order,milestone,dispute,advance,release,payout,resolve,suspense,claim,debt,proposal,party"`
	Action    string        `json:"action" doc:"The next step: agree, fund, ship, confirm-arrival, inspect, cancel-or-wait, offer-split, answer-offer, file-evidence, read-ruling, decide-dispute, confirm-ruling, answer-advance, propose, check, examine, contest, screen, review-hold."`
	Urgency   string        `json:"urgency" enum:"late,at_risk,due,anytime"`
	Role      string        `json:"role" doc:"As what the reader does it."`
	Order     string        `json:"order,omitempty"`
	Milestone string        `json:"milestone,omitempty"`
	Payout    string        `json:"payout,omitempty"`
	Object    string        `json:"object,omitempty" doc:"Dispute, advance, suspense, proposal, claim or organization."`
	Title     string        `json:"title,omitempty"`
	Org       string        `json:"org,omitempty" doc:"The other side, or who gets the money."`
	Amount    *money.Amount `json:"amount,omitempty"`
	Since     *time.Time    `json:"since,omitempty"`
	Due       *time.Time    `json:"due,omitempty"`
	V         int64         `json:"v,omitempty" doc:"Version for If-Match."`
}

// maxWork bounds the list.
const maxWork = 500

// Work lists what the actor has to do next, the most urgent first: parties about their own orders, officers about whatever
// lies before their role.
func (s *Service) Work(ctx context.Context) (Work, error) {
	a, now := actor.From(ctx), s.opt.Now().UnixMilli()
	orders, _ := s.live()
	w := Work{Notice: s.screeningNotice()}
	var items []WorkItem
	s.engine.View(func(st *ledger.State) {
		w.AsOf = st.Seq
		for _, id := range orders {
			if o, ok := st.Order(id); ok {
				for _, r := range sides(a, o) {
					items = append(items, orderWork(o, r, now)...)
				}
			}
		}
		items = append(items, partyWork(st, a, now)...)
	})
	tasks, err := s.clearingWork(ctx, a, now)
	if err != nil {
		return Work{}, err
	}
	items = append(items, tasks...)
	rank := []string{Late, AtRisk, Due, Anytime}
	slices.SortStableFunc(items, func(x, y WorkItem) int {
		return cmp.Or(
			cmp.Compare(slices.Index(rank, x.Urgency), slices.Index(rank, y.Urgency)), before(x.Due, y.Due), before(x.Since, y.Since),
			cmp.Compare(x.Order, y.Order),
		)
	})
	for _, i := range items {
		switch i.Urgency {
		case Late:
			w.Late++
		case AtRisk:
			w.AtRisk++
		case Due:
			w.Due++
		}
	}
	w.Items = append([]WorkItem{}, items[:min(len(items), maxWork)]...)
	w.More = len(items) - len(w.Items)
	return w, s.titles(ctx, w.Items)
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

// titles fills in what the orders are about, reading each once.
func (s *Service) titles(ctx context.Context, items []WorkItem) error {
	known := map[string]string{}
	for i := range items {
		id := items[i].Order
		if id == "" {
			continue
		}
		title, ok := known[id]
		if !ok {
			text, err := s.store.text(ctx, id)
			if err != nil {
				return err
			}
			title = text.Title
			known[id] = title
		}
		items[i].Title = title
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

func orderWork(o *ledger.Order, r ledger.Role, now int64) []WorkItem {
	var items []WorkItem
	for _, d := range duties(o, r, now) {
		i := WorkItem{
			Kind: "order", Action: d.action, Urgency: urgency(d.due, now), Role: roleWords[r], Order: o.ID, Milestone: d.milestone, Object: d.object,
			Since: instant(d.since), Due: instant(d.due), V: o.Version,
		}
		switch {
		case d.action == "answer-advance":
			i.Kind = "advance"
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

// clearingWork is the clearing queue as work: only what the actor may do. What has no time of its own is due a day after it
// came up.
func (s *Service) clearingWork(ctx context.Context, a actor.Actor, now int64) ([]WorkItem, error) {
	if !a.Clears(actor.ClearingMaker) && !a.Clears(actor.ClearingChecker) {
		return nil, nil
	}
	tasks, err := s.Queue(ctx)
	if err != nil {
		return nil, err
	}
	var items []WorkItem
	for _, t := range tasks {
		if !t.Yours {
			continue
		}
		role := ledger.Maker
		if t.Step == "check" {
			role = ledger.Checker
		}
		i := WorkItem{
			Kind: t.Kind, Action: t.Step, Urgency: Anytime, Role: roleWords[role], Order: t.Order, Milestone: t.Milestone, Payout: t.Payout,
			Object: t.Object, Org: t.Org, Amount: t.Amount, Since: t.Since, Due: t.Until, V: t.V,
		}
		if i.Due == nil && t.Since != nil {
			due := t.Since.Add(clearWithin)
			i.Due = &due
		}
		if i.Due != nil {
			i.Urgency = urgency(i.Due.UnixMilli(), now)
		}
		items = append(items, i)
	}
	return items, nil
}
