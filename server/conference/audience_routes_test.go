package conference

import (
	"context"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/server/lang"
)

// crowd is somebody of the audience by a number.
func crowd(i int) context.Context {
	a := cast()["buyer"]
	a.Person, a.Session = fmt.Sprintf("per_crowd%d", i), fmt.Sprintf("ses_crowd%d", i)
	return withActor(a)
}

func TestQuestionsFromTheAudience(t *testing.T) {
	f := open(t, Config{SampleEvery: 50 * time.Millisecond})
	stage := f.stage("Main stage")
	path := "/api/v1/rooms/" + stage + "/questions"
	asked := f.ask("buyer", "POST", path, map[string]any{"text": "  What does a licence cost? ", "language": "en"})
	if asked.status != 201 || asked.text("state") != "open" || asked.text("text") != "What does a licence cost?" || asked.body["mine"] != true {
		t.Fatalf("who only listens asks: %d %v", asked.status, asked.body)
	}
	question := path + "/" + asked.text("id")

	t.Run("one person has one vote, and may take it back", func(t *testing.T) {
		for range 3 {
			if a := f.ask("other", "PUT", question+"/vote", nil); a.status != 200 || a.body["votes"] != 1.0 || a.body["voted"] != true {
				t.Fatalf("voted: %d %v", a.status, a.body)
			}
		}
		for range 2 {
			if a := f.ask("other", "DELETE", question+"/vote", nil); a.status != 200 || a.body["votes"] != 0.0 || a.body["voted"] != false {
				t.Fatalf("taken back: %d %v", a.status, a.body)
			}
		}
	})
	t.Run("a hundred who vote at once are all counted, and told in few words", func(t *testing.T) {
		listener, _ := f.enter("exhibitor", stage)
		var all sync.WaitGroup
		for i := range 100 {
			all.Go(func() {
				for range 2 {
					if _, err := f.VoteQuestion(crowd(i), stage, asked.text("id"), true); err != nil {
						t.Errorf("vote %d: %v", i, err)
					}
				}
			})
		}
		all.Wait()
		q, err := f.store.questions.Find(t.Context(), asked.text("id"))
		if err != nil || q.Votes != 100 || len(q.Voters) != 100 {
			t.Fatalf("%d votes of %d voters, %v", q.Votes, len(q.Voters), err)
		}
		told := 0
		for {
			m := await[rooms.Announced](listener)
			if told++; m.Data["votes"] == "100" {
				break
			}
		}
		if told > 60 {
			t.Errorf("the room was told %d times", told)
		}
	})
	t.Run("the author's name may stay away, and then nobody reads it", func(t *testing.T) {
		a := f.ask("other", "POST", path, map[string]any{"text": "Who pays the dubbing?", "anonymous": true})
		if a.status != 201 || a.body["author"] != nil {
			t.Fatalf("anonymous: %d %v", a.status, a.body)
		}
		list := f.ask("organizer", "GET", path, nil)
		if len(list.items()) != 2 || strings.Contains(string(list.raw), "per_other") {
			t.Errorf("the list is %s", list.raw)
		}
		if first := list.items()[0].(map[string]any); first["id"] != asked.text("id") {
			t.Errorf("the most wanted is not first: %v", first)
		}
	})
	t.Run("in a moderated room a question waits, and only its author sees it", func(t *testing.T) {
		if a := f.ask("buyer", "PUT", "/api/v1/rooms/"+stage+"/moderated", map[string]any{"moderated": true}); a.status != 403 {
			t.Errorf("the audience moderates: %d", a.status)
		}
		if a := f.ask("moderator", "PUT", "/api/v1/rooms/"+stage+"/moderated", map[string]any{"moderated": true}); a.status != 200 || a.body["moderated"] != true {
			t.Fatalf("moderated: %d %v", a.status, a.body)
		}
		a := f.ask("exhibitor", "POST", path, map[string]any{"text": "May I show mine?"})
		if a.text("state") != "pending" {
			t.Fatalf("asked: %v", a.body)
		}
		waiting := path + "/" + a.text("id")
		for who, want := range map[string]int{"buyer": 0, "exhibitor": 1, "moderator": 1} {
			if list := f.ask(who, "GET", path+"?state=pending", nil); len(list.items()) != want {
				t.Errorf("%s sees %d that wait", who, len(list.items()))
			}
		}
		if a := f.ask("buyer", "PUT", waiting+"/vote", nil); a.status != 404 {
			t.Errorf("a vote for what one may not see: %d", a.status)
		}
		if a := f.ask("exhibitor", "PUT", waiting+"/vote", nil); a.code() != "question_closed" {
			t.Errorf("a vote for what waits: %d %s", a.status, a.code())
		}
		if a := f.ask("exhibitor", "PATCH", waiting, map[string]any{"state": "open"}); a.status != 403 {
			t.Errorf("the author lets it through: %d", a.status)
		}
		for _, state := range []string{"open", "answering", "answered", "open", "dismissed"} {
			if a := f.ask("moderator", "PATCH", waiting, map[string]any{"state": state}); a.status != 200 || a.text("state") != state {
				t.Errorf("%s: %d %v", state, a.status, a.body)
			}
		}
		if a := f.ask("moderator", "PATCH", waiting, map[string]any{"state": "answered"}); a.status != 409 || a.code() != "question_state" {
			t.Errorf("dismissed becomes answered: %d %s", a.status, a.code())
		}
		if a := f.ask("other", "PATCH", question, map[string]any{"state": "dismissed"}); a.status != 403 {
			t.Errorf("somebody else takes it back: %d", a.status)
		}
		if a := f.ask("buyer", "PATCH", question, map[string]any{"state": "dismissed"}); a.status != 200 {
			t.Errorf("its author takes it back: %d %v", a.status, a.body)
		}
	})
	t.Run("who asks too often waits", func(t *testing.T) {
		var last answer
		for range 4 {
			last = f.ask("buyer2", "POST", path, map[string]any{"text": "And?"})
		}
		if last.status != 429 || last.code() != "too_fast" || last.body["retryAfter"] == nil {
			t.Errorf("the fourth at once: %d %v", last.status, last.body)
		}
	})
	t.Run("and strangers see nothing of it", func(t *testing.T) {
		for _, method := range []string{"GET", "POST"} {
			if a := f.ask("stranger", method, path, map[string]any{"text": "x"}); a.status != 404 {
				t.Errorf("%s: %d %s", method, a.status, a.code())
			}
		}
		if a := f.ask("other", "GET", "/api/v1/rooms/"+meetingRoom+"/questions", nil); a.status != 403 && a.status != 404 {
			t.Errorf("of another's meeting: %d", a.status)
		}
	})
	if got := f.outbox(); len(got["room.question_asked"]) == 0 || len(got["room.question_dismissed"]) != 2 || len(got["room.questions_moderated"]) != 1 {
		t.Errorf("the audit has %d asked, %d dismissed", len(got["room.question_asked"]), len(got["room.question_dismissed"]))
	}
}

