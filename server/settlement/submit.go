package settlement

import (
	"bytes"
	"cmp"
	"context"
	"strings"
	"time"

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

// silence is how long a rail that did not answer is left alone.
const silence = 10 * time.Second

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

// paymentFile is the payment file of a payout: the same bytes whenever it is written, under the same message id, so that a
// rail that gets it twice knows it.
func paymentFile(p *ledger.Payout, from string, to statement.Party) (rail.Batch, error) {
	created := time.UnixMilli(p.Created).UTC()
	var w bytes.Buffer
	err := statement.WritePain001(&w, statement.Pain001V9, statement.Batch{
		MsgID: p.EndToEnd, Created: created, Execute: statement.DayOf(created), Debtor: statement.Party{Name: "Fairground", Account: from},
		Payments: []statement.Payment{{EndToEnd: p.EndToEnd, Amount: payoutAmount(p), Creditor: to, Reference: p.ID}},
	})
	return rail.Batch{
		MsgID: p.EndToEnd, File: w.Bytes(), Instructions: []rail.Instruction{{EndToEnd: p.EndToEnd, Party: to.Account, Reference: p.ID, Amount: payoutAmount(p)}},
	}, err
}

// submit hands a payout to the rail until the rail has acknowledged it, once in the life of the process; it reports whether
// the payout moved on. A rail that does not answer leaves it unknown: the same file is submitted again, which cannot be a
// second payment, but only a line of a statement or two people with evidence say what became of it.
func (s *Service) submit(ctx context.Context, p *ledger.Payout) bool {
	s.mu.Lock()
	wait := s.sent[p.EndToEnd] || s.opt.Now().Before(s.quiet)
	s.mu.Unlock()
	if wait {
		return false
	}
	system := ledger.Actor{Role: ledger.Rail}
	to, err := s.creditor(ctx, p)
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "who gets a payout is not known at the moment", "payout", p.ID, "err", err)
		return false
	}
	b, err := paymentFile(p, s.opt.Rail.Capabilities().Account, to)
	if err != nil { // nothing was sent: no file can carry it
		return p.State == ledger.Submitted && s.system(ctx, ledger.Command{Type: ledger.RejectPayout, Actor: system, Payout: p.ID, Note: statement.Code(err)}, p.ID, "ack")
	}
	acks, err := s.opt.Rail.Submit(ctx, b)
	if err != nil || len(acks) != 1 || acks[0].State == rail.Unknown {
		s.opt.Logger.WarnContext(ctx, "payout not acknowledged by the rail, it will be submitted again", "payout", p.ID, "err", err)
		if err != nil {
			s.mu.Lock()
			s.quiet = s.opt.Now().Add(silence)
			s.mu.Unlock()
		}
		return p.State == ledger.Submitted && s.system(ctx, ledger.Command{Type: ledger.MarkPayoutUnknown, Actor: system, Payout: p.ID}, p.ID, version(p.Version))
	}
	s.mu.Lock()
	s.sent[p.EndToEnd] = true
	s.mu.Unlock()
	if acks[0].State == rail.Rejected {
		return s.rejected(ctx, p, acks[0].Reason, "") == nil
	}
	if err := s.poll(ctx); err != nil {
		s.opt.Logger.WarnContext(ctx, "rail not polled", "err", err)
		return false
	}
	return true
}

// rejected is the rail saying that it does not pay. Of a payout that nobody knows about that is a hint for people, no more.
func (s *Service) rejected(ctx context.Context, p *ledger.Payout, reason, file string) error {
	if p.State == ledger.Unknown {
		return s.except(ctx, exceptionDoc{
			Kind: "answer_refused", About: p.ID, Words: "the rail refuses a payout of which nobody knows: " + reason, File: file, Payout: p.ID,
			Account: s.opt.Rail.Capabilities().Account, Currency: string(p.Currency), Minor: -p.Amount,
		})
	}
	if p.State == ledger.Submitted {
		s.system(ctx, ledger.Command{Type: ledger.RejectPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID, Note: reason}, p.ID, "ack")
	}
	return nil
}

// takeAnswer takes an answer to a payment file. An acceptance is no more than that: only a booking settles a payout.
func (s *Service) takeAnswer(ctx context.Context, d importDoc, a statement.Status) error {
	if a.State != statement.Rejected {
		return nil
	}
	endToEnd := a.EndToEnd
	if endToEnd == "" {
		endToEnd = a.MsgID // all of a file is refused, and our files have one payment each
	}
	var p *ledger.Payout
	s.engine.View(func(st *ledger.State) { p, _ = st.Payout(payoutOf(endToEnd)) })
	if p == nil || p.EndToEnd != endToEnd {
		return s.except(ctx, exceptionDoc{Kind: "answer_unknown", About: d.ID + "/" + endToEnd, File: d.ID, Words: "an answer to a payment that is none of ours"})
	}
	return s.rejected(ctx, p, a.Reason, d.ID)
}
