package ledger

import (
	"cmp"
	"slices"
	"strings"

	"fairground/server/money"
)

// What an organization owes since a claim took more than it had, what is lost for good, and money an organization or a funder
// pays in for itself. Object is the organization.
const (
	CollectDebt  Type = "debt.collect"  // of what is available; the ledger says how much
	WriteOffDebt Type = "debt.writeoff" // two people give up Amount of it
	BookLoss     Type = "loss.book"     // two people book what a bank took and nobody answers for; Ref is the evidence
	BookDeposit  Type = "deposit.book"  // Rail, Amount, Currency, Ref; param "for" says which of the accounts of DepositsFor
)

// forParam says what a deposit is for.
const forParam = "for"

// DepositsFor lists what a deposit may be for: an organization's own payouts, or lending.
func DepositsFor() []string { return []string{"user", "funder"} }

var debtRules = map[Type]rule{
	CollectDebt:  {roles: []Role{Timer}, do: collectDebt, apply: (*scratch).lessOwed},
	WriteOffDebt: {roles: []Role{Checker}, do: writeOffDebt, apply: (*scratch).lessOwed, pair: true},
	BookLoss:     {roles: []Role{Checker}, do: bookLoss, apply: (*scratch).paidIn, pair: true},
	BookDeposit:  {roles: []Role{Rail}, do: bookDeposit, apply: (*scratch).paidIn},
}

// Debt is what an organization owes in a currency.
func (s *State) Debt(org string, c money.Currency) int64 {
	return -s.Balance(AccountID{DebtAccount(org), c}).Posted
}

// Debt is what one organization owes.
type Debt struct {
	Org      string
	Currency money.Currency
	Minor    int64
}

// Debts lists who owes what, by organization and currency.
func (s *State) Debts() []Debt {
	var out []Debt
	for id, b := range s.books.Accounts {
		if org, is := strings.CutPrefix(id.Name, "recv:"); is && b.Posted < 0 && !strings.Contains(org, ":") {
			out = append(out, Debt{org, id.Currency, -b.Posted})
		}
	}
	slices.SortFunc(out, func(a, b Debt) int {
		return cmp.Or(compare(a.Org, b.Org), compare(string(a.Currency), string(b.Currency)))
	})
	return out
}

func (x *scratch) debt(org string, c money.Currency) int64 {
	return -x.balance(AccountID{DebtAccount(org), c}).Posted
}

func collectDebt(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if !identifier(c.Object) || c.Order != "" || c.Payout != "" {
		return WhyAmount
	}
	owed, has := x.debt(c.Object, c.Currency), x.balance(AccountID{AvailableAccount(c.Object), c.Currency})
	part := min(owed, has.Posted-has.Held)
	switch {
	case owed <= 0:
		return WhyState
	case part <= 0:
		return WhyFunds
	}
	e.post(AvailableAccount(c.Object), c.Currency, -part)
	e.post(DebtAccount(c.Object), c.Currency, part)
	return ""
}

func writeOffDebt(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if c.Actor.Org == c.Object {
		return WhyParty
	}
	if !identifier(c.Object) || c.Order != "" || c.Payout != "" || c.Amount <= 0 || c.Amount > x.debt(c.Object, c.Currency) {
		return WhyAmount
	}
	e.post(DebtAccount(c.Object), c.Currency, c.Amount)
	e.post(BadDebtAccount, c.Currency, -c.Amount)
	return ""
}

// lessOwed asserts that an entry lessens the debt of its object, and nothing below zero.
func (x *scratch) lessOwed(e *Entry) (int64, error) {
	if part := moved(e, DebtAccount(e.Object)); len(e.Moves) > 0 || len(e.Legs) != 2 || part <= 0 || x.debt(e.Object, e.Currency) < 0 {
		return 0, broken("%s lessens the debt of %q by %d", e.Type, e.Object, part)
	}
	return 0, nil
}

// incoming says what is wrong with money that comes or goes by a rail for no order.
func incoming(c *Command) string {
	if _, err := c.Currency.Exponent(); err != nil {
		return WhyCurrency
	}
	if c.Amount <= 0 || !identifier(c.Rail) || c.Order != "" || c.Payout != "" || c.Milestone != "" {
		return WhyAmount
	}
	return ""
}

func bookLoss(_ *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if why := incoming(c); why != "" {
		return why
	}
	if c.Ref == "" {
		return WhyEvidence
	}
	e.post(BankAccount(c.Rail), c.Currency, c.Amount)
	e.post(BadDebtAccount, c.Currency, -c.Amount)
	return ""
}

func bookDeposit(_ *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if why := incoming(c); why != "" {
		return why
	}
	account := AvailableAccount(c.Object)
	switch purpose := c.text(forParam); {
	case !identifier(c.Object) || !slices.Contains(DepositsFor(), purpose):
		return WhyNotParty
	case purpose == "funder":
		account = FunderAccount(c.Object)
	}
	e.post(BankAccount(c.Rail), c.Currency, -c.Amount)
	e.post(account, c.Currency, c.Amount)
	return ""
}

// paidIn asserts that what an entry says came or went by its rail is what it posts.
func (x *scratch) paidIn(e *Entry) (int64, error) {
	bank := moved(e, BankAccount(e.Rail))
	if e.Type == BookDeposit {
		bank = -bank
	}
	if len(e.Moves) > 0 || len(e.Legs) != 2 || bank != e.Amount {
		return 0, broken("%s of %d moves %d", e.Type, e.Amount, bank)
	}
	return 0, nil
}
