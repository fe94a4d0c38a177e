package settlement

import (
	"cmp"
	"context"
	"strings"

	"fairground/server/settlement/statement"
)

// recallID is the exception about a bank that asks for a payment back.
func recallID(account, endToEnd string) string {
	return exceptionID("recall_asked", account+"/"+endToEnd)
}

// takeRecalls tells people which payments a bank asks for back. Nothing is given back for being asked: a line of a statement
// takes what the bank takes, and closes the question.
func (s *Service) takeRecalls(ctx context.Context, d importDoc, all []statement.Recall) error {
	account := s.opt.Rail.Capabilities().Account
	var payments []string
	for _, r := range all {
		if r.EndToEnd != "" {
			payments = append(payments, r.EndToEnd)
		}
	}
	lines, err := s.incoming.twins(ctx, account, payments...)
	if err != nil {
		return err
	}
	for _, r := range all {
		if err := s.askedBack(ctx, d, account, r, lines[r.EndToEnd]); err != nil {
			return err
		}
	}
	return nil
}

// askedBack opens the exception, unless the bank has taken the payment back meanwhile. lines are those of the payment.
func (s *Service) askedBack(ctx context.Context, d importDoc, account string, r statement.Recall, lines []lineDoc) error {
	reason := strings.TrimSpace(r.Code + " " + r.Words)
	e := exceptionDoc{
		Kind: "recall_asked", About: account + "/" + cmp.Or(r.EndToEnd, r.Case), File: d.ID, Account: account, Day: r.Day,
		Currency: string(r.Amount.Currency), Minor: -r.Amount.Minor,
		Words: "the bank asks for a payment back: " + reason, Says: []particular{told("reason", reason), told("case", r.Case)},
	}
	for _, l := range lines {
		switch {
		case l.Became == becameReversal || l.Became == becameClaim:
			return nil
		case l.Minor > 0 && !l.Reversal:
			e.Line, e.Statement, e.Order = l.ID, l.Statement, cmp.Or(orderIn.FindString(l.Of), orderIn.FindString(l.Reference))
			e.Currency, e.Minor, e.Day = l.Currency, -l.Minor, l.Day
		}
	}
	return s.except(ctx, e)
}
