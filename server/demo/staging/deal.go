package staging

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"fairground/server/deals"
	"fairground/server/demo"
	"fairground/server/lang"
)

// dealsIn stores every deal up to its signatures; settlement makes the orders.
func (h *stagehand) dealsIn(ctx context.Context) error {
	list := make([]deals.Deal, 0, len(h.view.Deals))
	for _, d := range h.view.Deals {
		list = append(list, h.deal(d))
	}
	return h.Deals.Seed(ctx, list...)
}

func (h *stagehand) deal(d demo.DealView) deals.Deal {
	state := deals.State(d.State)
	if state == deals.Ordered {
		state = deals.Signed
	}
	deal := deals.Deal{
		ID: d.ID, Exhibition: h.fair.Exhibition.ID, State: state, Title: bilingual(d.Title, " · "), Kind: deals.Kind(d.Kind), Meeting: d.Meeting, Item: d.Item,
		Buyer: h.party(d.Buyer, d.BuyerPerson), Seller: h.party(d.Seller, d.SellerPerson), Current: len(d.Versions),
	}
	for i, o := range d.Versions {
		stands := deals.Superseded
		if i == len(d.Versions)-1 {
			stands = [...]deals.OfferState{deals.Submitted, deals.AcceptedByOne, deals.AcceptedByBoth}[min(2, len(d.Accepted))]
		}
		deal.Versions = append(deal.Versions, deals.Offer{N: o.N, By: o.By, Person: o.Person, At: o.At, State: stands, Terms: terms(o.Terms)})
		deal.Events = append(deal.Events, deals.Event{At: o.At, By: o.By, Person: o.Person, Action: "offer", N: o.N})
		deal.Moved = o.At
	}
	if len(deal.Versions) > 0 {
		deal.Opened = deal.Versions[0].At
	}
	for _, c := range d.Accepted {
		deal.Accepted = append(deal.Accepted, deals.Acceptance{Org: c.Org, Person: c.Person, At: c.At})
		deal.Events = append(deal.Events, deals.Event{At: c.At, By: c.Org, Person: c.Person, Action: "accept", N: c.Version})
		deal.Moved = c.At
	}
	for _, c := range d.Signed {
		deal.Signatures = append(deal.Signatures, deals.Signature{
			Org: c.Org, Person: c.Person, Name: spoken(h.people[c.Person].Name), At: c.At, ConsentText: deals.ConsentText(h.people[c.Person].Lang),
		})
		deal.Events = append(deal.Events, deals.Event{At: c.At, By: c.Org, Person: c.Person, Action: "sign", N: c.Version})
		deal.Moved = c.At
	}
	if state == deals.Signed {
		deal.SignedAt = deal.Moved
	}
	if d.Ended != nil {
		deal.Moved = d.Ended.At
		deal.Events = append(deal.Events, deals.Event{At: d.Ended.At, By: d.Ended.By, Action: "abandon", Reason: bilingual(d.Ended.Reason, " ")})
	}
	if d.OnWall {
		deal.Wall = []string{d.Buyer, d.Seller}
	}
	return deal
}

func (h *stagehand) party(org, person string) deals.Party {
	return deals.Party{Org: org, OrgName: h.orgs[org].Name, People: []string{person}}
}

// bilingual is a text of the contract in both of its languages.
func bilingual(t lang.Text, between string) string {
	if t[lang.Chinese] == "" || t[lang.Chinese] == t[lang.English] {
		return t[lang.English]
	}
	return t[lang.English] + between + t[lang.Chinese]
}

func terms(t demo.Terms) deals.Terms {
	out := deals.Terms{
		Subject: t.Subject, Total: t.Total, FeePaidBy: t.FeePaidBy, Incoterm: t.Incoterm, Place: t.Place, HS: t.HS, ValidUntil: t.ValidUntil.Format(time.DateOnly),
	}
	for _, l := range t.Lines {
		out.Lines = append(out.Lines, deals.Line{
			Item: l.Item, Text: bilingual(l.Text, " · "), Quantity: strconv.FormatInt(l.Quantity, 10), Unit: l.Unit, Price: l.Price, Amount: l.Amount,
		})
	}
	if g := t.Rights; g != nil {
		out.Rights = &deals.Rights{
			Work: g.Work, Rights: g.Rights, Territories: g.Territories, Languages: g.Languages,
			From: g.From.Format(time.DateOnly), To: g.To.Format(time.DateOnly), Exclusive: g.Exclusive,
		}
		if g.HoldbackDays > 0 {
			out.Rights.Holdback = fmt.Sprintf("%d days · %d天", g.HoldbackDays, g.HoldbackDays)
		}
	}
	for _, m := range t.Milestones {
		out.Milestones = append(out.Milestones, deals.Milestone{
			Title: bilingual(m.Title, " · "), Amount: m.Amount, Due: m.Due.Format(time.DateOnly), Deliverable: bilingual(m.Deliverable, " · "),
			InspectionDays: m.InspectionDays, SilenceAccepts: m.SilenceAccepts,
		})
	}
	for _, c := range t.Clauses {
		out.Clauses = append(out.Clauses, deals.Clause{ID: c.ID, Title: bilingual(c.Title, " · "), Text: bilingual(c.Text, "\n")})
	}
	return out
}
