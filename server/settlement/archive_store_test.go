package settlement

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db/dbtest"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// TestAnArchivedOrderIsReadAsBefore lets an order end and grow old: it leaves the ledger's memory, and whoever looks finds all
// of it, while nothing can be done with it any more.
func TestAnArchivedOrderIsReadAsBefore(t *testing.T) {
	d := dbtest.Memory(t)
	h := opened(t, d)
	buyer, seller := person(t, "org_b", "b", actor.Buyer), person(t, "org_s", "s", actor.Exhibitor)
	order, list := must[Order](t), must[[]Document](t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 20_000)))
	later := deal(1000)
	later.Deal = "deal_never_paid"
	expired := must[string](t)(h.ImportDeal(t.Context(), later))
	order(h.Fund(buyer, id, nil, 1, h.key()))
	h.delivered(t, buyer, seller, id, "mil_1")
	h.delivered(t, buyer, seller, id, "mil_2")
	h.Tick(t.Context())
	if o := order(h.Order(buyer, id)); o.State != ledger.Completed {
		t.Fatalf("the order is %s", o.State)
	}
	h.clock.forward(399 * 24 * time.Hour)
	h.Tick(t.Context())
	live := func() (n int) {
		h.engine.View(func(st *ledger.State) { n = len(st.Orders()) })
		return n
	}
	if n := live(); n != 2 {
		t.Fatalf("before their time %d of 2 orders are in memory", n)
	}
	page, papers, statement := order(h.Order(buyer, id)), list(h.Documents(buyer, id)), must[[]byte](t)(h.Statement(buyer, id))
	sums := must[[]CurrencyTotals](t)(h.ExhibitionTotals("exh_1"))
	files := map[string][]byte{}
	for _, p := range papers {
		if p.Available && p.Kind != "statement" {
			files[p.Kind+p.Milestone+p.Number] = must[DocumentFile](t)(h.Document(buyer, id, Which{p.Kind, p.Number, p.Milestone, ""}, "en", "pdf")).Body
		}
	}

	h.clock.forward(2 * 24 * time.Hour)
	h.Tick(t.Context())
	h.clock.forward(15 * 24 * time.Hour) // the other order ended at the first tick
	h.clock.forward(400 * 24 * time.Hour)
	h.Tick(t.Context())
	if n := live(); n != 0 {
		t.Fatalf("%d orders are in memory", n)
	}
	for range 2 {
		again := order(h.Order(buyer, id))
		if again.AsOf = page.AsOf; !reflect.DeepEqual(again, page) {
			t.Errorf("the order's page was\n%+v\nand is\n%+v", page, again)
		}
		if again := list(h.Documents(buyer, id)); !slices.EqualFunc(rows(again), rows(papers), func(a, b string) bool { return a == b }) {
			t.Errorf("the papers were %v and are %v", rows(papers), rows(again))
		}
		for _, p := range papers {
			if p.Available && p.Kind != "statement" {
				again := must[DocumentFile](t)(h.Document(buyer, id, Which{p.Kind, p.Number, p.Milestone, ""}, "en", "pdf")).Body
				if !bytes.Equal(again, files[p.Kind+p.Milestone+p.Number]) {
					t.Errorf("the paper %s has other bytes now", p.Kind)
				}
			}
		}
		var was, is ledger.Statement
		raw := must[[]byte](t)(h.Statement(seller, id))
		if err := errors.Join(json.Unmarshal(statement, &was), json.Unmarshal(raw, &is)); err != nil || !reflect.DeepEqual(was.Entries, is.Entries) || was.Totals != is.Totals {
			t.Errorf("the statement is another one: %v", err)
		}
		if err := VerifyStatementFile(bytes.NewReader(raw), &bytes.Buffer{}, Trust{}); err != nil {
			t.Error(err)
		}
		if again := must[[]CurrencyTotals](t)(h.ExhibitionTotals("exh_1")); !reflect.DeepEqual(again, sums) {
			t.Errorf("the board's sums were %+v and are %+v", sums, again)
		}
		all, _, err := h.Orders(seller, OrderFilter{Limit: 10})
		if err != nil || len(all) != 2 {
			t.Errorf("the list has %d of 2 orders, %v", len(all), err)
		}
		if _, err := h.Order(person(t, "org_z", "z"), id); !problem.Is(err, problem.NotFound) {
			t.Errorf("a stranger reads it: %v", err)
		}
		if _, err := h.Ship(seller, id, "mil_1", "awb-2", page.V, h.key()); problem.Code(err) != ledger.WhyArchived {
			t.Errorf("something was done with it: %v", err)
		}
		if again, err := h.ImportDeal(t.Context(), later); err != nil || again != expired {
			t.Errorf("the deal imported again is %s, %v", again, err)
		}
		if n := must[int](t)(CheckProjections(t.Context(), d)); n == 0 {
			t.Error("nothing was compared")
		}
		h.stop(t)
		sameAsReplay(t, h.store)
		h = opened(t, d)
		h.clock.forward(818 * 24 * time.Hour)
	}
	h.stop(t)
	if err := VerifyLedger(t.Context(), d, &bytes.Buffer{}); err != nil {
		t.Error(err)
	}
}
