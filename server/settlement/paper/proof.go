package paper

import (
	"strconv"

	"github.com/skip2/go-qrcode"
)

// proof sets the QR code of a document that stands for an entry, and beside it where the entry is found.
func (s *page) proof() {
	p := s.doc.Proof
	if p == nil {
		return
	}
	const side = 32.0
	x := left + side + 8
	hashes := []struct {
		name Word
		text []string
	}{{leafWord, []string{p.Leaf}}, {pathWord, p.Path}, {headWord, []string{p.Head}}}
	rows := 0
	for _, h := range hashes {
		rows += len(h.text)
	}
	s.y += 6
	s.room(max(side, 18+float64(rows)*3.4) + 4)
	s.qr(left, s.y, side, p.Code(s.doc.Number))
	y := s.y + 3
	s.put(x, y, s.say(proofWord), style{size: 8.4, bold: true, color: ink})
	y = s.block(x, y+4.8, right-x, 4, fill(s.say(proofTextWord), map[string]string{
		"block": strconv.FormatInt(p.Block, 10), "index": strconv.Itoa(p.Index + 1), "of": strconv.Itoa(p.Of),
	}), fine) + 0.8
	for _, h := range hashes {
		if len(h.text) > 0 {
			s.put(x, y, s.say(h.name), digits)
		}
		for _, line := range h.text {
			s.put(x+14, y, line, digits)
			y += 3.4
		}
	}
	s.y = max(s.y+side, y)
}

// qr draws the dark modules of a code as squares; a picture would be blurred by printers. Neighbours in a row are drawn as
// one, so that no hairlines show between them.
func (s *page) qr(x, y, side float64, text string) {
	code, err := qrcode.New(text, qrcode.Medium)
	if err != nil {
		s.pdf.SetError(err)
		return
	}
	code.DisableBorder = true
	bits := code.Bitmap()
	module := side / float64(len(bits))
	s.pdf.SetFillColor(ink[0], ink[1], ink[2])
	for row, line := range bits {
		for from := 0; from < len(line); from++ {
			to := from
			for to < len(line) && line[to] {
				to++
			}
			if to > from {
				s.pdf.Rect(x+float64(from)*module, y+float64(row)*module, float64(to-from)*module, module*1.02, "F")
				from = to
			}
		}
	}
}
