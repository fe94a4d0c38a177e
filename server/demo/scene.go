package demo

import (
	"image/color"
	"math"
)

// film: a lamp throws its cones over a row of heads onto a screen.
func (b *brush) film() {
	warm := b.pick(ochreColour(), vermilionColour(), celadonColour())
	b.wash(blend(inkColour(), pineColour(), 0.25), inkColour(), blend(inkColour(), color.RGBA{0, 0, 0, 255}, 0.35))
	flip := func(x float64) float64 { return x }
	if b.rand.IntN(2) == 0 {
		flip = func(x float64) float64 { return pictureWidth - x }
	}
	// The screen, in slight perspective.
	x0, x1, top, bottom := b.between(48, 80), b.between(380, 430), b.between(46, 70), b.between(300, 330)
	lean := b.between(10, 26)
	screen := []point{{flip(x0), top}, {flip(x1), top + lean}, {flip(x1), bottom - lean}, {flip(x0), bottom}}
	b.glow(flip((x0+x1)/2), (top+bottom)/2, 330, blend(riceColour(), warm, 0.3), 0.42)
	b.fill(riceColour(), 1, screen...)
	b.onScreen(screen, warm)
	// The cones and the lamp.
	lx, ly := flip(b.between(596, 622)), b.between(60, 120)
	for i := range 3 {
		inset := float64(i) * 0.12
		y0 := top + (bottom-top)*inset
		y1 := bottom - (bottom-top)*inset*1.2
		b.fill(blend(riceColour(), warm, 0.35), 0.10, point{lx, ly}, point{flip(x1), y0 + lean}, point{flip(x0), y0}, point{flip(x0), y1}, point{flip(x1), y1 - lean})
	}
	b.glow(lx, ly, 90, riceColour(), 0.8)
	b.oval(riceColour(), 1, lx, ly, 9, 9)
	// Heads.
	for row := range 2 {
		y := 432 + float64(row)*44
		for x := -20 + float64(row)*34; x < pictureWidth+40; x += b.between(62, 84) {
			r := b.between(19, 25)
			head := blend(inkColour(), color.RGBA{0, 0, 0, 255}, 0.35+0.3*float64(row))
			b.oval(head, 1, x, y-b.between(0, 14), r, r*1.12)
			b.fill(head, 1, round(x, y+58, r*2, 52, math.Pi, 2*math.Pi, 20)...)
		}
	}
	b.filmStrip(warm)
}

// onScreen paints a small landscape within the quad of the screen.
func (b *brush) onScreen(q []point, warm color.RGBA) {
	at := func(u, v float64) point {
		left := point{q[0].x, q[0].y + (q[3].y-q[0].y)*v}
		right := point{q[1].x, q[1].y + (q[2].y-q[1].y)*v}
		return point{left.x + (right.x-left.x)*u, left.y + (right.y-left.y)*u}
	}
	sky := b.pick(celadonColour(), sandColour(), blend(warm, riceColour(), 0.55))
	b.fill(sky, 1, at(0.03, 0.04), at(0.97, 0.04), at(0.97, 0.96), at(0.03, 0.96))
	sun := at(b.between(0.25, 0.75), b.between(0.25, 0.42))
	b.oval(warm, 1, sun.x, sun.y, 30, 30)
	for i := range 3 {
		base, phase, length := 0.55+0.14*float64(i), b.between(0, 6), b.between(0.12, 0.25)
		shape := []point{at(0.03, 0.96)}
		for u := 0.03; u <= 0.971; u += 0.02 {
			shape = append(shape, at(u, base-0.08*math.Sin(u/length+phase)))
		}
		b.fill(blend(jadeColour(), inkColour(), 0.15+0.35*float64(i)), 1, append(shape, at(0.97, 0.96))...)
	}
	if b.kind != "service" { // a boat with one figure
		c := at(b.between(0.3, 0.7), 0.86)
		b.fill(riceColour(), 1, append(round(c.x, c.y, 36, 10, 0, math.Pi, 16), point{c.x - 36, c.y})...)
		b.stroke(riceColour(), 1, 4, point{c.x - 8, c.y}, point{c.x - 6, c.y - 24})
		b.oval(riceColour(), 1, c.x-6, c.y-27, 5, 5)
	}
}

