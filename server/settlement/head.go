package settlement

import (
	"context"
	"crypto/ed25519"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// maxHeads bounds what one answer holds: the days of a year and some.
const maxHeads = 400

// Heads returns the signed heads of the last days as JSON, the newest first, to everybody: they are worth something only if
// many keep them.
func (s *Service) Heads(ctx context.Context) ([]byte, error) {
	heads, err := s.heads.newest(ctx, maxHeads)
	if err != nil {
		return nil, err
	}
	if heads == nil {
		heads = []ledger.SignedHead{}
	}
	raw, err := json.MarshalIndent(struct {
		Items []ledger.SignedHead `json:"items"`
	}{heads}, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write heads: %w", err)
	}
	return append(raw, '\n'), nil
}

// signHeads signs the last block of every day that is over and has none yet. A day without blocks has no head.
func (s *Service) signHeads(ctx context.Context) error {
	today := s.opt.Now().UTC().Format(time.DateOnly)
	s.mu.Lock()
	done := s.headsTo == today
	s.mu.Unlock()
	if done || s.opt.SigningKey == nil {
		return nil
	}
	newest, err := s.heads.newest(ctx, 1)
	if err != nil {
		return err
	}
	next := int64(1)
	if len(newest) > 0 {
		next = newest[0].Seq + 1
	}
	for {
		first, ok, err := s.block(ctx, next)
		if err != nil {
			return err
		}
		day := time.UnixMilli(first.Time).UTC().Format(time.DateOnly)
		if !ok || day >= today {
			break
		}
		last, err := s.lastOf(ctx, first)
		if err != nil {
			return err
		}
		if err := last.Check(); err != nil {
			return fmt.Errorf("sign head of %s: %w", day, err)
		}
		h, err := ledger.SignHead(s.opt.SigningKey, day, last.Seq, last.Hash, s.opt.Now())
		if err != nil {
			return fmt.Errorf("sign head of %s: %w", day, err)
		}
		if err := s.heads.add(ctx, h); err != nil {
			return err
		}
		next = last.Seq + 1
	}
	s.mu.Lock()
	s.headsTo = today
	s.mu.Unlock()
	return nil
}

// block reads one block; ok is false if the log ends before it.
func (s *Service) block(ctx context.Context, seq int64) (b ledger.Block, ok bool, err error) {
	blocks, err := s.store.ReadFrom(ctx, seq, 1)
	if err != nil || len(blocks) == 0 {
		return ledger.Block{}, false, err
	}
	return blocks[0], blocks[0].Seq == seq, nil
}

// lastOf finds the last block of the day of a block: times never fall from block to block, so halving finds it.
func (s *Service) lastOf(ctx context.Context, first ledger.Block) (ledger.Block, error) {
	midnight := time.UnixMilli(first.Time).UTC().Truncate(24 * time.Hour).Add(24 * time.Hour).UnixMilli()
	last, beyond := first, s.seq()+1
	for last.Seq+1 < beyond {
		mid := last.Seq + (beyond-last.Seq)/2
		b, ok, err := s.block(ctx, mid)
		if err != nil {
			return ledger.Block{}, err
		}
		if !ok || b.Time >= midnight {
			beyond = mid
		} else {
			last = b
		}
	}
	return last, nil
}

// prove signs a statement: by the first head of a day that covers it, or, as long as its day is not over, by a head of its
// own. Without a key it stays as it is.
func (s *Service) prove(ctx context.Context, st *ledger.Statement) error {
	last := st.Headers[len(st.Headers)-1]
	heads, err := s.heads.since(ctx, last.Seq, 1)
	if err != nil {
		return err
	}
	if len(heads) > 0 {
		if err := st.Sign(ctx, s.store, heads[0]); err == nil || !errors.Is(err, ledger.ErrTooLong) {
			return err
		}
	}
	if s.opt.SigningKey == nil {
		return nil
	}
	h, err := ledger.SignHead(s.opt.SigningKey, "", last.Seq, last.Hash, s.opt.Now())
	if err != nil {
		return err
	}
	return st.Sign(ctx, s.store, h)
}

// Trust is what a verifier has from elsewhere: heads he has kept, and the public key that signs them.
type Trust struct {
	Heads []ledger.SignedHead
	Key   ed25519.PublicKey
}

// check holds a statement against what is trusted and says what it found. At least one of the heads, if there are any, must
// be of a block that the statement shows.
func (t Trust) check(st *ledger.Statement, out io.Writer) error {
	if t.Key != nil && st.Signed == nil && len(t.Heads) == 0 {
		return errors.New("the statement is not signed, and no head is given to compare it with")
	}
	if t.Key != nil && st.Signed != nil {
		if err := st.Signed.Verify(t.Key); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "  the signature is of the key given, %s\n", st.Signed.KeyID); err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
	}
	covered := false
	for _, h := range t.Heads {
		switch err := st.Covers(h, t.Key); {
		case errors.Is(err, ledger.ErrNotCovered):
			continue
		case err != nil:
			return err
		}
		covered = true
		if _, err := fmt.Fprintf(out, "  block %d is the one whose hash was signed as the head of %s\n", h.Seq, h.Date); err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
	}
	if len(t.Heads) > 0 && !covered {
		return ledger.ErrNotCovered
	}
	return nil
}

// VerifyHeads checks every signed head of a database: its signature, by key if that is not nil and else by one key for all,
// and that the log still has the block it speaks of. It needs no running service and changes nothing.
func VerifyHeads(ctx context.Context, d *db.DB, key ed25519.PublicKey, out io.Writer) error {
	blocks, heads := newStore(d, slog.New(slog.DiscardHandler)), newHeadStore(d)
	n, next := 0, int64(1)
	for {
		part, err := heads.since(ctx, next, maxHeads)
		if err != nil {
			return err
		}
		if len(part) == 0 {
			break
		}
		for _, h := range part {
			if key == nil {
				key = h.Public[:]
			}
			if err := h.Verify(key); err != nil {
				return fmt.Errorf("the head of %s does not hold: %w", h.Date, err)
			}
			b, err := blocks.ReadFrom(ctx, h.Seq, 1)
			if err != nil {
				return fmt.Errorf("verify heads: %w", err)
			}
			if len(b) == 0 || b[0].Seq != h.Seq || b[0].Hash != h.Hash || time.UnixMilli(b[0].Time).UTC().Format(time.DateOnly) != h.Date {
				return fmt.Errorf("the head of %s does not hold: %w: block %d is not the one that was signed", h.Date, ledger.ErrBroken, h.Seq)
			}
			n, next = n+1, h.Seq+1
		}
	}
	words := "heads: none is signed yet\n"
	if n > 0 {
		words = fmt.Sprintf("heads: %d days, each signed with key %s, each of a block that is in the log\n", n, ledger.KeyID(key))
	}
	if _, err := io.WriteString(out, words); err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	return nil
}
