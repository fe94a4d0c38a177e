package rooms

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/pion/sdp/v3"
)

// Errors of sessions without signalling, beside those of Join.
var (
	ErrSDP      = errors.New("the description cannot be used")
	ErrFragment = errors.New("the fragment cannot be used")
)

// Bounds of what comes by WHIP and WHEP.
const (
	MaxSDP      = 64 << 10 // bytes of a description or fragment
	maxIceUfrag = 256      // RFC 8839 section 5.4
	minIceUfrag = 4
	minIcePwd   = 22
)

// Session is a participant who came in by one HTTP request: a publisher by WHIP (RFC 9725) or a viewer by WHEP. It has a seat like
// everybody, and no signalling connection.
type Session struct {
	id   string
	peer *Peer
	sink *mute
	view *viewer // of a viewer; nil for a publisher

	mu       sync.Mutex // one negotiation at a time
	offer    string
	last     uint64
	etag     string // names the ICE session
	fragment string // of the answer that stands
	done     chan struct{}
	once     sync.Once
}

// Ingest seats a publisher and answers their offer. The first section of sound is their microphone and the first picture their camera;
// a second picture is their screen. Errors: those of Join, ErrSDP, ErrForbidden for what the grant does not allow to publish.
func (r *Room) Ingest(ctx context.Context, g Grant, offer string) (*Session, string, error) {
	tracks, err := assign(offer)
	if err != nil {
		return nil, "", err
	}
	s, err := r.sit(ctx, g)
	if err != nil {
		return nil, "", err
	}
	answer, err := s.publish(ctx, offer, tracks)
	if err != nil {
		s.Close()
		return nil, "", err
	}
	return s, answer, nil
}

// sit takes a seat for a session.
func (r *Room) sit(ctx context.Context, g Grant) (*Session, error) {
	s := &Session{id: identifier("whs_"), sink: &mute{answers: make(chan string, 1)}, done: make(chan struct{})}
	s.sink.lost = s.end
	peer, err := r.Join(ctx, g, s.sink)
	if err != nil {
		return nil, err
	}
	s.peer = peer
	r.engine.work.Go(func() {
		select {
		case <-peer.Done():
			s.end()
		case <-s.done:
			peer.Leave()
			<-peer.Done()
		}
		if s.view != nil {
			s.view.close()
		}
	})
	return s, nil
}

// ID names the session within the room.
func (s *Session) ID() string { return s.id }

// Participant is the id of whoever sits on the seat.
func (s *Session) Participant() string { return s.peer.Participant() }

// ETag names the ICE session that stands; a restart changes it (RFC 9725 section 4.3.1).
func (s *Session) ETag() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.etag
}

// Done is closed when the session has ended: by Close, by the room, or because its media were lost for good.
func (s *Session) Done() <-chan struct{} { return s.done }

// Close gives the seat up.
func (s *Session) Close() { s.end() }

func (s *Session) end() { s.once.Do(func() { close(s.done) }) }