func TestPolls(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Main stage")
	path := "/api/v1/rooms/" + stage + "/polls"
	words := func(s string) lang.Text { return lang.Text{"en": s, "zh-Hans": s} }
	body := map[string]any{"question": words("Which next?"), "options": []lang.Text{words("Film"), words("=1+1"), words("Games")}}
	if a := f.ask("buyer", "POST", path, body); a.status != 403 {
		t.Errorf("the audience makes a poll: %d", a.status)
	}
	for name, wrong := range map[string]map[string]any{
		"one option":       {"question": words("?"), "options": []lang.Text{words("a")}},
		"an empty option":  {"question": words("?"), "options": []lang.Text{words("a"), {}}},
		"a bad language":   {"question": lang.Text{"$set": "x"}, "options": []lang.Text{words("a"), words("b")}},
		"eleven options":   {"question": words("?"), "options": slices.Repeat([]lang.Text{words("a")}, 11)},
		"without question": {"options": []lang.Text{words("a"), words("b")}},
	} {
		if a := f.ask("moderator", "POST", path, wrong); a.status != 422 {
			t.Errorf("%s: %d %v", name, a.status, a.body)
		}
	}
	made := f.ask("moderator", "POST", path, body)
	if made.status != 201 || made.text("state") != "draft" {
		t.Fatalf("made: %d %v", made.status, made.body)
	}
	poll := path + "/" + made.text("id")
	if list := f.ask("buyer", "GET", path, nil); len(list.items()) != 0 {
		t.Errorf("a draft is seen: %v", list.body)
	}
	if a := f.ask("buyer", "PUT", poll+"/vote", map[string]any{"options": []int{0}}); a.status != 404 {
		t.Errorf("a vote in a draft: %d", a.status)
	}
	if a := f.ask("moderator", "POST", poll+"/close", nil); a.code() != "poll_state" {
		t.Errorf("a draft is closed: %d %s", a.status, a.code())
	}
	if a := f.ask("moderator", "POST", poll+"/open", nil); a.text("state") != "open" {
		t.Fatalf("opened: %d %v", a.status, a.body)
	}
	for name, options := range map[string][]int{"two of a single choice": {0, 1}, "none": {}, "one that is not there": {3}, "a negative one": {-1}} {
		if a := f.ask("buyer", "PUT", poll+"/vote", map[string]any{"options": options}); a.status != 422 {
			t.Errorf("%s: %d %v", name, a.status, a.body)
		}
	}
	if one := f.ask("buyer", "GET", path, nil).items()[0].(map[string]any); one["counts"] != nil {
		t.Errorf("the counts are seen before the vote: %v", one)
	}
	var all sync.WaitGroup
	for i := range 50 {
		for range 2 { // twice at once
			all.Go(func() {
				if _, _, err := f.VotePoll(crowd(i), stage, made.text("id"), []int{i % 3}); err != nil {
					t.Errorf("ballot %d: %v", i, err)
				}
			})
		}
	}
	all.Wait()
	if a := f.ask("buyer", "PUT", poll+"/vote", map[string]any{"options": []int{1}}); a.status != 200 || fmt.Sprint(a.body["counts"]) != "[17 18 16]" || fmt.Sprint(a.body["mine"]) != "[1]" {
		t.Errorf("voted: %d %v", a.status, a.body)
	}
	if a := f.ask("buyer", "PUT", poll+"/vote", map[string]any{"options": []int{2}}); a.status != 409 || a.code() != "ballot_cast" {
		t.Errorf("a second thought: %d %s", a.status, a.code())
	}
	if a := f.ask("moderator", "POST", poll+"/close", nil); a.text("state") != "closed" {
		t.Errorf("closed: %v", a.body)
	}
	if a := f.ask("exhibitor", "PUT", poll+"/vote", map[string]any{"options": []int{2}}); a.code() != "poll_closed" {
		t.Errorf("too late: %d %s", a.status, a.code())
	}
	if one := f.ask("exhibitor", "GET", path, nil).items()[0].(map[string]any); fmt.Sprint(one["counts"]) != "[17 18 16]" {
		t.Errorf("after the close everybody sees the counts: %v", one)
	}
	if a := f.ask("buyer", "GET", poll+"/export", nil); a.status != 403 {
		t.Errorf("the audience exports: %d", a.status)
	}
	export := f.ask("moderator", "GET", poll+"/export", nil)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(export.raw), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 5 || strings.Join(rows[3], "|") != "2|'=1+1|'=1+1|18|0.3529" || strings.Contains(string(export.raw), "per_") {
		t.Errorf("the table is %q, %v", rows, err)
	}
	if !strings.HasPrefix(export.header.Get("Content-Type"), "text/csv") || !strings.Contains(export.header.Get("Content-Disposition"), ".csv") {
		t.Errorf("its header is %v", export.header)
	}
	t.Run("several choices, in a meeting room, by its people", func(t *testing.T) {
		path := "/api/v1/rooms/" + meetingRoom + "/polls"
		body["multiple"], body["open"] = true, true
		a := f.ask("buyer", "POST", path, body)
		if a.status != 201 || a.text("state") != "open" {
			t.Fatalf("made: %d %v", a.status, a.body)
		}
		if a := f.ask("exhibitor", "PUT", path+"/"+a.text("id")+"/vote", map[string]any{"options": []int{2, 0}}); fmt.Sprint(a.body["counts"]) != "[1 0 1]" {
			t.Errorf("voted: %d %v", a.status, a.body)
		}
		if a := f.ask("exhibitor", "PUT", path+"/"+made.text("id")+"/vote", map[string]any{"options": []int{2}}); a.status != 404 {
			t.Errorf("a poll of another room: %d", a.status)
		}
	})
}

