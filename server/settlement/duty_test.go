package settlement

import (
	"slices"
	"testing"
	"time"

	"fairground/server/settlement/ledger"
)

func TestDuties(t *testing.T) {
	const now, soon, far, past = int64(100 * dayMillis), int64(101 * dayMillis), int64(110 * dayMillis), int64(99 * dayMillis)
	milestone := func(state string, shipBy, inspectUntil int64) ledger.Order {
		return ledger.Order{
			State: ledger.InDelivery, Terms: &ledger.Terms{Currency: "CNY"},
			Milestones: []ledger.Milestone{{ID: "mil_1", Amount: 100, State: state, ShipBy: shipBy, InspectUntil: inspectUntil}},
		}
	}
	dispute := func(d ledger.Dispute) ledger.Order {
		o := milestone(ledger.Disputed, 0, 0)
		o.Disputes = []ledger.Dispute{d}
		return o
	}
	held := milestone(ledger.Funded, soon, 0)
	held.Hold = &ledger.Hold{Time: past}
	offered := milestone(ledger.Funded, far, 0)
	offered.Advances = []ledger.Advance{{ID: "adv_1", Milestone: "mil_1", State: ledger.Offered, Offered: 80, Until: soon}}
	lapsed := milestone(ledger.Funded, far, 0)
	lapsed.Quotes = []ledger.Quote{{ID: "quo_1", State: ledger.Lapsed, Received: 50, PayBy: past, ReturnBy: soon}}
	unpaid := milestone(ledger.Funded, far, 0)
	unpaid.Quotes = []ledger.Quote{{ID: "quo_1", State: ledger.Lapsed, PayBy: past, ReturnBy: soon}}
	rows := []struct {
		name  string
		order ledger.Order
		role  ledger.Role
		want  []string // action and urgency
	}{
		{"the seller ships in time", milestone(ledger.Funded, far, 0), ledger.Seller, []string{"ship due"}},
		{"the carrier ships at the last moment", milestone(ledger.Funded, soon, 0), ledger.Logistics, []string{"ship at_risk"}},
		{"the seller is late", milestone(ledger.Funded, past, 0), ledger.Seller, []string{"ship late"}},
		{"the buyer of a late seller may choose", milestone(ledger.Funded, past, 0), ledger.Buyer, []string{"cancel-or-wait late"}},
		{"the buyer waits for a seller who is not late", milestone(ledger.Funded, far, 0), ledger.Buyer, nil},
		{"the buyer says that it arrived", milestone(ledger.Shipped, 0, 0), ledger.Buyer, []string{"confirm-arrival anytime"}},
		{"the buyer inspects while the clock runs", milestone(ledger.Inspection, 0, soon), ledger.Buyer, []string{"inspect at_risk"}},
		{"the seller has nothing to inspect", milestone(ledger.Inspection, 0, soon), ledger.Seller, nil},
		{"a held order is for compliance", held, ledger.Compliance, []string{"review-hold at_risk"}},
		{"a held order is not for its seller", held, ledger.Seller, nil},
		{"the seller answers an offer of early payment", offered, ledger.Seller, []string{"ship due", "answer-advance at_risk"}},
		{"nobody has offered a split", dispute(ledger.Dispute{State: ledger.Negotiation, EscalatesAt: far}), ledger.Seller, []string{"offer-split due"}},
		{"the other side has offered one", dispute(ledger.Dispute{State: ledger.Negotiation, EscalatesAt: soon, Offers: []ledger.Offer{{By: ledger.Buyer}}}), ledger.Seller, []string{"answer-offer at_risk"}},
		{"who has offered waits", dispute(ledger.Dispute{State: ledger.Negotiation, EscalatesAt: soon, Offers: []ledger.Offer{{By: ledger.Buyer}}}), ledger.Buyer, nil},
		{"evidence is due", dispute(ledger.Dispute{State: ledger.Hearing, EvidenceUntil: far}), ledger.Buyer, []string{"file-evidence due"}},
		{"an arbitrator decides", dispute(ledger.Dispute{State: ledger.Hearing, EvidenceUntil: past}), ledger.Arbitrator, []string{"decide-dispute late"}},
		{"who has ruled does not hear the appeal", dispute(ledger.Dispute{State: ledger.Appealed, Judges: []string{"per_me"}}), ledger.Arbitrator, nil},
		{"a second arbitrator confirms", dispute(ledger.Dispute{State: ledger.Ruled, Ruling: ledger.Ruling{By: "per_other", Time: past}}), ledger.Arbitrator, []string{"confirm-ruling at_risk"}},
		{"who has ruled confirms nothing", dispute(ledger.Dispute{State: ledger.Ruled, Ruling: ledger.Ruling{By: "per_me", Time: past}}), ledger.Arbitrator, nil},
		{"a ruling may be appealed", dispute(ledger.Dispute{State: ledger.Decided, AppealUntil: soon}), ledger.Seller, []string{"read-ruling at_risk"}},
		{"money that came too late for its price waits for the buyer", lapsed, ledger.Buyer, []string{"answer-quote at_risk"}},
		{"and for nobody else", lapsed, ledger.Seller, []string{"ship due"}},
		{"a price for which no money came asks for nothing", unpaid, ledger.Buyer, nil},
		{"a settled dispute is over", dispute(ledger.Dispute{State: ledger.Settled}), ledger.Buyer, nil},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			var got []string
			for _, d := range duties(&r.order, r.role, "per_me", now) {
				got = append(got, d.action+" "+urgency(d.due, now))
			}
			if !slices.Equal(got, r.want) {
				t.Fatalf("got %v, want %v", got, r.want)
			}
		})
	}
	if riskWithin != 48*time.Hour || urgency(now+riskWithin.Milliseconds(), now) != Due || urgency(now, now) != AtRisk {
		t.Fatal("the borders of the urgencies have moved")
	}
}
