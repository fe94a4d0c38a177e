package main

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
)

// verifyStatementCommand checks a statement with nothing but what its reader has kept: heads, and the key that signs them.
func verifyStatementCommand() *cobra.Command {
	var heads, key string
	cmd := &cobra.Command{
		Use: "statement FILE", Short: "Verify the statement of an order, without any database", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			by, err := trusted(heads, key)
			if err != nil {
				return err
			}
			return reading("the statement", args[0], func(r io.Reader) error { return settlement.VerifyStatementFile(r, cmd.OutOrStdout(), by) })
		},
	}
	trustFlags(cmd, &heads, &key)
	return cmd
}

// publicKey reads the key of a file, nil if none is named.
func publicKey(path string) (key ed25519.PublicKey, err error) {
	if path == "" {
		return nil, nil
	}
	err = reading("the key", path, func(r io.Reader) (err error) {
		key, err = settlement.ReadPublicKey(r)
		return err
	})
	return key, err
}

func reading(what, path string, use func(io.Reader) error) (err error) {
	file, err := os.Open(path) //nolint:gosec // whoever starts the program names the file
	if err != nil {
		return fmt.Errorf("open %s: %w", what, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return use(file)
}

// verifyReceiptCommand checks a receipt, which proves one entry of the ledger.
func verifyReceiptCommand() *cobra.Command {
	var heads, key string
	cmd := &cobra.Command{
		Use: "receipt FILE", Short: "Verify a receipt in its JSON form, without any database", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			by, err := trusted(heads, key)
			if err != nil {
				return err
			}
			return reading("the receipt", args[0], func(r io.Reader) error { return settlement.VerifyReceiptFile(r, cmd.OutOrStdout(), by) })
		},
	}
	trustFlags(cmd, &heads, &key)
	return cmd
}

func trustFlags(cmd *cobra.Command, heads, key *string) {
	cmd.Flags().StringVar(heads, "head", "", "a file with signed heads, of which at least one has to be of a block that is shown (GET /api/v1/ledger/heads)")
	cmd.Flags().StringVar(key, "key", "", "PEM file with the public key that has to have signed")
}

// trusted reads what the verifier has kept.
func trusted(heads, key string) (by settlement.Trust, err error) {
	if by.Key, err = publicKey(key); err != nil || heads == "" {
		return by, err
	}
	err = reading("the heads", heads, func(r io.Reader) (err error) {
		by.Heads, err = ledger.ReadHeads(r)
		return err
	})
	return by, err
}
