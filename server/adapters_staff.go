package main

import (
	"context"
	"slices"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/meetings"
)

// Colleagues are the people of an approved organization who hold a role at the exhibition. Somebody of another organization
// learns of those whom he may find.
func (d directory) Colleagues(ctx context.Context, exhibition, org string) ([]meetings.Person, error) {
	o, err := d.accounts.Organization(ctx, org)
	if err != nil {
		return nil, err
	}
	people, err := d.accounts.PeopleOf(ctx, org)
	if err != nil {
		return nil, err
	}
	people = slices.DeleteFunc(people, func(p accounts.Person) bool {
		return o.State == accounts.Suspended || !p.Erased.IsZero() || !p.Holds(actor.Exhibitor, exhibition) && !p.Holds(actor.Buyer, exhibition)
	})
	if who := actor.From(ctx); who.SignedIn() && who.Org != org {
		if people, _, err = d.accounts.Among(ctx, who, people); err != nil {
			return nil, err
		}
	}
	list := make([]meetings.Person, len(people))
	for i, p := range people {
		list[i] = meetingPerson(p)
		list[i].Admin = p.Admin
	}
	return list, nil
}

// Organizers are the ids of those who organize the exhibition.
func (d directory) Organizers(ctx context.Context, exhibition string) ([]string, error) {
	people, err := d.accounts.Holders(ctx, actor.Organizer, exhibition)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	return ids, nil
}
