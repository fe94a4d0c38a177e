package meetings

import (
	"slices"
	"testing"
)

func TestAMeetingNeedsInterpretation(t *testing.T) {
	for _, row := range []struct {
		name string
		a, b []string // languages of the two, who agreed on English
		want []string
	}{
		{"not when both speak its language", []string{"zh-Hans", "en"}, []string{"en-GB"}, nil},
		{"for the one who does not", []string{"en"}, []string{"zh-Hans", "ja"}, []string{"en", "zh-Hans"}},
		{"for both when neither does", []string{"de"}, []string{"zh-Hans"}, []string{"de", "en", "zh-Hans"}},
		{"not when nobody knows what they speak", nil, nil, nil},
	} {
		t.Run(row.name, func(t *testing.T) {
			s, _, c := open(t, 3)
			for person, tags := range map[string][]string{"per_a": row.a, "per_b": row.b} {
				if tags != nil {
					if err := s.SeedProfiles(t.Context(), Profile{Exhibition: fairID, Org: "org_" + person[4:], Person: person, Languages: tags, Hours: Hours{Zone: "UTC", From: "00:00", To: "23:59"}}); err != nil {
						t.Fatal(err)
					}
				}
			}
			accepted(t, s, "a", "c", 9)
			m := accepted(t, s, "a", "b", 3)
			list, err := s.Interpreted(t.Context(), fairID)
			if err != nil {
				t.Fatal(err)
			}
			list = slices.DeleteFunc(list, func(r Room) bool { return r.Meeting != m.ID })
			if len(row.want) == 0 && len(list) == 0 {
				return
			}
			if len(list) != 1 || !slices.Equal(list[0].Needs, row.want) || list[0].ID != m.Room {
				t.Fatalf("got %+v, want %v", list, row.want)
			}
			c.set(at(4))
			if list, err = s.Interpreted(t.Context(), fairID); err != nil || slices.ContainsFunc(list, func(r Room) bool { return r.Meeting == m.ID }) {
				t.Fatalf("it is listed when it is over: %+v, %v", list, err)
			}
		})
	}
}
