package paper

import (
	"strings"

	"fairground/server/money"
)

// capital writes an amount of yuan in the characters that cannot be altered with a stroke, as invoices and receipts in
// China do: 1,005.30 is 人民币壹仟零伍元叁角整. Other currencies, and amounts below zero, give "".
func capital(a money.Amount) string {
	if a.Currency != "CNY" || a.Minor < 0 {
		return ""
	}
	yuan, jiao, fen := a.Minor/100, a.Minor/10%10, a.Minor%10
	var b strings.Builder
	b.WriteString("人民币")
	if yuan > 0 || a.Minor == 0 {
		b.WriteString(whole(yuan) + "元")
	}
	if jiao > 0 {
		b.WriteString(whole(jiao) + "角")
	}
	switch {
	case fen == 0:
		b.WriteString("整")
	case jiao == 0 && yuan > 0:
		b.WriteString("零" + whole(fen) + "分")
	default:
		b.WriteString(whole(fen) + "分")
	}
	return b.String()
}

// whole writes a number: how many of the largest unit in it, then the rest, with one zero where places are skipped.
func whole(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{100_000_000, "亿"}, {10_000, "万"}, {1000, "仟"}, {100, "佰"}, {10, "拾"}} {
		if n < unit.size {
			continue
		}
		head, rest := whole(n/unit.size)+unit.name, n%unit.size
		switch {
		case rest == 0:
			return head
		case rest < unit.size/10:
			return head + "零" + whole(rest)
		}
		return head + whole(rest)
	}
	return string([]rune("零壹贰叁肆伍陆柒捌玖")[n])
}
