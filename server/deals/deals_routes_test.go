package deals

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

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/problem"
)

// door knows the tokens b, s and x of the people of org_b, org_s and org_x, and v of a colleague of org_b without a role.
type door struct{}

func (door) Session(context.Context, string) (actor.Actor, string, error) {
	return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_ended", "sign in")
}

func (door) Token(ctx context.Context, token string) (actor.Actor, error) {
	switch token {
	case "v":
		return actor.Actor{Person: "per_v", Org: "org_b", Session: "v"}, nil
	case "w": // takes part, but in another exhibition
		return actor.Actor{Person: "per_w", Org: "org_b", Session: "w", Grants: []actor.Grant{{Role: actor.Buyer, Exhibition: "exh_2"}}}, nil
	}
	a := actor.From(as(ctx, token))
	a.Session = token
	return a, nil
}

type site struct {
	t   *testing.T
	api *api.API
	key int
}

type answer struct {
	status int
	etag   string
	raw    []byte
	body   map[string]any
}

func (a answer) text(name string) string { s, _ := a.body[name].(string); return s }

func (s *site) call(token, method, path, match string, body any) answer {
	s.t.Helper()
	var sent []byte
	switch b := body.(type) {
	case nil:
	case string:
		sent = []byte(b)
	default:
		var err error
		if sent, err = json.Marshal(b); err != nil {
			s.t.Fatal(err)
		}
	}
	r := httptest.NewRequestWithContext(s.t.Context(), method, path, bytes.NewReader(sent))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if match != "" {
		r.Header.Set("If-Match", match)
	}
	if sent != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if method == http.MethodPost && match != "no key" {
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
	a := answer{status: res.StatusCode, etag: res.Header.Get("ETag"), raw: raw}
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

func newSite(t *testing.T) (*site, *Service) {
	t.Helper()
	s, _ := open(t)
	a := api.New(api.Options{Authenticator: door{}, RatePerSecond: -1})
	Routes(a, s)
	return &site{t: t, api: a}, s
}

func body(members ...any) map[string]any {
	m := map[string]any{}
	for i := 0; i+1 < len(members); i += 2 {
		name, _ := members[i].(string)
		m[name] = members[i+1]
	}
	return m
}

func TestADealWalksThroughTheAPI(t *testing.T) {
	s, _ := newSite(t)
	opened := s.want(s.call("b", "POST", "/api/v1/deals", "", body("meeting", "mtg_1", "title", "Lantern", "kind", "work", "exhibition", fair)), http.StatusCreated)
	path := "/api/v1/deals/" + opened.text("id")
	if opened.text("room") != "room_"+opened.text("id") || opened.text("state") != "negotiating" {
		t.Fatalf("%s", opened.raw)
	}
	terms := licence()
	terms.Clauses = []Clause{}
	terms.Rights.Work = "" // the editor does not know it: the deal's item or title is meant
	v1 := s.want(s.call("s", "POST", path+"/offers", opened.etag, body("terms", terms)), http.StatusOK)
	terms.Rights.Territories = []string{"DE"}
	v2 := s.want(s.call("b", "POST", path+"/offers", v1.etag, body("terms", terms)), http.StatusOK)
	var deal View
	if err := json.Unmarshal(v2.raw, &deal); err != nil {
		t.Fatal(err)
	}
	if deal.Versions[1].Terms.Rights.Work != "Lantern" || deal.Current != 2 {
		t.Fatalf("%s", v2.raw)
	}
	hash := deal.Versions[1].Hash
	diff := s.want(s.call("s", "GET", path+"/versions/1/diff/2", "", nil), http.StatusOK)
	if !strings.Contains(string(diff.raw), `{"path":"rights.territories","kind":"changed","before":"DE, AT, CH","after":"DE"}`) {
		t.Fatalf("%s", diff.raw)
	}
	a1 := s.want(s.call("s", "POST", path+"/accept", v2.etag, body("hash", hash)), http.StatusOK)
	a2 := s.want(s.call("b", "POST", path+"/accept", a1.etag, body("hash", hash)), http.StatusOK)
	if a2.text("state") != "agreed" {
		t.Fatalf("%s", a2.raw)
	}
	s1 := s.want(s.call("b", "POST", path+"/sign", a2.etag, body("hash", hash, "consent", true, "name", "Anna Schmidt")), http.StatusOK)
	s2 := s.want(s.call("s", "POST", path+"/sign", s1.etag, body("hash", hash, "consent", true, "name", "林悦")), http.StatusOK)
	if s2.text("state") != "signed" || strings.Contains(string(s2.raw), "outbox") || strings.Contains(string(s2.raw), "per_b\"]") {
		t.Fatalf("%s", s2.raw)
	}
	w1 := s.want(s.call("b", "PUT", path+"/wall", s2.etag, body("show", true)), http.StatusOK)
	s.want(s.call("s", "PUT", path+"/wall", w1.etag, body("show", true)), http.StatusOK)
	wall := s.want(s.call("", "GET", "/api/v1/exhibitions/exh_1/deal-wall", "", nil), http.StatusOK)
	if !strings.Contains(string(wall.raw), "Firm s") || strings.Contains(string(wall.raw), "80000") || strings.Contains(string(wall.raw), "deal_") {
		t.Fatalf("%s", wall.raw)
	}
	list := s.want(s.call("b", "GET", "/api/v1/deals?state=signed", "", nil), http.StatusOK)
	items, _ := list.body["items"].([]any)
	first, _ := items[0].(map[string]any)
	if versions, _ := first["versions"].([]any); len(items) != 1 || len(versions) != 1 {
		t.Fatalf("%s", list.raw)
	}
	if none := s.want(s.call("x", "GET", "/api/v1/deals", "", nil), http.StatusOK); strings.Contains(string(none.raw), "Lantern") {
		t.Fatalf("a stranger lists %s", none.raw)
	}
}

func TestTheRoutesRefuse(t *testing.T) {
	s, svc := newSite(t)
	d := offered(t, svc, KindGood)
	path, tag, hash := "/api/v1/deals/"+d.ID, `"`+strconv.FormatInt(d.V, 10)+`"`, d.onTable().Hash
	terms := body("terms", goods())
	unbalanced := goods()
	unbalanced.Milestones[0].Amount = eur(1)
	spelled, err := json.Marshal(terms)
	if err != nil {
		t.Fatal(err)
	}
	float := strings.Replace(string(spelled), `{"amount":"5501.63","currency":"EUR"}`, `5501.63`, 1)
	unknown := strings.Replace(string(spelled), `{"amount":"5501.63","currency":"EUR"}`, `{"amount":"5501.63","currency":"XXX"}`, 1)
	sign := body("hash", hash, "consent", true, "name", "Anna")
	for _, row := range []struct {
		name, token, method, path, match string
		body                             any
		status                           int
		code                             string
	}{
		{"a visitor opens a deal", "", "POST", "/api/v1/deals", "", body("meeting", "mtg_1", "title", "x", "kind", "work"), 401, "sign_in_required"},
		{"somebody without a role opens a deal", "v", "POST", "/api/v1/deals", "", body("meeting", "mtg_1", "title", "x", "kind", "work"), 403, "role_missing"},
		{"a deal of no kind", "b", "POST", "/api/v1/deals", "", body("meeting", "mtg_1", "title", "x", "kind", "gift"), 422, "invalid"},
		{"a deal from somebody else's meeting", "x", "POST", "/api/v1/deals", "", body("meeting", "mtg_1", "title", "x", "kind", "work"), 404, "meeting_not_found"},
		{"a visitor reads a deal", "", "GET", path, "", nil, 401, "sign_in_required"},
		{"a stranger reads a deal", "x", "GET", path, "", nil, 404, "deal_not_found"},
		{"a stranger reads its redline", "x", "GET", path + "/versions/1/diff/1", "", nil, 404, "deal_not_found"},
		{"a stranger sends an offer", "x", "POST", path + "/offers", tag, terms, 404, "deal_not_found"},
		{"a stranger accepts", "x", "POST", path + "/accept", tag, body("hash", hash), 404, "deal_not_found"},
		{"a stranger signs", "x", "POST", path + "/sign", tag, sign, 404, "deal_not_found"},
		{"a stranger withdraws", "x", "POST", path + "/withdraw", tag, nil, 404, "deal_not_found"},
		{"a stranger abandons", "x", "POST", path + "/abandon", tag, body("reason", "x"), 404, "deal_not_found"},
		{"a stranger puts it on the wall", "x", "PUT", path + "/wall", tag, body("show", true), 404, "deal_not_found"},
		{"a colleague without a role accepts", "v", "POST", path + "/accept", tag, body("hash", hash), 403, "role_missing"},
		{"a colleague of another exhibition accepts", "w", "POST", path + "/accept", tag, body("hash", hash), 403, "not_taking_part"},
		{"an offer without a version", "b", "POST", path + "/offers", "", terms, 428, "precondition_required"},
		{"an offer in an old version", "b", "POST", path + "/offers", `"1"`, terms, 412, "version_conflict"},
		{"an offer that is no JSON", "b", "POST", path + "/offers", tag, `{"terms":`, 400, "malformed"},
		{"an offer without terms", "b", "POST", path + "/offers", tag, `{}`, 422, "invalid"},
		{"an offer that does not add up", "b", "POST", path + "/offers", tag, body("terms", unbalanced), 422, "terms_invalid"},
		{"an offer with a float of money", "b", "POST", path + "/offers", tag, float, 422, "invalid"},
		{"an offer in a currency that is none", "b", "POST", path + "/offers", tag, unknown, 422, "invalid"},
		{"accepting without a version", "b", "POST", path + "/accept", "", body("hash", hash), 428, "precondition_required"},
		{"accepting an old version", "b", "POST", path + "/accept", `"1"`, body("hash", hash), 412, "version_conflict"},
		{"accepting another hash", "b", "POST", path + "/accept", tag, body("hash", strings.Repeat("0", 64)), 409, "hash_stale"},
		{"accepting something that is no hash", "b", "POST", path + "/accept", tag, body("hash", "x"), 422, "invalid"},
		{"signing what is not agreed", "b", "POST", path + "/sign", tag, sign, 409, "not_agreed"},
		{"signing without consent", "b", "POST", path + "/sign", tag, body("hash", hash, "consent", false, "name", "Anna"), 422, "consent_missing"},
		{"signing without a name", "b", "POST", path + "/sign", tag, body("hash", hash, "consent", true, "name", ""), 422, "invalid"},
		{"signing without a version", "b", "POST", path + "/sign", "", sign, 428, "precondition_required"},
		{"withdrawing the other side's offer", "b", "POST", path + "/withdraw", tag, nil, 403, "not_your_offer"},
		{"withdrawing without a version", "s", "POST", path + "/withdraw", "", nil, 428, "precondition_required"},
		{"abandoning without a reason", "b", "POST", path + "/abandon", tag, `{}`, 422, "invalid"},
		{"a version that is none", "b", "GET", path + "/versions/1/diff/7", "", nil, 404, "version_not_found"},
		{"a state that is none", "b", "GET", "/api/v1/deals?state=lost", "", nil, 422, "state_unknown"},
		{"a deal that is none", "b", "GET", "/api/v1/deals/deal_none", "", nil, 404, "deal_not_found"},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := s.call(row.token, row.method, row.path, row.match, row.body)
			if a.status != row.status || a.text("code") != row.code {
				t.Fatalf("got %d %s, want %d %s", a.status, a.raw, row.status, row.code)
			}
			if again := s.call("b", "GET", path, "", nil); again.etag != tag {
				t.Fatalf("the deal has changed: %s", again.raw)
			}
			counts, err := svc.Count(t.Context(), fair)
			if err != nil || counts[Negotiating] != 1 {
				t.Fatalf("%v, %v", counts, err)
			}
		})
	}
}
