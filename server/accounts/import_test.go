package accounts

import (
	"fmt"
	"strings"
	"testing"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/sheet"
)

const buyerHeader = "name,email,organization,country,language,zone,role\n"

// judged judges a table against a directory and lists its faults.
func judged(t *testing.T, file string, d directory) []string {
	t.Helper()
	table, err := sheet.Read(strings.NewReader(file), sheet.CSV)
	if err != nil {
		t.Fatal(err)
	}
	m := sheet.NewImport(table, BuyerColumns(), []string{"role"})
	for _, n := range newcomers(m) {
		if column, code, message := d.judge(n); m.Sound(n.row) && code != "" {
			m.Fault(n.row, column, code, message)
		}
	}
	faults := []string{}
	for _, f := range m.Report(0).Errors {
		if f.Message == "" {
			t.Errorf("%s has no words", f.Code)
		}
		faults = append(faults, fmt.Sprintf("%d %s %s", f.Row, f.Column, f.Code))
	}
	return faults
}

func TestEveryRowOfAnImportIsJudged(t *testing.T) {
	buyers := []Participation{{Exhibition: "exh_1", As: actor.Buyer}}
	d := newDirectory("exh_1", []Organization{
		{ID: "org_s", Name: lang.Text{"en": "Spree Film", "zh-Hans": "施普雷电影"}, Country: "DE", State: Approved, Participations: buyers},
		{ID: "org_out", Name: lang.Text{"en": "Out"}, Country: "DE", State: Suspended, Participations: buyers},
	}, []Person{
		{ID: "per_b", Org: "org_s", Email: "berta@spree.example", Grants: []actor.Grant{{Role: actor.Buyer, Exhibition: "exh_1"}}},
		{ID: "per_f", Org: "org_far", Email: "far@far.example"},
		{ID: "per_i", Org: importedID("exh_1", orgKey("Neu GmbH", "DE")), Email: "halfway@neu.example", Grants: []actor.Grant{{Role: actor.Buyer, Exhibition: "exh_1"}}},
	})
	rows := []struct{ name, row, want string }{
		{"a new person of a new organization", "Ada,ada@x.example,Analytic Ltd,GB,en,Europe/London,buyer", ""},
		{"a role left empty is buyer, small letters of a country are forgiven", "Ada,ada@x.example,Analytic Ltd,gb,en,Europe/London,", ""},
		{"several languages", "王小明,w@x.example,敦煌,CN,\"zh-Hans, en\",Asia/Shanghai,buyer", ""},
		{"a new person of a known organization, by its name in another language", "Udo,udo@spree.example,施普雷电影,DE,de,Europe/Berlin,buyer", ""},
		{"a known person of the same organization, however it is spelled", "Berta,Berta@Spree.example,SPREE film,DE,de,Europe/Berlin,buyer", ""},
		{"a person of an import that was interrupted before it wrote the organization", "Hal,halfway@neu.example,Neu GmbH,DE,de,Europe/Berlin,buyer", ""},
		{"an address of another organization", "Fabienne,far@far.example,Spree Film,DE,fr,Europe/Paris,buyer", "2 email email_taken"},
		{"a known person in a role they do not have", "Berta,berta@spree.example,Spree Film,DE,de,Europe/Berlin,exhibitor", "2 role role_differs"},
		{"a suspended organization", "Otto,otto@out.example,Out,DE,de,Europe/Berlin,buyer", "2 organization organization_state"},
		{"an organization that takes part in another role", "Emil,emil@spree.example,Spree Film,DE,de,Europe/Berlin,exhibitor", "2 organization organization_role"},
		{"an organization of the same name in another country is another one", "Emil,emil@spree.example,Spree Film,AT,de,Europe/Vienna,exhibitor", ""},
		{
			"everything wrong at once", ",nobody,,Germany,??,Mars/Olympus,organizer",
			"2 name name_invalid; 2 organization organization_invalid; 2 country country_invalid; 2 zone zone_invalid; 2 language language_invalid; 2 role role_invalid; 2 email email_invalid",
		},
		{"no language", "Ada,ada@x.example,Analytic Ltd,GB,,Europe/London,buyer", "2 language language_invalid"},
		{"an address that would write a header of a mail", "Ada,\"ada@x.example\nBcc: all@x.example\",Analytic Ltd,GB,en,Europe/London,buyer", "2 email email_invalid"},
		{"the same address twice, in other letters", "Ada,ada@x.example,A,GB,en,Europe/London,buyer\nAda,ADA@x.example,A,GB,en,Europe/London,buyer", "3 email email_twice"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := strings.Join(judged(t, buyerHeader+row.row+"\n", d), "; "); got != row.want {
				t.Errorf("faults %q, want %q", got, row.want)
			}
		})
	}
}

func TestAnOrganizationOfAnImportHasAllRolesOfItsRows(t *testing.T) {
	d := newDirectory("exh_1", nil, nil)
	rows := []newcomer{
		{name: "王小明", email: "w@x.example", org: "敦煌数字", country: "CN", languages: []string{"zh-Hans"}, role: actor.Buyer},
		{name: "Li", email: "l@x.example", org: "敦煌数字", country: "CN", languages: []string{"en"}, role: actor.Exhibitor},
		{name: "Hu", email: "h@x.example", org: "敦煌数字", country: "CN", languages: []string{"en"}, role: actor.Buyer},
	}
	o := d.found(rows, "per_1")
	if len(o.Participations) != 2 || !o.Takes(actor.Buyer, "exh_1") || !o.Takes(actor.Exhibitor, "exh_1") {
		t.Errorf("participations %v", o.Participations)
	}
	if o.Name[lang.Chinese] != "敦煌数字" || o.Contact.Person != "per_1" || o.Contact.Lang != lang.Chinese || o.State != Approved {
		t.Errorf("organization %+v", o)
	}
	if d.found(rows, "per_2").ID != o.ID || newDirectory("exh_2", nil, nil).found(rows, "per_1").ID == o.ID {
		t.Error("the id does not follow from the exhibition and the name")
	}
}

func FuzzImportBuyers(f *testing.F) {
	f.Add(buyerHeader + "Ada,ada@x.example,Analytic Ltd,GB,en,Europe/London,buyer\n")
	f.Add("role;zone;language;country;organization;email;name\n;../../etc/passwd;en;GB;O;a@b;N\n")
	f.Fuzz(func(t *testing.T, file string) {
		table, err := sheet.Read(strings.NewReader(file), sheet.CSV)
		if err != nil {
			return
		}
		m := sheet.NewImport(table, BuyerColumns(), []string{"role"})
		d := newDirectory("exh_1", nil, nil)
		for _, n := range newcomers(m) {
			if !m.Sound(n.row) {
				continue
			}
			o := d.found([]newcomer{n}, "per_1")
			for where, err := range map[string]error{"name": o.Name.Check(nameLimit), "country": country(o.Country), "zone": zone(n.zone), "languages": spoken(n.languages)} {
				if err != nil {
					t.Errorf("row %d was found right, but %s: %v", n.row, where, err)
				}
			}
		}
	})
}
