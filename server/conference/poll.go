package conference

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
	"fairground/server/sheet"
)

// PollState is where a poll stands.
type PollState string

// The states of a poll. A draft is seen by those who run the room; a closed poll stays closed.
const (
	PollDraft  PollState = "draft"
	PollOpen   PollState = "open"
	PollClosed PollState = "closed"
)

const (
	minOptions   = 2
	maxOptions   = 10
	maxPollText  = 300  // characters of the question and of an option, in each language
	maxBallots   = 5000 // of a poll
	maxPolls     = 200  // of a room
	ballotsBurst = 20
)

// Ballot is what one person chose, by the numbers of the options from 0.
type Ballot struct {
	Person  string    `bson:"person"`
	Options []int     `bson:"options"`
	At      time.Time `bson:"at"`
}

// Poll is a question to the whole room with its ballots: one document, so that nobody votes twice.
type Poll struct {
	ID         string           `bson:"_id"`
	V          int64            `bson:"v"`
	Room       string           `bson:"room"`
	Exhibition string           `bson:"exhibition"`
	Question   lang.Text        `bson:"question"`
	Options    []lang.Text      `bson:"options"`
	Multiple   bool             `bson:"multiple,omitempty"`
	State      PollState        `bson:"state"`
	Ballots    []Ballot         `bson:"ballots"`
	Cast       int              `bson:"cast"` // as many as there are ballots
	By         string           `bson:"by"`
	At         time.Time        `bson:"at"`
	Opened     *time.Time       `bson:"opened,omitempty"`
	Closed     *time.Time       `bson:"closed,omitempty"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty"`
}

// Counts is how many chose each option.
func (p Poll) Counts() []int {
	counts := make([]int, len(p.Options))
	for _, b := range p.Ballots {
		for _, o := range b.Options {
			if o >= 0 && o < len(counts) {
				counts[o]++
			}
		}
	}
	return counts
}

// ballot is what a person chose; nil if they have not voted.
func (p Poll) ballot(person string) []int {
	if i := slices.IndexFunc(p.Ballots, func(b Ballot) bool { return b.Person == person }); i >= 0 {
		return p.Ballots[i].Options
	}
	return nil
}

// shows reports whether a person may see the counts: nobody is to be led by them before the own vote.
func (p Poll) shows(person string, lead bool) bool {
	return lead || p.State == PollClosed || p.ballot(person) != nil
}

// Polling is a poll as it is made.
type Polling struct {
	Question lang.Text
	Options  []lang.Text
	Multiple bool
	Open     bool // at once
}

func (w Polling) check() error {
	invalid := problem.New(problem.Invalid, "poll_invalid", "this poll cannot be held")
	if err := w.Question.Check(maxPollText); err != nil {
		return invalid.Field("body.question", err.Error())
	}
	if len(w.Options) < minOptions || len(w.Options) > maxOptions {
		return invalid.Field("body.options", "a poll has two to ten options")
	}
	for i, o := range w.Options {
		if err := o.Check(maxPollText); err != nil {
			return invalid.Field(fmt.Sprintf("body.options[%d]", i), err.Error())
		}
	}
	return nil
}

// choice puts what somebody chose in order and says what is wrong with it.
func (p Poll) choice(options []int) ([]int, error) {
	invalid := problem.New(problem.Invalid, "ballot_invalid", "this is no vote in this poll")
	if len(options) == 0 || len(options) > len(p.Options) || !p.Multiple && len(options) != 1 {
		return nil, invalid.Field("body.options", "choose one option, or several where the poll allows it")
	}
	sorted := slices.Sorted(slices.Values(options))
	if len(slices.Compact(slices.Clone(sorted))) != len(options) {
		return nil, invalid.Field("body.options", "each option once")
	}
	if sorted[0] < 0 || sorted[len(sorted)-1] >= len(p.Options) {
		return nil, invalid.Field("body.options", "there is no such option")
	}
	return sorted, nil
}

func (p Poll) entry(event, by string, at time.Time) db.OutboxEntry {
	return db.OutboxEntry{
		ID: db.NewID("out", at), Type: event, At: at, By: by, Entity: p.ID, Exhibition: p.Exhibition,
		Data: map[string]string{"room": p.Room, "state": string(p.State), "cast": strconv.Itoa(p.Cast)},
	}
}

func (p Poll) news() map[string]string {
	return map[string]string{"poll": p.ID, "state": string(p.State), "cast": strconv.Itoa(p.Cast)}
}

// MakePoll makes a poll: a draft, unless it is to be open at once.
func (s *Service) MakePoll(ctx context.Context, id string, w Polling) (Poll, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return Poll{}, err
	}
	if err := w.check(); err != nil {
		return Poll{}, err
	}
	n, err := s.store.polls.count(ctx, r.ID)
	if err != nil {
		return Poll{}, err
	}
	if n >= maxPolls {
		return Poll{}, problem.New(problem.Conflict, "polls_full", "this room takes no more polls")
	}
	now, by := stamp(s.now()), actor.From(ctx).Person
	p := Poll{
		ID: db.NewID("pol", now), V: 1, Room: r.ID, Exhibition: r.Exhibition, Question: w.Question, Options: w.Options, Multiple: w.Multiple,
		State: PollDraft, Ballots: []Ballot{}, By: by, At: now,
	}
	p.Outbox = []db.OutboxEntry{p.entry("room.poll_made", by, now)}
	if w.Open {
		p.State, p.Opened = PollOpen, &now
		p.Outbox = append(p.Outbox, p.entry("room.poll_opened", by, now))
	}
	if err := s.store.polls.Insert(ctx, p); err != nil {
		return Poll{}, err
	}
	if w.Open {
		s.tell(ctx, r.ID, "poll.changed", p.news())
	}
	return p, nil
}

