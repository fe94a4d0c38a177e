package crash

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"fairground/server/settlement/ledger"
)

// step is one operation of a history: on an account, money put in, money held, or a look at what is available.
type step struct {
	account string
	put     int64
	hold    int64
}

// seen is what came back.
type seen struct {
	ok        bool
	available int64 // of a look
}

// purse is what an account is to a client: a number that grows, shrinks when there is enough, and can be read. Each account
// is checked by itself.
func purse() porcupine.Model {
	return porcupine.Model{
		Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
			by := map[string][]porcupine.Operation{}
			for _, o := range history {
				a := o.Input.(step).account
				by[a] = append(by[a], o)
			}
			var parts [][]porcupine.Operation
			for _, p := range by {
				parts = append(parts, p)
			}
			return parts
		},
		Init: func() any { return int64(0) },
		Step: func(state, input, output any) (bool, any) {
			has, in, out := state.(int64), input.(step), output.(seen)
			switch {
			case in.put > 0:
				return out.ok, has + in.put
			case in.hold > 0 && has >= in.hold:
				return out.ok, has - in.hold
			case in.hold > 0:
				return !out.ok, has
			}
			return out.available == has, has
		},
	}
}

// history lets clients work on a few accounts through several servers and notes when each step began and ended.
func history(t *testing.T, servers []*process, name string, clients, steps int) []porcupine.Operation {
	t.Helper()
	const accounts = 4
	for a := range accounts {
		open(t, servers, fmt.Sprintf("%s_%d", name, a))
	}
	var mu sync.Mutex
	var all []porcupine.Operation
	var wg sync.WaitGroup
	errs := make([]error, clients)
	began := time.Now()
	for i := range clients {
		wg.Go(func() {
			c := &client{servers: servers, turn: i}
			defer c.leave()
			for k := range steps / clients {
				s := step{account: fmt.Sprintf("%s_%d", name, rand.IntN(accounts))}
				switch rand.IntN(4) {
				case 0:
					s.put = 1 + rand.Int64N(20)
				case 1:
					s.hold = 1 + rand.Int64N(20)
				}
				from := time.Since(began).Nanoseconds()
				out, err := take(t.Context(), c, s, fmt.Sprintf("%s_%d_%d", name, i, k))
				if err != nil {
					errs[i] = err
					return
				}
				mu.Lock()
				all = append(all, porcupine.Operation{ClientId: i, Input: s, Call: from, Output: out, Return: time.Since(began).Nanoseconds()})
				mu.Unlock()
				if rand.IntN(4) == 0 {
					c.leave()
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

// open makes an account: an order whose milestone is paid, so that what is paid beyond is the buyer's.
func open(t *testing.T, servers []*process, account string) {
	t.Helper()
	c := &client{servers: servers}
	defer c.leave()
	for _, cmd := range []ledger.Command{
		{Type: ledger.ImportOrder, Actor: ledger.Actor{Role: ledger.Timer}, Terms: &ledger.Terms{
			Deal: "deal_" + account, Signed: true, Buyer: "org_" + account, Seller: "org_s", Currency: "CNY", FundBy: 1 << 50,
			Milestones: []ledger.MilestoneTerms{{ID: "m", Amount: 1}},
		}},
		{Type: ledger.BookReceipt, Actor: ledger.Actor{Role: ledger.Rail}, Amount: 1, Currency: "CNY", Rail: "sandbox"},
	} {
		cmd.Key, cmd.Order = ledger.NewKey(string(cmd.Type), account), "ord_"+account
		if r, err := c.ask(t.Context(), call{Command: &cmd}); err != nil || !r.Outcome.OK {
			t.Fatalf("%+v, %v", r, err)
		}
	}
}

func take(ctx context.Context, c *client, s step, key string) (seen, error) {
	q := call{Read: &ledger.AccountID{Name: ledger.AvailableAccount("org_" + s.account), Currency: "CNY"}}
	switch {
	case s.put > 0:
		q = call{Command: &ledger.Command{Type: ledger.BookReceipt, Actor: ledger.Actor{Role: ledger.Rail}, Order: "ord_" + s.account, Amount: s.put, Currency: "CNY", Rail: "sandbox"}}
	case s.hold > 0:
		q = call{Command: &ledger.Command{Type: ledger.RequestPayout, Actor: ledger.Actor{Role: ledger.Buyer, Org: "org_" + s.account}, Payout: "pay_" + key, Amount: s.hold, Currency: "CNY", Rail: "sandbox", Ref: "acct"}}
	}
	if q.Command != nil {
		q.Read, q.Command.Key = nil, ledger.NewKey("history", key)
	}
	r, err := c.ask(ctx, q)
	switch {
	case err != nil:
		return seen{}, err
	case q.Command != nil && !r.Outcome.OK && r.Outcome.Why != ledger.WhyFunds:
		return seen{}, fmt.Errorf("refused: %s", r.Outcome.Why)
	case q.Read != nil && !r.Balanced:
		return seen{}, fmt.Errorf("a look found sums that are not zero")
	}
	return seen{r.Outcome.OK, r.Available}, nil
}

// onOneLog is how many histories share a log: every server that is killed replays all of it.
const onOneLog = 50

// TestHistoriesAreLinearizable is T6 of the design: what clients of two servers saw can be put in one order in which every
// command and every look takes effect between its call and its answer. One of the servers is killed now and then.
func TestHistoriesAreLinearizable(t *testing.T) {
	histories := size(t, "SETTLEMENT_HISTORIES", 4)
	began, operations := time.Now(), 0
	for first := 0; first < histories; first += onOneLog {
		t.Run("from history "+strconv.Itoa(first), func(t *testing.T) {
			operations += linearizable(t, first, min(first+onOneLog, histories))
		})
	}
	if t.Failed() {
		return
	}
	t.Logf("histories=%d operations=%d anomalies=0 seconds=%.0f", histories, operations, time.Since(began).Seconds())
}

// linearizable writes histories on a log of their own and checks each; it returns how many operations they have.
func linearizable(t *testing.T, first, end int) (operations int) {
	t.Helper()
	database := database(t)
	uri := uriVariable + "=" + database.uri()
	servers := []*process{launch(t, "server", uri), launch(t, "server", uri)}
	for h := first; h < end; h++ {
		var wg sync.WaitGroup
		if h%3 == 1 {
			wg.Go(func() {
				time.Sleep(20 * time.Millisecond)
				servers[h%2].kill()
				servers[h%2].start()
			})
		}
		all := history(t, servers, "h"+strconv.Itoa(h), 8+rand.IntN(25), 400+rand.IntN(1600)/(1+4/end))
		wg.Wait()
		operations += len(all)
		if r := porcupine.CheckOperationsTimeout(purse(), all, time.Minute); r != porcupine.Ok {
			t.Fatalf("history %d of %d operations is %s", h, len(all), r)
		}
	}
	return operations
}

// TestAStaleReadIsFlagged plants a bug: servers answer looks from memory without reading what another has written.
func TestAStaleReadIsFlagged(t *testing.T) {
	database := database(t)
	uri := uriVariable + "=" + database.uri()
	servers := []*process{launch(t, "server", uri, staleVariable+"=yes"), launch(t, "server", uri, staleVariable+"=yes")}
	for h := range 20 {
		all := history(t, servers, "h"+strconv.Itoa(h), 8, 200)
		if porcupine.CheckOperationsTimeout(purse(), all, time.Minute) == porcupine.Illegal {
			t.Logf("flagged in history %d of %d operations", h+1, len(all))
			return
		}
	}
	t.Fatal("twenty histories with stale reads passed as linearizable: the check proves nothing")
}
