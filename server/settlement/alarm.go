package settlement

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fairground/server/db"
	"fairground/server/settlement/ledger"
)

// alarming says whether everybody who clears, complies and audits is told of a kind of entry.
func alarming(t ledger.Type) bool {
	return slices.Contains([]ledger.Type{ledger.BreakGlass, ledger.BlockParty, ledger.ScreenParty, ledger.UseLists}, t)
}

// unremarkable entries are of a kind that alarms and say that all is well.
func unremarkable(e ledger.Entry) bool {
	switch e.Type {
	case ledger.ScreenParty:
		return e.Actor.Role != ledger.Timer || slices.ContainsFunc(e.Params, func(p ledger.Param) bool { return p.Name == "decision" && p.Text == ledger.Clear })
	case ledger.UseLists:
		return e.Ref != ledger.UnreadableLists
	case ledger.ExpireQuote:
		return !reaches(e, ledger.Lapsed)
	case ledger.RepayAdvance:
		return !reaches(e, ledger.Repaid)
	case ledger.DecideClaim: // won, it is told when the money comes
		return !reaches(e, ledger.Lost)
	default:
		return false
	}
}

// alarm addresses an entry to the officers and says why, so that they know without looking.
func (t *Tidings) alarm(ctx context.Context, out *db.OutboxEntry, e ledger.Entry) error {
	out.Entity = e.Object
	out.Data = map[string]string{"reason": e.Note, "role": roleWords[e.Actor.Role]}
	for _, p := range e.Params {
		if p.Name == "until" {
			out.Data["until"] = time.UnixMilli(p.Minor).UTC().Format(time.RFC3339)
		}
	}
	if t.settlement.opt.Officers == nil {
		return nil
	}
	people, err := t.settlement.opt.Officers(ctx)
	if err != nil {
		return fmt.Errorf("whom to alarm of %s: %w", out.ID, err)
	}
	out.To = append(out.To, people...)
	return nil
}
