package staging

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"fairground/server/actor"
	"fairground/server/demo"
	"fairground/server/exhibition"
)

func (h *stagehand) halls(ctx context.Context) error {
	e := h.fair.Exhibition
	stored := exhibition.Exhibition{ID: e.ID, Name: e.Name, Zone: e.Zone, Starts: e.Starts, Ends: e.Ends}
	for _, p := range e.Phases {
		stored.Spans = append(stored.Spans, exhibition.Span{Phase: exhibition.Phase(p.Phase), From: h.onSlot(p.From), To: h.onSlot(p.To)})
	}
	if err := h.Exhibition.AddExhibition(ctx, stored); err != nil {
		return err
	}
	for i, hall := range h.fair.Halls {
		err := h.Exhibition.AddHall(ctx, exhibition.Hall{ID: hall.ID, Exhibition: e.ID, Name: hall.Name, Theme: hall.Sector, Sector: hall.Sector, Order: i + 1})
		if err != nil {
			return err
		}
	}
	return nil
}

// grid is the length of a slot, counted from the beginning of the live phase.
const grid = 30 * time.Minute

// onSlot moves a bound of a phase by less than a slot, so that a slot begins a
// few minutes after the fair was opened: whoever has just come in can meet
// somebody at once.
func (h *stagehand) onSlot(bound time.Time) time.Time {
	soon := h.fair.Start.Truncate(5 * time.Minute).Add(10 * time.Minute)
	return bound.Add(((soon.Sub(bound) % grid) + grid) % grid)
}

func (h *stagehand) boothsIn(ctx context.Context) error {
	return each(ctx, h.fair.Booths, func(ctx context.Context, b demo.Booth) error {
		o := h.orgs[b.Org]
		if h.state(b.Org) != "approved" || b.Opened.After(h.now) {
			return nil
		}
		booth := exhibition.Booth{
			ID: b.ID, Exhibition: h.fair.Exhibition.ID, Hall: b.Hall, Number: b.Number, Org: b.Org, OrgName: o.Name, Country: o.Country,
			Sector: o.Sector, Park: h.parks[o.Park].Name, Tagline: o.Tagline, Text: o.Text, Languages: o.Languages, Zone: b.Zone,
			Facade: exhibition.Facade{Sector: o.Sector, Seed: int64(b.Seed >> 12)}, //nolint:gosec // 52 bits, which JavaScript reads exactly
		}
		for _, hours := range b.Hours {
			booth.Hours = append(booth.Hours, openFrom(hours))
		}
		if err := h.Exhibition.AddBooth(ctx, booth); err != nil {
			return err
		}
		return h.duty(ctx, b)
	})
}

// openFrom spells opening hours as the exhibition does; Sunday is day 7.
func openFrom(hours demo.Hours) exhibition.Hours {
	clock := func(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
	weekday := int(hours.Weekday)
	if hours.Weekday == time.Sunday {
		weekday = 7
	}
	return exhibition.Hours{Weekday: weekday, From: clock(hours.From), To: clock(hours.To)}
}

// onDuty is how long the demo's staff stays at the booths: as long as anybody
// looks at it.
const onDuty = 365 * 24 * time.Hour

func (h *stagehand) duty(ctx context.Context, b demo.Booth) error {
	if h.stage != demo.Live {
		return nil
	}
	for _, id := range b.Staff {
		if h.people[id].OnDuty {
			if err := h.Exhibition.SetDuty(ctx, b.ID, id, h.now.Add(onDuty)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h *stagehand) items(ctx context.Context) error {
	return each(ctx, h.fair.Items, func(ctx context.Context, i demo.Item) error {
		b := h.booths[i.Booth]
		if h.state(b.Org) != "approved" || b.Opened.After(h.now) {
			return nil
		}
		item := exhibition.Item{
			ID: i.ID, Booth: i.Booth, Kind: exhibition.ItemKind(i.Kind), Name: i.Name, Text: i.Text, Price: i.Price, MOQ: i.MOQ, Unit: i.Unit,
			Incoterm: i.Incoterm, Place: i.Place, LeadTimeDays: i.LeadTimeDays, HS: i.HS, ServiceClass: i.ServiceClass, IsNew: i.New,
		}
		if i.Rights != nil {
			item.Rights = &exhibition.Rights{Territories: territories(i.Rights.Territories), Languages: i.Rights.Languages}
			until := h.fair.Exhibition.Starts.AddDate(0, i.Rights.Months, 0).Format(time.DateOnly)
			for _, right := range windows(i.Rights.Rights) {
				item.Rights.Windows = append(item.Rights.Windows, exhibition.Window{Right: right, From: h.fair.Exhibition.Starts.Format(time.DateOnly), To: until})
			}
		}
		return h.Exhibition.AddItem(ctx, item)
	})
}

// windows spells the demo's rights as the catalogue does.
func windows(rights []string) []string {
	var out []string
	for _, r := range rights {
		switch r {
		case "tv":
			out = append(out, "free_tv", "pay_tv")
		case "airline":
			out = append(out, "inflight")
		case "museum":
			out = append(out, "exhibition")
		case "theme":
			out = append(out, "location")
		case "series":
			out = append(out, "adaptation")
		default:
			out = append(out, r)
		}
	}
	return out
}

// territories spells the whole world as the catalogue does.
func territories(list []string) []string {
	out := make([]string, 0, len(list))
	for _, t := range list {
		if t == "WORLD" {
			t = "WW"
		}
		out = append(out, t)
	}
	return out
}

// Pictures draws the pictures of the catalogue and puts them on the items that
// have none yet. It takes seconds, so the fair opens before it is done; a visitor
// sees the booth's front until then.
func Pictures(ctx context.Context, f Features, fair demo.Fair, stage demo.Stage) error {
	h, err := newStagehand(f, fair, stage)
	if err != nil {
		return err
	}
	for _, i := range fair.Items {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		b := h.booths[i.Booth]
		if h.state(b.Org) != "approved" || b.Opened.After(h.now) {
			continue
		}
		stored, err := f.Exhibition.Item(ctx, i.ID)
		if err != nil {
			return fmt.Errorf("find item %s: %w", i.ID, err)
		}
		if stored.Picture != "" {
			continue
		}
		owner := actor.Actor{Person: b.Staff[0], Org: b.Org, Grants: []actor.Grant{{Role: actor.Exhibitor, Exhibition: fair.Exhibition.ID}}}
		drawn := demo.Picture(i.Seed, h.orgs[b.Org].Sector, i.Kind)
		if _, err := f.Exhibition.SetPicture(ctx, owner, i.ID, stored.V, "image/jpeg", bytes.NewReader(drawn)); err != nil {
			return fmt.Errorf("put the picture on %s: %w", i.ID, err)
		}
	}
	return nil
}

func (h *stagehand) questions(ctx context.Context) error {
	return each(ctx, h.view.Questions, func(ctx context.Context, q demo.Question) error {
		return h.Exhibition.AddQuestion(ctx, exhibition.Question{
			ID: q.ID, Booth: q.Booth, Asker: q.Person, Text: q.Text, Lang: q.Language, Asked: q.At,
			Answer: q.Answer, AnsweredBy: q.By, Answered: q.Answered,
		})
	})
}
