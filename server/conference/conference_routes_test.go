package conference

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/db"
	"fairground/server/lang"
)

// stage opens a stage by the organizer and gives its id.
func (f *fair) stage(name string) string {
	f.t.Helper()
	a := f.ask("organizer", "POST", "/api/v1/rooms", map[string]any{"exhibition": exhibition, "name": lang.Text{"en": name}})
	if a.status != 201 {
		f.t.Fatalf("open a stage: %d %v", a.status, a.body)
	}
	return a.text("id")
}

// outbox is every pending entry of the feature, by type.
func (f *fair) outbox() map[string][]db.OutboxEntry {
	f.t.Helper()
	list := map[string][]db.OutboxEntry{}
	for _, source := range f.Outbox() {
		pending, err := source.Pending(as("organizer"), 1000)
		if err != nil {
			f.t.Fatal(err)
		}
		for _, p := range pending {
			list[p.Entry.Type] = append(list[p.Entry.Type], p.Entry)
		}
	}
	return list
}

func TestTheProgramme(t *testing.T) {
	f := open(t, Config{})
	room := f.stage("Main stage")
	path := "/api/v1/exhibitions/" + exhibition + "/sessions"
	start := f.now().UTC().Truncate(cell).Add(2 * time.Hour)
	session := func(title string, from, to time.Duration) map[string]any {
		return map[string]any{
			"title": lang.Text{"en": title, "zh-Hans": title}, "room": room, "starts": start.Add(from), "ends": start.Add(to), "languages": []string{"en"},
			"speakers": []map[string]any{{"person": "per_buyer", "name": "Anna Berg"}},
		}
	}
	if a := f.ask("buyer", "POST", path, session("No", 0, time.Hour)); a.status != 403 {
		t.Errorf("a buyer schedules: %d", a.status)
	}
	if a := f.ask("stranger", "POST", path, session("No", 0, time.Hour)); a.status != 403 {
		t.Errorf("the organizer of another exhibition schedules: %d", a.status)
	}
	made := f.ask("organizer", "POST", path, session("Opening", 0, time.Hour))
	if made.status != 201 || made.header.Get("ETag") != `"1"` || made.text("state") != "scheduled" {
		t.Fatalf("scheduled: %d %v", made.status, made.body)
	}
	if a := f.ask("organizer", "POST", path, session("Clash", 30*time.Minute, 90*time.Minute)); a.status != 409 || a.code() != "room_taken" {
		t.Errorf("a second session at the same time: %d %s", a.status, a.code())
	}
	if a := f.ask("organizer", "POST", path, session("Next", time.Hour, 2*time.Hour)); a.status != 201 {
		t.Errorf("the session after: %d %v", a.status, a.body)
	}
	draft := session("Secret", 3*time.Hour, 4*time.Hour)
	draft["state"] = "draft"
	hidden := f.ask("organizer", "POST", path, draft)
	one := path + "/" + made.text("id")
	for _, row := range []struct {
		name, who string
		header    []string
		status    int
		code      string
	}{
		{"a change without the version", "organizer", nil, 428, "precondition_required"},
		{"a change of an old version", "organizer", []string{"If-Match", `"7"`}, 412, "version_conflict"},
		{"a change by a buyer", "buyer", []string{"If-Match", `"1"`}, 403, "role_missing"},
		{"a change by a foreign organizer", "stranger", []string{"If-Match", `"1"`}, 403, "role_missing"},
		{"a change by the organizer", "organizer", []string{"If-Match", `"1"`}, 200, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			a := f.ask(row.who, "PATCH", one, map[string]any{"abstract": lang.Text{"en": "Welcome."}}, row.header...)
			if a.status != row.status || a.code() != row.code {
				t.Errorf("answer %d %s", a.status, a.code())
			}
		})
	}
	if a := f.ask("", "GET", path, nil); a.status != 200 || len(a.items()) != 2 {
		t.Errorf("the public programme: %d with %d", a.status, len(a.items()))
	}
	if a := f.ask("organizer", "GET", path, nil); len(a.items()) != 3 {
		t.Errorf("the organizer's programme has %d", len(a.items()))
	}
	if a := f.ask("", "GET", path+"/"+hidden.text("id"), nil); a.status != 404 {
		t.Errorf("a draft is public: %d", a.status)
	}
	if a := f.ask("organizer", "GET", "/api/v1/exhibitions/exh_2/sessions/"+made.text("id"), nil); a.status != 404 {
		t.Errorf("a session under another exhibition: %d", a.status)
	}

	t.Run("a cancelled session gives its time back", func(t *testing.T) {
		if a := f.ask("organizer", "PATCH", one, map[string]any{"state": "cancelled"}, "If-Match", `"2"`); a.status != 200 {
			t.Fatalf("%d %v", a.status, a.body)
		}
		if a := f.ask("organizer", "POST", path, session("Instead", 0, time.Hour)); a.status != 201 {
			t.Errorf("%d %v", a.status, a.body)
		}
	})
	t.Run("a speaker is on stage from an hour before, others are not", func(t *testing.T) {
		for name, want := range map[string]int{"buyer": 0, "other": 0} {
			if p := f.may(name, room); len(p) != want {
				t.Errorf("%s may publish %v two hours before", name, p)
			}
		}
		f.later(61 * time.Minute)
		for name, want := range map[string]int{"buyer": 3, "other": 0} {
			if p := f.may(name, room); len(p) != want {
				t.Errorf("%s may publish %v", name, p)
			}
		}
	})
	t.Run("of two who take the same time at once, one gets it", func(t *testing.T) {
		var all sync.WaitGroup
		var mu sync.Mutex
		won := 0
		for range 20 {
			all.Go(func() {
				start, end := start.Add(10*time.Hour), start.Add(11*time.Hour)
				w := SessionWords{Title: lang.Text{"en": "Race"}, Room: &room, Starts: &start, Ends: &end}
				if _, err := f.Schedule(as("organizer"), exhibition, w); err == nil {
					mu.Lock()
					won++
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if won != 1 {
			t.Errorf("%d got it", won)
		}
	})
	if got := f.outbox(); len(got["session.scheduled"]) == 0 || len(got["session.changed"]) == 0 {
		t.Errorf("the outbox has %v", got)
	}
}

// may is what somebody may publish in a room.
func (f *fair) may(who, room string) []any {
	f.t.Helper()
	a := f.ask(who, "GET", "/api/v1/rooms/"+room, nil)
	if a.status != 200 {
		f.t.Fatalf("%s looks at %s: %d %v", who, room, a.status, a.body)
	}
	may, _ := a.body["may"].(map[string]any)
	list, _ := may["publish"].([]any)
	return list
}

func TestRoomsByRoute(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Main stage")
	ids := func(who string) string {
		a := f.ask(who, "GET", "/api/v1/rooms?exhibition="+exhibition, nil)
		if a.status != 200 {
			t.Fatalf("%s lists: %d %v", who, a.status, a.body)
		}
		var list []string
		for _, item := range a.items() {
			list = append(list, item.(map[string]any)["id"].(string))
		}
		return strings.Join(list, " ")
	}
	for who, want := range map[string]string{
		"buyer": stage + " " + meetingRoom, "exhibitor": stage + " " + meetingRoom + " " + boothRoom,
		"other": stage, "organizer": stage, "stranger": "", "clearing": "",
	} {
		if got := ids(who); got != want {
			t.Errorf("%s may enter %q, want %q", who, got, want)
		}
	}
	// Every room × everybody: what a look at the room and a ticket are answered.
	rows := []struct {
		room   string
		look   map[string]int
		ticket map[string]string
	}{
		{
			stage,
			map[string]int{"": 401, "buyer": 200, "organizer": 200, "stranger": 404, "clearing": 404},
			map[string]string{"": "sign_in_required", "buyer": "", "organizer": "", "stranger": "room_not_yours", "clearing": "room_not_yours"},
		},
		{
			meetingRoom,
			map[string]int{"": 401, "buyer": 200, "exhibitor": 200, "interpreter": 200, "organizer": 200, "stranger": 404, "clearing": 404},
			map[string]string{"": "sign_in_required", "buyer": "", "exhibitor": "", "interpreter": "", "organizer": "room_lobby", "other": "room_lobby", "stranger": "room_not_yours", "clearing": "room_not_yours"},
		},
		{
			dealRoom,
			map[string]int{"": 401, "buyer": 200, "stranger": 404},
			map[string]string{"": "sign_in_required", "buyer": "", "moderator": "room_lobby", "stranger": "room_not_yours"},
		},
		{
			boothRoom,
			map[string]int{"": 401, "buyer": 200, "exhibitor": 200, "stranger": 404},
			map[string]string{"": "sign_in_required", "exhibitor": "", "buyer": "room_lobby", "stranger": "room_not_yours"},
		},
		{
			"room_mtg_unknown",
			map[string]int{"buyer": 404, "organizer": 404},
			map[string]string{"buyer": "room_not_found", "organizer": "room_not_found"},
		},
	}
	for _, row := range rows {
		for who, want := range row.look {
			if a := f.ask(who, "GET", "/api/v1/rooms/"+row.room, nil); a.status != want {
				t.Errorf("%q looks at %s: %d, want %d", who, row.room, a.status, want)
			}
		}
		for who, want := range row.ticket {
			a := f.ask(who, "POST", "/api/v1/rooms/"+row.room+"/tickets", nil)
			if a.code() != want || want == "" && a.status != 201 {
				t.Errorf("%q asks for a ticket of %s: %d %q, want %q", who, row.room, a.status, a.code(), want)
			}
		}
	}
	t.Run("a ticket is what a client needs", func(t *testing.T) {
		a := f.ask("buyer", "POST", "/api/v1/rooms/"+meetingRoom+"/tickets", nil)
		if a.text("url") != "/api/v1/rooms/"+meetingRoom+"/socket?ticket="+a.text("ticket") || a.text("participant") != "per_buyer" || a.text("token") == "" || a.body["iceServers"] == nil {
			t.Errorf("%v", a.body)
		}
	})
	t.Run("before the lobby opens there is none, and it says when", func(t *testing.T) {
		f.near.change(func(n *near) { n.meeting.Starts = f.now().Add(time.Hour); n.meeting.Ends = f.now().Add(2 * time.Hour) })
		a := f.ask("buyer", "POST", "/api/v1/rooms/"+meetingRoom+"/tickets", nil)
		if a.status != 409 || a.code() != "room_not_open" || a.text("opens") == "" {
			t.Errorf("%d %v", a.status, a.body)
		}
	})
	t.Run("the routes that act are shut to everybody else", func(t *testing.T) {
		for _, act := range []string{"/lobby/per_other/admit", "/lobby/per_other/deny", "/participants/per_buyer/remove", "/close", "/reopen"} {
			for who, want := range map[string]int{"": 401, "stranger": 404, "clearing": 404, "interpreter": 403} {
				body := any(map[string]any{})
				if strings.HasSuffix(act, "admit") || strings.HasSuffix(act, "reopen") {
					body = nil
				}
				if a := f.ask(who, "POST", "/api/v1/rooms/"+meetingRoom+act, body); a.status != want {
					t.Errorf("%q: POST %s: %d, want %d (%v)", who, act, a.status, want, a.body)
				}
			}
		}
		for _, read := range []string{"/lobby", "/messages", "/commands", "/presence"} {
			for who, want := range map[string]int{"": 401, "clearing": 404} {
				if read == "/presence" && who != "" {
					want = 403
				}
				if a := f.ask(who, "GET", "/api/v1/rooms/"+meetingRoom+read, nil); a.status != want {
					t.Errorf("%q: GET %s: %d, want %d", who, read, a.status, want)
				}
			}
		}
		if a := f.ask("stranger", "GET", "/api/v1/rooms/"+meetingRoom+"/presence", nil); a.status != 403 {
			t.Errorf("the organizer of another exhibition reads the presence: %d", a.status)
		}
		if a := f.ask("organizer", "GET", "/api/v1/rooms/"+meetingRoom+"/messages", nil); a.status != 403 {
			t.Errorf("the organizer reads what the parties said: %d", a.status)
		}
	})
	t.Run("a stage changes by its version", func(t *testing.T) {
		if a := f.ask("organizer", "PATCH", "/api/v1/rooms/"+stage, map[string]any{"name": lang.Text{"en": "Big stage"}}, "If-Match", `"1"`); a.status != 200 || a.header.Get("ETag") != `"2"` {
			t.Errorf("%d %v", a.status, a.body)
		}
		if a := f.ask("organizer", "PATCH", "/api/v1/rooms/"+stage, map[string]any{"name": lang.Text{"en": "Old"}}, "If-Match", `"1"`); a.status != 412 {
			t.Errorf("an old version: %d", a.status)
		}
		if a := f.ask("stranger", "PATCH", "/api/v1/rooms/"+stage, map[string]any{"name": lang.Text{"en": "Mine"}}, "If-Match", `"2"`); a.status != 403 {
			t.Errorf("a foreign organizer: %d", a.status)
		}
	})
	t.Run("every room action is listed as a command", func(t *testing.T) {
		if a := f.ask("buyer", "GET", "/api/v1/rooms/"+stage+"/commands", nil); a.status != 200 || len(a.items()) != len(commands()) {
			t.Errorf("%d with %d", a.status, len(a.items()))
		}
	})
}

func TestTheLobby(t *testing.T) {
	f := open(t, Config{})
	ring := func(who string) answer { return f.ask(who, "POST", "/api/v1/rooms/"+boothRoom+"/tickets", nil) }
	if a := ring("buyer"); a.status != 409 || a.code() != "room_lobby" {
		t.Fatalf("a visitor rings: %d %v", a.status, a.body)
	}
	before := f.ask("exhibitor", "GET", "/api/v1/rooms/"+boothRoom, nil)
	ring("buyer")
	if after := f.ask("exhibitor", "GET", "/api/v1/rooms/"+boothRoom, nil); after.header.Get("ETag") != before.header.Get("ETag") {
		t.Error("waiting writes")
	}
	list := f.ask("exhibitor", "GET", "/api/v1/rooms/"+boothRoom+"/lobby", nil)
	if len(list.items()) != 1 {
		t.Fatalf("the lobby: %v", list.body)
	}
	if guest := list.items()[0].(map[string]any); guest["name"] != "Anna Berg" || guest["organization"] != "Nordlicht Film" || guest["language"] != "de" {
		t.Errorf("the host sees %v", guest)
	}
	if a := f.ask("buyer", "GET", "/api/v1/rooms/"+boothRoom+"/lobby", nil); a.status != 403 {
		t.Errorf("a guest sees the lobby: %d", a.status)
	}
	if a := f.ask("buyer", "POST", "/api/v1/rooms/"+boothRoom+"/lobby/per_buyer/admit", nil); a.status != 403 {
		t.Errorf("a guest lets himself in: %d", a.status)
	}
	if a := f.ask("exhibitor", "POST", "/api/v1/rooms/"+boothRoom+"/lobby/per_nobody/admit", nil); a.status != 404 {
		t.Errorf("somebody who is not there: %d", a.status)
	}
	if a := f.ask("exhibitor", "POST", "/api/v1/rooms/"+boothRoom+"/lobby/per_buyer/admit", nil); a.status != 204 {
		t.Fatalf("admit: %d %v", a.status, a.body)
	}
	if a := ring("buyer"); a.status != 201 {
		t.Fatalf("after that: %d %v", a.status, a.body)
	}
	guest, _ := f.enter("buyer", boothRoom)
	late := f.pass("buyer", boothRoom) // a ticket in hand does not help
	if a := f.ask("exhibitor", "POST", "/api/v1/rooms/"+boothRoom+"/lobby/per_buyer/deny", map[string]any{"reason": "closing time"}); a.status != 204 {
		t.Fatalf("deny: %d %v", a.status, a.body)
	}
	code, said := guest.closed()
	if last, ok := said[len(said)-1].(rooms.Closed); !ok || last.Reason != rooms.ReasonRemoved || last.Detail != "closing time" || code != websocket.CloseNormalClosure {
		t.Errorf("the guest heard %#v and %d", said[len(said)-1], code)
	}
	l := f.connect(late)
	l.say(rooms.Join{Version: rooms.Version, Token: late.Token})
	if _, said := l.closed(); len(said) != 1 || said[0].(rooms.Error).Code != rooms.CodeForbidden {
		t.Errorf("an old ticket lets in: %v", said)
	}
	if a := ring("buyer"); a.status != 403 || a.code() != "room_denied" {
		t.Errorf("the guest rings again: %d %v", a.status, a.body)
	}
	got := f.outbox()
	if len(got["room.guest_admitted"]) != 1 || len(got["room.guest_denied"]) != 1 {
		t.Fatalf("the outbox has %v", got)
	}
	if e := got["room.guest_denied"][0]; e.By != "per_exhibitor" || e.Entity != boothRoom || e.Exhibition != exhibition || e.Data["participant"] != "per_buyer" || e.Data["reason"] != "closing time" {
		t.Errorf("the audit entry is %+v", e)
	}
	t.Run("a hundred hosts who act at once lose no act", func(t *testing.T) {
		var all sync.WaitGroup
		for i := range 20 {
			a := cast()["buyer"]
			a.Person = fmt.Sprintf("per_g%d", i)
			all.Go(func() { _, _ = f.Admission(withActor(a), boothRoom) })
		}
		all.Wait()
		list, err := f.Waiting(as("exhibitor"), boothRoom)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range list {
			all.Go(func() {
				for f.Admit(as("exhibitor"), boothRoom, g.Person) != nil {
				}
			})
		}
		all.Wait()
		if n := len(f.outbox()["room.guest_admitted"]); n != 1+len(list) {
			t.Errorf("%d entries for %d guests", n, len(list))
		}
	})
}

func TestModerationIsRecordedBeforeItHappens(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Main stage")
	host, _ := f.enter("moderator", stage)
	guest, _ := f.enter("buyer", stage)
	ask := func(l line, m rooms.Message) rooms.Message {
		l.say(m)
		for {
			m, err := l.hear()
			if err != nil {
				t.Fatal(err)
			}
			switch m.(type) {
			case rooms.OK, rooms.Error, rooms.Closed:
				return m
			}
		}
	}
	ref := rooms.Request{Ref: "m"}
	for _, m := range []rooms.Message{
		rooms.MuteParticipant{Request: ref, Participant: "per_moderator", Sources: []rooms.Source{rooms.Microphone}},
		rooms.RemoveParticipant{Request: ref, Participant: "per_moderator"},
		rooms.SetPermissions{Request: ref, Participant: "per_buyer", Publish: &[]rooms.Kind{rooms.Audio}},
		rooms.CloseRoom{Request: ref},
	} {
		if e, ok := ask(guest, m).(rooms.Error); !ok || e.Code != rooms.CodeForbidden || e.Ref != "m" {
			t.Errorf("a listener's %s is answered %#v", m.Kind(), e)
		}
	}
	if e, ok := ask(host, rooms.RemoveParticipant{Request: ref, Participant: "per_nobody"}).(rooms.Error); !ok || e.Code != rooms.CodeNotFound {
		t.Errorf("removing nobody is answered %#v", e)
	}
	if got := f.outbox(); len(got["room.participant_removed"])+len(got["room.participant_muted"])+len(got["room.closed"]) != 0 {
		t.Errorf("what did not happen is recorded: %v", got)
	}
	yes := true
	for _, m := range []rooms.Message{
		rooms.SetPermissions{Request: ref, Participant: "per_buyer", Publish: &[]rooms.Kind{rooms.Audio}, Data: &yes},
		rooms.MuteParticipant{Request: ref, Participant: "per_buyer", Sources: []rooms.Source{rooms.Microphone}},
		rooms.RemoveParticipant{Request: ref, Participant: "per_buyer", Reason: "off topic"},
	} {
		if got := ask(host, m); got.Kind() != "ok" {
			t.Errorf("the moderator's %s is answered %#v", m.Kind(), got)
		}
	}
	guest.closed()
	if a := f.ask("buyer", "POST", "/api/v1/rooms/"+stage+"/tickets", nil); a.code() != "room_denied" {
		t.Errorf("who was removed comes back: %d %s", a.status, a.code())
	}
	if got := ask(host, rooms.CloseRoom{Request: ref, Reason: "time is over"}); got.Kind() != "ok" && got.Kind() != "closed" {
		t.Errorf("closing is answered %#v", got)
	}
	host.closed()
	room := f.ask("organizer", "GET", "/api/v1/rooms/"+stage, nil)
	if room.text("state") != "ended" {
		t.Errorf("a closed room is %v", room.body)
	}
	got := f.outbox()
	for event, data := range map[string]map[string]string{
		"room.permissions_changed": {"participant": "per_buyer", "publish": "audio", "data": "yes"},
		"room.participant_muted":   {"participant": "per_buyer", "sources": "microphone"},
		"room.participant_removed": {"participant": "per_buyer", "reason": "off topic"},
		"room.closed":              {"reason": "time is over"},
	} {
		if len(got[event]) != 1 || got[event][0].By != "per_moderator" || fmt.Sprint(got[event][0].Data) != fmt.Sprint(data) {
			t.Errorf("%s: %+v", event, got[event])
		}
	}
	if a := f.ask("organizer", "POST", "/api/v1/rooms/"+stage+"/reopen", nil); a.status != 200 || a.text("state") != "open" {
		t.Errorf("reopened: %d %v", a.status, a.body)
	}
}

func TestChatIsKept(t *testing.T) {
	f := open(t, Config{})
	a, joined := f.enter("buyer", meetingRoom)
	b, _ := f.enter("exhibitor", meetingRoom)
	a.say(rooms.Say{ClientID: "1", Text: "How much?", Language: "en"})
	a.say(rooms.Say{ClientID: "1", Text: "How much?", Language: "en"}) // sent again after a lost answer
	heard := await[rooms.Chat](b)
	b.say(rooms.Say{ClientID: "1", Text: "面议"})
	chat := await[rooms.Chat](b)
	if heard.ID == "" || heard.Offset == 0 || chat.Offset <= heard.Offset {
		t.Errorf("heard %+v then %+v", heard, chat)
	}
	list := f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/messages?limit=1", nil)
	if len(list.items()) != 1 || list.text("next") == "" {
		t.Fatalf("the first page: %v", list.body)
	}
	first := list.items()[0].(map[string]any)
	if first["id"] != heard.ID || first["text"] != "How much?" || first["org"] != "org_b" || first["orgName"] != "Nordlicht Film" || first["participant"] != "per_buyer" {
		t.Errorf("kept is %v", first)
	}
	list = f.ask("buyer", "GET", "/api/v1/rooms/"+meetingRoom+"/messages?cursor="+list.text("next"), nil)
	if len(list.items()) != 1 || list.items()[0].(map[string]any)["text"] != "面议" || list.text("next") != "" {
		t.Errorf("the second page: %v", list.body)
	}

	t.Run("whoever was away hears what was missed, once and in order", func(t *testing.T) {
		a.cut()
		eventually(t, "the line to be down", func() bool { return f.sockets.count() == 1 })
		for i := range 5 {
			b.say(rooms.Say{ClientID: fmt.Sprint("m", i), Text: fmt.Sprint("missed ", i)})
			await[rooms.Chat](b)
		}
		p := f.pass("buyer", meetingRoom)
		again := f.connect(p)
		again.say(rooms.Resume{Version: rooms.Version, Token: p.Token, Epoch: joined.Epoch, Offset: chat.Offset})
		resumed := await[rooms.Resumed](again)
		var got []string
		last := chat.Offset
		for len(got) < 5 {
			m := await[rooms.Chat](again)
			if m.Offset <= last {
				t.Errorf("offset %d after %d", m.Offset, last)
			}
			last = m.Offset
			got = append(got, m.Text)
		}
		if strings.Join(got, ",") != "missed 0,missed 1,missed 2,missed 3,missed 4" || resumed.Missed < 5 {
			t.Errorf("resumed %+v with %v", resumed, got)
		}
		live, _ := f.engine.Lookup(meetingRoom)
		if n := len(live.Participants()); n != 2 {
			t.Errorf("%d seats after the resume", n)
		}
	})
	t.Run("its author takes the text away, and that it was there stays", func(t *testing.T) {
		if a := f.ask("exhibitor", "DELETE", "/api/v1/rooms/"+meetingRoom+"/messages/"+heard.ID, nil); a.status != 403 {
			t.Errorf("the other side: %d", a.status)
		}
		if a := f.ask("buyer", "DELETE", "/api/v1/rooms/"+dealRoom+"/messages/"+heard.ID, nil); a.status != 404 {
			t.Errorf("by another room: %d", a.status)
		}
		a := f.ask("buyer", "DELETE", "/api/v1/rooms/"+meetingRoom+"/messages/"+heard.ID, nil)
		if a.status != 200 || a.text("text") != "" || a.body["removed"] == nil {
			t.Errorf("%d %v", a.status, a.body)
		}
	})
	t.Run("an epoch later the history is still there", func(t *testing.T) {
		live, _ := f.engine.Lookup(meetingRoom)
		live.Close("restart")
		if list := f.ask("exhibitor", "GET", "/api/v1/rooms/"+meetingRoom+"/messages", nil); len(list.items()) != 7 {
			t.Errorf("%d messages", len(list.items()))
		}
	})
}

func TestEightSeatsAndTheInterpreters(t *testing.T) {
	f := open(t, Config{})
	person := func(i int) actor.Actor {
		a := cast()["buyer"]
		a.Person, a.Session = fmt.Sprintf("per_%d", i), fmt.Sprintf("ses_%d", i)
		return a
	}
	var passes []Pass
	for i := range 12 { // tickets in hand do not make seats
		p, err := f.Admission(withActor(person(i)), meetingRoom)
		if err != nil {
			t.Fatal(err)
		}
		passes = append(passes, p)
	}
	var all sync.WaitGroup
	results := make([]rooms.Message, len(passes))
	for i, p := range passes {
		l := f.connect(p)
		all.Go(func() {
			l.say(rooms.Join{Version: rooms.Version, Token: p.Token})
			results[i], _ = l.hear()
		})
	}
	all.Wait()
	in, full := 0, 0
	for _, m := range results {
		switch m := m.(type) {
		case rooms.Joined:
			in++
		case rooms.Error:
			if m.Code == rooms.CodeFull {
				full++
			}
		}
	}
	if in != seats || full != 4 {
		t.Errorf("%d came in, %d were told it is full", in, full)
	}
	if a := f.ask("exhibitor", "POST", "/api/v1/rooms/"+meetingRoom+"/tickets", nil); a.code() != "room_full" {
		t.Errorf("the ninth: %d %s", a.status, a.code())
	}
	f.enter("interpreter", meetingRoom)
}

func TestPresenceIsStored(t *testing.T) {
	f := open(t, Config{SampleEvery: 50 * time.Millisecond, Grace: 100 * time.Millisecond})
	a, _ := f.enter("buyer", meetingRoom)
	b, _ := f.enter("exhibitor", meetingRoom)
	a.say(rooms.Say{ClientID: "1", Text: "hello"})
	await[rooms.Chat](b)
	a.say(rooms.Leave{})
	a.closed()
	b.cut()
	var list []any
	eventually(t, "both to have left", func() bool {
		list = f.ask("organizer", "GET", "/api/v1/rooms/"+meetingRoom+"/presence", nil).items()
		left := 0
		for _, item := range list {
			for _, visit := range item.(map[string]any)["visits"].([]any) {
				if visit.(map[string]any)["left"] != nil {
					left++
				}
			}
		}
		return left == 2
	})
	reasons := map[string]string{}
	for _, item := range list {
		e := item.(map[string]any)
		visit := e["visits"].([]any)[0].(map[string]any)
		reasons[e["participant"].(string)] = fmt.Sprint(e["org"], " ", visit["reason"], " ", e["said"])
	}
	if reasons["per_buyer"] != "org_b left 1" || reasons["per_exhibitor"] != "org_x vanished 0" {
		t.Errorf("the evidence is %v", reasons)
	}
	f.later(time.Minute)
	f.enter("buyer", meetingRoom)
	eventually(t, "a second visit", func() bool {
		e, found, err := f.store.evidenceFor(as("organizer"), evidenceID(meetingRoom, "per_buyer"))
		return err == nil && found && len(e.Visits) == 2
	})
}

func TestTheSlotEndsByItself(t *testing.T) {
	f := open(t, Config{SampleEvery: 20 * time.Millisecond})
	f.near.change(func(n *near) { n.fails = true })
	a, _ := f.enter("buyer", meetingRoom)
	b, _ := f.enter("exhibitor", meetingRoom)
	for _, l := range []line{a, b} { // the door has been asked the second time before a message is taken
		l.say(rooms.Ping{Request: rooms.Request{Ref: "in"}})
		await[rooms.Pong](l)
	}
	f.later(2 * time.Minute) // both have been there for a while
	f.near.change(func(n *near) { n.meeting.Ends = n.meeting.Ends.Add(time.Minute) })
	f.later(30*time.Minute - 2*time.Minute - 30*time.Second) // past the old end, before the new one
	select {
	case <-ended(a):
		t.Fatal("an extended meeting was ended at its old time")
	case <-time.After(200 * time.Millisecond):
	}
	f.later(time.Minute + time.Second)
	var got Attendance
	eventually(t, "the meetings to be told that everybody has left", func() bool {
		f.near.mu.Lock()
		defer f.near.mu.Unlock()
		if len(f.near.recorded) == 0 {
			return false
		}
		got = f.near.recorded[len(f.near.recorded)-1] // they were told while it went on, too
		return !slices.ContainsFunc(got.Evidence, func(e Evidence) bool { return e.inside() })
	})
	if got.Verdict != Kept || len(got.Evidence) != 2 {
		b, _ := json.Marshal(got)
		t.Errorf("the verdict is %s", b)
	}
	if live, ok := f.engine.Lookup(meetingRoom); ok && len(live.Participants()) > 0 {
		t.Error("somebody sits on")
	}
}

// ended is closed when a line has been ended by the server.
func ended(l line) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			if _, _, err := l.ReadMessage(); err != nil {
				return
			}
		}
	}()
	return done
}

