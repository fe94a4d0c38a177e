package notify

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-smtp"
	"go.uber.org/goleak"

	"fairground/server/actor"
	"fairground/server/problem"
)

func TestAMailReachesTheServerInEveryProtection(t *testing.T) {
	for _, row := range []struct {
		name, way, user, password, wrong string
		arrives                          bool
		says                             string
	}{
		{"without TLS on this machine", NoTLS, "", "", "", true, ""},
		{"STARTTLS", StartTLS, "", "", "", true, ""},
		{"TLS from the first byte", ImplicitTLS, "", "", "", true, ""},
		{"STARTTLS with a password", StartTLS, "fair", "s3cret", "", true, ""},
		{"TLS from the first byte with a password", ImplicitTLS, "fair", "s3cret", "", true, ""},
		{"a password without TLS to this machine", NoTLS, "fair", "s3cret", "", true, ""},
		{"a wrong password leaves the mail to be tried again", StartTLS, "fair", "s3cret", "wr0ng", false, "535"},
		{"a missing password as well", StartTLS, "", "s3cret", "", false, "authenticate"},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := openOffice(t, row.way, row.password)
			password := row.password
			if row.wrong != "" {
				password = row.wrong
			}
			s, _ := fair(t, memory(t), o.reach(row.way, row.user, password))
			deliver(t, s, told("out_1", "deal.agreed", nil))
			err := s.sendMails(t.Context())
			m := s.kept(t, "out_1:per_b")
			if strings.Contains(m.LastError, "s3cret") || strings.Contains(m.LastError, "wr0ng") {
				t.Errorf("the password stands in the outbox: %s", m.LastError)
			}
			if !row.arrives {
				if len(o.letters()) != 0 || m.State != Queued || !strings.Contains(m.LastError, row.says) {
					t.Fatalf("%d letters, %+v, %v", len(o.letters()), m, err)
				}
				return
			}
			if err != nil || m.State != Sent || len(o.letters()) != 1 {
				t.Fatalf("%d letters, %+v, %v", len(o.letters()), m, err)
			}
			header, parts := open(t, o.letters()[0].data)
			if from, err := header.AddressList("From"); err != nil || from[0].Name != "The Fair · 展会" || from[0].Address != "fair@fair.example" {
				t.Errorf("from %v, %v", from, err)
			}
			if to, err := header.AddressList("To"); err != nil || to[0].Name != "Jana" || to[0].Address != "jana@kino.example" {
				t.Errorf("to %v, %v", to, err)
			}
			if id := header.Get("Message-ID"); id != "<out_1.per_b@fair.example>" {
				t.Errorf("the id is %s", id)
			}
			if len(parts) != 1 || parts[0].kind != "text/plain" || !strings.Contains(parts[0].body, "https://fair.example/deals/mtg_1") {
				t.Errorf("parts %+v", parts)
			}
		})
	}
}

func TestAServerWithoutStartTLSGetsNothing(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	s, _ := fair(t, memory(t), o.reach(StartTLS, "", ""))
	deliver(t, s, told("out_1", "deal.agreed", nil))
	if err := s.sendMails(t.Context()); err == nil || !strings.Contains(err.Error(), "STARTTLS") {
		t.Errorf("got %v", err)
	}
	if len(o.letters()) != 0 {
		t.Error("a mail went out in the open")
	}
}

func TestWhatBecomesOfAnAttempt(t *testing.T) {
	says := func(code int, text string) error {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: text}
	}
	for _, row := range []struct {
		name    string
		replies []reply
		states  []string // after each round, an hour apart
		arrived int
	}{
		{"a busy server is asked again and takes it", []reply{{"data", says(451, "later")}}, []string{Queued, Sent}, 1},
		{"a full mailbox is asked again", []reply{{"rcpt", says(452, "full")}, {"rcpt", says(452, "full")}}, []string{Queued, Queued, Sent}, 1},
		{"an address that nobody has bounces at once", []reply{{"rcpt", says(550, "no such user")}}, []string{Bounced, Bounced}, 0},
		{"a letter that the server will not have bounces", []reply{{"data", says(554, "spam")}}, []string{Bounced}, 0},
		{"a sender that is refused says nothing about the mail", []reply{{"mail", says(550, "who are you")}}, []string{Queued, Sent}, 1},
		{"a connection that is cut within the letter is tried again", []reply{{"cut", nil}}, []string{Queued, Sent}, 1},
		{"a server that dies before its answer gets it twice", []reply{{"lost", nil}}, []string{Queued, Sent}, 2},
		{"a server that hangs up is called again", []reply{{"mail", says(421, "closing")}}, []string{Queued, Sent}, 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := openOffice(t, NoTLS, "")
			o.replies = row.replies
			s, clock := fair(t, memory(t), o.reach(NoTLS, "", ""))
			deliver(t, s, told("out_1", "deal.agreed", nil))
			for i, want := range row.states {
				if err := s.sendMails(t.Context()); err != nil {
					t.Fatal(err)
				}
				m := s.kept(t, "out_1:per_b")
				if m.State != want || m.State != Sent && m.LastError == "" || m.State == Sent && m.LastError != "" {
					t.Fatalf("round %d: %s (%s), want %s", i, m.State, m.LastError, want)
				}
				clock.pass(time.Hour)
			}
			letters := o.letters()
			if len(letters) != row.arrived {
				t.Fatalf("%d letters arrived, want %d", len(letters), row.arrived)
			}
			for _, l := range letters {
				if header, _ := open(t, l.data); header.Get("Message-ID") != "<out_1.per_b@fair.example>" {
					t.Errorf("another id: %s", header.Get("Message-ID"))
				}
			}
		})
	}
}

