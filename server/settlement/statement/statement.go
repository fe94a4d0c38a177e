// Package statement reads and writes the files that banks and their customers exchange: statements and notices of
// bookings (camt.053, camt.054, MT940, CSV), answers to payment files (pain.002), requests to give a payment back (camt.056)
// and payment files themselves (pain.001).
// It also matches what a book expects against what a bank reports.
//
// Everything in it is pure: bytes in, values out. It knows no network, no database, no ledger and no clock. Amounts are
// counts of minor units from the first character on; no float ever stands between a file and a sum.
package statement

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/money"
)

// Bounds of what Read takes.
const (
	MaxBytes      = 16 << 20
	MaxLines      = 200_000 // lines of all statements of a file, statuses of an answer
	MaxStatements = 2_000
	MaxText       = 4096 // bytes of any text; of a longer one Read gives the beginning
)

// Format is the kind of a file.
type Format string

// The formats that Read knows.
const (
	Camt053 Format = "camt.053" // statement of a day
	Camt054 Format = "camt.054" // notice of bookings
	Camt056 Format = "camt.056" // payments that a bank asks for back
	Pain002 Format = "pain.002" // what became of a payment file
	MT940   Format = "mt940"    // statement of a day
	CSV     Format = "csv"      // statement of a day, see the columns in csv.go
)

// File is what one file says.
type File struct {
	Format     Format
	Version    string // such as "camt.053.001.08"; "" where the format has none
	ID         string // the sender's message id; "" where the format has none
	Statements []Statement
	Statuses   []Status // pain.002 only
	Recalls    []Recall // camt.056 only
}

// Statement is one account's bookings over a time. A notice of bookings is one without balances.
type Statement struct {
	ID       string
	Number   int64 // the bank's running number, 0 for none
	Page     int64 // of a statement that comes in pages, 0 for none
	Account  string
	Currency money.Currency
	Opening  *Balance // nil if not stated
	Closing  *Balance // nil if not stated
	Lines    []Line
}

// Balance is what lay in the account at the end of a day, negative for an overdraft.
type Balance struct {
	Amount money.Amount
	Day    Day
}

// Line is one booking as the account's owner sees it.
type Line struct {
	Key       Key          // the same in every file that reports this booking of the account
	Amount    money.Amount // positive came in, negative went out
	Day       Day          // of booking
	Value     Day          // 0 if not stated
	Booked    bool         // false is announced only: it may still vanish
	Reversal  bool         // takes an earlier booking back; Amount has the sign of the reversal itself
	Batch     int32        // number of payments in it that are not told apart here, 0 for a single one
	Charges   int64        // minor units of the line's currency that were taken off on the way and are not in Amount
	Ref       string       // the bank's own reference
	EndToEnd  string       // "" if none was given
	Reference string       // remittance information
	Party     string       // name of the other side
	Account   string       // of the other side
	Reason    string       // code of a return or a reversal
}

// State is what a bank says about a payment it was asked to make.
type State string

// The states of a payment in an answer. Only a booking settles a payment: an answer never does.
const (
	Accepted State = "accepted"
	Pending  State = "pending"
	Rejected State = "rejected"
)

// Status is the answer to one payment, or to a whole file where EndToEnd is empty.
type Status struct {
	MsgID    string // of the payment file
	EndToEnd string
	State    State
	Code     string // as it stands in the file, such as "ACSP"
	Reason   string
}

// Key names a line for ever within its account.
type Key [16]byte

// String returns k in hexadecimal.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Day is a date of the calendar as the number 20261231; 0 is no date.
type Day int32

// DayOf is the date of t in UTC.
func DayOf(t time.Time) Day {
	t = t.UTC()
	return Day(t.Year()*10000 + int(t.Month())*100 + t.Day()) //nolint:gosec // years of four digits
}

// ParseDay reads "2026-12-31".
func ParseDay(s string) (Day, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return 0, fmt.Errorf("%w: %q is no date", ErrMalformed, clip(s))
	}
	return DayOf(t), nil
}

// Time is the beginning of the day in UTC; the zero time for no date.
func (d Day) Time() time.Time {
	if d == 0 {
		return time.Time{}
	}
	return time.Date(int(d)/10000, time.Month(int(d)/100%100), int(d)%100, 0, 0, 0, 0, time.UTC)
}

