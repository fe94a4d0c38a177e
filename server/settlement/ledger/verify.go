package ledger

import (
	"context"
	"fmt"
	"strings"
)

// Report says what a verification found in a sound log.
type Report struct {
	Blocks   int64
	Entries  int64
	Refused  int64 // entries that record a refusal
	Legs     int64
	Orders   int
	Payouts  int
	Accounts int
	Head     Hash
	Time     int64 // of the last block
}

// Verify replays a whole log from the first block: hashes, Merkle roots, chain, order of time, every invariant of apply,
// and at the end that every currency sums to zero. It stops at the first fault; the error says where and wraps ErrBroken
// unless reading failed.
func Verify(ctx context.Context, log Log) (Report, *State, error) {
	s := NewStateKeeping(0)
	var r Report
	err := s.follow(ctx, log, 0, func(d Delta) {
		r.Blocks++
		for i := range d.Block.Entries {
			e := &d.Block.Entries[i]
			r.Entries++
			r.Legs += int64(len(e.Legs))
			if !e.OK {
				r.Refused++
			}
		}
	})
	if err != nil {
		return r, s, fmt.Errorf("verify: %w", err)
	}
	r.Orders, r.Payouts, r.Accounts, r.Head, r.Time = len(s.books.Orders)+s.Archived(), len(s.books.Payouts), len(s.books.Accounts), s.Head, s.Time
	if err := s.Balanced(); err != nil {
		return r, s, fmt.Errorf("verify: %w", err)
	}
	return r, s, nil
}

// Balanced checks that the posted balances of every currency sum to zero, that every payout account holds exactly the
// payouts under way, and that the accounts of financing say what quotes and advances say.
func (s *State) Balanced() error {
	sums := map[string]int64{}
	var err error
	for id, b := range s.books.Accounts {
		key := string(id.Currency)
		if sums[key], err = add(sums[key], b.Posted); err != nil {
			return broken("I1: the %s balances overflow", key)
		}
	}
	for c, sum := range sums {
		if sum != 0 {
			return broken("I1: the %s balances sum to %d", c, sum)
		}
	}
	leaving, held := map[AccountID]int64{}, map[AccountID]int64{}
	lying := map[AccountID]int64{}
	for _, u := range s.books.Suspense {
		if u.State == Lying {
			lying[AccountID{SuspenseAccount(u.Rail), u.Currency}] += u.Amount
		}
	}
	for _, p := range s.books.Payouts {
		switch p.State {
		case Approved, Batched, Submitted, Accepted, Unknown:
			_, out := p.accounts()
			leaving[AccountID{out, p.Currency}] += p.Amount
		case Requested:
			from, _ := p.accounts()
			held[AccountID{from, p.Currency}] += p.Amount
		}
	}
	financed := s.finance()
	for id, b := range s.books.Accounts {
		if financed.keeps(id.Name) {
			if b.Posted != financed.posted[id] {
				return broken("%s keeps %d, its quotes and advances say %d", id, b.Posted, financed.posted[id])
			}
			continue
		}
		held[id] += financed.held[id]
		if Class(id.Name) == "suspense" && b.Posted != lying[id] {
			return broken("%s keeps %d, what lies in it is %d", id, b.Posted, lying[id])
		}
		if b.Held != held[id] || ((strings.HasSuffix(id.Name, ":payout") || strings.HasPrefix(id.Name, "clearing:out:")) && b.Posted != leaving[id]) {
			return broken("%s keeps %d posted and %d held, payouts under way are %d and %d", id, b.Posted, b.Held, leaving[id], held[id])
		}
	}
	return nil
}
