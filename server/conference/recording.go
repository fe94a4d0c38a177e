package conference

import (
	"context"
	"slices"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// RecordingState is how far a recording is.
type RecordingState string

// The states. A recording is Asked for, runs once everybody who must has agreed, is Stopped and then Ready to be watched. It is
// Refused by whoever does not agree, and Expired when nobody answered in time or when its files were erased.
const (
	RecordingAsked   RecordingState = "asked"
	RecordingRunning RecordingState = "recording"
	RecordingStopped RecordingState = "stopped"
	RecordingReady   RecordingState = "ready"
	RecordingRefused RecordingState = "refused"
	RecordingExpired RecordingState = "expired"
)

const (
	answerWithin  = 10 * time.Minute // of being asked
	maxConsents   = 500              // answers that one recording keeps
	maxRecordings = 100              // of a room that are listed
	maxTakes      = 400              // files of one recording
)

// Consent is what somebody said to being recorded.
type Consent struct {
	Person string    `bson:"person" json:"person"`
	Name   string    `bson:"name,omitempty" json:"name,omitempty"`
	Given  bool      `bson:"given" json:"given"`
	At     time.Time `bson:"at" json:"at"`
}

// Take is a file of a recording.
type Take struct {
	ID          string    `bson:"id" json:"id"`
	Name        string    `bson:"name" json:"name" doc:"For saving."`
	Kind        string    `bson:"kind" json:"kind" enum:"track,channel,participant" doc:"One track, one language, or somebody's voice and picture together."`
	Type        string    `bson:"type" json:"type" doc:"Media type."`
	Source      string    `bson:"source,omitempty" json:"source,omitempty"`
	Language    string    `bson:"language,omitempty" json:"language,omitempty"`
	Participant string    `bson:"participant,omitempty" json:"participant,omitempty"`
	Began       time.Time `bson:"began" json:"began" doc:"When its time is 0."`
	Bytes       int64     `bson:"bytes" json:"bytes"`
	Seconds     float64   `bson:"seconds" json:"seconds"`
	Lost        int64     `bson:"lost" json:"lost" doc:"Packets that never came."`
	Cut         bool      `bson:"cut,omitempty" json:"cut,omitempty" doc:"It ends early: the server stopped, or the recording was too long."`
}

// Recording is a recording of a room with everybody's answers. Each act is one write of this document.
type Recording struct {
	ID         string           `bson:"_id"`
	V          int64            `bson:"v"`
	Room       string           `bson:"room"`
	Exhibition string           `bson:"exhibition"`
	State      RecordingState   `bson:"state"`
	Under      string           `bson:"under,omitempty"` // the room, while the recording is under way: only one of a room is
	Languages  []string         `bson:"languages,omitempty"`
	Video      bool             `bson:"video"`
	By         string           `bson:"by"`
	Asks       []string         `bson:"asks,omitempty"` // persons who were there when it was asked for
	Consents   []Consent        `bson:"consents,omitempty"`
	Asked      time.Time        `bson:"asked"`
	Started    *time.Time       `bson:"started,omitempty"`
	Stopped    *time.Time       `bson:"stopped,omitempty"`
	Erase      *time.Time       `bson:"erase,omitempty"` // when its files will be
	Erased     *time.Time       `bson:"erased,omitempty"`
	Seen       *time.Time       `bson:"seen,omitempty"` // when the node that records it last said so
	Files      []Take           `bson:"files,omitempty"`
	Lost       bool             `bson:"lost,omitempty"` // a crash left nothing of it
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty"`
}

func (r *Recording) note(at time.Time, event, by string, data map[string]string) {
	if by == actor.System.Person {
		by = ""
	}
	if data == nil {
		data = map[string]string{}
	}
	data["room"] = r.Room
	r.Outbox = append(r.Outbox, db.OutboxEntry{
		ID: db.NewID("out", at), Type: "recording." + event, At: stamp(at), By: by, Entity: r.ID, Exhibition: r.Exhibition, Data: data,
	})
}

// settle makes Under follow from the state.
func (r *Recording) settle() {
	r.Under = ""
	if r.State == RecordingAsked || r.State == RecordingRunning || r.State == RecordingStopped {
		r.Under = r.Room
	}
}

// answer is what somebody said; nil: nothing yet.
func (r Recording) answer(person string) *Consent {
	for i := range r.Consents {
		if r.Consents[i].Person == person {
			return &r.Consents[i]
		}
	}
	return nil
}

func (r Recording) agreed(person string) bool {
	c := r.answer(person)
	return c != nil && c.Given
}

// consent takes an answer. present are those who must agree and are in the room now. It reports whether recording begins with it.
func (r *Recording) consent(c Consent, present []string) (begins bool, err error) {
	switch r.State {
	case RecordingAsked, RecordingRunning:
	case RecordingStopped, RecordingReady, RecordingRefused, RecordingExpired:
		return false, problem.New(problem.Conflict, "recording_over", "this recording is over").With("state", string(r.State))
	}
	if old := r.answer(c.Person); old != nil {
		*old = c
	} else {
		if len(r.Consents) >= maxConsents {
			return false, problem.New(problem.Conflict, "recording_full", "too many people have answered already")
		}
		r.Consents = append(r.Consents, c)
	}
	word := map[bool]string{true: "consented", false: "refused"}[c.Given]
	if r.State == RecordingRunning {
		if !c.Given {
			word = "withdrawn"
		}
		r.note(c.At, word, c.Person, nil)
		return false, nil
	}
	r.note(c.At, word, c.Person, nil)
	if !c.Given {
		r.State = RecordingRefused
		return false, nil
	}
	return r.begin(present, c.At), nil
}

// begin starts the recording if everybody who must has agreed; nobody to record is nobody's agreement.
func (r *Recording) begin(present []string, now time.Time) bool {
	if r.State != RecordingAsked || len(present) == 0 || slices.ContainsFunc(present, func(p string) bool { return !r.agreed(p) }) {
		return false
	}
	at := stamp(now)
	r.State, r.Started, r.Seen = RecordingRunning, &at, &at
	r.note(now, "started", "", nil)
	return true
}

// expire ends a recording to which nobody answered in time.
func (r *Recording) expire(now time.Time) bool {
	if r.State != RecordingAsked || now.Sub(r.Asked) < answerWithin {
		return false
	}
	r.State = RecordingExpired
	r.note(now, "expired", "", nil)
	return true
}

func (r *Recording) stop(now time.Time, by string) error {
	switch r.State {
	case RecordingAsked:
		r.State = RecordingRefused
	case RecordingRunning:
		at := stamp(now)
		r.State, r.Stopped = RecordingStopped, &at
	case RecordingStopped, RecordingReady, RecordingRefused, RecordingExpired:
		return problem.New(problem.Conflict, "recording_over", "this recording is over").With("state", string(r.State))
	}
	r.note(now, "stopped", by, nil)
	return nil
}

// finish puts the files in. lost says that a crash left nothing.
func (r *Recording) finish(files []Take, lost bool, now time.Time, keep time.Duration) {
	at := stamp(now)
	erase := at.Add(keep)
	if r.Stopped == nil {
		r.Stopped = &at
	}
	r.State, r.Files, r.Lost, r.Erase = RecordingReady, files, lost, &erase
	event := "ready"
	if lost {
		event = "lost"
	}
	r.note(now, event, "", nil)
}

// erase takes the files away for good; the record of who agreed stays.
func (r *Recording) erase(now time.Time, by string) error {
	switch r.State {
	case RecordingReady:
	case RecordingAsked, RecordingRunning, RecordingStopped:
		return problem.New(problem.Conflict, "recording_running", "stop the recording first").With("state", string(r.State))
	case RecordingRefused, RecordingExpired:
		return problem.New(problem.Gone, "recording_erased", "this recording has no files")
	}
	at := stamp(now)
	r.State, r.Erased, r.Files = RecordingExpired, &at, nil
	r.note(now, "erased", by, nil)
	return nil
}

// recorded says who of those in a room must agree before it is recorded: on a stage and in a booth whoever may be seen or heard, at
// a table everybody. Those whom the program made agree to everything, and a stream by key has its own answer in whoever made the key.
func recorded(kind Kind, people []rooms.Participant) []string {
	table := kind == Meeting || kind == Deal
	var list []string
	for _, p := range people {
		heard := len(p.Permissions.Publish) > 0 || p.Permissions.Interpret
		if !p.Synthetic && !isStream(p.ID) && (table || heard) {
			list = append(list, p.ID)
		}
	}
	return list
}

// watches reports whether somebody may read the files: who runs the room, and at a table its people.
func (r Room) watches(s Standing) bool {
	return s.Lead || s.Join && (r.Kind == Meeting || r.Kind == Deal)
}

// AskRecording asks everybody who must agree. Who asks agrees by asking.
func (s *Service) AskRecording(ctx context.Context, id string, languages []string, video bool) (Recording, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return Recording{}, err
	}
	if r.State(s.now()) == Ended {
		return Recording{}, problem.New(problem.Gone, "room_ended", "this room has ended")
	}
	slices.Sort(languages)
	languages = slices.Compact(languages)
	invalid := problem.New(problem.Invalid, "recording_invalid", "this cannot be recorded")
	if len(languages) > rooms.MaxChannels {
		return Recording{}, invalid.Field("body.languages", "too many")
	}
	for _, l := range languages {
		if err := tagOf(invalid, "body.languages", l); err != nil {
			return Recording{}, err
		}
	}
	a := actor.From(ctx)
	now := s.now()
	doc := Recording{
		ID: db.NewID("rec", now), V: 1, Room: r.ID, Exhibition: r.Exhibition, State: RecordingAsked, Languages: languages, Video: video,
		By: a.Person, Asked: stamp(now),
	}
	present := s.recordedIn(r)
	if len(present) == 0 {
		return Recording{}, problem.New(problem.Conflict, "recording_nobody", "nobody who could be recorded is in the room")
	}
	doc.Asks = present
	doc.note(now, "asked", a.Person, nil)
	begins, err := doc.consent(Consent{Person: a.Person, Name: a.Name, Given: true, At: stamp(now)}, present)
	if err != nil {
		return Recording{}, err
	}
	// The room's own slot: two recordings at once would ask people twice.
	doc, err = s.store.recordings.open(ctx, doc)
	if err != nil {
		return Recording{}, err
	}
	return s.proceed(ctx, r, doc, begins)
}

