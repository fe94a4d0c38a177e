package settlement

import (
	"context"

	"fairground/server/settlement/ledger"
)

// Sender is who sent money that lies in suspense, as the bank's line tells it. It names people and accounts, which the log
// must not; so it is read off the line, and only those who look into suspense are told.
type Sender struct {
	Name      string `json:"name,omitempty"`
	Account   string `json:"account,omitempty"`
	Reference string `json:"reference,omitempty" doc:"What the sender wrote."`
	EndToEnd  string `json:"endToEnd,omitempty" doc:"The sender's own id of the payment."`
	Day       string `json:"day" doc:"On which the bank booked it."`
	Statement string `json:"statement,omitempty" doc:"Of the bank that has the line; none as long as only a notice told it."`
}

// senders finds the lines by which money came into suspense, by the id of the money. What came without one, such as a
// receipt of an older release, has none.
func (s *Service) senders(ctx context.Context, found ...*ledger.Suspense) (map[string]*Sender, error) {
	account := s.opt.Rail.Capabilities().Account
	var ids []string
	for _, u := range found {
		if u.Ref != "" {
			ids = append(ids, account+"/"+u.Ref)
		}
	}
	of := map[string]*Sender{}
	if len(ids) == 0 {
		return of, nil
	}
	lines, err := s.incoming.linesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	for _, u := range found {
		if l, ok := lines[account+"/"+u.Ref]; ok {
			of[u.ID] = &Sender{l.Party, l.PartyAccount, l.Reference, l.EndToEnd, l.Day.String(), l.Statement}
		}
	}
	return of, nil
}
