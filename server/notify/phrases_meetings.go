package notify

import "fairground/server/lang"

// meetingPhrases are the words about meetings. {{.times}} is when it begins by three clocks.
func meetingPhrases() map[string]map[string]phrase {
	return map[string]map[string]phrase{
		"meeting_request.sent": {
			lang.English: {"{{.orgName}} would like to meet you", "{{.orgName}} proposes a meeting{{with .reason}}: “{{.}}”{{end}}\n\nAccept, suggest another time, or decline:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}邀您洽谈", "{{.orgName}}向您发出洽谈邀约{{with .reason}}：“{{.}}”{{end}}\n\n接受、改期或婉拒：\n\n{{.link}}"},
			lang.Arabic:  {"تود {{.orgName}} لقاءكم", "تقترح {{.orgName}} اجتماعاً{{with .reason}}: «{{.}}»{{end}}\n\n{{.link}}"},
		},
		"meeting_request.countered": {
			lang.English: {"{{.orgName}} suggests another time", "Look at the new times and answer:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}建议改期", "请查看新的时段并答复：\n\n{{.link}}"},
			lang.Arabic:  {"تقترح {{.orgName}} موعداً آخر", "راجع المواعيد الجديدة وأجب:\n\n{{.link}}"},
		},
		"meeting_request.accepted": {
			lang.English: {"Your meeting with {{.orgName}} is fixed", "{{with .times}}It begins\n\n{{.}}\n\nThe room opens ten minutes before{{else}}The organizers will find a time and tell you{{end}}:\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈已确定", "{{with .times}}开始时间\n\n{{.}}\n\n会议室提前十分钟开放{{else}}主办方将安排时间并通知您{{end}}：\n\n{{.link}}"},
			lang.Arabic:  {"تأكد اجتماعكم مع {{.orgName}}", "{{with .times}}يبدأ\n\n{{.}}\n\nوتُفتح القاعة قبله بعشر دقائق{{else}}سيحدد المنظمون موعداً ويبلغونكم به{{end}}:\n\n{{.link}}"},
		},
		"meeting_request.declined": {
			lang.English: {"{{.orgName}} cannot meet this time", "{{with .reason}}They wrote: “{{.}}”\n\n{{end}}Others are looking for what you offer:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}此次无法会面", "{{with .reason}}对方留言：“{{.}}”\n\n{{end}}还有其他合适的伙伴：\n\n{{.link}}"},
			lang.Arabic:  {"تعتذر {{.orgName}} عن اللقاء", "{{with .reason}}كتبوا: «{{.}}»\n\n{{end}}هناك آخرون يبحثون عما تقدمون:\n\n{{.link}}"},
		},
		"meeting_request.withdrawn": {
			lang.English: {"{{.orgName}} has withdrawn the request", "Nothing is left for you to do."},
			lang.Chinese: {"{{.orgName}}已撤回邀约", "您无需再处理。"},
			lang.Arabic:  {"سحبت {{.orgName}} طلبها", "لا يلزمكم أي إجراء."},
		},
		"meeting_request.expired": {
			lang.English: {"A meeting request has expired", "Nobody answered in time. You can send a new one:\n\n{{.link}}"},
			lang.Chinese: {"洽谈邀约已过期", "对方未在时限内答复，您可以重新发起：\n\n{{.link}}"},
			lang.Arabic:  {"انتهت مهلة طلب الاجتماع", "لم يُجب أحد في الوقت المحدد:\n\n{{.link}}"},
		},
		"meeting.cancelled": {
			lang.English: {"The meeting with {{.orgName}} is cancelled", "{{if eq .reason \"time_lost\"}}Its time was taken while a new timetable was published.\n\n{{else}}{{with .reason}}Reason: {{.}}\n\n{{end}}{{end}}This time is free again in your agenda:\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈已取消", "{{if eq .reason \"time_lost\"}}新日程发布期间，该时段已被占用。\n\n{{else}}{{with .reason}}原因：{{.}}\n\n{{end}}{{end}}该时段已空出：\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Arabic:  {"أُلغي الاجتماع مع {{.orgName}}", "{{if eq .reason \"time_lost\"}}حُجز موعده أثناء نشر جدول جديد.\n\n{{else}}{{with .reason}}السبب: {{.}}\n\n{{end}}{{end}}{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
		},
		"meeting.rescheduled": {
			lang.English: {"New time for your meeting with {{.orgName}}", "It now begins\n\n{{.times}}\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈已改期", "新的开始时间\n\n{{.times}}\n\n{{.link}}"},
			lang.Arabic:  {"موعد جديد للاجتماع مع {{.orgName}}", "يبدأ الآن\n\n{{.times}}\n\n{{.link}}"},
		},
		"meeting_request.reminded": {
			lang.English: {"A meeting request waits for your answer", "{{.orgName}} would like to meet you, and the request will expire soon:\n\n{{.link}}"},
			lang.Chinese: {"有一份洽谈邀约待您答复", "{{.orgName}}希望与您会面，邀约即将过期：\n\n{{.link}}"},
			lang.Arabic:  {"طلب اجتماع ينتظر ردكم", "تود {{.orgName}} لقاءكم، وستنتهي مهلة الطلب قريباً:\n\n{{.link}}"},
		},
		"meeting_request.slot_lost": {
			lang.English: {"A time you proposed is taken", "Somebody else was faster. Your request stands with its other times:\n\n{{.link}}"},
			lang.Chinese: {"您提议的时段已被占用", "该时段已被他人约定，您的邀约仍保留其余时段：\n\n{{.link}}"},
			lang.Arabic:  {"حُجز أحد المواعيد التي اقترحتموها", "سبقكم غيركم إليه، ويبقى طلبكم قائماً بمواعيده الأخرى:\n\n{{.link}}"},
		},
		"meeting.no_show_found": {
			lang.English: {"The meeting with {{.orgName}} did not take place", "Somebody did not come. You can agree on another time:\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈未能举行", "有一方未到场，您可以另约时间：\n\n{{.link}}"},
			lang.Arabic:  {"لم ينعقد الاجتماع مع {{.orgName}}", "لم يحضر أحد الطرفين. يمكنكم الاتفاق على موعد آخر:\n\n{{.link}}"},
		},
		"meeting.technical_failure_found": {
			lang.English: {"The meeting failed for technical reasons", "Both sides tried, and the connection did not hold. This counts for nobody as an absence. {{with .alternatives}}At these times both sides are free; whoever takes one first has moved the meeting there:\n\n{{.}}\n\n{{else}}Agree on another time:\n\n{{end}}{{.link}}"},
			lang.Chinese: {"洽谈因技术原因中断", "双方均尝试接入但连接未成功，不计为缺席。{{with .alternatives}}以下时段双方均空闲，任一方先选即改至该时段：\n\n{{.}}\n\n{{else}}可另约时间：\n\n{{end}}{{.link}}"},
			lang.Arabic:  {"تعذر الاجتماع لأسباب تقنية", "حاول الطرفان ولم يثبت الاتصال، ولا يُحسب ذلك غياباً. {{with .alternatives}}الطرفان متفرغان في هذه المواعيد، ومن يختر أحدها أولاً ينقل الاجتماع إليه:\n\n{{.}}\n\n{{end}}{{.link}}"},
		},
		"meeting.lobby_opened": {
			lang.English: {"Your meeting with {{.orgName}} is about to begin", "The room is open. It begins\n\n{{.times}}\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈即将开始", "会议室已开放。开始时间\n\n{{.times}}\n\n{{.link}}"},
			lang.Arabic:  {"يبدأ اجتماعكم مع {{.orgName}} بعد قليل", "القاعة مفتوحة. يبدأ\n\n{{.times}}\n\n{{.link}}"},
		},
		"meeting.completed": {
			lang.English: {"Your meeting with {{.orgName}} has ended", "Note what came of it while you remember, and what is to follow:\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈已结束", "请趁记忆清晰时记录成果与后续步骤：\n\n{{.link}}"},
			lang.Arabic:  {"انتهى اجتماعكم مع {{.orgName}}", "دوّنوا نتيجته وما يليه ما دمتم تذكرونه:\n\n{{.link}}"},
		},
		"meeting.slot_freed": {
			lang.English: {"A meeting was called off: its time is free", "{{with .reason}}Reason: {{.}}\n\n{{end}}{{with .times}}{{.}}\n\n{{end}}It can be given to others:\n\n{{.link}}"},
			lang.Chinese: {"有一场洽谈取消，时段已空出", "{{with .reason}}原因：{{.}}\n\n{{end}}{{with .times}}{{.}}\n\n{{end}}可安排给其他企业：\n\n{{.link}}"},
			lang.Arabic:  {"أُلغي اجتماع وخلا موعده", "{{with .reason}}السبب: {{.}}\n\n{{end}}{{with .times}}{{.}}\n\n{{end}}يمكن إعطاؤه لغيركم:\n\n{{.link}}"},
		},
		"meeting.unowned": {
			lang.English: {"Nobody of yours is left for a meeting", "The person who was to come has left. Name a colleague, or call it off:\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Chinese: {"贵机构有一场洽谈无人出席", "原定出席人已离开，请另行指派同事或取消洽谈：\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Arabic:  {"لم يبق من يحضر أحد اجتماعاتكم", "غادر من كان سيحضر. عيّنوا زميلاً أو ألغوا الاجتماع:\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
		},
		"meeting_request.agreed": {
			lang.English: {"You and {{.orgName}} will meet", "Both sides want to. The organizers find a time and tell you:\n\n{{.link}}"},
			lang.Chinese: {"您与{{.orgName}}将会面", "双方均已同意，主办方将安排时间并通知您：\n\n{{.link}}"},
			lang.Arabic:  {"ستلتقون {{.orgName}}", "اتفق الطرفان، وسيحدد المنظمون موعداً ويبلغونكم به:\n\n{{.link}}"},
		},
		"meeting_request.called_off": {
			lang.English: {"{{.orgName}} has called the meeting off", "{{with .reason}}Reason: {{.}}\n\n{{end}}It had no time yet:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}已取消会面", "{{with .reason}}原因：{{.}}\n\n{{end}}该会面尚未安排时间：\n\n{{.link}}"},
			lang.Arabic:  {"ألغت {{.orgName}} اللقاء", "{{with .reason}}السبب: {{.}}\n\n{{end}}لم يكن له موعد بعد:\n\n{{.link}}"},
		},
		"meeting_request.slots_gone": {
			lang.English: {"The hours of the fair have changed", "A time that you and {{.orgName}} were talking about is no longer one of them. The request stands with its other times:\n\n{{.link}}"},
			lang.Chinese: {"展会洽谈时段有调整", "您与{{.orgName}}商议的某个时段已不在开放时间内，邀约仍保留其余时段：\n\n{{.link}}"},
			lang.Arabic:  {"تغيرت ساعات المعرض", "لم يعد أحد المواعيد التي بحثتموها مع {{.orgName}} ضمنها، ويبقى الطلب بمواعيده الأخرى:\n\n{{.link}}"},
		},
		"meeting_request.reopened": {
			lang.English: {"A meeting with {{.orgName}} needs an answer again", "The organizers leave it to the two of you to choose a time:\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈需重新答复", "主办方改由双方自行商定时间：\n\n{{.link}}"},
			lang.Arabic:  {"اجتماع مع {{.orgName}} يحتاج إلى رد من جديد", "ترك المنظمون لكما اختيار الموعد:\n\n{{.link}}"},
		},
		"meeting.represented": {
			lang.English: {"The meeting with {{.orgName}} has another representative", "Time and room stay as they are:\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈更换了代表", "时间与会议室不变：\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Arabic:  {"للاجتماع مع {{.orgName}} ممثل آخر", "لا يتغير الموعد ولا القاعة:\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
		},
		"meeting.handed_over": {
			lang.English: {"A colleague has taken a meeting over from you", "You are free at this time:\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Chinese: {"同事已接替您出席一场洽谈", "您在该时段不再有安排：\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
			lang.Arabic:  {"تولى زميل عنكم أحد الاجتماعات", "أنتم متفرغون في هذا الموعد:\n\n{{with .times}}{{.}}\n\n{{end}}{{.link}}"},
		},
		"meeting.reslot_proposed": {
			lang.English: {"{{.orgName}} would like to make up for the missed meeting", "They have chosen a time; choose the same, and it is fixed:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}希望补办未能举行的洽谈", "对方已选定时段，您选择同一时段即可确定：\n\n{{.link}}"},
			lang.Arabic:  {"تود {{.orgName}} تعويض الاجتماع الفائت", "اختاروا موعداً؛ اختاروا الموعد نفسه فيتأكد:\n\n{{.link}}"},
		},
		"meeting.verdict_overridden": {
			lang.English: {"The organizers have looked at your meeting with {{.orgName}} again", "{{with .reason}}Their reason: {{.}}\n\n{{end}}This is how it counts now:\n\n{{.link}}"},
			lang.Chinese: {"主办方已重新认定您与{{.orgName}}的洽谈", "{{with .reason}}说明：{{.}}\n\n{{end}}最新认定结果：\n\n{{.link}}"},
			lang.Arabic:  {"أعاد المنظمون النظر في اجتماعكم مع {{.orgName}}", "{{with .reason}}السبب: {{.}}\n\n{{end}}هكذا يُحسب الآن:\n\n{{.link}}"},
		},
		"schedule.published": {
			lang.English: {"Your timetable is published", "Your meetings at the exhibition:\n{{with .added}}\nnew: {{.}}{{end}}{{with .moved}}\nmoved: {{.}}{{end}}{{with .cancelled}}\ncalled off: {{.}}{{end}}\n\nAll of them are in the calendar file of this mail; opening it twice makes no second entry.\n\n{{.link}}"},
			lang.Chinese: {"您的洽谈日程已发布", "您在展会上的洽谈：\n{{with .added}}\n新增：{{.}}{{end}}{{with .moved}}\n改期：{{.}}{{end}}{{with .cancelled}}\n取消：{{.}}{{end}}\n\n全部日程见本邮件所附日历文件，重复打开不会产生重复条目。\n\n{{.link}}"},
			lang.Arabic:  {"نُشر جدول اجتماعاتكم", "اجتماعاتكم في المعرض:\n{{with .added}}\nجديدة: {{.}}{{end}}{{with .moved}}\nنُقلت: {{.}}{{end}}{{with .cancelled}}\nأُلغيت: {{.}}{{end}}\n\nكلها في ملف التقويم المرفق، وفتحه مرتين لا يكررها.\n\n{{.link}}"},
		},
	}
}
