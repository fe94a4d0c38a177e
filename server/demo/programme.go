package demo

import (
	"strings"
	"time"
)

// talk is one entry of the programme as written down by hand; at is the minute of the Shanghai day.
type talk struct {
	key, kind, room  string
	day, at, minutes int
	en, zh           string
	abstractEn       string
	abstractZh       string
	speakers         string // people without the prefix, separated by spaces
	languages        string
	deals            string
}

func (g *generator) programme() {
	for _, t := range talks() {
		starts := g.fair.Day.Add(time.Duration(t.day)*day + time.Duration(t.at)*time.Minute)
		if t.key == "openstage" {
			// The stage that is open whenever somebody looks.
			starts = g.fair.Start.Truncate(5 * time.Minute).Add(-20 * time.Minute)
		}
		s := Session{
			ID: "ses_" + t.key, Kind: t.kind, Room: "room_" + t.room, Title: both(t.en, t.zh), Abstract: both(t.abstractEn, t.abstractZh),
			Starts: starts, Ends: starts.Add(time.Duration(t.minutes) * time.Minute), Languages: strings.Fields(t.languages),
		}
		for _, key := range strings.Fields(t.speakers) {
			s.Speakers = append(s.Speakers, "per_"+key)
			// Speakers who also receive guests keep the hour free; the open stage takes whoever has time.
			if t.key != "openstage" {
				g.claim(Window{s.Starts, s.Ends}, "per_"+key)
			}
		}
		for _, key := range strings.Fields(t.deals) {
			s.Deals = append(s.Deals, "deal_"+key)
		}
		g.fair.Sessions = append(g.fair.Sessions, s)
	}
	sortByTime(g.fair.Sessions, func(s Session) time.Time { return s.Starts })
}

