package matchmaking

import (
	"slices"
	"time"

	"fairground/matchmaking/timetable"
)

// compiled is a valid Problem in numbers.
type compiled struct {
	p       *Problem
	model   *timetable.Model
	person  map[string]int32
	company map[string]int32
	wish    map[string]int32
	room    map[string]int32
	minimum []int32 // of each company
	groups  map[[2]string]int32
}

// night reports whether some minute of the slot lies between 22:00 and 07:00 in the zone.
func night(s Slot, zone *time.Location) bool {
	from := s.Start.In(zone)
	to := s.Start.Add(time.Duration(s.Minutes) * time.Minute).In(zone)
	minute := from.Hour()*60 + from.Minute()
	return minute >= 22*60 || minute < 7*60 || minute+s.Minutes > 22*60 ||
		to.Hour() < 7 && (to.Hour() > 0 || to.Minute() > 0)
}

// setOf is a list of slots as a set.
func setOf(list []int) timetable.Set { return timetable.Of(list...) }

func compile(p *Problem) (*compiled, error) {
	c := &compiled{
		p: p, model: &timetable.Model{Slots: len(p.Slots), Block: make([]int, len(p.Slots))},
		person: make(map[string]int32, len(p.People)), company: map[string]int32{}, wish: make(map[string]int32, len(p.Wishes)),
		room: make(map[string]int32, len(p.Rooms)), groups: map[[2]string]int32{},
	}
	m := c.model
	for i := 1; i < len(p.Slots); i++ {
		m.Block[i] = m.Block[i-1]
		if p.Slots[i].Day != p.Slots[i-1].Day || p.Slots[i].Session != p.Slots[i-1].Session {
			m.Block[i]++
		}
	}
	if err := c.people(); err != nil {
		return nil, err
	}
	for i, r := range p.Rooms {
		c.room[r.ID] = int32(i) //nolint:gosec // at most MaxRooms
		m.Rooms = append(m.Rooms, setOf(r.Slots))
	}
	for _, x := range p.Interpreters {
		m.Interpreters = append(m.Interpreters, setOf(x.Slots))
	}
	c.wishes()
	m.Prepare()
	return c, nil
}

func (c *compiled) people() error {
	p, m := c.p, c.model
	nights := map[string]timetable.Set{}
	m.People = make([]timetable.Person, len(p.People))
	for i := range p.People {
		x := &p.People[i]
		dark, known := nights[x.Zone]
		if !known {
			zone, err := time.LoadLocation(x.Zone)
			if err != nil {
				return invalid(ErrBadZone, x.ID, "%q", x.Zone)
			}
			for s := range p.Slots {
				if night(p.Slots[s], zone) {
					dark.Add(s)
				}
			}
			nights[x.Zone] = dark
		}
		most := int32(MaxWishes)
		if x.Max > 0 {
			most = int32(min(x.Max, MaxWishes)) //nolint:gosec // at most MaxWishes
		}
		m.People[i] = timetable.Person{Free: setOf(x.Slots), Night: dark, Max: most, Min: int32(min(x.Min, MaxWishes))} //nolint:gosec // at most MaxWishes
		c.person[x.ID] = int32(i)                                                                                       //nolint:gosec // at most MaxPeople
	}
	for _, x := range p.Companies {
		most := int32(MaxWishes)
		if x.Max > 0 {
			most = int32(min(x.Max, MaxWishes)) //nolint:gosec // at most MaxWishes
		}
		c.company[x.ID] = int32(len(m.CompanyMax)) //nolint:gosec // at most MaxPeople
		m.CompanyMax = append(m.CompanyMax, most)
		c.minimum = append(c.minimum, int32(min(x.Min, MaxWishes))) //nolint:gosec // at most MaxWishes
	}
	return nil
}

