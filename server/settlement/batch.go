package settlement

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// silence is how long a rail that did not answer is left alone.
const silence = 10 * time.Second

// flush sends what is approved, one file for each currency, and again what the rail has not acknowledged. While one file is
// under way whatever is approved waits and makes the next one, so a busy rail gets large files and an idle one small ones.
//
// The batch, its payouts' ids and the hash of its file are in the log before the rail hears of it. After a crash the same
// file goes again under the same message id; one that cannot be written again with that hash never goes.
func (s *Service) flush(ctx context.Context) {
	done, first := s.board()
	if !first { // whoever came first sends for all who come before it begins: else each would wait for its turn to find nothing left
		select {
		case <-done:
		case <-ctx.Done():
		}
		return
	}
	defer close(done)
	select {
	case s.sending <- struct{}{}:
		s.depart()
		defer func() { <-s.sending }()
		s.dispatch(ctx)
	case <-ctx.Done():
		s.depart()
	}
}

// board joins the next flush; first says that the caller carries it out.
func (s *Service) board() (done chan struct{}, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if first = s.boarding == nil; first {
		s.boarding = make(chan struct{})
	}
	return s.boarding, first
}

// depart lets nobody join any more.
func (s *Service) depart() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boarding = nil
}

// dispatch is one flush.
func (s *Service) dispatch(ctx context.Context) {
	if s.silent() {
		return
	}
	s.fill(ctx)
	polled := true
	for _, o := range s.unsent() {
		if ctx.Err() != nil || s.silent() {
			return
		}
		if o.batch != nil && o.batch.State == ledger.BatchOpen {
			o = s.release(ctx, o)
		}
		if len(o.payouts) > 0 && s.send(ctx, o) {
			polled = false
		}
	}
	if polled {
		return
	}
	if err := s.poll(ctx); err != nil {
		s.opt.Logger.WarnContext(ctx, "rail not polled", "err", err)
	}
}

func (s *Service) silent() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.opt.Now().Before(s.quiet)
}

// fill puts what is approved into batches: into one that has not gone and has room, else into a new one.
func (s *Service) fill(ctx context.Context) {
	caps := s.opt.Rail.Capabilities()
	size := min(max(caps.Batch, 1), ledger.MaxBatch)
	ready, room := s.ready(ctx, caps.Name, size)
	for _, c := range money.Currencies() {
		all := ready[c]
		for len(all) > 0 {
			to, n := room[c].batch, min(room[c].left, len(all))
			if n == 0 {
				to, n = "BAT"+short(ledger.NewKey("batch", all[0].ID, version(all[0].Version))), min(size, len(all))
			}
			delete(room, c)
			together(n, func(i int) {
				p := all[i]
				s.system(ctx, ledger.Command{
					Type: ledger.BatchPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID, Version: p.Version, Object: to, Ref: endToEnd(p.ID),
					Params: []ledger.Param{{Name: "size", Minor: int64(size)}},
				}, p.ID, version(p.Version), to, s.attempt())
			})
			all = all[n:]
		}
	}
}

// vacancy is a batch that has not gone and has room.
type vacancy struct {
	batch string
	left  int
}

// ready are the approved payouts that may go now, and where there is room for them.
func (s *Service) ready(ctx context.Context, name string, size int) (map[money.Currency][]*ledger.Payout, map[money.Currency]vacancy) {
	live := s.livePayouts()
	var approved []*ledger.Payout
	room := map[money.Currency]vacancy{}
	s.engine.View(func(st *ledger.State) {
		for _, id := range live {
			switch p, ok := st.Payout(id); {
			case !ok || p.Rail != name:
			case p.State == ledger.Approved:
				approved = append(approved, p)
			case p.State == ledger.Batched:
				if b, ok := st.Batch(p.Batch); ok {
					room[p.Currency] = vacancy{b.ID, max(0, size-len(b.Payouts))}
				}
			}
		}
	})
	ready := map[money.Currency][]*ledger.Payout{}
	for _, p := range approved {
		if p.Org != "" && !s.payable(ctx, p.Org) {
			continue
		}
		if _, err := s.paymentFile(ctx, outgoing{msg: endToEnd(p.ID), payouts: []*ledger.Payout{p}}, statement.DayOf(s.opt.Now())); errors.Is(err, statement.ErrUnwritable) {
			// It goes alone and comes to nothing, so that it keeps no other from going.
			s.system(ctx, ledger.Command{Type: ledger.SubmitPayout, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID, Ref: endToEnd(p.ID)}, p.ID, version(p.Version))
			continue
		}
		ready[p.Currency] = append(ready[p.Currency], p)
	}
	return ready, room
}

// attempt is part of the keys of commands that carry a version of their own: what the ledger refused once may be right later.
func (s *Service) attempt() string { return strconv.FormatInt(s.seq(), 10) }

