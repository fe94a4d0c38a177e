package deals

import (
	"context"
	"time"

	"fairground/server/actor"
	"fairground/server/api"
)

// View is a deal as its two companies read it.
type View struct {
	ID         string       `json:"id"`
	State      State        `json:"state" enum:"negotiating,agreed,signing,signed,ordered,abandoned,lapsed"`
	Exhibition string       `json:"exhibition"`
	Title      string       `json:"title"`
	Kind       Kind         `json:"kind" enum:"good,service,work"`
	Meeting    string       `json:"meeting,omitempty"`
	Booth      string       `json:"booth,omitempty"`
	Item       string       `json:"item,omitempty"`
	Buyer      Party        `json:"buyer"`
	Seller     Party        `json:"seller"`
	Room       string       `json:"room"`
	Versions   []Offer      `json:"versions" nullable:"false" doc:"In a list of deals only the one on the table."`
	Current    int          `json:"current" doc:"Number of the version on the table; 0 for none."`
	Accepted   []Acceptance `json:"accepted" nullable:"false"`
	Signatures []Signature  `json:"signatures" nullable:"false"`
	Consent    string       `json:"consent" doc:"What a signer consents to, in the language of the interface."`
	Order      string       `json:"order,omitempty"`
	Events     []Event      `json:"events" nullable:"false"`
	Wall       Wall         `json:"wall"`
	Opened     time.Time    `json:"opened"`
	Moved      time.Time    `json:"moved"`
	V          int64        `json:"v"`
}

// Wall says which side wants to stand on the deal wall; it stands there if both do.
type Wall struct {
	Mine  bool `json:"mine"`
	Shown bool `json:"shown"`
}

func (d *Deal) view(a actor.Actor) View {
	v := View{
		ID: d.ID, State: d.State, Exhibition: d.Exhibition, Title: d.Title, Kind: d.Kind, Meeting: d.Meeting, Booth: d.Booth, Item: d.Item,
		Buyer: d.Buyer, Seller: d.Seller, Room: RoomID(d.ID), Versions: orEmpty(d.Versions), Current: d.Current, Accepted: orEmpty(d.Accepted),
		Signatures: orEmpty(d.Signatures), Consent: ConsentText(a.Lang), Order: d.Order, Events: orEmpty(d.Events), Opened: d.Opened, Moved: d.Moved,
		Wall: Wall{Shown: d.onWall()}, V: d.V,
	}
	for _, org := range d.Wall {
		v.Wall.Mine = v.Wall.Mine || org == a.Org
	}
	for i := range v.Versions {
		t := &v.Versions[i].Terms
		t.Lines, t.Milestones, t.Clauses = orEmpty(t.Lines), orEmpty(t.Milestones), orEmpty(t.Clauses)
	}
	return v
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type dealOut struct {
	api.Tag
	Body View
}

func respond(ctx context.Context, d Deal, err error) (*dealOut, error) {
	if err != nil {
		return nil, err
	}
	return &dealOut{Tag: api.Versioned(d.V), Body: d.view(actor.From(ctx))}, nil
}

type openIn struct {
	Body struct {
		Exhibition   string `json:"exhibition,omitempty" maxLength:"60" doc:"Needed if only a counterparty is named."`
		Meeting      string `json:"meeting,omitempty" maxLength:"60"`
		Booth        string `json:"booth,omitempty" maxLength:"60"`
		Item         string `json:"item,omitempty" maxLength:"60"`
		Counterparty string `json:"counterparty,omitempty" maxLength:"60" doc:"Organization."`
		Title        string `json:"title" minLength:"1" maxLength:"200"`
		Kind         Kind   `json:"kind" enum:"good,service,work"`
		As           string `json:"as,omitempty" enum:"buyer,seller" doc:"By the actor's role if absent."`
	}
}

type idIn struct {
	ID string `path:"id" maxLength:"60"`
}

type changeIn struct {
	api.IfMatch
	ID string `path:"id" maxLength:"60"`
}

type offerIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Terms Terms `json:"terms"`
	}
}

type acceptIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Hash string `json:"hash" pattern:"^[0-9a-f]{64}$" doc:"Of the version that you have read."`
	}
}

type signIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Hash    string `json:"hash" pattern:"^[0-9a-f]{64}$"`
		Consent bool   `json:"consent" doc:"To the text that the deal shows; must be true."`
		Name    string `json:"name" minLength:"1" maxLength:"120"`
	}
}

type abandonIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Reason string `json:"reason" minLength:"1" maxLength:"500"`
	}
}

type wallIn struct {
	api.IfMatch
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Show bool `json:"show"`
	}
}

