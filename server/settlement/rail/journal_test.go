package rail

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/server/settlement/statement"
)

// Killed and opened again, a sandbox says what it would have said, and has forgotten nothing that it answered.
func TestARestartLosesNothing(t *testing.T) {
	c := morning()
	path := filepath.Join(t.TempDir(), "rail", "book")
	all := Faults{Duplicate: 200_000, Late: 200_000, Reorder: 200_000, Reverse: 200_000, Wrong: 200_000}
	one := open(t, Settings{Now: c.now, Journal: path, Seed: 7, Faults: all})
	for i := range 40 {
		collect(t, one, payment(fmt.Sprintf("in-%d", i), "org_b", 1000))
		submit(t, one, payments(t, fmt.Sprintf("m-%d", i), payment(fmt.Sprintf("out-%d", i), "org_s", 400)))
		c.t = c.t.Add(2 * time.Hour)
	}
	want, next := poll(t, one, "")
	half, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := half.WriteString(`01234567 {"t":1,"do":"coll`); err != nil {
		t.Fatal(err)
	}
	if err := half.Close(); err != nil {
		t.Fatal(err)
	}
	two := open(t, Settings{Now: c.now, Journal: path, Seed: 7, Faults: all})
	got, again := poll(t, two, "")
	if next != again || !reflect.DeepEqual(got, want) {
		t.Fatalf("%d files, then %d", len(want), len(got))
	}
	collect(t, two, payment("in-3", "org_b", 1000))
	files, _ := poll(t, two, next)
	for _, l := range lines(files, statement.Camt054) {
		if l.EndToEnd == "in-3" {
			t.Fatal("a payment from before the restart is booked again")
		}
	}
	three := open(t, Settings{Now: c.now, Journal: path, Seed: 7, Faults: all})
	if after, _ := poll(t, two, ""); len(after) < len(want) {
		t.Fatal("files have vanished")
	} else if got, _ := poll(t, three, ""); !reflect.DeepEqual(got, after) {
		t.Fatal("what was told after the repair is lost")
	}
}

func TestTwoProcessesDoNotShareABook(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book")
	one, two := open(t, Settings{Now: morning().now, Journal: path}), open(t, Settings{Now: morning().now, Journal: path})
	collect(t, one, payment("e1", "org_b", 1))
	for range 2 {
		if _, err := two.Collect(t.Context(), payment("e2", "org_b", 1)); err == nil || !strings.Contains(err.Error(), "another process") {
			t.Fatalf("got %v", err)
		}
	}
	collect(t, one, payment("e3", "org_b", 1))
}

func TestADamagedJournalIsNotOpened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "book")
	s, err := Open(Settings{Now: morning().now, Journal: path})
	if err != nil {
		t.Fatal(err)
	}
	collect(t, s, payment("e1", "org_b", 1))
	collect(t, s, payment("e2", "org_b", 1))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Collect(t.Context(), payment("e3", "org_b", 1)); err == nil {
		t.Fatal("a closed sandbox takes money")
	}
	text, err := os.ReadFile(path) //nolint:gosec // the test's own file
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, bytes.Replace(text, []byte("e1"), []byte("e4"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(Settings{Now: morning().now, Journal: path}); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Fatalf("got %v", err)
	}
	if _, err := Open(Settings{Now: morning().now, Day: "pdf"}); err == nil {
		t.Fatal("a format that is none is taken")
	}
}

func FuzzJournal(f *testing.F) {
	f.Add([]byte(checksum([]byte(`{"t":1,"do":"day"}`)) + ` {"t":1,"do":"day"}` + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := newBook(dice{})
		whole, _ := readJournal(bytes.NewReader(data), func(k told) error {
			b.tell(k)
			return nil
		})
		if whole > int64(len(data)) {
			t.Fatal("more was read than there is")
		}
	})
}
