package demo

// drafts are the negotiations of the fair, from the first offer to the payout or the parting. Hours count from the start of
// the live stage; see draft.
func drafts() []draft {
	return append(licences(), append(goodsSales(), commissions()...)...)
}

func licences() []draft {
	return []draft{
		{
			key: "saltlantern", seller: "reedlantern", buyer: "spreelicht", item: 1, kind: "work", wall: true,
			en: "The Salt Lantern: streaming in Germany, Austria, Switzerland", zh: "《盐灯》德语区流媒体授权",
			subjectEn: "Exclusive subscription streaming of the feature film The Salt Lantern in Germany, Austria and Switzerland for 24 months, with a German dub.",
			subjectZh: "故事片《盐灯》在德国、奥地利、瑞士的独家订阅点播权，为期24个月，含德语配音。",
			quantity:  1, currency: "EUR", fee: "split",
			grant: &grant{"svod", "DE AT CH", "de zh", 24, true, 90},
			parts: []part{
				{"On signature", "签约款", 20, 4, "Countersigned contract and chain-of-title documents", "双方签署的合同与权利链文件", 3, true},
				{"Masters delivered", "母版交付", 60, 30, "4K master, music and effects, dialogue list", "4K母版、音乐音效轨、对白台本", 10, false},
				{"German version approved", "德语版确认", 20, 75, "Approved German dub and subtitles", "确认后的德语配音与字幕", 7, true},
			},
			revisions: []revision{
				{-50, false, 7200000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseHoldback(180), clauseDubbing(0), clauseChain(), clauseLaw()}},
				{-26, true, 6100000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseHoldback(90), clauseDubbing(40), clauseChain(), clauseReports(), clauseLaw()}},
				{1.2, false, 6600000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseHoldback(90), clauseDubbing(25), clauseChain(), clauseReports(), clauseCredit(), clauseLaw()}},
			},
			agreed: [2]float64{2.5, 2.7}, signed: [2]float64{26, 27},
			course: course{funded: 70, payout: 1500, paces: [][4]float64{{72, 75, 90, 96}, {430, 500, 700, 708}, {1300, 1310, 1420, 1430}}},
		},
		{
			key: "ferrymen", seller: "ninewharves", buyer: "jacaranda", item: 1, kind: "work", wall: true,
			en: "The Last Sugar Boat: television in southern Africa", zh: "《最后一条糖船》南部非洲电视授权",
			subjectEn: "Free and pay television and catch-up of the documentary The Last Sugar Boat in South Africa, Namibia and Botswana, five runs in 36 months.",
			subjectZh: "纪录片《最后一条糖船》在南非、纳米比亚、博茨瓦纳的电视及回看权，36个月内五次播映。",
			quantity:  1, currency: "EUR", fee: "buyer",
			grant: &grant{"tv svod", "ZA NA BW", "en zh", 36, false, 0},
			parts: []part{
				{"Broadcast master", "播出母版", 70, -22, "Broadcast master and cue sheet", "播出母版与音乐使用表", 10, true},
				{"English narration script", "英文解说稿", 30, -10, "Script cleared for voice recording", "可供配音的定稿", 7, true},
			},
			revisions: []revision{
				{-900, false, 680000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseSilence(10), clauseChain(), clauseLaw()}},
				{-870, true, 595000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseSilence(10), clauseChain(), clauseReports(), clauseLaw()}},
			},
			agreed: [2]float64{-848, -846}, signed: [2]float64{-830, -826},
			course: course{funded: 40, payout: 1030, paces: [][4]float64{{60, 66, 240, 262}, {700, 702, 840, 980}}},
		},
		{
			key: "firstfilms", seller: "willowscreen", buyer: "quaidesombres", item: 2, kind: "work",
			en: "The Umbrella Repairman: cinemas and television in France", zh: "《修伞人》法国院线与电视授权",
			subjectEn: "Theatrical, video-on-demand and television rights in The Umbrella Repairman for France, Belgium and Luxembourg over five years.",
			subjectZh: "《修伞人》在法国、比利时、卢森堡五年期的院线、点播与电视权利。",
			quantity:  1, currency: "EUR", fee: "split",
			grant: &grant{"theatrical svod tv", "FR BE LU", "fr zh", 60, true, 120},
			parts: []part{
				{"Minimum guarantee, first half", "最低保证金首期", 50, 8, "Materials accepted by the laboratory", "素材通过技术审查", 10, false},
				{"Minimum guarantee, second half", "最低保证金二期", 50, 60, "Print and subtitles ready for release", "放映拷贝与字幕就绪", 10, true},
			},
			revisions: []revision{
				{-530, false, 2100000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseChain(), clauseLaw()}},
				{-498, true, 1750000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseChain(), clauseReports(), clauseLaw()}},
				{-300, false, 1880000, []Clause{clauseEscrow(), clauseMasters(), clauseInspection(10), clauseChain(), clauseReports(), clauseCredit(), clauseLaw()}},
			},
			agreed: [2]float64{-250, -249}, signed: [2]float64{-50, -30},
			course: course{funded: 100, payout: 1400, paces: [][4]float64{{130, 132, 300, 320}, {1150, 1152, 1280, 1290}}},
		},
		{
			key: "lockkeeper", seller: "tidemark", buyer: "tropicalplay", item: 1, kind: "work",
			en: "Lockkeeper: mobile publishing in Brazil and Portugal", zh: "《守闸人》巴西与葡萄牙手游发行",
			subjectEn: "Publishing of the game Lockkeeper for telephones in Brazil and Portugal, in Portuguese, three years, with server operation by the Seller.",
			subjectZh: "游戏《守闸人》在巴西与葡萄牙的手机端葡语发行，为期三年，服务器由卖方运营。",
			quantity:  1, currency: "USD", fee: "buyer",
			grant: &grant{"game", "BR PT", "pt zh", 36, true, 0},
			parts: []part{
				{"Localised build", "本地化版本", 50, 40, "Portuguese build that passes store review", "通过商店审核的葡语版本", 10, false},
				{"Launch", "上线", 50, 80, "Game live in both stores", "两地商店上线", 10, true},
			},
			revisions: []revision{
				{-5, false, 8400000, []Clause{clauseEscrow(), clauseInspection(10), clauseReports(), clauseChain(), clauseLaw()}},
			},
			ended: &ending{at: 460, state: "lapsed", en: "No move within nineteen days.", zh: "十九天内双方均未推进。"},
		},
		{
			key: "sevenfloor", seller: "thousandscroll", buyer: "hanbitwave", item: 3, kind: "work", wall: true,
			en: "Seventh Floor, No Lift: option for a Korean series", zh: "《七楼无电梯》韩剧改编选择权",
			subjectEn: "Twenty-four-month option to adapt the novel Seventh Floor, No Lift as a Korean-language series of eight episodes.",
			subjectZh: "小说《七楼无电梯》改编为八集韩语剧集的选择权，为期二十四个月。",
			quantity:  1, currency: "USD", fee: "split",
			grant: &grant{"series remake", "KR", "ko", 24, true, 0},
			parts: []part{
				{"Option fee", "选择权费", 40, 12, "Signed option and the author's consent", "签署的选择权协议与作者同意书", 5, true},
				{"Series bible", "剧集大纲", 60, 66, "Bible of eight episodes for the author's reading", "供作者审阅的八集大纲", 14, false},
			},
			revisions: []revision{
				{-9, false, 6000000, []Clause{clauseEscrow(), clauseInspection(14), clauseLapse(24), clauseChain(), clauseCredit(), clauseLaw()}},
				{20, true, 5200000, []Clause{clauseEscrow(), clauseInspection(14), clauseLapse(30), clauseChain(), clauseCredit(), clauseLaw()}},
				{44, false, 5600000, []Clause{clauseEscrow(), clauseInspection(14), clauseLapse(30), clauseChain(), clauseCredit(), clauseReports(), clauseLaw()}},
			},
			agreed: [2]float64{50, 51}, signed: [2]float64{140, 146},
			course: course{funded: 480, payout: 1500, paces: [][4]float64{{500, 501, 520, 560}, {1100, 1104, 1400, 1410}}},
		},
		{
			key: "twelvemoons", seller: "nightgarden", buyer: "chaophrayanights", item: 3, kind: "work",
			en: "Twelve Moons: show licence for one pier", zh: "《十二月亮》码头演出授权",
			subjectEn: "Licence to stage the light show Twelve Moons on one pier and four boats in Bangkok for two seasons.",
			subjectZh: "在曼谷一座码头与四条船上演出光影秀《十二月亮》的授权，为期两季。",
			quantity:  1, currency: "USD", fee: "seller",
			grant: &grant{"museum", "TH", "th en zh", 24, false, 0},
			parts: []part{
				{"Adapted storyboard", "改编分镜", 40, 20, "Storyboard for the pier and the boats", "码头与船只分镜", 10, true},
				{"Opening night", "首演", 60, 62, "Cue lists and two weeks of supervision", "提示表与两周现场监制", 10, false},
			},
			revisions: []revision{
				{-46, false, 2800000, []Clause{clauseEscrow(), clauseInspection(10), clauseSafety(), clauseCredit(), clauseLaw()}},
				{-20, true, 1900000, []Clause{clauseEscrow(), clauseInspection(10), clauseSafety(), clauseCredit(), clauseDelay("five per cent", "twenty per cent", "百分之五", "百分之二十"), clauseLaw()}},
			},
			ended: &ending{at: 118, state: "abandoned", buyer: true, en: "The pier will be rebuilt next season; we come back when it stands.", zh: "码头下一季要重建，建好后我们再来。"},
		},
	}
}

