package ledger

import (
	"bytes"
	"flag"
	"os"
	"slices"
	"testing"
)

var update2 = flag.Bool("update-2", false, "write the golden logs of the second release anew; only before it is released")

// golden2 holds logs one after the other, each from its first block on, in which every command of the second release succeeds.
const golden2 = "testdata/log-2.jsonl"

// goldenHeads2 are the hashes of their last blocks.
var goldenHeads2 = []string{
	"a2bb0281efda71f744a102481c3ed88e1a83296c4761d56060b3cf58bba52e90",
	"8a57e534f6690ed683e8ab90431f47838d1f72a34a7d2fe98ccf553e9efda25c",
	"a9f1630c638f62f46bba78ce8a9f0e6f336e12bf611dc629d113063ea22aa1db",
	"99cf2c0a70eb53e12a017ddb7d353f8e41a9ec2c800d0d67434809757d5d02e0",
	"e850ae16f635d0e960fa8516ecee90997731375c3e08dfcbcf39609a2e6d4330",
	"369c62788581363a5ef9a5015655284478a37e46bf03dae8dd42cbff1dbc91d7",
	"9e3e39b2812f45f4a874c78781939f84cce7a5c0dce3a6c524bef8265c45caef",
	"0c4e5e0d668159e4b6ec6f70dd9523da719a47846f51452b7aeaf82c4208edd5",
	"9d70919e85966b5a868f2b3aa6037f00a53a9d7601da905da1268e7536594838",
	"a9c7d6ca1cbec73c781cf202db1f0b06000229f49aa101c3febf8ecee48d9720",
	"6ea3ef1b63ffd84470d129cf6401ff391e753593900fc6cc77e57a499808900a",
}

// goldenCommands2 is how many different commands succeed in them.
const goldenCommands2 = 86

// chains reads the golden logs of the second release.
func chains(t testing.TB) (all [][]Block) {
	t.Helper()
	raw, err := os.ReadFile(golden2)
	if err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(raw) {
		b, err := DecodeBlock(line)
		if err != nil {
			t.Fatal(err)
		}
		if b.Seq == 1 {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], b)
	}
	return all
}

// succeeded are the commands that some entry of a block carries out.
func succeeded(b Block) (all []Type) {
	for i := range b.Entries {
		if e := &b.Entries[i]; e.OK && !slices.Contains(all, e.Type) {
			all = append(all, e.Type)
		}
	}
	return all
}

// TestTheLogsOfTheSecondReleaseStillVerify replays logs that hold every kind of entry of every family (T14 of the design).
// From a snapshot anywhere on the way, the rest leads to the same end.
func TestTheLogsOfTheSecondReleaseStillVerify(t *testing.T) {
	if *update2 {
		writeGolden2(t)
	}
	var heads []string
	types := map[Type]bool{}
	for n, blocks := range chains(t) {
		s := NewState()
		var half *State
		for i, b := range blocks {
			for _, ty := range succeeded(b) {
				types[ty] = true
			}
			if _, err := s.Replay(b); err != nil {
				t.Fatalf("log %d: %v", n, err)
			}
			if half != nil {
				if _, err := half.Replay(b); err != nil {
					t.Fatalf("log %d, after a snapshot: %v", n, err)
				}
			}
			if i%16 == 15 {
				if half != nil && half.Head != s.Head {
					t.Fatalf("log %d: block %d ends in another head after a snapshot", n, b.Seq)
				}
				half = restored(t, s)
			}
		}
		if err := s.Balanced(); err != nil {
			t.Fatalf("log %d: %v", n, err)
		}
		whole, err := s.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if tail, err := half.Snapshot(); err != nil || !bytes.Equal(whole, tail) {
			t.Fatalf("log %d: a snapshot and the rest are not the whole: %v", n, err)
		}
		heads = append(heads, s.Head.String())
	}
	if !slices.Equal(heads, goldenHeads2) || len(types) != goldenCommands2 {
		t.Fatalf("%d commands succeed, %d were meant; the heads are\n%q\nnot\n%q", len(types), goldenCommands2, heads, goldenHeads2)
	}
}

// writeGolden2 looks for worlds in which, together, every command succeeds, and keeps each up to where it has shown its part.
func writeGolden2(t *testing.T) {
	t.Helper()
	missing := map[Type]bool{}
	for ty := range rules {
		missing[ty] = true
	}
	worlds := make([][]Block, 330)
	for i := range worlds {
		w := newWorld(int64(i+1), 0, bug{})
		w.run(4000)
		worlds[i] = w.majority
	}
	var file bytes.Buffer
	for len(missing) > 0 {
		var best []Block
		most := 0
		for _, blocks := range worlds {
			found, until := map[Type]bool{}, 0
			for i, b := range blocks {
				for _, ty := range succeeded(b) {
					if missing[ty] && !found[ty] {
						found[ty], until = true, i+1
					}
				}
			}
			if len(found) > most {
				best, most = blocks[:until], len(found)
			}
		}
		if most == 0 {
			t.Fatalf("nowhere succeeds %v", missing)
		}
		for _, b := range best {
			for _, ty := range succeeded(b) {
				delete(missing, ty)
			}
			line, err := EncodeBlock(b)
			if err != nil {
				t.Fatal(err)
			}
			file.Write(line)
		}
	}
	if err := os.WriteFile(golden2, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
