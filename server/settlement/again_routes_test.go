package settlement

import (
	"net/http"
	"testing"
	"time"
)

// TestAnOrderIsRepeatedOverHTTP: the buyer wants the same again, the seller wants more for it, and both agree.
func TestAnOrderIsRepeatedOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000, 100_000)))
	before := must[Order](t)(w.h.Order(person(t, "org_b", "b"), id))
	w.h.clock.forward(30 * 24 * time.Hour)
	again := `{"from":"` + id + `"}`
	for _, r := range []struct {
		name, token, body string
		status            int
		code              string
	}{
		{"a stranger knows no such order", "stranger", again, 404, "order_not_found"},
		{"who clears orders nothing", "maker", again, 403, "role_not_allowed"},
		{"there is nothing to repeat", "buyer", `{"from":"ord_none"}`, 404, "order_not_found"},
		{"in another currency it is another deal", "seller", `{"from":"` + id + `","milestones":[{"title":"a","amount":{"amount":"1.00","currency":"EUR"}}]}`, 422, "currency_mismatch"},
	} {
		if status, out, _ := w.send(r.token, http.MethodPost, "/orders", r.body, "Idempotency-Key", w.h.key()); status != r.status || text(out, "code") != r.code {
			t.Errorf("%s: got %d %v", r.name, status, out)
		}
	}
	key := w.h.key()
	status, o, _ := w.send("buyer", http.MethodPost, "/orders", again, "Idempotency-Key", key)
	draft, _ := o["draft"].(map[string]any)
	if status != http.StatusCreated || text(o, "state") != "PROPOSED" || text(draft, "from") != id || draft["buyerAgrees"] != true || draft["sellerAgrees"] != false ||
		amountOf(o, "total") != "5000.00 CNY" || text(o, "title") != "Lacquer boxes" {
		t.Fatalf("%d %v", status, o)
	}
	mine := text(o, "id")
	w.h.clock.forward(time.Second)
	if status, twice, _ := w.send("buyer", http.MethodPost, "/orders", again, "Idempotency-Key", key); status != http.StatusCreated || text(twice, "id") != mine {
		t.Fatalf("a second click made %d %v", status, twice)
	}
	if status, out, _ := w.send("seller", http.MethodPost, "/orders", `{"from":"`+mine+`"}`, "Idempotency-Key", w.h.key()); status != http.StatusConflict || text(out, "code") != "wrong_state" {
		t.Fatalf("what is not agreed is repeated: %d %v", status, out)
	}
	first := w.newest(o, "milestones")
	if due := must[time.Time](t)(time.Parse(time.RFC3339, text(first, "due"))); !due.After(before.Milestones[0].Due.Add(29 * 24 * time.Hour)) {
		t.Fatalf("it is to be shipped by %s, the first one was by %s", due, before.Milestones[0].Due)
	}

	dearer := `{"milestones":[{"title":"Boxes","amount":{"amount":"4400.00","currency":"CNY"},"silenceAccepts":true},{"title":"Lids","amount":{"amount":"1000.00","currency":"CNY"}}]}`
	o = w.on(mine, "the seller wants more", "seller", "/orders/"+mine+"/amend", dearer, 200, "PROPOSED")
	if draft, _ = o["draft"].(map[string]any); draft["buyerAgrees"] != false || draft["sellerAgrees"] != true || amountOf(w.newest(draft, "was"), "amount") != "4000.00 CNY" {
		t.Fatalf("got %v", draft)
	}
	w.on(mine, "a stranger has no say", "stranger", "/orders/"+mine+"/agree", "", 404, "order_not_found")
	o = w.on(mine, "the buyer agrees", "buyer", "/orders/"+mine+"/agree", "", 200, "AWAITING_FUNDS")
	if o["draft"] != nil || amountOf(o, "total") != "5400.00 CNY" {
		t.Fatalf("got %v", o)
	}
	w.on(mine, "and pays", "buyer", "/orders/"+mine+"/fund", "", 200, "FUNDED")
	w.stated(mine)

	_, o, _ = w.send("seller", http.MethodPost, "/orders", again, "Idempotency-Key", w.h.key())
	late := text(o, "id")
	w.h.clock.forward(answerWithin + time.Hour)
	w.h.Tick(t.Context())
	w.on(late, "nobody answered", "buyer", "/orders/"+late+"/agree", "", 409, "wrong_state")
}
