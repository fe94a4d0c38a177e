package statement

import (
	"fmt"
	"iter"
	"regexp"
	"strconv"
	"strings"
	"time"

	"fairground/server/money"
)

// readMT940 reads one or more SWIFT customer statements, with or without the envelope in braces. Pages of one statement
// that lie in the same file are joined.
func readMT940(text string) (File, error) {
	f := File{Format: MT940}
	var open *Statement // being read
	free := room(strings.Count(text, ":61:"))
	for fd := range fields(text) {
		closed, err := f.field(&open, free, fd)
		if err == nil && closed {
			free = open.Lines[len(open.Lines):]
			err = f.page(*open)
			open = nil
		}
		if err != nil {
			if fd.last && cut(err) {
				err = fmt.Errorf("%w: %w", ErrTruncated, err)
			}
			return f, placed{fd.at, err}
		}
	}
	if open != nil || len(f.Statements) == 0 {
		return f, fmt.Errorf("%w: no closing balance", ErrTruncated)
	}
	f.ID = f.Statements[0].ID
	return f, nil
}

// field takes one field; closed says that it was the closing balance.
func (f *File) field(open **Statement, free []Line, fd field) (closed bool, err error) {
	switch {
	case fd.tag == "20" && *open != nil:
		return false, fmt.Errorf("%w: no closing balance before it", ErrTruncated)
	case fd.tag == "20":
		*open = &Statement{ID: fd.text, Lines: free}
		return false, nil
	case *open == nil && (fd.tag == "64" || fd.tag == "65" || fd.tag == "86"):
		return false, nil // available balances and words after the closing one
	case *open == nil:
		return false, fmt.Errorf("%w: :%s: outside a statement", ErrMalformed, clip(fd.tag))
	}
	closed, err = (*open).field(fd)
	if err == nil && closed && ((*open).Account == "" || (*open).Opening == nil) {
		err = fmt.Errorf("%w: it lacks the account or the opening balance", ErrMalformed)
	}
	return closed, err
}

// page takes a finished statement, or joins a page to the one before it.
func (f *File) page(s Statement) error {
	if n := len(f.Statements); n > 0 && s.Page > 1 {
		last := &f.Statements[n-1]
		if last.Account == s.Account && last.Number == s.Number && last.Page+1 == s.Page && last.Closing.Amount == s.Opening.Amount {
			last.Lines, last.Closing, last.Page = append(last.Lines, s.Lines...), s.Closing, s.Page
			return nil
		}
	}
	return f.take(s)
}

// A field is ":61:…" with the lines that continue it.
type field struct {
	tag, text string
	at        int  // line of the file
	last      bool // nothing follows
}

var tagged = regexp.MustCompile(`^:(\d{2}[A-Z]?):`)

// fields yields the fields in order. What continues a field beyond 4 KiB is dropped: no field is that long.
func fields(text string) iter.Seq[field] {
	return func(yield func(field) bool) {
		var f field
		n := 0
		for line := range strings.SplitSeq(text, "\n") {
			n++
			line = strings.TrimRight(line, "\r ")
			if i := strings.LastIndex(line, "{4:"); i >= 0 && strings.HasPrefix(line, "{") {
				line = line[i+len("{4:"):]
			}
			m := tagged.FindStringSubmatch(line)
			switch {
			case m != nil:
				if f.tag != "" && !yield(f) {
					return
				}
				f = field{tag: m[1], text: line[len(m[0]):], at: n}
			case line == "" || line == "-" || strings.HasPrefix(line, "-}") || strings.HasPrefix(line, "{"):
			case f.tag != "" && len(f.text) < 4096:
				f.text += "\n" + line
			}
		}
		if f.last = true; f.tag != "" {
			yield(f)
		}
	}
}

// field takes one field of a statement; closed says that it was the closing balance.
func (s *Statement) field(fd field) (closed bool, err error) {
	switch fd.tag {
	case "25", "25P":
		s.Account, _, _ = strings.Cut(fd.text, "\n")
	case "28C", "28":
		number, page, paged := strings.Cut(fd.text, "/")
		if s.Number, err = strconv.ParseInt(number, 10, 32); err == nil && paged {
			s.Page, err = strconv.ParseInt(page, 10, 32)
		}
		if err != nil || s.Number < 0 || s.Page < 0 {
			return false, fmt.Errorf("%w: %q is no running number", ErrMalformed, clip(fd.text))
		}
	case "60F", "60M":
		if s.Opening, err = mtBalance(fd.text); err == nil {
			s.Currency = s.Opening.Amount.Currency
		}
	case "61":
		if s.Opening == nil {
			return false, fmt.Errorf("%w: a line before the opening balance", ErrMalformed)
		}
		if len(s.Lines) == cap(s.Lines) { // room was made for every line up to the limit
			return false, fmt.Errorf("%w: more than %d lines", ErrTooLarge, MaxLines)
		}
		l, err := mtLine(fd.text, s.Currency, s.Opening.Day)
		s.Lines = append(s.Lines, l)
		return false, err
	case "86":
		if n := len(s.Lines); n > 0 {
			s.Lines[n-1].words(fd.text)
		}
	case "62F", "62M":
		s.Closing, err = mtBalance(fd.text)
		return err == nil, err
	}
	return false, err
}

