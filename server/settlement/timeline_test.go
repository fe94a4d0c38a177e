package settlement

import (
	"slices"
	"testing"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

func euros(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }

func TestWhatAnEntrySaysItMoves(t *testing.T) {
	leg := func(account string, v int64) ledger.Leg {
		return ledger.Leg{Account: account, Currency: "EUR", Minor: v, Book: ledger.Posted}
	}
	release := []ledger.Leg{
		leg("escrow:ord_1", -1000), leg("fee:exchange", 12), leg("fee:platform", 8), leg("reserve:org_s", 40), leg("user:org_s:avail", 400),
		leg("loan:adv_1:interest", -3), leg("income:interest", 3), leg("loan:adv_1:interest", 30), leg("income:interest", -30), leg("funder:org_f:avail", 30),
		leg("loan:adv_1:principal", 510), leg("funder:org_f:lent", -510), leg("funder:org_f:avail", 510),
	}
	paid := []Share{{"commission", euros(20)}, {"seller", euros(440)}, {"interest", euros(30)}, {"principal", euros(510)}}
	for _, r := range []struct {
		name    string
		legs    []ledger.Leg
		lending bool
		moved   int64
		shares  []Share
	}{
		{"a release that repays an advance, to who may see it", release, true, 1000, paid},
		{"and to the buyer", release, false, 1000, []Share{{"commission", euros(20)}, {"seller", euros(980)}}},
		{"a split", []ledger.Leg{leg("dispute:ord_1", -10), leg("user:org_s:avail", 7), leg("user:org_b:avail", 3)}, false, 10, []Share{{"seller", euros(7)}, {"buyer", euros(3)}}},
		{"all of it to one", []ledger.Leg{leg("escrow:ord_1", -10), leg("user:org_s:avail", 10)}, true, 10, nil},
		{"blocked money is the seller's", []ledger.Leg{leg("escrow:ord_1", -10), leg("user:org_s:blocked", 9), leg("fee:exchange", 1)}, true, 10, []Share{{"seller", euros(9)}, {"commission", euros(1)}}},
		{"an advance paid out", []ledger.Leg{leg("funder:org_f:avail", -10), leg("funder:org_f:lent", 10), leg("loan:adv_1:principal", -10), leg("user:org_s:avail", 10)}, true, 10, nil},
		{"interest that accrues", []ledger.Leg{leg("loan:adv_1:interest", -2), leg("income:interest", 2)}, true, 2, nil},
		{"a debt to a funder that is paid", []ledger.Leg{leg("user:org_s:avail", -8), leg("recv:org_s:advances", 8), leg("income:interest", -1), leg("funder:org_f:lent", -7), leg("funder:org_f:avail", 8)}, true, 8, nil},
		{"money called back, partly owed", []ledger.Leg{leg("bank:sandbox:custody", 10), leg("user:org_s:avail", -6), leg("recv:org_s", -4)}, true, 10, nil},
		{"a debt paid from what came in", []ledger.Leg{leg("user:org_s:avail", -6), leg("recv:org_s", 6)}, true, 6, nil},
		{"a debt written off", []ledger.Leg{leg("loss:baddebt", -4), leg("recv:org_s", 4)}, true, 4, nil},
		{"a hold moves nothing", []ledger.Leg{{Account: "funder:org_f:avail", Currency: "EUR", Minor: 5, Book: ledger.Held}}, true, 0, nil},
	} {
		t.Run(r.name, func(t *testing.T) {
			e := &ledger.Entry{Order: "ord_1", Legs: r.legs}
			if moved, ok := movedBy(e); moved.Minor != r.moved || ok != (r.moved > 0) {
				t.Errorf("moves %v, want %d", moved, r.moved)
			}
			o := &ledger.Order{ID: "ord_1", Terms: &ledger.Terms{Buyer: "org_b", Seller: "org_s", Currency: "EUR"}}
			if got := portions(payees(e), o, r.lending); !slices.Equal(got, r.shares) {
				t.Errorf("shares %v, want %v", got, r.shares)
			}
		})
	}
}
