package notify

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"fairground/server/problem"
)

// settingsOf are the settings of a person, or the defaults in version 0.
func (s store) settingsOf(ctx context.Context, person string) (Settings, error) {
	kept, err := s.settings.Find(ctx, person)
	if problem.Is(err, problem.NotFound) {
		return defaults(person), nil
	}
	return kept, err
}

// keepSettings stores settings in place of version v; 0 is the version of who has none.
func (s store) keepSettings(ctx context.Context, v int64, chosen Settings) error {
	if v > 0 {
		return s.settings.Replace(ctx, chosen.Person, v, chosen)
	}
	err := s.settings.Insert(ctx, chosen)
	if problem.Is(err, problem.Conflict) {
		return problem.New(problem.PreconditionFailed, "version_conflict", "these settings have been changed elsewhere").Wrap(err)
	}
	return err
}

func (s store) forgetSettings(ctx context.Context, person string) error {
	_, err := s.settings.Collection().DeleteOne(ctx, bson.D{{Key: "_id", Value: person}})
	return failed("forget settings", err)
}
