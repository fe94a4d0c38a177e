package staging

import (
	"context"
	"slices"
	"time"

	"fairground/server/actor"
	"fairground/server/conference"
	"fairground/server/demo"
	"fairground/server/lang"
)

func (h *stagehand) programme(ctx context.Context) error {
	for _, r := range h.fair.Rooms {
		if err := h.Conference.AddStage(ctx, conference.Door{ID: r.ID, Exhibition: h.fair.Exhibition.ID, Name: r.Name}); err != nil {
			return err
		}
	}
	err := each(ctx, h.fair.Sessions, func(ctx context.Context, s demo.Session) error {
		session := conference.Session{
			ID: s.ID, Exhibition: h.fair.Exhibition.ID, Title: s.Title, Abstract: s.Abstract, Room: s.Room, Starts: s.Starts, Ends: s.Ends,
			Languages: s.Languages, State: conference.Scheduled,
		}
		for _, id := range s.Speakers {
			p := h.people[id]
			session.Speakers = append(session.Speakers, conference.Speaker{Person: id, Name: spoken(p.Name), Org: h.orgs[p.Org].Name})
		}
		switch {
		case s.Kind == "signing" && len(s.Deals) > 0:
			session.Kind, session.Deal = conference.CeremonyOf, s.Deals[0]
		case s.Kind == "showcase":
			session.Kind = conference.Showcase
		}
		session.Interpretation = h.interpretation(s)
		return h.Conference.AddSession(ctx, session)
	})
	if err != nil {
		return err
	}
	err = each(ctx, h.view.Requests, func(ctx context.Context, r demo.RequestView) error {
		if r.Interpreter == "" || r.Room == "" {
			return nil
		}
		// Into both languages of the table: the guest's, and the firm's Chinese.
		list := []conference.Assignment{{Person: r.Interpreter, Name: spoken(h.people[r.Interpreter].Name), Languages: h.people[r.Interpreter].Languages}}
		return h.Conference.AddInterpreters(ctx, r.Room, h.fair.Exhibition.ID, list)
	})
	if err != nil {
		return err
	}
	return each(ctx, h.view.Messages, func(ctx context.Context, m demo.Message) error {
		p := h.people[m.Person]
		return h.Conference.AddMessage(ctx, conference.Message{
			ID: m.ID, Room: m.Room, Exhibition: h.fair.Exhibition.ID, Participant: m.Person, ClientID: m.ID, Name: spoken(p.Name),
			Org: p.Org, OrgName: h.orgs[p.Org].Name[lang.English], Text: m.Text, Language: m.Language, At: m.At,
		})
	})
}

// interpretation is a channel for every language of a session beside the floor's, the first, where somebody can be named for it.
// Who speaks on the stage does not interpret it.
func (h *stagehand) interpretation(s demo.Session) []conference.Interpretation {
	var list []conference.Interpretation
	for _, l := range s.Languages[min(1, len(s.Languages)):] {
		c := conference.Interpretation{Language: l}
		for _, p := range h.fair.People {
			if p.Role == string(actor.Interpreter) && slices.Contains(p.Languages, l) && !slices.Contains(s.Speakers, p.ID) {
				c.Interpreters = append(c.Interpreters, p.ID)
			}
		}
		if len(c.Interpreters) > 0 {
			list = append(list, c)
		}
	}
	return list
}

// populated bounds the rooms that are filled at once: a synthetic participant
// is a real peer connection with a picture and a sound of its own.
const populated = 4

// Populate fills the running stage and some meetings that go on with
// participants made by the program, marked as such, until ctx ends.
func Populate(ctx context.Context, f Features, fair demo.Fair, now time.Time) error {
	h, err := newStagehand(f, fair, demo.Live)
	if err != nil {
		return err
	}
	h.now, h.view = now, fair.At(now)
	for _, c := range h.casts() {
		stop, err := f.Conference.Populate(ctx, c.room, h.specs(c))
		if err != nil {
			return err
		}
		defer stop()
	}
	<-ctx.Done()
	return nil
}

func (h *stagehand) specs(c cast) []conference.SyntheticSpec {
	var specs []conference.SyntheticSpec
	for i, id := range c.people {
		p := h.people[id]
		specs = append(specs, conference.SyntheticSpec{
			ID: "syn_" + id, Name: spoken(p.Name), Org: p.Org, OrgName: h.orgs[p.Org].Name[lang.English], Lang: p.Lang,
			Seed: h.fair.Seed*1000 + uint64(len(c.room)*31+i), Video: true, Audio: true, Muted: i > 0, //nolint:gosec // small numbers
		})
	}
	return specs
}

type cast struct {
	room   string
	people []string
}

// casts says who is seen where: the speakers of the session that is on, and both
// sides of meetings that go on, except those in which a known person is expected
// herself.
func (h *stagehand) casts() []cast {
	known := map[string]bool{}
	for _, id := range h.fair.Known {
		known[id] = true
	}
	var list []cast
	for _, s := range h.fair.Sessions {
		if !s.Starts.After(h.now) && s.Ends.After(h.now) && len(s.Speakers) > 0 {
			list = append(list, cast{s.Room, s.Speakers[:min(3, len(s.Speakers))]})
			break
		}
	}
	if len(list) == 0 && len(h.fair.Sessions) > 0 {
		first := h.fair.Sessions[0] // between sessions the stage still shows somebody
		list = append(list, cast{first.Room, first.Speakers[:min(2, len(first.Speakers))]})
	}
	for _, r := range h.view.Requests {
		if r.State == "live" && !known[r.FromPerson] && !known[r.ToPerson] && len(list) < populated {
			list = append(list, cast{r.Room, []string{r.FromPerson, r.ToPerson}})
		}
	}
	return list
}
