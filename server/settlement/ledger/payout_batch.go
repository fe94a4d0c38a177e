package ledger

import (
	"slices"

	"fairground/server/money"
)

// A batch is a payment file: payouts of one currency that a rail hears of together. Its id is the file's message id. It is
// filled payout by payout, and one entry then says that it goes, with the hash of the file: this entry is in the log before
// the rail hears of any of it. Whoever comes after a crash writes the same file, and sends it only if it has that hash.

// The commands about batches. Object is the batch.
const (
	BatchPayout   Type = "payout.batch"   // into the batch, which begins with its first payout; Ref: the end-to-end id; param "size": payouts the rail takes at most
	UnbatchPayout Type = "payout.unbatch" // out of a batch that has not gone
	AcceptPayout  Type = "payout.accept"  // the rail has taken it; nothing is paid yet
	SubmitBatch   Type = "batch.submit"   // Ref: the file's SHA-256; Amount, Currency and param "count": its sums; params "day" (of execution, YYYYMMDD) and "version" (of the batch)
	AcceptBatch   Type = "batch.accept"   // the rail has taken all of which it has said nothing else
	LoseBatch     Type = "batch.unknown"  // the rail gave no answer: nobody knows about any of them
)

// States of a batch. One whose last payout is taken out is gone.
const (
	BatchOpen = "OPEN"
	BatchGone = Submitted
)

// BatchStates lists the states of a batch, the terminal one last. What became of a payment file stands in its payouts.
func BatchStates() []string { return []string{BatchOpen, BatchGone} }

func terminalBatch(state string) bool { return state == BatchGone }

// MaxBatch bounds the payouts of a batch, whatever a rail takes.
const MaxBatch = 1000

// The parameters of batches.
const (
	batchSizeParam    = "size"
	batchCountParam   = "count"
	batchDayParam     = "day"
	batchVersionParam = "version"
)

// The reasons of batches.
const (
	WhyBatchUnknown = "batch_unknown"
	WhyBatchFull    = "batch_full"
)

// Batch is a payment file and the payouts in it, in the order of the file.
type Batch struct {
	ID       string
	Version  int64
	State    string
	Rail     string
	Currency money.Currency
	Amount   int64 // Σ payouts
	Payouts  []string
	Hash     string // of the file, once it has gone
	Day      int64  // on which the bank is to pay, YYYYMMDD
	Created  int64
	Changed  int64
	Seq      int64
}

func (b *Batch) clone() *Batch {
	c := *b
	c.Payouts = slices.Clone(b.Payouts)
	return &c
}

// Batch finds a batch.
func (s *State) Batch(id string) (*Batch, bool) {
	b, ok := s.books.Batches[id]
	return b, ok
}

var batchRules = map[Type]rule{
	BatchPayout:   {roles: []Role{Rail}, states: []string{Approved}, about: "p", do: batchPayout, apply: (*scratch).join},
	UnbatchPayout: plain([]Role{Rail}, []string{Batched}, "p", stepPayout(Approved)),
	AcceptPayout:  plain([]Role{Rail}, []string{Submitted}, "p", stepPayout(Accepted)),
	SubmitBatch:   {roles: []Role{Rail}, do: submitBatch, apply: (*scratch).sendBatch},
	AcceptBatch:   {roles: []Role{Rail}, do: answerBatch(Accepted), apply: (*scratch).answered},
	LoseBatch:     {roles: []Role{Timer, Rail}, do: answerBatch(Unknown), apply: (*scratch).answered},
}

func batchPayout(x *scratch, c *Command, e *Entry, _ *Order, _ int, p *Payout) string {
	if c.Ref == "" || (p.EndToEnd != "" && p.EndToEnd != c.Ref) {
		return WhyAmount
	}
	b, exists := x.batches.find(c.Object)
	switch {
	case !exists && !identifier(c.Object):
		return WhyBatchUnknown
	case !exists:
		b = &Batch{State: BatchOpen, Rail: p.Rail, Currency: p.Currency}
		e.moveTo("b", c.Object, "", BatchOpen)
	case b.State != BatchOpen:
		return WhyState
	}
	if b.Rail != p.Rail || b.Currency != p.Currency {
		return WhyCurrency
	}
	if int64(len(b.Payouts)) >= min(c.num(batchSizeParam), MaxBatch) || b.Amount > MaxAmount-p.Amount {
		return WhyBatchFull
	}
	e.moveTo("p", p.ID, Approved, Batched)
	return ""
}

func submitBatch(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	b, ok := x.batches.find(c.Object)
	switch {
	case !ok:
		return WhyBatchUnknown
	case b.State != BatchOpen:
		return WhyState
	case c.num(batchVersionParam) != b.Version:
		return WhyVersion
	case c.Currency != b.Currency:
		return WhyCurrency
	case c.Ref == "" || c.Amount != b.Amount || c.num(batchCountParam) != int64(len(b.Payouts)) || c.num(batchDayParam) <= 0:
		return WhyAmount
	}
	for _, id := range b.Payouts {
		if p, _ := x.payout(id); p.Org != "" {
			if why := x.suspect(p.Org); why != "" {
				return why
			}
		}
	}
	e.Moves = x.batchMoves(b, Submitted)
	return ""
}

func answerBatch(to string) func(*scratch, *Command, *Entry, *Order, int, *Payout) string {
	return func(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
		b, ok := x.batches.find(c.Object)
		if !ok {
			return WhyBatchUnknown
		}
		if e.Moves = x.batchMoves(b, to); len(e.Moves) == 0 {
			return WhyState
		}
		return ""
	}
}

