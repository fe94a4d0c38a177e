package exhibition

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

type store struct {
	exhibitions db.Store[Exhibition]
	halls       db.Store[Hall]
	booths      db.Store[Booth]
	duties      db.Store[Duty]
	items       db.Store[Item]
	pictures    db.Store[Picture]
	visits      db.Store[Visit]
	questions   db.Store[Question]
}

func newStore(d *db.DB) store {
	return store{
		exhibitions: db.NewStore[Exhibition](d, "exhibitions", "exhibition"),
		halls:       db.NewStore[Hall](d, "halls", "hall"),
		booths:      db.NewStore[Booth](d, "booths", "booth"),
		duties:      db.NewStore[Duty](d, "duties", "duty"),
		items:       db.NewStore[Item](d, "items", "item"),
		pictures:    db.NewStore[Picture](d, "pictures", "picture"),
		visits:      db.NewStore[Visit](d, "visits", "visit"),
		questions:   db.NewStore[Question](d, "questions", "question"),
	}
}

func (s store) indexes(ctx context.Context) error {
	index := func(o *options.IndexOptionsBuilder, names ...string) mongo.IndexModel {
		var keys bson.D
		for _, n := range names {
			keys = append(keys, bson.E{Key: n, Value: 1})
		}
		return mongo.IndexModel{Keys: keys, Options: o}
	}
	unique := func() *options.IndexOptionsBuilder { return options.Index().SetUnique(true) }
	if err := s.exhibitions.EnsureIndexes(ctx); err != nil {
		return err
	}
	if err := s.halls.EnsureIndexes(ctx, index(nil, "exhibition", "order")); err != nil {
		return err
	}
	if err := s.booths.EnsureIndexes(ctx,
		index(unique(), "exhibition", "number"), index(unique(), "exhibition", "org"), index(nil, "hall"),
	); err != nil {
		return err
	}
	if err := s.duties.EnsureIndexes(ctx,
		index(nil, "exhibition", "until"), index(nil, "booth"), index(options.Index().SetExpireAfterSeconds(0), "until"),
	); err != nil {
		return err
	}
	if err := s.items.EnsureIndexes(ctx, index(nil, "booth"), index(nil, "exhibition")); err != nil {
		return err
	}
	if err := s.pictures.EnsureIndexes(ctx, index(nil, "item")); err != nil {
		return err
	}
	open := bson.D{{Key: "open", Value: bson.D{{Key: "$exists", Value: true}}}}
	if err := s.visits.EnsureIndexes(ctx, index(unique().SetPartialFilterExpression(open), "open"), index(nil, "booth")); err != nil {
		return err
	}
	return s.questions.EnsureIndexes(ctx, index(nil, "booth", "asker"))
}

func by(key string, value any) bson.D { return bson.D{{Key: key, Value: value}} }

// byAge sorts by id, which begins with the time: 1 for the oldest first, -1 for the newest.
func byAge(order int) *options.FindOptionsBuilder {
	return options.Find().SetSort(bson.D{{Key: "_id", Value: order}})
}

func only(fields ...string) bson.D {
	var d bson.D
	for _, f := range fields {
		d = append(d, bson.E{Key: f, Value: 1})
	}
	return d
}

// missing matches documents without the field.
func missing(field string) bson.E {
	return bson.E{Key: field, Value: bson.D{{Key: "$exists", Value: false}}}
}

const exhibitionsListed = 200

func (s store) allExhibitions(ctx context.Context) ([]Exhibition, error) {
	return s.exhibitions.All(ctx, nil, byAge(-1).SetLimit(exhibitionsListed))
}

func (s store) hallsOf(ctx context.Context, exhibition string) ([]Hall, error) {
	return s.halls.All(ctx, by("exhibition", exhibition), options.Find().SetSort(bson.D{{Key: "order", Value: 1}, {Key: "_id", Value: 1}}))
}

// boothsOf lists the booths whose scope ("hall" or "exhibition") has the id, without their long texts.
func (s store) boothsOf(ctx context.Context, scope, id string) ([]Booth, error) {
	return s.booths.All(ctx, by(scope, id), options.Find().SetProjection(bson.D{
		{Key: "text", Value: 0}, {Key: "search", Value: 0}, {Key: "outbox", Value: 0},
	}))
}