// unsent are the files that have not gone, or that the rail has not acknowledged since the start.
func (s *Service) unsent() []outgoing {
	live := s.livePayouts()
	name := s.opt.Rail.Capabilities().Name
	var files []outgoing
	s.engine.View(func(st *ledger.State) {
		seen := map[string]bool{}
		for _, id := range live {
			p, ok := st.Payout(id)
			if !ok || p.Rail != name || !slices.Contains([]string{ledger.Batched, ledger.Submitted, ledger.Unknown}, p.State) {
				continue
			}
			if o := outgoingOf(st, p); !seen[o.msg] {
				seen[o.msg] = true
				files = append(files, o)
			}
		}
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(files, func(o outgoing) bool { return s.sent[o.msg] })
}

// release writes into the log that a batch goes, with the hash of its file, and returns it as it then is; nothing if it does
// not go now.
func (s *Service) release(ctx context.Context, o outgoing) outgoing {
	system, whole := ledger.Actor{Role: ledger.Rail}, true
	for _, p := range o.payouts {
		if p.Org != "" && !s.payable(ctx, p.Org) {
			s.system(ctx, ledger.Command{Type: ledger.UnbatchPayout, Actor: system, Payout: p.ID, Version: p.Version}, p.ID, version(p.Version))
			whole = false
		}
	}
	if !whole {
		return outgoing{} // the others go with the next flush
	}
	day := dayOfFile(s.opt.Now(), s.opt.Rail.Capabilities().CutOff)
	file, err := s.paymentFile(ctx, o, day)
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "payment file not written", "batch", o.msg, "err", err)
		return outgoing{}
	}
	b := o.batch
	gone := s.system(ctx, ledger.Command{
		Type: ledger.SubmitBatch, Actor: system, Object: b.ID, Ref: file.Hash(), Amount: b.Amount, Currency: b.Currency,
		Params: []ledger.Param{{Name: "count", Minor: int64(len(b.Payouts))}, {Name: "day", Minor: int64(day)}, {Name: "version", Minor: b.Version}},
	}, b.ID, version(b.Version), s.attempt())
	if !gone {
		return outgoing{}
	}
	o, _ = s.outgoingNamed(o.msg)
	return o
}

// send hands a file to the rail until the rail has acknowledged it, once in the life of the process; it reports whether the
// rail has. One that does not answer leaves every payout in the file unknown: the same file goes again, which cannot be a
// second payment, but only a line of a statement or two people with evidence say what became of any of them.
func (s *Service) send(ctx context.Context, o outgoing) bool {
	day := statement.DayOf(time.UnixMilli(o.created()).UTC())
	if o.batch != nil {
		day = statement.Day(o.batch.Day) //nolint:gosec // counted in days since 1970
	}
	file, err := s.paymentFile(ctx, o, day)
	switch {
	case errors.Is(err, statement.ErrUnwritable): // nothing was sent: no file can carry it
		for _, p := range o.payouts {
			if err := s.rejected(ctx, p, statement.Code(err), ""); err != nil {
				s.opt.Logger.WarnContext(ctx, "payout not rejected", "payout", p.ID, "err", err)
			}
		}
		return false
	case err != nil:
		s.opt.Logger.WarnContext(ctx, "who gets a payout is not known at the moment", "file", o.msg, "err", err)
		return false
	case o.batch != nil && file.Hash() != o.batch.Hash:
		s.differs(ctx, o)
		return false
	}
	acks, err := s.opt.Rail.Submit(ctx, file)
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "payment file not acknowledged by the rail, it will be sent again", "file", o.msg, "payouts", len(o.payouts), "err", err)
		s.mu.Lock()
		s.quiet = s.opt.Now().Add(silence)
		s.mu.Unlock()
		s.lost(ctx, o)
		return false
	}
	whole, err := s.answered(ctx, o, acked(acks), "")
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "answer of the rail not taken, it will be asked again", "file", o.msg, "err", err)
		return false
	}
	if whole {
		s.acknowledged(o.msg)
	}
	return whole
}

func (s *Service) acknowledged(msg string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sent[msg] = true
}

// lost says of every payout in a file that nobody knows about it.
func (s *Service) lost(ctx context.Context, o outgoing) {
	actor := ledger.Actor{Role: ledger.Rail}
	switch waiting := slices.DeleteFunc(slices.Clone(o.payouts), func(p *ledger.Payout) bool { return p.State != ledger.Submitted }); {
	case len(waiting) == 0:
	case o.batch != nil:
		s.system(ctx, ledger.Command{Type: ledger.LoseBatch, Actor: actor, Object: o.msg}, o.msg, version(o.batch.Version))
	default:
		s.unknown(ctx, waiting[0])
	}
}

func (s *Service) unknown(ctx context.Context, p *ledger.Payout) {
	s.system(ctx, ledger.Command{Type: ledger.MarkPayoutUnknown, Actor: ledger.Actor{Role: ledger.Rail}, Payout: p.ID}, p.ID, version(p.Version))
}

// differs is a file that went, or may have, and cannot be written again as it was: it is never sent in another form.
func (s *Service) differs(ctx context.Context, o outgoing) {
	s.lost(ctx, o)
	s.acknowledged(o.msg)
	err := s.except(ctx, exceptionDoc{
		Kind: "file_differs", About: o.msg, Words: fmt.Sprintf("payment file %s of %d payments cannot be written again as it was and is not sent again", o.msg, len(o.payouts)),
		Says:    []particular{told("file", o.msg), counted("payments", len(o.payouts))},
		Account: s.opt.Rail.Capabilities().Account, Currency: string(o.batch.Currency), Minor: -o.batch.Amount,
	})
	if err != nil {
		s.opt.Logger.WarnContext(ctx, "exception not opened", "file", o.msg, "err", err)
	}
}

// acked is what the rail's first answers say of a payment; of one without an answer, that nobody knows.
func acked(acks []rail.Ack) func(*ledger.Payout) verdict {
	return func(p *ledger.Payout) verdict {
		i := slices.IndexFunc(acks, func(a rail.Ack) bool { return a.EndToEnd == p.EndToEnd })
		if i < 0 && len(acks) == 1 && acks[0].EndToEnd == "" {
			i = 0 // of the file as a whole
		}
		switch {
		case i < 0 || acks[i].State == rail.Unknown:
			return verdict{says: lostIt}
		case acks[i].State == rail.Rejected:
			return verdict{says: refusedIt, reason: acks[i].Reason}
		}
		return verdict{says: tookIt}
	}
}
