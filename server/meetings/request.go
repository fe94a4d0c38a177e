package meetings

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// Proposal is what a request asks for.
type Proposal struct {
	Exhibition string
	Invitee    string // organization
	Person     string // of the invitee; "" for whoever answers there
	Booth      string
	Item       string
	Reason     string
	Language   string // BCP 47
	Slots      []Slot
	FollowUp   bool
}

// check says everything that is wrong with a proposal. Where the organizers schedule it need not name a slot.
func (p Proposal) check(fair Fair, organized bool, now time.Time) error {
	invalid := problem.New(problem.Invalid, "request_invalid", "the meeting request is incomplete")
	bad := invalid
	if n := utf8.RuneCountInString(strings.TrimSpace(p.Reason)); n == 0 || n > MaxReason {
		bad = bad.Field("body.reason", fmt.Sprintf("say in 1 to %d characters why you want to meet", MaxReason))
	}
	if _, err := language.Parse(p.Language); err != nil || len(p.Language) > 35 {
		bad = bad.Field("body.language", "must be a language tag such as en or zh-Hans")
	}
	if !organized || len(p.Slots) > 0 {
		for _, f := range checkSlots(p.Slots, fair, now) {
			bad = bad.Field(f.Location, f.Message)
		}
	}
	if bad != invalid {
		return bad
	}
	return nil
}

func checkSlots(slots []Slot, fair Fair, now time.Time) []problem.Field {
	var fields []problem.Field
	add := func(i int, message string) {
		fields = append(fields, problem.Field{Location: fmt.Sprintf("body.slots[%d]", i), Message: message})
	}
	if len(slots) == 0 || len(slots) > MaxSlots {
		fields = append(fields, problem.Field{Location: "body.slots", Message: fmt.Sprintf("propose 1 to %d slots", MaxSlots)})
	}
	for i, s := range slots {
		known, ok := fair.Slot(s.Starts)
		switch {
		case !ok || !known.Ends.Equal(s.Ends):
			add(i, "is not a slot of this exhibition")
		case !s.Starts.After(now):
			add(i, "has begun already")
		case slices.ContainsFunc(slots[:i], s.overlaps):
			add(i, "is named twice")
		}
	}
	return fields
}

// ttl is how long a request waits for an answer.
func ttl(fair Fair, now time.Time) time.Duration {
	if fair.openOn(now) {
		return liveTTL
	}
	return requestTTL
}

// await begins a round: the other side has to answer, in time for at least one of the slots if any is named.
func (m *Meeting) await(org string, slots []Slot, fair Fair, now time.Time) {
	m.Awaiting, m.Slots, m.Sent, m.Reminded = org, slots, now, 0
	m.Expires = now.Add(ttl(fair, now))
	if len(slots) == 0 {
		return
	}
	last := slices.MaxFunc(slots, func(a, b Slot) int { return a.Starts.Compare(b.Starts) })
	if last.Starts.Before(m.Expires) {
		m.Expires = last.Starts
	}
}

// awaited refuses everybody but the side whose turn it is.
func (m *Meeting) awaited(by actor.Actor, now time.Time) error {
	if err := m.pending(now); err != nil {
		return err
	}
	if by.Org != m.Awaiting {
		return problem.New(problem.Conflict, "not_your_turn", "the other side has to answer first")
	}
	return takesPart(by, m.Exhibition)
}

func (m *Meeting) pending(now time.Time) error {
	switch {
	case m.State != Pending:
		return problem.Newf(problem.Conflict, "not_pending", "the request is %s already", m.State).With("state", string(m.State))
	case !now.Before(m.Expires):
		return problem.New(problem.Conflict, "request_expired", "the request has expired")
	}
	return nil
}

// step writes history and what must be told: one entry for the audit chain, which also reaches the people of to.
func (m *Meeting) step(by actor.Actor, kind, action string, slots []Slot, reason string, now time.Time, to ...string) {
	m.V++
	m.Changed = now
	step := Step{At: now, By: by.Org, Person: by.Person, Action: action, Slots: slots, Reason: reason}
	if by.IsSystem() {
		step.Person = ""
	}
	m.History = append(m.History, step)
	m.tell(by, kind, action, reason, now, to...)
}

// tell writes one outbox entry, or one for each of the people that read of the other side's organization in it.
func (m *Meeting) tell(by actor.Actor, kind, action, reason string, now time.Time, to ...string) {
	data := map[string]string{"requester": m.Requester.Org, "invitee": m.Invitee.Org, "action": action, "round": fmt.Sprint(m.Round), "state": string(m.State)}
	if reason != "" {
		data["reason"] = reason
	}
	if !m.Starts.IsZero() {
		data["starts"], data["ends"], data["room"] = m.Starts.Format(time.RFC3339), m.Ends.Format(time.RFC3339), m.Room
		data["revision"] = fmt.Sprint(m.Revision)
	}
	entry := func(other Side, to []string) {
		own := maps.Clone(data)
		if name := inEnglish(other); name != "" {
			own["orgName"], own["theirZone"] = name, other.Zone
		}
		m.Outbox = append(m.Outbox, db.OutboxEntry{
			ID: db.NewID("out", now), Type: kind, At: now, By: by.Person, Entity: m.ID, Exhibition: m.Exhibition, To: to, Data: own,
		})
	}
	told := false
	for _, p := range to {
		if p == by.Person || m.Muted && p == m.Invitee.Person {
			continue
		}
		told = true
		entry(m.across(p), []string{p})
	}
	if !told {
		entry(Side{}, nil)
	}
}

