package meetings

import (
	"fmt"
	"testing"
)

func TestAnAbandonedRunLeavesEverythingAsItWas(t *testing.T) {
	for _, when := range []string{"planned", "released", "taken"} {
		t.Run(when, func(t *testing.T) {
			p := publishing(t, 4)
			x, y, z := accepted(t, p.s, "b", "a", 1), accepted(t, p.s, "c", "a", 2), p.unscheduled("b", "c", AcceptedUnscheduled)
			changes := []PlanChange{to(x, 2), to(y, 1), to(z, 5), p.adding("a", "d", 6)}
			was := []Meeting{}
			for _, c := range changes {
				was = append(was, p.raw(c.id()))
			}
			for _, c := range changes {
				if when != "planned" && !p.release(c) {
					t.Fatal("not released")
				}
			}
			for _, c := range changes {
				if when == "taken" && !p.take(c) {
					t.Fatal("not taken")
				}
			}
			for _, c := range changes {
				p.abandon(c)
			}
			for i, c := range changes {
				if now := p.raw(c.id()); fmt.Sprint(now) != fmt.Sprint(was[i]) {
					t.Errorf("%s was\n%+v and is\n%+v", c.id(), was[i], now)
				}
			}
			p.exclusive()
		})
	}
}

func TestAnAbandonedMoveWhoseOldTimePeopleHaveTaken(t *testing.T) {
	p := publishing(t, 4)
	m := accepted(t, p.s, "b", "a", 1)
	c := to(m, 2)
	if !p.release(c) || !p.take(c) {
		t.Fatal("not taken")
	}
	// Nobody books over what he sees, so only a claim from outside can be in the way.
	other := Meeting{ID: "mtg_other", Exhibition: fairID, State: Scheduled, Requester: m.Requester, Invitee: Side{Org: "org_c", Person: "per_c"}, Starts: at(1), Ends: at(2)}
	if err := p.s.Seed(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	p.abandon(c)
	if m = p.raw(m.ID); m.State != Cancelled || m.Revision != 1 {
		t.Errorf("%+v", m)
	}
	p.exclusive()
}
