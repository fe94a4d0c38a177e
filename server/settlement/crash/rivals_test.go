package crash

import (
	"context"
	"strconv"
	"sync"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
)

// TestServersThatWriteAgainstEachOther is T7 of the design: two servers, then three, take commands for one database at
// once, clients repeat commands on another server, and every 100 ms somebody else takes the lease away. Each command takes
// effect once, and all servers give the same answer.
func TestServersThatWriteAgainstEachOther(t *testing.T) {
	commands := size(t, "SETTLEMENT_COMMANDS", 3000)
	const clients = 8
	database := database(t)
	uri := uriVariable + "=" + database.uri()
	servers := []*process{launch(t, "server", uri), launch(t, "server", uri)}
	allow(t, servers...)
	n := &notebook{told: map[ledger.Key]ledger.Outcome{}}
	d := connected(t, database.uri(), "")
	began, stolen := time.Now(), 0
	for _, goal := range []int{commands / 2, commands} {
		ctx, stop := context.WithCancel(t.Context())
		var wg sync.WaitGroup
		wg.Go(func() { stolen += thief(ctx, d) })
		errs := make([]error, clients)
		for i := range clients {
			wg.Go(func() {
				errs[i] = life(ctx, &client{servers: servers, turn: i}, strconv.Itoa(len(servers))+"x"+strconv.Itoa(i), n)
				if errs[i] != nil {
					stop()
				}
			})
		}
		for int(n.count.Load()) < goal && ctx.Err() == nil {
			time.Sleep(time.Millisecond)
		}
		stop()
		wg.Wait()
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
		servers = append(servers, launch(t, "server", uri))
	}
	r := examine(t, database, n, servers[:3]...)
	t.Logf("servers=2,3 commands=%d entries=%d blocks=%d asked_again=%d leases_stolen=%d commands_s=%.0f violations=0",
		n.count.Load(), r.Entries, r.Blocks, n.extra, stolen, float64(n.count.Load())/time.Since(began).Seconds())
}
