package demo

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Nobody meets before seven or after ten in the evening of her own day, except those who meet at the very moment of the
// live stage: the clock of whoever watches the demo is not ours to choose.
const (
	earliest = 7 * 60
	latest   = 22 * 60
)

const slot = 30 * time.Minute

// wishes says whom the guests and some of the firms want to meet.
func (g *generator) wishes() {
	for _, p := range g.fair.Profiles {
		if p.Role == "sell" {
			continue
		}
		fits := g.fitting(p)
		for i, about := range fits[:min(12, len(fits))] {
			want := "want"
			if i < 4 {
				want = "must"
			}
			if i == 11 {
				want = "never"
			}
			g.fair.Preferences = append(g.fair.Preferences, Preference{p.Org, about, want})
			if i < 8 && g.rand.IntN(3) == 0 {
				g.fair.Preferences = append(g.fair.Preferences, Preference{about, p.Org, []string{"must", "want", "want"}[g.rand.IntN(3)]})
			}
		}
	}
}

// fitting lists the firms that offer what the guest needs, best first, ties drawn. The well-known pair comes first.
func (g *generator) fitting(guest Profile) []string {
	type fit struct {
		org   string
		score int
	}
	var fits []fit
	for _, i := range g.rand.Perm(len(g.fair.Profiles)) {
		p := g.fair.Profiles[i]
		if p.Role != "sell" {
			continue
		}
		score := 0
		for _, need := range guest.Needs {
			for _, offer := range p.Offers {
				if need == offer {
					score += 3
				}
			}
		}
		if score > 0 && slices.Contains(p.Languages, "en") {
			score++
		}
		if g.appointed[p.Org+"|"+guest.Org] {
			score += 50
		}
		if p.Org == "org_reedlantern" && guest.Org == "org_spreelicht" {
			score += 50
		}
		if score == 0 && strings.HasPrefix(guest.Needs[0], domainOf(p.Offers[0])) {
			score = 1
		}
		if score > 0 {
			fits = append(fits, fit{p.Org, score})
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return cmp.Compare(b.score, a.score) })
	orgs := make([]string, len(fits))
	for i, f := range fits {
		orgs[i] = f.org
	}
	return orgs
}

func domainOf(tag string) string {
	domain, _, _ := strings.Cut(tag, "/")
	return domain
}

// pair is a request about to be written.
type pair struct {
	guest, firm string // organizations
	byFirm      bool   // the firm asks
}

// sitDown lists who wants to meet whom and seats those who meet at the moment of the live stage, before anything else takes
// their time.
func (g *generator) sitDown() (buyers []string, wanted map[string][]string) {
	wanted = map[string][]string{}
	for _, p := range g.fair.Preferences {
		if p.Want == "never" || !strings.HasPrefix(g.org(p.Org).Kind, "buyer") {
			continue
		}
		if wanted[p.Org] == nil {
			buyers = append(buyers, p.Org)
		}
		wanted[p.Org] = append(wanted[p.Org], p.About)
	}
	g.live(buyers, wanted)
	return buyers, wanted
}

// meetings writes the other requests of the whole fair.
func (g *generator) meetings(buyers []string, wanted map[string][]string) {
	for round := range 8 {
		for _, b := range buyers {
			list := wanted[b]
			if len(list) == 0 {
				continue
			}
			firm := list[0]
			wanted[b] = list[1:]
			p := pair{b, firm, g.rand.IntN(4) == 0}
			switch {
			case round < 5:
				g.settled(p)
			case round == 5:
				g.refused(p)
			case round == 6:
				g.lateComer(p)
			case g.rand.IntN(2) == 0:
				g.settled(p)
			}
		}
	}
	g.afterwards()
	slices.SortStableFunc(g.fair.Requests, func(a, b Request) int { return a.Moves[0].At.Compare(b.Moves[0].At) })
	g.conversations()
	g.visitors()
}

