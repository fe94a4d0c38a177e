package meetings

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"fairground/server/problem"
)

// revision is a small timetable of five changes: two meetings swap, one is called off, one is added in its place, and a request
// that waits gets a time.
type revision struct {
	*publisher
	changes []PlanChange
	old     string
}

func newRevision(t *testing.T) *revision {
	t.Helper()
	r := &revision{publisher: publishing(t, 6)}
	x, y, off := accepted(t, r.s, "b", "a", 1), accepted(t, r.s, "c", "a", 2), accepted(t, r.s, "d", "e", 3)
	waits := r.unscheduled("b", "d", AcceptedUnscheduled)
	accepted(t, r.s, "e", "f", 8) // which the run leaves alone
	cancel := PlanChange{Meeting: off.ID, V: off.V, Cancel: true, Reason: "person_away"}
	r.changes = []PlanChange{to(x, 2), to(y, 1), cancel, r.adding("a", "e", 3), to(waits, 4)}
	r.old = r.timetable()
	return r
}

// timetable is all that readers see, by every list: who meets whom when, and how many there are.
func (r *revision) timetable() string {
	r.Helper()
	var b strings.Builder
	all, err := r.s.store.upcomingIn(r.Context(), fairID, before)
	if err != nil {
		r.Fatal(err)
	}
	for _, m := range all {
		fmt.Fprintf(&b, "%s-%s %d v%d; ", m.Requester.Org, m.Invitee.Org, m.Starts.Sub(opening)/at(1).Sub(opening), m.V)
	}
	n, err := r.s.Count(r.Context(), fairID)
	if err != nil {
		r.Fatal(err)
	}
	fmt.Fprintf(&b, "%d scheduled, %d waiting, %d cancelled", n[Scheduled], n[AcceptedUnscheduled], n[Cancelled])
	for _, who := range []string{"a", "b", "c", "d", "e", "f"} {
		list, err := r.s.store.upcomingOf(r.Context(), "per_"+who, before)
		if err != nil {
			r.Fatal(err)
		}
		fmt.Fprintf(&b, "; %s:", who)
		for _, m := range list {
			fmt.Fprintf(&b, " %d", m.Starts.Sub(opening)/at(1).Sub(opening))
		}
	}
	return b.String()
}

// publish takes all steps, and calls after with the number of those taken; false kills it.
func (r *revision) publish(after func(steps int, published bool) bool) bool {
	r.Helper()
	steps := 0
	done := func(published bool) bool { steps++; return after(steps, published) }
	for _, c := range r.changes {
		if ok, err := r.s.Release(r.Context(), run1, c); err != nil || !ok {
			r.Fatalf("release: %v, %v", ok, err)
		}
		if !done(false) {
			return false
		}
	}
	for _, c := range r.changes {
		if ok, err := r.s.Take(r.Context(), run1, c); err != nil || !ok {
			r.Fatalf("take: %v, %v", ok, err)
		}
		if !done(false) {
			return false
		}
	}
	r.runs.publish(run1)
	if !done(true) {
		return false
	}
	for _, c := range r.changes {
		if m, err := r.s.Settle(r.Context(), run1, c); err != nil || m.Run != run1 {
			r.Fatalf("settle: %+v, %v", m, err)
		}
		if !done(true) {
			return false
		}
	}
	return true
}

func TestAPublicationThatIsKilledAnywhereGoesOn(t *testing.T) {
	whole := newRevision(t)
	whole.publish(func(int, bool) bool { return true })
	want := whole.timetable()
	if want == whole.old {
		t.Fatal("the revision changes nothing")
	}
	for kill := range 3*len(whole.changes) + 1 {
		t.Run(fmt.Sprintf("after %d steps", kill+1), func(t *testing.T) {
			r := newRevision(t)
			killed, published := false, false
			look := func(is bool) {
				t.Helper()
				published = published || is
				seen := r.old
				if published {
					seen = want
				}
				if got := r.timetable(); got != seen {
					t.Fatalf("published %v: readers see\n%s, want\n%s", published, got, seen)
				}
			}
			r.publish(func(steps int, is bool) bool {
				look(is)
				killed = steps == kill+1
				return !killed
			})
			if !killed {
				t.Fatal("not killed")
			}
			if published { // a run that is published goes on with settling
				for _, c := range r.changes {
					r.settle(c)
					look(true)
				}
			} else if !r.publish(func(_ int, is bool) bool { look(is); return true }) {
				t.Fatal("killed again")
			}
			r.exclusive()
		})
	}
}

func TestAPublicationThatIsKilledAnywhereCanBeAbandoned(t *testing.T) {
	for kill := range 2 * 5 {
		r := newRevision(t)
		r.publish(func(steps int, _ bool) bool { return steps <= kill })
		for _, c := range r.changes {
			r.abandon(c)
			if got := r.timetable(); got != r.old {
				t.Fatalf("after %d steps readers see\n%s, want\n%s", kill, got, r.old)
			}
		}
		r.exclusive()
	}
}