// recordedIn lists who must agree of those in the room now.
func (s *Service) recordedIn(r Room) []string {
	live, ok := s.engine.Lookup(r.ID)
	if !ok {
		return nil
	}
	return recorded(r.Kind, live.Participants())
}

// proceed does what follows from a change of the document: it starts, tells and lets the running one know.
func (s *Service) proceed(ctx context.Context, r Room, doc Recording, begins bool) (Recording, error) {
	if begins {
		if err := s.reels.start(s, r, doc); err != nil {
			s.log.ErrorContext(ctx, "recording not started", "recording", doc.ID, "err", err)
			failed, saveErr := s.changeRecording(ctx, doc.ID, func(d *Recording) (bool, error) {
				d.finish(nil, true, s.now(), s.config.KeepRecordings)
				return true, nil
			})
			if saveErr != nil {
				return Recording{}, saveErr
			}
			doc = failed
		}
	}
	s.reels.answered(doc)
	s.tellRecording(ctx, doc)
	return doc, nil
}

func (s *Service) tellRecording(ctx context.Context, doc Recording) {
	s.tell(ctx, doc.Room, "recording.changed", map[string]string{"recording": doc.ID, "state": string(doc.State)})
}

// changeRecording changes a recording in one guarded write; change runs again if somebody else was faster, and false from it means
// that there is nothing to write.
func (s *Service) changeRecording(ctx context.Context, id string, change func(*Recording) (bool, error)) (Recording, error) {
	var last error
	for range attempts {
		doc, err := s.store.recordings.Find(ctx, id)
		if err != nil {
			return Recording{}, err
		}
		changed, err := change(&doc)
		if err != nil || !changed {
			return doc, err
		}
		doc.V++
		doc.settle()
		err = s.store.recordings.Replace(ctx, id, doc.V-1, doc)
		if err == nil {
			return doc, nil
		}
		if !problem.Is(err, problem.PreconditionFailed) {
			return Recording{}, err
		}
		last = err
	}
	return Recording{}, problem.New(problem.Unavailable, "recording_busy", "too many people answer at once; try again").Wrap(last)
}

