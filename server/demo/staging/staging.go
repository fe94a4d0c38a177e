// Package staging puts the invented fair into a running program, as it stands
// at one stage: it speaks to the features as their own users and importers do.
// It decides nothing about the fair and invents nothing; package demo does that.
package staging

import (
	"context"
	"fmt"
	"sync"
	"time"

	"fairground/server/accounts"
	"fairground/server/conference"
	"fairground/server/deals"
	"fairground/server/demo"
	"fairground/server/exhibition"
	"fairground/server/meetings"
	"fairground/server/settlement"
)

// Features are the parts of the program that the fair is put into.
type Features struct {
	Accounts   *accounts.Service
	Exhibition *exhibition.Service
	Meetings   *meetings.Service
	Conference *conference.Service
	Deals      *deals.Service
	Settlement *settlement.Service
	ImportDeal func(ctx context.Context, deal string) (order string, err error) // makes the order of a signed deal
}

// stagehand carries one fair at one moment into the features.
type stagehand struct {
	Features
	fair   demo.Fair
	stage  demo.Stage
	now    time.Time
	view   demo.View
	people map[string]demo.Person
	orgs   map[string]demo.Organization
	booths map[string]demo.Booth
	parks  map[string]demo.Park
}

func newStagehand(f Features, fair demo.Fair, stage demo.Stage) (*stagehand, error) {
	now, err := fair.Now(stage)
	if err != nil {
		return nil, err
	}
	h := &stagehand{
		Features: f, fair: fair, stage: stage, now: now, view: fair.At(now),
		people: map[string]demo.Person{}, orgs: map[string]demo.Organization{}, booths: map[string]demo.Booth{}, parks: map[string]demo.Park{},
	}
	for _, p := range fair.People {
		h.people[p.ID] = p
	}
	for _, o := range fair.Organizations {
		h.orgs[o.ID] = o
	}
	for _, b := range fair.Booths {
		h.booths[b.ID] = b
	}
	for _, p := range fair.Parks {
		h.parks[p.ID] = p
	}
	return h, nil
}

// Load stores the fair at the stage. What is stored already stays, so a load
// that was cut off is simply done again.
func Load(ctx context.Context, f Features, fair demo.Fair, stage demo.Stage) error {
	h, err := newStagehand(f, fair, stage)
	if err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"organizations", h.organizations},
		{"people", h.peopleIn},
		{"halls", h.halls},
		{"booths", h.boothsIn},
		{"items", h.items},
		{"settings of meetings", h.settings},
		{"wishes", h.wishes},
		{"meetings", h.meetingsIn},
		{"questions", h.questions},
		{"programme", h.programme},
		{"taxes", h.taxes},
		{"money to lend", h.purse},
		{"deals", h.dealsIn},
		{"orders", h.orders},
	} {
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("stage the %s: %w", step.name, err)
		}
	}
	return nil
}

// carriers is how many documents are written at once: the database makes one
// commit of what waits together.
const carriers = 16

// each does one thing for every element, several at a time, and returns the
// first failures.
func each[T any](ctx context.Context, list []T, do func(context.Context, T) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	work := make(chan T)
	var failed error
	var once sync.Once
	var wait sync.WaitGroup
	for range carriers {
		wait.Go(func() {
			for item := range work {
				if err := do(ctx, item); err != nil {
					once.Do(func() { failed = err; cancel() })
				}
			}
		})
	}
	for _, item := range list {
		select {
		case work <- item:
		case <-ctx.Done():
		}
	}
	close(work)
	wait.Wait()
	if failed == nil {
		return ctx.Err()
	}
	return failed
}
