package settlement

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"time"

	"fairground/server/actor"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// What a statement is to us.
const (
	statementTaken   = "taken"   // its lines count
	statementHeld    = "held"    // it does not prove itself: nothing of it counts before people have looked
	statementForeign = "foreign" // of an account that no rail of ours has
)

// statementDoc is one statement that was imported.
type statementDoc struct {
	ID       string        `bson:"_id"`
	Account  string        `bson:"acct"`
	Currency string        `bson:"ccy"`
	Number   string        `bson:"stmtId"`
	Seq      int64         `bson:"seqNo"`
	Page     int64         `bson:"page"`
	State    string        `bson:"state"`
	Proof    string        `bson:"proof,omitempty"` // code of why it does not prove itself
	Format   string        `bson:"format"`
	File     string        `bson:"file"`
	Content  string        `bson:"content"` // digest of its balances and lines
	Day      statement.Day `bson:"day"`     // of the closing balance
	Opening  *int64        `bson:"opening,omitempty"`
	Closing  *int64        `bson:"closing,omitempty"`
	Lines    int64         `bson:"lines"`
	Time     time.Time     `bson:"t"`
}

func statementDocOf(one statement.Statement, d *importDoc) statementDoc {
	doc := statementDoc{
		Account: one.Account, Currency: string(one.Currency), Number: one.ID, Seq: one.Number, Page: one.Page, Format: d.Format, File: d.ID,
		Lines: int64(len(one.Lines)), Time: d.Time,
	}
	doc.ID = "stm_" + short(ledger.NewKey("statement", doc.Account, doc.Currency, doc.Number, strconv.FormatInt(doc.Seq, 10), strconv.FormatInt(doc.Page, 10)))
	parts := []string{"content"}
	for i, b := range []*statement.Balance{one.Opening, one.Closing} {
		if b == nil {
			parts = append(parts, "none")
			continue
		}
		minor := b.Amount.Minor
		if i == 0 {
			doc.Opening = &minor
		} else {
			doc.Closing = &minor
		}
		doc.Day = b.Day
		parts = append(parts, b.Amount.String(), b.Day.String())
	}
	for _, l := range one.Lines {
		parts = append(parts, l.Key.String(), strconv.FormatBool(l.Booked))
		if doc.Day == 0 {
			doc.Day = l.Day
		}
	}
	doc.Content = ledger.NewKey(parts...).String()
	return doc
}

// judge decides whether the lines of a statement are believed. A statement that is not ours and does not say enough to be
// checked lays no claim to its number.
func (d *statementDoc) judge(one statement.Statement, ours bool, format statement.Format) {
	d.State = statementTaken
	if format != statement.Camt054 {
		if err := one.Prove(); err != nil {
			d.State, d.Proof = statementHeld, statement.Code(err)
		}
	}
	if !ours {
		d.State = statementForeign
		if d.Proof != "" {
			d.ID = "stm_" + short(ledger.NewKey("statement", d.ID, d.Content))
		}
	}
}

func (d statementDoc) closing() money.Amount {
	a := money.Amount{Currency: money.Currency(d.Currency)}
	if d.Closing != nil {
		a.Minor = *d.Closing
	}
	return a
}

// BankStatement is an imported statement as people see it.
type BankStatement struct {
	ID       string              `json:"id"`
	Account  string              `json:"account"`
	Currency string              `json:"currency"`
	Number   string              `json:"number" doc:"As the bank calls it."`
	Seq      int64               `json:"seq,omitempty" doc:"Running number, if the bank gives one."`
	Page     int64               `json:"page,omitempty"`
	Day      string              `json:"day" doc:"Of the closing balance."`
	State    string              `json:"state" enum:"taken,held,foreign" doc:"taken: its lines count. held: it does not prove itself. foreign: of an account that is none of ours."`
	Proof    string              `json:"proof,omitempty" doc:"Code of why opening balance and lines do not make the closing balance."`
	Format   string              `json:"format"`
	File     string              `json:"file" doc:"SHA-256 of the file."`
	Opening  *money.Amount       `json:"opening,omitempty"`
	Closing  *money.Amount       `json:"closing,omitempty"`
	Count    int64               `json:"count" doc:"Number of lines."`
	Received time.Time           `json:"received"`
	Lines    []BankStatementLine `json:"lines,omitempty"`

	Exceptions []Exception `json:"exceptions,omitempty" doc:"Open ones about it and its lines; left out in lists."`
}

