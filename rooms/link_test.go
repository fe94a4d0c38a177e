package rooms

import (
	"bytes"
	"encoding/binary"
	"errors"
	"net"
	"net/netip"
	"slices"
	"testing"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/srtp/v3"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/seal"
	"fairground/rooms/wire"
)

// far is the other end of a link: a socket, and the same keys the other way round.
type far struct {
	t       testing.TB
	link    *link
	reader  *reader
	socket  *net.UDPConn
	addr    netip.AddrPort
	in, out *srtp.Context
	seen    map[[2]uint32][]byte // what was sealed, by SSRC and sequence number
}

func newFar(t testing.TB) *far {
	t.Helper()
	m := &media{}
	r := &reader{media: m}
	conn, err := wire.Listen(&net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)}, 1<<20, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	socket, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = errors.Join(conn.Close(), socket.Close()) })
	f := &far{t: t, reader: r, socket: socket, addr: socket.LocalAddr().(*net.UDPAddr).AddrPort(), seen: make(map[[2]uint32][]byte)}
	const profile = srtp.ProtectionProfileAeadAes128Gcm
	ours, theirs, salt := bytes.Repeat([]byte{1}, 16), bytes.Repeat([]byte{2}, 16), bytes.Repeat([]byte{3}, 12)
	l := &link{media: m, heard: allowance{rate: maxReports, burst: maxReports}}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	l.out, err = seal.New(profile, ours, salt)
	must(err)
	l.in, err = seal.New(profile, theirs, salt)
	must(err)
	l.control, err = srtp.CreateContext(ours, salt, profile)
	must(err)
	l.reports, err = srtp.CreateContext(theirs, salt, profile, srtp.SRTCPReplayProtection(64))
	must(err)
	f.in, err = srtp.CreateContext(ours, salt, profile)
	must(err)
	f.out, err = srtp.CreateContext(theirs, salt, profile)
	must(err)
	l.listen = l.hear
	l.writer.Store(direct)
	l.path.Store(&path{conn: conn, to: f.addr})
	l.attach()
	f.link = l
	return f
}

// next reads what came, and fails if anything was sealed twice under one number with another content.
func (f *far) next() *rtp.Packet {
	f.t.Helper()
	buf := make([]byte, wire.MaxPacket)
	if err := f.socket.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		f.t.Fatal(err)
	}
	n, err := f.socket.Read(buf)
	if err != nil {
		f.t.Fatal(err)
	}
	id := [2]uint32{binary.BigEndian.Uint32(buf[8:]), uint32(binary.BigEndian.Uint16(buf[2:]))}
	if before, ok := f.seen[id]; ok && !bytes.Equal(before, buf[:n]) {
		f.t.Fatalf("two packets under number %d of %x", id[1], id[0])
	}
	f.seen[id] = bytes.Clone(buf[:n])
	plain, err := f.in.DecryptRTP(nil, buf[:n], nil)
	if err != nil {
		f.t.Fatal(err)
	}
	p := &rtp.Packet{}
	if err := p.Unmarshal(plain); err != nil {
		f.t.Fatal(err)
	}
	return p
}

// nothing fails if something comes.
func (f *far) nothing() {
	f.t.Helper()
	if err := f.socket.SetReadDeadline(time.Now().Add(20 * time.Millisecond)); err != nil {
		f.t.Fatal(err)
	}
	if n, err := f.socket.Read(make([]byte, wire.MaxPacket)); err == nil {
		f.t.Fatalf("%d bytes came", n)
	}
}

