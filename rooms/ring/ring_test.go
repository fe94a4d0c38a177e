package ring

import "testing"

func TestTheNewestPacketsAreFound(t *testing.T) {
	r := New(4)
	buf := []byte("a")
	for i := range int64(6) {
		buf[0] = 'a' + byte(i)
		r.Put(Packet{Number: 10 + i, Timestamp: uint32(i), Payload: buf})
	}
	rows := map[string]struct {
		number int64
		want   string
	}{
		"the newest":      {15, "f"},
		"the oldest kept": {12, "c"},
		"overwritten":     {11, ""},
		"not yet there":   {16, ""},
		"negative":        {-1, ""},
	}
	for name, row := range rows {
		got := ""
		found := r.Find(row.number, func(p *Packet) { got = string(p.Payload) })
		if got != row.want || found != (row.want != "") {
			t.Errorf("%s: %q %v", name, got, found)
		}
	}
	if New(2).Find(0, func(*Packet) { t.Error("found in an empty ring") }) {
		t.Error("found in an empty ring")
	}
}

func BenchmarkPut(b *testing.B) {
	r, payload := New(1024), make([]byte, 1200)
	n := int64(0)
	b.ReportAllocs()
	for b.Loop() {
		n++
		r.Put(Packet{Number: n, Payload: payload})
	}
}
