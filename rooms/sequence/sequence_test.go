package sequence

import (
	"slices"
	"testing"
	"time"
)

func TestNumbersAreExtendedOverTheirWraps(t *testing.T) {
	rows := map[string]struct {
		accepted []int64
		number   uint16
		want     int64
	}{
		"the first":               {nil, 65535, 65535},
		"the next":                {[]int64{65535}, 0, 65536},
		"late":                    {[]int64{65535, 65536}, 65534, 65534},
		"late over a wrap":        {[]int64{65536 * 3}, 65535, 65536*3 - 1},
		"from before the first":   {[]int64{2}, 65535, -1},
		"an older one in between": {[]int64{100, 90}, 101, 101},
	}
	for name, row := range rows {
		var e Extender
		for _, n := range row.accepted {
			e.Accept(n)
		}
		if got := e.Guess(row.number); got != row.want {
			t.Errorf("%s: %d", name, got)
		}
		if _, started := e.Newest(); started != (len(row.accepted) > 0) {
			t.Errorf("%s: started %v", name, started)
		}
	}
}

func TestWhatIsMissingIsAskedFor(t *testing.T) {
	now := time.Unix(1000, 0)
	rows := map[string]struct {
		seen []int64
		want []uint16
	}{
		"nothing":             {[]int64{1, 2, 3}, nil},
		"a gap":               {[]int64{1, 4}, []uint16{2, 3}},
		"it came late":        {[]int64{1, 4, 2}, []uint16{3}},
		"it came twice":       {[]int64{1, 4, 2, 2, 4}, []uint16{3}},
		"over a wrap":         {[]int64{65534, 65537}, []uint16{65535, 0}},
		"from before":         {[]int64{10, 5, 11}, nil},
		"a leap is a restart": {[]int64{1, 3, 10_000}, nil},
	}
	for name, row := range rows {
		var g Gaps
		for _, n := range row.seen {
			g.Seen(n, now)
		}
		if got := g.Due(now, 50*time.Millisecond, nil); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestAskingIsBounded(t *testing.T) {
	now := time.Unix(1000, 0)
	var g Gaps
	g.Seen(0, now)
	g.Seen(2, now)
	asked := 0
	for range 200 {
		asked += len(g.Due(now, 50*time.Millisecond, nil))
		now = now.Add(10 * time.Millisecond)
	}
	if asked != maxTries || len(g.missing) != 0 {
		t.Errorf("asked %d times, %d still missing", asked, len(g.missing))
	}
	for i := range int64(1000) {
		g.Seen(3+2*i, now)
	}
	if n := len(g.Due(now, time.Second, nil)); n > maxMissing {
		t.Errorf("%d asked for at once", n)
	}
}

func BenchmarkGaps(b *testing.B) {
	var g Gaps
	now := time.Unix(1000, 0)
	b.ReportAllocs()
	n := int64(0)
	for b.Loop() {
		n++
		if n%20 != 0 {
			g.Seen(n, now)
		} else {
			g.Seen(n-10, now)
		}
	}
}
