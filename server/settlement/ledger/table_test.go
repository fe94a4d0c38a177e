package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// allowed is the design's table once more, by hand: which command succeeds in which state by which role, everything else
// being as it should be (party, version, consent, deadline). Whatever is not here is refused with a reason.
var allowed = map[Type]struct {
	roles  string
	states string // of the order, or of the milestone while the order is in delivery
	to     string
}{
	AgreeOrder:      {"B S", Proposed, "PROPOSED"},
	DeclineOrder:    {"B S", Proposed, Declined},
	ExpireOrder:     {"T", "PROPOSED AWAITING_FUNDS PARTIALLY_FUNDED", Expired},
	StartOrder:      {"S", "FUNDED PARTIALLY_FUNDED", InDelivery},
	ConsentCancel:   {"S", Funded, Funded},
	CancelOrder:     {"B", Funded, Cancelled},
	ShipMilestone:   {"S L", Funded, Shipped},
	DeliverGoods:    {"L B", Shipped, Inspection},
	AcceptMilestone: {"B", Inspection, Accepted},
	CancelMilestone: {"B", "PLANNED FUNDED", "CANCELLED REFUNDED"},
	ProposeRelease:  {"M", Accepted, Accepted},
	Release:         {"T C", Accepted, Released},
	ProposePayout:   {"M", Requested, Requested},
	ApprovePayout:   {"T C", Requested, Approved},
	SubmitPayout:    {"R", Approved, Submitted},
	SettlePayout:    {"R", "SUBMITTED ACCEPTED UNKNOWN", Settled},
	RejectPayout:    {"R", "SUBMITTED ACCEPTED UNKNOWN", Rejected},
	CancelPayout:    {"B M C", "REQUESTED APPROVED BATCHED", Cancelled}, // B owns the payout of this test

	MarkPayoutUnknown: {"T R", "SUBMITTED ACCEPTED", Unknown},
	ResolvePayout:     {"C", Unknown, Settled},
	ReturnPayout:      {"R", Settled, Returned},
	BatchPayout:       {"R", Approved, Batched},
	UnbatchPayout:     {"R", Batched, Approved},
	AcceptPayout:      {"R", Submitted, Accepted},
}

// reach brings an order to a state.
func reach(t *testing.T, state string) *book {
	t.Helper()
	agreed := terms(1000, 2000)
	agreed.Signed = state != Proposed && state != Declined
	b := newBook(t)
	b.must(SetPolicy, Timer, func(c *Command) { c.Order, c.Limits = "", []Limit{{"CNY", 1 << 40, 1 << 40}} })
	b.must(ImportOrder, Timer, func(c *Command) { c.Terms = agreed })
	o, _ := b.s.Order("ord_1")
	full := func() { b.receipt("ord_1", o.Due()) }
	switch state {
	case PartiallyFunded:
		b.receipt("ord_1", o.Milestones[0].Due())
	case Funded:
		full()
	case InDelivery:
		full()
		b.must(StartOrder, Seller, nil)
	case Completed:
		full()
		for _, ms := range []string{"m1", "m2"} {
			reachMilestone(t, b, ms, Released)
		}
	case Refunded:
		full()
		b.must(StartOrder, Seller, nil)
		b.now = 3_000_001
		b.must(CancelMilestone, Buyer, nil)
		b.must(CancelMilestone, Buyer, func(c *Command) { c.Milestone = "m2" })
	case Cancelled:
		full()
		b.must(ConsentCancel, Seller, nil)
		b.must(CancelOrder, Buyer, nil)
	case Expired:
		b.now = 2_000_001
		b.must(ExpireOrder, Timer, nil)
	case Declined:
		b.must(DeclineOrder, Seller, nil)
	}
	if b.state() != state {
		t.Fatalf("wanted %s, reached %s", state, b.state())
	}
	return b
}

func reachMilestone(t *testing.T, b *book, ms, state string) {
	t.Helper()
	on := func(c *Command) { c.Milestone = ms }
	for _, s := range []struct {
		ty Type
		r  Role
		to string
	}{{ShipMilestone, Seller, Shipped}, {DeliverGoods, Buyer, Inspection}, {AcceptMilestone, Buyer, Accepted}, {Release, Timer, Released}} {
		b.must(s.ty, s.r, on)
		if s.to == state {
			return
		}
	}
}

