package settlement

import (
	"context"
	"net/http"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/money"
)

// DisputePath is embedded by everything below a dispute.
type DisputePath struct {
	OrderPath
	Dispute string `path:"dispute" maxLength:"64" doc:"Dispute of the order."`
}

// ContestBody says what is contested and why.
type ContestBody struct {
	Reason    string        `json:"reason" maxLength:"64" doc:"One of the list of reasons."`
	Note      string        `json:"note,omitempty" maxLength:"4000" doc:"What is wrong, for the other side and an arbitrator. It stays outside the ledger."`
	Contested *money.Amount `json:"contested,omitempty" doc:"A part of the milestone's amount; all of it if left out. The rest goes on."`
}

func (b ContestBody) contest() Contest { return Contest{b.Reason, b.Note, b.Contested} }

// SplitBody divides the contested amount.
type SplitBody struct {
	Seller money.Amount `json:"seller"`
	Buyer  money.Amount `json:"buyer"`
}

func disputeRoutes(a *api.API, s *Service) {
	contestRoutes(a, s)
	negotiationRoutes(a, s)
	rulingRoutes(a, s)
	type reasonsOut struct {
		Body api.List[Reason]
	}
	api.Handle(a, get("/dispute-reasons", "list-dispute-reasons", "Why something can be contested, and what usually shows it", api.Public), func(context.Context, *struct{}) (*reasonsOut, error) {
		return &reasonsOut{api.ListOf(DisputeReasons(), "")}, nil
	})
	type listIn struct {
		State string `query:"state" maxLength:"32" doc:"Only disputes in this state."`
	}
	type listOut struct{ Body api.List[Case] }
	api.Handle(a, get("/disputes", "list-disputes", "Disputes of open orders the reader may see, the oldest first", api.SignedIn), func(ctx context.Context, in *listIn) (*listOut, error) {
		cases, err := s.Disputes(ctx, in.State)
		if err != nil {
			return nil, err
		}
		return &listOut{api.ListOf(cases, "")}, nil
	})
}

func contestRoutes(a *api.API, s *Service) {
	type rejectIn struct {
		MilestonePath
		Asked
		Body ContestBody
	}
	api.Handle(a, post("/orders/{id}/milestones/{milestone}/reject", "reject-milestone", "Refuse what was delivered, or a part of it (buyer)", api.SignedIn),
		func(ctx context.Context, in *rejectIn) (*orderOut, error) {
			return orderBody(s.Reject(ctx, in.ID, in.Milestone, in.Body.contest(), in.Version(), in.Key))
		})
	type openIn struct {
		OrderPath
		Asked
		Body struct {
			ContestBody
			Milestone string `json:"milestone" maxLength:"64"`
		}
	}
	api.Handle(a, post("/orders/{id}/disputes", "open-dispute", "Contest a milestone that is under way or under inspection (buyer, seller)", api.SignedIn),
		func(ctx context.Context, in *openIn) (*orderOut, error) {
			return orderBody(s.OpenDispute(ctx, in.ID, in.Body.Milestone, in.Body.contest(), in.Version(), in.Key))
		})
	type evidenceIn struct {
		DisputePath
		Asked
		Body struct {
			Kind string `json:"kind" enum:"photo,video,waybill,delivery_note,inspection_report,technical_check,contract,rights_document,correspondence,other"`
			Ref  string `json:"ref,omitempty" maxLength:"256" doc:"Reference of the proof, such as a document's id; no personal data."`
			Note string `json:"note,omitempty" maxLength:"4000" doc:"What it shows. It stays outside the ledger."`
		}
	}
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/evidence", "file-evidence", "Name a proof (buyer, seller)", api.SignedIn),
		func(ctx context.Context, in *evidenceIn) (*orderOut, error) {
			return orderBody(s.FileEvidence(ctx, in.ID, in.Dispute, in.Body.Kind, in.Body.Ref, in.Body.Note, in.Version(), in.Key))
		})
}

