package settlement

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"fairground/server/actor"
	"fairground/server/db/dbtest"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/screening"
)

// watched is a house with lists of sanctioned parties that the test may change.
type watched struct {
	*house
	files  fstest.MapFS
	broken bool
}

func watch(t *testing.T, names ...string) *watched {
	t.Helper()
	w := &watched{files: fstest.MapFS{}}
	w.list(names...)
	folder := screening.NewFolder(w.files)
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	o := options1(dbtest.Memory(t), c, rail.NewSandbox())
	o.Lists = func() (*screening.Lists, error) {
		if w.broken {
			return nil, errors.New("the disk does not answer")
		}
		return folder.Lists()
	}
	o.Officers = func(context.Context) ([]string, error) { return []string{"per_m", "per_c", "per_x"}, nil }
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	w.house = &house{Service: s, clock: c}
	return w
}

// list puts names on the list.
func (w *watched) list(names ...string) {
	entries := ""
	for _, n := range append(names, "Nobody Whatsoever") {
		entries += "<sdnEntry><uid>1</uid><lastName>" + n + "</lastName></sdnEntry>"
	}
	w.files["sdn.xml"] = &fstest.MapFile{Data: []byte("<sdnList>" + entries + "</sdnList>"), ModTime: time.Unix(int64(len(entries)), 0)}
}

func code(t *testing.T, err error, want string) {
	t.Helper()
	if problem.Code(err) != want {
		t.Fatalf("got %v, want %s", err, want)
	}
}

func TestAListedSeller(t *testing.T) {
	h := watch(t, "展商")
	compliance, checker, buyer := person(t, "org_x", "x", actor.Compliance), person(t, "org_x", "c", actor.ClearingChecker), person(t, "org_b", "b")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	order := must[Order](t)(h.Order(compliance, id))
	if !order.Held || order.Hold == nil {
		t.Fatalf("the order does not begin under a hold: %+v", order)
	}
	if seen := must[Order](t)(h.Order(buyer, id)); !seen.Held || seen.Hold != nil {
		t.Fatal("a party is told why its order is stopped")
	}
	must[Order](t)(h.Fund(buyer, id, nil, order.V, h.key()))
	if got := must[Order](t)(h.Order(buyer, id)); got.Totals.Funded.Minor != 0 {
		t.Fatal("what is paid for a held order reaches its escrow")
	}
	if s := h.Screening(); !s.Loaded || !s.Readable || s.Open != 1 || s.Version == screening.None || s.Day == nil || !slices.Equal(s.Sources, []screening.Source{{Name: "ofac", Names: 2}}) {
		t.Fatalf("%+v", s)
	}
	rows := must[[]Standing](t)(h.Standings(compliance, false))
	if len(rows) != 1 || rows[0].Matches[0].Of != "展商" || rows[0].Decision != ledger.Hit || len(rows[0].Matches) != 1 || !slices.Contains(rows[0].May, "clear") {
		t.Fatalf("%+v", rows)
	}
	work := must[Work](t)(h.Work(compliance))
	if len(work.Items) != 2 || work.Items[0].Action != "review-hold" && work.Items[1].Action != "review-hold" {
		t.Fatalf("compliance has nothing to do: %+v", work)
	}

	_, err := h.Decide(checker, "org_s", ledger.Clear, "another of that name", h.key())
	code(t, err, ledger.WhyRole)
	must[Standing](t)(h.Decide(compliance, "org_s", ledger.Clear, "another of that name", h.key()))
	_, err = h.Lift(checker, id, order.V, h.key())
	code(t, err, ledger.WhyNoProposal)
	must[Order](t)(h.Lift(compliance, id, order.V, h.key()))
	_, err = h.Lift(compliance, id, order.V, h.key())
	code(t, err, ledger.WhyTwice)
	if got := must[Order](t)(h.Lift(checker, id, order.V, h.key())); got.Held {
		t.Fatal("the hold is not lifted")
	}
	h.Tick(t.Context())
	if got := must[Order](t)(h.Order(buyer, id)); got.Held {
		t.Fatal("the system stops what a person has cleared under the same lists")
	}
}

