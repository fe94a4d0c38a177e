package meetings

import (
	"context"
	"fmt"

	"fairground/server/problem"
)

// Release is the first phase of publishing: it takes the meeting's time from it, so that the other meetings of the run can have
// it. Readers notice nothing. ok is false if the run must leave the meeting alone: people have changed it since the plan was made, it
// is over or called off, or its lobby opens. Repeating it changes nothing. Of a meeting that the run adds there is nothing to release.
func (s *Service) Release(ctx context.Context, run string, c PlanChange) (ok bool, err error) {
	if c.Add != nil {
		return true, nil
	}
	err = s.hold(ctx, c.Meeting, func(m *Meeting) bool {
		if ok = m.held(run); ok {
			return false
		}
		ok = m.release(run, c, s.now())
		return ok
	})
	if problem.Is(err, problem.NotFound) {
		return false, nil
	}
	return ok && err == nil, wrap("release meeting", c.Meeting, err)
}

// Take is the second phase: it claims the new time, or stores a meeting that the run adds, which nobody sees yet. If only its
// table has gone it takes another. ok is false if the time has gone: then a meeting keeps its old one, or, if that has gone too,
// is called off when the run is settled. It is also false if people have changed the meeting since its release. Repeating it
// gives the same answer; only a meeting to be added may find a time that has become free again.
func (s *Service) Take(ctx context.Context, run string, c PlanChange) (ok bool, err error) {
	if c.Add != nil {
		ok, err = s.takeNew(ctx, run, c)
		return ok, wrap("take a time for meeting", c.Add.ID, err)
	}
	var exhibition string
	err = atTable(func(table string) error {
		return s.hold(ctx, c.Meeting, func(m *Meeting) bool {
			ok = m.held(run) && !m.Hold.Kept && !m.Hold.Lost
			if !ok || m.Hold.Taken || m.Hold.Cancels {
				return false
			}
			if exhibition = m.Exhibition; table != "" {
				m.Hold.Table = table
			}
			m.take()
			return true
		})
	}, func() ([]string, error) { return s.freeTables(ctx, exhibition, Slot{c.Starts, c.Ends}, "") })
	if _, taken := takenClaim(err); taken || ok && !c.Cancel && !c.Starts.After(s.now()) {
		ok, err = false, s.giveWay(ctx, run, c.Meeting)
	}
	if problem.Is(err, problem.NotFound) {
		return false, nil
	}
	return ok && err == nil, wrap("take a time for meeting", c.Meeting, err)
}

// takeNew stores a meeting that the run adds, with the claims on its time.
func (s *Service) takeNew(ctx context.Context, run string, c PlanChange) (ok bool, err error) {
	now := s.now()
	switch there, err := s.store.Find(ctx, c.Add.ID); {
	case err == nil:
		return there.held(run) || there.Run == run, nil
	case !problem.Is(err, problem.NotFound):
		return false, err
	case !c.Starts.After(now):
		return false, nil
	}
	err = atTable(func(table string) error {
		if table != "" {
			c.Table = table
		}
		return s.store.insert(ctx, c.added(run, now))
	}, func() ([]string, error) { return s.freeTables(ctx, c.Add.Exhibition, Slot{c.Starts, c.Ends}, "") })
	if takenID(err) { // by the same run, on another node
		return true, nil
	}
	if _, taken := takenClaim(err); taken {
		return false, nil
	}
	return err == nil, err
}

// giveWay lets a meeting whose new time has gone keep its old one, and if that has gone as well, lose it.
func (s *Service) giveWay(ctx context.Context, run, id string) error {
	end := func(how func(*Meeting)) error {
		return s.hold(ctx, id, func(m *Meeting) bool {
			if !m.held(run) || m.Hold.Kept || m.Hold.Lost {
				return false
			}
			how(m)
			return true
		})
	}
	err := end((*Meeting).keep)
	if _, taken := takenClaim(err); taken {
		return end((*Meeting).lose)
	}
	return err
}

// Settle is the third phase, once the run is published: it writes down what readers see by now, closes a request of the pair that
// waits, and leaves one entry for the audit. It tells nobody: the run writes to each person once. Only a meeting that lost its time
// (Cancelled, although the change does not cancel it) is told here, to both sides.
//
// It returns the meeting as it stands. Its Run is the run if the change was made; otherwise people were faster, or the move was lost.
// A meeting that could not be added is the zero Meeting. Repeating it changes nothing.
func (s *Service) Settle(ctx context.Context, run string, c PlanChange) (Meeting, error) {
	m, err := s.store.Find(ctx, c.id())
	switch {
	case problem.Is(err, problem.NotFound):
		return Meeting{}, nil
	case err == nil && m.held(run):
		m, err = s.settle(ctx, m)
	}
	return m, wrap("settle meeting", c.id(), err)
}

