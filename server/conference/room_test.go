package conference

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/rooms"
	"fairground/server/actor"
	"fairground/server/problem"
)

func someone(id, org string, roles ...actor.Role) actor.Actor {
	a := actor.Actor{Person: id, Org: org}
	for _, r := range roles {
		a.Grants = append(a.Grants, actor.Grant{Role: r, Exhibition: "exh_1"})
	}
	return a
}

func TestStanding(t *testing.T) {
	base := Door{Exhibition: "exh_1"}
	with := func(kind Kind, change func(*Room)) Room {
		r := Room{Door: base}
		r.Kind = kind
		if kind == Meeting || kind == Deal {
			r.Parties = []string{"org_b", "org_x"}
		}
		if kind == Booth {
			r.Parties = []string{"org_x"}
		}
		if change != nil {
			change(&r)
		}
		return r
	}
	hosted := func(r *Room) { r.Hosts = []string{"per_x"} }
	foreign := actor.Actor{Person: "per_f", Org: "org_f", Grants: []actor.Grant{{Role: actor.Organizer, Exhibition: "exh_2"}}}
	clearing := actor.Actor{Person: "per_c", Org: "org_c", Grants: []actor.Grant{{Role: actor.ClearingMaker}}}
	const all = "audio video screen"
	rows := []struct {
		name    string
		room    Room
		who     actor.Actor
		join    bool
		publish string
		want    string // the other rights, by their first letters: see knock moderate police admit early interpret
	}{
		{"a visitor who is not signed in has no standing anywhere", with(Stage, nil), actor.Actor{}, false, "", ""},
		{"the program itself may end a room and never sits in it", with(Meeting, nil), actor.System, false, "", "spa"},
		{"a buyer listens to the stage", with(Stage, nil), someone("per_b", "org_b", actor.Buyer), true, "", "s"},
		{"an exhibitor listens to the stage", with(Stage, nil), someone("per_x", "org_x", actor.Exhibitor), true, "", "s"},
		{"the organizer runs it", with(Stage, nil), someone("per_o", "", actor.Organizer), true, all, "smpae"},
		{"a moderator runs it", with(Stage, nil), someone("per_m", "", actor.Moderator), true, all, "smpae"},
		{"a host runs it without a role", with(Stage, hosted), someone("per_x", "org_x"), true, all, "smpae"},
		{"a speaker of the session speaks and runs nothing", with(Stage, func(r *Room) { r.Speakers = []string{"per_b"} }), someone("per_b", "org_b", actor.Buyer), true, all, "se"},
		{"an interpreter interprets", with(Stage, nil), someone("per_i", "", actor.Interpreter), true, "", "sei"},
		{"the organizer of another exhibition is nobody on this stage", with(Stage, nil), foreign, false, "", ""},
		{"a clearing officer is nobody on a stage", with(Stage, nil), clearing, false, "", ""},
		{"whoever was removed from the stage stays out", with(Stage, func(r *Room) { r.Denied = []string{"per_b"} }), someone("per_b", "org_b", actor.Buyer), false, "", "s"},
		{"but nobody can lock the organizer out", with(Stage, func(r *Room) { r.Denied = []string{"per_o"} }), someone("per_o", "", actor.Organizer), true, all, "smpae"},

		{"both parties speak in a meeting", with(Meeting, nil), someone("per_b", "org_b", actor.Buyer), true, all, "sa"},
		{"a party without a host admits guests by anybody", with(Meeting, nil), someone("per_x2", "org_x", actor.Exhibitor), true, all, "sa"},
		{"with a host, only by the host", with(Meeting, hosted), someone("per_b", "org_b", actor.Buyer), true, all, "s"},
		{"the host admits", with(Meeting, hosted), someone("per_x", "org_x", actor.Exhibitor), true, all, "sa"},
		{"no party has power over the other", with(Deal, hosted), someone("per_x", "org_x", actor.Exhibitor), true, all, "sa"},
		{"the interpreter of the meeting speaks", with(Meeting, func(r *Room) { r.Interpreters = []string{"per_i"} }), someone("per_i", "", actor.Interpreter), true, "audio", "si"},
		{"another interpreter only knocks", with(Meeting, nil), someone("per_j", "", actor.Interpreter), false, "", "k"},
		{"a third company only knocks", with(Meeting, nil), someone("per_o", "org_o", actor.Buyer), false, "", "k"},
		{"the organizer sees a meeting, may end it, and does not hear it", with(Meeting, nil), someone("per_o", "", actor.Organizer), false, "", "skp"},
		{"unless a host lets him in", with(Meeting, func(r *Room) { r.Admitted = []string{"per_o"} }), someone("per_o", "", actor.Organizer), true, "audio video", "smp"},
		{"a guest let in speaks and shows no screen", with(Meeting, func(r *Room) { r.Admitted = []string{"per_g"} }), someone("per_g", "org_g", actor.Buyer), true, "audio video", "s"},
		{"a guest sent away may not even knock", with(Meeting, func(r *Room) { r.Denied = []string{"per_g"} }), someone("per_g", "org_g", actor.Buyer), false, "", ""},
		{"the organizer of another exhibition does not know of the meeting", with(Meeting, nil), foreign, false, "", ""},
		{"nor does a clearing officer of the deal", with(Deal, nil), clearing, false, "", ""},
		{"an actor without a company is no party of a room without parties", with(Meeting, func(r *Room) { r.Parties = []string{""} }), someone("per_n", ""), false, "", ""},

		{"the booth's own people run it", with(Booth, nil), someone("per_x", "org_x", actor.Exhibitor), true, all, "smpae"},
		{"a visitor rings", with(Booth, nil), someone("per_b", "org_b", actor.Buyer), false, "", "sk"},
		{"and speaks when let in", with(Booth, func(r *Room) { r.Admitted = []string{"per_b"} }), someone("per_b", "org_b", actor.Buyer), true, all, "s"},
		{"a competitor rings as everybody does", with(Booth, nil), someone("per_y", "org_y", actor.Exhibitor), false, "", "sk"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			s := row.room.Standing(row.who)
			got := ""
			for i, has := range []bool{s.See, s.Knock, s.Moderate, s.Police, s.Admit, s.Early, s.Interpret} {
				if has {
					got += string("skmpaei"[i])
				}
			}
			var kinds []string
			for _, k := range s.Publish {
				kinds = append(kinds, string(k))
			}
			if s.Join != row.join || strings.Join(kinds, " ") != row.publish || got != row.want {
				t.Errorf("join %v, publish %v, %q; want %v, %q, %q", s.Join, kinds, got, row.join, row.publish, row.want)
			}
		})
	}
}

