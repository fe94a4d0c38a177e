package settlement

import (
	"net/http"
	"testing"
)

// TestAFunderTakesMoneyOutOverHTTP: what is free leaves at once up to the limit, above it two officers look at it, and what
// stands behind an offer stays.
func TestAFunderTakesMoneyOutOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(4_000_000)))
	w.on(id, "the buyer pays", "buyer", "/orders/"+id+"/fund", "", 200, "FUNDED")
	w.on(id, "the seller asks", "seller", "/orders/"+id+"/financing", `{"milestone":"mil_1"}`, 200, "FUNDED")
	w.tell([]httpStep{{"pays in", "funder", "POST", "/deposits", `{"amount":{"amount":"50000.00","currency":"CNY"},"for":"funder"}`, "", 201, ""}})
	a := w.on(id, "the funder offers", "funder", "/orders/"+id+"/advances", `{"milestone":"mil_1","amount":{"amount":"10000.00","currency":"CNY"},"rate":"7.3"}`, 201, "OFFERED")

	take := func(who, body string, status int, code string) map[string]any {
		t.Helper()
		got, answer, _ := w.send(who, http.MethodPost, "/payouts", body, "Idempotency-Key", w.h.key())
		if got != status || (code != "" && text(answer, "code") != code) {
			t.Fatalf("%s asks for %s: %d %v", who, body, got, answer)
		}
		return answer
	}
	has := func(available, offered, requested string) {
		t.Helper()
		_, f, _ := w.send("funder", http.MethodGet, "/financing", "")
		if row := w.newest(f, "has"); amountOf(row, "available") != available || amountOf(row, "offered") != offered || amountOf(row, "requested") != requested {
			t.Fatalf("got %v", row)
		}
	}
	take("seller", `{"amount":{"amount":"1.00","currency":"CNY"},"for":"funder"}`, 403, "role_not_allowed")
	take("funder", `{"amount":{"amount":"1.00","currency":"CNY"}}`, 409, "insufficient_funds") // it has earned nothing
	take("funder", `{"amount":{"amount":"1.00","currency":"CNY"},"for":"buyer"}`, 422, "")
	take("funder", `{"amount":{"amount":"40000.01","currency":"CNY"},"for":"funder"}`, 409, "insufficient_funds")
	if p := take("funder", `{"amount":{"amount":"4000.00","currency":"CNY"},"for":"funder"}`, 201, ""); text(p, "state") != "SETTLED" || text(p, "for") != "funder" {
		t.Fatalf("got %v", p)
	}
	has("36000.00 CNY", "10000.00 CNY", "0.00 CNY")
	large := text(take("funder", `{"amount":{"amount":"36000.00","currency":"CNY"},"for":"funder"}`, 201, ""), "id")
	has("0.00 CNY", "10000.00 CNY", "36000.00 CNY")
	w.tell([]httpStep{
		{"a seller does not find it", "seller", "POST", "/payouts/" + large + "/cancel", "", `"1"`, 404, "payout_not_found"},
		{"the funder takes it back", "funder", "POST", "/payouts/" + large + "/cancel", "", `"1"`, 200, "CANCELLED"},
	})
	has("36000.00 CNY", "10000.00 CNY", "0.00 CNY")
	w.on(id, "and the offer as well", "funder", "/advances/"+text(a, "id")+"/withdraw", "", 200, "WITHDRAWN")
	has("46000.00 CNY", "0.00 CNY", "0.00 CNY")
	large = text(take("funder", `{"amount":{"amount":"46000.00","currency":"CNY"},"for":"funder"}`, 201, ""), "id")
	w.tell([]httpStep{
		{"proposed", "maker", "POST", "/payouts/" + large + "/approve", "", `"1"`, 200, "REQUESTED"},
		{"approved and gone", "checker", "POST", "/payouts/" + large + "/approve", "", `"2"`, 200, "SETTLED"},
	})
	has("0.00 CNY", "0.00 CNY", "0.00 CNY")
	_, list, _ := w.send("funder", http.MethodGet, "/payouts", "")
	if rows, _ := list["items"].([]any); len(rows) != 3 {
		t.Fatalf("got %v", list)
	}
}
