package accounts

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/sheet"
)

const (
	importPath = "/api/v1/exhibitions/exh_1/imports/buyers"
	three      = buyerHeader +
		"王小明,wang@dunhuang.example,敦煌数字,CN,zh-Hans en,Asia/Shanghai,buyer\n" +
		"Li Lei,li@dunhuang.example,敦煌数字,CN,zh-Hans,Asia/Shanghai,\n" +
		"Udo Unger,udo@spree.example,Spree Film,DE,de,Europe/Berlin,buyer\n"
)

func (f *fair) upload(who, query, body string) answer {
	f.t.Helper()
	return f.send(who, "POST", importPath+query, body, "Content-Type", "text/csv; charset=utf-8")
}

func (f *fair) counts() string {
	f.t.Helper()
	s := ""
	for _, name := range []string{"people", "organizations", "links"} {
		n, err := f.s.store.people.Collection().Database().Collection(name).CountDocuments(f.t.Context(), map[string]any{})
		if err != nil {
			f.t.Fatal(err)
		}
		s += fmt.Sprintf("%s %d ", name, n)
	}
	return s
}

func (a answer) report() string {
	return fmt.Sprintf("%v rows %v ready %v imported %v errors", a.body["rows"], a.body["ready"], a.body["imported"], len(a.body["errors"].([]any)))
}

func TestAnImportTakesEverybodyInOnce(t *testing.T) {
	f := open(t)
	before := f.state()
	if a := f.upload("per_o", "?dryRun=true", three); a.status != 200 || a.report() != "3 rows 3 ready 0 imported 0 errors" {
		t.Fatalf("dry run %d %v", a.status, a.body)
	}
	if f.state() != before {
		t.Fatal("a dry run changed something")
	}
	if a := f.upload("per_o", "?dryRun=false", three); a.status != 200 || a.report() != "3 rows 3 ready 3 imported 0 errors" {
		t.Fatalf("import %d %v", a.status, a.body)
	}
	after := f.counts()
	if after != "people 10 organizations 7 links 3 " {
		t.Errorf("after the import %s", after)
	}
	ctx := t.Context()
	wang, err := f.s.store.personByEmail(ctx, "wang@dunhuang.example")
	if err != nil || !wang.Admin || wang.Lang != "zh-Hans" || len(wang.Languages) != 2 || !wang.Holds(actor.Buyer, "exh_1") {
		t.Errorf("the first person of a new organization is %+v, %v", wang, err)
	}
	li, err := f.s.store.personByEmail(ctx, "li@dunhuang.example")
	if err != nil || li.Org != wang.Org || li.Admin {
		t.Errorf("their colleague is %+v, %v", li, err)
	}
	o, err := f.s.Organization(ctx, wang.Org)
	if err != nil || o.State != Approved || o.Contact.Person != wang.ID || !o.Takes(actor.Buyer, "exh_1") || o.Name["zh-Hans"] != "敦煌数字" {
		t.Errorf("the new organization is %+v, %v", o, err)
	}
	udo, err := f.s.store.personByEmail(ctx, "udo@spree.example")
	if err != nil || udo.Org != "org_b" {
		t.Errorf("a person of a known organization is %+v, %v", udo, err)
	}
	if a := f.upload("per_o", "", three); a.report() != "3 rows 3 ready 0 imported 0 errors" || f.counts() != after {
		t.Errorf("the second import answered %v and left %s", a.body, f.counts())
	}
	letter, ok := f.letterTo("wang@dunhuang.example")
	if !ok || letter.Type != "person.invited" || letter.Data["orgName"] != "敦煌数字" || len(letter.To) != 0 {
		t.Fatalf("letter %+v", letter)
	}
	secret := strings.TrimPrefix(letter.Data["link"], "https://fair.example/sign-in/")
	if p, _, _, err := f.s.SignIn(ctx, secret, "test"); err != nil || p.ID != wang.ID {
		t.Errorf("the link of the letter signs in %q, %v", p.ID, err)
	}
}

func (f *fair) letterTo(address string) (db.OutboxEntry, bool) {
	f.t.Helper()
	for _, box := range f.s.Outboxes() {
		pending, err := box.Pending(f.t.Context(), 1000)
		if err != nil {
			f.t.Fatal(err)
		}
		for _, p := range pending {
			if p.Entry.Data["email"] == address {
				return p.Entry, true
			}
		}
	}
	return db.OutboxEntry{}, false
}

