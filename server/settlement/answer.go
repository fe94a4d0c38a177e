package settlement

import (
	"context"
	"slices"

	"fairground/server/settlement/ledger"
	"fairground/server/settlement/statement"
)

// says is what a rail says of one payment of a file.
type says int

const (
	saysNothing says = iota
	tookIt           // it will be paid, unless something comes between
	refusedIt
	lostIt // it was asked and does not know
)

type verdict struct {
	says   says
	reason string
}

// answered takes what a rail says of the payments of a file. An acceptance is no more than that: only a booking settles a
// payout, and nothing a rail says moves one of which nobody knows. whole says whether every payment got an answer.
func (s *Service) answered(ctx context.Context, o outgoing, of func(*ledger.Payout) verdict, file string) (whole bool, err error) {
	whole = true
	var taken []*ledger.Payout
	silent := false // something still waits that the rail has not taken
	for _, p := range o.payouts {
		switch v := of(p); {
		case v.says == refusedIt:
			if err := s.rejected(ctx, p, v.reason, file); err != nil {
				return false, err
			}
		case v.says == lostIt:
			whole = false
			if p.State == ledger.Submitted {
				s.unknown(ctx, p)
			}
		case p.State != ledger.Submitted:
		case v.says == tookIt:
			taken = append(taken, p)
		default:
			silent = true
		}
	}
	by := ledger.Actor{Role: ledger.Rail}
	if o, ok := s.outgoingNamed(o.msg); ok && o.batch != nil && !silent && o.waiting() == len(taken) && len(taken) > 1 {
		s.system(ctx, ledger.Command{Type: ledger.AcceptBatch, Actor: by, Object: o.msg}, o.msg, version(o.batch.Version))
		return whole, nil
	}
	together(len(taken), func(i int) {
		s.system(ctx, ledger.Command{Type: ledger.AcceptPayout, Actor: by, Payout: taken[i].ID}, taken[i].ID, version(taken[i].Version))
	})
	return whole, nil
}

// waiting counts the payouts of a file of which the rail has said nothing.
func (o outgoing) waiting() (n int) {
	for _, p := range o.payouts {
		if p.State == ledger.Submitted {
			n++
		}
	}
	return n
}

// rejected is the rail saying that it does not pay. Of a payout that nobody knows about that is a hint for people, no more.
func (s *Service) rejected(ctx context.Context, p *ledger.Payout, reason, file string) error {
	switch p.State {
	case ledger.Unknown:
		return s.except(ctx, exceptionDoc{
			Kind: "answer_refused", About: p.ID, Words: "the rail refuses a payout of which nobody knows: " + reason, Says: []particular{told("reason", reason)}, File: file, Payout: p.ID,
			Account: s.opt.Rail.Capabilities().Account, Currency: string(p.Currency), Minor: -p.Amount,
		})
	case ledger.Submitted, ledger.Accepted:
		s.system(ctx, ledger.Command{Type: ledger.RejectPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID, Note: reason}, p.ID, "ack")
	}
	return nil
}

// takeAnswers takes the answers of a file, all about one payment file together. What is said of a file as a whole holds for
// the payments of which nothing else is said.
func (s *Service) takeAnswers(ctx context.Context, d importDoc, all []statement.Status) error {
	var order []string
	files := map[string]outgoing{}
	single, general := map[string]statement.Status{}, map[string]statement.Status{}
	for _, a := range all {
		msg := a.MsgID
		if msg == "" {
			s.engine.View(func(st *ledger.State) {
				if p, ok := st.Payout(payoutOf(a.EndToEnd)); ok && p.EndToEnd != "" {
					msg = outgoingOf(st, p).msg
				}
			})
		}
		o, known := files[msg]
		if !known {
			if o, known = s.outgoingNamed(msg); known {
				files[msg], order = o, append(order, msg)
			}
		}
		ours := a.EndToEnd == "" || slices.ContainsFunc(o.payouts, func(p *ledger.Payout) bool { return p.EndToEnd == a.EndToEnd })
		switch {
		case !known || !ours:
			if a.State != statement.Rejected {
				continue
			}
			about := d.ID + "/" + a.MsgID + "/" + a.EndToEnd
			if err := s.except(ctx, exceptionDoc{Kind: "answer_unknown", About: about, File: d.ID, Words: "an answer to a payment that is none of ours"}); err != nil {
				return err
			}
		case a.EndToEnd != "":
			single[a.EndToEnd] = a
		default:
			general[msg] = a
		}
	}
	for _, msg := range order {
		said := func(p *ledger.Payout) verdict {
			a, own := single[p.EndToEnd]
			if !own {
				a = general[msg]
			}
			switch a.State {
			case statement.Accepted:
				return verdict{says: tookIt}
			case statement.Rejected:
				return verdict{says: refusedIt, reason: a.Reason}
			default:
				return verdict{}
			}
		}
		if _, err := s.answered(ctx, files[msg], said, d.ID); err != nil {
			return err
		}
	}
	return nil
}
