package demo

// guest is one foreign organization and the person it sends. The key becomes the id and the mail domain.
type guest struct {
	key, en, zh        string
	tagEn, tagZh       string
	textEn, textZh     string
	person, personZh   string
	country, zone      string
	cityEn, cityZh     string
	langs, role        string
	needs, territories string
	currency           string
	budget             int // band 1 (smallest) to 5
	halls              string
}

// guests are the thirty buyers and investors. The first one is the distributor behind the sign-in link "buyer".
func guests() []guest {
	return []guest{
		{
			"spreelicht", "Spreelicht Filmverleih", "施普雷之光电影发行", "Slow cinema for the German-speaking countries", "为德语区寻找慢电影",
			"An independent distributor with eleven releases a year, half of them in cinemas and half on our own subscription channel. We dub carefully and keep directors informed.",
			"独立发行公司，每年发行十一部影片，一半进影院，一半上自有订阅频道。配音讲究，进展随时告知导演。",
			"Katrin Brandhorst", "卡特琳·布兰德霍斯特", "DE", "Europe/Berlin", "Berlin", "柏林", "de en", "license", "audiovisual/film audiovisual/series audiovisual/documentary", "DE AT CH", "EUR", 3, "film_tv digital_production",
		},
		{
			"hafenkontor", "Hafenkontor Design Import", "港务坊设计进口", "Wholesale to two hundred small shops", "供应两百家小店的批发商",
			"We buy lamps, stools and kitchen things in lots of sixty and store them at the harbour. Repairs are our best advertisement.",
			"每批六十件，采购灯具、凳子和厨房用品，仓库就在港口。修得好，就是最好的广告。",
			"Henning Oltmanns", "亨宁·奥尔特曼斯", "DE", "Europe/Berlin", "Hamburg", "汉堡", "de en", "buy", "design/industrial crafts/lacquer crafts/ceramics", "DE DK NL", "EUR", 3, "industrial_design heritage",
		},
		{
			"elbmuseum", "Elbaue Museum Association", "易北河谷博物馆联盟", "Nine small museums that buy together", "九家小馆，一起采购",
			"The museums share one registrar, one truck and one exhibition budget. Touring shows must fit through a door of one metre ten.",
			"九馆共用一位藏品管理员、一辆卡车和一份展览预算。巡展必须过得了一米一宽的门。",
			"Dorothea Quandt", "多萝特娅·克万特", "DE", "Europe/Berlin", "Dresden", "德累斯顿", "de en fr", "buy", "heritage/museums heritage/restoration performance/exhibitions", "DE", "EUR", 2, "exhibitions heritage",
		},
		{
			"quaidesombres", "Quai des Ombres Distribution", "影码头发行", "Author cinema between Lille and Marseille", "从里尔到马赛的作者电影",
			"Fourteen films a year and a circuit of ninety screens. We announce minimum guarantees in the first call, and we stand by them.",
			"每年十四部影片，院线九十块银幕。最低保证金第一通电话就报，报了就算数。",
			"Solène Carpentier", "索莱娜·卡庞蒂耶", "FR", "Europe/Paris", "Paris", "巴黎", "fr en", "license", "audiovisual/film audiovisual/documentary", "FR BE LU", "EUR", 3, "film_tv",
		},
		{
			"boutiquedesmusees", "Comptoir des Réserves", "库藏柜台", "Museum shops that sell what the curators like", "卖策展人喜欢的东西的博物馆商店",
			"Eleven museum shops across France order together. We want pieces with a maker's name and a story that fits on a card.",
			"法国十一家博物馆商店联合下单。我们要有作者名字、故事写得进一张卡片的东西。",
			"Mathieu Delorme-Viaud", "马蒂厄·德洛姆-维奥", "FR", "Europe/Paris", "Lyon", "里昂", "fr en", "buy", "heritage/replicas crafts/clay-figurines intangible/craftsmanship", "FR BE", "EUR", 2, "heritage exhibitions",
		},
		{
			"atelierpetit", "Les Petits Crayons Animation", "小铅笔动画", "Animation for people who still lick their spoon", "拍给还会舔勺子的小观众",
			"A producer of preschool series with two public channels as partners. We bring half the budget and a writer, and ask for one open episode.",
			"学前动画制片方，与两家公共频道长期合作。我们出一半预算和一位编剧，只要求留一集一起写。",
			"Aurélie Fontanges", "奥蕾莉·丰唐热", "FR", "Europe/Paris", "Angoulême", "昂古莱姆", "fr en", "coproduce", "audiovisual/animation books/comics", "FR BE CH CA", "EUR", 4, "digital_production internet_culture",
		},
		{
			"fenlandvfx", "Fenland Post", "芬兰德后期", "Post-production for dramas with weather in them", "专做有天气的剧集后期",
			"A London house with forty seats and more water shots than water artists. We outsource sequences, never single frames.",
			"伦敦一家四十席的后期公司，水戏比会做水的人多。我们外包整段，不外包单帧。",
			"Imogen Radcliffe-Shaw", "伊莫金·拉德克利夫-肖", "GB", "Europe/London", "London", "伦敦", "en", "buy", "audiovisual/vfx audiovisual/studio", "GB IE", "GBP", 4, "digital_production film_tv",
		},
		{
			"thimblepress", "Thimble & Rook Press", "顶针与乌鸦出版社", "Picture books with real ink in them", "用真墨水印的图画书",
			"We publish eighteen translated books a year for readers under twelve. The translator's name is on our cover.",
			"每年为十二岁以下读者出版十八本译作，译者的名字印在封面上。",
			"Alasdair Penrose", "阿拉斯代尔·彭罗斯", "GB", "Europe/London", "Edinburgh", "爱丁堡", "en", "license", "books/comics books/online-literature books/translation-rights", "GB IE AU NZ", "GBP", 2, "internet_culture heritage",
		},
		{
			"copperlantern", "Copper Lantern Streaming", "铜灯流媒体", "World drama, one country a month", "每月一国的世界剧场",
			"A subscription service of four hundred thousand households in North America. We license seasons, subtitle them ourselves and pay on delivery of masters.",
			"北美订阅平台，四十万户家庭。我们按季采购、自制字幕，母带交付即付款。",
			"Rebecca Whitlock", "丽贝卡·惠特洛克", "US", "America/New_York", "New York", "纽约", "en", "license", "audiovisual/series audiovisual/film", "US CA", "USD", 4, "film_tv digital_production",
		},
		{
			"mesagames", "Mesa Verde Game Publishing", "绿台地游戏发行", "Games that age well", "耐玩的游戏",
			"A publisher of forty quiet games with an average life of nine years. We port, test and keep the servers on.",
			"出版四十款安静的游戏，平均寿命九年。我们负责移植、测试，并一直开着服务器。",
			"Daniel Ybarra", "丹尼尔·伊巴拉", "US", "America/Los_Angeles", "Los Angeles", "洛杉矶", "en es", "license", "audiovisual/games", "US CA MX", "USD", 4, "internet_culture digital_production",
		},
		{
			"borealframe", "Boreal Frame Productions", "北林映画", "Co-productions under two flags", "两面国旗下的联合出品",
			"A Toronto producer with tax credits, a dubbing stage and patience for treaties. Seven official co-productions are behind us.",
			"多伦多制片公司，有税收抵免、有配音棚，也有读合拍条约的耐心。已完成七部官方合拍。",
			"Marguerite Leclair", "玛格丽特·勒克莱尔", "CA", "America/Toronto", "Toronto", "多伦多", "en fr", "coproduce", "audiovisual/animation audiovisual/film audiovisual/vr", "CA US", "CAD", 4, "digital_production film_tv",
		},
		{
			"kinokuma", "Kuma Street Tea and Table", "熊通茶食器", "Tea ware for six shops in three cities", "三城六店的茶器",
			"We buy small, hand-built pieces and tell the customer who made them. Delivery twice a year, never faster.",
			"只买手工小件，并告诉客人是谁做的。一年交货两次，再快也不要。",
			"Haruka Minobe", "美濃部遥", "JP", "Asia/Tokyo", "Tokyo", "东京", "ja en", "buy", "crafts/purple-clay crafts/ceramics intangible/tea crafts/lacquer", "JP", "JPY", 3, "heritage industrial_design",
		},
		{
			"hoshimori", "Hoshimori Toy Planning", "星森玩具企划", "Figures you wind up once a day", "每天上一次发条的玩偶",
			"Licensed figures in runs of three thousand, sold beside trains. We look for characters with a job.",
			"三千件一批的授权玩偶，在车站旁售卖。我们寻找有职业的角色。",
			"Kenji Aramaki", "荒卷健治", "JP", "Asia/Tokyo", "Osaka", "大阪", "ja en", "license", "sports/toys audiovisual/animation crafts/clay-figurines", "JP", "JPY", 3, "digital_production heritage industrial_design",
		},
		{
			"hanbitwave", "Hanbit Wave Contents", "韩光内容", "Web novels that become Friday evenings", "把网文变成周五晚上",
			"We option online fiction and produce short series of eight episodes. Decision within three weeks, in writing.",
			"采购网络小说改编权，做八集短剧。三周内书面答复。",
			"Seo Ji-won", "徐智媛", "KR", "Asia/Seoul", "Seoul", "首尔", "ko en", "license", "books/online-literature audiovisual/series books/comics", "KR", "USD", 4, "internet_culture film_tv",
		},
		{
			"busandock", "Dock Seven Game Port", "七号船坞游戏", "Console ports with the sea outside", "窗外是海的主机移植",
			"Eighty engineers who move games between machines. We pay in advance for good code.",
			"八十名工程师，把游戏搬到别的机器上。代码好，我们预付。",
			"Park Min-jae", "朴旼宰", "KR", "Asia/Seoul", "Busan", "釜山", "ko en", "coproduce", "audiovisual/games audiovisual/vr", "KR JP", "USD", 3, "internet_culture digital_production",
		},
		{
			"merlionheritage", "Tanjong Row Hotels", "丹戎排屋酒店", "Hotels in houses that were something else", "开在老屋里的酒店",
			"Five small hotels and a sixth in a former bank. We commission objects for the rooms and shows for the courtyards.",
			"五家小酒店，第六家在旧银行里。我们为客房订制器物，为庭院订演出。",
			"Tan Wei Ling", "陈慧玲", "SG", "Asia/Singapore", "Singapore", "新加坡", "en zh", "buy", "tourism/hospitality crafts/ceramics performance/theatre", "SG MY", "SGD", 3, "cultural_tourism heritage exhibitions",
		},
		{
			"straitsfund", "Straits Story Capital", "海峡叙事资本", "Patient money for long stories", "给长故事的耐心资本",
			"A family-backed fund that takes minority stakes in studios and slates. Tickets from half a million to four million US dollars.",
			"家族出资的基金，参股工作室与片单。单笔五十万到四百万美元。",
			"Arjun Menon-Lim", "阿俊·梅农-林", "SG", "Asia/Singapore", "Singapore", "新加坡", "en zh", "invest", "audiovisual/animation audiovisual/games audiovisual/film", "SG MY TH", "USD", 5, "digital_production internet_culture film_tv",
		},
		{
			"kampungkite", "Kampung Kite Parks", "风筝村乐园", "Family parks with a roof against the rain", "有屋顶防雨的家庭乐园",
			"Three indoor parks, one on the drawing board. We license stories with songs and need designers who count lavatories.",
			"三座室内乐园，一座在图上。我们买有歌的故事，也要会算卫生间数量的设计师。",
			"Nurul Izzati Rahim", "努鲁·依扎蒂", "MY", "Asia/Kuala_Lumpur", "Kuala Lumpur", "吉隆坡", "ms en zh", "license", "tourism/parks audiovisual/animation sports/toys", "MY SG BN", "USD", 4, "cultural_tourism digital_production",
		},
		{
			"chaophrayanights", "Chao Phraya Evenings", "湄南河之夜", "River nights, without the disco", "没有迪斯科的河上之夜",
			"Operator of four quiet boats and one pier. We look for light, music and stories that suit a slow current.",
			"经营四条安静的船和一座码头，寻找配得上慢水流的灯光、音乐和故事。",
			"Siriporn Thongdee", "诗丽蓬·通迪", "TH", "Asia/Bangkok", "Bangkok", "曼谷", "th en", "buy", "tourism/charter performance/festivals performance/music", "TH LA", "USD", 3, "cultural_tourism internet_culture",
		},
		{
			"gulfpavilion", "Gulf Pavilion Works", "海湾展馆工程", "Pavilions that survive August", "撑得过八月的展馆",
			"We build and run national pavilions and culture weeks in the Gulf. Everything must pack, fold or shade.",
			"在海湾地区承建与运营国家馆和文化周。东西要能装、能折，或者能遮阴。",
			"Layla Al Mansoori", "莱拉·曼苏里", "AE", "Asia/Dubai", "Dubai", "迪拜", "ar en", "buy", "design/interior performance/exhibitions design/architecture", "AE QA OM", "USD", 5, "exhibitions industrial_design",
		},
		{
			"sandscreen", "Sand Screen Arabic Media", "沙幕阿语传媒", "Dubbing the world into Arabic", "把世界配成阿拉伯语",
			"A dubbing house and two children's channels. We buy animation and documentaries and return the Arabic version to the owner.",
			"一家配音公司、两个儿童频道。采购动画与纪录片，阿语版归还权利人。",
			"Omar Haddadin", "欧麦尔·哈达丁", "AE", "Asia/Dubai", "Abu Dhabi", "阿布扎比", "ar en", "license", "audiovisual/animation audiovisual/documentary audiovisual/dubbing", "AE SA EG QA", "USD", 4, "digital_production film_tv internet_culture",
		},
		{
			"najdheritage", "Najd Living Museums", "内志活态博物馆", "Museums where somebody is working", "里面有人在干活的博物馆",
			"We are opening three craft museums and need virtual walks, display cases and masters who travel. Investment is open for joint workshops.",
			"三座手艺博物馆正在筹建，需要虚拟漫游、展柜，以及肯出门的师傅。欢迎联合工坊投资。",
			"Faisal Al Otaibi", "费萨尔·欧泰比", "SA", "Asia/Riyadh", "Riyadh", "利雅得", "ar en", "invest", "heritage/museums audiovisual/vr intangible/craftsmanship", "SA AE", "USD", 5, "digital_production exhibitions heritage",
		},
		{
			"nilebank", "Nile Bank Culture House", "尼罗河岸文化馆", "A stage, a cinema and a translation room", "一座舞台、一间影院、一间译室",
			"We programme ninety evenings a year in a former cotton exchange. Touring productions under twenty people fit best.",
			"在旧棉花交易所里每年排九十个夜晚，二十人以内的巡演最合适。",
			"Nadia Farouk Selim", "纳迪亚·法鲁克", "EG", "Africa/Cairo", "Cairo", "开罗", "ar en fr", "buy", "performance/theatre performance/music performance/festivals", "EG", "EUR", 2, "heritage exhibitions internet_culture",
		},
		{
			"savannahlearn", "Savannah Learning Studios", "草原学习工作室", "Lessons that work without a signal", "没有信号也能上的课",
			"School media for East Africa, stored on a card the size of a thumbnail. We license programmes for ages six to twelve.",
			"东非学校媒体，装在指甲大的卡里。采购六到十二岁的节目。",
			"Wanjiru Kamau", "万吉鲁·卡毛", "KE", "Africa/Nairobi", "Nairobi", "内罗毕", "en sw", "license", "audiovisual/animation support/training books/comics", "KE TZ UG RW", "USD", 2, "internet_culture digital_production",
		},
		{
			"jacaranda", "Jacaranda Factual", "蓝花楹纪实", "Documentary for thirty million living rooms", "给三千万客厅的纪录片",
			"A factual channel group with a slot for craft and science on Sundays. We pay per minute and broadcast within the year.",
			"纪实频道集团，周日有手艺与科学时段。按分钟付费，一年内播出。",
			"Thabo Mokoena-Nel", "塔博·莫科纳-内尔", "ZA", "Africa/Johannesburg", "Johannesburg", "约翰内斯堡", "en af zu", "license", "audiovisual/documentary audiovisual/short-video", "ZA NA BW", "USD", 3, "film_tv internet_culture",
		},
		{
			"tropicalplay", "Tropical Play Jogos", "热带游戏", "Games for the bus, in Portuguese", "公交车上玩的葡语游戏",
			"A publisher for phones that are four years old. We test on slow networks and split revenue weekly.",
			"专为用了四年的手机发行，在慢网上测试，每周分成。",
			"Renata Bittencourt", "雷娜塔·比滕库特", "BR", "America/Sao_Paulo", "São Paulo", "圣保罗", "pt en", "license", "audiovisual/games audiovisual/animation", "BR PT", "USD", 3, "internet_culture digital_production",
		},
		{
			"barrioluz", "Barrio Luz Festivales", "光街区节庆", "Festivals of light for old town squares", "老城广场上的灯节", //nolint:misspell // it is Spanish
			"We fill eleven squares with lanterns, music and kitchens, twice a year. Freight must clear the port in eight days.",
			"每年两次，用灯、音乐和厨房填满十一个广场。货物须在八天内清关。",
			"Ximena Arriaga Solís", "希梅纳·阿里亚加", "MX", "America/Mexico_City", "Mexico City", "墨西哥城", "es en", "buy", "performance/festivals performance/music intangible/rituals", "MX GT", "USD", 4, "heritage cultural_tourism",
		},
		{
			"wislalight", "Wisła Light and Home", "维斯瓦灯居", "Lamps for small flats and long winters", "小公寓与长冬天的灯",
			"Forty shops and one warehouse in Poland and the Baltics. We want replaceable parts and honest boxes.",
			"波兰与波罗的海四十家店、一座仓库。要能换的零件，要诚实的包装。",
			"Agnieszka Wolańska", "阿格涅什卡·沃兰斯卡", "PL", "Europe/Warsaw", "Warsaw", "华沙", "pl en de", "buy", "design/industrial design/packaging", "PL LT LV EE", "EUR", 3, "industrial_design",
		},
		{
			"tessutiadige", "Tessuti Adige", "阿迪杰织物", "Cloth for coats that outlive fashion", "给比潮流活得久的大衣的布",
			"A mill and a cutting room of sixty people near Verona. We import narrow-loom cloth, cords and embroidery for our own collections.",
			"维罗纳附近一家六十人的织厂兼裁剪房，为自有系列进口窄幅布、绳与刺绣。",
			"Chiara Bonvicini", "基娅拉·邦维奇尼", "IT", "Europe/Rome", "Verona", "维罗纳", "it en", "buy", "crafts/textiles design/fashion crafts/embroidery", "IT", "EUR", 3, "heritage industrial_design",
		},
		{
			"southernfield", "Southern Field Garden Trust", "南野园林信托", "Gardens that grow into their walls", "慢慢长进墙里的园林",
			"We look after seven public gardens and are planning an eighth with a Chinese courtyard. Masons and gardeners included.",
			"管理七座公共园林，正筹建第八座，内有中式庭院。石匠和园丁一并邀请。",
			"Bronwyn Tully", "布朗温·塔利", "AU", "Australia/Melbourne", "Melbourne", "墨尔本", "en", "buy", "design/architecture performance/festivals tourism/parks", "AU NZ", "AUD", 4, "industrial_design cultural_tourism exhibitions",
		},
	}
}
