package rooms

import "slices"

// Kind is what a grant allows to publish.
type Kind string

// The kinds; sources belong to one each, see Source.Grants.
const (
	Audio       Kind = "audio"
	Video       Kind = "video"
	ScreenShare Kind = "screen"
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
}

func (g Grant) permissions() Permissions {
	p := Permissions{
		Publish: slices.Clone(g.Publish), Subscribe: g.Subscribe, Data: g.Data,
		Moderate: g.Moderate, Interpret: g.Interpret, Record: g.Record,
	}
	if p.Publish == nil || g.Hidden {
		p.Publish = []Kind{}
	}
	return p
}

func (p Permissions) mayPublish(s Source) bool { return slices.Contains(p.Publish, s.Grants()) }
