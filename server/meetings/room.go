package meetings

import (
	"context"
	"slices"
	"strings"
	"time"

	"fairground/server/lang"
)

// Room is what the conference needs to know of a meeting's room.
type Room struct {
	ID         string
	Meeting    string
	Exhibition string
	Name       lang.Text // the two companies
	State      State
	Language   string
	People     []string  // who was invited
	Parties    []string  // the two organizations, whose people may enter
	Hosts      []string  // who may admit and moderate: both sides
	Opens      time.Time // the lobby
	Starts     time.Time
	Ends       time.Time
	Needs      []string // languages into which it has to be interpreted; only Interpreted says so
}

// MeetingRoom returns the meeting behind a room id. A room exists from the acceptance until the meeting is over or
// called off; NotFound otherwise.
func (s *Service) MeetingRoom(ctx context.Context, room string) (Room, error) {
	id, ok := strings.CutPrefix(room, roomPrefix)
	if !ok {
		return Room{}, notFound()
	}
	m, err := s.store.find(ctx, id)
	if err != nil {
		return Room{}, err
	}
	if m.Room != room || !m.State.Upcoming() && m.State != Completed {
		return Room{}, notFound()
	}
	return m.room(), nil
}

// MeetingRooms lists the rooms of a person's meetings that are still to come or going on.
func (s *Service) MeetingRooms(ctx context.Context, exhibition, person string) ([]Room, error) {
	list, err := s.store.upcomingOf(ctx, person, s.now())
	if err != nil {
		return nil, err
	}
	rooms := []Room{}
	for _, m := range list {
		if exhibition == "" || m.Exhibition == exhibition {
			rooms = append(rooms, m.room())
		}
	}
	return rooms, nil
}

func (m *Meeting) room() Room {
	name := lang.Text{}
	for _, tag := range []string{lang.English, lang.Chinese} {
		a, _ := m.Requester.OrgName.In(tag)
		b, _ := m.Invitee.OrgName.In(tag)
		name[tag] = a + " – " + b
	}
	return Room{
		ID: m.Room, Meeting: m.ID, Exhibition: m.Exhibition, Name: name, State: m.State, Language: m.Language, People: slices.Clone(m.People),
		Parties: []string{m.Requester.Org, m.Invitee.Org}, Hosts: []string{m.Requester.Person, m.Invitee.Person}, Opens: m.opens(), Starts: m.Starts, Ends: m.Ends,
	}
}
