// Package actor says who acts: the edge puts an Actor into the context, the
// rules of the features read it. It knows no session, no token and no database.
package actor

import (
	"context"
	"slices"
)

// Role is what a person is allowed to be. Exhibition roles are granted for one
// exhibition; settlement roles stand apart from them and carry no exhibition.
type Role string

// The exhibition roles.
const (
	Organizer   Role = "organizer"
	Exhibitor   Role = "exhibitor"
	Buyer       Role = "buyer"
	Interpreter Role = "interpreter"
	Moderator   Role = "moderator"
)

// The settlement roles. A clearing officer is neither organizer nor party.
const (
	ClearingMaker   Role = "clearing_maker"
	ClearingChecker Role = "clearing_checker"
	Arbitrator      Role = "arbitrator"
	Compliance      Role = "compliance"
	Funder          Role = "funder"
	Logistics       Role = "logistics"
	Auditor         Role = "auditor"
)

// ExhibitionRoles and SettlementRoles list the roles of each class.
func ExhibitionRoles() []Role { return []Role{Organizer, Exhibitor, Buyer, Interpreter, Moderator} }

// SettlementRoles lists the roles that carry no exhibition.
func SettlementRoles() []Role {
	return []Role{ClearingMaker, ClearingChecker, Arbitrator, Compliance, Funder, Logistics, Auditor}
}

// Settles reports whether the role is a settlement role.
func (r Role) Settles() bool { return slices.Contains(SettlementRoles(), r) }

// Known reports whether the role is one of the list.
func (r Role) Known() bool { return r.Settles() || slices.Contains(ExhibitionRoles(), r) }

// Grant is one role, in one exhibition if it is an exhibition role.
type Grant struct {
	Role       Role   `json:"role" bson:"role"`
	Exhibition string `json:"exhibition,omitempty" bson:"exhibition,omitempty"`
}

// Actor is the person on whose behalf something happens. The zero Actor is a
// visitor who is not signed in and holds nothing.
type Actor struct {
	Person  string // person id, "" if nobody is signed in
	Name    string
	Org     string // organization id
	OrgName string
	Session string // id of the session or API token, for the audit entry
	Lang    string // BCP 47
	Zone    string // IANA
	Grants  []Grant
}

// System acts for timers, rails and the outbox. It holds no role: the rules
// name what the system itself may do.
var System = Actor{Person: "system", Name: "Fairground"} //nolint:gochecknoglobals // an immutable value, as time.UTC is

// SignedIn reports whether a person stands behind the actor.
func (a Actor) SignedIn() bool { return a.Person != "" }

// IsSystem reports whether the program itself acts.
func (a Actor) IsSystem() bool { return a.Person == System.Person }

// Has reports whether the actor holds the role in the exhibition.
func (a Actor) Has(role Role, exhibition string) bool {
	return exhibition != "" && !role.Settles() && slices.Contains(a.Grants, Grant{Role: role, Exhibition: exhibition})
}

// HasAny reports whether the actor holds one of the roles anywhere. It opens a
// door; the feature behind it still asks for the scope.
func (a Actor) HasAny(roles ...Role) bool {
	return slices.ContainsFunc(a.Grants, func(g Grant) bool { return slices.Contains(roles, g.Role) })
}

// Clears reports whether the actor holds the settlement role.
func (a Actor) Clears(role Role) bool {
	return role.Settles() && slices.Contains(a.Grants, Grant{Role: role})
}

// In lists the exhibitions in which the actor holds the role.
func (a Actor) In(role Role) []string {
	var in []string
	for _, g := range a.Grants {
		if g.Role == role && g.Exhibition != "" {
			in = append(in, g.Exhibition)
		}
	}
	return in
}

type key struct{}

// With returns a context in which the actor acts.
func With(ctx context.Context, a Actor) context.Context { return context.WithValue(ctx, key{}, a) }

// From returns who acts; the zero Actor if nobody was put there.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(key{}).(Actor)
	return a
}
