package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"fairground/server/actor"
	"fairground/server/demo"
	"fairground/server/meetings"
)

// post is a mail server that keeps the letters to each address.
type post struct {
	mu      sync.Mutex
	letters map[string][][]byte
}

type postman struct {
	*post
	to string
}

func (p *postman) Mail(string, *smtp.MailOptions) error { return nil }
func (p *postman) Reset()                               {}
func (p *postman) Logout() error                        { return nil }

func (p *postman) Rcpt(to string, _ *smtp.RcptOptions) error {
	p.to = to
	return nil
}

func (p *postman) Data(r io.Reader) error {
	data, err := io.ReadAll(r)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.letters[p.to] = append(p.letters[p.to], data)
	return err
}

// openPost starts a mail server and says how the program reaches it.
func openPost(t *testing.T) (*post, string) {
	t.Helper()
	p := &post{letters: map[string][][]byte{}}
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &postman{post: p}, nil }))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends with Close
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return p, "smtp://" + listener.Addr().String() + "?tls=none&from=The%20Fair%20%3Cfair@fair.example%3E"
}

// invitations are the iCalendar objects in the letters to an address, by method, their lines unfolded.
func (p *post) invitations(t *testing.T, to, method string) []string {
	t.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	var list []string
	for _, data := range p.letters[to] {
		msg, err := mail.ReadMessage(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range alternatives(t, msg) {
			if strings.Contains(part, "\r\nMETHOD:"+method+"\r\n") {
				list = append(list, strings.ReplaceAll(part, "\r\n ", ""))
			}
		}
	}
	return list
}

func TestMailsInviteAndCallOffTheSameMeeting(t *testing.T) {
	letters, address := openPost(t)
	a, err := newApp(t.Context(), Config{Listen: "127.0.0.1:0", Media: "127.0.0.1:0", Data: t.TempDir(), Database: "fairground", SMTP: address}, "https://fair.example", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := a.close(context.WithoutCancel(t.Context())); err != nil {
			t.Error(err)
		}
	}()
	opened, err := a.stage(t.Context(), demo.Booking, 1, "https://fair.example")
	if err != nil {
		t.Fatal(err)
	}
	as := func(key string) context.Context {
		who, err := a.accounts.Token(t.Context(), opened.Tokens[key])
		if err != nil {
			t.Fatal(err)
		}
		return actor.With(t.Context(), who)
	}
	buyer, organizer := as("buyer"), as("organizer")
	settings, err := a.notify.Settings(buyer)
	if err != nil {
		t.Fatal(err)
	}
	settings.Quiet = nil // whatever the hour at which this test runs
	if _, err := a.notify.SetSettings(buyer, 0, settings); err != nil {
		t.Fatal(err)
	}
	for a.courier.round(t.Context()) > 0 {
	}

	m := elsewhere(t, a, organizer, upcoming(t, a, buyer))
	for a.courier.round(t.Context()) > 0 {
	}
	if _, err = a.meetings.Cancel(organizer, m.ID, m.V, "the hall is flooded"); err != nil {
		t.Fatal(err)
	}
	for a.courier.round(t.Context()) > 0 {
	}
	email, _, _, err := a.accounts.Address(t.Context(), actor.From(buyer).Person)
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		a.notify.Run(ctx)
	}()
	defer func() {
		stop()
		<-ended
	}()
	uid := "UID:" + m.ID + "@fairground"
	sequence := func(method string) int {
		for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			for _, object := range letters.invitations(t, email, method) {
				if !strings.Contains(object, uid+"\r\n") {
					continue
				}
				for _, line := range []string{"ORGANIZER;CN=\"The Fair\":mailto:fair@fair.example\r\n", ":mailto:" + email + "\r\n"} {
					if !strings.Contains(object, line) {
						t.Fatalf("%q is missing in %s", line, object)
					}
				}
				if strings.Count(object, "mailto:") != 2 {
					t.Fatalf("somebody else's address is in it: %s", object)
				}
				_, rest, _ := strings.Cut(object, "\r\nSEQUENCE:")
				number, _, _ := strings.Cut(rest, "\r\n")
				n, err := strconv.Atoi(number)
				if err != nil {
					t.Fatal(err)
				}
				return n
			}
			if time.Now().After(deadline) {
				t.Fatalf("no %s of %s to %s", method, m.ID, email)
			}
		}
	}
	invited, off := sequence("REQUEST"), sequence("CANCEL")
	if invited < 1 || off <= invited {
		t.Errorf("invited with sequence %d and called off with %d", invited, off)
	}
}

// upcoming is a meeting that a person has agreed.
func upcoming(t *testing.T, a *app, who context.Context) meetings.Meeting {
	t.Helper()
	exhibition, err := a.exhibition.Current(who)
	if err != nil {
		t.Fatal(err)
	}
	list, _, err := a.meetings.List(who, meetings.Query{Exhibition: exhibition, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if m.State == meetings.Scheduled && slices.Contains(m.People, actor.From(who).Person) {
			return m
		}
	}
	t.Fatalf("none of %d meetings is ahead", len(list))
	return meetings.Meeting{}
}

// elsewhere moves a meeting to the first time that both sides have.
func elsewhere(t *testing.T, a *app, organizer context.Context, m meetings.Meeting) meetings.Meeting {
	t.Helper()
	fair, err := fairs{a.exhibition}.Fair(organizer, m.Exhibition)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range fair.Windows {
		for starts := w.From; starts.Before(w.To); starts = starts.Add(time.Duration(fair.Minutes) * time.Minute) {
			var moved meetings.Meeting
			if moved, err = a.meetings.Reschedule(organizer, m.ID, m.V, starts); err == nil {
				return moved
			}
		}
	}
	t.Fatalf("no time for %s: %v", m.ID, err)
	return m
}

// alternatives are the calendar parts of a letter that mail clients act upon.
func alternatives(t *testing.T, msg *mail.Message) []string {
	t.Helper()
	var list []string
	var walk func(kind, encoding string, body io.Reader)
	walk = func(kind, encoding string, body io.Reader) {
		media, params, err := mime.ParseMediaType(kind)
		if err != nil {
			t.Fatal(err)
		}
		if media == "text/calendar" && encoding == "quoted-printable" {
			text, err := io.ReadAll(quotedprintable.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, string(text))
		}
		if !strings.HasPrefix(media, "multipart/") {
			return
		}
		for r := multipart.NewReader(body, params["boundary"]); ; {
			part, err := r.NextRawPart()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			walk(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part)
		}
	}
	walk(msg.Header.Get("Content-Type"), msg.Header.Get("Content-Transfer-Encoding"), msg.Body)
	return list
}

func TestTheDoctorSignsInAtTheMailServer(t *testing.T) {
	_, address := openPost(t)
	for _, row := range []struct{ name, smtp, want string }{
		{"one that answers", address, "ok    mail server  127.0.0.1:"},
		{"one that does not", "smtp://fair:s3cret@127.0.0.1:1?tls=none&from=fair@fair.example", "WRONG mail server"},
		{"none", "", "mails stay in the outbox"},
	} {
		t.Run(row.name, func(t *testing.T) {
			var out strings.Builder
			err := run(t.Context(), []string{"doctor", "--listen", "127.0.0.1:0", "--data", t.TempDir(), "--smtp", row.smtp}, func(string) string { return "" }, &out, io.Discard)
			if !strings.Contains(out.String(), row.want) || strings.Contains(out.String(), "s3cret") {
				t.Errorf("%v\n%s", err, out.String())
			}
		})
	}
}
