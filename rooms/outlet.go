package rooms

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"fairground/rooms/layers"
	"fairground/rooms/ring"
	"fairground/rooms/seal"
)

// outlet is one track on its way to one subscriber, under numbers of its own. It implements webrtc.TrackLocal.
type outlet struct {
	track        *track
	subscription *subscription
	link         *link
	sender       *webrtc.RTPSender
	again        bool // the section has served another track before
	reader       sync.Once

	bound          atomic.Pointer[binding]
	packets, bytes atomic.Uint64
	resent         atomic.Uint64
	lost           atomic.Int64
	jitter         atomic.Uint64 // in clock ticks

	mu      sync.Mutex       // before ring's lock and link.mu
	numbers numbering        // of sound
	choice  *layers.Selector // of pictures; nil before the section is bound
	want    layers.Choice
	aspires int         // the lane it would have if it were sent
	sealed  seal.Window // numbers that have been sent
	repeats int64       // number of the next retransmission packet (RFC 4588 section 4)
	budget  allowance   // of retransmissions
	answers *[64]answer // to NACKs, by number; nil: there has been none
}

// binding is what the section agreed on.
type binding struct {
	id         string
	writer     webrtc.TrackLocalWriter // used only where the link does not write
	ssrc       uint32
	pt         uint8
	extension  uint8 // id of the transport-wide sequence number, 0: not used
	dependency uint8 // id of the AV1 dependency descriptor, 0: not used
	red        uint8 // payload type of redundant sound, 0: not agreed
	repeat     repeat
}

// described is the dependency descriptor of a packet for this receiver.
func (b *binding) described(p *ring.Packet) []byte {
	if b.dependency == 0 {
		return nil
	}
	return p.Descriptor
}

// form is what a packet is for this receiver: redundant sound as it is, if they take it under the same names, else its newest block.
func (b *binding) form(p *ring.Packet) (pt uint8, payload []byte) {
	if p.Primary == 0 {
		return b.pt, p.Payload
	}
	if b.red != 0 && p.Payload[0]&0x7f == b.pt {
		return b.red, p.Payload
	}
	return b.pt, p.Payload[p.Primary:]
}

// repeat is how retransmissions are sent: SSRC 0 means as the packets themselves were (RFC 4585), bit by bit.
type repeat struct {
	ssrc uint32
	pt   uint8
}

const (
	resendRate  = 600 // packets per second and outlet
	resendBurst = 300
	leastResend = 30 // likewise, on a connection that carries little
)

func newOutlet(t *track, u *subscription, l *link) *outlet {
	// Until it is decided what the connection carries: the lowest encoding.
	return &outlet{track: t, subscription: u, link: l, want: everything(0), budget: allowance{rate: resendRate, burst: resendBurst}}
}

// numbering maps the numbers of what comes in to those of what goes out.
type numbering struct {
	started bool
	first   int64 // of the track
	base    int64 // under which that went out
	newest  int64 // sent
}

// out is the number under which a packet of the track is sent, false if it cannot be. The first is low, so that a receiver that misses
// a few does not misjudge the rollover counter (RFC 3711 section 3.3.1).
func (n *numbering) out(number int64) (int64, bool) {
	if !n.started {
		n.started, n.first, n.base = true, number, number&0x3fff
		n.newest = n.base
	}
	out := number - n.first + n.base
	return out, out >= 0
}

// in is the track's number of a packet that was sent.
func (n *numbering) in(sequence uint16) (out, number int64, ok bool) {
	out = n.newest + int64(int16(sequence-uint16(n.newest))) //nolint:gosec // the low half, and a signed distance
	return out, out - n.base + n.first, n.started && out >= n.base && out <= n.newest
}

