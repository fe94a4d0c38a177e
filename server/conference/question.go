package conference

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// QuestionState is where a question from the audience stands.
type QuestionState string

// The states of a question. In a moderated room it begins pending, elsewhere open.
const (
	QuestionPending   QuestionState = "pending"
	QuestionOpen      QuestionState = "open"
	QuestionAnswering QuestionState = "answering"
	QuestionAnswered  QuestionState = "answered"
	QuestionDismissed QuestionState = "dismissed"
)

const (
	maxQuestion  = 500  // characters
	maxQuestions = 1000 // of a room
	maxVotes     = 2000 // of a question
	shownAtOnce  = 200  // questions in a list
)

// Question is one question of somebody in a room, with the persons who want it answered.
type Question struct {
	ID         string           `bson:"_id"`
	V          int64            `bson:"v"`
	Room       string           `bson:"room"`
	Exhibition string           `bson:"exhibition"`
	Person     string           `bson:"person"`
	Name       string           `bson:"name"`
	OrgName    string           `bson:"orgName,omitempty"`
	Anonymous  bool             `bson:"anonymous,omitempty"`
	Text       string           `bson:"text"`
	Language   string           `bson:"language,omitempty"`
	State      QuestionState    `bson:"state"`
	Voters     []string         `bson:"voters"`
	Votes      int              `bson:"votes"` // as many as there are voters
	At         time.Time        `bson:"at"`
	Changed    time.Time        `bson:"changed"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty"`
}

// moves lists the states to which a moderator may bring a question.
func (q QuestionState) moves() []QuestionState {
	switch q {
	case QuestionPending:
		return []QuestionState{QuestionOpen, QuestionDismissed}
	case QuestionOpen:
		return []QuestionState{QuestionAnswering, QuestionAnswered, QuestionDismissed}
	case QuestionAnswering:
		return []QuestionState{QuestionOpen, QuestionAnswered, QuestionDismissed}
	case QuestionAnswered, QuestionDismissed:
		return []QuestionState{QuestionOpen}
	}
	return nil
}

// votable reports whether the question still takes votes.
func (q QuestionState) votable() bool { return q == QuestionOpen || q == QuestionAnswering }

// move says why somebody may not bring the question to a state; nil if they may. Its author may take it back.
func (q Question) move(to QuestionState, by string, lead bool) error {
	own := q.Person == by && to == QuestionDismissed && (q.State == QuestionPending || q.State == QuestionOpen)
	switch {
	case !lead && !own:
		return notAllowed()
	case !slices.Contains(q.State.moves(), to):
		return problem.Newf(problem.Conflict, "question_state", "a question that is %s does not become %s", q.State, to).With("state", string(q.State))
	}
	return nil
}

// visible reports whether somebody may read the question.
func (q Question) visible(to string, lead bool) bool {
	return lead || q.Person == to || q.State != QuestionPending && q.State != QuestionDismissed
}

// Asking is a question as it is put.
type Asking struct {
	Text      string
	Language  string
	Anonymous bool
}

func (a *Asking) check() error {
	invalid := problem.New(problem.Invalid, "question_invalid", "this question cannot be put")
	a.Text = strings.TrimSpace(a.Text)
	if n := utf8.RuneCountInString(a.Text); n == 0 || n > maxQuestion || !utf8.ValidString(a.Text) {
		return invalid.Field("body.text", "needs 1 to 500 characters")
	}
	return tagOf(invalid, "body.language", a.Language)
}

// tagOf checks a BCP 47 tag that may be empty.
func tagOf(invalid *problem.Problem, where, tag string) error {
	if tag == "" {
		return nil
	}
	if _, err := language.Parse(tag); err != nil || len(tag) > 35 {
		return invalid.Field(where, "is no BCP 47 tag")
	}
	return nil
}

// lasting finds a room of which something is kept: a test room is none.
func (s *Service) lasting(ctx context.Context, id string) (Room, Standing, error) {
	r, standing, err := s.Room(ctx, id)
	if err == nil && r.Kind == Test {
		return Room{}, Standing{}, noRoom()
	}
	return r, standing, err
}