func (f *far) report(packets ...rtcp.Packet) {
	f.t.Helper()
	plain, err := rtcp.Marshal(packets)
	if err != nil {
		f.t.Fatal(err)
	}
	sealed, err := f.out.EncryptRTCP(nil, plain, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	if !f.reader.Packet(nil, f.addr, sealed) {
		f.t.Fatal("the report was left to pion")
	}
	f.reader.Idle(nil)
}

func (f *far) packet(ssrc uint32, sequence uint16, payload string) []byte {
	f.t.Helper()
	p := rtp.Packet{Header: rtp.Header{Version: 2, SSRC: ssrc, SequenceNumber: sequence, Marker: true, PayloadType: 96}, Payload: []byte(payload)}
	plain, err := p.Marshal()
	if err != nil {
		f.t.Fatal(err)
	}
	sealed, err := f.out.EncryptRTP(nil, plain, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	return sealed
}

// agreement is a section whose client takes retransmissions and transport-wide numbers.
type agreement struct{ line }

func (*agreement) CodecParameters() []webrtc.RTPCodecParameters {
	list := codecs()
	for _, c := range list {
		if c.ClockRate == 90000 {
			list = append(list, repeats(c))
		}
	}
	return list
}

func (*agreement) SSRCRetransmission() webrtc.SSRC { return 78 }
func (*agreement) HeaderExtensions() []webrtc.RTPHeaderExtensionParameter {
	return []webrtc.RTPHeaderExtensionParameter{{URI: "urn:else", ID: 4}, {URI: transportURI, ID: 5}}
}

func (f *far) outlet(tr *track) *outlet {
	f.t.Helper()
	o := newOutlet(tr, newSubscription(tr.seat), f.link)
	if _, err := o.Bind(&agreement{}); err != nil {
		f.t.Fatal(err)
	}
	tr.attach(o)
	return o
}

// vp8 is the beginning of a key frame, with something to tell it by.
func vp8(what byte) string { return string([]byte{0x10, 0, 0x9d, 0x01, 0x2a, what}) }

func TestPicturesAreSentAgainAsPacketsOfTheirOwn(t *testing.T) {
	tr := testTrack(Camera, func() {})
	other := newFar(t)
	var sent []uint16
	other.link.sent = func(sequence uint16, size int, _ time.Time) {
		if size < 12 {
			t.Errorf("%d bytes", size)
		}
		sent = append(sent, sequence)
	}
	o := other.outlet(tr)
	f := testFeed(tr)
	for i := range uint16(3) {
		f.receive(&other.reader.burst, frame(t, 100+i, vp8(byte(i))))
	}
	other.reader.burst.flush()
	var first uint16
	for i := range uint16(3) {
		p := other.next()
		if i == 0 {
			first = p.SequenceNumber
		}
		if p.SSRC != 77 || p.SequenceNumber != first+i || p.Payload[5] != byte(i) || binary.BigEndian.Uint16(p.GetExtension(5)) != i {
			t.Fatalf("packet %d: %+v %v", i, p.Header, p.Payload)
		}
	}
	for range 2 {
		other.report(&rtcp.TransportLayerNack{MediaSSRC: 77, Nacks: []rtcp.NackPair{{PacketID: first + 1}}})
		o.answers[0].at, o.answers[(int(first)+1)%len(o.answers)].at = time.Time{}, time.Time{}
	}
	before := uint16(0)
	for i := range uint16(2) {
		p := other.next()
		if p.SSRC != 78 || p.PayloadType != 97 || binary.BigEndian.Uint16(p.Payload) != first+1 || p.Payload[7] != 1 || binary.BigEndian.Uint16(p.GetExtension(5)) != 3+i {
			t.Fatalf("repetition %d: %+v %v", i, p.Header, p.Payload)
		}
		if i == 1 && p.SequenceNumber != before+1 {
			t.Errorf("the second repetition has number %d after %d", p.SequenceNumber, before)
		}
		before = p.SequenceNumber
	}
	if o.stats().Resent != 2 || len(sent) != 5 {
		t.Errorf("stats %+v, told of %v", o.stats(), sent)
	}
}

func TestSoundIsSentAgainBitByBit(t *testing.T) {
	tr := testTrack(Microphone, nil)
	other := newFar(t)
	other.outlet(tr)
	f := testFeed(tr)
	for i := range uint16(3) {
		f.receive(&other.reader.burst, frame(t, 100+i, string(rune('a'+i))))
		f.receive(&other.reader.burst, frame(t, 100+i, "another, under the same number"))
	}
	other.reader.burst.flush()
	p := other.next()
	_, _ = other.next(), other.next()
	other.nothing()
	if p.Extension {
		t.Error("sound carries a number of its transmission")
	}
	other.report(&rtcp.TransportLayerNack{MediaSSRC: 77, Nacks: []rtcp.NackPair{{PacketID: p.SequenceNumber}}})
	if err := other.socket.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		t.Fatal(err)
	}
	buf := make([]byte, wire.MaxPacket)
	n, err := other.socket.Read(buf)
	if err != nil || !bytes.Equal(buf[:n], other.seen[[2]uint32{77, uint32(p.SequenceNumber)}]) {
		t.Errorf("the repetition differs: %v", err)
	}
}

func TestRequestsWithoutEndAreAnsweredWithinBounds(t *testing.T) {
	tr := testTrack(Microphone, nil)
	other := newFar(t)
	o := other.outlet(tr)
	f := testFeed(tr)
	for i := range uint16(60) {
		f.receive(&other.reader.burst, frame(t, 100+i, "x"))
	}
	other.reader.burst.flush()
	first := other.next().SequenceNumber
	for range 1000 {
		other.report(&rtcp.TransportLayerNack{MediaSSRC: 77, Nacks: []rtcp.NackPair{{PacketID: first, LostPackets: 0xffff}}})
	}
	if n := o.stats().Resent; n == 0 || n > 17*maxAnswers {
		t.Errorf("%d packets were sent again", n)
	}
}

func TestPacketsAreTakenFromTheSocketOnceAndOnlyIfAuthentic(t *testing.T) {
	const ssrc, repeat = 9, 10
	rows := map[string]struct {
		packets func(o *far) [][]byte
		got     string // what was forwarded
		pion    int    // packets left to pion
	}{
		"in order":         {func(o *far) [][]byte { return [][]byte{o.packet(ssrc, 1, "a"), o.packet(ssrc, 2, "b")} }, "ab", 0},
		"a stream unheard": {func(o *far) [][]byte { return [][]byte{o.packet(5, 1, "a")} }, "", 1},
		"twice":            {func(o *far) [][]byte { p := o.packet(ssrc, 1, "a"); return [][]byte{p, bytes.Clone(p)} }, "a", 0},
		"over the end": {func(o *far) [][]byte {
			return [][]byte{o.packet(ssrc, 65534, "a"), o.packet(ssrc, 65535, "b"), o.packet(ssrc, 0, "c"), o.packet(ssrc, 1, "d")}
		}, "abcd", 0},
		"the end was passed before": {func(o *far) [][]byte {
			o.packet(ssrc, 65535, "pion has seen it")
			return [][]byte{o.packet(ssrc, 0, "a"), o.packet(ssrc, 1, "b")}
		}, "ab", 0},
		"forged at first: pion may know better": {func(o *far) [][]byte {
			p := o.packet(ssrc, 1, "a")
			p[len(p)-1] ^= 1
			return [][]byte{p, o.packet(ssrc, 2, "b")}
		}, "b", 1},
		"forged": {func(o *far) [][]byte {
			p := o.packet(ssrc, 2, "b")
			p[len(p)-1] ^= 1
			return [][]byte{o.packet(ssrc, 1, "a"), p, o.packet(ssrc, 3, "c")}
		}, "ac", 0},
		"sent again as a packet of its own": {func(o *far) [][]byte {
			return [][]byte{o.packet(ssrc, 1, "a"), o.packet(ssrc, 3, "c"), o.packet(repeat, 7, "\x00\x02b"), o.packet(repeat, 8, "\x00\x02b"), o.packet(repeat, 9, "\x00")}
		}, "acb", 0},
		"no RTP": {func(o *far) [][]byte {
			bad := o.packet(ssrc, 2, "b")
			bad[0] |= 0x1f // fifteen contributing sources, and an extension, that are not there
			return [][]byte{o.packet(ssrc, 1, "a"), bad, bad[:12], {0x80}, {}}
		}, "a", 2},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			tr := testTrack(Microphone, nil)
			_, w := subscribe(t, tr)
			o := newFar(t)
			f := testFeed(tr)
			f.link, f.media.feed, f.repeat.feed, f.repeat.repeats = o.link, f, f, true
			o.link.change(func(inlets map[uint32]*inlet) { inlets[ssrc], inlets[repeat] = &f.media, &f.repeat })
			pion := 0
			for _, p := range row.packets(o) {
				if !o.reader.Packet(nil, o.addr, p) {
					pion++
				}
				if o.reader.Packet(nil, netip.MustParseAddrPort("127.0.0.1:1"), p) {
					t.Error("taken from a stranger's address")
				}
			}
			got := ""
			for _, p := range w.payloads {
				got += p
			}
			if got != row.got || pion != row.pion {
				t.Errorf("forwarded %q, %d to pion", got, pion)
			}
		})
	}
}

