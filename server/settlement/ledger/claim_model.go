package ledger

import (
	"math/big"
	"slices"
	"strings"
)

// The naive side of claims and reserves. What an order got in, what of it went to the seller's side and what lies in reserve
// is read off every payment of the model, whoever made it.

type modelMoney struct {
	funded, got, reserved big.Int
	endedAt               int64
	claims                map[string]*modelClaim
}

type modelClaim struct {
	state, rail                                           string
	amount                                                *big.Int
	escrow, reserve, seller, sellerDebt, buyer, buyerDebt *big.Int
	until                                                 int64
	decided                                               bool
}

// flows notes for its order what a payment of the model moves.
func (m *model) flows(from, to string, v *big.Int) {
	class, id, _ := strings.Cut(from, ":")
	toClass, toID, _ := strings.Cut(to, ":")
	if o := m.orders[toID]; o != nil && toClass == "escrow" && class != "dispute" {
		o.money.funded.Add(&o.money.funded, v)
	}
	o := m.orders[id]
	if o == nil || (class != "escrow" && class != "dispute") || slices.Contains([]string{"escrow", "dispute", "bank"}, toClass) ||
		strings.HasPrefix(to, "user:"+o.terms.Buyer+":") {
		return
	}
	o.money.got.Add(&o.money.got, v)
	if toClass == "reserve" {
		o.money.reserved.Add(&o.money.reserved, v)
	}
}

// ends notes when an order came to its end.
func (m *model) ends(e *Entry, now int64) {
	if o := m.orders[e.Order]; o != nil && ended(o.state) && o.money.endedAt == 0 {
		o.money.endedAt = now
	}
}

// keep takes the reserve out of what a seller is to get.
func (m *model) keep(id string, o *modelOrder, net *big.Int) {
	if c := o.terms.Conditions; c != nil && net.Sign() > 0 {
		part := floorOf(net, c.ReserveBP, 10000)
		m.pay("escrow:"+id, "reserve:"+o.terms.Seller, string(o.terms.Currency), part)
		net.Sub(net, part)
	}
}

func (o *modelOrder) liableUntil() int64 {
	if o.terms.Conditions == nil {
		return o.money.endedAt
	}
	return o.money.endedAt + o.terms.Conditions.Liability
}

func (o *modelOrder) disputedByBank() bool {
	for _, k := range o.money.claims {
		if k.state == "OPEN" || k.state == "CONTESTED" {
			return true
		}
	}
	return false
}

// debt is what an organization owes.
func (m *model) debt(org, cur string) *big.Int {
	return new(big.Int).Neg(m.get(m.posted, "recv:"+org+"|"+cur))
}

func least(a, b *big.Int) *big.Int {
	if a.Cmp(b) < 0 {
		b = a
	}
	if b.Sign() < 0 {
		return new(big.Int)
	}
	return new(big.Int).Set(b)
}

// overClaim begins each command about claims: the order, the role, the party and the version.
func overClaim(roles string, then func(*model, *Entry, *modelOrder, int64) string) func(*model, *Entry, int64) string {
	return func(m *model, e *Entry, now int64) string {
		o := m.orders[e.Order]
		switch {
		case o == nil:
			return WhyOrderUnknown
		case !by(e, roles):
			return WhyRole
		case e.Actor.Role == Seller && e.Actor.Org != o.terms.Seller:
			return WhyNotParty
		case by(e, "MC") && m.neutral(e) != "":
			return m.neutral(e)
		case m.stale(e, o.version):
			return WhyVersion
		}
		if why := then(m, e, o, now); why != "" {
			return why
		}
		o.version++
		return ""
	}
}

var claimModel = map[Type]func(*model, *Entry, int64) string{
	OpenClaim: overClaim("R", func(m *model, e *Entry, o *modelOrder, now int64) string {
		for _, other := range m.orders {
			if other.money.claims[e.Object] != nil {
				return WhyTwice
			}
		}
		switch {
		case e.Object == "" || !slices.Contains(strings.Fields("chargeback recall reversal"), e.text("kind")):
			return WhyClaimUnknown
		case e.Currency != o.terms.Currency:
			return WhyCurrency
		case e.Amount <= 0:
			return WhyAmount
		case o.money.funded.Sign() == 0:
			return WhyFunds
		case ended(o.state) && now > o.liableUntil():
			return WhyLiability
		}
		m.openClaim(e, o, now)
		return ""
	}),
	ContestClaim: overClaim("SM", func(_ *model, e *Entry, o *modelOrder, _ int64) string {
		k := o.money.claims[e.Object]
		switch {
		case k == nil:
			return WhyClaimUnknown
		case k.state != "OPEN":
			return WhyState
		case e.Ref == "":
			return WhyEvidence
		}
		k.state = "CONTESTED"
		return ""
	}),
	WinClaim: overClaim("R", func(m *model, e *Entry, o *modelOrder, _ int64) string {
		k := o.money.claims[e.Object]
		switch {
		case k == nil:
			return WhyClaimUnknown
		case k.state != "OPEN" && k.state != "CONTESTED":
			return WhyState
		case e.Currency != o.terms.Currency:
			return WhyCurrency
		case k.amount.Cmp(big.NewInt(e.Amount)) != 0:
			return WhyAmount
		}
		k.state = "WON"
		m.winClaim(e, o, k)
		return ""
	}),
	LoseClaim: overClaim("RTS", func(_ *model, e *Entry, o *modelOrder, now int64) string {
		k := o.money.claims[e.Object]
		switch {
		case k == nil:
			return WhyClaimUnknown
		case k.state != "OPEN" && (k.state != "CONTESTED" || e.Actor.Role != Rail):
			return WhyState
		case e.Actor.Role == Timer && now <= k.until:
			return WhyNotDue
		}
		k.state = "LOST"
		return ""
	}),
	DecideClaim: overClaim("C", func(m *model, e *Entry, o *modelOrder, _ int64) string {
		if why := m.confirmed(e); why != "" {
			return why
		}
		k := o.money.claims[e.Object]
		switch to := e.text("to"); {
		case k == nil:
			return WhyClaimUnknown
		case k.state != "OPEN" && k.state != "CONTESTED", to != "WON" && to != "LOST":
			return WhyState
		case e.Ref == "":
			return WhyEvidence
		case to == "WON" && k.decided:
			return WhyTwice
		case to == "WON":
			k.state, k.decided = "CONTESTED", true
		default:
			k.state = "LOST"
		}
		m.settled(e)
		return ""
	}),
	ReleaseReserve: overClaim("T", func(m *model, e *Entry, o *modelOrder, now int64) string {
		switch {
		case o.money.reserved.Sign() == 0:
			return WhyState
		case o.disputedByBank():
			return WhyClaim
		case !ended(o.state) || now <= o.liableUntil():
			return WhyNotDue
		}
		m.pay("reserve:"+o.terms.Seller, "user:"+o.terms.Seller+":avail", string(o.terms.Currency), &o.money.reserved)
		o.money.reserved.SetInt64(0)
		return ""
	}),
}

