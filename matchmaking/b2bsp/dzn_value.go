package b2bsp

import (
	"fmt"
)

// dznFile is the parameters of a data file by name.
type dznFile map[string]dznValue

// dznValue is a number, an array of numbers, or an array of rows (of a matrix) or sets.
type dznValue struct {
	line  int // where it begins, from 1
	shape dznShape
	flat  []int   // of a number (one) and of an array of numbers
	rows  [][]int // of a matrix and of an array of sets
}

type dznShape int

const (
	dznNumber dznShape = iota
	dznArray
	dznRows
	dznEmpty // [] fits both arrays
)

func (f dznFile) value(name string) (dznValue, error) {
	v, ok := f[name]
	if !ok {
		return v, fmt.Errorf("%w: %s is missing", ErrFormat, name)
	}
	return v, nil
}

func (f dznFile) number(name string) (int, error) {
	v, err := f.value(name)
	if err != nil {
		return 0, err
	}
	if v.shape != dznNumber {
		return 0, fmt.Errorf("%w: line %d: %s is not a number", ErrFormat, v.line, name)
	}
	return v.flat[0], nil
}

func (f dznFile) row(name string, n int) ([]int, error) {
	v, err := f.value(name)
	if err != nil {
		return nil, err
	}
	if (v.shape != dznArray && v.shape != dznEmpty) || len(v.flat) != n {
		return nil, fmt.Errorf("%w: line %d: %s is not an array of %d numbers", ErrFormat, v.line, name, n)
	}
	return v.flat, nil
}

func (f dznFile) rows(name string, n int) ([][]int, error) {
	v, err := f.value(name)
	if err != nil {
		return nil, err
	}
	if (v.shape != dznRows && v.shape != dznEmpty) || len(v.rows) != n {
		return nil, fmt.Errorf("%w: line %d: %s does not have %d rows", ErrFormat, v.line, name, n)
	}
	return v.rows, nil
}

// dznParser reads `name = value;` one after the other.
type dznParser struct {
	text    []byte
	at      int
	line    int
	numbers int
}

func parse(text []byte) (dznFile, error) {
	p := &dznParser{text: text, line: 1}
	file := dznFile{}
	for {
		p.space()
		if p.at == len(p.text) {
			return file, nil
		}
		name := p.name()
		if name == "" {
			return nil, p.wrong("expected the name of a parameter")
		}
		if _, twice := file[name]; twice {
			return nil, p.wrong(name + " is given twice")
		}
		if err := p.expect('='); err != nil {
			return nil, err
		}
		v, err := p.value()
		if err != nil {
			return nil, err
		}
		file[name] = v
		if err := p.expect(';'); err != nil {
			return nil, err
		}
	}
}

func (p *dznParser) wrong(what string) error {
	return fmt.Errorf("%w: line %d: %s", ErrFormat, p.line, what)
}

// space skips white space and comments.
func (p *dznParser) space() {
	for ; p.at < len(p.text); p.at++ {
		switch p.text[p.at] {
		case '\n':
			p.line++
		case ' ', '\t', '\r':
		case '%':
			for p.at+1 < len(p.text) && p.text[p.at+1] != '\n' {
				p.at++
			}
		default:
			return
		}
	}
}

// next is the next byte that is not space, or 0 at the end.
func (p *dznParser) next() byte {
	p.space()
	if p.at == len(p.text) {
		return 0
	}
	return p.text[p.at]
}

// take consumes c if it is next.
func (p *dznParser) take(c byte) bool {
	if p.next() != c || p.at == len(p.text) {
		return false
	}
	p.at++
	return true
}

func (p *dznParser) expect(c byte) error {
	if !p.take(c) {
		return p.wrong("expected " + string(rune(c)))
	}
	return nil
}

func (p *dznParser) name() string {
	from := p.at
	for p.at < len(p.text) && (isLetter(p.text[p.at]) || (p.at > from && isDigit(p.text[p.at]))) {
		p.at++
	}
	return string(p.text[from:p.at])
}

func isLetter(c byte) bool { return c == '_' || (c|32 >= 'a' && c|32 <= 'z') }
func isDigit(c byte) bool  { return c >= '0' && c <= '9' }

func (p *dznParser) value() (dznValue, error) {
	c := p.next()
	v := dznValue{line: p.line}
	var err error
	switch {
	case isDigit(c):
		v.flat = make([]int, 1)
		v.flat[0], err = p.number()
		return v, err
	case !p.take('['):
		return v, p.wrong("expected a number or an array")
	case p.next() == '|':
		v.shape = dznRows
		v.rows, err = p.matrix()
		return v, err
	case p.next() == '{':
		v.shape = dznRows
		v.rows, err = p.sets()
		return v, err
	}
	v.flat, err = p.list(']')
	v.shape = dznArray
	if len(v.flat) == 0 {
		v.shape = dznEmpty
	}
	return v, err
}

// matrix reads `| 1, 2, 3, | 4, 5, 6 |]`: a comma may stand before a bar.
func (p *dznParser) matrix() ([][]int, error) {
	var rows [][]int
	for {
		if err := p.expect('|'); err != nil {
			return nil, err
		}
		if p.take(']') {
			return rows, nil
		}
		var row []int
		for p.next() != '|' {
			n, err := p.number()
			if err != nil {
				return nil, err
			}
			row = append(row, n)
			if !p.take(',') && p.next() != '|' {
				return nil, p.wrong("expected a comma or |")
			}
		}
		if len(row) > 0 {
			rows = append(rows, row)
		}
	}
}

func (p *dznParser) sets() ([][]int, error) {
	var sets [][]int
	for !p.take(']') {
		if err := p.expect('{'); err != nil {
			return nil, err
		}
		set, err := p.list('}')
		if err != nil {
			return nil, err
		}
		sets = append(sets, set)
		if !p.take(',') && p.next() != ']' {
			return nil, p.wrong("expected a comma or ]")
		}
	}
	return sets, nil
}

// list reads numbers with commas between them up to the closing byte.
func (p *dznParser) list(closing byte) ([]int, error) {
	var list []int
	for !p.take(closing) {
		n, err := p.number()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
		if !p.take(',') && p.next() != closing {
			return nil, p.wrong("expected a comma or " + string(rune(closing)))
		}
	}
	return list, nil
}

// number reads a natural number below 2³¹.
func (p *dznParser) number() (int, error) {
	if !isDigit(p.next()) {
		return 0, p.wrong("expected a number")
	}
	if p.numbers++; p.numbers > maxNumbers {
		return 0, p.wrong("too many numbers")
	}
	n := 0
	for ; p.at < len(p.text) && isDigit(p.text[p.at]); p.at++ {
		if n = n*10 + int(p.text[p.at]-'0'); n >= 1<<31 {
			return 0, p.wrong("number too large")
		}
	}
	return n, nil
}
