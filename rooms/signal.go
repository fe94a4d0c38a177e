package rooms

import (
	"fmt"
	"time"
)

// Version is the version of the signalling protocol. It rises when a message changes in a way that an older client would
// misunderstand; join and resume carry it and another version is refused with CodeVersion.
const Version = 1

// Bounds of what a client may send. Lengths of text are in bytes of UTF-8.
const (
	MaxMessage    = 64 << 10 // one signalling message
	MaxSnapshot   = 4 << 20  // one message of the server: the snapshot names everybody in the room
	MaxChat       = 4000     // text of a chat message
	MaxIdentifier = 128      // any id chosen by the client
	MaxReason     = 500      // a moderator's words
	MaxToken      = 4096     // a room token
	MaxTracks     = 16       // media sections described in one offer
)

// Message is one signalling message: a flat JSON object whose field "type" is Kind.
type Message interface {
	// Kind is the value of the field "type".
	Kind() string
}

// Source says what a track shows or lets hear.
type Source string

// The sources of a track. Microphone, ScreenAudio and Interpretation are sound, Camera and Screen are pictures.
const (
	Microphone  Source = "microphone"
	Camera      Source = "camera"
	Screen      Source = "screen"
	ScreenAudio Source = "screenAudio"
	// Interpretation is an interpreter's voice. It goes into a language channel and never to the floor.
	Interpretation Source = "interpretation"
)

// Audio reports whether the source is sound.
func (s Source) Audio() bool { return s == Microphone || s == ScreenAudio || s == Interpretation }

// Grants is the kind that a grant must name before this source may be published; empty for an unknown source.
func (s Source) Grants() Kind {
	switch s {
	case Microphone:
		return Audio
	case Camera:
		return Video
	case Screen, ScreenAudio:
		return ScreenShare
	case Interpretation:
		return interpreting
	default:
		return ""
	}
}

// Hint is what the publisher says about the content of a picture, so that encoders and layouts can favour detail or motion.
type Hint string

// The content hints, as in the MediaStreamTrack Content Hints draft of W3C.
const (
	HintNone   Hint = ""
	HintMotion Hint = "motion"
	HintDetail Hint = "detail"
	HintText   Hint = "text"
)

func (h Hint) valid() bool {
	return h == HintNone || h == HintMotion || h == HintDetail || h == HintText
}

// Side names one of the two peer connections of a participant.
type Side string

// The client offers on Publish and the server offers on Subscribe, so two offers can never cross.
const (
	Publish   Side = "publish"
	Subscribe Side = "subscribe"
)

// Participant is a person in the room as the others see them.
type Participant struct {
	ID           string      `json:"id"`
	Name         string      `json:"name"`
	Organization string      `json:"organization,omitempty"`
	Language     string      `json:"language,omitempty"` // BCP 47
	Joined       time.Time   `json:"joined"`
	Connected    bool        `json:"connected"` // false while the seat is kept for a lost connection
	Synthetic    bool        `json:"synthetic,omitempty"`
	Place        string      `json:"place,omitempty"` // "" is the floor, Backstage, or the id of a breakout
	Permissions  Permissions `json:"permissions"`

	// What only the participant themself is told, and only in the snapshot.
	Listening *Listening `json:"listening,omitempty"`
	Step      Step       `json:"step,omitempty"`
}

// Permissions is what a participant may do now: the grant, as changed by a moderator.
type Permissions struct {
	Publish   []Kind `json:"publish"`
	Subscribe bool   `json:"subscribe"`
	Data      bool   `json:"data"`
	Moderate  bool   `json:"moderate"`
	Interpret bool   `json:"interpret"`
	Record    bool   `json:"record"`
	Caption   bool   `json:"caption,omitempty"`

	Languages []string `json:"languages,omitempty"` // that an interpreter may speak into; none: any
}

// Track is one published stream as the room sees it.
type Track struct {
	ID          string `json:"id"`
	Participant string `json:"participant"`
	Source      Source `json:"source"`
	Codec       string `json:"codec"` // "opus", "pcmu", "vp8", "h264"
	Hint        Hint   `json:"hint,omitempty"`
	Muted       bool   `json:"muted"`
	Language    string `json:"language,omitempty"` // of a channel, BCP 47
}

// Hand is one entry of the speaking queue; the first in the queue raised first.
type Hand struct {
	Participant string    `json:"participant"`
	Place       string    `json:"place,omitempty"`
	Language    string    `json:"language,omitempty"` // the language they will speak, BCP 47
	Raised      time.Time `json:"raised"`
}

