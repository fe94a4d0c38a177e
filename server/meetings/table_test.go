package meetings

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fairground/server/problem"
)

// configure stores settings as an organizer would, without a switch of what waits.
func configure(t *testing.T, s *Service, set Settings) {
	t.Helper()
	set.Exhibition, set.V, set.SlotMinutes, set.Quota, set.RequestMode, set.SchedulingMode = fairID, 1, 30, 1000, OptIn, ByParticipants
	if err := s.settings.save(t.Context(), 0, set); err != nil {
		t.Fatal(err)
	}
}

func TestAHundredAcceptsAtFiveTables(t *testing.T) {
	const n, tables = 100, 5
	s, _, _ := open(t, 2*n)
	configure(t, s, Settings{Tables: tables})
	all := make([]Meeting, n)
	for i := range n {
		all[i] = ask(t, s, name(2*i), name(2*i+1), 7)
	}
	errs := make([]error, n)
	atOnce(n, func(i int) {
		_, errs[i] = s.Accept(as(context.Background(), all[i].Awaiting[4:]), all[i].ID, all[i].V, at(7))
	})
	won := map[string]string{}
	for i, err := range errs {
		m, findErr := s.store.find(t.Context(), all[i].ID)
		if findErr != nil {
			t.Fatal(findErr)
		}
		switch {
		case err == nil:
			if m.State != Scheduled || m.Table == "" || won[m.Table] != "" {
				t.Errorf("%s sits at %q with %s", m.ID, m.Table, won[m.Table])
			}
			won[m.Table] = m.ID
		case problem.Code(err) != "tables_full":
			t.Errorf("a loser got %v", err)
		default:
			free := alternativesOf(t, err)
			if m.State != Pending || len(free) != alternatives || slices.ContainsFunc(free, func(f FreeSlot) bool { return f.Starts.Equal(at(7)) }) {
				t.Errorf("%s is %s with alternatives %v", m.ID, m.State, free)
			}
		}
	}
	if len(won) != tables {
		t.Errorf("%d won: %v", len(won), won)
	}
	// A table that becomes free can be had.
	gone, err := s.store.find(t.Context(), won["t03"])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Cancel(organizer(t.Context()), gone.ID, gone.V, "for the test"); err != nil {
		t.Fatal(err)
	}
	loser := all[slices.IndexFunc(errs, func(err error) bool { return err != nil })]
	m, err := s.Accept(as(t.Context(), loser.Awaiting[4:]), loser.ID, loser.V, at(7))
	if err != nil || m.Table != "t03" {
		t.Errorf("sits at %q, %v", m.Table, err)
	}
}

func TestATableIsTakenAsLongAsTheMeeting(t *testing.T) {
	for _, row := range []struct {
		name   string
		seated []seated
		free   string
	}{
		{"nobody sits", nil, "[t01 t02 t03]"},
		{"one in the middle", []seated{{slot(4), "t02"}}, "[t01 t03]"},
		{"one before and one after", []seated{{slot(3), "t01"}, {slot(5), "t02"}}, "[t01 t02 t03]"},
		{"one of an hour that reaches into it", []seated{{Slot{at(3), at(5)}, "t01"}}, "[t02 t03]"},
		{"one agreed on before there were tables", []seated{{slot(4), ""}}, "[t01 t02]"},
		{"one at a table that is no more", []seated{{slot(4), "t09"}, {slot(4), "t01"}}, "[t02]"},
		{"more than there are tables", []seated{{slot(4), ""}, {slot(4), "t09"}, {slot(4), ""}, {slot(4), "t01"}}, "[]"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if got := fmt.Sprint(unseated(3, row.seated, slot(4))); got != row.free {
				t.Errorf("free are %s, want %s", got, row.free)
			}
		})
	}
}

func TestFullSlotsAreNotOffered(t *testing.T) {
	s, _, _ := open(t, 6)
	configure(t, s, Settings{Tables: 1})
	m := accepted(t, s, "c", "d", 7)
	if m.Table != "t01" {
		t.Fatalf("sits at %q", m.Table)
	}
	free, err := s.CommonSlots(as(t.Context(), "a"), fairID, "org_b")
	if err != nil || slices.ContainsFunc(free, func(f FreeSlot) bool { return f.Starts.Equal(at(7)) }) || !slices.ContainsFunc(free, func(f FreeSlot) bool { return f.Starts.Equal(at(8)) }) {
		t.Errorf("%v, %v", free, err)
	}
	_, err = s.Request(as(t.Context(), "a"), proposal("b", 7))
	refused(t, err, "slot_taken")
	other := accepted(t, s, "e", "f", 8)
	_, err = s.Reschedule(as(t.Context(), "e"), other.ID, other.V, at(7))
	refused(t, err, "tables_full")
	if m, err = s.Reschedule(as(t.Context(), "c"), m.ID, m.V, at(6)); err != nil || m.Table != "t01" {
		t.Fatalf("%+v, %v", m, err)
	}
	if _, err = s.Reschedule(as(t.Context(), "e"), other.ID, other.V, at(7)); err != nil {
		t.Errorf("its table is free again: %v", err)
	}
}

