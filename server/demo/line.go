package demo

import (
	"slices"
	"strings"
	"time"

	"fairground/server/lang"
)

// reason picks words for a request: guests who read Chinese and the firms that write to them use Chinese, all others English.
func (g *generator) reason(p pair, item Item) (language, text string) {
	en, zh := guestReasons(g.org(p.firm).Sector, item.Kind)
	if p.byFirm {
		en, zh = firmReasons()
	}
	marks := []string{" (", ", "}
	if item.Kind == "work" {
		marks = marks[:1] // titles keep their commas
	}
	if slices.Contains(g.org(p.guest).Languages, "zh") {
		name := short(item.Name[lang.Chinese], "（")
		if !strings.Contains(name, "《") {
			name = "“" + name + "”"
		}
		return "zh", strings.ReplaceAll(zh[g.rand.IntN(len(zh))], "{item}", name)
	}
	return "en", strings.ReplaceAll(en[g.rand.IntN(len(en))], "{item}", short(item.Name[lang.English], marks...))
}

// short is a name without what follows the first of the marks: people do not say the running time.
func short(name string, marks ...string) string {
	for _, mark := range marks {
		name, _, _ = strings.Cut(name, mark)
	}
	return name
}

// guestReasons are what guests write to a firm of the sector about an item of the kind.
func guestReasons(sector, kind string) (en, zh []string) {
	switch sector + " " + kind {
	case Film + " work":
		en = []string{
			"We have a slot for {item} in our autumn line-up and would like to see the first twenty minutes before we talk about territories.",
			"Two of our buyers mentioned {item} independently. Which materials exist, and who holds the music?",
			"I am planning a small season of regional stories. Could you tell me what is still free for {item}?",
			"Our audience follows directors, not stars. I would like to understand how {item} came about and whether you travel for premieres.",
		}
		zh = []string{
			"我们的秋季片单还有空位，想先看{item}前二十分钟，再谈地域。",
			"想了解{item}还有哪些地区可授权，音乐版权由谁持有？",
		}
		return en, zh
	case Internet + " work":
		en = []string{
			"How large is the audience of {item} outside China, and how do you measure that?",
			"We take on few titles and keep them for years. What are your own plans for {item}?",
			"I would like to discuss a test in one language before we sign for {item}; our budget for the test is fixed and modest.",
			"My colleagues have been passing {item} around the office. What would you never allow a foreign partner to change?",
		}
		zh = []string{
			"想先用一个语种试运营{item}，预算固定，规模不大。",
			"同事们都在传看{item}。有什么是绝不允许海外伙伴改动的？",
		}
		return en, zh
	case Design + " good":
		en = []string{
			"We would order {item} in small lots. What changes in price at sixty, at two hundred and at a thousand?",
			"Please bring two samples of {item} to the camera, one of them used for a year.",
			"Can {item} be repaired by a shop with ordinary tools? Our customers keep things for a long time.",
			"I need {item} with documents for our market. Which tests have you already paid for?",
		}
		zh = []string{
			"{item}六十件、两百件、一千件，价格各是多少？",
			"想看{item}的新样和用过一年的旧样，请一起拿到镜头前。",
		}
		return en, zh
	case Heritage + " good":
		en = []string{
			"Our visitors always ask who made it. Could we meet the person behind {item} for half an hour?",
			"We have a place for {item} in the spring range. How many can you make without hurrying?",
			"Before we order {item} we would like to know about materials, care and the papers for customs.",
			"I saw {item} at a colleague's house and have been thinking about it since. Do you take commissions?",
		}
		zh = []string{
			"客人总问是谁做的。能不能和做{item}的师傅聊半小时？",
			"{item}想放进春季陈列，不赶工的话一年能做多少？",
		}
		return en, zh
	case Digital + " service":
		en = []string{
			"Two of our projects need what you call {item}. May I describe both, and you tell me which one you would refuse?",
			"We prefer partners who show the untidy parts. Before we discuss {item}, may we look at one finished project together, files included?",
			"I would like to talk about working as equals and not only about {item}. We bring people as well as a budget.",
			"What does your spring look like? We need to know whether {item} fits between our two deliveries.",
		}
		zh = []string{
			"除了{item}，更想谈平等合作，我们出钱也出人。",
			"谈{item}之前，能否一起看一个做完的项目，连工程文件一起？",
		}
		return en, zh
	case Tourism + " service":
		en = []string{
			"Our guests are sixty and curious, and some walk slowly. How would you adapt {item} for them?",
			"We would like to begin with {item} next spring, on a small scale, and grow if both sides sleep well.",
			"It rains for half of the year where we work. What does {item} look like on a wet day?",
			"I am interested in the method behind {item}; we have an old pier and no story yet.",
		}
		zh = []string{
			"{item}想从明年春天小规模开始，两边都睡得好再扩大。",
			"我们那边一半日子在下雨，下雨天的{item}是什么样子？",
		}
		return en, zh
	case Exhibiting + " service":
		en = []string{
			"We work in a narrow old house. What would {item} need from us in metres, kilowatts and people?",
			"We open in five months. Is {item} possible, and what would you leave out?",
			"Please bring your references for {item}. I would rather talk about the one that went wrong.",
			"What remains of {item} after our culture week? We are not allowed to throw anything away.",
		}
		zh = []string{
			"五个月后开幕，{item}来得及吗？必须舍弃什么？",
			"文化周之后{item}还能留下什么？我们不允许丢弃任何东西。",
		}
		return en, zh
	}
	switch kind {
	case "work":
		en = []string{
			"Which rights in {item} are still free for us, and until when?",
			"We have read the short description of {item} and would like to see more before we talk about money.",
			"Who else is looking at {item}? We decide quickly, but we do not like auctions.",
		}
		zh = []string{
			"{item}还有哪些权利可以给我们，到什么时候？",
			"看了{item}的简介，谈价之前想多看一些。",
		}
		return en, zh
	case "good":
		en = []string{
			"How long does {item} really take, from the order to our door?",
			"We would like a sample of {item} before the fair ends and will pay the courier.",
			"Is {item} always made by the same people? Our customers ask, and we like to answer.",
		}
		zh = []string{
			"{item}从下单到送达，实际要多久？",
			"展会结束前想拿到{item}的样品，快递费我们出。",
		}
		return en, zh
	}
	en = []string{
		"We are comparing three offers for {item} and liked your booth best. What have we forgotten to ask?",
		"Could you take us through the last time you did {item}, from the first call to the invoice?",
		"Who would be our contact for {item} when it is midnight at your end?",
		"I need {item} for a project that has a date but not yet a budget. Can we find the budget together?",
	}
	zh = []string{
		"{item}我们在比三家，最喜欢您的展位。还有什么是我们忘了问的？",
		"能否讲讲上一次做{item}的全过程，从第一个电话到开票？",
	}
	return en, zh
}

