package rooms

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/pion/sdp/v3"
	"github.com/pion/webrtc/v4"
)

const (
	maxSections   = 32              // media sections of one offer, used ones and left-over ones
	gatherTimeout = 5 * time.Second // our candidates are fixed addresses; this is only against a fault
	mtu           = 1500
)

// ingest is the publish side of a seat: the client offers, the server answers.
type ingest struct {
	seat    *seat
	health  health
	streams sync.WaitGroup // feeds

	mu          sync.Mutex // before room.mu; held during a negotiation
	closed      bool
	pc          *webrtc.PeerConnection
	link        *link // of pc
	feedback    *feedback
	fingerprint string // of the client's certificate: another one is another connection of theirs
	last        uint64
	answered    string // SDP of the answer to the offer numbered last
	sources     map[string]OfferedTrack
	feeds       map[string]*feed
}

func newIngest(s *seat) *ingest {
	return &ingest{seat: s, sources: make(map[string]OfferedTrack), feeds: make(map[string]*feed)}
}

// candidate takes no notice: the server is ICE-lite (RFC 8445 section 2.5) and sends no checks, so it needs no addresses of
// clients and a client cannot make it send packets to an address of its choice.
func (g *ingest) candidate(Candidate) error { return nil }

// offer answers an offer of the client.
func (g *ingest) offer(ctx context.Context, m Offer) (Answer, error) {
	description := webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: m.SDP}
	fingerprint, sources, err := g.read(description, m.Tracks)
	if err != nil {
		return Answer{}, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return Answer{}, ErrEnded
	}
	if g.pc != nil && fingerprint != g.fingerprint {
		g.drop()
	}
	if g.pc != nil && m.ID == g.last {
		return Answer{PC: Publish, ID: m.ID, SDP: g.answered}, nil
	}
	if g.pc != nil && m.ID < g.last {
		return Answer{}, refuse(CodeOrder, "the id of an offer rises")
	}
	if err := g.permitted(sources); err != nil {
		return Answer{}, err
	}
	if g.pc == nil {
		if err := g.connect(); err != nil {
			return Answer{}, err
		}
		g.fingerprint = fingerprint
	}
	answer, err := g.negotiate(ctx, description)
	if err != nil {
		// pion cannot be relied on after half a negotiation: the client starts anew.
		g.drop()
		g.seat.tell(MediaLost{Publish})
		g.seat.room.log().Debug("offer not accepted", "participant", g.seat.grant.Participant, "error", err)
		return Answer{}, refuse(CodeNegotiation, "the offer could not be accepted")
	}
	g.last, g.answered, g.sources = m.ID, answer, sources
	g.match()
	return Answer{PC: Publish, ID: m.ID, SDP: answer}, nil
}

// read checks what an offer says before anything of it is believed: the certificate's fingerprint, and the sources by mid.
func (g *ingest) read(offer webrtc.SessionDescription, tracks []OfferedTrack) (string, map[string]OfferedTrack, error) {
	parsed, err := offer.Unmarshal()
	if err != nil || len(parsed.MediaDescriptions) > maxSections {
		return "", nil, refuse(CodeNegotiation, "the sdp could not be read")
	}
	named := make(map[string]OfferedTrack, len(tracks))
	taken := make(map[Source]bool, len(tracks))
	for _, t := range tracks {
		if _, twice := named[t.Mid]; twice || taken[t.Source] {
			return "", nil, refuse(CodeInvalidValue, "one section and one track per source")
		}
		named[t.Mid], taken[t.Source] = t, true
	}
	fingerprint, _ := parsed.Attribute("fingerprint")
	sources := make(map[string]OfferedTrack, len(tracks))
	for _, section := range parsed.MediaDescriptions {
		if f, ok := section.Attribute("fingerprint"); ok && fingerprint == "" {
			fingerprint = f
		}
		kind := section.MediaName.Media
		if kind != "audio" && kind != "video" {
			return "", nil, refuse(CodeNegotiation, "only audio and video are carried")
		}
		mid, _ := section.Attribute("mid")
		if !sends(section) {
			continue
		}
		t, ok := named[mid]
		if !ok {
			return "", nil, refuse(CodeInvalidValue, "a section that sends is named in tracks")
		}
		if t.Source.Audio() != (kind == "audio") {
			return "", nil, refuse(CodeInvalidValue, "%s is not %s", t.Source, kind)
		}
		sources[mid] = t
	}
	if len(sources) != len(named) {
		return "", nil, refuse(CodeInvalidValue, "a track is named whose section does not send")
	}
	return strings.ToUpper(fingerprint), sources, nil
}

