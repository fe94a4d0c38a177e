package ledger

import (
	"fmt"
	"slices"
	"strings"

	"fairground/server/money"
)

// apply does what a recorded entry says and asserts every invariant on the way (I1..I5, I7, I12). It does not decide
// anything: decide produced the entry, here or in another process, now or years ago. An error means the log or the engine
// is wrong, never that a client is.
func (x *scratch) apply(e *Entry, index int) error {
	if _, known := x.outcome(e.Key); known && !x.base.plant.has(plantNoKeyCheck|plantTwiceInBlock) {
		return broken("I5: key %s is in the log already", e.Key)
	}
	if e.OK {
		if err := x.post(e); err != nil {
			return err
		}
		plain, err := x.undiverted(e)
		if err != nil {
			return err
		}
		v, err := x.move(plain)
		if err != nil {
			return err
		}
		if v != e.after() {
			return broken("I5: %s ends at version %d, its entry says %d", e.Type, v, e.after())
		}
	} else if len(e.Legs) > 0 || len(e.Moves) > 0 || e.Why == "" {
		return broken("a refused entry moves something or gives no reason")
	}
	x.keys[e.Key] = e.outcome(x.seq, index, x.time)
	return nil
}

// outcome is what the entry says its command came to.
func (e *Entry) outcome(seq int64, index int, time int64) Outcome {
	return Outcome{Seq: seq, Index: index, Time: time, OK: e.OK, Why: e.Why, Version: e.after(), Print: e.Print}
}

// after is the version of the order or payout after the entry, 0 if it is about neither.
func (e *Entry) after() int64 {
	switch {
	case !e.OK:
		return e.Version
	case e.Type == ImportOrder || e.Type == DraftOrder || e.Type == RequestPayout || e.Type == ReturnSuspense:
		return 1
	case strings.HasPrefix(string(e.Type), "payout."):
		return e.Version + 1
	case e.Order == "" || rules[e.Type].apply != nil:
		return 0
	}
	return e.Version + 1
}

func broken(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrBroken, fmt.Sprintf(format, args...))
}

// post books the legs of one entry: zero-sum, known accounts, no sum out of range, no floor broken.
func (x *scratch) post(e *Entry) error {
	for i, l := range e.Legs {
		if _, ok := floored(l.Account); !ok || (l.Book != Posted && l.Book != Held) {
			return broken("leg %d: no such account as %q", i, l.Account)
		}
		if _, err := l.Currency.Exponent(); err != nil {
			return broken("leg %d: %v", i, err)
		}
		if l.Book == Posted {
			if err := zeroSum(e.Legs, l.Currency); err != nil {
				return err
			}
		}
		if class, id, _ := strings.Cut(l.Account, ":"); (class == "escrow" || class == "dispute") && id != e.Order {
			return broken("I3: an entry of order %q touches %s", e.Order, l.Account)
		}
		id := AccountID{l.Account, l.Currency}
		if _, ours := x.accounts[id]; !ours {
			x.touched = append(x.touched, id)
		}
		b := x.balance(id)
		var err error
		if l.Book == Posted {
			b.Posted, err = add(b.Posted, l.Minor)
		} else {
			b.Held, err = add(b.Held, l.Minor)
		}
		if err != nil {
			return broken("leg %d on %s: %v", i, l.Account, err)
		}
		b.Seq = x.seq
		x.accounts[id] = b
		x.postings = append(x.postings, Posting{x.seq, len(x.postings), l, e.Order, e.Payout, e.Type, b.Posted})
	}
	for _, l := range e.Legs {
		b := x.accounts[AccountID{l.Account, l.Currency}]
		floor, _ := floored(l.Account)
		if class := Class(l.Account); x.base.partial && class != "escrow" && class != "dispute" {
			continue // what else feeds the account is not at hand
		}
		if (floor && b.Posted-b.Held < 0 && !x.base.plant.has(plantNoFloor)) || b.Held < 0 {
			return broken("I2: %s would fall to %d with %d held", l.Account, b.Posted, b.Held)
		}
	}
	return nil
}

