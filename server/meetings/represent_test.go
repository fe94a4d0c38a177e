package meetings

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fairground/server/db"
	"fairground/server/problem"
)

// staff are the people of the world, and of some organizations more than one.
type staff struct {
	mu   sync.Mutex
	more map[string][]Person
	gone map[string]bool
}

func (f *staff) Colleagues(_ context.Context, _, org string) ([]Person, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	first := Person{ID: "per_" + strings.TrimPrefix(org, "org_"), Org: org, Name: "Person", Zone: "Asia/Shanghai", Languages: []string{"en"}, Admin: true}
	return slices.DeleteFunc(append([]Person{first}, f.more[org]...), func(p Person) bool { return f.gone[p.ID] }), nil
}

func (f *staff) Organizers(context.Context, string) ([]string, error) { return []string{"per_o"}, nil }

// rep is a colleague at org_b.
func rep(id string, languages ...string) Person {
	return Person{ID: id, Org: "org_b", Name: "Rep " + id, Zone: "Asia/Shanghai", Languages: languages}
}

// openStaffed is a world in which org_b has three people.
func openStaffed(t testing.TB) (*Service, *world, *clock, *staff) {
	t.Helper()
	s, w, c := open(t, 10)
	f := &staff{more: map[string][]Person{"org_b": {rep("per_b2", "en", "de"), rep("per_b3", "zh")}}, gone: map[string]bool{}}
	s.Staff = f
	return s, w, c, f
}

func TestAcceptingAssignsByLanguageAndLoad(t *testing.T) {
	s, _, _, _ := openStaffed(t)
	var who []string
	for n, from := range []string{"a", "c", "d", "e"} {
		who = append(who, accepted(t, s, from, "b", 12+n/2).Invitee.Person)
	}
	// Two at the same time need two people; those who speak the language take turns.
	if want := []string{"per_b", "per_b2", "per_b", "per_b2"}; !slices.Equal(who, want) {
		t.Errorf("got %v, want %v", who, want)
	}
	chinese := proposal("b", 16)
	chinese.Language = "zh-Hans"
	m, err := s.Request(as(t.Context(), "f"), chinese)
	if err != nil {
		t.Fatal(err)
	}
	if m, err = s.Accept(as(t.Context(), "b"), m.ID, m.V, at(16)); err != nil || m.Invitee.Person != "per_b3" {
		t.Errorf("a meeting in Chinese goes to %s, %v", m.Invitee.Person, err)
	}
}

func TestAcceptingForAPerson(t *testing.T) {
	s, _, _, _ := openStaffed(t)
	m := ask(t, s, "a", "b", 12)
	_, err := s.AcceptAs(as(t.Context(), "b"), m.ID, m.V, at(12), "per_a")
	refused(t, err, "person_unknown")
	if m, err = s.AcceptAs(as(t.Context(), "b"), m.ID, m.V, at(12), "per_b3"); err != nil || m.Invitee.Person != "per_b3" || !slices.Contains(m.People, "per_b3") {
		t.Fatalf("got %s, %v", m.Invitee.Person, err)
	}
	other := ask(t, s, "c", "b", 12)
	_, err = s.AcceptAs(as(t.Context(), "b"), other.ID, other.V, at(12), "per_b3")
	refused(t, err, "slot_taken")
	seats, err := s.Representatives(as(t.Context(), "b"), other.ID, at(12))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]Seat{}
	for _, c := range seats {
		got[c.Person] = c
	}
	if len(seats) != 3 || got["per_b3"].Reason != repBusy || got["per_b3"].Load != 1 || !got["per_b"].Free || seats[2].Person != "per_b3" {
		t.Errorf("got %+v", seats)
	}
	if seats, err = s.Representatives(as(t.Context(), "a"), m.ID, time.Time{}); err != nil || len(seats) != 1 || seats[0].Person != "per_a" {
		t.Errorf("the other side reads its own people only: %+v, %v", seats, err)
	}
}

func TestTheNamedPersonMeetsIfHeIsFree(t *testing.T) {
	s, w, _, _ := openStaffed(t)
	w.people["per_b3"] = rep("per_b3", "zh")
	p := proposal("b", 12)
	p.Person = "per_b3"
	m, err := s.Request(as(t.Context(), "a"), p)
	if err != nil {
		t.Fatal(err)
	}
	if m, err = s.Accept(as(t.Context(), "b"), m.ID, m.V, at(12)); err != nil || m.Invitee.Person != "per_b3" {
		t.Errorf("got %s, %v", m.Invitee.Person, err)
	}
}

