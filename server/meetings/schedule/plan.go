package schedule

import (
	"strings"
	"time"

	"fairground/matchmaking"
	"fairground/server/lang"
)

// Plan is what a run makes and keeps as a file: the problem, its answer with the proof, and who and what their ids are.
type Plan struct {
	Problem  matchmaking.Problem  `json:"problem"`
	Schedule matchmaking.Schedule `json:"schedule"`
	Proof    matchmaking.Proof    `json:"proof"`
	Cast     Cast                 `json:"cast"`
}

// Cast is what the problem does not say.
type Cast struct {
	Zone         string            `json:"zone"`   // of the venue
	Tables       int               `json:"tables"` // 0 is no limit
	Faces        map[string]Face   `json:"faces"`  // by person
	Interpreters map[string]string `json:"interpreters"`
	Wishes       map[string]Detail `json:"wishes"`
	Aside        []Aside           `json:"aside,omitempty"`
	Ends         []string          `json:"ends,omitempty"` // meetings of later runs that a restore takes back
}

// Face is a person as others read of her.
type Face struct {
	Name     string    `json:"name"`
	Org      string    `json:"org"`
	OrgName  lang.Text `json:"orgName"`
	Zone     string    `json:"zone"`
	Exhibits bool      `json:"exhibits,omitempty"`
}

// Detail is what a wish is about.
type Detail struct {
	Meeting  string `json:"meeting,omitempty"` // the document that stands, or waits for a time
	Stands   *Place `json:"stands,omitempty"`  // where it stood when the plan was made
	By       string `json:"by,omitempty"`      // the organization that wants it, or asked
	Language string `json:"language,omitempty"`
	Frozen   bool   `json:"frozen,omitempty"`
	Froze    bool   `json:"froze,omitempty"` // it was frozen when the plan was made
}

// Place is a meeting's time and what else it takes.
type Place struct {
	Starts      time.Time `json:"starts"`
	Ends        time.Time `json:"ends"`
	Table       string    `json:"table,omitempty"`
	Interpreter string    `json:"interpreter,omitempty"`
}

func (p Place) same(o Place) bool {
	return p.Starts.Equal(o.Starts) && p.Ends.Equal(o.Ends) && p.Table == o.Table && p.Interpreter == o.Interpreter
}

// Aside is a wish that cannot be asked of the solver, as somebody has no time left.
type Aside struct {
	Wish   string            `json:"wish"`
	People []string          `json:"people"`
	Level  matchmaking.Level `json:"level"`
	Value  int               `json:"value"`
	Reason string            `json:"reason"`
	Person string            `json:"person"`
}

// ends is when a slot of the problem does.
func ends(s matchmaking.Slot) time.Time { return s.Start.Add(time.Duration(s.Minutes) * time.Minute) }

// place is where a placement of the schedule is in the world.
func (p *Plan) place(m matchmaking.Placement) Place {
	s := p.Problem.Slots[m.Slot]
	at := Place{Starts: s.Start, Ends: ends(s), Interpreter: m.Interpreter}
	if p.Cast.Tables > 0 && !strings.HasPrefix(m.Room, nowhere) {
		at.Table = m.Room
	}
	// Whoever people agreed on stays with what does not move, though the problem asks for nobody or its settings name her no longer.
	if d := p.Cast.Wishes[m.Wish]; at.Interpreter == "" && d.Stands != nil && d.Stands.Starts.Equal(at.Starts) {
		at.Interpreter = d.Stands.Interpreter
	}
	return at
}

// wishes finds the wishes of the problem by id.
func (p *Plan) wishes() map[string]*matchmaking.Wish {
	byID := make(map[string]*matchmaking.Wish, len(p.Problem.Wishes))
	for i := range p.Problem.Wishes {
		byID[p.Problem.Wishes[i].ID] = &p.Problem.Wishes[i]
	}
	return byID
}

// placed finds where the wishes are that are met.
func (p *Plan) placed() map[string]matchmaking.Placement {
	byID := make(map[string]matchmaking.Placement, len(p.Schedule.Meetings))
	for _, m := range p.Schedule.Meetings {
		byID[m.Wish] = m
	}
	return byID
}

func (p *Plan) counts() Counts {
	wishes, busy := p.wishes(), map[string]bool{}
	for _, m := range p.Schedule.Meetings {
		for _, id := range wishes[m.Wish].People {
			busy[id] = true
		}
	}
	c := Counts{Meetings: len(p.Schedule.Meetings), People: len(busy)}
	unmet := func(l matchmaking.Level) {
		if l == matchmaking.Must {
			c.UnmetMust++
		} else {
			c.UnmetWant++
		}
	}
	for _, u := range p.Schedule.Unplaced {
		unmet(wishes[u.Wish].Level)
	}
	for _, a := range p.Cast.Aside {
		unmet(a.Level)
	}
	return c
}

// party is one side of a wish.
func (c Cast) party(person string) Party {
	f := c.Faces[person]
	return Party{Org: f.Org, OrgName: f.OrgName}
}
