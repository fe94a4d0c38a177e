package rooms_test

import (
	"testing"
	"time"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

func TestModeratorsSeeHowEverybodyIsDoing(t *testing.T) {
	clock := &offsetClock{}
	e := roomstest.Engine(t, rooms.Config{Now: clock.now})
	roomstest.Room(t, e, "r")
	host := roomstest.Everything("r", "host")
	host.Moderate = true
	h := roomstest.Join(t, e, host, client.Options{})
	b := roomstest.Join(t, e, roomstest.Everything("r", "b"), client.Options{})
	tracks := h.Publish(rooms.Microphone, rooms.Camera)
	voice, face := tracks[0].ID, tracks[1].ID
	report := func(packets, lost, freezes, freezeMs, frames float64) {
		b.Must(func(r rooms.Request) rooms.Message {
			return rooms.Measured{
				Request: r, Transport: "udp", Step: rooms.StepVideo,
				Publish: []rooms.Measurement{},
				Subscribe: []rooms.Measurement{
					{Track: voice, Packets: packets, Lost: lost},
					{Track: face, Packets: packets, Freezes: freezes, FreezeMs: freezeMs, Frames: frames},
					{Track: "trk_unknown", Packets: packets, Lost: 1e6},
				},
			}
		})
	}
	report(100, 0, 0, 0, 100)
	clock.skip(10 * time.Second)
	report(600, 0, 0, 0, 400)
	good := roomstest.Await(h, func(m rooms.Quality) bool { return len(m.Participants) == 1 && m.Participants[0].AudioMOS > 0 })
	if q := good.Participants[0]; q.Participant != "b" || q.AudioMOS != 4.4 || q.Video != "good" || q.Loss != 0 || q.Transport != "udp" || q.Step != "video" {
		t.Errorf("on a good line %+v", q)
	}
	h.Forget("quality")
	clock.skip(10 * time.Second)
	report(1000, 100, 2, 2000, 600)
	clock.skip(time.Second)
	bad := roomstest.Await(h, func(m rooms.Quality) bool { return len(m.Participants) == 1 && m.Participants[0].Video == "poor" })
	if q := bad.Participants[0]; q.AudioMOS > 3.2 || q.AudioMOS < 2 || q.Loss < 10 || q.Loss > 12 {
		t.Errorf("on a bad line %+v", q)
	}
	for _, m := range b.Messages() {
		if _, ok := m.(rooms.Quality); ok {
			t.Error("somebody who does not moderate was told")
		}
	}
}

func TestMessagesAboutLayersAreBounded(t *testing.T) {
	rows := []struct{ name, frame string }{
		{"a track twice", `{"type":"view","tiles":[{"track":"a","width":1,"height":1,"visible":true,"priority":0},{"track":"a","width":1,"height":1,"visible":true,"priority":0}]}`},
		{"no track", `{"type":"view","tiles":[{"track":"","width":1,"height":1,"visible":true,"priority":0}]}`},
		{"a negative tile", `{"type":"view","tiles":[{"track":"a","width":-1,"height":1,"visible":true,"priority":0}]}`},
		{"an unknown field", `{"type":"view","tiles":[],"more":1}`},
		{"an unknown transport", `{"type":"stats","publish":[],"subscribe":[],"transport":"pigeon"}`},
		{"an unknown step", `{"type":"stats","publish":[],"subscribe":[],"step":"loud"}`},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if m, err := rooms.Parse([]byte(row.frame)); err == nil {
				t.Errorf("taken as %+v", m)
			}
		})
	}
	for _, frame := range []string{
		`{"type":"view","tiles":[{"track":"trk_3","width":320,"height":180,"visible":true,"priority":0}]}`,
		`{"type":"stats","publish":[{"track":"camera","rttMs":12}],"subscribe":[{"track":"trk_3","lost":-1,"jitterMs":3}],"transport":"relay","availableKbps":812,"step":"low"}`,
	} {
		if _, err := rooms.Parse([]byte(frame)); err != nil {
			t.Errorf("%s: %v", frame, err)
		}
	}
}
