package meetings

import (
	"strconv"
	"strings"
	"time"
)

// cell is the grain in which people and rooms are claimed: meetings of different lengths and exhibitions that overlap
// claim at least one common cell.
const cell = 5 * time.Minute

// cells lists the five-minute cells since 1970 that a slot touches.
func cells(s Slot) []int64 {
	var list []int64
	step := int64(cell / time.Second)
	for c := floorDiv(s.Starts.Unix(), step); time.Unix(c*step, 0).Before(s.Ends); c++ {
		list = append(list, c)
	}
	return list
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// timeClaims are the claims on everybody's and the room's time.
func timeClaims(people []string, room string, s Slot) []string {
	var claims []string
	for _, c := range cells(s) {
		at := "@" + strconv.FormatInt(c, 10)
		for _, p := range people {
			claims = append(claims, "person:"+p+at)
		}
		if room != "" {
			claims = append(claims, "room:"+room+at)
		}
	}
	return claims
}

// tableClaims are the claims on a table of the exhibition, none if it has no tables.
func tableClaims(exhibition, table string, s Slot) []string {
	if table == "" {
		return nil
	}
	var claims []string
	for _, c := range cells(s) {
		claims = append(claims, "table:"+exhibition+"/"+table+"@"+strconv.FormatInt(c, 10))
	}
	return claims
}

// pair names two organizations in an exhibition, whichever of them asks.
func pair(exhibition, a, b string) string {
	return exhibition + ":" + min(a, b) + "|" + max(a, b)
}

// pairClaim is held by the one meeting of two organizations in an exhibition.
func pairClaim(exhibition, a, b string) string { return "pair:" + pair(exhibition, a, b) }

// askClaim is held by the one pending request between two organizations. It is a soft hold: it keeps nobody's time.
func askClaim(exhibition, a, b string) string { return "ask:" + pair(exhibition, a, b) }

// claim writes the claims that the document's state is entitled to. Every transition ends with it, so state, claims
// and the timer's next look cannot part; and what people do takes the meeting out of the hands of a schedule run.
func (m *Meeting) claim() {
	m.Hold = nil
	m.People = m.persons()
	m.Due = m.due()
	m.Claims = m.entitled()
}

// entitled are the claims of the document by its state alone.
func (m *Meeting) entitled() []string {
	pairOf := func(name func(exhibition, a, b string) string) []string {
		return []string{name(m.Exhibition, m.Requester.Org, m.Invitee.Org)}
	}
	switch {
	case m.State == Pending && !m.Muted:
		return pairOf(askClaim)
	case m.State.Upcoming():
		slot := Slot{m.Starts, m.Ends}
		claims := append(timeClaims(m.persons(), m.Room, slot), tableClaims(m.Exhibition, m.Table, slot)...)
		if !m.FollowUp {
			claims = append(claims, pairOf(pairClaim)...)
		}
		return claims
	case (m.State == Completed || m.State == AcceptedUnscheduled && !m.Muted) && !m.FollowUp:
		// They have met, or will: a further meeting says that it is one.
		return pairOf(pairClaim)
	}
	return []string{}
}

// due is when the timer has to look at the document next; zero for never.
func (m *Meeting) due() time.Time {
	switch {
	case m.State == Pending && !m.Muted && m.Reminded < len(reminders):
		return m.reminder(m.Reminded)
	case m.State == Pending:
		return m.Expires
	case m.State == Scheduled:
		return m.Starts.Add(-lobbyLead)
	case m.State == LobbyOpen:
		return m.Starts
	case m.State == Live:
		return m.Ends
	}
	return time.Time{}
}

// claimKind says what a claim that is taken was on: "person", "room", "table", "pair", "ask" or "run".
func claimKind(claim string) string {
	kind, _, _ := strings.Cut(claim, ":")
	return kind
}
