package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"fairground/server/db"
	"fairground/server/settlement"
)

func verifyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "verify", Short: "Recompute a statement or the whole ledger and say what was checked"}
	cmd.AddCommand(
		&cobra.Command{
			Use: "statement FILE", Short: "Verify the statement of an order, without any database", Args: cobra.ExactArgs(1),
			RunE: func(cmd *cobra.Command, args []string) (err error) {
				file, err := os.Open(args[0])
				if err != nil {
					return fmt.Errorf("open the statement: %w", err)
				}
				defer func() { err = errors.Join(err, file.Close()) }()
				return settlement.VerifyStatementFile(file, cmd.OutOrStdout())
			},
		},
		verifyLedgerCommand(),
	)
	return cmd
}

func verifyLedgerCommand() *cobra.Command {
	var c Config
	cmd := &cobra.Command{
		Use: "ledger", Short: "Verify every block of the ledger", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			d, err := db.Open(cmd.Context(), db.Config{URI: c.MongoURI, Dir: c.Data, Name: c.Database})
			if err != nil {
				return fmt.Errorf("open the database: %w", err)
			}
			defer func() { err = errors.Join(err, d.Close(cmd.Context())) }()
			return settlement.VerifyLedger(cmd.Context(), d, cmd.OutOrStdout())
		},
	}
	c.bind(cmd, slog.LevelInfo)
	return cmd
}
