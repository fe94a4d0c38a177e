package ledger

import (
	"errors"
	"slices"
	"strconv"

	"fairground/server/money"
)

// clientStep lets a client ask, ask again, or give up waiting.
func (w *world) clientStep() {
	c := w.clients[w.rng.IntN(len(w.clients))]
	switch roll := w.rng.IntN(100); {
	case c.open && w.writers[c.writer].life != c.life: // who was asked is dead
		c.forget()
		c.open = false
	case c.open && w.calm:
	case c.open && roll < 15: // give up waiting, the command stays what it is
		c.forget()
		c.open = false
	case c.open:
	case w.calm:
		if c.asked && !c.settled {
			w.ask(c)
		}
	case c.asked && (!c.settled || roll < 20):
		w.ask(c) // unanswered, or answered and impatient: the same key again
	case c.asked && roll < 25:
		c.cmd = w.invent(c.cmd.Key) // the same key for something else
		c.settled = false
		w.ask(c)
	case roll < 28 && len(w.past) > 0: // somebody comes back with what was asked long ago, or with its key
		c.cmd, c.settled = w.past[w.rng.IntN(len(w.past))], false
		if w.rng.IntN(4) == 0 {
			c.cmd = w.invent(c.cmd.Key)
		}
		w.ask(c)
	case roll < 35: // a second click: what another client asked, under its key
		if other := w.clients[w.rng.IntN(len(w.clients))]; other.asked {
			c.cmd, c.settled = other.cmd, false
			w.ask(c)
		}
	default:
		w.keys++
		c.cmd = w.invent(NewKey("sim", strconv.Itoa(w.keys)))
		c.settled = false
		w.past = append(w.past, c.cmd)
		w.ask(c)
	}
}

func (w *world) ask(c *client) {
	c.asked, c.open = true, true
	print := c.cmd.Fingerprint()
	w.model.asked[print] = c.cmd.Version
	cmd := c.cmd
	c.writer = w.rng.IntN(len(w.writers))
	sw := w.writers[c.writer]
	c.life = sw.life
	forget := sw.w.Submit(cmd, func(out Outcome, err error) {
		c.open = false
		w.answered++
		w.heard(c, cmd, print, out, err)
	})
	c.forget = forget
}

// heard is invariant I5: what a client was told stands in the log of the majority, once, and stays.
func (w *world) heard(c *client, cmd Command, print Hash, out Outcome, err error) {
	recorded, in := w.truth.Outcome(cmd.Key)
	switch {
	case errors.Is(err, ErrKeyReused):
		if !in || recorded.Print == print {
			w.fail("I5: key %s called reused and is not", cmd.Key)
		}
	case err != nil:
		w.fail("%s answered %v", cmd.Type, err)
		return
	case !in:
		w.fail("I5: %s was answered and is not in the log of the majority", cmd.Type)
	case recorded != out:
		w.fail("I5: %s was answered %+v, the log says %+v", cmd.Type, out, recorded)
	case recorded.Print != print:
		w.fail("I5: another command's answer was given")
	case c.settled && c.last != out:
		w.fail("I5: two answers to one key")
	}
	c.last, c.settled = out, err == nil || errors.Is(err, ErrKeyReused)
}

// invent makes up a command that is plausible for what the log says now, and sometimes is not.
func (w *world) invent(k Key) Command {
	m, r := w.model, w.rng
	c := Command{Key: k}
	if len(m.ids) > 0 && r.IntN(2) == 0 && families[w.theme].invent(w, &c) {
		return c // only a world that dwells on something gets deep into it
	}
	if w.far && len(m.ids) > 0 && !ended(m.orders[m.ids[len(m.ids)-1]].state) && r.IntN(3) > 0 {
		w.inventStep(&c)
		return c
	}
	switch roll := r.IntN(100); {
	case roll < 3:
		c.Type, c.Actor.Role = SetPolicy, Timer
		c.Limits = []Limit{{"CNY", int64(r.IntN(300_000)), int64(r.IntN(300_000))}}
	case roll < 14 || len(m.ids) == 0:
		w.inventOrder(&c)
	case roll < 24:
		w.inventPayout(&c)
	case roll < 40 && len(m.payoutIDs) > 0:
		w.inventPayoutStep(&c)
	case roll < 62 && families[r.IntN(len(families))].invent(w, &c):
	default:
		w.inventStep(&c)
	}
	return c
}

