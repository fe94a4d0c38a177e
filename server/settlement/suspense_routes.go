package settlement

import (
	"context"
	"net/http"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/money"
)

// ObjectPath is embedded by everything below one thing that is known by an id.
type ObjectPath struct {
	ID string `path:"id" maxLength:"80"`
}

type suspenseOut struct {
	api.Tag
	Body Suspense
}

func suspenseBody(u Suspense, err error) (*suspenseOut, error) {
	if err != nil {
		return nil, err
	}
	return &suspenseOut{api.Versioned(u.V), u}, nil
}

// moneyRoutes are those of money that is nobody's yet, is called back, or is decided on by two people.
func moneyRoutes(a *api.API, s *Service) {
	suspenseRoutes(a, s)
	proposalRoutes(a, s)
	claimRoutes(a, s)
	debtRoutes(a, s)
}

func suspenseRoutes(a *api.API, s *Service) {
	readers := api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Auditor, actor.Compliance)
	officers := api.Roles(actor.ClearingMaker, actor.ClearingChecker)
	type listIn struct {
		State string `query:"state" enum:"LYING,ASSIGNED,RETURNED,REVERSED" doc:"LYING if left out."`
	}
	type listOut struct{ Body api.List[Suspense] }
	api.Handle(a, get("/suspense", "list-suspense", "Money that came in and fits no live order, the oldest first", readers), func(ctx context.Context, in *listIn) (*listOut, error) {
		rows, err := s.SuspenseList(ctx, in.State)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(rows, "")}, nil
	})
	api.Handle(a, get("/suspense/{id}", "read-suspense", "One sum in suspense", readers), func(ctx context.Context, in *ObjectPath) (*suspenseOut, error) {
		return suspenseBody(s.SuspenseItem(ctx, in.ID))
	})
	type assignIn struct {
		ObjectPath
		Asked
		Body struct {
			Order string `json:"order" maxLength:"64"`
		}
	}
	api.Handle(a, post("/suspense/{id}/assign", "assign-suspense", "Propose that the money is an order's (maker) or confirm it (checker)", officers), func(ctx context.Context, in *assignIn) (*suspenseOut, error) {
		return suspenseBody(s.AssignSuspense(ctx, in.ID, in.Body.Order, in.Version(), in.Key))
	})
	type returnIn struct {
		ObjectPath
		Asked
		Body *struct {
			Account string `json:"account,omitempty" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"Reference of the sender's account, if the bank did not say it."`
		}
	}
	api.Handle(a, post("/suspense/{id}/return", "return-suspense", "Propose to send the money back (maker) or confirm it (checker)", officers), func(ctx context.Context, in *returnIn) (*suspenseOut, error) {
		account := ""
		if in.Body != nil {
			account = in.Body.Account
		}
		return suspenseBody(s.ReturnSuspense(ctx, in.ID, account, in.Version(), in.Key))
	})
	type resolveIn struct {
		ObjectPath
		Asked
		Body struct {
			To       string `json:"to" enum:"SETTLED,REJECTED"`
			Evidence string `json:"evidence" minLength:"1" maxLength:"256" doc:"Reference of what shows it, such as a bank's letter."`
		}
	}
	api.Handle(a, post("/payouts/{id}/resolve", "resolve-payout", "Say with evidence what became of an unknown payout (maker) or agree (checker)", officers), func(ctx context.Context, in *resolveIn) (*payoutOut, error) {
		return payoutBody(s.ResolvePayout(ctx, in.ID, in.Body.To, in.Body.Evidence, in.Version(), in.Key))
	})
}

