package conference

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"fairground/rooms"
	"fairground/rooms/synthetic"
	"fairground/server/problem"
)

const (
	maxEvent = 64      // bytes of the kind of an announcement
	maxData  = 16      // entries of its data
	maxValue = 4 << 10 // bytes of all of them
)

// Announce tells everybody in a live room that something happened: a term sheet changed, a version was accepted, a slot is about to
// end. It goes into the room's numbered events, so whoever resumes gets it by offset. kind is of the form "noun.verb", at most 64
// bytes; data has at most 16 entries and 4 KiB. A room in which nobody is needs no announcement: that is no error.
func (s *Service) Announce(ctx context.Context, room, kind string, data map[string]string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	size := 0
	for k, v := range data {
		size += len(k) + len(v)
	}
	if kind == "" || len(kind) > maxEvent || strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz._") != "" || len(data) > maxData || size > maxValue {
		return problem.New(problem.Invalid, "announcement_invalid", "an announcement has a kind such as deal.signed and at most 4 KiB of data")
	}
	live, ok := s.engine.Lookup(room)
	if !ok {
		return nil
	}
	if err := live.Announce(kind, data); err != nil && !errors.Is(err, rooms.ErrClosed) {
		return fmt.Errorf("announce %s in %s: %w", kind, room, err)
	}
	return nil
}

// SyntheticSpec is a participant made by the program for the demo. The room and its evidence say that it is no person.
type SyntheticSpec struct {
	ID      string // of the participant; unique in the room
	Name    string
	Org     string
	OrgName string
	Lang    string // BCP 47
	Seed    uint64 // the same seed draws and plays the same
	Video   bool
	Audio   bool
	Muted   bool // the microphone begins muted
}

// Populate brings synthetic participants into a room, whatever its door says. They stay until stop is called, ctx ends, or the
// room does; stop returns when they are gone and may be called more than once.
func (s *Service) Populate(ctx context.Context, room string, specs []SyntheticSpec) (stop func(), err error) {
	if s.sockets.refusing() {
		return nil, unavailable()
	}
	r, err := s.room(ctx, room)
	if err != nil {
		return nil, err
	}
	if _, err := s.engine.Room(room); err != nil {
		return nil, problem.New(problem.Unavailable, "rooms_full", "no more rooms can be opened at the moment").Wrap(err)
	}
	ctx, cancel := context.WithCancel(ctx)
	var members []*synthetic.Participant
	var once sync.Once
	stop = func() {
		once.Do(func() {
			cancel()
			for _, p := range members {
				<-p.Done()
			}
		})
	}
	for _, spec := range specs {
		s.presence.expect(room, spec.ID, person{exhibition: r.Exhibition, name: spec.Name, org: spec.Org, orgName: spec.OrgName, since: s.now()})
		grant := rooms.Grant{
			Room: room, Participant: spec.ID, Name: spec.Name, Organization: spec.OrgName, Language: spec.Lang,
			Join: true, Data: true, Synthetic: true,
		}
		p, err := synthetic.Join(ctx, s.engine, grant, synthetic.Options{Seed: spec.Seed, Video: spec.Video, Audio: spec.Audio, Muted: spec.Muted})
		if err != nil {
			stop()
			return nil, fmt.Errorf("populate %s with %s: %w", room, spec.ID, err)
		}
		members = append(members, p)
	}
	return stop, nil
}
