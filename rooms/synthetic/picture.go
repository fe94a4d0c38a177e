package synthetic

import (
	"image"
	"image/color"
	"math/rand/v2"

	"fairground/rooms/vp8"
)

// The picture is made of cells as the encoder has them.
const (
	cell    = 4
	columns = Width / cell
	lines   = Height / cell
)

// scene is a street front under a sky: houses with windows that light up and go dark, and a bar along the street that moves with
// every frame so that one can see the picture live.
type scene struct {
	picture *image.YCbCr
	still   [lines][columns]color.YCbCr
	windows []window
	dark    color.YCbCr
	light   color.YCbCr
	bar     color.YCbCr
}

type window struct {
	x, y   int
	period int // frames between two changes
	shift  int
}

func newScene(seed uint64) (*vp8.Encoder, *scene, error) {
	encoder, err := vp8.NewEncoder(Width, Height)
	if err != nil {
		return nil, nil, err
	}
	random := rand.New(rand.NewPCG(seed, 0x73747265657473)) //nolint:gosec // a drawing, not a secret
	s := &scene{
		picture: image.NewYCbCr(image.Rect(0, 0, Width, Height), image.YCbCrSubsampleRatio420),
		dark:    rgb(38, 42, 60), light: rgb(250, 214, 120), bar: rgb(220, 60, 50),
	}
	for y := range lines {
		for x := range columns {
			s.still[y][x] = rgb(90+3*y, 130+2*y, 190+y/2)
		}
	}
	const street = lines - 7
	for x := 0; x < columns; {
		width := min(12+2*random.IntN(5), columns-x)
		roof := 6 + 2*random.IntN(8)
		wall := rgb(120+random.IntN(110), 90+random.IntN(100), 70+random.IntN(100))
		edge := color.YCbCr{Y: wall.Y - wall.Y/4, Cb: wall.Cb, Cr: wall.Cr}
		for y := roof; y < street; y++ {
			for i := range width {
				s.still[y][x+i] = wall
				if y == roof || i == 0 {
					s.still[y][x+i] = edge
				}
			}
		}
		for y := roof + 3; y+2 < street; y += 5 {
			for i := 2; i+2 < width; i += 4 {
				s.windows = append(s.windows, window{x + i, y, 16 + random.IntN(80), random.IntN(200)})
			}
		}
		x += width
	}
	for y := street; y < lines; y++ {
		for x := range columns {
			s.still[y][x] = rgb(70, 70, 74)
		}
	}
	return encoder, s, nil
}

// draw paints frame n. The picture is the scene's own.
func (s *scene) draw(n int) *image.YCbCr {
	now := s.still
	for _, w := range s.windows {
		c := s.dark
		if (n+w.shift)/w.period%2 == 0 {
			c = s.light
		}
		for _, at := range [...][2]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
			now[w.y+at[1]][w.x+at[0]] = c
		}
	}
	for i := range 10 {
		for y := lines - 4; y < lines-2; y++ {
			now[y][(n+i)%columns] = s.bar
		}
	}
	p := s.picture
	for y := range Height {
		for x := range Width {
			p.Y[y*p.YStride+x] = now[y/cell][x/cell].Y
		}
	}
	for y := range Height / 2 {
		for x := range Width / 2 {
			c := now[y*2/cell][x*2/cell]
			p.Cb[y*p.CStride+x], p.Cr[y*p.CStride+x] = c.Cb, c.Cr
		}
	}
	return p
}

func rgb(r, g, b int) color.YCbCr {
	y, cb, cr := color.RGBToYCbCr(uint8(min(r, 255)), uint8(min(g, 255)), uint8(min(b, 255))) //nolint:gosec // callers mix from 0 up
	return color.YCbCr{Y: y, Cb: cb, Cr: cr}
}
