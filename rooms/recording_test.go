package rooms_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/at-wat/ebml-go"
	"github.com/at-wat/ebml-go/webm"

	"fairground/rooms"
	"fairground/rooms/roomstest"
	"fairground/rooms/synthetic"
)

// shelf keeps recorded files in memory.
type shelf struct {
	mu     sync.Mutex
	files  map[string]*tape
	closed int
	fail   error
}

type tape struct {
	shelf    *shelf
	language string
	data     []byte
}

func (s *shelf) open(track rooms.Track, language string) (io.WriteCloser, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return nil, s.fail
	}
	if s.files == nil {
		s.files = map[string]*tape{}
	}
	t := &tape{shelf: s, language: language}
	s.files[track.ID] = t
	return t, nil
}

func (s *shelf) size(track string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.files[track]; t != nil {
		return len(t.data)
	}
	return -1
}

func (t *tape) Write(b []byte) (int, error) {
	t.shelf.mu.Lock()
	defer t.shelf.mu.Unlock()
	t.data = append(t.data, b...)
	return len(b), nil
}

func (t *tape) SetHeader(old int64, head []byte) error {
	t.shelf.mu.Lock()
	defer t.shelf.mu.Unlock()
	t.data = slices.Concat(head, t.data[old:])
	return nil
}

func (t *tape) Close() error {
	t.shelf.mu.Lock()
	defer t.shelf.mu.Unlock()
	t.shelf.closed++
	return nil
}

// blocks counts the frames of a file.
func blocks(t *testing.T, data []byte) int {
	t.Helper()
	var p struct {
		EBML    webm.EBMLHeader `ebml:"EBML"`
		Segment webm.Segment    `ebml:"Segment"`
	}
	if err := ebml.Unmarshal(bytes.NewReader(data), &p); err != nil {
		t.Fatalf("the file cannot be read: %v", err)
	}
	n := 0
	for _, c := range p.Segment.Cluster {
		n += len(c.SimpleBlock)
	}
	if p.Segment.Info.Duration <= 0 || p.Segment.Cues == nil {
		t.Errorf("%d frames without length or index", n)
	}
	return n
}

func startRecording(t *testing.T, r *rooms.Room, o rooms.RecordOptions) *rooms.Recording {
	t.Helper()
	rec, err := r.Record(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rec.Stop() })
	return rec
}

func TestWhoAgreedIsRecordedAndNobodyElse(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	if _, err := synthetic.Join(t.Context(), e, everything("a"), synthetic.Options{Seed: 1, Video: true, Audio: true}); err != nil {
		t.Fatal(err)
	}
	b := join(t, e, everything("b"))
	b.Publish(rooms.Microphone)
	var s shelf
	var mu sync.Mutex
	agreed := map[string]bool{"a": true}
	rec := startRecording(t, r, rooms.RecordOptions{
		ID: "rec_1", Video: true, Open: s.open,
		Allow: func(p string) bool {
			mu.Lock()
			defer mu.Unlock()
			return agreed[p]
		},
	})
	tracks := map[rooms.Source]string{}
	roomstest.Eventually(t, "the tracks of a", func() bool {
		for _, track := range r.Tracks() {
			if track.Participant == "a" {
				tracks[track.Source] = track.ID
			}
		}
		return len(tracks) == 2
	})
	begun := time.Now()
	roomstest.Eventually(t, "pictures in the file", func() bool { return s.size(tracks[rooms.Camera]) > 20_000 })
	mu.Lock()
	agreed["b"] = true
	mu.Unlock()
	rec.Refresh()
	late := r.Tracks()[slices.IndexFunc(r.Tracks(), func(x rooms.Track) bool { return x.Participant == "b" })].ID
	roomstest.Eventually(t, "the file of b", func() bool { return s.size(late) >= 0 })
	// b withdraws: nothing of theirs is taken any more.
	b.Flows(tracks[rooms.Camera], 20)
	mu.Lock()
	agreed["b"] = false
	mu.Unlock()
	rec.Refresh()
	b.Flows(tracks[rooms.Camera], 20)
	files := rec.Stop()
	if len(files) != 3 || s.closed != 3 {
		t.Fatalf("%d files, %d closed: %+v", len(files), s.closed, files)
	}
	for _, f := range files {
		if f.Err != nil {
			t.Errorf("%s of %s: %v", f.Track.Source, f.Track.Participant, f.Err)
			continue
		}
		frames := blocks(t, s.files[f.Track.ID].data)
		if frames < 5 || f.Lost > 0 || f.Length <= 0 || f.Began.IsZero() || f.Bytes != int64(len(s.files[f.Track.ID].data)) {
			t.Errorf("%s of %s: %d frames, %+v", f.Track.Source, f.Track.Participant, frames, f)
		}
		if f.Track.Participant == "a" && f.Length < time.Since(begun)/3 {
			t.Errorf("%s lasts %s", f.Track.Source, f.Length)
		}
		if f.Track.Participant == "b" && f.Length > time.Since(begun)*2/3 {
			t.Errorf("of b, who withdrew, %s of %s are there", f.Length, time.Since(begun))
		}
		if want := map[rooms.Source]string{rooms.Camera: "video/webm", rooms.Microphone: map[string]string{"a": "audio/x-matroska", "b": "audio/webm"}[f.Track.Participant]}[f.Track.Source]; f.Type != want {
			t.Errorf("%s of %s is %s", f.Track.Source, f.Track.Participant, f.Type)
		}
	}
}

