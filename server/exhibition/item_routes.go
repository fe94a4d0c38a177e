package exhibition

import (
	"context"
	"net/http"

	"fairground/server/actor"
	"fairground/server/api"
	"fairground/server/lang"
	"fairground/server/money"
)

type itemBody struct {
	ID           string        `json:"id"`
	Booth        string        `json:"booth"`
	Org          string        `json:"org"`
	Kind         ItemKind      `json:"kind" enum:"good,service,work"`
	Name         lang.Text     `json:"name"`
	Text         lang.Text     `json:"text"`
	Picture      string        `json:"picture,omitempty" doc:"Address of the picture; its bytes never change."`
	Price        *money.Amount `json:"price,omitempty" doc:"Absent: on request."`
	MOQ          int           `json:"moq,omitempty" doc:"Minimum order quantity, in units."`
	Unit         string        `json:"unit,omitempty"`
	Incoterm     string        `json:"incoterm,omitempty" doc:"Incoterms 2020."`
	Place        string        `json:"place,omitempty"`
	LeadTimeDays int           `json:"leadTimeDays,omitempty"`
	HS           string        `json:"hs,omitempty" doc:"6 digits."`
	ServiceClass string        `json:"serviceClass,omitempty"`
	Rights       *Rights       `json:"rights,omitempty"`
	IsNew        bool          `json:"isNew"`
	V            int64         `json:"v"`
}

func itemOut(i Item) itemBody {
	return itemBody{
		ID: i.ID, Booth: i.Booth, Org: i.Org, Kind: i.Kind, Name: i.Name, Text: words(i.Text), Picture: pictureAddress(i.Picture), Price: i.Price,
		MOQ: i.MOQ, Unit: i.Unit, Incoterm: i.Incoterm, Place: i.Place, LeadTimeDays: i.LeadTimeDays, HS: i.HS,
		ServiceClass: i.ServiceClass, Rights: i.Rights, IsNew: i.IsNew, V: i.V,
	}
}

func pictureAddress(id string) string {
	if id == "" {
		return ""
	}
	return "/api/v1/pictures/" + id
}

type itemReply struct {
	api.Tag
	Body itemBody
}

func itemAnswer(i Item, err error) (*itemReply, error) {
	if err != nil {
		return nil, err
	}
	return &itemReply{Tag: api.Versioned(i.V), Body: itemOut(i)}, nil
}

