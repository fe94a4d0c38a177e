package matchmaking_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"fairground/matchmaking"
	"fairground/matchmaking/bruteforce"
)

func certificate(t testing.TB) (matchmaking.Problem, matchmaking.Schedule, matchmaking.Proof, []byte) {
	t.Helper()
	p := bruteforce.Mixed(12, 6, 6, 8, 24)
	s, proof, err := matchmaking.Solve(context.Background(), p, matchmaking.Budget{Moves: 20_000}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := matchmaking.WriteCertificate(&file, p, s, proof); err != nil {
		t.Fatal(err)
	}
	return p, s, proof, file.Bytes()
}

func TestACertificateIsReadBackAndVerified(t *testing.T) {
	p, s, _, file := certificate(t)
	c, err := matchmaking.ReadCertificate(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	if err := matchmaking.Verify(c.Problem, c.Schedule, c.Proof); err != nil {
		t.Error(err)
	}
	var table bytes.Buffer
	if err := matchmaking.WriteScheduleCSV(&table, p, s); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&table).ReadAll()
	if err != nil || len(rows) != 1+len(p.Wishes) {
		t.Errorf("%d rows for %d wishes, %v", len(rows), len(p.Wishes), err)
	}
}

func TestWhatIsNoCertificateIsRefused(t *testing.T) {
	_, _, _, file := certificate(t)
	for name, bad := range map[string]string{
		"nothing":           "",
		"half of it":        string(file[:len(file)/2]),
		"two of them":       string(file) + string(file),
		"another format":    strings.Replace(string(file), "fairground-schedule/1", "fairground-schedule/9", 1),
		"an unknown field":  strings.Replace(string(file), `"format"`, `"more": 1, "format"`, 1),
		"a broken problem":  strings.Replace(string(file), `"minutes": 30`, `"minutes": 0`, 1),
		"a list for a name": strings.Replace(string(file), `"id": "per_0"`, `"id": []`, 1),
	} {
		if _, err := matchmaking.ReadCertificate(strings.NewReader(bad)); !errors.Is(err, matchmaking.ErrBadCertificate) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzCertificate reads what strangers send; whatever is read can be verified, explained and repaired without a panic.
func FuzzCertificate(f *testing.F) {
	_, _, _, file := certificate(f)
	f.Add(file)
	f.Add([]byte(`{"format":"fairground-schedule/1","problem":{"slots":[{"start":"2026-01-01T00:00:00Z","minutes":30,"day":""}],"people":[],"rooms":[],"wishes":[]},"schedule":{},"proof":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := matchmaking.ReadCertificate(bytes.NewReader(data))
		if err != nil {
			return
		}
		if len(c.Problem.Wishes) > 200 || len(c.Problem.People) > 200 {
			return
		}
		verified := matchmaking.Verify(c.Problem, c.Schedule, c.Proof)
		_, repair := matchmaking.NewRepairer(c.Problem, c.Schedule)
		if verified == nil && repair != nil {
			t.Errorf("a verified schedule cannot be repaired: %v", repair)
		}
		if _, err := json.Marshal(c); err != nil {
			t.Error(err)
		}
	})
}

// TestTheVerifierSharesNoCodeWithTheSearch reads the files: what verify*.go call or name of this package is declared in
// verify*.go, or is a plain type, a constant or an error of the problem and the schedule.
func TestTheVerifierSharesNoCodeWithTheSearch(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	functions, methods := map[string]string{}, map[string]string{}
	used := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		own := strings.HasPrefix(name, "verify")
		for _, d := range tree.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && !own {
				if f.Recv == nil {
					functions[f.Name.Name] = name
				} else {
					methods[f.Name.Name] = name
				}
			}
		}
		if !own {
			continue
		}
		for _, i := range tree.Imports {
			if strings.Contains(i.Path.Value, "fairground") {
				t.Errorf("%s imports %s", name, i.Path.Value)
			}
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if id, ok := call.Fun.(*ast.Ident); ok {
					used[id.Name] = name
				}
			}
			return true
		})
	}
	if len(used) == 0 || len(functions) == 0 || len(methods) == 0 {
		t.Fatal("nothing was read")
	}
	for id, file := range used {
		if other, shared := functions[id]; shared {
			t.Errorf("%s calls %s of %s", file, id, other)
		}
	}
}
