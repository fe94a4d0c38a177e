package record

import (
	"bytes"
	"errors"
	"image"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/at-wat/ebml-go"
	"github.com/at-wat/ebml-go/webm"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/rtp/codecs"

	"fairground/rooms/vp8"
)

// file is a Header in memory.
type file struct {
	data []byte
	fail error
}

func (f *file) Write(b []byte) (int, error) {
	if f.fail != nil {
		return 0, f.fail
	}
	f.data = append(f.data, b...)
	return len(b), nil
}

func (f *file) SetHeader(old int64, head []byte) error {
	f.data = slices.Concat(head, f.data[old:])
	return nil
}

// parsed is a file as the library reads it.
type parsed struct {
	EBML    webm.EBMLHeader `ebml:"EBML"`
	Segment webm.Segment    `ebml:"Segment"`
}

func parse(t *testing.T, data []byte) parsed {
	t.Helper()
	var p parsed
	if err := ebml.Unmarshal(bytes.NewReader(data), &p); err != nil {
		t.Fatalf("the file cannot be read: %v", err)
	}
	return p
}

// times lists when the blocks are, in ms, and which stand alone.
func (p parsed) times() (at []int64, keys []bool) {
	for _, c := range p.Segment.Cluster {
		for _, b := range c.SimpleBlock {
			at = append(at, int64(c.Timecode)+int64(b.Timecode))
			keys = append(keys, b.Keyframe)
		}
	}
	return at, keys
}

// timeline is a sender of packets with a clock of its own.
type timeline struct {
	t   *testing.T
	now time.Time
	seq uint16
	to  *Track
}

func newTimeline(t *testing.T, w io.Writer, o Options) *timeline {
	t.Helper()
	l := &timeline{t: t, now: time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC), seq: 65530}
	o.Now = func() time.Time { return l.now }
	var err error
	if l.to, err = New(w, o); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l *timeline) send(timestamp uint32, marker bool, payload []byte) {
	l.t.Helper()
	l.at(l.seq, timestamp, marker, payload)
	l.seq++
}

func (l *timeline) at(seq uint16, timestamp uint32, marker bool, payload []byte) {
	l.t.Helper()
	if err := l.to.Packet(&rtp.Header{SequenceNumber: seq, Timestamp: timestamp, Marker: marker}, payload); err != nil {
		l.t.Fatalf("packet %d: %v", seq, err)
	}
}

func (l *timeline) close() {
	l.t.Helper()
	if err := l.to.Close(); err != nil {
		l.t.Fatalf("close: %v", err)
	}
}

// drawing is a real VP8 key frame, another one for every n.
func drawing(t testing.TB, n int) []byte {
	t.Helper()
	const width, height = 160, 96
	e, err := vp8.NewEncoder(width, height)
	if err != nil {
		t.Fatal(err)
	}
	picture := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for i := range picture.Y {
		picture.Y[i] = uint8(i + 5*n)
	}
	for i := range picture.Cb {
		picture.Cb[i], picture.Cr[i] = 128, uint8(100+n)
	}
	frame, err := e.Encode(nil, picture)
	if err != nil {
		t.Fatal(err)
	}
	return frame
}

// film sends n pictures, 25 a second, and every second of it a key frame; the others are what a decoder takes for a frame that
// changes nothing much: their content is not looked at here.
func (l *timeline) film(from, n int) {
	l.t.Helper()
	payloader := codecs.VP8Payloader{}
	for i := from; i < from+n; i++ {
		frame := []byte{0x31, 0, 0, 1, 2, 3}
		if i%25 == 0 {
			frame = drawing(l.t, i)
		}
		parts := payloader.Payload(400, frame)
		for k, p := range parts {
			l.send(uint32(i)*3600+4_294_900_000, k == len(parts)-1, p)
		}
		l.now = l.now.Add(40 * time.Millisecond)
	}
}

