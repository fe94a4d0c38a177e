package schedule

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// door knows the tokens b1 to b6, e1 to e6, o (an organizer) and x (an organizer of another fair).
type door struct{}

func (door) Session(context.Context, string) (actor.Actor, string, error) {
	return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_ended", "sign in")
}

func (door) Token(_ context.Context, token string) (actor.Actor, error) {
	if token == "x" {
		who := person("o")
		who.Grants = []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_2"}}
		return who, nil
	}
	return person(token), nil
}

// site is the house with its routes.
type site struct {
	*house
	api *api.API
	key int
}

func newSite(t *testing.T) *site {
	t.Helper()
	h := newHouse(t)
	a := api.New(api.Options{Authenticator: door{}, RatePerSecond: -1})
	meetings.Routes(a, h.meetings.Service)
	Routes(a, h.planner)
	return &site{house: h, api: a}
}

type reply struct {
	status int
	etag   string
	kind   string
	raw    []byte
	body   map[string]any
}

func (r reply) text(member string) string { s, _ := r.body[member].(string); return s }

func (s *site) call(token, method, path, match, body string) reply {
	s.t.Helper()
	if strings.HasPrefix(path, "/schedule") {
		path = "/api/v1/exhibitions/" + fair + path
	}
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
	out := reply{status: res.StatusCode, etag: res.Header.Get("ETag"), kind: res.Header.Get("Content-Type")}
	if out.raw, err = io.ReadAll(res.Body); err != nil {
		s.t.Fatal(err)
	}
	if bytes.HasPrefix(out.raw, []byte("{")) {
		if err := json.Unmarshal(out.raw, &out.body); err != nil {
			s.t.Fatal(err)
		}
	}
	return out
}

func (s *site) want(r reply, status int) reply {
	s.t.Helper()
	if r.status != status {
		s.t.Fatalf("got %d %s, want %d", r.status, r.raw, status)
	}
	return r
}

// made starts a run and polls it until it is a draft.
func (s *site) made(order string) (path, etag string) {
	s.t.Helper()
	r := s.want(s.call("o", "POST", "/schedule/runs", "", order), http.StatusCreated)
	s.await(r.text("id"), func(r Run) bool { return r.State != Solving })
	path = "/schedule/runs/" + r.text("id")
	return path, s.want(s.call("o", "GET", path, "", ""), http.StatusOK).etag
}

func (s *site) agenda(token string) string {
	s.t.Helper()
	return string(s.want(s.call(token, "GET", "/api/v1/agenda?from=2026-11-20T00:00:00Z&to=2026-11-30T00:00:00Z", "", ""), http.StatusOK).raw)
}

