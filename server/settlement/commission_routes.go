package settlement

import (
	"context"

	"fairground/server/api"
	"fairground/server/money"
	"fairground/server/problem"
)

func commissionRoutes(a *api.API, s *Service) {
	type in struct {
		Amount   string `query:"amount" required:"true" maxLength:"32" doc:"The total, in decimals of the currency."`
		Currency string `query:"currency" required:"true" maxLength:"3"`
		PaidBy   string `query:"paidBy" required:"true" enum:"buyer,seller,split"`
	}
	type out struct{ Body Fee }
	api.Handle(a, get("/commission", "quote-commission", "What each side would pay in commissions on a total signed now", api.SignedIn), func(_ context.Context, q *in) (*out, error) {
		total, err := money.Parse(q.Amount, money.Currency(q.Currency))
		if err != nil {
			return nil, problem.New(problem.Invalid, "amount_invalid", "the total is no amount of the currency").Wrap(err)
		}
		fee, err := s.Commission(total, q.PaidBy)
		if err != nil {
			return nil, err
		}
		return &out{fee}, nil
	})
}
