package conference

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"fairground/rooms"
	"fairground/rooms/roomstest"
)

// call speaks to a route over the real listener, with a stream key.
func (f *fair) call(method, path, key, kind, body string, header ...string) (int, http.Header, string) {
	f.t.Helper()
	if !strings.HasPrefix(path, "http") {
		path = f.base + path
	}
	r, err := http.NewRequestWithContext(context.Background(), method, path, strings.NewReader(body))
	if err != nil {
		f.t.Fatal(err)
	}
	if key != "" {
		r.Header.Set("Authorization", "Bearer "+key)
	}
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := (&http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}).Do(r)
	if err != nil {
		f.t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header, string(answer)
}

// streamKey makes a key as somebody who runs the room.
func (f *fair) streamKey(who, room string, use KeyUse) (id, secret string) {
	f.t.Helper()
	a := f.ask(who, "POST", "/api/v1/rooms/"+room+"/keys", map[string]any{"use": use, "name": "Main camera"})
	if a.status != http.StatusCreated || !strings.HasPrefix(a.text("key"), "fgk_") {
		f.t.Fatalf("key: %d %v", a.status, a.body)
	}
	return a.text("id"), a.text("key")
}

func TestAnEncoderStreamsIntoARoomAndAPlayerShowsIt(t *testing.T) {
	f := open(t, Config{Relay: Relay{UDP: "127.0.0.1:0", TCP: "127.0.0.1:0"}})
	stage := f.stage("Main stage")
	viewer := f.join("buyer", stage)
	id, key := f.streamKey("organizer", stage, KeyWHIP)
	endpoint := "/api/v1/rooms/" + stage + "/whip"

	obs := roomstest.NewEncoder(t)
	obs.Send()
	status, header, answer := f.call("POST", endpoint, key, "application/sdp", obs.Offer(false))
	if status != http.StatusCreated || header.Get("Content-Type") != "application/sdp" || header.Get("Accept-Patch") != typeFragment {
		t.Fatalf("%d %v\n%s", status, header, answer)
	}
	if links := header.Get("Link"); !strings.Contains(links, `rel="ice-server"; username=`) || !strings.Contains(links, "<turn:127.0.0.1:") {
		t.Errorf("Link: %s", links)
	}
	session, etag := header.Get("Location"), header.Get("ETag")
	if !strings.HasPrefix(session, endpoint+"/") || !strings.HasPrefix(etag, `"`) {
		t.Fatalf("Location %q, ETag %q", session, etag)
	}
	obs.Accept(answer)
	joined := roomstest.Await(viewer, func(m rooms.ParticipantJoined) bool { return m.Participant.ID == id })
	if joined.Participant.Name != "Main camera" {
		t.Errorf("the stream is called %q", joined.Participant.Name)
	}
	picture := roomstest.Await(viewer, func(m rooms.TrackAdded) bool { return m.Track.Participant == id && m.Track.Source == rooms.Camera }).Track.ID
	viewer.Flows(picture, 10)

	t.Run("a player shows what the encoder sends", func(t *testing.T) {
		_, watch := f.streamKey("organizer", stage, KeyWHEP)
		player := roomstest.NewEncoder(t)
		player.Watch()
		status, header, answer := f.call("POST", "/api/v1/rooms/"+stage+"/whep", watch, "application/sdp", player.Offer(false))
		if status != http.StatusCreated {
			t.Fatalf("%d %s", status, answer)
		}
		player.Accept(answer)
		eventually(t, "sound and picture", func() bool { return player.Received("audio") > 10 && player.Received("video") > 10 })
		if status, _, _ := f.call("DELETE", header.Get("Location"), watch, "", ""); status != http.StatusOK {
			t.Errorf("leaving: %d", status)
		}
	})

	candidate := "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\na=candidate:1 1 UDP 2130706431 198.51.100.1 39132 typ host\r\n"
	_, other := f.streamKey("organizer", stage, KeyWHIP)
	rows := []struct {
		name, method, path, key, kind, body, match string
		want                                       int
	}{
		{"a candidate", "PATCH", session, key, typeFragment, candidate, etag, 204},
		{"a candidate without If-Match", "PATCH", session, key, typeFragment, candidate, "", 428},
		{"a candidate for an older session", "PATCH", session, key, typeFragment, candidate, `"older"`, 412},
		{"a candidate as another type", "PATCH", session, key, "application/sdp", candidate, etag, 415},
		{"a fragment that is none", "PATCH", session, key, typeFragment, "hello", etag, 422},
		{"a restart without credentials", "PATCH", session, key, typeFragment, candidate, "*", 422},
		{"a fragment that is too long", "PATCH", session, key, typeFragment, strings.Repeat("a=x\r\n", 20_000), etag, 413},
		{"a session of another key", "PATCH", session, other, typeFragment, candidate, etag, 404},
		{"no key", "PATCH", session, "", typeFragment, candidate, etag, 401},
		{"an offer without a key", "POST", endpoint, "", "application/sdp", "v=0", "", 401},
		{"an offer with a person's token", "POST", endpoint, "fgt_organizer", "application/sdp", "v=0", "", 401},
		{"an offer with a wrong key", "POST", endpoint, key + "x", "application/sdp", "v=0", "", 401},
		{"an offer to another room", "POST", "/api/v1/rooms/" + meetingRoom + "/whip", key, "application/sdp", "v=0", "", 401},
		{"an offer to a player's route", "POST", "/api/v1/rooms/" + stage + "/whep", key, "application/sdp", "v=0", "", 401},
		{"an offer of another type", "POST", endpoint, other, "text/plain", "v=0", "", 415},
		{"an offer that cannot be read", "POST", endpoint, other, "application/sdp", "hello", "", 422},
		{"an offer that is too long", "POST", endpoint, other, "application/sdp", strings.Repeat("x", 200_000), "", 413},
		{"an offer that only receives", "POST", endpoint, other, "application/sdp", receiving(t), "", 422},
		{"reading", "GET", endpoint, key, "", "", "", 405},
		{"putting", "PUT", session, key, "", "", "", 405},
	}
	for _, row := range rows {
		var header []string
		if row.match != "" {
			header = []string{"If-Match", row.match}
		}
		status, _, answer := f.call(row.method, row.path, row.key, row.kind, row.body, header...)
		if status != row.want {
			t.Errorf("%s: %d, want %d: %s", row.name, status, row.want, answer)
		}
	}
	if status, header, _ := f.call("OPTIONS", endpoint, "", "", "", "Origin", "https://encoder.example", "Access-Control-Request-Method", "POST"); status != 204 ||
		header.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(header.Get("Access-Control-Allow-Headers"), "Authorization") || header.Get("Accept-Post") != "application/sdp" {
		t.Errorf("a preflight: %d %v", status, header)
	}

	t.Run("a page of another site restarts ICE and the media go on", func(t *testing.T) {
		status, header, back := f.call("PATCH", session, key, typeFragment, obs.Fragment(), "If-Match", "*", "Origin", "https://encoder.example", "Sec-Fetch-Site", "cross-site")
		if status != http.StatusOK || header.Get("ETag") == etag || header.Get("Content-Type") != typeFragment {
			t.Fatalf("%d %v %s", status, header, back)
		}
		obs.Restarted(back)
		eventually(t, "ICE to stand again", obs.Up)
		viewer.Flows(picture, 40)
		etag = header.Get("ETag")
	})

	t.Run("a rotated key puts the stream out", func(t *testing.T) {
		a := f.ask("organizer", "POST", "/api/v1/rooms/"+stage+"/keys/"+id+"/rotate", nil)
		if a.status != http.StatusOK || a.text("key") == key {
			t.Fatalf("%d %v", a.status, a.body)
		}
		roomstest.Await(viewer, func(m rooms.ParticipantLeft) bool { return m.Participant == id })
		again := roomstest.NewEncoder(t)
		again.Send()
		offer := again.Offer(false)
		if status, _, _ := f.call("POST", endpoint, key, "application/sdp", offer); status != 401 {
			t.Errorf("the old key: %d", status)
		}
		status, header, answer := f.call("POST", endpoint, a.text("key"), "application/sdp", offer)
		if status != http.StatusCreated {
			t.Fatalf("the new key: %d %s", status, answer)
		}
		again.Accept(answer)
		if status, _, _ := f.call("DELETE", header.Get("Location"), a.text("key"), "", ""); status != http.StatusOK {
			t.Errorf("the end: %d", status)
		}
		eventually(t, "the session to be forgotten", func() bool {
			status, _, _ := f.call("DELETE", header.Get("Location"), a.text("key"), "", "")
			return status == http.StatusNotFound
		})
		if a := f.ask("organizer", "DELETE", "/api/v1/rooms/"+stage+"/keys/"+id, nil); a.status != http.StatusNoContent {
			t.Errorf("revoke: %d %v", a.status, a.body)
		}
		if status, _, _ := f.call("POST", endpoint, a.text("key"), "application/sdp", offer); status != 401 {
			t.Errorf("a revoked key: %d", status)
		}
	})
}

