package settlement

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

// distant is a rail that takes its time for each file and counts them.
type distant struct {
	rail.Rail
	mu    sync.Mutex
	files int
}

func (d *distant) Submit(ctx context.Context, b rail.Batch) ([]rail.Ack, error) {
	time.Sleep(5 * time.Millisecond) // what it takes, not what anybody waits for
	d.mu.Lock()
	defer d.mu.Unlock()
	d.files++
	return d.Rail.Submit(ctx, b)
}

// BenchmarkPayouts asks for payouts by 16 clients at once at a rail that takes 5 ms for a file and has each on the disk before it
// answers, until all of them are settled.
func BenchmarkPayouts(b *testing.B) {
	const clients, each = 16, 25
	files := 0
	for range b.N {
		b.StopTimer()
		h := openAt(b, rail.Settings{Journal: b.TempDir() + "/rail"})
		d := &distant{Rail: h.opt.Rail}
		h.opt.Rail = d
		err := h.do(b.Context(), ledger.Command{
			Key: ledger.NewKey("deposit"), Type: ledger.BookDeposit, Actor: ledger.Actor{Role: ledger.Rail}, Object: "org_b", Amount: 1_000_000, Currency: "CNY", Rail: "sandbox",
			Ref: "line", Params: []ledger.Param{{Name: "for", Text: "user"}},
		})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		var all sync.WaitGroup
		for c := range clients {
			all.Go(func() {
				for n := range each {
					if _, err := h.RequestPayout(person(b, "org_b", "b"), cny(100), ForOwn, fmt.Sprintf("key-%d-%d", c, n)); err != nil {
						b.Error(err)
					}
				}
			})
		}
		all.Wait()
		for h.settled() < clients*each {
			h.Tick(b.Context())
		}
		b.StopTimer()
		files += d.files
	}
	b.ReportMetric(float64(b.N*clients*each)/b.Elapsed().Seconds(), "payouts/s")
	b.ReportMetric(float64(files)/float64(b.N), "files")
	b.ReportMetric(0, "ns/op")
}

// settled counts the payouts that have arrived.
func (h *house) settled() (n int) {
	h.engine.View(func(st *ledger.State) {
		for _, id := range st.Payouts() {
			if p, _ := st.Payout(id); p.State == ledger.Settled {
				n++
			}
		}
	})
	return n
}
