package statement

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairground/server/money"
)

func line(e2e, reference string, minor int64) Line {
	return Line{EndToEnd: e2e, Reference: reference, Amount: cny(minor), Booked: true}
}

func TestFindings(t *testing.T) {
	back := line("e1", "", -100)
	back.Reversal = true
	short := line("e1", "", 98)
	short.Charges = 2
	pending := line("e1", "", 100)
	pending.Booked = false
	e := func(id, reference string, minor int64) Expected {
		return Expected{ID: id, EndToEnd: id, Reference: reference, Amount: cny(minor)}
	}
	ref := func(reference string, minor int64) Expected {
		return Expected{Reference: reference, Amount: cny(minor)}
	}
	for name, row := range map[string]struct {
		book  []Expected
		lines []Line
		want  []Finding
	}{
		"the same id and amount":         {[]Expected{e("e1", "", 100)}, []Line{line("e1", "", 100)}, []Finding{{Matched, []int{0}, []int{0}}}},
		"nothing on either side":         {nil, nil, nil},
		"a pending line":                 {[]Expected{e("e1", "", 100)}, []Line{pending}, []Finding{{Missing, []int{0}, nil}}},
		"no line":                        {[]Expected{e("e1", "", 100)}, nil, []Finding{{Missing, []int{0}, nil}}},
		"nobody expects it":              {nil, []Line{line("e1", "", 100)}, []Finding{{Unexpected, nil, []int{0}}}},
		"said twice":                     {[]Expected{e("e1", "", 100)}, []Line{line("e1", "", 100), line("e1", "", 100)}, []Finding{{Matched, []int{0}, []int{0}}, {Duplicated, nil, []int{1}}}},
		"another amount":                 {[]Expected{e("e1", "", 100)}, []Line{line("e1", "", 99)}, []Finding{{Differs, []int{0}, []int{0}}}},
		"the other direction":            {[]Expected{e("e1", "", 100)}, []Line{line("e1", "", -100)}, []Finding{{Differs, []int{0}, []int{0}}}},
		"charges taken on the way":       {[]Expected{e("e1", "", 100)}, []Line{short}, []Finding{{Short, []int{0}, []int{0}}}},
		"taken back":                     {[]Expected{e("e1", "", 100)}, []Line{line("e1", "", 100), back}, []Finding{{TakenBack, nil, []int{0, 1}}, {Missing, []int{0}, nil}}},
		"taken back and paid again":      {[]Expected{e("e1", "", 100)}, []Line{line("e1", "", 100), back, line("e1", "", 100)}, []Finding{{TakenBack, nil, []int{0, 1}}, {Matched, []int{0}, []int{2}}}},
		"a reversal of nothing":          {nil, []Line{back}, []Finding{{Unexpected, nil, []int{0}}}},
		"ids exchanged":                  {[]Expected{e("e1", "", 100), e("e2", "", 70)}, []Line{line("e1", "", 70), line("e2", "", 100)}, []Finding{{Swapped, []int{0, 1}, []int{0, 1}}}},
		"two wrong amounts are no swap":  {[]Expected{e("e1", "", 100), e("e2", "", 70)}, []Line{line("e1", "", 70), line("e2", "", 99)}, []Finding{{Differs, []int{0}, []int{0}}, {Differs, []int{1}, []int{1}}}},
		"one order in two parts":         {[]Expected{ref("o1", 100)}, []Line{line("", "o1", 60), line("", "o1", 40)}, []Finding{{Grouped, []int{0}, []int{0, 1}}}},
		"one payment for two things":     {[]Expected{ref("o1", 60), ref("o1", 40)}, []Line{line("", "o1", 100)}, []Finding{{Grouped, []int{0, 1}, []int{0}}}},
		"two payments for three things":  {[]Expected{ref("o1", 50), ref("o1", 30), ref("o1", 20)}, []Line{line("", "o1", 45), line("", "o1", 55)}, []Finding{{Grouped, []int{0, 1, 2}, []int{0, 1}}}},
		"parts that do not add up":       {[]Expected{ref("o1", 100)}, []Line{line("", "o1", 60), line("", "o1", 41)}, []Finding{{Unexpected, nil, []int{0}}, {Unexpected, nil, []int{1}}, {Missing, []int{0}, nil}}},
		"the amount alone is no match":   {[]Expected{e("e1", "", 100)}, []Line{line("e9", "", 100)}, []Finding{{Unexpected, nil, []int{0}}, {Missing, []int{0}, nil}}},
		"another currency is no match":   {[]Expected{{EndToEnd: "e1", Amount: money.Amount{Minor: 100, Currency: "EUR"}}}, []Line{line("e1", "", 100)}, []Finding{{Differs, []int{0}, []int{0}}}},
		"in and out do not net":          {[]Expected{ref("o1", 100), ref("o1", -40)}, []Line{line("", "o1", 60)}, []Finding{{Unexpected, nil, []int{0}}, {Missing, []int{0}, nil}, {Missing, []int{1}, nil}}},
		"an id that the book uses twice": {[]Expected{e("e1", "", 100), e("e1", "", 100)}, []Line{line("e1", "", 100)}, []Finding{{Matched, []int{0}, []int{0}}, {Missing, []int{1}, nil}}},
	} {
		if got := Match(row.book, row.lines); !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: got %+v, want %+v", name, got, row.want)
		}
	}
}

