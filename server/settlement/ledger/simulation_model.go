package ledger

import (
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// modelRules are the judges of the families, each beside its naive books.
var modelRules = func() map[Type]func(*model, *Entry, int64) string {
	all := map[Type]func(*model, *Entry, int64) string{}
	for _, family := range []map[Type]func(*model, *Entry, int64) string{proposalModel, holdModel, partyModel, taxModel, batchModel, suspenseModel, claimModel, debtModel, invoiceModel, quoteModel, advanceModel, disputeModel, draftModel, archiveModel} {
		maps.Copy(all, family)
	}
	return all
}()

// model is a second, naive ledger: arbitrary-precision numbers, balances in a map of strings, one long switch. It is
// written from the design's tables, not from decide and apply, and answers every recorded command anew; where it and the
// engine differ, one of them is wrong.
type model struct {
	posted, held map[string]*big.Int
	orders       map[string]*modelOrder
	ids          []string
	payouts      map[string]*modelPayout
	payoutIDs    []string
	keys         map[Key]Entry
	limits       map[string]Limit
	proposals    map[string]string // maker by what is proposed
	proposed     map[string]string // what, by the id of its proposal
	exposures    map[string]*modelExposure
	guard        modelGuard
	now          int64 // time of the block that is judged
	rest         int64 // from an order's end to its archive
	batches      map[string]*modelBatch
	lastBatch    string
	suspense     map[string]*modelSuspense
	suspenseIDs  []string
	claimIDs     [][2]string         // order and claim
	numbers      map[string][]string // what each number of a series was given for
	papers       map[string]bool     // issued
	asked        map[Hash]int64      // the version each command was given with, by fingerprint; an entry does not keep it
}

func newModel() *model {
	return &model{
		posted: map[string]*big.Int{}, held: map[string]*big.Int{}, orders: map[string]*modelOrder{},
		payouts: map[string]*modelPayout{}, keys: map[Key]Entry{}, limits: map[string]Limit{},
		asked: map[Hash]int64{}, proposals: map[string]string{}, proposed: map[string]string{}, exposures: map[string]*modelExposure{},
		batches: map[string]*modelBatch{}, suspense: map[string]*modelSuspense{}, guard: newModelGuard(),
		numbers: map[string][]string{}, papers: map[string]bool{},
	}
}

func (m *model) get(book map[string]*big.Int, account string) *big.Int {
	if book[account] == nil {
		book[account] = new(big.Int)
	}
	return book[account]
}

// pay moves v from one account to another.
func (m *model) pay(from, to, cur string, v *big.Int) {
	to = m.diverted(to)
	m.get(m.posted, from+"|"+cur).Sub(m.get(m.posted, from+"|"+cur), v)
	m.get(m.posted, to+"|"+cur).Add(m.get(m.posted, to+"|"+cur), v)
	m.flows(from, to, v)
}

func (m *model) available(account string) *big.Int {
	return new(big.Int).Sub(m.get(m.posted, account), m.get(m.held, account))
}

// floorOf is x*num/den rounded down.
func floorOf(x *big.Int, num, den int64) *big.Int {
	r := new(big.Rat).Mul(new(big.Rat).SetInt(x), big.NewRat(num, den))
	return new(big.Int).Quo(r.Num(), r.Denom())
}

func ended(state string) bool {
	return slices.Contains(strings.Fields("RELEASED SPLIT REFUNDED CANCELLED COMPLETED EXPIRED DECLINED RETURNED REJECTED"), state)
}

// entry judges a recorded command and carries it out; the result is what the entry must say.
func (m *model) entry(e *Entry, now int64) (ok bool, why string) {
	if _, twice := m.keys[e.Key]; twice {
		return false, "key is in the log twice"
	}
	m.keys[e.Key] = *e
	m.now = now
	if o := m.orders[e.Order]; o != nil && o.archived && e.Type != ImportOrder && e.Type != DraftOrder && e.Type != BookReceipt {
		return false, WhyArchived
	}
	if why = m.barred(e, now); why == "" {
		why = m.judge(e, now)
		m.ends(e, now)
	}
	if e.Type == ImportOrder && strings.HasPrefix(why, "held:") {
		return true, strings.TrimPrefix(why, "held:")
	}
	if e.Type == BookReceipt && strings.HasPrefix(why, "suspense:") {
		return true, strings.TrimPrefix(why, "suspense:")
	}
	return why == "", why
}

func (m *model) judge(e *Entry, now int64) string {
	switch e.Type {
	case SetPolicy:
		for _, l := range e.Limits {
			m.limits[string(l.Currency)] = l
		}
		return ""
	case ImportOrder:
		return m.importOrder(e)
	case BookReceipt:
		return m.receipt(e)
	case RequestPayout:
		return m.request(e)
	default:
		if judge := modelRules[e.Type]; judge != nil {
			return judge(m, e, now)
		}
		if strings.HasPrefix(string(e.Type), "payout.") {
			return m.payout(e)
		}
		return m.step(e, now)
	}
}

// by reports whether the role of an entry is one of the letters.
func by(e *Entry, roles string) bool { return strings.Contains(roles, string(e.Actor.Role)) }

func (m *model) stale(e *Entry, version int64) bool {
	asked := m.asked[e.Print]
	return asked != version && (asked != 0 || !by(e, "TR"))
}

func (m *model) eyes(e *Entry, v *big.Int, limit int64, maker string) string {
	switch {
	case e.Actor.Role == Timer && v.Cmp(big.NewInt(limit)) > 0:
		return WhyAboveLimit
	case e.Actor.Role == Timer:
		return ""
	case maker == "":
		return WhyNoProposal
	case maker == e.Actor.Person:
		return WhySamePerson
	}
	return ""
}

// differs compares the model with an engine's state as far as a block touched it; bank accounts alone may be negative.
func (m *model) differs(d Delta) error {
	for _, a := range d.Accounts {
		p, h := m.get(m.posted, a.ID.String()), m.get(m.held, a.ID.String())
		if p.Cmp(big.NewInt(a.Posted)) != 0 || h.Cmp(big.NewInt(a.Held)) != 0 {
			return fmt.Errorf("%s: ledger %d held %d, model %v held %v", a.ID, a.Posted, a.Held, p, h)
		}
		if class := Class(a.ID.Name); slices.Contains(strings.Fields("bank clearing fx loan recv loss"), class) {
			continue
		}
		if m.available(a.ID.String()).Sign() < 0 {
			return fmt.Errorf("%s: negative in the model", a.ID)
		}
	}
	for _, o := range d.Orders {
		if err := m.differsOrder(o); err != nil {
			return err
		}
	}
	for _, p := range d.Payouts {
		if q := m.payouts[p.ID]; q == nil || q.state != p.State || q.version != p.Version || q.batch != p.Batch || q.back != p.Back || q.lender != p.Funder {
			return fmt.Errorf("payout %s: ledger %s version %d, model %+v", p.ID, p.State, p.Version, q)
		}
	}
	for _, u := range d.Suspense {
		if q := m.suspense[u.ID]; q == nil || q.state != u.State || q.rail != u.Rail || q.cur != string(u.Currency) || q.amount.Cmp(big.NewInt(u.Amount)) != 0 {
			return fmt.Errorf("money in suspense %s: ledger %+v, model %+v", u.ID, u, q)
		}
	}
	return nil
}

func (m *model) differsOrder(o *Order) error {
	q := m.orders[o.ID]
	if q == nil || q.state != o.State || q.version != o.Version || q.proposed != o.Proposed || q.hold != (o.Hold != nil) || len(q.ms) != len(o.Milestones) {
		return fmt.Errorf("order %s: ledger %s version %d, model %+v", o.ID, o.State, o.Version, q)
	}
	if err := errors.Join(q.differsQuotes(o.Quotes), q.differsAdvances(o.Advances)); err != nil {
		return fmt.Errorf("order %s: %w", o.ID, err)
	}
	for i, a := range o.Milestones {
		b := q.ms[i]
		if a.State != b.state || b.held.Cmp(big.NewInt(a.Held)) != 0 || b.due.Cmp(big.NewInt(a.Due())) != 0 {
			return fmt.Errorf("order %s milestone %s: ledger %s holds %d of %d, model %s holds %v of %v", o.ID, a.ID, a.State, a.Held, a.Due(), b.state, b.held, b.due)
		}
	}
	return nil
}
