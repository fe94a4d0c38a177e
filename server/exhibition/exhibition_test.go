package exhibition

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/problem"
)

// planned is an exhibition with one span a week from 1 March on, live on the fifth.
func planned(tb testing.TB) Exhibition {
	tb.Helper()
	start := at(tb, "2026-03-01T00:00:00Z")
	e := Exhibition{ID: "exh_1", Name: lang.Text{"en": "Fair"}, Zone: "Asia/Shanghai", Starts: start, Ends: start.AddDate(0, 0, 7*6)}
	for i, p := range Phases()[:6] {
		e.Spans = append(e.Spans, Span{Phase: p, From: start.AddDate(0, 0, 7*i), To: start.AddDate(0, 0, 7*(i+1))})
	}
	return e
}

func TestPhaseInForce(t *testing.T) {
	t.Parallel()
	moved := func(to Phase, when string) func(*Exhibition) {
		return func(e *Exhibition) { e.Moved = &Move{Phase: to, At: at(t, when)} }
	}
	for _, row := range []struct {
		name string
		now  string
		edit func(*Exhibition)
		want Phase
	}{
		{"before the first span it is that of the first", "2026-01-01T00:00:00Z", nil, Call},
		{"at the very start of a span it is that span's", "2026-03-08T00:00:00Z", nil, Setup},
		{"in the fifth week it is live", "2026-03-30T00:00:00Z", nil, Live},
		{"after the last span it is closed", "2026-04-12T00:00:00Z", nil, Closed},
		{"a move by hand counts at once", "2026-03-02T12:00:00Z", moved(Live, "2026-03-02T11:00:00Z"), Live},
		{"until a later span begins", "2026-03-09T00:00:00Z", moved(Live, "2026-03-02T11:00:00Z"), Setup},
		{"not before it was made", "2026-03-02T10:00:00Z", moved(Live, "2026-03-02T11:00:00Z"), Call},
		{"a move after the last span holds", "2026-05-01T00:00:00Z", moved(AfterMarket, "2026-04-20T00:00:00Z"), AfterMarket},
		{"without any span it is the call", "2026-05-01T00:00:00Z", func(e *Exhibition) { e.Spans = nil }, Call},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			e := planned(t)
			if row.edit != nil {
				row.edit(&e)
			}
			if got := e.PhaseAt(at(t, row.now)); got != row.want {
				t.Errorf("%s, want %s", got, row.want)
			}
		})
	}
}

func TestMovingThePhaseByHand(t *testing.T) {
	t.Parallel()
	booking := "2026-03-16T00:00:00Z"
	for _, row := range []struct {
		name string
		now  string
		to   Phase
		code string
	}{
		{"forward to the next", booking, Matching, ""},
		{"forward over two", booking, AfterMarket, ""},
		{"back by one corrects a slip", booking, Setup, ""},
		{"back by two is refused", booking, Call, "phase_backwards"},
		{"to where it is is refused", booking, Booking, "phase_same"},
		{"to nowhere is refused", booking, "party", "phase_unknown"},
		{"out of closed is refused", "2026-05-01T00:00:00Z", AfterMarket, "exhibition_closed"},
	} {
		e := planned(t)
		err := e.move(row.to, "per_o", at(t, row.now))
		if problem.Code(err) != row.code || (err == nil) != (e.Moved != nil) {
			t.Errorf("%s: %v, moved %v", row.name, err, e.Moved)
		}
	}
}

func TestPlansThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		edit func(*Exhibition)
		ok   bool
	}{
		{"a plan in order", func(*Exhibition) {}, true},
		{"a plan with a gap", func(e *Exhibition) { e.Spans = slices.Delete(e.Spans, 2, 3) }, true},
		{"no plan", func(e *Exhibition) { e.Spans = nil }, true},
		{"phases out of order", func(e *Exhibition) { e.Spans[0].Phase, e.Spans[1].Phase = Setup, Call }, false},
		{"a phase twice", func(e *Exhibition) { e.Spans[1].Phase = Call }, false},
		{"spans that overlap", func(e *Exhibition) { e.Spans[1].From = e.Spans[1].From.Add(-time.Hour) }, false},
		{"a span that ends before it begins", func(e *Exhibition) { e.Spans[1].To = e.Spans[1].From }, false},
		{"an end before the start", func(e *Exhibition) { e.Ends = e.Starts }, false},
		{"no zone", func(e *Exhibition) { e.Zone = "Mars/Base" }, false},
		{"no name", func(e *Exhibition) { e.Name = nil }, false},
	} {
		e := planned(t)
		row.edit(&e)
		if err := e.check(); (err == nil) != row.ok {
			t.Errorf("%s: %v", row.name, err)
		}
	}
}

