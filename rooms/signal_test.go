package rooms_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/rooms"
)

func fromClients() []rooms.Message {
	mid, line, ufrag, yes := "0", uint16(0), "ab12", true
	r := rooms.Request{Ref: "7"}
	return []rooms.Message{
		rooms.Join{Request: r, Version: 1, Token: "t"},
		rooms.Resume{Request: r, Version: 1, Token: "t", Epoch: "e", Offset: 41},
		rooms.Leave{Request: r},
		rooms.Offer{Request: r, PC: rooms.Publish, ID: 1, SDP: "v=0", Tracks: []rooms.OfferedTrack{
			{Mid: "0", Source: rooms.Screen, Hint: rooms.HintDetail, Muted: true},
		}},
		rooms.Answer{Request: r, PC: rooms.Subscribe, ID: 1, SDP: "v=0"},
		rooms.Candidate{Request: r, PC: rooms.Publish, Candidate: "candidate:1", SDPMid: &mid, SDPMLineIndex: &line, Ufrag: &ufrag},
		rooms.Restart{Request: r, PC: rooms.Subscribe},
		rooms.Mute{Request: r, Sources: []rooms.Source{rooms.Camera}},
		rooms.Unmute{Request: r, Sources: []rooms.Source{rooms.Microphone, rooms.ScreenAudio}},
		rooms.Unpublish{Request: r, Track: "trk_1"},
		rooms.RaiseHand{Request: r, Language: "es"},
		rooms.LowerHand{Request: r, Participant: "per_1"},
		rooms.Say{Request: r, ClientID: "c-1", Text: "¿Precio?", Language: "es"},
		rooms.MuteParticipant{Request: r, Participant: "per_1", Sources: []rooms.Source{rooms.Camera}},
		rooms.RemoveParticipant{Request: r, Participant: "per_1", Reason: "off topic"},
		rooms.SetPermissions{Request: r, Participant: "per_1", Publish: &[]rooms.Kind{rooms.Audio}, Subscribe: &yes, Data: &yes},
		rooms.CloseRoom{Request: r, Reason: "time"},
		rooms.CallHand{Request: r, Participant: "per_1"},
		rooms.DismissHands{Request: r},
		rooms.Move{Request: r, Participants: []string{"per_1"}, Place: "brk_1"},
		rooms.Move{Request: r, Place: rooms.Backstage},
		rooms.Interpret{Request: r, Language: "de", Source: rooms.Floor},
		rooms.Interpret{Request: r},
		rooms.Handover{Request: r, Language: "de", To: "per_2"},
		rooms.TakeOver{Request: r, Language: "de"},
		rooms.SlowDown{Request: r, Language: "de"},
		rooms.Listen{Request: r, Language: "de", Floor: 10},
		rooms.Caption{Request: r, Language: "de", ID: "c1", Text: "Guten Tag", Final: true, Speaker: "per_1"},
		rooms.Ladder{Request: r, Step: rooms.StepSlides},
		rooms.Slide{Request: r, Image: "data:image/webp;base64,UklGRg=="},
		rooms.Report{Request: r, Participant: "per_1", Reason: "rude"},
		rooms.BanParticipant{Request: r, Participant: "per_1", Reason: "rude"},
		rooms.SlowMode{Request: r, Seconds: 10},
		rooms.RemoveMessage{Request: r, ID: "msg_1"},
		rooms.Say{Request: r, ClientID: "c-2", Note: "note_1"},
		rooms.Mute{Request: r, Sources: []rooms.Source{rooms.Interpretation}},
		rooms.Ping{Request: r},
	}
}

