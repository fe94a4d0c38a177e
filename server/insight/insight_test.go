package insight

import (
	"context"
	"errors"
	"testing"

	"fairground/server/actor"
	"fairground/server/deals"
	"fairground/server/meetings"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement"
)

type fair struct {
	met map[meetings.State]int64
	err error
}

func (f fair) Live(context.Context, string) (rooms, people int, err error) { return 3, 11, f.err }

func (f fair) ExhibitionTotals(string) ([]settlement.CurrencyTotals, error) {
	return []settlement.CurrencyTotals{{Currency: "EUR", Totals: settlement.Totals{Held: money.Amount{Minor: 5, Currency: "EUR"}}}}, nil
}

func (f fair) Count(context.Context, string) (map[meetings.State]int64, error) { return f.met, nil }

type negotiations struct{}

func (negotiations) Count(context.Context, string) (map[deals.State]int64, error) {
	return map[deals.State]int64{deals.Signed: 2}, nil
}

func board(t *testing.T, f fair, exhibition string) (Board, error) {
	t.Helper()
	organizer := actor.Actor{Person: "per_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}}
	s := New(Sources{Meetings: f, Deals: negotiations{}, Settlement: f, Rooms: f})
	return s.Board(actor.With(t.Context(), organizer), exhibition)
}

func TestTheBoardCountsWhatOrganizersCompare(t *testing.T) {
	b, err := board(t, fair{met: map[meetings.State]int64{
		meetings.Completed: 6, meetings.NoShow: 1, meetings.TechnicalFailure: 1, meetings.Scheduled: 2, meetings.Declined: 5, meetings.Expired: 5, meetings.Pending: 9,
	}}, "exh_1")
	if err != nil {
		t.Fatal(err)
	}
	if b.AcceptanceRate == nil || *b.AcceptanceRate != 0.5 {
		t.Errorf("acceptance = %v, want half of the 20 answered", b.AcceptanceRate)
	}
	if b.KeptRate == nil || *b.KeptRate != 0.75 {
		t.Errorf("kept = %v, want 6 of 8", b.KeptRate)
	}
	if b.Rooms.Participants != 11 || b.Deals["signed"] != 2 || len(b.Escrow) != 1 {
		t.Errorf("board = %+v", b)
	}
}

func TestARateOfNothingIsAbsent(t *testing.T) {
	b, err := board(t, fair{met: map[meetings.State]int64{meetings.Pending: 3}}, "exh_1")
	if err != nil || b.AcceptanceRate != nil || b.KeptRate != nil {
		t.Errorf("%+v, %v", b, err)
	}
}

func TestOnlyItsOrganizerSeesTheBoard(t *testing.T) {
	if _, err := board(t, fair{}, "exh_2"); !problem.Is(err, problem.NotFound) {
		t.Errorf("another exhibition: %v", err)
	}
	broken := errors.New("no engine")
	if _, err := board(t, fair{err: broken}, "exh_1"); !errors.Is(err, broken) {
		t.Errorf("a source that fails: %v", err)
	}
}
