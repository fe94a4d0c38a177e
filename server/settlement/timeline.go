package settlement

import (
	"context"
	"fmt"
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
	Note      string        `json:"note,omitempty" doc:"What was said to go with it, such as the number of a consignment note."`
	To        string        `json:"to,omitempty" doc:"State of the order or milestone afterwards, if it changed."`
}

// EventActor is who caused it. Organization and person are opaque ids.
type EventActor struct {
	Role   string `json:"role"`
	Org    string `json:"org,omitempty"`
	Person string `json:"person,omitempty"`
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
		events = append(events, m.Event)
	}
	return events, nil
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

// movedBy is how much an entry moves, in the first currency of its legs; where currencies are changed, what comes of it.
func movedBy(e *ledger.Entry) (money.Amount, bool) {
	var into, moved money.Amount // into escrow, and altogether
	for _, l := range e.Legs {
		if l.Book != ledger.Posted || l.Minor <= 0 {
			continue
		}
		if ledger.Class(l.Account) == "escrow" {
			into = money.Amount{Minor: into.Minor + l.Minor, Currency: l.Currency}
		}
		if moved.Currency == "" || moved.Currency == l.Currency {
			moved = money.Amount{Minor: moved.Minor + l.Minor, Currency: l.Currency}
		}
	}
	if into.Minor > 0 && into.Currency != moved.Currency {
		return into, true
	}
	return moved, moved.Minor > 0
}
