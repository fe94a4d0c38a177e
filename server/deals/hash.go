package deals

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"

	"fairground/server/money"
)

// hashVersion stands at the front of what is hashed: a change of the form is a new version, and an old hash stays what it is.
const hashVersion = "fairground.deal.v1"

// canon writes values so that two different ones never look alike: every string and list carries its length.
type canon struct{ b []byte }

func (c *canon) count(n int) { c.b = binary.BigEndian.AppendUint32(c.b, uint32(n)) } //nolint:gosec // terms are far below 4 GiB

func (c *canon) text(texts ...string) {
	for _, s := range texts {
		c.count(len(s))
		c.b = append(c.b, s...)
	}
}

func (c *canon) number(n int64) { c.b = binary.BigEndian.AppendUint64(c.b, uint64(n)) } //nolint:gosec // two's complement, on purpose

func (c *canon) flag(f bool) {
	if f {
		c.b = append(c.b, 1)
	} else {
		c.b = append(c.b, 0)
	}
}

func (c *canon) list(list []string) {
	c.count(len(list))
	c.text(list...)
}

func (c *canon) amount(a money.Amount) {
	c.number(a.Minor)
	c.text(string(a.Currency))
}

// canonical is the one spelling of terms: nil and empty lists, which JSON and BSON do not keep apart, are the same.
func (t Terms) canonical() []byte {
	var c canon
	c.count(len(t.Subject))
	for _, tag := range slices.Sorted(maps.Keys(t.Subject)) {
		c.text(tag, t.Subject[tag])
	}
	c.count(len(t.Lines))
	for _, l := range t.Lines {
		c.text(l.Item, l.Text, l.Quantity, l.Unit)
		c.amount(l.Price)
		c.amount(l.Amount)
	}
	c.amount(t.Total)
	c.text(t.FeePaidBy, t.Incoterm, t.Place, t.HS)
	c.flag(t.Rights != nil)
	if r := t.Rights; r != nil {
		c.text(r.Work)
		c.list(r.Rights)
		c.list(r.Territories)
		c.list(r.Languages)
		c.text(r.From, r.To)
		c.flag(r.Exclusive)
		c.text(r.Holdback)
	}
	c.count(len(t.Milestones))
	for _, m := range t.Milestones {
		c.text(m.Title)
		c.amount(m.Amount)
		c.text(m.Due, m.Deliverable)
		c.number(int64(m.InspectionDays))
		c.flag(m.SilenceAccepts)
	}
	c.text(t.ValidUntil)
	c.count(len(t.Clauses))
	for _, cl := range t.Clauses {
		c.text(cl.ID, cl.Title, cl.Text)
	}
	// Terms without pieces hash as they did before milestones could have any; all before says its own length.
	if slices.ContainsFunc(t.Milestones, func(m Milestone) bool { return m.Quantity != 0 }) {
		c.text("quantities")
		for _, m := range t.Milestones {
			c.number(m.Quantity)
		}
	}
	return c.b
}

// Hash is the SHA-256, in hex, of the terms of one deal between two organizations: the same words between others, or in
// another deal, have another hash, so a signature says what and with whom.
func Hash(deal string, kind Kind, buyer, seller string, t Terms) string {
	var c canon
	c.text(hashVersion, deal, string(kind), buyer, seller)
	sum := sha256.Sum256(append(c.b, t.canonical()...))
	return hex.EncodeToString(sum[:])
}
