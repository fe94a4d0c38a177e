package settlement

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

func TestANoticeThatNoStatementHasIsForPeople(t *testing.T) {
	h := openAt(t, rail.Settings{})
	var notice bytes.Buffer
	told := ours(0, 0, statement.Line{Amount: cny(40), Ref: "R1"})
	if err := statement.WriteCamt(&notice, "camt.054.001.08", h.clock.now(), statement.File{ID: "N1", Statements: []statement.Statement{told}}); err != nil {
		t.Fatal(err)
	}
	h.upload(t, notice.Bytes())
	next := ours(1, 0, statement.Line{Amount: cny(5), Ref: "R2"})
	next.Closing.Day = 20261122
	h.upload(t, csv(t, next))
	if got := h.exceptions(t, "open"); !reflect.DeepEqual(got, []string{"line_unstated"}) {
		t.Fatalf("got %v", got)
	}
	late := ours(2, 5, statement.Line{Amount: cny(40), Ref: "R1"})
	late.Closing.Day = 20261123
	h.upload(t, csv(t, late))
	if got := h.exceptions(t, "open"); len(got) != 0 {
		t.Fatalf("got %v", got)
	}
	if p := must[[]Nostro](t)(h.NostroProofs(maker(t), "2026-11-23")); len(p) != 1 || p[0].State != "proven" || p[0].Book != cny(45) {
		t.Fatalf("got %+v", p)
	}
}

func TestTheAccountIsProvenEveryDay(t *testing.T) {
	h := openAt(t, rail.Settings{})
	id := h.paidOut(t)
	now := must[[]Nostro](t)(h.NostroProofs(maker(t), ""))
	if len(now) != 1 || now[0].State != "unstated" || now[0].Book != cny(0) {
		t.Fatalf("got %+v", now)
	}
	h.clock.forward(24 * time.Hour)
	h.Tick(t.Context())
	// The next day money comes in that no statement has yet.
	buyer := person(t, "org_b", "b")
	second := deal(500)
	second.Deal = "deal_2"
	order := must[string](t)(h.ImportDeal(t.Context(), second))
	must[Order](t)(h.Fund(buyer, order, nil, 1, h.key()))
	proofs := must[[]Nostro](t)(h.NostroProofs(maker(t), ""))
	if len(proofs) != 1 || proofs[0].State != "proven" || proofs[0].Book != cny(505) || proofs[0].InTransit != cny(505) || proofs[0].Day != "2026-11-21" {
		t.Fatalf("got %+v", proofs)
	}
	h.clock.forward(24 * time.Hour)
	h.Tick(t.Context())
	proofs = must[[]Nostro](t)(h.NostroProofs(maker(t), "2026-11-22"))
	if len(proofs) != 1 || proofs[0].State != "proven" || proofs[0].Closing != cny(505) || len(proofs[0].Transit) != 0 {
		t.Fatalf("got %+v", proofs)
	}
	before := must[[]Nostro](t)(h.NostroProofs(maker(t), "2026-11-21"))
	if len(before) != 1 || before[0].State != "proven" || before[0].Closing != cny(0) {
		t.Fatalf("got %+v", before)
	}
	_, err := h.NostroProofs(maker(t), "yesterday")
	refused(t, err, "date_invalid")
	_, err = h.NostroProofs(buyer, "")
	refused(t, err, ledger.WhyRole)
	if got := h.exceptions(t, ""); len(got) != 0 {
		t.Fatalf("got %v after payout %s", got, id)
	}
}

func TestLinesThatCarryEachOthersIdsAreSeen(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.opt.Rail = deaf{h.opt.Rail}
	one := h.paidOut(t)
	buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
	d := deal(500)
	d.Deal = "deal_2"
	id := must[string](t)(h.ImportDeal(t.Context(), d))
	o := must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	o = must[Order](t)(h.Cancel(seller, id, o.V, h.key()))
	must[Order](t)(h.Cancel(buyer, id, o.V, h.key()))
	h.clock.forward(time.Minute)
	h.Tick(t.Context())
	payouts := h.livePayouts()
	two := payouts[0]
	if two == one {
		two = payouts[1]
	}
	h.upload(t, csv(t, ours(1, 1515,
		statement.Line{Amount: cny(-505), Ref: "R1", EndToEnd: endToEnd(one)}, statement.Line{Amount: cny(-1010), Ref: "R2", EndToEnd: endToEnd(two)})))
	got := must[[]Reconciled](t)(h.Reconciliation(maker(t)))
	if len(got) != 1 || got[0].Kind != "swapped" || len(got[0].Lines) != 2 || len(got[0].Expected) != 2 {
		t.Fatalf("got %+v", got)
	}
	if kinds := h.exceptions(t, "open"); len(kinds) != 2 { // two amounts that differ
		t.Fatalf("got %v", kinds)
	}
}

