package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/matchmaking"
	"fairground/server/actor"
	"fairground/server/lang"
)

// opening is a start at 17:40 in Shanghai and 10:40 in Berlin.
func opening() time.Time { return time.Date(2026, 11, 24, 9, 40, 0, 0, time.UTC) }

func TestTheSameSeedGivesTheSameWorld(t *testing.T) {
	hash := func(seed uint64) string {
		raw, err := json.Marshal(World(seed, opening()))
		if err != nil {
			t.Fatal(err)
		}
		sum := sha256.Sum256(raw)
		return hex.EncodeToString(sum[:])
	}
	const golden = "822c12fed76c2c9174cf780e809d3d15ecc5227815de05e1e21ece3965871d6e"
	got := hash(1)
	if got != golden {
		t.Errorf("the world of seed 1 has changed: %s (put the new hash here if you meant it)", got)
	}
	if hash(1) != got || hash(2) == got {
		t.Error("a world must depend on its seed and on nothing else")
	}
}

func TestTheWorldIsQuicklyMade(t *testing.T) {
	best := time.Hour
	for range 5 {
		began := time.Now()
		World(3, opening())
		best = min(best, time.Since(began))
	}
	if best > 300*time.Millisecond {
		t.Errorf("a world takes %v", best)
	}
	t.Logf("a world takes %v", best)
}

func TestTheNumbersOfTheScenario(t *testing.T) {
	f := World(1, opening())
	countries := map[string]bool{}
	kinds := map[string]int{}
	parks := map[string]int{}
	for _, o := range f.Organizations {
		kinds[o.Kind]++
		if o.Kind == "buyer" {
			countries[o.Country] = true
		}
		if o.Park != "" {
			parks[o.Park]++
		}
	}
	roles := map[string]int{}
	for _, p := range f.People {
		roles[p.Role]++
	}
	rows := []struct {
		name      string
		got, want int
	}{
		{"guests", kinds["buyer"], 30},
		{"countries", len(countries), 20},
		{"firms", kinds["exhibitor"], 100},
		{"booths", len(f.Booths), 100},
		{"halls", len(f.Halls), 7},
		{"parks", len(f.Parks), 17},
		{"parks with a firm in them", len(parks), 17},
		{"organizers", roles[string(actor.Organizer)], 2},
		{"interpreters", roles[string(actor.Interpreter)], 4},
		{"moderators", roles[string(actor.Moderator)], 1},
		{"makers", roles[string(actor.ClearingMaker)], 1},
		{"checkers", roles[string(actor.ClearingChecker)], 1},
		{"auditors", roles[string(actor.Auditor)], 1},
		{"arbitrators", roles[string(actor.Arbitrator)], 4},
		{"compliance officers", roles[string(actor.Compliance)], 1},
		{"funders", roles[string(actor.Funder)], 1},
		{"forwarders", roles[string(actor.Logistics)], 1},
		{"known people", len(f.Known), 14},
	}
	for _, row := range rows {
		if row.got != row.want {
			t.Errorf("%d %s, want %d", row.got, row.name, row.want)
		}
	}
	for _, link := range []string{"buyer", "exhibitor", "organizer", "interpreter", "clearing", "clearing2", "compliance", "arbitrator", "arbitrator2", "arbitrator3", "arbitrator4", "funder", "logistics", "auditor"} {
		if f.Known[link] == "" {
			t.Errorf("nobody signs in as %s", link)
		}
	}
	t.Logf("people %d, items %d, requests %d, messages %d, questions %d, sessions %d, deals %d, orders %d, preferences %d", len(f.People), len(f.Items),
		len(f.Requests), len(f.Messages), len(f.Questions), len(f.Sessions), len(f.Deals), len(f.Orders), len(f.Preferences))
}