func firmReasons() (en, zh []string) {
	en = []string{
		"We read your profile and believe {item} belongs in your programme. May we show it to you in person, with an interpreter?",
		"Our team has prepared {item} with your market in mind and would value half an hour of criticism.",
		"You know your audience, we know our bench. We would be glad to introduce {item} and to hear what your people would refuse.",
		"We are looking for one partner in your country for {item}, and you are the first one we ask.",
		"A colleague of yours suggested that we meet about {item}. We have kept two slots that are daytime for you.",
	}
	zh = []string{
		"读了贵方的介绍，觉得{item}很合适，想当面给您看看。",
		"{item}想在贵地找一家伙伴，您是我们第一个问的。",
	}
	return en, zh
}

// note picks words of a person: firms and guests have different reasons, and who knows no English writes Chinese.
func (g *generator) note(person string, firm, guest, zh []string) string {
	p := g.who(person)
	list := firm
	switch {
	case !slices.Contains(p.Languages, "en"):
		list = zh
	case p.Role == "buyer":
		list = guest
	}
	return list[g.rand.IntN(len(list))]
}

func (g *generator) counterNote(person string) string {
	return g.note(person, []string{
		"Could we move to this time? Our producer joins then and knows the numbers.",
		"We are on stage then. May I suggest a quieter half hour?",
		"The founder wants to be there herself, and this is when she is back from the workshop.",
		"At that hour we are with another guest. This one is all yours.",
	}, []string{
		"That hour is the school run here. This one works well for me.",
		"I have two meetings in a row before that and would like to come with a clear head. Would this do?",
		"A colleague who knows the legal side could join at this time.",
		"It would be rather late for me. Is this earlier slot possible?",
	}, []string{"那个时间在舞台上，改到这个时段可以吗？", "这个时段口译有空，请考虑。", "我们制片那时能到，数字他最清楚。"})
}