func goodsSales() []draft {
	return []draft{
		{
			key: "teapots", seller: "zishaold", buyer: "kinokuma", item: 1, kind: "good", wall: true,
			en: "120 pear-form teapots for three cities", zh: "一百二十把梨形壶，供三城六店",
			subjectEn: "Purple clay teapots, pear form, 160 ml, hand-built and signed, in two deliveries of sixty.",
			subjectZh: "紫砂梨形壶，160毫升，全手工、落款，分两批各六十把交付。",
			quantity:  120, currency: "CNY", fee: "buyer",
			parts: []part{
				{"First sixty", "首批六十把", 50, -8, "Sixty pots with stamped list of makers", "六十把壶及陶手名录", 10, true},
				{"Second sixty", "第二批六十把", 50, 18, "Sixty pots with stamped list of makers", "六十把壶及陶手名录", 10, true},
			},
			revisions: []revision{
				{-1000, false, 118000, []Clause{clauseEscrow(), clauseSample(), clausePacking(), clauseInspection(10), clauseSilence(10), clausePermit(), clauseLaw()}},
				{-960, true, 108000, []Clause{clauseEscrow(), clauseSample(), clausePacking(), clauseInspection(10), clauseSilence(10), clausePermit(), clauseDelay("two per cent", "ten per cent", "百分之二", "百分之十"), clauseLaw()}},
			},
			agreed: [2]float64{-940, -938}, signed: [2]float64{-920, -918},
			course: course{funded: 50, payout: 1480, paces: [][4]float64{{480, 640, 780, 810}, {1180, 1290, 1400, 1440}}},
		},
		{
			key: "luckychild", seller: "luckychild", buyer: "boutiquedesmusees", item: 1, kind: "good", wall: true,
			en: "600 Lucky Children for eleven museum shops", zh: "六百只大阿福，供十一家博物馆商店",
			subjectEn: "Hand-painted Lucky Child figurines, 18 cm, with French story card, delivered by rail.",
			subjectZh: "手绘大阿福，18厘米，附法文故事卡，铁路运输。",
			quantity:  600, currency: "CNY", fee: "split",
			parts: []part{
				{"Deposit for clay and pigments", "备料款", 30, 6, "Purchase note of clay and pigments, photographs of the first ten", "泥料颜料采购单与首十件照片", 5, true},
				{"Consignment at the border", "货到口岸", 50, 26, "Single consignment note and packing list", "统一运单与装箱单", 7, true},
				{"Received in Lyon", "里昂收货", 20, 55, "Delivery note signed by the shops", "各店签收单", 10, true},
			},
			revisions: []revision{
				{-70, false, 21000, []Clause{clauseEscrow(), clauseSample(), clausePacking(), clauseInspection(10), clausePermit(), clauseLaw()}},
				{-52, true, 18800, []Clause{clauseEscrow(), clauseSample(), clausePacking(), clauseInspection(10), clausePermit(), clauseSilence(10), clauseLaw()}},
				{-34, false, 19800, []Clause{clauseEscrow(), clauseSample(), clausePacking(), clauseInspection(10), clausePermit(), clauseSilence(10), clauseCredit(), clauseLaw()}},
			},
			agreed: [2]float64{-30, -29}, signed: [2]float64{-5, -4},
			course: course{funded: 60, payout: 1430, paces: [][4]float64{{80, 84, 130, 150}, {330, 620, 690, 702}, {710, 1240, 1380, 1400}}},
		},
		{
			key: "calico", seller: "bluecalico", buyer: "tessutiadige", item: 1, kind: "good",
			en: "2,000 metres of blue calico in four patterns", zh: "四种纹样蓝印花布两千米",
			subjectEn: "Cotton calico, 140 cm, natural indigo, four patterns of 500 metres each.",
			subjectZh: "纯棉蓝印花布，幅宽140厘米，天然靛蓝，四种纹样各五百米。",
			quantity:  2000, currency: "USD", fee: "seller",
			parts: []part{
				{"Strike-offs approved", "打样确认", 15, 10, "Four strike-offs of two metres", "四款各两米打样", 7, true},
				{"Cloth shipped", "发货", 85, 45, "Bill of lading, roll list with shade numbers", "提单、附色号卷单", 10, false},
			},
			revisions: []revision{
				{-60, false, 1180, []Clause{clauseEscrow(), clauseSample(), clauseInspection(10), clausePacking(), clauseLaw()}},
				{-40, true, 1040, []Clause{clauseEscrow(), clauseSample(), clauseInspection(10), clausePacking(), clauseDelay("three per cent", "fifteen per cent", "百分之三", "百分之十五"), clauseLaw()}},
			},
			agreed: [2]float64{-22, -20}, signed: [2]float64{-3, -2},
			course: course{funded: 48, payout: 1360, paces: [][4]float64{{170, 260, 330, 345}, {800, 1130, 1290, 1310}}},
		},
		{
			key: "lamps", seller: "lampwork", buyer: "wislalight", item: 2, kind: "good",
			en: "400 rechargeable bedside lamps", zh: "四百盏充电床头灯",
			subjectEn: "Rechargeable bedside lamps with replaceable drivers, Polish manual, in two lots of 200.",
			subjectZh: "可更换驱动的充电床头灯，附波兰语说明书，分两批各二百盏。",
			quantity:  400, currency: "EUR", fee: "split",
			parts: []part{
				{"First lot", "首批", 50, 16, "200 lamps, test report per batch", "二百盏灯及批次检测报告", 7, false},
				{"Second lot", "第二批", 50, 40, "200 lamps, spare drivers", "二百盏灯及备用驱动", 7, true},
			},
			revisions: []revision{
				{-31, false, 3550, []Clause{clauseEscrow(), clauseSample(), clauseInspection(7), clausePacking(), clauseLaw()}},
				{-7, true, 3150, []Clause{clauseEscrow(), clauseSample(), clauseInspection(7), clausePacking(), clauseDelay("two per cent", "ten per cent", "百分之二", "百分之十"), clauseLaw()}},
				{19, false, 3320, []Clause{clauseEscrow(), clauseSample(), clauseInspection(7), clausePacking(), clauseDelay("two per cent", "ten per cent", "百分之二", "百分之十"), clauseSilence(7), clauseLaw()}},
			},
			agreed: [2]float64{24, 25}, signed: [2]float64{45, 46},
			course: course{
				funded: 30, payout: 1480, paces: [][4]float64{{260, 500, 0, 0}, {800, 1090, 1250, 1262}},
				dispute: &dispute{
					0, 518, 900, 70,
					"Sixty of two hundred lamps have a colour that differs visibly from the sealed sample.", "两百盏中有六十盏色温与封样明显不符。",
					"The report confirms a deviation in one batch. Seventy per cent to the Seller, thirty per cent back to the Buyer, who keeps the lamps.", "检测报告确认一个批次存在偏差。七成归卖方，三成退还买方，灯由买方留用。",
				},
			},
		},
	}
}

