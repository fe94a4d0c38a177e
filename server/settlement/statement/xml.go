package statement

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

const (
	maxDepth    = 64       // of elements; ISO 20022 needs fewer than 20
	maxElements = 2000     // in one part that is decoded at once
	maxToken    = 64 << 10 // bytes of a tag with its attributes, of a text, of a comment
	namespace   = "urn:iso:std:iso:20022:tech:xsd:"
)

// readXML reads an ISO 20022 message.
func readXML(text string) (File, error) {
	x := newXMLReader(text)
	root, err := x.root()
	if err != nil {
		return File{}, x.place(err)
	}
	version, ok := strings.CutPrefix(root.Name.Space, namespace)
	if root.Name.Local != "Document" || !ok {
		return File{}, ErrFormat
	}
	f := File{Version: version}
	switch {
	case strings.HasPrefix(version, "camt.053.001."):
		f.Format, err = Camt053, x.camt(&f, "BkToCstmrStmt", "Stmt")
	case strings.HasPrefix(version, "camt.054.001."):
		f.Format, err = Camt054, x.camt(&f, "BkToCstmrDbtCdtNtfctn", "Ntfctn")
	case strings.HasPrefix(version, "camt.056.001."):
		f.Format, err = Camt056, x.camt056(&f)
	case strings.HasPrefix(version, "pain.002.001."):
		f.Format, err = Pain002, x.pain002(&f)
	default:
		return File{}, fmt.Errorf("%w: %s is not read", ErrFormat, clip(version))
	}
	if err == nil {
		err = x.end()
	}
	if err != nil {
		return File{}, x.place(err)
	}
	return f, nil
}

// xmlReader walks a document element by element. Nothing in it is expanded, nothing is fetched, and no part larger than
// maxElements elements is ever held in memory.
type xmlReader struct {
	source   *source
	room     []Line // for the lines of the next statement
	raw      *xml.Decoder
	dec      *xml.Decoder
	depth    int
	elements int
}

// source feeds the decoder byte by byte and refuses tokens longer than maxToken: the decoder would hold them whole.
type source struct {
	text     string
	at, from int
}

// ReadByte returns the next byte.
func (s *source) ReadByte() (byte, error) {
	if s.at >= len(s.text) {
		return 0, io.EOF
	}
	if s.at-s.from > maxToken {
		return 0, fmt.Errorf("%w: a tag or text of more than %d bytes", ErrTooLarge, maxToken)
	}
	s.at++
	return s.text[s.at-1], nil
}

// Read is there because the decoder wants a reader; it reads by bytes.
func (s *source) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	b, err := s.ReadByte()
	if err != nil {
		return 0, err
	}
	p[0] = b
	return 1, nil
}

func newXMLReader(text string) *xmlReader {
	x := &xmlReader{source: &source{text: text}, room: room((strings.Count(text, "Ntry>") + strings.Count(text, "TxDtls>")) / 2)}
	x.raw = xml.NewDecoder(x.source)
	// The text has been decoded before: what its declaration says is no longer true.
	x.raw.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	x.dec = xml.NewTokenDecoder(x)
	return x
}

// Token hands the decoder its tokens and stops at what no statement contains.
func (x *xmlReader) Token() (xml.Token, error) {
	x.source.from = x.source.at
	t, err := x.raw.RawToken()
	switch t.(type) {
	case xml.Directive:
		return nil, ErrEntities
	case xml.StartElement:
		if x.depth++; x.depth > maxDepth {
			return nil, fmt.Errorf("%w: deeper than %d elements", ErrTooLarge, maxDepth)
		}
		if x.elements++; x.elements > maxElements {
			return nil, fmt.Errorf("%w: more than %d elements in one part", ErrTooLarge, maxElements)
		}
	case xml.EndElement:
		x.depth--
	}
	return t, err //nolint:wrapcheck // the decoder looks for io.EOF itself
}

// place adds the line to an error and gives the decoder's complaints their reasons.
func (x *xmlReader) place(err error) error {
	line, _ := x.raw.InputPos()
	var coded interface{ Code() string }
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &coded):
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		err = ErrTruncated
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "unexpected EOF"):
		err = ErrTruncated
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "entity"):
		err = ErrEntities
	case errors.As(err, &syntax) && strings.Contains(syntax.Msg, "UTF-8"):
		err = ErrEncoding
	default:
		err = fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return placed{line, err}
}

func (x *xmlReader) root() (xml.StartElement, error) {
	for {
		t, err := x.dec.Token()
		if err != nil {
			return xml.StartElement{}, err //nolint:wrapcheck // place gives it its reason
		}
		if start, ok := t.(xml.StartElement); ok {
			return start, nil
		}
	}
}

// end reads to the end: what follows the root may be comments and white space only.
func (x *xmlReader) end() error {
	for {
		switch t, err := x.dec.Token(); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err //nolint:wrapcheck // place gives it its reason
		default:
			if _, ok := t.(xml.StartElement); ok {
				return fmt.Errorf("%w: a second root", ErrMalformed)
			}
		}
	}
}

// children calls do for each element inside the one just opened, until that one closes. do consumes its element.
func (x *xmlReader) children(do func(el xml.StartElement) error) error {
	for {
		x.elements = 0
		t, err := x.dec.Token()
		if err != nil {
			return err //nolint:wrapcheck // place gives it its reason
		}
		switch el := t.(type) {
		case xml.StartElement:
			if err := do(el); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip passes over an element. It may be large: nothing of it is kept.
func (x *xmlReader) skip() error {
	return x.children(func(xml.StartElement) error { return x.skip() })
}

// into decodes one element, of at most maxElements elements, into a value.
func (x *xmlReader) into(v any, el xml.StartElement) error {
	return x.dec.DecodeElement(v, &el) //nolint:wrapcheck // place gives it its reason
}

// text decodes an element that holds nothing but text.
func (x *xmlReader) text(to *string, el xml.StartElement) error {
	if err := x.into(to, el); err != nil {
		return err
	}
	*to = strings.TrimSpace(*to)
	return nil
}