func (g *generator) declineNote(person string) string {
	return g.note(person, []string{
		"Thank you for asking. What you need is promised to another house in your country, and I would rather not waste your evening.",
		"We are fully booked until summer and could not deliver. Please ask us again at the next fair.",
		"Your quantity is more than our hands can make in a year. A larger neighbour in our hall may suit you better.",
	}, []string{
		"Thank you, it is fine work, but our list for the coming year is full.",
		"This is outside what we buy. I have passed your booth on to a friend who may write to you.",
		"We have just taken on something very similar and would not do yours justice.",
	}, []string{"谢谢邀约。贵地区已有伙伴，不耽误您的晚上。", "产能排到夏天，接不了，下一届请再来找我们。"})
}

func (g *generator) cancelNote(person string) string {
	firm := []string{
		"A family matter; I am sorry. I will write to you after the fair.",
		"A delivery has gone wrong and I must be at the workshop. Could we find a time next week?",
	}
	return g.note(person, firm, []string{
		"Our budget meeting was moved to the same hour. Could we find a time next week?",
		"I have lost my voice, and an interpreter cannot help with that. I will write to you after the fair.",
	}, []string{"家里有急事，非常抱歉，会后联系您。"})
}

// conversations puts words into the rooms of the meetings they belong to.
func (g *generator) conversations() {
	for _, r := range g.fair.Requests {
		if r.Meeting == nil || r.Moves[len(r.Moves)-1].Action == "cancel" || r.Outcome.Verdict != "completed" {
			continue
		}
		for _, talk := range conversations() {
			if one, other := "org_"+talk.firm, "org_"+talk.guest; r.From == one && r.To == other || r.From == other && r.To == one {
				g.converse(r, talk)
			}
		}
	}
	sortByTime(g.fair.Messages, func(m Message) time.Time { return m.At })
}

// appointments are the pairs that a conversation or a negotiation needs to meet, as firm|guest.
func appointments() map[string]bool {
	pairs := map[string]bool{}
	for _, c := range conversations() {
		pairs["org_"+c.firm+"|org_"+c.guest] = true
	}
	for _, d := range drafts() {
		pairs["org_"+d.seller+"|org_"+d.buyer] = true
	}
	return pairs
}

func (g *generator) converse(r Request, talk conversation) {
	firm, guest := g.sides(r)
	at := r.Meeting.Starts.Add(g.span(time.Minute, 2*time.Minute))
	for _, text := range talk.lines {
		words, byFirm := strings.CutPrefix(text, "> ")
		m := Message{ID: g.next("msg"), Room: r.Room, Person: guest, At: at, Language: "en", Text: words}
		if byFirm {
			m.Person = firm
		}
		if words[0] > 127 && !strings.HasPrefix(words, "“") {
			m.Language = "zh"
		}
		g.fair.Messages = append(g.fair.Messages, m)
		at = at.Add(time.Duration(35+g.rand.IntN(70)) * time.Second)
	}
}

// conversation is a chat; lines with an angle in front are the exhibitor's.
type conversation struct {
	firm, guest string
	lines       []string
}

