package settlement

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db/dbtest"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// openAt is a house at a rail of its own.
func openAt(t testing.TB, s rail.Settings) *house {
	t.Helper()
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	s.Now = c.now
	r, err := rail.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	h, err := Open(t.Context(), options1(dbtest.Memory(t), c, r))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	return &house{Service: h, clock: c}
}

func maker(t testing.TB) context.Context {
	t.Helper()
	return person(t, "org_x", "m", actor.ClearingMaker)
}

// ours is a statement of our account at the sandbox, with the lines given.
func ours(number, opening int64, lines ...statement.Line) statement.Statement {
	s := statement.Statement{
		ID: fmt.Sprintf("S%d", number), Number: number, Account: rail.Account, Currency: "CNY", Opening: &statement.Balance{Amount: cny(opening), Day: 20261121},
		Lines: lines,
	}
	for i, l := range lines {
		s.Lines[i].Day, s.Lines[i].Booked = 20261121, true
		opening += l.Amount.Minor
	}
	s.Closing = &statement.Balance{Amount: cny(opening), Day: 20261121}
	return s
}

func csv(t testing.TB, all ...statement.Statement) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := statement.WriteCSV(&b, statement.File{Statements: all}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func (h *house) upload(t testing.TB, data []byte) Imported {
	t.Helper()
	return must[Imported](t)(h.ImportStatement(maker(t), bytes.NewReader(data)))
}

func (h *house) exceptions(t testing.TB, state string) (kinds []string) {
	t.Helper()
	all, _, err := h.Exceptions(maker(t), state, "", 500)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

func (h *house) bank(t testing.TB) int64 {
	t.Helper()
	var v int64
	h.engine.View(func(st *ledger.State) {
		v = -st.Balance(ledger.AccountID{Name: ledger.BankAccount("sandbox"), Currency: "CNY"}).Posted
	})
	return v
}

func TestAStatementBroughtTwiceCountsOnce(t *testing.T) {
	h := openAt(t, rail.Settings{})
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	file := csv(t, ours(1, 0, statement.Line{Amount: cny(400), Ref: "R1", EndToEnd: "X1", Reference: "for " + id}, statement.Line{Amount: cny(70), Ref: "R2", Reference: "a gift"}))
	first := h.upload(t, file)
	if first.New != 2 || first.Lines != 2 || len(first.Statements) != 1 || first.Statements[0].State != "taken" {
		t.Fatalf("got %+v", first)
	}
	again := h.upload(t, file)
	if !again.Known || first.Known {
		t.Fatalf("known: first %v, again %v", first.Known, again.Known)
	}
	if again.Known = false; !reflect.DeepEqual(again, first) {
		t.Fatalf("got %+v, then %+v", first, again)
	}
	// The same statement in other bytes: known by its number, and nothing of it is new.
	other := h.upload(t, append(file, '\n'))
	if other.New != 0 || other.Statements[0].ID != first.Statements[0].ID {
		t.Fatalf("got %+v", other)
	}
	// A notice of the same booking in another format, later.
	var notice bytes.Buffer
	one := ours(0, 0, statement.Line{Amount: cny(400), Ref: "R1", EndToEnd: "X1", Reference: "for " + id})
	if err := statement.WriteCamt(&notice, "camt.054.001.08", h.clock.now(), statement.File{ID: "N1", Statements: []statement.Statement{one}}); err != nil {
		t.Fatal(err)
	}
	if late := h.upload(t, notice.Bytes()); late.New != 0 || late.Lines != 1 {
		t.Fatalf("got %+v", late)
	}
	if h.bank(t) != 470 {
		t.Fatalf("the ledger has %d", h.bank(t))
	}
	o := must[Order](t)(h.Order(person(t, "org_b", "b"), id))
	if o.Totals.Funded != cny(400) || o.State != ledger.PartiallyFunded {
		t.Fatalf("got %s %+v", o.State, o.Totals)
	}
	read := must[BankStatement](t)(h.BankStatement(person(t, "", "u", actor.Auditor), first.Statements[0].ID))
	if len(read.Lines) != 2 || read.Lines[0].Became != becameReceipt || read.Lines[0].Of != id || read.Lines[1].Became != becameSuspense {
		t.Fatalf("got %+v", read.Lines)
	}
	raw, err := h.BankFile(maker(t), first.File)
	if err != nil || !bytes.Equal(raw, file) {
		t.Fatalf("the file is not kept as it was: %v", err)
	}
	for _, who := range []context.Context{person(t, "org_b", "b"), person(t, "", "o", actor.Organizer), person(t, "", "x", actor.Compliance)} {
		_, err := h.BankStatement(who, first.Statements[0].ID)
		refused(t, err, ledger.WhyRole)
		_, err = h.BankFile(who, first.File)
		refused(t, err, ledger.WhyRole)
	}
	list, _, err := h.BankStatements(maker(t), "", "", 10)
	if err != nil || len(list) != 1 {
		t.Fatalf("got %d, %v", len(list), err)
	}
}

func TestAStatementCorrectedUnderItsNumberIsForPeople(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(400), Ref: "R1"})))
	corrected := csv(t, ours(1, 0, statement.Line{Amount: cny(400), Ref: "R1"}, statement.Line{Amount: cny(1), Ref: "R2"}))
	for range 2 {
		_, err := h.ImportStatement(maker(t), bytes.NewReader(corrected))
		refused(t, err, "statement_corrected")
	}
	if h.bank(t) != 400 {
		t.Fatalf("the ledger has %d", h.bank(t))
	}
	if got := h.exceptions(t, "open"); !reflect.DeepEqual(got, []string{"statement_corrected"}) {
		t.Fatalf("got %v", got)
	}
}

