package deals

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// store keeps deals.
type store struct{ db.Store[Deal] }

func newStore(d *db.DB) store { return store{db.NewStore[Deal](d, "deals", "deal")} }

func (s store) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx,
		mongo.IndexModel{Keys: bson.D{{Key: "orgs", Value: 1}, {Key: "_id", Value: 1}}, Options: options.Index().SetName("orgs")},
		mongo.IndexModel{Keys: bson.D{{Key: "exhibition", Value: 1}, {Key: "signedAt", Value: 1}}, Options: options.Index().SetName("wall")},
		mongo.IndexModel{Keys: bson.D{{Key: "seller.org", Value: 1}, {Key: "state", Value: 1}}, Options: options.Index().SetName("seller")},
		mongo.IndexModel{Keys: bson.D{{Key: "grant", Value: 1}}, Options: options.Index().SetName("grant").SetUnique(true).
			SetPartialFilterExpression(bson.D{{Key: "grant", Value: bson.D{{Key: "$exists", Value: true}}}})},
		mongo.IndexModel{Keys: bson.D{{Key: "due", Value: 1}}, Options: options.Index().SetName("due")},
	)
}

// page lists an organization's deals.
func (s store) page(ctx context.Context, org string, state State, cursor string, limit int) ([]Deal, string, error) {
	filter := bson.D{{Key: "orgs", Value: org}}
	if state != "" {
		filter = append(filter, bson.E{Key: "state", Value: state})
	}
	return s.Page(ctx, filter, cursor, limit)
}

func oneOf(states ...State) bson.D {
	list := make(bson.A, len(states))
	for i, s := range states {
		list[i] = s
	}
	return bson.D{{Key: "$in", Value: list}}
}

// live lists an organization's deals that have not ended without a deal.
func (s store) live(ctx context.Context, org, exhibition string) ([]Deal, error) {
	filter := bson.D{{Key: "orgs", Value: org}, {Key: "state", Value: oneOf(Negotiating, Agreed, Signing, Signed, Ordered)}}
	if exhibition != "" {
		filter = append(filter, bson.E{Key: "exhibition", Value: exhibition})
	}
	return s.All(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(200).
		SetProjection(bson.D{{Key: "versions", Value: 0}, {Key: "outbox", Value: 0}}))
}

// sold lists a seller's signed deals.
func (s store) sold(ctx context.Context, seller string) ([]Deal, error) {
	return s.All(ctx, bson.D{{Key: "seller.org", Value: seller}, {Key: "state", Value: oneOf(Signed, Ordered)}},
		options.Find().SetProjection(bson.D{{Key: "outbox", Value: 0}, {Key: "events", Value: 0}}))
}

// takenGrant reports whether a write failed because another licence of the work was signed first.
func takenGrant(err error) bool {
	var dup db.DuplicateKeyError
	return errors.As(err, &dup) && dup.Index == "grant"
}

// wall lists the newest deals of which some side wants to be seen.
func (s store) wall(ctx context.Context, exhibition string) ([]Deal, error) {
	return s.All(ctx, bson.D{
		{Key: "exhibition", Value: exhibition}, {Key: "state", Value: oneOf(Signed, Ordered)}, {Key: "wall.1", Value: bson.D{{Key: "$exists", Value: true}}},
	}, options.Find().SetSort(bson.D{{Key: "signedAt", Value: -1}}).SetLimit(100))
}

// due lists the deals that the timer has to look at.
func (s store) due(ctx context.Context, now time.Time) ([]string, error) {
	list, err := s.All(ctx, bson.D{{Key: "due", Value: bson.D{{Key: "$lte", Value: now}}}},
		options.Find().SetProjection(bson.D{{Key: "_id", Value: 1}}).SetSort(bson.D{{Key: "due", Value: 1}}))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(list))
	for i, d := range list {
		ids[i] = d.ID
	}
	return ids, nil
}

func (s store) count(ctx context.Context, exhibition string) (map[State]int64, error) {
	counts := map[State]int64{}
	for _, st := range States() {
		n, err := s.Collection().CountDocuments(ctx, bson.D{{Key: "exhibition", Value: exhibition}, {Key: "state", Value: st}})
		if err != nil {
			return nil, problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment").Wrap(err)
		}
		counts[st] = n
	}
	return counts, nil
}
