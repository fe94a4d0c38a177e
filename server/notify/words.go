package notify

import (
	"fmt"
	"maps"
	"strings"
	"text/template"
	"time"
	"unicode"

	"fairground/server/db"
)

// phrase is what one kind of event says in one language.
type phrase struct{ subject, body string }

// otherwise is the kind whose words stand in for a kind without words.
const otherwise = "otherwise"

// phrasebook holds the words ready to be filled.
type phrasebook map[string]map[string]spoken

type spoken struct{ subject, body *template.Template }

func newPhrasebook() phrasebook {
	parse := func(text string) *template.Template {
		return template.Must(template.New("").Option("missingkey=zero").Parse(text))
	}
	book := phrasebook{}
	for _, chapter := range []map[string]map[string]phrase{phrases(), meetingPhrases(), dealPhrases(), guardPhrases(), claimPhrases(), disputePhrases(), financingPhrases()} {
		for kind, languages := range chapter {
			book[kind] = map[string]spoken{}
			for tag, p := range languages {
				book[kind][tag] = spoken{parse(p.subject), parse(p.body)}
			}
		}
	}
	return book
}

// reader is for whom words are written.
type reader struct {
	Address
	tag   string // the language of the interface that is closest to hers
	venue string // IANA zone of the exhibition; empty if there is none
}

// words are the subject and the text of an entry for one reader. Data of the entry is at hand by name; {{.link}} is the
// page it is about, {{.times}} when it begins by three clocks. The subject is one line, whatever the data holds.
func (b phrasebook) words(e db.OutboxEntry, to reader, base string) (subject, text string, err error) {
	data := map[string]string{}
	maps.Copy(data, e.Data)
	maps.DeleteFunc(data, func(_, value string) bool { return value == "0" }) // nobody reads of nothing that was counted
	if data["link"] == "" {
		data["link"] = base + pathOf(e)
	}
	if data["name"] == "" {
		data["name"] = to.Name
	}
	if starts := begins(e); !starts.IsZero() {
		data["times"] = threeTimes(starts, to.tag, to.Zone, e.Data["theirZone"], to.venue)
	}
	data["alternatives"] = clocks(e.Data["alternatives"], to.tag, to.Zone)
	p, ok := b[e.Type][to.tag]
	if !ok {
		p = b[otherwise][to.tag]
	}
	if subject, err = fill(p.subject, data); err != nil {
		return "", "", err
	}
	text, err = fill(p.body, data)
	return oneLine(subject), text, err
}

// begins is when that begins which an entry is about, zero if it names no time.
func begins(e db.OutboxEntry) time.Time {
	starts, err := time.Parse(time.RFC3339, e.Data["starts"])
	if err != nil {
		return time.Time{}
	}
	return starts
}

// oneLine makes a text fit for a header: no line break and no other control character.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToValidUTF8(text, "\uFFFD"), func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r)
	}), " ")
}

func fill(t *template.Template, data map[string]string) (string, error) {
	var b strings.Builder
	if err := t.Execute(&b, data); err != nil {
		return "", fmt.Errorf("fill in the words: %w", err)
	}
	return b.String(), nil
}

// pathOf is the page that an entry is about.
func pathOf(e db.OutboxEntry) string {
	switch room := e.Data["room"]; {
	case e.Type == "meeting.lobby_opened" && room != "":
		return "/rooms/" + room
	case e.Type == "meeting.slot_freed":
		return "/organizer/schedule"
	}
	kind, _, _ := strings.Cut(e.Type, ".")
	switch kind {
	case "meeting_request":
		return "/requests"
	case "meeting", "schedule":
		return "/agenda"
	case "offer", "deal":
		return "/deals/" + e.Entity
	case "room":
		return "/rooms/" + e.Entity
	case "order", "milestone", "inspection", "dispute", "payout", "claim", "reserve", "debt", "deposit", "quote", "advance":
		if order := e.Data["order"]; order != "" {
			return "/orders/" + order
		}
		return "/orders"
	case "breakglass", "party", "lists":
		return "/clearing"
	case "organization":
		if e.Type == "organization.applied" {
			return "/organizer"
		}
		return "/"
	case "question":
		if booth := e.Data["booth"]; booth != "" {
			return "/booths/" + booth
		}
		return "/"
	}
	return "/"
}
