package main

import (
	"errors"
	"time"

	"github.com/spf13/pflag"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// The commissions on new orders, in basis points of what is released. They are
// written into the order, so that a later change leaves it as it was signed.
const (
	exchangeFee = 50
	platformFee = 100
)

// aloneUpTo is the amount up to which a release or a payout needs no second
// person, about the price of a car in each currency of the fair.
func aloneUpTo() []ledger.Limit {
	limit := func(c money.Currency, minor int64) ledger.Limit {
		return ledger.Limit{Currency: c, Release: minor, Payout: minor}
	}
	return []ledger.Limit{
		limit("CNY", 200_000_00), limit("EUR", 25_000_00), limit("USD", 25_000_00), limit("GBP", 20_000_00), limit("JPY", 4_000_000),
	}
}

// exposedUpTo is how far the position in a currency may go either way before
// nobody is quoted a price in it any more.
func exposedUpTo() []money.Amount {
	return []money.Amount{
		{Minor: 50_000_000_00, Currency: "CNY"},
		{Minor: 5_000_000_00, Currency: "EUR"},
		{Minor: 5_000_000_00, Currency: "USD"},
		{Minor: 4_000_000_00, Currency: "GBP"},
		{Minor: 800_000_000, Currency: "JPY"},
	}
}

// clauses are what the operator writes into every new order; a later change leaves orders as they were signed.
type clauses struct {
	Negotiation time.Duration // of a dispute, before either side may go to an arbitrator
	Escalation  time.Duration // from the opening of a dispute until it goes there by itself
	Evidence    time.Duration // for both sides to give evidence
	Appeal      time.Duration // in which a ruling may be appealed against
	Liability   time.Duration // after an order's end, in which its money may be called back
	Reserve     int64         // basis points of what a seller earns, kept back until then
}

func (c *clauses) bind(f *pflag.FlagSet) {
	const day = 24 * time.Hour
	f.DurationVar(&c.Negotiation, "dispute-negotiation", 3*day, "time to negotiate in a dispute before either side may go to an arbitrator")
	f.DurationVar(&c.Escalation, "dispute-escalation", 7*day, "time from the opening of a dispute until it goes to an arbitrator by itself")
	f.DurationVar(&c.Evidence, "dispute-evidence", 7*day, "time for both sides of a dispute to give evidence")
	f.DurationVar(&c.Appeal, "dispute-appeal", 7*day, "time to appeal against a ruling")
	f.DurationVar(&c.Liability, "liability", 120*day, "time after an order's end in which its money may be called back")
	f.Int64Var(&c.Reserve, "reserve", 0, "part of what a seller earns that is kept back until then, in hundredths of a percent, at most 5000")
}

func (c *clauses) check() error {
	for _, d := range []time.Duration{c.Negotiation, c.Escalation, c.Evidence, c.Appeal, c.Liability} {
		if d < time.Second {
			return errors.New("--dispute-negotiation, --dispute-escalation, --dispute-evidence, --dispute-appeal and --liability are at least one second")
		}
	}
	if c.Escalation < c.Negotiation {
		return errors.New("--dispute-escalation is not before the end of --dispute-negotiation")
	}
	if c.Reserve < 0 || c.Reserve > 5000 {
		return errors.New("--reserve is 0 to 5000 hundredths of a percent")
	}
	return nil
}

func (c *clauses) clocks() ledger.Clocks {
	return ledger.Clocks{
		Negotiate: c.Negotiation.Milliseconds(), Escalate: c.Escalation.Milliseconds(),
		Evidence: c.Evidence.Milliseconds(), Appeal: c.Appeal.Milliseconds(),
	}
}