// sends reports whether whoever offers a section sends in it. Port 0 refuses one, unless it goes with the first of its bundle
// (RFC 9143 section 6), as GStreamer's webrtcbin writes it.
func sends(section *sdp.MediaDescription) bool {
	refused := section.MediaName.Port.Value == 0 && !has(section, "bundle-only")
	return !refused && !has(section, "recvonly") && !has(section, "inactive")
}

func has(section interface{ Attribute(string) (string, bool) }, name string) bool {
	_, ok := section.Attribute(name)
	return ok
}

// permitted checks sources against the permissions and remembers which begin muted.
func (g *ingest) permitted(sources map[string]OfferedTrack) error {
	r := g.seat.room
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(sources) > r.engine.config.MaxTracks {
		return refuse(CodeLimit, "at most %d tracks", r.engine.config.MaxTracks)
	}
	before := make(map[Source]bool, len(g.sources))
	for _, t := range g.sources {
		before[t.Source] = true
	}
	for _, t := range sources {
		// A source that was accepted before may stay, muted, after its permission was withdrawn.
		if !before[t.Source] && !g.seat.participant.Permissions.mayPublish(t.Source) {
			return refuse(CodeForbidden, "%s may not be published", t.Source)
		}
	}
	for _, t := range sources {
		if !before[t.Source] {
			g.seat.muted[t.Source] = t.Muted
		}
	}
	return nil
}

// connect makes the peer connection. The caller holds the lock.
func (g *ingest) connect() error {
	m := g.seat.room.engine.media
	l, err := m.connect(m.publish)
	if err != nil {
		return fmt.Errorf("make publish connection: %w", err)
	}
	pc := l.pc
	g.pc, g.link, g.feedback, g.last = pc, l, newFeedback(l), 0
	m.publishers.add(g.feedback)
	g.health.follow(g.seat, Publish, pc)
	pc.OnTrack(func(remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) { g.incoming(pc, remote, receiver) })
	return nil
}

func (g *ingest) negotiate(ctx context.Context, offer webrtc.SessionDescription) (string, error) {
	if err := g.pc.SetRemoteDescription(offer); err != nil {
		return "", fmt.Errorf("apply offer: %w", err)
	}
	answer, err := g.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("create answer: %w", err)
	}
	return describe(ctx, g.seat, g.pc, answer)
}

// describe applies a local description and returns it with all candidates inside.
func describe(ctx context.Context, s *seat, pc *webrtc.PeerConnection, local webrtc.SessionDescription) (string, error) {
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(local); err != nil {
		return "", fmt.Errorf("apply local description: %w", err)
	}
	timeout := time.NewTimer(gatherTimeout)
	defer timeout.Stop()
	select {
	case <-gathered:
	case <-timeout.C:
		return "", errors.New("gather candidates: timed out")
	case <-s.done:
		return "", ErrEnded
	case <-ctx.Done():
		return "", ctx.Err()
	}
	return pc.LocalDescription().SDP, nil
}

