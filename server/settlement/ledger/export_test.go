package ledger

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
)

// exported is an export of the first n blocks of the log of an earlier release.
func exported(t testing.TB, n int) []byte {
	t.Helper()
	log := &memory{blocks: golden(t)[:n]}
	var out bytes.Buffer
	next := int64(1)
	for next > 0 { // in pieces, as a client fetches it
		var err error
		if next, err = Export(t.Context(), log, &out, next, 7); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestAnExportVerifiesWithoutADatabase(t *testing.T) {
	blocks := golden(t)
	r, s, err := Verify(t.Context(), FromExport(bytes.NewReader(exported(t, len(blocks)))))
	if err != nil || int(r.Blocks) != len(blocks) || s.Head.String() != goldenHead {
		t.Fatalf("%+v, %v", r, err)
	}
	if r, _, err := Verify(t.Context(), FromExport(bytes.NewReader(exported(t, 0)))); err != nil || r.Blocks != 0 {
		t.Fatalf("an empty log: %+v, %v", r, err)
	}
}

// TestEveryChangeOfAnExportIsFound is T15 of the design: one byte changed, lines dropped, swapped, inserted, cut off.
func TestEveryChangeOfAnExportIsFound(t *testing.T) {
	mutations := 500
	if n, err := strconv.Atoi(os.Getenv("SETTLEMENT_MUTATIONS")); err == nil {
		mutations = n
	}
	whole := exported(t, 12)
	lines := slices.Collect(bytes.Lines(whole))
	rng := rand.New(rand.NewPCG(15, 15))
	found := map[string]int{}
	for range mutations {
		what, data := mutate(rng, whole, lines)
		if bytes.Equal(data, whole) {
			t.Fatalf("%s changed nothing", what)
		}
		if _, _, err := Verify(t.Context(), FromExport(bytes.NewReader(data))); !errors.Is(err, ErrBroken) {
			t.Fatalf("%s was not found (%v): %q", what, err, data)
		}
		found[what]++
	}
	t.Logf("mutations=%d found=%d %v", mutations, mutations, found)
}

// mutate changes an export in one way.
func mutate(rng *rand.Rand, whole []byte, lines [][]byte) (what string, data []byte) {
	i, j := rng.IntN(len(lines)), rng.IntN(len(lines)-1)
	if j >= i {
		j++
	}
	switch kind := rng.IntN(10); kind {
	case 0:
		return "a line dropped", bytes.Join(slices.Delete(slices.Clone(lines), i, i+1), nil)
	case 1:
		swapped := slices.Clone(lines)
		swapped[i], swapped[j] = swapped[j], swapped[i]
		return "two lines swapped", bytes.Join(swapped, nil)
	case 2:
		return "a line inserted", bytes.Join(slices.Insert(slices.Clone(lines), i, lines[j]), nil)
	case 3:
		return "the end cut off", whole[:rng.IntN(len(whole)-1)]
	case 4:
		at := rng.IntN(len(whole))
		return "a byte inserted", slices.Insert(bytes.Clone(whole), at, byte(rng.IntN(256)))
	case 5:
		at := rng.IntN(len(whole))
		return "a byte dropped", slices.Delete(bytes.Clone(whole), at, at+1)
	default:
		changed := bytes.Clone(whole)
		changed[rng.IntN(len(whole))] ^= byte(1 + rng.IntN(255))
		return "a byte changed", changed
	}
}

func FuzzFromExport(f *testing.F) {
	whole := exported(f, 3)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	f.Add([]byte("{\"end\":{\"blocks\":0,\"hash\":\"0000000000000000000000000000000000000000000000000000000000000000\"}}\n"))
	f.Add([]byte("{}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, _, err := Verify(t.Context(), FromExport(bytes.NewReader(data)))
		if err == nil && r.Blocks > 0 && !bytes.HasPrefix(whole, data[:min(len(data), 16)]) {
			t.Fatal("an export that nobody wrote verifies")
		}
	})
}
