package meetings

import (
	"slices"
	"testing"
)

func TestManyPreferencesAtOnce(t *testing.T) {
	s, _, _ := open(t, 6)
	if err := s.Prefer(as(t.Context(), "a"), fairID, "org_f", Must); err != nil {
		t.Fatal(err)
	}
	all, err := s.PreferAll(as(t.Context(), "a"), fairID, []Preference{{"org_c", Never}, {"org_b", Wish}, {"org_d", None}})
	want := []Preference{{"org_b", Wish}, {"org_c", Never}, {"org_f", Must}}
	if err != nil || !slices.Equal(all, want) {
		t.Fatalf("got %v, %v", all, err)
	}
	for _, row := range []struct {
		name  string
		list  []Preference
		field string
	}{
		{"a want that is none", []Preference{{"org_d", Must}, {"org_e", "love"}}, "body.list[1].want"},
		{"one's own organization", []Preference{{"org_d", Must}, {"org_a", Must}}, "body.list[1].org"},
		{"an organization that nobody knows", []Preference{{"org_zz", Must}}, "body.list[0].org"},
	} {
		t.Run(row.name, func(t *testing.T) {
			_, err := s.PreferAll(as(t.Context(), "a"), fairID, row.list)
			refused(t, err, "preferences_invalid")
			if fields := fieldsOf(t, err); fields[0].Location != row.field {
				t.Errorf("complains of %v", fields)
			}
			if kept, err := s.Preferences(as(t.Context(), "a"), fairID); err != nil || !slices.Equal(kept, want) {
				t.Errorf("something was kept: %v, %v", kept, err)
			}
		})
	}
	before, err := s.wishes.of(t.Context(), fairID, "org_a")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PreferAll(as(t.Context(), "a"), fairID, []Preference{{"org_c", Never}}); err != nil {
		t.Fatal(err)
	}
	if after, err := s.wishes.of(t.Context(), fairID, "org_a"); err != nil || after.V != before.V {
		t.Errorf("the same again made version %d of %d, %v", after.V, before.V, err)
	}
}
