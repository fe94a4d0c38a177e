package rooms_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"fairground/rooms"
)

// key is an Ed25519 key made from one byte, so that failures repeat.
func key(b byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed([]byte(strings.Repeat(string(rune(b)), ed25519.SeedSize)))
}

type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newTokens(t testing.TB, k ed25519.PrivateKey, now func() time.Time) *rooms.Tokens {
	t.Helper()
	tokens, err := rooms.NewTokens(k, now)
	if err != nil {
		t.Fatal(err)
	}
	return tokens
}

func fullGrant() rooms.Grant {
	return rooms.Grant{
		Session: "ses_1", Room: "stage", Epoch: "e1", Participant: "per_1", Name: "Ana Ortiz", Organization: "Norte Cine", Language: "es",
		Join: true, Publish: []rooms.Kind{rooms.Audio, rooms.ScreenShare}, Subscribe: true, Data: true, Hidden: true,
		Moderate: true, Interpret: true, Record: true,
		Caption: true, Languages: []string{"de", "zh-Hans"}, Place: rooms.Backstage, Roam: true,
	}
}

func TestATokenCarriesItsGrant(t *testing.T) {
	tokens := newTokens(t, key(1), nil)
	least := rooms.Grant{Session: "s", Room: "r", Epoch: "e", Participant: "p"}
	for name, g := range map[string]rooms.Grant{"everything": fullGrant(), "nothing": least} {
		token, err := tokens.Issue(g)
		if err != nil {
			t.Fatal(err)
		}
		got, err := tokens.Verify(token)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, g) {
			t.Errorf("%s: %+v became %+v", name, g, got)
		}
	}
}

func TestATokenIsNotIssuedUnbound(t *testing.T) {
	tokens := newTokens(t, key(1), nil)
	for name, change := range map[string]func(*rooms.Grant){
		"without session":     func(g *rooms.Grant) { g.Session = "" },
		"without room":        func(g *rooms.Grant) { g.Room = "" },
		"without epoch":       func(g *rooms.Grant) { g.Epoch = "" },
		"without participant": func(g *rooms.Grant) { g.Participant = "" },
		"synthetic":           func(g *rooms.Grant) { g.Synthetic = true },
		"too long":            func(g *rooms.Grant) { g.Name = strings.Repeat("x", rooms.MaxToken) },
	} {
		g := fullGrant()
		change(&g)
		if _, err := tokens.Issue(g); err == nil {
			t.Errorf("a token was issued %s", name)
		}
	}
}

func TestATokenThatIsNotOursOrNotNowIsRefused(t *testing.T) {
	c := &clock{time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)}
	tokens := newTokens(t, key(1), c.now)
	good, err := tokens.Issue(fullGrant())
	if err != nil {
		t.Fatal(err)
	}
	sign := func(method jwt.SigningMethod, k any, claims jwt.MapClaims) string {
		full := jwt.MapClaims{
			"iss": "fairground", "aud": "room", "sub": "per_1", "sid": "s", "room": "r", "epoch": "e",
			"iat": c.at.Unix(), "exp": c.at.Add(time.Minute).Unix(), "grants": map[string]any{"join": true},
		}
		for name, value := range claims {
			if full[name] = value; value == nil {
				delete(full, name)
			}
		}
		token, err := jwt.NewWithClaims(method, full).SignedString(k)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	if _, err := tokens.Verify(sign(jwt.SigningMethodEdDSA, key(1), nil)); err != nil {
		t.Fatalf("the rows below would fail for another reason: %v", err)
	}
	parts := strings.Split(good, ".")
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	stronger := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(payload), "per_1", "per_2", 1)))
	public, _ := key(1).Public().(ed25519.PublicKey)
	rows := map[string]string{
		"of another key":                         sign(jwt.SigningMethodEdDSA, key(2), nil),
		"with a changed claim":                   parts[0] + "." + stronger + "." + parts[2],
		"without signature":                      parts[0] + "." + parts[1] + ".",
		"of algorithm none":                      sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil),
		"with the public key as a shared secret": sign(jwt.SigningMethodHS256, []byte(public), nil),
		"of another issuer":                      sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"iss": "other"}),
		"for another purpose":                    sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"aud": "mail"}),
		"without end":                            sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"exp": nil}),
		"from the future":                        sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"iat": c.at.Add(time.Hour).Unix()}),
		"without a session":                      sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"sid": nil}),
		"without a room":                         sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"room": ""}),
		"without an epoch":                       sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"epoch": nil}),
		"without a participant":                  sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"sub": nil}),
		"with a kind nobody knows":               sign(jwt.SigningMethodEdDSA, key(1), jwt.MapClaims{"grants": map[string]any{"publish": []string{"smell"}}}),
		"that is too long":                       good + strings.Repeat("x", rooms.MaxToken),
		"that is empty":                          "",
		"that is no token":                       "a.b.c",
	}
	for name, token := range rows {
		if g, err := tokens.Verify(token); !errors.Is(err, rooms.ErrToken) || !reflect.DeepEqual(g, rooms.Grant{}) {
			t.Errorf("a token %s: %+v, %v", name, g, err)
		}
	}
	c.at = c.at.Add(rooms.TokenLife - time.Second)
	if _, err := tokens.Verify(good); err != nil {
		t.Errorf("refused before its end: %v", err)
	}
	c.at = c.at.Add(5 * time.Second)
	if _, err := tokens.Verify(good); !errors.Is(err, rooms.ErrToken) || !errors.Is(err, jwt.ErrTokenExpired) {
		t.Errorf("an expired token: %v", err)
	}
	if _, err := rooms.NewTokens(nil, nil); err == nil {
		t.Error("tokens were made without a key")
	}
}

func FuzzTokenVerify(f *testing.F) {
	c := &clock{time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)}
	tokens := newTokens(f, key(1), c.now)
	good, err := tokens.Issue(fullGrant())
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{good, "", "..", good[:len(good)-1], "eyJhbGciOiJub25lIn0.e30."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, token string) {
		g, err := tokens.Verify(token)
		if err == nil && (g.Session == "" || g.Room == "" || g.Epoch == "" || g.Participant == "") {
			t.Errorf("an unbound token passed: %q", token)
		}
		// Base64 has spellings that mean the same; what passes must say what was signed.
		if err == nil && !reflect.DeepEqual(g, fullGrant()) {
			t.Errorf("a token nobody issued passed: %q", token)
		}
	})
}
