package sheet

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"fairground/server/problem"
)

// decode gives the text of a file whose encoding nobody names: UTF-16 by its byte order mark, UTF-8 if it is valid, else
// GB18030 or Windows-1252, which is what spreadsheets save in China and in western Europe.
func decode(data []byte) (string, error) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case utf8.Valid(data):
		from = unicode.UTF8BOM
	case chinese(data):
		from = simplifiedchinese.GB18030
	default:
		from = charmap.Windows1252
	}
	out, err := from.NewDecoder().Bytes(data)
	source := string(out)
	if err != nil || strings.ContainsAny(source, "\x00\ufffd") {
		return "", problem.New(problem.Invalid, "sheet_encoding", "the text is neither UTF-8 nor GB18030; save it as UTF-8").Wrap(err)
	}
	return source, nil
}

// chinese tells GB18030 from Windows-1252. Nearly all Chinese text stands in the rows of GB 2312, two bytes from 0xA1 on;
// in western text a byte of that range mostly stands among ASCII letters.
func chinese(data []byte) bool {
	pairs, lone := 0, 0
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] < 0x80:
		case i+1 < len(data) && data[i] >= 0xa1 && data[i+1] >= 0xa1:
			pairs++
			i++
		case i+1 < len(data) && data[i+1] >= 0x80, i+3 < len(data) && data[i+2] >= 0x81 && data[i+3]&0xf0 == 0x30:
			i++ // the rest of GBK, and the four bytes of GB18030: too rare to count
		default:
			lone++
		}
	}
	return pairs > 0 && pairs >= 2*lone
}
