package meetings

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
	"fairground/server/sheet"
)

// ExportWishes is the table of what organizations want of each other, with the columns of its import: importing it changes
// nothing. It names every Never, which organizers alone may read.
func (s *Service) ExportWishes(ctx context.Context, exhibition string) (sheet.Table, error) {
	who := actor.From(ctx)
	if err := organizes(who, exhibition); err != nil {
		return sheet.Table{}, err
	}
	orgs, err := s.Roster.Participants(ctx, exhibition)
	if err != nil {
		return sheet.Table{}, fmt.Errorf("list participants: %w", err)
	}
	have, err := s.wishes.everybodys(ctx, exhibition)
	if err != nil {
		return sheet.Table{}, err
	}
	names, r := map[string]string{}, newRoll(orgs)
	for _, o := range orgs {
		names[o.ID] = r.called(o, who.Lang)
	}
	t := sheet.Table{Name: "wishes", Columns: WishColumns()}
	for org, w := range have {
		for _, p := range w.List {
			if names[org] != "" && names[p.Org] != "" { // both still take part
				t.Rows = append(t.Rows, []string{names[org], names[p.Org], string(p.Want)})
			}
		}
	}
	slices.SortFunc(t.Rows, slices.Compare)
	return t, nil
}

// agreed lists the meetings of an exhibition that its organizers may know of: those agreed, with and without a time.
func (s *Service) agreed(ctx context.Context, exhibition string) ([]Meeting, Fair, error) {
	if err := organizes(actor.From(ctx), exhibition); err != nil {
		return nil, Fair{}, err
	}
	fair, err := s.fair(ctx, exhibition)
	if err != nil {
		return nil, Fair{}, err
	}
	list, err := s.store.ofExhibition(ctx, exhibition)
	return slices.DeleteFunc(list, func(m Meeting) bool {
		return !m.State.Accepted() && m.State != AcceptedUnscheduled && m.State != Unplaceable
	}), fair, err
}

// ExportMeetings is the table of the exhibition's meetings in order of time. Times are in UTC, and beside them the date and
// the hour by the clock of the fair.
func (s *Service) ExportMeetings(ctx context.Context, exhibition string) (sheet.Table, error) {
	list, fair, err := s.agreed(ctx, exhibition)
	if err != nil {
		return sheet.Table{}, err
	}
	tag, zone := actor.From(ctx).Lang, load(fair.Zone)
	interpreters := map[string]string{"": ""}
	for _, m := range list {
		if _, known := interpreters[m.Interpreter]; known {
			continue
		}
		p, err := s.Directory.Person(ctx, m.Interpreter)
		if err != nil && !problem.Is(err, problem.NotFound) {
			return sheet.Table{}, fmt.Errorf("name interpreter: %w", err)
		}
		interpreters[m.Interpreter] = cmp.Or(p.Name, m.Interpreter)
	}
	t := sheet.Table{Name: "meetings", Columns: []string{
		"id", "state", "starts", "ends", "date", "time", "requester", "requesterPerson", "invitee", "inviteePerson",
		"language", "interpreter", "table", "reason",
	}}
	for _, m := range list {
		row := []string{m.ID, string(m.stateAt(s.now())), "", "", "", ""}
		if !m.Starts.IsZero() {
			local := m.Starts.In(zone)
			row = []string{row[0], row[1], inUTC(m.Starts), inUTC(m.Ends), local.Format(time.DateOnly), local.Format("15:04")}
		}
		t.Rows = append(t.Rows, append(row, nameOf(m.Requester.OrgName, tag), m.Requester.PersonName, nameOf(m.Invitee.OrgName, tag), m.Invitee.PersonName,
			m.Language, interpreters[m.Interpreter], m.Table, m.Reason))
	}
	return t, nil
}

// ExportOutcomes is the table of what each side made of its meetings.
func (s *Service) ExportOutcomes(ctx context.Context, exhibition string) (sheet.Table, error) {
	list, _, err := s.agreed(ctx, exhibition)
	if err != nil {
		return sheet.Table{}, err
	}
	tag := actor.From(ctx).Lang
	t := sheet.Table{Name: "outcomes", Columns: []string{"meeting", "starts", "organization", "with", "at", "interest", "next", "value", "note"}}
	for _, m := range list {
		for _, o := range m.Outcomes {
			own := m.side(o.Org)
			if own == nil {
				continue
			}
			t.Rows = append(t.Rows, []string{
				m.ID, inUTC(m.Starts), nameOf(own.OrgName, tag), nameOf(m.other(o.Org).OrgName, tag), inUTC(o.At),
				strconv.Itoa(o.Interest), o.Next, o.Value, o.Note,
			})
		}
	}
	return t, nil
}

func nameOf(t lang.Text, tag string) string {
	text, _ := t.In(tag)
	return text
}

func inUTC(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// ExportCalendar is the calendar of the exhibition's meetings that have a time (RFC 5545), those called off as cancelled.
// It is the organizers': both organizations stand in it, and no address of anybody.
func (s *Service) ExportCalendar(ctx context.Context, exhibition string) ([]byte, error) {
	list, fair, err := s.agreed(ctx, exhibition)
	if err != nil {
		return nil, err
	}
	var w ics
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Fairground//Meetings//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", "PUBLISH")
	if name := bilingual(fair.Name); name != "" {
		w.text("X-WR-CALNAME", name)
	}
	for _, m := range list {
		if !slices.Contains(calendarStates(), m.State) || m.Starts.IsZero() {
			continue
		}
		people := []string{m.Requester.PersonName + " – " + m.Invitee.PersonName}
		if m.Table != "" {
			people = append(people, m.Table)
		}
		w.line("BEGIN", "VEVENT")
		w.line("UID", m.ID+"@fairground")
		w.line("SEQUENCE", strconv.Itoa(m.Revision))
		w.line("DTSTAMP", stamp(m.Changed))
		w.line("DTSTART", stamp(m.Starts))
		w.line("DTEND", stamp(m.Ends))
		w.text("SUMMARY", bilingual(m.Requester.OrgName)+" – "+bilingual(m.Invitee.OrgName))
		w.text("DESCRIPTION", strings.Join(people, "\n"))
		w.line("URL", s.Base+"/rooms/"+m.Room)
		w.line("STATUS", map[bool]string{true: "CANCELLED", false: "CONFIRMED"}[m.State == Cancelled])
		w.line("END", "VEVENT")
	}
	w.line("END", "VCALENDAR")
	return bytes.Clone(w.buf.Bytes()), nil
}