func commissions() []draft {
	return []draft{
		{
			key: "ninthbridge", seller: "plumframe", buyer: "atelierpetit", item: 3, kind: "service", wall: true,
			en: "Under the Ninth Bridge: co-production of 26 episodes", zh: "《第九座桥下》二十六集联合出品",
			subjectEn: "Co-production of the animated series Under the Ninth Bridge, 26 episodes of eleven minutes, development and pilot.",
			subjectZh: "动画系列《第九座桥下》（二十六集，每集十一分钟）联合出品之开发与试播集。",
			quantity:  1, currency: "EUR", fee: "split",
			parts: []part{
				{"Bible and three scripts", "设定集与三集剧本", 30, 20, "Final bible, three scripts in French and Chinese", "设定集定稿、三集中法剧本", 10, false},
				{"Animatic", "动态分镜", 30, 50, "Animatic of the pilot with scratch voices", "试播集动态分镜与参考配音", 10, false},
				{"Pilot", "试播集", 40, 120, "Finished pilot, both mixes", "试播集成片与双语混录", 14, false},
			},
			revisions: []revision{
				{-120, false, 18800000, []Clause{clauseEscrow(), clauseShares(60, 40), clauseInspection(10), clauseRevisions(2), clauseCredit(), clauseLaw()}},
				{-72, true, 17000000, []Clause{clauseEscrow(), clauseShares(50, 50), clauseInspection(10), clauseRevisions(3), clauseCredit(), clauseLaw()}},
				{-40, false, 17600000, []Clause{clauseEscrow(), clauseShares(55, 45), clauseInspection(10), clauseRevisions(3), clauseCredit(), clauseReports(), clauseLaw()}},
			},
			agreed: [2]float64{-21, -18}, signed: [2]float64{14, 16}, ceremony: "signing",
			course: course{funded: 170, paces: [][4]float64{{640, 641, 760, 790}, {1320, 1322, 1500, 1530}}},
		},
		{
			key: "water", seller: "whitesailfx", buyer: "fenlandvfx", item: 1, kind: "service",
			en: "Fourteen water shots for a drama series", zh: "剧集十四个水体特效镜头",
			subjectEn: "Fourteen water simulation shots in 4K for a British drama series, scene files included.",
			subjectZh: "为英国剧集制作十四个4K水体特效镜头，含工程文件。",
			quantity:  14, currency: "USD", fee: "buyer",
			parts: []part{
				{"Look and first four shots", "风格与前四镜", 35, 18, "Approved look, four final shots", "风格定稿与四个完成镜头", 5, true},
				{"Remaining ten shots", "其余十镜", 65, 58, "Ten final shots and scene files", "十个完成镜头与工程文件", 7, false},
			},
			revisions: []revision{
				{-29, false, 380000, []Clause{clauseEscrow(), clauseRevisions(3), clauseInspection(7), clauseOwnership(), clauseLaw()}},
				{-6, true, 330000, []Clause{clauseEscrow(), clauseRevisions(4), clauseInspection(7), clauseOwnership(), clauseDelay("five per cent", "twenty per cent", "百分之五", "百分之二十"), clauseLaw()}},
				{21, false, 352000, []Clause{clauseEscrow(), clauseRevisions(4), clauseInspection(7), clauseOwnership(), clauseDelay("three per cent", "fifteen per cent", "百分之三", "百分之十五"), clauseLaw()}},
			},
			agreed: [2]float64{28, 30}, signed: [2]float64{47, 48},
			course: course{funded: 24, payout: 1420, paces: [][4]float64{{400, 402, 500, 560}, {1200, 1204, 1340, 1380}}},
		},
		{
			key: "pavilion", seller: "sixtysquare", buyer: "gulfpavilion", item: 1, kind: "service",
			en: "A sixty-square-metre pavilion for a culture week", zh: "文化周六十平方米展馆",
			subjectEn: "Design, construction and dismantling of a shaded sixty-square-metre pavilion for a culture week in Dubai.",
			subjectZh: "迪拜文化周六十平方米遮阳展馆的设计、搭建与拆除。",
			quantity:  1, currency: "EUR", fee: "split",
			parts: []part{
				{"Design approved", "设计确认", 25, 15, "Drawings, structural calculation, model", "图纸、结构计算与模型", 7, false},
				{"Ready to open", "具备开馆条件", 55, 50, "Handover protocol signed on site", "现场签署的移交记录", 3, false},
				{"Dismantled and stored", "拆除入库", 20, 66, "Inventory of stored parts", "入库清单", 7, true},
			},
			revisions: []revision{
				{-90, false, 10400000, []Clause{clauseEscrow(), clauseSafety(), clauseInspection(7), clauseRevisions(2), clauseOwnership(), clauseLaw()}},
				{-58, true, 9200000, []Clause{clauseEscrow(), clauseSafety(), clauseInspection(7), clauseRevisions(3), clauseOwnership(), clauseDelay("ten per cent", "thirty per cent", "百分之十", "百分之三十"), clauseLaw()}},
				{-33, false, 9800000, []Clause{clauseEscrow(), clauseSafety(), clauseInspection(7), clauseRevisions(3), clauseOwnership(), clauseDelay("five per cent", "twenty per cent", "百分之五", "百分之二十"), clauseLaw()}},
			},
			agreed: [2]float64{-12, -11}, signed: [2]float64{29, 31},
			course: course{funded: 300, payout: 1610, paces: [][4]float64{{340, 342, 430, 450}, {1100, 1140, 1180, 1200}, {1560, 1562, 1580, 1590}}},
		},
		{
			key: "virtualwalk", seller: "stillriver3d", buyer: "najdheritage", item: 1, kind: "service", wall: true,
			en: "A virtual walk through three craft workshops", zh: "三间手艺作坊的虚拟漫游",
			subjectEn: "Scanning of three workshops in Riyadh and a walk for headsets and large screens, captions in Arabic, Chinese and English.",
			subjectZh: "利雅得三间作坊的三维扫描与头显、大屏漫游，阿、中、英三语说明。",
			quantity:  3, currency: "USD", fee: "buyer",
			parts: []part{
				{"Scans complete", "扫描完成", 40, 17, "Raw scans and coverage report", "原始扫描数据与覆盖报告", 7, true},
				{"First workshop", "首间作坊", 25, 42, "Walk of the first workshop on two devices", "首间作坊双端漫游", 10, false},
				{"All three, captioned", "三间全部完成", 35, 80, "Complete walk with captions in three languages", "含三语说明的完整漫游", 14, false},
			},
			revisions: []revision{
				{-66, false, 1850000, []Clause{clauseEscrow(), clauseInspection(10), clauseRevisions(2), clauseOwnership(), clauseLaw()}},
				{-28, true, 1500000, []Clause{clauseEscrow(), clauseInspection(10), clauseRevisions(3), clauseOwnership(), clauseCredit(), clauseLaw()}},
				{-2, false, 1690000, []Clause{clauseEscrow(), clauseInspection(10), clauseRevisions(3), clauseOwnership(), clauseCredit(), clauseSilence(14), clauseLaw()}},
			},
			agreed: [2]float64{23, 26}, signed: [2]float64{31, 33}, ceremony: "signing",
			course: course{funded: 96, paces: [][4]float64{{300, 340, 470, 486}, {960, 962, 1150, 1170}}},
		},
	}
}
