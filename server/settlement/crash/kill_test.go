package crash

import (
	"context"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
)

// TestNothingAcknowledgedIsLostByAKill is T4 of the design: server, database or both are killed at random instants while
// sixteen clients work. Everything that was acknowledged is in the log as it was answered, nothing is there twice, the
// chain verifies, and projections are what the log gives.
func TestNothingAcknowledgedIsLostByAKill(t *testing.T) {
	kills := size(t, "SETTLEMENT_KILLS", 10)
	const clients, between = 16, 200
	database := database(t)
	server := launch(t, "server", uriVariable+"="+database.uri())
	allow(t, server)
	n := &notebook{told: map[ledger.Key]ledger.Outcome{}}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var wg sync.WaitGroup
	errs := make(chan error, clients)
	for i := range clients {
		wg.Go(func() { errs <- life(ctx, &client{servers: []*process{server}}, strconv.Itoa(i), n) })
	}
	began := time.Now()
	var killed [3]int
	for k := range kills {
		for before := n.count.Load(); n.count.Load() < before+between && len(errs) == 0; {
			time.Sleep(time.Millisecond)
		}
		time.Sleep(time.Duration(rand.IntN(20_000)) * time.Microsecond)
		victim := k % 3
		killed[victim]++
		if victim != 0 {
			database.kill()
		}
		if victim != 1 {
			server.kill()
		}
		if victim != 0 {
			database.start()
			database.await()
		}
		if victim != 1 {
			server.start()
			server.await()
		}
	}
	for before := n.count.Load(); n.count.Load() < before+between && len(errs) == 0; {
		time.Sleep(time.Millisecond)
	}
	stop()
	wg.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	r := examine(t, database, n, server)
	t.Logf("kills=%d server=%d database=%d both=%d acked=%d entries=%d blocks=%d asked_again=%d lost=0 twice=0 seconds=%.0f",
		kills, killed[0], killed[1], killed[2], len(n.told), r.Entries, r.Blocks, n.extra, time.Since(began).Seconds())
}
