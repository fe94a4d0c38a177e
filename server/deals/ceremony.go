package deals

import (
	"context"
	"slices"
	"time"

	"fairground/server/lang"
)

// Ceremony is what may be seen of a deal that is signed on a stage. It has no amounts.
type Ceremony struct {
	Deal       string
	Exhibition string
	Title      string
	State      State
	Hash       string // of the version on the table, "" if there is none
	Signers    []Signer
}

// Signer is one side of a ceremony.
type Signer struct {
	Org    string
	Name   lang.Text
	Signed *time.Time // the version on the table
	By     string     // name of who signed
	Shows  bool       // the side wants the deal to be seen, as on the wall
}

// Ceremony tells of a deal for the program itself: the conference decides who sees it.
func (s *Service) Ceremony(ctx context.Context, id string) (Ceremony, error) {
	d, err := s.store.Find(ctx, id)
	if err != nil {
		return Ceremony{}, err
	}
	return d.ceremony(), nil
}

func (d *Deal) ceremony() Ceremony {
	c := Ceremony{Deal: d.ID, Exhibition: d.Exhibition, Title: d.Title, State: d.State}
	if o := d.onTable(); o != nil {
		c.Hash = o.Hash
	}
	for _, p := range []Party{d.Buyer, d.Seller} {
		side := Signer{Org: p.Org, Name: p.OrgName, Shows: slices.Contains(d.Wall, p.Org)}
		if i := slices.IndexFunc(d.Signatures, func(g Signature) bool { return g.Org == p.Org && g.Hash == c.Hash }); i >= 0 {
			at := d.Signatures[i].At
			side.Signed, side.By = &at, d.Signatures[i].Name
		}
		c.Signers = append(c.Signers, side)
	}
	return c
}
