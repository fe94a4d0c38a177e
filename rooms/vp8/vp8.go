// Package vp8 writes VP8 key frames (RFC 6386): enough of an encoder for generated pictures that every browser decodes.
//
// Every frame stands alone. A picture is reduced to cells of one colour, 4×4 pixels of brightness and 8×8 pixels of hue: within a
// macroblock the encoder uses DC prediction and the sixteen brightness means only, which the format carries in one transform block.
// It knows no RTP, no time and no rate control, and is not meant for camera pictures.
package vp8

import (
	"errors"
	"fmt"
	"image"
)

// MaxSide is the largest width and height, in pixels: 14 bits in the frame header.
const MaxSide = 1<<14 - 1

// ErrSize is returned for a picture of another size than the encoder's, or of one that VP8 cannot carry.
var ErrSize = errors.New("picture size not supported")

// The quantizer index of every frame, and the steps that follow from it (section 14.1): small enough that a cell's brightness
// differs from the picture's mean by 2 at most.
const (
	quantizer = 4
	stepY2DC  = 16
	stepY2AC  = 12
	stepUVDC  = 8
)

// Kinds of blocks, the first index of the token probabilities.
const (
	kindYAfterY2 = iota
	kindY2
	kindChroma
)

// Encoder encodes pictures of one size. It is not safe for concurrent use.
type Encoder struct {
	width, height int // pixels
	across, down  int // macroblocks
	update        *probabilities
	tokens        *probabilities

	first, second writer

	// What the decoder will have: the last line of the macroblocks above and the last column of the one to the left, since
	// prediction starts from there. Cells, not pixels: 4 per macroblock for brightness, 2 for each hue.
	aboveY, aboveU, aboveV []uint8
	leftY                  [4]uint8
	leftU, leftV           [2]uint8
	// Whether the neighbouring blocks had coefficients, which selects probabilities: Y2 and the chroma blocks; brightness blocks
	// never have any of their own.
	aboveY2, aboveUV []uint8
	leftY2           uint8
	leftUV           [4]uint8
}

// NewEncoder makes an encoder for pictures of a size in pixels, between 1 and MaxSide each way.
func NewEncoder(width, height int) (*Encoder, error) {
	if width < 1 || height < 1 || width > MaxSide || height > MaxSide {
		return nil, fmt.Errorf("make encoder for %d×%d: %w", width, height, ErrSize)
	}
	across, down := (width+15)/16, (height+15)/16
	return &Encoder{
		width: width, height: height, across: across, down: down,
		update: updateProbabilities(), tokens: defaultProbabilities(),
		aboveY: make([]uint8, 4*across), aboveU: make([]uint8, 2*across), aboveV: make([]uint8, 2*across),
		aboveY2: make([]uint8, across), aboveUV: make([]uint8, 4*across),
	}, nil
}

// Encode appends a key frame of the picture to dst. The picture is 4:2:0 with its origin at 0,0 and of the encoder's size.
func (e *Encoder) Encode(dst []byte, picture *image.YCbCr) ([]byte, error) {
	if picture.Rect != image.Rect(0, 0, e.width, e.height) || picture.SubsampleRatio != image.YCbCrSubsampleRatio420 {
		return dst, fmt.Errorf("encode %v: %w", picture.Rect, ErrSize)
	}
	e.first.reset()
	e.second.reset()
	clear(e.aboveY2)
	clear(e.aboveUV)
	e.header()
	for y := range e.down {
		e.leftY2, e.leftUV = 0, [4]uint8{}
		for x := range e.across {
			e.macroblock(picture, x, y)
		}
	}
	header, body := e.first.finish(), e.second.finish()
	if len(header) >= 1<<19 {
		return dst, fmt.Errorf("encode: first partition of %d bytes: %w", len(header), ErrSize)
	}
	// Frame tag: key frame, version 0, shown, size of the first partition (section 9.1).
	tag := uint32(len(header))<<5 | 1<<4
	dst = append(dst, byte(tag), byte(tag>>8), byte(tag>>16), 0x9d, 0x01, 0x2a,
		byte(e.width), byte(e.width>>8), byte(e.height), byte(e.height>>8))
	return append(append(dst, header...), body...), nil
}

// header writes the frame header (section 9.2 and following, 19.2).
func (e *Encoder) header() {
	w := &e.first
	w.literal(0, 1) // colour space
	w.literal(0, 1) // the decoder clamps
	w.literal(0, 1) // no segments
	w.literal(0, 1) // filter type
	w.literal(0, 6) // filter level: off, cells have edges
	w.literal(0, 3) // sharpness
	w.literal(0, 1) // no filter adjustments
	w.literal(0, 2) // one token partition
	w.literal(quantizer, 7)
	w.literal(0, 5) // no quantizer differs
	w.literal(1, 1) // keep probabilities; the next key frame resets them anyway
	for i := range e.update {
		for j := range e.update[i] {
			for k := range e.update[i][j] {
				for _, p := range e.update[i][j][k] {
					w.bit(false, p)
				}
			}
		}
	}
	w.literal(0, 1) // no macroblock is skipped
}

func (e *Encoder) macroblock(picture *image.YCbCr, x, y int) {
	// Modes: brightness DC_PRED (tree 1-0-0) and hue DC_PRED (0), with the fixed probabilities of key frames (section 11.2).
	e.first.bit(true, 145)
	e.first.bit(false, 156)
	e.first.bit(false, 163)
	e.first.bit(false, 142)

	e.brightness(picture, x, y)
	e.hue(picture.Cb, picture.CStride, x, y, e.aboveU[2*x:2*x+2], &e.leftU, e.aboveUV[4*x:4*x+2], e.leftUV[0:2])
	e.hue(picture.Cr, picture.CStride, x, y, e.aboveV[2*x:2*x+2], &e.leftV, e.aboveUV[4*x+2:4*x+4], e.leftUV[2:4])
}