func itemRoutes(a *api.API, s *Service) {
	type addItemIn struct {
		ByID
		Body struct {
			Kind         ItemKind      `json:"kind" enum:"good,service,work"`
			Name         lang.Text     `json:"name"`
			Text         lang.Text     `json:"text,omitempty"`
			Price        *money.Amount `json:"price,omitempty" doc:"Leave it out for a price on request."`
			MOQ          int           `json:"moq,omitempty" minimum:"0"`
			Unit         string        `json:"unit,omitempty" maxLength:"20"`
			Incoterm     string        `json:"incoterm,omitempty" maxLength:"3"`
			Place        string        `json:"place,omitempty" maxLength:"120"`
			LeadTimeDays int           `json:"leadTimeDays,omitempty" minimum:"0" maximum:"3650"`
			HS           string        `json:"hs,omitempty" maxLength:"6"`
			ServiceClass string        `json:"serviceClass,omitempty" maxLength:"8"`
			Rights       *Rights       `json:"rights,omitempty"`
			IsNew        bool          `json:"isNew,omitempty"`
		}
	}
	exhibitors := api.Roles(actor.Exhibitor)
	api.Handle(a, api.Route{Method: http.MethodPost, Path: "/api/v1/booths/{id}/items", ID: "add-item", Summary: "Add an item to my booth", Tag: tag, Access: exhibitors, Status: http.StatusCreated},
		func(ctx context.Context, in *addItemIn) (*itemReply, error) {
			b := in.Body
			return itemAnswer(s.NewItem(ctx, actor.From(ctx), in.ID, Item{
				Kind: b.Kind, Name: b.Name, Text: b.Text, Price: b.Price, MOQ: b.MOQ, Unit: b.Unit, Incoterm: b.Incoterm, Place: b.Place,
				LeadTimeDays: b.LeadTimeDays, HS: b.HS, ServiceClass: b.ServiceClass, Rights: b.Rights, IsNew: b.IsNew,
			}))
		})
	api.Handle(a, api.Route{Method: http.MethodGet, Path: "/api/v1/items/{id}", ID: "read-item", Summary: "An item of the catalogue", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *ByID) (*itemReply, error) { return itemAnswer(s.Item(ctx, in.ID)) })

	type changeItemIn struct {
		api.IfMatch
		ByID
		Body struct {
			Name         lang.Text     `json:"name,omitempty"`
			Text         lang.Text     `json:"text,omitempty"`
			Price        *money.Amount `json:"price,omitempty"`
			OnRequest    bool          `json:"onRequest,omitempty" doc:"Takes the price away."`
			MOQ          *int          `json:"moq,omitempty" minimum:"0"`
			Unit         *string       `json:"unit,omitempty" maxLength:"20"`
			Incoterm     *string       `json:"incoterm,omitempty" maxLength:"3"`
			Place        *string       `json:"place,omitempty" maxLength:"120"`
			LeadTimeDays *int          `json:"leadTimeDays,omitempty" minimum:"0" maximum:"3650"`
			HS           *string       `json:"hs,omitempty" maxLength:"6"`
			ServiceClass *string       `json:"serviceClass,omitempty" maxLength:"8"`
			Rights       *Rights       `json:"rights,omitempty"`
			IsNew        *bool         `json:"isNew,omitempty"`
		}
	}
	api.Handle(a, api.Route{Method: http.MethodPatch, Path: "/api/v1/items/{id}", ID: "change-item", Summary: "Change an item of my booth", Tag: tag, Access: exhibitors},
		func(ctx context.Context, in *changeItemIn) (*itemReply, error) {
			b := in.Body
			return itemAnswer(s.ChangeItem(ctx, actor.From(ctx), in.ID, in.Version(), ItemChange{
				Name: b.Name, Text: b.Text, Price: b.Price, OnRequest: b.OnRequest, MOQ: b.MOQ, LeadTimeDays: b.LeadTimeDays, Unit: b.Unit,
				Incoterm: b.Incoterm, Place: b.Place, HS: b.HS, ServiceClass: b.ServiceClass, Rights: b.Rights, IsNew: b.IsNew,
			}))
		})
	type removeIn struct {
		api.IfMatch
		ByID
	}
	api.Handle(a, api.Route{Method: http.MethodDelete, Path: "/api/v1/items/{id}", ID: "remove-item", Summary: "Take an item out of my catalogue", Tag: tag, Access: exhibitors, Status: http.StatusNoContent},
		func(ctx context.Context, in *removeIn) (*api.None, error) {
			return nil, s.RemoveItem(ctx, actor.From(ctx), in.ID, in.Version())
		})
	api.Uploads(a, api.Route{Method: http.MethodPut, Path: "/api/v1/items/{id}/picture", ID: "set-picture", Summary: "Give an item of my booth its picture", Tag: tag, Access: exhibitors}, MaxUpload, PictureTypes(),
		func(ctx context.Context, u api.Upload) (*itemBody, error) {
			v, err := u.Version()
			if err != nil {
				return nil, err
			}
			i, err := s.SetPicture(ctx, actor.From(ctx), u.Params["id"], v, u.Type, u.Body)
			if err != nil {
				return nil, err
			}
			body := itemOut(i)
			return &body, nil
		})
	api.Files(a, api.Route{Method: http.MethodGet, Path: "/api/v1/pictures/{id}", ID: "read-picture", Summary: "A picture", Tag: tag, Access: api.Public},
		func(ctx context.Context, in *ByID) (api.File, error) {
			p, err := s.Picture(ctx, in.ID)
			if err != nil {
				return api.File{}, err
			}
			return api.File{Body: p.Bytes, Type: p.Type, ETag: `"` + p.ID + `"`, Immutable: true}, nil
		})
}
