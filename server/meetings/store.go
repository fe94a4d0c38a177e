package meetings

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

// store keeps requests and meetings.
type store struct{ db.Store[Meeting] }

func newStore(d *db.DB) store { return store{db.NewStore[Meeting](d, "meetings", "meeting")} }

// indexes make the claims exclusive. The filter keeps documents without claims out: an empty array is indexed as
// undefined, and two of them would collide.
func (s store) indexes(ctx context.Context) error {
	keys := func(names ...string) bson.D {
		var d bson.D
		for _, n := range names {
			d = append(d, bson.E{Key: n, Value: 1})
		}
		return d
	}
	return s.EnsureIndexes(ctx,
		mongo.IndexModel{Keys: keys("claims"), Options: options.Index().SetName("claims").SetUnique(true).
			SetPartialFilterExpression(bson.D{{Key: "claims.0", Value: bson.D{{Key: "$exists", Value: true}}}})},
		mongo.IndexModel{Keys: keys("requester.org", "exhibition"), Options: options.Index().SetName("requester")},
		mongo.IndexModel{Keys: keys("invitee.org", "exhibition"), Options: options.Index().SetName("invitee")},
		mongo.IndexModel{Keys: keys("people", "starts"), Options: options.Index().SetName("people")},
		mongo.IndexModel{Keys: keys("due"), Options: options.Index().SetName("due")},
		mongo.IndexModel{Keys: keys("exhibition", "_id"), Options: options.Index().SetName("exhibition")},
	)
}

func (s store) find(ctx context.Context, id string) (Meeting, error) { return s.Find(ctx, id) }

func (s store) insert(ctx context.Context, m Meeting) error { return s.Insert(ctx, m) }

// replace stores a meeting that was read in version v.
func (s store) replace(ctx context.Context, v int64, m Meeting) error {
	return s.Replace(ctx, m.ID, v, m)
}

// takenClaim finds the claim that somebody else holds in an error of insert or replace.
func takenClaim(err error) (string, bool) {
	var dup db.DuplicateKeyError
	if !errors.As(err, &dup) {
		return "", false
	}
	for _, e := range dup.KeyValue {
		if claim, ok := e.Value.(string); ok && e.Key == "claims" {
			return claim, true
		}
	}
	return "", dup.Index == "claims"
}

func takenID(err error) bool {
	var dup db.DuplicateKeyError
	return errors.As(err, &dup) && dup.Index == "_id_"
}

func in(values ...any) bson.D { return bson.D{{Key: "$in", Value: bson.A(values)}} }

func upcomingStates() bson.D { return in(Scheduled, LobbyOpen, Live) }

// taken lists the slots in which each of the people is booked, from now on; the meeting with the id except does not count.
func (s store) taken(ctx context.Context, people []string, now time.Time, except string) (map[string][]Slot, error) {
	who := make(bson.A, len(people))
	for i, p := range people {
		who[i] = p
	}
	list, err := s.All(ctx, bson.D{
		{Key: "people", Value: bson.D{{Key: "$in", Value: who}}},
		{Key: "state", Value: upcomingStates()},
		{Key: "ends", Value: bson.D{{Key: "$gt", Value: now}}},
	}, options.Find().SetProjection(bson.D{{Key: "people", Value: 1}, {Key: "starts", Value: 1}, {Key: "ends", Value: 1}}))
	if err != nil {
		return nil, err
	}
	taken := map[string][]Slot{}
	for _, m := range list {
		if m.ID == except {
			continue
		}
		for _, p := range m.People {
			taken[p] = append(taken[p], Slot{m.Starts, m.Ends})
		}
	}
	return taken, nil
}

// between lists what two organizations have had with each other in an exhibition.
func (s store) between(ctx context.Context, exhibition, a, b string) ([]Meeting, error) {
	way := func(from, to string) bson.D {
		return bson.D{{Key: "requester.org", Value: from}, {Key: "invitee.org", Value: to}, {Key: "exhibition", Value: exhibition}}
	}
	return s.All(ctx, bson.D{{Key: "$or", Value: bson.A{way(a, b), way(b, a)}}})
}

// asked counts the requests of an organization that wait for an answer.
func (s store) asked(ctx context.Context, exhibition, org string) (int64, error) {
	n, err := s.Collection().CountDocuments(ctx, bson.D{
		{Key: "requester.org", Value: org}, {Key: "exhibition", Value: exhibition}, {Key: "state", Value: Pending},
	})
	if err != nil {
		return 0, problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment").Wrap(err)
	}
	return n, nil
}

