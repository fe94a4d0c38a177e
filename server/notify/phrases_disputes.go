package notify

import "fairground/server/lang"

// disputePhrases are the words about inspections, disputes and orders that are not agreed yet.
func disputePhrases() map[string]map[string]phrase {
	return map[string]map[string]phrase{
		"order.drafted": {
			lang.English: {"Another order is proposed to you", "It repeats one you have had together. Agree to it, change it or decline before it runs out:\n\n{{.link}}"},
			lang.Chinese: {"收到一份续订订单", "对方希望按以往订单再次下单。请在到期前同意、修改或拒绝：\n\n{{.link}}"},
			lang.Arabic:  {"اقتُرح عليكم طلب جديد", "يكرر طلباً سابقاً بينكما. وافقوا عليه أو عدّلوه أو ارفضوه قبل انتهاء مهلته:\n\n{{.link}}"},
		},
		"order.amended": {
			lang.English: {"An order was changed", "Look at the new milestones: they bind nobody until both sides agree to them.\n\n{{.link}}"},
			lang.Chinese: {"订单内容已修改", "请查看新的付款节点，双方同意后方才生效：\n\n{{.link}}"},
			lang.Arabic:  {"عُدّل طلب", "اطّلعوا على المراحل الجديدة؛ لا تُلزم أحداً حتى يوافق الطرفان:\n\n{{.link}}"},
		},
		"order.agreed": {
			lang.English: {"One side agrees to the order", "It becomes binding when both have agreed:\n\n{{.link}}"},
			lang.Chinese: {"一方已同意订单", "双方均同意后生效：\n\n{{.link}}"},
			lang.Arabic:  {"وافق أحد الطرفين على الطلب", "يصبح ملزماً حين يوافق الطرفان:\n\n{{.link}}"},
		},
		"milestone.part_accepted": {
			lang.English: {"A part of a milestone has been accepted", "Its money can be released; the rest goes on:\n\n{{.link}}"},
			lang.Chinese: {"节点已部分验收", "该部分款项可以放款，其余部分照常进行：\n\n{{.link}}"},
			lang.Arabic:  {"قُبل جزء من مرحلة", "يمكن صرف مبلغه، ويستمر الباقي:\n\n{{.link}}"},
		},
		"inspection.reminded": {
			lang.English: {"The time to inspect is running out", "Accept what was delivered, or say what is wrong with it. What silence means stands in the order:\n\n{{.link}}"},
			lang.Chinese: {"验收期限将至", "请确认验收或说明问题，逾期未答复的后果见订单：\n\n{{.link}}"},
			lang.Arabic:  {"يوشك وقت الفحص أن ينتهي", "اقبلوا ما سُلّم أو بيّنوا عيبه؛ وما يعنيه السكوت مبيَّن في الطلب:\n\n{{.link}}"},
		},
		"inspection.ended": {
			lang.English: {"The time to inspect is over", "Nobody answered. If silence was agreed to be acceptance it is accepted now; otherwise its money is frozen as a dispute:\n\n{{.link}}"},
			lang.Chinese: {"验收期限已过", "期内无人答复。如约定逾期视为验收，则已验收；否则款项已冻结并进入争议：\n\n{{.link}}"},
			lang.Arabic:  {"انتهى وقت الفحص", "لم يردّ أحد. إن اتُّفق على أن السكوت قبول فقد قُبل، وإلا جُمّد المبلغ كنزاع:\n\n{{.link}}"},
		},
		"dispute.opened": {
			lang.English: {"A milestone is in dispute", "Only the contested amount is frozen. Look for a solution between you first; the countdown stands in the order:\n\n{{.link}}"},
			lang.Chinese: {"有一个节点发生争议", "仅冻结争议金额。请先协商解决，倒计时见订单：\n\n{{.link}}"},
			lang.Arabic:  {"مرحلة محل نزاع", "لا يُجمّد إلا المبلغ المتنازع عليه. ابحثوا عن حل بينكم أولاً، والعدّ التنازلي في الطلب:\n\n{{.link}}"},
		},
		"dispute.offered": {
			lang.English: {"There is an offer to settle a dispute", "Accept it, or table another one:\n\n{{.link}}"},
			lang.Chinese: {"收到和解方案", "请接受，或提出新的方案：\n\n{{.link}}"},
			lang.Arabic:  {"عُرضت تسوية للنزاع", "اقبلوها أو اعرضوا غيرها:\n\n{{.link}}"},
		},
		"dispute.settled": {
			lang.English: {"A dispute is settled", "Both sides accepted the same split, and the money has moved:\n\n{{.link}}"},
			lang.Chinese: {"争议已和解", "双方接受同一方案，款项已划转：\n\n{{.link}}"},
			lang.Arabic:  {"سُوّي نزاع", "قبل الطرفان القسمة نفسها وانتقل المال:\n\n{{.link}}"},
		},
		"dispute.escalated": {
			lang.English: {"A dispute is before an arbitrator", "Give your evidence while the time for it runs:\n\n{{.link}}"},
			lang.Chinese: {"争议已提交仲裁", "请在举证期内提交证据：\n\n{{.link}}"},
			lang.Arabic:  {"النزاع أمام المحكّم", "قدّموا أدلتكم ما دام وقتها مفتوحاً:\n\n{{.link}}"},
		},
		"dispute.evidence_filed": {
			lang.English: {"Evidence was given in a dispute", "{{.link}}"},
			lang.Chinese: {"争议中有新的证据", "{{.link}}"},
			lang.Arabic:  {"قُدّم دليل في نزاع", "{{.link}}"},
		},
		"dispute.ruled": {
			lang.English: {"There is a ruling", "Read the reasons. Either side may appeal once before it is carried out:\n\n{{.link}}"},
			lang.Chinese: {"争议已裁决", "请查看理由。执行前任何一方可申诉一次：\n\n{{.link}}"},
			lang.Arabic:  {"صدر الحكم", "اقرؤوا الأسباب. يحق لأي طرف الاستئناف مرة واحدة قبل التنفيذ:\n\n{{.link}}"},
		},
		"dispute.appealed": {
			lang.English: {"A ruling was appealed against", "Arbitrators who have not ruled on it hear it again; both sides may give evidence:\n\n{{.link}}"},
			lang.Chinese: {"裁决被申诉", "将由未参与原裁决的仲裁员复核，双方可补充证据：\n\n{{.link}}"},
			lang.Arabic:  {"استُؤنف الحكم", "ينظر فيه محكّمون لم يحكموا فيه من قبل، ويحق للطرفين تقديم الأدلة:\n\n{{.link}}"},
		},
		"dispute.executed": {
			lang.English: {"A ruling was carried out", "The contested amount has been split as ruled:\n\n{{.link}}"},
			lang.Chinese: {"裁决已执行", "争议金额已按裁决划分：\n\n{{.link}}"},
			lang.Arabic:  {"نُفّذ الحكم", "قُسم المبلغ المتنازع عليه كما حُكم:\n\n{{.link}}"},
		},
		"dispute.withdrawn": {
			lang.English: {"A dispute was withdrawn", "The milestone goes on with the time to inspect it that was left:\n\n{{.link}}"},
			lang.Chinese: {"争议已撤回", "节点恢复，验收期按剩余时间继续：\n\n{{.link}}"},
			lang.Arabic:  {"سُحب النزاع", "تستمر المرحلة بما بقي من وقت الفحص:\n\n{{.link}}"},
		},
	}
}
