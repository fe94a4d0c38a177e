package accounts

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

type store struct {
	organizations db.Store[Organization]
	people        db.Store[Person]
	links         db.Store[Link]
	sessions      db.Store[Session]
	tokens        db.Store[APIToken]
	mails         db.Store[mailLimit]
}

// mailLimit counts the mails to one address, which it knows by hash only.
type mailLimit struct {
	ID     string      `bson:"_id"`
	At     []time.Time `bson:"at"` // of the newest mails, oldest first
	Forget time.Time   `bson:"forget"`
}

func newStore(d *db.DB) store {
	return store{
		organizations: db.NewStore[Organization](d, "organizations", "organization"),
		people:        db.NewStore[Person](d, "people", "person"),
		links:         db.NewStore[Link](d, "links", "link"),
		sessions:      db.NewStore[Session](d, "sessions", "session"),
		tokens:        db.NewStore[APIToken](d, "tokens", "token"),
		mails:         db.NewStore[mailLimit](d, "mail_limits", "mail_limit"),
	}
}

func (s store) indexes(ctx context.Context) error {
	key := func(names ...string) bson.D {
		var d bson.D
		for _, n := range names {
			d = append(d, bson.E{Key: n, Value: 1})
		}
		return d
	}
	index := func(o *options.IndexOptionsBuilder, names ...string) mongo.IndexModel {
		return mongo.IndexModel{Keys: key(names...), Options: o}
	}
	unique := func() *options.IndexOptionsBuilder { return options.Index().SetUnique(true) }
	forget := index(options.Index().SetExpireAfterSeconds(0), "forget")
	filled := func(name string) bson.D { return bson.D{{Key: name, Value: bson.D{{Key: "$exists", Value: true}}}} }
	if err := s.organizations.EnsureIndexes(ctx,
		index(nil, "participations.exhibition", "state"),
		index(options.Index().SetPartialFilterExpression(filled("statusKey")), "statusKey"),
	); err != nil {
		return err
	}
	if err := s.people.EnsureIndexes(ctx,
		index(unique().SetPartialFilterExpression(filled("email")), "email"),
		index(nil, "org"),
		index(nil, "grants.exhibition"),
	); err != nil {
		return err
	}
	if err := s.links.EnsureIndexes(ctx, index(unique(), "hash"), forget); err != nil {
		return err
	}
	if err := s.sessions.EnsureIndexes(ctx, index(unique(), "hash"), index(nil, "person"), forget); err != nil {
		return err
	}
	if err := s.tokens.EnsureIndexes(ctx, index(unique(), "hash"), index(nil, "person")); err != nil {
		return err
	}
	return s.mails.EnsureIndexes(ctx, forget)
}

// countMail records one mail more to the address and reports whether it may be sent: at most mailsPerWindow in mailWindow.
// It is one guarded write: a document whose fifth-last mail is too young does not match, and the insert that the upsert
// then tries meets the _id.
func (s store) countMail(ctx context.Context, key string, now time.Time) (bool, error) {
	filter := bson.D{{Key: "_id", Value: key}, {Key: "$or", Value: bson.A{
		bson.D{{Key: lastMail, Value: bson.D{{Key: "$exists", Value: false}}}},
		bson.D{{Key: "at.0", Value: bson.D{{Key: "$lte", Value: now.Add(-mailWindow)}}}},
	}}}
	update := bson.D{
		{Key: "$push", Value: bson.D{{Key: "at", Value: bson.D{{Key: "$each", Value: bson.A{now}}, {Key: "$slice", Value: -mailsPerWindow}}}}},
		{Key: "$set", Value: bson.D{{Key: "forget", Value: now.Add(mailWindow)}}},
	}
	var err error
	for range 2 { // of two first mails at once one meets the other's insert, and then finds its document
		_, err = s.mails.Collection().UpdateOne(ctx, filter, update, options.UpdateOne().SetUpsert(true))
		if !mongo.IsDuplicateKeyError(err) {
			break
		}
	}
	if mongo.IsDuplicateKeyError(err) {
		return false, nil
	}
	if err != nil {
		return false, failed("count mail", err)
	}
	return true, nil
}

// lastMail is the last place of a full list.
const lastMail = "at.4"

func (s store) organizationByStatusKey(ctx context.Context, hash string) (Organization, error) {
	return s.organizations.FindOne(ctx, bson.D{{Key: "statusKey", Value: hash}})
}

func (s store) organizationsOf(ctx context.Context, exhibitions []string, state State, query, cursor string, limit int) ([]Organization, string, error) {
	if len(exhibitions) == 0 {
		return []Organization{}, "", nil
	}
	filter := bson.D{{Key: "participations.exhibition", Value: bson.D{{Key: "$in", Value: exhibitions}}}}
	if state != "" {
		filter = append(filter, bson.E{Key: "state", Value: state})
	}
	if query != "" {
		filter = append(filter, bson.E{Key: "search", Value: bson.D{{Key: "$regex", Value: regexp.QuoteMeta(query)}}})
	}
	return s.organizations.Page(ctx, filter, cursor, limit)
}

func (s store) countries(ctx context.Context, orgs []string) (map[string]string, error) {
	countries := map[string]string{}
	if len(orgs) == 0 {
		return countries, nil
	}
	found, err := s.organizations.All(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: orgs}}}},
		options.Find().SetProjection(bson.D{{Key: "country", Value: 1}}))
	if err != nil {
		return nil, err
	}
	for _, o := range found {
		countries[o.ID] = o.Country
	}
	return countries, nil
}

func (s store) personByEmail(ctx context.Context, email string) (Person, error) {
	return s.people.FindOne(ctx, bson.D{{Key: "email", Value: email}})
}

const peopleLimit = 500

