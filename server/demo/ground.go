package demo

import (
	"time"
)

// The seven sectors; each has a hall.
const (
	Film       = "film_tv"
	Internet   = "internet_culture"
	Design     = "industrial_design"
	Heritage   = "heritage"
	Digital    = "digital_production"
	Tourism    = "cultural_tourism"
	Exhibiting = "exhibitions"
)

// Sectors lists the seven sectors in the order of their halls.
func Sectors() []string {
	return []string{Film, Internet, Design, Heritage, Digital, Tourism, Exhibiting}
}

const exhibitionID = "exh_wuxi"

const day = 24 * time.Hour

// ground lays out the fair, its halls, parks and rooms.
func (g *generator) ground() {
	at := func(days int) time.Time { return g.fair.Day.Add(time.Duration(days) * day) }
	phases := []struct {
		phase    string
		from, to int
	}{
		{"call", -90, -60},
		{"setup", -60, -30},
		{"booking", -30, -7},
		{"matching", -7, 0},
		{"live", 0, 3},
		{"after_market", 3, 63},
		{"closed", 63, 400},
	}
	g.fair.Exhibition = Exhibition{
		ID: exhibitionID, Zone: "Asia/Shanghai", Starts: at(0), Ends: at(3),
		Name: both("Wuxi Cultural Cloud Fair", "无锡文化云展会"),
		Text: both("Three days online with a hundred studios, workshops and makers from the lake country: meet them with an interpreter, negotiate in one room, sign, and settle through a neutral clearing house.",
			"三天线上展会，一百家来自太湖之畔的工作室、作坊与匠人：配口译面谈，在同一个房间里议价、签约，并由中立的结算机构完成交割。"),
	}
	for _, p := range phases {
		g.fair.Exhibition.Phases = append(g.fair.Exhibition.Phases, PhaseRun{p.phase, at(p.from), at(p.to)})
	}
	g.fair.Halls = []Hall{
		{"hal_film", Film, both("Lantern Hall: Film and Television", "灯影馆·影视制作"), both("Features, series, documentaries, and the backlots and sound stages behind them.", "电影、剧集、纪录片，以及它们背后的外景地与影棚。")},
		{"hal_internet", Internet, both("Tide Hall: Internet Culture", "潮汐馆·网络文化"), both("Games, online literature, comics, audio and short video that travel well.", "走得远的游戏、网络文学、漫画、有声与短视频。")},
		{"hal_design", Design, both("Workbench Hall: Industrial Design", "工作台馆·工业设计"), both("Furniture, lamps, toys, packaging and the studios that draw them.", "家具、灯具、玩具、包装，和画出它们的工作室。")},
		{"hal_heritage", Heritage, both("Kiln Hall: Living Heritage", "窑火馆·活态遗产"), both("Clay figurines, purple clay, embroidery, brocade, opera: masters and their workshops.", "泥人、紫砂、刺绣、织锦、戏曲：师傅们和他们的作坊。")},
		{"hal_digital", Digital, both("Sail Hall: Digital Production", "白帆馆·数字制作"), both("Animation, visual effects, motion capture, heritage scanning and colour.", "动画、视效、动作捕捉、遗产扫描与调色。")},
		{"hal_tourism", Tourism, both("Ferry Hall: Cultural Tourism", "渡口馆·文化旅游"), both("Night boats, craft journeys, quiet hotels and parks built around a story.", "夜航船、手艺行旅、安静的酒店，和围着故事建的乐园。")},
		{"hal_exhibitions", Exhibiting, both("Gallery Hall: Exhibitions and Stages", "廊厅馆·会展与舞台"), both("Touring shows, pavilions, stages, congresses and museum shops.", "巡展、国家馆、舞台、会议与博物馆商店。")},
	}
	g.fair.Parks = parks()
	g.fair.Rooms = []Room{
		{"room_stage", "stage", both("Main Stage", "主舞台")},
		{"room_open", "stage", both("Open Stage", "开放舞台")},
		{"room_reed", "breakout", both("Reed Room", "芦苇厅")},
		{"room_heron", "breakout", both("Heron Room", "白鹭厅")},
		{"room_kiln", "breakout", both("Kiln Room", "窑火厅")},
	}
}

func parks() []Park {
	return []Park{
		{"lakeshore", "film_studio", both("Lakeshore Film Studio Park", "湖岸影视制片园")},
		{"reed", "post_production", both("Reed Harbour Post-production Park", "芦港后期制作园")},
		{"springs", "national_industrial_design", both("Two Springs Industrial Design Park", "双泉工业设计园")},
		{"banner", "national_advertising", both("Banner Street Advertising Park", "旗亭街广告产业园")},
		{"jade", "national_software", both("Jade Shuttle Software Park", "玉梭软件园")},
		{"plum", "animation", both("Plum Creek Animation Park", "梅溪动画园")},
		{"carp", "internet_culture", both("Silver Carp Internet Culture Park", "银鲤网络文化园")},
		{"sail", "digital_imaging", both("White Sail Digital Imaging Park", "白帆数字影像园")},
		{"kiln", "ceramics", both("Old Kiln Clay Arts Park", "古窑陶艺园")},
		{"figure", "heritage", both("Clay Lane Heritage Park", "泥塑里非遗园")},
		{"needle", "heritage", both("Needle Yard Embroidery Park", "针线坊刺绣园")},
		{"cotton", "creative_reuse", both("Spindle Mill Creative Park", "纱锭厂创意园")},
		{"canal", "creative_reuse", both("Canal Granary Creative Park", "运河粮仓创意园")},
		{"bamboo", "cultural_tourism", both("Bamboo Ferry Tourism Park", "竹渡文旅园")},
		{"heron", "cultural_tourism", both("Heron Island Leisure Park", "鹭洲休闲文化园")},
		{"east", "exhibitions", both("East Gate Exhibition Park", "东关会展园")},
		{"crane", "start_ups", both("Paper Crane Start-up Park", "纸鹤青创园")},
	}
}

// place is where a firm sits.
type place struct{ en, zh string }

// cities are the places outside Wuxi that a firm names with an at sign.
func cities() map[string]place {
	return map[string]place{
		"xian": {"Xi'an", "西安"}, "beijing": {"Beijing", "北京"}, "dunhuang": {"Dunhuang", "敦煌"}, "chengdu": {"Chengdu", "成都"},
		"shanghai": {"Shanghai", "上海"}, "jingdezhen": {"Jingdezhen", "景德镇"}, "suzhou": {"Suzhou", "苏州"},
		"hangzhou": {"Hangzhou", "杭州"}, "kunming": {"Kunming", "昆明"}, "quanzhou": {"Quanzhou", "泉州"},
		"qingdao": {"Qingdao", "青岛"}, "nanjing": {"Nanjing", "南京"}, "changsha": {"Changsha", "长沙"}, "guangzhou": {"Guangzhou", "广州"},
	}
}
