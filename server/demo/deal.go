package demo

import (
	"strconv"
	"strings"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
)

// Deal is a negotiation with everything that is ever said in it; Fair.At cuts it at a moment.
type Deal struct {
	ID           string    `json:"id"`
	Kind         string    `json:"kind"` // good, service or work
	Title        lang.Text `json:"title"`
	Seller       string    `json:"seller"`
	SellerPerson string    `json:"sellerPerson"`
	Buyer        string    `json:"buyer"`
	BuyerPerson  string    `json:"buyerPerson"`
	Item         string    `json:"item"`
	Meeting      string    `json:"meeting,omitempty"` // the meeting it came from
	Room         string    `json:"room"`
	Versions     []Offer   `json:"versions"`
	Accepted     []Consent `json:"accepted"`
	Signed       []Consent `json:"signed"`
	Ended        *Ending   `json:"ended,omitempty"`
	OnWall       bool      `json:"onWall"` // both sides agree that the deal wall names them
}

// Offer is one immutable version. The hash is the business of whoever stores it.
type Offer struct {
	N      int       `json:"n"` // from 1
	By     string    `json:"by"`
	Person string    `json:"person"`
	At     time.Time `json:"at"`
	Terms  Terms     `json:"terms"`
}

// Consent is one side accepting or signing a version.
type Consent struct {
	Org     string    `json:"org"`
	Person  string    `json:"person"`
	Version int       `json:"version"`
	At      time.Time `json:"at"`
}

// Ending is a negotiation that led nowhere.
type Ending struct {
	At     time.Time `json:"at"`
	State  string    `json:"state"` // abandoned or lapsed
	By     string    `json:"by,omitempty"`
	Reason lang.Text `json:"reason"`
}

// Terms is a whole term sheet.
type Terms struct {
	Subject    lang.Text    `json:"subject"`
	Lines      []Line       `json:"lines"`
	Total      money.Amount `json:"total"`
	FeePaidBy  string       `json:"feePaidBy"` // buyer, seller or split
	Incoterm   string       `json:"incoterm,omitempty"`
	Place      string       `json:"place,omitempty"`
	HS         string       `json:"hs,omitempty"`
	Rights     *Grant       `json:"rights,omitempty"`
	Milestones []Milestone  `json:"milestones"`
	ValidUntil time.Time    `json:"validUntil"`
	Clauses    []Clause     `json:"clauses"`
}

// Line is one priced line.
type Line struct {
	Item     string       `json:"item"`
	Text     lang.Text    `json:"text"`
	Quantity int64        `json:"quantity"`
	Unit     string       `json:"unit"`
	Price    money.Amount `json:"price"`
	Amount   money.Amount `json:"amount"`
}

// Grant is the rights block of a licence.
type Grant struct {
	Work         string    `json:"work"` // item id
	Rights       []string  `json:"rights"`
	Territories  []string  `json:"territories"`
	Languages    []string  `json:"languages"`
	From         time.Time `json:"from"`
	To           time.Time `json:"to"`
	Exclusive    bool      `json:"exclusive"`
	HoldbackDays int       `json:"holdbackDays,omitempty"`
}

// Milestone is a part of the total with its proof. Amounts add up to the total.
type Milestone struct {
	ID             string       `json:"id"`
	Title          lang.Text    `json:"title"`
	Amount         money.Amount `json:"amount"`
	Due            time.Time    `json:"due"`
	Deliverable    lang.Text    `json:"deliverable"`
	InspectionDays int          `json:"inspectionDays"`
	SilenceAccepts bool         `json:"silenceAccepts"`
}

// Clause is one paragraph of the contract.
type Clause struct {
	ID    string    `json:"id"`
	Title lang.Text `json:"title"`
	Text  lang.Text `json:"text"`
}

// Order is what a signed deal becomes, with all of its history.
type Order struct {
	ID         string       `json:"id"`
	Deal       string       `json:"deal"`
	Buyer      string       `json:"buyer"`
	Seller     string       `json:"seller"`
	Total      money.Amount `json:"total"`
	Milestones []string     `json:"milestones"` // ids; their amounts stand in the terms
	Events     []OrderEvent `json:"events"`     // in the order of time
}

// OrderEvent is one act on an order: signed, funded, started; of a milestone shipped, delivered, accepted, approved (by the
// maker), released (by the checker), disputed, ruled; and paid_out.
type OrderEvent struct {
	At        time.Time     `json:"at"`
	Kind      string        `json:"kind"`
	Milestone string        `json:"milestone,omitempty"`
	Person    string        `json:"person"`
	Amount    *money.Amount `json:"amount,omitempty"` // of funded, released, ruled (to the seller) and paid_out
	Note      lang.Text     `json:"note,omitempty"`
}