// A browser numbers the repeats of a layer as it likes, and probes with them: they must be counted from the first.
func TestTheRepeatsOfALayerAreKnownByItsRID(t *testing.T) {
	const ssrc, repeat = 0x51, 0x52
	packet := func(o *far, sequence uint16, mid, rid, payload string) []byte {
		p := rtp.Packet{Header: rtp.Header{Version: 2, SSRC: repeat, SequenceNumber: sequence}, Payload: []byte(payload)}
		for id, value := range map[uint8]string{1: mid, 2: rid, 3: "\x00\x09"} {
			if err := p.SetExtension(id, []byte(value)); err != nil {
				t.Fatal(err)
			}
		}
		plain, err := p.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		sealed, err := o.out.EncryptRTP(nil, plain, nil)
		if err != nil {
			t.Fatal(err)
		}
		return sealed
	}
	rows := map[string]struct {
		mid, rid string
		spoil    bool
		met      bool
	}{
		"of this layer":      {"0", "h", false, true},
		"of another layer":   {"0", "f", false, false},
		"of another section": {"1", "h", false, false},
		"forged":             {"0", "h", true, false},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			o := newFar(t)
			f := testFeed(testTrack(Microphone, nil))
			f.link, f.mid, f.rid, f.section, f.repaired = o.link, "0", "h", 1, 2
			f.media.feed, f.repeat.feed, f.repeat.repeats = f, f, true
			o.link.change(func(inlets map[uint32]*inlet) { inlets[ssrc] = &f.media })
			p := packet(o, 7, row.mid, row.rid, "\x00")
			if row.spoil {
				p[len(p)-1] ^= 1
			}
			taken := o.reader.Packet(nil, o.addr, p)
			if known := (*o.link.inlets.Load())[repeat] == &f.repeat; taken != row.met || known != row.met {
				t.Errorf("taken %v, known %v", taken, known)
			}
		})
	}
}

