package conference

import (
	"testing"
	"time"
)

// webm builds a file as a browser's recorder does: sizes of segment and cluster unknown, one block per entry of at, in
// milliseconds after its cluster, which begins every 5 s.
func webm(docType string, track byte, at ...int) []byte {
	data := []byte{0x1a, 0x45, 0xdf, 0xa3, byte(0x80 | (3 + len(docType))), 0x42, 0x82, byte(0x80 | len(docType))}
	data = append(data, docType...)
	data = append(data, 0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)
	data = append(data, 0x15, 0x49, 0xa9, 0x66, 0x87, 0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40)
	data = append(data, 0x16, 0x54, 0xae, 0x6b, 0x85, 0xae, 0x83, 0x83, 0x81, track)
	cluster := -1
	for _, ms := range at {
		if ms/5000 != cluster {
			cluster = ms / 5000
			begin := cluster * 5000
			data = append(data, 0x1f, 0x43, 0xb6, 0x75, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xe7, 0x84, byte(begin>>24), byte(begin>>16), byte(begin>>8), byte(begin))
		}
		offset := ms % 5000
		data = append(data, 0xa3, 0x86, 0x81, byte(offset>>8), byte(offset), 0x80, 0xfc, 0xff)
	}
	return data
}

func TestTheLengthOfAVoiceNote(t *testing.T) {
	rows := []struct {
		name string
		data []byte
		want time.Duration
		ok   bool
	}{
		{"a second", webm("webm", 2, 0, 500, 1000), time.Second, true},
		{"twelve seconds in three clusters", webm("webm", 2, 0, 4980, 5000, 12000), 12 * time.Second, true},
		{"a picture is no voice", webm("webm", 1, 0, 500), 0, false},
		{"Matroska is not WebM", webm("matroska", 2, 0, 500), 0, false},
		{"without a block there is no sound", webm("webm", 2), 0, false},
		{"cut in the middle of a block", webm("webm", 2, 0, 500)[:70], 0, false},
		{"nothing", nil, 0, false},
		{"an element that says it is larger than the file", append(webm("webm", 2, 0), 0xa3, 0x10, 0xff, 0xff, 0xff), 0, false},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			got, err := soundLength(row.data)
			if got != row.want || (err == nil) != row.ok {
				t.Errorf("soundLength = %v, %v; want %v", got, err, row.want)
			}
		})
	}
}

func FuzzSoundLength(f *testing.F) {
	f.Add(webm("webm", 2, 0, 500, 6000))
	f.Add([]byte{0x1a, 0x45, 0xdf, 0xa3, 0xff})
	f.Add([]byte{0xa3, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, err := soundLength(data); d < 0 || d > 24*time.Hour || err != nil && d != 0 {
			t.Errorf("soundLength = %v, %v", d, err)
		}
	})
}
