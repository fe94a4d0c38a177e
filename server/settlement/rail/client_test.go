package rail

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"fairground/server/settlement/statement"
)

var secret = []byte("a secret of tests")

func remote(t testing.TB, s *Sandbox) (*Client, *httptest.Server) {
	t.Helper()
	h, err := Handler(s, secret)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	c, err := Dial(t.Context(), server.URL, secret, s.settings.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, server
}

func TestARailElsewhereIsTheSameRail(t *testing.T) {
	s := open(t, Settings{Now: morning().now})
	c, _ := remote(t, s)
	if !reflect.DeepEqual(c.Capabilities(), s.Capabilities()) {
		t.Fatalf("got %+v", c.Capabilities())
	}
	if ack := collect(t, c, payment("e1", "org_b", 100)); ack.State != Accepted {
		t.Fatalf("got %+v", ack)
	}
	if acks := submit(t, c, payments(t, "m1", payment("e2", "org_s", 70))); len(acks) != 1 || acks[0].State != Accepted {
		t.Fatalf("got %+v", acks)
	}
	files, _ := poll(t, c, "")
	if got := lines(files, statement.Camt054); len(got) != 2 || got[1].Amount.Minor != -70 {
		t.Fatalf("got %+v", got)
	}
}

func TestALostAnswerIsAnErrorAndHappenedOnce(t *testing.T) {
	s := open(t, Settings{Now: morning().now, Faults: Faults{LostAck: 1_000_000}})
	c, _ := remote(t, s)
	for range 3 {
		if _, err := c.Submit(t.Context(), payments(t, "m1", payment("e2", "org_s", 70))); err == nil {
			t.Fatal("an answer came")
		}
	}
	files, _ := poll(t, c, "")
	if got := lines(files, statement.Camt054); len(got) != 1 {
		t.Fatalf("got %+v", got)
	}
}

// knock sends a request that a test has bent.
func knock(t *testing.T, server *httptest.Server, body string, bend func(*http.Request)) (status int, why string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/v1/collections", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	bend(r)
	answer, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	if err := answer.Body.Close(); err != nil {
		t.Error(err)
	}
	return answer.StatusCode, string(text)
}

func TestOnlySignedRequestsAreBelieved(t *testing.T) {
	now := morning()
	s := open(t, Settings{Now: now.now})
	_, server := remote(t, s)
	now.t = now.t.Add(time.Hour)
	const body = `{"endToEnd":"e1","party":"org_b","amount":{"amount":"1.00","currency":"CNY"}}`
	at := func(d time.Duration) func(*http.Request) {
		return func(r *http.Request) { sign(secret, r, []byte(body), now.t.Add(d)) }
	}
	var first *http.Request
	for _, row := range []struct {
		name string
		want int
		bend func(*http.Request)
	}{
		{"not signed", 401, func(*http.Request) {}},
		{"signed with another secret", 401, func(r *http.Request) { sign([]byte("some other secret"), r, []byte(body), now.t) }},
		{"another body than was signed", 401, func(r *http.Request) { sign(secret, r, []byte(body+" "), now.t) }},
		{"signed for another path", 401, func(r *http.Request) {
			at(0)(r)
			r.URL.RawQuery = "x=1"
		}},
		{"six minutes old", 401, at(-6 * time.Minute)},
		{"from six minutes ahead", 401, at(6 * time.Minute)},
		{"as it should be", 200, func(r *http.Request) {
			at(-4 * time.Minute)(r)
			first = r.Clone(t.Context())
		}},
		{"the same request again", 401, func(r *http.Request) { r.Header = first.Header.Clone() }},
		{"the same wish again, signed anew", 200, at(0)},
	} {
		if status, why := knock(t, server, body, row.bend); status != row.want {
			t.Errorf("%s: got %d %s", row.name, status, why)
		}
	}
	if status, _ := knock(t, server, "{", func(r *http.Request) { sign(secret, r, []byte("{"), now.t) }); status != 400 {
		t.Errorf("no JSON: got %d", status)
	}
	files, _ := poll(t, s, "")
	if got := lines(files, statement.Camt054); len(got) != 1 {
		t.Fatalf("got %d bookings", len(got))
	}
}

// What was signed before the process began may have been seen by the one before it.
func TestARequestFromBeforeTheStartIsRefused(t *testing.T) {
	now := morning()
	g := newGate(secret, now.now)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/files", nil)
	sign(secret, r, nil, now.t.Add(-time.Second))
	if err := g.check(r, nil); err == nil {
		t.Fatal("it is believed")
	}
}

func TestAnswersAreOnlyBelievedFromTheRail(t *testing.T) {
	s := open(t, Settings{Now: morning().now})
	h, err := Handler(s, secret)
	if err != nil {
		t.Fatal(err)
	}
	forge := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, r)
		body := rec.Body.Bytes()
		if forge {
			body = bytes.Replace(body, []byte("accepted"), []byte("rejected"), 1)
		}
		for k, v := range rec.Header() {
			w.Header()[k] = v
		}
		w.WriteHeader(rec.Code)
		_, _ = w.Write(body)
	}))
	defer server.Close()
	c, err := Dial(t.Context(), server.URL, secret, s.settings.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	forge = true
	if _, err := c.Submit(t.Context(), payments(t, "m1", payment("e2", "org_s", 70))); err == nil || !strings.Contains(err.Error(), "not signed") {
		t.Fatalf("got %v", err)
	}
}

func TestWhatNobodyCanDial(t *testing.T) {
	for name, row := range map[string]struct {
		url    string
		secret string
	}{
		"no address": {"nowhere", string(secret)}, "another protocol": {"ftp://127.0.0.1", string(secret)}, "a short secret": {"http://127.0.0.1:1", "short"},
		"nobody there": {"http://127.0.0.1:1", string(secret)},
	} {
		if _, err := Dial(t.Context(), row.url, []byte(row.secret), time.Now); err == nil {
			t.Errorf("%s: it answers", name)
		}
	}
	if _, err := Handler(NewSandbox(), []byte("short")); err == nil {
		t.Error("a short secret is taken")
	}
}