// settle writes down what readers see of a meeting whose run is published. Somebody else may do the same at once.
func (s *Service) settle(ctx context.Context, m Meeting) (Meeting, error) {
	var err error
	for range attempts {
		if m.Hold == nil {
			return m, nil
		}
		settled := m
		settled.settle(s.now())
		if settled.State.Upcoming() {
			if err := s.supersede(ctx, settled); err != nil {
				return Meeting{}, err
			}
		}
		if settled.V == m.V {
			err = s.store.hold(ctx, m, settled)
		} else {
			err = s.store.replace(ctx, m.V, settled)
		}
		if !problem.Is(err, problem.PreconditionFailed) {
			return settled, err
		}
		if m, err = s.store.Find(ctx, m.ID); err != nil {
			return Meeting{}, err
		}
	}
	return Meeting{}, err
}

// supersede closes the requests of a pair that wait for an answer, as a run has placed the two.
func (s *Service) supersede(ctx context.Context, placed Meeting) error {
	between, err := s.store.between(ctx, placed.Exhibition, placed.Requester.Org, placed.Invitee.Org)
	if err != nil {
		return err
	}
	for _, m := range between {
		if m.State != Pending || m.ID == placed.ID {
			continue
		}
		err := s.again(ctx, m.ID, func(m *Meeting) (bool, error) { return true, m.supersede(s.now()) })
		if err != nil && problem.Code(err) != "not_pending" {
			return err
		}
	}
	return nil
}

// Abandon undoes the first two phases of a run that will not be published: everything is as it was, in whatever order its changes
// are abandoned. A meeting whose time people have taken meanwhile is called off, and both sides are told. Repeating it changes nothing.
func (s *Service) Abandon(ctx context.Context, run string, c PlanChange) error {
	return wrap("abandon the change of meeting", c.id(), s.abandon(ctx, run, c.id()))
}

func (s *Service) abandon(ctx context.Context, run, id string) error {
	m, err := s.store.Find(ctx, id)
	switch {
	case problem.Is(err, problem.NotFound):
		return nil
	case err != nil || !m.held(run):
		return err
	case m.Hold.Adds:
		if err = s.store.Delete(ctx, m.ID, m.V); problem.Is(err, problem.NotFound) {
			return nil
		}
		return err
	}
	for {
		err := s.hold(ctx, id, func(m *Meeting) bool {
			if !m.held(run) {
				return false
			}
			m.Hold, m.People, m.Claims = nil, m.persons(), m.entitled()
			return true
		})
		claim, taken := takenClaim(err)
		if !taken {
			return err
		}
		if given, err := s.giveBack(ctx, run, claim); err != nil {
			return err
		} else if !given {
			return s.callOff(ctx, run, id)
		}
	}
}

// giveBack takes a claim from the meeting of the same run that has it; given is false if it belongs to people. The meeting has
// its own time back when it is abandoned itself.
func (s *Service) giveBack(ctx context.Context, run, claim string) (given bool, err error) {
	m, err := s.store.holding(ctx, claim)
	switch {
	case problem.Is(err, problem.NotFound):
		return claim != "", nil // it has just become free
	case err != nil || !m.held(run) || !m.Hold.Taken:
		return false, err
	case m.Hold.Adds:
		return true, s.abandon(ctx, run, m.ID)
	}
	return true, s.hold(ctx, m.ID, func(m *Meeting) bool {
		if !m.held(run) || !m.Hold.Taken {
			return false
		}
		m.Hold.Taken = false
		m.Claims = m.waiting()
		return true
	})
}

// callOff cancels a meeting that can have neither its new nor its old time.
func (s *Service) callOff(ctx context.Context, run, id string) error {
	err := s.hold(ctx, id, func(m *Meeting) bool {
		if !m.held(run) {
			return false
		}
		m.lose()
		return true
	})
	if err != nil {
		return err
	}
	m, err := s.store.Find(ctx, id)
	if err == nil && m.held(run) {
		_, err = s.settle(ctx, m)
	}
	return err
}

// hold lets a rule change what a run does to a document, and begins anew when the document changes meanwhile. The rule returns
// false to leave it.
func (s *Service) hold(ctx context.Context, id string, rule func(*Meeting) bool) error {
	var err error
	for range attempts {
		var was Meeting
		if was, err = s.store.Find(ctx, id); err != nil {
			return err
		}
		m := was
		if was.Hold != nil {
			own := *was.Hold
			m.Hold = &own
		}
		if !rule(&m) {
			return nil
		}
		if err = s.store.hold(ctx, was, m); !problem.Is(err, problem.PreconditionFailed) {
			return err
		}
	}
	return err
}

// current is a document for somebody who is about to change it. One whose run is published is settled first, so that what is
// changed is what readers see; one that an unpublished run adds does not exist for anybody.
func (s *Service) current(ctx context.Context, id string) (Meeting, error) {
	m, err := s.store.Find(ctx, id)
	if err != nil || m.Hold == nil {
		return m, err
	}
	switch published, err := s.published(ctx, m.Hold.Run); {
	case err != nil:
		return Meeting{}, err
	case published:
		if m, err = s.store.Find(ctx, id); err != nil { // what it had not taken before it has taken now
			return Meeting{}, err
		}
		return s.settle(ctx, m)
	case m.Hold.Adds:
		return Meeting{}, notFound()
	}
	return m, nil
}

func (c PlanChange) id() string {
	if c.Add != nil {
		return c.Add.ID
	}
	return c.Meeting
}

func wrap(what, id string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %s: %w", what, id, err)
}
