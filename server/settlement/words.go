package settlement

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// words are what somebody wrote about an order. They stay outside the log, which keeps only a salted commitment to them:
// erasing the words leaves the log whole and says nothing of them, and as long as they are there nobody can change them
// unnoticed.
type words struct {
	ID    string    `bson:"_id"` // the commitment
	V     int64     `bson:"v"`
	Order string    `bson:"order"`
	Salt  string    `bson:"salt"`
	Text  string    `bson:"text"`
	By    string    `bson:"by"`
	At    time.Time `bson:"at"`
}

// maxWords bounds a text in characters.
const maxWords = 4000

// commitment is the SHA-256 sum of a salt and a text in hexadecimal; the salt has 64 hexadecimal digits.
func commitment(salt, text string) string {
	sum := sha256.Sum256([]byte("fairground.words.1" + salt + text))
	return hex.EncodeToString(sum[:])
}

// note keeps a text and returns the commitment to it, "" for no text. The salt follows from the client's key, so that
// asking again is the same command.
func (s *Service) note(ctx context.Context, order, key, text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	if n := utf8.RuneCountInString(text); n > maxWords || !utf8.ValidString(text) {
		return "", problem.Newf(problem.Invalid, "note_too_long", "a text has at most %d characters", maxWords)
	}
	a := actor.From(ctx)
	sum := sha256.Sum256([]byte("fairground.salt.1" + ledger.NewKey("salt", a.Person, key).String()))
	w := words{V: 1, Order: order, Salt: hex.EncodeToString(sum[:]), Text: text, By: a.Person, At: s.opt.Now().UTC()}
	w.ID = commitment(w.Salt, w.Text)
	return w.ID, s.words.keep(ctx, w)
}

// texts finds what was written about an order, by commitment. Words that are not what was committed to are left out.
func (s *Service) texts(ctx context.Context, order string) (map[string]string, error) {
	all, err := s.words.of(ctx, order)
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, w := range all {
		if commitment(w.Salt, w.Text) == w.ID {
			texts[w.ID] = w.Text
		}
	}
	return texts, nil
}
