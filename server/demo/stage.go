package demo

import (
	"fmt"
	"slices"
	"time"
)

// Stage is a moment at which the fair is shown.
type Stage string

// The five stages.
const (
	Setup    Stage = "setup"    // firms apply, halls fill
	Booking  Stage = "booking"  // requests and counter-proposals
	Live     Stage = "live"     // the first day, with people in the rooms
	Settling Stage = "settling" // orders are funded, shipped, inspected
	Closed   Stage = "closed"   // all but two orders are paid out
)

// Stages lists the five stages in the order of time.
func Stages() []Stage { return []Stage{Setup, Booking, Live, Settling, Closed} }

// offset is how far the stage lies from the start of the live stage.
func (s Stage) offset() (time.Duration, error) {
	switch s {
	case Setup:
		return -45 * day, nil
	case Booking:
		return -20 * day, nil
	case Live:
		return 0, nil
	case Settling:
		return 24 * day, nil
	case Closed:
		return 70 * day, nil
	}
	return 0, fmt.Errorf("unknown stage %q: one of %v", string(s), Stages())
}

// Start is the start to hand to World so that the stage stands exactly at now.
func (s Stage) Start(now time.Time) (time.Time, error) {
	offset, err := s.offset()
	if err != nil {
		return time.Time{}, err
	}
	return now.Add(-offset), nil
}

// Now is the moment of the stage in this world.
func (f Fair) Now(s Stage) (time.Time, error) {
	offset, err := s.offset()
	if err != nil {
		return time.Time{}, err
	}
	return f.Start.Add(offset), nil
}

// View is the fair as it stands at a moment: only what has happened, with the states that follow from it.
type View struct {
	At            time.Time
	Phase         string
	Organizations []Standing // applied by then
	Sessions      []Standing
	Requests      []RequestView
	Questions     []Question // answers given later are blank
	Messages      []Message
	Deals         []DealView
	Orders        []OrderView
}

// Standing is something with a state: an organization applied or approved, a session scheduled, live or ended.
type Standing struct {
	ID    string
	State string
}

// RequestView is a request with its moves so far. State is pending, scheduled, live, completed, no_show_requester,
// no_show_invitee, technical_failure, cancelled, declined, withdrawn or expired.
type RequestView struct {
	Request
	State    string
	Awaiting string // organization, while pending
	Round    int    // 1 and one more for each counter-proposal
}

// DealView is a deal so far: negotiating, agreed, signing, signed, ordered (funded), abandoned or lapsed.
type DealView struct {
	Deal
	State string
}

// OrderView is an order so far. State is awaiting_funds, funded, in_delivery or completed; milestones are planned, funded,
// shipped, inspection, accepted, released, disputed or split.
type OrderView struct {
	Order
	State      string
	Milestones map[string]string
	PaidOut    bool
}

// At tells how the fair stands at a moment. The phases begin with the call; before it the phase is "".
func (f Fair) At(now time.Time) View {
	v := View{At: now}
	for _, p := range f.Exhibition.Phases {
		if !p.From.After(now) {
			v.Phase = p.Phase
		}
	}
	for _, o := range f.Organizations {
		switch {
		case !o.Approved.After(now):
			v.Organizations = append(v.Organizations, Standing{o.ID, "approved"})
		case !o.Applied.After(now):
			v.Organizations = append(v.Organizations, Standing{o.ID, "applied"})
		}
	}
	for _, s := range f.Sessions {
		v.Sessions = append(v.Sessions, Standing{s.ID, during(now, s.Starts, s.Ends, "ended")})
	}
	for _, r := range f.Requests {
		if seen, there := r.at(now); there {
			v.Requests = append(v.Requests, seen)
		}
	}
	for _, q := range f.Questions {
		if q.At.After(now) {
			continue
		}
		if q.Answered.After(now) {
			q.Answered, q.By, q.Answer = time.Time{}, "", ""
		}
		v.Questions = append(v.Questions, q)
	}
	v.Messages = until(f.Messages, now, func(m Message) time.Time { return m.At })
	states := map[string]string{}
	for _, o := range f.Orders {
		if seen, there := o.at(now); there {
			v.Orders = append(v.Orders, seen)
			states[o.Deal] = seen.State
		}
	}
	for _, d := range f.Deals {
		if seen, there := d.at(now, states[d.ID]); there {
			v.Deals = append(v.Deals, seen)
		}
	}
	return v
}

