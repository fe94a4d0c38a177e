package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/spf13/cobra"

	"fairground/server/db"
	"fairground/server/meetings/schedule"
	"fairground/server/settlement"
)

func verifyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "verify", Short: "Recompute a statement, the whole ledger or a timetable and say what was checked"}
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
		verifyScheduleCommand(),
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

func verifyScheduleCommand() *cobra.Command {
	var table string
	cmd := &cobra.Command{
		Use: "schedule FILE", Short: "Verify the certificate of a timetable, without any solver or database", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) (err error) {
			certificate, err := os.Open(args[0])
			if err != nil {
				return fmt.Errorf("open the certificate: %w", err)
			}
			defer func() { err = errors.Join(err, certificate.Close()) }()
			var csv io.Reader
			if table != "" {
				file, err := os.Open(table) //nolint:gosec // whoever starts the program names the file
				if err != nil {
					return fmt.Errorf("open the table: %w", err)
				}
				defer func() { err = errors.Join(err, file.Close()) }()
				csv = file
			}
			return schedule.VerifyFile(certificate, csv, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&table, "csv", "", "an exported table, which has to say the same")
	return cmd
}
