package db

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"fairground/server/db/embedded"
)

// ErrNotEmbedded says that the data lives in a MongoDB server, which has its own tools.
var ErrNotEmbedded = errors.New("the data lives in a MongoDB server; use its own backup, such as mongodump")

// ErrNotEmpty says that a folder holds data already.
var ErrNotEmpty = errors.New("the folder holds data already")

// Backup writes the whole database as of one moment, while it goes on being used. What it writes is a data file: Restore
// takes it. With a MongoDB server it is ErrNotEmbedded; an embedded database in memory has no backup either.
func (d *DB) Backup(ctx context.Context, w io.Writer) error {
	if d.engine == nil {
		return ErrNotEmbedded
	}
	if err := d.engine.Backup(contextWriter{ctx, w}); err != nil {
		return fmt.Errorf("back up database: %w", err)
	}
	return nil
}

type contextWriter struct {
	ctx context.Context
	w   io.Writer
}

func (w contextWriter) Write(b []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, err
	}
	return w.w.Write(b)
}

// Restore makes a data folder of a backup. It reads all of it before the folder becomes one: a damaged backup is
// embedded.ErrDamaged and leaves nothing behind. A folder with data is ErrNotEmpty and stays as it is.
func Restore(dir string, backup io.Reader) (err error) {
	path := filepath.Join(dir, embedded.DataFile)
	if _, err := os.Stat(path); err == nil {
		return fmt.Errorf("restore to %s: %w", dir, ErrNotEmpty)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("create data folder: %w", err)
	}
	trial, err := os.MkdirTemp(dir, "restore-")
	if err != nil {
		return fmt.Errorf("create trial folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(trial)) }()
	trialPath := filepath.Join(trial, embedded.DataFile)
	if err := writeSynced(trialPath, backup); err != nil {
		return fmt.Errorf("write data file: %w", err)
	}
	engine, err := embedded.Open(embedded.Options{Dir: trial})
	if err != nil {
		return fmt.Errorf("check backup: %w", err)
	}
	if err := engine.Close(); err != nil {
		return fmt.Errorf("check backup: %w", err)
	}
	// A link, unlike a rename, does not replace what somebody else put there meanwhile.
	if err := os.Link(trialPath, path); err != nil {
		return fmt.Errorf("put data file in place: %w", err)
	}
	return syncFolder(dir)
}

func writeSynced(path string, r io.Reader) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // the operator names the file
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	n, err := io.Copy(f, r)
	if err != nil {
		return err
	}
	if n == 0 {
		return fmt.Errorf("%w: it is empty", embedded.ErrDamaged)
	}
	return f.Sync()
}

func syncFolder(dir string) (err error) {
	f, err := os.Open(dir) //nolint:gosec // the operator names the folder
	if err != nil {
		return fmt.Errorf("sync folder: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
}
