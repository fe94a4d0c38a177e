package settlement

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

// The nostro proof (invariant I9): what the ledger says lies at the bank is what the last statement says, and what has been
// told since or by people; or there is an open exception about the difference.

// proofDoc is the proof of one account, currency and day.
type proofDoc struct {
	ID        string        `bson:"_id"`
	Account   string        `bson:"acct"`
	Currency  string        `bson:"ccy"`
	Day       statement.Day `bson:"day"`
	Statement string        `bson:"statement"`
	Book      int64         `bson:"book"`
	Closing   int64         `bson:"closing"`
	Transit   []transitDoc  `bson:"transit,omitempty"`
	Exception string        `bson:"exception,omitempty"`
	Seq       int64         `bson:"seq"` // of the ledger
	Time      time.Time     `bson:"t"`
}

// transitDoc is an item in transit: the ledger has it, a statement does not yet.
type transitDoc struct {
	Line   string `bson:"line,omitempty"` // "" for what people said
	Payout string `bson:"payout,omitempty"`
	Minor  int64  `bson:"minor"`
	Why    string `bson:"why"`
}

// Why an item is in transit.
const (
	transitNotice = "notice"   // a notice told it, no statement has it yet
	transitPeople = "evidence" // two people said so
)

func (p proofDoc) inTransit() int64 {
	var sum int64
	for _, t := range p.Transit {
		sum += t.Minor
	}
	return sum
}

func (p proofDoc) difference() int64 { return p.Book - p.Closing - p.inTransit() }

// proveStatement proves the account at the end of a statement's day.
func (s *Service) proveStatement(ctx context.Context, id string) error {
	d, known, err := s.incoming.statement(ctx, id)
	if err != nil || !known || d.State != statementTaken {
		return err
	}
	last, known, err := s.incoming.lastStatement(ctx, d.Account, d.Currency, 1<<30)
	if err != nil || !known || last.ID != d.ID {
		return err // an older day: the ledger of then is not the ledger of now
	}
	p, err := s.proof(ctx, d)
	if err != nil {
		return err
	}
	return s.incoming.saveProof(ctx, p)
}

// proof compares the ledger with a statement and opens an exception if they differ. The caller holds reading, so that no line
// is on its way between the two.
func (s *Service) proof(ctx context.Context, d statementDoc) (proofDoc, error) {
	name := s.opt.Rail.Capabilities().Name
	p := proofDoc{
		ID: d.Account + "/" + d.Currency + "/" + d.Day.String(), Account: d.Account, Currency: d.Currency, Day: d.Day, Statement: d.ID, Closing: d.closing().Minor,
		Time: s.opt.Now().UTC(),
	}
	var resolved []*ledger.Payout
	bank := ledger.AccountID{Name: ledger.BankAccount(name), Currency: money.Currency(d.Currency)}
	s.engine.View(func(st *ledger.State) {
		p.Book, p.Seq = -st.Balance(bank).Posted, st.Seq // what the bank owes us is negative in the ledger
	})
	if !s.project.reach(ctx, p.Seq) {
		return p, errors.New("prove the account: the postings of the ledger are not written yet")
	}
	said, err := s.store.byHand(ctx, bank.Name, d.Currency, p.Seq)
	if err != nil {
		return p, err
	}
	s.engine.View(func(st *ledger.State) {
		for id := range said {
			if q, ok := st.Payout(id); ok {
				resolved = append(resolved, q)
			}
		}
	})
	slices.SortFunc(resolved, func(a, b *ledger.Payout) int { return strings.Compare(a.ID, b.ID) })
	for _, q := range resolved {
		lines, err := s.incoming.twins(ctx, d.Account, q.EndToEnd)
		if err != nil {
			return p, err
		}
		told := false
		for _, l := range lines[q.EndToEnd] {
			told = told || l.Minor < 0
		}
		if !told {
			p.Transit = append(p.Transit, transitDoc{Payout: q.ID, Minor: -said[q.ID], Why: transitPeople})
		}
	}
	unstated, err := s.incoming.unstated(ctx, d.Account, d.Currency)
	if err != nil {
		return p, err
	}
	for _, l := range unstated {
		if l.moved() {
			p.Transit = append(p.Transit, transitDoc{Line: l.ID, Payout: payoutOf(l.EndToEnd), Minor: l.Minor, Why: transitNotice})
		}
	}
	if err := s.overdue(ctx, d, unstated); err != nil {
		return p, err
	}
	slices.SortFunc(p.Transit, func(a, b transitDoc) int { return strings.Compare(a.Line+a.Payout, b.Line+b.Payout) })
	if p.difference() == 0 {
		return p, s.proven(ctx, p)
	}
	p.Exception = exceptionID("nostro_difference", p.ID)
	return p, s.renew(ctx, exceptionDoc{
		Kind: "nostro_difference", About: p.ID, Account: p.Account, Currency: p.Currency, Minor: p.difference(), Day: p.Day, Statement: d.ID,
		Words: fmt.Sprintf("the ledger says %s, the statement and what is in transit %s", amount(p.Book, p.Currency), amount(p.Closing+p.inTransit(), p.Currency)),
		Says:  []particular{priced("book", amount(p.Book, p.Currency)), priced("bank", amount(p.Closing+p.inTransit(), p.Currency))},
	})
}

