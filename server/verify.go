package main

import (
	"context"
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
	cmd := &cobra.Command{Use: "verify", Short: "Recompute a statement, a receipt, the whole ledger or a timetable and say what was checked"}
	cmd.AddCommand(
		verifyStatementCommand(),
		verifyReceiptCommand(),
		verifyLedgerCommand(),
		verifyScheduleCommand(),
	)
	return cmd
}

func verifyLedgerCommand() *cobra.Command {
	var c Config
	var heads bool
	var key, file, export string
	cmd := &cobra.Command{
		Use: "ledger", Short: "Verify every block of the ledger", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if file != "" {
				return verifyExport(cmd.Context(), file, cmd.OutOrStdout())
			}
			d, err := db.Open(cmd.Context(), db.Config{URI: c.MongoURI, Dir: c.Data, Name: c.Database})
			if err != nil {
				return fmt.Errorf("open the database: %w", err)
			}
			defer func() { err = errors.Join(err, d.Close(cmd.Context())) }()
			if err := settlement.VerifyLedger(cmd.Context(), d, cmd.OutOrStdout()); err != nil {
				return err
			}
			if export != "" {
				if err := exportLedger(cmd.Context(), d, export); err != nil {
					return err
				}
			}
			if !heads {
				return nil
			}
			public, err := publicKey(key)
			if err != nil {
				return err
			}
			return settlement.VerifyHeads(cmd.Context(), d, public, cmd.OutOrStdout())
		},
	}
	cmd.Flags().StringVar(&file, "file", "", "an export to verify, without any database")
	cmd.Flags().StringVar(&export, "export", "", "also write the ledger to this file, one block a line")
	cmd.Flags().BoolVar(&heads, "heads", false, "also verify the signed head of each day")
	cmd.Flags().StringVar(&key, "key", "", "PEM file with the public key that has to have signed the heads")
	c.bind(cmd, slog.LevelInfo)
	return cmd
}

func verifyExport(ctx context.Context, name string, out io.Writer) (err error) {
	file, err := os.Open(name) //nolint:gosec // whoever starts the program names the file
	if err != nil {
		return fmt.Errorf("open the export: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return settlement.VerifyLedgerFile(ctx, file, out)
}

func exportLedger(ctx context.Context, d *db.DB, name string) (err error) {
	file, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600) //nolint:gosec // whoever starts the program names the file
	if err != nil {
		return fmt.Errorf("create the export: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return settlement.ExportLedger(ctx, d, file)
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
