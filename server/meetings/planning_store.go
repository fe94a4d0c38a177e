package meetings

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// allOf lists the requests and meetings of an exhibition, the oldest first, without what only the database needs of them.
func (s store) allOf(ctx context.Context, exhibition string) ([]Meeting, error) {
	return s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).
		SetProjection(bson.D{{Key: "outbox", Value: 0}, {Key: "claims", Value: 0}, {Key: "evidence", Value: 0}}))
}

// elsewhere lists the slots in which people are booked in other exhibitions, from now on.
func (s store) elsewhere(ctx context.Context, exhibition string, now time.Time) (map[string][]Slot, error) {
	condition, rule := ahead(now)
	list, err := s.matching(ctx, bson.D{{Key: "exhibition", Value: bson.D{{Key: "$ne", Value: exhibition}}}}, condition, rule,
		options.Find().SetProjection(timeFields()))
	taken := map[string][]Slot{}
	for _, m := range list {
		for _, p := range m.persons() {
			taken[p] = append(taken[p], Slot{m.Starts, m.Ends})
		}
	}
	return taken, err
}

// all lists the preferences of an exhibition.
func (s wishStore) all(ctx context.Context, exhibition string) ([]wishes, error) {
	return s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}}, options.Find().SetProjection(bson.D{{Key: "outbox", Value: 0}}).
		SetSort(bson.D{{Key: "_id", Value: 1}}))
}
