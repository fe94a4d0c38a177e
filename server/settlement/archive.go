package settlement

import (
	"context"
	"fmt"
	"strconv"
	"sync"
	"time"

	"fairground/server/settlement/ledger"
)

// Orders that ended long ago leave the ledger's memory. What the log says of them is read from there when somebody asks: where it
// says it is kept beside the projections.

const (
	archiveEvery = time.Hour // between two looks for orders to archive
	archiveAtAll = 64 * ledger.MaxArchived
	maxRecalled  = 2000 // orders of the archive that are kept for who looks again
)

// recalled are the orders of the archive that were looked at last. They never change.
type recalled struct {
	mu   sync.Mutex
	of   recent[ledger.Farewell]
	next time.Time // when to look for orders to archive
}

func newRecalled() recalled { return recalled{of: newRecent[ledger.Farewell](maxRecalled / 2)} }

func (r *recalled) find(id string) (ledger.Farewell, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.of.get(id, func(ledger.Farewell) int { return 1 })
}

func (r *recalled) keep(f ledger.Farewell) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.of.put(f.Order.ID, f, 1)
}

func (r *recalled) due(now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return !now.Before(r.next)
}

func (r *recalled) rest(now time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.next = now.Add(archiveEvery)
}

// archive has the ledger archive what ended long enough ago; what is too much for once comes with the next tick.
func (s *Service) archive(ctx context.Context) {
	now := s.opt.Now()
	if !s.recalled.due(now) {
		return
	}
	var ids []string
	var seq int64
	s.engine.View(func(st *ledger.State) { ids, seq = st.Archivable(now.UnixMilli(), archiveAtAll), st.Seq })
	if len(ids) < archiveAtAll {
		s.recalled.rest(now)
	}
	parts := (len(ids) + ledger.MaxArchived - 1) / ledger.MaxArchived
	together(parts, func(i int) {
		some := ids[i*ledger.MaxArchived : min((i+1)*ledger.MaxArchived, len(ids))]
		// One that is refused, as something came between, is tried again under another key.
		s.system(ctx, ledger.Archive(some), some[0], strconv.FormatInt(seq, 10))
	})
}

// recall finds an order wherever it is, and the blocks with entries about it; nil if there is none.
func (s *Service) recall(ctx context.Context, id string) (o *ledger.Order, trail []int64, err error) {
	var gone bool
	s.engine.View(func(st *ledger.State) {
		o, _ = st.Order(id)
		trail, gone = st.Trail(id), st.Gone(id)
	})
	if o != nil || !gone {
		return o, trail, nil
	}
	if f, known := s.recalled.find(id); known {
		return f.Order, f.Trail, nil
	}
	f := ledger.Farewell{}
	if f.Trail, err = s.store.archived(ctx, id); err == nil && f.Trail == nil {
		s.fresh(ctx) // archived this moment
		f.Trail, err = s.store.archived(ctx, id)
	}
	if err != nil || f.Trail == nil {
		return nil, nil, err
	}
	history, err := s.store.entriesOf(ctx, id, f.Trail)
	if err != nil {
		return nil, nil, err
	}
	if f.Order, err = ledger.Recall(id, history); err != nil {
		return nil, nil, fmt.Errorf("recall order %s: %w", id, err)
	}
	s.recalled.keep(f)
	return f.Order, f.Trail, nil
}
