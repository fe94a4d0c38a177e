package statement

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/money"
)

// maxDigits is how many digits the schemas allow an amount.
const maxDigits = 18

// markup writes an XML document from top to bottom. The first thing that cannot be written ends it; Err tells at the end.
type markup struct {
	w    io.Writer
	open []string
	err  error
}

func newMarkup(w io.Writer, version string) *markup {
	m := &markup{w: w}
	m.raw(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<Document xmlns="` + namespace + version + `">` + "\n")
	return m
}

func (m *markup) raw(s string) {
	if m.err == nil {
		if _, err := io.WriteString(m.w, s); err != nil {
			m.err = fmt.Errorf("write: %w", err)
		}
	}
}

func (m *markup) indent() string { return strings.Repeat("  ", len(m.open)+1) }

// in opens nested elements, "A>B>C"; out closes as many as the latest in opened.
func (m *markup) in(path string) {
	for name := range strings.SplitSeq(path, ">") {
		m.raw(m.indent() + "<" + name + ">\n")
		m.open = append(m.open, name)
	}
}

func (m *markup) out(path string) {
	for range strings.Count(path, ">") + 1 {
		name := m.open[len(m.open)-1]
		m.open = m.open[:len(m.open)-1]
		m.raw(m.indent() + "</" + name + ">\n")
	}
}

// at writes what do writes inside the path.
func (m *markup) at(path string, do func()) {
	m.in(path)
	do()
	m.out(path)
}

// text writes a text of at most limit characters into the path. One that is longer, or has characters that XML cannot
// carry, is ErrUnwritable: money does not travel under half a reference.
func (m *markup) text(path, s string, limit int) {
	if n := utf8.RuneCountInString(s); n == 0 || n > limit || !printable(s) {
		m.fail("%s: %q has not 1 to %d printable characters", path, clip(s), limit)
		return
	}
	m.leaf(path, "", s)
}

// words is text that may be missing, and that is cut at the limit: what people say about a payment.
func (m *markup) words(path, s string, limit int) {
	if r := []rune(s); len(r) > limit {
		s = string(r[:limit])
	}
	if s != "" {
		m.text(path, s, limit)
	}
}

func (m *markup) amount(path string, a money.Amount) {
	if a.Minor < 0 || a.Minor >= 1e18 || a.Validate() != nil {
		m.fail("%s: %s is no amount of a file", path, a)
		return
	}
	m.leaf(path, ` Ccy="`+string(a.Currency)+`"`, a.Decimal())
}

func (m *markup) day(path string, d Day) {
	if d == 0 {
		m.fail("%s: a date is missing", path)
		return
	}
	m.leaf(path, "", d.String())
}

// created writes when a message was made.
func (m *markup) created(t time.Time) {
	m.leaf("CreDtTm", "", t.UTC().Format("2006-01-02T15:04:05Z"))
}

func (m *markup) leaf(path, attributes, s string) {
	last := strings.LastIndex(path, ">")
	if last >= 0 {
		m.in(path[:last])
	}
	name := path[last+1:]
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(s)); err != nil {
		m.fail("%s: %v", path, err)
	}
	m.raw(m.indent() + "<" + name + attributes + ">" + b.String() + "</" + name + ">\n")
	if last >= 0 {
		m.out(path[:last])
	}
}

func (m *markup) fail(format string, args ...any) {
	if m.err == nil {
		m.err = fmt.Errorf("%w: %s", ErrUnwritable, fmt.Sprintf(format, args...))
	}
}

// end closes the document.
func (m *markup) end() error {
	m.raw("</Document>\n")
	return m.err
}

// printable says that every character is one a file may carry: no controls, nothing outside Unicode.
func printable(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if r < ' ' || r == 0x7f || r == 0xfffe || r == 0xffff || r == utf8.RuneError {
			return false
		}
	}
	return true
}
