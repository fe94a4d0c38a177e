package ledger

import (
	"slices"
	"strings"

	"fairground/server/money"
)

// Money that came in and fits no live order is an object of its own: it lies, until two people give it to an order or back
// to who sent it, or the bank takes it back. Whatever happens to it happens to all of it, once.

// The commands about money in suspense; Object is its id.
const (
	AssignSuspense  Type = "suspense.assign"  // to the Order, as if it had just come in for it
	ReturnSuspense  Type = "suspense.return"  // as the new Payout, to the sender's account or, if none is known, to Ref
	ReverseSuspense Type = "suspense.reverse" // the bank took it back; Amount is the statement line's
)

// States of money in suspense; it also may be Returned.
const (
	Lying    = "LYING"
	Assigned = "ASSIGNED"
	Reversed = "REVERSED"
)

// SuspenseStates lists the states of money in suspense, the terminal ones last.
func SuspenseStates() []string { return []string{Lying, Assigned, Returned, Reversed} }

func terminalSuspense(state string) bool { return state != Lying }

// The reasons of money in suspense, and why it may not leave.
const (
	WhySuspenseUnknown = "suspense_unknown"
	WhyPayer           = "payer_differs" // somebody else than the buyer has paid
)

// A receipt may be told to go into suspense (param "suspend", one of these reasons) and who sent it (param "payer", an
// opaque reference of the account).
const (
	suspendParam = "suspend"
	payerParam   = "payer"
)

var suspendReasons = []string{"", WhyPayer, WhyScreening}

// Suspense is money that belongs to nobody yet.
type Suspense struct {
	ID       string
	State    string
	Rail     string
	Amount   int64
	Currency money.Currency
	Why      string // why it is nobody's
	Named    string // the order it was meant for, as far as the sender said
	Ref      string // of the bank's notice
	Payer    string // opaque reference of the account it came from
	Order    string // that got it
	Payout   string // that gives it back, or by which it came back
	Created  int64
	Changed  int64
	Seq      int64
}

// SuspenseID is the id of the money that the command with this key laid into suspense.
func SuspenseID(k Key) string { return "sus_" + k.String() }

// Suspense finds money in suspense.
func (s *State) Suspense(id string) (*Suspense, bool) {
	u, ok := s.books.Suspense[id]
	return u, ok
}

// SuspenseIn returns the money in a state, the oldest first.
func (s *State) SuspenseIn(state string) []*Suspense {
	var out []*Suspense
	for _, u := range s.books.Suspense {
		if u.State == state {
			out = append(out, u)
		}
	}
	slices.SortFunc(out, func(a, b *Suspense) int {
		if a.Created != b.Created {
			return int(a.Created - b.Created)
		}
		return compare(a.ID, b.ID)
	})
	return out
}

var suspenseRules = map[Type]rule{
	AssignSuspense:  {roles: []Role{Checker}, about: "o", do: assignSuspense, book: (*scratch).bookAssigned, pair: true},
	ReturnSuspense:  {roles: []Role{Checker}, do: returnSuspense, apply: (*scratch).giveBack, pair: true},
	ReverseSuspense: {roles: []Role{Rail}, do: reverseSuspense, apply: (*scratch).reverse},
}

// lying finds money that may still leave suspense.
func (x *scratch) lying(id string) (*Suspense, string) {
	u, ok := x.suspended.find(id)
	if !ok {
		return nil, WhySuspenseUnknown
	}
	if u.State != Lying {
		return nil, WhyState
	}
	return u, ""
}

func assignSuspense(x *scratch, c *Command, e *Entry, o *Order, _ int, _ *Payout) string {
	u, why := x.lying(c.Object)
	switch {
	case why != "":
		return why
	case o.State == Proposed:
		return WhyState
	case o.Terms.Currency != u.Currency:
		return WhyCurrency
	}
	e.moveTo("s", u.ID, Lying, Assigned)
	e.post(SuspenseAccount(u.Rail), u.Currency, -u.Amount)
	e.receive(o, u.Amount)
	return ""
}

func returnSuspense(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	u, why := x.lying(c.Object)
	if why != "" {
		return why
	}
	if !identifier(c.Payout) || c.Order != "" || c.Milestone != "" {
		return WhyPayoutUnknown
	}
	if _, exists := x.payout(c.Payout); exists {
		return WhyPayoutExists
	}
	if u.Payer == "" && c.Ref == "" {
		return WhyEvidence
	}
	e.moveTo("s", u.ID, Lying, Returned)
	e.moveTo("p", c.Payout, "", Approved)
	e.post(SuspenseAccount(u.Rail), u.Currency, -u.Amount)
	e.post(ClearingOutAccount(u.Rail), u.Currency, u.Amount)
	return ""
}

func reverseSuspense(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	u, why := x.lying(c.Object)
	switch {
	case why != "":
		return why
	case c.Currency != u.Currency:
		return WhyCurrency
	case c.Amount != u.Amount || c.Order != "" || c.Payout != "" || c.Milestone != "":
		return WhyAmount
	}
	e.moveTo("s", u.ID, Lying, Reversed)
	e.post(SuspenseAccount(u.Rail), u.Currency, -u.Amount)
	e.post(BankAccount(u.Rail), u.Currency, u.Amount)
	return ""
}

