package settlement

import (
	"context"
	"net/http"
	"testing"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

// TestWhoSentMoneyInSuspense: what the bank's line says of the sender stands beside the money, for those who look into it.
func TestWhoSentMoneyInSuspense(t *testing.T) {
	w := serve(t)
	w.h.upload(t, csv(t, ours(1, 0, statement.Line{
		Amount: cny(7_000), Ref: "R1", EndToEnd: "INV-7", Reference: "for ord_lost", Party: "Lakeside Films GmbH", Account: "DE89370400440532013000",
	})))
	u := w.item("maker", "/suspense")
	sender, _ := u["sender"].(map[string]any)
	for field, want := range map[string]string{
		"name": "Lakeside Films GmbH", "account": "DE89370400440532013000", "reference": "for ord_lost", "endToEnd": "INV-7", "day": "2026-11-21",
	} {
		if got := text(sender, field); got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
	if text(u, "why") != "order_unknown" || text(u, "named") != "ord_lost" || text(sender, "statement") == "" {
		t.Errorf("got %v", u)
	}
	if text(u, "payer") == "DE89370400440532013000" {
		t.Error("the log knows the account")
	}
	w.rail(ledger.Command{Type: ledger.BookReceipt, Amount: 5_000, Currency: "CNY", Rail: "sandbox", Ref: "no line"})
	_, list, _ := w.send("checker", http.MethodGet, "/suspense", "")
	items, _ := list["items"].([]any)
	if second, _ := items[len(items)-1].(map[string]any); len(items) != 2 || second["sender"] != nil {
		t.Errorf("without a line there is no sender: %v", list)
	}
}

// TestWhoProposed: officers read each other's names, and an id where there is none.
func TestWhoProposed(t *testing.T) {
	w := serve(t)
	w.rail(ledger.Command{Type: ledger.BookReceipt, Amount: 5_000, Currency: "CNY", Rail: "sandbox"})
	on := "/suspense/" + text(w.item("maker", "/suspense"), "id") + "/return"
	w.tell([]httpStep{{"a maker proposes", "maker", "POST", on, `{"account":"acct_1"}`, `"1"`, 200, "LYING"}})
	if p := w.item("checker", "/clearing/proposals"); p["by"] != nil {
		t.Fatalf("nobody knows names: %v", p)
	}
	w.h.opt.PersonName = func(_ context.Context, person string) (string, error) { return "Mo of " + person, nil }
	if p := w.item("checker", "/clearing/proposals"); text(p, "by") != "Mo of per_m" {
		t.Fatalf("got %v", p)
	}
	w.h.opt.PersonName = func(context.Context, string) (string, error) {
		return "", problem.New(problem.NotFound, "person_not_found", "gone")
	}
	if p := w.item("checker", "/clearing/proposals"); p["by"] != nil || text(p, "proposedBy") != "per_m" {
		t.Fatalf("got %v", p)
	}
}

// TestClaimsOfAnOrder: its page asks for all of them, whatever became of them, with the names of both sides.
func TestClaimsOfAnOrder(t *testing.T) {
	w := serve(t)
	id := w.completed()
	reserve := func() map[string]any {
		rows, _ := w.item("seller", "/balances")["reserves"].([]any)
		if len(rows) != 1 {
			t.Fatalf("got %v", rows)
		}
		r, _ := rows[0].(map[string]any)
		return r
	}
	if r := reserve(); text(r, "order") != id || text(r, "until") == "" {
		t.Fatalf("an order that has ended says until when: %v", r)
	}
	w.rail(ledger.Command{
		Type: ledger.OpenClaim, Order: id, Object: "clm_1", Amount: 100, Currency: "CNY", Rail: "sandbox", Params: []ledger.Param{{Name: "kind", Text: "recall"}},
	})
	if r := reserve(); text(r, "until") != "" {
		t.Fatalf("while money is called back nobody knows: %v", r)
	}
	k := w.item("buyer", "/claims?order="+id)
	seller, _ := k["seller"].(map[string]any)
	name, _ := seller["orgName"].(map[string]any)
	if text(k, "title") == "" || text(seller, "org") != "org_s" || len(name) == 0 {
		t.Fatalf("got %v", k)
	}
	_, _, tag := w.send("seller", http.MethodGet, "/claims/clm_1", "")
	w.tell([]httpStep{{"the seller gives in", "seller", "POST", "/claims/clm_1/concede", "", tag, 200, "LOST"}})
	if text(w.item("seller", "/claims?order="+id), "state") != "LOST" {
		t.Fatal("a lost claim is no longer told on the order's page")
	}
	for _, path := range []string{"/claims", "/claims?order=ord_none"} {
		if _, list, _ := w.send("seller", http.MethodGet, path, ""); len(list["items"].([]any)) != 0 { //nolint:forcetypeassert // a test
			t.Errorf("%s: %v", path, list)
		}
	}
}

// TestTheBankTakesBackWhatWasAssigned: money that two people gave to an order is called back at that order's cost.
func TestTheBankTakesBackWhatWasAssigned(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	w.h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(404_000), Ref: "R1", EndToEnd: "INV-7", Reference: "thank you"})))
	on, body := "/suspense/"+text(w.item("maker", "/suspense"), "id")+"/assign", `{"order":"`+id+`"}`
	w.tell([]httpStep{
		{"a maker proposes", "maker", "POST", on, body, `"1"`, 200, "LYING"},
		{"a checker confirms", "checker", "POST", on, body, `"1"`, 200, "ASSIGNED"},
	})
	w.h.upload(t, csv(t, ours(2, 404_000, statement.Line{Amount: cny(-404_000), Ref: "R2", EndToEnd: "INV-7", Reversal: true})))
	k := w.item("seller", "/claims")
	taken, _ := k["taken"].(map[string]any)
	if escrow, _ := taken["escrow"].(map[string]any); text(k, "order") != id || text(escrow, "amount") != "4040.00" {
		t.Fatalf("got %v", k)
	}
}