func TestOneWrongRowImportsNothing(t *testing.T) {
	f := open(t)
	before := f.state()
	a := f.upload("per_o", "", three+"Fabienne,far@people.example,Far Away,FR,fr,Europe/Paris,buyer\nNo,no address,X,DE,de,Europe/Berlin,buyer\n")
	if a.status != 200 || a.report() != "5 rows 3 ready 0 imported 2 errors" {
		t.Errorf("answer %d %v", a.status, a.body)
	}
	if f.state() != before {
		t.Error("the right rows were written")
	}
	first := a.body["errors"].([]any)[0].(map[string]any)
	if first["row"] != 5.0 || first["column"] != "email" || first["code"] != "email_taken" {
		t.Errorf("first error %v", first)
	}
}

func TestWhoMayImportAndWhat(t *testing.T) {
	f := open(t)
	before := f.state()
	rows := []struct {
		name, who, media, body string
		status                 int
		code                   string
	}{
		{"a visitor", "", "text/csv", three, 401, "sign_in_required"},
		{"a buyer", "per_b", "text/csv", three, 403, "role_missing"},
		{"an exhibitor", "per_x", "text/csv", three, 403, "role_missing"},
		{"an organizer of another exhibition", "per_o2", "text/csv", three, 403, "not_organizer"},
		{"JSON", "per_o", "application/json", "[]", 415, "media_type"},
		{"a picture that is called a workbook", "per_o", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "\x89PNG", 422, "sheet_unreadable"},
		{"an empty file", "per_o", "text/csv", "\n", 422, "sheet_no_header"},
		{"more than ten megabytes", "per_o", "text/csv", buyerHeader + strings.Repeat("x", sheet.MaxBytes), 413, "too_large"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			a := f.send(row.who, "POST", importPath, row.body, "Content-Type", row.media)
			if a.status != row.status || a.code != row.code {
				t.Errorf("answer %d %s, want %d %s", a.status, a.code, row.status, row.code)
			}
		})
	}
	if f.state() != before {
		t.Error("something was written")
	}
}

