package ledger

import "slices"

// outcomes are what the newest keys of the log came to, and that there were older ones. Of all tables it grew fastest, so
// only a window of it is kept: an outcome that leaves it is found in the log by its key, and what stays behind is a print
// that says when looking is worth the way. Nothing in it is a pointer; the garbage collector passes over all of it.
type outcomes struct {
	Of    map[Key]recorded
	Whys  []string // the reasons that occurred, in the order of the log
	Last  []Key    // the keys of Of in the order of the log, a ring once the window is full
	Next  int      // of the ring: who leaves next
	Cold  prints   // of the keys that left
	Until int64    // the newest block a key of which has left
}

// recorded is an Outcome whose reason is a place in Whys, counted from 1.
type recorded struct {
	Seq, Time, Version int64
	Print              Hash
	Index, Why         uint16
	OK                 bool
}

func newOutcomes() outcomes { return outcomes{Of: map[Key]recorded{}} }

// sound says that outcomes which were read may be worked with.
func (o *outcomes) sound(w window) bool {
	shelves := len(o.Cold.Shelves)
	return o.Of != nil && len(o.Last) <= w.keys && o.Next >= 0 && o.Next <= len(o.Last) && (shelves == 0 || shelves == 1<<shelfBits) &&
		(w.keys == 0 || len(o.Of) == len(o.Last))
}

// find finds the outcome of a key in the window.
func (o *outcomes) find(k Key) (Outcome, bool) {
	r, ok := o.Of[k]
	if !ok {
		return Outcome{}, false
	}
	out := Outcome{Seq: r.Seq, Index: int(r.Index), Time: r.Time, OK: r.OK, Version: r.Version, Print: r.Print}
	if r.Why > 0 {
		out.Why = o.Whys[r.Why-1]
	}
	return out, true
}

// maybe says that a key which is not in the window may have left it. absent is a block up to which the log is known not to
// hold the key: what came later is still in the window unless newer keys than that have left.
func (o *outcomes) maybe(k Key, absent int64, w window) bool {
	return absent < o.Until && o.Cold.has(w.print(k))
}

func (o *outcomes) put(k Key, out Outcome, w window) {
	why := 0
	if out.Why != "" {
		if why = slices.Index(o.Whys, out.Why) + 1; why == 0 {
			o.Whys = append(o.Whys, out.Why)
			why = len(o.Whys)
		}
	}
	o.Of[k] = recorded{
		Seq: out.Seq, Time: out.Time, Version: out.Version, Print: out.Print,
		Index: uint16(out.Index), Why: uint16(why), OK: out.OK, //nolint:gosec // an index is below MaxEntries, reasons are a few dozen
	}
	switch {
	case w.keys == 0: // nothing leaves
	case len(o.Last) < w.keys:
		o.Last = append(o.Last, k)
	default:
		old := o.Last[o.Next]
		o.Until = o.Of[old].Seq
		o.Cold.add(w.print(old))
		delete(o.Of, old)
		o.Last[o.Next] = k
		o.Next = (o.Next + 1) % w.keys
	}
}
