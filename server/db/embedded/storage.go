package embedded

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
	"go.mongodb.org/mongo-driver/v2/bson"
)

// DataFile is the name of the one file in a data folder.
const DataFile = "fairground.db"

// Errors Open wraps.
var (
	// ErrInUse says that another process has the data folder open.
	ErrInUse = errors.New("data folder is in use by another process")
	// ErrDamaged says that the data file is not one, is cut off, or has changed under the engine.
	ErrDamaged = errors.New("data file is damaged")
)

const (
	formatVersion = 1
	lockTimeout   = time.Second
	checksumBytes = 4
)

var (
	bucketMeta    = []byte("meta")
	bucketCatalog = []byte("catalog")
	keyFormat     = []byte("format")
	keyClosed     = []byte("closed") // there only while no engine has the file open that was closed in order
	castagnoli    = crc32.MakeTable(crc32.Castagnoli)
)

// storage is the data file: a bucket of collections by name, and per collection a bucket of documents by record number,
// each with its checksum. Indexes are not stored but rebuilt on open.
type storage struct {
	bolt *bolt.DB
}

// openStorage locks and opens the data file of a folder, which is created when missing.
func openStorage(dir string) (*storage, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("create data folder: %w", err)
	}
	path := filepath.Join(dir, DataFile)
	if err := checkFile(path); err != nil {
		return nil, err
	}
	db, err := openBolt(path, false)
	if err != nil {
		return nil, err
	}
	s := &storage{bolt: db}
	err = db.Update(func(tx *bolt.Tx) error {
		if _, err := tx.CreateBucketIfNotExists(bucketCatalog); err != nil {
			return err
		}
		meta, err := tx.CreateBucketIfNotExists(bucketMeta)
		if err != nil {
			return err
		}
		switch v := meta.Get(keyFormat); {
		case v == nil:
			return meta.Put(keyFormat, []byte{formatVersion})
		case len(v) != 1 || v[0] != formatVersion:
			return fmt.Errorf("data file has format %v, this program reads %d", v, formatVersion)
		}
		return meta.Delete(keyClosed)
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("prepare data file: %w", err), db.Close())
	}
	return s, nil
}

// openBolt turns what bbolt says, and its panics on broken pages, into the errors above.
func openBolt(path string, readOnly bool) (db *bolt.DB, err error) {
	defer guard(&err)()
	// The list of free pages is stored on closing only. With each commit it would be written whole: after a few large
	// snapshots have come and gone that is a megabyte, and sorting it, for every small write.
	db, err = bolt.Open(path, 0o600, &bolt.Options{
		Timeout: lockTimeout, ReadOnly: readOnly, FreelistType: bolt.FreelistMapType, NoFreelistSync: true,
	})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, ErrInUse
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrChecksum), errors.Is(err, berrors.ErrVersionMismatch):
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	case err != nil:
		return nil, fmt.Errorf("open data file: %w", err)
	}
	return db, nil
}

// guard makes an error of a panic, as bbolt panics on broken pages: defer guard(&err)().
func guard(err *error) func() {
	fault := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(fault)
		if r := recover(); r != nil {
			*err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}
}

// checkFile finds a file that is shorter than its own header says, before anything maps and touches what is missing. It
// walks through one that was not closed in order: bbolt will look for its free pages in a goroutine of its own, whose
// panic on a damaged page nobody could catch.
func checkFile(path string) error {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look at data file: %w", err)
	}
	db, err := openBolt(path, true)
	if err != nil {
		return err
	}
	err = db.View(func(tx *bolt.Tx) error {
		if tx.Size() > info.Size() {
			return fmt.Errorf("%w: it is cut off at %d of %d bytes", ErrDamaged, info.Size(), tx.Size())
		}
		return touch(tx)
	})
	return errors.Join(err, db.Close())
}

// touch reads every page of a file that was not closed in order.
func touch(tx *bolt.Tx) (err error) {
	defer guard(&err)()
	if meta := tx.Bucket(bucketMeta); meta != nil && meta.Get(keyClosed) != nil {
		return nil
	}
	return tx.ForEach(func(_ []byte, b *bolt.Bucket) error {
		return b.ForEach(func(_, _ []byte) error { return nil })
	})
}

// change is one step of a commit.
type change struct {
	kind       changeKind
	collection uint64
	rec        uint64 // of a document
	name       string // of a collection
	data       []byte // document, or catalog entry
}

type changeKind int

const (
	changePut changeKind = iota
	changeDelete
	changeCatalog // writes the catalog entry, makes the bucket when missing
	changeDrop    // removes the catalog entry and the bucket
)

func bucketName(id uint64) []byte {
	return binary.BigEndian.AppendUint64([]byte("c"), id)
}

// commit writes all changes in one transaction and returns when they are on the disk.
func (s *storage) commit(changes []change) error {
	return s.bolt.Update(func(tx *bolt.Tx) error {
		buckets := make(map[uint64]*bolt.Bucket)
		for _, c := range changes {
			b := buckets[c.collection]
			if b == nil && (c.kind == changePut || c.kind == changeDelete) {
				if b = tx.Bucket(bucketName(c.collection)); b == nil {
					return fmt.Errorf("collection %d is missing", c.collection)
				}
				b.FillPercent = 0.9 // record numbers only grow
				buckets[c.collection] = b
			}
			if err := c.write(tx, b); err != nil {
				return err
			}
			if c.kind == changeDrop {
				delete(buckets, c.collection)
			}
		}
		return nil
	})
}

