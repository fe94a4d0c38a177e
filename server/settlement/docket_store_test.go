package settlement

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"fairground/server/actor"
	"fairground/server/settlement/ledger"
)

// remembered compares what the service keeps in memory beside the ledger with what the ledger says: the docket with its orders,
// and histories with the entries of the log. Every house is looked through at the end of its test.
func remembered(t testing.TB, s *Service) {
	t.Helper()
	var orders []*ledger.Order
	trails := map[string][]int64{}
	s.engine.View(func(st *ledger.State) {
		for _, id := range st.Orders() {
			o, _ := st.Order(id)
			orders, trails[id] = append(orders, o), st.Trail(id)
		}
		s.mu.Lock()
		defer s.mu.Unlock()
		again := newDocket()
		for _, o := range orders {
			if _, live := s.orders[o.ID]; live {
				again.file(o)
			}
		}
		if !reflect.DeepEqual(again, s.docket) {
			t.Errorf("the docket is %v, the ledger says %v", s.docket, again)
		}
	})
	for _, o := range orders {
		known, ok := s.histories.find(o.ID, len(trails[o.ID]))
		if !ok {
			continue // never looked at
		}
		blocks, err := s.store.entriesOf(context.Background(), o.ID, trails[o.ID])
		if err != nil {
			continue // a test has closed the database
		}
		fresh := &history{}
		for b := range blocks {
			for e := range blocks[b].Entries {
				fresh.add(&blocks[b], &blocks[b].Entries[e])
			}
		}
		if !reflect.DeepEqual(known, fresh.events) {
			t.Errorf("%s: remembered are %v, the log has %v", o.ID, known, fresh.events)
		}
	}
}

func TestTheDocketFindsOrdersForWhoAsks(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(5_000_000)))
	other := deal(1000)
	other.Deal, other.Buyer.Org = "deal_2", "org_b2"
	second := must[string](t)(h.ImportDeal(t.Context(), other))
	o := must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	o = must[Order](t)(h.Ship(seller, id, "mil_1", "", o.V, h.key()))
	o = must[Order](t)(h.Deliver(buyer, id, "mil_1", o.V, h.key()))
	find := func(when string, got []string, want ...string) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", when, got, want)
		}
	}
	find("the buyer of one", h.ordersOf("org_b"), id)
	find("the seller of both", h.ordersOf("org_s"), id, second)
	find("a stranger", h.ordersOf("org_x"))
	find("inspected only", h.ordersWith(accepted))
	o = must[Order](t)(h.AcceptMilestone(buyer, id, "mil_1", o.V, h.key())) // above the limit: two people release it
	find("accepted", h.ordersWith(accepted), id)
	find("a buyer and funder", h.concerned(actor.From(person(t, "org_b2", "x", actor.Funder))), second)
	for _, officer := range []actor.Role{actor.ClearingMaker, actor.ClearingChecker} {
		o = must[Order](t)(h.ApproveRelease(person(t, "org_c", string(officer), officer), id, "mil_1", "", o.V, h.key()))
	}
	h.Tick(t.Context())
	find("over", h.ordersWith(accepted, lent, disputed, wanted, stopped))
	find("the buyer of what is over", h.ordersOf("org_b"))
	find("the seller of what is left", h.ordersOf("org_s"), second)
}

func TestATimelineGoesOnWithoutReadingTheLogAgain(t *testing.T) {
	h := open(t)
	buyer := person(t, "org_b", "b")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	if _, ok := h.histories.find(id, 1); !ok {
		t.Error("a new order is not remembered")
	}
	h.histories.of.drop(id) // as one that was not looked at for long
	first := must[Order](t)(h.Order(buyer, id)).Timeline
	paid := must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	if len(first) != 1 || len(paid.Timeline) != 2 || paid.Timeline[1].Type != string(ledger.BookReceipt) {
		t.Errorf("got %v and %v", first, paid.Timeline)
	}
	if len(first) != 1 {
		t.Error("an answer grew after it was given")
	}
	h.histories.of.young[id].blocks-- // as if a block had been missed
	if again := must[Order](t)(h.Order(buyer, id)).Timeline; !reflect.DeepEqual(again, paid.Timeline) {
		t.Errorf("got %v, want %v", again, paid.Timeline)
	}
}

func TestWhatWasAskedForLastIsKept(t *testing.T) {
	r := newRecent[int](4)
	weigh := func(int) int { return 1 }
	for i := range 20 {
		r.put(fmt.Sprint(i), i, 1)
		if v, ok := r.get("0", weigh); !ok || v != 0 {
			t.Fatalf("after %d: what is asked for all the time was dropped", i)
		}
		if n := len(r.young) + len(r.old); n > 8 {
			t.Fatalf("after %d: %d are kept", i, n)
		}
	}
	if _, ok := r.get("10", weigh); ok {
		t.Error("what nobody asks for is kept")
	}
	r.drop("0")
	if _, ok := r.get("0", weigh); ok {
		t.Error("what was dropped is kept")
	}
}

func TestAListShowsWhatWasJustDone(t *testing.T) {
	h := open(t)
	must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	for i := range 20 {
		d := deal(1000)
		d.Deal = fmt.Sprintf("deal_%d", i+2)
		id := must[string](t)(h.ImportDeal(t.Context(), d))
		list, _, err := h.Orders(person(t, "org_b", "b"), OrderFilter{Limit: 100})
		if err != nil || !slices.ContainsFunc(list, func(o Order) bool { return o.ID == id }) {
			t.Fatalf("what was just made is not listed: %v", err)
		}
	}
}
