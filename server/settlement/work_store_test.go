package settlement

import (
	"context"
	"slices"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// works is what the actor's list has of a kind.
func works(t *testing.T, h *house, who context.Context, kind string) []WorkItem {
	t.Helper()
	w := must[Work](t)(h.Work(who))
	return slices.DeleteFunc(w.Items, func(i WorkItem) bool { return i.Kind != kind })
}

// TestBothOfficersSeeWhatWaitsForOne: a release above the limit waits for the maker, then for the checker; each sees it all
// the time, with the name of the order and never as the own work of both.
func TestBothOfficersSeeWhatWaitsForOne(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	checker, auditor := person(t, "org_x", "c", actor.ClearingChecker), person(t, "org_x", "u", actor.Auditor)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(2_000_000)))
	v := func() int64 { return must[Order](t)(h.Order(buyer, id)).V }
	deliver(t, h, buyer, seller, id)
	for _, step := range []struct {
		action, by      string
		makers, checker bool
	}{{"propose", "", true, false}, {"check", "per_m", false, true}} {
		for _, r := range []struct {
			who   context.Context
			yours bool
		}{{maker(t), step.makers}, {checker, step.checker}, {auditor, false}} {
			got := works(t, h, r.who, "release")
			if len(got) != 1 || got[0].Action != step.action || got[0].Yours != r.yours || got[0].ProposedBy != step.by || got[0].Title == "" || got[0].Part == "" || got[0].V != v() {
				t.Fatalf("%s: got %+v", step.action, got)
			}
		}
		if step.action == "propose" {
			must[Order](t)(h.ApproveRelease(maker(t), id, "mil_1", "maker", v(), h.key()))
		}
	}
	if w := must[Work](t)(h.Work(auditor)); w.Late+w.AtRisk+w.Due != 0 {
		t.Fatalf("an auditor has %+v to do", w)
	}
}

// TestEveryProposalStandsOnce: two makers' proposals about the same money are two items for the checker, each confirmed by
// its own id.
func TestEveryProposalStandsOnce(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	w.rail(ledger.Command{Type: ledger.BookReceipt, Order: "ord_none", Amount: 404_000, Currency: "CNY", Rail: "sandbox", Ref: "line 7"})
	on := "/suspense/" + text(w.item("maker", "/suspense"), "id")
	w.tell([]httpStep{
		{"the money is an order's", "maker", "POST", on + "/assign", `{"order":"` + id + `"}`, `"1"`, 200, "LYING"},
		{"or it goes back", "maker", "POST", on + "/return", `{"account":"acct_7"}`, `"1"`, 200, "LYING"},
	})
	checker := person(t, "org_x", "c", actor.ClearingChecker)
	items := must[Work](t)(w.h.Work(checker)).Items
	var proposals []string
	for _, i := range items {
		if i.Action != "check" || !i.Yours || i.ProposedBy != "per_m" {
			t.Fatalf("got %+v", i)
		}
		proposals = append(proposals, i.Proposal)
	}
	var known []string
	for _, p := range must[[]Proposal](t)(w.h.Proposals(checker)) {
		known = append(known, p.ID)
		if p.Action == "suspense.return" && p.Evidence != "acct_7" {
			t.Fatalf("the proposal does not say where the money goes: %+v", p)
		}
	}
	slices.Sort(proposals)
	slices.Sort(known)
	if len(known) != 2 || !slices.Equal(proposals, known) {
		t.Fatalf("items for %v, proposals %v", proposals, known)
	}
}

// TestWhatTheBankLeavesToPeopleIsWork: an open exception, and statements that have stopped coming.
func TestWhatTheBankLeavesToPeopleIsWork(t *testing.T) {
	h := openAt(t, rail.Settings{})
	checker, compliance := person(t, "org_x", "c", actor.ClearingChecker), person(t, "org_x", "x", actor.Compliance)
	h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(400), Ref: "R1", Reference: "a gift"}, statement.Line{Amount: cny(-3), Ref: "FEE", Reference: "charges"})))
	open := works(t, h, checker, "exception")
	if len(open) == 0 || open[0].Action != "examine" || !open[0].Yours || open[0].Code == "" || open[0].V != 1 || open[0].Urgency != AtRisk {
		t.Fatalf("got %+v", open)
	}
	if got := works(t, h, compliance, "exception"); len(got) != 0 {
		t.Fatalf("compliance has %+v", got)
	}
	for _, r := range []struct {
		days int // since the statement's
		want string
	}{{1, ""}, {2, AtRisk}, {5, Late}} {
		h.clock.mu.Lock()
		h.clock.t = time.Date(2026, 11, 21+r.days, 9, 0, 0, 0, time.UTC)
		h.clock.mu.Unlock()
		got := works(t, h, maker(t), "statement")
		if (r.want == "") != (len(got) == 0) || len(got) > 0 && (got[0].Urgency != r.want || got[0].Code != "CNY" || got[0].Action != "import" || !got[0].Yours) {
			t.Fatalf("after %d days: %+v, want %q", r.days, got, r.want)
		}
	}
	for _, e := range open {
		must[Exception](t)(h.ResolveException(maker(t), e.Object, "looked at", e.V))
	}
	if got := works(t, h, checker, "exception"); len(got) != 0 {
		t.Fatalf("resolved, and yet %+v", got)
	}
}

// TestFundersSeeWhatSellersAsk: until they have answered, and not on orders they have a part in.
func TestFundersSeeWhatSellersAsk(t *testing.T) {
	asked := &ledger.Order{
		ID: "ord_1", State: ledger.Funded, Terms: &ledger.Terms{Currency: "CNY", Buyer: "org_b", Seller: "org_s"},
		Milestones: []ledger.Milestone{{ID: "mil_1", Amount: 1000, Held: 1000, State: ledger.Funded}}, Asks: []ledger.Ask{{Milestone: "mil_1", Amount: 500, Time: 1}},
	}
	funder := actor.Actor{Person: "per_f", Org: "org_f", Grants: []actor.Grant{{Role: actor.Funder}}}
	got := fundingWork(asked, funder)
	if len(got) != 1 || got[0].Action != "offer-advance" || got[0].Amount.Minor != 500 || got[0].Org != "org_s" {
		t.Fatalf("got %+v", got)
	}
	for _, other := range []actor.Actor{{Person: "per_s", Org: "org_s", Grants: funder.Grants}, {Person: "per_z", Org: "org_z"}} {
		if got := fundingWork(asked, other); len(got) != 0 {
			t.Fatalf("%s has %+v", other.Org, got)
		}
	}
	asked.Advances = []ledger.Advance{{ID: "adv_1", Milestone: "mil_1", Funder: "org_f", State: ledger.Offered, Offered: 100}}
	if got := fundingWork(asked, funder); len(got) != 0 {
		t.Fatalf("answered, and yet %+v", got)
	}
}

// TestAProposalSaysAllOfItsCommand: who confirms sees each parameter, words and numbers.
func TestAProposalSaysAllOfItsCommand(t *testing.T) {
	got := viewProposal(actor.Actor{}, &ledger.Proposal{Type: ledger.ClosePeriod, Time: 1, Params: []ledger.Param{{Name: "until", Minor: 1_767_225_600_000}, {Name: "to", Text: "SETTLED"}}})
	want := []Detail{{Name: "until", Number: 1_767_225_600_000}, {Name: "to", Text: "SETTLED"}}
	if got.To != "SETTLED" || !slices.Equal(got.Details, want) {
		t.Fatalf("got %+v", got)
	}
}
