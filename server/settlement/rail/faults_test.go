package rail

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/statement"
)

// With every fault at once the book stays a book: each currency sums to zero, each day proves, and what is reported adds
// up to what is in the account, whatever came twice, late or in another order.
func TestFaultsNeverBreakTheBook(t *testing.T) {
	for seed := range uint64(30) {
		c := morning()
		s := open(t, Settings{Now: c.now, Seed: seed, Faults: Faults{Duplicate: 100_000, Late: 100_000, Reorder: 100_000, Reverse: 100_000, Wrong: 100_000, LostAck: 300_000}})
		for i := range 60 {
			in := payment(fmt.Sprintf("in-%d", i), "org_b", 1000)
			for {
				if _, err := s.Collect(t.Context(), in); err == nil {
					break
				} else if !errors.Is(err, ErrLost) {
					t.Fatal(err)
				}
			}
			for {
				if _, err := s.Submit(t.Context(), payments(t, fmt.Sprintf("m-%d", i), payment(fmt.Sprintf("out-%d", i), "org_s", 400))); err == nil {
					break
				}
			}
			c.t = c.t.Add(time.Hour)
		}
		c.t = c.t.Add(48 * time.Hour)
		files, _ := poll(t, s, "")
		once, stated := map[statement.Key]int64{}, map[statement.Key]int64{}
		for _, l := range lines(files, statement.Camt054) {
			once[l.Key] = l.Amount.Minor
		}
		closing := money.Amount{Currency: "CNY"}
		for _, f := range files {
			for _, st := range f.Statements {
				if f.Format != statement.Camt053 {
					continue
				}
				if err := errors.Join(st.Prove(), st.Follows(closing)); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				closing = st.Closing.Amount
				for _, l := range st.Lines {
					stated[l.Key] = l.Amount.Minor
				}
			}
		}
		if !reflect.DeepEqual(once, stated) {
			t.Fatalf("seed %d: notices and statements differ: %d and %d bookings", seed, len(once), len(stated))
		}
		sum, total := int64(0), int64(0)
		for _, v := range once {
			sum += v
		}
		for _, a := range s.book.accounts {
			total += a["CNY"]
		}
		if total != 0 || sum != closing.Minor || s.book.accounts[custody]["CNY"] != sum {
			t.Fatalf("seed %d: everybody has %d, bookings make %d, the account closes with %s", seed, total, sum, closing)
		}
	}
}

// Each fault happens, and is what it says.
func TestEachFaultHappens(t *testing.T) {
	report := func(f Fault) ([]statement.Line, error) {
		s := open(t, Settings{Now: morning().now, Faults: Faults{f: 1_000_000}})
		var err error
		for i := range 8 {
			if _, e := s.Collect(t.Context(), payment(fmt.Sprintf("e%d", i), "org_b", 1000)); e != nil {
				err = e
			}
		}
		files, _ := poll(t, s, "")
		return lines(files, statement.Camt054), err
	}
	if got, _ := report(Duplicate); len(got) <= 8 || got[0].Key != got[3].Key && got[0].Key != got[2].Key {
		t.Errorf("duplicate: got %d", len(got))
	}
	if got, _ := report(Late); len(got) != 3 {
		t.Errorf("late: got %d", len(got))
	}
	if got, _ := report(Reorder); len(got) != 7 {
		t.Errorf("reorder: got %d", len(got))
	}
	if got, _ := report(Reverse); len(got) != 13 || !got[4].Reversal || got[4].Amount.Minor != -1000 || got[4].EndToEnd != "e0" {
		t.Errorf("reverse: got %+v", got)
	}
	if got, _ := report(Wrong); got[0].Amount.Minor != 990 {
		t.Errorf("wrong: got %+v", got[0])
	}
	if got, err := report(LostAck); !errors.Is(err, ErrLost) || len(got) != 8 {
		t.Errorf("lost acknowledgement: got %d, %v", len(got), err)
	}
}

func TestFaultsAreReadFromWords(t *testing.T) {
	f, err := ParseFaults(" duplicate=0.01, late=1,reverse=0.000001,wrong=0")
	if err != nil || !reflect.DeepEqual(f, Faults{Duplicate: 10_000, Late: 1_000_000, Reverse: 1, Wrong: 0}) {
		t.Fatalf("got %v, %v", f, err)
	}
	for _, s := range []string{"fire=1", "late", "late=", "late=2", "late=-1", "late=.5", "late=0.0000001", "late=1e-3"} {
		if f, err := ParseFaults(s); err == nil {
			t.Errorf("%q is read as %v", s, f)
		}
	}
}
