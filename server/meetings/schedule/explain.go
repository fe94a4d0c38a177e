package schedule

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/matchmaking"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Obstacle is one thing in the way, with the names of whom or what.
type Obstacle struct {
	Code    string `json:"code"`
	Subject string `json:"subject,omitempty" doc:"A person, an organization, or a pair of languages."`
	Name    string `json:"name,omitempty"`
	By      string `json:"by,omitempty" doc:"The wish that is in the way."`
	ByName  string `json:"byName,omitempty"`
}

// SlotObstacles is what keeps a meeting from one slot.
type SlotObstacles struct {
	Slot      int        `json:"slot"`
	Obstacles []Obstacle `json:"obstacles" nullable:"false" doc:"None: it is free."`
}

// Fix is one step of the smallest change that meets a wish.
type Fix struct {
	Kind    string     `json:"kind"`
	Subject string     `json:"subject,omitempty"`
	Name    string     `json:"name,omitempty"`
	Slot    int        `json:"slot" doc:"Where it helps, or where a meeting moves; -1 where none is meant."`
	Starts  *time.Time `json:"starts,omitempty" doc:"Of that slot."`
}

// Explanation says why a wish is not met.
type Explanation struct {
	Wish    string          `json:"wish"`
	General []Obstacle      `json:"general" nullable:"false" doc:"In every slot."`
	Slots   []SlotObstacles `json:"slots" nullable:"false"`
	Fix     []Fix           `json:"fix" nullable:"false"`
}

// The codes of obstacles that the engine does not know.
const (
	blockedFrozen = "frozen"
	blockedLate   = "too_late" // the meeting, or the slot, begins too soon
)

// namer finds what people call the things that have an id.
type namer struct {
	p      *Plan
	wishes map[string]*matchmaking.Wish
	orgs   map[string]lang.Text
}

func (p *Plan) namer() namer {
	n := namer{p: p, wishes: p.wishes(), orgs: map[string]lang.Text{}}
	for _, f := range p.Cast.Faces {
		n.orgs[f.Org] = f.OrgName
	}
	return n
}

