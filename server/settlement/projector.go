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
	projectBatch = 64   // blocks written at once
	projectQueue = 1024 // blocks that may wait; beyond that the ledger waits for its projections
)

// projector writes what the ledger applied into the projections, in order, in one goroutine.
type projector struct {
	store  *store
	logger *slog.Logger
	queue  chan ledger.Delta

	mu   sync.Mutex
	seq  int64         // everything up to here is written
	bump chan struct{} // closed and replaced when seq grows
	done chan struct{}
}

func newProjector(s *store, from int64, logger *slog.Logger) *projector {
	return &projector{store: s, logger: logger, queue: make(chan ledger.Delta, projectQueue), seq: from, bump: make(chan struct{}), done: make(chan struct{})}
}

// run writes until the queue is closed. While the database does not answer it tries again; ctx ends the trying.
func (p *projector) run(ctx context.Context) {
	defer close(p.done)
	for d := range p.queue {
		batch := []ledger.Delta{d}
	drain:
		for len(batch) < projectBatch {
			select {
			case more, open := <-p.queue:
				if !open {
					break drain
				}
				batch = append(batch, more)
			default:
				break drain
			}
		}
		p.write(ctx, batch)
	}
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
		case <-bump:
		case <-p.done:
			return p.reached() >= seq
		case <-ctx.Done():
			return false
		}
	}
}