// live lets a few pairs sit together at the start of the live stage, those for whom it is a decent hour. The well-known pair
// met that day already and is free now, so that a visitor can act for both of them.
func (g *generator) live(buyers []string, wanted map[string][]string) {
	begins := g.fair.Start.Truncate(5 * time.Minute).Add(-10 * time.Minute)
	now := Window{begins, begins.Add(time.Hour)}
	sitting := 0
	for _, b := range buyers {
		window, known := now, b == "org_spreelicht"
		if known {
			window = Window{begins.Add(-3 * time.Hour), begins.Add(-2 * time.Hour)}
		} else if sitting == 6 || !g.decent(window, g.org(b).Zone) {
			continue
		}
		p := pair{b, wanted[b][0], false}
		r := g.request(p, g.fair.Day.Add(-21*day+g.span(0, 5*day)))
		if known {
			g.claim(Window{begins, begins.Add(4 * time.Hour)}, r.FromPerson, r.ToPerson)
		}
		if !g.seat(&r, window) {
			continue
		}
		wanted[b] = wanted[b][1:]
		sitting++
		g.accepted(r, window, r.Moves[0].At.Add(g.span(3*time.Hour, 40*time.Hour)))
	}
}

// settled is a request that led to a meeting, often after a counter-proposal.
func (g *generator) settled(p pair) {
	r := g.request(p, g.fair.Day.Add(-28*day+g.span(0, 21*day)))
	window, free := g.common(r.FromPerson, r.ToPerson, 0, 3*48)
	if !free || !g.seat(&r, window) {
		return
	}
	at := r.Moves[0].At
	r.Moves[0].Slots = g.proposals(r, window)
	if g.rand.IntN(4) == 0 {
		r.Moves[0].Slots = g.proposals(r, Window{window.Starts.Add(-2 * time.Hour), window.Ends.Add(-2 * time.Hour)})
		at = at.Add(g.span(2*time.Hour, 30*time.Hour))
		r.Moves = append(r.Moves, Move{At: at, Person: r.ToPerson, Action: "counter", Note: g.counterNote(r.ToPerson), Slots: []Window{window}})
	}
	r.Expires = at.Add(72 * time.Hour) // each counter-proposal starts the clock again
	r = g.accepted(r, window, at.Add(g.span(time.Hour, 44*time.Hour)))
	if g.rand.IntN(14) == 0 {
		// Given up the day before; the row stays, the meeting does not take place.
		last := &g.fair.Requests[len(g.fair.Requests)-1]
		last.Moves = append(last.Moves, Move{At: window.Starts.Add(-g.span(20*time.Hour, 30*time.Hour)), Person: r.FromPerson, Action: "cancel", Note: g.cancelNote(r.FromPerson)})
	}
}

// refused is a request that led nowhere: declined, withdrawn or never answered.
func (g *generator) refused(p pair) {
	r := g.request(p, g.fair.Day.Add(-26*day+g.span(0, 24*day)))
	window, free := g.common(r.FromPerson, r.ToPerson, 0, 3*48)
	if !free {
		return
	}
	r.Moves[0].Slots = g.proposals(r, window)
	at := r.Moves[0].At.Add(g.span(4*time.Hour, 60*time.Hour))
	switch g.rand.IntN(3) {
	case 0:
		r.Moves = append(r.Moves, Move{At: at, Person: r.ToPerson, Action: "decline", Note: g.declineNote(r.ToPerson)})
	case 1:
		r.Moves = append(r.Moves, Move{At: at, Person: r.FromPerson, Action: "withdraw"})
	}
	g.fair.Requests = append(g.fair.Requests, r)
}

// lateComer is a request of the last hours before the live stage, still open then.
func (g *generator) lateComer(p pair) {
	r := g.request(p, g.fair.Start.Add(-g.span(8*time.Minute, 80*time.Minute)))
	r.Expires = r.Moves[0].At.Add(2 * time.Hour)
	// Not today, and answered a little after the start: a person who watches may answer first.
	window, free := g.common(r.FromPerson, r.ToPerson, 2*48, 3*48)
	if !free {
		return
	}
	r.Moves[0].Slots = g.proposals(r, window)
	if g.rand.IntN(3) == 0 {
		r.Moves = append(r.Moves, Move{At: g.fair.Start.Add(-g.span(time.Minute, 6*time.Minute)), Person: r.ToPerson, Action: "counter", Note: g.counterNote(r.ToPerson), Slots: []Window{window}})
		r.Expires = g.fair.Start.Add(2 * time.Hour)
	}
	if !g.seat(&r, window) {
		return
	}
	g.accepted(r, window, g.fair.Start.Add(g.span(10*time.Minute, 38*time.Minute)))
}

