package rooms

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// MaxSlow is the longest pause between two chat messages that a moderator may ask for, in seconds.
const MaxSlow = 600

const (
	maxBanned      = 10_000
	reportInterval = 5 * time.Second // between two reports of one person
)

// ErrBanned is why somebody who was banned cannot come in.
var ErrBanned = fmt.Errorf("banned from the room: %w", ErrForbidden)

// Messages of moderation.
type (
	// BanParticipant ends somebody's seat and keeps them out of the room for its epoch: moderators only.
	BanParticipant struct {
		Request
		Participant string `json:"participant"`
		Reason      string `json:"reason,omitempty"`
	}
	// SlowMode asks for so many seconds between two chat messages of one person, 0 to 600; 0: off. Moderators only, and they are
	// exempt. From the server it is a room event.
	SlowMode struct {
		Request
		Offset  uint64 `json:"offset,omitempty"` // of the server only
		Seconds int    `json:"seconds"`
	}
	// Report tells the moderators of somebody's behaviour.
	Report struct {
		Request
		Participant string `json:"participant"`
		Reason      string `json:"reason"`
	}
	// RemoveMessage takes a chat message away: moderators only.
	RemoveMessage struct {
		Request
		ID string `json:"id"`
	}
	// MessageRemoved is a room event: a chat message is to be shown no longer.
	MessageRemoved struct {
		Offset uint64 `json:"offset"`
		ID     string `json:"id"`
	}
)

// Kind implements Message.
func (BanParticipant) Kind() string { return "banParticipant" }

// Kind implements Message.
func (SlowMode) Kind() string { return "slowMode" }

// Kind implements Message.
func (Report) Kind() string { return "report" }

// Kind implements Message.
func (RemoveMessage) Kind() string { return "removeMessage" }

// Kind implements Message.
func (MessageRemoved) Kind() string { return "messageRemoved" }

func (m BanParticipant) check() error {
	return firstOf(bounded(m.Ref, "participant", m.Participant, 1, MaxIdentifier), bounded(m.Ref, "reason", m.Reason, 0, MaxReason))
}

func (m SlowMode) check() error {
	if m.Offset != 0 || m.Seconds < 0 || m.Seconds > MaxSlow {
		return m.invalid("seconds are between 0 and %d", MaxSlow)
	}
	return m.Request.check()
}

func (m Report) check() error {
	return firstOf(bounded(m.Ref, "participant", m.Participant, 1, MaxIdentifier), bounded(m.Ref, "reason", m.Reason, 1, MaxReason))
}

func (m RemoveMessage) check() error { return bounded(m.Ref, "id", m.ID, 1, MaxIdentifier) }

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
		t.requestKeyframes()
	}
	r.emit(func(offset uint64) Message { return TrackChanged{offset, t.info, by} })
	switch {
	case t.info.Source == Interpretation:
		r.rewire(t.seat)
	case t.info.Source == Screen && muted:
		r.dropSlide(t.seat)
	}
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

// Ban ends somebody's seat, if they have one, and keeps them out until the room's epoch ends. Errors: ErrClosed, ErrFull for more
// than 10,000 bans.
func (r *Room) Ban(participant, detail string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.ended:
		return ErrClosed
	case len(r.banned) >= maxBanned:
		return ErrFull
	}
	r.banned[participant] = true
	if s := r.seats[participant]; s != nil {
		r.vacate(s, ReasonRemoved, detail)
	}
	return nil
}

// Unban lets somebody in again.
func (r *Room) Unban(participant string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.banned, participant)
}

func (r *Room) ban(by *seat, m BanParticipant) error {
	if m.Participant == by.grant.Participant {
		return refuse(CodeInvalidValue, "nobody bans themself")
	}
	if err := r.Ban(m.Participant, m.Reason); err != nil {
		return refuse(CodeLimit, "no more people can be banned")
	}
	return nil
}

// SetSlowMode asks for so many whole seconds between two chat messages of one person; 0: off. Errors: ErrClosed, an *Error with
// CodeInvalidValue beyond MaxSlow.
func (r *Room) SetSlowMode(seconds int) error {
	if err := (SlowMode{Seconds: seconds}).check(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.ended:
		return ErrClosed
	case r.slow == seconds:
		return nil
	}
	r.slow = seconds
	r.emit(func(offset uint64) Message { return SlowMode{Offset: offset, Seconds: seconds} })
	return nil
}

