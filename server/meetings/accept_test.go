package meetings

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"

	"fairground/server/problem"
)

// atOnce runs all of the functions as nearly at once as possible.
func atOnce(n int, f func(i int)) {
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		ready.Add(1)
		done.Add(1)
		go func() {
			defer done.Done()
			ready.Done()
			<-start
			f(i)
		}()
	}
	ready.Wait()
	close(start)
	done.Wait()
}

// pending seeds a request as an import would, without asking whether the pair may be asked.
func pending(t *testing.T, s *Service, id, from, to string, n int) Meeting {
	t.Helper()
	w, _ := s.Directory.(*world)
	side := func(o string) Side {
		return Side{Org: "org_" + o, OrgName: w.orgs["org_"+o].Name, Person: "per_" + o, PersonName: "Person " + o, Zone: "Asia/Shanghai"}
	}
	m := Meeting{
		ID: id, V: 1, Exhibition: fairID, State: Pending, Requester: side(from), Invitee: side(to), Round: 1, Awaiting: "org_" + to,
		Slots: []Slot{slot(n)}, Sent: before, Expires: before.Add(requestTTL), Reason: "imported", Language: "en",
	}
	m.claim()
	m.Claims = nil // two requests of a pair at once, as before the claim on asking
	if err := s.store.insert(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	return m
}

// whole fails unless every document is either untouched or wholly a meeting, and nobody sits in two meetings at once.
func whole(t *testing.T, s *Service, all []Meeting) (won int) {
	t.Helper()
	held := map[string]string{}
	for _, was := range all {
		m, err := s.store.find(t.Context(), was.ID)
		if err != nil {
			t.Fatal(err)
		}
		switch m.State {
		case Pending:
			if m.V != was.V || len(m.Claims) != len(was.Claims) || !m.Starts.IsZero() || m.Room != "" || len(m.History) != len(was.History) {
				t.Errorf("%s lost and has changed: %+v", m.ID, m)
			}
		case Scheduled:
			won++
			if len(cells(Slot{m.Starts, m.Ends})) != 6 || len(m.Claims) != 19 || m.Room != RoomID(m.ID) || m.V != was.V+1 {
				t.Errorf("%s won and is not whole: %+v", m.ID, m)
			}
			for _, c := range m.Claims {
				if by, taken := held[c]; taken {
					t.Errorf("%s is held by %s and %s", c, by, m.ID)
				}
				held[c] = m.ID
			}
		default:
			t.Errorf("%s is %s", m.ID, m.State)
		}
	}
	return won
}

func TestAHundredAcceptsAtOnce(t *testing.T) {
	const n = 100
	for _, row := range []struct {
		name string
		code string // of the losers
		wins int
		make func(*testing.T, *Service, int) Meeting
	}{
		{"of the same person and slot: one wins", "slot_taken", 1, func(t *testing.T, s *Service, i int) Meeting {
			return ask(t, s, name(i+1), "a", 4)
		}},
		{"of the same pair in different slots: one wins", "pair_taken", 1, func(t *testing.T, s *Service, i int) Meeting {
			return pending(t, s, fmt.Sprintf("mtg_%d", i), "b", "a", i)
		}},
		{"of the same person in ten slots: one wins each", "slot_taken", 10, func(t *testing.T, s *Service, i int) Meeting {
			return ask(t, s, name(i+1), "a", i%10)
		}},
		{"of different pairs: all win", "", n, func(t *testing.T, s *Service, i int) Meeting {
			return ask(t, s, name(2*i), name(2*i+1), 7)
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, w, _ := open(t, 2*n+1)
			w.fair.Windows[0].To = w.fair.Windows[0].From.Add(n * 30 * 60 * 1e9) // a hundred slots in one window
			w.fair.Windows = w.fair.Windows[:1]
			all := make([]Meeting, n)
			for i := range n {
				all[i] = row.make(t, s, i)
			}
			errs := make([]error, n)
			atOnce(n, func(i int) {
				m := all[i]
				_, errs[i] = s.Accept(as(context.Background(), m.Awaiting[4:]), m.ID, m.V, m.Slots[0].Starts)
			})
			if won := whole(t, s, all); won != row.wins {
				t.Errorf("%d won, want %d", won, row.wins)
			}
			lost := 0
			for i, err := range errs {
				if err == nil {
					continue
				}
				lost++
				if !problem.Is(err, problem.Conflict) || problem.Code(err) != row.code || len(alternativesOf(t, err)) != alternatives {
					t.Fatalf("a loser got %v with %v, want %s", err, alternativesOf(t, err), row.code)
				}
				// Now that nobody else is booking, what the loser is offered must be free for both of his people.
				m := all[i]
				_, err = s.Accept(as(t.Context(), m.Awaiting[4:]), m.ID, m.V, m.Slots[0].Starts)
				refused(t, err, row.code)
				taken, takenErr := s.store.taken(t.Context(), m.People, before, "")
				if takenErr != nil {
					t.Fatal(takenErr)
				}
				for _, f := range alternativesOf(t, err) {
					for p, slots := range taken {
						if clash(slots, Slot{f.Starts, f.Ends}) {
							t.Errorf("%s is offered at %v and taken", p, f.Starts)
						}
					}
				}
			}
			whole(t, s, all)
			if lost != n-row.wins {
				t.Errorf("%d lost, want %d", lost, n-row.wins)
			}
		})
	}
}

func TestALoserCanTakeAnAlternative(t *testing.T) {
	s, _, _ := open(t, 4)
	first, second := ask(t, s, "b", "a", 4), ask(t, s, "c", "a", 4)
	if _, err := s.Accept(as(t.Context(), "a"), first.ID, first.V, at(4)); err != nil {
		t.Fatal(err)
	}
	_, err := s.Accept(as(t.Context(), "a"), second.ID, second.V, at(4))
	refused(t, err, "slot_taken")
	f := alternativesOf(t, err)[0]
	third := ask(t, s, "a", "d", 9)
	if _, err := s.Accept(as(t.Context(), "d"), third.ID, third.V, at(11)); problem.Code(err) != "slot_not_proposed" {
		t.Fatalf("while a proposed slot is free another one was taken: %v", err)
	}
	// Every slot that the second one proposed has gone, so an alternative may be taken at once.
	m, err := s.Accept(as(t.Context(), "a"), second.ID, second.V, f.Starts)
	if err != nil || !m.Starts.Equal(f.Starts) || len(m.Claims) != 19 {
		t.Fatalf("%+v, %v", m, err)
	}
}

func TestAcceptRaces(t *testing.T) {
	for _, row := range []struct {
		name  string
		other State
		act   func(context.Context, *Service, Meeting) error
	}{
		{"withdraw", Withdrawn, func(ctx context.Context, s *Service, m Meeting) error {
			_, err := s.Withdraw(as(ctx, "a"), m.ID, m.V)
			return err
		}},
		{"expiry", Expired, func(ctx context.Context, s *Service, m Meeting) error { return s.Expire(ctx, m.Expires) }},
		{"another accept", Scheduled, func(ctx context.Context, s *Service, m Meeting) error {
			_, err := s.Accept(as(ctx, "b"), m.ID, m.V, at(1))
			return err
		}},
		{"counter", Pending, func(ctx context.Context, s *Service, m Meeting) error {
			_, err := s.Counter(as(ctx, "b"), m.ID, m.V, []Slot{slot(2)}, "")
			return err
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			outcomes := map[State]int{}
			for range 25 {
				s, _, _ := open(t, 2)
				m := ask(t, s, "a", "b", 1)
				var errs [2]error
				atOnce(2, func(i int) {
					if i == 0 {
						_, errs[0] = s.Accept(as(context.Background(), "b"), m.ID, m.V, at(1))
					} else {
						errs[1] = row.act(context.Background(), s, m)
					}
				})
				after, err := s.store.find(t.Context(), m.ID)
				if err != nil {
					t.Fatal(err)
				}
				outcomes[after.State]++
				if after.V != m.V+1 || after.State != Scheduled && after.State != row.other {
					t.Fatalf("%+v", after)
				}
				if claimed := len(after.Claims) == 19; claimed != (after.State == Scheduled) {
					t.Fatalf("%s with claims %v", after.State, after.Claims)
				}
				if after.State == Scheduled && row.other != Scheduled && errs[0] != nil || after.State != Scheduled && errs[0] == nil {
					t.Fatalf("%s, but accepting said %v", after.State, errs[0])
				}
				for _, err := range errs {
					if err != nil && !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
						t.Fatalf("got %v", err)
					}
				}
			}
			t.Logf("%v", outcomes)
		})
	}
}