// request writes the first move. The guest speaks English or her own language if the firm does.
func (g *generator) request(p pair, at time.Time) Request {
	r := Request{From: p.guest, To: p.firm}
	if p.byFirm {
		r.From, r.To = p.firm, p.guest
	}
	r.ID = g.next("mtg")
	g.send(&r, g.speaker)
	if !g.appointed[p.firm+"|"+p.guest] && g.rand.IntN(5) < 2 { // the founder comes herself, with an interpreter if need be
		g.send(&r, func(firm, _ string) string { return g.staff[firm][0] })
	}
	r.Booth = "bth_" + strings.TrimPrefix(p.firm, "org_")
	var names []Item
	for _, item := range g.fair.Items {
		if item.Booth == r.Booth {
			names = append(names, item)
		}
	}
	item := names[g.rand.IntN(len(names))]
	r.Item = item.ID
	r.Language, r.Reason = g.reason(p, item)
	at = at.Truncate(time.Minute)
	r.Expires = at.Add(72 * time.Hour)
	r.Moves = []Move{{At: at, Person: r.FromPerson, Action: "send", Note: r.Reason}}
	return r
}

func (g *generator) accepted(r Request, window Window, at time.Time) Request {
	last := r.Moves[len(r.Moves)-1]
	if len(last.Slots) == 0 {
		r.Moves[len(r.Moves)-1].Slots = []Window{window}
	}
	by := r.ToPerson
	if last.Person == r.ToPerson {
		by = r.FromPerson
	}
	r.Moves = append(r.Moves, Move{At: at.Truncate(time.Minute), Person: by, Action: "accept"})
	r.Meeting, r.Room = &window, "room_"+r.ID
	g.fair.Requests = append(g.fair.Requests, r)
	return r
}

// common draws a half hour in which both are awake and free, between two half hours counted from the first midnight in Shanghai.
func (g *generator) common(a, b string, from, to int) (Window, bool) {
	zoneA, zoneB := g.who(a).Zone, g.who(b).Zone
	var open []Window
	for i := from; i < to; i++ {
		starts := g.fair.Day.Add(time.Duration(i) * slot)
		w := Window{starts, starts.Add(slot)}
		if g.decent(w, zoneA) && g.decent(w, zoneB) && g.free(w, a, b) {
			open = append(open, w)
		}
	}
	if len(open) == 0 {
		return Window{}, false
	}
	return open[g.rand.IntN(len(open))], true
}

// proposals are up to three windows with the given one among them, all decent for both.
func (g *generator) proposals(r Request, w Window) []Window {
	slots := []Window{w}
	for _, shift := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		o := Window{w.Starts.Add(shift), w.Ends.Add(shift)}
		inside := !o.Starts.Before(g.fair.Day) && o.Ends.Before(g.fair.Day.Add(3*day))
		if inside && g.decent(o, g.who(r.FromPerson).Zone) && g.decent(o, g.who(r.ToPerson).Zone) {
			slots = append(slots, o)
		}
	}
	slices.SortFunc(slots, func(a, b Window) int { return a.Starts.Compare(b.Starts) })
	return slots
}

// decent reports whether the window lies in the waking hours of the zone.
func (g *generator) decent(w Window, zoneName string) bool {
	local := w.Starts.In(g.in(zoneName))
	minute := local.Hour()*60 + local.Minute()
	return minute >= earliest && minute+int(w.Ends.Sub(w.Starts)/time.Minute) <= latest
}

func (g *generator) free(w Window, who ...string) bool {
	for _, id := range who {
		for at := w.Starts; at.Before(w.Ends); at = at.Add(5 * time.Minute) {
			if g.busy[claimOf(id, at)] {
				return false
			}
		}
	}
	return true
}

