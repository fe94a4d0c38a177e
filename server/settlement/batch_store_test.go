package settlement

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/server/db/dbtest"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// listening is a rail that keeps the files it was given, and answers as told.
type listening struct {
	rail.Rail
	files  []rail.Batch
	answer func(ctx context.Context, r rail.Rail, b rail.Batch) ([]rail.Ack, error) // nil: as the rail behind it
	caps   func(*rail.Capabilities)
}

func (r *listening) Submit(ctx context.Context, b rail.Batch) ([]rail.Ack, error) {
	r.files = append(r.files, b)
	if r.answer != nil {
		return r.answer(ctx, r.Rail, b)
	}
	return r.Rail.Submit(ctx, b)
}

func (r *listening) Capabilities() rail.Capabilities {
	c := r.Rail.Capabilities()
	if r.caps != nil {
		r.caps(&c)
	}
	return c
}

func (r *listening) names() (all []string) {
	for _, f := range r.files {
		all = append(all, f.MsgID)
	}
	return all
}

// ask requests and approves a payout of what is paid in for it, without sending it.
func (h *house) ask(t testing.TB, id, account string, minor int64, c money.Currency) {
	t.Helper()
	org := "org_" + id
	for _, cmd := range []ledger.Command{
		{Type: ledger.BookDeposit, Actor: ledger.Actor{Role: ledger.Rail}, Object: org, Amount: minor, Currency: c, Rail: "sandbox", Ref: id, Params: []ledger.Param{{Name: "for", Text: "user"}}},
		{Type: ledger.RequestPayout, Actor: ledger.Actor{Person: "per", Org: org, Role: ledger.Seller}, Payout: "pay_" + id, Amount: minor, Currency: c, Rail: "sandbox", Ref: account},
	} {
		cmd.Key = ledger.NewKey("test", h.key())
		if err := h.do(t.Context(), cmd); err != nil {
			t.Fatal(err)
		}
	}
	if !h.stepPayout(t.Context(), "pay_"+id) {
		t.Fatalf("pay_%s may not go", id)
	}
}

func (h *house) states(t testing.TB, ids ...string) string {
	t.Helper()
	var all []string
	for _, id := range ids {
		all = append(all, h.payout(t, "pay_"+id).State)
	}
	return strings.Join(all, " ")
}

// atRail is a house whose rail keeps what it gets, and limits in two currencies.
func atRail(t *testing.T) (*house, *listening) {
	t.Helper()
	h := openAt(t, rail.Settings{})
	r := &listening{Rail: h.opt.Rail}
	h.opt.Rail, h.opt.Limits = r, []ledger.Limit{{Currency: "CNY", Payout: 500_000}, {Currency: "EUR", Payout: 500_000}}
	if err := h.setPolicy(t.Context()); err != nil {
		t.Fatal(err)
	}
	return h, r
}

func TestWhatIsApprovedGoesInOneFileForEachCurrency(t *testing.T) {
	h, r := atRail(t)
	r.caps = func(c *rail.Capabilities) { c.Batch = 3 }
	for i := range 4 {
		h.ask(t, fmt.Sprintf("c%d", i), "acct", 100, "CNY")
	}
	h.ask(t, "e1", "acct", 100, "EUR")
	h.Tick(t.Context())
	if got := h.states(t, "c0", "c1", "c2", "c3", "e1"); got != "SETTLED SETTLED SETTLED SETTLED SETTLED" {
		t.Fatalf("got %s", got)
	}
	sizes := map[money.Currency][]int{}
	for _, f := range r.files {
		c := f.Instructions[0].Amount.Currency
		sizes[c] = append(sizes[c], len(f.Instructions))
	}
	if len(r.files) != 3 || len(sizes["EUR"]) != 1 || sizes["CNY"][0]+sizes["CNY"][1] != 4 || max(sizes["CNY"][0], sizes["CNY"][1]) != 3 {
		t.Fatalf("got %v", sizes)
	}
	h.Tick(t.Context())
	if len(r.files) != 3 {
		t.Fatal("something was sent again")
	}
	p := must[Payout](t)(h.Payout(maker(t), "pay_c0"))
	if b := h.payout(t, "pay_c0").Batch; p.Batch != b || !strings.HasPrefix(b, "BAT") || len(b) > 35 {
		t.Fatalf("got %q, %q", p.Batch, b)
	}
}