func TestARecordedPictureCanBeReadSoughtAndIsAsLongAsItWas(t *testing.T) {
	var f file
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "vp8", Name: "Anna", Language: "de"}})
	l.film(0, 300)
	l.close()
	p := parse(t, f.data)
	if p.EBML.DocType != "webm" || p.Segment.Tracks.TrackEntry[0].CodecID != "V_VP8" || p.Segment.Tracks.TrackEntry[0].Name != "Anna" {
		t.Errorf("the header: %+v", p.Segment.Tracks)
	}
	if v := p.Segment.Tracks.TrackEntry[0].Video; v == nil || v.PixelWidth != 160 || v.PixelHeight != 96 {
		t.Errorf("the size of the picture: %+v", v)
	}
	at, keys := p.times()
	if len(at) != 300 || at[0] != 0 || at[299] != 299*40 || !keys[0] || keys[1] || !keys[275] {
		t.Errorf("%d frames, the last at %d ms", len(at), at[len(at)-1])
	}
	if p.Segment.Info.Duration != 299*40+tail {
		t.Errorf("it lasts %v ms", p.Segment.Info.Duration)
	}
	if p.Segment.Cues == nil || len(p.Segment.Cues.CuePoint) != 12 {
		t.Fatalf("the index: %+v", p.Segment.Cues)
	}
	content := bytes.Index(f.data, []byte{0x18, 0x53, 0x80, 0x67}) + 12
	for _, c := range p.Segment.Cues.CuePoint {
		where := content + int(c.CueTrackPositions[0].CueClusterPosition)
		if !bytes.Equal(f.data[where:where+4], []byte{0x1f, 0x43, 0xb6, 0x75}) {
			t.Errorf("the index leads to %x at %d", f.data[where:where+4], where)
		}
	}
	for _, s := range p.Segment.SeekHead.Seek {
		where := content + int(s.SeekPosition)
		if !bytes.Equal(f.data[where:where+len(s.SeekID)], s.SeekID) {
			t.Errorf("%x is not at %d", s.SeekID, where)
		}
	}
	if c := l.to.Counters(); c.Frames != 300 || c.Lost != 0 || c.Bytes != int64(len(f.data)) {
		t.Errorf("%+v for %d bytes", c, len(f.data))
	}
	keep(t, "picture.webm", f.data)
}

// keep leaves a file for a look by other programs, if a folder is named.
func keep(t *testing.T, name string, data []byte) {
	t.Helper()
	if dir := os.Getenv("RECORD_KEEP"); dir != "" {
		if err := os.WriteFile(dir+"/"+name, data, 0o600); err != nil {
			t.Error(err)
		}
	}
}

func TestAFileThatCannotBeChangedAtTheFrontStillPlays(t *testing.T) {
	var f file
	l := newTimeline(t, struct{ io.Writer }{&f}, Options{Stream: Stream{Codec: "vp8"}})
	l.film(0, 50)
	l.close()
	if at, _ := parse(t, f.data).times(); len(at) != 50 {
		t.Errorf("%d frames", len(at))
	}
}

func TestSoundIsWrittenWithItsGapsFilled(t *testing.T) {
	var f file
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "opus", Language: "zh-Hans"}})
	voice := []byte{0x78, 1, 2, 3}
	speak := func(from, to int) {
		for i := from; i < to; i++ {
			l.now = l.now.Add(20 * time.Millisecond)
			l.send(uint32(i)*960, false, voice)
		}
	}
	speak(0, 50)
	l.now = l.now.Add(2 * time.Second) // muted: the timestamps ran on
	speak(150, 200)
	l.close()
	p := parse(t, f.data)
	at, _ := p.times()
	if len(at) != 200 {
		t.Fatalf("%d frames, not 200", len(at))
	}
	for i, ms := range at {
		if ms != int64(i)*20 {
			t.Fatalf("frame %d is at %d ms", i, ms)
		}
	}
	if e := p.Segment.Tracks.TrackEntry[0]; e.CodecID != "A_OPUS" || !bytes.HasPrefix(e.CodecPrivate, []byte("OpusHead")) || e.Audio.Channels != 2 {
		t.Errorf("%+v", e)
	}
	if p.Segment.Info.Duration != 4000 || len(p.Segment.Cues.CuePoint) < 1 {
		t.Errorf("%v ms, %d points to begin at", p.Segment.Info.Duration, len(p.Segment.Cues.CuePoint))
	}
	keep(t, "sound.webm", f.data)
}