// zeroSum is invariant I1 for one currency of an entry.
func zeroSum(legs []Leg, c money.Currency) error {
	var sum int64
	var err error
	for _, l := range legs {
		if l.Book == Posted && l.Currency == c {
			if sum, err = add(sum, l.Minor); err != nil {
				return broken("I1: the %s legs overflow", c)
			}
		}
	}
	if sum != 0 {
		return broken("I1: the %s legs sum to %d", c, sum)
	}
	return nil
}

// move lets the state machines make the entry's transitions and keeps the order's books; it returns the new version.
func (x *scratch) move(e *Entry) (int64, error) {
	r := rules[e.Type]
	if r.pair {
		if err := x.consume(e); err != nil {
			return 0, err
		}
	}
	switch {
	case r.apply != nil:
		return r.apply(x, e)
	case e.Type == SetPolicy:
		for _, l := range e.Limits {
			x.limits[l.Currency] = l
		}
		return 0, nil
	case e.Type == ImportOrder:
		return x.create(e)
	case e.Type == RequestPayout:
		return x.createPayout(e)
	case strings.HasPrefix(string(e.Type), "payout."):
		return x.movePayout(e)
	case e.Order == "": // a receipt for suspense
		if e.Type != BookReceipt || len(e.Moves) > 0 {
			return 0, broken("%s without an order", e.Type)
		}
		return 0, x.suspend(e, e.Amount)
	}
	return x.moveOrder(e)
}

func (x *scratch) create(e *Entry) (int64, error) {
	if _, twice := x.order(e.Order); twice || x.taken(e.Order) || !identifier(e.Order) {
		return 0, broken("I7: order %q exists already or has no proper id", e.Order)
	}
	if why := e.Terms.valid(); why != "" {
		return 0, broken("terms: %s", why)
	}
	state := Proposed
	if e.Terms.Signed {
		state = AwaitingFunds
	}
	if len(e.Legs) > 0 || len(e.Moves) != 1 || e.Moves[0] != (Move{"o", e.Order, "", state}) || e.Version != 0 {
		return 0, broken("I7: order %q is not created as %s", e.Order, state)
	}
	o := &Order{
		ID: e.Order, Version: 1, State: state, Terms: e.Terms, Milestones: e.Terms.plan(),
		Created: x.time, Changed: x.time, Seq: x.seq,
	}
	if e.Why != "" {
		o.Hold = &Hold{Role: Timer, Reason: e.Why, Time: x.time}
	}
	x.orders.put(e.Order, o)
	return 1, nil
}

