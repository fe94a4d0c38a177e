package demo

import (
	"bytes"
	"image/jpeg"
	"testing"
)

func TestPicturesAreSmallAndTheSameEachTime(t *testing.T) {
	seen := map[string]bool{}
	for _, sector := range Sectors() {
		for _, kind := range []string{"booth", "good", "service", "work"} {
			for seed := range uint64(4) {
				raw := Picture(seed, sector, kind)
				if len(raw) > 40_000 {
					t.Errorf("%s %s %d has %d bytes", sector, kind, seed, len(raw))
				}
				if seen[string(raw)] {
					t.Errorf("%s %s %d looks like another one", sector, kind, seed)
				}
				seen[string(raw)] = true
				img, err := jpeg.Decode(bytes.NewReader(raw))
				if err != nil || img.Bounds().Dx() != pictureWidth || img.Bounds().Dy() != pictureHeight {
					t.Errorf("%s %s %d is no picture: %v", sector, kind, seed, err)
				}
				if seed == 0 && !bytes.Equal(raw, Picture(seed, sector, kind)) {
					t.Errorf("%s %s differs from itself", sector, kind)
				}
			}
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	for _, sector := range Sectors() {
		b.Run(sector, func(b *testing.B) {
			size, seed := 0, uint64(0)
			for b.Loop() {
				size += len(Picture(seed, sector, "booth"))
				seed++
			}
			b.ReportMetric(float64(size)/float64(b.N), "bytes/picture")
		})
	}
}
