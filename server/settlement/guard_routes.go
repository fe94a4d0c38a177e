package settlement

import (
	"context"
	"net/http"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

// guardRoutes are those of compliance, of the books and of everybody's work.
func guardRoutes(a *api.API, s *Service) {
	holdRoutes(a, s)
	partyRoutes(a, s)
	bookRoutes(a, s)
	workRoutes(a, s)
}

// Why is the body of what has to be explained.
type Why struct {
	Reason string `json:"reason" minLength:"1" maxLength:"256" doc:"Why; no personal data."`
}

func holdRoutes(a *api.API, s *Service) {
	type holdIn struct {
		OrderPath
		Asked
		Body Why
	}
	brakes := api.Roles(actor.Compliance, actor.ClearingMaker, actor.ClearingChecker)
	api.Handle(a, post("/orders/{id}/hold", "hold-order", "Stop an order (compliance; clearing with the glass broken)", brakes), func(ctx context.Context, in *holdIn) (*orderOut, error) {
		return orderBody(s.Hold(ctx, in.ID, in.Body.Reason, in.Version(), in.Key))
	})
	type liftIn struct {
		OrderPath
		Asked
	}
	lifts := api.Roles(actor.Compliance, actor.ClearingChecker)
	api.Handle(a, post("/orders/{id}/lift", "lift-hold", "Propose to let an order go on (compliance) or confirm it (checker)", lifts), func(ctx context.Context, in *liftIn) (*orderOut, error) {
		return orderBody(s.Lift(ctx, in.ID, in.Version(), in.Key))
	})
	reads := api.Roles(actor.Compliance, actor.ClearingMaker, actor.ClearingChecker, actor.Auditor)
	type heldOut struct{ Body api.List[HeldOrder] }
	api.Handle(a, get("/holds", "list-holds", "Orders that are stopped and why, the longest first", reads), func(ctx context.Context, _ *struct{}) (*heldOut, error) {
		rows, err := s.Holds(ctx)
		if err != nil {
			return nil, err
		}
		return &heldOut{api.ListOf(rows, "")}, nil
	})
	type glassesOut struct{ Body api.List[Glass] }
	api.Handle(a, get("/clearing/break-glass", "list-broken-glass", "In whose hands the emergency brake is now", reads), func(ctx context.Context, _ *struct{}) (*glassesOut, error) {
		rows, err := s.Glasses(ctx)
		if err != nil {
			return nil, err
		}
		return &glassesOut{api.ListOf(rows, "")}, nil
	})
	type glassIn struct {
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Why
			Minutes int `json:"minutes" minimum:"1" maximum:"59"`
		}
	}
	type glassOut struct{ Body Glass }
	glass := post("/clearing/break-glass", "break-glass", "Take the emergency brake in hand for a while: hold orders and block parties; everybody who clears is told", api.Roles(actor.ClearingMaker, actor.ClearingChecker))
	glass.Status = http.StatusCreated
	api.Handle(a, glass, func(ctx context.Context, in *glassIn) (*glassOut, error) {
		g, err := s.BreakGlass(ctx, in.Body.Reason, in.Body.Minutes, in.Key)
		if err != nil {
			return nil, err
		}
		return &glassOut{g}, nil
	})
}

