package meetings

import (
	"slices"
	"time"

	"fairground/server/actor"
)

// PlanChange is what a schedule run does to one meeting. A run hands the same change to every phase.
type PlanChange struct {
	Meeting string   // one that is to come, or a document that waits for a time; "" if Add is set
	V       int64    // its version when the plan was made: if people have changed it since, the run leaves it alone
	Add     *Meeting // a new one, with its ID, exhibition, sides, reason and language; the ID is the same after a restart

	Starts, Ends time.Time
	Table        string
	Interpreter  string // a person
	Cancel       bool   // call it off; what waits for a time becomes unplaceable
	Reason       string // a code, for the history
}

// timeLost is why a meeting is called off whose old and new time were both taken while the run was published.
const timeLost = "time_lost"

// unscheduled reports whether both sides want to meet and no time has been found yet.
func (s State) unscheduled() bool { return s == AcceptedUnscheduled || s == Unplaceable }

// held reports whether a run has this document in its hands.
func (m *Meeting) held(run string) bool { return m.Hold != nil && m.Hold.Run == run }

// movable reports whether a run may touch the document: who is in the lobby already, or about to be, is not sent away.
func (m *Meeting) movable(now time.Time) bool {
	return m.State.unscheduled() || m.State == Scheduled && now.Before(m.opens())
}

// hold of a change, for a document that exists or one that it adds.
func (c PlanChange) hold(run string) *Hold {
	at := func(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) } // as the database keeps it
	return &Hold{
		Run: run, Adds: c.Add != nil, Cancels: c.Cancel, Starts: at(c.Starts), Ends: at(c.Ends), Table: c.Table, Interpreter: c.Interpreter,
		Reason: c.Reason,
	}
}

// release gives the meeting's time back, for the other meetings of the run. It keeps the pair, and its place in the run.
func (m *Meeting) release(run string, c PlanChange, now time.Time) bool {
	if m.V != c.V || m.Hold != nil || !m.movable(now) {
		return false
	}
	m.Hold = c.hold(run)
	m.Claims = m.waiting()
	return true
}

// waiting are the claims of a meeting between its old and its new time.
func (m *Meeting) waiting() []string {
	pairs := slices.DeleteFunc(m.entitled(), func(claim string) bool { return claimKind(claim) != "pair" })
	return append(pairs, "run:"+m.Hold.Run+":"+m.ID)
}

// added is the document of a meeting that the run adds. Nobody sees it, and the timer leaves it alone, until it is settled.
func (c PlanChange) added(run string, now time.Time) Meeting {
	m := *c.Add
	m.V, m.State, m.Round, m.Slots, m.History, m.Outbox = 1, Scheduled, max(m.Round, 1), []Slot{}, []Step{}, nil
	m.Sent, m.Changed = now, now
	m.Hold = c.hold(run)
	m.take()
	return m
}

// placed is the meeting at the time that the run gives it.
func (m *Meeting) placed() Meeting {
	next := *m
	next.schedule(Slot{m.Hold.Starts, m.Hold.Ends})
	next.Table, next.Interpreter = m.Hold.Table, m.Hold.Interpreter
	return next
}

// take moves the claims to the new time. Who is in the old or the new meeting finds it under his name.
func (m *Meeting) take() {
	m.Hold.Taken = true
	next := m.placed()
	m.People = append(m.persons(), next.persons()...)
	slices.Sort(m.People)
	m.People = slices.Compact(m.People)
	m.Claims = next.entitled()
}

// keep moves the claims back to the old time, as the new one has gone.
func (m *Meeting) keep() {
	m.Hold.Taken, m.Hold.Kept = false, true
	m.People, m.Claims = m.persons(), m.entitled()
}

// lose gives the meeting up: the old time has gone too.
func (m *Meeting) lose() {
	m.Hold.Kept, m.Hold.Lost = false, true
	m.Claims = m.waiting()
}

// settle makes the meeting what the run made of it. One audit entry says so; people are told by the run in one letter of all
// their meetings, but for what nobody planned: that a meeting lost its time.
func (m *Meeting) settle(now time.Time) {
	h, told := m.Hold, len(m.Outbox)
	switch {
	case h.Kept:
		m.claim()
		return
	case h.Lost:
		m.State = Cancelled
		m.Revision++
		m.step(actor.System, "meeting.cancelled", "lose_time", nil, timeLost, now, m.Requester.Person, m.Invitee.Person)
	case h.Cancels && m.State.unscheduled():
		m.State = Unplaceable
		m.Run = h.Run
		m.step(actor.System, "meeting.unplaced", "unplace", nil, h.Reason, now)
	case h.Cancels:
		m.State = Cancelled
		m.Revision++
		m.Run = h.Run
		m.step(actor.System, "meeting.cancelled", "call_off", nil, h.Reason, now)
	default:
		kind, action := "meeting.placed", "place"
		if !h.Adds && m.State == Scheduled {
			kind, action = "meeting.rescheduled", "move"
		}
		*m = m.placed()
		m.Revision++
		m.Evidence, m.Run = nil, h.Run
		m.step(actor.System, kind, action, []Slot{{m.Starts, m.Ends}}, h.Reason, now)
	}
	for _, e := range m.Outbox[told:] {
		e.Data["run"] = h.Run
	}
	m.claim()
}

// shown is the meeting as readers see it: until the run is published as it was before, from then on as it will be settled. ok is
// false if they do not see it at all.
func (m Meeting) shown(published bool, now time.Time) (as Meeting, ok bool) {
	switch {
	case m.Hold == nil:
		return m, true
	case published:
		m.settle(now)
		return m, true
	case m.Hold.Adds:
		return m, false
	}
	m.People = m.persons()
	return m, true
}