// TestAFileThatTheRailDidNotHearOfGoesAgainAsItWas: the process dies between the entry in the log and the rail.
func TestAFileThatTheRailDidNotHearOfGoesAgainAsItWas(t *testing.T) {
	d, c := dbtest.Memory(t), &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	bank := must[*rail.Sandbox](t)(rail.Open(rail.Settings{Now: c.now}))
	first := &house{Service: must[*Service](t)(Open(t.Context(), options1(d, c, bank))), clock: c}
	first.ask(t, "a", "acct_a", 100, "CNY")
	first.ask(t, "b", "acct_b", 200, "CNY")
	first.fill(t.Context())
	o := first.release(t.Context(), first.unsent()[0])
	if o.batch == nil || first.states(t, "a", "b") != "SUBMITTED SUBMITTED" {
		t.Fatalf("got %+v, %s", o, first.states(t, "a", "b"))
	}
	first.Close()

	c.forward(26 * time.Hour) // another day: the file still says the day it was meant for
	r := &listening{Rail: bank}
	again, err := Open(t.Context(), options1(d, c, r))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	h := &house{Service: again, clock: c}
	h.Tick(t.Context())
	if len(r.files) != 1 || r.files[0].MsgID != o.msg || r.files[0].Hash() != o.batch.Hash {
		t.Fatalf("sent %v, the log says %s with hash %s", r.names(), o.msg, o.batch.Hash)
	}
	if got := h.states(t, "a", "b"); got != "SETTLED SETTLED" || h.payout(t, "pay_a").EndToEnd != "PAYa" {
		t.Fatalf("got %s", got)
	}
}

func TestAFileThatCannotBeWrittenAgainAsItWasIsNotSent(t *testing.T) {
	h, r := atRail(t)
	h.ask(t, "a", "acct_a", 100, "CNY")
	h.fill(t.Context())
	h.release(t.Context(), h.unsent()[0])
	r.caps = func(c *rail.Capabilities) { c.Account = "ANOTHER-CUSTODY" }
	h.Tick(t.Context())
	h.Tick(t.Context())
	if len(r.files) != 0 || h.states(t, "a") != "UNKNOWN" || !reflect.DeepEqual(h.exceptions(t, "open"), []string{"file_differs"}) {
		t.Fatalf("sent %v, %s, %v", r.names(), h.states(t, "a"), h.exceptions(t, "open"))
	}
}

func TestALostAnswerLeavesEveryPayoutOfTheFileUnknown(t *testing.T) {
	h, r := atRail(t)
	r.answer = func(context.Context, rail.Rail, rail.Batch) ([]rail.Ack, error) {
		return nil, errors.New("nobody answers")
	}
	for _, id := range []string{"a", "b", "c"} {
		h.ask(t, id, "acct_"+id, 100, "CNY")
	}
	for range 3 {
		h.Tick(t.Context())
		h.clock.forward(time.Minute)
	}
	if got := h.states(t, "a", "b", "c"); got != "UNKNOWN UNKNOWN UNKNOWN" {
		t.Fatalf("got %s", got)
	}
	if len(r.files) != 3 || r.files[0].Hash() != r.files[2].Hash() || r.files[0].MsgID != r.files[2].MsgID {
		t.Fatalf("sent %v", r.names())
	}
	r.answer = nil // it arrives, and only what is booked settles anything
	h.Tick(t.Context())
	if got := h.states(t, "a", "b", "c"); got != "SETTLED SETTLED SETTLED" || h.payout(t, "pay_a").EndToEnd != "PAYa" {
		t.Fatalf("got %s", got)
	}
}

