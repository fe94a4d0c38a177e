package notify

import (
	"fmt"
	"maps"
	"strings"
	"text/template"
	"time"

	"fairground/server/db"
	"fairground/server/lang"
)

// phrase is what one kind of event says in one language.
type phrase struct{ subject, body string }

// otherwise is the kind whose words stand in for a kind without words.
const otherwise = "otherwise"

// phrases are the words by kind of event and language. Data of the entry is at
// hand by name; {{.link}} is the page it is about, {{.when}} the time in the
// reader's zone.
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
			lang.English: {"Your meeting with {{.orgName}} is fixed", "It begins {{.when}} in your time. The room opens ten minutes before:\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈已确定", "开始时间（您的时区）：{{.when}}。会议室提前十分钟开放：\n\n{{.link}}"},
			lang.Arabic:  {"تأكد اجتماعكم مع {{.orgName}}", "يبدأ {{.when}} بتوقيتكم، وتُفتح القاعة قبله بعشر دقائق:\n\n{{.link}}"},
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
			lang.English: {"The meeting with {{.orgName}} is cancelled", "{{with .reason}}Reason: {{.}}\n\n{{end}}The time is free again in your agenda:\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈已取消", "{{with .reason}}原因：{{.}}\n\n{{end}}该时段已空出：\n\n{{.link}}"},
			lang.Arabic:  {"أُلغي الاجتماع مع {{.orgName}}", "{{with .reason}}السبب: {{.}}\n\n{{end}}{{.link}}"},
		},
		"meeting.rescheduled": {
			lang.English: {"New time for your meeting with {{.orgName}}", "It now begins {{.when}} in your time:\n\n{{.link}}"},
			lang.Chinese: {"与{{.orgName}}的洽谈已改期", "新的开始时间（您的时区）：{{.when}}：\n\n{{.link}}"},
			lang.Arabic:  {"موعد جديد للاجتماع مع {{.orgName}}", "يبدأ الآن {{.when}} بتوقيتكم:\n\n{{.link}}"},
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
		"milestone.released": {
			lang.English: {"Money has been released", "It stands on the seller's account, after the commissions shown in the order:\n\n{{.link}}"},
			lang.Chinese: {"款项已放款", "扣除订单所列佣金后已计入卖方账户：\n\n{{.link}}"},
			lang.Arabic:  {"صُرف المبلغ", "أُضيف إلى حساب البائع بعد العمولات المبينة في الطلب:\n\n{{.link}}"},
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

// phrasebook holds the words ready to be filled.
type phrasebook map[string]map[string]spoken

type spoken struct{ subject, body *template.Template }

func newPhrasebook() phrasebook {
	parse := func(text string) *template.Template {
		return template.Must(template.New("").Option("missingkey=zero").Parse(text))
	}
	book := phrasebook{}
	for kind, languages := range phrases() {
		book[kind] = map[string]spoken{}
		for tag, p := range languages {
			book[kind][tag] = spoken{parse(p.subject), parse(p.body)}
		}
	}
	return book
}

// words are the subject and the text of an entry for one reader.
func (b phrasebook) words(e db.OutboxEntry, tag string, to Address, base string) (subject, text string, err error) {
	data := map[string]string{}
	maps.Copy(data, e.Data)
	if data["link"] == "" {
		data["link"] = base + pathOf(e)
	}
	if data["name"] == "" {
		data["name"] = to.Name
	}
	if starts, err := time.Parse(time.RFC3339, e.Data["starts"]); err == nil {
		data["when"] = clock(starts, tag, to.Zone)
	}
	data["alternatives"] = clocks(e.Data["alternatives"], tag, to.Zone)
	p, ok := b[e.Type][tag]
	if !ok {
		p = b[otherwise][tag]
	}
	if subject, err = fill(p.subject, data); err != nil {
		return "", "", err
	}
	text, err = fill(p.body, data)
	return subject, text, err
}

// clock spells a time in the reader's zone.
func clock(t time.Time, tag, zone string) string {
	where, err := time.LoadLocation(zone)
	if err != nil {
		where = time.UTC
	}
	if tag == lang.Chinese {
		return t.In(where).Format("2006年1月2日 15:04") + "（" + where.String() + "）"
	}
	return t.In(where).Format("Mon 2 Jan 2006 15:04") + " (" + where.String() + ")"
}

// clocks spells times that stand beside each other in RFC 3339, one on a line, in the reader's zone.
func clocks(times, tag, zone string) string {
	var lines []string
	for _, field := range strings.Fields(times) {
		if t, err := time.Parse(time.RFC3339, field); err == nil {
			lines = append(lines, clock(t, tag, zone))
		}
	}
	return strings.Join(lines, "\n")
}

func fill(t *template.Template, data map[string]string) (string, error) {
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		return "", fmt.Errorf("fill in the words: %w", err)
	}
	return b.String(), nil
}

// pathOf is the page that an entry is about.
func pathOf(e db.OutboxEntry) string {
	kind, _, _ := strings.Cut(e.Type, ".")
	switch kind {
	case "meeting_request":
		return "/requests"
	case "meeting":
		return "/agenda"
	case "offer", "deal":
		return "/deals/" + e.Entity
	case "room":
		return "/rooms/" + e.Entity
	case "order", "milestone", "payout":
		if order := e.Data["order"]; order != "" {
			return "/orders/" + order
		}
		return "/orders"
	case "organization":
		if e.Type == "organization.applied" {
			return "/organizer"
		}
		return "/"
	case "question":
		if booth := e.Data["booth"]; booth != "" {
			return "/booths/" + booth
		}
		return "/"
	}
	return "/"
}
