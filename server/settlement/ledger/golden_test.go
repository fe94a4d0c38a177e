package ledger

import (
	"bytes"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write the golden log anew; only for a new version tag of the encoding")

// goldenHead is the hash of the last block of testdata/log-1.jsonl. A change means that logs written by earlier releases
// do not verify any more.
const goldenHead = "112d04b252e7dbb9740cb73a5ecc5be8d2051398c53c2c260a1c00011502c040"

// TestALogOfAnEarlierReleaseStillVerifies replays a log that holds every kind of entry (T14 of the design).
func TestALogOfAnEarlierReleaseStillVerifies(t *testing.T) {
	const file = "testdata/log-1.jsonl"
	if *update {
		var all bytes.Buffer
		for _, b := range sample(t, 5) {
			line, err := EncodeBlock(b)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(line)
		}
		if err := os.WriteFile(file, all.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s := NewState()
	for line := range bytes.Lines(raw) {
		b, err := DecodeBlock(line)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Replay(b); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Head.String(); got != goldenHead {
		t.Fatalf("block %d has hash %s, want %s", s.Seq, got, goldenHead)
	}
}
