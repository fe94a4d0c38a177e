package paper

import (
	"strconv"

	"fairground/server/money"
)

// column is one column of a kind's table. Amounts stand at the right edge, texts wrap.
type column struct {
	head   Word
	width  float64
	text   func(s *page, i int, l Line) string
	amount func(l Line) *money.Amount
}

// columns are the columns of a kind; they fill the width of the page.
func columns(k Kind) []column {
	number := column{columnNumber, 10, func(_ *page, i int, _ Line) string { return strconv.Itoa(i + 1) }, nil}
	what := func(width float64) column {
		return column{columnWhat, width, func(s *page, _ int, l Line) string { return l.say(s.say) }, nil}
	}
	at := func(head Word, width float64) column {
		return column{head, width, func(s *page, _ int, l Line) string {
			if l.At == nil {
				return ""
			}
			return l.At.UTC().Format("2006-01-02")
		}, nil}
	}
	amount := func(head Word, width float64, of func(Line) *money.Amount) column {
		return column{head, width, nil, of}
	}
	value := amount(columnAmount, 36, func(l Line) *money.Amount { return l.Amount })
	switch k {
	case Confirmation, Proforma:
		return []column{number, what(94), at(columnDue, 26), value}
	case Statement:
		return []column{
			at(columnDate, 22), what(60), amount(columnIn, 28, func(l Line) *money.Amount { return l.In }),
			amount(columnOut, 28, func(l Line) *money.Amount { return l.Out }), amount(columnBalance, 28, func(l Line) *money.Amount { return l.Balance }),
		}
	case TaxCertificate:
		return []column{
			at(columnDate, 22), what(72), amount(columnBase, 36, func(l Line) *money.Amount { return l.Base }),
			amount(columnWithheld, 36, func(l Line) *money.Amount { return l.Amount }),
		}
	default:
		return []column{number, what(120), value}
	}
}

// table sets the lines, its head again on each page.
func (s *page) table() {
	cols := columns(s.doc.Kind)
	s.room(24)
	s.tableHead(cols)
	if len(s.doc.Lines) == 0 {
		s.put(left+2, s.y+5, s.say(noLines), fine)
		s.y += 8
		s.rule(s.y, 0.15, hair)
		return
	}
	for i, l := range s.doc.Lines {
		cells := make([][]string, len(cols))
		tall := 1
		for c, col := range cols {
			if col.text != nil {
				cells[c] = s.wrap(col.text(s, i, l), col.width-4, body)
				tall = max(tall, len(cells[c]))
			}
		}
		var ref []string
		if l.Ref != "" {
			ref = s.wrap(l.Ref, s.refWidth(cols), digits)
		}
		height := 2.6 + float64(tall)*leading + float64(len(ref))*3.2
		if s.room(height) {
			s.tableHead(cols)
		}
		s.row(cols, l, cells, ref)
		s.y += height
		s.rule(s.y, 0.15, hair)
	}
}

func (s *page) row(cols []column, l Line, cells [][]string, ref []string) {
	x := left
	for c, col := range cols {
		y := s.y + 4.9
		if col.amount != nil {
			if a := col.amount(l); a != nil {
				s.putRight(x+col.width-2, y, grouped(*a), body)
			}
		}
		for _, line := range cells[c] {
			s.put(x+2, y, line, body)
			y += leading
		}
		if col.head == columnWhat {
			for _, line := range ref {
				s.put(x+2, y-0.6, line, digits)
				y += 3.2
			}
		}
		x += col.width
	}
}

func (s *page) refWidth(cols []column) float64 {
	for _, col := range cols {
		if col.head == columnWhat {
			return col.width - 4
		}
	}
	return right - left
}

// tableHead names the columns, those of amounts with the currency.
func (s *page) tableHead(cols []column) {
	s.pdf.SetFillColor(wash[0], wash[1], wash[2])
	s.pdf.Rect(left, s.y, right-left, 7.4, "F")
	x := left
	for _, col := range cols {
		if col.amount != nil {
			s.putRight(x+col.width-2, s.y+4.8, s.say(col.head)+" "+string(s.doc.Currency), label)
		} else {
			s.put(x+2, s.y+4.8, s.say(col.head), label)
		}
		x += col.width
	}
	s.y += 7.4
}