func TestARunMovesToAnotherTableRatherThanLose(t *testing.T) {
	p := publishing(t, 6)
	configure(t, p.s, Settings{Tables: 2})
	m := accepted(t, p.s, "b", "a", 1)
	moved, added := to(m, 2), p.adding("e", "f", 2)
	moved.Table, added.Table = "t01", "t02"
	if !p.release(moved) {
		t.Fatal("not released")
	}
	live := accepted(t, p.s, "c", "d", 2)
	if live.Table != "t01" || !p.take(moved) || p.take(added) {
		t.Fatalf("the live one sits at %s; the first of the run takes the other table, for the second there is none", live.Table)
	}
	p.runs.publish(run1)
	if m := p.settle(moved); m.Table != "t02" || !m.Starts.Equal(at(2)) {
		t.Errorf("%+v", m)
	}
	p.exclusive()
}

func TestInterpreters(t *testing.T) {
	s, w, _ := open(t, 8)
	for _, id := range []string{"i", "j"} {
		w.people["per_"+id] = Person{ID: "per_" + id, Name: "Interpreter " + id}
	}
	pairs := []LanguagePair{{A: "zh", B: "de"}}
	configure(t, s, Settings{Interpreters: []Interpreter{
		{Person: "per_i", Pairs: pairs},
		{Person: "per_j", Pairs: pairs, Windows: []Window{{From: at(0), To: at(6)}}},
	}})
	for i, o := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		delegate(t, s, o, o, i%2 == 1, []string{"de", "zh-Hans"}[i%2])
	}
	delegate(t, s, "b2", "b", true, "de")
	first, second, third := accepted(t, s, "b", "a", 2), accepted(t, s, "d", "c", 2), accepted(t, s, "f", "e", 2)
	if first.Interpreter != "per_i" || second.Interpreter != "per_j" || third.Interpreter != "" || third.State != Scheduled {
		t.Errorf("%q, %q and %q: the third is held without, as nobody is free", first.Interpreter, second.Interpreter, third.Interpreter)
	}
	if late := accepted(t, s, "h", "g", 9); late.Interpreter != "per_i" {
		t.Errorf("%q: the other is not there any more", late.Interpreter)
	}
	if rooms, err := s.MeetingRooms(t.Context(), fairID, "per_i"); err != nil || len(rooms) != 2 {
		t.Errorf("%v, %v", rooms, err)
	}
	// A claim decides, even if a document says otherwise by hand.
	m := third
	m.Interpreter = "per_i"
	m.V++
	m.claim()
	if _, taken := takenClaim(s.store.replace(t.Context(), third.V, m)); !taken {
		t.Error("one interpreter sits in two meetings at once")
	}
	gone, err := s.Cancel(organizer(t.Context()), first.ID, first.V, "for the test")
	if err != nil || len(gone.Claims) != 0 {
		t.Fatalf("%+v, %v", gone, err)
	}
	if again, err := s.Reschedule(as(t.Context(), "f"), third.ID, third.V, at(3)); err != nil || again.Interpreter != "per_i" {
		t.Errorf("%q, %v", again.Interpreter, err)
	}
}

func TestFiftyAcceptsForOneInterpreter(t *testing.T) {
	const n = 50
	s, w, _ := open(t, 2*n)
	w.people["per_interpreter"] = Person{ID: "per_interpreter"}
	configure(t, s, Settings{Interpreters: []Interpreter{{Person: "per_interpreter", Pairs: []LanguagePair{{A: "zh", B: "de"}}}}})
	all := make([]Meeting, n)
	for i := range n {
		delegate(t, s, name(2*i), name(2*i), false, "zh")
		delegate(t, s, name(2*i+1), name(2*i+1), true, "de")
		all[i] = ask(t, s, name(2*i), name(2*i+1), 7)
	}
	errs, with := make([]error, n), make([]Meeting, n)
	atOnce(n, func(i int) {
		with[i], errs[i] = s.Accept(as(context.Background(), all[i].Awaiting[4:]), all[i].ID, all[i].V, at(7))
	})
	interpreted := 0
	for i, err := range errs {
		if err != nil {
			t.Errorf("not accepted for want of an interpreter: %v", err)
		}
		if with[i].Interpreter == "per_interpreter" {
			interpreted++
		}
	}
	if interpreted != 1 {
		t.Errorf("the interpreter sits in %d meetings", interpreted)
	}
}

func TestFreezing(t *testing.T) {
	p := publishing(t, 3)
	m := accepted(t, p.s, "b", "a", 1)
	c := to(m, 2)
	_, err := p.s.Freeze(as(t.Context(), "a"), m.ID, m.V, true)
	refused(t, err, "not_organizer")
	frozen, err := p.s.Freeze(organizer(t.Context()), m.ID, m.V, true)
	if err != nil || !frozen.Frozen || frozen.V != m.V+1 {
		t.Fatalf("%+v, %v", frozen, err)
	}
	if p.release(c) {
		t.Error("a run that was planned before moves it")
	}
	free, err := p.s.Freeze(organizer(t.Context()), m.ID, frozen.V, false)
	if err != nil || free.Frozen {
		t.Fatalf("%+v, %v", free, err)
	}
	if _, err := p.s.Cancel(as(t.Context(), "a"), m.ID, free.V, "other plans"); err != nil {
		t.Fatal(err)
	}
	_, err = p.s.Freeze(organizer(t.Context()), m.ID, free.V+1, true)
	refused(t, err, "not_scheduled")
}
