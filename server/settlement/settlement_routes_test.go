package settlement

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/problem"
)

// tokens lets a token be the name of its holder.
type tokens map[string]actor.Actor

func (tokens) Session(context.Context, string) (actor.Actor, string, error) {
	return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_unknown", "")
}

func (t tokens) Token(_ context.Context, token string) (actor.Actor, error) {
	if a, ok := t[token]; ok {
		return a, nil
	}
	return actor.Actor{}, problem.New(problem.Unauthenticated, "token_unknown", "")
}

type wire struct {
	t   *testing.T
	api *api.API
	h   *house
}

func serve(t *testing.T) *wire {
	t.Helper()
	h := open(t)
	who := tokens{
		"buyer": {Person: "per_b", Org: "org_b"}, "seller": {Person: "per_s", Org: "org_s"}, "stranger": {Person: "per_z", Org: "org_z"},
		"maker":   {Person: "per_m", Org: "org_x", Grants: []actor.Grant{{Role: actor.ClearingMaker}}},
		"checker": {Person: "per_c", Org: "org_x", Grants: []actor.Grant{{Role: actor.ClearingChecker}}},
		"funder":  {Person: "per_f", Org: "org_f", Grants: []actor.Grant{{Role: actor.Funder}}},

		"arbitrator": {Person: "per_a", Org: "org_x", Grants: []actor.Grant{{Role: actor.Arbitrator}}},
	}
	a := api.New(api.Options{Authenticator: who, Now: h.clock.now, RatePerSecond: -1})
	Routes(a, h.Service)
	return &wire{t, a, h}
}

// send makes a request; header fields follow as name, value, name, value.
func (w *wire) send(token, method, path, body string, header ...string) (int, map[string]any, string) {
	w.t.Helper()
	status, raw, tag := w.exchange(token, method, path, body, header...)
	var out map[string]any
	if err := json.Unmarshal(raw, &out); err != nil {
		w.t.Fatalf("%s %s: %d %s", method, path, status, raw)
	}
	return status, out, tag
}

