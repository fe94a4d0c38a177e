package notify

import (
	"bytes"
	"fmt"
	"net/mail"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// Limits of what stands in a header: a line of more than 998 octets is none (RFC 5322 section 2.1.1).
const (
	maxTitle   = 200 // characters of a subject
	maxName    = 100 // characters
	maxAddress = 254 // octets, RFC 5321 section 4.5.3.1.3
)

// compose makes the MIME message of a mail. The Message-ID is made of the mail's id, so that a mail that had to be sent
// twice is one mail to whoever looks. Nothing that strangers wrote can end a header: subjects and names are one line, the
// address is parsed. errUnfit for an address that is none.
func compose(m Mail, from mail.Address, now time.Time) (*gomail.Msg, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Name != "" || len(to.Address) > maxAddress || strings.ContainsFunc(to.Address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' }) {
		return nil, fmt.Errorf("%w: %q is no mail address", errUnfit, m.To)
	}
	to.Name = strings.ReplaceAll(short(oneLine(m.Name), maxName), `\`, "/") // a backslash has no place in an encoded word of a name (RFC 2047 section 5)
	msg := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	msg.SetMessageIDWithValue(messageID(m.ID, from.Address))
	msg.SetDateWithValue(now)
	msg.FromMailAddress(&from)
	msg.ToMailAddress(to)
	msg.Subject(short(oneLine(m.Subject), maxTitle))
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no absence notice answers it
	msg.SetGenHeader("Content-Language", m.Lang)
	msg.SetBodyString(gomail.TypeTextPlain, m.Text)
	if err := attach(msg, m.Calendar); err != nil {
		return nil, fmt.Errorf("%w: %w", errUnfit, err)
	}
	return msg, nil
}

// attach adds iCalendar objects. One stands beside the text, as an alternative that calendars act upon (RFC 6047 section
// 2.4), and again as a file for people to open. Several have different methods and may not be alternatives of each other.
func attach(msg *gomail.Msg, objects [][]byte) error {
	if len(objects) == 1 {
		msg.AddAlternativeString(calendarType(objects[0]), string(objects[0]))
		return msg.AttachReader("invite.ics", bytes.NewReader(objects[0]), gomail.WithFileContentType("application/ics"))
	}
	for i, object := range objects {
		name := fmt.Sprintf("invite-%d.ics", i+1)
		kind := calendarType(object) + "; charset=utf-8"
		if err := msg.AttachReader(name, bytes.NewReader(object), gomail.WithFileContentType(kind)); err != nil {
			return err
		}
	}
	return nil
}

// calendarType is the media type of an iCalendar object with its method, which must agree with the one inside.
func calendarType(object []byte) gomail.ContentType {
	for _, method := range []string{"REQUEST", "CANCEL"} {
		if bytes.Contains(object, []byte("\r\nMETHOD:"+method+"\r\n")) {
			return gomail.ContentType("text/calendar; method=" + method)
		}
	}
	return "text/calendar; method=PUBLISH"
}

// messageID is the id of a mail as a msg-id of RFC 5322 section 3.6.4, without its brackets.
func messageID(id, from string) string {
	_, domain, _ := strings.Cut(from, "@")
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_', r == '-':
			return r
		}
		return '.'
	}, id) + "@" + domain
}
