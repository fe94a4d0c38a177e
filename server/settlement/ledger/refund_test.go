package ledger

import (
	"slices"
	"testing"
)

func TestARefundGoesBackWhereItCameFrom(t *testing.T) {
	for _, r := range []struct {
		name     string
		paid     []Payer
		refunded int64
		to       []Payer
	}{
		{"all of it to its only payer", []Payer{{"a", "r", 100}}, 100, []Payer{{"a", "r", 100}}},
		{"a part of it as well", []Payer{{"a", "r", 100}}, 30, []Payer{{"a", "r", 30}}},
		{"the last payer first", []Payer{{"a", "r", 100}, {"b", "r", 50}}, 60, []Payer{{"b", "r", 50}, {"a", "r", 10}}},
		{"nobody gets more than was paid from there", []Payer{{"a", "r", 40}, {"a", "r", 30}, {"b", "r", 5}}, 75, []Payer{{"b", "r", 5}, {"a", "r", 70}}},
		{"one account at two rails is two", []Payer{{"a", "r", 40}, {"a", "q", 30}}, 35, []Payer{{"a", "q", 30}, {"a", "r", 5}}},
		{"what was paid in another currency has no payer", nil, 20, []Payer{{"", "", 20}}},
		{"nothing is refunded", []Payer{{"a", "r", 40}}, 0, nil},
	} {
		t.Run(r.name, func(t *testing.T) {
			o := Order{Refunded: r.refunded}
			for _, p := range r.paid {
				o.paidBy(p.Account, p.Rail, p.Paid)
			}
			if got := o.RefundTo(); !slices.Equal(got, r.to) {
				t.Fatalf("got %v, want %v", got, r.to)
			}
		})
	}
}

func TestTheLogSaysWhoPaid(t *testing.T) {
	b := sold(t, AwaitingFunds)
	for _, payer := range []string{"acct_1", "acct_2"} {
		b.must(BookReceipt, Rail, func(c *Command) {
			c.Amount, c.Currency, c.Rail, c.Params = 1000, "CNY", "sandbox", []Param{{Name: payerParam, Text: payer}}
		})
	}
	b.pair(Command{Type: AssignSuspense, Object: b.stray(2000, "acct_3").ID, Order: "ord_1"})
	b.must(ConsentCancel, Seller, nil)
	b.must(CancelOrder, Buyer, nil)
	o, _ := b.s.Order("ord_1")
	if got := o.RefundTo(); !slices.Equal(got, []Payer{{"acct_3", "sandbox", 1030}, {"acct_2", "sandbox", 1000}, {"acct_1", "sandbox", 1000}}) {
		t.Fatalf("got %v", got)
	}
}
