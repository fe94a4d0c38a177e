package settlement

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// The entries of the log about an order, as people read them.

// Event is an entry of the log as people read it.
type Event struct {
	Seq       int64         `json:"seq"`
	At        time.Time     `json:"at"`
	Type      string        `json:"type"`
	Code      string        `json:"code" doc:"What became of it: done, or the reason of the refusal."`
	Actor     EventActor    `json:"actor"`
	Milestone string        `json:"milestone,omitempty"`
	Amount    *money.Amount `json:"amount,omitempty"`
	Shares    []Share       `json:"shares,omitempty" nullable:"false" doc:"Who got it, where escrow was paid out to several."`
	Note      string        `json:"note,omitempty" doc:"What was said to go with it, such as the number of a consignment note."`
	To        string        `json:"to,omitempty" doc:"State of the order or milestone afterwards, if it changed."`
}

// EventActor is who caused it. Organization and person are opaque ids.
type EventActor struct {
	Role   string `json:"role"`
	Org    string `json:"org,omitempty"`
	Person string `json:"person,omitempty"`
}

// Share is what of an amount went where.
type Share struct {
	To     string       `json:"to" enum:"seller,buyer,interest,principal,commission,tax,bank,other" doc:"interest and principal go to a funder who paid the seller early; who does not see early payment reads them as the seller's."`
	Amount money.Amount `json:"amount"`
}

func (s *Service) timeline(ctx context.Context, o *ledger.Order, r ledger.Role) ([]Event, error) {
	all, err := s.events(ctx, o.ID)
	if err != nil {
		return nil, fmt.Errorf("read timeline: %w", err)
	}
	events := make([]Event, 0, len(all))
	for _, m := range all {
		// Refusals are for those who clear and audit; to the parties only what happened is history.
		party := r == ledger.Buyer || r == ledger.Seller || r == ledger.Organizer || r == ledger.Logistics
		if (m.lending && !seesLending(r)) || (m.refused && party) {
			continue
		}
		m.Shares = portions(m.paid, o, seesLending(r))
		events = append(events, m.Event)
	}
	return events, nil
}

// portions tells the sides of an order what each of them got of what escrow paid; one alone got all of it.
func portions(paid []payee, o *ledger.Order, lending bool) []Share {
	var list []Share
	for _, p := range paid {
		to := p.to
		switch {
		case p.org == o.Terms.Buyer:
			to = "buyer"
		case p.org != "" || (!lending && (to == "interest" || to == "principal")):
			to = "seller"
		}
		if i := slices.IndexFunc(list, func(s Share) bool { return s.To == to }); i >= 0 {
			list[i].Amount.Minor += p.amount.Minor
		} else {
			list = append(list, Share{to, p.amount})
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}

// payee is who got a part of what an entry paid out of escrow: an organization that is a side of the order, or what the word says.
type payee struct {
	to, org string
	amount  money.Amount
}

// payees says who got what an entry paid out of its order's escrow, in the order of its legs.
func payees(e *ledger.Entry) []payee {
	change, gains := escrowed(e, e.Order)
	if change.Minor >= 0 || gained(gains) != -change.Minor {
		return nil
	}
	var list []payee
	for _, l := range gains {
		p := payee{to: "other", amount: money.Amount{Minor: l.Minor, Currency: l.Currency}}
		switch ledger.Class(l.Account) {
		case "user", "reserve":
			p.org = strings.Split(l.Account, ":")[1]
		case "fee":
			p.to = "commission"
		case "tax":
			p.to = "tax"
		case "bank":
			p.to = "bank"
		case "funder": // what is his as interest, the loan says
			continue
		}
		list = append(list, p)
	}
	for _, l := range e.Legs {
		if l.Book == ledger.Posted && l.Minor > 0 && ledger.Class(l.Account) == "loan" {
			list = append(list, payee{to: l.Account[strings.LastIndexByte(l.Account, ':')+1:], amount: money.Amount{Minor: l.Minor, Currency: l.Currency}})
		}
	}
	return list
}

func event(b *ledger.Block, e *ledger.Entry) Event {
	ev := Event{
		Seq: b.Seq, At: time.UnixMilli(b.Time).UTC(), Type: string(e.Type), Code: "done", Milestone: e.Milestone,
		Actor: EventActor{roleWords[e.Actor.Role], e.Actor.Org, e.Actor.Person},
	}
	if !e.OK {
		ev.Code = e.Why
	}
	if moved, ok := movedBy(e); ok {
		ev.Amount = &moved
	}
	if e.Type == ledger.ShipMilestone {
		ev.Note = e.Ref
	}
	if len(e.Moves) > 0 {
		ev.To = e.Moves[0].To
	}
	return ev
}

// movedBy is how much an entry moves, in the first currency of its legs; where currencies are changed, what comes of it. What
// somebody owes is counted only where nothing else moves: money that is lent or paid back is not there twice.
func movedBy(e *ledger.Entry) (money.Amount, bool) {
	var into, in, out, owed money.Amount // into escrow; into and out of accounts that hold money; and into the others
	for _, l := range e.Legs {
		if l.Book != ledger.Posted {
			continue
		}
		if l.Minor > 0 && ledger.Class(l.Account) == "escrow" {
			into = money.Amount{Minor: into.Minor + l.Minor, Currency: l.Currency}
		}
		sum, minor := &in, l.Minor
		switch {
		case owes(l.Account):
			sum = &owed
		case minor < 0:
			sum, minor = &out, -minor
		}
		if minor > 0 && (sum.Currency == "" || sum.Currency == l.Currency) {
			*sum = money.Amount{Minor: sum.Minor + minor, Currency: l.Currency}
		}
	}
	moved := in
	if in.Minor == 0 || (out.Currency == in.Currency && out.Minor > in.Minor) {
		moved = out
	}
	if moved.Minor == 0 {
		moved = owed
	}
	if into.Minor > 0 && into.Currency != moved.Currency {
		return into, true
	}
	return moved, moved.Minor > 0
}

// owes says whether an account says what somebody owes or has lent, and holds no money.
func owes(account string) bool {
	switch ledger.Class(account) {
	case "loan", "income", "recv", "loss":
		return true
	}
	return strings.HasPrefix(account, "funder:") && strings.HasSuffix(account, ":lent")
}
