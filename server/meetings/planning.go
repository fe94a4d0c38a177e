package meetings

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
)

// Planning is what a timetable is made from: who can meet when, who wants to meet whom, and what stands already.
type Planning struct {
	Fair      Fair
	Settings  Settings
	Slots     []Slot     // those to come, in order
	Delegates []Delegate // by person
	Wanted    []Wanted   // by id
	Standing  []Meeting  // to come or going on, in order of time
}

// Delegate is a person who can be placed.
type Delegate struct {
	Person    string
	Name      string
	Org       string
	OrgName   lang.Text
	Zone      string // IANA
	Languages []string
	Exhibits  bool
	Slots     []int // of Planning.Slots: those in which he can meet, and has nothing but meetings of this exhibition
	Min, Max  int   // meetings; 0 is no limit
}

// Plan is a snapshot for the planner of a timetable, as of now. It is the same whoever asks.
func (s *Service) Plan(ctx context.Context, exhibition string, now time.Time) (Planning, error) {
	fair, set, err := s.ground(ctx, exhibition)
	if err != nil {
		return Planning{}, err
	}
	p := Planning{Fair: fair, Settings: set}
	p.Slots = slices.DeleteFunc(fair.Slots(), func(slot Slot) bool { return !slot.Starts.After(now) })
	if p.Standing, err = s.store.upcomingIn(ctx, exhibition, now); err != nil {
		return Planning{}, fmt.Errorf("list meetings to come: %w", err)
	}
	docs, err := s.store.allOf(ctx, exhibition)
	if err != nil {
		return Planning{}, fmt.Errorf("list requests and meetings: %w", err)
	}
	wishes, err := s.wishes.all(ctx, exhibition)
	if err != nil {
		return Planning{}, fmt.Errorf("list preferences: %w", err)
	}
	if err := s.delegates(actor.With(ctx, actor.System), &p, docs, now); err != nil {
		return Planning{}, fmt.Errorf("list delegates: %w", err)
	}
	couples := couplesOf(docs, wishes)
	if couples, err = s.mayMeet(ctx, &p, couples); err != nil {
		return Planning{}, fmt.Errorf("ask who may be met: %w", err)
	}
	p.want(couples)
	return p, nil
}

