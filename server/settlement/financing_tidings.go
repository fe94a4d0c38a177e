package settlement

import (
	"slices"
	"strings"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// reaches says whether an entry brings something to a state.
func reaches(e ledger.Entry, state string) bool {
	return slices.ContainsFunc(e.Moves, func(m ledger.Move) bool { return m.To == state })
}

// financing addresses what concerns funders: entries about an advance are for its seller and its funder and not for the
// buyer, and a funder hears of every release that pays it.
func (t *Tidings) financing(out *db.OutboxEntry, e ledger.Entry, orgs []string) []string {
	for _, l := range e.Legs {
		class, purse, _ := strings.Cut(l.Account, ":")
		org, avail := strings.CutSuffix(purse, ":avail")
		if class == "funder" && avail && l.Book == ledger.Posted && e.Order != "" && !slices.Contains(orgs, org) {
			orgs = append(orgs, org)
		}
	}
	if !strings.HasPrefix(string(e.Type), "advance.") {
		return orgs
	}
	t.settlement.engine.View(func(st *ledger.State) {
		o, ok := st.Order(e.Order)
		if !ok {
			return
		}
		if a, ok := o.Advance(e.Object); ok {
			orgs = []string{o.Terms.Seller, a.Funder}
			out.Data["rate"] = FormatAPR(a.Rate)
			out.Data["amount"] = money.Amount{Minor: a.Offered, Currency: o.Terms.Currency}.String()
		}
	})
	return orgs
}

// advanceTasks are the advances of an order that wait for two clearing officers.
func advanceTasks(a actor.Actor, o *ledger.Order, waiting proposals) []Task {
	var tasks []Task
	for _, v := range o.Advances {
		if v.State != ledger.Accepted {
			continue
		}
		t := Task{
			Kind: "advance", Order: o.ID, Milestone: v.Milestone, Object: v.ID, Org: o.Terms.Seller, Since: instant(v.Created), Until: instant(v.Until), V: o.Version,
			Amount: &money.Amount{Minor: v.Offered, Currency: o.Terms.Currency},
		}
		t = pairTask(a, t, waiting.about(func(p *ledger.Proposal) bool { return p.Type == ledger.DisburseAdvance && p.Object == v.ID }))
		r := side(a, o)
		t.Yours = t.Yours && (r == ledger.Maker || r == ledger.Checker) && a.Org != o.Terms.Organizer && a.Org != v.Funder
		tasks = append(tasks, t)
	}
	return tasks
}
