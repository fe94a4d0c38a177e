package schedule

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"fairground/server/meetings"
)

// change is one step of a publication.
type change struct {
	Wish   string              `json:"wish"` // or the meeting, if it is of none
	People []string            `json:"people"`
	Moves  bool                `json:"moves,omitempty"` // the meeting has a time already
	Plan   meetings.PlanChange `json:"plan"`
}

// The codes of meetings that a publication loses.
const (
	lostToPeople  = "changed_since" // people moved, called off or began it
	lostTime      = "time_taken"    // somebody has something else then by now
	lostTimeBoth  = "time_lost"     // and its old time has gone too: it is called off
	lostWithdrawn = "withdrawn"     // somebody does not take part any more
	lostWanted    = "not_wanted"    // nobody wants it any more
	lostLate      = "too_late"      // it would begin too soon
	lostMet       = "met_already"   // the two have a meeting of their own by now
)

// addedID is the id of the meeting with which a run meets a wish: the same whenever it is made.
func addedID(run, wish string) string {
	sum := sha256.Sum256([]byte(run + "|" + wish))
	return "mtg_" + hex.EncodeToString(sum[:13])
}

// ground is what stands when a publication begins.
type ground struct {
	standing map[string]*meetings.Meeting // by id
	wanted   map[string]*meetings.Wanted  // by wish
	people   map[string]*meetings.Delegate
	pairs    map[[2]string]string // meetings by the two organizations
}

func newGround(in *meetings.Planning) ground {
	g := ground{
		standing: map[string]*meetings.Meeting{}, wanted: map[string]*meetings.Wanted{}, people: map[string]*meetings.Delegate{}, pairs: map[[2]string]string{},
	}
	for i := range in.Standing {
		m := &in.Standing[i]
		g.standing[m.ID] = m
		if !m.FollowUp {
			g.pairs[pairOf(m.Requester.Org, m.Invitee.Org)] = m.ID
		}
	}
	for i := range in.Wanted {
		g.wanted[in.Wanted[i].ID] = &in.Wanted[i]
	}
	for i := range in.Delegates {
		g.people[in.Delegates[i].Person] = &in.Delegates[i]
	}
	return g
}

func pairOf(a, b string) [2]string { return [2]string{min(a, b), max(a, b)} }

// changes is what has to happen so that what stands becomes what is planned. What people have changed since the plan was
// made stays as they want it, and is told as lost.
func (p *Plan) changes(in *meetings.Planning, run string, now time.Time) ([]change, []Lost) {
	g := newGround(in)
	list, lost := []change{}, []Lost{}
	placed, wishes, reasons := p.placed(), p.wishes(), p.reasons()
	for i := range p.Problem.Wishes {
		w := &p.Problem.Wishes[i]
		d := p.Cast.Wishes[w.ID]
		var c *change
		code := ""
		if at, met := placed[w.ID]; met {
			to := p.place(at)
			if c, code = p.move(g, run, w.ID, w.People, d, to, now); code != "" {
				lost = append(lost, p.lost(w.People, w.ID, to.Starts, code))
			}
		} else if c, code = drop(g, w.ID, w.People, d, reasons[w.ID]); code != "" {
			lost = append(lost, p.lost(w.People, w.ID, time.Time{}, code))
		}
		if c != nil {
			list = append(list, *c)
		}
	}
	for _, a := range p.Cast.Aside {
		if wishes[a.Wish] != nil {
			continue
		}
		c, code := drop(g, a.Wish, a.People, p.Cast.Wishes[a.Wish], a.Reason)
		if c != nil {
			list = append(list, *c)
		}
		if code != "" {
			lost = append(lost, p.lost(a.People, a.Wish, time.Time{}, code))
		}
	}
	for _, id := range p.Cast.Ends {
		if m := g.standing[id]; m != nil {
			list = append(list, change{Wish: id, People: seats(m), Plan: meetings.PlanChange{Meeting: id, V: m.V, Cancel: true, Reason: "restored"}})
		}
	}
	return list, lost
}

