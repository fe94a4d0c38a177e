package roomstest

import (
	"io"
	"testing"
	"time"

	"github.com/pion/rtp"

	"fairground/rooms/record"
)

// CutOff writes a recording of so many seconds of Opus silence that is never closed, as a program does that is killed.
func CutOff(t testing.TB, w io.Writer, seconds int) {
	t.Helper()
	now := time.Now()
	track, err := record.New(w, record.Options{Stream: record.Stream{Codec: "opus"}, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 50 * seconds {
		now = now.Add(20 * time.Millisecond)
		h := rtp.Header{SequenceNumber: uint16(i), Timestamp: uint32(i) * 960}
		if err := track.Packet(&h, []byte{0xf8, 0xff, 0xfe}); err != nil {
			t.Fatal(err)
		}
	}
}
