package ledger

import (
	"testing"

	"pgregory.net/rapid"
)

// TestPartsAreTheWhole: however a milestone is divided, nothing of it or of the commissions on it is lost or made.
func TestPartsAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.Int64Range(1, MaxAmount).Draw(t, "amount")
		m := Milestone{ID: "m", Amount: amount, BuyerExchange: portion(amount, rapid.Int64Range(0, 5000).Draw(t, "exchange"), 10_000)}
		m.BuyerPlatform = portion(amount, rapid.Int64Range(0, 5000).Draw(t, "platform"), 10_000)
		first := rapid.Int64Range(0, amount).Draw(t, "first")
		a, b := m.apart(first)
		for _, part := range []Milestone{a, b} {
			if part.Amount < 0 || part.BuyerExchange < 0 || part.BuyerPlatform < 0 || part.Held != part.Due() || part.Agreed() != "m" {
				t.Fatalf("%+v", part)
			}
		}
		if a.Amount != first || a.Amount+b.Amount != amount || a.BuyerExchange+b.BuyerExchange != m.BuyerExchange || a.Due()+b.Due() != m.Due() {
			t.Fatalf("%+v is not %+v and %+v", m, a, b)
		}
	})
}

// TestPiecesHaveTheirPrice: where the amount is a price times a number, each piece costs that price, in whatever portions
// they are accepted.
func TestPiecesHaveTheirPrice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price, left := rapid.Int64Range(1, 1_000_000).Draw(t, "price"), rapid.Int64Range(2, 1000).Draw(t, "pieces")
		rest := Milestone{ID: "m", Amount: price * left}
		for left > 1 {
			q := rapid.Int64Range(1, left-1).Draw(t, "quantity")
			part := portion(rest.Amount, q, left)
			if part != price*q {
				t.Fatalf("%d of %d pieces at %d cost %d", q, left, price, part)
			}
			_, rest = rest.apart(part)
			left -= q
		}
		if rest.Amount != price {
			t.Fatalf("the last piece costs %d, not %d", rest.Amount, price)
		}
	})
}
