package conference

import (
	"context"
	"errors"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

// wire is a client.Transport over the real WebSocket.
type wire struct {
	conn    *websocket.Conn
	sending sync.Mutex
}

func (w *wire) Send(_ context.Context, m rooms.Message) error {
	frame, err := rooms.Encode(m)
	if err != nil {
		return err
	}
	w.sending.Lock()
	defer w.sending.Unlock()
	return w.conn.WriteMessage(websocket.TextMessage, frame)
}

func (w *wire) Receive(context.Context) (rooms.Message, error) {
	_, frame, err := w.conn.ReadMessage()
	var e *websocket.CloseError
	if errors.As(err, &e) {
		return nil, io.EOF
	}
	if err != nil {
		return nil, err
	}
	return rooms.ParseServer(frame)
}

func (w *wire) Close() error { return w.conn.Close() }

// join brings somebody in as a browser would: a ticket by HTTP, the WebSocket, and real peer connections.
func (f *fair) join(who, room string) *roomstest.Client {
	f.t.Helper()
	a := f.ask(who, "POST", "/api/v1/rooms/"+room+"/tickets", nil)
	if a.status != http.StatusCreated {
		f.t.Fatalf("ticket: %d %v", a.status, a.body)
	}
	conn, resp, err := f.dial(a.text("url"), nil)
	if err != nil {
		f.t.Fatal(err)
	}
	resp.Body.Close()
	c, err := roomstest.Over(f.t, &wire{conn: conn}, client.Options{Token: a.text("token")})
	if err != nil {
		f.t.Fatal(err)
	}
	return c
}

func TestTwoPeopleHearAndSeeEachOther(t *testing.T) {
	f := open(t, Config{SampleEvery: 50 * time.Millisecond})
	buyer, exhibitor := f.join("buyer", meetingRoom), f.join("exhibitor", meetingRoom)
	fromBuyer := buyer.Publish(rooms.Microphone, rooms.Camera)
	fromExhibitor := exhibitor.Publish(rooms.Microphone, rooms.Camera)
	for _, track := range fromBuyer {
		exhibitor.Flows(track.ID, 25)
	}
	for _, track := range fromExhibitor {
		buyer.Flows(track.ID, 25)
	}
	eventually(t, "the evidence of media", func() bool {
		list, err := f.Evidence(as("organizer"), meetingRoom)
		if err != nil || len(list) != 2 {
			return false
		}
		for _, e := range list {
			in, out := 0, 0
			for _, s := range e.Streams {
				if s.Direction == "in" && s.Packets > 0 {
					in++
				}
				if s.Direction == "out" && s.Packets > 0 {
					out++
				}
			}
			if e.Offered == nil || e.Connected == nil || e.FirstIn == nil || e.FirstOut == nil || in != 2 || out != 2 {
				return false
			}
		}
		return true
	})
	a, err := f.Attendance(as("organizer"), "mtg_1")
	if err != nil {
		t.Fatal(err)
	}
	if a.Verdict != NoShow || !a.Sides[0].Came || !a.Sides[1].Came || a.Sides[0].Failed {
		t.Errorf("before half a minute has passed: %+v", a.Sides)
	}
	f.later(31 * time.Second)
	eventually(t, "the meeting to count as kept", func() bool {
		a, err := f.Attendance(as("organizer"), "mtg_1")
		return err == nil && a.Verdict == Kept
	})
}

func TestALostNetworkKeepsTheSeatAndTheMedia(t *testing.T) {
	f := open(t, Config{})
	buyer, exhibitor := f.join("buyer", meetingRoom), f.join("exhibitor", meetingRoom)
	track := exhibitor.Publish(rooms.Camera)[0]
	buyer.Flows(track.ID, 10)
	if err := buyer.Drop(); err != nil {
		t.Fatal(err)
	}
	roomstest.Await(exhibitor, func(m rooms.ParticipantChanged) bool {
		return m.Participant.ID == "per_buyer" && !m.Participant.Connected
	})
	exhibitor.Must(func(r rooms.Request) rooms.Message { return rooms.Say{Request: r, ClientID: "c", Text: "still there?"} })
	p := f.pass("buyer", meetingRoom)
	conn, resp, err := f.dial("/api/v1/rooms/"+meetingRoom+"/socket?ticket="+p.Ticket, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	// The client sends the token it joined with; it lives longer than the loss.
	same, err := buyer.Reconnect(ctx, &wire{conn: conn})
	if err != nil || !same {
		t.Fatalf("resumed %v: %v", same, err)
	}
	roomstest.Await(buyer, func(m rooms.Chat) bool { return m.Text == "still there?" })
	buyer.Flows(track.ID, 10)
}

func TestSyntheticParticipantsShowWhatTheyAre(t *testing.T) {
	f := open(t, Config{})
	watcher := f.join("buyer", meetingRoom)
	stop, err := f.Populate(context.Background(), meetingRoom, []SyntheticSpec{
		{ID: "syn_1", Name: "Lin", Org: "org_x", OrgName: "Taihu Studio", Lang: "zh-Hans", Seed: 1, Video: true, Audio: true},
		{ID: "syn_2", Name: "Mei", OrgName: "Taihu Studio", Seed: 2, Audio: true, Muted: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	track := roomstest.Await(watcher, func(m rooms.TrackAdded) bool { return m.Track.Participant == "syn_1" && m.Track.Source == rooms.Camera }).Track
	watcher.Flows(track.ID, 5)
	live, _ := f.engine.Lookup(meetingRoom)
	synthetic := 0
	for _, p := range live.Participants() {
		if p.Synthetic {
			synthetic++
		}
	}
	if synthetic != 2 {
		t.Errorf("%d of the participants are marked", synthetic)
	}
	stop()
	stop()
	if n := len(live.Participants()); n != 1 {
		t.Errorf("%d are in the room after they left", n)
	}
	a, err := f.Attendance(context.Background(), "mtg_1")
	if err != nil || a.Verdict != NoShow {
		t.Errorf("a drawn participant keeps a meeting: %v %v", a.Verdict, err)
	}
	if _, err := f.Populate(context.Background(), "room_mtg_none", []SyntheticSpec{{ID: "x", Audio: true}}); err == nil {
		t.Error("a room that is none was populated")
	}
}
