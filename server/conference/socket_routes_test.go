package conference

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"fairground/rooms"
	"fairground/server/api"
)

// refusal dials and gives status and code of the answer.
func (f *fair) refusal(path string, header http.Header) (int, string) {
	f.t.Helper()
	conn, resp, err := f.dial(path, header)
	if err == nil {
		if err := errors.Join(conn.Close(), resp.Body.Close()); err != nil {
			f.t.Errorf("close: %v", err)
		}
		return http.StatusSwitchingProtocols, ""
	}
	if resp == nil {
		f.t.Fatalf("dial: %v", err)
	}
	defer resp.Body.Close()
	if kind := resp.Header.Get("Content-Type"); kind != "application/problem+json" {
		f.t.Errorf("the refusal is %q, not a problem", kind)
	}
	var body struct{ Code string }
	if err := json.NewDecoder(resp.Body).Decode(&body); err != nil {
		f.t.Errorf("the refusal does not read: %v", err)
	}
	return resp.StatusCode, body.Code
}

func TestWhoGetsASocket(t *testing.T) {
	f := open(t, Config{})
	socket := func(room, ticket string) string { return "/api/v1/rooms/" + room + "/socket?ticket=" + ticket }
	rows := []struct {
		name   string
		path   func() string
		header http.Header
		status int
		code   string
	}{
		{"nobody without a ticket", func() string { return "/api/v1/rooms/" + meetingRoom + "/socket" }, nil, 401, "ticket_required"},
		{"nobody with an invented ticket", func() string { return socket(meetingRoom, "guess") }, nil, 401, "ticket_invalid"},
		{"nobody from another site", func() string { return socket(meetingRoom, f.pass("buyer", meetingRoom).Ticket) }, http.Header{"Origin": {"https://evil.example"}}, 403, "origin_foreign"},
		{"nobody who hides where the page is from", func() string { return socket(meetingRoom, f.pass("buyer", meetingRoom).Ticket) }, http.Header{"Origin": {""}}, 403, "origin_foreign"},
		{"nobody from a sandboxed page", func() string { return socket(meetingRoom, f.pass("buyer", meetingRoom).Ticket) }, http.Header{"Origin": {"null"}}, 403, "origin_foreign"},
		{"nobody with a ticket for another room", func() string { return socket(dealRoom, f.pass("buyer", meetingRoom).Ticket) }, nil, 403, "ticket_foreign"},
		{"nobody with somebody else's ticket", func() string { return socket(meetingRoom, f.pass("buyer", meetingRoom).Ticket) }, http.Header{"Authorization": {"Bearer fgt_exhibitor"}}, 403, "ticket_foreign"},
		{"nobody with a ticket that has expired", func() string {
			p := f.pass("buyer", meetingRoom)
			f.later(61 * time.Second)
			return socket(meetingRoom, p.Ticket)
		}, nil, 401, "ticket_invalid"},
		{"the holder", func() string { return socket(meetingRoom, f.pass("buyer", meetingRoom).Ticket) }, nil, 101, ""},
		{"the holder by a session of his own", func() string { return socket(meetingRoom, f.pass("buyer", meetingRoom).Ticket) }, http.Header{"Authorization": {"Bearer fgt_buyer"}}, 101, ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			status, code := f.refusal(row.path(), row.header)
			if status != row.status || code != row.code {
				t.Errorf("answer %d %s, want %d %s", status, code, row.status, row.code)
			}
		})
	}
	t.Run("and nobody twice with one ticket", func(t *testing.T) {
		p := f.pass("buyer", meetingRoom)
		f.connect(p)
		if status, code := f.refusal(socket(meetingRoom, p.Ticket), nil); status != 401 || code != "ticket_invalid" {
			t.Errorf("the second use is answered %d %s", status, code)
		}
	})
	t.Run("of a hundred who use one ticket at once exactly one", func(t *testing.T) {
		p := f.pass("buyer", meetingRoom)
		var wins sync.Map
		var all sync.WaitGroup
		for i := range 100 {
			all.Go(func() {
				if _, err := f.tickets.claim(p.Ticket, meetingRoom, ""); err == nil {
					wins.Store(i, true)
				}
			})
		}
		all.Wait()
		n := 0
		wins.Range(func(any, any) bool { n++; return true })
		if n != 1 {
			t.Errorf("%d won", n)
		}
	})
	t.Run("a plain request is told to upgrade, and keeps its ticket", func(t *testing.T) {
		p := f.pass("buyer", meetingRoom)
		if a := f.ask("buyer", "GET", socket(meetingRoom, p.Ticket), nil); a.status != http.StatusUpgradeRequired {
			t.Errorf("answer %d", a.status)
		}
		f.connect(p)
	})
	t.Run("a request without an origin gets none even where every origin is taken", func(t *testing.T) {
		lax := api.New(api.Options{RatePerSecond: -1})
		lax.App().Get("/rooms/:id/socket", f.socketHandler(func(string, string) bool { return true }))
		r := httptest.NewRequest(http.MethodGet, "http://fair.example/rooms/"+meetingRoom+"/socket?ticket="+f.pass("buyer", meetingRoom).Ticket, nil)
		for name, value := range map[string]string{"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "x"} {
			r.Header.Set(name, value)
		}
		resp, err := lax.Test(r)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusForbidden {
			t.Errorf("answer %d", resp.StatusCode)
		}
	})
	t.Run("a foreign page does not spend the ticket", func(t *testing.T) {
		p := f.pass("buyer", meetingRoom)
		f.refusal(socket(meetingRoom, p.Ticket), http.Header{"Origin": {"https://evil.example"}})
		f.connect(p)
	})
}

