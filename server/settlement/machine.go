package settlement

import (
	"context"
	"fmt"
	"time"

	"fairground/server/settlement/ledger"
)

// machine is the ledger of a database with what is written beside it: projections and snapshots. It knows no people, no
// rails and no timers.
type machine struct {
	store   *store
	engine  *ledger.Engine
	project *projector
	photos  *snapshots
	running context.Context // of projector and snapshots; close ends it
	stop    context.CancelFunc
}

// openMachine makes the indexes, tries out what the ledger rests on, replays and verifies the log from the newest snapshot
// on and starts writer, projector and snapshots. applied, if not nil, hears of every block in order.
func openMachine(ctx context.Context, o Options, applied func(ledger.Delta)) (*machine, error) {
	if o.Writer == "" {
		o.Writer = "server"
	}
	m := &machine{store: newStore(o.DB, o.Logger)}
	if err := m.store.ensureIndexes(ctx); err != nil {
		return nil, err
	}
	if err := m.store.check(ctx, o.Now()); err != nil {
		return nil, err
	}
	from, err := m.store.projected(ctx)
	if err != nil {
		return nil, err
	}
	start, err := m.store.snapshot(ctx, from) // a newer one would leave out what the projections still need
	if err != nil {
		return nil, err
	}
	m.photos, m.project = newSnapshots(m.store, o), newProjector(m.store, from, o.Logger)
	m.running, m.stop = context.WithCancel(context.WithoutCancel(ctx))
	go m.project.run(m.running) //nolint:contextcheck // the projector ends with close, not with the start
	go m.photos.run(m.running)  //nolint:contextcheck // nor do the snapshots
	m.engine, err = ledger.Open(ctx, m.store, ledger.Options{
		Writer: o.Writer, Now: o.Now, Logger: o.Logger, Start: start, Turns: m.store.lease(o.Writer),
		Applied: func(d ledger.Delta) {
			if applied != nil {
				applied(d)
			}
			m.photos.reached(d.Block.Seq)
			select {
			case m.project.queue <- d:
			case <-m.running.Done():
			}
		},
	})
	if err != nil {
		m.close()
		return nil, err
	}
	return m, nil
}

// close stops the writer, lets the projector write what it has, for at most five seconds, and waits for all.
func (m *machine) close() {
	enough := time.AfterFunc(5*time.Second, m.stop)
	defer enough.Stop()
	if m.engine != nil {
		m.engine.Close()
	}
	close(m.project.queue)
	close(m.photos.due)
	<-m.project.done
	m.stop()
	<-m.photos.done
}

// Ledger is the ledger of a database with its projections and snapshots and nothing of the service around it, for tools
// that drive it by commands. Close it.
type Ledger struct{ m *machine }

// OpenLedger opens the ledger as the service does. Of the options it needs DB, Logger and Now.
func OpenLedger(ctx context.Context, o Options) (*Ledger, error) {
	m, err := openMachine(ctx, o, nil)
	if err != nil {
		return nil, fmt.Errorf("open ledger: %w", err)
	}
	return &Ledger{m}, nil
}

// Do gives a command to the ledger, see ledger.Engine.
func (l *Ledger) Do(ctx context.Context, c ledger.Command) (ledger.Outcome, error) {
	return l.m.engine.Do(ctx, c)
}

// View calls look with the state. Strong first reads the log to its end, so that look sees everything that was answered
// anywhere before the call.
func (l *Ledger) View(ctx context.Context, strong bool, look func(*ledger.State)) error {
	if strong {
		if err := l.m.engine.Sync(ctx); err != nil {
			return err
		}
	}
	l.m.engine.View(look)
	return nil
}

// Projected waits until the projections show everything this ledger has applied. It reports whether they do.
func (l *Ledger) Projected(ctx context.Context) bool {
	var seq int64
	l.m.engine.View(func(s *ledger.State) { seq = s.Seq })
	return l.m.project.wait(ctx, seq)
}

// Close stops everything as the service does.
func (l *Ledger) Close() { l.m.close() }
