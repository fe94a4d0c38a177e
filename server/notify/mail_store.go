package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"fairground/server/problem"
)

func isNone(err error) bool { return errors.Is(err, mongo.ErrNoDocuments) }

func (s store) addMail(ctx context.Context, m Mail) error { return add(ctx, s.mailbox, m) }

func (s store) mail(ctx context.Context, id string) (Mail, error) {
	var m Mail
	err := s.mailbox.FindOne(ctx, byID(id)).Decode(&m)
	if isNone(err) {
		return m, problem.New(problem.NotFound, "mail_not_found", "there is no such mail")
	}
	return m, failed("read mail", err)
}

// of are the mails of exhibitions that their organizers may read.
func of(exhibitions []string) bson.D {
	return bson.D{is("exhibition", bson.D{is("$in", exhibitions)}), is("secret", bson.D{is("$exists", false)})}
}

// mails are those of exhibitions, newest first; only those in a state unless it is empty, and after a place in the list.
func (s store) mails(ctx context.Context, exhibitions []string, state string, after place, limit int) ([]Mail, error) {
	filter := of(exhibitions)
	if state != "" {
		filter = append(filter, is("state", state))
	}
	if after.id != "" {
		filter = append(filter, is("$or", bson.A{
			bson.D{is("at", bson.D{is("$lt", after.at)})},
			bson.D{is("at", after.at), is("_id", bson.D{is("$lt", after.id)})},
		}))
	}
	return list[Mail](ctx, s.mailbox, filter, limit)
}

func (s store) countMails(ctx context.Context, exhibitions []string) (map[string]int64, error) {
	cursor, err := s.mailbox.Aggregate(ctx, bson.A{
		bson.D{is("$match", of(exhibitions))},
		bson.D{is("$group", bson.D{is("_id", "$state"), is("n", bson.D{is("$sum", 1)})})},
	})
	if err != nil {
		return nil, fmt.Errorf("count mails: %w", err)
	}
	var rows []struct {
		State string `bson:"_id"`
		N     int64  `bson:"n"`
	}
	if err := cursor.All(ctx, &rows); err != nil {
		return nil, fmt.Errorf("count mails: %w", err)
	}
	counts := map[string]int64{}
	for _, row := range rows {
		counts[row.State] = row.N
	}
	return counts, nil
}

func (s store) everything(ctx context.Context, limit int) ([]Mail, error) {
	return list[Mail](ctx, s.mailbox, bson.D{}, limit)
}

func (s store) latestTo(ctx context.Context, email string) (Mail, error) {
	mails, err := list[Mail](ctx, s.mailbox, bson.D{is("to", email)}, 1)
	if err != nil {
		return Mail{}, err
	}
	if len(mails) == 0 {
		return Mail{}, fmt.Errorf("%w: %s", ErrNoMail, email)
	}
	return mails[0], nil
}

func (s store) claimMail(ctx context.Context, now, until time.Time) (Mail, bool, error) {
	return claim[Mail](ctx, s.mailbox, now, until)
}

// settleMail replaces a mail that nobody has taken since it was read; otherwise a PreconditionFailed problem.
func (s store) settleMail(ctx context.Context, read, changed Mail) error {
	res, err := s.mailbox.ReplaceOne(ctx, bson.D{
		is("_id", read.ID), is("state", read.State), is("attempts", read.Attempts), is("lease", read.Lease),
	}, changed)
	if err != nil {
		return fmt.Errorf("keep mail: %w", err)
	}
	if res.MatchedCount == 0 {
		return problem.New(problem.PreconditionFailed, "version_conflict", "this mail has gone further meanwhile")
	}
	return nil
}

func together(now time.Time) bson.D {
	return bson.D{is("state", Waiting), is("digest", true), is("due", bson.D{is("$lte", now)})}
}

// waitingTogether are the mails of one person whose digest is due, oldest first; none if no digest is.
func (s store) waitingTogether(ctx context.Context, now time.Time, limit int) ([]Mail, error) {
	var first Mail
	err := s.mailbox.FindOne(ctx, together(now), options.FindOne().SetSort(keys("due", 1, "_id", 1))).Decode(&first)
	if isNone(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("find a digest: %w", err)
	}
	cursor, err := s.mailbox.Find(ctx, append(together(now), is("person", first.Person)),
		options.Find().SetSort(keys("at", 1, "_id", 1)).SetLimit(int64(limit)))
	if err != nil {
		return nil, fmt.Errorf("list a digest: %w", err)
	}
	var parts []Mail
	err = cursor.All(ctx, &parts)
	return parts, failed("list a digest", err)
}

// markCollected marks the parts of a digest, the first one last: as long as it waits, the digest is found by it.
func (s store) markCollected(ctx context.Context, parts []string) error {
	for _, ids := range [][]string{parts[1:], parts[:1]} {
		_, err := s.mailbox.UpdateMany(ctx, bson.D{is("_id", bson.D{is("$in", ids)}), is("state", Waiting)},
			bson.D{is("$set", bson.D{is("state", Collected)})})
		if err != nil {
			return fmt.Errorf("mark the parts of a digest: %w", err)
		}
	}
	return nil
}
