package demo

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
)

// firm is one exhibitor as written down by hand. Place is a park, or a city with an at sign in front. Languages, offers and
// needs are separated by spaces.
type firm struct {
	key, en, zh          string
	tagEn, tagZh         string
	textEn, textZh       string
	place                string
	langs, offers, needs string
	products             []product
}

// product is one entry of a firm's catalogue as written down by hand.
type product struct {
	kind                string
	en, zh              string
	textEn, textZh      string
	price               money.Amount // the zero value: on request
	unit                string
	moq                 int
	incoterm, place, hs string
	lead                int
	rights, territories string // "world -FR": everywhere, France is taken
	months              int
}

func good(en, zh, textEn, textZh string, price money.Amount, unit string, moq int, incoterm, place, hs string, lead int) product {
	return product{
		kind: "good", en: en, zh: zh, textEn: textEn, textZh: textZh, price: price, unit: unit, moq: moq,
		incoterm: incoterm, place: place, hs: hs, lead: lead,
	}
}

func service(en, zh, textEn, textZh string, price money.Amount, unit string, moq int) product {
	return product{kind: "service", en: en, zh: zh, textEn: textEn, textZh: textZh, price: price, unit: unit, moq: moq}
}

func work(en, zh, textEn, textZh string, price money.Amount, rights, territories string, months int) product {
	return product{
		kind: "work", en: en, zh: zh, textEn: textEn, textZh: textZh, price: price, unit: "E48", moq: 1,
		rights: rights, territories: territories, months: months,
	}
}

func cny(whole float64) money.Amount { return hundredths(whole, "CNY") }
func usd(whole float64) money.Amount { return hundredths(whole, "USD") }
func eur(whole float64) money.Amount { return hundredths(whole, "EUR") }

// hundredths turns a price written in the data into minor units; the data has at most two decimals.
func hundredths(whole float64, currency money.Currency) money.Amount {
	return money.Amount{Minor: int64(whole*100 + 0.5), Currency: currency}
}

func onRequest() money.Amount { return money.Amount{} }

// exhibitors turns the firms of the seven halls into organizations, staff, booths and items.
func (g *generator) exhibitors() {
	lists := [][]firm{filmFirms(), internetFirms(), designFirms(), heritageFirms(), digitalFirms(), tourismFirms(), exhibitionFirms()}
	towns := cities()
	for h, list := range lists {
		hall := g.fair.Halls[h]
		// Numbers are drawn, so that nobody stands at the door because of the alphabet.
		numbers := g.rand.Perm(len(list))
		for i, f := range list {
			org := g.firmOrganization(f, hall.Sector, towns)
			first := len(g.fair.People)
			g.crew(f, org)
			b := Booth{
				ID: "bth_" + f.key, Hall: hall.ID, Number: fmt.Sprintf("%c-%02d", 'A'+h, numbers[i]+1), Org: org.ID,
				Zone: org.Zone, Hours: g.hours(hall.Sector), Seed: g.rand.Uint64(), Opened: org.Approved.Add(g.span(2*day, 12*day)),
			}
			for _, p := range g.fair.People[first:] {
				b.Staff = append(b.Staff, p.ID)
			}
			g.fair.Booths = append(g.fair.Booths, b)
			g.catalogue(f, b)
			g.fair.Profiles = append(g.fair.Profiles, Profile{
				Org: org.ID, Person: b.Staff[0], Role: "sell", Needs: strings.Fields(f.needs), Offers: strings.Fields(f.offers),
				Languages: org.Languages, Currency: "CNY", Zone: org.Zone, From: b.Hours[0].From, To: b.Hours[0].To,
			})
		}
	}
}

func (g *generator) firmOrganization(f firm, sector string, towns map[string]place) Organization {
	org := Organization{
		ID: "org_" + f.key, Kind: "exhibitor", Name: both(f.en, f.zh), Tagline: both(f.tagEn, f.tagZh), Text: both(f.textEn, f.textZh),
		Country: "CN", City: both("Wuxi", "无锡"), Zone: "Asia/Shanghai", Sector: sector, Park: f.place, Domain: f.key + ".example",
		Languages: strings.Fields(f.langs),
	}
	if city, away := strings.CutPrefix(f.place, "@"); away {
		org.Park, org.City = "", both(towns[city].en, towns[city].zh)
	}
	org.Applied = g.fair.Day.Add(-88*day + g.span(0, 48*day))
	org.Approved = org.Applied.Add(g.span(1*day, 9*day))
	if f.key == "reedlantern" {
		org.Applied, org.Approved = g.fair.Day.Add(-86*day), g.fair.Day.Add(-84*day)
	}
	g.organization(org)
	return org
}

