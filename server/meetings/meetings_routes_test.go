package meetings_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/meetings"
	"fairground/server/problem"
)

const fair = "exh_1"

// opening is 10:00 in Shanghai on the first day of the fair.
var opening = time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)

func slotAt(n int) string {
	return opening.Add(time.Duration(n) * 30 * time.Minute).Format(time.RFC3339)
}

// town is the surroundings of the feature: organizations org_a to org_d with one person each.
type town struct{}

func (town) Fair(_ context.Context, id string) (meetings.Fair, error) {
	if id != fair {
		return meetings.Fair{}, problem.New(problem.NotFound, "exhibition_not_found", "none")
	}
	return meetings.Fair{
		ID: fair, Zone: "Asia/Shanghai", Minutes: 30, Name: lang.Text{"en": "Fair"},
		Windows: meetings.Daily(time.FixedZone("", 8*3600), opening.Add(-time.Hour), opening.Add(20*time.Hour), 10*60, 20*60),
	}, nil
}
func (town) BoothOf(context.Context, string, string) (string, error) { return "", nil }
func (town) Organization(_ context.Context, id string) (meetings.Organization, error) {
	if len(id) != 5 {
		return meetings.Organization{}, problem.New(problem.NotFound, "organization_not_found", "none")
	}
	return meetings.Organization{ID: id, Name: lang.Text{"en": id}, Country: "CN", Languages: []string{"en"}}, nil
}

func (t town) Person(_ context.Context, id string) (meetings.Person, error) {
	return meetings.Person{ID: id, Org: "org_" + strings.TrimPrefix(id, "per_"), Zone: "Asia/Shanghai"}, nil
}

func (t town) Contact(ctx context.Context, _, org string) (meetings.Person, error) {
	if _, err := t.Organization(ctx, org); err != nil {
		return meetings.Person{}, err
	}
	return t.Person(ctx, "per_"+strings.TrimPrefix(org, "org_"))
}

// door knows the tokens a to d (people of org_a to org_d), o (an organizer), x (an organizer elsewhere), v (no role).
type door struct{}

func (door) Session(context.Context, string) (actor.Actor, string, error) {
	return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_ended", "sign in")
}

func (door) Token(_ context.Context, token string) (actor.Actor, error) {
	who := actor.Actor{Person: "per_" + token, Org: "org_" + token, Session: "tok_" + token, Zone: "Asia/Shanghai"}
	switch token {
	case "a":
		who.Grants = []actor.Grant{{Role: actor.Buyer, Exhibition: fair}}
	case "o":
		who.Grants = []actor.Grant{{Role: actor.Organizer, Exhibition: fair}}
	case "x":
		who.Grants = []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_2"}, {Role: actor.Buyer, Exhibition: "exh_2"}}
	case "v":
	default:
		who.Grants = []actor.Grant{{Role: actor.Exhibitor, Exhibition: fair}}
	}
	return who, nil
}

type site struct {
	t   *testing.T
	api *api.API
	key int
}

func newSite(t *testing.T) (*site, *meetings.Service) {
	t.Helper()
	return newSiteAt(t, func() time.Time { return opening.Add(-100 * time.Hour) })
}

func newSiteAt(t *testing.T, now func() time.Time) (*site, *meetings.Service) {
	t.Helper()
	s := meetings.New(meetings.Deps{DB: dbtest.Memory(t), Fairs: town{}, Directory: town{}, Base: "https://fair.example", Now: now})
	if err := s.Indexes(t.Context()); err != nil {
		t.Fatal(err)
	}
	a := api.New(api.Options{Authenticator: door{}, RatePerSecond: -1})
	meetings.Routes(a, s)
	return &site{t: t, api: a}, s
}

// answer is a response with its body, read.
type answer struct {
	status int
	etag   string
	kind   string
	raw    []byte
	body   map[string]any
}

func (a answer) code() string { s, _ := a.body["code"].(string); return s }

