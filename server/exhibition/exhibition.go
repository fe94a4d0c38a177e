// Package exhibition is the fair as a visitor sees it: exhibitions and their phases, halls, booths with opening hours and
// staff on duty, the catalogue with its pictures, visits, and questions left at a booth. It does not know meetings, rooms,
// deals or money moving; it knows prices only as words in a catalogue.
package exhibition

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Accounts is what the exhibition asks of the accounts.
type Accounts interface {
	Organization(ctx context.Context, id string) (accounts.Organization, error)
	Person(ctx context.Context, id string) (accounts.Person, error)
	PeopleOf(ctx context.Context, org string) ([]accounts.Person, error)
	Among(ctx context.Context, viewer actor.Actor, people []accounts.Person) (seen []accounts.Person, hidden int, err error)
	MakeOrganizer(ctx context.Context, person, exhibition string) error
}

// Config is what the exhibition needs to know of its surroundings.
type Config struct {
	Logger *slog.Logger
	Now    func() time.Time
}

// Service is the exhibition. It is safe for concurrent use.
type Service struct {
	config   Config
	store    store
	accounts Accounts
	halls    *fresh[HallPage]
	indexes  *fresh[*index]
	list     *fresh[[]Exhibition]
	counts   *fresh[map[string]int] // items by booth
	decoding chan struct{}          // a picture of 40 megapixels takes 160 MB while it is decoded, so they are decoded one by one
}

const (
	hallFresh  = time.Second
	indexFresh = 2 * time.Second
	listFresh  = time.Second
)

// New returns the exhibition of the database.
func New(d *db.DB, people Accounts, c Config) *Service {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return &Service{
		config: c, store: newStore(d), accounts: people, decoding: make(chan struct{}, 1),
		halls: newFresh[HallPage](hallFresh, c.Now), indexes: newFresh[*index](indexFresh, c.Now), list: newFresh[[]Exhibition](listFresh, c.Now), counts: newFresh[map[string]int](indexFresh, c.Now),
	}
}

// Indexes creates the indexes that the rules rest on. It is idempotent.
func (s *Service) Indexes(ctx context.Context) error { return s.store.indexes(ctx) }

// Outboxes lists the collections that the delivery worker empties, by name.
func (s *Service) Outboxes() map[string]db.Outbox {
	return map[string]db.Outbox{
		"exhibitions": s.store.exhibitions, "halls": s.store.halls, "booths": s.store.booths,
		"items": s.store.items, "questions": s.store.questions,
	}
}

func (s *Service) now() time.Time { return s.config.Now().UTC().Truncate(time.Millisecond) }

func (s *Service) entry(kind, by, entity, exhibition string) db.OutboxEntry {
	now := s.now()
	return db.OutboxEntry{ID: db.NewID("out", now), Type: kind, At: now, By: by, Entity: entity, Exhibition: exhibition}
}

// Phase is a part of an exhibition's life.
type Phase string

// The phases, in their order.
const (
	Call        Phase = "call"
	Setup       Phase = "setup"
	Booking     Phase = "booking"
	Matching    Phase = "matching"
	Live        Phase = "live"
	AfterMarket Phase = "after_market"
	Closed      Phase = "closed"
)

// Phases lists the phases in their order.
func Phases() []Phase { return []Phase{Call, Setup, Booking, Matching, Live, AfterMarket, Closed} }

func (p Phase) order() int { return slices.Index(Phases(), p) }

// Span is when a phase is planned to be in force.
type Span struct {
	Phase Phase     `bson:"phase" json:"phase" enum:"call,setup,booking,matching,live,after_market,closed"`
	From  time.Time `bson:"from" json:"from"`
	To    time.Time `bson:"to" json:"to"`
}

// Move is the organizer's hand on the phase.
type Move struct {
	Phase Phase     `bson:"phase"`
	At    time.Time `bson:"at"`
	By    string    `bson:"by"`
}

// Exhibition is one edition of the fair.
type Exhibition struct {
	ID     string           `bson:"_id"`
	V      int64            `bson:"v"`
	Name   lang.Text        `bson:"name"`
	Zone   string           `bson:"zone"` // IANA, of the venue
	Starts time.Time        `bson:"starts"`
	Ends   time.Time        `bson:"ends"`
	Spans  []Span           `bson:"spans"`
	Moved  *Move            `bson:"moved,omitempty"`
	Outbox []db.OutboxEntry `bson:"outbox,omitempty"`
}

