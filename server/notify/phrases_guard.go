package notify

import "fairground/server/lang"

// guardPhrases are about money that was stopped, and about those who watch over it.
func guardPhrases() map[string]map[string]phrase {
	return map[string]map[string]phrase{
		"order.held": {
			lang.English: {"An order is stopped for now", "Nothing is paid out of it until the check is over. Goods and papers may move on:\n\n{{.link}}"},
			lang.Chinese: {"订单已暂停", "核查结束前不会放款；货物与单据可以继续：\n\n{{.link}}"},
			lang.Arabic:  {"أُوقف طلب مؤقتًا", "لا يُصرف منه شيء حتى انتهاء التحقق، ويمكن أن تستمر البضائع والمستندات:\n\n{{.link}}"},
		},
		"order.lifted": {
			lang.English: {"An order goes on", "The check is over:\n\n{{.link}}"},
			lang.Chinese: {"订单恢复进行", "核查已结束：\n\n{{.link}}"},
			lang.Arabic:  {"يُستأنف الطلب", "انتهى التحقق:\n\n{{.link}}"},
		},
		"breakglass.used": {
			lang.English: {"Alarm: the glass was broken", "{{.role}} took the emergency brake in hand: {{.reason}}\n\nUntil {{.until}} orders can be held and parties blocked. Look at what was stopped:\n\n{{.link}}"},
			lang.Chinese: {"警报：紧急权限已启用", "{{.role}} 启用了紧急制动：{{.reason}}\n\n至 {{.until}} 可暂停订单、冻结当事方。请核对被暂停的内容：\n\n{{.link}}"},
			lang.Arabic:  {"إنذار: كُسر الزجاج", "استُخدم مكبح الطوارئ ({{.role}}): {{.reason}}\n\nحتى {{.until}} يمكن إيقاف الطلبات وحظر الأطراف. راجعوا ما أُوقف:\n\n{{.link}}"},
		},
		"party.suspected": {
			lang.English: {"A party resembles a listed name", "Its open orders are stopped until somebody has looked:\n\n{{.link}}"},
			lang.Chinese: {"当事方与名单中的名称相似", "在有人核查之前，其未完结订单已暂停：\n\n{{.link}}"},
			lang.Arabic:  {"طرف يشبه اسمًا مدرجًا", "أُوقفت طلباته المفتوحة حتى يُراجَع الأمر:\n\n{{.link}}"},
		},
		"party.blocked": {
			lang.English: {"A party was blocked", "What it has and what it would get is kept back: {{.reason}}\n\n{{.link}}"},
			lang.Chinese: {"当事方已被冻结", "其现有及应得款项均予留存：{{.reason}}\n\n{{.link}}"},
			lang.Arabic:  {"حُظر طرف", "يُحتجز ما لديه وما يستحقه: {{.reason}}\n\n{{.link}}"},
		},
		"lists.unreadable": {
			lang.English: {"Alarm: the lists cannot be read", "Nothing is paid out until the lists of sanctioned parties can be read again:\n\n{{.link}}"},
			lang.Chinese: {"警报：名单无法读取", "在制裁名单恢复可读之前，不会出金：\n\n{{.link}}"},
			lang.Arabic:  {"إنذار: تعذرت قراءة القوائم", "لا يُصرف شيء حتى تُقرأ قوائم الجهات الخاضعة للعقوبات من جديد:\n\n{{.link}}"},
		},
	}
}
