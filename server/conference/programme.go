package conference

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"golang.org/x/text/language"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// SessionState is where a session of the programme stands. Live and Over follow from the clock and are never stored.
type SessionState string

// The states of a session.
const (
	Draft     SessionState = "draft"
	Scheduled SessionState = "scheduled"
	Live      SessionState = "live"
	Over      SessionState = "ended"
	Cancelled SessionState = "cancelled"
)

const (
	cell           = 5 * time.Minute // a room is claimed in cells of UTC
	longestSession = 12 * time.Hour
	maxSpeakers    = 30
)

// Speaker is somebody who speaks in a session; Person, if the speaker has an account, may go on stage for it.
type Speaker struct {
	Person string    `bson:"person,omitempty" json:"person,omitempty" maxLength:"64"`
	Name   string    `bson:"name" json:"name" minLength:"1" maxLength:"200"`
	Org    lang.Text `bson:"org,omitempty" json:"org,omitempty"`
}

// Session is an item of the programme. Its claims hold the stage for its time: two sessions cannot have one cell.
type Session struct {
	ID         string           `bson:"_id" json:"id"`
	V          int64            `bson:"v" json:"v"`
	Exhibition string           `bson:"exhibition" json:"exhibition"`
	Title      lang.Text        `bson:"title" json:"title"`
	Abstract   lang.Text        `bson:"abstract,omitempty" json:"abstract,omitempty"`
	Speakers   []Speaker        `bson:"speakers" json:"speakers" nullable:"false"`
	Room       string           `bson:"room,omitempty" json:"room,omitempty"`
	Starts     time.Time        `bson:"starts" json:"starts"`
	Ends       time.Time        `bson:"ends" json:"ends"`
	Languages  []string         `bson:"languages" json:"languages" nullable:"false"`
	State      SessionState     `bson:"state" json:"state" enum:"draft,scheduled,live,ended,cancelled"`
	Claims     []string         `bson:"claims,omitempty" json:"-"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`
}

// At is the session as it stands at a time.
func (s Session) At(now time.Time) Session {
	if s.State == Scheduled && !now.Before(s.Starts) {
		s.State = Live
		if !now.Before(s.Ends) {
			s.State = Over
		}
	}
	return s
}

// claims are the cells of its room that the session needs; a draft and a cancelled session need none.
func (s Session) claims() []string {
	if s.State != Scheduled || s.Room == "" {
		return nil
	}
	var cells []string
	for t := s.Starts.Truncate(cell); t.Before(s.Ends); t = t.Add(cell) {
		cells = append(cells, fmt.Sprintf("%s@%d", s.Room, t.Unix()/int64(cell/time.Second)))
	}
	return cells
}

// SessionWords is what an organizer says about a session; nil leaves a part as it is.
type SessionWords struct {
	Title     lang.Text
	Abstract  lang.Text
	Speakers  *[]Speaker
	Room      *string
	Starts    *time.Time
	Ends      *time.Time
	Languages *[]string
	State     *SessionState
}

// apply changes the session and says what is wrong with it then.
func (w SessionWords) apply(s *Session) error {
	if w.Title != nil {
		s.Title = w.Title
	}
	if w.Abstract != nil {
		s.Abstract = w.Abstract
	}
	if w.Speakers != nil {
		s.Speakers = *w.Speakers
	}
	if w.Room != nil {
		s.Room = *w.Room
	}
	if w.Starts != nil {
		s.Starts = w.Starts.UTC().Truncate(time.Millisecond)
	}
	if w.Ends != nil {
		s.Ends = w.Ends.UTC().Truncate(time.Millisecond)
	}
	if w.Languages != nil {
		s.Languages = *w.Languages
	}
	if w.State != nil {
		s.State = *w.State
	}
	return s.check()
}

func (s *Session) check() error {
	invalid := problem.New(problem.Invalid, "session_invalid", "this session cannot be")
	if err := s.Title.Check(200); err != nil {
		return invalid.Field("body.title", err.Error())
	}
	if err := s.Abstract.Check(4000); err != nil && !errors.Is(err, lang.ErrEmpty) {
		return invalid.Field("body.abstract", err.Error())
	}
	if !slices.Contains([]SessionState{Draft, Scheduled, Cancelled}, s.State) {
		return invalid.Field("body.state", "a session is draft, scheduled or cancelled; live and ended follow from the clock")
	}
	if !s.Starts.Before(s.Ends) || s.Ends.Sub(s.Starts) > longestSession {
		return invalid.Field("body.ends", "a session ends after it starts, within twelve hours")
	}
	if !s.Starts.Equal(s.Starts.Truncate(cell)) || !s.Ends.Equal(s.Ends.Truncate(cell)) {
		return invalid.Field("body.starts", "sessions start and end at whole five minutes")
	}
	if len(s.Speakers) > maxSpeakers {
		return invalid.Field("body.speakers", "at most 30 speakers")
	}
	for i, speaker := range s.Speakers {
		if err := speaker.Org.Check(200); err != nil && !errors.Is(err, lang.ErrEmpty) {
			return invalid.Field(fmt.Sprintf("body.speakers[%d].org", i), err.Error())
		}
	}
	for i, tag := range s.Languages {
		if _, err := language.Parse(tag); err != nil || len(tag) > 35 || i >= 20 {
			return invalid.Field(fmt.Sprintf("body.languages[%d]", i), "at most 20 BCP 47 tags")
		}
	}
	if s.Room != "" {
		if kind, _, err := subject(s.Room); err != nil || kind != Stage {
			return invalid.Field("body.room", "a session is held on a stage")
		}
	}
	if s.Speakers == nil {
		s.Speakers = []Speaker{}
	}
	if s.Languages == nil {
		s.Languages = []string{}
	}
	return nil
}

