package meetings_test

import "testing"

func TestFreezingOverHTTP(t *testing.T) {
	s, _ := newSite(t)
	id, sent := s.ask("a", "b", 2)
	path := "/api/v1/meetings/" + id + "/freeze"
	if got := s.call("o", "PUT", path, sent, ""); got.code() != "meeting_not_found" {
		t.Errorf("what is only asked is no organizer's business: %d %s", got.status, got.raw)
	}
	met := s.call("b", "POST", "/api/v1/meeting-requests/"+id+"/accept", sent, `{"starts":"`+slotAt(2)+`"}`)
	if met.status != 200 {
		t.Fatalf("%d %s", met.status, met.raw)
	}
	for _, row := range []struct {
		name, token, match, code string
	}{
		{"a participant", "a", met.etag, "role_missing"},
		{"an organizer of another exhibition", "x", met.etag, "meeting_not_found"},
		{"without a version", "o", "", "precondition_required"},
		{"in an old version", "o", sent, "version_conflict"},
	} {
		if got := s.call(row.token, "PUT", path, row.match, ""); got.code() != row.code {
			t.Errorf("%s: %d %s", row.name, got.status, got.raw)
		}
	}
	frozen := s.call("o", "PUT", path, met.etag, "")
	if frozen.status != 200 || frozen.body["frozen"] != true {
		t.Fatalf("%d %s", frozen.status, frozen.raw)
	}
	if seen := s.call("a", "GET", "/api/v1/meetings/"+id, "", ""); seen.body["frozen"] != true || seen.etag != frozen.etag {
		t.Errorf("%s", seen.raw)
	}
	free := s.call("o", "DELETE", path, frozen.etag, "")
	if _, still := free.body["frozen"]; free.status != 200 || still {
		t.Errorf("%d %s", free.status, free.raw)
	}
}
