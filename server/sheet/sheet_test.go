package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"fairground/server/problem"
)

func TestReadsCSVAsSpreadsheetsSaveIt(t *testing.T) {
	encoded := func(in string, enc interface {
		String(s string) (string, error)
	},
	) string {
		out, err := enc.String(in)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	people := "姓名,organization\n王小明,敦煌数字文化有限公司\n李雷,故宫博物院\n"
	rows := []struct{ name, in, want string }{
		{"plain UTF-8", "name,email\nAda,a@x.org\n", "name|email / Ada|a@x.org"},
		{"a byte order mark is no part of the first name", "\ufeffname,email\nAda,a@x.org\n", "name|email / Ada|a@x.org"},
		{"semicolons, as where the comma is in numbers", "name;price\n\"Müller; Söhne\";1,50\n", "name|price / Müller; Söhne|1,50"},
		{"tabs", "name\temail\nAda\ta@x.org", "name|email / Ada|a@x.org"},
		{"a separator that the file names", "sep=;\r\na,b;c\r\n1,2;3\r\n", "a,b|c / 1,2|3"},
		{"a comma inside of a quoted header does not decide", "\"a,b,c\";d\n1;2\n", "a,b,c|d / 1|2"},
		{"Chinese of a Chinese spreadsheet", encoded(people, simplifiedchinese.GB18030.NewEncoder()), "姓名|organization / 王小明|敦煌数字文化有限公司 / 李雷|故宫博物院"},
		{"a rare character of GB18030", encoded("name\n朱镕基在北京\n㐀大学\n", simplifiedchinese.GB18030.NewEncoder()), "name / 朱镕基在北京 / 㐀大学"},
		{"German of a German spreadsheet", encoded("name;city\nGröße;Köln\n", charmap.Windows1252.NewEncoder()), "name|city / Größe|Köln"},
		{"UTF-16 of \"Unicode text\"", encoded("name\tcity\n王\tKöln\n", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder()), "name|city / 王|Köln"},
		{"a line end inside of quotes", "name,note\r\nAda,\"two\r\nlines\"\r\nBob,x\r\n", "name|note / Ada|two\nlines / Bob|x"},
		{"quotes inside of quotes", "a\n\"say \"\"yes\"\"\"\n", "a / say \"yes\""},
		{"empty lines keep the number of the row", "a,b\n\n1,2\r\n\r\n\n3,4\n\n\n", "a|b / | / 1|2 / | / | / 3|4"},
		{"a row of separators is an empty row", "a,b\n,\n1,\n", "a|b / | / 1|"},
		{"a guarded cell comes back as it was", "a\n'=1+1\n'plain\n''=x\n", "a / =1+1 / 'plain / '=x"},
		{"only a header", "a,b", "a|b"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, err := Read(strings.NewReader(row.in), CSV)
			if err != nil {
				t.Fatal(err)
			}
			if shown(got) != row.want {
				t.Errorf("read %q, want %q", shown(got), row.want)
			}
		})
	}
}

func shown(table Table) string {
	lines := []string{strings.Join(table.Columns, "|")}
	for _, row := range table.Rows {
		lines = append(lines, strings.Join(row, "|"))
	}
	return strings.Join(lines, " / ")
}

