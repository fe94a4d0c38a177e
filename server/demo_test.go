package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"fairground/server/demo/staging"
)

// program runs the command line until stop is called and gives the lines that
// it prints.
func program(t *testing.T, args ...string) (lines *bufio.Scanner, stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, print := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, args, func(string) string { return "" }, print, io.Discard)
		_ = print.CloseWithError(io.EOF) // never fails
		ended <- err
	}()
	stopped := false
	stop = func() error {
		if stopped {
			return nil
		}
		stopped = true
		cancel()
		go func() { _, _ = io.Copy(io.Discard, out) }() // what it still wants to print
		return <-ended
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Errorf("stop: %v", err)
		}
	})
	return bufio.NewScanner(out), stop
}

func get(t *testing.T, url string, header ...string) (status int, kind, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Content-Type"), string(raw)
}

func TestTheDemoOpensAndOpensAgain(t *testing.T) {
	data := t.TempDir()
	args := func(more ...string) []string {
		return append([]string{"demo", "--data", data, "--listen", "127.0.0.1:0", "--json"}, more...)
	}
	open := func() (o opening, stop func() error, took time.Duration) {
		begun := time.Now()
		lines, stop := program(t, args("--stage", "live", "--seed", "1")...)
		if !lines.Scan() {
			t.Fatalf("the demo printed nothing: %v", stop())
		}
		took = time.Since(begun)
		if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		return o, stop, took
	}

	first, stop, took := open()
	t.Logf("first start %v", took)
	for _, v := range visitors {
		if !strings.HasPrefix(first.Links[v.key], first.URL+"/sign-in/") || !strings.HasPrefix(first.Tokens[v.key], "fgt_") {
			t.Errorf("%s: link %q, token %q", v.key, first.Links[v.key], first.Tokens[v.key])
		}
	}
	if strings.HasSuffix(first.URL, "/") {
		t.Errorf("the address %s ends with a slash", first.URL)
	}
	for path, want := range map[string]string{
		"/":              "text/html",
		"/lobby":         "text/html",
		"/programme":     "text/html",
		"/halls.html":    "text/html",
		"/api":           "text/html",
		"/healthz":       "application/json",
		"/readyz":        "application/json",
		"/openapi.json":  "application/vnd.oai.openapi+json",
		"/api/v1/me":     "application/json",
		"/sitemap.xml":   "application/xml",
		mailsPath:        "text/html",
		"/api/v1/nobody": "application/problem+json",
	} {
		answered, kind, body := get(t, first.URL+path)
		status := http.StatusOK
		if path == "/api/v1/nobody" {
			status = http.StatusNotFound
		}
		if answered != status || !strings.HasPrefix(kind, want) || body == "" {
			t.Errorf("%s: %d %s, want %d %s", path, answered, kind, status, want)
		}
	}
	if status, _, body := get(t, first.URL+"/api/v1/me", "Authorization", "Bearer "+first.Tokens["buyer"]); status != http.StatusOK || !strings.Contains(body, `"buyer"`) {
		t.Errorf("the buyer's token: %d %s", status, body)
	}

	signInByMail(t, first.URL)

	if err := run(t.Context(), args("--stage", "live", "--seed", "1"), func(string) string { return "" }, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), "use by another process") {
		t.Errorf("a second program on the folder: %v", err)
	}
	if err := stop(); err != nil {
		t.Fatalf("stop: %v", err)
	}
	for _, other := range [][]string{{"--stage", "live", "--seed", "2"}, {"--stage", "closed", "--seed", "1"}} {
		err := run(t.Context(), args(other...), func(string) string { return "" }, io.Discard, io.Discard)
		if !errors.Is(err, staging.ErrOther) || !strings.Contains(err.Error(), "--seed 1") {
			t.Errorf("%v on the folder: %v", other, err)
		}
	}
	again, _, took := open()
	t.Logf("later start %v", took)
	if again.Links["buyer"] == first.Links["buyer"] {
		t.Error("a sign-in link is the same after a new start")
	}
	if status, _, _ := get(t, again.URL+"/api/v1/me", "Authorization", "Bearer "+first.Tokens["buyer"]); status != http.StatusOK {
		t.Errorf("a token of the first start: %d", status)
	}
}

// signInByMail asks for a link as a visitor does and finds it where the demo
// shows its mails.
func signInByMail(t *testing.T, url string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+"/api/v1/sign-in/links", strings.NewReader(`{"email":"katrin.brandhorst@spreelicht.example"}`))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	if err := resp.Body.Close(); err != nil {
		t.Fatal(err)
	}
	if resp.StatusCode != http.StatusAccepted {
		t.Errorf("asking for a link: %d", resp.StatusCode)
	}
	for deadline := time.Now().Add(20 * time.Second); ; {
		if _, _, page := get(t, url+mailsPath); strings.Contains(page, `href="`+url+`/sign-in/`) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatal("the link is not among the mails")
		}
	}
}

func TestEveryStageOpens(t *testing.T) {
	for _, stage := range []string{"setup", "booking", "settling", "closed"} {
		t.Run(stage, func(t *testing.T) {
			lines, stop := program(t, "demo", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--json", "--stage", stage)
			if !lines.Scan() {
				t.Fatalf("the demo printed nothing: %v", stop())
			}
		})
	}
}

func TestWrongSettingsAreNamed(t *testing.T) {
	rows := []struct{ name, want string }{
		{"serve --listen nonsense", "--listen must be host:port"},
		{"serve --origin fair.example", "--origin must look like"},
		{"serve --public-ip 300.1.1.1", "--public-ip"},
		{"serve --smtp smtp://mail.example", "--smtp: from is the address"},
		{"demo --stage tomorrow --listen 127.0.0.1:0 --data " + t.TempDir(), "unknown stage"},
		{"db --listen 0.0.0.0:27017", "loopback"},
		{"verify statement /nonexistent", "open the statement"},
		{"frobnicate", "unknown command"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			err := run(t.Context(), strings.Fields(row.name), func(string) string { return "" }, io.Discard, io.Discard)
			if err == nil || !strings.Contains(err.Error(), row.want) {
				t.Errorf("%v, want a sentence with %q", err, row.want)
			}
		})
	}
	err := run(t.Context(), []string{"serve"}, func(name string) string {
		return map[string]string{"FAIRGROUND_RATE_LIMIT": "many"}[name]
	}, io.Discard, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "FAIRGROUND_RATE_LIMIT") {
		t.Errorf("a wrong variable: %v", err)
	}
}

func TestTheDoctorNamesWhatIsWrong(t *testing.T) {
	data := t.TempDir()
	var out strings.Builder
	err := run(t.Context(), []string{"doctor", "--listen", "127.0.0.1:0", "--data", data}, func(string) string { return "" }, &out, io.Discard)
	if err != nil && !strings.Contains(out.String(), "web client") {
		t.Errorf("a healthy machine: %v\n%s", err, out.String())
	}
	// The doctor opens the database himself, so the fair must hold it before he is asked: two that want the same folder
	// at the same moment are a race that either may win.
	lines, stop := program(t, "demo", "--data", data, "--listen", "127.0.0.1:0", "--json", "--stage", "setup")
	if !lines.Scan() {
		t.Fatalf("the demo printed nothing: %v", stop())
	}
	out.Reset()
	err = run(t.Context(), []string{"doctor", "--listen", "127.0.0.1:0", "--data", data}, func(string) string { return "" }, &out, io.Discard)
	if err == nil || !strings.Contains(out.String(), "WRONG database") {
		t.Errorf("the doctor does not see that the folder is in use: %v\n%s", err, out.String())
	}
}
