package settlement

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// step is one request of a story: what it must answer, and with what code of a problem or state of what it is about.
type httpStep struct {
	name, token, method, path, body, match string
	status                                 int
	want                                   string // code of the problem, or the field "state"
}

func (w *wire) tell(steps []httpStep) {
	w.t.Helper()
	for _, s := range steps {
		header := []string{"Idempotency-Key", w.h.key()}
		if s.match != "" {
			header = append(header, "If-Match", s.match)
		}
		status, body, _ := w.send(s.token, s.method, s.path, s.body, header...)
		got, _ := body["code"].(string)
		if status < 300 {
			got, _ = body["state"].(string)
		}
		if status != s.status || (s.want != "" && got != s.want) {
			w.t.Fatalf("%s: got %d %v, want %d %s", s.name, status, body, s.status, s.want)
		}
	}
}

// rail gives a command of the rail.
func (w *wire) rail(c ledger.Command) {
	w.t.Helper()
	c.Key, c.Actor = ledger.NewKey("test", w.h.key()), ledger.Actor{Role: ledger.Rail}
	if err := w.h.do(w.t.Context(), c); err != nil {
		w.t.Fatal(err)
	}
}

// item reads the only item of a list.
func (w *wire) item(token, path string) map[string]any {
	w.t.Helper()
	status, body, _ := w.send(token, http.MethodGet, path, "")
	items, _ := body["items"].([]any)
	if status != http.StatusOK || len(items) != 1 {
		w.t.Fatalf("%s: %d %v", path, status, body)
	}
	one, _ := items[0].(map[string]any)
	return one
}

func text(of map[string]any, field string) string {
	s, _ := of[field].(string)
	return s
}

// TestMoneyInSuspenseOverHTTP: a receipt names no order; one maker proposes, another person confirms.
func TestMoneyInSuspenseOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	w.rail(ledger.Command{Type: ledger.BookReceipt, Order: "ord_none", Amount: 404_000, Currency: "CNY", Rail: "sandbox", Ref: "line 7"})
	u := w.item("maker", "/suspense")
	if text(u, "state") != "LYING" || text(u, "why") != "order_unknown" || text(u, "named") != "ord_none" {
		t.Fatalf("got %v", u)
	}
	task := w.item("checker", "/work")
	if text(task, "kind") != "suspense" || text(task, "code") != "order_unknown" || task["yours"] == true || text(task, "action") != "examine" || text(task, "object") != text(u, "id") {
		t.Fatalf("got %v", task)
	}
	on, body := "/suspense/"+text(u, "id"), `{"order":"`+id+`"}`
	w.tell([]httpStep{
		{"parties do not see it", "buyer", "GET", "/suspense", "", "", 403, "role_missing"},
		{"nor one of it", "seller", "GET", on, "", "", 403, "role_missing"},
		{"no such money", "maker", "POST", "/suspense/sus_none/assign", body, `"1"`, 404, "suspense_not_found"},
		{"no such order", "maker", "POST", on + "/assign", `{"order":"ord_none"}`, `"1"`, 404, "order_not_found"},
		{"a version is needed", "maker", "POST", on + "/assign", body, "", 428, "precondition_required"},
		{"the version must be the one that is", "maker", "POST", on + "/assign", body, `"7"`, 412, "version_conflict"},
		{"a checker proposes nothing", "checker", "POST", on + "/assign", body, `"1"`, 409, "proposal_missing"},
		{"a maker proposes", "maker", "POST", on + "/assign", body, `"1"`, 200, "LYING"},
		{"and confirms nothing", "maker", "POST", on + "/assign", body, `"1"`, 403, "same_person"},
		{"nobody confirms something else", "checker", "POST", on + "/return", "", `"1"`, 409, "proposal_missing"},
	})
	if p := w.item("checker", "/clearing/proposals"); text(p, "action") != "suspense.assign" || p["yours"] != true || text(p, "proposedBy") != "per_m" {
		t.Fatalf("got %v", p)
	}
	w.tell([]httpStep{
		{"a checker confirms", "checker", "POST", on + "/assign", body, `"1"`, 200, "ASSIGNED"},
		{"once", "maker", "POST", on + "/assign", body, `"1"`, 412, "version_conflict"},
		{"not even with the version of now", "maker", "POST", on + "/assign", body, `"2"`, 200, "ASSIGNED"},
		{"whoever confirms", "checker", "POST", on + "/assign", body, `"2"`, 409, "wrong_state"},
		{"the order is paid", "buyer", "GET", "/orders/" + id, "", "", 200, "FUNDED"},
	})
}

