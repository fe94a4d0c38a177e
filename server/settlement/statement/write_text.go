package statement

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"fairground/server/money"
)

// WriteMT940 writes the statements of a file as SWIFT customer statements without an envelope. Lines longer than the
// format allows are folded; what no line can carry is ErrUnwritable.
func WriteMT940(w io.Writer, f File) error {
	var b strings.Builder
	for _, s := range f.Statements {
		if s.Opening == nil || s.Closing == nil || len(s.ID) > 16 || len(s.Account) > 35 || s.Number > 99999 {
			return fmt.Errorf("write statement: %w: %q as MT940", ErrUnwritable, clip(s.ID))
		}
		fmt.Fprintf(&b, ":20:%s\r\n:25:%s\r\n:28C:%d/1\r\n:60F:%s\r\n", s.ID, s.Account, s.Number, mtBalanceText(s.Opening))
		for _, l := range s.Lines {
			if !l.Booked {
				continue // the format knows bookings only
			}
			if err := writeMTLine(&b, l); err != nil {
				return fmt.Errorf("write statement: %w", err)
			}
		}
		fmt.Fprintf(&b, ":62F:%s\r\n-\r\n", mtBalanceText(s.Closing))
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("write statement: %w", err)
	}
	return nil
}

func writeMTLine(b *strings.Builder, l Line) error {
	// The reference of the bank has sixteen places; a longer one would come back as another booking.
	if len(l.Ref) > 16 || l.Amount.Validate() != nil || l.Day == 0 || strings.Contains(l.Ref, "/") {
		return fmt.Errorf("%w: booking %q as MT940", ErrUnwritable, clip(l.Ref))
	}
	value := l.Value
	if value == 0 {
		value = l.Day
	}
	// RC takes a credit back and is a debit, RD the other way round.
	side := map[[2]bool]string{{false, false}: "C", {true, false}: "D", {false, true}: "RD", {true, true}: "RC"}[[2]bool{l.Amount.Minor < 0, l.Reversal}]
	fmt.Fprintf(b, ":61:%s%s%s%sNTRFNONREF", mtDayText(value), mtDayText(l.Day)[2:], side, mtDecimal(l.Amount))
	if l.Ref != "" {
		b.WriteString("//" + l.Ref)
	}
	b.WriteString("\r\n")
	words := ""
	for _, part := range [][2]string{{"EREF", l.EndToEnd}, {"REMI", l.Reference}, {"NAME", l.Party}, {"IBAN", l.Account}, {"RTRN", l.Reason}} {
		if strings.ContainsAny(part[1], "/\r\n") {
			return fmt.Errorf("%w: %q as MT940", ErrUnwritable, clip(part[1]))
		}
		if part[1] != "" {
			words += "/" + part[0] + "/" + part[1]
		}
	}
	if words != "" {
		b.WriteString(":86:" + fold(words) + "\r\n")
	}
	return nil
}

// fold breaks words into lines of at most 65 bytes, never inside a character, never so that a line begins with what would
// open another field or ends with a space.
func fold(words string) string {
	var b strings.Builder
	n := 0
	for i, r := range words {
		if n >= 60 && r != ':' && r != '-' && r != '{' && r != ' ' && words[i-1] != ' ' {
			b.WriteString("\r\n")
			n = 0
		}
		b.WriteRune(r)
		n += len(string(r))
	}
	return b.String()
}

func mtBalanceText(b *Balance) string {
	side := "C"
	if b.Amount.Minor < 0 {
		side = "D"
	}
	return side + mtDayText(b.Day) + string(b.Amount.Currency) + mtDecimal(b.Amount)
}

func mtDayText(d Day) string { return d.Time().Format("060102") }

func mtDecimal(a money.Amount) string {
	text := strings.Replace(strings.TrimPrefix(a.Decimal(), "-"), ".", ",", 1)
	if !strings.Contains(text, ",") {
		text += ","
	}
	return text
}

// WriteCSV writes the statements of a file with the columns that Read knows, in English and UTF-8.
func WriteCSV(w io.Writer, f File) error {
	c := csv.NewWriter(w)
	var err error
	put := func(row [columns]string) {
		for _, cell := range row {
			if err == nil && !printable(cell) {
				err = fmt.Errorf("%w: %q as a cell", ErrUnwritable, clip(cell))
			}
		}
		if err == nil {
			err = c.Write(row[:])
		}
	}
	var head [columns]string
	for i, names := range csvNames {
		head[i] = names[0]
	}
	put(head)
	for _, s := range f.Statements {
		if s.Opening == nil || s.Closing == nil {
			return fmt.Errorf("write statement: %w: a statement has both balances", ErrUnwritable)
		}
		put(csvRow("opening", s, s.Opening.Day, s.Opening.Amount))
		for _, l := range s.Lines {
			row := csvRow("line", s, l.Day, l.Amount)
			row[colValue], row[colRef], row[colEndToEnd], row[colReference] = l.Value.String(), l.Ref, l.EndToEnd, l.Reference
			row[colParty], row[colPartyAccount], row[colReason] = l.Party, l.Account, l.Reason
			row[colStatus], row[colReversal] = "booked", strconv.FormatBool(l.Reversal)
			if !l.Booked {
				row[colStatus] = "pending"
			}
			put(row)
		}
		put(csvRow("closing", s, s.Closing.Day, s.Closing.Amount))
	}
	c.Flush()
	if err == nil {
		err = c.Error()
	}
	if err != nil {
		return fmt.Errorf("write statement: %w", err)
	}
	return nil
}

func csvRow(kind string, s Statement, day Day, a money.Amount) (row [columns]string) {
	row[colRecord], row[colAccount], row[colStatement], row[colNumber] = kind, s.Account, s.ID, strconv.FormatInt(s.Number, 10)
	row[colDate], row[colAmount], row[colCurrency] = day.String(), a.Decimal(), string(a.Currency)
	return row
}
