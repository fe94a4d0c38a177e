package meetings

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// everybodys gives the preferences of all organizations of an exhibition, by organization.
func (s wishStore) everybodys(ctx context.Context, exhibition string) (map[string]wishes, error) {
	list, err := s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}}, options.Find().SetProjection(bson.D{{Key: "outbox", Value: 0}}))
	if err != nil {
		return nil, err
	}
	by := map[string]wishes{}
	for _, w := range list {
		by[w.Org] = w
	}
	return by, nil
}

// ofExhibition lists what readers see of all requests and meetings, without what only the program needs.
func (s store) ofExhibition(ctx context.Context, exhibition string) ([]Meeting, error) {
	list, err := s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}}, options.Find().SetProjection(bson.D{
		{Key: "outbox", Value: 0}, {Key: "claims", Value: 0}, {Key: "evidence", Value: 0}, {Key: "history", Value: 0},
	}))
	return inTime(list), err
}
