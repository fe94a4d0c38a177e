package conference

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// KeyUse is what a stream key opens.
type KeyUse string

// The uses: an encoder sends by WHIP, a viewer receives by WHEP.
const (
	KeyWHIP KeyUse = "whip"
	KeyWHEP KeyUse = "whep"
)

// maxKeys bounds the living keys of a room.
const maxKeys = 50

// StreamKey lets a program into one room without signing in. Its secret is shown once; only its SHA-256 is stored.
type StreamKey struct {
	ID         string           `bson:"_id" json:"id"` // and the participant of an encoder
	V          int64            `bson:"v" json:"v"`
	Room       string           `bson:"room" json:"room"`
	Exhibition string           `bson:"exhibition" json:"-"`
	Use        KeyUse           `bson:"use" json:"use" enum:"whip,whep"`
	Name       string           `bson:"name" json:"name" doc:"What the stream is called in the room."`
	Hash       string           `bson:"hash" json:"-"`
	By         string           `bson:"by" json:"by"`
	At         time.Time        `bson:"at" json:"at"`
	Rotated    *time.Time       `bson:"rotated,omitempty" json:"rotated,omitempty"`
	Revoked    *Closing         `bson:"revoked,omitempty" json:"revoked,omitempty"`
	Outbox     []db.OutboxEntry `bson:"outbox,omitempty" json:"-"`
}

// isStream reports whether a participant is a stream by key and not a person.
func isStream(participant string) bool { return strings.HasPrefix(participant, "key_") }

func (k *StreamKey) note(at time.Time, event, by string) {
	k.Outbox = append(k.Outbox, db.OutboxEntry{
		ID: db.NewID("out", at), Type: "stream_key." + event, At: stamp(at), By: by, Entity: k.ID, Exhibition: k.Exhibition,
		Data: map[string]string{"room": k.Room, "use": string(k.Use)},
	})
}

func newSecret() (secret, hash string) {
	secret = "fgk_" + rand.Text() + rand.Text() // 260 bits
	return secret, hashOf(secret)
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// NewKey makes a stream key for a room that the actor runs, and gives its secret: the only time that it is seen.
func (s *Service) NewKey(ctx context.Context, id string, use KeyUse, name string) (StreamKey, string, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return StreamKey{}, "", err
	}
	invalid := problem.New(problem.Invalid, "key_invalid", "this key cannot be made")
	if name = strings.TrimSpace(name); name == "" || utf8.RuneCountInString(name) > 100 || !utf8.ValidString(name) {
		return StreamKey{}, "", invalid.Field("body.name", "needs 1 to 100 characters")
	}
	if use != KeyWHIP && use != KeyWHEP {
		return StreamKey{}, "", invalid.Field("body.use", "is whip or whep")
	}
	list, err := s.store.keys.of(ctx, r.ID)
	if err != nil {
		return StreamKey{}, "", err
	}
	if len(slices.DeleteFunc(list, func(k StreamKey) bool { return k.Revoked != nil })) >= maxKeys {
		return StreamKey{}, "", problem.New(problem.Conflict, "keys_full", "this room has too many keys; revoke one")
	}
	now := s.now()
	secret, hash := newSecret()
	k := StreamKey{
		ID: db.NewID("key", now), V: 1, Room: r.ID, Exhibition: r.Exhibition, Use: use, Name: name, Hash: hash,
		By: actor.From(ctx).Person, At: stamp(now),
	}
	k.note(now, "made", k.By)
	return k, secret, s.store.keys.Insert(ctx, k)
}

// Keys lists the keys of a room, the newest first, for those who run it.
func (s *Service) Keys(ctx context.Context, id string) ([]StreamKey, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.store.keys.of(ctx, r.ID)
}

// key finds a living key of a room that the actor runs.
func (s *Service) key(ctx context.Context, id, key string) (StreamKey, error) {
	r, err := s.leads(ctx, id)
	if err != nil {
		return StreamKey{}, err
	}
	k, err := s.store.keys.Find(ctx, key)
	if err != nil {
		return StreamKey{}, err
	}
	if k.Room != r.ID {
		return StreamKey{}, problem.New(problem.NotFound, "key_not_found", "there is no such key")
	}
	if k.Revoked != nil {
		return StreamKey{}, problem.New(problem.Gone, "key_revoked", "this key was revoked")
	}
	return k, nil
}

// RotateKey gives a key another secret; who streams with the old one is put out.
func (s *Service) RotateKey(ctx context.Context, id, key string) (StreamKey, string, error) {
	k, err := s.key(ctx, id, key)
	if err != nil {
		return StreamKey{}, "", err
	}
	now := stamp(s.now())
	secret, hash := newSecret()
	k.Hash, k.Rotated = hash, &now
	k.V++
	k.note(now, "rotated", actor.From(ctx).Person)
	if err := s.store.keys.Replace(ctx, k.ID, k.V-1, k); err != nil {
		return StreamKey{}, "", err
	}
	s.streams.end(k.ID)
	return k, secret, nil
}

// RevokeKey ends a key and whoever streams with it.
func (s *Service) RevokeKey(ctx context.Context, id, key, words string) error {
	k, err := s.key(ctx, id, key)
	if err != nil {
		return err
	}
	if words, err = reason(words); err != nil {
		return err
	}
	now := stamp(s.now())
	k.Revoked = &Closing{At: now, By: actor.From(ctx).Person, Reason: words}
	k.Hash = "" // nothing has this hash
	k.V++
	k.note(now, "revoked", k.Revoked.By)
	if err := s.store.keys.Replace(ctx, k.ID, k.V-1, k); err != nil {
		return err
	}
	s.streams.end(k.ID)
	return nil
}

// opens finds the key with a secret, for one use of one room. What is wrong with it is nobody's business.
func (s *Service) opens(ctx context.Context, secret, room string, use KeyUse) (StreamKey, error) {
	refused := problem.New(problem.Unauthenticated, "key_invalid", "this stream key does not open this room")
	if !strings.HasPrefix(secret, "fgk_") || len(secret) > 200 {
		return StreamKey{}, refused
	}
	k, err := s.store.keys.byHash(ctx, hashOf(secret))
	if problem.Is(err, problem.NotFound) {
		return StreamKey{}, refused
	}
	if err != nil {
		return StreamKey{}, err
	}
	if k.Room != room || k.Use != use || k.Revoked != nil {
		return StreamKey{}, refused
	}
	return k, nil
}
