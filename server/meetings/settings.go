package meetings

import (
	"context"
	"fmt"
	"slices"
	"time"

	"golang.org/x/text/language"

	"fairground/server/actor"
	"fairground/server/db"
	"fairground/server/problem"
)

// RequestMode says whether a request needs the other side's yes.
type RequestMode string

// The request modes.
const (
	OptIn  RequestMode = "opt_in"  // the other side accepts
	OptOut RequestMode = "opt_out" // a request is accepted at once; the other side may call it off
)

// SchedulingMode says who gives a meeting its time.
type SchedulingMode string

// The scheduling modes.
const (
	ByParticipants SchedulingMode = "participants"
	ByOrganizer    SchedulingMode = "organizer" // a schedule run that an organizer publishes
	Auto           SchedulingMode = "auto"      // a schedule run that the program starts and publishes
)

// Settings are how the meetings of one exhibition are asked for and placed. One document, so that a switch of mode is one write.
type Settings struct {
	Exhibition     string         `json:"exhibition" bson:"_id" required:"false"`
	V              int64          `json:"v" bson:"v" required:"false" doc:"0 as long as nothing was set."`
	SlotMinutes    int            `json:"slotMinutes" bson:"slotMinutes" enum:"15,20,30,45,60"`
	Windows        []Window       `json:"windows" bson:"windows" maxItems:"60" nullable:"false" doc:"When meetings are held; none means the hours of the live phase."`
	Tables         int            `json:"tables" bson:"tables" minimum:"0" maximum:"5000" doc:"How many meetings at once; 0 is no limit."`
	Interpreters   []Interpreter  `json:"interpreters" bson:"interpreters" maxItems:"500" nullable:"false"`
	Targets        Targets        `json:"targets" bson:"targets" doc:"Of each person."`
	OrgTargets     []OrgTarget    `json:"orgTargets" bson:"orgTargets" maxItems:"5000" nullable:"false" doc:"Participants read their own only."`
	Quota          int            `json:"quota" bson:"quota" minimum:"1" maximum:"1000" doc:"Requests of one organization that may wait for an answer."`
	RequestMode    RequestMode    `json:"requestMode" bson:"requestMode" enum:"opt_in,opt_out"`
	SchedulingMode SchedulingMode `json:"schedulingMode" bson:"schedulingMode" enum:"participants,organizer,auto"`
	Changed        time.Time      `json:"changed,omitzero" bson:"changed" required:"false"`

	// Switching is set until everything that waits has followed the switch, so that one that was cut off is finished.
	Switching bool             `json:"-" bson:"switching,omitempty"`
	Outbox    []db.OutboxEntry `json:"-" bson:"outbox"`
}

// Interpreter is a person who interprets meetings, with the pairs of languages, in either direction.
type Interpreter struct {
	Person  string         `json:"person" bson:"person" maxLength:"60"`
	Pairs   []LanguagePair `json:"pairs" bson:"pairs" minItems:"1" maxItems:"40" nullable:"false"`
	Windows []Window       `json:"windows" bson:"windows" maxItems:"60" nullable:"false" required:"false" doc:"None means always."`
}

// LanguagePair are two languages between which somebody interprets.
type LanguagePair struct {
	A string `json:"a" bson:"a" maxLength:"35" example:"zh"`
	B string `json:"b" bson:"b" maxLength:"35" example:"de"`
}

// joins reports whether the pair is of two languages, in either direction and whatever their script and region.
func (p LanguagePair) joins(a, b string) bool {
	return sameLanguage(p.A, a) && sameLanguage(p.B, b) || sameLanguage(p.A, b) && sameLanguage(p.B, a)
}

// Interprets reports whether the interpreter joins two languages and works at the time of the slot.
func (i Interpreter) Interprets(a, b string, s Slot) bool {
	return slices.ContainsFunc(i.Pairs, func(p LanguagePair) bool { return p.joins(a, b) }) && i.works(s)
}

func (i Interpreter) works(s Slot) bool {
	return len(i.Windows) == 0 || slices.ContainsFunc(i.Windows, func(w Window) bool { return w.holds(s) })
}

// holds reports whether the whole slot lies within the window.
func (w Window) holds(s Slot) bool { return !s.Starts.Before(w.From) && !s.Ends.After(w.To) }