// Speaker is a participant being heard now. Level is in -dBov: 0 is the loudest, 127 is silence (RFC 6464).
type Speaker struct {
	Participant string `json:"participant"`
	Level       int    `json:"level"`
}

// ICEServer is a STUN or TURN server for RTCPeerConnection.
type ICEServer struct {
	URLs       []string `json:"urls"`
	Username   string   `json:"username,omitempty"`
	Credential string   `json:"credential,omitempty"`
}

// Request is the optional reference that a client puts into a message; the answer (ok, error, answer, pong) repeats it.
type Request struct {
	Ref string `json:"ref,omitempty"`
}

func (r Request) reference() string { return r.Ref }

// Messages from the client.
type (
	// Join takes a new seat. It is the first message of a connection.
	Join struct {
		Request
		Version int    `json:"version"`
		Token   string `json:"token"`
	}
	// Resume takes the seat again after the connection was lost. It is the first message of a connection.
	Resume struct {
		Request
		Version int    `json:"version"`
		Token   string `json:"token"`
		Epoch   string `json:"epoch"`
		Offset  uint64 `json:"offset"`
	}
	// Leave gives the seat up.
	Leave struct {
		Request
	}
	// Offer is an SDP offer: of the client for Publish, of the server for Subscribe.
	Offer struct {
		Request
		PC     Side           `json:"pc"`
		ID     uint64         `json:"id"`
		SDP    string         `json:"sdp"`
		Tracks []OfferedTrack `json:"tracks"`
	}
	// Answer is the SDP answer to the offer with the same PC and ID.
	Answer struct {
		Request
		PC  Side   `json:"pc"`
		ID  uint64 `json:"id"`
		SDP string `json:"sdp"`
	}
	// Candidate is a trickled ICE candidate, either way.
	Candidate struct {
		Request
		PC            Side    `json:"pc"`
		Candidate     string  `json:"candidate"` // empty: no more
		SDPMid        *string `json:"sdpMid,omitempty"`
		SDPMLineIndex *uint16 `json:"sdpMLineIndex,omitempty"`
		Ufrag         *string `json:"usernameFragment,omitempty"`
	}
	// Restart asks the server for a subscribe offer with an ICE restart.
	Restart struct {
		Request
		PC Side `json:"pc"`
	}
	// Mute stops the forwarding of the participant's own sources.
	Mute struct {
		Request
		Sources []Source `json:"sources"`
	}
	// Unmute resumes it.
	Unmute struct {
		Request
		Sources []Source `json:"sources"`
	}
	// Unpublish withdraws a track of the participant's own.
	Unpublish struct {
		Request
		Track string `json:"track"`
	}
	// RaiseHand joins the speaking queue.
	RaiseHand struct {
		Request
		Language string `json:"language,omitempty"`
	}
	// LowerHand leaves the speaking queue; a moderator may name somebody else.
	LowerHand struct {
		Request
		Participant string `json:"participant,omitempty"`
	}
	// Say is a chat message to the room. The same ClientID twice is one message.
	Say struct {
		Request
		ClientID string `json:"clientId"`
		Text     string `json:"text"`
		Language string `json:"language,omitempty"`
		Note     string `json:"note,omitempty"` // id of a voice note that was uploaded before; then Text may be empty
	}
	// MuteParticipant mutes somebody else: moderators only.
	MuteParticipant struct {
		Request
		Participant string   `json:"participant"`
		Sources     []Source `json:"sources"`
	}
	// RemoveParticipant ends somebody else's seat: moderators only.
	RemoveParticipant struct {
		Request
		Participant string `json:"participant"`
		Reason      string `json:"reason,omitempty"`
	}
	// SetPermissions changes what somebody may do: moderators only. Absent fields stay as they are.
	SetPermissions struct {
		Request
		Participant string  `json:"participant"`
		Publish     *[]Kind `json:"publish,omitempty"`
		Subscribe   *bool   `json:"subscribe,omitempty"`
		Data        *bool   `json:"data,omitempty"`
	}
	// CloseRoom ends the room for everybody: moderators only.
	CloseRoom struct {
		Request
		Reason string `json:"reason,omitempty"`
	}
	// Ping asks for a Pong.
	Ping struct {
		Request
	}
)

