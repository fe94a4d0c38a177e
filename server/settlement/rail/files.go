package rail

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/statement"
)

const (
	maxNotices = 500 // bookings in one notice
	maxFiles   = 50  // files in one answer
	// Account is the custody account as the sandbox's statements name it.
	Account = "SANDBOX-CUSTODY"
	largest = 1 << 53 // minor units of one payment
)

// deliver writes the files after the cursor. The cursor names the book and how many of its items have been told; that of
// another book, such as one that a restart has forgotten, begins anew.
func (b *book) deliver(cursor string, day statement.Format) ([]File, string, error) {
	from := 0
	if id, n, _ := strings.Cut(cursor, ":"); id == b.id {
		var err error
		if from, err = strconv.Atoi(n); err != nil || from < 0 || from > len(b.out) {
			return nil, cursor, fmt.Errorf("unknown cursor %q", cursor)
		}
	}
	var files []File
	for from < len(b.out) && len(files) < maxFiles {
		to := from + 1
		for b.out[from].notice && to < len(b.out) && b.out[to].notice && to-from < maxNotices {
			to++
		}
		f, err := b.file(from, to, day)
		if err != nil {
			return nil, cursor, err
		}
		files, from = append(files, f), to
	}
	return files, b.id + ":" + strconv.Itoa(from), nil
}

// file writes the items from..to, which are notices or a single other one.
func (b *book) file(from, to int, day statement.Format) (File, error) {
	first, at := b.out[from], time.UnixMilli(b.out[to-1].at).UTC()
	id := fmt.Sprintf("%s-%d-%d", b.id, from+1, to)
	var w bytes.Buffer
	var err error
	switch {
	case first.answer != nil:
		err = b.writeAnswer(&w, id, at, *first.answer)
	case first.closing != nil:
		err = b.writeDay(&w, id, at, first, day)
	default:
		err = b.writeNotices(&w, id, at, b.out[from:to])
	}
	if err != nil {
		return File{}, fmt.Errorf("write file %s: %w", id, err)
	}
	return File{ID: id, Received: at, Data: w.Bytes()}, nil
}

func (b *book) writeAnswer(w *bytes.Buffer, id string, at time.Time, a answer) error {
	f := statement.File{ID: id}
	for _, k := range a.acks {
		s := statement.Status{MsgID: a.msg, EndToEnd: k.EndToEnd, State: statement.Accepted, Reason: k.Reason}
		if k.State == Rejected {
			s.State = statement.Rejected
		}
		if s.EndToEnd == "" {
			s.EndToEnd = "NOTPROVIDED"
		}
		f.Statuses = append(f.Statuses, s)
	}
	return statement.WritePain002(w, "pain.002.001.10", at, f) //nolint:wrapcheck // file says which
}

// writeNotices writes bookings in the order in which they are told, one notice for each run of a currency.
func (b *book) writeNotices(w *bytes.Buffer, id string, at time.Time, items []item) error {
	f := statement.File{ID: id}
	for _, it := range items {
		n := len(f.Statements)
		if n == 0 || f.Statements[n-1].Currency != it.currency {
			f.Statements = append(f.Statements, statement.Statement{ID: fmt.Sprintf("%s-%d", id, n+1), Account: Account, Currency: it.currency})
			n++
		}
		s := &f.Statements[n-1]
		s.Lines = append(s.Lines, b.custody[it.currency].bookings[it.from].line())
	}
	return statement.WriteCamt(w, "camt.054.001.08", at, f) //nolint:wrapcheck // file says which
}

func (b *book) writeDay(w *bytes.Buffer, id string, at time.Time, it item, format statement.Format) error {
	day := it.closing
	s := statement.Statement{
		ID: string(it.currency) + day.day.Time().Format("060102"), Number: day.number, Account: Account, Currency: it.currency,
		Opening: &statement.Balance{Amount: money.Amount{Minor: day.opening, Currency: it.currency}, Day: day.day},
		Closing: &statement.Balance{Amount: money.Amount{Minor: day.closing, Currency: it.currency}, Day: day.day},
	}
	for _, k := range b.custody[it.currency].bookings[it.from:it.to] {
		s.Lines = append(s.Lines, k.line())
	}
	f := statement.File{ID: id, Statements: []statement.Statement{s}}
	switch format {
	case statement.MT940:
		return statement.WriteMT940(w, f) //nolint:wrapcheck // file says which
	case statement.CSV:
		return statement.WriteCSV(w, f) //nolint:wrapcheck // file says which
	default:
		return statement.WriteCamt(w, "camt.053.001.08", at, f) //nolint:wrapcheck // file says which
	}
}

func (k booking) line() statement.Line {
	return statement.Line{
		Amount: k.amount, Day: k.day, Value: k.day, Booked: true, Reversal: k.reversal, Ref: string(k.amount.Currency) + fmt.Sprintf("%012d", k.n+1),
		EndToEnd: k.endToEnd, Reference: k.reference, Account: k.party, Reason: k.reason,
	}
}
