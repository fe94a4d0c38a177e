// Package paper turns what settlement says of an order into documents: PDF for people, in Chinese and English, JSON and CSV
// for programs. The same document gives the same bytes at any time and on any machine.
//
// It knows neither the ledger nor who may read what: a Document comes with every amount, name and proof that it shows, and
// nothing here adds, rounds or converts.
package paper

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
)

// Kind of a document.
type Kind string

// The documents of an order.
const (
	Confirmation   Kind = "confirmation"
	Proforma       Kind = "proforma"
	Invoice        Kind = "invoice"
	CreditNote     Kind = "credit_note"
	Receipt        Kind = "receipt"
	Statement      Kind = "statement"
	TaxCertificate Kind = "tax_certificate"
)

// Kinds lists every kind in the order in which an order comes to have them.
func Kinds() []Kind {
	return []Kind{Confirmation, Proforma, Receipt, Invoice, CreditNote, TaxCertificate, Statement}
}

// Format names the layout of the JSON; another layout gets another name.
const Format = "fairground.document/1"

// Document is one paper before it is set in a language. Every amount is in Currency.
type Document struct {
	Format   string         `json:"format"`
	Kind     Kind           `json:"kind"`
	Number   string         `json:"number"`
	Issued   time.Time      `json:"issued"`
	Currency money.Currency `json:"currency"`
	Sandbox  bool           `json:"sandbox"`         // no real money: every page says so
	Title    string         `json:"title,omitempty"` // of the order, as the parties wrote it
	Parties  []Party        `json:"parties"`
	Facts    []Fact         `json:"facts,omitempty"`
	Lines    []Line         `json:"lines"`
	Totals   []Sum          `json:"totals,omitempty"`
	Terms    []Term         `json:"terms,omitempty"`
	Proof    *Proof         `json:"proof,omitempty"`
}

// Party is one side, named in its languages.
type Party struct {
	Role Word      `json:"role"`
	ID   string    `json:"id"`
	Name lang.Text `json:"name"`
}

// Fact is a small thing worth knowing: a number, a day, a state.
type Fact struct {
	Label Word       `json:"label"`
	Value string     `json:"value,omitempty"`
	Word  Word       `json:"word,omitempty"` // a value that has a translation
	At    *time.Time `json:"at,omitempty"`   // a value that is a day
}

// Line is a row of the table; which amounts it has follows from the kind of the document.
type Line struct {
	At      *time.Time    `json:"at,omitempty"`
	What    Word          `json:"what,omitempty"` // what it is for, where that has a translation
	Text    string        `json:"text,omitempty"` // what it is for, as the parties wrote it
	Ref     string        `json:"ref,omitempty"`
	Amount  *money.Amount `json:"amount,omitempty"`
	Base    *money.Amount `json:"base,omitempty"` // what a tax is on
	In      *money.Amount `json:"in,omitempty"`
	Out     *money.Amount `json:"out,omitempty"`
	Balance *money.Amount `json:"balance,omitempty"`
}

// Sum is a line below the table.
type Sum struct {
	Label  Word         `json:"label"`
	Amount money.Amount `json:"amount"`
	Grand  bool         `json:"grand,omitempty"` // the one that matters
}

// Term is a sentence with what it speaks of.
type Term struct {
	Sentence Word              `json:"sentence"`
	With     map[string]string `json:"with,omitempty"`
}

// Proof says where in the ledger the paper's entry stands: the leaf climbs the path to the root of the block, whose hash is
// the head.
type Proof struct {
	Block int64    `json:"block"`
	Index int      `json:"index"`
	Of    int      `json:"of"` // entries in the block
	Leaf  string   `json:"leaf"`
	Path  []string `json:"path"`
	Root  string   `json:"root"`
	Head  string   `json:"head"`
	// What hashes to the leaf and the head, as the ledger writes it; on pages there is no room for it.
	Record json.RawMessage `json:"record,omitempty"`
}

// Code is what the QR code of a proof says: the paper's number, its leaf and its head, for a scanner to compare.
func (p Proof) Code(number string) string {
	return fmt.Sprintf("fairground:%s?leaf=%s&block=%d&head=%s", number, p.Leaf, p.Block, p.Head)
}

// Why a document is not rendered.
var (
	ErrLanguage = errors.New("papers are written in zh-Hans and en")
	ErrDocument = errors.New("not a document")
)

// check finds what would make a paper wrong rather than ugly.
func (d Document) check() error {
	if _, known := title[d.Kind]; !known {
		return fmt.Errorf("%w: unknown kind %q", ErrDocument, d.Kind)
	}
	if d.Number == "" || d.Issued.IsZero() || len(d.Parties) == 0 {
		return fmt.Errorf("%w: number, day and parties are missing", ErrDocument)
	}
	for a := range d.amounts {
		if a.Currency != d.Currency {
			return fmt.Errorf("%w: %s among amounts in %s", ErrDocument, a, d.Currency)
		}
	}
	for w := range d.words {
		if _, known := vocabulary[w]; !known {
			return fmt.Errorf("%w: no word for %q", ErrDocument, w)
		}
	}
	return nil
}

func (d Document) amounts(yield func(money.Amount) bool) {
	for _, l := range d.Lines {
		for _, a := range []*money.Amount{l.Amount, l.Base, l.In, l.Out, l.Balance} {
			if a != nil && !yield(*a) {
				return
			}
		}
	}
	for _, s := range d.Totals {
		if !yield(s.Amount) {
			return
		}
	}
}

func (d Document) words(yield func(Word) bool) {
	words := []Word{}
	for _, p := range d.Parties {
		words = append(words, p.Role)
	}
	for _, f := range d.Facts {
		words = append(words, f.Label, f.Word)
	}
	for _, l := range d.Lines {
		words = append(words, l.What)
	}
	for _, s := range d.Totals {
		words = append(words, s.Label)
	}
	for _, t := range d.Terms {
		words = append(words, t.Sentence)
	}
	for _, w := range words {
		if w != "" && !yield(w) {
			return
		}
	}
}
