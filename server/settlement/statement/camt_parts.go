package statement

import (
	"fmt"
	"strings"
	"time"

	"fairground/server/money"
)

// What camt.053 and camt.054 are made of, as far as money needs it. Versions differ in where they put a few texts; the
// types take every place.
type (
	xmlAmount struct {
		Currency string `xml:"Ccy,attr"`
		Text     string `xml:",chardata"`
	}
	xmlDate struct {
		Day     string `xml:"Dt"`
		Instant string `xml:"DtTm"`
	}
	xmlAccountID struct {
		IBAN  string `xml:"IBAN"`
		Other string `xml:"Othr>Id"`
	}
	xmlAccount struct {
		ID       xmlAccountID `xml:"Id"`
		Currency string       `xml:"Ccy"`
	}
	xmlParty struct {
		Name  string `xml:"Nm"`     // to version 04
		Named string `xml:"Pty>Nm"` // from version 08
	}
	xmlCode struct {
		Text string `xml:",chardata"` // to version 04
		Code string `xml:"Cd"`        // from version 08
	}
	xmlReason struct {
		Code  string `xml:"Rsn>Cd"`
		Other string `xml:"Rsn>Prtry"`
	}
	xmlBalance struct {
		Code   string    `xml:"Tp>CdOrPrtry>Cd"`
		Amount xmlAmount `xml:"Amt"`
		Side   string    `xml:"CdtDbtInd"`
		Date   xmlDate   `xml:"Dt"`
	}
	xmlCharge struct {
		Amount xmlAmount `xml:"Amt"`
	}
	xmlCharges struct {
		Records []xmlCharge `xml:"Rcrd"` // from version 04
		Amount  xmlAmount   `xml:"Amt"`  // version 02
	}
	xmlDetail struct {
		Ref      string     `xml:"Refs>AcctSvcrRef"`
		EndToEnd string     `xml:"Refs>EndToEndId"`
		Amount   xmlAmount  `xml:"Amt"`
		TxAmount xmlAmount  `xml:"AmtDtls>TxAmt>Amt"` // version 02
		Side     string     `xml:"CdtDbtInd"`
		Charges  xmlCharges `xml:"Chrgs"`
		Debtor   xmlParty   `xml:"RltdPties>Dbtr"`
		DebtorID xmlAccount `xml:"RltdPties>DbtrAcct"`
		Creditor xmlParty   `xml:"RltdPties>Cdtr"`
		CredID   xmlAccount `xml:"RltdPties>CdtrAcct"`
		Free     []string   `xml:"RmtInf>Ustrd"`
		Given    []string   `xml:"RmtInf>Strd>CdtrRefInf>Ref"`
		Return   xmlReason  `xml:"RtrInf"`
	}
)

func (d xmlDate) day() (Day, error) {
	switch text, instant := strings.TrimSpace(d.Day), strings.TrimSpace(d.Instant); {
	case text != "":
		return ParseDay(text[:min(len(text), len(time.DateOnly))]) // a zone may follow: xs:date
	case len(instant) > len(time.DateOnly):
		return ParseDay(instant[:len(time.DateOnly)]) // the bank's own date, whatever its zone
	}
	return 0, nil
}

// read gives the amount its sign: CRDT came in, DBIT went out.
func (a xmlAmount) read(side string) (money.Amount, error) {
	v, err := unsigned(a.Text, money.Currency(strings.TrimSpace(a.Currency)))
	if err != nil {
		return v, err
	}
	switch strings.TrimSpace(side) {
	case "CRDT":
	case "DBIT":
		v.Minor = -v.Minor // not negative before
	default:
		return v, fmt.Errorf("%w: neither CRDT nor DBIT: %q", ErrMalformed, clip(side))
	}
	return v, nil
}

func (a xmlAccount) id() string {
	return strings.TrimSpace(a.ID.IBAN + a.ID.Other) // one of them
}

func (p xmlParty) name() string { return strings.TrimSpace(p.Name + p.Named) }
