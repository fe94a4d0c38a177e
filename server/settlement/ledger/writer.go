package ledger

import (
	"errors"
	"fmt"
	"slices"
)

// Writer is the append protocol without goroutines, clock or I/O: Next says what to do, and the result is told to Read,
// Looked or Appended. Engine drives it against a Log, Simulate against a store that fails in every way.
//
// The protocol in short: at most one block outstanding; after a lost race or an unknown outcome nothing is answered
// before the log has been read again; every answer comes from a block that a majority has.
type Writer struct {
	id    string
	nonce func() Key
	state *State

	waiting []*ticket
	flight  *flight
	taken   int64 // a number known to be taken that reads do not show yet
	doubt   bool  // an append ended unknown, or nothing was read yet
	err     error

	hand    []Block  // read and not replayed: a key of the first must be looked up
	vouched []Key    // of the first block in hand
	asked   *inquiry // the look-up outstanding
	failed  bool     // the last one did

	applied func(Delta)
}

// ticket is a command that waits for its outcome.
type ticket struct {
	cmd   Command
	print Hash
	reply func(Outcome, error)
	gone  bool // nobody waits any more

	absent int64 // no block up to this one has the key: somebody has looked
	unsure bool  // somebody must look, or look again
}

// flight is the one block outstanding.
type flight struct {
	block   Block
	scratch *scratch
}

// Action is what the writer wants done next.
type Action struct {
	Kind  ActionKind
	From  int64 // Read: first block wanted; LookUp: the block the answer must have seen
	Limit int   // Read: at most so many
	Keys  []Key // LookUp: of whatever blocks hold any of them
	Block Block // Append
}

// ActionKind names an action.
type ActionKind int

// The actions. Wait means that the writer is behind something it cannot see yet: read again after a pause. Idle means
// that there is nothing to do until a command comes (reading now and then keeps up with other writers).
const (
	Idle ActionKind = iota
	ReadBlocks
	AppendBlock
	Wait
	LookUp
)

// ReadBatch bounds how many blocks one read brings.
const ReadBatch = 64

// NewWriter returns a writer that knows nothing yet; its first action is a read. id names it in blocks and must be at most
// MaxText bytes; nonce is for diagnosis only. applied, if not nil, is called for every block in order.
func NewWriter(id string, nonce func() Key, applied func(Delta)) *Writer {
	return &Writer{id: id, nonce: nonce, state: NewState(), doubt: true, applied: applied}
}

// State returns what the writer has replayed; it changes inside Read, Looked and Appended only.
func (w *Writer) State() *State { return w.state }

// Waiting returns how many commands wait.
func (w *Writer) Waiting() int { return len(w.waiting) }

// Submit takes a command; reply is called once, inside Submit, Read, Looked or Appended. The returned function gives up waiting:
// reply is not called any more, and the command is dropped unless it is in the block outstanding.
func (w *Writer) Submit(c Command, reply func(Outcome, error)) (forget func()) {
	if err := c.Validate(); err != nil {
		reply(Outcome{}, err)
		return func() {}
	}
	t := &ticket{cmd: c, print: c.Fingerprint(), reply: reply}
	w.submit(t)
	return func() { t.gone = true }
}

// submit takes the ticket of a valid command.
func (w *Writer) submit(t *ticket) {
	switch {
	case w.err != nil:
		t.reply(Outcome{}, w.err)
	case !w.answer(t):
		w.waiting = append(w.waiting, t)
	}
}

// answer replies to a ticket whose key is in the replayed log.
func (w *Writer) answer(t *ticket) bool {
	out, known := w.state.Outcome(t.cmd.Key)
	return known && !w.state.plant.has(plantNoKeyCheck) && w.reply(t, out)
}

// reply tells a ticket what its key came to; true.
func (w *Writer) reply(t *ticket, out Outcome) bool {
	switch {
	case t.gone:
	case out.Print != t.print && !w.state.plant.has(plantNoFingerprint):
		t.reply(Outcome{}, fmt.Errorf("answer %s: %w", t.cmd.Type, ErrKeyReused))
	default:
		t.reply(out, nil)
	}
	return true
}

func (w *Writer) answerKnown() {
	w.waiting = slices.DeleteFunc(w.waiting, func(t *ticket) bool { return t.gone || w.answer(t) })
}

// Next says what to do. now is in milliseconds since 1970. After an AppendBlock, ReadBlocks or LookUp it must not be called
// again before the result was told.
func (w *Writer) Next(now int64) Action {
	if w.err != nil {
		return Action{Kind: Idle}
	}
	if len(w.hand) > 0 {
		act, _ := w.inquire()
		return act
	}
	if w.doubt {
		return Action{Kind: ReadBlocks, From: w.state.Seq + 1, Limit: ReadBatch}
	}
	if w.taken > w.state.Seq && !w.state.plant.has(plantSkipReplay) {
		// The winner is not visible yet, or a failover took it back: pause, read once more, then try again.
		w.taken, w.doubt = 0, true
		return Action{Kind: Wait}
	}
	w.answerKnown()
	if len(w.waiting) == 0 {
		return Action{Kind: Idle}
	}
	if act, due := w.inquire(); due {
		return act
	}
	if !w.build(now) {
		return Action{Kind: Idle}
	}
	return Action{Kind: AppendBlock, Block: w.flight.block}
}