func TestTheDoor(t *testing.T) {
	starts := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	meeting := MeetingRoom{Meeting: "mtg_1", Exhibition: "exh_1", Starts: starts, Ends: starts.Add(30 * time.Minute), Parties: []string{"org_b", "org_x"}}
	party := someone("per_b", "org_b", actor.Buyer)
	staff := someone("per_x", "org_x", actor.Exhibitor)
	booth := BoothRoom{Booth: "bth_1", Exhibition: "exh_1", Org: "org_x", Opens: starts}
	open := booth
	open.Open, open.Opens = true, starts.Add(24*time.Hour)
	over := meeting
	over.Over = true
	rows := []struct {
		name string
		room Room
		who  actor.Actor
		at   time.Time
		want State
		code string
	}{
		{"eleven minutes before a meeting its room is closed", meeting.room(Door{}), party, starts.Add(-11 * time.Minute), Closed, "room_not_open"},
		{"ten minutes before, the lobby opens", meeting.room(Door{}), party, starts.Add(-10 * time.Minute), Lobby, ""},
		{"on time it is open", meeting.room(Door{}), party, starts, Open, ""},
		{"to its last moment", meeting.room(Door{}), party, starts.Add(30*time.Minute - 1), Open, ""},
		{"then it has ended", meeting.room(Door{}), party, starts.Add(30 * time.Minute), Ended, "room_ended"},
		{"a cancelled meeting has no room", over.room(Door{}), party, starts, Ended, "room_ended"},
		{"a room that was closed has ended", meeting.room(Door{Closing: &Closing{}}), party, starts, Ended, "room_ended"},
		{"a booth off duty is closed to visitors", booth.room(Door{}), party, starts.Add(-time.Hour), Closed, "room_not_open"},
		{"and open to its staff", booth.room(Door{}), staff, starts.Add(-time.Hour), Closed, ""},
		{"a booth on duty is open, whenever it opens next", open.room(Door{}), party, starts, Open, ""},
		{"a stranger is told nothing of times", meeting.room(Door{}), someone("per_f", "org_f"), starts, Open, "room_not_yours"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := row.room.State(row.at); got != row.want {
				t.Errorf("the door says %s, want %s", got, row.want)
			}
			if got := problem.Code(row.room.Enter(row.room.Standing(row.who), row.at)); got != row.code {
				t.Errorf("refused with %q, want %q", got, row.code)
			}
		})
	}
}

