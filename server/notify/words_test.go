package notify

import (
	"strings"
	"testing"

	"fairground/server/lang"
)

func TestEveryKindSpeaksEveryLanguage(t *testing.T) {
	full := map[string]string{
		"orgName": "Lakeside Films", "reason": "ill", "starts": "2026-11-21T08:00:00Z", "theirZone": "Asia/Shanghai", "version": "3",
		"amount": "EUR 5.00", "text": "How much?", "added": "2", "moved": "1", "cancelled": "1", "alternatives": "2026-11-21T08:00:00Z",
	}
	book := newPhrasebook()
	for kind, languages := range book {
		for _, tag := range []string{lang.English, lang.Chinese, lang.Arabic} {
			if _, ok := languages[tag]; !ok {
				t.Errorf("%s has no words in %s", kind, tag)
				continue
			}
			for _, data := range []map[string]string{full, nil} {
				subject, text, err := book.words(told("out_1", kind, data), reader{tag: tag, Address: Address{Name: "Jana", Zone: "Europe/Berlin"}, venue: "Asia/Dubai"}, "https://fair.example")
				if err != nil || subject == "" || strings.Contains(subject, "\n") || text == "" || strings.Contains(subject+text, "<no value>") || strings.Contains(text, "{{") {
					t.Errorf("%s in %s: %q %q %v", kind, tag, subject, text, err)
				}
			}
		}
	}
}

func TestAMeetingIsToldByThreeClocks(t *testing.T) {
	e := told("out_1", "meeting_request.accepted", map[string]string{"orgName": "Taihu Lantern", "starts": "2026-11-21T08:00:00Z", "theirZone": "Asia/Shanghai"})
	_, text, err := newPhrasebook().words(e, reader{tag: lang.English, Address: Address{Zone: "Europe/Berlin"}, venue: "America/Santiago"}, "https://fair.example")
	want := "It begins\n\nYour time: Sat 21 Nov 2026 09:00 (Europe/Berlin)\nTheir time: Sat 21 Nov 2026 16:00 (Asia/Shanghai)\nAt the fair: Sat 21 Nov 2026 05:00 (America/Santiago)\n\n" +
		"The room opens ten minutes before:\n\nhttps://fair.example/requests"
	if err != nil || text != want {
		t.Errorf("%q, %v", text, err)
	}
}

func TestASubjectIsOneLine(t *testing.T) {
	e := told("out_1", "organization.approved", map[string]string{"orgName": "Evil\r\nBcc: all@example.org\x00\u2028Ltd"})
	subject, _, err := newPhrasebook().words(e, reader{tag: lang.English}, "")
	if err != nil || subject != "Evil Bcc: all@example.org Ltd is approved" {
		t.Errorf("%q, %v", subject, err)
	}
}

func TestWhatIsToldAtAnyHour(t *testing.T) {
	for kind, want := range map[string]bool{
		"meeting.lobby_opened": true, "exhibition.announced": true, "order.started": false, "meeting.cancelled": false, "schedule.published": false,
	} {
		if urgent(told("out_1", kind, nil)) != want {
			t.Errorf("%s: urgent is not %v", kind, want)
		}
	}
	if !urgent(told("out_1", "person.invited", map[string]string{"link": "https://fair.example/sign-in/x"})) {
		t.Error("a key can wait")
	}
}
