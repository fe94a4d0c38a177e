package schedule

import (
	"slices"
	"testing"
	"time"

	"fairground/matchmaking"
	"fairground/server/lang"
	"fairground/server/meetings"
)

// scene is a planning of four slots in which a buyer and a studio, b and e, can meet.
func scene() meetings.Planning {
	in := meetings.Planning{
		Fair:     meetings.Fair{ID: fair, Zone: "Asia/Shanghai", Minutes: 30, Windows: []meetings.Window{{From: slotAt(0), To: slotAt(4)}}},
		Settings: meetings.Settings{Exhibition: fair, SlotMinutes: 30},
		Wanted:   []meetings.Wanted{{ID: "w_be", A: "per_b", B: "per_e", Level: meetings.Must, Value: 4, By: []string{"org_b"}, Language: "en"}},
	}
	in.Slots = in.Fair.Slots()
	for _, who := range []string{"b", "e"} {
		zone := "Europe/Berlin"
		if who == "e" {
			zone = "Asia/Shanghai"
		}
		in.Delegates = append(in.Delegates, meetings.Delegate{
			Person: "per_" + who, Name: who, Org: "org_" + who, OrgName: lang.Text{"en": "House " + who}, Zone: zone, Exhibits: who == "e", Slots: []int{0, 1, 2, 3},
		})
	}
	return in
}

// standing lets b and e meet in a slot.
func standing(in meetings.Planning, slot int, change func(*meetings.Meeting)) meetings.Planning {
	m := meetings.Meeting{
		ID: "mtg_1", V: 3, Exhibition: fair, State: meetings.Scheduled, Starts: in.Slots[slot].Starts, Ends: in.Slots[slot].Ends, People: []string{"per_b", "per_e"},
		Requester: meetings.Side{Org: "org_b", Person: "per_b", Zone: "Europe/Berlin"}, Invitee: meetings.Side{Org: "org_e", Person: "per_e", Zone: "Asia/Shanghai"},
	}
	if change != nil {
		change(&m)
	}
	in.Standing = []meetings.Meeting{m}
	in.Wanted = slices.Clone(in.Wanted)
	in.Wanted[0].Meeting, in.Wanted[0].V = m.ID, m.V
	return in
}