func (c *compiled) wishes() {
	p, m := c.p, c.model
	sessions := map[string]timetable.Set{}
	for i, s := range p.Slots {
		set := sessions[s.Session]
		set.Add(i)
		sessions[s.Session] = set
	}
	pairs, roomSets := map[LanguagePair]int32{}, map[string]int32{}
	m.Wishes = make([]timetable.Wish, len(p.Wishes))
	for i := range p.Wishes {
		c.wish[p.Wishes[i].ID] = int32(i) //nolint:gosec // at most MaxWishes
	}
	seats := make([]int32, 0, 2*len(p.Wishes))
	for i := range p.Wishes {
		x, w := &p.Wishes[i], &m.Wishes[i]
		*w = timetable.Wish{Must: x.Level == Must, Value: int64(x.Value), Pair: -1, RoomSet: -1, Group: -1, FixedRoom: -1, Slots: timetable.First(len(p.Slots))}
		from := len(seats)
		for _, id := range x.People {
			n := c.person[id]
			seats = append(seats, n)
			w.Slots = w.Slots.And(&m.People[n].Free)
			if k, limited := c.company[p.People[n].Company]; limited && !slices.Contains(w.Companies, k) {
				w.Companies = append(w.Companies, k)
			}
		}
		w.People = seats[from:len(seats):len(seats)]
		if len(x.Sessions) > 0 {
			var any timetable.Set
			for _, s := range x.Sessions {
				set := sessions[s]
				any = any.Or(&set)
			}
			w.Slots = w.Slots.And(&any)
		}
		for _, s := range x.Forbidden {
			w.Slots.Del(s)
		}
		if x.Interpret != nil {
			w.Pair = c.languages(pairs, x.Interpret.ordered())
		}
		if len(x.Rooms) > 0 {
			w.RoomSet = c.limit(roomSets, x.Rooms)
		}
		if x.Fixed != nil {
			w.Fixed = true
			only := timetable.Of(x.Fixed.Slot)
			w.Slots = w.Slots.And(&only)
			if x.Fixed.Room != "" {
				w.FixedRoom = c.room[x.Fixed.Room]
				w.RoomSet = c.limit(roomSets, []string{x.Fixed.Room})
			}
		}
		if p.OncePerPair && !x.Again {
			w.Group = c.group(x)
		}
		for _, id := range x.After {
			w.After = append(w.After, c.wish[id])
		}
	}
	c.before()
	m.Groups = len(c.groups)
}

// before fills the inverse of After once every wish has its own fields.
func (c *compiled) before() {
	for i := range c.model.Wishes {
		for _, o := range c.model.Wishes[i].After {
			c.model.Wishes[o].Before = append(c.model.Wishes[o].Before, int32(i)) //nolint:gosec // at most MaxWishes
		}
	}
}

// languages is the number of a pair, with those who interpret it.
func (c *compiled) languages(pairs map[LanguagePair]int32, l LanguagePair) int32 {
	if n, known := pairs[l]; known {
		return n
	}
	var class []int32
	for i, x := range c.p.Interpreters {
		if slices.ContainsFunc(x.Pairs, func(o LanguagePair) bool { return o.ordered() == l }) {
			class = append(class, int32(i)) //nolint:gosec // at most MaxInterpreters
		}
	}
	// Those with few pairs are asked first, so that the versatile ones stay free.
	slices.SortStableFunc(class, func(a, b int32) int { return len(c.p.Interpreters[a].Pairs) - len(c.p.Interpreters[b].Pairs) })
	n := int32(len(pairs)) //nolint:gosec // at most MaxWishes
	pairs[l] = n
	c.model.Pairs = append(c.model.Pairs, class)
	return n
}

// limit is the number of a set of rooms.
func (c *compiled) limit(sets map[string]int32, rooms []string) int32 {
	list := make([]int32, len(rooms))
	for i, id := range rooms {
		list[i] = c.room[id]
	}
	slices.Sort(list)
	key := make([]byte, 0, 4*len(list))
	for _, r := range list {
		key = append(key, byte(r), byte(r>>8), byte(r>>16)) //nolint:gosec // the bytes of a number
	}
	if n, known := sets[string(key)]; known {
		return n
	}
	n := int32(len(sets)) //nolint:gosec // at most MaxWishes
	sets[string(key)] = n
	c.model.RoomSets = append(c.model.RoomSets, list)
	return n
}

// group is the number of a pair of companies, -1 if more than two take part.
func (c *compiled) group(x *Wish) int32 {
	var names []string
	for _, id := range x.People {
		if name := c.p.People[c.person[id]].Company; !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) != 2 {
		return -1
	}
	slices.Sort(names)
	key := [2]string{names[0], names[1]}
	n, known := c.groups[key]
	if !known {
		n = int32(len(c.groups)) //nolint:gosec // at most MaxWishes
		c.groups[key] = n
	}
	return n
}
