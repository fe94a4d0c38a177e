package rooms

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pion/rtcp"

	"fairground/rooms/allocate"
	"fairground/rooms/congestion"
	"fairground/rooms/layers"
)

// director decides for one subscriber which layers it is sent: by what its connection carries, by what is shown, and by who speaks.
type director struct {
	mu        sync.Mutex // a leaf
	tiles     map[string]Tile
	told      bool // tiles have been
	allocator *allocate.Allocator
	estimator *congestion.Estimator // of the connection now; nil: none
	blind     *congestion.Estimator // by losses alone, for a connection without transport-wide feedback
	lastBlind time.Time
	asked     time.Time // since when there could be feedback
	reported  []ReceivedTrack
	kbps      int
}

// What a connection is thought to carry at first. Without feedback about delays it is taken to be good until it loses packets: to begin
// low would leave clients that cannot tell with a small picture for long.
const (
	firstEstimate = 300_000
	blindEstimate = mostEstimate
	mostEstimate  = 20_000_000

	feedbackWait = 1500 * time.Millisecond // for the first, before it is taken that none will come
)

// begin forgets the last connection's estimate.
func (d *director) begin(now time.Time) *congestion.Estimator {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.estimator = congestion.New(congestion.Config{Initial: firstEstimate, Max: mostEstimate}, now)
	d.blind = congestion.New(congestion.Config{Initial: blindEstimate, Min: 100_000, Max: mostEstimate}, now)
	d.reported, d.kbps, d.asked = nil, 0, time.Time{}
	return d.estimator
}

// show takes what the client shows.
func (d *director) show(tiles map[string]Tile) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.tiles, d.told = tiles, true
}

// lost takes the loss reports of a connection. A report per stream comes together with the others: one of them counts.
func (d *director) lost(fraction uint8, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.blind != nil && now.Sub(d.lastBlind) > 400*time.Millisecond {
		d.lastBlind = now
		d.blind.Report(fraction, 0, now)
	}
}

// remb takes the receiver's own estimate.
func (d *director) remb(p *rtcp.ReceiverEstimatedMaximumBitrate, now time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.blind != nil {
		d.blind.REMB(p.Bitrate, now)
	}
}

// measure connects the estimator with the packets of a link. It is called before anything is sent.
func (u *subscription) measure(l *link) {
	e := u.director.begin(time.Now())
	l.feedback = e.Feedback
	l.sent = func(sequence uint16, size int, at time.Time) { e.Sent(sequence, size, uint8(l.probing.Load()), at) } //nolint:gosec // an id of eight bits
}

// class is the rank of a track for a subscriber.
func (d *director) class(t *track, speaking []string) (allocate.Class, int) {
	priority := 0
	if d.told {
		priority = d.tiles[t.info.ID].Priority
	}
	switch t.info.Source {
	case Interpretation:
		return allocate.Interpreter, priority
	case Microphone, ScreenAudio:
		return allocate.Speech, priority
	case Screen:
		return allocate.Screen, priority
	case Camera:
		if slices.Contains(speaking, t.info.Participant) {
			return allocate.Face, priority
		}
	}
	return allocate.Thumbnail, priority
}

func (d *director) tile(t *track) allocate.Tile {
	if !d.told {
		return allocate.Tile{}
	}
	tile := d.tiles[t.info.ID]
	return allocate.Tile{Told: true, Visible: tile.Visible, Width: tile.Width, Height: tile.Height}
}

// soundRate is what a sound is counted for, in bits per second.
const soundBits = 40_000

// direct decides anew. speaking are the participants heard now, by place. Only one decision of a subscriber is made at a time: if one is
// being made, or the connection is being negotiated, the next tick will do.
func (u *subscription) direct(speaking map[string][]string) {
	if !u.mu.TryLock() {
		return
	}
	defer u.mu.Unlock()
	if u.closed || u.pc == nil {
		return
	}
	place, step := u.seat.situation()
	d := &u.director
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.estimator == nil {
		return
	}
	real := time.Now() // that of the packets, which an injected clock does not move
	target, informed := d.target(u.link, real)
	if informed {
		u.link.pacer.set(target, real)
	} else {
		u.link.pacer.set(0, real)
	}
	var tracks []allocate.Track
	outlets := make(map[string]*outlet, len(u.sections))
	for _, s := range u.sections {
		if s.outlet == nil || s.outlet.bound.Load() == nil {
			continue
		}
		t := s.outlet.track
		a := allocate.Track{ID: t.info.ID}
		a.Class, a.Priority = d.class(t, speaking[place])
		if a.Class.Audio() {
			a.Layers = []allocate.Layer{{Bitrate: soundBits}}
		} else {
			a.Tile = d.tile(t)
			for _, o := range *t.options.Load() {
				a.Layers = append(a.Layers, o.layer)
			}
			outlets[a.ID] = s.outlet
		}
		tracks = append(tracks, a)
	}

	if d.estimator.Back() {
		d.allocator.Again()
	}
	known, dead := d.estimator.Known(real)
	d.allocator.Limit(allocate.Step(step))
	decisions, wanted := d.allocator.Allocate(real, target, tracks)
	received := []ReceivedTrack{}
	for _, decision := range decisions {
		if o := outlets[decision.ID]; o != nil {
			if informed {
				o.restrain(target / len(outlets))
			}
			received = append(received, o.follow(decision, target, informed && dead, real))
		}
	}
	slices.SortFunc(received, func(a, b ReceivedTrack) int { return strings.Compare(a.Track, b.Track) })
	// What a dead line is guessed to carry, less every two seconds, is for the room alone: the client takes what it is told for measured,
	// and after a hole it would give up the picture, and its own, for a line that is as good as before.
	kbps := target / 1000
	if informed && dead {
		kbps = known / 1000
	}
	if !slices.Equal(received, d.reported) || kbps > d.kbps*3/2 || kbps < d.kbps*2/3 {
		d.reported, d.kbps = received, kbps
		u.seat.tell(Received{received, kbps})
	}
	if !informed || u.link.writer.Load() != direct {
		return
	}
	if p, ok := d.estimator.Probe(wanted, real); ok {
		u.probe(p)
	}
}

