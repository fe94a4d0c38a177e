package schedule

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"fairground/server/db"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// letter tells one person once of everything that a publication has done to her agenda.
type letter struct {
	ID         string   `bson:"_id"` // <run>|<person>
	V          int64    `bson:"v"`
	Run        string   `bson:"run"`
	Person     string   `bson:"person"`
	Exhibition string   `bson:"exhibition"`
	Added      []string `bson:"added,omitempty"` // meetings
	Moved      []string `bson:"moved,omitempty"`
	Cancelled  []string `bson:"cancelled,omitempty"`

	Outbox []db.OutboxEntry `bson:"outbox"`
}

// post collects the letters of a publication.
type post struct {
	run      Run
	lock     sync.Mutex
	byPerson map[string]*letter
}

func newPost(r Run) *post { return &post{run: r, byPerson: map[string]*letter{}} }

func (p *post) tell(m meetings.Meeting, list func(*letter) *[]string) {
	people := append([]string{m.Requester.Person, m.Invitee.Person}, m.Guests...)
	if m.Interpreter != "" {
		people = append(people, m.Interpreter)
	}
	slices.Sort(people)
	p.lock.Lock()
	defer p.lock.Unlock()
	for _, person := range slices.Compact(people) {
		l := p.byPerson[person]
		if l == nil {
			l = &letter{ID: p.run.ID + "|" + person, V: 1, Run: p.run.ID, Person: person, Exhibition: p.run.Exhibition}
			p.byPerson[person] = l
		}
		ids := list(l)
		*ids = append(*ids, m.ID)
	}
}

func (p *post) added(m meetings.Meeting) { p.tell(m, func(l *letter) *[]string { return &l.Added }) }

func (p *post) moved(m meetings.Meeting) { p.tell(m, func(l *letter) *[]string { return &l.Moved }) }

func (p *post) cancelled(m meetings.Meeting) {
	p.tell(m, func(l *letter) *[]string { return &l.Cancelled })
}

// letters are all of them, by person.
func (p *post) letters(now time.Time) []letter {
	list := make([]letter, 0, len(p.byPerson))
	for _, person := range slices.Sorted(maps.Keys(p.byPerson)) {
		l := *p.byPerson[person]
		for _, ids := range [][]string{l.Added, l.Moved, l.Cancelled} {
			slices.Sort(ids)
		}
		l.Outbox = []db.OutboxEntry{{
			ID: db.NewID("out", now), Type: "schedule.published", At: now, Entity: l.ID, Exhibition: l.Exhibition, To: []string{person},
			Data: map[string]string{
				"run": l.Run, "exhibition": l.Exhibition, "added": strconv.Itoa(len(l.Added)), "moved": strconv.Itoa(len(l.Moved)),
				"cancelled": strconv.Itoa(len(l.Cancelled)),
			},
		}}
		list = append(list, l)
	}
	return list
}

// Attachment is the iCalendar object of a letter, with the meetings that it adds and moves, and those that it calls off.
func (s *Service) Attachment(ctx context.Context, id, person string) ([]byte, error) {
	l, err := s.letters.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	if l.Person != person {
		return nil, problem.New(problem.NotFound, "letter_not_found", "there is no such letter")
	}
	return s.Meetings.Letter(ctx, slices.Concat(l.Added, l.Moved, l.Cancelled), person)
}