func TestAMailIsTriedForThreeDays(t *testing.T) {
	rows := []struct {
		attempts int
		want     time.Duration
	}{{1, time.Minute}, {2, 2 * time.Minute}, {5, 16 * time.Minute}, {9, 256 * time.Minute}, {10, 6 * time.Hour}, {1000, 6 * time.Hour}}
	for _, row := range rows {
		if got := pause(row.attempts); got != row.want {
			t.Errorf("after %d attempts it rests %v, want %v", row.attempts, got, row.want)
		}
	}
	now, m := noon(), Mail{State: Queued, Since: noon()}
	for m.State == Queued {
		m.Attempts++
		if m.Attempts > 100 {
			t.Fatal("it is tried for ever")
		}
		m = m.after(errors.New("no route"), now)
		if m.State == Queued {
			now = m.Due
		}
	}
	if tried := now.Sub(noon()); m.State != Failed || tried > tryFor || tried < tryFor-longPause || m.LastError != "no route" {
		t.Errorf("given up after %v and %d attempts: %+v", tried, m.Attempts, m)
	}
}

func TestARestartLosesNoMailAndSendsAgainOnlyWhatWasInHand(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	d := memory(t)
	first, clock := fair(t, d, o.reach(NoTLS, "", ""))
	deliver(t, first, told("out_1", "deal.agreed", nil), told("out_2", "deal.signed", nil))

	// The program dies after the server has taken a mail over and before it is written down.
	m, found, err := first.store.claimMail(t.Context(), clock.now(), clock.now().Add(lease))
	if err != nil || !found {
		t.Fatal(found, err)
	}
	open1, err := first.Server.dial(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := first.handOver(open1, m, clock.now()); err != nil {
		t.Fatal(err)
	}
	open1.close()

	second, later := fair(t, d, o.reach(NoTLS, "", ""))
	if err := second.sendMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := len(o.letters()); n != 2 {
		t.Fatalf("%d letters: what the dead program had in hand must wait for its lease, and the other go out", n)
	}
	later.pass(lease + time.Second)
	for range 3 {
		if err := second.sendMails(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ids := map[string]int{}
	for _, l := range o.letters() {
		header, _ := open(t, l.data)
		ids[header.Get("Message-ID")]++
	}
	if len(ids) != 2 || ids["<out_1.per_b@fair.example>"] != 2 || ids["<out_2.per_b@fair.example>"] != 1 {
		t.Fatalf("arrived %v", ids)
	}
}

func TestASenderThatIsLateUndoesNothing(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	s, clock := fair(t, memory(t), o.reach(NoTLS, "", ""))
	deliver(t, s, told("out_1", "deal.agreed", nil))
	slow, found, err := s.store.claimMail(t.Context(), clock.now(), clock.now().Add(lease))
	if err != nil || !found {
		t.Fatal(found, err)
	}
	clock.pass(lease + time.Second)
	if err := s.sendMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.settle(t.Context(), slow, errors.New("the line broke")); err != nil {
		t.Fatal(err)
	}
	if err := s.sendMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if m := s.kept(t, "out_1:per_b"); m.State != Sent || len(o.letters()) != 1 {
		t.Errorf("%s after %d letters", m.State, len(o.letters()))
	}
}

func TestASignInLinkOvertakesWhatWaits(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	s, _ := fair(t, memory(t), o.reach(NoTLS, "", ""))
	link := told("out_9", "signin.link_requested", map[string]string{"email": "li@studio.example", "lang": "zh", "link": "https://fair.example/sign-in/x"})
	link.To = nil
	deliver(t, s, told("out_1", "deal.agreed", nil), told("out_2", "deal.signed", nil), link)
	if err := s.sendMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	if letters := o.letters(); len(letters) != 3 || letters[0].to != "li@studio.example" {
		t.Fatalf("%d letters", len(letters))
	}
}

func TestTheSenderEndsWithTheProgram(t *testing.T) {
	t.Cleanup(func() { goleak.VerifyNone(t) })
	o := openOffice(t, NoTLS, "")
	s, _ := fair(t, memory(t), o.reach(NoTLS, "", ""))
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Run(ctx)
	}()
	deliver(t, s, told("out_1", "deal.agreed", nil))
	for deadline := time.Now().Add(10 * time.Second); s.kept(t, "out_1:per_b").State != Sent; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing was sent")
		}
	}
	stop()
	<-done
}

