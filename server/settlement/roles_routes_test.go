package settlement

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/settlement/ledger"
)

// officials are all who may come, by the letters of the design's table; Z is a stranger with an organization, N nobody.
func officials() tokens {
	office := func(name string, r actor.Role) actor.Actor {
		return actor.Actor{Person: "per_" + name, Org: "org_x", Grants: []actor.Grant{{Role: r}}}
	}
	return tokens{
		"B": {Person: "per_b", Org: "org_b"}, "S": {Person: "per_s", Org: "org_s"}, "Z": {Person: "per_z", Org: "org_z"},
		"O": {Person: "per_o", Org: "org_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}},
		"L": {Person: "per_l", Org: "org_l", Grants: []actor.Grant{{Role: actor.Logistics}}},
		"M": office("m", actor.ClearingMaker), "C": office("c", actor.ClearingChecker), "A": office("a", actor.Arbitrator), "F": office("f", actor.Funder),
		"X": office("x", actor.Compliance), "U": office("u", actor.Auditor),
	}
}

const everybody = "B S O L M C A F X U Z"

// rights is the design's table "who may do what", route by route: who is let in. Whoever is not is told 401, 403 or that
// there is no such thing. A route that is not here fails the test.
var rights = []struct {
	route, body string
	who         string
}{
	// Orders: the parties, the organizer of the fair, and those who clear, comply and audit.
	{"GET /orders", "", everybody},
	{"GET /orders/{id}", "", "B S O L M C X U"}, // A those that are contested
	{"GET /orders/{id}/statement", "", "B S O L M C X U"},
	{"GET /orders/{id}/documents", "", "B S O L M C X U"},
	{"GET /orders/{id}/documents/{kind}", "", "B S O L M C X U"},
	{"GET /orders/{id}/messages", "", "B S O L M C X U"},
	{"POST /orders/{id}/messages", `{"text":"hello"}`, "B S L M C"}, // A about those that are contested
	{"POST /orders/{id}/fund", "", "B"},
	{"POST /orders/{id}/start", "", "S"},
	{"POST /orders/{id}/cancel", "", "B S"},
	{"POST /orders/{id}/amend", `{"milestones":[{"title":"a","amount":{"amount":"1.00","currency":"CNY"}}]}`, "B S"},
	{"POST /orders/{id}/agree", "", "B S"},
	{"POST /orders/{id}/decline", "", "B S"},
	{"POST /orders/{id}/hold", `{"reason":"why"}`, "X"}, // M and C with the glass broken
	{"POST /orders/{id}/lift", "", "X C"},
	{"POST /orders/{id}/milestones/{milestone}/ship", "", "S L"},
	{"POST /orders/{id}/milestones/{milestone}/deliver", "", "B L"},
	{"POST /orders/{id}/milestones/{milestone}/accept", "", "B"},
	{"POST /orders/{id}/milestones/{milestone}/cancel", "", "B"},
	{"POST /orders/{id}/milestones/{milestone}/approve-release", "", "M C"},
	{"POST /orders/{id}/milestones/{milestone}/reject", `{"reason":"other"}`, "B"},

	// Disputes: the parties, and arbitrators once there is one.
	{"GET /dispute-reasons", "", everybody + " N"},
	{"GET /disputes", "", everybody},
	{"POST /orders/{id}/disputes", `{"milestone":"mil_1","reason":"other"}`, "B S"},
	{"POST /orders/{id}/disputes/{dispute}/offer", `{"seller":{"amount":"0.00","currency":"CNY"},"buyer":{"amount":"4000.00","currency":"CNY"}}`, "B S"},
	{"POST /orders/{id}/disputes/{dispute}/accept", `{"offer":1}`, "B S"},
	{"POST /orders/{id}/disputes/{dispute}/escalate", "", "B S"},
	{"POST /orders/{id}/disputes/{dispute}/evidence", `{"kind":"photo","ref":"doc_1"}`, "B S"},
	{"POST /orders/{id}/disputes/{dispute}/withdraw", "", "B"},
	{"POST /orders/{id}/disputes/{dispute}/decide", `{"seller":{"amount":"0.00","currency":"CNY"},"buyer":{"amount":"4000.00","currency":"CNY"},"reason":"why"}`, "A"},
	{"POST /orders/{id}/disputes/{dispute}/confirm", "", "A"},
	{"POST /orders/{id}/disputes/{dispute}/appeal", `{"reason":"why"}`, "B S"},

	// Early payment and prices in other currencies: what a seller borrows is not the buyer's business.
	{"GET /financing", "", "F"},
	{"POST /orders/{id}/financing", `{"milestone":"mil_1"}`, "S"},
	{"POST /orders/{id}/advances", `{"milestone":"mil_1","amount":{"amount":"1.00","currency":"CNY"},"rate":"8.25"}`, "F"},
	{"POST /advances/{id}/approve", "", "M C"},
	{"POST /advances/{id}/write-off", "", "M C"},
	{"GET /orders/{id}/quotes", "", "B S O L M C X U"},
	{"POST /orders/{id}/quotes", `{"currency":"EUR"}`, "B"},

	// What banks send.
	{"GET /rails", "", everybody},
	{"GET /statements", "", "M C U"},
	{"GET /statements/{id}", "", "M C U"},
	{"POST /statements", "", "M C"},
	{"GET /bank-files/{id}", "", "M C U"},
	{"GET /payment-files/{id}", "", "M C U"},
	{"GET /nostro", "", "M C U"},
	{"GET /reconciliation", "", "M C U"},
	{"GET /exceptions", "", "M C U"},
	{"POST /exceptions/{id}/resolve", `{"note":"why"}`, "M C"},

	// Money of an organization: its own people.
	{"GET /balances", "", everybody},
	{"GET /payouts", "", everybody},
	{"GET /payouts/{id}", "", "B M C X U"},
	{"GET /payouts/{id}/receipt", "", "B M C X U"},
	{"POST /payouts", `{"amount":{"amount":"1.00","currency":"CNY"}}`, everybody},
	{"POST /deposits", `{"amount":{"amount":"1.00","currency":"CNY"}}`, everybody},
	{"POST /payouts/{id}/approve", "", "M C"},
	{"POST /payouts/{id}/cancel", "", "B M C"},
	{"POST /payouts/{id}/resolve", `{"to":"SETTLED","evidence":"e"}`, "M C"},

	// Clearing: makers and checkers act, auditors and compliance read.
	{"GET /clearing/proposals", "", "M C U"},
	{"POST /clearing/proposals/{id}/confirm", "", "C"},
	{"POST /clearing/proposals/{id}/drop", "", "C"}, // and whoever proposed it
	{"GET /clearing/totals", "", "M C X U"},
	{"POST /clearing/losses", `{"amount":{"amount":"1.00","currency":"CNY"},"evidence":"line"}`, "M C"},
	{"GET /suspense", "", "M C X U"},
	{"GET /suspense/{id}", "", "M C X U"},
	{"POST /suspense/{id}/assign", `{"order":"ord_none"}`, "M C"},
	{"POST /suspense/{id}/return", "", "M C"},
	{"GET /debts", "", "M C X U"},
	{"POST /debts/{id}/write-off", `{"amount":{"amount":"1.00","currency":"CNY"}}`, "M C"},
	{"GET /claims", "", everybody},
	{"GET /ledger/head", "", "M C U"},
	{"GET /ledger/heads", "", everybody + " N"},
	{"GET /ledger/verify", "", "M C U"},
	{"GET /ledger/export", "", "M C U"},
	{"GET /ledger/trial-balance", "", "M C U"},
	{"POST /ledger/close-period", `{"until":"2026-11-01T00:00:00Z"}`, "M C"},
	{"GET /tax-rules", "", everybody},
	{"GET /commission", "", everybody},
	{"POST /tax-rules", `{"jurisdiction":"CN","income":"goods","kind":"company","from":"2026-11-01T00:00:00Z","rateBasisPoints":100,"certificate":"example"}`, "M C"},

	// Compliance.
	{"GET /screening", "", everybody},
	{"GET /screening/parties", "", "M C X U"},
	{"GET /screening/parties/{org}", "", "M C X U"},
	{"GET /holds", "", "M C X U"},
	{"GET /clearing/break-glass", "", "M C X U"},
	{"POST /screening/parties/{org}/decide", `{"reason":"why","decision":"hit"}`, "X"},
	{"POST /screening/parties/{org}/block", `{"reason":"why"}`, "X"}, // M and C with the glass broken
	{"POST /screening/parties/{org}/unblock", "", "X C"},

	{"GET /work", "", everybody},

	// The last, as those who break the glass may stop things afterwards.
	{"POST /clearing/break-glass", `{"reason":"why","minutes":5}`, "M C"},
}

// elsewhere are routes about things that are there only in the scenes of their own tests, which say who may.
var elsewhere = []string{
	"GET /claims/{id}", "POST /claims/{id}/contest", "POST /claims/{id}/concede", "POST /claims/{id}/decide", "GET /advances/{id}", "POST /advances/{id}/accept",
	"POST /advances/{id}/withdraw", "POST /advances/{id}/repay", "POST /quotes/{id}/accept", "POST /quotes/{id}/pay", "POST /quotes/{id}/return", "POST /orders",
}

// TestRolesOverHTTP asks every route of settlement as everybody: whoever the design's table does not name is turned away,
// and whoever it names is not turned away for what they are.
func TestRolesOverHTTP(t *testing.T) {
	h := open(t)
	who := officials()
	a := api.New(api.Options{Authenticator: who, Now: h.clock.now, RatePerSecond: -1})
	Routes(a, h.Service)
	w := &wire{t, a, h}
	letters := append(strings.Fields(everybody), "N")
	all := routes(t, a)
	asked := 0
	for _, row := range rights {
		method, path, _ := strings.Cut(row.route, " ")
		if !slices.Contains(all, row.route) {
			t.Errorf("%s is no route", row.route)
			continue
		}
		about := ""
		for i, letter := range letters {
			if about == "" || method != http.MethodGet { // reading changes nothing
				about = w.scene(row.route, path, i)
			}
			path := about
			header := []string{"Idempotency-Key", h.key()}
			if _, _, tag := w.exchange("M", http.MethodGet, upTo(path), ""); tag != "" {
				header = append(header, "If-Match", tag)
			}
			asked++
			status, code := w.ask(letter, method, path, row.body, header...)
			away := turnedAway(status, code)
			if let := slices.Contains(strings.Fields(row.who), letter); let == away {
				t.Errorf("%s as %s: %d %s, may: %v", row.route, letter, status, code, let)
			}
		}
	}
	for _, route := range all {
		if !slices.Contains(elsewhere, route) && !slices.ContainsFunc(rights, func(r struct{ route, body, who string }) bool { return r.route == route }) {
			t.Errorf("%s stands in no row: who may?", route)
		}
	}
	t.Logf("%d requests", asked)
}

// turnedAway says whether an answer means: not you. What comes of who was first, and things that are not there for anybody,
// do not.
func turnedAway(status int, code string) bool {
	switch status {
	case http.StatusUnauthorized:
		return true
	case http.StatusForbidden:
		return code != "same_person" && code != "proposal_missing"
	case http.StatusNotFound:
		return code == "order_not_found" || code == "payout_not_found"
	}
	return false
}

// scene brings about what a route is about, anew for each who asks, and fills in its path.
func (w *wire) scene(route, path string, i int) string {
	w.t.Helper()
	replace := strings.NewReplacer("{org}", "org_s", "{milestone}", "mil_1", "{kind}", "confirmation?lang=en&format=json")
	if strings.Contains(path, "/payouts/{id}") {
		return replace.Replace(strings.ReplaceAll(path, "{id}", w.aPayout(i)))
	}
	if strings.Contains(path, "/proposals/{id}") {
		return strings.ReplaceAll(path, "{id}", w.aProposal())
	}
	if strings.Contains(path, "/orders/{id}") {
		d := deal(400_000, 2_000_000)
		d.Deal, d.Logistics = fmt.Sprintf("deal_%s_%d", short(ledger.NewKey(route))[:8], i), "org_l"
		id := must[string](w.t)(w.h.ImportDeal(w.t.Context(), d))
		buyer := person(w.t, "org_b", "b")
		if !strings.HasSuffix(route, "/fund") {
			o := must[Order](w.t)(w.h.Order(buyer, id))
			must[Order](w.t)(w.h.Fund(buyer, id, nil, o.V, w.h.key()))
		}
		if strings.Contains(path, "{dispute}") {
			path = strings.ReplaceAll(path, "{dispute}", w.aDispute(buyer, id))
		}
		if strings.HasSuffix(route, "/advances") {
			must[Order](w.t)(w.h.AskAdvance(person(w.t, "org_s", "s"), id, "mil_1", nil, 2, w.h.key()))
		}
		path = strings.ReplaceAll(path, "{id}", id)
	}
	return replace.Replace(strings.ReplaceAll(path, "{id}", "none"))
}

// aDispute is the buyer contesting a milestone that was shipped.
func (w *wire) aDispute(buyer context.Context, id string) string {
	w.t.Helper()
	o := must[Order](w.t)(w.h.Order(buyer, id))
	o = must[Order](w.t)(w.h.Ship(person(w.t, "org_s", "s"), id, "mil_1", "awb", o.V, w.h.key())) //nolint:contextcheck // a person of the test, who is made anew
	o = must[Order](w.t)(w.h.Deliver(buyer, id, "mil_1", o.V, w.h.key()))
	o = must[Order](w.t)(w.h.OpenDispute(buyer, id, "mil_1", Contest{Reason: "other"}, o.V, w.h.key()))
	return o.Disputes[0].ID
}

// aPayout is a payout of the buyer above the limit, who paid too much.
func (w *wire) aPayout(i int) string {
	w.t.Helper()
	k := ledger.NewKey("excess", w.t.Name(), w.h.key())
	if err := w.h.do(w.t.Context(), ledger.Command{
		Key: k, Type: ledger.BookDeposit, Actor: ledger.Actor{Role: ledger.Rail}, Rail: "sandbox", Amount: 600_000, Currency: "CNY", Object: "org_b",
		Ref: k.String(), Params: []ledger.Param{{Name: "for", Text: "user"}},
	}); err != nil {
		w.t.Fatal(err, i)
	}
	p := must[Payout](w.t)(w.h.RequestPayout(person(w.t, "org_b", "b"), cny(600_000), ForOwn, w.h.key()))
	return p.ID
}

// aProposal is something a maker who asks for nothing else has proposed.
func (w *wire) aProposal() string {
	w.t.Helper()
	until := w.h.clock.now().Add(time.Duration(w.h.n)*time.Minute - 2000*time.Hour)
	if _, err := w.h.ClosePeriod(person(w.t, "org_x", "other", actor.ClearingMaker), until, w.h.key()); err != nil {
		w.t.Fatal(err)
	}
	var waiting []*ledger.Proposal
	w.h.engine.View(func(st *ledger.State) { waiting = st.Proposals() })
	return waiting[len(waiting)-1].ID
}

// upTo cuts a path after its object.
func upTo(path string) string {
	parts := strings.Split(path, "/")
	return strings.Join(parts[:min(len(parts), 3)], "/")
}

// ask makes a request and returns the code of a problem; files are no JSON and have none.
func (w *wire) ask(token, method, path, body string, header ...string) (int, string) {
	w.t.Helper()
	if token == "N" {
		token = ""
	}
	status, raw, _ := w.exchange(token, method, path, body, header...)
	var p struct {
		Code string `json:"code"`
	}
	if status >= http.StatusBadRequest {
		if err := json.Unmarshal(raw, &p); err != nil {
			w.t.Fatalf("%s %s: %d %.300s", method, path, status, raw)
		}
	}
	return status, p.Code
}

// routes lists what the document says, as "GET /orders".
func routes(t *testing.T, a *api.API) []string {
	t.Helper()
	raw, err := a.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	var list []string
	for path, methods := range doc.Paths {
		for method := range methods {
			if short, ours := strings.CutPrefix(path, "/api/v1"); ours && short != "" {
				list = append(list, strings.ToUpper(method)+" "+short)
			}
		}
	}
	slices.Sort(list)
	return list
}
