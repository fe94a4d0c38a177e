package settlement

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"fairground/server/settlement/ledger"
)

// Bounds of the projector.
const (
	projectBatch = 64                    // blocks written at once
	projectQueue = 1024                  // blocks that may wait; beyond that the ledger waits for its projections
	projectPause = 20 * time.Millisecond // that blocks may wait for others, as long as nobody waits for them
)

// projector writes what the ledger applied into the projections, in order, in one goroutine.
type projector struct {
	store  *store
	logger *slog.Logger
	queue  chan ledger.Delta

	mu    sync.Mutex
	seq   int64         // everything up to here is written
	bump  chan struct{} // closed and replaced when seq grows
	done  chan struct{}
	haste chan struct{} // holds something while somebody waits
}

func newProjector(s *store, from int64, logger *slog.Logger) *projector {
	return &projector{store: s, logger: logger, queue: make(chan ledger.Delta, projectQueue), seq: from, bump: make(chan struct{}), done: make(chan struct{}), haste: make(chan struct{}, 1)}
}

// run writes until the queue is closed. While the database does not answer it tries again; ctx ends the trying. What a busy
// ledger does within a moment is written together: most of it is about the same few accounts, and each write is a commit.
func (p *projector) run(ctx context.Context) {
	defer close(p.done)
	pause := time.NewTimer(projectPause)
	defer pause.Stop()
	for d := range p.queue {
		p.write(ctx, p.gather(d, pause))
	}
}

// gather takes what follows on a block until somebody waits for it, it is enough, or its time is over.
func (p *projector) gather(first ledger.Delta, pause *time.Timer) []ledger.Delta {
	batch, hasty := []ledger.Delta{first}, false
	pause.Reset(projectPause)
	for len(batch) < projectBatch {
		if hasty && len(p.queue) == 0 {
			break
		}
		select {
		case more, open := <-p.queue:
			if !open {
				return batch
			}
			batch = append(batch, more)
		case <-p.haste:
			hasty = true
		case <-pause.C:
			return batch
		}
	}
	return batch
}

func (p *projector) write(ctx context.Context, batch []ledger.Delta) {
	last := batch[len(batch)-1].Block.Seq
	if last <= p.reached() {
		return
	}
	pause := 10 * time.Millisecond
	for ctx.Err() == nil {
		err := p.store.project(ctx, batch)
		if err == nil {
			p.mu.Lock()
			p.seq = last
			close(p.bump)
			p.bump = make(chan struct{})
			p.mu.Unlock()
			return
		}
		p.logger.WarnContext(ctx, "projection of the ledger not written, trying again", "block", last, "err", err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
		}
		pause = min(2*pause, 2*time.Second)
	}
}

func (p *projector) reached() int64 {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.seq
}

// reach is wait for whom an older state will not do; it gives up after ten seconds.
func (p *projector) reach(ctx context.Context, seq int64) bool {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	return p.wait(ctx, seq)
}

// wait returns when the projections have reached seq or ctx ends; it reports which.
func (p *projector) wait(ctx context.Context, seq int64) bool {
	for {
		p.mu.Lock()
		reached, bump := p.seq, p.bump
		p.mu.Unlock()
		if reached >= seq {
			return true
		}
		select {
		case p.haste <- struct{}{}:
		default:
		}
		select {
		case <-bump:
		case <-p.done:
			return p.reached() >= seq
		case <-ctx.Done():
			return false
		}
	}
}