func TestARailAnswersEachPaymentOfAFile(t *testing.T) {
	h, r := atRail(t)
	h.ask(t, "a", "acct_a", 100, "CNY")
	h.ask(t, "b", rail.ClosedAccount+"b", 100, "CNY")
	h.ask(t, "c", "acct_c", 100, "CNY")
	r.answer = func(ctx context.Context, bank rail.Rail, b rail.Batch) ([]rail.Ack, error) {
		acks, err := bank.Submit(ctx, b)
		for i := range acks {
			if acks[i].EndToEnd == "PAYc" {
				acks[i].State = rail.Unknown
			}
		}
		return acks, err
	}
	h.fill(t.Context())
	o := h.release(t.Context(), h.unsent()[0])
	if h.send(t.Context(), o) || h.states(t, "a", "b", "c") != "ACCEPTED REJECTED UNKNOWN" {
		t.Fatalf("got %s", h.states(t, "a", "b", "c"))
	}
	if must[Payout](t)(h.Payout(maker(t), "pay_a")); h.bank(t) != 300 {
		t.Fatalf("%d are at the bank: an acceptance has moved money", h.bank(t))
	}
	h.Tick(t.Context())
	if got := h.states(t, "a", "b", "c"); got != "SETTLED REJECTED SETTLED" || h.bank(t) != 100 {
		t.Fatalf("got %s, %d at the bank", got, h.bank(t))
	}
}

func TestAnAnswerToAFileHoldsForWhatHasNoneOfItsOwn(t *testing.T) {
	h, r := atRail(t)
	for _, id := range []string{"a", "b", "c", "d"} {
		h.ask(t, id, "acct_"+id, 100, "CNY")
	}
	h.fill(t.Context())
	msg := h.release(t.Context(), h.unsent()[0]).msg
	says := func(id, to string, s statement.State) {
		t.Helper()
		f := statement.File{ID: id, Statuses: []statement.Status{{MsgID: msg, EndToEnd: to, State: s, Reason: "AC04"}}}
		var w bytes.Buffer
		if err := statement.WritePain002(&w, "pain.002.001.10", h.clock.now(), f); err != nil {
			t.Fatal(err)
		}
		h.upload(t, w.Bytes())
	}
	says("1", "PAYa", statement.Accepted)
	says("2", "PAYb", statement.Rejected)
	says("3", "PAYa", statement.Rejected) // it has changed its mind
	if got := h.states(t, "a", "b", "c", "d"); got != "REJECTED REJECTED SUBMITTED SUBMITTED" {
		t.Fatalf("got %s", got)
	}
	d := importDoc{ID: "file"}
	group := []statement.Status{{MsgID: msg, State: statement.Accepted}, {MsgID: msg, EndToEnd: "PAYc", State: statement.Rejected}, {MsgID: "BATnobody", State: statement.Rejected}}
	if err := h.takeAnswers(t.Context(), d, group); err != nil {
		t.Fatal(err)
	}
	if got := h.states(t, "a", "b", "c", "d"); got != "REJECTED REJECTED REJECTED ACCEPTED" {
		t.Fatalf("got %s", got)
	}
	if got := h.exceptions(t, "open"); !reflect.DeepEqual(got, []string{"answer_unknown"}) || len(r.files) != 0 {
		t.Fatalf("got %v", got)
	}
}

func TestWhoIsNotClearAndWhatCannotBeWrittenKeepsNobodyBack(t *testing.T) {
	h, r := atRail(t)
	h.ask(t, "a", "acct_a", 100, "CNY")
	h.ask(t, "b", "acct_b", 100, "CNY")
	h.ask(t, "long", strings.Repeat("x", 60), 100, "CNY")
	h.fill(t.Context())
	c := ledger.Command{
		Key: ledger.NewKey("test", h.key()), Type: ledger.ScreenParty, Actor: ledger.Actor{Person: "per_x", Role: ledger.Compliance}, Object: "org_b", Ref: ledger.NoLists, Note: "looks wrong",
		Params: []ledger.Param{{Name: "decision", Text: ledger.Hit}},
	}
	if err := h.do(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		h.Tick(t.Context())
	}
	if got := h.states(t, "a", "b", "long"); got != "SETTLED APPROVED REJECTED" || len(r.files) != 1 || len(r.files[0].Instructions) != 1 {
		t.Fatalf("got %s, sent %v", got, r.names())
	}
}

func TestAFileGoesOnTheDayOfItsCutOff(t *testing.T) {
	at := func(hour, minute int) time.Time { return time.Date(2026, 12, 31, hour, minute, 0, 0, time.UTC) }
	for _, r := range []struct {
		now  time.Time
		want statement.Day
	}{{at(9, 0), 20261231}, {at(16, 0), 20261231}, {at(16, 1), 20270101}} {
		if got := dayOfFile(r.now, "16:00"); got != r.want {
			t.Errorf("at %s: got %d", r.now, got)
		}
	}
}
