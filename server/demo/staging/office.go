package staging

import (
	"context"

	"fairground/server/money"
	"fairground/server/settlement"
)

// taxes puts rows into the tax table, each by two officers, as the ledger wants it. They say that they are examples, and are about
// people only: nothing is withheld from the companies of the fair.
func (h *stagehand) taxes(ctx context.Context) error {
	from := h.fair.Day.AddDate(-1, 0, 0)
	for _, r := range []settlement.TaxRule{
		{Income: "royalties", RateBasisPoints: 1400, Certificate: "Example: income tax on royalties · 示例：特许权使用费个人所得税"},
		{Income: "services", RateBasisPoints: 2000, Certificate: "Example: income tax on services · 示例：劳务报酬个人所得税"},
	} {
		r.Jurisdiction, r.Kind, r.From = "CN", "person", from
		for _, officer := range []string{"per_clearing1", "per_clearing2"} {
			if _, err := h.Settlement.SetTaxRule(h.as(ctx, officer), r, "demo-tax-"+r.Income); err != nil {
				return err
			}
		}
	}
	return nil
}

// purse lets the funder pay in what there is to lend.
func (h *stagehand) purse(ctx context.Context) error {
	for _, amount := range []money.Amount{
		{Minor: 3_000_000_00, Currency: "CNY"}, {Minor: 400_000_00, Currency: "EUR"}, {Minor: 400_000_00, Currency: "USD"},
	} {
		if _, err := h.Settlement.Deposit(h.as(ctx, "per_funder1"), amount, "funder", "demo-purse-"+string(amount.Currency)); err != nil {
			return err
		}
	}
	return nil
}
