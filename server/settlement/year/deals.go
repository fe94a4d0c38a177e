package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/settlement"
)

// deal is a signed deal and how its sides behave. Only the goroutine that looks at it touches it.
type deal struct {
	n             int
	rng           *rand.Rand
	id            string // of the order, once it is imported
	buyer, seller int
	currency      money.Currency
	parts         []part
	pays          string // how the buyer pays, see payments
	ends          string // how it ends if money comes: "", "consent", "overdue"
	staged        bool   // part by part
	starts        bool   // the seller says so before he ships
	carried       bool   // a carrier confirms what arrives
	financed      bool   // the seller asks for early payment
	held          bool   // compliance takes a look
	recalled      bool   // the payer's bank calls the money back weeks later

	acts int      // numbers what was done, for the keys
	paid []string // end-to-end ids under which the buyer's bank paid
	met  string   // what was seen last, so that a wait begins once
	done bool
}

// part is a milestone and how its inspection ends: accepted, silent, pieces or contested.
type part struct {
	amount int64
	pieces int64
	silent bool // silence is acceptance
	ends   string
}

// mean and spread of the sizes of deals: 4 bn CNY in 80,000 deals, a few of them a hundred times as large as most.
const (
	meanCNY = 50_000
	sigma   = 1.2
)

// worth is what one minor unit of a currency is in fen, roughly: it only sizes deals.
func worth(c money.Currency) float64 {
	return map[money.Currency]float64{"CNY": 1, "EUR": 8.25, "USD": 7.12, "JPY": 4.71, "KWD": 2.32}[c]
}

// choice is one way of several, in per mille; the rest is "".
type choice struct {
	permille int
	what     string
}

func choose(r *rand.Rand, of ...choice) string {
	at := r.IntN(1000)
	for _, c := range of {
		if at -= c.permille; at < 0 {
			return c.what
		}
	}
	return ""
}

func chance(r *rand.Rand, permille int) bool { return r.IntN(1000) < permille }

// draw decides what deals there are and when each is signed.
func (w *world) draw() {
	w.agenda = make([][]*deal, w.days*day)
	for n := range w.orders {
		d := w.deal(n)
		w.deals = append(w.deals, d)
		at := w.rng.IntN(w.days)*day + 1 + w.rng.IntN(day-1) // while people are at work
		w.agenda[at] = append(w.agenda[at], d)
	}
}

func (w *world) houses() int { return max(6, w.orders/40) } // of each side

func (w *world) deal(n int) *deal {
	r := rand.New(rand.NewPCG(w.seed, uint64(n)+1)) //nolint:gosec // a simulation
	d := &deal{n: n, rng: r, buyer: r.IntN(w.houses()), seller: r.IntN(w.houses())}
	d.currency = money.Currency(choose(r, choice{900, "CNY"}, choice{40, "EUR"}, choice{40, "USD"}, choice{15, "JPY"}, choice{5, "KWD"}))
	d.pays = choose(r, choice{300, "app"}, choice{15, "never"}, choice{10, "late"}, choice{50, "partly"}, choice{20, "too much"}, choice{20, "misnamed"},
		choice{15, "third"}, choice{3, "foreign"}, choice{25, "quote"}, choice{4, "late quote"}, choice{1000, "bank"})
	d.ends = choose(r, choice{20, "consent"}, choice{10, "overdue"})
	d.staged, d.starts, d.carried = chance(r, 30), chance(r, 300), chance(r, 500)
	d.financed, d.held, d.recalled = chance(r, 20), chance(r, 3), chance(r, 4)
	total := math.Exp(math.Log(meanCNY*100)-sigma*sigma/2+sigma*r.NormFloat64()) / worth(d.currency)
	parts := 1 + r.IntN(4)
	for range parts {
		p := part{amount: max(100, int64(total/float64(parts)*(0.5+r.Float64()))), silent: chance(r, 500)}
		p.ends = choose(r, choice{40, "silent"}, choice{30, "pieces"}, choice{30, "contested"})
		if p.ends == "pieces" {
			p.pieces = 2 + r.Int64N(9)
		}
		d.parts = append(d.parts, p)
	}
	return d
}

func house(side string, n int) (org, person string) {
	return fmt.Sprintf("org_%s%04d", side, n), fmt.Sprintf("%s%04d", side, n)
}

// called is the name of a house: made of syllables, so that no two are alike but by chance.
func called(side string, n int) string {
	r := rand.New(rand.NewPCG(uint64(n), uint64(side[0]))) //nolint:gosec // a simulation
	var words [3]string
	for i := range words {
		for range 3 {
			words[i] += string("bdfgklmnprstvz"[r.IntN(14)]) + string("aeiou"[r.IntN(5)])
		}
	}
	return strings.Join(words[:], " ")
}

// sign imports a deal as the deals desk does, and lets its sides begin.
func (w *world) sign(ctx context.Context, d *deal) error {
	buyer, _ := house("b", d.buyer)
	seller, _ := house("s", d.seller)
	s := settlement.SignedDeal{
		Deal: fmt.Sprintf("deal_y%06d", d.n), Hash: fmt.Sprintf("%064x", d.n+1), Title: "Order " + strconv.Itoa(d.n), Exhibition: "exh_" + strconv.Itoa(1+d.n%4),
		Organizer: "org_o1", Logistics: "org_l1", FeePaidBy: []string{"seller", "split", "buyer"}[d.n%3],
		Buyer:  settlement.Party{Org: buyer, Name: lang.Text{"en": called("b", d.buyer)}},
		Seller: settlement.Party{Org: seller, Name: lang.Text{"en": called("s", d.seller)}},
	}
	var total int64
	for i, p := range d.parts {
		total += p.amount
		s.Milestones = append(s.Milestones, settlement.SignedMilestone{
			Title: "Part " + strconv.Itoa(i+1), Amount: money.Amount{Minor: p.amount, Currency: d.currency}, Quantity: p.pieces, SilenceAccepts: p.silent,
			Due: w.now().Add(time.Duration(30+25*i) * 24 * time.Hour),
		})
	}
	s.CancelFee = money.Amount{Minor: total / 50, Currency: d.currency}
	if d.seller%20 == 0 {
		s.Tax = settlement.TaxFacts{Jurisdiction: "CN", Kind: "person", Income: "royalties"}
	}
	id, err := w.service.ImportDeal(ctx, s)
	if err != nil {
		return fmt.Errorf("sign deal %d: %w", d.n, err)
	}
	d.id = id
	w.signed(d, total)
	w.later(d, 1+d.rng.IntN(4*day))
	return nil
}
