package settlement

import (
	"maps"
	"slices"
	"time"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
)

// Reserved is what is kept back of one order.
type Reserved struct {
	Order  string       `json:"order"`
	Amount money.Amount `json:"amount"`
	Until  *time.Time   `json:"until,omitempty" doc:"When it becomes available; not known before the order has ended, nor while a claim about it is open."`
}

// reserves lists the orders by whose reserve an organization's available money will grow, in a currency, those that come
// first before those of which nobody knows yet.
func (s *Service) reserves(st *ledger.State, org string, c money.Currency, watched []string) []Reserved {
	var rows []Reserved
	for _, id := range watched {
		o, ok := st.Order(id)
		if !ok || o.Terms.Seller != org || o.Terms.Currency != c || o.Reserved == 0 {
			continue
		}
		r := Reserved{Order: id, Amount: money.Amount{Minor: o.Reserved, Currency: c}}
		if due := o.ReserveDue(); due > 0 {
			r.Until = instant(due)
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b Reserved) int {
		switch {
		case a.Until == nil && b.Until == nil:
			return 0
		case a.Until == nil:
			return 1
		case b.Until == nil:
			return -1
		}
		return a.Until.Compare(*b.Until)
	})
	return rows
}

// reserving lists the orders of an organization that have something in reserve.
func (s *Service) reserving(org string) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Sorted(maps.Keys(s.reserved[org]))
}

// reserve notes whether an order has something in reserve: a seller's page must not look through everybody's orders. The
// service's lock is held.
func (m *aftermath) reserve(o *ledger.Order) {
	of := m.reserved[o.Terms.Seller]
	switch {
	case o.Reserved == 0:
		delete(of, o.ID)
	case of == nil:
		m.reserved[o.Terms.Seller] = map[string]bool{o.ID: true}
	default:
		of[o.ID] = true
	}
}
