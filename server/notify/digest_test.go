package notify

import (
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/problem"
)

// wants makes Jana choose.
func wants(t *testing.T, s *Service, change func(*Settings)) {
	t.Helper()
	ctx := actor.With(t.Context(), actor.Actor{Person: "per_b"})
	chosen, err := s.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	v := chosen.V
	change(&chosen)
	if _, err := s.SetSettings(ctx, v, chosen); err != nil {
		t.Fatal(err)
	}
}

func daily(s *Settings) { s.Digest = Daily }

func round(t *testing.T, s *Service) {
	t.Helper()
	if err := s.sendMails(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestADigestIsOneMailOfADay(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	s, clock := fair(t, memory(t), o.reach(NoTLS, "", ""))
	s.Calendars = written{"out_2": {object("REQUEST", "0")}}
	wants(t, s, daily)
	deliver(t, s,
		told("out_1", "deal.agreed", nil),
		told("out_2", "meeting_request.accepted", map[string]string{"orgName": "Lakeside"}),
		told("out_3", "deal.signed", nil),
	)
	round(t, s)
	if n := len(o.letters()); n != 0 {
		t.Fatalf("%d letters before the morning", n)
	}
	clock.pass(20 * time.Hour) // 08:00 in Berlin
	deliver(t, s, told("out_4", "deal.lapsed", nil))
	for range 2 {
		round(t, s)
	}
	letters := o.letters()
	if len(letters) != 1 {
		t.Fatalf("%d letters, want one", len(letters))
	}
	header, parts := open(t, letters[0].data)
	if header.Get("Subject") != "3 messages from the exhibition" {
		t.Errorf("subject %q", header.Get("Subject"))
	}
	var text, invitation string
	for _, p := range parts {
		switch p.kind {
		case "text/plain":
			text = p.body
		case "text/calendar":
			invitation = p.params["method"]
		}
	}
	if !strings.Contains(text, "Agreed: both sides") || !strings.Contains(text, "Lakeside") || strings.Contains(text, "lapsed") || invitation != "REQUEST" {
		t.Errorf("invitation %q, text %q", invitation, text)
	}
	for id, want := range map[string]string{"out_1:per_b": Collected, "out_3:per_b": Collected, "out_4:per_b": Waiting, "digest:out_1:per_b": Sent} {
		if got := s.kept(t, id).State; got != want {
			t.Errorf("%s is %s, want %s", id, got, want)
		}
	}
	clock.pass(24 * time.Hour)
	round(t, s)
	letters = o.letters()
	if len(letters) != 2 {
		t.Fatalf("%d letters after two days", len(letters))
	}
	if header, _ := open(t, letters[1].data); !strings.Contains(header.Get("Subject"), "lapsed") {
		t.Errorf("a digest of one has the subject %q", header.Get("Subject"))
	}
}

func TestADigestThatWasWrittenWhenTheProgramDiedIsNotWrittenTwice(t *testing.T) {
	for _, row := range []struct {
		name   string
		marked []string // parts that were marked before it died, the first being marked last
	}{
		{"before any part was marked", nil},
		{"after one was", []string{"out_2:per_b"}},
		{"before the first was", []string{"out_2:per_b", "out_3:per_b"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := openOffice(t, NoTLS, "")
			d := memory(t)
			s, _ := fair(t, d, o.reach(NoTLS, "", ""))
			wants(t, s, daily)
			deliver(t, s, told("out_1", "deal.agreed", nil), told("out_2", "deal.signed", nil), told("out_3", "deal.lapsed", nil))
			later := noon().Add(20 * time.Hour)
			parts, err := s.store.waitingTogether(t.Context(), later, maxParts)
			if err != nil || len(parts) != 3 {
				t.Fatalf("%d parts, %v", len(parts), err)
			}
			bound := digestOf(parts)
			bound.Due, bound.Since = later, later
			if err := s.store.addMail(t.Context(), bound); err != nil {
				t.Fatal(err)
			}
			for _, id := range row.marked {
				if err := s.store.markCollected(t.Context(), []string{id}); err != nil {
					t.Fatal(err)
				}
			}
			again, clock := fair(t, d, o.reach(NoTLS, "", ""))
			clock.pass(20 * time.Hour)
			round(t, again)
			if n := len(o.letters()); n != 1 {
				t.Fatalf("%d letters, want one digest", n)
			}
		})
	}
}

func TestQuietHoursHoldBackWhatCanWait(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	s, clock := fair(t, memory(t), o.reach(NoTLS, "", ""))
	clock.pass(12 * time.Hour) // midnight in Berlin
	soon := clock.now().Add(45 * time.Minute).Format(time.RFC3339)
	deliver(t, s,
		told("out_1", "deal.agreed", nil),
		told("out_2", "meeting.lobby_opened", nil),
		told("out_3", "meeting.cancelled", map[string]string{"starts": soon}),
	)
	round(t, s)
	if m := s.kept(t, "out_1:per_b"); m.State != Waiting || !m.Due.Equal(time.Date(2026, 11, 21, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("%s until %v", m.State, m.Due)
	}
	if len(o.letters()) != 2 {
		t.Fatalf("%d letters at night, want the two that cannot wait", len(o.letters()))
	}
	clock.pass(7 * time.Hour)
	round(t, s)
	if len(o.letters()) != 3 {
		t.Errorf("%d letters in the morning", len(o.letters()))
	}
}

func TestASecondAttemptKeepsTheQuietHours(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	o.replies = []reply{{"mail", errBusy()}}
	s, clock := fair(t, memory(t), o.reach(NoTLS, "", ""))
	clock.pass(10*time.Hour - 30*time.Second) // 21:59:30 in Berlin
	deliver(t, s, told("out_1", "deal.agreed", nil))
	round(t, s)
	clock.pass(2 * time.Minute)
	round(t, s)
	if m := s.kept(t, "out_1:per_b"); len(o.letters()) != 0 || m.State != Waiting || m.Attempts != 1 {
		t.Fatalf("%d letters, %s after %d attempts", len(o.letters()), m.State, m.Attempts)
	}
	clock.pass(9 * time.Hour)
	round(t, s)
	if len(o.letters()) != 1 {
		t.Error("it did not arrive in the morning")
	}
}

func TestWhoWantsNoMailGetsOnlyHisKeys(t *testing.T) {
	s, _ := fair(t, memory(t), nil)
	wants(t, s, func(s *Settings) { s.Mail = false })
	link := told("out_2", "signin.link_requested", map[string]string{"email": "jana@kino.example", "link": "https://fair.example/sign-in/x"})
	link.To = nil
	deliver(t, s, told("out_1", "deal.agreed", nil), link)
	mails, err := s.Everything(t.Context(), 10)
	if err != nil || len(mails) != 1 || mails[0].ID != "out_2" {
		t.Fatalf("%+v, %v", mails, err)
	}
}

func TestWithoutAServerEveryMailIsKeptAtOnce(t *testing.T) {
	s, clock := fair(t, memory(t), nil)
	wants(t, s, daily)
	clock.pass(12 * time.Hour)
	deliver(t, s, told("out_1", "deal.agreed", nil))
	if m := s.kept(t, "out_1:per_b"); m.State != Kept || !m.Due.IsZero() {
		t.Errorf("%s, due %v", m.State, m.Due)
	}
}

func TestNothingIsLeftOfAnErasedPerson(t *testing.T) {
	s, _ := fair(t, memory(t), nil)
	wants(t, s, daily)
	deliver(t, s, told("out_1", "deal.agreed", nil))
	erased := told("out_2", "person.erased", nil)
	erased.Entity, erased.To = "per_b", nil
	deliver(t, s, erased)
	if _, err := s.store.mail(t.Context(), "out_1:per_b"); !problem.Is(err, problem.NotFound) {
		t.Errorf("the mail: %v", err)
	}
	ctx := actor.With(t.Context(), actor.Actor{Person: "per_b"})
	if notices, err := s.Notices(ctx, 10); err != nil || len(notices) != 0 {
		t.Errorf("%d notices, %v", len(notices), err)
	}
	if kept, err := s.Settings(ctx); err != nil || kept.V != 0 {
		t.Errorf("settings %+v, %v", kept, err)
	}
}

func TestSettingsThatCannotBeKept(t *testing.T) {
	for _, row := range []struct {
		name   string
		change func(*Settings)
		field  string
	}{
		{"no time of day", func(s *Settings) { s.Quiet.From = "25:00" }, "body.quiet.from"},
		{"without its zero", func(s *Settings) { s.Quiet.To = "7:00" }, "body.quiet.to"},
		{"hours without length", func(s *Settings) { s.Quiet.To = s.Quiet.From }, "body.quiet.to"},
		{"a digest at no time", func(s *Settings) { s.DigestAt = "" }, "body.digestAt"},
		{"a digest of another kind", func(s *Settings) { s.Digest = "hourly" }, "body.digest"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s := defaults("per_b")
			row.change(&s)
			err := s.check()
			if !problem.Is(err, problem.Invalid) || !strings.Contains(err.Error(), row.field) {
				t.Errorf("got %v", err)
			}
		})
	}
	never := defaults("per_b")
	never.Quiet = nil
	if err := never.check(); err != nil {
		t.Error(err)
	}
}