func (b *brush) filmStrip(warm color.RGBA) {
	if b.kind != "work" && b.kind != "booth" {
		return
	}
	y, slope := b.between(352, 372), b.between(-0.06, 0.06)
	line := func(x float64) float64 { return y + slope*(x-320) }
	b.fill(blend(inkColour(), color.RGBA{0, 0, 0, 255}, 0.5), 0.96, point{0, line(0)}, point{640, line(640)}, point{640, line(640) + 58}, point{0, line(0) + 58})
	for x := 6.0; x < pictureWidth; x += 22 {
		b.box(blend(riceColour(), inkColour(), 0.25), 1, x, line(x)+5, 9, 6)
		b.box(blend(riceColour(), inkColour(), 0.25), 1, x, line(x)+47, 9, 6)
	}
	shift := b.between(0, 60)
	for x := -shift; x < pictureWidth; x += 72 {
		c := b.pick(celadonColour(), jadeColour(), sandColour(), warm)
		b.box(c, 0.95, x, line(x)+15, 64, 28)
		b.oval(blend(c, riceColour(), 0.6), 1, x+b.between(16, 48), line(x)+25, 7, 7)
		b.fill(blend(c, inkColour(), 0.6), 1, point{x, line(x) + 43}, point{x + 20, line(x) + 30}, point{x + 40, line(x) + 38}, point{x + 64, line(x) + 28}, point{x + 64, line(x) + 43})
	}
}

// tide: scale waves under a moon that comes apart in pixels.
func (b *brush) tide() {
	far, near, moon := celadonColour(), pineColour(), vermilionColour()
	switch b.rand.IntN(3) {
	case 0: // night
		b.wash(inkColour(), pineColour(), jadeColour())
		far, near, moon = jadeColour(), inkColour(), b.pick(riceColour(), ochreColour())
	case 1: // a red evening
		b.wash(blend(slateColour(), inkColour(), 0.3), blend(vermilionColour(), ochreColour(), 0.35), sandColour())
		far, near, moon = blend(slateColour(), celadonColour(), 0.4), inkColour(), riceColour()
	default:
		b.wash(riceColour(), blend(riceColour(), celadonColour(), 0.4), celadonColour())
	}
	mx, my, r := b.between(170, 470), b.between(120, 170), b.between(66, 96)
	b.glow(mx, my, r*2.2, moon, 0.25)
	b.oval(moon, 1, mx, my, r, r)
	// One side of the moon goes up in squares.
	sky := color.RGBA{b.img.Pix[0], b.img.Pix[1], b.img.Pix[2], 255}
	for range 80 {
		size := float64(4 * (1 + b.rand.IntN(3)))
		d := b.rand.Float64()
		x, y := mx+r*(0.45+d*2.1), my-r*0.8+b.between(0, r*1.7)-d*44
		c := moon
		if d < 0.22 {
			c = sky
		}
		b.box(c, (1-d)*0.95, math.Floor(x/4)*4, math.Floor(y/4)*4, size, size)
	}
	// Rows of overlapping scales, each row nearer and darker.
	size := b.between(44, 60)
	rows := 0
	for y := b.between(236, 262); y < pictureHeight+size; y += size * 0.52 {
		t := (y - 240) / 260
		offset := float64(rows%2) * size
		swell := b.between(0, 6)
		for x := -size + offset; x < pictureWidth+size*2; x += size * 2 {
			cy := y + 7*math.Sin(x/120+swell)
			c := blend(far, near, t)
			b.dome(blend(c, inkColour(), 0.12), 1, x, cy+size*0.45, size, size, cy+size*0.75) // the next rows hide the rest
			for ring := range 4 {
				k := 0.9 - 0.22*float64(ring)
				tone := c
				if ring%2 == 1 {
					tone = blend(c, riceColour(), 0.55-0.35*t)
				}
				b.dome(tone, 1, x, cy+size*0.45, size*k, size*k, cy+size*0.75)
			}
		}
		rows++
	}
	if b.kind == "good" || b.kind == "booth" {
		b.kite(b.between(90, 160), b.between(70, 120))
	}
}

func (b *brush) kite(x, y float64) {
	c := b.pick(vermilionColour(), ochreColour(), jadeColour())
	b.fill(c, 1, point{x, y - 34}, point{x + 24, y}, point{x, y + 38}, point{x - 24, y})
	b.fill(blend(c, riceColour(), 0.45), 1, point{x, y - 34}, point{x + 24, y}, point{x, y + 4})
	tail := []point{}
	for i := range 12 {
		tail = append(tail, point{x + 10*math.Sin(float64(i)/1.6), y + 38 + float64(i)*9})
	}
	b.stroke(c, 0.9, 3, tail...)
}

