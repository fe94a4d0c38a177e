package notify

import (
	"fmt"
	"strings"
	"time"

	"fairground/server/lang"
)

// whose says in three languages by whose clock a time is told.
type whose map[string]string

func yours() whose {
	return whose{lang.English: "Your time: ", lang.Chinese: "您的时间：", lang.Arabic: "بتوقيتكم: "}
}

func theirs() whose {
	return whose{lang.English: "Their time: ", lang.Chinese: "对方时间：", lang.Arabic: "بتوقيت الطرف الآخر: "}
}

func venues() whose {
	return whose{lang.English: "At the fair: ", lang.Chinese: "展会当地时间：", lang.Arabic: "بتوقيت المعرض: "}
}

// threeTimes spells one time by the clocks of the reader, of the other side and of the fair, one on a line. A zone that
// is not known has no line.
func threeTimes(t time.Time, tag, mine, other, venue string) string {
	lines := []string{yours()[tag] + clock(t, tag, mine)}
	if other != "" {
		lines = append(lines, theirs()[tag]+clock(t, tag, other))
	}
	if venue != "" {
		lines = append(lines, venues()[tag]+clock(t, tag, venue))
	}
	return strings.Join(lines, "\n")
}

// clock spells a time in a zone. In the hour that the clocks show twice in autumn it says which of the two is meant.
func clock(t time.Time, tag, zone string) string {
	where := location(zone)
	t = t.In(where)
	name := where.String()
	if twice(t) {
		name += ", " + t.Format("UTC-07:00")
	}
	switch tag {
	case lang.Chinese:
		return t.Format("2006年1月2日 15:04") + "（" + name + "）"
	case lang.Arabic:
		return fmt.Sprintf("%s %d %s %d %s (%s)", arabicDays()[t.Weekday()], t.Day(), arabicMonths()[t.Month()-1], t.Year(), t.Format("15:04"), name)
	}
	return t.Format("Mon 2 Jan 2006 15:04") + " (" + name + ")"
}

// twice reports whether the clocks of the zone show the same again within the two hours around t.
func twice(t time.Time) bool {
	begins, ends := t.ZoneBounds()
	_, offset := t.Zone()
	if !begins.IsZero() {
		_, before := begins.Add(-time.Second).Zone()
		if t.Add(time.Duration(offset-before) * time.Second).Before(begins) {
			return true
		}
	}
	if !ends.IsZero() {
		_, after := ends.Zone()
		return !t.Add(time.Duration(offset-after) * time.Second).Before(ends)
	}
	return false
}

func arabicDays() [7]string {
	return [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
}

func arabicMonths() [12]string {
	return [12]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"}
}

// clocks spells times that stand beside each other in RFC 3339, one on a line, in the reader's zone.
func clocks(times, tag, zone string) string {
	var lines []string
	for _, field := range strings.Fields(times) {
		if t, err := time.Parse(time.RFC3339, field); err == nil {
			lines = append(lines, clock(t, tag, zone))
		}
	}
	return strings.Join(lines, "\n")
}
