package ledger

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// cleave cuts a milestone in two, the buyer's commissions with it.
func (ms *modelMilestone) cleave(first *big.Int) (a, b modelMilestone) {
	a, b = *ms, *ms
	a.amount, b.amount = first, new(big.Int).Sub(ms.amount, first)
	a.due, b.due = new(big.Int).Set(a.amount), new(big.Int).Set(b.amount)
	for r, fee := range ms.fee {
		part := new(big.Int).Quo(new(big.Int).Mul(fee, first), ms.amount)
		a.fee[r], b.fee[r] = part, new(big.Int).Sub(fee, part)
		a.due.Add(a.due, a.fee[r])
		b.due.Add(b.due, b.fee[r])
	}
	a.held, b.held = new(big.Int).Set(a.due), new(big.Int).Set(b.due)
	a.maker, b.maker = "", ""
	return a, b
}

// cleave puts the two parts of a milestone into its place.
func (o *modelOrder) cleave(ms *modelMilestone, first *big.Int) (a, b *modelMilestone) {
	whole, _, _ := strings.Cut(ms.id, "-")
	at, made := 0, 0
	for i := range o.ms {
		if &o.ms[i] == ms {
			at = i
		}
		if id, _, _ := strings.Cut(o.ms[i].id, "-"); id == whole {
			made += 2 // each part but the first came with a sister that is gone
		}
	}
	x, y := ms.cleave(first)
	x.id, y.id = whole+"-"+strconv.Itoa(made-1), whole+"-"+strconv.Itoa(made)
	o.ms = slices.Replace(o.ms, at, at+1, x, y)
	return &o.ms[at], &o.ms[at+1]
}
