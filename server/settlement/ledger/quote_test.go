package ledger

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fairground/server/money"
)

// The order of these tests lacks 3030.00 yuan; 400.00 euros buy them, 30.00 yuan being the spread.
const (
	quoteBuy    = 3030
	quotePay    = 400
	quoteSpread = 30
)

func limited(b *book) *book {
	for _, c := range []string{"CNY", "EUR"} {
		b.must(LimitExposure, Timer, func(k *Command) { k.Order, k.Currency, k.Amount = "", money.Currency(c), 1_000_000 })
	}
	return b
}

func (b *book) offer(edit func(*Command)) Entry {
	b.t.Helper()
	c := Command{Type: OfferQuote, Actor: actors[Timer], Order: "ord_1", Object: "quo_1-1", Currency: "EUR", Amount: quotePay}
	c.Params = []Param{
		{Name: "buy", Minor: quoteBuy},
		{Name: "expires", Minor: b.now + 60_000},
		{Name: "payBy", Minor: b.now + 300_000},
		{Name: "rate", Text: "7.65"},
		{Name: "returnBy", Minor: b.now + 900_000},
		{Name: "source", Text: "table"},
		{Name: "spread", Minor: quoteSpread},
		{Name: "tolerance", Minor: 100},
	}
	if edit != nil {
		edit(&c)
	}
	return b.do(c)
}

func set(c *Command, name string, v int64) {
	i := slices.IndexFunc(c.Params, func(p Param) bool { return p.Name == name })
	c.Params = slices.Clone(c.Params)
	c.Params[i].Minor = v
}

func (b *book) accept(tolerance int64) Entry {
	b.t.Helper()
	o, _ := b.s.Order("ord_1")
	return b.do(Command{
		Type: AcceptQuote, Actor: actors[Buyer], Order: "ord_1", Object: "quo_1-1", Version: o.Version, Params: []Param{{Name: "tolerance", Minor: tolerance}},
	})
}

func (b *book) euros(v int64) Entry {
	b.t.Helper()
	return b.must(BookReceipt, Rail, func(c *Command) { c.Amount, c.Currency, c.Rail = v, "EUR", "sandbox" })
}

func (b *book) in(c, account string) int64 {
	return b.s.Balance(AccountID{account, money.Currency(c)}).Posted
}

func (b *book) quote() Quote {
	o, _ := b.s.Order("ord_1")
	q, _ := o.Quote("quo_1-1")
	return q
}

// reachQuote brings a quote of an order that lacks everything to a state.
func reachQuote(t testing.TB, state string) *book {
	t.Helper()
	b := limited(imported(t, terms(1000, 2000)))
	need := func(e Entry) {
		t.Helper()
		if !e.OK {
			t.Fatal(e.Why)
		}
	}
	lapse := func() {
		b.now = b.quote().PayBy + 1
		b.must(ExpireQuote, Timer, func(c *Command) { c.Object = "quo_1-1" })
	}
	need(b.offer(nil))
	switch state {
	case Expired:
		b.now += 60_000
		b.must(ExpireQuote, Timer, func(c *Command) { c.Object = "quo_1-1" })
	case Accepted:
		need(b.accept(100))
	case Executed:
		need(b.accept(100))
		b.euros(quotePay)
	case Lapsed:
		need(b.accept(100))
		b.euros(150)
		lapse()
	case Returned:
		need(b.accept(100))
		b.euros(150)
		lapse()
		b.must(ReturnQuote, Buyer, func(c *Command) { c.Object = "quo_1-1" })
	}
	if q := b.quote(); q.State != state {
		t.Fatalf("wanted %s, reached %s", state, q.State)
	}
	return b
}

