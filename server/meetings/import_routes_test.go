package meetings_test

import (
	"context"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"fairground/server/lang"
	"fairground/server/meetings"
)

type roster struct{}

func (roster) Participants(context.Context, string) ([]meetings.Organization, error) {
	return []meetings.Organization{{ID: "org_a", Name: lang.Text{"en": "Alpha"}}, {ID: "org_b", Name: lang.Text{"en": "Beta"}}}, nil
}

// upload sends a table to an import of wishes.
func (s *site) upload(token, query, media, body string) (status int, raw string) {
	s.t.Helper()
	r := httptest.NewRequestWithContext(s.t.Context(), "POST", "/api/v1/exhibitions/exh_1/imports/wishes"+query, strings.NewReader(body))
	r.Header.Set("Content-Type", media)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := s.api.Test(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	out, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res.StatusCode, string(out)
}

func TestTablesOfWishesComeAndGoOverHTTP(t *testing.T) {
	site, s := newSite(t)
	s.Roster = roster{}
	const table = "organization;wants;level\r\nAlpha;Beta;never\r\n"
	rows := []struct {
		name, token, query, media, body string
		status                          int
		says                            string
	}{
		{"a visitor", "", "", "text/csv", table, 401, "sign_in_required"},
		{"a buyer", "a", "", "text/csv", table, 403, "role_missing"},
		{"an organizer elsewhere", "x", "", "text/csv", table, 403, "not_organizer"},
		{"a document", "o", "", "application/pdf", table, 415, "media_type"},
		{"a dry run", "o", "?dryRun=true", "text/csv", table, 200, `{"rows":1,"ready":1,"imported":0,"errors":[]}`},
		{"a wrong header", "o", "", "text/csv", "org,wants\nAlpha,Beta\n", 200, `"row":1,"column":"organization","code":"column_missing"`},
		{"the import", "o", "?dryRun=false", "text/csv", table, 200, `{"rows":1,"ready":1,"imported":1,"errors":[]}`},
		{"the import again", "o", "", "text/csv", table, 200, `{"rows":1,"ready":1,"imported":0,"errors":[]}`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if status, raw := site.upload(row.token, row.query, row.media, row.body); status != row.status || !strings.Contains(raw, row.says) {
				t.Errorf("answer %d %s, want %d %s", status, raw, row.status, row.says)
			}
		})
	}
	for path, says := range map[string]string{
		"wishes": "\ufefforganization,wants,level\r\nAlpha,Beta,never\r\n", "wishes?format=json": `"level":"never"`, "wishes?format=xlsx": "PK",
		"meetings": "\ufeffid,state,", "meetings?format=ics": "BEGIN:VCALENDAR", "outcomes": "\ufeffmeeting,starts,",
	} {
		a := site.call("o", "GET", "/api/v1/exhibitions/exh_1/exports/"+path, "", "")
		if a.status != 200 || !strings.Contains(string(a.raw), says) {
			t.Errorf("%s answers %d %q", path, a.status, a.raw)
		}
		for token, status := range map[string]int{"": 401, "a": 403, "b": 403, "x": 403} {
			if a := site.call(token, "GET", "/api/v1/exhibitions/exh_1/exports/"+path, "", ""); a.status != status {
				t.Errorf("%s answers %q with %d, want %d", path, token, a.status, status)
			}
		}
	}
	if a := site.call("o", "GET", "/api/v1/exhibitions/exh_1/exports/wishes?format=ics", "", ""); a.status != 422 {
		t.Errorf("wishes as a calendar answer %d", a.status)
	}
}