func TestRefusesWithTheCodeOfTheReason(t *testing.T) {
	rows := []struct {
		name   string
		format Format
		in     string
		want   string
	}{
		{"nothing", CSV, "", "sheet_no_header"},
		{"an empty first row", CSV, "\nname\nAda\n", "sheet_no_header"},
		{"quotes that do not close", CSV, "name\n\"Ada\n", "sheet_quotes"},
		{"a quote in the middle of a cell", CSV, "name\nAd\"a\n", "sheet_quotes"},
		{"a cell below no column", CSV, "name\nAda,Lovelace\n", "sheet_stray_cell"},
		{"a row too many", CSV, "a\n" + strings.Repeat("x\n", MaxRows+1), "sheet_too_many_rows"},
		{"two million empty rows", XLSX, workbook(t, strings.Repeat("<row/>", 2<<20)), "sheet_too_many_rows"},
		{"a column too many", CSV, strings.Repeat("x,", MaxColumns) + "x\n", "sheet_too_many_columns"},
		{"a cell too long", CSV, "a\n" + strings.Repeat("汉", MaxCell+1), "sheet_cell_too_long"},
		{"a file too long", CSV, "a\n" + strings.Repeat("\n", MaxBytes), "sheet_too_large"},
		{"bytes that are no text", CSV, "a\n\x00\x01\n", "sheet_encoding"},
		{"a workbook that is called CSV", CSV, "PK\x03\x04\x14\x00", "sheet_unreadable"},
		{"CSV that is called a workbook", XLSX, "name,email\n", "sheet_unreadable"},
		{"a zip file that is no workbook", XLSX, zipped(t, map[string]string{"a.txt": "hello"}), "sheet_unreadable"},
		{"a worksheet that unpacks to a gigabyte", XLSX, zipped(t, map[string]string{
			"xl/worksheets/sheet1.xml": strings.Repeat(" ", unpackedLimit+1),
		}), "sheet_too_large"},
		{"a million empty texts", XLSX, zipped(t, map[string]string{
			"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si/>", elementLimit+1) + "</sst>",
		}), "sheet_too_large"},
		{"a format nobody knows", "ods", "", "sheet_format"},
		{"JSON is only written", JSON, "[]", "sheet_format"},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			_, err := Read(strings.NewReader(row.in), row.format)
			if problem.Code(err) != row.want {
				t.Errorf("error %v, want %s", err, row.want)
			}
		})
	}
}

func TestAZipFileThatLiesAboutItsSizeIsRefused(t *testing.T) {
	honest := zipped(t, map[string]string{"xl/worksheets/sheet1.xml": strings.Repeat(" ", unpackedLimit+1)})
	var size [4]byte
	n := uint32(unpackedLimit + 1)
	for i := range size {
		size[i] = byte(n >> (8 * i))
	}
	liar := strings.ReplaceAll(honest, string(size[:]), "\x10\x00\x00\x00")
	if liar == honest {
		t.Fatal("the size was not found in the file")
	}
	if _, err := Read(strings.NewReader(liar), XLSX); problem.Code(err) != "sheet_unreadable" {
		t.Errorf("error %v, want sheet_unreadable", err)
	}
}

