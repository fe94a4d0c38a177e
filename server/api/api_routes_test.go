package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/db/dbtest"
	"fairground/server/money"
	"fairground/server/problem"
)

// door lets three credentials in.
type door struct{}

func (door) Session(_ context.Context, secret string) (actor.Actor, string, error) {
	if secret != "open" {
		return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_ended", "sign in again")
	}
	return actor.Actor{Person: "per_cookie", Session: "ses_1"}, "csrf-1", nil
}

func (door) Token(_ context.Context, token string) (actor.Actor, error) {
	switch token {
	case "fgt_buyer":
		return actor.Actor{Person: "per_b", Session: "tok_b", Grants: []actor.Grant{{Role: actor.Buyer, Exhibition: "exh_1"}}}, nil
	case "fgt_organizer":
		return actor.Actor{Person: "per_o", Session: "tok_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}}, nil
	}
	return actor.Actor{}, problem.New(problem.Unauthenticated, "token_unknown", "this token is not valid")
}

type noteIn struct {
	ID   string `path:"id"`
	Body struct {
		Text  string       `json:"text" minLength:"1" maxLength:"10"`
		Price money.Amount `json:"price"`
	}
}

type noteOut struct {
	api.Tag
	Body struct {
		Seen  int          `json:"seen"`
		Price money.Amount `json:"price"`
	}
}

type changeIn struct {
	api.IfMatch
	ID string `path:"id"`
}

// edge is an API with one route of each kind; calls counts what reached a handler.
func edge(t *testing.T, opt api.Options) (*api.API, *int) {
	t.Helper()
	opt.Authenticator = door{}
	opt.Version = "test"
	a := api.New(opt)
	calls := 0
	note := func(_ context.Context, in *noteIn) (*noteOut, error) {
		calls++
		out := &noteOut{Tag: api.Versioned(7)}
		out.Body.Seen, out.Body.Price = calls, in.Body.Price
		return out, nil
	}
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/notes/{id}", ID: "note", Tag: "notes", Access: api.SignedIn, Status: 201}, note)
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/paid/{id}", ID: "paid", Tag: "notes", Access: api.SignedIn, Key: api.KeyRequired}, note)
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/board", ID: "board", Tag: "notes", Access: api.Roles(actor.Organizer)},
		func(context.Context, *struct{}) (*struct{ Body api.List[string] }, error) {
			calls++
			return &struct{ Body api.List[string] }{api.ListOf[string](nil, "")}, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/closed", ID: "closed", Tag: "notes"},
		func(context.Context, *struct{}) (*struct{}, error) { calls++; return nil, nil })
	api.Handle(a, api.Route{Method: "DELETE", Path: "/api/v1/notes/{id}", ID: "drop", Tag: "notes", Access: api.Public, Status: 204},
		func(_ context.Context, in *changeIn) (*api.None, error) {
			calls++
			if in.Version() != 3 {
				return nil, problem.New(problem.PreconditionFailed, "version_conflict", "changed")
			}
			return nil, nil
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/broken", ID: "broken", Tag: "notes", Access: api.Public},
		func(context.Context, *struct{}) (*struct{}, error) { return nil, errors.New("secret dsn mongodb://x") })
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/panics", ID: "panics", Tag: "notes", Access: api.Public},
		func(context.Context, *struct{}) (*struct{}, error) { panic("boom") })
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/taken", ID: "taken", Tag: "notes", Access: api.Public},
		func(context.Context, *struct{}) (*struct{}, error) {
			return nil, problem.New(problem.Conflict, "slot_taken", "taken").With("alternatives", []string{"10:00"}).With("code", "forged")
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/slow", ID: "slow", Tag: "notes", Access: api.Public},
		func(ctx context.Context, _ *struct{}) (*struct{}, error) { <-ctx.Done(); return nil, ctx.Err() })
	api.Uploads(a, api.Route{Method: "PUT", Path: "/api/v1/pictures/{id}", ID: "picture", Tag: "notes", Access: api.SignedIn}, 2<<20, []string{"image/png"},
		func(_ context.Context, u api.Upload) (*map[string]int, error) {
			calls++
			b, err := io.ReadAll(u.Body)
			if err != nil {
				return nil, err
			}
			return &map[string]int{"bytes": len(b)}, nil
		})
	return a, &calls
}

type call struct {
	method, path, body string
	header             map[string]string
}

// head is what stands before the body of an answer.
type head struct {
	StatusCode int
	Header     http.Header
}

func (c call) send(t *testing.T, a *api.API) (head, map[string]any) {
	t.Helper()
	r := httptest.NewRequest(c.method, "http://fair.example"+c.path, strings.NewReader(c.body))
	for k, v := range c.header {
		r.Header.Set(k, v)
	}
	if c.body != "" && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/json")
	}
	resp, err := a.Test(r)
	if err != nil {
		t.Fatalf("%s %s: %v", c.method, c.path, err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var body map[string]any
	if len(raw) > 0 && strings.Contains(resp.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(raw, &body); err != nil {
			t.Fatalf("%s %s answered %q: %v", c.method, c.path, raw, err)
		}
	}
	return head{resp.StatusCode, resp.Header}, body
}

const good = `{"text":"hello","price":{"amount":"12.50","currency":"CNY"}}`

func bearer(token string) map[string]string {
	return map[string]string{"Authorization": "Bearer " + token}
}

func with(h map[string]string, pairs ...string) map[string]string {
	for i := 0; i < len(pairs); i += 2 {
		h[pairs[i]] = pairs[i+1]
	}
	return h
}

func TestTheEdgeAnswersWithTheRightCode(t *testing.T) {
	a, calls := edge(t, api.Options{RatePerSecond: -1, Timeout: 50 * time.Millisecond})
	rows := []struct {
		name   string
		call   call
		status int
		code   string
		calls  int // of handlers
	}{
		{"a stranger is asked to sign in, before his input is judged", call{"POST", "/api/v1/notes/1", "{", nil}, 401, "sign_in_required", 0},
		{"a wrong token is refused even where everyone may enter", call{"GET", "/api/v1/taken", "", bearer("fgt_x")}, 401, "token_unknown", 0},
		{"a signed-in person posts", call{"POST", "/api/v1/notes/1", good, bearer("fgt_buyer")}, 201, "", 1},
		{"a buyer is no organizer", call{"GET", "/api/v1/board", "", bearer("fgt_buyer")}, 403, "role_missing", 0},
		{"the organizer sees her board", call{"GET", "/api/v1/board", "", bearer("fgt_organizer")}, 200, "", 1},
		{"a route without access is closed to the organizer too", call{"GET", "/api/v1/closed", "", bearer("fgt_organizer")}, 403, "role_missing", 0},
		{"and to strangers", call{"GET", "/api/v1/closed", "", nil}, 401, "sign_in_required", 0},
		{"an unknown path", call{"GET", "/api/v1/nothing", "", nil}, 404, "route_unknown", 0},
		{"a method that the path does not have", call{"PATCH", "/api/v1/board", "{}", nil}, 405, "method_not_allowed", 0},
		{"JSON that is cut off", call{"POST", "/api/v1/notes/1", good[:20], bearer("fgt_buyer")}, 400, "malformed", 0},
		{"a field that nobody knows", call{"POST", "/api/v1/notes/1", `{"text":"a","price":{"amount":"1","currency":"CNY"},"$where":1}`, bearer("fgt_buyer")}, 422, "invalid", 0},
		{"a text that is too long", call{"POST", "/api/v1/notes/1", strings.Replace(good, "hello", "hello hello hello", 1), bearer("fgt_buyer")}, 422, "invalid", 0},
		{"an amount as a JSON number", call{"POST", "/api/v1/notes/1", strings.Replace(good, `"12.50"`, `12.50`, 1), bearer("fgt_buyer")}, 422, "invalid", 0},
		{"an amount finer than its currency", call{"POST", "/api/v1/notes/1", strings.Replace(good, `12.50`, `12.505`, 1), bearer("fgt_buyer")}, 422, "invalid", 0},
		{"a body above the limit", call{"POST", "/api/v1/notes/1", `{"text":"` + strings.Repeat("a", 2<<20) + `"}`, bearer("fgt_buyer")}, 413, "too_large", 0},
		{"money without a key", call{"POST", "/api/v1/paid/1", good, bearer("fgt_buyer")}, 428, "idempotency_key_required", 0},
		{"a change without If-Match", call{"DELETE", "/api/v1/notes/1", "", nil}, 428, "precondition_required", 0},
		{"a change with nonsense in If-Match", call{"DELETE", "/api/v1/notes/1", "", map[string]string{"If-Match": "3"}}, 412, "version_conflict", 0},
		{"a change of an older version", call{"DELETE", "/api/v1/notes/1", "", map[string]string{"If-Match": `"2"`}}, 412, "version_conflict", 1},
		{"a change of the version seen", call{"DELETE", "/api/v1/notes/1", "", map[string]string{"If-Match": `"3"`}}, 204, "", 1},
		{"a failure of ours keeps its words", call{"GET", "/api/v1/broken", "", nil}, 500, "internal", 0},
		{"a panic ends only its request", call{"GET", "/api/v1/panics", "", nil}, 500, "internal", 0},
		{"a handler that is too slow", call{"GET", "/api/v1/slow", "", nil}, 503, "timeout", 0},
		{"a conflict with its alternatives", call{"GET", "/api/v1/taken", "", nil}, 409, "slot_taken", 0},
		{"a cookie without the token", call{"POST", "/api/v1/notes/1", good, map[string]string{"Cookie": api.CookieName + "=open"}}, 403, "csrf_token", 0},
		{"a cookie with the token", call{"POST", "/api/v1/notes/1", good, map[string]string{"Cookie": api.CookieName + "=open", "X-CSRF-Token": "csrf-1"}}, 201, "", 1},
		{"a stale cookie makes a stranger", call{"POST", "/api/v1/notes/1", good, map[string]string{"Cookie": api.CookieName + "=old"}}, 401, "sign_in_required", 0},
		{"another site, by fetch metadata", call{"POST", "/api/v1/notes/1", good, with(bearer("fgt_buyer"), "Sec-Fetch-Site", "cross-site")}, 403, "origin_foreign", 0},
		{"another site, by its origin", call{"POST", "/api/v1/notes/1", good, with(bearer("fgt_buyer"), "Origin", "https://evil.example")}, 403, "origin_foreign", 0},
		{"our own origin", call{"POST", "/api/v1/notes/1", good, with(bearer("fgt_buyer"), "Origin", "http://fair.example")}, 201, "", 1},
		{"an upload", call{"PUT", "/api/v1/pictures/1", "png", with(bearer("fgt_buyer"), "Content-Type", "image/png")}, 200, "", 1},
		{"an upload of another type", call{"PUT", "/api/v1/pictures/1", "gif", with(bearer("fgt_buyer"), "Content-Type", "image/gif")}, 415, "media_type", 0},
		{"an upload that is too long", call{"PUT", "/api/v1/pictures/1", strings.Repeat("p", 3<<20), with(bearer("fgt_buyer"), "Content-Type", "image/png")}, 413, "too_large", 0},
		{"an upload of a stranger", call{"PUT", "/api/v1/pictures/1", "png", map[string]string{"Content-Type": "image/png"}}, 401, "sign_in_required", 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			before := *calls
			resp, body := row.call.send(t, a)
			code, _ := body["code"].(string)
			if resp.StatusCode != row.status || code != row.code {
				t.Errorf("answer %d %q, want %d %q: %v", resp.StatusCode, code, row.status, row.code, body)
			}
			if row.status >= 400 && resp.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("a problem of type %q", resp.Header.Get("Content-Type"))
			}
			if got := *calls - before; got != row.calls {
				t.Errorf("%d handlers ran, want %d", got, row.calls)
			}
			if text, _ := json.Marshal(body); strings.Contains(string(text), "mongodb://") || strings.Contains(string(text), "forged") {
				t.Errorf("the answer tells too much: %s", text)
			}
		})
	}
}

