package conference

import (
	"context"
	"strconv"
	"sync"
	"time"

	"fairground/server/problem"
)

// tick is how often the clock of the rooms looks around.
const tick = time.Second

// warnings are told before a meeting's slot ends.
func warnings() []time.Duration { return []time.Duration{5 * time.Minute, time.Minute} }

// slot is the time of a meeting whose room somebody has entered.
type slot struct {
	meeting string
	ends    time.Time
	warned  int // how many of the warnings were told
}

// clock looks after what depends on time: it ends meetings with their slot, samples the transport, and sweeps what has expired.
type clock struct {
	service *Service
	cancel  context.CancelFunc
	done    chan struct{}
	erased  time.Time // when old captions were last looked for; of the goroutine of run

	mu    sync.Mutex
	slots map[string]*slot // by room
}

//nolint:contextcheck // it runs until Close, not until the start is over
func startClock(s *Service) *clock {
	ctx, cancel := context.WithCancel(context.Background())
	c := &clock{service: s, cancel: cancel, done: make(chan struct{}), slots: map[string]*slot{}}
	go c.run(ctx)
	return c
}

func (c *clock) stop() {
	c.cancel()
	<-c.done
}

func (c *clock) run(ctx context.Context) {
	defer close(c.done)
	every := min(tick, c.service.config.SampleEvery)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	var since time.Duration
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		c.slotsAt(ctx, c.service.now())
		c.service.tellNudges(ctx)
		c.service.tendRecordings(ctx, c.service.now(), true)
		if since += every; since >= c.service.config.SampleEvery {
			since = 0
			c.sample(ctx)
		}
	}
}

// sample stores how everybody's transport does, and that they are still there.
func (c *clock) sample(ctx context.Context) {
	s := c.service
	s.tickets.sweep()
	s.pace.sweep()
	s.tendRecordings(ctx, s.now(), false)
	s.furniture.sweep(func(room string) bool {
		_, live := s.engine.Lookup(room)
		return live
	})
	now := s.now()
	c.refurnish(ctx)
	c.erase(ctx, now)
	for _, room := range s.engine.Rooms() {
		for _, st := range room.Stats() {
			if ctx.Err() != nil {
				return
			}
			s.presence.measured(room.ID(), now, st)
		}
	}
	s.presence.again(ctx, now)
	c.report(ctx)
}

// refurnish follows the programme: the languages of a stage are those of the session of now.
func (c *clock) refurnish(ctx context.Context) {
	s := c.service
	for _, live := range s.engine.Rooms() {
		if ctx.Err() != nil {
			return
		}
		if kind, _, err := subject(live.ID()); err != nil || kind != Stage {
			continue
		}
		r, err := s.room(ctx, live.ID())
		if err != nil {
			if !problem.Is(err, problem.NotFound) {
				s.log.WarnContext(ctx, "the programme of a stage could not be read", "room", live.ID(), "err", err)
			}
			continue
		}
		s.furnish(r)
	}
}

// erase removes what was kept long enough, once an hour.
func (c *clock) erase(ctx context.Context, now time.Time) {
	if now.Sub(c.erased) < time.Hour {
		return
	}
	c.erased = now
	if _, err := c.service.store.captions.erase(ctx, now.Add(-c.service.config.KeepCaptions)); err != nil && ctx.Err() == nil {
		c.service.log.WarnContext(ctx, "old captions not erased", "err", err)
	}
	if err := c.service.store.tests.erase(ctx, now.Add(-maxTestKeep)); err != nil && ctx.Err() == nil {
		c.service.log.WarnContext(ctx, "old connection tests not erased", "err", err)
	}
}

// report tells the meetings who is in their rooms, so that a meeting is live while it is held and not only afterwards.
func (c *clock) report(ctx context.Context) {
	s := c.service
	if s.near.Presence == nil {
		return
	}
	c.mu.Lock()
	going := make([]string, 0, len(c.slots))
	for _, slot := range c.slots {
		going = append(going, slot.meeting)
	}
	c.mu.Unlock()
	for _, meeting := range going {
		attendance, err := s.Attendance(ctx, meeting)
		if err == nil {
			err = s.near.Presence.RecordPresence(ctx, meeting, attendance)
		}
		if err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "presence not reported", "meeting", meeting, "err", err)
		}
	}
}

// follow watches the slot of a meeting whose room somebody enters.
func (c *clock) follow(r Room) {
	if r.Kind != Meeting || r.Ends.IsZero() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if known := c.slots[r.ID]; known == nil {
		c.slots[r.ID] = &slot{meeting: r.Subject, ends: r.Ends}
	} else {
		known.move(r.Ends)
	}
}

// move takes over that a meeting was extended or moved: its warnings come again.
func (s *slot) move(ends time.Time) {
	if !s.ends.Equal(ends) {
		s.ends, s.warned = ends, 0
	}
}

// due finds the slots that are near a warning or over.
func (c *clock) due(now time.Time) map[string]slot {
	c.mu.Lock()
	defer c.mu.Unlock()
	list := map[string]slot{}
	for id, s := range c.slots {
		if next := s.next(); !now.Before(next) {
			list[id] = *s
		}
	}
	return list
}

// next is when something about the slot is due.
func (s slot) next() time.Time {
	if before := warnings(); s.warned < len(before) {
		return s.ends.Add(-before[s.warned])
	}
	return s.ends
}

func (c *clock) slotsAt(ctx context.Context, now time.Time) {
	for id, s := range c.due(now) {
		if ctx.Err() != nil {
			return
		}
		// The meeting may have been extended, moved or cancelled since.
		r, err := c.service.room(ctx, id)
		if err != nil {
			c.service.log.WarnContext(ctx, "the slot of a meeting could not be read", "room", id, "err", err)
			continue
		}
		if !r.Ends.Equal(s.ends) {
			c.update(id, func(s *slot) { s.move(r.Ends) })
			continue
		}
		if r.State(now) == Ended {
			c.end(ctx, r)
			continue
		}
		left := warnings()[s.warned]
		c.update(id, func(s *slot) { s.warned++ })
		if now.Before(r.Ends.Add(-left / 2)) { // later it is no warning any more, and the next one comes soon
			data := map[string]string{"minutes": strconv.Itoa(int(left / time.Minute)), "ends": r.Ends.UTC().Format(time.RFC3339)}
			if err := c.service.Announce(ctx, id, "slot.ending", data); err != nil {
				c.service.log.WarnContext(ctx, "the end of a slot was not announced", "room", id, "err", err)
			}
		}
	}
}

func (c *clock) update(id string, change func(*slot)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s := c.slots[id]; s != nil {
		change(s)
	}
}

// end closes the room of a meeting whose time is over and tells the meetings what was seen.
func (c *clock) end(ctx context.Context, r Room) {
	s := c.service
	if live, ok := s.engine.Lookup(r.ID); ok && len(live.Participants()) > 0 {
		live.Close("time is over")
		return // who left is in the evidence at the next tick
	}
	if s.near.Presence != nil {
		attendance, err := s.Attendance(ctx, r.Subject)
		if err == nil {
			err = s.near.Presence.RecordPresence(ctx, r.Subject, attendance)
		}
		if err != nil {
			s.log.WarnContext(ctx, "presence not recorded, tried again", "meeting", r.Subject, "err", err)
			return
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.slots, r.ID)
}
