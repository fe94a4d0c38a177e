package rooms

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"github.com/pion/interceptor"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/sequence"
)

// plainRoom is a room whose engine has no sockets.
func plainRoom(now func() time.Time) *Room {
	e := &Engine{config: Config{Now: now}.withDefaults(), rooms: map[string]*Room{}}
	return newRoom(e, "r")
}

func testTrack(source Source, pli func()) *track {
	r := plainRoom(nil)
	s := newSeat(r, Grant{Room: "r", Participant: "a", Publish: []Kind{Audio, Video}}, time.Now())
	codec := codecs()[2]
	if source.Audio() {
		codec = codecs()[0]
	}
	t := newTrack(s, OfferedTrack{Mid: "0", Source: source}, codec, 3, pli)
	t.open.Store(true)
	return t
}

// line is a subscriber's connection that remembers what was written.
type line struct {
	webrtc.TrackLocalContext
	headers  []rtp.Header
	payloads []string
}

func (w *line) CodecParameters() []webrtc.RTPCodecParameters {
	list := codecs()
	for i := range list {
		list[i].PayloadType += 10 // as a client with numbers of its own
	}
	return list
}
func (w *line) SSRC() webrtc.SSRC                    { return 77 }
func (w *line) ID() string                           { return "w" }
func (w *line) WriteStream() webrtc.TrackLocalWriter { return w }
func (w *line) RTCPReader() interceptor.RTCPReader   { return nil }
func (w *line) Write([]byte) (int, error)            { return 0, nil }
func (w *line) WriteRTP(h *rtp.Header, payload []byte) (int, error) {
	w.headers = append(w.headers, *h)
	w.payloads = append(w.payloads, string(payload))
	return len(payload) + 12, nil
}

func (w *line) sequences() (list []uint16) {
	for _, h := range w.headers {
		list = append(list, h.SequenceNumber)
	}
	return list
}

func subscribe(t *testing.T, tr *track) (*outlet, *line) {
	t.Helper()
	w := &line{}
	o := newOutlet(tr, newSubscription(tr.seat), nil)
	if _, err := o.Bind(w); err != nil {
		t.Fatal(err)
	}
	tr.attach(o)
	return o, w
}

// testFeed is where the packets of a track come in.
func testFeed(tr *track) *feed {
	f := &feed{budget: allowance{rate: 1e6, burst: 1e6}}
	f.track.Store(tr)
	return f
}

// key begins a key frame of VP8 (RFC 7741 section 4.2, RFC 6386 section 9.1).
const key = "\x10\x00"

func now() *burst { return &burst{now: time.Now()} }

