package schedule

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/meetings"
	"fairground/server/problem"
)

const fair = "exh_1"

// opening is 15:00 in Wuxi and 08:00 in Berlin on the first day of the fair.
var opening = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

// slotAt is the start of the nth slot: twelve of the first day, then twelve of the second.
func slotAt(n int) time.Time {
	return opening.Add(time.Duration(n/12)*24*time.Hour + time.Duration(n%12)*30*time.Minute)
}

// town is the surroundings of the planner: six buyers in Berlin, org_b1 to org_b6, and six studios in Wuxi, org_e1 to org_e6, with
// one person each, and an interpreter.
type town struct{ gone map[string]bool }

func (town) Fair(_ context.Context, id string) (meetings.Fair, error) {
	if id != fair {
		return meetings.Fair{}, problem.New(problem.NotFound, "exhibition_not_found", "none")
	}
	return meetings.Fair{ID: fair, Zone: "Asia/Shanghai", Minutes: 30, Name: lang.Text{"en": "Fair"}, Windows: []meetings.Window{
		{From: opening, To: opening.Add(6 * time.Hour)}, {From: opening.Add(24 * time.Hour), To: opening.Add(30 * time.Hour)},
	}}, nil
}
func (town) BoothOf(context.Context, string, string) (string, error) { return "", nil }

func (t town) Organization(_ context.Context, id string) (meetings.Organization, error) {
	if !strings.HasPrefix(id, "org_") || t.gone[id] {
		return meetings.Organization{}, problem.New(problem.NotFound, "organization_not_found", "none")
	}
	country := "DE"
	if strings.HasPrefix(id, "org_e") {
		country = "CN"
	}
	return meetings.Organization{ID: id, Name: lang.Text{"en": "House " + id[4:]}, Country: country, Languages: []string{"en"}}, nil
}

func (t town) Person(_ context.Context, id string) (meetings.Person, error) {
	name := strings.TrimPrefix(id, "per_")
	if t.gone["org_"+name] {
		return meetings.Person{}, problem.New(problem.NotFound, "person_not_found", "none")
	}
	zone := "Europe/Berlin"
	if strings.HasPrefix(name, "e") {
		zone = "Asia/Shanghai"
	}
	return meetings.Person{ID: id, Org: "org_" + name, Name: "Person " + name, Zone: zone}, nil
}

func (t town) Contact(ctx context.Context, _, org string) (meetings.Person, error) {
	if _, err := t.Organization(ctx, org); err != nil {
		return meetings.Person{}, err
	}
	return t.Person(ctx, "per_"+strings.TrimPrefix(org, "org_"))
}

// as is somebody who acts: b1 to b6, e1 to e6, or o, an organizer.
func as(ctx context.Context, who string) context.Context { return actor.With(ctx, person(who)) }

func person(who string) actor.Actor {
	a := actor.Actor{Person: "per_" + who, Name: "Person " + who, Org: "org_" + who, Session: "ses_" + who, Zone: "Europe/Berlin"}
	role := actor.Buyer
	switch who[0] {
	case 'o':
		role = actor.Organizer
	case 'e':
		role = actor.Exhibitor
	}
	a.Grants = []actor.Grant{{Role: role, Exhibition: fair}}
	return a
}

// clock is a time that tests set.
type clock struct{ at atomic.Int64 }

func (c *clock) set(at time.Time) { c.at.Store(at.UnixMilli()) }
func (c *clock) now() time.Time   { return time.UnixMilli(c.at.Load()) }

// errKilled stands for a process that ends in the middle of a step.
var errKilled = errors.New("killed")

// mortal is the meetings feature in a process that dies at the nth step of a publication, before or after the step has had its effect.
type mortal struct {
	*meetings.Service
	mu    sync.Mutex
	steps int
	dies  int // at which step; 0 is never
	after bool

	hook    sync.Mutex
	between func() // what people do after the releases, once
}

func (m *mortal) step(do func() error) error {
	m.mu.Lock()
	m.steps++
	dies := m.dies > 0 && m.steps >= m.dies
	after := m.after && m.steps == m.dies
	m.mu.Unlock()
	if dies && !after {
		return errKilled
	}
	err := do()
	if after {
		return errKilled
	}
	return err
}

func (m *mortal) Release(ctx context.Context, run string, c meetings.PlanChange) (ok bool, err error) {
	err = m.step(func() error { ok, err = m.Service.Release(ctx, run, c); return err })
	return ok, err
}

func (m *mortal) Take(ctx context.Context, run string, c meetings.PlanChange) (ok bool, err error) {
	m.hook.Lock()
	if do := m.between; do != nil {
		m.between = nil
		do()
	}
	m.hook.Unlock()
	err = m.step(func() error { ok, err = m.Service.Take(ctx, run, c); return err })
	return ok, err
}

func (m *mortal) Settle(ctx context.Context, run string, c meetings.PlanChange) (x meetings.Meeting, err error) {
	err = m.step(func() error { x, err = m.Service.Settle(ctx, run, c); return err })
	return x, err
}

func (m *mortal) Abandon(ctx context.Context, run string, c meetings.PlanChange) error {
	return m.step(func() error { return m.Service.Abandon(ctx, run, c) })
}

// house is a fair with its planner.
type house struct {
	t        *testing.T
	db       *db.DB
	town     town
	clock    *clock
	meetings *mortal
	planner  *Service
}

// small is a budget with which the solver gives the same answer on every machine.
func small(int) matchmaking.Budget { return matchmaking.Budget{Moves: 3000, Seed: 1, Workers: 1} }

// endless is a budget that outlasts every test.
func endless(int) matchmaking.Budget {
	return matchmaking.Budget{Time: time.Minute, Seed: 1, Workers: 1}
}