// moved waits until somebody is told to be at a place.
func moved(l line, participant, place string) rooms.Participant {
	for {
		if m := await[rooms.ParticipantChanged](l); m.Participant.ID == participant && m.Participant.Place == place {
			return m.Participant
		}
	}
}

func TestTheStageHasABackstage(t *testing.T) {
	f := open(t, Config{SampleEvery: 50 * time.Millisecond})
	stage := f.stage("Main stage")
	start := f.now().UTC().Truncate(cell)
	a := f.ask("organizer", "POST", "/api/v1/exhibitions/"+exhibition+"/sessions", map[string]any{
		"title": lang.Text{"en": "Opening"}, "room": stage, "starts": start, "ends": start.Add(time.Hour), "kind": "showcase",
		"speakers":       []map[string]any{{"person": "per_exhibitor", "name": "Wei Zhang"}},
		"interpretation": []map[string]any{{"language": "de", "from": "zh-Hans", "interpreters": []string{"per_interpreter"}}, {"language": "ar"}},
	})
	if a.status != 201 {
		t.Fatalf("scheduled: %d %v", a.status, a.body)
	}
	room := f.ask("exhibitor", "GET", "/api/v1/rooms/"+stage, nil)
	if room.text("place") != backstage || room.text("session") != a.text("id") || fmt.Sprint(room.body["languages"]) != "[ar de]" {
		t.Errorf("the speaker's room is %v", room.body)
	}
	host, joined := f.enter("moderator", stage)
	if len(joined.Channels) != 2 || joined.Channels[0].Language != "ar" {
		t.Errorf("the channels are %+v", joined.Channels)
	}
	speaker, self := f.enter("exhibitor", stage)
	if self.Self.Place != backstage || len(self.Self.Permissions.Publish) != 3 {
		t.Errorf("the speaker begins as %+v", self.Self)
	}
	audience, guest := f.enter("buyer", stage)
	if guest.Self.Place != "" || len(guest.Self.Permissions.Publish) != 0 {
		t.Errorf("the audience begins as %+v", guest.Self)
	}
	speaker.say(rooms.Move{Request: rooms.Request{Ref: "m"}, Place: ""})
	if e := await[rooms.Error](speaker); e.Code != rooms.CodeForbidden {
		t.Errorf("a speaker goes on air alone: %+v", e)
	}
	host.say(rooms.Move{Request: rooms.Request{Ref: "m"}, Participants: []string{"per_exhibitor"}, Place: ""})
	moved(audience, "per_exhibitor", "")
	audience.say(rooms.RaiseHand{Language: "de"})
	await[rooms.Hands](host)
	host.say(rooms.CallHand{Request: rooms.Request{Ref: "c"}, Participant: "per_buyer"})
	for {
		if m := await[rooms.ParticipantChanged](audience); m.Participant.ID == "per_buyer" && slices.Contains(m.Participant.Permissions.Publish, rooms.Audio) {
			break
		}
	}
	got := f.outbox()
	if e := got["room.participants_moved"]; len(e) != 1 || e[0].By != "per_moderator" || e[0].Data["participants"] != "per_exhibitor" {
		t.Errorf("the move in the audit is %+v", e)
	}
	if e := got["room.hand_called"]; len(e) != 1 || e[0].Data["participant"] != "per_buyer" {
		t.Errorf("the call in the audit is %+v", e)
	}
	t.Run("an interpreter named for a language interprets into it and into no other", func(t *testing.T) {
		_, joined := f.enter("interpreter", stage)
		if p := joined.Self.Permissions; !p.Interpret || fmt.Sprint(p.Languages) != "[de]" || len(p.Publish) != 0 {
			t.Errorf("the interpreter may %+v", p)
		}
	})
	t.Run("the organizer sees where nobody interprets", func(t *testing.T) {
		if a := f.ask("stranger", "GET", "/api/v1/exhibitions/"+exhibition+"/interpretation", nil); a.status != 404 {
			t.Errorf("the organizer of another exhibition: %d", a.status)
		}
		list := f.ask("organizer", "GET", "/api/v1/exhibitions/"+exhibition+"/interpretation", nil).items()
		if len(list) != 1 {
			t.Fatalf("the rooms are %v", list)
		}
		r := list[0].(map[string]any)
		channels := r["channels"].([]any)
		ar, de := channels[0].(map[string]any), channels[1].(map[string]any)
		if r["gaps"] != 1.0 || ar["gap"] != true || de["gap"] != false || fmt.Sprint(de["named"]) != "[per_interpreter]" || fmt.Sprint(de["present"]) != "[per_interpreter]" {
			t.Errorf("the coverage is %v", r)
		}
	})
	t.Run("the audience reads who speaks for which company, and not who interprets", func(t *testing.T) {
		one := f.ask("", "GET", "/api/v1/exhibitions/"+exhibition+"/sessions/"+a.text("id"), nil)
		company := one.body["speakers"].([]any)[0].(map[string]any)["company"].(map[string]any)
		if company["organization"] != "org_x" || company["booth"] != "bth_1" || strings.Contains(string(one.raw), "per_interpreter") || one.text("kind") != "showcase" {
			t.Errorf("the session is %s", one.raw)
		}
	})
	t.Run("what was read is written back as it is", func(t *testing.T) {
		one := f.ask("organizer", "GET", "/api/v1/exhibitions/"+exhibition+"/sessions/"+a.text("id"), nil)
		a = f.ask("organizer", "PATCH", "/api/v1/exhibitions/"+exhibition+"/sessions/"+a.text("id"),
			map[string]any{"speakers": one.body["speakers"], "interpretation": one.body["interpretation"]}, "If-Match", one.header.Get("ETag"))
		if a.status != 200 {
			t.Fatalf("written: %d %v", a.status, a.body)
		}
		f.ask("buyer", "PUT", "/api/v1/rooms/"+meetingRoom+"/interpreters", map[string]any{"interpreters": []map[string]any{{"person": "per_interpreter", "languages": []string{"de"}}}})
		list := f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/interpreters", nil)
		if put := f.ask("buyer", "PUT", "/api/v1/rooms/"+meetingRoom+"/interpreters", map[string]any{"interpreters": list.items()}); put.status != 200 {
			t.Errorf("written: %d %v", put.status, put.body)
		}
	})
	t.Run("the languages follow the programme", func(t *testing.T) {
		change := f.ask("organizer", "PATCH", "/api/v1/exhibitions/"+exhibition+"/sessions/"+a.text("id"),
			map[string]any{"interpretation": []map[string]any{{"language": "fr"}}}, "If-Match", a.header.Get("ETag"))
		if change.status != 200 {
			t.Fatalf("changed: %d %v", change.status, change.body)
		}
		for {
			if m := await[rooms.Channels](audience); len(m.Channels) == 1 && m.Channels[0].Language == "fr" {
				return
			}
		}
	})
}