func (e *Encoder) brightness(picture *image.YCbCr, x, y int) {
	above, left := e.aboveY[4*x:4*x+4], e.leftY[:]
	predicted := predict(above, left, x > 0, y > 0)
	var residual [16]int
	for i := range residual {
		mean := mean4(picture.Y, picture.YStride, e.width, e.height, 16*x+4*(i%4), 16*y+4*(i/4))
		residual[i] = 8 * (mean - predicted) // the inverse transform of a lone DC divides by 8
	}
	coefficients := hadamard(residual)
	var levels [16]int
	for i, c := range coefficients {
		step := stepY2AC
		if i == 0 {
			step = stepY2DC
		}
		levels[i] = divide(c/2, step)
		coefficients[i] = levels[i] * step
	}
	context := e.aboveY2[x] + e.leftY2
	some := e.block(kindY2, 0, context, levels[:])
	e.aboveY2[x], e.leftY2 = some, some
	for range 16 {
		e.block(kindYAfterY2, 1, 0, nil)
	}
	decoded := hadamard(coefficients)
	for i := range decoded {
		cell := clamp(predicted + ((decoded[i]+3)>>3+4)>>3)
		if i/4 == 3 {
			above[i%4] = cell
		}
		if i%4 == 3 {
			left[i/4] = cell
		}
	}
}

// hue writes one of the two colour planes of a macroblock: four blocks with a DC each.
func (e *Encoder) hue(plane []uint8, stride, x, y int, above []uint8, left *[2]uint8, someAbove, someLeft []uint8) {
	predicted := predict(above, left[:], x > 0, y > 0)
	width, height := (e.width+1)/2, (e.height+1)/2
	var cells [4]uint8
	for i := range cells {
		mean := mean4(plane, stride, width, height, 8*x+4*(i%2), 8*y+4*(i/2))
		level := divide(8*(mean-predicted), stepUVDC)
		cells[i] = clamp(predicted + (level*stepUVDC+4)>>3)
		some := e.block(kindChroma, 0, someAbove[i%2]+someLeft[i/2], []int{level})
		someAbove[i%2], someLeft[i/2] = some, some
	}
	above[0], above[1] = cells[2], cells[3]
	left[0], left[1] = cells[1], cells[3]
}

// predict is DC prediction from cells (section 12.2): every cell stands for the same number of pixels, so their mean is the
// pixels' mean. The neighbours outside the frame do not count.
func predict(above, left []uint8, hasLeft, hasAbove bool) int {
	sum, n := 0, 0
	if hasAbove {
		for _, v := range above {
			sum += int(v)
		}
		n += len(above)
	}
	if hasLeft {
		for _, v := range left {
			sum += int(v)
		}
		n += len(left)
	}
	if n == 0 {
		return 128
	}
	return (sum + n/2) / n
}

// mean4 is the mean of the 4×4 pixels at x, y; beyond the picture its last line and column continue.
func mean4(plane []uint8, stride, width, height, x, y int) int {
	sum := 8
	for j := range 4 {
		row := plane[min(y+j, height-1)*stride:]
		for i := range 4 {
			sum += int(row[min(x+i, width-1)])
		}
	}
	return sum / 16
}

// hadamard is the Walsh-Hadamard transform of section 14.3 without its rounding; it is its own inverse but for a factor of 16.
func hadamard(in [16]int) (out [16]int) {
	var half [16]int
	for i := range 4 {
		a, b := in[i]+in[12+i], in[4+i]+in[8+i]
		c, d := in[4+i]-in[8+i], in[i]-in[12+i]
		half[i], half[4+i], half[8+i], half[12+i] = a+b, c+d, a-b, d-c
	}
	for i := 0; i < 16; i += 4 {
		a, b := half[i]+half[i+3], half[i+1]+half[i+2]
		c, d := half[i+1]-half[i+2], half[i]-half[i+3]
		out[i], out[i+1], out[i+2], out[i+3] = a+b, c+d, a-b, d-c
	}
	return out
}

// divide rounds to the nearest.
func divide(a, b int) int {
	if a < 0 {
		return -((-a + b/2) / b)
	}
	return (a + b/2) / b
}

func clamp(v int) uint8 { return uint8(max(0, min(255, v))) }

// block writes the coefficients of one block as tokens (section 13), from position from on, and returns 1 if there were any.
// levels are in raster order and may be shorter than 16.
func (e *Encoder) block(kind, from int, context uint8, levels []int) uint8 {
	zigzag := [16]int{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}
	band := [16]int{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7}
	at := func(i int) int {
		if zigzag[i] < len(levels) {
			return levels[zigzag[i]]
		}
		return 0
	}
	last := 15
	for last >= from && at(last) == 0 {
		last--
	}
	w := &e.second
	afterZero := false
	for i := from; i <= last; i++ {
		p := &e.tokens[kind][band[i]][context]
		if !afterZero {
			w.bit(true, p[0]) // not the end
		}
		v := at(i)
		if v == 0 {
			w.bit(false, p[1])
			afterZero, context = true, 0
			continue
		}
		w.bit(true, p[1])
		w.magnitude(max(v, -v), p)
		w.bit(v < 0, 128)
		afterZero, context = false, 2
		if v == 1 || v == -1 {
			context = 1
		}
	}
	if last < 15 {
		w.bit(false, e.tokens[kind][band[last+1]][context][0])
	}
	if last < from {
		return 0
	}
	return 1
}
