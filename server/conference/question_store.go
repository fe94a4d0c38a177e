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

// questionStore keeps what is asked in rooms. Votes and states change by one conditional update each, without a version from the
// client: a hundred who vote at once must not refuse each other.
type questionStore struct{ db.Store[Question] }

func newQuestionStore(d *db.DB) questionStore {
	return questionStore{db.NewStore[Question](d, "room_questions", "question")}
}

func (s questionStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{Keys: ascending("room", "state", "votes")})
}

func (s questionStore) count(ctx context.Context, room string) (int64, error) {
	n, err := s.Collection().CountDocuments(ctx, bson.D{eq("room", room)})
	if err != nil {
		return 0, fmt.Errorf("count questions: %w", err)
	}
	return n, nil
}

// of lists the questions of a room, in all states if none is given.
func (s questionStore) of(ctx context.Context, room string, state QuestionState) ([]Question, error) {
	filter := bson.D{eq("room", room)}
	if state != "" {
		filter = append(filter, eq("state", state))
	}
	return s.All(ctx, filter, options.Find().SetSort(bson.D{{Key: "votes", Value: -1}, {Key: "_id", Value: 1}}).SetLimit(maxQuestions))
}

// vote adds or takes away one vote in one write and reports whether that changed anything.
func (s questionStore) vote(ctx context.Context, id, person string, add bool) (bool, error) {
	filter := bson.D{eq("_id", id), eq("state", bson.D{eq("$in", []QuestionState{QuestionOpen, QuestionAnswering})})}
	change := bson.D{eq("$inc", bson.D{eq("votes", -1), eq("v", 1)}), eq("$pull", bson.D{eq("voters", person)})}
	if add {
		filter = append(filter, eq("voters", bson.D{eq("$ne", person)}), eq("votes", bson.D{eq("$lt", maxVotes)}))
		change = bson.D{eq("$inc", bson.D{eq("votes", 1), eq("v", 1)}), eq("$push", bson.D{eq("voters", person)})}
	} else {
		filter = append(filter, eq("voters", person))
	}
	res, err := s.Collection().UpdateOne(ctx, filter, change)
	if err != nil {
		return false, fmt.Errorf("vote for question: %w", err)
	}
	return res.MatchedCount == 1, nil
}

// move changes the state if it still is from, with the outbox entry in the same write.
func (s questionStore) move(ctx context.Context, id string, from, to QuestionState, at time.Time, entry db.OutboxEntry) (bool, error) {
	res, err := s.Collection().UpdateOne(ctx, bson.D{eq("_id", id), eq("state", from)}, bson.D{
		eq("$set", bson.D{eq("state", to), eq("changed", at)}), eq("$inc", bson.D{eq("v", 1)}), eq("$push", bson.D{eq("outbox", entry)}),
	})
	if err != nil {
		return false, fmt.Errorf("move question: %w", err)
	}
	return res.MatchedCount == 1, nil
}
