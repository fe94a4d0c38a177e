package settlement

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db/dbtest"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

func openSigned(t *testing.T) (*house, ed25519.PublicKey) {
	t.Helper()
	public, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	o := options1(dbtest.Memory(t), c, rail.NewSandbox())
	o.SigningKey = key
	s, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return &house{Service: s, clock: c}, public
}

func TestEveryDayHasASignedHead(t *testing.T) {
	h, key := openSigned(t)
	buyer, seller := person(t, "org_b", "b", actor.Buyer), person(t, "org_s", "s", actor.Exhibitor)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	heads := func() []ledger.SignedHead {
		t.Helper()
		list, err := ledger.ReadHeads(bytes.NewReader(must[[]byte](t)(h.Heads(t.Context()))))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	h.Tick(t.Context())
	if list := heads(); len(list) != 0 {
		t.Fatalf("a day that is not over has a head: %+v", list)
	}
	first := h.seq()
	today := must[[]byte](t)(h.Statement(buyer, id))

	h.clock.forward(72 * time.Hour) // two days without a block
	h.Tick(t.Context())
	h.delivered(t, buyer, seller, id, "mil_1")
	h.clock.forward(24 * time.Hour)
	h.Tick(t.Context())
	h.Tick(t.Context())
	list := heads()
	if len(list) != 2 || list[1].Date != "2026-11-21" || list[1].Seq != first || list[0].Date != "2026-11-24" || list[0].Seq <= first {
		t.Fatalf("heads %+v", list)
	}
	later := must[[]byte](t)(h.Statement(buyer, id))

	other, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []struct {
		name string
		file []byte
		by   Trust
		want error
	}{
		{"a statement of today is signed by itself", today, Trust{Key: key}, nil},
		{"not with another key", today, Trust{Key: other}, ledger.ErrOtherKey},
		{"the head of its day covers it", today, Trust{Heads: list[1:], Key: key}, nil},
		{"a later head does not", today, Trust{Heads: list[:1], Key: key}, ledger.ErrNotCovered},
		{"a later statement is signed by the head of its last day", later, Trust{Heads: list[:1], Key: key}, nil},
		{"and shows the block of an earlier head as well", later, Trust{Heads: list, Key: key}, nil},
		{"heads of another key are not believed", later, Trust{Heads: list, Key: other}, ledger.ErrOtherKey},
	} {
		t.Run(r.name, func(t *testing.T) {
			var words bytes.Buffer
			if err := VerifyStatementFile(bytes.NewReader(r.file), &words, r.by); !errors.Is(err, r.want) {
				t.Errorf("got %v, want %v\n%s", err, r.want, words.String())
			}
		})
	}

	var words bytes.Buffer
	if err := VerifyHeads(t.Context(), h.opt.DB, key, &words); err != nil || !strings.Contains(words.String(), "2 days") {
		t.Errorf("%v\n%s", err, words.String())
	}
	if err := VerifyHeads(t.Context(), h.opt.DB, other, &words); !errors.Is(err, ledger.ErrOtherKey) {
		t.Errorf("by another key: %v", err)
	}
	forged := list[0]
	forged.Date, forged.Seq = "2026-11-25", forged.Seq+1
	if err := h.heads.add(t.Context(), forged); err != nil {
		t.Fatal(err)
	}
	if err := VerifyHeads(t.Context(), h.opt.DB, nil, &words); !errors.Is(err, ledger.ErrSignature) {
		t.Errorf("a forged head: %v", err)
	}
}

func TestWithoutAKeyNothingIsSigned(t *testing.T) {
	h := open(t)
	buyer := person(t, "org_b", "b", actor.Buyer)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	h.clock.forward(48 * time.Hour)
	h.Tick(t.Context())
	if raw := must[[]byte](t)(h.Heads(t.Context())); !strings.Contains(string(raw), `"items": []`) {
		t.Errorf("%s", raw)
	}
	file := must[[]byte](t)(h.Statement(buyer, id))
	public, _, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := VerifyStatementFile(bytes.NewReader(file), &bytes.Buffer{}, Trust{}); err != nil {
		t.Error(err)
	}
	if err := VerifyStatementFile(bytes.NewReader(file), &bytes.Buffer{}, Trust{Key: public}); err == nil {
		t.Error("a statement without a signature satisfies who asks for one")
	}
}

func TestTheSigningKeyIsMadeOnceAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "signing.key")
	key, err := LoadSigningKey(path)
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadSigningKey(path)
	if err != nil || !again.Equal(key) {
		t.Fatalf("another key after the restart, %v", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the private key is %v, %v", info.Mode(), err)
	}
	raw, err := os.ReadFile(path + ".pub")
	if err != nil {
		t.Fatal(err)
	}
	public, err := ReadPublicKey(bytes.NewReader(raw))
	if err != nil || !public.Equal(key.Public()) {
		t.Errorf("the public key is another one, %v", err)
	}
	private, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, bad := range map[string][]byte{"nothing": nil, "no PEM": []byte("key"), "the private key": private, "a torn key": raw[:len(raw)/2]} {
		if _, err := ReadPublicKey(bytes.NewReader(bad)); !errors.Is(err, errKey) {
			t.Errorf("%s is read as a public key: %v", name, err)
		}
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadSigningKey(path); !errors.Is(err, errKey) {
		t.Errorf("a public key is read as the private one: %v", err)
	}
}
