package schedule

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"fairground/server/problem"
)

// The kinds of files of a run.
const (
	planFile    = "plan"
	changesFile = "changes"
)

// maxFile bounds a file when it is read, so that a damaged one cannot take all memory.
const maxFile = 1 << 30

// pack makes a file of a value: JSON, compressed.
func pack(value any) ([]byte, error) {
	var buf bytes.Buffer
	z := gzip.NewWriter(&buf)
	if err := json.NewEncoder(z).Encode(value); err != nil {
		return nil, fmt.Errorf("pack a file: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack a file: %w", err)
	}
	return buf.Bytes(), nil
}

// unpack reads what pack wrote.
func unpack(data []byte, value any) (err error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("unpack a file: %w", err)
	}
	defer func() { err = errors.Join(err, z.Close()) }()
	if err := json.NewDecoder(io.LimitReader(z, maxFile)).Decode(value); err != nil {
		return fmt.Errorf("unpack a file: %w", err)
	}
	return nil
}

// keep writes a file under a name that nobody else uses. Until the run names it nobody reads it, so of two who change a run
// at once the one who is too late spoils nothing.
func (s *Service) keep(ctx context.Context, run, kind string, value any) (name string, err error) {
	data, err := pack(value)
	if err != nil {
		return "", err
	}
	name = kind + "-" + rand.Text()
	return name, s.files.write(ctx, run, name, data)
}

// plan reads the plan of a run.
func (s *Service) plan(ctx context.Context, r Run) (Plan, error) {
	var p Plan
	if r.Plan == "" {
		return p, problem.Newf(problem.Conflict, "run_state", "the run is %s and has no timetable", r.State).With("state", string(r.State))
	}
	data, err := s.files.read(ctx, r.ID, r.Plan)
	if err != nil {
		return p, err
	}
	return p, unpack(data, &p)
}

// open finds a run with its plan. A plan that is replaced between the two is read again.
func (s *Service) open(ctx context.Context, exhibition, id string) (r Run, p Plan, err error) {
	for range attempts {
		if r, err = s.find(ctx, exhibition, id); err != nil {
			return r, p, err
		}
		if p, err = s.plan(ctx, r); problem.Code(err) != noFile {
			return r, p, err
		}
	}
	return r, p, err
}
