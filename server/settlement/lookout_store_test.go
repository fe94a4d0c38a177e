package settlement

import (
	"reflect"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
)

func TestAnOrderIsLookedAtWhenSomethingHappensOrItsTimeComes(t *testing.T) {
	h := open(t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	looked := func(when string, want ...string) {
		t.Helper()
		if got := h.restless(); !reflect.DeepEqual(got, want) {
			t.Fatalf("%s: got %v, want %v", when, got, want)
		}
	}
	looked("imported", id)
	h.again(id)
	h.Tick(t.Context())
	looked("when nothing has happened since")
	h.clock.forward(13 * 24 * time.Hour)
	looked("before its time to be funded is over")
	h.Tick(t.Context())
	err := h.do(t.Context(), ledger.Command{
		Key: ledger.NewKey("policy", "test"), Type: ledger.SetPolicy, Actor: ledger.Actor{Role: ledger.Timer},
		Limits: []ledger.Limit{{Currency: "CNY", Release: 1, Payout: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	looked("under other limits", id)
	h.again(id)
	h.Tick(t.Context())
	h.clock.forward(25 * time.Hour)
	looked("when its time is over", id)
	h.again(id)
	h.Tick(t.Context())
	if o := must[Order](t)(h.Order(person(t, "org_b", "b"), id)); o.State != ledger.Expired {
		t.Fatalf("got %s", o.State)
	}
}