func TestTheFirstMessageDecides(t *testing.T) {
	f := open(t, Config{})
	rows := []struct {
		name string
		say  func(Pass) string
		code rooms.Code
	}{
		{"anything but join or resume ends the socket", func(Pass) string { return `{"type":"ping"}` }, rooms.CodeOrder},
		{"so does what is no message", func(Pass) string { return `hello` }, rooms.CodeMalformed},
		{"and a token of somebody else", func(Pass) string {
			return fmt.Sprintf(`{"type":"join","version":1,"token":%q}`, f.pass("exhibitor", meetingRoom).Token)
		}, rooms.CodeToken},
		{"and a token for another room", func(Pass) string {
			return fmt.Sprintf(`{"type":"join","version":1,"token":%q}`, f.pass("buyer", dealRoom).Token)
		}, rooms.CodeToken},
		{"and another version", func(p Pass) string { return fmt.Sprintf(`{"type":"join","version":9,"token":%q}`, p.Token) }, rooms.CodeVersion},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			p := f.pass("buyer", meetingRoom)
			l := f.connect(p)
			if err := l.WriteMessage(websocket.TextMessage, []byte(row.say(p))); err != nil {
				t.Fatal(err)
			}
			code, before := l.closed()
			if len(before) != 1 {
				t.Fatalf("before the end came %v", before)
			}
			if e, ok := before[0].(rooms.Error); !ok || e.Code != row.code {
				t.Errorf("answered %#v, want %s", before[0], row.code)
			}
			if code != websocket.ClosePolicyViolation {
				t.Errorf("closed with %d", code)
			}
		})
	}
	t.Run("a client that says nothing is not kept", func(t *testing.T) {
		quiet := open(t, Config{DeadAfter: 200 * time.Millisecond})
		l := quiet.connect(quiet.pass("buyer", meetingRoom))
		l.closed()
		eventually(t, "the socket to be gone", func() bool { return quiet.sockets.count() == 0 })
	})
}

