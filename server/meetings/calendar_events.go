package meetings

import "time"

// Event is an entry of a calendar that stands for no meeting of its own, such as one of a timetable that is not published.
type Event struct {
	ID                             string // unique for ever
	Changed, Starts, Ends          time.Time
	Summary, Description, Location string
}

// Calendar writes events as one iCalendar object with METHOD:PUBLISH (RFC 5545).
func Calendar(list []Event) []byte {
	var w ics
	w.line("BEGIN", "VCALENDAR")
	w.line("VERSION", "2.0")
	w.line("PRODID", "-//Fairground//Meetings//EN")
	w.line("CALSCALE", "GREGORIAN")
	w.line("METHOD", "PUBLISH")
	for _, e := range list {
		w.line("BEGIN", "VEVENT")
		w.line("UID", e.ID+"@fairground")
		w.line("DTSTAMP", stamp(e.Changed))
		w.line("DTSTART", stamp(e.Starts))
		w.line("DTEND", stamp(e.Ends))
		w.text("SUMMARY", e.Summary)
		if e.Description != "" {
			w.text("DESCRIPTION", e.Description)
		}
		if e.Location != "" {
			w.text("LOCATION", e.Location)
		}
		w.line("END", "VEVENT")
	}
	w.line("END", "VCALENDAR")
	return w.buf.Bytes()
}
