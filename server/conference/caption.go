package conference

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/problem"
)

const (
	maxCaption      = 500    // bytes of one line
	maxTranscript   = 20_000 // lines of one transcript
	captionsPerDay  = 20_000 // of one room, evenly beyond that
	captionsAtOnce  = 40     // of one writer
	captionSpacing  = 250 * time.Millisecond
	shortestCue     = 500 * time.Millisecond
	longestCue      = 7 * time.Second
	readingTime     = 60 * time.Millisecond // for a character
	transcriptAfter = 15 * time.Minute      // a session's transcript goes on so long after its end
)

// Caption is one finished line of what was said in a room, in one language.
type Caption struct {
	ID          string    `bson:"_id" json:"id"`
	V           int64     `bson:"v" json:"-"`
	Room        string    `bson:"room" json:"-"`
	Exhibition  string    `bson:"exhibition" json:"-"`
	Epoch       string    `bson:"epoch" json:"-"`
	Place       string    `bson:"place" json:"-"`
	Language    string    `bson:"language" json:"language"`
	LineID      string    `bson:"lineId" json:"lineId" doc:"Chosen by the writer."`
	Text        string    `bson:"text" json:"text"`
	Speaker     string    `bson:"speaker,omitempty" json:"speaker,omitempty"`
	SpeakerName string    `bson:"speakerName,omitempty" json:"speakerName,omitempty"`
	By          string    `bson:"by" json:"by" doc:"Who wrote it."`
	At          time.Time `bson:"at" json:"at"`
}

// captions keeps finished lines for the transcript.
type captions struct {
	service *Service
	ids     *sequence
}

// KeepCaption implements rooms.CaptionKeeper.
func (c captions) KeepCaption(ctx context.Context, line rooms.CaptionLine) error {
	s := c.service
	if err := s.pace.allow("caption "+line.Room, captionsPerDay, 24*time.Hour/captionsPerDay); err != nil {
		return err
	}
	kept := Caption{
		ID: c.ids.next("cap", line.At), V: 1, Room: line.Room, Exhibition: exhibitionFrom(ctx), Epoch: line.Epoch, Place: line.Place, Language: line.Language,
		LineID: line.ID, Text: line.Text, Speaker: line.Speaker, SpeakerName: s.nameIn(line.Room, line.Speaker), By: line.Participant, At: stamp(line.At),
	}
	return s.store.captions.keep(ctx, kept)
}

// nameIn is the name of somebody who is in a room, "" if they are not.
func (s *Service) nameIn(room, participant string) string {
	live, ok := s.engine.Lookup(room)
	if !ok || participant == "" {
		return ""
	}
	list := live.Participants()
	if i := slices.IndexFunc(list, func(p rooms.Participant) bool { return p.ID == participant }); i >= 0 {
		return list[i].Name
	}
	return ""
}

// CaptionWords is a caption as it comes over HTTP, from a person or from a program with an API token.
type CaptionWords struct {
	Language, ID, Text, Speaker string
	Final                       bool
}

func (w *CaptionWords) check() error {
	invalid := problem.New(problem.Invalid, "caption_invalid", "this caption cannot be shown")
	w.Text = strings.TrimSpace(w.Text)
	switch {
	case w.Text == "" || len(w.Text) > maxCaption || !utf8.ValidString(w.Text):
		return invalid.Field("body.text", "has 1 to 500 bytes")
	case w.Language == "":
		return invalid.Field("body.language", "is a BCP 47 tag")
	}
	return tagOf(invalid, "body.language", w.Language)
}

// captionsIn says why somebody may not write captions in a language of this room; nil if they may.
func (s Standing) captionsIn(tag string) error {
	switch {
	case s.Lead:
		return nil
	case !s.Interpret:
		return problem.New(problem.Forbidden, "not_permitted", "only interpreters and those who run the room write captions")
	case len(s.Languages) > 0 && !slices.Contains(s.Languages, tag):
		return problem.New(problem.Forbidden, "language_not_yours", "you were not named for this language")
	}
	return nil
}

// Caption shows a line in the room and keeps it if it is finished.
func (s *Service) Caption(ctx context.Context, id string, w CaptionWords) error {
	r, standing, err := s.inside(ctx, id)
	if err != nil {
		return err
	}
	if err := standing.captionsIn(w.Language); err != nil {
		return err
	}
	if err := w.check(); err != nil {
		return err
	}
	a := actor.From(ctx)
	if err := s.pace.allow("captions "+r.ID+" "+a.Person, captionsAtOnce, captionSpacing); err != nil {
		return err
	}
	line := rooms.CaptionLine{
		Participant: a.Person, Session: a.Session, Language: w.Language, ID: w.ID, Text: w.Text, Final: w.Final, Speaker: w.Speaker, At: s.now(),
	}
	if line.ID == "" {
		line.ID = s.captions.ids.next("line", line.At)
	}
	ctx = inExhibition(ctx, r.Exhibition)
	live, ok := s.engine.Lookup(r.ID)
	if ok {
		err = live.Caption(ctx, line)
		if !errors.Is(err, rooms.ErrClosed) {
			return captionProblem(err)
		}
	}
	if !line.Final { // nobody is there to read it
		return nil
	}
	line.Room = r.ID
	return s.captions.KeepCaption(ctx, line)
}

