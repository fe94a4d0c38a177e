package actor_test

import (
	"context"
	"testing"

	"fairground/server/actor"
)

func TestGrants(t *testing.T) {
	a := actor.Actor{Person: "per_1", Grants: []actor.Grant{
		{Role: actor.Organizer, Exhibition: "exh_1"},
		{Role: actor.ClearingMaker},
		{Role: actor.ClearingChecker, Exhibition: "exh_1"}, // malformed: a settlement role carries no exhibition
		{Role: actor.Buyer},                                // malformed: an exhibition role needs one
	}}
	rows := []struct {
		name string
		got  bool
		want bool
	}{
		{"an organizer holds the role in her exhibition", a.Has(actor.Organizer, "exh_1"), true},
		{"and not in another one", a.Has(actor.Organizer, "exh_2"), false},
		{"nor in none", a.Has(actor.Organizer, ""), false},
		{"a settlement role clears without exhibition", a.Clears(actor.ClearingMaker), true},
		{"a settlement role bound to an exhibition clears nothing", a.Clears(actor.ClearingChecker), false},
		{"nor is it an exhibition role", a.Has(actor.ClearingChecker, "exh_1"), false},
		{"an exhibition role without exhibition holds nowhere", a.Has(actor.Buyer, ""), false},
		{"an exhibition role never clears", a.Clears(actor.Buyer), false},
		{"nobody is not signed in", actor.From(context.Background()).SignedIn(), false},
		{"the context carries the actor", actor.From(actor.With(context.Background(), a)).Has(actor.Organizer, "exh_1"), true},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if row.got != row.want {
				t.Errorf("got %v, want %v", row.got, row.want)
			}
		})
	}
}
