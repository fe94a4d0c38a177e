package settlement

import (
	"cmp"
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

const (
	exceptionOpen     = "open"
	exceptionResolved = "resolved"
)

// exceptionDoc is something about money that no rule decides and people have to look at. It is known by its kind and by what
// it is about, so that telling it twice makes one.
type exceptionDoc struct {
	ID        string        `bson:"_id"`
	V         int64         `bson:"v"`
	Kind      string        `bson:"kind"`
	About     string        `bson:"about"`
	State     string        `bson:"state"`
	Words     string        `bson:"words,omitempty"`
	Says      []particular  `bson:"says,omitempty"` // what the words say
	Account   string        `bson:"acct,omitempty"`
	Currency  string        `bson:"ccy,omitempty"`
	Minor     int64         `bson:"minor,omitempty"`
	Day       statement.Day `bson:"day,omitempty"`
	Line      string        `bson:"line,omitempty"`
	Statement string        `bson:"statement,omitempty"`
	File      string        `bson:"file,omitempty"`
	Payout    string        `bson:"payout,omitempty"`
	Order     string        `bson:"order,omitempty"`
	Opened    time.Time     `bson:"opened"`
	Resolved  *time.Time    `bson:"resolved,omitempty"`
	By        string        `bson:"by,omitempty"`
	Reason    string        `bson:"reason,omitempty"`
	Ended     ending        `bson:"ended,omitempty"` // by the system
}

func exceptionID(kind, about string) string {
	return "exc_" + short(ledger.NewKey("exception", kind, about))
}

// except opens an exception; one that is known stays as it is.
func (s *Service) except(ctx context.Context, d exceptionDoc) error {
	d.ID, d.V, d.State, d.Opened = exceptionID(d.Kind, d.About), 1, exceptionOpen, s.opt.Now().UTC()
	if d.Line == "" && d.Account == "" && d.Currency != "" {
		d.Account = s.opt.Rail.Capabilities().Account
	}
	return s.incoming.open(ctx, d)
}

// renew is except for what is told again with another amount: an open exception follows the amount; one that the system had
// closed, or people over another amount, opens again and keeps what they said.
func (s *Service) renew(ctx context.Context, d exceptionDoc) error {
	was, err := s.incoming.exceptions.Find(ctx, exceptionID(d.Kind, d.About))
	switch {
	case problem.Is(err, problem.NotFound):
		return s.except(ctx, d)
	case err != nil:
		return err //nolint:wrapcheck // a problem already
	case was.Minor == d.Minor && (was.State == exceptionOpen || was.By != actor.System.Person):
		return nil
	}
	v := was.V
	if was.State != exceptionOpen {
		if was.By != actor.System.Person {
			over := amount(was.Minor, was.Currency)
			d.Words += "; " + was.By + " had closed it over " + over.String() + ": " + was.Reason
			d.Says = append(d.Says, told("closedBy", was.By), priced("closedOver", over), told("closedBecause", was.Reason))
		}
		was.State, was.Opened, was.Resolved, was.By, was.Reason, was.Ended = exceptionOpen, s.opt.Now().UTC(), nil, "", "", ""
	}
	was.V, was.Minor, was.Words, was.Says, was.Statement = v+1, d.Minor, d.Words, d.Says, d.Statement
	err = s.incoming.exceptions.Replace(ctx, was.ID, v, was)
	if problem.Is(err, problem.PreconditionFailed) {
		return nil // somebody resolved it meanwhile; the next proof looks again
	}
	return err //nolint:wrapcheck // a problem already
}

// clear resolves an exception by the system, if it is open.
func (s *Service) clear(ctx context.Context, id string, why ending) error {
	d, err := s.incoming.exceptions.Find(ctx, id)
	if problem.Is(err, problem.NotFound) || err == nil && d.State != exceptionOpen {
		return nil
	}
	if err != nil {
		return err //nolint:wrapcheck // a problem already
	}
	d.Ended = why
	err = s.closeException(ctx, d, actor.System.Person, why.words())
	if problem.Is(err, problem.PreconditionFailed) {
		return nil // somebody resolved it meanwhile
	}
	return err
}

func (s *Service) closeException(ctx context.Context, d exceptionDoc, by, reason string) error {
	now, v := s.opt.Now().UTC(), d.V
	d.V, d.State, d.Resolved, d.By, d.Reason = v+1, exceptionResolved, &now, by, reason
	return s.incoming.exceptions.Replace(ctx, d.ID, v, d) //nolint:wrapcheck // a problem already
}

// Exception is something about money that waits for people.
type Exception struct {
	ID         string        `json:"id"`
	Kind       string        `json:"kind" doc:"Stable code: line_unknown, line_early, line_batch, line_refused, line_unstated, amount_differs, paid_twice, payout_ended, receipt_reversed, answer_refused, answer_unknown, recall_asked, file_differs, account_unknown, nostro_difference, or why a file or statement was not believed."`
	State      string        `json:"state" enum:"open,resolved"`
	Words      string        `json:"words,omitempty" doc:"On record, in English."`
	Says       []Particular  `json:"says,omitempty" nullable:"false" doc:"What the words say."`
	Account    string        `json:"account,omitempty"`
	Amount     *money.Amount `json:"amount,omitempty"`
	Day        string        `json:"day,omitempty"`
	Statement  string        `json:"statement,omitempty"`
	Line       string        `json:"line,omitempty"`
	File       string        `json:"file,omitempty"`
	Payout     string        `json:"payout,omitempty"`
	Order      string        `json:"order,omitempty" doc:"That the line names, or that it was paid for."`
	Opened     time.Time     `json:"opened"`
	Resolved   *time.Time    `json:"resolved,omitempty"`
	ResolvedBy string        `json:"resolvedBy,omitempty"`
	By         string        `json:"by,omitempty" doc:"What that person is called."`
	Reason     string        `json:"reason,omitempty"`
	Ended      string        `json:"ended,omitempty" enum:"replaced,followed,taken_back,proven,stated" doc:"Why, where the system has closed it: another statement came under its number, what it follows from has come, the bank has taken it back, the account proves again, a statement has it now."`
	V          int64         `json:"v"`
}

func (d exceptionDoc) view() Exception {
	v := Exception{
		ID: d.ID, Kind: d.Kind, State: d.State, Words: d.Words, Says: viewParticulars(d.Says), Account: d.Account, Day: d.Day.String(), Statement: d.Statement, Line: d.Line, File: d.File,
		Payout: d.Payout, Order: d.Order, Opened: d.Opened, Resolved: d.Resolved, ResolvedBy: d.By, Reason: d.Reason, Ended: string(d.Ended), V: d.V,
	}
	if d.Currency != "" && d.Minor != 0 {
		v.Amount = &money.Amount{Minor: d.Minor, Currency: money.Currency(d.Currency)}
	}
	return v
}

// seen is an exception as people see it, with the names of those who closed it.
func (s *Service) seen(ctx context.Context, d exceptionDoc) Exception {
	v := d.view()
	if d.By != actor.System.Person {
		v.By = s.personName(ctx, d.By)
	}
	for i, p := range v.Says {
		if p.Name == "closedBy" {
			v.Says[i].Text = cmp.Or(s.personName(ctx, p.Text), p.Text)
		}
	}
	return v
}

// Exceptions lists exceptions in a state, "" for all.
func (s *Service) Exceptions(ctx context.Context, state, cursor string, limit int) ([]Exception, string, error) {
	if err := audits(ctx); err != nil {
		return nil, "", err
	}
	docs, next, err := s.incoming.exceptionPage(ctx, state, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	out := make([]Exception, len(docs))
	for i, d := range docs {
		out[i] = s.seen(ctx, d)
	}
	return out, next, nil
}

// maxReason is how many characters people have to say why.
const maxReason = 500

// ResolveException is a clearing officer saying that an exception has been dealt with, and how. It moves no money: what has
// to move, moves by commands of the ledger.
func (s *Service) ResolveException(ctx context.Context, id, reason string, version int64) (Exception, error) {
	a := actor.From(ctx)
	if !clears(a) {
		return Exception{}, refusal(ledger.WhyRole)
	}
	if reason = strings.TrimSpace(reason); reason == "" || utf8.RuneCountInString(reason) > maxReason {
		return Exception{}, problem.Newf(problem.Invalid, "reason_missing", "say in 1 to %d characters how it was dealt with", maxReason)
	}
	d, err := s.incoming.exceptions.Find(ctx, id)
	switch {
	case err != nil:
		return Exception{}, err //nolint:wrapcheck // a problem already
	case d.V != version:
		return Exception{}, refusal(ledger.WhyVersion)
	case d.State != exceptionOpen:
		return Exception{}, refusal(ledger.WhyState)
	}
	if err := s.closeException(ctx, d, a.Person, reason); err != nil {
		return Exception{}, err
	}
	if d, err = s.incoming.exceptions.Find(ctx, id); err != nil {
		return Exception{}, err //nolint:wrapcheck // a problem already
	}
	return s.seen(ctx, d), nil
}
