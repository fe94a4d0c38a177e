package demo

// designFirms are the exhibitors of the hall of industrial design.
func designFirms() []firm {
	return []firm{
		{
			"kneeheight", "Knee Height Furniture", "膝高家具",
			"Stools, low tables and the people who sit on them", "凳子、矮桌，以及坐在上面的人",
			"We measure homes before we draw, because chairs fail in kitchens rather than in showrooms. Everything ships flat, goes together with one key and is repaired free of charge for ten years.",
			"画图之前先去人家家里量尺寸，因为椅子坏在厨房，不坏在展厅。全部平板包装，一把扳手装好，十年免费修。",
			"springs", "zh en it", "design/industrial", "design/industrial",
			[]product{
				good("Elm stool, stackable", "榆木叠凳", "Solid elm, oil finish, carries 160 kg.", "实心榆木，木蜡油，承重一百六十公斤。", usd(34), "C62", 60, "FOB", "Shanghai", "940161", 45),
				good("Folding tea table", "折叠茶桌", "Opens in one movement, hangs on a hook.", "一个动作打开，收起挂在钩上。", usd(72), "C62", 40, "FOB", "Shanghai", "940360", 45),
				good("Child's step, two heights", "儿童踏凳（两档）", "Rounded edges, tested to the European toy standard.", "圆角处理，通过欧盟玩具标准测试。", usd(22), "C62", 100, "FOB", "Shanghai", "940161", 40),
				service("Furniture for a small hotel", "小型酒店家具设计", "Thirty rooms measured, drawn and prototyped.", "三十间客房的测量、设计与打样。", usd(28000), "E48", 1),
			},
		},
		{
			"lampwork", "Quiet Lamp Works", "静灯制作",
			"Light you do not notice until it is gone", "灭了才想起来的光",
			"Our lamps come from a rice-paper mill and a precision turner, who had never met before us. Drivers are replaceable, colour is measured for every batch, and the smallest lamp runs a week on one charge.",
			"灯来自一家宣纸坊和一家精密车床厂，在我们之前两家从未见过面。驱动可更换，每批测色，最小的一款充一次电能亮一周。",
			"springs", "zh en", "design/industrial", "design/industrial",
			[]product{
				good("Paper lantern lamp, 30 cm", "宣纸吊灯（30厘米）", "Mulberry paper over steel rib, 2,700 K.", "桑皮纸配钢骨，色温二千七百。", eur(41), "C62", 50, "FOB", "Shanghai", "940511", 35),
				good("Bedside lamp, rechargeable", "充电床头灯", "Seven nights on one charge, no blue light.", "一充七夜，无蓝光。", eur(36), "C62", 100, "FOB", "Shanghai", "940521", 35),
				good("Linear light for galleries", "展厅线形灯", "Colour rendering 97, no flicker at any dimming.", "显色指数九十七，任意调光无频闪。", eur(118), "MTR", 30, "DAP", "Rotterdam", "940542", 50),
				service("Lighting plan for an exhibition", "展览照明方案", "Calculated, mocked up and aimed on site.", "计算、打样、现场对光。", eur(6400), "E48", 1),
			},
		},
		{
			"handleco", "Handle and Hinge", "柄与铰",
			"We redesign the part you touch", "只重新设计手碰到的地方",
			"A studio for knobs, grips, latches and the sound a case makes when it closes. Manufacturers send us a product that works and get back one that people like to use.",
			"专做旋钮、把手、卡扣，以及盒子合上时的那一声。厂家送来能用的东西，拿回去的是让人爱用的东西。",
			"springs", "zh en de", "design/industrial design/graphic", "design/industrial",
			[]product{
				service("Touch audit of a product", "触感评测", "Sixty users, six days, one honest report.", "六十位用户、六天、一份实话报告。", eur(7800), "E48", 1),
				service("Handle family, concept to tool drawing", "把手系列（概念到开模图）", "Five concepts, two prototypes, one drawing set.", "五个概念、两轮手板、一套开模图。", eur(24500), "E48", 1),
				good("Prototype set, machined brass", "黄铜手板套装", "Twelve grips for tests with real hands.", "十二款握把，给真手试。", eur(460), "SET", 1, "FCA", "Wuxi", "741980", 15),
			},
		},
		{
			"softbox", "Second Box Packaging", "二盒包装",
			"Packaging with a second job", "有第二份工作的包装",
			"A tea box becomes a seed tray, a shoe box a lamp. Our structural designers are former origami competitors, and our paper comes from a mill that reuses its water.",
			"茶盒变成育苗盘，鞋盒变成一盏灯。结构师以前参加折纸比赛，纸张来自一家循环用水的纸厂。",
			"banner", "zh en fr", "design/packaging", "design/packaging crafts/fine-art",
			[]product{
				good("Tea box that becomes a seed tray", "可育苗茶盒", "Uncoated board, soy ink, one cut sheet.", "无涂层纸板、大豆油墨，一张纸切成。", usd(0.85), "C62", 3000, "FOB", "Shanghai", "481920", 25),
				good("Moulded pulp tray for ceramics", "陶瓷纸浆托", "Drop-tested from one metre twenty.", "一米二跌落测试通过。", usd(0.42), "C62", 5000, "FOB", "Shanghai", "482370", 30),
				service("Structural packaging design", "结构包装设计", "Three folding prototypes and the cutting file.", "三版折叠打样与刀版文件。", usd(3900), "E48", 1),
			},
		},
		{
			"redlacquer", "Plain Lacquer Tableware", "素漆餐具",
			"Lacquer for Tuesdays", "星期二也能用的漆器",
			"Natural lacquer belongs on a breakfast table, not in a glass case, so we make bowls that take soup and a dishwasher on its gentle programme. Each is coated eleven times by two people who sign the base.",
			"天然大漆该在早餐桌上，不该锁在柜里。我们的碗盛汤、可用洗碗机轻柔档。每只髹十一道漆，由两人在底部落款。",
			"springs", "zh en ja", "crafts/lacquer design/industrial", "crafts/lacquer",
			[]product{
				good("Breakfast bowl, natural lacquer", "大漆早餐碗", "Beech core, eleven coats, 13 cm.", "榉木胎，十一道漆，直径十三厘米。", usd(58), "C62", 30, "FOB", "Shanghai", "441919", 60),
				good("Chopsticks with rest, pair", "大漆筷与筷枕（双）", "Cured for six weeks in a damp room.", "荫房里荫干六周。", usd(24), "PR", 100, "FOB", "Shanghai", "441919", 60),
				good("Serving tray, rounded", "圆角托盘", "Quiet when set down, light when carried.", "放下无声，端着不沉。", usd(96), "C62", 20, "FOB", "Shanghai", "441919", 75),
			},
		},
		{
			"canalbike", "Towpath Cycles", "纤道单车",
			"Cargo bikes for narrow bridges", "为窄桥设计的货运单车",
			"Seventy-one centimetres wide, because that is the bridge we had to cross. Post offices, bakers and one puppet theatre ride them; the frame is welded next door to the drawing office.",
			"宽七十一厘米，因为要过的那座桥就这么宽。邮局、面包店和一个木偶剧团在骑；车架就在设计室隔壁焊。",
			"springs", "zh en", "design/industrial", "design/industrial",
			[]product{
				good("Cargo bike, two-wheel, 80 kg load", "两轮货运单车（载重80公斤）", "Belt drive, steel frame, front box in birch.", "皮带传动、钢架、桦木前箱。", usd(690), "C62", 12, "FOB", "Shanghai", "871200", 60),
				good("Stage box for puppet theatre", "木偶戏车厢", "Opens to a stage of one metre forty.", "展开成一米四的戏台。", usd(310), "C62", 2, "EXW", "Wuxi", "871499", 45),
				service("Fleet design for a city post", "城市邮政车队设计", "From route survey to fifty bikes on the road.", "从路线勘查到五十辆车上路。", usd(36000), "E48", 1),
			},
		},
		{
			"evenstitch", "Even Stitch Apparel", "匀针服饰",
			"Workwear cut from heritage cloth", "用老布裁的工装",
			"Blue calico, homespun and gambiered silk were work cloth once, and we cut them as such: pockets first. The pattern file comes with every wholesale order, so your tailor can alter without guessing.",
			"蓝印花布、土布、香云纱，从前就是干活穿的布，我们也照干活裁：先定口袋。每份批发订单都附版型文件，您的裁缝不用猜。",
			"cotton", "zh en it", "design/fashion crafts/textiles", "design/fashion crafts/textiles",
			[]product{
				good("Printmaker's jacket, blue calico", "蓝印花布版画工装", "Six pockets, horn buttons, sizes 34 to 54.", "六只口袋、牛角扣，三十四到五十四码。", usd(78), "C62", 40, "FOB", "Shanghai", "621142", 50),
				good("Gambiered silk shirt", "香云纱衬衫", "Darkens and softens with every summer.", "每过一个夏天都更深更软。", usd(112), "C62", 30, "FOB", "Shanghai", "620590", 60),
				good("Homespun apron", "土布围裙", "Woven 42 cm wide, joined in the middle.", "四十二厘米窄幅土布，中缝拼接。", usd(29), "C62", 80, "FOB", "Shanghai", "621142", 35),
			},
		},
		{
			"toyfoundry", "Toy Foundry Nine", "九号玩具铸造",
			"Toys with one moving part too many", "总多一个活动零件的玩具",
			"We begin with a movement, such as a hop, a wobble or a slow turn, and find the animal that belongs to it. Wood and zinc, no batteries; spare parts go out by ordinary letter.",
			"先有动作——一跳、一晃、一个慢转身——再去找配得上它的动物。木头与锌合金，不用电池，零件用平信寄。",
			"springs", "zh en", "sports/toys", "sports/toys",
			[]product{
				good("Hopping heron", "蹦跳的鹭", "Walks down any ramp, stops at the edge.", "顺坡走下，到边就停。", usd(13.5), "C62", 144, "FOB", "Shanghai", "950300", 30),
				good("Dragon of 24 joints", "二十四节龙", "Beech, waxed cord, 62 cm.", "榉木、蜡绳，六十二厘米。", usd(27), "C62", 96, "FOB", "Shanghai", "950300", 35),
				good("Marble mill", "弹珠水磨", "Pour marbles, watch the wheel think.", "倒进弹珠，看水轮思考。", usd(44), "C62", 48, "FOB", "Shanghai", "950300", 40),
				service("Toy for a museum shop", "博物馆商店定制玩具", "From one of your objects, first run of 500.", "取材于您的一件藏品，首批五百只。", usd(8200), "E48", 1),
			},
		},
		{
			"bannerlane", "Banner Lane Communication", "锦里传播",
			"Campaigns that a grandmother can retell", "奶奶也能转述的广告",
			"If the idea does not survive being told over a fence, we do not shoot it. The agency works for museums, tea houses and a lock manufacturer, and writes in Chinese and English from the start.",
			"隔着篱笆讲不明白的点子，我们不拍。客户有博物馆、茶馆和一家锁厂，文案从第一天起就中英双语写。",
			"banner", "zh en", "design/advertising", "design/advertising",
			[]product{
				service("China launch for a foreign brand", "海外品牌入华首发", "Name, story, first film and forty local partners.", "中文名、故事、首支影片与四十家本地伙伴。", cny(480000), "E48", 1),
				service("Chinese name for your company", "企业中文命名", "Checked for sound, meaning, dialects and registration.", "音、义、方言、注册逐项核查。", cny(36000), "E48", 1),
				service("Poster series, five motifs", "系列海报（五款）", "Hand-printed proofs, digital masters.", "手工打样，数字母版。", cny(52000), "E48", 1),
			},
		},
		{
			"fieldnote", "Field Note Landscape", "野记景观",
			"Gardens that need one gardener", "一位园丁就够的园子",
			"Classical gardens are expensive to keep, so we design modern ones with the same surprise behind the same wall. We count maintenance hours before we plant.",
			"古典园林养护太贵，我们做现代的园子：同样的墙，墙后同样的意外。先算养护工时，再种树。",
			"springs", "zh en", "design/architecture", "design/architecture tourism/parks",
			[]product{
				service("Courtyard garden, up to 300 m²", "庭院设计（300平方米内）", "Concept, planting plan, stone selection at the quarry.", "概念、种植图，并到采石场选石。", cny(98000), "E48", 1),
				service("Chinese garden abroad, feasibility", "海外中国园可行性研究", "Climate, craftsmen, permits, cost to within ten per cent.", "气候、工匠、许可与误差一成内的造价。", eur(18500), "E48", 1),
				good("Lake stone, selected, per tonne", "太湖风格景石（每吨）", "Quarried legally, drawn from four sides before shipping.", "合法开采，发运前四面绘图确认。", usd(420), "TNE", 5, "FOB", "Shanghai", "251690", 60),
			},
		},
		{
			"oldvoltage", "Old Voltage Instruments", "旧伏特乐器",
			"Synthesizers with a bamboo soul", "装着竹子灵魂的合成器",
			"Circuit designers and flute makers built our first instrument as a bet. It has eight breath-controlled reeds, a patch bay and an unreasonable number of fans in Berlin.",
			"电路工程师和笛子匠打赌做出了第一台：八根气控簧片、一块跳线板，在柏林的乐迷多得不讲道理。",
			"jade", "zh en de", "design/industrial performance/music", "performance/music design/industrial",
			[]product{
				good("Reed synthesizer, eight voices", "八声部簧片合成器", "Breath sensor, analogue filters, steel case.", "气息传感、模拟滤波、钢壳。", eur(890), "C62", 5, "DAP", "Hamburg", "920710", 40),
				good("Bamboo resonator module", "竹共鸣模块", "For the common rack format, 20 units wide.", "通用机架规格，二十单位宽。", eur(165), "C62", 10, "DAP", "Hamburg", "920992", 30),
				work("Sound library: forty reeds", "《四十簧》音色库", "Recorded dry, licensed per studio.", "干声录制，按工作室授权。", eur(140), "audio game", "world", 120),
			},
		},
		{
			"tileandwater", "Tile and Water Sanitary Design", "瓦与水卫浴设计",
			"Bathrooms that old people keep", "老人也舍得留下的浴室",
			"We design for falls that do not happen: grips that look like rails, steps that glow. Hotels buy them for their beauty and notice the safety later.",
			"我们为没有发生的跌倒做设计：扶手看着像毛巾杆，台阶会发微光。酒店因为好看买下，后来才发现安全。",
			"springs", "zh en", "design/industrial", "design/industrial tourism/hospitality",
			[]product{
				good("Grip rail, bronze finish, 60 cm", "青铜色扶手（60厘米）", "Holds 150 kg, takes a towel.", "承重一百五十公斤，也能挂毛巾。", usd(38), "C62", 100, "FOB", "Shanghai", "830250", 35),
				good("Glowing step edge", "微光踏步条", "Charges by day, lights six hours, no wiring.", "白天吸光，夜里亮六小时，无需布线。", usd(11), "MTR", 200, "FOB", "Shanghai", "391890", 25),
				service("Bathroom audit for hotels", "酒店浴室安全评估", "Twenty rooms in two days.", "两天查完二十间房。", usd(5200), "E48", 1),
			},
		},
		{
			"harbourprint", "Harbour Type Foundry", "港字坊",
			"Chinese and Latin that agree with each other", "中文和西文能坐一桌的字体",
			"A typeface of ours takes four years, because seven thousand characters must stand beside an italic. Newspapers, metro systems and one opera house set their words in it.",
			"一套字体要做四年，因为七千个汉字要和一副斜体站在一起。报社、地铁，还有一座歌剧院在用。",
			"@shanghai", "zh en", "design/graphic design/advertising", "design/advertising books/online-literature",
			[]product{
				work("Harbour Song, six weights", "港宋体（六字重）", "Text face in simplified, traditional and Latin.", "正文字体，简繁与西文齐备。", usd(3200), "publishing game svod", "world", 120),
				work("Harbour Black, display", "港黑体（标题）", "For posters and headlines, variable weight.", "海报标题用，字重可变。", usd(1400), "publishing svod", "world", 120),
				service("Custom bilingual typeface", "定制双语字体", "Your letters, from sketch to release.", "从草图到发布，写您的字。", usd(85000), "E48", 1),
			},
		},
		{
			"porcelainlab", "Thin Wall Porcelain Lab", "薄胎实验室",
			"Porcelain as an engineering material", "把瓷当工程材料",
			"Loudspeakers, knives, lamp housings and one watch case: we fire at 1,320 degrees and grind to a hundredth. Designers bring the problem; we bring forty years of broken samples.",
			"音箱、刀、灯罩、一只表壳——一千三百二十度烧成，磨到百分之一毫米。设计师带问题来，我们带四十年的碎片。",
			"@jingdezhen", "zh en ja", "crafts/ceramics design/industrial", "design/industrial",
			[]product{
				good("Speaker shell, porcelain, pair", "瓷音箱壳（对）", "Resonance-tested, matte inside.", "共振测试，内壁哑光。", usd(210), "PR", 10, "FCA", "Jingdezhen", "691490", 70),
				good("Pendant shade, 0.8 mm", "薄胎灯罩（0.8毫米）", "The wall glows; the edge stays white.", "壁透光，口沿雪白。", usd(84), "C62", 24, "FCA", "Jingdezhen", "940591", 60),
				service("Material sampling, six bodies", "材料打样（六种坯体）", "Your form in six clays and three firings.", "您的造型，六种泥、三次烧。", usd(2900), "E48", 1),
			},
		},
	}
}
