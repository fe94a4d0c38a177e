package accounts

import (
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
)

func TestGrantsThatGoTogether(t *testing.T) {
	t.Parallel()
	at := func(r actor.Role) actor.Grant { return actor.Grant{Role: r, Exhibition: "exh_1"} }
	for _, row := range []struct {
		name   string
		kind   Kind
		grants []actor.Grant
		code   string
	}{
		{"a company's person exhibits and buys", Company, []actor.Grant{at(actor.Exhibitor), at(actor.Buyer)}, ""},
		{"a creator buys", Creator, []actor.Grant{at(actor.Buyer)}, ""},
		{"the operator organizes", Operator, []actor.Grant{at(actor.Organizer), at(actor.Moderator)}, ""},
		{"an institution's officer makes and checks in different rooms", Institution, []actor.Grant{{Role: actor.ClearingMaker}, {Role: actor.Auditor}}, ""},
		{"a clearing officer cannot organize", Institution, []actor.Grant{{Role: actor.ClearingMaker}, at(actor.Organizer)}, "roles_exclusive"},
		{"an interpreter cannot arbitrate", Operator, []actor.Grant{at(actor.Interpreter), {Role: actor.Arbitrator}}, "roles_exclusive"},
		{"a clearing officer cannot belong to a company", Company, []actor.Grant{{Role: actor.ClearingChecker}}, "roles_exclusive"},
		{"a funder cannot be a creator", Creator, []actor.Grant{{Role: actor.Funder}}, "roles_exclusive"},
		{"the operator does not exhibit", Operator, []actor.Grant{at(actor.Exhibitor)}, "role_needs_company"},
		{"an institution does not buy", Institution, []actor.Grant{at(actor.Buyer)}, "role_needs_company"},
		{"a settlement role has no exhibition", Institution, []actor.Grant{at(actor.ClearingMaker)}, "role_scope"},
		{"an exhibition role has one", Company, []actor.Grant{{Role: actor.Buyer}}, "role_scope"},
		{"a role must exist", Company, []actor.Grant{at("king")}, "role_unknown"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := problem.Code(checkGrants(row.grants, row.kind)); got != row.code {
				t.Errorf("code %q, want %q", got, row.code)
			}
		})
	}
}

func TestStatesOfAnOrganization(t *testing.T) {
	t.Parallel()
	decide := map[Decision]func(*Organization) error{
		Approve: (*Organization).approve,
		Reject:  func(o *Organization) error { return o.reject("no papers") },
		Suspend: func(o *Organization) error { return o.suspend("complaint") },
	}
	for _, row := range []struct {
		from State
		d    Decision
		to   State // "" if refused
	}{
		{Applied, Approve, Approved},
		{Applied, Reject, Rejected},
		{Applied, Suspend, ""},
		{Approved, Approve, ""},
		{Approved, Reject, ""},
		{Approved, Suspend, Suspended},
		{Rejected, Approve, ""},
		{Rejected, Reject, ""},
		{Rejected, Suspend, ""},
		{Suspended, Approve, Approved},
		{Suspended, Reject, ""},
		{Suspended, Suspend, ""},
	} {
		t.Run(string(row.from)+" "+string(row.d), func(t *testing.T) {
			t.Parallel()
			o := Organization{State: row.from}
			err := decide[row.d](&o)
			if row.to == "" {
				if problem.Code(err) != "organization_state" || o.State != row.from {
					t.Errorf("got %v and state %s, want a refusal that changes nothing", err, o.State)
				}
				return
			}
			if err != nil || o.State != row.to {
				t.Errorf("got %v and state %s, want %s", err, o.State, row.to)
			}
			if (o.Reason != "") != (row.d != Approve) {
				t.Errorf("reason %q after %s", o.Reason, row.d)
			}
		})
	}
}