// blocks: things for a house, drawn in three tones.
func (b *brush) blocks() {
	ground := b.pick(riceColour(), sandColour(), blend(celadonColour(), riceColour(), 0.55), blend(vermilionColour(), riceColour(), 0.8))
	b.wash(blend(ground, riceColour(), 0.6), ground)
	cx, cy := 320.0, 285.0
	b.tile(cx, cy+54, 5.1, 5.1, blend(ground, inkColour(), 0.07))
	tones := []color.RGBA{celadonColour(), jadeColour(), vermilionColour(), ochreColour(), riceColour(), slateColour(), pineColour()}
	for i := -2; i <= 1; i++ {
		for j := -2; j <= 1; j++ {
			if b.rand.IntN(7) == 0 {
				continue
			}
			x := cx + (float64(i)-float64(j))*unit*0.866
			y := cy + (float64(i)+float64(j)+1)*unit*0.5 + 54
			c := tones[b.rand.IntN(len(tones))]
			switch b.rand.IntN(6) {
			case 0:
				b.cube(x, y, 0.8, b.between(0.4, 1.9), c)
			case 1:
				b.stool(x, y, c)
			case 2:
				b.lamp(x, y, c)
			case 3:
				b.cube(x, y, 0.86, 0.22, c)
				b.cylinder(x, y-0.22*unit, 0.26, b.between(0.5, 1.1), tones[b.rand.IntN(len(tones))])
			case 4:
				for step := range 3 {
					b.cube(x, y-float64(step)*0.34*unit, 0.84-0.22*float64(step), 0.34, blend(c, riceColour(), 0.14*float64(step)))
				}
			default:
				b.cube(x, y, 0.62, 0.62, c)
				b.oval(tones[b.rand.IntN(len(tones))], 1, x, y-0.62*unit-22, 23, 23)
				b.oval(riceColour(), 0.35, x-7, y-0.62*unit-29, 8, 8)
			}
		}
	}
}

const unit = 84.0

func (b *brush) tile(x, y, w, d float64, c color.RGBA) {
	hw, hd := w*unit*0.433, d*unit*0.433
	b.fill(c, 1, point{x, y - hd*1.155}, point{x + hw*2, y}, point{x, y + hd*1.155}, point{x - hw*2, y})
}

// cube stands with the middle of its footprint at x, y; width and height are in units.
func (b *brush) cube(x, y, width, height float64, c color.RGBA) {
	hw, hd, h := width*unit*0.85, width*unit*0.49, height*unit
	b.fill(inkColour(), 0.10, point{x, y + hd}, point{x + hw, y}, point{x + hw*1.5, y + hd*0.5}, point{x + hw*0.5, y + hd*1.5})
	b.fill(blend(c, inkColour(), 0.38), 1, point{x, y + hd}, point{x + hw, y}, point{x + hw, y - h}, point{x, y + hd - h})
	b.fill(blend(c, inkColour(), 0.16), 1, point{x, y + hd}, point{x - hw, y}, point{x - hw, y - h}, point{x, y + hd - h})
	b.fill(blend(c, riceColour(), 0.25), 1, point{x, y + hd - h}, point{x + hw, y - h}, point{x, y - hd - h}, point{x - hw, y - h})
}

func (b *brush) cylinder(x, y, radius, height float64, c color.RGBA) {
	rx, ry, h := radius*unit, radius*unit*0.57, height*unit
	body := round(x, y, rx, ry, 0, math.Pi, 24)
	body = append(body, round(x, y-h, rx, ry, math.Pi, 0, 24)...)
	b.fill(blend(c, inkColour(), 0.2), 1, body...)
	right := append(round(x, y, rx, ry, 0, math.Pi/2, 14), point{x, y - h}, point{x + rx, y - h})
	b.fill(blend(c, inkColour(), 0.42), 0.7, right...)
	b.oval(blend(c, riceColour(), 0.28), 1, x, y-h, rx, ry)
}

func (b *brush) stool(x, y float64, c color.RGBA) {
	leg := blend(c, inkColour(), 0.5)
	for _, p := range []point{{x, y - 16}, {x - 29, y}, {x + 29, y}, {x, y + 17}} {
		b.stroke(leg, 1, 7, point{x + (p.x-x)*0.8, y - 58 + (p.y-y)*0.8}, p)
	}
	b.cylinder(x, y-54, 0.42, 0.13, c)
}

func (b *brush) lamp(x, y float64, c color.RGBA) {
	b.cylinder(x, y, 0.26, 0.07, slateColour())
	b.stroke(inkColour(), 1, 4, point{x, y - 4}, point{x, y - 96})
	b.glow(x, y-90, 92, ochreColour(), 0.45)
	b.fill(blend(c, riceColour(), 0.3), 1, append(round(x, y-82, 40, 13, 0, math.Pi, 20), point{x - 20, y - 128}, point{x + 20, y - 128})...)
	b.oval(blend(riceColour(), ochreColour(), 0.3), 0.95, x, y-82, 40, 13)
}
