package demo

import (
	"image/color"
	"math"
)

// shelf: pots and figures before a lattice or a moon gate.
func (b *brush) shelf() {
	wall := b.pick(riceColour(), blend(celadonColour(), riceColour(), 0.35), sandColour(), blend(vermilionColour(), clayColour(), 0.25))
	b.wash(blend(wall, riceColour(), 0.4), wall)
	if b.rand.IntN(2) == 0 {
		gate := blend(wall, riceColour(), 0.75)
		cx := b.between(240, 400)
		b.oval(blend(wall, inkColour(), 0.18), 1, cx, 226, 196, 196)
		b.oval(gate, 1, cx, 226, 186, 186)
		b.branch(cx-150, 70)
	} else {
		b.lattice(blend(wall, inkColour(), 0.28))
	}
	// The table.
	table := blend(clayColour(), inkColour(), b.between(0.2, 0.6))
	b.box(table, 1, 0, 388, pictureWidth, 92)
	b.box(blend(table, riceColour(), 0.22), 1, 0, 384, pictureWidth, 7)
	pieces := 3 + b.rand.IntN(2)
	if b.kind == "good" {
		pieces = 1 + b.rand.IntN(2)
	}
	step := pictureWidth / float64(pieces+1)
	scale := 1.0 + 0.28*float64(4-pieces)
	for i := range pieces {
		x := step*float64(i+1) + b.between(-14, 14)
		c := b.pick(clayColour(), pineColour(), celadonColour(), vermilionColour(), inkColour(), jadeColour(), riceColour())
		if c == wall {
			c = clayColour()
		}
		b.oval(inkColour(), 0.28, x+10, 390, 62*scale, 9)
		switch b.rand.IntN(4) {
		case 0:
			b.teapot(x, 388, scale, c)
		case 1:
			b.child(x, 388, scale, c)
		default:
			b.vase(x, 388, scale, c)
		}
	}
	b.weave(425, table)
}

// lattice draws a window of broken squares.
func (b *brush) lattice(c color.RGBA) {
	size := b.between(54, 70)
	for x := size / 2; x < pictureWidth; x += size {
		for y := size/2 - 10; y < 384; y += size {
			s := size * 0.36
			b.stroke(c, 0.8, 3, point{x - s, y - s}, point{x + s, y - s}, point{x + s, y + s}, point{x - s, y + s}, point{x - s, y - s})
			b.stroke(c, 0.8, 3, point{x, y - size/2}, point{x, y - s})
			b.stroke(c, 0.8, 3, point{x, y + s}, point{x, y + size/2})
			b.stroke(c, 0.8, 3, point{x - size/2, y}, point{x - s, y})
			b.stroke(c, 0.8, 3, point{x + s, y}, point{x + size/2, y})
			b.stroke(c, 0.8, 3, point{x, y - s/2}, point{x + s/2, y}, point{x, y + s/2}, point{x - s/2, y}, point{x, y - s/2})
		}
	}
}

// branch hangs plum blossom into the gate.
func (b *brush) branch(x, y float64) {
	path := []point{{x - 60, y - 40}}
	for i := range 7 {
		path = append(path, point{x + float64(i)*34, y + b.between(-16, 20) + float64(i)*5})
	}
	for i := 0; i+1 < len(path); i++ {
		b.stroke(inkColour(), 0.9, 8-float64(i), path[i], path[i+1])
	}
	for range 16 {
		p := path[1+b.rand.IntN(len(path)-1)]
		px, py := p.x+b.between(-18, 18), p.y+b.between(-16, 16)
		for petal := range 5 {
			a := float64(petal) * 2 * math.Pi / 5
			b.oval(vermilionColour(), 0.85, px+6*math.Cos(a), py+6*math.Sin(a), 5, 5)
		}
		b.oval(ochreColour(), 1, px, py, 3, 3)
	}
}

// turned paints a body of revolution from half widths at equal heights, from the foot up, with light from the left.
func (b *brush) turned(x, foot, height float64, c color.RGBA, halves ...float64) {
	const steps = 48
	half := func(t float64) float64 {
		at := t * float64(len(halves)-1)
		i := min(int(at), len(halves)-2)
		f := at - float64(i)
		f = f * f * (3 - 2*f)
		return halves[i]*(1-f) + halves[i+1]*f
	}
	side := func(scaleLeft, scaleRight float64) []point {
		var shape []point
		for i := range steps + 1 {
			t := float64(i) / steps
			shape = append(shape, point{x - half(t)*scaleLeft, foot - t*height})
		}
		for i := steps; i >= 0; i-- {
			t := float64(i) / steps
			shape = append(shape, point{x + half(t)*scaleRight, foot - t*height})
		}
		return shape
	}
	b.fill(c, 1, side(1, 1)...)
	b.fill(inkColour(), 0.16, side(-0.25, 1)...)
	b.fill(inkColour(), 0.16, side(-0.65, 1)...)
	b.fill(riceColour(), 0.22, side(0.72, -0.45)...)
}

