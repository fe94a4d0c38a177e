package ledger

import (
	"context"
	"fmt"
)

// batch is what follow reads ahead: blocks that say the truth about themselves, and why there are no more.
type batch struct {
	blocks []Block
	err    error
}

// follow replays the blocks of a log after the state's last, up to block until or, if that is 0, to the end, and calls each
// after each of them. While one batch is applied the next is read, decoded and hashed.
func (s *State) follow(ctx context.Context, log Log, until int64, each func(Delta)) error {
	ctx, cancel := context.WithCancel(ctx)
	batches := make(chan batch, 2)
	go readAhead(ctx, log, s.Seq+1, until, batches)
	defer func() {
		cancel()
		for range batches { // until the reader has ended
		}
	}()
	for b := range batches {
		for _, block := range b.blocks {
			if err := s.vouch(ctx, log, &block); err != nil {
				return err
			}
			d, err := s.replay(block)
			if err != nil {
				return err
			}
			if each != nil {
				each(d)
			}
		}
		if b.err != nil {
			return b.err
		}
	}
	return nil
}

// readAhead sends batches until the log ends, something is wrong or ctx ends, and closes the channel.
func readAhead(ctx context.Context, log Log, from, until int64, to chan<- batch) {
	defer close(to)
	for until == 0 || from <= until {
		limit := ReadBatch
		if until > 0 {
			limit = int(min(ReadBatch, until-from+1))
		}
		blocks, err := log.ReadFrom(ctx, from, limit)
		b := batch{blocks: blocks}
		if err != nil {
			b.err = fmt.Errorf("read from block %d: %w", from, err)
		}
		for i := range blocks {
			if err := blocks[i].Check(); err != nil {
				b = batch{blocks[:i], err}
				break
			}
		}
		if len(blocks) == 0 && b.err == nil && until > 0 {
			b.err = fmt.Errorf("block %d is not there", from)
		}
		select {
		case to <- b:
		case <-ctx.Done():
			return
		}
		if len(blocks) == 0 || b.err != nil {
			return
		}
		from = blocks[len(blocks)-1].Seq + 1
	}
}