// Bind implements webrtc.TrackLocal: the connection is up and the section agreed on. Every section offers all codecs, since pion
// can later use only those that its first negotiations named; here the track's own is picked.
func (o *outlet) Bind(c webrtc.TrackLocalContext) (webrtc.RTPCodecParameters, error) {
	agreed := slices.IndexFunc(c.CodecParameters(), func(p webrtc.RTPCodecParameters) bool {
		return strings.EqualFold(p.MimeType, o.track.codec.MimeType) &&
			h264Profile(p.SDPFmtpLine) == h264Profile(o.track.codec.SDPFmtpLine)
	})
	if agreed < 0 {
		// The client cannot decode it. Refusing here would keep pion from starting the other tracks, so it is bound to nothing.
		return o.track.codec, nil
	}
	codec := c.CodecParameters()[agreed]
	if o.bound.Load() != nil {
		return codec, nil
	}
	b := &binding{id: c.ID(), writer: c.WriteStream(), ssrc: uint32(c.SSRC()), pt: uint8(codec.PayloadType), red: redundant(c.CodecParameters())}
	if o.link != nil {
		o.agree(c, b, codec.PayloadType)
	}
	o.mu.Lock()
	o.numbers, o.sealed, o.repeats = numbering{}, seal.Window{}, int64(b.ssrc>>16&0x3fff)
	if o.Kind() == webrtc.RTPCodecTypeVideo {
		o.choice = layers.New(&o.track.clocks, int64(b.ssrc&0x3fff)) // low, as numbering.out is
		o.choice.Want(o.want)
	}
	o.mu.Unlock()
	o.bound.Store(b)
	if o.link != nil {
		o.link.hearFor(b, o)
		o.link.askPion()
	}
	o.requestKeyframe()
	return codec, nil
}

// agree finds how pictures are sent again, and whether they carry transport-wide sequence numbers. These differ with every
// transmission, so they are for tracks only whose repetitions are packets of their own: a nonce must not seal two different packets.
func (o *outlet) agree(c webrtc.TrackLocalContext, b *binding, pt webrtc.PayloadType) {
	if o.Kind() != webrtc.RTPCodecTypeVideo {
		return
	}
	l := o.link
	l.mu.Lock()
	defer l.mu.Unlock()
	if !o.again { // pion knows what the client answered only for sections of the first hour
		l.agreed = agreed{repeats: make(map[webrtc.PayloadType]uint8)}
		for _, p := range c.CodecParameters() {
			if of, ok := isRTX(p); ok {
				l.agreed.repeats[of] = uint8(p.PayloadType)
			}
		}
		for _, e := range c.HeaderExtensions() {
			if e.ID <= 0 || e.ID >= 15 {
				continue
			}
			switch e.URI {
			case transportURI:
				l.agreed.extension = uint8(e.ID)
			case dependencyURI:
				l.agreed.dependency = uint8(e.ID)
			}
		}
	}
	b.dependency = l.agreed.dependency
	if repeatPT, ok := l.agreed.repeats[pt]; ok && c.SSRCRetransmission() != 0 && uint32(c.SSRCRetransmission()) != b.ssrc {
		b.repeat = repeat{uint32(c.SSRCRetransmission()), repeatPT}
		b.extension = l.agreed.extension
	}
}

// Unbind implements webrtc.TrackLocal.
func (o *outlet) Unbind(webrtc.TrackLocalContext) error {
	if b := o.bound.Swap(nil); b != nil && o.link != nil {
		o.link.hearFor(b, nil)
	}
	return nil
}

// ID implements webrtc.TrackLocal.
func (o *outlet) ID() string { return o.track.info.ID }

// RID implements webrtc.TrackLocal: nothing is sent in several layers.
func (o *outlet) RID() string { return "" }

// StreamID implements webrtc.TrackLocal: sound and picture of one participant belong together.
// A channel is a stream of its own.
func (o *outlet) StreamID() string { return cmp.Or(o.track.info.Participant, o.track.info.ID) }

// Kind implements webrtc.TrackLocal.
func (o *outlet) Kind() webrtc.RTPCodecType {
	if o.track.info.Source.Audio() {
		return webrtc.RTPCodecTypeAudio
	}
	return webrtc.RTPCodecTypeVideo
}

