package statement

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"fairground/server/money"
)

// camt reads all statements of a message.
func (x *xmlReader) camt(f *File, message, unit string) error {
	lines, found := 0, false
	err := x.children(func(el xml.StartElement) error {
		if el.Name.Local != message || found {
			return fmt.Errorf("%w: %s is not %s", ErrMalformed, clip(el.Name.Local), message)
		}
		found = true
		return x.children(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "GrpHdr":
				return x.header(&f.ID)
			case unit:
				s, err := x.statement(&lines)
				if err != nil {
					return fmt.Errorf("statement %d: %w", len(f.Statements)+1, err)
				}
				return f.take(s)
			}
			return x.skip()
		})
	})
	if err == nil && len(f.Statements) == 0 {
		err = fmt.Errorf("%w: no %s in it", ErrMalformed, unit)
	}
	return err
}

func (x *xmlReader) header(id *string) error {
	return x.children(func(el xml.StartElement) error {
		if el.Name.Local == "MsgId" {
			return x.text(id, el)
		}
		return x.skip()
	})
}

func (x *xmlReader) statement(lines *int) (Statement, error) {
	s := Statement{Lines: x.room}
	var balances []xmlBalance
	var electronic, legal string
	err := x.children(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "Id":
			return x.text(&s.ID, el)
		case "ElctrncSeqNb":
			return x.text(&electronic, el)
		case "LglSeqNb":
			return x.text(&legal, el)
		case "StmtPgntn":
			var page struct {
				Number int64 `xml:"PgNb"`
			}
			err := x.into(&page, el)
			s.Page = page.Number
			return err
		case "Acct":
			var a xmlAccount
			err := x.into(&a, el)
			s.Account, s.Currency = a.id(), money.Currency(strings.TrimSpace(a.Currency))
			return err
		case "Bal":
			var b xmlBalance
			if len(balances) >= maxElements {
				return fmt.Errorf("%w: more than %d balances", ErrTooLarge, maxElements)
			}
			err := x.into(&b, el)
			balances = append(balances, b)
			return err
		case "Ntry":
			before := len(s.Lines)
			if err := x.entry(&s.Lines, *lines); err != nil {
				return err
			}
			*lines += len(s.Lines) - before
			return nil
		}
		return x.skip()
	})
	if err != nil {
		return s, err
	}
	x.room = s.Lines[len(s.Lines):]
	for _, text := range []string{electronic, legal} {
		if s.Number == 0 && text != "" {
			if s.Number, err = strconv.ParseInt(text, 10, 64); err != nil || s.Number < 0 {
				return s, fmt.Errorf("%w: %q is no running number", ErrMalformed, clip(text))
			}
		}
	}
	if s.Account == "" {
		return s, fmt.Errorf("%w: it names no account", ErrMalformed)
	}
	return s, s.balances(balances)
}

// balances picks the opening and the closing one: booked balances, those of a page where it is one.
func (s *Statement) balances(all []xmlBalance) error {
	rank := map[string]int{"OPBD": 3, "PRCD": 2, "CLBD": 3, "ITBD": 1}
	opening, closing := 0, 0
	for _, b := range all {
		code := strings.TrimSpace(b.Code)
		r, opens := rank[code], code == "OPBD" || code == "PRCD" || code == "ITBD" && s.Opening == nil
		if r == 0 {
			continue
		}
		amount, err := b.Amount.read(b.Side)
		if err != nil {
			return fmt.Errorf("balance %s: %w", code, err)
		}
		day, err := b.Date.day()
		if err != nil {
			return fmt.Errorf("balance %s: %w", code, err)
		}
		switch {
		case opens && r > opening:
			s.Opening, opening = &Balance{amount, day}, r
		case !opens && r >= closing:
			s.Closing, closing = &Balance{amount, day}, r
		}
	}
	if s.Currency == "" && s.Opening != nil {
		s.Currency = s.Opening.Amount.Currency
	}
	return nil
}