func TestWhatASocketTakes(t *testing.T) {
	f := open(t, Config{Strikes: 5})
	t.Run("a message of 64 KiB is read", func(t *testing.T) {
		l, _ := f.enter("buyer", meetingRoom)
		frame := []byte(`{"type":"ping","ref":"x"`)
		frame = append(frame, []byte(strings.Repeat(" ", readLimit-len(frame)-1)+"}")...)
		if err := l.WriteMessage(websocket.TextMessage, frame); err != nil {
			t.Fatal(err)
		}
		await[rooms.Pong](l)
	})
	for _, size := range []int{readLimit + 1, 1 << 20} {
		t.Run(fmt.Sprintf("one of %d bytes ends the socket with 1009", size), func(t *testing.T) {
			l, _ := f.enter("buyer", meetingRoom)
			if err := l.WriteMessage(websocket.TextMessage, make([]byte, size)); err != nil {
				t.Fatal(err)
			}
			if code, _ := l.closed(); code != websocket.CloseMessageTooBig {
				t.Errorf("closed with %d", code)
			}
		})
	}
	t.Run("fragments count together", func(t *testing.T) {
		l, _ := f.enter("buyer", meetingRoom)
		w, err := l.NextWriter(websocket.TextMessage)
		if err != nil {
			t.Fatal(err)
		}
		for range 33 { // the client's buffer makes a frame of each
			if _, err := w.Write(make([]byte, 4096)); err != nil {
				break
			}
		}
		_ = w.Close()
		if code, _ := l.closed(); code != websocket.CloseMessageTooBig {
			t.Errorf("closed with %d", code)
		}
	})
	t.Run("binary ends it with 1003", func(t *testing.T) {
		l, _ := f.enter("buyer", meetingRoom)
		if err := l.WriteMessage(websocket.BinaryMessage, []byte(`{"type":"ping"}`)); err != nil {
			t.Fatal(err)
		}
		if code, _ := l.closed(); code != websocket.CloseUnsupportedData {
			t.Errorf("closed with %d", code)
		}
	})
	t.Run("an unknown message is answered, and too many end the socket", func(t *testing.T) {
		l, _ := f.enter("buyer", meetingRoom)
		for i := range 6 {
			if err := l.WriteMessage(websocket.TextMessage, []byte(`{"type":"dance","ref":"r"}`)); err != nil {
				t.Fatal(err)
			}
			if i < 5 {
				if e := await[rooms.Error](l); e.Code != rooms.CodeUnknown || e.Ref != "r" {
					t.Fatalf("answered %+v", e)
				}
			}
		}
		if code, _ := l.closed(); code != websocket.ClosePolicyViolation {
			t.Errorf("closed with %d", code)
		}
	})
	t.Run("a flood is refused, then ended", func(t *testing.T) {
		l, _ := f.enter("buyer", meetingRoom)
		go func() {
			for l.WriteMessage(websocket.TextMessage, []byte(`{"type":"ping","ref":"f"}`)) == nil {
			}
		}()
		code, before := l.closed()
		pongs, tooMany := 0, 0
		for _, m := range before {
			switch m := m.(type) {
			case rooms.Pong:
				pongs++
			case rooms.Error:
				if m.Code == rooms.CodeRate {
					tooMany++
				}
			}
		}
		if pongs > 3*rooms.MessageBurst || tooMany == 0 {
			t.Errorf("%d pongs and %d refusals", pongs, tooMany)
		}
		if code != websocket.ClosePolicyViolation && code != 0 {
			t.Errorf("closed with %d", code)
		}
		eventually(t, "the socket to be gone", func() bool { return f.sockets.count() == 0 })
	})
	t.Run("a flood of pings, which no message limit sees, is ended too", func(t *testing.T) {
		l, _ := f.enter("buyer", meetingRoom)
		go func() {
			for l.WriteControl(websocket.PingMessage, nil, time.Now().Add(time.Second)) == nil {
			}
		}()
		l.closed()
		eventually(t, "the socket to be gone", func() bool { return f.sockets.count() == 0 })
	})
	t.Run("text beyond 2,000 characters is refused and not kept", func(t *testing.T) {
		l, _ := f.enter("buyer", meetingRoom)
		l.say(rooms.Say{Request: rooms.Request{Ref: "s"}, ClientID: "long", Text: strings.Repeat("中", 1300)})
		await[rooms.Chat](l)
		l.say(rooms.Say{Request: rooms.Request{Ref: "t"}, ClientID: "longer", Text: strings.Repeat("a", 2001)})
		if e := await[rooms.Error](l); e.Code != rooms.CodeInvalidValue || e.Ref != "t" {
			t.Errorf("answered %+v", e)
		}
	})
}