// send writes the packets of a frame of an encoding. While the connection is not up or has ended they are nobody's.
func (o *outlet) send(b *burst, lane int, list []*ring.Packet) {
	bound := o.bound.Load()
	if bound == nil {
		return
	}
	var packets, bytes uint64
	dropped := false
	o.mu.Lock()
	for _, p := range list {
		out, ok := o.number(lane, p, o.now(b))
		if !ok {
			continue
		}
		written, late := o.dispatch(b, bound, p, &out, &o.sealed)
		dropped = dropped || late
		if written {
			o.numbers.newest = max(o.numbers.newest, out.Number)
			packets++
			bytes += uint64(len(p.Payload))
		}
	}
	o.mu.Unlock()
	if dropped {
		o.link.refresh()
	}
	if packets > 0 {
		o.bytes.Add(bytes)
		if o.packets.Add(packets) == packets {
			o.first()
		}
	}
}

// number decides whether a packet is for this subscriber, and under which number.
func (o *outlet) number(lane int, p *ring.Packet, at time.Time) (layers.Out, bool) {
	as := layers.Packet{Number: p.Number, Timestamp: p.Timestamp, Marker: p.Marker}
	if o.choice != nil {
		return o.choice.Take(lane, as, &p.Layer, p.Payload, at)
	}
	number, ok := o.numbers.out(p.Number)
	as.Number = number
	return layers.Out{Packet: as}, ok
}

// write sends one packet, by the link or by pion. The caller holds the lock.
func (o *outlet) write(b *burst, to *binding, p *ring.Packet, out *layers.Out, sent *seal.Window) bool {
	pt, payload := to.form(p)
	switch o.way() {
	case direct:
		err := o.link.send(b, &parcel{
			ssrc: to.ssrc, pt: pt, marker: out.Marker, number: out.Number, timestamp: out.Timestamp, original: -1,
			payload: payload, head: out.Head[:out.HeadSize], extension: to.extension,
			dependency: to.dependency, descriptor: to.described(p),
		}, sent)
		return err == nil
	case undecided:
		return false // the handshake is not over
	}
	if sent != nil && !sent.Take(uint64(out.Number)) { //nolint:gosec // at least 0
		return false
	}
	if out.HeadSize > 0 {
		payload = append([]byte(nil), payload...)
		out.Apply(payload)
	}
	n, err := to.writer.WriteRTP(&rtp.Header{
		Version: 2, SSRC: to.ssrc, PayloadType: pt, Marker: out.Marker, SequenceNumber: uint16(out.Number), Timestamp: out.Timestamp, //nolint:gosec // the low half
	}, payload)
	return err == nil && n > 0
}

// way is who writes; without a link it is whoever the outlet was bound to.
func (o *outlet) way() int32 {
	if o.link == nil {
		return byPion
	}
	return o.link.writer.Load()
}

func (o *outlet) first() {
	s, info := o.subscription.seat, &o.track.info
	o.subscription.health.tell(s, Subscribe, MediaConnected, true)
	e := Evidence{
		Presence: s.presence(s.room.engine.config.Now()), Event: MediaFirstOut, Side: Subscribe,
		Track: info.ID, Source: info.Source, From: info.Participant,
	}
	s.room.observe(func(ob Observer) { ob.Media(e) })
}

// report sends the publisher's sender report under this outlet's name.
func (o *outlet) report(b *burst, lane int, sr *rtcp.SenderReport) {
	bound := o.bound.Load()
	if bound == nil || o.link == nil {
		return
	}
	stamp, current := o.stamp(lane, sr.RTPTime)
	if !current {
		return
	}
	// It fails only when the connection has ended or has no path now.
	_ = o.link.sendReports(b, &rtcp.SenderReport{
		SSRC: bound.ssrc, NTPTime: sr.NTPTime, RTPTime: stamp,
		PacketCount: uint32(o.packets.Load()), OctetCount: uint32(o.bytes.Load()), //nolint:gosec // they wrap, RFC 3550 section 6.4.1
	})
}

