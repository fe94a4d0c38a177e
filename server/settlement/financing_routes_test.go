package settlement

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/settlement/ledger"
)

// on acts on an order as it is now: the version is the current one.
func (w *wire) on(order, name, token, path, body string, status int, want string) map[string]any {
	w.t.Helper()
	_, o, tag := w.send("maker", http.MethodGet, "/orders/"+order, "")
	if o["v"] == nil {
		w.t.Fatalf("%s: %v", name, o)
	}
	got, answer, _ := w.send(token, http.MethodPost, path, body, "If-Match", tag, "Idempotency-Key", w.h.key())
	have := text(answer, "code")
	if got < 300 {
		have = text(answer, "state")
	}
	if got != status || (want != "" && have != want) {
		w.t.Fatalf("%s: got %d %v, want %d %s", name, got, answer, status, want)
	}
	return answer
}

// newest is the first of a list inside an answer.
func (w *wire) newest(of map[string]any, field string) map[string]any {
	w.t.Helper()
	rows, _ := of[field].([]any)
	if len(rows) == 0 {
		w.t.Fatalf("no %s in %v", field, of)
	}
	one, _ := rows[0].(map[string]any)
	return one
}

// paidFirst asks as the buyer who is paid out of the next release; for how much and at which rate he is not told.
func (w *wire) paidFirst(order string, orgs ...string) {
	w.t.Helper()
	o := must[Order](w.t)(w.h.Order(person(w.t, "org_b", "b"), order))
	var got []string
	for _, p := range o.Payees {
		got = append(got, p.Org)
	}
	if !slices.Equal(got, orgs) || len(o.Advances) > 0 {
		w.t.Fatalf("the buyer sees %v as payees, and %d advances", got, len(o.Advances))
	}
}

// told compares what a reader's timeline says of the newest event of each type, its shares included.
func (w *wire) told(order, token string, want map[string]string) {
	w.t.Helper()
	_, o, _ := w.send(token, http.MethodGet, "/orders/"+order, "")
	events, _ := o["timeline"].([]any)
	for kind, says := range want {
		got := ""
		for _, e := range events {
			one, _ := e.(map[string]any)
			if text(one, "type") != kind {
				continue
			}
			got = amountOf(one, "amount")
			shares, _ := one["shares"].([]any)
			for i, s := range shares {
				share, _ := s.(map[string]any)
				sum, _ := share["amount"].(map[string]any)
				got += []string{": ", ", "}[min(i, 1)] + text(share, "to") + " " + text(sum, "amount")
			}
		}
		if got != says {
			w.t.Errorf("%s to the %s: %q, want %q", kind, token, got, says)
		}
	}
}

func amountOf(of map[string]any, field string) string {
	a, _ := of[field].(map[string]any)
	return text(a, "amount") + " " + text(a, "currency")
}

// stated asks for the statement of an order and verifies it with nothing else at hand.
func (w *wire) stated(order string) {
	w.t.Helper()
	raw, err := w.h.Statement(person(w.t, "org_s", "s"), order)
	if err != nil {
		w.t.Fatal(err)
	}
	if _, err := ledger.VerifyStatement(bytes.NewReader(raw), io.Discard); err != nil {
		w.t.Fatal(err)
	}
}

