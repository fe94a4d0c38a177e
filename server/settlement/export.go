package settlement

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"

	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// exportBlocks is how many blocks one piece of an export holds.
const exportBlocks = 256

// Export returns a piece of the ledger for auditors: blocks from number from on, one a line, and after the last of them the
// line that ends an export. Pieces put one after the other are the file that VerifyLedgerFile reads. next is where the next
// piece begins, 0 after the last.
func (s *Service) Export(ctx context.Context, from int64) (piece []byte, next int64, err error) {
	if err := audits(ctx); err != nil {
		return nil, 0, err
	}
	var out bytes.Buffer
	if next, err = ledger.Export(ctx, s.store, &out, max(1, from), exportBlocks); err != nil {
		return nil, 0, fmt.Errorf("export ledger: %w", err)
	}
	return out.Bytes(), next, nil
}

// ExportLedger writes the whole ledger of a database as VerifyLedgerFile reads it.
func ExportLedger(ctx context.Context, d *db.DB, out io.Writer) error {
	log := newStore(d, slog.New(slog.DiscardHandler))
	for next := int64(1); next > 0; {
		var err error
		if next, err = ledger.Export(ctx, log, out, next, exportBlocks); err != nil {
			return fmt.Errorf("export ledger: %w", err)
		}
	}
	return nil
}

// VerifyLedgerFile checks an export without a database, as VerifyLedger checks a database, and writes to out what was found.
func VerifyLedgerFile(ctx context.Context, in io.Reader, out io.Writer) error {
	r, _, err := ledger.Verify(ctx, ledger.FromExport(in))
	if err != nil {
		return fmt.Errorf("the export does not hold after block %d: %w", r.Blocks, err)
	}
	return describe(out, r)
}
