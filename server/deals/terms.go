package deals

import (
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/language"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
)

// Kind is what is sold.
type Kind string

// The kinds, as in the catalogue.
const (
	KindGood    Kind = "good"
	KindService Kind = "service"
	KindWork    Kind = "work" // a licence
)

// Line is one position.
type Line struct {
	Item     string       `json:"item,omitempty" bson:"item,omitempty" maxLength:"60"`
	Text     string       `json:"text" bson:"text" maxLength:"500"`
	Quantity string       `json:"quantity" bson:"quantity" maxLength:"20" example:"120" doc:"Decimal, at most six places."`
	Unit     string       `json:"unit" bson:"unit" maxLength:"20" example:"C62" doc:"UNECE Recommendation 20."`
	Price    money.Amount `json:"price" bson:"price" doc:"Of one unit."`
	Amount   money.Amount `json:"amount" bson:"amount" doc:"Quantity times price, rounded half up."`
}

// Rights is the licence that a deal about a work grants.
type Rights struct {
	Work        string   `json:"work" bson:"work" maxLength:"200" doc:"Which work; the deal's item or title if empty."`
	Rights      []string `json:"rights" bson:"rights" maxItems:"30" nullable:"false" example:"[\"svod\"]"`
	Territories []string `json:"territories" bson:"territories" maxItems:"250" nullable:"false" doc:"ISO 3166-1 alpha-2, or WORLD."`
	Languages   []string `json:"languages" bson:"languages" maxItems:"50" nullable:"false" doc:"BCP 47."`
	From        string   `json:"from" bson:"from" maxLength:"10" format:"date"`
	To          string   `json:"to" bson:"to" maxLength:"10" format:"date" doc:"The last day."`
	Exclusive   bool     `json:"exclusive" bson:"exclusive"`
	Holdback    string   `json:"holdback,omitempty" bson:"holdback,omitempty" maxLength:"500"`
}

// Milestone is a part of the deal with money of its own.
type Milestone struct {
	Title          string       `json:"title" bson:"title" maxLength:"200"`
	Amount         money.Amount `json:"amount" bson:"amount"`
	Due            string       `json:"due" bson:"due" maxLength:"10" format:"date"`
	Deliverable    string       `json:"deliverable" bson:"deliverable" maxLength:"500"`
	InspectionDays int          `json:"inspectionDays" bson:"inspectionDays" minimum:"0" maximum:"90"`
	SilenceAccepts bool         `json:"silenceAccepts" bson:"silenceAccepts" doc:"Silence after the inspection counts as acceptance."`
	Quantity       int64        `json:"quantity,omitempty" bson:"quantity,omitempty" minimum:"0" maximum:"1000000000" doc:"Pieces of equal price that can be accepted one by one; none if it is one thing."`
}

// Clause is one paragraph. Its id stays the same between versions.
type Clause struct {
	ID    string `json:"id" bson:"id" maxLength:"60"`
	Title string `json:"title" bson:"title" maxLength:"200"`
	Text  string `json:"text" bson:"text" maxLength:"5000"`
}

// Terms are what two companies agree on.
type Terms struct {
	Subject    lang.Text    `json:"subject" bson:"subject"`
	Lines      []Line       `json:"lines" bson:"lines" minItems:"1" maxItems:"100" nullable:"false"`
	Total      money.Amount `json:"total" bson:"total"`
	FeePaidBy  string       `json:"feePaidBy" bson:"feePaidBy" enum:"buyer,seller,split"`
	Incoterm   string       `json:"incoterm,omitempty" bson:"incoterm,omitempty" maxLength:"3" example:"DAP" doc:"Incoterms 2020."`
	Place      string       `json:"place,omitempty" bson:"place,omitempty" maxLength:"200"`
	HS         string       `json:"hs,omitempty" bson:"hs,omitempty" maxLength:"6" doc:"Six digits of the Harmonized System."`
	Rights     *Rights      `json:"rights,omitempty" bson:"rights,omitempty"`
	Milestones []Milestone  `json:"milestones" bson:"milestones" minItems:"1" maxItems:"64" nullable:"false"`
	ValidUntil string       `json:"validUntil,omitempty" bson:"validUntil,omitempty" maxLength:"10" format:"date" doc:"The last day on which it can be accepted."`
	Clauses    []Clause     `json:"clauses" bson:"clauses" required:"false" maxItems:"100" nullable:"false"`
}