// follow has an outlet do as decided, and says what comes of it. dead: nothing is heard of the connection now.
func (o *outlet) follow(decision allocate.Decision, target int, dead bool, now time.Time) ReceivedTrack {
	list := *o.track.options.Load()
	told := ReceivedTrack{Track: decision.ID, Layer: "off", Reason: string(decision.Reason)}
	if decision.Layer < 0 || decision.Layer >= len(list) {
		// Over a dead line nothing is sent, but the publisher goes on: when the line is back the picture need not be begun anew.
		if !dead || decision.Reason != allocate.Bandwidth {
			o.aspire(-1)
		}
		o.choose(layers.Off())
		return told
	}
	o.aspire(list[decision.Layer].choice.Feed)
	if i, ok := o.track.instead(list, decision.Layer, o.gets().Feed, now); ok {
		decision.Layer = i
	}
	choice := list[decision.Layer].choice
	if now := o.gets(); now.Feed >= 0 && now.Feed != choice.Feed && decision.Reason == allocate.Bandwidth {
		// What is far too much would only fill the queue of the path until the key frame comes.
		if i := slices.IndexFunc(list, func(x option) bool { return x.choice.Feed == now.Feed }); i < 0 || list[i].layer.Bitrate > 2*target {
			o.choose(layers.Off())
		}
	}
	o.choose(choice)
	told.Layer = list[decision.Layer].name
	// While the key frame is waited for, what was received before goes on.
	if now := o.gets(); now.Feed >= 0 && now.Feed != choice.Feed {
		if i := slices.IndexFunc(list, func(x option) bool { return x.choice.Feed == now.Feed }); i >= 0 {
			told.Layer = list[i].name
		}
	}
	return told
}

// restrain bounds retransmissions to a quarter of what an outlet has of the connection, in bits per second: where packets are lost for
// want of room, sending them again takes more of it.
func (o *outlet) restrain(bits int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	rate := min(max(float64(bits)/4/8/1000, leastResend), resendRate)
	o.budget.rate, o.budget.burst = rate, max(rate/2, leastResend)
	o.budget.left = min(o.budget.left, o.budget.burst)
}

// target is what the connection carries, and whether its delays are known. The caller holds the lock.
func (d *director) target(l *link, now time.Time) (bits int, informed bool) {
	l.mu.Lock()
	informed = l.agreed.extension != 0
	l.mu.Unlock()
	if informed && l.writer.Load() == direct {
		if d.asked.IsZero() {
			d.asked = now
		}
		// A client may agree on feedback and send none.
		informed = d.estimator.Told() || now.Sub(d.asked) < feedbackWait
	}
	if informed {
		return d.estimator.Target(now), true
	}
	return d.blind.Target(now), false
}

// probe sends padding under the name of retransmissions (RFC 4588), evenly for the fraction of a second that a probe takes. The caller
// holds the lock.
func (u *subscription) probe(p congestion.Probe) {
	i := slices.IndexFunc(u.sections, func(s *section) bool {
		if s.outlet == nil {
			return false
		}
		b := s.outlet.bound.Load()
		return b != nil && b.repeat.ssrc != 0 && b.extension != 0
	})
	l := u.link
	if i < 0 {
		return
	}
	o := u.sections[i].outlet
	u.streams.Go(func() {
		l.probing.Store(uint32(p.ID))
		defer l.probing.Store(0)
		begin, packets := time.Now(), p.Packets
		for sent := 0; sent < packets; {
			b := l.media.borrow()
			for due := int(b.now.Sub(begin)*time.Duration(packets)/p.Duration()) + 1; sent < min(due, packets); sent++ {
				o.pad(b, p.Size)
			}
			l.media.giveBack(b)
			select {
			case <-u.seat.done:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	})
}

// maxPadding is the most that the last byte of a packet can say (RFC 3550 section 5.1).
const maxPadding = 255

// pad sends a packet of padding in the stream of retransmissions.
func (o *outlet) pad(b *burst, size int) {
	bound := o.bound.Load()
	if bound == nil || bound.repeat.ssrc == 0 {
		return
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	// It fails when there is no path now, and then the probe has found nothing.
	_ = o.link.send(b, &parcel{
		ssrc: bound.repeat.ssrc, pt: bound.repeat.pt, number: o.repeats, original: -1, padding: min(size, maxPadding), extension: bound.extension,
	}, nil)
	o.repeats++
}

// situation is where the seat is and at which step of the ladder.
func (s *seat) situation() (place string, step Step) {
	s.room.mu.Lock()
	defer s.room.mu.Unlock()
	return s.participant.Place, s.step
}

// spoken is who is heard, by place.
func (r *Room) spoken() map[string][]string {
	r.mu.Lock()
	defer r.mu.Unlock()
	m := make(map[string][]string, len(r.speaking))
	for place, speakers := range r.speaking {
		for _, s := range speakers {
			m[place] = append(m[place], s.Participant)
		}
	}
	return m
}

// direct has all subscribers decide anew.
func (r *Room) direct() {
	speaking := r.spoken()
	r.mu.Lock()
	seats := slices.Collect(maps.Values(r.seats))
	r.mu.Unlock()
	for _, s := range seats {
		s.subscribe.direct(speaking)
	}
}