// BankStatementLine is a line of an imported statement and what became of it.
type BankStatementLine struct {
	Key          string       `json:"key"`
	Day          string       `json:"day"`
	Value        string       `json:"value,omitempty"`
	Amount       money.Amount `json:"amount" doc:"Negative went out."`
	Booked       bool         `json:"booked"`
	Reversal     bool         `json:"reversal,omitempty"`
	Ref          string       `json:"ref,omitempty" doc:"The bank's own reference."`
	EndToEnd     string       `json:"endToEnd,omitempty"`
	Reference    string       `json:"reference,omitempty"`
	Party        string       `json:"party,omitempty"`
	PartyAccount string       `json:"partyAccount,omitempty"`
	Reason       string       `json:"reason,omitempty"`
	Became       string       `json:"became,omitempty" enum:"receipt,suspense,payout,return,reversal,claim,won,known,undone" doc:"Absent: nothing came of it yet."`
	Of           string       `json:"of,omitempty" doc:"Order, payout or money in suspense."`
}

func (d statementDoc) view() BankStatement {
	v := BankStatement{
		ID: d.ID, Account: d.Account, Currency: d.Currency, Number: d.Number, Seq: d.Seq, Page: d.Page, Day: d.Day.String(), State: d.State, Proof: d.Proof,
		Format: d.Format, File: d.File, Count: d.Lines, Received: d.Time,
	}
	for _, of := range []struct {
		minor *int64
		to    **money.Amount
	}{{d.Opening, &v.Opening}, {d.Closing, &v.Closing}} {
		if of.minor != nil {
			*of.to = &money.Amount{Minor: *of.minor, Currency: money.Currency(d.Currency)}
		}
	}
	return v
}

// Imported is the answer to a file, the same however often it is sent but for saying so.
type Imported struct {
	Known      bool            `json:"known,omitempty" doc:"The file had come before, and nothing followed from it now."`
	File       string          `json:"file" doc:"SHA-256 of its bytes."`
	Format     string          `json:"format" enum:"camt.053,camt.054,camt.056,pain.002,mt940,csv"`
	Version    string          `json:"version,omitempty"`
	Message    string          `json:"message,omitempty" doc:"The sender's own id of the file."`
	Received   time.Time       `json:"received"`
	Statements []BankStatement `json:"statements" nullable:"false"`
	Lines      int64           `json:"lines"`
	New        int64           `json:"new" doc:"Lines that no file had told before."`
	Uncounted  int64           `json:"uncounted,omitempty" doc:"Lines that do not count: of a statement that is held, or of an account that is none of ours."`
	Answers    int64           `json:"answers" doc:"Answers to payment files."`
	Recalls    int64           `json:"recalls" doc:"Requests to give payments back."`
}

// clears says whether the actor may import files and resolve exceptions; auditors only read.
func clears(a actor.Actor) bool {
	return a.Clears(actor.ClearingMaker) || a.Clears(actor.ClearingChecker)
}

// ImportStatement takes a file of a bank that a clearing officer brings. It goes the same way as what the rail delivers: the
// same file again is the same answer, and a file that cannot be read or contradicts an earlier one is a problem with its
// own code.
func (s *Service) ImportStatement(ctx context.Context, r io.Reader) (Imported, error) {
	a := actor.From(ctx)
	if !clears(a) {
		return Imported{}, refusal(ledger.WhyRole)
	}
	data, err := io.ReadAll(io.LimitReader(r, statement.MaxBytes+1))
	if err != nil {
		return Imported{}, fmt.Errorf("import statement: %w", err)
	}
	s.reading.Lock()
	defer s.reading.Unlock()
	d, err := s.take(ctx, viaUpload, a.Person, data)
	if err != nil {
		return Imported{}, err
	}
	if err := refusedFile(d); err != nil {
		return Imported{}, err
	}
	out := Imported{
		Known: d.again, File: d.ID, Format: d.Format, Version: d.Version, Message: d.Message, Received: d.Time, Statements: []BankStatement{}, Lines: d.Lines, New: d.New, Uncounted: d.Uncounted, Answers: d.Answers, Recalls: d.Recalls,
	}
	for _, id := range d.Statements {
		one, known, err := s.incoming.statement(ctx, id)
		if err != nil {
			return Imported{}, err
		}
		if known {
			out.Statements = append(out.Statements, one.view())
		}
	}
	return out, nil
}

