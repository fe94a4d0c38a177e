package conference

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
)

// pollStore keeps polls. As with questions, a ballot is one conditional update: it counts only if the poll is open, the person has
// none yet, and there is room.
type pollStore struct{ db.Store[Poll] }

func newPollStore(d *db.DB) pollStore { return pollStore{db.NewStore[Poll](d, "room_polls", "poll")} }

func (s pollStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("room", "_id")})
}

func (s pollStore) count(ctx context.Context, room string) (int64, error) {
	n, err := s.Collection().CountDocuments(ctx, bson.D{eq("room", room)})
	if err != nil {
		return 0, fmt.Errorf("count polls: %w", err)
	}
	return n, nil
}

func (s pollStore) of(ctx context.Context, room string) ([]Poll, error) {
	return s.All(ctx, bson.D{eq("room", room)}, options.Find().SetSort(ascending("_id")).SetLimit(maxPolls))
}

// cast adds a ballot and reports whether it counts.
func (s pollStore) cast(ctx context.Context, id string, b Ballot) (bool, error) {
	res, err := s.Collection().UpdateOne(ctx, bson.D{
		eq("_id", id), eq("state", PollOpen), eq("ballots.person", bson.D{eq("$ne", b.Person)}), eq("cast", bson.D{eq("$lt", maxBallots)}),
	}, bson.D{eq("$push", bson.D{eq("ballots", b)}), eq("$inc", bson.D{eq("cast", 1), eq("v", 1)})})
	if err != nil {
		return false, fmt.Errorf("cast ballot: %w", err)
	}
	return res.MatchedCount == 1, nil
}

// move changes the state if it still is from, with the outbox entry in the same write.
func (s pollStore) move(ctx context.Context, id string, from, to PollState, at time.Time, entry db.OutboxEntry) (bool, error) {
	moment := map[PollState]string{PollOpen: "opened", PollClosed: "closed"}[to]
	res, err := s.Collection().UpdateOne(ctx, bson.D{eq("_id", id), eq("state", from)}, bson.D{
		eq("$set", bson.D{eq("state", to), eq(moment, at)}), eq("$inc", bson.D{eq("v", 1)}), eq("$push", bson.D{eq("outbox", entry)}),
	})
	if err != nil {
		return false, fmt.Errorf("move poll: %w", err)
	}
	return res.MatchedCount == 1, nil
}
