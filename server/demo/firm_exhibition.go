package demo

// exhibitionFirms are the exhibitors of the hall of exhibitions and fairs.
func exhibitionFirms() []firm {
	return []firm{
		{
			"crateandlight", "Crate and Light Exhibitions", "箱光展览",
			"Touring shows in eleven crates", "十一只箱子装下的巡展",
			"We build exhibitions that two people can unpack in a day, because small museums have two people. Loans, climate reports and the awkward phone calls are our part.",
			"我们做两个人一天能拆完的展览，因为小博物馆就两个人。借展、温湿度报告和难打的电话归我们。",
			"east", "zh en fr de", "design/interior heritage/museums", "heritage/museums design/interior",
			[]product{
				service("Touring show: Blue and White, Small", "巡展：《小青花》", "Sixty pieces, eleven crates, twelve weeks.", "六十件、十一箱、十二周。", eur(38000), "E48", 1),
				service("Loan coordination, per object", "借展协调（每件）", "Insurance, courier, condition report.", "保险、押运、点交报告。", eur(420), "C62", 20),
				service("Exhibition in a shopping street", "街区展览", "Thirty windows, one story, no ticket.", "三十个橱窗、一个故事、免票。", eur(26000), "E48", 1),
			},
		},
		{
			"longhall", "Long Hall Stand Builders", "长厅搭建",
			"Stands that go home in the same truck", "原车运回的展台",
			"Timber frames, fabric walls, no plastic. Our fitters build at night and speak the languages of four exhibition centres. Reuse rate last year: eighty-six per cent.",
			"木框架、布墙、不用塑料。工人夜里搭，会四个展馆的规矩。去年复用率百分之八十六。",
			"east", "zh en", "design/interior", "design/interior",
			[]product{
				service("Stand, 36 m², three uses", "展台（36平方米，三次复用）", "Design, build, storage, two returns.", "设计、搭建、仓储、两次回运。", cny(92000), "E48", 1),
				service("Country pavilion, 300 m²", "国家馆（300平方米）", "Sixteen booths, one roof, one plan.", "十六个展位、一个屋顶、一张图。", cny(780000), "E48", 1),
				good("Fabric wall system, per metre", "布墙系统（每米）", "Aluminium frame, printed cotton, flame class B.", "铝框、棉布、阻燃级。", cny(320), "MTR", 50, "FCA", "Wuxi", "761090", 30),
			},
		},
		{
			"soundofobjects", "Sound of Objects", "物之声",
			"Audio guides written like letters", "像信一样写的导览",
			"Forty pieces in ninety minutes is a list; eleven pieces in forty minutes is a visit. We write, record and measure which sentences people stop at.",
			"九十分钟讲四十件，那是清单；四十分钟讲十一件，才是参观。我们写、录，并测量观众停在哪一句。",
			"sail", "zh en fr ja ar", "heritage/museums audiovisual/dubbing", "heritage/museums",
			[]product{
				service("Audio guide, eleven stops, one language", "导览（十一站，单语）", "Script, voices, test with visitors.", "文稿、配音、观众试听。", eur(8900), "E48", 1),
				service("Listening study of a gallery", "展厅聆听研究", "Where people stop, and what they hear.", "观众停在哪，又听到什么。", eur(5400), "E48", 1),
				service("Guide in a further language", "追加语种", "By a writer of that language, not from a table.", "由该语种作者重写，不照表翻。", eur(2400), "E48", 1),
			},
		},
		{
			"turningstage", "Turning Stage Theatres", "转台剧场",
			"Theatre technology you can hear only when it fails", "只有坏了才听得见的舞台",
			"Revolves, traps, flying bars and curtains that fall in one second and rise in nine. We maintain forty houses and publish the response times.",
			"转台、升降、吊杆，一秒落下、九秒升起的大幕。维护四十座剧场，响应时间公开。",
			"east", "zh en", "performance/theatre design/graphic", "performance/theatre performance/festivals",
			[]product{
				service("Stage survey and safety report", "舞台检测报告", "Two engineers, two nights, one list by urgency.", "两名工程师、两夜、按急缓排序。", eur(6800), "E48", 1),
				good("Portable revolve, 4 m", "便携转台（4米）", "Quiet drive, three crates, DMX.", "静音驱动、三箱装、通用调光协议。", eur(9800), "C62", 1, "DAP", "Vienna", "847989", 75),
				good("Curtain track, 12 m, motorised", "电动对开幕轨（12米）", "Fabric not included, cue memory yes.", "不含幕布，含提示记忆。", eur(3600), "C62", 1, "FOB", "Shanghai", "842839", 60),
			},
		},
		{
			"opencase", "Open Case Conservation", "开柜保护",
			"Objects you may stand close to", "可以走近看的文物",
			"Case, microclimate, light and the courage to remove the rope. We certify loans for three insurers and train the staff who open the doors each morning.",
			"展柜、微环境、灯光，以及撤掉护栏的勇气。为三家保险公司做借展认证，并培训每天早上开门的人。",
			"east", "zh en de", "heritage/museums design/graphic", "heritage/museums",
			[]product{
				good("Display case, 120 cm, passive climate", "展柜（120厘米，被动调湿）", "Low-iron glass, silica tray, one hinge.", "超白玻璃、硅胶盒、单铰链。", eur(4200), "C62", 4, "FOB", "Shanghai", "940320", 90),
				service("Climate log, one season", "温湿度监测（一季）", "Twenty loggers, monthly plain-language report.", "二十个记录仪，每月一页说明。", eur(3800), "E48", 1),
				service("Travel condition audit", "运输前点交", "Photographs, map, signatures from both ends.", "照片、图示、两端签字。", eur(960), "E48", 1),
			},
		},
		{
			"citypages", "City Pages Fair Bureau", "城页会展",
			"Trade fairs with a waiting list on purpose", "特意留候补名单的展会",
			"Four fairs a year, each smaller than the last. Buyers are interviewed before they are invited, and exhibitors may not exceed forty square metres.",
			"一年四场，一场比一场小。买家先面谈再邀请，展商最多四十平方米。",
			"east", "zh en es", "design/interior design/advertising", "design/interior",
			[]product{
				service("Booth package, 12 m²", "展位套餐（12平方米）", "Two chairs, one screen, ten appointments.", "两张椅子、一块屏、十场预约。", cny(26000), "E48", 1),
				service("Buyer programme, 50 guests", "特邀采购商项目（50人）", "Selection, visas, schedule, follow-up.", "甄选、签证、排程、回访。", cny(380000), "E48", 1),
				service("Fair audit: who really came", "展会审计：真来的人", "Counted twice, published once.", "数两遍，公布一遍。", cny(42000), "E48", 1),
			},
		},
		{
			"meetinghouse", "Meeting House Congress Services", "会所会议服务",
			"Rooms, ears and a clock", "房间、耳朵和钟",
			"Interpretation booths, stage managers who cut politely, and a system that knows who still owes whom a card. Congresses of up to nine hundred people.",
			"口译间、会礼貌打断的舞台监督，还有一个记得谁欠谁一张名片的系统。最多承办九百人大会。",
			"east", "zh en fr ar", "design/graphic", "performance/festivals design/interior",
			[]product{
				service("Congress, two days, 300 people", "会议（两天，300人）", "Registration, rooms, interpreters, catering.", "注册、会场、口译、餐饮。", cny(360000), "E48", 1),
				service("Interpreter booth, two languages", "口译间（两种语言）", "Full size, technician, 120 receivers.", "标准尺寸、技术员、一百二十台接收机。", cny(12800), "DAY", 1),
				service("Stage manager", "舞台监督", "One person, one clock, no panic.", "一人、一钟、不慌。", cny(3600), "DAY", 1),
			},
		},
		{
			"museumshoplab", "Museum Shop Laboratory", "博物馆商店实验室",
			"Souvenirs that people keep on the desk", "会留在桌上的纪念品",
			"We find the object in the collection that can be shared, and make two hundred of it before anyone prints ten thousand. Royalties go back to the conservation department.",
			"先在藏品里找出那件可以分享的，试做两百件，再谈一万件。版税返给修复部门。",
			"crane", "zh en fr de", "sports/toys heritage/museums", "heritage/museums sports/toys",
			[]product{
				service("Shop range, twelve products", "商店产品线（十二款）", "Research, samples, prices that hold.", "研究、打样、守得住的价格。", eur(18500), "E48", 1),
				good("Notebook with marbled edge", "染边笔记本", "Stitched, 160 pages, your seal on the spine.", "锁线，一百六十页，书脊盖您的章。", eur(3.2), "C62", 500, "FOB", "Shanghai", "482010", 25),
				good("Puzzle of an object, 500 pieces", "藏品拼图（五百片）", "Cut to the crack lines of the original.", "沿原件裂纹切割。", eur(6.4), "C62", 300, "FOB", "Shanghai", "950300", 30),
			},
		},
		{
			"sixtysquare", "Sixty Square Pavilions", "六十方馆",
			"Small national pavilions that talk", "会说话的小型国家馆",
			"Sixty square metres is enough for one idea and one good door. We have built nineteen pavilions for cultural institutes, and dismantled them without a skip.",
			"六十平方米装得下一个主意和一扇好门。为文化机构建过十九座，拆的时候没叫过垃圾车。",
			"east", "zh en", "design/interior design/architecture", "design/interior heritage/museums",
			[]product{
				service("Pavilion, 60 m², design and build", "国家馆（60平方米）", "Idea, permits, build, storage for two years.", "构思、报批、搭建、两年仓储。", eur(96000), "E48", 1),
				service("Scenography study", "展陈方案研究", "Three routes through the same sixty metres.", "同样六十米的三条动线。", eur(14000), "E48", 1),
				service("Pavilion crew, opening week", "开馆周人员", "Eight hosts, four languages.", "八名引导员、四种语言。", eur(11500), "E48", 1),
			},
		},
		{
			"ropetheatre", "Rope and Reed Outdoor Theatre", "绳苇户外剧场",
			"Theatre that can be packed before the storm", "暴雨前就能收好的剧场",
			"A stage of bamboo and rope for two hundred people, built in five hours and inspected like an aircraft. We tour and we rent to those who tour.",
			"竹与绳搭的两百座剧场，五小时搭完，按飞机的规矩检查。自己巡演，也租给巡演的人。",
			"canal", "zh en fr", "performance/theatre performance/festivals", "performance/festivals performance/theatre",
			[]product{
				service("Bamboo stage, three days", "竹台（三日）", "Two hundred seats, crew, wind gauge.", "两百座、班组、测风仪。", cny(38000), "E48", 1),
				service("Play: The Ferry, with puppets (70 min)", "木偶剧《渡》（70分钟）", "Two performers, one musician, no language needed.", "两名演员、一名乐手，无需语言。", eur(5400), "E48", 2),
				service("Bamboo rigging course", "竹架施工培训", "Five days, certificate, wet-weather day included.", "五天、证书、含雨天一课。", eur(1600), "C62", 4),
			},
		},
		{
			"glasscase", "Glass Orchard Art Fairs", "玻果艺术博览",
			"Art fairs where prices are written down", "标价的艺术博览会",
			"Every work has a price and a condition sheet, which shortens the conversation and lengthens the relationship. We run a spring fair and place works abroad in between.",
			"每件作品有标价、有品相表，谈话短一点，关系长一点。春天办展，其余时间把作品送去海外。",
			"@guangzhou", "zh en", "crafts/fine-art design/interior", "crafts/fine-art heritage/museums",
			[]product{
				service("Gallery booth, 20 m²", "画廊展位（20平方米）", "Wall, light, condition desk, insurance.", "墙面、灯光、品相台、保险。", cny(58000), "E48", 1),
				good("Ink on paper, unframed, small", "水墨小品（不装框）", "Signed, dated, with condition sheet.", "署名、署日期、附品相表。", cny(9800), "C62", 1, "FCA", "Guangzhou", "970121", 20),
				service("Placement of six works abroad", "六件作品海外落地", "Gallery, customs, insurance, commission.", "画廊、报关、保险、佣金。", cny(46000), "E48", 1),
			},
		},
		{
			"memoryroom", "Memory Room Digital Archives", "记忆房间",
			"A company's papers, read by someone who cares", "有人认真读过的企业档案",
			"Factories close and their drawings are thrown away, so we arrive the week before. The archive is scanned, described and given a home that outlives the firm.",
			"厂子要关、图纸要扔，我们提前一周到。扫描、著录，再给它一个比公司更长寿的家。",
			"cotton", "zh en", "heritage/museums design/graphic", "heritage/museums heritage/sites",
			[]product{
				service("Rescue week, one archive", "抢救周（一处档案）", "Boxes, list, first hundred scans.", "装盒、列目、首批百件扫描。", cny(46000), "E48", 1),
				service("Oral history, ten voices", "口述史（十位）", "Recorded, transcribed, cleared for use.", "录音、整理、授权齐备。", cny(62000), "E48", 1),
				service("Exhibition from an archive", "档案里的展览", "One room, six weeks, everyone named.", "一间屋、六周，每个人都署名。", cny(88000), "E48", 1),
			},
		},
	}
}
