package rail

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
)

// journal is the append-only file of everything the counterpart was told: one line each, a checksum before it. A line
// counts once it is on the disk, and nothing is answered before.
type journal struct {
	file *os.File
	size int64 // as far as this process has read and written
}

// openJournal reads the file, if there is one, and hands every line to replay. A last line that is not whole was never
// answered for and is cut off; one in the middle is damage and an error.
func openJournal(path string, replay func(told) error) (*journal, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the operator names the folder
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", err)
	}
	whole, err := readJournal(file, replay)
	if err == nil {
		err = file.Truncate(whole)
	}
	if err == nil {
		_, err = file.Seek(whole, io.SeekStart)
	}
	if err != nil {
		return nil, fmt.Errorf("open journal: %w", errors.Join(err, file.Close()))
	}
	return &journal{file, whole}, nil
}

func readJournal(r io.Reader, replay func(told) error) (whole int64, err error) {
	in := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if err != nil && !errors.Is(err, io.EOF) {
			return whole, fmt.Errorf("line %d: %w", n, err)
		}
		if errors.Is(err, io.EOF) {
			return whole, nil // what stands there without its end was being written when the power went
		}
		t, err := parseLine(line)
		if err != nil {
			if _, more := in.Peek(1); errors.Is(more, io.EOF) {
				return whole, nil
			}
			return whole, fmt.Errorf("line %d: %w", n, err)
		}
		if err := replay(t); err != nil {
			return whole, fmt.Errorf("line %d: %w", n, err)
		}
		whole += int64(len(line))
	}
}

func parseLine(line []byte) (told, error) {
	sum, text, ok := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(" "))
	if !ok || string(sum) != checksum(text) {
		return told{}, errors.New("its checksum is wrong")
	}
	var t told
	if err := json.Unmarshal(text, &t); err != nil {
		return told{}, fmt.Errorf("read: %w", err)
	}
	if t.Do == doCollect && t.Collect == nil {
		return told{}, errors.New("nothing to collect")
	}
	return t, nil
}

func checksum(text []byte) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE(text)) }

// write makes a line durable. A file that has grown since is written by another process, and two books in one are none.
func (j *journal) write(t told) error {
	info, err := j.file.Stat()
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	if info.Size() != j.size {
		return errors.New("write journal: another process writes it too")
	}
	text, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	n, err := fmt.Fprintf(j.file, "%s %s\n", checksum(text), text)
	if err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	j.size += int64(n)
	if err := j.file.Sync(); err != nil {
		return fmt.Errorf("write journal: %w", err)
	}
	return nil
}

func (j *journal) close() error {
	if err := j.file.Close(); err != nil {
		return fmt.Errorf("close journal: %w", err)
	}
	return nil
}
