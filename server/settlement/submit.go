package settlement

import (
	"bytes"
	"cmp"
	"context"
	"strings"
	"time"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// endToEnd is the one id under which the rail knows a payout; payoutOf finds the payout again.
func endToEnd(payout string) string { return "PAY" + strings.TrimPrefix(payout, "pay_") }

func payoutOf(endToEnd string) string {
	id, ours := strings.CutPrefix(endToEnd, "PAY")
	if !ours {
		return ""
	}
	return "pay_" + id
}

// outgoing is a payment file under its message id: that of its batch, or, of a payout that goes alone, its end-to-end id.
type outgoing struct {
	msg     string
	batch   *ledger.Batch // nil of one that goes alone
	payouts []*ledger.Payout
}

// created is the instant that stands in the file, the same whenever it is written.
func (o outgoing) created() int64 {
	if o.batch != nil {
		return o.batch.Created
	}
	return o.payouts[0].Created
}

// outgoingOf is the file that a payout is in.
func outgoingOf(st *ledger.State, p *ledger.Payout) outgoing {
	if b, ok := st.Batch(p.Batch); ok {
		return outgoingAs(st, b)
	}
	return outgoing{msg: p.EndToEnd, payouts: []*ledger.Payout{p}}
}

func outgoingAs(st *ledger.State, b *ledger.Batch) outgoing {
	o := outgoing{msg: b.ID, batch: b}
	for _, id := range b.Payouts {
		p, _ := st.Payout(id)
		o.payouts = append(o.payouts, p)
	}
	return o
}

// outgoingNamed finds a file by its message id.
func (s *Service) outgoingNamed(msg string) (o outgoing, ok bool) {
	s.engine.View(func(st *ledger.State) {
		if b, known := st.Batch(msg); known {
			o, ok = outgoingAs(st, b), true
		} else if p, known := st.Payout(payoutOf(msg)); known && p.EndToEnd == msg && p.Batch == "" {
			o, ok = outgoingOf(st, p), true
		}
	})
	return o, ok
}

// creditor is who gets a payout. The log knows an opaque reference; money that goes back to its sender goes to the account
// that the line named.
func (s *Service) creditor(ctx context.Context, p *ledger.Payout) (statement.Party, error) {
	to := statement.Party{Name: cmp.Or(p.Org, p.Account), Account: p.Account}
	key, back := strings.CutPrefix(p.Account, senderOf)
	if !back {
		return to, nil
	}
	id := s.opt.Rail.Capabilities().Account + "/" + key
	lines, err := s.incoming.linesOf(ctx, []string{id})
	if l := lines[id]; l.PartyAccount != "" {
		to = statement.Party{Name: cmp.Or(l.Party, l.PartyAccount), Account: l.PartyAccount}
	}
	return to, err
}

// paymentFile is a payment file: the same bytes whenever it is written, under the same message id, so that a rail that gets it
// twice knows it.
func (s *Service) paymentFile(ctx context.Context, o outgoing, day statement.Day) (rail.Batch, error) {
	from := statement.Party{Name: "Fairground", Account: s.opt.Rail.Capabilities().Account}
	f := statement.Batch{MsgID: o.msg, Created: time.UnixMilli(o.created()).UTC(), Execute: day, Debtor: from}
	b := rail.Batch{MsgID: o.msg}
	for _, p := range o.payouts {
		to, err := s.creditor(ctx, p)
		if err != nil {
			return b, err
		}
		name := cmp.Or(p.EndToEnd, endToEnd(p.ID))
		f.Payments = append(f.Payments, statement.Payment{EndToEnd: name, Amount: payoutAmount(p), Creditor: to, Reference: p.ID})
		b.Instructions = append(b.Instructions, rail.Instruction{EndToEnd: name, Party: to.Account, Reference: p.ID, Amount: payoutAmount(p)})
	}
	var w bytes.Buffer
	err := statement.WritePain001(&w, statement.Pain001V9, f)
	b.File = w.Bytes()
	return b, err
}

// PaymentFile is the file of a message id as the rail got it: pain.001.001.09, written again from the log and held against the
// hash there.
func (s *Service) PaymentFile(ctx context.Context, msg string) ([]byte, error) {
	if err := audits(ctx); err != nil {
		return nil, err
	}
	o, known := s.outgoingNamed(msg)
	if !known || o.batch == nil || o.batch.State == ledger.BatchOpen {
		return nil, problem.New(problem.NotFound, "payment_file_unknown", "no payment file went under this message id")
	}
	file, err := s.paymentFile(ctx, o, statement.Day(o.batch.Day)) //nolint:gosec // counted in days since 1970
	if err != nil {
		return nil, err
	}
	if file.Hash() != o.batch.Hash {
		return nil, problem.New(problem.Conflict, "payment_file_differs", "the file cannot be written again as it was")
	}
	return file.File, nil
}

// dayOfFile is when the bank is to pay a file that goes now: today, or after the rail's cut-off tomorrow.
func dayOfFile(now time.Time, cutOff string) statement.Day {
	now = now.UTC()
	if now.Format("15:04") > cutOff {
		now = now.AddDate(0, 0, 1)
	}
	return statement.DayOf(now)
}
