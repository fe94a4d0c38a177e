package ledger
import "testing"
func TestZZ(t *testing.T) {
	best := 0
	for seed := int64(1); seed < 3000; seed++ {
		w := newWorld(seed, 0)
		w.run(3000)
		n := 0
		for ty := range rules { if w.covered[string(ty)+" ok"] > 0 { n++ } }
		if n > best { best = n; t.Log(seed, n, len(rules), len(w.majority)) }
	}
}