func TestARecordingEndsWithTheRoomAndAFileThatFailsHarmsNoOther(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	a := join(t, e, everything("a"))
	a.Publish(rooms.Microphone)
	broken := shelf{fail: errors.New("no room")}
	bad := startRecording(t, r, rooms.RecordOptions{ID: "rec_bad", Open: broken.open, Allow: func(string) bool { return true }})
	var s shelf
	var told []string
	good := startRecording(t, r, rooms.RecordOptions{
		ID: "rec_good", Open: s.open, Allow: func(string) bool { return true },
		Closed: func(f rooms.RecordedFile) { told = append(told, f.Track.ID) },
	})
	track := r.Tracks()[0].ID
	roomstest.Eventually(t, "the file", func() bool { return s.size(track) >= 0 })
	other := join(t, e, everything("b"))
	other.Flows(track, 30)
	r.Close("over")
	<-good.Done()
	if files := good.Stop(); len(files) != 1 || files[0].Err != nil || blocks(t, s.files[track].data) < 10 || !slices.Equal(told, []string{track}) {
		t.Errorf("%+v, told of %v", files, told)
	}
	if files := bad.Stop(); len(files) != 1 || !errors.Is(files[0].Err, broken.fail) {
		t.Errorf("%+v", files)
	}
	if _, err := r.Record(t.Context(), rooms.RecordOptions{Open: s.open, Allow: func(string) bool { return true }}); !errors.Is(err, rooms.ErrClosed) {
		t.Errorf("a room that has ended is recorded: %v", err)
	}
}

func TestALanguageIsAFileOfItsOwn(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	if err := r.SetChannels([]string{"de", "fr"}); err != nil {
		t.Fatal(err)
	}
	g := everything("i")
	g.Interpret, g.Publish = true, nil
	i := join(t, e, g)
	i.Must(func(q rooms.Request) rooms.Message {
		return rooms.Interpret{Request: q, Language: "de", Source: rooms.Floor}
	})
	var s shelf
	rec := startRecording(t, r, rooms.RecordOptions{ID: "rec_1", Languages: []string{"de"}, Open: s.open, Allow: func(p string) bool { return p == "i" }})
	i.Publish(rooms.Interpretation)
	channel := r.Channels()[0].Track
	roomstest.Eventually(t, "the file of the channel", func() bool { return s.size(channel) >= 0 })
	l := join(t, e, everything("l"))
	l.Must(func(q rooms.Request) rooms.Message { return rooms.Listen{Request: q, Language: "de", Floor: 10} })
	l.Flows(channel, 50)
	files := rec.Stop()
	if len(files) != 1 || files[0].Language != "de" || files[0].Err != nil || blocks(t, s.files[channel].data) < 30 || s.files[channel].language != "de" {
		t.Errorf("%+v", files)
	}
}

func TestWhatIsNotOnTheFloorIsNotRecorded(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	g := everything("a")
	g.Place = rooms.Backstage
	a := join(t, e, g)
	a.Publish(rooms.Microphone)
	b := join(t, e, everything("b"))
	b.Publish(rooms.Microphone)
	var s shelf
	rec := startRecording(t, r, rooms.RecordOptions{ID: "rec_1", Open: s.open, Allow: func(string) bool { return true }})
	tracks := r.Tracks()
	onFloor := tracks[slices.IndexFunc(tracks, func(x rooms.Track) bool { return x.Participant == "b" })].ID
	roomstest.Eventually(t, "the file of the floor", func() bool { return s.size(onFloor) >= 0 })
	a.Flows(onFloor, 20) // backstage hears the floor
	if files := rec.Stop(); len(files) != 1 || files[0].Track.ID != onFloor || files[0].Packets < 10 {
		t.Errorf("%+v", files)
	}
}
