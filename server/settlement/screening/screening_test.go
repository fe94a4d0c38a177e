package screening

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// The samples are invented; they have the shape of the published files.
const (
	ofacXML = `<?xml version="1.0"?><sdnList xmlns="http://tempuri.org/sdnList.xsd"><publshInformation><Record_Count>2</Record_Count></publshInformation>
<sdnEntry><uid>101</uid><firstName>Xiaolong</firstName><lastName>ZHENG</lastName><sdnType>Individual</sdnType>
<akaList><aka><uid>1</uid><type>a.k.a.</type><lastName>CHENG</lastName><firstName>Hsiao-lung</firstName></aka></akaList></sdnEntry>
<sdnEntry><uid>102</uid><lastName>NORTHERN STAR SHIPPING LTD</lastName><sdnType>Entity</sdnType></sdnEntry></sdnList>`
	euXML = `<?xml version="1.0" encoding="UTF-8"?><export xmlns="http://eu.europa.ec/fpi/fsd/export"><sanctionEntity euReferenceNumber="EU.7.1" logicalId="7">
<nameAlias wholeName="Łukasz Brzęczyszczykiewicz" firstName="Łukasz" lastName="Brzęczyszczykiewicz"/><nameAlias wholeName="" firstName="Lucas" lastName="Brzek"/></sanctionEntity></export>`
	unXML = `<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-01-01"><INDIVIDUALS><INDIVIDUAL><DATAID>9001</DATAID><FIRST_NAME>OMAR</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME>
<THIRD_NAME>SAMPLEH</THIRD_NAME><INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Abu Sampleh</ALIAS_NAME></INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>9002</DATAID><FIRST_NAME>GREEN RIVER TRADING</FIRST_NAME><NAME_ORIGINAL_SCRIPT>绿江贸易有限公司</NAME_ORIGINAL_SCRIPT>
<ENTITY_ALIAS><ALIAS_NAME>Lü Jiang Maoyi</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>`
	sdnCSV = "201,\"KOVALENKO, Example Petrovich\",individual,UKR,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n202,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\x1a\n"
	altCSV = "201,1,aka,\"КОВАЛЕНКО, Пример\",-0- \n"
)

func samples() fstest.MapFS {
	return fstest.MapFS{
		"a_ofac.xml": {Data: []byte(ofacXML)}, "b_eu.xml": {Data: []byte(euXML)}, "c_un.xml": {Data: []byte(unXML)},
		"sdn.csv": {Data: []byte(sdnCSV)}, "sdn_alt.csv": {Data: []byte(altCSV)}, "README.txt": {Data: []byte("not a list")},
	}
}

func load(t *testing.T) *Lists {
	t.Helper()
	l, err := Load(samples())
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestNames(t *testing.T) {
	l := load(t)
	rows := []struct {
		name, party string
		want        Decision
		id          string
	}{
		{"the very name", "Xiaolong Zheng", Hit, "101"},
		{"the family name first", "ZHENG Xiaolong", Hit, "101"},
		{"an alias, hyphens and case aside", "cheng hsiao lung", Hit, "101"},
		{"a Chinese name that sounds so is for a person", "郑小龙", Review, "101"},
		{"a Chinese name that sounds otherwise", "王小龙", Clear, ""},
		{"full width letters are letters", "Ｘｉａｏｌｏｎｇ　Ｚｈｅｎｇ", Hit, "101"},
		{"the legal form counts for nothing", "Northern Star Shipping Co., Limited", Hit, "102"},
		{"one letter wrong is for a person", "Northern Star Shippimg", Review, "102"},
		{"a word more is for a person", "Northern Star Shipping Asia", Review, "102"},
		{"two common words do not make a match", "Northern Star Bakery of the West Coast", Clear, ""},
		{"accents count for nothing", "Lukasz Brzeczyszczykiewicz", Hit, "EU.7.1"},
		{"an alias in parts", "Brzek, Lucas", Hit, "EU.7.1"},
		{"three given names", "Sampleh Omar Example", Hit, "9001"},
		{"the original script", "绿江贸易有限公司", Hit, "9002"},
		{"another legal form of the original script", "绿江贸易股份有限公司", Hit, "9002"},
		{"a branch within a longer name is for a person", "绿江贸易上海分公司", Review, "9002"},
		{"the umlaut written as v", "Lv Jiang Maoyi", Review, "9002"},
		{"Cyrillic and Latin are one name", "Primer Kovalenko", Hit, "201"},
		{"nobody", "Guangzhou Sunrise Toys Co Ltd", Clear, ""},
		{"no name at all", " .,; ", Clear, ""},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			got := l.Screen(r.party)
			if got.Decision != r.want || got.Version != l.Version() {
				t.Fatalf("%q: %+v, want %s", r.party, got, r.want)
			}
			if r.id != "" && got.Matches[0].ID != r.id {
				t.Fatalf("%q resembles %+v first, want %s", r.party, got.Matches, r.id)
			}
		})
	}
	if got := l.Screen("Sunrise Toys", "绿江贸易有限公司"); got.Decision != Hit {
		t.Fatalf("the worst of several names decides: %+v", got)
	}
}