func TestBreakouts(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Workshop")
	path := "/api/v1/rooms/" + stage + "/breakouts"
	host, _ := f.enter("moderator", stage)
	guest, _ := f.enter("buyer", stage)
	body := map[string]any{"minutes": 10, "breakouts": []map[string]any{
		{"name": lang.Text{"en": "Film"}, "participants": []string{"per_buyer", "per_other"}}, {"name": lang.Text{"en": "Games"}, "roam": true},
	}}
	if a := f.ask("buyer", "PUT", path, body); a.status != 403 {
		t.Errorf("the audience divides the room: %d", a.status)
	}
	for name, wrong := range map[string]map[string]any{
		"for no time":          {"minutes": 0, "breakouts": body["breakouts"]},
		"a person in two":      {"minutes": 5, "breakouts": []map[string]any{{"name": lang.Text{"en": "a"}, "participants": []string{"x"}}, {"name": lang.Text{"en": "b"}, "participants": []string{"x"}}}},
		"an id of its own":     {"minutes": 5, "breakouts": []map[string]any{{"id": "brk_mine", "name": lang.Text{"en": "a"}}}},
		"without a name":       {"minutes": 5, "breakouts": []map[string]any{{"name": lang.Text{}}}},
		"without any breakout": {"minutes": 5, "breakouts": []map[string]any{}},
	} {
		if a := f.ask("moderator", "PUT", path, wrong); a.status != 422 {
			t.Errorf("%s: %d %v", name, a.status, a.body)
		}
	}
	a := f.ask("moderator", "PUT", path, body)
	list := a.body["breakouts"].([]any)
	if a.status != 200 || len(list) != 2 || a.text("ends") == "" {
		t.Fatalf("divided: %d %v", a.status, a.body)
	}
	film := list[0].(map[string]any)["id"].(string)
	moved(guest, "per_buyer", film)
	moved(host, "per_buyer", film)
	mine := f.ask("buyer", "GET", path, nil)
	if mine.text("mine") != film || strings.Contains(string(mine.raw), "participants") {
		t.Errorf("a guest reads %s", mine.raw)
	}
	t.Run("what is said there is theirs who are there", func(t *testing.T) {
		guest.say(rooms.Say{ClientID: "1", Text: "among us"})
		await[rooms.Chat](guest)
		for who, want := range map[string]int{"buyer": 1, "other": 1, "exhibitor": 0, "moderator": 1} {
			if list := f.ask(who, "GET", "/api/v1/rooms/"+stage+"/messages", nil); len(list.items()) != want {
				t.Errorf("%s reads %d messages", who, len(list.items()))
			}
		}
	})
	t.Run("who comes back, and who comes late, is where they belong", func(t *testing.T) {
		guest.cut()
		if _, joined := f.enter("buyer", stage); joined.Self.Place != film {
			t.Errorf("back at %q", joined.Self.Place)
		}
		if _, joined := f.enter("other", stage); joined.Self.Place != film || len(joined.Breakouts) != 2 {
			t.Errorf("late at %q", joined.Self.Place)
		}
	})
	t.Run("recalled, all are on the floor", func(t *testing.T) {
		if a := f.ask("moderator", "POST", path+"/close", nil); a.status != 200 || len(a.body["breakouts"].([]any)) != 0 {
			t.Errorf("recalled: %d %v", a.status, a.body)
		}
		moved(host, "per_other", "")
		if _, joined := f.enter("buyer", stage); joined.Self.Place != "" {
			t.Errorf("afterwards at %q", joined.Self.Place)
		}
	})
	t.Run("at a table nobody of one side moves the other", func(t *testing.T) {
		if a := f.ask("buyer", "PUT", "/api/v1/rooms/"+meetingRoom+"/breakouts", body); a.status != 403 {
			t.Errorf("a host of a meeting: %d", a.status)
		}
	})
	t.Run("and once their time is over there are none", func(t *testing.T) {
		f.ask("moderator", "PUT", path, body)
		f.later(11 * time.Minute)
		if a := f.ask("moderator", "GET", path, nil); len(a.body["breakouts"].([]any)) != 0 {
			t.Errorf("eleven minutes later: %v", a.body)
		}
	})
	if got := f.outbox(); len(got["room.breakouts_opened"]) != 2 || len(got["room.breakouts_closed"]) != 1 {
		t.Errorf("the audit has %v", got)
	}
}

