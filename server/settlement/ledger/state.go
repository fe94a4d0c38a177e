package ledger

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"fairground/server/money"
)

// State is everything the log says, up to block Seq. It is not safe for concurrent use; Engine guards it.
type State struct {
	Seq  int64
	Time int64
	Head Hash

	books  tables
	window window

	partial bool // only one order's entries are replayed: what depends on others, the limits, is not asserted
	plant   plant
	spoil   func(x *scratch, c *Command, e *Entry) // a planted bug of a family
}

// tables are the contents of a state. Everything in them is exported and plain, so that a snapshot is their encoding and a
// new family is part of it by adding a field here and a line to each of newTables, scratch and commit.
type tables struct {
	Accounts  map[AccountID]Balance
	Orders    map[string]*Order
	Payouts   map[string]*Payout
	Batches   map[string]*Batch
	Keys      outcomes
	Limits    map[money.Currency]Limit
	Trails    map[string][]int64 // blocks with entries of an order, ascending
	Gone      prints             // of archived orders
	Past      map[string]*Past   // their sums
	Proposals map[string]*Proposal
	Exposures map[string]*Exposure // of currency positions, by currency
	Series    map[string]*Series   // numbers of papers
	Suspense  map[string]*Suspense
	Claims    map[string]*ClaimPlace
	Parties   map[string]*Standing
	Glasses   map[string]*Glass
	Taxes     map[string]*TaxTable
	Lists     string // version of the lists that parties are screened against
	Closed    int64  // end of the last closed period
}

func newTables() tables {
	return tables{
		Accounts: map[AccountID]Balance{}, Orders: map[string]*Order{}, Payouts: map[string]*Payout{}, Batches: map[string]*Batch{},
		Keys: newOutcomes(), Limits: map[money.Currency]Limit{}, Trails: map[string][]int64{},
		Proposals: map[string]*Proposal{}, Exposures: map[string]*Exposure{}, Series: map[string]*Series{}, Suspense: map[string]*Suspense{}, Claims: map[string]*ClaimPlace{},
		Past:    map[string]*Past{},
		Parties: map[string]*Standing{}, Glasses: map[string]*Glass{}, Taxes: map[string]*TaxTable{},
	}
}

// NewState returns the state before the first block, as engines have it: of what is long over it keeps no more than it needs.
func NewState() *State { return newState(kept) }

// NewStateKeeping returns the state before the first block that keeps so many outcomes at hand instead of KeysKept; 0: all of
// them, for who goes through a log that has no index.
func NewStateKeeping(keys int) *State {
	return newState(window{keys: keys, bits: kept.bits, rest: kept.rest})
}

func newState(w window) *State { return &State{books: newTables(), window: w} }

// Balance returns the balance of an account, zero if it was never touched.
func (s *State) Balance(id AccountID) Balance { return s.books.Accounts[id] }

// Order finds an order.
func (s *State) Order(id string) (*Order, bool) {
	o, ok := s.books.Orders[id]
	return o, ok
}

// Payout finds a payout.
func (s *State) Payout(id string) (*Payout, bool) {
	p, ok := s.books.Payouts[id]
	return p, ok
}

// Outcome finds what a command came to, if it is not so old that only the log says it; see Engine.Outcome.
func (s *State) Outcome(k Key) (Outcome, bool) {
	return s.books.Keys.find(k)
}

// Limit returns the limits of a currency, zero if none is set.
func (s *State) Limit(c money.Currency) Limit { return s.books.Limits[c] }

// Trail returns the numbers of the blocks that hold entries of an order, refused ones included, ascending.
func (s *State) Trail(order string) []int64 { return slices.Clone(s.books.Trails[order]) }

// Accounts returns the ids of all accounts in order.
func (s *State) Accounts() []AccountID {
	return slices.SortedFunc(maps.Keys(s.books.Accounts), func(a, b AccountID) int { return compare(a.String(), b.String()) })
}

// Orders returns the ids of all orders in order.
func (s *State) Orders() []string { return slices.Sorted(maps.Keys(s.books.Orders)) }

// Payouts returns the ids of all payouts in order.
func (s *State) Payouts() []string { return slices.Sorted(maps.Keys(s.books.Payouts)) }

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
	Suspense []*Suspense
	Archived []Farewell
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
	base      *State
	seq       int64
	time      int64
	accounts  map[AccountID]Balance
	touched   []AccountID
	orders    overlay[Order]
	payouts   overlay[Payout]
	batches   overlay[Batch]
	proposals overlay[Proposal]
	exposures overlay[Exposure]
	numbers   overlay[Series]
	parties   overlay[Standing]
	glasses   overlay[Glass]
	taxes     overlay[TaxTable]
	lists     string
	closed    int64
	suspended overlay[Suspense]
	claims    overlay[ClaimPlace]
	away      []*Order // archived in this block
	keys      map[Key]Outcome
	limits    map[money.Currency]Limit
	postings  []Posting
}