// TestEveryTriple asks every command in every state by every role (T8): each has the result the table says.
func TestEveryTriple(t *testing.T) {
	triples, done := 0, 0
	ask := func(t *testing.T, prepare func(t *testing.T) *book, about, object, state string) {
		for ty := range allowed {
			if rules[ty].about != about {
				continue
			}
			for _, r := range Roles() {
				triples++
				b := prepare(t)
				if strings.HasPrefix(string(ty), "order.expire") || ty == CancelOrder || ty == CancelMilestone {
					b.now = max(b.now, 3_000_001)
				}
				a := actors[r]
				c := Command{Type: ty, Actor: a, Order: "ord_1"}
				switch about {
				case "m":
					c.Milestone = object
				case "p":
					c.Order, c.Payout, c.Ref = "", object, "e2e_"+object
				}
				if ty == Release && r == Checker && state == Accepted {
					b.must(ProposeRelease, Maker, func(p *Command) { p.Milestone = object })
				}
				if ty == ApprovePayout && r == Checker && state == Requested {
					b.must(ProposePayout, Maker, nil)
				}
				switch ty {
				case ResolvePayout:
					c.Params = []Param{{Name: outcomeParam, Text: Settled}}
					p := Propose(c)
					p.Actor = actors[Maker]
					b.do(p)
				case BatchPayout:
					into("bat_2", 10)(&c)
				case ReturnPayout:
					c.Amount, c.Currency = 60, "CNY"
				default: // the others need no more
				}
				if about == "p" {
					p, _ := b.s.Payout(object)
					c.Version = p.Version
				} else {
					o, _ := b.s.Order("ord_1")
					c.Version = o.Version
				}
				e := b.do(c)
				row := allowed[ty]
				want := slices.Contains(strings.Fields(row.states), state) && slices.Contains(strings.Fields(row.roles), string(r))
				name := fmt.Sprintf("%s in %s by %s", ty, state, r)
				if e.OK != want {
					t.Errorf("%s: got %v %q, want %v", name, e.OK, e.Why, want)
					continue
				}
				if !e.OK {
					if e.Why != WhyRole && e.Why != WhyState && e.Why != WhyNotParty {
						t.Errorf("%s: refused as %q", name, e.Why)
					}
					continue
				}
				done++
				got := b.stateOf(about, object)
				if !slices.Contains(strings.Fields(row.to), got) {
					t.Errorf("%s: went to %s, want %s", name, got, row.to)
				}
			}
		}
	}
	for _, state := range OrderStates() {
		ask(t, func(t *testing.T) *book { t.Helper(); return reach(t, state) }, "o", "", state)
	}
	for _, state := range MilestoneStates() {
		ask(t, func(t *testing.T) *book {
			t.Helper()
			b := reach(t, InDelivery)
			switch state {
			case Planned:
				b = reach(t, PartiallyFunded)
				b.must(StartOrder, Seller, nil)
			case Refunded:
				b.now = 3_000_001
				b.must(CancelMilestone, Buyer, func(c *Command) { c.Milestone = "m2" })
			case Cancelled:
				b = reach(t, PartiallyFunded)
				b.must(StartOrder, Seller, nil)
				b.now = 3_000_001
				b.must(CancelMilestone, Buyer, func(c *Command) { c.Milestone = "m2" })
			case Funded:
			case Disputed, Split:
				reachMilestone(t, b, "m2", Inspection)
				b.must(OpenDispute, Buyer, because("damaged", 0))
				if state == Split {
					b.must(OfferSplit, Seller, halving(900, 1100))
					b.must(AcceptSplit, Buyer, onDispute(Param{Name: offerParam, Minor: 1}))
				}
			default:
				reachMilestone(t, b, "m2", state)
			}
			if got := b.stateOf("m", "m2"); got != state {
				t.Fatalf("wanted %s, reached %s", state, got)
			}
			return b
		}, "m", "m2", state)
	}
	for _, state := range PayoutStates() {
		ask(t, func(t *testing.T) *book { t.Helper(); return reachPayout(t, state) }, "p", "pay_1", state)
	}
	// The commands about nothing that exists: only the role counts.
	for _, ty := range []Type{ImportOrder, BookReceipt, RequestPayout, SetPolicy} {
		for _, r := range Roles() {
			triples++
			b := reachPayout(t, Settled)
			c := Command{Type: ty, Actor: actors[r], Amount: 1, Currency: "CNY", Rail: "sandbox"}
			switch ty {
			case ImportOrder:
				c.Order, c.Terms = "ord_2", terms(5)
			case RequestPayout:
				c.Payout = "pay_2"
				switch r {
				case Timer, Seller:
					c.Actor.Org = "org_b"
				case Funder:
					lend(b, 1)
				default: // the others are refused, or are the buyer
				}
			case SetPolicy:
				c.Limits = []Limit{{"CNY", 1, 1}}
			default: // BookReceipt needs no more
			}
			want := slices.Contains(rules[ty].roles, r)
			if e := b.do(c); e.OK != want || (!want && e.Why != WhyRole) {
				t.Errorf("%s by %s: got %v %q", ty, r, e.OK, e.Why)
			}
		}
	}
	t.Logf("triples=%d succeed=%d refused=%d", triples, done, triples-done)
}

func (b *book) stateOf(about, object string) string {
	switch about {
	case "m":
		o, _ := b.s.Order("ord_1")
		ms, _ := o.Milestone(object)
		return ms.State
	case "p":
		p, _ := b.s.Payout(object)
		return p.State
	}
	return b.state()
}