func TestInterpretersAreNamed(t *testing.T) {
	f := open(t, Config{})
	f.near.change(func(n *near) { n.meeting.Interpreters = nil })
	path := "/api/v1/rooms/" + meetingRoom + "/interpreters"
	name := func(person string, languages ...string) map[string]any {
		return map[string]any{"interpreters": []map[string]any{{"person": person, "languages": languages}}}
	}
	if a := f.ask("interpreter", "POST", "/api/v1/rooms/"+meetingRoom+"/tickets", nil); a.status != 409 && a.status != 403 {
		t.Errorf("an interpreter whom nobody named comes in: %d %s", a.status, a.code())
	}
	for who, want := range map[string]int{"stranger": 404, "interpreter": 403, "moderator": 403} {
		if a := f.ask(who, "PUT", path, name("per_interpreter", "de")); a.status != want {
			t.Errorf("%s names: %d, want %d", who, a.status, want)
		}
	}
	for what, body := range map[string]any{
		"no interpreter": name("per_other", "de"), "nobody": name("per_nobody", "de"), "no language": name("per_interpreter", "??"),
		"one twice": map[string]any{"interpreters": []map[string]any{{"person": "per_interpreter", "languages": []string{}}, {"person": "per_interpreter", "languages": []string{}}}},
	} {
		if a := f.ask("buyer", "PUT", path, body); a.status != 422 {
			t.Errorf("%s: %d %v", what, a.status, a.body)
		}
	}
	if a := f.ask("buyer", "PUT", path, name("per_interpreter", "de", "zh-Hans")); a.status != 200 || a.items()[0].(map[string]any)["name"] != "Ines" {
		t.Fatalf("a host names: %d %v", a.status, a.body)
	}
	interpreter, joined := f.enter("interpreter", meetingRoom)
	if p := joined.Self.Permissions; !p.Interpret || fmt.Sprint(p.Languages) != "[de zh-Hans]" || len(joined.Channels) != 2 {
		t.Errorf("the interpreter may %+v in %+v", p, joined.Channels)
	}
	if list := f.ask("interpreter", "GET", "/api/v1/rooms?exhibition="+exhibition, nil).items(); len(list) != 1 || list[0].(map[string]any)["id"] != meetingRoom {
		t.Errorf("the interpreter's rooms are %v", list)
	}
	if a := f.ask("exhibitor", "PUT", path, map[string]any{"interpreters": []any{}}); a.status != 200 || len(a.items()) != 1 {
		t.Errorf("one side dismisses the interpreter of the other: %d %v", a.status, a.body)
	}
	if list := f.ask("organizer", "GET", "/api/v1/exhibitions/"+exhibition+"/interpretation", nil).items(); len(list) != 1 {
		t.Errorf("the coverage has %v", list)
	}
	if a := f.ask("organizer", "PUT", path, map[string]any{"interpreters": []any{}}); a.status != 200 {
		t.Fatalf("the organizer takes the list back: %d %v", a.status, a.body)
	}
	if _, said := interpreter.closed(); len(said) == 0 {
		t.Error("who interprets here no more stays")
	}
	if got := f.outbox()["room.interpreters_named"]; len(got) != 3 || got[0].By != "per_buyer" {
		t.Errorf("the audit has %+v", got)
	}
	t.Run("a colleague interprets at the own table", func(t *testing.T) {
		if a := f.ask("buyer", "PUT", path, name("per_buyer2", "de")); a.status != 200 {
			t.Errorf("%d %v", a.status, a.body)
		}
		if _, joined := f.enter("buyer2", meetingRoom); !joined.Self.Permissions.Interpret || len(joined.Self.Permissions.Publish) != 3 {
			t.Errorf("beside what a colleague may do anyhow: %+v", joined.Self.Permissions)
		}
	})
}

func TestCaptionsAndTheirTranscript(t *testing.T) {
	f := open(t, Config{SampleEvery: 50 * time.Millisecond})
	path := "/api/v1/rooms/" + meetingRoom + "/captions"
	line := func(text string, final bool) map[string]any {
		return map[string]any{"language": "de", "id": "c" + text, "text": text, "final": final, "speaker": "per_exhibitor"}
	}
	listener, _ := f.enter("exhibitor", meetingRoom)
	if a := f.ask("other", "POST", path, line("x", true)); a.status != 403 {
		t.Errorf("a stranger to the room writes: %d", a.status)
	}
	if a := f.ask("interpreter", "POST", path, line("Guten", false)); a.status != 204 {
		t.Fatalf("the interpreter writes: %d %v", a.status, a.body)
	}
	if m := await[rooms.Caption](listener); m.Text != "Guten" || m.Final || m.Participant != "per_interpreter" {
		t.Errorf("heard %+v", m)
	}
	for _, text := range []string{"Guten Tag.", "Was kostet <es>?"} {
		if a := f.ask("interpreter", "POST", path, line(text, true)); a.status != 204 {
			t.Fatalf("%d %v", a.status, a.body)
		}
	}
	f.ask("interpreter", "POST", path, line("Guten Tag.", true)) // sent again
	list := f.ask("buyer", "GET", path+"?language=de&limit=1", nil)
	if len(list.items()) != 1 || list.text("next") == "" {
		t.Fatalf("the first page: %v", list.body)
	}
	if first := list.items()[0].(map[string]any); first["text"] != "Guten Tag." || first["speakerName"] != "Wei Zhang" {
		t.Errorf("kept is %v", first)
	}
	if a := f.ask("buyer", "GET", path+"?language=de&cursor="+list.text("next"), nil); len(a.items()) != 1 {
		t.Errorf("the second page: %v", a.body)
	}
	vtt := f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/transcript?language=de", nil)
	if vtt.status != 200 || !strings.HasPrefix(vtt.header.Get("Content-Type"), "text/vtt") || !strings.HasPrefix(string(vtt.raw), "WEBVTT\n") ||
		!strings.Contains(string(vtt.raw), "<v Wei Zhang>Was kostet &lt;es&gt;?\n") || strings.Count(string(vtt.raw), "-->") != 2 {
		t.Errorf("the transcript is %d %s", vtt.status, vtt.raw)
	}
	if a := f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/transcript", nil); a.status != 422 {
		t.Errorf("of no language: %d", a.status)
	}
	if a := f.ask("other", "GET", "/api/v1/rooms/"+meetingRoom+"/transcript?language=de", nil); a.status != 403 {
		t.Errorf("of another's meeting: %d", a.status)
	}
	t.Run("a host writes too, the audience of a stage does not, an interpreter only into the own languages", func(t *testing.T) {
		if a := f.ask("buyer", "POST", path, line("von Hand", true)); a.status != 204 {
			t.Errorf("a host: %d %v", a.status, a.body)
		}
		stage := f.stage("Main stage")
		captions := "/api/v1/rooms/" + stage + "/captions"
		if a := f.ask("buyer", "POST", captions, line("x", true)); a.status != 403 {
			t.Errorf("the audience: %d", a.status)
		}
		f.ask("organizer", "PUT", "/api/v1/rooms/"+stage+"/interpreters", map[string]any{"interpreters": []map[string]any{{"person": "per_interpreter", "languages": []string{"fr"}}}})
		if a := f.ask("interpreter", "POST", captions, line("x", true)); a.code() != "language_not_yours" {
			t.Errorf("another language: %d %s", a.status, a.code())
		}
	})
	t.Run("and after thirty days nothing is left", func(t *testing.T) {
		f.near.change(func(n *near) { n.meeting.Ends = n.meeting.Ends.Add(60 * 24 * time.Hour) })
		f.later(31 * 24 * time.Hour)
		eventually(t, "the captions to be erased", func() bool {
			return len(f.ask("buyer", "GET", path, nil).items()) == 0
		})
	})
}

