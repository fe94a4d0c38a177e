package settlement

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"fairground/server/settlement/ledger"
)

// lookout is which orders a tick looks at: those that something has happened to, and those whose time has come. A look at every
// open order each second would be most of what a server with tens of thousands of them does.
type lookout struct {
	restless map[string]bool
	due      map[string]int64 // the others, by the instant at which they move on by themselves
}

func newLookout() lookout { return lookout{restless: map[string]bool{}, due: map[string]int64{}} }

// stir has the next tick look at an order; the service's lock is held.
func (l *lookout) stir(id string) {
	l.restless[id] = true
	delete(l.due, id)
}

// leave looks at an order no more; the service's lock is held.
func (l *lookout) leave(id string) {
	delete(l.restless, id)
	delete(l.due, id)
}

// again has the next tick look at an order that could not be gone on with now.
func (s *Service) again(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.stir(id)
}

// stirring says whether an entry may let orders move on that it is not about.
func stirring(e *ledger.Entry) bool {
	return e.Type == ledger.SetPolicy || e.Type == ledger.UseLists
}

// restless takes the orders to look at now, in order of id. What happens to one of them meanwhile stirs it again.
func (s *Service) restless() []string {
	now := s.opt.Now().UnixMilli()
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, at := range s.due {
		if now > at {
			s.stir(id)
		}
	}
	ids := slices.Sorted(maps.Keys(s.lookout.restless))
	clear(s.lookout.restless)
	return ids
}

// settle lets an order be until its time comes. What is owed on early payment depends on the seller's other orders too: those
// are looked at each time.
func (s *Service) settle(id string) {
	var o *ledger.Order
	s.engine.View(func(st *ledger.State) { o, _ = st.Order(id) })
	if o == nil || o.Hold != nil {
		return // its clocks stand still until it is lifted, which stirs it
	}
	next := o.Next()
	if at := o.Wakes(); at > 0 && (next == 0 || at < next) {
		next = at
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case o.Financed():
		s.stir(id)
	case next > 0 && !s.lookout.restless[id] && s.orders[id] != nil:
		s.due[id] = next
	}
}

// atOnce is how many steps the system takes at the same time, so that they share blocks.
const atOnce = 64

// all does things that do not depend on each other, so that they share commits, and returns what went wrong.
func all(things ...func() error) error {
	errs := make([]error, len(things))
	together(len(things), func(i int) { errs[i] = things[i]() })
	return errors.Join(errs...)
}

// together does n things that do not depend on each other, several at the same time.
func together(n int, do func(i int)) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(atOnce, n) {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	group.Wait()
}