func fromServers() []rooms.Message {
	at := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	r := rooms.Request{Ref: "7"}
	p := rooms.Participant{
		ID: "per_1", Name: "Ana", Organization: "Norte", Language: "es", Joined: at, Connected: true, Synthetic: true,
		Permissions: rooms.Permissions{Publish: []rooms.Kind{rooms.Video}, Subscribe: true},
	}
	track := rooms.Track{ID: "trk_1", Participant: "per_1", Source: rooms.Camera, Codec: "vp8", Hint: rooms.HintMotion, Muted: true}
	hand := rooms.Hand{Participant: "per_1", Place: "brk_1", Language: "es", Raised: at}
	self := p
	self.Place, self.Listening, self.Step = "brk_1", &rooms.Listening{Language: "de", Floor: 10}, rooms.StepLow
	breakout := rooms.Breakout{ID: "brk_1", Name: map[string]string{"en": "Group"}, Ends: at, Roam: true}
	channel := rooms.Channel{
		Language: "de", Track: "chn_1", Active: "per_1", Booth: []string{"per_1", "per_2"}, Source: rooms.Floor, Muted: true,
		Handover: &rooms.Handing{From: "per_1", To: "per_2"},
	}
	mark := &rooms.Recorded{ID: "rec_1", Since: at}
	return []rooms.Message{
		rooms.Joined{
			Request: r, Version: 1, Room: "r", Epoch: "e", Offset: 3, Self: self, Participants: []rooms.Participant{p}, Tracks: []rooms.Track{track},
			Hands: []rooms.Hand{hand}, Breakouts: []rooms.Breakout{breakout}, Channels: []rooms.Channel{channel}, SlowMode: 10, Recording: mark,
			ICEServers: []rooms.ICEServer{{URLs: []string{"stun:x"}, Username: "u", Credential: "c"}}, GraceSeconds: 30,
		},
		rooms.Resumed{Request: r, Epoch: "e", Offset: 4, Missed: 2},
		rooms.Offer{PC: rooms.Subscribe, ID: 2, SDP: "v=0", Tracks: []rooms.OfferedTrack{{Mid: "0", Track: "trk_1", Participant: "per_1", Source: rooms.Camera}}},
		rooms.Answer{Request: r, PC: rooms.Publish, ID: 2, SDP: "v=0"},
		rooms.ParticipantJoined{Offset: 1, Participant: p},
		rooms.ParticipantChanged{Offset: 1, Participant: p},
		rooms.ParticipantLeft{Offset: 1, Participant: "per_1", Reason: rooms.ReasonVanished},
		rooms.TrackAdded{Offset: 1, Track: track},
		rooms.TrackChanged{Offset: 1, Track: track, By: "per_2"},
		rooms.TrackRemoved{Offset: 1, Track: "trk_1", Participant: "per_1"},
		rooms.Hands{Offset: 1, Place: "brk_1", Hands: []rooms.Hand{hand}},
		rooms.Announced{Offset: 1, Event: "poll.changed", Data: map[string]string{"poll": "poll_1"}, At: at},
		rooms.Skipped{Offset: 1, Through: 4},
		rooms.Arrived{Place: "brk_1", Hands: []rooms.Hand{hand}},
		rooms.Breakouts{Offset: 1, Breakouts: []rooms.Breakout{breakout}},
		rooms.Channels{Offset: 1, Channels: []rooms.Channel{channel}},
		rooms.SlowDown{Language: "de", Participant: "per_1"},
		rooms.Caption{Language: "de", ID: "c1", Text: "x", Final: true, Participant: "per_1", At: at},
		rooms.Slide{Image: "data:image/webp;base64,UklGRg==", Participant: "per_1", At: at},
		rooms.SlowMode{Offset: 1, Seconds: 10},
		rooms.MessageRemoved{Offset: 1, ID: "msg_1"},
		rooms.RecordingChanged{Offset: 1, Recording: mark},
		rooms.RecordingChanged{Offset: 2},
		rooms.Chat{Offset: 1, ID: "msg_1", ClientID: "c", Participant: "per_1", Name: "Ana", Place: "brk_1", Text: "x", Language: "es", Note: "note_1", At: at},
		rooms.Speakers{Speakers: []rooms.Speaker{{Participant: "per_1", Level: 24}}},
		rooms.MediaLost{PC: rooms.Publish},
		rooms.Closed{Reason: rooms.ReasonRemoved, Detail: "off topic"},
		rooms.OK{Request: r},
		rooms.Error{Request: r, Code: rooms.CodeForbidden, Detail: "no"},
		rooms.Pong{Request: r, At: at},
	}
}

func TestEveryMessageSurvivesItsJSON(t *testing.T) {
	for _, row := range []struct {
		messages []rooms.Message
		parse    func([]byte) (rooms.Message, error)
	}{{fromClients(), rooms.Parse}, {fromServers(), rooms.ParseServer}} {
		for _, m := range row.messages {
			frame, err := rooms.Encode(m)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(frame), `{"type":"`+m.Kind()+`"`) {
				t.Errorf("%s is written as %s", m.Kind(), frame)
			}
			got, err := row.parse(frame)
			if err != nil {
				t.Errorf("%s: %v", frame, err)
				continue
			}
			if !reflect.DeepEqual(got, m) {
				t.Errorf("%+v became %+v", m, got)
			}
		}
	}
	if frame, err := rooms.Encode(rooms.Leave{}); err != nil || string(frame) != `{"type":"leave"}` {
		t.Errorf("a message without fields is %s, %v", frame, err)
	}
}

