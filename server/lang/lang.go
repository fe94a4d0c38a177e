// Package lang holds texts that exist in several languages and the choice of
// the one that a reader gets. It translates nothing and knows no user.
package lang

import (
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// English, Chinese and Arabic are the languages of the interface, as BCP 47 tags.
const (
	English = "en"
	Chinese = "zh-Hans"
	Arabic  = "ar"
)

// Text is one text in several languages, keyed by BCP 47 tag:
// {"en": "Opening", "zh-Hans": "开幕式"}.
type Text map[string]string

// The ways in which a Text can be wrong.
var (
	ErrEmpty    = errors.New("no language has a text")
	ErrLanguage = errors.New("not a language tag")
	ErrTooLong  = errors.New("text too long")
)

// Check reports why the text cannot be stored: it needs at least one language,
// well-formed tags, and at most limit characters in each.
func (t Text) Check(limit int) error {
	filled := 0
	for tag, s := range t {
		if _, err := language.Parse(tag); err != nil || len(tag) > 35 {
			return fmt.Errorf("%w: %q", ErrLanguage, tag)
		}
		if n := utf8.RuneCountInString(s); n > limit {
			return fmt.Errorf("%w: %d characters in %s, %d are allowed", ErrTooLong, n, tag, limit)
		}
		if s != "" {
			filled++
		}
	}
	if filled == 0 {
		return ErrEmpty
	}
	return nil
}

// In returns the text for a reader of the tag and the language it is in: the
// language asked for, else English, else Chinese, else the first by tag. The
// caller marks a text that is not in the reader's language.
func (t Text) In(tag string) (text, in string) {
	for _, candidate := range []string{tag, Match(tag), English, Chinese} {
		if s := t[candidate]; s != "" {
			return s, candidate
		}
	}
	tags := make([]string, 0, len(t))
	for candidate, s := range t {
		if s != "" {
			tags = append(tags, candidate)
		}
	}
	if len(tags) == 0 {
		return "", ""
	}
	first := slices.Min(tags)
	return t[first], first
}

// Match returns the language of the interface that fits the tags best; each may
// be one BCP 47 tag or a whole Accept-Language header (RFC 9110 section 12.5.4).
// English if nothing fits.
func Match(preferred ...string) string {
	supported := []string{English, Chinese, Arabic}
	matcher := language.NewMatcher([]language.Tag{language.English, language.SimplifiedChinese, language.Arabic})
	_, index := language.MatchStrings(matcher, preferred...)
	return supported[index]
}