// maxTerms bounds the canonical form in bytes, so that a hundred versions fit into one document.
const maxTerms = 64 << 10

var (
	hsCode   = regexp.MustCompile(`^[0-9]{6}$`)                  //nolint:gochecknoglobals // compiled once
	clauseID = regexp.MustCompile(`^[A-Za-z0-9_-]{1,60}$`)       //nolint:gochecknoglobals // compiled once
	decimal  = regexp.MustCompile(`^[0-9]{1,9}(\.[0-9]{1,6})?$`) //nolint:gochecknoglobals // compiled once
)

func incoterms() []string {
	return []string{"EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"}
}

// times multiplies a price by a decimal quantity, rounded half up to the minor unit.
func times(price money.Amount, quantity string) (money.Amount, error) {
	if !decimal.MatchString(quantity) {
		return money.Amount{}, money.ErrMalformed
	}
	q, ok := new(big.Rat).SetString(quantity)
	if !ok {
		return money.Amount{}, money.ErrMalformed
	}
	product := q.Mul(q, new(big.Rat).SetInt64(price.Minor))
	// floor(x + 1/2)
	product.Add(product, big.NewRat(1, 2))
	whole := new(big.Int).Div(product.Num(), product.Denom())
	if !whole.IsInt64() {
		return money.Amount{}, money.ErrOverflow
	}
	return money.Amount{Minor: whole.Int64(), Currency: price.Currency}, nil
}

// faults collects what is wrong with terms.
type faults struct{ fields []problem.Field }

func (f *faults) add(where, format string, args ...any) {
	f.fields = append(f.fields, problem.Field{Location: "body.terms." + where, Message: fmt.Sprintf(format, args...)})
}

func (f *faults) text(where, text string, limit int) {
	if n := utf8.RuneCountInString(text); strings.TrimSpace(text) == "" || n > limit || !utf8.ValidString(text) {
		f.add(where, "needs 1 to %d characters", limit)
	}
}

func (f *faults) date(where, date string) time.Time {
	at, err := time.Parse(time.DateOnly, date)
	if err != nil {
		f.add(where, "must be a date such as 2026-12-31")
	}
	return at
}

// sum adds amounts of one currency; a fault is noted once per list.
func (f *faults) sum(where string, total money.Amount, amounts []money.Amount) {
	sum := money.Amount{Currency: total.Currency}
	for i, a := range amounts {
		if a.Currency != total.Currency {
			f.add(fmt.Sprintf("%s[%d]", where, i), "is in %s and the total in %s", a.Currency, total.Currency)
			return
		}
		if a.Sign() <= 0 {
			f.add(fmt.Sprintf("%s[%d]", where, i), "must be more than nothing")
			return
		}
		var err error
		if sum, err = sum.Add(a); err != nil {
			f.add(where, "%s", err.Error())
			return
		}
	}
	if sum != total {
		f.add(where, "add up to %s and the total is %s", sum.Format(), total.Format())
	}
}

// Check says everything that is wrong with terms of a deal of the kind, as one problem "terms_invalid" with a field for
// each fault.
func (t Terms) Check(kind Kind, now time.Time) error {
	var f faults
	if err := t.Subject.Check(200); err != nil {
		f.add("subject", "%s", err.Error())
	}
	if err := t.Total.Validate(); err != nil {
		f.add("total", "%s", err.Error())
	}
	if !slices.Contains([]string{"buyer", "seller", "split"}, t.FeePaidBy) {
		f.add("feePaidBy", "must be buyer, seller or split")
	}
	t.checkLines(kind, &f)
	t.checkMilestones(&f)
	t.checkDelivery(kind, &f)
	t.checkRights(kind, &f)
	t.checkClauses(&f)
	if t.ValidUntil != "" {
		if until := f.date("validUntil", t.ValidUntil); !until.IsZero() && now.After(endOf(until)) {
			f.add("validUntil", "has passed already")
		}
	}
	if n := len(t.canonical()); n > maxTerms {
		f.add("clauses", "make the terms %d bytes long; %d are allowed", n, maxTerms)
	}
	if len(f.fields) == 0 {
		return nil
	}
	p := problem.New(problem.Invalid, "terms_invalid", "the terms are not complete or do not add up")
	p.Fields = f.fields
	return p
}

// endOf is the last moment of a day in UTC.
func endOf(day time.Time) time.Time { return day.Add(24*time.Hour - time.Nanosecond) }