func TestACeremony(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Main stage")
	path := "/api/v1/exhibitions/" + exhibition + "/sessions"
	start := f.now().UTC().Truncate(cell)
	body := map[string]any{
		"title": lang.Text{"en": "Signing"}, "room": stage, "starts": start, "ends": start.Add(time.Hour), "kind": "ceremony", "deal": "deal_1",
		"speakers": []map[string]any{{"person": "per_exhibitor", "name": "Wei Zhang"}},
	}
	if a := f.ask("organizer", "POST", path, body); a.status != 422 {
		t.Errorf("with one side on stage: %d %v", a.status, a.body)
	}
	body["speakers"] = []map[string]any{{"person": "per_exhibitor", "name": "Wei Zhang"}, {"person": "per_buyer", "name": "Anna Berg"}}
	for _, deal := range []string{"deal_2", ""} {
		body["deal"] = deal
		if a := f.ask("organizer", "POST", path, body); a.status != 422 {
			t.Errorf("of the deal %q: %d", deal, a.status)
		}
	}
	body["deal"] = "deal_1"
	made := f.ask("organizer", "POST", path, body)
	if made.status != 201 || made.text("deal") != "deal_1" {
		t.Fatalf("scheduled: %d %v", made.status, made.body)
	}
	ceremony := path + "/" + made.text("id") + "/ceremony"
	for who, want := range map[string]int{"": 404, "other": 404, "buyer": 200, "exhibitor": 200, "organizer": 200} {
		if a := f.ask(who, "GET", ceremony, nil); a.status != want {
			t.Errorf("before both want to be seen %q gets %d", who, a.status)
		}
	}
	if a := f.ask("", "GET", path+"/"+made.text("id"), nil); a.body["deal"] != nil {
		t.Errorf("the deal is public: %v", a.body)
	}
	audience, _ := f.enter("other", stage)
	hear := func(kind string) {
		t.Helper()
		entry := f.outbox()["session.scheduled"][0]
		entry.Type, entry.Entity, entry.At = kind, "deal_1", f.now()
		if err := f.Hear(as("organizer"), entry); err != nil {
			t.Fatal(err)
		}
	}
	hear("deal.signature_given") // not shown yet: nobody is told
	f.near.change(func(n *near) {
		at := f.now()
		n.ceremony.Shown, n.ceremony.State = true, "signed"
		for i := range n.ceremony.Signers {
			n.ceremony.Signers[i].Signed, n.ceremony.Signers[i].Shows = &at, true
		}
	})
	hear("deal.signed")
	if m := await[rooms.Announced](audience); m.Event != "deal.signed" || m.Data["deal"] != "deal_1" || m.Data["hash"] != strings.Repeat("ab", 8) || m.Data["signatures"] != "2" {
		t.Errorf("the audience hears %+v", m)
	}
	a := f.ask("other", "GET", ceremony, nil)
	if a.status != 200 || a.text("state") != "signed" || a.text("hash") != strings.Repeat("ab", 8) || a.body["deal"] != nil {
		t.Errorf("the audience reads %d %v", a.status, a.body)
	}
}

func TestVoiceNotesAndTheExport(t *testing.T) {
	f := open(t, Config{})
	path := "/api/v1/rooms/" + meetingRoom + "/notes"
	for name, row := range map[string]struct {
		data   []byte
		status int
		code   string
	}{
		"not WebM":          {[]byte("hello"), 415, "note_mislabelled"},
		"a picture":         {webm("webm", 1, 0, 500), 422, "note_unreadable"},
		"longer than 60 s":  {webm("webm", 2, 0, 70_000), 413, "note_too_long"},
		"larger than 1 MiB": {append(webm("webm", 2, 0, 500), make([]byte, maxNote)...), 413, "too_large"},
	} {
		if a := f.ask("buyer", "POST", path, row.data); a.status != row.status || a.code() != row.code {
			t.Errorf("%s: %d %s", name, a.status, a.code())
		}
	}
	f.later(time.Minute)
	sound := webm("webm", 2, 0, 500, 2500)
	if a := f.ask("other", "POST", path, sound); a.status != 403 && a.status != 404 {
		t.Errorf("a stranger to the room: %d", a.status)
	}
	made := f.ask("buyer", "POST", path, sound)
	if made.status != 201 || made.body["seconds"] != 2.5 || made.text("type") != "audio/webm" {
		t.Fatalf("uploaded: %d %v", made.status, made.body)
	}
	note := path + "/" + made.text("id")
	if a := f.ask("exhibitor", "GET", note, nil); a.status != 404 {
		t.Errorf("heard before it was said: %d", a.status)
	}
	a, _ := f.enter("buyer", meetingRoom)
	b, _ := f.enter("exhibitor", meetingRoom)
	b.say(rooms.Say{Request: rooms.Request{Ref: "n"}, ClientID: "1", Note: made.text("id")})
	if e := await[rooms.Error](b); e.Code != rooms.CodeNotFound {
		t.Errorf("somebody else's note: %+v", e)
	}
	a.say(rooms.Say{ClientID: "1", Note: made.text("id")})
	heard := await[rooms.Chat](b)
	if heard.Note != made.text("id") {
		t.Errorf("heard %+v", heard)
	}
	if got := f.ask("exhibitor", "GET", note, nil); got.status != 200 || string(got.raw) != string(sound) || got.header.Get("Content-Type") != "audio/webm" {
		t.Errorf("the note is %d, %d bytes of %s", got.status, len(got.raw), got.header.Get("Content-Type"))
	}
	b.say(rooms.Say{ClientID: "2", Text: "=HYPERLINK(1)"})
	await[rooms.Chat](a)
	await[rooms.Chat](a)
	table := f.ask("exhibitor", "GET", "/api/v1/rooms/"+meetingRoom+"/messages/export", nil)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(table.raw), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 3 || rows[1][7] != made.text("id") || rows[2][6] != "'=HYPERLINK(1)" {
		t.Errorf("the table is %q, %v", rows, err)
	}
	lines := f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/messages/export?format=jsonl", nil)
	if strings.Count(string(lines.raw), "\n") != 2 || !strings.Contains(string(lines.raw), `"text":"=HYPERLINK(1)"`) {
		t.Errorf("the lines are %s", lines.raw)
	}
	if a := f.ask("other", "GET", "/api/v1/rooms/"+meetingRoom+"/messages/export", nil); a.status != 403 {
		t.Errorf("a stranger exports: %d", a.status)
	}
	if a := f.ask("buyer", "DELETE", "/api/v1/rooms/"+meetingRoom+"/messages/"+heard.ID, nil); a.status != 200 || a.body["note"] != nil {
		t.Errorf("taken back: %d %v", a.status, a.body)
	}
	if m := await[rooms.MessageRemoved](b); m.ID != heard.ID {
		t.Errorf("the room hears %+v", m)
	}
	if a := f.ask("buyer", "GET", note, nil); a.status != 404 {
		t.Errorf("its bytes are still there: %d", a.status)
	}
}

