package demo

// digitalFirms are the exhibitors of the hall of digital production: animation, visual effects, imaging.
func digitalFirms() []firm {
	return []firm{
		{
			"plumframe", "Plum Frame Animation", "梅格动画",
			"Hand-drawn features at twelve frames a second, on purpose", "手绘动画，一秒十二格，故意的",
			"Eighty animators, one director who still times with a stopwatch, and a pipeline that foreign partners may inspect at any hour. We co-produce rather than take service work, and we like sharing the boring parts too.",
			"八十位动画师、一位至今用秒表计时的导演，外方伙伴随时可以查看流程。我们做联合出品多过做代工，枯燥的部分也愿意分担。",
			"plum", "zh en fr", "audiovisual/animation audiovisual", "audiovisual audiovisual/animation",
			[]product{
				work("The Kite Hospital (feature, 84 min)", "《风筝医院》（动画长片，84分钟）", "Broken kites are mended on the roof of a clinic, and so are their owners.", "诊所屋顶上修风筝，也修放风筝的人。", eur(58000), "theatrical svod tv", "world -FR -BE", 48),
				work("Mister Dumpling's Umbrella (52 × 7 min)", "《馄饨先生的伞》（52集×7分钟）", "Preschool, no dialogue, every story ends at a table.", "学前、无对白，每集都在饭桌上收尾。", eur(74000), "tv svod", "world -GB", 48),
				service("Co-production: Under the Ninth Bridge", "联合出品：《第九座桥下》", "Bible, animatic and two finished minutes.", "设定集、动态分镜与两分钟成片。", onRequest(), "E48", 1),
				service("Hand-drawn animation, per finished second", "手绘动画制作（每成片秒）", "Key, in-between, clean-up and ink.", "原画、中割、清稿、勾线。", eur(260), "SEC", 30),
			},
		},
		{
			"whitesailfx", "White Sail Visual Effects", "白帆视效",
			"Water, smoke and crowds that behave", "听话的水、烟和人群",
			"We specialise in what films get wrong: rivers that flow uphill and soldiers who never blink. Shots are delivered with the scene files, so that you are not married to us.",
			"专治电影里最容易出错的东西：往上流的河、从不眨眼的士兵。镜头连工程文件一起交付，您不必非跟我们不可。",
			"sail", "zh en", "audiovisual/vfx", "audiovisual/film audiovisual/series",
			[]product{
				service("Water simulation shot, to 4K", "水体特效镜头（4K）", "Three review rounds, scene files included.", "三轮审看，含工程文件。", usd(3800), "E48", 4),
				service("Crowd system, 10,000 agents", "人群系统（一万人）", "Cultural dress by period, no twins.", "按朝代着装，没有双胞胎。", usd(16500), "E48", 1),
				service("Clean-up and wire removal", "擦除与去威亚", "Priced by frame, reviewed daily.", "按帧计价，每日审看。", usd(6.5), "C62", 500),
			},
		},
		{
			"deepwell", "Deep Well Imaging", "深井影像",
			"Archives out of the basement", "让档案走出地下室",
			"We scan film, glass plates and paper at the resolution they deserve, and return the originals in better boxes. Metadata is written by people who can read the language.",
			"胶片、玻璃版与纸张，按它们应得的分辨率扫描，原件装进更好的盒子送还。元数据由识得那种文字的人来写。",
			"sail", "zh en de", "heritage/museums audiovisual/studio", "heritage/museums heritage/sites",
			[]product{
				service("Film scanning, 16 and 35 mm", "胶片扫描（16与35毫米）", "Wet gate, 5K, per hour of film.", "湿闸、5K，按片长小时计。", usd(420), "HUR", 5),
				service("Glass plate negatives, per plate", "玻璃底片扫描（每张）", "Flattened, dusted, colour target in frame.", "压平、除尘、画面内置色卡。", usd(9.5), "C62", 100),
				service("Archive survey, one week", "档案普查（一周）", "Condition, order of rescue, honest costs.", "现状、抢救次序、实价。", usd(4600), "E48", 1),
			},
		},
		{
			"stillriver3d", "Still River 3D", "止水三维",
			"Scanned heritage you may walk through", "能走进去的数字遗产",
			"Photogrammetry of temples, kilns and one entire fishing fleet, cleaned so that visitors do not fall through the floor. We deliver for headsets, for the web and for a plain large screen.",
			"用摄影测量扫下庙宇、窑炉和一整支渔船队，清理到观众不会踩空。头显、网页、普通大屏都能交付。",
			"sail", "zh en", "audiovisual/vr heritage/sites", "heritage/museums tourism/parks",
			[]product{
				service("Virtual walk, up to 500 m²", "虚拟漫游（500平方米内）", "Scan, clean, light, bilingual captions.", "扫描、清理、打光、双语说明。", usd(18500), "E48", 1),
				work("The Sleeping Kiln (VR, 22 min)", "《沉睡的窑》（虚拟现实，22分钟）", "Stand inside a firing without getting warm.", "站在烧窑里，不出汗。", usd(9800), "museum svod", "world -CA", 36),
				service("Training in heritage scanning", "遗产扫描培训", "Five days, on your own building.", "五天，就在您的建筑里教。", usd(5200), "E48", 1),
			},
		},
		{
			"twelvetone", "Twelve Tone Motion", "十二律动效",
			"Title sequences people do not skip", "观众舍不得跳过的片头",
			"Five designers and one calligrapher make openings, packaging for channels, and the small films on museum walls. Everything is drawn to music, including the credits.",
			"五位设计师、一位书法家，做片头、频道包装和博物馆墙上的短片。连字幕都跟着音乐走。",
			"plum", "zh en", "audiovisual/animation design/advertising", "audiovisual/series design/advertising",
			[]product{
				service("Title sequence, 60 seconds", "片头设计（60秒）", "Three routes, one film, music cleared.", "三个方向、一支成片、音乐版权齐备。", cny(138000), "E48", 1),
				service("Channel identity", "频道整体包装", "Idents, lower thirds, one rule book.", "呼号、字幕条、一本规范。", cny(320000), "E48", 1),
				service("Museum wall film, loop", "博物馆墙面影像", "Four minutes that survive a whole day.", "四分钟，放一整天不腻。", cny(76000), "E48", 1),
			},
		},
		{
			"quillbyte", "Quill Byte Character Works", "羽笔角色",
			"Characters with a birthday and a limp", "有生日也会瘸腿的角色",
			"Before we model anything, a writer sits down and finds out what the figure is afraid of. Games and series hire us for casts that must last for years.",
			"建模之前先由编剧弄清这个角色怕什么。需要一用好几年的角色时，游戏与剧集会来找我们。",
			"plum", "zh en ja", "audiovisual/animation audiovisual/games", "audiovisual/games audiovisual/series",
			[]product{
				service("Character, concept to rig", "角色全流程（设定到绑定）", "Turnaround, expressions, rig, thirty poses.", "三视图、表情、绑定与三十个姿势。", usd(9800), "E48", 1),
				service("Cast of six with a style guide", "六人主角团与风格指南", "They look like cousins, not clones.", "像亲戚，不像复制品。", usd(46000), "E48", 1),
				service("Creature with motion test", "怪物设计与动作测试", "Twenty seconds of it walking towards you.", "二十秒，朝你走来。", usd(14500), "E48", 1),
			},
		},
		{
			"lowpoly", "Kiln and Polygon", "窑与多边形",
			"Game scenes fired like tiles", "像烧瓦一样做的场景",
			"Our environment artists visit the places: roofs, kilns, salt fields, the underside of stone bridges. Asset packs come with the photographs they were made from.",
			"场景美术去过现场：屋顶、窑、盐田、石桥底下。素材包附上当时拍的照片。",
			"jade", "zh en", "audiovisual/games audiovisual/vr", "audiovisual/games",
			[]product{
				work("Asset pack: water town, 900 pieces", "素材包：水镇（900件）", "Game-ready, modular, licensed per studio.", "可直接入引擎，模块化，按工作室授权。", usd(2400), "game", "world", 60),
				work("Asset pack: kiln village, 500 pieces", "素材包：窑村（500件）", "Bricks, ash, dragon kiln, tools.", "砖、灰、龙窑与工具。", usd(1600), "game", "world", 60),
				service("Environment build, one level", "场景搭建（一关）", "Block-out to lighting, six weeks.", "从灰盒到灯光，六周。", usd(31000), "E48", 1),
			},
		},
		{
			"greenledger", "Green Ledger Colour", "绿账调色",
			"Grading by someone who has been outdoors", "在外头待过的人来调色",
			"We grade features and repaint old television in a room with one window, which is opened twice a day. Skin, rice fields and neon are our hobby.",
			"一间有窗的机房里调长片、修旧剧，窗一天开两次。皮肤、稻田和霓虹是我们的爱好。",
			"reed", "zh en", "audiovisual/studio audiovisual/film", "audiovisual/film audiovisual/series",
			[]product{
				service("Feature grade, ten days", "长片调色（十天）", "Two looks on day one, then yours.", "第一天给两套，之后就是您的。", cny(118000), "E48", 1),
				service("Restoration grade, per episode", "修复调色（每集）", "Matched to the oldest surviving reel.", "以现存最早的一盘为准。", cny(6800), "C62", 10),
				service("Dailies, overnight", "样片过夜调色", "Ready at seven, uploaded by eight.", "七点好，八点传到。", cny(3400), "DAY", 5),
			},
		},
		{
			"nighttrain", "Night Train Motion Capture", "夜车动捕",
			"Forty cameras and a real horse", "四十台镜头，一匹真马",
			"Our stage is a former signal workshop with rails still in the floor. Stunt people, dancers and a horse named Onion have all been captured here, usually after dark when the trams stop.",
			"动捕棚原是信号车间，地上还留着铁轨。特技演员、舞者，还有一匹叫洋葱的马，都是电车停运后的夜里来录的。",
			"sail", "zh en", "audiovisual/vr audiovisual/games", "audiovisual/games audiovisual/animation",
			[]product{
				service("Motion capture day", "动捕日", "Forty cameras, two suits, cleaned data in a week.", "四十台相机、两套服装，一周内交清理数据。", cny(48000), "DAY", 1),
				service("Face and body together", "面部与身体同步", "One performance, one take, one file.", "一次表演、一条、一个文件。", cny(36000), "DAY", 1),
				work("Motion library: crafts and boats", "动作库：手艺与舟船", "Eight hundred captures of real work.", "八百段真实劳动动作。", usd(5400), "game svod", "world", 60),
			},
		},
		{
			"paperrig", "Paper Rig Puppet Animation", "纸偶定格",
			"Stop motion, four seconds a day", "定格动画，一天四秒",
			"Puppets of bamboo, paper and wire, animated on tables that do not move because they are bolted to the bedrock. Advertisers wait for us, and so do festivals.",
			"竹、纸与铁丝做的偶，桌子用螺栓钉在岩层上，动不了。广告主和电影节都愿意等。",
			"plum", "zh en", "audiovisual/animation", "audiovisual/animation design/advertising",
			[]product{
				work("The Man Who Sold Echoes (18 min)", "《卖回声的人》（18分钟）", "A pedlar runs out of stock in a quiet valley.", "货郎在静谷里卖断了货。", eur(4800), "svod tv educational airline", "world", 60),
				service("Stop-motion advertisement, 30 s", "定格广告（30秒）", "Set, puppets, ten weeks.", "置景、做偶，十周。", eur(52000), "E48", 1),
				service("Puppet and armature building", "偶与骨架制作", "Ball-and-socket, tested for a thousand poses.", "球窝关节，一千个姿势测试。", eur(1400), "C62", 2),
			},
		},
		{
			"signalhouse", "Signal House Live Graphics", "信号楼图文",
			"Numbers that arrive before the commentator", "比解说先到的数字",
			"Graphics for sport, elections and award shows, driven by data we validate twice. Our operators rehearse the failure before the show.",
			"体育、选举、颁奖的实时图文，数据核对两遍。开场前先演练一次出错。",
			"banner", "zh en ar", "audiovisual/studio", "audiovisual/studio performance/festivals",
			[]product{
				service("Live graphics, one event day", "实时图文（一日）", "Two operators, data feed, bilingual templates.", "两名操作员、数据接口、双语模板。", usd(3200), "DAY", 1),
				service("Template package, one sport", "单项体育模板包", "Forty scenes with right-to-left versions.", "四十个场景，含从右到左版。", usd(24000), "E48", 1),
				service("Graphics failover rehearsal", "图文故障演练", "We pull the plug; your crew recovers.", "我们拔线，您的团队恢复。", usd(1800), "E48", 1),
			},
		},
		{
			"cloudloom", "Cloud Loom Render Works", "云梭渲染",
			"Frames overnight, invoices by the second", "过夜出帧，按秒计费",
			"Nine hundred machines cooled by the lake's own water. Foreign studios see every job, its cost and the energy behind it, and may stop it at any moment.",
			"九百台机器用湖水冷却。海外工作室能看到每个任务、花费和用电，随时可停。",
			"jade", "zh en", "audiovisual/studio audiovisual/vfx", "audiovisual/animation audiovisual/vfx",
			[]product{
				service("Rendering, per machine hour", "渲染（每机时）", "Priority queue, hash of every frame returned.", "优先队列，返回每帧哈希。", usd(0.62), "HUR", 1000),
				service("Storage and review, per terabyte month", "存储审片（每月每太字节）", "Streaming review with frame notes.", "流式审片，逐帧批注。", usd(24), "MON", 12),
				service("Pipeline support, week", "流程支持（一周）", "One engineer in your hours.", "一名工程师按您的时区上班。", usd(2900), "WEE", 1),
			},
		},
		{
			"spicecircuit", "Spice Circuit Animation", "麻线动画",
			"Fast series from the southwest", "西南出品，快手连续剧",
			"Fifty-two episodes a year, on budget, with a pun every ninety seconds. The writers' room has a stove, and scripts are read over lunch.",
			"一年五十二集，不超支，每九十秒一个梗。编剧室里有灶台，剧本边吃边过。",
			"@chengdu", "zh en", "audiovisual/animation", "audiovisual/animation audiovisual",
			[]product{
				work("Grandma Turbo (52 × 11 min)", "《涡轮奶奶》（52集×11分钟）", "Six to nine, chase comedy, no villains with accents.", "六到九岁追逐喜剧，没有带口音的反派。", eur(88000), "tv svod", "world -BR", 36),
				work("Panda Post Office (26 × 7 min)", "《熊猫邮局》（26集×7分钟）", "Preschool, one parcel per episode.", "学前，一集一个包裹。", eur(41000), "tv svod merchandising", "world", 36),
				service("Service animation, per minute", "代制作（每分钟）", "Two-dimensional cut-out, six-week turnaround.", "二维关节动画，六周交付。", eur(3600), "MIN", 20),
			},
		},
		{
			"seamist", "Sea Mist Effects", "海雾视效",
			"Miniatures, fog and honest fakes", "模型、烟雾和老实的假",
			"We build ships two metres long and burn them twice. Digital finishing is done in the same hall, so that nobody can blame the other building.",
			"我们造两米长的船，烧两次。数字合成就在同一座厂房，谁也怪不了隔壁楼。",
			"@qingdao", "zh en ru", "audiovisual/vfx", "audiovisual/film audiovisual/series",
			[]product{
				service("Miniature ship with burn", "微缩船与燃烧镜头", "Two takes, four cameras, insured.", "两次拍摄、四机位、含保险。", usd(38000), "E48", 1),
				service("Atmosphere unit", "烟雾组", "Fog, rain and ash for night exteriors.", "夜外景的雾、雨、灰。", usd(1600), "DAY", 2),
				service("Composite of plate and miniature", "实景与微缩合成", "Matched grain, matched lens.", "颗粒与镜头一致。", usd(2400), "E48", 3),
			},
		},
	}
}