// publish negotiates. The caller holds the lock or is alone.
func (s *Session) publish(ctx context.Context, offer string, tracks []OfferedTrack) (string, error) {
	id := s.last + 1
	err := s.peer.Receive(ctx, Offer{Request: Request{strconv.FormatUint(id, 10)}, PC: Publish, ID: id, SDP: offer, Tracks: tracks})
	var refused *Error
	switch {
	case errors.As(err, &refused) && refused.Code == CodeForbidden:
		return "", fmt.Errorf("%w: %s", ErrForbidden, refused.Detail)
	case errors.As(err, &refused) && (refused.Code == CodeNegotiation || refused.Code == CodeInvalidValue || refused.Code == CodeLimit):
		return "", fmt.Errorf("%w: %s", ErrSDP, refused.Detail)
	case err != nil:
		return "", err
	}
	select {
	case answer := <-s.sink.answers:
		return answer, s.stand(id, offer, answer)
	case <-s.done:
		return "", ErrEnded
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// stand remembers what was agreed on.
func (s *Session) stand(id uint64, offer, answer string) error {
	fragment, ufrag, err := fragmentOf(answer)
	if err != nil {
		return err
	}
	s.last, s.offer, s.fragment, s.etag = id, offer, fragment, ufrag
	return nil
}

// Trickle takes candidates of the other end: the engine is ICE-lite and needs none, so they are only looked at. ErrFragment.
func (s *Session) Trickle(fragment string) error {
	_, err := parseFragment(fragment)
	return err
}

// Restarts reports whether a fragment asks for an ICE restart: it names other credentials than those that stand. ErrFragment.
func (s *Session) Restarts(fragment string) (bool, error) {
	f, err := parseFragment(fragment)
	if err != nil {
		return false, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	now, err := credentials(s.offer)
	return err == nil && f.ufrag != "" && f.ufrag != now.ufrag, err
}

// Restart restarts ICE with the credentials of a fragment and answers with the engine's own, as a fragment. The media stand meanwhile.
func (s *Session) Restart(ctx context.Context, fragment string) (string, error) {
	f, err := parseFragment(fragment)
	if err != nil {
		return "", err
	}
	if f.ufrag == "" {
		return "", fmt.Errorf("%w: it names no credentials", ErrFragment)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	offer, err := replaceCredentials(s.offer, f)
	if err != nil {
		return "", err
	}
	if s.view != nil {
		answer, err := s.view.negotiate(ctx, offer)
		if err != nil {
			return "", err
		}
		if err := s.stand(s.last+1, offer, answer); err != nil {
			return "", err
		}
		return s.fragment, nil
	}
	tracks, err := assign(offer)
	if err != nil {
		return "", err
	}
	if _, err := s.publish(ctx, offer, tracks); err != nil {
		return "", err
	}
	return s.fragment, nil
}

// mute is the sink of somebody who hears nothing but the answer to their offer.
type mute struct {
	answers chan string
	lost    func()
}

// Send implements Sink.
func (m *mute) Send(message Message) error {
	switch message := message.(type) {
	case Answer:
		select {
		case <-m.answers: // one that nobody waited for
		default:
		}
		m.answers <- message.SDP
	case MediaLost, Closed:
		m.lost()
	}
	return nil
}

// assign says what the sections of an offer carry.
func assign(offer string) ([]OfferedTrack, error) {
	parsed, err := readSDP(offer)
	if err != nil {
		return nil, err
	}
	sources := map[string][]Source{"audio": {Microphone, ScreenAudio}, "video": {Camera, Screen}}
	var tracks []OfferedTrack
	for _, section := range parsed.MediaDescriptions {
		kind := section.MediaName.Media
		if !sends(section) || len(sources[kind]) == 0 {
			continue
		}
		mid, _ := section.Attribute("mid")
		tracks = append(tracks, OfferedTrack{Mid: mid, Source: sources[kind][0]})
		sources[kind] = sources[kind][1:]
	}
	if len(tracks) == 0 {
		return nil, fmt.Errorf("%w: nothing is sent", ErrSDP)
	}
	return tracks, nil
}

func readSDP(text string) (*sdp.SessionDescription, error) {
	if len(text) > MaxSDP {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrSDP, MaxSDP)
	}
	var parsed sdp.SessionDescription
	if err := parsed.UnmarshalString(text); err != nil {
		return nil, fmt.Errorf("%w: it cannot be read", ErrSDP)
	}
	if len(parsed.MediaDescriptions) == 0 || len(parsed.MediaDescriptions) > maxSections {
		return nil, fmt.Errorf("%w: between 1 and %d sections", ErrSDP, maxSections)
	}
	return &parsed, nil
}

// iceCredentials is the credentials of one end (RFC 8839 section 5.4).
type iceCredentials struct{ ufrag, pwd string }

func credentials(description string) (iceCredentials, error) {
	parsed, err := readSDP(description)
	if err != nil {
		return iceCredentials{}, err
	}
	var c iceCredentials
	c.ufrag, _ = parsed.Attribute("ice-ufrag")
	c.pwd, _ = parsed.Attribute("ice-pwd")
	for _, section := range parsed.MediaDescriptions {
		if v, ok := section.Attribute("ice-ufrag"); ok && c.ufrag == "" {
			c.ufrag = v
		}
		if v, ok := section.Attribute("ice-pwd"); ok && c.pwd == "" {
			c.pwd = v
		}
	}
	if c.ufrag == "" || c.pwd == "" {
		return c, fmt.Errorf("%w: no ICE credentials", ErrSDP)
	}
	return c, nil
}

// parseFragment reads an SDP fragment (RFC 8840 section 9) for the credentials in it; none is allowed.
func parseFragment(text string) (iceCredentials, error) {
	var c iceCredentials
	if len(text) > MaxSDP {
		return c, fmt.Errorf("%w: more than %d bytes", ErrFragment, MaxSDP)
	}
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, "\r")
		if line == "" {
			continue
		}
		lines++
		if len(line) < 2 || line[1] != '=' || line[0] != 'a' && line[0] != 'm' || strings.ContainsAny(line, "\x00\r") {
			return c, fmt.Errorf("%w: line %d is none of a fragment", ErrFragment, lines)
		}
		switch {
		case strings.HasPrefix(line, "a=ice-ufrag:"):
			if v := line[len("a=ice-ufrag:"):]; c.ufrag == "" || c.ufrag == v {
				c.ufrag = v
			} else {
				return c, fmt.Errorf("%w: the sections are bundled and have one ufrag", ErrFragment)
			}
		case strings.HasPrefix(line, "a=ice-pwd:"):
			c.pwd = line[len("a=ice-pwd:"):]
		}
	}
	switch {
	case lines == 0:
		return c, fmt.Errorf("%w: it is empty", ErrFragment)
	case c.ufrag == "" && c.pwd == "":
		return c, nil
	case !isICE(c.ufrag, minIceUfrag) || !isICE(c.pwd, minIcePwd):
		return c, fmt.Errorf("%w: its credentials are none of ICE", ErrFragment)
	}
	return c, nil
}

func isICE(s string, least int) bool {
	if len(s) < least || len(s) > maxIceUfrag {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/") == ""
}

// replaceCredentials makes the offer that a client with new credentials would make. Its candidates are those of the old ones.
func replaceCredentials(offer string, c iceCredentials) (string, error) {
	parsed, err := readSDP(offer)
	if err != nil {
		return "", err
	}
	change := func(list []sdp.Attribute) []sdp.Attribute {
		kept := list[:0]
		for _, a := range list {
			switch a.Key {
			case "ice-ufrag":
				a.Value = c.ufrag
			case "ice-pwd":
				a.Value = c.pwd
			case "candidate", "end-of-candidates":
				continue
			}
			kept = append(kept, a)
		}
		return kept
	}
	parsed.Attributes = change(parsed.Attributes)
	for _, section := range parsed.MediaDescriptions {
		section.Attributes = change(section.Attributes)
	}
	out, err := parsed.Marshal()
	if err != nil {
		return "", fmt.Errorf("%w: %w", ErrSDP, err)
	}
	return string(out), nil
}

// fragmentOf is what the answer to a restart says: credentials and candidates, of the one section that all are bundled with.
func fragmentOf(answer string) (fragment, ufrag string, err error) {
	c, err := credentials(answer)
	if err != nil {
		return "", "", err
	}
	parsed, err := readSDP(answer)
	if err != nil {
		return "", "", err
	}
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, "a="+format+"\r\n", args...) }
	line("ice-lite")
	if group, ok := parsed.Attribute("group"); ok {
		line("group:%s", group)
	}
	for _, section := range parsed.MediaDescriptions {
		if section.MediaName.Port.Value == 0 {
			continue
		}
		fmt.Fprintf(&b, "m=%s\r\n", section.MediaName.String())
		mid, _ := section.Attribute("mid")
		line("mid:%s", mid)
		line("ice-ufrag:%s", c.ufrag)
		line("ice-pwd:%s", c.pwd)
		for _, a := range section.Attributes {
			if a.Key == "candidate" {
				line("candidate:%s", a.Value)
			}
		}
		line("end-of-candidates")
		break
	}
	return b.String(), c.ufrag, nil
}
