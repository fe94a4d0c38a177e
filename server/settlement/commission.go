package settlement

import (
	"fairground/server/money"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
)

// shares are the parts of the commissions that buyers pay, in basis points, by who pays them; the seller if nobody says.
func shares() map[string]int64 {
	return map[string]int64{"buyer": 10000, "seller": 0, "split": 5000, "": 0}
}

// Commission says what the commissions on a total would come to if it were signed now, so that both sides see their part
// before they sign. paidBy is buyer, seller or split.
func (s *Service) Commission(total money.Amount, paidBy string) (Fee, error) {
	share, ok := shares()[paidBy]
	if !ok {
		return Fee{}, problem.New(problem.Invalid, "fee_invalid", "the commission is paid by buyer, seller or split")
	}
	if total.Minor <= 0 || total.Minor > ledger.MaxAmount {
		return Fee{}, problem.New(problem.Invalid, "amount_invalid", "a total is more than nothing and fits the ledger")
	}
	t := ledger.Terms{ExchangeBP: s.opt.ExchangeBasisPoints, PlatformBP: s.opt.PlatformBasisPoints, BuyerShareBP: share}
	buyer, seller := t.Commission(total.Minor)
	in := func(v int64) money.Amount { return money.Amount{Minor: v, Currency: total.Currency} }
	return Fee{t.ExchangeBP, t.PlatformBP, paidBy, in(buyer + seller), in(buyer), in(seller)}, nil
}
