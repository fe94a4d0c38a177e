package schedule

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// names lists the files of a run.
func (s fileStore) names(ctx context.Context, run string) ([]string, error) {
	var names []string
	if err := s.collection.Distinct(ctx, "name", bson.D{{Key: "run", Value: run}}).Decode(&names); err != nil {
		return nil, failed("list schedule files", err)
	}
	return names, nil
}
