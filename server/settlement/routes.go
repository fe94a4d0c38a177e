package settlement

import (
	"context"
	"fmt"
	"net/http"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/money"
)

// OrderPath is embedded by everything below an order; Huma reads exported structs only.
type OrderPath struct {
	ID string `path:"id" maxLength:"64" doc:"Order."`
}

// MilestonePath is embedded by everything below a milestone.
type MilestonePath struct {
	OrderPath
	Milestone string `path:"milestone" maxLength:"64"`
}

// Asked is embedded by every command: the version seen and the client's key. The key's parameter is documented by api.
type Asked struct {
	api.IfMatch
	Key string `header:"Idempotency-Key" hidden:"true"`
}

type orderOut struct {
	api.Tag
	Body Order
}

func orderBody(o Order, err error) (*orderOut, error) {
	if err != nil {
		return nil, err
	}
	return &orderOut{api.Versioned(o.V), o}, nil
}

type payoutOut struct {
	api.Tag
	Body Payout
}

func payoutBody(p Payout, err error) (*payoutOut, error) {
	if err != nil {
		return nil, err
	}
	return &payoutOut{api.Versioned(p.V), p}, nil
}

// Routes registers the feature's routes.
func Routes(a *api.API, s *Service) {
	orderRoutes(a, s)
	messageRoutes(a, s)
	milestoneRoutes(a, s)
	payoutRoutes(a, s)
	clearingRoutes(a, s)
	quoteRoutes(a, s)
	commissionRoutes(a, s)
	financingRoutes(a, s)
	incomingRoutes(a, s)
	moneyRoutes(a, s)
	guardRoutes(a, s)
	documentRoutes(a, s)
	disputeRoutes(a, s)
	amendRoutes(a, s)
}

func get(path, id, summary string, access api.Access) api.Route {
	return api.Route{Method: http.MethodGet, Path: "/api/v1" + path, ID: id, Summary: summary, Tag: "settlement", Access: access}
}

func post(path, id, summary string, access api.Access) api.Route {
	return api.Route{Method: http.MethodPost, Path: "/api/v1" + path, ID: id, Summary: summary, Tag: "settlement", Access: access, Key: api.KeyRequired}
}

func orderRoutes(a *api.API, s *Service) {
	type listIn struct {
		api.Cursor
		State string `query:"state" maxLength:"32" doc:"Only orders in this state."`
		Role  string `query:"role" enum:"buyer,seller" doc:"Only orders in which the reader's organization is this."`
	}
	type listOut struct{ Body api.List[Order] }
	api.Handle(a, get("/orders", "list-orders", "Orders the reader may see, newest first", api.SignedIn), func(ctx context.Context, in *listIn) (*listOut, error) {
		orders, next, err := s.Orders(ctx, OrderFilter{State: in.State, Role: in.Role, Cursor: in.Cursor.Cursor, Limit: in.Limit})
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(orders, next)}, nil
	})
	api.Handle(a, get("/orders/{id}", "read-order", "An order with its milestones, sums and timeline", api.SignedIn), func(ctx context.Context, in *OrderPath) (*orderOut, error) {
		return orderBody(s.Order(ctx, in.ID))
	})
	api.Files(a, get("/orders/{id}/statement", "read-order-statement", "The order's statement, verifiable offline", api.SignedIn), func(ctx context.Context, in *OrderPath) (api.File, error) {
		raw, err := s.Statement(ctx, in.ID)
		return api.File{Body: raw, Type: "application/json", Name: in.ID + "-statement.json"}, err
	})
	type fundIn struct {
		OrderPath
		Asked
		Body *struct {
			Amount *money.Amount `json:"amount,omitempty" doc:"All that is missing if left out."`
		}
	}
	api.Handle(a, post("/orders/{id}/fund", "fund-order", "Pay into escrow through the rail (sandbox: no real money)", api.SignedIn), func(ctx context.Context, in *fundIn) (*orderOut, error) {
		var amount *money.Amount
		if in.Body != nil {
			amount = in.Body.Amount
		}
		return orderBody(s.Fund(ctx, in.ID, amount, in.Version(), in.Key))
	})
	type actIn struct {
		OrderPath
		Asked
	}
	api.Handle(a, post("/orders/{id}/start", "start-order", "Begin to deliver (seller)", api.SignedIn), func(ctx context.Context, in *actIn) (*orderOut, error) {
		return orderBody(s.Start(ctx, in.ID, in.Version(), in.Key))
	})
	api.Handle(a, post("/orders/{id}/cancel", "cancel-order", "Cancel before shipping (buyer), or consent to it (seller)", api.SignedIn), func(ctx context.Context, in *actIn) (*orderOut, error) {
		return orderBody(s.Cancel(ctx, in.ID, in.Version(), in.Key))
	})
}