func TestOrderIsKept(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Main stage")
	room := "/api/v1/rooms/" + stage
	host, _ := f.enter("moderator", stage)
	guest, _ := f.enter("buyer", stage)
	other, _ := f.enter("other", stage)

	t.Run("words on the list are not written", func(t *testing.T) {
		words := "/api/v1/exhibitions/" + exhibition + "/words"
		if a := f.ask("stranger", "GET", words, nil); a.status != 404 {
			t.Errorf("the organizer of another exhibition: %d", a.status)
		}
		if a := f.ask("organizer", "PUT", words, map[string]any{"words": []string{"scam"}}); a.status != 428 {
			t.Errorf("without a version: %d", a.status)
		}
		a := f.ask("organizer", "PUT", words, map[string]any{"words": []string{"Scam", "骗子", "Scam"}}, "If-Match", `"0"`)
		if a.status != 200 || fmt.Sprint(a.body["words"]) != "[Scam 骗子]" || a.header.Get("ETag") != `"1"` {
			t.Fatalf("set: %d %v", a.status, a.body)
		}
		if a := f.ask("organizer", "PUT", words, map[string]any{"words": []string{}}, "If-Match", `"0"`); a.status != 412 {
			t.Errorf("with an old version: %d", a.status)
		}
		guest.say(rooms.Say{Request: rooms.Request{Ref: "w"}, ClientID: "w", Text: "what a ＳＣＡＭ"})
		if e := await[rooms.Error](guest); e.Code != codeWords || e.Ref != "w" {
			t.Errorf("written: %+v", e)
		}
		if a := f.ask("buyer", "POST", room+"/questions", map[string]any{"text": "他是骗子吗？"}); a.code() != "words_not_allowed" {
			t.Errorf("asked: %d %s", a.status, a.code())
		}
		guest.say(rooms.Say{Request: rooms.Request{Ref: "w"}, ClientID: "w2", Text: "scampi, please"})
		await[rooms.Chat](guest)
	})
	t.Run("slow mode is kept with the room", func(t *testing.T) {
		host.say(rooms.SlowMode{Request: rooms.Request{Ref: "s"}, Seconds: 30})
		if m := await[rooms.SlowMode](guest); m.Seconds != 30 {
			t.Errorf("heard %+v", m)
		}
		if a := f.ask("buyer", "GET", room, nil); a.body["slowMode"] != 30.0 {
			t.Errorf("the room says %v", a.body["slowMode"])
		}
		if a := f.ask("buyer", "PUT", room+"/slow-mode", map[string]any{"seconds": 0}); a.status != 403 {
			t.Errorf("the audience: %d", a.status)
		}
		if a := f.ask("moderator", "PUT", room+"/slow-mode", map[string]any{"seconds": 0}); a.status != 200 {
			t.Errorf("off again: %d %v", a.status, a.body)
		}
		if m := await[rooms.SlowMode](guest); m.Seconds != 0 {
			t.Errorf("heard %+v", m)
		}
	})
	t.Run("a moderator takes a message away", func(t *testing.T) {
		f.later(time.Minute)
		guest.say(rooms.Say{ClientID: "bad", Text: "buy my car"})
		said := await[rooms.Chat](other)
		for said.ClientID != "bad" {
			said = await[rooms.Chat](other)
		}
		other.say(rooms.RemoveMessage{Request: rooms.Request{Ref: "r"}, ID: said.ID})
		if e := await[rooms.Error](other); e.Code != rooms.CodeForbidden {
			t.Errorf("somebody else: %+v", e)
		}
		host.say(rooms.RemoveMessage{Request: rooms.Request{Ref: "r"}, ID: "msg_nothing"})
		if e := await[rooms.Error](host); e.Code != rooms.CodeNotFound {
			t.Errorf("none: %+v", e)
		}
		host.say(rooms.RemoveMessage{Request: rooms.Request{Ref: "r"}, ID: said.ID})
		if m := await[rooms.MessageRemoved](other); m.ID != said.ID {
			t.Errorf("heard %+v", m)
		}
		kept, err := f.store.messages.Find(t.Context(), said.ID)
		if err != nil || kept.Text != "" || kept.Removed == nil || kept.Removed.By != "per_moderator" {
			t.Errorf("kept is %+v, %v", kept, err)
		}
	})
	t.Run("reports reach those who keep order, and nobody else", func(t *testing.T) {
		other.say(rooms.Report{Request: rooms.Request{Ref: "p"}, Participant: "per_buyer", Reason: "sells cars"})
		if m := await[rooms.Announced](host); m.Event != "report.filed" {
			t.Errorf("the moderator hears %+v", m)
		}
		if a := f.ask("other", "POST", room+"/reports", map[string]any{"participant": "per_nobody", "reason": "x"}); a.status != 404 {
			t.Errorf("of nobody: %d", a.status)
		}
		if a := f.ask("other", "POST", room+"/reports", map[string]any{"participant": "per_buyer", "reason": "again"}); a.status != 201 {
			t.Errorf("by HTTP: %d %v", a.status, a.body)
		}
		for _, who := range []string{"buyer", "other"} {
			if a := f.ask(who, "GET", room+"/reports", nil); a.status != 403 {
				t.Errorf("%s reads them: %d", who, a.status)
			}
		}
		list := f.ask("organizer", "GET", room+"/reports?open=true", nil).items()
		if len(list) != 2 {
			t.Fatalf("the reports are %v", list)
		}
		first := list[0].(map[string]any)
		if first["reason"] != "sells cars" || first["by"] != "per_other" || first["participant"] != "per_buyer" {
			t.Errorf("the first is %v", first)
		}
		path := room + "/reports/" + first["id"].(string)
		if a := f.ask("moderator", "PATCH", path, map[string]any{"resolved": true, "reason": "warned"}, "If-Match", `"9"`); a.status != 412 {
			t.Errorf("with an old version: %d", a.status)
		}
		if a := f.ask("moderator", "PATCH", path, map[string]any{"resolved": true, "reason": "warned"}, "If-Match", `"1"`); a.status != 200 {
			t.Errorf("resolved: %d %v", a.status, a.body)
		}
		if list := f.ask("organizer", "GET", room+"/reports?open=true", nil).items(); len(list) != 1 {
			t.Errorf("%d wait", len(list))
		}
	})
	t.Run("who is banned stays out, and comes back when the ban is lifted", func(t *testing.T) {
		late := f.pass("buyer", stage)
		host.say(rooms.BanParticipant{Request: rooms.Request{Ref: "b"}, Participant: "per_buyer", Reason: "cars"})
		guest.closed()
		if a := f.ask("buyer", "POST", room+"/tickets", nil); a.code() != "room_denied" {
			t.Errorf("asks again: %d %s", a.status, a.code())
		}
		l := f.connect(late)
		l.say(rooms.Join{Version: rooms.Version, Token: late.Token})
		if _, said := l.closed(); len(said) != 1 {
			t.Errorf("an old ticket lets in: %v", said)
		}
		if a := f.ask("buyer", "POST", room+"/questions", map[string]any{"text": "why?"}); a.status != 403 {
			t.Errorf("asks a question: %d", a.status)
		}
		if a := f.ask("other", "GET", room+"/bans", nil); a.status != 403 {
			t.Errorf("the audience reads the bans: %d", a.status)
		}
		if list := f.ask("moderator", "GET", room+"/bans", nil).items(); len(list) != 1 || list[0].(map[string]any)["reason"] != "cars" {
			t.Errorf("the bans are %v", list)
		} else if ban := list[0].(map[string]any); ban["name"] != "Anna Berg" || ban["orgName"].(map[string]any)["en"] != "Nordlicht Film" {
			t.Errorf("the ban does not say whom it keeps out: %v", ban)
		}
		if a := f.ask("moderator", "DELETE", room+"/bans/per_buyer", nil); a.status != 204 {
			t.Errorf("lifted: %d %v", a.status, a.body)
		}
		f.enter("buyer", stage)
		if a := f.ask("moderator", "POST", room+"/participants/per_other/ban", map[string]any{"reason": "x"}); a.status != 204 {
			t.Errorf("by HTTP: %d %v", a.status, a.body)
		}
		other.closed()
	})
	got := f.outbox()
	for event, want := range map[string]int{
		"words.changed": 1, "room.slow_mode_set": 2, "message.removed": 1, "room.report_filed": 2, "room.report_resolved": 1,
		"room.participant_banned": 2, "room.participant_unbanned": 1,
	} {
		if len(got[event]) != want {
			t.Errorf("the audit has %d %s, want %d", len(got[event]), event, want)
		}
	}
	if e := got["room.participant_banned"][0]; e.By != "per_moderator" || e.Entity != stage || e.Data["participant"] != "per_buyer" {
		t.Errorf("the ban in the audit is %+v", e)
	}
}

