package demo

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestNobodyMeetsAtNightOrTwiceAtATime(t *testing.T) {
	for i, start := range []time.Time{opening(), opening().Add(11 * time.Hour), opening().Add(31*time.Hour + 13*time.Minute)} {
		f := World(uint64(i+1), start)
		zones, languages := map[string]string{}, map[string][]string{}
		for _, p := range f.People {
			zones[p.ID], languages[p.ID] = p.Zone, p.Languages
		}
		busy := map[string]string{}
		pairs := map[string]bool{}
		for _, r := range f.Requests {
			if r.Meeting == nil {
				continue
			}
			pair := strings.Join(sorted(r.From, r.To), "|")
			if pairs[pair] {
				t.Errorf("%s meet twice", pair)
			}
			pairs[pair] = true
			if r.Interpreter == "" && !slices.ContainsFunc(languages[r.FromPerson], func(l string) bool { return slices.Contains(languages[r.ToPerson], l) }) {
				t.Errorf("%s: nobody understands anybody", r.ID)
			}
			now := !r.Meeting.Starts.After(start) && r.Meeting.Ends.After(start)
			known := r.FromPerson == f.Known["buyer"] && r.ToPerson == f.Known["exhibitor"] // they met shortly before the start, whatever the hour
			if (r.FromPerson == f.Known["buyer"] || r.ToPerson == f.Known["exhibitor"]) && r.Meeting.Starts.Before(start.Add(3*time.Hour)) && r.Meeting.Ends.After(start) {
				t.Errorf("%s takes the well-known pair's time at the start", r.ID)
			}
			for _, person := range []string{r.FromPerson, r.ToPerson, r.Interpreter} {
				if person == "" {
					continue
				}
				hour := r.Meeting.Starts.In(zone(zones[person])).Hour()
				if !now && !known && (hour < 7 || hour > 21) {
					t.Errorf("%s meets at %d o'clock in %s", person, hour, zones[person])
				}
				for at := r.Meeting.Starts; at.Before(r.Meeting.Ends); at = at.Add(5 * time.Minute) {
					key := person + at.String()
					if busy[key] != "" {
						t.Errorf("%s sits in %s and %s at %v", person, busy[key], r.ID, at)
					}
					busy[key] = r.ID
				}
			}
		}
		met := slices.IndexFunc(f.Requests, func(r Request) bool {
			return r.FromPerson == f.Known["buyer"] && r.ToPerson == f.Known["exhibitor"] && r.Meeting != nil && r.Interpreter == f.Known["interpreter"] &&
				r.Meeting.Ends.Before(start) && r.Meeting.Starts.After(start.Add(-5*time.Hour))
		})
		if met < 0 {
			t.Errorf("the well-known pair has not met shortly before %v", start)
		}
	}
}

func sorted(s ...string) []string {
	slices.Sort(s)
	return s
}

func TestTheNegotiationsBeginWithMeetings(t *testing.T) {
	f := World(1, opening())
	talked := map[string]bool{}
	for _, m := range f.Messages {
		talked[m.Room] = true
	}
	if len(talked) < 10 {
		t.Errorf("only %d rooms have a chat", len(talked))
	}
	with, interpreted := 0, 0
	for _, d := range f.Deals {
		if d.Meeting != "" {
			with++
		}
	}
	for _, r := range f.Requests {
		if r.Interpreter != "" {
			interpreted++
		}
	}
	if with < 10 || interpreted < 15 {
		t.Errorf("%d deals come from a meeting, %d meetings are interpreted", with, interpreted)
	}
	t.Logf("%d deals come from a meeting, %d meetings are interpreted, %d rooms have a chat", with, interpreted, len(talked))
}

func TestTheStoryOfARequestIsInOrder(t *testing.T) {
	f := World(1, opening())
	for _, r := range f.Requests {
		if len([]rune(r.Reason)) > 500 || r.Reason == "" || strings.Contains(r.Reason, "{") {
			t.Errorf("%s: reason %q", r.ID, r.Reason)
		}
		for i, m := range r.Moves {
			if i > 0 && !m.At.After(r.Moves[i-1].At) {
				t.Errorf("%s: move %d is not after the one before", r.ID, i)
			}
			if len(m.Slots) > 3 || (m.Action == "send" || m.Action == "counter") && len(m.Slots) == 0 {
				t.Errorf("%s: %s with %d slots", r.ID, m.Action, len(m.Slots))
			}
			if m.Action == "accept" && (m.At.After(r.Expires) || !m.At.Before(r.Meeting.Starts) || m.Person == r.Moves[i-1].Person ||
				!slices.Contains(r.Moves[i-1].Slots, *r.Meeting)) {
				t.Errorf("%s is accepted too late, by the wrong side or for a slot nobody proposed: %+v", r.ID, r)
			}
			if m.Action == "cancel" && !m.At.After(r.Moves[i-1].At) {
				t.Errorf("%s is cancelled before it is accepted", r.ID)
			}
		}
	}
}

