package meetings

import (
	"context"
	"errors"
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

// check says everything that is wrong with a proposal.
func (p Proposal) check(fair Fair, now time.Time) error {
	invalid := problem.New(problem.Invalid, "request_invalid", "the meeting request is incomplete")
	bad := invalid
	if n := utf8.RuneCountInString(strings.TrimSpace(p.Reason)); n == 0 || n > MaxReason {
		bad = bad.Field("body.reason", fmt.Sprintf("say in 1 to %d characters why you want to meet", MaxReason))
	}
	if _, err := language.Parse(p.Language); err != nil || len(p.Language) > 35 {
		bad = bad.Field("body.language", "must be a language tag such as en or zh-Hans")
	}
	for _, f := range checkSlots(p.Slots, fair, now) {
		bad = bad.Field(f.Location, f.Message)
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

// await begins a round: the other side has to answer, in time for at least one of the slots.
func (m *Meeting) await(org string, slots []Slot, fair Fair, now time.Time) {
	m.Awaiting, m.Slots, m.Sent, m.Reminded = org, slots, now, 0
	m.Expires = now.Add(ttl(fair, now))
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
	entry := func(orgName string, to []string) {
		own := maps.Clone(data)
		if orgName != "" {
			own["orgName"] = orgName
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
		other := m.Requester
		if p == m.Requester.Person {
			other = m.Invitee
		}
		entry(inEnglish(other), []string{p})
	}
	if !told {
		entry("", nil)
	}
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

// supersede closes a request because a schedule run placed the pair.
func (m *Meeting) supersede(now time.Time) error {
	if m.State != Pending {
		return problem.Newf(problem.Conflict, "not_pending", "the request is %s already", m.State)
	}
	m.end(actor.System, Superseded, "supersede", "", now, m.Requester.Person, m.Invitee.Person)
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
var reminders = [...]time.Duration{5, 9} //nolint:gochecknoglobals // a constant that Go cannot spell

func (m *Meeting) reminder(n int) time.Time {
	return m.Sent.Add(m.Expires.Sub(m.Sent) * reminders[n] / 10)
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

// partner finds whom to ask at an organization.
func (s *Service) partner(ctx context.Context, exhibition, org, person string) (Side, error) {
	if org == actor.From(ctx).Org {
		return Side{}, problem.New(problem.Invalid, "own_organization", "this is your own organization")
	}
	contact, err := s.Directory.Contact(ctx, exhibition, org)
	if err != nil {
		return Side{}, err
	}
	if person == "" {
		if p, found, err := s.profiles.ofOrg(ctx, exhibition, org); err != nil {
			return Side{}, err
		} else if found {
			person = p.Person
		}
	}
	if person != "" && person != contact.ID {
		named, err := s.Directory.Person(ctx, person)
		if err != nil || named.Org != org {
			return Side{}, problem.New(problem.Invalid, "person_unknown", "nobody of this organization has this id").Wrap(err)
		}
		contact = named
	}
	o, err := s.Directory.Organization(ctx, org)
	if err != nil {
		return Side{}, err
	}
	return Side{Org: org, OrgName: o.Name, Person: contact.ID, PersonName: contact.Name, Zone: contact.Zone}, nil
}

// me is the actor's own side.
func (s *Service) me(ctx context.Context) (Side, error) {
	who := actor.From(ctx)
	o, err := s.Directory.Organization(ctx, who.Org)
	if err != nil {
		return Side{}, err
	}
	zone := who.Zone
	if zone == "" {
		zone = "UTC"
	}
	return Side{Org: who.Org, OrgName: o.Name, Person: who.Person, PersonName: who.Name, Zone: zone}, nil
}

// Request sends a meeting request.
func (s *Service) Request(ctx context.Context, p Proposal) (Meeting, error) {
	who, now := actor.From(ctx), s.now()
	if err := takesPart(who, p.Exhibition); err != nil {
		return Meeting{}, err
	}
	fair, err := s.Fairs.Fair(ctx, p.Exhibition)
	if err != nil {
		return Meeting{}, err
	}
	if err := p.check(fair, now); err != nil {
		return Meeting{}, err
	}
	requester, err := s.me(ctx)
	if err != nil {
		return Meeting{}, err
	}
	invitee, err := s.partner(ctx, p.Exhibition, p.Invitee, p.Person)
	if err != nil {
		return Meeting{}, err
	}
	met, err := s.mayAsk(ctx, p, requester, invitee)
	if err != nil {
		return Meeting{}, err
	}
	theirs, err := s.wishes.of(ctx, p.Exhibition, invitee.Org)
	if err != nil {
		return Meeting{}, err
	}
	m := Meeting{
		ID: db.NewID("mtg", now), Exhibition: p.Exhibition, State: Pending, Requester: requester, Invitee: invitee, Booth: p.Booth, Item: p.Item,
		Reason: strings.TrimSpace(p.Reason), Language: p.Language, Round: 1, FollowUp: p.FollowUp || met, Muted: theirs.toward(requester.Org) == Never,
	}
	m.await(invitee.Org, utc(p.Slots), fair, now)
	if err := s.someFree(ctx, &m, fair); err != nil {
		return Meeting{}, err
	}
	m.step(who, "meeting_request.sent", "send", m.Slots, m.Reason, now, invitee.Person)
	m.claim()
	if err := s.store.insert(ctx, m); err != nil {
		if claim, taken := takenClaim(err); taken && claimKind(claim) == "ask" {
			return Meeting{}, requestExists("")
		}
		return Meeting{}, fmt.Errorf("send meeting request: %w", err)
	}
	return m, nil
}

func utc(slots []Slot) []Slot {
	list := make([]Slot, len(slots))
	for i, s := range slots {
		list[i] = Slot{s.Starts.UTC(), s.Ends.UTC()}
	}
	return list
}

func requestExists(id string) error {
	p := problem.New(problem.Conflict, "request_exists", "a request between the two organizations waits for an answer")
	if id != "" {
		p = p.With("meeting", id)
	}
	return p
}

// mayAsk checks what stands between two organizations, and tells whether they have met: then this is a follow-up. It gives
// early and better words; two requests that race past it meet in the claims.
func (s *Service) mayAsk(ctx context.Context, p Proposal, requester, invitee Side) (met bool, err error) {
	mine, err := s.wishes.of(ctx, p.Exhibition, requester.Org)
	if err != nil {
		return false, err
	}
	if mine.toward(invitee.Org) == Never {
		return false, problem.New(problem.Conflict, "preference_never", "you have said that you never want to meet this organization")
	}
	between, err := s.store.between(ctx, p.Exhibition, requester.Org, invitee.Org)
	if err != nil {
		return false, err
	}
	for _, m := range between {
		met = met || m.State == Completed
		switch {
		case m.State == Pending && (!m.Muted || m.Requester.Org == requester.Org):
			return false, requestExists(m.ID)
		case m.State.Upcoming() && !m.FollowUp && !p.FollowUp:
			return false, problem.New(problem.Conflict, "pair_taken", "the two organizations have a meeting already; ask for a follow-up").With("meeting", m.ID)
		}
	}
	asked, err := s.store.asked(ctx, p.Exhibition, requester.Org)
	if err != nil {
		return false, err
	}
	if asked >= int64(s.Quota) {
		return false, problem.Newf(problem.Conflict, "quota_reached", "%d requests wait for an answer; more are possible when one is answered", s.Quota)
	}
	return met, nil
}

// someFree refuses slots of which none is free any more.
func (s *Service) someFree(ctx context.Context, m *Meeting, fair Fair) error {
	mine := m.sideOf(actor.From(ctx))
	awake, all, err := s.free(ctx, fair, *mine, *m.other(mine.Org), "", m.Guests...)
	if err != nil {
		return err
	}
	for _, slot := range m.Slots {
		if slices.ContainsFunc(all, func(f FreeSlot) bool { return f.Starts.Equal(slot.Starts) }) {
			return nil
		}
	}
	return slotTaken(nearest(awake, all, m.Slots[0].Starts, alternatives))
}

func slotTaken(free []FreeSlot) *problem.Problem {
	return problem.New(problem.Conflict, "slot_taken", "somebody is taken at this time").With("alternatives", free)
}

// Find returns a meeting or request that the actor may see.
func (s *Service) Find(ctx context.Context, id string) (Meeting, error) {
	m, err := s.store.find(ctx, id)
	if err != nil {
		return Meeting{}, err
	}
	if !m.visible(actor.From(ctx)) {
		return Meeting{}, notFound()
	}
	return m, nil
}

// change finds a meeting of the actor's organization in the version that he saw, applies a rule and stores the result.
func (s *Service) change(ctx context.Context, id string, v int64, rule func(*Meeting) error) (Meeting, error) {
	m, err := s.Find(ctx, id)
	if err != nil {
		return Meeting{}, err
	}
	if m.V != v {
		return Meeting{}, problem.New(problem.PreconditionFailed, "version_conflict", "this meeting has been changed by someone else")
	}
	if err := rule(&m); err != nil {
		return Meeting{}, err
	}
	if err := s.store.replace(ctx, v, m); err != nil {
		return Meeting{}, fmt.Errorf("change meeting: %w", err)
	}
	return m, nil
}

// Counter answers a request with other slots.
func (s *Service) Counter(ctx context.Context, id string, v int64, slots []Slot, reason string) (Meeting, error) {
	return s.change(ctx, id, v, func(m *Meeting) error {
		fair, err := s.Fairs.Fair(ctx, m.Exhibition)
		if err != nil {
			return err
		}
		if err := m.counter(actor.From(ctx), utc(slots), reason, fair, s.now()); err != nil {
			return err
		}
		return s.someFree(ctx, m, fair)
	})
}

// Accept makes a request a meeting. If somebody has been taken since, nothing changes and the problem slot_taken (or
// pair_taken) names live alternatives.
func (s *Service) Accept(ctx context.Context, id string, v int64, starts time.Time) (Meeting, error) {
	m, err := s.change(ctx, id, v, func(m *Meeting) error {
		offered, err := s.offered(ctx, m, starts)
		if err != nil {
			return err
		}
		if err := m.accept(actor.From(ctx), starts, offered, s.now()); err != nil {
			return err
		}
		return s.tellHolders(ctx, m)
	})
	return m, s.lost(ctx, id, starts, err)
}

// offered lists the slots that may be accepted beside the proposed ones: those within both people's hours, once no proposed
// slot is free any more.
func (s *Service) offered(ctx context.Context, m *Meeting, starts time.Time) ([]Slot, error) {
	if m.State != Pending || slices.ContainsFunc(m.Slots, func(p Slot) bool { return p.Starts.Equal(starts) }) {
		return nil, nil
	}
	fair, err := s.Fairs.Fair(ctx, m.Exhibition)
	if err != nil {
		return nil, err
	}
	mine := m.sideOf(actor.From(ctx))
	awake, all, err := s.free(ctx, fair, *mine, *m.other(mine.Org), "", m.Guests...)
	if err != nil {
		return nil, err
	}
	for _, p := range m.Slots {
		if slices.ContainsFunc(all, func(f FreeSlot) bool { return f.Starts.Equal(p.Starts) }) {
			return nil, nil
		}
	}
	slots := make([]Slot, len(awake))
	for i, f := range awake {
		slots[i] = Slot{f.Starts, f.Ends}
	}
	return slots, nil
}

// tellHolders tells the people of other pending requests that one of their slots has gone.
func (s *Service) tellHolders(ctx context.Context, m *Meeting) error {
	holders, err := s.store.holders(ctx, m.People, m.Starts)
	if err != nil {
		return err
	}
	for _, h := range holders {
		if h.ID == m.ID || h.Muted {
			continue
		}
		m.Outbox = append(m.Outbox, db.OutboxEntry{
			ID: db.NewID("out", m.Changed), Type: "meeting_request.slot_lost", At: m.Changed, Entity: h.ID, Exhibition: h.Exhibition,
			To: []string{h.Requester.Person, h.Invitee.Person}, Data: map[string]string{"starts": m.Starts.Format(time.RFC3339)},
		})
	}
	return nil
}

// lost turns a claim that was taken into its problem with live alternatives. Other errors pass.
func (s *Service) lost(ctx context.Context, id string, starts time.Time, err error) error {
	claim, taken := takenClaim(err)
	if !taken {
		return err
	}
	m, findErr := s.store.find(ctx, id)
	if findErr != nil {
		return errors.Join(err, findErr)
	}
	fair, fairErr := s.Fairs.Fair(ctx, m.Exhibition)
	if fairErr != nil {
		return errors.Join(err, fairErr)
	}
	moved := ""
	if m.State.Upcoming() {
		moved = m.ID
	}
	mine := m.sideOf(actor.From(ctx))
	awake, all, freeErr := s.free(ctx, fair, *mine, *m.other(mine.Org), moved, m.Guests...)
	if freeErr != nil {
		return errors.Join(err, freeErr)
	}
	free := nearest(awake, all, starts, alternatives)
	if claimKind(claim) == "pair" {
		return problem.New(problem.Conflict, "pair_taken", "the two organizations have a meeting already").With("alternatives", free).Wrap(err)
	}
	return slotTaken(free).Wrap(err)
}

// Decline answers no, politely.
func (s *Service) Decline(ctx context.Context, id string, v int64, reason string, chatOpen bool) (Meeting, error) {
	return s.change(ctx, id, v, func(m *Meeting) error { return m.decline(actor.From(ctx), reason, chatOpen, s.now()) })
}

// Withdraw takes a request back.
func (s *Service) Withdraw(ctx context.Context, id string, v int64) (Meeting, error) {
	return s.change(ctx, id, v, func(m *Meeting) error { return m.withdraw(actor.From(ctx), s.now()) })
}
