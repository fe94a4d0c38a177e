package accounts

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/problem"
)

func TestMain(m *testing.M) {
	// fasthttp writes the Date header from a goroutine that it starts once and never ends.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"))
}

// clock is a hand-moved clock.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *clock) move(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.at = c.at.Add(d) }

// fair is an edge with the accounts of two exhibitions, and a token for each person.
type fair struct {
	t      *testing.T
	api    *api.API
	s      *Service
	clock  *clock
	tokens map[string]string
}

func open(t *testing.T) *fair {
	t.Helper()
	c := &clock{at: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	s := New(dbtest.Memory(t), Config{Base: "https://fair.example", Now: c.now, Current: func(context.Context) (string, error) { return "exh_1", nil }})
	ctx := t.Context()
	if err := s.Indexes(ctx); err != nil {
		t.Fatal(err)
	}
	f := &fair{t: t, s: s, clock: c, tokens: map[string]string{}}
	for _, o := range []Organization{
		{ID: "org_op", Name: lang.Text{"en": "Fair Office"}, Country: "CN", Kind: Operator},
		{ID: "org_op2", Name: lang.Text{"en": "Other Office"}, Country: "FR", Kind: Operator},
		{ID: "org_clear", Name: lang.Text{"en": "Clearing House"}, Country: "CN", Kind: Institution},
		{ID: "org_x", Name: lang.Text{"zh-Hans": "锡山影业", "en": "Xishan Pictures"}, Country: "CN", Kind: Company, Participations: []Participation{{Exhibition: "exh_1", As: actor.Exhibitor}}},
		{ID: "org_b", Name: lang.Text{"en": "Spree Film"}, Country: "DE", Kind: Company, Participations: []Participation{{Exhibition: "exh_1", As: actor.Buyer}}},
		{ID: "org_far", Name: lang.Text{"en": "Far Away"}, Country: "FR", Kind: Company, Participations: []Participation{{Exhibition: "exh_2", As: actor.Buyer}}},
	} {
		if err := s.AddOrganization(ctx, o); err != nil {
			t.Fatal(err)
		}
	}
	in := func(r actor.Role, exhibition string) []actor.Grant {
		return []actor.Grant{{Role: r, Exhibition: exhibition}}
	}
	for _, p := range []Person{
		{ID: "per_o", Org: "org_op", Name: "Ota Organizer", Grants: in(actor.Organizer, "exh_1")},
		{ID: "per_o2", Org: "org_op2", Name: "Odile Other", Grants: in(actor.Organizer, "exh_2")},
		{ID: "per_c", Org: "org_clear", Name: "Cai Clearing", Grants: []actor.Grant{{Role: actor.ClearingMaker}}},
		{ID: "per_x", Org: "org_x", Name: "Xia Exhibitor", Admin: true, Grants: in(actor.Exhibitor, "exh_1")},
		{ID: "per_xr", Org: "org_x", Name: "Xu Representative", Grants: in(actor.Exhibitor, "exh_1")},
		{ID: "per_b", Org: "org_b", Name: "Berta Buyer", Admin: true, Grants: in(actor.Buyer, "exh_1")},
		{ID: "per_far", Org: "org_far", Name: "Fabienne Far", Admin: true, Grants: in(actor.Buyer, "exh_2")},
	} {
		p.Email, p.Lang, p.Zone = strings.TrimPrefix(p.ID, "per_")+"@people.example", "en", "Europe/Berlin"
		if err := s.AddPerson(ctx, p); err != nil {
			t.Fatal(err)
		}
		token, err := s.IssueToken(ctx, p.ID, "test")
		if err != nil {
			t.Fatal(err)
		}
		f.tokens[p.ID] = token
	}
	f.api = api.New(api.Options{Authenticator: s, Now: c.now, RatePerSecond: -1})
	Routes(f.api, s)
	return f
}

type answer struct {
	status int
	code   string
	header http.Header
	raw    []byte
	body   map[string]any // of a JSON object
}

// send sends a request in the name of a person, "" for nobody, with headers given in pairs.
func (f *fair) send(who, method, path, body string, headers ...string) answer {
	f.t.Helper()
	r := httptest.NewRequestWithContext(f.t.Context(), method, "http://fair.example"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+f.tokens[who])
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := f.api.Test(r)
	if err != nil {
		f.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	a := answer{status: resp.StatusCode, header: resp.Header, raw: raw}
	if len(raw) > 0 && raw[0] == '{' && strings.Contains(resp.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(raw, &a.body); err != nil {
			f.t.Fatalf("%s %s answered %q: %v", method, path, raw, err)
		}
	}
	a.code, _ = a.body["code"].(string)
	return a
}

// mail takes the newest undelivered entry of the kind.
func (f *fair) mail(kind string) (db.OutboxEntry, bool) {
	f.t.Helper()
	var found db.OutboxEntry
	ok := false
	for name, box := range f.s.Outboxes() {
		pending, err := box.Pending(f.t.Context(), 1000)
		if err != nil {
			f.t.Fatalf("%s: %v", name, err)
		}
		for _, p := range pending {
			if p.Entry.Type == kind {
				found, ok = p.Entry, true
			}
		}
	}
	return found, ok
}

// state is everything the database holds, to show that a refusal changed nothing.
func (f *fair) state() string {
	f.t.Helper()
	ctx := f.t.Context()
	orgs, err := f.s.store.organizations.All(ctx, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	people, err := f.s.store.people.All(ctx, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	links, err := f.s.store.links.All(ctx, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	sessions, err := f.s.store.sessions.All(ctx, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	tokens, err := f.s.store.tokens.All(ctx, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	for i := range tokens {
		tokens[i].Used = time.Time{}
	}
	return fmt.Sprintf("%+v\n%+v\n%+v\n%+v\n%+v", orgs, people, links, sessions, tokens)
}

const application = `{"name":{"en":"New Studio","zh-Hans":"新工作室"},"country":"CN","kind":"company","sector":"film_tv",
	"contact":{"name":"Nan New","email":"nan@new.example","lang":"zh","zone":"Asia/Shanghai"},"exhibition":"exh_1","as":"exhibitor"}`

func TestEveryRouteRefusesTheWrongPeople(t *testing.T) {
	f := open(t)
	applied := f.send("", "POST", "/api/v1/organizations", application)
	if applied.status != 201 {
		t.Fatalf("apply: %+v", applied)
	}
	org, _ := applied.body["id"].(string)
	invite := `{"name":"N","email":"n@n.example","lang":"en","zone":"Asia/Shanghai","languages":["zh"]}`
	ses, err := f.s.IssueLink(t.Context(), "per_b", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	_, session, _, err := f.s.SignIn(t.Context(), ses, "test")
	if err != nil {
		t.Fatal(err)
	}
	tokensOfB, err := f.s.store.tokensOf(t.Context(), "per_b")
	if err != nil {
		t.Fatal(err)
	}
	rows := []knock{
		{"DELETE", "/api/v1/session", "", map[string]int{"": 401}},
		{"GET", "/api/v1/sessions", "", map[string]int{"": 401}},
		{"DELETE", "/api/v1/sessions/" + session.ID, "", map[string]int{"": 401, "per_x": 404, "per_o": 404, "per_c": 404}},
		{"GET", "/api/v1/tokens", "", map[string]int{"": 401}},
		{"POST", "/api/v1/tokens", `{"name":"bot"}`, map[string]int{"": 401, "per_b": 403}},
		{"DELETE", "/api/v1/tokens/" + tokensOfB[0].ID, "", map[string]int{"": 401, "per_x": 404, "per_o": 404}},
		{"PATCH", "/api/v1/me", `{"name":"Z"}`, map[string]int{"": 401}},
		{"DELETE", "/api/v1/me", "", map[string]int{"": 401, "per_o": 409}},
		{"GET", "/api/v1/me/data", "", map[string]int{"": 401}},
		{"GET", "/api/v1/me/consents", "", map[string]int{"": 401}},
		{"PUT", "/api/v1/me/consents/terms", `{"given":true,"version":"terms-2026-11"}`, map[string]int{"": 401}},
		{"GET", "/api/v1/organizations", "", map[string]int{"": 401, "per_b": 403, "per_x": 403, "per_c": 403}},
		{"GET", "/api/v1/organizations/" + org, "", map[string]int{"": 401, "per_b": 404, "per_o2": 404, "per_c": 404}},
		{"POST", "/api/v1/organizations/" + org + "/approve", "", map[string]int{"": 401, "per_b": 403, "per_x": 403, "per_c": 403, "per_o2": 404}},
		{"POST", "/api/v1/organizations/" + org + "/reject", `{"reason":"no"}`, map[string]int{"": 401, "per_b": 403, "per_c": 403, "per_o2": 404}},
		{"POST", "/api/v1/organizations/org_x/suspend", `{"reason":"no"}`, map[string]int{"": 401, "per_x": 403, "per_c": 403, "per_o2": 404}},
		{"POST", "/api/v1/organizations/org_x/people", invite, map[string]int{"": 401, "per_b": 404, "per_xr": 403, "per_o2": 404, "per_c": 404}},
		{"GET", "/api/v1/organizations/org_x/people", "", map[string]int{"": 401, "per_b": 404, "per_o2": 404, "per_c": 404}},
		{"GET", "/api/v1/exhibitions/exh_1/people", "", map[string]int{"": 401, "per_far": 403, "per_o2": 403, "per_c": 403}},
		{"POST", "/api/v1/exhibitions/exh_1/imports/buyers", "", map[string]int{"": 401, "per_x": 403, "per_b": 403, "per_c": 403, "per_o": 415}},
		{"GET", "/api/v1/exhibitions/exh_1/exports/buyers", "", map[string]int{"": 401, "per_x": 403, "per_b": 403, "per_c": 403, "per_o2": 403}},
		{"PUT", "/api/v1/exhibitions/exh_1/roles/per_x", `{"roles":["organizer"]}`, map[string]int{"": 401, "per_x": 403, "per_c": 403, "per_o2": 403}},
		{"PUT", "/api/v1/exhibitions/exh_1/roles/per_far", `{"roles":["buyer"]}`, map[string]int{"per_o": 404}},
		{"PUT", "/api/v1/exhibitions/exh_1/roles/per_c", `{"roles":["organizer"]}`, map[string]int{"per_o": 409}},
		{"PUT", "/api/v1/exhibitions/exh_1/roles/per_o", `{"roles":[]}`, map[string]int{"per_o": 409}},
		{"PUT", "/api/v1/exhibitions/exh_1/roles/per_x", `{"roles":["clearing_maker"]}`, map[string]int{"per_o": 422}},
	}
	for _, row := range rows {
		for who, status := range row.want {
			before := f.state()
			got := f.send(who, row.method, row.path, row.body, "If-Match", `"1"`)
			if got.status != status {
				t.Errorf("%s %s as %q: %d %s, want %d", row.method, row.path, who, got.status, got.code, status)
			}
			if f.state() != before {
				t.Errorf("%s %s as %q changed something", row.method, row.path, who)
			}
		}
	}
	public := []string{"apply", "application-status", "request-link", "sign-in", "me"}
	for _, r := range f.api.Routes() {
		if open := r.Access.String() == "public"; open != slices.Contains(public, r.ID) {
			t.Errorf("%s is %s", r.ID, r.Access)
		} else if !open && !slices.ContainsFunc(rows, func(row knock) bool { return row.method == r.Method && fits(r.Path, row.path) }) {
			t.Errorf("nobody knocked at %s %s", r.Method, r.Path)
		}
	}
}

// knock is a request and the status that each person gets; "" is nobody.
type knock struct {
	method, path, body string
	want               map[string]int
}

// fits reports whether a path is one of a route's.
func fits(route, path string) bool {
	want, got := strings.Split(route, "/"), strings.Split(path, "/")
	return slices.EqualFunc(want, got, func(w, g string) bool { return w == g || strings.HasPrefix(w, "{") })
}

func TestAStudioAppliesIsLetInAndSignsIn(t *testing.T) {
	f := open(t)
	applied := f.send("", "POST", "/api/v1/organizations", application)
	key, _ := applied.body["status"].(string)
	org, _ := applied.body["id"].(string)
	if got := f.send("", "GET", "/api/v1/applications/"+key, ""); got.status != 200 || got.body["state"] != "applied" {
		t.Fatalf("status page: %+v", got)
	}
	if got := f.send("", "GET", "/api/v1/applications/wrong", ""); got.status != 404 {
		t.Fatalf("status of a wrong key: %+v", got)
	}
	if e, ok := f.mail("organization.applied"); !ok || len(e.To) != 1 || e.To[0] != "per_o" || e.Data["email"] != "" {
		t.Errorf("the organizer is told %+v", e)
	}
	if e, ok := f.mail("application.received"); !ok || e.Data["email"] != "nan@new.example" || e.Data["link"] != "https://fair.example/applications/"+key {
		t.Errorf("the receipt is %+v", e)
	}
	// Nobody signs in before the organizer's word.
	if got := f.send("", "POST", "/api/v1/sign-in/links", `{"email":"nan@new.example"}`); got.status != 202 {
		t.Fatalf("link before approval: %+v", got)
	}
	if e, ok := f.mail("signin.link_requested"); ok {
		t.Fatalf("a link was mailed before approval: %v", e.To)
	}
	list := f.send("per_o", "GET", "/api/v1/organizations?state=applied&q="+"%E6%96%B0", "")
	if items, _ := list.body["items"].([]any); len(items) != 1 {
		t.Fatalf("queue of applications: %+v", list)
	}
	path := "/api/v1/organizations/" + org + "/approve"
	if got := f.send("per_o", "POST", path, ""); got.status != 428 || got.code != "precondition_required" {
		t.Errorf("approve without If-Match: %+v", got)
	}
	if got := f.send("per_o", "POST", path, "", "If-Match", `"7"`); got.status != 412 || got.code != "version_conflict" {
		t.Errorf("approve a stale version: %+v", got)
	}
	if got := f.send("per_o", "POST", path, "", "If-Match", `"1"`); got.status != 200 || got.header.Get("ETag") != `"2"` || got.body["state"] != "approved" {
		t.Fatalf("approve: %+v", got)
	}
	if e, ok := f.mail("organization.approved"); !ok || len(e.To) != 1 || e.Exhibition != "exh_1" || e.By != "per_o" {
		t.Errorf("approval tells %+v", e)
	}
	if got := f.send("", "POST", "/api/v1/sign-in/links", `{"email":" NAN@new.example ","lang":"zh-CN"}`); got.status != 202 {
		t.Fatalf("link: %+v", got)
	}
	e, ok := f.mail("signin.link_requested")
	if !ok || len(e.To) != 0 || e.Data["lang"] != "zh-Hans" || e.Data["email"] != "nan@new.example" {
		t.Fatalf("mail of the link: %+v", e)
	}
	secret := strings.TrimPrefix(e.Data["link"], "https://fair.example/sign-in/")
	in := f.send("", "POST", "/api/v1/sign-in/sessions", `{"secret":"`+secret+`"}`, "User-Agent", "Phone")
	cookie := in.header.Get("Set-Cookie")
	if in.status != 200 || !strings.Contains(cookie, "__Host-fairground=") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "Secure") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Fatalf("sign in: %+v", in)
	}
	value, _, _ := strings.Cut(cookie, ";")
	me := f.send("", "GET", "/api/v1/me", "", "Cookie", value)
	person, _ := me.body["person"].(map[string]any)
	if person["email"] != "nan@new.example" || person["admin"] != true || me.body["csrf"] == "" || me.body["exhibition"] != "exh_1" {
		t.Fatalf("me: %+v", me.body)
	}
	// The cookie alone is not enough to change something.
	if got := f.send("", "PATCH", "/api/v1/me", `{"visibility":"hidden"}`, "Cookie", value, "If-Match", me.header.Get("ETag")); got.status != 403 || got.code != "csrf_token" {
		t.Errorf("change without the token: %+v", got)
	}
	csrf, _ := me.body["csrf"].(string)
	got := f.send("", "PATCH", "/api/v1/me", `{"visibility":"hidden","languages":["zh","en"]}`, "Cookie", value, "If-Match", me.header.Get("ETag"), "X-CSRF-Token", csrf)
	if person, _ := got.body["person"].(map[string]any); got.status != 200 || person["visibility"] != "hidden" {
		t.Errorf("change: %+v", got)
	}
	// A token is made in the browser, works, and is shown once.
	made := f.send("", "POST", "/api/v1/tokens", `{"name":"bot"}`, "Cookie", value, "X-CSRF-Token", csrf)
	token, _ := made.body["token"].(string)
	f.tokens["bot"] = token
	if got := f.send("bot", "GET", "/api/v1/me", ""); made.status != 201 || got.status != 200 || got.body["person"] == nil {
		t.Errorf("token: %+v then %+v", made, got)
	}
	tokens := f.send("bot", "GET", "/api/v1/tokens", "")
	items, _ := tokens.body["items"].([]any)
	one, _ := items[0].(map[string]any)
	if one["token"] != nil || one["name"] != "bot" {
		t.Errorf("listed token: %+v", one)
	}
	// Signing out ends the session, also in the cache.
	if got := f.send("", "DELETE", "/api/v1/session", "", "Cookie", value, "X-CSRF-Token", csrf); got.status != 204 || !strings.Contains(got.header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("sign out: %+v", got)
	}
	if got := f.send("", "GET", "/api/v1/me", "", "Cookie", value); got.body["person"] != nil {
		t.Errorf("signed in after signing out: %+v", got.body)
	}
	if got := f.send("", "POST", "/api/v1/sign-in/sessions", `{"secret":"`+secret+`"}`); got.status != 410 || got.code != "link_used" {
		t.Errorf("second use: %+v", got)
	}
}

func TestALinkUsedByFiftyAtOnceGivesOneSession(t *testing.T) {
	f := open(t)
	secret, err := f.s.IssueLink(t.Context(), "per_b", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	statuses := make(chan int, 50)
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() { statuses <- f.send("", "POST", "/api/v1/sign-in/sessions", `{"secret":"`+secret+`"}`).status })
	}
	wg.Wait()
	close(statuses)
	count := map[int]int{}
	for s := range statuses {
		count[s]++
	}
	if count[200] != 1 || count[410] != 49 {
		t.Errorf("answers %v, want one 200 and 49 times 410", count)
	}
	sessions, err := f.s.store.sessionsOf(t.Context(), "per_b")
	if err != nil || len(sessions) != 1 {
		t.Errorf("%d sessions, %v", len(sessions), err)
	}
}

func TestLinksEnd(t *testing.T) {
	f := open(t)
	secret, err := f.s.IssueLink(t.Context(), "per_b", LinkLife)
	if err != nil {
		t.Fatal(err)
	}
	f.clock.move(LinkLife)
	if got := f.send("", "POST", "/api/v1/sign-in/sessions", `{"secret":"`+secret+`"}`); got.status != 410 || got.code != "link_expired" {
		t.Errorf("old link: %+v", got)
	}
	if got := f.send("", "POST", "/api/v1/sign-in/sessions", `{"secret":"guessed"}`); got.status != 410 || got.code != "link_expired" {
		t.Errorf("guessed link: %+v", got)
	}
	if got := f.send("", "GET", "/api/v1/sign-in/sessions", ""); got.status != 405 && got.status != 404 {
		t.Errorf("a mail scanner's GET: %+v", got)
	}
}

func TestAskingForALinkTellsNothing(t *testing.T) {
	f := open(t)
	known := f.send("", "POST", "/api/v1/sign-in/links", `{"email":"b@people.example"}`)
	unknown := f.send("", "POST", "/api/v1/sign-in/links", `{"email":"nobody@people.example"}`)
	if known.status != 202 || unknown.status != 202 || fmt.Sprint(known.body) != fmt.Sprint(unknown.body) {
		t.Errorf("known %+v, unknown %+v", known, unknown)
	}
	for range 9 {
		if got := f.send("", "POST", "/api/v1/sign-in/links", `{"email":"b@people.example"}`); got.status != 202 {
			t.Errorf("limit shows: %+v", got)
		}
	}
	count := func() int {
		links, err := f.s.store.links.All(t.Context(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return len(slices.DeleteFunc(links, func(l Link) bool { return l.Person == "" })) // of nobody: those of unknown addresses
	}
	if n := count(); n != mailsPerWindow {
		t.Errorf("%d links for one address, want %d", n, mailsPerWindow)
	}
	f.clock.move(mailWindow)
	f.send("", "POST", "/api/v1/sign-in/links", `{"email":"b@people.example"}`)
	if n := count(); n != mailsPerWindow+1 {
		t.Errorf("%d links after a quarter of an hour, want %d", n, mailsPerWindow+1)
	}
}

func TestTheLimitHoldsForRequestsAtOnce(t *testing.T) {
	f := open(t)
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() { f.send("", "POST", "/api/v1/sign-in/links", `{"email":"b@people.example"}`) })
	}
	wg.Wait()
	links, err := f.s.store.links.All(t.Context(), nil)
	if err != nil || len(links) == 0 || len(links) > mailsPerWindow {
		t.Errorf("%d links of 40 requests at once, %v", len(links), err)
	}
}

func TestSessionsEnd(t *testing.T) {
	f := open(t)
	ctx := t.Context()
	signIn := func() string {
		secret, err := f.s.IssueLink(ctx, "per_b", time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		_, _, cookie, err := f.s.SignIn(ctx, secret, "test")
		if err != nil {
			t.Fatal(err)
		}
		return cookie
	}
	alive := func(cookie string) bool {
		_, _, err := f.s.Session(ctx, cookie)
		if err != nil && !problem.Is(err, problem.Unauthenticated) {
			t.Fatal(err)
		}
		return err == nil
	}
	idle := signIn()
	f.clock.move(SessionIdle - time.Second)
	if !alive(idle) {
		t.Error("a session ends before it was idle for 12 hours")
	}
	f.clock.move(SessionIdle - time.Second)
	if !alive(idle) {
		t.Error("use does not move the idle limit")
	}
	f.clock.move(SessionIdle)
	if alive(idle) {
		t.Error("a session outlives 12 idle hours")
	}
	busy := signIn()
	for range 7*4 - 1 {
		f.clock.move(6 * time.Hour)
		if !alive(busy) {
			t.Fatal("a busy session ends early")
		}
	}
	f.clock.move(6 * time.Hour)
	if alive(busy) {
		t.Error("a session outlives 7 days")
	}
	// What another node ends is over within a second here.
	other := signIn()
	if !alive(other) {
		t.Fatal("a new session is not alive")
	}
	if err := f.s.store.endSessions(ctx, "per_b", f.s.now()); err != nil {
		t.Fatal(err)
	}
	f.clock.move(time.Second)
	if alive(other) {
		t.Error("a revoked session lives for more than a second")
	}
	// Signing in again in the same browser ends the session before.
	first := signIn()
	a, _, err := f.s.Session(ctx, first)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := f.s.IssueLink(ctx, "per_b", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := f.s.SignIn(actor.With(ctx, a), secret, "test"); err != nil {
		t.Fatal(err)
	}
	if alive(first) {
		t.Error("the old session lives on after signing in again")
	}
}

func TestSuspensionTakesPeopleOut(t *testing.T) {
	f := open(t)
	if got := f.send("per_xr", "GET", "/api/v1/sessions", ""); got.status != 200 {
		t.Fatalf("before: %+v", got)
	}
	got := f.send("per_o", "POST", "/api/v1/organizations/org_x/suspend", `{"reason":"unpaid"}`, "If-Match", `"1"`)
	if got.status != 200 || got.body["reason"] != "unpaid" {
		t.Fatalf("suspend: %+v", got)
	}
	if got := f.send("per_xr", "GET", "/api/v1/sessions", ""); got.status != 401 || got.code != "account_closed" {
		t.Errorf("after: %+v", got)
	}
	if got := f.send("per_o", "POST", "/api/v1/organizations/org_x/approve", "", "If-Match", `"2"`); got.status != 200 {
		t.Errorf("approve again: %+v", got)
	}
	if got := f.send("per_xr", "GET", "/api/v1/sessions", ""); got.status != 200 {
		t.Errorf("let in again: %+v", got)
	}
}

func TestAnInvitedColleagueGetsTheRolesAndALink(t *testing.T) {
	f := open(t)
	body := `{"name":"Yan Young","email":"yan@x.example","lang":"zh-CN","zone":"Asia/Shanghai","languages":["zh-Hans","de"]}`
	got := f.send("per_x", "POST", "/api/v1/organizations/org_x/people", body)
	if got.status != 201 || fmt.Sprint(got.body["grants"]) != "[map[exhibition:exh_1 role:exhibitor]]" {
		t.Fatalf("invite: %+v", got)
	}
	e, ok := f.mail("person.invited")
	if !ok || e.Data["orgName"] != "锡山影业" || e.Data["lang"] != "zh-Hans" || !strings.Contains(e.Data["link"], "/sign-in/") {
		t.Errorf("invitation: %+v", e)
	}
	if got := f.send("per_x", "POST", "/api/v1/organizations/org_x/people", body); got.status != 409 || got.code != "email_taken" {
		t.Errorf("invite twice: %+v", got)
	}
}

func TestDecliningTheTransferHidesFromTheOtherCountry(t *testing.T) {
	f := open(t)
	names := func() (string, float64) {
		got := f.send("per_x", "GET", "/api/v1/exhibitions/exh_1/people", "")
		items, _ := got.body["items"].([]any)
		all := ""
		for _, i := range items {
			m, _ := i.(map[string]any)
			all += fmt.Sprint(m["id"], " ")
		}
		hidden, _ := got.body["hidden"].(float64)
		return all, hidden
	}
	if seen, hidden := names(); strings.Contains(seen, "per_b") || hidden == 0 {
		t.Errorf("before any consent the Chinese exhibitor finds %s, %v hidden", seen, hidden)
	}
	consent := func(given bool, version string) answer {
		return f.send("per_b", "PUT", "/api/v1/me/consents/cross-border", fmt.Sprintf(`{"given":%t,"version":%q}`, given, version))
	}
	if got := consent(true, "older"); got.status != 409 || got.code != "wording_changed" {
		t.Errorf("yes to an old wording: %+v", got)
	}
	if got := consent(true, "cross-border-2026-11"); got.status != 200 {
		t.Fatalf("consent: %+v", got)
	}
	if seen, _ := names(); !strings.Contains(seen, "per_b") {
		t.Errorf("after the consent the exhibitor finds only %s", seen)
	}
	if ok, err := f.s.Visible(t.Context(), actor.Actor{Person: "per_x", Org: "org_x", Grants: []actor.Grant{{Role: actor.Exhibitor, Exhibition: "exh_1"}}}, "per_b"); err != nil || !ok {
		t.Errorf("visible: %t, %v", ok, err)
	}
	if got := consent(false, "older"); got.status != 200 {
		t.Errorf("a withdrawal is refused: %+v", got)
	}
	if seen, _ := names(); strings.Contains(seen, "per_b") {
		t.Errorf("after the withdrawal the exhibitor finds %s", seen)
	}
	history := f.send("per_b", "GET", "/api/v1/me/consents", "")
	if items, _ := history.body["history"].([]any); len(items) != 2 {
		t.Errorf("history: %+v", history.body["history"])
	}
}

func TestConsentsAtOnceAreAllKept(t *testing.T) {
	f := open(t)
	var wg sync.WaitGroup
	for _, kind := range []ConsentKind{Terms, CrossBorder} {
		wg.Go(func() {
			version := f.s.Wordings()[0].Version
			if kind == CrossBorder {
				version = f.s.Wordings()[1].Version
			}
			if _, err := f.s.Consent(context.WithoutCancel(f.t.Context()), actor.Actor{Person: "per_b"}, kind, true, version); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	p, err := f.s.Person(t.Context(), "per_b")
	if err != nil || len(p.Consents) != 2 || !p.Agrees(Terms) || !p.Agrees(CrossBorder) {
		t.Errorf("history %+v, %v", p.Consents, err)
	}
}

func TestErasureLeavesNoName(t *testing.T) {
	f := open(t)
	if got := f.send("per_b", "GET", "/api/v1/me/data", ""); got.status != 200 || !strings.Contains(fmt.Sprint(got.body), "Berta Buyer") || !strings.Contains(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("export: %+v", got)
	}
	if got := f.send("per_b", "DELETE", "/api/v1/me", "", "If-Match", `"1"`); got.status != 204 {
		t.Fatalf("erase: %+v", got)
	}
	if got := f.send("per_b", "GET", "/api/v1/me", ""); got.status != 401 {
		t.Errorf("the token lives on: %+v", got)
	}
	p, err := f.s.Person(t.Context(), "per_b")
	if err != nil || p.Name != "" || p.Email != "" || len(p.Grants) != 0 {
		t.Errorf("left over: %+v, %v", p, err)
	}
	if _, _, _, err := f.s.Address(t.Context(), "per_b"); !problem.Is(err, problem.NotFound) {
		t.Errorf("address of an erased person: %v", err)
	}
	if _, ok := f.mail("person.erased"); !ok {
		t.Error("the features are not told")
	}
	if err := f.s.AddOrganization(t.Context(), Organization{
		ID: "org_signed", Name: lang.Text{"en": "Signed"}, Country: "FR", Kind: Company, Contact: Contact{Person: "per_signed", Name: "Sy Signed", Email: "sy@signed.example"},
	}); err != nil {
		t.Fatal(err)
	}
	if err := f.s.AddPerson(t.Context(), Person{ID: "per_signed", Org: "org_signed", Name: "Sy Signed", Email: "sy@signed.example", Lang: "en", Zone: "UTC"}); err != nil {
		t.Fatal(err)
	}
	if err := f.s.Erase(t.Context(), actor.Actor{Person: "per_signed", Org: "org_signed"}, 1); err != nil {
		t.Fatal(err)
	}
	if o, err := f.s.Organization(t.Context(), "org_signed"); err != nil || strings.Contains(strings.ToLower(fmt.Sprintf("%+v", o)), "sy@") || strings.Contains(o.Search, "sy ") {
		t.Errorf("the application still names the person: %+v, %v", o, err)
	}
	if err := f.s.AddPerson(t.Context(), Person{ID: "per_b2", Org: "org_b", Name: "Berta", Email: "b@people.example", Lang: "en", Zone: "UTC"}); err != nil {
		t.Errorf("the address is not free again: %v", err)
	}
}

func TestOrganizersGiveRoles(t *testing.T) {
	f := open(t)
	got := f.send("per_o", "PUT", "/api/v1/exhibitions/exh_1/roles/per_xr", `{"roles":["exhibitor","buyer","buyer"]}`, "If-Match", `"1"`)
	if grants, _ := got.body["grants"].([]any); got.status != 200 || len(grants) != 2 {
		t.Fatalf("roles: %+v", got)
	}
	if e, ok := f.mail("person.roles_changed"); !ok || e.Data["before"] != "exhibitor@exh_1" || e.Data["after"] != "exhibitor@exh_1 buyer@exh_1" {
		t.Errorf("audit: %+v", e)
	}
	if err := f.s.GrantSettlement(t.Context(), "per_xr", actor.ClearingMaker); problem.Code(err) != "roles_exclusive" {
		t.Errorf("an exhibitor becomes clearing officer: %v", err)
	}
	if err := f.s.GrantSettlement(t.Context(), "per_c", actor.ClearingChecker); err != nil {
		t.Error(err)
	}
	if err := f.s.MakeOrganizer(t.Context(), "per_c", "exh_9"); problem.Code(err) != "roles_exclusive" {
		t.Errorf("a clearing officer becomes organizer: %v", err)
	}
}

func TestSecretsAreKeptAsHashesOnly(t *testing.T) {
	f := open(t)
	secret, err := f.s.IssueLink(t.Context(), "per_b", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	_, _, cookie, err := f.s.SignIn(t.Context(), secret, "test")
	if err != nil {
		t.Fatal(err)
	}
	state := f.state()
	for name, s := range map[string]string{"link": secret, "session": cookie, "token": f.tokens["per_b"]} {
		if strings.Contains(state, s) {
			t.Errorf("the secret of the %s stands in the database", name)
		}
	}
	if len(secret) != 43 || !strings.HasPrefix(f.tokens["per_b"], "fgt_") {
		t.Errorf("link of %d characters, token %.4s", len(secret), f.tokens["per_b"])
	}
	if again := csrf(cookie); again == csrf(secret) || again != csrf(cookie) || strings.Contains(again, cookie) {
		t.Error("the CSRF token does not follow from the secret")
	}
}