// T11: 100,000 lines, one in a hundred of them wrong in one of five ways. Every fault is found and called by its name, and
// nothing that belongs together is torn apart or put together wrongly.
func TestEveryPlantedFaultIsFound(t *testing.T) {
	const n = 100_000
	r := rand.New(rand.NewPCG(11, 11)) //nolint:gosec // random payments, not secrets
	var book []Expected
	var lines []Line
	var at []int // line of each expectation that is told as it should be, -1 for others
	want := map[FindingKind]int{}
	for len(lines) < n {
		e := len(book)
		x := Expected{ID: fmt.Sprint(e), EndToEnd: fmt.Sprintf("E%08d", e), Amount: cny(int64(e)*100 + r.Int64N(100) + 1)}
		if r.IntN(2) == 0 {
			x.Amount.Minor = -x.Amount.Minor
		}
		l := line(x.EndToEnd, "", x.Amount.Minor)
		book, at = append(book, x), append(at, -1)
		switch fault := r.IntN(500); fault {
		case 0:
			want[Missing]++
			continue
		case 1:
			want[Duplicated]++
			want[Matched]++
			lines = append(lines, l, l)
		case 2:
			want[Differs]++
			l.Amount.Minor++
			lines = append(lines, l)
		case 3:
			want[TakenBack]++
			want[Missing]++
			back := l
			back.Amount.Minor, back.Reversal = -l.Amount.Minor, true
			lines = append(lines, l, back)
		case 4:
			want[Swapped]++
			y := Expected{ID: "y", EndToEnd: x.EndToEnd + "Y", Amount: cny(x.Amount.Minor + 7)}
			book, at = append(book, y), append(at, -1)
			lines = append(lines, line(y.EndToEnd, "", x.Amount.Minor), line(x.EndToEnd, "", y.Amount.Minor))
		default:
			at[e] = len(lines)
			want[Matched]++
			lines = append(lines, l)
		}
	}
	// As they come from a bank: in whatever order, a reversal after what it takes back.
	place := r.Perm(len(lines))
	shuffled := make([]Line, len(lines))
	for i, p := range place {
		shuffled[p] = lines[i]
	}
	for i := 1; i < len(lines); i++ {
		if a, b := place[i-1], place[i]; lines[i].Reversal && a > b {
			shuffled[a], shuffled[b] = shuffled[b], shuffled[a]
		}
	}
	began := time.Now()
	findings := Match(book, shuffled)
	took := time.Since(began)
	got := map[FindingKind]int{}
	for _, f := range findings {
		got[f.Kind]++
		if f.Kind == Matched && shuffled[f.Lines[0]].EndToEnd != book[f.Expected[0]].EndToEnd {
			t.Fatalf("%+v puts together what does not belong together", f)
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	faults := len(findings) - got[Matched]
	t.Logf("%d lines, %d findings beside the matches, %s", len(lines), faults, took)
	if took > 10*time.Second {
		t.Errorf("took %s", took)
	}
}

// Whatever the input, each line and each expectation is in exactly one finding, and what is put together adds up.
func TestEachLineIsInOneFinding(t *testing.T) {
	ids := rapid.SampledFrom([]string{"", "a", "b", "c"})
	small := rapid.Int64Range(-3, 3)
	rapid.Check(t, func(t *rapid.T) {
		var book []Expected
		var lines []Line
		for range rapid.IntRange(0, 8).Draw(t, "book") {
			book = append(book, Expected{EndToEnd: ids.Draw(t, "id"), Reference: ids.Draw(t, "reference"), Amount: cny(small.Draw(t, "amount"))})
		}
		for range rapid.IntRange(0, 8).Draw(t, "lines") {
			l := line(ids.Draw(t, "id"), ids.Draw(t, "reference"), small.Draw(t, "amount"))
			l.Reversal, l.Booked, l.Charges = rapid.Bool().Draw(t, "reversal"), rapid.IntRange(0, 9).Draw(t, "booked") > 0, rapid.Int64Range(0, 1).Draw(t, "charges")
			lines = append(lines, l)
		}
		var expected, told []int
		for _, f := range Match(book, lines) {
			expected, told = append(expected, f.Expected...), append(told, f.Lines...)
			var sum int64
			for _, e := range f.Expected {
				sum += book[e].Amount.Minor
			}
			for _, l := range f.Lines {
				sum -= lines[l].Amount.Minor
			}
			if (f.Kind == Matched || f.Kind == Grouped || f.Kind == Swapped || f.Kind == TakenBack) && sum != 0 {
				t.Fatalf("%+v does not add up: %d", f, sum)
			}
		}
		slices.Sort(expected)
		slices.Sort(told)
		for i, e := range expected {
			if e != i || len(expected) != len(book) {
				t.Fatalf("expectations in findings: %v", expected)
			}
		}
		booked := 0
		for _, l := range lines {
			if l.Booked {
				booked++
			}
		}
		if len(told) != booked || len(slices.Compact(told)) != booked {
			t.Fatalf("lines in findings: %v of %d", told, booked)
		}
	})
}
