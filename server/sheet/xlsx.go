package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"fairground/server/problem"
)

// Limits of a workbook, which is a zip file of XML: 10 MB can unpack to gigabytes, and an element that the library keeps in
// memory takes up to 250 bytes there. A text takes two elements, so that a quarter of a million different texts fit.
const (
	unpackedLimit = 64 << 20
	elementLimit  = 1_000_000 // begun or ended, outside of the worksheets, which are read as a stream
	entryLimit    = 2_000
)

// readXLSX reads the first worksheet. A formula counts by the value that was computed when the file was saved; nothing is
// computed here. A number is read as it is stored, so a date is its serial number.
func readXLSX(data []byte, b *builder) (err error) {
	if err := weigh(data); err != nil {
		return err
	}
	defer func() { // a file made to break the library must not reach further than its own upload
		if broken := recover(); broken != nil {
			err = unreadable("this is not a workbook", fmt.Errorf("excelize: %v", broken))
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: unpackedLimit, UnzipXMLSizeLimit: unpackedLimit, // equal: no temporary files
	})
	if err != nil {
		return unreadable("this is not a workbook", err)
	}
	defer func() {
		if e := book.Close(); e != nil && err == nil {
			err = fmt.Errorf("close workbook: %w", e)
		}
	}()
	names := book.GetSheetList()
	if len(names) == 0 {
		return unreadable("the workbook has no sheet", nil)
	}
	rows, err := book.Rows(names[0])
	if err != nil {
		return unreadable("the first sheet of the workbook cannot be read", err)
	}
	for rows.Next() {
		cells, err := rows.Columns()
		if err != nil {
			return unreadable("the first sheet of the workbook cannot be read", err)
		}
		for i, cell := range cells {
			cells[i] = text(cell)
		}
		if err := b.add(cells); err != nil {
			return err
		}
	}
	if err := rows.Error(); err != nil {
		return unreadable("the first sheet of the workbook cannot be read", err)
	}
	if err := rows.Close(); err != nil {
		return fmt.Errorf("close sheet: %w", err)
	}
	return nil
}

// weigh refuses a workbook that would unpack to too much. Sizes are what the directory of the zip file claims;
// archive/zip gives an error as soon as an entry has more.
func weigh(data []byte) error {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return unreadable("this is not a workbook", err)
	}
	if len(z.File) > entryLimit {
		return problem.New(problem.TooLarge, "sheet_too_large", "the workbook has too many parts")
	}
	unpacked, elements := uint64(0), 0
	for _, entry := range z.File {
		if entry.UncompressedSize64 > unpackedLimit {
			unpacked = unpackedLimit
		}
		if unpacked += entry.UncompressedSize64; unpacked > unpackedLimit {
			return problem.Newf(problem.TooLarge, "sheet_too_large", "the workbook unpacks to more than %d bytes", unpackedLimit)
		}
	}
	for _, entry := range z.File {
		if strings.HasPrefix(strings.ToLower(entry.Name), "xl/worksheets/") {
			continue
		}
		n, err := countElements(entry, elementLimit-elements)
		if err != nil {
			return unreadable("this is not a workbook", err)
		}
		if elements += n; elements > elementLimit {
			return problem.New(problem.TooLarge, "sheet_too_large", "the workbook has too many different texts or styles")
		}
	}
	return nil
}

// countElements counts what could begin an element, and stops beyond the limit.
func countElements(entry *zip.File, limit int) (n int, err error) {
	part, err := entry.Open()
	if err != nil {
		return 0, fmt.Errorf("open part: %w", err)
	}
	defer func() { _ = part.Close() }() // an error of the bytes has come from reading them
	some := make([]byte, 1<<15)
	for n <= limit {
		read, err := part.Read(some)
		n += bytes.Count(some[:read], []byte("<"))
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return 0, fmt.Errorf("read part: %w", err)
		}
	}
	return n, nil
}

// writeXLSX writes one sheet of text cells with the header in bold that stays while one scrolls.
func writeXLSX(w io.Writer, t Table) (err error) {
	book := excelize.NewFile()
	defer func() {
		if e := book.Close(); e != nil && err == nil {
			err = fmt.Errorf("close workbook: %w", e)
		}
	}()
	name := book.GetSheetName(0)
	if t.Name != "" {
		if err := book.SetSheetName(name, t.Name); err != nil {
			return fmt.Errorf("name sheet: %w", err)
		}
		name = t.Name
	}
	bold, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, NumFmt: asText})
	if err != nil {
		return fmt.Errorf("make style: %w", err)
	}
	plain, err := book.NewStyle(&excelize.Style{NumFmt: asText})
	if err != nil {
		return fmt.Errorf("make style: %w", err)
	}
	out, err := book.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("write sheet: %w", err)
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fmt.Errorf("write sheet: %w", err)
	}
	for i, row := range append([][]string{t.Columns}, t.Rows...) {
		style := plain
		if i == 0 {
			style = bold
		}
		cells := make([]any, len(row))
		for j, cell := range row {
			cells[j] = excelize.Cell{StyleID: style, Value: guarded(cell)}
		}
		if err := out.SetRow(fmt.Sprintf("A%d", i+1), cells); err != nil {
			return fmt.Errorf("write sheet: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write sheet: %w", err)
	}
	if _, err := book.WriteTo(w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return nil
}

// asText is the number format "@" of ECMA-376 part 1, 18.8.30: a cell stays text when somebody edits it.
const asText = 49
