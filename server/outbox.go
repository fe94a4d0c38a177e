package main

import (
	"context"
	"log/slog"
	"time"

	"fairground/server/db"
)

// receiver acts on outbox entries. It may see an entry more than once.
type receiver func(ctx context.Context, e db.OutboxEntry) error

// courier takes what the documents have to say to all who must hear of it. An
// entry is done when every receiver has it; a receiver that fails gets it again.
type courier struct {
	sources   []db.Outbox
	receivers []receiver
	log       *slog.Logger
}

const (
	courierPause = 100 * time.Millisecond // between two rounds with nothing to do
	courierBatch = 200                    // entries of one source in a round
)

// run delivers until ctx ends.
func (c *courier) run(ctx context.Context) {
	for {
		if c.round(ctx) > 0 {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(courierPause):
		}
	}
}

// round delivers what is pending and returns how many entries are done.
func (c *courier) round(ctx context.Context) int {
	done := 0
	for _, s := range c.sources {
		if ctx.Err() != nil {
			return 0
		}
		pending, err := s.Pending(ctx, courierBatch)
		if err != nil {
			c.complain(ctx, "read outbox", "", err)
			continue
		}
		for _, p := range pending {
			if c.deliver(ctx, s, p) {
				done++
			}
		}
	}
	return done
}

func (c *courier) deliver(ctx context.Context, s db.Outbox, p db.PendingEntry) bool {
	for _, receive := range c.receivers {
		if err := receive(ctx, p.Entry); err != nil {
			c.complain(ctx, "deliver outbox entry", p.Entry.Type, err)
			return false
		}
	}
	if err := s.Done(ctx, p.Doc, p.Entry.ID); err != nil {
		c.complain(ctx, "finish outbox entry", p.Entry.Type, err)
		return false
	}
	return true
}

func (c *courier) complain(ctx context.Context, what, kind string, err error) {
	if ctx.Err() == nil {
		c.log.ErrorContext(ctx, what, "type", kind, "err", err)
	}
}