func TestItemsThatAreRefused(t *testing.T) {
	t.Parallel()
	price := func(minor int64) *money.Amount { return &money.Amount{Minor: minor, Currency: "EUR"} }
	good := func() Item {
		return Item{Kind: Good, Name: lang.Text{"en": "Teapot"}, Unit: "PCE", HS: "691200", Incoterm: "FOB", Place: "Shanghai", Price: price(4200), MOQ: 10}
	}
	service := func() Item {
		return Item{Kind: ServiceItem, Name: lang.Text{"en": "Colour grading"}, ServiceClass: "SK1"}
	}
	work := func() Item {
		return Item{Kind: Work, Name: lang.Text{"zh-Hans": "湖"}, Rights: &Rights{Territories: []string{"DE", "WW"}, Languages: []string{"de"}, Windows: []Window{{Right: "svod", From: "2027-01-01", To: "2028-12-31"}}}}
	}
	for _, row := range []struct {
		name  string
		item  Item
		edit  func(*Item)
		field string // "" if accepted
	}{
		{"a good with all its terms", good(), func(*Item) {}, ""},
		{"a price on request", good(), func(i *Item) { i.Price = nil }, ""},
		{"a good without Incoterm", good(), func(i *Item) { i.Incoterm, i.Place = "", "" }, ""},
		{"a good without unit", good(), func(i *Item) { i.Unit = "" }, "body.unit"},
		{"an HS code of 4 digits", good(), func(i *Item) { i.HS = "6912" }, "body.hs"},
		{"a term of Incoterms 2010", good(), func(i *Item) { i.Incoterm = "DAT" }, "body.incoterm"},
		{"an Incoterm without its place", good(), func(i *Item) { i.Place = "" }, "body.place"},
		{"a place without an Incoterm", good(), func(i *Item) { i.Incoterm = "" }, "body.place"},
		{"a good with rights", good(), func(i *Item) { i.Rights = work().Rights }, "body.rights"},
		{"a price of nothing", good(), func(i *Item) { i.Price = price(0) }, "body.price"},
		{"a price in no currency", good(), func(i *Item) { i.Price = &money.Amount{Minor: 1, Currency: "QQQ"} }, "body.price"},
		{"a negative quantity", good(), func(i *Item) { i.MOQ = -1 }, "body.moq"},
		{"a service", service(), func(*Item) {}, ""},
		{"a service that is shipped", service(), func(i *Item) { i.Incoterm, i.Place = "FOB", "Wuxi" }, "body.incoterm"},
		{"a service of no class that exists", service(), func(i *Item) { i.ServiceClass = "Z9" }, "body.serviceClass"},
		{"a service with rights", service(), func(i *Item) { i.Rights = work().Rights }, "body.rights"},
		{"a work", work(), func(*Item) {}, ""},
		{"a work without rights", work(), func(i *Item) { i.Rights = nil }, "body.rights"},
		{"a work for no territory", work(), func(i *Item) { i.Rights.Territories = nil }, "body.rights.territories"},
		{"a work for a territory that is none", work(), func(i *Item) { i.Rights.Territories[0] = "Bavaria" }, "body.rights.territories[0]"},
		{"a work in a language that is none", work(), func(i *Item) { i.Rights.Languages[0] = "!" }, "body.rights.languages"},
		{"a work without a window", work(), func(i *Item) { i.Rights.Windows = nil }, "body.rights.windows"},
		{"a window that is none", work(), func(i *Item) { i.Rights.Windows[0].Right = "door" }, "body.rights.windows[0].right"},
		{"a window that closes before it opens", work(), func(i *Item) { i.Rights.Windows[0].To = "2026-01-01" }, "body.rights.windows[0].to"},
		{"a work with an HS code", work(), func(i *Item) { i.HS = "370610" }, "body.hs"},
		{"a thing of no kind", good(), func(i *Item) { i.Kind = "idea" }, "body.kind"},
		{"a thing without a name", good(), func(i *Item) { i.Name = nil }, "body.name"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.edit(&row.item)
			err := row.item.check()
			if row.field == "" {
				if err != nil {
					t.Error(err)
				}
				return
			}
			var p *problem.Problem
			if !problem.Is(err, problem.Invalid) || !errors.As(err, &p) || !slices.ContainsFunc(p.Fields, func(f problem.Field) bool { return f.Location == row.field }) {
				t.Errorf("%v does not name %s", err, row.field)
			}
		})
	}
}

