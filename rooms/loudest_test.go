package rooms

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestTheLoudestAreForwarded(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	mic := func(id string, level int, was int32, ago time.Duration) microphone {
		return microphone{id, level, was, now.Add(-ago)}
	}
	rows := []struct {
		name            string
		list            []microphone
		chosen, trimmed string
	}{
		{"as many as are forwarded: everybody", []microphone{mic("a", 127, chosen, time.Hour), mic("b", 127, chosen, time.Hour)}, "ab", ""},
		{"one speaks", []microphone{mic("a", 127, chosen, time.Hour), mic("b", 20, resting, 0), mic("c", 127, chosen, time.Hour)}, "b", ""},
		{"three speak: the two loudest", []microphone{mic("a", 40, resting, 0), mic("b", 20, resting, 0), mic("c", 30, resting, 0)}, "bc", "a"},
		{"a little louder does not replace", []microphone{mic("a", 34, chosen, 0), mic("b", 20, chosen, 0), mic("c", 30, resting, 0)}, "ab", "c"},
		{"clearly louder does", []microphone{mic("a", 40, chosen, 0), mic("b", 20, chosen, 0), mic("c", 30, resting, 0)}, "bc", "a"},
		{"a pause is not the end", []microphone{mic("a", 127, chosen, time.Second), mic("b", 20, chosen, 0), mic("c", 127, resting, time.Hour)}, "ab", ""},
		{"a long one is", []microphone{mic("a", 127, chosen, 3*time.Second), mic("b", 20, chosen, 0), mic("c", 127, resting, time.Hour)}, "b", ""},
		{"who speaks goes before who pauses", []microphone{mic("a", 127, chosen, time.Second), mic("b", 20, chosen, 0), mic("c", 45, resting, 0)}, "bc", ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			states := loudestOf(row.list, 2, now)
			var in, out []string
			for _, m := range row.list {
				switch states[m.id] {
				case chosen:
					in = append(in, m.id)
				case trimmed:
					out = append(out, m.id)
				}
			}
			if strings.Join(in, "") != row.chosen || strings.Join(out, "") != row.trimmed {
				t.Errorf("chosen %v, trimmed %v; want %s, %s", in, out, row.chosen, row.trimmed)
			}
		})
	}
}

func TestAVoiceIsHeardFromItsFirstPacket(t *testing.T) {
	tr := testTrack(Microphone, nil)
	_, w := subscribe(t, tr)
	f := testFeed(tr)
	f.receive(now(), frame(t, 10, "a")) // of level 30
	tr.gate.Store(trimmed)
	f.receive(now(), frame(t, 11, "b"))
	tr.gate.Store(resting)
	f.receive(now(), frame(t, 12, "c"))
	if !slices.Equal(w.payloads, []string{"a", "c"}) || !slices.Equal(w.sequences(), []uint16{10, 11}) {
		t.Errorf("forwarded %v %q", w.sequences(), w.payloads)
	}
	if tr.gate.Load() != chosen {
		t.Error("it stays on until the next decision")
	}
}

func TestWhoIsForwardedDoesNotDependOnTheOrder(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	list := []microphone{{"a", 30, resting, now}, {"b", 30, chosen, now}, {"c", 30, resting, now}, {"d", 127, resting, now}}
	want := loudestOf(list, 2, now)
	slices.Reverse(list)
	if got := loudestOf(list, 2, now); !maps.Equal(got, want) {
		t.Errorf("%v, reversed %v", want, got)
	}
}
