package ledger

import "slices"

// outcomes are what every key of the log came to. They are the largest table of all, so they are kept without pointers: the
// garbage collector passes over them.
type outcomes struct {
	Of   map[Key]recorded
	Whys []string // the reasons that occurred, in the order of the log
}

// recorded is an Outcome whose reason is a place in Whys, counted from 1.
type recorded struct {
	Seq, Time, Version int64
	Print              Hash
	Index, Why         uint16
	OK                 bool
}

func newOutcomes() outcomes { return outcomes{Of: map[Key]recorded{}} }

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

func (o *outcomes) put(k Key, out Outcome) {
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
}
