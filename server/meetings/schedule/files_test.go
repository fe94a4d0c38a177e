package schedule

import (
	"bytes"
	"crypto/rand"
	"testing"

	"fairground/server/problem"
)

func TestAFileThatNoDocumentHoldsIsKeptInPieces(t *testing.T) {
	h := newHouse(t)
	s := h.planner.files
	data := make([]byte, 2*chunk+5)
	if _, err := rand.Read(data); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]byte{"large": data, "exact": data[:chunk], "empty": {}} {
		if err := s.write(t.Context(), "run_1", name, want); err != nil {
			t.Fatal(err)
		}
		got, err := s.read(t.Context(), "run_1", name)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, %v", name, len(got), err)
		}
	}
	if err := s.remove(t.Context(), "run_1", "exact"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.read(t.Context(), "run_1", "exact"); problem.Code(err) != noFile {
		t.Errorf("%v", err)
	}
	if got, err := s.read(t.Context(), "run_1", "large"); err != nil || len(got) != len(data) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

func TestADamagedFileIsAnError(t *testing.T) {
	good, err := pack(Plan{Cast: Cast{Zone: "UTC"}})
	if err != nil {
		t.Fatal(err)
	}
	var p Plan
	if err := unpack(good, &p); err != nil || p.Cast.Zone != "UTC" {
		t.Fatalf("%+v %v", p, err)
	}
	for name, data := range map[string][]byte{"nothing": nil, "half": good[:len(good)/2], "words": []byte("no file")} {
		if err := unpack(data, &p); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
