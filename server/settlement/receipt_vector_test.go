package settlement

import (
	"bytes"
	"os"
	"testing"
)

// TestTheReceiptTheBrowserVerifiesHoldsHereToo reads a receipt that aReceipt once made; static/src/verify reads the same.
func TestTheReceiptTheBrowserVerifiesHoldsHereToo(t *testing.T) {
	raw, err := os.ReadFile("../../static/src/verify/testdata/receipt.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := VerifyReceiptFile(bytes.NewReader(raw), &bytes.Buffer{}, Trust{}); err != nil {
		t.Error(err)
	}
}
