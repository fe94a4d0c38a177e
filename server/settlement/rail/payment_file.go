package rail

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"fairground/server/money"
)

// The counterpart's own reading of a payment file. It shares no type with the writer, so that what one gets wrong the
// other does not agree with.
type paymentFile struct {
	XMLName xml.Name
	MsgID   string `xml:"CstmrCdtTrfInitn>GrpHdr>MsgId"`
	Count   int    `xml:"CstmrCdtTrfInitn>GrpHdr>NbOfTxs"`
	Blocks  []struct {
		Payments []struct {
			EndToEnd string `xml:"PmtId>EndToEndId"`
			Amount   struct {
				Currency string `xml:"Ccy,attr"`
				Text     string `xml:",chardata"`
			} `xml:"Amt>InstdAmt"`
			IBAN      string `xml:"CdtrAcct>Id>IBAN"`
			Account   string `xml:"CdtrAcct>Id>Othr>Id"`
			Reference string `xml:"RmtInf>Ustrd"`
		} `xml:"CdtTrfTxInf"`
	} `xml:"CstmrCdtTrfInitn>PmtInf"`
}

const (
	maxFile     = 1 << 20 // bytes of a payment file
	maxPayments = 1000    // in one file
)

// errPaymentFile is why a payment file is not taken.
var errPaymentFile = errors.New("not a payment file")

// readPaymentFile reads pain.001.001.03 or .09.
func readPaymentFile(data []byte) (msg string, payments []Instruction, err error) {
	if len(data) > maxFile {
		return "", nil, fmt.Errorf("%w: more than %d bytes", errPaymentFile, maxFile)
	}
	dec := xml.NewDecoder(strings.NewReader(string(data)))
	var f paymentFile
	if err := dec.Decode(&f); err != nil {
		return "", nil, fmt.Errorf("%w: %w", errPaymentFile, err)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) && strings.TrimSpace(string(data[dec.InputOffset():])) != "" {
		return "", nil, fmt.Errorf("%w: something follows it", errPaymentFile)
	}
	switch f.XMLName.Space {
	case "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03", "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09":
	default:
		return "", nil, fmt.Errorf("%w: another message", errPaymentFile)
	}
	for _, b := range f.Blocks {
		for _, p := range b.Payments {
			amount, err := money.Parse(p.Amount.Text, money.Currency(p.Amount.Currency))
			if err != nil {
				return "", nil, fmt.Errorf("%w: payment %d: %w", errPaymentFile, len(payments)+1, err)
			}
			payments = append(payments, Instruction{EndToEnd: p.EndToEnd, Party: p.IBAN + p.Account, Reference: p.Reference, Amount: amount})
		}
	}
	if len(payments) == 0 || len(payments) != f.Count || len(payments) > maxPayments || f.MsgID == "" {
		return "", nil, fmt.Errorf("%w: %d payments, its head says %d", errPaymentFile, len(payments), f.Count)
	}
	return f.MsgID, payments, nil
}
