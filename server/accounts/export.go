package accounts

import (
	"context"
	"slices"
	"strings"

	"fairground/server/actor"
	"fairground/server/sheet"
)

// OrganizationsIn lists the organizations that take part in the exhibition, by id, whatever their state. The caller asks
// who may know of them.
func (s *Service) OrganizationsIn(ctx context.Context, exhibition string) ([]Organization, error) {
	return s.store.organizationsIn(ctx, exhibition)
}

// ExportBuyers is the table of the exhibition's buyers for its organizers, with the columns of an import: importing it
// changes nothing.
func (s *Service) ExportBuyers(ctx context.Context, who actor.Actor, exhibition string) (sheet.Table, error) {
	if err := organizes(who, exhibition); err != nil {
		return sheet.Table{}, err
	}
	orgs, err := s.store.organizationsIn(ctx, exhibition)
	if err != nil {
		return sheet.Table{}, err
	}
	people, err := s.store.peopleIn(ctx, exhibition)
	if err != nil {
		return sheet.Table{}, err
	}
	byID := map[string]Organization{}
	for _, o := range orgs {
		byID[o.ID] = o
	}
	t := sheet.Table{Name: "buyers", Columns: append(BuyerColumns(), "role")}
	for _, p := range people {
		o, takesPart := byID[p.Org]
		if !takesPart || !p.Holds(actor.Buyer, exhibition) || !p.Erased.IsZero() {
			continue
		}
		spoken := p.Languages
		if len(spoken) == 0 {
			spoken = []string{p.Lang}
		}
		t.Rows = append(t.Rows, []string{p.Name, p.Email, o.nameIn(who.Lang), o.Country, strings.Join(spoken, " "), p.Zone, string(actor.Buyer)})
	}
	slices.SortStableFunc(t.Rows, func(a, b []string) int { return strings.Compare(a[2]+"\x00"+a[0], b[2]+"\x00"+b[0]) })
	return t, nil
}
