package paper

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"

	"fairground/server/lang"
	"fairground/server/money"
	"fairground/server/sheet"
)

func rendered(t testing.TB, d Document, language string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Render(&b, d, language); err != nil {
		t.Fatalf("%s in %s: %v", d.Kind, language, err)
	}
	return b.Bytes()
}

func TestTheSameDocumentGivesTheSameBytes(t *testing.T) {
	for _, kind := range Kinds() {
		for _, language := range Languages() {
			want := rendered(t, sample(kind), language)
			var all sync.WaitGroup
			for range 2 {
				all.Go(func() {
					var b bytes.Buffer
					if err := Render(&b, sample(kind), language); err != nil || !bytes.Equal(b.Bytes(), want) {
						t.Errorf("%s in %s: another %d bytes than before, %v", kind, language, b.Len(), err)
					}
				})
			}
			all.Wait()
		}
	}
}

func TestADocumentIsRefused(t *testing.T) {
	rows := []struct {
		name     string
		language string
		spoil    func(*Document)
		want     error
	}{
		{"in a language nobody wrote papers in", "ar", func(*Document) {}, ErrLanguage},
		{"of an unknown kind", "en", func(d *Document) { d.Kind = "bill_of_lading" }, ErrDocument},
		{"without a number", "en", func(d *Document) { d.Number = "" }, ErrDocument},
		{"without parties", "en", func(d *Document) { d.Parties = nil }, ErrDocument},
		{"with a line in another currency", "en", func(d *Document) { d.Lines[0].Amount = &money.Amount{Minor: 1, Currency: "EUR"} }, ErrDocument},
		{"with a sum in another currency", "en", func(d *Document) { d.Totals[0].Amount.Currency = "EUR" }, ErrDocument},
		{"with a label that has no words", "en", func(d *Document) { d.Facts[0].Label = "vessel" }, ErrDocument},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			d := sample(Confirmation)
			row.spoil(&d)
			if err := Render(&bytes.Buffer{}, d, row.language); !errors.Is(err, row.want) {
				t.Errorf("PDF: %v, want %v", err, row.want)
			}
			if err := WriteCSV(&bytes.Buffer{}, d, row.language); !errors.Is(err, row.want) {
				t.Errorf("CSV: %v, want %v", err, row.want)
			}
		})
	}
}

func TestEveryWordHasBothLanguages(t *testing.T) {
	for w, words := range vocabulary {
		for i, language := range Languages() {
			if words[i] == "" {
				t.Errorf("%q has no word in %s", w, language)
			}
		}
		if en, zh := strings.Count(words[0], "{"), strings.Count(words[1], "{"); en != zh {
			t.Errorf("%q speaks of %d things in English and of %d in Chinese", w, en, zh)
		}
	}
	for _, k := range Kinds() {
		if _, ok := vocabulary[title[k]]; !ok {
			t.Errorf("%s has no title", k)
		}
		for _, c := range columns(k) {
			if _, ok := vocabulary[c.head]; !ok {
				t.Errorf("%s has a column without a head", k)
			}
		}
	}
}

func TestColumnsFillThePage(t *testing.T) {
	for _, k := range Kinds() {
		var sum float64
		for _, c := range columns(k) {
			sum += c.width
		}
		if sum != right-left {
			t.Errorf("%s: columns of %v mm on %v mm", k, sum, right-left)
		}
	}
}

func TestJSONIsTheDocument(t *testing.T) {
	for _, kind := range Kinds() {
		var b, again bytes.Buffer
		if err := WriteJSON(&b, sample(kind)); err != nil {
			t.Fatal(err)
		}
		var d Document
		if err := json.Unmarshal(b.Bytes(), &d); err != nil {
			t.Fatal(err)
		}
		if err := WriteJSON(&again, d); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) || d.Format != Format {
			t.Errorf("%s: read and written again it is another document, %v", kind, err)
		}
	}
}

func TestCSVHasEveryAmountInARowOfItsOwn(t *testing.T) {
	for _, kind := range Kinds() {
		d := sample(kind)
		d.Lines = append(d.Lines, Line{Text: "=cmd()", Amount: pointer(yuan(1))})
		var b bytes.Buffer
		if err := WriteCSV(&b, d, lang.Chinese); err != nil {
			t.Fatal(err)
		}
		table, err := sheet.Read(bytes.NewReader(b.Bytes()), sheet.CSV)
		if err != nil {
			t.Fatal(err)
		}
		amount := table.Column("amount")
		row := 0
		for a := range d.amounts {
			if got := table.Rows[row][amount]; got != a.Decimal() {
				t.Errorf("%s: row %d says %s, the document %s", kind, row, got, a.Decimal())
			}
			row++
		}
		if row != len(table.Rows) {
			t.Errorf("%s: %d rows for %d amounts", kind, len(table.Rows), row)
		}
		if strings.Contains(b.String(), ",=cmd") {
			t.Errorf("%s: a title is a formula", kind)
		}
	}
}

func TestAmountsInCharactersThatCannotBeAltered(t *testing.T) {
	rows := []struct {
		name string
		a    money.Amount
		want string
	}{
		{"nothing", yuan(0), "人民币零元整"},
		{"fen only", yuan(5), "人民币伍分"},
		{"jiao only", yuan(30), "人民币叁角整"},
		{"jiao and fen", yuan(35), "人民币叁角伍分"},
		{"yuan and fen have a zero between", yuan(1640902), "人民币壹万陆仟肆佰零玖元零贰分"},
		{"a zero inside is read once", yuan(100530), "人民币壹仟零伍元叁角整"},
		{"whole yuan end in full", yuan(1000000), "人民币壹万元整"},
		{"a skipped group", yuan(10000000100), "人民币壹亿零壹元整"},
		{"ten begins with one", yuan(1000), "人民币壹拾元整"},
		{"tens of thousands of millions", yuan(2_0500_0000_00), "人民币贰亿零伍佰万元整"},
		{"thousands of thousands of millions", yuan(1_0002_0000_0003_07), "人民币壹万零贰亿零叁元零柒分"},
		{"euros are not written so", money.Amount{Minor: 5, Currency: "EUR"}, ""},
		{"nor is a debt", yuan(-5), ""},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			if got := capital(row.a); got != row.want {
				t.Errorf("%s is %q, want %q", row.a, got, row.want)
			}
		})
	}
}

func TestTheLongestNumberFits(t *testing.T) {
	faces, err := typefaces()
	if err != nil {
		t.Fatal(err)
	}
	tail := strings.Repeat("M", 26) // an id has 26 characters, and M is the widest
	for kind, number := range map[Kind]string{
		Confirmation: "OC-" + tail, Proforma: "PI-" + tail + "-100", Statement: "ST-" + tail + "-100", Receipt: "RC-100000000-512",
		Invoice: "INV-2026-000001", CreditNote: "CN-2026-000001", TaxCertificate: "TC-2026-000001",
	} {
		for _, language := range Languages() {
			say, err := speaker(language)
			if err != nil {
				t.Fatal(err)
			}
			s := newPage(Document{Kind: kind, Number: number, Issued: issued}, language, say, faces)
			if w := s.width(say(numberWord)+" "+number, strong); w > right-left-16 {
				t.Errorf("%s in %s: the number is %.0f mm wide", kind, language, w)
			}
			if w := s.width(say(title[kind]), headline) + s.width(say(issuedWord)+" "+s.day(issued), label); w > right-left-4 {
				t.Errorf("%s in %s: title and day are %.0f mm wide together", kind, language, w)
			}
		}
	}
}
