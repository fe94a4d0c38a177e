package meetings

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/db"
	"fairground/server/problem"
)

// store keeps requests and meetings. What it finds is what readers see (seen); only the embedded store gives documents as they are
// stored.
type store struct {
	db.Store[Meeting]
	published func(ctx context.Context, run string) (bool, error)
	now       func() time.Time
}

func newStore(d *db.DB, published func(context.Context, string) (bool, error), now func() time.Time) store {
	return store{Store: db.NewStore[Meeting](d, "meetings", "meeting"), published: published, now: now}
}

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
		mongo.IndexModel{Keys: keys("exhibition", "starts"), Options: options.Index().SetName("times")},
		mongo.IndexModel{Keys: keys("hold.run", "exhibition"), Options: options.Index().SetName("held").SetPartialFilterExpression(isHeld())},
		mongo.IndexModel{Keys: keys("exhibition", "_id"), Options: options.Index().SetName("exhibition")},
		mongo.IndexModel{Keys: keys("state", "changed"), Options: options.Index().SetName("waiting").
			SetPartialFilterExpression(bson.D{{Key: "state", Value: AcceptedUnscheduled}})},
	)
}

func (s store) find(ctx context.Context, id string) (Meeting, error) {
	list, err := s.seen(ctx, func() ([]Meeting, error) {
		m, err := s.Find(ctx, id)
		return []Meeting{m}, err
	})
	if err != nil {
		return Meeting{}, err
	}
	if len(list) == 0 {
		return Meeting{}, notFound()
	}
	return list[0], nil
}

// All lists what readers see of the documents that match.
func (s store) All(ctx context.Context, filter bson.D, opts ...options.Lister[options.FindOptions]) ([]Meeting, error) {
	return s.seen(ctx, func() ([]Meeting, error) { return s.Store.All(ctx, filter, opts...) })
}

// matching lists the documents of a scope that readers see to meet a condition. The database does not know what they see of those
// in the hands of a run: it gives them all, and the rule, which says the same as the condition, decides.
func (s store) matching(ctx context.Context, scope, condition bson.D, rule func(*Meeting) bool, opts ...options.Lister[options.FindOptions]) ([]Meeting, error) {
	either := bson.E{Key: "$or", Value: bson.A{condition, isHeld()}}
	list, err := s.All(ctx, append(slices.Clone(scope), either), opts...)
	return slices.DeleteFunc(list, func(m Meeting) bool { return !rule(&m) }), err
}

// inTime sorts by what readers see, which the database cannot.
func inTime(list []Meeting) []Meeting {
	slices.SortFunc(list, func(a, b Meeting) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.ID, b.ID)) })
	return list
}

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

func inStates(states []State) bson.D { return bson.D{{Key: "$in", Value: states}} }

func upcomingStates() bson.D { return inStates([]State{Scheduled, LobbyOpen, Live}) }

// ahead matches the meetings that are to come or going on.
func ahead(now time.Time) (condition bson.D, rule func(*Meeting) bool) {
	return bson.D{{Key: "state", Value: upcomingStates()}, {Key: "ends", Value: bson.D{{Key: "$gt", Value: now}}}},
		func(m *Meeting) bool { return m.State.Upcoming() && m.Ends.After(now) }
}

// timeFields are what says who is booked when, now and once a run is settled.
func timeFields() bson.D {
	fields := bson.D{}
	for _, f := range []string{"state", "starts", "ends", "hold", "requester.person", "invitee.person", "guests", "interpreter"} {
		fields = append(fields, bson.E{Key: f, Value: 1})
	}
	return fields
}