func TestFilesThatAreRefused(t *testing.T) {
	h := openAt(t, rail.Settings{})
	good := string(csv(t, ours(1, 0, statement.Line{Amount: cny(400), Ref: "R1"})))
	var xml bytes.Buffer
	if err := statement.WriteCamt(&xml, "camt.053.001.08", h.clock.now(), statement.File{ID: "M", Statements: []statement.Statement{ours(2, 0, statement.Line{Amount: cny(5), Ref: "R9"})}}); err != nil {
		t.Fatal(err)
	}
	camt := xml.String()
	for name, row := range map[string]struct{ text, code string }{
		"truncated":                      {camt[:len(camt)/2], "statement_truncated"},
		"cut at a row":                   {strings.Split(good, "closing")[0], "statement_truncated"},
		"with entities that explode":     {strings.Replace(camt, "<Document", `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Document`, 1), "statement_entities"},
		"in the wrong encoding":          {strings.Replace(camt, "<MsgId>M", "<MsgId>\xff\xfe", 1), "statement_encoding"},
		"with amounts of three decimals": {strings.Replace(good, "4.00", "4.005", 1), "amount_too_precise"},
		"in an unknown currency":         {strings.ReplaceAll(good, "CNY", "ZZZ"), "currency_unknown"},
		"with an amount that overflows":  {strings.Replace(good, "4.00", "92233720368547758.08", 1), "amount_overflow"},
		"with a negative amount":         {strings.Replace(camt, `CNY">0.05`, `CNY">-0.05`, 1), "amount_negative"},
		"of no format":                   {"hello", "statement_format"},
		"too large":                      {strings.Repeat("x", statement.MaxBytes+1), "statement_too_large"},
	} {
		_, err := h.ImportStatement(maker(t), strings.NewReader(row.text))
		if problem.Code(err) != row.code {
			t.Errorf("%s: got %v, want %s", name, err, row.code)
		}
	}
	if h.bank(t) != 0 || len(h.exceptions(t, "")) != 0 {
		t.Fatal("something of a refused file was kept")
	}
	for _, who := range []context.Context{person(t, "org_b", "b"), person(t, "", "u", actor.Auditor), person(t, "", "o", actor.Organizer), t.Context()} {
		_, err := h.ImportStatement(who, strings.NewReader(good))
		refused(t, err, ledger.WhyRole)
	}
}

func TestStatementsThatAreNotBelieved(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(400), Ref: "R1"})))
	unbalanced := ours(2, 400, statement.Line{Amount: cny(10), Ref: "R2"})
	unbalanced.Closing.Amount.Minor++
	if got := h.upload(t, csv(t, unbalanced)); got.Statements[0].State != "held" || got.Statements[0].Proof != "statement_unbalanced" || got.New != 0 {
		t.Fatalf("got %+v", got)
	}
	// What comes under the same number and proves itself takes its place.
	if got := h.upload(t, csv(t, ours(2, 400, statement.Line{Amount: cny(10), Ref: "R2"}))); got.Statements[0].State != "taken" || got.New != 1 {
		t.Fatalf("got %+v", got)
	}
	unbalanced.Number, unbalanced.ID = 9, "S9"
	h.upload(t, csv(t, unbalanced))
	foreign := ours(3, 0, statement.Line{Amount: cny(10), Ref: "R3"})
	foreign.Account = "NL26VAYB8060476890"
	if got := h.upload(t, csv(t, foreign)); got.Statements[0].State != "foreign" || got.New != 0 || got.Uncounted != 1 {
		t.Fatalf("got %+v", got)
	}
	// A notice of such an account is not kept, but not passed over in silence either.
	var notice bytes.Buffer
	if err := statement.WriteCamt(&notice, "camt.054.001.08", h.clock.now(), statement.File{ID: "N1", Statements: []statement.Statement{foreign}}); err != nil {
		t.Fatal(err)
	}
	if got := h.upload(t, notice.Bytes()); len(got.Statements) != 0 || got.New != 0 || got.Uncounted != 1 {
		t.Fatalf("got %+v", got)
	}
	h.upload(t, csv(t, ours(4, 500, statement.Line{Amount: cny(10), Ref: "R4"}))) // true in itself, but 100 are missing before it
	if h.bank(t) != 420 {
		t.Fatalf("the ledger has %d", h.bank(t))
	}
	got := map[string]int{}
	for _, k := range h.exceptions(t, "open") {
		got[k]++
	}
	if want := map[string]int{"statement_unbalanced": 1, "account_unknown": 2, "statement_gap": 1, "nostro_difference": 1}; !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v", got)
	}
}

