package main

import (
	"context"
	"time"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/conference"
	"fairground/server/deals"
	"fairground/server/exhibition"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// meetingRooms tells the conference of meetings, and the meetings who came.
type meetingRooms struct{ meetings *meetings.Service }

func (m meetingRooms) MeetingRoom(ctx context.Context, meeting string) (conference.MeetingRoom, error) {
	room, err := m.meetings.MeetingRoom(ctx, meetings.RoomID(meeting))
	if err != nil {
		return conference.MeetingRoom{}, err
	}
	return meetingRoom(room), nil
}

func (m meetingRooms) MeetingRooms(ctx context.Context, exhibition string, who actor.Actor) ([]conference.MeetingRoom, error) {
	list, err := m.meetings.MeetingRooms(ctx, exhibition, who.Person)
	if err != nil {
		return nil, err
	}
	rooms := make([]conference.MeetingRoom, 0, len(list))
	for _, r := range list {
		rooms = append(rooms, meetingRoom(r))
	}
	return rooms, nil
}

func meetingRoom(r meetings.Room) conference.MeetingRoom {
	return conference.MeetingRoom{
		Meeting: r.Meeting, Exhibition: r.Exhibition, Name: r.Name, Starts: r.Starts, Ends: r.Ends,
		Parties: r.Parties, Hosts: r.Hosts, Over: r.State == meetings.Completed, Needs: r.Needs,
	}
}

func (m meetingRooms) Interpreted(ctx context.Context, exhibition string) ([]conference.MeetingRoom, error) {
	list, err := m.meetings.Interpreted(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	rooms := make([]conference.MeetingRoom, 0, len(list))
	for _, r := range list {
		rooms = append(rooms, meetingRoom(r))
	}
	return rooms, nil
}

// RecordPresence hands every visit to the meeting's record; visits that are
// known already change nothing.
func (m meetingRooms) RecordPresence(ctx context.Context, meeting string, a conference.Attendance) error {
	for _, e := range a.Evidence {
		if e.Synthetic {
			continue
		}
		for _, v := range e.Visits {
			var left time.Time
			if v.Left != nil {
				left = *v.Left
			}
			err := m.meetings.RecordPresence(ctx, meetings.RoomID(meeting), meetings.Presence{
				Person: e.Participant, Org: e.Org, From: v.Joined, Until: left, Media: e.Connected != nil || e.Said > 0,
			})
			// A colleague who is not of the meeting counts for nobody, and a meeting that is over is judged.
			if err != nil && !problem.Is(err, problem.Forbidden) && !problem.Is(err, problem.Conflict) {
				return err
			}
		}
	}
	return nil
}

// boothRooms tells the conference of booths.
type boothRooms struct{ exhibition *exhibition.Service }

func (b boothRooms) BoothRoom(ctx context.Context, booth string) (conference.BoothRoom, error) {
	page, err := b.exhibition.Page(ctx, actor.System, booth)
	if err != nil {
		return conference.BoothRoom{}, err
	}
	room := conference.BoothRoom{
		Booth: page.Booth.ID, Exhibition: page.Booth.Exhibition, Name: page.Booth.OrgName, Org: page.Booth.Org,
		// Whoever is on duty outside the hours is there all the same, and the booth's page says so.
		Open: page.Summary.Open || len(page.Summary.OnDuty) > 0,
	}
	if page.Summary.Opens != nil {
		room.Opens = *page.Summary.Opens
	}
	return room, nil
}

func (b boothRooms) BoothRooms(ctx context.Context, id string, who actor.Actor) ([]conference.BoothRoom, error) {
	if who.Org == "" {
		return nil, nil
	}
	booth, err := b.exhibition.BoothOf(ctx, id, who.Org)
	if problem.Is(err, problem.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	room, err := b.BoothRoom(ctx, booth.ID)
	if err != nil {
		return nil, err
	}
	return []conference.BoothRoom{room}, nil
}

// programme tells meetings what is on in the exhibitions of the actor.
type programme struct {
	conference *conference.Service
}

// programmeShown bounds the sessions that an agenda holds.
const programmeShown = 200

func (p programme) Sessions(ctx context.Context, from, to time.Time) ([]meetings.Session, error) {
	var list []meetings.Session
	seen := map[string]bool{}
	for _, grant := range actor.From(ctx).Grants {
		if grant.Exhibition == "" || seen[grant.Exhibition] {
			continue
		}
		seen[grant.Exhibition] = true
		sessions, _, err := p.conference.Programme(ctx, grant.Exhibition, "", programmeShown)
		if err != nil {
			return nil, err
		}
		for _, s := range sessions {
			if !s.Starts.Before(from) && s.Starts.Before(to) {
				list = append(list, meetings.Session{ID: s.ID, Title: s.Title, Starts: s.Starts, Ends: s.Ends, Room: s.Room})
			}
		}
	}
	return list, nil
}

// people tells the conference who somebody is in an exhibition.
type people struct {
	accounts   *accounts.Service
	exhibition *exhibition.Service
}

func (p people) Profile(ctx context.Context, exhibition, person string) (conference.Profile, error) {
	who, err := p.accounts.Person(ctx, person)
	if err != nil {
		return conference.Profile{}, err
	}
	profile := conference.Profile{Name: who.Name, Org: who.Org, Interpreter: who.Holds(actor.Interpreter, exhibition)}
	if who.Org == "" {
		return profile, nil
	}
	company, err := p.accounts.Organization(ctx, who.Org)
	if err != nil {
		return conference.Profile{}, err
	}
	profile.OrgName = company.Name
	booth, err := p.exhibition.BoothOf(ctx, exhibition, who.Org)
	if err != nil && !problem.Is(err, problem.NotFound) {
		return conference.Profile{}, err
	}
	profile.Booth = booth.ID
	return profile, nil
}

// ceremonies tells the conference of deals that are signed on a stage.
type ceremonies struct{ deals *deals.Service }

func (c ceremonies) CeremonyDeal(ctx context.Context, deal string) (conference.CeremonyDeal, error) {
	d, err := c.deals.Ceremony(ctx, deal)
	if err != nil {
		return conference.CeremonyDeal{}, err
	}
	shown := conference.CeremonyDeal{Deal: d.Deal, Exhibition: d.Exhibition, Title: d.Title, State: string(d.State), Hash: d.Hash, Shown: true}
	for _, s := range d.Signers {
		shown.Signers = append(shown.Signers, conference.Signer(s))
		shown.Shown = shown.Shown && s.Shows
	}
	return shown, nil
}