func TestPacketsArePutIntoOrder(t *testing.T) {
	numbers := func(from, n uint16) []uint16 {
		var list []uint16
		for i := range n {
			list = append(list, from+i)
		}
		return list
	}
	shuffled := numbers(65500, 60)
	r := rand.New(rand.NewPCG(1, 2))
	for i := 0; i+4 < len(shuffled); i += 4 {
		r.Shuffle(4, func(a, b int) { shuffled[1+i+a], shuffled[1+i+b] = shuffled[1+i+b], shuffled[1+i+a] })
	}
	late := numbers(10, 20)
	late[5], late[6] = late[6], late[5]
	rows := []struct {
		name          string
		in            []uint16
		every         time.Duration
		out           int
		missing, late int
	}{
		{"in order", numbers(65530, 20), time.Millisecond, 20, 0, 0},
		{"mixed up by up to three", shuffled, time.Millisecond, 60, 0, 0},
		{"twice", append(numbers(1, 10), 3, 4), time.Millisecond, 10, 0, 2},
		{"one missing for good", slices.Delete(numbers(1, 100), 9, 10), 10 * time.Millisecond, 99, 1, 0},
		{"a burst missing for good", slices.Delete(numbers(1, 100), 9, 13), 10 * time.Millisecond, 96, 4, 0},
		{"one too late", append(slices.Delete(numbers(1, 100), 9, 10), 10), 10 * time.Millisecond, 99, 1, 1},
		{"another count", append(numbers(100, 10), numbers(40000, 10)...), time.Millisecond, 20, 1, 0},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			order := newReorder(50, 200*time.Millisecond)
			now := time.Unix(0, 0)
			var out []packet
			for _, seq := range row.in {
				out = append(out, order.put(&rtp.Header{SequenceNumber: seq}, nil, now)...)
				now = now.Add(row.every)
			}
			out = append(out, order.drain()...)
			missing := 0
			for i, p := range out {
				missing += p.missing
				if i > 0 && p.missing == 0 && p.header.SequenceNumber != out[i-1].header.SequenceNumber+1 {
					t.Errorf("%d after %d", p.header.SequenceNumber, out[i-1].header.SequenceNumber)
				}
			}
			if len(out) != row.out || missing != row.missing || int(order.late) != row.late {
				t.Errorf("%d came out, %d missing, %d late; want %d, %d, %d", len(out), missing, order.late, row.out, row.missing, row.late)
			}
			if len(order.held) > order.window {
				t.Errorf("%d are held", len(order.held))
			}
		})
	}
}

func TestAfterALossThePictureWaitsForAKeyFrameAndAsksForOne(t *testing.T) {
	var f file
	asked := 0
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "vp8"}, Keyframe: func() { asked++ }, Wait: 100 * time.Millisecond})
	if asked != 1 {
		t.Errorf("asked %d times at the beginning", asked)
	}
	l.film(0, 30)
	l.seq++ // lost for good
	l.film(30, 45)
	l.close()
	at, keys := parse(t, f.data).times()
	if len(at) != 55 || at[29] != 29*40 || at[30] != 50*40 || !keys[30] {
		t.Errorf("%d frames; the first after the loss at %d ms", len(at), at[30])
	}
	if asked < 2 || asked > 3 {
		t.Errorf("asked %d times", asked)
	}
	if c := l.to.Counters(); c.Lost != 1 || c.Dropped != 20 {
		t.Errorf("%+v", c)
	}
}

func TestAPauseLeavesAGapAndBeginsWithAKeyFrame(t *testing.T) {
	var f file
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "vp8"}})
	l.film(0, 30)
	l.to.Pause() // a withdrawn consent: what comes is not handed over
	l.now = l.now.Add(4 * time.Second)
	l.seq += 1000
	l.film(130, 30)
	l.close()
	at, keys := parse(t, f.data).times()
	if len(at) != 40 || at[29] != 29*40 || at[30] != 150*40 || !keys[30] {
		t.Errorf("%d frames: %v", len(at), at)
	}
}

