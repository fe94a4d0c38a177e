package main

import (
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
