package ledger

import "bytes"

// photograph makes a snapshot as the server does: from a replay of what a majority has.
func (w *world) photograph() {
	s := w.lean
	if w.plant.has(plantEarlyPhoto) {
		s = w.unsafe()
	}
	data, err := s.Snapshot()
	if err != nil {
		w.fail("snapshot: %v", err)
		return
	}
	w.snapshot = data
}

// unsafe replays everything the primary has: a planted bug.
func (w *world) unsafe() *State {
	s := newState(w.window)
	for seq := int64(1); ; seq++ {
		b, there := w.docs[seq]
		if !there {
			return s
		}
		if _, err := s.replay(b); err != nil {
			return s
		}
	}
}

// wake is the state a writer starts from: the one before the first block, or the newest snapshot.
func (w *world) wake() *State {
	s := newState(w.window)
	if w.snapshot != nil && w.rng.IntN(2) == 0 {
		var err error
		if s, err = restore(w.snapshot, w.window); err != nil {
			w.fail("snapshot: %v", err)
			s = newState(w.window)
		}
		if w.plant.has(plantKeylessStart) {
			clear(s.books.Keys.Of)
		}
		if w.plant.has(plantPrintlessStart) {
			s.books.Keys.Cold = prints{}
		}
		if w.plant.has(plantGonelessStart) {
			s.books.Gone = prints{}
		}
	}
	s.plant, s.spoil = w.plant, w.spoil
	return s
}

// developed compares the newest snapshot and the blocks after it with the replay of all blocks.
func (w *world) developed() {
	if w.snapshot == nil {
		return
	}
	s, err := restore(w.snapshot, w.window)
	if err != nil {
		w.fail("snapshot: %v", err)
		return
	}
	for _, b := range w.majority[s.Seq:] {
		if _, err := s.replay(b); err != nil {
			w.fail("snapshot: %v", err)
			return
		}
	}
	have, err := s.Snapshot()
	want, err2 := w.lean.Snapshot()
	if err != nil || err2 != nil || !bytes.Equal(have, want) {
		w.fail("snapshot: with the blocks after it is not what all blocks give")
	}
}