// TestAnOrderIsPaidInEurosOverHTTP: 4040.00 yuan and half a percent on them, at 8.248.
func TestAnOrderIsPaidInEurosOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	on, euros := "/orders/"+id+"/quotes", `{"currency":"EUR","toleranceBasisPoints":100}`
	w.on(id, "the seller does not choose", "seller", on, euros, 403, "role_not_allowed")
	w.on(id, "the own currency needs no price", "buyer", on, `{"currency":"CNY"}`, 422, "currency_mismatch")
	w.on(id, "nobody has a price of it", "buyer", on, `{"currency":"XOF"}`, 409, "rate_unknown")
	q := w.newest(w.on(id, "the buyer asks", "buyer", on, euros, 200, "AWAITING_FUNDS"), "quotes")
	if amountOf(q, "pay") != "492.27 EUR" || amountOf(q, "buy") != "4040.00 CNY" || amountOf(q, "spread") != "20.20 CNY" || text(q, "rate") != "8.248" ||
		text(q, "state") != "OPEN" || !strings.Contains(text(q, "source"), "no market data") {
		t.Fatalf("got %v", q)
	}
	w.h.clock.forward(31 * time.Minute)
	w.on(id, "half an hour later it is too late", "buyer", "/quotes/"+text(q, "id")+"/accept", "", 409, "quote_expired")
	w.h.Tick(t.Context())
	q = w.newest(w.on(id, "the buyer asks again", "buyer", on, euros, 200, ""), "quotes")
	mine := "/quotes/" + text(q, "id")
	w.on(id, "a stranger finds nothing", "stranger", mine+"/accept", "", 404, "order_not_found")
	w.on(id, "more tolerance than offered", "buyer", mine+"/accept", `{"toleranceBasisPoints":200}`, 422, "quote_invalid")
	w.on(id, "nothing is paid before the price is agreed", "buyer", mine+"/pay", "", 409, "wrong_state")
	w.on(id, "the buyer agrees", "buyer", mine+"/accept", `{"toleranceBasisPoints":100}`, 200, "AWAITING_FUNDS")
	o := w.on(id, "a part is paid and waits", "buyer", mine+"/pay", `{"amount":{"amount":"92.27","currency":"EUR"}}`, 200, "AWAITING_FUNDS")
	if q := w.newest(o, "quotes"); amountOf(q, "received") != "92.27 EUR" {
		t.Fatalf("got %v", q)
	}
	w.on(id, "not more than is missing", "buyer", mine+"/pay", `{"amount":{"amount":"400.01","currency":"EUR"}}`, 422, "amount_invalid")
	o = w.on(id, "the rest is paid, and all of it is changed", "buyer", mine+"/pay", "", 200, "FUNDED")
	if q := w.newest(o, "quotes"); text(q, "state") != "EXECUTED" {
		t.Fatalf("got %v", q)
	}
	events, _ := o["timeline"].([]any)
	if last, _ := events[len(events)-1].(map[string]any); text(last, "type") != "receipt.book" || amountOf(last, "amount") != "4040.00 CNY" {
		t.Fatalf("euros and yuan in one sum? %v", last)
	}
	_, list, _ := w.send("seller", http.MethodGet, on, "")
	if row := w.newest(list, "items"); text(row, "id") != text(q, "id") || text(row, "state") != "EXECUTED" {
		t.Fatalf("got %v", list)
	}
	w.stated(id)
}

// TestLateEurosWaitOverHTTP: a part comes in, the rest does not, and the buyer takes it back.
func TestLateEurosWaitOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	q := w.newest(w.on(id, "the buyer asks", "buyer", "/orders/"+id+"/quotes", `{"currency":"EUR"}`, 200, ""), "quotes")
	mine := "/quotes/" + text(q, "id")
	w.on(id, "agrees", "buyer", mine+"/accept", "", 200, "")
	w.on(id, "pays a part", "buyer", mine+"/pay", `{"amount":{"amount":"100.00","currency":"EUR"}}`, 200, "AWAITING_FUNDS")
	w.on(id, "and has no right to it before the time is over", "buyer", mine+"/return", "", 409, "wrong_state")
	w.h.clock.forward(4 * 24 * time.Hour)
	w.h.Tick(t.Context())
	_, late, _ := w.send("buyer", http.MethodGet, "/orders/"+id, "")
	if q = w.newest(late, "quotes"); text(q, "state") != "LAPSED" || len(q["may"].([]any)) != 2 {
		t.Fatalf("got %v", q)
	}
	q = w.newest(w.on(id, "a new price for what waits", "buyer", "/orders/"+id+"/quotes", `{"currency":"EUR"}`, 200, ""), "quotes")
	if "/quotes/"+text(q, "id") != mine || text(q, "state") != "OPEN" || amountOf(q, "received") != "100.00 EUR" {
		t.Fatalf("got %v", q)
	}
	w.h.clock.forward(time.Hour)
	w.h.Tick(t.Context())
	o := w.on(id, "the buyer takes it back", "buyer", mine+"/return", "", 200, "AWAITING_FUNDS")
	if q := w.newest(o, "quotes"); text(q, "state") != "RETURNED" {
		t.Fatalf("got %v", q)
	}
	_, balances, _ := w.send("buyer", http.MethodGet, "/balances", "")
	if row := w.newest(balances, "items"); amountOf(row, "available") != "100.00 EUR" {
		t.Fatalf("got %v", row)
	}
}

