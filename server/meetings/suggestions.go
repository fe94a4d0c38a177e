package meetings

import (
	"context"
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
)

// indexAge is how old the index may be from which suggestions come. The actor's own profile is always the current one.
const indexAge = 10 * time.Second

type cachedIndex struct {
	index  *matchmaking.Index
	people map[string]Profile
	built  time.Time
}

// Suggestion is an organization worth meeting, with the reasons.
type Suggestion struct {
	Org       string    `json:"org"`
	OrgName   lang.Text `json:"orgName"`
	Country   string    `json:"country"`
	Languages []string  `json:"languages" nullable:"false"`
	Person    string    `json:"person" doc:"Whom to ask."`
	Booth     string    `json:"booth,omitempty"`
	Score     float64   `json:"score" minimum:"0" maximum:"1"`
	Reasons   []Reason  `json:"reasons" nullable:"false"`
	FreeSlots int       `json:"freeSlots" doc:"Slots in which both can meet."`
	Want      Want      `json:"want" enum:"must,want,none" doc:"What your own organization wants."`
}

// Reason is one term of a score with its words.
type Reason struct {
	Code   string            `json:"code"`
	Params map[string]string `json:"params,omitempty"`
	Value  float64           `json:"value" doc:"Of a wish its share of the one-sided score, of a factor the factor."`
	Text   lang.Text         `json:"text"`
}

// forget drops the index of an exhibition, so that a profile counts at once.
func (s *Service) forget(exhibition string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.indexes, exhibition)
}

// index returns the index of an exhibition, built anew when it has grown old.
func (s *Service) index(ctx context.Context, fair Fair) (cachedIndex, error) {
	now := s.now()
	s.mu.Lock()
	cached, ok := s.indexes[fair.ID]
	s.mu.Unlock()
	if ok && now.Sub(cached.built) < indexAge {
		return cached, nil
	}
	list, err := s.profiles.all(ctx, fair.ID)
	if err != nil {
		return cachedIndex{}, err
	}
	cached = cachedIndex{people: make(map[string]Profile, len(list)), built: now}
	rows := make([]matchmaking.Profile, len(list))
	for i, p := range list {
		rows[i] = p.row(fair)
		cached.people[p.Person] = p
	}
	cached.index = matchmaking.NewIndex(rows, now)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.indexes[fair.ID] = cached
	return cached, nil
}

// row is the profile as the engine reads it; hours are those of the fair's first day, by which the whole fair is judged.
func (p Profile) row(fair Fair) matchmaking.Profile {
	r := matchmaking.Profile{
		ID: p.Person, Org: p.Org, Exhibits: p.Exhibits, Role: p.Role, Territories: p.Territories, Languages: p.Languages,
		Needs: p.Needs, Offers: p.Offers, Budget: slices.Index(Budgets(), p.Budget) + 1, Deadline: p.Deadline,
	}
	if len(fair.Windows) > 0 {
		zone := load(p.Hours.Zone)
		day := fair.Windows[0].From
		if from, to, open := p.Hours.on(day.In(zone).Weekday()); open {
			r.Hours = matchmaking.WorkingHours(zone, day, from, to)
		}
	}
	return r
}

// MaxSuggestions bounds one answer.
const MaxSuggestions = 50

// Suggest lists the organizations that the actor should meet, best first. Those that he or they never want to meet are
// left out, as are those that cannot be seen. Who has not said yet what he seeks and offers gets none.
func (s *Service) Suggest(ctx context.Context, exhibition string, limit int) ([]Suggestion, error) {
	who := actor.From(ctx)
	if err := takesPart(who, exhibition); err != nil {
		return nil, err
	}
	fair, err := s.fair(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	own, found, err := s.profiles.of(ctx, exhibition, who.Person)
	if err != nil || !found {
		return []Suggestion{}, err
	}
	mine, err := s.wishes.of(ctx, exhibition, who.Org)
	if err != nil {
		return nil, err
	}
	refusing, err := s.wishes.refusing(ctx, exhibition, who.Org)
	if err != nil {
		return nil, err
	}
	cached, err := s.index(ctx, fair)
	if err != nil {
		return nil, err
	}
	limit = min(max(limit, 1), MaxSuggestions)
	// Several people of one organization, and those who are left out, take places too.
	matches, err := matchmaking.RecommendFor(ctx, cached.index, own.row(fair), 4*limit+len(refusing)+len(mine.List))
	if err != nil {
		return nil, err
	}
	w := words(matchmaking.Known(matchmaking.Taxonomy()))
	var list []Suggestion
	var people []string
	seen := map[string]bool{}
	for _, m := range matches {
		want := mine.toward(m.Org)
		if len(list) == limit || seen[m.Org] || want == Never || refusing[m.Org] {
			continue
		}
		seen[m.Org] = true
		sug, err := s.suggestion(ctx, exhibition, m, want, w)
		if problem.Is(err, problem.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list, people = append(list, sug), append(people, m.ID)
	}
	return list, s.countSlots(ctx, fair, own, cached, people, list)
}

func (s *Service) suggestion(ctx context.Context, exhibition string, m matchmaking.Match, want Want, w words) (Suggestion, error) {
	// Who must not be seen has no contact.
	if _, err := s.Directory.Contact(ctx, exhibition, m.Org); err != nil {
		return Suggestion{}, err
	}
	o, err := s.Directory.Organization(ctx, m.Org)
	if err != nil {
		return Suggestion{}, err
	}
	booth, err := s.Fairs.BoothOf(ctx, exhibition, m.Org)
	if err != nil {
		return Suggestion{}, err
	}
	sug := Suggestion{
		Org: m.Org, OrgName: o.Name, Country: o.Country, Languages: o.Languages, Person: m.ID, Booth: booth, Score: m.Score, Want: want,
	}
	for _, r := range m.Wishes {
		sug.Reasons = append(sug.Reasons, w.reason(r))
	}
	for _, r := range m.Factors {
		if text := w.reason(r); len(text.Text) > 0 {
			sug.Reasons = append(sug.Reasons, text)
		}
	}
	return sug, nil
}

// countSlots fills in how many slots are free for both, and says so as a reason.
func (s *Service) countSlots(ctx context.Context, fair Fair, own Profile, cached cachedIndex, people []string, list []Suggestion) error {
	if len(list) == 0 {
		return nil
	}
	now, slots := s.now(), fair.Slots()
	taken, err := s.store.taken(ctx, append([]string{own.Person}, people...), now, "")
	if err != nil {
		return err
	}
	said, err := s.availability.among(ctx, fair.ID, append([]string{own.Person}, people...))
	if err != nil {
		return err
	}
	me := own.attendee().with(said[own.Person])
	for i, person := range people {
		them := cached.people[person].attendee().with(said[person])
		list[i].FreeSlots = len(common(slots, append(append([]Slot(nil), taken[own.Person]...), taken[person]...), me, them, now, false))
		list[i].Reasons = append(list[i].Reasons, slotReason(list[i].FreeSlots))
	}
	return nil
}