func TestHalfOpenSocketsEnd(t *testing.T) {
	// A second of silence is far above what a busy machine lets a pong wait.
	f := open(t, Config{PingEvery: 50 * time.Millisecond, DeadAfter: time.Second, Grace: time.Hour})
	l, _ := f.enter("buyer", meetingRoom)
	l.SetPingHandler(func(string) error { return nil }) // hears the ping, never answers
	start := time.Now()
	l.closed()
	if d := time.Since(start); d < 500*time.Millisecond || d > 10*time.Second {
		t.Errorf("found dead after %s", d)
	}
	eventually(t, "the socket to be gone", func() bool { return f.sockets.count() == 0 })
	live, _ := f.engine.Lookup(meetingRoom)
	if p := live.Participants(); len(p) != 1 || p[0].Connected {
		t.Errorf("the seat is not kept: %+v", p)
	}

	answering, _ := f.enter("exhibitor", meetingRoom)
	done := make(chan struct{})
	go func() { // reading answers pings
		defer close(done)
		answering.closed()
	}()
	select {
	case <-done:
		t.Error("a client that answers was ended")
	case <-time.After(2500 * time.Millisecond):
	}
	answering.cut()
	<-done
}

// stall enters and never reads again. The kernel takes a few hundred KiB for it; then nothing more goes out.
func (f *fair) stall(who, room string) net.Conn {
	f.t.Helper()
	p := f.pass(who, room)
	d := websocket.Dialer{NetDialContext: func(ctx context.Context, network, addr string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, addr)
		if err == nil {
			err = conn.(*net.TCPConn).SetReadBuffer(4096)
		}
		return conn, err
	}}
	conn, resp, err := d.Dial("ws"+strings.TrimPrefix(f.base, "http")+"/api/v1/rooms/"+room+"/socket?ticket="+p.Ticket, http.Header{"Origin": {f.base}})
	if err != nil {
		f.t.Fatal(err)
	}
	resp.Body.Close()
	f.t.Cleanup(func() { _ = conn.Close() }) // often cut by then
	l := line{conn, f.t}
	l.say(rooms.Join{Version: rooms.Version, Token: p.Token})
	await[rooms.Joined](l)
	return conn.NetConn()
}

func TestAStalledReaderHarmsOnlyItself(t *testing.T) {
	f := open(t, Config{WriteTimeout: time.Minute}) // so that it is the queue that drops it
	f.stall("exhibitor", meetingRoom)
	b, _ := f.enter("buyer2", meetingRoom)
	text := strings.Repeat("x", 2000)
	var slowest time.Duration
	dropped := false
	for i := 0; i < 4000 && !dropped; i++ {
		start := time.Now()
		// Straight into the room, past the limit of messages: the queue of the stalled one must fill.
		f.relay(fmt.Sprintf("c%d", i), text)
		for chat := await[rooms.Chat](b); chat.ClientID != fmt.Sprintf("c%d", i); chat = await[rooms.Chat](b) {
		}
		slowest = max(slowest, time.Since(start))
		live, _ := f.engine.Lookup(meetingRoom)
		for _, p := range live.Participants() {
			dropped = dropped || p.ID == "per_exhibitor" && !p.Connected
		}
	}
	if !dropped {
		t.Fatal("the stalled reader was never dropped")
	}
	t.Logf("slowest message to the others while one stalls: %s", slowest)
	if slowest > 2*time.Second {
		t.Errorf("the others waited %s", slowest)
	}
	eventually(t, "the stalled socket to be gone", func() bool { return f.sockets.count() == 1 })
}

// quiet is a sink that hears nothing.
type quiet struct{}

func (quiet) Send(rooms.Message) error { return nil }

// relay puts a chat message into the meeting's room by a participant of the program, past the limits of a socket.
func (f *fair) relay(id, text string) {
	f.t.Helper()
	if f.voice == nil {
		live, err := f.engine.Room(meetingRoom)
		if err != nil {
			f.t.Fatal(err)
		}
		grant := rooms.Grant{Room: meetingRoom, Participant: "voice", Join: true, Data: true, Synthetic: true}
		if f.voice, err = live.Join(context.Background(), grant, quiet{}); err != nil {
			f.t.Fatal(err)
		}
	}
	if err := f.voice.Receive(context.Background(), rooms.Say{ClientID: id, Text: text}); err != nil {
		f.t.Fatal(err)
	}
}