func TestASenderThatBeginsAnewGoesOnInTheFile(t *testing.T) {
	var f file
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "opus"}})
	for i := range 10 {
		l.send(uint32(i)*960, false, []byte{0x78, 1})
		l.now = l.now.Add(20 * time.Millisecond)
	}
	l.now = l.now.Add(20 * time.Millisecond)
	for i := range 10 {
		l.send(3_000_000_000+uint32(i)*960, false, []byte{0x78, 1})
		l.now = l.now.Add(20 * time.Millisecond)
	}
	l.close()
	at, _ := parse(t, f.data).times()
	if len(at) != 20 || at[19] != 9*20+40+9*20 || !slices.IsSorted(at) {
		t.Errorf("%v", at)
	}
}

func TestWhichFilesHoldWhat(t *testing.T) {
	rows := []struct {
		codecs []string
		media  string
	}{
		{[]string{"opus"}, "audio/webm"},
		{[]string{"vp8"}, "video/webm"},
		{[]string{"vp9", "opus"}, "video/webm"},
		{[]string{"av1"}, "video/webm"},
		{[]string{"h264"}, "video/x-matroska"},
		{[]string{"h264", "opus"}, "video/x-matroska"},
		{[]string{"pcmu"}, "audio/x-matroska"},
		{[]string{"g722"}, ""},
	}
	for _, row := range rows {
		var streams []Stream
		for _, c := range row.codecs {
			streams = append(streams, Stream{Codec: c})
		}
		media, _, err := Type(streams...)
		if media != row.media || (err != nil) != (row.media == "") || err != nil && !errors.Is(err, ErrCodec) {
			t.Errorf("%v: %q, %v", row.codecs, media, err)
		}
	}
}

func TestACrashLosesNoWholeCluster(t *testing.T) {
	var f file
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "vp8", Name: "Anna"}})
	l.film(0, 260)
	// No Close: the machine is gone, in the middle of a write.
	for _, cut := range []int{0, 1, 100} {
		data := f.data[:len(f.data)-cut]
		m, err := Recover(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		whole := slices.Concat(m.Head, data[m.Old:m.Old+m.Body])
		p := parse(t, whole)
		at, _ := p.times()
		if len(at) < 200 || p.Segment.Info.Duration != float64(at[len(at)-1]+tail) || m.Length != time.Duration(at[len(at)-1]+tail)*time.Millisecond {
			t.Errorf("cut by %d: %d frames, %v ms", cut, len(at), p.Segment.Info.Duration)
		}
		if len(p.Segment.Cues.CuePoint) < 7 || p.Segment.Tracks.TrackEntry[0].Name != "Anna" {
			t.Errorf("cut by %d: %d points to begin at", cut, len(p.Segment.Cues.CuePoint))
		}
		if cut == 0 {
			keep(t, "recovered.webm", whole)
		}
	}
	for name, data := range map[string][]byte{"nothing": nil, "words": []byte("hello, this is no film at all"), "half a header": f.data[:60]} {
		if _, err := Recover(bytes.NewReader(data)); !errors.Is(err, ErrFile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Recover(bytes.NewReader(f.data[:400])); !errors.Is(err, ErrEmpty) {
		t.Errorf("a header alone: %v", err)
	}
}

func TestAVoiceAndAPictureBecomeOneFile(t *testing.T) {
	var picture, voice, both file
	l := newTimeline(t, &picture, Options{Stream: Stream{Codec: "vp8"}})
	l.film(0, 100)
	l.close()
	l = newTimeline(t, &voice, Options{Stream: Stream{Codec: "opus"}})
	for i := range 200 {
		l.send(uint32(i)*960, false, []byte{0x78, 1})
		l.now = l.now.Add(20 * time.Millisecond)
	}
	l.close()
	length, err := Mux(&both, Part{File: bytes.NewReader(picture.data), Offset: 700 * time.Millisecond}, Part{File: bytes.NewReader(voice.data), Offset: 200 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	p := parse(t, both.data)
	first := map[uint64]int64{}
	count := map[uint64]int{}
	for _, c := range p.Segment.Cluster {
		for _, b := range c.SimpleBlock {
			if count[b.TrackNumber]++; count[b.TrackNumber] == 1 {
				first[b.TrackNumber] = int64(c.Timecode) + int64(b.Timecode)
			}
		}
	}
	if count[1] != 100 || count[2] != 200 || first[1] != 500 || first[2] != 0 || length != 4480*time.Millisecond {
		t.Errorf("frames %v, from %v ms, %s", count, first, length)
	}
	if at, _ := p.times(); !slices.IsSorted(at) {
		t.Error("the blocks are not in the order of their times")
	}
	keep(t, "both.webm", both.data)
}

func TestTheSendersClockIsKept(t *testing.T) {
	var f file
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "opus"}})
	for i := range 100 {
		l.send(5000+uint32(i)*960, false, []byte{0x78, 1})
		l.now = l.now.Add(20 * time.Millisecond)
	}
	if _, sender := l.to.Began(); !sender.IsZero() {
		t.Errorf("the sender's time is %s before it said it", sender)
	}
	said := time.Date(2026, 11, 21, 9, 30, 1, 500_000_000, time.UTC)
	ntp := uint64(said.Unix()+2_208_988_800)<<32 | 1<<31
	l.to.Report(&rtcp.SenderReport{NTPTime: ntp, RTPTime: 5000 + 48_000})
	if _, sender := l.to.Began(); !sender.Equal(said.Add(-time.Second)) {
		t.Errorf("the file begins at %s by the sender's clock", sender)
	}
}

func TestAFileThatFailsEndsTheRecordingAndSaysSo(t *testing.T) {
	full := errors.New("full")
	f := file{fail: full}
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "opus"}})
	var err error
	for i := range 400 {
		l.now = l.now.Add(20 * time.Millisecond)
		if err = l.to.Packet(&rtp.Header{SequenceNumber: uint16(i), Timestamp: uint32(i) * 960}, []byte{0x78, 1}); err != nil {
			break
		}
	}
	if !errors.Is(err, full) || !errors.Is(l.to.Close(), full) {
		t.Errorf("%v", err)
	}
	var none file
	l = newTimeline(t, &none, Options{Stream: Stream{Codec: "opus"}})
	if err := l.to.Close(); !errors.Is(err, ErrEmpty) {
		t.Errorf("nothing: %v", err)
	}
}

