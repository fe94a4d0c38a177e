package ledger

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// An export is the log for auditors: one block a line, as EncodeBlock writes it, and a last line that names the last block,
// so that what is cut off at the end is missed. Every byte is covered by a hash or has one spelling only. That the end is
// the true one is what a signed head published elsewhere is for.

// maxLine bounds a line of an export: a block of the largest size in JSON.
const maxLine = 16 << 20

// End is the last line of an export.
type End struct {
	Blocks int64 `json:"blocks"`
	Hash   Hash  `json:"hash"` // of the last block
}

func (e End) line() ([]byte, error) {
	line, err := json.Marshal(struct {
		End End `json:"end"`
	}{e})
	if err != nil {
		return nil, fmt.Errorf("encode the end: %w", err)
	}
	return append(line, '\n'), nil
}

// Export writes at most limit blocks of a log from block from on, and the last line if the log ends there. It returns the
// number of the block to go on with, 0 after the last line.
func Export(ctx context.Context, log Log, w io.Writer, from int64, limit int) (next int64, err error) {
	for limit > 0 {
		blocks, err := log.ReadFrom(ctx, from, min(limit, ReadBatch))
		if err != nil {
			return 0, fmt.Errorf("export from block %d: %w", from, err)
		}
		for _, b := range blocks {
			line, err := EncodeBlock(b)
			if err == nil {
				_, err = w.Write(line)
			}
			if err != nil {
				return 0, fmt.Errorf("export block %d: %w", b.Seq, err)
			}
			from, limit = b.Seq+1, limit-1
		}
		if len(blocks) == 0 {
			return 0, exportEnd(ctx, log, w, from-1)
		}
	}
	return from, nil
}

func exportEnd(ctx context.Context, log Log, w io.Writer, last int64) error {
	end := End{Blocks: last}
	if last > 0 {
		blocks, err := log.ReadFrom(ctx, last, 1)
		if err != nil || len(blocks) != 1 || blocks[0].Seq != last {
			return errors.Join(fmt.Errorf("export the end: block %d is not there", last), err)
		}
		end.Hash = blocks[0].Hash
	}
	line, err := end.line()
	if err == nil {
		_, err = w.Write(line)
	}
	if err != nil {
		return fmt.Errorf("export the end: %w", err)
	}
	return nil
}

// lines is a Log that reads an export once, from the first line to the last.
type lines struct {
	r    *bufio.Reader
	last End
	done bool
}

// FromExport is the log in an export, to be read once from its first block on, as Verify does. What is not an export to its
// last byte is ErrBroken.
func FromExport(r io.Reader) Log { return &lines{r: bufio.NewReaderSize(r, 1<<16)} }

func (l *lines) Append(context.Context, Block) error {
	return errors.New("an export is only read")
}

func (l *lines) WithKeys(context.Context, []Key, int64) ([]Block, error) {
	return nil, errors.New("an export is only read from the first block to the last")
}

func (l *lines) ReadFrom(ctx context.Context, seq int64, limit int) ([]Block, error) {
	var blocks []Block
	for len(blocks) < limit && !l.done {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		line, err := l.line()
		if err != nil {
			return blocks, fmt.Errorf("after block %d: %w", l.last.Blocks, err)
		}
		if bytes.HasPrefix(line, []byte(`{"end":`)) {
			return blocks, l.end(line)
		}
		b, err := DecodeBlock(line)
		if err != nil {
			return blocks, fmt.Errorf("after block %d: %w: %w", l.last.Blocks, ErrBroken, err)
		}
		if again, err := EncodeBlock(b); err != nil || !bytes.Equal(again, line) || b.Seq != seq+int64(len(blocks)) {
			return blocks, fmt.Errorf("after block %d: %w: block %d is not spelled as it was written, or not the next", l.last.Blocks, ErrBroken, b.Seq)
		}
		l.last = End{b.Seq, b.Hash}
		blocks = append(blocks, b)
	}
	return blocks, nil
}

// end takes the last line: it must be that of the blocks before it, and nothing may follow.
func (l *lines) end(line []byte) error {
	want, err := l.last.line()
	if err != nil {
		return err
	}
	if !bytes.Equal(line, want) {
		return fmt.Errorf("after block %d: %w: the last line is that of another log", l.last.Blocks, ErrBroken)
	}
	if _, err := l.r.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows the last line", ErrBroken)
	}
	l.done = true
	return nil
}

func (l *lines) line() ([]byte, error) {
	var line []byte
	for {
		part, err := l.r.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return line, nil
		case errors.Is(err, io.EOF):
			return nil, fmt.Errorf("%w: the last line is missing or cut off", ErrBroken)
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, fmt.Errorf("read export: %w", err)
		case len(line) > maxLine:
			return nil, fmt.Errorf("%w: a line is longer than %d bytes", ErrBroken, maxLine)
		}
	}
}