func (b *brush) vase(x, foot, scale float64, c color.RGBA) {
	height := b.between(120, 190) * scale
	w := b.between(40, 62) * scale
	b.turned(x, foot, height, c, w*0.55, w*b.between(0.7, 1), w*b.between(0.9, 1.1), w*b.between(0.5, 0.9), w*b.between(0.24, 0.36), w*b.between(0.34, 0.5))
	b.oval(blend(c, inkColour(), 0.6), 1, x, foot-height, w*0.34, 4)
	if b.rand.IntN(2) == 0 { // a band of glaze
		b.oval(ochreColour(), 0.7, x, foot-height*0.5, w*0.18, w*0.18)
	}
	if b.rand.IntN(3) == 0 { // reeds
		for range 4 {
			tip := point{x + b.between(-46, 46), foot - height - b.between(50, 100)}
			b.stroke(pineColour(), 0.9, 3, point{x, foot - height}, tip)
			b.oval(clayColour(), 0.95, tip.x, tip.y, 4, 15)
		}
	}
}

func (b *brush) teapot(x, foot, s float64, c color.RGBA) {
	handle := round(x+62*s, foot-54*s, 36*s, 34*s, -math.Pi/2, math.Pi/2, 24)
	b.stroke(c, 1, 10*s, handle...)
	b.fill(c, 1, point{x - 50*s, foot - 40*s}, point{x - 96*s, foot - 96*s}, point{x - 84*s, foot - 100*s}, point{x - 36*s, foot - 72*s})
	b.turned(x, foot, 96*s, c, 42*s, 66*s, 70*s, 58*s, 34*s)
	b.oval(blend(c, inkColour(), 0.25), 1, x, foot-94*s, 36*s, 8*s)
	b.turned(x, foot-94*s, 22*s, blend(c, riceColour(), 0.12), 33*s, 22*s, 6*s)
	b.oval(blend(c, inkColour(), 0.1), 1, x, foot-122*s, 9*s, 8*s)
}

// child is the household guardian: a round figure that smiles.
func (b *brush) child(x, foot, s float64, robe color.RGBA) {
	skin := blend(riceColour(), ochreColour(), 0.3)
	if robe == riceColour() {
		robe = vermilionColour()
	}
	b.turned(x, foot, 104*s, robe, 62*s, 70*s, 58*s, 44*s)
	b.oval(blend(robe, ochreColour(), 0.6), 1, x, foot-44*s, 24*s, 24*s)
	b.oval(robe, 1, x, foot-44*s, 15*s, 15*s)
	b.oval(skin, 1, x, foot-134*s, 44*s, 40*s)
	b.oval(inkColour(), 1, x-34*s, foot-168*s, 14*s, 14*s)
	b.oval(inkColour(), 1, x+34*s, foot-168*s, 14*s, 14*s)
	b.fill(inkColour(), 1, round(x, foot-142*s, 43*s, 36*s, math.Pi*1.08, math.Pi*1.92, 20)...)
	for _, side := range []float64{-1, 1} {
		b.stroke(inkColour(), 1, 3*s, round(x+side*16*s, foot-130*s, 7*s, 5*s, math.Pi, 2*math.Pi, 10)...)
		b.oval(vermilionColour(), 0.45, x+side*25*s, foot-119*s, 8*s, 6*s)
	}
	b.stroke(vermilionColour(), 1, 3*s, round(x, foot-120*s, 8*s, 6*s, 0.2, math.Pi-0.2, 10)...)
}

// weave lays a runner over the front of the table.
func (b *brush) weave(y float64, table color.RGBA) {
	main, other := b.pick(vermilionColour(), jadeColour(), pineColour()), b.pick(riceColour(), ochreColour(), celadonColour())
	const cell = 10.0
	for row := range 6 {
		for i := range 65 {
			c := main
			if (i+row*row)%4 == 0 || (i-row)%8 == 0 {
				c = other
			}
			b.box(blend(c, table, 0.12*float64(row%2)), 1, float64(i)*cell-4, y+float64(row)*cell, cell-1, cell-1)
		}
	}
}

