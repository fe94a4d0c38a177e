package demo

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"fairground/server/actor"
	"fairground/server/lang"
)

// generator carries what a world needs while it grows: where things are, and which names and times are taken.
type generator struct {
	rand      *rand.Rand
	fair      Fair
	zones     map[string]*time.Location
	orgs      map[string]int
	people    map[string]int
	staff     map[string][]string // people of an organization
	busy      map[string]bool     // person or room at a half hour
	names     map[string]bool
	appointed map[string]bool // pairs that must meet, as firm|guest
	ids       map[string]int  // last number given per prefix
}

func (g *generator) organization(o Organization) {
	g.orgs[o.ID] = len(g.fair.Organizations)
	g.fair.Organizations = append(g.fair.Organizations, o)
}

func (g *generator) person(p Person) {
	g.people[p.ID] = len(g.fair.People)
	g.fair.People = append(g.fair.People, p)
	g.staff[p.Org] = append(g.staff[p.Org], p.ID)
}

func (g *generator) org(id string) Organization { return g.fair.Organizations[g.orgs[id]] }

func (g *generator) who(id string) Person { return g.fair.People[g.people[id]] }

// next gives out numbered ids: mtg_001.
func (g *generator) next(prefix string) string {
	g.ids[prefix]++
	return fmt.Sprintf("%s_%03d", prefix, g.ids[prefix])
}

// span draws a duration of whole minutes from low to high.
func (g *generator) span(low, high time.Duration) time.Duration {
	return low + time.Duration(g.rand.Int64N(int64((high-low)/time.Minute)+1))*time.Minute
}

func (g *generator) in(zoneName string) *time.Location {
	if g.zones[zoneName] == nil {
		g.zones[zoneName] = zone(zoneName)
	}
	return g.zones[zoneName]
}

type chinese struct{ en, zh, mail string }

// chineseName draws a name that nobody in this world has yet.
func (g *generator) chineseName() chinese {
	families := strings.Fields("Lin林 Gu顾 Qian钱 Hua华 Rong荣 Xue薛 Tang唐 Zhou周 Shen沈 Xu徐 Wu吴 Chen陈 Lu陆 Jiang蒋 Zhu朱 Pan潘 Cao曹 Shao邵 Hou侯 Yin殷 " +
		"Feng冯 Jin金 Tao陶 Bian卞 Ni倪 Dai戴 Yuan袁 Peng彭 Mao茅 Zou邹 Han韩 Du杜 Ye叶 Ding丁 Fang方 He何 Luo罗 Song宋 Wei魏 Yan严")
	givens := strings.Fields("Yuqing雨晴 Zhiyuan志远 Jiaming家明 Wenjun文君 Shuhua淑华 Haoran浩然 Minzhi敏之 Ruolan若兰 Jianguo建国 Siyuan思源 Peiwen佩雯 Chengyu承宇 Xiuying秀英 " +
		"Bowen博文 Yifan一帆 Meilin美琳 Guangyao光耀 Qiuyue秋月 Zichen子辰 Lanfang兰芳 Weimin为民 Jingyi静怡 Tianyu天宇 Yunzhi韵之 Changqing长青 Hongmei红梅 Rui睿 Anqi安琪 " +
		"Dehua德华 Shiyun诗云 Kai凯 Xinyi欣怡 Yongkang永康 Lihua丽华 Zhengyang正阳 Miaoling妙玲 Junjie俊杰 Huizhen惠珍 Mingyue明月 Nianci念慈 Xiaochuan小川 Yating雅婷 Guoqiang国强 Peilan佩兰 " +
		"Zhuoran卓然 Wanqing婉清 Shan珊 Ruyi如意 Daming大明 Xueqin雪琴 Yihe一禾 Qichao启超 Linlin琳琳 Songtao松涛 Jiayi嘉怡 Heping和平 Zhen臻 Yuanyuan媛媛 Bingwen炳文 Suzhen素珍")
	for {
		familyEn, familyZh := parted(families[g.rand.IntN(len(families))])
		givenEn, givenZh := parted(givens[g.rand.IntN(len(givens))])
		n := chinese{familyEn + " " + givenEn, familyZh + givenZh, strings.ToLower(givenEn + "." + familyEn)}
		if !g.names[n.en] && !g.names[n.zh] {
			g.names[n.en], g.names[n.zh] = true, true
			return n
		}
	}
}

