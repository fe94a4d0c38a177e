package notify

import (
	"context"

	"fairground/server/actor"
	"fairground/server/problem"
)

// Hours are a time of every day by the clock of a person's zone; they may pass midnight.
type Hours struct {
	_    struct{} `nullable:"true"`
	From string   `bson:"from" json:"from" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"22:00"`
	To   string   `bson:"to" json:"to" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"07:00"`
}

// How a person wants mails that are not urgent.
const (
	Off   = "off"   // each as it comes
	Daily = "daily" // all of a day in one
)

// Settings are how a person wants to be told.
type Settings struct {
	Person   string `bson:"_id" json:"-"`
	V        int64  `bson:"v" json:"v"`
	Quiet    *Hours `bson:"quiet" json:"quiet" doc:"In the person's own zone; null: never quiet."`
	Digest   string `bson:"digest" json:"digest" enum:"off,daily"`
	DigestAt string `bson:"digestAt" json:"digestAt" pattern:"^([01][0-9]|2[0-3]):[0-5][0-9]$" example:"08:00"`
	Mail     bool   `bson:"mail" json:"mail" doc:"Sign-in links are mailed in any case."`
	Push     bool   `bson:"push" json:"push"`
}

// defaults are the settings of a person who has chosen none.
func defaults(person string) Settings {
	return Settings{
		Person: person, Quiet: &Hours{From: "22:00", To: "07:00"}, Digest: Off, DigestAt: "08:00", Mail: true, Push: true,
	}
}

// check says what is wrong with settings.
func (s Settings) check() error {
	bad := problem.New(problem.Invalid, "notification_settings_invalid", "these settings cannot be kept")
	clock := func(location, text string) {
		if _, err := clockTime(text); err != nil {
			bad = bad.Field(location, err.Error())
		}
	}
	if s.Quiet != nil {
		clock("body.quiet.from", s.Quiet.From)
		clock("body.quiet.to", s.Quiet.To)
		if s.Quiet.From == s.Quiet.To {
			bad = bad.Field("body.quiet.to", "must differ from the beginning")
		}
	}
	clock("body.digestAt", s.DigestAt)
	if s.Digest != Off && s.Digest != Daily {
		bad = bad.Field("body.digest", "must be off or daily")
	}
	if len(bad.Fields) > 0 {
		return bad
	}
	return nil
}

// Settings are how the actor wants to be told.
func (s *Service) Settings(ctx context.Context) (Settings, error) {
	return s.store.settingsOf(ctx, actor.From(ctx).Person)
}

// SetSettings keeps the actor's choice in place of version v. It holds for what happens from now on.
func (s *Service) SetSettings(ctx context.Context, v int64, chosen Settings) (Settings, error) {
	if err := chosen.check(); err != nil {
		return Settings{}, err
	}
	chosen.Person, chosen.V = actor.From(ctx).Person, v+1
	if err := s.store.keepSettings(ctx, v, chosen); err != nil {
		return Settings{}, err
	}
	return chosen, nil
}