func receiving(t *testing.T) string {
	t.Helper()
	e := roomstest.NewEncoder(t)
	e.Watch()
	return e.Offer(false)
}

func TestStreamKeysAreForThoseWhoRunTheRoom(t *testing.T) {
	f := open(t, Config{})
	stage := f.stage("Main stage")
	path := "/api/v1/rooms/" + stage + "/keys"
	id, secret := f.streamKey("moderator", stage, KeyWHIP)
	for who, want := range map[string]int{"": 401, "buyer": 403, "interpreter": 403, "stranger": 404} {
		if a := f.ask(who, "POST", path, map[string]any{"use": "whip", "name": "x"}); a.status != want {
			t.Errorf("%q makes a key: %d", who, a.status)
		}
		if a := f.ask(who, "GET", path, nil); a.status != want {
			t.Errorf("%q lists the keys: %d", who, a.status)
		}
		if a := f.ask(who, "DELETE", path+"/"+id, nil); a.status != want {
			t.Errorf("%q revokes a key: %d", who, a.status)
		}
	}
	list := f.ask("organizer", "GET", path, nil)
	if len(list.items()) != 1 || strings.Contains(string(list.raw), secret) || strings.Contains(string(list.raw), hashOf(secret)) {
		t.Errorf("the list shows the secret: %s", list.raw)
	}
	k, err := f.store.keys.Find(context.Background(), id)
	if err != nil || k.Hash != hashOf(secret) || strings.Contains(k.Hash, secret) {
		t.Errorf("%+v, %v", k, err)
	}
	if a := f.ask("organizer", "POST", path, map[string]any{"use": "whip", "name": " "}); a.status != 422 {
		t.Errorf("a key without a name: %d", a.status)
	}
	if a := f.ask("organizer", "POST", "/api/v1/rooms/"+boothRoom+"/keys/"+id+"/rotate", nil); a.status < 400 {
		t.Errorf("a key of another room: %d", a.status)
	}
}

func TestWhichPathsTakeAKeyOfTheirOwn(t *testing.T) {
	for path, want := range map[string]bool{
		"/api/v1/rooms/room_1/whip": true, "/api/v1/rooms/room_1/whep/whs_1": true,
		"/api/v1/rooms/room_1": false, "/api/v1/rooms/room_1/keys": false, "/api/v1/rooms/room_1/whip/a/b": false,
		"/api/v1/rooms/whip": false, "/api/v1/deals/d/whip": false, "/whip": false,
	} {
		if isStreamPath(path) != want {
			t.Errorf("%s: %v", path, !want)
		}
	}
}