func partyRoutes(a *api.API, s *Service) {
	type statusOut struct{ Body Screening }
	api.Handle(a, get("/screening", "read-screening", "What parties are compared with; none if the operator has supplied no lists", api.SignedIn), func(context.Context, *struct{}) (*statusOut, error) {
		return &statusOut{s.Screening()}, nil
	})
	reads := api.Roles(actor.Compliance, actor.ClearingMaker, actor.ClearingChecker, actor.Auditor)
	type listIn struct {
		All bool `query:"all" doc:"Also parties that are clear."`
	}
	type listOut struct{ Body api.List[Standing] }
	api.Handle(a, get("/screening/parties", "list-standings", "Parties that are not clear, or all", reads), func(ctx context.Context, in *listIn) (*listOut, error) {
		rows, err := s.Standings(ctx, in.All)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(rows, "")}, nil
	})
	type Party struct {
		Org string `path:"org" maxLength:"64" doc:"Organization."`
	}
	type partyOut struct{ Body Standing }
	body := func(p Standing, err error) (*partyOut, error) {
		if err != nil {
			return nil, err
		}
		return &partyOut{p}, nil
	}
	api.Handle(a, get("/screening/parties/{org}", "read-standing", "What is known of a party", reads), func(ctx context.Context, in *Party) (*partyOut, error) {
		return body(s.Party(ctx, in.Org))
	})
	type decideIn struct {
		Party
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Why
			Decision string `json:"decision" enum:"clear,review,hit"`
		}
	}
	api.Handle(a, post("/screening/parties/{org}/decide", "decide-standing", "Say what a resemblance comes to", api.Roles(actor.Compliance)), func(ctx context.Context, in *decideIn) (*partyOut, error) {
		return body(s.Decide(ctx, in.Org, in.Body.Decision, in.Body.Reason, in.Key))
	})
	type blockIn struct {
		Party
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body Why
	}
	brakes := api.Roles(actor.Compliance, actor.ClearingMaker, actor.ClearingChecker)
	api.Handle(a, post("/screening/parties/{org}/block", "block-party", "Stop all money of a party", brakes), func(ctx context.Context, in *blockIn) (*partyOut, error) {
		return body(s.Block(ctx, in.Org, in.Body.Reason, in.Key))
	})
	type unblockIn struct {
		Party
		Key string `header:"Idempotency-Key" hidden:"true"`
	}
	lifts := api.Roles(actor.Compliance, actor.ClearingChecker)
	api.Handle(a, post("/screening/parties/{org}/unblock", "unblock-party", "Propose to give a party its money back (compliance) or confirm it (checker)", lifts), func(ctx context.Context, in *unblockIn) (*partyOut, error) {
		return body(s.Unblock(ctx, in.Org, in.Key))
	})
}

func bookRoutes(a *api.API, s *Service) {
	type rulesOut struct{ Body api.List[TaxRule] }
	api.Handle(a, get("/tax-rules", "list-tax-rules", "Taxes withheld from sellers, by jurisdiction, income, kind and day", api.SignedIn), func(context.Context, *struct{}) (*rulesOut, error) {
		return &rulesOut{api.ListOf(s.TaxRules(), "")}, nil
	})
	type half struct {
		Done bool `json:"done" doc:"False: proposed, and a checker has to give the same."`
	}
	type halfOut struct{ Body half }
	clearing := api.Roles(actor.ClearingMaker, actor.ClearingChecker)
	type ruleIn struct {
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body TaxRule
	}
	api.Handle(a, post("/tax-rules", "set-tax-rule", "Propose a row of the tax table (maker) or confirm the same one (checker)", clearing), func(ctx context.Context, in *ruleIn) (*halfOut, error) {
		done, err := s.SetTaxRule(ctx, in.Body, in.Key)
		if err != nil {
			return nil, err
		}
		return &halfOut{half{done}}, nil
	})
	type closeIn struct {
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Until time.Time `json:"until" doc:"Everything before it is closed for good."`
		}
	}
	api.Handle(a, post("/ledger/close-period", "close-period", "Propose to close a period (maker) or confirm it (checker)", clearing), func(ctx context.Context, in *closeIn) (*halfOut, error) {
		done, err := s.ClosePeriod(ctx, in.Body.Until, in.Key)
		if err != nil {
			return nil, err
		}
		return &halfOut{half{done}}, nil
	})
	type trialIn struct {
		At time.Time `query:"at" doc:"As it was before this instant; left out: now."`
	}
	type trialOut struct{ Body TrialBalance }
	audit := api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Auditor)
	api.Handle(a, get("/ledger/trial-balance", "read-trial-balance", "All accounts by class and currency; each currency sums to zero", audit), func(ctx context.Context, in *trialIn) (*trialOut, error) {
		t, err := s.TrialBalance(ctx, in.At)
		if err != nil {
			return nil, err
		}
		return &trialOut{t}, nil
	})
}

func workRoutes(a *api.API, s *Service) {
	type workOut struct{ Body Work }
	api.Handle(a, get("/work", "read-work", "What the reader has to do next, late and at risk first", api.SignedIn), func(ctx context.Context, _ *struct{}) (*workOut, error) {
		w, err := s.Work(ctx)
		if err != nil {
			return nil, err
		}
		return &workOut{w}, nil
	})
	type totalsIn struct {
		Days int `query:"days" minimum:"1" maximum:"366" default:"30"`
	}
	type totalsOut struct{ Body api.List[DayTotals] }
	audit := api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Auditor, actor.Compliance)
	api.Handle(a, get("/clearing/totals", "read-clearing-totals", "Held, released and refunded by currency and day", audit), func(ctx context.Context, in *totalsIn) (*totalsOut, error) {
		rows, err := s.ClearingTotals(ctx, in.Days)
		if err != nil {
			return nil, err
		}
		return &totalsOut{api.ListOf(rows, "")}, nil
	})
}
