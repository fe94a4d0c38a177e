package settlement

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Statement returns an order's statement as JSON, verifiable without this program's database: everything the log says of
// the order, with proofs.
func (s *Service) Statement(ctx context.Context, id string) ([]byte, error) {
	if _, _, err := s.find(ctx, id); err != nil {
		return nil, err
	}
	o, trail, err := s.recall(ctx, id)
	if err != nil {
		return nil, err
	}
	st, err := ledger.NewStatement(ctx, s.store, o, trail)
	if errors.Is(err, ledger.ErrTooLong) {
		return nil, problem.New(problem.Conflict, "statement_too_long", "the order spans too many blocks for one statement").Wrap(err)
	}
	if err != nil {
		return nil, fmt.Errorf("make statement: %w", err)
	}
	if err := s.prove(ctx, &st); err != nil {
		return nil, fmt.Errorf("make statement: %w", err)
	}
	st.Notice = s.opt.Rail.Capabilities().Notice
	raw, err := json.MarshalIndent(st, "", " ")
	if err != nil {
		return nil, fmt.Errorf("make statement: %w", err)
	}
	return append(raw, '\n'), nil
}

// VerifyStatementFile checks a statement without a database, also against what is trusted, and writes to out, in words, what
// was checked.
func VerifyStatementFile(r io.Reader, out io.Writer, by Trust) error {
	st, err := ledger.VerifyStatement(r, out)
	if err == nil {
		err = by.check(&st, out)
	}
	if err != nil {
		return fmt.Errorf("the statement does not hold: %w", err)
	}
	if st.Notice != "" {
		if _, err := fmt.Fprintf(out, "  note: %s\n", st.Notice); err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
	}
	return nil
}

// VerifyLedger reads the whole ledger of a database, checks every hash and invariant, and writes to out what was found.
// It needs no running service and changes nothing.
func VerifyLedger(ctx context.Context, d *db.DB, out io.Writer) error {
	r, _, err := ledger.Verify(ctx, newStore(d, slog.New(slog.DiscardHandler)))
	if err != nil {
		return fmt.Errorf("the ledger does not hold after block %d: %w", r.Blocks, err)
	}
	return describe(out, r)
}

func describe(out io.Writer, r ledger.Report) error {
	_, err := fmt.Fprintf(out, "ledger: %d blocks, %d entries (%d refusals), %d postings, %d orders, %d payouts, %d accounts\n"+
		"  every block hashes to what it says, names the block before it and holds its entries under its Merkle root\n"+
		"  every entry sums to zero in every currency; no account that must not be negative ever was\n"+
		"  escrow equals what was funded less what was released, refunded and charged, after every entry of every order\n"+
		"  every key occurs once, every transition is one of its state machine, and all balances of a currency sum to zero\n"+
		"  head: block %d, %s, %s\n",
		r.Blocks, r.Entries, r.Refused, r.Legs, r.Orders, r.Payouts, r.Accounts, r.Blocks, r.Head, time.UnixMilli(r.Time).UTC().Format(time.RFC3339))
	if err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	return nil
}

// Head is the last block, which fixes everything before it.
type Head struct {
	Seq  int64      `json:"seq"`
	Hash string     `json:"hash"`
	At   *time.Time `json:"at,omitempty"`
}

// Head returns the last block to auditors and those who clear.
func (s *Service) Head(ctx context.Context) (Head, error) {
	if err := audits(ctx); err != nil {
		return Head{}, err
	}
	var h Head
	s.engine.View(func(st *ledger.State) { h = Head{st.Seq, st.Head.String(), instant(st.Time)} })
	return h, nil
}

// Verification is what Verify found.
type Verification struct {
	OK       bool   `json:"ok"`
	Fault    string `json:"fault,omitempty"`
	Blocks   int64  `json:"blocks"`
	Entries  int64  `json:"entries"`
	Refusals int64  `json:"refusals"`
	Postings int64  `json:"postings"`
	Orders   int    `json:"orders"`
	Payouts  int    `json:"payouts"`
	Head     string `json:"head"`
}

// Verify replays the whole log from the database for an auditor. A replay is work: who asks while one is under way gets what
// that one finds, and its head says how far it looked.
func (s *Service) Verify(ctx context.Context) (Verification, error) {
	if err := audits(ctx); err != nil {
		return Verification{}, err
	}
	found := s.replays.DoChan("", func() (any, error) { return s.verify(s.running) }) //nolint:contextcheck // it goes on for the others when the one who began it leaves
	select {
	case r := <-found:
		v, _ := r.Val.(Verification)
		return v, r.Err
	case <-ctx.Done():
		return Verification{}, fmt.Errorf("verify ledger: %w", ctx.Err())
	}
}

func (s *Service) verify(ctx context.Context) (Verification, error) {
	r, _, err := ledger.Verify(ctx, s.store)
	v := Verification{err == nil, "", r.Blocks, r.Entries, r.Refused, r.Legs, r.Orders, r.Payouts, r.Head.String()}
	if err != nil {
		if ctx.Err() != nil {
			return v, fmt.Errorf("verify ledger: %w", err)
		}
		s.opt.Logger.ErrorContext(ctx, "the ledger does not verify", "err", err)
		v.Fault = err.Error()
	}
	return v, nil
}

func audits(ctx context.Context) error {
	a := actor.From(ctx)
	if a.Clears(actor.Auditor) || a.Clears(actor.ClearingMaker) || a.Clears(actor.ClearingChecker) || a.IsSystem() {
		return nil
	}
	return refusal(ledger.WhyRole)
}