// move is the change that brings a wish to its place, nil if it is there.
func (p *Plan) move(g ground, run, wish string, people []string, d Detail, to Place, now time.Time) (c *change, lost string) {
	late := to.Starts.Before(now.Add(lead - 5*time.Minute)) // a draft may lie for a while before it is published
	plan := meetings.PlanChange{Starts: to.Starts, Ends: to.Ends, Table: to.Table, Interpreter: to.Interpreter, Reason: "schedule_run"}
	if m := g.standing[d.Meeting]; m != nil && d.Meeting != "" {
		is := Place{Starts: m.Starts, Ends: m.Ends, Table: m.Table, Interpreter: m.Interpreter}
		switch {
		case is.same(to):
			return nil, ""
		case d.Stands == nil || !is.same(*d.Stands), m.Frozen && !d.Froze:
			return nil, lostToPeople
		case late:
			return nil, lostLate
		}
		plan.Meeting, plan.V = m.ID, m.V
		return &change{Wish: wish, People: people, Moves: true, Plan: plan}, ""
	}
	w := g.wanted[wish]
	switch {
	case d.Stands != nil:
		return nil, lostToPeople
	case late:
		return nil, lostLate
	case slices.ContainsFunc(people, func(id string) bool { return g.people[id] == nil }):
		return nil, lostWithdrawn
	case w == nil:
		return nil, lostWanted
	}
	a, b := people[0], people[1]
	if !w.Again && g.pairs[pairOf(g.people[a].Org, g.people[b].Org)] != "" {
		return nil, lostMet
	}
	if w.Meeting != "" { // it waits for a time
		plan.Meeting, plan.V = w.Meeting, w.V
		return &change{Wish: wish, People: people, Plan: plan}, ""
	}
	if d.By != "" && g.people[b].Org == d.By {
		a, b = b, a
	}
	plan.Add = &meetings.Meeting{
		ID: addedID(run, wish), Exhibition: "", Requester: g.side(a), Invitee: g.side(b), Language: w.Language, FollowUp: w.Again, Frozen: d.Frozen,
		Starts: to.Starts, Ends: to.Ends, Table: to.Table, Interpreter: to.Interpreter,
	}
	return &change{Wish: wish, People: people, Plan: plan}, ""
}

// side is a person as one side of a meeting.
func (g ground) side(person string) meetings.Side {
	d := g.people[person]
	return meetings.Side{Org: d.Org, OrgName: d.OrgName, Person: d.Person, PersonName: d.Name, Zone: d.Zone}
}

// drop is the change for a wish that is not met: what stood is called off, what waited cannot be placed.
func drop(g ground, wish string, people []string, d Detail, reason string) (c *change, lost string) {
	plan := meetings.PlanChange{Meeting: d.Meeting, Cancel: true, Reason: reason}
	m := g.standing[d.Meeting]
	switch {
	case d.Meeting == "":
		return nil, ""
	case m != nil && d.Stands == nil:
		return nil, "" // it found a time of its own
	case m != nil && (m.Frozen && !d.Froze || !(Place{m.Starts, m.Ends, m.Table, m.Interpreter}).same(*d.Stands)):
		return nil, lostToPeople
	case m != nil:
		plan.V = m.V
	case d.Stands != nil || g.wanted[wish] == nil || g.wanted[wish].Meeting != d.Meeting:
		return nil, "" // it was called off already
	default:
		plan.V = g.wanted[wish].V
	}
	return &change{Wish: wish, People: people, Plan: plan}, ""
}

// reasons are why wishes are not met.
func (p *Plan) reasons() map[string]string {
	byWish := make(map[string]string, len(p.Schedule.Unplaced))
	for _, u := range p.Schedule.Unplaced {
		byWish[u.Wish] = u.Reason
	}
	return byWish
}

func (p *Plan) lost(people []string, wish string, starts time.Time, code string) Lost {
	a, b := people[0], people[1]
	if by := p.Cast.Wishes[wish].By; by != "" && p.Cast.Faces[b].Org == by {
		a, b = b, a
	}
	return Lost{Wish: wish, Requester: p.Cast.party(a), Invitee: p.Cast.party(b), Starts: starts, Code: code}
}
