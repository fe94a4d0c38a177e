package rail

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/statement"
)

// clock is a time that tests move.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func morning() *clock { return &clock{time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)} }

func open(t testing.TB, o Settings) *Sandbox {
	t.Helper()
	s, err := Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func payment(e2e, party string, minor int64) Instruction {
	return Instruction{EndToEnd: e2e, Party: party, Reference: "ref " + e2e, Amount: money.Amount{Minor: minor, Currency: "CNY"}}
}

func payments(t testing.TB, msg string, all ...Instruction) Batch {
	t.Helper()
	b := statement.Batch{MsgID: msg, Created: morning().t, Execute: 20261121, Debtor: statement.Party{Name: "Fair", Account: Account}}
	for _, in := range all {
		b.Payments = append(b.Payments, statement.Payment{EndToEnd: in.EndToEnd, Amount: in.Amount, Creditor: statement.Party{Name: "Somebody", Account: in.Party}, Reference: in.Reference})
	}
	var w bytes.Buffer
	if err := statement.WritePain001(&w, statement.Pain001V9, b); err != nil {
		t.Fatal(err)
	}
	return Batch{MsgID: msg, File: w.Bytes(), Instructions: all}
}

func submit(t testing.TB, r Rail, b Batch) []Ack {
	t.Helper()
	acks, err := r.Submit(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return acks
}

func collect(t testing.TB, r Rail, in Instruction) Ack {
	t.Helper()
	ack, err := r.Collect(t.Context(), in)
	if err != nil {
		t.Fatal(err)
	}
	return ack
}

// poll reads every file after the cursor.
func poll(t testing.TB, r Rail, cursor string) (files []statement.File, next string) {
	t.Helper()
	for {
		raw, next, err := r.Poll(t.Context(), cursor)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range raw {
			read, err := statement.Read(bytes.NewReader(f.Data))
			if err != nil {
				t.Fatalf("%s: %v", f.ID, err)
			}
			files = append(files, read)
		}
		if len(raw) == 0 {
			return files, next
		}
		cursor = next
	}
}

// lines are all bookings of the files of a format, in order.
func lines(files []statement.File, format statement.Format) (all []statement.Line) {
	for _, f := range files {
		for _, s := range f.Statements {
			if f.Format == format {
				all = append(all, s.Lines...)
			}
		}
	}
	return all
}

func TestEverythingIsDoneOnce(t *testing.T) {
	s := open(t, Settings{Now: morning().now})
	in, batch := payment("e1", "org_b", 500), payments(t, "m1", payment("e2", "org_s", 300), payment("e3", ClosedAccount+"x", 100))
	for range 3 {
		if ack := collect(t, s, in); ack != (Ack{"e1", Accepted, ""}) {
			t.Fatalf("got %+v", ack)
		}
		if acks := submit(t, s, batch); !reflect.DeepEqual(acks, []Ack{{"e2", Accepted, ""}, {"e3", Rejected, "account_closed"}}) {
			t.Fatalf("got %+v", acks)
		}
	}
	// The same payment in another file: an answer, not a second payment.
	if acks := submit(t, s, payments(t, "m2", payment("e2", "org_s", 300))); acks[0].State != Accepted {
		t.Fatalf("got %+v", acks)
	}
	files, cursor := poll(t, s, "")
	got := lines(files, statement.Camt054)
	if len(got) != 2 || got[0].Amount.Minor != 500 || got[0].EndToEnd != "e1" || got[0].Reference != "ref e1" || got[1].Amount.Minor != -300 {
		t.Fatalf("got %+v", got)
	}
	var answers []statement.Status
	for _, f := range files {
		answers = append(answers, f.Statuses...)
	}
	if len(answers) != 3 || answers[1].State != statement.Rejected || answers[1].Reason != "account_closed" || answers[0].MsgID != "m1" {
		t.Fatalf("got %+v", answers)
	}
	if more, _ := poll(t, s, cursor); len(more) != 0 {
		t.Fatalf("got %+v", more)
	}
	if again, _ := poll(t, s, "another:7"); len(again) != len(files) {
		t.Fatal("the cursor of another book does not begin anew")
	}
	if _, _, err := s.Poll(t.Context(), s.book.id+":99"); err == nil {
		t.Fatal("a cursor beyond the end is taken")
	}
	if c := s.Capabilities(); c.RealMoney || c.Notice == "" || c.Account != Account {
		t.Fatalf("got %+v", c)
	}
}

func TestWhatASandboxRefuses(t *testing.T) {
	s := open(t, Settings{Now: morning().now})
	submit(t, s, payments(t, "m1", payment("e1", "org_s", 5)))
	good := string(payments(t, "m9", payment("e9", "org_s", 5)).File)
	for name, row := range map[string]struct {
		file Batch
		want string
	}{
		"another file under the same message id":    {payments(t, "m1", payment("e1", "org_s", 5), payment("e5", "org_s", 5)), "duplicate_message_id"},
		"another payment under the same id":         {payments(t, "m2", payment("e1", "org_s", 6)), "duplicate_end_to_end"},
		"a payment larger than any":                 {payments(t, "m3", payment("e3", "org_s", largest+1)), "amount_too_large"},
		"no payment file":                           {Batch{File: []byte("hello")}, "malformed"},
		"a file cut in the middle":                  {Batch{File: []byte(good[:len(good)/2])}, "malformed"},
		"a file with something after it":            {Batch{File: []byte(good + "<x/>")}, "malformed"},
		"a file of another message":                 {Batch{File: []byte(strings.ReplaceAll(good, "pain.001.001.09", "pain.008.001.09"))}, "malformed"},
		"a file that lacks a payment":               {Batch{File: []byte(strings.Replace(good, "<NbOfTxs>1", "<NbOfTxs>2", 1))}, "malformed"},
		"an amount with too many decimals":          {Batch{File: []byte(strings.Replace(good, `"CNY">0.05<`, `"CNY">0.055<`, 1))}, "malformed"},
		"an amount in no currency":                  {Batch{File: []byte(strings.Replace(good, `Ccy="CNY"`, `Ccy="ZZZ"`, 1))}, "malformed"},
		"a file with an entity":                     {Batch{File: []byte(strings.Replace(good, "org_s", "&x;", 1))}, "malformed"},
		"a file of more bytes than a file may have": {Batch{File: []byte(good + strings.Repeat(" ", maxFile))}, "malformed"},
	} {
		if acks := submit(t, s, row.file); len(acks) == 0 || acks[0].State != Rejected || acks[0].Reason != row.want {
			t.Errorf("%s: got %+v", name, acks)
		}
	}
	for name, in := range map[string]Instruction{
		"nothing": {}, "less than nothing": payment("n", "a", -1), "an id of 36": payment(strings.Repeat("x", 36), "a", 1), "nobody": payment("n", "", 1),
	} {
		if ack := collect(t, s, in); ack.State != Rejected {
			t.Errorf("collect %s: got %+v", name, ack)
		}
	}
	if files, _ := poll(t, s, ""); len(lines(files, statement.Camt054)) != 1 {
		t.Fatal("something refused was booked")
	}
}

func TestADayEndsWithAStatementInEveryFormat(t *testing.T) {
	for _, format := range []statement.Format{statement.Camt053, statement.MT940, statement.CSV} {
		c := morning()
		s := open(t, Settings{Now: c.now, Day: format})
		closing := money.Amount{Currency: "CNY"}
		cursor := ""
		for day := range 3 {
			collect(t, s, payment(fmt.Sprintf("in-%d", day), "org_b", 1000))
			submit(t, s, payments(t, fmt.Sprintf("m-%d", day), payment(fmt.Sprintf("out-%d", day), "org_s", 400)))
			c.t = c.t.Add(24 * time.Hour)
			var files []statement.File
			files, cursor = poll(t, s, cursor)
			last := files[len(files)-1]
			if last.Format != format || len(last.Statements) != 1 {
				t.Fatalf("%s: got %+v", format, last)
			}
			st := last.Statements[0]
			if err := errors.Join(st.Prove(), st.Follows(closing)); err != nil || st.Number != int64(day+1) || st.Account != Account || len(st.Lines) != 2 {
				t.Fatalf("%s: %v, %+v", format, err, st)
			}
			closing = st.Closing.Amount
			notices := lines(files, statement.Camt054)
			for i, l := range st.Lines {
				if l.Key != notices[i].Key {
					t.Fatalf("%s: the notice and the statement name booking %d differently", format, i)
				}
			}
		}
		if closing.Minor != 1800 {
			t.Fatalf("%s: closes with %s", format, closing)
		}
	}
}

func TestAnEndedContextDoesNothing(t *testing.T) {
	s := NewSandbox()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Collect(ctx, payment("e", "a", 1)); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v", err)
	}
	if files, _ := poll(t, s, ""); len(files) != 0 {
		t.Fatal("something was booked")
	}
}

func FuzzPaymentFile(f *testing.F) {
	f.Add(payments(f, "m", payment("e", "org_s", 5)).File)
	f.Add([]byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.03"/>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		msg, all, err := readPaymentFile(data)
		if err == nil && (msg == "" || len(all) == 0) {
			t.Fatal("an empty file is taken")
		}
	})
}
