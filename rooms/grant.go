package rooms

import "slices"

// Kind is what a grant allows to publish.
type Kind string

// The kinds; sources belong to one each, see Source.Grants.
const (
	Audio       Kind = "audio"
	Video       Kind = "video"
	ScreenShare Kind = "screen"

	// interpreting is what Interpretation asks for. No grant lists it under Publish: Grant.Interpret gives it.
	interpreting Kind = "interpret"
)

func (k Kind) valid() bool { return k == Audio || k == Video || k == ScreenShare }

// Grant says who comes into which room and what they may do there. Whoever hands it to Room.Join has decided it.
type Grant struct {
	Session     string // the signed-in session it was issued to; empty for participants of the program itself
	Room        string
	Epoch       string // of the room, as Room.Epoch; empty: any
	Participant string // unique in the room
	Name        string
	// Organization and Language (BCP 47) are shown to the others.
	Organization string
	Language     string
	Synthetic    bool // made by the program, and shown as such

	Join      bool
	Publish   []Kind
	Subscribe bool
	Data      bool // chat
	Hidden    bool // nobody sees the participant; implies no publishing
	Moderate  bool
	Interpret bool
	Record    bool
	Caption   bool // may write captions in any language; an interpreter may anyhow in those of their own

	// Languages are those that an interpreter may speak into (BCP 47, at most MaxChannels); empty: any.
	Languages []string
	// Place is where they begin, unless the room remembers them elsewhere: "" is the floor.
	Place string
	// Roam allows to move oneself among the breakouts.
	Roam bool
}

func (g Grant) permissions() Permissions {
	p := Permissions{
		Publish: slices.Clone(g.Publish), Subscribe: g.Subscribe, Data: g.Data,
		Moderate: g.Moderate, Interpret: g.Interpret && !g.Hidden, Record: g.Record, Caption: g.Caption || g.Interpret,
		Languages: slices.Clone(g.Languages),
	}
	if p.Publish == nil || g.Hidden {
		p.Publish = []Kind{}
	}
	return p
}

func (p Permissions) mayPublish(s Source) bool {
	if s == Interpretation {
		return p.Interpret
	}
	return slices.Contains(p.Publish, s.Grants())
}

// mayInterpret reports whether somebody may speak into a language.
func (p Permissions) mayInterpret(language string) bool {
	return p.Interpret && (len(p.Languages) == 0 || slices.Contains(p.Languages, language))
}