func TestSampleStatementsImport(t *testing.T) {
	files, err := filepath.Glob("../../../shared/data/iso20022/samples/*.xml")
	if err != nil || len(files) == 0 {
		t.Skip("the samples of ISO 20022 are not beside the repository")
	}
	h := openAt(t, rail.Settings{})
	for _, name := range files {
		data, err := os.ReadFile(name) //nolint:gosec // the samples
		if err != nil {
			t.Fatal(err)
		}
		got := h.upload(t, data)
		for _, s := range got.Statements {
			if read := must[BankStatement](t)(h.BankStatement(maker(t), s.ID)); len(read.Lines) != 1 {
				t.Errorf("%s: got %+v", name, read)
			}
		}
	}
}

func TestAStatementShowsWhatIsDoubtfulAboutIt(t *testing.T) {
	h := openAt(t, rail.Settings{})
	d := deal(1000)
	id := must[string](t)(h.ImportDeal(t.Context(), d))
	h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(400), Ref: "R1"})))
	got := h.upload(t, csv(t, ours(2, 500, statement.Line{Amount: cny(-3), Ref: "FEE", Reference: "charges for " + id})))
	read := must[BankStatement](t)(h.BankStatement(maker(t), got.Statements[0].ID))
	kinds := map[string]Exception{}
	for _, e := range read.Exceptions {
		kinds[e.Kind] = e
	}
	if len(kinds) != 3 || kinds["statement_gap"].Line != "" || kinds["nostro_difference"].ID == "" {
		t.Fatalf("got %+v", read.Exceptions)
	}
	if e := kinds["line_unknown"]; e.Line != rail.Account+"/"+read.Lines[0].Key || e.Order != id {
		t.Fatalf("got %+v", e)
	}
	e := kinds["line_unknown"]
	must[Exception](t)(h.ResolveException(maker(t), e.ID, "a fee", e.V))
	if read := must[BankStatement](t)(h.BankStatement(maker(t), got.Statements[0].ID)); len(read.Exceptions) != 2 {
		t.Fatalf("got %+v", read.Exceptions)
	}
}

func TestWhatAPersonResolvesIsResolved(t *testing.T) {
	h := openAt(t, rail.Settings{})
	h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(-3), Ref: "FEE", Reference: "charges"})))
	all, _, err := h.Exceptions(maker(t), "open", "", 10)
	if err != nil || len(all) != 2 {
		t.Fatalf("got %+v, %v", all, err)
	}
	e := all[0]
	_, err = h.ResolveException(person(t, "", "u", actor.Auditor), e.ID, "seen", e.V)
	refused(t, err, ledger.WhyRole)
	_, err = h.ResolveException(maker(t), e.ID, "  ", e.V)
	refused(t, err, "reason_missing")
	_, err = h.ResolveException(maker(t), e.ID, "seen", e.V+1)
	refused(t, err, "version_conflict")
	_, err = h.ResolveException(maker(t), "exc_none", "seen", 1)
	refused(t, err, "exception_not_found")
	_, err = h.ResolveException(maker(t), e.ID, strings.Repeat("费", 501), e.V)
	refused(t, err, "reason_missing")
	got := must[Exception](t)(h.ResolveException(maker(t), e.ID, strings.Repeat("费", 500), e.V))
	if got.State != "resolved" || got.ResolvedBy != "per_m" || got.Reason == "" {
		t.Fatalf("got %+v", got)
	}
	_, err = h.ResolveException(maker(t), e.ID, "again", got.V)
	refused(t, err, ledger.WhyState)
}
