package staging

import (
	"context"
	"fmt"
	"time"

	"fairground/server/demo"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// playEvery is how often the invented people are looked after.
const playEvery = 20 * time.Second

// Play lets the invented people come to their meetings while the fair is open,
// so that a day at the demo does not fill with no-shows. Whom a visitor may act
// for comes only when the visitor does. It ends with ctx.
func Play(ctx context.Context, f Features, fair demo.Fair, now func() time.Time) error {
	known := map[string]bool{}
	for _, id := range fair.Known {
		known[id] = true
	}
	tick := time.NewTicker(playEvery)
	defer tick.Stop()
	for {
		for _, r := range fair.Requests {
			if known[r.FromPerson] || known[r.ToPerson] || !meets(r, now()) {
				continue
			}
			if err := attend(ctx, f, r, now()); err != nil {
				return err
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// meets reports whether the world says that both sides sit together at the time.
func meets(r demo.Request, now time.Time) bool {
	return r.Meeting != nil && r.Outcome != nil && r.Outcome.Verdict == "completed" && !now.Before(r.Meeting.Starts) && now.Before(r.Meeting.Ends)
}

func attend(ctx context.Context, f Features, r demo.Request, now time.Time) error {
	for _, person := range []string{r.FromPerson, r.ToPerson} {
		err := f.Meetings.RecordPresence(ctx, r.Room, meetings.Presence{Person: person, From: r.Meeting.Starts, Until: now, Media: true})
		if err != nil && !problem.Is(err, problem.Conflict) && !problem.Is(err, problem.NotFound) && ctx.Err() == nil {
			return fmt.Errorf("let %s attend %s: %w", person, r.ID, err)
		}
	}
	return nil
}
