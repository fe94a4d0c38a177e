package settlement

import (
	"context"
	"net/http"

	"fairground/server/api"
)

// messageRoutes are what people write about an order.
func messageRoutes(a *api.API, s *Service) {
	type listOut struct{ Body api.List[Message] }
	api.Handle(a, get("/orders/{id}/messages", "list-order-messages", "What was written about an order, the oldest first", api.SignedIn), func(ctx context.Context, in *OrderPath) (*listOut, error) {
		list, err := s.Messages(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(list, "")}, nil
	})
	type sayIn struct {
		OrderPath
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Text string `json:"text" minLength:"1" maxLength:"2000"`
		}
	}
	type sayOut struct{ Body Message }
	say := post("/orders/{id}/messages", "write-order-message", "Write to everybody who reads an order (parties, carrier, clearing, arbitrators)", api.SignedIn)
	say.Status = http.StatusCreated
	api.Handle(a, say, func(ctx context.Context, in *sayIn) (*sayOut, error) {
		m, err := s.Say(ctx, in.ID, in.Body.Text, in.Key)
		if err != nil {
			return nil, err
		}
		return &sayOut{m}, nil
	})
}
