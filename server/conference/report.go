package conference

import (
	"context"
	"errors"
	"slices"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Report is what somebody says against somebody, or against a message, for those who keep order.
type Report struct {
	ID          string           `bson:"_id" json:"id"`
	V           int64            `bson:"v" json:"v"`
	Room        string           `bson:"room" json:"room"`
	Exhibition  string           `bson:"exhibition" json:"-"`
	Participant string           `bson:"participant" json:"participant" doc:"Against whom."`
	Org         string           `bson:"org,omitempty" json:"-"` // of whom it is against
	Message     string           `bson:"message,omitempty" json:"message,omitempty"`
	Reason      string           `bson:"reason" json:"reason"`
	By          string           `bson:"by" json:"by"`
	ByName      string           `bson:"byName,omitempty" json:"byName,omitempty"`
	At          time.Time        `bson:"at" json:"at"`
	Resolved    *Closing         `bson:"resolved,omitempty" json:"resolved,omitempty"`
	Outbox      []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`
}

func (r Report) entry(event, by string, at time.Time) db.OutboxEntry {
	return db.OutboxEntry{
		ID: db.NewID("out", at), Type: event, At: at, By: by, Entity: r.ID, Exhibition: r.Exhibition,
		Data: map[string]string{"room": r.Room, "participant": r.Participant, "message": r.Message},
	}
}

// Report files a complaint about somebody or about one of their messages.
func (s *Service) Report(ctx context.Context, id, participant, message, words string) (Report, error) {
	r, _, err := s.reads(ctx, id)
	if err != nil {
		return Report{}, err
	}
	filed, err := s.file(ctx, r, participant, message, words)
	if err != nil {
		return Report{}, err
	}
	if live, ok := s.engine.Lookup(r.ID); ok {
		data := map[string]string{"report": filed.ID, "participant": filed.Participant, "by": filed.By, "reason": filed.Reason}
		if err := live.Confide("report.filed", data, filed.Participant); err != nil && !errors.Is(err, rooms.ErrClosed) {
			s.log.WarnContext(ctx, "nobody was told of a report", "room", r.ID, "err", err)
		}
	}
	return filed, nil
}

// file keeps a complaint.
func (s *Service) file(ctx context.Context, r Room, participant, message, words string) (Report, error) {
	words, err := reason(words)
	if err != nil {
		return Report{}, err
	}
	if message != "" {
		m, err := s.store.messages.Find(ctx, message)
		if err != nil {
			return Report{}, err
		}
		if m.Room != r.ID {
			return Report{}, problem.New(problem.NotFound, "message_not_found", "there is no such message")
		}
		participant = m.Participant
	}
	a := actor.From(ctx)
	if participant == "" || participant == a.Person {
		return Report{}, problem.New(problem.Invalid, "report_invalid", "say against whom").Field("body.participant", "is somebody else")
	}
	known, org, err := s.wasHere(ctx, r.ID, participant)
	if err != nil {
		return Report{}, err
	}
	if !known {
		return Report{}, problem.New(problem.NotFound, "participant_not_found", "nobody of that id was in this room")
	}
	if err := s.pace.allow("report "+a.Person, 5, time.Minute); err != nil {
		return Report{}, err
	}
	now := stamp(s.now())
	filed := Report{
		ID: db.NewID("rpt", now), V: 1, Room: r.ID, Exhibition: r.Exhibition, Participant: participant, Org: org, Message: message, Reason: words,
		By: a.Person, ByName: cut(a.Name, 200), At: now,
	}
	filed.Outbox = []db.OutboxEntry{filed.entry("room.report_filed", a.Person, now)}
	if err := s.store.reports.Insert(ctx, filed); err != nil {
		return Report{}, err
	}
	return filed, nil
}

// wasHere reports whether somebody is in a room or was, and for which organization.
func (s *Service) wasHere(ctx context.Context, room, participant string) (here bool, org string, err error) {
	e, found, err := s.store.evidenceFor(ctx, evidenceID(room, participant))
	return found || s.inRoom(room, participant), e.Org, err
}

// keepsOrder finds a room whose reports the actor may read: the organizers and moderators of the exhibition, and the hosts of a
// stage or booth. At a table the sides do not read what was said against each other.
func (s *Service) keepsOrder(ctx context.Context, id string) (Room, error) {
	r, standing, err := s.lasting(ctx, id)
	if err != nil {
		return Room{}, err
	}
	if !standing.Police && (!standing.Lead || r.capped()) {
		return Room{}, notAllowed()
	}
	return r, nil
}

// readBy reports whether a report is for somebody's eyes: a host does not read what was said against the own people.
func (r Report) readBy(a actor.Actor) bool {
	if a.Has(actor.Organizer, r.Exhibition) || a.Has(actor.Moderator, r.Exhibition) {
		return true
	}
	return r.Participant != a.Person && (r.Org == "" || r.Org != a.Org)
}

// Reports lists the complaints of a room, the oldest first; only those that wait if open is true.
func (s *Service) Reports(ctx context.Context, id string, open bool, cursor string, limit int) ([]Report, string, error) {
	r, err := s.keepsOrder(ctx, id)
	if err != nil {
		return nil, "", err
	}
	list, next, err := s.store.reports.of(ctx, r.ID, open, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	a := actor.From(ctx)
	list = slices.DeleteFunc(list, func(f Report) bool { return !f.readBy(a) })
	return list, next, nil
}

// Resolve says that a report was dealt with and how, or that it waits again.
func (s *Service) Resolve(ctx context.Context, id, report string, v int64, done bool, words string) (Report, error) {
	r, err := s.keepsOrder(ctx, id)
	if err != nil {
		return Report{}, err
	}
	if words, err = reason(words); err != nil {
		return Report{}, err
	}
	f, err := s.store.reports.Find(ctx, report)
	if err != nil {
		return Report{}, err
	}
	a := actor.From(ctx)
	if f.Room != r.ID || !f.readBy(a) {
		return Report{}, problem.New(problem.NotFound, "report_not_found", "there is no such report")
	}
	if f.V != v {
		return Report{}, problem.New(problem.PreconditionFailed, "version_conflict", "this report has been changed by someone else")
	}
	now := stamp(s.now())
	event := "room.report_reopened"
	f.Resolved = nil
	if done {
		f.Resolved, event = &Closing{At: now, By: a.Person, Reason: words}, "room.report_resolved"
	}
	f.V++
	f.Outbox = append(f.Outbox, f.entry(event, a.Person, now))
	if err := s.store.reports.Replace(ctx, f.ID, v, f); err != nil {
		return Report{}, err
	}
	return f, nil
}
