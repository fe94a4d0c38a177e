package crash

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"go.uber.org/goleak"

	"fairground/server/db"
)

// What a process that runs this binary again is told by its environment.
const (
	roleVariable   = "FAIRGROUND_CRASH_ROLE" // "db" or "server"
	listenVariable = "FAIRGROUND_CRASH_LISTEN"
	dirVariable    = "FAIRGROUND_CRASH_DIR"
	uriVariable    = "FAIRGROUND_CRASH_URI"
	staleVariable  = "FAIRGROUND_CRASH_STALE" // reads do not look for what other servers have written: a planted bug
)

func TestMain(m *testing.M) {
	ctx := context.Background()
	var err error
	switch os.Getenv(roleVariable) {
	case "db":
		err = db.Serve(ctx, os.Getenv(dirVariable), os.Getenv(listenVariable), slog.New(slog.DiscardHandler))
	case "server":
		err = serve(ctx, os.Getenv(uriVariable), os.Getenv(listenVariable), os.Getenv(staleVariable) != "")
	default:
		goleak.VerifyTestMain(m)
		return
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// process is a program that is started again and again on the same address.
type process struct {
	t      *testing.T
	addr   string
	env    []string
	cmd    *exec.Cmd
	output bytes.Buffer
}

// launch starts a process in a role and waits until it answers.
func launch(t *testing.T, role string, env ...string) *process {
	t.Helper()
	p := &process{t: t, addr: freeAddress(t)}
	p.env = append(os.Environ(), append(env, roleVariable+"="+role, listenVariable+"="+p.addr)...)
	p.start()
	p.await()
	t.Cleanup(p.kill)
	return p
}

func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

func (p *process) start() {
	p.t.Helper()
	p.output.Reset()
	p.cmd = exec.Command(os.Args[0], "-test.run=^$")
	p.cmd.Env = p.env
	p.cmd.Stderr = &p.output
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
}

// await returns when the process takes connections.
func (p *process) await() {
	p.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		conn, err := net.DialTimeout("tcp", p.addr, time.Second)
		if err == nil {
			_ = conn.Close()
			return
		}
	}
	p.kill()
	p.t.Fatalf("a process does not answer on %s: %s", p.addr, p.output.String())
}

// kill is kill -9.
func (p *process) kill() {
	if p.cmd == nil {
		return
	}
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
	p.cmd = nil
}

func (p *process) uri() string { return "mongodb://" + p.addr + "/?directConnection=true" }

// database starts a database process on an empty folder.
func database(t *testing.T) *process {
	t.Helper()
	return launch(t, "db", dirVariable+"="+t.TempDir())
}

// connected opens the database of a process from within the test.
func connected(t *testing.T, uri, name string) *db.DB {
	t.Helper()
	d, err := db.Open(t.Context(), db.Config{URI: uri, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := d.Close(ctx); err != nil && !errors.Is(err, net.ErrClosed) {
			t.Logf("close database: %v", err)
		}
	})
	return d
}

// size reads how much a target of the Makefile asks for; without it tests are small.
func size(t *testing.T, variable string, small int) int {
	t.Helper()
	s := os.Getenv(variable)
	if s == "" {
		return small
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q is no size", variable, s)
	}
	return n
}