func TestAWriteThatBlocksEndsWithItsTimeout(t *testing.T) {
	f := open(t, Config{WriteTimeout: 300 * time.Millisecond})
	f.stall("exhibitor", meetingRoom)
	a, _ := f.enter("buyer", meetingRoom)
	text := strings.Repeat("x", 2000)
	for i := 0; f.sockets.count() == 2; i++ {
		if i == 20000 {
			t.Fatal("the stalled socket was never given up")
		}
		f.relay(fmt.Sprintf("c%d", i), text)
		for chat := await[rooms.Chat](a); chat.ClientID != fmt.Sprintf("c%d", i); chat = await[rooms.Chat](a) {
		}
	}
}

func TestNobodyHearsAnotherAfterAStormOfReconnects(t *testing.T) {
	f := open(t, Config{Grace: 200 * time.Millisecond})
	// Two rooms whose words must never meet, on sockets that come and go as fast as they can: what a writer that outlives its
	// handler would write lands in the next user's pooled connection.
	f.near.change(func(n *near) { n.deal.Parties = []string{"org_o"} })
	const workers, rounds = 8, 25
	var all sync.WaitGroup
	errs := make(chan error, 2*workers)
	people := map[string][]string{meetingRoom: {"buyer", "buyer2", "exhibitor", "interpreter"}, dealRoom: {"other", "other", "other", "other"}}
	for room, cast := range people {
		for w := range workers / 2 {
			all.Go(func() {
				for i := range rounds {
					p, err := f.Admission(as(cast[w]), room)
					if err != nil {
						errs <- err
						return
					}
					conn, resp, err := f.dial("/api/v1/rooms/"+room+"/socket?ticket="+p.Ticket, nil)
					if err != nil {
						errs <- err
						return
					}
					resp.Body.Close()
					frame, _ := rooms.Encode(rooms.Join{Version: rooms.Version, Token: p.Token})
					_ = conn.WriteMessage(websocket.TextMessage, frame)
					for j := range 5 {
						frame, _ := rooms.Encode(rooms.Say{ClientID: fmt.Sprintf("%d-%d-%d", w, i, j), Text: "said in " + room})
						_ = conn.WriteMessage(websocket.TextMessage, frame)
					}
					for range 1 + i%6 {
						_ = conn.SetReadDeadline(time.Now().Add(patience))
						_, frame, err := conn.ReadMessage()
						if err != nil {
							break // replaced by another worker of the same person
						}
						switch m, err := rooms.ParseServer(frame); m := m.(type) {
						case rooms.Joined:
							if m.Room != room || m.Self.ID != p.Participant {
								errs <- fmt.Errorf("%s in %s got the snapshot of %s in %s", p.Participant, room, m.Self.ID, m.Room)
							}
						case rooms.Chat:
							if m.Text != "said in "+room {
								errs <- fmt.Errorf("heard in %s: %s", room, m.Text)
							}
						default:
							if err != nil {
								errs <- fmt.Errorf("half a message: %w in %q", err, frame)
							}
						}
					}
					if err := conn.NetConn().Close(); err != nil { // a crash
						errs <- err
					}
				}
			})
		}
	}
	all.Wait()
	close(errs)
	for err := range errs {
		t.Error(err)
	}
	eventually(t, "all sockets to be gone", func() bool { return f.sockets.count() == 0 })
}

func TestAPanicEndsOneSocketOnly(t *testing.T) {
	f := open(t, Config{})
	a, _ := f.enter("exhibitor", meetingRoom)
	p := f.pass("buyer", meetingRoom)
	b := f.connect(p)
	f.near.change(func(n *near) { n.panics = true })
	b.say(rooms.Join{Version: rooms.Version, Token: p.Token})
	_, before := b.closed()
	for _, m := range before {
		t.Errorf("the client was told %v", m)
	}
	f.near.change(func(n *near) { n.panics = false })
	a.say(rooms.Ping{Request: rooms.Request{Ref: "still"}})
	await[rooms.Pong](a)
	eventually(t, "the socket to be gone", func() bool { return f.sockets.count() == 1 })
}