func (g *generator) claim(w Window, who ...string) bool {
	if !g.free(w, who...) {
		return false
	}
	for _, id := range who {
		for at := w.Starts; at.Before(w.Ends); at = at.Add(5 * time.Minute) {
			g.busy[claimOf(id, at)] = true
		}
	}
	return true
}

func claimOf(id string, at time.Time) string {
	return id + "@" + at.Truncate(5*time.Minute).Format("0102T1504")
}

// speaker is the first of a firm's people who shares a language with the guest, else the first.
func (g *generator) speaker(firm, guest string) string {
	for _, id := range g.staff[firm] {
		if g.talk(id, guest) {
			return id
		}
	}
	return g.staff[firm][0]
}

// send decides who of the firm comes to the meeting; of a guest there is only one.
func (g *generator) send(r *Request, choose func(firm, guest string) string) {
	r.FromPerson, r.ToPerson = g.staff[r.From][0], g.staff[r.To][0]
	if g.org(r.From).Kind == "exhibitor" {
		r.FromPerson = choose(r.From, r.ToPerson)
	} else {
		r.ToPerson = choose(r.To, r.FromPerson)
	}
	if len(r.Moves) > 0 {
		r.Moves[0].Person = r.FromPerson
	}
}

// talk reports whether two people have a language in common.
func (g *generator) talk(a, b string) bool {
	return slices.ContainsFunc(g.who(a).Languages, func(l string) bool { return slices.Contains(g.who(b).Languages, l) })
}

// seat takes the time of both sides and, where they share no language, of an interpreter. It reports whether all were free.
func (g *generator) seat(r *Request, w Window) bool {
	if !g.free(w, r.FromPerson, r.ToPerson) {
		return false
	}
	if !g.talk(r.FromPerson, r.ToPerson) {
		if r.Interpreter = g.interpreter(*r, w); r.Interpreter == "" {
			g.send(r, g.speaker)
		}
	}
	understood := r.Interpreter != "" || g.talk(r.FromPerson, r.ToPerson)
	return understood && g.claim(w, r.FromPerson, r.ToPerson)
}

// interpreter claims one who speaks for the guest, "" if none is free.
func (g *generator) interpreter(r Request, w Window) string {
	_, guest := g.sides(r)
	for _, l := range g.who(guest).Languages {
		for _, id := range []string{"per_interpreter2", "per_interpreter1", "per_interpreter3", "per_interpreter4"} {
			if slices.Contains(g.who(id).Languages, l) && g.claim(w, id) {
				return id
			}
		}
	}
	return ""
}

// sides are the person of the firm and the guest.
func (g *generator) sides(r Request) (firm, guest string) {
	if g.org(r.From).Kind == "exhibitor" {
		return r.FromPerson, r.ToPerson
	}
	return r.ToPerson, r.FromPerson
}

// afterwards notes how the meetings went.
func (g *generator) afterwards() {
	next := []string{"rfq", "sample", "second_meeting", "rfq", "none"}
	for i := range g.fair.Requests {
		r := &g.fair.Requests[i]
		if r.Meeting == nil || r.Moves[len(r.Moves)-1].Action == "cancel" {
			continue
		}
		r.Outcome = &Outcome{At: r.Meeting.Ends.Add(g.span(time.Minute, 90*time.Minute)), Verdict: "completed"}
		switch draw := g.rand.IntN(25); {
		case r.From == "org_spreelicht" || draw > 2:
			r.Outcome.Person, _ = g.sides(*r)
			r.Outcome.Interest, r.Outcome.Next = 2+g.rand.IntN(4), next[g.rand.IntN(len(next))]
		case draw == 0:
			r.Outcome.Verdict = "technical_failure"
		case draw == 1:
			r.Outcome.Verdict = "no_show_invitee"
		default:
			r.Outcome.Verdict = "no_show_requester"
		}
	}
}

func sortByTime[T any](list []T, at func(T) time.Time) {
	slices.SortStableFunc(list, func(a, b T) int { return at(a).Compare(at(b)) })
}
