package meetings

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"
)

// runs are the schedule runs of a test.
type runs struct {
	mu        sync.Mutex
	published map[string]bool
}

func (r *runs) Published(_ context.Context, run string) (bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.published[run], nil
}

func (r *runs) publish(run string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.published[run] = true
}

const run1 = "run_1"

// publisher is a feature with a run that is being published.
type publisher struct {
	*testing.T
	s    *Service
	runs *runs
}

func publishing(t *testing.T, orgs int) *publisher {
	t.Helper()
	s, _, _ := open(t, orgs)
	p := &publisher{T: t, s: s, runs: &runs{published: map[string]bool{}}}
	s.Runs = p.runs
	return p
}

// to is the change that moves a meeting to a slot.
func to(m Meeting, n int) PlanChange {
	return PlanChange{Meeting: m.ID, V: m.V, Starts: at(n), Ends: at(n + 1)}
}

// adding is the change that lets two organizations meet in a slot.
func (p *publisher) adding(from, with string, n int) PlanChange {
	p.Helper()
	w, _ := p.s.Directory.(*world)
	side := func(o string) Side {
		return Side{Org: "org_" + o, OrgName: w.orgs["org_"+o].Name, Person: "per_" + o, PersonName: "Person " + o, Zone: "Asia/Shanghai"}
	}
	return PlanChange{
		Add:    &Meeting{ID: "mtg_" + from + with, Exhibition: fairID, Requester: side(from), Invitee: side(with), Reason: "wanted by both", Language: "en"},
		Starts: at(n), Ends: at(n + 1),
	}
}

func (p *publisher) release(c PlanChange) bool {
	p.Helper()
	return p.step("release", p.s.Release, c)
}

func (p *publisher) take(c PlanChange) bool {
	p.Helper()
	return p.step("take", p.s.Take, c)
}

// step calls a primitive twice, as a run that was killed and goes on would: the second time nothing may be different.
func (p *publisher) step(what string, f func(context.Context, string, PlanChange) (bool, error), c PlanChange) bool {
	p.Helper()
	first, err := f(p.Context(), run1, c)
	if err != nil {
		p.Fatalf("%s: %v", what, err)
	}
	was := p.raw(c.id())
	again, err := f(p.Context(), run1, c)
	if err != nil || again != first {
		p.Fatalf("%s said %v, and again %v, %v", what, first, again, err)
	}
	if now := p.raw(c.id()); fmt.Sprint(now) != fmt.Sprint(was) {
		p.Fatalf("%s again changed\n%+v to\n%+v", what, was, now)
	}
	return first
}

func (p *publisher) settle(c PlanChange) Meeting {
	p.Helper()
	first, err := p.s.Settle(p.Context(), run1, c)
	if err != nil {
		p.Fatalf("settle: %v", err)
	}
	again, err := p.s.Settle(p.Context(), run1, c)
	if err != nil || again.V != first.V || len(again.Outbox) != len(first.Outbox) || again.State != first.State {
		p.Fatalf("settled\n%+v and again\n%+v, %v", first, again, err)
	}
	return first
}

func (p *publisher) abandon(c PlanChange) {
	p.Helper()
	for range 2 {
		if err := p.s.Abandon(p.Context(), run1, c); err != nil {
			p.Fatalf("abandon: %v", err)
		}
	}
}

// raw is a document as it is stored; the zero Meeting if there is none.
func (p *publisher) raw(id string) Meeting {
	m, err := p.s.store.Find(p.Context(), id)
	if err != nil {
		return Meeting{}
	}
	if m.Hold != nil {
		p.Logf("%s hold %+v", id, *m.Hold)
		m.Hold = nil // prints as an address
	}
	return m
}

// sees fails unless readers see the meeting begin in a slot, in every list; -1 is not at all.
func (p *publisher) sees(id, person string, n int) {
	p.Helper()
	want := []time.Time{}
	if n >= 0 {
		want = append(want, at(n))
	}
	starts := func(list []Meeting, err error) []time.Time {
		p.Helper()
		if err != nil {
			p.Fatal(err)
		}
		found := []time.Time{}
		for _, m := range list {
			if m.ID == id && m.State.Upcoming() {
				found = append(found, m.Starts)
			}
		}
		return found
	}
	one := func() ([]Meeting, error) {
		m, err := p.s.store.find(p.Context(), id)
		if err != nil {
			return nil, nil //nolint:nilerr // not at all
		}
		return []Meeting{m}, nil
	}
	page := func() ([]Meeting, error) {
		list, _, err := p.s.Meetings(organizer(p.Context()), Query{Exhibition: fairID, State: "scheduled", Limit: 100})
		return list, err
	}
	ctx, stored := p.Context(), p.raw(id)
	for name, read := range map[string]func() ([]Meeting, error){
		"one": one, "page": page,
		"agenda": func() ([]Meeting, error) {
			return p.s.store.agenda(ctx, person, before, opening.Add(72*time.Hour), agendaStates())
		},
		"narrow": func() ([]Meeting, error) {
			return p.s.store.agenda(ctx, person, at(max(n, 0)), at(max(n, 0)+1), agendaStates())
		},
		"upcoming": func() ([]Meeting, error) { return p.s.store.upcomingOf(ctx, person, before) },
		"all":      func() ([]Meeting, error) { return p.s.store.upcomingIn(ctx, fairID, before) },
		"between": func() ([]Meeting, error) {
			return p.s.store.between(ctx, fairID, stored.Requester.Org, stored.Invitee.Org)
		},
	} {
		if got := starts(read()); fmt.Sprint(got) != fmt.Sprint(want) {
			p.Errorf("%s of %s gives %s at %v, want %v", name, person, id, got, want)
		}
	}
	room, err := p.s.MeetingRoom(ctx, RoomID(id))
	if (err == nil) != (n >= 0) || n >= 0 && !room.Starts.Equal(at(n)) {
		p.Errorf("its room: %+v, %v", room, err)
	}
}

// exclusive fails if two documents hold one claim, or if a document's claims are not those of its state.
func (p *publisher) exclusive() {
	p.Helper()
	list, err := p.s.store.Store.All(p.Context(), nil)
	if err != nil {
		p.Fatal(err)
	}
	by := map[string]string{}
	for _, m := range list {
		for _, c := range m.Claims {
			if by[c] != "" {
				p.Errorf("%s is held by %s and %s", c, by[c], m.ID)
			}
			by[c] = m.ID
		}
		if m.Hold == nil && fmt.Sprint(m.Claims) != fmt.Sprint(m.entitled()) {
			p.Errorf("%s is %s with claims %v", m.ID, m.State, m.Claims)
		}
	}
}

// unscheduled seeds a request that both sides agreed to, without a time.
func (p *publisher) unscheduled(from, with string, state State) Meeting {
	p.Helper()
	m := *p.adding(from, with, 0).Add
	m.V, m.State, m.History, m.Slots = 1, state, []Step{}, []Slot{}
	m.claim()
	if err := p.s.store.insert(p.Context(), m); err != nil {
		p.Fatal(err)
	}
	return m
}