// readFromPion serves RTCP that comes by way of pion, until the sender is stopped: over TCP, or where the link has no keys.
func (o *outlet) readFromPion() {
	o.link.routing.Lock()
	defer o.link.routing.Unlock()
	if o.link.closed {
		return // nobody would wait for the goroutine
	}
	o.reader.Do(func() {
		o.subscription.streams.Go(func() {
			for {
				packets, _, err := o.sender.ReadRTCP()
				if err != nil {
					return
				}
				bound := o.bound.Load()
				if bound == nil {
					continue
				}
				b := o.link.media.borrow()
				for _, p := range packets {
					o.hear(b, bound, p)
				}
				o.link.media.giveBack(b)
			}
		})
	})
}

// maxResend bounds the answer to one packet of requests.
const maxResend = 128

// hear serves what a subscriber reports of this outlet.
func (o *outlet) hear(b *burst, bound *binding, p rtcp.Packet) {
	switch p := p.(type) {
	case *rtcp.PictureLossIndication:
		if p.MediaSSRC == bound.ssrc {
			o.requestKeyframe()
		}
	case *rtcp.FullIntraRequest:
		if slices.ContainsFunc(p.FIR, func(e rtcp.FIREntry) bool { return e.SSRC == bound.ssrc }) || p.MediaSSRC == bound.ssrc {
			o.requestKeyframe()
		}
	case *rtcp.TransportLayerNack:
		if p.MediaSSRC != bound.ssrc {
			return
		}
		left := maxResend
		for _, pair := range p.Nacks {
			pair.Range(func(sequence uint16) bool {
				o.sendAgain(b, bound, sequence)
				left--
				return left > 0
			})
			if left <= 0 {
				return
			}
		}
	case *rtcp.ReceiverEstimatedMaximumBitrate:
		o.subscription.director.remb(p, o.now(b))
	case *rtcp.ReceiverReport:
		for _, r := range p.Reports {
			if r.SSRC == bound.ssrc {
				o.subscription.director.lost(r.FractionLost, o.now(b))
				o.lost.Store(int64(r.TotalLost))
				o.jitter.Store(uint64(r.Jitter))
			}
		}
	}
}

// sendAgain answers one number of a NACK.
func (o *outlet) sendAgain(b *burst, bound *binding, sequence uint16) {
	o.mu.Lock()
	defer o.mu.Unlock()
	out, lane, number, ok := o.find(sequence)
	if !ok {
		return
	}
	if o.choice != nil && o.choice.Current().Feed >= 0 && o.choice.Current().Feed != lane {
		return // a key frame of another encoding has made it worthless
	}
	if !o.worthwhile(out, o.now(b)) || !o.budget.take(o.now(b), 1) {
		return
	}
	o.track.at(lane).ring.Find(number, func(p *ring.Packet) {
		as := layers.Out{Packet: layers.Packet{Number: out, Timestamp: p.Timestamp, Marker: p.Marker}}
		if o.choice != nil {
			if as, ok = o.choice.Again(lane, layers.Packet{Number: p.Number, Timestamp: p.Timestamp, Marker: p.Marker}, &p.Layer, p.Payload); !ok {
				return
			}
		}
		if bound.repeat.ssrc == 0 || o.way() != direct {
			if o.sealed.Fresh(uint64(out)) { //nolint:gosec // at least the base
				return // it was never sent to this subscriber: nothing to repeat
			}
			if o.write(b, bound, p, &as, nil) {
				o.resent.Add(1)
			}
			return
		}
		again := &parcel{
			ssrc: bound.repeat.ssrc, pt: bound.repeat.pt, marker: as.Marker, number: o.repeats, timestamp: as.Timestamp, original: out,
			payload: p.Payload, head: as.Head[:as.HeadSize], extension: bound.extension,
			dependency: bound.dependency, descriptor: bound.described(p),
		}
		o.repeats++ // even if it fails: the number may have been used
		if o.link.send(b, again, nil) == nil {
			o.resent.Add(1)
		}
	})
}

