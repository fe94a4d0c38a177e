package matchmaking_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/matchmaking"
)

// twoWishes is a problem with a met wish and an unmet one, whose names a spreadsheet would compute.
func twoWishes() (matchmaking.Problem, matchmaking.Schedule) {
	at := func(hour int) time.Time { return time.Date(2026, 11, 23, hour, 0, 0, 0, time.UTC) }
	person := func(id string) matchmaking.Person {
		return matchmaking.Person{ID: id, Company: "of " + id, Zone: "UTC", Slots: []int{0, 1}}
	}
	p := matchmaking.Problem{
		Slots:  []matchmaking.Slot{{Start: at(9), Minutes: 30, Day: "1"}, {Start: at(10), Minutes: 45, Day: "1"}},
		People: []matchmaking.Person{person("a"), person("b"), person("=c")},
		Rooms:  []matchmaking.Room{{ID: "-r1", Slots: []int{0, 1}}},
		Wishes: []matchmaking.Wish{
			{ID: "=w1", People: []string{"a", "b"}, Level: matchmaking.Must, Value: 3},
			{ID: "'=w1", People: []string{"a", "=c"}, Level: matchmaking.Want, Value: 1},
		},
	}
	return p, matchmaking.Schedule{
		Meetings: []matchmaking.Placement{{Wish: "=w1", Slot: 1, Room: "-r1"}},
		Unplaced: []matchmaking.Unplaced{{Wish: "'=w1", Reason: matchmaking.BlockedRooms}},
	}
}

func tableOf(t testing.TB, p matchmaking.Problem, s matchmaking.Schedule) string {
	t.Helper()
	var file bytes.Buffer
	if err := matchmaking.WriteScheduleCSV(&file, p, s); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

func TestTheTableOfAScheduleIsReadBack(t *testing.T) {
	p, s, _, _ := certificate(t)
	q, r := twoWishes()
	for name, of := range map[string]struct {
		p matchmaking.Problem
		s matchmaking.Schedule
	}{"a schedule of the solver": {p, s}, "names that a spreadsheet would compute": {q, r}} {
		file := tableOf(t, of.p, of.s)
		for _, file := range []string{file, "\ufeff" + file, strings.ReplaceAll(file, "\n", "\r\n")} {
			got, err := matchmaking.ReadScheduleCSV(strings.NewReader(file), of.p)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			byWish := func(a, b matchmaking.Placement) int { return strings.Compare(a.Wish, b.Wish) }
			want := slices.Clone(of.s.Meetings)
			slices.SortFunc(want, byWish)
			slices.SortFunc(got, byWish)
			if !slices.Equal(got, want) {
				t.Errorf("%s: read %v, want %v", name, got, want)
			}
			if err := matchmaking.VerifyScheduleCSV(strings.NewReader(file), of.p, of.s); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestColumnsAreFoundByNameAndOthersPassedOver(t *testing.T) {
	p, s := twoWishes()
	file := "names,unplaced,interpreter,room,minutes,start,people,value,level,wish\n" +
		"A – B,,,'-r1,45,2026-11-23T10:00:00Z,a b,3,must,'=w1\n" + "A – C,rooms_full,,,,,a =c,1,want,''=w1\n"
	if err := matchmaking.VerifyScheduleCSV(strings.NewReader(file), p, s); err != nil {
		t.Error(err)
	}
}

func TestATableThatIsNotOfTheProblemIsRefusedWithItsLine(t *testing.T) {
	p, s := twoWishes()
	file := tableOf(t, p, s)
	rows := []struct{ name, old, new, says string }{
		{"a column that is missing", "unplaced", "why", `there is no column "unplaced"`},
		{"an empty file", file, "", "no header"},
		{"a wish that nobody has", "'=w1,must", "w9,must", `line 2: there is no wish "w9"`},
		{"a wish twice", "''=w1,want,1,a '=c,,,,,rooms_full", "'=w1,must,3,a b,,,,,rooms_full", "line 3: wish \"=w1\" stands here twice"},
		{"a wish that is missing", "''=w1,want,1,a =c,,,,,rooms_full\n", "", `wish "'=w1" is missing`},
		{"other people", "a b", "a c", "line 2: wish \"=w1\" is another"},
		{"a start that is no slot", "T10:00:00Z", "T10:15:00Z", "line 2: no slot"},
		{"other minutes", ",45,", ",30,", "line 2: no slot"},
		{"a start and a reason", "'-r1,,\n", "'-r1,,rooms_full\n", "line 2: wish \"=w1\" has both"},
		{"neither", "rooms_full", "", "line 3: wish \"'=w1\" has no start"},
		{"a column too many", "must,3", "must,3,4", "wrong number of fields"},
		{"quotes that do not close", "must", `"must`, "extraneous or missing"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			bad := strings.Replace(file, row.old, row.new, 1)
			if row.name == "a wish twice" {
				bad = file[:strings.LastIndex(strings.TrimSpace(file), "\n")+1] + "'=w1,must,3,a b,,,,,rooms_full\n"
			}
			if bad == file {
				t.Fatalf("nothing was replaced in %s", file)
			}
			if _, err := matchmaking.ReadScheduleCSV(strings.NewReader(bad), p); !errors.Is(err, matchmaking.ErrBadTable) || !strings.Contains(err.Error(), row.says) {
				t.Errorf("%v, want %q", err, row.says)
			}
		})
	}
}

func TestATableThatSaysSomethingElseThanTheScheduleIsRejected(t *testing.T) {
	p, s := twoWishes()
	file := tableOf(t, p, s)
	for name, change := range map[string]func(*matchmaking.Schedule){
		"another slot":   func(s *matchmaking.Schedule) { s.Meetings[0].Slot = 0 },
		"another room":   func(s *matchmaking.Schedule) { s.Meetings[0].Room = "r2" },
		"another reason": func(s *matchmaking.Schedule) { s.Unplaced[0].Reason = matchmaking.BlockedOrder },
		"more meetings": func(s *matchmaking.Schedule) {
			s.Meetings = append(s.Meetings, matchmaking.Placement{Wish: "'=w1"})
		},
		"fewer meetings": func(s *matchmaking.Schedule) { s.Meetings = nil },
	} {
		p, other := twoWishes()
		change(&other)
		if err := matchmaking.VerifyScheduleCSV(strings.NewReader(file), p, other); !errors.Is(err, matchmaking.ErrRejected) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzScheduleCSV reads what strangers send. What is read can be written, and is then read as the same.
func FuzzScheduleCSV(f *testing.F) {
	p, s := twoWishes()
	f.Add([]byte(tableOf(f, p, s)))
	f.Add([]byte("wish,level,value,people,start,minutes,room,interpreter,unplaced\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		met, err := matchmaking.ReadScheduleCSV(bytes.NewReader(data), p)
		if err != nil {
			if !errors.Is(err, matchmaking.ErrBadTable) {
				t.Fatal(err)
			}
			return
		}
		again := matchmaking.Schedule{Meetings: met}
		for _, x := range p.Wishes {
			if !slices.ContainsFunc(met, func(m matchmaking.Placement) bool { return m.Wish == x.ID }) {
				again.Unplaced = append(again.Unplaced, matchmaking.Unplaced{Wish: x.ID, Reason: matchmaking.BlockedRooms})
			}
		}
		got, err := matchmaking.ReadScheduleCSV(strings.NewReader(tableOf(t, p, again)), p)
		if err != nil || fmt.Sprint(got) != fmt.Sprint(met) {
			t.Fatalf("%v was read back as %v, %v", met, got, err)
		}
	})
}
