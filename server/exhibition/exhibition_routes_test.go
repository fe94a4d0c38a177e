package exhibition

import (
	"bytes"
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

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/problem"
)

func TestMain(m *testing.M) {
	// fasthttp writes the Date header from a goroutine that it starts once and never ends, and the cleaner of a server's
	// workers notices the shutdown only when it next wakes.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.updateServerDate.func1"),
		goleak.IgnoreAnyFunction("github.com/valyala/fasthttp.(*workerPool).Start.func2"))
}

// cast is the accounts of a test: fixed people and organizations.
type cast struct {
	mu     sync.Mutex
	people []accounts.Person
	orgs   []accounts.Organization
}

func (c *cast) Organization(_ context.Context, id string) (accounts.Organization, error) {
	for _, o := range c.orgs {
		if o.ID == id {
			return o, nil
		}
	}
	return accounts.Organization{}, problem.New(problem.NotFound, "organization_not_found", "none")
}

func (c *cast) Person(_ context.Context, id string) (accounts.Person, error) {
	for _, p := range c.people {
		if p.ID == id {
			return p, nil
		}
	}
	return accounts.Person{}, problem.New(problem.NotFound, "person_not_found", "none")
}

func (c *cast) PeopleOf(_ context.Context, org string) ([]accounts.Person, error) {
	var of []accounts.Person
	for _, p := range c.people {
		if p.Org == org {
			of = append(of, p)
		}
	}
	return of, nil
}

// Among hides people who chose it from everyone but their colleagues.
func (c *cast) Among(_ context.Context, viewer actor.Actor, people []accounts.Person) (seen []accounts.Person, hidden int, err error) {
	for _, p := range people {
		if p.Visibility == accounts.Hidden && viewer.Org != p.Org {
			hidden++
		} else {
			seen = append(seen, p)
		}
	}
	return seen, hidden, nil
}

func (c *cast) MakeOrganizer(_ context.Context, person, exhibition string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.people {
		if c.people[i].ID == person {
			c.people[i].Grants = append(slices.Clone(c.people[i].Grants), actor.Grant{Role: actor.Organizer, Exhibition: exhibition})
		}
	}
	return nil
}

// door authenticates the cast: the token is the person's id.
type door struct{ *cast }

func (d door) Session(context.Context, string) (actor.Actor, string, error) {
	return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_unknown", "none")
}

func (d door) Token(_ context.Context, token string) (actor.Actor, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, p := range d.people {
		if p.ID == token {
			return actor.Actor{Person: p.ID, Name: p.Name, Org: p.Org, Lang: "en", Zone: "Europe/Berlin", Grants: p.Grants}, nil
		}
	}
	return actor.Actor{}, problem.New(problem.Unauthenticated, "token_unknown", "none")
}

type wristwatch struct {
	mu sync.Mutex
	at time.Time
}

func (c *wristwatch) now() time.Time { c.mu.Lock(); defer c.mu.Unlock(); return c.at }

func (c *wristwatch) move(d time.Duration) { c.mu.Lock(); defer c.mu.Unlock(); c.at = c.at.Add(d) }

type fair struct {
	t     testing.TB
	api   *api.API
	s     *Service
	clock *wristwatch
}