// BankStatements lists imported statements, the newest received first.
func (s *Service) BankStatements(ctx context.Context, account, cursor string, limit int) ([]BankStatement, string, error) {
	if err := audits(ctx); err != nil {
		return nil, "", err
	}
	limit = min(max(limit, 1), 200)
	docs, err := s.incoming.statementPage(ctx, account, cursor, limit+1)
	if err != nil {
		return nil, "", err
	}
	next := ""
	if len(docs) > limit {
		docs = docs[:limit]
		next = docs[limit-1].ID
	}
	out := make([]BankStatement, len(docs))
	for i, d := range docs {
		out[i] = d.view()
	}
	return out, next, nil
}

// BankStatement is an imported statement with its lines, read again from the file as it was received.
func (s *Service) BankStatement(ctx context.Context, id string) (BankStatement, error) {
	if err := audits(ctx); err != nil {
		return BankStatement{}, err
	}
	d, known, err := s.incoming.statement(ctx, id)
	if err != nil {
		return BankStatement{}, err
	}
	if !known {
		return BankStatement{}, problem.New(problem.NotFound, "statement_not_found", "there is no such statement")
	}
	data, err := s.incoming.bytes(ctx, d.File)
	if err != nil {
		return BankStatement{}, err
	}
	f, err := statement.Read(bytes.NewReader(data))
	if err != nil {
		return BankStatement{}, fmt.Errorf("read statement again: %w", err)
	}
	v := d.view()
	v.Lines = []BankStatementLine{}
	for _, one := range f.Statements {
		again := statementDocOf(one, &importDoc{})
		if again.Number != d.Number || again.Account != d.Account || again.Currency != d.Currency || again.Content != d.Content {
			continue
		}
		lines, err := s.viewLines(ctx, one)
		if err != nil {
			return BankStatement{}, err
		}
		v.Lines = append(v.Lines, lines...)
	}
	v.Exceptions, err = s.exceptionsAbout(ctx, v)
	return v, err
}

// exceptionsAbout are the open exceptions about a statement and its lines, also about lines that a notice had told before.
func (s *Service) exceptionsAbout(ctx context.Context, v BankStatement) ([]Exception, error) {
	open, err := s.incoming.openExceptions(ctx, v.Account, v.Currency)
	if err != nil {
		return nil, err
	}
	lines := make(map[string]bool, len(v.Lines))
	for _, l := range v.Lines {
		lines[v.Account+"/"+l.Key] = true
	}
	var out []Exception
	for _, e := range open {
		if e.Statement == v.ID || lines[e.Line] {
			out = append(out, s.seen(ctx, e))
		}
	}
	return out, nil
}

func (s *Service) viewLines(ctx context.Context, one statement.Statement) ([]BankStatementLine, error) {
	ids := make([]string, len(one.Lines))
	for i, l := range one.Lines {
		ids[i] = lineID(one.Account, l.Key)
	}
	known, err := s.incoming.linesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]BankStatementLine, len(one.Lines))
	for i, l := range one.Lines {
		was := known[ids[i]]
		out[i] = BankStatementLine{
			Key: l.Key.String(), Day: l.Day.String(), Value: l.Value.String(), Amount: l.Amount, Booked: l.Booked, Reversal: l.Reversal, Ref: l.Ref, EndToEnd: l.EndToEnd,
			Reference: l.Reference, Party: l.Party, PartyAccount: l.Account, Reason: l.Reason, Became: was.Became, Of: was.Of,
		}
	}
	return out, nil
}

// BankFile is a file as it was received.
func (s *Service) BankFile(ctx context.Context, id string) ([]byte, error) {
	if err := audits(ctx); err != nil {
		return nil, err
	}
	return s.incoming.bytes(ctx, id)
}

// Rails says what the rails can do and where their limits are.
func (s *Service) Rails() []rail.Capabilities { return []rail.Capabilities{s.opt.Rail.Capabilities()} }