// PhaseAt returns the phase in force: what began last, a planned span or a move by hand. Before the first span it is that
// of the first span, and after the end of the last one the exhibition is closed.
func (e Exhibition) PhaseAt(now time.Time) Phase {
	phase, since := Call, time.Time{}
	if len(e.Spans) > 0 {
		phase = e.Spans[0].Phase
	}
	for _, s := range e.Spans {
		if !now.Before(s.From) {
			phase, since = s.Phase, s.From
		}
	}
	if n := len(e.Spans); n > 0 && !now.Before(e.Spans[n-1].To) {
		phase, since = Closed, e.Spans[n-1].To
	}
	if e.Moved != nil && !now.Before(e.Moved.At) && e.Moved.At.After(since) {
		phase = e.Moved.Phase
	}
	return phase
}

// move puts the exhibition into a phase by hand: forward to any, back by one to correct a slip, and nowhere from closed.
func (e *Exhibition) move(to Phase, by string, now time.Time) error {
	from := e.PhaseAt(now)
	switch {
	case to.order() < 0:
		return problem.Newf(problem.Invalid, "phase_unknown", "there is no phase %q", to)
	case from == Closed:
		return problem.New(problem.Conflict, "exhibition_closed", "a closed exhibition stays closed")
	case to == from:
		return problem.Newf(problem.Conflict, "phase_same", "the exhibition is in %s already", to)
	case to.order() < from.order()-1:
		return problem.Newf(problem.Conflict, "phase_backwards", "from %s it goes back by one phase at most", from).With("phase", from)
	}
	e.Moved = &Move{Phase: to, At: now, By: by}
	return nil
}

const (
	nameLimit    = 120
	taglineLimit = 240
	textLimit    = 10_000
)

// check says all that is wrong with an exhibition.
func (e Exhibition) check() error {
	var f faults
	f.at("body.name", e.Name.Check(nameLimit))
	f.at("body.zone", zone(e.Zone))
	if !e.Starts.Before(e.Ends) {
		f.at("body.ends", errors.New("must be after starts"))
	}
	for i, s := range e.Spans {
		at := fmt.Sprintf("body.phases[%d]", i)
		switch {
		case s.Phase.order() < 0:
			f.at(at+".phase", errors.New("not a phase"))
		case !s.From.Before(s.To):
			f.at(at+".to", errors.New("must be after from"))
		case i > 0 && s.Phase.order() <= e.Spans[i-1].Phase.order():
			f.at(at+".phase", errors.New("phases must stand in their order"))
		case i > 0 && s.From.Before(e.Spans[i-1].To):
			f.at(at+".from", errors.New("must not be before the end of the phase before"))
		}
	}
	return f.err()
}

// visiting returns from when on booths open for visitors, and whether they do at all from now on.
func (e Exhibition) visiting(now time.Time) (from time.Time, ok bool) {
	switch phase := e.PhaseAt(now); phase {
	case Live, AfterMarket:
		return now, true
	case Closed:
		return time.Time{}, false
	case Call, Setup, Booking, Matching:
	}
	for _, s := range e.Spans {
		if s.Phase == Live && s.From.After(now) {
			return s.From, true
		}
	}
	return time.Time{}, false
}

// Exhibition returns the exhibition with this id.
func (s *Service) Exhibition(ctx context.Context, id string) (Exhibition, error) {
	return s.store.exhibitions.Find(ctx, id)
}

// Exhibitions lists all exhibitions, the newest first.
func (s *Service) Exhibitions(ctx context.Context) ([]Exhibition, error) {
	return s.list.of(ctx, "", s.store.allExhibitions)
}

// Current names the exhibition that a visitor should see: a live one, else the next to begin, else the last one that ended.
// It is "" if there is none.
func (s *Service) Current(ctx context.Context) (string, error) {
	all, err := s.Exhibitions(ctx)
	if err != nil {
		return "", err
	}
	now := s.now()
	rank := func(e Exhibition) (int, time.Duration) {
		switch phase := e.PhaseAt(now); {
		case phase == Live:
			return 0, now.Sub(e.Starts).Abs()
		case phase.order() < Live.order():
			return 1, now.Sub(e.Starts).Abs()
		case phase == AfterMarket:
			return 2, now.Sub(e.Ends).Abs()
		}
		return 3, now.Sub(e.Ends).Abs()
	}
	best := ""
	bestRank, bestAway := 4, time.Duration(0)
	for _, e := range all {
		if r, away := rank(e); r < bestRank || (r == bestRank && away < bestAway) {
			best, bestRank, bestAway = e.ID, r, away
		}
	}
	return best, nil
}

// CheckCall says why an exhibition takes no applications for the role now: exhibitors apply until the booths are booked,
// buyers until the live days are over.
func (s *Service) CheckCall(ctx context.Context, id string, as actor.Role) error {
	e, err := s.store.exhibitions.Find(ctx, id)
	if err != nil {
		return err
	}
	last := Live
	if as == actor.Exhibitor {
		last = Booking
	}
	if phase := e.PhaseAt(s.now()); phase.order() > last.order() {
		return problem.New(problem.Conflict, "call_closed", "applications are no longer taken").With("phase", phase)
	}
	return nil
}

