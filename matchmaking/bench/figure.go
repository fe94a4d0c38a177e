package main

import (
	"context"
	"flag"
)

// figure is a measurement that needs nothing but its flag.
type figure struct {
	name, usage string
	on          bool
	measure     func(ctx context.Context, with settings) error
}

func (f *figure) declare(flags *flag.FlagSet) { flags.BoolVar(&f.on, f.name, false, f.usage) }

func (f *figure) wanted() bool { return f.on }

func (f *figure) run(ctx context.Context, with settings) error { return f.measure(ctx, with) }

// figures are the measurements of the engine for real conferences.
func figures() []measurement {
	return []measurement{
		&figure{name: "recommend", usage: "rank 21,000 × 2,000, the top 20 of both sides", measure: benchRecommend},
		&figure{name: "place", usage: "place 24,000 meetings in 36 slots", measure: benchPlace},
		&figure{name: "repair", usage: "repair the 24,000 meetings after changes", measure: benchRepair},
		&figure{name: "brute", usage: "compare 10,000 random problems up to 8 × 8 × 6 with brute force", measure: benchBrute},
		&figure{name: "conference", usage: "make the timetable of 30 buyers, 100 firms and three days, with proof", measure: benchConference},
	}
}