func milestoneRoutes(a *api.API, s *Service) {
	type shipIn struct {
		MilestonePath
		Asked
		Body *struct {
			Evidence string `json:"evidence,omitempty" maxLength:"256" doc:"Reference of the proof, such as a waybill number; no personal data."`
		}
	}
	const on = "/orders/{id}/milestones/{milestone}"
	api.Handle(a, post(on+"/ship", "ship-milestone", "Send a milestone off (seller, carrier)", api.SignedIn), func(ctx context.Context, in *shipIn) (*orderOut, error) {
		evidence := ""
		if in.Body != nil {
			evidence = in.Body.Evidence
		}
		return orderBody(s.Ship(ctx, in.ID, in.Milestone, evidence, in.Version(), in.Key))
	})
	type actIn struct {
		MilestonePath
		Asked
	}
	api.Handle(a, post(on+"/deliver", "deliver-milestone", "Say that a milestone arrived (buyer, carrier)", api.SignedIn), func(ctx context.Context, in *actIn) (*orderOut, error) {
		return orderBody(s.Deliver(ctx, in.ID, in.Milestone, in.Version(), in.Key))
	})
	type acceptIn struct {
		MilestonePath
		Asked
		Body *struct {
			Quantity int64 `json:"quantity,omitempty" minimum:"1" doc:"Accept only so many of its pieces; the rest stays what it was, as a part of its own."`
		}
	}
	api.Handle(a, post(on+"/accept", "accept-milestone", "Accept a milestone or some of its pieces (buyer); the money is released up to the limit", api.SignedIn), func(ctx context.Context, in *acceptIn) (*orderOut, error) {
		if in.Body != nil && in.Body.Quantity > 0 {
			return orderBody(s.AcceptPart(ctx, in.ID, in.Milestone, in.Body.Quantity, in.Version(), in.Key))
		}
		return orderBody(s.AcceptMilestone(ctx, in.ID, in.Milestone, in.Version(), in.Key))
	})
	api.Handle(a, post(on+"/cancel", "cancel-milestone", "Give up a milestone whose time to ship has passed (buyer)", api.SignedIn), func(ctx context.Context, in *actIn) (*orderOut, error) {
		return orderBody(s.CancelMilestone(ctx, in.ID, in.Milestone, in.Version(), in.Key))
	})
	type approveIn struct {
		MilestonePath
		Asked
		Body *struct {
			As string `json:"as,omitempty" enum:"maker,checker" doc:"What the reader means to be; refused if another is next."`
		}
	}
	api.Handle(a, post(on+"/approve-release", "approve-release", "Propose the release of an accepted milestone (maker) or confirm it (checker)", api.Roles(actor.ClearingMaker, actor.ClearingChecker)),
		func(ctx context.Context, in *approveIn) (*orderOut, error) {
			as := ""
			if in.Body != nil {
				as = in.Body.As
			}
			return orderBody(s.ApproveRelease(ctx, in.ID, in.Milestone, as, in.Version(), in.Key))
		})
}

