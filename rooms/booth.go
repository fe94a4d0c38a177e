package rooms

import (
	"slices"
	"time"
)

func (r *Room) interpret(s *seat, m Interpret) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case s.ended:
		return ErrEnded
	case m.Language == "":
		r.leaveBooth(s)
		r.tellChannels()
		return nil
	case !s.participant.Permissions.mayInterpret(m.Language):
		return refuse(CodeForbidden, "you may not interpret into this language")
	case s.participant.Place == Backstage:
		return refuse(CodeForbidden, "there are no channels backstage")
	case !slices.Contains(r.languages, m.Language):
		return refuse(CodeNotFound, "the room has no such channel")
	case m.Source != Floor && !slices.Contains(r.languages, m.Source):
		return refuse(CodeNotFound, "the room has no such channel to listen to")
	case r.circular(s.participant.Place, m.Language, m.Source):
		return refuse(CodeInvalidValue, "this relay comes back to itself")
	}
	now := r.engine.config.Now()
	c := r.makeChannel(s.participant.Place, m.Language)
	if s.booth != c {
		if len(c.booth) >= maxBooth {
			return refuse(CodeLimit, "a booth has at most %d interpreters", maxBooth)
		}
		r.leaveBooth(s)
		c.booth, s.booth = append(c.booth, s), c
		if len(c.booth) == 1 {
			c.activate(s, now)
		}
	}
	s.relay = m.Source
	r.rewire(s)
	s.nudge()
	return nil
}

// circular reports whether to interpret a language from a source would feed a channel with itself.
func (r *Room) circular(place, language, source string) bool {
	for range r.languages {
		if source == Floor {
			return false
		}
		if source == language {
			return true
		}
		c := r.channel(place, source)
		if c == nil || c.active == nil {
			return false
		}
		source = c.active.relay
	}
	return source != Floor
}

// leaveBooth takes an interpreter out of their booth. The caller holds the lock and tells the channels.
func (r *Room) leaveBooth(s *seat) {
	c := s.booth
	if c == nil {
		return
	}
	now := r.engine.config.Now()
	c.settle(now)
	s.booth = nil
	if t := s.tracks[Interpretation]; t != nil {
		t.voice.Store(nil)
	}
	c.booth = slices.DeleteFunc(c.booth, func(x *seat) bool { return x == s })
	if c.offered == s || c.taking == s {
		c.offered, c.taking, c.deadline = nil, nil, time.Time{}
	}
	if c.active == s {
		c.activate(c.taking, now)
	}
	c.wire()
	if c.place != "" && len(c.booth) == 0 {
		r.removeChannel(c)
	}
	s.nudge()
}

// inBooth finds the channel of an interpreter, as it stands now. The caller holds the lock.
func (r *Room) inBooth(s *seat, language string) (*channel, error) {
	switch c := s.booth; {
	case s.ended:
		return nil, ErrEnded
	case c == nil || c.language != language:
		return nil, refuse(CodeForbidden, "you are not in the booth of this language")
	default:
		c.settle(r.engine.config.Now())
		return c, nil
	}
}

func (r *Room) handOver(s *seat, m Handover) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, err := r.inBooth(s, m.Language)
	if err != nil {
		return err
	}
	switch i := slices.IndexFunc(c.booth, func(x *seat) bool { return x.grant.Participant == m.To }); {
	case c.active != s:
		return refuse(CodeForbidden, "only the active interpreter hands the channel over")
	case c.taking != nil:
		return refuse(CodeOrder, "the channel is being taken over")
	case m.To == "":
		c.offered = nil
	case i < 0:
		return refuse(CodeNotFound, "nobody of that id is in the booth")
	case c.booth[i] == s:
		return refuse(CodeInvalidValue, "a channel is handed over to somebody else")
	default:
		c.offered = c.booth[i]
	}
	r.rewire(s)
	return nil
}

func (r *Room) takeOver(s *seat, m TakeOver) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, err := r.inBooth(s, m.Language)
	if err != nil {
		return err
	}
	now := r.engine.config.Now()
	switch {
	case c.active == s || c.taking == s:
	case c.active == nil || c.quiet(now) >= vanishedAfter:
		c.activate(s, now)
	case c.offered == s:
		c.taking, c.deadline = s, now.Add(handoverTime)
	default:
		return refuse(CodeForbidden, "the channel has not been offered to you")
	}
	r.rewire(s)
	return nil
}

// quiet is for how long nothing has come from the active interpreter: muted, or gone.
func (c *channel) quiet(now time.Time) time.Duration {
	last := c.since
	if heard := c.voices.heard(); heard.After(last) {
		last = heard
	}
	return now.Sub(last)
}

func (r *Room) slowDown(s *seat, m SlowDown) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	c, err := r.inBooth(s, m.Language)
	if err != nil {
		return err
	}
	now := r.engine.config.Now()
	if now.Sub(c.slowed) < slowInterval {
		return refuse(CodeRate, "at most once in %s", slowInterval)
	}
	c.slowed = now
	r.tellAt(c.place, SlowDown{Language: c.language, Participant: s.grant.Participant})
	return nil
}

func (r *Room) listen(s *seat, m Listen) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case s.ended:
		return ErrEnded
	case m.Language != "" && !slices.Contains(r.languages, m.Language):
		return refuse(CodeNotFound, "the room has no such channel")
	}
	s.listening = Listening{Language: m.Language, Floor: m.Floor}
	s.nudge()
	return nil
}
