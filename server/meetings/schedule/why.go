package schedule

import (
	"context"
	"slices"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/meetings"
	"fairground/server/problem"
)

// Why says to a participant why she does not meet an organization, as far as it is her side's business.
//
// Whoever never wants to meet her must not be told from whoever has no time: both are no_slot, Own is the same in both cases as
// it knows her side only, and no step that could help is offered in many an ordinary case either.
type Why struct {
	State   WhyState   `json:"state" enum:"met,never_asked,waiting,no_slot"`
	Meeting string     `json:"meeting,omitempty"`
	Own     []OwnCause `json:"own" nullable:"false" doc:"What is in the way on your own side, whatever the other side."`
	Fix     []OwnStep  `json:"fix" nullable:"false" doc:"What you can do yourself."`
}

// WhyState is how things stand between two organizations.
type WhyState string

// The states.
const (
	Met        WhyState = "met"
	NeverAsked WhyState = "never_asked"
	Waiting    WhyState = "waiting" // no timetable has been published yet, or both agreed and the next one decides
	NoSlot     WhyState = "no_slot"
)

// OwnCause is one thing in the way of one person of the own side.
type OwnCause struct {
	Code    string `json:"code" enum:"person_away,person_busy,person_max,company_max"`
	Subject string `json:"subject" doc:"The person, or your organization."`
	Name    string `json:"name,omitempty"`
	Slots   int    `json:"slots,omitempty" doc:"In how many slots to come."`
}

// OwnStep is a slot that helps once it is opened.
type OwnStep struct {
	Kind   string    `json:"kind" enum:"free_slot"`
	Person string    `json:"person"`
	Starts time.Time `json:"starts"`
}

// maxSteps bounds how many slots are offered.
const maxSteps = 3

// Why answers the actor's question about another organization.
func (s *Service) Why(ctx context.Context, exhibition, org string) (Why, error) {
	who := actor.From(ctx)
	wants, err := s.Meetings.Preferences(ctx, exhibition) // refuses who does not take part
	if err != nil {
		return Why{}, err
	}
	if org == who.Org {
		return Why{}, problem.New(problem.Invalid, "own_organization", "this is your own organization")
	}
	between, err := s.Meetings.Between(ctx, exhibition, who.Org, org)
	if err != nil {
		return Why{}, err
	}
	now := s.now()
	in, err := s.Meetings.Plan(ctx, exhibition, now)
	if err != nil {
		return Why{}, err
	}
	live, err := s.runs.live(ctx, exhibition)
	if err != nil {
		return Why{}, err
	}
	w := state(between, asked(wants, org), len(live) > 0)
	if w.State != NoSlot {
		return w, nil
	}
	own := ownDelegate(in, who)
	if own == nil {
		return w, nil
	}
	w.Own = causes(in, own)
	names, err := s.interpreters(ctx, in)
	if err != nil {
		return Why{}, err
	}
	w.Fix = s.steps(build(in, names, terms{keep: KeepAll, facts: true}, now), who.Org, org)
	return w, nil
}

func asked(wants []meetings.Preference, org string) bool {
	return slices.ContainsFunc(wants, func(p meetings.Preference) bool {
		return p.Org == org && (p.Want == meetings.Must || p.Want == meetings.Wish)
	})
}

// state is how things stand, from what the own side knows: its own wish, what the two have had, and whether a timetable was
// published at all.
func state(between []meetings.Meeting, wanted, published bool) Why {
	w := Why{State: NeverAsked, Own: []OwnCause{}, Fix: []OwnStep{}}
	for _, m := range between {
		switch {
		case m.State.Upcoming() || m.State == meetings.Completed:
			return Why{State: Met, Meeting: m.ID, Own: []OwnCause{}, Fix: []OwnStep{}}
		case m.State == meetings.AcceptedUnscheduled:
			w.State = Waiting
		case m.State == meetings.Unplaceable && w.State != Waiting:
			w.State = NoSlot
		}
	}
	if w.State == NeverAsked && wanted {
		w.State = Waiting
		if published {
			w.State = NoSlot
		}
	}
	return w
}

// ownDelegate is the actor if he can be placed, else the first of his organization who can.
func ownDelegate(in meetings.Planning, who actor.Actor) *meetings.Delegate {
	var first *meetings.Delegate
	for i := range in.Delegates {
		d := &in.Delegates[i]
		if d.Person == who.Person {
			return d
		}
		if d.Org == who.Org && first == nil {
			first = d
		}
	}
	return first
}

// causes looks at the own side only, so they say nothing about the other.
func causes(in meetings.Planning, own *meetings.Delegate) []OwnCause {
	list := []OwnCause{}
	busy, ofOrg := 0, 0
	for i := range in.Standing {
		m := &in.Standing[i]
		if m.Requester.Org == own.Org || m.Invitee.Org == own.Org {
			ofOrg++
		}
		if slices.Contains(m.People, own.Person) {
			busy++
		}
	}
	if away := len(in.Slots) - len(own.Slots); away > 0 {
		list = append(list, OwnCause{Code: matchmaking.BlockedAway, Subject: own.Person, Name: own.Name, Slots: away})
	}
	if busy > 0 {
		list = append(list, OwnCause{Code: matchmaking.BlockedPersonBusy, Subject: own.Person, Name: own.Name, Slots: busy})
	}
	if own.Max > 0 && busy >= own.Max {
		list = append(list, OwnCause{Code: matchmaking.BlockedPersonMax, Subject: own.Person, Name: own.Name})
	}
	if target := in.Settings.TargetsOf(own.Org); target.Max > 0 && ofOrg >= target.Max {
		list = append(list, OwnCause{Code: matchmaking.BlockedCompanyMax, Subject: own.Org, Name: inEnglish(own.OrgName)})
	}
	return list
}

// steps lists slots that the own side can open so that nothing is in the way any more.
func (s *Service) steps(d draft, own, other string) []OwnStep {
	list := []OwnStep{}
	p, err := stand(d)
	if err != nil {
		s.Log.Warn("look for a step that helps", "err", err)
		return list
	}
	for i := range p.Problem.Wishes {
		w := &p.Problem.Wishes[i]
		orgs := pairOf(p.Cast.Faces[w.People[0]].Org, p.Cast.Faces[w.People[1]].Org)
		if _, met := p.placed()[w.ID]; met || orgs != pairOf(own, other) {
			continue
		}
		why, err := matchmaking.Explain(p.Problem, p.Schedule, w.ID)
		if err != nil || len(why[0].General) > 0 {
			continue
		}
		for _, slot := range why[0].Slots {
			if o := slot.Obstacles; len(o) == 1 && o[0].Code == matchmaking.BlockedAway && p.Cast.Faces[o[0].Subject].Org == own && len(list) < maxSteps {
				starts := p.Problem.Slots[slot.Slot].Start
				if starts.Before(s.now().Add(lead)) {
					continue
				}
				list = append(list, OwnStep{Kind: string(matchmaking.FixFree), Person: o[0].Subject, Starts: starts})
			}
		}
	}
	return list
}
