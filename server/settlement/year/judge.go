package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"fairground/server/money"
	"fairground/server/settlement"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

// tally is what is counted of a run.
type tally struct {
	began    time.Time
	fen      float64 // that deals are worth, in CNY by rough prices
	proven   int     // days
	excepted int     // days on which exceptions explain a difference to the minor unit
	unproven []string
	refused  map[string]int    // refusals that people met, by code
	met      map[string]string // exceptions that were ever open, by id: their kinds
	stopped  []*deal           // held by compliance
	recalls  []*deal           // of which a bank called money back
	debts    map[string]int    // of organizations: since which step
}

func (w *world) signed(d *deal, total int64) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.fen += float64(total) * worth(d.currency)
}

// expect and forget keep, for each buyer, the orders that money may still come in for.
func (w *world) expect(d *deal) {
	org, _ := house("b", d.buyer)
	w.mu.Lock()
	defer w.mu.Unlock()
	if !slices.Contains(w.open[org], d) {
		w.open[org] = append(w.open[org], d)
	}
}

func (w *world) forget(d *deal) {
	org, _ := house("b", d.buyer)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.open[org] = slices.DeleteFunc(w.open[org], func(o *deal) bool { return o == d })
}

// kinds remembers each exception that was ever open.
func (w *world) kinds(e settlement.Exception) {
	w.met[e.ID] = e.Kind
}

// prove asks for the proofs of yesterday, in every currency.
func (w *world) prove(ctx context.Context) error {
	yesterday := statement.DayOf(w.now().Add(-24 * time.Hour))
	proofs, err := w.service.NostroProofs(auditor(ctx), yesterday.String())
	if err != nil {
		return fmt.Errorf("prove the account: %w", err)
	}
	var open []settlement.Exception
	for cursor, more := "", true; more; more = cursor != "" {
		var page []settlement.Exception
		if page, cursor, err = w.service.Exceptions(auditor(ctx), "open", cursor, 200); err != nil {
			return fmt.Errorf("read exceptions: %w", err)
		}
		open = append(open, page...)
	}
	for _, e := range open {
		w.kinds(e)
	}
	excepted := false
	for _, p := range proofs {
		if p.Difference.Minor == 0 {
			continue
		}
		excepted = true
		if e := explained(open, p.Difference.Currency); e != p.Difference.Minor {
			w.unproven = append(w.unproven, fmt.Sprintf("%s %s differs by %s, exceptions explain %s: %s", yesterday, p.Currency, p.Difference, money.Amount{Minor: e, Currency: p.Difference.Currency}, words(open, p.Difference.Currency)))
		}
	}
	switch {
	case len(w.unproven) > 0:
		return fmt.Errorf("not proven: %s", strings.Join(w.unproven, "; "))
	case excepted:
		w.excepted++
	default:
		w.proven++
	}
	return nil
}

// explained is the difference that open exceptions about lines account for: what stands on a statement and not in the ledger.
func explained(open []settlement.Exception, c money.Currency) int64 {
	var sum int64
	for _, e := range open {
		if e.Line != "" && e.Kind != "line_unstated" && e.Amount != nil && e.Amount.Currency == c {
			sum -= e.Amount.Minor
		}
	}
	return sum
}

// words tell what is open in a currency.
func words(open []settlement.Exception, c money.Currency) string {
	list := []string{}
	for _, e := range open {
		if e.Amount != nil && e.Amount.Currency == c {
			list = append(list, fmt.Sprintf("%s %s of %s since %s (%s)", e.Kind, e.Amount, e.Line+e.Payout, e.Opened.Format(time.DateTime), e.Words))
		}
	}
	return strings.Join(list, ", ")
}

// month prints how far the year has come.
func (w *world) month(ctx context.Context) error {
	head, err := w.service.Head(auditor(ctx))
	if err != nil {
		return fmt.Errorf("read head: %w", err)
	}
	books, err := w.service.TrialBalance(auditor(ctx), time.Time{})
	if err != nil {
		return fmt.Errorf("read trial balance: %w", err)
	}
	if !books.Balanced {
		return errors.New("the books do not balance")
	}
	signed, over := 0, 0
	for _, d := range w.deals {
		if d.id != "" {
			signed++
		}
		if d.done {
			over++
		}
	}
	lying, err := w.service.SuspenseList(auditor(ctx), "")
	if err != nil {
		return fmt.Errorf("read suspense: %w", err)
	}
	return w.say("%s orders=%d over=%d blocks=%d days=%d with_exception=%d exceptions=%d suspense=%d wall_s=%.0f rss_mb=%d",
		w.now().Add(-24*time.Hour).Format("2006-01-02"), signed, over, head.Seq, w.proven+w.excepted, w.excepted, len(w.met), len(lying), time.Since(w.began).Seconds(), rss())
}

func (w *world) say(format string, args ...any) error {
	if _, err := fmt.Fprintf(w.out, format+"\n", args...); err != nil {
		return fmt.Errorf("print figures: %w", err)
	}
	return nil
}