// name is that of a person, a wish, an organization or a slot.
func (n namer) name(id string) string {
	if f, ok := n.p.Cast.Faces[id]; ok {
		return f.Name
	}
	if name, ok := n.p.Cast.Interpreters[id]; ok {
		return name
	}
	if w, ok := n.wishes[id]; ok {
		return n.p.Cast.among(w.People)
	}
	if name, ok := n.orgs[id]; ok {
		return inEnglish(name)
	}
	if number, found := strings.CutPrefix(id, "slot "); found {
		if i, err := strconv.Atoi(number); err == nil && i >= 0 && i < len(n.p.Problem.Slots) {
			return n.p.Problem.Slots[i].Start.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

func (n namer) obstacles(list []matchmaking.Obstacle) []Obstacle {
	named := []Obstacle{}
	for _, o := range list {
		named = append(named, Obstacle{Code: o.Code, Subject: o.Subject, Name: n.name(o.Subject), By: o.By, ByName: n.name(o.By)})
	}
	return named
}

func (n namer) fixes(steps []matchmaking.FixStep) []Fix {
	list := []Fix{}
	for _, f := range steps {
		x := Fix{Kind: string(f.Kind), Subject: f.Subject, Name: n.name(f.Subject), Slot: f.Slot}
		if f.Slot >= 0 && f.Slot < len(n.p.Problem.Slots) {
			x.Starts = &n.p.Problem.Slots[f.Slot].Start
		}
		list = append(list, x)
	}
	return list
}

func unknownWish() error {
	return problem.New(problem.NotFound, "wish_not_found", "the run has no such wish")
}

// explain says why a wish is not met and what would change that.
func (p *Plan) explain(wish string) (Explanation, error) {
	n := p.namer()
	for _, a := range p.Cast.Aside {
		if a.Wish == wish {
			o := Obstacle{Code: a.Reason, Subject: a.Person, Name: n.name(a.Person)}
			return Explanation{Wish: wish, General: []Obstacle{o}, Slots: []SlotObstacles{}, Fix: []Fix{}}, nil
		}
	}
	switch _, met := p.placed()[wish]; {
	case n.wishes[wish] == nil:
		return Explanation{}, unknownWish()
	case met:
		return Explanation{}, problem.New(problem.Conflict, "wish_met", "this wish is met")
	}
	list, err := matchmaking.Explain(p.Problem, p.Schedule, wish)
	if err != nil {
		return Explanation{}, err
	}
	steps := list[0].Fix
	free := slices.IndexFunc(list[0].Slots, func(s matchmaking.SlotReasons) bool { return len(s.Obstacles) == 0 })
	if len(steps) == 0 && len(list[0].General) == 0 && free >= 0 {
		steps = []matchmaking.FixStep{{Kind: matchmaking.FixPlace, Subject: wish, Slot: list[0].Slots[free].Slot}}
	}
	e := Explanation{Wish: wish, General: n.obstacles(list[0].General), Slots: []SlotObstacles{}, Fix: n.fixes(steps)}
	for _, s := range list[0].Slots {
		e.Slots = append(e.Slots, SlotObstacles{Slot: s.Slot, Obstacles: n.obstacles(s.Obstacles)})
	}
	return e, nil
}

// lifted is the plan without the meeting of a wish, which is free to go anywhere.
func (p *Plan) lifted(wish string) Plan {
	q := *p
	q.Problem.Wishes = slices.Clone(p.Problem.Wishes)
	for i := range q.Problem.Wishes {
		if q.Problem.Wishes[i].ID == wish {
			q.Problem.Wishes[i].Fixed = nil
		}
	}
	q.Schedule.Meetings = slices.DeleteFunc(slices.Clone(p.Schedule.Meetings), func(m matchmaking.Placement) bool { return m.Wish == wish })
	return q
}

// slots says of every slot what keeps a wish from it: what the board shows before a meeting is dropped there.
func (p *Plan) slots(wish string, now time.Time) ([]SlotObstacles, error) {
	n := p.namer()
	if n.wishes[wish] == nil {
		return nil, unknownWish()
	}
	q := p.lifted(wish)
	list, err := matchmaking.Explain(q.Problem, q.Schedule, wish)
	if err != nil {
		return nil, err
	}
	at, met := p.placed()[wish]
	soon := func(slot int) bool { return p.Problem.Slots[slot].Start.Before(now.Add(lead)) }
	all := make([]SlotObstacles, len(list[0].Slots))
	for i, s := range list[0].Slots {
		all[i] = SlotObstacles{Slot: s.Slot, Obstacles: append(n.obstacles(list[0].General), n.obstacles(s.Obstacles)...)}
		switch {
		case met && s.Slot == at.Slot:
		case met && p.Cast.Wishes[wish].Frozen:
			all[i].Obstacles = append(all[i].Obstacles, Obstacle{Code: blockedFrozen, Subject: wish, Name: n.name(wish)})
		case soon(s.Slot) || met && soon(at.Slot):
			all[i].Obstacles = append(all[i].Obstacles, Obstacle{Code: blockedLate})
		}
	}
	return all, nil
}

// Slots says of every slot what keeps a wish of a run from it.
func (s *Service) Slots(ctx context.Context, exhibition, id, wish string) ([]SlotObstacles, error) {
	_, p, err := s.open(ctx, exhibition, id)
	if err != nil {
		return nil, err
	}
	return p.slots(wish, s.now())
}

// Explain says why a wish of a run is not met.
func (s *Service) Explain(ctx context.Context, exhibition, id, wish string) (Explanation, error) {
	_, p, err := s.open(ctx, exhibition, id)
	if err != nil {
		return Explanation{}, err
	}
	return p.explain(wish)
}
