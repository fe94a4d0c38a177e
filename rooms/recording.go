package rooms

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"fairground/rooms/record"
)

// RecordOptions say what of a room is recorded, and where to.
type RecordOptions struct {
	ID string // "rec_…", as Room.SetRecording tells it
	// Allow says whether somebody may be recorded now: what is theirs is written while it says yes, and nothing else. It is asked again
	// several times a second and when Refresh is called; it must not wait.
	Allow func(participant string) bool
	// Video records pictures as well as sound.
	Video bool
	// Languages are the channels that are recorded, each as a file of its own, while everybody in its booth may be.
	Languages []string
	// Open makes the file of a track; language is that of a channel, "" for a participant's own track. It may implement record.Header.
	// An error leaves the track out.
	Open func(track Track, language string) (io.WriteCloser, error)
	// Closed is told of every file when it is complete, in order, from one goroutine; may be nil.
	Closed func(RecordedFile)
}

// RecordedFile is what became of one track.
type RecordedFile struct {
	Track    Track
	Language string
	Type     string // media type
	// Began is when the file's time is 0, and Sender the same moment by the publisher's own clock (zero if unknown): the better one
	// between two tracks of one publisher.
	Began, Sender time.Time
	Length        time.Duration
	Packets, Lost uint64
	Bytes         int64
	Err           error // why it is incomplete or empty; record.ErrEmpty, record.ErrCodec, or that of the file
}

// Recording is a recording under way. It ends with Stop, with the room, or with the engine.
type Recording struct {
	room    *Room
	options RecordOptions
	wake    chan struct{}
	stop    chan struct{}
	once    sync.Once
	done    chan struct{}

	mu      sync.Mutex // a leaf but for the reels' own
	reels   map[string]*reel
	refused map[string]bool // tracks that cannot be recorded
	files   []RecordedFile
}

const (
	lookInterval = 100 * time.Millisecond // between two looks at who may be recorded
	reelBacklog  = 1024                   // packets of a track that wait for its file
)

// Record starts to record the floor: what is at other places is not recorded. ErrClosed if the room has ended. ctx bounds this call.
func (r *Room) Record(ctx context.Context, o RecordOptions) (*Recording, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.Allow == nil || o.Open == nil {
		return nil, errors.New("record: Allow and Open are needed")
	}
	rec := &Recording{
		room: r, options: o, wake: make(chan struct{}, 1), stop: make(chan struct{}), done: make(chan struct{}),
		reels: make(map[string]*reel), refused: make(map[string]bool),
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return nil, ErrClosed
	}
	r.engine.work.Go(rec.run)
	return rec, nil
}

// ID is that of the options.
func (rec *Recording) ID() string { return rec.options.ID }

// Refresh asks again who may be recorded, without waiting for the next look.
func (rec *Recording) Refresh() {
	select {
	case rec.wake <- struct{}{}:
	default:
	}
}

// Stop ends the recording and returns its files when all of them are complete.
func (rec *Recording) Stop() []RecordedFile {
	rec.once.Do(func() { close(rec.stop) })
	<-rec.done
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return slices.Clone(rec.files)
}

// Done is closed when the recording has ended and its files are complete.
func (rec *Recording) Done() <-chan struct{} { return rec.done }

func (rec *Recording) run() {
	defer close(rec.done)
	ticker := time.NewTicker(lookInterval)
	defer ticker.Stop()
	for {
		going := rec.look()
		select {
		case <-rec.stop:
			going = false
		default:
		}
		if !going {
			for _, id := range rec.running() {
				rec.end(id)
			}
			return
		}
		select {
		case <-rec.stop:
		case <-rec.wake:
		case <-ticker.C:
		}
	}
}

// scene is what may be recorded of a track now.
type scene struct {
	track    *track
	info     Track
	language string
	allowed  bool
}

// scenes lists the tracks of the floor and the channels asked for; false if the room has ended.
func (rec *Recording) scenes() ([]scene, bool) {
	r := rec.room
	r.mu.Lock()
	defer r.mu.Unlock()
	var list []scene
	allow := make(map[string]bool)
	allowed := func(participant string) bool {
		yes, asked := allow[participant]
		if !asked {
			yes = rec.options.Allow(participant)
			allow[participant] = yes
		}
		return yes
	}
	for _, t := range r.tracks {
		if t.info.Source == Interpretation || !t.info.Source.Audio() && !rec.options.Video {
			continue
		}
		here := t.seat.participant.Place == ""
		list = append(list, scene{t, t.info, "", here && allowed(t.info.Participant)})
	}
	for _, c := range r.channels {
		if c.place != "" || !slices.Contains(rec.options.Languages, c.language) {
			continue
		}
		all := true
		for _, s := range c.booth {
			all = all && allowed(s.grant.Participant)
		}
		list = append(list, scene{c.track, c.track.info, c.language, all && len(c.booth) > 0})
	}
	slices.SortFunc(list, func(a, b scene) int { return strings.Compare(a.info.ID, b.info.ID) })
	return list, !r.ended
}