// recordingOf finds a recording of the room.
func (s *Service) recordingOf(ctx context.Context, r Room, id string) (Recording, error) {
	doc, err := s.store.recordings.Find(ctx, id)
	if err != nil {
		return Recording{}, err
	}
	if doc.Room != r.ID {
		return Recording{}, problem.New(problem.NotFound, "recording_not_found", "there is no such recording")
	}
	return doc, nil
}

// Consent answers for the actor, who may take it back at any time.
func (s *Service) Consent(ctx context.Context, id, recording string, given bool) (Recording, error) {
	r, _, err := s.reads(ctx, id)
	if err != nil {
		return Recording{}, err
	}
	if _, err := s.recordingOf(ctx, r, recording); err != nil {
		return Recording{}, err
	}
	a := actor.From(ctx)
	if !given {
		// At once, not only when it is written: nothing more may be taken from now on.
		s.reels.withdraw(recording, a.Person)
	}
	begins := false
	doc, err := s.changeRecording(ctx, recording, func(d *Recording) (bool, error) {
		begins = false
		if old := d.answer(a.Person); old != nil && old.Given == given && d.State == RecordingRunning {
			return false, nil
		}
		begins, err = d.consent(Consent{Person: a.Person, Name: a.Name, Given: given, At: stamp(s.now())}, s.recordedIn(r))
		return true, err
	})
	if err != nil {
		return Recording{}, err
	}
	return s.proceed(ctx, r, doc, begins)
}