func TestNothingIsThereTwice(t *testing.T) {
	f := World(1, opening())
	seen := map[string]string{}
	once := func(what, value string) {
		t.Helper()
		if value == "" {
			t.Errorf("an empty %s", what)
		}
		if seen[what+"\x00"+value] != "" {
			t.Errorf("%s %q is there twice", what, value)
		}
		seen[what+"\x00"+value] = "x"
	}
	each := func(what string, text lang.Text) {
		t.Helper()
		once(what+" in English", text[lang.English])
		once(what+" in Chinese", text[lang.Chinese])
	}
	for _, o := range f.Organizations {
		once("id", o.ID)
		once("domain", o.Domain)
		each("organization", o.Name)
		if o.Kind != "office" {
			each("tagline", o.Tagline)
			each("description", o.Text)
		}
	}
	for _, p := range f.People {
		once("id", p.ID)
		once("address", p.Email)
		each("person", p.Name)
	}
	for _, b := range f.Booths {
		once("id", b.ID)
		once("booth number", b.Number)
	}
	for _, i := range f.Items {
		once("id", i.ID)
		each("item", i.Name)
		each("item text", i.Text)
	}
	for _, s := range f.Sessions {
		once("id", s.ID)
		each("title", s.Title)
	}
	for _, r := range f.Requests {
		once("id", r.ID)
	}
	for _, q := range f.Questions {
		once("id", q.ID)
		once("question", q.Text)
		once("answer", q.Answer)
	}
	for _, m := range f.Messages {
		once("id", m.ID)
	}
	for _, d := range f.Deals {
		once("id", d.ID)
		each("deal", d.Title)
	}
}

// texts walks everything that is written in several languages.
func texts(t *testing.T, f Fair) []lang.Text {
	t.Helper()
	raw, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(raw, &tree); err != nil {
		t.Fatal(err)
	}
	var all []lang.Text
	var walk func(node any)
	walk = func(node any) {
		switch n := node.(type) {
		case []any:
			for _, child := range n {
				walk(child)
			}
		case map[string]any:
			if _, ok := n[lang.English].(string); ok {
				text := lang.Text{}
				for k, v := range n {
					text[k], _ = v.(string)
				}
				all = append(all, text)
				return
			}
			for _, key := range slices.Sorted(maps.Keys(n)) {
				walk(n[key])
			}
		}
	}
	walk(tree)
	return all
}

func TestEveryTextIsWrittenInBothLanguages(t *testing.T) {
	latin := regexp.MustCompile(`[A-Za-z]+`)
	han := regexp.MustCompile(`\p{Han}`)
	usual := map[string]bool{"LED": true, "K": true}
	all := texts(t, World(1, opening()))
	if len(all) < 1500 {
		t.Fatalf("only %d texts were found", len(all))
	}
	for _, text := range all {
		en, zh := text[lang.English], text[lang.Chinese]
		if en == "" || !han.MatchString(zh) {
			t.Errorf("not in both languages: %q, %q", en, zh)
		}
		if han.MatchString(en) || strings.ContainsAny(en, "，。（）《》") {
			t.Errorf("Chinese within English: %q", en)
		}
		for _, word := range latin.FindAllString(zh, -1) {
			if !usual[word] {
				t.Errorf("%q within Chinese: %q", word, zh)
			}
		}
		if strings.ContainsAny(zh, ",;?!{}%()") && !strings.Contains(zh, "%，") && !strings.Contains(zh, "%至") {
			t.Errorf("Western punctuation within Chinese: %q", zh)
		}
		if strings.Contains(en, "{") || strings.Contains(en, "  ") || strings.Contains(en, "%!") {
			t.Errorf("unfinished English: %q", en)
		}
	}
}

