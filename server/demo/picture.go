package demo

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
)

// The size of every picture in pixels.
const (
	pictureWidth  = 640
	pictureHeight = 480
)

// Picture draws the picture of a booth or an item as a JPEG of 640×480 pixels and at most 40 kB. The same arguments give the
// same bytes. Kind is "booth", "good", "service" or "work"; an unknown sector is drawn as exhibitions, an unknown kind as booth.
func Picture(seed uint64, sector, kind string) []byte {
	kinds := map[string]uint64{"booth": 1, "good": 2, "service": 3, "work": 4}
	b := &brush{
		img:  image.NewRGBA(image.Rect(0, 0, pictureWidth, pictureHeight)),
		rand: rand.New(rand.NewPCG(seed, 0x7061696e74+kinds[kind])), //nolint:gosec // a repeatable picture is the point
		area: make([]float32, pictureWidth+2),
		kind: kind,
	}
	switch sector {
	case Film:
		b.film()
	case Internet:
		b.tide()
	case Design:
		b.blocks()
	case Heritage:
		b.shelf()
	case Digital:
		b.facets()
	case Tourism:
		b.lake()
	default:
		b.gallery()
	}
	var out bytes.Buffer
	// Quality steps down until the promise of 40 kB holds; the first step nearly always does.
	for quality := 84; ; quality -= 12 {
		out.Reset()
		if err := jpeg.Encode(&out, b.img, &jpeg.Options{Quality: quality}); err != nil || out.Len() <= 40_000 || quality < 40 {
			return out.Bytes() // a bytes.Buffer refuses nothing, and the size is one that JPEG can hold
		}
	}
}

// The colours of the house: ink, rice paper, celadon, vermilion, and what lies between them.
func inkColour() color.RGBA       { return color.RGBA{0x1d, 0x27, 0x2e, 255} }
func slateColour() color.RGBA     { return color.RGBA{0x3a, 0x4c, 0x55, 255} }
func riceColour() color.RGBA      { return color.RGBA{0xf4, 0xed, 0xde, 255} }
func sandColour() color.RGBA      { return color.RGBA{0xe3, 0xd3, 0xb4, 255} }
func celadonColour() color.RGBA   { return color.RGBA{0x9c, 0xc2, 0xae, 255} }
func jadeColour() color.RGBA      { return color.RGBA{0x4d, 0x84, 0x78, 255} }
func pineColour() color.RGBA      { return color.RGBA{0x2c, 0x55, 0x52, 255} }
func vermilionColour() color.RGBA { return color.RGBA{0xc9, 0x46, 0x2f, 255} }
func ochreColour() color.RGBA     { return color.RGBA{0xd9, 0xa2, 0x53, 255} }
func clayColour() color.RGBA      { return color.RGBA{0x7c, 0x45, 0x36, 255} }

// blend lies between two colours, t from 0 to 1.
func blend(a, b color.RGBA, t float64) color.RGBA {
	t = min(max(t, 0), 1)
	part := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*t + 0.5) }
	return color.RGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 255}
}

type point struct{ x, y float64 }

// brush paints smooth shapes on one picture.
type brush struct {
	img  *image.RGBA
	rand *rand.Rand
	area []float32 // coverage of one row
	kind string
}

// between draws a number of the range.
func (b *brush) between(low, high float64) float64 { return low + b.rand.Float64()*(high-low) }

func (b *brush) pick(colours ...color.RGBA) color.RGBA { return colours[b.rand.IntN(len(colours))] }

// wash fills the picture from top to bottom with colours at equal distances.
func (b *brush) wash(colours ...color.RGBA) {
	for y := range pictureHeight {
		at := float64(y) / float64(pictureHeight-1) * float64(len(colours)-1)
		i := min(int(at), len(colours)-2)
		c := blend(colours[i], colours[i+1], at-float64(i))
		draw.Draw(b.img, image.Rect(0, y, pictureWidth, y+1), image.NewUniform(c), image.Point{}, draw.Src)
	}
}

// glow lightens a disc softly.
func (b *brush) glow(cx, cy, r float64, c color.RGBA, strength float64) {
	for y := max(0, int(cy-r)); y < min(pictureHeight, int(cy+r)); y++ {
		for x := max(0, int(cx-r)); x < min(pictureWidth, int(cx+r)); x++ {
			dx, dy := float64(x)-cx, float64(y)-cy
			d := (dx*dx + dy*dy) / (r * r)
			if d < 1 {
				b.mix(x, y, c, strength*(1-d)*(1-d))
			}
		}
	}
}

func (b *brush) mix(x, y int, c color.RGBA, alpha float64) {
	i := b.img.PixOffset(x, y)
	p := b.img.Pix[i : i+3 : i+3]
	a := int32(alpha * 256)
	p[0] += uint8((int32(c.R) - int32(p[0])) * a >> 8) //nolint:gosec // a step down wraps around to the right byte
	p[1] += uint8((int32(c.G) - int32(p[1])) * a >> 8) //nolint:gosec // a step down wraps around to the right byte
	p[2] += uint8((int32(c.B) - int32(p[2])) * a >> 8) //nolint:gosec // a step down wraps around to the right byte
}

// subrows is how often a row is cut for the smoothness of edges.
const subrows = 4

