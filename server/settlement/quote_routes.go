package settlement

import (
	"context"

	"fairground/server/api"
	"fairground/server/money"
)

func quoteRoutes(a *api.API, s *Service) {
	type listOut struct{ Body api.List[Quote] }
	api.Handle(a, get("/orders/{id}/quotes", "list-quotes", "What an order's missing money was priced at in other currencies, the newest first", api.SignedIn), func(ctx context.Context, in *OrderPath) (*listOut, error) {
		rows, err := s.Quotes(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(rows, "")}, nil
	})
	type requestIn struct {
		OrderPath
		Asked
		Body struct {
			Currency  string `json:"currency" minLength:"3" maxLength:"3" doc:"To pay in, ISO 4217."`
			Tolerance int64  `json:"toleranceBasisPoints,omitempty" minimum:"0" maximum:"500" doc:"By so much a later rate may be worse without asking again, should the money come late; agreed to with the quote."`
		}
	}
	api.Handle(a, post("/orders/{id}/quotes", "request-quote", "Price what is missing in another currency (buyer)", api.SignedIn), func(ctx context.Context, in *requestIn) (*orderOut, error) {
		return orderBody(s.RequestQuote(ctx, in.ID, money.Currency(in.Body.Currency), in.Body.Tolerance, in.Version(), in.Key))
	})
	type acceptIn struct {
		ObjectPath
		Asked
		Body *struct {
			Tolerance int64 `json:"toleranceBasisPoints,omitempty" minimum:"0" maximum:"500"`
		}
	}
	api.Handle(a, post("/quotes/{id}/accept", "accept-quote", "Agree to a price (buyer)", api.SignedIn), func(ctx context.Context, in *acceptIn) (*orderOut, error) {
		var tolerance int64
		if in.Body != nil {
			tolerance = in.Body.Tolerance
		}
		return orderBody(s.AcceptQuote(ctx, in.ID, tolerance, in.Version(), in.Key))
	})
	type payIn struct {
		ObjectPath
		Asked
		Body *struct {
			Amount *money.Amount `json:"amount,omitempty" doc:"All that is missing if left out."`
		}
	}
	api.Handle(a, post("/quotes/{id}/pay", "pay-quote", "Pay what a quote says through the rail (sandbox: no real money)", api.SignedIn), func(ctx context.Context, in *payIn) (*orderOut, error) {
		var amount *money.Amount
		if in.Body != nil {
			amount = in.Body.Amount
		}
		return orderBody(s.PayQuote(ctx, in.ID, amount, in.Version(), in.Key))
	})
	type returnIn struct {
		ObjectPath
		Asked
	}
	api.Handle(a, post("/quotes/{id}/return", "return-quote", "Take back money that came too late for a quote (buyer)", api.SignedIn), func(ctx context.Context, in *returnIn) (*orderOut, error) {
		return orderBody(s.ReturnQuote(ctx, in.ID, in.Version(), in.Key))
	})
}
