package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"sync"
	"time"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/audit"
	"fairground/server/conference"
	"fairground/server/db"
	"fairground/server/deals"
	"fairground/server/demo/staging"
	"fairground/server/exhibition"
	"fairground/server/insight"
	"fairground/server/meetings"
	"fairground/server/meetings/schedule"
	"fairground/server/notify"
	"fairground/server/settlement"
)

// app is the whole program, wired and not yet listening.
type app struct {
	config Config
	log    *slog.Logger
	now    func() time.Time

	db         *db.DB
	api        *api.API
	audit      *audit.Chain
	notify     *notify.Service
	accounts   *accounts.Service
	exhibition *exhibition.Service
	meetings   *meetings.Service
	schedule   *schedule.Service
	conference *conference.Service
	settlement *settlement.Service
	deals      *deals.Service
	closeRail  func() error // nil before the rail is open

	health  *health
	courier *courier
	behind  []func(context.Context) error // what goes on behind the open doors until the program ends
}

// features are the parts into which the demo puts its fair.
func (a *app) features() staging.Features {
	return staging.Features{
		Accounts: a.accounts, Exhibition: a.exhibition, Meetings: a.meetings, Conference: a.conference,
		Deals: a.deals, Settlement: a.settlement, ImportDeal: a.importDeal,
	}
}

// newApp opens the database and lists everything the server does: middleware,
// then one line per feature. base is the address of the pages for links.
func newApp(ctx context.Context, c Config, base string, log *slog.Logger) (*app, error) {
	dir, err := c.dataFolder()
	if err != nil {
		return nil, err
	}
	a := &app{config: c, log: log, now: time.Now}
	if a.db, err = db.Open(ctx, db.Config{URI: c.MongoURI, Dir: dir, Name: c.Database, Logger: log}); err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	if err := a.wire(ctx, base); err != nil {
		return nil, errors.Join(err, a.close(context.WithoutCancel(ctx)))
	}
	return a, nil
}

func (a *app) wire(ctx context.Context, base string) error {
	replays, err := api.NewReplayStore(ctx, a.db, a.now)
	if err != nil {
		return err
	}
	if a.audit, err = audit.New(ctx, a.db); err != nil {
		return err
	}
	// The accounts know the exhibition by two questions only, asked long after both stand.
	a.accounts = accounts.New(a.db, accounts.Config{
		Base: base, Logger: a.log, Now: a.now,
		Current:   func(ctx context.Context) (string, error) { return a.exhibition.Current(ctx) },
		CheckCall: func(ctx context.Context, id string, as actor.Role) error { return a.exhibition.CheckCall(ctx, id, as) },
	})
	a.exhibition = exhibition.New(a.db, a.accounts, exhibition.Config{Logger: a.log, Now: a.now})
	server, err := a.config.mailServer()
	if err != nil {
		return err
	}
	if a.notify, err = notify.New(ctx, a.db, notify.Options{
		People: addresses{a.accounts}, Venues: venues{a.exhibition}, Base: base, Server: server, Now: a.now, Log: a.log,
	}); err != nil {
		return err
	}
	a.meetings = meetings.New(meetings.Deps{
		DB: a.db, Fairs: fairs{a.exhibition}, Directory: directory{a.accounts}, Roster: directory{a.accounts}, Staff: directory{a.accounts}, Base: base, Now: a.now, Log: a.log,
		Sender: sender(server), Mailbox: mailbox{a.accounts}.of,
	})
	a.schedule = schedule.New(schedule.Deps{DB: a.db, Meetings: a.meetings, Directory: directory{a.accounts}, Now: a.now, Log: a.log})
	a.meetings.Runs = a.schedule
	a.notify.Calendars = invitations{a.meetings, a.schedule}
	key, err := a.config.signingKey()
	if err != nil {
		return err
	}
	counterpart, closeRail, err := a.config.openRail(ctx, a.now)
	if err != nil {
		return err
	}
	a.closeRail = closeRail
	if a.settlement, err = settlement.Open(ctx, settlement.Options{
		DB: a.db, Logger: a.log, Now: a.now, Rail: counterpart, Limits: aloneUpTo(), Exposures: exposedUpTo(),
		ExchangeBasisPoints: exchangeFee, PlatformBasisPoints: platformFee, SigningKey: key,
		Clocks: a.config.Clauses.clocks(), Liability: a.config.Clauses.Liability, ReserveBasisPoints: a.config.Clauses.Reserve,
		Lists: a.config.lists(), Names: a.namesOf, PersonName: a.personName, OrgName: a.nameOf, Officers: a.officers,
	}); err != nil {
		return err
	}
	a.deals = deals.New(deals.Deps{
		DB: a.db, Directory: parties{a.accounts}, Origins: origins{a.meetings, a.exhibition}, Now: a.now, Log: a.log,
	})
	near := conference.Neighbours{
		Meetings: meetingRooms{a.meetings}, Presence: meetingRooms{a.meetings}, Booths: boothRooms{a.exhibition}, Deals: dealRooms{a.deals},
		People: people{a.accounts, a.exhibition}, Ceremonies: ceremonies{a.deals},
	}
	if a.conference, err = conference.New(a.db, near, conference.Config{
		Media: a.config.Media, PublicIP: a.config.PublicIP, Relay: a.config.Turn, RecordingsIn: a.config.recordings(), Logger: a.log, Now: a.now,
	}); err != nil {
		return err
	}
	a.meetings.Programme = programme{a.conference}
	a.deals.Announcer = a.conference
	for _, indexes := range []func(context.Context) error{a.accounts.Indexes, a.exhibition.Indexes, a.meetings.Indexes, a.schedule.Indexes, a.conference.Indexes, a.deals.Indexes} {
		if err := indexes(ctx); err != nil {
			return err
		}
	}

	a.api = api.New(api.Options{
		Version: "1", Origin: a.config.Origin, Secure: len(a.config.Origin) > 5 && a.config.Origin[:5] == "https",
		RatePerSecond: a.config.RateLimit, Authenticator: a.accounts, Replays: replays, Logger: a.log, Now: a.now,
	})
	a.health = &health{db: a.db, started: a.now()}
	a.health.routes(a.api.App())
	platformRoutes(a.api, a.audit)
	accounts.Routes(a.api, a.accounts)
	notify.Routes(a.api, a.notify)
	exhibition.Routes(a.api, a.exhibition)
	meetings.Routes(a.api, a.meetings)
	schedule.Routes(a.api, a.schedule)
	conference.Routes(a.api, a.conference)
	deals.Routes(a.api, a.deals)
	settlement.Routes(a.api, a.settlement)
	insight.Routes(a.api, insight.New(insight.Sources{Meetings: a.meetings, Deals: a.deals, Settlement: a.settlement, Rooms: a.conference}))
	programmePage(a.api, a.exhibition, a.conference)
	if a.config.demo {
		mailsPage(a.api, a.notify)
	}
	serveClient(a.api.App())

	a.courier = &courier{log: a.log, receivers: []receiver{a.audit.Append, a.notify.Deliver, a.handOver, a.showOut, a.conference.Hear, a.meetings.Forget}}
	for _, o := range a.accounts.Outboxes() {
		a.courier.sources = append(a.courier.sources, o)
	}
	for _, o := range a.exhibition.Outboxes() {
		a.courier.sources = append(a.courier.sources, o)
	}
	for _, o := range a.meetings.Outboxes() {
		a.courier.sources = append(a.courier.sources, o)
	}
	for _, o := range a.schedule.Outboxes() {
		a.courier.sources = append(a.courier.sources, o)
	}
	a.courier.sources = append(a.courier.sources, a.settlement.Tidings(a.peopleOf), a.settlement.Correspondence(a.peopleOf))
	for _, o := range a.deals.Outboxes() {
		a.courier.sources = append(a.courier.sources, o)
	}
	a.courier.sources = append(a.courier.sources, a.conference.Outbox()...)
	return nil
}