// call sends a request. match "" sends no If-Match; every POST carries a key of its own.
func (s *site) call(token, method, path, match, body string) answer {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), method, path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if match != "" {
		r.Header.Set("If-Match", match)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if method == http.MethodPost {
		s.key++
		r.Header.Set("Idempotency-Key", "key-number-"+strconv.Itoa(s.key))
	}
	res, err := s.api.Test(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	a := answer{status: res.StatusCode, etag: res.Header.Get("ETag"), kind: res.Header.Get("Content-Type"), raw: raw}
	if bytes.HasPrefix(raw, []byte("{")) {
		if err := json.Unmarshal(raw, &a.body); err != nil {
			s.t.Fatal(err)
		}
	}
	return a
}

func (s *site) want(a answer, status int) answer {
	s.t.Helper()
	if a.status != status {
		s.t.Fatalf("got %d %s, want %d", a.status, a.raw, status)
	}
	return a
}

func requestBody(to string, n int) string {
	return `{"exhibition":"exh_1","invitee":"org_` + to + `","reason":"talk","language":"en","slots":[{"starts":"` + slotAt(n) + `","ends":"` + slotAt(n+1) + `"}]}`
}

func (s *site) ask(from, to string, n int) (id, etag string) {
	s.t.Helper()
	a := s.want(s.call(from, "POST", "/api/v1/meeting-requests", "", requestBody(to, n)), http.StatusCreated)
	id, _ = a.body["id"].(string)
	return id, a.etag
}

func TestARequestWalksThroughTheAPI(t *testing.T) {
	s, _ := newSite(t)
	id, etag := s.ask("a", "b", 1)
	if etag != `"1"` || !strings.HasPrefix(id, "mtg_") {
		t.Fatalf("%s %s", id, etag)
	}
	in := s.want(s.call("b", "GET", "/api/v1/meeting-requests?box=in&state=pending", "", ""), http.StatusOK)
	if items, _ := in.body["items"].([]any); len(items) != 1 {
		t.Fatalf("%s", in.raw)
	}
	counter := s.want(s.call("b", "POST", "/api/v1/meeting-requests/"+id+"/counter", etag,
		`{"slots":[{"starts":"`+slotAt(3)+`","ends":"`+slotAt(4)+`"}],"reason":"later"}`), http.StatusOK)
	if counter.body["awaiting"] != "org_a" || counter.body["round"] != 2.0 {
		t.Fatalf("%s", counter.raw)
	}
	accepted := s.want(s.call("a", "POST", "/api/v1/meeting-requests/"+id+"/accept", counter.etag, `{"starts":"`+slotAt(3)+`"}`), http.StatusOK)
	if accepted.body["state"] != "scheduled" || accepted.body["room"] != "room_"+id || accepted.body["starts"] != slotAt(3) {
		t.Fatalf("%s", accepted.raw)
	}
	if strings.Contains(string(accepted.raw), "claims") || strings.Contains(string(accepted.raw), "outbox") || strings.Contains(string(accepted.raw), "muted") {
		t.Fatalf("the inside shows: %s", accepted.raw)
	}
	agenda := s.want(s.call("b", "GET", "/api/v1/agenda?from=2026-11-20T00:00:00Z&to=2026-11-30T00:00:00Z", "", ""), http.StatusOK)
	if !strings.Contains(string(agenda.raw), `"date":"2026-11-23"`) || !strings.Contains(string(agenda.raw), id) {
		t.Fatalf("%s", agenda.raw)
	}
	all := s.want(s.call("o", "GET", "/api/v1/exhibitions/exh_1/meetings", "", ""), http.StatusOK)
	if items, _ := all.body["items"].([]any); len(items) != 1 {
		t.Fatalf("%s", all.raw)
	}
	moved := s.want(s.call("b", "POST", "/api/v1/meetings/"+id+"/reschedule", accepted.etag, `{"starts":"`+slotAt(5)+`"}`), http.StatusOK)
	gone := s.want(s.call("a", "POST", "/api/v1/meetings/"+id+"/cancel", moved.etag, `{"reason":"ill"}`), http.StatusOK)
	if gone.body["state"] != "cancelled" || gone.body["revision"] != 2.0 {
		t.Fatalf("%s", gone.raw)
	}
	if out := s.want(s.call("a", "GET", "/api/v1/meeting-requests?state=accepted&box=out", "", ""), http.StatusOK); !strings.Contains(string(out.raw), id) {
		t.Fatalf("%s", out.raw)
	}
}

func TestALostSlotComesWithAlternatives(t *testing.T) {
	s, _ := newSite(t)
	first, v1 := s.ask("b", "a", 1)
	second, v2 := s.ask("c", "a", 1)
	s.want(s.call("a", "POST", "/api/v1/meeting-requests/"+first+"/accept", v1, `{"starts":"`+slotAt(1)+`"}`), http.StatusOK)
	lost := s.want(s.call("a", "POST", "/api/v1/meeting-requests/"+second+"/accept", v2, `{"starts":"`+slotAt(1)+`"}`), http.StatusConflict)
	list, _ := lost.body["alternatives"].([]any)
	if lost.code() != "slot_taken" || len(list) != 3 || lost.kind != "application/problem+json" {
		t.Fatalf("%s", lost.raw)
	}
	free, _ := list[0].(map[string]any)
	if free["starts"] != slotAt(0) || free["mine"] != "2026-11-23T10:00:00+08:00" {
		t.Fatalf("%v", free)
	}
}

func TestAFailedMeetingIsMovedThroughTheAPI(t *testing.T) {
	var now atomic.Int64
	set := func(at time.Time) { now.Store(at.UnixMilli()) }
	set(opening.Add(-100 * time.Hour))
	s, svc := newSiteAt(t, func() time.Time { return time.UnixMilli(now.Load()) })
	id, etag := s.ask("a", "b", 1)
	meeting := "/api/v1/meetings/" + id
	etag = s.want(s.call("b", "POST", "/api/v1/meeting-requests/"+id+"/accept", etag, `{"starts":"`+slotAt(1)+`"}`), http.StatusOK).etag
	if a := s.call("a", "POST", meeting+"/reslot", etag, `{"starts":"`+slotAt(3)+`"}`); a.status != http.StatusConflict || a.code() != "nothing_to_repair" {
		t.Fatalf("%d %s", a.status, a.raw)
	}
	begins := opening.Add(30 * time.Minute)
	for _, person := range []string{"per_a", "per_b"} { // both came, and nothing flowed
		set(begins)
		if err := svc.RecordPresence(t.Context(), "room_"+id, meetings.Presence{Person: person, From: begins}); err != nil {
			t.Fatal(err)
		}
	}
	set(begins.Add(5 * time.Minute))
	if err := svc.Advance(t.Context(), begins.Add(5*time.Minute)); err != nil {
		t.Fatal(err)
	}
	broken := s.want(s.call("b", "GET", meeting, "", ""), http.StatusOK)
	list, _ := broken.body["alternatives"].([]any)
	if broken.body["state"] != "technical_failure" || len(list) != 3 {
		t.Fatalf("%s", broken.raw)
	}
	if first, _ := list[0].(map[string]any); first["starts"] != slotAt(2) || first["requester"] != "2026-11-23T11:00:00+08:00" {
		t.Fatalf("%v", first)
	}
	agenda := s.want(s.call("a", "GET", "/api/v1/agenda", "", ""), http.StatusOK)
	if !strings.Contains(string(agenda.raw), `"alternatives":[{"starts":"`+slotAt(2)) {
		t.Fatalf("%s", agenda.raw)
	}
	body := `{"starts":"` + slotAt(3) + `"}`
	for _, row := range []struct {
		name, token, match, body string
		status                   int
		code                     string
	}{
		{"a visitor", "", broken.etag, body, 401, "sign_in_required"},
		{"a stranger", "c", broken.etag, body, 404, "meeting_not_found"},
		{"an organizer", "o", broken.etag, body, 403, "role_missing"},
		{"without a version", "a", "", body, 428, "precondition_required"},
		{"an old version", "a", etag, body, 412, "version_conflict"},
		{"a time that was not offered", "a", broken.etag, `{"starts":"` + slotAt(15) + `"}`, 422, "slot_not_offered"},
	} {
		if a := s.call(row.token, "POST", meeting+"/reslot", row.match, row.body); a.status != row.status || a.code() != row.code {
			t.Errorf("%s: got %d %s, want %d %s", row.name, a.status, a.raw, row.status, row.code)
		}
	}
	moved := s.want(s.call("b", "POST", meeting+"/reslot", broken.etag, body), http.StatusOK)
	if moved.body["state"] != "scheduled" || moved.body["starts"] != slotAt(3) || moved.body["revision"] != 1.0 || moved.body["alternatives"] != nil {
		t.Fatalf("%s", moved.raw)
	}
}

func TestTheRoutesRefuse(t *testing.T) {
	s, svc := newSite(t)
	id, etag := s.ask("a", "b", 1)
	met, metTag := s.ask("c", "d", 1)
	metTag = s.want(s.call("d", "POST", "/api/v1/meeting-requests/"+met+"/accept", metTag, `{"starts":"`+slotAt(1)+`"}`), http.StatusOK).etag
	s.want(s.call("a", "PUT", "/api/v1/exhibitions/exh_1/profile", "", profileBody), http.StatusOK)
	request, meeting := "/api/v1/meeting-requests/"+id, "/api/v1/meetings/"+met
	starts := `{"starts":"` + slotAt(1) + `"}`
	for _, row := range []struct {
		name, token, method, path, match, body string
		status                                 int
		code                                   string
	}{
		{"a visitor asks for a meeting", "", "POST", "/api/v1/meeting-requests", "", requestBody("b", 5), 401, "sign_in_required"},
		{"somebody without a role asks", "v", "POST", "/api/v1/meeting-requests", "", requestBody("b", 5), 403, "role_missing"},
		{"a buyer of another fair asks", "x", "POST", "/api/v1/meeting-requests", "", requestBody("b", 5), 403, "not_taking_part"},
		{"an organizer asks", "o", "POST", "/api/v1/meeting-requests", "", requestBody("b", 5), 403, "role_missing"},
		{"a body that is no JSON", "a", "POST", "/api/v1/meeting-requests", "", `{`, 400, "malformed"},
		{"a body without slots", "a", "POST", "/api/v1/meeting-requests", "", `{"exhibition":"exh_1","invitee":"org_c","reason":"x","language":"en"}`, 422, "invalid"},
		{"a time that is none", "a", "POST", "/api/v1/meeting-requests", "", strings.Replace(requestBody("c", 5), slotAt(5), "tomorrow", 1), 422, "invalid"},
		{"a slot that is none", "a", "POST", "/api/v1/meeting-requests", "", requestBody("c", -3), 422, "request_invalid"},
		{"a member that nobody knows", "a", "POST", "/api/v1/meeting-requests", "", strings.Replace(requestBody("c", 5), `{"ex`, `{"state":"live","ex`, 1), 422, "invalid"},
		{"a stranger reads a request", "c", "GET", request, "", "", 404, "meeting_not_found"},
		{"an organizer reads a request", "o", "GET", request, "", "", 404, "meeting_not_found"},
		{"an organizer of another fair reads a meeting", "x", "GET", meeting, "", "", 404, "meeting_not_found"},
		{"a stranger accepts", "c", "POST", request + "/accept", etag, starts, 404, "meeting_not_found"},
		{"a stranger declines", "c", "POST", request + "/decline", etag, `{}`, 404, "meeting_not_found"},
		{"a stranger withdraws", "c", "POST", request + "/withdraw", etag, "", 404, "meeting_not_found"},
		{"the requester accepts his own request", "a", "POST", request + "/accept", etag, starts, 409, "not_your_turn"},
		{"accepting without a version", "b", "POST", request + "/accept", "", starts, 428, "precondition_required"},
		{"accepting a version that is none", "b", "POST", request + "/accept", "abc", starts, 412, "version_conflict"},
		{"accepting an old version", "b", "POST", request + "/accept", `"0"`, starts, 412, "version_conflict"},
		{"accepting without a start", "b", "POST", request + "/accept", etag, `{}`, 422, "slot_not_proposed"},
		{"accepting another slot", "b", "POST", request + "/accept", etag, `{"starts":"` + slotAt(2) + `"}`, 422, "slot_not_proposed"},
		{"countering without a version", "b", "POST", request + "/counter", "", `{"slots":[]}`, 428, "precondition_required"},
		{"countering without a slot", "b", "POST", request + "/counter", etag, `{"slots":[]}`, 422, "invalid"},
		{"declining an old version", "b", "POST", request + "/decline", `"9"`, `{}`, 412, "version_conflict"},
		{"withdrawing without a version", "a", "POST", request + "/withdraw", "", "", 428, "precondition_required"},
		{"withdrawing what the other side asked", "b", "POST", request + "/withdraw", etag, "", 403, "not_the_requester"},
		{"a stranger cancels", "a", "POST", meeting + "/cancel", metTag, `{"reason":"x"}`, 404, "meeting_not_found"},
		{"an organizer of another fair cancels", "x", "POST", meeting + "/cancel", metTag, `{"reason":"x"}`, 404, "meeting_not_found"},
		{"cancelling without a reason", "c", "POST", meeting + "/cancel", metTag, `{}`, 422, "invalid"},
		{"cancelling an old version", "c", "POST", meeting + "/cancel", `"1"`, `{"reason":"x"}`, 412, "version_conflict"},
		{"rescheduling to no slot", "c", "POST", meeting + "/reschedule", metTag, `{"starts":"2026-11-23T01:13:00Z"}`, 422, "slot_unknown"},
		{"a buyer lists all meetings", "a", "GET", "/api/v1/exhibitions/exh_1/meetings", "", "", 403, "role_missing"},
		{"an organizer of another fair lists all meetings", "x", "GET", "/api/v1/exhibitions/exh_1/meetings", "", "", 403, "not_organizer"},
		{"a state that is none", "a", "GET", "/api/v1/meeting-requests?state=lost", "", "", 422, "state_unknown"},
		{"a cursor that is none", "a", "GET", "/api/v1/meeting-requests?cursor=!!", "", "", 422, "cursor_invalid"},
		{"changing a profile without a version", "a", "PUT", "/api/v1/exhibitions/exh_1/profile", "", profileBody, 428, "precondition_required"},
		{"changing a profile in an old version", "a", "PUT", "/api/v1/exhibitions/exh_1/profile", `"7"`, profileBody, 412, "version_conflict"},
		{"a profile that is incomplete", "b", "PUT", "/api/v1/exhibitions/exh_1/profile", "", `{"needs":[]}`, 422, "invalid"},
		{"a profile at another fair", "b", "GET", "/api/v1/exhibitions/exh_2/profile", "", "", 403, "not_taking_part"},
		{"slots with nobody", "a", "GET", "/api/v1/exhibitions/exh_1/slots", "", "", 422, "invalid"},
		{"a want that is none", "a", "PUT", "/api/v1/exhibitions/exh_1/preferences/org_b", "", `{"want":"love"}`, 422, "invalid"},
		{"preferences of another fair", "x", "GET", "/api/v1/exhibitions/exh_1/preferences", "", "", 403, "not_taking_part"},
		{"a visitor's agenda", "", "GET", "/api/v1/agenda", "", "", 401, "sign_in_required"},
		{"an agenda that ends before it begins", "a", "GET", "/api/v1/agenda?from=2026-11-30T00:00:00Z&to=2026-11-20T00:00:00Z", "", "", 422, "range_invalid"},
		{"a calendar with a wrong secret", "", "GET", "/api/v1/calendar/wrong.ics", "", "", 404, "calendar_not_found"},
		{"a calendar that is no calendar", "", "GET", "/api/v1/calendar/wrong", "", "", 404, "calendar_not_found"},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := s.call(row.token, row.method, row.path, row.match, row.body)
			if a.status != row.status || a.code() != row.code {
				t.Fatalf("got %d %s, want %d %s", a.status, a.raw, row.status, row.code)
			}
			counts, err := svc.Count(t.Context(), fair)
			if err != nil || counts[meetings.Pending] != 1 || counts[meetings.Scheduled] != 1 || len(counts) != len(meetings.States()) {
				t.Fatalf("%v, %v", counts, err)
			}
			if again := s.call("a", "GET", request, "", ""); again.etag != etag {
				t.Fatalf("the request has changed: %s", again.raw)
			}
			if again := s.call("c", "GET", meeting, "", ""); again.etag != metTag {
				t.Fatalf("the meeting has changed: %s", again.raw)
			}
		})
	}
}

