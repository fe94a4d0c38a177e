package notify_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/notify"
	"fairground/server/problem"
)

type directory map[string]notify.Address

func (d directory) Address(_ context.Context, person string) (notify.Address, error) {
	if a, ok := d[person]; ok {
		return a, nil
	}
	return notify.Address{}, problem.New(problem.NotFound, "person_not_found", "no such person")
}

type door struct{}

func (door) Session(context.Context, string) (actor.Actor, string, error) {
	return actor.Actor{}, "", problem.New(problem.Unauthenticated, "session_ended", "")
}

func (door) Token(_ context.Context, token string) (actor.Actor, error) {
	a := actor.Actor{Person: token, Session: token}
	if exhibition, ok := strings.CutPrefix(token, "org_of_"); ok {
		a.Grants = []actor.Grant{{Role: actor.Organizer, Exhibition: exhibition}}
	}
	return a, nil
}

func service(t *testing.T) *notify.Service {
	t.Helper()
	s, err := notify.New(t.Context(), dbtest.New(t), notify.Options{
		People: directory{
			"per_b": {Name: "Jana", Email: "jana@kino.example", Lang: "de", Zone: "Europe/Berlin"},
			"per_x": {Name: "王磊", Email: "wang@studio.example", Lang: "zh-CN", Zone: "Asia/Shanghai"},
		},
		Base: "https://fair.example", Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// call sends a request as somebody and returns the answer's status and body.
func call(t *testing.T, a *api.API, who, method, path, body string, header ...string) (status int, answer string) {
	t.Helper()
	r := httptest.NewRequest(method, "http://fair.example"+path, strings.NewReader(body))
	if who != "" {
		r.Header.Set("Authorization", "Bearer "+who)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := a.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(raw)
}

func TestAPersonChoosesHowToBeTold(t *testing.T) {
	a := api.New(api.Options{Authenticator: door{}, RatePerSecond: -1})
	notify.Routes(a, service(t))
	const path = "/api/v1/notification-settings"
	const chosen = `{"quiet":null,"digest":"daily","digestAt":"07:30","mail":true,"push":false,"v":0}`
	rows := []struct {
		name, who, method, path, body, match string
		status                               int
		says                                 string
	}{
		{"a stranger has nothing to choose", "", "GET", path, "", "", 401, ""},
		{"who has chosen nothing is quiet at night", "per_b", "GET", path, "", "", 200, `"quiet":{"from":"22:00","to":"07:00"},"digest":"off"`},
		{"a choice names the version that was seen", "per_b", "PUT", path, chosen, "", 428, "precondition_required"},
		{"and is kept", "per_b", "PUT", path, chosen, `"0"`, 200, `"quiet":null,"digest":"daily","digestAt":"07:30","mail":true,"push":false`},
		{"a second one against the same version is not", "per_b", "PUT", path, chosen, `"0"`, 412, "version_conflict"},
		{"against the newest it is", "per_b", "PUT", path, strings.Replace(chosen, "null", `{"from":"23:00","to":"06:00"}`, 1), `"1"`, 200, `"from":"23:00"`},
		{"a time of day that is none is refused", "per_b", "PUT", path, strings.Replace(chosen, "07:30", "24:00", 1), `"2"`, 422, "digestAt"},
		{"hours without length as well", "per_b", "PUT", path, strings.Replace(chosen, "null", `{"from":"23:00","to":"23:00"}`, 1), `"2"`, 422, "body.quiet.to"},
		{"another person has her own", "per_x", "GET", path, "", "", 200, `"digest":"off"`},
		{"browsers find the key of the fair", "per_b", "GET", "/api/v1/push/key", "", "", 200, `"key":"B`},
		{"a browser at home is refused", "per_b", "POST", "/api/v1/push/subscriptions", `{"endpoint":"https://127.0.0.1/x","expirationTime":null,"keys":{"p256dh":"BA","auth":"AA"}}`, "", 422, "subscription_invalid"},
		{"ending a subscription that nobody knows is no error", "per_b", "DELETE", "/api/v1/push/subscriptions?endpoint=https%3A%2F%2Fpush.example%2Fx", "", "", 204, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var header []string
			if row.match != "" {
				header = []string{"If-Match", row.match}
			}
			status, body := call(t, a, row.who, row.method, row.path, row.body, header...)
			if status != row.status || !strings.Contains(body, row.says) {
				t.Errorf("%d %s, want %d with %s", status, body, row.status, row.says)
			}
		})
	}
}

func TestTheOutboxByPageAndState(t *testing.T) {
	s := service(t)
	for i := range 5 {
		e := accepted()
		e.ID, e.At, e.To = fmt.Sprintf("out_%d", i), e.At.Add(time.Duration(i/2)*time.Minute), []string{"per_b"}
		if err := s.Deliver(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	a := api.New(api.Options{Authenticator: door{}, RatePerSecond: -1})
	notify.Routes(a, s)
	var ids []string
	for cursor, pages := "", 0; ; pages++ {
		status, body := call(t, a, "org_of_exh_1", "GET", "/api/v1/outbox?limit=2&state=kept&cursor="+cursor, "")
		var page struct {
			Items []struct{ ID string }
			Next  string
		}
		if err := json.Unmarshal([]byte(body), &page); err != nil || status != 200 || pages > 3 {
			t.Fatalf("page %d: %d %s", pages, status, body)
		}
		for _, m := range page.Items {
			ids = append(ids, strings.TrimSuffix(m.ID, ":per_b"))
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	if got := strings.Join(ids, " "); got != "out_4 out_3 out_2 out_1 out_0" {
		t.Errorf("pages %s", got)
	}
	for _, row := range []struct {
		name, who, method, path string
		status                  int
		says                    string
	}{
		{"counts by state", "org_of_exh_1", "GET", "/api/v1/outbox/summary", 200, `"states":{"kept":5},"server":false`},
		{"of the own exhibitions only", "org_of_exh_2", "GET", "/api/v1/outbox/summary", 200, `"states":{}`},
		{"not for others", "per_b", "GET", "/api/v1/outbox/summary", 403, "role_missing"},
		{"none has bounced", "org_of_exh_1", "GET", "/api/v1/outbox?state=bounced", 200, `"items":[]`},
		{"no such state", "org_of_exh_1", "GET", "/api/v1/outbox?state=lost", 422, "state"},
		{"a cursor of another list", "org_of_exh_1", "GET", "/api/v1/outbox?cursor=x", 422, "cursor_invalid"},
		{"without a mail server nothing is sent again", "org_of_exh_1", "POST", "/api/v1/outbox/out_1:per_b/resend", 409, "no_mail_server"},
		{"nor by a participant", "per_b", "POST", "/api/v1/outbox/out_1:per_b/resend", 403, "role_missing"},
	} {
		t.Run(row.name, func(t *testing.T) {
			if status, body := call(t, a, row.who, row.method, row.path, ""); status != row.status || !strings.Contains(body, row.says) {
				t.Errorf("%d %s, want %d with %s", status, body, row.status, row.says)
			}
		})
	}
}

func accepted() db.OutboxEntry {
	return db.OutboxEntry{
		ID: "out_1", Type: "meeting_request.accepted", At: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), By: "per_o", Entity: "mtg_1",
		Exhibition: "exh_1", To: []string{"per_b", "per_x", "per_gone", "per_o"},
		Data: map[string]string{"orgName": "Lakeside Films", "starts": "2026-11-21T08:00:00Z"},
	}
}

func TestEveryoneIsToldOnceInTheirLanguageAndZone(t *testing.T) {
	s := service(t)
	for range 2 { // delivery happens at least once
		if err := s.Deliver(t.Context(), accepted()); err != nil {
			t.Fatal(err)
		}
	}
	german, err := s.LatestTo(t.Context(), "jana@kino.example")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(german.Text, "Sat 21 Nov 2026 09:00 (Europe/Berlin)") || !strings.Contains(german.Text, "https://fair.example/requests") {
		t.Errorf("mail to Berlin: %q", german.Text)
	}
	chinese, err := s.LatestTo(t.Context(), "wang@studio.example")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(chinese.Subject, "洽谈已确定") || !strings.Contains(chinese.Text, "2026年11月21日 16:00") {
		t.Errorf("mail to Wuxi: %q %q", chinese.Subject, chinese.Text)
	}
	notices, err := s.Notices(actor.With(t.Context(), actor.Actor{Person: "per_b"}), 10)
	if err != nil || len(notices) != 1 {
		t.Errorf("%d notices, %v; want one", len(notices), err)
	}
}

func TestTheMailOfAFailedMeetingNamesTheAlternativesInTheReadersZone(t *testing.T) {
	s := service(t)
	for _, row := range []struct{ name, alternatives, want, not string }{
		{"two", "2026-11-21T08:00:00Z 2026-11-21T09:30:00Z", "Sat 21 Nov 2026 09:00 (Europe/Berlin)\nSat 21 Nov 2026 10:30 (Europe/Berlin)", "another time"},
		{"none", "", "Agree on another time", "both sides are free"},
		{"what is no time", "soon", "Agree on another time", "soon"},
	} {
		e := db.OutboxEntry{
			ID: "out_" + row.name, Type: "meeting.technical_failure_found", At: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
			Entity: "mtg_1", Exhibition: "exh_1", To: []string{"per_b"}, Data: map[string]string{"alternatives": row.alternatives},
		}
		if err := s.Deliver(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		mail, err := s.Mail(actor.With(t.Context(), actor.Actor{Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}}), e.ID+":per_b")
		if err != nil || !strings.Contains(mail.Text, row.want) || strings.Contains(mail.Text, row.not) || !strings.Contains(mail.Text, "https://fair.example/agenda") {
			t.Errorf("%s: %q, %v", row.name, mail.Text, err)
		}
	}
}

func TestWhoReadsWhat(t *testing.T) {
	s := service(t)
	if err := s.Deliver(t.Context(), accepted()); err != nil {
		t.Fatal(err)
	}
	link := db.OutboxEntry{
		ID: "out_2", Type: "signin.link_requested", At: time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC), Exhibition: "exh_1",
		Data: map[string]string{"email": "jana@kino.example", "lang": "en", "link": "https://fair.example/sign-in/secret"},
	}
	if err := s.Deliver(t.Context(), link); err != nil {
		t.Fatal(err)
	}
	a := api.New(api.Options{Authenticator: door{}, RatePerSecond: -1})
	notify.Routes(a, s)
	rows := []struct {
		name, who, method, path string
		status, items           int
	}{
		{"a stranger sees no notices", "", "GET", "/api/v1/notices", 401, 0},
		{"a person sees her own", "per_b", "GET", "/api/v1/notices", 200, 1},
		{"and nobody else's", "per_z", "GET", "/api/v1/notices", 200, 0},
		{"she marks hers as read", "per_b", "POST", "/api/v1/notices/out_1:per_b/read", 204, 0},
		{"and once more, the colon spelled as browsers may spell it", "per_b", "POST", "/api/v1/notices/out_1%3Aper_b/read", 204, 0},
		{"and cannot mark another's", "per_z", "POST", "/api/v1/notices/out_1:per_b/read", 404, 0},
		{"a buyer reads no outbox", "per_b", "GET", "/api/v1/outbox", 403, 0},
		{"the organizer reads it, without sign-in links", "org_of_exh_1", "GET", "/api/v1/outbox", 200, 2},
		{"another exhibition's organizer finds hers empty", "org_of_exh_2", "GET", "/api/v1/outbox", 200, 0},
		{"a mail opens for its organizer", "org_of_exh_1", "GET", "/api/v1/outbox/out_1:per_b", 200, 0},
		{"and is unknown to another", "org_of_exh_2", "GET", "/api/v1/outbox/out_1:per_b", 404, 0},
		{"a sign-in link is nobody's to read", "org_of_exh_1", "GET", "/api/v1/outbox/out_2", 404, 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			status, raw := call(t, a, row.who, row.method, row.path, "")
			if status != row.status {
				t.Fatalf("status %d, want %d: %s", status, row.status, raw)
			}
			if strings.Contains(raw, "/sign-in/secret") {
				t.Errorf("a sign-in link leaked: %s", raw)
			}
			var body struct{ Items []json.RawMessage }
			if row.status == 200 && json.Unmarshal([]byte(raw), &body) == nil && len(body.Items) != row.items {
				t.Errorf("%d items, want %d: %s", len(body.Items), row.items, raw)
			}
		})
	}
}
