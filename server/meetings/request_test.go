package meetings

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
)

func TestARequestIsRefused(t *testing.T) {
	for _, row := range []struct {
		name   string
		code   string
		change func(*testing.T, *Service, *world, *Proposal)
	}{
		{"without a reason", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Reason = " " }},
		{"with a reason of 501 characters", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Reason = strings.Repeat("谈", 501) }},
		{"in no language", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Language = "no language" }},
		{"without a slot", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Slots = nil }},
		{"with four slots", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) {
			p.Slots = []Slot{slot(1), slot(2), slot(3), slot(4)}
		}},
		{"for the same slot twice", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Slots = []Slot{slot(1), slot(1)} }},
		{"for a time that is no slot", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) {
			p.Slots = []Slot{{at(1).Add(5 * time.Minute), at(2).Add(5 * time.Minute)}}
		}},
		{"for half a slot", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) {
			p.Slots = []Slot{{at(1), at(1).Add(15 * time.Minute)}}
		}},
		{"when the fair is closed", "request_invalid", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Slots = []Slot{slot(-4)} }},
		{"to oneself", "own_organization", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Invitee = "org_a" }},
		{"to nobody", "organization_not_found", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Invitee = "org_nobody" }},
		{"to somebody who does not want to be seen", "organization_not_found", func(_ *testing.T, _ *Service, w *world, _ *Proposal) { w.hidden["org_b"] = true }},
		{"to a person of another organization", "person_unknown", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Person = "per_c" }},
		{"in an exhibition in which one does not take part", "not_taking_part", func(_ *testing.T, _ *Service, _ *world, p *Proposal) { p.Exhibition = "exh_2" }},
		{"to an organization that one never wants to meet", "preference_never", func(t *testing.T, s *Service, _ *world, _ *Proposal) {
			if err := s.Prefer(as(t.Context(), "a"), fairID, "org_b", Never); err != nil {
				t.Fatal(err)
			}
		}},
		{"while another one waits", "request_exists", func(t *testing.T, s *Service, _ *world, _ *Proposal) { ask(t, s, "a", "b", 5) }},
		{"while the other side's request waits", "request_exists", func(t *testing.T, s *Service, _ *world, _ *Proposal) { ask(t, s, "b", "a", 5) }},
		{"when the two have a meeting", "pair_taken", func(t *testing.T, s *Service, _ *world, _ *Proposal) { accepted(t, s, "b", "a", 5) }},
		{"beyond the quota", "quota_reached", func(t *testing.T, s *Service, _ *world, _ *Proposal) { s.Quota = 1; ask(t, s, "a", "c", 5) }},
		{"when none of its slots is free", "slot_taken", func(t *testing.T, s *Service, _ *world, _ *Proposal) { accepted(t, s, "b", "c", 1) }},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, w, _ := open(t, 4)
			p := proposal("b", 1)
			row.change(t, s, w, &p)
			had, _, err := s.List(as(t.Context(), "a"), Query{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.Request(as(t.Context(), "a"), p)
			refused(t, err, row.code)
			if has, _, err := s.List(as(t.Context(), "a"), Query{Limit: 10}); err != nil || len(has) != len(had) {
				t.Fatalf("%d requests became %d, %v", len(had), len(has), err)
			}
		})
	}
}

func TestAFollowUpNeedsNoPair(t *testing.T) {
	s, _, _ := open(t, 3)
	first := accepted(t, s, "a", "b", 1)
	p := proposal("b", 5)
	p.FollowUp = true
	m, err := s.Request(as(t.Context(), "a"), p)
	if err != nil {
		t.Fatal(err)
	}
	if m, err = s.Accept(as(t.Context(), "b"), m.ID, m.V, at(5)); err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(m.Claims, func(c string) bool { return claimKind(c) == "pair" }) || !slices.Contains(first.Claims, "pair:exh_1:org_a|org_b") {
		t.Fatalf("claims %v and %v", first.Claims, m.Claims)
	}
}