// answer is how often a packet was asked for again.
type answer struct {
	number int64
	times  int
	at     time.Time
}

const (
	maxAnswers = 5                     // for one packet: at a loss of one in five that leaves one in three thousand
	answerGap  = 15 * time.Millisecond // a second request within it crossed the answer to the first
)

// worthwhile keeps a client that asks without end, or asks for what it has, from using up what is left for retransmissions. The
// caller holds the lock.
func (o *outlet) worthwhile(number int64, now time.Time) bool {
	if o.answers == nil {
		o.answers = new([64]answer)
	}
	a := &o.answers[number%int64(len(o.answers))]
	if a.number != number {
		*a = answer{number: number}
	}
	if a.times >= maxAnswers || a.times > 0 && now.Sub(a.at) < answerGap {
		return false
	}
	a.times++
	a.at = now
	return true
}

// find says what was sent under a sequence number. The caller holds the lock.
func (o *outlet) find(sequence uint16) (out int64, lane int, number int64, ok bool) {
	if o.choice != nil {
		return o.choice.Find(sequence)
	}
	out, number, ok = o.numbers.in(sequence)
	return out, 0, number, ok
}

// stamp puts a timestamp on this subscriber's time line; false for an encoding that it does not receive.
func (o *outlet) stamp(lane int, stamp uint32) (uint32, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.choice == nil {
		return stamp, true
	}
	return o.choice.Stamp(lane, stamp)
}

// choose sets the layers to change over to, and asks for the key frame that this takes.
func (o *outlet) choose(c layers.Choice) {
	o.mu.Lock()
	o.want = c
	feed, needed := 0, false
	if o.choice != nil {
		if o.choice.Wanted() != c {
			o.choice.Want(c)
		}
		feed, needed = o.choice.NeedsKey()
	}
	o.mu.Unlock()
	if needed {
		o.ask(feed)
	}
}

// requestKeyframe asks for one of the encoding that is received, and of the one that is wanted.
func (o *outlet) requestKeyframe() {
	o.mu.Lock()
	now, want := layers.Off(), o.want
	if o.choice != nil {
		now = o.choice.Current()
	}
	o.mu.Unlock()
	if now.Feed >= 0 {
		o.ask(now.Feed)
	}
	if want.Feed >= 0 && want.Feed != now.Feed {
		o.ask(want.Feed)
	}
}

func (o *outlet) ask(lane int) {
	if t := o.track; lane < t.lanes() && !t.info.Source.Audio() { // channels have no seat
		t.at(lane).keyframes.request(t.seat.room.engine.config.Now())
	}
}

// aspire notes the lane that should be had, which is not always one that comes.
func (o *outlet) aspire(feed int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.aspires = feed
}

// wants are the lane that is wanted and the one that would be if it came, -1 for none.
func (o *outlet) wants() (feed, aspired int) {
	if o.bound.Load() == nil {
		return -1, -1
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.want.Feed, o.aspires
}

// gets is what is received now.
func (o *outlet) gets() layers.Choice {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.choice == nil {
		return layers.Off()
	}
	return o.choice.Current()
}

// restart forgets a lane whose numbers begin anew.
func (o *outlet) restart(lane int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.choice != nil {
		o.choice.Restart(lane)
	}
}

func (o *outlet) now(b *burst) time.Time {
	if b == nil {
		return time.Now()
	}
	return b.now
}

func (o *outlet) stats() StreamStats {
	return StreamStats{
		Track: o.track.info.ID, Source: o.track.info.Source,
		Packets: o.packets.Load(), Bytes: o.bytes.Load(), Lost: o.lost.Load(), Resent: o.resent.Load(),
		Jitter: time.Duration(float64(o.jitter.Load()) / float64(o.track.codec.ClockRate) * float64(time.Second)),
	}
}
