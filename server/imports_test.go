package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The dependency rule: a package imports only packages that stand above it in
// this list. The files themselves are read, tests included, because a version
// that asked the go command passed from its test cache while the rule was broken.
var places = []string{
	"rooms", "matchmaking", "static",
	"server/problem", "server/money", "server/actor", "server/lang", "server/db", "server/bus", "server/audit", "server/api", "server/sheet",
	"server/notify", "server/accounts",
	"server/settlement/ledger", "server/settlement/statement", "server/settlement/rail", "server/settlement/screening", "server/settlement/paper",
	"server/settlement",
	"server/logistics", "server/exhibition", "server/meetings", "server/meetings/schedule", "server/conference", "server/deals", "server/insight", "server/demo",
	"server",
}

// homes says where a library may be imported. A file is named by its path
// below the top level; a home is a prefix of it, or a suffix if it begins with *.
var homes = []struct {
	library, sentence string
	homes             []string
}{
	{
		"go.mongodb.org/mongo-driver", "the MongoDB driver lives in server/db and in the stores",
		[]string{"server/db/", "*/store.go", "*_store.go", "*/store_test.go", "*_store_test.go"},
	},
	{
		"fairground/server/api", "the HTTP edge is spoken to in the routes and in package main",
		[]string{"server/api/", "*/routes.go", "*_routes.go", "*/routes_test.go", "*_routes_test.go", "server/*.go"},
	},
	{
		"github.com/gofiber/", "Fiber lives in server, server/api and server/conference",
		[]string{"server/*.go", "server/api/", "server/conference/"},
	},
	{"github.com/danielgtaylor/huma", "Huma lives in server/api", []string{"server/api/"}},
	{"github.com/pion/", "pion lives below rooms; tests elsewhere drive rooms through rooms/roomstest", []string{"rooms/"}},
	{"github.com/nats-io/", "NATS lives in server/bus", []string{"server/bus/"}},
}

func TestImports(t *testing.T) {
	for _, complaint := range complaints(t, os.DirFS("..")) {
		t.Error(complaint)
	}
}

// complaints reads every Go file below the top level and says which import
// breaks the rule.
func complaints(t *testing.T, top fs.FS) []string {
	t.Helper()
	var list []string
	err := fs.WalkDir(top, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if strings.HasPrefix(d.Name(), ".") && file != "." || d.Name() == "node_modules" || d.Name() == "testdata" {
				return fs.SkipDir
			}
			if _, err := fs.Stat(top, path.Join(file, "go.mod")); err == nil && file != "." {
				return fs.SkipDir // a module of its own
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") {
			return nil
		}
		source, err := fs.ReadFile(top, file)
		if err != nil {
			return err
		}
		list = append(list, judge(t, file, source)...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func judge(t *testing.T, file string, source []byte) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	from := place(path.Dir(file))
	if from < 0 {
		return []string{fmt.Sprintf("%s stands in a folder without a place: give %s one in the list of places", file, path.Dir(file))}
	}
	var list []string
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if folder, ours := strings.CutPrefix(imported, "fairground/"); ours {
			switch to := place(folder); {
			case to < 0:
				list = append(list, fmt.Sprintf("%s imports %s, which has no place in the list of places", file, imported))
			case to > from:
				list = append(list, fmt.Sprintf("%s imports %s, but %s stands below %s: declare an interface and wire it in app.go", file, imported, places[to], places[from]))
			}
		}
		for _, h := range homes {
			if (imported == h.library || strings.HasPrefix(imported, strings.TrimSuffix(h.library, "/")+"/")) && !lives(file, h.homes) {
				list = append(list, fmt.Sprintf("%s imports %s, but %s", file, imported, h.sentence))
			}
		}
	}
	return list
}

// place is the index of the longest place that holds the folder, -1 if none
// does. Package main is only the folder server itself.
func place(folder string) int {
	best := -1
	for i, p := range places {
		inside := folder == p || p != "server" && strings.HasPrefix(folder, p+"/")
		if inside && (best < 0 || len(p) > len(places[best])) {
			best = i
		}
	}
	return best
}

func lives(file string, homes []string) bool {
	return slices.ContainsFunc(homes, func(home string) bool {
		if strings.HasSuffix(home, "/*.go") {
			return path.Dir(file) == strings.TrimSuffix(home, "/*.go")
		}
		if suffix, ok := strings.CutPrefix(home, "*"); ok {
			return strings.HasSuffix(file, suffix)
		}
		return strings.HasPrefix(file, home)
	})
}

func TestImportsComplainsWithASentence(t *testing.T) {
	rows := []struct{ name, file, imports, want string }{
		{"a feature that reaches below itself", "server/accounts/accounts.go", "fairground/server/deals", "server/deals stands below server/accounts"},
		{"the driver outside of a store", "server/deals/deals.go", "go.mongodb.org/mongo-driver/v2/mongo", "the MongoDB driver lives in"},
		{"an engine that knows the program", "rooms/room.go", "fairground/server/db", "server/db stands below rooms"},
		{"the edge in a rule", "server/deals/deals.go", "fairground/server/api", "the HTTP edge is spoken to in the routes"},
		{"pion in a test of a feature", "server/conference/room_test.go", "github.com/pion/webrtc/v4", "pion lives below rooms"},
		{"a folder that nobody placed", "server/common/x.go", "fmt", "without a place"},
		{"the ledger that knows its feature", "server/settlement/ledger/log.go", "fairground/server/settlement", "stands below server/settlement/ledger"},
		{"and silence for what is allowed", "server/deals/store.go", "go.mongodb.org/mongo-driver/v2/mongo", ""},
		{"and for the WebSocket's home", "server/conference/socket.go", "github.com/gofiber/contrib/websocket", ""},
		{"and for package main", "server/app.go", "fairground/server/deals", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			source := fmt.Sprintf("package x\nimport _ %q\n", row.imports)
			got := strings.Join(judge(t, row.file, []byte(source)), "\n")
			if row.want == "" && got != "" || !strings.Contains(got, row.want) {
				t.Errorf("complaint %q, want %q", got, row.want)
			}
		})
	}
}

func TestEveryFolderSaysWhatItIs(t *testing.T) {
	said := map[string]bool{}
	err := filepath.WalkDir("..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && d.Name() != ".." || d.Name() == "node_modules" || d.Name() == "testdata") {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		folder := filepath.Dir(file)
		said[folder] = said[folder] || parsed.Doc != nil
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for folder, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment: say what it is and what it does not know", folder)
		}
	}
}
