package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairground/matchmaking"
)

func TestATimetableIsVerifiedFromItsFilesAlone(t *testing.T) {
	day := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	p := matchmaking.Problem{Rooms: []matchmaking.Room{{ID: "t01", Slots: []int{0, 1}}}}
	for i := range 2 {
		p.Slots = append(p.Slots, matchmaking.Slot{Start: day.Add(time.Duration(i) * time.Hour), Minutes: 30, Day: "2026-11-23"})
	}
	for _, id := range []string{"per_a", "per_b", "per_c"} {
		p.People = append(p.People, matchmaking.Person{ID: id, Company: "org_" + id, Zone: "Europe/Berlin", Slots: []int{0, 1}})
	}
	for _, pair := range [][]string{{"per_a", "per_b"}, {"per_a", "per_c"}, {"per_b", "per_c"}} {
		p.Wishes = append(p.Wishes, matchmaking.Wish{ID: "w_" + pair[0] + pair[1], People: pair, Level: matchmaking.Must, Value: 4})
	}
	s, proof, err := matchmaking.Solve(t.Context(), p, matchmaking.Budget{Moves: 100, Workers: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var certificate, table bytes.Buffer
	if err := matchmaking.WriteCertificate(&certificate, p, s, proof); err != nil {
		t.Fatal(err)
	}
	if err := matchmaking.WriteScheduleCSV(&table, p, s); err != nil {
		t.Fatal(err)
	}
	file := func(name string, data []byte) string {
		path := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good, rows := file("good.json", certificate.Bytes()), file("good.csv", table.Bytes())
	mutated := file("bad.json", bytes.ReplaceAll(certificate.Bytes(), []byte(`"value": 1`), []byte(`"value": 0`)))
	for _, row := range []struct {
		name, want string
		args       []string
		ok         bool
	}{
		{"a certificate", "valid: 2 of 3 wishes met", []string{good}, true},
		{"with its table", "valid: 2 of 3 wishes met", []string{good, "--csv", rows}, true},
		{"a mutated one", "rejected", []string{mutated}, false},
		{"with another table", "the table has the meeting of", []string{good, "--csv", file("bad.csv", bytes.ReplaceAll(table.Bytes(), []byte("t01"), []byte("t02")))}, false},
		{"what is no certificate", "not a certificate", []string{rows}, false},
		{"a file that is not there", "open the certificate", []string{"/nonexistent"}, false},
		{"a table that is not there", "open the table", []string{good, "--csv", "/nonexistent"}, false},
	} {
		var out strings.Builder
		err := run(t.Context(), append([]string{"verify", "schedule"}, row.args...), func(string) string { return "" }, &out, io.Discard)
		if row.ok != (err == nil) || row.ok && !strings.Contains(out.String(), row.want) || !row.ok && !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v\n%s", row.name, err, out.String())
		}
	}
}
