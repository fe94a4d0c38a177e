package settlement

import (
	"slices"
	"strings"

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
