package settlement

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// Glass is the emergency brake in a clearing officer's hand: until then they may hold orders and block parties.
type Glass struct {
	Person string    `json:"person"`
	Name   string    `json:"name,omitempty" doc:"What that person is called."`
	Role   string    `json:"role"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	Until  time.Time `json:"until"`
	Yours  bool      `json:"yours" doc:"It is in the reader's hand."`
}

func (s *Service) viewGlass(ctx context.Context, g *ledger.Glass) Glass {
	return Glass{g.Person, s.personName(ctx, g.Person), roleWords[g.Role], g.Reason, *instant(g.Time), *instant(g.Until), g.Person == actor.From(ctx).Person}
}

// Glasses lists in whose hands the emergency brake is now, for everybody who is told when it is taken.
func (s *Service) Glasses(ctx context.Context) ([]Glass, error) {
	a := actor.From(ctx)
	if !complies(a) {
		return nil, refusal(ledger.WhyRole)
	}
	now := s.opt.Now().UnixMilli()
	var taken []*ledger.Glass
	s.engine.View(func(st *ledger.State) { taken = st.Glasses() })
	views := []Glass{}
	for _, g := range taken {
		if g.Until >= now {
			views = append(views, s.viewGlass(ctx, g))
		}
	}
	return views, nil
}

// brakes says whether the actor may stop orders and parties now: compliance, or a clearing officer with the brake in hand.
func (s *Service) brakes(a actor.Actor) (may bool) {
	if a.Clears(actor.Compliance) {
		return true
	}
	s.engine.View(func(st *ledger.State) {
		g, ok := st.Glass(a.Person)
		may = ok && g.Until >= s.opt.Now().UnixMilli()
	})
	return may
}

// BreakGlass opens the emergency brake to its actor for at most an hour. Everybody who clears, compliance and the auditors
// are told at once; the log keeps it.
func (s *Service) BreakGlass(ctx context.Context, reason string, minutes int, key string) (Glass, error) {
	a := actor.From(ctx)
	r, err := brakeRole(a)
	if err != nil || r == ledger.Compliance {
		return Glass{}, refusal(ledger.WhyRole)
	}
	k, err := clientKey(a, key)
	if err != nil {
		return Glass{}, err
	}
	if minutes < 1 || minutes > ledger.MaxGlass/60_000-1 {
		return Glass{}, problem.New(problem.Invalid, "minutes_invalid", "the brake is in reach for 1 to 59 minutes")
	}
	if out, known := s.outcome(ctx, k); known { // it stands in the log with the time it was asked for then
		if !out.OK {
			err = refusal(out.Why)
		}
	} else {
		err = s.do(ctx, ledger.Command{
			Key: k, Type: ledger.BreakGlass, Actor: as(a, r), Note: reason,
			Params: []ledger.Param{{Name: "until", Minor: s.opt.Now().Add(time.Duration(minutes) * time.Minute).UnixMilli()}},
		})
	}
	if err != nil {
		return Glass{}, err
	}
	var g *ledger.Glass
	s.engine.View(func(st *ledger.State) { g, _ = st.Glass(a.Person) })
	if g == nil {
		return Glass{}, refusal(ledger.WhyState)
	}
	return s.viewGlass(ctx, g), nil
}
