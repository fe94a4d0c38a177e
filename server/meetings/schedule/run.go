package schedule

import (
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// State is a state of a run.
type State string

// The states (DESIGN.md).
const (
	Solving    State = "solving"
	Draft      State = "draft"
	Failed     State = "failed"
	Cancelled  State = "cancelled"
	Publishing State = "publishing"
	Published  State = "published"
	Superseded State = "superseded" // a later run was published
)

// Progress is how far a run has come.
type Progress struct {
	Placed  int          `json:"placed" bson:"placed"`
	Wishes  int          `json:"wishes" bson:"wishes"`
	Moves   int64        `json:"moves" bson:"moves"`
	Seconds float64      `json:"seconds" bson:"seconds" doc:"Since the run began."`
	Levels  []LevelProof `json:"levels" bson:"levels" nullable:"false" doc:"In their order; each outweighs all that follow."`
}

// LevelProof is one level of the objective.
type LevelProof struct {
	Level  string `json:"level" bson:"level" enum:"unmetMust,unmetWant,fairness,night,breaks,roomChanges"`
	Value  int64  `json:"value" bson:"value"`
	Bound  int64  `json:"bound" bson:"bound" doc:"No timetable that is as good on all earlier levels has less."`
	Proven bool   `json:"proven" bson:"proven"`
	By     string `json:"by" bson:"by" enum:"relaxation,search"`
}

// Headline is the first level that is not proven; an empty one if all are.
type Headline struct {
	Level string  `json:"level" bson:"level"`
	Gap   float64 `json:"gap" bson:"gap" doc:"(value − bound) / max(1, value)."`
}

// Counts are what there is to say of a timetable in four numbers.
type Counts struct {
	Meetings  int `json:"meetings" bson:"meetings"`
	UnmetMust int `json:"unmetMust" bson:"unmetMust"`
	UnmetWant int `json:"unmetWant" bson:"unmetWant"`
	People    int `json:"people" bson:"people" doc:"Who have a meeting."`
}

// Failure says why a run failed.
type Failure struct {
	Code    string `json:"code" bson:"code"`
	Subject string `json:"subject,omitempty" bson:"subject,omitempty" doc:"The id of the person, wish or table, or the number of the slot."`
	Name    string `json:"name,omitempty" bson:"name,omitempty" doc:"Of the subject, if it has one."`
	Detail  string `json:"detail,omitempty" bson:"detail,omitempty"`
}

// Phase is a part of publishing.
type Phase string

// The phases, in their order. Readers see the new timetable from Settle on.
const (
	Releasing Phase = "release"
	Taking    Phase = "take"
	Settling  Phase = "settle"
	Lettering Phase = "letters"
	Abandon   Phase = "abandon" // instead of Settle: everything back as it was
)

// Publication is how far publishing has come.
type Publication struct {
	Phase Phase `json:"phase" bson:"phase" enum:"release,take,settle,letters,abandon"`
	Done  int   `json:"done" bson:"done"`
	Total int   `json:"total" bson:"total"`
}

// Party is one side of a meeting that was lost.
type Party struct {
	Org     string    `json:"org" bson:"org"`
	OrgName lang.Text `json:"orgName" bson:"orgName"`
}

// Lost is a meeting that a run planned and could not publish, as people were faster.
type Lost struct {
	Wish      string    `json:"wish" bson:"wish"`
	Requester Party     `json:"requester" bson:"requester"`
	Invitee   Party     `json:"invitee" bson:"invitee"`
	Starts    time.Time `json:"starts,omitzero" bson:"starts,omitempty"`
	Code      string    `json:"code" bson:"code"`
}

// Run is one attempt at a timetable: from the order to what all read.
type Run struct {
	ID         string    `bson:"_id"`
	V          int64     `bson:"v"`
	Exhibition string    `bson:"exhibition"`
	Kind       Kind      `bson:"kind"`
	State      State     `bson:"state"`
	Auto       bool      `bson:"auto,omitempty"` // nobody pressed a button: it publishes itself
	By         string    `bson:"by"`
	ByName     string    `bson:"byName,omitempty"`
	At         time.Time `bson:"at"`
	Ended      time.Time `bson:"ended,omitempty"`
	Live       time.Time `bson:"live,omitempty"` // when readers began to see it
	Base       string    `bson:"base,omitempty"` // the published run that it starts from
	Seconds    int       `bson:"seconds,omitempty"`
	Keep       Keep      `bson:"keep"`
	Restores   string    `bson:"restores,omitempty"`
	Changes    []Change  `bson:"changes,omitempty"`

	Progress Progress     `bson:"progress"`
	Headline Headline     `bson:"headline"`
	Counts   Counts       `bson:"counts"`
	Failure  *Failure     `bson:"failure,omitempty"`
	Public   *Publication `bson:"publishing,omitempty"`
	Lost     []Lost       `bson:"lost,omitempty"`

	Plan   string    `bson:"plan,omitempty"`   // the name of its file; empty for none
	Steps  string    `bson:"steps,omitempty"`  // while it is published, that of what has to be done
	Node   string    `bson:"node,omitempty"`   // the process that works on it
	Beat   time.Time `bson:"beat,omitempty"`   // when that process last said so
	Claims []string  `bson:"claims,omitempty"` // one run of an exhibition at a time is solving or publishing

	Outbox []db.OutboxEntry `bson:"outbox"`
}

// claim is what the one run of an exhibition holds that is at work.
func claim(exhibition string) string { return "schedule:" + exhibition }

// working reports whether a process has to be at work for the run.
func (r *Run) working() bool { return r.State == Solving || r.State == Publishing || r.Public != nil }

// visible reports whether readers see, or have seen, the run's timetable.
func (r *Run) visible() bool { return !r.Live.IsZero() }

// step ends every transition: a version more, the claim that belongs to the state, and an entry for the audit.
func (r *Run) step(by, what string, now time.Time) {
	r.V++
	r.Claims = nil
	if r.working() {
		r.Claims = []string{claim(r.Exhibition)}
	}
	r.Outbox = append(r.Outbox, db.OutboxEntry{
		ID: db.NewID("out", now), Type: "schedule_run." + what, At: now, By: by, Entity: r.ID, Exhibition: r.Exhibition,
		Data: map[string]string{"kind": string(r.Kind), "state": string(r.State)},
	})
}

// begin is a new run at work.
func begin(id, exhibition string, who actor.Actor, o Order, now time.Time) Run {
	r := Run{
		ID: id, Exhibition: exhibition, Kind: o.Kind, State: Solving, By: who.Person, ByName: who.Name, At: now, Keep: o.Keep,
		Restores: o.Restore, Changes: o.Changes, Auto: who.IsSystem(), Progress: Progress{Levels: []LevelProof{}},
	}
	if o.Kind == Solve {
		r.Seconds = o.Seconds
	}
	r.step(who.Person, "started", now)
	return r
}

// only refuses a transition from any other state.
func (r *Run) only(states ...State) error {
	if slices.Contains(states, r.State) {
		return nil
	}
	return problem.Newf(problem.Conflict, "run_state", "the run is %s", r.State).With("state", string(r.State))
}

// drafted ends the work with a timetable, or takes one that was changed by hand.
func (r *Run) drafted(p *Plan, by, what string, now time.Time) error {
	if err := r.only(Solving, Draft); err != nil {
		return err
	}
	if r.State == Solving {
		r.Ended = now
	}
	r.State = Draft
	r.measure(p)
	r.step(by, what, now)
	return nil
}

// measure takes the figures of a plan.
func (r *Run) measure(p *Plan) {
	r.Counts = p.counts()
	r.Progress.Placed, r.Progress.Wishes = len(p.Schedule.Meetings), len(p.Problem.Wishes)
	r.Progress.Levels = levels(p.Proof.Levels, p.Cast.Tables)
	r.Headline = headline(r.Progress.Levels)
}

// fail ends the work without one.
func (r *Run) fail(f Failure, now time.Time) error {
	if err := r.only(Solving); err != nil {
		return err
	}
	r.State, r.Failure, r.Ended = Failed, &f, now
	r.step("", "failed", now)
	return nil
}

// cancel ends a search, or takes back a publication of which readers have seen nothing yet.
func (r *Run) cancel(by string, now time.Time) error {
	if err := r.only(Solving, Publishing); err != nil {
		return err
	}
	if r.State == Publishing {
		r.Public.Phase, r.Public.Done = Abandon, 0
	} else {
		r.State, r.Ended = Cancelled, now
	}
	r.step(by, "cancelled", now)
	return nil
}

// publish begins to publish.
func (r *Run) publish(by string, total int, now time.Time) error {
	if err := r.only(Draft); err != nil {
		return err
	}
	r.State, r.Public = Publishing, &Publication{Phase: Releasing, Total: total}
	r.step(by, "publishing", now)
	return nil
}

// appear is the one write with which readers see the run.
func (r *Run) appear(now time.Time) error {
	if err := r.only(Publishing); err != nil {
		return err
	}
	if r.Public.Phase != Taking {
		return problem.New(problem.Conflict, "run_state", "the publication is taken back")
	}
	r.State, r.Live = Published, now
	r.Public.Phase, r.Public.Done = Settling, 0
	r.step("", "published", now)
	return nil
}

// settled ends the publication.
func (r *Run) settled(now time.Time) {
	r.Public, r.Steps = nil, ""
	r.step("", "settled", now)
}

// returned is the draft that a publication that was taken back leaves.
func (r *Run) returned(now time.Time) {
	r.State, r.Public, r.Steps, r.Lost = Draft, nil, "", nil
	r.step("", "returned", now)
}

// supersede makes room for a later run.
func (r *Run) supersede(now time.Time) error {
	if err := r.only(Published, Draft); err != nil {
		return err
	}
	r.State = Superseded
	r.step("", "superseded", now)
	return nil
}

// headline is the first level that is not proven.
func headline(levels []LevelProof) Headline {
	for _, l := range levels {
		if !l.Proven {
			return Headline{Level: l.Level, Gap: float64(l.Value-l.Bound) / float64(max(1, l.Value))}
		}
	}
	return Headline{}
}

// levels are the levels as they are shown. Where every meeting has a room of its own nobody changes rooms.
func levels(list []matchmaking.LevelProof, tables int) []LevelProof {
	shown := []LevelProof{}
	for _, l := range list {
		if tables == 0 && l.Level == "roomChanges" {
			continue
		}
		shown = append(shown, LevelProof{Level: l.Level, Value: l.Value, Bound: l.Bound, Proven: l.Proven, By: string(l.By)})
	}
	return shown
}
