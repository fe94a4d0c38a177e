package conference

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"fairground/rooms"
	"fairground/rooms/record"
	"fairground/server/db"
	"fairground/server/problem"
)

const (
	pieceTime = 5 * time.Second  // for one write of a file
	wrapTime  = 2 * time.Minute  // for finishing a recording's files
	seenEvery = 30 * time.Second // a running recording says that somebody writes it
	staleFrom = 2 * time.Minute  // after which one is taken for left behind by a node that is gone
)

// errTakeFull ends a file that has grown too long.
var errTakeFull = errors.New("the file is as large as one may be")

// reels are the recordings that this node writes.
type reels struct {
	mu      sync.Mutex // a leaf: asked under the lock of a room
	running map[string]*reel
	work    sync.WaitGroup
}

func newReels() *reels { return &reels{running: make(map[string]*reel)} }

// reel is one recording under way.
type reel struct {
	owner func(participant string) string // who made the key of a stream; "" for people
	done  chan struct{}

	mu     sync.Mutex // a leaf
	live   *rooms.Recording
	agreed map[string]bool
	made   map[string]bool // by the program: nobody has to be asked
	names  map[string]string
	sinks  map[string]*sink // by track
	seen   time.Time
}

// allows is asked by the engine.
func (x *reel) allows(participant string) bool {
	who := participant
	if owner := x.owner(participant); owner != "" {
		who = owner
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.agreed[who] || x.made[participant]
}

// look learns who is in the room.
func (x *reel) look(live *rooms.Room) {
	people := live.Participants()
	x.mu.Lock()
	defer x.mu.Unlock()
	clear(x.made)
	for _, p := range people {
		x.names[p.ID] = p.Name
		if p.Synthetic {
			x.made[p.ID] = true
		}
	}
}

func (x *reel) refresh() {
	x.mu.Lock()
	live := x.live
	x.mu.Unlock()
	if live != nil {
		live.Refresh()
	}
}

func (r *reels) find(id string) *reel {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.running[id]
}

// answered takes over the answers as they are stored.
func (r *reels) answered(doc Recording) {
	x := r.find(doc.ID)
	if x == nil {
		return
	}
	agreed := make(map[string]bool, len(doc.Consents))
	for _, c := range doc.Consents {
		agreed[c.Person] = c.Given
	}
	x.mu.Lock()
	x.agreed = agreed
	x.mu.Unlock()
	x.refresh()
}

// withdraw stops taking somebody's tracks.
func (r *reels) withdraw(id, person string) {
	if x := r.find(id); x != nil {
		x.mu.Lock()
		x.agreed[person] = false
		x.mu.Unlock()
		x.refresh()
	}
}

// stop ends a recording; the channel is closed when its files are stored. nil if this node does not write it.
func (r *reels) stop(id string) <-chan struct{} {
	x := r.find(id)
	if x == nil {
		return nil
	}
	x.mu.Lock()
	live := x.live
	x.mu.Unlock()
	r.work.Go(func() { live.Stop() })
	return x.done
}

// start begins to write a recording that everybody has agreed to.
//
//nolint:contextcheck // it goes on after the request that started it
func (r *reels) start(s *Service, room Room, doc Recording) error {
	live, ok := s.engine.Lookup(room.ID)
	if !ok {
		return problem.New(problem.Conflict, "recording_nobody", "nobody is in the room any more")
	}
	x := &reel{
		owner: s.streams.owner, done: make(chan struct{}), agreed: make(map[string]bool), made: make(map[string]bool),
		names: make(map[string]string), sinks: make(map[string]*sink), seen: s.now(),
	}
	for _, c := range doc.Consents {
		x.agreed[c.Person] = c.Given
	}
	x.look(live)
	recording, err := live.Record(context.Background(), rooms.RecordOptions{
		ID: doc.ID, Allow: x.allows, Video: doc.Video, Languages: doc.Languages,
		Open: func(track rooms.Track, language string) (io.WriteCloser, error) {
			return s.openTake(x, doc.ID, track, language)
		},
	})
	if err != nil {
		return fmt.Errorf("record: %w", err)
	}
	x.mu.Lock()
	x.live = recording
	x.mu.Unlock()
	r.mu.Lock()
	r.running[doc.ID] = x
	r.mu.Unlock()
	if err := live.SetRecording(&rooms.Recorded{ID: doc.ID, Since: *doc.Started}); err != nil && !errors.Is(err, rooms.ErrClosed) {
		s.log.Error("the room was not told that it is recorded", "recording", doc.ID, "err", err)
	}
	r.work.Go(func() {
		defer close(x.done)
		<-recording.Done()
		if err := live.SetRecording(nil); err != nil && !errors.Is(err, rooms.ErrClosed) {
			s.log.Error("the room was not told that it is not recorded any more", "recording", doc.ID, "err", err)
		}
		s.wrap(x, doc.ID, recording.Stop())
		r.mu.Lock()
		delete(r.running, doc.ID)
		r.mu.Unlock()
	})
	return nil
}

// wrap stores what became of a recording that has ended.
func (s *Service) wrap(x *reel, id string, files []rooms.RecordedFile) {
	ctx, cancel := context.WithTimeout(context.Background(), wrapTime)
	defer cancel()
	var takes []Take
	people := map[string]map[rooms.Source]kept{}
	for _, f := range files {
		x.mu.Lock()
		k := x.sinks[f.Track.ID]
		x.mu.Unlock()
		if k == nil {
			continue
		}
		take, ok := s.keepTake(ctx, k, f)
		if !ok {
			continue
		}
		takes = append(takes, take)
		if !take.Cut && take.Language == "" {
			if people[take.Participant] == nil {
				people[take.Participant] = map[rooms.Source]kept{}
			}
			if _, twice := people[take.Participant][f.Track.Source]; !twice {
				people[take.Participant][f.Track.Source] = kept{take, f, k.spool}
			}
		}
	}
	for participant, sources := range people {
		take, err := s.muxTake(ctx, id, sources)
		if err != nil {
			s.log.Warn("voice and picture not put together", "recording", id, "participant", participant, "err", err)
		} else if take != nil {
			takes = append(takes, *take)
		}
	}
	doc, err := s.changeRecording(ctx, id, func(d *Recording) (bool, error) {
		if d.State != RecordingRunning && d.State != RecordingStopped {
			return false, nil
		}
		d.finish(takes, false, s.now(), s.config.KeepRecordings)
		return true, nil
	})
	if err != nil {
		s.log.Error("recording not stored; it is mended at the next start", "recording", id, "err", err)
		return
	}
	s.tellRecording(ctx, doc)
}

// kept is a file with what the engine said of it.
type kept struct {
	take  Take
	file  rooms.RecordedFile
	spool string
}

// keepTake decides what of a file stays.
func (s *Service) keepTake(ctx context.Context, k *sink, f rooms.RecordedFile) (Take, bool) {
	drop := func() (Take, bool) {
		if err := s.store.takes.drop(ctx, k.spool); err != nil {
			s.log.Warn("an empty file stays behind", "file", k.spool, "err", err)
		}
		return Take{}, false
	}
	if errors.Is(f.Err, record.ErrEmpty) || errors.Is(f.Err, record.ErrCodec) || k.size == 0 {
		return drop()
	}
	take := k.take
	take.Began, take.Bytes, take.Seconds, take.Lost = stamp(f.Began), f.Bytes, f.Length.Seconds(), int64(f.Lost) //nolint:gosec // packets
	if f.Err != nil {
		mended, err := s.mend(ctx, k.spool)
		if err != nil {
			return drop()
		}
		take.Cut, take.Bytes, take.Seconds = true, int64(len(mended.Head))+mended.Body, mended.Length.Seconds()
	}
	return take, true
}

// mend gives a file that was not closed the beginning that it would have.
func (s *Service) mend(ctx context.Context, file string) (record.Mended, error) {
	r, err := s.readTake(ctx, file)
	if err != nil {
		return record.Mended{}, err
	}
	m, err := record.Recover(r)
	if err != nil {
		return m, err
	}
	return m, s.store.takes.head(ctx, file, m.Head)
}

// muxTake puts the voice and the picture of somebody into one file; nil if there are not both.
func (s *Service) muxTake(ctx context.Context, recording string, sources map[rooms.Source]kept) (*Take, error) {
	voice, spoke := sources[rooms.Microphone]
	picture, shown := sources[rooms.Camera]
	if !spoke || !shown {
		return nil, nil
	}
	media, ending, err := record.Type(record.Stream{Codec: picture.file.Track.Codec}, record.Stream{Codec: voice.file.Track.Codec})
	if err != nil {
		return nil, err
	}
	take := Take{
		ID: db.NewID("file", s.now()), Kind: "participant", Type: media, Participant: picture.take.Participant,
		Name: strings.TrimSuffix(picture.take.Name, "."+endingOf(picture.take.Name)) + "-and-voice." + ending,
	}
	first, second := picture.file.Began, voice.file.Began
	if !picture.file.Sender.IsZero() && !voice.file.Sender.IsZero() {
		// The sender's own clock is right to the millisecond, if it is a clock at all.
		byArrival, bySender := second.Sub(first), voice.file.Sender.Sub(picture.file.Sender)
		if d := byArrival - bySender; d.Abs() < 2*time.Second {
			first, second = picture.file.Sender, voice.file.Sender
		}
	}
	base := first
	take.Began = stamp(picture.file.Began)
	if second.Before(first) {
		base, take.Began = second, stamp(voice.file.Began)
	}
	k, err := s.newSink(ctx, recording, "", take)
	if err != nil {
		return nil, err
	}
	p, err := s.readTake(ctx, picture.spool)
	if err != nil {
		return nil, err
	}
	v, err := s.readTake(ctx, voice.spool)
	if err != nil {
		return nil, err
	}
	length, err := record.Mux(k, record.Part{File: p, Offset: first.Sub(base)}, record.Part{File: v, Offset: second.Sub(base)})
	if err != nil {
		return nil, errors.Join(err, s.store.takes.drop(ctx, k.spool))
	}
	take.Bytes, take.Seconds = k.head+k.size, length.Seconds()
	return &take, nil
}

func endingOf(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// openTake makes the file of a track.
func (s *Service) openTake(x *reel, recording string, track rooms.Track, language string) (*sink, error) {
	ctx, cancel := context.WithTimeout(context.Background(), pieceTime)
	defer cancel()
	media, ending, err := record.Type(record.Stream{Codec: track.Codec})
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	who, full := x.names[track.Participant], len(x.sinks) >= maxTakes
	x.mu.Unlock()
	if full {
		return nil, errTakeFull
	}
	take := Take{
		ID: db.NewID("file", s.now()), Kind: "track", Type: media, Source: string(track.Source), Language: language, Participant: track.Participant,
		Name: plainName(who, string(track.Source)) + "." + ending,
	}
	if language != "" {
		take.Kind, take.Source, take.Participant, take.Name = "channel", "", "", plainName("language", language)+"."+ending
	}
	k, err := s.newSink(ctx, recording, track.ID, take)
	if err != nil {
		return nil, err
	}
	x.mu.Lock()
	x.sinks[track.ID] = k
	x.mu.Unlock()
	return k, nil
}

// plainName makes a file name of letters, digits and hyphens of any language.
func plainName(parts ...string) string {
	joined := strings.Join(parts, "-")
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|.`, r) || r <= ' ' || r == 0x7f {
			return '-'
		}
		return r
	}, joined)
	return cut(strings.Trim(name, "-"), 80)
}

// sink stores a file as it is written: its beginning, then one piece per write.
type sink struct {
	service *Service
	spool   string
	take    Take
	limit   int64

	head   int64
	size   int64 // of the pieces
	pieces int
}

func (s *Service) newSink(ctx context.Context, recording, track string, take Take) (*sink, error) {
	err := s.store.takes.spools.Insert(ctx, spool{ID: take.ID, V: 1, Recording: recording, Take: take, Track: track, At: stamp(s.now())})
	if err != nil {
		return nil, fmt.Errorf("open file of recording: %w", err)
	}
	return &sink{service: s, spool: take.ID, take: take, limit: s.config.MaxTake}, nil
}

// Write implements io.Writer.
//
//nolint:contextcheck // a file is written by the recording, not by a request
func (k *sink) Write(b []byte) (int, error) {
	ctx, cancel := context.WithTimeout(context.Background(), pieceTime)
	defer cancel()
	store := k.service.store.takes
	if k.head == 0 {
		k.head = int64(len(b))
		return len(b), store.head(ctx, k.spool, b)
	}
	if k.size+int64(len(b)) > k.limit {
		return 0, errTakeFull
	}
	p := piece{
		ID: fmt.Sprintf("%s/%08d", k.spool, k.pieces), V: 1, File: k.spool, Number: k.pieces, Offset: k.size, Size: int64(len(b)), Bytes: bytes.Clone(b),
	}
	if err := store.add(ctx, p); err != nil {
		return 0, err
	}
	k.pieces++
	k.size += int64(len(b))
	return len(b), nil
}

// SetHeader implements record.Header.
//
//nolint:contextcheck // as Write
func (k *sink) SetHeader(_ int64, head []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), pieceTime)
	defer cancel()
	k.head = int64(len(head))
	return k.service.store.takes.head(ctx, k.spool, head)
}

// Close implements io.Closer.
func (k *sink) Close() error { return nil }

// reader reads a stored file from any byte on.
type reader struct {
	ctx   context.Context //nolint:containedctx // of one download or repair
	takes takeStore
	file  string
	head  []byte
	at    int64
	now   piece
}

func (s *Service) readTake(ctx context.Context, file string) (*reader, error) {
	spool, err := s.store.takes.spools.Find(ctx, file)
	if err != nil {
		return nil, err
	}
	return &reader{ctx: ctx, takes: s.store.takes, file: file, head: spool.Head}, nil
}

// Read implements io.Reader.
func (r *reader) Read(b []byte) (int, error) {
	if r.at < int64(len(r.head)) {
		n := copy(b, r.head[r.at:])
		r.at += int64(n)
		return n, nil
	}
	offset := r.at - int64(len(r.head))
	if offset < r.now.Offset || offset >= r.now.Offset+int64(len(r.now.Bytes)) {
		p, ok, err := r.takes.at(r.ctx, r.file, offset)
		if err != nil {
			return 0, err
		}
		if !ok {
			return 0, io.EOF
		}
		r.now = p
	}
	n := copy(b, r.now.Bytes[offset-r.now.Offset:])
	r.at += int64(n)
	return n, nil
}

// tendRecordings does what time does to recordings. often says that it is the frequent round, in which nothing is searched for.
func (s *Service) tendRecordings(ctx context.Context, now time.Time, often bool) {
	s.reels.mu.Lock()
	running := make(map[string]*reel, len(s.reels.running))
	for id, x := range s.reels.running {
		running[id] = x
	}
	s.reels.mu.Unlock()
	for id, x := range running {
		s.tendReel(ctx, id, x, now)
	}
	if often {
		return
	}
	report := func(what, id string, err error) {
		if err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, what, "recording", id, "err", err)
		}
	}
	list, err := s.store.recordings.inStates(ctx, RecordingAsked, RecordingRunning, RecordingStopped)
	report("recordings not listed", "", err)
	for _, doc := range list {
		switch {
		case ctx.Err() != nil:
			return
		case doc.State == RecordingAsked:
			report("recording neither begun nor given up", doc.ID, s.review(ctx, doc.ID))
		case running[doc.ID] == nil && s.leftBehind(doc, now):
			report("recording not mended", doc.ID, s.mendRecording(ctx, doc))
		}
	}
	old, err := s.store.recordings.outlived(ctx, now)
	report("old recordings not listed", "", err)
	for _, doc := range old {
		report("old recording not erased", doc.ID, s.eraseRecording(ctx, doc.ID))
	}
}

func (s *Service) tendReel(ctx context.Context, id string, x *reel, now time.Time) {
	doc, err := s.store.recordings.Find(ctx, id)
	if err != nil {
		return
	}
	if live, ok := s.engine.Lookup(doc.Room); ok {
		x.look(live)
	}
	x.mu.Lock()
	due := now.Sub(x.seen) >= seenEvery
	if due {
		x.seen = now
	}
	x.mu.Unlock()
	if due {
		_, err := s.changeRecording(ctx, id, func(d *Recording) (bool, error) {
			at := stamp(now)
			d.Seen = &at
			return d.State == RecordingRunning, nil
		})
		if err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "recording not marked as alive", "recording", id, "err", err)
		}
	}
}

// review begins a recording that waited for somebody who has left, or gives it up.
func (s *Service) review(ctx context.Context, id string) error {
	doc, err := s.store.recordings.Find(ctx, id)
	if err != nil {
		return err
	}
	r, err := s.room(ctx, doc.Room)
	if err != nil && !problem.Is(err, problem.NotFound) {
		return err
	}
	begins := false
	changed := false
	doc, err = s.changeRecording(ctx, id, func(d *Recording) (bool, error) {
		begins = err == nil && d.begin(s.recordedIn(r), s.now())
		changed = begins || d.expire(s.now())
		return changed, nil
	})
	if err != nil || !changed {
		return err
	}
	_, err = s.proceed(ctx, r, doc, begins)
	return err
}

// leftBehind reports whether nobody writes a recording any more that says it runs. With the embedded database there is no other node.
func (s *Service) leftBehind(doc Recording, now time.Time) bool {
	return s.alone || doc.Seen == nil || now.Sub(*doc.Seen) >= staleFrom
}

// mendRecording saves what a program that ended without a word had written.
func (s *Service) mendRecording(ctx context.Context, doc Recording) error {
	spools, err := s.store.takes.spoolsOf(ctx, doc.ID)
	if err != nil {
		return err
	}
	var takes []Take
	for _, f := range spools {
		if f.Take.Kind == "participant" { // put together of others; what it was is not known to be whole
			if err := s.store.takes.drop(ctx, f.ID); err != nil {
				return err
			}
			continue
		}
		m, err := s.mend(ctx, f.ID)
		if errors.Is(err, record.ErrEmpty) || errors.Is(err, record.ErrFile) {
			if err := s.store.takes.drop(ctx, f.ID); err != nil {
				return err
			}
			continue
		}
		if err != nil {
			return err
		}
		take := f.Take
		take.Began, take.Bytes, take.Seconds, take.Cut = f.At, int64(len(m.Head))+m.Body, m.Length.Seconds(), true
		takes = append(takes, take)
	}
	saved, err := s.changeRecording(ctx, doc.ID, func(d *Recording) (bool, error) {
		if d.State != RecordingRunning && d.State != RecordingStopped {
			return false, nil
		}
		d.finish(takes, len(takes) == 0, s.now(), s.config.KeepRecordings)
		return true, nil
	})
	if err == nil {
		s.tellRecording(ctx, saved)
	}
	return err
}