// batchMoves are what going, or an answer to all of it, moves: of an answer every payout of which nothing else was said.
func (x *scratch) batchMoves(b *Batch, to string) []Move {
	var moves []Move
	from := Submitted
	if to == Submitted {
		from = Batched
		moves = append(moves, Move{"b", b.ID, BatchOpen, BatchGone})
	}
	for _, id := range b.Payouts {
		if p, _ := x.payout(id); p.State == from {
			moves = append(moves, Move{"p", id, from, to})
		}
	}
	return moves
}

// join puts a payout into a batch.
func (x *scratch) join(e *Entry) (int64, error) {
	p, ok := x.payout(e.Payout)
	last := len(e.Moves) - 1
	if !ok || p.Version != e.Version || last < 0 || e.Moves[last] != (Move{"p", e.Payout, Approved, Batched}) || p.State != Approved || len(e.Legs) > 0 {
		return 0, broken("I7: payout %q at version %d does not go into a batch", e.Payout, e.Version)
	}
	if e.Ref == "" || (p.EndToEnd != "" && p.EndToEnd != e.Ref) {
		return 0, broken("I10: payout %s is known as %q and now as %q", p.ID, p.EndToEnd, e.Ref)
	}
	_, exists := x.batches.find(e.Object)
	switch {
	case exists && last == 0:
	case !exists && last == 1 && e.Moves[0] == (Move{"b", e.Object, "", BatchOpen}) && identifier(e.Object):
		x.batches.put(e.Object, &Batch{ID: e.Object, State: BatchOpen, Rail: p.Rail, Currency: p.Currency, Created: x.time})
	default:
		return 0, broken("I7: batch %q begins twice or not at all", e.Object)
	}
	b := x.batches.own(e.Object)
	if b.State != BatchOpen || b.Rail != p.Rail || b.Currency != p.Currency || len(b.Payouts) >= MaxBatch || b.Amount > MaxAmount-p.Amount {
		return 0, broken("I7: payout %s does not fit into batch %s", p.ID, b.ID)
	}
	x.step(b)
	b.Payouts, b.Amount = append(b.Payouts, p.ID), b.Amount+p.Amount
	p = x.payouts.own(e.Payout)
	p.State, p.Batch, p.EndToEnd = Batched, b.ID, e.Ref
	return x.stepped(p), nil
}

func (x *scratch) step(b *Batch) {
	b.Version++
	b.Changed, b.Seq = x.time, x.seq
}

func (x *scratch) stepped(p *Payout) int64 {
	p.Version++
	p.Changed, p.Seq = x.time, x.seq
	return p.Version
}

// leave takes a payout out of its batch, which must not have gone.
func (x *scratch) leave(p *Payout) error {
	b, ok := x.batches.find(p.Batch)
	if !ok || b.State != BatchOpen {
		return broken("I7: payout %s leaves batch %q, which has gone", p.ID, p.Batch)
	}
	b = x.batches.own(p.Batch)
	x.step(b)
	b.Payouts = slices.DeleteFunc(b.Payouts, func(id string) bool { return id == p.ID })
	b.Amount -= p.Amount
	if len(b.Payouts) == 0 {
		x.batches.put(b.ID, nil)
	}
	p.Batch = ""
	return nil
}

// sendBatch lets all of a batch go; it asserts that the sums are those of its payouts.
func (x *scratch) sendBatch(e *Entry) (int64, error) {
	b, ok := x.batches.find(e.Object)
	if !ok || b.State != BatchOpen || e.Ref == "" || e.Amount != b.Amount || e.Currency != b.Currency || e.num(batchCountParam) != int64(len(b.Payouts)) {
		return 0, broken("I10: batch %q goes with other sums than its payouts have, or twice", e.Object)
	}
	for _, id := range b.Payouts {
		if p, _ := x.payout(id); p.State != Batched || p.Batch != b.ID || p.EndToEnd == "" {
			return 0, broken("I10: payout %s in batch %s is %s in %q", id, b.ID, p.State, p.Batch)
		}
	}
	if len(b.Payouts) == 0 || len(e.Legs) > 0 || !slices.Equal(e.Moves, x.batchMoves(b, Submitted)) {
		return 0, broken("I7: batch %s does not go as a whole", b.ID)
	}
	b = x.batches.own(e.Object)
	b.State, b.Hash, b.Day = BatchGone, e.Ref, e.num(batchDayParam)
	x.moveAll(b, e.Moves[1:])
	return 0, nil
}

// answered is what a rail says of all of a batch, or that it says nothing.
func (x *scratch) answered(e *Entry) (int64, error) {
	to := Accepted
	if e.Type == LoseBatch {
		to = Unknown
	}
	b, ok := x.batches.find(e.Object)
	if !ok || len(e.Legs) > 0 || len(e.Moves) == 0 || !slices.Equal(e.Moves, x.batchMoves(b, to)) {
		return 0, broken("I7: %s does not move what waits in batch %q for an answer", e.Type, e.Object)
	}
	b = x.batches.own(e.Object)
	x.moveAll(b, e.Moves)
	return 0, nil
}

func (x *scratch) moveAll(b *Batch, moves []Move) {
	x.step(b)
	for _, m := range moves {
		p := x.payouts.own(m.ID)
		p.State = m.To
		x.stepped(p)
	}
}
