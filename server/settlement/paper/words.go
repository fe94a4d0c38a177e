package paper

import (
	"strings"

	"fairground/server/lang"
)

// Word is a label or a sentence that papers know in every language they are written in.
type Word string

// The words that whoever makes a document chooses from. Sentences name what they speak of in braces.
const (
	Buyer    Word = "buyer"
	Seller   Word = "seller"
	Payer    Word = "payer"
	Payee    Word = "payee"
	Taxpayer Word = "taxpayer"

	Order        Word = "order"
	Deal         Word = "deal"
	Exhibition   Word = "exhibition"
	MilestoneOf  Word = "milestone"
	PayBy        Word = "pay_by"
	ReleasedOn   Word = "released_on"
	ReceivedOn   Word = "received_on"
	PaidOutOn    Word = "paid_out_on"
	WithheldOn   Word = "withheld_on"
	Reference    Word = "reference"
	AsOfBlock    Word = "as_of_block"
	Jurisdiction Word = "jurisdiction"
	KindOfTax    Word = "kind_of_tax"
	ForInvoice   Word = "for_invoice"

	BuyersCommission  Word = "buyers_commission"
	SellersCommission Word = "sellers_commission"
	IntoEscrow        Word = "into_escrow"
	ToBuyersAccount   Word = "to_buyers_account"
	ToSuspense        Word = "to_suspense"
	ToSeller          Word = "to_seller"
	ToBuyer           Word = "to_buyer"
	Commissions       Word = "commissions"
	Tax               Word = "tax"
	Financing         Word = "financing"
	ReturnedToBank    Word = "returned_to_bank"
	PaidOut           Word = "paid_out"
	OtherBooking      Word = "other_booking"
	PaidAlready       Word = "paid_already"

	Total          Word = "total"
	Payable        Word = "payable"
	AmountDue      Word = "amount_due"
	Received       Word = "received"
	PaidSum        Word = "paid_sum"
	Funded         Word = "funded"
	Held           Word = "held"
	Released       Word = "released"
	OfWhichFees    Word = "of_which_fees"
	Refunded       Word = "refunded"
	CancelFees     Word = "cancel_fees"
	ChargedBack    Word = "charged_back"
	Withheld       Word = "withheld"
	NetOfTax       Word = "net_of_tax"
	Credited       Word = "credited"
	InvoicedBefore Word = "invoiced_before"

	Signed           Word = "signed"
	EscrowTerm       Word = "escrow_term"
	FundTerm         Word = "fund_term"
	ShipTerm         Word = "ship_term"
	FeeSellerTerm    Word = "fee_seller_term"
	FeeBuyerTerm     Word = "fee_buyer_term"
	FeeSplitTerm     Word = "fee_split_term"
	CancelFeeTerm    Word = "cancel_fee_term"
	ProformaTerm     Word = "proforma_term"
	PayTerm          Word = "pay_term"
	InvoiceTerm      Word = "invoice_term"
	NoTaxInvoiceTerm Word = "no_tax_invoice_term"
	ReceiptTerm      Word = "receipt_term"
	EvidenceTerm     Word = "evidence_term"
	SuspenseTerm     Word = "suspense_term"
	StatementTerm    Word = "statement_term"
	CertificateTerm  Word = "certificate_term"
	CreditTerm       Word = "credit_term"
)

// The words of the pages themselves.
const (
	issuedWord      Word = "issued"
	numberWord      Word = "number"
	pageWord        Word = "page"
	sandboxWord     Word = "sandbox"
	capitalWord     Word = "capital"
	termsWord       Word = "terms"
	proofWord       Word = "proof"
	proofTextWord   Word = "proof_text"
	leafWord        Word = "leaf"
	pathWord        Word = "path"
	headWord        Word = "head"
	noLines         Word = "no_lines"
	columnNumber    Word = "column_number"
	columnWhat      Word = "column_what"
	columnDue       Word = "column_due"
	columnDate      Word = "column_date"
	columnAmount    Word = "column_amount"
	columnIn        Word = "column_in"
	columnOut       Word = "column_out"
	columnBalance   Word = "column_balance"
	columnBase      Word = "column_base"
	columnWithheld  Word = "column_withheld"
	titleConfirm    Word = "title_confirmation"
	titleProforma   Word = "title_proforma"
	titleInvoice    Word = "title_invoice"
	titleCreditNote Word = "title_credit_note"
	titleReceipt    Word = "title_receipt"
	titleStatement  Word = "title_statement"
	titleTax        Word = "title_tax_certificate"
)

