package ledger

import (
	"math/big"
	"slices"
	"strconv"

	"fairground/server/money"
)

// The naive side of batches, their planted bugs and their clients.

type modelBatch struct {
	gone      bool
	rail, cur string
	payouts   []string
	version   int64
}

func (m *model) sum(b *modelBatch) *big.Int {
	sum := new(big.Int)
	for _, id := range b.payouts {
		sum.Add(sum, m.payouts[id].amount)
	}
	return sum
}

func (m *model) fill(e *Entry, p *modelPayout) string {
	b := m.batches[e.Object]
	switch {
	case b == nil:
		b = &modelBatch{rail: p.rail, cur: p.cur}
		m.lastBatch = e.Object
	case b.gone:
		return WhyState
	case b.cur != p.cur || b.rail != p.rail:
		return WhyCurrency
	}
	if int64(len(b.payouts)) >= e.num("size") {
		return WhyBatchFull
	}
	b.payouts, b.version = append(b.payouts, e.Payout), b.version+1
	m.batches[e.Object] = b
	p.state, p.batch = "BATCHED", e.Object
	return ""
}

func (m *model) takeOut(id string, p *modelPayout) {
	b := m.batches[p.batch]
	b.version++
	b.payouts = slices.DeleteFunc(b.payouts, func(x string) bool { return x == id })
	if len(b.payouts) == 0 {
		delete(m.batches, p.batch)
	}
	p.batch = ""
}

var batchModel = map[Type]func(*model, *Entry, int64) string{
	SubmitBatch: func(m *model, e *Entry, _ int64) string {
		if !by(e, "R") {
			return WhyRole
		}
		b := m.batches[e.Object]
		switch {
		case b == nil:
			return WhyBatchUnknown
		case b.gone:
			return WhyState
		case e.num("version") != b.version:
			return WhyVersion
		case string(e.Currency) != b.cur:
			return WhyCurrency
		case big.NewInt(e.Amount).Cmp(m.sum(b)) != 0 || e.num("count") != int64(len(b.payouts)) || e.Ref == "" || e.num("day") == 0:
			return WhyAmount
		}
		for _, id := range b.payouts {
			if org := m.payouts[id].org; org != "" {
				if why := m.suspect(org); why != "" {
					return why
				}
			}
		}
		b.gone = true
		m.tell(b, "BATCHED", "SUBMITTED")
		return ""
	},
	AcceptBatch: func(m *model, e *Entry, _ int64) string { return m.answerAll(e, "R", "ACCEPTED") },
	LoseBatch:   func(m *model, e *Entry, _ int64) string { return m.answerAll(e, "TR", "UNKNOWN") },
}

func (m *model) answerAll(e *Entry, roles, to string) string {
	if !by(e, roles) {
		return WhyRole
	}
	b := m.batches[e.Object]
	if b == nil {
		return WhyBatchUnknown
	}
	if m.tell(b, "SUBMITTED", to) == 0 {
		return WhyState
	}
	return ""
}

// tell moves the payouts of a batch that are in a state.
func (m *model) tell(b *modelBatch, from, to string) (n int) {
	for _, id := range b.payouts {
		if p := m.payouts[id]; p.state == from {
			p.state = to
			p.version++
			n++
		}
	}
	if n > 0 {
		b.version++
	}
	return n
}

