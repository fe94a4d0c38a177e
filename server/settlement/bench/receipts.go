package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"sync/atomic"

	"fairground/server/settlement/ledger"
)

// spread says over how many bank and buyer accounts receipts go.
type spread int

const (
	oneAccount spread = 1
	everywhere spread = 1009
)

// receipts books payments of orders, each 100 fen more than is due, so that an entry has three legs.
type receipts struct {
	engine *ledger.Engine
	name   string
	over   spread

	orders int      // imported so far
	pool   []string // imported and not paid
	next   atomic.Int64
}

func (b *bench) receipts(over spread) *receipts {
	b.contests++
	return &receipts{engine: b.engine, name: "ord_" + strconv.Itoa(b.contests) + "_", over: over}
}

// prepare imports orders to be paid.
func (r *receipts) prepare(ctx context.Context, n int) error {
	r.pool = r.pool[min(int(r.next.Swap(0)), len(r.pool)):]
	fresh := make([]string, max(0, n-len(r.pool)))
	for i := range fresh {
		r.orders++
		fresh[i] = r.name + strconv.Itoa(r.orders)
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	errs := make([]error, ledger.MaxEntries)
	for w := range errs {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(fresh) && errs[w] == nil; i = int(next.Add(1)) - 1 {
				errs[w] = r.order(ctx, fresh[i], i)
			}
		})
	}
	wg.Wait()
	r.pool = append(r.pool, fresh...)
	return errors.Join(errs...)
}

func (r *receipts) order(ctx context.Context, id string, i int) error {
	return r.do(ctx, ledger.Command{
		Key: ledger.NewKey("import", id), Type: ledger.ImportOrder, Actor: ledger.Actor{Role: ledger.Timer}, Order: id,
		Terms: &ledger.Terms{
			Deal: "deal_" + id, Signed: true, Buyer: "org_b" + strconv.Itoa(i%int(r.over)), Seller: "org_s", Currency: "CNY", FundBy: 1 << 50,
			Milestones: []ledger.MilestoneTerms{{ID: "mil_1", Amount: 1000}},
		},
	})
}

func (r *receipts) book(ctx context.Context) error {
	i := int(r.next.Add(1)) - 1
	if i >= len(r.pool) {
		return errEmpty
	}
	return r.do(ctx, ledger.Command{
		Key: ledger.NewKey("receipt", r.pool[i]), Type: ledger.BookReceipt, Actor: ledger.Actor{Role: ledger.Rail}, Order: r.pool[i],
		Amount: 1100, Currency: "CNY", Rail: "sandbox" + strconv.Itoa(i%int(r.over)), Ref: "sbx-1",
	})
}

func (r *receipts) do(ctx context.Context, c ledger.Command) error {
	out, err := r.engine.Do(ctx, c)
	if err == nil && !out.OK {
		err = errors.New("refused: " + out.Why)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", c.Type, err)
	}
	return nil
}