// What encoders of browsers send, by the first bytes of it.
func TestOtherPictures(t *testing.T) {
	// Baseline, 320×180, from a well-known encoder: 42 c0 1f.
	sps := []byte{0x67, 0x42, 0xc0, 0x1f, 0xd9, 0x01, 0x41, 0x9f, 0x9e, 0x10, 0x00, 0x00, 0x03, 0x00, 0x10, 0x00, 0x00, 0x03, 0x03, 0x20, 0xf1, 0x83, 0x19, 0x20}
	pps := []byte{0x68, 0xcb, 0x83, 0xcb, 0x20}
	var f file
	l := newTimeline(t, &f, Options{Stream: Stream{Codec: "h264"}})
	payloader := codecs.H264Payloader{}
	stream := slices.Concat([]byte{0, 0, 0, 1}, sps, []byte{0, 0, 0, 1}, pps, []byte{0, 0, 0, 1, 0x65}, bytes.Repeat([]byte{7}, 3000))
	for i := range 60 {
		if i%30 != 0 {
			stream = append([]byte{0, 0, 0, 1, 0x41}, bytes.Repeat([]byte{9}, 900)...)
		}
		parts := payloader.Payload(1000, stream)
		for k, p := range parts {
			l.send(uint32(i)*3000, k == len(parts)-1, p)
		}
		l.now = l.now.Add(time.Second / 30)
		if i == 29 {
			stream = slices.Concat([]byte{0, 0, 0, 1}, sps, []byte{0, 0, 0, 1}, pps, []byte{0, 0, 0, 1, 0x65}, bytes.Repeat([]byte{7}, 3000))
		}
	}
	l.close()
	p := parse(t, f.data)
	at, keys := p.times()
	e := p.Segment.Tracks.TrackEntry[0]
	if p.EBML.DocType != "matroska" || e.CodecID != "V_MPEG4/ISO/AVC" || len(at) != 60 || !keys[0] || keys[1] || !keys[30] {
		t.Errorf("%s %s, %d frames", p.EBML.DocType, e.CodecID, len(at))
	}
	if !bytes.Equal(e.CodecPrivate[:6], []byte{1, 0x42, 0xc0, 0x1f, 0xff, 0xe1}) || !bytes.Contains(e.CodecPrivate, pps) {
		t.Errorf("the configuration: %x", e.CodecPrivate)
	}
	if e.Video.PixelWidth != 320 || e.Video.PixelHeight != 180 {
		t.Errorf("the picture is %d×%d", e.Video.PixelWidth, e.Video.PixelHeight)
	}

	rows := []struct {
		name, codec   string
		key, delta    []byte
		width, height uint64
	}{
		// Uncompressed header of profile 0: key frame, sync code, BT.601, 640×360.
		{"VP9", "vp9", []byte{0x0c, 0x82, 0x49, 0x83, 0x42, 0x20, 0x27, 0xf0, 0x16, 0x70}, []byte{0x0c, 0x86, 0x00, 0x40, 0x92}, 640, 360},
		// Aggregation header, sequence header of 640×360, and a frame.
		{"AV1", "av1", []byte{0x28, 11, 0x08, 0x00, 0x00, 0x00, 0x42, 0x62, 0x7f, 0xb3, 0x80, 0x00, 0x00, 0x30, 1, 2, 3}, []byte{0x10, 0x30, 4, 5, 6}, 640, 360},
	}
	for _, row := range rows {
		t.Run(row.name, func(t *testing.T) {
			var f file
			l := newTimeline(t, &f, Options{Stream: Stream{Codec: row.codec}})
			for i := range 30 {
				frame := row.delta
				if i%10 == 0 {
					frame = row.key
				}
				l.send(uint32(i)*3000, true, frame)
				l.now = l.now.Add(time.Second / 30)
			}
			l.close()
			p := parse(t, f.data)
			at, keys := p.times()
			v := p.Segment.Tracks.TrackEntry[0].Video
			if len(at) != 30 || !keys[0] || keys[1] || !keys[10] || v.PixelWidth != row.width || v.PixelHeight != row.height {
				t.Errorf("%d frames of %d×%d, %v", len(at), v.PixelWidth, v.PixelHeight, keys)
			}
		})
	}
}

