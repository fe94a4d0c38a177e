package statement

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"fairground/server/money"
)

// Read reads a file of at most MaxBytes in any of the formats and finds out which. Errors are the reasons of this
// package and those of package money, with the place they were met at.
func Read(r io.Reader) (File, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return File{}, fmt.Errorf("read statement: %w", err)
	}
	f, err := read(data)
	if err != nil {
		return File{}, fmt.Errorf("read statement: %w", err)
	}
	f.shorten()
	f.name()
	return f, nil
}

func read(data []byte) (File, error) {
	if len(data) > MaxBytes {
		return File{}, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, MaxBytes)
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return File{}, fmt.Errorf("%w: it is empty", ErrTruncated)
	}
	text, err := decode(data)
	if err != nil {
		return File{}, err
	}
	text = strings.TrimLeft(text, " \t\r\n")
	switch head := text[:min(len(text), 2048)]; {
	case strings.HasPrefix(text, "<"):
		return readXML(text)
	case strings.HasPrefix(text, "{1:"), mt940Start.MatchString(head):
		return readMT940(text)
	case csvStart.MatchString(head):
		return readCSV(text)
	}
	return File{}, ErrFormat
}

var (
	mt940Start  = regexp.MustCompile(`(?m)^:20:`)
	csvStart    = regexp.MustCompile(`^(?i)"?(record|类型)"?[,;\t]`)
	declaration = regexp.MustCompile(`^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']`)
)

// decode turns the bytes into text. XML says what it is in and is held to it; the other formats are UTF-8 or, as in many
// banks of China, GB18030.
func decode(data []byte) (string, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(data, 0) >= 0 {
		return "", fmt.Errorf("%w: it has zero bytes, as UTF-16 would", ErrEncoding)
	}
	if !bytes.HasPrefix(bytes.TrimLeft(data, " \t\r\n"), []byte("<")) {
		if utf8.Valid(data) {
			return string(data), nil
		}
		return gb18030(data)
	}
	claim := "utf-8"
	if m := declaration.FindSubmatch(data); m != nil {
		claim = strings.ToLower(string(m[1]))
	}
	switch claim {
	case "utf-8", "utf8", "us-ascii", "ascii":
		if !utf8.Valid(data) {
			return "", fmt.Errorf("%w: not %s", ErrEncoding, claim)
		}
		return string(data), nil
	case "gb18030", "gbk", "gb2312":
		return gb18030(data)
	case "iso-8859-1", "latin1":
		var b strings.Builder
		for _, c := range data {
			b.WriteRune(rune(c)) // the first 256 code points are Latin-1
		}
		return b.String(), nil
	}
	return "", fmt.Errorf("%w: %q is none that statements come in", ErrEncoding, claim)
}

func gb18030(data []byte) (string, error) {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return "", fmt.Errorf("%w: neither UTF-8 nor GB18030", ErrEncoding)
	}
	return string(text), nil
}

// decimal reads an amount the way XML Schema writes decimals: leading zeros, a plus sign and zeros beyond the currency's
// decimals change nothing. A digit that the currency has no place for is money.ErrTooPrecise.
func decimal(text string, c money.Currency) (money.Amount, error) {
	s := strings.TrimSpace(text)
	s, negative := strings.CutPrefix(s, "-")
	if !negative {
		s = strings.TrimPrefix(s, "+")
	}
	whole, fraction, dotted := strings.Cut(s, ".")
	if whole == "" && fraction == "" || strings.Trim(whole, "0123456789") != "" {
		return money.Amount{}, fmt.Errorf("%q: %w", clip(text), money.ErrMalformed)
	}
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	exp, err := c.Exponent()
	if err != nil {
		return money.Amount{}, fmt.Errorf("%q: %w", clip(string(c)), err)
	}
	for len(fraction) > exp && fraction[len(fraction)-1] == '0' {
		fraction = fraction[:len(fraction)-1]
	}
	if dotted && fraction != "" {
		whole += "." + fraction
	}
	a, err := money.Parse(whole, c)
	if err != nil {
		return money.Amount{}, fmt.Errorf("%q: %w", clip(text), err)
	}
	if negative {
		a.Minor = -a.Minor // Parse returned no negative number
	}
	return a, nil
}

// unsigned is decimal for formats that carry the sign elsewhere.
func unsigned(text string, c money.Currency) (money.Amount, error) {
	a, err := decimal(text, c)
	if err == nil && strings.HasPrefix(strings.TrimSpace(text), "-") {
		err = fmt.Errorf("%q: %w", clip(text), money.ErrNegative)
	}
	return a, err
}

// cut says that an error in the last line of a text is what the file's missing end looks like.
func cut(err error) bool { return errors.Is(err, ErrMalformed) || errors.Is(err, money.ErrMalformed) }

// Code is the stable code of why a file was refused, "" if the error is none of the reasons of this package or money's.
func Code(err error) string {
	var coded interface{ Code() string }
	if errors.As(err, &coded) {
		return coded.Code()
	}
	return ""
}
