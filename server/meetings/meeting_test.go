package meetings

import (
	"slices"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// minuteOf is a time counted from the start of the meeting.
func minuteOf(m Meeting, minutes float64) time.Time {
	return m.Starts.Add(time.Duration(minutes * float64(time.Minute)))
}

func TestAMeetingIs(t *testing.T) {
	type seen struct {
		person      string
		from, until float64 // minutes from the start; until 0 is still connected
		media       bool
	}
	for _, row := range []struct {
		name  string
		seen  []seen
		at    float64
		state State
		sides []string
	}{
		{"scheduled eleven minutes before", nil, -11, Scheduled, nil},
		{"open for the lobby ten minutes before", nil, -10, LobbyOpen, nil},
		{"still in the lobby when both are early", []seen{{"per_a", -9, 0, true}, {"per_b", -9, 0, true}}, -1, LobbyOpen, nil},
		{"live when both have been there for half a minute", []seen{{"per_a", -9, 0, true}, {"per_b", 0, 0, true}}, 0.5, Live, nil},
		{"not live when one has been there for 29 seconds", []seen{{"per_a", -9, 0, true}, {"per_b", 0, 0, true}}, 0.48, LobbyOpen, nil},
		{"waiting four minutes after the start", []seen{{"per_a", -9, 0, true}}, 4, LobbyOpen, nil},
		{"missed by the invitee five minutes after", []seen{{"per_a", -9, 0, true}}, 5, NoShow, []string{"invitee"}},
		{"missed by the requester", []seen{{"per_b", 1, 0, true}}, 6, NoShow, []string{"requester"}},
		{"missed by both", nil, 6, NoShow, []string{"requester", "invitee"}},
		{"a technical failure when somebody tried and no media flowed", []seen{{"per_a", -9, 0, true}, {"per_b", 0, 4, false}}, 5, TechnicalFailure, []string{"invitee"}},
		{"a no-show when one tried and the other did not come", []seen{{"per_b", 0, 4, false}}, 5, NoShow, []string{"requester"}},
		{"live when the pieces of a broken connection add up", []seen{{"per_a", -2, 0, true}, {"per_b", 0, 0.3, true}, {"per_b", 1, 0, true}}, 1.3, Live, nil},
		{"live though both left after a minute", []seen{{"per_a", 0, 1, true}, {"per_b", 0, 1, true}}, 4, Live, nil},
		{"live when a colleague stands in", []seen{{"per_a", -2, 0, true}, {"per_colleague", 0, 0, true}}, 1, Live, nil},
		{"a technical failure of the platform when the timer comes back after half an hour", nil, 30, TechnicalFailure, []string{"platform"}},
		{"completed at its end", []seen{{"per_a", 0, 0, true}, {"per_b", 0, 0, true}}, 30, Completed, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, c := open(t, 2)
			m := accepted(t, s, "a", "b", 1)
			for _, e := range row.seen {
				p := Presence{Person: e.person, From: minuteOf(m, e.from), Media: e.media}
				if e.until != 0 {
					p.Until = minuteOf(m, e.until)
				}
				if e.person == "per_colleague" {
					p.Org = "org_b"
				}
				c.set(p.From)
				if err := s.RecordPresence(t.Context(), m.Room, p); err != nil {
					t.Fatal(err)
				}
			}
			for _, minute := range []float64{row.at - 0.01, row.at} {
				if row.at == 30 && minute != row.at {
					minute = map[State]float64{Completed: 2, TechnicalFailure: -60}[row.state] // when the timer ran last
				}
				if err := s.Advance(t.Context(), minuteOf(m, minute)); err != nil {
					t.Fatal(err)
				}
			}
			got, err := s.Find(as(t.Context(), "a"), m.ID)
			if err != nil {
				t.Fatal(err)
			}
			if got.State != row.state || row.sides != nil && !slices.Equal(got.Verdict.Sides, row.sides) {
				t.Fatalf("is %s, %+v", got.State, got.Verdict)
			}
			if held := len(got.Claims); got.State.Upcoming() != (held == 19) || (got.State == NoShow || got.State == TechnicalFailure) && held != 0 || got.State == Completed && held != 1 {
				t.Fatalf("%s with claims %v", got.State, got.Claims)
			}
		})
	}
}

