package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// What happens to keys that have left the window. A key whose print was left behind may be in the log: before its command is
// decided, or the block that holds it is replayed, the log is asked by its index on keys. Deciding itself never waits for that:
// a command is put into a block only when its key is known to be new.
//
// What was found out holds for a while. The answer "no block up to S has it" stays good as long as everything after S is in
// the window; when newer keys than that leave it, the question is asked again. That is why an answer counts only from somebody
// who has seen block S.

// MaxLookUp bounds how many keys one look-up asks about, as each may bring a whole block.
const MaxLookUp = 32

// suspects returns the keys of a block that may be in a block before it which this state has forgotten.
func (s *State) suspects(b *Block) []Key {
	var keys []Key
	for i := range b.Entries {
		if k := b.Entries[i].Key; s.books.Keys.maybe(k, 0, s.window) {
			keys = append(keys, k)
		}
	}
	return keys
}

// located are the outcomes of keys in blocks up to seen, of each key the first.
func located(blocks []Block, keys []Key, seen int64) (map[Key]Outcome, error) {
	found := map[Key]Outcome{}
	for i := range blocks {
		b := &blocks[i]
		if b.Seq > seen {
			continue // not replayed yet: what it says is read in its turn
		}
		if err := b.Check(); err != nil {
			return nil, err
		}
		for i := range b.Entries {
			e := &b.Entries[i]
			if _, before := found[e.Key]; !before && slices.Contains(keys, e.Key) {
				found[e.Key] = e.outcome(b.Seq, i, b.Time)
			}
		}
	}
	return found, nil
}

// locate looks keys up in a log, MaxLookUp at a time.
func locate(ctx context.Context, log Log, keys []Key, seen int64) (map[Key]Outcome, error) {
	all := map[Key]Outcome{}
	for some := range slices.Chunk(keys, MaxLookUp) {
		blocks, err := log.WithKeys(ctx, some, seen)
		if err != nil {
			return nil, fmt.Errorf("look up keys up to block %d: %w", seen, err)
		}
		found, err := located(blocks, some, seen)
		if err != nil {
			return nil, fmt.Errorf("look up keys up to block %d: %w", seen, err)
		}
		for k, out := range found {
			all[k] = out
		}
	}
	return all, nil
}

// vouch makes sure that the next block repeats no key which this state has forgotten.
func (s *State) vouch(ctx context.Context, log Log, b *Block) error {
	keys := s.suspects(b)
	if len(keys) == 0 {
		return nil
	}
	found, err := locate(ctx, log, keys, s.Seq)
	if err != nil {
		return err
	}
	return repeated(b, found)
}

func repeated(b *Block, found map[Key]Outcome) error {
	for i := range b.Entries {
		if out, in := found[b.Entries[i].Key]; in {
			return fmt.Errorf("replay block %d entry %d: %w", b.Seq, i, broken("I5: key %s is in block %d already", b.Entries[i].Key, out.Seq))
		}
	}
	return nil
}

// inquiry is a look-up under way: for commands that wait, or for the first of the blocks in hand.
type inquiry struct {
	keys    []Key
	seen    int64
	replays bool
}

// inquire says which keys must be looked up next, if any. After a look-up that failed, commands that need none go first: one old
// key must not hold up the others.
func (w *Writer) inquire() (Action, bool) {
	q := &inquiry{seen: w.state.Seq, replays: len(w.hand) > 0}
	if q.replays {
		q.keys = w.unsettled(w.state.suspects(&w.hand[0]))
	} else {
		fresh := false
		for _, t := range w.waiting {
			if t.unsure = w.maybe(t); !t.unsure {
				fresh = true
			} else if len(q.keys) < MaxLookUp && !slices.Contains(q.keys, t.cmd.Key) {
				q.keys = append(q.keys, t.cmd.Key)
			}
		}
		if w.failed && fresh {
			w.failed = false
			return Action{}, false
		}
	}
	if len(q.keys) == 0 {
		return Action{}, false
	}
	w.asked = q
	return Action{Kind: LookUp, Keys: q.keys, From: q.seen}, true
}

// unsettled are the first keys of a block that were not looked up for it yet.
func (w *Writer) unsettled(keys []Key) []Key {
	keys = slices.DeleteFunc(keys, func(k Key) bool { return slices.Contains(w.vouched, k) })
	return keys[:min(len(keys), MaxLookUp)]
}

// maybe says that the command of a ticket may be in the log though its key is not in the window.
func (w *Writer) maybe(t *ticket) bool {
	switch p := w.state.plant; {
	case p.has(plantNoLookUp):
		return false
	case p.has(plantOldLookUp) && t.absent > 0:
		return false
	}
	return w.state.books.Keys.maybe(t.cmd.Key, t.absent, w.state.window)
}

// Looked tells what LookUp brought. A failed one is repeated.
func (w *Writer) Looked(blocks []Block, err error) {
	q := w.asked
	w.asked = nil
	if w.err != nil || q == nil {
		return
	}
	var found map[Key]Outcome
	if err == nil {
		if found, err = located(blocks, q.keys, q.seen); errors.Is(err, ErrBroken) {
			w.halt(err)
			return
		}
	}
	switch w.failed = err != nil; {
	case w.failed:
	case q.replays:
		if err := repeated(&w.hand[0], found); err != nil {
			w.halt(err)
			return
		}
		w.vouched = append(w.vouched, q.keys...)
		w.replay()
		w.doubt = true // the log may be longer by now
	default:
		w.waiting = slices.DeleteFunc(w.waiting, func(t *ticket) bool {
			if !slices.Contains(q.keys, t.cmd.Key) {
				return false
			}
			t.absent = q.seen
			out, in := found[t.cmd.Key]
			if w.state.plant.has(plantColdPrint) {
				out.Print = t.print
			}
			return in && w.reply(t, out)
		})
	}
}

// replay applies the blocks in hand up to the first whose keys must be looked up.
func (w *Writer) replay() {
	for len(w.hand) > 0 {
		b := w.hand[0]
		if err := b.Check(); err != nil {
			w.halt(err)
			return
		}
		if len(w.unsettled(w.state.suspects(&b))) > 0 {
			return
		}
		d, err := w.state.replay(b)
		if err != nil {
			w.halt(err)
			return
		}
		w.hand, w.vouched = w.hand[1:], nil
		w.tell(d)
	}
	w.hand = nil
	w.answerKnown()
}

// Outcome finds what a command came to, in the log if the state has forgotten it.
func (e *Engine) Outcome(ctx context.Context, k Key) (out Outcome, known bool, err error) {
	var maybe bool
	var seen int64
	e.View(func(s *State) {
		out, known = s.Outcome(k)
		maybe, seen = s.books.Keys.maybe(k, 0, s.window), s.Seq
	})
	if known || !maybe {
		return out, known, nil
	}
	ctx, cancel := context.WithTimeout(ctx, e.timeout)
	defer cancel()
	found, err := locate(ctx, e.log, []Key{k}, seen)
	out, known = found[k]
	return out, known, err
}

// lookUp asks the log for keys and tells the writer.
func (e *Engine) lookUp(ctx context.Context, act Action) bool {
	ctx, cancel := context.WithTimeout(ctx, e.timeout)
	defer cancel()
	blocks, err := e.log.WithKeys(ctx, act.Keys, act.From)
	if err != nil {
		e.logger.Warn("ledger look-up failed", "keys", len(act.Keys), "err", err)
	}
	e.locked(func() { e.writer.Looked(blocks, err) })
	e.report()
	return err == nil
}
