package rooms

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/pion/webrtc/v4"
)

// Floor is what interpreters listen to if not another channel: the people at the place.
const Floor = "floor"

// Bounds of interpretation.
const (
	MaxChannels = 16 // languages of a room
	MaxLanguage = 35 // bytes of a BCP 47 tag
	maxBooth    = 8  // interpreters of a channel

	vanishedAfter = 3 * time.Second // a channel nobody speaks into for so long may be taken over
	slowInterval  = 5 * time.Second // between two cries for slower speech
)

// Channel is a language at a place, as the room sees it.
type Channel struct {
	Language string   `json:"language"` // BCP 47
	Place    string   `json:"place"`
	Track    string   `json:"track"`  // what listeners receive, whoever interprets
	Active   string   `json:"active"` // who interprets; empty: nobody
	Booth    []string `json:"booth"`  // who could, in the order of coming
	Source   string   `json:"source"` // what the active one listens to: Floor or a language
	Muted    bool     `json:"muted"`  // the active one is not to be heard
	Handover *Handing `json:"handover,omitempty"`
}

// Handing is an offer of the active interpreter to a partner.
type Handing struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Listening is the language that somebody listens to, and how loud they want the floor meanwhile, in per cent.
type Listening struct {
	Language string `json:"language"`
	Floor    int    `json:"floor"`
}

// Messages of interpretation.
type (
	// Interpret sits down in the booth of a language, and chooses what to listen to: Floor or a language (relay). An empty
	// Language leaves the booth. The first in an empty booth is active.
	Interpret struct {
		Request
		Language string `json:"language"`
		Source   string `json:"source,omitempty"`
	}
	// Handover offers the channel to a partner in the booth; an empty To takes the offer back. Of the active interpreter.
	Handover struct {
		Request
		Language string `json:"language"`
		To       string `json:"to"`
	}
	// TakeOver accepts the offer, or takes a channel that nobody speaks into.
	TakeOver struct {
		Request
		Language string `json:"language"`
	}
	// SlowDown asks those who speak to speak more slowly. From the server it names who asks; it is not numbered.
	SlowDown struct {
		Request
		Language    string `json:"language"`
		Participant string `json:"participant,omitempty"` // of the server only
	}
	// Listen chooses a language; an empty one is the floor alone.
	Listen struct {
		Request
		Language string `json:"language"`
		Floor    int    `json:"floor"`
	}
	// Channels is a room event: all channels.
	Channels struct {
		Offset   uint64    `json:"offset"`
		Channels []Channel `json:"channels"`
	}
)

// Kind implements Message.
func (Interpret) Kind() string { return "interpret" }

// Kind implements Message.
func (Handover) Kind() string { return "handover" }

// Kind implements Message.
func (TakeOver) Kind() string { return "takeOver" }

// Kind implements Message.
func (SlowDown) Kind() string { return "slowDown" }

// Kind implements Message.
func (Listen) Kind() string { return "listen" }

// Kind implements Message.
func (Channels) Kind() string { return "channels" }

func (m Interpret) check() error {
	if m.Language != "" && (m.Source == "" || m.Source == m.Language) {
		return m.invalid("source is floor or another language")
	}
	return firstOf(bounded(m.Ref, "language", m.Language, 0, MaxLanguage), bounded(m.Ref, "source", m.Source, 0, MaxLanguage))
}

func (m Handover) check() error {
	return firstOf(bounded(m.Ref, "language", m.Language, 1, MaxLanguage), bounded(m.Ref, "to", m.To, 0, MaxIdentifier))
}

func (m TakeOver) check() error { return bounded(m.Ref, "language", m.Language, 1, MaxLanguage) }

func (m SlowDown) check() error {
	if m.Participant != "" {
		return m.invalid("participant is the server's")
	}
	return bounded(m.Ref, "language", m.Language, 1, MaxLanguage)
}

func (m Listen) check() error {
	if m.Floor < 0 || m.Floor > 100 {
		return m.invalid("floor is between 0 and 100 per cent")
	}
	return bounded(m.Ref, "language", m.Language, 0, MaxLanguage)
}

// channel is a language at a place. All of it but the inside of voices is guarded by room.mu.
type channel struct {
	room            *Room
	language, place string
	track           *track
	voices          *splice

	booth    []*seat
	active   *seat
	since    time.Time // active
	offered  *seat     // to whom the active one offers it
	taking   *seat     // who has accepted and is not heard yet
	deadline time.Time // of taking
	slowed   time.Time // when somebody last asked for slower speech
}

func newChannel(r *Room, place, language string) *channel {
	c := &channel{room: r, language: language, place: place, voices: &splice{now: r.engine.config.Now}}
	c.track = channelTrack(identifier("chn_"), language, codecs()[0])
	c.track.added, c.track.media = r.engine.config.Now(), r.engine.media
	c.wire()
	return c
}

func channelTrack(id, language string, codec webrtc.RTPCodecParameters) *track {
	return describeTrack(Track{ID: id, Source: Interpretation, Codec: codecName(codec.MimeType), Language: language}, codec)
}

