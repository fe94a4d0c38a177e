package ledger

import (
	"slices"
	"strings"

	"fairground/server/money"
)

// What is known of a party by screening it against lists of sanctions. The log keeps the decision and the version of the
// lists, never a name. Nothing is paid out to a party that is not clear under the current lists; a blocked party's money
// goes to an account of its own that nothing is paid out of.

// The commands of parties. Object is the organization.
const (
	UseLists     Type = "screening.lists" // Ref: version of the lists from now on
	ScreenParty  Type = "party.screen"    // Ref: version of the lists; param "decision"
	BlockParty   Type = "party.block"     // Note: why
	UnblockParty Type = "party.unblock"   // compliance proposes, a checker confirms
)

// Decisions of a screening.
const (
	Clear  = "clear"
	Review = "review" // a person has to look
	Hit    = "hit"
)

// NoLists is the version while the operator has supplied none: everybody is clear, and every page says so.
// UnreadableLists is the version while lists are configured and cannot be read: nobody is clear.
const (
	NoLists         = "none"
	UnreadableLists = "unreadable"
)

// The reasons that come of screening.
const (
	WhyBlocked   = "party_blocked"
	WhyScreening = "party_not_clear"
	WhyLists     = "lists_outdated"
)

const decisionParam = "decision"

// Standing is what is known of a party.
type Standing struct {
	Org      string
	Decision string
	Lists    string
	By       string // person, "" for the system
	Note     string
	Blocked  bool
	Time     int64
	Seq      int64
}

// BlockedAccount holds what a blocked organization would have got.
func BlockedAccount(org string) string { return "user:" + org + ":blocked" }

// Standing finds what is known of an organization.
func (s *State) Standing(org string) (*Standing, bool) {
	p, ok := s.books.Parties[org]
	return p, ok
}

// Standings returns what is known of all organizations, by id.
func (s *State) Standings() []*Standing {
	var out []*Standing
	for _, p := range s.books.Parties {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b *Standing) int { return compare(a.Org, b.Org) })
	return out
}

// Lists returns the version of the lists that parties must be clear under.
func (s *State) Lists() string { return s.books.Lists }

// Suspect says why nothing may be paid to an organization now, "" if it may.
func (s *State) Suspect(org string) string { return s.scratch(s.Seq, s.Time, 0).suspect(org) }

var partyRules = map[Type]rule{
	UseLists:     {roles: []Role{Timer}, do: useLists, apply: (*scratch).applyLists},
	ScreenParty:  {roles: []Role{Timer, Compliance}, do: screen, apply: (*scratch).applyScreen},
	BlockParty:   {roles: []Role{Compliance, Timer, Maker, Checker}, do: block, apply: (*scratch).applyBlock},
	UnblockParty: {roles: []Role{Checker}, proposer: Compliance, pair: true, do: unblock, apply: (*scratch).applyBlock},
}

// suspect says why nothing may be paid to an organization, "" if it may.
func (x *scratch) suspect(org string) string {
	p, known := x.parties.find(org)
	switch {
	case known && p.Blocked:
		return WhyBlocked
	case known && p.Decision != Clear:
		return WhyScreening
	case x.lists != "" && x.lists != NoLists && (!known || p.Lists != x.lists):
		return WhyScreening
	}
	return ""
}

// suspects says the same of the sides of an order.
func (x *scratch) suspects(t *Terms) string {
	if why := x.suspect(t.Buyer); why != "" {
		return why
	}
	return x.suspect(t.Seller)
}

func (x *scratch) blocked(org string) bool {
	p, known := x.parties.find(org)
	return known && p.Blocked
}

func useLists(x *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	if !identifier(c.Ref) {
		return WhyLists
	}
	if c.Ref == x.lists {
		return WhyTwice
	}
	return ""
}

func (x *scratch) applyLists(e *Entry) (int64, error) {
	if len(e.Legs) > 0 || len(e.Moves) > 0 {
		return 0, broken("%s moves something", e.Type)
	}
	x.lists = e.Ref
	return 0, nil
}

// screen takes a decision on a party. The system's decision stands once for each version of the lists, so that it never
// takes back what a person has found under the same lists.
func screen(x *scratch, c *Command, _ *Entry, _ *Order, _ int, _ *Payout) string {
	decision := c.text(decisionParam)
	if !identifier(c.Object) || !slices.Contains([]string{Clear, Review, Hit}, decision) {
		return WhyParty
	}
	if c.Actor.Role == Compliance && (c.Actor.Person == "" || c.Actor.Org == c.Object) {
		return WhyParty
	}
	if c.Ref == UnreadableLists || (c.Ref != x.lists && (x.lists != "" || c.Ref != NoLists)) {
		return WhyLists
	}
	p, known := x.parties.find(c.Object)
	switch {
	case !known || p.Lists != c.Ref || p.Decision == "":
		return ""
	case c.Actor.Role == Timer || p.Decision == decision:
		return WhyTwice
	case c.Note == "":
		return WhyReason
	}
	return ""
}

