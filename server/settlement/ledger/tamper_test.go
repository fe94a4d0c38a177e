package ledger

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestMerklePathsLeadToTheRoot(t *testing.T) {
	for n := 1; n <= 70; n++ {
		leaves := make([]Hash, n)
		for i := range leaves {
			leaves[i] = Hash{byte(i), 1}
		}
		root := Merkle(leaves)
		for i := range leaves {
			path := MerklePath(leaves, i)
			if got, ok := MerkleRoot(leaves[i], i, n, path); !ok || got != root {
				t.Fatalf("leaf %d of %d does not lead to the root", i, n)
			}
			if got, ok := MerkleRoot(leaves[i], (i+1)%n, n, path); n > 1 && ok && got == root {
				t.Fatalf("leaf %d of %d leads to the root from the wrong place", i, n)
			}
		}
	}
}

// sample is a log with all kinds of entries, made by the simulation.
func sample(t testing.TB, seed int64) []Block {
	t.Helper()
	w := newWorld(seed, 0, bug{})
	w.run(3000)
	if w.fault != "" {
		t.Fatal(w.fault)
	}
	return w.majority
}

func TestAnExportThatWasTouchedDoesNotVerify(t *testing.T) {
	blocks := sample(t, 5)
	var lines [][]byte
	for _, b := range blocks {
		line, err := EncodeBlock(b)
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	head := blocks[len(blocks)-1].Hash
	verify := func(lines [][]byte) error {
		s := NewState()
		for _, l := range lines {
			b, err := DecodeBlock(l)
			if err != nil {
				return err
			}
			if _, err := s.Replay(b); err != nil {
				return err
			}
		}
		if s.Head != head {
			return errors.New("another head")
		}
		return nil
	}
	if err := verify(lines); err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	trials, quiet := 1500, 0
	if testing.Short() {
		trials = 200
	}
	for range trials {
		touched := slices.Clone(lines)
		i := r.IntN(len(touched))
		switch r.IntN(8) {
		case 0:
			touched = slices.Delete(touched, i, i+1)
		case 1:
			j := r.IntN(len(touched))
			if i == j {
				continue
			}
			touched[i], touched[j] = touched[j], touched[i]
		case 2:
			touched = slices.Insert(touched, i, touched[r.IntN(len(touched))])
		default:
			l := slices.Clone(touched[i])
			at := r.IntN(len(l) - 1)
			l[at] ^= byte(1 << r.IntN(8))
			touched[i] = l
		}
		if verify(touched) == nil {
			quiet++
			t.Logf("undetected: %s", touched[i])
		}
	}
	if quiet > 0 {
		t.Fatalf("%d of %d changes were not detected", quiet, trials)
	}
}

func FuzzDecodeBlock(f *testing.F) {
	b := imported(f, terms(1000, 2000))
	b.receipt("ord_1", 500)
	for _, block := range b.last {
		line, err := EncodeBlock(block)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(line)
	}
	f.Add([]byte(`{"seq":1,"v":1,"n":1,"keys":[],"e":[{}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := DecodeBlock(data)
		if err != nil {
			return
		}
		_, _ = NewState().Replay(b)
		line, err := EncodeBlock(b)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := DecodeBlock(line); err != nil || again.Hash != b.Hash {
			t.Fatalf("a block that was accepted is not read back: %v", err)
		}
	})
}
