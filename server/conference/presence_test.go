package conference

import (
	"strings"
	"testing"
	"time"
)

func TestWhatBecameOfAMeeting(t *testing.T) {
	start := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	at := func(s int) *time.Time { t := start.Add(time.Duration(s) * time.Second); return &t }
	// came is somebody who stayed for some seconds; the marks say what their media did: o offered, c connected, s said something,
	// y synthetic.
	came := func(org string, seconds int, marks string) Evidence {
		e := Evidence{Org: org, Seen: *at(seconds), Visits: []Visit{{Joined: start, Left: at(seconds)}}}
		if strings.Contains(marks, "o") {
			e.Offered = at(1)
		}
		if strings.Contains(marks, "c") {
			e.Connected = at(2)
		}
		if strings.Contains(marks, "s") {
			e.Said = 3
		}
		e.Synthetic = strings.Contains(marks, "y")
		return e
	}
	twice := came("b", 20, "oc")
	twice.Visits = append(twice.Visits, Visit{Joined: *at(60), Left: at(75)})
	rows := []struct {
		name     string
		evidence []Evidence
		want     Verdict
		absent   string
	}{
		{"both were there with media: kept", []Evidence{came("b", 1800, "oc"), came("x", 1700, "oc")}, Kept, ""},
		{"one of several people is enough", []Evidence{came("b", 5, "o"), came("b", 1800, "oc"), came("x", 1700, "oc")}, Kept, ""},
		{"text alone keeps a meeting", []Evidence{came("b", 1800, ""), came("x", 1700, "oc")}, Kept, ""},
		{"media that failed and text that did not keep it too", []Evidence{came("b", 1800, "os"), came("x", 1700, "oc")}, Kept, ""},
		{"two short visits add up", []Evidence{twice, came("x", 1700, "oc")}, Kept, ""},
		{"one never came: a no-show", []Evidence{came("x", 600, "oc")}, NoShow, "b"},
		{"nobody came: a no-show of both", nil, NoShow, "b x"},
		{"twenty-nine seconds are not being there", []Evidence{came("b", 29, "oc"), came("x", 600, "oc")}, NoShow, "b"},
		{"thirty are", []Evidence{came("b", 30, "oc"), came("x", 600, "oc")}, Kept, ""},
		{"one tried and media never stood: technical, no no-show", []Evidence{came("b", 600, "o"), came("x", 600, "oc")}, TechnicalFailure, "b"},
		{"however shortly they tried", []Evidence{came("b", 8, "o"), came("x", 600, "oc")}, TechnicalFailure, "b"},
		{"one tried in vain and the other never came: technical", []Evidence{came("b", 600, "o")}, TechnicalFailure, "b x"},
		{"somebody of a third company is no side", []Evidence{came("z", 600, "oc"), came("x", 600, "oc")}, NoShow, "b"},
		{"a participant made by the program is nobody", []Evidence{came("b", 600, "ocy"), came("x", 600, "oc")}, NoShow, "b"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			a := attend([]string{"b", "x"}, row.evidence)
			if a.Verdict != row.want || strings.Join(a.Absent(), " ") != row.absent {
				t.Errorf("%s, absent %v; want %s, %q", a.Verdict, a.Absent(), row.want, row.absent)
			}
		})
	}
}

func TestAVisitThatWasCutShortCountsToTheLastLook(t *testing.T) {
	start := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	e := Evidence{Visits: []Visit{{Joined: start}}, Seen: start.Add(40 * time.Second)}
	if got := e.stayed(); got != 40*time.Second {
		t.Errorf("stayed %s", got)
	}
	e.Seen = start.Add(-time.Second)
	if got := e.stayed(); got != 0 {
		t.Errorf("a clock that went back gives %s", got)
	}
}
