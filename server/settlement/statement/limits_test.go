package statement

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestEncodings(t *testing.T) {
	encode := func(s string) string {
		s, err := simplifiedchinese.GB18030.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	xml := strings.NewReplacer("UTF-8", "GB18030", "Käufer & Söhne ", "").Replace(camt053)
	for name, text := range map[string]string{
		"UTF-8 with a mark at the beginning": "\xef\xbb\xbf" + camt053, "GB18030 in XML": encode(xml), "GB18030 in CSV": encode(csvEnglish),
		"GB18030 in MT940": encode(mt940), "UTF-8 in CSV": csvEnglish,
	} {
		if got := mustRead(t, text).Statements[0].Lines[0].Party; !strings.Contains(got, "买方") {
			t.Errorf("%s: got %q", name, got)
		}
	}
	latin := strings.NewReplacer("UTF-8", "ISO-8859-1", "ä", "\xe4", "ö", "\xf6", "买方", "").Replace(camt053)
	if got := mustRead(t, latin).Statements[0].Lines[0].Party; got != "Käufer & Söhne" {
		t.Errorf("Latin-1: got %q", got)
	}
}

func TestAmountsAreReadAsDecimals(t *testing.T) {
	for text, want := range map[string]string{
		"1": "1.00", "+1": "1.00", "\n1.5\t": "1.50", "007.00": "7.00", ".5": "0.50", "5.": "5.00", "1.500000": "1.50", "-1.5": "-1.50", "-0": "0.00",
	} {
		if got, err := decimal(text, "CNY"); err != nil || got.Decimal() != want {
			t.Errorf("%q: got %s, %v", text, got, err)
		}
	}
	if got, err := decimal("2700.00", "JPY"); err != nil || got.Minor != 2700 {
		t.Errorf("got %s, %v", got, err)
	}
	for _, text := range []string{"", ".", "-", "+-1", "--1", "1,5", "1 5", "١", "0x1", "NaN", "1_0"} {
		if got, err := decimal(text, "CNY"); err == nil {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

// The largest files of each format: what is held while they are read stays small.
func TestLargeFilesStaySmallInMemory(t *testing.T) {
	head, _, _ := strings.Cut(camt053, "<Ntry>")
	tail := "</Stmt></BkToCstmrStmt></Document>"
	entry := `<Ntry><Amt Ccy="CNY">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts></Ntry>`
	batch := `<TxDtls><Amt Ccy="CNY">1</Amt></TxDtls>`
	fill := func(head, unit, tail string) string {
		return head + strings.Repeat(unit, (MaxBytes-len(head)-len(tail))/len(unit)) + tail
	}
	mtHead, _, _ := strings.Cut(mt940, ":61:")
	mtTail := ":62F:C270101CNY141,75\r\n-}"
	for name, text := range map[string]string{
		"entries of camt.053":         fill(head, entry, tail),
		"payments of a batch":         fill(head+`<Ntry><Amt Ccy="CNY">200000</Amt><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls>`, batch, `</NtryDtls></Ntry>`+tail),
		"empty entries":               fill(head, `<Ntry/>`, tail),
		"charges":                     fill(head+`<Ntry><Chrgs>`, `<Rcrd/>`, `</Chrgs></Ntry>`+tail),
		"balances":                    fill(head, `<Bal/>`, tail),
		"attributes":                  fill(head+`<Ntry `, `a="" `, `/>`+tail),
		"answers":                     fill(before(pain002, "<TxInf"), `<TxInfAndSts><TxSts>ACSP</TxSts></TxInfAndSts>`, "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"),
		"lines of MT940":              fill(mtHead, ":61:261231C1,NTRFA\n", mtTail),
		"fields of MT940":             fill(mtHead, ":99:\n", mtTail),
		"one field without end":       fill(mtHead+":61:261231C1,NTRFA\n:86:x\n", "xxxxxxxxx\n", mtTail),
		"statements of MT940":         fill("", ":20:\n:25:1\n:60F:C261231CNY0,\n:62F:C261231CNY0,\n", ""),
		"rows of CSV":                 fill(before(csvChinese, "明细"), "明细;;2026-11-21;1;CNY;;\n", "期末;6222;2026-11-21;49.50;CNY;;\r\n"),
		"cells of CSV":                fill(csvChinese, ";", ""),
		"names of columns":            fill("record,", ",", ""),
		"Chinese that becomes longer": fill("\xc0\xe0\xd0\xcd;", "\xd6\xd0", ""),
	} {
		held, f, err := peak(func() (File, error) { return Read(strings.NewReader(text)) })
		if held > 64<<20 {
			t.Errorf("%s: holds %d MiB", name, held>>20)
		}
		n := len(f.Statuses)
		for _, s := range f.Statements {
			n += len(s.Lines)
		}
		if n > MaxLines || err != nil && Code(err) == "" {
			t.Errorf("%s: %d lines, %v", name, n, err)
		}
	}
}

// peak is the most that lived on the heap while do ran, beyond what lived there before.
func peak(do func() (File, error)) (int64, File, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(30)) // so that what lives is counted often
	runtime.GC()
	live := func() int64 {
		sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(sample)
		return int64(sample[0].Value.Uint64()) //nolint:gosec // far below 2^63
	}
	before, most := live(), int64(0)
	done := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		for {
			most = max(most, live())
			select {
			case <-done:
				return
			case <-time.After(2 * time.Millisecond):
			}
		}
	})
	f, err := do()
	runtime.GC()
	close(done)
	watching.Wait()
	most = max(most, live())
	runtime.KeepAlive(f)
	return most - before, f, err
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{camt053, camt056, pain002, mt940, csvEnglish, csvChinese, strings.NewReplacer("camt.053", "camt.054", "BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn", "<Stmt>", "<Ntfctn>", "</Stmt>", "</Ntfctn>").Replace(camt053)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read(strings.NewReader(string(data)))
		if err != nil {
			if Code(err) == "" {
				t.Fatalf("a refusal without a code: %v", err)
			}
			return
		}
		for _, s := range file.Statements {
			seen := map[Key]bool{}
			for i, l := range s.Lines {
				if seen[l.Key] && file.Format != Camt054 {
					t.Fatalf("line %d has the key of another", i)
				}
				seen[l.Key] = true
				if l.Amount.Validate() != nil {
					t.Fatalf("line %d is in %q", i, l.Amount.Currency)
				}
			}
			if err := s.Prove(); err != nil && Code(err) == "" {
				t.Fatal(err)
			}
		}
		if fmt.Sprint(file) == "" {
			t.Fatal("it says nothing")
		}
	})
}
