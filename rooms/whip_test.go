package rooms_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/rooms/roomstest"
)

func publisher(participant string) rooms.Grant {
	return rooms.Grant{Room: stage, Participant: participant, Name: "Main camera", Join: true, Publish: []rooms.Kind{rooms.Audio, rooms.Video}}
}

func TestAnEncoderPublishesByWHIPAndRestartsICE(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	viewer := join(t, e, everything("v"))
	obs := roomstest.NewEncoder(t)
	obs.Send()
	s, answer, err := r.Ingest(t.Context(), publisher("key_1"), obs.Offer(false))
	if err != nil {
		t.Fatal(err)
	}
	obs.Accept(answer)
	joined := roomstest.Await(viewer, func(m rooms.ParticipantJoined) bool { return m.Participant.ID == "key_1" })
	if joined.Participant.Name != "Main camera" || joined.Participant.Permissions.Subscribe {
		t.Errorf("%+v", joined.Participant)
	}
	voice := roomstest.Await(viewer, func(m rooms.TrackAdded) bool { return m.Track.Source == rooms.Microphone }).Track.ID
	picture := roomstest.Await(viewer, func(m rooms.TrackAdded) bool { return m.Track.Source == rooms.Camera }).Track.ID
	viewer.Flows(voice, 10)
	viewer.Flows(picture, 10)

	if again, err := s.Restarts("a=ice-ufrag:" + roomstest.Attribute(t, obs.LocalDescription().SDP, "ice-ufrag") + "\r\na=ice-pwd:" + strings.Repeat("x", 22) + "\r\n"); again || err != nil {
		t.Errorf("trickling is taken for a restart: %v", err)
	}
	before := s.ETag()
	fragment := obs.Fragment()
	if again, err := s.Restarts(fragment); !again || err != nil {
		t.Errorf("a restart is taken for trickling: %v", err)
	}
	back, err := s.Restart(t.Context(), fragment)
	if err != nil {
		t.Fatal(err)
	}
	if s.ETag() == before || roomstest.Attribute(t, back, "ice-ufrag") != s.ETag() || !strings.Contains(back, "a=candidate:") {
		t.Errorf("after %s the session is %s:\n%s", before, s.ETag(), back)
	}
	obs.Restarted(back)
	roomstest.Eventually(t, "ICE to stand again", obs.Up)
	viewer.Flows(voice, 50)
	viewer.Flows(picture, 25)
	for _, m := range viewer.Messages() {
		if removed, ok := m.(rooms.TrackRemoved); ok {
			t.Errorf("the restart ended %s", removed.Track)
		}
	}
	s.Close()
	roomstest.Await(viewer, func(m rooms.ParticipantLeft) bool { return m.Participant == "key_1" })
	<-s.Done()
}

func TestAViewerByWHEPSeesWhoSpeaksAndOutlivesThem(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{})
	a := join(t, e, everything("a"))
	a.Publish(rooms.Microphone, rooms.Camera)
	eye := roomstest.NewEncoder(t)
	eye.Watch()
	grant := rooms.Grant{Room: stage, Participant: "key_2", Name: "Wall", Join: true, Subscribe: true}
	s, answer, err := r.Egress(t.Context(), grant, eye.Offer(false), rooms.ViewOptions{})
	if err != nil {
		t.Fatal(err)
	}
	eye.Accept(answer)
	flow := func(what string) {
		t.Helper()
		sound, picture := eye.Received("audio"), eye.Received("video")
		roomstest.Eventually(t, what, func() bool { return eye.Received("audio") > sound+10 && eye.Received("video") > picture+10 })
	}
	flow("sound and picture")
	if people := r.Participants(); len(people) != 1 {
		t.Errorf("a viewer is shown: %+v", people)
	}
	b := join(t, e, everything("b"))
	b.Publish(rooms.Microphone, rooms.Camera)
	a.Vanish()
	if err := r.Remove("a", ""); err != nil {
		t.Fatal(err)
	}
	flow("the next one who speaks")
	back, err := s.Restart(t.Context(), eye.Fragment())
	if err != nil {
		t.Fatal(err)
	}
	eye.Restarted(back)
	flow("the same after an ICE restart")
	r.Close("over")
	<-s.Done()
}

