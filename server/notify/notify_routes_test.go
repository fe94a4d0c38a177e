package notify_test

import (
	"context"
	"encoding/json"
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
	s, err := notify.New(t.Context(), dbtest.New(t), directory{
		"per_b": {Name: "Jana", Email: "jana@kino.example", Lang: "de", Zone: "Europe/Berlin"},
		"per_x": {Name: "王磊", Email: "wang@studio.example", Lang: "zh-CN", Zone: "Asia/Shanghai"},
	}, "https://fair.example", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return s
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
			r := httptest.NewRequest(row.method, "http://fair.example"+row.path, nil)
			if row.who != "" {
				r.Header.Set("Authorization", "Bearer "+row.who)
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
			if resp.StatusCode != row.status {
				t.Fatalf("status %d, want %d: %s", resp.StatusCode, row.status, raw)
			}
			if strings.Contains(string(raw), "/sign-in/secret") {
				t.Errorf("a sign-in link leaked: %s", raw)
			}
			var body struct{ Items []json.RawMessage }
			if row.status == 200 && json.Unmarshal(raw, &body) == nil && len(body.Items) != row.items {
				t.Errorf("%d items, want %d: %s", len(body.Items), row.items, raw)
			}
		})
	}
}