// TestNothingWaitsWithAnUnpaidPrice: what no money came for can be priced anew, and nothing goes back.
func TestNothingWaitsWithAnUnpaidPrice(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	q := w.newest(w.on(id, "the buyer asks", "buyer", "/orders/"+id+"/quotes", `{"currency":"EUR"}`, 200, ""), "quotes")
	w.on(id, "agrees", "buyer", "/quotes/"+text(q, "id")+"/accept", "", 200, "")
	w.h.clock.forward(4 * 24 * time.Hour)
	w.h.Tick(t.Context())
	_, o, _ := w.send("buyer", http.MethodGet, "/orders/"+id, "")
	if q = w.newest(o, "quotes"); text(q, "state") != "LAPSED" || len(q["may"].([]any)) != 1 || q["may"].([]any)[0] != "requote" {
		t.Fatalf("got %v", q)
	}
}

// TestEarlyPaymentOverHTTP: a seller asks, a funder offers, two officers look at it, and the release pays it back.
func TestEarlyPaymentOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(4_000_000)))
	w.on(id, "the buyer pays", "buyer", "/orders/"+id+"/fund", "", 200, "FUNDED")
	w.paidFirst(id, "org_s")
	ask := `{"milestone":"mil_1","amount":{"amount":"20000.00","currency":"CNY"}}`
	offer := `{"milestone":"mil_1","amount":{"amount":"18000.00","currency":"CNY"},"rate":"7.3"}`
	w.on(id, "nobody has asked", "funder", "/orders/"+id+"/advances", offer, 404, "order_not_found")
	w.on(id, "the buyer does not ask", "buyer", "/orders/"+id+"/financing", ask, 403, "role_not_allowed")
	w.on(id, "not for more than 80 % of the net", "seller", "/orders/"+id+"/financing", `{"milestone":"mil_1","amount":{"amount":"31680.01","currency":"CNY"}}`, 409, "cap_exceeded")
	w.on(id, "the seller asks", "seller", "/orders/"+id+"/financing", ask, 200, "FUNDED")
	if status, _, _ := w.send("seller", http.MethodGet, "/financing", ""); status != http.StatusForbidden {
		t.Fatalf("a seller looks at what funders see: %d", status)
	}
	_, f, _ := w.send("funder", http.MethodGet, "/financing", "")
	if row := w.newest(f, "open"); text(row, "order") != id || amountOf(row, "most") != "20000.00 CNY" || row["buyer"] != nil {
		t.Fatalf("got %v", row)
	}
	w.on(id, "a funder without money", "funder", "/orders/"+id+"/advances", offer, 409, "insufficient_funds")
	w.tell([]httpStep{{"pays in", "funder", "POST", "/deposits", `{"amount":{"amount":"50000.00","currency":"CNY"},"for":"funder"}`, "", 201, ""}})
	w.on(id, "a rate no court would hold up", "funder", "/orders/"+id+"/advances", strings.Replace(offer, "7.3", "36.5", 1), 422, "rate_invalid")
	a := w.on(id, "the funder offers", "funder", "/orders/"+id+"/advances", offer, 201, "OFFERED")
	mine := "/advances/" + text(a, "id")
	w.on(id, "the buyer knows nothing of it", "buyer", mine+"/accept", "", 404, "advance_not_found")
	w.on(id, "not before the seller took it", "maker", mine+"/approve", "", 200, "OFFERED") // a proposal only
	w.on(id, "the checker cannot either", "checker", mine+"/approve", "", 409, "wrong_state")
	w.on(id, "the seller accepts", "seller", mine+"/accept", "", 200, "ACCEPTED")
	if task := w.item("checker", "/work"); text(task, "kind") != "advance" || text(task, "action") != "check" || task["yours"] != true || text(task, "object") != text(a, "id") {
		t.Fatalf("got %v", task)
	}
	w.on(id, "one person is not enough", "maker", mine+"/approve", "", 403, "same_person")
	w.on(id, "the second one pays it out", "checker", mine+"/approve", "", 200, "DISBURSED")
	_, balances, _ := w.send("seller", http.MethodGet, "/balances", "")
	if row := w.newest(balances, "items"); amountOf(row, "available") != "18000.00 CNY" {
		t.Fatalf("got %v", row)
	}
	w.paidFirst(id, "org_f", "org_s")
	w.h.clock.forward(10 * 24 * time.Hour)
	w.h.Tick(t.Context())
	w.h.Tick(t.Context()) // the same day, twice
	_, a, _ = w.send("seller", http.MethodGet, mine, "")
	if text(a, "state") != "ACCRUING" || text(a, "rate") != "7.30" || amountOf(a, "interest") != "36.00 CNY" || amountOf(a, "owed") != "18036.00 CNY" {
		t.Fatalf("got %v", a)
	}
	w.on(id, "a part is paid back early", "seller", mine+"/repay", `{"amount":{"amount":"1036.00","currency":"CNY"}}`, 200, "ACCRUING")
	for _, step := range []struct{ token, path string }{{"seller", "ship"}, {"buyer", "deliver"}, {"buyer", "accept"}, {"maker", "approve-release"}, {"checker", "approve-release"}} {
		w.on(id, step.path, step.token, "/orders/"+id+"/milestones/mil_1/"+step.path, "", 200, "")
	}
	_, a, _ = w.send("funder", http.MethodGet, mine, "")
	if text(a, "state") != "REPAID" || amountOf(a, "paid") != "36.00 CNY" || amountOf(a, "owed") != "0.00 CNY" {
		t.Fatalf("got %v", a)
	}
	_, f, _ = w.send("funder", http.MethodGet, "/financing", "")
	if row := w.newest(f, "mine"); text(row, "title") != "Part 1" || text(row["seller"].(map[string]any), "org") != "org_s" {
		t.Fatalf("the funder reads %v", row)
	}
	if row := w.newest(f, "has"); amountOf(row, "available") != "50036.00 CNY" || amountOf(row, "lent") != "0.00 CNY" {
		t.Fatalf("got %v", row)
	}
	w.told(id, "seller", map[string]string{
		"advance.disburse": "18000.00 CNY", "advance.repay": "1036.00 CNY",
		"milestone.release": "40400.00 CNY: seller 22600.00, commission 800.00, principal 17000.00",
	})
	w.told(id, "buyer", map[string]string{"milestone.release": "40400.00 CNY: seller 39600.00, commission 800.00"})
	for token, want := range map[string]string{"seller": "financing", "buyer": "to_seller"} {
		_, st, _ := w.send(token, http.MethodGet, "/orders/"+id+"/documents/statement?format=json", "")
		lines, _ := st["lines"].([]any)
		var words []string
		for _, l := range lines {
			words = append(words, text(l.(map[string]any), "what"))
		}
		if !slices.Contains(words, want) || (token == "buyer" && slices.Contains(words, "financing")) {
			t.Fatalf("the statement of the %s says %v", token, words)
		}
	}
	_, o, _ := w.send("buyer", http.MethodGet, "/orders/"+id, "")
	for _, e := range o["timeline"].([]any) { //nolint:forcetypeassert // a list by its schema
		if one, _ := e.(map[string]any); strings.HasPrefix(text(one, "type"), "advance.") || text(one, "type") == "action.propose" {
			t.Fatalf("the buyer reads %v", one)
		}
	}
	if o["advances"] != nil {
		t.Fatalf("the buyer sees %v", o["advances"])
	}
	w.stated(id)
}