// showOut ends the seats in all rooms of a session that was ended, within the
// courier's next round.
func (a *app) showOut(_ context.Context, e db.OutboxEntry) error {
	if e.Type == "session.ended" {
		a.conference.EndSession(e.Entity, "signed out")
	}
	return nil
}

// peopleOf lists who is told of what happens to an organization.
func (a *app) peopleOf(ctx context.Context, org string) ([]string, error) {
	people, err := a.accounts.PeopleOf(ctx, org)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return ids, nil
}

// drainWithin is how long open requests may take after the signal to stop.
const drainWithin = 10 * time.Second

// serve answers on the listener until ctx ends, then drains and closes.
func (a *app) serve(ctx context.Context, listener net.Listener) error {
	background, stop := context.WithCancel(context.WithoutCancel(ctx))
	var work sync.WaitGroup
	work.Go(func() { a.courier.run(background) })
	work.Go(func() { a.everySecond(background) })
	work.Go(func() { a.settlement.Run(background) })
	work.Go(func() { a.meetings.WatchCalendars(background) })
	work.Go(func() { a.notify.Run(background) })
	for _, step := range a.behind {
		work.Go(func() {
			if err := step(background); err != nil && background.Err() == nil {
				a.log.Error("behind the open doors", "err", err)
			}
		})
	}

	failed := make(chan error, 1)
	go func() { failed <- a.api.App().Listener(listener) }()
	var err error
	select {
	case err = <-failed:
	case <-ctx.Done():
		a.health.draining.Store(true)
		a.log.Info("stopping")
		err = a.api.App().ShutdownWithTimeout(drainWithin)
		// A signal before the server has begun to serve would otherwise be forgotten.
		if closeErr := listener.Close(); closeErr != nil && !errors.Is(closeErr, net.ErrClosed) {
			err = errors.Join(err, closeErr)
		}
	}
	stop()
	work.Wait()
	return errors.Join(err, a.close(context.WithoutCancel(ctx)))
}

// everySecond moves on what time moves.
func (a *app) everySecond(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for name, step := range map[string]func(context.Context, time.Time) error{
			"expire meeting requests": a.meetings.Expire, "advance meetings": a.meetings.Advance, "resume schedule runs": a.schedule.Resume, "lapse deals": a.deals.Lapse,
		} {
			if err := step(ctx, a.now()); err != nil && ctx.Err() == nil {
				a.log.Error(name, "err", err)
			}
		}
	}
}

// close releases what newApp opened.
func (a *app) close(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, drainWithin)
	defer cancel()
	if a.settlement != nil {
		a.settlement.Close()
	}
	var railErr error
	if a.closeRail != nil {
		railErr = a.closeRail()
	}
	if a.schedule != nil {
		a.schedule.Close()
	}
	var conferenceErr error
	if a.conference != nil {
		conferenceErr = a.conference.Close(ctx)
	}
	if err := a.db.Close(ctx); err != nil {
		return errors.Join(railErr, conferenceErr, fmt.Errorf("close the database: %w", err))
	}
	return errors.Join(railErr, conferenceErr)
}
