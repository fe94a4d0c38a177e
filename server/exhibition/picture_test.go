package exhibition

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"testing"

	"fairground/server/problem"
)

// drawn is a picture whose upper left quarter is red.
func drawn(w, h int, opaque bool) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.NRGBA{0, 0, 255, 255}
			if x < w/2 && y < h/2 {
				c = color.NRGBA{255, 0, 0, 255}
			}
			if !opaque && x == 0 {
				c.A = 0
			}
			img.SetNRGBA(x, y, c)
		}
	}
	return img
}

func asPNG(tb testing.TB, img image.Image) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

func asJPEG(tb testing.TB, img image.Image, orientation int) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		tb.Fatal(err)
	}
	if orientation == 0 {
		return b.Bytes()
	}
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	tiff = append(tiff, byte(orientation), 0, 0, 0, 0, 0, 0, 0)
	payload := append([]byte("Exif\x00\x00"), tiff...)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(payload)+2))
	return append(append(append([]byte{0xff, 0xd8}, segment...), payload...), b.Bytes()[2:]...)
}

// claimedSize is a PNG whose header claims a size that its pixels do not have.
func claimedSize(tb testing.TB, w, h uint32) []byte {
	tb.Helper()
	data := asPNG(tb, drawn(2, 2, true))
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	// The header's checksum has to fit, or the decoder stops before the size is looked at.
	binary.BigEndian.PutUint32(data[29:], crc(data[12:29]))
	return data
}

func crc(b []byte) uint32 {
	c := ^uint32(0)
	for _, x := range b {
		c ^= uint32(x)
		for range 8 {
			if c&1 == 1 {
				c = c>>1 ^ 0xedb88320
			} else {
				c >>= 1
			}
		}
	}
	return ^c
}

func TestPicturesThatAreTakenAndRefused(t *testing.T) {
	t.Parallel()
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`)
	for _, row := range []struct {
		name    string
		data    []byte
		claimed string
		kind    string // of what is kept
		w, h    int
		code    string
	}{
		{"a JPEG stays one", asJPEG(t, drawn(40, 20, true), 0), "image/jpeg", "image/jpeg", 40, 20, ""},
		{"an opaque PNG becomes a JPEG", asPNG(t, drawn(40, 20, true)), "image/png", "image/jpeg", 40, 20, ""},
		{"one with transparency stays a PNG", asPNG(t, drawn(40, 20, false)), "image/png", "image/png", 40, 20, ""},
		{"a large one is scaled", asPNG(t, drawn(4096, 2, true)), "image/png", "image/jpeg", 2048, 1, ""},
		{"a telephone's lies upright afterwards", asJPEG(t, drawn(40, 20, true), 6), "image/jpeg", "image/jpeg", 20, 40, ""},
		{"a PNG called JPEG", asPNG(t, drawn(4, 4, true)), "image/jpeg", "", 0, 0, "picture_mislabelled"},
		{"a page called PNG", []byte("<html>"), "image/png", "", 0, 0, "picture_mislabelled"},
		{"a drawing with a script called PNG", svg, "image/png", "", 0, 0, "picture_mislabelled"},
		{"a GIF", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00"), "image/gif", "", 0, 0, "media_type"},
		{"a page by its own name", []byte("<html>"), "text/html; charset=utf-8", "", 0, 0, "media_type"},
		{"a cut JPEG", asJPEG(t, drawn(40, 20, true), 0)[:200], "image/jpeg", "", 0, 0, "picture_unreadable"},
		{"a header of 40 megapixels and one", claimedSize(t, 40_000_001, 1), "image/png", "", 0, 0, "picture_pixels"},
		{"a header of 4 gigapixels", claimedSize(t, 65_535, 65_535), "image/png", "", 0, 0, "picture_pixels"},
		{"a header without pixels", claimedSize(t, 100, 100), "image/png", "", 0, 0, "picture_unreadable"},
		{"a broken WebP", []byte("RIFF\x10\x00\x00\x00WEBPVP8 \x00\x00\x00\x00\x00\x00\x00\x00"), "image/webp", "", 0, 0, "picture_unreadable"},
		{"nothing", nil, "image/png", "", 0, 0, "picture_mislabelled"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			p, err := redraw(row.data, row.claimed)
			if problem.Code(err) != row.code {
				t.Fatalf("%v, want code %q", err, row.code)
			}
			if err != nil {
				return
			}
			if p.Type != row.kind || p.Width != row.w || p.Height != row.h || http.DetectContentType(p.Bytes) != row.kind {
				t.Errorf("%s %dx%d", p.Type, p.Width, p.Height)
			}
			if bytes.Contains(p.Bytes, []byte("Exif")) {
				t.Error("what the camera wrote is kept")
			}
		})
	}
}

func TestOrientationLaysTheCornerWhereItBelongs(t *testing.T) {
	t.Parallel()
	// Where the file's upper left corner is shown, by orientation (0,0 is upper left).
	corners := map[int][2]int{1: {0, 0}, 2: {1, 0}, 3: {1, 1}, 4: {0, 1}, 5: {0, 0}, 6: {1, 0}, 7: {1, 1}, 8: {0, 1}}
	for orientation, corner := range corners {
		img := turn90(drawn(6, 4, true), orientation)
		x, y := corner[0]*(img.Rect.Dx()-1), corner[1]*(img.Rect.Dy()-1)
		if c := img.NRGBAAt(x, y); c.R != 255 {
			t.Errorf("orientation %d: the corner is not at %d,%d", orientation, x, y)
		}
		if (orientation >= 5) != (img.Rect.Dx() == 4) {
			t.Errorf("orientation %d: %v", orientation, img.Rect)
		}
	}
}

func FuzzPicture(f *testing.F) {
	f.Add(asPNG(f, drawn(3, 3, false)), uint8(1))
	f.Add(asJPEG(f, drawn(8, 8, true), 6), uint8(0))
	f.Add(claimedSize(f, 50_000, 50_000), uint8(1))
	f.Add([]byte("RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00"), uint8(2))
	f.Fuzz(func(t *testing.T, data []byte, kind uint8) {
		config, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err == nil && config.Width*config.Height > 1_000_000 && config.Width*config.Height <= MaxPixels {
			return // honest about its size, and slow
		}
		p, err := redraw(data, PictureTypes()[int(kind)%3])
		if err != nil {
			if problem.Code(err) == "" {
				t.Errorf("an error that is no problem: %v", err)
			}
			return
		}
		again, format, err := image.Decode(bytes.NewReader(p.Bytes))
		if err != nil || "image/"+format != p.Type || again.Bounds().Dx() != p.Width || again.Bounds().Dy() != p.Height {
			t.Errorf("kept %s %dx%d reads as %s: %v", p.Type, p.Width, p.Height, format, err)
		}
	})
}

func FuzzOrientation(f *testing.F) {
	f.Add(asJPEG(f, drawn(2, 2, true), 8))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x10Exif\x00\x00MM\x00*\xff\xff\xff\xff"))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x02\xff\xe1\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := orientation(data); o < 1 || o > 8 {
			t.Errorf("orientation %d", o)
		}
	})
}
