package settlement

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"sync"
	"time"

	"fairground/server/problem"
	"fairground/server/settlement/statement"
)

// Everything that comes in from banks takes one way, whoever brings it: file -> statement.Read -> lines and answers ->
// reconcile -> ledger. A file is known by its bytes, a statement by its account and number, a line by its account and key;
// each counts once, and nothing of it is forgotten before the ledger has what follows from it.

const viaUpload = "upload"

func viaRail(name string) string { return "rail:" + name }

// importDoc is a file that was taken.
type importDoc struct {
	ID         string       `bson:"_id"` // SHA-256 of its bytes in hexadecimal
	Time       time.Time    `bson:"t"`
	Via        string       `bson:"via"`
	Person     string       `bson:"by,omitempty"`
	Bytes      int64        `bson:"bytes"`
	Format     string       `bson:"format,omitempty"`
	Version    string       `bson:"version,omitempty"`
	Message    string       `bson:"msg,omitempty"`
	Done       bool         `bson:"done"`              // everything that follows from it has happened
	Refused    string       `bson:"refused,omitempty"` // code of why it, or a statement in it, was not taken
	Words      string       `bson:"words,omitempty"`
	Says       []particular `bson:"says,omitempty"` // what the words say
	Statements []string     `bson:"statements,omitempty"`
	Lines      int64        `bson:"lines"`
	New        int64        `bson:"new"`                 // lines that no file had told before
	Uncounted  int64        `bson:"uncounted,omitempty"` // lines of statements and notices that are not believed or not ours
	Answers    int64        `bson:"answers"`
	Recalls    int64        `bson:"recalls,omitempty"`

	again bool // it was done with before it was taken now
}

// reading is how far a rail was read. Whoever takes a file holds it, so that one file comes after the other.
type reading struct {
	sync.Mutex
	cursor     string
	positioned bool // the cursor was read from the store
}

// poll takes the files the rail has. One that cannot be followed up now stops the poll before the cursor moves past it.
func (s *Service) poll(ctx context.Context) error {
	s.reading.Lock()
	defer s.reading.Unlock()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("poll rail: %w", err)
	}
	name := s.opt.Rail.Capabilities().Name
	if !s.reading.positioned {
		cursor, err := s.incoming.cursor(ctx, name)
		if err != nil {
			return err
		}
		s.reading.cursor, s.reading.positioned = cursor, true
	}
	for {
		files, next, err := s.opt.Rail.Poll(ctx, s.reading.cursor)
		if err != nil {
			return problem.New(problem.Unavailable, "rail_unavailable", "the rail does not answer").Wrap(err)
		}
		for _, f := range files {
			if d, err := s.take(ctx, viaRail(name), "", f.Data); err != nil {
				return fmt.Errorf("take file %s: %w", f.ID, err)
			} else if d.Refused != "" {
				s.opt.Logger.WarnContext(ctx, "file of the rail refused", "file", f.ID, "why", d.Refused, "words", d.Words)
			}
		}
		if len(files) == 0 || next == s.reading.cursor {
			return nil
		}
		if err := s.incoming.moveCursor(ctx, name, next); err != nil {
			return err
		}
		s.reading.cursor = next
	}
}

// take takes a file, at most once. What is wrong with the file stands in the document; an error means that it was not
// possible to follow it up, and the same file is to be brought again. The caller holds reading.
func (s *Service) take(ctx context.Context, via, person string, data []byte) (importDoc, error) {
	sum := sha256.Sum256(data)
	d, known, err := s.incoming.file(ctx, hex.EncodeToString(sum[:]))
	if err != nil || known && d.Done {
		d.again = known
		return d, err
	}
	if !known {
		d = importDoc{ID: hex.EncodeToString(sum[:]), Time: s.opt.Now().UTC(), Via: via, Person: person, Bytes: int64(len(data))}
	}
	f, refusal := statement.Read(bytes.NewReader(data))
	if refusal != nil {
		d.Refused, d.Words, d.Says = statement.Code(refusal), strings.TrimPrefix(refusal.Error(), "read statement: "), particularsOf(refusal)
		if via == viaUpload {
			return d, nil // whoever sent it is told, and nothing is kept
		}
	}
	d.Format, d.Version, d.Message, d.Answers = string(f.Format), f.Version, f.ID, int64(len(f.Statuses))
	d.Recalls = int64(len(f.Recalls))
	d.Statements, d.Lines, d.New, d.Uncounted = nil, 0, 0, 0
	if err := s.incoming.saveFile(ctx, d, data); err != nil {
		return d, err
	}
	if refusal != nil {
		err := s.except(ctx, exceptionDoc{Kind: d.Refused, About: d.ID, File: d.ID, Words: d.Words, Says: d.Says})
		if err != nil {
			return d, err
		}
	}
	for _, one := range f.Statements {
		if err := s.takeStatement(ctx, &d, f.Format, one); err != nil {
			return d, err
		}
	}
	if err := s.takeAnswers(ctx, d, f.Statuses); err != nil {
		return d, err
	}
	if err := s.takeRecalls(ctx, d, f.Recalls); err != nil {
		return d, err
	}
	if d.New > 0 {
		if err := s.takeWaiting(ctx); err != nil {
			return d, err
		}
	}
	for _, id := range d.Statements {
		if err := s.proveStatement(ctx, id); err != nil {
			return d, err
		}
	}
	d.Done = true
	return d, s.incoming.finishFile(ctx, d)
}

