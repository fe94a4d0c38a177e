package settlement

import (
	"context"

	"fairground/server/api"
)

// PayoutPath is embedded by what is below a payout.
type PayoutPath struct {
	ID string `path:"id" maxLength:"64" doc:"Payout."`
}

// PaperForm is embedded by every paper: its language and its format.
type PaperForm struct {
	Lang   string `query:"lang" enum:"en,zh-Hans" default:"en"`
	Format string `query:"format" enum:"pdf,json,csv" default:"pdf"`
}

func paperFile(f DocumentFile, err error) (api.File, error) {
	return api.File{Body: f.Body, Type: f.Type, Name: f.Name, ETag: f.Tag}, err
}

// documentRoutes registers the papers of orders and payouts, and the signed heads of the ledger.
func documentRoutes(a *api.API, s *Service) {
	type listOut struct{ Body api.List[Document] }
	api.Handle(a, get("/orders/{id}/documents", "list-order-documents", "The papers of an order, also those it may still get", api.SignedIn), func(ctx context.Context, in *OrderPath) (*listOut, error) {
		list, err := s.Documents(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(list, "")}, nil
	})
	papers := []string{"application/pdf", "application/json", "text/csv"}
	type paperIn struct {
		OrderPath
		PaperForm
		Kind      string `path:"kind" enum:"confirmation,proforma,receipt,invoice,credit_note,tax_certificate,statement"`
		Number    string `query:"number" maxLength:"64" doc:"Which one, if the order has several of the kind."`
		Milestone string `query:"milestone" maxLength:"64" doc:"Which one, of invoices and tax certificates."`
		Entry     string `query:"entry" maxLength:"64" doc:"Which one, of receipts, as the list names it."`
	}
	one := get("/orders/{id}/documents/{kind}", "read-order-document", "A paper of an order, in Chinese or English", api.SignedIn)
	one.Gives = papers
	api.Files(a, one, func(ctx context.Context, in *paperIn) (api.File, error) {
		return paperFile(s.Document(ctx, in.ID, Which{in.Kind, in.Number, in.Milestone, in.Entry}, in.Lang, in.Format))
	})
	type receiptIn struct {
		PayoutPath
		PaperForm
	}
	receipt := get("/payouts/{id}/receipt", "read-payout-receipt", "The receipt of a payout that was settled", api.SignedIn)
	receipt.Gives = papers
	api.Files(a, receipt, func(ctx context.Context, in *receiptIn) (api.File, error) {
		return paperFile(s.PayoutReceipt(ctx, in.ID, in.Lang, in.Format))
	})
	heads := get("/ledger/heads", "list-ledger-heads", "The signed head of each day, the newest first, for whoever keeps them", api.Public)
	heads.Gives = []string{"application/json"}
	api.Files(a, heads, func(ctx context.Context, _ *struct{}) (api.File, error) {
		raw, err := s.Heads(ctx)
		return api.File{Body: raw, Type: "application/json", Name: "ledger-heads.json"}, err
	})
}