// build decides waiting commands into the next block.
func (w *Writer) build(now int64) bool {
	s := w.state
	b := Block{
		Header:  Header{Seq: s.Seq + 1, V: 1, Time: max(s.Time, now), Writer: w.id, Nonce: w.nonce(), Prev: s.Head},
		Entries: make([]Entry, 0, min(len(w.waiting), MaxEntries)),
	}
	if s.plant.has(plantClock) {
		b.Time = now
	}
	if s.plant.has(plantSkipReplay) && w.taken > s.Seq {
		b.Seq = w.taken + 1
	}
	x := s.scratch(b.Seq, b.Time, min(len(w.waiting), MaxEntries))
	size, buf := 0, make([]byte, 0, 1024)
	leaves := make([]Hash, 0, min(len(w.waiting), MaxEntries))
	for _, t := range w.waiting {
		if len(b.Entries) == MaxEntries {
			break
		}
		if t.unsure {
			continue // the look-up failed; others need none
		}
		if _, twice := x.keys[t.cmd.Key]; twice && !s.plant.has(plantTwiceInBlock) {
			continue // answered after the block that holds the first of them
		}
		e := x.decide(&t.cmd, t.print)
		var leaf Hash
		leaf, buf = e.leaf(buf)
		if size+len(buf) > MaxBlockBytes {
			break
		}
		size += len(buf)
		if err := x.apply(&e, len(b.Entries)); err != nil {
			w.halt(fmt.Errorf("build block %d: decided what may not be: %w", b.Seq, err))
			return false
		}
		b.Entries = append(b.Entries, e)
		leaves = append(leaves, leaf)
	}
	b.seal(leaves)
	w.flight = &flight{b, x}
	if s.plant.has(plantEarlyAnswer) {
		w.answerPlanted(w.flight, true)
	}
	return true
}

// halt stops the writer for good: better no ledger than a wrong one.
func (w *Writer) halt(err error) {
	w.err = fmt.Errorf("%w: %w", ErrHalted, err)
	for _, t := range w.waiting {
		if !t.gone {
			t.reply(Outcome{}, w.err)
		}
	}
	w.waiting = nil
}

// Err returns why the writer has stopped itself, nil if it has not.
func (w *Writer) Err() error { return w.err }

// Read tells what ReadBlocks brought. A failed read changes nothing: it is repeated.
func (w *Writer) Read(blocks []Block, err error) {
	if err != nil || w.err != nil {
		return
	}
	w.doubt = len(blocks) == ReadBatch
	w.hand = blocks
	w.replay()
}

// CatchUp makes the next action a read.
func (w *Writer) CatchUp() { w.doubt = true }

func (w *Writer) tell(d Delta) {
	if w.applied != nil {
		w.applied(d)
	}
}

// Appended tells how AppendBlock ended.
func (w *Writer) Appended(err error) {
	f := w.flight
	w.flight = nil
	switch p := w.state.plant; {
	case w.err != nil || f == nil:
	case err == nil:
		// Answers first: those who asked run on while the state takes the block over, and whoever looks at it waits for that.
		w.waiting = slices.DeleteFunc(w.waiting, func(t *ticket) bool {
			out, in := f.scratch.keys[t.cmd.Key]
			return in && !p.has(plantNoKeyCheck) && w.reply(t, out)
		})
		w.tell(f.scratch.commit(f.block))
		if p.has(plantNoKeyCheck) || p.has(plantSkipReplay) {
			w.answerPlanted(f, true)
		}
	case errors.Is(err, ErrTaken), errors.Is(err, ErrKeyTaken):
		// A key that is taken lies in a block that was not replayed, so its number is at least this one's.
		w.taken, w.doubt = f.block.Seq, !p.has(plantSkipReplay)
	case p.has(plantAnswerUnknown):
		w.answerPlanted(f, true)
		w.doubt = true
	case p.has(plantForget):
		w.answerPlanted(f, false)
		w.doubt = true
	case p.has(plantPipeline):
		w.tell(f.scratch.commit(f.block))
	default:
		// Unknown: nobody is answered. Reading tells whether the block is in the log; if not, its commands still wait.
		w.doubt = true
	}
}

// answerPlanted is part of planted bugs: it answers from a block that may not be in the log.
func (w *Writer) answerPlanted(f *flight, as bool) {
	w.waiting = slices.DeleteFunc(w.waiting, func(t *ticket) bool {
		out, in := f.scratch.keys[t.cmd.Key]
		if in && !as {
			out = Outcome{Why: WhyState, Print: out.Print}
		}
		if in && !t.gone {
			t.reply(out, nil)
		}
		return in
	})
}