func payoutRoutes(a *api.API, s *Service) {
	type balances struct {
		AsOf  int64     `json:"asOf"`
		Items []Balance `json:"items" nullable:"false"`
	}
	type balancesOut struct{ Body balances }
	api.Handle(a, get("/balances", "read-balances", "What the reader's organization has", api.SignedIn), func(ctx context.Context, _ *struct{}) (*balancesOut, error) {
		rows, asOf, err := s.Balances(ctx)
		if err != nil {
			return nil, err
		}
		return &balancesOut{balances{asOf, rows}}, nil
	})
	type listIn struct {
		api.Cursor
		State string `query:"state" maxLength:"32"`
	}
	type listOut struct{ Body api.List[Payout] }
	api.Handle(a, get("/payouts", "list-payouts", "Payouts the reader may see", api.SignedIn), func(ctx context.Context, in *listIn) (*listOut, error) {
		payouts, next, err := s.Payouts(ctx, in.State, in.Cursor.Cursor, in.Limit)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(payouts, next)}, nil
	})
	type Path struct {
		ID string `path:"id" maxLength:"64" doc:"Payout."`
	}
	api.Handle(a, get("/payouts/{id}", "read-payout", "A payout", api.SignedIn), func(ctx context.Context, in *Path) (*payoutOut, error) {
		return payoutBody(s.Payout(ctx, in.ID))
	})
	type requestIn struct {
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Amount money.Amount `json:"amount"`
			For    string       `json:"for,omitempty" enum:"user,funder" doc:"The organization's own money, or what it lends from. user if left out."`
		}
	}
	request := post("/payouts", "request-payout", "Ask for available money", api.SignedIn)
	request.Status = http.StatusCreated
	api.Handle(a, request, func(ctx context.Context, in *requestIn) (*payoutOut, error) {
		return payoutBody(s.RequestPayout(ctx, in.Body.Amount, in.Body.For, in.Key))
	})
	type actIn struct {
		Path
		Asked
	}
	api.Handle(a, post("/payouts/{id}/approve", "approve-payout", "Propose a payout (maker) or approve it (checker)", api.Roles(actor.ClearingMaker, actor.ClearingChecker)),
		func(ctx context.Context, in *actIn) (*payoutOut, error) {
			return payoutBody(s.ApprovePayout(ctx, in.ID, in.Version(), in.Key))
		})
	api.Handle(a, post("/payouts/{id}/cancel", "cancel-payout", "Take a payout back before the rail has it", api.SignedIn), func(ctx context.Context, in *actIn) (*payoutOut, error) {
		return payoutBody(s.CancelPayout(ctx, in.ID, in.Version(), in.Key))
	})
}

func clearingRoutes(a *api.API, s *Service) {
	clearing := api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Auditor)
	type headOut struct{ Body Head }
	api.Handle(a, get("/ledger/head", "read-ledger-head", "Number and hash of the last block", clearing), func(ctx context.Context, _ *struct{}) (*headOut, error) {
		h, err := s.Head(ctx)
		if err != nil {
			return nil, err
		}
		return &headOut{h}, nil
	})
	type exportIn struct {
		From int64 `query:"from" minimum:"1" doc:"First block wanted, 1 if missing. The piece that ends with a line \"end\" is the last; otherwise go on after its last block."`
	}
	export := get("/ledger/export", "export-ledger", "The ledger as lines of JSON for auditors, in pieces", clearing)
	export.Gives = []string{"application/jsonl"}
	api.Files(a, export, func(ctx context.Context, in *exportIn) (api.File, error) {
		piece, _, err := s.Export(ctx, in.From)
		if err != nil {
			return api.File{}, err
		}
		return api.File{Body: piece, Type: "application/jsonl", Name: fmt.Sprintf("ledger-%d.jsonl", max(1, in.From))}, nil
	})
	type verifyOut struct{ Body Verification }
	api.Handle(a, get("/ledger/verify", "verify-ledger", "Replay the whole ledger and check every hash and invariant", clearing), func(ctx context.Context, _ *struct{}) (*verifyOut, error) {
		v, err := s.Verify(ctx)
		if err != nil {
			return nil, err
		}
		return &verifyOut{v}, nil
	})
}