func TestAnOrganizerWalksFromTheButtonToTheAgendas(t *testing.T) {
	s := newSite(t)
	s.crowd()
	path, etag := s.made(`{"kind":"solve","seconds":1}`)
	run := s.want(s.call("o", "GET", path, "", ""), http.StatusOK)
	counts, _ := run.body["counts"].(map[string]any)
	progress, _ := run.body["progress"].(map[string]any)
	levels, _ := progress["levels"].([]any)
	if run.text("state") != "draft" || counts["meetings"] != 24.0 || len(levels) != 5 || strings.Contains(string(run.raw), "claims") {
		t.Fatalf("%s", run.raw)
	}
	certificate := s.want(s.call("o", "GET", path+"/certificate", "", ""), http.StatusOK)
	c, err := matchmaking.ReadCertificate(bytes.NewReader(certificate.raw))
	if err != nil {
		t.Fatal(err)
	}
	if err := matchmaking.Verify(c.Problem, c.Schedule, c.Proof); err != nil {
		t.Fatal(err)
	}
	table := s.want(s.call("o", "GET", path+"/timetable", "", ""), http.StatusOK)
	diff := s.want(s.call("o", "GET", path+"/diff?against=standing", "", ""), http.StatusOK)
	if added, _ := diff.body["added"].([]any); len(added) != 24 || strings.Contains(string(table.raw), ":null") || strings.Contains(string(diff.raw), ":null") {
		t.Fatalf("%s %s", table.raw, diff.raw)
	}
	wish := firstWish(t, table)
	slots := s.want(s.call("o", "GET", path+"/meetings/"+wish+"/slots", "", ""), http.StatusOK)
	if list, _ := slots.body["slots"].([]any); len(list) != 24 || strings.Contains(string(slots.raw), ":null") {
		t.Fatalf("%s", slots.raw)
	}
	out := s.want(s.call("o", "DELETE", path+"/meetings/"+wish, etag, ""), http.StatusOK)
	why := s.want(s.call("o", "GET", path+"/unmet/"+wish, "", ""), http.StatusOK)
	if strings.Contains(string(why.raw), ":null") {
		t.Fatalf("%s", why.raw)
	}
	fixed := s.want(s.call("o", "POST", path+"/fix", out.etag, `{"wish":"`+wish+`"}`), http.StatusOK)
	if strings.Contains(s.agenda("b1"), "mtg_") {
		t.Fatal("a draft is visible")
	}
	s.want(s.call("o", "POST", path+"/publish", fixed.etag, ""), http.StatusOK)
	s.await(strings.TrimPrefix(path, "/schedule/runs/"), settled)
	if n := strings.Count(s.agenda("b1"), `"kind":"meeting"`); n != 4 {
		t.Fatalf("%d meetings of b1", n)
	}
	if r := s.want(s.call("b1", "GET", "/schedule/why?org=org_e1", "", ""), http.StatusOK); r.text("state") != "met" {
		t.Errorf("%s", r.raw)
	}
	standing := s.want(s.call("o", "GET", "/schedule/timetable", "", ""), http.StatusOK)
	if list, _ := standing.body["meetings"].([]any); len(list) != 24 || "/schedule/runs/"+standing.text("run") != path {
		t.Errorf("%s", standing.raw)
	}
	for _, format := range []string{"csv", "xlsx", "json", "ics", "dzn"} {
		if r := s.want(s.call("o", "GET", path+"/export?format="+format, "", ""), http.StatusOK); len(r.raw) < 100 || r.kind == "" {
			t.Errorf("%s: %s", format, r.raw)
		}
	}
	s.clock.set(s.clock.now().Add(time.Minute)) // ids sort by time
	next, _ := s.made(`{"kind":"restore","restore":"` + strings.TrimPrefix(path, "/schedule/runs/") + `"}`)
	list := s.want(s.call("o", "GET", "/schedule/runs?limit=1", "", ""), http.StatusOK)
	if items, _ := list.body["items"].([]any); len(items) != 1 || !strings.Contains(string(list.raw), strings.TrimPrefix(next, "/schedule/runs/")) || list.text("next") == "" {
		t.Errorf("%s", list.raw)
	}
	rest := s.want(s.call("o", "GET", "/schedule/runs?cursor="+list.text("next"), "", ""), http.StatusOK)
	if items, _ := rest.body["items"].([]any); len(items) != 1 || rest.text("next") != "" {
		t.Errorf("%s", rest.raw)
	}
}

func firstWish(t *testing.T, table reply) string {
	t.Helper()
	list, _ := table.body["meetings"].([]any)
	first, _ := list[0].(map[string]any)
	wish, _ := first["wish"].(string)
	if wish == "" {
		t.Fatalf("%s", table.raw)
	}
	return wish
}