func (x *scratch) moveOrder(e *Entry) (int64, error) {
	before, ok := x.order(e.Order)
	if !ok {
		return 0, broken("I7: no order %q", e.Order)
	}
	if before.Version != e.Version {
		return 0, broken("I7: order %s is at version %d, the entry says %d", e.Order, before.Version, e.Version)
	}
	r := rules[e.Type]
	if terminalOrder(before.State) && !r.ended {
		return 0, broken("I7: order %s is %s and moves", e.Order, before.State)
	}
	escrowed := int64(0)
	for _, l := range e.Legs {
		if class := Class(l.Account); class == "escrow" || class == "dispute" {
			if l.Currency != before.Terms.Currency {
				return 0, broken("I3: order %s is in %s, not %s", e.Order, before.Terms.Currency, l.Currency)
			}
			escrowed += l.Minor
		}
	}
	if m, ok := before.Milestone(e.Milestone); ok && e.Type == Release {
		if err := x.twoPeople(e, m.Due(), x.limit(before.Terms.Currency).Release); err != nil {
			return 0, err
		}
	}
	if err := before.Hold.respects(e, escrowed); err != nil {
		return 0, err
	}
	base := before.Base
	o := x.orders.own(e.Order)
	o.Version++
	o.Changed, o.Seq = x.time, x.seq
	for _, m := range e.Moves {
		if err := x.moveOne(o, m); err != nil {
			return 0, err
		}
	}
	book := r.book
	if book == nil {
		book = (*scratch).book
	}
	if err := book(x, o, e, escrowed); err != nil {
		return 0, err
	}
	o.Reserved += moved(e, ReserveAccount(o.Terms.Seller))
	if o.Reserved < 0 {
		return 0, broken("order %s takes %d of the reserve of others", o.ID, -o.Reserved)
	}
	if terminalOrder(o.State) && o.Ended == 0 {
		o.Ended = x.time
	}
	x.taxed(o, e, base)
	if err := x.bookLoans(o, e); err != nil {
		return 0, err
	}
	var held int64
	for _, m := range o.Milestones {
		if m.Amount <= 0 || m.Held < 0 || m.Held > m.Due() || (m.State == Planned && m.Held == m.Due()) || (terminalMilestone(m.State) && m.Held != 0) || (m.State != Planned && !terminalMilestone(m.State) && m.Held != m.Due()) {
			return 0, broken("I3: milestone %s of order %s is %s with %d of %d in escrow", m.ID, o.ID, m.State, m.Held, m.Due())
		}
		held += m.Held
	}
	free, frozen := x.balance(AccountID{EscrowAccount(o.ID), o.Terms.Currency}), x.balance(AccountID{DisputeAccount(o.ID), o.Terms.Currency})
	if sum := free.Posted + frozen.Posted; sum != held || sum != o.Escrow() || free.Held != 0 || frozen.Held != 0 {
		return 0, broken("I3: order %s has %d in escrow and %d frozen, %d on its milestones and %d in its books", o.ID, free.Posted, frozen.Posted, held, o.Escrow())
	}
	if frozen.Posted != o.frozen() {
		return 0, broken("I3: order %s has %d frozen and %d on its disputed milestones", o.ID, frozen.Posted, o.frozen())
	}
	if terminalOrder(o.State) && held != 0 {
		return 0, broken("I3: order %s is %s with %d in escrow", o.ID, o.State, held)
	}
	return o.Version, nil
}

func (x *scratch) moveOne(o *Order, m Move) error {
	legal := edge(m.Kind, m.From, m.To) || x.base.plant.has(plantDoubleRelease)
	switch {
	case m.Kind == "o" && m.ID == o.ID && m.From == o.State && legal:
		o.State = m.To
		return nil
	case m.Kind == "s":
		return x.moveSuspense(m)
	case m.Kind == "m" && m.From == "" && o.index(m.ID) < 0 && legal:
		o.born(m)
		return nil
	case m.Kind == "d" && m.From == "" && o.dispute(m.ID) == nil && legal:
		return nil // it comes to be with what the entry says of it
	case m.Kind == "m" || m.Kind == "o":
		if i := o.index(m.ID); i >= 0 && o.Milestones[i].State == m.From && legal {
			o.Milestones[i].State = m.To
			return nil
		}
	default:
		state := o.object(m.Kind, m.ID)
		if state == nil && m.From == "" && edge(m.Kind, m.From, m.To) {
			return nil // the book of its family makes it
		}
		if state != nil && *state == m.From && edge(m.Kind, m.From, m.To) {
			*state = m.To
			return nil
		}
	}
	return broken("I7: %s %q cannot move from %s to %s", m.Kind, m.ID, m.From, m.To)
}