// boothPlaces gives the hall of every booth of an exhibition.
func (s store) boothPlaces(ctx context.Context, exhibition string) (map[string]string, error) {
	booths, err := s.booths.All(ctx, by("exhibition", exhibition), options.Find().SetProjection(only("hall")))
	if err != nil {
		return nil, err
	}
	places := map[string]string{}
	for _, b := range booths {
		places[b.ID] = b.Hall
	}
	return places, nil
}

func (s store) boothTexts(ctx context.Context, exhibition string) (map[string]string, error) {
	booths, err := s.booths.All(ctx, by("exhibition", exhibition), options.Find().SetProjection(only("search")))
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, b := range booths {
		texts[b.ID] = b.Search
	}
	return texts, nil
}

func (s store) boothOf(ctx context.Context, exhibition, org string) (Booth, error) {
	return s.booths.FindOne(ctx, bson.D{{Key: "exhibition", Value: exhibition}, {Key: "org", Value: org}})
}

// dutiesOf lists who is on duty in a booth or an exhibition, by person.
func (s store) dutiesOf(ctx context.Context, scope, id string, now time.Time) ([]Duty, error) {
	return s.duties.All(ctx, bson.D{{Key: scope, Value: id}, {Key: "until", Value: bson.D{{Key: "$gt", Value: now}}}}, byAge(1))
}

// onDuty begins or renews a duty and reports whether it began; a renewal never shortens it.
func (s store) onDuty(ctx context.Context, d Duty) (began bool, err error) {
	update := bson.D{
		{Key: "$max", Value: by("until", d.Until)},
		{Key: "$set", Value: bson.D{
			{Key: "exhibition", Value: d.Exhibition},
			{Key: "booth", Value: d.Booth},
			{Key: "person", Value: d.Person},
			{Key: "name", Value: d.Name},
			{Key: "languages", Value: d.Languages},
		}},
		{Key: "$setOnInsert", Value: by("since", d.Since)},
	}
	for range 2 { // of two first beats at once one meets the other's insert
		res, err := s.duties.Collection().UpdateOne(ctx, by("_id", d.ID), update, options.UpdateOne().SetUpsert(true))
		if mongo.IsDuplicateKeyError(err) {
			continue
		}
		if err != nil {
			return false, failed("go on duty", err)
		}
		return res.UpsertedCount > 0, nil
	}
	return false, nil
}

func (s store) offDuty(ctx context.Context, id string) error {
	if _, err := s.duties.Collection().DeleteOne(ctx, by("_id", id)); err != nil {
		return failed("go off duty", err)
	}
	return nil
}

// itemsOf lists the catalogue of a booth: new items first, then the latest.
func (s store) itemsOf(ctx context.Context, booth string) ([]Item, error) {
	return s.items.All(ctx, bson.D{{Key: "booth", Value: booth}, missing("removed")},
		options.Find().SetSort(bson.D{{Key: "isNew", Value: -1}, {Key: "_id", Value: -1}}).
			SetProjection(bson.D{{Key: "search", Value: 0}, {Key: "outbox", Value: 0}}))
}

func (s store) countItems(ctx context.Context, booth string) (int, error) {
	n, err := s.items.Collection().CountDocuments(ctx, bson.D{{Key: "booth", Value: booth}, missing("removed")})
	if err != nil {
		return 0, failed("count items", err)
	}
	return int(n), nil
}

// itemCounts counts the items of every booth of an exhibition.
func (s store) itemCounts(ctx context.Context, exhibition string) (map[string]int, error) {
	cur, err := s.items.Collection().Aggregate(ctx, mongo.Pipeline{
		by("$match", bson.D{{Key: "exhibition", Value: exhibition}, missing("removed")}),
		by("$group", bson.D{{Key: "_id", Value: "$booth"}, {Key: "n", Value: by("$sum", 1)}}),
	})
	if err != nil {
		return nil, failed("count items", err)
	}
	var groups []struct {
		Booth string `bson:"_id"`
		N     int    `bson:"n"`
	}
	if err := cur.All(ctx, &groups); err != nil {
		return nil, failed("count items", err)
	}
	counts := map[string]int{}
	for _, g := range groups {
		counts[g.Booth] = g.N
	}
	return counts, nil
}

