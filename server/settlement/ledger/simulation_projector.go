package ledger

// The projector of a world: it crashes, and writes old things again.

type projected struct {
	seq          int64
	posted, held int64
}

// projectorStep writes what is new, or crashes and writes something old again.
func (w *world) projectorStep() {
	if len(w.deltas) == 0 {
		return
	}
	if w.rng.IntN(3) == 0 && w.done > 0 {
		w.write(w.deltas[w.rng.IntN(w.done)])
		return
	}
	w.project(min(len(w.deltas), w.done+1+w.rng.IntN(4)))
}

func (w *world) project(until int) {
	for ; w.done < until; w.done++ {
		d := w.deltas[w.done]
		for _, a := range d.Accounts {
			w.shown[a.ID.String()] = d.Block.Seq
		}
		w.write(d)
	}
}

// write is the projector's update: absolute values, only onto something older. Invariant I8.
func (w *world) write(d Delta) {
	for _, a := range d.Accounts {
		id := a.ID.String()
		if w.proj[id].seq < d.Block.Seq || w.plant.has(plantNoGuard) {
			w.proj[id] = projected{d.Block.Seq, a.Posted, a.Held}
		}
		p := w.proj[id]
		if want := w.history[id][p.seq]; want.Posted != p.posted || want.Held != p.held {
			w.fail("I8: %s at block %d is not the fold of the log", id, p.seq)
		}
		if p.seq < w.shown[id] {
			w.fail("I8: %s fell back to block %d", id, p.seq)
		}
	}
}