// taken lists the slots in which each of the people is booked, from now on; the meeting with the id except does not count. What a
// run that is not published yet has taken counts as well, although nobody sees it: it cannot be had.
func (s store) taken(ctx context.Context, people []string, now time.Time, except string) (map[string][]Slot, error) {
	who := make(bson.A, len(people))
	for i, p := range people {
		who[i] = p
	}
	scope := bson.D{{Key: "people", Value: bson.D{{Key: "$in", Value: who}}}}
	condition, rule := ahead(now)
	list, err := s.matching(ctx, scope, condition, rule, options.Find().SetProjection(timeFields()))
	if err != nil {
		return nil, err
	}
	coming, err := s.Store.All(ctx, append(scope, isHeld()...), options.Find().SetProjection(timeFields()))
	if err != nil {
		return nil, err
	}
	for _, m := range coming {
		if m.Hold.Taken {
			list = append(list, m.placed())
		}
	}
	taken := map[string][]Slot{}
	for _, m := range list {
		if m.ID == except {
			continue
		}
		for _, p := range m.persons() {
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
	condition, rule := ahead(now)
	list, err := s.matching(ctx, bson.D{{Key: "people", Value: person}}, condition,
		func(m *Meeting) bool { return rule(m) && slices.Contains(m.People, person) })
	return inTime(list), err
}

// upcomingIn lists the meetings of an exhibition that have not ended, the next first.
func (s store) upcomingIn(ctx context.Context, exhibition string, now time.Time) ([]Meeting, error) {
	condition, rule := ahead(now)
	list, err := s.matching(ctx, bson.D{{Key: "exhibition", Value: exhibition}}, condition, rule, options.Find().
		SetProjection(bson.D{{Key: "outbox", Value: 0}, {Key: "claims", Value: 0}, {Key: "evidence", Value: 0}, {Key: "history", Value: 0}}))
	return inTime(list), err
}

// agenda lists a person's meetings in these states that begin in from..to.
func (s store) agenda(ctx context.Context, person string, from, to time.Time, states []State) ([]Meeting, error) {
	condition := bson.D{
		{Key: "state", Value: inStates(states)},
		{Key: "starts", Value: bson.D{{Key: "$gte", Value: from}, {Key: "$lt", Value: to}}},
	}
	list, err := s.matching(ctx, bson.D{{Key: "people", Value: person}}, condition, func(m *Meeting) bool {
		return slices.Contains(m.People, person) && slices.Contains(states, m.State) && !m.Starts.Before(from) && m.Starts.Before(to)
	})
	return inTime(list), err
}

func agendaStates() []State {
	return []State{Scheduled, LobbyOpen, Live, Completed, NoShow, TechnicalFailure}
}
func calendarStates() []State { return []State{Scheduled, LobbyOpen, Live, Completed, Cancelled} }

// due lists the ids of the requests or meetings in these states that the timer has to look at.
func (s store) due(ctx context.Context, states bson.D, now time.Time) ([]string, error) {
	list, err := s.Store.All(ctx, bson.D{
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
	return s.due(ctx, inStates([]State{Pending}), now)
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
		and = append(and, bson.D{{Key: "$or", Value: bson.A{bson.D{{Key: "state", Value: inStates(f.states)}}, isHeld()}}})
	}
	var all bson.D
	if len(and) > 0 {
		all = bson.D{{Key: "$and", Value: and}}
	}
	var next string
	list, err := s.seen(ctx, func() (list []Meeting, err error) {
		list, next, err = s.Page(ctx, all, cursor, limit)
		return list, err
	})
	// While a run is published a page may be short: what it adds takes its place before it is seen.
	return slices.DeleteFunc(list, func(m Meeting) bool { return len(f.states) > 0 && !slices.Contains(f.states, m.State) }), next, err
}

// count groups an exhibition's documents by state.
func (s store) count(ctx context.Context, exhibition string) (map[State]int64, error) {
	counts := map[State]int64{}
	of := bson.D{{Key: "exhibition", Value: exhibition}}
	held, err := s.All(ctx, append(of, isHeld()...))
	if err != nil {
		return nil, err
	}
	for _, st := range States() {
		n, err := s.Collection().CountDocuments(ctx, append(of, bson.E{Key: "state", Value: st}, bson.E{Key: "hold", Value: bson.D{{Key: "$exists", Value: false}}}))
		if err != nil {
			return nil, problem.New(problem.Unavailable, "database_unavailable", "the database does not answer at the moment").Wrap(err)
		}
		counts[st] = n
	}
	for _, m := range held {
		counts[m.State]++
	}
	return counts, nil
}
