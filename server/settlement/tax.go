package settlement

import (
	"context"
	"time"

	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// TaxRule is a row of the table of taxes withheld from sellers. The rates are the operator's, none come with the program.
type TaxRule struct {
	Jurisdiction    string    `json:"jurisdiction" pattern:"^[A-Z]{2}$" doc:"ISO 3166-1 alpha-2, whose rule it is."`
	Income          string    `json:"income" enum:"goods,services,royalties"`
	Kind            string    `json:"kind" enum:"company,person" doc:"Kind of party that earns it."`
	From            time.Time `json:"from" doc:"In force from then on, until the next row."`
	RateBasisPoints int64     `json:"rateBasisPoints" minimum:"0" maximum:"10000"`
	Certificate     string    `json:"certificate" minLength:"1" maxLength:"200" doc:"What the certificate of withheld tax calls it."`
	InForce         bool      `json:"inForce,omitempty" readOnly:"true"`
}

// TaxRules lists all rows, by jurisdiction, income, kind and day.
func (s *Service) TaxRules() []TaxRule {
	now := s.opt.Now().UnixMilli()
	rows := []TaxRule{}
	s.engine.View(func(st *ledger.State) {
		for _, t := range st.TaxTables() {
			for i, r := range t.Rows {
				over := i+1 < len(t.Rows) && t.Rows[i+1].From <= now
				rows = append(rows, TaxRule{t.Jurisdiction, t.Income, t.Kind, *instant(r.From), r.RateBP, r.Certificate, r.From <= now && !over})
			}
		}
	})
	return rows
}

// SetTaxRule adds a row: a maker proposes it, a checker gives the same one. It reports whether the row is in the table now.
func (s *Service) SetTaxRule(ctx context.Context, r TaxRule, key string) (set bool, err error) {
	return s.pair(ctx, ledger.Command{Type: ledger.SetTaxRule, Params: []ledger.Param{
		{Name: "cert", Text: r.Certificate},
		{Name: "from", Minor: r.From.UnixMilli()},
		{Name: "income", Text: r.Income},
		{Name: "juris", Text: r.Jurisdiction},
		{Name: "kind", Text: r.Kind},
		{Name: "rate", Minor: r.RateBasisPoints},
	}}, key)
}

// ClosePeriod closes all days before an instant: a maker proposes it, a checker confirms. What is booked later counts into
// later days.
func (s *Service) ClosePeriod(ctx context.Context, until time.Time, key string) (done bool, err error) {
	if until.After(s.opt.Now()) {
		return false, problem.New(problem.Invalid, "period_open", "a period is closed once it is over")
	}
	return s.pair(ctx, ledger.Command{Type: ledger.ClosePeriod, Params: []ledger.Param{{Name: "until", Minor: until.UnixMilli()}}}, key)
}