// itemTexts gives what searches compare of every item of an exhibition, by booth. It decodes only that: an exhibition has
// thousands of items.
func (s store) itemTexts(ctx context.Context, exhibition string) (map[string][]indexedItem, error) {
	cur, err := s.items.Collection().Find(ctx, bson.D{{Key: "exhibition", Value: exhibition}, missing("removed")},
		options.Find().SetProjection(only("booth", "name", "search")))
	if err != nil {
		return nil, failed("list items", err)
	}
	var items []indexedItem
	if err := cur.All(ctx, &items); err != nil {
		return nil, failed("list items", err)
	}
	texts := map[string][]indexedItem{}
	for _, i := range items {
		texts[i.Booth] = append(texts[i.Booth], i)
	}
	return texts, nil
}

// endIdleVisit ends the open visit if its visitor was last seen before the limit, at the moment when they were.
func (s store) endIdleVisit(ctx context.Context, open string, limit time.Time) error {
	v, err := s.visits.FindOne(ctx, bson.D{{Key: "open", Value: open}, {Key: "seen", Value: bson.D{{Key: "$lt", Value: limit}}}})
	if problem.Is(err, problem.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	// A beat that came meanwhile has moved "seen", and then the visit goes on.
	_, err = s.visits.Collection().UpdateOne(ctx, bson.D{{Key: "_id", Value: v.ID}, {Key: "open", Value: open}, {Key: "seen", Value: v.Seen}}, ended(v.Seen))
	if err != nil {
		return failed("end idle visit", err)
	}
	return nil
}

func ended(at time.Time) bson.D {
	return bson.D{{Key: "$set", Value: by("ended", at)}, {Key: "$unset", Value: by("open", "")}, {Key: "$inc", Value: by("v", 1)}}
}

// openVisit begins the visit unless the person has one open at the booth, and returns the one that is open.
func (s store) openVisit(ctx context.Context, v Visit) (Visit, error) {
	update := bson.D{
		{Key: "$max", Value: by("seen", v.Seen)},
		{Key: "$setOnInsert", Value: bson.D{
			{Key: "_id", Value: v.ID},
			{Key: "v", Value: v.V},
			{Key: "exhibition", Value: v.Exhibition},
			{Key: "booth", Value: v.Booth},
			{Key: "person", Value: v.Person},
			{Key: "country", Value: v.Country},
			{Key: "began", Value: v.Began},
		}},
	}
	var err error
	for range 3 { // visits that begin at once meet the winner's unique key and then find its document
		var open Visit
		err = s.visits.Collection().FindOneAndUpdate(ctx, by("open", v.Open), update,
			options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&open)
		if err == nil {
			return open, nil
		}
		if !mongo.IsDuplicateKeyError(err) {
			break
		}
	}
	return Visit{}, failed("open visit", err)
}

func (s store) endVisit(ctx context.Context, id string, now time.Time) error {
	_, err := s.visits.Collection().UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, missing("ended")}, ended(now))
	if err != nil {
		return failed("end visit", err)
	}
	return nil
}

func (s store) visitsOf(ctx context.Context, booth string) ([]Visit, error) {
	return s.visits.All(ctx, by("booth", booth), byAge(-1).SetLimit(visitsEach))
}

func (s store) openQuestions(ctx context.Context, booth, asker string) (int, error) {
	n, err := s.questions.Collection().CountDocuments(ctx, bson.D{{Key: "booth", Value: booth}, {Key: "asker", Value: asker}, missing("answered")})
	if err != nil {
		return 0, failed("count questions", err)
	}
	return int(n), nil
}

const questionsListed = 200

// questionsAt lists questions at a booth, of one asker unless asker is "", the newest first.
func (s store) questionsAt(ctx context.Context, booth, asker string) ([]Question, error) {
	filter := by("booth", booth)
	if asker != "" {
		filter = append(filter, bson.E{Key: "asker", Value: asker})
	}
	return s.questions.All(ctx, filter, byAge(-1).SetLimit(questionsListed))
}

// failed turns a driver's error into ours, as db.Store does for the calls that it offers.
func failed(verb string, err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s: %w", verb, err)
	}
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) {
		return problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment").Wrap(fmt.Errorf("%s: %w", verb, err))
	}
	return fmt.Errorf("%s: %w", verb, err)
}
