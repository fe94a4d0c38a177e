package conference

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/problem"
)

func TestTheSessionOfNow(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	session := func(id string, from, to time.Duration, languages ...string) Session {
		s := Session{ID: id, Starts: noon.Add(from), Ends: noon.Add(to)}
		for _, l := range languages {
			s.Interpretation = append(s.Interpretation, Interpretation{Language: l, Interpreters: []string{"per_" + l}})
		}
		return s
	}
	past, present := session("past", -time.Hour, -10*time.Minute, "fr"), session("present", -10*time.Minute, 30*time.Minute, "de", "en")
	soon, later := session("soon", 30*time.Minute, time.Hour, "ar"), session("later", time.Hour, 2*time.Hour)
	rows := []struct {
		name      string
		sessions  []Session
		want      string
		languages string
	}{
		{"the one that runs", []Session{past, later, present, soon}, "present", "[de en]"},
		{"between two the next", []Session{past, later, soon}, "soon", "[ar]"},
		{"after the last the one that has just ended", []Session{past}, "past", "[fr]"},
		{"a session without interpreters has no channel", []Session{later}, "later", "[]"},
		{"and without any session there is none", nil, "", "[]"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := Room{Sessions: row.sessions}
			if got, _ := r.onNow(noon); got.ID != row.want {
				t.Errorf("the session is %q, want %q", got.ID, row.want)
			}
			if got := fmt.Sprint(r.channels(noon)); got != row.languages {
				t.Errorf("the channels are %s, want %s", got, row.languages)
			}
		})
	}
	t.Run("the interpreters of the door have their channels beside, sixteen at most", func(t *testing.T) {
		r := Room{Sessions: []Session{present}}
		for i := range 20 {
			r.Assigned = append(r.Assigned, Assignment{Person: fmt.Sprint("per_", i), Languages: []string{"en", fmt.Sprintf("x-%02d", i)}})
		}
		got := r.channels(noon)
		if len(got) != maxChannels || !slices.Contains(got, "de") || !slices.IsSorted(got) {
			t.Errorf("the channels are %v", got)
		}
		if languages, named := r.interprets("per_de"); !named || fmt.Sprint(languages) != "[de]" {
			t.Errorf("who is named in the programme interprets %v", languages)
		}
		if _, named := r.interprets("per_nobody"); named {
			t.Error("nobody interprets")
		}
	})
}

func TestEachSideNamesItsOwnInterpreters(t *testing.T) {
	before := []Assignment{{Person: "per_1", For: "org_b"}, {Person: "per_2", For: "org_x"}, {Person: "per_3"}}
	people := func(list []Assignment) string {
		var names []string
		for _, a := range list {
			names = append(names, strings.TrimPrefix(a.Person, "per_")+":"+a.For)
		}
		return strings.Join(names, " ")
	}
	rows := []struct {
		name string
		list []Assignment
		side string
		want string
	}{
		{"one side dismisses its own and nobody else", nil, "org_b", "2:org_x 3:"},
		{"it names another", []Assignment{{Person: "per_4"}}, "org_b", "2:org_x 3: 4:org_b"},
		{"and cannot take over whom the other side or the organizer named", []Assignment{{Person: "per_2", Languages: []string{"fr"}}, {Person: "per_3"}}, "org_b", "2:org_x 3:"},
		{"the organizer replaces all and keeps who brought whom", []Assignment{{Person: "per_2"}, {Person: "per_5"}}, "", "2:org_x 5:"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, err := assign(before, row.list, row.side)
			if err != nil || people(got) != row.want {
				t.Errorf("assigned are %q, %v; want %q", people(got), err, row.want)
			}
		})
	}
	var many []Assignment
	for i := range maxAssigned + 1 {
		many = append(many, Assignment{Person: fmt.Sprint("per_x", i)})
	}
	if _, err := assign(nil, many, ""); problem.Code(err) != "interpreters_invalid" {
		t.Errorf("33 interpreters: %v", err)
	}
}