// facets: mountains and sails of triangles.
func (b *brush) facets() {
	dusk := b.rand.IntN(2) == 0
	sun := b.pick(vermilionColour(), ochreColour())
	if dusk {
		b.wash(inkColour(), slateColour(), blend(vermilionColour(), sandColour(), 0.45))
	} else {
		b.wash(celadonColour(), blend(celadonColour(), riceColour(), 0.6), riceColour())
	}
	sx, sy := b.between(160, 480), b.between(120, 190)
	b.glow(sx, sy, 210, sun, 0.4)
	b.oval(sun, 1, sx, sy, 54, 54)
	for layer := range 3 {
		depth := float64(layer) / 2
		base := 300 + 62*float64(layer)
		tone := blend(jadeColour(), inkColour(), depth*0.75)
		if dusk {
			tone = blend(slateColour(), inkColour(), 0.25+depth*0.6)
		}
		b.peaks(base, 150-34*float64(layer), tone, sun)
	}
	if b.kind == "service" || b.kind == "booth" {
		// Wires and knots of a mesh over it all.
		var last point
		for i := range 15 {
			p := point{float64(i)*46 + b.between(-12, 12), b.between(66, 250)}
			if i > 0 {
				b.stroke(riceColour(), 0.4, 1.4, last, p)
			}
			b.stroke(riceColour(), 0.22, 1, p, point{p.x + b.between(-70, 70), 330})
			b.oval(riceColour(), 0.9, p.x, p.y, 3.4, 3.4)
			last = p
		}
	} else {
		for range 2 + b.rand.IntN(2) {
			b.sail(b.between(90, 550), b.between(392, 442), b.between(0.7, 1.5))
		}
	}
}

func (b *brush) peaks(base, height float64, tone, light color.RGBA) {
	type vertex struct{ top, foot point }
	var row []vertex
	for x := -40.0; x <= pictureWidth+60; x += b.between(56, 92) {
		row = append(row, vertex{point{x, base - height*b.between(0.15, 1)}, point{x + b.between(-20, 20), base + b.between(20, 60)}})
	}
	for i := 0; i+1 < len(row); i++ {
		p, q := row[i], row[i+1]
		lit := blend(tone, light, 0.22)
		if q.top.y < p.top.y {
			lit = blend(tone, riceColour(), 0.16)
		}
		b.fill(lit, 1, p.top, q.top, p.foot)
		b.fill(blend(tone, inkColour(), b.between(0.05, 0.3)), 1, q.top, q.foot, p.foot)
		b.fill(blend(tone, inkColour(), b.between(0.15, 0.3)), 1, p.foot, q.foot, point{q.foot.x, pictureHeight}, point{p.foot.x, pictureHeight})
	}
}

func (b *brush) sail(x, y, s float64) {
	c := b.pick(riceColour(), vermilionColour(), ochreColour())
	b.fill(c, 1, point{x + 4*s, y - 8*s}, point{x + 4*s, y - 104*s}, point{x + 56*s, y - 14*s})
	b.fill(blend(c, inkColour(), 0.25), 1, point{x - 4*s, y - 8*s}, point{x - 4*s, y - 84*s}, point{x - 38*s, y - 14*s})
	b.fill(inkColour(), 1, point{x - 48*s, y - 4*s}, point{x + 62*s, y - 4*s}, point{x + 40*s, y + 14*s}, point{x - 30*s, y + 14*s})
	b.fill(riceColour(), 0.16, point{x - 40*s, y + 20*s}, point{x + 54*s, y + 20*s}, point{x + 20*s, y + 60*s}, point{x - 10*s, y + 60*s})
}

