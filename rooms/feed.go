package rooms

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/interceptor/pkg/twcc"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/seal"
	"fairground/rooms/sequence"
	"fairground/rooms/wire"
)

// feed is one stream that comes in on a media section, whether or not it is published as a track now. Its first packets come by way of
// pion, which finds out what stream they are; from then on the socket's reader decrypts and forwards them itself.
type feed struct {
	remote     *webrtc.TrackRemote
	receiver   *webrtc.RTPReceiver
	mid        string
	rid        string // of a layer of a simulcast; empty: the only one
	link       *link
	feedback   *feedback
	level      uint8 // id of the audio level extension, 0: not negotiated
	transport  uint8 // id of the transport-wide sequence number, 0: not negotiated
	dependency uint8 // id of the AV1 dependency descriptor, 0: not negotiated
	red        uint8 // payload type of redundant sound, 0: not negotiated
	section    uint8 // id of the mid (RFC 9143 section 15), 0: not negotiated
	repaired   uint8 // id of the RID that a retransmission repairs (RFC 8852 section 4.2), 0: not negotiated
	track      atomic.Pointer[track]
	lane       atomic.Int32 // of the track; set before it

	mu     sync.Mutex // before track.flow
	media  inlet      // the stream itself
	repeat inlet      // its retransmissions (RFC 4588)
	header rtp.Header
	spare  []byte
	gaps   sequence.Gaps
	budget allowance
	clock  uint32    // middle of the newest sender report's NTP time (RFC 3550 section 6.4.1)
	told   time.Time // when that came
}

// inlet is one SSRC.
type inlet struct {
	feed    *feed
	repeats bool
	numbers sequence.Extender
	seen    seal.Window
	sure    bool // the rollover counter is known
}

// What one stream may send, in packets per second and at once: enough for a screen in detail, too little to drown a room.
const (
	pictureRate  = 4000
	pictureBurst = 2000
	soundRate    = 400
	soundBurst   = 200
)

func newFeed(g *ingest, remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver, mid string) *feed {
	f := &feed{
		remote: remote, receiver: receiver, mid: mid, rid: remote.RID(), link: g.link, feedback: g.feedback,
		budget: allowance{rate: pictureRate, burst: pictureBurst},
	}
	f.media.feed, f.repeat.feed, f.repeat.repeats = f, f, true
	if remote.Kind() == webrtc.RTPCodecTypeAudio {
		f.budget = allowance{rate: soundRate, burst: soundBurst}
	}
	parameters := receiver.GetParameters()
	f.red = redundant(parameters.Codecs)
	for _, e := range parameters.HeaderExtensions {
		switch {
		case e.ID <= 0 || e.ID > 255:
		case e.URI == audioLevelURI:
			f.level = uint8(e.ID)
		case e.URI == transportURI:
			f.transport = uint8(e.ID)
		case e.URI == sdp.SDESMidURI:
			f.section = uint8(e.ID)
		case e.URI == sdp.SDESRepairRTPStreamIDURI:
			f.repaired = uint8(e.ID)
		case e.URI == dependencyURI:
			f.dependency = uint8(e.ID)
		}
	}
	return f
}

// key is what tells the feeds of an ingest apart.
func (f *feed) key() string { return f.mid + "/" + f.rid }

// siblings are the encodings that the section of the feed announced, itself among them.
func (f *feed) siblings() []string {
	var list []string
	for _, t := range f.receiver.Tracks() {
		if t.RID() != "" {
			list = append(list, t.RID())
		}
	}
	return list
}

// join has packets of the stream taken from the socket, if the link can read them.
func (f *feed) join() {
	f.feedback.add(f)
	if f.link.writer.Load() != direct {
		return
	}
	f.link.change(func(inlets map[uint32]*inlet) {
		inlets[uint32(f.remote.SSRC())] = &f.media
		if ssrc := uint32(f.remote.RtxSSRC()); ssrc != 0 {
			inlets[ssrc] = &f.repeat
		}
	})
}

// repairs reports whether a packet of an unknown stream says that it repeats this one, which goes by its RID. What it says is in the clear
// and to be believed when the packet is authentic.
func (f *feed) repairs(h *rtp.Header) bool {
	return f.repaired != 0 && f.rid != "" && string(h.GetExtension(f.repaired)) == f.rid &&
		string(h.GetExtension(f.section)) == f.mid
}

// leave takes no more.
func (f *feed) leave() {
	f.feedback.remove(f)
	f.link.change(func(inlets map[uint32]*inlet) {
		for ssrc, in := range inlets {
			if in.feed == f {
				delete(inlets, ssrc)
			}
		}
	})
}

