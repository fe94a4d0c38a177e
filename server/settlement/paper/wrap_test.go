package paper

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// half measures Chinese characters as two and others as one.
func half(s string) float64 {
	var w float64
	for _, r := range s {
		w++
		if wide(r) {
			w++
		}
	}
	return w
}

func TestLinesBreakWhereReadersExpectIt(t *testing.T) {
	rows := []struct {
		name, text string
		width      float64
		want       []string
	}{
		{"nothing is one empty line", "", 10, []string{""}},
		{"a text that fits", "Celadon", 10, []string{"Celadon"}},
		{"between words", "First container of plates", 15, []string{"First container", "of plates"}},
		{"between any two Chinese characters", "景德镇青云窑业", 8, []string{"景德镇青", "云窑业"}},
		{"but not before a comma", "景德镇，青云", 6, []string{"景德", "镇，青", "云"}},
		{"nor after an opening bracket", "青瓷（餐具）", 6, []string{"青瓷", "（餐", "具）"}},
		{"between Chinese and a word", "样品samples", 7, []string{"样品", "samples"}},
		{"inside a word that is longer than the line", "ord_01JE9Z6W2K", 6, []string{"ord_01", "JE9Z6W", "2K"}},
		{"after a hyphen, if the word does not fit", "by sea-freight only", 8, []string{"by sea-", "freight", "only"}},
		{"line ends are spaces", "one\r\ntwo", 20, []string{"one two"}},
		{"a character wider than the line stands alone", "青云", 1, []string{"青", "云"}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := wrap(row.text, row.width, half); !slices.Equal(got, row.want) {
				t.Errorf("%q, want %q", got, row.want)
			}
		})
	}
}

func FuzzWrapLosesNothing(f *testing.F) {
	for _, seed := range []string{"", "First container, 1,200 boxes", "第二批货柜：茶具、花器与餐盘共一千二百箱（含出口包装）", "a\u00a0b \n c", "…，。", "\xff\xfe", "🏺 مرحبا"} {
		f.Add(seed, 9.0)
	}
	f.Fuzz(func(t *testing.T, text string, width float64) {
		if len(text) > 2000 || width < 0 || width > 100 {
			return
		}
		lines := wrap(text, width, half)
		// Invalid bytes become the replacement character; white space may go.
		bare := func(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), "") }
		if got := bare(strings.Join(lines, " ")); utf8.ValidString(text) && got != bare(text) {
			t.Errorf("%q became %q", text, lines)
		}
		for _, line := range lines {
			if half(line) > width && utf8.RuneCountInString(line) > 1 {
				t.Errorf("line %q is wider than %v", line, width)
			}
		}
	})
}

func FuzzRuns(f *testing.F) {
	faces, err := typefaces()
	if err != nil {
		f.Fatal(err)
	}
	latin, chinese := faces[0].has, faces[2].has
	for _, seed := range []string{"CNY 1,234.50", "景德镇 Qingyun 龘", "🏺 مرحبا", "\x00\x1b[31m", "\xff", "\uFFFF\U0010FFFF"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var n int
		for _, r := range runs(text, latin, chinese) {
			for _, c := range r.text {
				n++
				if (r.family == sans && !latin(c)) || (r.family == han && !chinese(c)) {
					t.Fatalf("%q is set in a font without %q", text, c)
				}
			}
		}
		if n != utf8.RuneCountInString(text) {
			t.Errorf("%q has %d characters, %d are set", text, utf8.RuneCountInString(text), n)
		}
	})
}

func TestTheFontsHaveWhatNamesNeed(t *testing.T) {
	faces, err := typefaces()
	if err != nil {
		t.Fatal(err)
	}
	latin, bold, chinese := faces[0].has, faces[1].has, faces[2].has
	for _, r := range "0123456789.,-%€£¥ÄÖÜßçñłŽĀạΩЖ“”–—…·" {
		if !latin(r) || !bold(r) {
			t.Errorf("no %q in the Latin font", r)
		}
	}
	for _, r := range "喆堃珺瑄镕瑾昇淼煊翀犇骉壹贰叁佰仟龍灣（），。：￥〓" {
		if !chinese(r) {
			t.Errorf("no %q in the Chinese font", r)
		}
	}
	if chinese('7') || chinese('A') || latin('青') || latin('🏺') {
		t.Error("a font claims what it does not have")
	}
}
