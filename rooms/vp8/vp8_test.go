package vp8_test

import (
	"bytes"
	"image"
	"math/rand/v2"
	"testing"

	decoder "golang.org/x/image/vp8"

	"fairground/rooms/vp8"
)

// tolerance is how far a cell may be from the picture's mean; see the quantizer's comment.
const tolerance = 2

func decode(t *testing.T, frame []byte) *image.YCbCr {
	t.Helper()
	d := decoder.NewDecoder()
	d.Init(bytes.NewReader(frame), len(frame))
	header, err := d.DecodeFrameHeader()
	if err != nil {
		t.Fatalf("decode header: %v", err)
	}
	if !header.KeyFrame || !header.ShowFrame {
		t.Fatalf("header %+v: not a key frame that is shown", header)
	}
	picture, err := d.DecodeFrame()
	if err != nil {
		t.Fatalf("decode frame: %v", err)
	}
	return picture
}

// cells paints a picture whose cells have one colour each.
func cells(width, height int, colour func(x, y int) (luma, cb, cr uint8)) *image.YCbCr {
	p := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for y := range height {
		for x := range width {
			p.Y[y*p.YStride+x], _, _ = colour(x/4, y/4)
			_, p.Cb[y/2*p.CStride+x/2], p.Cr[y/2*p.CStride+x/2] = colour(x/8*2, y/8*2)
		}
	}
	return p
}

func TestADecoderSeesTheColoursThatWereEncoded(t *testing.T) {
	rows := map[string]struct {
		width, height int
		colour        func(x, y int) (uint8, uint8, uint8)
	}{
		"grey":                        {320, 180, func(int, int) (uint8, uint8, uint8) { return 128, 128, 128 }},
		"black and white squares":     {320, 180, func(x, y int) (uint8, uint8, uint8) { return uint8((x + y) % 2 * 255), 128, 128 }},
		"a ramp":                      {320, 180, func(x, y int) (uint8, uint8, uint8) { return uint8(3 * x), uint8(2 * x), uint8(5 * y) }},
		"strong colours side by side": {320, 180, func(x, _ int) (uint8, uint8, uint8) { return 100, uint8(x / 2 % 2 * 255), uint8((x/2 + 1) % 2 * 255) }},
		"noise": {320, 180, func(x, y int) (uint8, uint8, uint8) {
			return uint8(rand.New(rand.NewPCG(uint64(x), uint64(y))).IntN(256)), 90, 200
		}},
		"one macroblock":               {16, 16, func(x, y int) (uint8, uint8, uint8) { return uint8(60 * x), 20, 230 }},
		"a side that is no multiple":   {37, 21, func(x, y int) (uint8, uint8, uint8) { return uint8(20 * x), uint8(20 * y), 128 }},
		"one pixel":                    {1, 1, func(int, int) (uint8, uint8, uint8) { return 200, 60, 70 }},
		"more than a hundred thousand": {640, 360, func(x, y int) (uint8, uint8, uint8) { return uint8(x * y), uint8(x), uint8(y) }},
	}
	for name, row := range rows {
		t.Run(name, func(t *testing.T) {
			want := cells(row.width, row.height, row.colour)
			e, err := vp8.NewEncoder(row.width, row.height)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 { // the second frame shows that nothing of the first is left over
				frame, err := e.Encode(nil, want)
				if err != nil {
					t.Fatal(err)
				}
				got := decode(t, frame)
				if got.Rect.Dx() != row.width || got.Rect.Dy() != row.height {
					t.Fatalf("decoded %v", got.Rect)
				}
				for y := range row.height / 4 * 4 {
					for x := range row.width / 4 * 4 {
						near(t, "luma", x, y, got.Y[got.YOffset(x, y)], want.Y[want.YOffset(x, y)])
					}
				}
				for y := range row.height / 8 * 4 {
					for x := range row.width / 8 * 4 {
						near(t, "cb", x, y, got.Cb[y*got.CStride+x], want.Cb[y*want.CStride+x])
						near(t, "cr", x, y, got.Cr[y*got.CStride+x], want.Cr[y*want.CStride+x])
					}
				}
			}
		})
	}
}

func near(t *testing.T, plane string, x, y int, got, want uint8) {
	t.Helper()
	if d := int(got) - int(want); d > tolerance || d < -tolerance {
		t.Fatalf("%s at %d,%d is %d, want %d", plane, x, y, got, want)
	}
}

func TestAPictureOfAnotherSizeIsRefused(t *testing.T) {
	e, err := vp8.NewEncoder(32, 32)
	if err != nil {
		t.Fatal(err)
	}
	for name, p := range map[string]*image.YCbCr{
		"larger":    image.NewYCbCr(image.Rect(0, 0, 48, 32), image.YCbCrSubsampleRatio420),
		"not 4:2:0": image.NewYCbCr(image.Rect(0, 0, 32, 32), image.YCbCrSubsampleRatio444),
		"cut out":   image.NewYCbCr(image.Rect(1, 1, 33, 33), image.YCbCrSubsampleRatio420),
	} {
		if _, err := e.Encode(nil, p); err == nil {
			t.Errorf("a picture that is %s was encoded", name)
		}
	}
	for _, side := range []int{0, -1, vp8.MaxSide + 1} {
		if _, err := vp8.NewEncoder(side, 16); err == nil {
			t.Errorf("a width of %d was accepted", side)
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	e, err := vp8.NewEncoder(320, 180)
	if err != nil {
		b.Fatal(err)
	}
	p := cells(320, 180, func(x, y int) (uint8, uint8, uint8) { return uint8(x * y), uint8(x), uint8(y) })
	var frame []byte
	for b.Loop() {
		if frame, err = e.Encode(frame[:0], p); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(frame)), "bytes/frame")
}