// exchange makes a request and returns what came back as it is.
func (w *wire) exchange(token, method, path, body string, header ...string) (int, []byte, string) {
	w.t.Helper()
	r := httptest.NewRequestWithContext(w.t.Context(), method, "http://fair.test/api/v1"+path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	res, err := w.api.Test(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, raw, res.Header.Get("ETag")
}

func TestTheWayOfAnOrderOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000, 2_000_000)))
	order := "/orders/" + id
	status, body, tag := w.send("buyer", http.MethodGet, order, "")
	if status != http.StatusOK || tag != `"1"` || body["state"] != "AWAITING_FUNDS" || body["sandbox"] != true {
		t.Fatalf("%d %s %v", status, tag, body)
	}
	rows := []struct {
		name, token, method, path, body string
		match, key                      bool
		status                          int
		code                            string // of the problem, or state of the order
	}{
		{"a stranger finds nothing", "stranger", "GET", order, "", false, false, 404, "order_not_found"},
		{"nobody is turned away", "", "GET", order, "", false, false, 401, ""},
		{"paying needs a version", "buyer", "POST", order + "/fund", "", false, true, 428, "precondition_required"},
		{"paying needs a key", "buyer", "POST", order + "/fund", "", true, false, 428, "idempotency_key_required"},
		{"amounts are strings", "buyer", "POST", order + "/fund", `{"amount":{"amount":5,"currency":"CNY"}}`, true, true, 422, ""},
		{"not more than what is missing", "buyer", "POST", order + "/fund", `{"amount":{"amount":"99999999.00","currency":"CNY"}}`, true, true, 422, "amount_invalid"},
		{"the seller does not pay", "seller", "POST", order + "/fund", "", true, true, 403, "role_not_allowed"},
		{"a part is paid", "buyer", "POST", order + "/fund", `{"amount":{"amount":"24.00","currency":"CNY"}}`, true, true, 200, "PARTIALLY_FUNDED"},
		{"the rest is paid", "buyer", "POST", order + "/fund", "", true, true, 200, "FUNDED"},
		{"the seller ships", "seller", "POST", order + "/milestones/mil_1/ship", `{"evidence":"awb-1"}`, true, true, 200, "IN_DELIVERY"},
		{"no such milestone", "seller", "POST", order + "/milestones/mil_9/ship", "", true, true, 404, "milestone_not_found"},
		{"the buyer says it arrived", "buyer", "POST", order + "/milestones/mil_1/deliver", "", true, true, 200, "IN_DELIVERY"},
		{"the seller cannot accept", "seller", "POST", order + "/milestones/mil_1/accept", "", true, true, 403, "role_not_allowed"},
		{"the buyer accepts", "buyer", "POST", order + "/milestones/mil_1/accept", "", true, true, 200, "IN_DELIVERY"},
		{"and not twice", "buyer", "POST", order + "/milestones/mil_1/accept", "", true, true, 409, "wrong_state"},
		{"the second part ships", "seller", "POST", order + "/milestones/mil_2/ship", "", true, true, 200, "IN_DELIVERY"},
		{"and arrives", "buyer", "POST", order + "/milestones/mil_2/deliver", "", true, true, 200, "IN_DELIVERY"},
		{"and is accepted", "buyer", "POST", order + "/milestones/mil_2/accept", "", true, true, 200, "IN_DELIVERY"},
		{"parties release nothing", "buyer", "POST", order + "/milestones/mil_2/approve-release", "", true, true, 403, "role_missing"},
		{"the maker proposes", "maker", "POST", order + "/milestones/mil_2/approve-release", `{"as":"maker"}`, true, true, 200, "IN_DELIVERY"},
		{"the maker is not the checker", "maker", "POST", order + "/milestones/mil_2/approve-release", "", true, true, 403, "same_person"},
		{"the checker confirms", "checker", "POST", order + "/milestones/mil_2/approve-release", `{"as":"checker"}`, true, true, 200, "COMPLETED"},
		{"nothing moves any more", "buyer", "POST", order + "/cancel", "", true, true, 409, "wrong_state"},
	}
	for _, r := range rows {
		_, current, tag := w.send("maker", http.MethodGet, order, "")
		if current["v"] == nil {
			t.Fatalf("%v", current)
		}
		var header []string
		if r.match {
			header = append(header, "If-Match", tag)
		}
		if r.key {
			header = append(header, "Idempotency-Key", w.h.key())
		}
		status, body, _ := w.send(r.token, r.method, r.path, r.body, header...)
		got, _ := body["code"].(string)
		if status == http.StatusOK {
			got, _ = body["state"].(string)
		}
		if status != r.status || (r.code != "" && got != r.code) {
			t.Fatalf("%s: got %d %v, want %d %s", r.name, status, body, r.status, r.code)
		}
	}
	status, body, _ = w.send("seller", http.MethodGet, "/balances", "")
	if items, _ := body["items"].([]any); status != http.StatusOK || len(items) != 1 {
		t.Fatalf("%d %v", status, body)
	}
	status, body, _ = w.send("seller", http.MethodPost, "/payouts", `{"amount":{"amount":"1.00","currency":"CNY"}}`, "Idempotency-Key", w.h.key())
	if status != http.StatusCreated || body["state"] != "SETTLED" || body["sandbox"] != true {
		t.Fatalf("%d %v", status, body)
	}
	for _, path := range []string{"/orders?role=seller&state=COMPLETED", "/payouts", order + "/statement"} {
		status, body, _ := w.send("seller", http.MethodGet, path, "")
		if items, isList := body["items"].([]any); status != http.StatusOK || (isList && len(items) != 1) {
			t.Fatalf("%s: %d %v", path, status, body)
		}
	}
	for _, path := range []string{"/clearing/proposals", "/ledger/head", "/ledger/verify"} {
		if status, body, _ := w.send("maker", http.MethodGet, path, ""); status != http.StatusOK || body["fault"] != nil {
			t.Fatalf("%s: %d %v", path, status, body)
		}
		if status, _, _ := w.send("seller", http.MethodGet, path, ""); status != http.StatusForbidden {
			t.Fatalf("%s is open to a seller: %d", path, status)
		}
	}
	if doc, err := w.api.OpenAPI(); err != nil || strings.Count(string(doc), `"Idempotency-Key"`) == 0 {
		t.Fatalf("no document: %v", err)
	}
}