func TestWhatPeopleHaveDealtWithIsOpenNoMore(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.upload(t, csv(t, ours(1, 35, statement.Line{Amount: cny(-35), Ref: "FEE"})))
	if got := must[[]Reconciled](t)(h.Reconciliation(maker(t))); len(got) != 1 || got[0].Kind != "unexpected" {
		t.Fatalf("got %+v", got)
	}
	all, _, err := h.Exceptions(maker(t), "open", "", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		must[Exception](t)(h.ResolveException(maker(t), e.ID, "two have booked the charge", e.V))
	}
	if got := must[[]Reconciled](t)(h.Reconciliation(maker(t))); len(got) != 0 {
		t.Fatalf("got %+v", got)
	}
}

func TestDaysThatWereProvenAreCounted(t *testing.T) {
	h := openAt(t, rail.Settings{})
	closing := int64(0)
	day := func(number, opening int64, on statement.Day, minor int64) {
		one := ours(number, opening, statement.Line{Amount: cny(minor), Ref: fmt.Sprint("R", number)})
		one.Closing.Day, closing = on, opening+minor
		h.upload(t, csv(t, one))
	}
	day(1, 0, 20261121, 5)
	day(2, closing, 20261122, 5)
	day(3, closing+7, 20261123, 5) // 7 are missing before it
	at := func(date string) Nostro { return must[[]Nostro](t)(h.NostroProofs(maker(t), date))[0] }
	if p := at("2026-11-23"); p.State != "differs" || p.InARow != 0 || len(p.Days) != 3 {
		t.Fatalf("got %+v", p)
	}
	day(4, closing-7, 20261124, 5)
	p := at("2026-11-24")
	want := []NostroDay{{"2026-11-21", "proven", cny(0)}, {"2026-11-22", "proven", cny(0)}, {"2026-11-23", "differs", cny(-7)}, {"2026-11-24", "proven", cny(0)}}
	if p.InARow != 1 || !reflect.DeepEqual(p.Days, want) {
		t.Fatalf("got %+v", p)
	}
	if before := at("2026-11-22"); before.InARow != 2 || !reflect.DeepEqual(before.Days, want[:2]) {
		t.Fatalf("got %+v", before)
	}
}

func TestTheExceptionAboutADifferenceFollowsIt(t *testing.T) {
	h := openAt(t, rail.Settings{})
	open := func() *Exception {
		t.Helper()
		must[[]Nostro](t)(h.NostroProofs(maker(t), ""))
		all, _, err := h.Exceptions(maker(t), "open", "", 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			if e.Kind == "nostro_difference" {
				return &e
			}
		}
		return nil
	}
	h.upload(t, csv(t, ours(1, 7, statement.Line{Amount: cny(5), Ref: "R1"})))
	first := open()
	if first == nil || *first.Amount != cny(-7) {
		t.Fatalf("got %+v", first)
	}
	said := func(e *Exception) (names []string) {
		for _, p := range e.Says {
			names = append(names, p.Name)
		}
		return names
	}
	if *first.Says[1].Amount != cny(12) || !slices.Equal(said(first), []string{"book", "bank"}) {
		t.Fatalf("it says %+v", first.Says)
	}
	h.upload(t, csv(t, ours(2, 15, statement.Line{Amount: cny(5), Ref: "R2"})))
	if e := open(); e == nil || e.ID != first.ID || *e.Amount != cny(-10) || e.V != 2 {
		t.Fatalf("a larger difference: got %+v", e)
	}
	must[Exception](t)(h.ResolveException(maker(t), first.ID, "the bank was asked", 2))
	if e := open(); e != nil {
		t.Fatalf("the same difference is asked about again: %+v", e)
	}
	h.upload(t, csv(t, ours(3, 25, statement.Line{Amount: cny(5), Ref: "R3"})))
	if e := open(); e == nil || *e.Amount != cny(-15) || !strings.Contains(e.Words, "the bank was asked") || !slices.Equal(said(e), []string{"book", "bank", "closedBy", "closedOver", "closedBecause"}) {
		t.Fatalf("another difference: got %+v", e)
	}
	h.upload(t, csv(t, ours(4, 15, statement.Line{Amount: cny(5), Ref: "R4"})))
	if e := open(); e != nil {
		t.Fatalf("it proves: got %+v", e)
	}
	if over, _, err := h.Exceptions(maker(t), "resolved", "", 100); err != nil || len(over) != 1 || over[0].Ended != "proven" {
		t.Fatalf("it was closed as %+v, %v", over, err)
	}
	h.upload(t, csv(t, ours(5, 23, statement.Line{Amount: cny(5), Ref: "R5"})))
	if e := open(); e == nil || *e.Amount != cny(-3) {
		t.Fatalf("it differs again on the same day: got %+v", e)
	}
}