func (x *scratch) applyScreen(e *Entry) (int64, error) {
	if len(e.Legs) > 0 || len(e.Moves) > 0 || !identifier(e.Object) {
		return 0, broken("%s moves something or is about nobody", e.Type)
	}
	p := x.standing(e.Object)
	p.Decision, p.Lists, p.By, p.Note, p.Time, p.Seq = e.text(decisionParam), e.Ref, e.Actor.Person, e.Note, x.time, x.seq
	return 0, nil
}

// standing is what is known of a party, to be changed.
func (x *scratch) standing(org string) *Standing {
	if _, known := x.parties.find(org); !known {
		x.parties.put(org, &Standing{Org: org, Decision: Clear})
	}
	return x.parties.own(org)
}

func block(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	switch {
	case !x.brakes(c.Actor):
		return WhyRole
	case !identifier(c.Object) || c.Actor.Org == c.Object:
		return WhyParty
	case x.blocked(c.Object):
		return WhyTwice
	case c.Note == "":
		return WhyReason
	}
	e.Legs = x.shift(AvailableAccount(c.Object), BlockedAccount(c.Object))
	return ""
}

func unblock(x *scratch, c *Command, e *Entry, _ *Order, _ int, _ *Payout) string {
	if !x.blocked(c.Object) {
		return WhyState
	}
	if c.Actor.Org == c.Object {
		return WhyParty
	}
	e.Legs = x.shift(BlockedAccount(c.Object), AvailableAccount(c.Object))
	return ""
}

// shift moves all that is free on one account of a party to another, in the order of currencies.
func (x *scratch) shift(from, to string) []Leg {
	var legs []Leg
	for _, c := range money.Currencies() {
		b := x.balance(AccountID{from, c})
		if free := b.Posted - b.Held; free > 0 {
			legs = append(legs, Leg{from, c, -free, Posted}, Leg{to, c, free, Posted})
		}
	}
	return legs
}

func (x *scratch) applyBlock(e *Entry) (int64, error) {
	if x.blocked(e.Object) == (e.Type == BlockParty) || !identifier(e.Object) || len(e.Moves) > 0 {
		return 0, broken("%s of %q, which is blocked: %v", e.Type, e.Object, x.blocked(e.Object))
	}
	from := AvailableAccount(e.Object)
	if e.Type == UnblockParty {
		from = BlockedAccount(e.Object)
	}
	for _, l := range e.Legs {
		if b := x.balance(AccountID{from, l.Currency}); b.Posted != b.Held {
			return 0, broken("%s of %s leaves %d %s behind", e.Type, e.Object, b.Posted-b.Held, l.Currency)
		}
	}
	p := x.standing(e.Object)
	p.Blocked, p.By, p.Note, p.Time, p.Seq = e.Type == BlockParty, e.Actor.Person, e.Note, x.time, x.seq
	return 0, nil
}

// divert sends what an entry would give a blocked party to its blocked account. Unblocking alone gives it back.
func (x *scratch) divert(e *Entry) []Leg {
	legs := e.Legs
	for i, l := range e.Legs {
		org, ok := purse(l, ":avail")
		if !ok || e.Type == UnblockParty || !x.blocked(org) || gain(e.Legs, l) <= 0 {
			continue
		}
		if &legs[0] == &e.Legs[0] {
			legs = slices.Clone(legs)
		}
		legs[i].Account = BlockedAccount(org)
	}
	return legs
}

// purse names the organization whose money a leg posts to.
func purse(l Leg, of string) (org string, ok bool) {
	if org, ok = strings.CutPrefix(l.Account, "user:"); !ok || l.Book != Posted {
		return "", false
	}
	return strings.CutSuffix(org, of)
}

// gain is what all legs together add to the account of one of them.
func gain(legs []Leg, of Leg) int64 {
	var sum int64
	for _, l := range legs {
		if l.Account == of.Account && l.Currency == of.Currency && l.Book == Posted {
			sum += l.Minor
		}
	}
	return sum
}

// undiverted is an entry as it would read if nobody were blocked: so its machine knows it. It asserts that exactly what a
// blocked party gets was diverted.
func (x *scratch) undiverted(e *Entry) (*Entry, error) {
	if e.Type == BlockParty || e.Type == UnblockParty {
		return e, nil
	}
	plain := e
	for i, l := range e.Legs {
		if org, ok := purse(l, ":avail"); ok && x.blocked(org) && gain(e.Legs, l) > 0 && !x.base.partial {
			return nil, broken("%s is blocked and %s gives it %d %s", org, e.Type, l.Minor, l.Currency)
		}
		org, ok := purse(l, ":blocked")
		if !ok {
			continue
		}
		if (!x.blocked(org) || gain(e.Legs, l) <= 0) && !x.base.partial {
			return nil, broken("%s is blocked: %v, and %s keeps %d %s from it", org, x.blocked(org), e.Type, l.Minor, l.Currency)
		}
		if plain == e {
			c := *e
			c.Legs = slices.Clone(e.Legs)
			plain = &c
		}
		plain.Legs[i].Account = AvailableAccount(org)
	}
	return plain, nil
}