// OfferedTrack says what a media section of an offer carries. In a publish offer Source is required and Track and Participant
// are absent; in a subscribe offer all of them are present.
type OfferedTrack struct {
	Mid         string `json:"mid"`
	Source      Source `json:"source"`
	Hint        Hint   `json:"hint,omitempty"`
	Muted       bool   `json:"muted,omitempty"`
	Track       string `json:"track,omitempty"`
	Participant string `json:"participant,omitempty"`
	Language    string `json:"language,omitempty"` // of a channel: what is interpreted into
}

// Messages from the server. Those with an Offset are room events: numbered from 1 without gaps within an epoch.
type (
	// Joined is the snapshot of the room; all later events have a higher offset.
	Joined struct {
		Request
		Version      int           `json:"version"`
		Room         string        `json:"room"`
		Epoch        string        `json:"epoch"`
		Offset       uint64        `json:"offset"`
		Self         Participant   `json:"self"`
		Participants []Participant `json:"participants"`
		Tracks       []Track       `json:"tracks"`
		Hands        []Hand        `json:"hands"`
		Breakouts    []Breakout    `json:"breakouts"`
		Channels     []Channel     `json:"channels"`
		SlowMode     int           `json:"slowMode"` // seconds, 0: off
		Recording    *Recorded     `json:"recording"`
		ICEServers   []ICEServer   `json:"iceServers"`
		GraceSeconds int           `json:"graceSeconds"`
		Resumed      bool          `json:"resumed"` // false: make new peer connections
	}
	// Resumed says that the seat is the same, its peer connections still stand, and Missed events follow.
	Resumed struct {
		Request
		Epoch  string `json:"epoch"`
		Offset uint64 `json:"offset"`
		Missed int    `json:"missed"`
	}
	// ParticipantJoined is a room event.
	ParticipantJoined struct {
		Offset      uint64      `json:"offset"`
		Participant Participant `json:"participant"`
	}
	// ParticipantChanged is a room event: permissions, place or connection of somebody, possibly of the receiver.
	ParticipantChanged struct {
		Offset      uint64      `json:"offset"`
		Participant Participant `json:"participant"`
	}
	// ParticipantLeft is a room event; their tracks and hand are gone with it.
	ParticipantLeft struct {
		Offset      uint64 `json:"offset"`
		Participant string `json:"participant"`
		Reason      Reason `json:"reason"`
	}
	// TrackAdded is a room event.
	TrackAdded struct {
		Offset uint64 `json:"offset"`
		Track  Track  `json:"track"`
	}
	// TrackChanged is a room event: a track was muted or unmuted, by the participant named.
	TrackChanged struct {
		Offset uint64 `json:"offset"`
		Track  Track  `json:"track"`
		By     string `json:"by"`
	}
	// TrackRemoved is a room event.
	TrackRemoved struct {
		Offset      uint64 `json:"offset"`
		Track       string `json:"track"`
		Participant string `json:"participant"`
	}
	// Announced is a room event: something happened outside of the room that its people should see, such as a changed term
	// sheet. What it means is between the program and the client.
	Announced struct {
		Offset uint64            `json:"offset"`
		Event  string            `json:"event"`
		Data   map[string]string `json:"data"`
		At     time.Time         `json:"at"`
	}
	// Chat is a room event: a message that was kept.
	Chat struct {
		Offset      uint64    `json:"offset"`
		ID          string    `json:"id"`
		ClientID    string    `json:"clientId"`
		Participant string    `json:"participant"`
		Name        string    `json:"name"`
		Place       string    `json:"place,omitempty"`
		Text        string    `json:"text"`
		Language    string    `json:"language,omitempty"`
		Note        string    `json:"note,omitempty"`
		At          time.Time `json:"at"`
	}
	// Speakers lists who is heard now, loudest first; empty: nobody. Not numbered and never replayed.
	Speakers struct {
		Speakers []Speaker `json:"speakers"`
	}
	// MediaLost says that the server closed one of the receiver's peer connections; a new one may be offered.
	MediaLost struct {
		PC Side `json:"pc"`
	}
	// Closed is the last message of a connection.
	Closed struct {
		Reason Reason `json:"reason"`
		Detail string `json:"detail,omitempty"`
	}
	// OK answers a message that carried a ref and has no answer of its own.
	OK struct {
		Request
	}
	// Error answers a message that was refused.
	Error struct {
		Request
		Code   Code   `json:"code"`
		Detail string `json:"detail"`
	}
	// Pong answers a Ping.
	Pong struct {
		Request
		At time.Time `json:"at"`
	}
)

