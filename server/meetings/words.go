package meetings

import (
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"fairground/matchmaking"
	"fairground/server/lang"
)

// words are the taxonomy by id, from which reasons get their names.
type words map[string]matchmaking.Tag

// FreeSlots is the code of the reason that counts common free slots.
const FreeSlots = "free_slots"

func slotReason(n int) Reason {
	count := strconv.Itoa(n)
	r := Reason{Code: FreeSlots, Params: map[string]string{"slots": count}, Value: 1, Text: lang.Text{
		lang.English: count + " common free slots", lang.Chinese: "共同空闲时段 " + count + " 个",
	}}
	switch n {
	case 0:
		r.Text = lang.Text{lang.English: "no common free slot", lang.Chinese: "暂无共同空闲时段"}
	case 1:
		r.Text[lang.English] = "one common free slot"
	}
	return r
}

// reason finds the words for a term. A term that says nothing (nobody has told his budget) has none.
func (w words) reason(r matchmaking.Reason) Reason {
	return Reason{Code: r.Code, Params: r.Params, Value: r.Value, Text: w.text(r)}
}

func (w words) text(r matchmaking.Reason) lang.Text {
	mine, theirs := w.tag(r.Params["tag"]), w.tag(r.Params["theirs"])
	both := func(en, zh string) lang.Text { return lang.Text{lang.English: en, lang.Chinese: zh} }
	same := r.Params["tag"] == r.Params["theirs"]
	switch r.Code {
	case matchmaking.NeedOffered:
		if same {
			return both("you want "+mine[lang.English]+", they offer it", "您需要“"+mine[lang.Chinese]+"”，对方正好提供")
		}
		return both("you want "+mine[lang.English]+", they offer "+theirs[lang.English], "您需要“"+mine[lang.Chinese]+"”，对方提供“"+theirs[lang.Chinese]+"”")
	case matchmaking.OfferNeeded:
		if same {
			return both("you offer "+mine[lang.English]+", they want it", "您提供“"+mine[lang.Chinese]+"”，对方正好需要")
		}
		return both("you offer "+mine[lang.English]+", they want "+theirs[lang.English], "您提供“"+mine[lang.Chinese]+"”，对方需要“"+theirs[lang.Chinese]+"”")
	case matchmaking.LanguageShared:
		tags := strings.Split(r.Params["languages"], ",")
		return both("both speak "+languageNames(tags, language.English, " and "), "双方都会"+languageNames(tags, language.SimplifiedChinese, "、"))
	case matchmaking.LanguageNone:
		return both("no common language: an interpreter is needed", "没有共同语言，需要译员")
	case matchmaking.TerritoryShared:
		codes := strings.Split(r.Params["territories"], ",")
		return both("territories in common: "+countryNames(codes, language.English, ", "), "共同地域："+countryNames(codes, language.SimplifiedChinese, "、"))
	case matchmaking.TerritoryNone:
		return both("no territory in common", "没有共同地域")
	case matchmaking.BudgetFits:
		return both("the budgets fit", "预算相符")
	case matchmaking.BudgetApart:
		return both("the budgets are "+plural(r.Params["bands"], "band", "bands")+" apart", "预算相差 "+r.Params["bands"]+" 档")
	case matchmaking.HoursShared:
		if r.Params["hours"] == "0" {
			return both("no common working hour", "没有共同的工作时间")
		}
		return both(plural(r.Params["hours"], "common working hour", "common working hours"), "共同工作时间 "+r.Params["hours"]+" 小时")
	case matchmaking.RolesApart:
		return both("both look for the same side of a deal", "双方所求角色相同")
	}
	return nil
}

func plural(count, one, many string) string {
	if count == "1" {
		return "1 " + one
	}
	return count + " " + many
}

// tag names a tag; one that an organizer has removed keeps its id.
func (w words) tag(id string) lang.Text {
	if t, ok := w[id]; ok {
		return lang.Text(t.Names)
	}
	return lang.Text{lang.English: id, lang.Chinese: id}
}

func languageNames(tags []string, in language.Tag, and string) string {
	namer := display.Languages(in)
	names := make([]string, 0, len(tags))
	for _, t := range tags {
		name := t
		if parsed, err := language.Parse(t); err == nil {
			if n := namer.Name(parsed); n != "" {
				name = n
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, and)
}

func countryNames(codes []string, in language.Tag, and string) string {
	namer := display.Regions(in)
	names := make([]string, 0, len(codes))
	for _, c := range codes {
		name := c
		if parsed, err := language.ParseRegion(c); err == nil {
			if n := namer.Name(parsed); n != "" {
				name = n
			}
		}
		names = append(names, name)
	}
	return strings.Join(names, and)
}