// With a rail at which everything goes wrong, nothing is booked twice and nothing is lost: each day the account proves or an
// exception is open, and the ledger never has more or less than the lines it took.
func TestAnUnreliableRailLosesNothing(t *testing.T) {
	for seed := range uint64(4) {
		share := uint32(150_000)
		h := openAt(t, rail.Settings{Seed: seed, Faults: rail.Faults{rail.Duplicate: share, rail.Late: share, rail.Reorder: share, rail.Reverse: share, rail.Wrong: share, rail.LostAck: share}})
		buyer, seller := person(t, "org_b", "b"), person(t, "org_s", "s")
		for i := range 12 {
			d := deal(1000)
			d.Deal = fmt.Sprintf("deal_%d", i)
			id := must[string](t)(h.ImportDeal(t.Context(), d))
			key := h.key()
			for range 20 {
				o := must[Order](t)(h.Order(buyer, id))
				if _, err := h.Fund(buyer, id, nil, o.V, key); err == nil {
					break
				}
			}
			h.clock.forward(5 * time.Hour)
			h.Tick(t.Context())
			if o := must[Order](t)(h.Order(seller, id)); o.State == ledger.Funded {
				o = must[Order](t)(h.Cancel(seller, id, o.V, h.key()))
				must[Order](t)(h.Cancel(buyer, id, o.V, h.key()))
			}
		}
		for range 4 {
			h.clock.forward(24 * time.Hour)
			h.Tick(t.Context())
		}
		lines, err := h.incoming.lineMap(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		sum, open := int64(0), map[string]bool{}
		all, _, err := h.Exceptions(maker(t), "open", "", 500)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			open[e.Line] = true
		}
		settled := map[string]int{}
		for _, l := range lines {
			if l.Became != "" {
				sum += l.Minor
			} else if !open[l.ID] {
				t.Errorf("seed %d: nothing came of line %+v, and nobody is told", seed, l)
			}
			if l.Became == becamePayout {
				settled[l.EndToEnd]++
			}
			if l.Statement == "" {
				t.Errorf("seed %d: line %s stands on no statement after four days", seed, l.ID)
			}
		}
		if h.bank(t) != sum || len(lines) < 12 {
			t.Fatalf("seed %d: the ledger has %d, %d lines make %d", seed, h.bank(t), len(lines), sum)
		}
		for id, n := range settled {
			if n > 1 {
				t.Errorf("seed %d: %s was paid %d times", seed, id, n)
			}
		}
		for _, p := range must[[]Nostro](t)(h.NostroProofs(maker(t), "")) {
			if p.State != "proven" && len(p.Exceptions) == 0 {
				t.Errorf("seed %d: %s differs by %s and nobody is told", seed, p.Currency, p.Difference)
			}
		}
		if v := must[Verification](t)(h.Verify(maker(t))); !v.OK {
			t.Fatalf("seed %d: %s", seed, v.Fault)
		}
	}
}