func TestActsAtTheDoor(t *testing.T) {
	now := time.Now()
	waiting := func() Door {
		d := Door{}
		for _, p := range []string{"per_a", "per_b"} {
			if _, err := d.knock(Guest{Person: p, Since: now}); err != nil {
				t.Fatal(err)
			}
		}
		return d
	}
	t.Run("who knocks twice waits once", func(t *testing.T) {
		d := waiting()
		if changed, err := d.knock(Guest{Person: "per_a"}); changed || err != nil || len(d.Waiting) != 2 {
			t.Errorf("changed %v, %v, %d wait", changed, err, len(d.Waiting))
		}
	})
	t.Run("who is let in waits no more", func(t *testing.T) {
		d := waiting()
		if err := d.admit("per_a"); err != nil || len(d.Waiting) != 1 || !slices.Contains(d.Admitted, "per_a") {
			t.Errorf("%v: %+v", err, d)
		}
	})
	t.Run("who was sent away can be let in after all", func(t *testing.T) {
		d := waiting()
		if err := d.deny("per_a"); err != nil || !slices.Contains(d.Denied, "per_a") {
			t.Fatalf("%v: %+v", err, d)
		}
		if err := d.admit("per_a"); err != nil || slices.Contains(d.Denied, "per_a") {
			t.Errorf("%v: %+v", err, d)
		}
	})
	t.Run("nobody at the door can shut out somebody who never stood there", func(t *testing.T) {
		d := waiting()
		if err := d.deny("per_of_the_other_party"); problem.Code(err) != "guest_not_found" {
			t.Errorf("answered %v", err)
		}
	})
	t.Run("a full lobby takes no more", func(t *testing.T) {
		d := Door{}
		var err error
		for i := range maxWaiting + 1 {
			_, err = d.knock(Guest{Person: fmt.Sprint(i)})
		}
		if problem.Code(err) != "lobby_full" || len(d.Waiting) != maxWaiting {
			t.Errorf("%v with %d", err, len(d.Waiting))
		}
	})
	t.Run("a list forgets its oldest and never grows beyond its bound", func(t *testing.T) {
		var list []string
		for i := range maxList + 3 {
			list = remember(list, fmt.Sprint(i))
		}
		if len(list) != maxList || list[0] != "3" {
			t.Errorf("%d, the first is %s", len(list), list[0])
		}
	})
}

func TestSubject(t *testing.T) {
	rows := []struct {
		id   string
		kind Kind
		of   string
	}{
		{"room_mtg_01jd", Meeting, "mtg_01jd"},
		{"room_deal_01jd", Deal, "deal_01jd"},
		{"room_bth_01jd", Booth, "bth_01jd"},
		{"room_01jd", Stage, ""},
		{"room_", "", ""},
		{"room_mtg_", "", ""},
		{"room_usr_1", "", ""},
		{"mtg_01jd", "", ""},
		{"room_mtg_$ne", "", ""},
		{"room_mtg_a.b", "", ""},
		{"room_" + strings.Repeat("a", 200), "", ""},
	}
	for _, row := range rows {
		t.Run(row.id, func(t *testing.T) {
			kind, of, err := subject(row.id)
			if kind != row.kind || of != row.of || (err == nil) != (row.kind != "") {
				t.Errorf("%q %q %v", kind, of, err)
			}
		})
	}
}

func FuzzSubject(f *testing.F) {
	for _, seed := range []string{"room_mtg_1", "room_deal_1", "room_bth_1", "room_1", "room_", "", "room_mtg_\x00", "room__"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		kind, of, err := subject(id)
		if err != nil {
			if kind != "" || of != "" || !problem.Is(err, problem.NotFound) {
				t.Errorf("refused with %q %q %v", kind, of, err)
			}
			return
		}
		if len(id) > rooms.MaxIdentifier || strings.ContainsAny(id, "$. /\x00") {
			t.Errorf("%q was believed", id)
		}
		if kind == Stage == (of != "") || of != "" && "room_"+of != id {
			t.Errorf("%q is %s of %q", id, kind, of)
		}
	})
}

func FuzzCut(f *testing.F) {
	f.Add("中文", 4)
	f.Add("plain", 3)
	f.Fuzz(func(t *testing.T, text string, n int) {
		if n < 0 || n > 1000 {
			return
		}
		got := cut(text, n)
		if len(got) > max(n, 0) && len(text) > n || !strings.HasPrefix(text, got) {
			t.Errorf("cut(%q, %d) = %q", text, n, got)
		}
	})
}
