package meetings

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// settingsStore keeps the settings of exhibitions.
type settingsStore struct{ db.Store[Settings] }

func newSettingsStore(d *db.DB) settingsStore {
	return settingsStore{db.NewStore[Settings](d, "meeting_settings", "settings")}
}

func (s settingsStore) indexes(ctx context.Context) error { return s.EnsureIndexes(ctx) }

// of returns the settings of an exhibition; those of version 0 if nothing was set.
func (s settingsStore) of(ctx context.Context, exhibition string) (Settings, error) {
	set, err := s.Find(ctx, exhibition)
	if problem.Is(err, problem.NotFound) {
		return Settings{Exhibition: exhibition}, nil
	}
	return set, err
}

// switching lists the settings whose switch has not been followed by everything that waits.
func (s settingsStore) switching(ctx context.Context) ([]Settings, error) {
	return s.All(ctx, bson.D{{Key: "switching", Value: true}})
}

// followed notes that everything that waits has followed the settings of a version. It does not raise it.
func (s settingsStore) followed(ctx context.Context, exhibition string, v int64) error {
	_, err := s.Collection().UpdateOne(ctx,
		bson.D{{Key: "_id", Value: exhibition}, {Key: "v", Value: v}},
		bson.D{{Key: "$unset", Value: bson.D{{Key: "switching", Value: ""}}}})
	if err != nil {
		return unavailable(err)
	}
	return nil
}

// save inserts settings (v is 0) or replaces those that were read in version v.
func (s settingsStore) save(ctx context.Context, v int64, set Settings) error {
	if v > 0 {
		return s.Replace(ctx, set.Exhibition, v, set)
	}
	err := s.Insert(ctx, set)
	if problem.Is(err, problem.Conflict) {
		return problem.New(problem.PreconditionFailed, "version_conflict", "the settings have been changed by someone else").Wrap(err)
	}
	return err
}

// open lists everything of an exhibition that waits or is to come, without what is not needed to judge it.
func (s store) open(ctx context.Context, exhibition string) ([]Meeting, error) {
	return s.All(ctx, bson.D{
		{Key: "exhibition", Value: exhibition}, {Key: "state", Value: inStates([]State{Pending, AcceptedUnscheduled, Scheduled, LobbyOpen, Live})},
	}, options.Find().SetProjection(bson.D{
		{Key: "outbox", Value: 0}, {Key: "claims", Value: 0}, {Key: "evidence", Value: 0}, {Key: "history", Value: 0},
	}))
}

// having counts the meetings of an exhibition, agreed on, to come or held, in which a field names somebody.
func (s store) having(ctx context.Context, exhibition, field, who string) (int64, error) {
	n, err := s.Collection().CountDocuments(ctx, bson.D{
		{Key: field, Value: who},
		{Key: "exhibition", Value: exhibition},
		{Key: "state", Value: inStates([]State{AcceptedUnscheduled, Scheduled, LobbyOpen, Live, Completed})},
	})
	if err != nil {
		return 0, unavailable(err)
	}
	return n, nil
}