func TestCrossingRequestsMeetInTheirClaim(t *testing.T) {
	s, _, _ := open(t, 2)
	errs := make([]error, 20)
	atOnce(20, func(i int) {
		from, to := "a", "b"
		if i%2 == 1 {
			from, to = to, from
		}
		_, errs[i] = s.Request(as(context.Background(), from), proposal(to, i))
	})
	sent := 0
	for _, err := range errs {
		if err == nil {
			sent++
		} else if problem.Code(err) != "request_exists" {
			t.Errorf("got %v", err)
		}
	}
	if sent != 1 {
		t.Fatalf("%d requests of one pair wait", sent)
	}
}

func TestSeedingTwiceIsSeedingOnce(t *testing.T) {
	s, _, _ := open(t, 3)
	m := Meeting{
		ID: "mtg_demo", Exhibition: fairID, State: Scheduled, Requester: Side{Org: "org_a", Person: "per_a"}, Invitee: Side{Org: "org_b", Person: "per_b"},
		Starts: at(2), Ends: at(3), Reason: "seeded", Language: "en",
	}
	for range 2 {
		if err := s.Seed(t.Context(), m); err != nil {
			t.Fatal(err)
		}
	}
	found, err := s.Find(as(t.Context(), "a"), "mtg_demo")
	if err != nil || len(found.Claims) != 19 || found.Room != "room_mtg_demo" || !slices.Contains(found.People, "per_b") {
		t.Fatalf("%+v, %v", found, err)
	}
	other := m
	other.ID, other.Invitee = "mtg_other", Side{Org: "org_c", Person: "per_c"}
	if err := s.Seed(t.Context(), other); err == nil {
		t.Fatal("a second meeting of the same person at the same time was seeded")
	}
}
