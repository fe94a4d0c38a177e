package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"

	"github.com/spf13/cobra"

	"fairground/server/db"
)

func serveCommand() *cobra.Command {
	var c Config
	cmd := &cobra.Command{
		Use: "serve", Short: "Serve exhibitions", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), &slog.HandlerOptions{Level: c.LogLevel}))
			return withApp(cmd.Context(), c, log, func(_ context.Context, _ *app, base string) error {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), "Fairground is open at", base)
				return err
			})
		},
	}
	c.bind(cmd, slog.LevelInfo)
	return cmd
}

// withApp opens the program, calls ready once it can answer, and serves until
// ctx ends. The listener stands before the program is wired, because links need
// its address; whoever connects in between waits.
func withApp(ctx context.Context, c Config, log *slog.Logger, ready func(ctx context.Context, a *app, base string) error) error {
	if err := c.check(); err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	base := c.base(listener.Addr())
	a, err := newApp(ctx, c, base, log)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := ready(ctx, a, base); err != nil {
		return errors.Join(err, listener.Close(), a.close(context.WithoutCancel(ctx)))
	}
	return a.serve(ctx, listener)
}

func openapiCommand() *cobra.Command {
	return &cobra.Command{
		Use: "openapi", Short: "Print the OpenAPI document", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			doc, err := document(cmd.Context())
			if err != nil {
				return err
			}
			_, err = cmd.OutOrStdout().Write(doc)
			return err
		},
	}
}

// document is the OpenAPI document of a program on an empty folder.
func document(ctx context.Context) (doc []byte, err error) {
	dir, err := os.MkdirTemp("", "fairground-openapi-")
	if err != nil {
		return nil, fmt.Errorf("make a folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	a, err := newApp(ctx, Config{Listen: "127.0.0.1:0", Media: "127.0.0.1:0", Data: dir, Database: "fairground"}, "http://127.0.0.1", slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, a.close(ctx)) }()
	return a.api.Document()
}

func databaseCommand() *cobra.Command {
	var dir, listen string
	cmd := &cobra.Command{
		Use: "db", Short: "Serve a data folder to MongoDB tools on a loopback port", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			log := slog.New(slog.NewTextHandler(cmd.ErrOrStderr(), nil))
			return db.Serve(cmd.Context(), dir, listen, log)
		},
	}
	cmd.Flags().StringVar(&dir, "data", "data", "folder of the embedded database")
	cmd.Flags().StringVar(&listen, "listen", "127.0.0.1:27017", "loopback host:port; the engine has no authentication, so it takes no other")
	return cmd
}