func frame(t *testing.T, sequence uint16, payload string) []byte {
	t.Helper()
	p := rtp.Packet{Header: rtp.Header{Version: 2, SSRC: 5, PayloadType: 96, SequenceNumber: sequence, Timestamp: 1000 + uint32(sequence), CSRC: []uint32{9}}, Payload: []byte(payload)}
	if err := p.SetExtension(3, []byte{0x80 | 30}); err != nil {
		t.Fatal(err)
	}
	b, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestPacketsAreForwardedUnderTheSubscribersNumbers(t *testing.T) {
	tr := testTrack(Camera, func() {})
	_, w := subscribe(t, tr)
	f := testFeed(tr)
	f.receive(now(), frame(t, 65534, "no key frame"))
	f.receive(now(), frame(t, 65535, key+"one"))
	f.receive(now(), []byte("no RTP"))
	f.receive(now(), frame(t, 0, "two"))
	if !slices.Equal(w.sequences(), []uint16{78, 79}) || !slices.Equal(w.payloads, []string{key + "one", "two"}) {
		t.Fatalf("forwarded %v %q", w.sequences(), w.payloads)
	}
	h := w.headers[1]
	if h.SSRC != 77 || h.PayloadType != 106 || h.Timestamp != 1000 || h.Extension || len(h.Extensions) != 0 || len(h.CSRC) != 0 {
		t.Errorf("header %+v", h)
	}
	if level := tr.loudness.take(); level != 30 {
		t.Errorf("level %d", level)
	}
	if level := tr.loudness.take(); level != 127 {
		t.Errorf("level of silence %d", level)
	}
}

func TestAMuteLeavesNoGapInTheSequence(t *testing.T) {
	tr := testTrack(Microphone, nil)
	_, w := subscribe(t, tr)
	f := testFeed(tr)
	f.receive(now(), frame(t, 10, "a"))
	tr.open.Store(false)
	f.receive(now(), frame(t, 11, "b"))
	f.receive(now(), frame(t, 12, "c"))
	tr.open.Store(true)
	f.receive(now(), frame(t, 13, "")) // padding of a publisher that probes
	f.receive(now(), frame(t, 14, "d"))
	if !slices.Equal(w.sequences(), []uint16{10, 11}) || w.payloads[1] != "d" {
		t.Errorf("forwarded %v %q", w.sequences(), w.payloads)
	}
	if st := tr.stats(); st.Packets != 5 || st.Lost != 0 {
		t.Errorf("received %+v", st)
	}
}

func TestARetransmissionGoesToWhoAskedOnly(t *testing.T) {
	tr := testTrack(Camera, func() {})
	o, asked := subscribe(t, tr)
	_, other := subscribe(t, tr)
	f := testFeed(tr)
	for i := range uint16(3) {
		f.receive(now(), frame(t, 100+i, key+string(rune('a'+i))))
	}
	nack := func(list ...uint16) {
		o.hear(now(), o.bound.Load(), &rtcp.TransportLayerNack{MediaSSRC: 77, Nacks: rtcp.NackPairsFromSequenceNumbers(list)})
	}
	nack(79)
	nack(77, 81)    // before and after what was sent
	nack(79 + 2048) // the same place in the ring
	if !slices.Equal(asked.sequences(), []uint16{78, 79, 80, 79}) || asked.payloads[3] != key+"b" {
		t.Errorf("sent %v %q", asked.sequences(), asked.payloads)
	}
	if len(other.headers) != 3 || o.stats().Resent != 1 {
		t.Errorf("the other got %v, counted %+v", other.sequences(), o.stats())
	}
	tr.detach(o)
	f.receive(now(), frame(t, 103, "d"))
	if len(asked.headers) != 4 || len(other.headers) != 4 {
		t.Error("detaching one did not leave the other")
	}
}

func TestAClientThatCannotDecodeIsBoundToNothing(t *testing.T) {
	tr := testTrack(Camera, func() {})
	tr.codec.MimeType = "video/unheard"
	o, w := subscribe(t, tr)
	f := testFeed(tr)
	f.receive(now(), frame(t, 1, "x"))
	if len(w.headers) != 0 || o.stats().Packets != 0 {
		t.Error("it was sent something")
	}
}

func TestKeyFrameRequestsAreJoinedAndThrottled(t *testing.T) {
	asked := 0
	k := keyframes{ask: func() { asked++ }}
	now := time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC)
	for range 100 {
		k.request(now)
	}
	if asked != 1 {
		t.Errorf("asked %d times at once", asked)
	}
	k.tick(now.Add(keyframeInterval - 1))
	if asked != 1 {
		t.Error("asked before its time")
	}
	k.tick(now.Add(keyframeInterval))
	k.tick(now.Add(3 * keyframeInterval))
	if asked != 2 {
		t.Errorf("asked %d times in the end", asked)
	}
	sound := keyframes{}
	sound.request(now)
}

func TestReceptionCountsWhatIsMissing(t *testing.T) {
	rows := map[string]struct {
		sequences []uint16
		lost      int64
	}{
		"nothing":           {nil, 0},
		"in order":          {[]uint16{1, 2, 3}, 0},
		"a gap":             {[]uint16{1, 4}, 2},
		"late but there":    {[]uint16{1, 3, 2}, 0},
		"over the end":      {[]uint16{65534, 0, 1}, 1},
		"the first is late": {[]uint16{5, 4}, -1},
	}
	for name, row := range rows {
		var r reception
		var numbers sequence.Extender
		for _, s := range row.sequences {
			n := numbers.Guess(s)
			numbers.Accept(n)
			r.count(&arrival{header: &rtp.Header{Timestamp: uint32(s)}, number: n, at: time.Now()}, 90000)
		}
		if st := r.stats(); st.Lost != row.lost || st.Packets != uint64(len(row.sequences)) {
			t.Errorf("%s: %+v, want %d lost", name, st, row.lost)
		}
	}
}

func TestReceiverReportsAreKept(t *testing.T) {
	tr := testTrack(Camera, func() {})
	o, _ := subscribe(t, tr)
	o.hear(now(), o.bound.Load(), &rtcp.ReceiverReport{Reports: []rtcp.ReceptionReport{{SSRC: 1, TotalLost: 9}, {SSRC: 77, TotalLost: 4, Jitter: 9000}}})
	if st := o.stats(); st.Lost != 4 || st.Jitter != 100*time.Millisecond {
		t.Errorf("stats %+v", st)
	}
}

func TestOurCodecIsTheOneWithTheSameProfile(t *testing.T) {
	rows := map[string]struct{ mime, fmtp, want string }{
		"VP8":                   {"video/vp8", "", ""},
		"H.264, another level":  {"video/H264", "packetization-mode=1;profile-level-id=42e034", "42e01f"},
		"H.264 high":            {"video/H264", "profile-level-id=640C1f", "42e01f"},
		"H.264 of a high level": {"video/H264", "profile-level-id=640034", "64001f"},
	}
	for name, row := range rows {
		got := ourCodec(webrtc.RTPCodecParameters{RTPCodecCapability: webrtc.RTPCodecCapability{MimeType: row.mime, SDPFmtpLine: row.fmtp}})
		if !bytes.HasSuffix([]byte(got.SDPFmtpLine), []byte(row.want)) || codecName(got.MimeType) != codecName(row.mime) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
