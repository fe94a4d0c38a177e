package meetings

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Want is how much an organization wants to meet another.
type Want string

// The wants. They are told to nobody but the organization that has them.
const (
	Must  Want = "must"
	Wish  Want = "want"
	Never Want = "never"
	None  Want = "none"
)

// Preference is what an organization wants of another.
type Preference struct {
	Org  string `json:"org" bson:"org"`
	Want Want   `json:"want" bson:"want" enum:"must,want,never"`
}

// wishes are all preferences of one organization at one exhibition.
type wishes struct {
	ID         string       `bson:"_id"` // <exhibition>|<org>
	V          int64        `bson:"v"`
	Exhibition string       `bson:"exhibition"`
	Org        string       `bson:"org"`
	List       []Preference `bson:"list"` // by org

	Outbox []db.OutboxEntry `bson:"outbox"`
}

func (w wishes) toward(org string) Want {
	for _, p := range w.List {
		if p.Org == org {
			return p.Want
		}
	}
	return None
}

const maxPreferences = 2000

func (w *wishes) set(org string, want Want) error {
	w.List = slices.DeleteFunc(w.List, func(p Preference) bool { return p.Org == org })
	if want == None {
		return nil
	}
	if len(w.List) >= maxPreferences {
		return problem.Newf(problem.Conflict, "preferences_full", "at most %d preferences can be kept", maxPreferences)
	}
	w.List = append(w.List, Preference{org, want})
	slices.SortFunc(w.List, func(a, b Preference) int { return cmp.Compare(a.Org, b.Org) })
	return nil
}

// Prefer says how much the actor's organization wants to meet another. Saying it again changes nothing.
func (s *Service) Prefer(ctx context.Context, exhibition, org string, want Want) error {
	who := actor.From(ctx)
	if err := takesPart(who, exhibition); err != nil {
		return err
	}
	if !slices.Contains([]Want{Must, Wish, Never, None}, want) {
		return problem.New(problem.Invalid, "want_unknown", "must be must, want, never or none").Field("body.want", "is none of the four")
	}
	if org == who.Org {
		return problem.New(problem.Invalid, "own_organization", "this is your own organization")
	}
	if want != None {
		if _, err := s.Directory.Organization(ctx, org); err != nil {
			return err
		}
	}
	var err error
	for range attempts {
		var w wishes
		if w, err = s.wishes.of(ctx, exhibition, who.Org); err != nil {
			return err
		}
		if w.toward(org) == want {
			return nil
		}
		if err = w.set(org, want); err != nil {
			return err
		}
		now := s.now()
		w.V++
		w.Outbox = append(w.Outbox, db.OutboxEntry{
			ID: db.NewID("out", now), Type: "preference.set", At: now, By: who.Person, Entity: w.ID, Exhibition: exhibition,
		})
		if err = s.wishes.save(ctx, w); !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
			return err
		}
	}
	return fmt.Errorf("set preference: %w", err)
}

// PreferAll says how much the actor's organization wants to meet each of many, all at once or not at all; others stay as they
// are. It returns all preferences.
func (s *Service) PreferAll(ctx context.Context, exhibition string, list []Preference) ([]Preference, error) {
	who := actor.From(ctx)
	if err := takesPart(who, exhibition); err != nil {
		return nil, err
	}
	here, err := s.participants(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	whole := problem.New(problem.Invalid, "preferences_invalid", "some of the preferences cannot be kept")
	bad := whole
	for i, p := range list {
		where := fmt.Sprintf("body.list[%d].", i)
		if !slices.Contains([]Want{Must, Wish, Never, None}, p.Want) {
			bad = bad.Field(where+"want", "must be must, want, never or none")
		}
		if p.Org == who.Org {
			bad = bad.Field(where+"org", "is your own organization")
		} else if !here[p.Org] {
			switch _, err := s.Directory.Organization(ctx, p.Org); {
			case problem.Is(err, problem.NotFound):
				bad = bad.Field(where+"org", "there is no such organization")
			case err != nil:
				return nil, err
			}
		}
	}
	if len(list) > maxPreferences {
		bad = bad.Field("body.list", fmt.Sprintf("at most %d", maxPreferences))
	}
	if bad != whole {
		return nil, bad
	}
	for range attempts {
		var w wishes
		if w, err = s.wishes.of(ctx, exhibition, who.Org); err != nil {
			return nil, err
		}
		before := slices.Clone(w.List)
		for _, p := range list {
			if err = w.set(p.Org, p.Want); err != nil {
				return nil, err
			}
		}
		if slices.Equal(before, w.List) {
			return w.List, nil
		}
		now := s.now()
		w.V++
		w.Outbox = append(w.Outbox, db.OutboxEntry{
			ID: db.NewID("out", now), Type: "preference.set", At: now, By: who.Person, Entity: w.ID, Exhibition: exhibition,
			Data: map[string]string{"count": strconv.Itoa(len(list))},
		})
		if err = s.wishes.save(ctx, w); !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
			return w.List, err
		}
	}
	return nil, fmt.Errorf("set preferences: %w", err)
}

// participants are the organizations of an exhibition, so that a long list is not looked up one by one.
func (s *Service) participants(ctx context.Context, exhibition string) (map[string]bool, error) {
	here := map[string]bool{}
	if s.Roster == nil {
		return here, nil
	}
	list, err := s.Roster.Participants(ctx, exhibition)
	for _, o := range list {
		here[o.ID] = true
	}
	return here, err
}

// Preferences lists what the actor's organization wants.
func (s *Service) Preferences(ctx context.Context, exhibition string) ([]Preference, error) {
	who := actor.From(ctx)
	if err := takesPart(who, exhibition); err != nil {
		return nil, err
	}
	w, err := s.wishes.of(ctx, exhibition, who.Org)
	return w.List, err
}
