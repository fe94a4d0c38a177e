package meetings

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// availabilityStore keeps what people say of their time, and what their calendars say.
type availabilityStore struct{ db.Store[Availability] }

func newAvailabilityStore(d *db.DB) availabilityStore {
	return availabilityStore{db.NewStore[Availability](d, "availability", "availability")}
}

func (s availabilityStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx,
		mongo.IndexModel{Keys: bson.D{{Key: "busy.due", Value: 1}}, Options: options.Index().SetName("due").SetSparse(true)},
		mongo.IndexModel{Keys: bson.D{{Key: "exhibition", Value: 1}}, Options: options.Index().SetName("exhibition")},
	)
}

// of returns the availability of a person; version 0 if he has said nothing.
func (s availabilityStore) of(ctx context.Context, exhibition, person string) (Availability, error) {
	a, err := s.Find(ctx, profileID(exhibition, person))
	if problem.Is(err, problem.NotFound) {
		return Availability{
			ID: profileID(exhibition, person), Exhibition: exhibition, Person: person, Busy: Busy{State: BusyNone, Slots: []Slot{}},
		}, nil
	}
	return a, err
}

// among returns what people have said, by person.
func (s availabilityStore) among(ctx context.Context, exhibition string, people []string) (map[string]Availability, error) {
	ids := make(bson.A, len(people))
	for i, p := range people {
		ids[i] = profileID(exhibition, p)
	}
	return byPerson(s.All(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}, withoutOutbox()))
}

// all returns what everybody at an exhibition has said, by person.
func (s availabilityStore) all(ctx context.Context, exhibition string) (map[string]Availability, error) {
	return byPerson(s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}}, withoutOutbox()))
}

func withoutOutbox() *options.FindOptionsBuilder {
	return options.Find().SetProjection(bson.D{{Key: "outbox", Value: 0}})
}

func byPerson(list []Availability, err error) (map[string]Availability, error) {
	if err != nil {
		return nil, err
	}
	by := make(map[string]Availability, len(list))
	for _, a := range list {
		by[a.Person] = a
	}
	return by, nil
}

// save inserts an availability (v is 0) or replaces the one that was read in version v.
func (s availabilityStore) save(ctx context.Context, v int64, a Availability) error {
	if v > 0 {
		return s.Replace(ctx, a.ID, v, a)
	}
	err := s.Insert(ctx, a)
	if problem.Is(err, problem.Conflict) {
		return problem.New(problem.PreconditionFailed, "version_conflict", "your availability has been changed elsewhere").Wrap(err)
	}
	return err
}

// busyDue lists at most limit availabilities whose calendar has to be read again, the longest overdue first.
func (s availabilityStore) busyDue(ctx context.Context, now time.Time, limit int64) ([]Availability, error) {
	return s.All(ctx, bson.D{{Key: "busy.due", Value: bson.D{{Key: "$lte", Value: now}}}},
		withoutOutbox().SetSort(bson.D{{Key: "busy.due", Value: 1}}).SetLimit(limit))
}

// lease puts off the next reading of a calendar, and reports whether nobody else has done that before: of several nodes one
// reads it.
func (s availabilityStore) lease(ctx context.Context, a Availability, until time.Time) (bool, error) {
	res, err := s.Collection().UpdateOne(ctx,
		bson.D{{Key: "_id", Value: a.ID}, {Key: "busy.due", Value: a.Busy.Due}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "busy.due", Value: until}}}})
	if err != nil {
		return false, unavailable(err)
	}
	return res.ModifiedCount == 1, nil
}

// setBusy stores what a calendar says, unless the person has named another one meanwhile. It does not raise the version: the
// page on which the person edits his slots stays current.
func (s availabilityStore) setBusy(ctx context.Context, id, address string, b Busy) error {
	_, err := s.Collection().UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "said.busyUrl", Value: address}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "busy", Value: b}}}})
	if err != nil {
		return unavailable(err)
	}
	return nil
}

func unavailable(err error) error {
	return problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment").Wrap(err)
}