func TestNewListsStopOpenOrders(t *testing.T) {
	h := watch(t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	buyer := person(t, "org_b", "b")
	if got := must[Order](t)(h.Order(buyer, id)); got.Held {
		t.Fatal("nobody is listed and the order is held")
	}
	h.list("Buyer Ltd")
	h.Tick(t.Context())
	if got := must[Order](t)(h.Order(buyer, id)); !got.Held {
		t.Fatal("a buyer who is on the new list goes on")
	}
}

func TestListsThatCannotBeReadStopPayouts(t *testing.T) {
	h := watch(t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	seller, buyer := person(t, "org_s", "s"), person(t, "org_b", "b")
	deliver(t, h.house, buyer, seller, id)
	h.broken = true
	h.Tick(t.Context())
	if s := h.Screening(); s.Readable || s.Notice == "" {
		t.Fatalf("%+v", s)
	}
	p := must[Payout](t)(h.RequestPayout(seller, cny(1000), ForOwn, h.key()))
	h.Tick(t.Context())
	if p = must[Payout](t)(h.Payout(seller, p.ID)); p.State != ledger.Requested {
		t.Fatalf("a payout is %s while the lists cannot be read", p.State)
	}
	if !h.PayerSuspect("Anybody") {
		t.Fatal("a payer is credited while the lists cannot be read")
	}
	h.broken = false
	h.Tick(t.Context())
	h.Tick(t.Context())
	if p = must[Payout](t)(h.Payout(seller, p.ID)); p.State != ledger.Settled {
		t.Fatalf("the payout is %s now that they can", p.State)
	}
}

// deliver brings an order of one milestone to its end.
func deliver(t *testing.T, h *house, buyer, seller context.Context, id string) {
	t.Helper()
	v := func() int64 { return must[Order](t)(h.Order(buyer, id)).V }
	must[Order](t)(h.Fund(buyer, id, nil, v(), h.key()))
	must[Order](t)(h.Ship(seller, id, "mil_1", "awb", v(), h.key()))
	must[Order](t)(h.Deliver(buyer, id, "mil_1", v(), h.key()))
	must[Order](t)(h.AcceptMilestone(buyer, id, "mil_1", v(), h.key()))
}

func TestNoListsAreSaid(t *testing.T) {
	h := open(t)
	if s := h.Screening(); s.Loaded || s.Version != screening.None || !strings.Contains(s.Notice, "No lists") || h.PayerSuspect("Anybody") {
		t.Fatalf("%+v", s)
	}
}

func TestBlockingAParty(t *testing.T) {
	h := open(t)
	compliance, checker, seller := person(t, "org_x", "x", actor.Compliance), person(t, "org_x", "c", actor.ClearingChecker), person(t, "org_s", "s")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	got := must[Standing](t)(h.Block(compliance, "org_s", "ordered by the authority", h.key()))
	if !got.Blocked || !slices.Equal(got.May, []string{"propose-unblock"}) {
		t.Fatalf("%+v", got)
	}
	deliver(t, h, person(t, "org_b", "b"), seller, id)
	rows, _, err := h.Balances(seller)
	if err != nil || len(rows) != 1 || rows[0].Available.Minor != 0 || rows[0].Blocked.Minor == 0 {
		t.Fatalf("%+v %v", rows, err)
	}
	if kept := must[Standing](t)(h.Party(compliance, "org_s")).Kept; !slices.Equal(kept, []money.Amount{rows[0].Blocked}) {
		t.Fatalf("compliance reads that %v is kept, the party %v", kept, rows[0].Blocked)
	}
	_, err = h.RequestPayout(seller, cny(1), ForOwn, h.key())
	code(t, err, ledger.WhyBlocked)
	must[Standing](t)(h.Unblock(compliance, "org_s", h.key()))
	must[Standing](t)(h.Unblock(checker, "org_s", h.key()))
	must[Payout](t)(h.RequestPayout(seller, cny(1), ForOwn, h.key()))
}

func TestTaxIsWithheldByTheTable(t *testing.T) {
	h := open(t)
	maker, checker := person(t, "org_x", "m", actor.ClearingMaker), person(t, "org_x", "c", actor.ClearingChecker)
	rule := TaxRule{"CN", "goods", "company", h.clock.now().Add(-time.Hour), 1000, "example", false}
	if set := must[bool](t)(h.SetTaxRule(maker, rule, h.key())); set {
		t.Fatal("one person sets a rate")
	}
	_, err := h.SetTaxRule(maker, rule, h.key())
	code(t, err, ledger.WhySamePerson)
	if set := must[bool](t)(h.SetTaxRule(checker, rule, h.key())); !set {
		t.Fatal("two people do not")
	}
	if rows := h.TaxRules(); len(rows) != 1 || !rows[0].InForce {
		t.Fatalf("%+v", rows)
	}
	d := deal(400_000)
	d.Tax = TaxFacts{"CN", "company", "goods"}
	id := must[string](t)(h.ImportDeal(t.Context(), d))
	deliver(t, h, person(t, "org_b", "b"), person(t, "org_s", "s"), id)
	if got := must[Order](t)(h.Order(maker, id)); got.Withheld != cny(40_000) {
		t.Fatalf("withheld are %v of 4000.00 at ten percent", got.Withheld)
	}
}

func TestTheTrialBalance(t *testing.T) {
	h := open(t)
	auditor, maker, checker := person(t, "org_x", "u", actor.Auditor), person(t, "org_x", "m", actor.ClearingMaker), person(t, "org_x", "c", actor.ClearingChecker)
	one := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	must[Order](t)(h.Fund(person(t, "org_b", "b"), one, nil, 1, h.key()))
	before := must[TrialBalance](t)(h.TrialBalance(auditor, time.Time{}))
	h.clock.forward(time.Hour)
	moment := h.clock.now()
	h.clock.forward(time.Hour)
	second := deal(300_000)
	second.Deal = "deal_2"
	two := must[string](t)(h.ImportDeal(t.Context(), second))
	deliver(t, h, person(t, "org_b", "b"), person(t, "org_s", "s"), two)
	now := must[TrialBalance](t)(h.TrialBalance(auditor, time.Time{}))
	then := must[TrialBalance](t)(h.TrialBalance(auditor, moment))
	for _, b := range []TrialBalance{before, now, then} {
		if !b.Balanced || len(b.Sums) != 1 || b.Sums[0].Debit != b.Sums[0].Credit {
			t.Fatalf("%+v", b)
		}
	}
	if !slices.Equal(then.Lines, before.Lines) || then.Seq != before.Seq || slices.Equal(now.Lines, then.Lines) {
		t.Fatalf("as of then %+v, it was %+v", then, before)
	}
	_, err := h.TrialBalance(person(t, "org_s", "s"), time.Time{})
	code(t, err, "role_not_allowed")
	must[bool](t)(h.ClosePeriod(maker, moment, h.key()))
	must[bool](t)(h.ClosePeriod(checker, moment, h.key()))
	if got := must[TrialBalance](t)(h.TrialBalance(auditor, time.Time{})); got.Closed == nil || !got.Closed.Equal(moment) {
		t.Fatalf("%+v", got)
	}
	_, err = h.ClosePeriod(maker, h.clock.now().Add(time.Hour), h.key())
	code(t, err, "period_open")
}

func TestBreakingTheGlassAlarmsEverybody(t *testing.T) {
	h := watch(t)
	maker := person(t, "org_x", "m", actor.ClearingMaker)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	_, err := h.Hold(maker, id, "looks wrong", 1, h.key())
	code(t, err, ledger.WhyRole)
	_, err = h.BreakGlass(maker, "", 30, h.key())
	code(t, err, ledger.WhyReason)
	_, err = h.BreakGlass(maker, "nobody of compliance answers", 60, h.key())
	code(t, err, "minutes_invalid")
	key := h.key()
	g := must[Glass](t)(h.BreakGlass(maker, "nobody of compliance answers", 30, key))
	h.clock.forward(time.Minute)
	if again := must[Glass](t)(h.BreakGlass(maker, "nobody of compliance answers", 30, key)); again != g {
		t.Fatal("the same key breaks the glass twice")
	}
	must[Order](t)(h.Hold(maker, id, "looks wrong", 1, h.key()))
	told := h.Tidings(func(context.Context, string) ([]string, error) { return nil, nil })
	for range 20 {
		pending, err := told.Pending(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pending {
			if p.Entry.Type == "breakglass.used" {
				if len(p.Entry.To) != 3 || p.Entry.Data["reason"] == "" || p.Entry.Data["until"] == "" {
					t.Fatalf("%+v", p.Entry)
				}
				return
			}
			if err := told.Done(t.Context(), p.Doc, p.Entry.ID); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Fatal("nobody is told that the glass was broken")
}

func TestClearingTotals(t *testing.T) {
	h := open(t)
	maker, buyer, seller := person(t, "org_x", "m", actor.ClearingMaker), person(t, "org_b", "b"), person(t, "org_s", "s")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	h.clock.forward(24 * time.Hour)
	v := func() int64 { return must[Order](t)(h.Order(buyer, id)).V }
	must[Order](t)(h.Ship(seller, id, "mil_1", "awb", v(), h.key()))
	must[Order](t)(h.Deliver(buyer, id, "mil_1", v(), h.key()))
	must[Order](t)(h.AcceptMilestone(buyer, id, "mil_1", v(), h.key()))
	for range 2 { // the second time from what is remembered
		rows := must[[]DayTotals](t)(h.ClearingTotals(maker, 3))
		want := []DayTotals{
			{"2026-11-20", "CNY", cny(0), cny(0), cny(0), cny(0), cny(0)},
			{"2026-11-21", "CNY", cny(404_000), cny(404_000), cny(0), cny(0), cny(0)},
			{"2026-11-22", "CNY", cny(0), cny(0), cny(404_000), cny(0), cny(0)},
		}
		if !slices.Equal(rows, want) {
			t.Fatalf("%+v", rows)
		}
	}
	_, err := h.ClearingTotals(seller, 3)
	code(t, err, ledger.WhyRole)
}

func TestWorkOfEachSide(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	maker, checker := person(t, "org_x", "m", actor.ClearingMaker), person(t, "org_x", "c", actor.ClearingChecker)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(2_000_000)))
	v := func() int64 { return must[Order](t)(h.Order(buyer, id)).V }
	has := func(step string, who context.Context, action, urgency string) {
		t.Helper()
		w := must[Work](t)(h.Work(who))
		w.Items = slices.DeleteFunc(w.Items, func(i WorkItem) bool { return !i.Yours })
		if action == "" && len(w.Items) == 0 {
			return
		}
		if len(w.Items) != 1 || w.Items[0].Action != action || w.Items[0].Urgency != urgency || w.Items[0].Title == "" {
			t.Fatalf("%s: %+v, want %s %s", step, w, action, urgency)
		}
	}
	has("a new order", buyer, "fund", Due)
	has("a new order", seller, "", "")
	h.clock.forward(13 * 24 * time.Hour)
	has("a day before the money is due", buyer, "fund", AtRisk)
	must[Order](t)(h.Fund(buyer, id, nil, v(), h.key()))
	has("paid", buyer, "", "")
	has("paid", seller, "ship", Due)
	h.clock.forward(21 * 24 * time.Hour)
	has("too late", seller, "ship", Late)
	has("too late", buyer, "cancel-or-wait", Late)
	must[Order](t)(h.Ship(seller, id, "mil_1", "awb", v(), h.key()))
	has("shipped", buyer, "confirm-arrival", Anytime)
	must[Order](t)(h.Deliver(buyer, id, "mil_1", v(), h.key()))
	has("arrived", buyer, "inspect", Due)
	must[Order](t)(h.AcceptMilestone(buyer, id, "mil_1", v(), h.key()))
	has("accepted, above the limit", checker, "", "")
	has("accepted, above the limit", maker, "propose", AtRisk)
	must[Order](t)(h.ApproveRelease(maker, id, "mil_1", "maker", v(), h.key()))
	has("proposed", maker, "", "")
	h.clock.forward(25 * time.Hour)
	has("proposed a day ago", checker, "check", Late)
}

func TestTheBrakeInAHand(t *testing.T) {
	h := open(t)
	compliance, maker, seller := person(t, "org_x", "x", actor.Compliance), person(t, "org_x", "m", actor.ClearingMaker), person(t, "org_s", "s")
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	may := func() []string { return must[Order](t)(h.Order(maker, id)).May }
	if slices.Contains(may(), "hold") {
		t.Fatal("a clearing officer is offered the brake with the glass whole")
	}
	must[Glass](t)(h.BreakGlass(maker, "the buyer is on the evening news", 30, h.key()))
	if !slices.Contains(may(), "hold") {
		t.Fatal("the brake is in hand and not offered")
	}
	_, err := h.Glasses(seller)
	code(t, err, ledger.WhyRole)
	if seen := must[[]Glass](t)(h.Glasses(compliance)); len(seen) != 1 || seen[0].Yours || seen[0].Role != "clearing_maker" || seen[0].Reason == "" {
		t.Fatalf("compliance is told %+v", seen)
	}
	if seen := must[[]Glass](t)(h.Glasses(maker)); len(seen) != 1 || !seen[0].Yours {
		t.Fatalf("who broke it is told %+v", seen)
	}
	h.clock.forward(31 * time.Minute)
	if seen := must[[]Glass](t)(h.Glasses(maker)); len(seen) != 0 || slices.Contains(may(), "hold") {
		t.Fatalf("the brake stays in hand after its time: %+v", seen)
	}
}

func TestStoppedOrdersAreListed(t *testing.T) {
	h := open(t)
	h.opt.PersonName = func(_ context.Context, person string) (string, error) { return "Mo of " + person, nil }
	compliance, checker, maker := person(t, "org_x", "x", actor.Compliance), person(t, "org_x", "c", actor.ClearingChecker), person(t, "org_x", "m", actor.ClearingMaker)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	v := must[Order](t)(h.Order(compliance, id)).V
	held := must[Order](t)(h.Hold(compliance, id, "a question of the bank", v, h.key()))
	_, err := h.Holds(person(t, "org_b", "b"))
	code(t, err, ledger.WhyRole)
	one := func(reader context.Context) HeldOrder {
		t.Helper()
		rows := must[[]HeldOrder](t)(h.Holds(reader))
		if len(rows) != 1 || rows[0].Order != id || rows[0].Hold.Reason != "a question of the bank" {
			t.Fatalf("%+v", rows)
		}
		return rows[0]
	}
	if one(checker).Hold.Lift != nil || len(one(checker).May) != 0 || !slices.Equal(one(compliance).May, []string{"lift"}) {
		t.Fatal("compliance proposes first")
	}
	must[Order](t)(h.Lift(compliance, id, held.V, h.key()))
	if row := one(compliance); row.Hold.Name != "Mo of per_x" || row.Hold.Lift.By != "Mo of per_x" {
		t.Fatalf("who stopped it and who proposes is named: %+v", row.Hold)
	}
	if row := one(compliance); len(row.May) != 0 || row.Hold.Lift.ProposedBy != "per_x" || !slices.Equal(row.Hold.Lift.May, []string{"drop"}) {
		t.Fatalf("it is proposed, and compliance is told %+v", row)
	}
	if len(one(maker).May) != 0 || !slices.Equal(one(checker).May, []string{"lift"}) {
		t.Fatal("a checker alone confirms")
	}
	must[Order](t)(h.Lift(checker, id, held.V, h.key()))
	if rows := must[[]HeldOrder](t)(h.Holds(compliance)); len(rows) != 0 {
		t.Fatalf("%+v", rows)
	}
}

func TestAPartyIsShownWithItsOrders(t *testing.T) {
	h := open(t)
	compliance, checker := person(t, "org_x", "x", actor.Compliance), person(t, "org_x", "c", actor.ClearingChecker)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	got := must[Standing](t)(h.Block(compliance, "org_s", "ordered by the authority", h.key()))
	if !slices.Equal(got.Orders, []PartyOrder{{id, "seller", false}}) {
		t.Fatalf("%+v", got.Orders)
	}
	if may := must[Standing](t)(h.Party(checker, "org_s")).May; len(may) != 0 {
		t.Fatalf("a checker is asked to confirm what nobody proposed: %v", may)
	}
	if got = must[Standing](t)(h.Unblock(compliance, "org_s", h.key())); got.Unblock == nil || len(got.May) != 0 {
		t.Fatalf("%+v", got)
	}
	h.opt.PersonName = func(_ context.Context, person string) (string, error) { return "Mo of " + person, nil }
	seen := must[Standing](t)(h.Party(checker, "org_s"))
	if !slices.Equal(seen.May, []string{"unblock"}) || seen.ByName != "Mo of "+seen.By || seen.Unblock.By != "Mo of "+seen.Unblock.ProposedBy {
		t.Fatalf("%+v", seen)
	}
	if desk := must[Work](t)(h.Work(checker)).Items; len(desk) != 1 || desk[0].Code != string(ledger.UnblockParty) || desk[0].Org != "org_s" {
		t.Fatalf("the checker's desk does not say whom to unblock: %+v", desk)
	}
	if own := must[Standing](t)(h.Party(person(t, "org_s", "s", actor.Compliance), "org_s")); len(own.May) != 0 {
		t.Fatalf("somebody may decide about their own: %v", own.May)
	}
}

// TestAFullCheckIsOneForAllWhoAskMeanwhile: one who leaves does not end it for the others, and each reads the same.
func TestAFullCheckIsOneForAllWhoAskMeanwhile(t *testing.T) {
	h := open(t)
	must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	auditor := person(t, "org_x", "u", actor.Auditor)
	gone, leave := context.WithCancel(auditor)
	leave()
	if _, err := h.Verify(gone); err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	found := make(chan Verification, 8)
	for range cap(found) {
		go func() {
			v, err := h.Verify(auditor)
			if err != nil {
				t.Error(err)
			}
			found <- v
		}()
	}
	first := <-found
	for range cap(found) - 1 {
		if v := <-found; v != first || !v.OK || v.Orders != 1 {
			t.Errorf("got %+v and %+v", first, v)
		}
	}
}
