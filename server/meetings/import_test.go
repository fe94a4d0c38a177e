package meetings

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fairground/server/lang"
	"fairground/server/sheet"
)

// roster is who takes part.
type roster []Organization

func (r roster) Participants(context.Context, string) ([]Organization, error) { return r, nil }

func studios() roster {
	return roster{
		{ID: "org_a", Name: lang.Text{"en": "Alpha Film", "zh-Hans": "阿尔法影业"}},
		{ID: "org_b", Name: lang.Text{"en": "Beta Games"}},
		{ID: "org_c", Name: lang.Text{"en": "Gamma"}},
		{ID: "org_d", Name: lang.Text{"en": "Gamma"}}, // of another country
	}
}

func tableOf(t testing.TB, file string) sheet.Table {
	t.Helper()
	table, err := sheet.Read(strings.NewReader(file), sheet.CSV)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func faultsOf(r sheet.Report) string {
	var list []string
	for _, f := range r.Errors {
		list = append(list, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Code))
	}
	return strings.Join(list, "; ")
}

func TestEveryRowOfATableOfWishesIsJudged(t *testing.T) {
	full := wishes{Org: "org_b"}
	for i := range maxPreferences {
		full.List = append(full.List, Preference{fmt.Sprintf("org_%d", i), Wish})
	}
	have := map[string]wishes{
		"org_a": {Org: "org_a", List: []Preference{{"org_b", Never}, {"org_c", Must}}},
		"org_b": full,
	}
	rows := []struct{ name, rows, want string }{
		{"by name, by name in another language, and by id", "Alpha Film,org_c,want\n阿尔法影业,org_d,must", ""},
		{"however it is written", " ALPHA　film ,org_c,Must", ""},
		{"a level left empty is want", "Gamma ,org_a,\n", "2 organization organization_ambiguous"},
		{"two organizations of one name are told apart by id", "org_c,org_d,", ""},
		{"nobody of this name", "Omega,Alpha Film,must", "2 organization organization_unknown"},
		{"both wrong", "Omega,,must", "2 organization organization_unknown; 2 wants organization_unknown"},
		{"a level nobody knows", "org_c,org_a,maybe", "2 level level_invalid"},
		{"itself", "org_a,Alpha Film,must", "2 wants own_organization"},
		{"the same pair twice", "org_c,org_a,must\norg_c,Alpha Film,want", "3 wants pair_twice"},
		{"the pair the other way round is another wish", "org_c,org_a,must\norg_a,org_d,want", ""},
		{"an organization's own never stays", "org_a,org_b,must", "2 level never_stays"},
		{"and may be said again", "org_a,org_b,never", ""},
		{"an organization that wants two thousand already", "org_b,org_a,want", "2 organization preferences_full"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			m := sheet.NewImport(tableOf(t, "organization,wants,level\n"+row.rows+"\n"), WishColumns()[:2], WishColumns()[2:])
			judgeWishes(m, newRoll(studios()), have)
			if got := faultsOf(m.Report(0)); got != row.want {
				t.Errorf("faults %q, want %q", got, row.want)
			}
		})
	}
}

func TestWishesAreImportedOnceAndAllOrNone(t *testing.T) {
	s, _, _ := open(t, 4)
	s.Roster = studios()
	ctx := organizer(t.Context())
	stored := func() string {
		all, err := s.wishes.everybodys(ctx, fairID)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(all)
	}
	right := "organization,wants,level\nAlpha Film,Beta Games,must\nAlpha Film,org_c,\norg_b,阿尔法影业,never\n"
	report, err := s.ImportWishes(ctx, fairID, tableOf(t, right+"Omega,org_a,must\n"), false)
	if err != nil || report.Rows != 4 || report.Ready != 3 || report.Imported != 0 || stored() != "map[]" {
		t.Fatalf("with a wrong row: %+v, %v; stored %s", report, err, stored())
	}
	if report, err = s.ImportWishes(ctx, fairID, tableOf(t, right), true); err != nil || report.Ready != 3 || report.Imported != 0 || stored() != "map[]" {
		t.Fatalf("a dry run: %+v, %v; stored %s", report, err, stored())
	}
	if report, err = s.ImportWishes(ctx, fairID, tableOf(t, right), false); err != nil || report.Imported != 3 {
		t.Fatalf("the import: %+v, %v", report, err)
	}
	own, err := s.Preferences(as(t.Context(), "a"), fairID)
	if err != nil || !slices.Equal(own, []Preference{{"org_b", Must}, {"org_c", Wish}}) {
		t.Errorf("the organization reads %v, %v", own, err)
	}
	before := stored()
	if report, err = s.ImportWishes(ctx, fairID, tableOf(t, right), false); err != nil || report.Imported != 0 || report.Ready != 3 || stored() != before {
		t.Errorf("the second import: %+v, %v", report, err)
	}
	table, err := s.ExportWishes(ctx, fairID)
	if err != nil || len(table.Rows) != 3 || !slices.Equal(table.Rows[1], []string{"Alpha Film", "org_c", "want"}) {
		t.Errorf("export %v, %v", table.Rows, err)
	}
	if report, err = s.ImportWishes(ctx, fairID, table, false); err != nil || report.Imported != 0 || len(report.Errors) != 0 || stored() != before {
		t.Errorf("the import of the export: %+v, %v", report, err)
	}
	for who, ctx := range map[string]context.Context{"a buyer": as(t.Context(), "a"), "an exhibitor": as(t.Context(), "b"), "a visitor": t.Context()} {
		_, err := s.ImportWishes(ctx, fairID, table, false)
		refused(t, err, "not_organizer")
		if _, err = s.ExportWishes(ctx, fairID); err == nil {
			t.Errorf("%s exports wishes", who)
		}
	}
}

