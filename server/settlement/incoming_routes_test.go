package settlement

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// post sends a file as a bank gave it.
func (w *wire) post(token, kind string, data []byte) (int, string) {
	w.t.Helper()
	r := httptest.NewRequestWithContext(w.t.Context(), http.MethodPost, "http://fair.test/api/v1/statements", strings.NewReader(string(data)))
	r.Header.Set("Authorization", "Bearer "+token)
	r.Header.Set("Content-Type", kind)
	res, err := w.api.Test(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return res.StatusCode, string(raw)
}

func TestFilesOfBanksOverHTTP(t *testing.T) {
	w := serve(t)
	file := csv(t, ours(1, 0, statement.Line{Amount: cny(70), Ref: "R1"}, statement.Line{Amount: cny(-3), Ref: "R2"}))
	status, first := w.post("maker", "text/csv", file)
	if status != 201 || !strings.Contains(first, `"new":2`) {
		t.Fatalf("got %d %s", status, first)
	}
	if status, again := w.post("checker", "text/csv", file); status != 201 || again != strings.Replace(first, "{", `{"known":true,`, 1) {
		t.Fatalf("the same file again: got %d %s", status, again)
	}
	for name, row := range map[string]struct {
		token, kind, data, code string
		status                  int
	}{
		"by a party":                        {"buyer", "text/csv", string(file), "role_missing", 403},
		"of a picture":                      {"maker", "image/png", string(file), "media_type", 415},
		"cut in the middle":                 {"maker", "text/csv", string(file[:len(file)/2]), "statement_truncated", 422},
		"corrected under the same number":   {"maker", "text/csv", strings.Replace(strings.Replace(string(file), "0.70", "0.71", 1), "0.67", "0.68", 1), "statement_corrected", 409},
		"with more decimals than there are": {"maker", "text/csv", strings.Replace(string(file), "0.70", "0.701", 1), "amount_too_precise", 422},
	} {
		if status, body := w.post(row.token, row.kind, []byte(row.data)); status != row.status || !strings.Contains(body, row.code) {
			t.Errorf("%s: got %d %s", name, status, body)
		}
	}
	_, list, _ := w.send("checker", "GET", "/exceptions?state=open", "")
	items, ok := list["items"].([]any)
	if !ok || len(items) != 3 {
		t.Fatalf("got %v", list)
	}
	id := ""
	for _, one := range items {
		if e, ok := one.(map[string]any); ok && e["kind"] == "line_unknown" {
			id, _ = e["id"].(string)
		}
	}
	resolve := "/exceptions/" + id + "/resolve"
	if status, _, _ := w.send("maker", "POST", resolve, `{"reason":"a fee"}`); status != 428 {
		t.Errorf("without the version seen: got %d", status)
	}
	status, done, tag := w.send("maker", "POST", resolve, `{"reason":"a fee"}`, "If-Match", `"1"`)
	if status != 200 || done["state"] != "resolved" || tag != `"2"` {
		t.Errorf("got %d %v %s", status, done, tag)
	}
	_, rails, _ := w.send("buyer", "GET", "/rails", "")
	if items, ok := rails["items"].([]any); !ok || len(items) != 1 || !strings.Contains(items[0].(map[string]any)["notice"].(string), rail.SandboxNotice) {
		t.Errorf("got %v", rails)
	}
	_, nostro, _ := w.send("maker", "GET", "/nostro", "")
	if items, ok := nostro["items"].([]any); !ok || len(items) != 1 || items[0].(map[string]any)["state"] != "differs" {
		t.Errorf("got %v", nostro)
	}
	_, statements, _ := w.send("maker", "GET", "/statements", "")
	if items, ok := statements["items"].([]any); !ok || len(items) != 1 {
		t.Errorf("got %v", statements)
	}
}
