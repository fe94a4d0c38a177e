package ledger

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"
)

// door is a Turns that answers as it is told.
type door struct {
	asked int
	open  func() (time.Time, error)
}

func (d *door) Take(context.Context) (time.Time, error) {
	d.asked++
	return d.open()
}

func TestATurnIsWaitedForAndNeverNeeded(t *testing.T) {
	mine := func() (time.Time, error) { return time.Now().Add(time.Second), nil }
	rows := []struct {
		name   string
		lost   bool // another engine was faster just before
		open   func() (time.Time, error)
		asked  int
		fresh  bool
		within time.Duration
	}{
		{"while nobody else writes nobody is asked", false, mine, 0, false, 0},
		{"after a lost block the turn is taken, and the log read again", true, mine, 1, true, 10 * time.Millisecond},
		{"who gets no turn writes all the same", true, func() (time.Time, error) { return time.Time{}, nil }, 84, true, 300 * time.Millisecond},
		{"and so does who cannot ask", true, func() (time.Time, error) { return time.Time{}, errors.New("away") }, 84, true, 300 * time.Millisecond},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := &door{open: r.open}
				turns := turns{from: d}
				if r.lost {
					turns.lost()
				}
				began := time.Now()
				fresh := turns.await(t.Context())
				if took := time.Since(began); fresh != r.fresh || took > r.within || d.asked != r.asked {
					t.Fatalf("fresh %v after %s and %d questions", fresh, took, d.asked)
				}
				if r.asked == 1 && turns.await(t.Context()) {
					t.Fatal("a turn that lasts is taken again")
				}
			})
		})
	}
}
