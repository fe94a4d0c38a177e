package statement

import (
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"fairground/server/money"
)

// The versions of the payment file that WritePain001 writes.
const (
	Pain001V3 = "pain.001.001.03"
	Pain001V9 = "pain.001.001.09"
)

// Batch is a payment file: one debtor pays many.
type Batch struct {
	MsgID    string // at most 35 characters, never used twice
	Created  time.Time
	Execute  Day
	Debtor   Party
	Payments []Payment
}

// Party is somebody with an account.
type Party struct {
	Name    string // at most 70 characters, the least any version takes
	Account string // IBAN or the bank's own number, at most 34 characters
	BIC     string // of the bank; "" if not known
}

// Payment is one transfer of a batch.
type Payment struct {
	EndToEnd  string // at most 35 characters, never used for another payment
	Amount    money.Amount
	Creditor  Party
	Reference string // at most 140 characters
}

// WritePain001 writes a customer credit transfer initiation in one of the two versions; payments of one currency stand in
// one block, in the order given. Equal batches give equal bytes. What the schema could not carry is ErrUnwritable.
func WritePain001(w io.Writer, version string, b Batch) error {
	if version != Pain001V3 && version != Pain001V9 {
		return fmt.Errorf("write payment file: %w: no version %q", ErrUnwritable, clip(version))
	}
	if len(b.Payments) == 0 || len(b.Payments) > MaxLines {
		return fmt.Errorf("write payment file: %w: %d payments", ErrUnwritable, len(b.Payments))
	}
	m := newMarkup(w, version)
	m.at("CstmrCdtTrfInitn", func() {
		m.at("GrpHdr", func() {
			m.text("MsgId", b.MsgID, 35)
			m.created(b.Created)
			m.leaf("NbOfTxs", "", strconv.Itoa(len(b.Payments)))
			m.sum(b.Payments)
			m.text("InitgPty>Nm", b.Debtor.Name, 70)
		})
		for i, block := range b.blocks() {
			b.block(m, version, i, block)
		}
	})
	if err := m.end(); err != nil {
		return fmt.Errorf("write payment file: %w", err)
	}
	return nil
}

// blocks puts the payments of each currency together, currencies in order of the alphabet.
func (b Batch) blocks() [][]Payment {
	of := map[money.Currency][]Payment{}
	var order []money.Currency
	for _, p := range b.Payments {
		if of[p.Amount.Currency] == nil {
			order = append(order, p.Amount.Currency)
		}
		of[p.Amount.Currency] = append(of[p.Amount.Currency], p)
	}
	slices.Sort(order)
	var all [][]Payment
	for _, c := range order {
		all = append(all, of[c])
	}
	return all
}

func (b Batch) block(m *markup, version string, i int, payments []Payment) {
	m.at("PmtInf", func() {
		m.text("PmtInfId", string(payments[0].Amount.Currency)+"-"+strconv.Itoa(i+1), 35)
		m.leaf("PmtMtd", "", "TRF")
		m.leaf("NbOfTxs", "", strconv.Itoa(len(payments)))
		m.sum(payments)
		if version == Pain001V9 {
			m.day("ReqdExctnDt>Dt", b.Execute)
		} else {
			m.day("ReqdExctnDt", b.Execute)
		}
		m.text("Dbtr>Nm", b.Debtor.Name, 70)
		m.account("DbtrAcct", b.Debtor, payments[0].Amount.Currency)
		m.agent("DbtrAgt", b.Debtor, version, true)
		m.leaf("ChrgBr", "", "SLEV")
		for _, p := range payments {
			if p.Amount.Minor == 0 {
				m.fail("payment %q of nothing", clip(p.EndToEnd))
			}
			m.at("CdtTrfTxInf", func() {
				m.text("PmtId>EndToEndId", p.EndToEnd, 35)
				m.amount("Amt>InstdAmt", p.Amount)
				m.agent("CdtrAgt", p.Creditor, version, false)
				m.text("Cdtr>Nm", p.Creditor.Name, 70)
				m.account("CdtrAcct", p.Creditor, "")
				m.words("RmtInf>Ustrd", p.Reference, 140)
			})
		}
	})
}

// account writes whose account it is; currency may be "".
func (m *markup) account(path string, p Party, currency money.Currency) {
	m.at(path, func() {
		if iban(p.Account) {
			m.text("Id>IBAN", p.Account, 34)
		} else {
			m.text("Id>Othr>Id", p.Account, 34)
		}
		if currency != "" {
			m.text("Ccy", string(currency), 3)
		}
	})
}

// agent writes the bank. The debtor's must be there: where it has no BIC, the message says so in its own way.
func (m *markup) agent(path string, p Party, version string, must bool) {
	switch {
	case p.BIC != "" && version == Pain001V9:
		m.text(path+">FinInstnId>BICFI", p.BIC, 11)
	case p.BIC != "":
		m.text(path+">FinInstnId>BIC", p.BIC, 11)
	case must:
		m.text(path+">FinInstnId>Othr>Id", "NOTPROVIDED", 35)
	}
}

// iban says whether an account has the form of an IBAN and its check digits.
func iban(s string) bool {
	if len(s) < 5 || len(s) > 34 {
		return false
	}
	rest := 0
	for i, c := range []byte(s[4:] + s[:4]) {
		at := (i + 4) % len(s) // place in s itself
		switch {
		case c >= '0' && c <= '9' && at >= 2:
			rest = (rest*10 + int(c-'0')) % 97
		case c >= 'A' && c <= 'Z' && (at < 2 || at >= 4):
			rest = (rest*100 + int(c-'A') + 10) % 97
		default:
			return false
		}
	}
	return rest == 1
}

// sum writes the control sum, which may be left out and is where it has more digits than the schema allows.
func (m *markup) sum(payments []Payment) {
	if s := controlSum(payments); len(strings.Replace(s, ".", "", 1)) <= maxDigits {
		m.leaf("CtrlSum", "", s)
	}
}

// controlSum adds the amounts as the plain numbers they are, whatever their currency, as the standard asks for.
func controlSum(payments []Payment) string {
	sum := new(big.Int) // in thousandths: no currency has more decimals
	for _, p := range payments {
		exp, err := p.Amount.Currency.Exponent()
		if err != nil {
			continue // its amount is refused where it is written
		}
		unit := []int64{1000, 100, 10, 1}[exp]
		sum.Add(sum, new(big.Int).Mul(big.NewInt(p.Amount.Minor), big.NewInt(unit)))
	}
	text := fmt.Sprintf("%04s", sum)
	text = strings.TrimRight(text[:len(text)-3]+"."+text[len(text)-3:], "0")
	return strings.TrimSuffix(text, ".")
}
