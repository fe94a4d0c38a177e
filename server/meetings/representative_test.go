package meetings

import "testing"

func TestRepresentative(t *testing.T) {
	for _, row := range []struct {
		name   string
		spoken []string
		of     []Candidate
		want   string // "" for nobody
	}{
		{"of nobody, nobody is chosen", []string{"en"}, nil, ""},
		{
			"who is free goes before who speaks the language",
			[]string{"zh"},
			[]Candidate{{Person: "per_busy", Languages: []string{"zh"}}, {Person: "per_free", Languages: []string{"de"}, Free: true}},
			"per_free",
		},
		{
			"who speaks the language goes before who has less to do",
			[]string{"zh-Hans"},
			[]Candidate{
				{Person: "per_idle", Languages: []string{"de"}, Free: true},
				{Person: "per_speaks", Languages: []string{"en", "zh-Hant"}, Load: 7, Free: true},
			},
			"per_speaks",
		},
		{
			"among those who speak it the load decides",
			[]string{"en"},
			[]Candidate{
				{Person: "per_a", Languages: []string{"en"}, Load: 3, Free: true}, {Person: "per_b", Languages: []string{"en-GB"}, Load: 2, Free: true},
			},
			"per_b",
		},
		{
			"among equals the id decides, in whatever order they come",
			[]string{"en"},
			[]Candidate{{Person: "per_z", Languages: []string{"en"}, Free: true}, {Person: "per_a", Languages: []string{"en"}, Free: true}},
			"per_a",
		},
		{
			"of whom nothing is known no language is assumed",
			[]string{"en"},
			[]Candidate{{Person: "per_a", Free: true}, {Person: "per_b", Languages: []string{"en"}, Load: 5, Free: true}},
			"per_b",
		},
		{
			"a language that nobody can read as a tag is nobody's",
			[]string{"?"},
			[]Candidate{{Person: "per_a", Languages: []string{"?"}, Load: 1, Free: true}, {Person: "per_b", Free: true}},
			"per_b",
		},
		{
			"when nobody is free somebody is still chosen",
			[]string{"en"},
			[]Candidate{{Person: "per_b", Load: 1}, {Person: "per_a", Load: 2}},
			"per_b",
		},
	} {
		t.Run(row.name, func(t *testing.T) {
			got, ok := Representative(row.of, row.spoken)
			if got.Person != row.want || ok != (row.want != "") {
				t.Errorf("got %q (%v), want %q", got.Person, ok, row.want)
			}
		})
	}
}