// proven clears what was open about differences of the account, of this day and of days before: it proves again.
func (s *Service) proven(ctx context.Context, p proofDoc) error {
	open, err := s.incoming.openExceptions(ctx, p.Account, p.Currency)
	if err != nil {
		return err
	}
	for _, e := range open {
		if e.Kind == "nostro_difference" && e.Day <= p.Day {
			if err := s.clear(ctx, e.ID, endProven); err != nil {
				return err
			}
		}
	}
	return nil
}

// overdue opens an exception for each line of an earlier day that a notice told and the statements since have left out, and
// clears those that one has now.
func (s *Service) overdue(ctx context.Context, d statementDoc, unstated map[string]lineDoc) error {
	for _, id := range slices.Sorted(maps.Keys(unstated)) {
		if l := unstated[id]; l.Day < d.Day {
			err := s.except(ctx, exceptionDoc{
				Kind: "line_unstated", About: l.ID, Line: l.ID, File: l.File, Account: l.Account, Currency: l.Currency, Minor: l.Minor, Day: l.Day, Statement: d.ID,
				Words: "a notice told it, and the statement of a later day has come without it",
			})
			if err != nil {
				return err
			}
		}
	}
	open, err := s.incoming.openExceptions(ctx, d.Account, d.Currency)
	if err != nil {
		return err
	}
	for _, e := range open {
		if _, still := unstated[e.Line]; e.Kind == "line_unstated" && !still {
			if err := s.clear(ctx, e.ID, endStated); err != nil {
				return err
			}
		}
	}
	return nil
}

func amount(minor int64, currency string) money.Amount {
	return money.Amount{Minor: minor, Currency: money.Currency(currency)}
}

// Nostro is the proof of one account and currency.
type Nostro struct {
	Account    string       `json:"account"`
	Currency   string       `json:"currency"`
	Day        string       `json:"day" doc:"Of the statement it rests on: the last one up to the day asked for."`
	Statement  string       `json:"statement,omitempty"`
	State      string       `json:"state" enum:"proven,differs,unstated" doc:"unstated: no statement came yet."`
	Book       money.Amount `json:"book" doc:"What the ledger says lies at the bank."`
	Closing    money.Amount `json:"closing" doc:"What the last statement says."`
	InTransit  money.Amount `json:"inTransit"`
	Difference money.Amount `json:"difference" doc:"book - closing - inTransit"`
	Transit    []InTransit  `json:"transit" nullable:"false" doc:"In the ledger and on no statement yet."`
	Exceptions []string     `json:"exceptions" nullable:"false" doc:"Open exceptions of the account and currency."`
	InARow     int64        `json:"inARow" doc:"Days with a statement that were proven one after the other, this one the last."`
	Days       []NostroDay  `json:"days" nullable:"false" doc:"The last 60 days with a statement, the oldest first."`
	AsOf       int64        `json:"asOf" doc:"Number of the ledger block it was proven at."`
	At         time.Time    `json:"at"`
}

// InTransit is money that the ledger has moved and that is on no statement yet.
type InTransit struct {
	Line   string       `json:"line,omitempty"`
	Payout string       `json:"payout,omitempty"`
	Amount money.Amount `json:"amount"`
	Why    string       `json:"why" enum:"notice,evidence"`
}

// NostroDay is how the proof of one day came out when the day's statement came.
type NostroDay struct {
	Day        string       `json:"day"`
	State      string       `json:"state" enum:"proven,differs"`
	Difference money.Amount `json:"difference"`
}

