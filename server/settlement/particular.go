package settlement

import (
	"errors"

	"fairground/server/money"
	"fairground/server/settlement/statement"
)

// particular is one thing that the words of an exception say: a text, a number or money. The words are English and stay on
// record as they are; by their particulars they can be told in any language.
type particular struct {
	Name     string `bson:"name"`
	Text     string `bson:"text,omitempty"`
	Number   int64  `bson:"n,omitempty"`
	Currency string `bson:"ccy,omitempty"` // of money, whose minor units Number then is
}

// Particular is a particular as people see it.
type Particular struct {
	Name   string        `json:"name" enum:"line,made,closing,opening,before,book,bank,expected,state,why,reason,account,number,file,payments,case,closedBy,closedOver,closedBecause" doc:"line: of the file. made, closing: what a statement's lines lead to and what it closes with. opening, before: what it opens with and the one before closed with. book, bank: what the ledger and the bank say. expected, state: amount and state of the payout. why: code of a refusal. reason: the bank's own words. account, number: of a statement. file, payments: a payment file and how many are in it. case: what the bank calls its request. closedBy, closedOver, closedBecause: who had closed it before."`
	Text   string        `json:"text,omitempty"`
	Number int64         `json:"number,omitempty"`
	Amount *money.Amount `json:"amount,omitempty"`
}

func told(name, text string) particular { return particular{Name: name, Text: text} }

func counted(name string, n int) particular { return particular{Name: name, Number: int64(n)} }

func priced(name string, a money.Amount) particular {
	return particular{Name: name, Number: a.Minor, Currency: string(a.Currency)}
}

// particularsOf are those of an error about a file: the line it was met at, or the amounts that differ.
func particularsOf(err error) []particular {
	var m statement.Mismatch
	switch line := statement.LineOf(err); {
	case errors.As(err, &m) && m.Why == statement.ErrGap:
		return []particular{priced("opening", m.Found), priced("before", m.Said)}
	case errors.As(err, &m):
		return []particular{priced("made", m.Found), priced("closing", m.Said)}
	case line > 0:
		return []particular{counted("line", line)}
	}
	return nil
}

func viewParticulars(all []particular) []Particular {
	var out []Particular
	for _, p := range all {
		if p.Text == "" && p.Number == 0 && p.Currency == "" {
			continue // the bank gave none
		}
		v := Particular{Name: p.Name, Text: p.Text, Number: p.Number}
		if p.Currency != "" {
			v.Number, v.Amount = 0, &money.Amount{Minor: p.Number, Currency: money.Currency(p.Currency)}
		}
		out = append(out, v)
	}
	return out
}

// ending is why the system closes an exception by itself.
type ending string

const (
	endReplaced  ending = "replaced"
	endFollowed  ending = "followed"
	endTakenBack ending = "taken_back"
	endProven    ending = "proven"
	endStated    ending = "stated"
)

func (e ending) words() string {
	switch e {
	case endReplaced:
		return "another statement came under its number"
	case endFollowed:
		return "what it follows from has come"
	case endTakenBack:
		return "the bank has taken it back"
	case endProven:
		return "the account proves again"
	case endStated:
		return "a statement has it now"
	}
	return string(e)
}
