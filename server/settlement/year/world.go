package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/screening"
)

// hours are the times of a day at which people do something; the first one is when the bank's statement has come.
var hours = [...]time.Duration{30 * time.Minute, 8 * time.Hour, 10 * time.Hour, 12 * time.Hour, 14 * time.Hour, 16 * time.Hour, 18 * time.Hour, 20 * time.Hour}

const day = len(hours) // steps in a day

// begin is midnight of the first day.
var begin = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// world is everything of one run.
type world struct {
	size
	out     io.Writer
	clock   atomic.Int64 // milliseconds since 1970
	step    int          // of the whole run
	rng     *rand.Rand   // of what is nobody's own; used by one goroutine
	db      *db.DB
	bank    *bank
	service *settlement.Service
	lists   *screening.Folder

	deals  []*deal
	agenda [][]*deal // by step: who wants to be looked at
	mu     sync.Mutex
	open   map[string][]*deal // by buyer: those whose money may come in; an officer asks who could have meant it

	tally
}

// limits are up to which amounts the system acts alone, in minor units.
func limits() (list []ledger.Limit) {
	for c, whole := range map[money.Currency]int64{"CNY": 10_000_000, "EUR": 1_200_000, "USD": 1_400_000, "JPY": 2_000_000, "KWD": 4_300_000} {
		list = append(list, ledger.Limit{Currency: c, Release: whole, Payout: 2 * whole})
	}
	return list
}

func exposures() (list []money.Amount) {
	for c, most := range map[money.Currency]int64{"CNY": 1e12, "EUR": 1e11, "USD": 1e11, "JPY": 1e12, "KWD": 1e11} {
		list = append(list, money.Amount{Minor: most, Currency: c})
	}
	return list
}

// open makes the world before the first day.
func open(ctx context.Context, z size, out io.Writer) (*world, error) {
	w := &world{size: z, out: out, rng: rand.New(rand.NewPCG(z.seed, 0)), open: map[string][]*deal{}} //nolint:gosec // a simulation
	w.tally = tally{began: time.Now(), refused: map[string]int{}, debts: map[string]int{}, met: map[string]string{}}
	w.at(0)
	lists := filepath.Join(z.dir, "lists")
	if err := os.MkdirAll(lists, 0o700); err != nil {
		return nil, fmt.Errorf("make folder: %w", err)
	}
	if err := w.publish(lists, 1); err != nil {
		return nil, err
	}
	w.lists = screening.NewFolder(os.DirFS(lists))
	var err error
	if w.bank, err = openBank(rail.Settings{Seed: z.seed, Faults: z.faults, Now: w.now}); err != nil {
		return nil, err
	}
	if w.db, err = db.Open(ctx, db.Config{Dir: filepath.Join(z.dir, "database"), Name: "fairground_year"}); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	w.service, err = settlement.Open(ctx, settlement.Options{
		DB: w.db, Logger: slog.New(slog.DiscardHandler), Now: w.now, Rail: w.bank, ExchangeBasisPoints: 150, PlatformBasisPoints: 50,
		Liability: 60 * 24 * time.Hour, ReserveBasisPoints: 200, Limits: limits(), Exposures: exposures(), Lists: w.lists.Lists,
	})
	if err != nil {
		return nil, fmt.Errorf("open settlement: %w", errors.Join(err, w.db.Close(ctx)))
	}
	w.draw()
	return w, nil
}

// publish writes the lists of sanctioned parties as a year has them: nobody who trades here, but somebody with a name like it.
func (w *world) publish(folder string, edition int) error {
	text := fmt.Sprintf("%d,\"SEVENTH LANTERN HOLDING\",\"-0-\",\"SDN\",-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\n", 1000+edition)
	text += "2,\"BUYER HOUSE 13 TRADING COMPANY\",\"-0-\",\"SDN\",-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\n"
	if err := os.WriteFile(filepath.Join(folder, "sdn.csv"), []byte(text), 0o600); err != nil {
		return fmt.Errorf("publish lists: %w", err)
	}
	return nil
}

func (w *world) close() error {
	w.service.Close()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	return errors.Join(w.bank.Close(), w.db.Close(ctx)) //nolint:wrapcheck // they say what they are
}

// at moves the clock to a step.
func (w *world) at(step int) {
	w.step = step
	w.clock.Store(begin.Add(time.Duration(step/day)*24*time.Hour + hours[step%day]).UnixMilli())
}

func (w *world) now() time.Time { return time.UnixMilli(w.clock.Load()).UTC() }

// as is somebody acting, in offices if roles are named.
func as(ctx context.Context, org, person string, roles ...actor.Role) context.Context {
	a := actor.Actor{Person: "per_" + person, Name: person, Org: org}
	for _, r := range roles {
		a.Grants = append(a.Grants, actor.Grant{Role: r})
	}
	return actor.With(ctx, a)
}

// officer is somebody of the exchange.
func officer(ctx context.Context, person string, r actor.Role) context.Context {
	return as(ctx, "org_exchange", person, r)
}

// later puts a deal on the agenda, at least one step from now; beyond the last day nobody looks any more.
func (w *world) later(d *deal, steps int) {
	at := w.step + max(1, steps)
	if at%day == 0 {
		at++ // nobody is at work in the night
	}
	if at >= len(w.agenda) {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.agenda[at] = append(w.agenda[at], d)
}

// everybody lets people act at the same time; the first error that is no refusal ends it.
func (w *world) everybody(n int, act func(i int) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, min(w.people, n))
	for p := range errs {
		group.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && errs[p] == nil; i = int(next.Add(1)) - 1 {
				errs[p] = w.took(act(i))
			}
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

// took counts a refusal and lets everything else pass: people are told no now and then, and come again.
func (w *world) took(err error) error {
	code := problem.Code(err)
	if err == nil || code == "" || code == "ledger_halted" || code == "outcome_unknown" {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.refused[code]++
	return nil
}

// live goes through the days.
func (w *world) live(ctx context.Context) error {
	if err := w.prepare(ctx); err != nil {
		return err
	}
	for step := range w.agenda {
		w.at(step)
		if err := w.hour(ctx); err != nil {
			return fmt.Errorf("%s: %w", w.now().Format(time.DateTime), err)
		}
	}
	w.at(len(w.agenda)) // the statement of the last day
	w.service.Tick(ctx)
	if err := w.prove(ctx); err != nil {
		return err
	}
	return w.month(ctx)
}

// hour is everything that happens at one time of a day.
func (w *world) hour(ctx context.Context) error {
	w.service.Tick(ctx)
	if w.step%day == 0 {
		return w.morning(ctx)
	}
	due := w.agenda[w.step]
	w.agenda[w.step] = nil
	if err := w.everybody(len(due), func(i int) error { return w.look(ctx, due[i]) }); err != nil {
		return err
	}
	switch w.step % day {
	case 2:
		return w.payday(ctx)
	case 3, 6:
		return w.offices(ctx)
	}
	return nil
}

// morning is when yesterday's statement has come and nobody is at work yet.
func (w *world) morning(ctx context.Context) error {
	if w.step == 0 {
		return nil
	}
	if err := w.prove(ctx); err != nil {
		return err
	}
	if w.now().Day() != 1 {
		return nil
	}
	if err := w.month(ctx); err != nil {
		return err
	}
	return w.closeBooks(ctx)
}