func during(now, starts, ends time.Time, after string) string {
	switch {
	case now.Before(starts):
		return "scheduled"
	case now.Before(ends):
		return "live"
	}
	return after
}

// until keeps what happened by now.
func until[T any](all []T, now time.Time, at func(T) time.Time) []T {
	var past []T
	for _, one := range all {
		if !at(one).After(now) {
			past = append(past, one)
		}
	}
	return past
}

func (r Request) at(now time.Time) (RequestView, bool) {
	v := RequestView{Request: r, State: "pending", Round: 1, Awaiting: r.To}
	v.Moves = until(r.Moves, now, func(m Move) time.Time { return m.At })
	if len(v.Moves) == 0 {
		return RequestView{}, false
	}
	accepted := false
	for _, m := range v.Moves {
		switch m.Action {
		case "counter":
			v.Round++
			v.Awaiting = r.From
			if m.Person == r.FromPerson {
				v.Awaiting = r.To
			}
		case "accept":
			accepted = true
			v.State = during(now, r.Meeting.Starts, r.Meeting.Ends, r.verdict())
		case "decline":
			v.State = "declined"
		case "withdraw":
			v.State = "withdrawn"
		case "cancel":
			v.State = "cancelled"
		}
	}
	if v.State == "pending" && now.After(r.Expires) && len(v.Moves) == len(r.Moves) {
		v.State = "expired"
	}
	if v.State != "pending" {
		v.Awaiting = ""
	}
	if !accepted {
		v.Meeting, v.Room, v.Interpreter = nil, "", ""
	}
	if r.Outcome != nil && r.Outcome.At.After(now) {
		v.Outcome = nil
	}
	return v, true
}

func (r Request) verdict() string {
	if r.Outcome == nil {
		return "completed"
	}
	return r.Outcome.Verdict
}

func (d Deal) at(now time.Time, order string) (DealView, bool) {
	v := DealView{Deal: d, State: "negotiating"}
	v.Versions = until(d.Versions, now, func(o Offer) time.Time { return o.At })
	if len(v.Versions) == 0 {
		return DealView{}, false
	}
	v.Accepted = until(d.Accepted, now, func(c Consent) time.Time { return c.At })
	v.Signed = until(d.Signed, now, func(c Consent) time.Time { return c.At })
	switch {
	case len(v.Signed) == 2 && order != "awaiting_funds":
		v.State = "ordered"
	case len(v.Signed) == 2:
		v.State = "signed"
	case len(v.Signed) == 1:
		v.State = "signing"
	case len(v.Accepted) == 2:
		v.State = "agreed"
	}
	if d.Ended != nil && d.Ended.At.After(now) {
		v.Ended = nil
	}
	if v.Ended != nil {
		v.State = v.Ended.State
	}
	return v, true
}

func (o Order) at(now time.Time) (OrderView, bool) {
	v := OrderView{Order: o, State: "awaiting_funds", Milestones: map[string]string{}}
	v.Events = until(o.Events, now, func(e OrderEvent) time.Time { return e.At })
	if len(v.Events) == 0 {
		return OrderView{}, false
	}
	for _, m := range o.Milestones {
		v.Milestones[m] = "planned"
	}
	for _, e := range v.Events {
		switch e.Kind {
		case "funded":
			v.State = "funded"
			for _, m := range o.Milestones {
				v.Milestones[m] = "funded"
			}
		case "started":
			v.State = "in_delivery"
		case "delivered":
			v.Milestones[e.Milestone] = "inspection"
		case "ruled":
			v.Milestones[e.Milestone] = "split"
		case "shipped", "accepted", "released", "disputed":
			v.Milestones[e.Milestone] = e.Kind
		case "paid_out":
			v.PaidOut = true
		}
	}
	open := slices.ContainsFunc(o.Milestones, func(m string) bool { return v.Milestones[m] != "released" && v.Milestones[m] != "split" })
	if !open {
		v.State = "completed"
	}
	return v, true
}
