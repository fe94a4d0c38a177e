package ledger

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"fairground/server/money"
)

// State is everything the log says, up to block Seq. It is not safe for concurrent use; Engine guards it.
//
// It holds every order, payout, account and key of the log. Bounding it (snapshots, keys older than a window looked up by
// index) is a later part of the work.
type State struct {
	Seq  int64
	Time int64
	Head Hash

	accounts map[AccountID]Balance
	orders   map[string]*Order
	payouts  map[string]*Payout
	keys     map[Key]Outcome
	limits   map[money.Currency]Limit
	trails   map[string][]int64 // blocks with entries of an order, ascending

	partial bool // only one order's entries are replayed: what depends on others, the limits, is not asserted
	plant   plant
}

// NewState returns the state before the first block.
func NewState() *State {
	return &State{
		accounts: map[AccountID]Balance{}, orders: map[string]*Order{}, payouts: map[string]*Payout{},
		keys: map[Key]Outcome{}, limits: map[money.Currency]Limit{}, trails: map[string][]int64{},
	}
}

// Balance returns the balance of an account, zero if it was never touched.
func (s *State) Balance(id AccountID) Balance { return s.accounts[id] }

// Order finds an order.
func (s *State) Order(id string) (*Order, bool) {
	o, ok := s.orders[id]
	return o, ok
}

// Payout finds a payout.
func (s *State) Payout(id string) (*Payout, bool) {
	p, ok := s.payouts[id]
	return p, ok
}

// Outcome finds what a command came to.
func (s *State) Outcome(k Key) (Outcome, bool) {
	out, ok := s.keys[k]
	return out, ok
}

// Limit returns the limits of a currency, zero if none is set.
func (s *State) Limit(c money.Currency) Limit { return s.limits[c] }

// Trail returns the numbers of the blocks that hold entries of an order, refused ones included, ascending.
func (s *State) Trail(order string) []int64 { return slices.Clone(s.trails[order]) }

// Accounts returns the ids of all accounts in order.
func (s *State) Accounts() []AccountID {
	return slices.SortedFunc(maps.Keys(s.accounts), func(a, b AccountID) int { return compare(a.String(), b.String()) })
}

// Orders returns the ids of all orders in order.
func (s *State) Orders() []string { return slices.Sorted(maps.Keys(s.orders)) }

// Payouts returns the ids of all payouts in order.
func (s *State) Payouts() []string { return slices.Sorted(maps.Keys(s.payouts)) }

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Delta is what a block changed, in absolute values, for projections.
type Delta struct {
	Block    Block
	Accounts []AccountChange // each account once, in the order of first touch
	Orders   []*Order
	Payouts  []*Payout
	Postings []Posting
}

// AccountChange is an account after a block.
type AccountChange struct {
	ID AccountID
	Balance
}

// Posting is a leg with its place in the log and the account's posted balance after it.
type Posting struct {
	Seq     int64
	Index   int // counted over all legs of the block
	Leg     Leg
	Order   string
	Payout  string
	Type    Type
	Balance int64
}

// scratch is a state plus the effects of a block that is not in the log yet. Dropping it undoes everything.
type scratch struct {
	base     *State
	seq      int64
	time     int64
	accounts map[AccountID]Balance
	touched  []AccountID
	orders   map[string]*Order
	changed  []string
	payouts  map[string]*Payout
	paid     []string
	keys     map[Key]Outcome
	limits   map[money.Currency]Limit
	postings []Posting
}

// scratch begins a block of about n entries.
func (s *State) scratch(seq, time int64, n int) *scratch {
	return &scratch{
		base: s, seq: seq, time: time, postings: make([]Posting, 0, 4*n),
		accounts: map[AccountID]Balance{}, orders: map[string]*Order{}, payouts: map[string]*Payout{},
		keys: map[Key]Outcome{}, limits: map[money.Currency]Limit{},
	}
}

func (x *scratch) balance(id AccountID) Balance {
	if b, ok := x.accounts[id]; ok {
		return b
	}
	return x.base.accounts[id]
}

