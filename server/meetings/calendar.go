package meetings

import (
	"bytes"
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Entry is a line of somebody's agenda.
type Entry struct {
	Kind    string    `json:"kind" enum:"meeting,session"`
	Date    string    `json:"date" doc:"The day on which it begins where the actor is." example:"2026-11-23"`
	ID      string    `json:"id"`
	Title   lang.Text `json:"title"`
	Starts  time.Time `json:"starts"`
	Ends    time.Time `json:"ends"`
	Room    string    `json:"room,omitempty"`
	State   State     `json:"state,omitempty"`
	With    *Side     `json:"with,omitempty" doc:"The other side of a meeting."`
	Night   bool      `json:"night" doc:"A part of it lies between 22:00 and 07:00 by the actor's clock."`
	Overlap bool      `json:"overlap" doc:"It runs at the same time as an entry before it."`
	V       int64     `json:"v,omitempty" doc:"Of the meeting, for If-Match."`

	Alternatives []SlotView `json:"alternatives,omitempty" nullable:"false" doc:"Common free slots for a meeting that failed for technical reasons."`
}

const maxAgenda = 92 * 24 * time.Hour

// Agenda lists the actor's meetings and the sessions of the programme that begin in from..to, in order of time. Without
// from it begins a day ago; it spans at most 92 days.
func (s *Service) Agenda(ctx context.Context, from, to time.Time) ([]Entry, error) {
	who := actor.From(ctx)
	if from.IsZero() {
		from = s.now().Add(-24 * time.Hour)
	}
	if to.IsZero() {
		to = from.Add(maxAgenda)
	}
	if !from.Before(to) || to.Sub(from) > maxAgenda {
		return nil, problem.New(problem.Invalid, "range_invalid", "from must be before to, and at most 92 days").Field("query.to", "is out of range")
	}
	list, err := s.store.agenda(ctx, who.Person, from, to, agendaStates())
	if err != nil {
		return nil, err
	}
	var entries []Entry
	for _, m := range list {
		room := m.room()
		entries = append(entries, Entry{
			Kind: "meeting", ID: m.ID, Title: room.Name, Starts: m.Starts, Ends: m.Ends, Room: m.Room, State: m.stateAt(s.now()),
			With: m.other(m.sideOfPerson(who).Org), V: m.V, Alternatives: m.bothTimes(m.remaining(s.now())),
		})
	}
	if s.Programme != nil {
		sessions, err := s.Programme.Sessions(ctx, from, to)
		if err != nil {
			return nil, fmt.Errorf("list sessions: %w", err)
		}
		for _, ses := range sessions {
			entries = append(entries, Entry{Kind: "session", ID: ses.ID, Title: ses.Title, Starts: ses.Starts, Ends: ses.Ends, Room: ses.Room})
		}
	}
	return inOrder(entries, load(who.Zone)), nil
}

// sideOfPerson is the side on which the actor sits, also after he changed his organization.
func (m *Meeting) sideOfPerson(a actor.Actor) *Side {
	if a.Person == m.Invitee.Person || a.Org == m.Invitee.Org {
		return &m.Invitee
	}
	return &m.Requester
}

// inOrder sorts an agenda and marks its days, nights and overlaps by the reader's clock. What was called off hinders nobody.
func inOrder(entries []Entry, zone *time.Location) []Entry {
	slices.SortStableFunc(entries, func(a, b Entry) int { return a.Starts.Compare(b.Starts) })
	var busyUntil time.Time
	for i := range entries {
		e := &entries[i]
		e.Date = e.Starts.In(zone).Format(time.DateOnly)
		e.Night = Slot{e.Starts, e.Ends}.Night(zone)
		if e.State == Cancelled {
			continue
		}
		e.Overlap = e.Starts.Before(busyUntil)
		if e.Ends.After(busyUntil) {
			busyUntil = e.Ends
		}
	}
	return entries
}

// OpenCalendar gives the actor the secret address of his calendar. An older one stops working: that is how a secret that
// has leaked is revoked.
func (s *Service) OpenCalendar(ctx context.Context) (path string, err error) {
	who := actor.From(ctx)
	secret := strings.ToLower(rand.Text())
	for range attempts {
		old, findErr := s.feeds.Find(ctx, who.Person)
		if findErr != nil && !problem.Is(findErr, problem.NotFound) {
			return "", findErr
		}
		now := s.now()
		f := feed{ID: who.Person, V: old.V + 1, Secret: hash(secret), Org: who.Org, Zone: who.Zone, Outbox: append(old.Outbox, db.OutboxEntry{
			ID: db.NewID("out", now), Type: "calendar.opened", At: now, By: who.Person, Entity: who.Person,
		})}
		err = s.feeds.save(ctx, old.V, f)
		if err == nil {
			return "/api/v1/calendar/" + secret + ".ics", nil
		}
		if !problem.Is(err, problem.PreconditionFailed) && !problem.Is(err, problem.Conflict) {
			return "", err
		}
	}
	return "", fmt.Errorf("open calendar: %w", err)
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// How far a feed reaches around now.
const (
	feedPast   = 60 * 24 * time.Hour
	feedFuture = 400 * 24 * time.Hour
)

// Calendar returns the feed behind a secret: the person's meetings, those called off as cancelled so that a reader
// removes them.
func (s *Service) Calendar(ctx context.Context, secret string) ([]byte, error) {
	f, err := s.feeds.bySecret(ctx, hash(strings.ToLower(secret)))
	if err != nil {
		return nil, err
	}
	now := s.now()
	list, err := s.store.agenda(ctx, f.ID, now.Add(-feedPast), now.Add(feedFuture), calendarStates())
	if err != nil {
		return nil, err
	}
	return calendar(s.Base, "PUBLISH", reader{person: f.ID}, list), nil
}

// reader is for whom a calendar is written.
type reader struct {
	person, email string
	organizer     mail.Address // the program's own, in whose name invitations are sent
}

// readerOf finds the address of a person, which only an invitation to that same person names: neither side learns the
// other's address from a calendar.
func (s *Service) readerOf(ctx context.Context, person string) (reader, error) {
	to := reader{person: person, organizer: s.Sender}
	if s.Mailbox == nil {
		return to, nil
	}
	email, err := s.Mailbox(ctx, person)
	if err != nil && !problem.Is(err, problem.NotFound) {
		return reader{}, fmt.Errorf("address of %s: %w", person, err)
	}
	to.email = email
	return to, nil
}

// Invitation is a meeting as an iCalendar object for one mail (RFC 5546): METHOD:REQUEST, or CANCEL once it is called
// off. UID stays the same and SEQUENCE rises, so opening it twice makes one entry.
func (s *Service) Invitation(ctx context.Context, meeting, person string) ([]byte, error) {
	m, err := s.store.find(ctx, meeting)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(m.People, person) || !m.State.Accepted() {
		return nil, notFound()
	}
	to, err := s.readerOf(ctx, person)
	if err != nil {
		return nil, err
	}
	return calendar(s.Base, method(m), to, []Meeting{m}), nil
}

// Removal takes a meeting out of the calendar of somebody who has it no longer, because a colleague took it over: METHOD:CANCEL,
// for the meeting itself goes on. It is NotFound for those who still have it.
func (s *Service) Removal(ctx context.Context, meeting, person string) ([]byte, error) {
	m, err := s.store.find(ctx, meeting)
	if err != nil {
		return nil, err
	}
	if slices.Contains(m.People, person) || !m.State.Accepted() {
		return nil, notFound()
	}
	to, err := s.readerOf(ctx, person)
	if err != nil {
		return nil, err
	}
	m.State = Cancelled
	return calendar(s.Base, "CANCEL", to, []Meeting{m}), nil
}

// Letter writes the meetings of one mail for one of their people: METHOD:REQUEST or CANCEL for a single one; several in one object
// with METHOD:PUBLISH, those called off as cancelled, as REQUEST and CANCEL are about one UID (RFC 5546 sections 3.2.2 and 3.2.5).
// Those that are not the person's are left out; without any left it is NotFound.
func (s *Service) Letter(ctx context.Context, ids []string, person string) ([]byte, error) {
	var list []Meeting
	for _, id := range ids {
		m, err := s.store.find(ctx, id)
		switch {
		case problem.Is(err, problem.NotFound):
		case err != nil:
			return nil, err
		case slices.Contains(m.People, person) && m.State.Accepted():
			list = append(list, m)
		}
	}
	if len(list) == 0 {
		return nil, notFound()
	}
	to, err := s.readerOf(ctx, person)
	if err != nil {
		return nil, err
	}
	if len(list) == 1 {
		return calendar(s.Base, method(list[0]), to, list), nil
	}
	slices.SortFunc(list, func(a, b Meeting) int { return a.Starts.Compare(b.Starts) })
	return calendar(s.Base, "PUBLISH", to, list), nil
}

// method asks for a meeting, or takes it back.
func method(m Meeting) string {
	if m.State == Cancelled {
		return "CANCEL"
	}
	return "REQUEST"
}

// calendar writes meetings as one iCalendar object (RFC 5545) for one of their people.
func calendar(base, method string, to reader, list []Meeting) []byte {
	var w ics
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Fairground//Meetings//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", method)
	for _, m := range list {
		other := m.Invitee
		if to.person == m.Invitee.Person {
			other = m.Requester
		}
		link := base + "/rooms/" + m.Room
		w.line("BEGIN", "VEVENT")
		w.line("UID", m.ID+"@fairground")
		w.line("SEQUENCE", strconv.Itoa(m.Revision))
		w.line("DTSTAMP", stamp(m.Changed))
		w.line("LAST-MODIFIED", stamp(m.Changed))
		w.line("DTSTART", stamp(m.Starts))
		w.line("DTEND", stamp(m.Ends))
		w.text("SUMMARY", bilingual(other.OrgName))
		w.text("DESCRIPTION", m.Reason+"\n"+other.PersonName+"\n"+link)
		w.text("LOCATION", link)
		w.line("URL", link)
		if m.State == Cancelled {
			w.line("STATUS", "CANCELLED")
		} else {
			w.line("STATUS", "CONFIRMED")
		}
		w.people(method, to, m)
		w.line("END", "VEVENT")
	}
	w.line("END", "VCALENDAR")
	return w.buf.Bytes()
}

// people writes who invites and who comes. In a mail the program is the organizer, so that an answer of a calendar reaches
// it, and the reader is known by the address by which her calendar finds itself among the attendees (RFC 6047 section 2.3).
func (w *ics) people(method string, to reader, m Meeting) {
	if method == "PUBLISH" || to.organizer.Address == "" {
		w.line("ORGANIZER;CN="+param(m.Requester.PersonName), "urn:fairground:"+m.Requester.Person)
	} else {
		w.line("ORGANIZER;CN="+param(cmp.Or(to.organizer.Name, "Fairground")), mailto(to.organizer.Address))
	}
	if method == "PUBLISH" {
		return
	}
	for _, side := range []Side{m.Requester, m.Invitee} {
		address := "urn:fairground:" + side.Person
		if side.Person == to.person && to.email != "" {
			address = mailto(to.email)
		}
		w.line("ATTENDEE;PARTSTAT=ACCEPTED;CN="+param(side.PersonName), address)
	}
	if to.person != m.Requester.Person && to.person != m.Invitee.Person && to.email != "" {
		w.line("ATTENDEE;PARTSTAT=ACCEPTED;ROLE=NON-PARTICIPANT", mailto(to.email)) // an interpreter
	}
}

// mailto is an address as a URI (RFC 6068); whatever could end the line or the address is escaped.
func mailto(address string) string {
	name, host, _ := strings.Cut(address, "@")
	return "mailto:" + url.PathEscape(name) + "@" + url.PathEscape(host)
}

func bilingual(t lang.Text) string {
	en, zh := t[lang.English], t[lang.Chinese]
	switch {
	case en != "" && zh != "" && en != zh:
		return en + " · " + zh
	case en != "" || zh != "":
		return en + zh
	}
	first, _ := t.In(lang.English)
	return first
}

// stamp is a time in the form of RFC 5545 section 3.3.5, in UTC.
func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// ics writes content lines.
type ics struct{ buf bytes.Buffer }

// text writes a property whose value is text, escaped by RFC 5545 section 3.3.11.
func (w *ics) text(name, value string) { w.line(name, escape(value)) }

func escape(value string) string {
	value = strings.ReplaceAll(strings.ReplaceAll(value, "\r\n", "\n"), "\r", "\n")
	value = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && (r < ' ' || r == 0x7f) {
			return -1 // no other control character may stand in a calendar
		}
		return r
	}, strings.ToValidUTF8(value, "\uFFFD"))
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(value)
}

// param is a parameter value in quotes; RFC 5545 section 3.2 knows no way to write a quote or a line end inside.
func param(value string) string {
	return `"` + strings.Map(func(r rune) rune {
		if r < ' ' || r == '"' || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(value, "\uFFFD")) + `"`
}

// foldAt is the longest line in octets without its line break (RFC 5545 section 3.1).
const foldAt = 75

// line writes a content line, folded between characters.
func (w *ics) line(name, value string) {
	rest := name + ":" + value
	limit := foldAt
	for len(rest) > limit {
		cut := limit
		for cut > 0 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		if cut == 0 {
			cut = limit
		}
		w.buf.WriteString(rest[:cut] + "\r\n ")
		rest = rest[cut:]
		limit = foldAt - 1 // the space that marks a continuation counts
	}
	w.buf.WriteString(rest + "\r\n")
}
