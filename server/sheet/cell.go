package sheet

import (
	"strings"
	"unicode/utf8"
)

// whiteSpace is what a spreadsheet passes over before it looks for a formula.
const whiteSpace = " \t\n\u00a0\u3000\ufeff"

// guarded is a cell that no spreadsheet computes, without characters that are no text. The full-width signs are taken for
// formulas by some, too. A cell that has been guarded before gets a second apostrophe, so that unguarded gives back exactly
// what was written.
func guarded(cell string) string {
	cell = text(cell)
	if dangerous(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// unguarded takes the apostrophe off again.
func unguarded(cell string) string {
	if rest, ok := strings.CutPrefix(cell, "'"); ok && dangerous(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return cell
}

func dangerous(cell string) bool {
	if strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\n") {
		return true
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(cell, whiteSpace))
	return strings.ContainsRune("=+-@|＝＋－＠", first)
}

// text is a cell with line ends as \n and without control characters, non-characters and broken UTF-8, which neither XML
// nor a spreadsheet can hold.
func text(cell string) string {
	cell = strings.ReplaceAll(strings.ReplaceAll(cell, "\r\n", "\n"), "\r", "\n")
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0x7f || r == utf8.RuneError || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, cell)
}
