package statement

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairground/server/money"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

// words are texts as people and machines give them, without what MT940 has no place for.
var words = rapid.StringMatching(`([A-Za-z0-9.,()?'+äöü买方货款&<>"] ?){0,14}[A-Za-z0-9买]`)

// file draws a balanced statement of bookings.
func file(t *rapid.T, pending bool) File {
	c := rapid.SampledFrom([]money.Currency{"CNY", "JPY", "KWD"}).Draw(t, "currency")
	s := Statement{ID: "S-" + rapid.StringMatching(`[0-9]{1,5}`).Draw(t, "id"), Number: rapid.Int64Range(1, 99999).Draw(t, "number"), Account: "6222-1", Currency: c}
	sum := money.Amount{Minor: rapid.Int64Range(-1e9, 1e9).Draw(t, "opening"), Currency: c}
	s.Opening = &Balance{sum, 20261121}
	for i := range rapid.IntRange(0, 8).Draw(t, "lines") {
		l := Line{
			Amount: money.Amount{Minor: rapid.Int64Range(1, 1e9).Draw(t, "amount"), Currency: c}, Day: 20261121, Value: 20261122, Booked: true,
			Reversal: rapid.Bool().Draw(t, "reversal"), Ref: fmt.Sprintf("R%d", i), EndToEnd: "E" + rapid.StringMatching(`[0-9A-Z]{1,30}`).Draw(t, "e2e"),
			Reference: words.Draw(t, "reference"), Party: words.Draw(t, "party"), Account: "6333", Reason: rapid.SampledFrom([]string{"", "AC04", "account_closed"}).Draw(t, "reason"),
		}
		if rapid.Bool().Draw(t, "out") {
			l.Amount.Minor = -l.Amount.Minor
		}
		l.Booked = !pending || rapid.Bool().Draw(t, "booked")
		if l.Booked {
			sum.Minor += l.Amount.Minor
		}
		s.Lines = append(s.Lines, l)
	}
	s.Closing = &Balance{sum, 20261121}
	f := File{ID: s.ID, Statements: []Statement{s}}
	f.name()
	return f
}

// Whatever is written is read back as it was, in every format and version, and each line keeps its key.
func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := file(t, true)
		for _, version := range []string{"camt.053.001.02", "camt.053.001.04", "camt.053.001.08", "camt.054.001.02", "camt.054.001.08", "CSV", "MT940"} {
			var b bytes.Buffer
			w := want
			var err error
			switch version {
			case "CSV":
				err = WriteCSV(&b, w)
				w.Format = CSV
			case "MT940":
				w = File{ID: w.ID, Statements: []Statement{w.Statements[0]}}
				s := &w.Statements[0]
				s.Page = 1
				s.Lines = nil
				for _, l := range want.Statements[0].Lines {
					if l.Booked {
						s.Lines = append(s.Lines, l)
					}
				}
				err = WriteMT940(&b, w)
				w.Format = MT940
			default:
				err = WriteCamt(&b, version, noon, w)
				w.Format, w.Version = Format(version[:8]), version
				if w.Format == Camt054 {
					w.Statements = []Statement{w.Statements[0]}
					w.Statements[0].Opening, w.Statements[0].Closing = nil, nil
				}
			}
			if err != nil {
				t.Fatalf("%s: %v", version, err)
			}
			got, err := Read(&b)
			if err != nil {
				t.Fatalf("%s: %v", version, err)
			}
			for i := range got.Statements {
				if len(got.Statements[i].Lines) == 0 {
					got.Statements[i].Lines = w.Statements[i].Lines
				}
			}
			if !reflect.DeepEqual(got, w) {
				t.Fatalf("%s:\ngot  %+v\nwant %+v", version, got.Statements[0], w.Statements[0])
			}
			if got.Format != Camt054 && got.Statements[0].Prove() != nil {
				t.Fatalf("%s: %v", version, got.Statements[0].Prove())
			}
		}
	})
}

