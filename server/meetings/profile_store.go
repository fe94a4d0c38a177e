package meetings

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// profileStore keeps needs and offers.
type profileStore struct{ db.Store[Profile] }

func newProfileStore(d *db.DB) profileStore {
	return profileStore{db.NewStore[Profile](d, "profiles", "profile")}
}

func (s profileStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{
		Keys: bson.D{{Key: "exhibition", Value: 1}, {Key: "org", Value: 1}}, Options: options.Index().SetName("exhibition"),
	})
}

func (s profileStore) of(ctx context.Context, exhibition, person string) (p Profile, found bool, err error) {
	p, err = s.Find(ctx, profileID(exhibition, person))
	if problem.Is(err, problem.NotFound) {
		return Profile{}, false, nil
	}
	return p, err == nil, err
}

// ofOrg returns the oldest profile of an organization.
func (s profileStore) ofOrg(ctx context.Context, exhibition, org string) (p Profile, found bool, err error) {
	list, err := s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}, {Key: "org", Value: org}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(1))
	if err != nil || len(list) == 0 {
		return Profile{}, false, err
	}
	return list[0], true, nil
}

// among lists the profiles of people.
func (s profileStore) among(ctx context.Context, exhibition string, people []string) ([]Profile, error) {
	ids := make(bson.A, len(people))
	for i, p := range people {
		ids[i] = profileID(exhibition, p)
	}
	return s.All(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}}, withoutOutbox())
}

func (s profileStore) all(ctx context.Context, exhibition string) ([]Profile, error) {
	return s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}}, options.Find().
		SetProjection(bson.D{{Key: "outbox", Value: 0}}).SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// save inserts a profile (v is 0) or replaces the one that was read in version v.
func (s profileStore) save(ctx context.Context, v int64, p Profile) error {
	if v > 0 {
		return s.Replace(ctx, p.ID, v, p)
	}
	err := s.Insert(ctx, p)
	if problem.Is(err, problem.Conflict) {
		return problem.New(problem.PreconditionFailed, "version_conflict", "the profile exists already").Wrap(err)
	}
	return err
}

// wishStore keeps preferences.
type wishStore struct{ db.Store[wishes] }

func newWishStore(d *db.DB) wishStore {
	return wishStore{db.NewStore[wishes](d, "preferences", "preferences")}
}

func (s wishStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{
		Keys: bson.D{{Key: "exhibition", Value: 1}, {Key: "list.org", Value: 1}}, Options: options.Index().SetName("toward"),
	})
}

// of returns an organization's preferences; none if it has said nothing.
func (s wishStore) of(ctx context.Context, exhibition, org string) (wishes, error) {
	w, err := s.Find(ctx, exhibition+"|"+org)
	if problem.Is(err, problem.NotFound) {
		return wishes{ID: exhibition + "|" + org, Exhibition: exhibition, Org: org}, nil
	}
	return w, err
}

// refusing lists the organizations that never want to meet one.
func (s wishStore) refusing(ctx context.Context, exhibition, org string) (map[string]bool, error) {
	list, err := s.All(ctx, bson.D{{Key: "exhibition", Value: exhibition}, {Key: "list.org", Value: org}})
	if err != nil {
		return nil, err
	}
	by := map[string]bool{}
	for _, w := range list {
		if w.toward(org) == Never {
			by[w.Org] = true
		}
	}
	return by, nil
}

// save stores preferences whose version has been raised by one.
func (s wishStore) save(ctx context.Context, w wishes) error {
	if w.V == 1 {
		return s.Insert(ctx, w)
	}
	return s.Replace(ctx, w.ID, w.V-1, w)
}

// feed is the secret under which a person's calendar can be read.
type feed struct {
	ID     string `bson:"_id"` // the person
	V      int64  `bson:"v"`
	Secret string `bson:"secret"` // SHA-256 in hex
	Org    string `bson:"org"`
	Zone   string `bson:"zone"`

	Outbox []db.OutboxEntry `bson:"outbox"`
}

type feedStore struct{ db.Store[feed] }

func newFeedStore(d *db.DB) feedStore {
	return feedStore{db.NewStore[feed](d, "calendars", "calendar")}
}

func (s feedStore) indexes(ctx context.Context) error {
	return s.EnsureIndexes(ctx, mongo.IndexModel{
		Keys: bson.D{{Key: "secret", Value: 1}}, Options: options.Index().SetName("secret").SetUnique(true),
	})
}

func (s feedStore) bySecret(ctx context.Context, hash string) (feed, error) {
	return s.FindOne(ctx, bson.D{{Key: "secret", Value: hash}})
}

// save puts a feed in the place of an older one; v is the older one's version, 0 if there was none.
func (s feedStore) save(ctx context.Context, v int64, f feed) error {
	if v == 0 {
		return s.Insert(ctx, f)
	}
	return s.Replace(ctx, f.ID, v, f)
}
