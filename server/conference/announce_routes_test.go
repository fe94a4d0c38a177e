package conference

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"fairground/rooms"
	"fairground/server/problem"
)

// announced reads until an announcement comes. It reads the JSON itself: what counts is what a browser gets.
func (l line) announced() (event string, offset uint64, data map[string]string) {
	l.t.Helper()
	if err := l.SetReadDeadline(time.Now().Add(patience)); err != nil {
		l.t.Fatal(err)
	}
	for {
		kind, frame, err := l.ReadMessage()
		if err != nil || kind != websocket.TextMessage {
			l.t.Fatalf("waited in vain for an announcement: %v", err)
		}
		var m struct {
			Type, Event string
			Offset      uint64
			Data        map[string]string
		}
		if err := json.Unmarshal(frame, &m); err != nil {
			l.t.Fatal(err)
		}
		if m.Type == "announced" {
			return m.Event, m.Offset, m.Data
		}
	}
}

func TestAnnouncements(t *testing.T) {
	f := open(t, Config{SampleEvery: 20 * time.Millisecond})
	rows := []struct {
		name, kind string
		data       map[string]string
	}{
		{"without a kind", "", nil},
		{"with a kind that is a sentence", "Deal signed!", nil},
		{"with too much data", "deal.signed", map[string]string{"x": strings.Repeat("a", maxValue)}},
	}
	for _, row := range rows {
		t.Run("one "+row.name+" is refused", func(t *testing.T) {
			if err := f.Announce(context.Background(), dealRoom, row.kind, row.data); !problem.Is(err, problem.Invalid) {
				t.Errorf("answered %v", err)
			}
		})
	}
	if err := f.Announce(context.Background(), dealRoom, "deal.signed", nil); err != nil {
		t.Errorf("nobody is there, and that is an error: %v", err)
	}
	a, joined := f.enter("buyer", dealRoom)
	if err := f.Announce(context.Background(), dealRoom, "deal.version_submitted", map[string]string{"version": "2"}); err != nil {
		t.Fatal(err)
	}
	event, offset, data := a.announced()
	if event != "deal.version_submitted" || data["version"] != "2" || offset <= joined.Offset {
		t.Errorf("heard %s %d %v", event, offset, data)
	}
	a.cut()
	eventually(t, "the line to be down", func() bool { return f.sockets.count() == 0 })
	if err := f.Announce(context.Background(), dealRoom, "deal.signed", map[string]string{"by": "per_exhibitor"}); err != nil {
		t.Fatal(err)
	}
	p := f.pass("buyer", dealRoom)
	again := f.connect(p)
	again.say(rooms.Resume{Version: rooms.Version, Token: p.Token, Epoch: joined.Epoch, Offset: offset})
	if event, next, _ := again.announced(); event != "deal.signed" || next <= offset {
		t.Errorf("whoever was away hears %s at %d", event, next)
	}

	t.Run("the host hears of a guest in the lobby", func(t *testing.T) {
		host, _ := f.enter("exhibitor", boothRoom)
		if a := f.ask("buyer", "POST", "/api/v1/rooms/"+boothRoom+"/tickets", nil); a.code() != "room_lobby" {
			t.Fatalf("%d %v", a.status, a.body)
		}
		if event, _, data := host.announced(); event != "lobby.waiting" || data["participant"] != "per_buyer" {
			t.Errorf("heard %s %v", event, data)
		}
	})
	t.Run("five minutes and one minute before its end a meeting is warned", func(t *testing.T) {
		l, _ := f.enter("exhibitor", meetingRoom)
		f.later(24*time.Minute + time.Second)
		if event, _, data := l.announced(); event != "slot.ending" || data["minutes"] != "5" {
			t.Errorf("heard %s %v", event, data)
		}
		f.later(4 * time.Minute)
		if event, _, data := l.announced(); event != "slot.ending" || data["minutes"] != "1" {
			t.Errorf("heard %s %v", event, data)
		}
	})
}