func zipped(t *testing.T, parts map[string]string) string {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, body := range parts {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestReadsAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	t.Cleanup(func() { _ = book.Close() })
	set := func(cell string, value any) {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	set("A1", " Name ")
	set("B1", "count")
	set("A2", "王小明")
	set("B2", 12.5)
	set("A4", "after an empty row")
	if err := book.SetCellFormula("Sheet1", "B4", "SUM(B2:B2)"); err != nil {
		t.Fatal(err)
	}
	style, err := book.NewStyle(&excelize.Style{NumFmt: 2})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(book.SetCellStyle("Sheet1", "A30000", "D30000", style), book.SetCellStyle("Sheet1", "B2", "B2", style)); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	got, err := Read(&file, XLSX)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Name|count / 王小明|12.5 / | / after an empty row|"; shown(got) != want {
		t.Errorf("read %q, want %q: the formula has no computed value, and formatted rows below are empty", shown(got), want)
	}
}

func TestAFormulaCountsByItsComputedValue(t *testing.T) {
	file := workbook(t, `<row r="1"><c r="A1" t="str"><v>name</v></c></row><row r="2"><c r="A2" t="str"><f>HYPERLINK("https://x.org","Ada")</f><v>Ada</v></c></row>`)
	got, err := Read(strings.NewReader(file), XLSX)
	if err != nil || shown(got) != "name / Ada" {
		t.Errorf("read %q, %v", shown(got), err)
	}
}

// workbook is a minimal workbook around the rows of its one sheet.
func workbook(t *testing.T, rows string) string {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8"?>`
	return zipped(t, map[string]string{
		"[Content_Types].xml":        head + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
		"_rels/.rels":                head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            head + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": head + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   head + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + rows + `</sheetData></worksheet>`,
	})
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	table := Table{Name: "People", Columns: []string{"name", "note"}, Rows: [][]string{
		{"王小明", "two\nlines"},
		{"=HYPERLINK(\"https://evil.example\")", "+49 30 1234"},
		{"@user", "-5"},
		{" =1", "\t=1"},
		{"'=1", "''quoted"},
		{"", ""},
		{"a;b,c\td", "say \"yes\""},
		{"＝1", "العربية"},
		{"_x0041_ is not an escape", "  white space  "},
		{"0012", "1e5"},
	}}
	for _, format := range []Format{CSV, XLSX} {
		t.Run(string(format), func(t *testing.T) {
			var file bytes.Buffer
			if err := Write(&file, format, table); err != nil {
				t.Fatal(err)
			}
			got, err := Read(&file, format)
			if err != nil {
				t.Fatal(err)
			}
			if shown(got) != shown(table) {
				t.Errorf("read %q, want %q", shown(got), shown(table))
			}
		})
	}
}

func TestNothingThatIsWrittenIsAFormula(t *testing.T) {
	attacks := []string{"=1+1", "+1", "-1", "@SUM(A1)", "|calc", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1", " \u3000=1", "\x01=1", "''=1"}
	table := Table{Columns: []string{"cell"}}
	for _, attack := range attacks {
		table.Rows = append(table.Rows, []string{attack})
	}
	var file bytes.Buffer
	if err := Write(&file, XLSX, table); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = book.Close() })
	for i := range attacks {
		cell := fmt.Sprintf("A%d", i+2)
		value, err := book.GetCellValue("Sheet1", cell)
		if err != nil || !strings.HasPrefix(value, "'") {
			t.Errorf("%q is written as %q, %v", attacks[i], value, err)
		}
		if formula, err := book.GetCellFormula("Sheet1", cell); formula != "" || err != nil {
			t.Errorf("%q is written as the formula %q, %v", attacks[i], formula, err)
		}
	}
}

func TestJSONNamesEveryCell(t *testing.T) {
	var file bytes.Buffer
	table := Table{Columns: []string{"name", "note"}, Rows: [][]string{{"=1", "a"}, {"b"}, {}}}
	if err := Write(&file, JSON, table); err != nil {
		t.Fatal(err)
	}
	var got []map[string]string
	if err := json.Unmarshal(file.Bytes(), &got); err != nil {
		t.Fatalf("%v in %s", err, file.Bytes())
	}
	if len(got) != 3 || got[0]["name"] != "=1" || got[0]["note"] != "a" || got[1]["name"] != "b" || len(got[2]) != 0 {
		t.Errorf("read %v", got)
	}
	file.Reset()
	if err := Write(&file, JSON, Table{}); err != nil || strings.TrimSpace(file.String()) != "[]" {
		t.Errorf("an empty table is %q, %v", file.String(), err)
	}
}

func TestTwentyThousandRowsAreReadInBothFormats(t *testing.T) {
	table := Table{Columns: []string{"name", "email", "organization", "country", "language", "zone", "role"}}
	for i := range MaxRows {
		table.Rows = append(table.Rows, []string{fmt.Sprintf("Person %d", i), fmt.Sprintf("p%d@example.org", i), fmt.Sprintf("机构 %d", i/3), "CN", "zh-Hans", "Asia/Shanghai", "buyer"})
	}
	for _, format := range []Format{CSV, XLSX} {
		var file bytes.Buffer
		if err := Write(&file, format, table); err != nil {
			t.Fatal(err)
		}
		got, err := Read(&file, format)
		if err != nil || len(got.Rows) != MaxRows || !slices.Equal(got.Rows[MaxRows-1], table.Rows[MaxRows-1]) {
			t.Errorf("%s: %d rows, %v", format, len(got.Rows), err)
		}
	}
}

func TestColumnIsFoundWithoutRegardToCase(t *testing.T) {
	table := Table{Columns: []string{"Name", "E-MAIL"}}
	if table.Column("e-mail") != 1 || table.Column("name") != 0 || table.Column("zone") != -1 {
		t.Error("the columns are not found by their names")
	}
}
