package conference

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

func TestTheTranscriptIsWebVTT(t *testing.T) {
	start := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	line := func(after time.Duration, name, text string) Caption {
		return Caption{At: start.Add(after), SpeakerName: name, Text: text}
	}
	rows := []struct {
		name  string
		zero  time.Time
		lines []Caption
		want  string
	}{
		{"without a line it is a file all the same", start, nil, "WEBVTT\n\nNOTE language de\n"},
		{
			"a cue ends when it was said and begins as long before as it takes to read", start,
			[]Caption{line(10*time.Second, "Wei Zhang", strings.Repeat("a", 50))},
			"WEBVTT\n\nNOTE language de\n\n1\n00:00:07.000 --> 00:00:10.000\n<v Wei Zhang>" + strings.Repeat("a", 50) + "\n",
		},
		{
			"cues do not overlap", start,
			[]Caption{line(2*time.Second, "", "eins"), line(2500*time.Millisecond, "", "zwei")},
			"WEBVTT\n\nNOTE language de\n\n1\n00:00:01.000 --> 00:00:02.000\neins\n\n2\n00:00:02.000 --> 00:00:02.500\nzwei\n",
		},
		{
			"and not before the start, and a later hour is an hour", start,
			[]Caption{line(100*time.Millisecond, "", "eins"), line(3*time.Hour+time.Second, "", "zwei")},
			"WEBVTT\n\nNOTE language de\n\n1\n00:00:00.000 --> 00:00:00.500\neins\n\n2\n03:00:00.000 --> 03:00:01.000\nzwei\n",
		},
		{
			"without a start the first line is it",
			time.Time{},
			[]Caption{line(time.Hour, "", "eins")},
			"WEBVTT\n\nNOTE language de\n\n1\n00:00:00.000 --> 00:00:01.000\neins\n",
		},
		{
			"what looks like markup or the end of a cue is neither", start,
			[]Caption{line(5*time.Second, "A>\nB", "<b>1 & 2</b>\n\n00:01 --> 00:02\r\nx\u2028y")},
			"WEBVTT\n\nNOTE language de\n\n1\n00:00:02.960 --> 00:00:05.000\n<v A&gt; B>&lt;b&gt;1 &amp; 2&lt;/b&gt; 00:01 --&gt; 00:02 x y\n",
		},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := string(webvtt("de", row.zero, row.lines)); got != row.want {
				t.Errorf("got\n%s\nwant\n%s", got, row.want)
			}
		})
	}
}

func FuzzWebVTT(f *testing.F) {
	f.Add("hello", "Ana", int64(1000), int64(2000))
	f.Add("a\n\nb --> c", "<v>", int64(-5), int64(5))
	f.Add("\x01", "", int64(1074), int64(2085))
	f.Add("\x00\xff\u2028", "&", int64(1<<40), int64(0))
	cue := regexp.MustCompile(`^\d+\n(\d{2,}:\d\d:\d\d\.\d{3}) --> (\d{2,}:\d\d:\d\d\.\d{3})\n[^\n\r]+\n$`)
	f.Fuzz(func(t *testing.T, text, name string, first, second int64) {
		start := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
		at := func(ms int64) time.Time { return start.Add(time.Duration(ms%1e9) * time.Millisecond) }
		out := string(webvtt("de", start, []Caption{{At: at(first), Text: text, SpeakerName: name}, {At: at(second), Text: name, SpeakerName: text}}))
		blocks := strings.Split(strings.TrimSuffix(out, "\n"), "\n\n")
		want := 2
		for _, line := range []string{text, name} {
			if plain(line) != "" {
				want++
			}
		}
		if len(blocks) != want || blocks[0] != "WEBVTT" {
			t.Fatalf("%d blocks: %q", len(blocks), out)
		}
		for _, b := range blocks[2:] {
			if !cue.MatchString(b+"\n") || strings.Count(b, "-->") != 1 {
				t.Errorf("a cue is %q", b)
			}
		}
	})
}