// TestMoneyGoesBackToItsSenderOverHTTP: the bank said where it came from; the sandbox pays it back at once.
func TestMoneyGoesBackToItsSenderOverHTTP(t *testing.T) {
	w := serve(t)
	w.rail(ledger.Command{
		Type: ledger.BookReceipt, Order: "ord_none", Amount: 5_000, Currency: "CNY", Rail: "sandbox", Params: []ledger.Param{{Name: "payer", Text: "acct_7"}},
	})
	on := "/suspense/" + text(w.item("maker", "/suspense"), "id")
	w.tell([]httpStep{{"a maker proposes", "maker", "POST", on + "/return", "", `"1"`, 200, "LYING"}})
	id := text(w.item("checker", "/clearing/proposals"), "id")
	w.tell([]httpStep{
		{"a maker is no checker", "maker", "POST", "/clearing/proposals/" + id + "/confirm", "", "", 403, "role_missing"},
		{"a checker confirms it by its id", "checker", "POST", "/clearing/proposals/" + id + "/confirm", "", "", 200, ""},
		{"then it waits no more", "checker", "POST", "/clearing/proposals/" + id + "/confirm", "", "", 404, "proposal_not_found"},
		{"it has gone back", "checker", "GET", on, "", "", 200, "RETURNED"},
	})
	u := w.item("maker", "/suspense?state=RETURNED")
	status, payout, _ := w.send("maker", http.MethodGet, "/payouts/"+text(u, "payout"), "")
	if status != http.StatusOK || text(payout, "state") != "SETTLED" || text(payout, "suspense") != text(u, "id") || text(payout, "org") != "" {
		t.Fatalf("%d %v", status, payout)
	}
}

// TestAProposalIsDroppedOverHTTP: who made it takes it back; then nobody can confirm it.
func TestAProposalIsDroppedOverHTTP(t *testing.T) {
	w := serve(t)
	w.rail(ledger.Command{Type: ledger.BookReceipt, Order: "ord_none", Amount: 5_000, Currency: "CNY", Rail: "sandbox"})
	on := "/suspense/" + text(w.item("maker", "/suspense"), "id") + "/return"
	w.tell([]httpStep{{"a maker proposes an account", "maker", "POST", on, `{"account":"acct_typo"}`, `"1"`, 200, "LYING"}})
	drop := "/clearing/proposals/" + text(w.item("checker", "/clearing/proposals"), "id") + "/drop"
	w.tell([]httpStep{
		{"parties drop nothing", "seller", "POST", drop, "", "", 403, "role_missing"},
		{"the maker has a second thought", "maker", "POST", drop, "", "", 200, ""},
		{"once", "maker", "POST", drop, "", "", 404, "proposal_not_found"},
		{"nobody confirms what is taken back", "checker", "POST", on, `{"account":"acct_typo"}`, `"1"`, 409, "proposal_missing"},
		{"another account is proposed", "maker", "POST", on, `{"account":"acct_right"}`, `"1"`, 200, "LYING"},
	})
	drop = "/clearing/proposals/" + text(w.item("checker", "/clearing/proposals"), "id") + "/drop"
	w.tell([]httpStep{{"a checker refuses it", "checker", "POST", drop, "", "", 200, ""}})
}

