package matchmaking_test

import (
	"bytes"
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/matchmaking"
	"fairground/matchmaking/b2bsp"
	"fairground/matchmaking/bruteforce"
)

// halfDays is a problem that the form carries but for what it never does: four slots in two sessions, three people.
func halfDays() matchmaking.Problem {
	var slots []matchmaking.Slot
	for i, session := range []string{"am", "am", "am", "pm"} {
		slots = append(slots, matchmaking.Slot{Start: time.Date(2026, 11, 23, 9+i, 0, 0, 0, time.UTC), Minutes: 30, Day: "1", Session: session})
	}
	return matchmaking.Problem{
		Slots: slots,
		People: []matchmaking.Person{
			{ID: "a", Company: "A", Zone: "UTC", Slots: []int{0, 1, 2, 3}},
			{ID: "b\nc", Company: "B", Zone: "UTC", Slots: []int{0, 3}},
			{ID: "c", Company: "C", Zone: "UTC", Slots: []int{1, 2, 3}},
		},
		Rooms: []matchmaking.Room{{ID: "r1", Slots: []int{0, 1, 2, 3}}, {ID: "r2", Slots: []int{0, 1, 2, 3}}},
		Wishes: []matchmaking.Wish{
			{ID: "w1", People: []string{"a", "b\nc"}, Level: matchmaking.Must, Value: 1, Sessions: []string{"am"}},
			{ID: "w2", People: []string{"a", "c"}, Level: matchmaking.Must, Value: 1, Sessions: []string{"pm"}, After: []string{"w1"}},
			{ID: "w3", People: []string{"b\nc", "c"}, Level: matchmaking.Want, Value: 1, Sessions: []string{"am", "pm"}, Fixed: &matchmaking.Fixed{Slot: 3}},
		},
	}
}

func benchmarkOf(t testing.TB, p matchmaking.Problem) (text string, form *b2bsp.Problem) {
	t.Helper()
	var file bytes.Buffer
	if err := matchmaking.WriteBenchmark(&file, p); err != nil {
		t.Fatal(err)
	}
	text = file.String()
	form, err := b2bsp.Read(&file)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	return text, form
}

func TestTheBenchmarksFormCarriesWhoMeetsWhomAndWhen(t *testing.T) {
	text, form := benchmarkOf(t, halfDays())
	want := &b2bsp.Problem{
		Participants: 3, Slots: 4, MorningSlots: 3, Tables: 2, Forbidden: [][]int{nil, {1, 2}, {0}},
		Meetings: []b2bsp.Meeting{
			{A: 0, B: 1, Session: b2bsp.Morning, Fixed: b2bsp.Free},
			{A: 0, B: 2, Session: b2bsp.Afternoon, Fixed: b2bsp.Free, After: []int{0}},
			{A: 1, B: 2, Session: b2bsp.AnyTime, Fixed: 3},
		},
	}
	if !reflect.DeepEqual(form, want) {
		t.Errorf("the form is %+v", form)
	}
	for _, line := range []string{"% participant 2 is \"b\\nc\"\n", "% meeting 3 is \"w3\"\n", "% slot 4 is 2026-11-23T12:00:00Z\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("%q is missing in\n%s", line, text)
		}
	}
	if n := strings.Count(text, "% left out:"); n != 3 {
		t.Errorf("%d sentences of what is left out, want only the three that are left out of every problem:\n%s", n, text)
	}
}

func TestTheBenchmarksFormSaysWhatItLeavesOut(t *testing.T) {
	rows := []struct {
		name   string
		change func(*matchmaking.Problem)
		says   string
	}{
		{"a meeting of three", func(p *matchmaking.Problem) { p.Wishes[0].People = []string{"a", "b\nc", "c"} }, "1 meetings of more than two people"},
		{"an interpreter", func(p *matchmaking.Problem) {
			p.Interpreters = []matchmaking.Interpreter{{ID: "i", Slots: []int{0}, Pairs: []matchmaking.LanguagePair{{A: "en", B: "zh"}}}}
		}, "interpreters"},
		{"a person's maximum", func(p *matchmaking.Problem) { p.People[0].Max = 3 }, "targets"},
		{"a company's maximum", func(p *matchmaking.Problem) { p.Companies = []matchmaking.Company{{ID: "A", Max: 2}} }, "targets"},
		{"one meeting of two companies", func(p *matchmaking.Problem) { p.OncePerPair = true }, "two companies meet once"},
		{"a room that closes", func(p *matchmaking.Problem) { p.Rooms[1].Slots = []int{0} }, "which room"},
		{"a meeting's own room", func(p *matchmaking.Problem) { p.Wishes[2].Rooms = []string{"r1"} }, "which room"},
		{"a slot closed to a meeting", func(p *matchmaking.Problem) { p.Wishes[0].Forbidden = []int{3} }, "single meeting"},
		{"three sessions", func(p *matchmaking.Problem) { p.Slots[0].Session, p.Wishes[0].Sessions = "early", []string{"early"} }, "sessions"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := halfDays()
			row.change(&p)
			text, _ := benchmarkOf(t, p)
			if strings.Count(text, "% left out:") != 4 || !strings.Contains(text, row.says) {
				t.Errorf("%q is not said in\n%s", row.says, text)
			}
		})
	}
}