// batchBugs are planted where payouts travel together.
var batchBugs = []bug{
	{"batched-into-a-second-file", func(x *scratch, c *Command, e *Entry) {
		p, ok := x.payout(c.Payout)
		if e.OK || c.Type != BatchPayout || e.Why != WhyState || !ok || p.State != Batched || p.Batch == c.Object {
			return
		}
		e.OK, e.Why = true, ""
		if _, exists := x.batches.find(c.Object); !exists {
			e.moveTo("b", c.Object, "", BatchOpen)
		}
		e.moveTo("p", p.ID, Approved, Batched)
	}},
	{"cancelled-after-the-file-has-gone", func(x *scratch, c *Command, e *Entry) {
		p, ok := x.payout(c.Payout)
		if e.OK || c.Type != CancelPayout || e.Why != WhyState || !ok || p.State != Submitted || p.Batch == "" {
			return
		}
		e.OK, e.Why = true, ""
		e.moveTo("p", p.ID, Submitted, Cancelled)
		e.Legs = p.legs(Cancelled)
	}},
	{"file-without-its-last-payment", func(_ *scratch, c *Command, e *Entry) {
		if e.OK && c.Type == SubmitBatch && len(e.Moves) > 2 {
			e.Moves = e.Moves[:len(e.Moves)-1]
		}
	}},
	{"accepted-is-paid", func(x *scratch, c *Command, e *Entry) {
		if p, ok := x.payout(c.Payout); ok && e.OK && c.Type == AcceptPayout {
			e.Moves[0].To, e.Legs = Settled, p.legs(Settled)
		}
	}},
	{"no-answer-to-a-file-is-a-yes", func(_ *scratch, c *Command, e *Entry) {
		if e.OK && c.Type == LoseBatch {
			for i := range e.Moves {
				e.Moves[i].To = Accepted
			}
		}
	}},
}

// inventPurse pays something in for an organization, so that there is something to pay out.
func (w *world) inventPurse(c *Command) {
	w.inventPayout(c)
	*c = Command{
		Key: c.Key, Type: BookDeposit, Actor: Actor{Role: Rail}, Object: c.Actor.Org, Rail: c.Rail, Currency: c.Currency, Amount: c.Amount,
		Ref: "in_" + c.Payout, Params: []Param{{Name: forParam, Text: "user"}},
	}
}

// inventSmall asks for a part of what somebody has, so that many payouts are under way at once.
func (w *world) inventSmall(c *Command) {
	for range 12 {
		w.inventPayout(c)
		if have := w.model.available(AccountID{AvailableAccount(c.Actor.Org), c.Currency}.String()); have.Sign() > 0 {
			c.Amount = 1 + have.Int64()/4
			return
		}
	}
}

// alone says whether a payout is the only one in its file, and had better wait for others.
func (w *world) alone(p *modelPayout) bool {
	b := w.model.batches[p.batch]
	return p.state == Batched && len(b.payouts) == 1 && w.rng.IntN(4) > 0
}

// inventBatching makes up the details of a command about a payout's batch, or about putting it into one.
func (w *world) inventBatching(c *Command, p *modelPayout) {
	m, r := w.model, w.rng
	if c.Type == BatchPayout {
		c.Ref, c.Object = "e2e_"+c.Payout, "bat_"+strconv.Itoa(r.IntN(len(m.batches)+4))
		if b := m.batches[m.lastBatch]; b != nil && !b.gone && b.cur == p.cur && r.IntN(4) > 0 {
			c.Object = m.lastBatch
		}
		c.Params = []Param{{Name: batchSizeParam, Minor: int64(1 + r.IntN(3))}}
		return
	}
	b := m.batches[p.batch]
	if alone := map[Type]Type{AcceptBatch: AcceptPayout, LoseBatch: MarkPayoutUnknown}[c.Type]; b == nil && alone != "" && r.IntN(8) > 0 {
		c.Type = alone
		return
	}
	c.Payout, c.Version, c.Object = "", 0, p.batch
	if b == nil || c.Type != SubmitBatch {
		return
	}
	c.Ref, c.Amount, c.Currency = "hash of "+p.batch, m.sum(b).Int64(), money.Currency(b.cur)
	count, version := int64(len(b.payouts)), b.version
	switch r.IntN(16) {
	case 0:
		version--
	case 1:
		count++
	case 2:
		c.Amount++
	}
	c.Params = []Param{{Name: batchCountParam, Minor: count}, {Name: batchDayParam, Minor: 20261121}, {Name: batchVersionParam, Minor: version}}
}
