package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// runStore keeps the runs.
type runStore struct{ db.Store[Run] }

func newRunStore(d *db.DB) runStore { return runStore{db.NewStore[Run](d, "schedule_runs", "run")} }

func (s runStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx,
		mongo.IndexModel{
			Keys: bson.D{{Key: "claims", Value: 1}},
			Options: options.Index().SetName("claims").SetUnique(true).
				SetPartialFilterExpression(bson.D{{Key: "claims.0", Value: bson.D{{Key: "$exists", Value: true}}}}),
		},
		mongo.IndexModel{
			Keys: bson.D{{Key: "exhibition", Value: 1}, {Key: "_id", Value: 1}}, Options: options.Index().SetName("exhibition"),
		},
		mongo.IndexModel{Keys: bson.D{{Key: "auto", Value: 1}, {Key: "state", Value: 1}}, Options: options.Index().SetName("auto")},
	)
}

// of finds a run of an exhibition.
func (s runStore) of(ctx context.Context, exhibition, id string) (Run, error) {
	return s.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "exhibition", Value: exhibition}})
}

// working finds the run of an exhibition that is solving or publishing, as it holds the claim.
func (s runStore) working(ctx context.Context, exhibition string) (Run, bool, error) {
	r, err := s.FindOne(ctx, bson.D{{Key: "claims", Value: claim(exhibition)}})
	if problem.Is(err, problem.NotFound) {
		return Run{}, false, nil
	}
	return r, err == nil, err
}

// atWork lists all runs that a process has to be at work for.
func (s runStore) atWork(ctx context.Context) ([]Run, error) {
	return s.All(ctx, bson.D{{Key: "claims.0", Value: bson.D{{Key: "$exists", Value: true}}}})
}

// earlier lists the other runs of an exhibition that a publication replaces.
func (s runStore) earlier(ctx context.Context, than Run) ([]Run, error) {
	return s.All(ctx, bson.D{
		{Key: "exhibition", Value: than.Exhibition},
		{Key: "state", Value: bson.D{{Key: "$in", Value: bson.A{Published, Draft}}}},
		{Key: "_id", Value: bson.D{{Key: "$ne", Value: than.ID}}},
	})
}

// live lists the runs of an exhibition that were published, the last first.
func (s runStore) live(ctx context.Context, exhibition string) ([]Run, error) {
	return s.All(ctx, bson.D{
		{Key: "exhibition", Value: exhibition}, {Key: "live", Value: bson.D{{Key: "$exists", Value: true}}},
	}, options.Find().SetSort(bson.D{{Key: "live", Value: -1}}).SetLimit(100))
}

// autoDrafts lists what the program has drafted and has to publish.
func (s runStore) autoDrafts(ctx context.Context) ([]Run, error) {
	return s.All(ctx, bson.D{{Key: "auto", Value: true}, {Key: "state", Value: Draft}})
}

// newest lists the runs of an exhibition, the last first.
func (s runStore) newest(ctx context.Context, exhibition, before string, limit int) ([]Run, error) {
	filter := bson.D{{Key: "exhibition", Value: exhibition}}
	if before != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.D{{Key: "$lt", Value: before}}})
	}
	return s.All(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// insert stores a new run, or says which one is at work.
func (s runStore) insert(ctx context.Context, r Run) error {
	return s.inProgress(ctx, r.Exhibition, s.Insert(ctx, r))
}

// replace stores a run that was read in version v, or says which one is at work.
func (s runStore) replace(ctx context.Context, v int64, r Run) error {
	return s.inProgress(ctx, r.Exhibition, s.Replace(ctx, r.ID, v, r))
}

// inProgress turns a claim that is taken into its problem. Other errors pass.
func (s runStore) inProgress(ctx context.Context, exhibition string, err error) error {
	var dup db.DuplicateKeyError
	if !errors.As(err, &dup) || dup.Index != "claims" {
		return err
	}
	inProgress := problem.New(problem.Conflict, "run_in_progress", "another run of this exhibition is at work").Wrap(err)
	if other, found, findErr := s.working(ctx, exhibition); findErr == nil && found {
		return inProgress.With("run", other.ID)
	}
	return inProgress
}

// note writes how far the work has come, without a version: it is no decision. false says that the run is no longer in the
// version for which the process works.
func (s runStore) note(ctx context.Context, id string, v int64, set bson.D) (bool, error) {
	res, err := s.Collection().UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "v", Value: v}}, bson.D{{Key: "$set", Value: set}})
	if err != nil {
		return false, fmt.Errorf("note the progress of a run: %w", err)
	}
	return res.MatchedCount > 0, nil
}

func (s runStore) progress(ctx context.Context, id string, v int64, p Progress, now time.Time) (bool, error) {
	return s.note(ctx, id, v, bson.D{{Key: "progress", Value: p}, {Key: "beat", Value: now}})
}

func (s runStore) publication(ctx context.Context, id string, v int64, p Publication, lost []Lost, now time.Time) (bool, error) {
	return s.note(ctx, id, v, bson.D{{Key: "publishing", Value: p}, {Key: "lost", Value: lost}, {Key: "beat", Value: now}})
}

// adopt makes a process the one that works for a run whose process was last heard of at a time.
func (s runStore) adopt(ctx context.Context, r Run, node string, now time.Time) (bool, error) {
	res, err := s.Collection().UpdateOne(ctx, bson.D{{Key: "_id", Value: r.ID}, {Key: "v", Value: r.V}, {Key: "node", Value: r.Node}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "node", Value: node}, {Key: "beat", Value: now}}}})
	if err != nil {
		return false, fmt.Errorf("adopt a run: %w", err)
	}
	return res.MatchedCount > 0, nil
}
