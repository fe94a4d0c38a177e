// Package insight counts what happens in an exhibition, for the people who run
// it. It owns no data: it asks the features for their numbers, and names nobody.
package insight

import (
	"context"
	"fmt"

	"fairground/server/actor"
	"fairground/server/deals"
	"fairground/server/meetings"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement"
)

// Meetings counts requests and meetings by state.
type Meetings interface {
	Count(ctx context.Context, exhibition string) (map[meetings.State]int64, error)
}

// Deals counts deals by state.
type Deals interface {
	Count(ctx context.Context, exhibition string) (map[deals.State]int64, error)
}

// Settlement sums the orders by currency.
type Settlement interface {
	ExhibitionTotals(exhibition string) ([]settlement.CurrencyTotals, error)
}

// Rooms counts the rooms of an exhibition in which somebody is, and the people in them.
type Rooms interface {
	Live(ctx context.Context, exhibition string) (rooms, people int, err error)
}

// Sources are the features that are asked.
type Sources struct {
	Meetings   Meetings
	Deals      Deals
	Settlement Settlement
	Rooms      Rooms
}

// Board is the exhibition in numbers, now.
type Board struct {
	Rooms          LiveRooms        `json:"rooms"`
	Meetings       map[string]int64 `json:"meetings" doc:"Requests and meetings by state."`
	AcceptanceRate *float64         `json:"acceptanceRate,omitempty" doc:"Share of the answered requests that became meetings, 0 to 1; 0.4 to 0.6 is usual."`
	KeptRate       *float64         `json:"keptRate,omitempty" doc:"Share of the past meetings that took place, 0 to 1; 0.8 is good."`
	Deals          map[string]int64 `json:"deals" doc:"By state."`
	Escrow         []money.Amount   `json:"escrow" nullable:"false" doc:"Held for orders, by currency."`
}

// LiveRooms counts rooms with somebody in them.
type LiveRooms struct {
	Open         int `json:"open"`
	Participants int `json:"participants"`
}

// Service makes the boards.
type Service struct{ from Sources }

// New returns a service over the sources.
func New(from Sources) *Service { return &Service{from: from} }

// Board counts an exhibition for one of its organizers.
func (s *Service) Board(ctx context.Context, exhibition string) (Board, error) {
	if !actor.From(ctx).Has(actor.Organizer, exhibition) {
		return Board{}, problem.New(problem.NotFound, "exhibition_not_found", "there is no such exhibition of yours")
	}
	b := Board{Meetings: map[string]int64{}, Deals: map[string]int64{}, Escrow: []money.Amount{}}
	met, err := s.from.Meetings.Count(ctx, exhibition)
	if err != nil {
		return Board{}, fmt.Errorf("count meetings: %w", err)
	}
	for state, n := range met {
		b.Meetings[string(state)] = n
	}
	b.AcceptanceRate, b.KeptRate = rates(met)
	negotiated, err := s.from.Deals.Count(ctx, exhibition)
	if err != nil {
		return Board{}, fmt.Errorf("count deals: %w", err)
	}
	for state, n := range negotiated {
		b.Deals[string(state)] = n
	}
	totals, err := s.from.Settlement.ExhibitionTotals(exhibition)
	if err != nil {
		return Board{}, fmt.Errorf("sum orders: %w", err)
	}
	for _, t := range totals {
		b.Escrow = append(b.Escrow, t.Totals.Held)
	}
	if b.Rooms.Open, b.Rooms.Participants, err = s.from.Rooms.Live(ctx, exhibition); err != nil {
		return Board{}, fmt.Errorf("count rooms: %w", err)
	}
	return b, nil
}

// rates are the two shares that organizers compare; nil while nothing counts.
func rates(n map[meetings.State]int64) (acceptance, kept *float64) {
	var accepted, refused, missed int64
	for state, count := range n {
		switch {
		case state.Accepted():
			accepted += count
		case state == meetings.Declined || state == meetings.Withdrawn || state == meetings.Expired:
			refused += count
		}
	}
	missed = n[meetings.NoShow] + n[meetings.TechnicalFailure]
	share := func(part, rest int64) *float64 {
		if part+rest == 0 {
			return nil
		}
		f := float64(part) / float64(part+rest)
		return &f
	}
	return share(accepted, refused), share(n[meetings.Completed], missed)
}
