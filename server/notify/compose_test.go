package notify

import (
	"bytes"
	"context"
	"errors"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"fairground/server/db"
)

// object is a small iCalendar object.
func object(method, sequence string) []byte {
	return []byte("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:" + method + "\r\nBEGIN:VEVENT\r\nUID:mtg_1@fairground\r\nSEQUENCE:" + sequence +
		"\r\nSUMMARY:太湖 · Taihu\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
}

// written are calendars that say by entry what they have.
type written map[string][][]byte

func (w written) Attachment(_ context.Context, e db.OutboxEntry, _ string) ([][]byte, error) {
	return w[e.ID], nil
}

func TestAnInvitationIsReadByPeopleAndByCalendars(t *testing.T) {
	o := openOffice(t, NoTLS, "")
	s, clock := fair(t, memory(t), o.reach(NoTLS, "", ""))
	s.Calendars = written{"out_1": {object("REQUEST", "0")}, "out_2": {object("CANCEL", "1")}, "out_3": {object("REQUEST", "4"), object("CANCEL", "2")}}
	deliver(t, s, told("out_1", "meeting_request.accepted", nil))
	clock.pass(1)
	deliver(t, s, told("out_2", "meeting.cancelled", nil))
	clock.pass(1)
	deliver(t, s, told("out_3", "schedule.published", map[string]string{"added": "3", "moved": "0", "cancelled": "1"}))
	if err := s.sendMails(t.Context()); err != nil {
		t.Fatal(err)
	}
	letters := o.letters()
	if len(letters) != 3 {
		t.Fatalf("%d letters", len(letters))
	}
	for i, want := range []struct{ method, sequence string }{{"REQUEST", "0"}, {"CANCEL", "1"}} {
		_, parts := open(t, letters[i].data)
		kinds := make([]string, 0, len(parts))
		for _, p := range parts {
			kinds = append(kinds, p.kind)
		}
		if !slices.Equal(kinds, []string{"multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics"}) {
			t.Fatalf("parts %v", kinds)
		}
		invitation, file := parts[3], parts[4]
		if invitation.params["method"] != want.method || !strings.EqualFold(invitation.params["charset"], "utf-8") || file.name != "invite.ics" {
			t.Errorf("%+v, %+v", invitation.params, file)
		}
		if !bytes.Equal([]byte(invitation.body), object(want.method, want.sequence)) || invitation.body != file.body {
			t.Errorf("the invitation came as %q", invitation.body)
		}
	}
	_, parts := open(t, letters[2].data)
	var methods []string
	for _, p := range parts {
		if p.kind == "text/calendar" {
			methods = append(methods, p.params["method"])
		}
		if p.kind == "multipart/alternative" {
			t.Error("two methods may not be alternatives of each other")
		}
	}
	if !slices.Equal(methods, []string{"REQUEST", "CANCEL"}) {
		t.Errorf("methods %v", methods)
	}
	text := parts[1].body
	if !strings.Contains(text, "new: 3") || strings.Contains(text, "moved") || !strings.Contains(text, "called off: 1") {
		t.Errorf("the letter says %q", text)
	}
}

func TestWhatIsNoAddressIsNotSent(t *testing.T) {
	for _, to := range []string{"", "nobody", "a@b.example, c@d.example", "A <a@b.example>", "a@b.example\r\nBcc: x@y.example", "a b@c.example", "\"a\r\nb\"@c.example"} {
		if _, err := compose(Mail{ID: "out_1", To: to}, mail.Address{Address: "fair@fair.example"}, noon()); !errors.Is(err, errUnfit) {
			t.Errorf("%q: %v", to, err)
		}
	}
}

func FuzzComposedMail(f *testing.F) {
	for _, seed := range [][4]string{
		{"out_1:per_b", "Jana", "Hello", "text"},
		{"out_1", "Jana\r\nBcc: all@example.org", "Hi\r\nX-Evil: 1\r\n\r\nbody", ".\r\n.\r\nQUIT\r\n"},
		{"a b\r\n", "\"><script>", "=?utf-8?q?=0d=0aBcc:_x?=", "太湖\n\n\x00\x1b"},
		{"a", "\\湖 \"湖\" a\\b", "", ""},
		{"", strings.Repeat("湖", 300), strings.Repeat("x", 5000), ""},
		{"\u2028", "\u2028\u0085", "\u2029a\vb\fc", "\xff\xfe"},
	} {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	allowed := []string{"Auto-Submitted", "Content-Language", "Content-Transfer-Encoding", "Content-Type", "Date", "From", "Message-Id", "Mime-Version", "Subject", "To"}
	f.Fuzz(func(t *testing.T, id, name, subject, text string) {
		if len(id) > 200 {
			t.Skip("no id of ours is that long")
		}
		m := Mail{ID: id, To: "jana@kino.example", Name: name, Lang: "en", Subject: subject, Text: text}
		msg, err := compose(m, mail.Address{Name: "The Fair", Address: "fair@fair.example"}, noon())
		if err != nil {
			t.Fatal(err)
		}
		var wire bytes.Buffer
		if _, err := msg.WriteTo(&wire); err != nil {
			t.Fatal(err)
		}
		header, parts := open(t, wire.Bytes())
		for key, values := range header {
			if !slices.Contains(allowed, key) || len(values) != 1 {
				t.Fatalf("a header got in: %s %q", key, values)
			}
		}
		to, err := header.AddressList("To")
		if err != nil || len(to) != 1 || to[0].Address != "jana@kino.example" {
			t.Fatalf("to %v, %v: %q", to, err, header.Get("To"))
		}
		if strings.ContainsFunc(to[0].Name, unicode.IsControl) {
			t.Fatalf("the name is %q", to[0].Name)
		}
		if len(parts) != 1 || parts[0].kind != "text/plain" {
			t.Fatalf("parts %v", parts)
		}
		if strings.ContainsAny(oneLine(subject), "\r\n\x00") || !utf8.ValidString(oneLine(subject)) {
			t.Fatalf("the subject is %q", oneLine(subject))
		}
		for line := range bytes.SplitSeq(wire.Bytes(), []byte("\r\n")) {
			if bytes.ContainsAny(line, "\r\n") || len(line) > 998 {
				t.Fatalf("a line of %d octets or with a bare break: %q", len(line), line)
			}
		}
	})
}

func FuzzCursor(f *testing.F) {
	f.Add("")
	f.Add(place{noon(), "out_1:per_b"}.String())
	f.Add("MjAyNi0xMS0yMFQxMTowMDowMFo")
	f.Fuzz(func(t *testing.T, cursor string) {
		p, err := readPlace(cursor)
		if err != nil {
			return
		}
		if again, err := readPlace(p.String()); err != nil || !again.at.Equal(p.at) || again.id != p.id {
			t.Fatalf("%q came back as %+v, %v", cursor, again, err)
		}
	})
}

func FuzzServer(f *testing.F) {
	f.Add("smtp://u:p@mail.example:587?from=fair@mail.example&tls=implicit")
	f.Add("smtp://%:@?from=")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := ParseServer(text)
		if err == nil && (s.Host == "" || s.Port < 1 || s.From.Address == "" || s.TLS == NoTLS && s.User != "" && !loopback(s.Host)) {
			t.Fatalf("%q gives %+v", text, s)
		}
	})
}