func TestAFloodIsNotForwarded(t *testing.T) {
	tr := testTrack(Microphone, nil)
	_, w := subscribe(t, tr)
	f := &feed{budget: allowance{rate: soundRate, burst: soundBurst}}
	f.track.Store(tr)
	at := time.Now()
	for i := range uint16(10_000) { // in one second
		f.receive(&burst{now: at.Add(time.Duration(i) * 100 * time.Microsecond)}, frame(t, i, "x"))
	}
	if n := len(w.headers); n > soundRate+soundBurst || n < soundRate {
		t.Errorf("%d packets were forwarded", n)
	}
}

func TestAPublisherIsToldWhatIsMissing(t *testing.T) {
	o := newFar(t)
	tr := testTrack(Microphone, nil)
	f := testFeed(tr)
	f.remote = &webrtc.TrackRemote{}
	k := &feedback{link: o.link, ssrc: 1, recorder: twcc.NewRecorder(1)}
	k.add(f)
	for _, n := range []uint16{1, 2, 5} {
		f.receive(now(), frame(t, n, "x"))
		k.record(5, n, time.Now())
	}
	for _, later := range []time.Duration{0, time.Second} {
		b := &burst{now: time.Now().Add(later)}
		k.beat(b)
		b.flush()
	}
	var nacks, reports, arrivals int
	buf := make([]byte, wire.MaxPacket)
	for nacks == 0 || reports == 0 || arrivals == 0 {
		if err := o.socket.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
			t.Fatal(err)
		}
		n, err := o.socket.Read(buf)
		if err != nil {
			t.Fatalf("%v; %d %d %d", err, nacks, reports, arrivals)
		}
		plain, err := o.in.DecryptRTCP(nil, buf[:n], nil)
		if err != nil {
			t.Fatal(err)
		}
		packets, err := rtcp.Unmarshal(plain)
		if err != nil {
			t.Fatal(err)
		}
		switch p := packets[0].(type) {
		case *rtcp.TransportLayerNack:
			nacks++
			if list := p.Nacks[0].PacketList(); len(list) != 2 || list[0] != 3 || list[1] != 4 {
				t.Errorf("asked for %v", list)
			}
		case *rtcp.ReceiverReport:
			reports++
			if r := p.Reports[0]; r.TotalLost != 2 || r.LastSequenceNumber != 5 || r.FractionLost != 2*256/5 {
				t.Errorf("report %+v", r)
			}
		case *rtcp.TransportLayerCC:
			arrivals++
			if p.BaseSequenceNumber != 1 || p.PacketStatusCount != 5 {
				t.Errorf("arrivals %+v", p)
			}
		}
	}
}

