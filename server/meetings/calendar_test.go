package meetings

import (
	"bytes"
	"net/mail"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"fairground/server/lang"
	"fairground/server/problem"
)

// unfold joins folded lines as RFC 5545 section 3.1 says.
func unfold(b []byte) []string {
	joined := strings.ReplaceAll(string(b), "\r\n ", "")
	return strings.Split(strings.TrimSuffix(joined, "\r\n"), "\r\n")
}

func TestTheCalendarIsTheGoldenOne(t *testing.T) {
	m := Meeting{
		ID: "mtg_1", State: Scheduled, Reason: "Rights for DE; AT, CH\nand a \\ in it", Starts: at(1), Ends: at(2), Room: "room_mtg_1", Revision: 2, Changed: before,
		Requester: Side{Person: "per_a", PersonName: "Anna \"A\" Schmidt", OrgName: lang.Text{"en": "Spree Film, Berlin"}},
		Invitee:   Side{Person: "per_b", PersonName: "林悦", OrgName: lang.Text{"en": "Taihu Lantern Animation Studio", "zh-Hans": "太湖灯影动画制作有限公司与其合作的许多伙伴和朋友们一起"}},
	}
	gone := m
	gone.ID, gone.State, gone.Revision, gone.Room = "mtg_2", Cancelled, 3, "room_mtg_2"
	got := calendar("https://fair.example", "PUBLISH", reader{person: "per_a"}, []Meeting{m, gone})
	got = append(got, calendar("https://fair.example", "CANCEL", reader{person: "per_b"}, []Meeting{gone})...)
	got = append(got, calendar("https://fair.example", "REQUEST", reader{
		person: "per_b", email: "lin+fair@taihu.example", organizer: mail.Address{Name: "The Fair", Address: "fair@fair.example"},
	}, []Meeting{m})...)
	const file = "testdata/calendar.ics"
	if os.Getenv("GOLDEN") == "write" {
		if err := os.WriteFile(file, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("the calendar has changed (GOLDEN=write accepts it):\n%s", got)
	}
}

func TestAFeedFollowsTheMeeting(t *testing.T) {
	s, _, c := open(t, 2)
	path, err := s.OpenCalendar(as(t.Context(), "b"))
	if err != nil {
		t.Fatal(err)
	}
	secret := strings.TrimSuffix(strings.TrimPrefix(path, "/api/v1/calendar/"), ".ics")
	read := func() []string {
		t.Helper()
		b, err := s.Calendar(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		return unfold(b)
	}
	if lines := read(); slices.Contains(lines, "BEGIN:VEVENT") {
		t.Fatalf("an empty calendar holds %v", lines)
	}
	m := accepted(t, s, "a", "b", 1)
	for _, want := range []string{"UID:" + m.ID + "@fairground", "SEQUENCE:0", "DTSTART:20261123T023000Z", "STATUS:CONFIRMED", "URL:https://fair.example/rooms/room_" + m.ID, `SUMMARY:Studio a · 影业a`} {
		if !slices.Contains(read(), want) {
			t.Errorf("%q is missing in %v", want, read())
		}
	}
	if m, err = s.Reschedule(as(t.Context(), "a"), m.ID, m.V, at(3)); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(read(), "SEQUENCE:1") || !slices.Contains(read(), "DTSTART:20261123T033000Z") {
		t.Fatalf("%v", read())
	}
	if _, err = s.Cancel(as(t.Context(), "a"), m.ID, m.V, "ill"); err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(read(), "SEQUENCE:2") || !slices.Contains(read(), "STATUS:CANCELLED") || !slices.Contains(read(), "UID:"+m.ID+"@fairground") {
		t.Fatalf("%v", read())
	}
	mail, err := s.Invitation(t.Context(), m.ID, "per_a")
	if err != nil || !slices.Contains(unfold(mail), "METHOD:CANCEL") {
		t.Fatalf("%s, %v", mail, err)
	}
	if _, err := s.Invitation(t.Context(), m.ID, "per_z"); !problem.Is(err, problem.NotFound) {
		t.Fatalf("got %v", err)
	}
	if gone, err := s.Removal(t.Context(), m.ID, "per_z"); err != nil || !slices.Contains(unfold(gone), "METHOD:CANCEL") || !slices.Contains(unfold(gone), "STATUS:CANCELLED") {
		t.Fatalf("%s, %v", gone, err)
	}
	if _, err := s.Removal(t.Context(), m.ID, "per_a"); !problem.Is(err, problem.NotFound) {
		t.Fatalf("got %v", err)
	}
	c.set(before.Add(time.Hour))
	if _, err := s.OpenCalendar(as(t.Context(), "b")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Calendar(t.Context(), secret); !problem.Is(err, problem.NotFound) {
		t.Fatalf("the old secret still works: %v", err)
	}
}

func TestTheAgendaIsByTheReadersDay(t *testing.T) {
	entries := []Entry{
		{ID: "late", Starts: at(26), Ends: at(27)}, // 23:00 in Shanghai, 16:00 in Berlin
		{ID: "session", Kind: "session", Starts: at(1), Ends: at(5)},
		{ID: "early", Starts: at(2), Ends: at(3)},
		{ID: "next", Starts: at(44), Ends: at(45)}, // 08:00 on Tuesday in Shanghai, 01:00 in Berlin
	}
	for _, row := range []struct {
		zone string
		want string
	}{
		{"Asia/Shanghai", "2026-11-23 session early! late* 2026-11-24 next"},
		{"America/New_York", "2026-11-22 session early! 2026-11-23 late next"},
	} {
		var got []string
		day := ""
		for _, e := range inOrder(slices.Clone(entries), load(row.zone)) {
			if e.Date != day {
				day = e.Date
				got = append(got, day)
			}
			mark := e.ID
			if e.Overlap {
				mark += "!"
			}
			if e.Night && row.zone == "Asia/Shanghai" {
				mark += "*"
			}
			got = append(got, mark)
		}
		if strings.Join(got, " ") != row.want {
			t.Errorf("%s: %v", row.zone, got)
		}
	}
}

func FuzzCalendarLines(f *testing.F) {
	for _, seed := range []string{"", "plain", "a;b,c\\d\ne\r\nf", strings.Repeat("太湖", 60), "BEGIN:VEVENT\r\nX:1", "\x00\x7f\xff\"", strings.Repeat("x", 75)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		var w ics
		w.text("SUMMARY", value)
		w.line("ORGANIZER;CN="+param(value), "x")
		out := w.buf.Bytes()
		if !utf8.Valid(out) {
			t.Fatalf("not UTF-8: %q", out)
		}
		for line := range bytes.SplitSeq(bytes.TrimSuffix(out, []byte("\r\n")), []byte("\r\n")) {
			if len(line) > foldAt {
				t.Fatalf("a line of %d octets: %q", len(line), line)
			}
			if !utf8.Valid(line) {
				t.Fatalf("a character was cut: %q", line)
			}
			if i := bytes.IndexFunc(line, func(r rune) bool { return r != '\t' && r < ' ' || r == 0x7f }); i >= 0 {
				t.Fatalf("a control character: %q", line)
			}
		}
		lines := unfold(out)
		if len(lines) != 2 {
			t.Fatalf("the value broke out of its line: %q", lines)
		}
		text := strings.TrimPrefix(lines[0], "SUMMARY:")
		back := strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(text)
		clean := strings.Map(func(r rune) rune {
			if r != '\n' && r != '\t' && (r < ' ' || r == 0x7f) {
				return -1
			}
			return r
		}, strings.ReplaceAll(strings.ReplaceAll(strings.ToValidUTF8(value, "\uFFFD"), "\r\n", "\n"), "\r", "\n"))
		if back != clean {
			t.Fatalf("%q came back as %q", clean, back)
		}
	})
}

func FuzzHours(f *testing.F) {
	f.Add("08:00", "22:00", 3)
	f.Add("22:00", "06:00", 30)
	f.Add("xx:yy", "-1:-1", -5)
	f.Fuzz(func(t *testing.T, from, to string, n int) {
		h := Hours{Zone: "Europe/Berlin", From: from, To: to}
		begins, ends, open := h.on(time.Monday)
		if open && len(h.check()) == 0 && (begins < 0 || ends <= begins || ends > 2*dayMinutes) {
			t.Fatalf("%s to %s gives %d to %d", from, to, begins, ends)
		}
		h.hold(slot(n % 1000))
	})
}
