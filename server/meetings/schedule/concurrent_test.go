package schedule

import (
	"context"
	"sync"
	"testing"

	"fairground/server/problem"
)

// TestManyDragAtOnceAndNoFileIsLost lets organizers drag the same draft at the same time, each from what he reads.
func TestManyDragAtOnceAndNoFileIsLost(t *testing.T) {
	h := newHouse(t)
	h.crowd()
	ctx := as(t.Context(), "o")
	r := h.run(Order{Kind: Solve, Seconds: 1})
	wish := h.plan(r).Schedule.Meetings[0].Wish
	var all sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range 4 {
		all.Go(func() {
			for range 10 {
				now, err := h.planner.Find(ctx, fair, r.ID)
				if err != nil {
					t.Error(err)
					return
				}
				frozen := true
				_, err = h.planner.Put(ctx, fair, r.ID, now.V, wish, h.planSlot(ctx, now, wish), &frozen)
				switch {
				case err == nil:
					mu.Lock()
					done++
					mu.Unlock()
				case !problem.Is(err, problem.PreconditionFailed) && problem.Code(err) != "slot_blocked":
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	end, p, err := h.planner.open(ctx, fair, r.ID)
	if err != nil || done == 0 || end.V != r.V+int64(done) {
		t.Fatalf("%d drags, version %d after %d: %v", done, end.V, r.V, err)
	}
	if !p.Cast.Wishes[wish].Frozen {
		t.Error("the last drag is not in the plan")
	}
	left, err := h.planner.files.names(ctx, r.ID)
	if err != nil || len(left) != 1 || left[0] != end.Plan {
		t.Errorf("files %v, the run names %s: %v", left, end.Plan, err)
	}
}

// planSlot is where a meeting of a draft is, or its first slot if the draft has changed meanwhile.
func (h *house) planSlot(ctx context.Context, r Run, wish string) int {
	p, err := h.planner.plan(ctx, r)
	if err != nil {
		return 0
	}
	return p.placed()[wish].Slot
}
