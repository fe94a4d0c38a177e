package meetings

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// hold writes what a schedule run does to a document that was read before. Readers see nothing of it, so the version stays; that
// nobody else holds it by now is part of the guard.
func (s store) hold(ctx context.Context, was, m Meeting) error {
	guard := bson.D{{Key: "hold", Value: bson.D{{Key: "$exists", Value: false}}}}
	if was.Hold != nil {
		guard = bson.D{{Key: "hold", Value: was.Hold}}
	}
	set := bson.D{{Key: "claims", Value: m.Claims}, {Key: "people", Value: m.People}}
	update := bson.D{{Key: "$set", Value: append(set, bson.E{Key: "hold", Value: m.Hold})}}
	if m.Hold == nil {
		update = bson.D{{Key: "$set", Value: set}, {Key: "$unset", Value: bson.D{{Key: "hold", Value: ""}}}}
	}
	return s.Amend(ctx, m.ID, was.V, guard, update)
}

// holding finds the document that has a claim.
func (s store) holding(ctx context.Context, claim string) (Meeting, error) {
	return s.FindOne(ctx, bson.D{{Key: "claims", Value: claim}, {Key: "claims.0", Value: bson.D{{Key: "$exists", Value: true}}}})
}

// isHeld is a condition of the documents that a run has in its hands.
func isHeld() bson.D { return bson.D{{Key: "hold.run", Value: bson.D{{Key: "$gt", Value: ""}}}} }

// seen gives what readers see of the documents that read finds. A document in the hands of a run is shown as it was before until
// the run is published, and from then on as it will be settled.
//
// What was read before a run was published may lack what it had not taken yet. So everything is read again once a run turns out
// to be published: after that nothing of it is missing.
func (s store) seen(ctx context.Context, read func() ([]Meeting, error)) ([]Meeting, error) {
	published := map[string]bool{}
	for {
		list, err := read()
		if err != nil {
			return nil, err
		}
		fresh, err := s.news(ctx, list, published)
		if err != nil {
			return nil, err
		}
		if fresh {
			continue
		}
		shown, now := make([]Meeting, 0, len(list)), s.now()
		for _, m := range list {
			if as, ok := m.shown(m.Hold != nil && published[m.Hold.Run], now); ok {
				shown = append(shown, as)
			}
		}
		return shown, nil
	}
}

// news asks for the runs that hold documents, and reports whether one is published that was not known to be.
func (s store) news(ctx context.Context, list []Meeting, published map[string]bool) (fresh bool, err error) {
	asked := map[string]bool{}
	for _, m := range list {
		if m.Hold == nil || asked[m.Hold.Run] || published[m.Hold.Run] {
			continue
		}
		asked[m.Hold.Run] = true
		yes, err := s.published(ctx, m.Hold.Run)
		if err != nil {
			return false, err
		}
		if yes {
			published[m.Hold.Run], fresh = true, true
		}
	}
	return fresh, nil
}