func TestBoothNumbersStandInTheirNaturalOrder(t *testing.T) {
	t.Parallel()
	got := []string{"A10", "B1", "A2", "A02b", "10", "9", "A1"}
	slices.SortFunc(got, natural)
	if s := strings.Join(got, " "); s != "9 10 A1 A2 A02b A10 B1" {
		t.Error(s)
	}
}

func TestSmallGroupsAreNotTold(t *testing.T) {
	t.Parallel()
	g := func(pairs ...any) []Group {
		list := []Group{}
		for i := 0; i < len(pairs); i += 2 {
			list = append(list, Group{Value: pairs[i].(string), Visitors: pairs[i+1].(int)}) //nolint:forcetypeassert // rows of this test
		}
		return list
	}
	for _, row := range []struct {
		name     string
		in, want []Group
	}{
		{"large groups are named", g("DE", 7, "CN", 5), g("DE", 7, "CN", 5)},
		{"small ones are put together", g("DE", 7, "FR", 3, "IT", 2), g("DE", 7, "", 5)},
		{"a rest that is still small takes the smallest named one along", g("DE", 9, "CN", 6, "FR", 1), g("DE", 9, "", 7)},
		{"and if there is no other, nothing is named", g("DE", 6, "FR", 1), g("", 7)},
		{"people of no country are nobody's group", g("", 5, "DE", 5), g("DE", 5, "", 5)},
		{"nobody", g(), g()},
	} {
		if got := suppress(row.in, cohort); !slices.Equal(got, row.want) {
			t.Errorf("%s: %v, want %v", row.name, got, row.want)
		}
	}
	four := statistics([]Visit{{Person: "a"}, {Person: "b"}, {Person: "c"}, {Person: "d"}, {Person: "a"}})
	if !four.Suppressed || four.Visits != 0 || four.Visitors != 0 {
		t.Errorf("four visitors are told: %+v", four)
	}
}