func TestAnInterruptedImportIsCompletedByTheNext(t *testing.T) {
	f := open(t)
	ctx, who := t.Context(), actor.Actor{Person: "per_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}}
	table := tableOf(t, three)
	m := sheet.NewImport(table, BuyerColumns(), []string{"role"})
	rows := newcomers(m)
	d := newDirectory("exh_1", nil, nil)
	var b batch
	f.s.gather(&b, who, d, rows[:2])
	if _, err := insertAll(ctx, f.s.store.links, b.links); err != nil {
		t.Fatal(err)
	}
	if _, err := insertAll(ctx, f.s.store.people, b.people[:1]); err != nil { // and there the program ends
		t.Fatal(err)
	}
	report, err := f.s.ImportBuyers(ctx, who, "exh_1", table, false)
	if err != nil || report.Imported != 2 || len(report.Errors) != 0 {
		t.Fatalf("report %+v, %v", report, err)
	}
	wang, err := f.s.store.personByEmail(ctx, "wang@dunhuang.example")
	if err != nil {
		t.Fatal(err)
	}
	o, err := f.s.Organization(ctx, wang.Org)
	if err != nil || o.Contact.Person != wang.ID || !wang.Admin {
		t.Errorf("organization %+v, %v", o, err)
	}
}

func TestAnAddressTakenDuringTheWriteIsAFaultOfItsRow(t *testing.T) {
	f := open(t)
	ctx, who := t.Context(), actor.Actor{Person: "per_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}}
	m := sheet.NewImport(tableOf(t, three), BuyerColumns(), []string{"role"})
	rows := newcomers(m)
	if err := f.s.AddPerson(ctx, Person{ID: "per_l", Org: "org_far", Name: "Li", Email: "li@dunhuang.example", Zone: "Europe/Paris"}); err != nil {
		t.Fatal(err)
	}
	imported, err := f.s.takeIn(ctx, who, newDirectory("exh_1", nil, nil), rows, m)
	report := m.Report(imported)
	if err != nil || report.Imported != 2 || len(report.Errors) != 1 || report.Errors[0].Row != 3 || report.Errors[0].Code != "email_taken" {
		t.Errorf("report %+v, %v", report, err)
	}
}

func tableOf(t *testing.T, file string) sheet.Table {
	t.Helper()
	table, err := sheet.Read(strings.NewReader(file), sheet.CSV)
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func TestAnImportThatHasBegunIsNotStoppedByTheDeadlineOfItsRequest(t *testing.T) {
	f := open(t)
	who := actor.Actor{Person: "per_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}}
	ctx, cancel := context.WithCancel(t.Context())
	f.s.config.Now = func() time.Time { cancel(); return f.clock.now() } // the clock is first read to write
	report, err := f.s.ImportBuyers(ctx, who, "exh_1", tableOf(t, three), false)
	if err != nil || report.Imported != 3 || ctx.Err() == nil {
		t.Errorf("report %+v, %v; the request has ended: %v", report, err, ctx.Err())
	}
}

func TestTwentyThousandPeopleAreImportedFromAWorkbook(t *testing.T) {
	f := open(t)
	table := sheet.Table{Columns: BuyerColumns()}
	for i := range sheet.MaxRows {
		table.Rows = append(table.Rows, []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("p%d@example.org", i), fmt.Sprintf("机构 %d", i/3), "CN", "zh-Hans", "Asia/Shanghai"})
	}
	var file bytes.Buffer
	if err := sheet.Write(&file, sheet.XLSX, table); err != nil {
		t.Fatal(err)
	}
	table, err := sheet.Read(&file, sheet.XLSX)
	if err != nil {
		t.Fatal(err)
	}
	who := actor.Actor{Person: "per_o", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_1"}}}
	report, err := f.s.ImportBuyers(t.Context(), who, "exh_1", table, false)
	if err != nil || report.Imported != sheet.MaxRows || len(report.Errors) != 0 {
		t.Fatalf("report %+v, %v", report, err)
	}
	if people, err := f.s.store.peopleIn(t.Context(), "exh_1"); err != nil || len(people) != sheet.MaxRows+4 {
		t.Errorf("%d people, %v", len(people), err)
	}
}

func TestInsertAllTellsWhichAreTaken(t *testing.T) {
	f := open(t)
	links := []Link{{ID: "lnk_1", Hash: "a"}, {ID: "lnk_1", Hash: "b"}, {ID: "lnk_2", Hash: "a"}, {ID: "lnk_3", Hash: "c"}}
	taken, err := insertAll(t.Context(), f.s.store.links, links)
	if err != nil || fmt.Sprint(taken) != "[1 2]" {
		t.Errorf("taken %v, %v", taken, err)
	}
	if _, err := insertAll(t.Context(), f.s.store.links, []Link(nil)); err != nil {
		t.Error(err)
	}
}

func TestBuyersThatAreExportedCanBeImportedAgain(t *testing.T) {
	f := open(t)
	if a := f.upload("per_o", "", three); a.status != 200 {
		t.Fatalf("import %d %v", a.status, a.body)
	}
	before := f.state()
	for _, format := range []sheet.Format{sheet.CSV, sheet.XLSX} {
		a := f.send("per_o", "GET", "/api/v1/exhibitions/exh_1/exports/buyers?format="+string(format), "")
		if a.status != 200 || !strings.Contains(a.header.Get("Content-Disposition"), "buyers."+string(format)) {
			t.Fatalf("export %d %v", a.status, a.header)
		}
		again := f.send("per_o", "POST", importPath, string(a.raw), "Content-Type", format.Media())
		if again.status != 200 || again.report() != "4 rows 4 ready 0 imported 0 errors" {
			t.Errorf("%s: import of the export %d %v", format, again.status, again.body)
		}
	}
	if f.state() != before {
		t.Error("importing the export changed something")
	}
	a := f.send("per_o", "GET", "/api/v1/exhibitions/exh_1/exports/buyers?format=json", "")
	if !strings.Contains(string(a.raw), `"email":"wang@dunhuang.example","organization":"敦煌数字"`) || strings.Contains(string(a.raw), "x@people.example") {
		t.Errorf("buyers as JSON: %s", a.raw)
	}
}