func TestAnswersAreReadBack(t *testing.T) {
	want := []Status{{"P1", "E1", Accepted, "ACSP", ""}, {"P1", "E2", Rejected, "RJCT", "AC04"}, {"P1", "E3", Rejected, "RJCT", "account_closed"}, {"P1", "E4", Pending, "PDNG", ""}}
	for _, version := range []string{"pain.002.001.03", "pain.002.001.10"} {
		var b bytes.Buffer
		if err := WritePain002(&b, version, noon, File{ID: "A1", Statuses: want}); err != nil {
			t.Fatal(err)
		}
		if got := mustRead(t, b.String()); got.Version != version || !reflect.DeepEqual(got.Statuses, want) {
			t.Errorf("%s: got %+v", version, got)
		}
	}
}

func batch(r *rand.Rand) Batch {
	text := func(limit int) string {
		letters := []rune("abcdefghij KLMNOP0123456789&<>\"'/-?:().,+äß买方货款مرحبا😀")
		n := 1 + r.IntN(limit)
		var b strings.Builder
		b.WriteByte('x')
		for range n - 1 {
			b.WriteRune(letters[r.IntN(len(letters))])
		}
		return b.String()
	}
	party := func() Party {
		p := Party{Name: text(70), Account: "NL26VAYB8060476890"}
		if r.IntN(2) == 0 {
			p.Account = text(34)
		}
		if r.IntN(2) == 0 {
			p.BIC = "BANKCNBJXXX"
		}
		return p
	}
	b := Batch{MsgID: text(35), Created: noon.Add(time.Duration(r.Int64N(1e18))), Execute: 20261122, Debtor: party()}
	for range 1 + r.IntN(5) {
		c := money.Currencies()[r.IntN(len(money.Currencies()))]
		p := Payment{EndToEnd: text(35), Amount: money.Amount{Minor: 1 + r.Int64N(1<<53), Currency: c}, Creditor: party()}
		if r.IntN(3) > 0 {
			p.Reference = text(200)
		}
		b.Payments = append(b.Payments, p)
	}
	return b
}

// xmllint validates files against a schema, many at once.
func xmllint(t *testing.T, schema string, files []string) {
	t.Helper()
	for len(files) > 0 {
		n := min(len(files), 1000)
		out, err := exec.CommandContext(t.Context(), "xmllint", append([]string{"--noout", "--nonet", "--schema", filepath.Join(standards, schema)}, files[:n]...)...).CombinedOutput()
		if err != nil {
			for line := range strings.Lines(string(out)) {
				if !strings.HasSuffix(strings.TrimSpace(line), " validates") {
					t.Fatalf("%s: %s", schema, line)
				}
			}
			t.Fatal(err)
		}
		files = files[n:]
	}
}

// schemas skips the test where there is nothing to validate with.
func schemas(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("xmllint"); err != nil {
		t.Skip("xmllint is missing (on Debian: apt-get install libxml2-utils)")
	}
	if _, err := os.Stat(filepath.Join(standards, Pain001V9+".xsd")); err != nil {
		t.Skip("the schemas of ISO 20022 are not beside the repository")
	}
}