// draft is a negotiation as written down by hand. All times are hours: of revisions, consents and endings from the start of
// the live stage, of the course of the order from the second signature.
type draft struct {
	key, seller, buyer string // keys of firm and guest
	item               int    // number in the catalogue
	kind               string
	en, zh             string // title
	subjectEn          string
	subjectZh          string
	quantity           int64
	currency           money.Currency
	fee                string
	grant              *grant
	parts              []part
	revisions          []revision
	agreed, signed     [2]float64 // second of each pair 0: it never comes to that
	ended              *ending
	course             course
	wall               bool
	ceremony           string // session on whose stage it is signed: signed then counts from its beginning, in minutes
}

type grant struct {
	rights, territories, languages string
	months                         int
	exclusive                      bool
	holdback                       int
}

type part struct {
	en, zh                       string
	percent                      int64
	dueDays                      int // from the start of the live stage
	deliverableEn, deliverableZh string
	inspection                   int
	silence                      bool
}

type revision struct {
	at      float64
	byBuyer bool
	price   int64 // per unit, in hundredths
	clauses []Clause
}

type ending struct {
	at     float64
	state  string
	buyer  bool
	en, zh string
}

// course is how an order goes: per milestone the hours after signature at which it is shipped, delivered, accepted and released.
// A ruling instead of acceptance gives the seller a share.
type course struct {
	funded  float64
	paces   [][4]float64
	payout  float64
	dispute *dispute
}

type dispute struct {
	milestone          int // index
	opened, ruled      float64
	sellerPercent      int64
	claimEn, claimZh   string
	rulingEn, rulingZh string
}

func (g *generator) negotiations() {
	for _, d := range drafts() {
		g.negotiate(d)
	}
}

func (g *generator) after(hours float64) time.Time {
	return g.fair.Start.Add(time.Duration(hours * float64(time.Hour))).Truncate(time.Minute)
}

func (g *generator) negotiate(d draft) {
	seller, buyer := g.org("org_"+d.seller), g.org("org_"+d.buyer)
	deal := Deal{
		ID: "deal_" + d.key, Kind: d.kind, Title: both(d.en, d.zh), Seller: seller.ID, SellerPerson: g.staff[seller.ID][0], Buyer: buyer.ID,
		BuyerPerson: g.staff[buyer.ID][0], Item: itemID(d.seller, d.item), Room: "room_deal_" + d.key, OnWall: d.wall,
	}
	item := g.item(deal.Item)
	for _, r := range g.fair.Requests {
		if r.Meeting != nil && (r.From == buyer.ID && r.To == seller.ID || r.From == seller.ID && r.To == buyer.ID) {
			deal.Meeting = r.ID
		}
	}
	for n, r := range d.revisions {
		offer := Offer{N: n + 1, By: seller.ID, Person: deal.SellerPerson, At: g.after(r.at), Terms: g.terms(d, r, item)}
		if r.byBuyer {
			offer.By, offer.Person = buyer.ID, deal.BuyerPerson
		}
		deal.Versions = append(deal.Versions, offer)
	}
	last := deal.Versions[len(deal.Versions)-1]
	if d.agreed[1] != 0 {
		// Whoever did not write the last version accepts it first.
		sides := [2]Consent{{Org: buyer.ID, Person: deal.BuyerPerson}, {Org: seller.ID, Person: deal.SellerPerson}}
		if last.By == buyer.ID {
			sides[0], sides[1] = sides[1], sides[0]
		}
		for i, side := range sides {
			side.Version, side.At = last.N, g.after(d.agreed[i])
			deal.Accepted = append(deal.Accepted, side)
			if d.signed[1] != 0 {
				side.At = g.signing(d, i)
				deal.Signed = append(deal.Signed, side)
			}
		}
	}
	if d.ended != nil {
		deal.Ended = &Ending{At: g.after(d.ended.at), State: d.ended.state, Reason: both(d.ended.en, d.ended.zh)}
		if d.ended.buyer {
			deal.Ended.By = deal.BuyerPerson
		}
	}
	g.fair.Deals = append(g.fair.Deals, deal)
	if len(deal.Signed) == 2 {
		g.order(d, deal, last.Terms)
	}
}

// signing is when a side signs.
func (g *generator) signing(d draft, side int) time.Time {
	for _, s := range g.fair.Sessions {
		if s.ID == "ses_"+d.ceremony {
			return s.Starts.Add(time.Duration(d.signed[side] * float64(time.Minute)))
		}
	}
	return g.after(d.signed[side])
}

func itemID(firmKey string, n int) string { return "itm_" + firmKey + strconv.Itoa(n) }

func (g *generator) item(id string) Item {
	for _, item := range g.fair.Items {
		if item.ID == id {
			return item
		}
	}
	return Item{}
}

