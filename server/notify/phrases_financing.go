package notify

import "fairground/server/lang"

// financingPhrases are about prices in other currencies and about early payment.
func financingPhrases() map[string]map[string]phrase {
	return map[string]map[string]phrase{
		"quote.lapsed": {
			lang.English: {"The agreed price of the currency does not hold any more", "The money was not there in time. What came in waits as it is: ask for a new price, or take it back:\n\n{{.link}}"},
			lang.Chinese: {"约定的汇率已失效", "款项未按时到账。已到款项以原币种留存，请重新询价或申请退回：\n\n{{.link}}"},
			lang.Arabic:  {"لم يعد سعر الصرف المتفق عليه سارياً", "لم يصل المال في موعده. ما وصل ينتظر بعملته: اطلبوا سعراً جديداً أو استردوه:\n\n{{.link}}"},
		},
		"quote.returned": {
			lang.English: {"Money that came too late is yours again", "It stands on your account in the currency it came in:\n\n{{.link}}"},
			lang.Chinese: {"逾期款项已退还给您", "款项以原币种记入您的账户：\n\n{{.link}}"},
			lang.Arabic:  {"عاد إليكم المال الذي وصل متأخراً", "هو في حسابكم بالعملة التي وصل بها:\n\n{{.link}}"},
		},
		"advance.offered": {
			lang.English: {"{{with .amount}}{{.}} are{{else}}Early payment is{{end}} offered now, at {{.rate}} % a year", "That rate is the only cost. Your release pays it back:\n\n{{.link}}"},
			lang.Chinese: {"资方提出提前付款{{with .amount}}{{.}}{{end}}，年化{{.rate}}%", "除此利率外无其他费用，放款时自动偿还：\n\n{{.link}}"},
			lang.Arabic:  {"عرض دفع مبكر{{with .amount}} بمبلغ {{.}}{{end}} بمعدل {{.rate}}٪ سنوياً", "هذا المعدل هو التكلفة الوحيدة، ويُسدَّد من الصرف:\n\n{{.link}}"},
		},
		"advance.accepted": {
			lang.English: {"An offer of early payment was taken", "Two clearing officers look at it before it is paid:\n\n{{.link}}"},
			lang.Chinese: {"提前付款要约已被接受", "付款前须经两名清算员审核：\n\n{{.link}}"},
			lang.Arabic:  {"قُبل عرض دفع مبكر", "ينظر فيه موظفا مقاصة قبل الدفع:\n\n{{.link}}"},
		},
		"advance.withdrawn": {
			lang.English: {"An offer of early payment has ended", "It was taken back, declined, or its time has passed:\n\n{{.link}}"},
			lang.Chinese: {"提前付款要约已终止", "已被撤回、谢绝或逾期：\n\n{{.link}}"},
			lang.Arabic:  {"انتهى عرض دفع مبكر", "سُحب أو رُفض أو انقضت مدته:\n\n{{.link}}"},
		},
		"advance.disbursed": {
			lang.English: {"{{with .amount}}{{.}}{{else}}An advance{{end}} paid early", "The funder is paid first out of every release of the order:\n\n{{.link}}"},
			lang.Chinese: {"已提前付款{{with .amount}}{{.}}{{end}}", "此后该订单的每笔放款优先偿还资方：\n\n{{.link}}"},
			lang.Arabic:  {"دُفع مبكراً {{with .amount}}{{.}}{{else}}المبلغ{{end}}", "يُسدَّد للممول أولاً من كل صرف للطلب:\n\n{{.link}}"},
		},
		"advance.repaid": {
			lang.English: {"An advance is paid back", "Interest and principal, to the last:\n\n{{.link}}"},
			lang.Chinese: {"提前付款已结清", "本金与利息均已偿还：\n\n{{.link}}"},
			lang.Arabic:  {"سُدِّد دفع مبكر", "الأصل والفائدة بالكامل:\n\n{{.link}}"},
		},
		"advance.recourse": {
			lang.English: {"An order has ended before its advance was paid back", "The seller owes what is left, and no payout is made before it is paid:\n\n{{.link}}"},
			lang.Chinese: {"订单已终止，提前付款尚未结清", "余额由卖方偿还，结清前不予出金：\n\n{{.link}}"},
			lang.Arabic:  {"انتهى طلب قبل سداد ما دُفع مبكراً", "البائع مدين بالباقي، ولا صرف قبل سداده:\n\n{{.link}}"},
		},
		"advance.written_off": {
			lang.English: {"What was owed on an advance is given up", "Two clearing officers decided so; the loss is the funder's:\n\n{{.link}}"},
			lang.Chinese: {"提前付款余额已核销", "经两名清算员决定，损失由资方承担：\n\n{{.link}}"},
			lang.Arabic:  {"شُطب ما بقي من دفع مبكر", "قرر ذلك موظفا مقاصة، والخسارة على الممول:\n\n{{.link}}"},
		},
	}
}