// parted cuts "Lin林" where the Latin letters end.
func parted(s string) (latin, han string) {
	at := strings.IndexFunc(s, func(r rune) bool { return r > 127 })
	return s[:at], s[at:]
}

func staffTitles() [][]lang.Text {
	return [][]lang.Text{
		{both("Founder", "创始人"), both("General manager", "总经理"), both("Studio head", "工作室负责人"), both("Managing director", "董事总经理"), both("Owner", "负责人")},
		{both("International sales", "海外销售"), both("Business development", "商务拓展"), both("Partnerships", "合作经理"), both("Project lead", "项目主管")},
		{both("Client service", "客户服务"), both("Export coordinator", "出口专员"), both("Producer", "制片"), both("Assistant to the director", "总监助理")},
	}
}

// offices are those who run the fair and those who keep it honest.
func (g *generator) offices() {
	orgs := []struct{ key, en, zh string }{
		{"fairoffice", "Lake Country Fair Office", "湖乡展会办公室"},
		{"willowbridge", "Willow Bridge Interpreters", "柳桥口译社"},
		{"clearinghouse", "Grand Canal Cultural Clearing House", "大运河文化交割所"},
		{"balanceroom", "Balance Room Arbitration Chamber", "天平厅仲裁院"},
		{"millfunding", "Mill Race Trade Funding", "水磨贸易融资"},
		{"silkrails", "Media Express Forwarding Desk", "文化专列货运服务台"},
	}
	for _, o := range orgs {
		g.organization(Organization{
			ID: "org_" + o.key, Kind: "office", Name: both(o.en, o.zh), Country: "CN", City: both("Wuxi", "无锡"), Zone: "Asia/Shanghai",
			Domain: o.key + ".example", Languages: []string{"zh", "en"}, Applied: g.fair.Day.Add(-100 * day), Approved: g.fair.Day.Add(-99 * day),
		})
	}
	for _, o := range []officer{
		{"organizer1", "fairoffice", actor.Organizer, both("Director of the fair", "展会总监"), "zh en", "organizer"},
		{"organizer2", "fairoffice", actor.Organizer, both("Head of schedule", "排程主管"), "zh en", ""},
		{"moderator1", "fairoffice", actor.Moderator, both("Stage moderator", "舞台主持"), "zh en", ""},
		{"interpreter1", "willowbridge", actor.Interpreter, both("Interpreter, German", "德语口译"), "zh de en", "interpreter"},
		{"interpreter2", "willowbridge", actor.Interpreter, both("Interpreter, English", "英语口译"), "zh en", ""},
		{"interpreter3", "willowbridge", actor.Interpreter, both("Interpreter, French", "法语口译"), "zh fr", ""},
		{"interpreter4", "willowbridge", actor.Interpreter, both("Interpreter, Arabic", "阿拉伯语口译"), "zh ar", ""},
		{"clearing1", "clearinghouse", actor.ClearingMaker, both("Clearing officer, maker", "结算专员（经办）"), "zh en", "clearing"},
		{"clearing2", "clearinghouse", actor.ClearingChecker, both("Clearing officer, checker", "结算专员（复核）"), "zh en", "clearing2"},
		{"auditor1", "clearinghouse", actor.Auditor, both("Auditor", "审计"), "zh en", "auditor"},
		{"compliance1", "clearinghouse", actor.Compliance, both("Compliance officer", "合规专员"), "zh en", "compliance"},
		{"arbitrator1", "balanceroom", actor.Arbitrator, both("Arbitrator", "仲裁员"), "zh en", "arbitrator"},
		{"funder1", "millfunding", actor.Funder, both("Trade finance", "贸易融资经理"), "zh en", "funder"},
		{"logistics1", "silkrails", actor.Logistics, both("Forwarding", "货运主管"), "zh en", "logistics"},
	} {
		g.officer(o)
	}
}

