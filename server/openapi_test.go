package main

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"
)

// TestGoldenOpenAPI keeps the contract with the clients: a change of the API is
// a change of this file, seen in review. UPDATE_GOLDEN=1 writes it anew.
func TestGoldenOpenAPI(t *testing.T) {
	const golden = "testdata/openapi.json"
	got, err := document(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the API has changed: look at the difference of `go run ./server openapi` to %s, then run `make golden`", golden)
	}
	var doc struct{ Paths map[string]any }
	if err := json.Unmarshal(got, &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Paths) < 40 {
		t.Errorf("the document has %d paths, fewer than a fair needs", len(doc.Paths))
	}
}
