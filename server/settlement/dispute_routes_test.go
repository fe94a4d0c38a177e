package settlement

import (
	"net/http"
	"strconv"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
)

// contestable serves an order whose one milestone of 10,000.00 waits for its inspection.
func contestable(t *testing.T) (*wire, string) {
	t.Helper()
	w := serve(t)
	d := deal(1_000_000)
	d.Milestones[0].Quantity = 4
	id := must[string](t)(w.h.ImportDeal(t.Context(), d))
	for _, step := range []struct{ who, path string }{{"buyer", "/fund"}, {"seller", "/milestones/mil_1/ship"}, {"buyer", "/milestones/mil_1/deliver"}} {
		if status, out := w.act(step.who, id, step.path, ""); status != http.StatusOK {
			t.Fatalf("%s: %d %v", step.path, status, out)
		}
	}
	return w, id
}

// act posts below an order with its current version.
func (w *wire) act(who, id, path, body string) (int, map[string]any) {
	w.t.Helper()
	var v int64
	w.h.engine.View(func(st *ledger.State) {
		o, _ := st.Order(id)
		v = o.Version
	})
	status, out, _ := w.send(who, http.MethodPost, "/orders/"+id+path, body, "If-Match", strconv.Quote(strconv.FormatInt(v, 10)), "Idempotency-Key", w.h.key())
	return status, out
}

