package deals

import (
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
)

var today = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func eur(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "EUR"} }

// goods are complete terms for a shipment of teapots.
func goods() Terms {
	return Terms{
		Subject: lang.Text{"en": "Purple clay teapots", "zh-Hans": "紫砂壶"},
		Lines: []Line{
			{Item: "itm_1", Text: "Teapot, 240 ml", Quantity: "120", Unit: "C62", Price: eur(4550), Amount: eur(546_000)},
			{Text: "Packing", Quantity: "12.5", Unit: "KGM", Price: eur(333), Amount: eur(4163)},
		},
		Total: eur(550_163), FeePaidBy: "split", Incoterm: "DAP", Place: "Hamburg", HS: "691110",
		Milestones: []Milestone{
			{Title: "Samples", Amount: eur(50_163), Due: "2026-12-10", Deliverable: "Three samples", InspectionDays: 5},
			{Title: "Shipment", Amount: eur(500_000), Due: "2027-01-31", Deliverable: "All pieces", InspectionDays: 10, SilenceAccepts: true},
		},
		ValidUntil: "2026-12-31",
		Clauses: []Clause{
			{ID: "law", Title: "Law", Text: "The law of Singapore applies."},
			{ID: "breakage", Title: "Breakage", Text: "Two per cent of breakage are accepted."},
		},
	}
}

// licence are complete terms for a work.
func licence() Terms {
	return Terms{
		Subject: lang.Text{"en": "SVOD licence"},
		Lines:   []Line{{Text: "Licence fee", Quantity: "1", Unit: "C62", Price: eur(8_000_000), Amount: eur(8_000_000)}},
		Total:   eur(8_000_000), FeePaidBy: "buyer",
		Rights: &Rights{
			Work: "itm_lantern", Rights: []string{"svod"}, Territories: []string{"DE", "AT", "CH"}, Languages: []string{"de"},
			From: "2027-01-01", To: "2028-12-31", Exclusive: true,
		},
		Milestones: []Milestone{{Title: "Masters", Amount: eur(8_000_000), Due: "2026-12-20", Deliverable: "IMF package", InspectionDays: 14}},
	}
}

