package notify

import (
	"crypto/ecdh"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"fairground/server/problem"
)

func TestPrivatePlacesAreRefused(t *testing.T) {
	key, err := ecdh.P256().GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	good := Subscription{
		Endpoint: "https://push.example/abc", P256dh: base64.RawURLEncoding.EncodeToString(key.PublicKey().Bytes()),
		Auth: base64.RawURLEncoding.EncodeToString(make([]byte, authLength)),
	}
	if err := good.check(false); err != nil {
		t.Fatal(err)
	}
	for _, endpoint := range []string{
		"", "http://push.example/abc", "ftp://push.example", "https://user@push.example/", "https:///abc", "https://localhost/x", "https://printer/x",
		"https://db.internal/x", "https://nas.local./x", "https://127.0.0.1/x", "https://[::1]/x", "https://10.1.2.3/x", "https://192.168.0.1/x",
		"https://172.16.5.5/", "https://169.254.169.254/latest", "https://100.64.0.1/", "https://0.0.0.0/", "https://[fe80::1]/", "https://[fd00::1]/",
		"https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/", "https://224.0.0.1/", "https://push.example/" + strings.Repeat("x", maxEndpoint),
	} {
		sub := good
		sub.Endpoint = endpoint
		if err := sub.check(false); !problem.Is(err, problem.Invalid) {
			t.Errorf("%.60q: %v", endpoint, err)
		}
	}
	for name, change := range map[string]func(*Subscription){
		"no key":           func(s *Subscription) { s.P256dh = "" },
		"a point off":      func(s *Subscription) { s.P256dh = base64.RawURLEncoding.EncodeToString(make([]byte, 65)) },
		"a short secret":   func(s *Subscription) { s.Auth = "AAAA" },
		"what is no text":  func(s *Subscription) { s.Auth = "!!!!" },
		"a key in letters": func(s *Subscription) { s.P256dh = "%%%" },
	} {
		sub := good
		change(&sub)
		if err := sub.check(false); !problem.Is(err, problem.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAPublicNameThatLeadsHomeIsNotDialled(t *testing.T) {
	s, _ := fair(t, memory(t), nil)
	b := openBrowser(t, s)
	b.subscribe(t, s, "per_b") // as if its name had been public when it subscribed
	s.client = pushClient(b.roots(), false)
	deliver(t, s, told("out_1", "deal.agreed", nil))
	if err := s.sendPushes(t.Context()); err != nil {
		t.Fatal(err)
	}
	resp, err := s.client.Get(b.server.URL)
	if err == nil {
		resp.Body.Close()
	}
	if b.count() != 0 || !errors.Is(err, errPrivate) {
		t.Errorf("%d calls to this machine for a stranger, %v", b.count(), err)
	}
}

func FuzzEndpoint(f *testing.F) {
	for _, seed := range []string{"https://push.example/abc", "https://[::1]/", "https://2130706433/", "https://0x7f.1/", "https://127.1/", "https://a..b/", "https://%31/"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, endpoint string) {
		if checkEndpoint(endpoint) != nil {
			return
		}
		r, err := http.NewRequest(http.MethodPost, endpoint, nil)
		if err != nil || r.URL.Scheme != "https" || r.URL.User != nil {
			t.Fatalf("%q passes: %v", endpoint, err)
		}
		if a, err := netip.ParseAddr(r.URL.Hostname()); err == nil && (a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast()) {
			t.Fatalf("%q passes", endpoint)
		}
	})
}