func talks() []talk {
	return []talk{
		{"opening", "keynote", "stage", 0, 9*60 + 30, 60, "Opening: a hundred doors onto the lake", "开幕：朝湖而开的一百扇门", "Welcome by the director of the fair, a short tour of the seven halls, and the house rules: be on time, say what you want, ask for an interpreter.", "展会总监致辞，七个馆走一遍，再讲三条规矩：准时、直说、需要口译就开口。", "organizer1 moderator1", "zh en de fr ar", ""},
		{"slowmoney", "keynote", "stage", 0, 16 * 60, 45, "Slow money for slow stories", "给慢故事的慢钱", "An investor and a film financier explain which contracts survive a change of government, a change of currency and a change of mind.", "一位投资人和一位影视投融人，讲哪些合同经得起换届、换汇和变卦。", "straitsfund1 greystork1 moderator1", "en zh", ""},
		{"filmshow", "showcase", "open", 0, 14 * 60, 50, "Showcase: six films in fifty minutes", "展映：五十分钟六部片", "Trailers and one uncut scene each, followed by the people who can sell them to you.", "每部一支预告加一场完整的戏，随后由能把它卖给您的人上台。", "reedlantern1 willowscreen1 ninewharves1 magpiegate1", "zh en de fr", ""},
		{"claylive", "showcase", "kiln", 0, 15*60 + 30, 40, "Live from the bench: pinching an opera figure", "作台直播：手捏一出戏", "A figure of the old opera appears between two hands in forty minutes. Questions are welcome while the clay is wet.", "四十分钟，一双手捏出一个戏文人物。泥还湿着，随时可问。", "luckychild1 fivehues1", "zh en fr ja", ""},
		{"subtitles", "talk", "reed", 0, 10*60 + 45, 45, "What gets lost at twelve characters a line", "一行十二个字，丢掉了什么", "Subtitlers and a writer of comedies compare three translations of the same joke and let the audience vote.", "字幕译者和喜剧编剧，对比同一个笑话的三种译法，由观众投票。", "lakebyte1 magpiegate1", "zh en", ""},
		{"settlement", "talk", "heron", 0, 17 * 60, 40, "Escrow, plainly: where your money is and who may move it", "说清托管：钱在哪，谁能动", "Two clearing officers walk through one order from funding to payout, including the dispute nobody hopes for.", "两位结算专员把一笔订单从入金走到出金，包括谁都不盼望的那场争议。", "clearing1 clearing2 auditor1", "zh en de", ""},
		{"openstage", "open_stage", "open", 0, 0, 120, "Open stage: makers answer", "开放舞台：匠人答问", "No slides. Whoever has a question comes up; whoever made the thing replies.", "没有幻灯片。有问题就上来，谁做的谁回答。", "moderator1 interpreter2", "zh en", ""},
		{"gamestalk", "talk", "reed", 1, 9*60 + 30, 45, "Water, locks and players: games about real places", "水、闸与玩家：写真实地方的游戏", "Three teams show how research became rules, and which facts had to be thrown away because they were no fun.", "三个团队讲考据如何变成规则，又有哪些史实因为不好玩而只能丢掉。", "tidemark1 stonebridge1 silkroute81", "zh en", ""},
		{"coproduction", "keynote", "stage", 1, 16*60 + 30, 60, "One film, two countries, three lawyers", "一部片、两个国家、三位律师", "A French and a Chinese producer open the folder of a co-production that nearly failed, page by page.", "一位法国制片人和一位中国制片人，逐页翻开一部差点谈崩的合拍片卷宗。", "atelierpetit1 plumframe1 moderator1", "zh fr en", ""},
		{"designclinic", "talk", "heron", 1, 14 * 60, 50, "Clinic: show us the part people complain about", "门诊：把被骂最多的零件拿出来", "Bring a product. Three studios will say in public what they would change, and what they would leave alone.", "带一件产品来，三家工作室当众说要改什么，以及什么千万别动。", "handleco1 kneeheight1 tileandwater1", "zh en", ""},
		{"heritagetrade", "talk", "kiln", 1, 15 * 60, 45, "Papers for a teapot: permits, codes and wood-free crates", "一把壶的单证：许可、编码与免熏蒸木箱", "A forwarder and two workshops go through the papers that a handmade object needs on its way to four continents.", "货运主管和两间作坊，过一遍手作器物去往四大洲要带的纸。", "logistics1 zishaold1 celadonhall1", "zh en ja", ""},
		{"animationshow", "showcase", "open", 1, 10*60 + 30, 50, "Showcase: what moves", "展演：会动的东西", "Hand-drawn, cut-out, puppet and captured from a horse: five ways to make a character walk.", "手绘、关节、木偶，还有从一匹马身上采来的——让角色走路的五种办法。", "plumframe1 paperrig1 quillbyte1 nighttrain1 spicecircuit1", "zh en fr", ""},
		{"nighttourism", "talk", "reed", 1, 19 * 60, 45, "Dark enough: tourism after sunset", "够黑才好：日落之后的旅游", "Operators of quiet boats and careful lights talk about birds, neighbours and the moment to switch off.", "开安静船、点克制灯的人，谈鸟、邻居，以及什么时候该关灯。", "canalnights1 nightgarden1 chaophrayanights1", "zh en", ""},
		{"museumstalk", "talk", "heron", 2, 15*60 + 30, 45, "Small museums, long journeys", "小馆远行", "How nine museums share one truck, how a loan is insured, and why the crate is designed before the exhibition.", "九家馆如何共用一辆卡车，借展如何投保，为什么先设计箱子再设计展览。", "elbmuseum1 crateandlight1 opencase1", "zh de en", ""},
		{"craftsshow", "showcase", "kiln", 2, 10 * 60, 60, "Showcase: sixteen hands", "展演：十六只手", "Embroidery, lacquer thread, silver, cords: eight masters at eight tables, with one camera that goes where you point.", "刺绣、漆线、银、绳：八位师傅八张台，镜头听您指挥。", "finestneedle1 whitetea1 teahorse1 knotsilk1", "zh en fr it", ""},
		{"readers", "talk", "reed", 2, 11*60 + 15, 45, "Readers first: how a serial becomes a series", "先有读者：连载如何变成剧", "A reading platform and a Korean producer on options, deadlines and letters from eight million readers.", "阅读平台与韩国制片人，谈选择权、交稿日，和八百万读者的来信。", "thousandscroll1 hanbitwave1", "zh ko en", ""},
		{"lightlunch", "talk", "heron", 2, 12*60 + 30, 30, "Lunch talk: colour rendering for people who hate numbers", "午间小讲：讨厌数字的人也能懂的显色", "One bowl of plums under seven lamps.", "七盏灯下的一碗李子。", "lampwork1", "zh en", ""},
		{"signing", "signing", "stage", 2, 17 * 60, 60, "Signing ceremony", "签约仪式", "Agreements reached during the fair are signed on stage. The parties see the same text, sign the same hash, and the deal wall turns over.", "展会期间达成的协议在台上签署：双方看同一份文本，签同一个哈希，成交墙当场翻牌。", "organizer1 plumframe1 atelierpetit1 stillriver3d1 moderator1", "zh en fr ar", "ninthbridge virtualwalk"},
		{"closing", "keynote", "stage", 2, 20 * 60, 30, "Closing: what we promised each other", "闭幕：我们彼此答应了什么", "The numbers of three days, the next step for each of them, and the date of the next fair.", "三天的数字、每个数字的下一步，以及下一届的日期。", "organizer1 organizer2", "zh en", ""},
	}
}