func TestAServerThatHangsDoesNotHoldUpTheEnd(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	o.replies = []reply{{"hang", nil}}
	s, _ := fair(t, memory(t), o.reach(NoTLS, "", ""))
	deliver(t, s, told("out_1", "deal.agreed", nil))
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.Run(ctx)
	}()
	hung := func() bool {
		o.mu.Lock()
		defer o.mu.Unlock()
		return o.hung
	}
	for deadline := time.Now().Add(10 * time.Second); !hung(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("nothing was sent")
		}
	}
	stopped := time.Now()
	stop()
	<-done
	if took := time.Since(stopped); took > parting+5*time.Second {
		t.Errorf("the end took %v", took)
	}
	if m := s.kept(t, "out_1:per_b"); m.State != Queued || m.LastError == "" {
		t.Errorf("the mail in hand is %s: %s", m.State, m.LastError)
	}
}

func TestTheAddressOfAMailServer(t *testing.T) {
	for _, row := range []struct{ name, text, want string }{
		{"STARTTLS unless told otherwise", "smtp://u:p%40ss@mail.example?from=fair@mail.example", "mail.example:587, STARTTLS, signed in, from fair@mail.example"},
		{"TLS from the first byte", "smtp://mail.example?from=Fair%20%3Cfair@mail.example%3E&tls=implicit", "mail.example:465, TLS, from fair@mail.example"},
		{"none, to this machine", "smtp://u:p@127.0.0.1:2525/?from=fair@mail.example&tls=none", "127.0.0.1:2525, without TLS, signed in, from fair@mail.example"},
		{"no password in the open", "smtp://u:p4ss@mail.example?from=fair@mail.example&tls=none", "!this machine"},
		{"a sender is needed", "smtp://u:p4ss@mail.example", "!from"},
		{"another scheme", "http://u:p4ss@mail.example?from=fair@mail.example", "!smtp://"},
		{"another way", "smtp://u:p4ss@mail.example?from=fair@mail.example&tls=maybe", "!starttls"},
		{"what is no URL", "smtp://u:p4ss%zz@mail.example?from=fair@mail.example", "!%40"},
		{"a port beyond the last", "smtp://u:p4ss@mail.example:70000?from=fair@mail.example", "!port"},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, err := ParseServer(row.text)
			if complaint, bad := strings.CutPrefix(row.want, "!"); bad {
				if err == nil || !strings.Contains(err.Error(), complaint) || strings.Contains(err.Error(), "p4ss") {
					t.Fatalf("got %v", err)
				}
				return
			}
			if err != nil || s.String() != row.want {
				t.Fatalf("%v, %v", s, err)
			}
		})
	}
}

func TestAnOrganizerSendsOnceMore(t *testing.T) {
	for _, row := range []struct{ name, state, code string }{
		{"what bounced, when the address is right again", Bounced, ""},
		{"what was given up", Failed, ""},
		{"what has not arrived", Sent, ""},
		{"what was kept before there was a server", Kept, ""},
		{"what is tried again anyway, now", Queued, ""},
		{"not what waits for the morning", Waiting, "mail_waits"},
		{"not what a digest holds", Collected, "mail_waits"},
	} {
		t.Run(row.name, func(t *testing.T) {
			o := openOffice(t, NoTLS, "")
			s, clock := fair(t, memory(t), o.reach(NoTLS, "", ""))
			m := Mail{ID: "out_1:per_b", Person: "per_b", Exhibition: "exh_1", To: "jana@kino.example", Lang: "en", State: row.state, Attempts: 9, Due: noon().Add(time.Hour)}
			if err := s.store.addMail(t.Context(), m); err != nil {
				t.Fatal(err)
			}
			clock.pass(13 * time.Hour) // the organizer decides that it cannot wait for the morning
			organizer := actor.With(t.Context(), actor.Actor{Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}})
			_, err := s.Resend(organizer, m.ID)
			if row.code != "" {
				if !problem.Is(err, problem.Conflict) || !strings.Contains(err.Error(), row.code) {
					t.Errorf("got %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if err := s.sendMails(t.Context()); err != nil || len(o.letters()) != 1 || s.kept(t, m.ID).State != Sent {
				t.Errorf("%d letters, %v", len(o.letters()), err)
			}
		})
	}
}
