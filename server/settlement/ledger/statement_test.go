package ledger

import (
	"bytes"
	"encoding/json"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// statements makes one for each order of a sample log.
func statements(t testing.TB, seed int64) [][]byte {
	t.Helper()
	blocks := sample(t, seed)
	s := NewState()
	for _, b := range blocks {
		if _, err := s.Replay(b); err != nil {
			t.Fatal(err)
		}
	}
	var out [][]byte
	for _, id := range s.Orders() {
		o, _ := s.Order(id)
		st, err := NewStatement(t.Context(), &memory{blocks: blocks}, o, s.Trail(id))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(st)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, raw)
	}
	return out
}

func TestAStatementVerifiesWithoutTheLog(t *testing.T) {
	all := statements(t, 3)
	for _, raw := range all {
		var words bytes.Buffer
		if _, err := VerifyStatement(bytes.NewReader(raw), &words); err != nil {
			t.Fatalf("%v\n%s", err, raw)
		}
		if !strings.Contains(words.String(), "Merkle path") {
			t.Fatalf("it says only %q", words.String())
		}
	}
	if len(all) < 3 {
		t.Fatalf("the sample has %d orders only", len(all))
	}
}

func TestAStatementThatWasTouchedDoesNotVerify(t *testing.T) {
	all := statements(t, 3)
	r := rand.New(rand.NewPCG(3, 4))
	trials, quiet := 1500, 0
	if testing.Short() {
		trials = 200
	}
	for range trials {
		raw := slices.Clone(all[r.IntN(len(all))])
		at := r.IntN(len(raw))
		was := raw[at]
		raw[at] ^= byte(1 << r.IntN(8))
		if _, err := VerifyStatement(bytes.NewReader(raw), io.Discard); err == nil {
			quiet++
			t.Logf("undetected: %q for %q at %d: %s", raw[at], was, at, raw[max(0, at-30):min(len(raw), at+30)])
		}
	}
	if quiet > 0 {
		t.Fatalf("%d of %d changes were not detected", quiet, trials)
	}
}

func TestAStatementWithoutOneOfItsEntriesDoesNotVerify(t *testing.T) {
	proposals := 0
	var all [][]byte
	for seed := range int64(8) {
		all = append(all, statements(t, seed)...)
	}
	for _, raw := range all {
		var st Statement
		if err := json.Unmarshal(raw, &st); err != nil {
			t.Fatal(err)
		}
		for i, e := range st.Entries {
			if !e.Entry.OK {
				continue // a refusal moves nothing, and leaving it out changes nothing
			}
			if e.Entry.Type == ProposeAction {
				proposals++
			}
			cut := st
			cut.Entries = slices.Delete(slices.Clone(st.Entries), i, i+1)
			short, err := json.Marshal(cut)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := VerifyStatement(bytes.NewReader(short), io.Discard); err == nil {
				t.Fatalf("entry %d (%s) is missing and nobody notices", i, e.Entry.Type)
			}
		}
	}
	if proposals == 0 {
		t.Fatal("nothing was proposed in the sample")
	}
}

func FuzzVerifyStatement(f *testing.F) {
	for _, raw := range statements(f, 3)[:3] {
		f.Add(raw)
	}
	f.Add([]byte(`{"format":"fairground.statement/1","headers":[{}],"entries":[{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		st, err := VerifyStatement(bytes.NewReader(data), io.Discard)
		if err == nil && (len(st.Entries) == 0 || st.Totals.Escrow < 0) {
			t.Fatalf("accepted: %s", data)
		}
	})
}