func TestNoLists(t *testing.T) {
	if got := Empty().Screen("Xiaolong Zheng"); got.Decision != Clear || got.Version != None || got.Matches == nil {
		t.Fatalf("%+v", got)
	}
}

func TestSounds(t *testing.T) {
	s := newSounds()
	if len(s.codes) != 396 {
		t.Fatalf("%d syllables", len(s.codes))
	}
	for i := 1; i < len(s.codes); i++ {
		if s.codes[i] <= s.codes[i-1] {
			t.Fatalf("%s does not stand after %s", s.words[i], s.words[i-1])
		}
	}
	for name, want := range map[string]string{
		"王伟": "wang wei", "欧阳修": "ou yang xiu", "诸葛亮": "zhu ge liang", "吕布": "lv bu", "深圳": "shen ?", "华强电子": "hua qiang dian zi", "座": "zuo", "啊": "a",
	} {
		var got []string
		for _, r := range name {
			w, ok := s.of(r)
			if !ok {
				w = "?"
			}
			got = append(got, w)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", name, got, want)
		}
	}
}

func TestListsThatCannotBeRead(t *testing.T) {
	rows := []struct {
		name string
		file string
		data string
		err  error
	}{
		{"a folder without lists", "README.txt", "hello", ErrNoLists},
		{"another document", "a.xml", `<html><body/></html>`, ErrFormat},
		{"a list cut off", "a.xml", ofacXML[:len(ofacXML)-40], ErrFormat},
		{"a document type", "a.xml", `<!DOCTYPE x [<!ENTITY a "b">]>` + "<sdnList>&a;</sdnList>", ErrEntities},
		{"an entity nobody declared", "a.xml", "<sdnList><sdnEntry><uid>1</uid><lastName>&a;</lastName></sdnEntry></sdnList>", ErrFormat},
		{"a list of nobody", "a.xml", "<sdnList></sdnList>", ErrEmpty},
		{"another table", "a.csv", "name,age\nx,1\n", ErrFormat},
		{"a number that is none", "a.csv", "x,1,aka,NAME,-0-\n", ErrFormat},
	}
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			_, err := Load(fstest.MapFS{r.file: {Data: []byte(r.data)}})
			if !errors.Is(err, r.err) {
				t.Fatalf("got %v, want %v", err, r.err)
			}
		})
	}
}

func TestTheVersionIsThatOfTheFiles(t *testing.T) {
	files := samples()
	f := NewFolder(files)
	first, err := f.Lists()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := f.Lists(); err != nil || again != first {
		t.Fatal("an unchanged folder is read again", err)
	}
	files["sdn_alt.csv"] = &fstest.MapFile{Data: []byte(altCSV + "202,2,aka,\"SOMEBODY, New\",-0- \n"), ModTime: time.Unix(1, 0)}
	next, err := f.Lists()
	if err != nil || next.Version() == first.Version() || next.Screen("New Somebody").Decision != Hit {
		t.Fatal("a changed list is not noticed", err)
	}
	if !strings.HasPrefix(next.Version(), "sha256-") || len(next.Version()) > 64 {
		t.Fatal(next.Version())
	}
	files["broken.xml"] = &fstest.MapFile{Data: []byte("<sdnList>")}
	if _, err := f.Lists(); !errors.Is(err, ErrFormat) {
		t.Fatal("one unreadable list does not make the whole unreadable", err)
	}
}

// BenchmarkScreen measures one name against as many as the three lists have together.
func BenchmarkScreen(b *testing.B) {
	var names []listed
	given := []string{"Anna", "Boris", "Chen", "Dilan", "Emeka", "Farid", "Grigori", "Hassan", "Ines", "Jorge", "Kim", "Laila"}
	for i := range 60_000 {
		names = append(names, listed{source: "ofac", id: fmt.Sprint(i), name: fmt.Sprintf("%s Sample%c%c%c Person%d", given[i%len(given)], 'a'+i%26, 'a'+i/26%26, 'a'+i/676%26, i)})
	}
	l := build("bench", names)
	b.ResetTimer()
	for b.Loop() {
		l.Screen("Farid Sampleqrs Personne", "深圳华强电子有限公司")
	}
}

func FuzzLists(f *testing.F) {
	for _, s := range []string{ofacXML, euXML, unXML, sdnCSV, altCSV, "<sdnList>", "\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, read := range []func() ([]listed, error){
			func() ([]listed, error) { return readXML(bytes.NewReader(data)) }, func() ([]listed, error) { return readCSV(bytes.NewReader(data)) },
		} {
			names, err := read()
			if err != nil {
				continue
			}
			l := build("fuzz", names)
			for _, n := range names[:min(len(names), 5)] {
				if f := l.read(n.name); (len(f.words) > 0 || f.han != "") && l.Screen(n.name).Decision != Hit {
					t.Fatalf("%q is on the list and not a hit", n.name)
				}
			}
		}
	})
}

func FuzzScreen(f *testing.F) {
	l, err := Load(samples())
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"Xiaolong Zheng", "郑小龙", "Łukasz", "\xff", strings.Repeat("a ", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		a := l.Screen(name)
		if a.Version != l.Version() || len(a.Matches) > maxMatches || (a.Decision == Clear) != (len(a.Matches) == 0) {
			t.Fatalf("%q: %+v", name, a)
		}
	})
}