// SetChannels says which languages are interpreted into (BCP 47). The floor has a channel for each; a breakout has those that
// somebody interprets into there. Errors: ErrClosed, an *Error with CodeInvalidValue for more than MaxChannels, or one that is
// empty, too long, Floor or there twice.
func (r *Room) SetChannels(languages []string) error {
	if len(languages) > MaxChannels {
		return refuse(CodeInvalidValue, "at most %d channels", MaxChannels)
	}
	for i, l := range languages {
		if l == "" || l == Floor || len(l) > MaxLanguage || slices.Contains(languages[:i], l) {
			return refuse(CodeInvalidValue, "a channel is a language of its own")
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return ErrClosed
	}
	r.languages = slices.Clone(languages)
	for _, c := range slices.Clone(r.channels) {
		if slices.Contains(languages, c.language) {
			continue
		}
		for _, s := range slices.Clone(c.booth) {
			r.leaveBooth(s)
		}
		r.removeChannel(c)
	}
	for _, l := range languages {
		r.makeChannel("", l)
	}
	r.tellChannels()
	return nil
}

// Channels lists the channels of the room: those of the floor first, each place in the order of SetChannels.
func (r *Room) Channels() []Channel {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.listChannels()
}

func (r *Room) channel(place, language string) *channel {
	for _, c := range r.channels {
		if c.place == place && c.language == language {
			return c
		}
	}
	return nil
}

func (r *Room) makeChannel(place, language string) *channel {
	if c := r.channel(place, language); c != nil {
		return c
	}
	c := newChannel(r, place, language)
	r.channels = append(r.channels, c)
	slices.SortFunc(r.channels, func(a, b *channel) int {
		return cmp.Or(
			strings.Compare(a.place, b.place),
			cmp.Compare(slices.Index(r.languages, a.language), slices.Index(r.languages, b.language)),
		)
	})
	return c
}

func (r *Room) removeChannel(c *channel) {
	r.channels = slices.DeleteFunc(r.channels, func(x *channel) bool { return x == c })
}

func (r *Room) listChannels() []Channel {
	list := make([]Channel, 0, len(r.channels))
	for _, c := range r.channels {
		list = append(list, c.describe())
	}
	return list
}

func (c *channel) describe() Channel {
	d := Channel{Language: c.language, Place: c.place, Track: c.track.info.ID, Booth: []string{}, Source: Floor}
	for _, s := range c.booth {
		d.Booth = append(d.Booth, s.grant.Participant)
	}
	if c.active == nil {
		return d
	}
	d.Active, d.Source = c.active.grant.Participant, c.active.relay
	voice := c.active.tracks[Interpretation]
	d.Muted = voice == nil || voice.info.Muted
	if c.offered != nil {
		d.Handover = &Handing{From: d.Active, To: c.offered.grant.Participant}
	}
	return d
}

// tellChannels tells everybody how the channels stand, if that has changed. The caller holds the lock.
func (r *Room) tellChannels() {
	list := r.listChannels()
	if reflect.DeepEqual(list, r.toldChannels) {
		return
	}
	r.toldChannels = list
	r.emit(func(offset uint64) Message { return Channels{offset, list} })
	r.nudgeSubscribers()
}

// settle notes that a handover has happened or has waited for long enough.
func (c *channel) settle(now time.Time) {
	if c.taking != nil && (c.voices.handed() || !now.Before(c.deadline)) {
		c.activate(c.taking, now)
	}
}

func (c *channel) activate(s *seat, now time.Time) {
	c.active, c.since, c.offered, c.taking, c.deadline = s, now, nil, nil, time.Time{}
}

// wire brings the voices in line with who is active. The caller has settled the channel and holds the room's lock.
func (c *channel) wire() {
	voice := func(s *seat) *track {
		if s == nil {
			return nil
		}
		return s.tracks[Interpretation]
	}
	for _, s := range c.booth {
		if t := voice(s); t != nil {
			t.voice.Store(c.voices)
		}
	}
	speaking := voice(c.active)
	if speaking != nil && speaking.codec.MimeType != c.track.codec.MimeType {
		// The id stays, and what it means to listeners; only they have to negotiate the other codec.
		added := c.track.added
		c.track = channelTrack(c.track.info.ID, c.language, speaking.codec)
		c.track.added, c.track.media = added, c.room.engine.media
		c.room.nudgeSubscribers()
	}
	c.voices.set(c.track, speaking, voice(c.taking), c.deadline)
}

// rewire is for when something about an interpreter's voice has changed. The caller holds the lock.
func (r *Room) rewire(s *seat) {
	if c := s.booth; c != nil {
		c.settle(r.engine.config.Now())
		c.wire()
		r.tellChannels()
	}
}

// settleChannels is called when a handover may have happened.
func (r *Room) settleChannels() {
	if !r.handed.Swap(false) {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.endHandovers(r.engine.config.Now())
}

// endHandovers settles every channel. The caller holds the lock.
func (r *Room) endHandovers(now time.Time) {
	for _, c := range r.channels {
		if c.taking != nil {
			c.settle(now)
			if c.taking == nil {
				c.wire()
				r.tellChannels()
			}
		}
	}
}
