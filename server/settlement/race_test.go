package settlement

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// asked is a command that one of many clients gives at once.
type asked struct {
	name string
	give func(v int64, key string) (Order, error)
}

// race lets a hundred clients give the commands at once, all of them having seen the same version. Exactly one may win, and
// all others hear that the order has changed or that it is too late for what they want.
func race(t *testing.T, p party, commands []asked) string {
	t.Helper()
	var wg sync.WaitGroup
	var mu sync.Mutex
	var won []string
	v := p.sees().V
	for range 100 {
		c, key := commands[rand.IntN(len(commands))], p.h.key()
		wg.Go(func() {
			_, err := c.give(v, key)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				won = append(won, c.name)
			} else if problem.Code(err) != "version_conflict" {
				t.Errorf("%s: %v", c.name, err)
			}
		})
	}
	wg.Wait()
	o := p.sees()
	held := o.Totals.Held.Minor + o.Totals.Released.Minor + o.Totals.Refunded.Minor
	if len(won) != 1 || held != o.Totals.Funded.Minor {
		t.Fatalf("%v won, %+v", won, o.Totals)
	}
	return won[0]
}

// TestOneWinner is T12: accepting, rejecting, disputing, shipping, refunding, settling and withdrawing one milestone at once.
// RACES sets how often.
func TestOneWinner(t *testing.T) {
	rounds := 3
	if n, err := strconv.Atoi(os.Getenv("RACES")); err == nil {
		rounds = n
	}
	h := open(t)
	buyer, seller := party{t, h, person(t, "org_b", "b", actor.Buyer), ""}, party{t, h, person(t, "org_s", "s", actor.Exhibitor), ""}
	winners := map[string]int{}
	for round := range rounds {
		d := deal(1000)
		d.Deal = fmt.Sprintf("deal_%d", round+1)
		d.Milestones[0].Due = h.clock.now().Add(time.Hour)
		buyer.id = must[string](t)(h.ImportDeal(t.Context(), d))
		seller.id = buyer.id
		id := buyer.id
		on := func(ctx context.Context, f func(ctx context.Context, id, milestone string, v int64, key string) (Order, error)) func(int64, string) (Order, error) {
			return func(v int64, key string) (Order, error) { return f(ctx, id, "mil_1", v, key) }
		}
		because := func(ctx context.Context, reason string) func(int64, string) (Order, error) {
			return func(v int64, key string) (Order, error) {
				return h.OpenDispute(ctx, id, "mil_1", Contest{Reason: reason}, v, key)
			}
		}
		ship := func(v int64, key string) (Order, error) { return h.Ship(seller.ctx, id, "mil_1", "awb", v, key) }
		buyer.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.Fund(ctx, id, nil, v, key)
		})
		seller.does(h.Start)
		h.clock.forward(2 * time.Hour)
		winner := race(t, buyer, []asked{{"ship", ship}, {"refund", on(buyer.ctx, h.CancelMilestone)}})
		winners[winner]++
		if winner == "refund" {
			continue
		}
		buyer.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.Deliver(ctx, id, "mil_1", v, key)
		})
		winner = race(t, buyer, []asked{
			{"accept", on(buyer.ctx, h.AcceptMilestone)}, {"reject", because(buyer.ctx, "damaged")}, {"dispute", because(seller.ctx, "other")},
		})
		winners[winner]++
		if winner == "accept" {
			continue
		}
		opener := map[string]party{"reject": buyer, "dispute": seller}[winner]
		seller.does(func(ctx context.Context, id string, v int64, key string) (Order, error) {
			return h.OfferSplit(ctx, id, "dsp_1", Split{cny(700), cny(300)}, v, key)
		})
		winner = race(t, buyer, []asked{
			{"settle", func(v int64, key string) (Order, error) { return h.AcceptSplit(buyer.ctx, id, "dsp_1", 1, v, key) }},
			{"withdraw", func(v int64, key string) (Order, error) { return h.WithdrawDispute(opener.ctx, id, "dsp_1", v, key) }},
		})
		winners[winner]++
		if o := buyer.sees(); (o.Milestones[0].State == ledger.Split) != (winner == "settle") {
			t.Fatalf("%s won and the milestone is %s", winner, o.Milestones[0].State)
		}
	}
	t.Log(winners)
}
