package conference

import (
	"fmt"
	"testing"
	"time"

	"fairground/server/lang"
)

func TestTheOrganizerSeesWhatNobodyInterprets(t *testing.T) {
	f := open(t, Config{})
	stage, hall := f.stage("Main stage"), f.stage("Hall")
	start := f.now().UTC().Truncate(cell).Add(48 * time.Hour)
	session := func(room string, from time.Time, interpretation ...map[string]any) string {
		t.Helper()
		a := f.ask("organizer", "POST", "/api/v1/exhibitions/"+exhibition+"/sessions", map[string]any{
			"title": lang.Text{"en": "Talk"}, "room": room, "starts": from, "ends": from.Add(time.Hour), "interpretation": interpretation,
			"speakers": []map[string]any{{"person": "per_exhibitor", "name": "Wei Zhang"}},
		})
		if a.status != 201 {
			t.Fatalf("scheduled: %d %v", a.status, a.body)
		}
		return a.text("id")
	}
	far := session(stage, start.Add(24*time.Hour), map[string]any{"language": "ar"})
	soon := session(stage, start, map[string]any{"language": "de", "interpreters": []string{"per_interpreter"}}, map[string]any{"language": "fr"})
	session(stage, start.Add(2*time.Hour)) // needs none
	workshop := session(hall, start.Add(time.Hour))
	if a := f.ask("organizer", "PUT", "/api/v1/rooms/"+hall+"/interpreters", map[string]any{
		"interpreters": []map[string]any{{"person": "per_interpreter", "languages": []string{"ja"}}},
	}); a.status != 200 {
		t.Fatalf("named: %d %v", a.status, a.body)
	}
	f.near.change(func(n *near) { n.meeting.Needs, n.meeting.Interpreters = []string{"en", "zh-Hans"}, nil })

	list := func() []string {
		t.Helper()
		a := f.ask("moderator", "GET", "/api/v1/exhibitions/"+exhibition+"/interpretation", nil)
		if a.status != 200 {
			t.Fatalf("%d %v", a.status, a.body)
		}
		var lines []string
		for _, item := range a.items() {
			c := item.(map[string]any)
			line := fmt.Sprint(c["room"], " ", c["session"], " uncovered ", c["uncovered"], " gaps ", c["gaps"], ":")
			for _, channel := range c["channels"].([]any) {
				ch := channel.(map[string]any)
				line += fmt.Sprint(" ", ch["language"], "=", ch["covered"])
			}
			lines = append(lines, line)
		}
		return lines
	}
	want := []string{
		meetingRoom + " <nil> uncovered 2 gaps 2: en=false zh-Hans=false",
		stage + " " + soon + " uncovered 1 gaps 0: de=true fr=false",
		hall + " " + workshop + " uncovered 0 gaps 0: ja=true",
		stage + " " + far + " uncovered 1 gaps 0: ar=false",
	}
	if got := list(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("the coverage is\n%q, want\n%q", got, want)
	}
	t.Run("a language is covered as soon as somebody is named for it", func(t *testing.T) {
		path := "/api/v1/rooms/" + meetingRoom + "/interpreters"
		if a := f.ask("buyer", "PUT", path, map[string]any{"interpreters": []map[string]any{{"person": "per_interpreter", "languages": []string{"zh-Hans"}}}}); a.status != 200 {
			t.Fatalf("named: %d %v", a.status, a.body)
		}
		if got := list(); got[0] != meetingRoom+" <nil> uncovered 1 gaps 2: en=false zh-Hans=true" {
			t.Errorf("the coverage is %q", got)
		}
		if a := f.ask("buyer", "PUT", path, map[string]any{"interpreters": []map[string]any{{"person": "per_interpreter", "languages": []string{}}}}); a.status != 200 {
			t.Fatalf("named: %d %v", a.status, a.body)
		}
		if got := list(); got[0] != meetingRoom+" <nil> uncovered 0 gaps 2: en=true zh-Hans=true" {
			t.Errorf("one who speaks any language covers: %q", got)
		}
	})
	t.Run("what is over is listed no more", func(t *testing.T) {
		f.ahead.Store(int64(51 * time.Hour))
		// The hall still has an interpreter, for whatever comes.
		if got := list(); len(got) != 2 || got[0] != hall+" <nil> uncovered 0 gaps 0: ja=true" || got[1] != want[3] {
			t.Errorf("the coverage is %q", got)
		}
	})
}
