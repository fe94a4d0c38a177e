package settlement

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

// lineDoc is a booking of one of our accounts as the bank told it, and what became of it. It names people and accounts,
// which the log must not.
type lineDoc struct {
	ID           string        `bson:"_id"`
	Account      string        `bson:"acct"`
	Currency     string        `bson:"ccy"`
	Key          string        `bson:"lineKey"`
	File         string        `bson:"file"`      // that told it first
	Statement    string        `bson:"statement"` // that has it in its balances, "" as long as none has
	Day          statement.Day `bson:"day"`
	Value        statement.Day `bson:"value,omitempty"`
	Minor        int64         `bson:"minor"`
	Reversal     bool          `bson:"reversal,omitempty"`
	Batch        int32         `bson:"batch,omitempty"`
	Charges      int64         `bson:"charges,omitempty"`
	Ref          string        `bson:"ref,omitempty"`
	EndToEnd     string        `bson:"e2e,omitempty"`
	Reference    string        `bson:"reference,omitempty"`
	Party        string        `bson:"party,omitempty"`
	PartyAccount string        `bson:"partyAcct,omitempty"`
	Reason       string        `bson:"reason,omitempty"`
	Became       string        `bson:"became"` // what of, "" if nothing came of it yet
	Of           string        `bson:"of,omitempty"`
	Waits        bool          `bson:"waits,omitempty"` // for another line to come first
}

// What a line can become.
const (
	becameReceipt  = "receipt"
	becameSuspense = "suspense"
	becamePayout   = "payout"
	becameReturn   = "return"
	becameReversal = "reversal"
	becameClaim    = "claim"
	becameWon      = "won"
	becameKnown    = "known"  // people had said it before
	becameUndone   = "undone" // nothing, together with the line that took it back
)

func lineID(account string, k statement.Key) string { return account + "/" + k.String() }

func lineDocOf(account, file, in string, l statement.Line) lineDoc {
	return lineDoc{
		ID: lineID(account, l.Key), Account: account, Currency: string(l.Amount.Currency), Key: l.Key.String(), File: file, Statement: in, Day: l.Day, Value: l.Value,
		Minor: l.Amount.Minor, Reversal: l.Reversal, Batch: l.Batch, Charges: l.Charges, Ref: l.Ref, EndToEnd: l.EndToEnd, Reference: l.Reference,
		Party: l.Party, PartyAccount: l.Account, Reason: l.Reason,
	}
}

func (d lineDoc) amount() money.Amount {
	return money.Amount{Minor: d.Minor, Currency: money.Currency(d.Currency)}
}

// moved says whether the ledger has the line.
func (d lineDoc) moved() bool { return d.Became != "" && d.Became != becameUndone }

const lineBatch = 500 // lines looked up at once

// takeLines takes the booked lines of a statement, or of a notice if in is "".
func (s *Service) takeLines(ctx context.Context, d *importDoc, in string, one statement.Statement) error {
	for chunk := range slices.Chunk(one.Lines, lineBatch) {
		ids := make([]string, len(chunk))
		for i, l := range chunk {
			ids[i] = lineID(one.Account, l.Key)
		}
		known, err := s.incoming.linesOf(ctx, ids)
		if err != nil {
			return err
		}
		var stated []string
		var fresh []*lineDoc
		for i, l := range chunk {
			if _, told := known[ids[i]]; told {
				stated = append(stated, ids[i])
				continue
			}
			if !l.Booked {
				continue
			}
			doc := lineDocOf(one.Account, d.ID, in, l)
			known[doc.ID] = doc
			fresh = append(fresh, &doc)
		}
		if err := s.takeFresh(ctx, fresh); err != nil {
			return err
		}
		d.New += int64(len(fresh))
		if in != "" {
			if err := s.incoming.state(ctx, stated, in); err != nil {
				return err
			}
		}
	}
	return nil
}

// takeFresh takes lines that no file had told before, in their order; those that have nothing to do with each other at the
// same time, so that what follows from them shares blocks. Those that were taken are kept, whatever becomes of the others.
func (s *Service) takeFresh(ctx context.Context, lines []*lineDoc) error {
	for len(lines) > 0 {
		n := apart(lines)
		twins, err := s.twins(ctx, lines[:n]...)
		if err != nil {
			return err
		}
		errs := make([]error, n)
		together(n, func(i int) { errs[i] = s.takeLine(ctx, lines[i], twins[lines[i].EndToEnd]) })
		var taken []any
		for i, err := range errs {
			if err == nil {
				taken = append(taken, lines[i])
			}
		}
		if err := errors.Join(append(errs, s.incoming.saveLines(ctx, taken))...); err != nil {
			return err
		}
		lines = lines[n:]
	}
	return nil
}

// twins reads the lines that name the same payments as lines of one account.
func (s *Service) twins(ctx context.Context, lines ...*lineDoc) (map[string][]lineDoc, error) {
	var payments []string
	for _, l := range lines {
		if l.EndToEnd != "" {
			payments = append(payments, l.EndToEnd)
		}
	}
	return s.incoming.twins(ctx, lines[0].Account, payments...)
}

// apart is how many lines from the first on are about different payments and different orders.
func apart(lines []*lineDoc) int {
	about := map[string]bool{}
	for i, l := range lines {
		for _, what := range []string{l.EndToEnd, orderIn.FindString(l.Reference)} {
			if what != "" && about[what] {
				return i
			}
		}
		about[l.EndToEnd], about[orderIn.FindString(l.Reference)] = true, true
	}
	return len(lines)
}