// family pairs who makes up plausible commands with the bugs that are planted among their rules. An inventor that has nothing
// to do reports false and changes nothing.
type family struct {
	invent func(w *world, c *Command) bool
	bugs   []bug
	days   bool // nothing much happens unless days pass
}

var families = []family{
	{inventGuard, slices.Concat(holdBugs, taxBugs), false},
	{inventSuspense, suspenseBugs, false},
	{inventOutcome, slices.Concat(outcomeBugs, batchBugs), false},
	{inventDrop, proposalBugs, false},
	{inventClaim, claimBugs, false},
	{inventDebt, debtBugs, false},
	{inventInvoice, invoiceBugs, false},
	{inventDispute, disputeBugs, false},
	{inventQuote, quoteBugs, true},
	{inventAdvance, advanceBugs, true},
	{inventArchive, archiveBugs, false},
}

// needsProposal turns a command of two people into its proposal, as often as not.
func (w *world) needsProposal(c *Command) {
	if w.model.proposals[spelled(c.Type, &Entry{
		Order: c.Order, Milestone: c.Milestone, Payout: c.Payout, Amount: c.Amount, Currency: c.Currency, Rail: c.Rail, Ref: c.Ref, Note: c.Note,
		Object: c.Object, Params: c.Params,
	})] != "" && w.rng.IntN(8) > 0 {
		return
	}
	if w.rng.IntN(8) > 0 {
		*c = Propose(*c)
		c.Actor = w.actor([]Role{Maker}, "", "", "")
	}
}

func (w *world) inventOrder(c *Command) {
	r := w.rng
	c.Type, c.Actor.Role, c.Order = ImportOrder, Timer, "ord_"+strconv.Itoa(r.IntN(len(w.model.ids)+3))
	t := &Terms{
		Deal: "deal_" + strconv.Itoa(r.IntN(1000)), Signed: r.IntN(5) > 0, Buyer: "b" + strconv.Itoa(r.IntN(3)), Seller: "s" + strconv.Itoa(r.IntN(3)),
		Organizer: "o1", Logistics: "l1", Currency: []money.Currency{"CNY", "CNY", "JPY"}[r.IntN(3)], ExchangeBP: int64(r.IntN(300)), PlatformBP: int64(r.IntN(200)),
		BuyerShareBP: []int64{0, 5000, 10000}[r.IntN(3)], AnswerBy: w.now + int64(r.IntN(4000))*w.scale, FundBy: w.now + int64(r.IntN(12000))*w.scale,
	}
	if r.IntN(4) == 0 {
		t.CancelFee = 1
	}
	w.inventTaxFacts(t)
	w.inventReserve(t)
	for i := range 1 + r.IntN(3) {
		ms := MilestoneTerms{ID: "m" + strconv.Itoa(i), Amount: 1 + int64(r.IntN(100_000))}
		if r.IntN(2) == 0 {
			ms.ShipBy = w.now + int64(r.IntN(8000))*w.scale
		}
		t.Milestones = append(t.Milestones, ms)
	}
	w.inventClocks(t)
	c.Terms = t
	if !t.Signed && r.IntN(2) == 0 {
		w.inventDraft(c)
	}
}