// scratch begins a block of about n entries.
func (s *State) scratch(seq, time int64, n int) *scratch {
	return &scratch{
		base: s, seq: seq, time: time, postings: make([]Posting, 0, 4*n),
		accounts: make(map[AccountID]Balance, 2*n), keys: make(map[Key]Outcome, n), limits: map[money.Currency]Limit{},
		orders:    overlay[Order]{base: s.books.Orders, clone: (*Order).clone},
		payouts:   overlay[Payout]{base: s.books.Payouts},
		batches:   overlay[Batch]{base: s.books.Batches, clone: (*Batch).clone},
		proposals: overlay[Proposal]{base: s.books.Proposals},
		exposures: overlay[Exposure]{base: s.books.Exposures},
		numbers:   overlay[Series]{base: s.books.Series},
		parties:   overlay[Standing]{base: s.books.Parties},
		glasses:   overlay[Glass]{base: s.books.Glasses},
		taxes:     overlay[TaxTable]{base: s.books.Taxes},
		lists:     s.books.Lists,
		closed:    s.books.Closed,
		suspended: overlay[Suspense]{base: s.books.Suspense},
		claims:    overlay[ClaimPlace]{base: s.books.Claims},
	}
}

func (x *scratch) balance(id AccountID) Balance {
	if b, ok := x.accounts[id]; ok {
		return b
	}
	return x.base.books.Accounts[id]
}

func (x *scratch) order(id string) (*Order, bool)   { return x.orders.find(id) }
func (x *scratch) payout(id string) (*Payout, bool) { return x.payouts.find(id) }

func (x *scratch) outcome(k Key) (Outcome, bool) {
	if out, ok := x.keys[k]; ok {
		return out, true
	}
	return x.base.books.Keys.find(k)
}

func (x *scratch) limit(c money.Currency) Limit {
	if l, ok := x.limits[c]; ok {
		return l
	}
	return x.base.books.Limits[c]
}

// commit makes the scratch part of the state.
func (x *scratch) commit(b Block) Delta {
	s := x.base
	d := Delta{Block: b, Postings: x.postings}
	for _, id := range x.touched {
		s.books.Accounts[id] = x.accounts[id]
		d.Accounts = append(d.Accounts, AccountChange{id, x.accounts[id]})
	}
	d.Orders = x.orders.commit()
	d.Payouts = x.payouts.commit()
	x.batches.commit()
	x.proposals.commit()
	x.exposures.commit()
	x.numbers.commit()
	x.parties.commit()
	x.glasses.commit()
	x.taxes.commit()
	s.books.Lists, s.books.Closed = x.lists, x.closed
	d.Suspense = x.suspended.commit()
	x.claims.commit()
	maps.Copy(s.books.Limits, x.limits)
	for i := range b.Entries {
		if out, ours := x.keys[b.Entries[i].Key]; ours {
			s.books.Keys.put(b.Entries[i].Key, out, s.window)
			if s.plant.has(plantNoPrints) {
				s.books.Keys.Cold = prints{}
			}
		}
		if id := b.Entries[i].Order; id != "" && !s.Gone(id) {
			if t := s.books.Trails[id]; len(t) == 0 || t[len(t)-1] != b.Seq {
				s.books.Trails[id] = append(t, b.Seq)
			}
		}
	}
	d.Archived = s.forget(x.away)
	s.Seq, s.Time, s.Head = b.Seq, b.Time, b.Hash
	return d
}

// Replay applies a block of the log: it must be the next one, hash to what it says and break no invariant. On error the
// state is unchanged; the error wraps ErrBroken, or is ErrNotLookedUp if a key of the block may be one this state
// has forgotten: Advance looks it up.
func (s *State) Replay(b Block) (Delta, error) {
	if err := b.Check(); err != nil {
		return Delta{}, err
	}
	if keys := s.suspects(&b); len(keys) > 0 {
		return Delta{}, fmt.Errorf("replay block %d: key %s: %w", b.Seq, keys[0], ErrNotLookedUp)
	}
	return s.replay(b)
}

// replay is Replay for a block that has been checked and whose keys are in no block before it that this state has forgotten.
func (s *State) replay(b Block) (Delta, error) {
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