// open decrypts and takes a packet that the socket's reader has. It is false for one that pion should see instead.
func (in *inlet) open(b *burst, raw []byte) bool {
	f := in.feed
	f.mu.Lock()
	defer f.mu.Unlock()
	n, err := f.header.Unmarshal(raw)
	if err != nil {
		return true // no RTP
	}
	index := in.numbers.Guess(f.header.SequenceNumber)
	if index < 0 || !in.seen.Fresh(uint64(index)) {
		return true
	}
	plain, index := in.decrypt(raw, n, index)
	if plain == nil {
		// As long as the stream has not been read once the rollover counter may be misjudged: pion may know better.
		return in.sure
	}
	in.sure = true
	if in.seen.Take(uint64(index)) { //nolint:gosec // at least 0
		in.numbers.Accept(index)
		f.take(b, in, plain, n, index, b.now)
	}
	return true
}

// certain reports whether a packet of the stream has proved authentic.
func (in *inlet) certain() bool {
	in.feed.mu.Lock()
	defer in.feed.mu.Unlock()
	return in.sure
}

// decrypt tries the index and, before the first success, the one after a rollover that came with the first packets.
func (in *inlet) decrypt(raw []byte, header int, index int64) ([]byte, int64) {
	l := in.feed.link
	l.reading.Lock()
	defer l.reading.Unlock()
	if in.sure {
		plain, err := l.in.Open(raw, header, uint64(index)) //nolint:gosec // at least 0
		if err != nil {
			return nil, 0
		}
		return plain, index
	}
	for _, guess := range []int64{index, index + 1<<16} {
		in.feed.spare = append(in.feed.spare[:0], raw...)                              // a failure destroys what is in place
		if plain, err := l.in.Open(in.feed.spare, header, uint64(guess)); err == nil { //nolint:gosec // at least 0
			return plain, guess
		}
	}
	return nil, 0
}

// receive takes a packet that pion has decrypted.
func (f *feed) receive(b *burst, plain []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n, err := f.header.Unmarshal(plain)
	if err != nil {
		return
	}
	index := f.media.numbers.Guess(f.header.SequenceNumber)
	if index < 0 || !f.media.seen.Take(uint64(index)) {
		return
	}
	f.media.numbers.Accept(index)
	f.take(b, &f.media, plain, n, index, b.now)
}

// take handles a packet that is authentic and new. The caller holds the lock.
func (f *feed) take(b *burst, in *inlet, plain []byte, header int, index int64, now time.Time) {
	if f.transport != 0 {
		if e := f.header.GetExtension(f.transport); len(e) == 2 {
			f.feedback.record(f.header.SSRC, uint16(e[0])<<8|uint16(e[1]), now)
		}
	}
	payload := plain[header:]
	if f.header.Padding {
		padding := 0
		if len(payload) > 0 {
			padding = int(payload[len(payload)-1])
		}
		if padding == 0 || padding > len(payload) {
			return
		}
		payload = payload[:len(payload)-padding]
	}
	if in.repeats {
		if len(payload) <= 2 {
			return // padding, by which a sender probes
		}
		index = f.media.numbers.Guess(uint16(payload[0])<<8 | uint16(payload[1]))
		if index < 0 || !f.media.seen.Take(uint64(index)) {
			return
		}
		f.media.numbers.Accept(index)
		payload = payload[2:]
	}
	f.gaps.Seen(index, now)
	if !f.budget.take(now, 1) {
		return
	}
	if t := f.track.Load(); t != nil {
		a := &arrival{header: &f.header, number: index, payload: payload, at: now, lane: int(f.lane.Load())}
		if f.red != 0 && f.header.PayloadType == f.red {
			primary, _, ok := primaryOf(payload)
			if !ok {
				return
			}
			a.primary = primary
		}
		if f.dependency != 0 {
			a.descriptor = f.header.GetExtension(f.dependency)
		}
		t.forward(b, a)
	}
}

// pli asks the sender for a key frame (RFC 4585 section 6.3.1).
func (f *feed) pli() {
	// It fails only when the connection has ended, and then nobody waits for a picture.
	_ = f.link.writeReports(&rtcp.PictureLossIndication{SenderSSRC: f.feedback.ssrc, MediaSSRC: uint32(f.remote.SSRC())})
}

