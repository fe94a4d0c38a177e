package meetings_test

import (
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fairground/server/meetings"
)

// TestOnlyTheOwnSideReadsItsOutcome walks every route as the other side, as somebody else and as an organizer.
func TestOnlyTheOwnSideReadsItsOutcome(t *testing.T) {
	var now atomic.Pointer[time.Time]
	set := func(at time.Time) { now.Store(&at) }
	set(opening.Add(-100 * time.Hour))
	s, svc := newSiteAt(t, func() time.Time { return *now.Load() })
	id, etag := s.ask("a", "b", 3)
	s.want(s.call("b", "POST", "/api/v1/meeting-requests/"+id+"/accept", etag, `{"starts":"`+slotAt(3)+`"}`), http.StatusOK)
	starts := opening.Add(90 * time.Minute)
	set(starts.Add(time.Minute))
	for _, p := range []string{"a", "b"} {
		if err := svc.RecordPresence(t.Context(), "room_"+id, meetings.Presence{Person: "per_" + p, Org: "org_" + p, From: starts, Media: true}); err != nil {
			t.Fatal(err)
		}
	}
	set(starts.Add(30 * time.Minute))
	if err := svc.Advance(t.Context(), *now.Load()); err != nil {
		t.Fatal(err)
	}
	etag = s.want(s.call("a", "GET", "/api/v1/meetings/"+id, "", ""), http.StatusOK).etag
	const secret = "they need us more than we need them"
	said := s.want(s.call("a", "PUT", "/api/v1/meetings/"+id+"/outcome", etag, `{"interest":2,"next":"none","note":"`+secret+`"}`), http.StatusOK)
	if !strings.Contains(string(said.raw), secret) || !strings.Contains(string(s.call("a", "GET", "/api/v1/meetings/"+id, "", "").raw), secret) {
		t.Fatal("the own side cannot read it")
	}
	// What the room saw is for those who judge it: the two sides read the verdict.
	for token, reads := range map[string]bool{"o": true, "a": false, "b": false} {
		if got := s.want(s.call(token, "GET", "/api/v1/meetings/"+id, "", ""), http.StatusOK); strings.Contains(string(got.raw), `"evidence"`) != reads {
			t.Errorf("%s reads the evidence: %v", token, !reads)
		}
	}
	for _, token := range []string{"b", "c", "x"} {
		for route, got := range walk(s, token, id, said.etag, profileBody) {
			if strings.Contains(got, secret) || strings.Contains(got, `"outcome"`) {
				t.Errorf("%s reads it at %s: %s", token, route, got)
			}
		}
	}
}

func TestAvailabilityThroughTheAPI(t *testing.T) {
	s, _ := newSite(t)
	const path = "/api/v1/exhibitions/exh_1/availability"
	first := s.want(s.call("a", "GET", path, "", ""), http.StatusOK)
	if first.etag != `"0"` || !strings.Contains(string(first.raw), `"busy":{"state":"none","events":0}`) || !strings.Contains(string(first.raw), `"free":"hours"`) {
		t.Fatalf("%s %s", first.etag, first.raw)
	}
	saved := s.want(s.call("a", "PUT", path, first.etag, `{"open":[],"closed":["`+slotAt(2)+`"],"busyUrl":"https://127.0.0.1/me.ics"}`), http.StatusOK)
	if !strings.Contains(string(saved.raw), `"problem":"calendar_address_private"`) || !strings.Contains(string(saved.raw), `"closed":["`+slotAt(2)+`"]`) {
		t.Fatalf("%s", saved.raw)
	}
	for _, row := range []struct {
		name, token, match, body string
		status                   int
		code                     string
	}{
		{"without a version", "a", "", `{"open":[],"closed":[]}`, 428, "precondition_required"},
		{"in an old version", "a", `"0"`, `{"open":[],"closed":[]}`, 412, "version_conflict"},
		{"at what is no slot", "a", saved.etag, `{"open":["2026-11-23T02:07:00Z"],"closed":[]}`, 422, "availability_invalid"},
		{"with a calendar that is a file", "a", saved.etag, `{"open":[],"closed":[],"busyUrl":"file:///etc/passwd"}`, 422, "availability_invalid"},
		{"by an organizer, who meets nobody", "o", saved.etag, `{"open":[],"closed":[]}`, 403, "role_missing"},
		{"by somebody of another fair", "x", saved.etag, `{"open":[],"closed":[]}`, 403, "not_taking_part"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if a := s.call(row.token, "PUT", path, row.match, row.body); a.status != row.status || a.code() != row.code {
				t.Errorf("got %d %s", a.status, a.raw)
			}
		})
	}
	slots := s.want(s.call("b", "GET", "/api/v1/exhibitions/exh_1/slots?with=org_a", "", ""), http.StatusOK)
	if strings.Contains(string(slots.raw), `"starts":"`+slotAt(2)) || !strings.Contains(string(slots.raw), `"starts":"`+slotAt(1)) {
		t.Errorf("a closed slot is offered: %s", slots.raw)
	}
}

func TestSettingsThroughTheAPI(t *testing.T) {
	s, _ := newSite(t)
	const path = "/api/v1/exhibitions/exh_1/meeting-settings"
	id, _ := s.ask("a", "b", 3)
	first := s.want(s.call("a", "GET", path, "", ""), http.StatusOK)
	if first.etag != `"0"` || !strings.Contains(string(first.raw), `"slotMinutes":30`) || !strings.Contains(string(first.raw), `"requestMode":"opt_in"`) {
		t.Fatalf("%s %s", first.etag, first.raw)
	}
	const body = `{"slotMinutes":30,"windows":[],"tables":5,"interpreters":[],"targets":{"min":0,"max":0},"orgTargets":[],"quota":20,"requestMode":"opt_out","schedulingMode":"organizer"}`
	told := s.want(s.call("o", "POST", path+"/preview", "", body), http.StatusOK)
	if string(told.raw) != `{"changes":[{"code":"becomes_unscheduled","count":1,"meetings":["`+id+`"]}]}`+"\n" {
		t.Fatalf("%s", told.raw)
	}
	saved := s.want(s.call("o", "PUT", path, first.etag, body), http.StatusOK)
	if saved.etag != `"1"` || !strings.Contains(string(s.call("b", "GET", "/api/v1/meetings/"+id, "", "").raw), `"state":"accepted_unscheduled"`) {
		t.Fatalf("%s", saved.raw)
	}
	// What was read can be sent back as it is.
	s.want(s.call("o", "PUT", path, saved.etag, string(saved.raw)), http.StatusOK)
	for token, code := range map[string]string{"a": "role_missing", "x": "not_organizer"} {
		if a := s.call(token, "PUT", path, saved.etag, body); a.code() != code {
			t.Errorf("%s: %d %s", token, a.status, a.raw)
		}
	}
	if a := s.call("o", "POST", path+"/preview", "", strings.Replace(body, `"tables":5`, `"tables":-5`, 1)); a.status != 422 {
		t.Errorf("%d %s", a.status, a.raw)
	}
}
