package settlement

import (
	"bytes"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
	"fairground/server/problem"
	"fairground/server/settlement/ledger"
	"fairground/server/settlement/paper"
)

// delivered takes a milestone of an order from paid to accepted; up to the limit its money is then released.
func (h *house) delivered(t *testing.T, buyer, seller context.Context, id, milestone string) {
	t.Helper()
	order := must[Order](t)
	o := order(h.Order(buyer, id))
	o = order(h.Ship(seller, id, milestone, "awb-1", o.V, h.key()))
	o = order(h.Deliver(buyer, id, milestone, o.V, h.key()))
	order(h.AcceptMilestone(buyer, id, milestone, o.V, h.key()))
}

// rows says what a list of papers has, one line for each.
func rows(list []Document) []string {
	var out []string
	for _, d := range list {
		row := d.Kind
		for _, part := range []string{d.Milestone, d.Number} {
			if part != "" {
				row += " " + part
			}
		}
		if d.Amount != nil {
			row += " " + d.Amount.Decimal()
		}
		if !d.Available {
			row += " –"
		}
		out = append(out, row)
	}
	return out
}

func TestAnOrderComesToHaveItsPapers(t *testing.T) {
	h := open(t)
	buyer, seller := person(t, "org_b", "b", actor.Buyer), person(t, "org_s", "s", actor.Exhibitor)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 2_000_000)))
	list := must[[]Document](t)
	same := func(when string, want ...string) {
		t.Helper()
		if got := rows(list(h.Documents(buyer, id))); !slices.Equal(got, want) {
			t.Errorf("%s it has\n%s\nwant\n%s", when, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	same("when it is signed", "confirmation OC-1 24240.00", "proforma PI-1-1 24240.00", "invoice mil_1 –", "invoice mil_2 –", "statement ST-1-1 0.00")

	part := cny(404_000)
	must[Order](t)(h.Fund(buyer, id, &part, 1, h.key()))
	must[Order](t)(h.Fund(buyer, id, nil, must[Order](t)(h.Order(buyer, id)).V, h.key()))
	h.delivered(t, buyer, seller, id, "mil_1")
	o := must[Order](t)(h.Order(buyer, id))
	got := list(h.Documents(buyer, id))
	receipts := slices.DeleteFunc(slices.Clone(got), func(d Document) bool { return d.Kind != "receipt" })
	if len(receipts) != 2 || receipts[0].Amount.Decimal() != "4040.00" || receipts[1].Amount.Decimal() != "20200.00" {
		t.Fatalf("receipts %v", rows(receipts))
	}
	same("when a part is released", "confirmation OC-1 24240.00", "proforma –", "receipt "+receipts[0].Number+" 4040.00", "receipt "+receipts[1].Number+" 20200.00",
		"invoice mil_1 INV-2026-000001 4000.00", "invoice mil_2 –", "statement ST-1-"+version(o.V)+" 20200.00")

	for _, d := range got {
		if !d.Available {
			continue
		}
		for _, form := range []string{"pdf", "json", "csv"} {
			for _, language := range paper.Languages() {
				f := must[DocumentFile](t)(h.Document(seller, id, Which{d.Kind, "", d.Milestone, d.Entry}, language, form))
				again := must[DocumentFile](t)(h.Document(buyer, id, Which{d.Kind, d.Number, "", ""}, language, form))
				if len(f.Body) < 100 || !bytes.Equal(f.Body, again.Body) || f.Tag != again.Tag || !strings.HasSuffix(f.Name, "."+form) {
					t.Errorf("%s as %s in %s: %d bytes, then %d", d.Kind, form, language, len(f.Body), len(again.Body))
				}
			}
		}
	}
}

func TestAReceiptProvesItself(t *testing.T) {
	h := open(t)
	buyer := person(t, "org_b", "b", actor.Buyer)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	f := must[DocumentFile](t)(h.Document(buyer, id, Which{Kind: "receipt"}, "en", "json"))
	var d paper.Document
	if err := json.Unmarshal(f.Body, &d); err != nil {
		t.Fatal(err)
	}
	var head, leaf ledger.Hash
	var path []ledger.Hash
	for _, text := range d.Proof.Path {
		var step ledger.Hash
		if err := step.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		path = append(path, step)
	}
	if err := leaf.UnmarshalText([]byte(d.Proof.Leaf)); err != nil {
		t.Fatal(err)
	}
	if root, ok := ledger.MerkleRoot(leaf, d.Proof.Index, d.Proof.Of, path); !ok || root.String() != d.Proof.Root {
		t.Errorf("the path ends in %s, the block's root is %s", root, d.Proof.Root)
	}
	blocks, err := h.store.blocksOf(t.Context(), []int64{d.Proof.Block})
	if err != nil || len(blocks) != 1 {
		t.Fatalf("block %d: %v", d.Proof.Block, err)
	}
	head = blocks[0].Hash
	if leaf != blocks[0].Entries[d.Proof.Index].Leaf() || head.String() != d.Proof.Head || blocks[0].Root.String() != d.Proof.Root {
		t.Errorf("the log says %s and %s, the receipt %+v", leaf, head, d.Proof)
	}
	if !d.Sandbox || !strings.Contains(d.Proof.Code(d.Number), d.Proof.Leaf) {
		t.Errorf("the receipt is %+v", d)
	}
}

func TestAPayoutHasAReceiptWhenItIsSettled(t *testing.T) {
	h := open(t)
	h.opt.OrgName = func(context.Context, string) (lang.Text, error) { return lang.Text{"zh-Hans": "展商"}, nil }
	buyer, seller := person(t, "org_b", "b", actor.Buyer), person(t, "org_s", "s", actor.Exhibitor)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	must[Order](t)(h.Fund(buyer, id, nil, 1, h.key()))
	h.delivered(t, buyer, seller, id, "mil_1")
	large := must[Payout](t)(h.RequestPayout(seller, cny(1000), ForOwn, h.key()))
	h.Tick(t.Context())
	if p := must[Payout](t)(h.Payout(seller, large.ID)); p.State != ledger.Settled {
		t.Fatalf("the payout is %s", p.State)
	}
	f := must[DocumentFile](t)(h.PayoutReceipt(seller, large.ID, "zh-Hans", "json"))
	if !strings.Contains(string(f.Body), `"10.00"`) || !strings.Contains(string(f.Body), large.ID) || !strings.Contains(string(f.Body), "展商") {
		t.Errorf("%s", f.Body)
	}
	must[DocumentFile](t)(h.PayoutReceipt(seller, large.ID, "zh-Hans", "pdf"))
	_, err := h.PayoutReceipt(buyer, large.ID, "en", "pdf")
	refused(t, err, "payout_not_found")
}

func TestWhoReadsThePapersOfAnOrder(t *testing.T) {
	h := open(t)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000)))
	for _, r := range []struct {
		name string
		who  context.Context
		code string
	}{
		{"the buyer", person(t, "org_b", "b", actor.Buyer), ""},
		{"the seller", person(t, "org_s", "s", actor.Exhibitor), ""},
		{"a clearing maker", person(t, "org_x", "m", actor.ClearingMaker), ""},
		{"a clearing checker", person(t, "org_x", "c", actor.ClearingChecker), ""},
		{"an auditor", person(t, "org_y", "u", actor.Auditor), ""},
		{"another buyer", person(t, "org_z", "z", actor.Buyer), "order_not_found"},
		{"an exhibitor of the fair", person(t, "org_z", "y", actor.Exhibitor), "order_not_found"},
		{"nobody", context.Background(), "order_not_found"},
	} {
		t.Run(r.name, func(t *testing.T) {
			_, err := h.Documents(r.who, id)
			_, also := h.Document(r.who, id, Which{Kind: "statement"}, "en", "pdf")
			if problem.Code(err) != r.code || problem.Code(also) != r.code {
				t.Errorf("list: %v, paper: %v, want %q", err, also, r.code)
			}
		})
	}
}