func TestDisputesOverHTTP(t *testing.T) {
	w, id := contestable(t)
	status, out, _ := w.send("", http.MethodGet, "/dispute-reasons", "")
	if status != http.StatusOK || len(out["items"].([]any)) != len(DisputeReasons()) {
		t.Fatalf("%d %v", status, out)
	}
	const reject = "/milestones/mil_1/reject"
	money := func(v string) string { return `{"amount":"` + v + `","currency":"CNY"}` }
	rows := []struct {
		name, who, path, body string
		status                int
		code                  string
	}{
		{"a stranger rejects nothing", "stranger", reject, `{"reason":"damaged"}`, http.StatusNotFound, "order_not_found"},
		{"the seller rejects nothing", "seller", reject, `{"reason":"damaged"}`, http.StatusForbidden, "role_not_allowed"},
		{"a reason is one of the list", "buyer", reject, `{"reason":"whim"}`, http.StatusUnprocessableEntity, "reason_unknown"},
		{"nobody may claim for the clock", "buyer", reject, `{"reason":"no_response"}`, http.StatusUnprocessableEntity, "reason_unknown"},
		{"nothing is contested", "buyer", reject, `{"reason":"damaged","contested":` + money("0.00") + `}`, http.StatusUnprocessableEntity, "amount_invalid"},
		{"more is contested than there is", "buyer", reject, `{"reason":"damaged","contested":` + money("10000.01") + `}`, http.StatusUnprocessableEntity, "amount_invalid"},
		{"an amount is no number", "buyer", reject, `{"reason":"damaged","contested":{"amount":1,"currency":"CNY"}}`, http.StatusUnprocessableEntity, ""},
		{"more pieces are accepted than there are", "buyer", "/milestones/mil_1/accept", `{"quantity":5}`, http.StatusUnprocessableEntity, "amount_invalid"},
		{"one of four pieces is accepted", "buyer", "/milestones/mil_1/accept", `{"quantity":1}`, http.StatusOK, ""},
		{"there is no such milestone", "seller", "/disputes", `{"reason":"other","milestone":"mil_9"}`, http.StatusNotFound, "milestone_not_found"},
		{"a part of the rest is contested", "buyer", "/milestones/mil_1-2/reject", `{"reason":"damaged","note":"Cracked.","contested":` + money("5000.00") + `}`, http.StatusOK, ""},
		{"the parties do not rule", "buyer", "/disputes/dsp_1/decide", `{"seller":` + money("0.00") + `,"buyer":` + money("5000.00") + `,"reason":"Because."}`, http.StatusForbidden, "role_missing"},
		{"an offer is all that is contested", "seller", "/disputes/dsp_1/offer", `{"seller":` + money("1.00") + `,"buyer":` + money("1.00") + `}`, http.StatusUnprocessableEntity, "amount_invalid"},
		{"an offer is tabled", "seller", "/disputes/dsp_1/offer", `{"seller":` + money("4000.00") + `,"buyer":` + money("1000.00") + `}`, http.StatusOK, ""},
		{"the own offer is not accepted", "seller", "/disputes/dsp_1/accept", `{"offer":1}`, http.StatusConflict, "offer_not_open"},
		{"evidence is of a kind", "seller", "/disputes/dsp_1/evidence", `{"kind":"gossip"}`, http.StatusUnprocessableEntity, ""},
		{"evidence is given", "seller", "/disputes/dsp_1/evidence", `{"kind":"delivery_note","ref":"doc_7","note":"Signed at the dock."}`, http.StatusOK, ""},
		{"the sides negotiate first", "buyer", "/disputes/dsp_1/escalate", "", http.StatusConflict, "not_due"},
		{"who did not open it does not withdraw it", "seller", "/disputes/dsp_1/withdraw", "", http.StatusForbidden, "not_the_opener"},
	}
	for _, r := range rows {
		status, out := w.act(r.who, id, r.path, r.body)
		if status != r.status || (r.code != "" && out["code"] != r.code) {
			t.Fatalf("%s: got %d %v", r.name, status, out)
		}
	}
	w.h.clock.forward(4 * 24 * time.Hour)
	for _, r := range []struct{ who, path, body string }{
		{"buyer", "/disputes/dsp_1/escalate", ""},
		{"seller", "/disputes/dsp_1/evidence", `{"kind":"photo"}`},
		{"buyer", "/disputes/dsp_1/evidence", `{"kind":"photo"}`},
		{"arbitrator", "/disputes/dsp_1/decide", `{"seller":` + money("3500.00") + `,"buyer":` + money("1500.00") + `,"reason":"Seventy of a hundred are sound."}`},
		{"buyer", "/disputes/dsp_1/appeal", `{"reason":"The boxes were never opened."}`},
	} {
		if status, out := w.act(r.who, id, r.path, r.body); status != http.StatusOK {
			t.Fatalf("%s: %d %v", r.path, status, out)
		}
	}
	status, out, _ = w.send("arbitrator", http.MethodGet, "/disputes?state=APPEALED", "")
	items, _ := out["items"].([]any)
	if status != http.StatusOK || len(items) != 1 {
		t.Fatalf("%d %v", status, out)
	}
	d := items[0].(map[string]any)["dispute"].(map[string]any)
	ruling, appeal := d["ruling"].(map[string]any), d["appeal"].(map[string]any)
	if ruling["reason"] != "Seventy of a hundred are sound." || appeal["by"] != "buyer" || len(d["may"].([]any)) != 0 {
		t.Fatalf("%v", d)
	}
	if status, out := w.act("arbitrator", id, "/disputes/dsp_1/decide", `{"seller":`+money("1.00")+`,"buyer":`+money("4999.00")+`,"reason":"Again."}`); out["code"] != "same_person" {
		t.Fatalf("%d %v", status, out)
	}
	if status, out := w.act("buyer", id, "/disputes/dsp_1/accept", `{"offer":1}`); status != http.StatusOK {
		t.Fatalf("the sides still may settle: %d %v", status, out)
	}
}

func TestDraftsOverHTTP(t *testing.T) {
	w := serve(t)
	id := draft(t, w.h)
	if status, out := w.act("stranger", id, "/agree", ""); status != http.StatusNotFound {
		t.Fatalf("%d %v", status, out)
	}
	body := `{"milestones":[{"title":"All of it","amount":{"amount":"9.00","currency":"CNY"},"inspectionDays":3}]}`
	if status, out := w.act("buyer", id, "/amend", body); status != http.StatusOK || out["state"] != "PROPOSED" {
		t.Fatalf("%d %v", status, out)
	}
	if status, out := w.act("seller", id, "/agree", ""); status != http.StatusOK || out["state"] != "AWAITING_FUNDS" {
		t.Fatalf("%d %v", status, out)
	}
	if status, out := w.act("seller", id, "/decline", ""); status != http.StatusConflict || out["code"] != "wrong_state" {
		t.Fatalf("%d %v", status, out)
	}
}
