package settlement

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

// Debt is what an organization owes since more was called back than it had.
type Debt struct {
	Org      string       `json:"org"`
	Amount   money.Amount `json:"amount"`
	Proposed []Proposal   `json:"proposed,omitempty" doc:"What makers have proposed to write off."`
}

// Debts lists who owes what, for those who clear and audit.
func (s *Service) Debts(ctx context.Context) ([]Debt, error) {
	a := actor.From(ctx)
	if !examines(a) {
		return nil, refusal(ledger.WhyRole)
	}
	rows := []Debt{}
	var debts []ledger.Debt
	s.engine.View(func(st *ledger.State) { debts = s.debts(st) })
	for _, d := range debts {
		about := func(p *ledger.Proposal) bool {
			return p.Type == ledger.WriteOffDebt && p.Object == d.Org && p.Currency == d.Currency
		}
		rows = append(rows, Debt{d.Org, money.Amount{Minor: d.Minor, Currency: d.Currency}, s.proposedFor(a, about)})
	}
	return rows, nil
}

// debts lists who owes what, by organization and currency, as a state has it. Those who ever did are known: a page that somebody
// opens does not look through all accounts.
func (s *Service) debts(st *ledger.State) []ledger.Debt {
	s.mu.Lock()
	debtors := slices.Collect(maps.Keys(s.debtors))
	s.mu.Unlock()
	var list []ledger.Debt
	for _, id := range debtors {
		org := strings.TrimPrefix(id.Name, "recv:")
		if owed := st.Debt(org, id.Currency); owed > 0 && !strings.Contains(org, ":") {
			list = append(list, ledger.Debt{Org: org, Currency: id.Currency, Minor: owed})
		}
	}
	slices.SortFunc(list, func(a, b ledger.Debt) int {
		return cmp.Or(strings.Compare(a.Org, b.Org), strings.Compare(string(a.Currency), string(b.Currency)))
	})
	return list
}

// WriteOff is a maker proposing to give a debt up, or a checker confirming it. done is false as long as it is proposed only.
func (s *Service) WriteOff(ctx context.Context, org string, amount money.Amount, note, key string) (done bool, err error) {
	if amount.Sign() <= 0 {
		return false, refusal(ledger.WhyAmount)
	}
	c := ledger.Command{Type: ledger.WriteOffDebt, Object: org, Amount: amount.Minor, Currency: amount.Currency, Note: note}
	return s.pair(ctx, c, key)
}

// BookLoss is a maker proposing to book what a bank took and nobody answers for, such as money called back after the time of
// liability, or a checker confirming it.
func (s *Service) BookLoss(ctx context.Context, amount money.Amount, evidence, note, key string) (done bool, err error) {
	switch {
	case amount.Sign() <= 0:
		return false, refusal(ledger.WhyAmount)
	case evidence == "":
		return false, refusal(ledger.WhyEvidence)
	}
	return s.pair(ctx, ledger.Command{
		Type: ledger.BookLoss, Amount: amount.Minor, Currency: amount.Currency, Rail: s.opt.Rail.Capabilities().Name, Ref: evidence, Note: note,
	}, key)
}

// aftermath is what the system still watches of orders that have ended and of organizations that owe something.
type aftermath struct {
	asleep  map[string]sleeper        // orders that have ended and move on by themselves
	debtors map[ledger.AccountID]bool // since the start

	reserved map[string]map[string]bool // by seller: orders with something in reserve
}

// sleeper is an order that has ended and the instant at which it moves on.
type sleeper struct {
	order *ledger.Order
	at    int64
}

func newAftermath() aftermath {
	return aftermath{asleep: map[string]sleeper{}, debtors: map[ledger.AccountID]bool{}, reserved: map[string]map[string]bool{}}
}

// heard notes the debts and reserves a block made or touched; the service's lock is held.
func (m *aftermath) heard(d ledger.Delta) {
	for _, a := range d.Accounts {
		if ledger.Class(a.ID.Name) == "recv" {
			m.debtors[a.ID] = true
		}
	}
	for _, o := range d.Orders {
		m.reserve(o)
	}
}

