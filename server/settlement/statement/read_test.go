package statement

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fairground/server/money"
)

// standards is where the schemas and the sample statements lie, beside the repository.
const standards = "../../../../shared/data/iso20022"

func cny(v int64) money.Amount { return money.Amount{Minor: v, Currency: "CNY"} }

// before is a text up to a mark in it.
func before(text, mark string) string {
	text, _, _ = strings.Cut(text, mark)
	return text
}

func mustRead(t testing.TB, text string) File {
	t.Helper()
	f, err := Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSampleStatementsAreRead(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(standards, "samples", "*.xml"))
	if err != nil || len(files) == 0 {
		t.Skip("the samples of ISO 20022 are not beside the repository")
	}
	for _, file := range files {
		r, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Read(r)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		for _, s := range f.Statements {
			if len(s.Lines) != 1 || s.Account == "" || s.ID == "" {
				t.Errorf("%s: got %+v", file, s)
			}
		}
	}
	r, err := os.Open(filepath.Join(standards, "samples", "camt053.v2.multi.statement.xml"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}()
	f, err := Read(r)
	if err != nil || len(f.Statements) != 2 {
		t.Fatalf("got %+v, %v", f, err)
	}
	for _, s := range f.Statements {
		if err := s.Prove(); err != nil {
			t.Error(err)
		}
	}
	if err := f.Statements[1].Follows(f.Statements[0].Closing.Amount); err != nil {
		t.Error(err)
	}
}

func TestEveryFormatSaysTheSameOfABooking(t *testing.T) {
	for name, text := range map[string]string{"camt.053": camt053, "MT940": mt940, "CSV": csvEnglish} {
		s := mustRead(t, text).Statements[0]
		if s.ID != "S1" || s.Number != 7 || s.Currency != "CNY" || s.Opening.Amount != cny(10000) {
			t.Errorf("%s: got %+v", name, s)
		}
		l := s.Lines[0]
		if l.Amount != cny(5000) || l.EndToEnd != "E1" || l.Ref != "R1" || !strings.Contains(l.Party, "买方") || !strings.HasPrefix(l.Reference, "ord_1") || !l.Booked || l.Reversal {
			t.Errorf("%s: got %+v", name, l)
		}
		if want := mustRead(t, camt053).Statements[0].Lines[0].Key; l.Key != want {
			t.Errorf("%s: the booking has the key %s, in camt.053 it has %s", name, l.Key, want)
		}
		if err := s.Prove(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDetailsOfALine(t *testing.T) {
	camt := mustRead(t, camt053).Statements[0].Lines
	swift := mustRead(t, mt940).Statements[0].Lines
	chinese := mustRead(t, csvChinese).Statements[0].Lines
	for name, row := range map[string]struct{ got, want any }{
		"the bank's own date counts, in whatever zone":   {camt[0].Day, Day(20261121)},
		"a value date may carry a zone":                  {camt[0].Value, Day(20261122)},
		"charges taken on the way are told":              {camt[0].Charges, int64(75)},
		"several texts are one":                          {camt[0].Reference, "ord_1 first part"},
		"the other side of what came in is the debtor":   {camt[0].Account, "6222"},
		"what went out is negative":                      {camt[1].Amount, cny(-75)},
		"an entry without details has its words":         {camt[1].Reference, "fee"},
		"what is announced is not booked":                {camt[2].Booked, false},
		"the year of an entry date follows the balances": {swift[1].Day, Day(20270101)},
		"a date before the turn of the year stays there": {swift[0].Day, Day(20261231)},
		"RC takes back and goes out":                     {swift[2].Amount, cny(-1000)},
		"RC is a reversal":                               {swift[2].Reversal, true},
		"RD takes back and comes in":                     {swift[3].Amount, cny(250)},
		"the customer's reference is the end-to-end id":  {swift[1].EndToEnd, "E2"},
		"words without marks are remittance information": {swift[1].Reference, "fee"},
		"folded words are joined":                        {swift[0].Reference, "ord_1 first part"},
		"a Chinese row is a row":                         {chinese[0].Amount, cny(-5050)},
		"是 means that it is reversed":                    {chinese[0].Reversal, true},
	} {
		if !reflect.DeepEqual(row.got, row.want) {
			t.Errorf("%s: got %v, want %v", name, row.got, row.want)
		}
	}
}

func TestAnswers(t *testing.T) {
	f := mustRead(t, pain002)
	want := []Status{{"P1", "E1", Accepted, "ACSP", ""}, {"P1", "E2", Rejected, "RJCT", "AC04"}}
	if f.Format != Pain002 || !reflect.DeepEqual(f.Statuses, want) {
		t.Fatalf("got %+v", f)
	}
	whole := mustRead(t, strings.NewReplacer("PART", "RJCT", "<OrgnlPmtInfId>", "<PmtInfSts>PDNG</PmtInfSts><OrgnlPmtInfId>").Replace(pain002))
	if len(whole.Statuses) != 4 || whole.Statuses[0] != (Status{"P1", "", Rejected, "RJCT", ""}) || whole.Statuses[3].State != Pending {
		t.Fatalf("got %+v", whole.Statuses)
	}
}

func TestPaymentsThatABankAsksForBack(t *testing.T) {
	f := mustRead(t, camt056)
	want := []Recall{{"CXL-1", "E1", cny(5000), 20261120, "DUPL", "paid twice, sorry"}, {Case: "CASE-1", Code: "OTHER"}}
	if f.Format != Camt056 || f.Version != "camt.056.001.08" || f.ID != "ASG-1" || !reflect.DeepEqual(f.Recalls, want) {
		t.Fatalf("got %+v", f)
	}
	for name, r := range map[string]struct {
		text string
		want error
	}{
		"a request about no payment":         {before(camt056, "<Undrlyg>") + "</FIToFIPmtCxlReq></Document>", ErrMalformed},
		"one that names nothing":             {strings.NewReplacer("<Id>CASE-1</Id>", "", "<Id>ASG-1</Id>", "").Replace(camt056), ErrMalformed},
		"a message of another name":          {strings.ReplaceAll(camt056, "FIToFIPmtCxlReq", "RsltnOfInvstgtn"), ErrMalformed},
		"cut off":                            {before(camt056, "<CxlRsnInf>"), ErrTruncated},
		"with more decimals than fen":        {strings.Replace(camt056, "50.00", "50.001", 1), money.ErrTooPrecise},
		"below zero":                         {strings.Replace(camt056, "50.00", "-50.00", 1), money.ErrNegative},
		"with a day that does not exist":     {strings.Replace(camt056, "2026-11-20<", "2026-11-31<", 1), ErrMalformed},
		"with an entity that would blow up":  {strings.Replace(camt056, "<Document", `<!DOCTYPE a [<!ENTITY b "c">]><Document`, 1), ErrEntities},
		"in a currency that does not exist":  {strings.Replace(camt056, `"CNY"`, `"ABC"`, 1), money.ErrCurrencyUnknown},
		"in a version that is none of these": {strings.Replace(camt056, "camt.056.001", "camt.056.002", 1), ErrFormat},
	} {
		if _, err := Read(strings.NewReader(r.text)); !errors.Is(err, r.want) || Code(err) == "" {
			t.Errorf("%s: got %v, want %v", name, err, r.want)
		}
	}
}

func TestOfALongTextTheBeginningIsKept(t *testing.T) {
	long := strings.Repeat("货款", MaxText)
	l := mustRead(t, strings.Replace(camt053, "ord_1", "ord_1 "+long, 1)).Statements[0].Lines[0]
	if len(l.Reference) > MaxText || len(l.Reference) < MaxText-3 || !strings.HasPrefix(l.Reference, "ord_1 货款") || !utf8.ValidString(l.Reference) {
		t.Fatalf("got %d bytes: %.40s", len(l.Reference), l.Reference)
	}
	r := mustRead(t, strings.Replace(camt056, "paid twice,", long, 1)).Recalls[0]
	if len(r.Words) > MaxText || !utf8.ValidString(r.Words) {
		t.Fatalf("got %d bytes", len(r.Words))
	}
}

func TestBatches(t *testing.T) {
	entry := func(total, second string) Statement {
		text := strings.Replace(camt053, `<Ntry><Amt Ccy="CNY">0.75</Amt>`, `<Ntry><Amt Ccy="CNY">`+total+`</Amt>`, 1)
		return mustRead(t, strings.Replace(text, `<AddtlNtryInf>fee</AddtlNtryInf>`, `<AcctSvcrRef>B</AcctSvcrRef><NtryDtls>
			<TxDtls><Refs><EndToEndId>X1</EndToEndId></Refs><Amt Ccy="CNY">1.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>
			<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="CNY">`+second+`</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls>`, 1)).Statements[0]
	}
	s := entry("3.00", "2.00")
	if len(s.Lines) != 4 || s.Lines[1].Amount != cny(-100) || s.Lines[2].Amount != cny(-200) || s.Lines[2].EndToEnd != "" || s.Lines[2].Ref != "B/2" {
		t.Errorf("payments that add up: got %+v", s.Lines)
	}
	s = entry("3.00", "2.01")
	if len(s.Lines) != 3 || s.Lines[1].Amount != cny(-300) || s.Lines[1].Batch != 2 || s.Lines[1].EndToEnd != "" {
		t.Errorf("payments that do not add up: got %+v", s.Lines)
	}
}

func TestEqualPaymentsOnADayStayTwo(t *testing.T) {
	row := "line,6222,S1,7,2026-11-21,,-0.75,CNY,,,,,fee,,,\n"
	lines := mustRead(t, strings.Replace(strings.Replace(csvEnglish, "closing", row+row+"closing", 1), "149.25", "147.75", 1)).Statements[0].Lines
	if lines[2].Key == lines[3].Key {
		t.Fatal("both have the same key")
	}
	again := mustRead(t, strings.Replace(csvEnglish, "closing", row+"closing", 1)).Statements[0].Lines
	if lines[2].Key != again[2].Key {
		t.Fatal("the key of a line depends on what follows it")
	}
}

func TestANoticeThatSaysABookingTwiceMeansOne(t *testing.T) {
	entry := camt053[strings.Index(camt053, "<Ntry>") : strings.Index(camt053, "</Ntry>")+len("</Ntry>")]
	twice := strings.Replace(camt053, entry, entry+entry, 1)
	if lines := mustRead(t, twice).Statements[0].Lines; lines[0].Key == lines[1].Key {
		t.Error("a statement that has both lines in its balance has one")
	}
	notice := strings.NewReplacer("camt.053", "camt.054", "BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn", "<Stmt>", "<Ntfctn>", "</Stmt>", "</Ntfctn>").Replace(twice)
	if lines := mustRead(t, notice).Statements[0].Lines; lines[0].Key != lines[1].Key {
		t.Error("a notice that says it twice has two")
	}
}

func TestPagesOfAStatementAreJoined(t *testing.T) {
	one := ":20:A\n:25:1\n:28C:5/1\n:60F:C261121CNY1,00\n:61:261121C2,00NTRFX//1\n:62M:C261121CNY3,00\n"
	two := ":20:B\n:25:1\n:28C:5/2\n:60M:C261121CNY3,00\n:61:261121C3,00NTRFY//2\n:62F:C261121CNY6,00\n"
	f := mustRead(t, one+two)
	if len(f.Statements) != 1 || len(f.Statements[0].Lines) != 2 || f.Statements[0].Prove() != nil {
		t.Fatalf("got %+v", f.Statements)
	}
	f = mustRead(t, one+strings.Replace(two, ":60M:C261121CNY3,00", ":60M:C261121CNY4,00", 1))
	if len(f.Statements) != 2 {
		t.Fatalf("pages with a gap are joined: %+v", f.Statements)
	}
}

func TestAStatementIsProved(t *testing.T) {
	for name, row := range map[string]struct {
		old, new string
		want     error
	}{
		"as it is":                             {"", "", nil},
		"a line is missing":                    {"line,6222,S1,7,2026-11-21,,-0.75,CNY,,,R2,,fee,,,\n", "", ErrUnbalanced},
		"a pending line does not count":        {"-0.75,CNY,,", "-0.75,CNY,pending,", ErrUnbalanced},
		"a line is in another currency":        {"-0.75,CNY", "-0.75,EUR", ErrUnprovable},
		"it closes in another currency":        {"149.25,CNY", "149.25,EUR", ErrUnprovable},
		"the sum does not fit":                 {"100.00,CNY", "92233720368547758.07,CNY", money.ErrOverflow},
		"an overdraft is a balance like every": {"100.00,CNY", "-100.00,CNY", ErrUnbalanced},
	} {
		s := mustRead(t, strings.Replace(csvEnglish, row.old, row.new, 1)).Statements[0]
		if err := s.Prove(); !errors.Is(err, row.want) {
			t.Errorf("%s: got %v, want %v", name, err, row.want)
		}
	}
	s := mustRead(t, csvEnglish).Statements[0]
	if err := s.Follows(cny(10001)); !errors.Is(err, ErrGap) {
		t.Errorf("got %v", err)
	}
	s.Opening = nil
	if err := s.Prove(); !errors.Is(err, ErrUnprovable) {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsNoStatementIsRefused(t *testing.T) {
	bend := func(text, old, with string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("nothing to bend: %q", old)
		}
		return strings.Replace(text, old, with, 1)
	}
	bomb := `<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(csvChinese)
	if err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		text string
		want error
	}{
		"nothing at all":                                   {"", ErrTruncated},
		"blanks":                                           {" \r\n\t", ErrTruncated},
		"a picture":                                        {"\x89PNG\r\n\x1a\n", ErrFormat},
		"a letter":                                         {"Dear Sir or Madam,\nplease pay.\n", ErrFormat},
		"more bytes than a statement has":                  {strings.Repeat(" ", MaxBytes) + "x", ErrTooLarge},
		"camt.053 cut in the middle of a tag":              {camt053[:700], ErrTruncated},
		"camt.053 cut between two entries":                 {camt053[:strings.LastIndex(camt053, "<Ntry>")], ErrTruncated},
		"camt.053 without its last tag":                    {strings.TrimSuffix(camt053, "</Document>"), ErrTruncated},
		"entities that explode":                            {bend(camt053, `<?xml version="1.0" encoding="UTF-8"?>`, bomb), ErrEntities},
		"a document type inside":                           {bend(camt053, "<Stmt>", "<!DOCTYPE x><Stmt>"), ErrEntities},
		"an entity that nobody declared":                   {bend(camt053, "M1", "&boom;"), ErrEntities},
		"a file of the machine as an entity":               {bend(camt053, `<?xml version="1.0" encoding="UTF-8"?>`, `<!DOCTYPE d [<!ENTITY a SYSTEM "file:///dev/null">]>`), ErrEntities},
		"UTF-8 that is none":                               {bend(camt053, "买方", "\xff\xfe"), ErrEncoding},
		"UTF-16":                                           {"\xff\xfe<\x00?\x00x\x00", ErrEncoding},
		"an encoding nobody uses":                          {bend(camt053, "UTF-8", "EBCDIC-CP-US"), ErrEncoding},
		"GB18030 that is none":                             {bend(bend(camt053, "UTF-8", "GB18030"), "买方", "\x81\x20"), ErrEncoding},
		"another message":                                  {bend(camt053, "camt.053.001.08", "camt.060.001.03"), ErrFormat},
		"a web page":                                       {"<html><body></body></html>", ErrFormat},
		"a message of another name inside":                 {bend(bend(camt053, "<BkToCstmrStmt>", "<X>"), "</BkToCstmrStmt>", "</X>"), ErrMalformed},
		"tags that do not fit":                             {bend(camt053, "</Stmt>", "</Stnt>"), ErrMalformed},
		"a message without a statement":                    {`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt/></Document>`, ErrMalformed},
		"two documents in one":                             {camt053 + strings.TrimPrefix(camt053, before(camt053, "<Document")), ErrMalformed},
		"deeper than anything":                             {bend(camt053, "<Stmt>", strings.Repeat("<a>", 70)), ErrTooLarge},
		"an element with too many parts":                   {bend(camt053, "<Refs>", strings.Repeat("<a/>", 2100)+"<Refs>"), ErrTooLarge},
		"a text without end":                               {bend(camt053, "M1", strings.Repeat("x", 70_000)), ErrTooLarge},
		"neither in nor out":                               {bend(camt053, "<CdtDbtInd>DBIT", "<CdtDbtInd>"), ErrMalformed},
		"an amount with too many decimals":                 {bend(camt053, ">50.00<", ">50.001<"), money.ErrTooPrecise},
		"an amount with an exponent":                       {bend(camt053, ">50.00<", ">5e1<"), money.ErrMalformed},
		"an amount that does not fit":                      {bend(camt053, ">50.00<", ">92233720368547758.08<"), money.ErrOverflow},
		"a negative amount":                                {bend(camt053, ">50.00<", ">-50.00<"), money.ErrNegative},
		"no amount":                                        {bend(camt053, ">50.00<", "><"), money.ErrMalformed},
		"an unknown currency":                              {bend(camt053, `Ccy="CNY">50`, `Ccy="ZZZ">50`), money.ErrCurrencyUnknown},
		"no account":                                       {bend(camt053, "<IBAN>NL26VAYB8060476890</IBAN>", ""), ErrMalformed},
		"a number that is none":                            {bend(camt053, "<ElctrncSeqNb>7", "<ElctrncSeqNb>seven"), ErrMalformed},
		"a date that is none":                              {bend(camt053, "<BookgDt><Dt>2026-11-21", "<BookgDt><Dt>2026-02-30"), ErrMalformed},
		"an answer with an unknown status":                 {bend(pain002, "ACSP", "YEAH"), ErrMalformed},
		"an answer without a status":                       {bend(pain002, "<TxSts>ACSP</TxSts>", ""), ErrMalformed},
		"an answer that ends early":                        {pain002[:len(pain002)-40], ErrTruncated},
		"MT940 without its closing balance":                {before(mt940, ":62F:"), ErrTruncated},
		"MT940 cut in its closing balance":                 {mt940[:strings.Index(mt940, ":62F:")+12], ErrTruncated},
		"MT940 cut in a line":                              {mt940[:strings.Index(mt940, "D0,75")+1], ErrTruncated},
		"MT940 with a second head before the first closes": {bend(mt940, ":62F:", ":20:S2\r\n:62F:"), ErrTruncated},
		"MT940 with a broken line in the middle":           {bend(mt940, "C50,", "Z50,"), ErrMalformed},
		"MT940 with a point in an amount":                  {bend(mt940, "D0,75", "D0.75"), ErrMalformed},
		"MT940 with too many decimals":                     {bend(mt940, "D0,75", "D0,755"), money.ErrTooPrecise},
		"MT940 with too many decimals in the last field":   {bend(before(mt940, "\r\n:64:"), "141,75", "141,755"), money.ErrTooPrecise},
		"MT940 in an unknown currency":                     {strings.ReplaceAll(mt940, "CNY", "ZZZ"), money.ErrCurrencyUnknown},
		"MT940 with an impossible date":                    {bend(mt940, ":61:261231", ":61:261331"), ErrMalformed},
		"MT940 without an account":                         {bend(mt940, ":25:6222\r\n", ""), ErrMalformed},
		"MT940 with a line before its balance":             {bend(mt940, ":60F:", ":61:261231C1,NTRFX\r\n:60F:"), ErrMalformed},
		"CSV without its closing balance":                  {before(csvEnglish, "closing"), ErrTruncated},
		"CSV cut in its last row":                          {csvEnglish[:len(csvEnglish)-20], ErrTruncated},
		"CSV with two openings":                            {bend(csvEnglish, "closing", "opening"), ErrTruncated},
		"CSV with a row of the wrong width":                {bend(csvEnglish, "line,6222,", "line,"), ErrMalformed},
		"CSV with a quote that does not end":               {bend(csvEnglish, `""part"""`, `""part`), ErrMalformed},
		"CSV without a column that it needs":               {bend(csvEnglish, "currency", "waehrung"), ErrMalformed},
		"CSV with an unknown row":                          {bend(csvEnglish, "closing", "summary"), ErrTruncated},
		"CSV with an unknown status":                       {bend(csvEnglish, "booked", "maybe"), ErrMalformed},
		"CSV with a number with too many decimals":         {bend(csvEnglish, "50.00", "50.005"), money.ErrTooPrecise},
		"CSV with grouped digits":                          {bend(csvEnglish, ",50.00,", `,"1,050.00",`), money.ErrMalformed},
		"CSV in an unknown currency":                       {strings.ReplaceAll(csvEnglish, "CNY", "ABC"), money.ErrCurrencyUnknown},
		"GB18030 cut in a character":                       {gb[:strings.IndexByte(gb, '\n')-2], ErrEncoding},
	} {
		if _, err := Read(strings.NewReader(row.text)); !errors.Is(err, row.want) {
			t.Errorf("%s: got %v, want %v", name, err, row.want)
		} else if want, ok := row.want.(interface{ Code() string }); !ok || Code(err) != want.Code() {
			t.Errorf("%s: the code is %q", name, Code(err))
		}
	}
}