func TestAnIdempotencyKeyRepeatsTheSameAnswer(t *testing.T) {
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	store, err := api.NewReplayStore(t.Context(), dbtest.New(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	a, calls := edge(t, api.Options{RatePerSecond: -1, Replays: store})
	post := call{"POST", "/api/v1/paid/1", good, with(bearer("fgt_buyer"), "Idempotency-Key", "key-0001")}

	first, one := post.send(t, a)
	second, two := post.send(t, a)
	if first.StatusCode != 200 || second.StatusCode != 200 || one["seen"] != two["seen"] || *calls != 1 {
		t.Errorf("the second answer is %d %v after %d %v, %d handlers ran", second.StatusCode, two, first.StatusCode, one, *calls)
	}
	if second.Header.Get("ETag") != `"7"` || second.Header.Get("Idempotency-Replayed") != "true" {
		t.Errorf("the replay lost its headers: %v", second.Header)
	}
	other := post
	other.body = strings.Replace(good, "12.50", "99.00", 1)
	if resp, body := other.send(t, a); resp.StatusCode != 409 || body["code"] != "idempotency_key_reused" {
		t.Errorf("another request under the key: %d %v", resp.StatusCode, body)
	}
	foreign := post
	foreign.header = with(bearer("fgt_organizer"), "Idempotency-Key", "key-0001")
	if resp, body := foreign.send(t, a); resp.StatusCode != 200 || body["seen"] != 2.0 {
		t.Errorf("another person's key is his own: %d %v", resp.StatusCode, body)
	}
	short := post
	short.header = with(bearer("fgt_buyer"), "Idempotency-Key", "k")
	if resp, body := short.send(t, a); resp.StatusCode != 422 || body["code"] != "idempotency_key_invalid" {
		t.Errorf("a short key: %d %v", resp.StatusCode, body)
	}
}

func TestAKeyInProgressIsHeldAndFreedAfterItsRequestDied(t *testing.T) {
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	store, err := api.NewReplayStore(t.Context(), dbtest.New(t), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	begin := func() error { _, err := store.Begin(t.Context(), "k", "f"); return err }
	if err := begin(); err != nil {
		t.Fatal(err)
	}
	if err := begin(); problem.Code(err) != "request_in_progress" {
		t.Errorf("a second request meanwhile: %v", err)
	}
	now = now.Add(2 * time.Minute)
	if err := begin(); err != nil {
		t.Errorf("after the first request died: %v", err)
	}
	if err := begin(); problem.Code(err) != "request_in_progress" {
		t.Errorf("two requests took the key over: %v", err)
	}
}

func TestEverySessionHasItsOwnRate(t *testing.T) {
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	a, _ := edge(t, api.Options{RatePerSecond: 1, Now: func() time.Time { return now }})
	ask := func(token string) int {
		resp, _ := call{"GET", "/api/v1/board", "", bearer(token)}.send(t, a)
		return resp.StatusCode
	}
	for range 5 {
		if got := ask("fgt_organizer"); got != 200 {
			t.Fatalf("within the burst: %d", got)
		}
	}
	if got := ask("fgt_organizer"); got != 429 {
		t.Errorf("after the burst: %d, want 429", got)
	}
	if got := ask("fgt_buyer"); got != 403 {
		t.Errorf("somebody else: %d, want 403", got)
	}
	now = now.Add(time.Second)
	if got := ask("fgt_organizer"); got != 200 {
		t.Errorf("a second later: %d, want 200", got)
	}
}

func TestABareRouteIsServedAndDescribed(t *testing.T) {
	a, _ := edge(t, api.Options{})
	api.Serve(a, api.Bare{
		Route: api.Route{Method: "GET", Path: "/api/v1/films/{id}", ID: "film", Tag: "notes", Access: api.SignedIn, Query: []string{"download"}}, Reads: []string{"Range"},
		Answers: []api.Answer{{Status: 200, Types: []string{"video/webm"}, Headers: []string{"Accept-Ranges"}}, {Status: 416}},
	}, func(c *fiber.Ctx) error { return c.SendString("film " + c.Params("id")) })
	api.Serve(a, api.Bare{
		Route: api.Route{Method: "POST", Path: "/api/v1/films", ID: "shoot", Tag: "notes", Access: api.Public}, Takes: "application/sdp", Opened: api.ByStreamKey,
		Answers: []api.Answer{{Status: 201, Headers: []string{"Location"}}},
	}, func(c *fiber.Ctx) error { return c.SendStatus(201) })
	for _, row := range []struct {
		name   string
		call   call
		status int
	}{
		{"nobody", call{"GET", "/api/v1/films/7", "", nil}, 401},
		{"somebody", call{"GET", "/api/v1/films/7", "", bearer("fgt_buyer")}, 200},
		{"somebody who only asks for the head", call{"HEAD", "/api/v1/films/7", "", bearer("fgt_buyer")}, 200},
		{"whoever brings a film", call{"POST", "/api/v1/films", "v=0", with(map[string]string{}, "Content-Type", "application/sdp")}, 201},
	} {
		if resp, body := row.call.send(t, a); resp.StatusCode != row.status {
			t.Errorf("%s: %d %v, want %d", row.name, resp.StatusCode, body, row.status)
		}
	}
	raw, err := a.Document()
	if err != nil {
		t.Fatal(err)
	}
	type operation struct {
		Access     string                `json:"x-access"`
		Security   []map[string][]string `json:"security"`
		Parameters []struct{ Name, In string }
		Body       struct{ Content map[string]any } `json:"requestBody"`
		Responses  map[string]struct{ Content, Headers map[string]any }
	}
	var doc struct {
		Paths map[string]map[string]operation
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	film, shoot := doc.Paths["/api/v1/films/{id}"]["get"], doc.Paths["/api/v1/films"]["post"]
	if film.Access != "signed in" || len(film.Security) != 2 || len(film.Parameters) != 3 || film.Responses["416"].Content != nil {
		t.Errorf("the film is described as %+v", film)
	}
	if film.Responses["200"].Content["video/webm"] == nil || film.Responses["200"].Headers["Accept-Ranges"] == nil || film.Responses["default"].Content["application/problem+json"] == nil {
		t.Errorf("its answers are %+v", film.Responses)
	}
	if shoot.Access != api.ByStreamKey || shoot.Security[0][api.ByStreamKey] == nil || shoot.Body.Content["application/sdp"] == nil || shoot.Responses["201"].Headers["Location"] == nil {
		t.Errorf("the shooting is described as %+v", shoot)
	}
	if routes := a.Routes(); routes[len(routes)-1].ID != "shoot" {
		t.Errorf("it is not in the list of routes: %+v", routes)
	}
}

func TestAFileIsDescribedByWhatItIs(t *testing.T) {
	a, _ := edge(t, api.Options{})
	type none struct{}
	file := func(context.Context, *none) (api.File, error) {
		return api.File{Body: []byte("a,b"), Type: "text/csv"}, nil
	}
	api.Files(a, api.Route{Method: "GET", Path: "/api/v1/sheet", ID: "sheet", Tag: "notes", Access: api.Public, Gives: []string{"text/csv"}}, file)
	api.Files(a, api.Route{Method: "GET", Path: "/api/v1/any", ID: "any", Tag: "notes", Access: api.Public}, file)
	if resp, _ := (call{"GET", "/api/v1/sheet", "", nil}).send(t, a); resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/csv" {
		t.Errorf("%d %v", resp.StatusCode, resp.Header)
	}
	raw, err := a.Document()
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Paths map[string]map[string]struct {
			Responses map[string]struct{ Content map[string]any }
		}
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{"/api/v1/sheet": "text/csv", "/api/v1/any": "*/*"} {
		answers := doc.Paths[path]["get"].Responses
		if content := answers["200"].Content; len(content) != 1 || content[want] == nil || answers["default"].Content == nil {
			t.Errorf("%s is described as %v", path, answers)
		}
	}
}

func TestTheDocumentAndItsPage(t *testing.T) {
	a, _ := edge(t, api.Options{})
	resp, doc := call{"GET", "/openapi.json", "", nil}.send(t, a)
	if resp.StatusCode != 200 || doc["openapi"] != "3.1.0" {
		t.Fatalf("%d %v", resp.StatusCode, doc["openapi"])
	}
	raw, err := a.Document()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"x-access": "organizer"`, `"Idempotency-Key"`, `"code"`, `"image/png"`, `"pattern": "^[A-Z]{3}$"`} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("the document lacks %s", want)
		}
	}
	if bytes.Contains(raw, []byte(`"$schema"`)) {
		t.Error("bodies carry $schema")
	}
	r := httptest.NewRequest("GET", "/api", nil)
	page, err := a.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	text, err := io.ReadAll(page.Body)
	if err != nil {
		t.Fatal(err)
	}
	if page.StatusCode != 200 || !bytes.Contains(text, []byte("/api/v1/notes/{id}")) || bytes.Contains(text, []byte("<script")) {
		t.Errorf("the API page: %d %s", page.StatusCode, text)
	}
	if csp := page.Header.Get("Content-Security-Policy"); !strings.Contains(csp, "script-src 'self'") {
		t.Errorf("Content-Security-Policy = %q", csp)
	}
}

// slowly is a body of which a part comes each 300 ms, as on a slow line.
type slowly struct{ parts int }

func (s *slowly) Read(p []byte) (int, error) {
	if s.parts == 0 {
		return 0, io.EOF
	}
	s.parts--
	time.Sleep(300 * time.Millisecond)
	return copy(p, make([]byte, 4<<10)), nil
}

func TestAnUploadMayTakeLongerThanItsHeadersMay(t *testing.T) {
	t.Parallel()
	a, _ := edge(t, api.Options{})
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- a.App().Listener(l) }()
	const parts = 8 // 2.4 s, and the headers may take two
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, "http://"+l.Addr().String()+"/api/v1/pictures/1", &slowly{parts})
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = parts * 4 << 10
	r.Header.Set("Content-Type", "image/png")
	r.Header.Set("Authorization", "Bearer fgt_buyer")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != 200 || string(body) != `{"bytes":32768}` {
		t.Errorf("answer %d %s, %v", resp.StatusCode, body, err)
	}
	if err := errors.Join(resp.Body.Close(), a.App().Shutdown(), <-served); err != nil {
		t.Error(err)
	}
}