// book keeps the order's own sums; escrowed is what the entry adds to escrow.
func (x *scratch) book(o *Order, e *Entry, escrowed int64) error {
	i := o.index(e.Milestone)
	if (e.Milestone != "") != (i >= 0) {
		return broken("I7: order %s has no milestone %q", o.ID, e.Milestone)
	}
	switch e.Type {
	case AgreeOrder:
		o.BuyerAgreed = o.BuyerAgreed || e.Actor.Role == Buyer
		o.SellerAgreed = o.SellerAgreed || e.Actor.Role == Seller
	case ConsentCancel:
		o.SellerGivesBack = true
	case BookReceipt:
		if e.Currency != o.Terms.Currency {
			return x.bookQuoted(o, e, escrowed)
		}
		o.Funded += escrowed
		o.allocate(escrowed)
		o.paidBy(e.text(payerParam), e.Rail, escrowed)
		return nil
	case ProposeRelease:
		o.Milestones[i].Maker = e.Actor.Person
	case ShipMilestone:
		o.Milestones[i].Evidence = e.Ref
	case DeliverGoods:
		o.Milestones[i].inspect(x.time)
	case Release:
		return x.bookRelease(o, e, i, escrowed)
	case CancelMilestone:
		o.Refunded -= escrowed
		o.Milestones[i].Held = 0
		return o.bookRefund(e, -escrowed)
	case ExpireOrder, CancelOrder:
		var fee int64
		if e.Type == CancelOrder {
			for _, l := range e.Legs {
				if l.Account == AvailableAccount(o.Terms.Seller) {
					fee += l.Minor
				}
			}
			if fee < 0 || fee > o.Terms.CancelFee {
				return broken("I3: order %s is cancelled for %d, agreed are %d", o.ID, fee, o.Terms.CancelFee)
			}
		}
		o.CancelFees += fee
		o.Refunded += -escrowed - fee
		for i := range o.Milestones {
			o.Milestones[i].Held = 0
		}
		return o.bookRefund(e, -escrowed-fee)
	default: // the others only move states
	}
	if escrowed != 0 {
		return broken("I3: %s moves %d of escrow", e.Type, escrowed)
	}
	return nil
}

// bookRefund asserts that the buyer gets exactly back what leaves escrow for him.
func (o *Order) bookRefund(e *Entry, refund int64) error {
	var got int64
	for _, l := range e.Legs {
		if l.Account == AvailableAccount(o.Terms.Buyer) && l.Book == Posted {
			got += l.Minor
		}
	}
	if got != refund {
		return broken("I3: order %s refunds %d and the buyer gets %d", o.ID, refund, got)
	}
	return nil
}

// twoPeople is invariant I12: above the limit two different people stand in the entry.
func (x *scratch) twoPeople(e *Entry, amount, limit int64) error {
	switch {
	case e.Checker != "" && (e.Maker == "" || e.Maker == e.Checker):
		return broken("I12: %q and %q act together", e.Maker, e.Checker)
	case e.Checker == "" && amount > limit && !x.base.partial:
		return broken("I12: %d is above the limit of %d and nobody checked it", amount, limit)
	}
	return nil
}

// bookRelease is invariant I4: what leaves escrow is the seller's net and the commissions on running totals, to the fen.
func (x *scratch) bookRelease(o *Order, e *Entry, i int, escrowed int64) error {
	m := &o.Milestones[i]
	gross := -escrowed
	if gross != m.Held || gross != m.Due() {
		return broken("I4: milestone %s of order %s holds %d and releases %d", m.ID, o.ID, m.Held, gross)
	}
	if want := x.releaseLegs(o, i); !slices.Equal(e.Legs, want) && !x.base.partial {
		return broken("I4: the release of %s of order %s is not split as agreed", m.ID, o.ID)
	}
	for _, l := range e.Legs {
		if Class(l.Account) == "fee" {
			o.Fees += l.Minor
		}
	}
	o.Released += gross
	o.Base += m.Amount
	m.Held = 0
	return nil
}

// allocate puts money on the milestones in order, each up to what is due.
func (o *Order) allocate(v int64) {
	for i := range o.Milestones {
		m := &o.Milestones[i]
		if m.State == Cancelled || terminalMilestone(m.State) {
			continue
		}
		part := min(v, m.Due()-m.Held)
		m.Held += part
		v -= part
	}
}