func TestThePairMayAskAgainAfterANoShow(t *testing.T) {
	s, _, _ := open(t, 2)
	m := accepted(t, s, "a", "b", 1)
	if err := s.Advance(t.Context(), minuteOf(m, 5)); err != nil {
		t.Fatal(err)
	}
	accepted(t, s, "b", "a", 9)
}

func TestPresenceIsOnlyTakenOfThePeopleOfTheMeeting(t *testing.T) {
	s, _, _ := open(t, 2)
	m := accepted(t, s, "a", "b", 1)
	refused(t, s.RecordPresence(t.Context(), m.Room, Presence{Person: "per_z", From: at(1)}), "not_of_this_meeting")
	refused(t, s.RecordPresence(t.Context(), "room_mtg_none", Presence{Person: "per_a"}), "meeting_not_found")
	refused(t, s.RecordPresence(t.Context(), "stage_1", Presence{Person: "per_a"}), "meeting_not_found")
	for range 3 { // the same connection reported again
		if err := s.RecordPresence(t.Context(), m.Room, Presence{Person: "per_a", From: at(1), Media: true}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Find(as(t.Context(), "a"), m.ID)
	if err != nil || len(got.Evidence) != 1 || got.V != m.V+1 {
		t.Fatalf("version %d, %+v, %v", got.V, got.Evidence, err)
	}
}

func TestPresenceOfManyDevicesAtOnceIsKept(t *testing.T) {
	s, _, _ := open(t, 2)
	m := accepted(t, s, "a", "b", 1)
	atOnce(6, func(i int) {
		person := []string{"per_a", "per_b"}[i%2]
		if err := s.RecordPresence(t.Context(), m.Room, Presence{Person: person, From: at(1).Add(time.Duration(i) * time.Second)}); err != nil {
			t.Error(err)
		}
	})
	got, err := s.Find(as(t.Context(), "a"), m.ID)
	if err != nil || len(got.Evidence) != 6 {
		t.Fatalf("%d kept, %v", len(got.Evidence), err)
	}
}

func TestCancelling(t *testing.T) {
	for _, row := range []struct {
		name string
		code string
		late bool
		by   string
		at   time.Time
	}{
		{"a week before is in time", "", false, "a", before},
		{"a day before is late", "", true, "b", opening.Add(-12 * time.Hour)},
		{"by the organizer is allowed", "", false, "o", before},
		{"by a stranger finds nothing", "meeting_not_found", false, "c", before},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, c := open(t, 3)
			m := accepted(t, s, "a", "b", 1)
			c.set(row.at)
			ctx := as(t.Context(), row.by)
			if row.by == "o" {
				ctx = organizer(t.Context())
			}
			got, err := s.Cancel(ctx, m.ID, m.V, "the train is late")
			if row.code != "" {
				refused(t, err, row.code)
				return
			}
			if err != nil || got.State != Cancelled || got.Late != row.late || len(got.Claims) != 0 || got.Revision != m.Revision+1 {
				t.Fatalf("%+v, %v", got, err)
			}
			if _, err := s.Cancel(ctx, got.ID, got.V, "again"); problem.Code(err) != "not_scheduled" {
				t.Fatalf("got %v", err)
			}
			accepted(t, s, "c", "a", 1) // the time is free again
			if _, err := s.MeetingRoom(t.Context(), m.Room); !problem.Is(err, problem.NotFound) {
				t.Fatalf("the room is still there: %v", err)
			}
		})
	}
}

