package rooms

import (
	"net/netip"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pion/ice/v4"
	"github.com/pion/stun/v4"
)

func TestALinkFollowsTheClientsChecks(t *testing.T) {
	const chosen, other, third = 1000, 2000, 3000
	type check struct {
		after     time.Duration
		from      int
		nominates bool
		tcp       bool
		taken     bool // for the address of the client
		untold    bool // pion has not said so yet when the next one comes
	}
	rows := []struct {
		name   string
		checks []check
	}{
		{"another address is not taken while the chosen one is heard", []check{
			{after: time.Second, from: chosen, nominates: true},
			{after: 3 * time.Second, from: other},
			{after: time.Second, from: chosen},
			{after: 3 * time.Second, from: other},
		}},
		{"it is taken when nothing has come from the chosen one", []check{
			{after: time.Second, from: chosen, nominates: true},
			{after: 8 * time.Second, from: other, taken: true},
			{after: time.Second, from: other},
		}},
		{"what stood still and answers first is left when the chosen one is heard again", []check{
			{after: time.Second, from: chosen, nominates: true},
			{after: 8 * time.Second, from: other, taken: true},
			{from: other},
			{after: 200 * time.Millisecond, from: chosen, taken: true},
			{from: other},
			{after: time.Second, from: chosen, nominates: true},
		}},
		{"checks that have queued up over TCP do not count, and those that come anew do", []check{
			{after: time.Second, from: chosen, nominates: true},
			{after: 8 * time.Second, from: other, tcp: true},
			{from: other, tcp: true},
			{after: 100 * time.Millisecond, from: other, tcp: true},
			{after: time.Second, from: other, tcp: true, taken: true},
		}},
		{"nor do they after another silence", []check{
			{after: 8 * time.Second, from: other, tcp: true},
			{after: time.Second, from: chosen},
			{after: 8 * time.Second, from: other, tcp: true},
		}},
		{"what is chosen over TCP is taken at once", []check{
			{after: 8 * time.Second, from: other, tcp: true, nominates: true, taken: true},
		}},
		{"so it is when both answer at once", []check{
			{after: 8 * time.Second, from: other, taken: true, untold: true},
			{from: other, taken: true, untold: true},
			{after: 10 * time.Millisecond, from: chosen, taken: true, untold: true},
			{from: other},
		}},
		{"nor does a third address change what the client chose", []check{
			{after: 8 * time.Second, from: other, taken: true},
			{after: 8 * time.Second, from: third, taken: true},
			{after: time.Second, from: chosen, taken: true},
		}},
		{"what the client chooses meanwhile is not left", []check{
			{after: 8 * time.Second, from: other, taken: true},
			{after: time.Second, from: other, nominates: true},
			{after: time.Second, from: chosen},
		}},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				address := func(port int) netip.AddrPort {
					return netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), uint16(port))
				}
				l := &link{}
				take := func(port int) {
					l.path.Store(&path{to: address(port)})
					l.checked.Store(time.Now().UnixNano())
				}
				take(chosen)
				for i, c := range row.checks {
					time.Sleep(c.after)
					network := "udp"
					if c.tcp {
						network = "tcp"
					}
					remote, err := ice.NewCandidateHost(&ice.CandidateHostConfig{Network: network, Address: "127.0.0.1", Port: c.from, Component: 1})
					if err != nil {
						t.Fatal(err)
					}
					m := stun.New()
					if c.nominates {
						m.Add(stun.AttrUseCandidate, nil)
					}
					taken := l.follow(m, nil, remote, nil)
					if taken != c.taken {
						t.Fatalf("check %d, from %d: taken %v, want %v", i, c.from, taken, c.taken)
					}
					if taken && !c.untold {
						take(c.from)
					}
				}
			})
		})
	}
}
