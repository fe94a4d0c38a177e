package schedule

import (
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/server/meetings"
)

// people lists those who are wanted, with the time that is theirs to give away.
func (b *builder) people() {
	for i := range b.wanted {
		w := &b.wanted[i]
		for _, id := range w.people {
			if _, known := b.person[id]; known {
				continue
			}
			d, known := b.delegate[id]
			if !known && w.stands != nil {
				d = guest(id, w.stands)
			}
			if b.clock(d.Zone) == nil {
				d.Zone = "UTC"
			}
			if d.Max > 0 {
				d.Min = min(d.Min, d.Max)
			}
			b.face(id, d)
			b.person[id] = len(b.out.Problem.People)
			b.out.Problem.People = append(b.out.Problem.People, matchmaking.Person{
				ID: id, Company: d.Org, Zone: d.Zone, Min: d.Min, Max: d.Max, Languages: slices.Clone(d.Languages),
				Slots: slices.DeleteFunc(append([]int{}, d.Slots...), b.soon),
			})
		}
	}
	b.outside()
}

// clock finds a zone, nil if there is none of this name. Thousands of people live in a few of them.
func (b *builder) clock(zone string) *time.Location {
	at, known := b.zones[zone]
	if !known {
		if loaded, err := time.LoadLocation(zone); err == nil && zone != "" && zone != "Local" {
			at = loaded
		}
		b.zones[zone] = at
	}
	return at
}

// guest is somebody who sits in a meeting and is no delegate: brought along, or taking part no longer.
func guest(id string, m *meetings.Meeting) meetings.Delegate {
	side := m.Requester
	if id == m.Invitee.Person {
		side = m.Invitee
	}
	d := meetings.Delegate{Person: id, Org: side.Org, OrgName: side.OrgName, Zone: side.Zone}
	if id == side.Person {
		d.Name = side.PersonName
	}
	return d
}

// outside takes the time of people who have a meeting outside of the slots.
func (b *builder) outside() {
	for i := range b.in.Standing {
		m := &b.in.Standing[i]
		if b.slotOf(m) >= 0 {
			continue
		}
		taken := b.overlapping(m.Starts, m.Ends)
		for _, id := range m.People {
			if n, ok := b.person[id]; ok {
				p := &b.out.Problem.People[n]
				p.Slots = slices.DeleteFunc(p.Slots, func(s int) bool { return slices.Contains(taken, s) })
			}
		}
	}
}

// bar puts a wish aside that waits in vain. It reads like one for which there is no time.
func (b *builder) bar(w want) {
	b.out.Cast.Aside = append(b.out.Cast.Aside, Aside{
		Wish: w.ID, People: w.people, Level: level(w.Level), Value: value(w.Value), Reason: matchmaking.BlockedNoCommonSlot,
	})
	b.out.Cast.Wishes[w.ID] = detail(&w)
	for _, id := range w.people {
		b.face(id, b.delegate[id])
	}
}

func (b *builder) face(id string, d meetings.Delegate) {
	b.out.Cast.Faces[id] = Face{Name: d.Name, Org: d.Org, OrgName: d.OrgName, Zone: d.Zone, Exhibits: d.Exhibits}
}