func (g *generator) terms(d draft, r revision, item Item) Terms {
	price := money.Amount{Minor: r.price, Currency: d.currency}
	total := money.Amount{Minor: r.price * d.quantity, Currency: d.currency}
	t := Terms{
		Subject: both(d.subjectEn, d.subjectZh), Total: total, FeePaidBy: d.fee, Incoterm: item.Incoterm, Place: item.Place, HS: item.HS,
		Lines:      []Line{{Item: item.ID, Text: item.Name, Quantity: d.quantity, Unit: item.Unit, Price: price, Amount: total}},
		ValidUntil: g.after(r.at).Add(14 * day), Clauses: r.clauses,
	}
	weights := make([]int64, len(d.parts))
	for i, p := range d.parts {
		weights[i] = p.percent
	}
	amounts, err := total.Split(weights...)
	if err != nil {
		amounts = make([]money.Amount, len(weights)) // only for shares that a test refuses
	}
	for i, p := range d.parts {
		t.Milestones = append(t.Milestones, Milestone{
			ID: "mil_" + d.key + string(rune('1'+i)), Title: both(p.en, p.zh), Amount: amounts[i], Due: g.fair.Day.Add(time.Duration(p.dueDays)*day + 10*time.Hour),
			Deliverable: both(p.deliverableEn, p.deliverableZh), InspectionDays: p.inspection, SilenceAccepts: p.silence,
		})
	}
	if d.grant != nil {
		from := g.fair.Day.Add(60 * day)
		t.Rights = &Grant{
			Work: item.ID, Rights: strings.Fields(d.grant.rights), Territories: strings.Fields(d.grant.territories), Languages: strings.Fields(d.grant.languages),
			From: from, To: from.AddDate(0, d.grant.months, 0), Exclusive: d.grant.exclusive, HoldbackDays: d.grant.holdback,
		}
	}
	return t
}

// order plays the course of a signed deal.
func (g *generator) order(d draft, deal Deal, t Terms) {
	signed := deal.Signed[1].At
	for _, c := range deal.Signed {
		if c.At.After(signed) {
			signed = c.At
		}
	}
	o := Order{ID: "ord_" + d.key, Deal: deal.ID, Buyer: deal.Buyer, Seller: deal.Seller, Total: t.Total}
	for _, m := range t.Milestones {
		o.Milestones = append(o.Milestones, m.ID)
	}
	add := func(hours float64, kind, milestone, person string, amount *money.Amount, note lang.Text) {
		at := signed.Add(time.Duration(hours * float64(time.Hour))).Truncate(time.Minute)
		o.Events = append(o.Events, OrderEvent{At: at, Kind: kind, Milestone: milestone, Person: person, Amount: amount, Note: note})
	}
	add(0, "signed", "", deal.Signed[1].Person, nil, nil)
	if d.course.funded > 0 {
		total := t.Total
		add(d.course.funded, "funded", "", deal.BuyerPerson, &total, nil)
	}
	var earned int64
	for i, pace := range d.course.paces {
		m := t.Milestones[i]
		if i == 0 && pace[0] > 0 {
			add(pace[0]-0.5, "started", "", deal.SellerPerson, nil, nil)
		}
		receiver := deal.BuyerPerson
		if d.kind == "good" {
			receiver = "per_logistics1"
		}
		for j, kind := range []string{"shipped", "delivered", "accepted", "released"} {
			if pace[j] == 0 {
				continue
			}
			person := []string{deal.SellerPerson, receiver, deal.BuyerPerson, "per_clearing2"}[j]
			var amount *money.Amount
			note := lang.Text(nil)
			if kind == "shipped" {
				note = m.Deliverable
			}
			if kind == "released" {
				add(pace[j]-2, "approved", m.ID, "per_clearing1", nil, nil)
				amount, earned = &m.Amount, earned+m.Amount.Minor
			}
			add(pace[j], kind, m.ID, person, amount, note)
		}
		if q := d.course.dispute; q != nil && q.milestone == i {
			share := money.Amount{Minor: m.Amount.Minor * q.sellerPercent / 100, Currency: m.Amount.Currency}
			earned += share.Minor
			add(q.opened, "disputed", m.ID, deal.BuyerPerson, nil, both(q.claimEn, q.claimZh))
			add(q.ruled, "ruled", m.ID, "per_arbitrator1", &share, both(q.rulingEn, q.rulingZh))
		}
	}
	if d.course.payout > 0 {
		add(d.course.payout, "paid_out", "", deal.SellerPerson, &money.Amount{Minor: earned, Currency: t.Total.Currency}, nil)
	}
	sortByTime(o.Events, func(e OrderEvent) time.Time { return e.At })
	g.fair.Orders = append(g.fair.Orders, o)
}
