package deals

import (
	"testing"
	"time"

	"fairground/server/lang"
)

func TestACeremonyShowsWhoHasSigned(t *testing.T) {
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	d := Deal{
		ID: "deal_1", Exhibition: "exh_1", Title: "River Spirits", State: Signing, Current: 1,
		Buyer: Party{Org: "org_b", OrgName: lang.Text{"en": "Nordlicht"}}, Seller: Party{Org: "org_x", OrgName: lang.Text{"en": "Taihu"}},
		Versions: []Offer{{N: 1, Hash: "abc"}}, Wall: []string{"org_x"},
		Signatures: []Signature{{Org: "org_b", Hash: "older", Name: "Nobody", At: at}, {Org: "org_x", Hash: "abc", Name: "Wei Zhang", At: at}},
	}
	c := d.ceremony()
	if c.Hash != "abc" || len(c.Signers) != 2 || c.State != Signing || c.Exhibition != "exh_1" {
		t.Fatalf("the ceremony is %+v", c)
	}
	if buyer := c.Signers[0]; buyer.Org != "org_b" || buyer.Signed != nil || buyer.By != "" || buyer.Shows {
		t.Errorf("a signature on an older version counts: %+v", buyer)
	}
	if seller := c.Signers[1]; seller.Signed == nil || !seller.Signed.Equal(at) || seller.By != "Wei Zhang" || !seller.Shows {
		t.Errorf("the seller who has signed is %+v", seller)
	}
}
