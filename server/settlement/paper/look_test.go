package paper

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"fairground/server/lang"
)

// through gives what one of poppler's tools makes of a PDF.
func through(t *testing.T, pdf []byte, tool string, args ...string) []byte {
	t.Helper()
	if _, err := exec.LookPath(tool); err != nil {
		t.Skipf("%s of poppler-utils is missing: what the page shows is not looked at", tool)
	}
	cmd := exec.CommandContext(t.Context(), tool, args...) //nolint:gosec // two tools, named below
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", tool, err)
	}
	return out
}

func TestThePaperSaysEveryAmountAndName(t *testing.T) {
	for _, kind := range Kinds() {
		for _, language := range Languages() {
			d := sample(kind)
			text := strings.Join(strings.Fields(string(through(t, rendered(t, d, language), "pdftotext", "-layout", "-", "-"))), "")
			has := func(want string) {
				if !strings.Contains(text, strings.Join(strings.Fields(want), "")) {
					t.Errorf("%s in %s does not say %q", kind, language, want)
				}
			}
			for a := range d.amounts {
				has(grouped(a))
			}
			for _, p := range d.Parties {
				has(p.Name[lang.English])
				has(p.Name[lang.Chinese])
			}
			has(d.Number)
			if d.Proof != nil {
				has(d.Proof.Leaf)
				has(d.Proof.Head)
			}
			say, err := speaker(language)
			if err != nil {
				t.Fatal(err)
			}
			pages := strings.Count(text, strings.ReplaceAll(say(sandboxWord), " ", ""))
			if kind == Statement && pages < 3 || pages < 1 {
				t.Errorf("%s in %s says on %d pages that the money is not real", kind, language, pages)
			}
			has(fill(say(pageWord), map[string]string{"n": fmt.Sprint(pages), "of": fmt.Sprint(pages)}))
		}
	}
}

// A font without a character draws the same box for all of them, so papers that differ in one character must look different.
func TestEveryDigitIsDrawn(t *testing.T) {
	look := func(amount int64, name string) []byte {
		d := sample(Invoice)
		d.Lines = []Line{{Text: name, Amount: pointer(yuan(amount))}}
		return through(t, rendered(t, d, lang.Chinese), "pdftoppm", "-gray", "-r", "72", "-")
	}
	seen := map[string]string{}
	see := func(what string, page []byte) {
		if before, same := seen[string(page)]; same || len(page) < 1000 {
			t.Errorf("%s, a picture of %d bytes, looks like %q", what, len(page), before)
		}
		seen[string(page)] = what
	}
	for digit := range int64(10) {
		see(fmt.Sprintf("digit %d", digit), look(100000+digit*11111, "a"))
	}
	for _, r := range "青瓷茶具bB喆龍" {
		see("character "+string(r), look(100000, string(r)))
	}
}

func TestATextWithoutEndStaysOnItsPage(t *testing.T) {
	d := sample(Confirmation)
	d.Title = strings.Repeat("青瓷", 1000)
	d.Lines[0].Text = strings.Repeat("第一批货柜", 500)
	pdf := rendered(t, d, lang.Chinese)
	text := string(through(t, pdf, "pdftotext", "-layout", "-", "-"))
	if pages := strings.Count(text, "\f"); pages > 3 {
		t.Errorf("%d pages", pages)
	}
	for _, want := range []string{"…", grouped(*d.Lines[0].Amount), grouped(d.Totals[2].Amount)} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the paper", want)
		}
	}
	for line := range strings.SplitSeq(text, "\n") { // the foot of the page is not written over
		if strings.Contains(line, "沙盒环境") && strings.Contains(line, "第一批货柜") {
			t.Errorf("text runs into the foot: %q", line)
		}
	}
}