func TestTermsAreRefused(t *testing.T) {
	for _, row := range []struct {
		name, field string
		kind        Kind
		change      func(*Terms)
	}{
		{"without a subject", "subject", KindGood, func(t *Terms) { t.Subject = nil }},
		{"without a line", "lines", KindGood, func(t *Terms) { t.Lines = nil }},
		{"when the lines do not make the total", "lines", KindGood, func(t *Terms) { t.Total = eur(550_164) }},
		{"when the milestones do not make the total", "milestones", KindGood, func(t *Terms) { t.Milestones[0].Amount = eur(50_162) }},
		{"when a line is not price times quantity", "lines[0].amount", KindGood, func(t *Terms) { t.Lines[0].Quantity = "121" }},
		{"with a quantity that is none", "lines[0].quantity", KindGood, func(t *Terms) { t.Lines[0].Quantity = "1e3" }},
		{"with a negative quantity", "lines[0].quantity", KindGood, func(t *Terms) { t.Lines[0].Quantity = "-1" }},
		{"with a line in another currency", "lines[1]", KindGood, func(t *Terms) {
			t.Lines[1].Price.Currency, t.Lines[1].Amount.Currency = "CNY", "CNY"
		}},
		{"with a milestone in another currency", "milestones[1]", KindGood, func(t *Terms) { t.Milestones[1].Amount.Currency = "CNY" }},
		{"with a milestone about nothing", "milestones[0]", KindGood, func(t *Terms) { t.Milestones[0].Amount = eur(0) }},
		{"with a currency that is none", "total", KindGood, func(t *Terms) { t.Total.Currency = "XXX" }},
		{"when nobody pays the fee", "feePaidBy", KindGood, func(t *Terms) { t.FeePaidBy = "" }},
		{"for goods without an Incoterm", "incoterm", KindGood, func(t *Terms) { t.Incoterm = "" }},
		{"for goods with an Incoterm of 2010", "incoterm", KindGood, func(t *Terms) { t.Incoterm = "DAT" }},
		{"for goods without a place", "place", KindGood, func(t *Terms) { t.Place = " " }},
		{"for goods without a unit", "lines[0].unit", KindGood, func(t *Terms) { t.Lines[0].Unit = "" }},
		{"for goods without an HS code", "hs", KindGood, func(t *Terms) { t.HS = "" }},
		{"for goods with an HS code of four digits", "hs", KindGood, func(t *Terms) { t.HS = "6911" }},
		{"for a service with a wrong Incoterm", "incoterm", KindService, func(t *Terms) { t.Incoterm = "XYZ" }},
		{"for a licence without rights", "rights", KindWork, func(t *Terms) { t.Rights = nil }},
		{"for a licence without a territory", "rights.territories", KindWork, func(t *Terms) { t.Rights.Territories = nil }},
		{"for a licence in no country", "rights.territories[0]", KindWork, func(t *Terms) { t.Rights.Territories[0] = "Europe" }},
		{"for a licence without a language", "rights.languages", KindWork, func(t *Terms) { t.Rights.Languages = nil }},
		{"for a licence without a right", "rights.rights", KindWork, func(t *Terms) { t.Rights.Rights = nil }},
		{"for a licence without an end", "rights.to", KindWork, func(t *Terms) { t.Rights.To = "" }},
		{"for a licence that ends before it begins", "rights.to", KindWork, func(t *Terms) { t.Rights.To = "2026-12-31" }},
		{"with a due date that is none", "milestones[0].due", KindGood, func(t *Terms) { t.Milestones[0].Due = "soon" }},
		{"with less than no pieces", "milestones[0].quantity", KindGood, func(t *Terms) { t.Milestones[0].Quantity = -1 }},
		{"with a year of inspection", "milestones[0].inspectionDays", KindGood, func(t *Terms) { t.Milestones[0].InspectionDays = 365 }},
		{"when they are no longer valid", "validUntil", KindGood, func(t *Terms) { t.ValidUntil = "2026-11-22" }},
		{"with two clauses of one id", "clauses[1].id", KindGood, func(t *Terms) { t.Clauses[1].ID = "law" }},
		{"with an empty clause", "clauses[0].text", KindGood, func(t *Terms) { t.Clauses[0].Text = "" }},
		{"when they are a book", "clauses", KindGood, func(t *Terms) {
			for i := range 20 {
				t.Clauses = append(t.Clauses, Clause{ID: "c" + strings.Repeat("x", i), Title: "t", Text: strings.Repeat("条", 4000)})
			}
		}},
		{"when they overflow", "lines[0].quantity", KindGood, func(t *Terms) {
			t.Lines[0].Price.Minor, t.Lines[0].Quantity = 1<<62, "999999999"
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			terms := goods()
			if row.kind == KindWork {
				terms = licence()
			}
			if err := terms.Check(row.kind, today); err != nil {
				t.Fatalf("without the fault: %v", err)
			}
			row.change(&terms)
			err := terms.Check(row.kind, today)
			var p *problem.Problem
			if !errors.As(err, &p) || p.Code != "terms_invalid" {
				t.Fatalf("got %v", err)
			}
			if !slices.ContainsFunc(p.Fields, func(f problem.Field) bool { return f.Location == "body.terms."+row.field }) {
				t.Fatalf("got %+v, want a fault at %s", p.Fields, row.field)
			}
		})
	}
}

func TestPriceTimesQuantityIsRoundedHalfUp(t *testing.T) {
	for _, row := range []struct {
		price    int64
		quantity string
		want     int64
	}{{333, "12.5", 4163}, {1, "0.5", 1}, {1, "0.499999", 0}, {100, "3", 300}, {7, "1.5", 11}} {
		if got, err := times(eur(row.price), row.quantity); err != nil || got != eur(row.want) {
			t.Errorf("%d × %s is %v, %v", row.price, row.quantity, got, err)
		}
	}
}

// anyTerms draws terms from few values, so that two of them are often nearly the same.
func anyTerms(t *rapid.T, label string) Terms {
	text := rapid.SampledFrom([]string{"", "a", "b", "a#2", "a], b", "a, b"})
	amount := func(l string) money.Amount { return eur(int64(rapid.IntRange(0, 2).Draw(t, l))) }
	terms := Terms{
		Subject: lang.Text{}, Total: amount(label + "total"), FeePaidBy: text.Draw(t, label+"fee"), Incoterm: text.Draw(t, label+"incoterm"),
		Place: text.Draw(t, label+"place"), ValidUntil: text.Draw(t, label+"valid"),
	}
	for _, tag := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"en", "zh-Hans"}), 0, 2, rapid.ID[string]).Draw(t, label+"tags") {
		terms.Subject[tag] = text.Draw(t, label+tag)
	}
	for range rapid.IntRange(0, 3).Draw(t, label+"lines") {
		terms.Lines = append(terms.Lines, Line{
			Item: text.Draw(t, label+"item"), Text: text.Draw(t, label+"text"), Quantity: text.Draw(t, label+"quantity"),
			Price: amount(label + "price"), Amount: amount(label + "amount"),
		})
	}
	if rapid.Bool().Draw(t, label+"licensed") {
		terms.Rights = &Rights{
			Work: text.Draw(t, label+"work"), Territories: rapid.SliceOfN(text, 0, 2).Draw(t, label+"territories"), Exclusive: rapid.Bool().Draw(t, label+"exclusive"),
		}
	}
	for range rapid.IntRange(0, 2).Draw(t, label+"milestones") {
		terms.Milestones = append(terms.Milestones, Milestone{
			Title: text.Draw(t, label+"title"), Amount: amount(label + "part"), SilenceAccepts: rapid.Bool().Draw(t, label+"silence"),
		})
	}
	for range rapid.IntRange(0, 2).Draw(t, label+"clauses") {
		terms.Clauses = append(terms.Clauses, Clause{ID: text.Draw(t, label+"id"), Text: text.Draw(t, label+"clause")})
	}
	return terms
}

