package rooms

// Who may give a command.
type Who string

// The circles of people; a command outside one's circle is refused with CodeForbidden.
const (
	Everybody  Who = "everybody"
	Visible    Who = "visible" // everybody not hidden
	Publishers Who = "publisher"
	Speaking   Who = "data" // those who may chat
	Moderators Who = "moderator"
	Boothed    Who = "interpreter"
	Writers    Who = "caption" // those who may write captions
)

// Argument is one word of a typed command.
type Argument struct {
	Name     string   `json:"name"`
	Required bool     `json:"required"`
	Rest     bool     `json:"rest,omitempty"`    // takes the rest of the line
	Several  bool     `json:"several,omitempty"` // may be repeated
	OneOf    []string `json:"oneOf,omitempty"`
}

// Command is a room action by its typed name: what /help lists and a client turns into the message named.
type Command struct {
	Name      string     `json:"name"`
	Message   string     `json:"message"` // the type of the signalling message
	Who       Who        `json:"who"`
	Arguments []Argument `json:"arguments"`
}

// Commands is every room action that can be typed. The slice is the caller's own.
func Commands() []Command {
	sources := Argument{
		Name: "source", Several: true,
		OneOf: []string{string(Microphone), string(Camera), string(Screen), string(ScreenAudio), string(Interpretation)},
	}
	kinds := Argument{Name: "kind", Several: true, OneOf: []string{string(Audio), string(Video), string(ScreenShare)}}
	participant := Argument{Name: "participant", Required: true}
	reason := Argument{Name: "reason", Rest: true}
	language := Argument{Name: "language", Required: true}
	place := Argument{Name: "place"} // none: the floor
	required := sources
	required.Required = true
	return []Command{
		{Name: "mute", Message: Mute{}.Kind(), Who: Publishers, Arguments: []Argument{required}},
		{Name: "unmute", Message: Unmute{}.Kind(), Who: Publishers, Arguments: []Argument{required}},
		{Name: "share", Message: Offer{}.Kind(), Who: Publishers, Arguments: []Argument{{Name: "hint", OneOf: []string{"motion", "detail", "text"}}}},
		{Name: "unpublish", Message: Unpublish{}.Kind(), Who: Publishers, Arguments: []Argument{{Name: "track", Required: true}}},
		{Name: "raise", Message: RaiseHand{}.Kind(), Who: Visible, Arguments: []Argument{{Name: "language"}}},
		{Name: "lower", Message: LowerHand{}.Kind(), Who: Visible, Arguments: []Argument{{Name: "participant"}}},
		{Name: "say", Message: Say{}.Kind(), Who: Speaking, Arguments: []Argument{{Name: "text", Required: true, Rest: true}}},
		{Name: "go", Message: Move{}.Kind(), Who: Everybody, Arguments: []Argument{place}},
		{Name: "listen", Message: Listen{}.Kind(), Who: Everybody, Arguments: []Argument{{Name: "language"}, {Name: "floor"}}},
		{Name: "step", Message: Ladder{}.Kind(), Who: Everybody, Arguments: []Argument{{
			Name: "step", Required: true, OneOf: []string{string(StepVideo), string(StepLow), string(StepSlides), string(StepAudio), string(StepText)},
		}}},
		{Name: "report", Message: Report{}.Kind(), Who: Everybody, Arguments: []Argument{participant, {Name: "reason", Required: true, Rest: true}}},
		{Name: "interpret", Message: Interpret{}.Kind(), Who: Boothed, Arguments: []Argument{{Name: "language"}, {Name: "source"}}},
		{Name: "handover", Message: Handover{}.Kind(), Who: Boothed, Arguments: []Argument{language, {Name: "to"}}},
		{Name: "takeover", Message: TakeOver{}.Kind(), Who: Boothed, Arguments: []Argument{language}},
		{Name: "slower", Message: SlowDown{}.Kind(), Who: Boothed, Arguments: []Argument{language}},
		{Name: "caption", Message: Caption{}.Kind(), Who: Writers, Arguments: []Argument{language, {Name: "text", Required: true, Rest: true}}},
		{Name: "leave", Message: Leave{}.Kind(), Who: Everybody, Arguments: []Argument{}},
		{Name: "ping", Message: Ping{}.Kind(), Who: Everybody, Arguments: []Argument{}},
		{Name: "restart", Message: Restart{}.Kind(), Who: Everybody, Arguments: []Argument{}},
		{Name: "silence", Message: MuteParticipant{}.Kind(), Who: Moderators, Arguments: []Argument{participant, required}},
		{Name: "remove", Message: RemoveParticipant{}.Kind(), Who: Moderators, Arguments: []Argument{participant, reason}},
		{Name: "allow", Message: SetPermissions{}.Kind(), Who: Moderators, Arguments: []Argument{participant, kinds}},
		{Name: "ban", Message: BanParticipant{}.Kind(), Who: Moderators, Arguments: []Argument{participant, reason}},
		{Name: "slow", Message: SlowMode{}.Kind(), Who: Moderators, Arguments: []Argument{{Name: "seconds", Required: true}}},
		{Name: "unsay", Message: RemoveMessage{}.Kind(), Who: Moderators, Arguments: []Argument{{Name: "id", Required: true}}},
		{Name: "call", Message: CallHand{}.Kind(), Who: Moderators, Arguments: []Argument{participant}},
		{Name: "dismiss", Message: DismissHands{}.Kind(), Who: Moderators, Arguments: []Argument{}},
		{Name: "move", Message: Move{}.Kind(), Who: Moderators, Arguments: []Argument{
			{Name: "place", Required: true}, {Name: "participants", Required: true, Several: true},
		}},
		{Name: "close", Message: CloseRoom{}.Kind(), Who: Moderators, Arguments: []Argument{reason}},
	}
}
