package settlement

import (
	"context"
	"net/http"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/money"
)

type advanceOut struct {
	api.Tag
	Body Advance
}

func advanceBody(v Advance, err error) (*advanceOut, error) {
	if err != nil {
		return nil, err
	}
	return &advanceOut{api.Versioned(v.V), v}, nil
}

func financingRoutes(a *api.API, s *Service) {
	type listOut struct{ Body Financing }
	api.Handle(a, get("/financing", "read-financing", "What sellers ask early payment for, and the own offers (funders)", api.Roles(actor.Funder)), func(ctx context.Context, _ *struct{}) (*listOut, error) {
		f, err := s.Financing(ctx)
		if err != nil {
			return nil, err
		}
		return &listOut{f}, nil
	})
	type askIn struct {
		OrderPath
		Asked
		Body struct {
			Milestone string        `json:"milestone" minLength:"1" maxLength:"64"`
			Amount    *money.Amount `json:"amount,omitempty" doc:"At most; all that may be advanced if left out, 0 to ask no longer."`
		}
	}
	api.Handle(a, post("/orders/{id}/financing", "ask-financing", "Ask funders for early payment on a milestone (seller)", api.SignedIn), func(ctx context.Context, in *askIn) (*orderOut, error) {
		return orderBody(s.AskAdvance(ctx, in.ID, in.Body.Milestone, in.Body.Amount, in.Version(), in.Key))
	})
	type offerIn struct {
		OrderPath
		Asked
		Body struct {
			Milestone string       `json:"milestone" minLength:"1" maxLength:"64"`
			Amount    money.Amount `json:"amount"`
			Rate      string       `json:"rate" minLength:"1" maxLength:"8" doc:"Percent a year, such as 8.25; the only cost."`
			Until     *time.Time   `json:"until,omitempty" doc:"The offer holds until then, at most 90 days; a week if left out."`
		}
	}
	offer := post("/orders/{id}/advances", "offer-advance", "Offer early payment at an annual rate (funder)", api.Roles(actor.Funder))
	offer.Status = http.StatusCreated
	api.Handle(a, offer, func(ctx context.Context, in *offerIn) (*advanceOut, error) {
		f := Offer{Milestone: in.Body.Milestone, Amount: in.Body.Amount, Rate: in.Body.Rate}
		if in.Body.Until != nil {
			f.Until = *in.Body.Until
		}
		return advanceBody(s.OfferAdvance(ctx, in.ID, f, in.Version(), in.Key))
	})
	api.Handle(a, get("/advances/{id}", "read-advance", "Early payment, for its funder, the seller and clearing", api.SignedIn), func(ctx context.Context, in *ObjectPath) (*advanceOut, error) {
		return advanceBody(s.Advance(ctx, in.ID))
	})
	advanceActions(a, s)
}

func advanceActions(a *api.API, s *Service) {
	type actIn struct {
		ObjectPath
		Asked
	}
	clearing := api.Roles(actor.ClearingMaker, actor.ClearingChecker)
	for _, r := range []struct {
		path, id, summary string
		access            api.Access
		do                func(ctx context.Context, advance string, version int64, key string) (Advance, error)
	}{
		{"accept", "accept-advance", "Take an offer of early payment (seller)", api.SignedIn, s.AcceptAdvance},
		{"withdraw", "withdraw-advance", "Take an offer back (funder), or decline it (seller)", api.SignedIn, s.WithdrawAdvance},
		{"approve", "approve-advance", "Propose to pay an accepted advance out (maker) or do it (checker)", clearing, s.ApproveAdvance},
		{"write-off", "write-off-advance", "Propose to give up what a seller owes (maker) or do it (checker)", clearing, s.WriteOffAdvance},
	} {
		api.Handle(a, post("/advances/{id}/"+r.path, r.id, r.summary, r.access), func(ctx context.Context, in *actIn) (*advanceOut, error) {
			return advanceBody(r.do(ctx, in.ID, in.Version(), in.Key))
		})
	}
	type repayIn struct {
		ObjectPath
		Asked
		Body *struct {
			Amount *money.Amount `json:"amount,omitempty" doc:"All that is owed today if left out."`
		}
	}
	api.Handle(a, post("/advances/{id}/repay", "repay-advance", "Pay an advance back early (seller)", api.SignedIn), func(ctx context.Context, in *repayIn) (*advanceOut, error) {
		var amount *money.Amount
		if in.Body != nil {
			amount = in.Body.Amount
		}
		return advanceBody(s.RepayAdvance(ctx, in.ID, amount, in.Version(), in.Key))
	})
}