// look brings the reels in line with the room.
func (rec *Recording) look() bool {
	scenes, going := rec.scenes()
	if !going {
		return false
	}
	there := make(map[string]bool, len(scenes))
	for _, s := range scenes {
		there[s.info.ID] = true
		rec.mu.Lock()
		running, refused := rec.reels[s.info.ID], rec.refused[s.info.ID]
		rec.mu.Unlock()
		switch {
		case running != nil && running.source == s.track:
			running.allow(s.allowed)
		case running != nil:
			rec.end(s.info.ID) // a channel whose codec has changed is another stream under the same name
		case s.allowed && !refused:
			rec.begin(s)
		}
	}
	for _, id := range rec.running() {
		if !there[id] {
			rec.end(id)
		}
	}
	return true
}

func (rec *Recording) running() []string {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	ids := make([]string, 0, len(rec.reels))
	for id := range rec.reels {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (rec *Recording) begin(s scene) {
	stream := record.Stream{Codec: s.info.Codec, ClockRate: s.track.codec.ClockRate, Name: string(s.info.Source), Language: s.language}
	media, _, err := record.Type(stream)
	var file io.WriteCloser
	if err == nil {
		file, err = rec.options.Open(s.info, s.language)
	}
	if err == nil {
		x := &reel{info: s.info, language: s.language, media: media, source: s.track, file: file, backlog: newBacklog(reelBacklog), over: make(chan struct{})}
		x.track, err = record.New(file, record.Options{Stream: stream, Keyframe: s.track.requestKeyframe, Now: rec.room.engine.config.Now})
		if err == nil {
			rec.mu.Lock()
			rec.reels[s.info.ID] = x
			rec.mu.Unlock()
			rec.room.engine.work.Go(x.run)
			x.allow(true)
			return
		}
		err = errors.Join(err, file.Close())
	}
	rec.room.log().Warn("track not recorded", "recording", rec.options.ID, "track", s.info.ID, "codec", s.info.Codec, "error", err)
	rec.mu.Lock()
	rec.refused[s.info.ID] = true
	rec.mu.Unlock()
	rec.finished(RecordedFile{Track: s.info, Language: s.language, Type: media, Err: err})
}

func (rec *Recording) end(id string) {
	rec.mu.Lock()
	x := rec.reels[id]
	delete(rec.reels, id)
	rec.mu.Unlock()
	rec.finished(x.close())
}

func (rec *Recording) finished(f RecordedFile) {
	rec.mu.Lock()
	rec.files = append(rec.files, f)
	rec.mu.Unlock()
	if rec.options.Closed != nil {
		rec.options.Closed(f)
	}
}

// reel is one track on its way into a file: a receiver without a connection.
type reel struct {
	info     Track
	language string
	media    string
	source   *track
	track    *record.Track
	file     io.WriteCloser
	backlog  *backlog
	rolling  bool // of the recording's goroutine
	over     chan struct{}
	err      error // of the writing goroutine, read after over
}

// allow starts and stops the taking of packets.
func (x *reel) allow(yes bool) {
	if yes == x.rolling {
		return
	}
	x.rolling = yes
	if !yes {
		x.source.taps.detach(x.backlog)
		x.track.Pause()
		return
	}
	x.source.taps.attach(x.backlog)
	x.source.requestKeyframe()
}

// run writes until the backlog is closed.
func (x *reel) run() {
	defer close(x.over)
	for c := range x.backlog.queue {
		switch {
		case c.sr != nil:
			x.track.Report(c.sr)
		case x.err == nil:
			x.err = x.track.Packet(&c.header, c.payload)
		}
		x.backlog.done(c)
	}
}

// close writes what is left and closes the file.
func (x *reel) close() RecordedFile {
	x.allow(false)
	x.backlog.end()
	<-x.over
	err := x.track.Close()
	if err == nil {
		err = x.err
	}
	if e := x.file.Close(); e != nil && err == nil {
		err = fmt.Errorf("close recording: %w", e)
	}
	counters := x.track.Counters()
	f := RecordedFile{
		Track: x.info, Language: x.language, Type: x.media, Length: x.track.Length(),
		Packets: counters.Packets, Lost: counters.Lost + x.backlog.full.Load(), Bytes: counters.Bytes, Err: err,
	}
	f.Began, f.Sender = x.track.Began()
	return f
}