// officer is somebody who works for an office.
type officer struct {
	key, org    string
	role        actor.Role
	title       lang.Text
	langs, link string
}

func (g *generator) officer(o officer) {
	n := g.chineseName()
	id := "per_" + o.key
	g.person(Person{
		ID: id, Org: "org_" + o.org, Name: both(n.en, n.zh), Email: n.mail + "@" + o.org + ".example", Title: o.title, Role: string(o.role),
		Lang: lang.Chinese, Languages: strings.Fields(o.langs), Zone: "Asia/Shanghai",
		Admin: strings.HasSuffix(o.key, "1") && o.role != actor.Moderator && o.role != actor.Auditor && o.role != actor.Compliance,
	})
	if o.link != "" {
		g.fair.Known[o.link] = id
	}
}

// reinforcements came late: they are drawn last, so that nobody who was there before is somebody else.
func (g *generator) reinforcements() {
	g.officer(officer{"arbitrator2", "balanceroom", actor.Arbitrator, both("Arbitrator", "仲裁员"), "zh en", "arbitrator2"})
	// An appeal is heard by arbitrators who have not ruled, and above the limit each time by two.
	for _, key := range []string{"arbitrator3", "arbitrator4"} {
		g.officer(officer{key, "balanceroom", actor.Arbitrator, both("Arbitrator, appeals", "仲裁员（上诉）"), "zh en", key})
	}
}

// guests turns the thirty foreign organizations into organizations, people and profiles.
func (g *generator) visitorsFromAbroad() {
	for _, v := range guests() {
		org := Organization{
			ID: "org_" + v.key, Kind: "buyer", Name: both(v.en, v.zh), Tagline: both(v.tagEn, v.tagZh), Text: both(v.textEn, v.textZh),
			Country: v.country, City: both(v.cityEn, v.cityZh), Zone: v.zone, Domain: v.key + ".example", Languages: strings.Fields(v.langs),
		}
		org.Applied = g.fair.Day.Add(-58*day + g.span(0, 26*day))
		org.Approved = org.Applied.Add(g.span(6*time.Hour, 4*day))
		g.organization(org)
		interfaceLang := lang.Match(strings.Fields(v.langs)...)
		id := "per_" + v.key + "1"
		g.person(Person{
			ID: id, Org: org.ID, Name: both(v.person, v.personZh), Email: plainMail(v.person) + "@" + org.Domain, Title: guestTitle(v.role),
			Role: string(actor.Buyer), Lang: interfaceLang, Languages: org.Languages, Zone: v.zone, Admin: true,
		})
		g.fair.Profiles = append(g.fair.Profiles, Profile{
			Org: org.ID, Person: id, Role: v.role, Needs: strings.Fields(v.needs), Offers: guestOffers(v.role),
			Territories: strings.Fields(v.territories), Languages: org.Languages, Currency: v.currency, Budget: v.budget,
			Zone: v.zone, From: 8 * 60, To: 21 * 60,
		})
		if v.key == "spreelicht" {
			g.fair.Known["buyer"] = id
		}
	}
}

func guestTitle(role string) lang.Text {
	switch role {
	case "license":
		return both("Head of acquisitions", "采购总监")
	case "coproduce":
		return both("Producer", "制片人")
	case "invest":
		return both("Investment partner", "投资合伙人")
	}
	return both("Buyer", "采购经理")
}

// guestOffers are what a guest brings besides money; co-producers and investors bring their own stages and channels.
func guestOffers(role string) []string {
	switch role {
	case "coproduce":
		return []string{"audiovisual", "audiovisual/dubbing"}
	case "invest":
		return []string{"support/training"}
	}
	return nil
}

// plainMail writes a name as the local part of an address, without accents.
func plainMail(name string) string {
	plain := strings.NewReplacer("è", "e", "é", "e", "ó", "o", "í", "i", "ń", "n", "ñ", "n", "'", "", " ", ".").Replace(strings.ToLower(name))
	return plain
}
