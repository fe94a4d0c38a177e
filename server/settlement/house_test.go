package settlement

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/db/dbtest"
	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
)

// clock is a time that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) forward(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

type house struct {
	*Service
	clock *clock
	n     int
}

func options1(d *db.DB, c *clock, r rail.Rail) Options {
	return Options{
		DB: d, Logger: slog.New(slog.DiscardHandler), Now: c.now, Rail: r, ExchangeBasisPoints: 100, PlatformBasisPoints: 100,
		Limits:    []ledger.Limit{{Currency: "CNY", Release: 1_000_000, Payout: 500_000}},
		Exposures: []money.Amount{{Minor: 100_000_000, Currency: "CNY"}, {Minor: 10_000_000, Currency: "EUR"}},
	}
}

func open(t testing.TB) *house {
	t.Helper()
	c := &clock{t: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)}
	s, err := Open(t.Context(), options1(dbtest.Memory(t), c, rail.NewSandbox()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		remembered(t, s)
		s.Close()
	})
	return &house{Service: s, clock: c}
}

func (h *house) key() string {
	h.n++
	return fmt.Sprintf("key-%06d", h.n)
}

func person(t testing.TB, org, name string, roles ...actor.Role) context.Context {
	t.Helper()
	a := actor.Actor{Person: "per_" + name, Org: org}
	for _, r := range roles {
		g := actor.Grant{Role: r}
		if !r.Settles() {
			g.Exhibition = "exh_1"
		}
		a.Grants = append(a.Grants, g)
	}
	return actor.With(t.Context(), a)
}

func cny(v int64) money.Amount { return money.Amount{Minor: v, Currency: "CNY"} }

func deal(amounts ...int64) SignedDeal {
	d := SignedDeal{
		Deal: "deal_1", Hash: strings.Repeat("ab", 32), Title: "Lacquer boxes", Exhibition: "exh_1", Organizer: "org_o",
		Buyer: Party{"org_b", lang.Text{"en": "Buyer Ltd"}}, Seller: Party{"org_s", lang.Text{"zh-Hans": "展商"}}, FeePaidBy: "split",
	}
	for i, v := range amounts {
		d.Milestones = append(d.Milestones, SignedMilestone{Title: fmt.Sprintf("Part %d", i+1), Amount: cny(v), Due: time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)})
	}
	return d
}

func must[T any](t testing.TB) func(T, error) T {
	t.Helper()
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func refused(t testing.TB, err error, code string) {
	t.Helper()
	if problem.Code(err) != code {
		t.Fatalf("got %v, want %s", err, code)
	}
}
