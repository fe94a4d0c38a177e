package conference

import (
	"crypto/tls"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"

	"fairground/rooms"
	"fairground/rooms/client"
	"fairground/rooms/roomstest"
)

// sit takes a seat of a test over the real WebSocket.
func (f *fair) sit(seat map[string]any, o client.Options) *roomstest.Client {
	f.t.Helper()
	conn, resp, err := f.dial(seat["url"].(string), nil)
	if err != nil {
		f.t.Fatal(err)
	}
	resp.Body.Close()
	o.Token = seat["token"].(string)
	c, err := roomstest.Over(f.t, &wire{conn: conn}, o)
	if err != nil {
		f.t.Fatal(err)
	}
	return c
}

func TestAConnectionIsTriedByEveryWayAndTheResultKept(t *testing.T) {
	f := open(t, Config{Relay: Relay{UDP: "127.0.0.1:0", TCP: "127.0.0.1:0", TLS: "127.0.0.1:0"}})
	ways := map[string]func(*client.Options, rooms.ICEServer){
		"udp":  func(*client.Options, rooms.ICEServer) {},
		"tcp":  func(o *client.Options, _ rooms.ICEServer) { o.TCP = true },
		"turn": func(o *client.Options, s rooms.ICEServer) { o.Relay, o.ICEServers = true, []rooms.ICEServer{s} },
		"turns": func(o *client.Options, s rooms.ICEServer) {
			i := slices.IndexFunc(s.URLs, func(u string) bool { return strings.HasPrefix(u, "turns:") })
			s.URLs = s.URLs[i : i+1]
			o.Relay, o.ICEServers = true, []rooms.ICEServer{s}
			o.Dial = func(network, to string) (net.Conn, error) {
				return tls.Dial(network, to, &tls.Config{InsecureSkipVerify: true}) // the demo's own certificate
			}
		},
	}
	for way, set := range ways {
		t.Run(way, func(t *testing.T) {
			a := f.ask("buyer", "GET", "/api/v1/connection-test", nil)
			if a.status != http.StatusOK || a.text("room") != "room_test_per_buyer" {
				t.Fatalf("%d %v", a.status, a.body)
			}
			servers, _ := a.body["iceServers"].([]any)
			if len(servers) != 1 {
				t.Fatalf("servers: %v", servers)
			}
			first := servers[0].(map[string]any)
			server := rooms.ICEServer{Username: first["username"].(string), Credential: first["credential"].(string)}
			for _, u := range first["urls"].([]any) {
				server.URLs = append(server.URLs, u.(string))
			}
			var o client.Options
			set(&o, server)
			sender := f.sit(a.body, o)
			receiver := f.sit(a.body["echo"].(map[string]any), o)
			track := sender.Publish(rooms.Camera)[0]
			receiver.Flows(track.ID, 20)
			sender.Vanish()
			receiver.Vanish()
		})
	}
	for _, who := range []string{"exhibitor", "organizer", ""} {
		if a := f.ask(who, "POST", "/api/v1/rooms/room_test_per_buyer/tickets", nil); a.status < 400 {
			t.Errorf("%q comes into somebody else's test: %d", who, a.status)
		}
	}

	found := map[string]any{
		"udp": false, "tcp": true, "relay": true, "upKbps": 180, "downKbps": 4000, "rttMs": 80, "lossPct": 0.5,
		"devices": map[string]bool{"microphone": true, "camera": true},
	}
	kept := f.ask("buyer", "POST", "/api/v1/connection-test", found)
	verdict, _ := kept.body["verdict"].(map[string]any)
	if kept.status != http.StatusOK || verdict["code"] != "audio" || kept.text("exhibition") != exhibition {
		t.Fatalf("%d %v", kept.status, kept.body)
	}
	found["udp"], found["upKbps"], found["exhibition"] = true, 2000, exhibition
	if a := f.ask("buyer", "POST", "/api/v1/connection-test", found); a.status != http.StatusOK || a.body["tests"] != 2.0 {
		t.Errorf("%d %v", a.status, a.body)
	}
	found["exhibition"] = "exh_2"
	if a := f.ask("buyer", "POST", "/api/v1/connection-test", found); a.status != http.StatusForbidden {
		t.Errorf("in another exhibition: %d", a.status)
	}
	delete(found, "exhibition")
	found["lossPct"] = 101
	if a := f.ask("buyer", "POST", "/api/v1/connection-test", found); a.status != http.StatusUnprocessableEntity {
		t.Errorf("more than everything lost: %d", a.status)
	}
	list := f.ask("organizer", "GET", "/api/v1/exhibitions/"+exhibition+"/connection-tests", nil)
	if list.status != http.StatusOK || len(list.items()) != 1 {
		t.Fatalf("%d %v", list.status, list.body)
	}
	if one := list.items()[0].(map[string]any); one["name"] != "Anna Berg" || one["verdict"].(map[string]any)["code"] != "fine" {
		t.Errorf("%v", one)
	}
	for who, want := range map[string]int{"": 401, "buyer": 403, "stranger": 403} {
		if a := f.ask(who, "GET", "/api/v1/exhibitions/"+exhibition+"/connection-tests", nil); a.status != want {
			t.Errorf("%q reads the list: %d", who, a.status)
		}
	}
}