func TestWhatIsReportedAtATableIsNotReadByTheSides(t *testing.T) {
	f := open(t, Config{})
	f.enter("buyer", meetingRoom)
	f.enter("exhibitor", meetingRoom)
	path := "/api/v1/rooms/" + meetingRoom + "/reports"
	if a := f.ask("buyer", "POST", path, map[string]any{"participant": "per_exhibitor", "reason": "rude"}); a.status != 201 {
		t.Fatalf("reported: %d %v", a.status, a.body)
	}
	for who, want := range map[string]int{"buyer": 403, "exhibitor": 403, "organizer": 200, "stranger": 404} {
		if a := f.ask(who, "GET", path, nil); a.status != want {
			t.Errorf("%s gets %d, want %d", who, a.status, want)
		}
	}
}

func TestTheVerdictOverAMeetingIsTheOrganizers(t *testing.T) {
	f := open(t, Config{})
	f.enter("buyer", meetingRoom)
	path := "/api/v1/rooms/" + meetingRoom + "/attendance"
	eventually(t, "the evidence to be told", func() bool {
		_, found, err := f.store.evidenceFor(t.Context(), evidenceID(meetingRoom, "per_buyer"))
		return err == nil && found
	})
	f.later(time.Minute)
	for who, want := range map[string]int{"buyer": 403, "stranger": 404} {
		if a := f.ask(who, "GET", path, nil); a.status != want {
			t.Errorf("%s gets %d, want %d", who, a.status, want)
		}
	}
	a := f.ask("organizer", "GET", path, nil)
	if a.status != 200 || a.text("verdict") != "no_show" {
		t.Fatalf("the verdict is %d %v", a.status, a.body)
	}
	b, x := a.body["sides"].([]any)[0].(map[string]any), a.body["sides"].([]any)[1].(map[string]any)
	if b["org"] != "org_b" || b["present"] != true || x["org"] != "org_x" || x["present"] != false || x["came"] != false {
		t.Errorf("the sides are %v", a.body["sides"])
	}
	if a := f.ask("organizer", "GET", "/api/v1/rooms/"+dealRoom+"/attendance", nil); a.status != 404 {
		t.Errorf("a deal has no attendance: %d", a.status)
	}
}

func TestTheCommandsOfARoom(t *testing.T) {
	f := open(t, Config{})
	names := map[string]bool{}
	for _, item := range f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/commands", nil).items() {
		c := item.(map[string]any)
		name := c["name"].(string)
		if names[name] {
			t.Errorf("%s is there twice", name)
		}
		names[name] = true
		if (c["message"] == "" || c["message"] == nil) == (c["path"] == nil) {
			t.Errorf("%s has neither a message nor a route, or both: %v", name, c)
		}
	}
	for _, name := range []string{"mute", "ban", "poll", "ask", "breakouts", "record"} {
		if !names[name] {
			t.Errorf("%s is missing", name)
		}
	}
	known := map[string]bool{}
	for _, r := range f.api.Routes() {
		known[r.Method+" "+r.Path] = true
	}
	for _, c := range commands() {
		if c.Path != "" && !known[c.Method+" "+c.Path] {
			t.Errorf("%s names the route %s %s, which is none", c.Name, c.Method, c.Path)
		}
	}
}
