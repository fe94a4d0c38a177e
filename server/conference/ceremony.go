package conference

import (
	"context"
	"slices"
	"strconv"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// SessionKind is what a session of the programme is.
type SessionKind string

// The kinds of sessions. In a ceremony a deal is signed in front of the audience.
const (
	Conference SessionKind = "conference"
	Showcase   SessionKind = "showcase"
	CeremonyOf SessionKind = "ceremony"
)

// CeremonyDeal is what an audience may see of a deal that is signed in front of it: never an amount.
type CeremonyDeal struct {
	Deal       string
	Exhibition string
	Title      string
	State      string
	Hash       string // of the version on the table, 64 hexadecimal digits; "" if there is none
	Signers    []Signer
	Shown      bool // both sides want to be seen
}

// Signer is one of the two sides of a deal.
type Signer struct {
	Org    string     `json:"organization"`
	Name   lang.Text  `json:"name"`
	Signed *time.Time `json:"signed,omitempty"`
	By     string     `json:"by,omitempty" doc:"Who signed for it."`
	Shows  bool       `json:"shows" doc:"It wants to stand on the deal wall and in the ceremony."`
}

// Ceremonies knows the deals that can be signed on a stage. A deal that does not exist is a NotFound problem.
type Ceremonies interface {
	CeremonyDeal(ctx context.Context, deal string) (CeremonyDeal, error)
}

// seal is the part of a hash that people compare by eye, as on the deal wall.
func seal(hash string) string { return hash[:min(16, len(hash))] }

// checkCeremony says what is wrong with a session in which a deal is to be signed: it needs a deal of this exhibition, and of each
// side somebody who is on stage.
func (s *Service) checkCeremony(ctx context.Context, session Session) error {
	if session.Kind != CeremonyOf || session.State == Cancelled {
		return nil
	}
	invalid := problem.New(problem.Invalid, "session_invalid", "this session cannot be")
	if s.near.Ceremonies == nil {
		return invalid.Field("body.kind", "no deals are signed here")
	}
	deal, err := s.near.Ceremonies.CeremonyDeal(ctx, session.Deal)
	if problem.Is(err, problem.NotFound) || err == nil && deal.Exhibition != session.Exhibition {
		return invalid.Field("body.deal", "is no deal of this exhibition")
	}
	if err != nil || s.near.People == nil {
		return err
	}
	for _, side := range deal.Signers {
		there := false
		for _, speaker := range session.Speakers {
			if speaker.Person == "" || there {
				continue
			}
			who, err := s.near.People.Profile(ctx, session.Exhibition, speaker.Person)
			if err != nil && !problem.Is(err, problem.NotFound) {
				return err
			}
			there = err == nil && who.Org == side.Org
		}
		if !there {
			return invalid.Field("body.speakers", "somebody of each side that signs is on stage").With("organization", side.Org)
		}
	}
	return nil
}

// Ceremony is the deal of a session as the audience sees it. Nothing of it is shown before both sides want to be seen, but to
// those who run the programme and to the sides themselves, who learn whose consent is missing.
func (s *Service) Ceremony(ctx context.Context, exhibition, id string) (CeremonyDeal, error) {
	session, err := s.Session(ctx, exhibition, id)
	if err != nil {
		return CeremonyDeal{}, err
	}
	none := problem.New(problem.NotFound, "ceremony_not_found", "nothing is signed in this session")
	if session.Kind != CeremonyOf || s.near.Ceremonies == nil {
		return CeremonyDeal{}, none
	}
	deal, err := s.near.Ceremonies.CeremonyDeal(ctx, session.deal)
	if err != nil {
		return CeremonyDeal{}, hideCeremony(err, none)
	}
	a := actor.From(ctx)
	side := slices.ContainsFunc(deal.Signers, func(x Signer) bool { return a.Org != "" && x.Org == a.Org })
	if !deal.Shown && !side && !a.Has(actor.Organizer, exhibition) && !a.IsSystem() {
		return CeremonyDeal{}, none
	}
	if !side {
		deal.Deal = ""
	}
	return deal, nil
}

func hideCeremony(err, none error) error {
	if problem.Is(err, problem.NotFound) {
		return none
	}
	return err
}

// Hear takes what other features have done, from their outboxes: when a deal is signed in a ceremony, its stage is told at that
// moment. Hearing it twice tells it twice, with the same content.
func (s *Service) Hear(ctx context.Context, e db.OutboxEntry) error {
	switch e.Type {
	case "deal.signed", "deal.signature_given", "deal.agreed", "deal.wall_changed":
	default:
		return nil
	}
	if s.near.Ceremonies == nil {
		return nil
	}
	now := s.now()
	if now.Sub(e.At) > time.Hour { // delivered late: the audience has gone home
		return nil
	}
	sessions, err := s.store.ceremonies(ctx, e.Entity, now.Add(speakerEarly), now.Add(-speakerLate))
	if err != nil || len(sessions) == 0 {
		return err
	}
	deal, err := s.near.Ceremonies.CeremonyDeal(ctx, e.Entity)
	if problem.Is(err, problem.NotFound) || err == nil && !deal.Shown {
		return nil
	}
	if err != nil {
		return err
	}
	signed := 0
	for _, side := range deal.Signers {
		if side.Signed != nil {
			signed++
		}
	}
	for _, session := range sessions {
		if session.Room == "" {
			continue
		}
		event := "deal.state"
		data := map[string]string{
			"session": session.ID, "title": deal.Title, "state": deal.State, "hash": seal(deal.Hash), "signatures": strconv.Itoa(signed),
		}
		if e.Type == "deal.signed" {
			event, data["deal"] = "deal.signed", deal.Deal
		}
		s.tell(ctx, session.Room, event, data)
	}
	return nil
}
