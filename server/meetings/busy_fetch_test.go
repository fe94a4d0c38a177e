package meetings

import (
	"bytes"
	"compress/gzip"
	"crypto/x509"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"fairground/server/problem"
)

// host is a server on this machine that a test lets the fetcher reach, and nothing else on it.
func host(t *testing.T, h http.HandlerFunc) (*httptest.Server, webCalendars) {
	t.Helper()
	srv := httptest.NewTLSServer(h)
	t.Cleanup(srv.Close)
	only := netip.MustParseAddrPort(srv.Listener.Addr().String())
	roots := x509.NewCertPool()
	roots.AddCert(srv.Certificate())
	return srv, newWebCalendars(func(to netip.AddrPort) bool { return to == only }, roots)
}

// zeros is so many bytes of nothing, packed. Several in a row unpack to as many times that.
func zeros(t *testing.T, bytesOf int) []byte {
	t.Helper()
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	_, err := z.Write(make([]byte, bytesOf))
	if err := errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReadFromTheWeb(t *testing.T) {
	inside := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		t.Error("a server inside was reached")
	}))
	t.Cleanup(inside.Close)
	packed := zeros(t, 1<<20) // packed beforehand: the time of the answer is the reader's
	for _, row := range []struct {
		name  string
		serve http.HandlerFunc
		code  string
	}{
		{"what stands there", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("BEGIN")) }, ""},
		{"a page that is gone", http.NotFound, calendarUnreachable},
		{"a redirect to a server inside", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, inside.URL, http.StatusFound)
		}, calendarPrivate},
		{"a redirect away from https", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "http://example.com/", http.StatusFound)
		}, calendarUnreachable},
		{"redirects without end", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
		}, calendarUnreachable},
		{"more than anybody's calendar", func(w http.ResponseWriter, _ *http.Request) {
			for range 64 {
				if _, err := w.Write(make([]byte, 64<<10)); err != nil {
					return
				}
			}
		}, calendarTooLarge},
		{"little that unpacks to much", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			for range 64 {
				if _, err := w.Write(packed); err != nil {
					return
				}
			}
		}, calendarTooLarge},
	} {
		t.Run(row.name, func(t *testing.T) {
			srv, web := host(t, row.serve)
			raw, err := web.Read(t.Context(), srv.URL+"/x.ics")
			if problem.Code(err) != row.code {
				t.Fatalf("got %v, want the code %q", err, row.code)
			}
			if row.code == "" && string(raw) != "BEGIN" {
				t.Errorf("got %q", raw)
			}
			if err != nil && strings.Contains(err.Error(), "127.0.0.1") {
				t.Errorf("the words name an address: %v", err)
			}
		})
	}
}

func TestThreeRedirectsAreFollowedWithoutTellingFromWhere(t *testing.T) {
	srv, web := host(t, func(w http.ResponseWriter, r *http.Request) {
		if from := r.Header.Get("Referer"); from != "" {
			t.Errorf("the next host learns the secret address %q", from)
		}
		if len(r.URL.Path) < len("/xxxx") {
			http.Redirect(w, r, r.URL.Path+"x", http.StatusFound)
			return
		}
		_, _ = w.Write([]byte("BEGIN"))
	})
	if raw, err := web.Read(t.Context(), srv.URL+"/x"); err != nil || string(raw) != "BEGIN" {
		t.Errorf("got %q, %v", raw, err)
	}
}

func TestASlowCalendarIsGivenUp(t *testing.T) {
	free := make(chan struct{})
	srv, web := host(t, func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("BEGIN:VCALENDAR\r\n"))
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
		case <-free:
		}
	})
	t.Cleanup(func() { close(free) })
	began := time.Now()
	_, err := web.Read(t.Context(), srv.URL)
	refused(t, err, calendarUnreachable)
	if took := time.Since(began); took < calendarTimeout/2 || took > 2*calendarTimeout {
		t.Errorf("gave up after %s", took)
	}
}

// TestNothingInsideIsReached uses the fetcher as the program does: names are resolved, and what they resolve to is judged.
func TestNothingInsideIsReached(t *testing.T) {
	web := newWebCalendars(public, nil)
	for _, address := range []string{
		"https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://0.0.0.0/", "https://10.0.0.1/",
		"https://172.16.0.1/", "https://192.168.1.1/", "https://169.254.169.254/latest/meta-data/", "https://[fe80::1]/", "https://[fd00::1]/",
		"https://100.64.0.1/", "https://[64:ff9b::7f00:1]/", "https://[2002:7f00:1::]/", "https://0x7f000001/", "https://2130706433/",
	} {
		t.Run(address, func(t *testing.T) {
			_, err := web.Read(t.Context(), address)
			if code := problem.Code(err); code != calendarPrivate && code != calendarUnreachable {
				t.Errorf("got %v", err)
			}
		})
	}
	// A name that points inside is refused for what it points to.
	_, err := web.Read(t.Context(), "https://localhost/")
	refused(t, err, calendarPrivate)
}

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true, "8.8.8.8": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.255.255.254": false, "::1": false, "::ffff:127.0.0.1": false, "0.0.0.0": false, "::": false, "10.1.2.3": false,
		"172.31.255.255": false, "192.168.0.1": false, "169.254.169.254": false, "fe80::1": false, "fd12::1": false, "100.127.0.1": false,
		"224.0.0.1": false, "ff02::1": false, "255.255.255.255": false, "198.19.0.1": false, "203.0.113.9": false, "64:ff9b::a00:1": false,
		"2002:a00:1::": false, "2001:db8::1": false, "::7f00:1": false, "2001:0:a00::1": false,
	} {
		if got := public(netip.AddrPortFrom(netip.MustParseAddr(address), 443)); got != want {
			t.Errorf("%s: got %v, want %v", address, got, want)
		}
	}
}

func TestCalendarAddress(t *testing.T) {
	for _, row := range []struct{ name, address, want string }{
		{"https", "https://cal.example/x.ics?key=1", "https://cal.example/x.ics?key=1"},
		{"webcal, as calendars give it", "webcal://cal.example/x.ics", "https://cal.example/x.ics"},
		{"with spaces around", " https://cal.example/x.ics ", "https://cal.example/x.ics"},
		{"http", "http://cal.example/x.ics", ""},
		{"a file", "file:///etc/passwd", ""},
		{"no host", "https:///x.ics", ""},
		{"a password in it", "https://a:b@cal.example/x.ics", ""},
		{"no address", "https://cal example", ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := ""
			if u, err := calendarAddress(row.address); err == nil {
				got = u.String()
			}
			if got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}
