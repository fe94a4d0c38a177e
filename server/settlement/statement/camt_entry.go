package statement

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"fairground/server/money"
)

// entry reads one booking. A batch becomes one line for each of its payments if they add up to it, else one for all.
func (x *xmlReader) entry(to *[]Line, lines int) error {
	var amount xmlAmount
	var side, reversal, info string
	var status xmlCode
	var booked, value xmlDate
	var charges xmlCharges
	var entry Line
	first, payments := len(*to), 0
	err := x.children(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "Amt":
			return x.into(&amount, el)
		case "CdtDbtInd":
			return x.text(&side, el)
		case "RvslInd":
			return x.text(&reversal, el)
		case "Sts":
			return x.into(&status, el)
		case "BookgDt":
			return x.into(&booked, el)
		case "ValDt":
			return x.into(&value, el)
		case "AcctSvcrRef":
			return x.text(&entry.Ref, el)
		case "Chrgs":
			return x.into(&charges, el)
		case "AddtlNtryInf":
			return x.text(&info, el)
		case "NtryDtls":
			return x.children(func(el xml.StartElement) error {
				if el.Name.Local != "TxDtls" {
					return x.skip()
				}
				if payments++; lines+payments > MaxLines {
					return fmt.Errorf("%w: more than %d lines", ErrTooLarge, MaxLines)
				}
				var d xmlDetail
				if err := x.into(&d, el); err != nil {
					return err
				}
				l, err := d.line(side)
				*to = append(*to, l)
				return err
			})
		}
		return x.skip()
	})
	if err != nil {
		return err
	}
	if lines+1 > MaxLines {
		return fmt.Errorf("%w: more than %d lines", ErrTooLarge, MaxLines)
	}
	at := fmt.Sprintf("entry with the reference %q", clip(entry.Ref))
	if entry.Amount, err = amount.read(side); err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	if entry.Day, err = booked.day(); err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	if entry.Value, err = value.day(); err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	if entry.Charges, err = charges.taken(entry.Amount.Currency); err != nil {
		return fmt.Errorf("%s: %w", at, err)
	}
	entry.Booked = strings.TrimSpace(status.Text+status.Code) == "BOOK"
	entry.Reversal = reversal == "true" || reversal == "1"
	*to = append((*to)[:first], merge(entry, (*to)[first:], info)...)
	return nil
}

// merge joins an entry and its payments.
func merge(entry Line, payments []Line, info string) []Line {
	switch {
	case len(payments) == 0:
		entry.Reference = info
		return []Line{entry}
	case len(payments) == 1:
		p := payments[0]
		entry.EndToEnd, entry.Reference, entry.Party, entry.Account, entry.Reason = p.EndToEnd, p.Reference, p.Party, p.Account, p.Reason
		if entry.Ref == "" {
			entry.Ref = p.Ref
		}
		if entry.Charges == 0 {
			entry.Charges = p.Charges
		}
		return []Line{entry}
	case !addsUp(entry, payments):
		entry.Batch, entry.Reference = int32(len(payments)), info //nolint:gosec // at most MaxLines
		return []Line{entry}
	}
	for i := range payments {
		p := &payments[i]
		p.Day, p.Value, p.Booked, p.Reversal = entry.Day, entry.Value, entry.Booked, entry.Reversal
		if p.Ref == "" && entry.Ref != "" {
			p.Ref = entry.Ref + "/" + strconv.Itoa(i+1)
		}
	}
	return payments
}

func addsUp(entry Line, payments []Line) bool {
	sum := money.Amount{Currency: entry.Amount.Currency}
	for _, p := range payments {
		var err error
		if sum, err = sum.Add(p.Amount); err != nil {
			return false
		}
	}
	return sum == entry.Amount
}

// line reads one payment of an entry. An amount it does not state stays zero.
func (d xmlDetail) line(side string) (Line, error) {
	l := Line{Ref: strings.TrimSpace(d.Ref), EndToEnd: strings.TrimSpace(d.EndToEnd), Reason: strings.TrimSpace(d.Return.Code + d.Return.Other)}
	if l.EndToEnd == "NOTPROVIDED" {
		l.EndToEnd = ""
	}
	amount := d.Amount
	if strings.TrimSpace(amount.Text) == "" {
		amount = d.TxAmount
	}
	if own := strings.TrimSpace(d.Side); own != "" {
		side = own
	}
	var err error
	if strings.TrimSpace(amount.Text) != "" {
		if l.Amount, err = amount.read(side); err != nil {
			return l, fmt.Errorf("payment %q: %w", clip(l.EndToEnd), err)
		}
	}
	if l.Charges, err = d.Charges.taken(l.Amount.Currency); err != nil {
		return l, fmt.Errorf("payment %q: %w", clip(l.EndToEnd), err)
	}
	l.Reference = strings.TrimSpace(strings.Join(append(d.Free, d.Given...), " "))
	l.Party, l.Account = d.Debtor.name(), d.DebtorID.id()
	if strings.TrimSpace(side) == "DBIT" {
		l.Party, l.Account = d.Creditor.name(), d.CredID.id()
	}
	return l, nil
}

// taken sums the charges in the line's own currency that were taken off on the way.
func (c xmlCharges) taken(in money.Currency) (int64, error) {
	all := c.Records
	if strings.TrimSpace(c.Amount.Text) != "" {
		all = append(all, xmlCharge{Amount: c.Amount})
	}
	sum := money.Amount{Currency: in}
	for _, r := range all {
		if money.Currency(strings.TrimSpace(r.Amount.Currency)) != in || strings.TrimSpace(r.Amount.Text) == "" {
			continue
		}
		v, err := unsigned(r.Amount.Text, in)
		if err == nil {
			sum, err = sum.Add(v)
		}
		if err != nil {
			return 0, fmt.Errorf("charges: %w", err)
		}
	}
	return sum.Minor, nil
}
