package paper

import (
	"fmt"
	"time"

	"fairground/server/lang"
	"fairground/server/money"
)

var issued = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

func yuan(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "CNY"} }

func pointer[T any](v T) *T { return &v }

var (
	lens = Party{Buyer, "org_01JE9Z3V7Q2M", lang.Text{"en": "Lensworks Mumbai Private Limited", "zh-Hans": "孟买光学有限公司"}}
	clay = Party{Seller, "org_01JE9Z1ABCDE", lang.Text{"zh-Hans": "景德镇青云窑业有限责任公司", "en": "Jingdezhen Qingyun Kilns Co., Ltd."}}
)

// sample is a document of each kind, as settlement makes them.
func sample(k Kind) Document {
	d := Document{
		Kind: k, Number: "OC-01JE9Z6W2K", Issued: issued, Currency: "CNY", Sandbox: true, Title: "Celadon tableware for the spring season 春季青瓷餐具",
		Parties: []Party{clay, lens},
		Facts: []Fact{
			{Label: Order, Value: "ord_01JE9Z6W2K8Q"}, {Label: Exhibition, Value: "exh_canton"}, {Label: PayBy, At: pointer(issued.AddDate(0, 0, 14))},
		},
	}
	lines := func(names ...string) {
		for i, name := range names {
			d.Lines = append(d.Lines, Line{Text: name, At: pointer(issued.AddDate(0, 0, 20*(i+1))), Amount: pointer(yuan(1234567 * int64(i+1)))})
		}
	}
	switch k {
	case Confirmation:
		lines("Samples and moulds 样品与模具", "First container: 1,200 boxes of plates, bowls and tea sets, packed for sea freight", "第二批货柜：茶具、花器与餐盘共一千二百箱，含出口包装与装箱费用")
		d.Totals = []Sum{{Total, yuan(7407402), false}, {BuyersCommission, yuan(55555), false}, {Payable, yuan(7462957), true}}
		d.Terms = []Term{
			{Signed, map[string]string{"hash": "5a1c6c0b6f0dc0e5f2f0f3c2a7b9d8e1f2a3b4c5d6e7f8091a2b3c4d5e6f7081"}},
			{EscrowTerm, nil},
			{FundTerm, map[string]string{"date": "2026-12-06"}},
			{ShipTerm, nil},
			{FeeSplitTerm, map[string]string{"rate": "1.5 %"}},
			{CancelFeeTerm, map[string]string{"amount": "CNY 2,000.00"}},
		}
	case Proforma:
		lines("Samples and moulds 样品与模具", "First container")
		d.Totals = []Sum{{Payable, yuan(3703701), false}, {PaidAlready, yuan(-1000000), false}, {AmountDue, yuan(2703701), true}}
		d.Terms = []Term{{PayTerm, map[string]string{"reference": "ord_01JE9Z6W2K8Q"}}, {ProformaTerm, nil}}
	case Invoice, CreditNote:
		d.Number = "INV-2026-000042"
		lines("Samples and moulds 样品与模具")
		d.Totals = []Sum{{Total, yuan(1234567), true}}
		d.Terms = []Term{{InvoiceTerm, nil}, {NoTaxInvoiceTerm, nil}}
	case Receipt:
		d.Number = "RC-4711-3"
		d.Lines = []Line{{What: IntoEscrow, Text: "Samples and moulds 样品与模具", Amount: pointer(yuan(1234567))}, {What: ToBuyersAccount, Amount: pointer(yuan(33))}}
		d.Totals = []Sum{{Received, yuan(1234600), true}}
		d.Terms = []Term{{ReceiptTerm, nil}}
		hash := "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
		d.Proof = &Proof{Block: 4711, Index: 2, Of: 11, Leaf: hash, Path: []string{hash, hash, hash, hash}, Root: hash, Head: hash}
	case Statement:
		d.Number = "ST-01JE9Z6W2K-4712"
		var balance int64
		for i := range 64 {
			at := issued.AddDate(0, 0, i)
			if i%3 == 0 {
				balance += 1000000 + int64(i)
				d.Lines = append(d.Lines, Line{At: &at, What: IntoEscrow, Ref: fmt.Sprintf("FND%022d", i), In: pointer(yuan(1000000 + int64(i))), Balance: pointer(yuan(balance))})
				continue
			}
			balance -= 250000
			d.Lines = append(d.Lines, Line{At: &at, What: ToSeller, Text: "第二批货柜", Out: pointer(yuan(250000)), Balance: pointer(yuan(balance))})
		}
		d.Totals = []Sum{{Funded, yuan(22000693), false}, {Released, yuan(10500000), false}, {OfWhichFees, yuan(157500), false}, {Held, yuan(balance), true}}
		d.Terms = []Term{{StatementTerm, nil}}
	case TaxCertificate:
		d.Number = "TC-2026-000007"
		d.Parties = []Party{{Taxpayer, clay.ID, clay.Name}}
		d.Lines = []Line{{At: &issued, What: Tax, Text: "CN vat", Base: pointer(yuan(1234567)), Amount: pointer(yuan(74074))}}
		d.Totals = []Sum{{Withheld, yuan(74074), true}}
		d.Terms = []Term{{CertificateTerm, map[string]string{"account": "tax:CN:vat"}}}
	}
	return d
}