// open is a fair in its live week with a hall, two booths and an item; it is Wednesday 10:00 in Shanghai.
func open(tb testing.TB) *fair {
	tb.Helper()
	in := func(r actor.Role, exhibition string) []actor.Grant {
		return []actor.Grant{{Role: r, Exhibition: exhibition}}
	}
	exhibits := []accounts.Participation{{Exhibition: "exh_1", As: actor.Exhibitor}}
	c := &cast{
		orgs: []accounts.Organization{
			{ID: "org_x", Name: lang.Text{"zh-Hans": "锡山影业", "en": "Xishan Pictures"}, Country: "CN", State: accounts.Approved, Participations: exhibits},
			{ID: "org_y", Name: lang.Text{"en": "Yixing Clay"}, Country: "CN", State: accounts.Approved, Participations: exhibits},
			{ID: "org_new", Name: lang.Text{"en": "Newcomer"}, Country: "CN", State: accounts.Approved, Participations: exhibits},
			{ID: "org_b", Name: lang.Text{"en": "Spree Film"}, Country: "DE", State: accounts.Approved, Participations: []accounts.Participation{{Exhibition: "exh_1", As: actor.Buyer}}},
		},
		people: []accounts.Person{
			{ID: "per_o", Org: "org_op", Name: "Ota", Grants: in(actor.Organizer, "exh_1")},
			{ID: "per_o2", Org: "org_op2", Name: "Odile", Grants: in(actor.Organizer, "exh_2")},
			{ID: "per_x", Org: "org_x", Name: "Xia", Languages: []string{"zh-Hans", "de"}, Visibility: accounts.VisibleToAll, Grants: in(actor.Exhibitor, "exh_1")},
			{ID: "per_h", Org: "org_x", Name: "He Hides", Visibility: accounts.Hidden, Grants: in(actor.Exhibitor, "exh_1")},
			{ID: "per_y", Org: "org_y", Name: "Yue", Grants: in(actor.Exhibitor, "exh_1")},
			{ID: "per_x2", Org: "org_x", Name: "Xiang", Grants: in(actor.Exhibitor, "exh_2")},
			{ID: "per_b", Org: "org_b", Name: "Berta", Grants: in(actor.Buyer, "exh_1")},
			{ID: "per_bh", Org: "org_b", Name: "Bert Hidden", Visibility: accounts.Hidden, Grants: in(actor.Buyer, "exh_1")},
			{ID: "per_c", Org: "org_clear", Name: "Cai", Grants: []actor.Grant{{Role: actor.ClearingMaker}}},
		},
	}
	k := &wristwatch{at: at(tb, "2026-04-01T02:00:00Z")}
	s := New(dbtest.Memory(tb), c, Config{Now: k.now})
	ctx := context.Background()
	check := func(err error) {
		tb.Helper()
		if err != nil {
			tb.Fatal(err)
		}
	}
	check(s.Indexes(ctx))
	check(s.AddExhibition(ctx, planned(tb)))
	check(s.AddHall(ctx, Hall{ID: "hal_1", Exhibition: "exh_1", Name: lang.Text{"en": "Film", "zh-Hans": "影视"}, Theme: "studio", Sector: "film_tv"}))
	for _, b := range []Booth{
		{ID: "bth_x", Number: "A10", Org: "org_x", OrgName: c.orgs[0].Name, Sector: "film_tv", Tagline: lang.Text{"zh-Hans": "动画</script><script>alert(1)</script>"}},
		{ID: "bth_y", Number: "A2", Org: "org_y", OrgName: c.orgs[1].Name, Sector: "heritage"},
	} {
		b.Exhibition, b.Hall, b.Country, b.Zone, b.Hours = "exh_1", "hal_1", "CN", "Asia/Shanghai", daily("09:00", "18:00")
		check(s.AddBooth(ctx, b))
	}
	check(s.AddItem(ctx, Item{ID: "itm_1", Booth: "bth_x", Kind: Good, Name: lang.Text{"en": "Puppet"}, Unit: "PCE"}))
	a := api.New(api.Options{Authenticator: door{c}, Now: k.now, RatePerSecond: -1, Origin: "https://fair.example"})
	Routes(a, s)
	return &fair{t: tb, api: a, s: s, clock: k}
}

type answer struct {
	status int
	code   string
	header http.Header
	raw    []byte
	body   map[string]any
}

func (f *fair) send(who, method, path, body string, headers ...string) answer {
	f.t.Helper()
	r := httptest.NewRequestWithContext(context.Background(), method, "http://fair.example"+path, strings.NewReader(body))
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+who)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := f.api.Test(r)
	if err != nil {
		f.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer func() { _ = resp.Body.Close() }()
	a := answer{status: resp.StatusCode, header: resp.Header}
	if a.raw, err = io.ReadAll(resp.Body); err != nil {
		f.t.Fatal(err)
	}
	if len(a.raw) > 0 && strings.Contains(resp.Header.Get("Content-Type"), "json") {
		if err := json.Unmarshal(a.raw, &a.body); err != nil {
			f.t.Fatalf("%s %s answered %q: %v", method, path, a.raw, err)
		}
	}
	a.code, _ = a.body["code"].(string)
	return a
}

