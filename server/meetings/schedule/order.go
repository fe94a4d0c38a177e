package schedule

import (
	"slices"
	"time"

	"fairground/server/problem"
)

// Kind is what a run starts from.
type Kind string

// The kinds.
const (
	Solve   Kind = "solve"   // everything that is wanted, by the solver
	Repair  Kind = "repair"  // what stands, after something has changed
	Edit    Kind = "edit"    // what stands, to be moved by hand
	Restore Kind = "restore" // the timetable of an earlier published run
)

// Keep says which of the meetings that stand a solve leaves where they are.
type Keep string

// What is kept. Meetings that have begun, or begin too soon, always are.
const (
	KeepFrozen Keep = "frozen"
	KeepAll    Keep = "all"
	KeepNone   Keep = "none"
)

// Limits of an order.
const (
	MaxSeconds = 60
	MaxChanges = 200
)

// Order is what an organizer asks for.
type Order struct {
	Kind    Kind
	Seconds int      // the solver's, 1 to MaxSeconds
	Keep    Keep     // of a solve; KeepFrozen if empty
	Restore string   // the run, of a restore
	Changes []Change // of a repair; without any, what no longer fits is placed anew
}

// Change is one thing that has happened to what stands. Exactly one of Person (with Slots), Cancel and Withdraw is set.
type Change struct {
	Person   string      `json:"person,omitempty" maxLength:"60"`
	Slots    []time.Time `json:"slots,omitempty" maxItems:"300" doc:"Starts of the slots in which the person is no longer available."`
	Cancel   string      `json:"cancel,omitempty" maxLength:"60" doc:"A meeting, or the wish of one, that is called off."`
	Withdraw string      `json:"withdraw,omitempty" maxLength:"60" doc:"A person all of whose meetings are called off."`
}

func (o *Order) check() error {
	bad := func(field, message string) error {
		return problem.New(problem.Invalid, "order_invalid", "this cannot be made into a timetable").Field("body."+field, message)
	}
	if o.Keep == "" {
		o.Keep = KeepFrozen
	}
	if o.Kind == Solve && o.Seconds == 0 {
		o.Seconds = defaultSeconds
	}
	switch {
	case !slices.Contains([]Kind{Solve, Repair, Edit, Restore}, o.Kind):
		return bad("kind", "must be solve, repair, edit or restore")
	case !slices.Contains([]Keep{KeepFrozen, KeepAll, KeepNone}, o.Keep):
		return bad("keep", "must be frozen, all or none")
	case o.Kind == Solve && (o.Seconds < 1 || o.Seconds > MaxSeconds):
		return bad("seconds", "must be 1 to 60")
	case (o.Kind == Restore) != (o.Restore != ""):
		return bad("restore", "names the run of a restore, and only that")
	case o.Kind != Repair && len(o.Changes) > 0 || len(o.Changes) > MaxChanges:
		return bad("changes", "are of a repair, at most 200")
	}
	for _, c := range o.Changes {
		set := 0
		for _, id := range []string{c.Person, c.Cancel, c.Withdraw} {
			if id != "" {
				set++
			}
		}
		if set != 1 || (c.Person != "") != (len(c.Slots) > 0) {
			return bad("changes", "each is one of person with slots, cancel and withdraw")
		}
	}
	return nil
}

const defaultSeconds = 10
