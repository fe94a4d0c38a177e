package staging

import (
	"context"
	"strings"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/demo"
	"fairground/server/lang"
)

// state is how an organization stands; "" if it has not applied yet. Those of
// the people for whom the demo prints links are in from the first day.
func (h *stagehand) state(org string) string {
	for _, person := range h.fair.Known {
		if h.people[person].Org == org {
			return string(accounts.Approved)
		}
	}
	for _, s := range h.view.Organizations {
		if s.ID == org {
			return s.State
		}
	}
	return ""
}

func (h *stagehand) organizations(ctx context.Context) error {
	contacts := map[string]demo.Person{}
	for _, p := range h.fair.People {
		if _, known := contacts[p.Org]; !known || p.Admin {
			contacts[p.Org] = p
		}
	}
	return each(ctx, h.fair.Organizations, func(ctx context.Context, o demo.Organization) error {
		state := h.state(o.ID)
		if state == "" {
			return nil
		}
		c := contacts[o.ID]
		org := accounts.Organization{
			ID: o.ID, Name: o.Name, Country: o.Country, Kind: accounts.Company, Sector: o.Sector, State: accounts.State(state),
			Contact: accounts.Contact{Person: c.ID, Name: spoken(c.Name), Email: c.Email, Lang: c.Lang, Zone: c.Zone},
			Applied: o.Applied, Decided: o.Approved,
		}
		switch o.Kind {
		case "exhibitor":
			org.Participations = []accounts.Participation{{Exhibition: h.fair.Exhibition.ID, As: actor.Exhibitor}}
		case "buyer":
			org.Participations = []accounts.Participation{{Exhibition: h.fair.Exhibition.ID, As: actor.Buyer}}
		default:
			org.Kind = accounts.Institution
		}
		return h.Accounts.AddOrganization(ctx, org)
	})
}

func (h *stagehand) peopleIn(ctx context.Context) error {
	return each(ctx, h.fair.People, func(ctx context.Context, p demo.Person) error {
		if p.Org != "" && h.state(p.Org) != "approved" {
			return nil
		}
		role := actor.Role(p.Role)
		grant := actor.Grant{Role: role, Exhibition: h.fair.Exhibition.ID}
		if role.Settles() {
			grant.Exhibition = ""
		}
		return h.Accounts.AddPerson(ctx, accounts.Person{
			ID: p.ID, Org: p.Org, Name: spoken(p.Name), Email: p.Email, Lang: p.Lang, Zone: p.Zone, Languages: p.Languages,
			Visibility: accounts.VisibleToAll, Admin: p.Admin, Grants: []actor.Grant{grant}, Consents: h.consents(p),
		})
	})
}

// consents are those that everybody at the demo has given.
func (h *stagehand) consents(p demo.Person) []accounts.Consent {
	at := h.fair.Exhibition.Starts
	if o, ok := h.orgs[p.Org]; ok {
		at = o.Approved
	}
	var list []accounts.Consent
	for _, w := range h.Accounts.Wordings() {
		list = append(list, accounts.Consent{
			Kind: w.Kind, Given: true, Version: w.Version, At: at,
			Recipient: w.Recipient, Purpose: w.Purpose, Categories: w.Categories, Rights: w.Rights,
		})
	}
	return list
}

// spoken is a name that both sides can say: "Wang Lei 王磊".
func spoken(name lang.Text) string {
	latin, chinese := name[lang.English], name[lang.Chinese]
	if latin == chinese || chinese == "" || !strings.ContainsFunc(chinese, func(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }) {
		return latin
	}
	return latin + " " + chinese
}