func TestMoneyAddsUp(t *testing.T) {
	f := World(1, opening())
	terms := map[string]Terms{}
	for _, d := range f.Deals {
		for i, v := range d.Versions {
			var lines, parts int64
			for _, l := range v.Terms.Lines {
				lines += l.Amount.Minor
				if l.Amount.Minor != l.Price.Minor*l.Quantity || l.Item != d.Item {
					t.Errorf("%s v%d: a line does not multiply", d.ID, v.N)
				}
			}
			for _, m := range v.Terms.Milestones {
				parts += m.Amount.Minor
				if m.Amount.Minor <= 0 || m.InspectionDays < 1 {
					t.Errorf("%s v%d: milestone %+v", d.ID, v.N, m)
				}
			}
			if lines != v.Terms.Total.Minor || parts != v.Terms.Total.Minor {
				t.Errorf("%s v%d: lines %d, milestones %d, total %d", d.ID, v.N, lines, parts, v.Terms.Total.Minor)
			}
			if i > 0 && (!v.At.After(d.Versions[i-1].At) || v.By == d.Versions[i-1].By) {
				t.Errorf("%s: version %d is out of turn", d.ID, v.N)
			}
			ids := map[string]bool{}
			for _, c := range v.Terms.Clauses {
				if ids[c.ID] {
					t.Errorf("%s: clause %s twice", d.ID, c.ID)
				}
				ids[c.ID] = true
			}
			if d.Kind == "good" && (v.Terms.HS == "" || v.Terms.Incoterm == "") || d.Kind == "work" && v.Terms.Rights == nil {
				t.Errorf("%s v%d lacks what a %s needs", d.ID, v.N, d.Kind)
			}
			terms[d.ID] = v.Terms
		}
		last := d.Versions[len(d.Versions)-1].At
		for _, c := range append(slices.Clone(d.Accepted), d.Signed...) {
			if !c.At.After(last) {
				t.Errorf("%s: a consent does not follow what it consents to", d.ID)
			}
			last = c.At
		}
	}
	for _, o := range f.Orders {
		var released, paid int64
		for i, e := range o.Events {
			if i > 0 && e.At.Before(o.Events[i-1].At) {
				t.Errorf("%s: events out of order", o.ID)
			}
			if e.Kind == "released" || e.Kind == "ruled" {
				released += e.Amount.Minor
			}
			if e.Kind == "paid_out" {
				paid = e.Amount.Minor
			}
			if e.Kind == "funded" && *e.Amount != terms[o.Deal].Total {
				t.Errorf("%s is funded with %v", o.ID, e.Amount)
			}
		}
		if paid != 0 && paid != released || released > terms[o.Deal].Total.Minor {
			t.Errorf("%s: released %d, paid out %d of %v", o.ID, released, paid, terms[o.Deal].Total)
		}
	}
}

func TestWhatIsGrantedIsFree(t *testing.T) {
	f := World(1, opening())
	items := map[string]Item{}
	for _, i := range f.Items {
		items[i.ID] = i
	}
	for _, d := range f.Deals {
		item, found := items[d.Item]
		if !found || item.Kind != d.Kind {
			t.Errorf("%s sells %q as a %s", d.ID, d.Item, d.Kind)
			continue
		}
		if r := d.Versions[0].Terms.Rights; r != nil {
			for _, right := range r.Rights {
				if !slices.Contains(item.Rights.Rights, right) {
					t.Errorf("%s grants %s, which is not offered", d.ID, right)
				}
			}
			for _, s := range item.Rights.Sold {
				if slices.Contains(r.Territories, s.Territory) {
					t.Errorf("%s grants %s, which is sold", d.ID, s.Territory)
				}
			}
		}
	}
}