func TestWhenAQuestionIsAnswered(t *testing.T) {
	t.Parallel()
	now := at(t, "2026-11-18T10:00:00Z")
	opens := now.Add(5 * time.Hour)
	for name, row := range map[string]struct {
		o    Openness
		want time.Time
	}{
		"an open booth promises from now on":         {Openness{Open: true}, now.Add(time.Hour)},
		"a closed one from its next opening on":      {Openness{Opens: &opens}, opens.Add(time.Hour)},
		"one without an opening ahead from a day on": {Openness{}, now.Add(25 * time.Hour)},
	} {
		if got := promise(row.o, 60, now); !got.Equal(row.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestSearchFindsBothLanguages(t *testing.T) {
	t.Parallel()
	booth := func(id, sector, country string, texts ...lang.Text) indexed {
		return indexed{summary: BoothSummary{ID: id, Sector: sector, Country: country}, text: searchable(texts...)}
	}
	x := &index{booths: []indexed{
		booth("both", "film_tv", "CN", lang.Text{"zh-Hans": "动画联合制作", "en": "Animation co-production"}),
		booth("zh", "film_tv", "CN", lang.Text{"zh-Hans": "原创动画"}),
		booth("en", "digital_production", "DE", lang.Text{"en": "Co-Production Köln"}),
		booth("none", "heritage", "CN", lang.Text{"en": "Clay figurines"}),
	}}
	x.booths[3].items = []indexedItem{{ID: "itm_1", Name: lang.Text{"en": "ＴＥＡＰＯＴ"}, Search: searchable(lang.Text{"en": "ＴＥＡＰＯＴ purple"})}}
	find := func(q Query) (string, Directory) {
		q.Limit = 10
		d, err := x.search(q, at(t, "2026-11-21T00:00:00Z"))
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, i := range d.Items {
			ids = append(ids, i.ID)
		}
		if len(ids) > 1 && q.Text != "动画 co-production" {
			slices.Sort(ids)
		}
		return strings.Join(ids, " "), d
	}
	for _, row := range []struct {
		name string
		q    Query
		want []string
	}{
		{"two languages find either, best those with both", Query{Text: "动画 co-production"}, []string{"both zh en", "both en zh"}},
		{"terms of one language are all needed", Query{Text: "animation köln"}, []string{""}},
		{"marks and case do not matter", Query{Text: "KOLN"}, []string{"en"}},
		{"Chinese is found within a word", Query{Text: "合制"}, []string{"both"}},
		{"an item finds its booth, full width or not", Query{Text: "teapot"}, []string{"none"}},
		{"a term does not match across texts", Query{Text: "figurinesclay"}, []string{""}},
		{"a facet narrows", Query{Sector: "film_tv"}, []string{"both zh"}},
		{"nothing asked finds all", Query{}, []string{"both en none zh"}},
	} {
		if got, _ := find(row.q); !slices.Contains(row.want, got) {
			t.Errorf("%s: %q", row.name, got)
		}
	}
	_, d := find(Query{Text: "teapot"})
	if len(d.Items[0].Hits) != 1 || d.Items[0].Hits[0].Item != "itm_1" {
		t.Errorf("hits %+v", d.Items[0].Hits)
	}
	_, d = find(Query{Country: "CN"})
	if d.Total != 3 || len(d.Countries) != 2 || d.Countries[0] != (Facet{"CN", 3}) || d.Sectors[0] != (Facet{"film_tv", 2}) {
		t.Errorf("facets %+v", d)
	}
}

func TestSearchPagesMeetEveryBoothOnce(t *testing.T) {
	t.Parallel()
	x := &index{}
	for i := range 25 {
		x.booths = append(x.booths, indexed{summary: BoothSummary{ID: "bth_" + string(rune('a'+i))}})
	}
	now := at(t, "2026-11-21T00:00:00Z")
	order := func(now time.Time) (ids []string) {
		cursor := ""
		for {
			d, err := x.search(Query{Cursor: cursor, Limit: 4}, now)
			if err != nil {
				t.Fatal(err)
			}
			for _, b := range d.Items {
				ids = append(ids, b.ID)
			}
			if cursor = d.Next; cursor == "" {
				return ids
			}
		}
	}
	today, tomorrow := order(now), order(now.AddDate(0, 0, 1))
	if len(today) != 25 || slices.Equal(today, tomorrow) || slices.IsSorted(today) {
		t.Errorf("today %v, tomorrow %v", today, tomorrow)
	}
	slices.Sort(today)
	if len(slices.Compact(today)) != 25 {
		t.Error("a booth is met twice")
	}
	for _, cursor := range []string{"!", "bzE", "by0x", "b3h4"} {
		if _, err := x.search(Query{Cursor: cursor, Limit: 4}, now); cursor != "bzE" && problem.Code(err) != "cursor_invalid" {
			t.Errorf("cursor %q: %v", cursor, err)
		}
	}
}

func FuzzSearch(f *testing.F) {
	for _, s := range []string{"动画 co-production", "ｱﾆﾒ", "Ａ\u0301", "\xff\xfe", "\xf4Ş", "ﬁ", "  "} {
		f.Add(s)
	}
	x := &index{booths: []indexed{{text: "a\n"}}}
	f.Fuzz(func(t *testing.T, s string) {
		once := plain(s)
		if twice := plain(once); twice != once {
			t.Errorf("%q becomes %q, which becomes %q", s, once, twice)
		}
		if _, err := x.search(Query{Text: s, Limit: 1}, time.Unix(0, 0)); err != nil {
			t.Error(err)
		}
	})
}