// StopRecording ends a recording and waits for its files. Who runs the room may, and at a table everybody of it.
func (s *Service) StopRecording(ctx context.Context, id, recording string) (Recording, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return Recording{}, err
	}
	if !r.watches(standing) {
		return Recording{}, notAllowed()
	}
	if _, err := s.recordingOf(ctx, r, recording); err != nil {
		return Recording{}, err
	}
	doc, err := s.changeRecording(ctx, recording, func(d *Recording) (bool, error) {
		return true, d.stop(s.now(), actor.From(ctx).Person)
	})
	if err != nil {
		return Recording{}, err
	}
	s.tellRecording(ctx, doc)
	if done := s.reels.stop(recording); done != nil {
		select {
		case <-done:
		case <-ctx.Done():
			return doc, nil // its files follow
		}
	}
	return s.store.recordings.Find(ctx, recording)
}

// Recordings lists the recordings of a room, the newest first, for those who may enter it.
func (s *Service) Recordings(ctx context.Context, id string) (list []Recording, r Room, standing Standing, err error) {
	if r, standing, err = s.reads(ctx, id); err != nil {
		return nil, r, standing, err
	}
	list, err = s.store.recordings.of(ctx, r.ID)
	return list, r, standing, err
}

// EraseRecording erases the files of a recording before their time.
func (s *Service) EraseRecording(ctx context.Context, id, recording string) error {
	r, err := s.leads(ctx, id)
	if err != nil {
		return err
	}
	if _, err := s.recordingOf(ctx, r, recording); err != nil {
		return err
	}
	return s.eraseRecording(ctx, recording)
}

func (s *Service) eraseRecording(ctx context.Context, recording string) error {
	doc, err := s.changeRecording(ctx, recording, func(d *Recording) (bool, error) {
		return true, d.erase(s.now(), actor.From(ctx).Person)
	})
	if err != nil {
		return err
	}
	// The document says so first: whoever asks from now on gets nothing, and what a fault leaves behind the clock finds.
	if err := s.store.takes.erase(ctx, recording); err != nil {
		return err
	}
	s.tellRecording(ctx, doc)
	return nil
}

// Footage finds a file for somebody who may watch it. first says that it is the beginning of a download, which is written down.
func (s *Service) Footage(ctx context.Context, id, recording, file string, first bool) (Take, error) {
	r, standing, err := s.reads(ctx, id)
	if err != nil {
		return Take{}, err
	}
	doc, err := s.recordingOf(ctx, r, recording)
	if err != nil {
		return Take{}, err
	}
	if !r.watches(standing) {
		return Take{}, notAllowed()
	}
	if doc.State == RecordingExpired {
		return Take{}, problem.New(problem.Gone, "recording_erased", "the files of this recording were erased")
	}
	i := slices.IndexFunc(doc.Files, func(t Take) bool { return t.ID == file })
	if i < 0 {
		return Take{}, problem.New(problem.NotFound, "file_not_found", "there is no such file")
	}
	if first {
		_, err = s.changeRecording(ctx, recording, func(d *Recording) (bool, error) {
			d.note(s.now(), "read", actor.From(ctx).Person, map[string]string{"file": file})
			return true, nil
		})
	}
	return doc.Files[i], err
}