// slowed is how long somebody still has to wait before they may chat. The caller holds the lock.
func (r *Room) slowed(s *seat, now time.Time) time.Duration {
	last, spoke := r.spoke[s.grant.Participant]
	if r.slow == 0 || !spoke || s.participant.Permissions.Moderate {
		return 0
	}
	return last.Add(time.Duration(r.slow) * time.Second).Sub(now)
}

// forgetSpoke forgets who need not wait any more. The caller holds the lock.
func (r *Room) forgetSpoke(now time.Time) {
	for id, last := range r.spoke {
		if now.Sub(last) >= time.Duration(r.slow)*time.Second {
			delete(r.spoke, id)
		}
	}
}

// report tells the moderators, except whom it is about.
func (r *Room) report(s *seat, m Report) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.ended {
		return ErrEnded
	}
	if _, err := r.find(m.Participant); err != nil {
		return err
	}
	now := r.engine.config.Now()
	if now.Sub(s.reported) < reportInterval {
		return refuse(CodeRate, "at most one report in %s", reportInterval)
	}
	s.reported = now
	r.announce(scope{moderators: true, except: m.Participant}, "report.filed", map[string]string{
		"participant": m.Participant, "by": s.grant.Participant, "reason": m.Reason,
	})
	return nil
}

// RemoveMessage tells everybody that a chat message is to be shown no longer, and takes its words out of what is told to those who
// resume. ErrClosed if the room has ended.
func (r *Room) RemoveMessage(id string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ended {
		return ErrClosed
	}
	for i := range r.events {
		if chat, ok := r.events[i].message.(Chat); ok && chat.ID == id {
			chat.Text, chat.Note = "", ""
			r.events[i].message, r.events[i].frame = chat, &encoded{}
		}
	}
	r.emit(func(offset uint64) Message { return MessageRemoved{offset, id} })
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

// rememberedSayings is how many client ids of a seat are remembered against doubling; older repetitions are the Keeper's to refuse.
const rememberedSayings = 256

// say keeps a chat message and tells it to the place where it was said.
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
	now := r.engine.config.Now().UTC()
	if wait := r.slowed(s, now); wait > 0 {
		r.mu.Unlock()
		return refuse(CodeSlow, "slow mode: wait %s", wait.Round(time.Second))
	}
	before, spoke := r.spoke[s.grant.Participant]
	if r.slow > 0 {
		r.spoke[s.grant.Participant] = now
	}
	place := s.participant.Place
	// Remembered before it is kept, so that a repetition on a second connection of the seat does not overtake it.
	s.said = append(s.said, m.ClientID)
	if len(s.said) > rememberedSayings {
		s.said = slices.Delete(s.said, 0, 1)
	}
	r.mu.Unlock()

	id := identifier("msg_")
	if keeper := r.engine.config.Keeper; keeper != nil {
		var err error
		id, err = keeper.Keep(ctx, Utterance{
			Room: r.id, Epoch: r.epoch, Participant: s.grant.Participant, Session: s.grant.Session, Name: s.grant.Name,
			Place: place, ClientID: m.ClientID, Text: m.Text, Language: m.Language, Note: m.Note, At: now,
		})
		if err != nil {
			r.mu.Lock()
			s.said = slices.DeleteFunc(s.said, func(id string) bool { return id == m.ClientID })
			if spoke {
				r.spoke[s.grant.Participant] = before
			} else {
				delete(r.spoke, s.grant.Participant)
			}
			r.mu.Unlock()
			var refused *Error
			if errors.As(err, &refused) {
				return refused // the keeper's own reason, such as words that are not allowed
			}
			r.log().Error("chat message not kept", "participant", s.grant.Participant, "error", err)
			return refuse(CodeChat, "the message could not be kept")
		}
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.emitTo(at(place), func(offset uint64) Message {
		return Chat{
			Offset: offset, ID: id, ClientID: m.ClientID, Participant: s.grant.Participant, Name: s.grant.Name,
			Place: place, Text: m.Text, Language: m.Language, Note: m.Note, At: now,
		}
	})
	return nil
}