func TestWhatAClientMustNotSendIsRefused(t *testing.T) {
	long := strings.Repeat("x", 5000)
	rows := map[string]struct {
		frame string
		code  rooms.Code
		ref   string
	}{
		"nothing":                       {``, rooms.CodeMalformed, ""},
		"no object":                     {`[1]`, rooms.CodeMalformed, ""},
		"null":                          {`null`, rooms.CodeMalformed, ""},
		"two objects":                   {`{"type":"ping"}{"type":"ping"}`, rooms.CodeMalformed, ""},
		"no UTF-8":                      {"{\"type\":\"say\",\"clientId\":\"1\",\"text\":\"\xff\"}", rooms.CodeMalformed, ""},
		"no type":                       {`{"ref":"1"}`, rooms.CodeMalformed, ""},
		"a type that is no string":      {`{"type":7}`, rooms.CodeMalformed, ""},
		"an unknown type":               {`{"type":"dance","ref":"1"}`, rooms.CodeUnknown, "1"},
		"a message of the server":       {`{"type":"joined"}`, rooms.CodeUnknown, ""},
		"an unknown field":              {`{"type":"ping","ref":"1","x":1}`, rooms.CodeMalformed, "1"},
		"a field of the wrong type":     {`{"type":"unpublish","ref":"1","track":3}`, rooms.CodeMalformed, "1"},
		"more than 64 KiB":              {`{"type":"ping","ref":"` + strings.Repeat("x", rooms.MaxMessage) + `"}`, rooms.CodeTooLarge, ""},
		"a long ref":                    {`{"type":"ping","ref":"` + long + `"}`, rooms.CodeInvalidValue, ""},
		"an empty token":                {`{"type":"join","version":1,"token":""}`, rooms.CodeInvalidValue, ""},
		"a long token":                  {`{"type":"join","version":1,"token":"` + long + `"}`, rooms.CodeInvalidValue, ""},
		"a resume without epoch":        {`{"type":"resume","version":1,"token":"t","offset":1}`, rooms.CodeInvalidValue, ""},
		"a negative offset":             {`{"type":"resume","version":1,"token":"t","epoch":"e","offset":-1}`, rooms.CodeMalformed, ""},
		"an offer to subscribe":         {`{"type":"offer","pc":"subscribe","id":1,"sdp":"v","tracks":[]}`, rooms.CodeInvalidValue, ""},
		"an offer without description":  {`{"type":"offer","pc":"publish","id":1,"sdp":"","tracks":[]}`, rooms.CodeInvalidValue, ""},
		"an offer of a smell":           {`{"type":"offer","pc":"publish","id":1,"sdp":"v","tracks":[{"mid":"0","source":"smell"}]}`, rooms.CodeInvalidValue, ""},
		"an offer with a made-up id":    {`{"type":"offer","pc":"publish","id":1,"sdp":"v","tracks":[{"mid":"0","source":"camera","track":"t"}]}`, rooms.CodeInvalidValue, ""},
		"an offer with a strange hint":  {`{"type":"offer","pc":"publish","id":1,"sdp":"v","tracks":[{"mid":"0","source":"camera","hint":"x"}]}`, rooms.CodeInvalidValue, ""},
		"an offer of many tracks":       {`{"type":"offer","pc":"publish","id":1,"sdp":"v","tracks":[` + strings.Repeat(`{"mid":"0","source":"camera"},`, 16) + `{"mid":"0","source":"camera"}]}`, rooms.CodeInvalidValue, ""},
		"an answer to publish":          {`{"type":"answer","pc":"publish","id":1,"sdp":"v"}`, rooms.CodeInvalidValue, ""},
		"a candidate for nothing":       {`{"type":"candidate","pc":"x","candidate":""}`, rooms.CodeInvalidValue, ""},
		"a long candidate":              {`{"type":"candidate","pc":"publish","candidate":"` + long + `"}`, rooms.CodeInvalidValue, ""},
		"a restart of publish":          {`{"type":"restart","pc":"publish"}`, rooms.CodeInvalidValue, ""},
		"muting nothing":                {`{"type":"mute","ref":"1","sources":[]}`, rooms.CodeInvalidValue, "1"},
		"muting a smell":                {`{"type":"unmute","sources":["smell"]}`, rooms.CodeInvalidValue, ""},
		"an empty chat message":         {`{"type":"say","clientId":"1","text":""}`, rooms.CodeInvalidValue, ""},
		"a long chat message":           {`{"type":"say","ref":"1","clientId":"1","text":"` + long + `"}`, rooms.CodeInvalidValue, "1"},
		"a chat message without id":     {`{"type":"say","text":"x"}`, rooms.CodeInvalidValue, ""},
		"a long language":               {`{"type":"raiseHand","language":"` + long + `"}`, rooms.CodeInvalidValue, ""},
		"removing nobody":               {`{"type":"removeParticipant"}`, rooms.CodeInvalidValue, ""},
		"a long reason":                 {`{"type":"closeRoom","reason":"` + long + `"}`, rooms.CodeInvalidValue, ""},
		"a long place":                  {`{"type":"move","place":"` + long + `"}`, rooms.CodeInvalidValue, ""},
		"moving nobody in particular":   {`{"type":"move","participants":[""],"place":""}`, rooms.CodeInvalidValue, ""},
		"moving too many":               {`{"type":"move","participants":["p"` + strings.Repeat(`,"p"`, rooms.MaxMoved) + `],"place":""}`, rooms.CodeInvalidValue, ""},
		"interpreting from nothing":     {`{"type":"interpret","ref":"1","language":"de"}`, rooms.CodeInvalidValue, "1"},
		"interpreting from itself":      {`{"type":"interpret","language":"de","source":"de"}`, rooms.CodeInvalidValue, ""},
		"taking over nothing":           {`{"type":"takeOver","language":""}`, rooms.CodeInvalidValue, ""},
		"slowing down as somebody":      {`{"type":"slowDown","language":"de","participant":"p"}`, rooms.CodeInvalidValue, ""},
		"a floor too loud":              {`{"type":"listen","language":"de","floor":101}`, rooms.CodeInvalidValue, ""},
		"a floor too quiet":             {`{"type":"listen","language":"de","floor":-1}`, rooms.CodeInvalidValue, ""},
		"half a per cent":               {`{"type":"listen","language":"de","floor":0.5}`, rooms.CodeMalformed, ""},
		"a caption without words":       {`{"type":"caption","language":"de","id":"1","text":"","final":true}`, rooms.CodeInvalidValue, ""},
		"a long caption":                {`{"type":"caption","language":"de","id":"1","text":"` + long + `","final":true}`, rooms.CodeInvalidValue, ""},
		"a caption as somebody":         {`{"type":"caption","language":"de","id":"1","text":"x","final":true,"participant":"p"}`, rooms.CodeInvalidValue, ""},
		"a caption from the past":       {`{"type":"caption","language":"de","id":"1","text":"x","final":true,"at":"2020-01-01T00:00:00Z"}`, rooms.CodeInvalidValue, ""},
		"a step that is none":           {`{"type":"ladder","step":"smell"}`, rooms.CodeInvalidValue, ""},
		"a slide that is a page":        {`{"type":"slide","image":"data:text/html;base64,PGI+"}`, rooms.CodeInvalidValue, ""},
		"a slide that is a drawing":     {`{"type":"slide","image":"data:image/svg+xml;base64,PHN2Zz4="}`, rooms.CodeInvalidValue, ""},
		"a slide from elsewhere":        {`{"type":"slide","image":"https://example.org/x.webp"}`, rooms.CodeInvalidValue, ""},
		"a slide that is no base64":     {`{"type":"slide","image":"data:image/webp;base64,\"><b>"}`, rooms.CodeInvalidValue, ""},
		"a slide in lines":              {`{"type":"slide","image":"data:image/webp;base64,UklG\r\nRg=="}`, rooms.CodeInvalidValue, ""},
		"an empty slide":                {`{"type":"slide","image":"data:image/webp;base64,"}`, rooms.CodeInvalidValue, ""},
		"a large slide":                 {`{"type":"slide","image":"data:image/webp;base64,` + strings.Repeat("A", rooms.MaxSlide) + `"}`, rooms.CodeInvalidValue, ""},
		"a report without reason":       {`{"type":"report","participant":"p","reason":""}`, rooms.CodeInvalidValue, ""},
		"slow mode for an hour":         {`{"type":"slowMode","seconds":3600}`, rooms.CodeInvalidValue, ""},
		"slow mode as an event":         {`{"type":"slowMode","offset":3,"seconds":1}`, rooms.CodeInvalidValue, ""},
		"removing no message":           {`{"type":"removeMessage","id":""}`, rooms.CodeInvalidValue, ""},
		"a note that is none":           {`{"type":"say","clientId":"1","note":"https://x"}`, rooms.CodeInvalidValue, ""},
		"an offer of a language":        {`{"type":"offer","pc":"publish","id":1,"sdp":"v","tracks":[{"mid":"0","source":"interpretation","language":"de"}]}`, rooms.CodeInvalidValue, ""},
		"permission to interpret":       {`{"type":"setPermissions","participant":"p","publish":["interpret"]}`, rooms.CodeInvalidValue, ""},
		"permission to publish a smell": {`{"type":"setPermissions","participant":"p","publish":["smell"]}`, rooms.CodeInvalidValue, ""},
		"moving a list of nobody":       {`{"type":"move","participants":[],"place":"brk_1"}`, rooms.CodeInvalidValue, ""},
	}
	for name, row := range rows {
		m, err := rooms.Parse([]byte(row.frame))
		var refused *rooms.Error
		if !errors.As(err, &refused) || refused.Code != row.code || refused.Ref != row.ref || m != nil {
			t.Errorf("%s: %v, %v, want %s for %q", name, m, err, row.code, row.ref)
		}
	}
}