func newHouse(t *testing.T) *house {
	t.Helper()
	h := &house{t: t, db: dbtest.Memory(t), town: town{gone: map[string]bool{}}, clock: &clock{}}
	h.clock.set(opening.Add(-100 * time.Hour))
	h.start()
	ctx := t.Context()
	if err := errors.Join(h.meetings.Indexes(ctx), h.planner.Indexes(ctx)); err != nil {
		t.Fatal(err)
	}
	for i := 1; i <= 6; i++ {
		h.profile(fmt.Sprintf("b%d", i), "08:00", "18:00")
		h.profile(fmt.Sprintf("e%d", i), "09:00", "21:00")
	}
	return h
}

// start begins the program anew on the same database.
func (h *house) start() {
	h.t.Helper()
	m := &mortal{Service: meetings.New(meetings.Deps{
		DB: h.db, Fairs: h.town, Directory: h.town, Base: "https://fair.example", Now: h.clock.now,
	})}
	p := New(Deps{DB: h.db, Meetings: m, Directory: h.town, Now: h.clock.now, Budget: small})
	m.Runs = p
	h.meetings, h.planner = m, p
	h.t.Cleanup(p.Close)
}

func (h *house) profile(who, from, to string) {
	h.t.Helper()
	p, err := h.town.Person(h.t.Context(), "per_"+who)
	if err != nil {
		h.t.Fatal(err)
	}
	if err := h.meetings.SeedProfiles(h.t.Context(), meetings.Profile{
		Exhibition: fair, Org: "org_" + who, Person: "per_" + who, Exhibits: who[0] == 'e', Needs: []string{"audiovisual"}, Role: matchmaking.Buy,
		Languages: []string{"en"}, Hours: meetings.Hours{Zone: p.Zone, From: from, To: to},
	}); err != nil {
		h.t.Fatal(err)
	}
}

// wants says what an organization wants: "e1!" is a must, "e2" a want, "e3-" a never.
func (h *house) wants(who string, list ...string) {
	h.t.Helper()
	var prefs []meetings.Preference
	for _, w := range list {
		want, name := meetings.Wish, w
		if n, ok := strings.CutSuffix(w, "!"); ok {
			want, name = meetings.Must, n
		} else if n, ok := strings.CutSuffix(w, "-"); ok {
			want, name = meetings.Never, n
		}
		prefs = append(prefs, meetings.Preference{Org: "org_" + name, Want: want})
	}
	if err := h.meetings.SeedPreferences(h.t.Context(), fair, "org_"+who, prefs...); err != nil {
		h.t.Fatal(err)
	}
}

// crowd lets every buyer want four studios, two of them by all means.
func (h *house) crowd() {
	h.t.Helper()
	for i := range 6 {
		e := func(n int) string { return fmt.Sprintf("e%d", (i+n)%6+1) }
		h.wants(fmt.Sprintf("b%d", i+1), e(0)+"!", e(1)+"!", e(2), e(3))
	}
}

// run starts a run and waits until it is no longer solving.
func (h *house) run(o Order) Run {
	h.t.Helper()
	r, err := h.planner.Start(as(h.t.Context(), "o"), fair, o)
	if err != nil {
		h.t.Fatal(err)
	}
	return h.await(r.ID, func(r Run) bool { return r.State != Solving })
}

// await polls a run until it is as wanted.
func (h *house) await(id string, until func(Run) bool) Run {
	h.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for {
		r, err := h.planner.runs.Find(h.t.Context(), id)
		if err != nil {
			h.t.Fatal(err)
		}
		if until(r) {
			return r
		}
		if time.Now().After(deadline) {
			h.t.Fatalf("the run is still %s %+v", r.State, r.Public)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

func settled(r Run) bool { return r.visible() && r.Public == nil }

// publish publishes a draft and waits until everything is settled.
func (h *house) publish(r Run) Run {
	h.t.Helper()
	if _, err := h.planner.Publish(as(h.t.Context(), "o"), fair, r.ID, r.V); err != nil {
		h.t.Fatal(err)
	}
	return h.await(r.ID, settled)
}

func (h *house) plan(r Run) Plan {
	h.t.Helper()
	p, err := h.planner.plan(h.t.Context(), r)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// agendas are everybody's meetings as they read them, by person: with whom and when.
func (h *house) agendas() map[string][]string {
	h.t.Helper()
	all := map[string][]string{}
	for i := 1; i <= 6; i++ {
		for _, who := range []string{fmt.Sprintf("b%d", i), fmt.Sprintf("e%d", i)} {
			entries, err := h.meetings.Agenda(as(h.t.Context(), who), opening.Add(-time.Hour), opening.Add(72*time.Hour))
			if err != nil {
				h.t.Fatal(err)
			}
			list := []string{}
			for _, e := range entries {
				list = append(list, e.Starts.Format("02 15:04")+" "+e.With.Org+" "+string(e.State))
			}
			all[who] = list
		}
	}
	return all
}

func same(a, b map[string][]string) bool { return maps.EqualFunc(a, b, slices.Equal) }

// booked counts the meetings of all agendas, each of which has two people.
func booked(all map[string][]string) int {
	n := 0
	for _, list := range all {
		n += len(list)
	}
	return n / 2
}

// letters counts what people were written, by person.
func (h *house) letters(run string) map[string]int {
	h.t.Helper()
	pending, err := h.planner.letters.Pending(h.t.Context(), 1000)
	if err != nil {
		h.t.Fatal(err)
	}
	count := map[string]int{}
	for _, p := range pending {
		if p.Entry.Data["run"] == run {
			count[p.Entry.To[0]]++
		}
	}
	return count
}

func problemOf(err error) (*problem.Problem, bool) {
	var p *problem.Problem
	return p, errors.As(err, &p)
}