func (p proofDoc) view() Nostro {
	v := Nostro{
		Account: p.Account, Currency: p.Currency, Day: p.Day.String(), Statement: p.Statement, State: "proven", Book: amount(p.Book, p.Currency),
		Closing: amount(p.Closing, p.Currency), InTransit: amount(p.inTransit(), p.Currency), Difference: amount(p.difference(), p.Currency),
		Transit: []InTransit{}, Exceptions: []string{}, Days: []NostroDay{}, AsOf: p.Seq, At: p.Time,
	}
	switch {
	case p.Statement == "":
		v.State = "unstated"
	case p.difference() != 0:
		v.State = "differs"
	}
	for _, t := range p.Transit {
		v.Transit = append(v.Transit, InTransit{t.Line, t.Payout, amount(t.Minor, p.Currency), t.Why})
	}
	return v
}

// NostroProofs are the proofs of every currency at a day, "" for now: as they were made when that day's statement came, or
// made anew if nothing has come since.
func (s *Service) NostroProofs(ctx context.Context, date string) ([]Nostro, error) {
	if err := audits(ctx); err != nil {
		return nil, err
	}
	day := statement.DayOf(s.opt.Now())
	if date != "" {
		var err error
		if day, err = statement.ParseDay(date); err != nil {
			return nil, problem.New(problem.Invalid, "date_invalid", "a date looks like 2026-12-31")
		}
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	account, name := s.opt.Rail.Capabilities().Account, s.opt.Rail.Capabilities().Name
	out := []Nostro{}
	for _, c := range money.Currencies() {
		var balance ledger.Balance
		s.engine.View(func(st *ledger.State) {
			balance = st.Balance(ledger.AccountID{Name: ledger.BankAccount(name), Currency: c})
		})
		if balance.Seq == 0 {
			if _, stated, err := s.incoming.lastStatement(ctx, account, string(c), 1<<30); err != nil || !stated {
				if err != nil {
					return nil, err
				}
				continue // as with most currencies there are
			}
		}
		p, known, err := s.nostroAt(ctx, account, string(c), day)
		if err != nil {
			return nil, err
		}
		if !known && balance.Seq == 0 {
			continue // nothing of this currency was ever at the bank
		}
		v := p.view()
		open, err := s.incoming.openExceptions(ctx, account, string(c))
		if err != nil {
			return nil, err
		}
		for _, e := range open {
			v.Exceptions = append(v.Exceptions, e.ID)
		}
		if err := s.pastProofs(ctx, &v, p.Day); err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

const nostroDays = 60

// pastProofs adds how the proofs of the days up to one came out.
func (s *Service) pastProofs(ctx context.Context, v *Nostro, day statement.Day) error {
	past, err := s.incoming.proofsUpTo(ctx, v.Account, v.Currency, day, nostroDays)
	if err != nil {
		return err
	}
	for _, p := range slices.Backward(past) {
		one := p.view()
		v.Days = append(v.Days, NostroDay{one.Day, one.State, one.Difference})
	}
	v.InARow, err = s.incoming.provenInARow(ctx, v.Account, v.Currency, day)
	return err
}

// nostroAt is the proof at a day. While no statement has come after it, it is made anew.
func (s *Service) nostroAt(ctx context.Context, account, currency string, day statement.Day) (proofDoc, bool, error) {
	last, known, err := s.incoming.lastStatement(ctx, account, currency, day)
	if err != nil {
		return proofDoc{}, false, err
	}
	newest, any, err := s.incoming.lastStatement(ctx, account, currency, 1<<30)
	if err != nil {
		return proofDoc{}, false, err
	}
	switch {
	case known && last.ID != newest.ID:
		return s.incoming.lastProof(ctx, account, currency, day)
	case known:
		p, err := s.proof(ctx, last)
		if err == nil {
			err = s.incoming.saveProof(ctx, p)
		}
		return p, true, err
	case any:
		return proofDoc{}, false, nil // before the first statement
	}
	p, err := s.unproven(ctx, account, currency)
	return p, false, err
}

// unproven is what is known of an account that no statement has come of: everything is in transit.
func (s *Service) unproven(ctx context.Context, account, currency string) (proofDoc, error) {
	p := proofDoc{Account: account, Currency: currency, Time: s.opt.Now().UTC()}
	bank := ledger.AccountID{Name: ledger.BankAccount(s.opt.Rail.Capabilities().Name), Currency: money.Currency(currency)}
	s.engine.View(func(st *ledger.State) { p.Book, p.Seq = -st.Balance(bank).Posted, st.Seq })
	lines, err := s.incoming.unstated(ctx, account, currency)
	for _, l := range lines {
		if l.moved() {
			p.Transit = append(p.Transit, transitDoc{Line: l.ID, Minor: l.Minor, Why: transitNotice})
		}
	}
	return p, err
}