func negotiationRoutes(a *api.API, s *Service) {
	type offerIn struct {
		DisputePath
		Asked
		Body SplitBody
	}
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/offer", "offer-split", "Table a way to split the contested amount (buyer, seller)", api.SignedIn),
		func(ctx context.Context, in *offerIn) (*orderOut, error) {
			return orderBody(s.OfferSplit(ctx, in.ID, in.Dispute, Split(in.Body), in.Version(), in.Key))
		})
	type acceptIn struct {
		DisputePath
		Asked
		Body struct {
			Offer int64 `json:"offer" minimum:"1" doc:"Number of the newest offer."`
		}
	}
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/accept", "accept-split", "Accept the other side's newest offer, which ends the dispute", api.SignedIn),
		func(ctx context.Context, in *acceptIn) (*orderOut, error) {
			return orderBody(s.AcceptSplit(ctx, in.ID, in.Dispute, in.Body.Offer, in.Version(), in.Key))
		})
	type actIn struct {
		DisputePath
		Asked
	}
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/escalate", "escalate-dispute", "Take a dispute to an arbitrator after the time to negotiate (buyer, seller)", api.SignedIn),
		func(ctx context.Context, in *actIn) (*orderOut, error) {
			return orderBody(s.Escalate(ctx, in.ID, in.Dispute, in.Version(), in.Key))
		})
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/withdraw", "withdraw-dispute", "Give a dispute up (who opened it)", api.SignedIn),
		func(ctx context.Context, in *actIn) (*orderOut, error) {
			return orderBody(s.WithdrawDispute(ctx, in.ID, in.Dispute, in.Version(), in.Key))
		})
}

func rulingRoutes(a *api.API, s *Service) {
	arbitrators := api.Roles(actor.Arbitrator)
	type decideIn struct {
		DisputePath
		Asked
		Body struct {
			SplitBody
			Reason string `json:"reason" maxLength:"4000" doc:"The reasons of the ruling. They stay outside the ledger."`
		}
	}
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/decide", "decide-dispute", "Rule on a dispute once both sides were heard or had their time (arbitrator)", arbitrators),
		func(ctx context.Context, in *decideIn) (*orderOut, error) {
			return orderBody(s.RuleOn(ctx, in.ID, in.Dispute, Split(in.Body.SplitBody), in.Body.Reason, in.Version(), in.Key))
		})
	type actIn struct {
		DisputePath
		Asked
	}
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/confirm", "confirm-ruling", "Confirm a ruling above the limit (a second arbitrator)", arbitrators),
		func(ctx context.Context, in *actIn) (*orderOut, error) {
			return orderBody(s.ConfirmRuling(ctx, in.ID, in.Dispute, in.Version(), in.Key))
		})
	type appealIn struct {
		DisputePath
		Asked
		Body struct {
			Reason string `json:"reason,omitempty" maxLength:"4000"`
		}
	}
	api.Handle(a, post("/orders/{id}/disputes/{dispute}/appeal", "appeal-ruling", "Appeal against a ruling, once (buyer, seller)", api.SignedIn),
		func(ctx context.Context, in *appealIn) (*orderOut, error) {
			return orderBody(s.AppealRuling(ctx, in.ID, in.Dispute, in.Body.Reason, in.Version(), in.Key))
		})
}

func amendRoutes(a *api.API, s *Service) {
	type againIn struct {
		Key  string `header:"Idempotency-Key" hidden:"true"`
		Body struct {
			From       string             `json:"from" minLength:"1" maxLength:"64" doc:"The order to repeat; parties, commissions, currency and conditions are its own."`
			Milestones []AmendedMilestone `json:"milestones,omitempty" minItems:"1" maxItems:"64" nullable:"false" doc:"Those of that order if left out, with later days to ship by."`
		}
	}
	again := post("/orders", "order-again", "Propose another order like one of the own (buyer, seller); the other side agrees, amends or declines", api.SignedIn)
	again.Status = http.StatusCreated
	api.Handle(a, again, func(ctx context.Context, in *againIn) (*orderOut, error) {
		return orderBody(s.OrderAgain(ctx, in.Body.From, in.Body.Milestones, in.Key))
	})
	type amendIn struct {
		OrderPath
		Asked
		Body struct {
			Milestones []AmendedMilestone `json:"milestones" minItems:"1" maxItems:"64" nullable:"false"`
		}
	}
	api.Handle(a, post("/orders/{id}/amend", "amend-order", "Change the milestones of an order that is not agreed yet; the other side agrees anew (buyer, seller)", api.SignedIn),
		func(ctx context.Context, in *amendIn) (*orderOut, error) {
			return orderBody(s.Amend(ctx, in.ID, in.Body.Milestones, in.Version(), in.Key))
		})
	type actIn struct {
		OrderPath
		Asked
	}
	api.Handle(a, post("/orders/{id}/agree", "agree-order", "Agree to an order as it is (buyer, seller)", api.SignedIn), func(ctx context.Context, in *actIn) (*orderOut, error) {
		return orderBody(s.Agree(ctx, in.ID, in.Version(), in.Key))
	})
	api.Handle(a, post("/orders/{id}/decline", "decline-order", "Turn an order down (buyer, seller)", api.SignedIn), func(ctx context.Context, in *actIn) (*orderOut, error) {
		return orderBody(s.Decline(ctx, in.ID, in.Version(), in.Key))
	})
}
