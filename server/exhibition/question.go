package exhibition

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Question is left at a booth and answered later, by the promised time.
type Question struct {
	ID         string           `bson:"_id"`
	V          int64            `bson:"v"`
	Exhibition string           `bson:"exhibition"`
	Booth      string           `bson:"booth"`
	Org        string           `bson:"org"` // of the booth
	Asker      string           `bson:"asker"`
	Text       string           `bson:"text"`
	Lang       string           `bson:"lang"`
	Asked      time.Time        `bson:"asked"`
	Promise    time.Time        `bson:"promise"`
	Answer     string           `bson:"answer,omitempty"`
	AnsweredBy string           `bson:"answeredBy,omitempty"`
	Answered   time.Time        `bson:"answered,omitempty"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty"`
}

const (
	questionLimit = 2000
	openQuestions = 5 // of one person at one booth
)

// promise is until when a question asked now is answered: the booth's promise counts from now if it is open, else from its
// next opening, and without any opening ahead a day later.
func promise(o Openness, minutes int, now time.Time) time.Time {
	wait := time.Duration(minutes) * time.Minute
	switch {
	case o.Open:
		return now.Add(wait)
	case o.Opens != nil:
		return o.Opens.Add(wait)
	}
	return now.Add(24*time.Hour + wait)
}

func checkText(at, text string) error {
	var f faults
	if strings.TrimSpace(text) == "" {
		f.at(at, errors.New("must not be empty"))
	}
	f.at(at, ignoreEmpty((lang.Text{lang.English: text}).Check(questionLimit)))
	return f.err()
}

func ignoreEmpty(err error) error {
	if errors.Is(err, lang.ErrEmpty) {
		return nil
	}
	return err
}

// Ask leaves a question at a booth.
func (s *Service) Ask(ctx context.Context, who actor.Actor, booth, text string) (Question, error) {
	b, err := s.store.booths.Find(ctx, booth)
	if err != nil {
		return Question{}, err
	}
	e, err := s.store.exhibitions.Find(ctx, b.Exhibition)
	if err != nil {
		return Question{}, err
	}
	now := s.now()
	switch {
	case b.staffedBy(who):
		return Question{}, problem.New(problem.Conflict, "own_booth", "this is your own booth")
	case e.PhaseAt(now) == Closed:
		return Question{}, problem.New(problem.Conflict, "exhibition_closed", "the exhibition is over")
	}
	if err := checkText("body.text", text); err != nil {
		return Question{}, err
	}
	open, err := s.store.openQuestions(ctx, booth, who.Person)
	if err != nil {
		return Question{}, err
	}
	if open >= openQuestions {
		return Question{}, problem.Newf(problem.TooMany, "questions_open", "%d of your questions at this booth are not answered yet", open)
	}
	staff, err := s.staffOf(ctx, b)
	if err != nil {
		return Question{}, err
	}
	q := Question{
		ID: db.NewID("que", now), V: 1, Exhibition: b.Exhibition, Booth: b.ID, Org: b.Org, Asker: who.Person, Text: text,
		Lang: who.Lang, Asked: now, Promise: promise(b.openness(e, now), b.PromiseMinutes, now),
	}
	entry := s.entry("question.asked", who.Person, q.ID, q.Exhibition)
	entry.To = staff
	entry.Data = map[string]string{"booth": b.ID, "number": b.Number, "text": text, "promise": q.Promise.Format(time.RFC3339)}
	q.Outbox = []db.OutboxEntry{entry}
	if err := s.store.questions.Insert(ctx, q); err != nil {
		return Question{}, err
	}
	return q, nil
}

func (s *Service) staffOf(ctx context.Context, b Booth) ([]string, error) {
	people, err := s.accounts.PeopleOf(ctx, b.Org)
	if err != nil {
		return nil, fmt.Errorf("find staff: %w", err)
	}
	var ids []string
	for _, p := range people {
		if p.Holds(actor.Exhibitor, b.Exhibition) {
			ids = append(ids, p.ID)
		}
	}
	return ids, nil
}

// Asked is a question as one side reads it.
type Asked struct {
	Question
	AskerName string // "" if the asker is not visible to this reader
}

// Questions lists the questions at a booth: all of them for its staff, their own for a visitor, newest first.
func (s *Service) Questions(ctx context.Context, who actor.Actor, booth string) ([]Asked, error) {
	b, err := s.store.booths.Find(ctx, booth)
	if err != nil {
		return nil, err
	}
	asker := who.Person
	if b.staffedBy(who) {
		asker = ""
	}
	found, err := s.store.questionsAt(ctx, booth, asker)
	if err != nil {
		return nil, err
	}
	list := make([]Asked, len(found))
	for i, q := range found {
		list[i] = Asked{Question: q}
		if list[i].AskerName, err = s.nameFor(ctx, who, q.Asker); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// nameFor is the name of a person if the reader may find them.
func (s *Service) nameFor(ctx context.Context, reader actor.Actor, person string) (string, error) {
	p, err := s.accounts.Person(ctx, person)
	if problem.Is(err, problem.NotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	seen, _, err := s.accounts.Among(ctx, reader, []accounts.Person{p})
	if err != nil || len(seen) == 0 {
		return "", err
	}
	return p.Name, nil
}

// AnswerQuestion answers a question at the actor's own booth if its version is v. An answer is given once.
func (s *Service) AnswerQuestion(ctx context.Context, who actor.Actor, id string, v int64, text string) (Question, error) {
	q, err := s.store.questions.Find(ctx, id)
	if err != nil {
		return q, err
	}
	if q.Org != who.Org || !who.Has(actor.Exhibitor, q.Exhibition) {
		return Question{}, notFound("question")
	}
	if err := checkText("body.text", text); err != nil {
		return Question{}, err
	}
	if !q.Answered.IsZero() {
		return Question{}, problem.New(problem.Conflict, "question_answered", "this question has an answer")
	}
	q.Answer, q.AnsweredBy, q.Answered, q.V = text, who.Person, s.now(), v+1
	e := s.entry("question.answered", who.Person, q.ID, q.Exhibition)
	e.To = []string{q.Asker}
	e.Data = map[string]string{"booth": q.Booth, "text": q.Text, "answer": text}
	q.Outbox = append(q.Outbox, e)
	if err := s.store.questions.Replace(ctx, id, v, q); err != nil {
		return Question{}, err
	}
	return q, nil
}

// AddQuestion stores a question with a given id, for the demo and for imports; one that exists stays. Organization,
// exhibition and promise are those of the booth.
func (s *Service) AddQuestion(ctx context.Context, q Question) error {
	b, err := s.store.booths.Find(ctx, q.Booth)
	if err != nil {
		return fmt.Errorf("add question %s: %w", q.ID, err)
	}
	e, err := s.store.exhibitions.Find(ctx, b.Exhibition)
	if err != nil {
		return fmt.Errorf("add question %s: %w", q.ID, err)
	}
	q.V, q.Exhibition, q.Org = 1, b.Exhibition, b.Org
	q.Promise = promise(b.openness(e, q.Asked), b.PromiseMinutes, q.Asked)
	if err := ignoreTaken(s.store.questions.Insert(ctx, q)); err != nil {
		return fmt.Errorf("add question %s: %w", q.ID, err)
	}
	return nil
}