func TestADrainTellsEverybody(t *testing.T) {
	f := open(t, Config{})
	a, _ := f.enter("buyer", meetingRoom)
	silent := f.connect(f.pass("exhibitor", meetingRoom)) // has not said a word yet
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	ended := make(chan error, 1)
	go func() { ended <- f.Close(ctx) }()
	code, before := a.closed()
	if code != websocket.CloseGoingAway {
		t.Errorf("closed with %d", code)
	}
	if last, ok := before[len(before)-1].(rooms.Closed); !ok || last.Reason != rooms.ReasonShutdown {
		t.Errorf("the last word was %#v", before[len(before)-1])
	}
	if code, _ := silent.closed(); code != websocket.CloseGoingAway {
		t.Errorf("the silent one was closed with %d", code)
	}
	if err := <-ended; err != nil {
		t.Errorf("drain: %v", err)
	}
	if a := f.ask("buyer", "POST", "/api/v1/rooms/"+meetingRoom+"/tickets", nil); a.status != 503 {
		t.Errorf("a ticket is still given: %d", a.status)
	}
}

func TestWhatASocketCosts(t *testing.T) {
	if testing.Short() {
		t.Skip("measures")
	}
	f := open(t, Config{})
	stage, err := f.OpenStage(as("organizer"), exhibition, StageWords{Name: map[string]string{"en": "Main stage"}})
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	goroutines := runtime.NumGoroutine()
	const n = 200
	f.audience(stage.ID, n)
	runtime.GC()
	runtime.ReadMemStats(&after)
	each := (int64(after.HeapInuse+after.StackInuse) - int64(before.HeapInuse+before.StackInuse)) / n / 1024
	running := float64(runtime.NumGoroutine()-goroutines) / n
	t.Logf("per socket with its seat, both ends in this process: %d KiB heap and stack, %.1f goroutines", each, running)
	if each > 256 || running > 6 {
		t.Error("a socket costs too much")
	}
}

// audience opens n sockets of invented people on a stage and gives their lines.
func (f *fair) audience(stage string, n int) []line {
	f.t.Helper()
	lines := make([]line, 0, n)
	for i := range n {
		a := cast()["buyer"]
		a.Person, a.Session = fmt.Sprintf("per_%d", i), fmt.Sprintf("ses_%d", i)
		p, err := f.Admission(withActor(a), stage)
		if err != nil {
			f.t.Fatal(err)
		}
		l := f.connect(p)
		l.say(rooms.Join{Version: rooms.Version, Token: p.Token})
		await[rooms.Joined](l)
		lines = append(lines, l)
	}
	return lines
}

// BenchmarkChat measures a chat message of one to a stage of a hundred: kept, relayed and read by everybody, both ends of every
// socket in this process.
func BenchmarkChat(b *testing.B) {
	f := open(b, Config{})
	room, err := f.OpenStage(as("organizer"), exhibition, StageWords{Name: map[string]string{"en": "Main stage"}})
	if err != nil {
		b.Fatal(err)
	}
	const people = 100
	lines := f.audience(room.ID, people)
	live, _ := f.engine.Lookup(room.ID)
	voice, err := live.Join(context.Background(), rooms.Grant{Room: room.ID, Participant: "voice", Join: true, Data: true}, quiet{})
	if err != nil {
		b.Fatal(err)
	}
	var mu sync.Mutex
	var took []time.Duration
	i := 0
	for b.Loop() {
		i++
		id := fmt.Sprint("c", i)
		start := time.Now()
		if err := voice.Receive(context.Background(), rooms.Say{ClientID: id, Text: "What does it cost to license for DE, AT and CH?"}); err != nil {
			b.Fatal(err)
		}
		var all sync.WaitGroup
		for _, l := range lines {
			all.Go(func() {
				for m, err := l.hear(); err == nil; m, err = l.hear() {
					if chat, ok := m.(rooms.Chat); ok && chat.ClientID == id {
						mu.Lock()
						took = append(took, time.Since(start))
						mu.Unlock()
						return
					}
				}
			})
		}
		all.Wait()
	}
	if len(took) < people*i {
		b.Fatalf("%d of %d deliveries", len(took), people*i)
	}
	slices.Sort(took)
	b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "deliveries/s")
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// BenchmarkUpgrade measures ticket, upgrade, join and the snapshot of one socket, both ends in this process.
func BenchmarkUpgrade(b *testing.B) {
	f := open(b, Config{Grace: time.Millisecond})
	for b.Loop() {
		l, _ := f.enter("buyer", dealRoom)
		l.cut()
	}
}