// takeStatement takes one statement of a file, or a notice.
func (s *Service) takeStatement(ctx context.Context, d *importDoc, format statement.Format, one statement.Statement) error {
	doc := statementDocOf(one, d)
	doc.judge(one, one.Account == s.opt.Rail.Capabilities().Account, format)
	d.Lines += int64(len(one.Lines))
	if doc.State != statementTaken {
		d.Uncounted += int64(len(one.Lines))
	}
	switch {
	case format != statement.Camt054:
		corrected, err := s.keepStatement(ctx, d, doc, one)
		if err != nil || corrected {
			return err
		}
	case doc.State == statementForeign: // a notice is not kept, so the exception is all that tells of it
		return s.except(ctx, exceptionDoc{
			Kind: "account_unknown", About: d.ID + "/" + doc.Account, File: d.ID, Account: doc.Account, Currency: doc.Currency, Day: doc.Day,
			Words: "a notice for the account " + doc.Account + ", which no rail has", Says: []particular{told("account", doc.Account)},
		})
	default:
		doc.ID = ""
	}
	if doc.State != statementTaken {
		return nil
	}
	return s.takeLines(ctx, d, doc.ID, one)
}

// keepStatement keeps a statement and says what is odd about it. One that is there already with the same content is the same;
// one with other content takes the place of a statement that was not believed, and is else for people.
func (s *Service) keepStatement(ctx context.Context, d *importDoc, doc statementDoc, one statement.Statement) (corrected bool, err error) {
	before, known, err := s.incoming.statement(ctx, doc.ID)
	about := exceptionDoc{About: doc.ID, File: doc.File, Statement: doc.ID, Account: doc.Account, Currency: doc.Currency, Day: doc.Day}
	switch {
	case err != nil:
		return false, err
	case known && before.Content == doc.Content:
		d.Statements = append(d.Statements, doc.ID)
		return false, nil
	case known && before.State != statementHeld:
		d.Refused = "statement_corrected"
		d.Words = fmt.Sprintf("statement %s number %d of account %s was taken with other content before", one.ID, one.Number, one.Account)
		d.Says = []particular{told("number", one.ID), told("account", one.Account)}
		about.Kind, about.About, about.Words, about.Says = d.Refused, doc.ID+"/"+d.ID, d.Words, d.Says
		return true, s.except(ctx, about)
	case known:
		if err := s.clear(ctx, exceptionID(before.Proof, before.ID), endReplaced); err != nil {
			return false, err
		}
	}
	d.Statements = append(d.Statements, doc.ID)
	if err := s.doubt(ctx, doc, one, about); err != nil {
		return false, err
	}
	return false, s.incoming.saveStatement(ctx, doc)
}

// doubt opens an exception about a statement that is none of ours, is not believed, or does not open where the one before it
// closed.
func (s *Service) doubt(ctx context.Context, doc statementDoc, one statement.Statement, about exceptionDoc) error {
	switch doc.State {
	case statementForeign:
		about.Kind, about.Words, about.Says = "account_unknown", "no rail has the account "+doc.Account, []particular{told("account", doc.Account)}
	case statementHeld:
		err := one.Prove()
		about.Kind, about.Words, about.Says = doc.Proof, err.Error(), particularsOf(err)
	default:
		last, known, err := s.incoming.lastStatement(ctx, doc.Account, doc.Currency, doc.Day)
		if err != nil || !known || last.ID == doc.ID {
			return err
		}
		gap := one.Follows(last.closing())
		if gap == nil {
			return nil
		}
		about.Kind, about.Words, about.Says = statement.Code(gap), gap.Error(), particularsOf(gap)
	}
	return s.except(ctx, about)
}

// refusedFile is the problem that whoever uploads a file is told.
func refusedFile(d importDoc) error {
	kind := problem.Invalid
	switch d.Refused {
	case "":
		return nil
	case "statement_corrected":
		kind = problem.Conflict
	case statement.ErrTooLarge.Code():
		kind = problem.TooLarge
	}
	p := problem.New(kind, d.Refused, d.Words)
	if says := viewParticulars(d.Says); says != nil {
		p = p.With("says", says)
	}
	return p
}
