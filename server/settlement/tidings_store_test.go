package settlement

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fairground/server/actor"
)

func TestThePartiesHearOnceWhatBecameOfTheirMoney(t *testing.T) {
	h := open(t)
	buyer := person(t, "org_b", "b", actor.Buyer)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	o := must[Order](t)(h.Order(buyer, id))
	must[Order](t)(h.Fund(buyer, id, nil, o.V, h.key()))

	tidings := h.Tidings(func(_ context.Context, org string) ([]string, error) { return []string{"per_" + org}, nil })
	var heard []string
	for range 20 { // as the courier does: one failed delivery, and everything again until nothing is left
		pending, err := tidings.Pending(t.Context(), 2)
		if err != nil {
			t.Fatal(err)
		}
		if len(pending) == 0 {
			break
		}
		for i, p := range pending {
			if i == 0 && len(heard) == 0 && len(pending) > 1 {
				continue // this one fails the first time
			}
			if !slices.Equal(p.Entry.To, []string{"per_org_b", "per_org_s"}) || p.Entry.At.IsZero() || p.Entry.Entity != id {
				t.Errorf("entry %+v", p.Entry)
			}
			heard = append(heard, p.Entry.Type)
			if err := tidings.Done(t.Context(), p.Doc, p.Entry.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	slices.Sort(heard)
	if got := strings.Join(heard, " "); got != "order.created order.funded" {
		t.Errorf("heard %q", got)
	}
}