// rest lets an order that has ended sleep until it moves on by itself, if it ever does.
func (s *Service) rest(o *ledger.Order) {
	if o.Financed() {
		return // interest and what is owed go on
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.orders[o.ID] != o {
		return // something has happened to it meanwhile, and it is looked at again
	}
	s.drop(o)
	delete(s.asleep, o.ID)
	if at := o.Wakes(); at > 0 {
		s.asleep[o.ID] = sleeper{o, at}
	}
}

// wake calls the orders whose time has come.
func (s *Service) wake() {
	now := s.opt.Now().UnixMilli()
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, asleep := range s.asleep {
		if now <= asleep.at {
			continue
		}
		delete(s.asleep, id)
		if _, awake := s.orders[id]; !awake {
			s.file(asleep.order)
		}
		s.stir(id)
	}
}

// collectDebts takes what debtors have available. The keys name the block that last touched the debtor's account: a
// collection is tried again only when there is something new.
func (s *Service) collectDebts(ctx context.Context) {
	s.mu.Lock()
	debtors := slices.SortedFunc(maps.Keys(s.debtors), func(a, b ledger.AccountID) int { return strings.Compare(a.String(), b.String()) })
	s.mu.Unlock()
	for _, id := range debtors {
		var owes bool
		var has ledger.Balance
		org := strings.TrimPrefix(id.Name, "recv:")
		s.engine.View(func(st *ledger.State) {
			owes, has = st.Debt(org, id.Currency) > 0, st.Balance(ledger.AccountID{Name: ledger.AvailableAccount(org), Currency: id.Currency})
		})
		if owes && has.Posted > has.Held {
			c := ledger.Command{Type: ledger.CollectDebt, Actor: ledger.Actor{Role: ledger.Timer}, Object: org, Currency: id.Currency}
			s.system(ctx, c, org, string(id.Currency), version(has.Seq))
		}
	}
}

// windUp takes the steps of what an order may still owe or be owed: claims nobody has contested, and the reserve.
func (s *Service) windUp(ctx context.Context, o *ledger.Order) (moved bool) {
	timer, now := ledger.Actor{Role: ledger.Timer}, s.opt.Now().UnixMilli()
	for _, k := range o.Claims {
		if k.State == ledger.ClaimOpen && now > k.Until {
			c := ledger.Command{Type: ledger.LoseClaim, Actor: timer, Order: o.ID, Object: k.ID}
			moved = s.system(ctx, c, "timer", k.ID, "contest", version(o.Version)) || moved
		}
	}
	if d := o.ReserveDue(); d > 0 && now > d {
		c := ledger.Command{Type: ledger.ReleaseReserve, Actor: timer, Order: o.ID}
		moved = s.system(ctx, c, "timer", o.ID, "reserve", version(o.Version)) || moved
	}
	return moved
}

// Deposit is what an organization or a funder has paid in for itself.
type Deposit struct {
	Amount  money.Amount `json:"amount"`
	For     string       `json:"for" enum:"user,funder"`
	At      time.Time    `json:"at"`
	Sandbox bool         `json:"sandbox"`
	Notice  string       `json:"notice,omitempty"`
}

// What money an organization pays in or takes out is for, as the ledger's DepositsFor lists it.
const (
	ForOwn     = "user"
	ForLending = "funder"
)

// depositReference is the remittance information of a deposit, by which its receipt is known.
func depositReference(purpose, org string) string { return "deposit:" + purpose + ":" + org }

// depositOf reads what depositReference wrote; anybody may write anything on a payment.
func depositOf(reference string) (purpose, org string, ok bool) {
	parts := strings.Split(reference, ":")
	if len(parts) != 3 || parts[0] != "deposit" || !slices.Contains(ledger.DepositsFor(), parts[1]) {
		return "", "", false
	}
	id, is := strings.CutPrefix(parts[2], "org_")
	odd := func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '_' && r != '-'
	}
	if !is || id == "" || len(id) > 60 || strings.ContainsFunc(id, odd) {
		return "", "", false
	}
	return parts[1], parts[2], true
}

// Deposit tells the rail to take money from the actor's organization for its own account: to pay a debt, or, for a funder,
// to lend. The same key never pays twice.
func (s *Service) Deposit(ctx context.Context, amount money.Amount, purpose, key string) (Deposit, error) {
	a := actor.From(ctx)
	switch {
	case a.Org == "":
		return Deposit{}, problem.New(problem.Forbidden, "organization_missing", "you act for no organization")
	case purpose == ForLending && !a.Clears(actor.Funder):
		return Deposit{}, refusal(ledger.WhyRole)
	case amount.Sign() <= 0 || amount.Minor > ledger.MaxAmount:
		return Deposit{}, refusal(ledger.WhyAmount)
	}
	k, err := clientKey(a, key)
	if err != nil {
		return Deposit{}, err
	}
	if err := s.collect(ctx, rail.Instruction{
		EndToEnd: "DEP" + short(k), Party: a.Org, Reference: depositReference(purpose, a.Org), Amount: amount,
	}); err != nil {
		return Deposit{}, err
	}
	s.collectDebts(ctx)
	caps := s.opt.Rail.Capabilities()
	return Deposit{Amount: amount, For: purpose, At: s.opt.Now().UTC(), Sandbox: !caps.RealMoney, Notice: caps.Notice}, nil
}
