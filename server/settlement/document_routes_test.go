package settlement

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fairground/server/settlement/ledger"
)

// fetch reads a file as a browser does.
func (w *wire) fetch(token, path string) (status int, header http.Header, body []byte) {
	w.t.Helper()
	r := httptest.NewRequestWithContext(w.t.Context(), http.MethodGet, "http://fair.test/api/v1"+path, nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := w.api.Test(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, res.Header, raw
}

func TestPapersOverHTTP(t *testing.T) {
	w := serve(t)
	id := must[string](t)(w.h.ImportDeal(t.Context(), deal(400_000)))
	papers := "/orders/" + id + "/documents"
	for _, r := range []struct {
		name, token, path string
		status            int
		media, begin      string
	}{
		{"the list", "seller", papers, 200, "application/json", `{`},
		{"a PDF unless something else is asked for", "buyer", papers + "/confirmation", 200, "application/pdf", "%PDF-"},
		{"in Chinese", "buyer", papers + "/confirmation?lang=zh-Hans", 200, "application/pdf", "%PDF-"},
		{"as JSON", "maker", papers + "/proforma?format=json", 200, "application/json", "{\n"},
		{"as CSV, which spreadsheets read as UTF-8", "checker", papers + "/statement?format=csv&lang=zh-Hans", 200, "text/csv", "\ufeff"},
		{"one that is not there", "buyer", papers + "/receipt", 404, "application/problem+json", "{"},
		{"a kind nobody knows", "buyer", papers + "/waybill", 422, "application/problem+json", "{"},
		{"a language nobody wrote papers in", "buyer", papers + "/statement?lang=ar", 422, "application/problem+json", "{"},
		{"a stranger", "stranger", papers + "/statement", 404, "application/problem+json", "{"},
		{"a stranger's list", "stranger", papers, 404, "application/problem+json", "{"},
		{"nobody", "", papers + "/statement", 401, "application/problem+json", "{"},
		{"the receipt of no payout", "buyer", "/payouts/pay_none/receipt", 404, "application/problem+json", "{"},
		{"signed heads are for everybody", "", "/ledger/heads", 200, "application/json", "{"},
	} {
		t.Run(r.name, func(t *testing.T) {
			status, header, raw := w.fetch(r.token, r.path)
			if media := header.Get("Content-Type"); status != r.status || !strings.HasPrefix(media, r.media) || !bytes.HasPrefix(raw, []byte(r.begin)) {
				t.Errorf("%d %s %.80q", status, media, raw)
			}
		})
	}
	_, header, first := w.fetch("buyer", papers+"/confirmation")
	_, again, second := w.fetch("seller", papers+"/confirmation")
	if tag := header.Get("ETag"); tag == "" || tag != again.Get("ETag") || !bytes.Equal(first, second) {
		t.Errorf("tags %q and %q over %d and %d bytes", tag, again.Get("ETag"), len(first), len(second))
	}
	if name := header.Get("Content-Disposition"); !strings.Contains(name, "oc-1.pdf") {
		t.Errorf("it is saved as %q", name)
	}
	_, _, raw := w.fetch("", "/ledger/heads")
	if heads, err := ledger.ReadHeads(bytes.NewReader(raw)); err != nil || len(heads) != 0 {
		t.Errorf("%+v, %v", heads, err)
	}
}