const profileBody = `{"needs":["audiovisual/animation"],"offers":[],"role":"license","territories":["DE"],` +
	`"languages":["en"],"budget":"50k_250k","hours":{"zone":"Europe/Berlin","from":"08:00","to":"22:00","days":[{"weekday":0,"from":"00:00","to":"00:00"}]}}`

func TestProfileSuggestionsAndPreferencesThroughTheAPI(t *testing.T) {
	s, svc := newSite(t)
	tags := s.want(s.call("", "GET", "/api/v1/taxonomy", "", ""), http.StatusOK)
	if !strings.Contains(string(tags.raw), `{"id":"audiovisual/animation","label":{"en":"Animation","zh-Hans":"动画"}}`) {
		t.Fatalf("%s", tags.raw)
	}
	if empty := s.want(s.call("a", "GET", "/api/v1/exhibitions/exh_1/profile", "", ""), http.StatusOK); empty.etag != `"0"` {
		t.Fatalf("%s", empty.raw)
	}
	saved := s.want(s.call("a", "PUT", "/api/v1/exhibitions/exh_1/profile", "", profileBody), http.StatusOK)
	if saved.etag != `"1"` {
		t.Fatalf("%s", saved.raw)
	}
	s.want(s.call("a", "PUT", "/api/v1/exhibitions/exh_1/profile", saved.etag, profileBody), http.StatusOK)
	if got := s.want(s.call("a", "GET", "/api/v1/exhibitions/exh_1/profile", "", ""), http.StatusOK); got.etag != `"2"` || !strings.Contains(string(got.raw), "50k_250k") {
		t.Fatalf("%s", got.raw)
	}
	if err := svc.SeedProfiles(t.Context(), meetings.Profile{
		Exhibition: fair, Org: "org_b", Person: "per_b", Exhibits: true, Role: "sell", Languages: []string{"en"},
		Offers: []string{"audiovisual/animation"}, Hours: meetings.Hours{Zone: "Asia/Shanghai", From: "09:00", To: "20:00"},
	}); err != nil {
		t.Fatal(err)
	}
	list := s.want(s.call("a", "GET", "/api/v1/exhibitions/exh_1/suggestions?limit=5", "", ""), http.StatusOK)
	items, _ := list.body["items"].([]any)
	if len(items) != 1 || !strings.Contains(string(list.raw), "you want Animation, they offer it") || !strings.Contains(string(list.raw), `"freeSlots":10`) {
		t.Fatalf("%s", list.raw)
	}
	s.want(s.call("b", "PUT", "/api/v1/exhibitions/exh_1/preferences/org_a", "", `{"want":"never"}`), http.StatusNoContent)
	for path, by := range map[string]string{"suggestions": "a", "preferences": "a", "slots?with=org_b": "a"} {
		if got := s.want(s.call(by, "GET", "/api/v1/exhibitions/exh_1/"+path, "", ""), http.StatusOK); strings.Contains(string(got.raw), "never") {
			t.Fatalf("%s tells: %s", path, got.raw)
		}
	}
	if own := s.want(s.call("b", "GET", "/api/v1/exhibitions/exh_1/preferences", "", ""), http.StatusOK); !strings.Contains(string(own.raw), `{"org":"org_a","want":"never"}`) {
		t.Fatalf("%s", own.raw)
	}
	_, etag := s.ask("a", "b", 12)
	if etag != `"1"` {
		t.Fatal("a request to somebody who never wants to meet looks different")
	}
	if in := s.want(s.call("b", "GET", "/api/v1/meeting-requests", "", ""), http.StatusOK); strings.Contains(string(in.raw), "org_a") {
		t.Fatalf("%s", in.raw)
	}
}

func TestTheCalendarIsReadWithoutSigningIn(t *testing.T) {
	s, _ := newSite(t)
	opened := s.want(s.call("a", "POST", "/api/v1/calendar", "", ""), http.StatusCreated)
	path, _ := opened.body["path"].(string)
	feed := s.want(s.call("", "GET", path, "", ""), http.StatusOK)
	if feed.kind != "text/calendar; charset=utf-8" || !strings.HasPrefix(string(feed.raw), "BEGIN:VCALENDAR\r\n") {
		t.Fatalf("%s %s", feed.kind, feed.raw)
	}
}
