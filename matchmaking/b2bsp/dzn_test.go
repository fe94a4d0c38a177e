package b2bsp

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"
)

const smallFile = `% two companies
nBusiness = 3;
nMeetings = 2;
nTables = 1;
nTotalSlots = 4;
nMorningSlots = 2;
requested = [|1, 2,3,
|1, 3,1,
|];
meetingsxBusiness = [{1,2,3},
{1,2},{1,3}];
nMeetingsBusiness = [2,1,1];
forbidden = [{0},{0},{2,1}];
fixed = [3,0];
precedences = [{2},{}];
`

func TestTheFormatIsRead(t *testing.T) {
	p, err := Read(strings.NewReader(smallFile))
	if err != nil {
		t.Fatal(err)
	}
	want := &Problem{
		Participants: 3, Slots: 4, MorningSlots: 2, Tables: 1, Forbidden: [][]int{nil, nil, {0, 1}},
		Meetings: []Meeting{{A: 0, B: 1, Session: AnyTime, Fixed: 2, After: []int{1}}, {A: 0, B: 2, Session: Morning, Fixed: Free}},
	}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("%+v", p)
	}
}

func TestWhatIsWrittenIsReadAgain(t *testing.T) {
	for seed := range uint64(50) {
		p := generate(seed, shape{
			participants: 12, meetings: int(seed), slots: 9, morning: 5, tables: 4,
			forbidden: 0.2, sessions: 0.4, fixed: 0.1, precedences: 0.3,
		})
		var file bytes.Buffer
		if err := Write(&file, p); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&file)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Meetings) == 0 {
			p.Meetings = []Meeting{}
		}
		if !reflect.DeepEqual(p, again) {
			t.Fatalf("instance %d changed", seed)
		}
	}
}

func TestAWrongFileIsNamedWithItsLine(t *testing.T) {
	for name, row := range map[string]struct{ old, new, says string }{
		"no number":             {"nTables = 1", "nTables = one", "line 4"},
		"negative":              {"nTables = 1", "nTables = -1", "line 4"},
		"huge":                  {"nTables = 1", "nTables = 99999999999", "line 4"},
		"twice":                 {"nTables = 1", "nMeetings = 1", "nMeetings is given twice"},
		"no semicolon":          {"nTables = 1;", "nTables = 1", "line 5"},
		"missing":               {"nTables = 1;", "", "nTables is missing"},
		"a row too short":       {"|1, 3,1", "|1, 3", "row 2"},
		"a row too few":         {"|1, 3,1,", "", "2 rows"},
		"a number in a set":     {"forbidden = [{0}", "forbidden = [{x}", "line 13"},
		"an open set":           {"precedences = [{2},{}];", "precedences = [{2},{", "line 16"},
		"another diary":         {"{1,2},{1,3}", "{1,3},{1,2}", "line 10"},
		"another count":         {"[2,1,1]", "[2,1,2]", "participant 3"},
		"a stranger":            {"|1, 3,1", "|1, 4,1", "meeting 2"},
		"a fourth session":      {"|1, 3,1", "|1, 3,4", "session 4"},
		"a slot that is not":    {"fixed = [3,0]", "fixed = [5,0]", "slot 5"},
		"a forbidden fifth":     {"{2,1}]", "{5}]", "participant 3"},
		"an unknown precedence": {"[{2},{}]", "[{3},{}]", "meeting 3"},
		"a set for a number":    {"nTables = 1", "nTables = [{1}]", "not a number"},
	} {
		file := strings.Replace(smallFile, row.old, row.new, 1)
		_, err := Read(strings.NewReader(file))
		if file == smallFile || !errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), row.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(smallFile))
	f.Add([]byte("nBusiness=0;nMeetings=0;nTables=0;nTotalSlots=0;nMorningSlots=0;requested=[||];meetingsxBusiness=[];nMeetingsBusiness=[];forbidden=[];fixed=[];precedences=[];"))
	f.Add([]byte("a=[|1,2|3|];b=[{1},{},];c=[1,2,];"))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrFormat) {
				t.Fatal(err)
			}
			return
		}
		var file bytes.Buffer
		if err := Write(&file, p); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&file)
		if err != nil || !reflect.DeepEqual(p, again) {
			t.Fatalf("changed: %v", err)
		}
	})
}
