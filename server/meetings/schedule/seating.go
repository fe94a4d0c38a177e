package schedule

import (
	"fmt"
	"slices"

	"fairground/matchmaking"
)

// nowhere begins the name of a room that is no table.
const nowhere = "+"

// seating finds a room for what stands.
type seating struct {
	p     *matchmaking.Problem
	room  map[string]int  // by id
	taken map[[2]int]bool // slot and room
}

// seating gives every meeting that stands a room: the table at which it is, if there are tables.
func (b *builder) seating() map[string]string {
	s := &seating{p: &b.out.Problem, room: map[string]int{}, taken: map[[2]int]bool{}}
	for i, r := range s.p.Rooms {
		s.room[r.ID] = i
	}
	rooms := map[string]string{}
	var rest []*want
	for i := range b.wanted {
		w := &b.wanted[i]
		switch {
		case w.stands == nil || w.moot:
		case b.in.Settings.Tables == 0:
			rooms[w.ID] = s.any(w.at)
		case s.sits(w.at, w.stands.Table):
			rooms[w.ID] = w.stands.Table
		default:
			rest = append(rest, w)
		}
	}
	for _, w := range rest {
		if b.opt.facts {
			rooms[w.ID] = s.apart(w.at, w.stands.Table)
		}
	}
	return rooms
}

// free finds a room that is open and not taken in a slot, -1 if there is none.
func (s *seating) free(slot int) int {
	for n := range s.p.Rooms {
		if !s.taken[[2]int{slot, n}] && slices.Contains(s.p.Rooms[n].Slots, slot) {
			return n
		}
	}
	return -1
}

// any takes a room, "" if there is none.
func (s *seating) any(slot int) string {
	n := s.free(slot)
	if n < 0 {
		return ""
	}
	s.taken[[2]int{slot, n}] = true
	return s.p.Rooms[n].ID
}

// sits takes a table, if there is one of this name and it is free.
func (s *seating) sits(slot int, table string) bool {
	n, known := s.room[table]
	if !known || s.taken[[2]int{slot, n}] || !slices.Contains(s.p.Rooms[n].Slots, slot) {
		return false
	}
	s.taken[[2]int{slot, n}] = true
	return true
}

// apart gives a meeting without a table, or at one that is no more, a room of its own. It counts like all others, so one of
// the tables stays empty for it as long as one is free.
func (s *seating) apart(slot int, table string) string {
	if n := s.free(slot); n >= 0 {
		s.p.Rooms[n].Slots = slices.DeleteFunc(slices.Clone(s.p.Rooms[n].Slots), func(at int) bool { return at == slot })
	}
	id := table
	if _, known := s.room[id]; known || id == "" {
		id = fmt.Sprintf("%s%d", nowhere, len(s.p.Rooms)+1)
	}
	s.room[id] = len(s.p.Rooms)
	s.taken[[2]int{slot, len(s.p.Rooms)}] = true
	s.p.Rooms = append(s.p.Rooms, matchmaking.Room{ID: id, Slots: []int{slot}})
	return id
}