// fill paints a closed polygon (even-odd) with smooth edges.
func (b *brush) fill(c color.RGBA, alpha float64, shape ...point) {
	top, bottom := math.Inf(1), math.Inf(-1)
	for _, p := range shape {
		top, bottom = min(top, p.y), max(bottom, p.y)
	}
	row, near := math.Inf(-1), make([]int, 0, 16) // the edges that touch the row of pixels at hand
	b.paint(c, alpha, top, bottom, func(y float64, crossings []float64) []float64 {
		if at := math.Floor(y); at != row {
			row, near = at, near[:0]
			for i, p := range shape {
				q := shape[(i+1)%len(shape)]
				if max(p.y, q.y) >= row && min(p.y, q.y) <= row+1 {
					near = append(near, i)
				}
			}
		}
		for _, i := range near {
			p, q := shape[i], shape[(i+1)%len(shape)]
			if (p.y <= y) == (q.y <= y) {
				continue
			}
			x := p.x + (y-p.y)/(q.y-p.y)*(q.x-p.x)
			at := len(crossings)
			crossings = append(crossings, x)
			for at > 0 && crossings[at-1] > x {
				crossings[at], crossings[at-1] = crossings[at-1], crossings[at]
				at--
			}
		}
		return crossings
	})
}

// oval paints an ellipse.
func (b *brush) oval(c color.RGBA, alpha, cx, cy, rx, ry float64) {
	b.dome(c, alpha, cx, cy, rx, ry, cy+ry)
}

// dome paints an ellipse down to a row.
func (b *brush) dome(c color.RGBA, alpha, cx, cy, rx, ry, bottom float64) {
	b.paint(c, alpha, cy-ry, bottom, func(y float64, crossings []float64) []float64 {
		d := (y - cy) / ry
		if d*d >= 1 {
			return crossings
		}
		half := rx * math.Sqrt(1-d*d)
		return append(crossings, cx-half, cx+half)
	})
}

// paint colours what lies between pairs of crossings, asked for at the middle of each sub-row, in ascending order.
func (b *brush) paint(c color.RGBA, alpha, top, bottom float64, cross func(y float64, crossings []float64) []float64) {
	crossings := make([]float64, 0, 16)
	for y := max(0, int(top)); y < min(pictureHeight, int(bottom)+1); y++ {
		left, right := pictureWidth, 0
		for s := range subrows {
			crossings = cross(float64(y)+(float64(s)+0.5)/subrows, crossings[:0])
			for i := 0; i+1 < len(crossings); i += 2 {
				x0, x1 := max(0, crossings[i]), min(pictureWidth, crossings[i+1])
				if x0 < x1 {
					b.cover(x0, x1)
					left, right = min(left, int(x0)), max(right, min(pictureWidth, int(x1)+1))
				}
			}
		}
		sum := float32(0)
		for x := left; x < right; x++ {
			sum += b.area[x]
			b.area[x] = 0
			switch a := float64(sum) * alpha; {
			case a > 0.996:
				i := b.img.PixOffset(x, y)
				b.img.Pix[i], b.img.Pix[i+1], b.img.Pix[i+2] = c.R, c.G, c.B
			case a > 0.002:
				b.mix(x, y, c, a)
			}
		}
		if left < right {
			b.area[right] = 0
		}
	}
}

// cover adds one sub-row from x0 to x1 to the differences in area: their running sum is the coverage.
func (b *brush) cover(x0, x1 float64) {
	const weight = 1.0 / subrows
	enter := func(x, sign float64) {
		i := int(x)
		f := x - float64(i)
		b.area[i] += float32(sign * weight * (1 - f))
		b.area[i+1] += float32(sign * weight * f)
	}
	enter(x0, 1)
	enter(x1, -1)
}

// round is an arc of an ellipse.
func round(cx, cy, rx, ry, from, to float64, steps int) []point {
	arc := make([]point, 0, steps+1)
	for i := range steps + 1 {
		a := from + (to-from)*float64(i)/float64(steps)
		arc = append(arc, point{cx + rx*math.Cos(a), cy + ry*math.Sin(a)})
	}
	return arc
}

// box paints an upright rectangle.
func (b *brush) box(c color.RGBA, alpha, x, y, w, h float64) {
	b.fill(c, alpha, point{x, y}, point{x + w, y}, point{x + w, y + h}, point{x, y + h})
}

// stroke paints a line of a width along points.
func (b *brush) stroke(c color.RGBA, alpha, width float64, path ...point) {
	for i := 0; i+1 < len(path); i++ {
		p, q := path[i], path[i+1]
		if i > 0 && width > 5 { // thick lines turn without a notch
			b.oval(c, alpha, p.x, p.y, width/2, width/2)
		}
		dx, dy := q.x-p.x, q.y-p.y
		length := math.Hypot(dx, dy)
		if length == 0 {
			continue
		}
		nx, ny := -dy/length*width/2, dx/length*width/2
		b.fill(c, alpha, point{p.x + nx, p.y + ny}, point{q.x + nx, q.y + ny}, point{q.x - nx, q.y - ny}, point{p.x - nx, p.y - ny})
	}
}

// ridge paints everything below a smooth line of hills or waves.
func (b *brush) ridge(c color.RGBA, alpha, base, height, length, phase float64) {
	shape := []point{{0, pictureHeight}}
	for x := 0.0; x <= pictureWidth; x += 8 {
		y := math.Sin(x/length+phase) + 0.45*math.Sin(x/length*2.3+phase*1.7) + 0.2*math.Sin(x/length*5.1+phase*0.6)
		shape = append(shape, point{x, base - height*y/1.65})
	}
	b.fill(c, alpha, append(shape, point{pictureWidth, pictureHeight})...)
}
