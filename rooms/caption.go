package rooms

import (
	"context"
	"time"
)

// MaxCaption is how many bytes the text of a caption has at most.
const MaxCaption = 500

// Caption is a line of what is being said, in writing: of a participant whose grant allows it, and to those at the place. Not
// numbered. The same ID again replaces what was shown under it, until Final.
type Caption struct {
	Request
	Language string `json:"language"` // BCP 47
	ID       string `json:"id"`       // chosen by the writer
	Text     string `json:"text"`
	Final    bool   `json:"final"`
	Speaker  string `json:"speaker,omitempty"` // who is speaking

	// Of the server only.
	Participant string    `json:"participant,omitempty"` // who wrote it; absent: the program
	At          time.Time `json:"at,omitzero"`
}

// Kind implements Message.
func (Caption) Kind() string { return "caption" }

func (m Caption) check() error {
	if m.Participant != "" || !m.At.IsZero() {
		return m.invalid("participant and at are the server's")
	}
	return firstOf(
		bounded(m.Ref, "language", m.Language, 1, MaxLanguage),
		bounded(m.Ref, "id", m.ID, 1, MaxIdentifier),
		bounded(m.Ref, "text", m.Text, 1, MaxCaption),
		bounded(m.Ref, "speaker", m.Speaker, 0, MaxIdentifier),
	)
}

// CaptionLine is a caption on its way to the people at a place and, when final, into the transcript. Room and Epoch are the
// engine's; At is now if it is zero.
type CaptionLine struct {
	Room, Epoch, Place   string
	Participant, Session string // who wrote it; empty: the program
	Language, ID, Text   string
	Final                bool
	Speaker              string
	At                   time.Time
}

// CaptionKeeper keeps a final caption before anybody sees it. If it fails, the writer is told CodeCaption and nobody sees the line.
type CaptionKeeper interface {
	KeepCaption(context.Context, CaptionLine) error
}

// Caption tells a line to the people at its place, after keeping it if it is final. Errors: ErrClosed, ErrNotFound if there is no
// such place, an *Error with CodeInvalidValue or CodeCaption.
func (r *Room) Caption(ctx context.Context, line CaptionLine) error {
	m := Caption{Language: line.Language, ID: line.ID, Text: line.Text, Final: line.Final, Speaker: line.Speaker}
	if err := firstOf(m.check(), bounded("", "participant", line.Participant, 0, MaxIdentifier)); err != nil {
		return err
	}
	r.mu.Lock()
	ended, exists := r.ended, r.exists(line.Place)
	r.mu.Unlock()
	switch {
	case ended:
		return ErrClosed
	case !exists:
		return ErrNotFound
	}
	line.Room, line.Epoch = r.id, r.epoch
	if line.At.IsZero() {
		line.At = r.engine.config.Now()
	}
	line.At = line.At.UTC()
	if keeper := r.engine.config.Captions; keeper != nil && line.Final {
		if err := keeper.KeepCaption(ctx, line); err != nil {
			r.log().Error("caption not kept", "participant", line.Participant, "error", err)
			return refuse(CodeCaption, "the caption could not be kept")
		}
	}
	m.Participant, m.At = line.Participant, line.At
	r.mu.Lock()
	defer r.mu.Unlock()
	r.tellAt(line.Place, m)
	return nil
}

// caption carries out a client's message.
func (r *Room) caption(ctx context.Context, s *seat, m Caption) error {
	r.mu.Lock()
	p := s.participant
	ended := s.ended
	r.mu.Unlock()
	switch {
	case ended:
		return ErrEnded
	case !p.Permissions.Caption || !s.grant.Caption && !p.Permissions.mayInterpret(m.Language):
		return refuse(CodeForbidden, "captions in this language are not permitted")
	}
	return r.Caption(ctx, CaptionLine{
		Place: p.Place, Participant: s.grant.Participant, Session: s.grant.Session,
		Language: m.Language, ID: m.ID, Text: m.Text, Final: m.Final, Speaker: m.Speaker,
	})
}