// sum verifies the whole log, compares the projections with a rebuild and looks for what nobody can explain.
func (w *world) sum(ctx context.Context, wall time.Duration) error {
	var violations []string
	log, err := settlement.OpenLog(ctx, w.db, slog.New(slog.DiscardHandler))
	if err != nil {
		return fmt.Errorf("open log: %w", err)
	}
	began := time.Now()
	report, state, err := ledger.Verify(ctx, log)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	verified := time.Since(began)
	violations = append(violations, w.unexplained(state)...)
	began = time.Now()
	documents, err := settlement.CheckProjections(ctx, w.db)
	if err != nil {
		return fmt.Errorf("check projections: %w", err)
	}
	rebuilt := time.Since(began)
	open, _, err := w.service.Exceptions(auditor(ctx), "open", "", 200)
	if err != nil {
		return fmt.Errorf("read exceptions: %w", err)
	}
	for _, v := range violations {
		if err := w.say("unexplained: %s", v); err != nil {
			return err
		}
	}
	kinds := map[string]int{}
	for _, k := range w.met {
		kinds[k]++
	}
	if err := w.say("exceptions=%v refusals=%v states=%v documents=%d rebuild_s=%.1f", kinds, w.refused, states(state), documents, rebuilt.Seconds()); err != nil {
		return err
	}
	err = w.say("orders=%d entries=%d amount_cny=%.0f days=%d/%d with_exception=%d exceptions_opened=%d exceptions_open=%d violations=%d wall_s=%.1f verify_entries_s=%.0f rss_mb=%d",
		report.Orders, report.Entries, w.fen/100, w.proven+w.excepted, w.days, w.excepted, len(w.met), len(open), len(violations), wall.Seconds(), float64(report.Entries)/verified.Seconds(), rss())
	if err == nil && (len(violations) > 0 || w.proven+w.excepted != w.days) {
		err = fmt.Errorf("%d of %d days are proven, %d things unexplained", w.proven+w.excepted, w.days, len(violations))
	}
	return err
}

// states count what everything came to, so that one sees which ways were gone.
func states(s *ledger.State) map[string]int {
	count := map[string]int{}
	for _, id := range s.Orders() {
		o, _ := s.Order(id)
		count["order "+o.State]++
		for i := range o.Disputes {
			count["dispute "+o.Disputes[i].State]++
		}
		for _, c := range o.Claims {
			count["claim "+c.State]++
		}
		for _, q := range o.Quotes {
			count["quote "+q.State]++
		}
		for _, a := range o.Advances {
			count["advance "+a.State]++
		}
	}
	for _, id := range s.Payouts() {
		p, _ := s.Payout(id)
		count["payout "+p.State]++
	}
	for _, state := range []string{ledger.Lying, ledger.Assigned, ledger.Returned, ledger.Reversed} {
		count["suspense "+state] = len(s.SuspenseIn(state))
	}
	return count
}

// patience is how long money may lie with nobody, and an order without anything happening to it.
const (
	lies   = 5 * 24 * time.Hour
	stands = 35 * 24 * time.Hour
)

// unexplained lists what should have moved on.
func (w *world) unexplained(s *ledger.State) (list []string) {
	now := w.now().UnixMilli()
	for _, u := range s.SuspenseIn(ledger.Lying) {
		if now-u.Created > lies.Milliseconds() {
			list = append(list, fmt.Sprintf("%s has lain in suspense since %s", u.ID, time.UnixMilli(u.Created).UTC().Format(time.DateOnly)))
		}
	}
	for _, id := range s.Orders() {
		o, _ := s.Order(id)
		next := o.Next()
		switch {
		case o.Ended > 0:
		case o.Hold == nil && next > 0 && now-next > (24*time.Hour).Milliseconds():
			list = append(list, fmt.Sprintf("%s is %s and should have moved on at %s", id, o.State, time.UnixMilli(next).UTC().Format(time.DateOnly)))
		case now-o.Changed > stands.Milliseconds():
			list = append(list, fmt.Sprintf("%s is %s since %s", id, o.State, time.UnixMilli(o.Changed).UTC().Format(time.DateOnly)))
		}
	}
	for _, id := range s.Payouts() {
		p, _ := s.Payout(id)
		if slices.Contains([]string{ledger.Requested, ledger.Approved, ledger.Submitted, ledger.Unknown}, p.State) && now-p.Changed > lies.Milliseconds() {
			list = append(list, fmt.Sprintf("%s is %s since %s", id, p.State, time.UnixMilli(p.Changed).UTC().Format(time.DateOnly)))
		}
	}
	return list
}

// rss is the memory of the process in MB.
func rss() int64 {
	var pages, resident int64
	text, err := os.ReadFile("/proc/self/statm")
	if err == nil {
		_, err = fmt.Sscan(string(text), &pages, &resident)
	}
	if err != nil { // not Linux
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.Sys >> 20) //nolint:gosec // far below
	}
	return resident * int64(os.Getpagesize()) >> 20
}
