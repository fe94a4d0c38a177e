package ledger

import (
	"context"
	"time"
)

// Turns says whose turn it is to append when several engines write into one log: who has it gathers commands into blocks
// while the others wait, instead of all deciding every block and all but one in vain. It is for speed only. An engine that
// gets no turn for too long, or whose turn was taken away, appends all the same, and the log decides between them.
type Turns interface {
	// Take asks for the turn and returns until when it lasts: the zero time while somebody else has it.
	Take(ctx context.Context) (until time.Time, err error)
}

const (
	turnPatience = 250 * time.Millisecond // an engine waits so long for a turn at most
	turnPause    = 3 * time.Millisecond   // between two questions
	rivalsFor    = 2 * time.Second        // after a lost block so long are turns taken
)

// turns is an engine's side of it. While nobody else writes it costs nothing.
type turns struct {
	from   Turns // nil: there are none
	mine   time.Time
	rivals time.Time // somebody else is thought to write until then
}

// lost hears that somebody else was faster.
func (t *turns) lost() { t.rivals = time.Now().Add(rivalsFor) }

// await returns when it is this engine's turn or waiting has been long enough. fresh says that the turn has just begun, so
// that others may have written before.
func (t *turns) await(ctx context.Context) (fresh bool) {
	now := time.Now()
	if t.from == nil || now.After(t.rivals) || now.Before(t.mine) {
		return false
	}
	if now.Sub(t.mine) < turnPause {
		pause(ctx, 2*turnPause) // the turn has just ended: let others ask first
	}
	for end := now.Add(turnPatience); ctx.Err() == nil && time.Now().Before(end); pause(ctx, turnPause) {
		if until, err := t.from.Take(ctx); err == nil && time.Now().Before(until) {
			t.mine = until
			return true
		}
	}
	return true
}

// pause waits unless ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