func TestAnAnswerIsRefused(t *testing.T) {
	for _, row := range []struct {
		name, code string
		act        func(*testing.T, *Service, *clock, Meeting) error
	}{
		{"from the side that asked", "not_your_turn", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Accept(as(t.Context(), "a"), m.ID, m.V, at(1))
			return err
		}},
		{"from a stranger", "meeting_not_found", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Accept(as(t.Context(), "c"), m.ID, m.V, at(1))
			return err
		}},
		{"from the organizer, who must not read requests", "meeting_not_found", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Decline(organizer(t.Context()), m.ID, m.V, "", false)
			return err
		}},
		{"to an older version", "version_conflict", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Accept(as(t.Context(), "b"), m.ID, m.V-1, at(1))
			return err
		}},
		{"for a slot that was not proposed", "slot_not_proposed", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Accept(as(t.Context(), "b"), m.ID, m.V, at(3))
			return err
		}},
		{"after the request has expired", "request_expired", func(t *testing.T, s *Service, c *clock, m Meeting) error {
			c.set(m.Expires)
			_, err := s.Accept(as(t.Context(), "b"), m.ID, m.V, at(1))
			return err
		}},
		{"by somebody of the company who does not take part", "not_taking_part", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Accept(actor.With(t.Context(), actor.Actor{Person: "per_z", Org: "org_b"}), m.ID, m.V, at(1))
			return err
		}},
		{"that withdraws what one did not ask", "not_the_requester", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Withdraw(as(t.Context(), "b"), m.ID, m.V)
			return err
		}},
		{"that counters with a slot that is none", "request_invalid", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			_, err := s.Counter(as(t.Context(), "b"), m.ID, m.V, []Slot{slot(-9)}, "")
			return err
		}},
		{"that counters with slots of which none is free", "slot_taken", func(t *testing.T, s *Service, _ *clock, m Meeting) error {
			accepted(t, s, "a", "c", 9)
			_, err := s.Counter(as(t.Context(), "b"), m.ID, m.V, []Slot{slot(9)}, "")
			return err
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, c := open(t, 4)
			m := ask(t, s, "a", "b", 1)
			refused(t, row.act(t, s, c, m), row.code)
			after, err := s.Find(as(t.Context(), "a"), m.ID)
			if err != nil || after.V != m.V || after.State != Pending {
				t.Fatalf("%+v, %v", after, err)
			}
		})
	}
}

func TestTheTwoSidesCounterFiveTimesAtMost(t *testing.T) {
	s, _, c := open(t, 2)
	m := ask(t, s, "a", "b", 1)
	var err error
	for round, side := range []string{"b", "a", "b", "a"} {
		c.set(before.Add(time.Duration(round+1) * time.Hour))
		if m, err = s.Counter(as(t.Context(), side), m.ID, m.V, []Slot{slot(round + 2)}, "rather then"); err != nil {
			t.Fatal(err)
		}
		if m.Round != round+2 || m.Awaiting == "org_"+side || !m.Expires.Equal(c.now().Add(requestTTL)) {
			t.Fatalf("round %d: %+v", round, m)
		}
	}
	_, err = s.Counter(as(t.Context(), "b"), m.ID, m.V, []Slot{slot(9)}, "")
	refused(t, err, "rounds_used_up")
	if m, err = s.Accept(as(t.Context(), "b"), m.ID, m.V, at(5)); err != nil || m.State != Scheduled || len(m.History) != 6 {
		t.Fatalf("%+v, %v", m, err)
	}
}

func TestARequestEnds(t *testing.T) {
	for _, row := range []struct {
		name  string
		state State
		told  string
		act   func(*testing.T, *Service, Meeting) (Meeting, error)
	}{
		{"declined, and the requester is told", Declined, "per_a", func(t *testing.T, s *Service, m Meeting) (Meeting, error) {
			return s.Decline(as(t.Context(), "b"), m.ID, m.V, "no time", true)
		}},
		{"withdrawn, and the invitee is told", Withdrawn, "per_b", func(t *testing.T, s *Service, m Meeting) (Meeting, error) {
			return s.Withdraw(as(t.Context(), "a"), m.ID, m.V)
		}},
		{"expired by the timer, and both are told", Expired, "per_b", func(t *testing.T, s *Service, m Meeting) (Meeting, error) {
			if err := s.Expire(t.Context(), m.Expires); err != nil {
				return Meeting{}, err
			}
			return s.Find(as(t.Context(), "a"), m.ID)
		}},
		{"superseded by a schedule run, which writes of the meeting instead", Superseded, "", func(t *testing.T, s *Service, m Meeting) (Meeting, error) {
			if err := s.supersede(t.Context(), Meeting{Exhibition: m.Exhibition, Requester: m.Invitee, Invitee: m.Requester}); err != nil {
				return Meeting{}, err
			}
			return s.Find(as(t.Context(), "a"), m.ID)
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, _ := open(t, 3)
			m, err := row.act(t, s, ask(t, s, "a", "b", 1))
			if err != nil {
				t.Fatal(err)
			}
			told := slices.ContainsFunc(m.Outbox, func(e db.OutboxEntry) bool {
				return (slices.Contains(e.To, row.told) || row.told == "" && len(e.To) == 0) && e.Type == "meeting_request."+string(row.state)
			})
			if m.State != row.state || len(m.Claims) != 0 || m.Awaiting != "" || !told {
				t.Fatalf("%+v", m)
			}
			// The pair may be asked again.
			ask(t, s, "b", "a", 2)
		})
	}
}