func TestAPaperThatIsNotThereIsNotFound(t *testing.T) {
	h := open(t)
	buyer := person(t, "org_b", "b", actor.Buyer)
	id := must[string](t)(h.ImportDeal(t.Context(), deal(400_000, 10_000)))
	half := cny(50)
	must[Order](t)(h.Fund(buyer, id, &half, 1, h.key()))
	must[Order](t)(h.Fund(buyer, id, &half, 2, h.key()))
	for _, r := range []struct{ name, kind, number, milestone, entry, code string }{
		{"an invoice before the release", "invoice", "", "mil_1", "", "document_not_found"},
		{"a certificate where no tax was withheld", "tax_certificate", "", "", "", "document_not_found"},
		{"a receipt of another entry", "receipt", "", "", "1-1", "document_not_found"},
		{"a number nobody gave", "receipt", "RC-0-0", "", "", "document_not_found"},
		{"a kind nobody knows", "bill_of_lading", "", "", "", "document_not_found"},
		{"one of two receipts", "receipt", "", "", "", "document_ambiguous"},
	} {
		t.Run(r.name, func(t *testing.T) {
			_, err := h.Document(buyer, id, Which{r.kind, r.number, r.milestone, r.entry}, "en", "pdf")
			refused(t, err, r.code)
		})
	}
}