func TestTwoRepresentativesAcceptAtTheSameMoment(t *testing.T) {
	s, _, _, _ := openStaffed(t)
	var asked []Meeting
	for _, from := range []string{"a", "c", "d", "e", "f"} {
		asked = append(asked, ask(t, s, from, "b", 12))
	}
	type result struct {
		m   Meeting
		err error
	}
	results := make(chan result)
	for _, m := range asked {
		go func() {
			got, err := s.Accept(as(context.Background(), "b"), m.ID, m.V, at(12))
			results <- result{got, err}
		}()
	}
	seated := map[string]bool{}
	for range asked {
		r := <-results
		switch {
		case r.err != nil && problem.Code(r.err) != "slot_taken":
			t.Errorf("a loser reads %v", r.err)
		case r.err == nil && seated[r.m.Invitee.Person]:
			t.Errorf("%s sits at two tables", r.m.Invitee.Person)
		case r.err == nil:
			seated[r.m.Invitee.Person] = true
		}
	}
	if len(seated) != 3 {
		t.Errorf("of three people %d sit at a table", len(seated))
	}
}

func TestRepresent(t *testing.T) {
	s, _, _, _ := openStaffed(t)
	m := accepted(t, s, "a", "b", 12) // per_b
	_, err := s.Represent(as(t.Context(), "b"), m.ID, m.V, "per_b")
	refused(t, err, "already_represents")
	_, err = s.Represent(as(t.Context(), "c"), m.ID, m.V, "per_c")
	refused(t, err, "meeting_not_found")
	_, err = s.Represent(organizer(t.Context()), m.ID, m.V, "per_b2")
	refused(t, err, "not_of_this_meeting")
	moved, err := s.Represent(as(t.Context(), "b"), m.ID, m.V, "per_b2")
	if err != nil || moved.Invitee.Person != "per_b2" || moved.Revision != m.Revision+1 {
		t.Fatalf("got %s, %v", moved.Invitee.Person, err)
	}
	for _, claim := range moved.Claims {
		if strings.HasPrefix(claim, "person:per_b@") {
			t.Fatalf("the claim %s did not move", claim)
		}
	}
	told := map[string]string{}
	for _, e := range moved.Outbox[len(m.Outbox):] {
		for _, to := range e.To {
			told[to] = e.Type
		}
	}
	if told["per_a"] != "meeting.represented" || told["per_b2"] != "meeting.represented" {
		t.Errorf("told: %v", told)
	}
	busy := accepted(t, s, "c", "b", 12)
	_, err = s.Represent(as(t.Context(), "b"), busy.ID, busy.V, "per_b2")
	refused(t, err, "person_taken")
}

func TestTheAlarmOfMeetingsWithoutAnOwner(t *testing.T) {
	s, _, c, f := openStaffed(t)
	m := accepted(t, s, "a", "b", 12)
	f.gone["per_b"] = true
	f.more["org_b"][0].Admin = true
	alarms := func(at time.Time) (to []string) {
		t.Helper()
		c.set(at)
		if err := s.Advance(t.Context(), at); err != nil {
			t.Fatal(err)
		}
		stored, err := s.store.find(t.Context(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		if stored.V != m.V {
			t.Errorf("the alarm changed the version to %d", stored.V)
		}
		for _, e := range stored.Outbox {
			if e.Type == "meeting.unowned" {
				to = append(to, e.To...)
			}
		}
		return to
	}
	if got := alarms(m.Starts.Add(-25 * time.Hour)); len(got) != 0 {
		t.Errorf("a day and an hour ahead %v are told", got)
	}
	if got := alarms(m.Starts.Add(-24 * time.Hour)); !slices.Equal(got, []string{"per_b2"}) {
		t.Errorf("a day ahead %v are told", got)
	}
	if got := alarms(m.Starts.Add(-23 * time.Hour)); len(got) != 1 {
		t.Errorf("they are told again: %v", got)
	}
}

func TestCancellingTellsTheOrganizers(t *testing.T) {
	s, _, _, _ := openStaffed(t)
	m := accepted(t, s, "a", "b", 12)
	off, err := s.Cancel(as(t.Context(), "a"), m.ID, m.V, "ill")
	if err != nil {
		t.Fatal(err)
	}
	at := slices.IndexFunc(off.Outbox, func(e db.OutboxEntry) bool { return e.Type == "meeting.slot_freed" })
	if at < 0 || !slices.Equal(off.Outbox[at].To, []string{"per_o"}) || off.Outbox[at].Data["reason"] != "ill" || off.Outbox[at].Data["starts"] == "" {
		t.Errorf("told: %+v", off.Outbox)
	}
}

func TestUnowned(t *testing.T) {
	side := Side{Org: "org_b", Person: "per_b"}
	for _, row := range []struct {
		name   string
		people []Person
		want   []string
	}{
		{"who is there needs no alarm", []Person{{ID: "per_b"}, {ID: "per_c", Admin: true}}, nil},
		{"the administrators are told", []Person{{ID: "per_c", Admin: true}, {ID: "per_d"}}, []string{"per_c"}},
		{"without one everybody is", []Person{{ID: "per_c"}, {ID: "per_d"}}, []string{"per_c", "per_d"}},
		{"and nobody if all are gone", nil, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := unowned(side, row.people); !slices.Equal(got, row.want) {
				t.Errorf("got %v", got)
			}
		})
	}
}
