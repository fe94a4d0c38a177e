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

	Company *Company `bson:"-" json:"company,omitempty" readOnly:"true" doc:"Where the audience asks for a meeting."`
}

// Company is the company of a speaker who takes part in the exhibition: whom a follow-up meeting is asked of.
type Company struct {
	Organization string    `json:"organization"`
	Name         lang.Text `json:"name"`
	Booth        string    `json:"booth,omitempty"`
}

// Session is an item of the programme. Its claims hold the stage for its time: two sessions cannot have one cell.
type Session struct {
	ID         string      `bson:"_id" json:"id"`
	V          int64       `bson:"v" json:"v"`
	Exhibition string      `bson:"exhibition" json:"exhibition"`
	Title      lang.Text   `bson:"title" json:"title"`
	Abstract   lang.Text   `bson:"abstract,omitempty" json:"abstract,omitempty"`
	Speakers   []Speaker   `bson:"speakers" json:"speakers" nullable:"false"`
	Room       string      `bson:"room,omitempty" json:"room,omitempty"`
	Starts     time.Time   `bson:"starts" json:"starts"`
	Ends       time.Time   `bson:"ends" json:"ends"`
	Languages  []string    `bson:"languages" json:"languages" nullable:"false"`
	Kind       SessionKind `bson:"kind,omitempty" json:"kind" enum:"conference,showcase,ceremony"`
	Deal       string      `bson:"deal,omitempty" json:"deal,omitempty" doc:"Signed in a ceremony; shown to those who run the programme."`

	Interpretation []Interpretation `bson:"interpretation,omitempty" json:"interpretation" nullable:"false"`

	State  SessionState     `bson:"state" json:"state" enum:"draft,scheduled,live,ended,cancelled"`
	Claims []string         `bson:"claims,omitempty" json:"-"`
	Outbox []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`

	deal string // Deal, also where the reader is not told
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
	Kind      *SessionKind
	Deal      *string

	Interpretation *[]Interpretation
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
	if w.Kind != nil {
		s.Kind = *w.Kind
	}
	if w.Deal != nil {
		s.Deal = *w.Deal
	}
	if w.Interpretation != nil {
		s.Interpretation = *w.Interpretation
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
	if err := s.checkInterpretation(invalid); err != nil {
		return err
	}
	if s.Kind == "" {
		s.Kind = Conference
	}
	switch {
	case !slices.Contains([]SessionKind{Conference, Showcase, CeremonyOf}, s.Kind):
		return invalid.Field("body.kind", "a session is a conference, a showcase or a ceremony")
	case (s.Kind == CeremonyOf) != (s.Deal != "") || len(s.Deal) > 64:
		return invalid.Field("body.deal", "a ceremony, and nothing else, has a deal")
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

func (s *Session) checkInterpretation(invalid *problem.Problem) error {
	if len(s.Interpretation) > maxChannels {
		return invalid.Field("body.interpretation", "at most 16 languages")
	}
	seen := map[string]bool{}
	for i := range s.Interpretation {
		c := &s.Interpretation[i]
		at := fmt.Sprintf("body.interpretation[%d]", i)
		if c.Language == "" || seen[c.Language] || c.Language == c.From {
			return invalid.Field(at+".language", "each language once, from another one")
		}
		seen[c.Language] = true
		for where, tag := range map[string]string{".language": c.Language, ".from": c.From} {
			if err := tagOf(invalid, at+where, tag); err != nil {
				return err
			}
		}
		if len(c.Interpreters) > maxInSession || slices.Contains(c.Interpreters, "") {
			return invalid.Field(at+".interpreters", "at most six persons")
		}
	}
	return nil
}

// public is the session as the actor sees it: who interprets, and which deal is signed, is for those who work there.
func (s Session) public(a actor.Actor) Session {
	if s.Kind == "" {
		s.Kind = Conference
	}
	staff := a.Has(actor.Organizer, s.Exhibition) || a.Has(actor.Moderator, s.Exhibition) || a.IsSystem()
	open := make([]Interpretation, 0, len(s.Interpretation))
	for _, c := range s.Interpretation {
		if !staff && !a.Has(actor.Interpreter, s.Exhibition) {
			c.Interpreters = nil
		}
		open = append(open, c)
	}
	s.deal, s.Interpretation = s.Deal, open
	if !staff {
		s.Deal = ""
	}
	return s
}

// Programme lists the sessions of an exhibition; its organizers see drafts as well.
func (s *Service) Programme(ctx context.Context, exhibition, cursor string, limit int) ([]Session, string, error) {
	list, next, err := s.store.programme(ctx, exhibition, actor.From(ctx).Has(actor.Organizer, exhibition), cursor, limit)
	now := s.now()
	for i := range list {
		list[i] = list[i].At(now).public(actor.From(ctx))
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
	found = found.At(s.now()).public(actor.From(ctx))
	return s.introduce(ctx, found)
}

// introduce adds to the speakers of a session their companies, as far as these take part.
func (s *Service) introduce(ctx context.Context, session Session) (Session, error) {
	if s.near.People == nil {
		return session, nil
	}
	session.Speakers = slices.Clone(session.Speakers)
	for i := range session.Speakers {
		speaker := &session.Speakers[i]
		if speaker.Person == "" {
			continue
		}
		who, err := s.near.People.Profile(ctx, session.Exhibition, speaker.Person)
		if problem.Is(err, problem.NotFound) { // erased since
			continue
		}
		if err != nil {
			return Session{}, err
		}
		if who.Booth != "" {
			speaker.Company = &Company{Organization: who.Org, Name: who.OrgName, Booth: who.Booth}
		}
	}
	return session, nil
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
	if err := s.checkCeremony(ctx, session); err != nil {
		return Session{}, err
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
	if session.Room != "" {
		if r, err := s.room(ctx, session.Room); err == nil {
			s.furnish(r)
		}
	}
	return session.At(now).public(actor.From(ctx)), nil
}
