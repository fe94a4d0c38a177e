package paper

import (
	"time"

	"fairground/server/lang"
	"fairground/server/money"
)

// firstPage sets what a paper begins with: what it is, whose it is, and from when.
func (s *page) firstPage() {
	s.pdf.AddPage()
	s.pdf.SetFillColor(celadon[0], celadon[1], celadon[2])
	s.pdf.Rect(left, top, 12, 1.1, "F")
	s.put(left, top+12, s.say(title[s.doc.Kind]), headline)

	s.putRight(right, top+2.6, s.say(numberWord)+" "+s.doc.Number, strong)
	s.putRight(right, top+7.4, s.say(issuedWord)+" "+s.day(s.doc.Issued), label)
	s.y = top + 19
	if s.doc.Title != "" {
		s.y = s.block(left, s.y, right-left, 5.6, s.doc.Title, style{size: 11, color: ink}) + 0.5
	}
	s.y += 1
	s.parties()
	s.facts()
}

// day writes a day as papers of the language do. Days are those of UTC: the ledger's clock knows no other.
func (s *page) day(t time.Time) string {
	if s.language == lang.Chinese {
		return t.UTC().Format("2006年1月2日")
	}
	return t.UTC().Format("2 January 2006")
}

// parties sets the sides beside each other, each with its name in the language of the paper and, below, in the other one.
func (s *page) parties() {
	s.rule(s.y, 0.3, ink)
	s.y += 6
	width := (right - left) / float64(len(s.doc.Parties))
	end := s.y
	for i, p := range s.doc.Parties {
		x := left + float64(i)*width
		s.put(x, s.y, s.say(p.Role), label)
		name, in := p.Name.In(s.language)
		if name == "" {
			name = p.ID
		}
		y := s.block(x, s.y+5.2, width-6, leading+0.3, name, style{size: 10.5, bold: true, color: ink})
		other := lang.English
		if in == lang.English {
			other = lang.Chinese
		}
		if second := p.Name[other]; second != "" && second != name {
			y = s.block(x, y, width-6, leading, second, style{size: 8.6, color: soft})
		}
		end = max(end, s.block(x, y, width-6, leading, p.ID, label))
	}
	s.y = end + 1
}

// facts sets the small things in four columns, label above value.
func (s *page) facts() {
	if len(s.doc.Facts) == 0 {
		s.y += 2
		return
	}
	s.rule(s.y, 0.15, hair)
	s.y += 5.2
	const columns = 3
	width := (right - left) / columns
	for from := 0; from < len(s.doc.Facts); from += columns {
		end := s.y
		for i, f := range s.doc.Facts[from:min(from+columns, len(s.doc.Facts))] {
			x := left + float64(i)*width
			value := f.Value
			switch {
			case f.At != nil:
				value = s.day(*f.At)
			case f.Word != "":
				value = s.say(f.Word)
			}
			s.put(x, s.y, s.say(f.Label), label)
			end = max(end, s.block(x, s.y+4.4, width-5, leading-0.4, value, body))
		}
		s.y = end + 2.6
	}
	s.y += 1
}

// totals sets the sums below the table on the right, the one that matters last and large.
func (s *page) totals() {
	if len(s.doc.Totals) == 0 {
		return
	}
	s.y += 1.5
	for _, sum := range s.doc.Totals {
		name, amount := s.say(sum.Label), sum.Amount.Format()
		if !sum.Grand {
			s.room(6)
			s.put(middle, s.y+3.6, name, body)
			s.putRight(right-2, s.y+3.6, grouped(sum.Amount), body)
			s.y += 5.6
			continue
		}
		words := ""
		if s.language == lang.Chinese {
			words = capital(sum.Amount)
		}
		height := 10.5
		if words != "" {
			height += 6
		}
		s.room(height + 2)
		s.y += 1
		s.pdf.SetFillColor(wash[0], wash[1], wash[2])
		s.pdf.Rect(middle-4, s.y, right-middle+4, 9.5, "F")
		s.put(middle, s.y+6.3, name, strong)
		s.putRight(right-2, s.y+6.4, amount, grand)
		s.y += 11
		if words != "" {
			s.putRight(right-2, s.y+4, s.say(capitalWord)+" "+words, fine)
			s.y += 6
		}
	}
}

// middle is where the labels of the sums begin.
const middle = 112.0

// grouped is an amount without the code of its currency, for a column that names it above.
func grouped(a money.Amount) string { return a.Format()[len(a.Currency)+1:] }

// terms sets the sentences at the end.
func (s *page) terms() {
	if len(s.doc.Terms) == 0 {
		return
	}
	s.y += 5
	for i, t := range s.doc.Terms {
		lines := s.wrap(fill(s.say(t.Sentence), t.With), right-left-5, fine)
		height := float64(len(lines)) * 4.1
		if i == 0 {
			s.room(height + 8)
			s.put(left, s.y+3, s.say(termsWord), style{size: 8.4, bold: true, color: ink})
			s.y += 7.4
		} else {
			s.room(height)
		}
		s.pdf.SetFillColor(celadon[0], celadon[1], celadon[2])
		s.pdf.Circle(left+0.8, s.y-0.1, 0.5, "F")
		for _, line := range lines {
			s.put(left+4, s.y+0.9, line, fine)
			s.y += 4.1
		}
		s.y += 0.9
	}
}
