package statement

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fairground/server/money"
)

// The columns of a statement as CSV, in any order, separated by comma, semicolon or tab, UTF-8 or GB18030. The first row
// names them, in English or Chinese, and begins with record. A row is one of
//
//	opening  the balance before the first line: account, currency, amount (negative: overdraft); statement, number, date
//	line     a booking: date, amount (negative: out), and what is known of the rest
//	closing  the balance after the last line: amount; date
//
// and every statement has exactly one opening, then its lines, then one closing. status is booked (also if empty) or
// pending, reversal is true, yes, 1 or 是.
const (
	colRecord = iota
	colAccount
	colStatement
	colNumber
	colDate
	colValue
	colAmount
	colCurrency
	colStatus
	colReversal
	colRef
	colEndToEnd
	colReference
	colParty
	colPartyAccount
	colReason
	columns
)

var csvNames = [columns][2]string{
	{"record", "类型"},
	{"account", "账号"},
	{"statement", "对账单"},
	{"number", "序号"},
	{"date", "记账日期"},
	{"value", "起息日"},
	{"amount", "金额"},
	{"currency", "币种"},
	{"status", "状态"},
	{"reversal", "冲正"},
	{"bankReference", "银行流水号"},
	{"endToEnd", "端到端编号"},
	{"reference", "附言"},
	{"party", "对方户名"},
	{"partyAccount", "对方账号"},
	{"reason", "原因"},
}

func readCSV(text string) (File, error) {
	f := File{Format: CSV}
	head, rest, _ := strings.Cut(text, "\n")
	comma := byte(',')
	for _, c := range []byte(";\t") {
		if strings.IndexByte(head, c) >= 0 {
			comma = c
		}
	}
	row, err := cells(head, comma, nil)
	if err != nil {
		return f, placed{1, err}
	}
	where, err := csvHeader(row)
	if err != nil {
		return f, placed{1, err}
	}
	width := len(row)
	var open *Statement
	at, free := 1, room(strings.Count(rest, "\n"))
	for rest != "" {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		at++
		if strings.TrimSpace(line) == "" {
			continue
		}
		row, err = cells(line, comma, row[:0])
		if err == nil && len(row) != width {
			err = fmt.Errorf("%w: %d cells where the first row has %d", ErrMalformed, len(row), width)
		}
		if err == nil {
			before := open
			open, err = f.row(open, func(c int) string {
				if where[c] < 0 {
					return ""
				}
				return strings.TrimSpace(row[where[c]])
			})
			switch {
			case before == nil && open != nil:
				open.Lines = free
			case before != nil && open == nil:
				free = before.Lines[len(before.Lines):]
			}
		}
		if err != nil {
			if strings.TrimSpace(rest) == "" && cut(err) {
				err = fmt.Errorf("%w: %w", ErrTruncated, err)
			}
			return f, placed{at, err}
		}
	}
	if open != nil || len(f.Statements) == 0 {
		return f, fmt.Errorf("%w: no closing balance", ErrTruncated)
	}
	f.ID = f.Statements[0].ID
	return f, nil
}

// cells splits a row. A cell in quotes may hold the separator and doubled quotes; a row is one line.
func cells(line string, comma byte, to []string) ([]string, error) {
	line = strings.TrimRight(line, "\r")
	for {
		if len(to) >= 4*columns {
			return nil, fmt.Errorf("%w: more than %d cells in a row", ErrTooLarge, 4*columns)
		}
		var cell string
		if quoted, ok := strings.CutPrefix(line, `"`); ok {
			end := 0
			for {
				i := strings.IndexByte(quoted[end:], '"')
				if i < 0 {
					return nil, fmt.Errorf("%w: a quoted cell does not end", ErrMalformed)
				}
				if end += i; !strings.HasPrefix(quoted[end+1:], `"`) {
					break
				}
				end += 2
			}
			cell, line = strings.ReplaceAll(quoted[:end], `""`, `"`), quoted[end+1:]
			if line != "" && line[0] != comma {
				return nil, fmt.Errorf("%w: text after a quoted cell", ErrMalformed)
			}
		} else {
			end := strings.IndexByte(line, comma)
			if end < 0 {
				end = len(line)
			}
			cell, line = line[:end], line[end:]
		}
		to = append(to, cell)
		if line == "" {
			return to, nil
		}
		line = line[1:]
	}
}