func TestTheRedlineIsEmptyExactlyIfTheHashIsTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := anyTerms(t, "a ")
		b := a
		if rapid.Bool().Draw(t, "other") {
			b = anyTerms(t, "b ")
		} else {
			// One change of the same terms.
			b.Lines, b.Milestones, b.Clauses = slices.Clone(a.Lines), slices.Clone(a.Milestones), slices.Clone(a.Clauses)
			switch rapid.IntRange(0, 4).Draw(t, "change") {
			case 0:
				slices.Reverse(b.Lines)
			case 1:
				slices.Reverse(b.Milestones)
			case 2:
				slices.Reverse(b.Clauses)
			case 3:
				b.Place += "x"
			}
		}
		same := Hash("deal_1", KindGood, "b", "s", a) == Hash("deal_1", KindGood, "b", "s", b)
		forth, back := Redline(a, b), Redline(b, a)
		if (len(forth) == 0) != same || len(forth) != len(back) {
			t.Fatalf("same hash: %v, redline %+v, back %+v", same, forth, back)
		}
		// Applying the redline to the rows of a gives those of b.
		values := map[string]string{}
		for _, r := range a.rows() {
			values[r.path] = r.value
		}
		for _, c := range forth {
			switch c.Kind {
			case Removed:
				delete(values, c.Path)
			default:
				values[c.Path] = c.After
			}
		}
		want := map[string]string{}
		for _, r := range b.rows() {
			want[r.path] = r.value
		}
		if !maps.Equal(values, want) {
			t.Fatalf("applied: %v, want %v", values, want)
		}
	})
}

func TestTheRedlineOfANegotiation(t *testing.T) {
	before, after := goods(), goods()
	after.Clauses[1].Text = "One per cent of breakage is accepted."
	after.Clauses = append(after.Clauses, Clause{ID: "insurance", Title: "Insurance", Text: "The seller insures."})
	after.Milestones[0].Amount, after.Milestones[1].Amount = eur(100_163), eur(450_000)
	after.Incoterm = "DDP"
	var got []string
	for _, c := range Redline(before, after) {
		got = append(got, c.Kind+" "+c.Path+": "+c.Before+" > "+c.After)
	}
	want := []string{
		"changed incoterm: DAP > DDP",
		"changed milestones[Samples].amount: 501.63 EUR > 1001.63 EUR",
		"changed milestones[Shipment].amount: 5000.00 EUR > 4500.00 EUR",
		"changed clauses[breakage].text: Two per cent of breakage are accepted. > One per cent of breakage is accepted.",
		"added clauses[insurance].title:  > Insurance",
		"added clauses[insurance].text:  > The seller insures.",
		"changed clauses: clauses[law], clauses[breakage] > clauses[law], clauses[breakage], clauses[insurance]",
	}
	if !slices.Equal(got, want) {
		t.Fatalf("got\n%s", strings.Join(got, "\n"))
	}
}