func TestAnOrderIsPaidInAnotherCurrency(t *testing.T) {
	b := reachQuote(t, Accepted)
	if in, out := b.s.Exposure("EUR").Incoming, b.s.Exposure("CNY").Outgoing; in != quotePay || out != quoteBuy+quoteSpread {
		t.Fatalf("expected %d in and %d out", in, out)
	}
	b.euros(150)
	if b.in("EUR", "suspense:quo_1-1") != 150 || b.in("CNY", "escrow:ord_1") != 0 || b.state() != AwaitingFunds {
		t.Fatal("a part of the price is changed")
	}
	b.euros(300)
	for account, want := range map[string]int64{
		"suspense:quo_1-1|EUR": 0, "fx:pos|EUR": quotePay, "user:org_b:avail|EUR": 50, "bank:sandbox:custody|EUR": -450,
		"fx:pos|CNY": -quoteBuy - quoteSpread, "fee:fx|CNY": quoteSpread, "escrow:ord_1|CNY": quoteBuy, "user:org_b:avail|CNY": 0,
	} {
		name, cur, _ := strings.Cut(account, "|")
		if got := b.in(cur, name); got != want {
			t.Errorf("%s has %d, want %d", account, got, want)
		}
	}
	if b.state() != Funded || b.quote().State != Executed || b.s.Exposure("EUR").Incoming != 0 || b.s.Exposure("CNY").Outgoing != 0 {
		t.Fatalf("order %s, quote %s", b.state(), b.quote().State)
	}
}

func TestLateMoneyWaitsInItsOwnCurrency(t *testing.T) {
	b := reachQuote(t, Lapsed)
	b.euros(250) // all of it is there now, too late
	if b.in("EUR", "suspense:quo_1-1") != 400 || b.in("CNY", "escrow:ord_1") != 0 {
		t.Fatal("late money is changed at the old rate")
	}
	t.Run("a worse rate needs the buyer", func(t *testing.T) {
		if e := b.offer(func(c *Command) { c.Amount = 405 }); !e.OK || b.quote().State != QuoteOpen {
			t.Fatalf("%s, quote %s", e.Why, b.quote().State)
		}
		if e := b.offer(nil); e.Why != WhyTwice {
			t.Fatalf("asked again meanwhile: %q", e.Why)
		}
		b.now += 60_000
		b.must(ExpireQuote, Timer, func(c *Command) { c.Object = "quo_1-1" })
		if q := b.quote(); q.State != Lapsed || q.Received != 400 {
			t.Fatalf("%s with %d waiting", q.State, q.Received)
		}
	})
	t.Run("what was never accepted is no measure of tolerance", func(t *testing.T) {
		if e := b.offer(func(c *Command) { c.Amount = 406 }); !e.OK || b.quote().State != QuoteOpen {
			t.Fatalf("%s, quote %s", e.Why, b.quote().State)
		}
	})
	t.Run("the buyer agrees and the waiting money is changed at once", func(t *testing.T) {
		b := reachQuote(t, Lapsed)
		b.euros(260)
		if e := b.offer(func(c *Command) { c.Amount = 405; set(c, "tolerance", 0) }); !e.OK {
			t.Fatal(e.Why)
		}
		if e := b.accept(0); !e.OK || b.quote().State != Executed || b.in("EUR", "user:org_b:avail") != 5 || b.state() != Funded {
			t.Fatalf("%q, quote %s, order %s", e.Why, b.quote().State, b.state())
		}
	})
	t.Run("within the tolerance both agreed to nobody is asked", func(t *testing.T) {
		b := reachQuote(t, Lapsed)
		b.euros(260)
		if e := b.offer(func(c *Command) { c.Amount = 404 }); !e.OK || b.quote().State != Executed {
			t.Fatalf("%q, quote %s", e.Why, b.quote().State)
		}
	})
}