// readRTP takes what comes by way of pion: the first packets, and all where the link does not read.
func (g *ingest) readRTP(f *feed) {
	buf := make([]byte, wire.MaxPacket)
	for {
		n, _, err := f.remote.Read(buf)
		if err != nil {
			break
		}
		b := f.link.media.borrow()
		f.receive(b, buf[:n])
		f.link.media.giveBack(b)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.silence(f)
	f.leave()
	if g.feeds[f.key()] == f {
		delete(g.feeds, f.key())
	}
}

// reports waits for RTCP about the stream.
func (f *feed) reports() ([]rtcp.Packet, error) {
	if rid := f.rid; rid != "" {
		packets, _, err := f.receiver.ReadSimulcastRTCP(rid)
		return packets, err
	}
	packets, _, err := f.receiver.ReadRTCP()
	return packets, err
}

func (f *feed) readRTCP() {
	for {
		packets, err := f.reports()
		if err != nil {
			return
		}
		for _, p := range packets {
			sr, ok := p.(*rtcp.SenderReport)
			if !ok || sr.SSRC != uint32(f.remote.SSRC()) {
				continue
			}
			f.mu.Lock()
			f.clock, f.told = uint32(sr.NTPTime>>16), time.Now() //nolint:gosec // the middle of it
			f.mu.Unlock()
			if t := f.track.Load(); t != nil && t.open.Load() {
				t.report(int(f.lane.Load()), sr)
			}
		}
	}
}

// feedback is what one publisher is told about what came: NACKs, receiver reports, transport-wide arrival times.
type feedback struct {
	link *link
	ssrc uint32 // ours, as a sender of reports

	mu       sync.Mutex // a leaf; not held while feeds are locked
	feeds    []*feed
	recorder *twcc.Recorder
	reported time.Time
	arrivals time.Time
}

const (
	pulse           = 20 * time.Millisecond
	nackInterval    = 60 * time.Millisecond // between two requests for one packet
	arrivalInterval = 100 * time.Millisecond
	accountInterval = time.Second
	maxNacks        = 128 // numbers in one round, per feed
)

func newFeedback(l *link) *feedback {
	const ssrc = 1 // of a side that sends nothing; publishers do not mind which
	return &feedback{link: l, ssrc: ssrc, recorder: twcc.NewRecorder(ssrc)}
}

func (k *feedback) add(f *feed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.feeds = append(k.feeds, f)
}

func (k *feedback) remove(f *feed) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.feeds = slices.DeleteFunc(slices.Clone(k.feeds), func(x *feed) bool { return x == f })
}

// record notes when a packet came.
func (k *feedback) record(ssrc uint32, sequence uint16, at time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.recorder.Record(ssrc, sequence, at.UnixMicro())
}

// beat sends what is due.
func (k *feedback) beat(b *burst) {
	now := b.now
	k.mu.Lock()
	feeds := k.feeds
	var out []rtcp.Packet
	if now.Sub(k.arrivals) >= arrivalInterval {
		k.arrivals = now
		out = k.recorder.BuildFeedbackPacket()
	}
	report := now.Sub(k.reported) >= accountInterval
	if report {
		k.reported = now
	}
	k.mu.Unlock()
	var reports []rtcp.ReceptionReport
	for _, f := range feeds {
		f.mu.Lock()
		missing := f.gaps.Due(now, nackInterval, nil)
		clock, told := f.clock, f.told
		f.mu.Unlock()
		ssrc := uint32(f.remote.SSRC())
		if len(missing) > 0 {
			slices.Sort(missing)
			out = append(out, &rtcp.TransportLayerNack{
				SenderSSRC: k.ssrc, MediaSSRC: ssrc, Nacks: rtcp.NackPairsFromSequenceNumbers(missing[:min(len(missing), maxNacks)]),
			})
		}
		if t := f.track.Load(); report && t != nil && len(reports) < 31 {
			lane := int(f.lane.Load())
			if lane >= t.lanes() {
				continue
			}
			if r, ok := t.at(lane).received.report(ssrc); ok {
				if !told.IsZero() {
					r.LastSenderReport = clock
					r.Delay = uint32(now.Sub(told).Seconds() * 65536)
				}
				reports = append(reports, r)
			}
		}
	}
	if len(reports) > 0 {
		out = slices.Insert(out, 0, rtcp.Packet(&rtcp.ReceiverReport{SSRC: k.ssrc, Reports: reports}))
	}
	for _, p := range out {
		// It fails only when the connection has ended or has no path now.
		_ = k.link.sendReports(b, p)
	}
}

// publishers beats for all publishers of an engine: one goroutine, which rests while there are none.
type publishers struct {
	media *media
	wake  chan struct{}
	stop  chan struct{}

	mu   sync.Mutex // a leaf
	list map[*feedback]bool
}

func (p *publishers) add(k *feedback) {
	p.mu.Lock()
	p.list[k] = true
	p.mu.Unlock()
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

func (p *publishers) remove(k *feedback) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.list, k)
}

func (p *publishers) run() {
	ticker := time.NewTicker(pulse)
	defer ticker.Stop()
	var now []*feedback
	for {
		p.mu.Lock()
		now = now[:0]
		for k := range p.list {
			now = append(now, k)
		}
		p.mu.Unlock()
		wait := ticker.C
		if len(now) == 0 {
			wait = nil
		} else {
			b := p.media.borrow()
			for _, k := range now {
				k.beat(b)
			}
			p.media.giveBack(b)
		}
		select {
		case <-p.stop:
			return
		case <-p.wake:
		case <-wait:
		}
	}
}
