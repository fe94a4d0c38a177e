package conference

import (
	"testing"
	"time"

	"fairground/rooms"
	"fairground/server/problem"
)

func TestARecordingBeginsWhenEverybodyWhoMustHasAgreed(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	yes := func(p string) Consent { return Consent{Person: p, Given: true, At: now} }
	no := func(p string) Consent { return Consent{Person: p, At: now} }
	rows := []struct {
		name    string
		present []string
		answers []Consent
		state   RecordingState
		begins  bool
		refused string
	}{
		{"of two, one", []string{"a", "b"}, []Consent{yes("a")}, RecordingAsked, false, ""},
		{"of two, both", []string{"a", "b"}, []Consent{yes("a"), yes("b")}, RecordingRunning, true, ""},
		{"who is alone", []string{"a"}, []Consent{yes("a")}, RecordingRunning, true, ""},
		{"of two, who is not there any more does not count", []string{"b"}, []Consent{yes("b")}, RecordingRunning, true, ""},
		{"nobody is there", nil, []Consent{yes("a")}, RecordingAsked, false, ""},
		{"one says no", []string{"a", "b"}, []Consent{yes("a"), no("b")}, RecordingRefused, false, ""},
		{"after a no nobody answers", []string{"a", "b"}, []Consent{no("b"), yes("a")}, RecordingRefused, false, "recording_over"},
		{"twice is once", []string{"a", "b"}, []Consent{yes("a"), yes("a")}, RecordingAsked, false, ""},
		{"taken back while it runs", []string{"a", "b"}, []Consent{yes("a"), yes("b"), no("b")}, RecordingRunning, true, ""},
		{"a newcomer while it runs", []string{"a"}, []Consent{yes("a"), yes("c")}, RecordingRunning, true, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			r := Recording{Room: "room_1", State: RecordingAsked, Asked: now}
			began := false
			var last error
			for _, c := range row.answers {
				begins, err := r.consent(c, row.present)
				began = began || begins
				if err != nil {
					last = err
				}
			}
			if r.State != row.state || began != row.begins || problem.Code(last) != row.refused {
				t.Errorf("%s, began %v, %v", r.State, began, last)
			}
			if r.settle(); (r.Under == "room_1") != (r.State == RecordingAsked || r.State == RecordingRunning) {
				t.Errorf("under way: %q", r.Under)
			}
			if last == nil && len(r.Outbox) < len(row.answers) {
				t.Errorf("%d answers left %d entries", len(row.answers), len(r.Outbox))
			}
		})
	}
}

func TestTheLifeOfARecording(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	r := Recording{State: RecordingAsked, Asked: now}
	if r.expire(now.Add(answerWithin - 1)) {
		t.Error("given up before its time")
	}
	if !r.expire(now.Add(answerWithin)) || r.State != RecordingExpired {
		t.Errorf("nobody answers, and it is %s", r.State)
	}
	r = Recording{State: RecordingRunning}
	if err := r.erase(now, "a"); problem.Code(err) != "recording_running" {
		t.Errorf("a running one is erased: %v", err)
	}
	if err := r.stop(now, "a"); err != nil || r.State != RecordingStopped {
		t.Errorf("%s, %v", r.State, err)
	}
	if err := r.stop(now, "a"); problem.Code(err) != "recording_over" {
		t.Errorf("stopped twice: %v", err)
	}
	r.finish([]Take{{ID: "file_1"}}, false, now, time.Hour)
	if r.State != RecordingReady || !r.Erase.Equal(now.Add(time.Hour)) {
		t.Errorf("%s, erased at %s", r.State, r.Erase)
	}
	if err := r.erase(now, ""); err != nil || r.State != RecordingExpired || len(r.Files) != 0 {
		t.Errorf("%s with %d files, %v", r.State, len(r.Files), err)
	}
	if err := r.erase(now, ""); problem.Code(err) != "recording_erased" {
		t.Errorf("erased twice: %v", err)
	}
}

func TestWhoMustAgree(t *testing.T) {
	voice := rooms.Permissions{Publish: []rooms.Kind{rooms.Audio}}
	people := []rooms.Participant{
		{ID: "per_speaker", Permissions: voice},
		{ID: "per_guest"},
		{ID: "per_words", Permissions: rooms.Permissions{Interpret: true}},
		{ID: "syn_1", Synthetic: true, Permissions: voice},
		{ID: "key_1", Permissions: voice},
	}
	for kind, want := range map[Kind]int{Stage: 2, Booth: 2, Meeting: 3, Deal: 3} {
		if got := recorded(kind, people); len(got) != want {
			t.Errorf("%s: %v", kind, got)
		}
	}
}

func TestRanges(t *testing.T) {
	rows := []struct {
		header        string
		from, to      int64
		partial, none bool
	}{
		{"", 0, 0, false, false},
		{"bytes=0-99", 0, 99, true, false},
		{"bytes=100-", 100, 999, true, false},
		{"bytes=-10", 990, 999, true, false},
		{"bytes=-5000", 0, 999, true, false},
		{"bytes=990-5000", 990, 999, true, false},
		{"bytes=1000-", 0, 0, false, true},
		{"bytes=-0", 0, 0, false, true},
		{"bytes=5-1", 0, 0, false, false},
		{"bytes=0-1,5-6", 0, 0, false, false},
		{"bytes=a-b", 0, 0, false, false},
		{"bytes=+1-2", 0, 0, false, false},
		{"bytes=-", 0, 0, false, false},
		{"items=0-1", 0, 0, false, false},
	}
	for _, row := range rows {
		from, to, partial, none := byteRange(row.header, 1000)
		if partial != row.partial || none != row.none || partial && (from != row.from || to != row.to) {
			t.Errorf("%q: %d-%d %v %v", row.header, from, to, partial, none)
		}
	}
}

func FuzzByteRange(f *testing.F) {
	for _, seed := range []string{"bytes=0-99", "bytes=-1", "bytes=9223372036854775807-", "bytes=", "bytes=--1"} {
		f.Add(seed, int64(1000))
	}
	f.Fuzz(func(t *testing.T, header string, size int64) {
		size = max(size, 0)
		from, to, partial, none := byteRange(header, size)
		if partial && none || partial && (from < 0 || to < from || to >= size) {
			t.Fatalf("%q of %d: %d-%d", header, size, from, to)
		}
	})
}

func TestFileNames(t *testing.T) {
	for in, want := range map[string]string{"Anna Berg": "Anna-Berg-camera", "../../etc": "etc-camera", "王伟": "王伟-camera", "": "camera"} {
		if got := plainName(in, "camera"); got != want {
			t.Errorf("%q is %q", in, got)
		}
	}
}
