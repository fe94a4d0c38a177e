package main

import (
	"context"
	"maps"
	"os"
	"slices"

	"fairground/server/accounts"
	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
	"fairground/server/settlement"
	"fairground/server/settlement/screening"
)

// lists reads the lists of sanctioned parties from the operator's folder, nil if none is configured.
func (c *Config) lists() func() (*screening.Lists, error) {
	if c.Screening == "" {
		return nil
	}
	return screening.NewFolder(os.DirFS(c.Screening)).Lists
}

// namesOf are the names of an organization in every language, for comparing it with lists of sanctioned parties.
func (a *app) namesOf(ctx context.Context, org string) ([]string, error) {
	o, err := a.accounts.Organization(ctx, org)
	if err != nil {
		return nil, err
	}
	return slices.Collect(maps.Values(o.Name)), nil
}

// personName is what a person is called on the pages of those who clear and audit.
func (a *app) personName(ctx context.Context, person string) (string, error) {
	p, err := a.accounts.Person(ctx, person)
	return p.Name, err
}

// nameOf is what an organization is called, in every language that it gave.
func (a *app) nameOf(ctx context.Context, org string) (lang.Text, error) {
	o, err := a.accounts.Organization(ctx, org)
	return o.Name, err
}

// officers are those who are told of alarms about money: who clears, compliance and auditors.
func (a *app) officers(ctx context.Context) ([]string, error) {
	var ids []string
	for _, r := range []actor.Role{actor.ClearingMaker, actor.ClearingChecker, actor.Compliance, actor.Auditor} {
		people, err := a.accounts.Holders(ctx, r, "")
		if err != nil {
			return nil, err
		}
		for _, p := range people {
			ids = append(ids, p.ID)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// taxFacts say by which rules of the tax table a seller's earnings are taxed: companies sell goods here, creators the rights
// to what they made.
func (a *app) taxFacts(ctx context.Context, seller string) (settlement.TaxFacts, error) {
	o, err := a.accounts.Organization(ctx, seller)
	if problem.Is(err, problem.NotFound) {
		return settlement.TaxFacts{}, nil
	}
	if err != nil {
		return settlement.TaxFacts{}, err
	}
	facts := settlement.TaxFacts{Jurisdiction: o.Country, Kind: "company", Income: "goods"}
	if o.Kind == accounts.Creator {
		facts.Kind, facts.Income = "person", "royalties"
	}
	return facts, nil
}
