package statement

import (
	"fmt"
	"io"
	"time"
)

// WritePain002 writes the answer to a payment file, "pain.002.001.03" or ".10". Every status names the same payment file
// and one of its payments.
func WritePain002(w io.Writer, version string, created time.Time, f File) error {
	if version != "pain.002.001.03" && version != "pain.002.001.10" {
		return fmt.Errorf("write answer: %w: no version %q", ErrUnwritable, clip(version))
	}
	if len(f.Statuses) == 0 {
		return fmt.Errorf("write answer: %w: nothing is answered", ErrUnwritable)
	}
	m := newMarkup(w, version)
	m.at("CstmrPmtStsRpt", func() {
		m.at("GrpHdr", func() {
			m.text("MsgId", f.ID, 35)
			m.created(created)
		})
		m.at("OrgnlGrpInfAndSts", func() {
			m.text("OrgnlMsgId", f.Statuses[0].MsgID, 35)
			m.leaf("OrgnlMsgNmId", "", "pain.001")
		})
		m.at("OrgnlPmtInfAndSts", func() {
			m.text("OrgnlPmtInfId", f.Statuses[0].MsgID, 35)
			for _, s := range f.Statuses {
				if s.MsgID != f.Statuses[0].MsgID {
					m.fail("answers to two payment files in one")
				}
				m.at("TxInfAndSts", func() {
					m.text("OrgnlEndToEndId", s.EndToEnd, 35)
					m.leaf("TxSts", "", s.code())
					if len(s.Reason) > 4 {
						m.words("StsRsnInf>Rsn>Prtry", s.Reason, 35)
					} else {
						m.words("StsRsnInf>Rsn>Cd", s.Reason, 4)
					}
				})
			}
		})
	})
	if err := m.end(); err != nil {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}

func (s Status) code() string {
	switch {
	case s.Code != "":
		return s.Code
	case s.State == Rejected:
		return "RJCT"
	case s.State == Accepted:
		return "ACSP"
	}
	return "PDNG"
}