func TestReadersSeeTheOldTimetableOrTheNewOne(t *testing.T) {
	whole := newRevision(t)
	whole.publish(func(int, bool) bool { return true })
	want := whole.timetable()
	r := newRevision(t)
	list := func() string {
		all, err := r.s.store.upcomingIn(context.Background(), fairID, before)
		if err != nil {
			return err.Error()
		}
		var b strings.Builder
		for _, m := range all {
			fmt.Fprintf(&b, "%s-%s %d v%d; ", m.Requester.Org, m.Invitee.Org, m.Starts.Sub(opening)/at(1).Sub(opening), m.V)
		}
		return b.String()
	}
	var readers sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		readers.Add(1)
		go func() {
			defer readers.Done()
			for seenNew := false; ; {
				switch got := list(); {
				case strings.HasPrefix(want, got):
					seenNew = true
				case !strings.HasPrefix(r.old, got) || seenNew:
					t.Errorf("readers see %s", got)
					return
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		}()
	}
	r.publish(func(int, bool) bool { return true })
	close(stop)
	readers.Wait()
}

// Two nodes may take up the same run. Whatever they do at once, no claim is held twice and no step is undone.
func TestTwoNodesPublishTheSameRun(t *testing.T) {
	for range 10 {
		r := newRevision(t)
		errs := make([]error, 4)
		together := func(step func(context.Context, PlanChange) error) {
			atOnce(len(errs), func(i int) {
				for _, c := range r.changes {
					if err := step(context.Background(), c); err != nil {
						errs[i] = err
					}
				}
			})
		}
		together(func(ctx context.Context, c PlanChange) error { _, err := r.s.Release(ctx, run1, c); return err })
		together(func(ctx context.Context, c PlanChange) error {
			if ok, err := r.s.Take(ctx, run1, c); err != nil || !ok {
				return fmt.Errorf("taken: %v, %w", ok, err)
			}
			return nil
		})
		r.runs.publish(run1)
		together(func(ctx context.Context, c PlanChange) error {
			if m, err := r.s.Settle(ctx, run1, c); err != nil || m.Run != run1 {
				return fmt.Errorf("settled: %+v, %w", m, err)
			}
			return nil
		})
		for _, err := range errs {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, c := range r.changes {
			if m := r.raw(c.id()); m.Run != run1 || len(m.Outbox) > 0 && m.Outbox[len(m.Outbox)-1].Data["run"] != run1 {
				t.Errorf("%+v", m)
			}
		}
		r.exclusive()
	}
}

// While a run is published people act at random. At the end every claim is exclusive, every document says what became of it, and
// whoever succeeded has what he was told.
func TestPeopleActWhileARunIsPublished(t *testing.T) {
	for round := range 12 {
		r := newRevision(t)
		x, y := r.raw(r.changes[0].Meeting), r.raw(r.changes[1].Meeting)
		rival := ask(t, r.s, "f", "d", 4)
		var cancelled, moved, accepted error
		results := make([]Meeting, len(r.changes))
		atOnce(4, func(i int) {
			ctx := context.Background()
			switch i {
			case 0:
				for _, phase := range []func(context.Context, string, PlanChange) (bool, error){r.s.Release, r.s.Take} {
					for _, c := range r.changes {
						if _, err := phase(ctx, run1, c); err != nil {
							t.Error(err)
						}
					}
				}
				r.runs.publish(run1)
				for i, c := range r.changes {
					var err error
					if results[i], err = r.s.Settle(ctx, run1, c); err != nil {
						t.Error(err)
					}
				}
			case 1:
				_, cancelled = r.s.Cancel(as(ctx, "a"), x.ID, x.V, "other plans")
			case 2:
				_, moved = r.s.Reschedule(as(ctx, "c"), y.ID, y.V, at(9))
			case 3:
				_, accepted = r.s.Accept(as(ctx, "d"), rival.ID, rival.V, at(4))
			}
		})
		for _, err := range []error{cancelled, moved, accepted} {
			if err != nil && !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
				t.Fatal(err)
			}
		}
		if m := results[0]; cancelled == nil && (m.Run == run1 || r.raw(x.ID).State != Cancelled) {
			t.Errorf("round %d: called off by people, and %+v", round, m)
		}
		if m := results[1]; moved == nil && (m.Run == run1 || !r.raw(y.ID).Starts.Equal(at(9))) {
			t.Errorf("round %d: moved by people, and %+v", round, m)
		}
		if m := results[4]; accepted == nil && m.Run == run1 {
			t.Errorf("round %d: somebody has the time, and so has %+v", round, m)
		}
		r.exclusive()
	}
}

// lastMoment publishes the rest of a run between a reader's look at the meetings and his question about the run.
type lastMoment struct{ rest func() }

func (l *lastMoment) Published(context.Context, string) (bool, error) {
	if l.rest != nil {
		rest := l.rest
		l.rest = nil
		rest()
	}
	return true, nil
}

func TestARunThatIsPublishedWhileSomebodyReads(t *testing.T) {
	whole := newRevision(t)
	whole.publish(func(int, bool) bool { return true })
	want := whole.timetable()
	r := newRevision(t)
	for _, c := range r.changes {
		r.release(c) // what the run adds is not there yet
	}
	r.s.Runs = &lastMoment{rest: func() {
		for _, c := range r.changes {
			r.take(c)
		}
	}}
	if got := r.timetable(); got != want {
		t.Errorf("readers see\n%s, want\n%s", got, want)
	}
}

func TestAStepOnAnOldReadingIsRefused(t *testing.T) {
	p := publishing(t, 3)
	m := accepted(t, p.s, "b", "a", 1)
	c := to(m, 2)
	read := func() Meeting {
		m, err := p.s.store.Find(t.Context(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	planned := read()
	p.release(c)
	released := read()
	p.take(c)
	for name, was := range map[string]Meeting{"planned": planned, "released": released} {
		late := was
		late.Hold = c.hold(run1)
		late.Claims = late.waiting()
		if err := p.s.store.hold(t.Context(), was, late); problem.Code(err) != "version_conflict" {
			t.Errorf("another node still believes that it is %s, and writes so: %v", name, err)
		}
	}
	if m := read(); !m.Hold.Taken {
		t.Errorf("%+v", m.Hold)
	}
}