func TestTheHash(t *testing.T) {
	hash := func(deal string, kind Kind, buyer, seller string, change func(*Terms)) string {
		terms := goods()
		change(&terms)
		return Hash(deal, kind, buyer, seller, terms)
	}
	same := func(*Terms) {}
	first := hash("deal_1", KindGood, "org_b", "org_s", same)
	// Written down so that a change of the canonical form cannot slip in: it would invalidate every signature.
	if first != "08634b83a1269e5c6b8e3df22780bd78e9356f801736abb8f81f4cdf8daf4392" {
		t.Errorf("the canonical form has changed: %s", first)
	}
	for name, other := range map[string]string{
		"of another deal":                hash("deal_2", KindGood, "org_b", "org_s", same),
		"of another kind":                hash("deal_1", KindWork, "org_b", "org_s", same),
		"with the sides exchanged":       hash("deal_1", KindGood, "org_s", "org_b", same),
		"with a byte moved over":         hash("deal_1", KindGood, "org_bo", "rg_s", same),
		"with another word":              hash("deal_1", KindGood, "org_b", "org_s", func(t *Terms) { t.Clauses[0].Text += "!" }),
		"with clauses exchanged":         hash("deal_1", KindGood, "org_b", "org_s", func(t *Terms) { slices.Reverse(t.Clauses) }),
		"with pieces to accept":          hash("deal_1", KindGood, "org_b", "org_s", func(t *Terms) { t.Milestones[0].Quantity = 10 }),
		"with silence that accepts":      hash("deal_1", KindGood, "org_b", "org_s", func(t *Terms) { t.Milestones[0].SilenceAccepts = true }),
		"with place and HS run together": hash("deal_1", KindGood, "org_b", "org_s", func(t *Terms) { t.Place, t.HS = t.Place+t.HS, "" }),
	} {
		if other == first {
			t.Errorf("terms %s have the same hash", name)
		}
	}
	if hash("deal_1", KindGood, "org_b", "org_s", func(t *Terms) { t.Rights, t.Subject = nil, maps.Clone(t.Subject) }) != first {
		t.Error("the same terms have another hash")
	}
	empty, none := Terms{Lines: []Line{}, Clauses: []Clause{}, Subject: lang.Text{}}, Terms{}
	if Hash("d", KindGood, "b", "s", empty) != Hash("d", KindGood, "b", "s", none) {
		t.Error("an empty list and none have different hashes")
	}
}

func FuzzTerms(f *testing.F) {
	for _, terms := range []Terms{goods(), licence(), {}} {
		terms.Total.Currency = "EUR"
		if seed, err := json.Marshal(terms); err == nil {
			f.Add(seed)
		}
	}
	f.Add([]byte(`{"total":{"amount":"1e9","currency":"EUR"}}`))
	f.Add([]byte(`{"lines":[{"quantity":"0.0000001"}],"rights":{"territories":["\u0000"]}}`))
	f.Add([]byte(`{"subject":{"x-\ud800":"\ud800"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var terms Terms
		if json.Unmarshal(data, &terms) != nil {
			return
		}
		// Whatever it is, checking and comparing it must not panic.
		valid := terms.Check(KindGood, today) == nil
		_ = terms.Check(KindWork, today)
		hash := Hash("deal_1", KindGood, "b", "s", terms)
		if changes := Redline(terms, terms); len(changes) != 0 {
			t.Fatalf("terms differ from themselves: %+v", changes)
		}
		if !valid {
			return
		}
		spelled, err := json.Marshal(terms)
		if err != nil {
			t.Fatalf("valid terms cannot be spelled: %v", err)
		}
		var again Terms
		if err := json.Unmarshal(spelled, &again); err != nil {
			t.Fatalf("%s: %v", spelled, err)
		}
		if Hash("deal_1", KindGood, "b", "s", again) != hash || len(Redline(terms, again)) != 0 {
			t.Fatalf("the same terms have two hashes: %s", spelled)
		}
	})
}

func TestARightsClash(t *testing.T) {
	base := *licence().Rights
	for _, row := range []struct {
		name   string
		want   bool
		change func(*Rights)
	}{
		{"of the same grant", true, func(*Rights) {}},
		{"if only the older one is exclusive", true, func(r *Rights) { r.Exclusive = false }},
		{"not of another work", false, func(r *Rights) { r.Work = "itm_other" }},
		{"of the same work in capitals", true, func(r *Rights) { r.Work = "ITM_LANTERN" }},
		{"not of another right", false, func(r *Rights) { r.Rights = []string{"theatrical"} }},
		{"not in another country", false, func(r *Rights) { r.Territories = []string{"FR"} }},
		{"with the whole world", true, func(r *Rights) { r.Territories = []string{World} }},
		{"not in another language", false, func(r *Rights) { r.Languages = []string{"fr"} }},
		{"on the last day", true, func(r *Rights) { r.From, r.To = "2028-12-31", "2030-12-31" }},
		{"not after the last day", false, func(r *Rights) { r.From, r.To = "2029-01-01", "2030-12-31" }},
	} {
		t.Run(row.name, func(t *testing.T) {
			other := base
			row.change(&other)
			if base.clashes(other) != row.want || other.clashes(base) != row.want {
				t.Fatal("wrong")
			}
		})
	}
	shared := base
	shared.Exclusive = false
	if shared.clashes(shared) {
		t.Fatal("two grants of which neither is exclusive clash")
	}
	if !reflect.DeepEqual(base, *licence().Rights) {
		t.Fatal("the row changed the base")
	}
}