// inventDraft lets a party propose what the system would have imported, and now and then what it may not propose.
func (w *world) inventDraft(c *Command) {
	t, r := c.Terms, w.rng
	c.Type, c.Actor = DraftOrder, Actor{Person: "p_" + t.Buyer, Org: t.Buyer, Role: Buyer}
	if r.IntN(2) == 0 {
		c.Actor = Actor{Person: "p_" + t.Seller, Org: t.Seller, Role: Seller}
	}
	switch r.IntN(8) {
	case 0:
		c.Actor.Org = "x1"
	case 1:
		t.Signed = true
	case 2:
		t.AnswerBy = max(0, w.now-w.scale)
	}
}

func (w *world) inventPayout(c *Command) {
	r := w.rng
	org := []string{"b", "s"}[r.IntN(2)] + strconv.Itoa(r.IntN(3))
	cur := []money.Currency{"CNY", "JPY"}[r.IntN(2)]
	role := Seller
	if r.IntN(6) == 0 {
		org, role = "f"+strconv.Itoa(r.IntN(2)), Funder
	}
	c.Type, c.Actor = RequestPayout, Actor{Person: "p_" + org, Org: org, Role: role}
	c.Payout, c.Rail, c.Currency, c.Amount = "pay_"+strconv.Itoa(r.IntN(len(w.model.payoutIDs)+3)), "sandbox", cur, 1+int64(r.IntN(50_000))
	if have := w.model.available(AccountID{purseOf(org, role == Funder), cur}.String()); have.Sign() > 0 && r.IntN(3) > 0 {
		c.Amount = have.Int64()
	}
}

func (w *world) inventPayoutStep(c *Command) {
	m, r := w.model, w.rng
	c.Payout = m.payoutIDs[r.IntN(len(m.payoutIDs))]
	for range 4 { // rather one that is under way
		if ended(m.payouts[c.Payout].state) {
			c.Payout = m.payoutIDs[r.IntN(len(m.payoutIDs))]
		}
	}
	p := m.payouts[c.Payout]
	c.Version = p.version
	types := map[string][]Type{
		Requested: {ProposePayout, ApprovePayout, ApprovePayout, CancelPayout}, Approved: {SubmitPayout, BatchPayout, BatchPayout, BatchPayout, CancelPayout},
		Batched:   {SubmitBatch, SubmitBatch, BatchPayout, UnbatchPayout, CancelPayout},
		Submitted: {SettlePayout, RejectPayout, RejectPayout, CancelPayout, AcceptPayout, AcceptBatch, LoseBatch, MarkPayoutUnknown, MarkPayoutUnknown}, Accepted: {SettlePayout, RejectPayout, MarkPayoutUnknown},
		Unknown: {SettlePayout, ResolvePayout, ResolvePayout, ResolvePayout, ResolvePayout, CancelPayout},
		Settled: {ReturnPayout},
	}[p.state]
	if len(types) == 0 || r.IntN(8) == 0 {
		types = []Type{ProposePayout, ApprovePayout, SubmitPayout, SettlePayout, RejectPayout, CancelPayout, MarkPayoutUnknown, ResolvePayout, ReturnPayout, BatchPayout, UnbatchPayout, AcceptPayout, SubmitBatch, AcceptBatch, LoseBatch}
	}
	c.Type = types[r.IntN(len(types))]
	c.Actor = w.actor(rules[c.Type].roles, p.org, p.org, "")
	if c.Actor.Role == Funder {
		c.Actor.Org = p.org
	}
	w.inventPayoutDetails(c, p)
	if c.Type == CancelPayout && r.IntN(4) == 0 {
		c.Payout = "pay_nobody"
	}
}

func (w *world) inventPayoutDetails(c *Command, p *modelPayout) {
	switch c.Type {
	case SubmitPayout:
		c.Ref = "e2e_" + c.Payout
	case BatchPayout, SubmitBatch, AcceptBatch, LoseBatch:
		w.inventBatching(c, p)
	case ResolvePayout:
		w.inventResolution(c)
	case ReturnPayout:
		c.Currency, c.Amount = money.Currency(p.cur), 1+w.rng.Int64N(p.amount.Int64()+p.amount.Int64()/8+1)
	default: // the others say all they need
	}
}