// crew hires one to three people. The first speaks for the firm and Chinese at least; the last speaks every language of the firm.
func (g *generator) crew(f firm, org Organization) {
	size := 1 + g.rand.IntN(3)
	if len(org.Languages) > 1 && size == 1 {
		size = 2
	}
	if f.key == "reedlantern" {
		size = 3
	}
	titles := staffTitles()
	for i := range size {
		given := g.chineseName()
		p := Person{
			ID: fmt.Sprintf("per_%s%d", f.key, i+1), Org: org.ID, Name: both(given.en, given.zh), Email: given.mail + "@" + org.Domain,
			Role: "exhibitor", Lang: lang.Chinese, Languages: []string{"zh"}, Zone: org.Zone, Admin: i == 0,
			OnDuty: i == 0 || g.rand.IntN(3) > 0, Title: titles[i][g.rand.IntN(len(titles[i]))],
		}
		if i == size-1 {
			p.Languages = org.Languages
		}
		g.person(p)
	}
	if f.key == "reedlantern" {
		g.fair.Known["exhibitor"] = "per_reedlantern1"
	}
}

// hours gives a booth its week: exhibitors work long days for guests who sleep when they are awake.
func (g *generator) hours(sector string) []Hours {
	from := []int{8 * 60, 8*60 + 30, 9 * 60, 9*60 + 30}[g.rand.IntN(4)]
	to := []int{20 * 60, 21 * 60, 21*60 + 30, 22 * 60}[g.rand.IntN(4)]
	var week []Hours
	for d := time.Sunday; d <= time.Saturday; d++ {
		h := Hours{Weekday: d, From: from, To: to}
		if d == time.Monday && sector == Heritage {
			h.To = 18 * 60 // the workshop is swept
		}
		week = append(week, h)
	}
	return week
}

func (g *generator) catalogue(f firm, b Booth) {
	for i, p := range f.products {
		item := Item{
			ID: fmt.Sprintf("itm_%s%d", f.key, i+1), Booth: b.ID, Kind: p.kind, Name: both(p.en, p.zh), Text: both(p.textEn, p.textZh),
			Unit: p.unit, MOQ: p.moq, Incoterm: p.incoterm, Place: p.place, HS: p.hs, LeadTimeDays: p.lead,
			New: i == 0 || g.rand.IntN(5) == 0, Seed: g.rand.Uint64(),
		}
		if p.price.Currency != "" {
			price := p.price
			item.Price = &price
		}
		switch p.kind {
		case "service":
			item.ServiceClass = serviceClass(f.offers)
		case "work":
			item.Rights = g.rights(p, f.langs)
		}
		g.fair.Items = append(g.fair.Items, item)
	}
}

// serviceClass is the EBOPS 2010 component of what the firm mostly does.
func serviceClass(offers string) string {
	domain, _, _ := strings.Cut(offers, "/")
	switch domain {
	case "audiovisual", "books", "performance":
		return "11.1" // audiovisual and related services
	case "tourism":
		return "4.1.2" // travel: other business
	case "design":
		return "10.3.5" // other business services
	}
	return "11.2" // other personal, cultural and recreational services
}

func (g *generator) rights(p product, langs string) *Rights {
	r := &Rights{Rights: strings.Fields(p.rights), Months: p.months, Languages: []string{"zh"}}
	if slices.Contains(strings.Fields(langs), "en") || strings.Contains(p.rights, "tv") {
		r.Languages = append(r.Languages, "en")
	}
	for _, t := range strings.Fields(p.territories) {
		if taken, sold := strings.CutPrefix(t, "-"); sold {
			until := g.fair.Day.Add(time.Duration(200+g.rand.IntN(700)) * day)
			r.Sold = append(r.Sold, Sold{taken, until})
			continue
		}
		r.Territories = append(r.Territories, strings.ToUpper(t))
	}
	return r
}