// incoming starts a feed when the first packet of a stream has come. It runs in a goroutine of pion.
func (g *ingest) incoming(pc *webrtc.PeerConnection, remote *webrtc.TrackRemote, receiver *webrtc.RTPReceiver) {
	transceiver := receiver.RTPTransceiver()
	if transceiver == nil {
		return // stopped meanwhile
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed || g.pc != pc {
		return
	}
	f := newFeed(g, remote, receiver, transceiver.Mid())
	if old := g.feeds[f.key()]; old != nil {
		delete(g.feeds, f.key())
		g.silence(old)
		old.leave()
	}
	g.feeds[f.key()] = f
	g.streams.Go(func() { g.readRTP(f) })
	g.streams.Go(f.readRTCP)
	g.match()
	f.join()
}

// match makes and withdraws tracks so that they are the feeds whose sections name a source. The caller holds the lock.
func (g *ingest) match() {
	for _, f := range g.feeds {
		if t := f.track.Load(); t != nil && g.sources[f.mid].Source != t.info.Source {
			g.silence(f)
		}
	}
	for _, f := range g.feeds {
		offered, ok := g.sources[f.mid]
		if !ok || f.track.Load() != nil {
			continue
		}
		if t := g.trackOf(f.mid); t != nil {
			t.join(f)
			continue
		}
		t := newTrack(g.seat, offered, ourCodec(f.remote.Codec()), f.level, f.pli)
		t.simulcast(lanesOf(f.siblings()))
		if !t.join(f) {
			continue
		}
		if err := g.seat.room.addTrack(t); err != nil {
			f.track.Store(nil)
			g.seat.room.log().Debug("stream not published", "participant", g.seat.grant.Participant, "error", err)
		}
	}
}

// trackOf is the track that feeds of a section are published as, nil: none yet. The caller holds the lock.
func (g *ingest) trackOf(mid string) *track {
	for _, f := range g.feeds {
		if t := f.track.Load(); f.mid == mid && t != nil {
			return t
		}
	}
	return nil
}

// silence ends the part of a feed in its track; the last one ends the track. The caller holds the lock.
func (g *ingest) silence(f *feed) {
	t := f.track.Swap(nil)
	if t == nil {
		return
	}
	for _, other := range g.feeds {
		if other.track.Load() == t {
			return
		}
	}
	g.seat.room.removeTrack(t)
}

// withdraw stops publishing a track; its packets are thrown away until the client stops sending them.
func (g *ingest) withdraw(id string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	found := false
	for _, f := range g.feeds {
		if t := f.track.Load(); t != nil && t.info.ID == id {
			delete(g.sources, f.mid)
			g.silence(f)
			found = true
		}
	}
	if found {
		return nil
	}
	return refuse(CodeNotFound, "no track of that id is yours")
}

func (r *Room) unpublish(s *seat, id string) error { return s.publish.withdraw(id) }

// drop ends the peer connection and withdraws its tracks. The caller holds the lock.
func (g *ingest) drop() {
	pc := g.pc
	if pc == nil {
		return
	}
	g.link.close()
	g.seat.room.engine.media.publishers.remove(g.feedback)
	g.pc, g.link, g.feedback, g.last, g.answered, g.fingerprint = nil, nil, nil, 0, "", ""
	g.health.forget()
	for _, f := range g.feeds {
		g.silence(f)
	}
	clear(g.feeds)
	clear(g.sources)
	// In the background: closing waits for pion's goroutines, and one of them may be waiting for this lock.
	g.streams.Go(func() {
		if err := pc.GracefulClose(); err != nil {
			g.seat.room.log().Debug("close publish connection", "error", err)
		}
	})
}

// abandon gives a connection up that did not heal, and says so.
func (g *ingest) abandon() {
	g.mu.Lock()
	had := g.pc != nil
	g.drop()
	g.mu.Unlock()
	if had {
		g.seat.tell(MediaLost{Publish})
	}
}

// close ends everything and waits for it.
func (g *ingest) close() {
	g.mu.Lock()
	g.closed = true
	g.drop()
	g.mu.Unlock()
	g.streams.Wait()
}

// ourCodec is the entry of our own list that a publisher's codec was matched with.
func ourCodec(c webrtc.RTPCodecParameters) webrtc.RTPCodecParameters {
	list := codecs()
	if strings.EqualFold(c.MimeType, mimeRED) {
		return list[0] // Opus is inside: nothing else is made redundant
	}
	for _, ours := range list {
		if strings.EqualFold(ours.MimeType, c.MimeType) && h264Profile(ours.SDPFmtpLine) == h264Profile(c.SDPFmtpLine) {
			return ours
		}
	}
	for _, ours := range list {
		if strings.EqualFold(ours.MimeType, c.MimeType) {
			return ours
		}
	}
	return c
}

// h264Profile is the part of profile-level-id that decoders must agree on; the level may differ (RFC 6184 section 8.2.2).
func h264Profile(fmtp string) string {
	_, id, found := strings.Cut(strings.ToLower(fmtp), "profile-level-id=")
	if !found || len(id) < 4 {
		return ""
	}
	return id[:4]
}