// lake: hills behind hills, a pagoda, a moon and its path on the water.
func (b *brush) lake() {
	hour := b.rand.IntN(3)
	sky := [][]color.RGBA{
		{blend(celadonColour(), riceColour(), 0.3), riceColour(), blend(riceColour(), sandColour(), 0.7)},
		{inkColour(), pineColour(), jadeColour()},
		{blend(slateColour(), jadeColour(), 0.4), blend(ochreColour(), riceColour(), 0.35), blend(vermilionColour(), sandColour(), 0.35)},
	}[hour]
	disc := []color.RGBA{vermilionColour(), riceColour(), vermilionColour()}[hour]
	hill := []color.RGBA{jadeColour(), inkColour(), slateColour()}[hour]
	b.wash(sky...)
	mx, my, r := b.between(140, 500), b.between(84, 150), b.between(34, 56)
	b.glow(mx, my, 170, disc, 0.35)
	b.oval(disc, 1, mx, my, r, r)
	const shore = 322.0
	for i := range 4 {
		t := float64(i) / 3
		b.ridge(blend(blend(sky[2], hill, 0.35), hill, t), 1, 226+28*float64(i), 52-9*float64(i), b.between(70, 150), b.between(0, 6))
	}
	px := b.between(120, 520)
	if math.Abs(px-mx) < 70 {
		px = math.Mod(px+220, 460) + 90
	}
	tower := blend(hill, inkColour(), 0.65)
	storeys := 5 + 2*b.rand.IntN(2)
	b.pagoda(px, shore-6, tower, disc, storeys, hour == 1)
	// The water, the path of light and the mirror of the tower.
	water := blend(sky[1], hill, 0.3)
	b.box(water, 1, 0, shore, pictureWidth, pictureHeight-shore)
	b.box(blend(tower, water, 0.4), 0.55, px-15, shore, 30, float64(storeys)*17)
	for range 34 {
		y := b.between(shore+4, pictureHeight-4)
		spread := (y - shore) * 0.35
		x := mx + b.between(-spread, spread)
		w := b.between(12, 44) * (0.5 + (y-shore)/160)
		b.oval(disc, 0.5, x, y, w, 1.8)
	}
	for range 40 {
		y := b.between(shore+6, pictureHeight)
		b.oval(riceColour(), 0.22, b.between(0, pictureWidth), y, b.between(18, 70), 1.2)
	}
	for i := range 1 + b.rand.IntN(3) {
		b.boat(b.between(70, 570), shore+44+38*float64(i), 0.8+0.35*float64(i), inkColour(), hour == 1)
	}
	for range 26 { // reeds in front
		x := b.between(-10, 180)
		if px < 320 {
			x = pictureWidth - x
		}
		h := b.between(50, 150)
		bend := b.between(-26, 26)
		b.stroke(blend(inkColour(), pineColour(), 0.3), 0.95, 2.6, point{x, pictureHeight}, point{x + bend*0.4, pictureHeight - h*0.6}, point{x + bend, pictureHeight - h})
	}
}

func (b *brush) pagoda(x, foot float64, c, lamp color.RGBA, storeys int, lit bool) {
	w, y := 46.0, foot
	for range storeys {
		b.box(c, 1, x-w*0.42, y-20, w*0.84, 21)
		if lit {
			for _, wx := range []float64{-0.24, 0, 0.24} {
				b.box(blend(lamp, ochreColour(), 0.7), 0.95, x+wx*w-2.5, y-14, 5, 8)
			}
		}
		b.fill(c, 1, point{x - w*0.78, y - 24}, point{x - w*0.5, y - 20}, point{x + w*0.5, y - 20}, point{x + w*0.78, y - 24}, point{x + w*0.42, y - 31}, point{x - w*0.42, y - 31})
		y -= 29
		w *= 0.87
	}
	b.fill(c, 1, point{x - w*0.3, y}, point{x + w*0.3, y}, point{x, y - 34})
}

func (b *brush) boat(x, y, s float64, c color.RGBA, lantern bool) {
	b.fill(c, 1, append(round(x, y, 46*s, 13*s, 0, math.Pi, 20), point{x - 58*s, y - 7*s}, point{x - 40*s, y - 1*s}, point{x + 40*s, y - 1*s}, point{x + 58*s, y - 7*s})...)
	b.fill(blend(c, clayColour(), 0.5), 1, round(x+6*s, y, 20*s, 18*s, math.Pi, 2*math.Pi, 16)...)
	b.stroke(c, 1, 3.4*s, point{x - 30*s, y}, point{x - 28*s, y - 26*s})
	b.oval(c, 1, x-28*s, y-30*s, 4.4*s, 4.4*s)
	b.stroke(c, 1, 1.8*s, point{x - 44*s, y - 34*s}, point{x - 20*s, y + 16*s})
	if lantern {
		b.glow(x+34*s, y-14*s, 34*s, ochreColour(), 0.9)
		b.oval(vermilionColour(), 1, x+34*s, y-14*s, 5*s, 6*s)
	}
}

