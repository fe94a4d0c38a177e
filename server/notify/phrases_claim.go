package notify

import "fairground/server/lang"

// claimPhrases are about money that banks call back, that is owed since, and that nobody knows the way of.
func claimPhrases() map[string]map[string]phrase {
	return map[string]map[string]phrase{
		"claim.opened": {
			lang.English: {"A bank calls {{with .amount}}{{.}}{{else}}money{{end}} back", "It came in for this order. See whose it was, and until when it can be contested:\n\n{{.link}}"},
			lang.Chinese: {"银行要求追回{{with .amount}}{{.}}{{else}}款项{{end}}", "该款项为此订单所收。请查看由谁承担以及异议期限：\n\n{{.link}}"},
			lang.Arabic:  {"يطالب مصرف باسترداد {{with .amount}}{{.}}{{else}}مبلغ{{end}}", "كان قد ورد لهذا الطلب. انظروا على من يقع وحتى متى يمكن الاعتراض:\n\n{{.link}}"},
		},
		"claim.contested": {
			lang.English: {"A bank's claim is contested", "The evidence goes to the bank, which decides:\n\n{{.link}}"},
			lang.Chinese: {"已对银行追索提出异议", "证据将交银行裁定：\n\n{{.link}}"},
			lang.Arabic:  {"اعتُرض على مطالبة مصرف", "تُرسل الأدلة إلى المصرف وهو يقرر:\n\n{{.link}}"},
		},
		"claim.won": {
			lang.English: {"A bank's claim has failed", "The money is back where it was taken from:\n\n{{.link}}"},
			lang.Chinese: {"银行追索未成立", "款项已退回原处：\n\n{{.link}}"},
			lang.Arabic:  {"سقطت مطالبة مصرف", "عاد المبلغ إلى حيث أُخذ:\n\n{{.link}}"},
		},
		"claim.lost": {
			lang.English: {"A bank's claim stands", "What was called back does not return:\n\n{{.link}}"},
			lang.Chinese: {"银行追索成立", "被追回的款项不再退还：\n\n{{.link}}"},
			lang.Arabic:  {"ثبتت مطالبة مصرف", "لا يعود ما استُرد:\n\n{{.link}}"},
		},
		"order.assigned": {
			lang.English: {"A payment that waited was found to be the order's", "Two clearing officers have looked at it:\n\n{{.link}}"},
			lang.Chinese: {"一笔待查款项已归入订单", "经两名清算员核对：\n\n{{.link}}"},
			lang.Arabic:  {"تبيّن أن دفعة معلقة تخص الطلب", "راجعها موظفا مقاصة:\n\n{{.link}}"},
		},
		"reserve.released": {
			lang.English: {"What was kept back is the seller's now", "Nobody may call the money of this order back any more:\n\n{{.link}}"},
			lang.Chinese: {"留存款项已归卖方", "此订单的款项不再可追回：\n\n{{.link}}"},
			lang.Arabic:  {"صار المبلغ المحتفظ به للبائع", "لم يعد بالإمكان استرداد أموال هذا الطلب:\n\n{{.link}}"},
		},
		"debt.collected": {
			lang.English: {"A debt was paid from what was available", "It dates from money a bank has called back:\n\n{{.link}}"},
			lang.Chinese: {"已以可用余额抵偿欠款", "该欠款源于银行追回的款项：\n\n{{.link}}"},
			lang.Arabic:  {"سُدد دين من الرصيد المتاح", "يعود إلى مبلغ استرده مصرف:\n\n{{.link}}"},
		},
		"debt.written_off": {
			lang.English: {"A debt was given up", "{{with .amount}}{{.}} is{{else}}It is{{end}} no longer owed:\n\n{{.link}}"},
			lang.Chinese: {"欠款已核销", "{{with .amount}}{{.}}{{else}}该款{{end}}无须再付：\n\n{{.link}}"},
			lang.Arabic:  {"أُسقط دين", "{{with .amount}}{{.}} {{end}}لم يعد مستحقًا:\n\n{{.link}}"},
		},
		"deposit.received": {
			lang.English: {"{{with .amount}}{{.}} has arrived{{else}}A deposit has arrived{{end}} on your account", "{{.link}}"},
			lang.Chinese: {"{{with .amount}}{{.}}{{else}}存入款项{{end}}已到账", "{{.link}}"},
			lang.Arabic:  {"وصل {{with .amount}}{{.}}{{else}}إيداع{{end}} إلى حسابكم", "{{.link}}"},
		},
		"payout.unknown": {
			lang.English: {"Nobody knows yet whether a payout went out", "The bank gave no answer. It is not sent twice; two people look into it:\n\n{{.link}}"},
			lang.Chinese: {"尚不知出金是否已汇出", "银行未答复。不会重复汇出，由两人核查：\n\n{{.link}}"},
			lang.Arabic:  {"لا يُعرف بعد هل خرج المبلغ", "لم يُجب المصرف. لا يُرسل مرتين، ويتحقق شخصان من الأمر:\n\n{{.link}}"},
		},
		"payout.resolved": {
			lang.English: {"What became of a payout is known now", "{{.link}}"},
			lang.Chinese: {"出金结果已查明", "{{.link}}"},
			lang.Arabic:  {"عُرف مصير مبلغ مصروف", "{{.link}}"},
		},
		"payout.returned": {
			lang.English: {"A payout came back after it had arrived", "{{with .amount}}{{.}} stands{{else}}It stands{{end}} on your account again, less what banks have kept:\n\n{{.link}}"},
			lang.Chinese: {"已到账的出金被退回", "{{with .amount}}{{.}}{{else}}款项{{end}}已退回您的账户，银行费用除外：\n\n{{.link}}"},
			lang.Arabic:  {"عاد مبلغ بعد وصوله", "{{with .amount}}{{.}} {{end}}أُعيد إلى حسابكم بعد خصم ما احتفظت به المصارف:\n\n{{.link}}"},
		},
	}
}
