package matchmaking

import "strings"

// Tag is one node of the taxonomy. The id of a leaf is its domain's id, a slash and its own part: "audiovisual/animation".
type Tag struct {
	ID     string
	Domain string            // id of the domain, "" for a domain itself
	Names  map[string]string // by language: en, zh-Hans
}

// Domain returns the upper level of a tag id; of a domain the domain itself.
func Domain(id string) string {
	domain, _, _ := strings.Cut(id, "/")
	return domain
}

// Taxonomy is the two-level tree that every exhibition begins with. Its upper level are the domains of the UNESCO Framework
// for Cultural Statistics 2009 (A to F, the related domains G and H, and two of the transversal ones); the leaves are ours.
// The order is the one in which a form shows them.
func Taxonomy() []Tag {
	var tags []Tag
	domain := ""
	for line := range strings.Lines(seed) {
		part, names, found := strings.Cut(strings.TrimSpace(line), "|")
		if !found {
			continue
		}
		en, zh, _ := strings.Cut(names, "|")
		tag := Tag{ID: part, Names: map[string]string{"en": en, "zh-Hans": zh}}
		if strings.HasPrefix(line, "\t") {
			tag.ID, tag.Domain = domain+"/"+part, domain
		} else {
			domain = part
		}
		tags = append(tags, tag)
	}
	return tags
}

// Known returns the tags by id.
func Known(tags []Tag) map[string]Tag {
	byID := make(map[string]Tag, len(tags))
	for _, t := range tags {
		byID[t.ID] = t
	}
	return byID
}

const seed = `
heritage|Cultural and natural heritage|文化与自然遗产
	museums|Museums and collections|博物馆与收藏
	sites|Historic and archaeological sites|历史与考古遗址
	replicas|Museum shop goods and replicas|文博衍生品
	restoration|Conservation and restoration|文物保护与修复
performance|Performance and celebration|表演与节庆
	theatre|Theatre and opera|戏剧与戏曲
	music|Music and concerts|音乐与演出
	dance|Dance|舞蹈
	festivals|Festivals and fairs|节庆与展会
	exhibitions|Exhibition organizing|会展服务
crafts|Visual arts and crafts|视觉艺术与工艺
	fine-art|Fine art|美术
	photography|Photography|摄影
	clay-figurines|Clay figurines|泥塑
	purple-clay|Purple clay ware|紫砂
	embroidery|Embroidery|刺绣
	lacquer|Lacquer ware|漆器
	ceramics|Ceramics and porcelain|陶瓷
	textiles|Art textiles|艺术织物
books|Books and press|图书与出版
	books|Books|图书
	comics|Comics and picture books|漫画与绘本
	magazines|Newspapers and magazines|报刊
	online-literature|Online literature|网络文学
	translation-rights|Translation rights|翻译版权
audiovisual|Audio-visual and interactive media|视听与互动媒体
	film|Feature film|电影
	series|Television and web series|电视剧与网络剧
	documentary|Documentary|纪录片
	animation|Animation|动画
	short-video|Short and online video|短视频与网络视频
	games|Video games|电子游戏
	vfx|Visual effects and post-production|视效与后期制作
	studio|Studio and location services|影棚与外景服务
	vr|Virtual and augmented reality|虚拟与增强现实
	dubbing|Dubbing and subtitling|配音与字幕
design|Design and creative services|设计与创意服务
	industrial|Industrial design|工业设计
	graphic|Graphic design|平面设计
	fashion|Fashion design|服装设计
	interior|Interior and exhibition design|室内与展陈设计
	advertising|Advertising|广告
	architecture|Architecture and landscape|建筑与景观
	packaging|Packaging design|包装设计
tourism|Tourism|文化旅游
	charter|Cultural travel and tours|文化旅游线路
	parks|Theme parks and attractions|主题公园与景区
	hospitality|Themed hotels|主题酒店
	study|Study tours|研学旅行
sports|Sports and recreation|体育与休闲
	events|Sports events|体育赛事
	toys|Toys and hobby goods|玩具与文创用品
	esports|Esports|电子竞技
intangible|Intangible cultural heritage|非物质文化遗产
	oral|Oral traditions|口头传统
	rituals|Rituals and festive customs|礼仪与节庆习俗
	craftsmanship|Traditional craftsmanship|传统手工技艺
	tea|Tea culture|茶文化
support|Education, archiving and equipment|教育、典藏与设备
	training|Training and education|教育培训
	archiving|Archiving and digitization|典藏与数字化
	equipment|Stage, film and print equipment|舞台、影视与印刷设备
	software|Creative software|创意软件
	digital-assets|Digital collections|数字藏品
`
