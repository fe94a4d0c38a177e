package exhibition

import (
	"cmp"
	"context"
	"encoding/base64"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"fairground/server/lang"
	"fairground/server/problem"
)

// searchable is all languages of the texts in the form in which searches compare them: compatibility forms unified (full
// width, ligatures), Latin marks removed, lower case, single spaces. Chinese is found by substring, so it needs no words.
func searchable(texts ...lang.Text) string {
	var b strings.Builder
	for _, t := range texts {
		for _, tag := range slices.Sorted(maps.Keys(t)) {
			b.WriteString(plain(t[tag]))
			b.WriteByte('\n') // no term matches across two texts
		}
	}
	return b.String()
}

func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0x0300 && r <= 0x036f: // combining marks of Latin; those of Kana and Hangul tell letters apart
			return -1
		case unicode.IsSpace(r):
			return ' '
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(strings.ToValidUTF8(s, " "))) // the normalizer stops at bytes that are no character
	return strings.Join(strings.Fields(norm.NFKC.String(s)), " ")
}

// terms splits a query. Chinese and Latin terms are told apart: a text in one language is found by a query in two.
func terms(query string) (cjk, latin []string) {
	for _, t := range strings.Fields(plain(query)) {
		if strings.ContainsFunc(t, func(r rune) bool {
			return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul)
		}) {
			cjk = append(cjk, t)
		} else {
			latin = append(latin, t)
		}
	}
	return cjk, latin
}

// Hit is an item by which a booth was found.
type Hit struct {
	Item string    `json:"item"`
	Name lang.Text `json:"name"`
}

// Found is a booth that the search found.
type Found struct {
	BoothSummary
	Hits []Hit `json:"hits" nullable:"false" doc:"At most three items that contain a term."`
}

// Facet is a value and how many of the found booths have it.
type Facet struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// Directory is one page of found booths.
type Directory struct {
	Items     []Found
	Next      string
	Total     int
	Sectors   []Facet
	Countries []Facet
}

// Query is what a visitor looks for; "" of a facet means all.
type Query struct {
	Text, Sector, Country string
	Cursor                string
	Limit                 int
}

// index is the directory of one exhibition in memory.
type index struct {
	booths []indexed
}

type indexed struct {
	summary BoothSummary
	text    string
	items   []indexedItem
}

type indexedItem struct {
	ID     string    `bson:"_id"`
	Booth  string    `bson:"booth"`
	Name   lang.Text `bson:"name"`
	Search string    `bson:"search"`
}

// contains reports whether every term stands in the booth's own text or in one of its items.
func (x *indexed) contains(terms []string) bool {
	for _, t := range terms {
		if !strings.Contains(x.text, t) && !slices.ContainsFunc(x.items, func(i indexedItem) bool { return strings.Contains(i.Search, t) }) {
			return false
		}
	}
	return true
}

// score is how well the booth fits: 2 if it has the terms of both languages, 1 of one, 0 if it does not fit.
func (x *indexed) score(cjk, latin []string) int {
	if len(cjk) == 0 && len(latin) == 0 {
		return 1
	}
	score := 0
	for _, group := range [][]string{cjk, latin} {
		if len(group) > 0 && x.contains(group) {
			score++
		}
	}
	return score
}

const hitsEach = 3

func (x *indexed) hits(terms []string) []Hit {
	hits := []Hit{}
	for _, i := range x.items {
		if len(hits) == hitsEach {
			break
		}
		if slices.ContainsFunc(terms, func(t string) bool { return strings.Contains(i.Search, t) }) {
			hits = append(hits, Hit{Item: i.ID, Name: i.Name})
		}
	}
	return hits
}

// search finds booths. Equally good ones stand in an order that changes every day, so that no name is first for ever. The
// facets count each facet's values under the other one's choice.
func (x *index) search(q Query, now time.Time) (Directory, error) {
	offset, err := offsetOf(q.Cursor)
	if err != nil {
		return Directory{}, err
	}
	type ranked struct {
		*indexed
		score int
		turn  uint32
	}
	cjk, latin := terms(q.Text)
	today := now.UTC().Format(time.DateOnly)
	sectors, countries := map[string]int{}, map[string]int{}
	var found []ranked
	for i := range x.booths {
		b := &x.booths[i]
		score := b.score(cjk, latin)
		if score == 0 {
			continue
		}
		inSector := q.Sector == "" || b.summary.Sector == q.Sector
		inCountry := q.Country == "" || b.summary.Country == q.Country
		if inCountry {
			sectors[b.summary.Sector]++
		}
		if inSector {
			countries[b.summary.Country]++
		}
		if inSector && inCountry {
			found = append(found, ranked{b, score, turn(b.summary.ID, today)})
		}
	}
	slices.SortFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.turn, b.turn), cmp.Compare(a.summary.ID, b.summary.ID))
	})
	d := Directory{Items: []Found{}, Total: len(found), Sectors: facets(sectors), Countries: facets(countries)}
	all := append(slices.Clone(cjk), latin...)
	end := min(offset+q.Limit, len(found))
	for _, r := range found[min(offset, len(found)):end] {
		d.Items = append(d.Items, Found{BoothSummary: r.summary, Hits: r.hits(all)})
	}
	if end < len(found) {
		d.Next = base64.RawURLEncoding.EncodeToString([]byte("o" + strconv.Itoa(end)))
	}
	return d, nil
}

func offsetOf(cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil && strings.HasPrefix(string(raw), "o") {
		if n, err := strconv.Atoi(string(raw[1:])); err == nil && n >= 0 {
			return n, nil
		}
	}
	return 0, problem.New(problem.Invalid, "cursor_invalid", "this cursor was not issued by this list")
}

func turn(id, today string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(today + id)) // a hash takes every byte
	return h.Sum32()
}

func facets(counts map[string]int) []Facet {
	list := []Facet{}
	for value, n := range counts {
		if value != "" {
			list = append(list, Facet{Value: value, N: n})
		}
	}
	slices.SortFunc(list, func(a, b Facet) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return list
}

// Search finds booths of an exhibition by the words of the booths and their items.
func (s *Service) Search(ctx context.Context, exhibition string, q Query) (Directory, error) {
	x, err := s.directory(ctx, exhibition)
	if err != nil {
		return Directory{}, err
	}
	return x.search(q, s.now())
}

// directory is the index of an exhibition; it is at most two seconds old.
func (s *Service) directory(ctx context.Context, exhibition string) (*index, error) {
	return s.indexes.of(ctx, exhibition, func(ctx context.Context) (*index, error) { return s.buildIndex(ctx, exhibition) })
}

func (s *Service) buildIndex(ctx context.Context, exhibition string) (*index, error) {
	items, err := s.store.itemTexts(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	texts, err := s.store.boothTexts(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int, len(items))
	for booth, list := range items {
		counts[booth] = len(list)
	}
	summaries, err := s.summaries(ctx, exhibition, "exhibition", exhibition, counts)
	if err != nil {
		return nil, err
	}
	x := &index{booths: make([]indexed, len(summaries))}
	for i, b := range summaries {
		x.booths[i] = indexed{summary: b, text: texts[b.ID], items: items[b.ID]}
	}
	return x, nil
}
