// Package spectest runs MongoDB's official CRUD and GridFS specification tests, which the driver's module carries together with their
// runner, against the embedded engine. It is a module of its own because the runner belongs to the driver's first major
// version, which nothing else here uses. It knows the engine only through a loopback port.
package spectest

import (
	"bytes"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/mongo/integration/mtest"
	"go.mongodb.org/mongo-driver/mongo/integration/unified"

	"fairground/server/db/embedded"
)

// refusal is in every answer in which the engine refuses by name.
var refusal = []byte("part of the subset")

// refusals counts such answers of all connections.
var refusals atomic.Int64

type watchedListener struct{ net.Listener }

func (l watchedListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return watchedConn{c}, err
}

type watchedConn struct{ net.Conn }

func (c watchedConn) Write(b []byte) (int, error) {
	if bytes.Contains(b, refusal) {
		refusals.Add(1)
	}
	return c.Conn.Write(b)
}

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	engine, err := embedded.Open(embedded.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	served := make(chan error, 1)
	go func() { served <- engine.Serve(watchedListener{listener}) }()
	// Setup asks for the kind of server before its own monitor may have heard from it; then it has to be asked again.
	const attempts = 20
	for range attempts {
		if err = mtest.Setup(mtest.NewSetupOptions().SetURI("mongodb://" + listener.Addr().String())); err == nil {
			break
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := mtest.Teardown(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if err := engine.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	if err := <-served; err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	return code
}

// driverDir is where the module cache has the driver and its test files.
func driverDir(t *testing.T) string {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Dir}}", "go.mongodb.org/mongo-driver").Output()
	if err != nil {
		t.Fatalf("find the driver's module: %v", err)
	}
	return strings.TrimSpace(string(out))
}

// counts are the outcomes of one folder's cases.
type counts struct{ total, passed, refused, failed int }

// specifications are the folders run, with the number of cases that pass; fewer is a step back.
var specifications = []struct {
	folder      string
	leastPassed int
}{
	{"crud/unified", 117},
	{"gridfs", 37},
}

func TestEveryFailureOfTheSpecificationsIsARefusalByName(t *testing.T) {
	dir := filepath.Join(driverDir(t), "testdata")
	for _, s := range specifications {
		files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(s.folder), "*.json"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no specification files in %s: %v", s.folder, err)
		}
		var c counts
		for _, file := range files {
			t.Run(s.folder+"/"+strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) { runFile(t, file, &c) })
		}
		fmt.Printf("%s: passed=%d refused=%d failed=%d skipped=%d\n", s.folder, c.passed, c.refused, c.failed, c.total-c.passed-c.refused-c.failed)
		if c.passed < s.leastPassed {
			t.Errorf("%s: %d cases pass, %d did before", s.folder, c.passed, s.leastPassed)
		}
	}
}

func runFile(t *testing.T, file string, c *counts) {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	requirements, cases := unified.ParseTestFile(t, content, false)
	c.total += len(cases)
	mt := mtest.New(t, mtest.NewOptions().RunOn(requirements...).CreateClient(false))
	for _, tc := range cases {
		options := mtest.NewOptions().RunOn(tc.RunOnRequirements...).CreateClient(false)
		mt.RunOpts(tc.Description, options, func(mt *mtest.T) {
			before := refusals.Load()
			err := tc.Run(mt)
			switch {
			case err == nil:
				c.passed++
			case refusals.Load() > before:
				c.refused++
				mt.Logf("refused: %v", err)
			default:
				c.failed++
				mt.Errorf("wrong answer: %v", err)
			}
		})
	}
}
