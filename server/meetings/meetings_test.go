package meetings

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/problem"
)

const fairID = "exh_1"

// opening is the first morning of the fair: 10:00 in Shanghai on a Monday.
var opening = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

// before is a time at which the fair has not begun.
var before = opening.Add(-7 * 24 * time.Hour)

func at(slot int) time.Time { return opening.Add(time.Duration(slot) * 30 * time.Minute) }

func slot(n int) Slot { return Slot{at(n), at(n + 1)} }

// world is everything around the feature.
type world struct {
	fair   Fair
	orgs   map[string]Organization
	people map[string]Person
	hidden map[string]bool
}

// org_a.. have one person each: per_a.. ; odd letters live in Berlin.
func newWorld(orgs int) *world {
	w := &world{
		fair: Fair{ID: fairID, Name: lang.Text{"en": "Cloud Fair"}, Zone: "Asia/Shanghai", Minutes: 30},
		orgs: map[string]Organization{}, people: map[string]Person{}, hidden: map[string]bool{},
	}
	w.fair.Windows = Daily(load("Asia/Shanghai"), opening.Add(-time.Hour), opening.Add(3*24*time.Hour-time.Hour), 10*60, 24*60)
	for i := range orgs {
		n := name(i)
		w.orgs["org_"+n] = Organization{ID: "org_" + n, Name: lang.Text{"en": "Studio " + n, "zh-Hans": "影业" + n}, Country: "CN", Languages: []string{"zh-Hans", "en"}}
		zone := "Asia/Shanghai"
		if i%2 == 1 {
			zone = "Europe/Berlin"
		}
		w.people["per_"+n] = Person{ID: "per_" + n, Org: "org_" + n, Name: "Person " + n, Zone: zone}
	}
	return w
}

func name(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return fmt.Sprintf("x%d", i)
}

func (w *world) Fair(_ context.Context, id string) (Fair, error) {
	if id != w.fair.ID {
		return Fair{}, problem.New(problem.NotFound, "exhibition_not_found", "there is no such exhibition")
	}
	return w.fair, nil
}

func (w *world) BoothOf(_ context.Context, _, org string) (string, error) { return "bth_" + org, nil }

func (w *world) Organization(_ context.Context, id string) (Organization, error) {
	if o, ok := w.orgs[id]; ok {
		return o, nil
	}
	return Organization{}, problem.New(problem.NotFound, "organization_not_found", "there is no such organization")
}

func (w *world) Person(_ context.Context, id string) (Person, error) {
	if p, ok := w.people[id]; ok {
		return p, nil
	}
	return Person{}, problem.New(problem.NotFound, "person_not_found", "there is no such person")
}

func (w *world) Contact(_ context.Context, _, org string) (Person, error) {
	if !w.hidden[org] {
		for _, p := range w.people {
			if p.Org == org && p.ID == "per_"+org[4:] {
				return p, nil
			}
		}
	}
	return Person{}, problem.New(problem.NotFound, "organization_not_found", "there is no such organization")
}

// clock is a time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = t
}

// open returns the feature with n organizations on a fresh database.
func open(t testing.TB, n int) (*Service, *world, *clock) {
	t.Helper()
	w, c := newWorld(n), &clock{at: before}
	s := New(Deps{DB: dbtest.Memory(t), Fairs: w, Directory: w, Now: c.now, Base: "https://fair.example", Quota: 1000})
	if err := s.Indexes(t.Context()); err != nil {
		t.Fatalf("make indexes: %v", err)
	}
	return s, w, c
}

// as acts for the person of an organization: "a" is a buyer, everybody else exhibits.
func as(ctx context.Context, n string) context.Context {
	role := actor.Exhibitor
	if n == "a" {
		role = actor.Buyer
	}
	return actor.With(ctx, actor.Actor{
		Person: "per_" + n, Name: "Person " + n, Org: "org_" + n, OrgName: "Studio " + n, Zone: "Asia/Shanghai", Lang: "en",
		Grants: []actor.Grant{{Role: role, Exhibition: fairID}},
	})
}

func organizer(ctx context.Context) context.Context {
	return actor.With(ctx, actor.Actor{Person: "per_o", Org: "org_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: fairID}}})
}

func proposal(to string, slots ...int) Proposal {
	p := Proposal{Exhibition: fairID, Invitee: "org_" + to, Reason: "co-production of an animated series", Language: "en"}
	for _, n := range slots {
		p.Slots = append(p.Slots, slot(n))
	}
	return p
}

func ask(t testing.TB, s *Service, from, to string, slots ...int) Meeting {
	t.Helper()
	m, err := s.Request(as(t.Context(), from), proposal(to, slots...))
	if err != nil {
		t.Fatalf("%s asks %s: %v", from, to, err)
	}
	return m
}

func accepted(t testing.TB, s *Service, from, to string, n int) Meeting {
	t.Helper()
	m := ask(t, s, from, to, n)
	m, err := s.Accept(as(t.Context(), to), m.ID, m.V, at(n))
	if err != nil {
		t.Fatalf("%s accepts %s: %v", to, from, err)
	}
	return m
}

// refused fails unless err is a problem with the code.
func refused(t testing.TB, err error, code string) {
	t.Helper()
	if problem.Code(err) != code {
		t.Fatalf("got %v, want the problem %s", err, code)
	}
}

func alternativesOf(t testing.TB, err error) []FreeSlot {
	t.Helper()
	var p *problem.Problem
	if !errors.As(err, &p) {
		t.Fatalf("got %v, want a problem", err)
	}
	free, _ := p.Extra["alternatives"].([]FreeSlot)
	return free
}

func contextThatEnded(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	return ctx, cancel
}