func (m *model) openClaim(e *Entry, o *modelOrder, now int64) {
	cur, bank := string(e.Currency), "bank:"+e.Rail+":custody"
	k := &modelClaim{state: "OPEN", rail: e.Rail, amount: big.NewInt(e.Amount), until: e.num("until")}
	if k.until == 0 {
		k.until = now + 10*24*3600*1000
	}
	left := big.NewInt(e.Amount)
	from := func(account string, most *big.Int) *big.Int {
		part := least(left, most)
		m.pay(account, bank, cur, part)
		left.Sub(left, part)
		return part
	}
	inEscrow := new(big.Int)
	for _, frozen := range []bool{false, true} {
		for i := len(o.ms) - 1; i >= 0; i-- {
			ms := &o.ms[i]
			if (ms.state == Disputed) != frozen || left.Sign() == 0 || ms.held.Sign() == 0 {
				continue
			}
			if frozen {
				m.pay("dispute:"+e.Order, "escrow:"+e.Order, cur, ms.held)
				for _, d := range o.disputes {
					if d.ms == ms.id && !ended(d.state) {
						d.state = Withdrawn
					}
				}
			}
			part := from("escrow:"+e.Order, ms.held)
			inEscrow.Add(inEscrow, part)
			ms.held, ms.state, ms.maker, ms.until = new(big.Int).Sub(ms.held, part), Planned, "", 0
		}
	}
	k.escrow = inEscrow
	if inEscrow.Sign() > 0 && (o.state == Funded || o.state == PartiallyFunded) {
		o.state = AwaitingFunds
		for _, ms := range o.ms {
			if ms.held.Sign() > 0 {
				o.state = PartiallyFunded
			}
		}
	}
	liable := new(big.Int).Set(&o.money.got)
	for _, other := range o.money.claims {
		if other.state != "WON" {
			liable.Sub(liable, other.reserve).Sub(liable, other.seller).Sub(liable, other.sellerDebt)
		}
	}
	ofSeller := func(account string, most *big.Int) *big.Int {
		part := from(account, least(liable, most))
		liable.Sub(liable, part)
		return part
	}
	seller, buyer := o.terms.Seller, o.terms.Buyer
	k.reserve = ofSeller("reserve:"+seller, &o.money.reserved)
	o.money.reserved.Sub(&o.money.reserved, k.reserve)
	k.seller = ofSeller("user:"+seller+":avail", m.available("user:"+seller+":avail|"+cur))
	k.sellerDebt = ofSeller("recv:"+seller, liable)
	k.buyer = from("user:"+buyer+":avail", m.available("user:"+buyer+":avail|"+cur))
	k.buyerDebt = from("recv:"+buyer, left)
	if o.money.claims == nil {
		o.money.claims = map[string]*modelClaim{}
	}
	o.money.claims[e.Object] = k
	m.claimIDs = append(m.claimIDs, [2]string{e.Order, e.Object})
}

func (m *model) winClaim(e *Entry, o *modelOrder, k *modelClaim) {
	cur, bank := string(o.terms.Currency), "bank:"+k.rail+":custody"
	if k.escrow.Sign() > 0 {
		m.pay(bank, "suspense:"+k.rail, cur, k.escrow)
		m.lay(e, k.rail, cur, "", k.escrow)
	}
	m.pay(bank, "reserve:"+o.terms.Seller, cur, k.reserve)
	o.money.reserved.Add(&o.money.reserved, k.reserve)
	for org, had := range map[string][2]*big.Int{o.terms.Seller: {k.seller, k.sellerDebt}, o.terms.Buyer: {k.buyer, k.buyerDebt}} {
		still := least(had[1], m.debt(org, cur))
		m.pay(bank, "recv:"+org, cur, still)
		back := new(big.Int).Sub(had[1], still)
		m.pay(bank, "user:"+org+":avail", cur, back.Add(back, had[0]))
	}
}