func FuzzPackets(f *testing.F) {
	f.Add("vp8", []byte{0x10, 0x00, 0x9d, 0x01, 0x2a, 0xa0, 0, 0x60, 0})
	f.Add("h264", []byte{0x67, 0x42, 0xc0, 0x1f, 0xd9})
	f.Add("vp9", []byte{0x0c, 0x82, 0x49, 0x83, 0x42})
	f.Add("av1", []byte{0x18, 0x0a, 0x0b, 0, 0, 0})
	f.Fuzz(func(t *testing.T, codec string, data []byte) {
		if _, _, err := Type(Stream{Codec: codec}); err != nil {
			return
		}
		now := time.Unix(0, 0)
		track, err := New(&file{}, Options{Stream: Stream{Codec: codec}, Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; len(data) > 4; i++ {
			n := min(len(data)-4, int(data[0])+1)
			h := rtp.Header{SequenceNumber: uint16(data[1]), Timestamp: uint32(data[2]) << 8, Marker: data[3]&1 == 1}
			if err := track.Packet(&h, data[4:4+n]); err != nil {
				t.Fatal(err)
			}
			now = now.Add(time.Duration(data[3]) * time.Millisecond)
			data = data[4+n:]
		}
		if err := track.Close(); err != nil && !errors.Is(err, ErrEmpty) {
			t.Fatal(err)
		}
	})
}

func FuzzRecover(f *testing.F) {
	f.Add([]byte{0x1a, 0x45, 0xdf, 0xa3, 0x80})
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Recover(bytes.NewReader(data)); err == nil && (m.Old > int64(len(data)) || m.Old+m.Body > int64(len(data))) {
			t.Fatalf("%+v of %d bytes", m, len(data))
		}
	})
}
