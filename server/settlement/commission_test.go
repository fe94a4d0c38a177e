package settlement

import (
	"testing"

	"fairground/server/actor"
	"fairground/server/money"
)

func TestTheCommissionShownBeforeSigningIsTheOrders(t *testing.T) {
	for _, paidBy := range []string{"buyer", "seller", "split"} {
		t.Run("paid by "+paidBy, func(t *testing.T) {
			h := open(t)
			signed := deal(400_000, 33_333)
			signed.FeePaidBy = paidBy
			total := money.Amount{Minor: 433_333, Currency: signed.Milestones[0].Amount.Currency}
			before := must[Fee](t)(h.Commission(total, paidBy))
			id := must[string](t)(h.ImportDeal(t.Context(), signed))
			if after := must[Order](t)(h.Order(person(t, "org_b", "b", actor.Buyer), id)).Fee; after != before || after.Total.Minor == 0 {
				t.Errorf("shown %+v, agreed %+v", before, after)
			}
		})
	}
	if _, err := open(t).Commission(money.Amount{Minor: 100, Currency: "CNY"}, "nobody"); err == nil {
		t.Error("nobody pays")
	}
}
