package demo

// internetFirms are the exhibitors of the hall of internet culture: games, online literature, short video.
func internetFirms() []firm {
	return []firm{
		{
			"tidemark", "Tidemark Games", "潮痕游戏",
			"Puzzle games built from real canals", "用真实的运河做成的解谜游戏",
			"Our first title let players open and close the locks of a city they could visit afterwards, and tourism offices noticed. We localise with native writers, never by string table alone, and we host our own servers in three regions.",
			"第一款作品让玩家开闭一座真实城市的水闸，玩完还能去走一趟，文旅部门因此找上门来。本地化请母语作者写，不靠词条表；服务器在三个区域自营。",
			"carp", "zh en", "audiovisual/games", "audiovisual/games tourism/parks",
			[]product{
				work("Lockkeeper (mobile and desktop)", "《守闸人》（手机与电脑）", "Two hundred water puzzles, no advertisements, no timers.", "两百道水利谜题，没有广告，没有倒计时。", usd(90000), "game", "world -JP", 36),
				work("Lockkeeper: city edition", "《守闸人》城市定制版", "Your canals, your bridges, your legends.", "用您的河道、桥和传说重做一遍。", usd(140000), "game merchandising", "world", 48),
				service("Game localisation into Chinese", "游戏中文本地化", "Writers, testers and the publication number paperwork.", "文本、测试与版号材料一并办理。", usd(18500), "E48", 1),
			},
		},
		{
			"thousandscroll", "Thousand Scroll Reading", "千卷阅读",
			"Serial fiction, four chapters before breakfast", "早餐前更新四章的连载小说",
			"Sixty thousand authors write on our platform; three hundred of them earn a living by it. We sell the translation rights of the ones we stayed up for.",
			"平台上有六万名作者，其中三百人以此为生。我们卖的，是让自己熬夜读完的那些书的翻译权。",
			"carp", "zh en ko", "books/online-literature books/books", "books/online-literature audiovisual/series",
			[]product{
				work("The Bookkeeper of Hell (novel, 4 volumes)", "《地府账房》（小说，4卷）", "An accountant dies and finds the underworld's ledgers do not balance.", "会计死后发现，阴间的账对不上。", usd(15000), "publishing audio", "world -TH -VN", 60),
				work("Her Excellency Sells Tofu (novel, 3 volumes)", "《侯爷卖豆腐》（小说，3卷）", "A disgraced countess opens a stall and an intelligence service.", "失势女侯开了个豆腐摊，也开了个情报网。", usd(12000), "publishing audio series", "world -KR", 60),
				work("Screen option: Seventh Floor, No Lift", "影视改编权：《七楼无电梯》", "A delivery rider's mystery, with eight million readers.", "外卖骑手的悬疑故事，八百万读者。", usd(60000), "series remake", "world", 24),
				service("Sample translation, 20,000 words", "样章翻译（两万字）", "By the novelist's own chosen translator.", "由作者本人挑选的译者完成。", usd(1600), "E48", 1),
			},
		},
		{
			"sparrowfeed", "Sparrow Feed Media", "雀食传媒",
			"Short video with dirt under its nails", "指甲缝里有泥的短视频",
			"We run ninety channels about growing, cooking and mending, filmed by the people who do it. Foreign partners translate and re-voice them; we share the revenue monthly and show the raw numbers.",
			"我们运营九十个关于种、做、修的账号，由做这些事的人自己拍。海外伙伴翻译配音，按月分成，原始数据敞开看。",
			"carp", "zh en es", "audiovisual/short-video", "audiovisual/short-video",
			[]product{
				work("Kitchen Garden channels (900 clips)", "《菜园》频道（900条）", "From seed to soup, one to three minutes each.", "从种子到一碗汤，每条一到三分钟。", usd(24000), "avod svod", "world -MX", 24),
				service("Channel launch in a new language", "新语种频道启动", "Voices, titles and the first hundred uploads.", "配音、标题与首批一百条上线。", usd(9500), "E48", 1),
				service("Creator exchange week", "创作者交换周", "Two of yours here, two of ours there, all filmed.", "各派两人互访一周，全程拍摄。", usd(6800), "E48", 1),
			},
		},
		{
			"inkpixel", "Ink Pixel Comics", "墨点漫画",
			"Brush and tablet in one panel", "毛笔和数位板画在同一格",
			"Our artists ink by hand and colour on screen, which is slow and shows. The catalogue leans to fantasy for adults and mysteries for twelve-year-olds.",
			"画师手工勾线、电脑上色，慢，但看得出来。书目里一半是成人奇幻，一半是给十二岁读者的探案。",
			"plum", "zh en fr", "books/comics", "books/comics audiovisual/animation",
			[]product{
				work("The Tea Thief (graphic novel, 220 p.)", "《偷茶贼》（漫画，220页）", "A heist along the old tea road, told without a villain.", "茶马古道上的一场盗局，没有反派。", eur(7500), "publishing", "world -FR", 60),
				work("Detective Third Grade (8 volumes)", "《三年级侦探》（8册）", "Cases that can be solved by reading carefully.", "认真读就能破的案子。", eur(11000), "publishing series", "world", 60),
				work("Rainmaker's Daughter (webcomic, 140 episodes)", "《求雨人的女儿》（条漫，140话）", "A storm that obeys only one family.", "一场只听一家人话的暴雨。", usd(16000), "publishing series game", "world -KR -JP", 48),
			},
		},
		{
			"stonebridge", "Stone Bridge Interactive", "石桥互动",
			"Historical strategy with footnotes", "带注释的历史策略游戏",
			"Every building in our games has a source, and the source is one click away. Teachers wrote to us so often that there is now a classroom edition.",
			"游戏里每座建筑都有出处，点一下就能看到。来信的老师太多，于是有了课堂版。",
			"jade", "zh en", "audiovisual/games", "audiovisual/games heritage/museums",
			[]product{
				work("Grain and Wall (strategy, desktop)", "《粮与墙》（策略，电脑）", "Run a frontier granary through four bad harvests.", "撑过四个荒年的边关粮仓。", usd(75000), "game", "world", 48),
				work("Grain and Wall: classroom edition", "《粮与墙》课堂版", "Thirty seats, lesson plans and no chat.", "三十个席位、教案齐全、没有聊天。", usd(2400), "game educational", "world", 12),
				service("Museum game in twelve weeks", "十二周博物馆游戏", "One gallery, one story, runs on visitors' phones.", "一个展厅、一个故事，观众手机就能玩。", usd(38000), "E48", 1),
			},
		},
		{
			"owlhour", "Owl Hour Audio", "枭时有声",
			"Radio drama for the last train home", "末班车上的广播剧",
			"Three studios, forty voice actors and one rule: no episode longer than the ride from the office to the suburbs. Scripts are licensed together with the sound design.",
			"三间录音棚、四十位声优，只有一条规矩：一集不能长过从公司到郊区的那段路。剧本与声音设计一并授权。",
			"carp", "zh en", "books/books audiovisual/dubbing", "books/books books/online-literature",
			[]product{
				work("Platform Zero (audio drama, 30 × 22 min)", "《零号站台》（广播剧，30集×22分钟）", "The night train stops where there is no station.", "夜车停在了没有站的地方。", usd(9000), "audio series", "world -JP", 48),
				work("A Cabinet of Small Noises (sleep audio, 60 × 30 min)", "《小声音柜子》（助眠音频，60集×30分钟）", "Rain on tiles, tea being poured, a loom two rooms away.", "瓦上的雨、倒茶的声音、隔两间屋的织机。", usd(5500), "audio", "world", 60),
				service("Adaptation of a novel to audio", "小说改编广播剧", "Script, cast, music and mix for ten hours.", "十小时成品：剧本、演员、音乐、混音。", usd(26000), "E48", 1),
			},
		},
		{
			"marketstall", "Market Stall Live", "集市直播",
			"Live selling for people who hate shouting", "讨厌吆喝的人做的直播",
			"Our hosts are craftspeople, translators and one retired judge. They explain, they answer, they do not count down, and returns are below four per cent.",
			"主播是手艺人、翻译，还有一位退休法官。他们讲解、回答，从不倒数，退货率不到百分之四。",
			"crane", "zh en ar", "audiovisual/short-video design/advertising", "crafts/ceramics design/industrial",
			[]product{
				service("Live show from a workshop, two hours", "作坊直播（两小时）", "Two cameras, bilingual host, orders settled in your currency.", "双机位、双语主持，按您的货币结算。", cny(18000), "E48", 1),
				service("Season of twelve shows", "十二场一季", "One craft a week, with samples sent ahead to buyers.", "每周一门手艺，样品提前寄给买家。", cny(165000), "E48", 1),
				service("Host training in English", "英语主播培训", "Ten days, on camera from the first morning.", "十天，第一天早上就上镜。", cny(12800), "E48", 1),
			},
		},
		{
			"cloudkite", "Cloud Kite Virtual Concerts", "云鸢线上演出",
			"Front row for forty thousand", "四万人都坐第一排",
			"We stream chamber opera, folk orchestras and one very loud drum festival in spatial sound. Rights are cleared per territory before the first rehearsal, which is why we have never cancelled abroad.",
			"我们用空间音频直播室内戏曲、民族乐团，还有一个很响的鼓节。排练之前就按地区清好版权，所以海外场从没取消过。",
			"jade", "zh en", "performance/music performance/theatre", "performance/music performance/festivals",
			[]product{
				work("Evening of Wu opera songs (95 min)", "《吴歌之夜》（95分钟）", "Eleven singers, a garden pavilion and rain on the recording.", "十一位歌者、一座园亭，录音里有雨。", usd(11000), "svod tv", "world", 36),
				work("Hundred Drums, live (70 min)", "《百鼓》现场（70分钟）", "Ninety-nine drummers and a child.", "九十九位鼓手和一个孩子。", usd(14000), "svod tv airline", "world -KR", 36),
				service("Multi-camera live stream with spatial sound", "多机位空间音频直播", "Crew of nine, up to three language channels.", "九人班组，最多三路语言。", cny(58000), "DAY", 1),
			},
		},
		{
			"littleabacus", "Little Abacus Learning", "小算盘启蒙",
			"Screen time that parents stop apologising for", "家长不必愧疚的屏幕时间",
			"Apps for ages four to nine about counting, drawing and old stories. No purchases inside, no accounts for children, and the teacher's manual is on paper.",
			"面向四到九岁的数数、画画、老故事应用。没有内购，孩子不用注册，教师手册是纸质的。",
			"crane", "zh en", "audiovisual/games books/comics", "books/comics audiovisual/animation",
			[]product{
				work("Counting with Carp (app)", "《鲤鱼数数》（应用）", "Numbers to one hundred in a pond.", "一池鲤鱼，数到一百。", usd(18000), "game educational", "world", 36),
				work("Solar Terms for Small Hands (app)", "《小手节气》（应用）", "Twenty-four little jobs through the year.", "一年二十四件小事。", usd(21000), "game educational", "world -SG", 36),
				service("School licence, one city", "城市学校授权", "All primary schools of one city, with training.", "一座城市全部小学，含培训。", usd(32000), "ANN", 1),
			},
		},
		{
			"foxfire", "Foxfire Story Engine", "狐火叙事",
			"Interactive drama with forty-one endings and no bad ones", "四十一个结局，没有一个是坏结局",
			"Film crews and game designers share one table here, and they argue in public on our development blog. Our branching tool is for hire without our stories, too.",
			"电影组和游戏策划坐一张桌，争论就写在公开的开发日志里。分支叙事工具也可以单独租用。",
			"jade", "zh en", "audiovisual/games audiovisual/film", "audiovisual audiovisual/games",
			[]product{
				work("The Guest in Room Nine (interactive film)", "《九号房客》（互动影像）", "A hotel, one night, every door a decision.", "一家旅馆、一个夜晚，每扇门都是选择。", usd(64000), "game svod", "world -US", 36),
				service("Branching script tool, studio licence", "分支剧本工具（工作室版）", "Write, play through, count the endings.", "写作、试玩、清点结局。", usd(4800), "ANN", 1),
				service("Interactive adaptation workshop", "互动改编工作坊", "Five days, your novel, a playable first chapter.", "五天，把您的小说做成可玩的第一章。", usd(11500), "E48", 1),
			},
		},
		{
			"postriver", "Postriver Fan Communities", "邮河社区",
			"We look after the readers between two volumes", "两卷之间，读者由我们照看",
			"Moderation, translation by fans under a fair agreement, and merchandise in runs of three hundred. Publishers come to us when the letters become too many.",
			"社区管理、公平协议下的粉丝翻译、三百件起的小批周边。来信多到读不完的时候，出版社就会来找我们。",
			"crane", "zh en ja", "books/online-literature sports/toys", "books/comics books/online-literature",
			[]product{
				service("Community care, one title", "单部作品社区运营", "Three moderators, two languages, monthly report.", "三名管理员、两种语言、月度报告。", cny(26000), "MON", 6),
				good("Acrylic character set, six figures", "亚克力角色立牌（六枚）", "Printed on both sides, recycled base.", "双面印刷，再生材料底座。", cny(46), "SET", 300, "FOB", "Shanghai", "392640", 21),
				good("Enamel pin, two-tone", "双色珐琅徽章", "Die-struck, on a printed card.", "压铸成型，配印刷卡纸。", cny(12), "C62", 500, "FOB", "Shanghai", "711719", 25),
			},
		},
		{
			"silkroute8", "Eight Bits of Silk", "八位丝路",
			"Pixel games about caravans", "关于商队的像素游戏",
			"A team of seven in the desert makes games about trade, thirst and hospitality. The music is recorded with players from the oasis towns we draw.",
			"沙漠边上的七个人，做关于买卖、口渴与待客的游戏。音乐请画里那些绿洲的乐手来录。",
			"@dunhuang", "zh en ar", "audiovisual/games", "audiovisual/games",
			[]product{
				work("Caravan of Salt (handheld and desktop)", "《盐商队》（掌机与电脑）", "Thirty camels, nine oases, one bad map.", "三十峰骆驼、九处绿洲、一张坏地图。", usd(28000), "game", "world", 48),
				work("Original soundtrack, 26 tracks", "原声音乐（26首）", "Lute, frame drum and wind.", "琵琶、手鼓与风声。", usd(2600), "audio svod tv", "world", 60),
				service("Pixel art for museums", "博物馆像素画定制", "A hall of your collection at thirty-two colours.", "用三十二色画您的一座展厅。", usd(7200), "E48", 1),
			},
		},
		{
			"peppercity", "Pepper City Studios", "椒城工作室",
			"Party games that need a hot pot", "要配一锅火锅的聚会游戏",
			"Card games first, screens second. Our rule books fit on a chopstick wrapper, and seven of the games are sold in airports.",
			"先做桌上的牌，再做屏幕。规则印在筷子套上就够，有七款在机场能买到。",
			"@chengdu", "zh en", "audiovisual/games sports/toys", "audiovisual/games",
			[]product{
				good("Card game: Red Oil", "桌游《红油》", "Three to eight players, fifteen minutes, tears optional.", "三到八人，十五分钟，流不流泪随意。", cny(58), "C62", 200, "FCA", "Chengdu", "950440", 30),
				good("Card game: Teahouse Spies", "桌游《茶馆谍影》", "Everyone pours, somebody listens.", "人人倒茶，有人在听。", cny(66), "C62", 200, "FCA", "Chengdu", "950440", 30),
				work("Digital rights: Red Oil", "《红油》数字版权", "Mobile and television adaptation in one language.", "一种语言的手机与电视改编。", usd(12000), "game", "world -SG", 36),
			},
		},
		{
			"lakebyte", "Lake Byte Subtitles", "湖字幕组",
			"Words that arrive when the mouth moves", "嘴动字到的字幕",
			"Ninety subtitlers work in thirty-two language pairs, and every file is read by somebody who watched the film. Machine drafts are used, marked and corrected in the open.",
			"九十名译者覆盖三十二个语对，每份字幕都由看过片子的人校一遍。用机器初稿时会标明，并公开修改。",
			"jade", "zh en fr de ar", "audiovisual/studio", "audiovisual/series audiovisual/film",
			[]product{
				service("Subtitling, feature, one language", "电影字幕（单语种）", "Translated, spotted and reviewed within six days.", "六天内翻译、打轴、审校。", usd(780), "E48", 1),
				service("Series subtitling, per episode hour", "剧集字幕（每小时）", "One lead translator for the whole season.", "整季由一位主译负责。", usd(420), "HUR", 10),
				service("Subtitles for the deaf and hard of hearing", "无障碍字幕", "Speaker names and sounds, to broadcast standards.", "标注说话人与声响，符合播出标准。", usd(560), "HUR", 2),
			},
		},
	}
}
