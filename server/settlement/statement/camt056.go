package statement

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"

	"fairground/server/money"
)

// Recall is a bank asking for a payment back that it had brought. It moves no money: what the bank takes back is a line of a
// statement, if ever it comes to that.
type Recall struct {
	Case     string       // what the bank calls the request
	EndToEnd string       // of the payment, "" if none was given
	Amount   money.Amount // of the payment; without a currency if not stated
	Day      Day          // of its settlement between the banks, 0 if not stated
	Code     string       // of the reason, such as "DUPL" or "FRAD"
	Words    string       // that the bank adds
}

// What camt.056 says of one payment.
type (
	xmlRecall struct {
		ID       string            `xml:"CxlId"`
		Case     string            `xml:"Case>Id"`
		EndToEnd string            `xml:"OrgnlEndToEndId"`
		Amount   xmlAmount         `xml:"OrgnlIntrBkSttlmAmt"`
		Day      string            `xml:"OrgnlIntrBkSttlmDt"`
		Reasons  []xmlRecallReason `xml:"CxlRsnInf"`
	}
	xmlRecallReason struct {
		xmlReason
		Words []string `xml:"AddtlInf"`
	}
)

// camt056 reads requests to cancel payments between banks, which is how a recall comes.
func (x *xmlReader) camt056(f *File) error {
	whole := "" // the case of all requests that name none
	found := false
	err := x.children(func(el xml.StartElement) error {
		if el.Name.Local != "FIToFIPmtCxlReq" || found {
			return fmt.Errorf("%w: %s is not FIToFIPmtCxlReq", ErrMalformed, clip(el.Name.Local))
		}
		found = true
		return x.children(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "Assgnmt":
				return x.named(&f.ID)
			case "Case":
				return x.named(&whole)
			case "Undrlyg":
				return x.children(func(el xml.StartElement) error {
					if el.Name.Local != "TxInf" {
						return x.skip()
					}
					return x.recall(f, el, whole)
				})
			}
			return x.skip()
		})
	})
	if err == nil && len(f.Recalls) == 0 {
		err = fmt.Errorf("%w: it names no payment", ErrMalformed)
	}
	return err
}

// named reads the id of an element.
func (x *xmlReader) named(id *string) error {
	return x.children(func(el xml.StartElement) error {
		if el.Name.Local == "Id" {
			return x.text(id, el)
		}
		return x.skip()
	})
}

func (x *xmlReader) recall(f *File, el xml.StartElement, whole string) error {
	if len(f.Recalls) >= MaxLines {
		return fmt.Errorf("%w: more than %d requests", ErrTooLarge, MaxLines)
	}
	var in xmlRecall
	if err := x.into(&in, el); err != nil {
		return err
	}
	r := Recall{EndToEnd: strings.TrimSpace(in.EndToEnd)}
	if r.EndToEnd == "NOTPROVIDED" {
		r.EndToEnd = ""
	}
	r.Case = cmp.Or(strings.TrimSpace(in.ID), strings.TrimSpace(in.Case), whole, f.ID)
	var words []string
	for _, one := range in.Reasons {
		r.Code = cmp.Or(r.Code, one.text())
		for _, w := range one.Words {
			words = append(words, strings.Fields(w)...)
		}
	}
	r.Words = strings.Join(words, " ")
	if r.EndToEnd == "" && r.Case == "" {
		return fmt.Errorf("%w: a request without a name for a payment nobody names", ErrMalformed)
	}
	var err error
	if strings.TrimSpace(in.Amount.Text) != "" {
		if r.Amount, err = unsigned(in.Amount.Text, money.Currency(strings.TrimSpace(in.Amount.Currency))); err != nil {
			return fmt.Errorf("request %q: %w", clip(r.Case), err)
		}
	}
	if r.Day, err = (xmlDate{Day: in.Day}).day(); err != nil {
		return fmt.Errorf("request %q: %w", clip(r.Case), err)
	}
	f.Recalls = append(f.Recalls, r)
	return nil
}
