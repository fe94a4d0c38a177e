package settlement

import (
	"strings"
	"testing"

	"fairground/server/settlement/ledger"
	"fairground/server/settlement/rail"
	"fairground/server/settlement/statement"
)

// askBack is a request of a bank to give a payment back.
func askBack(id, payment string) []byte {
	return []byte(`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.056.001.08"><FIToFIPmtCxlReq><Assgnmt><Id>` + id + `</Id></Assgnmt>
<Undrlyg><TxInf><OrgnlEndToEndId>` + payment + `</OrgnlEndToEndId><OrgnlIntrBkSttlmAmt Ccy="CNY">10.10</OrgnlIntrBkSttlmAmt>
<CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn><AddtlInf>paid twice</AddtlInf></CxlRsnInf></TxInf></Undrlyg></FIToFIPmtCxlReq></Document>`)
}

// TestABankAsksForAPaymentBack: people are told which order it is about, nothing moves for being asked, and what the bank takes
// in the end answers the question.
func TestABankAsksForAPaymentBack(t *testing.T) {
	h := openAt(t, rail.Settings{})
	id := must[string](t)(h.ImportDeal(t.Context(), deal(1000)))
	h.upload(t, csv(t, ours(1, 0, statement.Line{Amount: cny(1010), Ref: "R1", EndToEnd: "X1", Reference: "for " + id})))
	told := h.upload(t, askBack("A1", "X1"))
	if told.Recalls != 1 || told.Format != "camt.056" || told.Lines != 0 {
		t.Fatalf("got %+v", told)
	}
	all, _, err := h.Exceptions(maker(t), "open", "", 10)
	if err != nil || len(all) != 1 {
		t.Fatalf("got %+v, %v", all, err)
	}
	e := all[0]
	if e.Kind != "recall_asked" || e.Order != id || *e.Amount != cny(-1010) || e.Line == "" || !strings.Contains(e.Words, "DUPL paid twice") || len(e.Says) != 2 || e.Says[1].Text != "A1" {
		t.Fatalf("got %+v", e)
	}
	if o := must[Order](t)(h.Order(maker(t), id)); o.Totals.Held != cny(1010) || h.bank(t) != 1010 {
		t.Fatalf("it was given back for being asked: %+v", o.Totals)
	}
	h.upload(t, askBack("A2", "X1")) // another bank on the way asks as well
	h.upload(t, askBack("A3", "X9"))
	if got := h.exceptions(t, "open"); len(got) != 2 {
		t.Fatalf("got %v", got)
	}
	h.upload(t, csv(t, ours(2, 1010, statement.Line{Amount: cny(-1010), Ref: "R2", EndToEnd: "X1", Reversal: true, Reason: "DUPL"})))
	closed, _, err := h.Exceptions(maker(t), "resolved", "", 10)
	if err != nil || len(closed) != 1 || closed[0].ID != e.ID || closed[0].Ended != string(endTakenBack) {
		t.Fatalf("got %+v, %v", closed, err)
	}
	if o := must[Order](t)(h.Order(maker(t), id)); o.State != ledger.AwaitingFunds || h.bank(t) != 0 {
		t.Fatalf("the order is %s", o.State)
	}
	h.upload(t, askBack("A4", "X1")) // too late to ask
	if got := h.exceptions(t, "open"); len(got) != 1 {
		t.Fatalf("got %v", got)
	}
}