// TestAPayoutNobodyKnowsAboutOverHTTP: two people say with evidence what became of it.
func TestAPayoutNobodyKnowsAboutOverHTTP(t *testing.T) {
	w := serve(t)
	w.deposited("org_s", 1_000)
	k := ledger.NewKey("test", w.h.key())
	a := ledger.Actor{Person: "per_s", Org: "org_s", Role: ledger.Seller}
	if err := w.h.do(t.Context(), ledger.Command{Key: k, Type: ledger.RequestPayout, Actor: a, Payout: "pay_1", Amount: 900, Currency: "CNY", Rail: "other"}); err != nil {
		t.Fatal(err)
	}
	w.h.progressPayout(t.Context(), "pay_1") // approved; the other rail is not ours to submit to
	w.rail(ledger.Command{Type: ledger.SubmitPayout, Payout: "pay_1", Ref: "PAY1"})
	w.rail(ledger.Command{Type: ledger.MarkPayoutUnknown, Payout: "pay_1"})
	if task := w.item("maker", "/work"); text(task, "kind") != "resolve" || text(task, "action") != "propose" || task["yours"] != true {
		t.Fatalf("got %v", task)
	}
	on, settled := "/payouts/pay_1/resolve", `{"to":"SETTLED","evidence":"mt199 of the day"}`
	w.tell([]httpStep{
		{"its owner does not say", "seller", "POST", on, settled, `"4"`, 403, "role_missing"},
		{"evidence is needed", "maker", "POST", on, `{"to":"SETTLED","evidence":""}`, `"4"`, 422, ""},
		{"cancelled is nothing to find out", "maker", "POST", on, `{"to":"CANCELLED","evidence":"x"}`, `"4"`, 422, ""},
		{"a maker says", "maker", "POST", on, settled, `"4"`, 200, "UNKNOWN"},
		{"a checker must say the same", "checker", "POST", on, `{"to":"REJECTED","evidence":"mt199 of the day"}`, `"4"`, 409, "proposal_missing"},
		{"and agrees", "checker", "POST", on, settled, `"4"`, 200, "SETTLED"},
		{"once", "checker", "POST", on, settled, `"4"`, 412, "version_conflict"},
	})
	if status, doc, _ := w.send("seller", http.MethodGet, "/payouts/pay_1/receipt?format=json", ""); status != http.StatusOK || !strings.Contains(fmt.Sprint(doc["terms"]), "evidence_term") {
		t.Fatalf("a payout that two people settled has no receipt that says so: %d %v", status, doc)
	}
}

// deposited books what an organization paid in for itself.
func (w *wire) deposited(org string, v int64) {
	w.t.Helper()
	w.rail(ledger.Command{
		Type: ledger.BookDeposit, Object: org, Amount: v, Currency: "CNY", Rail: "sandbox", Params: []ledger.Param{{Name: "for", Text: "user"}},
	})
}

// completed is the id of an order that was delivered and released under terms with a reserve.
func (w *wire) completed() string {
	w.t.Helper()
	w.h.opt.Liability, w.h.opt.ReserveBasisPoints = 48*time.Hour, 1000
	id := must[string](w.t)(w.h.ImportDeal(w.t.Context(), deal(400_000)))
	for _, s := range [][2]string{{"buyer", "/fund"}, {"seller", "/milestones/mil_1/ship"}, {"buyer", "/milestones/mil_1/deliver"}, {"buyer", "/milestones/mil_1/accept"}} {
		_, _, tag := w.send(s[0], http.MethodGet, "/orders/"+id, "")
		w.tell([]httpStep{{s[1], s[0], "POST", "/orders/" + id + s[1], "", tag, 200, ""}})
	}
	return id
}

