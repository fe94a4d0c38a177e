package main

import (
	"context"
	"slices"
	"time"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/exhibition"
	"fairground/server/meetings"
	"fairground/server/notify"
	"fairground/server/problem"
)

// The adapters give each feature the few answers that it asks of its
// neighbours, in its own words.

// addresses tells notify where people are reached.
type addresses struct{ accounts *accounts.Service }

func (a addresses) Address(ctx context.Context, person string) (notify.Address, error) {
	email, tag, zone, err := a.accounts.Address(ctx, person) // not found once the person is erased
	if err != nil {
		return notify.Address{}, err
	}
	p, err := a.accounts.Person(ctx, person)
	if err != nil {
		return notify.Address{}, err
	}
	return notify.Address{Name: p.Name, Email: email, Lang: tag, Zone: zone}, nil
}

// slotMinutes is the length of a meeting.
const slotMinutes = 30

// fairs tells meetings of exhibitions and booths.
type fairs struct{ exhibition *exhibition.Service }

func (f fairs) Fair(ctx context.Context, id string) (meetings.Fair, error) {
	e, err := f.exhibition.Exhibition(ctx, id)
	if err != nil {
		return meetings.Fair{}, err
	}
	return meetings.Fair{ID: e.ID, Name: e.Name, Zone: e.Zone, Windows: liveWindows(e), Minutes: slotMinutes}, nil
}

// liveWindows are the days of the live phase, each open between the hours of
// the clock at which the phase begins and ends.
func liveWindows(e exhibition.Exhibition) []meetings.Window {
	i := slices.IndexFunc(e.Spans, func(s exhibition.Span) bool { return s.Phase == exhibition.Live })
	if i < 0 {
		return nil
	}
	span := e.Spans[i]
	zone, err := time.LoadLocation(e.Zone)
	if err != nil {
		zone = time.UTC
	}
	first, last := span.From.In(zone), span.To.In(zone)
	var windows []meetings.Window
	for day := 0; ; day++ {
		from := first.AddDate(0, 0, day)
		to := time.Date(from.Year(), from.Month(), from.Day(), last.Hour(), last.Minute(), 0, 0, zone)
		if !to.After(from) {
			to = to.AddDate(0, 0, 1) // open past midnight
		}
		if !from.Before(last) {
			return windows
		}
		if to.After(last) {
			to = last
		}
		windows = append(windows, meetings.Window{From: from.UTC(), To: to.UTC()})
	}
}

func (f fairs) BoothOf(ctx context.Context, id, org string) (string, error) {
	b, err := f.exhibition.BoothOf(ctx, id, org)
	if problem.Is(err, problem.NotFound) {
		return "", nil
	}
	return b.ID, err
}

// directory tells meetings of companies and their people.
type directory struct{ accounts *accounts.Service }

func (d directory) Organization(ctx context.Context, org string) (meetings.Organization, error) {
	o, err := d.accounts.Organization(ctx, org)
	if err != nil {
		return meetings.Organization{}, err
	}
	people, err := d.accounts.PeopleOf(ctx, org)
	if err != nil {
		return meetings.Organization{}, err
	}
	var spoken []string
	for _, p := range people {
		for _, tag := range p.Languages {
			if !slices.Contains(spoken, tag) {
				spoken = append(spoken, tag)
			}
		}
	}
	return meetings.Organization{ID: o.ID, Name: o.Name, Country: o.Country, Languages: spoken}, nil
}

// Participants are the approved organizations of the exhibition. The languages that they speak are not looked up.
func (d directory) Participants(ctx context.Context, exhibition string) ([]meetings.Organization, error) {
	found, err := d.accounts.OrganizationsIn(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	var list []meetings.Organization
	for _, o := range found {
		if o.State == accounts.Approved {
			list = append(list, meetings.Organization{ID: o.ID, Name: o.Name, Country: o.Country})
		}
	}
	return list, nil
}

func (d directory) Person(ctx context.Context, person string) (meetings.Person, error) {
	p, err := d.accounts.Person(ctx, person)
	if err != nil {
		return meetings.Person{}, err
	}
	return meetingPerson(p), nil
}

func meetingPerson(p accounts.Person) meetings.Person {
	return meetings.Person{ID: p.ID, Org: p.Org, Name: p.Name, Zone: p.Zone, Languages: p.Languages}
}

// Contact is the admin of the organization if the actor may see her, else the
// first colleague whom he may.
func (d directory) Contact(ctx context.Context, exhibition, org string) (meetings.Person, error) {
	nobody := problem.New(problem.NotFound, "organization_not_found", "there is no such organization at this exhibition")
	people, err := d.accounts.PeopleOf(ctx, org)
	if err != nil {
		return meetings.Person{}, err
	}
	people = slices.DeleteFunc(people, func(p accounts.Person) bool {
		return !p.Holds(actor.Exhibitor, exhibition) && !p.Holds(actor.Buyer, exhibition)
	})
	seen, _, err := d.accounts.Among(ctx, actor.From(ctx), people)
	if err != nil {
		return meetings.Person{}, err
	}
	if len(seen) == 0 {
		return meetings.Person{}, nobody
	}
	i := max(0, slices.IndexFunc(seen, func(p accounts.Person) bool { return p.Admin }))
	return meetingPerson(seen[i]), nil
}