func TestASessionThatEndsLeavesItsRooms(t *testing.T) {
	f := open(t, Config{})
	unused := f.pass("buyer", dealRoom)
	a, _ := f.enter("buyer", meetingRoom)
	b, _ := f.enter("exhibitor", meetingRoom)
	f.EndSession("ses_per_buyer", "signed out")
	_, said := a.closed()
	if last, ok := said[len(said)-1].(rooms.Closed); !ok || last.Reason != rooms.ReasonRemoved {
		t.Errorf("the last word was %#v", said)
	}
	if status, code := f.refusal("/api/v1/rooms/"+dealRoom+"/socket?ticket="+unused.Ticket, nil); status != 401 || code != "ticket_invalid" {
		t.Errorf("its ticket still opens: %d %s", status, code)
	}
	b.say(rooms.Ping{Request: rooms.Request{Ref: "p"}})
	await[rooms.Pong](b)
}

// TestTheDocument keeps the shape of the routes: every operation has a name of its own.
func TestTheDocument(t *testing.T) {
	f := open(t, Config{})
	doc, err := f.api.OpenAPI()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(doc), `"/api/v1/rooms/{id}/tickets"`) {
		t.Error("the tickets are not in the document")
	}
	seen := map[string]api.Route{}
	for _, r := range f.api.Routes() {
		if before, twice := seen[r.ID]; twice {
			t.Errorf("%s and %s are both %s", before.Path, r.Path, r.ID)
		}
		seen[r.ID] = r
	}
}
