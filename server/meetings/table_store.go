package meetings

import (
	"context"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// longest bounds how long a meeting can be.
const longest = 4 * time.Hour

// seated lists the meetings of an exhibition that take a table in a span of time, but for the one with the id except. Not what readers
// see counts but what is claimed: what a run has released takes none, what it has taken does.
func (s store) seated(ctx context.Context, exhibition string, during Slot, except string) ([]seated, error) {
	of := bson.D{{Key: "exhibition", Value: exhibition}}
	fields := options.Find().SetProjection(bson.D{{Key: "starts", Value: 1}, {Key: "ends", Value: 1}, {Key: "table", Value: 1}, {Key: "state", Value: 1}, {Key: "hold", Value: 1}})
	list, err := s.Store.All(ctx, append(of,
		bson.E{Key: "state", Value: upcomingStates()},
		bson.E{Key: "starts", Value: bson.D{{Key: "$gt", Value: during.Starts.Add(-longest)}, {Key: "$lt", Value: during.Ends}}},
		bson.E{Key: "hold", Value: bson.D{{Key: "$exists", Value: false}}},
	), fields)
	if err != nil {
		return nil, err
	}
	held, err := s.Store.All(ctx, append(of, isHeld()...), fields)
	if err != nil {
		return nil, err
	}
	for _, m := range held {
		switch {
		case m.Hold.Taken:
			list = append(list, m.placed())
		case m.Hold.Kept && m.State.Upcoming():
			list = append(list, m)
		}
	}
	var all []seated
	for _, m := range list {
		if m.ID != except {
			all = append(all, seated{Slot{m.Starts, m.Ends}, m.Table})
		}
	}
	return all, nil
}

// released reports whether readers see one of the people in another meeting at the time, whose claims a run has taken from it.
func (s store) released(ctx context.Context, people []string, at Slot, except string) (bool, error) {
	list, err := s.All(ctx, append(bson.D{{Key: "people", Value: bson.D{{Key: "$in", Value: people}}}}, isHeld()...))
	return slices.ContainsFunc(list, func(m Meeting) bool {
		return m.ID != except && m.State.Upcoming() && at.overlaps(Slot{m.Starts, m.Ends}) &&
			slices.ContainsFunc(people, func(p string) bool { return slices.Contains(m.People, p) })
	}), err
}