func TestALimiterAllowsABurstAndThenARate(t *testing.T) {
	c := &clock{time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)}
	l := rooms.NewLimiter(c.now)
	allowed := func() (n int) {
		for l.Allow() {
			n++
		}
		return n
	}
	if n := allowed(); n != rooms.MessageBurst {
		t.Errorf("a burst of %d", n)
	}
	c.at = c.at.Add(time.Second)
	if n := allowed(); n != rooms.MessageRate {
		t.Errorf("%d after a second", n)
	}
	c.at = c.at.Add(75 * time.Millisecond) // one and a half
	if n := allowed(); n != 1 {
		t.Errorf("%d after 75 ms", n)
	}
	c.at = c.at.Add(25 * time.Millisecond)
	if n := allowed(); n != 1 {
		t.Errorf("the half was lost: %d", n)
	}
	c.at = c.at.Add(time.Hour)
	if n := allowed(); n != rooms.MessageBurst {
		t.Errorf("%d after an hour", n)
	}
	c.at = c.at.Add(-time.Hour)
	if l.Allow() {
		t.Error("a clock set back allowed a message")
	}
}

func TestEveryCommandIsAMessageAndEveryActionHasACommand(t *testing.T) {
	var kinds []string
	for _, m := range fromClients() {
		kinds = append(kinds, m.Kind())
	}
	seen := map[string]bool{}
	for _, c := range rooms.Commands() {
		if !slices.Contains(kinds, c.Message) {
			t.Errorf("/%s is no message of a client: %s", c.Name, c.Message)
		}
		if seen[c.Name] || c.Who == "" || c.Arguments == nil {
			t.Errorf("/%s: %+v", c.Name, c)
		}
		seen[c.Name], seen["message "+c.Message] = true, true
		for i, a := range c.Arguments {
			if a.Rest && i != len(c.Arguments)-1 {
				t.Errorf("/%s: %s takes the rest of the line and is not last", c.Name, a.Name)
			}
		}
	}
	// What the client does by itself is no action of a person.
	plumbing := []string{"join", "resume", "answer", "candidate", "slide"}
	for _, kind := range kinds {
		if !seen["message "+kind] && !slices.Contains(plumbing, kind) {
			t.Errorf("%s cannot be typed", kind)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, m := range append(fromClients(), fromServers()...) {
		frame, err := rooms.Encode(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(frame)
	}
	for _, seed := range []string{``, `{`, `null`, `{"type":"ping","ref":null}`, `{"TYPE":"ping"}`, `{"type":"mute","sources":null}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, frame []byte) {
		m, err := rooms.Parse(frame)
		if err != nil {
			var refused *rooms.Error
			if !errors.As(err, &refused) || refused.Code == "" {
				t.Fatalf("%q: refused without a code: %v", frame, err)
			}
			return
		}
		again, err := rooms.Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		if len(again) > rooms.MaxMessage {
			return // escapes may take more room than the original
		}
		got, err := rooms.Parse(again)
		if err != nil || !reflect.DeepEqual(got, m) {
			t.Fatalf("%q became %q: %v", frame, again, err)
		}
	})
}
