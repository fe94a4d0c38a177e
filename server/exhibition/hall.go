package exhibition

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Hall is a group of booths, national or thematic.
type Hall struct {
	ID         string           `bson:"_id"`
	V          int64            `bson:"v"`
	Exhibition string           `bson:"exhibition"`
	Name       lang.Text        `bson:"name"`
	Theme      string           `bson:"theme"` // how the client draws it
	Sector     string           `bson:"sector,omitempty"`
	Order      int              `bson:"order"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Sectors lists the sectors of halls and booths.
func Sectors() []string {
	return []string{"film_tv", "internet_culture", "industrial_design", "heritage", "digital_production", "cultural_tourism", "exhibitions"}
}

func sector(s string) error {
	if s != "" && !slices.Contains(Sectors(), s) {
		return errors.New("must be one of " + strings.Join(Sectors(), ", "))
	}
	return nil
}

var themeForm = regexp.MustCompile(`^[a-z][a-z0-9_-]{0,39}$`)

func (h Hall) check() error {
	var f faults
	f.at("body.name", h.Name.Check(nameLimit))
	f.at("body.sector", sector(h.Sector))
	if !themeForm.MatchString(h.Theme) {
		f.at("body.theme", errors.New("must be a lower-case word"))
	}
	return f.err()
}

// HallLine is a hall in the list of halls.
type HallLine struct {
	Hall   Hall
	Booths int
	OnDuty int
}

// Present is somebody on duty at a booth.
type Present struct {
	Person    string   `json:"person"`
	Name      string   `json:"name"`
	Languages []string `json:"languages" nullable:"false"`
}

// Facade is how a booth's front is drawn.
type Facade struct {
	Sector string `bson:"sector" json:"sector"`
	Seed   int64  `bson:"seed" json:"seed"`
}

// BoothSummary is a booth as the hall and the directory show it.
type BoothSummary struct {
	ID        string     `json:"id"`
	Number    string     `json:"number"`
	Hall      string     `json:"hall"`
	Org       string     `json:"org"`
	OrgName   lang.Text  `json:"orgName"`
	Sector    string     `json:"sector"`
	Park      lang.Text  `json:"park,omitempty"`
	Country   string     `json:"country"`
	Tagline   lang.Text  `json:"tagline"`
	Languages []string   `json:"languages" nullable:"false"`
	OnDuty    []Present  `json:"onDuty" nullable:"false"`
	Open      bool       `json:"open"`
	Opens     *time.Time `json:"opens,omitempty" doc:"When a closed booth opens next."`
	Closes    *time.Time `json:"closes,omitempty" doc:"When an open booth closes."`
	Zone      string     `json:"zone"`
	Items     int        `json:"items"`
	Facade    Facade     `json:"facade"`
}

// HallPage is everything that the hall's page shows.
type HallPage struct {
	Hall   Hall
	Booths []BoothSummary
}

// Halls lists the halls of an exhibition in their order.
func (s *Service) Halls(ctx context.Context, exhibition string) ([]HallLine, error) {
	if _, err := s.store.exhibitions.Find(ctx, exhibition); err != nil {
		return nil, err
	}
	halls, err := s.store.hallsOf(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	booths, err := s.store.boothPlaces(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	duties, err := s.store.dutiesOf(ctx, "exhibition", exhibition, s.now())
	if err != nil {
		return nil, err
	}
	lines := make([]HallLine, len(halls))
	for i, h := range halls {
		lines[i] = HallLine{Hall: h}
		for _, hall := range booths {
			if hall == h.ID {
				lines[i].Booths++
			}
		}
		for _, d := range duties {
			if booths[d.Booth] == h.ID {
				lines[i].OnDuty++
			}
		}
	}
	return lines, nil
}

// Hall returns the hall's page: the hall and its booths by number. It is at most a second old.
func (s *Service) Hall(ctx context.Context, id string) (HallPage, error) {
	return s.halls.of(ctx, id, func(ctx context.Context) (HallPage, error) {
		h, err := s.store.halls.Find(ctx, id)
		if err != nil {
			return HallPage{}, err
		}
		items, err := s.counts.of(ctx, h.Exhibition, func(ctx context.Context) (map[string]int, error) {
			return s.store.itemCounts(ctx, h.Exhibition)
		})
		if err != nil {
			return HallPage{}, err
		}
		booths, err := s.summaries(ctx, h.Exhibition, "hall", id, items)
		if err != nil {
			return HallPage{}, err
		}
		return HallPage{Hall: h, Booths: booths}, nil
	})
}

// summaries assembles booths of a hall or of an exhibition, by number; items are the numbers of their items.
func (s *Service) summaries(ctx context.Context, exhibition, scope, id string, items map[string]int) ([]BoothSummary, error) {
	e, err := s.store.exhibitions.Find(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	booths, err := s.store.boothsOf(ctx, scope, id)
	if err != nil {
		return nil, err
	}
	duties, err := s.store.dutiesOf(ctx, "exhibition", exhibition, s.now())
	if err != nil {
		return nil, err
	}
	present := map[string][]Present{}
	for _, d := range duties {
		present[d.Booth] = append(present[d.Booth], Present{Person: d.Person, Name: d.Name, Languages: nonNil(d.Languages)})
	}
	list := make([]BoothSummary, len(booths))
	for i, b := range booths {
		list[i] = summary(b, e, present[b.ID], items[b.ID], s.now())
	}
	slices.SortFunc(list, func(a, b BoothSummary) int { return natural(a.Number, b.Number) })
	return list, nil
}

func summary(b Booth, e Exhibition, present []Present, items int, now time.Time) BoothSummary {
	o := b.openness(e, now)
	return BoothSummary{
		ID: b.ID, Number: b.Number, Hall: b.Hall, Org: b.Org, OrgName: b.OrgName, Sector: b.Sector, Park: b.Park,
		Country: b.Country, Tagline: words(b.Tagline), Languages: nonNil(b.Languages), OnDuty: nonNil(present),
		Open: o.Open, Opens: o.Opens, Closes: o.Closes, Zone: b.Zone, Items: items, Facade: b.Facade,
	}
}

// words is a text that is an object in JSON also when it has no language.
func words(t lang.Text) lang.Text {
	if t == nil {
		return lang.Text{}
	}
	return t
}

func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// natural compares booth numbers so that A2 stands before A10.
func natural(a, b string) int {
	for a != "" && b != "" {
		an, aRest := leadingDigits(a)
		bn, bRest := leadingDigits(b)
		if an != "" && bn != "" {
			an, bn = strings.TrimLeft(an, "0"), strings.TrimLeft(bn, "0")
			if c := cmp.Or(cmp.Compare(len(an), len(bn)), cmp.Compare(an, bn)); c != 0 {
				return c
			}
			a, b = aRest, bRest
			continue
		}
		if a[0] != b[0] {
			return cmp.Compare(a[0], b[0])
		}
		a, b = a[1:], b[1:]
	}
	return cmp.Compare(len(a), len(b))
}

func leadingDigits(s string) (digits, rest string) {
	i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if i < 0 {
		i = len(s)
	}
	return s[:i], s[i:]
}

// NewHall adds a hall to an exhibition that the actor organizes.
func (s *Service) NewHall(ctx context.Context, who actor.Actor, h Hall) (Hall, error) {
	if _, err := s.organizes(ctx, who, h.Exhibition); err != nil {
		return Hall{}, err
	}
	if err := h.check(); err != nil {
		return Hall{}, err
	}
	h.ID, h.V = db.NewID("hal", s.now()), 1
	h.Outbox = []db.OutboxEntry{s.entry("hall.added", who.Person, h.ID, h.Exhibition)}
	if err := s.store.halls.Insert(ctx, h); err != nil {
		return Hall{}, err
	}
	return h, nil
}

// HallChange is what an organizer changes; nil leaves a field as it is.
type HallChange struct {
	Name          lang.Text
	Theme, Sector *string
	Order         *int
}

// ChangeHall changes a hall if its version is v.
func (s *Service) ChangeHall(ctx context.Context, who actor.Actor, id string, v int64, c HallChange) (Hall, error) {
	h, err := s.store.halls.Find(ctx, id)
	if err != nil {
		return h, err
	}
	if _, err := s.organizes(ctx, who, h.Exhibition); err != nil {
		return Hall{}, err
	}
	if c.Name != nil {
		h.Name = c.Name
	}
	if c.Theme != nil {
		h.Theme = *c.Theme
	}
	if c.Sector != nil {
		h.Sector = *c.Sector
	}
	if c.Order != nil {
		h.Order = *c.Order
	}
	if err := h.check(); err != nil {
		return Hall{}, err
	}
	h.V, h.Outbox = v+1, append(h.Outbox, s.entry("hall.changed", who.Person, h.ID, h.Exhibition))
	if err := s.store.halls.Replace(ctx, id, v, h); err != nil {
		return Hall{}, err
	}
	s.halls.drop(id)
	return h, nil
}

// AddHall stores a hall with a given id, for the demo and for imports; one that exists stays.
func (s *Service) AddHall(ctx context.Context, h Hall) error {
	if err := h.check(); err != nil {
		return fmt.Errorf("add hall %s: %w", h.ID, err)
	}
	h.V = 1
	if err := ignoreTaken(s.store.halls.Insert(ctx, h)); err != nil {
		return fmt.Errorf("add hall %s: %w", h.ID, err)
	}
	return nil
}

func notFound(noun string) error {
	return problem.New(problem.NotFound, noun+"_not_found", "there is no such "+noun)
}