func TestOfferAndNeedsAreTagsOfTheTaxonomy(t *testing.T) {
	known := matchmaking.Known(matchmaking.Taxonomy())
	for _, p := range World(1, opening()).Profiles {
		if len(p.Needs) == 0 || p.Role == "sell" && len(p.Offers) == 0 {
			t.Errorf("%s seeks or offers nothing", p.Org)
		}
		for _, tag := range append(slices.Clone(p.Needs), p.Offers...) {
			if _, ok := known[tag]; !ok {
				t.Errorf("%s: unknown tag %q", p.Org, tag)
			}
		}
	}
}

func TestNobodyRealIsMeant(t *testing.T) {
	real := strings.Fields("Tencent Alibaba Netease NetEase miHoYo Huayi Bytedance ByteDance TikTok Netflix Disney Pixar Sony Nintendo Ubisoft Gaumont Pathé Constantin Bilibili iQIYI " +
		"Youku Wanda Hengdian Fosun IKEA Muji Samsung Hanwha Kakao Naver Globo Televisa 腾讯 阿里巴巴 网易 华谊 字节跳动 万达 横店 爱奇艺 优酷 哔哩 米哈游 光线传媒 博纳 迪士尼 网飞 灵山 拈花湾 阅文")
	for _, text := range texts(t, World(1, opening())) {
		for _, name := range real {
			for _, s := range text {
				if strings.Contains(s, name) {
					t.Errorf("%q names %s", s, name)
				}
			}
		}
	}
}

func TestPeopleAreReachable(t *testing.T) {
	f := World(1, opening())
	orgs := map[string]Organization{}
	for _, o := range f.Organizations {
		orgs[o.ID] = o
		if _, err := time.LoadLocation(o.Zone); err != nil {
			t.Errorf("%s: %v", o.ID, err)
		}
		if !o.Approved.After(o.Applied) {
			t.Errorf("%s was approved before it applied", o.ID)
		}
	}
	address := regexp.MustCompile(`^[a-z.\-]+@[a-z0-9]+\.example$`)
	for _, p := range f.People {
		if !address.MatchString(p.Email) || !strings.HasSuffix(p.Email, orgs[p.Org].Domain) {
			t.Errorf("%s has the address %q", p.ID, p.Email)
		}
		if len(p.Languages) == 0 || !actor.Role(p.Role).Known() || lang.Match(p.Lang) != p.Lang {
			t.Errorf("%s: %v, %s, %s", p.ID, p.Languages, p.Role, p.Lang)
		}
	}
	for _, b := range f.Booths {
		if len(b.Staff) < 1 || len(b.Staff) > 3 || len(b.Hours) != 7 {
			t.Errorf("%s has %d people and %d days", b.ID, len(b.Staff), len(b.Hours))
		}
	}
}

func TestAnItemHasWhatItsKindNeeds(t *testing.T) {
	f := World(1, opening())
	perBooth := map[string]int{}
	hs := regexp.MustCompile(`^[0-9]{6}$`)
	for _, i := range f.Items {
		perBooth[i.Booth]++
		if i.Price != nil && (i.Price.Minor <= 0 || i.Price.Validate() != nil) {
			t.Errorf("%s costs %v", i.ID, i.Price)
		}
		switch i.Kind {
		case "good":
			if !hs.MatchString(i.HS) || i.Incoterm == "" || i.Place == "" || i.MOQ < 1 || i.LeadTimeDays < 1 || i.Price == nil {
				t.Errorf("%s is no good: %+v", i.ID, i)
			}
		case "service":
			if i.ServiceClass == "" || i.Unit == "" {
				t.Errorf("%s is no service: %+v", i.ID, i)
			}
		case "work":
			if i.Rights == nil || len(i.Rights.Rights) == 0 || len(i.Rights.Territories) == 0 || i.Rights.Months < 12 {
				t.Errorf("%s is no work: %+v", i.ID, i)
			}
		default:
			t.Errorf("%s is a %q", i.ID, i.Kind)
		}
	}
	for booth, n := range perBooth {
		if n < 3 || n > 6 {
			t.Errorf("%s shows %d items", booth, n)
		}
	}
}