func conversations() []conversation {
	return []conversation{
		{"reedlantern", "spreelicht", []string{
			"Good morning from Berlin. I have watched The Salt Lantern twice, the second time without subtitles.",
			"> 谢谢您！没有字幕的那一遍，您觉得声音怎么样？",
			"The water carries it. I would not touch the mix; for the dub I need music and effects on separate tracks.",
			"> 音乐音效是分轨的，母版里都有。配音演员的名单可以先给我们看吗？",
			"Of course, I send three voices for the ferrywoman on Monday. About the holdback: ninety days is what my board accepts.",
			"> 九十天可以谈。价格上我们想回到六万六，请看马上发出的第三版。",
			"Then I wait for it, and we read the changed clauses aloud together, so that the interpreter can follow.",
		}},
		{"slowriver", "copperlantern", []string{
			"Is the series finished, or are you still editing?",
			"> Picture lock was in March. Colour is done for twenty of the twenty-four episodes.",
			"And the music?",
			"> Composed for us, all cleared, and the cue sheet is in the folder I just shared.",
			"Perfect. Then I only need a price for the first window.",
			"> 稍等，我请同事一起进来报价。",
		}},
		{"northpier", "borealframe", []string{
			"How long does a permit for the old bridge take?",
			"> Eleven working days if nobody wants a crane. With a crane, a month.",
			"No crane. Two boats and a drone.",
			"> The drone is the harder part. We file it on the first day and keep a rooftop as a second plan.",
		}},
		{"tidemark", "mesagames", []string{
			"Could the tutorial be skipped? Our players are impatient.",
			"> 可以跳过，但跳过的人第七关流失更多，数据我发您。",
			"Interesting. Then we shorten it and keep the lock scene.",
			"> Agreed. We prepare a build with the shorter version by Friday.",
		}},
		{"thousandscroll", "hanbitwave", []string{
			"The author is anonymous. Who signs?",
			"> 平台签，作者另有授权书，公证过。",
			"May the lawyer see it before the option?",
			"> Yes, with the name blacked out, and after signature without.",
		}},
		{"lampwork", "wislalight", []string{
			"What happens when the driver fails in year six?",
			"> 拧两颗螺丝换一个，十二欧，备件保十年。",
			"Then please print that on the box.",
			"> We will. Two languages or four?",
			"Four. And please no shiny paper.",
		}},
		{"kneeheight", "hafenkontor", []string{
			"I like the stool. I do not like the price at sixty pieces.",
			"> At one hundred and twenty it falls by nine per cent, and we pay the sample.",
			"One hundred and twenty in two colours?",
			"> 两种颜色可以，交期加一周。",
		}},
		{"zishaold", "kinokuma", []string{
			"May I see the base? I would like to read the mark.",
			"> 好，转过来给您看。这是师傅的名字，下面是年份。",
			"And the lid, please, slowly.",
			"> 您听这个声音。",
			"That is exactly the sound I was hoping for.",
		}},
		{"luckychild", "boutiquedesmusees", []string{
			"Our shops need a card in French. Who writes it?",
			"> We send the facts, you write the card, and we check it together.",
			"The face of number three is friendlier than the photograph.",
			"> 每只都不一样，拍照的是第一只。",
			"Then send me the friendly ones.",
		}},
		{"whitesailfx", "fenlandvfx", []string{
			"The river looks heavy in shot eleven.",
			"> 对，太稠了。今晚调密度，明早给您新版。",
			"No hurry, Thursday is fine. Can I have it without the fog as well?",
			"> Both versions on Thursday, with the scene file.",
		}},
		{"plumframe", "atelierpetit", []string{
			"Would you accept a writer from our side for four episodes?",
			"> 欢迎，最好能来住两周，编剧室在三楼。",
			"She will ask about the food.",
			"> Tell her the canteen has its own episode.",
		}},
		{"canalnights", "chaophrayanights", []string{
			"How many can get off the boat at once?",
			"> 每次六位，有人扶，码头有栏杆。",
			"And in the wet?",
			"> We stop at the covered steps. It takes nine minutes longer and nobody has complained yet.",
		}},
		{"nightgarden", "barrioluz", []string{
			"Our evenings end at ten, by law.",
			"> Then we start at half past seven and the last lamp goes out at nine forty.",
			"Is there a version without the drums?",
			"> 有，只用笛子和水声，我喜欢那个版本。",
		}},
		{"crateandlight", "elbmuseum", []string{
			"Our door is one metre ten wide, and that is final.",
			"> 箱子最宽一米零四，图纸发您。",
			"Climate class?",
			"> Passive, fifty per cent plus or minus five, logged every ten minutes.",
			"Then I can say yes to my director today.",
		}},
		{"sixtysquare", "gulfpavilion", []string{
			"Who sleeps on site during the build?",
			"> 两位工长轮流，电话一直开着。",
			"And after the closing night?",
			"> Everything is in the truck by noon. We photograph the empty floor for you.",
		}},
	}
}
