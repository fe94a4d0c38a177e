package main

import (
	"context"
	"fmt"
	"slices"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/conference"
	"fairground/server/db"
	"fairground/server/deals"
	"fairground/server/exhibition"
	"fairground/server/meetings"
	"fairground/server/settlement"
)

// parties tells deals of companies.
type parties struct{ accounts *accounts.Service }

func (p parties) Organization(ctx context.Context, org string) (deals.Organization, error) {
	o, err := p.accounts.Organization(ctx, org)
	if err != nil {
		return deals.Organization{}, err
	}
	people, err := p.accounts.PeopleOf(ctx, org)
	if err != nil {
		return deals.Organization{}, err
	}
	out := deals.Organization{ID: o.ID, Name: o.Name, Verified: o.State == accounts.Approved}
	for _, person := range people {
		out.People = append(out.People, person.ID)
	}
	return out, nil
}

// origins tells deals of what a negotiation can begin from.
type origins struct {
	meetings   *meetings.Service
	exhibition *exhibition.Service
}

func (o origins) OfMeeting(ctx context.Context, meeting string) (deals.Origin, error) {
	m, err := o.meetings.Find(ctx, meeting)
	if err != nil {
		return deals.Origin{}, err
	}
	return deals.Origin{Exhibition: m.Exhibition, Orgs: []string{m.Requester.Org, m.Invitee.Org}}, nil
}

func (o origins) OfBooth(ctx context.Context, booth string) (deals.Origin, error) {
	b, err := o.exhibition.Booth(ctx, booth)
	if err != nil {
		return deals.Origin{}, err
	}
	return deals.Origin{Exhibition: b.Exhibition, Orgs: []string{b.Org}}, nil
}

func (o origins) OfItem(ctx context.Context, item string) (deals.Origin, error) {
	i, err := o.exhibition.Item(ctx, item)
	if err != nil {
		return deals.Origin{}, err
	}
	return deals.Origin{Exhibition: i.Exhibition, Orgs: []string{i.Org}}, nil
}

// dealRooms tells the conference of deals.
type dealRooms struct{ deals *deals.Service }

func (d dealRooms) DealRoom(ctx context.Context, deal string) (conference.DealRoom, error) {
	room, err := d.deals.DealRoom(ctx, deal)
	if err != nil {
		return conference.DealRoom{}, err
	}
	return conference.DealRoom(room), nil
}

func (d dealRooms) DealRooms(ctx context.Context, exhibition string, who actor.Actor) ([]conference.DealRoom, error) {
	list, err := d.deals.DealRooms(ctx, exhibition, who.Org)
	if err != nil {
		return nil, err
	}
	rooms := make([]conference.DealRoom, 0, len(list))
	for _, r := range list {
		rooms = append(rooms, conference.DealRoom(r))
	}
	return rooms, nil
}

// handOver makes an order of every signed deal. It is idempotent: the ledger
// knows the deal and its hash.
func (a *app) handOver(ctx context.Context, e db.OutboxEntry) error {
	if e.Type != "deal.signed" {
		return nil
	}
	_, err := a.importDeal(ctx, e.Entity)
	return err
}

// importDeal makes the order of a signed deal and notes it in the deal.
func (a *app) importDeal(ctx context.Context, id string) (order string, err error) {
	d, err := a.deals.SignedDeal(ctx, id)
	if err != nil {
		return "", fmt.Errorf("read the signed deal: %w", err)
	}
	signed := settlement.SignedDeal{
		Deal: d.Deal, Hash: d.Hash, Title: d.Title, Exhibition: d.Exhibition, FeePaidBy: d.FeePaidBy,
		Buyer:  settlement.Party{Org: d.Buyer.Org, Name: d.Buyer.OrgName},
		Seller: settlement.Party{Org: d.Seller.Org, Name: d.Seller.OrgName},
	}
	if signed.Organizer, err = a.organizerOf(ctx, d.Exhibition); err != nil {
		return "", err
	}
	if signed.Tax, err = a.taxFacts(ctx, d.Seller.Org); err != nil {
		return "", fmt.Errorf("tax facts of the seller of %s: %w", id, err)
	}
	for _, m := range d.Milestones {
		signed.Milestones = append(signed.Milestones, settlement.SignedMilestone{
			Title: m.Title, Amount: m.Amount, Due: m.Due, InspectionDays: m.InspectionDays, SilenceAccepts: m.SilenceAccepts, Quantity: m.Quantity,
		})
	}
	if order, err = a.settlement.ImportDeal(ctx, signed); err != nil {
		return "", fmt.Errorf("make the order of %s: %w", id, err)
	}
	if err := a.deals.MarkOrdered(ctx, id, order); err != nil {
		return "", fmt.Errorf("note the order of %s: %w", id, err)
	}
	return order, nil
}

// organizerOf is the organization that runs the exhibition: its people never
// clear the orders that come from it.
func (a *app) organizerOf(ctx context.Context, exhibition string) (string, error) {
	people, err := a.accounts.Holders(ctx, actor.Organizer, exhibition)
	if err != nil {
		return "", fmt.Errorf("find the organizer of %s: %w", exhibition, err)
	}
	i := slices.IndexFunc(people, func(p accounts.Person) bool { return p.Org != "" })
	if i < 0 {
		return "", nil
	}
	return people[i].Org, nil
}
