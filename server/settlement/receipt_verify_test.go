package settlement

import (
	"bytes"
	"strings"
	"testing"

	"fairground/server/actor"
	"fairground/server/settlement/ledger"
)

// aReceipt is one of a house as JSON.
func aReceipt(t testing.TB) []byte {
	t.Helper()
	h := open(t)
	buyer := person(t, "org_b", "b", actor.Buyer)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	return must[DocumentFile](t)(h.Document(buyer, id, Which{Kind: "receipt"}, "en", "json")).Body
}

func TestAReceiptIsVerifiedWithNothingElse(t *testing.T) {
	genuine := string(aReceipt(t))
	for _, r := range []struct{ name, old, now, want string }{
		{"as it was issued", "", "", ""},
		{"with another amount", `"4040.00"`, `"9040.00"`, "says something else"},
		{"with another number", `"number": "RC-`, `"number": "RC-9`, "another place"},
		{"with another block", `"block": `, `"block": 9`, "another place"},
		{"with another currency", `"currency": "CNY"`, `"currency": "EUR"`, "currency"},
		{"with another bank reference in its entry", `"rail": "sandbox"`, `"rail": "another"`, "does not end in the root"},
		{"with another time of its block", `"t": `, `"t": 1`, "does not hash"},
		{"without its entry", `"record"`, `"records"`, "no receipt with a proof"},
		{"of another kind", `"kind": "receipt"`, `"kind": "invoice"`, "no receipt with a proof"},
	} {
		t.Run(r.name, func(t *testing.T) {
			var words bytes.Buffer
			err := VerifyReceiptFile(strings.NewReader(strings.Replace(genuine, r.old, r.now, 1)), &words, Trust{})
			switch {
			case r.want == "" && (err != nil || !strings.Contains(words.String(), "CNY 4,040.00") || !strings.Contains(words.String(), "no real money")):
				t.Errorf("%v\n%s", err, words.String())
			case r.want != "" && (err == nil || !strings.Contains(err.Error(), r.want)):
				t.Errorf("%v, want %q", err, r.want)
			}
		})
	}
}

func TestAReceiptIsHeldAgainstTheHeadOfItsDay(t *testing.T) {
	h, key := openSigned(t)
	buyer := person(t, "org_b", "b", actor.Buyer)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	file := must[DocumentFile](t)(h.Document(buyer, id, Which{Kind: "receipt"}, "en", "json")).Body
	own, err := ledger.SignHead(h.opt.SigningKey, "2026-11-21", h.seq(), headOf(h), h.clock.now())
	if err != nil {
		t.Fatal(err)
	}
	if err := VerifyReceiptFile(bytes.NewReader(file), &bytes.Buffer{}, Trust{Key: key, Heads: []ledger.SignedHead{own}}); err != nil {
		t.Error(err)
	}
	own.Hash[0] ^= 1
	if err := VerifyReceiptFile(bytes.NewReader(file), &bytes.Buffer{}, Trust{Key: key, Heads: []ledger.SignedHead{own}}); err == nil {
		t.Error("a forged head covers the receipt")
	}
}

func headOf(h *house) (hash ledger.Hash) {
	h.engine.View(func(st *ledger.State) { hash = st.Head })
	return hash
}

func FuzzReadReceipt(f *testing.F) {
	genuine := aReceipt(f)
	f.Add(genuine)
	f.Add([]byte(`{"format":"fairground.document/1","kind":"receipt","proof":{"record":{}}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if p, d, err := readReceipt(raw); err == nil && (len(d.Totals) != 1 || p.Header.Sum() != p.Header.Hash) {
			t.Errorf("%s holds", raw)
		}
	})
}
