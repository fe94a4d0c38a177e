package ledger

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"time"
)

// signer is a key that is the same in every run.
func signer(fill byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{fill}, ed25519.SeedSize))
}

func publicOf(t testing.TB, k ed25519.PrivateKey) ed25519.PublicKey {
	t.Helper()
	p, ok := k.Public().(ed25519.PublicKey)
	if !ok {
		t.Fatal("no public key")
	}
	return p
}

func head(t testing.TB, b Block) SignedHead {
	t.Helper()
	h, err := SignHead(signer(1), "2026-11-22", b.Seq, b.Hash, time.Date(2026, 11, 23, 0, 0, 1, 500, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestASignedHeadIsBelievedOnlyAsItWasSigned(t *testing.T) {
	mine, other := publicOf(t, signer(1)), publicOf(t, signer(2))
	rows := []struct {
		name    string
		trusted ed25519.PublicKey
		touch   func(*SignedHead)
		want    error
	}{
		{"as it was signed", mine, func(*SignedHead) {}, nil},
		{"by the key it names, if nobody says which to trust", nil, func(*SignedHead) {}, nil},
		{"not by another key", other, func(*SignedHead) {}, ErrOtherKey},
		{"not of another block", mine, func(h *SignedHead) { h.Seq++ }, ErrSignature},
		{"nor of another hash", mine, func(h *SignedHead) { h.Hash[31] ^= 1 }, ErrSignature},
		{"nor of another day", mine, func(h *SignedHead) { h.Date = "2026-11-23" }, ErrSignature},
		{"nor of another instant", mine, func(h *SignedHead) { h.At = h.At.Add(time.Millisecond) }, ErrSignature},
		{"nor under another name of the key", nil, func(h *SignedHead) { h.KeyID = KeyID(other) }, ErrSignature},
		{"nor with another key put in", nil, func(h *SignedHead) { h.Public, h.KeyID = Hash(other), KeyID(other) }, ErrSignature},
		{"nor with another signature", mine, func(h *SignedHead) { h.Signature[0] ^= 1 }, ErrSignature},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			h := head(t, sample(t, 3)[0])
			row.touch(&h)
			if err := h.Verify(row.trusted); !errors.Is(err, row.want) {
				t.Errorf("got %v, want %v", err, row.want)
			}
		})
	}
}

func TestAStatementIsProvedByASignedHead(t *testing.T) {
	blocks := sample(t, 3)
	log := &memory{blocks: blocks}
	s := NewState()
	for _, b := range blocks {
		if _, err := s.Replay(b); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range s.Orders() {
		o, _ := s.Order(id)
		fresh := func() Statement {
			st, err := NewStatement(t.Context(), log, o, s.Trail(id))
			if err != nil {
				t.Fatal(err)
			}
			return st
		}
		st := fresh()
		lastOwn := st.Headers[len(st.Headers)-1].Seq
		late := head(t, blocks[len(blocks)-1])
		if err := st.Sign(context.Background(), log, late); err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(st)
		if err != nil {
			t.Fatal(err)
		}
		var words bytes.Buffer
		back, err := VerifyStatement(bytes.NewReader(raw), &words)
		if err != nil || !strings.Contains(words.String(), late.KeyID) {
			t.Fatalf("order %s: %v\n%s", id, err, words.String())
		}
		if err := back.Covers(late, publicOf(t, signer(1))); err != nil {
			t.Error(err)
		}
		forged := late
		forged.Hash[0] ^= 1
		if err := back.Covers(forged, nil); !errors.Is(err, ErrSignature) {
			t.Errorf("a forged head: %v", err)
		}
		fork, err := SignHead(signer(1), "", lastOwn, Hash{1}, late.At)
		if err != nil {
			t.Fatal(err)
		}
		if err := back.Covers(fork, nil); !errors.Is(err, ErrBroken) {
			t.Errorf("a signed head of another log: %v", err)
		}
		if st.Headers[0].Seq > 1 {
			if err := back.Covers(head(t, blocks[0]), nil); !errors.Is(err, ErrNotCovered) {
				t.Errorf("a head before the order: %v", err)
			}
		}
		again := fresh()
		if err := again.Sign(context.Background(), log, fork); !errors.Is(err, ErrNotCovered) {
			t.Errorf("signed with a head of another log: %v", err)
		}
		if lastOwn > 1 {
			if err := again.Sign(context.Background(), log, head(t, blocks[lastOwn-2])); !errors.Is(err, ErrNotCovered) {
				t.Errorf("signed with a head before the last entry: %v", err)
			}
		}
		st.Signed.Seq--
		if raw, err = json.Marshal(st); err != nil {
			t.Fatal(err)
		}
		if _, err := VerifyStatement(bytes.NewReader(raw), io.Discard); err == nil {
			t.Error("a statement with a head of another block verifies")
		}
	}
}

func TestHeadsAreReadAsOneOrAsAList(t *testing.T) {
	h := head(t, sample(t, 3)[0])
	one, err := json.Marshal(h)
	if err != nil {
		t.Fatal(err)
	}
	list := append(append([]byte(`{"items":[`), one...), []byte(`]}`)...)
	for _, raw := range [][]byte{one, list} {
		heads, err := ReadHeads(bytes.NewReader(raw))
		if err != nil || len(heads) != 1 || heads[0] != h || heads[0].Verify(nil) != nil {
			t.Errorf("%s: %+v, %v", raw, heads, err)
		}
	}
	for _, raw := range []string{"", "null", `{"items":[{"seq":1}]}`, strings.Replace(string(one), `"seq"`, `"Seq"`, 1), string(one) + "x"} {
		if heads, err := ReadHeads(strings.NewReader(raw)); err == nil {
			t.Errorf("%q gave %+v", raw, heads)
		}
	}
}

func FuzzReadHeads(f *testing.F) {
	h, err := SignHead(signer(1), "2026-11-22", 7, Hash{7}, time.Unix(1, 0))
	if err != nil {
		f.Fatal(err)
	}
	raw, err := json.Marshal(h)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"items":[` + string(raw) + `]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		heads, err := ReadHeads(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, read := range heads {
			if read.Verify(publicOf(t, signer(1))) == nil && read != h {
				t.Errorf("another head under the same key: %+v", read)
			}
		}
	})
}
