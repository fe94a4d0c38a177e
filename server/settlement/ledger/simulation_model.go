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
	for _, family := range []map[Type]func(*model, *Entry, int64) string{proposalModel, holdModel, partyModel, taxModel, suspenseModel, claimModel, debtModel, invoiceModel, quoteModel, advanceModel, disputeModel} {
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
	suspense     map[string]*modelSuspense
	suspenseIDs  []string
	claimIDs     [][2]string         // order and claim
	numbers      map[string][]string // what each number of a series was given for
	papers       map[string]bool     // issued
	asked        map[Hash]int64      // the version each command was given with, by fingerprint; an entry does not keep it
}

type modelOrder struct {
	id       string
	terms    *Terms
	state    string
	version  int64
	ms       []modelMilestone
	agreed   map[Role]bool
	consent  bool
	hold     bool
	heldAt   int64
	paused   int64 // how long holds have lasted
	money    modelMoney
	quotes   []*modelQuote
	asks     map[string]*big.Int
	advances []*modelAdvance
	released *big.Int // Σ milestone amounts released
	taxFrom  int64    // since when the rate of the last release holds; base and tax since then
	taxBase  *big.Int
	taxTaken *big.Int
	disputes []*modelDispute
}

type modelMilestone struct {
	id        string
	state     string
	amount    *big.Int
	due, held *big.Int
	fee       [2]*big.Int // of the buyer, to the exchange and the platform
	shipBy    int64
	maker     string

	inspect, until, reminded int64
	pieces                   int64
	silence, won             bool
	earned                   *big.Int // of a split: what went to the seller
}

type modelPayout struct {
	org, state, cur, rail string
	maker, requester      string
	suspense              string // id of what it gives back
	amount                *big.Int
	version               int64
}

