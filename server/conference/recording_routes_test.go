package conference

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/rooms/record"
	"fairground/rooms/roomstest"
	"fairground/server/problem"
)

// recordingIs reads the newest recording of a room as somebody.
func (f *fair) recording(who, room string) map[string]any {
	f.t.Helper()
	a := f.ask(who, "GET", "/api/v1/rooms/"+room+"/recordings", nil)
	if a.status != http.StatusOK || len(a.items()) == 0 {
		f.t.Fatalf("recordings for %s: %d %v", who, a.status, a.body)
	}
	first, _ := a.items()[0].(map[string]any)
	return first
}

func TestAMeetingIsRecordedOnceBothSidesHaveAgreed(t *testing.T) {
	f := open(t, Config{SampleEvery: 50 * time.Millisecond, RecordingsIn: filepath.Join(t.TempDir(), "recordings")})
	buyer, exhibitor := f.join("buyer", meetingRoom), f.join("exhibitor", meetingRoom)
	voice := buyer.Publish(rooms.Microphone)[0]
	exhibitor.Publish(rooms.Microphone)
	stop, err := f.Populate(context.Background(), meetingRoom, []SyntheticSpec{{ID: "syn_1", Name: "Demo", Seed: 1, Video: true, Audio: true}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)

	path := "/api/v1/rooms/" + meetingRoom + "/recordings"
	asked := f.ask("buyer", "POST", path, map[string]any{"video": true})
	if asked.status != http.StatusCreated || asked.text("state") != "asked" {
		t.Fatalf("%d %v", asked.status, asked.body)
	}
	one := path + "/" + asked.text("id")
	if a := f.ask("exhibitor", "POST", path, map[string]any{}); a.code() != "recording_under_way" {
		t.Errorf("asked twice: %d %v", a.status, a.body)
	}
	if mine := f.recording("exhibitor", meetingRoom)["mine"].(map[string]any); mine["asked"] != true || mine["given"] != nil {
		t.Errorf("the other side is not asked: %v", mine)
	}
	for _, who := range []string{"other", "organizer", "stranger"} {
		if a := f.ask(who, "PUT", one+"/consent", map[string]any{"given": true}); a.status < 400 {
			t.Errorf("%s answers: %d", who, a.status)
		}
	}
	given := f.ask("exhibitor", "PUT", one+"/consent", map[string]any{"given": true})
	if given.status != http.StatusOK || given.text("state") != "recording" {
		t.Fatalf("%d %v", given.status, given.body)
	}
	live, _ := f.engine.Lookup(meetingRoom)
	rec := f.reels.find(asked.text("id"))
	eventually(t, "files of everybody", func() bool {
		rec.mu.Lock()
		defer rec.mu.Unlock()
		return len(rec.sinks) == 4
	})
	exhibitor.Flows(voice.ID, 100)
	// The exhibitor takes the agreement back; the recording of the buyer goes on.
	if a := f.ask("exhibitor", "PUT", one+"/consent", map[string]any{"given": false}); a.status != http.StatusOK || a.text("state") != "recording" {
		t.Errorf("%d %v", a.status, a.body)
	}
	if rec.allows("per_exhibitor") || !rec.allows("per_buyer") || !rec.allows("syn_1") || rec.allows("per_newcomer") {
		t.Error("who may be recorded is wrong")
	}
	exhibitor.Flows(voice.ID, 100)
	stopped := f.ask("exhibitor", "POST", one+"/stop", map[string]any{})
	if stopped.status != http.StatusOK || stopped.text("state") != "ready" {
		t.Fatalf("%d %v", stopped.status, stopped.body)
	}
	if len(live.Participants()) != 3 {
		t.Errorf("%d are in the room", len(live.Participants()))
	}

	lengths := map[string]float64{}
	files := map[string]string{}
	list, _ := f.recording("buyer", meetingRoom)["files"].([]any)
	for _, item := range list {
		file := item.(map[string]any)
		key := fmt.Sprint(file["kind"], " ", file["participant"], " ", file["source"])
		lengths[key], _ = file["seconds"].(float64)
		files[key], _ = file["id"].(string)
		full := f.ask("buyer", "GET", one+"/files/"+file["id"].(string), nil)
		if full.status != http.StatusOK || len(full.raw) != int(file["bytes"].(float64)) || full.header.Get("Content-Type") != file["type"] {
			t.Errorf("%s: %d with %d bytes of %v, %s", key, full.status, len(full.raw), file["bytes"], full.header.Get("Content-Type"))
		}
		m, err := record.Recover(strings.NewReader(string(full.raw)))
		if err != nil || m.Length.Seconds() != lengths[key] || int(m.Old+m.Body) != len(full.raw) {
			t.Errorf("%s: %v s of %v, %v", key, m.Length.Seconds(), lengths[key], err)
		}
		part := f.ask("buyer", "GET", one+"/files/"+file["id"].(string), nil, "Range", "bytes=100-299")
		if part.status != http.StatusPartialContent || string(part.raw) != string(full.raw[100:300]) ||
			part.header.Get("Content-Range") != fmt.Sprintf("bytes 100-299/%d", len(full.raw)) {
			t.Errorf("%s: a part is %d %s, %d bytes", key, part.status, part.header.Get("Content-Range"), len(part.raw))
		}
		if dir := os.Getenv("RECORD_KEEP"); dir != "" {
			if err := os.WriteFile(filepath.Join(dir, strings.ReplaceAll(key, " ", "_")+"-"+file["name"].(string)), full.raw, 0o600); err != nil {
				t.Error(err)
			}
		}
	}
	both := "participant syn_1 <nil>"
	if len(lengths) != 5 || lengths["track per_buyer microphone"] < 2 || lengths["track per_exhibitor microphone"] > lengths["track per_buyer microphone"]-1 || lengths[both] < 2 {
		t.Errorf("files: %v", lengths)
	}
	if a := f.ask("buyer", "GET", one+"/files/"+files[both], nil, "Range", "bytes=99999999-"); a.status != http.StatusRequestedRangeNotSatisfiable {
		t.Errorf("beyond the end: %d", a.status)
	}
	for who, want := range map[string]int{"": 401, "other": 403, "stranger": 404, "organizer": 403} {
		if a := f.ask(who, "GET", one+"/files/"+files[both], nil); a.status != want {
			t.Errorf("%q reads a file: %d, want %d", who, a.status, want)
		}
	}
	if a := f.ask("buyer", "GET", one+"/files/file_none", nil); a.status != http.StatusNotFound {
		t.Errorf("a file that is none: %d", a.status)
	}
	doc, err := f.store.recordings.Find(context.Background(), asked.text("id"))
	if err != nil {
		t.Fatal(err)
	}
	var events []string
	for _, e := range doc.Outbox {
		events = append(events, strings.TrimPrefix(e.Type, "recording."))
	}
	if want := "asked consented consented started withdrawn stopped ready read read read read read read"; !strings.HasPrefix(strings.Join(events, " "), strings.TrimSuffix(want, " read")) {
		t.Errorf("written down: %v", events)
	}

	// Thirty days later the clock erases it.
	f.later(30*24*time.Hour + time.Second)
	eventually(t, "the files to be erased", func() bool {
		spools, err := f.store.takes.spoolsOf(context.Background(), doc.ID)
		return err == nil && len(spools) == 0
	})
	left, err := os.ReadDir(f.config.RecordingsIn)
	if err != nil || len(left) != 0 {
		t.Errorf("%d files are left, %v", len(left), err)
	}
	after, err := f.store.recordings.Find(context.Background(), doc.ID)
	if err != nil || after.State != RecordingExpired || after.Erased == nil || len(after.Consents) != 2 {
		t.Errorf("%s, erased %v, %d answers, %v", after.State, after.Erased, len(after.Consents), err)
	}
}

func TestARecordingThatSomebodyRefusesOrNobodyAnswers(t *testing.T) {
	f := open(t, Config{SampleEvery: 20 * time.Millisecond})
	path := "/api/v1/rooms/" + meetingRoom + "/recordings"
	if a := f.ask("buyer", "POST", path, map[string]any{}); a.code() != "recording_nobody" {
		t.Errorf("an empty room: %d %v", a.status, a.body)
	}
	f.enter("buyer", meetingRoom)
	f.enter("exhibitor", meetingRoom)
	asked := f.ask("buyer", "POST", path, map[string]any{"languages": []string{"de", "en", "de"}})
	if asked.status != http.StatusCreated || len(asked.body["languages"].([]any)) != 2 {
		t.Fatalf("%d %v", asked.status, asked.body)
	}
	if a := f.ask("exhibitor", "PUT", path+"/"+asked.text("id")+"/consent", map[string]any{"given": false}); a.text("state") != "refused" {
		t.Errorf("%d %v", a.status, a.body)
	}
	if a := f.ask("buyer", "POST", path, map[string]any{"languages": []string{"no language"}}); a.code() != "recording_invalid" {
		t.Errorf("%d %v", a.status, a.body)
	}
	again := f.ask("buyer", "POST", path, map[string]any{})
	f.later(answerWithin + time.Second)
	eventually(t, "the question to expire", func() bool { return f.recording("buyer", meetingRoom)["state"] == "expired" })
	if a := f.ask("buyer", "DELETE", path+"/"+again.text("id"), nil); a.code() != "recording_erased" {
		t.Errorf("%d %v", a.status, a.body)
	}
}

func TestWhoWasAskedAndLeftDoesNotHoldTheRecordingUp(t *testing.T) {
	f := open(t, Config{SampleEvery: 20 * time.Millisecond, Grace: 50 * time.Millisecond})
	f.enter("buyer", meetingRoom)
	guest, _ := f.enter("exhibitor", meetingRoom)
	a := f.ask("buyer", "POST", "/api/v1/rooms/"+meetingRoom+"/recordings", map[string]any{})
	if a.text("state") != "asked" {
		t.Fatalf("%d %v", a.status, a.body)
	}
	guest.cut()
	eventually(t, "the recording to begin", func() bool { return f.recording("buyer", meetingRoom)["state"] == "recording" })
}

// What a program leaves behind that was killed: a document that says it runs, and whole pieces.
func TestWhatAKilledProgramRecordedIsSaved(t *testing.T) {
	for name, saved := range map[string]bool{"with something written": true, "with nothing written": false} {
		t.Run(name, func(t *testing.T) {
			f := open(t, Config{SampleEvery: time.Hour})
			ctx := context.Background()
			now := stamp(f.now())
			doc := Recording{ID: "rec_1", V: 1, Room: meetingRoom, Exhibition: exhibition, State: RecordingRunning, Asked: now, Started: &now, Seen: &now}
			if _, err := f.store.recordings.open(ctx, doc); err != nil {
				t.Fatal(err)
			}
			k, err := f.newSink(ctx, doc.ID, "trk_1", Take{ID: "file_1", Kind: "track", Type: "audio/webm", Name: "anna-microphone.webm", Participant: "per_buyer"})
			if err != nil {
				t.Fatal(err)
			}
			if saved {
				roomstest.CutOff(t, k, 10)
			}
			f.tendRecordings(ctx, f.now(), false)
			after, err := f.store.recordings.Find(ctx, doc.ID)
			if err != nil || after.State != RecordingReady || after.Lost == saved {
				t.Fatalf("%s, lost %v, %v", after.State, after.Lost, err)
			}
			if !saved {
				return
			}
			if len(after.Files) != 1 || !after.Files[0].Cut || after.Files[0].Seconds < 7 || after.Files[0].Seconds > 10 {
				t.Fatalf("%+v", after.Files)
			}
			a := f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/recordings/rec_1/files/file_1", nil)
			if a.status != http.StatusOK || len(a.raw) != int(after.Files[0].Bytes) {
				t.Errorf("%d with %d bytes of %d", a.status, len(a.raw), after.Files[0].Bytes)
			}
			if err := f.EraseRecording(as("buyer"), meetingRoom, "rec_1"); err != nil {
				t.Error(err)
			}
			if _, err := f.Footage(as("buyer"), meetingRoom, "rec_1", "file_1", true); !problem.Is(err, problem.Gone) {
				t.Errorf("after it was erased: %v", err)
			}
		})
	}
}

func TestAFileIsNoLargerThanItMayBe(t *testing.T) {
	f := open(t, Config{MaxTake: 100})
	k, err := f.newSink(context.Background(), "rec_1", "trk_1", Take{ID: "file_1"})
	if err != nil {
		t.Fatal(err)
	}
	for i, n := range []int{50, 60, 40} {
		if _, err := k.Write(make([]byte, n)); err != nil {
			t.Fatalf("write %d: %v", i, err)
		}
	}
	if _, err := k.Write(make([]byte, 1)); !errors.Is(err, errTakeFull) {
		t.Errorf("one byte more: %v", err)
	}
	if !slices.Equal([]int64{k.head, k.size}, []int64{50, 100}) {
		t.Errorf("%d and %d", k.head, k.size)
	}
}
