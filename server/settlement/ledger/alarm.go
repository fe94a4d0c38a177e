package ledger

// Alarm is what the system has to do about an order by itself once an instant has passed.
type Alarm struct {
	At        int64
	Type      Type
	Milestone string
	Object    string
	Params    []Param
}

// Alarms lists what the order's clocks will ask for if nobody acts before, in the order of its milestones and disputes.
func (o *Order) Alarms() []Alarm {
	var out []Alarm
	for _, m := range o.Milestones {
		if m.State != Inspection || m.InspectUntil == 0 {
			continue
		}
		for _, percent := range reminders() {
			if m.Reminded < percent {
				out = append(out, Alarm{At: m.remindAt(percent), Type: RemindInspection, Milestone: m.ID, Params: []Param{{Name: percentParam, Minor: percent}}})
			}
		}
		out = append(out, Alarm{At: m.InspectUntil, Type: EndInspection, Milestone: m.ID})
	}
	for i := range o.Disputes {
		switch d := &o.Disputes[i]; d.State {
		case Negotiation:
			out = append(out, Alarm{At: d.EscalatesAt, Type: EscalateDispute, Object: d.ID})
		case Decided:
			out = append(out, Alarm{At: d.AppealUntil, Type: ExecuteRuling, Object: d.ID})
		}
	}
	return out
}

// Next is the earliest instant at which the order moves on by itself, 0 if there is none: its own deadline or an alarm. What a
// hold stops is listed all the same.
func (o *Order) Next() int64 {
	next := o.Deadline()
	for _, a := range o.Alarms() {
		if a.At > 0 && (next == 0 || a.At < next) {
			next = a.At
		}
	}
	return next
}