// Reason says why a seat or a connection ended.
type Reason string

// The reasons.
const (
	ReasonLeft     Reason = "left"     // the client said leave
	ReasonVanished Reason = "vanished" // no connection within the grace
	ReasonReplaced Reason = "replaced" // the same participant came in again
	ReasonRemoved  Reason = "removed"  // by a moderator
	ReasonClosed   Reason = "closed"   // the room was closed
	ReasonSlow     Reason = "slow"     // messages were not taken fast enough; resume is possible
	ReasonShutdown Reason = "shutdown" // the engine ends
)

// Code is the stable word of a refusal.
type Code string

// The codes of refusals.
const (
	CodeUnknown      Code = "unknown_message"
	CodeMalformed    Code = "malformed_message"
	CodeTooLarge     Code = "message_too_large"
	CodeRate         Code = "too_many_messages"
	CodeVersion      Code = "unsupported_version"
	CodeOrder        Code = "out_of_order"
	CodeToken        Code = "invalid_token"
	CodeForbidden    Code = "not_permitted"
	CodeFull         Code = "room_full"
	CodeLimit        Code = "limit_reached"
	CodeNotFound     Code = "not_found"
	CodeNegotiation  Code = "negotiation_failed"
	CodeChat         Code = "chat_not_kept"
	CodeCaption      Code = "caption_not_kept"
	CodeSlow         Code = "slow_mode"
	CodeInternal     Code = "internal_error"
	CodeUnavailable  Code = "unavailable"
	CodeInvalidValue Code = "invalid_value"
)

// Error makes a refusal usable as a Go error.
func (e *Error) Error() string { return string(e.Code) + ": " + e.Detail }

func refuse(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Detail: fmt.Sprintf(format, args...)}
}

// Kind implements Message.
func (Join) Kind() string { return "join" }

// Kind implements Message.
func (Resume) Kind() string { return "resume" }

// Kind implements Message.
func (Leave) Kind() string { return "leave" }

// Kind implements Message.
func (Offer) Kind() string { return "offer" }

// Kind implements Message.
func (Answer) Kind() string { return "answer" }

// Kind implements Message.
func (Candidate) Kind() string { return "candidate" }

// Kind implements Message.
func (Restart) Kind() string { return "restart" }

// Kind implements Message.
func (Mute) Kind() string { return "mute" }

// Kind implements Message.
func (Unmute) Kind() string { return "unmute" }

// Kind implements Message.
func (Unpublish) Kind() string { return "unpublish" }

// Kind implements Message.
func (RaiseHand) Kind() string { return "raiseHand" }

// Kind implements Message.
func (LowerHand) Kind() string { return "lowerHand" }

// Kind implements Message.
func (Say) Kind() string { return "say" }

// Kind implements Message.
func (MuteParticipant) Kind() string { return "muteParticipant" }

// Kind implements Message.
func (RemoveParticipant) Kind() string { return "removeParticipant" }

// Kind implements Message.
func (SetPermissions) Kind() string { return "setPermissions" }

// Kind implements Message.
func (CloseRoom) Kind() string { return "closeRoom" }

// Kind implements Message.
func (Ping) Kind() string { return "ping" }

// Kind implements Message.
func (Joined) Kind() string { return "joined" }

// Kind implements Message.
func (Resumed) Kind() string { return "resumed" }

// Kind implements Message.
func (ParticipantJoined) Kind() string { return "participantJoined" }

// Kind implements Message.
func (ParticipantChanged) Kind() string { return "participantChanged" }

// Kind implements Message.
func (ParticipantLeft) Kind() string { return "participantLeft" }

// Kind implements Message.
func (TrackAdded) Kind() string { return "trackAdded" }

// Kind implements Message.
func (TrackChanged) Kind() string { return "trackChanged" }

// Kind implements Message.
func (TrackRemoved) Kind() string { return "trackRemoved" }

// Kind implements Message.
func (Announced) Kind() string { return "announced" }

// Kind implements Message.
func (Chat) Kind() string { return "chat" }

// Kind implements Message.
func (Speakers) Kind() string { return "speakers" }

// Kind implements Message.
func (MediaLost) Kind() string { return "mediaLost" }

// Kind implements Message.
func (Closed) Kind() string { return "closed" }

// Kind implements Message.
func (OK) Kind() string { return "ok" }

// Kind implements Message.
func (Error) Kind() string { return "error" }

// Kind implements Message.
func (Pong) Kind() string { return "pong" }