func TestRescheduling(t *testing.T) {
	for _, row := range []struct {
		name string
		slot int
		code string
	}{
		{"to a free slot", 5, ""},
		{"to the next slot", 2, ""},
		{"to where it is", 1, "slot_same"},
		{"to where the other person is taken", 4, "slot_taken"},
		{"to a time that is no slot", -30, "slot_unknown"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, _ := open(t, 3)
			m := accepted(t, s, "a", "b", 1)
			accepted(t, s, "c", "b", 4)
			got, err := s.Reschedule(as(t.Context(), "a"), m.ID, m.V, at(row.slot))
			if row.code != "" {
				refused(t, err, row.code)
				if row.code == "slot_taken" && len(alternativesOf(t, err)) != alternatives {
					t.Fatalf("alternatives %v", alternativesOf(t, err))
				}
				if back, err := s.Find(as(t.Context(), "a"), m.ID); err != nil || back.V != m.V || !back.Starts.Equal(m.Starts) {
					t.Fatalf("%+v, %v", back, err)
				}
				return
			}
			if err != nil || got.State != Scheduled || got.Revision != 1 || !got.Starts.Equal(at(row.slot)) || got.Room != m.Room || len(got.Claims) != 19 {
				t.Fatalf("%+v, %v", got, err)
			}
			s.forget(fairID)
			free, err := s.store.taken(t.Context(), []string{"per_a"}, before, "")
			if err != nil || len(free["per_a"]) != 1 || clash(free["per_a"], slot(1)) && row.slot != 1 {
				t.Fatalf("the old slot is still held: %v, %v", free, err)
			}
		})
	}
}

func TestARoomOpensTenMinutesBefore(t *testing.T) {
	s, _, _ := open(t, 2)
	m := accepted(t, s, "a", "b", 1)
	r, err := s.MeetingRoom(t.Context(), m.Room)
	if err != nil {
		t.Fatal(err)
	}
	if !r.Opens.Equal(at(1).Add(-10*time.Minute)) || !r.Starts.Equal(at(1)) || !r.Ends.Equal(at(2)) || !slices.Equal(r.People, []string{"per_a", "per_b"}) {
		t.Fatalf("%+v", r)
	}
	if r.Name["en"] != "Studio a – Studio b" || r.Name["zh-Hans"] != "影业a – 影业b" {
		t.Fatalf("%v", r.Name)
	}
	rooms, err := s.MeetingRooms(t.Context(), fairID, "per_b")
	if err != nil || len(rooms) != 1 || rooms[0].ID != m.Room {
		t.Fatalf("%+v, %v", rooms, err)
	}
}

func TestTheSweepEndsWithItsContext(t *testing.T) {
	s, _, _ := open(t, 2)
	ask(t, s, "a", "b", 1)
	ended, cancel := contextThatEnded(t)
	defer cancel()
	if err := s.Expire(ended, before.Add(100*time.Hour)); err == nil {
		t.Fatal("the sweep went on")
	}
}

func TestTheOrganizerSeesMeetingsAndNoRequests(t *testing.T) {
	s, _, _ := open(t, 4)
	m := accepted(t, s, "a", "b", 1)
	ask(t, s, "a", "c", 2)
	list, _, err := s.Meetings(organizer(t.Context()), Query{Exhibition: fairID, Limit: 10})
	if err != nil || len(list) != 1 || list[0].ID != m.ID {
		t.Fatalf("%+v, %v", list, err)
	}
	if list, _, err = s.Meetings(organizer(t.Context()), Query{Exhibition: fairID, State: "pending", Limit: 10}); err != nil || len(list) != 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	_, _, err = s.Meetings(actor.With(t.Context(), actor.Actor{Person: "p", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_2"}}}), Query{Exhibition: fairID})
	refused(t, err, "not_organizer")
	counts, err := s.Count(t.Context(), fairID)
	if err != nil || counts[Pending] != 1 || counts[Scheduled] != 1 {
		t.Fatalf("%v, %v", counts, err)
	}
}