func TestANeverThatIsSaidDuringTheImportStays(t *testing.T) {
	s, _, _ := open(t, 4)
	s.Roster = studios()
	if err := s.Prefer(as(t.Context(), "a"), fairID, "org_b", Never); err != nil {
		t.Fatal(err)
	}
	m := sheet.NewImport(tableOf(t, "organization,wants\n"), WishColumns()[:2], WishColumns()[2:])
	rows := []wishRow{{row: 2, org: "org_a", of: "org_b", want: Must}, {row: 3, org: "org_a", of: "org_c", want: Wish}}
	imported, err := s.importOf(organizer(t.Context()), fairID, "org_a", rows, m)
	if err != nil || imported != 1 || faultsOf(m.Report(imported)) != "2 level never_stays" {
		t.Errorf("%d imported, %+v, %v", imported, m.Report(imported), err)
	}
	own, err := s.Preferences(as(t.Context(), "a"), fairID)
	if err != nil || !slices.Equal(own, []Preference{{"org_b", Never}, {"org_c", Wish}}) {
		t.Errorf("the organization reads %v, %v", own, err)
	}
}

func TestTwentyThousandWishesAreImported(t *testing.T) {
	s, _, _ := open(t, 1)
	var orgs roster
	for i := range 1000 {
		orgs = append(orgs, Organization{ID: fmt.Sprintf("org_%d", i), Name: lang.Text{"en": fmt.Sprintf("Studio %d", i)}})
	}
	s.Roster = orgs
	table := sheet.Table{Columns: WishColumns()}
	for i := range sheet.MaxRows {
		table.Rows = append(table.Rows, []string{fmt.Sprintf("Studio %d", i%1000), fmt.Sprintf("Studio %d", (i%1000+1+i/1000)%1000), "must"})
	}
	report, err := s.ImportWishes(organizer(t.Context()), fairID, table, false)
	if err != nil || report.Imported != sheet.MaxRows {
		t.Errorf("%d imported, %v, %s", report.Imported, err, faultsOf(report))
	}
}

func FuzzImportWishes(f *testing.F) {
	f.Add("organization,wants,level\nAlpha Film,org_b,must\n")
	f.Add("WANTS;organization\norg_a;阿尔法影业\n")
	f.Fuzz(func(t *testing.T, file string) {
		table, err := sheet.Read(strings.NewReader(file), sheet.CSV)
		if err != nil {
			return
		}
		m := sheet.NewImport(table, WishColumns()[:2], WishColumns()[2:])
		for _, w := range judgeWishes(m, newRoll(studios()), nil) {
			if m.Sound(w.row) && (w.org == w.of || w.org == "" || w.of == "" || w.want == None) {
				t.Errorf("row %d was found right: %+v", w.row, w)
			}
		}
	})
}