func TestWhatAnEntryMovesInEscrow(t *testing.T) {
	o := &ledger.Order{ID: "ord_1", Terms: &ledger.Terms{Buyer: "org_b", Seller: "org_s", Currency: "CNY"}}
	leg := func(account string, v int64) ledger.Leg {
		return ledger.Leg{Account: account, Currency: "CNY", Minor: v, Book: ledger.Posted}
	}
	for _, r := range []struct {
		name string
		legs []ledger.Leg
		want []movement
	}{
		{"nothing", nil, nil},
		{"a receipt, the excess of which passes by", []ledger.Leg{leg("bank:sandbox:custody", -12), leg("escrow:ord_1", 10), leg("user:org_b:avail", 2)}, []movement{{paper.IntoEscrow, 10}}},
		{
			"a release is split by who gets it",
			[]ledger.Leg{leg("escrow:ord_1", -100), leg("user:org_s:avail", 80), leg("fee:exchange", 3), leg("fee:platform", 2), leg("tax:CN:goods", 5), leg("reserve:org_s", 9), leg("loan:adv_1:interest", 1), leg("income:interest", -1), leg("funder:org_f:avail", 1)},
			[]movement{{paper.ToSeller, -89}, {paper.Commissions, -5}, {paper.Tax, -5}, {paper.Financing, -1}},
		},
		{"a refund", []ledger.Leg{leg("escrow:ord_1", -7), leg("user:org_b:avail", 7)}, []movement{{paper.ToBuyer, -7}}},
		{"a freeze moves nothing", []ledger.Leg{leg("escrow:ord_1", -7), leg("dispute:ord_1", 7)}, nil},
		{"money of another origin is not told apart", []ledger.Leg{leg("escrow:ord_1", -7), leg("user:org_s:avail", -3), leg("bank:sandbox:custody", 10)}, []movement{{paper.OtherBooking, -7}}},
		{"a hold is no money", []ledger.Leg{{Account: "escrow:ord_1", Currency: "CNY", Minor: 5, Book: ledger.Held}}, nil},
	} {
		t.Run(r.name, func(t *testing.T) {
			if got := movements(&ledger.Entry{Legs: r.legs}, o, true); !slices.Equal(got, r.want) {
				t.Errorf("%v, want %v", got, r.want)
			}
		})
	}
}

// A certificate is made of what stands in the log; which rows of the tax table led to it does not matter here.
func TestACertificateOfWithheldTax(t *testing.T) {
	at := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC).UnixMilli()
	leg := func(account string, v int64) ledger.Leg {
		return ledger.Leg{Account: account, Currency: "CNY", Minor: v, Book: ledger.Posted}
	}
	release := ledger.Entry{
		Type: ledger.Release, Order: "ord_1", Milestone: "m1", OK: true, Moves: []ledger.Move{{Kind: "m", ID: "m1", From: ledger.Accepted, To: ledger.Released}},
		Legs: []ledger.Leg{leg("escrow:ord_1", -1000), leg("user:org_s:avail", 970), leg("tax:CN:goods", 30)},
	}
	block := ledger.Block{Header: ledger.Header{Seq: 7, Time: at, N: 1}, Entries: []ledger.Entry{release}}
	d := dossier{
		order: &ledger.Order{
			ID: "ord_1", State: ledger.Completed, Terms: &ledger.Terms{Buyer: "org_b", Seller: "org_s", Currency: "CNY"},
			Milestones: []ledger.Milestone{{ID: "m1", Amount: 1000, State: ledger.Released}},
			Invoices:   []ledger.Invoice{{Type: ledger.CertifyTax, Number: "TC-2026-000009", Milestone: "m1", Amount: 30, Time: at}},
		},
		text: dealText{SellerName: lang.Text{"zh-Hans": "展商"}}, history: []recorded{{&block, 0}},
		taxOf: func(int64) (ledger.TaxRow, bool) {
			return ledger.TaxRow{RateBP: 300, Certificate: "Withholding tax"}, true
		},
	}
	p, err := d.choose(Which{Kind: "tax_certificate"})
	if err != nil {
		t.Fatal(err)
	}
	if p.Number != "TC-2026-000009" || len(p.Parties) != 1 || p.Parties[0].ID != "org_s" || len(p.Lines) != 1 || *p.Lines[0].Amount != cny(30) || *p.Lines[0].Base != cny(1000) || p.Lines[0].Ref != "Withholding tax, 3 %" {
		t.Errorf("%+v", p)
	}
	if _, err := write(p, lang.Chinese, "pdf"); err != nil {
		t.Error(err)
	}
}

func TestPerCent(t *testing.T) {
	for bp, want := range map[int64]string{150: "1.5 %", 200: "2 %", 5: "0.05 %", 1234: "12.34 %", 1010: "10.1 %"} {
		if got := percent(bp); got != want {
			t.Errorf("%d basis points are %q, want %q", bp, got, want)
		}
	}
}
