package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/SherClockHolmes/webpush-go"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/problem"
)

// vapid is the pair of keys by which push services know this fair (RFC 8292), both in base64url.
type vapid struct {
	ID      string `bson:"_id"`
	Private string `bson:"private"`
	Public  string `bson:"public"`
}

// vapidKeys are the fair's keys, made at the first start. Browsers are bound to them: they never change. Of two programs
// that start at once the first one's keys hold.
func (s store) vapidKeys(ctx context.Context) (vapid, error) {
	private, public, err := webpush.GenerateVAPIDKeys()
	if err != nil {
		return vapid{}, fmt.Errorf("make push keys: %w", err)
	}
	if err := add(ctx, s.secrets, vapid{ID: "vapid", Private: private, Public: public}); err != nil {
		return vapid{}, err
	}
	var kept vapid
	err = s.secrets.FindOne(ctx, byID("vapid")).Decode(&kept)
	return kept, failed("read push keys", err)
}

// subscribe keeps a browser in place of what was known of it, and forgets the oldest of a person beyond limit.
func (s store) subscribe(ctx context.Context, sub Subscription, limit int) error {
	if _, err := s.browsers.ReplaceOne(ctx, byID(sub.ID), sub, options.Replace().SetUpsert(true)); err != nil {
		return fmt.Errorf("keep push subscription: %w", err)
	}
	mine, err := s.browsersOf(ctx, sub.Person)
	if err != nil {
		return err
	}
	for _, old := range mine[min(limit, len(mine)):] {
		if err := s.unsubscribe(ctx, old.ID, old.Person); err != nil {
			return err
		}
	}
	return nil
}

func (s store) unsubscribe(ctx context.Context, id, person string) error {
	_, err := s.browsers.DeleteOne(ctx, bson.D{is("_id", id), is("person", person)})
	return failed("end push subscription", err)
}

// browsersOf are the browsers of a person, the newest first.
func (s store) browsersOf(ctx context.Context, person string) ([]Subscription, error) {
	return list[Subscription](ctx, s.browsers, bson.D{is("person", person)}, 2*maxBrowsers)
}

func (s store) browser(ctx context.Context, id string) (Subscription, error) {
	var sub Subscription
	err := s.browsers.FindOne(ctx, byID(id)).Decode(&sub)
	if isNone(err) {
		return sub, problem.New(problem.NotFound, "subscription_not_found", "there is no such push subscription")
	}
	return sub, failed("read push subscription", err)
}

func (s store) addPush(ctx context.Context, p Push) error { return add(ctx, s.pushes, p) }

func (s store) claimPush(ctx context.Context, now, until time.Time) (Push, bool, error) {
	return claim[Push](ctx, s.pushes, now, until)
}

// settlePush writes down what became of an attempt, unless another has begun meanwhile.
func (s store) settlePush(ctx context.Context, p Push) error {
	_, err := s.pushes.ReplaceOne(ctx, bson.D{is("_id", p.ID), is("attempts", p.Attempts)}, p)
	return failed("keep push", err)
}
