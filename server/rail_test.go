package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/rail"
)

// startRail runs the command as main does and returns its address.
func startRail(t *testing.T, args ...string) (url string, stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := run(ctx, append([]string{"rail", "--listen", "127.0.0.1:0"}, args...), func(string) string { return "" }, in, io.Discard)
		_ = in.CloseWithError(io.EOF)
		done <- err
	}()
	line := make([]byte, 200)
	n, err := out.Read(line)
	if err != nil {
		t.Fatalf("it says nothing: %v", <-done)
	}
	_, url, _ = strings.Cut(string(line[:n]), "rail: ")
	url, notice, _ := strings.Cut(url, " ")
	if !strings.Contains(notice, rail.SandboxNotice) {
		t.Fatalf("it says %q", line[:n])
	}
	return url, func() {
		cancel()
		if err := <-done; err != nil {
			t.Fatal(err)
		}
	}
}

func TestARailOfItsOwnForgetsNothing(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	if err := os.WriteFile(secret, []byte("a secret of the tests\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := Config{RailSecret: secret}
	in := rail.Instruction{EndToEnd: "e1", Party: "org_b", Reference: "ord_1", Amount: money.Amount{Minor: 5, Currency: "CNY"}}
	for range 2 {
		url, stop := startRail(t, "--data", filepath.Join(dir, "rail"), "--secret-file", secret)
		c.Rail = url
		r, closeRail, err := c.openRail(t.Context(), time.Now)
		if err != nil {
			t.Fatal(err)
		}
		if ack, err := r.Collect(t.Context(), in); err != nil || ack.State != rail.Accepted {
			t.Fatalf("got %+v, %v", ack, err)
		}
		files, _, err := r.Poll(t.Context(), "")
		if err != nil || len(files) != 1 || strings.Count(string(files[0].Data), "<Ntry>") != 1 {
			t.Fatalf("got %d files, %v", len(files), err)
		}
		if err := closeRail(); err != nil {
			t.Fatal(err)
		}
		stop()
	}
}

func TestARailIsNotStartedWithoutItsSecret(t *testing.T) {
	short := filepath.Join(t.TempDir(), "short")
	if err := os.WriteFile(short, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"no secret": {}, "a secret that is not there": {"--secret-file", "/nonexistent"}, "a short secret": {"--secret-file", short, "--data", t.TempDir()},
		"an unknown fault": {"--faults", "fire=1"}, "an unknown format": {"--secret-file", short, "--statement", "pdf", "--data", t.TempDir()},
	} {
		err := run(t.Context(), append([]string{"rail", "--listen", "127.0.0.1:0"}, args...), func(string) string { return "" }, io.Discard, io.Discard)
		if err == nil {
			t.Errorf("%s: it runs", name)
		}
	}
	if _, _, err := (&Config{Rail: "http://127.0.0.1:1"}).openRail(t.Context(), time.Now); err == nil {
		t.Error("a server is opened without the secret of its rail")
	}
}