func TestReportsThatAreForgedOrRepeatedAreNotHeard(t *testing.T) {
	asked := 0
	tr := testTrack(Camera, func() { asked++ })
	o := newFar(t)
	o.outlet(tr)
	asked = 0
	tr.keyframes.last = time.Time{}
	plain, err := (&rtcp.PictureLossIndication{MediaSSRC: 77}).Marshal()
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := o.out.EncryptRTCP(nil, plain, nil)
	if err != nil {
		t.Fatal(err)
	}
	forged := bytes.Clone(sealed)
	forged[9] ^= 1
	if !o.reader.Packet(nil, o.addr, forged) || asked != 0 {
		t.Errorf("forged: asked %d times", asked)
	}
	if !o.reader.Packet(nil, o.addr, bytes.Clone(sealed)) || asked != 1 {
		t.Errorf("asked %d times", asked)
	}
	tr.keyframes.last = time.Time{}
	if !o.reader.Packet(nil, o.addr, sealed) || asked != 1 {
		t.Errorf("repeated: asked %d times", asked)
	}
}

func TestAClosedLinkTakesAndSendsNothing(t *testing.T) {
	o := newFar(t)
	o.link.close()
	if o.reader.Packet(nil, o.addr, o.packet(9, 1, "a")) {
		t.Error("taken")
	}
	if err := o.link.send(&burst{}, &parcel{original: -1}, nil); !errors.Is(err, errNoPath) {
		t.Errorf("sent: %v", err)
	}
	if err := o.link.writeReports(&rtcp.PictureLossIndication{}); !errors.Is(err, errNoPath) {
		t.Errorf("reported: %v", err)
	}
	o.link.attach()
	if len(o.link.media.routes.to) != 0 {
		t.Error("it is found again")
	}
}

func TestSkippedNumbersAreClosedUp(t *testing.T) {
	rows := map[string]struct {
		skipped []int64
		number  int64
		want    int64
		ok      bool
	}{
		"nothing skipped":            {nil, 7, 7, true},
		"after a run":                {[]int64{3, 4, 5}, 6, 3, true},
		"before it":                  {[]int64{3, 4, 5}, 2, 2, true},
		"between two":                {[]int64{3, 6}, 5, 4, true},
		"after two":                  {[]int64{3, 6}, 7, 5, true},
		"a late one is not counted":  {[]int64{3, 2}, 4, 3, true},
		"too long ago to be told":    {[]int64{1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33}, 0, 0, false},
		"after more than remembered": {[]int64{1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31, 33}, 34, 17, true},
	}
	for name, row := range rows {
		var s skips
		for _, n := range row.skipped {
			s.skip(n)
		}
		got, ok := s.lower(row.number)
		if ok != row.ok || ok && got != row.want {
			t.Errorf("%s: %d %v", name, got, ok)
		}
	}
}

