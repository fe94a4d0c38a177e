package notify

import (
	"context"
	"fmt"
	"strings"

	"fairground/server/lang"
	"fairground/server/problem"
)

// maxParts bounds the mails in one digest; what is beyond goes into another.
const maxParts = 100

// collect turns the mails that have waited for a digest into digests.
func (s *Service) collect(ctx context.Context) error {
	for ctx.Err() == nil {
		parts, err := s.store.waitingTogether(ctx, s.Now(), maxParts)
		if err != nil || len(parts) == 0 {
			return err
		}
		if err := s.bind(ctx, parts); err != nil {
			return err
		}
	}
	return nil
}

// bind makes one mail of several to the same person. The digest is written first and its parts are marked afterwards. Its
// id is made of the first part, so that a program that died in between finds the digest that it wrote and marks the parts
// that stand in it.
func (s *Service) bind(ctx context.Context, parts []Mail) error {
	bound := digestOf(parts)
	written, err := s.store.mail(ctx, bound.ID)
	switch {
	case problem.Is(err, problem.NotFound) && len(parts) == 1:
		alone := parts[0]
		alone.State, alone.Digest = Queued, false
		return faster(s.store.settleMail(ctx, parts[0], alone))
	case problem.Is(err, problem.NotFound):
		bound.Due, bound.Since = s.Now(), s.Now()
		if err := s.store.addMail(ctx, bound); err != nil {
			return err
		}
		written = bound
	case err != nil:
		return err
	}
	return s.store.markCollected(ctx, written.Parts)
}

// digestOf is the mail that holds others to the same person, in the language of the newest.
func digestOf(parts []Mail) Mail {
	last := parts[len(parts)-1]
	m := Mail{
		ID: "digest:" + parts[0].ID, Person: last.Person, Exhibition: last.Exhibition, To: last.To, Name: last.Name,
		Lang: last.Lang, At: last.At, State: Queued, Subject: digestTitle(last.Lang, len(parts)),
	}
	texts := make([]string, 0, len(parts))
	for _, p := range parts {
		m.Parts = append(m.Parts, p.ID)
		m.Calendar = append(m.Calendar, p.Calendar...)
		if p.Exhibition != m.Exhibition {
			m.Exhibition = "" // of several fairs: no single organizer may read it
		}
		texts = append(texts, p.Subject+"\n\n"+p.Text)
	}
	m.Text = strings.Join(texts, "\n\n– – –\n\n")
	return m
}

func digestTitle(tag string, n int) string {
	switch tag {
	case lang.Chinese:
		return fmt.Sprintf("您有 %d 条展会消息", n)
	case lang.Arabic:
		return fmt.Sprintf("رسائل المعرض: %d", n)
	}
	return fmt.Sprintf("%d messages from the exhibition", n)
}

// faster forgives that a guarded write found another sender to have been faster, which harms nothing here.
func faster(err error) error {
	if problem.Is(err, problem.PreconditionFailed) {
		return nil
	}
	return err
}
