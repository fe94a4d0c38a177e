package rooms

import (
	"slices"
	"testing"

	"github.com/pion/rtp"
)

// red is a packet of redundant sound: an older block and the newest one, of payload type 111.
func red(older, newest string) string {
	return string([]byte{0x80 | 111, 0x0f, 0x00 | byte(len(older)>>8), byte(len(older)), 111}) + older + newest
}

func TestRedundantSoundIsReadBackToItsNewestBlock(t *testing.T) {
	rows := []struct {
		name, payload, newest string
		ok                    bool
	}{
		{"an older block and the newest", red("old", "new"), "new", true},
		{"the newest alone", "\x6fnew", "new", true},
		{"nothing", "", "", false},
		{"a header cut off", "\xef\x0f", "", false},
		{"an older block longer than the packet", string([]byte{0x80 | 111, 0, 0, 200, 111}) + "old", "", false},
		{"no newest block", red("old", ""), "", false},
		{"blocks of different kinds", string([]byte{0x80 | 111, 0, 0, 1, 0}) + "xy", "", false},
		{"more blocks than there can be", string(slices.Repeat([]byte{0x80 | 111, 0, 0, 0}, 20)) + "\x6fx", "", false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			at, pt, ok := primaryOf([]byte(row.payload))
			if ok != row.ok || ok && (row.payload[at:] != row.newest || pt != 111) {
				t.Errorf("at %d, type %d, %v", at, pt, ok)
			}
		})
	}
}

func TestRedundancyReachesThoseWhoTakeIt(t *testing.T) {
	tr := testTrack(Microphone, nil)
	plain, w := subscribe(t, tr)
	taking, v := subscribe(t, tr)
	if plain.bound.Load().pt != 121 {
		t.Fatalf("payload type %d", plain.bound.Load().pt)
	}
	b := *taking.bound.Load()
	b.pt, b.red = 111, 63
	taking.bound.Store(&b)
	f := testFeed(tr)
	f.red = 63
	p := rtp.Packet{Header: rtp.Header{Version: 2, SSRC: 5, PayloadType: 63, SequenceNumber: 7}, Payload: []byte(red("old", "new"))}
	raw, err := p.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	f.receive(now(), raw)
	if !slices.Equal(w.payloads, []string{"new"}) || w.headers[0].PayloadType != 121 {
		t.Errorf("without redundancy: %q %v", w.payloads, w.headers)
	}
	if !slices.Equal(v.payloads, []string{red("old", "new")}) || v.headers[0].PayloadType != 63 {
		t.Errorf("with redundancy: %q %v", v.payloads, v.headers)
	}
}

func FuzzRedundantSound(f *testing.F) {
	f.Add([]byte(red("old", "new")))
	f.Add([]byte{0xef, 0, 3, 255, 111})
	f.Fuzz(func(t *testing.T, payload []byte) {
		if at, _, ok := primaryOf(payload); ok && (at <= 0 || at >= len(payload)) {
			t.Fatalf("the newest block begins at %d of %d", at, len(payload))
		}
	})
}