// inside finds a room in which the actor may take part now.
func (s *Service) inside(ctx context.Context, id string) (Room, Standing, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return Room{}, Standing{}, err
	}
	if err := r.Enter(standing, s.now()); err != nil {
		return Room{}, Standing{}, err
	}
	return r, standing, nil
}

// reads finds a room into which the actor may come, whether or not it is open now.
func (s *Service) reads(ctx context.Context, id string) (Room, Standing, error) {
	r, standing, err := s.lasting(ctx, id)
	if err != nil {
		return Room{}, Standing{}, err
	}
	if !standing.Join {
		return Room{}, Standing{}, problem.New(problem.Forbidden, "room_not_yours", "only those who may enter this room may do this")
	}
	return r, standing, nil
}

// leads finds a room that the actor runs.
func (s *Service) leads(ctx context.Context, id string) (Room, error) {
	r, standing, err := s.lasting(ctx, id)
	if err != nil {
		return Room{}, err
	}
	if !standing.Lead {
		return Room{}, notAllowed()
	}
	return r, nil
}

// Ask puts a question. Who only listens may ask, too.
func (s *Service) Ask(ctx context.Context, id string, w Asking) (Question, error) {
	r, _, err := s.inside(ctx, id)
	if err != nil {
		return Question{}, err
	}
	if err := w.check(); err != nil {
		return Question{}, err
	}
	if err := s.mayWrite(ctx, r.Exhibition, w.Text); err != nil {
		return Question{}, err
	}
	a := actor.From(ctx)
	if err := s.pace.allow("ask "+r.ID+" "+a.Person, 3, 20*time.Second); err != nil {
		return Question{}, err
	}
	n, err := s.store.questions.count(ctx, r.ID)
	if err != nil {
		return Question{}, err
	}
	if n >= maxQuestions {
		return Question{}, problem.New(problem.Conflict, "questions_full", "this room takes no more questions")
	}
	now := stamp(s.now())
	q := Question{
		ID: db.NewID("qst", now), V: 1, Room: r.ID, Exhibition: r.Exhibition, Person: a.Person, Name: cut(a.Name, 200), OrgName: cut(a.OrgName, 200),
		Anonymous: w.Anonymous, Text: w.Text, Language: w.Language, State: QuestionOpen, Voters: []string{}, At: now, Changed: now,
	}
	if r.Moderated {
		q.State = QuestionPending
	}
	q.Outbox = []db.OutboxEntry{q.entry("room.question_asked", a.Person, now)}
	if err := s.store.questions.Insert(ctx, q); err != nil {
		return Question{}, err
	}
	s.tell(ctx, r.ID, "question.changed", map[string]string{"question": q.ID, "state": string(q.State), "votes": "0"})
	return q, nil
}

func (q Question) entry(event, by string, at time.Time) db.OutboxEntry {
	return db.OutboxEntry{
		ID: db.NewID("out", at), Type: event, At: at, By: by, Entity: q.ID, Exhibition: q.Exhibition,
		Data: map[string]string{"room": q.Room, "state": string(q.State)},
	}
}

// tell announces a courtesy: what happened is stored already, so a room that cannot be told is only logged.
func (s *Service) tell(ctx context.Context, room, event string, data map[string]string) {
	if err := s.Announce(ctx, room, event, data); err != nil {
		s.log.WarnContext(ctx, "the room was not told", "room", room, "event", event, "err", err)
	}
}

// Questions lists what was asked in a room, the most wanted first, at most 200.
func (s *Service) Questions(ctx context.Context, id string, state QuestionState) ([]Question, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return nil, err
	}
	list, err := s.store.questions.of(ctx, r.ID, state)
	if err != nil {
		return nil, err
	}
	by := actor.From(ctx).Person
	list = slices.DeleteFunc(list, func(q Question) bool { return !q.visible(by, standing.Lead) })
	slices.SortStableFunc(list, func(a, b Question) int { return cmp.Or(cmp.Compare(b.Votes, a.Votes), cmp.Compare(a.ID, b.ID)) })
	return list[:min(len(list), shownAtOnce)], nil
}

