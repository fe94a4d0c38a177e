package settlement

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/db"
	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// tidingsBlocks is how many blocks one look reads.
const tidingsBlocks = 64

// Tidings makes outbox entries of the ledger's entries, so that the parties hear
// what became of their money and the audit chain records it. The log itself is
// the outbox: only a position is kept, and it moves on when everything before it
// has been delivered.
type Tidings struct {
	settlement *Service
	people     func(ctx context.Context, org string) ([]string, error)
}

// Tidings tells the people of the organizations that people names.
func (s *Service) Tidings(people func(ctx context.Context, org string) ([]string, error)) *Tidings {
	return &Tidings{settlement: s, people: people}
}

// said is how each kind of entry is called once it has happened. What is not
// here concerns nobody outside.
func said(t ledger.Type) (string, bool) {
	word, ok := map[ledger.Type]string{
		ledger.ImportOrder: "order.created", ledger.BookReceipt: "order.funded", ledger.StartOrder: "order.started",
		ledger.CancelOrder: "order.cancelled", ledger.ExpireOrder: "order.expired", ledger.DeclineOrder: "order.declined",
		ledger.ShipMilestone: "milestone.shipped", ledger.DeliverGoods: "milestone.delivered", ledger.AcceptMilestone: "milestone.accepted",
		ledger.CancelMilestone: "milestone.cancelled", ledger.Release: "milestone.released",
		ledger.DraftOrder: "order.drafted", ledger.AmendOrder: "order.amended", ledger.AgreeOrder: "order.agreed", ledger.AcceptPart: "milestone.part_accepted",
		ledger.RemindInspection: "inspection.reminded", ledger.EndInspection: "inspection.ended",
		ledger.OpenDispute: "dispute.opened", ledger.OfferSplit: "dispute.offered", ledger.AcceptSplit: "dispute.settled", ledger.EscalateDispute: "dispute.escalated",
		ledger.FileEvidence: "dispute.evidence_filed", ledger.DecideDispute: "dispute.ruled", ledger.ConfirmRuling: "dispute.ruled", ledger.AppealRuling: "dispute.appealed",
		ledger.ExecuteRuling: "dispute.executed", ledger.WithdrawDispute: "dispute.withdrawn",
		ledger.HoldOrder: "order.held", ledger.LiftHold: "order.lifted",
		ledger.BreakGlass: "breakglass.used", ledger.BlockParty: "party.blocked", ledger.ScreenParty: "party.suspected", ledger.UseLists: "lists.unreadable",
		ledger.RequestPayout: "payout.requested", ledger.SettlePayout: "payout.settled", ledger.RejectPayout: "payout.rejected",
		ledger.MarkPayoutUnknown: "payout.unknown", ledger.ResolvePayout: "payout.resolved", ledger.ReturnPayout: "payout.returned",
		ledger.AssignSuspense: "order.assigned", ledger.ReleaseReserve: "reserve.released",
		ledger.OpenClaim: "claim.opened", ledger.ContestClaim: "claim.contested", ledger.WinClaim: "claim.won", ledger.LoseClaim: "claim.lost", ledger.DecideClaim: "claim.lost",
		ledger.ExpireQuote: "quote.lapsed", ledger.ReturnQuote: "quote.returned",
		ledger.OfferAdvance: "advance.offered", ledger.AcceptAdvance: "advance.accepted", ledger.WithdrawAdvance: "advance.withdrawn",
		ledger.DisburseAdvance: "advance.disbursed", ledger.RepayAdvance: "advance.repaid", ledger.RecourseAdvance: "advance.recourse",
		ledger.WriteOffAdvance: "advance.written_off",
		ledger.CollectDebt:     "debt.collected", ledger.WriteOffDebt: "debt.written_off", ledger.BookDeposit: "deposit.received",
	}[t]
	return word, ok
}

// Pending lists what has not been told yet, oldest first: of as many whole
// blocks as the limit covers, and of one at least.
func (t *Tidings) Pending(ctx context.Context, limit int) ([]db.PendingEntry, error) {
	position, err := t.settlement.store.told(ctx)
	if err != nil {
		return nil, err
	}
	blocks, err := t.settlement.store.ReadFrom(ctx, position.Seq+1, tidingsBlocks)
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	var pending []db.PendingEntry
	for _, b := range blocks {
		if len(pending) >= limit {
			break
		}
		news, err := t.block(ctx, b, position.Done)
		if err != nil {
			return nil, err
		}
		if len(news) == 0 && len(pending) == 0 {
			// Nothing in it, or everything told: the position passes it.
			if err := t.settlement.store.tellUpTo(ctx, b.Seq); err != nil {
				return nil, err
			}
			continue
		}
		pending = append(pending, news...)
	}
	return pending, nil
}

// Done notes that an entry was delivered.
func (t *Tidings) Done(ctx context.Context, _, entry string) error {
	return t.settlement.store.tellOne(ctx, entry)
}

func (t *Tidings) block(ctx context.Context, b ledger.Block, done []string) ([]db.PendingEntry, error) {
	delivered := map[string]bool{}
	for _, id := range done {
		delivered[id] = true
	}
	var news []db.PendingEntry
	for i, e := range b.Entries {
		kind, told := said(e.Type)
		id := fmt.Sprintf("led_%012d_%03d", b.Seq, i)
		if !told || !e.OK || delivered[id] || unremarkable(e) || unripe(e) {
			continue
		}
		entry, err := t.entry(ctx, id, kind, e)
		if err != nil {
			return nil, err
		}
		entry.At = time.UnixMilli(b.Time).UTC()
		news = append(news, db.PendingEntry{Doc: strconv.FormatInt(b.Seq, 10), Entry: entry})
	}
	return news, nil
}

func (t *Tidings) entry(ctx context.Context, id, kind string, e ledger.Entry) (db.OutboxEntry, error) {
	out := db.OutboxEntry{ID: id, Type: kind, By: e.Actor.Person, Entity: e.Order, Data: map[string]string{"order": e.Order}}
	orgs := []string{}
	t.settlement.engine.View(func(st *ledger.State) {
		if o, ok := st.Order(e.Order); ok {
			orgs = append(orgs, o.Terms.Buyer, o.Terms.Seller)
			out.Exhibition = o.Terms.Exhibition
		}
		if p, ok := st.Payout(e.Payout); ok && e.Payout != "" {
			out.Entity = e.Payout
			orgs = append(orgs, p.Org)
		}
	})
	if slices.Contains([]ledger.Type{ledger.CollectDebt, ledger.WriteOffDebt, ledger.BookDeposit}, e.Type) {
		out.Entity = e.Object
		orgs = append(orgs, e.Object)
	}
	orgs = t.financing(&out, e, orgs)
	if e.Milestone != "" {
		out.Data["milestone"] = e.Milestone
	}
	if strings.HasPrefix(kind, "dispute.") {
		out.Data["dispute"] = e.Object
	}
	if e.Amount > 0 && e.Currency != "" {
		out.Data["amount"] = money.Amount{Minor: e.Amount, Currency: e.Currency}.String()
	}
	if alarming(e.Type) {
		if err := t.alarm(ctx, &out, e); err != nil {
			return db.OutboxEntry{}, err
		}
	}
	for _, org := range orgs {
		people, err := t.people(ctx, org)
		if err != nil {
			return db.OutboxEntry{}, fmt.Errorf("whom to tell of %s: %w", id, err)
		}
		out.To = append(out.To, people...)
	}
	return out, nil
}
