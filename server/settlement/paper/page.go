package paper

import (
	"fmt"
	"io"
	"strconv"

	"github.com/go-pdf/fpdf"
)

// Measures of the page in millimetres: A4, and one grid of lines.
const (
	pageWidth, pageHeight = 210.0, 297.0
	left, right           = 22.0, 188.0
	top, bottom           = 22.0, 268.0
	leading               = 4.7 // from line to line of the text
)

// style is how a piece of text looks.
type style struct {
	size  float64 // points
	bold  bool
	color [3]int
}

// The colours of the fair and the few sizes of a calm page.
var (
	ink     = [3]int{16, 38, 43}
	soft    = [3]int{92, 107, 109}
	celadon = [3]int{42, 107, 92}
	wash    = [3]int{236, 243, 239}
	hair    = [3]int{208, 217, 213}

	headline = style{size: 21, bold: true, color: ink}
	body     = style{size: 9.2, color: ink}
	strong   = style{size: 9.2, bold: true, color: ink}
	label    = style{size: 7.4, color: soft}
	grand    = style{size: 11.5, bold: true, color: ink}
	fine     = style{size: 7.8, color: soft}
	digits   = style{size: 6.6, color: soft}
)

// page is a document being set, page after page. Errors of the PDF library stay in it until the end.
type page struct {
	pdf            *fpdf.Fpdf
	say            func(Word) string
	latin, chinese func(rune) bool
	doc            Document
	language       string
	y              float64 // where the next thing begins
}

// Render writes the document as a PDF in a language. The same document gives the same bytes.
// Errors: ErrLanguage, ErrDocument, and those of writing.
func Render(w io.Writer, d Document, language string) error {
	if err := d.check(); err != nil {
		return err
	}
	say, err := speaker(language)
	if err != nil {
		return err
	}
	faces, err := typefaces()
	if err != nil {
		return err
	}
	s := newPage(d, language, say, faces)
	s.firstPage()
	s.table()
	s.totals()
	s.proof()
	s.terms()
	s.footers()
	if err := s.pdf.Output(w); err != nil {
		return fmt.Errorf("write %s: %w", d.Number, err)
	}
	return nil
}

// newPage begins a PDF in which nothing depends on when or where it is written.
func newPage(d Document, language string, say func(Word) string, faces []typeface) *page {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetCreationDate(d.Issued.UTC())
	pdf.SetModificationDate(d.Issued.UTC())
	pdf.SetProducer("Fairground", false)
	pdf.SetTitle(say(title[d.Kind])+" "+d.Number, true)
	pdf.SetLang(language)
	pdf.SetAutoPageBreak(false, 0)
	for _, f := range faces {
		pdf.AddUTF8FontFromBytes(f.family, f.style, f.data)
	}
	return &page{pdf: pdf, say: say, latin: faces[0].has, chinese: faces[2].has, doc: d, language: language}
}

// set chooses the font of a run. Chinese is set a little smaller, because its characters fill their square.
func (s *page) set(family string, st style) {
	weight, size := "", st.size
	if family == han {
		size *= 0.97
	} else if st.bold {
		weight = "B"
	}
	s.pdf.SetFont(family, weight, size)
}

// width measures a text in millimetres.
func (s *page) width(text string, st style) float64 {
	var sum float64
	for _, r := range runs(text, s.latin, s.chinese) {
		s.set(r.family, st)
		sum += s.pdf.GetStringWidth(r.text)
	}
	return sum
}

// put draws a text from x on, standing on the line y.
func (s *page) put(x, y float64, text string, st style) {
	c := st.color
	s.pdf.SetTextColor(c[0], c[1], c[2])
	for _, r := range runs(text, s.latin, s.chinese) {
		s.set(r.family, st)
		thick := st.bold && r.family == han
		if thick {
			s.pdf.SetDrawColor(c[0], c[1], c[2])
			s.pdf.SetLineWidth(st.size * 0.009)
			s.pdf.SetTextRenderingMode(2)
		}
		s.pdf.Text(x, y, r.text)
		if thick {
			s.pdf.SetTextRenderingMode(0)
		}
		x += s.pdf.GetStringWidth(r.text)
	}
}

// putRight draws a text that ends at x.
func (s *page) putRight(x, y float64, text string, st style) { s.put(x-s.width(text, st), y, text, st) }

// most is how many lines one text may have, so that it never fills a page; the JSON has all of it.
const most = 24

// wrap breaks a text into lines of a width.
func (s *page) wrap(text string, width float64, st style) []string {
	lines := wrap(text, width, func(piece string) float64 { return s.width(piece, st) })
	if len(lines) > most {
		lines = append(lines[:most-1], "…")
	}
	return lines
}

// block draws a text in lines below each other and returns where the next line would stand.
func (s *page) block(x, y, width, leading float64, text string, st style) float64 {
	for _, line := range s.wrap(text, width, st) {
		s.put(x, y, line, st)
		y += leading
	}
	return y
}

// rule draws a line over the width of the page.
func (s *page) rule(y, width float64, c [3]int) {
	s.pdf.SetDrawColor(c[0], c[1], c[2])
	s.pdf.SetLineWidth(width)
	s.pdf.Line(left, y, right, y)
}

// room begins a new page unless height is left on this one, and says whether it did.
func (s *page) room(height float64) bool {
	if s.y+height <= bottom {
		return false
	}
	s.pdf.AddPage()
	s.put(left, 16, s.say(title[s.doc.Kind]), strong)
	s.putRight(right, 16, s.say(numberWord)+" "+s.doc.Number, label)
	s.rule(19, 0.15, hair)
	s.y = 25
	return true
}

// footers writes below each page what kind of money it speaks of, and its number of how many.
func (s *page) footers() {
	pages := s.pdf.PageCount()
	for n := 1; n <= pages; n++ {
		s.pdf.SetPage(n)
		// The library compares colours with those it set last, on whichever page that was.
		s.pdf.SetFillColor(wash[0], wash[1], wash[2])
		s.rule(276, 0.15, hair)
		if s.doc.Sandbox {
			s.put(left, 281, s.say(sandboxWord), style{size: 8, bold: true, color: celadon})
		}
		s.putRight(right, 281, fill(s.say(pageWord), map[string]string{"n": strconv.Itoa(n), "of": strconv.Itoa(pages)}), label)
		s.put(left, 285, s.doc.Number, label)
	}
	s.pdf.SetPage(pages)
}