func captionProblem(err error) error {
	var refused *rooms.Error
	if errors.As(err, &refused) {
		if refused.Code == rooms.CodeInvalidValue {
			return problem.New(problem.Invalid, "caption_invalid", refused.Detail)
		}
		return problem.New(problem.Unavailable, "caption_not_kept", "the caption could not be kept; try again").Wrap(err)
	}
	return err
}

// Captions lists the finished lines of a room's floor, the oldest first, in one language or all.
func (s *Service) Captions(ctx context.Context, id, tag, cursor string, limit int) ([]Caption, string, error) {
	r, _, err := s.reads(ctx, id)
	if err != nil {
		return nil, "", err
	}
	if err := tagOf(problem.New(problem.Invalid, "language_invalid", "this is no language"), "query.language", tag); err != nil {
		return nil, "", err
	}
	return s.store.captions.page(ctx, r.ID, tag, cursor, limit)
}

// Transcript is what was said on the floor of a room in one language as WebVTT. session names a session of the programme and gives
// its part; times count from its start, or from that of the room.
func (s *Service) Transcript(ctx context.Context, id, tag, session string) ([]byte, error) {
	r, _, err := s.reads(ctx, id)
	if err != nil {
		return nil, err
	}
	invalid := problem.New(problem.Invalid, "language_invalid", "say of which language")
	if tag == "" {
		return nil, invalid.Field("query.language", "is a BCP 47 tag")
	}
	if err := tagOf(invalid, "query.language", tag); err != nil {
		return nil, err
	}
	zero, from, to := r.Starts, time.Time{}, time.Time{}
	if session != "" {
		part, err := s.Session(ctx, r.Exhibition, session)
		if err != nil {
			return nil, err
		}
		if part.Room != r.ID {
			return nil, problem.New(problem.NotFound, "session_not_found", "there is no such session in this room")
		}
		zero, from, to = part.Starts, part.Starts, part.Ends.Add(transcriptAfter)
	}
	lines, err := s.store.captions.transcript(ctx, r.ID, tag, from, to)
	if err != nil {
		return nil, err
	}
	return webvtt(tag, zero, lines), nil
}

// webvtt writes captions as a WebVTT file (W3C WebVTT, section 4). A line is finished when it has been said: its cue ends then and
// begins as long before as it takes to read, but not before the cue before it ends.
func webvtt(tag string, zero time.Time, lines []Caption) []byte {
	var b strings.Builder
	b.WriteString("WEBVTT\n\nNOTE language " + plain(tag) + "\n")
	length := func(l Caption) time.Duration {
		return min(max(time.Duration(utf8.RuneCountInString(l.Text))*readingTime, time.Second), longestCue)
	}
	if len(lines) > 0 && (zero.IsZero() || lines[0].At.Before(zero)) {
		zero = lines[0].At.Add(-length(lines[0]))
	}
	var last time.Duration
	n := 0
	for _, l := range lines {
		text, name := plain(l.Text), plain(l.SpeakerName)
		if text == "" {
			continue
		}
		ends := l.At.Sub(zero)
		starts := max(ends-length(l), last, 0)
		ends = max(ends, starts+shortestCue)
		last = ends
		n++
		fmt.Fprintf(&b, "\n%d\n%s --> %s\n", n, cueTime(starts), cueTime(ends))
		if name != "" {
			b.WriteString("<v " + name + ">")
		}
		b.WriteString(text + "\n")
	}
	return []byte(b.String())
}

// cueTime is a time as WebVTT spells it: hours, minutes, seconds and thousandths.
func cueTime(d time.Duration) string {
	ms := d.Milliseconds()
	return fmt.Sprintf("%02d:%02d:%02d.%03d", ms/3_600_000, ms/60_000%60, ms/1000%60, ms%1000)
}

// plain escapes what WebVTT would take for markup, and keeps a text on one line: an empty line ends a cue.
func plain(text string) string {
	text = strings.Map(func(r rune) rune {
		if r == 0 || r == '\u2028' || r == '\u2029' || r == '\u0085' || r < ' ' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\ufffd"))
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(strings.Join(strings.Fields(text), " "))
}
