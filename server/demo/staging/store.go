package staging

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"fairground/server/db"
	"fairground/server/demo"
)

// Marker says which fair a database holds. It is written before the first
// document of the fair, so that a load that was cut off goes on with the same
// start and the same world.
type Marker struct {
	ID     string     `bson:"_id"`
	Seed   int64      `bson:"seed"`
	Stage  demo.Stage `bson:"stage"`
	Start  time.Time  `bson:"start"` // handed to demo.World
	Loaded bool       `bson:"loaded"`
}

const markerID = "fair"

// ErrOther says that the database holds another fair.
var ErrOther = errors.New("this folder holds another fair")

// Mark returns the marker of the database's fair; a new one for an empty
// database, standing at the stage now. Another seed or stage is ErrOther.
func Mark(ctx context.Context, d *db.DB, seed uint64, stage demo.Stage, now time.Time) (Marker, error) {
	start, err := stage.Start(now.UTC().Truncate(time.Second))
	if err != nil {
		return Marker{}, err
	}
	fresh := Marker{ID: markerID, Seed: int64(seed), Stage: stage, Start: start} //nolint:gosec // bounded by the flag
	c := d.Collection("demo")
	var held Marker
	err = c.FindOne(ctx, bson.D{{Key: "_id", Value: markerID}}).Decode(&held)
	if errors.Is(err, mongo.ErrNoDocuments) {
		if _, err := c.InsertOne(ctx, fresh); err != nil {
			return Marker{}, fmt.Errorf("mark the fair: %w", err)
		}
		return fresh, nil
	}
	if err != nil {
		return Marker{}, fmt.Errorf("read the fair's mark: %w", err)
	}
	if held.Seed != fresh.Seed || held.Stage != stage {
		return Marker{}, fmt.Errorf("%w: --stage %s --seed %d; start it with those, or choose another folder with --data", ErrOther, held.Stage, held.Seed)
	}
	return held, nil
}

// SetLoaded records that every document of the fair is there.
func (m Marker) SetLoaded(ctx context.Context, d *db.DB) error {
	_, err := d.Collection("demo").UpdateOne(ctx, bson.D{{Key: "_id", Value: markerID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "loaded", Value: true}}}})
	if err != nil {
		return fmt.Errorf("mark the fair as loaded: %w", err)
	}
	return nil
}
