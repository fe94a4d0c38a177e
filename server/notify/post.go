package notify

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fairground/server/problem"
)

// lease is how long a sender has for one message before another takes it for dead: more than connecting and handing over
// may take together.
const lease = 3 * time.Minute

// sendMails makes the digests that are due, and then hands over every mail that is due, urgent ones first. A mail server
// that cannot be reached ends the round with its error.
func (s *Service) sendMails(ctx context.Context) error {
	if err := s.collect(ctx); err != nil {
		return err
	}
	var open *line
	defer func() {
		if open != nil {
			open.close()
		}
	}()
	for ctx.Err() == nil {
		now := s.Now()
		m, found, err := s.store.claimMail(ctx, now, now.Add(lease))
		if err != nil || !found {
			return err
		}
		if postponed, err := s.postpone(ctx, m, now); err != nil || postponed {
			if err != nil {
				return err
			}
			continue
		}
		if open == nil {
			if open, err = s.Server.dial(ctx); err != nil {
				return errors.Join(err, s.settle(ctx, m, err))
			}
		}
		alive, sendErr := s.handOver(open, m, now)
		if !alive {
			open.close()
			open = nil
		}
		if err := s.settle(ctx, m, sendErr); err != nil {
			return err
		}
	}
	return nil
}

// handOver composes a mail and gives it to the server.
func (s *Service) handOver(open *line, m Mail, now time.Time) (alive bool, err error) {
	msg, err := compose(m, s.Server.From, now)
	if err != nil {
		return true, err
	}
	return open.send(msg)
}

// settle writes down what became of an attempt, also when the program is stopping: a mail that was taken over and not
// written down would be sent again.
func (s *Service) settle(ctx context.Context, m Mail, sendErr error) error {
	ctx, cancel := lingering(ctx, commandTime)
	defer cancel()
	if err := faster(s.store.settleMail(ctx, m, m.after(sendErr, s.Now()))); err != nil {
		return fmt.Errorf("settle mail %s: %w", m.ID, err)
	}
	return nil
}

// postpone puts a mail back that comes due in its reader's quiet hours, as a second attempt may, or what a program finds
// that was away for a while.
func (s *Service) postpone(ctx context.Context, m Mail, now time.Time) (bool, error) {
	if m.Urgent || m.Person == "" {
		return false, nil
	}
	to, err := s.People.Address(ctx, m.Person)
	if problem.Is(err, problem.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("address of %s: %w", m.Person, err)
	}
	wants, err := s.store.settingsOf(ctx, m.Person)
	if err != nil {
		return false, err
	}
	end, quiet := wants.Quiet.until(now, location(to.Zone))
	if !quiet {
		return false, nil
	}
	later := m
	later.State, later.Due, later.Lease, later.Attempts = Waiting, end, time.Time{}, m.Attempts-1
	return true, faster(s.store.settleMail(ctx, m, later))
}

// lingering is a context for what has been begun: it takes at most limit, and ends a few seconds after the program does.
func lingering(program context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(program), limit)
	stop := context.AfterFunc(program, func() { time.AfterFunc(parting, cancel) })
	return ctx, func() {
		stop()
		cancel()
	}
}
