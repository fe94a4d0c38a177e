package settlement

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"fairground/server/money"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/paper"
)

// maxReceiptBytes bounds a receipt that is verified: one entry and some sentences.
const maxReceiptBytes = 1 << 20

// VerifyReceiptFile checks a receipt in its JSON form without a database, also against what is trusted, and writes to out, in
// words, what was checked: the entry hashes to the leaf, the leaf climbs to the head, and the amount is the entry's.
func VerifyReceiptFile(r io.Reader, out io.Writer, by Trust) error {
	raw, err := io.ReadAll(io.LimitReader(r, maxReceiptBytes+1))
	if err != nil {
		return fmt.Errorf("read the receipt: %w", err)
	}
	p, d, err := readReceipt(raw)
	if err != nil {
		return fmt.Errorf("the receipt does not hold: %w", err)
	}
	_, err = fmt.Fprintf(out, "receipt %s\n"+
		"  its entry, %s of block %d, hashes to the leaf %s\n"+
		"  the Merkle path of the leaf ends in the root of the block, and the header with this root hashes to %s\n"+
		"  the amounts on the receipt are those of the entry: %s\n",
		d.Number, p.Entry.Type, p.Header.Seq, p.Entry.Leaf(), p.Header.Hash, d.Totals[0].Amount.Format())
	if err != nil {
		return fmt.Errorf("write findings: %w", err)
	}
	if d.Sandbox {
		if _, err := io.WriteString(out, "  note: Sandbox: no real money.\n"); err != nil {
			return fmt.Errorf("write findings: %w", err)
		}
	}
	if err := by.checkBlock(p.Header, out); err != nil {
		return fmt.Errorf("the receipt does not hold: %w", err)
	}
	return nil
}

// readReceipt reads a receipt and compares what it says with the entry it carries.
func readReceipt(raw []byte) (ledger.EntryProof, paper.Document, error) {
	var d paper.Document
	if len(raw) > maxReceiptBytes {
		return ledger.EntryProof{}, d, fmt.Errorf("it is larger than %d bytes", maxReceiptBytes)
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return ledger.EntryProof{}, d, fmt.Errorf("read JSON: %w", err)
	}
	if d.Format != paper.Format || d.Kind != paper.Receipt || d.Proof == nil || len(d.Proof.Record) == 0 {
		return ledger.EntryProof{}, d, errors.New("it is no receipt with a proof")
	}
	p, err := ledger.ReadEntryProof(d.Proof.Record)
	if err != nil {
		return p, d, err
	}
	said := *d.Proof
	said.Record = nil
	shown := *proof(recorded{&ledger.Block{Header: p.Header, Entries: []ledger.Entry{p.Entry}}, 0})
	shown.Index, shown.Record, shown.Path = p.Index, nil, nil
	for _, h := range p.Path {
		shown.Path = append(shown.Path, h.String())
	}
	if !slices.Equal(said.Path, shown.Path) {
		return p, d, errors.New("it shows another path than its entry has")
	}
	said.Path, shown.Path = nil, nil
	place := fmt.Sprintf("RC-%d-%d", p.Header.Seq, p.Index+1)
	if said.Block != shown.Block || said.Index != shown.Index || said.Of != shown.Of || said.Leaf != shown.Leaf || said.Root != shown.Root || said.Head != shown.Head || d.Number != place {
		return p, d, errors.New("it shows another place in the ledger than its entry has")
	}
	return p, d, amounts(d, &p.Entry)
}

// amounts compares the lines and the sum of a receipt with the postings of its entry.
func amounts(d paper.Document, e *ledger.Entry) error {
	var in, out, lines int64
	for _, l := range e.Legs {
		if ledger.Class(l.Account) == "bank" && l.Book == ledger.Posted && l.Currency == d.Currency {
			in, out = in-l.Minor, out+l.Minor
		}
	}
	for _, l := range d.Lines {
		if l.Amount == nil || l.Amount.Currency != d.Currency {
			return errors.New("a line is not in the currency of the receipt")
		}
		lines += l.Amount.Minor
	}
	want := money.Amount{Minor: max(in, out), Currency: d.Currency}
	if len(d.Totals) != 1 || d.Totals[0].Amount != want || lines != want.Minor {
		return fmt.Errorf("the entry moves %s, the receipt says something else", want)
	}
	return nil
}

// checkBlock holds one block against the heads that are trusted. A receipt is not signed itself: unless its block is the last
// of a day, a statement of the order has the blocks between.
func (t Trust) checkBlock(h ledger.Header, out io.Writer) error {
	st := ledger.Statement{Headers: []ledger.Header{h}}
	return t.check(&st, out)
}
