package statement

import (
	"encoding/xml"
	"fmt"
	"strings"
)

// xmlAnswer is the answer to one payment.
type xmlAnswer struct {
	EndToEnd string      `xml:"OrgnlEndToEndId"`
	Status   string      `xml:"TxSts"`
	Reasons  []xmlReason `xml:"StsRsnInf"`
}

// pain002 reads the answer to a payment file. A status of the group or of a payment information block holds for what has
// none of its own, and is given with an empty EndToEnd.
func (x *xmlReader) pain002(f *File) error {
	found := false
	err := x.children(func(el xml.StartElement) error {
		if el.Name.Local != "CstmrPmtStsRpt" || found {
			return fmt.Errorf("%w: %s is not CstmrPmtStsRpt", ErrMalformed, clip(el.Name.Local))
		}
		found = true
		original := ""
		return x.children(func(el xml.StartElement) error {
			switch el.Name.Local {
			case "GrpHdr":
				return x.header(&f.ID)
			case "OrgnlGrpInfAndSts":
				return x.answer(f, &original, "GrpSts")
			case "OrgnlPmtInfAndSts":
				return x.answer(f, &original, "PmtInfSts")
			}
			return x.skip()
		})
	})
	if err == nil && !found {
		err = fmt.Errorf("%w: no CstmrPmtStsRpt in it", ErrMalformed)
	}
	return err
}

// answer reads a block of the report; original is the id of the payment file, once known.
func (x *xmlReader) answer(f *File, original *string, status string) error {
	whole := Status{}
	err := x.children(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "OrgnlMsgId":
			return x.text(original, el)
		case status:
			return x.text(&whole.Code, el)
		case "StsRsnInf":
			var r xmlReason
			err := x.into(&r, el)
			whole.Reason = r.text()
			return err
		case "TxInfAndSts":
			var a xmlAnswer
			if err := x.into(&a, el); err != nil {
				return err
			}
			s := Status{EndToEnd: strings.TrimSpace(a.EndToEnd), Code: strings.TrimSpace(a.Status)}
			for _, r := range a.Reasons {
				if s.Reason == "" {
					s.Reason = r.text()
				}
			}
			return f.add(s, *original)
		}
		return x.skip()
	})
	// PART says only that the payments differ.
	if err == nil && whole.Code != "" && whole.Code != "PART" {
		err = f.add(whole, *original)
	}
	return err
}

func (r xmlReason) text() string { return strings.TrimSpace(r.Code + r.Other) }

func (f *File) add(s Status, original string) error {
	if len(f.Statuses) >= MaxLines {
		return fmt.Errorf("%w: more than %d answers", ErrTooLarge, MaxLines)
	}
	switch s.Code {
	case "RJCT", "CANC":
		s.State = Rejected
	case "ACCP", "ACSP", "ACSC", "ACCC", "ACTC", "ACWC", "ACFC":
		s.State = Accepted
	case "RCVD", "PDNG", "PATC":
		s.State = Pending
	case "":
		return fmt.Errorf("%w: a payment %q without a status", ErrMalformed, clip(s.EndToEnd))
	default:
		return fmt.Errorf("%w: %q is no status of a payment", ErrMalformed, clip(s.Code))
	}
	s.MsgID = original
	f.Statuses = append(f.Statuses, s)
	return nil
}
