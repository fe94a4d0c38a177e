package paper

import (
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

//go:embed fonts/*.ttf
var fontFiles embed.FS

// Faces of the embedded fonts. The Chinese one has no bold: its strokes are drawn thicker instead.
const (
	sans = "sans"
	han  = "han"
)

// unknown stands for a character that neither font has: a letter that is silently missing would be worse. The JSON beside
// the page has the text itself.
const unknown = '〓'

// typeface is an embedded font and the characters it has.
type typeface struct {
	family, style string
	data          []byte
	has           func(rune) bool
}

// typefaces reads the embedded fonts: the upright and the bold Latin, which have the same characters, and the Chinese.
func typefaces() ([]typeface, error) {
	faces := []typeface{{family: sans}, {family: sans, style: "B"}, {family: han}}
	for i, name := range []string{"sans-regular", "sans-bold", "han"} {
		data, err := fontFiles.ReadFile("fonts/" + name + ".ttf")
		if err != nil {
			return nil, fmt.Errorf("read font: %w", err)
		}
		if faces[i].has, err = coverage(data); err != nil {
			return nil, fmt.Errorf("read font %s: %w", name, err)
		}
		faces[i].data = data
	}
	return faces, nil
}

var errFont = errors.New("not a TrueType font with a character map of format 4")

// coverage reads which characters of the Basic Multilingual Plane a font of ours has (OpenType 1.9, cmap, format 4). It is
// not for fonts of strangers: it trusts every offset.
func coverage(font []byte) (has func(rune) bool, err error) {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	for table := range u16(4) {
		entry := 12 + 16*table
		if string(font[entry:entry+4]) != "cmap" {
			continue
		}
		cmap := u32(entry + 8)
		for sub := range u16(cmap + 2) {
			at := cmap + u32(cmap+4+8*sub+4)
			if u16(at) != 4 {
				continue
			}
			n := u16(at+6) / 2
			type span struct{ first, last rune }
			spans := make([]span, n)
			for i := range n {
				spans[i] = span{rune(u16(at + 16 + 2*n + 2*i)), rune(u16(at + 14 + 2*i))} //nolint:gosec // 16 bits
			}
			return func(r rune) bool {
				i, found := slices.BinarySearchFunc(spans, r, func(s span, r rune) int {
					switch {
					case s.last < r:
						return -1
					case s.first > r:
						return 1
					}
					return 0
				})
				return found && spans[i].first <= r && r != 0xFFFF
			}, nil
		}
	}
	return nil, errFont
}

// run is a piece of text in one family.
type run struct{ family, text string }

// runs cuts a text where the font changes. Line ends and other controls become spaces.
func runs(text string, latin, chinese func(rune) bool) []run {
	var out []run
	for _, r := range text {
		family := sans
		switch {
		case r < ' ' || r == 0x7F || r == 0xA0:
			r = ' '
		case latin(r):
		case chinese(r):
			family = han
		default:
			r, family = unknown, han
		}
		if last := len(out) - 1; last >= 0 && out[last].family == family {
			out[last].text += string(r)
		} else {
			out = append(out, run{family, string(r)})
		}
	}
	return out
}