func TestTheBenchmarksFormTakesNoMoreThanItsSlots(t *testing.T) {
	p := halfDays()
	for i := len(p.Slots); i <= b2bsp.MaxSlots; i++ {
		p.Slots = append(p.Slots, matchmaking.Slot{Start: p.Slots[0].Start.Add(time.Duration(i) * time.Hour), Minutes: 30, Day: "1"})
	}
	if err := matchmaking.WriteBenchmark(&bytes.Buffer{}, p); !errors.Is(err, matchmaking.ErrTooLarge) {
		t.Errorf("%d slots: %v", len(p.Slots), err)
	}
	p.Slots = nil
	if err := matchmaking.WriteBenchmark(&bytes.Buffer{}, p); !errors.Is(err, matchmaking.ErrNoSlots) {
		t.Errorf("no slots: %v", err)
	}
}

// A timetable of the solver that meets all wishes fits the form: the form asks for nothing that the problem does not.
func TestATimetableOfTheProblemIsOneOfItsForm(t *testing.T) {
	fitted := 0
	for seed := range uint64(20) {
		p := bruteforce.Mixed(seed, 6, 6, 8, 8)
		for i := range p.Wishes {
			p.Wishes[i].After, p.Wishes[i].Interpret = nil, nil
		}
		s, _, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 5_000}, nil)
		if err != nil {
			t.Fatal(err)
		}
		_, form := benchmarkOf(t, p)
		if len(s.Unplaced) > 0 || len(form.Meetings) != len(p.Wishes) {
			continue
		}
		fitted++
		times := make(b2bsp.Timetable, len(p.Wishes))
		for _, m := range s.Meetings {
			for i, x := range p.Wishes {
				if x.ID == m.Wish {
					times[i] = m.Slot
				}
			}
		}
		if err := fits(form, times); err != "" {
			t.Errorf("seed %d: %s", seed, err)
		}
	}
	if fitted == 0 {
		t.Error("no timetable was compared")
	}
}

// fits says what of the form a timetable breaks, fairness and breaks aside.
func fits(p *b2bsp.Problem, times b2bsp.Timetable) string {
	busy, running := map[[2]int]bool{}, map[int]int{}
	for i, m := range p.Meetings {
		s := times[i]
		if running[s]++; running[s] > p.Tables {
			return "more meetings than tables"
		}
		for _, who := range []int{m.A, m.B} {
			if busy[[2]int{who, s}] {
				return "somebody is in two meetings"
			}
			busy[[2]int{who, s}] = true
			for _, f := range p.Forbidden[who] {
				if f == s {
					return "somebody is not there"
				}
			}
		}
		if m.Fixed != b2bsp.Free && m.Fixed != s {
			return "a fixed meeting has moved"
		}
	}
	return ""
}

// FuzzBenchmark takes the problems of what strangers send as certificates: what can be written can be read.
func FuzzBenchmark(f *testing.F) {
	var file bytes.Buffer
	if err := matchmaking.WriteCertificate(&file, halfDays(), matchmaking.Schedule{}, matchmaking.Proof{}); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := matchmaking.ReadCertificate(bytes.NewReader(data))
		if err != nil || len(c.Problem.Wishes) > 200 || len(c.Problem.People) > 200 {
			return
		}
		var out bytes.Buffer
		if err := matchmaking.WriteBenchmark(&out, c.Problem); err != nil {
			if !errors.Is(err, matchmaking.ErrTooLarge) {
				t.Fatal(err)
			}
			return
		}
		form, err := b2bsp.Read(&out)
		if err != nil || form.Participants != len(c.Problem.People) || form.Slots != len(c.Problem.Slots) {
			t.Fatalf("%+v, %v", form, err)
		}
	})
}