// holders lists the pending requests of people that hope for a slot.
func (s store) holders(ctx context.Context, people []string, starts time.Time) ([]Meeting, error) {
	who := make(bson.A, len(people))
	for i, p := range people {
		who[i] = p
	}
	return s.All(ctx, bson.D{
		{Key: "people", Value: bson.D{{Key: "$in", Value: who}}}, {Key: "state", Value: Pending}, {Key: "slots.starts", Value: starts},
	}, options.Find().SetLimit(100))
}

// upcomingOf lists a person's meetings that have not ended.
func (s store) upcomingOf(ctx context.Context, person string, now time.Time) ([]Meeting, error) {
	return s.All(ctx, bson.D{
		{Key: "people", Value: person}, {Key: "state", Value: upcomingStates()}, {Key: "ends", Value: bson.D{{Key: "$gt", Value: now}}},
	}, options.Find().SetSort(bson.D{{Key: "starts", Value: 1}}))
}

// upcomingIn lists the meetings of an exhibition that have not ended, the next first.
func (s store) upcomingIn(ctx context.Context, exhibition string, now time.Time) ([]Meeting, error) {
	return s.All(ctx, bson.D{
		{Key: "exhibition", Value: exhibition}, {Key: "state", Value: upcomingStates()}, {Key: "ends", Value: bson.D{{Key: "$gt", Value: now}}},
	}, options.Find().SetSort(bson.D{{Key: "starts", Value: 1}, {Key: "_id", Value: 1}}).
		SetProjection(bson.D{{Key: "outbox", Value: 0}, {Key: "claims", Value: 0}, {Key: "evidence", Value: 0}, {Key: "history", Value: 0}}))
}

// agenda lists a person's meetings that begin in from..to, with those called off if asked for.
func (s store) agenda(ctx context.Context, person string, from, to time.Time, states bson.D) ([]Meeting, error) {
	return s.All(ctx, bson.D{
		{Key: "people", Value: person},
		{Key: "state", Value: states},
		{Key: "starts", Value: bson.D{{Key: "$gte", Value: from}, {Key: "$lt", Value: to}}},
	}, options.Find().SetSort(bson.D{{Key: "starts", Value: 1}, {Key: "_id", Value: 1}}))
}

func agendaStates() bson.D {
	return in(Scheduled, LobbyOpen, Live, Completed, NoShow, TechnicalFailure)
}
func calendarStates() bson.D { return in(Scheduled, LobbyOpen, Live, Completed, Cancelled) }

// due lists the ids of the requests or meetings in these states that the timer has to look at.
func (s store) due(ctx context.Context, states bson.D, now time.Time) ([]string, error) {
	list, err := s.All(ctx, bson.D{
		{Key: "due", Value: bson.D{{Key: "$lte", Value: now}}}, {Key: "state", Value: states},
	}, options.Find().SetProjection(bson.D{{Key: "_id", Value: 1}}).SetSort(bson.D{{Key: "due", Value: 1}}))
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(list))
	for i, m := range list {
		ids[i] = m.ID
	}
	return ids, nil
}

func (s store) pendingDue(ctx context.Context, now time.Time) ([]string, error) {
	return s.due(ctx, in(Pending), now)
}

func (s store) upcomingDue(ctx context.Context, now time.Time) ([]string, error) {
	return s.due(ctx, upcomingStates(), now)
}

// filter says which requests and meetings a list holds.
type filter struct {
	org        string // whose; "" for everybody's
	box        string // in, out or all
	exhibition string
	states     []State
}

func (s store) page(ctx context.Context, f filter, cursor string, limit int) ([]Meeting, string, error) {
	var and bson.A
	out := bson.D{{Key: "requester.org", Value: f.org}}
	incoming := bson.D{{Key: "invitee.org", Value: f.org}, {Key: "muted", Value: bson.D{{Key: "$ne", Value: true}}}}
	switch {
	case f.org == "":
	case f.box == "in":
		and = append(and, incoming)
	case f.box == "out":
		and = append(and, out)
	default:
		and = append(and, bson.D{{Key: "$or", Value: bson.A{out, incoming}}})
	}
	if f.exhibition != "" {
		and = append(and, bson.D{{Key: "exhibition", Value: f.exhibition}})
	}
	if len(f.states) > 0 {
		states := make([]any, len(f.states))
		for i, st := range f.states {
			states[i] = st
		}
		and = append(and, bson.D{{Key: "state", Value: in(states...)}})
	}
	if len(and) == 0 {
		return s.Page(ctx, nil, cursor, limit)
	}
	return s.Page(ctx, bson.D{{Key: "$and", Value: and}}, cursor, limit)
}

// count groups an exhibition's documents by state.
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