// gallery: a room with framed cloths and things on plinths.
func (b *brush) gallery() {
	wall := b.pick(riceColour(), blend(celadonColour(), riceColour(), 0.25), blend(slateColour(), inkColour(), 0.4), blend(vermilionColour(), clayColour(), 0.15))
	b.wash(blend(wall, riceColour(), 0.15), wall)
	floor := blend(sandColour(), clayColour(), b.between(0.1, 0.5))
	const edge = 356.0
	b.box(floor, 1, 0, edge, pictureWidth, pictureHeight-edge)
	for i := -8; i <= 16; i++ { // boards run to a point behind the wall
		x := float64(i) * 64
		b.stroke(blend(floor, inkColour(), 0.22), 0.8, 1.5, point{320 + (x-256)*0.52, edge}, point{320 + (x-256)*1.4, pictureHeight})
	}
	b.box(blend(wall, inkColour(), 0.25), 1, 0, edge-8, pictureWidth, 8)
	frames := 2 + b.rand.IntN(2)
	if b.kind == "work" {
		frames = 1
	}
	w := 560.0 / float64(frames)
	for i := range frames {
		fw, fh := w*b.between(0.62, 0.74), b.between(150, 212)
		if frames == 1 {
			fw, fh = 330, 220
		}
		x, y := 40+w*(float64(i)+0.5)-fw/2, 184-fh/2
		b.fill(riceColour(), 0.16, point{x + fw/2, -60}, point{x - 46, y + fh + 60}, point{x + fw + 46, y + fh + 60})
		b.box(inkColour(), 0.22, x+7, y+9, fw, fh)
		b.box(inkColour(), 1, x, y, fw, fh)
		b.box(riceColour(), 1, x+7, y+7, fw-14, fh-14)
		b.cloth(x+22, y+22, fw-44, fh-44)
	}
	for i := range 1 + b.rand.IntN(2) {
		x := 170 + 300*float64(i) + b.between(-60, 60)
		b.oval(inkColour(), 0.22, x+12, 438, 56, 10)
		b.box(blend(riceColour(), inkColour(), 0.06), 1, x-36, 358, 72, 80)
		b.box(inkColour(), 0.14, x+8, 358, 28, 80)
		b.box(riceColour(), 1, x-41, 350, 82, 10)
		c := b.pick(celadonColour(), vermilionColour(), clayColour(), ochreColour())
		if b.rand.IntN(2) == 0 {
			b.vase(x, 350, 0.62, c)
		} else {
			b.teapot(x, 350, 0.66, c)
		}
	}
	// Somebody looks.
	b.visitor(b.between(60, 580), 470, b.between(0.9, 1.15))
}

// cloth fills a frame with one of four weaves.
func (b *brush) cloth(x, y, w, h float64) {
	one, two, three := b.pick(vermilionColour(), pineColour(), inkColour()), b.pick(celadonColour(), ochreColour(), sandColour()), b.pick(jadeColour(), clayColour(), riceColour())
	b.box(two, 1, x, y, w, h)
	switch b.rand.IntN(4) {
	case 0: // stripes
		for at := 0.0; at < w; {
			s := min(b.between(4, 26), w-at)
			b.box(b.pick(one, two, three), 1, x+at, y, s, h)
			at += s
		}
	case 1: // woven squares
		n := math.Floor(w / 16)
		cell := w / n
		for i := range int(n) {
			for j := range int(h / cell) {
				if (i+j)%2 == 0 {
					b.box(one, 1, x+float64(i)*cell, y+float64(j)*cell, cell, cell)
				} else if (i*j)%3 == 1 {
					b.box(three, 1, x+float64(i)*cell+3, y+float64(j)*cell+3, cell-6, cell-6)
				}
			}
		}
	case 2: // hills in ink
		for i := range 4 {
			base, phase := y+h*(0.4+0.16*float64(i)), b.between(0, 6)
			shape := []point{{x, y + h}}
			for k := range 25 {
				u := float64(k) / 24
				shape = append(shape, point{x + u*w, min(y+h, base-h*0.12*math.Sin(u*6+phase))})
			}
			b.fill(blend(two, one, 0.25*float64(i+1)), 1, append(shape, point{x + w, y + h})...)
		}
		b.oval(vermilionColour(), 1, x+w*b.between(0.25, 0.75), y+h*0.22, h*0.09, h*0.09)
	default: // rings
		for i := range 5 {
			k := 1 - float64(i)*0.2
			b.oval([]color.RGBA{one, three, two, one, riceColour()}[i], 1, x+w/2, y+h/2, min(w, h)*0.46*k, min(w, h)*0.46*k)
		}
	}
}

func (b *brush) visitor(x, y, s float64) {
	c := blend(inkColour(), b.pick(pineColour(), clayColour(), slateColour()), 0.4)
	b.oval(inkColour(), 0.2, x+8*s, y, 30*s, 6*s)
	b.box(c, 1, x-11*s, y-52*s, 9*s, 52*s)
	b.box(c, 1, x+3*s, y-52*s, 9*s, 52*s)
	b.fill(c, 1, point{x - 22*s, y - 40*s}, point{x - 15*s, y - 106*s}, point{x + 15*s, y - 106*s}, point{x + 22*s, y - 40*s})
	b.oval(c, 1, x, y-122*s, 12*s, 14*s)
}
