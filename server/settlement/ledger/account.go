package ledger

import (
	"strings"

	"fairground/server/money"
)

// AccountID names an account: the same name in two currencies is two accounts.
type AccountID struct {
	Name     string
	Currency money.Currency
}

// String is the form under which projections keep the account: "user:org_1:avail|CNY".
func (id AccountID) String() string { return id.Name + "|" + string(id.Currency) }

// Balance of an account in minor units; available is Posted less Held.
type Balance struct {
	Posted int64
	Held   int64
	Seq    int64 // block that touched it last
}

// The names of the accounts this package posts to.

// EscrowAccount holds what an order's buyer has paid and nobody has earned yet.
func EscrowAccount(order string) string { return "escrow:" + order }

// DisputeAccount holds what of an order's escrow is contested.
func DisputeAccount(order string) string { return "dispute:" + order }

// AvailableAccount holds what an organization may pay out.
func AvailableAccount(org string) string { return "user:" + org + ":avail" }

// PayoutAccount holds what is on its way out.
func PayoutAccount(org string) string { return "user:" + org + ":payout" }

// BankAccount mirrors the custody account behind a rail.
func BankAccount(rail string) string { return "bank:" + rail + ":custody" }

// SuspenseAccount holds what came in and belongs to no live order.
func SuspenseAccount(rail string) string { return "suspense:" + rail }

// ClearingOutAccount holds what came in for nobody and is on its way back to who sent it.
func ClearingOutAccount(rail string) string { return "clearing:out:" + rail }

// ReserveAccount holds what is kept back of a seller's releases while money may still be called back.
func ReserveAccount(org string) string { return "reserve:" + org }

// DebtAccount is what an organization owes: negative as long as it does.
func DebtAccount(org string) string { return "recv:" + org }

// BadDebtAccount is what is lost for good.
const BadDebtAccount = "loss:baddebt"

// The accounts of the two commissions.
const (
	ExchangeFeeAccount = "fee:exchange"
	PlatformFeeAccount = "fee:platform"
)

// Class is the part of an account's name before the first colon.
func Class(account string) string {
	class, _, _ := strings.Cut(account, ":")
	return class
}

// floored says whether the available balance of a class must never be negative (invariant I2). ok is false for a class
// the chart of accounts does not have.
func floored(account string) (floor, ok bool) {
	switch Class(account) {
	case "user", "escrow", "dispute", "suspense", "funder", "reserve", "fee", "tax", "income":
		return true, true
	case "bank", "clearing", "recv", "loan", "loss":
		return false, true
	case "fx":
		return false, true
	}
	return false, false
}

// identifier says whether s may be part of an account's name or an object's id.
func identifier(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-' {
			return false
		}
	}
	return true
}
