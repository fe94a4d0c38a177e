package settlement

import (
	"context"
	"net/http"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

type exceptionOut struct {
	api.Tag
	Body Exception
}

// incomingRoutes are about what comes from banks: clearing officers import, auditors read.
func incomingRoutes(a *api.API, s *Service) {
	reads := api.Roles(actor.ClearingMaker, actor.ClearingChecker, actor.Auditor)
	works := api.Roles(actor.ClearingMaker, actor.ClearingChecker)

	type railsOut struct{ Body api.List[rail.Capabilities] }
	api.Handle(a, get("/rails", "list-rails", "What the payment rails can do, and their limits", api.SignedIn), func(context.Context, *struct{}) (*railsOut, error) {
		return &railsOut{api.ListOf(s.Rails(), "")}, nil
	})

	api.Uploads(a, api.Route{
		Method: http.MethodPost, Path: "/api/v1/statements", ID: "import-statement", Tag: "settlement", Access: works, Status: http.StatusCreated,
		Summary: "Import a file of a bank: camt.053, camt.054, camt.056, pain.002, MT940 or CSV; the same file again is the same answer and says so",
	}, statement.MaxBytes, []string{"application/xml", "text/xml", "text/plain", "text/csv", "application/octet-stream"}, func(ctx context.Context, u api.Upload) (*Imported, error) {
		in, err := s.ImportStatement(ctx, u.Body)
		return &in, err
	})
	type listIn struct {
		api.Cursor
		Account string `query:"account" maxLength:"64"`
	}
	type listOut struct{ Body api.List[BankStatement] }
	api.Handle(a, get("/statements", "list-statements", "Statements of banks, the newest received first", reads), func(ctx context.Context, in *listIn) (*listOut, error) {
		all, next, err := s.BankStatements(ctx, in.Account, in.Cursor.Cursor, in.Limit)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(all, next)}, nil
	})
	type statementIn struct {
		ID string `path:"id" maxLength:"64" doc:"Statement."`
	}
	type statementOut struct{ Body BankStatement }
	api.Handle(a, get("/statements/{id}", "read-statement", "A statement of a bank with its lines and what became of them", reads), func(ctx context.Context, in *statementIn) (*statementOut, error) {
		v, err := s.BankStatement(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &statementOut{v}, nil
	})
	type fileIn struct {
		ID string `path:"id" minLength:"64" maxLength:"64" doc:"SHA-256 of the file."`
	}
	api.Files(a, get("/bank-files/{id}", "read-bank-file", "A file of a bank as it was received", reads), func(ctx context.Context, in *fileIn) (api.File, error) {
		data, err := s.BankFile(ctx, in.ID)
		return api.File{Body: data, Type: "application/octet-stream", Name: in.ID, Immutable: true}, err
	})
	type paymentFileIn struct {
		ID string `path:"id" maxLength:"35" doc:"Message id of the file."`
	}
	api.Files(a, get("/payment-files/{id}", "read-payment-file", "A payment file (pain.001) as the rail got it", reads), func(ctx context.Context, in *paymentFileIn) (api.File, error) {
		data, err := s.PaymentFile(ctx, in.ID)
		return api.File{Body: data, Type: "application/xml", Name: in.ID + ".xml", Immutable: true}, err
	})

	type nostroIn struct {
		Date string `query:"date" maxLength:"10" doc:"Day such as 2026-12-31; today if left out."`
	}
	type nostroOut struct{ Body api.List[Nostro] }
	api.Handle(a, get("/nostro", "read-nostro", "Proof that the ledger has what the bank says, for each currency", reads), func(ctx context.Context, in *nostroIn) (*nostroOut, error) {
		all, err := s.NostroProofs(ctx, in.Date)
		if err != nil {
			return nil, err
		}
		return &nostroOut{api.ListOf(all, "")}, nil
	})

	type reconciliationOut struct{ Body api.List[Reconciled] }
	api.Handle(a, get("/reconciliation", "read-reconciliation", "What is open in the ledger and at the bank, and what of it may belong together", reads), func(ctx context.Context, _ *struct{}) (*reconciliationOut, error) {
		all, err := s.Reconciliation(ctx)
		if err != nil {
			return nil, err
		}
		return &reconciliationOut{api.ListOf(all, "")}, nil
	})

	type exceptionsIn struct {
		api.Cursor
		State string `query:"state" enum:"open,resolved" doc:"Both if left out."`
	}
	type exceptionsOut struct{ Body api.List[Exception] }
	api.Handle(a, get("/exceptions", "list-exceptions", "What about money waits for people", reads), func(ctx context.Context, in *exceptionsIn) (*exceptionsOut, error) {
		all, next, err := s.Exceptions(ctx, in.State, in.Cursor.Cursor, in.Limit)
		if err != nil {
			return nil, err
		}
		return &exceptionsOut{api.ListOf(all, next)}, nil
	})
	type resolveIn struct {
		api.IfMatch
		ID   string `path:"id" maxLength:"64" doc:"Exception."`
		Body struct {
			Reason string `json:"reason" minLength:"1" maxLength:"500" doc:"How it was dealt with."`
		}
	}
	resolve := post("/exceptions/{id}/resolve", "resolve-exception", "Say how an exception was dealt with", works)
	resolve.Key = api.KeyOptional
	api.Handle(a, resolve, func(ctx context.Context, in *resolveIn) (*exceptionOut, error) {
		e, err := s.ResolveException(ctx, in.ID, in.Body.Reason, in.Version())
		if err != nil {
			return nil, err
		}
		return &exceptionOut{api.Versioned(e.V), e}, nil
	})
}
