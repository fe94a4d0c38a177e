package settlement

import (
	"context"
	"sync"

	"fairground/server/settlement/ledger"
)

// maxRemembered bounds the events that are kept in memory, of about 300 bytes each; those of an order with more than
// maxTimeline blocks are read each time.
const (
	maxRemembered = 1 << 18
	maxTimeline   = 500 // blocks whose entries a timeline shows
)

// histories are the events of the orders that were looked at last. They follow from the log alone: what is not here is read.
type histories struct {
	mu    sync.Mutex
	of    recent[*history]
	begun bool // new orders are remembered; at the start, while the log is replayed, nobody has asked for any
}

// history is all that happened to an order up to a block.
type history struct {
	blocks int   // of the order's trail
	last   int64 // of them
	events []moment
}

// moment is an event and for whom it is history.
type moment struct {
	Event
	paid    []payee // out of escrow, to whom
	lending bool    // about early payment
	refused bool
}

func newHistories() histories { return histories{of: newRecent[*history](maxRemembered / 2)} }

func (h *history) weight() int { return 1 + len(h.events) }

// add appends an entry of the order.
func (h *history) add(b *ledger.Block, e *ledger.Entry) {
	if h.last != b.Seq {
		h.blocks, h.last = h.blocks+1, b.Seq
	}
	h.events = append(h.events, moment{event(b, e), payees(e), lends(e), !e.OK})
}

// begin has the histories of new orders remembered.
func (s *histories) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.begun = true
}

// heard goes on with the histories that a block goes on with, and begins those of new orders.
func (s *histories) heard(b *ledger.Block) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := range b.Entries {
		e := &b.Entries[i]
		h, known := s.of.get(e.Order, (*history).weight)
		if !known && s.begun && e.OK && (e.Type == ledger.ImportOrder || e.Type == ledger.DraftOrder) {
			h, known = &history{}, true // what was refused before makes a trail that is longer
			s.of.put(e.Order, h, h.weight())
		}
		if known {
			h.add(b, e)
			s.of.weight++
		}
	}
}

// find returns the events of an order if all blocks of its trail are known.
func (s *histories) find(order string, blocks int) ([]moment, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	h, known := s.of.get(order, (*history).weight)
	if !known || h.blocks != blocks {
		return nil, false
	}
	return h.events[:len(h.events):len(h.events)], true
}

func (s *histories) keep(order string, h *history) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.of.put(order, h, h.weight())
}

// events are what happened to an order, refusals included, in the newest maxTimeline blocks about it.
func (s *Service) events(ctx context.Context, order string) ([]moment, error) {
	_, trail, err := s.recall(ctx, order)
	if err != nil {
		return nil, err
	}
	if known, ok := s.histories.find(order, len(trail)); ok && len(trail) <= maxTimeline {
		return known, nil
	}
	h := &history{}
	blocks, err := s.store.entriesOf(ctx, order, trail[max(0, len(trail)-maxTimeline):])
	if err != nil {
		return nil, err
	}
	for b := range blocks {
		for e := range blocks[b].Entries {
			h.add(&blocks[b], &blocks[b].Entries[e])
		}
	}
	if h.blocks == len(trail) {
		s.histories.keep(order, h)
	}
	return h.events, nil
}
