package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Characters that do not stand at the beginning of a line, or not at its end (GB/T 15834, and the same for English).
const (
	notFirst = "，。、；：？！…—·）〕】》」』”’％％,.;:?!)]}%»"
	notLast  = "（〔【《「『“‘([{«"
)

// wrap breaks a text into lines that are at most width wide by measure: between words, and between any two Chinese
// characters. A word wider than the line is cut where it has to be. White space at line ends is dropped, nothing else.
func wrap(text string, width float64, measure func(string) float64) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(text) {
		if measure(strings.TrimRight(line+piece, " ")) <= width {
			line += piece
			continue
		}
		if kept := strings.TrimSpace(line); kept != "" {
			lines = append(lines, kept)
		}
		line = strings.TrimLeft(piece, " ")
		for measure(strings.TrimRight(line, " ")) > width {
			head, tail := cut(line, width, measure)
			if tail == "" {
				break // one character that is wider than the line stands alone
			}
			lines = append(lines, head)
			line = tail
		}
	}
	if kept := strings.TrimSpace(line); kept != "" || len(lines) == 0 {
		lines = append(lines, kept)
	}
	return lines
}

// pieces cuts a text where a line may end: after spaces and hyphens, and around Chinese characters.
func pieces(text string) []string {
	var out []string
	piece := ""
	var before rune
	for i, r := range strings.Join(strings.Fields(text), " ") {
		if i > 0 && mayBreak(before, r) {
			out = append(out, piece)
			piece = ""
		}
		piece += string(r)
		before = r
	}
	return append(out, piece)
}

func mayBreak(before, after rune) bool {
	switch {
	case after == ' ' || strings.ContainsRune(notFirst, after) || strings.ContainsRune(notLast, before):
		return false
	case before == ' ' || before == '-' || before == '/':
		return true
	}
	return wide(before) || wide(after)
}

// wide says whether lines may break beside a character.
func wide(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || (r >= 0x3000 && r <= 0x303F) || (r >= 0xFF00 && r <= 0xFFEF)
}

// cut splits off as many characters as fit, at least one.
func cut(word string, width float64, measure func(string) float64) (head, tail string) {
	end := 0
	for i := range word {
		if i > 0 && end > 0 && measure(word[:i]) > width {
			break
		}
		end = i
	}
	_, size := utf8.DecodeRuneInString(word)
	end = max(end, size)
	return word[:end], word[end:]
}
