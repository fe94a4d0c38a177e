package notify

import "fairground/server/lang"

// phrases are the words about people, companies, rooms and questions by kind of event and language.
func phrases() map[string]map[string]phrase {
	return map[string]map[string]phrase{
		"signin.link_requested": {
			lang.English: {"Your sign-in link", "Hello,\n\nopen this page to sign in. It works once, for one hour:\n\n{{.link}}\n\nIf you did not ask for it, leave it unopened."},
			lang.Chinese: {"您的登录链接", "您好：\n\n请打开以下页面登录，链接一小时内有效，仅可使用一次：\n\n{{.link}}\n\n如非本人操作，请勿打开。"},
			lang.Arabic:  {"رابط الدخول", "مرحباً،\n\nافتح هذه الصفحة للدخول. يعمل الرابط مرة واحدة لمدة ساعة:\n\n{{.link}}\n\nإن لم تطلبه فتجاهله."},
		},
		"person.invited": {
			lang.English: {"You are invited to the exhibition", "Hello {{.name}},\n\nyour organization has added you as a representative. Open this page to sign in; it works once:\n\n{{.link}}\n\nIf it has expired, ask for a new one on the sign-in page."},
			lang.Chinese: {"邀请您参加展会", "{{.name}}，您好：\n\n贵机构已将您添加为代表。请打开以下页面登录，链接仅可使用一次：\n\n{{.link}}\n\n如已过期，请在登录页重新获取。"},
			lang.Arabic:  {"أنت مدعو إلى المعرض", "مرحباً {{.name}}،\n\nأضافتك مؤسستك ممثلاً لها. افتح هذه الصفحة للدخول، وهي تعمل مرة واحدة:\n\n{{.link}}"},
		},
		"application.received": {
			lang.English: {"We have received your application", "Thank you. The organizer reads every application; this page shows how yours stands:\n\n{{.link}}"},
			lang.Chinese: {"我们已收到您的申请", "谢谢！主办方会逐一审核，您可在此查看进度：\n\n{{.link}}"},
			lang.Arabic:  {"استلمنا طلبكم", "شكراً لكم. يقرأ المنظم كل طلب، وهذه الصفحة تبيّن حالته:\n\n{{.link}}"},
		},
		"organization.applied": {
			lang.English: {"New application: {{.orgName}}", "{{.orgName}} asks to take part. Look at the application:\n\n{{.link}}"},
			lang.Chinese: {"新的参展申请：{{.orgName}}", "{{.orgName}}提交了申请，请查看：\n\n{{.link}}"},
			lang.Arabic:  {"طلب جديد: {{.orgName}}", "تطلب {{.orgName}} المشاركة:\n\n{{.link}}"},
		},
		"organization.approved": {
			lang.English: {"{{.orgName}} is approved", "Welcome. Your organization takes part; sign in and prepare your fair:\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}已通过审核", "欢迎！贵机构已获准参会，请登录并开始准备：\n\n{{.link}}"},
			lang.Arabic:  {"تمت الموافقة على {{.orgName}}", "أهلاً بكم. سجّلوا الدخول وابدؤوا التحضير:\n\n{{.link}}"},
		},
		"organization.rejected": {
			lang.English: {"Your application was not accepted", "The organizer's reason: {{.reason}}\n\nYou may apply again:\n\n{{.link}}"},
			lang.Chinese: {"申请未获通过", "主办方说明：{{.reason}}\n\n您可以重新申请：\n\n{{.link}}"},
			lang.Arabic:  {"لم يُقبل طلبكم", "سبب المنظم: {{.reason}}\n\nيمكنكم التقديم مجدداً:\n\n{{.link}}"},
		},
		"organization.suspended": {
			lang.English: {"{{.orgName}} is suspended", "The organizer's reason: {{.reason}}"},
			lang.Chinese: {"{{.orgName}}已被暂停", "主办方说明：{{.reason}}"},
			lang.Arabic:  {"تم تعليق {{.orgName}}", "سبب المنظم: {{.reason}}"},
		},
		"room.interpreter_named": {
			lang.English: {"You are named as an interpreter", "You have a place in the interpreters' booth of a room. Test your console before it begins:\n\n{{.link}}"},
			lang.Chinese: {"您已被指定为译员", "您在一个会议室的译员间有席位，请在开始前测试译员台：\n\n{{.link}}"},
			lang.Arabic:  {"عُيّنت مترجماً فورياً", "لك مكان في مقصورة المترجمين لإحدى الغرف. جرّب وحدة الترجمة قبل البدء:\n\n{{.link}}"},
		},
		"question.asked": {
			lang.English: {"A visitor has a question", "“{{.text}}”\n\nAnswer from your booth:\n\n{{.link}}"},
			lang.Chinese: {"有访客提问", "“{{.text}}”\n\n请在展位回复：\n\n{{.link}}"},
			lang.Arabic:  {"سؤال من زائر", "«{{.text}}»\n\nأجب من جناحك:\n\n{{.link}}"},
		},
		"question.answered": {
			lang.English: {"{{.orgName}} answered your question", "“{{.text}}”\n\n{{.link}}"},
			lang.Chinese: {"{{.orgName}}回复了您的提问", "“{{.text}}”\n\n{{.link}}"},
			lang.Arabic:  {"أجابت {{.orgName}} عن سؤالكم", "«{{.text}}»\n\n{{.link}}"},
		},
		otherwise: {
			lang.English: {"Something has changed", "Look at it here:\n\n{{.link}}"},
			lang.Chinese: {"有新的变化", "请查看：\n\n{{.link}}"},
			lang.Arabic:  {"طرأ تغيير", "{{.link}}"},
		},
	}
}
