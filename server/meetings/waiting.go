package meetings

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
)

// Waiting is how much of an exhibition waits for a time that the program itself is to find.
type Waiting struct {
	Exhibition string
	Count      int
	Oldest     time.Time // when the first of them was agreed on
	Newest     time.Time // and the last
}

// Waiting lists the exhibitions in which something waits and whose settings say that the program schedules.
func (s *Service) Waiting(ctx context.Context) ([]Waiting, error) {
	list, err := s.store.waiting(ctx)
	if err != nil {
		return nil, err
	}
	byID := map[string]*Waiting{}
	for _, m := range list {
		w := byID[m.Exhibition]
		if w == nil {
			w = &Waiting{Exhibition: m.Exhibition, Oldest: m.Changed, Newest: m.Changed}
			byID[m.Exhibition] = w
		}
		w.Count++
		if m.Changed.Before(w.Oldest) {
			w.Oldest = m.Changed
		}
		if m.Changed.After(w.Newest) {
			w.Newest = m.Changed
		}
	}
	all := []Waiting{}
	for id, w := range byID {
		set, err := s.Settings(ctx, id)
		if err != nil {
			return nil, err
		}
		if set.SchedulingMode == Auto {
			all = append(all, *w)
		}
	}
	slices.SortFunc(all, func(a, b Waiting) int { return a.Oldest.Compare(b.Oldest) })
	return all, nil
}

// Between lists what two organizations have had with each other in an exhibition, as far as the actor may know of it.
func (s *Service) Between(ctx context.Context, exhibition, a, b string) ([]Meeting, error) {
	list, err := s.store.between(ctx, exhibition, a, b)
	if err != nil {
		return nil, err
	}
	who := actor.From(ctx)
	return slices.DeleteFunc(list, func(m Meeting) bool { return !m.visible(who) }), nil
}
