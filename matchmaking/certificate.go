package matchmaking

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// ErrBadCertificate says that a file is not a certificate.
var ErrBadCertificate = errors.New("not a certificate")

// MaxCertificateBytes is how long a certificate may be.
const MaxCertificateBytes = 256 << 20

// certificateFormat names the format in the file.
const certificateFormat = "fairground-schedule/1"

// Certificate is what an organizer hands out: the problem, the answer and the proof, for Verify in anybody's hands.
type Certificate struct {
	Format   string   `json:"format"`
	Problem  Problem  `json:"problem"`
	Schedule Schedule `json:"schedule"`
	Proof    Proof    `json:"proof"`
}

// WriteCertificate writes a certificate as JSON.
func WriteCertificate(w io.Writer, p Problem, s Schedule, proof Proof) error {
	out := json.NewEncoder(w)
	out.SetIndent("", " ")
	if err := out.Encode(Certificate{certificateFormat, p, s, proof}); err != nil {
		return fmt.Errorf("write certificate: %w", err)
	}
	return nil
}

// ReadCertificate reads what WriteCertificate wrote, and refuses what a strange or mutilated file says: unknown fields, more
// than one value, a problem that Validate refuses. It does not verify. The error wraps ErrBadCertificate.
func ReadCertificate(r io.Reader) (Certificate, error) {
	limited := &io.LimitedReader{R: r, N: MaxCertificateBytes + 1}
	in := json.NewDecoder(limited)
	in.DisallowUnknownFields()
	var c Certificate
	if err := in.Decode(&c); err != nil {
		return Certificate{}, fmt.Errorf("%w: %w", ErrBadCertificate, err)
	}
	if _, err := in.Token(); !errors.Is(err, io.EOF) {
		return Certificate{}, fmt.Errorf("%w: something follows it, or it is too long", ErrBadCertificate)
	}
	if c.Format != certificateFormat {
		return Certificate{}, fmt.Errorf("%w: format %q", ErrBadCertificate, c.Format)
	}
	if err := c.Problem.Validate(); err != nil {
		return Certificate{}, fmt.Errorf("%w: %w", ErrBadCertificate, err)
	}
	return c, nil
}

// WriteScheduleCSV writes one line for each wish, the met ones with start, room and interpreter. A cell that a spreadsheet
// would take for a formula begins with an apostrophe.
func WriteScheduleCSV(w io.Writer, p Problem, s Schedule) error {
	wishes := make(map[string]*Wish, len(p.Wishes))
	for i := range p.Wishes {
		wishes[p.Wishes[i].ID] = &p.Wishes[i]
	}
	out := csv.NewWriter(w)
	line := func(cells ...string) error {
		for i, c := range cells {
			if c != "" && strings.ContainsRune("=+-@\t\r", rune(c[0])) {
				cells[i] = "'" + c
			}
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write schedule: %w", err)
		}
		return nil
	}
	if err := line("wish", "level", "value", "people", "start", "minutes", "room", "interpreter", "unplaced"); err != nil {
		return err
	}
	cells := func(id string) ([]string, error) {
		x := wishes[id]
		if x == nil {
			return nil, fmt.Errorf("%w: wish %q", ErrNoSchedule, id)
		}
		return []string{x.ID, string(x.Level), strconv.Itoa(x.Value), strings.Join(x.People, " ")}, nil
	}
	for _, m := range s.Meetings {
		row, err := cells(m.Wish)
		if err != nil || m.Slot < 0 || m.Slot >= len(p.Slots) {
			return fmt.Errorf("%w: meeting %q in slot %d", ErrNoSchedule, m.Wish, m.Slot)
		}
		slot := p.Slots[m.Slot]
		if err := line(append(row, slot.Start.UTC().Format(time.RFC3339), strconv.Itoa(slot.Minutes), m.Room, m.Interpreter, "")...); err != nil {
			return err
		}
	}
	for _, u := range s.Unplaced {
		row, err := cells(u.Wish)
		if err != nil {
			return err
		}
		if err := line(append(row, "", "", "", "", u.Reason)...); err != nil {
			return err
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write schedule: %w", err)
	}
	return nil
}