// takeWaiting tries the lines again that came before what they follow from, until none moves any more.
func (s *Service) takeWaiting(ctx context.Context) error {
	for {
		waiting, err := s.incoming.waiting(ctx)
		if err != nil {
			return err
		}
		moved := false
		for _, doc := range waiting {
			twins, err := s.twins(ctx, &doc)
			if err != nil {
				return err
			}
			if err := s.takeLine(ctx, &doc, twins[doc.EndToEnd]); err != nil {
				return err
			}
			if doc.Waits {
				continue
			}
			moved = true
			if err := s.incoming.replaceLine(ctx, doc); err != nil {
				return err
			}
			if err := s.clear(ctx, exceptionID("line_early", doc.ID), endFollowed); err != nil {
				return err
			}
		}
		if !moved {
			return nil
		}
	}
}

// takeLine gives the ledger what follows from a line, and notes in the line what became of it. twins are the lines about the same
// payment, itself included if it is kept already.
func (s *Service) takeLine(ctx context.Context, doc *lineDoc, twins []lineDoc) error {
	f, err := s.facts(ctx, *doc, twins)
	if err != nil {
		return err
	}
	step := reconcile(*doc, f)
	doc.Became, doc.Of, doc.Waits = step.became, step.of, step.waits
	if step.became == becameUndone {
		if err := s.undo(ctx, *f.undone, doc.ID); err != nil {
			return err
		}
	}
	if step.command.Type != "" {
		err := s.do(ctx, step.command)
		switch {
		case err == nil && step.command.Type == ledger.BookReceipt:
			if out, _ := s.outcome(ctx, step.command.Key); out.Why != "" {
				doc.Became, doc.Of = becameSuspense, ledger.SuspenseID(step.command.Key)
			}
		case err == nil:
		case problem.Is(err, problem.Unavailable), problem.Code(err) == "":
			return err
		default:
			doc.Became, doc.Of, step.why = "", "", "line_refused"
			step.words = problem.Code(err)
			step.says = []particular{told("why", step.words)}
		}
	}
	if doc.Became == becameReversal || doc.Became == becameClaim {
		if err := s.clear(ctx, recallID(doc.Account, doc.EndToEnd), endTakenBack); err != nil {
			return err
		}
	}
	if step.why == "" {
		return nil
	}
	return s.except(ctx, exceptionDoc{
		Kind: step.why, About: doc.ID, Words: step.words, Says: step.says, File: doc.File, Statement: doc.Statement, Line: doc.ID, Account: doc.Account, Currency: doc.Currency,
		Minor: doc.Minor, Day: doc.Day, Payout: f.payoutID(), Order: cmp.Or(f.order, orderIn.FindString(doc.Reference)),
	})
}

// undo notes in a line of which nothing came that another one takes it back: nobody has to look at it any more.
func (s *Service) undo(ctx context.Context, undone lineDoc, by string) error {
	undone.Became, undone.Of = becameUndone, by
	if err := s.incoming.replaceLine(ctx, undone); err != nil {
		return err
	}
	return s.clear(ctx, exceptionID("amount_differs", undone.ID), endTakenBack)
}

// facts are what reconcile needs to know of the ledger and of other lines.
type facts struct {
	rail     string
	payout   *ledger.Payout   // that the line's end-to-end id names
	suspense *ledger.Suspense // where the receipt lies that a reversal takes back
	receipt  bool             // a receipt with this end-to-end id was booked
	paid     bool             // another line paid the same out
	received bool             // another line brought the same in
	order    string           // that the other line brought it for
	claimed  *ledger.Claim    // by which the bank had taken it back
	undone   *lineDoc         // another line, of which nothing came, that it takes back
	suspect  bool             // the payer must not be credited
}

func (f facts) payoutID() string {
	if f.payout == nil {
		return ""
	}
	return f.payout.ID
}

func (s *Service) facts(ctx context.Context, doc lineDoc, twins []lineDoc) (facts, error) {
	f := facts{rail: s.opt.Rail.Capabilities().Name, suspect: doc.Minor > 0 && s.PayerSuspect(doc.Party)}
	if doc.EndToEnd == "" {
		return f, nil
	}
	key := receiptKey(f.rail, doc.EndToEnd)
	var err error
	if _, f.receipt, err = s.engine.Outcome(ctx, key); err != nil {
		return f, err
	}
	s.engine.View(func(st *ledger.State) {
		if p, ok := st.Payout(payoutOf(doc.EndToEnd)); ok && p.EndToEnd == doc.EndToEnd {
			f.payout = p
		}
		if u, ok := st.Suspense(ledger.SuspenseID(key)); ok {
			f.suspense, f.order = u, u.Order // which two people may have given it to
		}
		if k, o, ok := st.Claim(claimOf(doc)); ok {
			f.claimed, f.order = &k, o.ID
		}
	})
	for _, t := range twins {
		nothing := t.Became == "" || (t.Became == becameUndone && t.Of == doc.ID) // the latter: before a crash
		if doc.Reversal && !t.Reversal && t.Minor == -doc.Minor && nothing {
			f.undone = &t
		}
		if t.ID != doc.ID && !t.Reversal {
			f.paid = f.paid || t.Minor < 0 && t.Became == becamePayout
			if t.Minor > 0 && (t.Became == becameReceipt || t.Became == becameSuspense) {
				f.received = true
				f.order = cmp.Or(f.order, orderIn.FindString(t.Of))
			}
		}
	}
	return f, nil
}
