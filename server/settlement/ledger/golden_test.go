package ledger

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden log anew; only for a new version tag of the encoding")

const goldenLog = "testdata/log-1.jsonl"

// goldenHead is the hash of the last block of testdata/log-1.jsonl. A change means that logs written by earlier releases
// do not verify any more.
const goldenHead = "4b41c2378e7c5604b264a06e643d571a3544d4218eb153a61745bce65e587de0"

// TestALogOfAnEarlierReleaseStillVerifies replays a log that holds nearly every kind of entry (T14 of the design).
func TestALogOfAnEarlierReleaseStillVerifies(t *testing.T) {
	if *update {
		var all bytes.Buffer
		for _, b := range sample(t, 800) {
			line, err := EncodeBlock(b)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(line)
		}
		if err := os.WriteFile(goldenLog, all.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := NewState()
	for _, b := range golden(t) {
		if _, err := s.Replay(b); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Head.String(); got != goldenHead {
		t.Fatalf("block %d has hash %s, want %s", s.Seq, got, goldenHead)
	}
}

// golden reads the log of an earlier release.
func golden(t testing.TB) []Block {
	t.Helper()
	raw, err := os.ReadFile(goldenLog)
	if err != nil {
		t.Fatal(err)
	}
	var blocks []Block
	for line := range bytes.Lines(raw) {
		b, err := DecodeBlock(line)
		if err != nil {
			t.Fatal(err)
		}
		blocks = append(blocks, b)
	}
	return blocks
}