// question finds one of a room that the actor may read.
func (s *Service) question(ctx context.Context, r Room, standing Standing, id string) (Question, error) {
	q, err := s.store.questions.Find(ctx, id)
	if err != nil {
		return Question{}, err
	}
	if q.Room != r.ID || !q.visible(actor.From(ctx).Person, standing.Lead) {
		return Question{}, problem.New(problem.NotFound, "question_not_found", "there is no such question")
	}
	return q, nil
}

// VoteQuestion adds the actor's vote to a question, or takes it back. One person has one vote; giving it again changes nothing.
func (s *Service) VoteQuestion(ctx context.Context, id, question string, give bool) (Question, error) {
	r, standing, err := s.inside(ctx, id)
	if err != nil {
		return Question{}, err
	}
	q, err := s.question(ctx, r, standing, question)
	if err != nil {
		return Question{}, err
	}
	by := actor.From(ctx).Person
	if err := s.pace.allow("vote "+r.ID+" "+by, 20, 2*time.Second); err != nil {
		return Question{}, err
	}
	changed, err := s.store.questions.vote(ctx, q.ID, by, give)
	if err != nil {
		return Question{}, err
	}
	if q, err = s.store.questions.Find(ctx, q.ID); err != nil {
		return Question{}, err
	}
	switch {
	case changed:
		s.nudge(r.ID, "question.changed", q.ID, map[string]string{"question": q.ID, "state": string(q.State), "votes": strconv.Itoa(q.Votes)})
	case slices.Contains(q.Voters, by) == give:
	case !q.State.votable():
		return Question{}, problem.Newf(problem.Conflict, "question_closed", "the question is %s", q.State).With("state", string(q.State))
	default:
		return Question{}, problem.New(problem.Conflict, "votes_full", "this question takes no more votes")
	}
	return q, nil
}

// MoveQuestion brings a question to another state: a moderator's part, but for the author who takes it back.
func (s *Service) MoveQuestion(ctx context.Context, id, question string, to QuestionState) (Question, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return Question{}, err
	}
	by, now := actor.From(ctx).Person, stamp(s.now())
	for range attempts {
		q, err := s.question(ctx, r, standing, question)
		if err != nil {
			return Question{}, err
		}
		if q.State == to {
			return q, nil
		}
		if err := q.move(to, by, standing.Lead); err != nil {
			return Question{}, err
		}
		from := q.State
		q.State = to
		moved, err := s.store.questions.move(ctx, q.ID, from, to, now, q.entry("room.question_"+string(to), by, now))
		if err != nil {
			return Question{}, err
		}
		if !moved { // somebody else moved it
			continue
		}
		if q, err = s.store.questions.Find(ctx, q.ID); err != nil {
			return Question{}, err
		}
		s.tell(ctx, r.ID, "question.changed", map[string]string{"question": q.ID, "state": string(q.State), "votes": strconv.Itoa(q.Votes)})
		return q, nil
	}
	return Question{}, problem.New(problem.Unavailable, "room_busy", "too many people act on this question; try again")
}

// Moderate says whether questions of the room wait for a moderator before others see them.
func (s *Service) Moderate(ctx context.Context, id string, on bool) (Room, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return Room{}, err
	}
	door, err := s.alter(ctx, r, func(d *Door) (bool, error) {
		if d.Moderated == on {
			return false, nil
		}
		d.Moderated = on
		d.note(s.now(), "room.questions_moderated", actor.From(ctx).Person, map[string]string{"moderated": yesNo(on)})
		return true, nil
	})
	if err != nil {
		return Room{}, err
	}
	r.refresh(door)
	return r, nil
}

func yesNo(b bool) string { return map[bool]string{true: "yes", false: "no"}[b] }
