package rooms

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Encode writes a message as its JSON object, the field "type" first.
func Encode(m Message) ([]byte, error) {
	body, err := json.Marshal(m)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", m.Kind(), err)
	}
	out := make([]byte, 0, len(body)+len(m.Kind())+12)
	out = append(out, `{"type":"`...)
	out = append(out, m.Kind()...)
	out = append(out, '"')
	if len(body) > 2 {
		out = append(out, ',')
	}
	return append(out, body[1:]...), nil
}

// Parse reads a message of a client. It refuses with *Error: more than MaxMessage bytes, anything but one JSON object, an
// unknown type, an unknown or misspelt field, a field of the wrong type or beyond its bound.
func Parse(data []byte) (Message, error) {
	m, err := parse(data, MaxMessage, fromClient)
	if err != nil {
		return nil, err
	}
	if c, ok := m.(checked); ok {
		if err := c.check(); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// ParseServer reads a message of the server, for clients written in Go. It refuses as Parse does, but for the bounds of values, and
// takes MaxSnapshot bytes.
func ParseServer(data []byte) (Message, error) { return parse(data, MaxSnapshot, fromServer) }

func parse(data []byte, limit int, decode func(string, []byte) (Message, error)) (Message, error) {
	if len(data) > limit {
		return nil, refuse(CodeTooLarge, "a message has at most %d bytes", limit)
	}
	if !utf8.Valid(data) {
		return nil, refuse(CodeMalformed, "a message is UTF-8")
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil || fields == nil {
		return nil, refuse(CodeMalformed, "a message is one JSON object")
	}
	var kind string
	if err := json.Unmarshal(fields["type"], &kind); err != nil {
		return nil, refuse(CodeMalformed, "the field type is a string")
	}
	delete(fields, "type")
	rest, err := json.Marshal(fields)
	if err != nil {
		return nil, refuse(CodeMalformed, "a message is one JSON object")
	}
	m, err := decode(kind, rest)
	if err == nil {
		return m, nil
	}
	var refused *Error
	if !errors.As(err, &refused) {
		refused = refuse(CodeMalformed, "%s does not have these fields", kind)
	}
	var request struct{ Request }
	if json.Unmarshal(rest, &request) == nil && len(request.Ref) <= MaxIdentifier {
		refused.Ref = request.Ref
	}
	return nil, refused
}

// strict decodes exactly one value without unknown fields.
func strict[T Message](data []byte) (Message, error) {
	var m T
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, refuse(CodeMalformed, "a message is one JSON object")
	}
	return m, nil
}

func fromClient(kind string, data []byte) (Message, error) {
	switch kind {
	case Join{}.Kind():
		return strict[Join](data)
	case Resume{}.Kind():
		return strict[Resume](data)
	case Leave{}.Kind():
		return strict[Leave](data)
	case Offer{}.Kind():
		return strict[Offer](data)
	case Answer{}.Kind():
		return strict[Answer](data)
	case Candidate{}.Kind():
		return strict[Candidate](data)
	case Restart{}.Kind():
		return strict[Restart](data)
	case Mute{}.Kind():
		return strict[Mute](data)
	case Unmute{}.Kind():
		return strict[Unmute](data)
	case Unpublish{}.Kind():
		return strict[Unpublish](data)
	case RaiseHand{}.Kind():
		return strict[RaiseHand](data)
	case LowerHand{}.Kind():
		return strict[LowerHand](data)
	case Say{}.Kind():
		return strict[Say](data)
	case MuteParticipant{}.Kind():
		return strict[MuteParticipant](data)
	case RemoveParticipant{}.Kind():
		return strict[RemoveParticipant](data)
	case SetPermissions{}.Kind():
		return strict[SetPermissions](data)
	case CallHand{}.Kind():
		return strict[CallHand](data)
	case DismissHands{}.Kind():
		return strict[DismissHands](data)
	case Move{}.Kind():
		return strict[Move](data)
	case Interpret{}.Kind():
		return strict[Interpret](data)
	case Handover{}.Kind():
		return strict[Handover](data)
	case TakeOver{}.Kind():
		return strict[TakeOver](data)
	case SlowDown{}.Kind():
		return strict[SlowDown](data)
	case Listen{}.Kind():
		return strict[Listen](data)
	case Caption{}.Kind():
		return strict[Caption](data)
	case Ladder{}.Kind():
		return strict[Ladder](data)
	case Slide{}.Kind():
		return strict[Slide](data)
	case View{}.Kind():
		return strict[View](data)
	case Measured{}.Kind():
		return strict[Measured](data)
	case Report{}.Kind():
		return strict[Report](data)
	case BanParticipant{}.Kind():
		return strict[BanParticipant](data)
	case SlowMode{}.Kind():
		return strict[SlowMode](data)
	case RemoveMessage{}.Kind():
		return strict[RemoveMessage](data)
	case CloseRoom{}.Kind():
		return strict[CloseRoom](data)
	case Ping{}.Kind():
		return strict[Ping](data)
	default:
		return nil, refuse(CodeUnknown, "no such message")
	}
}

func fromServer(kind string, data []byte) (Message, error) {
	switch kind {
	case Joined{}.Kind():
		return strict[Joined](data)
	case Resumed{}.Kind():
		return strict[Resumed](data)
	case Offer{}.Kind():
		return strict[Offer](data)
	case Answer{}.Kind():
		return strict[Answer](data)
	case Candidate{}.Kind():
		return strict[Candidate](data)
	case ParticipantJoined{}.Kind():
		return strict[ParticipantJoined](data)
	case ParticipantChanged{}.Kind():
		return strict[ParticipantChanged](data)
	case ParticipantLeft{}.Kind():
		return strict[ParticipantLeft](data)
	case TrackAdded{}.Kind():
		return strict[TrackAdded](data)
	case TrackChanged{}.Kind():
		return strict[TrackChanged](data)
	case TrackRemoved{}.Kind():
		return strict[TrackRemoved](data)
	case Hands{}.Kind():
		return strict[Hands](data)
	case Skipped{}.Kind():
		return strict[Skipped](data)
	case Arrived{}.Kind():
		return strict[Arrived](data)
	case Breakouts{}.Kind():
		return strict[Breakouts](data)
	case Channels{}.Kind():
		return strict[Channels](data)
	case SlowDown{}.Kind():
		return strict[SlowDown](data)
	case Caption{}.Kind():
		return strict[Caption](data)
	case Slide{}.Kind():
		return strict[Slide](data)
	case Layers{}.Kind():
		return strict[Layers](data)
	case Received{}.Kind():
		return strict[Received](data)
	case Quality{}.Kind():
		return strict[Quality](data)
	case SlowMode{}.Kind():
		return strict[SlowMode](data)
	case MessageRemoved{}.Kind():
		return strict[MessageRemoved](data)
	case RecordingChanged{}.Kind():
		return strict[RecordingChanged](data)
	case Announced{}.Kind():
		return strict[Announced](data)
	case Chat{}.Kind():
		return strict[Chat](data)
	case Speakers{}.Kind():
		return strict[Speakers](data)
	case MediaLost{}.Kind():
		return strict[MediaLost](data)
	case Closed{}.Kind():
		return strict[Closed](data)
	case OK{}.Kind():
		return strict[OK](data)
	case Error{}.Kind():
		return strict[Error](data)
	case Pong{}.Kind():
		return strict[Pong](data)
	default:
		return nil, refuse(CodeUnknown, "no such message")
	}
}

// checked messages bound their own values.
type checked interface{ check() error }

func bounded(ref, field, value string, minimum, maximum int) error {
	if len(ref) > MaxIdentifier {
		return refuse(CodeInvalidValue, "ref has at most %d bytes", MaxIdentifier)
	}
	if len(value) < minimum || len(value) > maximum {
		err := refuse(CodeInvalidValue, "%s has between %d and %d bytes", field, minimum, maximum)
		err.Ref = ref
		return err
	}
	return nil
}

func (r Request) check() error { return bounded(r.Ref, "ref", r.Ref, 0, MaxIdentifier) }

func (m Join) check() error { return bounded(m.Ref, "token", m.Token, 1, MaxToken) }

func (m Resume) check() error {
	return firstOf(bounded(m.Ref, "token", m.Token, 1, MaxToken), bounded(m.Ref, "epoch", m.Epoch, 1, MaxIdentifier))
}

func (m Offer) check() error {
	if m.PC != Publish {
		return m.invalid("a client offers on the publish connection only")
	}
	if len(m.Tracks) > MaxTracks {
		return m.invalid("an offer describes at most %d tracks", MaxTracks)
	}
	for _, t := range m.Tracks {
		if t.Source.Grants() == "" || !t.Hint.valid() || len(t.Mid) > 16 || t.Mid == "" || t.Track != "" || t.Participant != "" || t.Language != "" {
			return m.invalid("a track of an offer has a mid, a source and perhaps a hint")
		}
	}
	return bounded(m.Ref, "sdp", m.SDP, 1, MaxMessage)
}

func (m Answer) check() error {
	if m.PC != Subscribe {
		return m.invalid("a client answers on the subscribe connection only")
	}
	return bounded(m.Ref, "sdp", m.SDP, 1, MaxMessage)
}

func (m Candidate) check() error {
	if m.PC != Publish && m.PC != Subscribe {
		return m.invalid("pc is publish or subscribe")
	}
	return bounded(m.Ref, "candidate", m.Candidate, 0, 1024)
}

func (m Restart) check() error {
	if m.PC != Subscribe {
		return m.invalid("the client restarts the publish connection by its own offer")
	}
	return m.Request.check()
}

func (m Mute) check() error { return m.sources(m.Sources) }

func (m Unmute) check() error { return m.sources(m.Sources) }

func (m Unpublish) check() error { return bounded(m.Ref, "track", m.Track, 1, MaxIdentifier) }

func (m RaiseHand) check() error { return bounded(m.Ref, "language", m.Language, 0, MaxLanguage) }

func (m LowerHand) check() error {
	return bounded(m.Ref, "participant", m.Participant, 0, MaxIdentifier)
}

func (m Say) check() error {
	minimum := 1
	if m.Note != "" {
		minimum = 0
		if !strings.HasPrefix(m.Note, "note_") {
			return m.invalid("note is the id of a voice note")
		}
	}
	return firstOf(
		bounded(m.Ref, "clientId", m.ClientID, 1, MaxIdentifier),
		bounded(m.Ref, "text", m.Text, minimum, MaxChat),
		bounded(m.Ref, "language", m.Language, 0, MaxLanguage),
		bounded(m.Ref, "note", m.Note, 0, MaxIdentifier),
	)
}

func (m MuteParticipant) check() error {
	return firstOf(m.sources(m.Sources), bounded(m.Ref, "participant", m.Participant, 1, MaxIdentifier))
}

func (m RemoveParticipant) check() error {
	return firstOf(bounded(m.Ref, "participant", m.Participant, 1, MaxIdentifier), bounded(m.Ref, "reason", m.Reason, 0, MaxReason))
}

func (m SetPermissions) check() error {
	if m.Publish != nil {
		for _, k := range *m.Publish {
			if !k.valid() {
				return m.invalid("publish names audio, video or screen")
			}
		}
		if len(*m.Publish) > 3 {
			return m.invalid("publish names each kind once")
		}
	}
	return bounded(m.Ref, "participant", m.Participant, 1, MaxIdentifier)
}

func (m CloseRoom) check() error { return bounded(m.Ref, "reason", m.Reason, 0, MaxReason) }

func (r Request) sources(sources []Source) error {
	if len(sources) == 0 || len(sources) > 5 {
		return r.invalid("sources names between one and five sources")
	}
	for _, s := range sources {
		if s.Grants() == "" {
			return r.invalid("a source is microphone, camera, screen, screenAudio or interpretation")
		}
	}
	return r.check()
}

func (r Request) invalid(format string, args ...any) error {
	err := refuse(CodeInvalidValue, format, args...)
	err.Ref = r.Ref
	return err
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