// across is the side that one of the two people looks at; of nobody else is it said who the other side is.
func (m *Meeting) across(person string) Side {
	switch person {
	case m.Requester.Person:
		return m.Invitee
	case m.Invitee.Person:
		return m.Requester
	}
	return Side{}
}

func inEnglish(s Side) string {
	name, _ := s.OrgName.In("en")
	return name
}

// counter answers with other slots.
func (m *Meeting) counter(by actor.Actor, slots []Slot, reason string, fair Fair, now time.Time) error {
	if err := m.awaited(by, now); err != nil {
		return err
	}
	if m.Round >= MaxRounds {
		return problem.Newf(problem.Conflict, "rounds_used_up", "after %d rounds only accepting or declining is left", MaxRounds)
	}
	bad := problem.New(problem.Invalid, "request_invalid", "the counter-proposal is incomplete")
	if utf8.RuneCountInString(reason) > MaxReason {
		bad = bad.Field("body.reason", fmt.Sprintf("at most %d characters", MaxReason))
	}
	for _, f := range checkSlots(slots, fair, now) {
		bad = bad.Field(f.Location, f.Message)
	}
	if len(bad.Fields) > 0 {
		return bad
	}
	m.Round++
	m.await(m.other(by.Org).Org, slots, fair, now)
	m.step(by, "meeting_request.countered", "counter", slots, reason, now, m.other(by.Org).Person)
	m.claim()
	return nil
}

// accept makes the request a meeting in one of the proposed slots, or in one of the alternatives that were offered because
// every proposed slot has gone. Whether everybody is free is decided by the write.
func (m *Meeting) accept(by actor.Actor, starts time.Time, offered []Slot, now time.Time) error {
	if err := m.awaited(by, now); err != nil {
		return err
	}
	slots := append(slices.Clone(m.Slots), offered...)
	at := slices.IndexFunc(slots, func(s Slot) bool { return s.Starts.Equal(starts) })
	if at < 0 {
		return problem.New(problem.Invalid, "slot_not_proposed", "accept one of the proposed slots, or counter").
			Field("body.starts", "is not the start of a proposed slot")
	}
	if !starts.After(now) {
		return problem.New(problem.Conflict, "slot_past", "this slot has begun already")
	}
	m.schedule(slots[at])
	m.step(by, "meeting_request.accepted", "accept", []Slot{slots[at]}, "", now, m.Requester.Person, m.Invitee.Person)
	m.claim()
	return nil
}

func (m *Meeting) schedule(s Slot) {
	m.State, m.Awaiting, m.Expires = Scheduled, "", time.Time{}
	m.Starts, m.Ends = s.Starts, s.Ends
	m.Room = RoomID(m.ID)
}

// end closes a pending request.
func (m *Meeting) end(by actor.Actor, to State, action, reason string, now time.Time, tell ...string) {
	m.State, m.Awaiting, m.Expires = to, "", time.Time{}
	m.step(by, "meeting_request."+string(to), action, nil, reason, now, tell...)
	m.claim()
}

func (m *Meeting) decline(by actor.Actor, reason string, chatOpen bool, now time.Time) error {
	if err := m.awaited(by, now); err != nil {
		return err
	}
	m.ChatOpen = chatOpen
	m.end(by, Declined, "decline", reason, now, m.other(by.Org).Person)
	return nil
}

func (m *Meeting) withdraw(by actor.Actor, now time.Time) error {
	if err := m.pending(now); err != nil {
		return err
	}
	if by.Org != m.Requester.Org {
		return problem.New(problem.Forbidden, "not_the_requester", "only the side that asked may withdraw")
	}
	if err := takesPart(by, m.Exhibition); err != nil {
		return err
	}
	m.end(by, Withdrawn, "withdraw", "", now, m.Invitee.Person)
	return nil
}

// supersede closes a request because a schedule run placed the pair. The run writes to both of the meeting instead.
func (m *Meeting) supersede(now time.Time) error {
	if m.State != Pending {
		return problem.Newf(problem.Conflict, "not_pending", "the request is %s already", m.State)
	}
	m.end(actor.System, Superseded, "supersede", "", now)
	return nil
}

// expire closes a request whose time is over.
func (m *Meeting) expire(now time.Time) bool {
	if m.State != Pending || now.Before(m.Expires) {
		return false
	}
	m.end(actor.System, Expired, "expire", "", now, m.Requester.Person, m.Invitee.Person)
	return true
}

// reminders are sent after these tenths of the time to answer.
var reminders = [...]int{5, 9} //nolint:gochecknoglobals // a constant that Go cannot spell

func (m *Meeting) reminder(n int) time.Time {
	return m.Sent.Add(m.Expires.Sub(m.Sent) / 10 * time.Duration(reminders[n]))
}

// remind tells the awaited side at half and at nine tenths of the time.
func (m *Meeting) remind(now time.Time) bool {
	sent := m.Reminded
	if m.State != Pending || m.Muted || !now.Before(m.Expires) {
		return false
	}
	for m.Reminded < len(reminders) && !now.Before(m.reminder(m.Reminded)) {
		m.Reminded++
	}
	if m.Reminded == sent {
		return false
	}
	m.V++
	m.tell(actor.System, "meeting_request.reminded", "remind", "", now, m.side(m.Awaiting).Person)
	m.claim()
	return true
}
