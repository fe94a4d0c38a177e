package staging

import (
	"context"
	"fmt"
	"slices"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/demo"
	"fairground/server/meetings"
)

// settings let interpreters of the demo join Chinese with each other language that they speak.
func (h *stagehand) settings(ctx context.Context) error {
	set, err := h.Meetings.Settings(ctx, h.fair.Exhibition.ID)
	if err != nil {
		return err
	}
	for _, p := range h.fair.People {
		if p.Role != string(actor.Interpreter) {
			continue
		}
		var pairs []meetings.LanguagePair
		for _, tag := range p.Languages {
			if tag != chinese {
				pairs = append(pairs, meetings.LanguagePair{A: chinese, B: tag})
			}
		}
		set.Interpreters = append(set.Interpreters, meetings.Interpreter{Person: p.ID, Pairs: pairs, Windows: []meetings.Window{}})
	}
	return h.Meetings.SeedSettings(ctx, set)
}

// chinese is the language that every pair of the demo's interpreters has in common.
const chinese = "zh"

func (h *stagehand) wishes(ctx context.Context) error {
	var profiles []meetings.Profile
	for _, p := range h.fair.Profiles {
		if h.state(p.Org) != "approved" {
			continue
		}
		clock := func(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
		profiles = append(profiles, meetings.Profile{
			Exhibition: h.fair.Exhibition.ID, Org: p.Org, Person: p.Person, Exhibits: h.orgs[p.Org].Kind == "exhibitor",
			Needs: p.Needs, Offers: p.Offers, Role: matchmaking.Role(p.Role), Territories: p.Territories, Languages: p.Languages,
			Budget: budget(p.Budget), Hours: meetings.Hours{Zone: p.Zone, From: clock(p.From), To: clock(p.To)}, Changed: h.now,
		})
	}
	if err := h.Meetings.SeedProfiles(ctx, profiles...); err != nil {
		return err
	}
	byOrg := map[string][]meetings.Preference{}
	for _, p := range h.fair.Preferences {
		if h.state(p.Org) == "approved" && h.state(p.About) == "approved" {
			byOrg[p.Org] = append(byOrg[p.Org], meetings.Preference{Org: p.About, Want: meetings.Want(p.Want)})
		}
	}
	for org, list := range byOrg {
		if err := h.Meetings.SeedPreferences(ctx, h.fair.Exhibition.ID, org, list...); err != nil {
			return err
		}
	}
	return nil
}

// budget names the demo's band, 1 to 5, as the questionnaire does; nothing for 0.
func budget(band int) string {
	if band == 0 {
		return ""
	}
	bands := meetings.Budgets()
	return bands[min(band, len(bands))-1]
}

// requestStates are the meetings' names for the states of the demo.
func requestState(state string) (meetings.State, []string) {
	switch state {
	case "no_show_requester":
		return meetings.NoShow, []string{"requester"}
	case "no_show_invitee":
		return meetings.NoShow, []string{"invitee"}
	case "technical_failure":
		return meetings.TechnicalFailure, []string{"requester"}
	}
	return meetings.State(state), nil
}

func (h *stagehand) meetingsIn(ctx context.Context) error {
	var list []meetings.Meeting
	for _, r := range h.view.Requests {
		list = append(list, h.meeting(r))
	}
	return h.Meetings.Seed(ctx, list...)
}

func (h *stagehand) meeting(r demo.RequestView) meetings.Meeting {
	state, absent := requestState(r.State)
	m := meetings.Meeting{
		ID: r.ID, Exhibition: h.fair.Exhibition.ID, State: state, Requester: h.side(r.From, r.FromPerson), Invitee: h.side(r.To, r.ToPerson),
		Booth: r.Booth, Item: r.Item, Reason: r.Reason, Language: r.Language, Round: r.Round, Awaiting: r.Awaiting, Changed: h.now,
	}
	if state == meetings.Pending {
		m.Expires = r.Expires
	}
	for _, move := range r.Moves {
		if move.At.After(h.now) {
			break
		}
		m.History = append(m.History, meetings.Step{
			At: move.At, By: h.people[move.Person].Org, Person: move.Person, Action: move.Action, Slots: slots(move.Slots), Reason: move.Note,
		})
		m.Changed = move.At
		if len(move.Slots) > 0 {
			m.Slots, m.Sent = slots(move.Slots), move.At
		}
	}
	if state.Accepted() && r.Meeting != nil {
		m.Starts, m.Ends = r.Meeting.Starts, r.Meeting.Ends
		m.Interpreter = r.Interpreter
	}
	if len(absent) > 0 && r.Outcome != nil {
		m.Verdict = &meetings.Verdict{Sides: absent, At: r.Outcome.At}
	}
	return m
}

func (h *stagehand) side(org, person string) meetings.Side {
	p := h.people[person]
	return meetings.Side{Org: org, OrgName: h.orgs[org].Name, Person: person, PersonName: spoken(p.Name), Zone: p.Zone}
}

func slots(windows []demo.Window) []meetings.Slot {
	list := make([]meetings.Slot, 0, len(windows))
	for _, w := range windows {
		list = append(list, meetings.Slot{Starts: w.Starts, Ends: w.Ends})
	}
	return slices.Clip(list)
}