// delegates finds everybody with a profile, and those who have agreed to a meeting without one.
func (s *Service) delegates(ctx context.Context, p *Planning, docs []Meeting, now time.Time) error {
	profiles, err := s.profiles.all(ctx, p.Fair.ID)
	if err != nil {
		return err
	}
	people := map[string]attendee{}
	byPerson := map[string]Delegate{}
	for _, pr := range profiles {
		people[pr.Person] = pr.attendee()
		byPerson[pr.Person] = Delegate{
			Person: pr.Person, Org: pr.Org, Zone: pr.Hours.Zone, Languages: pr.Languages, Exhibits: pr.Exhibits, Min: pr.Min, Max: pr.Max,
		}
	}
	for _, m := range docs {
		if !m.State.Upcoming() && !m.State.unscheduled() {
			continue
		}
		for _, side := range []Side{m.Requester, m.Invitee} {
			if _, known := people[side.Person]; !known {
				people[side.Person] = attendee{person: side.Person, zone: load(side.Zone)}
				byPerson[side.Person] = Delegate{Person: side.Person, Org: side.Org, Zone: side.Zone}
			}
		}
	}
	ids := make([]string, 0, len(people))
	for id := range people {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	said, err := s.availability.all(ctx, p.Fair.ID)
	if err != nil {
		return err
	}
	elsewhere, err := s.store.elsewhere(ctx, p.Fair.ID, now)
	if err != nil {
		return err
	}
	known := s.register(p.Fair.ID)
	for _, id := range ids {
		if err := known.seat(ctx, p, byPerson[id], people[id].with(said[id]), elsewhere[id]); err != nil {
			return err
		}
	}
	return nil
}

// seat adds somebody to those who can be placed, if he still takes part.
func (r *register) seat(ctx context.Context, p *Planning, d Delegate, a attendee, elsewhere []Slot) error {
	if here, err := r.introduce(ctx, &d); err != nil || !here {
		return err
	}
	d.Slots = []int{}
	for i, slot := range p.Slots {
		if a.awake(slot) && !clash(elsewhere, slot) {
			d.Slots = append(d.Slots, i)
		}
	}
	if d.Min == 0 {
		d.Min = p.Settings.Targets.Min
	}
	if d.Max == 0 {
		d.Max = p.Settings.Targets.Max
	}
	p.Delegates = append(p.Delegates, d)
	return nil
}

// register remembers what was asked of the directory.
type register struct {
	*Service
	exhibition string
	orgs       map[string]Organization
	staff      map[string][]Person // who takes part
}

func (s *Service) register(exhibition string) register {
	return register{Service: s, exhibition: exhibition, orgs: map[string]Organization{}, staff: map[string][]Person{}}
}

// introduce fills in what others know of a delegate. here is false if he does not take part any more.
func (r *register) introduce(ctx context.Context, d *Delegate) (here bool, err error) {
	o, err := r.organization(ctx, d.Org)
	if err != nil {
		return false, err
	}
	who, here, err := r.person(ctx, d.Org, d.Person)
	if err != nil || !here {
		return false, err
	}
	d.OrgName, d.Name = o.Name, who.Name
	if len(d.Languages) == 0 {
		d.Languages = who.Languages
	}
	return true, nil
}

// organization is the zero one if it is gone.
func (r *register) organization(ctx context.Context, id string) (Organization, error) {
	if o, known := r.orgs[id]; known {
		return o, nil
	}
	o, err := r.Directory.Organization(ctx, id)
	if err != nil && !problem.Is(err, problem.NotFound) {
		return Organization{}, err
	}
	r.orgs[id] = o
	return o, nil
}

func (r *register) person(ctx context.Context, org, id string) (who Person, here bool, err error) {
	if r.Staff == nil {
		who, err = r.Directory.Person(ctx, id)
		if problem.Is(err, problem.NotFound) {
			return Person{}, false, nil
		}
		return who, err == nil, err
	}
	if _, known := r.staff[org]; !known {
		list, err := r.Staff.Colleagues(ctx, r.exhibition, org)
		if err != nil && !problem.Is(err, problem.NotFound) {
			return Person{}, false, err
		}
		r.staff[org] = list
	}
	at := slices.IndexFunc(r.staff[org], func(p Person) bool { return p.ID == id })
	if at < 0 {
		return Person{}, false, nil
	}
	return r.staff[org][at], true, nil
}

// mayMeet leaves out the couples of whom nobody who wants the meeting may find the other: whoever does not want to be seen is not
// placed either. What both have agreed to is no longer a question.
func (s *Service) mayMeet(ctx context.Context, p *Planning, couples []couple) ([]couple, error) {
	exhibits := map[string]bool{}
	for _, d := range p.Delegates {
		exhibits[d.Org] = exhibits[d.Org] || d.Exhibits
	}
	seen := map[string]bool{} // what somebody sees depends on his side and country alone
	known := register{Service: s, orgs: map[string]Organization{}}
	sees := func(viewer, org string) (bool, error) {
		home, err := known.organization(ctx, viewer)
		if err != nil {
			return false, err
		}
		role := actor.Buyer
		if exhibits[viewer] {
			role = actor.Exhibitor
		}
		key := strings.Join([]string{string(role), home.Country, org}, "|")
		if yes, known := seen[key]; known {
			return yes, nil
		}
		as := actor.With(ctx, actor.Actor{Person: "viewer", Org: viewer, Grants: []actor.Grant{{Role: role, Exhibition: p.Fair.ID}}})
		_, err = s.Directory.Contact(as, p.Fair.ID, org)
		if err != nil && !problem.Is(err, problem.NotFound) {
			return false, err
		}
		seen[key] = err == nil
		return err == nil, nil
	}
	may := couples[:0]
	for _, c := range couples {
		ok := slices.ContainsFunc(c.docs, func(m Meeting) bool { return m.State.Upcoming() || m.State.unscheduled() })
		for _, org := range c.by() {
			if ok {
				break
			}
			var err error
			if ok, err = sees(org, c.other(org)); err != nil {
				return nil, err
			}
		}
		if ok {
			may = append(may, c)
		}
	}
	return may, nil
}