// reachPayout brings a payout of the buyer, who paid too much, to a state.
func reachPayout(t *testing.T, state string) *book {
	t.Helper()
	b := reach(t, Funded)
	b.receipt("ord_1", 100)
	b.must(RequestPayout, Buyer, func(c *Command) {
		c.Order, c.Payout, c.Amount, c.Currency, c.Rail = "", "pay_1", 60, "CNY", "sandbox"
	})
	submit := func() {
		b.must(ApprovePayout, Timer, nil)
		b.must(SubmitPayout, Rail, func(c *Command) { c.Ref = "e2e" })
	}
	switch state {
	case Approved:
		b.must(ApprovePayout, Timer, nil)
	case Batched, Accepted:
		b.must(ApprovePayout, Timer, nil)
		b.batched("bat_1", "pay_1")
		if state == Accepted {
			b.gone("bat_1")
			b.must(AcceptPayout, Rail, nil)
		}
	case Submitted:
		submit()
	case Settled:
		submit()
		b.must(SettlePayout, Rail, nil)
	case Rejected:
		submit()
		b.must(RejectPayout, Rail, nil)
	case Cancelled:
		b.must(CancelPayout, Buyer, nil)
	case Unknown:
		submit()
		b.must(MarkPayoutUnknown, Timer, nil)
	case Returned:
		submit()
		b.must(SettlePayout, Rail, nil)
		b.must(ReturnPayout, Rail, func(c *Command) { c.Amount, c.Currency = 55, "CNY" })
	}
	if got := b.stateOf("p", "pay_1"); got != state {
		t.Fatalf("wanted %s, reached %s", state, got)
	}
	return b
}

// TestFromEveryStateThereIsAnEnd walks the edges of each machine: a terminal state can be reached from each state, and
// none can be left.
func TestFromEveryStateThereIsAnEnd(t *testing.T) {
	machines := []struct {
		kind   string
		states []string
		end    func(string) bool
	}{{"o", OrderStates(), terminalOrder}, {"m", MilestoneStates(), terminalMilestone}, {"p", PayoutStates(), terminalPayout}, {"b", BatchStates(), terminalBatch}, {"s", SuspenseStates(), terminalSuspense}, {"c", ClaimStates(), terminalClaim}, {"d", DisputeStates(), terminalDispute}}
	for _, m := range machines {
		good := map[string]bool{}
		for range m.states {
			for _, from := range m.states {
				for _, to := range m.states {
					if edge(m.kind, from, to) && m.end(from) {
						t.Errorf("%s: %s is an end and leads to %s", m.kind, from, to)
					}
					good[from] = good[from] || m.end(from) || (edge(m.kind, from, to) && good[to])
				}
			}
		}
		for _, s := range m.states {
			if !good[s] {
				t.Errorf("%s: no end can be reached from %s", m.kind, s)
			}
		}
	}
}

func TestWhoActsForWhom(t *testing.T) {
	rows := []struct {
		name  string
		state string
		ty    Type
		actor Actor
		why   string
	}{
		{"a stranger cannot start an order", Funded, StartOrder, Actor{"per_z", "org_z", Seller, ""}, WhyNotParty},
		{"the buyer in the seller's role is nobody", Funded, StartOrder, Actor{"per_b", "org_b", Seller, ""}, WhyNotParty},
		{"a checker of the buyer's house may not release", InDelivery, Release, Actor{"per_z", "org_b", Checker, ""}, WhyParty},
		{"a maker of the organizer's house may not propose", InDelivery, ProposeRelease, Actor{"per_z", "org_o", Maker, ""}, WhyParty},
		{"a checker without a name is nobody", InDelivery, Release, Actor{"", "org_x", Checker, ""}, WhyNotParty},
		{"a checker needs a proposal", InDelivery, Release, actors[Checker], WhyNoProposal},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			b := reach(t, r.state)
			c := Command{Type: r.ty, Actor: r.actor, Order: "ord_1"}
			if rules[r.ty].about == "m" {
				reachMilestone(t, b, "m1", Accepted)
				c.Milestone = "m1"
			}
			o, _ := b.s.Order("ord_1")
			c.Version = o.Version
			if e := b.do(c); e.OK || e.Why != r.why {
				t.Fatalf("got %v %q, want %q", e.OK, e.Why, r.why)
			}
		})
	}
	t.Run("a version that is not the current one", func(t *testing.T) {
		b := reach(t, Funded)
		for _, v := range []int64{0, 1, 99} {
			if e := b.do(Command{Type: StartOrder, Actor: actors[Seller], Order: "ord_1", Version: v}); e.Why != WhyVersion {
				t.Fatalf("version %d: got %q", v, e.Why)
			}
		}
	})
	t.Run("a requester does not approve the own payout", func(t *testing.T) {
		b := reachPayout(t, Requested)
		b.must(ProposePayout, Maker, nil)
		a := actors[Checker]
		a.Person = "per_b"
		if e := b.do(Command{Type: ApprovePayout, Actor: a, Payout: "pay_1", Version: 2}); e.Why != WhySamePerson {
			t.Fatalf("got %q", e.Why)
		}
	})
}