// csvHeader finds each column's place, -1 for none.
func csvHeader(row []string) ([columns]int, error) {
	var where [columns]int
	for c, names := range csvNames {
		where[c] = slices.IndexFunc(row, func(cell string) bool {
			cell = strings.TrimSpace(cell)
			return strings.EqualFold(cell, names[0]) || cell == names[1]
		})
	}
	for _, c := range []int{colRecord, colAccount, colDate, colAmount, colCurrency} {
		if where[c] < 0 {
			return where, fmt.Errorf("%w: no column %s (%s)", ErrMalformed, csvNames[c][0], csvNames[c][1])
		}
	}
	return where, nil
}

// row takes one row; open is the statement it belongs to, and what is returned the one the next belongs to.
func (f *File) row(open *Statement, cell func(int) string) (*Statement, error) {
	kind := cell(colRecord)
	currency := money.Currency(cell(colCurrency))
	if open != nil && currency == "" {
		currency = open.Currency
	}
	amount, err := decimal(cell(colAmount), currency)
	if err != nil {
		return nil, err
	}
	day, err := ParseDay(cell(colDate))
	if err != nil {
		return nil, err
	}
	switch {
	case (kind == "opening" || kind == "期初") && open == nil:
		s := &Statement{ID: cell(colStatement), Account: cell(colAccount), Currency: currency, Opening: &Balance{amount, day}}
		if s.Account == "" {
			return nil, fmt.Errorf("%w: it names no account", ErrMalformed)
		}
		if n := cell(colNumber); n != "" {
			if s.Number, err = strconv.ParseInt(n, 10, 64); err != nil || s.Number < 0 {
				return nil, fmt.Errorf("%w: %q is no running number", ErrMalformed, clip(n))
			}
		}
		return s, nil
	case (kind == "line" || kind == "明细") && open != nil:
		if len(open.Lines) == cap(open.Lines) { // room was made for every line up to the limit
			return nil, fmt.Errorf("%w: more than %d lines", ErrTooLarge, MaxLines)
		}
		l, err := csvLine(amount, day, cell)
		open.Lines = append(open.Lines, l)
		return open, err
	case (kind == "closing" || kind == "期末") && open != nil:
		open.Closing = &Balance{amount, day}
		return nil, f.take(*open)
	case (kind == "opening" || kind == "期初") && open != nil:
		return nil, fmt.Errorf("%w: no closing balance before it", ErrTruncated)
	}
	return nil, fmt.Errorf("%w: no row %q is expected here", ErrMalformed, clip(kind))
}

func csvLine(amount money.Amount, day Day, cell func(int) string) (Line, error) {
	l := Line{
		Amount: amount, Day: day, Booked: true, Ref: cell(colRef), EndToEnd: cell(colEndToEnd), Reference: cell(colReference),
		Party: cell(colParty), Account: cell(colPartyAccount), Reason: cell(colReason),
	}
	switch status := cell(colStatus); status {
	case "", "booked", "已记账":
	case "pending", "未记账":
		l.Booked = false
	default:
		return l, fmt.Errorf("%w: %q is no status of a line", ErrMalformed, clip(status))
	}
	switch reversal := strings.ToLower(cell(colReversal)); reversal {
	case "", "false", "no", "0", "否":
	case "true", "yes", "1", "是":
		l.Reversal = true
	default:
		return l, fmt.Errorf("%w: %q is neither true nor false", ErrMalformed, clip(reversal))
	}
	if v := cell(colValue); v != "" {
		var err error
		if l.Value, err = ParseDay(v); err != nil {
			return l, err
		}
	}
	return l, nil
}