// state is everything the database holds, to show that a refusal changed nothing.
func (f *fair) state() string {
	f.t.Helper()
	ctx := context.Background()
	var b strings.Builder
	dump := func(all any, err error) {
		if err != nil {
			f.t.Fatal(err)
		}
		fmt.Fprintf(&b, "%+v\n", all)
	}
	dump(f.s.store.exhibitions.All(ctx, nil))
	dump(f.s.store.halls.All(ctx, nil))
	dump(f.s.store.booths.All(ctx, nil))
	dump(f.s.store.duties.All(ctx, nil))
	dump(f.s.store.items.All(ctx, nil))
	dump(f.s.store.pictures.All(ctx, nil))
	dump(f.s.store.visits.All(ctx, nil))
	dump(f.s.store.questions.All(ctx, nil))
	return b.String()
}

const anItem = `{"kind":"good","name":{"en":"Teapot"},"unit":"PCE","price":{"amount":"42.00","currency":"EUR"},"hs":"691200","incoterm":"FOB","place":"Shanghai"}`

func TestEveryRouteRefusesTheWrongPeople(t *testing.T) {
	f := open(t)
	asked := f.send("per_b", "POST", "/api/v1/booths/bth_x/questions", `{"text":"How much?"}`)
	visit := f.send("per_b", "POST", "/api/v1/booths/bth_x/visits", "")
	if asked.status != 201 || visit.status != 201 {
		t.Fatalf("%+v %+v", asked, visit)
	}
	question, visited := fmt.Sprint(asked.body["id"]), fmt.Sprint(visit.body["id"])
	exhibition := `{"name":{"en":"New"},"zone":"UTC","phases":[],"starts":"2027-01-01T00:00:00Z","ends":"2027-01-03T00:00:00Z"}`
	rows := []knock{
		{"POST", "/api/v1/exhibitions", exhibition, map[string]int{"": 401, "per_x": 403, "per_b": 403, "per_c": 403}},
		{"PATCH", "/api/v1/exhibitions/exh_1", `{"zone":"UTC"}`, map[string]int{"": 401, "per_x": 403, "per_c": 403, "per_o2": 403}},
		{"POST", "/api/v1/exhibitions/exh_1/phase", `{"phase":"closed"}`, map[string]int{"": 401, "per_x": 403, "per_c": 403, "per_o2": 403}},
		{"POST", "/api/v1/exhibitions/exh_1/halls", `{"name":{"en":"H"},"theme":"h"}`, map[string]int{"": 401, "per_x": 403, "per_o2": 403}},
		{"PATCH", "/api/v1/halls/hal_1", `{"theme":"h"}`, map[string]int{"": 401, "per_x": 403, "per_o2": 403}},
		{"POST", "/api/v1/halls/hal_1/booths", `{"number":"C1","org":"org_new"}`, map[string]int{"": 401, "per_x": 403, "per_b": 403, "per_o2": 403}},
		{"PATCH", "/api/v1/booths/bth_x", `{"zone":"UTC"}`, map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o2": 403, "per_c": 403}},
		{"PATCH", "/api/v1/booths/bth_x", `{"number":"A1"}`, map[string]int{"per_x": 403}},
		{"PUT", "/api/v1/booths/bth_x/hours", `{"hours":[]}`, map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o2": 403}},
		{"PUT", "/api/v1/booths/bth_x/duty", `{"onDuty":true}`, map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o": 403}},
		{"POST", "/api/v1/booths/bth_x/items", anItem, map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o": 403}},
		{"PATCH", "/api/v1/items/itm_1", `{"isNew":true}`, map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o": 403}},
		{"DELETE", "/api/v1/items/itm_1", "", map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o": 403}},
		{"POST", "/api/v1/booths/bth_x/visits", "", map[string]int{"": 401, "per_x": 409}},
		{"PATCH", "/api/v1/visits/" + visited, `{"ended":true}`, map[string]int{"": 401, "per_x": 404, "per_bh": 404, "per_o": 404}},
		{"GET", "/api/v1/booths/bth_x/visits", "", map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o2": 403}},
		{"POST", "/api/v1/booths/bth_x/questions", `{"text":"?"}`, map[string]int{"": 401, "per_x": 409}},
		{"GET", "/api/v1/booths/bth_x/questions", "", map[string]int{"": 401}},
		{"POST", "/api/v1/questions/" + question + "/answer", `{"text":"42"}`, map[string]int{"": 401, "per_y": 404, "per_b": 403, "per_x2": 404}},
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
	picture := string(asPNG(t, drawn(4, 4, true)))
	for who, status := range map[string]int{"": 401, "per_y": 403, "per_b": 403, "per_x2": 403, "per_o": 403} {
		before := f.state()
		if got := f.send(who, "PUT", "/api/v1/items/itm_1/picture", picture, "Content-Type", "image/png", "If-Match", `"1"`); got.status != status {
			t.Errorf("picture as %q: %d %s, want %d", who, got.status, got.code, status)
		}
		if f.state() != before {
			t.Errorf("picture as %q changed something", who)
		}
	}
	public := []string{"list-exhibitions", "read-exhibition", "list-halls", "read-hall", "search-booths", "read-booth", "read-item", "read-picture"}
	rows = append(rows, knock{method: "PUT", path: "/api/v1/items/itm_1/picture"}) // above, for its body is no JSON
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

func TestEveryChangeNeedsTheVersion(t *testing.T) {
	f := open(t)
	for _, row := range []struct{ who, method, path, body string }{
		{"per_o", "PATCH", "/api/v1/exhibitions/exh_1", `{"zone":"UTC"}`},
		{"per_o", "POST", "/api/v1/exhibitions/exh_1/phase", `{"phase":"after_market"}`},
		{"per_o", "PATCH", "/api/v1/halls/hal_1", `{"theme":"dark"}`},
		{"per_x", "PATCH", "/api/v1/booths/bth_x", `{"promiseMinutes":30}`},
		{"per_x", "PUT", "/api/v1/booths/bth_x/hours", `{"hours":[]}`},
		{"per_x", "PATCH", "/api/v1/items/itm_1", `{"isNew":true}`},
		{"per_x", "DELETE", "/api/v1/items/itm_1", ""},
	} {
		before := f.state()
		if got := f.send(row.who, row.method, row.path, row.body); got.status != 428 || got.code != "precondition_required" {
			t.Errorf("%s %s without If-Match: %d %s", row.method, row.path, got.status, got.code)
		}
		if got := f.send(row.who, row.method, row.path, row.body, "If-Match", `"99"`); got.status != 412 || got.code != "version_conflict" {
			t.Errorf("%s %s with another version: %d %s", row.method, row.path, got.status, got.code)
		}
		if f.state() != before {
			t.Errorf("%s %s changed something", row.method, row.path)
		}
	}
}

func TestAHallShowsItsBooths(t *testing.T) {
	f := open(t)
	f.send("per_x", "PUT", "/api/v1/booths/bth_x/duty", `{"onDuty":true}`)
	got := f.send("", "GET", "/api/v1/halls/hal_1", "")
	booths, _ := got.body["booths"].([]any)
	if got.status != 200 || len(booths) != 2 || got.body["theme"] != "studio" {
		t.Fatalf("hall: %s", got.raw)
	}
	first, _ := booths[0].(map[string]any)
	second, _ := booths[1].(map[string]any)
	if first["number"] != "A2" || second["number"] != "A10" || second["open"] != true || second["closes"] != "2026-04-01T10:00:00Z" || second["items"] != 1.0 {
		t.Errorf("booths: %s", got.raw)
	}
	if duty := fmt.Sprint(second["onDuty"]); !strings.Contains(duty, "Xia") || !strings.Contains(duty, "de") {
		t.Errorf("on duty: %s", duty)
	}
	lines := f.send("", "GET", "/api/v1/exhibitions/exh_1/halls", "")
	if items := fmt.Sprint(lines.body["items"]); !strings.Contains(items, "booths:2") || !strings.Contains(items, "onDuty:1") {
		t.Errorf("halls: %s", lines.raw)
	}
	// Who does not renew is off duty after the lease.
	f.clock.move(DutyLease + time.Second)
	if got := f.send("", "GET", "/api/v1/booths/bth_x", ""); strings.Contains(string(got.raw), `"onDuty":true`) {
		t.Errorf("on duty without a beat: %s", got.raw)
	}
	f.send("per_x", "PUT", "/api/v1/booths/bth_x/duty", `{"onDuty":true}`)
	if got := f.send("", "GET", "/api/v1/booths/bth_x", ""); !strings.Contains(string(got.raw), `"onDuty":true`) {
		t.Errorf("back on duty: %s", got.raw)
	}
	f.send("per_x", "PUT", "/api/v1/booths/bth_x/duty", `{"onDuty":false}`)
	if got := f.send("", "GET", "/api/v1/halls/hal_1", ""); strings.Contains(string(got.raw), `Xia`) && strings.Contains(string(got.raw), `"person":"per_x"`) {
		t.Errorf("left, and still there: %s", got.raw)
	}
	if got := f.send("", "GET", "/api/v1/halls/hal_9", ""); got.status != 404 || got.code != "hall_not_found" {
		t.Errorf("no such hall: %s", got.raw)
	}
}

func TestABoothIsEditedByItsPeople(t *testing.T) {
	f := open(t)
	got := f.send("per_x", "PATCH", "/api/v1/booths/bth_x", `{"tagline":{"en":"Stories"},"languages":["zh-Hans","en"]}`, "If-Match", `"1"`)
	if got.status != 200 || got.header.Get("ETag") != `"2"` || got.body["mine"] != true {
		t.Fatalf("change: %s", got.raw)
	}
	got = f.send("per_x", "PUT", "/api/v1/booths/bth_x/hours", `{"zone":"Europe/Berlin","hours":[{"weekday":3,"from":"14:00","to":"15:00"}]}`, "If-Match", `"2"`)
	if got.status != 200 || got.body["open"] != false || got.body["opens"] != "2026-04-01T12:00:00Z" {
		t.Errorf("hours: %s", got.raw)
	}
	got = f.send("per_x", "PUT", "/api/v1/booths/bth_x/hours", `{"hours":[{"weekday":3,"from":"14:00","to":"13:00"}]}`, "If-Match", `"3"`)
	if got.status != 422 || !strings.Contains(string(got.raw), "body.hours[0].to") {
		t.Errorf("wrong hours: %s", got.raw)
	}
	// Visitors see colleagues who are visible; hidden ones are not on the page.
	got = f.send("", "GET", "/api/v1/booths/bth_x", "")
	if staff := fmt.Sprint(got.body["staff"]); !strings.Contains(staff, "Xia ") && !strings.Contains(staff, "Xia") || strings.Contains(staff, "He Hides") || strings.Contains(staff, "Xiang") {
		t.Errorf("staff: %s", staff)
	}
	if got := f.send("per_o", "PATCH", "/api/v1/booths/bth_x", `{"number":"A2"}`, "If-Match", `"3"`); got.status != 409 || got.code != "booth_number_taken" {
		t.Errorf("a number twice: %s", got.raw)
	}
	if got := f.send("per_o", "PATCH", "/api/v1/booths/bth_x", `{"number":"B7"}`, "If-Match", `"3"`); got.status != 200 || got.body["number"] != "B7" {
		t.Errorf("a new number: %s", got.raw)
	}
}

func TestBoothsAreAssignedOnce(t *testing.T) {
	f := open(t)
	assign := func(number, org string) answer {
		return f.send("per_o", "POST", "/api/v1/halls/hal_1/booths", fmt.Sprintf(`{"number":%q,"org":%q}`, number, org))
	}
	if got := assign("A2", "org_new"); got.status != 409 || got.code != "booth_number_taken" {
		t.Errorf("a number twice: %s", got.raw)
	}
	if got := assign("C1", "org_x"); got.status != 409 || got.code != "booth_assigned" || got.body["booth"] != "bth_x" {
		t.Errorf("an exhibitor twice: %s", got.raw)
	}
	if got := assign("C1", "org_b"); got.status != 409 || got.code != "not_an_exhibitor" {
		t.Errorf("a buyer: %s", got.raw)
	}
	var wg sync.WaitGroup
	statuses := make([]int, 20)
	for i := range statuses {
		wg.Go(func() { statuses[i] = assign(fmt.Sprintf("D%d", i), "org_new").status })
	}
	wg.Wait()
	slices.Sort(statuses)
	if statuses[0] != 201 || statuses[1] != 409 {
		t.Errorf("twenty at once: %v", statuses)
	}
}

func TestItemsAndTheirPictures(t *testing.T) {
	f := open(t)
	made := f.send("per_x", "POST", "/api/v1/booths/bth_x/items", anItem)
	if made.status != 201 || fmt.Sprint(made.body["price"]) != "map[amount:42.00 currency:EUR]" {
		t.Fatalf("add: %s", made.raw)
	}
	path := "/api/v1/items/" + fmt.Sprint(made.body["id"])
	if got := f.send("per_x", "POST", "/api/v1/booths/bth_x/items", `{"kind":"work","name":{"en":"Film"}}`); got.status != 422 || !strings.Contains(string(got.raw), "body.rights") {
		t.Errorf("a work without rights: %s", got.raw)
	}
	if got := f.send("per_x", "PATCH", path, `{"onRequest":true,"isNew":true}`, "If-Match", `"1"`); got.status != 200 || got.body["price"] != nil || got.body["isNew"] != true {
		t.Errorf("change: %s", got.raw)
	}
	data := asPNG(t, drawn(30, 20, true))
	put := func(kind, match string, data []byte) answer {
		return f.send("per_x", "PUT", path+"/picture", string(data), "Content-Type", kind, "If-Match", match)
	}
	for _, row := range []struct {
		name, kind, match string
		data              []byte
		status            int
		code              string
	}{
		{"without a version", "image/png", "", data, 428, "precondition_required"},
		{"of another version", "image/png", `"1"`, data, 412, "version_conflict"},
		{"of another type", "image/svg+xml", `"2"`, data, 415, "media_type"},
		{"that is not what it says", "image/jpeg", `"2"`, data, 415, "picture_mislabelled"},
		{"of too many bytes", "image/png", `"2"`, append(slices.Clone(data), make([]byte, MaxUpload)...), 413, "too_large"},
		{"of too many pixels", "image/png", `"2"`, claimedSize(t, 30_000, 30_000), 413, "picture_pixels"},
		{"that is broken", "image/png", `"2"`, data[:60], 422, "picture_unreadable"},
	} {
		before := f.state()
		if got := put(row.kind, row.match, row.data); got.status != row.status || got.code != row.code {
			t.Errorf("a picture %s: %d %s", row.name, got.status, got.raw)
		}
		if f.state() != before {
			t.Errorf("a picture %s changed something", row.name)
		}
	}
	got := put("image/png", `"2"`, data)
	address := fmt.Sprint(got.body["picture"])
	if got.status != 200 || !strings.HasPrefix(address, "/api/v1/pictures/pic_") {
		t.Fatalf("picture: %s", got.raw)
	}
	shown := f.send("", "GET", address, "")
	if shown.status != 200 || shown.header.Get("Content-Type") != "image/jpeg" || shown.header.Get("Cache-Control") != "public, max-age=31536000, immutable" || shown.header.Get("X-Content-Type-Options") != "nosniff" || bytes.Equal(shown.raw, data) {
		t.Errorf("shown: %d %v", shown.status, shown.header)
	}
	again := put("image/png", `"3"`, data)
	if again.status != 200 || again.body["picture"] == address {
		t.Errorf("a second picture has the name of the first: %s", again.raw)
	}
	if got := f.send("", "GET", address, ""); got.status != 404 {
		t.Errorf("the first picture is still there: %d", got.status)
	}
	if got := f.send("per_x", "DELETE", path, "", "If-Match", `"4"`); got.status != 204 {
		t.Errorf("remove: %s", got.raw)
	}
	if got := f.send("", "GET", path, ""); got.status != 410 || got.code != "item_removed" {
		t.Errorf("removed: %s", got.raw)
	}
	if got := f.send("", "GET", "/api/v1/booths/bth_x", ""); strings.Contains(string(got.raw), "Teapot") {
		t.Error("a removed item is in the catalogue")
	}
}

func TestVisitsAreOneEachAndToldOnlyInGroups(t *testing.T) {
	f := open(t)
	var wg sync.WaitGroup
	ids := make([]string, 30)
	for i := range ids {
		wg.Go(func() { ids[i] = fmt.Sprint(f.send("per_b", "POST", "/api/v1/booths/bth_x/visits", "").body["id"]) })
	}
	wg.Wait()
	if slices.Sort(ids); ids[0] != ids[29] || !strings.HasPrefix(ids[0], "vis_") {
		t.Fatalf("thirty beats at once: %v", slices.Compact(ids))
	}
	if got := f.send("per_x", "GET", "/api/v1/booths/bth_x/visits", ""); got.body["suppressed"] != true || got.body["visitors"] != 0.0 {
		t.Errorf("one visitor is told: %s", got.raw)
	}
	f.clock.move(4 * time.Minute)
	f.send("per_b", "POST", "/api/v1/booths/bth_x/visits", "")
	f.clock.move(visitIdle + time.Minute)
	next := f.send("per_b", "POST", "/api/v1/booths/bth_x/visits", "")
	if next.body["id"] == ids[0] {
		t.Error("a visit goes on after ten silent minutes")
	}
	first, err := f.s.store.visits.Find(context.Background(), ids[0])
	if err != nil || first.dwell() != 4*time.Minute {
		t.Errorf("dwell %v, %v", first.dwell(), err)
	}
	left := f.send("per_b", "PATCH", "/api/v1/visits/"+fmt.Sprint(next.body["id"]), `{"ended":true}`)
	if left.status != 200 || left.body["ended"] == nil {
		t.Errorf("leave: %s", left.raw)
	}
	for i := range 6 {
		if _, err := f.s.Visit(context.Background(), actor.Actor{Person: fmt.Sprintf("per_v%d", i), Org: "org_b"}, "bth_x"); err != nil {
			t.Fatal(err)
		}
	}
	got := f.send("per_x", "GET", "/api/v1/booths/bth_x/visits", "")
	if got.body["visitors"] != 7.0 || fmt.Sprint(got.body["countries"]) != "[map[value:DE visitors:7]]" || strings.Contains(string(got.raw), "per_") {
		t.Errorf("statistics: %s", got.raw)
	}
}

func TestAQuestionIsAnsweredOnce(t *testing.T) {
	f := open(t)
	f.clock.move(16 * time.Hour) // two in the night in Shanghai
	asked := f.send("per_bh", "POST", "/api/v1/booths/bth_x/questions", `{"text":"Is the sequel free?"}`)
	if asked.status != 201 || asked.body["promise"] != "2026-04-02T02:00:00Z" {
		t.Fatalf("ask: %s", asked.raw)
	}
	f.send("per_b", "POST", "/api/v1/booths/bth_x/questions", `{"text":"And the first part?"}`)
	if own := f.send("per_b", "GET", "/api/v1/booths/bth_x/questions", ""); strings.Contains(string(own.raw), "sequel") || !strings.Contains(string(own.raw), "first part") {
		t.Errorf("a visitor reads: %s", own.raw)
	}
	if other := f.send("per_y", "GET", "/api/v1/booths/bth_x/questions", ""); strings.Contains(string(other.raw), "part") {
		t.Errorf("another exhibitor reads: %s", other.raw)
	}
	all := f.send("per_x", "GET", "/api/v1/booths/bth_x/questions", "")
	if !strings.Contains(string(all.raw), "sequel") || !strings.Contains(string(all.raw), "Berta") || strings.Contains(string(all.raw), "Bert Hidden") || strings.Contains(string(all.raw), "per_bh") {
		t.Errorf("the staff reads: %s", all.raw)
	}
	path := "/api/v1/questions/" + fmt.Sprint(asked.body["id"]) + "/answer"
	if got := f.send("per_x", "POST", path, `{"text":"Yes"}`, "If-Match", `"1"`); got.status != 200 || got.body["answer"] != "Yes" {
		t.Errorf("answer: %s", got.raw)
	}
	if got := f.send("per_x", "POST", path, `{"text":"No"}`, "If-Match", `"2"`); got.status != 409 || got.code != "question_answered" {
		t.Errorf("answer twice: %s", got.raw)
	}
	pending, err := f.s.Outboxes()["questions"].Pending(context.Background(), 10)
	if err != nil {
		t.Fatal(err)
	}
	told := map[string][]string{}
	for _, p := range pending {
		if p.Entry.Entity == asked.body["id"] {
			told[p.Entry.Type] = p.Entry.To
		}
	}
	if fmt.Sprint(told) != "map[question.answered:[per_bh] question.asked:[per_x per_h]]" {
		t.Errorf("told: %v", told)
	}
	for range openQuestions - 1 {
		f.send("per_b", "POST", "/api/v1/booths/bth_x/questions", `{"text":"?"}`)
	}
	if got := f.send("per_b", "POST", "/api/v1/booths/bth_x/questions", `{"text":"?"}`); got.status != 429 || got.code != "questions_open" {
		t.Errorf("a sixth question: %s", got.raw)
	}
}

func TestAnOrganizerMakesAnExhibition(t *testing.T) {
	f := open(t)
	got := f.send("per_o", "POST", "/api/v1/exhibitions", `{"name":{"en":"Spring"},"zone":"Asia/Shanghai","starts":"2027-01-01T00:00:00Z","ends":"2027-01-03T00:00:00Z",
		"phases":[{"phase":"call","from":"2026-10-01T00:00:00Z","to":"2026-12-01T00:00:00Z"}]}`)
	if got.status != 201 || got.body["phase"] != "call" {
		t.Fatalf("create: %s", got.raw)
	}
	path := "/api/v1/exhibitions/" + fmt.Sprint(got.body["id"])
	if got := f.send("per_o", "POST", path+"/halls", `{"name":{"en":"One"},"theme":"one"}`); got.status != 201 {
		t.Errorf("hall: %s", got.raw)
	}
	if got := f.send("per_o", "POST", path+"/phase", `{"phase":"booking"}`, "If-Match", `"1"`); got.status != 200 || got.body["phase"] != "booking" {
		t.Errorf("move: %s", got.raw)
	}
	if got := f.send("per_o", "PATCH", path, `{"phases":[{"phase":"live","from":"2027-01-01T00:00:00Z","to":"2027-01-01T00:00:00Z"}]}`, "If-Match", `"2"`); got.status != 422 {
		t.Errorf("a live phase of no length: %s", got.raw)
	}
	if current, err := f.s.Current(context.Background()); err != nil || current != "exh_1" {
		t.Errorf("current %s, %v", current, err)
	}
	if err := f.s.CheckCall(context.Background(), "exh_1", actor.Exhibitor); problem.Code(err) != "call_closed" {
		t.Errorf("an exhibitor applies in the live week: %v", err)
	}
	if err := f.s.CheckCall(context.Background(), "exh_1", actor.Buyer); err != nil {
		t.Errorf("a buyer applies in the live week: %v", err)
	}
	list := f.send("", "GET", "/api/v1/exhibitions", "")
	if items, _ := list.body["items"].([]any); len(items) != 2 {
		t.Errorf("list: %s", list.raw)
	}
}

func TestTheDirectoryIsSearched(t *testing.T) {
	f := open(t)
	got := f.send("", "GET", "/api/v1/exhibitions/exh_1/booths?q=%E5%8A%A8%E7%94%BB+puppet&sector=film_tv", "")
	if items, _ := got.body["items"].([]any); got.status != 200 || len(items) != 1 || !strings.Contains(string(got.raw), `"item":"itm_1"`) || !strings.Contains(string(got.raw), `{"value":"film_tv","n":1}`) {
		t.Errorf("search: %s", got.raw)
	}
	if got := f.send("", "GET", "/api/v1/exhibitions/exh_9/booths", ""); got.status != 404 {
		t.Errorf("no such exhibition: %s", got.raw)
	}
}

func TestPlainPagesReadWithoutAScript(t *testing.T) {
	f := open(t)
	for _, row := range []struct{ path, language, contains string }{
		{"/halls.html", "en", `href="/halls/hal_1.html"`},
		{"/halls/hal_1.html", "zh-CN", "影视"},
		{"/booths/bth_x.html", "zh-CN", "锡山影业"},
		{"/booths/bth_x.html", "de, en;q=0.5", "Xishan Pictures"},
		{"/items/itm_1.html", "en", "Price on request"},
		{"/sitemap.xml", "", "<loc>https://fair.example/items/itm_1.html</loc>"},
	} {
		got := f.send("", "GET", row.path, "", "Accept-Language", row.language)
		if got.status != 200 || !strings.Contains(string(got.raw), row.contains) {
			t.Fatalf("%s in %q: %d %s", row.path, row.language, got.status, got.raw)
		}
		if strings.HasSuffix(row.path, ".xml") {
			continue
		}
		_, rest, found := strings.Cut(string(got.raw), `<script type="application/ld+json">`)
		raw, after, ended := strings.Cut(rest, "</script>")
		var data map[string]any
		if err := json.Unmarshal([]byte(raw), &data); !found || !ended || err != nil || data["@context"] != "https://schema.org" {
			t.Errorf("%s: JSON-LD %q: %v", row.path, raw, err)
		}
		if strings.Contains(after, "<script") {
			t.Errorf("%s: a script", row.path)
		}
		if again := f.send("", "GET", row.path, "", "Accept-Language", row.language, "If-None-Match", got.header.Get("ETag")); again.status != 304 {
			t.Errorf("%s again: %d", row.path, again.status)
		}
	}
	if got := f.send("", "GET", "/booths/bth_9.html", ""); got.status != 404 || !strings.Contains(got.header.Get("Content-Type"), "text/html") {
		t.Errorf("no such booth: %d", got.status)
	}
}
