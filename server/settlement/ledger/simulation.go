package ledger

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// SimOptions say what Simulate runs.
type SimOptions struct {
	First int64  // first seed
	Seeds int    // how many
	Steps int    // scheduling steps of each; 0: 1000
	Plant string // name of a planted bug, "" for the real engine
	Stop  bool   // stop at the first seed with a violation
}

// SimReport is what Simulate found.
type SimReport struct {
	Seeds      int
	Ops        int // scheduling steps
	Commands   int // answered commands
	Blocks     int
	Entries    int
	Violations []Violation    // one for each failing seed
	Covered    map[string]int // entries by type and reason, "milestone.release ok" or "order.cancel consent_missing"
}

// Violation is a broken promise, and the seed that shows it.
type Violation struct {
	Seed int64
	Step int
	What string
}

// PlantedBugs lists the names SimOptions.Plant knows.
func PlantedBugs() []string {
	names := slices.Clone(planted)
	for _, b := range familyBugs() {
		names = append(names, b.name)
	}
	return names
}

// Simulate runs the real Writer, decide and apply over a store that loses requests and acknowledgements, delays them past
// their deadline, lets one to three writers compete, takes back what no majority has, and kills writers, while clients
// repeat commands, reuse keys and race each other. Each request, its execution, its replication and its answer are
// scheduling steps of their own: a first model that built and inserted a block in one step missed a planted bug
// altogether. Everything follows from the seed. After each block that a majority has, all invariants are checked by an
// independent replay and by a naive model with arbitrary precision.
func Simulate(o SimOptions) (SimReport, error) {
	var p plant
	var family bug
	if i := slices.Index(planted, o.Plant); i >= 0 {
		p = 1 << i
	} else if i := slices.IndexFunc(familyBugs(), func(b bug) bool { return b.name == o.Plant }); i >= 0 {
		family = familyBugs()[i]
	} else if o.Plant != "" {
		return SimReport{}, fmt.Errorf("simulate: no planted bug is called %q", o.Plant)
	}
	if o.Steps == 0 {
		o.Steps = 1000
	}
	r := SimReport{Covered: map[string]int{}}
	for seed := o.First; seed < o.First+int64(o.Seeds); seed++ {
		w := newWorld(seed, p, family)
		w.covered = r.Covered
		w.run(o.Steps)
		r.Seeds++
		r.Ops += w.steps
		r.Commands += w.answered
		r.Blocks += len(w.majority)
		r.Entries += w.entries
		if w.fault != "" {
			r.Violations = append(r.Violations, Violation{seed, w.steps, w.fault})
			if o.Stop {
				break
			}
		}
	}
	return r, nil
}

// world is one seed: the store, the writers, the messages between them, the clients and the judges.
type world struct {
	rng   *rand.Rand
	plant plant
	far   bool // clients bring one order as far as they can before they begin another
	spoil func(x *scratch, c *Command, e *Entry)
	now   int64
	scale int64 // how fast time goes: 1, or so that days pass
	steps int
	fault string
	calm  bool // no more faults: everything must come to an end now

	// The store: docs is what the primary has, order in which it got them, majority how much of that is safe.
	docs     map[int64]Block
	order    []int64
	safe     int
	keyIndex bool
	majority []Block

	writers  []*simWriter
	messages []*message
	clients  []*client

	truth    *State // independent replay of the majority's log, without planted bugs, that forgets nothing
	lean     *State // another one, which forgets as the writers do
	window   window
	snapshot []byte // the newest
	model    *model
	deltas   []Delta
	proj     map[string]projected
	shown    map[string]int64 // highest seq each projection document must have
	done     int              // deltas the projector went through
	history  map[string]map[int64]Balance

	past []Command // that somebody gave once

	theme    int // the family whose commands are made up most
	keys     int
	answered int
	entries  int
	covered  map[string]int
}

type client struct {
	cmd     Command
	open    bool // waits for an answer
	forget  func()
	writer  int // who was asked, in which of its lives
	life    int
	asked   bool
	last    Outcome
	settled bool // last is the answer to cmd
}

func newWorld(seed int64, p plant, family bug) *world {
	w := &world{
		rng: rand.New(rand.NewPCG(uint64(seed), 0x6661697267726f75)), plant: p, spoil: family.spoil, now: 1_000_000, //nolint:gosec // a seed must always make the same world
		docs: map[int64]Block{}, truth: NewStateKeeping(0), model: newModel(), proj: map[string]projected{},
		shown: map[string]int64{}, history: map[string]map[int64]Balance{}, covered: map[string]int{},
	}
	w.keyIndex = w.rng.IntN(2) == 0
	// A window so small that keys leave it while their clients still wait, and in half of the worlds prints so short that strangers
	// share them.
	w.window = window{keys: 1 + w.rng.IntN(40), bits: 64}
	if w.rng.IntN(2) == 0 {
		w.window.bits = uint(3 + w.rng.IntN(8)) //nolint:gosec // small
	}
	w.theme = w.rng.IntN(len(families))
	if theme, ok := themeOf(family); ok && w.rng.IntN(3) > 0 {
		w.theme = theme
	}
	if w.scale = 1; w.rng.IntN(3) == 0 || (families[w.theme].days && w.rng.IntN(2) == 0) {
		w.scale = 5_000
	}
	w.window.rest = int64(w.rng.IntN(3000)) * w.scale
	w.model.rest = w.window.rest
	w.lean = newState(w.window)
	w.far = w.rng.IntN(2) == 0
	for range 1 + w.rng.IntN(3) {
		w.writers = append(w.writers, &simWriter{skew: int64(w.rng.IntN(400))})
	}
	for i := range w.writers {
		w.boot(i)
	}
	for range 3 + w.rng.IntN(5) {
		w.clients = append(w.clients, &client{})
	}
	return w
}