func TestTheRoutesOfTheBoardRefuse(t *testing.T) {
	s := newSite(t)
	s.crowd()
	path, etag := s.made(`{"kind":"solve","seconds":1}`)
	wish := firstWish(t, s.want(s.call("o", "GET", path+"/timetable", "", ""), http.StatusOK))
	for _, row := range []struct {
		name, token, method, path, match, body string
		status                                 int
		code                                   string
	}{
		{"a visitor begins a run", "", "POST", "/schedule/runs", "", `{"kind":"edit"}`, 401, "sign_in_required"},
		{"a buyer begins a run", "b1", "POST", "/schedule/runs", "", `{"kind":"edit"}`, 403, "role_missing"},
		{"an organizer of another fair", "x", "POST", "/schedule/runs", "", `{"kind":"edit"}`, 403, "not_organizer"},
		{"a kind that is none", "o", "POST", "/schedule/runs", "", `{"kind":"magic"}`, 422, "invalid"},
		{"more seconds than there are", "o", "POST", "/schedule/runs", "", `{"kind":"solve","seconds":61}`, 422, "invalid"},
		{"a restore of nothing", "o", "POST", "/schedule/runs", "", `{"kind":"restore"}`, 422, "order_invalid"},
		{"a restore of what nobody knows", "o", "POST", "/schedule/runs", "", `{"kind":"restore","restore":"run_x"}`, 404, "run_not_found"},
		{"a restore of what was not published", "o", "POST", "/schedule/runs", "", `{"kind":"restore","restore":"` + path[len("/schedule/runs/"):] + `"}`, 409, "run_not_published"},
		{"changes of a solve", "o", "POST", "/schedule/runs", "", `{"kind":"solve","changes":[{"cancel":"mtg_1"}]}`, 422, "order_invalid"},
		{"a change that is two", "o", "POST", "/schedule/runs", "", `{"kind":"repair","changes":[{"cancel":"mtg_1","withdraw":"per_1"}]}`, 422, "order_invalid"},
		{"a person without slots", "o", "POST", "/schedule/runs", "", `{"kind":"repair","changes":[{"person":"per_b1"}]}`, 422, "order_invalid"},
		{"a member that nobody knows", "o", "POST", "/schedule/runs", "", `{"kind":"edit","state":"published"}`, 422, "invalid"},
		{"a run of another fair", "o", "GET", "/api/v1/exhibitions/exh_2" + path, "", "", 403, "not_organizer"},
		{"a run that is none", "o", "GET", "/schedule/runs/run_x", "", "", 404, "run_not_found"},
		{"a buyer reads the timetable", "b1", "GET", "/schedule/timetable", "", "", 403, "role_missing"},
		{"a buyer reads the certificate", "b1", "GET", path + "/certificate", "", "", 403, "role_missing"},
		{"publishing without a version", "o", "POST", path + "/publish", "", "", 428, "precondition_required"},
		{"publishing an old version", "o", "POST", path + "/publish", `"1"`, "", 412, "version_conflict"},
		{"dragging without a version", "o", "PUT", path + "/meetings/" + wish, "", `{"slot":1}`, 428, "precondition_required"},
		{"dragging out of the timetable", "o", "PUT", path + "/meetings/" + wish, etag, `{"slot":200}`, 422, "slot_unknown"},
		{"dragging what nobody wants", "o", "PUT", path + "/meetings/w_x", etag, `{"slot":1}`, 404, "wish_not_found"},
		{"asking why of what is met", "o", "GET", path + "/unmet/" + wish, "", "", 409, "wish_met"},
		{"fixing what is met", "o", "POST", path + "/fix", etag, `{"wish":"` + wish + `"}`, 409, "wish_met"},
		{"cancelling a draft", "o", "POST", path + "/cancel", "", "", 409, "run_state"},
		{"a format that is none", "o", "GET", path + "/export?format=pdf", "", "", 422, "invalid"},
		{"an organizer asks why", "o", "GET", "/schedule/why?org=org_e1", "", "", 403, "role_missing"},
		{"deleting without a version", "o", "DELETE", path, "", "", 428, "precondition_required"},
	} {
		if r := s.call(row.token, row.method, row.path, row.match, row.body); r.status != row.status || r.text("code") != row.code {
			t.Errorf("%s: got %d %s, want %d %s", row.name, r.status, r.raw, row.status, row.code)
		}
	}
	s.want(s.call("o", "DELETE", path, etag, ""), http.StatusNoContent)
	if r := s.call("o", "GET", path, "", ""); r.status != http.StatusNotFound {
		t.Errorf("%d", r.status)
	}
}

func TestALetterCarriesWhatACalendarNeeds(t *testing.T) {
	s := newSite(t)
	s.crowd()
	first := s.publish(s.run(Order{Kind: Solve, Seconds: 1}))
	object, err := s.planner.Attachment(t.Context(), first.ID+"|per_b1", "per_b1")
	if err != nil || bytes.Count(object, []byte("BEGIN:VEVENT")) != 4 || !bytes.Contains(object, []byte("METHOD:PUBLISH")) {
		t.Fatalf("%v %s", err, object)
	}
	again, err := s.planner.Attachment(t.Context(), first.ID+"|per_b1", "per_b1")
	if err != nil || !bytes.Equal(object, again) {
		t.Error("the same letter twice is not the same")
	}
	if _, err := s.planner.Attachment(t.Context(), first.ID+"|per_b1", "per_e1"); !problem.Is(err, problem.NotFound) {
		t.Errorf("somebody else reads it: %v", err)
	}
	second := s.publish(s.run(Order{Kind: Repair, Changes: []Change{{Withdraw: "per_e1"}}}))
	object, err = s.planner.Attachment(t.Context(), second.ID+"|per_b1", "per_b1")
	if err != nil || !bytes.Contains(object, []byte("METHOD:CANCEL")) || !bytes.Contains(object, []byte("SEQUENCE:2")) {
		t.Fatalf("%v %s", err, object)
	}
	if told := s.letters(second.ID); told["per_e1"] != 1 || told["per_b2"] != 0 {
		t.Errorf("%v", told)
	}
}