// organizes returns the exhibition if the actor organizes it.
func (s *Service) organizes(ctx context.Context, who actor.Actor, id string) (Exhibition, error) {
	e, err := s.store.exhibitions.Find(ctx, id)
	if err == nil && !who.Has(actor.Organizer, id) {
		err = problem.New(problem.Forbidden, "exhibition_not_yours", "only an organizer of this exhibition may do this")
	}
	if err != nil {
		return Exhibition{}, err
	}
	return e, nil
}

// Create makes an exhibition and its maker its organizer.
func (s *Service) Create(ctx context.Context, who actor.Actor, e Exhibition) (Exhibition, error) {
	if err := e.check(); err != nil {
		return Exhibition{}, err
	}
	e.ID, e.V, e.Moved = db.NewID("exh", s.now()), 1, nil
	e.Outbox = []db.OutboxEntry{s.entry("exhibition.created", who.Person, e.ID, e.ID)}
	// The role comes first: an exhibition without an organizer could never be changed, a role without one harms nobody.
	if err := s.accounts.MakeOrganizer(ctx, who.Person, e.ID); err != nil {
		return Exhibition{}, err
	}
	if err := s.store.exhibitions.Insert(ctx, e); err != nil {
		return Exhibition{}, err
	}
	s.list.drop("")
	return e, nil
}

// Change is what an organizer changes of an exhibition; nil leaves a field as it is.
type Change struct {
	Name         lang.Text
	Zone         *string
	Starts, Ends *time.Time
	Spans        []Span
}

// Change changes an exhibition if its version is v.
func (s *Service) Change(ctx context.Context, who actor.Actor, id string, v int64, c Change) (Exhibition, error) {
	e, err := s.organizes(ctx, who, id)
	if err != nil {
		return e, err
	}
	if c.Name != nil {
		e.Name = c.Name
	}
	if c.Zone != nil {
		e.Zone = *c.Zone
	}
	if c.Starts != nil {
		e.Starts = *c.Starts
	}
	if c.Ends != nil {
		e.Ends = *c.Ends
	}
	if c.Spans != nil {
		e.Spans = c.Spans
	}
	if err := e.check(); err != nil {
		return Exhibition{}, err
	}
	return s.saveExhibition(ctx, e, v, s.entry("exhibition.changed", who.Person, e.ID, e.ID))
}

// MovePhase puts an exhibition into a phase by hand if its version is v.
func (s *Service) MovePhase(ctx context.Context, who actor.Actor, id string, v int64, to Phase) (Exhibition, error) {
	e, err := s.organizes(ctx, who, id)
	if err != nil {
		return e, err
	}
	entry := s.entry("exhibition.phase_moved", who.Person, e.ID, e.ID)
	entry.Data = map[string]string{"before": string(e.PhaseAt(s.now())), "after": string(to)}
	if err := e.move(to, who.Person, s.now()); err != nil {
		return Exhibition{}, err
	}
	return s.saveExhibition(ctx, e, v, entry)
}

func (s *Service) saveExhibition(ctx context.Context, e Exhibition, v int64, entry db.OutboxEntry) (Exhibition, error) {
	e.V, e.Outbox = v+1, append(e.Outbox, entry)
	if err := s.store.exhibitions.Replace(ctx, e.ID, v, e); err != nil {
		return Exhibition{}, err
	}
	s.list.drop("")
	s.indexes.drop(e.ID)
	s.halls.clear()
	return e, nil
}

// AddExhibition stores an exhibition with a given id, for the demo and for imports; one that exists stays.
func (s *Service) AddExhibition(ctx context.Context, e Exhibition) error {
	if err := e.check(); err != nil {
		return fmt.Errorf("add exhibition %s: %w", e.ID, err)
	}
	e.V = 1
	if err := ignoreTaken(s.store.exhibitions.Insert(ctx, e)); err != nil {
		return fmt.Errorf("add exhibition %s: %w", e.ID, err)
	}
	s.list.drop("")
	return nil
}

func ignoreTaken(err error) error {
	if problem.Is(err, problem.Conflict) {
		return nil
	}
	return err
}

// zone checks an IANA time zone name.
func zone(name string) error {
	if name == "" || name == "Local" {
		return errors.New("not an IANA time zone")
	}
	if _, err := time.LoadLocation(name); err != nil {
		return errors.New("not an IANA time zone")
	}
	return nil
}

// faults collects what is wrong with an input, so that a person reads all of it at once.
type faults struct{ p *problem.Problem }

func (f *faults) at(location string, err error) {
	if err == nil {
		return
	}
	if f.p == nil {
		f.p = problem.New(problem.Invalid, "invalid", "some fields are wrong")
	}
	f.p = f.p.Field(location, err.Error())
}

func (f *faults) err() error {
	if f.p == nil {
		return nil
	}
	return f.p
}
