package conference

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

const (
	maxWords     = 500
	maxWord      = 60 // characters
	wordsAge     = 10 * time.Second
	maxWordLists = 1000 // remembered at once
)

// WordList is what is not written in the rooms of an exhibition.
type WordList struct {
	ID      string           `bson:"_id"` // of the exhibition
	V       int64            `bson:"v"`
	Words   []string         `bson:"words"`
	Changed time.Time        `bson:"changed"`
	Outbox  []db.OutboxEntry `bson:"outbox,omitempty"`
}

// folded is a text as it is compared: compatibility forms and case folded away, marks such as accents dropped, and what cannot be
// seen left out, so that nobody writes around the list with full-width letters or zero-width spaces.
func folded(text string) string {
	text = norm.NFKD.String(cases.Fold().String(norm.NFKC.String(text)))
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

// unspaced reports whether a rune belongs to a script that is written without spaces between words, where a word is found as a
// part of the text.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// finder looks for the words of one list.
type finder struct{ words []string }

func newFinder(words []string) finder {
	f := finder{}
	for _, w := range words {
		if w = strings.TrimSpace(folded(w)); w != "" {
			f.words = append(f.words, w)
		}
	}
	return f
}

// finds reports whether one of the words stands in the text: whole words, but anywhere where words are not set apart.
func (f finder) finds(text string) bool {
	if len(f.words) == 0 {
		return false
	}
	text = folded(text)
	return slices.ContainsFunc(f.words, func(w string) bool { return stands(text, w) })
}

func stands(text, word string) bool {
	for from := 0; ; {
		at := strings.Index(text[from:], word)
		if at < 0 {
			return false
		}
		at += from
		end := at + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		after, _ := utf8.DecodeRuneInString(text[end:])
		first, size := utf8.DecodeRuneInString(word)
		last, _ := utf8.DecodeLastRuneInString(word)
		if (at == 0 || apart(before, first)) && (end == len(text) || apart(last, after)) {
			return true
		}
		from = at + size
	}
}

// apart reports whether a word can end between two runes.
func apart(a, b rune) bool { return !lettered(a) || !lettered(b) || unspaced(a) || unspaced(b) }

func lettered(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordLists remembers the lists for a few seconds: every message asks.
type wordLists struct {
	mu    sync.Mutex
	known map[string]knownWords
}

type knownWords struct {
	finder
	until time.Time
}

func newWordLists() *wordLists { return &wordLists{known: map[string]knownWords{}} }

func (l *wordLists) forget(exhibition string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.known, exhibition)
}

// mayWrite refuses a text with a word of the exhibition's list: "words_not_allowed". Which word it is, it does not say.
func (s *Service) mayWrite(ctx context.Context, exhibition, text string) error {
	now := s.now()
	s.words.mu.Lock()
	known, ok := s.words.known[exhibition]
	s.words.mu.Unlock()
	if !ok || !now.Before(known.until) {
		list, err := s.wordList(ctx, exhibition)
		if err != nil {
			return err
		}
		known = knownWords{newFinder(list.Words), now.Add(wordsAge)}
		s.words.mu.Lock()
		if len(s.words.known) >= maxWordLists {
			clear(s.words.known)
		}
		s.words.known[exhibition] = known
		s.words.mu.Unlock()
	}
	if known.finds(text) {
		return problem.New(problem.Invalid, "words_not_allowed", "this text has words that are not used here")
	}
	return nil
}

func (s *Service) wordList(ctx context.Context, exhibition string) (WordList, error) {
	list, err := s.store.words.Find(ctx, exhibition)
	if problem.Is(err, problem.NotFound) {
		return WordList{ID: exhibition, Words: []string{}}, nil
	}
	return list, err
}

func polices(a actor.Actor, exhibition string) error {
	if !a.Has(actor.Organizer, exhibition) && !a.Has(actor.Moderator, exhibition) {
		return problem.New(problem.NotFound, "exhibition_not_found", "there is no such exhibition of yours")
	}
	return nil
}

// Words is the list of an exhibition, for its organizers and moderators.
func (s *Service) Words(ctx context.Context, exhibition string) (WordList, error) {
	if err := polices(actor.From(ctx), exhibition); err != nil {
		return WordList{}, err
	}
	return s.wordList(ctx, exhibition)
}

// SetWords replaces the list if its version still is v, 0 for none. It takes effect at once on this node and within ten seconds
// on others.
func (s *Service) SetWords(ctx context.Context, exhibition string, v int64, words []string) (WordList, error) {
	a := actor.From(ctx)
	if err := polices(a, exhibition); err != nil {
		return WordList{}, err
	}
	list, err := s.wordList(ctx, exhibition)
	if err != nil {
		return WordList{}, err
	}
	if list.V != v {
		return WordList{}, problem.New(problem.PreconditionFailed, "version_conflict", "this list has been changed by someone else")
	}
	if list.Words, err = sound(words); err != nil {
		return WordList{}, err
	}
	now := stamp(s.now())
	list.V, list.Changed = v+1, now
	list.Outbox = append(list.Outbox, db.OutboxEntry{ID: db.NewID("out", now), Type: "words.changed", At: now, By: a.Person, Entity: exhibition, Exhibition: exhibition})
	if v == 0 {
		err = s.store.words.Insert(ctx, list)
	} else {
		err = s.store.words.Replace(ctx, exhibition, v, list)
	}
	if problem.Is(err, problem.Conflict) {
		return WordList{}, problem.New(problem.PreconditionFailed, "version_conflict", "this list has been changed by someone else")
	}
	if err != nil {
		return WordList{}, err
	}
	s.words.forget(exhibition)
	return list, nil
}

// sound trims, sorts and checks a list.
func sound(words []string) ([]string, error) {
	invalid := problem.New(problem.Invalid, "words_invalid", "this list cannot be kept")
	if len(words) > maxWords {
		return nil, invalid.Field("body.words", "at most 500 words")
	}
	list := []string{}
	for _, w := range words {
		w = strings.TrimSpace(w)
		if n := utf8.RuneCountInString(w); n > maxWord || !utf8.ValidString(w) || strings.TrimSpace(folded(w)) == "" {
			return nil, invalid.Field("body.words", "each has 1 to 60 characters that can be seen")
		}
		list = append(list, w)
	}
	slices.Sort(list)
	return slices.Compact(list), nil
}