func (c *change) write(tx *bolt.Tx, b *bolt.Bucket) error {
	var key [8]byte
	binary.BigEndian.PutUint64(key[:], c.rec)
	switch c.kind {
	case changePut:
		return b.Put(key[:], sealed(c.data))
	case changeDelete:
		return b.Delete(key[:])
	case changeCatalog:
		if _, err := tx.CreateBucketIfNotExists(bucketName(c.collection)); err != nil {
			return err
		}
		return tx.Bucket(bucketCatalog).Put([]byte(c.name), sealed(c.data))
	case changeDrop:
		if err := tx.Bucket(bucketCatalog).Delete([]byte(c.name)); err != nil {
			return err
		}
		return tx.DeleteBucket(bucketName(c.collection))
	}
	return fmt.Errorf("unknown change %d", c.kind)
}

// sealed puts the checksum before the data.
func sealed(data []byte) []byte {
	b := make([]byte, checksumBytes, checksumBytes+len(data))
	binary.BigEndian.PutUint32(b, crc32.Checksum(data, castagnoli))
	return append(b, data...)
}

// unsealed checks and copies what the file holds, since its pages move.
func unsealed(b []byte) ([]byte, error) {
	if len(b) < checksumBytes || binary.BigEndian.Uint32(b) != crc32.Checksum(b[checksumBytes:], castagnoli) {
		return nil, fmt.Errorf("%w: a checksum is wrong", ErrDamaged)
	}
	return append([]byte(nil), b[checksumBytes:]...), nil
}

// load reads everything and rebuilds the indexes.
func (s *storage) load() (collections map[string]*collection, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, r)
		}
	}()
	collections = make(map[string]*collection)
	err = s.bolt.View(func(tx *bolt.Tx) error {
		return tx.Bucket(bucketCatalog).ForEach(func(name, sealed []byte) error {
			entry, err := unsealed(sealed)
			if err != nil {
				return err
			}
			c, err := loadCollection(tx, string(name), entry)
			if err != nil {
				return fmt.Errorf("load collection %s: %w", name, err)
			}
			collections[c.ns] = c
			return nil
		})
	})
	return collections, err
}

func loadCollection(tx *bolt.Tx, ns string, entry []byte) (*collection, error) {
	d, err := decode(entry)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	id, _ := d.value("id").(int64)
	specs, _ := d.value("indexes").(array)
	c := newCollection(uint64(id), ns)
	for _, v := range specs {
		spec, _ := v.(doc)
		x, err := newIndex(spec)
		if err != nil {
			return nil, fmt.Errorf("read index: %w", err)
		}
		c.indexes = append(c.indexes, x)
	}
	b := tx.Bucket(bucketName(c.id))
	if b == nil {
		return nil, fmt.Errorf("%w: its documents are missing", ErrDamaged)
	}
	err = b.ForEach(func(key, sealed []byte) error {
		raw, err := unsealed(sealed)
		if err != nil {
			return err
		}
		d, err := decode(raw)
		if err != nil || len(key) != 8 {
			return fmt.Errorf("%w: a document cannot be read", ErrDamaged)
		}
		rec := binary.BigEndian.Uint64(key)
		c.docs.Load(rec, bson.Raw(raw))
		c.last = rec
		for _, x := range c.indexes {
			if err := c.load(x, rec, d); err != nil {
				return fmt.Errorf("rebuild index %s: %w", x.name, err)
			}
		}
		return nil
	})
	return c, err
}

// catalogEntry is what the data file keeps of a collection besides its documents.
func (c *collection) catalogEntry() []byte {
	specs := make(array, 0, len(c.indexes))
	for _, x := range c.indexes[1:] {
		specs = append(specs, x.spec())
	}
	return encode(doc{{"id", int64(c.id)}, {"indexes", specs}})
}

// settle stores the list of free pages and that the file was closed in order. Nothing is written after it.
func (s *storage) settle() error {
	s.bolt.NoFreelistSync = false
	err := s.bolt.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Put(keyClosed, []byte{1}) })
	if err != nil {
		return fmt.Errorf("store free pages: %w", err)
	}
	return nil
}

func (s *storage) close() error {
	if err := s.bolt.Close(); err != nil {
		return fmt.Errorf("close data file: %w", err)
	}
	return nil
}

// ErrInMemory says that there is no data file.
var ErrInMemory = errors.New("the database is in memory only")

// Backup writes the data file as of one moment; writing goes on meanwhile.
func (e *Engine) Backup(w io.Writer) error {
	if e.storage == nil {
		return ErrInMemory
	}
	err := e.storage.bolt.View(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(w)
		return err
	})
	if err != nil {
		return fmt.Errorf("copy data file: %w", err)
	}
	return nil
}