// TestARefundedOrderIsARecourseOverHTTP: the seller owes, what comes in later pays, and the rest is given up by two people.
func TestARefundedOrderIsARecourseOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(4_000_000)))
	w.on(id, "the seller asks before it is paid", "seller", "/orders/"+id+"/financing", `{"milestone":"mil_1"}`, 200, "AWAITING_FUNDS")
	w.tell([]httpStep{{"pays in", "funder", "POST", "/deposits", `{"amount":{"amount":"50000.00","currency":"CNY"},"for":"funder"}`, "", 201, ""}})
	a := w.on(id, "half of the net at most", "funder", "/orders/"+id+"/advances", `{"milestone":"mil_1","amount":{"amount":"19800.00","currency":"CNY"},"rate":"10"}`, 201, "OFFERED")
	mine := "/advances/" + text(a, "id")
	w.on(id, "accepted", "seller", mine+"/accept", "", 200, "ACCEPTED")
	w.on(id, "proposed", "maker", mine+"/approve", "", 200, "ACCEPTED")
	w.on(id, "paid out", "checker", mine+"/approve", "", 200, "DISBURSED")
	status, payout, _ := w.send("seller", http.MethodPost, "/payouts", `{"amount":{"amount":"4800.00","currency":"CNY"}}`, "Idempotency-Key", w.h.key())
	if status != http.StatusCreated || text(payout, "state") != "SETTLED" {
		t.Fatalf("%d %v", status, payout)
	}
	w.h.clock.forward(15 * 24 * time.Hour) // the buyer never paid
	w.h.Tick(t.Context())
	_, a, _ = w.send("seller", http.MethodGet, mine, "")
	// 15000.00 were there and taken: 81.36 interest first, then principal.
	if text(a, "state") != "RECOURSE" || amountOf(a, "paid") != "81.36 CNY" || amountOf(a, "owed") != "4881.36 CNY" {
		t.Fatalf("got %v", a)
	}
	w.tell([]httpStep{
		{"what is paid in goes to the funder", "seller", "POST", "/deposits", `{"amount":{"amount":"881.36","currency":"CNY"}}`, "", 201, ""},
	})
	w.h.Tick(t.Context())
	if _, a, _ = w.send("funder", http.MethodGet, mine, ""); amountOf(a, "owed") != "4000.00 CNY" {
		t.Fatalf("got %v", a)
	}
	_, balances, _ := w.send("seller", http.MethodGet, "/balances", "")
	if row := w.newest(balances, "items"); amountOf(row, "debt") != "4000.00 CNY" || amountOf(row, "available") != "0.00 CNY" {
		t.Fatalf("got %v", row)
	}
	w.on(id, "a maker proposes to give it up", "maker", mine+"/write-off", "", 200, "RECOURSE")
	w.on(id, "a checker does", "checker", mine+"/write-off", "", 200, "WRITTEN_OFF")
	if v, err := w.h.Verify(person(t, "org_x", "m", actor.ClearingMaker)); err != nil || v.Fault != "" {
		t.Fatalf("%v %+v", err, v)
	}
	w.stated(id)
}

