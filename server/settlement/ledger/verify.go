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
	s := NewState()
	var r Report
	for {
		blocks, err := log.ReadFrom(ctx, s.Seq+1, ReadBatch)
		if err != nil {
			return r, s, fmt.Errorf("verify: read from block %d: %w", s.Seq+1, err)
		}
		for _, b := range blocks {
			if _, err := s.Replay(b); err != nil {
				return r, s, fmt.Errorf("verify: %w", err)
			}
			r.Blocks++
			for _, e := range b.Entries {
				r.Entries++
				r.Legs += int64(len(e.Legs))
				if !e.OK {
					r.Refused++
				}
			}
		}
		if len(blocks) == 0 {
			break
		}
	}
	r.Orders, r.Payouts, r.Accounts, r.Head, r.Time = len(s.orders), len(s.payouts), len(s.accounts), s.Head, s.Time
	if err := s.Balanced(); err != nil {
		return r, s, fmt.Errorf("verify: %w", err)
	}
	return r, s, nil
}

// Balanced checks that the posted balances of every currency sum to zero and that every payout account holds exactly the
// payouts under way.
func (s *State) Balanced() error {
	sums := map[string]int64{}
	var err error
	for id, b := range s.accounts {
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
	for _, p := range s.payouts {
		switch p.State {
		case Approved, Submitted:
			leaving[AccountID{PayoutAccount(p.Org), p.Currency}] += p.Amount
		case Requested:
			held[AccountID{AvailableAccount(p.Org), p.Currency}] += p.Amount
		}
	}
	for id, b := range s.accounts {
		if b.Held != held[id] || (strings.HasSuffix(id.Name, ":payout") && b.Posted != leaving[id]) {
			return broken("%s keeps %d posted and %d held, payouts under way are %d and %d", id, b.Posted, b.Held, leaving[id], held[id])
		}
	}
	return nil
}
