package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// railCommand runs the sandbox rail as a process of its own, with its own book: what a bank is to the program, without any
// money in it.
func railCommand() *cobra.Command {
	var listen, data, secretFile, faults, day string
	var seed uint64
	cmd := &cobra.Command{
		Use: "rail", Short: "Run the sandbox payment rail as a process of its own (no real money)", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			f, err := rail.ParseFaults(faults)
			if err != nil {
				return fmt.Errorf("--faults: %w", err)
			}
			secret, err := readSecret(secretFile)
			if err != nil {
				return err
			}
			book, err := rail.Open(rail.Settings{Journal: filepath.Join(data, "book"), Seed: seed, Faults: f, Day: statement.Format(day), Now: time.Now})
			if err != nil {
				return err //nolint:wrapcheck // it says what it opened
			}
			return errors.Join(serveRail(cmd.Context(), cmd, book, listen, secret), book.Close())
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&listen, "listen", "127.0.0.1:7070", "host:port for servers of the exhibition")
	flags.StringVar(&data, "data", "rail", "folder of the rail's book")
	flags.StringVar(&secretFile, "secret-file", "", "file with the secret of at least 16 bytes that signs every request and answer")
	flags.StringVar(&faults, "faults", "", "what goes wrong how often, such as duplicate=0.01,late=0.05,reorder=0.05,reverse=0.001,wrong=0.001,lostack=0.01")
	flags.Uint64Var(&seed, "seed", 1, "decides what goes wrong")
	flags.StringVar(&day, "statement", string(statement.Camt053), "format of the statement at the end of a day (UTC): camt.053, mt940 or csv")
	return cmd
}

func serveRail(ctx context.Context, cmd *cobra.Command, book *rail.Sandbox, listen string, secret []byte) error {
	handler, err := rail.Handler(book, secret)
	if err != nil {
		return fmt.Errorf("--secret-file: %w", err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	if _, err := fmt.Fprintf(cmd.OutOrStdout(), "rail: http://%s (%s)\n", listener.Addr(), rail.SandboxNotice); err != nil {
		return errors.Join(fmt.Errorf("say where it listens: %w", err), listener.Close())
	}
	server := rail.Server(handler)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err = <-ended:
	case <-ctx.Done():
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), drainWithin)
		defer cancel()
		err = errors.Join(server.Shutdown(within), <-ended)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve the rail: %w", err)
}

// readSecret reads a secret that a person has put into a file; white space around it is none of it.
func readSecret(file string) ([]byte, error) {
	if file == "" {
		return nil, errors.New("--secret-file names the file with the secret that the rail and its servers share")
	}
	text, err := os.ReadFile(file) //nolint:gosec // the operator names it
	if err != nil {
		return nil, fmt.Errorf("read the secret: %w", err)
	}
	return []byte(strings.TrimSpace(string(text))), nil
}

// openRail dials the rail of the configuration, or opens the same counterpart inside the process: its book lies beside the
// embedded database, and with a database elsewhere it lasts as long as the process.
func (c *Config) openRail(ctx context.Context, now func() time.Time) (rail.Rail, func() error, error) {
	if c.Rail != "" {
		secret, err := readSecret(c.RailSecret)
		if err != nil {
			return nil, nil, err
		}
		client, err := rail.Dial(ctx, c.Rail, secret, now)
		if err != nil {
			return nil, nil, fmt.Errorf("--rail: %w", err)
		}
		return client, func() error { client.Close(); return nil }, nil
	}
	s := rail.Settings{Now: now}
	if c.MongoURI == "" {
		s.Journal = filepath.Join(filepath.Clean(c.Data), "rail", "book")
	}
	book, err := rail.Open(s)
	if err != nil {
		return nil, nil, err //nolint:wrapcheck // it says what it opened
	}
	return book, book.Close, nil
}