func (x *scratch) createPayout(e *Entry) (int64, error) {
	if _, twice := x.payout(e.Payout); twice || !identifier(e.Payout) || !identifier(e.Actor.Org) {
		return 0, broken("I7: payout %q exists already or has no proper id", e.Payout)
	}
	if len(e.Moves) != 1 || e.Moves[0] != (Move{"p", e.Payout, "", Requested}) || e.Amount <= 0 {
		return 0, broken("I7: payout %q is not created as %s", e.Payout, Requested)
	}
	if !slices.Equal(e.Legs, []Leg{{purseOf(e.Actor.Org, e.Actor.Role == Funder), e.Currency, e.Amount, Held}}) {
		return 0, broken("I7: payout %q does not hold its amount", e.Payout)
	}
	x.payouts.put(e.Payout, &Payout{
		ID: e.Payout, Version: 1, State: Requested, Org: e.Actor.Org, Funder: e.Actor.Role == Funder, Order: e.Note, Amount: e.Amount, Currency: e.Currency,
		Rail: e.Rail, Account: e.Ref, Requester: e.Actor.Person, Created: x.time, Changed: x.time, Seq: x.seq,
	})
	return 1, nil
}

func (x *scratch) movePayout(e *Entry) (int64, error) {
	before, ok := x.payout(e.Payout)
	if !ok || before.Version != e.Version || terminalPayout(before.State) {
		return 0, broken("I7: payout %q is not at version %d or does not move any more", e.Payout, e.Version)
	}
	from := before.State
	p := x.payouts.own(e.Payout)
	x.stepped(p)
	want := []Leg(nil)
	for _, m := range e.Moves {
		if m.Kind != "p" || m.ID != p.ID || m.From != p.State || !edge("p", m.From, m.To) {
			return 0, broken("I7: payout %s cannot move from %s to %s", p.ID, m.From, m.To)
		}
		if want = p.legs(m.To); m.To == Returned {
			want = p.returned(e.Amount)
		}
		p.State = m.To
	}
	if from == Batched {
		if err := x.leave(p); err != nil {
			return 0, err
		}
	}
	if !slices.Equal(e.Legs, want) {
		return 0, broken("I7: payout %s does not post what %s posts", p.ID, p.State)
	}
	switch e.Type {
	case ProposePayout:
		p.Maker = e.Actor.Person
	case ApprovePayout:
		if err := x.twoPeople(e, p.Amount, x.limit(p.Currency).Payout); err != nil {
			return 0, err
		}
		p.Checker = e.Checker
	case SubmitPayout:
		if from != Approved || (p.EndToEnd != "" && p.EndToEnd != e.Ref) {
			return 0, broken("I10: payout %s goes alone, is %s, known as %q and now as %q", p.ID, from, p.EndToEnd, e.Ref)
		}
		p.EndToEnd = e.Ref
	case ResolvePayout:
		p.Evidence = e.Ref
	case RejectPayout:
		p.Reason = e.Note
	case ReturnPayout:
		p.Back, p.Reason = e.Amount, e.Note
	default: // the others only move the state
	}
	if p.Suspense != "" && terminalPayout(p.State) {
		return p.Version, x.suspendAgain(e, p)
	}
	return p.Version, nil
}

// legs are the postings of moving to a state.
func (p *Payout) legs(to string) []Leg {
	avail, out := p.accounts()
	bank := BankAccount(p.Rail)
	switch {
	case to == Approved && p.State == Requested:
		return []Leg{{avail, p.Currency, -p.Amount, Held}, {avail, p.Currency, -p.Amount, Posted}, {out, p.Currency, p.Amount, Posted}}
	case to == Settled:
		return []Leg{{out, p.Currency, -p.Amount, Posted}, {bank, p.Currency, p.Amount, Posted}}
	case to == Rejected, to == Cancelled && p.State != Requested:
		return []Leg{{out, p.Currency, -p.Amount, Posted}, {avail, p.Currency, p.Amount, Posted}}
	case to == Cancelled:
		return []Leg{{avail, p.Currency, -p.Amount, Held}}
	}
	return nil
}