// suspend makes the object of what an entry lays into suspense.
func (x *scratch) suspend(e *Entry, amount int64) error {
	if moved(e, SuspenseAccount(e.Rail)) != amount || amount <= 0 {
		return broken("%s does not lay %d into suspense", e.Type, amount)
	}
	x.lay(Suspense{ID: SuspenseID(e.Key), Rail: e.Rail, Amount: amount, Currency: e.Currency, Why: e.Why, Named: e.Note, Ref: e.Ref, Payer: e.text(payerParam)})
	return nil
}

// lay begins to keep money in suspense.
func (x *scratch) lay(u Suspense) {
	u.State, u.Created, u.Changed, u.Seq = Lying, x.time, x.time, x.seq
	x.suspended.put(u.ID, &u)
}

// suspendAgain makes the object of money whose way back to the sender failed.
func (x *scratch) suspendAgain(e *Entry, p *Payout) error {
	u, ok := x.suspended.find(p.Suspense)
	amount := moved(e, SuspenseAccount(p.Rail))
	if !ok || amount <= 0 {
		return broken("I7: payout %s gives back nothing that lay in suspense", p.ID)
	}
	x.lay(Suspense{
		ID: SuspenseID(e.Key), Rail: p.Rail, Amount: amount, Currency: p.Currency, Why: u.Why, Named: u.Named, Ref: u.Ref, Payer: u.Payer, Payout: p.ID,
	})
	return nil
}

// moved is what an entry posts to an account.
func moved(e *Entry, account string) int64 {
	var sum int64
	for _, l := range e.Legs {
		if l.Account == account && l.Book == Posted {
			sum += l.Minor
		}
	}
	return sum
}

func (x *scratch) moveSuspense(m Move) error {
	u, ok := x.suspended.find(m.ID)
	if !ok && x.base.partial && m.From == Lying {
		u, ok = &Suspense{ID: m.ID, State: Lying}, true // it came in by an entry of no order: what is taken out says what lay there
		x.suspended.put(m.ID, u)
	}
	if !ok || u.State != m.From || !edge("s", m.From, m.To) {
		return broken("I7: money in suspense %q cannot move from %s to %s", m.ID, m.From, m.To)
	}
	u = x.suspended.own(m.ID)
	u.State, u.Changed, u.Seq = m.To, x.time, x.seq
	return nil
}

// leaves asserts that an entry takes exactly its object out of suspense, and returns the object.
func (x *scratch) leaves(e *Entry, to string) (*Suspense, error) {
	u, ok := x.suspended.find(e.Object)
	if ok && x.base.partial && u.Rail == "" {
		u = x.suspended.own(e.Object)
		u.Rail, u.Amount = e.lain()
	}
	if !ok || u.State != to || moved(e, SuspenseAccount(u.Rail)) != -u.Amount {
		return nil, broken("%s does not move what %q is", e.Type, e.Object)
	}
	return x.suspended.own(e.Object), nil
}

// lain is what an entry takes out of suspense, and of which rail.
func (e *Entry) lain() (rail string, amount int64) {
	for _, l := range e.Legs {
		if class, of, _ := strings.Cut(l.Account, ":"); class == "suspense" && l.Book == Posted && l.Minor < 0 {
			rail, amount = of, amount-l.Minor
		}
	}
	return rail, amount
}

func (x *scratch) bookAssigned(o *Order, e *Entry, escrowed int64) error {
	u, err := x.leaves(e, Assigned)
	if err != nil {
		return err
	}
	if rest := u.Amount - escrowed; escrowed < 0 || moved(e, AvailableAccount(o.Terms.Buyer)) != rest {
		return broken("I3: of %d assigned to order %s %d reach its escrow and the rest not its buyer", u.Amount, o.ID, escrowed)
	}
	u.Order = o.ID
	o.Funded += escrowed
	o.allocate(escrowed)
	o.paidBy(u.Payer, u.Rail, escrowed)
	return nil
}

// giveBack makes the payout by which money in suspense goes back; the two people who decided that have approved it.
func (x *scratch) giveBack(e *Entry) (int64, error) {
	if len(e.Moves) != 2 || e.Moves[0].ID != e.Object || e.Moves[1] != (Move{"p", e.Payout, "", Approved}) {
		return 0, broken("I7: payout %q does not give %q back", e.Payout, e.Object)
	}
	if err := x.moveSuspense(e.Moves[0]); err != nil {
		return 0, err
	}
	u, err := x.leaves(e, Returned)
	if err != nil {
		return 0, err
	}
	if _, twice := x.payout(e.Payout); twice || !identifier(e.Payout) || moved(e, ClearingOutAccount(u.Rail)) != u.Amount {
		return 0, broken("I7: payout %q exists already, has no proper id or does not send what it takes", e.Payout)
	}
	u.Payout = e.Payout
	account := u.Payer
	if account == "" {
		account = e.Ref
	}
	x.payouts.put(e.Payout, &Payout{
		ID: e.Payout, Version: 1, State: Approved, Suspense: u.ID, Amount: u.Amount, Currency: u.Currency, Rail: u.Rail, Account: account,
		Maker: e.Maker, Checker: e.Checker, Created: x.time, Changed: x.time, Seq: x.seq,
	})
	return 1, nil
}

func (x *scratch) reverse(e *Entry) (int64, error) {
	if len(e.Moves) != 1 || e.Moves[0].ID != e.Object {
		return 0, broken("I7: %s moves something else than %q", e.Type, e.Object)
	}
	if err := x.moveSuspense(e.Moves[0]); err != nil {
		return 0, err
	}
	_, err := x.leaves(e, Reversed)
	return 0, err
}
