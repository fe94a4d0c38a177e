package demo

import "time"

// asked is a question left at a booth as written down by hand; at and answered are hours from the start of the live stage.
type asked struct {
	firm, guest  string
	at, answered float64
	language     string
	text, answer string
}

// visitors leaves their questions at the booths.
func (g *generator) visitors() {
	for _, q := range questions() {
		g.fair.Questions = append(g.fair.Questions, Question{
			ID: g.next("que"), Booth: "bth_" + q.firm, Person: g.staff["org_"+q.guest][0], At: g.after(q.at), Language: q.language, Text: q.text,
			Answered: g.after(q.answered), By: g.staff["org_"+q.firm][0], Answer: q.answer,
		})
	}
	sortByTime(g.fair.Questions, func(q Question) time.Time { return q.At })
}

func questions() []asked {
	return []asked{
		{"reedlantern", "spreelicht", -172, -165, "en", "Is there a version of The Salt Lantern with a cleared English title song, or only the Chinese one?", "Only the Chinese song, and it is cleared for all territories. The composer is willing to record an instrumental for the credits."},
		{"reedlantern", "jacaranda", -0.4, 0.7, "en", "Could Ferrymen be cut to 52 minutes for television, and who would do it?", "Yes, our editor has already marked a 52-minute version. We deliver it within three weeks of signature."},
		{"luckychild", "boutiquedesmusees", -240, -221, "en", "Do the figurines survive a shop window in full sun?", "Two summers without visible fading, if the glass filters ultraviolet. We send test pieces that hung on our own roof."},
		{"luckychild", "hoshimori", -30, -26, "en", "May we license the lion alone, without the child?", "The lion never leaves the child, but his younger brother from our 1962 moulds is free. We send photographs."},
		{"zishaold", "kinokuma", -410, -398, "en", "Which of the twelve potters made the pot with the slightly higher spout?", "Potter number seven. She also makes it with a lower one on request, and her pots may be ordered by name."},
		{"zishaold", "merlionheritage", -12, -9, "zh", "紫砂壶能不能进酒店洗碗机？客房每天要换。", "不建议。我们可以为客房做一款内壁施釉的，外形一样，洗碗机没问题。"},
		{"plumframe", "atelierpetit", -300, -282, "en", "How many of your animators draw on paper, honestly?", "Twenty-six of eighty. The others draw on tablets and sneak back to paper for difficult hands."},
		{"plumframe", "sandscreen", -0.3, 1.1, "en", "Does Mister Dumpling contain any text on signs that we would need to replace?", "Three signs in fifty-two episodes. The layers are separate, and Arabic versions take us one day."},
		{"tidemark", "mesagames", -96, -80, "en", "Do you have telemetry from players above sixty?", "Yes, they are a fifth of all players and finish more levels than the rest. We share the anonymised tables."},
		{"tidemark", "tropicalplay", -20, -16, "en", "What is the smallest telephone on which Lockkeeper still runs at thirty frames?", "A four-year-old entry model with two gigabytes of memory; below that we lower the water detail."},
		{"thousandscroll", "hanbitwave", -200, -188, "en", "Is the ending of Seventh Floor, No Lift negotiable?", "The author says the lift may arrive, but nobody may take it."},
		{"inkpixel", "thimblepress", -150, -130, "en", "Are the line drawings available without lettering?", "Yes, all files come in three layers: line, colour, lettering. Sound effects are drawn, and we redraw them for you."},
		{"lampwork", "wislalight", -88, -70, "en", "Can the manual be supplied without plastic in the box?", "The whole box has been free of plastic since last spring. The manual is one folded sheet."},
		{"kneeheight", "hafenkontor", -61, -55, "en", "Which tool do I need to repair a wobbly stool?", "The key that comes with it. If it is lost, any five-millimetre hexagon key will do."},
		{"handleco", "hafenkontor", -0.2, 2.2, "en", "Would you redesign a tap that forty thousand people already dislike?", "With pleasure. Please send three of them, and the complaints, unread by anyone."},
		{"fieldnote", "southernfield", -260, -240, "en", "How do you choose the stones when the client is on another continent?", "We draw each stone from four sides, number it and film it in the rain. You choose, we load."},
		{"bluecalico", "tessutiadige", -180, -171, "en", "Does the indigo rub off on light linings?", "After three washes hardly at all. We wash twice before shipping and put the test strip in the parcel."},
		{"finestneedle", "elbmuseum", -90, -66, "en", "At what light level may the double-sided cat be shown?", "Fifty lux, and six months of rest after each six on display. The silk will outlive us all then."},
		{"lanternfest", "barrioluz", -130, -118, "en", "How do the lanterns behave at two thousand two hundred metres, in dry air?", "The silk tightens and the wire does not mind. We bring spare fabric and a humidifier for the workshop."},
		{"opera40", "nilebank", -75, -52, "en", "Could the surtitles be in Arabic, and who runs them?", "Yes, our fifth language will be Arabic this winter. The surtitler travels with us; she follows the flute, not a clock."},
		{"whitesailfx", "fenlandvfx", -140, -133, "en", "Which solver do you use for shallow water near a hull?", "Our own for the first metre and a common one for the rest. The scene files contain both."},
		{"stillriver3d", "najdheritage", -210, -196, "en", "Can visitors with reading glasses wear the headsets?", "Yes, there is a spacer. For groups we recommend the large screen: less to clean, more to talk about."},
		{"canalnights", "chaophrayanights", -33, -28, "en", "What do you do when a boat passes with a loudspeaker?", "Our guide stops, smiles and pours tea. It has become the most popular part."},
		{"summerhill", "kampungkite", -170, -150, "zh", "邮差的故事在赤道没有冬天，第九个场景怎么办？", "把雪换成萤火虫，河神同意了。去年夏天我们自己也试过一次。"},
		{"heronisland", "straitsfund", -48, -36, "en", "Would you host a retreat of twelve founders in January, without any screens?", "January is the best month for it: nothing grows, everybody talks. We lock the screens in the boathouse."},
		{"sixtysquare", "gulfpavilion", -190, -179, "en", "What happens to your timber joints at forty-six degrees?", "They were tested at fifty-five. Noon is for the workers' rest, and the shade sail goes up first."},
		{"crateandlight", "elbmuseum", -155, -149, "en", "Who pays if a crate waits at the border over a weekend?", "We do, up to four days. The crates have their own climate for ten."},
		{"museumshoplab", "boutiquedesmusees", -22, -14, "en", "Which souvenir would you never make again?", "The umbrella with the pattern inside. Beautiful, and nobody looked up."},
		{"owlhour", "savannahlearn", -58, -49, "en", "Are the sleep recordings available without any music?", "Yes, forty of the sixty have none. They are also the ones that children ask for again."},
		{"harbourprint", "thimblepress", -44, -31, "en", "Does the italic of Harbour Song cover Gaelic?", "It does since the second release, including the old letterforms. Try it with a poem of your choice."},
	}
}
