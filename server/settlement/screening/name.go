package screening

import (
	"iter"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// form is a name as it is compared.
type form struct {
	words   []string // in Latin or another alphabet, without accents, lower case, without words of a legal form
	han     string   // its Chinese characters, without those of a legal form
	spelled []string // the characters in pinyin, written as one: with the first syllable first, and last
}

// maxName bounds what is looked at of a name, in characters.
const maxName = 200

// maxWords bounds the words of a name.
const maxWords = 16

// read brings a name into its form.
func (l *Lists) read(name string) form {
	var f form
	var word, han strings.Builder
	end := func() {
		if w := word.String(); w != "" && !slices.Contains(legalWords(), w) && len(f.words) < maxWords {
			f.words = append(f.words, w)
		}
		word.Reset()
	}
	n := 0
	for _, r := range norm.NFKD.String(name) {
		if n++; n > maxName {
			break
		}
		switch r = unicode.ToLower(r); {
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’', r == 'ʻ':
			// accents are no letters, and an apostrophe ends no word
		case unicode.Is(unicode.Han, r):
			end()
			han.WriteRune(r)
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if s, ok := folded(r); ok {
				word.WriteString(s)
			} else {
				word.WriteRune(r)
			}
		default:
			end()
		}
	}
	end()
	f.han = core(han.String())
	f.spelled = l.spell(f.han)
	return f
}

// folded spells letters that no accent can be taken from.
func folded(r rune) (string, bool) {
	s, ok := map[rune]string{
		'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ı': "i", 'ħ': "h",
		'а': "a", 'б': "b", 'в': "v", 'г': "g", 'д': "d", 'е': "e", 'ж': "zh", 'з': "z", 'и': "i", 'к': "k", 'л': "l", 'м': "m", 'н': "n", 'о': "o",
		'п': "p", 'р': "r", 'с': "s", 'т': "t", 'у': "u", 'ф': "f", 'х': "kh", 'ц': "ts", 'ч': "ch", 'ш': "sh", 'щ': "shch", 'ъ': "", 'ы': "y", 'ь': "",
		'э': "e", 'ю': "yu", 'я': "ya",
	}[r]
	return s, ok
}

// legalWords say what a company is, not which.
func legalWords() []string {
	return []string{
		"ltd", "limited", "co", "company", "inc", "incorporated", "corp", "corporation", "llc", "llp", "plc", "gmbh", "ag", "kg", "sa", "srl", "spa", "bv",
		"nv", "oao", "ooo", "zao", "pao", "jsc", "pjsc", "ojsc", "cjsc", "pte", "pty", "sdn", "bhd", "kk", "the", "and",
	}
}

// core takes the words of a legal form off a Chinese name.
func core(han string) string {
	for _, tail := range []string{"有限责任公司", "股份有限公司", "有限公司", "股份公司", "总公司", "分公司", "公司"} {
		if short, ok := strings.CutSuffix(han, tail); ok && short != "" {
			return short
		}
	}
	return han
}

// spell writes Chinese characters as the sounds they stand for; a name with a character of unknown sound is not spelled.
func (l *Lists) spell(han string) []string {
	var syllables []string
	for _, r := range han {
		s, ok := l.sounds.of(r)
		if !ok {
			return nil
		}
		syllables = append(syllables, s)
	}
	if len(syllables) < 2 {
		return nil
	}
	out := []string{strings.Join(syllables, ""), strings.Join(syllables[1:], "") + syllables[0]}
	if len(syllables) > 3 { // a family name may have two
		out = append(out, strings.Join(syllables[2:], "")+syllables[0]+syllables[1])
	}
	for _, s := range out { // ü is written v, u and yu
		if strings.Contains(s, "v") {
			out = append(out, strings.ReplaceAll(s, "v", "u"), strings.ReplaceAll(s, "v", "yu"))
		}
	}
	return out
}

// turns are the words written as one, begun with each of them in turn: the family name may stand first or last.
func turns(words []string) []string {
	if len(words) < 2 || len(words) > 5 {
		return nil
	}
	var out []string
	for i := range words {
		out = append(out, strings.Join(words[i:], "")+strings.Join(words[:i], ""))
	}
	return out
}

// parts are the shorter runs of at least four characters inside a Chinese name: a listed company within a branch's name.
func parts(han string) iter.Seq[string] {
	return func(yield func(string) bool) {
		runes := []rune(han)
		for size := 4; size < len(runes); size++ {
			for i := 0; i+size <= len(runes); i++ {
				if !yield(string(runes[i : i+size])) {
					return
				}
			}
		}
	}
}

func sorted(words []string) []string { return slices.Sorted(slices.Values(words)) }

// beginning is by what words are found: their first two letters.
func beginning(word string) string {
	runes := []rune(word)
	return string(runes[:min(2, len(runes))])
}

// alike says in percent how much of two names is the same words, nearly the same words counting a little less. What is in
// only one of them counts against it, unless all of a long name is within the other.
func alike(a, b []string) int {
	if len(a) > len(b) {
		a, b = b, a
	}
	total, letters, same, whole := length(b), length(a), 0, 0
	used := make([]bool, len(b))
	for _, w := range a {
		best, at := 0, -1
		for i, v := range b {
			if used[i] {
				continue
			}
			if s := near(w, v); s > best {
				best, at = s, i
			}
		}
		if at >= 0 {
			used[at] = true
			same += best * len(b[at])
		}
		if best == 100 {
			whole += len(w)
		}
	}
	if total == 0 {
		return 0
	}
	if len(a) > 1 && whole == letters && letters >= 12 {
		return max(same/total, partScore)
	}
	return min(same/total, hitScore-1)
}

// length counts the letters of words.
func length(words []string) int {
	n := 0
	for _, w := range words {
		n += len(w)
	}
	return n
}

// near says in percent how alike two words are, 0 if they are different words: one letter of five may differ.
func near(a, b string) int {
	if a == b {
		return 100
	}
	longer := max(len(a), len(b))
	d := distance(a, b, longer/5)
	if d > longer/5 {
		return 0
	}
	return 100 - 100*d/longer
}

// longest is how many bytes of a word are compared.
const longest = 48

// distance counts the letters to change, add, drop or swap; beyond most it says only that there are more. It counts bytes,
// which are letters once accents are off and Cyrillic is spelled.
func distance(a, b string, most int) int {
	a, b = a[:min(len(a), longest)], b[:min(len(b), longest)]
	if max(len(a)-len(b), len(b)-len(a)) > most {
		return most + 1
	}
	var rows [3][longest + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most+1 {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
