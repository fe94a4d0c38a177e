package ledger

import "strings"

// finance sums up what orders say of the accounts of quotes and advances, for comparison with the accounts.
type finance struct{ posted, held map[AccountID]int64 }

func (s *State) finance() finance {
	f := finance{map[AccountID]int64{}, map[AccountID]int64{}}
	for _, o := range s.books.Orders {
		for _, q := range o.Quotes {
			f.posted[AccountID{QuoteAccount(q.ID), q.Currency}] += q.Received
		}
		for _, a := range o.Advances {
			f.add(o, a)
		}
	}
	return f
}

func (f finance) add(o *Order, a Advance) {
	c := o.Terms.Currency
	if a.State == Offered || a.State == Accepted {
		f.held[AccountID{FunderAccount(a.Funder), c}] += a.Offered
	}
	f.posted[AccountID{LentAccount(a.Funder), c}] += a.Principal
	f.posted[AccountID{EarnedAccount, c}] += a.Interest
	if a.State == Recourse {
		f.posted[AccountID{RecourseAccount(o.Terms.Seller), c}] -= a.Principal + a.Interest
		return
	}
	f.posted[AccountID{principalAccount(a.ID), c}] -= a.Principal
	f.posted[AccountID{interestAccount(a.ID), c}] -= a.Interest
}

// keeps says whether what an account has follows from orders' quotes and advances alone.
func (f finance) keeps(account string) bool {
	class := Class(account)
	return class == "loan" || class == "income" || (class == "funder" && strings.HasSuffix(account, ":lent")) ||
		(class == "recv" && strings.HasSuffix(account, ":advances")) || strings.HasPrefix(account, "suspense:quo_")
}
