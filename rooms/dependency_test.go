package rooms

import (
	"bytes"
	"testing"

	"github.com/pion/rtp"

	"fairground/rooms/layers"
	"fairground/rooms/ring"
)

func TestADependencyDescriptorTravelsWithTheNumberOfTheTransmission(t *testing.T) {
	for _, row := range []struct {
		name   string
		length int
		number uint8 // id of the transport-wide number
	}{{"short, with a number", 3, 5}, {"as long as structures are", 95, 5}, {"without a number", 20, 0}, {"the longest", 255, 14}} {
		t.Run(row.name, func(t *testing.T) {
			p := &parcel{extension: row.number, dependency: 7, descriptor: bytes.Repeat([]byte{9}, row.length)}
			room := bytes.Repeat([]byte{0xee}, 400) // of an earlier packet
			room[0], room[1] = 0x90, 112
			n := p.extend(room, 777)
			room[n] = 'x'
			var got rtp.Packet
			if err := got.Unmarshal(room[:n+1]); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.GetExtension(7), p.descriptor) || string(got.Payload) != "x" {
				t.Errorf("descriptor %x, payload %q", got.GetExtension(7), got.Payload)
			}
			if number := got.GetExtension(row.number); row.number != 0 && !bytes.Equal(number, []byte{3, 9}) {
				t.Errorf("number %x", number)
			}
		})
	}
}

func TestADescriptorIsForThoseWhoAgreedOnIt(t *testing.T) {
	p := &ring.Packet{Descriptor: []byte{1, 2, 3}}
	if got := (&binding{}).described(p); got != nil {
		t.Errorf("%x", got)
	}
	if got := (&binding{dependency: 4}).described(p); !bytes.Equal(got, p.Descriptor) {
		t.Errorf("%x", got)
	}
}

// A publisher's encodings come and go under their names; another stream under one name begins anew, and subscribers notice nothing but a
// key frame.
func TestLanesOfASimulcast(t *testing.T) {
	for _, row := range []struct {
		name          string
		offered, want []string
	}{
		{"none", nil, []string{""}},
		{"as named by our client", []string{"q", "h", "f"}, []string{"q", "h", "f"}},
		{"from high to low", []string{"f", "h", "q"}, []string{"q", "h", "f"}},
		{"two", []string{"f", "q"}, []string{"q", "f"}},
		{"others keep their order", []string{"1", "2", "3"}, []string{"1", "2", "3"}},
		{"too many", []string{"a", "b", "c", "d"}, []string{"a", "b", "c"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			got := lanesOf(row.offered)
			if len(got) != len(row.want) {
				t.Fatalf("%v, want %v", got, row.want)
			}
			for i := range got {
				if got[i] != row.want[i] {
					t.Fatalf("%v, want %v", got, row.want)
				}
			}
		})
	}
	tr := testTrack(Camera, func() {})
	tr.simulcast([]string{"q", "h", "f"})
	o, w := subscribe(t, tr)
	low, high := testFeed(tr), testFeed(tr)
	high.lane.Store(2)
	low.receive(now(), frame(t, 10, key+"low"))
	high.receive(now(), frame(t, 500, key+"high"))
	if len(w.payloads) != 1 {
		t.Fatalf("forwarded %q", w.payloads)
	}
	o.choose(everything(2))
	low.receive(now(), frame(t, 11, "delta"))
	high.receive(now(), frame(t, 501, "delta"))
	high.receive(now(), frame(t, 502, key+"high"))
	low.receive(now(), frame(t, 12, "delta"))
	tr.restart(2)
	again := testFeed(tr)
	again.lane.Store(2)
	again.receive(now(), frame(t, 9, key+"again"))
	if want := []string{key + "low", "delta", key + "high", key + "again"}; len(w.payloads) != 4 || w.payloads[2] != want[2] || w.payloads[3] != want[3] {
		t.Errorf("forwarded %q", w.payloads)
	}
	for i, s := range w.sequences() {
		if s != uint16(78+i) {
			t.Errorf("numbers %v", w.sequences())
		}
	}
	if got := o.gets(); got != everything(2) && got.Feed != 2 {
		t.Errorf("receives %+v", got)
	}
	o.choose(layers.Off())
	again.receive(now(), frame(t, 10, key+"unseen"))
	if len(w.payloads) != 4 {
		t.Error("a picture was sent that is not wanted")
	}
}