// TestAClaimOverHTTP: the seller's net of 4,000.00 is 3,960.00, a tenth of it in reserve; the seller pays 3,000.00 out, then
// the buyer's bank takes 4,040.00 back.
func TestAClaimOverHTTP(t *testing.T) {
	w := serve(t)
	id := w.completed()
	status, body, _ := w.send("seller", http.MethodPost, "/payouts", `{"amount":{"amount":"3000.00","currency":"CNY"}}`, "Idempotency-Key", w.h.key())
	if status != http.StatusCreated {
		t.Fatalf("%d %v", status, body)
	}
	w.rail(ledger.Command{
		Type: ledger.OpenClaim, Order: id, Object: ClaimID("sandbox", "line 9"), Amount: 404_000, Currency: "CNY", Rail: "sandbox", Ref: "line 9",
		Params: []ledger.Param{{Name: "kind", Text: "chargeback"}},
	})
	k := w.item("seller", "/claims")
	taken, _ := k["taken"].(map[string]any)
	for part, want := range map[string]string{"escrow": "0.00", "reserve": "396.00", "seller": "564.00", "sellerDebt": "3080.00", "buyer": "0.00", "buyerDebt": "0.00"} {
		if got, _ := taken[part].(map[string]any); text(got, "amount") != want {
			t.Errorf("%s: %v, want %s", part, got, want)
		}
	}
	b := w.item("seller", "/balances")
	if debt, _ := b["debt"].(map[string]any); text(debt, "amount") != "3080.00" {
		t.Fatalf("got %v", b)
	}
	if d := w.item("maker", "/debts"); text(d, "org") != "org_s" {
		t.Fatalf("got %v", d)
	}
	on := "/claims/" + text(k, "id")
	_, _, tag := w.send("seller", http.MethodGet, on, "")
	w.tell([]httpStep{
		{"a stranger finds nothing", "stranger", "GET", on, "", "", 404, "claim_not_found"},
		{"the buyer contests nothing", "buyer", "POST", on + "/contest", `{"evidence":"x"}`, tag, 403, "role_not_allowed"},
		{"without evidence there is nothing to contest with", "seller", "POST", on + "/contest", `{"evidence":""}`, tag, 422, ""},
		{"the seller contests", "seller", "POST", on + "/contest", `{"evidence":"awb-1 signed"}`, tag, 200, "CONTESTED"},
		{"a debtor is paid nothing", "seller", "POST", "/payouts", `{"amount":{"amount":"1.00","currency":"CNY"}}`, "", 409, "debt_open"},
		{"a third of it is paid in", "seller", "POST", "/deposits", `{"amount":{"amount":"1080.00","currency":"CNY"}}`, "", 201, ""},
		{"only funders lend", "seller", "POST", "/deposits", `{"amount":{"amount":"1.00","currency":"CNY"},"for":"funder"}`, "", 403, "role_not_allowed"},
		{"a maker proposes to give the rest up", "maker", "POST", "/debts/org_s/write-off", `{"amount":{"amount":"2000.00","currency":"CNY"}}`, "", 200, ""},
		{"more than is owed nobody gives up", "maker", "POST", "/debts/org_s/write-off", `{"amount":{"amount":"2000.01","currency":"CNY"}}`, "", 200, ""},
		{"as a checker finds", "checker", "POST", "/debts/org_s/write-off", `{"amount":{"amount":"2000.01","currency":"CNY"}}`, "", 422, "amount_invalid"},
		{"a checker confirms what is owed", "checker", "POST", "/debts/org_s/write-off", `{"amount":{"amount":"2000.00","currency":"CNY"}}`, "", 200, ""},
	})
	if status, body, _ := w.send("maker", http.MethodGet, "/debts", ""); status != http.StatusOK || len(body["items"].([]any)) != 0 { //nolint:forcetypeassert // a test
		t.Fatalf("%d %v", status, body)
	}
	w.rail(ledger.Command{Type: ledger.WinClaim, Order: id, Object: text(k, "id"), Amount: 404_000, Currency: "CNY", Rail: "sandbox"})
	b = w.item("seller", "/balances")
	avail, _ := b["available"].(map[string]any)
	if text(avail, "amount") != "3644.00" { // 564.00, what was paid in and what was written off
		t.Fatalf("got %v", b)
	}
}

