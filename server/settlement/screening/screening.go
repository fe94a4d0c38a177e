// Package screening compares names with lists of sanctioned people and companies: clear, review (a person has to look) or
// hit. The operator supplies the lists (the files of OFAC, the EU and the UN as published); without any, everybody is
// clear under the version "none", and whoever shows a decision shows that.
//
// It knows names and nothing of who bears them: no party, no order, no ledger, no network. The same lists and the same
// name always give the same answer, and the version says which lists they were.
package screening

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"
)

// Decision is what comparing a name comes to.
type Decision string

// The decisions, the worst last.
const (
	Clear  Decision = "clear"
	Review Decision = "review"
	Hit    Decision = "hit"
)

// None is the version when there are no lists.
const None = "none"

// Match is a listed name that resembles the one asked for.
type Match struct {
	Source string `json:"source" doc:"Which list: ofac, eu, un."`
	ID     string `json:"id" doc:"The entry's id there."`
	Name   string `json:"name"`
	Score  int    `json:"score" doc:"Percent."`
	Of     string `json:"of" doc:"The name of the party that resembles it most."`
}

// Source is one publisher's part of the lists.
type Source struct {
	Name  string `json:"name" doc:"ofac, eu or un."`
	Names int    `json:"names" doc:"Listed names, aliases included."`
}

// Result is the answer for one party.
type Result struct {
	Decision Decision `json:"decision" enum:"clear,review,hit"`
	Version  string   `json:"version" doc:"Of the lists; none: there are none."`
	Matches  []Match  `json:"matches" nullable:"false"`
}

// maxMatches bounds an answer.
const maxMatches = 20

// The scores from which a resemblance counts. Names in one script that are the same but for their order, their accents and
// the words of their legal form are a hit; same sounds in another script, nearly the same words, or all of
// a long name within another are for a person.
const (
	hitScore    = 100
	reviewScore = 85
	soundScore  = 95
	partScore   = 90
)

// Lists are all listed names at hand. They are never changed and may be used by many at once.
type Lists struct {
	version string
	day     time.Time // when the newest of the files was last changed; zero: not known
	names   []listed
	begins  map[string][]int32 // names that have a word with this beginning
	whole   map[string][]int32 // names by all their words in order of the alphabet
	joined  map[string][]int32 // names by their words written as one, in every order they may stand in
	han     map[string][]int32 // names in Chinese characters by their core
	sounds  *sounds
}

// listed is one name of an entry.
type listed struct {
	source, id, name string
	form             form
}

// Empty are the lists of an operator who has supplied none.
func Empty() *Lists { return build(None, nil) }

// Version names the lists: "none", or a hash of all files.
func (l *Lists) Version() string { return l.version }

// Names counts the names on the lists, aliases included.
func (l *Lists) Names() int { return len(l.names) }

// Day is when the newest of the files was last changed, as far as the folder tells; zero if it does not.
func (l *Lists) Day() time.Time { return l.day }

// Sources counts the names by publisher, in order of the alphabet.
func (l *Lists) Sources() []Source {
	count := map[string]int{}
	for _, n := range l.names {
		count[n.source]++
	}
	list := []Source{}
	for _, name := range slices.Sorted(maps.Keys(count)) {
		list = append(list, Source{name, count[name]})
	}
	return list
}

func build(version string, names []listed) *Lists {
	l := &Lists{
		version: version, begins: map[string][]int32{}, whole: map[string][]int32{}, joined: map[string][]int32{}, han: map[string][]int32{},
		sounds: newSounds(),
	}
	note := func(index map[string][]int32, key string) {
		i := int32(len(l.names)) //nolint:gosec // Load bounds the names
		if list := index[key]; key != "" && (len(list) == 0 || list[len(list)-1] != i) {
			index[key] = append(list, i)
		}
	}
	for _, n := range names {
		n.form = l.read(n.name)
		if len(n.form.words) == 0 && n.form.han == "" {
			continue
		}
		note(l.whole, strings.Join(sorted(n.form.words), " "))
		note(l.han, n.form.han)
		for _, w := range n.form.words {
			note(l.begins, beginning(w))
		}
		for _, j := range turns(n.form.words) {
			note(l.joined, j)
		}
		for _, s := range n.form.spelled {
			note(l.joined, s)
		}
		l.names = append(l.names, n)
	}
	return l
}

// Screen compares every name of a party, in whatever scripts it has them, with every listed name.
func (l *Lists) Screen(names ...string) Result {
	type likeness struct {
		score int
		of    string
	}
	best := map[int32]likeness{}
	for _, name := range names {
		l.compare(l.read(name), func(i int32, score int) {
			if score >= reviewScore && score > best[i].score {
				best[i] = likeness{score, name}
			}
		})
	}
	r := Result{Decision: Clear, Version: l.version, Matches: []Match{}}
	for i, like := range best {
		n := l.names[i]
		r.Matches = append(r.Matches, Match{n.source, n.id, n.name, like.score, like.of})
	}
	slices.SortFunc(r.Matches, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Source, b.Source), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Name, b.Name))
	})
	if len(r.Matches) > 0 {
		r.Decision = Review
		if r.Matches[0].Score >= hitScore {
			r.Decision = Hit
		}
	}
	r.Matches = r.Matches[:min(len(r.Matches), maxMatches)]
	return r
}

// compare reports how much listed names resemble one name.
func (l *Lists) compare(f form, found func(i int32, score int)) {
	if len(f.words) > 0 {
		for _, i := range l.whole[strings.Join(sorted(f.words), " ")] {
			found(i, hitScore)
		}
	}
	if f.han != "" {
		for _, i := range l.han[f.han] {
			found(i, hitScore)
		}
		for part := range parts(f.han) {
			for _, i := range l.han[part] {
				found(i, soundScore)
			}
		}
	}
	for _, s := range slices.Concat(turns(f.words), f.spelled) {
		for _, i := range l.joined[s] {
			found(i, soundScore)
		}
	}
	seen := map[int32]bool{}
	for _, w := range f.words {
		for _, i := range l.begins[beginning(w)] {
			if !seen[i] {
				seen[i] = true
				found(i, alike(f.words, l.names[i].form.words))
			}
		}
	}
}