func (x *scratch) order(id string) (*Order, bool) {
	if o, ok := x.orders[id]; ok {
		return o, true
	}
	o, ok := x.base.orders[id]
	return o, ok
}

func (x *scratch) payout(id string) (*Payout, bool) {
	if p, ok := x.payouts[id]; ok {
		return p, true
	}
	p, ok := x.base.payouts[id]
	return p, ok
}

func (x *scratch) outcome(k Key) (Outcome, bool) {
	if out, ok := x.keys[k]; ok {
		return out, true
	}
	out, ok := x.base.keys[k]
	return out, ok
}

func (x *scratch) limit(c money.Currency) Limit {
	if l, ok := x.limits[c]; ok {
		return l
	}
	return x.base.limits[c]
}

// ownOrder returns a copy of the order that may be changed.
func (x *scratch) ownOrder(id string) *Order {
	if o, ok := x.orders[id]; ok {
		return o
	}
	o := x.base.orders[id].clone()
	x.orders[id] = o
	x.changed = append(x.changed, id)
	return o
}

func (x *scratch) ownPayout(id string) *Payout {
	if p, ok := x.payouts[id]; ok {
		return p
	}
	p := *x.base.payouts[id]
	x.payouts[id] = &p
	x.paid = append(x.paid, id)
	return &p
}

// commit makes the scratch part of the state.
func (x *scratch) commit(b Block) Delta {
	s := x.base
	d := Delta{Block: b, Postings: x.postings}
	for _, id := range x.touched {
		s.accounts[id] = x.accounts[id]
		d.Accounts = append(d.Accounts, AccountChange{id, x.accounts[id]})
	}
	for _, id := range x.changed {
		s.orders[id] = x.orders[id]
		d.Orders = append(d.Orders, x.orders[id])
	}
	for _, id := range x.paid {
		s.payouts[id] = x.payouts[id]
		d.Payouts = append(d.Payouts, x.payouts[id])
	}
	maps.Copy(s.keys, x.keys)
	maps.Copy(s.limits, x.limits)
	for i := range b.Entries {
		if id := b.Entries[i].Order; id != "" {
			if t := s.trails[id]; len(t) == 0 || t[len(t)-1] != b.Seq {
				s.trails[id] = append(t, b.Seq)
			}
		}
	}
	s.Seq, s.Time, s.Head = b.Seq, b.Time, b.Hash
	return d
}

// Replay applies a block of the log: it must be the next one, hash to what it says and break no invariant. On error the
// state is unchanged; the error wraps ErrBroken.
func (s *State) Replay(b Block) (Delta, error) {
	if err := b.Check(); err != nil {
		return Delta{}, err
	}
	if b.Seq != s.Seq+1 || b.Prev != s.Head || b.Time < s.Time {
		return Delta{}, fmt.Errorf("replay block %d after %d: %w: the chain does not fit", b.Seq, s.Seq, ErrBroken)
	}
	x := s.scratch(b.Seq, b.Time, b.N)
	for i := range b.Entries {
		if err := x.apply(&b.Entries[i], i); err != nil {
			return Delta{}, fmt.Errorf("replay block %d entry %d (%s): %w", b.Seq, i, b.Entries[i].Type, err)
		}
	}
	return x.commit(b), nil
}

// add adds with a check.
func add(a, b int64) (int64, error) {
	sum := a + b
	if (sum > a) != (b > 0) {
		return 0, ErrOutOfRange
	}
	return sum, nil
}

// portion is x*num/den rounded down, for 0 <= x, 0 <= num <= den, 0 < den; the product has 128 bits.
func portion(x, num, den int64) int64 {
	hi, lo := bits.Mul64(uint64(x), uint64(num)) //nolint:gosec // neither is negative
	q, _ := bits.Div64(hi, lo, uint64(den))      //nolint:gosec // den is positive
	return int64(q)                              //nolint:gosec // q <= x
}
