package meetings_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"fairground/server/meetings"
)

// chance hides what differs between two worlds by chance.
var chance = regexp.MustCompile(`(mtg_|calendar/)[0-9A-Za-z]+`) //nolint:gochecknoglobals // compiled once

// walk calls every route of the feature as a person, and gives the answers by their route.
func walk(s *site, token, meeting, etag, profile string) map[string]string {
	answers := map[string]string{}
	fill := strings.NewReplacer("{file}", "x.ics", "{org}", "org_b", "{what}", "wishes")
	for _, r := range s.api.Routes() {
		for _, body := range []string{"{}", `{"starts":"` + slotAt(3) + `"}`, `{"want":"must"}`, profile, `{"open":[],"closed":[],"busyUrl":""}`, `{"list":[]}`} {
			if r.Method == http.MethodGet {
				body = ""
			}
			path := fill.Replace(r.Path)
			id := meeting
			if strings.Contains(path, "/exhibitions/") {
				id = fair
			}
			path = strings.ReplaceAll(path, "{id}", id)
			if r.ID == "list-common-slots" {
				path += "?with=org_b"
			}
			a := s.call(token, r.Method, path, etag, body)
			if a.code() == "invalid" {
				a.raw = nil // names the unknown members of a body, in any order
			}
			answers[r.ID+" "+body] = fmt.Sprintf("%d %s", a.status, chance.ReplaceAllString(string(a.raw), "$1"))
			if r.Method == http.MethodGet {
				break
			}
		}
	}
	return answers
}

// TestNeverIsInNoAnswerToTheOtherSide lives in two worlds: in one org_b never wants to meet org_a, in the other it has said
// nothing. Whatever org_a does, it reads the same in both.
func TestNeverIsInNoAnswerToTheOtherSide(t *testing.T) {
	for _, mode := range []string{`"requestMode":"opt_in","schedulingMode":"participants"`, `"requestMode":"opt_in","schedulingMode":"organizer"`, `"requestMode":"opt_out","schedulingMode":"organizer"`} {
		t.Run(mode, func(t *testing.T) {
			answers := map[bool]map[string]string{}
			for _, never := range []bool{true, false} {
				s, svc := newSite(t)
				if err := svc.SeedProfiles(t.Context(), profileOf("a"), profileOf("b")); err != nil {
					t.Fatal(err)
				}
				s.want(s.call("o", "PUT", "/api/v1/exhibitions/exh_1/meeting-settings", `"0"`,
					`{"slotMinutes":30,"windows":[],"tables":0,"interpreters":[],"targets":{"min":0,"max":0},"orgTargets":[],"quota":20,`+mode+`}`), http.StatusOK)
				if never {
					s.want(s.call("b", "PUT", "/api/v1/exhibitions/exh_1/preferences", "", `{"list":[{"org":"org_a","want":"never"}]}`), http.StatusOK)
				}
				id, etag := s.ask("a", "b", 3)
				answers[never] = walk(s, "a", id, etag, profileBody)
				if len(answers[never]) < 60 {
					t.Fatalf("only %d answers", len(answers[never]))
				}
			}
			same := 0
			for route, got := range answers[true] {
				if strings.HasPrefix(route, "list-suggestions ") {
					// Who never wants to meet is not suggested, as is anybody who does not fit.
					if strings.Contains(strings.ToLower(got), "never") {
						t.Errorf("%s tells: %s", route, got)
					}
					continue
				}
				if want := answers[false][route]; got != want {
					t.Errorf("%s\ndiffers: %s\n  without: %s", route, got, want)
				} else if strings.HasPrefix(got, "200") || strings.HasPrefix(got, "201") || strings.HasPrefix(got, "204") {
					same++
				}
			}
			if same < 12 {
				t.Errorf("only %d calls succeeded: the walk shows nothing", same)
			}
		})
	}
}

func profileOf(n string) meetings.Profile {
	return meetings.Profile{
		Exhibition: fair, Org: "org_" + n, Person: "per_" + n, Exhibits: n != "a", Role: "sell", Languages: []string{"en"},
		Needs: []string{"audiovisual/animation"}, Offers: []string{"audiovisual/animation"}, Hours: meetings.Hours{Zone: "Asia/Shanghai", From: "09:00", To: "20:00"},
	}
}