func (w *world) fail(format string, args ...any) {
	if w.fault == "" {
		w.fault = fmt.Sprintf(format, args...)
	}
}

func (w *world) run(steps int) {
	for w.steps < steps && w.fault == "" {
		w.step()
	}
	w.calm = true
	for range 4000 {
		if w.fault != "" || w.quiet() {
			break
		}
		w.step()
	}
	if w.fault == "" && !w.quiet() {
		w.fail("liveness: clients still wait when nothing fails any more")
	}
	w.replicate(len(w.order))
	if w.fault == "" {
		w.project(len(w.deltas))
		w.developed()
		w.final()
	}
}

func (w *world) quiet() bool {
	for _, c := range w.clients {
		if c.open {
			return false
		}
	}
	return true
}

// step lets one thing happen.
func (w *world) step() {
	w.steps++
	w.now += int64(w.rng.IntN(40)) * w.scale
	roll := w.rng.IntN(1000)
	switch {
	case roll < 300:
		w.clientStep()
	case roll < 560:
		w.writerStep(w.rng.IntN(len(w.writers)))
	case roll < 880:
		w.messageStep()
	case roll < 948:
		w.replicate(w.safe + 1)
	case roll < 950:
		w.photograph()
	case roll < 985:
		w.projectorStep()
	case w.calm:
		w.replicate(w.safe + 1)
	case roll < 992:
		w.boot(w.rng.IntN(len(w.writers)))
	default:
		w.failover()
	}
}

// judge checks a block the moment a majority has it.
func (w *world) judge(b Block) {
	d, err := w.truth.Replay(b)
	if err != nil {
		w.fail("%v", err)
		return
	}
	if _, err := w.lean.replay(b); err != nil {
		w.fail("lean: %v", err)
		return
	}
	w.majority = append(w.majority, b)
	w.entries += len(b.Entries)
	for i := range b.Entries {
		e := &b.Entries[i]
		ok, why := w.model.entry(e, b.Time)
		if e.OK {
			w.covered[string(e.Type)+" ok"]++
		}
		if e.Why != "" {
			w.covered[string(e.Type)+" "+e.Why]++
		}
		if ok != e.OK || why != e.Why {
			w.fail("block %d entry %d %s by %s: ledger says %v %q, model %v %q", b.Seq, i, e.Type, e.Actor.Role, e.OK, e.Why, ok, why)
			return
		}
	}
	if err := w.model.differs(d); err != nil {
		w.fail("block %d: %v", b.Seq, err)
		return
	}
	if b.Seq%16 == 0 {
		if err := w.truth.Balanced(); err != nil {
			w.fail("block %d: %v", b.Seq, err)
			return
		}
	}
	for _, f := range d.Archived {
		w.recalled(f)
	}
	d.Block = Block{Header: b.Header}
	w.deltas = append(w.deltas, d)
	for _, a := range d.Accounts {
		id := a.ID.String()
		if w.history[id] == nil {
			w.history[id] = map[int64]Balance{}
		}
		w.history[id][b.Seq] = a.Balance
	}
}

// final compares everything once more at the end of a seed.
func (w *world) final() {
	if err := w.truth.Balanced(); err != nil {
		w.fail("at the end %v", err)
	}
	for _, id := range w.truth.Accounts() {
		b := w.truth.Balance(id)
		if p := w.proj[id.String()]; p.posted != b.Posted || p.held != b.Held {
			w.fail("I8: at the end %s shows %d, the log says %d", id, p.posted, b.Posted)
		}
	}
	for _, id := range w.truth.Orders() {
		if err := w.model.differsOrder(w.truth.books.Orders[id]); err != nil {
			w.fail("at the end %v", err)
		}
	}
	for seq := int64(1); seq <= int64(len(w.majority)); seq++ {
		if w.docs[seq].Hash != w.majority[seq-1].Hash {
			w.fail("I6: block %d changed or went away", seq)
		}
	}
	for _, c := range w.clients {
		if c.asked && c.settled && c.last.Seq > 0 {
			if out, _ := w.truth.Outcome(c.cmd.Key); out != c.last {
				w.fail("I5: an answer changed in the end")
			}
		}
	}
}
