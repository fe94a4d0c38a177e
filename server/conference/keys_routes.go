package conference

import (
	"context"

	"fairground/server/api"
)

type newKeyIn struct {
	ID   string `path:"id"`
	Body struct {
		Use  KeyUse `json:"use" enum:"whip,whep" doc:"whip sends into the room, whep shows it."`
		Name string `json:"name" minLength:"1" maxLength:"100" doc:"What the stream is called in the room."`
	}
}

type keySecretBody struct {
	StreamKey
	Key string `json:"key" doc:"The secret. It is shown this once."`
	URL string `json:"url" doc:"Where the encoder or player sends its offer."`
}

type keySecretOut struct {
	api.Tag
	Body keySecretBody
}

type keysOut struct{ Body api.List[StreamKey] }

type keyIn struct {
	ID  string `path:"id"`
	Key string `path:"key"`
}

type revokeKeyIn struct {
	ID     string `path:"id"`
	Key    string `path:"key"`
	Reason string `query:"reason" maxLength:"500"`
}

func keyRoutes(a *api.API, s *Service) {
	secret := func(k StreamKey, secret string, err error) (*keySecretOut, error) {
		if err != nil {
			return nil, err
		}
		return &keySecretOut{api.Versioned(k.V), keySecretBody{k, secret, "/api/v1/rooms/" + k.Room + "/" + string(k.Use)}}, nil
	}
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/keys", ID: "make-stream-key", Tag: tag, Summary: "A key for an encoder or a player", Access: api.SignedIn, Status: 201},
		func(ctx context.Context, in *newKeyIn) (*keySecretOut, error) {
			return secret(s.NewKey(ctx, in.ID, in.Body.Use, in.Body.Name))
		})
	api.Handle(a, api.Route{Method: "GET", Path: "/api/v1/rooms/{id}/keys", ID: "list-stream-keys", Tag: tag, Summary: "The keys of the room, newest first, without their secrets", Access: api.SignedIn},
		func(ctx context.Context, in *oneIn) (*keysOut, error) {
			list, err := s.Keys(ctx, in.ID)
			if err != nil {
				return nil, err
			}
			return &keysOut{api.ListOf(list, "")}, nil
		})
	api.Handle(a, api.Route{Method: "POST", Path: "/api/v1/rooms/{id}/keys/{key}/rotate", ID: "rotate-stream-key", Tag: tag, Summary: "Another secret for a key; the old one ends", Access: api.SignedIn},
		func(ctx context.Context, in *keyIn) (*keySecretOut, error) {
			return secret(s.RotateKey(ctx, in.ID, in.Key))
		})
	api.Handle(a, api.Route{Method: "DELETE", Path: "/api/v1/rooms/{id}/keys/{key}", ID: "revoke-stream-key", Tag: tag, Summary: "End a key and its stream", Access: api.SignedIn, Status: 204},
		func(ctx context.Context, in *revokeKeyIn) (*api.None, error) {
			return nil, s.RevokeKey(ctx, in.ID, in.Key, in.Reason)
		})
}
