package db

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"

	"fairground/server/db/embedded"
)

// ErrNotLoopback refuses an address others could reach.
var ErrNotLoopback = errors.New("the embedded database asks nobody for a password, so it listens only on a loopback address such as 127.0.0.1:27017")

// Serve opens a data folder and answers MongoDB's tools (mongosh, Compass, mongodump) on a loopback address until ctx
// ends. The folder must not be in use: a running program holds its own. Any other address is ErrNotLoopback.
func Serve(ctx context.Context, dir, listen string, logger *slog.Logger) (err error) {
	if dir == "" {
		return errors.New("a data folder is needed")
	}
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return fmt.Errorf("read listen address: %w", err)
	}
	// Only literal addresses: a name may resolve to something else tomorrow.
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("listen on %q: %w", listen, ErrNotLoopback)
	}
	engine, err := embedded.Open(embedded.Options{Dir: dir, Logger: logger})
	if err != nil {
		return fmt.Errorf("open data folder: %w", err)
	}
	defer func() { err = errors.Join(err, engine.Close()) }()
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	if logger != nil {
		logger.LogAttrs(ctx, slog.LevelInfo, "database is served to tools", slog.String("uri", "mongodb://"+listener.Addr().String()+"/?directConnection=true"))
	}
	served := make(chan error, 1)
	go func() { served <- engine.Serve(listener) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
		return errors.Join(engine.Close(), <-served)
	}
}