// TestWhoHearsOfEarlyPayment: the funder and the seller, not the buyer.
func TestWhoHearsOfEarlyPayment(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(4_000_000)))
	w.on(id, "the buyer pays", "buyer", "/orders/"+id+"/fund", "", 200, "FUNDED")
	w.on(id, "the seller asks", "seller", "/orders/"+id+"/financing", `{"milestone":"mil_1"}`, 200, "FUNDED")
	w.tell([]httpStep{{"pays in", "funder", "POST", "/deposits", `{"amount":{"amount":"50000.00","currency":"CNY"},"for":"funder"}`, "", 201, ""}})
	w.on(id, "the funder offers", "funder", "/orders/"+id+"/advances", `{"milestone":"mil_1","amount":{"amount":"18000.00","currency":"CNY"},"rate":"7.3"}`, 201, "OFFERED")
	tidings := w.h.Tidings(func(_ context.Context, org string) ([]string, error) { return []string{"per_" + org}, nil })
	heard := 0
	for range 40 {
		pending, err := tidings.Pending(t.Context(), 8)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pending {
			if p.Entry.Type == "advance.offered" {
				heard++
				if !slices.Equal(p.Entry.To, []string{"per_org_s", "per_org_f"}) || p.Entry.Data["rate"] != "7.30" || p.Entry.Data["amount"] != "18000.00 CNY" {
					t.Fatalf("got %+v", p.Entry)
				}
			}
			if err := tidings.Done(t.Context(), p.Doc, p.Entry.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	if heard != 1 {
		t.Fatalf("heard %d times", heard)
	}
}