var title = map[Kind]Word{
	Confirmation: titleConfirm, Proforma: titleProforma, Invoice: titleInvoice, CreditNote: titleCreditNote, Receipt: titleReceipt,
	Statement: titleStatement, TaxCertificate: titleTax,
}

// vocabulary has each word in English and in Chinese.
var vocabulary = map[Word][2]string{
	Buyer: {"Buyer", "买方"}, Seller: {"Seller", "卖方"}, Payer: {"Payer", "付款方"}, Payee: {"Payee", "收款方"}, Taxpayer: {"Taxpayer", "纳税人"},

	Order: {"Order", "订单"}, Deal: {"Deal", "交易"}, Exhibition: {"Exhibition", "展会"}, MilestoneOf: {"Milestone", "里程碑"},
	PayBy: {"Pay by", "付款期限"}, ReleasedOn: {"Released on", "放款日期"}, ReceivedOn: {"Received on", "收款日期"},
	PaidOutOn: {"Paid on", "付款日期"}, WithheldOn: {"Withheld on", "扣缴日期"}, Reference: {"Reference", "参考号"},
	AsOfBlock: {"As of ledger block", "截至账本区块"}, Jurisdiction: {"Jurisdiction", "征税地"},
	KindOfTax: {"Kind of tax", "税种"}, ForInvoice: {"For invoice", "对应发票"},

	BuyersCommission: {"Commissions, the buyer's part", "佣金（买方承担部分）"}, SellersCommission: {"Commissions, the seller's part", "佣金（卖方承担部分）"},
	IntoEscrow: {"Paid into escrow", "存入托管"}, ToBuyersAccount: {"Credited to the buyer's balance", "记入买方余额"},
	ToSuspense: {"Held in suspense", "暂挂待查"}, ToSeller: {"Released to the seller", "放款给卖方"}, ToBuyer: {"Returned to the buyer", "退还买方"},
	Commissions: {"Commissions", "佣金"}, Tax: {"Tax withheld", "代扣税款"}, Financing: {"Repayment of financing", "偿还融资"},
	ReturnedToBank: {"Charged back by the payer's bank", "付款行拒付退回"}, PaidOut: {"Paid out", "付款"}, OtherBooking: {"Other booking", "其他记账"},
	PaidAlready: {"Received so far", "已收款项"},

	Total: {"Total", "合计"}, Payable: {"Payable in all", "应付总额"}, AmountDue: {"Amount due", "应付金额"}, Received: {"Received", "实收金额"},
	PaidSum: {"Paid", "实付金额"}, Funded: {"Paid in", "累计存入"}, Held: {"Held in escrow", "托管余额"}, Released: {"Released", "累计放款"},
	OfWhichFees: {"of which commissions", "其中佣金"}, Refunded: {"Returned to the buyer", "累计退款"}, CancelFees: {"Cancellation fees", "取消费用"},
	ChargedBack: {"Charged back", "累计拒付"}, Withheld: {"Tax withheld", "代扣税额"}, NetOfTax: {"Net of tax", "税后净额"},
	Credited: {"Credited", "冲减金额"}, InvoicedBefore: {"Invoiced", "原发票金额"},

	Signed:           {"Both parties have signed this version of the deal: {hash}.", "双方已签署本交易版本：{hash}。"},
	EscrowTerm:       {"The buyer pays into escrow. The money of a milestone goes to the seller when the buyer has accepted it.", "买方将货款存入托管；买方验收某一里程碑后，该里程碑的款项放给卖方。"},
	FundTerm:         {"The money is due in escrow by {date}; otherwise the order ends and what was paid goes back.", "款项应于 {date} 前存入托管；逾期未足额存入的，订单终止，已付款项退回买方。"},
	ShipTerm:         {"What has not been shipped by the day in the table may be cancelled by the buyer.", "超过表中日期尚未发货的部分，买方可以取消。"},
	FeeSellerTerm:    {"Commissions of {rate} are paid by the seller and taken from each release.", "佣金费率 {rate}，由卖方承担，从每次放款中扣除。"},
	FeeBuyerTerm:     {"Commissions of {rate} are paid by the buyer on top of the price.", "佣金费率 {rate}，由买方在货款之外承担。"},
	FeeSplitTerm:     {"Commissions of {rate} are paid half by the buyer on top of the price and half by the seller.", "佣金费率 {rate}，买卖双方各承担一半；买方部分在货款之外另付。"},
	CancelFeeTerm:    {"If the buyer cancels with the seller's consent, {amount} of what is in escrow goes to the seller.", "买方经卖方同意取消订单的，托管款项中的 {amount} 归卖方所有。"},
	ProformaTerm:     {"A proforma invoice asks for payment. It is no proof of one.", "形式发票仅用于请求付款，不作为付款凭证。"},
	PayTerm:          {"Pay from the page of the order, or give {reference} as the reference of the payment.", "请在订单页面付款，或在汇款时注明参考号 {reference}。"},
	InvoiceTerm:      {"Paid from escrow on the day of release; nothing is left to pay.", "本款项已于放款日从托管账户支付，无需另行付款。"},
	NoTaxInvoiceTerm: {"This is a commercial invoice, not a tax invoice (fapiao).", "本文件为商业发票，不能代替税务发票。"},
	ReceiptTerm:      {"This receipt stands for one entry of the ledger. Whoever has the entry can recompute the leaf and follow the path to the head.", "本收据对应账本中的一条分录。持有该分录者可重算叶哈希，并沿路径核对至区块哈希。"},
	EvidenceTerm:     {"That it was paid, two clearing officers have found with evidence; the bank had not answered.", "银行未予答复；该笔付款经两名结算专员凭证据认定已付。"},
	SuspenseTerm:     {"The payment fits no open order and waits to be assigned or returned: {reason}.", "该款项未能对应有效订单，待分配或退回：{reason}。"},
	StatementTerm:    {"This statement shows every movement of the order's escrow. The page of the order gives the same as a file with proofs, which anybody can verify without us.", "本对账单列出该订单托管账户的全部变动。订单页面另可下载附有证明的对账单文件，任何人均可离线核验。"},
	CertificateTerm:  {"The tax above was withheld from the release to the taxpayer and booked to the account {account}.", "上述税款已从放给纳税人的款项中代扣，记入账户 {account}。"},
	CreditTerm:       {"This credit note reduces the invoice named above.", "本贷项通知单冲减上述发票。"},

	issuedWord: {"Issued", "开具日期"}, numberWord: {"No.", "编号"}, pageWord: {"Page {n} of {of}", "第 {n} 页，共 {of} 页"},
	sandboxWord: {"Sandbox: no real money.", "沙盒环境：非真实资金。"}, capitalWord: {"In words", "金额大写"}, termsWord: {"Terms and notes", "条款与说明"},
	proofWord:     {"Proof in the ledger", "账本证明"},
	proofTextWord: {"Block {block}, entry {index} of {of}. The code beside this says the number, the leaf and the head.", "区块 {block}，第 {index} 条分录，共 {of} 条。左侧二维码包含编号、叶哈希与区块哈希。"},
	leafWord:      {"Leaf", "叶哈希"}, pathWord: {"Path", "路径"}, headWord: {"Head", "区块哈希"},
	noLines:      {"Nothing has been booked yet.", "尚无记账。"},
	columnNumber: {"No.", "序号"}, columnWhat: {"Description", "说明"}, columnDue: {"Ship by", "发货期限"}, columnDate: {"Date", "日期"},
	columnAmount: {"Amount", "金额"}, columnIn: {"In", "存入"}, columnOut: {"Out", "支出"}, columnBalance: {"Balance", "余额"},
	columnBase: {"Taxable amount", "计税金额"}, columnWithheld: {"Withheld", "代扣税额"},

	titleConfirm: {"Order confirmation", "订单确认书"}, titleProforma: {"Proforma invoice", "形式发票"}, titleInvoice: {"Commercial invoice", "商业发票"},
	titleCreditNote: {"Credit note", "贷项通知单"}, titleReceipt: {"Receipt", "收据"}, titleStatement: {"Statement of account", "对账单"},
	titleTax: {"Certificate of withheld tax", "代扣税款证明"},
}

// Languages lists the languages in which papers are written.
func Languages() []string { return []string{lang.English, lang.Chinese} }

// speaker gives the words of a language. The error is ErrLanguage.
func speaker(language string) (func(Word) string, error) {
	switch language {
	case lang.English:
		return func(w Word) string { return vocabulary[w][0] }, nil
	case lang.Chinese:
		return func(w Word) string { return vocabulary[w][1] }, nil
	}
	return nil, ErrLanguage
}

// fill puts what a sentence speaks of in place of its braces.
func fill(sentence string, with map[string]string) string {
	pairs := make([]string, 0, 2*len(with))
	for name, value := range with {
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(sentence)
}