// Polls lists the polls of a room, the oldest first, and whether the actor runs the room; drafts only if so.
func (s *Service) Polls(ctx context.Context, id string) ([]Poll, bool, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return nil, false, err
	}
	list, err := s.store.polls.of(ctx, r.ID)
	if err != nil {
		return nil, false, err
	}
	return slices.DeleteFunc(list, func(p Poll) bool { return p.State == PollDraft && !standing.Lead }), standing.Lead, nil
}

func (s *Service) poll(ctx context.Context, r Room, lead bool, id string) (Poll, error) {
	p, err := s.store.polls.Find(ctx, id)
	if err != nil {
		return Poll{}, err
	}
	if p.Room != r.ID || p.State == PollDraft && !lead {
		return Poll{}, problem.New(problem.NotFound, "poll_not_found", "there is no such poll")
	}
	return p, nil
}

// MovePoll opens a draft or closes an open poll. Doing it again changes nothing.
func (s *Service) MovePoll(ctx context.Context, id, poll string, to PollState) (Poll, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return Poll{}, err
	}
	p, err := s.poll(ctx, r, true, poll)
	if err != nil || p.State == to {
		return p, err
	}
	from := map[PollState]PollState{PollOpen: PollDraft, PollClosed: PollOpen}[to]
	if p.State != from {
		return Poll{}, problem.Newf(problem.Conflict, "poll_state", "a poll that is %s does not become %s", p.State, to).With("state", string(p.State))
	}
	now := stamp(s.now())
	p.State = to
	if _, err := s.store.polls.move(ctx, p.ID, from, to, now, p.entry("room.poll_"+map[PollState]string{PollOpen: "opened", PollClosed: "closed"}[to], actor.From(ctx).Person, now)); err != nil {
		return Poll{}, err
	}
	// Whoever was faster has brought it to the same state: there is only one way on.
	if p, err = s.store.polls.Find(ctx, p.ID); err != nil {
		return Poll{}, err
	}
	s.tell(ctx, r.ID, "poll.changed", p.news())
	return p, nil
}

// VotePoll casts the actor's ballot. A ballot is not changed any more, because the counts are shown to whoever has voted; the same
// one again is no error.
func (s *Service) VotePoll(ctx context.Context, id, poll string, options []int) (Poll, bool, error) {
	r, standing, err := s.inside(ctx, id)
	if err != nil {
		return Poll{}, false, err
	}
	p, err := s.poll(ctx, r, standing.Lead, poll)
	if err != nil {
		return Poll{}, false, err
	}
	if options, err = p.choice(options); err != nil {
		return Poll{}, false, err
	}
	a := actor.From(ctx)
	if err := s.pace.allow("ballot "+r.ID+" "+a.Person, ballotsBurst, 2*time.Second); err != nil {
		return Poll{}, false, err
	}
	cast, err := s.store.polls.cast(ctx, p.ID, Ballot{Person: a.Person, Options: options, At: stamp(s.now())})
	if err != nil {
		return Poll{}, false, err
	}
	if p, err = s.store.polls.Find(ctx, p.ID); err != nil {
		return Poll{}, false, err
	}
	mine := p.ballot(a.Person)
	switch {
	case cast:
		s.nudge(r.ID, "poll.changed", p.ID, p.news())
	case slices.Equal(mine, options):
	case mine != nil:
		return Poll{}, false, problem.New(problem.Conflict, "ballot_cast", "you have voted already")
	case p.State != PollOpen:
		return Poll{}, false, problem.Newf(problem.Conflict, "poll_closed", "the poll is %s", p.State).With("state", string(p.State))
	default:
		return Poll{}, false, problem.New(problem.Conflict, "ballots_full", "this poll takes no more votes")
	}
	return p, standing.Lead, nil
}

// ExportPoll is the result of a poll as a table: an option in each row, in all its languages, with its votes and its share of the
// ballots. Who voted what is in nobody's export.
func (s *Service) ExportPoll(ctx context.Context, id, poll string) ([]byte, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return nil, err
	}
	p, err := s.poll(ctx, r, true, poll)
	if err != nil {
		return nil, err
	}
	return p.table()
}

func (p Poll) table() ([]byte, error) {
	var tags []string
	for _, text := range append([]lang.Text{p.Question}, p.Options...) {
		for tag := range text {
			if !slices.Contains(tags, tag) {
				tags = append(tags, tag)
			}
		}
	}
	slices.Sort(tags)
	row := func(first string, text lang.Text, votes, share string) []string {
		cells := []string{first}
		for _, tag := range tags {
			cells = append(cells, text[tag])
		}
		return append(cells, votes, share)
	}
	table := sheet.Table{
		Columns: append(append([]string{"option"}, tags...), "votes", "share"),
		Rows:    [][]string{row("question", p.Question, strconv.Itoa(len(p.Ballots)), "")},
	}
	for i, n := range p.Counts() {
		share := 0.0
		if len(p.Ballots) > 0 {
			share = float64(n) / float64(len(p.Ballots))
		}
		table.Rows = append(table.Rows, row(strconv.Itoa(i+1), p.Options[i], strconv.Itoa(n), strconv.FormatFloat(share, 'f', 4, 64)))
	}
	return sheet.Encode(sheet.CSV, table)
}