// String is "2026-12-31", "" for no date.
func (d Day) String() string {
	if d == 0 {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

func (f *File) take(s Statement) error {
	if len(f.Statements) >= MaxStatements {
		return fmt.Errorf("%w: more than %d statements", ErrTooLarge, MaxStatements)
	}
	s.Lines = slices.Clip(s.Lines)
	f.Statements = append(f.Statements, s)
	return nil
}

// room makes room for all lines of a file at once; growing step by step would hold the largest files twice.
func room(lines int) []Line { return make([]Line, 0, min(lines, MaxLines)) }

// Prove checks that the opening balance and the booked lines make the closing balance. The error is ErrUnbalanced, or
// ErrUnprovable for a statement that lacks a balance or counts in several currencies.
func (s Statement) Prove() error {
	if s.Opening == nil || s.Closing == nil {
		return fmt.Errorf("%w: a balance is missing", ErrUnprovable)
	}
	sum := s.Opening.Amount
	for i, l := range s.Lines {
		if !l.Booked {
			continue
		}
		if l.Amount.Currency != sum.Currency {
			return fmt.Errorf("%w: line %d is in %s, the account in %s", ErrUnprovable, i+1, l.Amount.Currency, sum.Currency)
		}
		var err error
		if sum, err = sum.Add(l.Amount); err != nil {
			return fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	if s.Closing.Amount.Currency != sum.Currency {
		return fmt.Errorf("%w: it opens in %s and closes in %s", ErrUnprovable, sum.Currency, s.Closing.Amount.Currency)
	}
	if s.Closing.Amount != sum {
		return Mismatch{ErrUnbalanced, sum, s.Closing.Amount}
	}
	return nil
}

// Follows checks that s opens where the statement before it closed. The error is ErrGap.
func (s Statement) Follows(closing money.Amount) error {
	if s.Opening != nil && s.Opening.Amount != closing {
		return Mismatch{ErrGap, s.Opening.Amount, closing}
	}
	return nil
}

// name gives every line its key. Where the bank has a reference of its own, the key follows from it and the amount, so
// that a notice in one format and a statement in another name the same booking; otherwise from all that tells lines
// apart. Equal lines are counted, so that two equal payments on one day stay two; but a notice with the bank's own
// reference twice says one thing twice, and if it were two, the day's statement would have both.
func (f File) name() {
	for _, s := range f.Statements {
		seen := make(map[Key]int32, len(s.Lines))
		for i := range s.Lines {
			l := &s.Lines[i]
			amount := strconv.FormatInt(l.Amount.Minor, 10) + string(l.Amount.Currency)
			parts := []string{"ref", l.Ref, amount}
			if l.Ref == "" {
				parts = []string{"line", l.Day.String(), amount, l.EndToEnd, l.Reference, l.Account, strconv.FormatBool(l.Reversal)}
			}
			k := digest(parts...)
			n := seen[k]
			seen[k]++
			if n > 0 && (l.Ref == "" || f.Format != Camt054) {
				k = digest("again", k.String(), strconv.Itoa(int(n)))
			}
			l.Key = k
		}
	}
}

// shorten cuts every text to MaxText bytes: what a file says is kept in documents of bounded size.
func (f *File) shorten() {
	short(&f.ID)
	for i := range f.Statements {
		s := &f.Statements[i]
		short(&s.ID, &s.Account)
		for j := range s.Lines {
			l := &s.Lines[j]
			short(&l.Ref, &l.EndToEnd, &l.Reference, &l.Party, &l.Account, &l.Reason)
		}
	}
	for i := range f.Statuses {
		s := &f.Statuses[i]
		short(&s.MsgID, &s.EndToEnd, &s.Code, &s.Reason)
	}
	for i := range f.Recalls {
		r := &f.Recalls[i]
		short(&r.Case, &r.EndToEnd, &r.Code, &r.Words)
	}
}

func short(texts ...*string) {
	for _, s := range texts {
		if len(*s) > MaxText {
			*s = strings.ToValidUTF8((*s)[:MaxText], "")
		}
	}
}

// digest hashes parts that never run into each other: each is preceded by its length.
func digest(parts ...string) Key {
	h := sha256.New()
	for _, p := range parts {
		h.Write(fmt.Appendf(nil, "%d:%s,", len(p), p))
	}
	return Key(h.Sum(nil)[:16])
}

// clip shortens what a stranger sent so that it fits an error.
func clip(s string) string {
	if len(s) > 40 {
		return s[:40] + "…"
	}
	return s
}
