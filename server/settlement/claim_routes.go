package settlement

import (
	"context"

	"fairground/server/actor"
	"fairground/server/api"
)

type claimOut struct {
	api.Tag
	Body Claim
}

func claimBody(c Claim, err error) (*claimOut, error) {
	if err != nil {
		return nil, err
	}
	return &claimOut{api.Versioned(c.V), c}, nil
}

func claimRoutes(a *api.API, s *Service) {
	type listIn struct {
		State string `query:"state" enum:"OPEN,CONTESTED,WON,LOST" doc:"What has not ended if left out; with an order, all of them."`
		Order string `query:"order" maxLength:"64" doc:"Those about this order."`
	}
	type listOut struct{ Body api.List[Claim] }
	api.Handle(a, get("/claims", "list-claims", "Money that banks have called back, of the orders the reader may see", api.SignedIn), func(ctx context.Context, in *listIn) (*listOut, error) {
		rows, err := s.Claims(ctx, in.Order, in.State)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(rows, "")}, nil
	})
	api.Handle(a, get("/claims/{id}", "read-claim", "One claim of a bank", api.SignedIn), func(ctx context.Context, in *ObjectPath) (*claimOut, error) {
		return claimBody(s.Claim(ctx, in.ID))
	})
	type contestIn struct {
		ObjectPath
		Asked
		Body struct {
			Evidence string `json:"evidence" minLength:"1" maxLength:"256" doc:"Reference of what shows that the money was earned; no personal data."`
		}
	}
	api.Handle(a, post("/claims/{id}/contest", "contest-claim", "Hold evidence against a claim (seller, or a maker for the seller)", api.SignedIn), func(ctx context.Context, in *contestIn) (*claimOut, error) {
		return claimBody(s.ContestClaim(ctx, in.ID, in.Body.Evidence, in.Version(), in.Key))
	})
	type decideIn struct {
		ObjectPath
		Asked
		Body struct {
			Won      bool   `json:"won" doc:"The bank gives the money back; its line books it. Otherwise the claim is lost."`
			Evidence string `json:"evidence" minLength:"1" maxLength:"256" doc:"Reference of what shows it, such as the bank's letter."`
		}
	}
	api.Handle(a, post("/claims/{id}/decide", "decide-claim", "Say with evidence how the bank has decided (maker) or agree (checker)", api.Roles(actor.ClearingMaker, actor.ClearingChecker)), func(ctx context.Context, in *decideIn) (*claimOut, error) {
		return claimBody(s.DecideClaim(ctx, in.ID, in.Body.Won, in.Body.Evidence, in.Version(), in.Key))
	})
	type concedeIn struct {
		ObjectPath
		Asked
	}
	api.Handle(a, post("/claims/{id}/concede", "concede-claim", "Give in to a claim (seller)", api.SignedIn), func(ctx context.Context, in *concedeIn) (*claimOut, error) {
		return claimBody(s.ConcedeClaim(ctx, in.ID, in.Version(), in.Key))
	})
}