func TestWhatASessionRefuses(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{MaxParticipants: 3})
	join(t, e, everything("a"))
	join(t, e, everything("b"))
	sender, receiver := roomstest.NewEncoder(t), roomstest.NewEncoder(t)
	sender.Send()
	receiver.Watch()
	sending, receiving := sender.Offer(false), receiver.Offer(false)
	blind := publisher("x")
	blind.Publish = []rooms.Kind{rooms.Audio}
	outsider := publisher("x")
	outsider.Join = false
	rows := []struct {
		name  string
		grant rooms.Grant
		offer string
		want  error
	}{
		{"nothing", publisher("x"), "", rooms.ErrSDP},
		{"words", publisher("x"), "let me in", rooms.ErrSDP},
		{"too much", publisher("x"), sending + strings.Repeat("a=x\r\n", 20_000), rooms.ErrSDP},
		{"an offer that only receives", publisher("x"), receiving, rooms.ErrSDP},
		{"an offer without a fingerprint", publisher("x"), strings.ReplaceAll(sending, "a=fingerprint", "a=nothing"), rooms.ErrSDP},
		{"a picture that is not granted", blind, sending, rooms.ErrForbidden},
		{"nobody who may come in", outsider, sending, rooms.ErrForbidden},
	}
	for _, row := range rows {
		if _, _, err := r.Ingest(t.Context(), row.grant, row.offer); !errors.Is(err, row.want) {
			t.Errorf("%s: %v", row.name, err)
		}
	}
	watcher := rooms.Grant{Room: stage, Participant: "x", Join: true, Subscribe: true}
	if _, _, err := r.Egress(t.Context(), watcher, sending, rooms.ViewOptions{}); !errors.Is(err, rooms.ErrSDP) {
		t.Errorf("a viewer who sends: %v", err)
	}
	watcher.Subscribe = false
	if _, _, err := r.Egress(t.Context(), watcher, receiving, rooms.ViewOptions{}); !errors.Is(err, rooms.ErrForbidden) {
		t.Errorf("a viewer who may not: %v", err)
	}
	roomstest.Eventually(t, "nobody is left over", func() bool { return len(r.Participants()) == 2 })
	s, _, err := r.Ingest(t.Context(), publisher("c"), sending)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, _, err := r.Ingest(t.Context(), publisher("d"), sending); !errors.Is(err, rooms.ErrFull) {
		t.Errorf("one more than there are seats: %v", err)
	}
	for name, fragment := range map[string]string{
		"nothing": "", "words": "restart please", "a description": "v=0\r\n", "half of the credentials": "a=ice-ufrag:abcd\r\n",
		"short ones":    "a=ice-ufrag:ab\r\na=ice-pwd:cd\r\n",
		"two of them":   "a=ice-ufrag:abcd\r\na=ice-ufrag:efgh\r\na=ice-pwd:" + strings.Repeat("x", 22) + "\r\n",
		"foreign words": "a=ice-ufrag:ab cd\r\na=ice-pwd:" + strings.Repeat("x", 22) + "\r\n",
		"too much":      strings.Repeat("a=candidate:1\r\n", 10_000),
	} {
		if err := s.Trickle(fragment); !errors.Is(err, rooms.ErrFragment) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Trickle("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 UDP 2130706431 198.51.100.1 39132 typ host\r\na=end-of-candidates\r\n"); err != nil {
		t.Errorf("a candidate: %v", err)
	}
	if _, err := s.Restart(t.Context(), "a=end-of-candidates\r\n"); !errors.Is(err, rooms.ErrFragment) {
		t.Errorf("a restart without credentials: %v", err)
	}
}

func TestAnEncoderThatVanishesLeaves(t *testing.T) {
	t.Parallel()
	e, r := open(t, rooms.Config{Grace: 300 * time.Millisecond})
	viewer := join(t, e, everything("v"))
	obs := roomstest.NewEncoder(t)
	obs.Send()
	s, answer, err := r.Ingest(t.Context(), publisher("key_1"), obs.Offer(false))
	if err != nil {
		t.Fatal(err)
	}
	obs.Accept(answer)
	track := roomstest.Await(viewer, func(m rooms.TrackAdded) bool { return m.Track.Source == rooms.Camera }).Track.ID
	viewer.Flows(track, 3)
	obs.End() // the page was closed: DTLS says goodbye, WHIP does not
	<-s.Done()
	roomstest.Await(viewer, func(m rooms.ParticipantLeft) bool { return m.Participant == "key_1" })
}

func FuzzFragment(f *testing.F) {
	f.Add("a=ice-ufrag:abcd\r\na=ice-pwd:aaaaaaaaaaaaaaaaaaaaaa\r\n")
	f.Add("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 UDP 1 198.51.100.1 1 typ host\r\n")
	f.Add("a=\r\n\r\nm=\n")
	f.Fuzz(func(t *testing.T, text string) {
		var s rooms.Session
		if err := s.Trickle(text); err != nil && !errors.Is(err, rooms.ErrFragment) {
			t.Fatal(err)
		}
	})
}