func TestEachStageShowsItsMoment(t *testing.T) {
	now := time.Date(2026, 3, 2, 8, 15, 0, 0, time.UTC)
	want := map[Stage]struct {
		phase  string
		states []string // of requests, deals and orders that must be there
	}{
		Setup:    {"setup", []string{"organization applied", "organization approved"}},
		Booking:  {"booking", []string{"request pending", "request scheduled", "request declined", "deal ordered", "deal negotiating"}},
		Live:     {"live", []string{"request pending", "request scheduled", "request live", "request expired", "session live", "deal negotiating", "deal agreed", "deal signed", "deal ordered", "order in_delivery", "order awaiting_funds"}},
		Settling: {"after_market", []string{"request completed", "request cancelled", "deal ordered", "deal lapsed", "deal abandoned", "order funded", "order in_delivery", "milestone inspection", "milestone disputed", "milestone released", "milestone shipped"}},
		Closed:   {"closed", []string{"order completed", "milestone split", "request no_show_invitee", "session ended"}},
	}
	for _, s := range Stages() {
		start, err := s.Start(now)
		if err != nil {
			t.Fatal(err)
		}
		f := World(1, start)
		if at, err := f.Now(s); err != nil || !at.Equal(now) {
			t.Fatalf("%s stands at %v, %v", s, at, err)
		}
		v := f.At(now)
		got := map[string]int{}
		for _, o := range v.Organizations {
			got["organization "+o.State]++
		}
		for _, o := range v.Sessions {
			got["session "+o.State]++
		}
		for _, r := range v.Requests {
			got["request "+r.State]++
			if (r.State == "pending") != (r.Awaiting != "") {
				t.Errorf("%s: %s is %s and awaits %q", s, r.ID, r.State, r.Awaiting)
			}
		}
		for _, d := range v.Deals {
			got["deal "+d.State]++
		}
		for _, o := range v.Orders {
			got["order "+o.State]++
			for _, m := range o.Milestones {
				got["milestone "+m]++
			}
		}
		t.Logf("%s (%s): %v, %d questions, %d messages", s, v.Phase, got, len(v.Questions), len(v.Messages))
		if v.Phase != want[s].phase {
			t.Errorf("%s is the phase %q", s, v.Phase)
		}
		for _, state := range want[s].states {
			if got[state] == 0 {
				t.Errorf("%s: no %s", s, state)
			}
		}
	}
	if _, err := Stage("party").Start(now); err == nil {
		t.Error("a stage that does not exist is found")
	}
}

func TestReferencesHold(t *testing.T) {
	f := World(1, opening())
	known := map[string]bool{"": true}
	for _, o := range f.Organizations {
		known[o.ID] = true
	}
	for _, p := range f.Parks {
		known[p.ID] = true
	}
	for _, h := range f.Halls {
		known[h.ID] = true
	}
	for _, p := range f.People {
		known[p.ID] = true
	}
	for _, b := range f.Booths {
		known[b.ID] = true
	}
	for _, i := range f.Items {
		known[i.ID] = true
	}
	for _, r := range f.Rooms {
		known[r.ID] = true
	}
	for _, r := range f.Requests {
		known[r.Room] = true
	}
	for _, d := range f.Deals {
		known[d.ID], known[d.Room] = true, true
	}
	check := func(from string, ids ...string) {
		t.Helper()
		for _, id := range ids {
			if !known[id] {
				t.Errorf("%s refers to %q", from, id)
			}
		}
	}
	for _, o := range f.Organizations {
		check(o.ID, o.Park)
	}
	for _, p := range f.People {
		check(p.ID, p.Org)
	}
	for _, b := range f.Booths {
		check(b.ID, append([]string{b.Hall, b.Org}, b.Staff...)...)
	}
	for _, i := range f.Items {
		check(i.ID, i.Booth)
	}
	for _, s := range f.Sessions {
		check(s.ID, append([]string{s.Room}, append(s.Speakers, s.Deals...)...)...)
	}
	for _, r := range f.Requests {
		check(r.ID, r.From, r.To, r.FromPerson, r.ToPerson, r.Booth, r.Item, r.Interpreter)
	}
	for _, q := range f.Questions {
		check(q.ID, q.Booth, q.Person, q.By)
	}
	for _, m := range f.Messages {
		check(m.ID, m.Room, m.Person)
	}
	for _, d := range f.Deals {
		check(d.ID, d.Seller, d.SellerPerson, d.Buyer, d.BuyerPerson, d.Item)
	}
	for _, o := range f.Orders {
		check(o.ID, o.Deal, o.Buyer, o.Seller)
		for _, e := range o.Events {
			check(o.ID, e.Person)
		}
	}
}
