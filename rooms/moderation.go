package rooms

import (
	"context"
	"maps"
	"slices"
)

// moderated carries out what only a moderator may.
func (r *Room) moderated(by *seat, action func() error) error {
	r.mu.Lock()
	allowed := by.participant.Permissions.Moderate && !by.ended
	r.mu.Unlock()
	if !allowed {
		return refuse(CodeForbidden, "only a moderator may do this")
	}
	return action()
}

// find looks somebody up for a client. The caller holds the lock.
func (r *Room) find(participant string) (*seat, error) {
	s := r.seats[participant]
	if s == nil {
		return nil, refuse(CodeNotFound, "nobody of that id is in the room")
	}
	return s, nil
}

// mute stops or resumes the forwarding of somebody's sources.
func (r *Room) mute(by *seat, participant string, sources []Source, muted bool) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, err := r.find(participant)
	if err != nil {
		return err
	}
	for _, source := range sources {
		if !muted && !s.participant.Permissions.mayPublish(source) {
			return refuse(CodeForbidden, "%s may not be published now", source)
		}
	}
	for _, source := range sources {
		s.muted[source] = muted
		if t := s.tracks[source]; t != nil {
			r.setMuted(t, muted, by.grant.Participant)
		}
	}
	return nil
}

func (r *Room) setMuted(t *track, muted bool, by string) {
	if t.info.Muted == muted {
		return
	}
	t.info.Muted = muted
	t.open.Store(!muted)
	if !muted {
		t.requestKeyframe()
	}
	r.emit(func(offset uint64) Message { return TrackChanged{offset, t.info, by} })
}

// Remove ends somebody's seat. ErrNotFound if nobody of that id is here.
func (r *Room) Remove(participant, detail string) error {
	if err := r.remove(participant, detail); err != nil {
		return ErrNotFound
	}
	return nil
}

func (r *Room) remove(participant, detail string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, err := r.find(participant)
	if err != nil {
		return err
	}
	r.vacate(s, ReasonRemoved, detail)
	return nil
}

// Permit changes what somebody may do, effective at once; absent fields stay. ErrNotFound if nobody of that id is here.
func (r *Room) Permit(change SetPermissions) error {
	if err := change.check(); err != nil {
		return err
	}
	if err := r.permit(change); err != nil {
		return ErrNotFound
	}
	return nil
}

func (r *Room) permit(m SetPermissions) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	s, err := r.find(m.Participant)
	if err != nil {
		return err
	}
	p := &s.participant.Permissions
	if m.Publish != nil && !s.grant.Hidden {
		// A fresh slice: the old one is inside events that are being encoded.
		p.Publish = slices.Compact(slices.Sorted(slices.Values(*m.Publish)))
		if p.Publish == nil {
			p.Publish = []Kind{}
		}
	}
	if m.Subscribe != nil {
		p.Subscribe = *m.Subscribe
	}
	if m.Data != nil {
		p.Data = *m.Data
	}
	for _, t := range s.published() {
		if !p.mayPublish(t.info.Source) {
			s.muted[t.info.Source] = true
			r.setMuted(t, true, s.grant.Participant)
		}
	}
	r.emitChanged(s)
	s.nudge()
	return nil
}

func (r *Room) raise(s *seat, language string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.ended || s.grant.Hidden {
		return refuse(CodeForbidden, "a hidden participant does not speak")
	}
	i := slices.IndexFunc(r.hands, func(h Hand) bool { return h.Participant == s.grant.Participant })
	switch {
	case i < 0:
		r.hands = append(r.hands, Hand{s.grant.Participant, language, r.engine.config.Now().UTC()})
	case r.hands[i].Language == language:
		return nil
	default:
		r.hands[i].Language = language
	}
	r.emitHands()
	return nil
}

func (r *Room) lower(s *seat, participant string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if participant == "" {
		participant = s.grant.Participant
	}
	if participant != s.grant.Participant && !s.participant.Permissions.Moderate {
		return refuse(CodeForbidden, "only a moderator may do this")
	}
	r.dropHand(participant)
	return nil
}

func (r *Room) dropHand(participant string) {
	before := len(r.hands)
	r.hands = slices.DeleteFunc(r.hands, func(h Hand) bool { return h.Participant == participant })
	if len(r.hands) != before {
		r.emitHands()
	}
}

// Announce tells everybody in the room that something happened outside of it. It is a numbered event, so whoever resumes gets
// it too. The caller bounds event and data. ErrClosed if the room has ended.
func (r *Room) Announce(event string, data map[string]string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return ErrClosed
	}
	at := r.engine.config.Now().UTC()
	r.emit(func(offset uint64) Message { return Announced{offset, event, maps.Clone(data), at} })
	return nil
}

func (r *Room) emitHands() {
	hands := append([]Hand{}, r.hands...)
	r.emit(func(offset uint64) Message { return Hands{offset, hands} })
}

// rememberedSayings is how many client ids of a seat are remembered against doubling; older repetitions are the Keeper's to refuse.
const rememberedSayings = 256

// say keeps a chat message and tells it to the room.
func (r *Room) say(ctx context.Context, s *seat, m Say) error {
	r.mu.Lock()
	if s.ended || !s.participant.Permissions.Data || s.grant.Hidden {
		r.mu.Unlock()
		return refuse(CodeForbidden, "chat is not permitted")
	}
	if slices.Contains(s.said, m.ClientID) {
		r.mu.Unlock()
		return nil
	}
	// Remembered before it is kept, so that a repetition on a second connection of the seat does not overtake it.
	s.said = append(s.said, m.ClientID)
	if len(s.said) > rememberedSayings {
		s.said = slices.Delete(s.said, 0, 1)
	}
	r.mu.Unlock()

	now := r.engine.config.Now().UTC()
	id := identifier("msg_")
	if keeper := r.engine.config.Keeper; keeper != nil {
		var err error
		id, err = keeper.Keep(ctx, Utterance{
			Room: r.id, Epoch: r.epoch, Participant: s.grant.Participant, Session: s.grant.Session, Name: s.grant.Name,
			ClientID: m.ClientID, Text: m.Text, Language: m.Language, At: now,
		})
		if err != nil {
			r.mu.Lock()
			s.said = slices.DeleteFunc(s.said, func(id string) bool { return id == m.ClientID })
			r.mu.Unlock()
			r.log().Error("chat message not kept", "participant", s.grant.Participant, "error", err)
			return refuse(CodeChat, "the message could not be kept")
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.emit(func(offset uint64) Message {
		return Chat{offset, id, m.ClientID, s.grant.Participant, s.grant.Name, m.Text, m.Language, now}
	})
	return nil
}
