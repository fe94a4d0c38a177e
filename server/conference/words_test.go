package conference

import (
	"testing"
	"unicode/utf8"
)

func TestWordsAreFound(t *testing.T) {
	f := newFinder([]string{"Scam", "骗子", "naïve", "buy now", "نصاب"})
	rows := []struct {
		name, text string
		want       bool
	}{
		{"a whole word", "this is a scam!", true},
		{"whatever its case", "SCAM", true},
		{"in full-width letters", "ｓｃａｍ", true},
		{"with a zero-width space inside", "sc\u200bam", true},
		{"with accents that the list does not have", "scám", true},
		{"without accents that the list has", "naive", true},
		{"in a decomposed form", "nai\u0308ve", true},
		{"but not inside a longer word", "scampi are served", false},
		{"nor at the end of one", "a boxscam", false},
		{"after a first place where it is a part", "scampi or scam", true},
		{"anywhere in Chinese", "他是骗子吗", true},
		{"in Chinese beside Latin letters", "A骗子B", true},
		{"Latin beside Chinese", "这是scam吧", true},
		{"two words", "please buy now, or later", true},
		{"two words that are not together", "buy it now", false},
		{"Arabic as a whole word", "هو نصاب", true},
		{"and not what has nothing of it", "a fair price", false},
		{"nor the empty text", "", false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := f.finds(row.text); got != row.want {
				t.Errorf("finds(%q) = %v", row.text, got)
			}
		})
	}
	if newFinder([]string{"\u200b", " "}).finds("anything \u200b at all") {
		t.Error("a word that cannot be seen is found everywhere")
	}
}

func FuzzWords(f *testing.F) {
	for _, seed := range []string{"scam", "骗子", "ｓｃ\u200bａｍ", "\xff", "ǆ", "İ"} {
		f.Add(seed, "a "+seed+" b")
	}
	f.Fuzz(func(t *testing.T, word, text string) {
		newFinder([]string{word}).finds(text)
		list, err := sound([]string{word})
		if err != nil {
			return
		}
		if !utf8.ValidString(word) || !newFinder(list).finds(word) || !newFinder(list).finds("x, "+word+" .") {
			t.Errorf("%q is taken and not found in itself", word)
		}
	})
}