func proposalRoutes(a *api.API, s *Service) {
	clearing := api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Auditor)
	type listOut struct{ Body api.List[Proposal] }
	list := func(ctx context.Context) (*listOut, error) {
		rows, err := s.Proposals(ctx)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(rows, "")}, nil
	}
	api.Handle(a, get("/clearing/proposals", "list-proposals", "What waits for a checker, the oldest first", clearing), func(ctx context.Context, _ *struct{}) (*listOut, error) {
		return list(ctx)
	})
	type halfwayOut struct{ Body Halfway }
	type confirmIn struct {
		ObjectPath
		Key string `header:"Idempotency-Key" hidden:"true"`
	}
	api.Handle(a, post("/clearing/proposals/{id}/confirm", "confirm-proposal", "Carry out what somebody else has proposed", api.Roles(actor.ClearingChecker)), func(ctx context.Context, in *confirmIn) (*listOut, error) {
		if err := s.Confirm(ctx, in.ID, in.Key); err != nil {
			return nil, err
		}
		return list(ctx)
	})
	api.Handle(a, post("/clearing/proposals/{id}/drop", "drop-proposal", "Take back what one has proposed, or refuse it (checker)", api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Compliance)), func(ctx context.Context, in *confirmIn) (*halfwayOut, error) {
		if err := s.Drop(ctx, in.ID, in.Key); err != nil {
			return nil, err
		}
		return &halfwayOut{Halfway{true}}, nil
	})
	type lossIn struct {
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Amount   money.Amount `json:"amount"`
			Evidence string       `json:"evidence" minLength:"1" maxLength:"256" doc:"The statement line."`
			Note     string       `json:"note,omitempty" maxLength:"256"`
		}
	}
	api.Handle(a, post("/clearing/losses", "book-loss", "Book what a bank took and nobody answers for: propose (maker) or confirm (checker)", api.Roles(actor.ClearingMaker, actor.ClearingChecker)), func(ctx context.Context, in *lossIn) (*halfwayOut, error) {
		done, err := s.BookLoss(ctx, in.Body.Amount, in.Body.Evidence, in.Body.Note, in.Key)
		if err != nil {
			return nil, err
		}
		return &halfwayOut{Halfway{done}}, nil
	})
}

// Halfway says how far two people have come.
type Halfway struct {
	Done bool `json:"done" doc:"False: it is proposed, another person has to confirm it."`
}

func debtRoutes(a *api.API, s *Service) {
	type listOut struct{ Body api.List[Debt] }
	api.Handle(a, get("/debts", "list-debts", "Who owes what since money was called back", api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Auditor, actor.Compliance)), func(ctx context.Context, _ *struct{}) (*listOut, error) {
		rows, err := s.Debts(ctx)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(rows, "")}, nil
	})
	type offIn struct {
		ObjectPath
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Amount money.Amount `json:"amount"`
			Note   string       `json:"note,omitempty" maxLength:"256"`
		}
	}
	type halfwayOut struct{ Body Halfway }
	api.Handle(a, post("/debts/{id}/write-off", "write-off-debt", "Give up a debt of an organization: propose (maker) or confirm (checker)", api.Roles(actor.ClearingMaker, actor.ClearingChecker)), func(ctx context.Context, in *offIn) (*halfwayOut, error) {
		done, err := s.WriteOff(ctx, in.ID, in.Body.Amount, in.Body.Note, in.Key)
		if err != nil {
			return nil, err
		}
		return &halfwayOut{Halfway{done}}, nil
	})
	type depositIn struct {
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			Amount money.Amount `json:"amount"`
			For    string       `json:"for,omitempty" enum:"user,funder" doc:"The organization's own account, or lending. user if left out."`
		}
	}
	type depositOut struct{ Body Deposit }
	deposit := post("/deposits", "make-deposit", "Pay in for the own account through the rail (sandbox: no real money)", api.SignedIn)
	deposit.Status = http.StatusCreated
	api.Handle(a, deposit, func(ctx context.Context, in *depositIn) (*depositOut, error) {
		purpose := in.Body.For
		if purpose == "" {
			purpose = "user"
		}
		d, err := s.Deposit(ctx, in.Body.Amount, purpose, in.Key)
		if err != nil {
			return nil, err
		}
		return &depositOut{d}, nil
	})
}