func TestARequestWaits(t *testing.T) {
	for _, row := range []struct {
		name string
		now  time.Time
		slot int
		want time.Duration
	}{
		{"three days before the fair", before, 1, 72 * time.Hour},
		{"two hours on a day of the fair", at(1), 20, 2 * time.Hour},
		{"not beyond the last slot", at(0), 2, time.Hour},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, c := open(t, 2)
			c.set(row.now)
			if m := ask(t, s, "a", "b", row.slot); m.Expires.Sub(row.now) != row.want {
				t.Fatalf("waits %v", m.Expires.Sub(row.now))
			}
		})
	}
}

func TestTheAwaitedSideIsRemindedTwice(t *testing.T) {
	s, _, _ := open(t, 2)
	m := ask(t, s, "a", "b", 1)
	reminders := func() (n int) {
		got, err := s.Find(as(t.Context(), "a"), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range got.Outbox {
			if e.Type == "meeting_request.reminded" && slices.Equal(e.To, []string{"per_b"}) {
				n++
			}
		}
		return n
	}
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{35 * time.Hour, 0}, {36 * time.Hour, 1}, {40 * time.Hour, 1}, {65 * time.Hour, 2}, {70 * time.Hour, 2}} {
		if err := s.Expire(t.Context(), before.Add(step.after)); err != nil {
			t.Fatal(err)
		}
		if n := reminders(); n != step.want {
			t.Fatalf("%d reminders after %v, want %d", n, step.after, step.want)
		}
	}
}

func TestNeverIsNotSeenByTheOtherSide(t *testing.T) {
	s, _, _ := open(t, 3)
	if err := s.Prefer(as(t.Context(), "b"), fairID, "org_a", Never); err != nil {
		t.Fatal(err)
	}
	m := ask(t, s, "a", "b", 1)
	asked := ask(t, s, "a", "c", 1)
	a, b := m.view(before), asked.view(before)
	b.ID, b.Invitee, b.Slots = a.ID, a.Invitee, a.Slots
	if a.State != b.State || a.V != b.V || !a.Expires.Equal(*b.Expires) || a.Round != b.Round {
		t.Fatalf("the requester can tell: %+v and %+v", a, b)
	}
	if _, err := s.Find(as(t.Context(), "b"), m.ID); err == nil {
		t.Fatal("the invitee reads a request from somebody he never wants to meet")
	}
	list, _, err := s.List(as(t.Context(), "b"), Query{Box: "in", Limit: 10})
	if err != nil || len(list) != 0 {
		t.Fatalf("%v, %v", list, err)
	}
	for _, e := range m.Outbox {
		if slices.Contains(e.To, "per_b") {
			t.Fatalf("the invitee is told: %+v", e)
		}
	}
	_, err = s.Request(as(t.Context(), "a"), proposal("b", 2))
	refused(t, err, "request_exists")
	if err := s.Expire(t.Context(), m.Expires); err != nil {
		t.Fatal(err)
	}
	if m, err = s.Find(as(t.Context(), "a"), m.ID); err != nil || m.State != Expired {
		t.Fatalf("%+v, %v", m, err)
	}
}

func TestPeopleWhoHopedForASlotAreTold(t *testing.T) {
	s, _, _ := open(t, 3)
	hope := ask(t, s, "c", "a", 1)
	m := accepted(t, s, "a", "b", 1)
	for _, e := range m.Outbox {
		if e.Type == "meeting_request.accepted" && (!slices.Equal(e.To, []string{"per_a"}) || e.Data["orgName"] != "Studio b") {
			t.Fatalf("the requester reads %+v", e)
		}
		if e.Type == "meeting_request.slot_lost" && e.Entity == hope.ID && slices.Equal(e.To, []string{"per_c", "per_a"}) {
			return
		}
	}
	t.Fatalf("nobody is told: %+v", m.Outbox)
}