func (t Terms) checkLines(kind Kind, f *faults) {
	if len(t.Lines) == 0 || len(t.Lines) > 100 {
		f.add("lines", "1 to 100 are allowed")
	}
	amounts := make([]money.Amount, len(t.Lines))
	for i, l := range t.Lines {
		at := fmt.Sprintf("lines[%d].", i)
		f.text(at+"text", l.Text, 500)
		if kind == KindGood {
			f.text(at+"unit", l.Unit, 20)
		}
		want, err := times(l.Price, l.Quantity)
		switch {
		case err != nil:
			f.add(at+"quantity", "must be a decimal such as 12.5, and not too large")
		case want != l.Amount:
			f.add(at+"amount", "must be %s", want.Format())
		}
		amounts[i] = l.Amount
	}
	f.sum("lines", t.Total, amounts)
}

func (t Terms) checkMilestones(f *faults) {
	if len(t.Milestones) == 0 || len(t.Milestones) > 64 {
		f.add("milestones", "1 to 64 are allowed")
	}
	amounts := make([]money.Amount, len(t.Milestones))
	for i, m := range t.Milestones {
		at := fmt.Sprintf("milestones[%d].", i)
		f.text(at+"title", m.Title, 200)
		if utf8.RuneCountInString(m.Deliverable) > 500 {
			f.add(at+"deliverable", "at most 500 characters")
		}
		f.date(at+"due", m.Due)
		if m.InspectionDays < 0 || m.InspectionDays > 90 {
			f.add(at+"inspectionDays", "must lie between 0 and 90")
		}
		if m.Quantity < 0 || m.Quantity > 1_000_000_000 {
			f.add(at+"quantity", "must lie between 0 and 1000000000")
		}
		amounts[i] = m.Amount
	}
	f.sum("milestones", t.Total, amounts)
}

func (t Terms) checkDelivery(kind Kind, f *faults) {
	if kind == KindGood || t.Incoterm != "" {
		if !slices.Contains(incoterms(), t.Incoterm) {
			f.add("incoterm", "must be one of %s (Incoterms 2020)", strings.Join(incoterms(), ", "))
		}
		f.text("place", t.Place, 200)
	}
	if (kind == KindGood || t.HS != "") && !hsCode.MatchString(t.HS) {
		f.add("hs", "must be the six digits of the Harmonized System")
	}
}

func (t Terms) checkRights(kind Kind, f *faults) {
	r := t.Rights
	if r == nil {
		if kind == KindWork {
			f.add("rights", "a licence needs its rights: work, rights, territories, languages, window and exclusivity")
		}
		return
	}
	f.text("rights.work", r.Work, 200)
	for where, list := range map[string][]string{"rights.rights": r.Rights, "rights.territories": r.Territories, "rights.languages": r.Languages} {
		if len(list) == 0 {
			f.add(where, "name at least one")
		}
	}
	for i, right := range r.Rights {
		f.text(fmt.Sprintf("rights.rights[%d]", i), right, 60)
	}
	for i, c := range r.Territories {
		if region, err := language.ParseRegion(c); c != World && (err != nil || !region.IsCountry() || len(c) != 2) {
			f.add(fmt.Sprintf("rights.territories[%d]", i), "must be a country code such as DE, or WORLD")
		}
	}
	for i, l := range r.Languages {
		if _, err := language.Parse(l); err != nil || len(l) > 35 {
			f.add(fmt.Sprintf("rights.languages[%d]", i), "must be a language tag such as de")
		}
	}
	from, to := f.date("rights.from", r.From), f.date("rights.to", r.To)
	if !from.IsZero() && !to.IsZero() && !from.Before(to) {
		f.add("rights.to", "must be after the first day")
	}
	if utf8.RuneCountInString(r.Holdback) > 500 {
		f.add("rights.holdback", "at most 500 characters")
	}
}

// World is the territory of a licence for everywhere.
const World = "WORLD"

func (t Terms) checkClauses(f *faults) {
	if len(t.Clauses) > 100 {
		f.add("clauses", "at most 100 are allowed")
	}
	seen := map[string]bool{}
	for i, c := range t.Clauses {
		at := fmt.Sprintf("clauses[%d].", i)
		if !clauseID.MatchString(c.ID) || seen[c.ID] {
			f.add(at+"id", "must be a name of its own of letters, digits, _ and -")
		}
		seen[c.ID] = true
		f.text(at+"title", c.Title, 200)
		f.text(at+"text", c.Text, 5000)
	}
}