func newModel() *model {
	return &model{
		posted: map[string]*big.Int{}, held: map[string]*big.Int{}, orders: map[string]*modelOrder{},
		payouts: map[string]*modelPayout{}, keys: map[Key]Entry{}, limits: map[string]Limit{},
		asked: map[Hash]int64{}, proposals: map[string]string{}, proposed: map[string]string{}, exposures: map[string]*modelExposure{},
		suspense: map[string]*modelSuspense{}, guard: newModelGuard(),
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

// share returns the commission on a base as [payer][receiver]: payer 0 is the buyer, receiver 0 the exchange.
func (o *modelOrder) share(base *big.Int) (parts [2][2]*big.Int) {
	t := o.terms
	both := t.ExchangeBP + t.PlatformBP
	all := floorOf(base, both, 10000)
	buyer := floorOf(all, t.BuyerShareBP, 10000)
	for i, x := range []*big.Int{buyer, new(big.Int).Sub(all, buyer)} {
		ex := new(big.Int)
		if both > 0 {
			ex = floorOf(x, t.ExchangeBP, both)
		}
		parts[i] = [2]*big.Int{ex, new(big.Int).Sub(x, ex)}
	}
	return parts
}

func (o *modelOrder) find(id string) *modelMilestone {
	for i := range o.ms {
		if o.ms[i].id == id {
			return &o.ms[i]
		}
	}
	return nil
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

func (m *model) importOrder(e *Entry) string {
	if m.orders[e.Order] != nil {
		return WhyOrderExists
	}
	o := &modelOrder{id: e.Order, terms: e.Terms, state: AwaitingFunds, version: 1, agreed: map[Role]bool{}, asks: map[string]*big.Int{}, released: new(big.Int)}
	if !e.Terms.Signed {
		o.state = Proposed
	}
	o.plan()
	m.orders[e.Order] = o
	m.ids = append(m.ids, e.Order)
	if why := m.suspect(o.terms.Buyer, o.terms.Seller); why != "" && e.Terms.Signed {
		o.hold, o.heldAt = true, m.now
		return "held:" + why
	}
	return ""
}

// plan makes the milestones of the terms, each with the buyer's commissions on the running total.
func (o *modelOrder) plan() {
	sum := new(big.Int)
	o.ms = nil
	for i, t := range o.terms.Milestones {
		before := o.share(sum)
		sum = new(big.Int).Add(sum, big.NewInt(t.Amount))
		after := o.share(sum)
		ms := modelMilestone{id: t.ID, state: Planned, amount: big.NewInt(t.Amount), due: big.NewInt(t.Amount), held: new(big.Int), shipBy: t.ShipBy}
		for r := range 2 {
			ms.fee[r] = new(big.Int).Sub(after[0][r], before[0][r])
			ms.due.Add(ms.due, ms.fee[r])
		}
		if k := o.terms.Conditions; k != nil && len(k.Milestones) > 0 {
			ms.inspect, ms.pieces, ms.silence = k.Milestones[i].Inspect, k.Milestones[i].Quantity, k.Milestones[i].Silence
		}
		o.ms = append(o.ms, ms)
	}
}

func (m *model) receipt(e *Entry) string {
	// A receipt in suspense keeps the order it was meant for in its note.
	named := e.Order
	if named == "" {
		named = e.Note
	}
	cur, v := string(e.Currency), big.NewInt(e.Amount)
	if v.Sign() <= 0 {
		return WhyAmount
	}
	o := m.orders[named]
	why := ""
	switch {
	case o == nil:
		why = WhyOrderUnknown
	case ended(o.state):
		why = WhyOrderClosed
	case o.state == Proposed:
		why = WhyState
	case o.hold:
		why = WhyHeld
	case string(o.terms.Currency) != cur && o.wanted(cur) == nil:
		why = WhyCurrency
	case e.text(suspendParam) != "":
		why = e.text(suspendParam)
	}
	if why != "" {
		m.pay("bank:"+e.Rail+":custody", "suspense:"+e.Rail, cur, v)
		m.lay(e, e.Rail, cur, e.text(payerParam), v)
		return "suspense:" + why
	}
	if q := o.wanted(cur); q != nil {
		m.arrived(named, o, q, "bank:"+e.Rail+":custody", v)
		return ""
	}
	m.receive("bank:"+e.Rail+":custody", named, o, cur, v)
	return ""
}

// receive pays money from an account on an order.
func (m *model) receive(from, named string, o *modelOrder, cur string, v *big.Int) {
	left := new(big.Int).Set(v)
	full := true
	for i := range o.ms {
		ms := &o.ms[i]
		if ended(ms.state) {
			continue
		}
		gap := new(big.Int).Sub(ms.due, ms.held)
		if gap.Cmp(left) > 0 {
			gap.Set(left)
		}
		ms.held.Add(ms.held, gap)
		left.Sub(left, gap)
		if ms.held.Cmp(ms.due) == 0 {
			if ms.state == Planned {
				ms.state = Funded
			}
		} else {
			full = false
		}
	}
	m.pay(from, "escrow:"+named, cur, new(big.Int).Sub(v, left))
	m.pay(from, "user:"+o.terms.Buyer+":avail", cur, left)
	if o.state == AwaitingFunds || o.state == PartiallyFunded {
		o.state = PartiallyFunded
		if full {
			o.state = Funded
		}
	}
	o.version++
}

func (m *model) request(e *Entry) string {
	if !slices.Contains([]Role{Buyer, Seller, Timer}, e.Actor.Role) {
		return WhyRole
	}
	if m.payouts[e.Payout] != nil {
		return WhyPayoutExists
	}
	if e.Amount <= 0 {
		return WhyAmount
	}
	if m.debt(e.Actor.Org, string(e.Currency)).Sign() > 0 || m.get(m.posted, "recv:"+e.Actor.Org+":advances|"+string(e.Currency)).Sign() < 0 {
		return WhyDebt
	}
	account := "user:" + e.Actor.Org + ":avail|" + string(e.Currency)
	if m.available(account).Cmp(big.NewInt(e.Amount)) < 0 {
		return WhyFunds
	}
	m.get(m.held, account).Add(m.get(m.held, account), big.NewInt(e.Amount))
	m.payouts[e.Payout] = &modelPayout{
		org: e.Actor.Org, state: Requested, cur: string(e.Currency), rail: e.Rail, amount: big.NewInt(e.Amount), version: 1, requester: e.Actor.Person,
	}
	m.payoutIDs = append(m.payoutIDs, e.Payout)
	return ""
}

func (m *model) payout(e *Entry) string {
	p := m.payouts[e.Payout]
	if p == nil {
		return WhyPayoutUnknown
	}
	who := map[Type]string{
		ProposePayout: "M", ApprovePayout: "TC", SubmitPayout: "R", SettlePayout: "R", RejectPayout: "R", CancelPayout: "BSMC",
		MarkPayoutUnknown: "TR", ResolvePayout: "C", ReturnPayout: "R",
	}
	if !by(e, who[e.Type]) {
		return WhyRole
	}
	if by(e, "BS") && (e.Actor.Org != p.org || p.org == "") {
		return WhyNotParty
	}
	if by(e, "MC") && e.Actor.Org == p.org && p.org != "" {
		return WhyParty
	}
	if m.stale(e, p.version) {
		return WhyVersion
	}
	from := map[Type]string{
		ProposePayout: "REQUESTED", ApprovePayout: "REQUESTED", SubmitPayout: "APPROVED", SettlePayout: "SUBMITTED UNKNOWN", RejectPayout: "SUBMITTED UNKNOWN", CancelPayout: "REQUESTED APPROVED",
		MarkPayoutUnknown: "SUBMITTED", ResolvePayout: "UNKNOWN", ReturnPayout: "SETTLED",
	}
	if !strings.Contains(from[e.Type], p.state) {
		return WhyState
	}
	avail, out := "user:"+p.org+":avail", "user:"+p.org+":payout"
	if p.suspense != "" {
		avail, out = "suspense:"+p.rail, "clearing:out:"+p.rail
	}
	unhold := func() { m.get(m.held, avail+"|"+p.cur).Sub(m.get(m.held, avail+"|"+p.cur), p.amount) }
	switch e.Type {
	case ProposePayout:
		if p.maker != "" {
			return WhyTwice
		}
		p.maker = e.Actor.Person
	case ApprovePayout:
		if why := m.eyes(e, p.amount, m.limits[p.cur].Payout, p.maker); why != "" {
			return why
		}
		if e.Actor.Person != "" && e.Actor.Person == p.requester {
			return WhySamePerson
		}
		unhold()
		m.pay(avail, out, p.cur, p.amount)
		p.state = Approved
	case SubmitPayout:
		p.state = Submitted
	case SettlePayout:
		m.pay(out, "bank:"+p.rail+":custody", p.cur, p.amount)
		p.state = Settled
	case RejectPayout:
		m.pay(out, avail, p.cur, p.amount)
		p.state = Rejected
	case MarkPayoutUnknown:
		p.state = Unknown
	case ResolvePayout:
		if why := m.resolve(e, p, avail, out); why != "" {
			return why
		}
	case ReturnPayout:
		if why := m.comeBack(e, p, avail); why != "" {
			return why
		}
	case CancelPayout:
		if p.state == Requested {
			unhold()
		} else {
			m.pay(out, avail, p.cur, p.amount)
		}
		p.state = Cancelled
	default: // who lets no other type come here
	}
	if p.suspense != "" && ended(p.state) && p.state != Returned {
		m.layAgain(e, p, p.amount)
	}
	p.version++
	return ""
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

// step is everything that is about an order or a milestone.
func (m *model) step(e *Entry, now int64) string {
	o := m.orders[e.Order]
	if o == nil {
		return WhyOrderUnknown
	}
	var ms *modelMilestone
	if strings.HasPrefix(string(e.Type), "milestone.") || e.Type == ProposeRelease {
		if ms = o.find(e.Milestone); ms == nil {
			return WhyMilestoneUnknown
		}
	}
	who := map[Type]string{
		AgreeOrder: "BS", DeclineOrder: "BS", ExpireOrder: "T", StartOrder: "S", ConsentCancel: "S", CancelOrder: "B", ShipMilestone: "SL",
		DeliverGoods: "LB", AcceptMilestone: "B", CancelMilestone: "B", ProposeRelease: "M", Release: "TC",
	}
	if !by(e, who[e.Type]) {
		return WhyRole
	}
	t := o.terms
	switch org := e.Actor.Org; e.Actor.Role {
	case Buyer, Seller, Logistics:
		if org != map[Role]string{Buyer: t.Buyer, Seller: t.Seller, Logistics: t.Logistics}[e.Actor.Role] {
			return WhyNotParty
		}
	case Maker, Checker:
		if org != "" && (org == t.Buyer || org == t.Seller || org == t.Organizer) {
			return WhyParty
		}
	default: // the others act for no organization
	}
	if m.stale(e, o.version) {
		return WhyVersion
	}
	from := map[Type]string{
		AgreeOrder: "PROPOSED", DeclineOrder: "PROPOSED", ExpireOrder: "PROPOSED AWAITING_FUNDS PARTIALLY_FUNDED", StartOrder: "FUNDED PARTIALLY_FUNDED",
		ConsentCancel: "FUNDED", CancelOrder: "FUNDED", ShipMilestone: "FUNDED", DeliverGoods: "SHIPPED", AcceptMilestone: "INSPECTION",
		CancelMilestone: "PLANNED FUNDED", ProposeRelease: "ACCEPTED", Release: "ACCEPTED",
	}
	state := o.state
	if ms != nil {
		state = ms.state
	}
	if !slices.Contains(strings.Fields(from[e.Type]), state) {
		return WhyState
	}
	if ms != nil && o.state != InDelivery && (o.state != Funded || e.Type != ShipMilestone || e.Actor.Role != Seller) {
		return WhyState
	}
	if why := m.act(e, o, ms, now); why != "" {
		return why
	}
	o.version++
	return ""
}

func (m *model) act(e *Entry, o *modelOrder, ms *modelMilestone, now int64) string {
	t := o.terms
	cur := string(t.Currency)
	switch e.Type {
	case AgreeOrder:
		if o.agreed[e.Actor.Role] {
			return WhyTwice
		}
		o.agreed[e.Actor.Role] = true
		if o.agreed[Buyer] && o.agreed[Seller] {
			o.state = AwaitingFunds
		}
	case DeclineOrder:
		m.unwind(e.Order, o, Declined, 0)
	case ExpireOrder:
		deadline := t.FundBy
		if o.state == Proposed {
			deadline = t.AnswerBy
		}
		if deadline == 0 || now <= deadline+o.paused {
			return WhyNotDue
		}
		m.unwind(e.Order, o, Expired, 0)
	case StartOrder:
		if o.state == PartiallyFunded && o.ms[0].state != Funded {
			return WhyFunds
		}
		o.state = InDelivery
	case ConsentCancel:
		if o.consent {
			return WhyTwice
		}
		o.consent = true
	case CancelOrder:
		late := o.ms[0].shipBy > 0 && now > o.ms[0].shipBy
		switch {
		case o.consent:
			m.unwind(e.Order, o, Cancelled, t.CancelFee)
		case late:
			m.unwind(e.Order, o, Cancelled, 0)
		default:
			return WhyNoConsent
		}
	case ShipMilestone:
		o.state, ms.state = InDelivery, Shipped
	case DeliverGoods:
		ms.state = Inspection
		if ms.inspect > 0 {
			ms.until, ms.reminded = now+ms.inspect, 0
		}
	case AcceptMilestone:
		ms.state = Accepted
	case CancelMilestone:
		if ms.shipBy == 0 || now <= ms.shipBy {
			return WhyNotDue
		}
		ms.state = map[string]string{Planned: Cancelled, Funded: Refunded}[ms.state]
		m.pay("escrow:"+e.Order, "user:"+t.Buyer+":avail", cur, ms.held)
		ms.held = new(big.Int)
		o.finish()
	case ProposeRelease:
		if ms.maker != "" {
			return WhyTwice
		}
		ms.maker = e.Actor.Person
	case Release:
		if why := m.eyes(e, ms.due, m.limits[cur].Release, ms.maker); why != "" {
			return why
		}
		m.release(e.Order, o, ms)
	default: // who lets no other type come here
	}
	return ""
}

func (m *model) release(id string, o *modelOrder, ms *modelMilestone) {
	m.earn(id, o, ms)
	ms.held, ms.state = new(big.Int), Released
	o.finish()
}

// earn pays a milestone out of escrow: the commissions, then whoever takes of the rest, then the seller.
func (m *model) earn(id string, o *modelOrder, ms *modelMilestone) {
	cur := string(o.terms.Currency)
	s0, s1 := o.share(o.released), o.share(new(big.Int).Add(o.released, ms.amount))
	net := new(big.Int).Set(ms.held)
	for r, account := range []string{"fee:exchange", "fee:platform"} {
		fee := new(big.Int).Add(ms.fee[r], s1[1][r])
		fee.Sub(fee, s0[1][r])
		m.pay("escrow:"+id, account, cur, fee)
		net.Sub(net, fee)
	}
	m.withhold(id, o, ms.amount, net)
	m.serve(id, o, net)
	m.keep(id, o, net)
	m.pay("escrow:"+id, "user:"+o.terms.Seller+":avail", cur, net)
	o.released.Add(o.released, ms.amount)
}

func (o *modelOrder) finish() {
	end := Refunded
	for _, ms := range o.ms {
		if !ended(ms.state) {
			return
		}
		if ms.state == Released || ms.won {
			end = Completed
		}
	}
	o.state = end
}

func (m *model) unwind(id string, o *modelOrder, to string, fee int64) {
	cur, all := string(o.terms.Currency), new(big.Int)
	for i := range o.ms {
		ms := &o.ms[i]
		all.Add(all, ms.held)
		ms.state = map[string]string{Planned: Cancelled, Funded: Refunded}[ms.state]
		ms.held = new(big.Int)
	}
	seller := big.NewInt(fee)
	if seller.Cmp(all) > 0 {
		seller.Set(all)
	}
	m.pay("escrow:"+id, "user:"+o.terms.Seller+":avail", cur, seller)
	m.pay("escrow:"+id, "user:"+o.terms.Buyer+":avail", cur, new(big.Int).Sub(all, seller))
	o.state = to
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
		if q := m.payouts[p.ID]; q == nil || q.state != p.State || q.version != p.Version {
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
	if q == nil || q.state != o.State || q.version != o.Version || q.hold != (o.Hold != nil) || len(q.ms) != len(o.Milestones) {
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