// TestTwoPeopleSayHowTheBankHasDecided: the claim is won when the money comes, and lost at once.
func TestTwoPeopleSayHowTheBankHasDecided(t *testing.T) {
	w := serve(t)
	id := w.completed()
	opened := func(claim string) string {
		w.rail(ledger.Command{
			Type: ledger.OpenClaim, Order: id, Object: claim, Amount: 100, Currency: "CNY", Rail: "sandbox", Params: []ledger.Param{{Name: "kind", Text: "recall"}},
		})
		return "/claims/" + claim
	}
	tag := func(on string) string {
		_, _, tag := w.send("seller", http.MethodGet, on, "")
		return tag
	}
	lost, won := opened("clm_1"), opened("clm_2")
	stale := tag(lost)
	const no, yes = `{"won":false,"evidence":"letter 7"}`, `{"won":true,"evidence":"letter 8"}`
	w.tell([]httpStep{
		{"no party says it", "seller", "POST", lost + "/decide", no, stale, 403, "role_missing"},
		{"something must show it", "maker", "POST", lost + "/decide", `{"won":false,"evidence":""}`, stale, 422, ""},
		{"a checker begins nothing", "checker", "POST", lost + "/decide", no, stale, 409, "proposal_missing"},
		{"a maker proposes", "maker", "POST", lost + "/decide", no, stale, 200, "OPEN"},
		{"and does not confirm it", "maker", "POST", lost + "/decide", no, stale, 403, "same_person"},
	})
	_, seen, _ := w.send("checker", http.MethodGet, lost, "")
	proposed, _ := seen["proposed"].([]any)
	if len(proposed) != 1 {
		t.Fatalf("got %v", seen)
	}
	if first, _ := proposed[0].(map[string]any); text(first, "to") != "LOST" || text(first, "evidence") != "letter 7" || first["yours"] != true {
		t.Fatalf("got %v", first)
	}
	if _, k, _ := w.send("seller", http.MethodGet, lost, ""); k["proposed"] != nil {
		t.Fatalf("the seller sees %v", k["proposed"])
	}
	w.tell([]httpStep{{"a checker confirms", "checker", "POST", lost + "/decide", no, stale, 200, "LOST"}})
	w.tell([]httpStep{
		{"what has ended stays so", "maker", "POST", lost + "/decide", yes, tag(lost), 409, "wrong_state"},
		{"a maker knows the order as it is", "maker", "POST", won + "/decide", yes, stale, 412, "version_conflict"},
		{"the other is won", "maker", "POST", won + "/decide", yes, tag(won), 200, "OPEN"},
		{"and waits for the money", "checker", "POST", won + "/decide", yes, tag(won), 200, "CONTESTED"},
	})
	w.h.clock.forward(11 * 24 * time.Hour)
	w.h.Tick(t.Context())
	if _, k, _ := w.send("seller", http.MethodGet, won, ""); text(k, "state") != "CONTESTED" || text(k, "decided") != "letter 8" {
		t.Fatalf("got %v", k)
	}
	w.rail(ledger.Command{Type: ledger.WinClaim, Order: id, Object: "clm_2", Amount: 100, Currency: "CNY", Rail: "sandbox"})
	if _, k, _ := w.send("seller", http.MethodGet, won, ""); text(k, "state") != "WON" {
		t.Fatalf("got %v", k)
	}
}

// TestTheReserveComesInTime: nobody asks for it.
func TestTheReserveComesInTime(t *testing.T) {
	w := serve(t)
	id := w.completed()
	reserved := func() string {
		_, body, _ := w.send("seller", http.MethodGet, "/orders/"+id, "")
		totals, _ := body["totals"].(map[string]any)
		part, _ := totals["reserved"].(map[string]any)
		return text(part, "amount")
	}
	w.h.clock.forward(48 * time.Hour)
	w.h.Tick(t.Context())
	if got := reserved(); got != "396.00" {
		t.Fatalf("in the time of liability %s is kept", got)
	}
	w.h.clock.forward(time.Minute)
	w.h.Tick(t.Context())
	if got := reserved(); got != "0.00" {
		t.Fatalf("after it %s is kept", got)
	}
}

