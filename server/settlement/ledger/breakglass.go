package ledger

import (
	"cmp"
	"slices"
)

// Breaking the glass lets a clearing officer pull the emergency brake when nobody of compliance is at hand: for a while
// they may hold orders and block parties, and nothing else. It never moves money and never stands in for a second person;
// lifting what they stopped is up to compliance and a checker.

// BreakGlass opens the brake to its actor. Note: why; param "until": milliseconds, at most MaxGlass ahead.
const BreakGlass Type = "breakglass.use"

// MaxGlass is the longest time in milliseconds for which the glass stays broken: one hour.
const MaxGlass = 60 * 60 * 1000

const glassParam = "until"

// Glass is the brake in somebody's hand.
type Glass struct {
	Person string
	Role   Role
	Reason string
	Time   int64
	Until  int64
}

var glassRules = map[Type]rule{
	BreakGlass: {roles: []Role{Maker, Checker}, do: breakGlass, apply: (*scratch).applyGlass},
}

// Glass finds the brake of a person, expired or not.
func (s *State) Glass(person string) (*Glass, bool) {
	g, ok := s.books.Glasses[person]
	return g, ok
}

// Glasses returns every brake that was ever in a hand, the one that is given back last first.
func (s *State) Glasses() []*Glass {
	var out []*Glass
	for _, g := range s.books.Glasses {
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b *Glass) int { return cmp.Or(cmp.Compare(b.Until, a.Until), cmp.Compare(a.Person, b.Person)) })
	return out
}

func breakGlass(x *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	until := c.num(glassParam)
	switch g, _ := x.glasses.find(c.Actor.Person); {
	case c.Note == "":
		return WhyReason
	case until <= x.time || until > x.time+MaxGlass:
		return WhyAmount
	case g != nil && g.Until >= x.time:
		return WhyTwice
	}
	return ""
}

func (x *scratch) applyGlass(e *Entry) (int64, error) {
	if len(e.Legs) > 0 || len(e.Moves) > 0 || e.Note == "" || e.Actor.Person == "" || e.num(glassParam) > x.time+MaxGlass {
		return 0, broken("%s of %q moves something, gives no reason or lasts too long", e.Type, e.Actor.Person)
	}
	x.glasses.put(e.Actor.Person, &Glass{
		Person: e.Actor.Person, Role: e.Actor.Role, Reason: e.Note, Time: x.time, Until: e.num(glassParam),
	})
	return 0, nil
}

// brakes says whether an actor may stop orders and parties: clearing officers only with the glass broken.
func (x *scratch) brakes(a Actor) bool {
	if a.Role != Maker && a.Role != Checker {
		return true
	}
	g, ok := x.glasses.find(a.Person)
	return ok && g.Until >= x.time
}
