package crash

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"

	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

// notebook is what clients were told, by key.
type notebook struct {
	mu    sync.Mutex
	told  map[ledger.Key]ledger.Outcome
	count atomic.Int64
	extra int // answers to a key that had one: they must be the same
}

func (n *notebook) note(k ledger.Key, out ledger.Outcome) error {
	n.count.Add(1)
	n.mu.Lock()
	defer n.mu.Unlock()
	if before, twice := n.told[k]; twice {
		n.extra++
		if before != out {
			return fmt.Errorf("two answers to one key: %+v and %+v", before, out)
		}
	}
	n.told[k] = out
	return nil
}

// life leads orders from import to release, one after the other, until ctx ends; now and then it asks for something twice.
func life(ctx context.Context, c *client, name string, n *notebook) error {
	defer c.leave()
	for i := 0; ctx.Err() == nil; i++ {
		id := fmt.Sprintf("ord_%s_%d", name, i)
		buyer := "org_b" + name
		version := int64(0)
		for _, cmd := range commands(id, buyer) {
			if cmd.Actor.Org != "" {
				cmd.Version = version
			}
			for range 1 + rand.IntN(8)/7 {
				r, err := c.ask(ctx, call{Command: &cmd})
				if ctx.Err() != nil {
					return nil
				}
				if err == nil && !r.Outcome.OK {
					err = fmt.Errorf("refused: %s", r.Outcome.Why)
				}
				if err == nil {
					err = n.note(cmd.Key, r.Outcome)
				}
				if err != nil {
					return fmt.Errorf("%s of %s: %w", cmd.Type, id, err)
				}
				version = r.Outcome.Version
				if rand.IntN(16) == 0 {
					c.leave() // to another server, where there is one
				}
			}
		}
	}
	return nil
}

// commands are an order's life from import to release; what a party asks for takes the version of the answer before.
func commands(order, buyer string) []ledger.Command {
	timer, b := ledger.Actor{Role: ledger.Timer}, ledger.Actor{Role: ledger.Buyer, Org: buyer}
	list := []ledger.Command{
		{Type: ledger.ImportOrder, Actor: timer, Terms: &ledger.Terms{
			Deal: "deal_" + order, Signed: true, Buyer: buyer, Seller: "org_s", Currency: "CNY", FundBy: 1 << 50, ExchangeBP: 100,
			Milestones: []ledger.MilestoneTerms{{ID: "m", Amount: 1000}},
		}},
		{Type: ledger.BookReceipt, Actor: ledger.Actor{Role: ledger.Rail}, Amount: 1100, Currency: "CNY", Rail: "sandbox", Ref: "r"},
		{Type: ledger.ShipMilestone, Actor: ledger.Actor{Role: ledger.Seller, Org: "org_s"}, Milestone: "m"},
		{Type: ledger.DeliverGoods, Actor: b, Milestone: "m"},
		{Type: ledger.AcceptMilestone, Actor: b, Milestone: "m"},
		{Type: ledger.Release, Actor: timer, Milestone: "m"},
	}
	for i := range list {
		list[i].Key, list[i].Order = ledger.NewKey(string(list[i].Type), order), order
	}
	return list
}

// limits let the system release by itself.
func limits() ledger.Command {
	return ledger.Command{
		Key: ledger.NewKey("policy"), Type: ledger.SetPolicy, Actor: ledger.Actor{Role: ledger.Timer},
		Limits: []ledger.Limit{{Currency: "CNY", Release: 1 << 40, Payout: 1 << 40}},
	}
}

// allow lets the system release by itself.
func allow(t *testing.T, servers ...*process) {
	t.Helper()
	c := &client{servers: servers}
	defer c.leave()
	cmd := limits()
	if r, err := c.ask(t.Context(), call{Command: &cmd}); err != nil || !r.Outcome.OK {
		t.Fatalf("%+v, %v", r, err)
	}
}

// examine verifies the log in the database and finds everything in it that anybody was told, each server's projections
// done within five seconds and equal to the log.
func examine(t *testing.T, database *process, n *notebook, servers ...*process) ledger.Report {
	t.Helper()
	for _, s := range servers {
		c := &client{servers: []*process{s}}
		r, err := c.ask(t.Context(), call{Settle: true})
		c.leave()
		if err != nil || !r.Settled {
			t.Fatalf("the projections are not up to date within five seconds: %v", err)
		}
	}
	d := connected(t, database.uri(), "")
	log, err := settlement.OpenLog(t.Context(), d, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	report, state, err := ledger.Verify(t.Context(), log)
	if err != nil {
		t.Fatal(err)
	}
	if report.Entries < 200_000 { // they are built again in memory
		if _, err := settlement.CheckProjections(t.Context(), d); err != nil {
			t.Fatal(err)
		}
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	lost := 0
	for k, out := range n.told {
		if recorded, in := state.Outcome(k); !in || recorded != out {
			lost++
		}
	}
	if lost > 0 || len(n.told) == 0 {
		t.Fatalf("%d of %d acknowledged commands are not in the log as they were answered", lost, len(n.told))
	}
	return report
}
