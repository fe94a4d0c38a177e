package settlement

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"fairground/server/settlement/ledger"
)

// snapshots keeps snapshots of the ledger in one goroutine. It replays the log from the newest of them, beside the writer:
// nothing waits for it, and what it stores is what the stored log gives, whatever is in the writer's memory. The price is a
// second state in memory while it works.
type snapshots struct {
	store  *store
	logger *slog.Logger
	now    func() time.Time
	every  int64
	due    chan int64 // blocks of which a snapshot is due; only the newest matters
	done   chan struct{}
}

func newSnapshots(s *store, o Options) *snapshots {
	every := o.SnapshotEvery
	if every <= 0 {
		every = ledger.SnapshotEvery
	}
	return &snapshots{store: s, logger: o.Logger, now: o.Now, every: every, due: make(chan int64, 1), done: make(chan struct{})}
}

// reached hears of every block.
func (p *snapshots) reached(seq int64) {
	if seq%p.every != 0 {
		return
	}
	select {
	case <-p.due: // an older one that was not begun
	default:
	}
	p.due <- seq
}

// run makes what is due until the channel is closed; ctx ends it in the middle.
func (p *snapshots) run(ctx context.Context) {
	defer close(p.done)
	for seq := range p.due {
		if err := p.make(ctx, seq); err != nil && ctx.Err() == nil {
			p.logger.WarnContext(ctx, "snapshot of the ledger not made; starting will take longer", "block", seq, "err", err)
		}
	}
}

func (p *snapshots) make(ctx context.Context, seq int64) error {
	st, err := p.store.snapshot(ctx, seq)
	if err != nil {
		return err
	}
	if st == nil {
		st = ledger.NewState()
	}
	if st.Seq == seq {
		return nil // another process was faster
	}
	if err := st.Advance(ctx, p.store, seq); err != nil {
		return fmt.Errorf("replay for a snapshot: %w", err)
	}
	return p.store.saveSnapshot(ctx, st, p.now())
}
