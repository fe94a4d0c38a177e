package lang_test

import (
	"errors"
	"strings"
	"testing"

	"fairground/server/lang"
)

func TestTheReaderGetsTheClosestLanguage(t *testing.T) {
	text := lang.Text{"en": "Clay", "zh-Hans": "泥人", "ar": ""}
	rows := []struct{ name, tag, want, in string }{
		{"her own language", "zh-Hans", "泥人", "zh-Hans"},
		{"the same language in another region", "zh-CN", "泥人", "zh-Hans"},
		{"English where her language has no text", "ar", "Clay", "en"},
		{"English for a language that nobody wrote", "fr", "Clay", "en"},
		{"English for nonsense", "???", "Clay", "en"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got, in := text.In(row.tag); got != row.want || in != row.in {
				t.Errorf("In(%q) = %q in %q, want %q in %q", row.tag, got, in, row.want, row.in)
			}
		})
	}
	if got, in := (lang.Text{"ja": "a", "de": "b"}).In("fr"); got != "b" || in != "de" {
		t.Errorf("without English and Chinese the choice is %q in %q, want the first tag", got, in)
	}
	if got, _ := (lang.Text{}).In("en"); got != "" {
		t.Errorf("an empty text gives %q", got)
	}
}

func TestMatchReadsAnAcceptLanguageHeader(t *testing.T) {
	for header, want := range map[string]string{
		"zh-CN,zh;q=0.9,en;q=0.8": "zh-Hans",
		"de-DE,de;q=0.9,ar;q=0.1": "ar",
		"fr":                      "en",
		"":                        "en",
	} {
		if got := lang.Match(header); got != want {
			t.Errorf("Match(%q) = %q, want %q", header, got, want)
		}
	}
}

func TestCheckRefuses(t *testing.T) {
	rows := []struct {
		name string
		text lang.Text
		want error
	}{
		{"nothing at all", nil, lang.ErrEmpty},
		{"only empty strings", lang.Text{"en": ""}, lang.ErrEmpty},
		{"a key that is an operator", lang.Text{"$set": "x"}, lang.ErrLanguage},
		{"a key with a dot", lang.Text{"en.x": "x"}, lang.ErrLanguage},
		{"a text that is too long, counted in characters", lang.Text{"zh-Hans": strings.Repeat("泥", 11)}, lang.ErrTooLong},
		{"and takes one that just fits", lang.Text{"zh-Hans": strings.Repeat("泥", 10)}, nil},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if err := row.text.Check(10); !errors.Is(err, row.want) {
				t.Errorf("Check = %v, want %v", err, row.want)
			}
		})
	}
}