// What is missing after an outage is missing for good: the numbers that subscribers see go on.
func TestAnOutageOfThePublisherIsNoLossOfTheSubscribers(t *testing.T) {
	tr := testTrack(Microphone, nil)
	_, w := subscribe(t, tr)
	f := testFeed(tr)
	at := time.Now()
	send := func(after time.Duration, number uint16) {
		at = at.Add(after)
		f.receive(&burst{now: at}, frame(t, number, "x"))
	}
	send(0, 10)
	send(20*time.Millisecond, 11)
	send(40*time.Millisecond, 13) // one is lost, and may come again
	send(8*time.Second, 413)
	send(time.Millisecond, 300) // of the outage, too late
	send(20*time.Millisecond, 414)
	send(20*time.Millisecond, 12)
	var got []uint16
	for _, h := range w.headers {
		got = append(got, h.SequenceNumber-w.headers[0].SequenceNumber)
	}
	if want := []uint16{0, 1, 3, 4, 5, 2}; !slices.Equal(got, want) {
		t.Errorf("numbers are %v, want %v", got, want)
	}
}

func FuzzRTPHeader(f *testing.F) {
	f.Add([]byte{0x80, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 1, 2, 3})
	f.Add([]byte{0x9f, 0xe0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 0xbe, 0xde, 0xff, 0xff})
	f.Add([]byte{0xb0, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 9, 0xbe, 0xde, 0, 1, 0x32, 1, 0, 0, 9})
	f.Fuzz(func(t *testing.T, b []byte) {
		tr := testTrack(Camera, func() {})
		_, w := subscribe(t, tr)
		feed := testFeed(tr)
		feed.transport, feed.feedback = 3, &feedback{recorder: twcc.NewRecorder(1)}
		feed.repeat.feed, feed.repeat.repeats = feed, true
		feed.receive(now(), bytes.Clone(b)) // as if it were authentic
		feed.mu.Lock()
		if n, err := feed.header.Unmarshal(b); err == nil {
			feed.take(now(), &feed.repeat, b, n, 1, time.Now())
		}
		feed.mu.Unlock()
		if len(w.headers) > 2 {
			t.Errorf("%d packets out of one", len(w.headers))
		}
	})
}

func FuzzRTCP(f *testing.F) {
	for _, p := range []rtcp.Packet{
		&rtcp.PictureLossIndication{MediaSSRC: 77},
		&rtcp.TransportLayerNack{MediaSSRC: 77, Nacks: []rtcp.NackPair{{PacketID: 100, LostPackets: 0xffff}}},
		&rtcp.ReceiverReport{Reports: []rtcp.ReceptionReport{{SSRC: 77}}},
		&rtcp.FullIntraRequest{MediaSSRC: 77, FIR: []rtcp.FIREntry{{SSRC: 77}}},
	} {
		b, err := p.Marshal()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		packets, err := rtcp.Unmarshal(b)
		if err != nil {
			return
		}
		tr := testTrack(Camera, func() {})
		o, w := subscribe(t, tr)
		l := &link{}
		l.outlets.Store(uint32(77), o)
		testFeed(tr).receive(now(), frame(t, 100, vp8(1)))
		l.hear(now(), packets)
		if len(w.headers) > 1+resendBurst {
			t.Errorf("%d packets out of one report", len(w.headers))
		}
	})
}

func BenchmarkSendFrame(b *testing.B) {
	o := newFar(b)
	payload := bytes.Repeat([]byte{1}, 1200)
	var sent seal.Window
	b.ReportAllocs()
	n := int64(0)
	for b.Loop() {
		for range 5 {
			n++
			if err := o.link.send(&o.reader.burst, &parcel{ssrc: 7, pt: 96, number: n, original: -1, payload: payload, extension: 5}, &sent); err != nil {
				b.Fatal(err)
			}
		}
		o.reader.burst.flush()
	}
}
