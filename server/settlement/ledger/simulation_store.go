package ledger

import (
	"errors"
	"slices"
	"strconv"
)

// The store that lies, the writers in front of it, and what is under way between them.

type simWriter struct {
	w    *Writer
	life int
	skew int64
	busy *message
}

// message is one request under way.
type message struct {
	writer int
	life   int
	act    Action
	state  int // 0 on its way, 1 executed and waiting for the majority, 2 answer on its way
	blocks []Block
	err    error
	late   bool // the writer gave up on it
}

var errTimeout = errors.New("timed out")

// boot starts a writer that knows nothing but perhaps a snapshot, as after a kill.
func (w *world) boot(i int) {
	sw := w.writers[i]
	sw.life++
	sw.busy = nil
	sw.w = NewWriter("w"+strconv.Itoa(i), func() Key { return NewKey(strconv.FormatUint(w.rng.Uint64(), 16)) }, nil)
	sw.w.state = w.wake()
}

// failover takes back what no majority has.
func (w *world) failover() {
	keep := w.safe + w.rng.IntN(len(w.order)-w.safe+1)
	for _, seq := range w.order[keep:] {
		delete(w.docs, seq)
		for _, m := range w.messages {
			if m.state == 1 && m.act.Block.Seq == seq {
				m.state, m.err = 2, errTimeout
			}
		}
	}
	w.order = w.order[:keep]
}

// replicate makes the first n insertions safe.
func (w *world) replicate(n int) {
	for ; w.safe < min(n, len(w.order)) && w.fault == ""; w.safe++ {
		b := w.docs[w.order[w.safe]]
		w.judge(b)
		for _, m := range w.messages {
			if m.state == 1 && m.act.Block.Hash == b.Hash {
				m.state, m.err = 2, nil
			}
		}
	}
}

// writerStep asks a writer what it wants and puts that on the wire.
func (w *world) writerStep(i int) {
	sw := w.writers[i]
	if sw.busy != nil {
		if !w.calm && w.rng.IntN(12) == 0 { // its deadline passes; the request may still arrive
			m := sw.busy
			sw.busy, m.late = nil, true
			w.tell(sw, m, nil, errTimeout)
		}
		return
	}
	if w.rng.IntN(10) == 0 {
		sw.w.CatchUp()
	}
	if act := sw.w.Next(w.now - sw.skew); act.Kind != Idle && act.Kind != Wait {
		sw.busy = &message{writer: i, life: sw.life, act: act}
		w.messages = append(w.messages, sw.busy)
	}
	w.check(sw)
}

func (w *world) check(sw *simWriter) {
	if err := sw.w.Err(); err != nil {
		w.fail("a writer stopped itself: %v", err)
	}
}

func (w *world) tell(sw *simWriter, m *message, blocks []Block, err error) {
	switch m.act.Kind {
	case ReadBlocks:
		sw.w.Read(blocks, err)
	case LookUp:
		sw.w.Looked(blocks, err)
	default:
		sw.w.Appended(err)
	}
	w.check(sw)
}

// messageStep moves one request by one step: lost, executed, or its answer lost or delivered.
func (w *world) messageStep() {
	if len(w.messages) == 0 {
		return
	}
	i := w.rng.IntN(len(w.messages))
	m := w.messages[i]
	lost := !w.calm && w.rng.IntN(14) == 0
	switch m.state {
	case 0:
		if lost {
			m.state, m.err = 2, errTimeout
			return
		}
		w.execute(m)
	case 2:
		w.messages = slices.Delete(w.messages, i, i+1)
		sw := w.writers[m.writer]
		if m.late || m.life != sw.life {
			return
		}
		sw.busy = nil
		if lost {
			w.tell(sw, m, nil, errTimeout)
			return
		}
		w.tell(sw, m, m.blocks, m.err)
	}
}

// look is how the store looks keys up: any member may be asked, and one that has not seen enough says so.
func (w *world) look(act Action) ([]Block, error) {
	far := len(w.majority)
	if !w.calm && w.rng.IntN(6) == 0 {
		far = w.rng.IntN(far + 1)
	}
	if int64(far) < act.From && !w.plant.has(plantLaggard) {
		return nil, errTimeout
	}
	return withKeys(w.majority[:far], act.Keys), nil
}

// withKeys are the blocks that hold any of the keys.
func withKeys(blocks []Block, keys []Key) []Block {
	var found []Block
	for _, b := range blocks {
		if slices.ContainsFunc(b.Keys, func(k Key) bool { return slices.Contains(keys, k) }) {
			found = append(found, b)
		}
	}
	return found
}

func (w *world) execute(m *message) {
	m.state = 2
	if m.act.Kind == ReadBlocks {
		seen := w.order[:w.safe]
		if w.plant.has(plantLocalRead) {
			seen = w.order
		}
		var seqs []int64
		for _, seq := range seen {
			if seq >= m.act.From {
				seqs = append(seqs, seq)
			}
		}
		slices.Sort(seqs)
		for _, seq := range seqs[:min(len(seqs), m.act.Limit)] {
			m.blocks = append(m.blocks, w.docs[seq])
		}
		return
	}
	if m.act.Kind == LookUp {
		m.blocks, m.err = w.look(m.act)
		return
	}
	b := m.act.Block
	if _, taken := w.docs[b.Seq]; taken {
		m.err = ErrTaken
		return
	}
	if w.keyIndex {
		for _, seq := range w.order {
			if slices.ContainsFunc(w.docs[seq].Keys, func(k Key) bool { return slices.Contains(b.Keys, k) }) {
				m.err = ErrKeyTaken
				return
			}
		}
	}
	w.docs[b.Seq] = b
	w.order = append(w.order, b.Seq)
	m.state = 1
}