func (s store) peopleOf(ctx context.Context, org string) ([]Person, error) {
	return s.people.All(ctx, bson.D{{Key: "org", Value: org}, {Key: "email", Value: bson.D{{Key: "$exists", Value: true}}}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(peopleLimit))
}

func (s store) holders(ctx context.Context, g actor.Grant) ([]Person, error) {
	match := bson.D{{Key: "role", Value: g.Role}}
	if g.Exhibition != "" {
		match = append(match, bson.E{Key: "exhibition", Value: g.Exhibition})
	}
	return s.people.All(ctx, bson.D{{Key: "grants", Value: bson.D{{Key: "$elemMatch", Value: match}}}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
}

func (s store) participants(ctx context.Context, exhibition, cursor string, limit int) ([]Person, string, error) {
	return s.people.Page(ctx, bson.D{{Key: "grants.exhibition", Value: exhibition}}, cursor, limit)
}

// useLink marks the link as used in the one write that decides who used it.
func (s store) useLink(ctx context.Context, hash string, now time.Time) (Link, error) {
	var l Link
	err := s.links.Collection().FindOneAndUpdate(ctx, bson.D{
		{Key: "hash", Value: hash},
		{Key: "used", Value: bson.D{{Key: "$exists", Value: false}}},
		{Key: "expires", Value: bson.D{{Key: "$gt", Value: now}}},
	}, bson.D{{Key: "$set", Value: bson.D{{Key: "used", Value: now}}}, {Key: "$inc", Value: bson.D{{Key: "v", Value: 1}}}}).Decode(&l)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return l, problem.New(problem.NotFound, "link_not_found", "there is no such link")
	}
	if err != nil {
		return l, failed("use link", err)
	}
	return l, nil
}

func (s store) linkByHash(ctx context.Context, hash string) (Link, error) {
	return s.links.FindOne(ctx, bson.D{{Key: "hash", Value: hash}})
}

func (s store) sessionByHash(ctx context.Context, hash string) (Session, error) {
	return s.sessions.FindOne(ctx, bson.D{{Key: "hash", Value: hash}})
}

func (s store) sessionsOf(ctx context.Context, person string) ([]Session, error) {
	return s.sessions.All(ctx, bson.D{{Key: "person", Value: person}, notEnded()},
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(peopleLimit))
}

func notEnded() bson.E {
	return bson.E{Key: "ended", Value: bson.D{{Key: "$exists", Value: false}}}
}

// sessionSeen moves the idle limit; $max, so that a slow request never moves it back.
func (s store) sessionSeen(ctx context.Context, id string, now time.Time) error {
	_, err := s.sessions.Collection().UpdateOne(ctx, bson.D{{Key: "_id", Value: id}},
		bson.D{{Key: "$max", Value: bson.D{{Key: "seen", Value: now}}}})
	if err != nil {
		return failed("touch session", err)
	}
	return nil
}

func (s store) endSession(ctx context.Context, id, person string, now time.Time, e db.OutboxEntry) error {
	res, err := s.sessions.Collection().UpdateOne(ctx,
		bson.D{{Key: "_id", Value: id}, {Key: "person", Value: person}, notEnded()},
		bson.D{
			{Key: "$set", Value: bson.D{{Key: "ended", Value: now}}},
			{Key: "$inc", Value: bson.D{{Key: "v", Value: 1}}},
			{Key: "$push", Value: bson.D{{Key: "outbox", Value: e}}},
		})
	if err != nil {
		return failed("end session", err)
	}
	if res.MatchedCount == 0 {
		return problem.New(problem.NotFound, "session_not_found", "there is no such session")
	}
	return nil
}

func (s store) endSessions(ctx context.Context, person string, now time.Time) error {
	_, err := s.sessions.Collection().UpdateMany(ctx, bson.D{{Key: "person", Value: person}, notEnded()},
		bson.D{{Key: "$set", Value: bson.D{{Key: "ended", Value: now}}}, {Key: "$inc", Value: bson.D{{Key: "v", Value: 1}}}})
	if err != nil {
		return failed("end sessions", err)
	}
	return nil
}

func (s store) tokenByHash(ctx context.Context, hash string) (APIToken, error) {
	return s.tokens.FindOne(ctx, bson.D{{Key: "hash", Value: hash}})
}

func (s store) tokensOf(ctx context.Context, person string) ([]APIToken, error) {
	return s.tokens.All(ctx, bson.D{{Key: "person", Value: person}}, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}))
}

func (s store) tokenUsed(ctx context.Context, id string, now time.Time) error {
	_, err := s.tokens.Collection().UpdateOne(ctx, bson.D{{Key: "_id", Value: id}},
		bson.D{{Key: "$max", Value: bson.D{{Key: "used", Value: now}}}})
	if err != nil {
		return failed("touch token", err)
	}
	return nil
}

func (s store) dropToken(ctx context.Context, id, person string) error {
	res, err := s.tokens.Collection().DeleteOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "person", Value: person}})
	if err != nil {
		return failed("remove token", err)
	}
	if res.DeletedCount == 0 {
		return problem.New(problem.NotFound, "token_not_found", "there is no such token")
	}
	return nil
}

func (s store) dropTokens(ctx context.Context, person string) error {
	_, err := s.tokens.Collection().DeleteMany(ctx, bson.D{{Key: "person", Value: person}})
	if err != nil {
		return failed("remove tokens", err)
	}
	return nil
}

// failed turns a driver's error into ours, as db.Store does for the calls that it offers.
func failed(verb string, err error) error {
	if mongo.IsNetworkError(err) || mongo.IsTimeout(err) {
		return problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment").Wrap(fmt.Errorf("%s: %w", verb, err))
	}
	return fmt.Errorf("%s: %w", verb, err)
}