func TestWhoFindsAPerson(t *testing.T) {
	t.Parallel()
	buyer := func(v Visibility, crossBorder bool) Person {
		p := Person{ID: "per_b", Org: "org_berlin", Visibility: v, Grants: []actor.Grant{{Role: actor.Buyer, Exhibition: "exh_1"}}}
		if crossBorder {
			p.Consents = []Consent{{Kind: CrossBorder, Given: true}}
		}
		return p
	}
	viewer := func(org, country string, role actor.Role, exhibition string) Viewer {
		return Viewer{Actor: actor.Actor{Person: "per_v", Org: org, Grants: []actor.Grant{{Role: role, Exhibition: exhibition}}}, Country: country}
	}
	chinese := viewer("org_wuxi", "CN", actor.Exhibitor, "exh_1")
	german := viewer("org_bonn", "DE", actor.Exhibitor, "exh_1")
	withdrawn := buyer(VisibleToAll, true)
	withdrawn.Consents = append(withdrawn.Consents, Consent{Kind: CrossBorder, Given: false})
	erased := buyer(VisibleToAll, true)
	erased.Erased = time.Unix(1, 0)
	for _, row := range []struct {
		name   string
		person Person
		viewer Viewer
		want   bool
	}{
		{"an exhibitor of her country finds her", buyer(VisibleToExhibitors, false), german, true},
		{"an exhibitor of another country does not without her consent", buyer(VisibleToExhibitors, false), chinese, false},
		{"and does with it", buyer(VisibleToExhibitors, true), chinese, true},
		{"declining counts even if she is visible to all", buyer(VisibleToAll, false), chinese, false},
		{"withdrawing counts like declining", withdrawn, chinese, false},
		{"an exhibitor of another exhibition does not find her", buyer(VisibleToExhibitors, true), viewer("org_bonn", "DE", actor.Exhibitor, "exh_2"), false},
		{"another buyer does not if she chose exhibitors", buyer(VisibleToExhibitors, true), viewer("org_bonn", "DE", actor.Buyer, "exh_1"), false},
		{"another buyer does if she chose all", buyer(VisibleToAll, false), viewer("org_bonn", "DE", actor.Buyer, "exh_1"), true},
		{"a visitor without an account does if she chose all", buyer(VisibleToAll, false), Viewer{}, true},
		{"nobody finds her if she hides", buyer(Hidden, true), german, false},
		{"her colleague does", buyer(Hidden, false), viewer("org_berlin", "DE", actor.Buyer, "exh_1"), true},
		{"she does herself", buyer(Hidden, false), Viewer{Actor: actor.Actor{Person: "per_b"}}, true},
		{"the organizer does", buyer(Hidden, false), viewer("org_op", "CN", actor.Organizer, "exh_1"), true},
		{"the organizer of another exhibition does not", buyer(Hidden, true), viewer("org_op", "CN", actor.Organizer, "exh_2"), false},
		{"nobody finds an erased person", erased, viewer("org_op", "CN", actor.Organizer, "exh_1"), false},
		{"two people without organization are no colleagues", Person{ID: "per_b", Visibility: Hidden}, Viewer{Actor: actor.Actor{Person: "per_v"}}, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := row.person.visibleTo(row.viewer, "DE"); got != row.want {
				t.Errorf("visible: %t, want %t", got, row.want)
			}
		})
	}
}

func TestConsentHistoryOnlyGrows(t *testing.T) {
	t.Parallel()
	p := Person{}
	w := Wording{Kind: CrossBorder, Version: "1", Recipient: &Recipient{Contact: "a@b.example"}}
	at := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	if p.Agrees(CrossBorder) {
		t.Error("a person who was never asked agrees")
	}
	if !p.consent(w, true, at) || !p.Agrees(CrossBorder) || p.Agrees(Terms) {
		t.Error("yes to one is not yes to that one alone")
	}
	if p.consent(w, true, at.Add(time.Hour)) {
		t.Error("the same answer to the same wording is recorded twice")
	}
	if !p.consent(w, false, at.Add(time.Hour)) || p.Agrees(CrossBorder) {
		t.Error("a withdrawal does not count")
	}
	w.Version = "2"
	if !p.consent(w, false, at.Add(2*time.Hour)) {
		t.Error("an answer to a new wording is not recorded")
	}
	if len(p.Consents) != 3 || !p.Consents[0].Given || p.Consents[0].Recipient.Contact != "a@b.example" {
		t.Errorf("history %+v", p.Consents)
	}
}

func TestWordingsNameWhatTheLawAsks(t *testing.T) {
	t.Parallel()
	s := Service{config: Config{Recipient: demoRecipient()}}
	for _, w := range s.Wordings() {
		for _, text := range []lang.Text{w.Text, w.Rights} {
			if text[lang.English] == "" || text[lang.Chinese] == "" {
				t.Errorf("%s lacks a language: %v", w.Kind, text)
			}
		}
		if w.Kind == CrossBorder && (w.Recipient == nil || w.Recipient.Contact == "" || len(w.Recipient.Name) < 2 || len(w.Purpose) < 2 || len(w.Categories) == 0) {
			t.Errorf("cross-border consent names too little: %+v", w)
		}
	}
}

func TestFieldsOfPeople(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		err  error
		ok   bool
	}{
		{"a zone of the tz database", zone("Asia/Shanghai"), true},
		{"the machine's own zone is none", zone("Local"), false},
		{"no zone", zone(""), false},
		{"a path is no zone", zone("../../etc/passwd"), false},
		{"a country", country("DE"), true},
		{"small letters are no country", country("de"), false},
		{"a region of countries is no country", country("EU"), false},
		{"nowhere", country("QQ"), false},
		{"languages", spoken([]string{"zh-Hans", "de"}), true},
		{"not a language", spoken([]string{"!"}), false},
		{"thirteen languages", spoken(make([]string, 13)), false},
		{"a name", line("林 岚", 10), true},
		{"a blank name", line("  ", 10), false},
		{"a name of two lines", line("a\nb", 10), false},
		{"a name that is too long", line("abc", 2), false},
	} {
		if (row.err == nil) != row.ok {
			t.Errorf("%s: %v", row.name, row.err)
		}
	}
}

func FuzzEmail(f *testing.F) {
	for _, s := range []string{"ana@studio.example", " Ana@Studio.Example ", "Ana <ana@studio.example>", "a@b@c", "\"a b\"@c", "ä@ü.example", "a@b\r\nBcc: x@y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		address, err := email(s)
		if err != nil {
			return
		}
		if again, err := email(address); err != nil || again != address {
			t.Errorf("%q gave %q, which gives %q, %v", s, address, again, err)
		}
		for _, r := range address {
			if r == '\r' || r == '\n' {
				t.Errorf("%q has a line break", address)
			}
		}
	})
}
