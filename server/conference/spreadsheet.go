package conference

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
)

// spreadsheet writes rows as CSV (RFC 4180) that a spreadsheet opens as it is: a byte order mark, without which Chinese is
// misread, and an apostrophe before every cell that would be taken for a formula (OWASP, CSV injection).
func spreadsheet(rows [][]string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.UseCRLF = true
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = harmless(cell)
		}
		if err := w.Write(cells); err != nil {
			return nil, fmt.Errorf("write table: %w", err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write table: %w", err)
	}
	return out.Bytes(), nil
}

// harmless is a cell that no spreadsheet computes. Full-width signs are taken for formulas by some of them, too, and so is what
// follows white space.
func harmless(cell string) string {
	cell = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0x7f {
			return -1
		}
		return r
	}, cell)
	if first := strings.TrimLeft(cell, " \t\r\n\u00a0\u3000\ufeff"); first != "" && strings.ContainsRune("=+-@＝＋－＠|", []rune(first)[0]) ||
		strings.HasPrefix(cell, "\t") || strings.HasPrefix(cell, "\r") || strings.HasPrefix(cell, "\n") {
		return "'" + cell
	}
	return cell
}
