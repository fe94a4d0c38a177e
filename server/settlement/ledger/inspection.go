package ledger

// The inspection: a clock that runs from delivery. At half of it and again when nine tenths are over the buyer is
// reminded; at its end silence is acceptance where that was agreed, and a dispute where it was not. A dispute stops the
// clock for what is contested, and compliance holding the order stops what the end of the clock would do.

// The commands of inspections.
const (
	AcceptPart       Type = "milestone.accept_part" // params quantity: how many of the milestone's pieces are accepted
	RemindInspection Type = "inspection.remind"     // params percent: 50 or 90
	EndInspection    Type = "inspection.end"        // the clock has run down in silence
)

// NoResponse is the reason of a dispute that the end of an inspection opens.
const NoResponse = "no_response"

const (
	quantityParam = "quantity"
	percentParam  = "percent"
)

// reminders are the hundredths of the inspection that are over when the buyer is reminded.
func reminders() []int64 { return []int64{50, 90} }

var inspectionRules = map[Type]rule{
	AcceptPart:       {roles: []Role{Buyer}, states: []string{Shipped, Inspection}, about: "m", do: acceptPart, book: (*scratch).bookPart},
	RemindInspection: {roles: []Role{Timer}, states: []string{Inspection}, about: "m", do: remind, book: (*scratch).bookReminder},
	EndInspection:    {roles: []Role{Timer}, states: []string{Inspection}, about: "m", do: endInspection, book: (*scratch).bookEnd},
}

// inspect starts the clock of a milestone that was delivered at an instant.
func (m *Milestone) inspect(from int64) {
	if m.Inspect > 0 {
		m.InspectUntil, m.Reminded = from+m.Inspect, 0
	}
}

// remindAt is when the given hundredths of the inspection are over, counted from its end, so that time spent in a dispute
// does not count.
func (m Milestone) remindAt(percent int64) int64 {
	return m.InspectUntil - portion(m.Inspect, 100-percent, 100)
}

// acceptPart accepts some pieces: their part of the amount, rounded down, and the rest stays what it was.
func acceptPart(_ *scratch, c *Command, e *Entry, o *Order, i int, _ *Payout) string {
	m, q := o.Milestones[i], c.num(quantityParam)
	if m.Quantity == 0 {
		return WhyIndivisible
	}
	if q <= 0 || q >= m.Quantity {
		return WhyAmount
	}
	if e.Amount = portion(m.Amount, q, m.Quantity); e.Amount == 0 {
		return WhyAmount
	}
	return o.divide(e, i, Accepted, m.State)
}

func (x *scratch) bookPart(o *Order, e *Entry, escrowed int64) error {
	i, err := o.divided(e.Milestone, e.Amount)
	if err != nil {
		return err
	}
	first, rest := &o.Milestones[i], &o.Milestones[i+1]
	first.Quantity = e.num(quantityParam)
	rest.Quantity -= first.Quantity
	if escrowed != 0 || first.State != Accepted || first.Quantity <= 0 || rest.Quantity <= 0 {
		return broken("I7: %s of %s is not some of its pieces", e.Type, e.Milestone)
	}
	return nil
}

func remind(x *scratch, c *Command, _ *Entry, o *Order, i int, _ *Payout) string {
	m, percent := o.Milestones[i], c.num(percentParam)
	known := false
	for _, p := range reminders() {
		known = known || p == percent
	}
	switch {
	case !known:
		return WhyAmount
	case m.Reminded >= percent:
		return WhyTwice
	case m.InspectUntil == 0 || x.time <= m.remindAt(percent):
		return WhyNotDue
	}
	return ""
}

func (x *scratch) bookReminder(o *Order, e *Entry, escrowed int64) error {
	i := o.index(e.Milestone)
	if i < 0 || escrowed != 0 || len(e.Moves) > 0 {
		return broken("I7: a reminder of %s moves something", e.Milestone)
	}
	o.Milestones[i].Reminded = e.num(percentParam)
	return nil
}

func endInspection(x *scratch, _ *Command, e *Entry, o *Order, i int, _ *Payout) string {
	m := o.Milestones[i]
	if m.InspectUntil == 0 || x.time <= m.InspectUntil {
		return WhyNotDue
	}
	if m.Silence {
		e.moveTo("m", m.ID, Inspection, Accepted)
		return ""
	}
	return contest(e, o, i)
}

func (x *scratch) bookEnd(o *Order, e *Entry, escrowed int64) error {
	if e.Object != "" {
		return x.bookOpening(o, e, escrowed)
	}
	i := o.index(e.Milestone)
	if i < 0 || !o.Milestones[i].Silence || o.Milestones[i].State != Accepted || escrowed != 0 {
		return broken("I7: nobody agreed that silence accepts %s", e.Milestone)
	}
	return nil
}