func write(t *testing.T, path string, to func(io.Writer) error) {
	t.Helper()
	var b bytes.Buffer
	if err := to(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// Payment files with whatever people are called are valid: 1,000 of them, or as many as PAYMENT_FILES says.
func TestPaymentFilesAreValid(t *testing.T) {
	schemas(t)
	n := 1000
	if more, err := strconv.Atoi(os.Getenv("PAYMENT_FILES")); err == nil {
		n = more
	}
	r := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // random files, not secrets
	dir := t.TempDir()
	files := map[string][]string{}
	for i := range n {
		version := []string{Pain001V9, Pain001V9, Pain001V3}[i%3]
		path := filepath.Join(dir, fmt.Sprintf("%d.xml", i))
		write(t, path, func(w io.Writer) error { return WritePain001(w, version, batch(r)) })
		files[version] = append(files[version], path)
	}
	for version, paths := range files {
		xmllint(t, version+".xsd", paths)
	}
}

func TestWrittenStatementsAreValid(t *testing.T) {
	schemas(t)
	dir := t.TempDir()
	for _, version := range []string{"camt.053.001.02", "camt.053.001.04", "camt.053.001.08", "camt.054.001.02", "camt.054.001.08"} {
		var files []string
		for i := range 30 {
			f := rapid.Custom(func(t *rapid.T) File { return file(t, true) }).Example(i)
			path := filepath.Join(dir, fmt.Sprintf("%s-%d.xml", version, i))
			write(t, path, func(w io.Writer) error { return WriteCamt(w, version, noon, f) })
			files = append(files, path)
		}
		xmllint(t, version+".xsd", files)
	}
}

func TestWhatAFileCannotCarryIsNotWritten(t *testing.T) {
	good := func() Batch {
		return Batch{
			MsgID: "M1", Created: noon, Execute: 20261122, Debtor: Party{Name: "Fair", Account: "1"},
			Payments: []Payment{{"E1", cny(100), Party{Name: "Seller", Account: "2"}, "pay_1"}},
		}
	}
	for name, bend := range map[string]func(*Batch){
		"as it is":                       nil,
		"no message id":                  func(b *Batch) { b.MsgID = "" },
		"a message id of 36 characters":  func(b *Batch) { b.MsgID = strings.Repeat("x", 36) },
		"no payment":                     func(b *Batch) { b.Payments = nil },
		"no date":                        func(b *Batch) { b.Execute = 0 },
		"an end-to-end id that is empty": func(b *Batch) { b.Payments[0].EndToEnd = "" },
		"an end-to-end id too long":      func(b *Batch) { b.Payments[0].EndToEnd = strings.Repeat("x", 36) },
		"a name with a control":          func(b *Batch) { b.Payments[0].Creditor.Name = "a\x00b" },
		"a name that is not UTF-8":       func(b *Batch) { b.Payments[0].Creditor.Name = "a\xff" },
		"nobody's name":                  func(b *Batch) { b.Payments[0].Creditor.Name = "" },
		"no account":                     func(b *Batch) { b.Payments[0].Creditor.Account = "" },
		"nothing to pay":                 func(b *Batch) { b.Payments[0].Amount = cny(0) },
		"less than nothing":              func(b *Batch) { b.Payments[0].Amount = cny(-1) },
		"an unknown currency":            func(b *Batch) { b.Payments[0].Amount.Currency = "ZZZ" },
	} {
		b := good()
		want := error(ErrUnwritable)
		if bend == nil {
			want = nil
		} else {
			bend(&b)
		}
		if err := WritePain001(io.Discard, Pain001V9, b); !errors.Is(err, want) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if err := WritePain001(io.Discard, "pain.001.001.12", good()); !errors.Is(err, ErrUnwritable) {
		t.Errorf("got %v", err)
	}
	s := File{ID: "S1", Statements: []Statement{{ID: "S1", Account: "1", Currency: "CNY", Opening: &Balance{cny(0), 20261121}, Closing: &Balance{cny(1), 20261121}, Lines: []Line{{Amount: cny(1), Day: 20261121, Booked: true, Ref: "a reference of more than sixteen characters"}}}}}
	if err := WriteMT940(io.Discard, s); !errors.Is(err, ErrUnwritable) {
		t.Errorf("got %v", err)
	}
	s.Statements[0].Lines[0].Reference = "two\nlines"
	if err := WriteCSV(io.Discard, s); !errors.Is(err, ErrUnwritable) {
		t.Errorf("got %v", err)
	}
	if err := WriteCamt(io.Discard, "camt.053.001.08", noon, s); !errors.Is(err, ErrUnwritable) {
		t.Errorf("got %v", err)
	}
}

func TestControlSums(t *testing.T) {
	for want, amounts := range map[string][]money.Amount{
		"1":       {cny(100)},
		"1.5":     {cny(150)},
		"0.001":   {{Minor: 1, Currency: "KWD"}},
		"101.511": {cny(150), {Minor: 100, Currency: "JPY"}, {Minor: 11, Currency: "KWD"}},
	} {
		var b Batch
		for _, a := range amounts {
			b.Payments = append(b.Payments, Payment{Amount: a})
		}
		if got := controlSum(b.Payments); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestIBANs(t *testing.T) {
	for s, want := range map[string]bool{
		"NL26VAYB8060476890": true, "CH2801234000123456789": true, "GB82WEST12345698765432": true, "DE89370400440532013000": true,
		"NL26VAYB8060476891": false, "": false, "62220001": false, "nl26vayb8060476890": false,
	} {
		if iban(s) != want {
			t.Errorf("%s: got %v", s, !want)
		}
	}
}
