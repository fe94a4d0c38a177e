package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/demo"
	"fairground/server/demo/staging"
)

// fairOnTrial is the whole program with the demo's world, without timers and
// courier, so that nothing changes but by a request.
type fairOnTrial struct {
	*app
	tokens map[string]string // by who
}

func tryFair(t *testing.T) fairOnTrial {
	t.Helper()
	config := Config{Listen: "127.0.0.1:0", Media: "127.0.0.1:0", Data: t.TempDir(), Database: "fairground", RateLimit: -1}
	a, err := newApp(t.Context(), config, "http://fair.example", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.close(context.Background()); err != nil {
			t.Error(err)
		}
	})
	world := demo.World(1, time.Now().UTC())
	if err := staging.Load(t.Context(), a.features(), world, demo.Live); err != nil {
		t.Fatal(err)
	}
	// A list waits until the ledger's lists are written, which otherwise lags: nothing may change by itself from here on.
	auditor := actor.With(t.Context(), actor.Actor{Person: "per_trial", Grants: []actor.Grant{{Role: actor.Auditor}}})
	if _, _, err := a.settlement.Payouts(auditor, "", "", 1); err != nil {
		t.Fatal(err)
	}
	f := fairOnTrial{a, map[string]string{}}
	for _, p := range world.People {
		who := p.Role
		for key, known := range world.Known {
			if known == p.ID {
				who = key
			}
		}
		if f.tokens[who] != "" {
			continue
		}
		if f.tokens[who], err = a.accounts.IssueToken(t.Context(), p.ID, "trial"); err != nil {
			t.Fatal(err)
		}
	}
	return f
}

// fingerprint hashes every document, but for what a request may note about
// itself: when a credential was last used, and the keys of repeated requests.
func (f fairOnTrial) fingerprint(t *testing.T) string {
	t.Helper()
	names, err := f.db.Database().ListCollectionNames(t.Context(), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		if slices.Contains([]string{"tokens", "sessions", "replays"}, name) {
			continue
		}
		cursor, err := f.db.Collection(name).Find(t.Context(), bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
		if err != nil {
			t.Fatal(err)
		}
		h.Write([]byte(name))
		for cursor.Next(t.Context()) {
			h.Write(cursor.Current)
		}
		if err := cursor.Err(); err != nil {
			t.Fatal(err)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (f fairOnTrial) send(t *testing.T, route api.Route, token, body string, header ...string) (int, map[string]any) {
	t.Helper()
	path := route.Path
	for strings.Contains(path, "{") {
		open, end := strings.Index(path, "{"), strings.Index(path, "}")
		path = path[:open] + "nothing" + path[end+1:]
	}
	r := httptest.NewRequest(route.Method, "http://fair.example"+path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := f.api.Test(r)
	if err != nil {
		t.Fatalf("%s %s: %v", route.Method, path, err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if strings.Contains(resp.Header.Get("Content-Type"), "json") && len(raw) > 0 && raw[0] == '{' {
		if err := json.Unmarshal(raw, &answer); err != nil {
			t.Fatalf("%s %s answered %q", route.Method, path, raw)
		}
	}
	return resp.StatusCode, answer
}

// TestEveryRouteHoldsAgainstBadRequests knocks at every route as nobody, in the
// wrong role, for a thing that does not exist, with a body that is broken, too
// long or full of operators, without and with an old version. Each gets a
// problem with a code, none an error of ours, and no document changes.
func TestEveryRouteHoldsAgainstBadRequests(t *testing.T) {
	f := tryFair(t)
	before := f.fingerprint(t)
	changed := func(what string, r api.Route) {
		t.Helper()
		if after := f.fingerprint(t); after != before {
			t.Errorf("%s %s, %s, changed the database", r.Method, r.Path, what)
			before = after
		}
	}
	for _, r := range f.api.Routes() {
		access := r.Access.String()
		knock := func(what, token, body string, wantStatus int, wantCode string, header ...string) {
			t.Helper()
			status, answer := f.send(t, r, token, body, header...)
			code, _ := answer["code"].(string)
			switch {
			case status >= http.StatusInternalServerError:
				t.Errorf("%s %s, %s: %d %v", r.Method, r.Path, what, status, answer)
			case wantStatus != 0 && (status != wantStatus || code != wantCode):
				t.Errorf("%s %s, %s: %d %q, want %d %q", r.Method, r.Path, what, status, code, wantStatus, wantCode)
			case status >= http.StatusBadRequest && code == "":
				t.Errorf("%s %s, %s: %d without a code", r.Method, r.Path, what, status)
			}
		}
		if access != "public" {
			knock("as nobody", "", "{}", http.StatusUnauthorized, "sign_in_required")
		}
		if access != "public" && access != "signed in" {
			for who, token := range f.tokens {
				if !f.allowed(access, who) {
					knock("as "+who, token, "{}", http.StatusForbidden, "role_missing")
				}
			}
		}
		changed("by those who may not enter", r)
		if r.Method == http.MethodGet {
			continue
		}
		for who, token := range f.tokens {
			if access != "public" && access != "signed in" && !f.allowed(access, who) {
				continue
			}
			if slices.Contains(whole(), r.Method+" "+r.Path) {
				if r.Method == http.MethodPost {
					continue
				}
				knock("without version as "+who, token, "", 0, "")
				knock("with an old version as "+who, token, "", 0, "", "If-Match", `"999999"`)
				continue
			}
			sound := []string{"If-Match", `"1"`, "Idempotency-Key", "trial-" + r.ID + who}
			knock("with broken JSON as "+who, token, `{"a":`, 0, "", sound...)
			knock("with operators as "+who, token, `{"$where":"sleep(1)","v":{"$gt":""},"__proto__":{}}`, 0, "", append(sound, "Idempotency-Key", "trial2-"+r.ID+who)...)
			knock("with an array as "+who, token, `[[[[[]]]]]`, 0, "", append(sound, "Idempotency-Key", "trial3-"+r.ID+who)...)
			knock("without version and key as "+who, token, `{"x":1}`, 0, "")
			knock("with an old version as "+who, token, `{"x":1}`, 0, "", append(sound, "If-Match", `"999999"`, "Idempotency-Key", "trial4-"+r.ID+who)...)
		}
		if !slices.Contains(whole(), r.Method+" "+r.Path) {
			knock("with two megabytes", f.tokens["buyer"], `{"text":"`+strings.Repeat("a", 2<<20)+`"}`, 0, "", "If-Match", `"1"`, "Idempotency-Key", "trial5-"+r.ID)
		}
		changed("with a bad request", r)
	}
}

// whole are the routes whose request is right without a body: there is nothing
// in it to be wrong but the version.
func whole() []string { return []string{"DELETE /api/v1/me", "POST /api/v1/calendar"} }

func (f fairOnTrial) allowed(access, who string) bool {
	role := who
	switch who {
	case "clearing":
		role = string(actor.ClearingMaker)
	case "arbitrator2", "arbitrator3", "arbitrator4":
		role = string(actor.Arbitrator)
	case "clearing2":
		role = string(actor.ClearingChecker)
	}
	return slices.Contains(strings.Split(access, " or "), role)
}