func TestWhyAQuoteIsRefused(t *testing.T) {
	rows := []struct {
		name string
		ask  func(b *book) Entry
		why  string
	}{
		{"an id that is of another order", func(b *book) Entry { return b.offer(func(c *Command) { c.Object = "quo_2-1" }) }, WhyQuoteUnknown},
		{"the order's own currency", func(b *book) Entry { return b.offer(func(c *Command) { c.Currency = "CNY" }) }, WhyQuoteTerms},
		{"no rate named", func(b *book) Entry { return b.offer(func(c *Command) { c.Params[3].Text = "" }) }, WhyQuoteTerms},
		{"shorter than half a minute", func(b *book) Entry { return b.offer(func(c *Command) { set(c, "expires", b.now+29_999) }) }, WhyQuoteTerms},
		{"longer than a day", func(b *book) Entry {
			return b.offer(func(c *Command) { set(c, "expires", b.now+MaxQuoteTTL+1); set(c, "payBy", b.now+MaxQuoteTTL+1) })
		}, WhyQuoteTerms},
		{"more than is missing", func(b *book) Entry { return b.offer(func(c *Command) { set(c, "buy", quoteBuy+1) }) }, WhyAmount},
		{"accepted in the very instant it ends", func(b *book) Entry { b.offer(nil); b.now += 60_000; return b.accept(0) }, WhyQuoteExpired},
		{"more tolerance than was offered", func(b *book) Entry { b.offer(nil); return b.accept(101) }, WhyQuoteTerms},
		{"paid in yuan meanwhile", func(b *book) Entry { b.offer(nil); b.receipt("ord_1", 1); return b.accept(0) }, WhyAmount},
		{"beyond the limit of the euro position", func(b *book) Entry {
			b.must(LimitExposure, Timer, func(k *Command) { k.Order, k.Currency, k.Amount = "", "EUR", quotePay-1 })
			b.offer(nil)
			return b.accept(0)
		}, WhyExposure},
		{"beyond the limit of the yuan position", func(b *book) Entry {
			b.must(LimitExposure, Timer, func(k *Command) { k.Order, k.Currency, k.Amount = "", "CNY", quoteBuy+quoteSpread-1 })
			b.offer(nil)
			return b.accept(0)
		}, WhyExposure},
		{"ended before its time", func(b *book) Entry {
			b.offer(nil)
			return b.do(Command{Type: ExpireQuote, Actor: actors[Timer], Order: "ord_1", Object: "quo_1-1"})
		}, WhyNotDue},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			if e := r.ask(limited(imported(t, terms(1000, 2000)))); e.OK || e.Why != r.why {
				t.Fatalf("got %v %q, want %q", e.OK, e.Why, r.why)
			}
		})
	}
	t.Run("an order that ends gives back what waited", func(t *testing.T) {
		b := reachQuote(t, Accepted)
		b.euros(150)
		b.now = 2_000_001
		b.must(ExpireOrder, Timer, nil)
		b.must(ExpireQuote, Timer, func(c *Command) { c.Object = "quo_1-1" })
		b.must(ReturnQuote, Timer, func(c *Command) { c.Object = "quo_1-1" })
		if b.in("EUR", "user:org_b:avail") != 150 || b.s.Exposure("EUR").Incoming != 0 {
			t.Fatal("the buyer did not get it back")
		}
	})
}

// TestEveryTripleOfAQuote asks every command in every state by every role (T8).
func TestEveryTripleOfAQuote(t *testing.T) {
	type row struct{ roles, states, to string }
	table := map[Type]row{
		OfferQuote:  {"T", "OPEN LAPSED EXECUTED EXPIRED RETURNED", "OPEN EXPIRED ACCEPTED RETURNED"},
		AcceptQuote: {"B", "OPEN", "ACCEPTED"},
		ExpireQuote: {"T", "OPEN ACCEPTED", "EXPIRED LAPSED"},
		ReturnQuote: {"B T", "LAPSED", "RETURNED"},
	}
	n := 0
	for _, state := range QuoteStates() {
		if state == Funded {
			continue // passed within the entry that carries it out
		}
		for ty, want := range table {
			for _, r := range Roles() {
				n++
				b := reachQuote(t, state)
				o, _ := b.s.Order("ord_1")
				c := Command{Type: ty, Actor: actors[r], Order: "ord_1", Object: "quo_1-1", Version: o.Version}
				switch ty {
				case OfferQuote:
					object := "quo_1-2" // a new one where the old one is dead or still open
					if state == Lapsed {
						object = "quo_1-1"
					}
					b.offer(func(k *Command) {
						c.Params, c.Amount, c.Currency = k.Params, k.Amount, k.Currency
						k.Actor = actors[Auditor]
					})
					c.Object = object
				case AcceptQuote:
					c.Params = []Param{{Name: "tolerance", Minor: 0}}
				default:
					b.now += 1_000_000
				}
				o, _ = b.s.Order("ord_1")
				c.Version = o.Version
				e := b.do(c)
				ok := slices.Contains(strings.Fields(want.roles), string(r)) && slices.Contains(strings.Fields(want.states), state)
				if ty == OfferQuote && state == Executed {
					ok = false // nothing is missing any more
				}
				name := fmt.Sprintf("%s of a quote that is %s by %s", ty, state, r)
				if e.OK != ok {
					t.Errorf("%s: got %v %q, want %v", name, e.OK, e.Why, ok)
				} else if ok && !slices.Contains(strings.Fields(want.to), b.quote().State) {
					t.Errorf("%s: went to %s", name, b.quote().State)
				}
			}
		}
	}
	t.Logf("triples=%d", n)
}