// TestAnUncontestedClaimEnds: after ten days without an answer it is lost.
func TestAnUncontestedClaimEnds(t *testing.T) {
	w := serve(t)
	id := w.completed()
	w.rail(ledger.Command{
		Type: ledger.OpenClaim, Order: id, Object: "clm_1", Amount: 100, Currency: "CNY", Rail: "sandbox", Params: []ledger.Param{{Name: "kind", Text: "recall"}},
	})
	if task := w.item("maker", "/work"); text(task, "kind") != "claim" || text(task, "object") != "clm_1" {
		t.Fatalf("got %v", task)
	}
	w.h.clock.forward(10*24*time.Hour + time.Minute)
	w.h.Tick(t.Context())
	if k := w.item("maker", "/claims?state=LOST"); text(k, "id") != "clm_1" {
		t.Fatalf("got %v", k)
	}
}

// TestALossNobodyAnswersFor: a bank took money back after the time of liability.
func TestALossNobodyAnswersFor(t *testing.T) {
	w := serve(t)
	loss := `{"amount":{"amount":"5.00","currency":"CNY"},"evidence":"line 11"}`
	for _, s := range []struct {
		token string
		done  bool
	}{{"maker", false}, {"checker", true}} {
		status, body, _ := w.send(s.token, http.MethodPost, "/clearing/losses", loss, "Idempotency-Key", w.h.key())
		if status != http.StatusOK || body["done"] != s.done {
			t.Fatalf("%s: %d %v", s.token, status, body)
		}
	}
	w.tell([]httpStep{
		{"parties book none", "seller", "POST", "/clearing/losses", loss, "", 403, "role_missing"},
		{"without evidence there is none", "maker", "POST", "/clearing/losses", `{"amount":{"amount":"5.00","currency":"CNY"},"evidence":""}`, "", 422, ""},
	})
}

// FuzzDepositOf reads what anybody may write on a payment.
func FuzzDepositOf(f *testing.F) {
	for _, seed := range []string{"deposit:user:org_1", "deposit:funder:org_1", "deposit:user:", "deposit:user:org_1:x", "Deposit:user:org_1", "deposit:user:org_\x00", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, reference string) {
		purpose, org, ok := depositOf(reference)
		if ok && (depositReference(purpose, org) != reference || !strings.HasPrefix(org, "org_") || len(org) > 64) {
			t.Fatalf("%q is read as %q of %q", reference, purpose, org)
		}
	})
}

// TestWhoHearsOfMoneyCalledBack: both sides of the claim, the debtor alone of the debt.
func TestWhoHearsOfMoneyCalledBack(t *testing.T) {
	w := serve(t)
	id := w.completed()
	w.rail(ledger.Command{
		Type: ledger.OpenClaim, Order: id, Object: "clm_1", Amount: 404_000, Currency: "CNY", Rail: "sandbox", Params: []ledger.Param{{Name: "kind", Text: "chargeback"}},
	})
	w.deposited("org_s", 1_000)
	w.h.Tick(t.Context())
	heard := map[string]string{}
	tidings := w.h.Tidings(func(_ context.Context, org string) ([]string, error) { return []string{"per_of_" + org}, nil })
	for {
		pending := must[[]db.PendingEntry](t)(tidings.Pending(t.Context(), 100))
		if len(pending) == 0 {
			break
		}
		for _, p := range pending {
			heard[p.Entry.Type] = strings.Join(p.Entry.To, " ") + " " + p.Entry.Data["amount"]
			if err := tidings.Done(t.Context(), p.Doc, p.Entry.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	for kind, want := range map[string]string{
		"claim.opened": "per_of_org_b per_of_org_s 4040.00 CNY", "deposit.received": "per_of_org_s 10.00 CNY", "debt.collected": "per_of_org_s ",
	} {
		if heard[kind] != want {
			t.Errorf("%s: told %q, want %q", kind, heard[kind], want)
		}
	}
}