// held is a world in which a and b have met, c and d meet, and a asks d.
func held(t *testing.T) *Service {
	t.Helper()
	s, _, _ := open(t, 4)
	side := func(n string) Side {
		return Side{Org: "org_" + n, OrgName: lang.Text{"en": "Studio " + n, "zh-Hans": "影业" + n}, Person: "per_" + n, PersonName: "=Person " + n, Zone: "Asia/Shanghai"}
	}
	met := Meeting{
		ID: "mtg_1", Exhibition: fairID, State: Completed, Requester: side("a"), Invitee: side("b"), Language: "en", Reason: "a series",
		Starts: at(0), Ends: at(1), Changed: before, Outcomes: []Outcome{{Org: "org_b", Person: "per_b", At: at(2), Interest: 4, Next: "rfq", Note: "good, \"very\""}},
	}
	meets := Meeting{ID: "mtg_2", Exhibition: fairID, State: Scheduled, Requester: side("c"), Invitee: side("d"), Starts: at(4), Ends: at(5), Changed: before, Table: "t01"}
	asks := Meeting{ID: "mtg_3", Exhibition: fairID, State: Pending, Requester: side("a"), Invitee: side("d"), Expires: at(9), Reason: "secret so far"}
	waits := Meeting{ID: "mtg_4", Exhibition: fairID, State: AcceptedUnscheduled, Requester: side("b"), Invitee: side("c"), Reason: "no time yet"}
	if err := s.Seed(t.Context(), met, meets, asks, waits); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestMeetingsAreExportedInOrderOfTimeByTwoClocks(t *testing.T) {
	s := held(t)
	table, err := s.ExportMeetings(organizer(t.Context()), fairID)
	if err != nil || len(table.Rows) != 3 {
		t.Fatalf("%d rows, %v", len(table.Rows), err)
	}
	show := func(id string) string {
		i := slices.IndexFunc(table.Rows, func(r []string) bool { return r[0] == id })
		return strings.Join(table.Rows[i], "|")
	}
	if got, want := show("mtg_1"), "mtg_1|completed|2026-11-23T02:00:00Z|2026-11-23T02:30:00Z|2026-11-23|10:00|Studio a|=Person a|Studio b|=Person b|en|||a series"; got != want {
		t.Errorf("the first meeting is %q, want %q", got, want)
	}
	if got, want := show("mtg_4"), "mtg_4|accepted_unscheduled|||||Studio b|=Person b|Studio c|=Person c||||no time yet"; got != want {
		t.Errorf("what has no time is %q, want %q", got, want)
	}
	csv, err := sheet.Encode(sheet.CSV, table)
	if err != nil || !bytes.Contains(csv, []byte(",'=Person a,")) || bytes.Contains(csv, []byte("secret so far")) {
		t.Errorf("the CSV is %s, %v", csv, err)
	}
}

func TestOutcomesAreExportedFromTheSideThatSaidThem(t *testing.T) {
	table, err := held(t).ExportOutcomes(organizer(t.Context()), fairID)
	want := []string{"mtg_1", "2026-11-23T02:00:00Z", "Studio b", "Studio a", "2026-11-23T03:00:00Z", "4", "rfq", "", `good, "very"`}
	if err != nil || len(table.Rows) != 1 || !slices.Equal(table.Rows[0], want) {
		t.Errorf("outcomes %v, %v", table.Rows, err)
	}
}

func TestTheOrganizersCalendarNamesBothSidesAndHoldsOnlyWhatHasATime(t *testing.T) {
	body, err := held(t).ExportCalendar(organizer(t.Context()), fairID)
	if err != nil {
		t.Fatal(err)
	}
	text := string(body)
	for _, line := range []string{"UID:mtg_1@fairground", "UID:mtg_2@fairground", "DTSTART:20261123T040000Z", "SUMMARY:Studio c · 影业c – Studio d · 影业d", "X-WR-CALNAME:Cloud Fair"} {
		if !strings.Contains(text, line+"\r\n") {
			t.Errorf("the calendar lacks %q:\n%s", line, text)
		}
	}
	if strings.Count(text, "BEGIN:VEVENT") != 2 || strings.Contains(text, "mailto:") {
		t.Errorf("the calendar is\n%s", text)
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
}

func TestOnlyOrganizersExport(t *testing.T) {
	s := held(t)
	s.Roster = studios()
	for _, ctx := range []context.Context{t.Context(), as(t.Context(), "a"), as(t.Context(), "b")} {
		_, err := s.ExportMeetings(ctx, fairID)
		refused(t, err, "not_organizer")
		_, err = s.ExportOutcomes(ctx, fairID)
		refused(t, err, "not_organizer")
		_, err = s.ExportCalendar(ctx, fairID)
		refused(t, err, "not_organizer")
		_, err = s.ExportWishes(ctx, fairID)
		refused(t, err, "not_organizer")
	}
}
