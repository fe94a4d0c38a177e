package statement

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"fairground/server/money"
)

// WriteCamt writes statements or notices in one of the versions that Read reads: "camt.053.001.02", ".04", ".08",
// "camt.054.001.02" or ".08". A notice leaves balances out. Equal files give equal bytes.
func WriteCamt(w io.Writer, version string, created time.Time, f File) error {
	message, unit := "BkToCstmrStmt", "Stmt"
	switch version {
	case "camt.053.001.02", "camt.053.001.04", "camt.053.001.08":
	case "camt.054.001.02", "camt.054.001.08":
		message, unit = "BkToCstmrDbtCdtNtfctn", "Ntfctn"
	default:
		return fmt.Errorf("write statement: %w: no version %q", ErrUnwritable, clip(version))
	}
	m := newMarkup(w, version)
	m.at(message, func() {
		m.at("GrpHdr", func() {
			m.text("MsgId", f.ID, 35)
			m.created(created)
		})
		for _, s := range f.Statements {
			m.at(unit, func() {
				m.text("Id", s.ID, 35)
				if s.Number > 0 {
					m.leaf("ElctrncSeqNb", "", strconv.FormatInt(s.Number, 10))
				}
				m.created(created)
				m.at("Acct", func() {
					m.text("Id>Othr>Id", s.Account, 34)
					m.text("Ccy", string(s.Currency), 3)
				})
				if unit == "Stmt" {
					m.balance("OPBD", s.Opening)
					m.balance("CLBD", s.Closing)
				}
				for _, l := range s.Lines {
					m.entry(version[len(version)-2:], l)
				}
			})
		}
	})
	if err := m.end(); err != nil {
		return fmt.Errorf("write statement: %w", err)
	}
	return nil
}

func (m *markup) balance(code string, b *Balance) {
	if b == nil {
		m.fail("a statement has both balances")
		return
	}
	m.at("Bal", func() {
		m.leaf("Tp>CdOrPrtry>Cd", "", code)
		m.signed(b.Amount)
		m.day("Dt>Dt", b.Day)
	})
}

// signed writes an amount and on which side it stands.
func (m *markup) signed(a money.Amount) {
	side := "CRDT"
	if a.Minor < 0 {
		side, a.Minor = "DBIT", -a.Minor // the lowest number stays negative and is refused
	}
	m.amount("Amt", a)
	m.leaf("CdtDbtInd", "", side)
}

func (m *markup) entry(release string, l Line) {
	status, party := "BOOK", "Dbtr"
	if !l.Booked {
		status = "PDNG"
	}
	if l.Amount.Minor < 0 {
		party = "Cdtr"
	}
	m.at("Ntry", func() {
		m.signed(l.Amount)
		if l.Reversal {
			m.leaf("RvslInd", "", "true")
		}
		if release == "08" {
			m.leaf("Sts>Cd", "", status)
		} else {
			m.leaf("Sts", "", status)
		}
		m.day("BookgDt>Dt", l.Day)
		if l.Value != 0 {
			m.day("ValDt>Dt", l.Value)
		}
		m.words("AcctSvcrRef", l.Ref, 35)
		m.leaf("BkTxCd>Prtry>Cd", "", "TRF")
		m.at("NtryDtls>TxDtls", func() {
			if l.EndToEnd != "" {
				m.text("Refs>EndToEndId", l.EndToEnd, 35)
			}
			m.sides(release, party, l)
			m.words("RmtInf>Ustrd", l.Reference, 140)
			if len(l.Reason) > 4 {
				m.words("RtrInf>Rsn>Prtry", l.Reason, 35)
			} else {
				m.words("RtrInf>Rsn>Cd", l.Reason, 4)
			}
		})
	})
}

// sides writes what is known of the other side, and from version 04 on the amount that every payment must state.
func (m *markup) sides(release, party string, l Line) {
	if release != "02" {
		m.signed(l.Amount)
	}
	if l.Party == "" && l.Account == "" {
		return
	}
	m.at("RltdPties", func() {
		name := party + ">Nm"
		if release == "08" {
			name = party + ">Pty>Nm"
		}
		m.words(name, l.Party, 70)
		if l.Account != "" {
			m.text(party+"Acct>Id>Othr>Id", l.Account, 34)
		}
	})
}