// actor picks one of the roles, seldom a wrong one, and the organization and person that go with it.
func (w *world) actor(roles []Role, buyer, seller, logistics string) Actor {
	r := w.rng
	if r.IntN(15) == 0 {
		roles = Roles()
	}
	a := Actor{Role: roles[r.IntN(len(roles))]}
	switch a.Role {
	case Buyer:
		a.Org = buyer
	case Seller:
		a.Org = seller
	case Logistics:
		a.Org = logistics
	case Maker, Checker:
		a.Org = "clearing"
	default: // the others act for no organization
	}
	if r.IntN(25) == 0 {
		a.Org = "b" + strconv.Itoa(r.IntN(3))
	}
	if a.Role != Timer && a.Role != Rail {
		a.Person = "per_" + strconv.Itoa(r.IntN(3))
	}
	return a
}

func (w *world) inventStep(c *Command) {
	m, r := w.model, w.rng
	recent := m.ids[max(0, len(m.ids)-4):]
	if w.far {
		recent = recent[len(recent)-1:]
	}
	c.Order = recent[r.IntN(len(recent))]
	if r.IntN(10) == 0 {
		c.Order = m.ids[r.IntN(len(m.ids))]
	}
	w.inventStepOf(c, m.orders[c.Order])
}

// inventStepOf brings an order one step further.
func (w *world) inventStepOf(c *Command, o *modelOrder) {
	r := w.rng
	var types []Type
	ms := r.IntN(len(o.ms))
	switch o.state {
	case Proposed:
		types = []Type{AgreeOrder, AgreeOrder, AgreeOrder, DeclineOrder, ExpireOrder, BookReceipt}
	case AwaitingFunds, PartiallyFunded:
		types = []Type{BookReceipt, BookReceipt, BookReceipt, BookReceipt, ExpireOrder, StartOrder}
	case Funded:
		types = []Type{StartOrder, ShipMilestone, ShipMilestone, ConsentCancel, CancelOrder, BookReceipt}
	case InDelivery:
		types = map[string][]Type{
			Planned: {BookReceipt, CancelMilestone}, Funded: {ShipMilestone, ShipMilestone, CancelMilestone}, Shipped: {DeliverGoods},
			Inspection: {AcceptMilestone}, Accepted: {Release, Release, ProposeRelease},
		}[o.ms[ms].state]
	}
	if len(types) == 0 || r.IntN(12) == 0 {
		types = []Type{
			AgreeOrder, DeclineOrder, ExpireOrder, BookReceipt, StartOrder, ConsentCancel, CancelOrder, ShipMilestone, DeliverGoods, AcceptMilestone,
			CancelMilestone, ProposeRelease, Release, Release, Release,
		}
	}
	c.Type = types[r.IntN(len(types))]
	c.Actor = w.actor(rules[c.Type].roles, o.terms.Buyer, o.terms.Seller, "l1")
	if rules[c.Type].about == "m" {
		c.Milestone = o.ms[ms].id
	}
	c.Version = o.version
	switch {
	case c.Type == BookReceipt:
		c.Actor, c.Rail, c.Currency, c.Version = Actor{Role: Rail}, "sandbox", o.terms.Currency, 0
		c.Amount = 1 + int64(r.IntN(150_000))
		if r.IntN(2) == 0 { // exactly what is missing
			c.Amount = 0
			for _, x := range o.ms {
				c.Amount += x.due.Int64() - x.held.Int64()
			}
			c.Amount = max(c.Amount, 1)
		}
		if r.IntN(12) == 0 {
			c.Currency = "EUR"
		}
		c.Ref = "rcpt" + strconv.Itoa(r.IntN(1_000_000))
		w.inventSender(c)
	case r.IntN(12) == 0:
		c.Version = max(0, c.Version-1)
	}
}
