package demo

// tourismFirms are the exhibitors of the hall of cultural tourism.
func tourismFirms() []firm {
	return []firm{
		{
			"canalnights", "Canal Nights Company", "运河夜游社",
			"One boat, twelve seats, no loudspeaker", "一条船、十二座，没有喇叭",
			"Our guides tell the city by its bridges and stop when somebody wants to listen to the water. Foreign operators book whole evenings; the boats are electric and older than the guides.",
			"向导按桥讲这座城，有人想听水声，我们就停下。海外社整晚包船；船是电动的，比向导还老。",
			"bamboo", "zh en fr", "tourism/charter performance/festivals", "tourism/charter",
			[]product{
				service("Evening on the canal, one boat", "运河夜航（一船）", "Two hours, bilingual guide, tea and sweets.", "两小时、双语向导、茶点。", cny(2800), "E48", 1),
				service("Slow week, five days by boat", "慢周（五天水路）", "Six towns, five beds, luggage carried.", "六镇五宿，行李代运。", usd(980), "C62", 6),
				service("Charter for film crews", "影视包船", "Boat, skipper, river permit.", "船、船老大、航道许可。", cny(6400), "DAY", 1),
			},
		},
		{
			"heronisland", "Heron Island Retreat", "鹭岛静居",
			"Forty rooms and a reed bed", "四十间房，一片芦苇",
			"Guests come to read, row and be left alone; scholars come to give one lecture and stay a month. We host conferences of sixty people, without a stage and with good chairs.",
			"客人来读书、划船、被打扰得少一点；学者来讲一课，住一个月。六十人的会议我们接，不设舞台，只有好椅子。",
			"heron", "zh en ja", "tourism/hospitality", "tourism/hospitality tourism/study",
			[]product{
				service("Retreat week, sixty people", "静修周（六十人）", "All rooms, all boats, one cook.", "全部房间、全部船、一位厨师。", cny(286000), "E48", 1),
				service("Writer in residence, month", "驻岛作家（一月）", "A desk to the water and no programme.", "一张临水的桌子，没有日程。", cny(18000), "MON", 1),
				service("Lakeside concert evening", "湖畔音乐夜", "Reed stage, eighty guests, quiet curfew.", "芦苇舞台、八十位客人、按时安静。", cny(42000), "E48", 1),
			},
		},
		{
			"bambooferry", "Bamboo Ferry Village", "竹渡村",
			"A village that decided how many visitors it wants", "自己决定来多少客人的村子",
			"Two hundred a day, no more, by the villagers' own vote. They cook, they weave, they close on rainy Mondays; income is published at the well.",
			"一天两百人，村民投票定的，不加。他们做饭、编竹，下雨的周一关门；收入贴在井台上。",
			"bamboo", "zh en", "tourism/parks intangible/craftsmanship", "tourism/charter tourism/study",
			[]product{
				service("Day among the makers, group of ten", "匠人村一日（十人）", "Weaving, lunch, one object to take home.", "学编、午饭、一件作品带走。", cny(3600), "E48", 1),
				service("School camp, four days", "研学营（四天）", "Thirty pupils, two teachers free.", "三十名学生，两位老师免费。", cny(52000), "E48", 1),
				service("Village consultancy", "乡村运营顾问", "What we learned, in five evenings.", "五个晚上讲完我们学到的。", usd(4200), "E48", 1),
			},
		},
		{
			"nightgarden", "Night Garden Light Shows", "夜园光影",
			"Light that leaves the birds asleep", "不吵醒鸟的灯光",
			"Our shows are measured in lux and in minutes, and every lamp is off by eleven. Gardens abroad ask for the storyboards first and the fixtures second.",
			"我们的灯光秀按照度算，也按分钟算，十一点前全部熄灭。海外园林先要分镜，再要灯具。",
			"bamboo", "zh en es", "performance/festivals design/industrial", "performance/festivals",
			[]product{
				service("Night walk, 1 km, season", "园林夜游一公里（一季）", "Design, sound, operation for ninety nights.", "设计、声音与九十晚运营。", usd(420000), "E48", 1),
				service("Ecology check for light shows", "灯光秀生态评估", "Birds, bats, insects, neighbours.", "鸟、蝠、虫，还有邻居。", usd(12000), "E48", 1),
				work("Show: Twelve Moons (35 min)", "《十二月亮》（35分钟）", "Score, storyboard and cue lists for your site.", "音乐、分镜与按场地改写的提示表。", usd(28000), "museum merchandising", "world", 24),
			},
		},
		{
			"teahouse77", "Seventy-Seven Teahouses Route", "七十七茶馆线",
			"A walking route measured in cups", "用杯子丈量的步行路线",
			"The owners pay for the map, the guests pay for the tea. We curate stories, mark the route and forbid souvenirs that were not made within forty kilometres.",
			"店家出地图钱，客人付茶钱。我们选故事、立路标，并禁止卖四十公里以外做的纪念品。",
			"bamboo", "zh en ja", "tourism/charter", "tourism/charter",
			[]product{
				service("Guided tea walk, half day", "茶馆半日行", "Three houses, four teas, one argument about water.", "三家、四茶、一场关于水的争论。", cny(480), "C62", 4),
				service("Route licence for another city", "异地路线授权", "Method, training, two years of advice.", "方法、培训、两年顾问。", usd(26000), "E48", 1),
				good("Route map, block-printed", "木版路线图", "Two colours, folds to pocket size.", "两色木版，折成口袋大小。", cny(38), "C62", 100, "FOB", "Shanghai", "490590", 20),
			},
		},
		{
			"kilnschool", "Kiln School Journeys", "窑学行旅",
			"Holidays that end with dirty hands", "结束时手是脏的旅行",
			"We place travellers with potters, dyers and printers for a week, after asking both sides what would annoy them. Nobody is a tourist on the third day.",
			"我们把旅人安排到陶工、染匠、印匠身边一周，先问双方最怕什么。到第三天，没有人还是游客。",
			"kiln", "zh en de", "tourism/study crafts/ceramics", "tourism/charter tourism/study",
			[]product{
				service("Pottery week, eight guests", "制陶周（八人）", "Wheel, hand-building, one wood firing.", "拉坯、手捏、一次柴烧。", eur(1180), "C62", 4),
				service("Teachers' summer seminar", "教师夏季研修", "Three weeks, four crafts, certificate.", "三周、四门手艺、证书。", eur(2600), "C62", 10),
				service("Custom craft itinerary", "手艺行程定制", "Any craft within two hundred kilometres.", "两百公里内任何一门手艺。", eur(1900), "E48", 1),
			},
		},
		{
			"eastriver", "East River Excursions", "东河行程",
			"Groups that arrive before the crowds", "赶在人群之前到的团",
			"Our coaches leave at six so that your guests see the garden empty. Coverage: the lake, three ancient towns, two museums and every strike day we can foresee.",
			"大巴六点发车，让客人看见空着的园子。线路覆盖湖区、三座古镇、两座博物馆，外加能预料到的闭馆日。",
			"east", "zh en ko", "tourism/charter", "tourism/charter tourism/hospitality",
			[]product{
				service("Three days around the lake", "环湖三日", "Coach, guide, four-star rooms, no shopping stops.", "大巴、导游、四星酒店、无购物站。", usd(420), "C62", 20),
				service("Congress shuttle, day", "会议接驳（日）", "Three coaches, dispatcher, bilingual signs.", "三辆大巴、调度、双语指示。", usd(1650), "DAY", 1),
				service("Airport meet and greet", "接机引导", "Named sign, luggage, one hot meal.", "举牌、行李、一顿热饭。", usd(48), "C62", 10),
			},
		},
		{
			"summerhill", "Summer Hill Theme Grounds", "夏丘乐园",
			"A park built around one story", "围着一个故事建的乐园",
			"Twelve scenes of a river god who becomes a postman, with three rides, one orchestra and no queue longer than twenty minutes. Visitors are 2.1 million a year; we now license the story abroad.",
			"十二个场景，讲一位河神当上了邮差；三项游乐、一支乐队，排队不超过二十分钟。年客流二百一十万，现在把故事授权出海。",
			"heron", "zh en", "tourism/parks", "tourism/parks audiovisual/animation",
			[]product{
				work("Story licence: The Postman River", "故事授权：《河神邮差》", "Rides, film and merchandise in one territory.", "一地授权，含游乐、影视与衍生。", usd(350000), "theme merchandising svod", "world -MY", 60),
				service("Ride concept with operations plan", "游乐项目概念与运营", "From queue design to the first winter.", "从排队设计到第一个冬天。", usd(90000), "E48", 1),
				service("Parade, 24 performers", "花车巡游（24人）", "Costumes, floats, music, three weeks on site.", "服装、花车、音乐，驻场三周。", usd(68000), "E48", 1),
			},
		},
		{
			"windandstone", "Wind and Stone Hiking", "风与石徒步",
			"Paths that pass a workshop every hour", "每走一小时遇见一间作坊",
			"We mark trails between kilns, mills and shrines, and train the innkeepers along them. Maps are printed, tested by children, and replaced free when wet.",
			"我们在窑、磨坊和古庙之间做步道，并培训沿途店家。地图印出来先给孩子试用，淋湿免费换。",
			"bamboo", "zh en", "tourism/charter", "tourism/charter sports/toys",
			[]product{
				service("Guided hike, two days", "两日徒步", "Ten people, one inn, two workshops.", "十人、一家旅店、两间作坊。", cny(980), "C62", 6),
				service("Trail planning for a region", "区域步道规划", "Survey, signs, business plan.", "踏勘、标识、经营方案。", usd(38000), "E48", 1),
				good("Trail map, waterproof", "防水步道图", "1:25,000, pictograms, no adverts.", "二万五千分之一，图形标识，无广告。", cny(45), "C62", 200, "FOB", "Shanghai", "490590", 20),
			},
		},
		{
			"festoffice", "Three Seasons Festival Office", "三季节庆",
			"Festivals for places that lost theirs", "给丢了庙会的地方办节",
			"We revive temple fairs, boat races and a rice festival with the people who remember the songs. Foreign partners send one guest company and take one home.",
			"和记得老歌的人一起，把庙会、龙舟赛和稻米节办回来。海外伙伴来一个节目，也带走一个节目。",
			"east", "zh en es", "performance/festivals tourism/parks", "performance/festivals performance/music",
			[]product{
				service("Festival concept and first edition", "节庆策划与首届落地", "Programme, permits, market, budget.", "节目、许可、集市、预算。", cny(680000), "E48", 1),
				service("Guest company exchange", "节目互换", "One of yours, one of ours, both insured.", "你来一个我去一个，双方保险。", usd(15000), "E48", 1),
				service("Dragon boat race, twelve teams", "龙舟赛（十二队）", "Boats, drummers, referees, first aid.", "船、鼓手、裁判、急救。", cny(128000), "E48", 1),
			},
		},
		{
			"springwater", "Springwater Museum Hotels", "泉水博物馆酒店",
			"Sleep above a collection", "睡在一批藏品楼上",
			"Each of our five houses holds a small public museum that opens at breakfast. Curators rotate twice a year; guests vote on which object they would rescue in a fire.",
			"五家酒店各藏一座小博物馆，早餐时开门。策展人一年换两次，客人投票：失火时先救哪一件。",
			"@nanjing", "zh en", "tourism/hospitality heritage/museums", "heritage/museums tourism/hospitality",
			[]product{
				service("House licence: museum hotel format", "模式授权：博物馆酒店", "Brand book, curatorial method, opening team.", "品牌手册、策展方法、开业团队。", usd(160000), "E48", 1),
				service("Group stay with curator", "策展人伴住团", "Twenty guests, three evenings of stories.", "二十位客人，三晚故事。", cny(28000), "E48", 1),
				service("Small museum in a lobby", "大堂里的小博物馆", "Forty objects, cases, labels, insurance.", "四十件展品、展柜、说明、保险。", cny(260000), "E48", 1),
			},
		},
		{
			"cloudstep", "Cloud Step Sacred Mountain Tours", "云阶行旅",
			"Up the old stone steps, at the pace of porters", "按挑夫的步子走老石阶",
			"Our porters set the tempo, and the guides follow. Small groups sleep in temple guest rooms and are asked to sweep in the morning, which they usually like.",
			"挑夫定节奏，向导跟着走。小团住寺里客房，早上请大家扫地，多数人乐意。",
			"@changsha", "zh en de", "tourism/charter", "tourism/charter tourism/study",
			[]product{
				service("Four-day ascent, group of eight", "四日登山（八人）", "Porters, guides, temple lodging.", "挑夫、向导、寺院住宿。", usd(390), "C62", 6),
				service("Photographers' week", "摄影师行程", "Sunrise posts and a drying room.", "日出机位与晾衣间。", usd(980), "C62", 4),
				service("Guide training, porters' school", "挑夫学校培训", "A method other mountains may copy.", "一套可以搬到别的山的办法。", usd(14000), "E48", 1),
			},
		},
	}
}
