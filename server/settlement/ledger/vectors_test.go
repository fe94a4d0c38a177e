package ledger

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// The browser verifies statements by a second implementation, in static/src/verify. Its tests read what this one writes:
// statements, heads, a key, and what this implementation says of copies that were touched or forged.
const vectorsDir = "../../../static/src/verify/testdata"

// forgery is a statement whose hashes are all as they should be and which is wrong all the same.
type forgery struct {
	Name      string          `json:"name"`
	Statement json.RawMessage `json:"statement"`
}

// touched is a copy of the first statement with bits of one byte flipped, and whether it still verifies.
type touched struct {
	At  int  `json:"at"`
	Xor byte `json:"xor"`
	OK  bool `json:"ok"`
}

func TestTheBrowsersVectorsAreThoseOfThisLedger(t *testing.T) {
	blocks := golden(t)
	log, s := &memory{blocks: blocks}, NewState()
	for _, b := range blocks {
		if _, err := s.Replay(b); err != nil {
			t.Fatal(err)
		}
	}
	all := make([]json.RawMessage, 0, len(s.Orders()))
	var plain Statement
	for _, id := range s.Orders() {
		o, _ := s.Order(id)
		st, err := NewStatement(t.Context(), log, o, s.Trail(id))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, written(t, st))
		if o.Funded > 0 && (plain.Order == "" || len(st.Headers) < len(plain.Headers)) {
			plain = st
		}
	}
	signed := plain
	last := blocks[len(signed.Headers)+int(signed.Headers[0].Seq)-2]
	heads := []SignedHead{}
	for i, b := range []Block{blocks[len(blocks)-1], last} {
		h, err := SignHead(signer(1), []string{"2026-11-22", "2026-11-21"}[i], b.Seq, b.Hash, time.Date(2026, 11, 23-i, 0, 0, 1, int(500*time.Millisecond), time.UTC))
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, h)
	}
	if err := signed.Sign(t.Context(), log, heads[1]); err != nil {
		t.Fatal(err)
	}
	crowd := blocks[slices.IndexFunc(blocks, func(b Block) bool { return b.N >= 3 })]
	first := written(t, signed)
	for name, value := range map[string]any{
		"statements.json": all, "signed.json": signed, "heads.json": map[string]any{"items": heads},
		"key.json": hex.EncodeToString(publicOf(t, signer(1))), "proof.json": crowd.Prove(1),
		"touched.json": touch(t, first), "forged.json": forge(t, plain),
	} {
		compare := written(t, value)
		path := filepath.Join(vectorsDir, name)
		if *update {
			if err := os.WriteFile(path, compare, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if stands, err := os.ReadFile(path); err != nil || !bytes.Equal(stands, compare) {
			t.Errorf("%s is not what this ledger writes: %v", name, err)
		}
	}
}

// TestStatementsWithEveryKindOfEntryStillVerify reads statements that a release once wrote, together with every kind of entry
// orders can have. The simulation may change; what it wrote stays.
func TestStatementsWithEveryKindOfEntryStillVerify(t *testing.T) {
	path := filepath.Join(vectorsDir, "kinds.json")
	if *update {
		if err := os.WriteFile(path, written(t, kinds(t)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var all []json.RawMessage
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	seen := map[Type]bool{}
	for _, one := range all {
		st, err := VerifyStatement(bytes.NewReader(one), io.Discard)
		if err != nil {
			t.Error(err)
		}
		for _, e := range st.Entries {
			if e.Entry.OK {
				seen[e.Entry.Type] = true
			}
		}
	}
	if len(seen) < 45 {
		t.Errorf("only %d kinds of entries", len(seen))
	}
}

// kinds collects statements from the simulation, those that bring the most new kinds of entries for their length first, until
// no other one brings any.
func kinds(t testing.TB) []json.RawMessage {
	t.Helper()
	var all []Statement
	for seed := range int64(60) {
		blocks, s := sample(t, 1000+seed), NewState()
		for _, b := range blocks {
			if _, err := s.Replay(b); err != nil {
				t.Fatal(err)
			}
		}
		for _, id := range s.Orders() {
			o, _ := s.Order(id)
			st, err := NewStatement(t.Context(), &memory{blocks: blocks}, o, s.Trail(id))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, st)
		}
	}
	for _, st := range all {
		if _, err := VerifyStatement(bytes.NewReader(written(t, st)), io.Discard); err != nil {
			t.Errorf("order %s: %v", st.Order, err)
		}
	}
	var out []json.RawMessage
	seen := map[Type]bool{}
	for {
		best, worth := Statement{}, 0.0
		for _, st := range all {
			fresh := map[Type]bool{}
			for _, e := range st.Entries {
				if e.Entry.OK && !seen[e.Entry.Type] {
					fresh[e.Entry.Type] = true
				}
			}
			if w := float64(len(fresh)) / float64(len(st.Headers)+2*len(st.Entries)); w > worth {
				best, worth = st, w
			}
		}
		if worth == 0 {
			return out
		}
		for _, e := range best.Entries {
			if e.Entry.OK {
				seen[e.Entry.Type] = true
			}
		}
		out = append(out, written(t, best))
	}
}

func written(t testing.TB, v any) []byte {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return append(raw, '\n')
}

// touch flips bits of one byte at a time, by a fixed seed, and notes whether the statement still verifies.
func touch(t testing.TB, raw []byte) []touched {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 7))
	var out []touched
	for range 600 {
		one := touched{At: r.IntN(len(raw)), Xor: byte(1 << r.IntN(7))}
		copied := slices.Clone(raw)
		copied[one.At] ^= one.Xor
		_, err := VerifyStatement(bytes.NewReader(copied), io.Discard)
		one.OK = err == nil
		out = append(out, one)
	}
	return out
}

// forge makes statements of somebody who can compute hashes, but does not keep books.
func forge(t testing.TB, genuine Statement) []forgery {
	t.Helper()
	var out []forgery
	legs := slices.IndexFunc(genuine.Entries, func(e StatementEntry) bool { return len(e.Entry.Legs) > 0 })
	for name, spoil := range map[string]func(st *Statement){
		"a leg of one fen more":            func(st *Statement) { st.Entries[legs].Entry.Legs[0].Minor++ },
		"money into the escrow of another": func(st *Statement) { st.Entries[legs].Entry.Legs[1].Account = EscrowAccount("ord_other") },
		"an entry that moves nothing else": func(st *Statement) { st.Entries[legs].Entry.Legs = nil },
		"a version passed over":            func(st *Statement) { st.Entries[legs].Entry.Version++ },
		"a state it was not in":            func(st *Statement) { st.Entries[legs].Entry.Moves[0].From = Shipped },
		"a refusal that moves money":       func(st *Statement) { st.Entries[legs].Entry.OK, st.Entries[legs].Entry.Why = false, WhyRole },
		"the same command twice":           func(st *Statement) { st.Entries[legs].Entry.Key = st.Entries[0].Entry.Key },
		"an entry of another order":        func(st *Statement) { st.Entries[legs].Entry.Order = "ord_other" },
		"an amount agreed that nobody signed": func(st *Statement) {
			terms := *st.Entries[0].Entry.Terms
			terms.Milestones = slices.Clone(terms.Milestones)
			terms.Milestones[0].Amount++
			st.Entries[0].Entry.Terms = &terms
		},
	} {
		var st Statement
		if err := json.Unmarshal(written(t, genuine), &st); err != nil {
			t.Fatal(err)
		}
		spoil(&st)
		alone(&st)
		raw := written(t, st)
		if _, err := VerifyStatement(bytes.NewReader(raw), io.Discard); err == nil {
			t.Errorf("%s: this implementation does not notice", name)
		}
		out = append(out, forgery{name, raw})
	}
	slices.SortFunc(out, func(a, b forgery) int { return bytes.Compare([]byte(a.Name), []byte(b.Name)) })
	return out
}

// alone gives every block of a statement the statement's entries only, and new hashes from the first to the last.
func alone(st *Statement) {
	for i := range st.Headers {
		h := &st.Headers[i]
		var leaves []Hash
		for n := range st.Entries {
			if st.Entries[n].Seq == h.Seq {
				st.Entries[n].Index = len(leaves)
				st.Entries[n].Leaf = st.Entries[n].Entry.Leaf()
				leaves = append(leaves, st.Entries[n].Leaf)
			}
		}
		for n := range st.Entries {
			if st.Entries[n].Seq == h.Seq {
				st.Entries[n].Path = MerklePath(leaves, st.Entries[n].Index)
			}
		}
		if len(leaves) > 0 {
			h.N, h.Root = len(leaves), Merkle(leaves)
		}
		if i > 0 {
			h.Prev = st.Headers[i-1].Hash
		}
		h.Hash = h.Sum()
	}
}
