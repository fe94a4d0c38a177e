package ledger

import (
	"slices"
	"testing"
)

// TestWhatIsDueHappensByItself lets only the timer act: whatever FinanceDue lists succeeds, and in the end nothing is due.
func TestWhatIsDueHappensByItself(t *testing.T) {
	rows := []struct {
		name  string
		b     *book
		later int64
		want  []Type
	}{
		{"an offer of a rate nobody took", reachQuote(t, QuoteOpen), 60_000, []Type{ExpireQuote}},
		{"an agreed rate nobody paid for, and its return", reachQuote(t, Accepted), 1_000_000, []Type{ExpireQuote, ReturnQuote}},
		{"money that waits too long", reachQuote(t, Lapsed), 1_000_000, []Type{ReturnQuote}},
		{"an offer of money nobody took", reachAdvance(t, Offered), 11 * dayMillis, []Type{WithdrawAdvance}},
		{"one that two people did not look at", reachAdvance(t, Accepted), 11 * dayMillis, []Type{WithdrawAdvance}},
		{"interest of the days since", reachAdvance(t, Disbursed), 3 * dayMillis, []Type{AccrueInterest}},
		{"nothing before its time", reachAdvance(t, Accruing), 1, nil},
		{"nothing after the end", reachAdvance(t, Repaid), 90 * dayMillis, nil},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			r.b.t, r.b.now = t, r.b.now+r.later
			var done []Type
			for range 9 {
				o, _ := r.b.s.Order("ord_1")
				due := o.FinanceDue(r.b.now)
				if len(due) == 0 {
					break
				}
				due[0].Actor = actors[Timer]
				if e := r.b.do(due[0]); !e.OK {
					t.Fatalf("%s: %s", due[0].Type, e.Why)
				}
				done = append(done, due[0].Type)
			}
			if !slices.Equal(done, r.want) {
				t.Fatalf("done %v, want %v", done, r.want)
			}
		})
	}
	t.Run("an order that ended leaves a debt, which is no timer's", func(t *testing.T) {
		b := reachAdvance(t, Disbursed)
		b.now = 40*dayMillis + 1
		b.must(CancelMilestone, Buyer, nil)
		b.must(CancelMilestone, Buyer, func(c *Command) { c.Milestone = "m2" })
		o, _ := b.s.Order("ord_1")
		if due := o.FinanceDue(b.now); len(due) != 1 || due[0].Type != RecourseAdvance || !o.Financed() {
			t.Fatalf("%+v", due)
		}
	})
}

// TestTheMachinesOfMoneyEnd walks the edges of quotes and advances as TestFromEveryStateThereIsAnEnd does for orders.
func TestTheMachinesOfMoneyEnd(t *testing.T) {
	for _, m := range []struct {
		kind   string
		states []string
		end    func(string) bool
	}{{"q", QuoteStates(), terminalQuote}, {"a", AdvanceStates(), terminalAdvance}} {
		good := map[string]bool{}
		for range m.states {
			for _, from := range m.states {
				for _, to := range m.states {
					if edge(m.kind, from, to) && m.end(from) {
						t.Errorf("%s: %s is an end and leads to %s", m.kind, from, to)
					}
					good[from] = good[from] || m.end(from) || (edge(m.kind, from, to) && good[to])
				}
			}
		}
		for _, s := range m.states {
			if !good[s] {
				t.Errorf("%s: no end can be reached from %s", m.kind, s)
			}
		}
	}
}