// Targets bound a number of meetings; 0 is no limit.
type Targets struct {
	Min int `json:"min" bson:"min" minimum:"0" maximum:"1000"`
	Max int `json:"max" bson:"max" minimum:"0" maximum:"1000"`
}

// OrgTarget bounds the meetings of one organization, all its people together.
type OrgTarget struct {
	Org string `json:"org" bson:"org" maxLength:"60"`
	Min int    `json:"min" bson:"min" minimum:"0" maximum:"1000"`
	Max int    `json:"max" bson:"max" minimum:"0" maximum:"1000"`
}

// TargetsOf returns the bounds of an organization; none if nothing was said of it.
func (s Settings) TargetsOf(org string) Targets {
	for _, t := range s.OrgTargets {
		if t.Org == org {
			return Targets{Min: t.Min, Max: t.Max}
		}
	}
	return Targets{}
}

// Organized reports whether a schedule run gives meetings their time.
func (s Settings) Organized() bool {
	return s.SchedulingMode == ByOrganizer || s.SchedulingMode == Auto
}

// Bounds of the settings.
const (
	maxWindows    = 60
	maxGrid       = 2000 // slots of an exhibition
	maxTables     = 5000
	maxTarget     = 1000
	maxQuota      = 1000
	maxOrgTargets = 5000
	maxInterprets = 500 // interpreters
	maxPairs      = 40
)

// SlotLengths lists how long a slot can be, in minutes.
func SlotLengths() []int { return []int{15, 20, 30, 45, 60} }

// over lays the settings over the exhibition's own hours.
func (s Settings) over(f Fair) Fair {
	if s.SlotMinutes > 0 {
		f.Minutes = s.SlotMinutes
	}
	if len(s.Windows) > 0 {
		f.Windows = s.Windows
	}
	return f
}

// check says everything that is wrong with settings of a fair.
func (s Settings) check(fair Fair) error {
	whole := problem.New(problem.Invalid, "settings_invalid", "the settings of the meetings are incomplete")
	bad := whole
	wrong := func(where, message string) { bad = bad.Field("body."+where, message) }
	if !slices.Contains(SlotLengths(), s.SlotMinutes) {
		wrong("slotMinutes", "must be 15, 20, 30, 45 or 60")
	}
	if where, message := windowsWrong(s.Windows); message != "" {
		wrong("windows"+where, message)
	} else if len(s.over(fair).Slots()) > maxGrid {
		wrong("windows", fmt.Sprintf("give more than %d slots", maxGrid))
	}
	if s.Tables < 0 || s.Tables > maxTables {
		wrong("tables", fmt.Sprintf("must be 0 to %d", maxTables))
	}
	if s.Quota < 1 || s.Quota > maxQuota {
		wrong("quota", fmt.Sprintf("must be 1 to %d", maxQuota))
	}
	if s.RequestMode != OptIn && s.RequestMode != OptOut {
		wrong("requestMode", "must be opt_in or opt_out")
	}
	if s.SchedulingMode != ByParticipants && !s.Organized() {
		wrong("schedulingMode", "must be participants, organizer or auto")
	}
	if message := s.Targets.wrong(); message != "" {
		wrong("targets", message)
	}
	s.checkOrgTargets(wrong)
	s.checkInterpreters(wrong)
	if bad != whole {
		return bad
	}
	return nil
}

func (s Settings) checkOrgTargets(wrong func(where, message string)) {
	if len(s.OrgTargets) > maxOrgTargets {
		wrong("orgTargets", fmt.Sprintf("at most %d", maxOrgTargets))
	}
	named := map[string]bool{}
	for i, t := range s.OrgTargets {
		where := fmt.Sprintf("orgTargets[%d]", i)
		if t.Org == "" || named[t.Org] {
			wrong(where+".org", "must name each organization once")
		}
		named[t.Org] = true
		if message := (Targets{t.Min, t.Max}).wrong(); message != "" {
			wrong(where, message)
		}
	}
}

