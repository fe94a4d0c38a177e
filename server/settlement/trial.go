package settlement

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// TrialBalance is the sum of all accounts by class and currency at one point of the log. Each currency sums to zero.
type TrialBalance struct {
	Seq      int64           `json:"seq" doc:"After this block."`
	At       *time.Time      `json:"at,omitempty" doc:"Everything before this instant; left out: now."`
	Closed   *time.Time      `json:"closed,omitempty" doc:"End of the last closed period."`
	Balanced bool            `json:"balanced" doc:"Every currency sums to zero."`
	Lines    []TrialLine     `json:"lines" nullable:"false"`
	Sums     []TrialCurrency `json:"sums" nullable:"false"`
}

// TrialLine is one class of accounts in one currency. Debits are what banks and debtors owe, credits what is owed.
type TrialLine struct {
	Currency string       `json:"currency"`
	Class    string       `json:"class"`
	Accounts int          `json:"accounts"`
	Debit    money.Amount `json:"debit"`
	Credit   money.Amount `json:"credit"`
}

// TrialCurrency is a currency as a whole.
type TrialCurrency struct {
	Currency string       `json:"currency"`
	Debit    money.Amount `json:"debit"`
	Credit   money.Amount `json:"credit"`
}

// trialBlocks is how many blocks are read at once.
const trialBlocks = 64

// TrialBalance sums all accounts as they were before an instant, now if at is zero. The past is computed backwards: from
// today's balances what was posted since is taken away.
func (s *Service) TrialBalance(ctx context.Context, at time.Time) (TrialBalance, error) {
	if err := audits(ctx); err != nil {
		return TrialBalance{}, err
	}
	balances := map[ledger.AccountID]int64{}
	var t TrialBalance
	s.engine.View(func(st *ledger.State) {
		t.Seq, t.Closed = st.Seq, instant(st.Closed())
		for _, id := range st.Accounts() {
			balances[id] = st.Balance(id).Posted
		}
	})
	if !at.IsZero() {
		last := t.Seq
		first, err := s.firstAt(ctx, at.UnixMilli(), last)
		if err != nil {
			return TrialBalance{}, err
		}
		if err := s.each(ctx, first, last, func(b *ledger.Block) {
			for i := range b.Entries {
				for _, l := range b.Entries[i].Legs {
					if l.Book == ledger.Posted {
						balances[ledger.AccountID{Name: l.Account, Currency: l.Currency}] -= l.Minor
					}
				}
			}
		}); err != nil {
			return TrialBalance{}, err
		}
		when := at.UTC()
		t.Seq, t.At = first-1, &when
	}
	return t, t.sum(balances)
}

// sum fills in the lines; accounts that are zero count, if they were ever touched, for nothing.
func (t *TrialBalance) sum(balances map[ledger.AccountID]int64) error {
	lines, sums := map[[2]string]*TrialLine{}, map[money.Currency]*TrialCurrency{}
	for id, v := range balances {
		if v == 0 {
			continue
		}
		zero := money.Amount{Currency: id.Currency}
		key := [2]string{string(id.Currency), ledger.Class(id.Name)}
		if lines[key] == nil {
			lines[key] = &TrialLine{Currency: key[0], Class: key[1], Debit: zero, Credit: zero}
		}
		if sums[id.Currency] == nil {
			sums[id.Currency] = &TrialCurrency{Currency: key[0], Debit: zero, Credit: zero}
		}
		line, sum := lines[key], sums[id.Currency]
		line.Accounts++
		for _, side := range [][2]*money.Amount{{&line.Debit, &line.Credit}, {&sum.Debit, &sum.Credit}} {
			of := side[1]
			if v < 0 {
				of = side[0]
			}
			more, err := of.Add(money.Amount{Minor: max(v, -v), Currency: id.Currency})
			if err != nil {
				return fmt.Errorf("sum trial balance: %w", err)
			}
			*of = more
		}
	}
	t.Lines, t.Sums, t.Balanced = []TrialLine{}, []TrialCurrency{}, true
	for _, l := range lines {
		t.Lines = append(t.Lines, *l)
	}
	for _, c := range sums {
		t.Sums, t.Balanced = append(t.Sums, *c), t.Balanced && c.Debit == c.Credit
	}
	slices.SortFunc(t.Lines, func(a, b TrialLine) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), cmp.Compare(a.Class, b.Class))
	})
	slices.SortFunc(t.Sums, func(a, b TrialCurrency) int { return cmp.Compare(a.Currency, b.Currency) })
	return nil
}

// firstAt finds the first block that is not before an instant; block time never runs back. It is last+1 if there is none.
func (s *Service) firstAt(ctx context.Context, at, last int64) (int64, error) {
	var failed error
	i := sort.Search(int(last), func(i int) bool {
		if failed != nil {
			return true
		}
		blocks, err := s.store.ReadFrom(ctx, int64(i)+1, 1)
		if err != nil || len(blocks) == 0 {
			failed = problem.New(problem.Unavailable, "ledger_unreadable", "the ledger cannot be read now").Wrap(err)
			return true
		}
		return blocks[0].Time >= at
	})
	return int64(i) + 1, failed
}

// each reads the blocks from first to last in order.
func (s *Service) each(ctx context.Context, first, last int64, look func(b *ledger.Block)) error {
	for first <= last {
		blocks, err := s.store.ReadFrom(ctx, first, trialBlocks)
		if err != nil {
			return fmt.Errorf("read the ledger: %w", err)
		}
		if len(blocks) == 0 {
			return nil
		}
		for i := range blocks {
			if blocks[i].Seq > last {
				return nil
			}
			look(&blocks[i])
		}
		first = blocks[len(blocks)-1].Seq + 1
	}
	return nil
}