// Programme lists the sessions of an exhibition; its organizers see drafts as well.
func (s *Service) Programme(ctx context.Context, exhibition, cursor string, limit int) ([]Session, string, error) {
	list, next, err := s.store.programme(ctx, exhibition, actor.From(ctx).Has(actor.Organizer, exhibition), cursor, limit)
	now := s.now()
	for i := range list {
		list[i] = list[i].At(now)
	}
	return list, next, err
}

// Session finds a session of the programme.
func (s *Service) Session(ctx context.Context, exhibition, id string) (Session, error) {
	found, err := s.store.sessions.Find(ctx, id)
	if err != nil {
		return Session{}, err
	}
	if found.Exhibition != exhibition || found.State == Draft && !actor.From(ctx).Has(actor.Organizer, found.Exhibition) {
		return Session{}, problem.New(problem.NotFound, "session_not_found", "there is no such session")
	}
	return found.At(s.now()), nil
}

// Schedule puts a session into the programme.
func (s *Service) Schedule(ctx context.Context, exhibition string, w SessionWords) (Session, error) {
	if err := s.organizes(ctx, exhibition); err != nil {
		return Session{}, err
	}
	session := Session{ID: db.NewID("prg", s.now()), Exhibition: exhibition, State: Scheduled}
	return s.write(ctx, session, w, "session.scheduled", func(next Session) error {
		return s.store.sessions.Insert(ctx, next)
	})
}

// Reschedule changes a session if its version still is v.
func (s *Service) Reschedule(ctx context.Context, exhibition, id string, v int64, w SessionWords) (Session, error) {
	if err := s.organizes(ctx, exhibition); err != nil {
		return Session{}, err
	}
	session, err := s.store.sessions.Find(ctx, id)
	if err != nil {
		return Session{}, err
	}
	if session.Exhibition != exhibition {
		return Session{}, problem.New(problem.NotFound, "session_not_found", "there is no such session")
	}
	if session.V != v {
		return Session{}, problem.New(problem.PreconditionFailed, "version_conflict", "this session has been changed by someone else")
	}
	return s.write(ctx, session, w, "session.changed", func(next Session) error {
		return s.store.sessions.Replace(ctx, id, v, next)
	})
}

func (s *Service) organizes(ctx context.Context, exhibition string) error {
	if a := actor.From(ctx); !a.Has(actor.Organizer, exhibition) && !a.IsSystem() {
		return problem.New(problem.Forbidden, "role_missing", "only an organizer of the exhibition changes its programme")
	}
	return nil
}

func (s *Service) write(ctx context.Context, session Session, w SessionWords, event string, save func(Session) error) (Session, error) {
	if err := w.apply(&session); err != nil {
		return Session{}, err
	}
	if session.Room != "" {
		door, found, err := s.store.door(ctx, session.Room)
		if err != nil {
			return Session{}, err
		}
		if !found || door.Kind != Stage || door.Exhibition != session.Exhibition {
			return Session{}, problem.New(problem.Invalid, "session_invalid", "this session cannot be").Field("body.room", "no stage of this exhibition")
		}
	}
	now := s.now().UTC().Truncate(time.Millisecond)
	session.V++
	session.Claims = session.claims()
	by := actor.From(ctx).Person
	if by == actor.System.Person {
		by = ""
	}
	session.Outbox = append(session.Outbox, db.OutboxEntry{
		ID: db.NewID("out", now), Type: event, At: now, By: by, Entity: session.ID, Exhibition: session.Exhibition,
		Data: map[string]string{"room": session.Room, "starts": session.Starts.Format(time.RFC3339), "state": string(session.State)},
	})
	err := save(session)
	var taken db.DuplicateKeyError
	if errors.As(err, &taken) {
		return Session{}, problem.New(problem.Conflict, "room_taken", "another session is on this stage at that time").Wrap(err)
	}
	if err != nil {
		return Session{}, err
	}
	return session.At(now), nil
}
