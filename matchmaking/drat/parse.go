package drat

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
)

// maxLiteral is the largest variable of a proof; the binary format could carry larger ones.
const maxLiteral = 1<<31 - 1

// parse reads the steps of the proof, text or binary.
func (c *checker) parse(proof io.Reader) error {
	r := bufio.NewReaderSize(proof, 1<<16)
	head, err := r.Peek(1 << 16)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read proof: %w", err)
	}
	// A step of a binary proof ends with a zero byte, which text never holds.
	if len(head) > 0 && (head[0] == 'a' || head[0] == 'd' && bytes.IndexByte(head, 0) >= 0) {
		return c.parseBinary(r)
	}
	return c.parseText(r)
}

func (c *checker) parseBinary(r *bufio.Reader) error {
	for step := 1; ; step++ {
		kind, err := r.ReadByte()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read proof: %w", err)
		}
		if kind != 'a' && kind != 'd' {
			return fmt.Errorf("%w: step %d begins with byte %#x", ErrRejected, step, kind)
		}
		c.line = c.line[:0]
		for {
			n, err := binaryNumber(r)
			if err != nil {
				return fmt.Errorf("step %d: %w", step, err)
			}
			if n == 0 {
				break
			}
			l := int32(n >> 1) //nolint:gosec // binaryNumber bounds it
			if l == 0 {
				return fmt.Errorf("%w: step %d: number 1 is no literal", ErrRejected, step)
			}
			if n&1 != 0 {
				l = -l
			}
			c.line = append(c.line, l)
		}
		if err := c.step(kind == 'd'); err != nil {
			return err
		}
	}
}

// binaryNumber reads seven bits a byte, the lowest first.
func binaryNumber(r *bufio.Reader) (uint64, error) {
	n := uint64(0)
	for shift := 0; ; shift += 7 {
		b, err := r.ReadByte()
		if errors.Is(err, io.EOF) {
			return 0, fmt.Errorf("%w: it ends within a clause", ErrRejected)
		}
		if err != nil {
			return 0, fmt.Errorf("read proof: %w", err)
		}
		n |= uint64(b&0x7f) << shift
		if n>>1 > maxLiteral || shift > 35 {
			return 0, fmt.Errorf("%w: a literal is too large", ErrRejected)
		}
		if b&0x80 == 0 {
			return n, nil
		}
	}
}

// parseText reads words: an optional d, the literals, a zero. A line that begins with c is a comment.
func (c *checker) parseText(r *bufio.Reader) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 1<<16), 1<<26)
	c.line = c.line[:0]
	deletion, open := false, false
	for row := 1; s.Scan(); row++ {
		words := bytes.Fields(s.Bytes())
		if len(words) > 0 && words[0][0] == 'c' && !open {
			continue
		}
		for _, w := range words {
			if !open && len(w) == 1 && w[0] == 'd' {
				deletion, open = true, true
				continue
			}
			n, err := strconv.ParseInt(string(w), 10, 32)
			if err != nil || n == -1<<31 {
				return fmt.Errorf("%w: line %d: %q is no literal", ErrRejected, row, w)
			}
			if n != 0 {
				open = true
				c.line = append(c.line, int32(n))
				continue
			}
			if err := c.step(deletion); err != nil {
				return err
			}
			c.line = c.line[:0]
			deletion, open = false, false
		}
	}
	if err := s.Err(); errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("%w: a line is too long", ErrRejected)
	} else if err != nil {
		return fmt.Errorf("read proof: %w", err)
	}
	if open {
		return fmt.Errorf("%w: it ends within a clause", ErrRejected)
	}
	return nil
}