func TestAProblemIsBuiltOfWhatIsPlanned(t *testing.T) {
	early := slotAt(0).Add(-time.Hour)
	facts := terms{keep: KeepAll, facts: true}
	for _, row := range []struct {
		name  string
		in    meetings.Planning
		terms terms
		now   time.Time
		see   func(draft) bool
	}{
		{"the day is that of the venue", scene(), terms{}, early, func(d draft) bool { return d.Problem.Slots[0].Day == "2026-11-23" }},
		{"without a limit of tables there is a room to spare", scene(), terms{}, early, func(d draft) bool { return len(d.Problem.Rooms) == 2 }},
		{
			"tables are named as the claims name them", with(scene(), func(in *meetings.Planning) { in.Settings.Tables = 2 }),
			terms{},
			early,
			func(d draft) bool { return len(d.Problem.Rooms) == 2 && d.Problem.Rooms[1].ID == "t02" },
		},
		{
			"a slot that begins at once is nobody's", scene(),
			terms{},
			slotAt(1).Add(-lead + time.Minute),
			func(d draft) bool { return slices.Equal(d.Problem.People[0].Slots, []int{2, 3}) },
		},
		{"what stands may move", standing(scene(), 1, nil), terms{keep: KeepFrozen}, early, func(d draft) bool { return d.Problem.Wishes[0].Fixed == nil }},
		{"what stands is kept if all is", standing(scene(), 1, nil), facts, early, func(d draft) bool { return d.Problem.Wishes[0].Fixed.Slot == 1 }},
		{
			"what is frozen is kept", standing(scene(), 1, func(m *meetings.Meeting) { m.Frozen = true }),
			terms{keep: KeepFrozen},
			early,
			func(d draft) bool { return d.Problem.Wishes[0].Fixed != nil && d.Cast.Wishes["w_be"].Frozen },
		},
		{
			"unless nothing is", standing(scene(), 1, func(m *meetings.Meeting) { m.Frozen = true }),
			terms{keep: KeepNone},
			early,
			func(d draft) bool { return d.Problem.Wishes[0].Fixed == nil },
		},
		{
			"what is about to begin is kept whatever is said", standing(scene(), 1, nil),
			terms{keep: KeepNone},
			slotAt(1).Add(-time.Minute),
			func(d draft) bool { return d.Problem.Wishes[0].Fixed != nil },
		},
		{
			"who agreed on a time has it, whatever his hours", standing(with(scene(), func(in *meetings.Planning) { in.Delegates[0].Slots = []int{3} }), 1, nil), facts, early,
			func(d draft) bool {
				return slices.Equal(d.Problem.People[0].Slots, []int{1, 3}) && len(d.displaced) == 0
			},
		},
		{
			"what a run placed has to fit the hours of today", standing(with(scene(), func(in *meetings.Planning) { in.Delegates[0].Slots = []int{3} }), 1,
				func(m *meetings.Meeting) { m.Run = "run_1" }),
			terms{keep: KeepFrozen, facts: true, refit: true},
			early,
			func(d draft) bool { return slices.Equal(d.displaced, []string{"w_be"}) && len(d.standing) == 0 },
		},
		{
			"a maximum makes room for what stands", standing(with(scene(), func(in *meetings.Planning) { in.Settings.OrgTargets = []meetings.OrgTarget{{Org: "org_b", Max: 1}} }), 1, nil),
			facts, early, func(d draft) bool { return d.Problem.Companies[0].Max == 1 && d.Problem.Companies[0].ID == "org_b" },
		},
		{
			"a table that is no more stays that of its meeting", standing(with(scene(), func(in *meetings.Planning) { in.Settings.Tables = 1 }), 1,
				func(m *meetings.Meeting) { m.Table = "t07" }), facts, early,
			func(d draft) bool {
				return d.standing[0].Room == "t07" && slices.Equal(d.Problem.Rooms[1].Slots, []int{1})
			},
		},
		{
			"a meeting without a table has none", standing(with(scene(), func(in *meetings.Planning) { in.Settings.Tables = 1 }), 1, nil), facts, early,
			func(d draft) bool { d.Schedule.Meetings = d.standing; return d.place(d.standing[0]).Table == "" },
		},
		{
			"a meeting outside of the slots takes its people's time and is no wish", standing(scene(), 1, func(m *meetings.Meeting) { m.Ends = m.Ends.Add(15 * time.Minute) }), facts, early,
			func(d draft) bool { return len(d.Problem.Wishes) == 0 },
		},
		{
			"a wish of somebody without time is put aside", with(scene(), func(in *meetings.Planning) { in.Delegates[0].Slots = nil }),
			terms{},
			early,
			func(d draft) bool { return len(d.Problem.People) == 0 && d.Cast.Aside[0].Person == "per_b" },
		},
		{
			"unless somebody has to look at it", with(scene(), func(in *meetings.Planning) { in.Delegates[0].Slots = nil }),
			terms{strict: true},
			early,
			func(d draft) bool { return len(d.Problem.Wishes) == 1 && len(d.Cast.Aside) == 0 },
		},
		{
			"what waits in vain reads like a lack of time", with(scene(), func(in *meetings.Planning) { in.Wanted[0].Barred = true }),
			terms{},
			early,
			func(d draft) bool {
				return d.Cast.Aside[0].Reason == matchmaking.BlockedNoCommonSlot && d.Cast.Aside[0].Person == ""
			},
		},
		{
			"an unknown zone counts as UTC", with(scene(), func(in *meetings.Planning) { in.Delegates[0].Zone = "Berlin" }),
			terms{},
			early,
			func(d draft) bool { return d.Problem.People[0].Zone == "UTC" },
		},
		{
			"a minimum above the maximum gives way", with(scene(), func(in *meetings.Planning) { in.Delegates[0].Min, in.Delegates[0].Max = 5, 2 }),
			terms{},
			early,
			func(d draft) bool { return d.Problem.People[0].Min == 2 },
		},
		{"languages are joined by what they are", with(scene(), interpreted("")), terms{}, early, func(d draft) bool {
			return d.Problem.Wishes[0].Interpret.A == "zh" && d.Problem.Interpreters[0].Pairs[0].A == "zh" && len(d.Problem.Interpreters[0].Slots) == 4
		}},
		{
			"what was agreed on without an interpreter needs none", standing(with(scene(), interpreted("")), 1, nil), facts, early,
			func(d draft) bool { return d.Problem.Wishes[0].Interpret == nil },
		},
		{
			"an interpreter stays with a meeting", standing(with(scene(), interpreted("")), 1, func(m *meetings.Meeting) { m.Interpreter = "per_i" }), facts, early,
			func(d draft) bool {
				return d.standing[0].Interpreter == "per_i" && d.Problem.Wishes[0].Interpret != nil
			},
		},
		{
			"an interpreter of whom the settings do not know stays while the time does", standing(scene(), 1, func(m *meetings.Meeting) { m.Interpreter = "per_i" }), facts, early,
			func(d draft) bool {
				elsewhere := d.standing[0]
				elsewhere.Slot = 0
				return d.Problem.Wishes[0].Interpret == nil && d.place(d.standing[0]).Interpreter == "per_i" && d.place(elsewhere).Interpreter == ""
			},
		},
		{
			"whose interpreter works no longer, loses its place", standing(with(scene(), interpreted("late")), 1,
				func(m *meetings.Meeting) { m.Interpreter, m.Run = "per_i", "run_1" }),
			terms{keep: KeepFrozen, facts: true, refit: true},
			early,
			func(d draft) bool { return len(d.displaced) == 1 },
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			d := build(row.in, map[string]string{"per_i": "Ida"}, row.terms, row.now)
			if !row.see(d) {
				t.Errorf("%+v\nstanding %+v displaced %v aside %+v", d.Problem, d.standing, d.displaced, d.Cast.Aside)
			}
			if row.terms.facts {
				if _, err := stand(d); err != nil && len(d.displaced) == 0 {
					t.Errorf("what stands is no timetable: %v", err)
				}
			}
		})
	}
}

func with(in meetings.Planning, change func(*meetings.Planning)) meetings.Planning {
	change(&in)
	return in
}

// interpreted gives the fair an interpreter whom b and e need; late, she works in the last slot only.
func interpreted(when string) func(*meetings.Planning) {
	return func(in *meetings.Planning) {
		in.Wanted[0].Interpret = &meetings.LanguagePair{A: "zh-Hans", B: "de"}
		i := meetings.Interpreter{Person: "per_i", Pairs: []meetings.LanguagePair{{A: "zh", B: "de-AT"}}}
		if when == "late" {
			i.Windows = []meetings.Window{{From: slotAt(3), To: slotAt(4)}}
		}
		in.Settings.Interpreters = []meetings.Interpreter{i}
	}
}
