package notify

import "fairground/server/lang"

// dealPhrases are the words from the first offer to the last payout.
func dealPhrases() map[string]map[string]phrase {
	return map[string]map[string]phrase{
		"deal.opened": {
			lang.English: {"{{.orgName}} wants to make a deal with you", "The deal room is open for both sides:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}希望与您洽谈交易", "交易室已向双方开放：\n\n{{.link}}"},
			lang.Arabic:  {"ترغب {{.orgName}} في عقد صفقة معكم", "غرفة الصفقة مفتوحة للطرفين:\n\n{{.link}}"},
		},
		"deal.wall_changed": {
			lang.English: {"{{.orgName}} has decided anew whether the deal wall shows your deal", "It stands there only while both sides want it to:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}更改了交易墙展示设置", "双方均同意时，交易才会展示：\n\n{{.link}}"},
			lang.Arabic:  {"غيّرت {{.orgName}} قرارها بشأن عرض صفقتكما على جدار الصفقات", "لا تُعرض إلا ما دام الطرفان يريدان ذلك:\n\n{{.link}}"},
		},
		"deal.signature_given": {
			lang.English: {"{{.orgName}} has signed", "Your signature is the second and last one:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}已签署", "您的签署是第二份，也是最后一份：\n\n{{.link}}"},
			lang.Arabic:  {"وقّعت {{.orgName}}", "توقيعكم هو الثاني والأخير:\n\n{{.link}}"},
		},
		"deal.abandoned": {
			lang.English: {"{{.orgName}} has left the negotiation", "{{with .reason}}Reason: {{.}}\n\n{{end}}{{.link}}"},
			lang.Chinese: {"{{.orgName}}已退出谈判", "{{with .reason}}原因：{{.}}\n\n{{end}}{{.link}}"},
			lang.Arabic:  {"انسحبت {{.orgName}} من التفاوض", "{{with .reason}}السبب: {{.}}\n\n{{end}}{{.link}}"},
		},
		"deal.lapsed": {
			lang.English: {"A negotiation has lapsed", "Nobody has moved for a month. It can be opened anew at any time:\n\n{{.link}}"},
			lang.Chinese: {"谈判已自动终止", "一个月内双方均无动作，可随时重新发起：\n\n{{.link}}"},
			lang.Arabic:  {"انتهى تفاوض دون نتيجة", "لم يتحرك أحد منذ شهر، ويمكن بدؤه من جديد:\n\n{{.link}}"},
		},
		"offer.submitted": {
			lang.English: {"New version of the offer from {{.orgName}}", "Version {{.version}} waits for you in the deal room:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}提交了新报价", "第{{.version}}版已在交易室等您查看：\n\n{{.link}}"},
			lang.Arabic:  {"نسخة جديدة من عرض {{.orgName}}", "النسخة {{.version}} في غرفة الصفقة:\n\n{{.link}}"},
		},
		"deal.accepted": {
			lang.English: {"{{.orgName}} accepts the terms", "They accepted version {{.version}}. It becomes an agreement when you accept the same version:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}已接受条款", "对方接受了第{{.version}}版，待您接受同一版本后即达成一致：\n\n{{.link}}"},
			lang.Arabic:  {"قبلت {{.orgName}} الشروط", "قبلوا النسخة {{.version}}؛ يصبح اتفاقاً بقبولكم النسخة نفسها:\n\n{{.link}}"},
		},
		"deal.agreed": {
			lang.English: {"Agreed: both sides accepted the same terms", "The deal can be signed now:\n\n{{.link}}"},
			lang.Chinese: {"双方已就同一版本达成一致", "现在可以签署：\n\n{{.link}}"},
			lang.Arabic:  {"اتفقتم: قبل الطرفان الشروط نفسها", "يمكن التوقيع الآن:\n\n{{.link}}"},
		},
		"deal.signed": {
			lang.English: {"The deal is signed", "Both signatures stand on the same version. The order follows:\n\n{{.link}}"},
			lang.Chinese: {"交易已签署", "双方已签署同一版本，订单随即生成：\n\n{{.link}}"},
			lang.Arabic:  {"وُقّعت الصفقة", "التوقيعان على النسخة نفسها، ويليها الطلب:\n\n{{.link}}"},
		},
		"order.created": {
			lang.English: {"Your deal is an order now", "Both signatures are in. The buyer pays into escrow, and nothing is released before it is accepted:\n\n{{.link}}"},
			lang.Chinese: {"交易已生成订单", "双方签署完毕。买方将款项存入托管，验收之前不会放款：\n\n{{.link}}"},
			lang.Arabic:  {"صارت صفقتكم طلباً", "اكتمل التوقيعان. يودع المشتري المبلغ في حساب الضمان ولا يُصرف شيء قبل القبول:\n\n{{.link}}"},
		},
		"order.funded": {
			lang.English: {"{{with .amount}}{{.}} has arrived{{else}}A payment has arrived{{end}} in escrow", "It is held for the order until the milestones are accepted:\n\n{{.link}}"},
			lang.Chinese: {"托管账户已收到{{with .amount}}{{.}}{{else}}款项{{end}}", "款项将托管至各节点验收：\n\n{{.link}}"},
			lang.Arabic:  {"وصل {{with .amount}}{{.}}{{else}}مبلغ{{end}} إلى حساب الضمان", "{{.link}}"},
		},
		"order.started": {
			lang.English: {"Work on the order has begun", "{{.link}}"},
			lang.Chinese: {"订单已开始执行", "{{.link}}"},
			lang.Arabic:  {"بدأ العمل على الطلب", "{{.link}}"},
		},
		"order.message_written": {
			lang.English: {"A message about {{with .title}}“{{.}}”{{else}}an order{{end}}", "Read it beside the order's money, goods and papers:\n\n{{.link}}"},
			lang.Chinese: {"{{with .title}}“{{.}}”的{{end}}订单有新留言", "请在订单页面查看，款项、货物与单据也在同一页：\n\n{{.link}}"},
			lang.Arabic:  {"رسالة بشأن {{with .title}}الطلب «{{.}}»{{else}}طلب{{end}}", "اقرأوها بجانب أموال الطلب وبضائعه ومستنداته:\n\n{{.link}}"},
		},
		"milestone.shipped": {
			lang.English: {"A milestone has been shipped", "See what was sent and when it is due:\n\n{{.link}}"},
			lang.Chinese: {"有一个节点已发货", "请查看交付内容与期限：\n\n{{.link}}"},
			lang.Arabic:  {"شُحنت إحدى المراحل", "{{.link}}"},
		},
		"milestone.delivered": {
			lang.English: {"A milestone has been delivered", "Inspect it, and accept it if it is as agreed:\n\n{{.link}}"},
			lang.Chinese: {"有一个节点已送达", "请验收，如与约定相符请确认：\n\n{{.link}}"},
			lang.Arabic:  {"سُلّمت إحدى المراحل", "افحصوها واقبلوها إن طابقت الاتفاق:\n\n{{.link}}"},
		},
		"milestone.accepted": {
			lang.English: {"A milestone has been accepted", "Its money can be released:\n\n{{.link}}"},
			lang.Chinese: {"有一个节点已验收", "相应款项可以放款：\n\n{{.link}}"},
			lang.Arabic:  {"قُبلت إحدى المراحل", "يمكن صرف مبلغها:\n\n{{.link}}"},
		},
		"milestone.cancelled": {
			lang.English: {"A milestone was given up", "The time to deliver it had passed. Its money goes back to the buyer:\n\n{{.link}}"},
			lang.Chinese: {"有一个节点已取消", "交付期限已过，相应款项退还买方：\n\n{{.link}}"},
			lang.Arabic:  {"أُلغيت إحدى المراحل", "انقضى موعد تسليمها، ويعود مبلغها إلى المشتري:\n\n{{.link}}"},
		},
		"milestone.released": {
			lang.English: {"Money has been released", "It stands on the seller's account, after the commissions shown in the order:\n\n{{.link}}"},
			lang.Chinese: {"款项已放款", "扣除订单所列佣金后已计入卖方账户：\n\n{{.link}}"},
			lang.Arabic:  {"صُرف المبلغ", "أُضيف إلى حساب البائع بعد العمولات المبينة في الطلب:\n\n{{.link}}"},
		},
		"order.declined": {
			lang.English: {"A proposed order was turned down", "Nothing has been paid, and nobody is bound:\n\n{{.link}}"},
			lang.Chinese: {"续订订单已被拒绝", "未发生任何付款，双方均不受约束：\n\n{{.link}}"},
			lang.Arabic:  {"رُفض طلب مقترح", "لم يُدفع شيء ولا يلتزم أحد:\n\n{{.link}}"},
		},
		"order.cancelled": {
			lang.English: {"An order was cancelled", "What was held goes back to the buyer:\n\n{{.link}}"},
			lang.Chinese: {"订单已取消", "托管款项将退还买方：\n\n{{.link}}"},
			lang.Arabic:  {"أُلغي طلب", "يعود المبلغ المحتجز إلى المشتري:\n\n{{.link}}"},
		},
		"order.expired": {
			lang.English: {"An order has expired", "It was not paid in time; what had arrived goes back:\n\n{{.link}}"},
			lang.Chinese: {"订单已过期", "未在期限内付清，已收款项将退还：\n\n{{.link}}"},
			lang.Arabic:  {"انتهت مهلة طلب", "لم يُدفع في الوقت المحدد، ويُردّ ما وصل:\n\n{{.link}}"},
		},
		"payout.requested": {
			lang.English: {"A payout was requested", "{{with .amount}}{{.}}. {{end}}Above the limit two clearing officers look at it first:\n\n{{.link}}"},
			lang.Chinese: {"已申请出金", "{{with .amount}}{{.}}。{{end}}超过限额的须经两名清算员审核：\n\n{{.link}}"},
			lang.Arabic:  {"طُلب صرف مبلغ", "{{.link}}"},
		},
		"payout.settled": {
			lang.English: {"A payout has reached its account", "{{with .amount}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Chinese: {"出金已到账", "{{with .amount}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Arabic:  {"وصل المبلغ إلى الحساب", "{{.link}}"},
		},
		"payout.rejected": {
			lang.English: {"A payout came back", "The amount stands on your account again:\n\n{{.link}}"},
			lang.Chinese: {"出金被退回", "金额已退回您的账户：\n\n{{.link}}"},
			lang.Arabic:  {"عاد مبلغ مصروف", "أُعيد إلى حسابكم:\n\n{{.link}}"},
		},
	}
}
