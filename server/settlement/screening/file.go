package screening

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Bounds of what an operator may supply.
const (
	MaxFile  = 256 << 20 // bytes of one file
	MaxNames = 2_000_000 // on all lists, aliases included
)

// What can be wrong with lists.
var (
	ErrNoLists  = errors.New("the folder holds no list")
	ErrFormat   = errors.New("the file is no list of OFAC, the EU or the UN")
	ErrEntities = errors.New("the file declares a document type, which a list has no use for")
	ErrTooLarge = errors.New("the lists are larger than anything published")
	ErrEmpty    = errors.New("the list names nobody")
)

// Load reads every .xml and .csv file at the top of a folder. One that cannot be read makes the whole fail: half a list is
// worse than none, as it looks like all of it.
func Load(folder fs.FS) (*Lists, error) {
	files, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("read the lists: %w", err)
	}
	all := sha256.New()
	var names []listed
	var day time.Time
	found := false
	for _, f := range files { // in order of name
		if ext := strings.ToLower(path.Ext(f.Name())); f.IsDir() || (ext != ".xml" && ext != ".csv") {
			continue
		}
		found = true
		info, err := f.Info()
		if err != nil {
			return nil, fmt.Errorf("read the list %s: %w", f.Name(), err)
		}
		if info.ModTime().After(day) {
			day = info.ModTime()
		}
		list, sum, err := loadFile(folder, f.Name())
		if err != nil {
			return nil, fmt.Errorf("read the list %s: %w", f.Name(), err)
		}
		if names = append(names, list...); len(names) > MaxNames {
			return nil, fmt.Errorf("read the list %s: %w", f.Name(), ErrTooLarge)
		}
		all.Write(sum)
	}
	if !found {
		return nil, ErrNoLists
	}
	lists := build("sha256-"+hex.EncodeToString(all.Sum(nil))[:32], names)
	lists.day = day
	return lists, nil
}

func loadFile(folder fs.FS, name string) (list []listed, sum []byte, err error) {
	f, err := folder.Open(name)
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	counted := &io.LimitedReader{R: io.TeeReader(f, h), N: MaxFile}
	if strings.EqualFold(path.Ext(name), ".csv") {
		list, err = readCSV(counted)
	} else {
		list, err = readXML(counted)
	}
	if err == nil {
		_, err = io.Copy(io.Discard, counted) // the sum is of the whole file
	}
	switch {
	case counted.N == 0:
		return nil, nil, ErrTooLarge
	case err != nil:
		return nil, nil, err
	case len(list) == 0:
		return nil, nil, ErrEmpty
	}
	return list, h.Sum(nil), nil
}

// Folder reads lists from a folder again when its files have changed. It is not safe for concurrent use.
type Folder struct {
	files fs.FS
	seen  []string
	lists *Lists
}

// NewFolder reads nothing yet.
func NewFolder(files fs.FS) *Folder { return &Folder{files: files} }

// Lists returns what the folder holds now.
func (f *Folder) Lists() (*Lists, error) {
	entries, err := fs.ReadDir(f.files, ".")
	if err != nil {
		return nil, fmt.Errorf("read the lists: %w", err)
	}
	var now []string
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return nil, fmt.Errorf("read the lists: %w", err)
		}
		now = append(now, fmt.Sprintf("%s %d %d", e.Name(), info.Size(), info.ModTime().UnixNano()))
	}
	if f.lists != nil && slices.Equal(now, f.seen) {
		return f.lists, nil
	}
	lists, err := Load(f.files)
	if err != nil {
		return nil, err
	}
	f.lists, f.seen = lists, now
	return lists, nil
}