// Routes registers the feature.
func Routes(a *api.API, s *Service) {
	const tag = "deals"
	traders := api.Roles(actor.Exhibitor, actor.Buyer)
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/deals", ID: "open-deal", Summary: "Begin to negotiate", Tag: tag, Access: traders, Status: 201,
	}, func(ctx context.Context, in *openIn) (*dealOut, error) {
		d, err := s.Begin(ctx, Opening(in.Body))
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/deals", ID: "list-deals", Summary: "Deals of my organization", Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *struct {
		api.Cursor
		State State `query:"state" maxLength:"20"`
	},
	) (*struct{ Body api.List[View] }, error) {
		list, next, err := s.List(ctx, in.State, in.Cursor.Cursor, in.Limit)
		if err != nil {
			return nil, err
		}
		views := make([]View, len(list))
		for i := range list {
			views[i] = list[i].view(actor.From(ctx))
			views[i].Versions, views[i].Events = []Offer{}, []Event{}
			if o := list[i].onTable(); o != nil {
				views[i].Versions = []Offer{*o}
			}
		}
		return &struct{ Body api.List[View] }{api.ListOf(views, next)}, nil
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/deals/{id}", ID: "find-deal", Summary: "One deal with all its versions", Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *idIn) (*dealOut, error) {
		d, err := s.Find(ctx, in.ID)
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/deals/{id}/offers", ID: "submit-offer", Summary: "Put a version on the table", Tag: tag,
		Access: traders, Key: api.KeyRequired,
	}, func(ctx context.Context, in *offerIn) (*dealOut, error) {
		d, err := s.Offer(ctx, in.ID, in.Version(), in.Body.Terms)
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/deals/{id}/accept", ID: "accept-offer", Summary: "Accept the version with this hash", Tag: tag,
		Access: traders, Key: api.KeyRequired,
	}, func(ctx context.Context, in *acceptIn) (*dealOut, error) {
		d, err := s.Accept(ctx, in.ID, in.Version(), in.Body.Hash)
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/deals/{id}/sign", ID: "sign-deal", Summary: "Sign the agreed version", Tag: tag,
		Access: traders, Key: api.KeyRequired,
	}, func(ctx context.Context, in *signIn) (*dealOut, error) {
		d, err := s.Sign(ctx, in.ID, in.Version(), in.Body.Hash, in.Body.Name, in.Body.Consent)
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/deals/{id}/withdraw", ID: "withdraw-offer", Summary: "Take my version off the table", Tag: tag,
		Access: traders, Key: api.KeyRequired,
	}, func(ctx context.Context, in *changeIn) (*dealOut, error) {
		d, err := s.Withdraw(ctx, in.ID, in.Version())
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "POST", Path: "/api/v1/deals/{id}/abandon", ID: "abandon-deal", Summary: "End the negotiation", Tag: tag,
		Access: traders, Key: api.KeyRequired,
	}, func(ctx context.Context, in *abandonIn) (*dealOut, error) {
		d, err := s.Abandon(ctx, in.ID, in.Version(), in.Body.Reason)
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "PUT", Path: "/api/v1/deals/{id}/wall", ID: "show-deal", Summary: "Show the deal on the wall, as far as my side is concerned",
		Tag: tag, Access: traders,
	}, func(ctx context.Context, in *wallIn) (*dealOut, error) {
		d, err := s.Show(ctx, in.ID, in.Version(), in.Body.Show)
		return respond(ctx, d, err)
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/deals/{id}/versions/{n}/diff/{m}", ID: "diff-versions", Summary: "What became of version n in version m",
		Tag: tag, Access: api.SignedIn,
	}, func(ctx context.Context, in *struct {
		ID string `path:"id" maxLength:"60"`
		N  int    `path:"n" minimum:"1" maximum:"100"`
		M  int    `path:"m" minimum:"1" maximum:"100"`
	},
	) (*struct{ Body api.List[Change] }, error) {
		changes, err := s.Diff(ctx, in.ID, in.N, in.M)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[Change] }{api.ListOf(changes, "")}, nil
	})
	api.Handle(a, api.Route{
		Method: "GET", Path: "/api/v1/exhibitions/{id}/deal-wall", ID: "show-deal-wall", Summary: "Signed deals whose sides want to be seen; no amounts",
		Tag: tag, Access: api.Public,
	}, func(ctx context.Context, in *idIn) (*struct{ Body api.List[Posting] }, error) {
		list, err := s.Wall(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return &struct{ Body api.List[Posting] }{api.ListOf(list, "")}, nil
	})
}