var mtBalanceForm = regexp.MustCompile(`^([CD])(\d{6})([A-Z]{3})([0-9,]{1,15})$`)

func mtBalance(text string) (*Balance, error) {
	m := mtBalanceForm.FindStringSubmatch(text)
	if m == nil {
		return nil, fmt.Errorf("%w: %q is no balance", ErrMalformed, clip(text))
	}
	day, err := mtDay(m[2])
	if err != nil {
		return nil, err
	}
	a, err := mtAmount(m[4], money.Currency(m[3]))
	if m[1] == "D" {
		a.Minor = -a.Minor // not negative before
	}
	return &Balance{a, day}, err
}

// mtDay reads 261231; the century is this one up to 79, as is SWIFT's custom.
func mtDay(text string) (Day, error) {
	century := "20"
	if text >= "80" {
		century = "19"
	}
	t, err := time.Parse("20060102", century+text)
	if err != nil {
		return 0, fmt.Errorf("%w: %q is no date", ErrMalformed, clip(text))
	}
	return DayOf(t), nil
}

// mtAmount reads "1234,5": the comma is always there, the decimals need not be.
func mtAmount(text string, c money.Currency) (money.Amount, error) {
	if strings.Count(text, ",") != 1 || text[0] == ',' {
		return money.Amount{}, fmt.Errorf("%w: %q is no amount", money.ErrMalformed, clip(text))
	}
	return unsigned(strings.TrimSuffix(strings.Replace(text, ",", ".", 1), "."), c)
}

// :61: value date, entry date (month and day), side, funds code, amount, type, customer's reference, bank's reference.
var mtLineForm = regexp.MustCompile(`^(\d{6})(\d{4})?(R?[CD])([A-Z])?([0-9,]{1,15})([A-Z][A-Z0-9]{3})([^\n]*)`)

func mtLine(text string, c money.Currency, opened Day) (Line, error) {
	m := mtLineForm.FindStringSubmatch(text)
	if m == nil {
		return Line{}, fmt.Errorf("%w: %q is no line of a statement", ErrMalformed, clip(text))
	}
	l := Line{Booked: true, Reversal: m[3][0] == 'R'}
	var err error
	if l.Value, err = mtDay(m[1]); err != nil {
		return l, err
	}
	if l.Day, err = entryDay(m[2], l.Value, opened); err != nil {
		return l, err
	}
	if l.Amount, err = mtAmount(m[5], c); err != nil {
		return l, err
	}
	// RC takes a credit back and is a debit, RD the other way round.
	if m[3] == "D" || m[3] == "RC" {
		l.Amount.Minor = -l.Amount.Minor
	}
	mine, theirs, _ := strings.Cut(m[7], "//")
	if mine = strings.TrimSpace(mine); mine != "NONREF" {
		l.EndToEnd = mine
	}
	l.Ref = strings.TrimSpace(theirs)
	return l, nil
}

// entryDay gives the booking date its year: that of the value date, or a neighbour if the turn of the year lies between.
func entryDay(text string, value, opened Day) (Day, error) {
	if text == "" {
		return value, nil
	}
	best, distance := Day(0), time.Duration(1<<62)
	for year := int(value)/10000 - 1; year <= int(value)/10000+1; year++ {
		t, err := time.Parse("20060102", fmt.Sprintf("%04d%s", year, text))
		if err != nil {
			continue // 29 February, or no date at all
		}
		if d := t.Sub(opened.Time()).Abs(); d < distance {
			best, distance = DayOf(t), d
		}
	}
	if best == 0 {
		return 0, fmt.Errorf("%w: %q is no date", ErrMalformed, clip(text))
	}
	return best, nil
}

// words reads :86:. Banks fill it as they like; what stands behind /EREF/, /REMI/, /NAME/, /IBAN/ and /RTRN/ is understood,
// everything else is remittance information as it is.
func (l *Line) words(text string) {
	text = strings.ReplaceAll(text, "\n", "")
	marks := mtMark.FindAllStringSubmatchIndex(text, -1)
	if len(marks) == 0 {
		l.Reference = text
		return
	}
	for i, m := range marks {
		end := len(text)
		if i+1 < len(marks) {
			end = marks[i+1][0]
		}
		value := strings.Trim(text[m[1]:end], "/ ")
		switch text[m[2]:m[3]] {
		case "EREF":
			if value != "NOTPROVIDED" {
				l.EndToEnd = value
			}
		case "REMI":
			l.Reference = value
		case "NAME":
			l.Party = value
		case "IBAN":
			l.Account = value
		case "RTRN":
			l.Reason = value
		}
	}
}

var mtMark = regexp.MustCompile(`/(EREF|REMI|NAME|IBAN|RTRN)/`)