func (s Settings) checkInterpreters(wrong func(where, message string)) {
	if len(s.Interpreters) > maxInterprets {
		wrong("interpreters", fmt.Sprintf("at most %d", maxInterprets))
	}
	named := map[string]bool{}
	for i, p := range s.Interpreters {
		where := fmt.Sprintf("interpreters[%d]", i)
		if p.Person == "" || named[p.Person] {
			wrong(where+".person", "must name each person once")
		}
		named[p.Person] = true
		if len(p.Pairs) == 0 || len(p.Pairs) > maxPairs {
			wrong(where+".pairs", fmt.Sprintf("name 1 to %d pairs of languages", maxPairs))
		}
		for j, pair := range p.Pairs {
			if !isLanguage(pair.A) || !isLanguage(pair.B) || sameLanguage(pair.A, pair.B) {
				wrong(fmt.Sprintf("%s.pairs[%d]", where, j), "must be two different languages such as zh and de")
			}
		}
		if at, message := windowsWrong(p.Windows); message != "" {
			wrong(where+".windows"+at, message)
		}
	}
}

func isLanguage(tag string) bool {
	_, err := language.Parse(tag)
	return err == nil && len(tag) <= 35
}

// wrong says what is wrong with bounds.
func (t Targets) wrong() string {
	switch {
	case t.Min < 0 || t.Max < 0 || t.Min > maxTarget || t.Max > maxTarget:
		return fmt.Sprintf("must be 0 to %d", maxTarget)
	case t.Max > 0 && t.Min > t.Max:
		return "the minimum is above the maximum"
	}
	return ""
}

// windowsWrong says where windows are wrong and how: they are in order, without overlap, on the grain of the claims.
func windowsWrong(windows []Window) (where, message string) {
	if len(windows) > maxWindows {
		return "", fmt.Sprintf("at most %d", maxWindows)
	}
	for i, w := range windows {
		switch {
		case !w.From.Before(w.To) || w.To.Sub(w.From) > 24*time.Hour:
			return fmt.Sprintf("[%d]", i), "must end after it begins, within a day"
		case !w.From.Equal(w.From.Truncate(cell)) || !w.To.Equal(w.To.Truncate(cell)):
			return fmt.Sprintf("[%d]", i), "must begin and end at a multiple of five minutes"
		case i > 0 && w.From.Before(windows[i-1].To):
			return fmt.Sprintf("[%d]", i), "must begin after the one before has ended"
		}
	}
	return "", ""
}

// ground reads an exhibition with its settings laid over it.
func (s *Service) ground(ctx context.Context, exhibition string) (Fair, Settings, error) {
	fair, err := s.Fairs.Fair(ctx, exhibition)
	if err != nil {
		return Fair{}, Settings{}, err
	}
	set, err := s.settings.of(ctx, exhibition)
	if err != nil {
		return Fair{}, Settings{}, err
	}
	if set.V == 0 {
		set = Settings{Exhibition: exhibition, SlotMinutes: fair.Minutes, Quota: s.Quota, RequestMode: OptIn, SchedulingMode: ByParticipants}
	}
	return set.over(fair), set, nil
}

// Settings returns how an exhibition's meetings are asked for and placed; the defaults in version 0 if nothing was set.
func (s *Service) Settings(ctx context.Context, exhibition string) (Settings, error) {
	_, set, err := s.ground(ctx, exhibition)
	return set, err
}

// fair returns what meetings know of the exhibition, with the settings' hours and length of a slot.
func (s *Service) fair(ctx context.Context, exhibition string) (Fair, error) {
	fair, _, err := s.ground(ctx, exhibition)
	return fair, err
}

// ReadSettings returns the settings to somebody who takes part: the bounds of other organizations are not his to know.
func (s *Service) ReadSettings(ctx context.Context, exhibition string) (Settings, error) {
	who := actor.From(ctx)
	set, err := s.Settings(ctx, exhibition)
	if err != nil || who.Has(actor.Organizer, exhibition) {
		return set, err
	}
	if !who.Has(actor.Interpreter, exhibition) {
		if err := takesPart(who, exhibition); err != nil {
			return Settings{}, err
		}
	}
	set.OrgTargets = slices.DeleteFunc(slices.Clone(set.OrgTargets), func(t OrgTarget) bool { return t.Org != who.Org })
	return set, nil
}

// organizes refuses everybody but the organizers of the exhibition.
func organizes(a actor.Actor, exhibition string) error {
	if !a.Has(actor.Organizer, exhibition) {
		return problem.New(problem.Forbidden, "not_organizer", "only organizers of this exhibition may do this")
	}
	return nil
}
